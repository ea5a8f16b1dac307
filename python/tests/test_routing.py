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
    assert len(numbers) + len(found.tables["route_all_unfilled"]) == 38
