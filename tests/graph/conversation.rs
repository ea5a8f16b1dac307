//! Conversation: small threads counted by hand, a brute-force oracle, degenerate inputs, privacy, real data.

use crate::common::Sketch;
use crate::talk::{DELETED, NOTHING, Talk, bytes, check};
use cmgraph::community::{MemberKind, MemberState, MessageFlags, Parent, RoleOptions};
use cmgraph::conversation::{
    Acts, Conversation, ConversationOptions, Pattern, Talk as Found, Ties, Who, conversation,
};
use cmgraph::graph::{Interaction, InteractionGraph, InteractionKind, ping_pong, reciprocity};
use cmgraph::report::{conversation_text, findings};
use cmgraph::table::{Role, TerminalOptions, Values};
use cmgraph::time::DAY_MS;
use cmgraph::{Community, MessageId, Policy, ReadOptions, Release, Window, read};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

fn quick() -> ConversationOptions {
    ConversationOptions { draws: 60, min_threads: 2, ..ConversationOptions::default() }
}

fn found(community: &Community, options: &ConversationOptions) -> Conversation {
    conversation(&community.whole(), options).unwrap()
}

fn with_roles(community: Community, managers: &[&str]) -> Community {
    let community_managers = managers.iter().map(|id| format!("{id}@example.com")).collect();
    community.with_roles(&RoleOptions { community_managers, ..RoleOptions::default() }).unwrap()
}

fn policies() -> [Policy; 3] {
    [Policy::named(), Policy::pseudonymous(b"0123456789abcdef").unwrap(), Policy::aggregate()]
}

fn released(found: &Conversation, policy: &Policy) -> Vec<Release> {
    found.tables().iter().map(|table| policy.apply(table)).collect()
}

/// All doors open without a panic, and no number is absurd.
fn doors(found: &Conversation) {
    found.tables().iter().for_each(check);
    for policy in policies() {
        for width in [60, 120] {
            let terminal = TerminalOptions { width, ..TerminalOptions::default() };
            let text = conversation_text(found, &policy, &terminal).unwrap();
            assert!(text.starts_with("Do members talk to each other?"), "{text}");
            assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
        }
    }
}

/// Anna, Bo and Cy are members, Mia manages. Six threads, one of each kind.
fn six_threads() -> Sketch {
    let people = ["anna", "bo", "cy", "mia"].into_iter();
    people
        .fold(Sketch::new(), |sketch, id| sketch.person(id, "2024-01-01"))
        // A dialogue of members: Bo answers, Anna answers Bo. b = 1; a chain of three.
        .post("a1", "anna", "2024-01-02")
        .reply("a2", "bo", "a1", "2024-01-02T10:00Z")
        .reply("a3", "anna", "a2", "2024-01-02T11:00Z")
        // Two members wrote, but nobody replied back: no dialogue. A star of three.
        .post("b1", "anna", "2024-01-03")
        .reply("b2", "bo", "b1", "2024-01-03T10:00Z")
        .reply("b3", "cy", "b1", "2024-01-03T11:00Z")
        // The manager broadcasts; a member answers her: still no reply of a member to another.
        .post("c1", "mia", "2024-01-04")
        .reply("c2", "bo", "c1", "2024-01-04T10:00Z")
        // The manager starts, and two members get talking: to and fro with her, and one to the other.
        .post("d1", "mia", "2024-01-05")
        .reply("d2", "bo", "d1", "2024-01-05T10:00Z")
        .reply("d3", "mia", "d2", "2024-01-05T11:00Z")
        .reply("d4", "cy", "d2", "2024-01-05T12:00Z")
        // Nobody answers.
        .post("e1", "cy", "2024-01-06")
        // Only the author goes on.
        .post("f1", "cy", "2024-01-07")
        .reply("f2", "cy", "f1", "2024-01-07T10:00Z")
        .observed("2024-01-01", "2024-02-01")
}

#[test]
fn threads_counted_by_hand() {
    let found = found(&with_roles(six_threads().build(), &["mia"]), &quick());
    let whole = found.whole().unwrap();
    assert_eq!((whole.threads, whole.replies, whole.people, whole.members), (6, 9, 4, 3));
    assert_eq!((whole.replied.part, whole.replied.of), (4, 6));
    // a and d; in d the one who replied back is the manager, and two members wrote.
    assert_eq!((whole.dialogue.part, whole.member_dialogue.part), (2, 1));
    let part = |part: Option<cmgraph::conversation::Part>| part.map(|part| (part.part, part.of)).unwrap();
    assert_eq!(part(whole.official), (2, 6));
    assert_eq!(part(whole.broadcast), (1, 6));
    assert_eq!(part(whole.broadcast_of_official), (1, 2));
    // a2 a3 b2 b3 d4 are among members; c2 d2 d3 have the manager at an end; f2 is to nobody else.
    assert_eq!(part(whole.member_to_member), (5, 8));
    let value = |measured: Option<cmgraph::conversation::Measured>| measured.unwrap().value;
    assert_eq!(value(whole.authors), (2.0 + 3.0 + 2.0 + 3.0 + 1.0 + 1.0) / 6.0);
    assert_eq!(value(whole.replies_per_post), 9.0 / 6.0);
    assert_eq!(value(whole.back_and_forth), 2.0 / 6.0);
    assert_eq!(value(whole.depth), (2.0 + 1.0 + 1.0 + 2.0) / 4.0);
    // Chain and star of 3: 4/3. Two messages: 1. d: edges of 1, 1 and 3 of four: (3 + 3 + 3)/6.
    let virality = (4.0 / 3.0 + 4.0 / 3.0 + 1.0 + 9.0 / 6.0) / 4.0;
    assert!((value(whole.virality) - virality).abs() < 1e-12);
    // Four threads of three members who wrote.
    let more = ConversationOptions { min_threads: 3, ..quick() };
    let again = conversation(&with_roles(six_threads().build(), &["mia"]).whole(), &more).unwrap();
    assert!((value(again.whole().unwrap().initiations) - 4.0 / 3.0).abs() < 1e-12);
    doors(&found);
}

