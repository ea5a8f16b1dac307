"""Whether questions are answered and how soon, against lifelines and a calendar counted by minutes."""

import csv
import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import cmgraph as cg
import pytest

START = dt.datetime(2024, 2, 5, tzinfo=dt.UTC)
END = dt.datetime(2024, 5, 6, tzinfo=dt.UTC)
COLUMNS = [
    "id",
    "replied_to_id",
    "thread_id",
    "group_id",
    "group_name",
    "participants",
    "in_private_group",
    "in_private_conversation",
    "sender_id",
    "sender_type",
    "sender_name",
    "sender_email",
    "body",
    "api_url",
    "attachments",
    "deleted_by_id",
    "deleted_by_type",
    "created_at",
    "deleted_at",
]
HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass
class Question:
    """What was asked when, and who answered when."""

    unit: str
    at: dt.datetime
    answered: dt.datetime | None
    outsider: bool

    def hours(self) -> float:
        """Hours until the answer, or until the end."""
        until = self.answered or END
        return (until - self.at).total_seconds() / 3600


def made_up(seed: int, n: int) -> list[Question]:
    """Questions of two units, one of which is answered sooner; a third of them never."""
    draw = random.Random(seed)
    found = []
    span = int((END - START).total_seconds() // 60)
    for i in range(n):
        unit = "AB"[i % 2]
        at = START + dt.timedelta(minutes=draw.randrange(span - 60), seconds=i % 60)
        delay = draw.expovariate(1 / (600 if unit == "A" else 1500)) + 1 + i / n
        answered = at + dt.timedelta(seconds=round(delay * 60))
        seen = draw.random() < 0.7 and answered < END
        found.append(Question(unit, at, answered if seen else None, draw.random() < 0.3))
    return found


def written(folder: Path, questions: list[Question]) -> Path:
    """The same as an export."""
    rows = []

    def message(sender: int, name: str, at: dt.datetime, body: str, thread: int | None = None) -> int:
        number = 1000 + len(rows)
        row = dict.fromkeys(COLUMNS, "")
        row |= {
            "id": str(number),
            "replied_to_id": "" if thread is None else str(thread),
            "thread_id": str(number if thread is None else thread),
            "in_private_group": "false",
            "in_private_conversation": "false",
            "sender_id": str(sender),
            "sender_type": "user",
            "sender_name": name,
            "sender_email": f"{name}@{'elsewhere.test' if name.startswith('guest') else 'example.com'}",
            "body": body,
            "created_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        rows.append(row)
        return number

    people: dict[int, tuple[str, str]] = {1: ("helper", "B"), 2: ("guest", "")}
    for i, question in enumerate(questions):
        asker = 100 + i % 40
        people[asker] = (f"asker{asker}", question.unit)
        thread = message(asker, f"asker{asker}", question.at, "Where is the form for travel?")
        if question.answered is not None:
            by = 2 if question.outsider else 1
            message(by, people[by][0], question.answered, "It lies in the cabinet beside the door.", thread)
    message(1, "helper", END - dt.timedelta(seconds=1), "A last word to all of you here.")
    with (folder / "Messages.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    with (folder / "Users.csv").open("w", newline="", encoding="utf-8") as out:
        users = csv.writer(out, quoting=csv.QUOTE_ALL)
        users.writerow(["id", "name", "email", "job_title", "location", "department", "joined_at", "state"])
        for number, (name, unit) in people.items():
            home = "elsewhere.test" if name == "guest" else "example.com"
            users.writerow(
                [number, name, f"{name}@{home}", "", "", unit, "2020-01-01 00:00:00 UTC", "active"]
            )
    return folder


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return made_up(1, 240)


@pytest.fixture(scope="module")
def export(tmp_path_factory, questions) -> cg.Community:
    folder = written(tmp_path_factory.mktemp("export"), questions)
    return cg.read(folder, home_domains=["example.com"])


def rows(table: cg.Table, **keys: object) -> list[dict[str, object]]:
    """The rows in which columns have these values."""
    columns = table.to_dict()
    every = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return [row for row in every if all(row[name] == value for name, value in keys.items())]


def test_survival_is_that_of_lifelines(export, questions):
    lifelines = pytest.importorskip("lifelines")
    fitter = lifelines.KaplanMeierFitter()
    fitter.fit([q.hours() for q in questions], [q.answered is not None for q in questions])
    found = export.answers()
    band = fitter.confidence_interval_
    for row in rows(found.tables["answers_speed"], until="first answer", clock="all hours"):
        hours = row["hours"]
        assert row["share"] == pytest.approx(1 - fitter.predict(hours), abs=1e-6)
        last = band[band.index <= hours].iloc[-1]
        assert row["share_low"] == pytest.approx(1 - last.iloc[1], abs=1e-6)
        assert row["share_high"] == pytest.approx(1 - last.iloc[0], abs=1e-6)
    (median,) = rows(found.tables["answers_median"], until="first answer", clock="all hours")
    assert median["median"] == pytest.approx(fitter.median_survival_time_, abs=1e-6)
    assert median["questions"] == len(questions)
    for row in rows(found.tables["answers_curve"], until="first answer", clock="all hours"):
        assert row["waiting"] is None or row["waiting"] == pytest.approx(
            fitter.predict(row["hours"]), abs=1e-6
        )


def test_competing_answerers_are_those_of_lifelines(export, questions):
    lifelines = pytest.importorskip("lifelines")
    causes = [0 if q.answered is None else 2 if q.outsider else 1 for q in questions]
    hours = [q.hours() for q in questions]
    table = export.answers().tables["answers_answerers"]
    for cause, name in ((1, "colleague"), (2, "outsider")):
        fitter = lifelines.AalenJohansenFitter(jitter_level=1e-9)
        fitter.fit(hours, causes, event_of_interest=cause)
        density = fitter.cumulative_density_
        for row in rows(table, clock="all hours"):
            if row[name] is not None:
                expected = density[density.index <= row["hours"] + 1e-6].iloc[-1, 0]
                assert row[name] == pytest.approx(expected, abs=1e-6)


# Of the pandas that lifelines uses.
@pytest.mark.filterwarnings("ignore::Warning")
def test_units_differ_as_lifelines_says(export, questions):
    statistics = pytest.importorskip("lifelines.statistics")
    one, other = ([q for q in questions if q.unit == unit] for unit in "AB")
    test = statistics.logrank_test(
        [q.hours() for q in one],
        [q.hours() for q in other],
        [q.answered is not None for q in one],
        [q.answered is not None for q in other],
    )
    found = export.answers()
    (row,) = rows(found.tables["answers_tests"], between="units", clock="all hours")
    assert row["chi2"] == pytest.approx(test.test_statistic, rel=1e-6)
    assert row["p"] == pytest.approx(test.p_value, rel=1e-5)
    assert any("differs between units" in finding for finding in found.findings)


def by_minutes(question: Question, zone: ZoneInfo, free: set[dt.date]) -> float:
    """Business hours until the answer, minute by minute: Monday to Thursday from 8 to 16, Friday from 8 to 14."""
    at, until = question.at, question.answered
    assert until is not None
    seconds = 0.0
    while at < until:
        step = min(60.0 - at.second, (until - at).total_seconds())
        local = at.astimezone(zone)
        last = 14 if local.weekday() == 4 else 16
        if local.weekday() < 5 and 8 <= local.hour < last and local.date() not in free:
            seconds += step
        at += dt.timedelta(seconds=step)
    return seconds / 3600


def test_business_hours_are_those_counted_by_minutes(export, questions):
    free = {dt.date(2024, 3, 29), dt.date(2024, 4, 1), dt.date(2024, 5, 1)}
    expected = sorted(by_minutes(q, HELSINKI, free) for q in questions if q.answered is not None)
    c = export.window(zone="Europe/Helsinki")
    found = c.answers(hours="Mon-Thu 8-16, Fri 8-14", holidays=sorted(free))
    (row,) = rows(found.tables["answers_median"], until="first answer", clock="business hours")
    middle = len(expected) // 2
    assert len(expected) == row["events"]
    median = (expected[middle] + expected[~middle]) / 2
    assert row["median_of_those"] == pytest.approx(median, abs=1e-4)
    # The same in the calendar of every unit, with the zone of the organisation left as it is.
    own = [{"unit": u, "zone": "Europe/Helsinki", "hours": "Mon-Thu 8-16, Fri 8-14"} for u in "AB"]
    same = export.answers(holidays=sorted(free), calendars=own)
    (other,) = rows(same.tables["answers_median"], until="first answer", clock="business hours")
    assert other["median_of_those"] == row["median_of_those"]


def test_calendars_and_holidays_from_files(export, tmp_path):
    (tmp_path / "free.txt").write_text("# spring\n2024-03-29..2024-04-01  Easter\n05-01 May Day\n", "utf-8")
    (tmp_path / "calendars.csv").write_text("unit;hours\nA;Mon-Thu 8-16, Fri 8-14\n", "utf-8")
    found = export.answers(holidays=tmp_path / "free.txt", calendars=tmp_path / "calendars.csv")
    assert found.provenance["parameters"]["holidays"] == "5 days"
    assert found.provenance["parameters"]["calendars_in_use"] == "2"
    for bad, kind in (({"holidays": "05-01"}, TypeError), ({"calendars": 5}, TypeError)):
        with pytest.raises(kind, match=next(iter(bad))):
            export.answers(**bad)
    with pytest.raises(FileNotFoundError):
        export.answers(calendars=tmp_path / "none.csv")


def test_small_units_are_hidden():
    found = cg.example(mode="aggregate").answers()
    units = found.tables["answers_by_unit"].to_dict()
    hidden = [unit for unit, gone in zip(units["unit"], units["suppressed"], strict=True) if gone]
    # Two are too small; with a third each of the two could still be about anybody.
    assert len(hidden) == 3
    curves = found.tables["answers_unit_curves"]
    told = {row["unit"] for row in rows(curves) if row["waiting"] is not None}
    assert told == set(units["unit"]) - set(hidden)


def test_questions_add_up(community):
    found = community.questions(by="group")
    assert found.name == "questions_by_group"
    whole = found.tables["questions"].to_dict()
    asked, marked, words = (whole["part"][i] for i in range(3))
    assert marked + words == asked
    weeks = community.questions(period="week").tables["questions_over_time"]
    assert sum(n or 0 for n in weeks.column("questions")) <= asked
