"""The notebook agrees with its source, runs, and in aggregate mode shows nobody."""

import asyncio
import html
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from test_privacy import people

pytestmark = pytest.mark.notebook


@pytest.fixture(scope="module")
def source(repository: Path) -> Path:
    return repository / "examples" / "intranet_dump.py"


def test_the_notebook_is_made_from_its_source(repository, source):
    sys.path.insert(0, str(repository / "python" / "tools"))
    try:
        from notebook import notebook
    finally:
        sys.path.pop(0)
    kept = source.with_suffix(".ipynb").read_text("utf-8")
    assert kept == notebook(source), "after a change of examples/intranet_dump.py: make notebook"
    assert '"outputs": []' in kept and '"output_type"' not in kept


async def executed(source: Path, mode: str) -> Any:
    """The notebook after a run in a mode of privacy."""
    import nbformat
    from nbclient import NotebookClient

    made = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    (settings,) = (cell for cell in made.cells if "parameters" in cell.metadata.get("tags", []))
    assert settings.source.count('MODE = "named"\n') == 1
    settings.source = settings.source.replace('MODE = "named"\n', f'MODE = "{mode}"\n')
    if mode == "pseudonymous":
        settings.source = settings.source.replace("KEY = None\n", 'KEY = b"a key for the tests alone"\n')
    client = NotebookClient(made, timeout=300, resources={"metadata": {"path": str(source.parent)}})
    return await client.async_execute()


def said(made: Any) -> str:
    """All that stands in the outputs, in every form they have."""
    parts: list[str] = []
    for cell in made.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                parts.append(output.text)
            else:
                parts += [str(value) for value in output.get("data", {}).values()]
    text = "\n".join(parts)
    return text + html.unescape(text)


@pytest.fixture(scope="module")
def runs(source: Path) -> dict[str, str]:
    modes = ("named", "pseudonymous", "aggregate")

    async def all_of_them() -> list[Any]:
        # Kernels are processes of their own, and much of their time is spent on waiting.
        return await asyncio.gather(*(executed(source, mode) for mode in modes))

    return dict(zip(modes, map(said, asyncio.run(all_of_them())), strict=True))


def people_in(text: str, data: Path) -> list[str]:
    """Ids, names and addresses of the export, as whole words: a short id may stand inside a number."""
    seen = [one for one in people(data) if one in text]
    return [one for one in seen if re.search(rf"(?<![\w.,-]){re.escape(one)}(?![\w,-])", text)]


@pytest.mark.parametrize("mode", ["pseudonymous", "aggregate"])
def test_nobody_is_in_its_outputs(mode, runs, data):
    assert len(runs[mode]) > 100_000
    assert people_in(runs[mode], data) == []


def test_in_named_mode_they_would_be_found(runs, data):
    # So the search finds what there is to find, and outputs of a named run are not for passing on.
    assert len(people_in(runs["named"], data)) >= 40
