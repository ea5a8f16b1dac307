"""Pages of the documentation that are made from what is there: help texts of the command, files of the repository."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

# Files of the repository that are pages of the documentation as well, where they are there.
INCLUDED = {"PRIVACY.md": "privacy", "CHANGELOG.md": "changelog"}


def write(root: Path) -> None:
    """Writes the pages that are not kept in the repository."""
    out = root / "docs" / "_generated"
    out.mkdir(exist_ok=True)
    _replace(out / "command.md", command_reference(command(root)))
    found = [name for name in INCLUDED if (root / name).is_file()]
    for name in found:
        _replace(out / f"{INCLUDED[name]}.md", included((root / name).read_text("utf-8")))
    _replace(out / "index.md", "\n".join(toctree(found)))
    (out / "explain").mkdir(exist_ok=True)
    for name, text in explanations(root).items():
        _replace(out / "explain" / f"{name}.txt", definition_list(text))
    notebook = root / "examples" / "intranet_dump.ipynb"
    _replace(out / "notebook.ipynb", notebook.read_text("utf-8"))


def _replace(file: Path, text: str) -> None:
    """Leaves a file alone that is as it should be, so that its page need not be built again."""
    if not file.is_file() or file.read_text("utf-8") != text:
        file.write_text(text, encoding="utf-8")


def explanations(root: Path) -> dict[str, str]:
    """What results say about how they came about, for the pages about methods."""
    import cmgraph

    c = cmgraph.example()
    results = {
        "adoption": c.adoption(),
        "funnel": c.funnel(),
        "stage": c.stage(),
        "champions": c.champions(),
        "cover": c.champion_cover(unit_level=2),
        "hubs": c.question_hubs(),
        "answers": c.answers(),
        "routing": c.unanswered(),
        "dependence": c.dependence(),
        "conversation": c.conversation(),
        "bridging": c.bridging(unit_level=2),
        "goals": c.goals(root / "examples" / "data" / "goals.toml"),
    }
    return {name: result.table.explain() for name, result in results.items()}


def definition_list(text: str) -> str:
    """Lines with a label in their first eleven columns as a list that wraps; lines of the same label stand together."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in text.splitlines():
        if line[:11].strip():
            label = line[:11].strip()
            found.setdefault(label, []).append("")
        found[label][-1] += " " + line[11:].strip()
    entries = []
    for label, sentences in found.items():
        plain = (re.sub(r"([\\`*_{}\[\]<>$|#])", r"\\\1", sentence.strip()) for sentence in sentences)
        entries.append("\n".join([label, *(f": {sentence}" for sentence in plain)]))
    return "\n\n".join(entries) + "\n"


def toctree(found: list[str]) -> list[str]:
    return ["# From the repository", "", "```{toctree}", *(INCLUDED[name] for name in found), "```", ""]


def included(text: str) -> str:
    """A file of the repository as a page: links to other files there lead nowhere from a page, so only their words stay."""
    return re.sub(r"\[([^\]]+)\]\((?!https?:|#)[^)]*\)", r"\1", text)


def command(root: Path) -> Path:
    """The command, as it was built."""
    named = os.environ.get("CMGRAPH_COMMAND")
    places = [Path(named)] if named else [root / "target" / how / "cmgraph" for how in ("debug", "release")]
    for place in places:
        if place.is_file():
            return place
    raise FileNotFoundError("the command is not built: cargo build --all-features, or set CMGRAPH_COMMAND")


def help_of(command: Path, *words: str) -> str:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [command, *words, "--help"], capture_output=True, text=True, check=True, env=environment
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def commands_in(text: str) -> list[str]:
    """Names in the list of commands of a help text, ``help`` itself left out."""
    block = re.search(r"^Commands:\n(.*?)(?:\n\n|\Z)", text, re.MULTILINE | re.DOTALL)
    names = re.findall(r"^  ([a-z][\w-]*)(?:\s|$)", block[1], re.MULTILINE) if block else []
    return [name for name in names if name != "help"]


def command_reference(command: Path) -> str:
    """All help texts, one section a command."""
    lines = [
        "# The command",
        "",
        "What `cmgraph --help` and `cmgraph COMMAND --help` say, in this release.",
        "",
    ]

    def add(words: list[str]) -> None:
        text = help_of(command, *words)
        if words:
            lines.extend([f"{'#' * min(len(words) + 1, 4)} {' '.join(['cmgraph', *words])}", ""])
        lines.extend(["```text", text, "```", ""])
        for name in commands_in(text):
            add([*words, name])

    add([])
    return "\n".join(lines)


def add_mathml(app: Any) -> None:
    """Formulas as MathML, which browsers show by themselves; the usual way fetches a script from elsewhere."""
    from docutils.utils.math.latex2mathml import tex2mathml

    def inline(self: Any, node: Any) -> None:
        from docutils import nodes

        self.body.append(str(tex2mathml(node.astext(), as_block=False)))
        raise nodes.SkipNode

    def block(self: Any, node: Any) -> None:
        from docutils import nodes

        self.body.append(f"<div>{tex2mathml(node.astext(), as_block=True)}</div>\n")
        raise nodes.SkipNode

    app.add_html_math_renderer("mathml", (inline, None), (block, None))