#[test]
fn ties_counted_by_hand() {
    let found = found(&with_roles(six_threads().build(), &["mia"]), &quick());
    let ties = |who, acts| found.ties.iter().find(|t| t.talk == 0 && (t.who, t.acts) == (who, acts)).unwrap();
    // Anna and Bo both ways; Cy to Anna and to Bo.
    let members = ties(Who::Members, Acts::Replies);
    assert_eq!((members.people, members.arcs, members.two_way.part, members.two_way.of), (3, 4, 1, 3));
    assert_eq!(members.r.unwrap().value, 0.5);
    let d = 4.0 / 6.0;
    assert!((members.rho.unwrap().value - (0.5 - d) / (1.0 - d)).abs() < 1e-12);
    // Beside them Bo and Mia both ways.
    let all = ties(Who::Everybody, Acts::Replies);
    assert_eq!((all.people, all.arcs, all.two_way.part, all.two_way.of), (4, 6, 2, 4));
    // Nobody reacted, so there is no row with reactions.
    assert!(found.ties.iter().all(|ties| ties.acts == Acts::Replies));
    let reacted = with_roles(six_threads().react("anna", "b3", "2024-01-08").build(), &["mia"]);
    let found = conversation(&reacted.whole(), &quick()).unwrap();
    let ties =
        found.ties.iter().find(|t| (t.who, t.acts) == (Who::Members, Acts::RepliesAndReactions)).unwrap();
    assert_eq!((ties.arcs, ties.two_way.part), (5, 2));
    doors(&found);
}

#[test]
fn without_roles_broadcasting_cannot_be_told() {
    let found = found(&six_threads().build(), &quick());
    let whole = found.whole().unwrap();
    assert!(!found.roles_known && whole.members == 4);
    assert_eq!((whole.official, whole.broadcast, whole.broadcast_of_official), (None, None, None));
    assert_eq!(whole.member_to_member, None);
    // Mia and Bo count as two members like any others.
    assert_eq!((whole.dialogue.part, whole.member_dialogue.part), (2, 2));
    assert!(found.provenance.warnings.iter().any(|text| text.contains("everybody counts as a member")));
    let said = findings(&released(&found, &Policy::named().with_min_group(1))).join(" ");
    assert!(!said.contains("broadcasts") && said.contains("became a dialogue"), "{said}");
    doors(&found);
}

#[test]
fn what_is_taken_out_leaves_the_rest_standing() {
    let sketch = Sketch::new()
        .person("anna", "2024-01-01")
        .person("bo", "2024-01-01")
        .account("robot", MemberKind::Bot, MemberState::Active, "", "")
        .account("gast", MemberKind::Guest, MemberState::Active, "", "")
        .post("m1", "anna", "2024-01-02")
        // Deleted and of a program: their answers hang on what they hung on.
        .message("m2", "bo", "m1", crate::common::at("2024-01-02T01:00Z"), DELETED)
        .reply("m3", "anna", "m2", "2024-01-02T02:00Z")
        .reply("m4", "robot", "m3", "2024-01-02T03:00Z")
        .reply("m5", "bo", "m4", "2024-01-02T04:00Z")
        .reply("m6", "gast", "m5", "2024-01-02T05:00Z")
        .reply("m7", "bo", "m6", "2024-01-02T06:00Z")
        // After seven days nobody follows any more.
        .reply("m8", "anna", "m5", "2024-01-12")
        // Left out altogether.
        .post("n1", "robot", "2024-01-03")
        .message("n2", "anna", "", crate::common::at("2024-01-03"), DELETED)
        .reply("n3", "anna", "gone", "2024-01-04")
        .post("n4", "anna", "2024-01-28")
        .observed("2024-01-01", "2024-02-01");
    let found = found(&sketch.build(), &ConversationOptions { min_threads: 2, ..quick() });
    let whole = found.whole().unwrap();
    // m1 <- m3 <- m5 <- m6 <- m7, five messages in a chain.
    // The guest wrote, too: a number about one guest is about somebody.
    assert_eq!((whole.threads, whole.replies, whole.people, whole.members), (1, 4, 3, 2));
    // m3 is to a deleted message, m5 to a program, m6 and m7 have a guest at an end.
    assert_eq!((whole.dialogue.part, whole.replied.part), (0, 1));
    let excluded: BTreeMap<&str, u64> =
        found.provenance.excluded.iter().map(|(what, n)| (what.as_str(), *n)).collect();
    for (what, n) in [
        ("threads whose first message is not in the export", 1),
        ("threads too young to judge", 1),
        ("threads whose first message was deleted", 1),
        ("threads started by programs or the platform", 1),
        ("replies later than the threads were followed", 1),
        ("messages deleted, or by programs or the platform", 2),
        ("replies to a message that was deleted or by a program", 2),
        ("bots and system accounts", 1),
    ] {
        assert_eq!(excluded.get(what), Some(&n), "{what}: {excluded:?}");
    }
    assert!(excluded.iter().any(|(what, n)| what.starts_with("replies by or to guests") && *n == 2));
    // With guests as members m6 and m7 are to and fro.
    let guests = ConversationOptions { include_guests: true, ..quick() };
    let with = conversation(&sketch.build().whole(), &guests).unwrap();
    assert_eq!((with.whole().unwrap().dialogue.part, with.whole().unwrap().people), (1, 3));
    doors(&with);
}

