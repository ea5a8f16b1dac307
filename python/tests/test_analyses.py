"""Analyses: options reach the core, bad ones are named, findings are said."""

import re

import cmgraph as cg
import pytest

KEY = b"a key for the tests alone"
ANALYSES = (
    "adoption",
    "answers",
    "funnel",
    "retention",
    "participation",
    "stage",
    "conversation",
    "bridging",
    "circles",
    "dependence",
    "doctor",
    "questions",
    "evaluate_champions",
    "evaluate_routing",
    "rivals",
    "spread",
)


@pytest.mark.parametrize("mode", ["named", "pseudonymous", "aggregate"])
def test_findings_are_sentences_and_explain_begins_with_them(mode):
    c = cg.example(mode=mode, key=KEY if mode == "pseudonymous" else None)
    for name in ANALYSES:
        result = getattr(c, name)()
        assert result.findings, name
        for finding in result.findings:
            assert re.match(r"[A-Z0-9+]", finding) and finding.endswith((".", "?")), finding
            assert "NaN" not in finding and "inf " not in finding and "None" not in finding
        said = result.explain()
        places = [said.index(finding) for finding in result.findings]
        assert places == sorted(places) and said.startswith(result.findings[0])


def test_an_empty_window_is_an_answer(community):
    empty = community.window(from_="2030-01-01")
    for name in ANALYSES:
        result = getattr(empty, name)()
        assert result.explain()
        for table in result.tables.values():
            assert "NaN" not in table.to_json()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        (
            "adoption",
            {"fit": False, "habit_weeks": 3, "habit_window": 5, "interval_level": 0.8, "period": "day"},
        ),
        ("funnel", {"reply_days": 3, "return_days": 30, "min_arm": 5, "draws": 50, "seed": 4}),
        ("retention", {"period": "week", "silence_weeks": 6, "ahead": 3, "interval_level": 0.8}),
        ("participation", {"regular_share": 0.5, "regular_weeks": 6, "draws": 60, "seed": 9}),
        ("bridging", {"unit_level": 1, "permutations": 199, "draws": 60, "seed": 9, "interval_level": 0.8}),
        ("circles", {"resolution": 2.0, "runs": 3, "min_members": 7, "interval_level": 0.8}),
        (
            "dependence",
            {"trailing_weeks": 8, "min_questions": 15, "discount": 0.9, "draws": 60, "absence_days": 4},
        ),
        ("spread", {"k": 4, "examples": 3, "random_choices": 5, "sets": 2048, "runs": 50, "seed": 4}),
        ("conversation", {"follow_days": 3, "min_threads": 12, "min_events": 6, "listed": 4, "draws": 60}),
        (
            "evaluate_champions",
            {"k": 7, "splits": 2, "half_life_days": 60.0, "rival_days": 45.0, "draws": 60},
        ),
        ("answers", {"period": "week", "min_questions": 15, "unit_level": 1}),
        ("questions", {"period": "week", "min_threads": 15, "unit_level": 2, "interval_level": 0.8}),
        (
            "evaluate_routing",
            {"threads": 20, "fade_days": 10.0, "min_questions": 12, "draws": 60, "seed": 7},
        ),
        ("rivals", {"surplus": 0.4, "risk_depth": 6, "interval_level": 0.8}),
        ("stage", {"weeks": 10, "mature_share": 0.8, "draws": 100, "block": 2, "penalty": 4.0}),
    ],
)
def test_options_reach_the_core(community, name, options):
    changed = getattr(community, name)(**options)
    default = getattr(community, name)()
    found, usual = (result.provenance["parameters"] for result in (changed, default))
    assert found != usual
    said = " ".join(found.values())
    for value in options.values():
        words = f"{value:g}" if isinstance(value, float) else str(value).lower()
        assert words in said, (value, found)
    assert changed.to_dict() != default.to_dict() or name == "funnel"


@pytest.mark.parametrize(
    ("name", "option", "value"),
    [
        ("adoption", "by", "team"),
        ("answers", "by", "team"),
        ("answers", "hours", "9 to 5"),
        ("answers", "holidays", ["Christmas"]),
        ("answers", "calendars", [{"team": "A"}]),
        ("answers", "period", "year"),
        ("answers", "interval_level", 1.0),
        ("questions", "by", "team"),
        ("questions", "unit_level", 0),
        ("questions", "interval_level", 0.0),
        ("adoption", "period", "year"),
        ("adoption", "interval_level", 1.0),
        ("adoption", "launch", "soon"),
        ("adoption", "habit_weeks", 9),
        ("funnel", "by", "group"),
        ("funnel", "first_post", "reply"),
        ("funnel", "interval_level", 0.0),
        ("funnel", "draws", 0),
        ("retention", "by", "group"),
        ("retention", "period", "day"),
        ("retention", "silence_weeks", 0),
        ("retention", "interval_level", 2.0),
        ("participation", "regular_share", 1.5),
        ("participation", "draws", 0),
        ("bridging", "max_authors", 1),
        ("bridging", "draws", 0),
        ("circles", "resolution", -1.0),
        ("participation", "interval_level", -1.0),
        ("conversation", "by", "unit"),
        ("conversation", "follow_days", 0),
        ("conversation", "balance_low", 0.6),
        ("conversation", "draws", 0),
        ("conversation", "exchange_days", -1.0),
        ("evaluate_champions", "split", "1999-01-01"),
        ("evaluate_champions", "k", 0),
        ("evaluate_champions", "half_life_days", 0.0),
        ("evaluate_routing", "split", "1999-01-01"),
        ("evaluate_routing", "threads", 0),
        ("evaluate_routing", "weights", {"luck": 1.0}),
        ("evaluate_routing", "draws", 0),
        ("rivals", "surplus", 1.0),
        ("rivals", "risk_depth", 2),
        ("stage", "by", "unit"),
        ("stage", "weeks", 0),
        ("stage", "mature_share", 1.5),
        ("stage", "holidays", ["yesterday"]),
        ("stage", "interval_level", 1.0),
    ],
)
def test_a_bad_option_is_named(community, name, option, value):
    with pytest.raises(ValueError, match=option):
        getattr(community, name)(**{option: value})
