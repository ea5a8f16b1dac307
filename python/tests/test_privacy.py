"""In aggregate mode nothing that leaves holds an id, a name or an address of the input."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import cmgraph as cg
import pytest
from cmgraph.plot import CHARTS, plot

KEY = b"a key for the tests alone"


def people(data: Path) -> set[str]:
    """All ids, names and addresses of the bundled export and roster."""
    csv.field_size_limit(10**8)
    found: set[str] = set()
    with zipfile.ZipFile(data / "export.zip") as archive:
        for name in archive.namelist():
            if Path(name).name == "Users.csv":
                with archive.open(name) as file:
                    for row in csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline="")):
                        found |= {row["id"], row["name"], row["email"], row.get("guid", "")}
    with (data / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found |= {row["displayName"], row["mail"], row["userPrincipalName"], row["id"]}
    found.discard("")
    assert len(found) > 800
    return found


def outputs(c: cg.Community, tmp_path: Path) -> str:
    """Everything that the package can be made to say."""
    said = [repr(c), c._repr_html_()]
    report = c.report(purpose="to find helpers")
    assert report.languages == ["en", "fi", "nb", "sv"]
    said += [repr(report), report.html, report._repr_html_()]
    g = c.graph()
    calls = [
        c.adoption,
        lambda: c.answers(by="unit"),
        lambda: c.questions(by="group"),
        lambda: c.adoption(by="unit"),
        lambda: c.adoption(by="group"),
        lambda: c.funnel(by="unit"),
        lambda: c.retention(by="unit"),
        c.participation,
        lambda: c.bridging(unit_level=2, draws=50, permutations=99),
        lambda: c.circles(unit_level=2),
        lambda: c.spread(k=5, sets=4096, runs=100, random_choices=5),
        c.conversation,
        c.dependence,
        lambda: c.what_if_removed(["cm", "top:2"]),
        lambda: c.what_if_removed(["cm", "top:5"]),
        lambda: c.what_if_removed("anna.manager@example.com"),
        c.stage,
        c.champions,
        lambda: c.champions(smaa=True, smaa_draws=200),
        c.expertise,
        c.question_hubs,
        lambda: c.question_hubs(off_platform=True, purpose="to invite them"),
        lambda: c.nominations([("ann", "lars.bergstrom@example.com"), ("bo", "Ulrika Fransson")]),
        lambda: c.unanswered(show_text=True),
        lambda: c.route("Where is the certificate for the login?"),
        c.route_all,
        c.audit,
        lambda: c.window(from_="2024-01-01").champions(),
        g.summary,
        g.components,
        g.attrition,
        g.fragmentation,
        lambda: g.key_players(2),
        g.nodes,
        g.arcs,
        g.pagerank,
        g.to_networkx,
        g.to_igraph,
        lambda: g.write_graphml(tmp_path / "graph"),
        lambda: g.write_gexf(tmp_path / "graph"),
        lambda: c.champions(interval_level=2.0),
        lambda: c.window(from_="never"),
    ]
    said += [repr(g), g._repr_html_()]
    for call in calls:
        try:
            result = call()
        except Exception as error:
            said.append(repr(error))
            continue
        tables = []
        if isinstance(result, cg.Table):
            said += [repr(result), str(result), result._repr_html_()]
            tables = [result]
            if isinstance(result, cg.Result):
                tables = list(result.tables.values())
                said += [*result.findings, result.explain()]
                charts = [name for name in result.tables if name in CHARTS]
                said += [json.dumps(plot(result, name).to_dict()) for name in charts]
        elif result is not None:
            said += [str(result), str(list(result) if hasattr(result, "adj") else result.vs["member"])]
        for table in tables:
            said += [repr(table), table._repr_html_(), table.to_csv(), table.to_json(), table.explain()]
            said += [str(table.to_dict()), str(table.provenance), table.to_arrow().to_string()]
            said += [str(table.to_arrow().schema.metadata), str(table.describe())]
    said += [path.read_text("utf-8") for path in tmp_path.iterdir()]
    return "\n".join(said)


def leaks(text: str, secrets: set[str]) -> list[str]:
    text = text.casefold()
    return sorted(secret for secret in secrets if secret.casefold() in text)


def test_aggregate(data, tmp_path):
    secrets = people(data)
    text = outputs(cg.example(mode="aggregate"), tmp_path)
    assert len(text) > 20_000
    assert leaks(text, secrets) == []


def test_the_search_finds_people_in_named_mode(data, tmp_path):
    assert len(leaks(outputs(cg.example(), tmp_path), people(data))) > 300


def test_pseudonymous(data, tmp_path):
    c = cg.example(mode="pseudonymous", key=KEY)
    text = outputs(c, tmp_path)
    assert leaks(text, people(data)) == []
    champion = c.champions(n=1).column("member")[0]
    assert champion.startswith("p-")
    assert champion == cg.example(mode="pseudonymous", key=KEY).champions(n=1).column("member")[0]
    assert champion != cg.example(mode="pseudonymous", key=KEY[::-1]).champions(n=1).column("member")[0]
    assert "tests alone" not in text
    # The page with one key tells nothing about the page with another.
    pages = [
        cg.example(mode="pseudonymous", key=key).report(languages=["sv"]).html for key in (KEY, KEY[::-1])
    ]
    one, two = (set(re.findall(r"p-[0-9a-f]{32}", page)) for page in pages)
    assert champion in one and len(one) == len(two) > 5
    assert not one & two


def test_errors_of_reading_do_not_suggest_people(data):
    wrong = {"community_managers": ["anna.manage@example.com"]}
    with pytest.raises(ValueError, match="did you mean anna.manager@example.com"):
        cg.read(data / "export.zip", **wrong)
    for mode in [{"mode": "aggregate"}, {"mode": "pseudonymous", "key": KEY}]:
        with pytest.raises(ValueError) as caught:
            cg.read(data / "export.zip", **wrong, **mode)
        assert "anna.manager" not in str(caught.value)


def test_small_units_are_hidden():
    def hidden(min_group: int) -> list[bool]:
        return cg.example(min_group=min_group).adoption(by="unit").column("suppressed")

    assert sum(hidden(0)) == 0 < sum(hidden(5)) < sum(hidden(20))
    table = cg.example(mode="aggregate").adoption(by="unit")
    for people_, flag in zip(table.column("people"), table.column("suppressed"), strict=True):
        assert (people_ is None) if flag else people_ >= 5
    assert json.loads(table.to_json())["provenance"]["privacy"]["mode"] == "aggregate"
