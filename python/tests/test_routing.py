"""Open questions and whom to ask: tables, reasons, modes."""

import cmgraph as cg
import pytest


@pytest.fixture(scope="module")
def community():
    return cg.example()


def test_open_questions_and_how_they_are_ordered(community):
    found = community.unanswered()
    rows = found.tables["unanswered"].to_dict()
    assert list(found.tables) == ["unanswered", "unanswered_by_group"]
    assert len(rows["question"]) == len(set(rows["question"])) == 38
    first = [
        (not route, new is not True, -need)
        for route, new, need in zip(rows["to_route"], rows["asker_is_new"], rows["need"], strict=True)
    ]
    assert first == sorted(first)
    assert "text" not in rows
    shown = community.unanswered(show_text=True).tables["unanswered"].to_dict()
    assert all(shown["text"])
    younger = community.unanswered(max_age_days=3)
    assert 0 < len(younger) < 38
    assert max(younger.column("age_hours")) <= 72
    with pytest.raises(ValueError, match="option route_below"):
        community.unanswered(route_below=2)


def test_a_route_has_reasons(community):
    found = community.route("The certificate for the login has expired, what now?", n=5)
    rows = found.to_dict()
    assert rows["place"] == [1, 2, 3, 4, 5]
    assert all(reasons[0].startswith(("answered", "wrote")) for reasons in rows["reasons"])
    assert any("login" in about for about in rows["about"][0])
    first = rows["member"][0]
    again = community.route("The certificate for the login has expired, what now?", exclude=[first])
    assert first not in again.column("member")
    busy = community.route("The certificate for the login has expired, what now?", cap=1, invited=[first])
    assert first not in busy.column("member")
    assert "Ask " in found.findings[0] and "option" in found.explain()


def test_nobody_fits_is_an_answer(community):
    found = community.route("Kubernetes ingress?")
    assert len(found) == 0
    assert found.tables["route_summary"].column("nobody_fits") == ["no answered question is enough like it"]
    assert found.findings[0].startswith("Nobody fits")


def test_a_message_is_routed_without_its_asker(community):
    question = community.unanswered().column("question")[0]
    found = community.route(message=question)
    assert len(found) == 3
    for arguments in [{}, {"question": "a", "message": "b"}]:
        with pytest.raises(ValueError, match="option question"):
            community.route(**arguments)
    with pytest.raises(ValueError, match="no message"):
        community.route(message="7")
    with pytest.raises(ValueError, match="option weights"):
        community.route("What?", weights={"charm": 1.0})
    with pytest.raises(ValueError, match="no person"):
        community.route("What?", exclude=["nobody@example.com"])


def test_all_open_questions_and_nobody_too_often(community):
    found = community.route_all(cap=2, needed=1)
    members = found.column("member")
    assert max(members.count(member) for member in members) <= 2
    numbers = found.column("number")
    assert len(numbers) == len(set(numbers))
    assert list(found.tables) == ["route_all", "route_all_unfilled", "unanswered", "unanswered_by_group"]
    to_route = found.tables["unanswered"].column("to_route").count(True)
    assert len(numbers) + len(found.tables["route_all_unfilled"]) == to_route > 30


def test_a_router_reads_once(community):
    text = "The certificate for the login has expired, what now?"
    router = community.router(cap=2, n=4)
    assert router.route(text).to_dict() == community.route(text, cap=2, n=4).to_dict()
    assert router.unanswered(n=5).to_dict() == community.unanswered(n=5).to_dict()
    assert router.route_all().to_dict() == community.route_all(cap=2).to_dict()
    message = router.unanswered().column("question")[0]
    assert router.route(message=message).to_dict() == community.route(message=message, cap=2, n=4).to_dict()
    assert repr(router).startswith("<Router: 12,738 messages")
    with pytest.raises(ValueError, match="option question"):
        router.route()
    with pytest.raises(ValueError, match="option n"):
        community.router(n=0)
    # Another window, other calendars: nothing is left of what was read before.
    early = community.window(to="2024-01-01")
    assert early.route(text).to_dict() != community.route(text).to_dict()


def test_business_hours_are_those_of_the_calendar(community):
    found = {
        hours: community.unanswered(hours=hours)
        for hours in ("Mon-Fri 8-17", "Mon-Sun 0-24", "Mon-Fri 10-14")
    }
    wide, narrow = found["Mon-Sun 0-24"].to_dict(), found["Mon-Fri 10-14"].to_dict()
    assert wide["age_business_hours"] == pytest.approx(wide["age_hours"])
    assert all(b <= a for a, b in zip(narrow["age_hours"], narrow["age_business_hours"], strict=True))
    holidays = community.unanswered(
        holidays=["2024-11-29"], calendars=[{"unit": "Sales", "hours": "Mon 8-9"}]
    )
    assert holidays.provenance["parameters"]["calendars"] == "1"
    with pytest.raises(ValueError, match="hours"):
        community.route("VPN?", hours="9 to 5")


def test_so_many_questions_stand_for_all(community):
    found = community.evaluate_routing(split="2024-11-01", draws=20, max_questions=40)
    assert set(found.column("questions")) == {40}
    counts = found.tables["routing_backtest_questions"].to_dict()
    assert counts["judged"] == [40] and counts["answered"][0] > 40
