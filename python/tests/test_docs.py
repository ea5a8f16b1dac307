"""The examples in the docstrings run."""

import doctest
import inspect

import cmgraph as cg
import pytest
from cmgraph import _cmgraph, _example, plot, stats
from cmgraph.plot import labels, with_svg

MODULES = [cg, _cmgraph, _example, plot, labels, stats, with_svg]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_run(module):
    # IGNORE_EXCEPTION_DETAIL would hide messages; the names of our exceptions are part of what is promised.
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted >= 2
    assert result.failed == 0


def test_everything_is_documented():
    for name in cg.__all__:
        thing = getattr(cg, name)
        if name.startswith("__"):
            continue
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing) and thing.__module__ == "cmgraph":
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or inspect.isgetsetdescriptor(value)):
                    assert inspect.getdoc(value), f"{name}.{member}"


def test_statistics_are_documented():
    for name in stats.__all__:
        thing = getattr(stats, name)
        assert inspect.getdoc(thing), name
        if inspect.isbuiltin(thing):
            for part in ("Parameters", "Returns", "Examples"):
                assert f"{part}\n---" in inspect.getdoc(thing), (name, part)


def test_readme_shows_what_the_example_says(repository):
    """The sample at the top of the README is what the first command prints."""
    printed = repository / "target" / "intranet_dump.txt"
    if not printed.exists():
        pytest.skip("no target/intranet_dump.txt: make example writes it")
    said = set(printed.read_text("utf-8").splitlines())
    readme = (repository / "README.md").read_text("utf-8")
    sample = readme.split("```text\n")[1].split("```")[0].splitlines()
    assert len(sample) > 20
    assert [line for line in sample if line and line not in said] == []


def test_version():
    from importlib.metadata import version

    assert cg.__version__ == version("cmgraph")
