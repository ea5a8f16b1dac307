"""Fixtures: the repository, the bundled export, real data beside the repository."""

import re
import zipfile
from pathlib import Path

import cmgraph as cg
import pytest

KEY = b"a key for the tests alone"


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def data(repository: Path) -> Path:
    return repository / "examples" / "data"


@pytest.fixture(scope="session")
def community() -> cg.Community:
    return cg.example()


@pytest.fixture(scope="session")
def graph(community: cg.Community) -> cg.Graph:
    return community.graph()


@pytest.fixture(scope="session")
def shared(repository: Path) -> Path:
    """Real data, which may not be in the repository."""
    folder = repository.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data: {folder} is not there")
    return folder


@pytest.fixture(scope="session")
def large(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export that takes some time to read: the bundled messages many times over, under other ids."""
    folder = tmp_path_factory.mktemp("large")
    with zipfile.ZipFile(data / "export.zip") as archive:
        names = {Path(name).name: name for name in archive.namelist()}
        header, _, rows = archive.read(names["Messages.csv"]).partition(b"\n")
        (folder / "Users.csv").write_bytes(archive.read(names["Users.csv"]))
    with (folder / "Messages.csv").open("wb") as out:
        out.write(header + b"\n")
        for copy in range(120):
            # The id is the first field of a row; no line of a body looks like one.
            out.write(re.sub(rb'(?m)^"(?=\d+",)', b'"%d' % (copy + 10), rows))
    return folder