/// What a slow and obvious count finds in a community without a roster.
#[derive(Debug, Default, PartialEq)]
struct Slow {
    threads: u64,
    replies: u64,
    replied: u64,
    dialogue: u64,
    member_dialogue: u64,
    official: u64,
    broadcast: u64,
    between: u64,
    member_replies: u64,
    authors: u64,
    back: u64,
    depth: u64,
    virality: f64,
    people: BTreeSet<u32>,
}

fn slow(community: &Community, window: &Window, group: Option<u32>, follow_days: i64) -> Slow {
    let view = community.view(window);
    let (messages, members, threads) = (community.messages(), community.members(), community.threads());
    let program =
        |m: MessageId| matches!(members.kind(messages.author(m)), MemberKind::Bot | MemberKind::System);
    let gone = |m: MessageId| {
        let flags = messages.flag(m);
        flags.has(MessageFlags::DELETED) || flags.has(MessageFlags::SYSTEM) || program(m)
    };
    let person = |m: MessageId| members.kind(messages.author(m)) == MemberKind::Person;
    let official = |m: MessageId| members.role(messages.author(m)).official();
    let mut found = Slow::default();
    for thread in threads.iter() {
        let Some(root) = threads.root(thread) else { continue };
        let end = messages.time(root).0 + follow_days * DAY_MS;
        let inside = view.message_range().contains(&root.index());
        let of_group = threads.groups[thread.index()].is_some_and(|g| group.is_none_or(|group| g.0 == group));
        if !inside || !of_group || gone(root) || end > view.to().0 {
            continue;
        }
        let parent = |m: MessageId| match messages.parent(m) {
            Parent::Message(parent) => Some(parent),
            Parent::NotInExport if m != root => Some(root),
            _ => None,
        };
        let kept: Vec<MessageId> = threads
            .messages(thread)
            .iter()
            .copied()
            .filter(|&m| m >= root && !gone(m) && messages.time(m).0 < end)
            .collect();
        // The nearest message above that is kept.
        let above = |m: MessageId| {
            let mut at = parent(m);
            while let Some(up) = at.filter(|up| !kept.contains(up)) {
                at = parent(up);
            }
            at.unwrap_or(root)
        };
        let mut edges: BTreeMap<MessageId, Vec<MessageId>> = BTreeMap::new();
        for &m in kept.iter().filter(|&&m| m != root) {
            edges.entry(m).or_default().push(above(m));
            edges.entry(above(m)).or_default().push(m);
        }
        let (mut total, mut depth) = (0u64, 0);
        for &start in &kept {
            let mut distance = BTreeMap::from([(start, 0u64)]);
            let mut queue = VecDeque::from([start]);
            while let Some(at) = queue.pop_front() {
                for &next in edges.get(&at).into_iter().flatten() {
                    if !distance.contains_key(&next) {
                        distance.insert(next, distance[&at] + 1);
                        queue.push_back(next);
                    }
                }
            }
            assert_eq!(distance.len(), kept.len(), "a tree");
            total += distance.values().sum::<u64>();
            depth = if start == root { *distance.values().max().unwrap() } else { depth };
        }
        let n = kept.len() as f64;
        let replies: Vec<(u32, u32, bool)> = kept
            .iter()
            .filter_map(|&m| Some((m, parent(m).filter(|_| m != root)?)))
            .filter(|&(m, to)| messages.author(m) != messages.author(to))
            .filter(|&(m, to)| !gone(to) && person(m) && person(to))
            .map(|(m, to)| (messages.author(m).0, messages.author(to).0, !official(m) && !official(to)))
            .collect();
        let back = |members: bool| {
            let is_back = |i: usize| {
                let (from, to, both) = replies[i];
                (both || !members) && replies[..i].iter().any(|&(a, b, _)| (a, b) == (to, from))
            };
            (0..replies.len()).filter(|&i| is_back(i)).count() as u64
        };
        let distinct = |keep: &dyn Fn(MessageId) -> bool| {
            let kept = kept.iter().filter(|&&m| keep(m));
            kept.map(|&m| messages.author(m).0).collect::<BTreeSet<u32>>()
        };
        let wrote = distinct(&|m| person(m) && !official(m)).len();
        let replied = distinct(&|_| true).len() > 1;
        let member_replies = replies.iter().filter(|reply| reply.2).count() as u64;
        found.threads += 1;
        found.replies += kept.len() as u64 - 1;
        found.replied += u64::from(replied);
        found.dialogue += u64::from(wrote >= 2 && back(false) > 0);
        found.member_dialogue += u64::from(back(true) > 0);
        found.official += u64::from(official(root));
        found.broadcast += u64::from(official(root) && member_replies == 0);
        found.between += replies.len() as u64;
        found.member_replies += member_replies;
        found.authors += distinct(&|_| true).len() as u64;
        found.back += back(false);
        if replied {
            found.depth += depth;
            found.virality += total as f64 / (n * (n - 1.0));
        }
        found.people.extend(distinct(&|_| true));
    }
    found
}

