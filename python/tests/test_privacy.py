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


def outputs(c: cg.Community, tmp_path: Path, charts: bool = True) -> str:
    """Everything that the package can be made to say. The charts of altair take most of the time."""
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
        lambda: said.append(c.report(languages=["en"], show_text=True).html),
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
                drawn = [name for name in result.tables if name in CHARTS] if charts else []
                said += [json.dumps(plot(result, name).to_dict()) for name in drawn]
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
    assert len(leaks(outputs(cg.example(), tmp_path, charts=False), people(data))) > 300


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
        # Where only a part is hidden, the unit is large enough.
        assert (flag and people_ is None) or people_ >= 5
    assert json.loads(table.to_json())["provenance"]["privacy"]["mode"] == "aggregate"


def test_hidden_numbers_have_the_bounds_of_linear_programming():
    """What :meth:`Table.bounds` says is what linear programming finds."""
    optimize = pytest.importorskip("scipy.optimize")
    c = cg.example(mode="aggregate")
    table = c.adoption(by="unit").tables["adoption_by_unit"]
    truth = cg.example(min_group=0).adoption(by="unit").tables["adoption_by_unit"]
    assert table.column("unit") == truth.column("unit")
    units = [unit.split("/") for unit in table.column("unit")]
    n = len(units)
    depth = max(len(unit) for unit in units)
    wider = [c.adoption(by="unit", unit_level=level).tables["adoption_by_unit"] for level in range(1, depth)]
    cells = table.bounds()
    assert any(cell["column"] == "people" for cell in cells)
    parts = [name for name in table.columns if name.endswith("_present")]
    checked = 0
    for part in parts:
        # Two unknowns a unit: people, and those of the part. Known are the totals, and the wider units that tables of their level
        # show.
        names = ["people", part]
        shown = [table.column(name) for name in names]
        real = [truth.column(name) for name in names]
        equations, values = [], []
        for kind, name in enumerate(names):
            groups = [()]
            for coarse in wider:
                numbers = zip(coarse.column("unit"), coarse.column(name), strict=True)
                groups += [tuple(unit.split("/")) for unit, number in numbers if number is not None]
            for group in groups:
                row = [0.0] * (2 * n)
                for at, unit in enumerate(units):
                    if tuple(unit[: len(group)]) == group:
                        row[kind * n + at] = 1.0
                equations.append(row)
                values.append(sum(real[kind][at] for at in range(n) if row[kind * n + at]))
        limits = []
        for kind in range(2):
            for at in range(n):
                known = shown[kind][at]
                limits.append((known, known) if known is not None else (1 - kind, None))
        less = [
            [-float(at == other) for other in range(n)] + [float(at == other) for other in range(n)]
            for at in range(n)
        ]
        for cell in cells:
            if cell["column"] not in names:
                continue
            # The denominators are audited by themselves, so that a part does not narrow them.
            kind = names.index(cell["column"])
            goal = [0.0] * (2 * n)
            goal[kind * n + cell["row"]] = 1.0
            ends = []
            for sign in (1, -1):
                found = optimize.linprog(
                    [sign * x for x in goal],
                    A_ub=less if kind else None,
                    b_ub=[0.0] * n if kind else None,
                    A_eq=equations,
                    b_eq=values,
                    bounds=limits,
                )
                assert found.status == 0, found.message
                ends.append(round(sign * found.fun))
            assert (cell["lower"], cell["upper"]) == tuple(ends), (cell, part)
            checked += 1
    assert checked >= 4
    assert all(cell["protected"] and cell["upper"] - cell["lower"] >= 5 for cell in cells)


def test_a_differencing_attempt_is_refused(data, tmp_path):
    ledger = tmp_path / "releases.jsonl"
    options = {"roster": data / "roster.csv", "mode": "aggregate", "ledger": ledger}
    first = cg.read(data / "export.zip", **options)
    table = first.adoption(by="unit")
    assert len(ledger.read_text("utf-8").splitlines()) > 3
    # The same again, and by another reading, says nothing new.
    assert cg.read(data / "export.zip", **options).adoption(by="unit").to_csv() == table.to_csv()
    without = cg.read(data / "export.zip", erase=["lars.bergstrom@example.com"], **options)
    with pytest.raises(cg.Withheld, match=r"release \d+ of the ledger.*Use the window, the roster"):
        without.adoption(by="unit")
    # Without a ledger nobody remembers.
    cg.read(
        data / "export.zip",
        roster=data / "roster.csv",
        mode="aggregate",
        erase=["lars.bergstrom@example.com"],
    ).adoption(by="unit")
    report = first.privacy_report()
    assert report.tables["privacy_ledger"].column("table")[0] == "adoption_summary"
    assert leaks(ledger.read_text("utf-8"), people(data)) == []
    ledger.write_text("nonsense\n", "utf-8")
    with pytest.raises(cg.ExportError, match="a line of a ledger"):
        cg.read(data / "export.zip", **options)


