"""A wheel, in an empty environment away from the repository, gives the same tables as the command."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel

SCRIPT = """
import json, pathlib, sys
import cmgraph as cg

assert sys.prefix in cg.__file__, cg.__file__
folder = cg.example_path()
key = pathlib.Path(sys.argv[1]).read_bytes()
people = dict(
    roster=folder / "roster.csv",
    community_managers=["anna.manager@example.com"],
    communications=["communications@example.com"],
)
said = {}
for mode in ["named", "pseudonymous", "aggregate"]:
    options = dict(mode=mode, key=key if mode == "pseudonymous" else None)
    c = cg.read(folder / "export.zip", **people, **options)
    results = {
        "read": c.audit(),
        "adoption": c.adoption(),
        "adoption --by-unit --period month": c.adoption(by="unit", period="month"),
        "champions -n 7": c.champions(7),
        "hubs": c.question_hubs(),
        "adoption --by-group --no-fit": c.adoption(by="group", fit=False),
        "funnel": c.funnel(),
        "retention --period week": c.retention(period="week"),
        "participation": c.participation(),
        "stage": c.stage(),
        "conversation": c.conversation(),
    }
    for call, result in results.items():
        said[f"{call} --mode {mode}"] = [table.to_json() for table in result.tables.values()]
json.dump(said, sys.stdout)
"""


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "maturin", "build", "--release", "--out", folder, cwd=repository)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_what_the_wheel_holds(wheel, data, repository):
    package = repository / "python" / "cmgraph"
    assert "-cp311-abi3-" in wheel.name
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert {
            name for name in names if name.startswith("cmgraph/") and not name.endswith((".so", ".pyd"))
        } == {
            "cmgraph/__init__.py",
            "cmgraph/_cmgraph.pyi",
            "cmgraph/_errors.py",
            "cmgraph/_example.py",
            "cmgraph/_exchange.py",
            "cmgraph/_progress.py",
            "cmgraph/_stats.py",
            *(f"cmgraph/{path.relative_to(package).as_posix()}" for path in (package / "plot").rglob("*.py")),
            "cmgraph/py.typed",
            "cmgraph/stats.py",
            "cmgraph/data/export.zip",
            "cmgraph/data/roster.csv",
        }
        for name in ["export.zip", "roster.csv"]:
            assert archive.read(f"cmgraph/data/{name}") == (data / name).read_bytes()
        (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        required = [line for line in archive.read(metadata).decode().splitlines() if "Requires-Dist" in line]
        # Nothing that is not asked for.
        assert required and all(line.endswith("extra == 'plot'") for line in required)


def test_the_wheel_gives_the_tables_of_the_command(wheel, repository, data, tmp_path):
    empty = tmp_path / "empty"
    venv.create(empty, with_pip=True)
    python = empty / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(python, "-m", "pip", "install", "--no-index", "--disable-pip-version-check", wheel, cwd=tmp_path)
    (tmp_path / "key").write_text("a key for the tests alone")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    said = json.loads(run(python, "-W", "error", "-c", SCRIPT, "key", cwd=tmp_path, env=env))

    people = ["--roster", str(data / "roster.csv"), "--cm", "anna.manager@example.com"]
    people += ["--communications", "communications@example.com"]
    assert len(said) == 33
    for call, tables in said.items():
        name, *options = call.split()
        key = ["--key-file", str(tmp_path / "key")] if "pseudonymous" in call else []
        # With the features of the other tests, whose libraries are built by now.
        cargo = ["cargo", "run", "--quiet", "--all-features", "--bin", "cmgraph", "--"]
        command = [*cargo, name, str(data / "export.zip"), *options, *people, *key, "--format", "json"]
        # The command calls the files by the paths given, the wheel by its own: the same for both here.
        expected = run(*command, cwd=repository)
        assert "[" + ",\n".join(tables) + "]\n" == expected, call
