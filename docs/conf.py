"""How the documentation is built: ``make docs``. Nothing is fetched, neither here nor by the pages."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "python" / "tools"))

import pages  # noqa: E402
import cmgraph  # noqa: E402

project = "cmgraph"
author = "the cmgraph authors"
project_copyright = author
release = version = cmgraph.__version__

extensions = ["myst_nb", "numpydoc", "sphinx.ext.autodoc", "sphinx_copybutton"]
exclude_patterns = ["_build"]
# A reference that leads nowhere stops the build (with -W).
nitpicky = True
# Of the standard library; its index would have to be fetched.
nitpick_ignore_regex = [("py:.*", r"(pathlib|os|datetime|collections|typing)\..*")]

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4

# Pages with code are run while they are built, so that what stands under the code is what it gives.
nb_execution_mode = "auto"
nb_execution_timeout = 300
nb_execution_raise_on_error = True
# Widgets would be fetched from elsewhere; there are none.
nb_ipywidgets_js = {}
os.environ.setdefault("PYTHONWARNINGS", "ignore:this is a debug build of cmgraph:RuntimeWarning")

autodoc_member_order = "groupwise"
autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

html_theme = "furo"
html_title = "cmgraph"
html_static_path = ["_static"]
html_css_files = ["cmgraph.css"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"top_of_page_buttons": []}
templates_path = []
copybutton_prompt_text = r"\$ |>>> |\.\.\. "
copybutton_prompt_is_regexp = True

linkcheck_timeout = 20
linkcheck_anchors = False


def setup(app):
    pages.write(ROOT)
    pages.add_mathml(app)