def test_privacy_report():
    c = cg.example(mode="aggregate", purpose="quarterly report", audience="works council")
    assert len(c.privacy_report()) == 0
    c.adoption(by="unit")
    c.window(from_="2024-01-01").champions()
    c.graph().summary()
    report = c.privacy_report()
    assert "adoption_by_unit" in report.column("table") and "graph" in report.column("table")
    champions = report.column("table").index("champions")
    assert report.column("withheld")[champions] and report.column("rows")[champions] == 0
    policy = report.tables["privacy_policy"]
    told = dict(zip(policy.column("item"), policy.column("value"), strict=True))
    assert (told["mode"], told["purpose"], told["audience"]) == (
        "aggregate",
        "quarterly report",
        "works council",
    )
    bounds = report.tables["privacy_bounds"]
    assert (
        min(
            high - low
            for column, low, high in zip(
                bounds.column("column"), bounds.column("lower"), bounds.column("upper"), strict=True
            )
            if column == "people"
        )
        >= 5
    )


def test_a_purpose_is_told():
    assert "no purpose stated" in cg.example().champions().explain()
    champions = cg.example(purpose="to thank those who help", audience="the community team").champions()
    assert "purpose: to thank those who help; for the community team" in champions.explain()
    assert champions.provenance["privacy"]["purpose"] == "to thank those who help"
    assert cg.example().champions().provenance["privacy"]["purpose"] is None


def test_erasure_and_opt_out(data):
    who = "lars.bergstrom@example.com"
    c = cg.example()
    erased = c.erase([who])
    assert len(erased) < len(c)
    audit = erased.audit()
    counts = dict(zip(audit.column("what"), audit.column("n"), strict=True))
    assert counts["people erased"] == 1
    assert who not in repr(erased.graph().nodes().to_dict())
    with pytest.raises(ValueError, match="person to be erased"):
        c.erase(["nobody@example.com"])
    first = c.champions(n=1)
    shy = cg.read(
        data / "export.zip",
        roster=data / "roster.csv",
        community_managers=["anna.manager@example.com"],
        opt_out=first.column("member"),
    )
    assert len(shy) == len(c)
    for table in [shy.champions(), shy.graph().nodes(), shy.conversation().tables["pattern_people"]]:
        assert first.column("member")[0] not in table.column("member")


def test_retention_and_sensitive_groups(data):
    whole = cg.read(data / "export.zip")
    kept = cg.read(data / "export.zip", keep_since="2024-06-01")
    assert 0 < len(kept) < len(whole) and kept.days[0] == "2024-06-01"
    assert len(cg.read(data / "export.zip", keep_days=90)) < len(kept)
    with pytest.raises(ValueError, match="keep_since"):
        cg.read(data / "export.zip", keep_since="yesterday")
    groups = whole.questions(by="group").column("group")
    without = cg.read(data / "export.zip", sensitive_groups=[groups[0]])
    assert groups[0] not in without.questions(by="group").column("group")
    assert len(without) < len(whole)


def test_sums_that_one_person_dominates(tmp_path):
    lines = ["author,time,group,text"]
    wrote = (
        {"a1": 60, "a2": 30, "a3": 5, "a4": 3, "a5": 2}
        | {f"b{i}": 20 for i in range(8)}
        | {f"c{i}": 9 for i in range(9)}
    )
    for who, times in wrote.items():
        lines += [f"{who},2024-05-{1 + i % 28:02} 10:{i % 60:02},{who[0]},words" for i in range(times)]
    path = tmp_path / "events.csv"
    path.write_text("\n".join(lines), "utf-8")

    def threads(**options) -> dict[str, int | None]:
        table = cg.read_events(path, columns={"group": "group"}, **options).questions(by="group")
        return dict(zip(table.column("group"), table.column("threads"), strict=True))

    # 100 - 60 - 30 = 10 is less than 20% of 60; the smallest other goes with it.
    assert threads(mode="aggregate") == {"a": None, "b": 160, "c": None}
    assert threads(mode="aggregate", dominance=10.0) == {"a": 100, "b": 160, "c": 81}
    assert threads() == {"a": 100, "b": 160, "c": 81}