fn agree(talk: &Found, slow: &Slow, roles: bool) {
    let counts = (talk.threads, talk.replies, talk.people);
    assert_eq!(counts, (slow.threads, slow.replies, slow.people.len() as u64), "{}", talk.name);
    assert_eq!(
        (talk.replied.part, talk.dialogue.part, talk.member_dialogue.part),
        (slow.replied, slow.dialogue, slow.member_dialogue)
    );
    let part = |part: Option<cmgraph::conversation::Part>| part.map(|part| (part.part, part.of));
    assert_eq!(part(talk.official), roles.then_some((slow.official, slow.threads)));
    assert_eq!(part(talk.broadcast), roles.then_some((slow.broadcast, slow.threads)));
    assert_eq!(part(talk.member_to_member), roles.then_some((slow.member_replies, slow.between)));
    for (measured, sum, n) in [
        (talk.authors, slow.authors as f64, slow.threads),
        (talk.replies_per_post, slow.replies as f64, slow.threads),
        (talk.back_and_forth, slow.back as f64, slow.threads),
        (talk.depth, slow.depth as f64, slow.replied),
        (talk.virality, slow.virality, slow.replied),
    ] {
        let Some(measured) = measured else { continue };
        assert!((measured.value - sum / n as f64).abs() < 1e-9, "{measured:?} {sum} {n}");
        // None where all samples say the same, or little is behind.
        assert!(
            measured.interval.is_none_or(|i| i.contains(measured.value) && i.low < i.high),
            "{measured:?}"
        );
    }
}

/// Arcs of the reply graph of members, by brute force, and what the kernels of the graph say about them.
fn agree_ties(community: &Community, ties: &Ties, options: &ConversationOptions) {
    let (messages, members, threads) = (community.messages(), community.members(), community.threads());
    let counts = |m: MessageId| {
        let (flags, author) = (messages.flag(m), messages.author(m));
        !flags.has(MessageFlags::DELETED)
            && !flags.has(MessageFlags::SYSTEM)
            && members.kind(author) == MemberKind::Person
            && !members.role(author).official()
    };
    let authors = |m: MessageId| {
        let all = threads.messages(messages.thread(m)).iter();
        all.map(|&m| messages.author(m).0).collect::<BTreeSet<u32>>().len()
    };
    let mut events = Vec::new();
    let mut people = BTreeSet::new();
    for m in community.whole().messages().filter(|&m| counts(m)) {
        if threads.groups[messages.thread(m).index()].is_none() {
            continue;
        }
        people.insert(messages.author(m).0);
        if authors(m) > options.max_authors as usize {
            continue;
        }
        let to = match messages.parent(m) {
            Parent::Message(parent) => Some(parent),
            Parent::NotInExport => threads.root(messages.thread(m)),
            Parent::None => None,
        };
        let (from, at) = (messages.author(m), messages.time(m));
        if let Some(to) = to.filter(|&to| counts(to)).map(|to| messages.author(to)).filter(|&to| to != from) {
            events.push(Interaction { from, to, kind: InteractionKind::Reply, at });
        }
    }
    events.iter().for_each(|event| people.extend([event.from.0, event.to.0]));
    let place: BTreeMap<u32, u32> = people.iter().enumerate().map(|(i, &id)| (id, i as u32)).collect();
    let (from, to): (Vec<u32>, Vec<u32>) =
        events.iter().map(|event| (place[&event.from.0], place[&event.to.0])).unzip();
    let graph = InteractionGraph::from_arcs(people.len(), &from, &to, &vec![1.0; from.len()]).unwrap();
    let expected = reciprocity(&graph);
    assert_eq!((ties.people, ties.arcs), (people.len() as u64, expected.arcs));
    assert_eq!(2 * ties.two_way.part, expected.mutual);
    let mutual = graph.mutual_ties();
    let embedded = |u: cmgraph::MemberId| {
        let row = mutual.neighbours(u).members;
        row.iter().filter(|&&v| row.iter().any(|w| mutual.neighbours(v).members.contains(w))).count()
    };
    let simmelian = mutual.members().map(embedded).sum::<usize>() as u64 / 2;
    assert_eq!((ties.simmelian.part, ties.simmelian.of), (simmelian, mutual.tie_count() as u64));
    if let (Some(r), Some(rho)) = (ties.r, ties.rho) {
        assert_eq!(Some(r.value), expected.r);
        assert_eq!(Some(rho.value), expected.rho);
        for measured in [r, rho] {
            let interval = measured.interval.unwrap();
            assert!(interval.low <= measured.value + 1e-9 && measured.value <= interval.high + 1e-9);
        }
        let within = cmgraph::graph::PingPongOptions { within_days: options.exchange_days };
        let expected = ping_pong(members.len(), &events, &Default::default(), &within).unwrap();
        assert_eq!(ties.ping_pong.map(|rate| rate.value), expected.pingpong_rate());
    }
}

