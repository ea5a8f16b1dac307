"""The documentation as it was built: nothing is fetched, no link leads nowhere, commands of the pages run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.docs

# Attributes that a browser follows by itself, in contrast to what a reader clicks on.
FETCHED = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
    "embed": "src",
    "use": "href",
}
# Links that only tell search engines about a page.
NOT_FETCHED = {"canonical", "index", "search", "next", "prev", "author", "license", "copyright"}


class Page(HTMLParser):
    """What a page fetches, where its links lead, and where links may lead in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = {"", "top"}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.anchors |= {value for name, value in attrs if name in ("id", "name") and value}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        target = given.get(FETCHED.get(tag, ""))
        if target and not set((given.get("rel") or "").split()) & NOT_FETCHED:
            self.fetched.append(target)
        self.fetched += re.findall(r"url\(([^)]*)\)", given.get("style") or "")

    handle_startendtag = handle_starttag


@pytest.fixture(scope="module")
def site(repository: Path) -> Path:
    site = Path(os.environ.get("CMGRAPH_SITE", repository / "target" / "site"))
    assert (site / "index.html").is_file(), f"no pages in {site}: make docs builds them"
    return site


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """All pages but those of the crate's own reference, which rustdoc checks."""
    files = [file for file in site.rglob("*.html") if "rust" not in file.relative_to(site).parts[:1]]
    assert len(files) > 40
    return {file: Page(file.read_text("utf-8")) for file in files}


def elsewhere(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ftp")


def test_pages_fetch_nothing_from_elsewhere(pages):
    found = {
        file.name: target for file, page in pages.items() for target in page.fetched if elsewhere(target)
    }
    assert found == {}


def test_styles_and_scripts_fetch_nothing_from_elsewhere(site):
    for file in site.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
        targets = re.findall(r"url\(\s*['\"]?([^)'\"]*)", text) + re.findall(
            r"@import\s+['\"]([^'\"]+)", text
        )
        assert not [target for target in targets if elsewhere(target)], file
    for file in (site / "_static").rglob("*.js"):
        text = file.read_text("utf-8")
        assert not re.search(r"(fetch|import|importScripts)\(\s*['\"`]https?:", text), file


def test_formulas_are_shown_without_a_script(site, pages):
    text = (site / "methods" / "champions.html").read_text("utf-8")
    assert "<math" in text and "<mfrac" in text
    assert not any("mathjax" in target.lower() for page in pages.values() for target in page.fetched)


def test_every_link_inside_leads_somewhere(site, pages):
    broken = []
    for file, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if elsewhere(link) or parts.scheme in ("mailto", "data", "javascript"):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if target.is_dir():
                target /= "index.html"
            if target.is_relative_to(site / "rust") and not (site / "rust").is_dir():
                pytest.fail("the crate's reference is missing: make docs builds it")
            anchors = pages[target].anchors if target in pages else {unquote(parts.fragment)}
            if not target.is_file() or unquote(parts.fragment) not in anchors:
                broken.append((file.relative_to(site).as_posix(), link))
    assert broken == []


def test_results_are_on_the_pages(site):
    for name in ("tutorial", "howto/champions", "howto/enough", "_generated/notebook"):
        text = (site / f"{name}.html").read_text("utf-8")
        assert '<table class="cmgraph">' in text and "How this was computed" in text, name
        assert "Traceback" not in text, name


def shell_examples(repository: Path) -> list[tuple[str, str]]:
    found = []
    for file in sorted((repository / "docs").rglob("*.md")):
        if "_generated" in file.parts:
            continue
        for block in re.findall(r"^```sh\n(.*?)^```", file.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            lines = [line.split("  #")[0].strip() for line in block.replace("\\\n", " ").splitlines()]
            found += [(file.relative_to(repository).as_posix(), line) for line in lines if line]
    return found


def test_commands_of_the_pages_run(repository, data, tmp_path):
    sys.path.insert(0, str(repository / "python" / "tools"))
    try:
        from pages import command
    finally:
        sys.path.pop(0)
    program = command(repository)
    shutil.copy(data / "export.zip", tmp_path / "export.zip")
    shutil.copy(data / "roster.csv", tmp_path / "people.csv")
    shutil.copy(data / "goals.toml", tmp_path / "goals.toml")
    examples = shell_examples(repository)
    assert len(examples) >= 15
    for line in dict.fromkeys(line for _, line in examples):
        name, *words = shlex.split(line)
        assert name == "cmgraph", line
        done = subprocess.run([program, *words], cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, (line, done.stderr)
        assert done.stdout or (tmp_path / "report.html").is_file(), line


def test_every_command_is_in_the_reference(site, repository):
    text = (site / "_generated" / "command.html").read_text("utf-8")
    folder = repository / "src" / "bin" / "cmgraph"
    assert folder.is_dir()
    for name in (
        "read",
        "report",
        "champions",
        "cover",
        "hubs",
        "answers",
        "goals",
        "doctor",
        "privacy",
        "route",
        "what-if",
        "evaluate routing",
    ):
        assert f"cmgraph {name}" in text, name


def test_every_public_name_is_in_the_reference(site):
    import cmgraph as cg

    inventory = "".join(file.read_text("utf-8") for file in (site / "reference").glob("*.html"))
    for name in cg.__all__:
        if not name.startswith("__"):
            assert f'id="cmgraph.{name}"' in inventory, name
    for kind in (cg.Community, cg.Graph, cg.Table, cg.Result, cg.Report, cg.Router):
        for name in vars(kind):
            if not name.startswith("_"):
                assert f'id="cmgraph.{kind.__name__}.{name}"' in inventory, (kind, name)
