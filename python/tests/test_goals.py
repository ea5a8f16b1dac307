"""Goals from a file and from dicts: the same answers, faults that say where."""

from datetime import date, datetime
from pathlib import Path

import cmgraph as cg
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples/data/goals.toml"


def test_a_file_and_dicts_say_the_same(community, tmp_path):
    goals = [
        {"kpi": "answered_within", "hours": 8, "clock": "business hours", "target": "70%", "weeks": 26},
        {
            "kpi": "median_hours",
            "target": 4,
            "name": "Half soon",
            "deadline": date(2025, 6, 30),
            "unit": None,
        },
    ]
    file = tmp_path / "goals.toml"
    file.write_text(
        '[[goal]]\nkpi = "answered_within"\nhours = 8\nclock = "business hours"\ntarget = 0.7\nweeks = 26\n'
        '[[goal]]\nkpi = "median_hours"\ntarget = 4\nname = "Half soon"\ndeadline = 2025-06-30\n'
    )
    given, read = community.goals(goals), community.goals(file)
    assert given.to_dict() == read.to_dict() == community.goals(str(file)).to_dict()
    assert given.column("goal") == ["questions answered within 8 business hours", "Half soon"]
    assert given.column("outlook") == ["now", "last weeks go on"]
    assert all(0 <= p <= 1 for p in given.column("p_met"))
    assert given.findings[0].startswith("2 goals: ")


def test_the_example_has_every_kind_of_outlook(community):
    found = community.goals(EXAMPLE, draws=100)
    assert found.column("light").count("not enough data") == 0
    assert {"adoption curve", "last weeks go on", "now"} == set(found.column("outlook"))
    assert community.goals(EXAMPLE, draws=100).to_json() == found.to_json()


@pytest.mark.parametrize(
    ("goals", "said"),
    [
        ([{"kpi": "answered", "target": 80}], "goal 1, target: found 80, expected a share"),
        ([{"kpi": "answered", "target": True}], "goal 1, target: found True, expected a share"),
        ([{"kpi": "joined", "target": 1}, {"kpi": "logins"}], 'goal 2, kpi: found "logins", expected one of'),
        ([{"kpi": "joined", "target": 1, "by": 3}], "goal 1, by: found 3, expected one of the keys"),
        (
            [{"kpi": "joined", "target": 1, "deadline": datetime(2025, 1, 1)}],
            "goal 1, deadline: found datetime.datetime",
        ),
        (
            [{"kpi": "joined", "target": 1, "unit": "Nowhere"}],
            'goal 1, unit: found "Nowhere", expected a unit of',
        ),
        ([], "goals: found none"),
    ],
)
def test_faults_name_the_goal(community, goals, said):
    with pytest.raises(ValueError, match="goal") as fault:
        community.goals(goals)
    assert str(fault.value).startswith(said)


def test_what_is_no_goal(community, tmp_path):
    for goals in (7, {"kpi": "joined"}, ["joined"]):
        with pytest.raises(TypeError, match="expected a path of a file, or a sequence of dict"):
            community.goals(goals)
    with pytest.raises(FileNotFoundError):
        community.goals(tmp_path / "none.toml")
    with pytest.raises(ValueError, match="option red"):
        community.goals([{"kpi": "joined", "target": 1}], red=0.9)


def test_goals_on_the_page():
    c = cg.example(mode="aggregate")
    page = c.report(language="sv", goals=EXAMPLE).html
    assert "Nås målen?" in page and "Enheter med en hjälpare" in page
    assert "Nås målen?" not in c.report(language="sv").html


def test_advice(community):
    known = community.doctor()
    assert "roster" not in known.column("topic") and "community manager" not in known.column("topic")
    bare = cg.read(cg.example_path() / "export.zip").doctor()
    assert bare.column("urgency") == sorted(
        bare.column("urgency"), key=["first", "worth it", "to know"].index
    )
    assert "--roster" in bare.column("action")[0]
    hidden = cg.read(cg.example_path() / "export.zip", mode="aggregate").doctor()
    assert len(hidden.tables["doctor_people"]) == 0 and hidden.column("topic") == bare.column("topic")