/// A random community: people 0 to 4 (4 manages), a guest, a program; threads of random replies.
fn random(draws: &[(u8, u8, u8)]) -> Talk {
    let mut talk = Talk::with(&["p0", "p1", "p2", "p3", "p4"]);
    talk.account("guest", "", MemberKind::Guest, MemberState::Active);
    talk.account("robot", "", MemberKind::Bot, MemberState::Active);
    let who = |i: u8| ["p0", "p1", "p2", "p3", "p4", "p0", "p1", "guest", "robot"][usize::from(i) % 9];
    for (i, &(author, to, kind)) in draws.iter().enumerate() {
        let at = 0.3 * i as f64;
        let flags = if kind % 8 == 0 { DELETED } else { NOTHING };
        match i.checked_sub(1).filter(|_| kind % 4 != 1) {
            None => talk.post(who(author), at, flags),
            Some(last) => talk.reply(last - usize::from(to) % i.min(6), who(author), at, flags),
        };
    }
    talk.observed(0.0, 0.3 * draws.len() as f64 + 3.0);
    talk
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_slow_count_agrees(
        draws in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 1..120),
        follow_days in 1u32..10,
        roles in any::<bool>(),
    ) {
        let community = random(&draws).build();
        let community = if roles { with_roles(community, &["p4"]) } else { community };
        let options = ConversationOptions { follow_days, ..quick() };
        let found = found(&community, &options);
        let slow = slow(&community, &Window::default(), None, follow_days.into());
        match found.whole() {
            Some(whole) => agree(whole, &slow, roles),
            None => prop_assert_eq!(slow.threads, 0),
        }
        if let Some(ties) = found.ties.first() {
            agree_ties(&community, ties, &options);
        }
        doors(&found);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        draws in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 1..60),
    ) {
        let talk = random(&draws);
        let there = with_roles(talk.build(), &["p4"]);
        let back = talk.build_in_order(|rows| rows.into_iter().rev().collect());
        let back = with_roles(back, &["p4"]);
        let tables = |community| bytes(&found(community, &quick()).tables());
        prop_assert_eq!(tables(&there), tables(&back));
    }
}

#[test]
fn nothing_and_next_to_nothing() {
    let person = || Sketch::new().person("anna", "2024-01-01");
    let many: Vec<Sketch> = vec![
        Sketch::new(),
        person(),
        person().observed("2024-01-01", "2024-02-01"),
        person().post("m", "anna", "2024-01-01").observed("2024-01-01", "2024-02-01"),
        person().post("m", "anna", "2024-01-01"),
        (0..20).fold(person(), |sketch, i| sketch.reply(&format!("m{i}"), "anna", "gone", "2024-01-01")),
        (0..20)
            .fold(person().post("m", "anna", "2024-01-01"), |sketch, i| {
                sketch.reply(&format!("m{i}"), "anna", "m", "2024-01-01")
            })
            .observed("2024-01-01", "2024-02-01"),
        // Everybody on day one.
        (0..20)
            .fold(Sketch::new(), |sketch, i| {
                sketch.person(&format!("p{i}"), "2024-01-01").post(
                    &format!("m{i}"),
                    &format!("p{i}"),
                    "2024-01-01",
                )
            })
            .observed("2024-01-01", "2024-01-09"),
        // Everybody left.
        six_threads().account("dan", MemberKind::Person, MemberState::Deleted, "2024-01-01", "2024-01-05"),
    ];
    for sketch in many {
        let community = sketch.build();
        doors(&found(&community, &quick()));
        doors(&found(&community, &ConversationOptions::default()));
        for (from, to, zone) in [
            (Some("2024-01-02"), Some("2024-01-03"), "UTC"),
            (Some("2030-01-01"), None, "Europe/Helsinki"),
            (None, Some("2024-03-31"), "Europe/Oslo"),
            (Some("2024-02-28"), Some("2024-03-01"), "UTC"),
        ] {
            let window = Window::parse(from, to, zone).unwrap();
            doors(&conversation(&community.view(&window), &quick()).unwrap());
        }
    }
    let none = found(&Sketch::new().build(), &quick());
    assert!(none.whole().is_none() && none.ties.is_empty() && none.patterns.people == 0);
    let said = findings(&released(&none, &Policy::named())).join(" ");
    assert!(said.starts_with("Not enough data: no thread"), "{said}");
}

#[test]
fn options_out_of_range_are_named() {
    let community = six_threads().build();
    let base = ConversationOptions::default();
    for (options, name) in [
        (ConversationOptions { follow_days: 0, ..base.clone() }, "follow_days"),
        (ConversationOptions { min_threads: 1, ..base.clone() }, "min_threads"),
        (ConversationOptions { interval_level: 1.0, ..base.clone() }, "interval_level"),
        (ConversationOptions { exchange_days: f64::NAN, ..base.clone() }, "exchange_days"),
        (ConversationOptions { draws: 0, ..base.clone() }, "draws"),
        (ConversationOptions { max_authors: 1, ..base.clone() }, "max_authors"),
        (ConversationOptions { unit_level: Some(0), ..base.clone() }, "unit_level"),
        (ConversationOptions { min_events: 0, ..base.clone() }, "min_events"),
        (ConversationOptions { clear_events: 3, ..base.clone() }, "clear_events"),
        (ConversationOptions { balance_low: 0.5, ..base.clone() }, "balance_low"),
        (ConversationOptions { balance_high: 0.5, ..base.clone() }, "balance_high"),
        (ConversationOptions { broadcaster_posts: 1.5, ..base.clone() }, "broadcaster_posts"),
        (ConversationOptions { min_probability: -0.1, ..base.clone() }, "min_probability"),
    ] {
        let error = conversation(&community.whole(), &options).unwrap_err().to_string();
        assert!(error.contains(name), "{name}: {error}");
    }
}

