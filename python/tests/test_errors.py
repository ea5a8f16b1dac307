"""Errors are the exceptions that Python users expect, with messages that say what to do."""

import datetime
import os
import zipfile

import cmgraph as cg
import pytest

KEY = b"a key for the tests alone"


def test_a_missing_file(tmp_path):
    missing = tmp_path / "none.zip"
    with pytest.raises(FileNotFoundError) as caught:
        cg.read(missing)
    assert caught.value.filename == str(missing)
    assert caught.value.errno == 2


def test_a_missing_roster(data, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"people\.csv"):
        cg.read(data / "export.zip", roster=tmp_path / "people.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(PermissionError):
        cg.read(path)


def write(folder, name, text):
    (folder / name).write_text(text, "utf-8")
    return folder


def test_what_is_no_export(tmp_path):
    with pytest.raises(cg.ExportError, match="expected a Yammer") as caught:
        cg.read(write(tmp_path, "notes.txt", "hello"))
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, cg.CmgraphError)


def test_a_damaged_zip(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(cg.ExportError) as caught:
        cg.read(path)
    assert "export.zip" in str(caught.value)


def test_a_spreadsheet(tmp_path):
    header = "id,replied_to_id,thread_id,sender_id,body,created_at\n"
    row = "2.00034E+15,,2.00034E+15,15,hello,2024-01-01 10:00:00 UTC\n"
    with pytest.raises(cg.ExportError, match="spreadsheet") as caught:
        cg.read(write(tmp_path, "Messages.csv", header + row))
    assert caught.value.file.endswith("Messages.csv")


def test_a_missing_column(tmp_path):
    with pytest.raises(cg.ExportError, match="no column") as caught:
        cg.read(write(tmp_path, "Messages.csv", "id,body\n1,hello\n"))
    assert caught.value.file.endswith("Messages.csv")
    assert caught.value.column


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": "secret"}, "option mode: .*named, pseudonymous or aggregate"),
        ({"mode": "pseudonymous"}, "option key"),
        ({"mode": "pseudonymous", "key": b"short"}, "at least 16 bytes"),
        ({"mode": "named", "key": KEY}, "option key: .*none in named mode"),
        ({"zone": "Europe/Atlantis"}, "no time zone"),
        ({"threads": 0}, "option threads"),
        ({"roster_columns": {"mail": "Work mail"}}, "roster_columns: .*email"),
        ({"community_managers": ["nobody@example.com"]}, "no community manager"),
        ({"home_domains": ["example"]}, "home_domains"),
    ],
)
def test_bad_options_of_read(data, options, message):
    with pytest.raises(ValueError, match=message):
        cg.read(data / "export.zip", **options)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c: c.adoption(period="year"), 'option period: found "year"'),
        (lambda c: c.adoption(by="team"), "option by"),
        (lambda c: c.adoption(unit_level=0), "option unit_level"),
        (lambda c: c.adoption(habit_weeks=9), "option habit_weeks"),
        (lambda c: c.champions(interval_level=1.0), "option interval_level"),
        (lambda c: c.champions(min_answer_share=2), "option min_answer_share"),
        (lambda c: c.champions(capacity=0), "option capacity"),
        (lambda c: c.champions(smaa=True, criteria=["charm"]), "option criteria"),
        (lambda c: c.champions(smaa=True, smaa_draws=5), "option smaa_draws"),
        (lambda c: c.champions(criteria=["helped"]), "option smaa: .*criteria"),
        (lambda c: c.champions(smaa=True, by="unit"), "option by: .*None with smaa"),
        (lambda c: c.champions(n=0), "option n: found 0"),
        (lambda c: c.expertise(n=0), "option n: found 0"),
        (lambda c: c.champion_cover(0), "option k: found 0"),
        (lambda c: c.spread(0), "option k: found 0"),
        (lambda c: c.what_if_removed([]), "option people"),
        (lambda c: c.what_if_removed("top:0"), "option people"),
        (lambda c: c.graph().spread(0), "option k: found 0"),
        (lambda c: c.graph().cascade([]), "option seeds: found none"),
        (lambda c: c.graph().threshold([]), "option seeds: found none"),
        (lambda c: c.graph().threshold(["1500000003508"], 1.5), "option theta"),
        (lambda c: c.expertise(damping=1.0), "option damping"),
        (lambda c: c.question_hubs(weights={"gossip": 1.0}), "option weights"),
        (lambda c: c.question_hubs(min_askers=0), "option min_askers"),
        (lambda c: c.question_hubs(off_platform=True), "option purpose: found nothing"),
        (lambda c: c.question_hubs(exclude=["no such person"]), "no person to be left out"),
        (lambda c: c.nominations([], off_platform=True, purpose=" "), "option purpose"),
        (lambda _: cg.hub_rates(["a"], ["b", "c"]), "option asked: found 2 values"),
        (lambda _: cg.hub_rates(["a"], ["b"], at=["never"]), "option at"),
        (lambda _: cg.hub_rates(["a"], ["b"], min_times=0), "option min_times"),
        (lambda c: c.graph(reply=-1.0), "option reply"),
        (lambda c: c.graph(scale="log"), "option scale"),
        (lambda c: c.graph().pagerank(damping=1.0), "option damping"),
        (lambda c: c.window(from_="yesterday"), "option from"),
        (lambda c: c.window(from_="2024-02-01", to="2024-01-01"), "option to"),
        (lambda c: c.window(zone="Nowhere"), "no time zone"),
        (lambda c: c.window(to=datetime.datetime(2024, 1, 1)), "a datetime with a time zone"),
    ],
)
def test_bad_options_of_analyses(community, call, message):
    with pytest.raises(ValueError, match=message):
        call(community)


def test_wrong_types(community, data):
    for call in [
        lambda: cg.read(3),
        lambda: cg.read(data / "export.zip", progress="yes"),
        lambda: cg.read(data / "export.zip", mode=1),
        lambda: community.window(from_=2024),
        lambda: community.adoption("unit"),
        lambda: community.champions(n="many"),
    ]:
        with pytest.raises(TypeError):
            call()


def test_files_that_cannot_be_written(graph, tmp_path):
    for call in [graph.write_graphml, graph.write_gexf, graph.summary().to_csv, graph.summary().to_json]:
        with pytest.raises(FileNotFoundError) as caught:
            call(tmp_path / "no" / "folder.x")
        assert caught.value.filename == str(tmp_path / "no" / "folder.x")
        with pytest.raises(OSError):
            call(tmp_path)


def test_withheld(tmp_path):
    graph = cg.example(mode="aggregate").graph()
    for call in [
        graph.nodes,
        graph.arcs,
        graph.pagerank,
        graph.to_networkx,
        graph.to_igraph,
        lambda: graph.write_graphml(tmp_path / "g"),
        lambda: graph.write_gexf(tmp_path / "g"),
    ]:
        with pytest.raises(cg.Withheld, match="withheld in aggregate mode") as caught:
            call()
        assert isinstance(caught.value, PermissionError)
        assert isinstance(caught.value, cg.CmgraphError)
    assert not list(tmp_path.iterdir())


def test_several_paths(data, tmp_path):
    with zipfile.ZipFile(data / "export.zip") as archive:
        archive.extractall(tmp_path / "folder")
    once = cg.read(data / "export.zip")
    twice = cg.read([data / "export.zip", str(tmp_path / "folder")])
    assert len(twice) == len(once)
    assert twice.graph().arcs().to_dict() == once.graph().arcs().to_dict()
