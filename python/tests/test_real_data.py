"""Reply arcs against those derived, without cmgraph, from the site's own tables."""

import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from pathlib import Path

import cmgraph as cg

# How the Yammer layout numbers the accounts of the site.
FIRST_USER = 1_500_000_000
DELETED = "1400000000"


def site_replies(path: Path) -> Counter[tuple[str, str]]:
    """Who answered or commented on whom, and how often."""
    with zipfile.ZipFile(path) as archive:

        def rows(name: str) -> list[dict[str, str]]:
            return [element.attrib for element in ElementTree.fromstring(archive.read(name))]

        posts = {row["Id"]: row for row in rows("Posts.xml") if row["PostTypeId"] in {"1", "2"}}
        comments = rows("Comments.xml")

    def account(user: str | None) -> str:
        return DELETED if user is None else str(FIRST_USER + int(user))

    def author(post: dict[str, str]) -> str:
        return account(post.get("OwnerUserId"))

    replies = Counter(
        (author(post), author(posts[post["ParentId"]])) for post in posts.values() if "ParentId" in post
    )
    replies.update((account(comment.get("UserId")), author(posts[comment["PostId"]])) for comment in comments)
    assert replies.total() == 4473
    return replies


def test_reply_arcs_equal_those_of_the_site(shared):
    replies = site_replies(shared / "stackexchange-quantum" / "quantumcomputing.zip")
    expected = {pair: n for pair, n in replies.items() if pair[0] != pair[1]}
    graph = cg.read(shared / "yammer-quantum" / "export.zip").graph(reply=1, mention=0, acceptance=0)
    arcs = graph.arcs().to_dict()
    found = dict(zip(zip(arcs["from"], arcs["to"], strict=True), arcs["reply"], strict=True))
    assert found == expected
    assert arcs["weight"] == [float(n) for n in arcs["reply"]]
    loops = sum(n for (u, v), n in replies.items() if u == v)
    assert loops > 0


def test_declared_counts(shared):
    c = cg.read(shared / "yammer-quantum" / "export.zip")
    assert len(c) == 5085
    audit = c.audit().tables["audit_files"]
    rows = dict(
        zip(
            audit.column("holds"),
            zip(audit.column("kept"), audit.column("confirmed"), strict=True),
            strict=True,
        )
    )
    assert rows["messages"] == (5085, True)
    assert rows["users"] == (3460, True)
    assert rows["groups"] == (65, True)