/// Twelve of each kind: givers answer, starters are answered, broadcasters post to nobody, talkers do both.
fn kinds() -> Talk {
    let mut talk = Talk::default();
    for kind in ["talker", "starter", "giver", "q-loud", "q-still"] {
        (0..12).for_each(|i| talk.person(&format!("{kind}{i}"), "Unit/Team"));
    }
    for i in 0..12 {
        let [talker, other, starter, giver, loud] =
            [("talker", i), ("talker", (i + 1) % 12), ("starter", i), ("giver", i), ("q-loud", i)]
                .map(|(kind, i)| format!("{kind}{i}"));
        for k in 0..20 {
            let at = f64::from(k) + 0.01 * f64::from(i);
            let post = talk.post(&talker, at, NOTHING);
            talk.answer(post, &other, at + 0.1);
            talk.react_at(&giver, post, at + 0.1);
            talk.post(&loud, at + 0.2, NOTHING);
        }
        for k in 0..4 {
            let post = talk.post(&starter, f64::from(k) + 0.3, NOTHING);
            for helper in 0..12 {
                talk.answer(post, &format!("giver{helper}"), f64::from(k) + 0.4 + 0.001 * f64::from(helper));
            }
        }
    }
    talk.react_at("q-still0", 0, 1.0);
    talk.observed(0.0, 60.0);
    talk
}

#[test]
fn patterns_of_planted_kinds() {
    let found = found(&kinds().build(), &ConversationOptions { listed: 3, ..quick() });
    let patterns = &found.patterns;
    assert_eq!((patterns.people, patterns.active), (60, 48));
    let people = |pattern| patterns.counts.iter().find(|count| count.pattern == pattern).unwrap().people;
    let counts = Pattern::ALL.map(people);
    // Engagers, catalysts, responders, broadcasters, unclear, observers.
    assert_eq!(counts, [12, 12, 12, 12, 0, 12]);
    for count in patterns.counts.iter().filter_map(|count| count.expected) {
        assert!((count - 12.0).abs() < 1.5, "{count}");
    }
    // Three of each of those for whom it is good, nobody else.
    assert_eq!(patterns.listed.len(), 9);
    assert!(
        patterns
            .listed
            .iter()
            .all(|person| !person.id.starts_with("q-loud") && !person.id.starts_with("q-still"))
    );
    let giver = patterns.listed.iter().find(|person| person.id.starts_with("giver")).unwrap();
    assert_eq!((giver.balance.posts, giver.balance.replies, giver.balance.received), (0, 48, 0));
    assert_eq!(giver.unit.as_deref(), Some("Unit/Team"));
    // Never more than half of a pattern.
    let more = ConversationOptions { listed: 1000, unit_level: Some(1), ..quick() };
    let more = conversation(&kinds().build().whole(), &more).unwrap().patterns.listed;
    assert_eq!(more.len(), 18);
    assert!(more.iter().all(|person| person.unit.as_deref() == Some("Unit")));
    doors(&found);
}

/// Ten talkers and twenty who are silent, two who post to nobody, and one who mostly goes on with what he began himself.
fn few_of_a_kind() -> Talk {
    let mut talk = Talk::default();
    (0..10).for_each(|i| talk.person(&format!("talker{i}"), "Unit"));
    (0..20).for_each(|i| talk.person(&format!("still{i}"), "Unit"));
    ["loud0", "loud1", "alone"].iter().for_each(|id| talk.person(id, "Unit"));
    for k in 0..20 {
        for i in 0..10 {
            let at = f64::from(k) + 0.01 * f64::from(i);
            let post = talk.post(&format!("talker{i}"), at, NOTHING);
            (1..4).for_each(|by| {
                talk.answer(post, &format!("talker{}", (i + by) % 10), at + 0.1);
            });
        }
        ["loud0", "loud1"].iter().for_each(|id| {
            talk.post(id, f64::from(k) + 0.5, NOTHING);
        });
    }
    let own = talk.post("alone", 1.0, NOTHING);
    (0..20).for_each(|k| {
        talk.answer(own, "alone", 1.1 + 0.1 * f64::from(k));
    });
    // There for three weeks only.
    talk.person("new", "Unit");
    talk.there(Some(39.0), None);
    talk.observed(0.0, 60.0);
    talk
}

