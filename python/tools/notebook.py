"""Writes a notebook from its source in the percent format: ``notebook.py examples/intranet_dump.py``.

The notebook has no outputs, and the ids of its cells follow from their places, so that the same source always gives
the same bytes and a change of one line is a change of one line.
"""

import sys
from pathlib import Path

import jupytext
import nbformat


def notebook(source: Path) -> str:
    """The notebook that belongs to a source, as text."""
    made = jupytext.read(source)
    made.metadata.pop("jupytext", None)
    for at, cell in enumerate(made.cells):
        cell["id"] = f"cell-{at:02}"
    made.nbformat, made.nbformat_minor = 4, 5
    nbformat.validate(made)
    return nbformat.writes(made) + "\n"


def main(sources: list[str]) -> None:
    for source in map(Path, sources):
        source.with_suffix(".ipynb").write_text(notebook(source), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
