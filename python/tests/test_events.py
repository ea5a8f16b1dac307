"""Events from any CSV."""

import gzip

import cmgraph as cg
import pytest

LINES = (
    "Raum,Autor,Zeit,Faden,Text",
    "it,aino,01.05.2024 10:00,7,Where is the form?",
    "it,bo,01.05.2024 10:05,7,On the start page",
    "it,cleo,01.05.2024 10:06,7,And what does it cost?",
    "hr,bo,01.05.2024 11:00,7,Lunch?",
    "hr,,01.05.2024 11:00,7,nobody",
)
COLUMNS = {"group": "Raum", "who": "Autor", "when": "Zeit", "thread": ["Faden"], "text": "text"}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "chat.csv"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


def test_events_are_read_as_told(path, tmp_path):
    c = cg.read_events(path, columns=COLUMNS, event_zone="Europe/Helsinki", zone="Europe/Helsinki")
    assert len(c) == 4
    files = c.audit().tables["audit_files"]
    assert (files.column("rows"), files.column("kept")) == ([5], [4])
    packed = tmp_path / "chat.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(cg.read_events([packed, path], columns=COLUMNS)) == 4


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({}, cg.ExportError, 'no column "who"'),
        ({"columns": {"wer": "Autor"}}, ValueError, "columns"),
        ({"columns": COLUMNS, "reply_to": "last"}, ValueError, "root or previous"),
        ({"columns": COLUMNS, "event_zone": "Europe/Atlantis"}, ValueError, "Atlantis"),
    ],
)
def test_what_cannot_be_done_is_said(path, options, error, said):
    with pytest.raises(error, match=said):
        cg.read_events(path, **options)