#[test]
fn few_of_a_pattern_are_hidden_with_what_would_give_them_away() {
    let found = found(&few_of_a_kind().build(), &quick());
    let people =
        |pattern| found.patterns.counts.iter().find(|count| count.pattern == pattern).unwrap().people;
    // Whoever replies to himself alone is no broadcaster and no responder: too little was seen.
    assert_eq!(Pattern::ALL.map(people), [10, 0, 0, 2, 0, 21]);
    let tables = found.tables();
    let table = tables.iter().find(|table| table.name() == "patterns").unwrap();
    let excluded: BTreeMap<&str, u64> =
        table.provenance().excluded.iter().map(|(what, n)| (what.as_str(), *n)).collect();
    assert_eq!(excluded["replies to the own message (given to nobody)"], 20);
    assert_eq!(excluded["people who were there for too few days of the window"], 1);
    for policy in policies() {
        let tables = released(&found, &policy);
        let table = tables.iter().find(|table| table.name() == "patterns").unwrap();
        let shown = |row: usize| table.column("people").unwrap().values.is_some(row);
        // Two broadcasters, and the ten engagers with them.
        assert_eq!([0, 3, 5].map(shown), [false, false, true]);
        let people = table.column("people").unwrap();
        let people = (0..table.rows()).filter_map(|row| people.values.number(row));
        assert_eq!(people.sum::<f64>(), 21.0);
        let said = findings(&tables).join(" ");
        assert!(!said.contains("hardly reply") && !said.contains("give about as much"), "{said}");
        assert!(said.contains("of the window"), "{said}");
    }
    // Ten engagers: five of them at most.
    assert_eq!(found.patterns.listed.len(), 5);
    doors(&found);
}

#[test]
fn a_group_of_guests_is_a_group_of_few() {
    let mut talk = few_of_a_kind();
    talk.account("guest", "", MemberKind::Guest, MemberState::Active);
    let guests = talk.post("guest", 3.0, NOTHING);
    talk.answer(guests, "guest", 3.5);
    let found = found(&talk.build(), &quick());
    let whole = found.whole().unwrap();
    assert_eq!((whole.people, whole.members), (14, 13));
    doors(&found);
    // Where only a guest writes, nothing is told.
    let mut talk = Talk::with(&["a", "b", "c", "d", "e", "f"]);
    talk.account("guest", "", MemberKind::Guest, MemberState::Active);
    (0..40).for_each(|i| {
        talk.post("guest", f64::from(i), NOTHING);
    });
    talk.observed(0.0, 60.0);
    let found = conversation(&talk.build().whole(), &quick()).unwrap();
    assert_eq!(found.whole().map(|whole| (whole.people, whole.threads)), Some((1, 40)));
    for policy in policies() {
        for table in released(&found, &policy).iter().filter(|table| table.name().starts_with("conversation"))
        {
            let told = |row: usize| {
                ["threads", "replies", "replied", "dialogue_share", "authors"]
                    .iter()
                    .any(|name| table.column(name).is_some_and(|column| column.values.is_some(row)))
            };
            assert!(!(0..table.rows()).any(told), "{}", table.name());
        }
    }
}

#[test]
fn crowds_make_no_ties() {
    let mut talk = Talk::default();
    (0..60).for_each(|i| talk.person(&format!("p{i}"), "Unit"));
    let crowd = talk.post("p0", 1.0, NOTHING);
    (1..60).for_each(|i| {
        talk.answer(crowd, &format!("p{i}"), 1.0 + 0.01 * f64::from(i));
    });
    let pair = talk.post("p1", 3.0, NOTHING);
    talk.answer(pair, "p2", 3.1);
    talk.observed(0.0, 60.0);
    let found = found(&talk.build(), &quick());
    assert_eq!((found.ties[0].people, found.ties[0].arcs), (60, 1));
    assert!(
        found.provenance.excluded.iter().any(|(what, n)| what.contains("more than 50 authors") && *n == 1)
    );
    let all =
        conversation(&talk.build().whole(), &ConversationOptions { max_authors: 60, ..quick() }).unwrap();
    assert_eq!(all.ties[0].arcs, 60);
    agree_ties(&talk.build(), &found.ties[0], &quick());
}

#[test]
fn nobody_is_named_for_what_it_is_not_good_to_be_known_for() {
    let found = found(&kinds().build(), &ConversationOptions { listed: 1000, ..quick() });
    for (policy, names) in policies().iter().zip([true, false, false]) {
        let tables = released(&found, policy);
        let all: String = tables.iter().map(Release::to_json).collect();
        let text = conversation_text(&found, policy, &TerminalOptions::default()).unwrap();
        for said in [&all, &text] {
            assert_eq!(said.contains("giver1"), names);
            assert!(!said.contains("q-loud") && !said.contains("q-still"), "{said}");
        }
        assert_eq!(findings(&tables), findings(&tables.iter().rev().cloned().collect::<Vec<_>>()));
    }
    let aggregate = released(&found, &Policy::aggregate());
    let people = aggregate.iter().find(|table| table.name() == "pattern_people").unwrap();
    assert!(people.rows() == 0 && people.disclosure().withheld.is_some());
    // Every number about few people is hidden, and its sentence with it.
    let few = conversation(&with_roles(six_threads().build(), &["mia"]).whole(), &quick()).unwrap();
    for policy in policies() {
        let tables = released(&few, &policy);
        for table in tables.iter().filter(|table| table.name() != "pattern_people") {
            for column in table.columns().iter().filter(|column| column.role.is_number()) {
                assert!(
                    (0..table.rows()).all(|row| !column.values.is_some(row)),
                    "{} {}",
                    table.name(),
                    column.name
                );
            }
        }
        let said = findings(&tables).join(" ");
        assert!(said.contains("hidden (fewer than 5 people") && !said.contains('%'), "{said}");
    }
}

#[test]
fn every_table_says_what_its_rows_are_of() {
    let found = found(&kinds().build(), &quick());
    for table in found.tables() {
        let roles: Vec<Role> = table.columns().iter().map(|column| column.role).collect();
        let people = roles.contains(&Role::Member);
        assert!(people || roles.contains(&Role::Denominator), "{}", table.name());
        assert!(table.provenance().denominator.is_some() && table.provenance().interval_level.is_some());
        for column in table.columns() {
            assert!(column.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", column.name);
            let Values::Float(values) = &column.values else { continue };
            assert!(values.iter().flatten().all(|value| value.is_finite()));
        }
    }
}

/// SplitMix64: enough for tests, and nothing of the crate's.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// 150 threads by 30 people: one reply to a thread or, in `percent` of them, a reply, one back, and one back again.
fn planted(seed: u64, percent: u64) -> Community {
    let mut dice = Dice(seed);
    let ids: Vec<String> = (0..30).map(|i| format!("p{i}")).collect();
    let mut talk = Talk::with(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    for i in 0..150 {
        let (a, b) = (dice.below(30) as usize, 1 + dice.below(29) as usize);
        let (a, b) = (&ids[a], &ids[(a + b) % 30]);
        let at = 0.2 * f64::from(i);
        let post = talk.post(a, at, NOTHING);
        let answer = talk.answer(post, b, at + 0.01);
        if dice.below(100) < percent {
            let back = talk.answer(answer, a, at + 0.02);
            talk.answer(back, b, at + 0.03);
        }
    }
    talk.observed(0.0, 60.0);
    talk.build()
}

#[test]
fn intervals_hold_what_was_planted() {
    let runs = 120;
    let (mut dialogue, mut replies, mut pairs, mut expected) = (0, 0, 0, Vec::new());
    let found: Vec<Conversation> = (0..runs)
        .map(|seed| {
            let options = ConversationOptions { draws: 200, by_group: false, ..Default::default() };
            conversation(&planted(seed, 30).whole(), &options).unwrap()
        })
        .collect();
    for found in &found {
        expected.push(found.ties[0].two_way.share().unwrap());
    }
    // What two-way comes to with that many threads, whoever meets whom.
    let two_way = expected.iter().sum::<f64>() / f64::from(runs as u32);
    for found in &found {
        let whole = found.whole().unwrap();
        dialogue += u32::from(whole.dialogue.interval.unwrap().contains(0.3));
        replies += u32::from(whole.replies_per_post.unwrap().interval.unwrap().contains(1.0 + 0.3 * 2.0));
        pairs += u32::from(found.ties[0].two_way.interval.unwrap().contains(two_way));
    }
    let share = |hits: u32| f64::from(hits) / runs as f64;
    println!("coverage of 95%: {} {} {}", share(dialogue), share(replies), share(pairs));
    // 95% nominal; of 120 runs 90% is the 1% point.
    for hits in [dialogue, replies, pairs] {
        assert!(share(hits) >= 0.9, "{dialogue} {replies} {pairs} of {runs}");
    }
}

fn bundled() -> Community {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
    let community_managers = vec!["anna.manager@example.com".into()];
    let roles = RoleOptions { community_managers, ..RoleOptions::default() };
    read(&[path], &ReadOptions { roles, ..ReadOptions::default() }).unwrap()
}

#[test]
fn the_bundled_dump() {
    let community = bundled();
    let options = ConversationOptions::default();
    let found = found(&community, &options);
    for talk in &found.talks {
        agree(talk, &slow(&community, &Window::default(), talk.group.map(|group| group.0), 7), true);
    }
    agree_ties(&community, &found.ties[0], &options);
    let half = Window::parse(Some("2024-01-01"), Some("2024-07-01"), "Europe/Helsinki").unwrap();
    let of_half = conversation(&community.view(&half), &options).unwrap();
    agree(of_half.whole().unwrap(), &slow(&community, &half, None, 7), true);
    let whole = found.whole().unwrap();
    assert_eq!((whole.threads, whole.dialogue.part), (4842, 874));
    assert!(whole.member_to_member.unwrap().share().unwrap() > 0.9);
    doors(&found);
}

#[test]
fn threads_of_the_machine_do_not_matter() {
    let community = bundled();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| bytes(&found(&community, &ConversationOptions::default()).tables()))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn a_real_export() {
    let path = PathBuf::from("../shared/data/yammer-quantum/export.zip");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return;
    }
    let community = read(&[path], &ReadOptions::default()).unwrap();
    let found = found(&community, &ConversationOptions::default());
    let whole = found.whole().unwrap();
    agree(whole, &slow(&community, &Window::default(), None, 7), false);
    // A site of questions and answers: nearly every question gets a comment, four in ten a dialogue.
    assert!(whole.replied.share().unwrap() > 0.9);
    assert!((whole.dialogue.share().unwrap() - 0.42).abs() < 0.01);
    assert!(whole.broadcast.is_none());
    // Comments hang on the answer, so that to go on there is to reply to oneself.
    assert!(found.provenance.warnings.iter().any(|warning| warning.contains("to the own message")));
    agree_ties(&community, &found.ties[0], &ConversationOptions::default());
    doors(&found);
}
