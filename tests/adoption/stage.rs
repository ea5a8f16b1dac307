//! Stages of life: planted communities, a brute-force oracle, small and degenerate ones, what leaves.

use crate::common::{Sketch, at};
use crate::talk::{DELETED, bytes, check};
use cmgraph::community::{
    CommunityBuilder, MemberKind, MemberRecord, MemberState, MessageRecord, RoleOptions,
};
use cmgraph::report::{findings, stage_text};
use cmgraph::stage::{CommunityStage, Part, Stage, StageOptions, Stages, Verdict, stage};
use cmgraph::time::{DAY_MS, Day, Zone};
use cmgraph::{Community, Policy, ReadOptions, Release, Timestamp, Window, read};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A message of a made-up community: who, in which group, when, and the message replied to.
#[derive(Debug, Clone)]
struct Row {
    author: String,
    group: String,
    at: Timestamp,
    /// Position of the first message of the thread.
    root: Option<usize>,
}

/// 2024-01-01, a Monday.
const START: i64 = 1_704_067_200_000;

fn build(rows: &[Row], order: impl Fn(Vec<usize>) -> Vec<usize>) -> Community {
    let mut builder = CommunityBuilder::new();
    let authors: BTreeSet<&str> = rows.iter().map(|row| row.author.as_str()).collect();
    for id in authors {
        builder.member(&MemberRecord {
            id,
            name: id,
            email: &format!("{id}@example.com"),
            joined: Some(Timestamp(START - DAY_MS)),
            ..Default::default()
        });
    }
    let id = |row: usize| (1000 + row).to_string();
    for i in order((0..rows.len()).collect()) {
        let row = &rows[i];
        let (own, root) = (id(i), row.root.map(id));
        let thread = root.clone().unwrap_or_else(|| own.clone());
        let message = MessageRecord {
            thread: thread.as_bytes(),
            parent: root.as_deref().unwrap_or("").as_bytes(),
            group: row.group.as_bytes(),
            group_name: row.group.as_bytes(),
            words: 9,
            ..MessageRecord::new(own.as_bytes(), row.author.as_bytes(), row.at)
        };
        builder.message(&message).unwrap();
    }
    builder.build().unwrap()
}

fn with_manager(community: Community) -> Community {
    let roles = RoleOptions { community_managers: vec!["cm".into()], ..RoleOptions::default() };
    community.with_roles(&roles).unwrap()
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

    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn poisson(&mut self, mean: f64) -> usize {
        let (mut n, mut left) = (0, mean);
        loop {
            left += self.uniform().max(1e-300).ln();
            if left < 0.0 {
                return n;
            }
            n += 1;
        }
    }
}

/// A group that lives as told: so many active people a week, and such a share of threads with two members in them;
/// in the others the community manager answers.
fn life(
    rows: &mut Vec<Row>,
    group: &str,
    seed: u64,
    weeks: usize,
    share: f64,
    active: impl Fn(usize) -> f64,
) {
    let mut dice = Dice(seed);
    for week in 0..weeks {
        let n = dice.poisson(active(week));
        let mut people: Vec<usize> = (0..400).collect();
        let mut next = || {
            let at = (dice.next() % people.len() as u64) as usize;
            format!("{group}-p{:03}", people.swap_remove(at))
        };
        let mut drawn: Vec<String> = (0..n.min(390)).map(|_| next()).collect();
        while let Some(starter) = drawn.pop() {
            let at = Timestamp(START + ((week as f64 * 7.0 + 4.0 * dice.uniform()) * DAY_MS as f64) as i64);
            let later = Timestamp(at.0 + (0.5 * dice.uniform() * DAY_MS as f64) as i64 + 1);
            let root = rows.len();
            let by_members = dice.uniform() < share;
            rows.push(Row { author: starter, group: group.into(), at, root: None });
            let second = if by_members { drawn.pop() } else { Some("cm".into()) };
            if let Some(author) = second {
                rows.push(Row { author, group: group.into(), at: later, root: Some(root) });
            }
        }
    }
    // The weeks are over.
    let end = Timestamp(START + weeks as i64 * 7 * DAY_MS);
    rows.push(Row { author: "cm".into(), group: group.into(), at: end, root: None });
}

fn judged(community: &Community) -> Stages {
    stage(&community.whole(), &StageOptions::default()).unwrap()
}

fn of_group<'a>(stages: &'a Stages, name: &str) -> &'a CommunityStage {
    stages.communities.iter().find(|community| community.name == name).expect(name)
}

/// The planted stage is told in most of 40 runs, and hardly ever another one.
#[test]
fn planted_stages_are_found() {
    type Plan = (&'static str, Stage, f64, fn(usize) -> f64);
    let plans: [Plan; 5] = [
        ("growing", Stage::Establishment, 0.75, |week| 12.0 * f64::exp(0.05 * week as f64)),
        ("steady", Stage::Maturity, 0.75, |_| 90.0),
        ("by itself", Stage::Maturity, 0.99, |_| 50.0),
        ("dying", Stage::Decline, 0.75, |week| 200.0 * f64::exp(-0.08 * week as f64)),
        ("driven", Stage::Inception, 0.2, |_| 60.0),
    ];
    let mut table = Vec::new();
    for (name, planted, share, active) in plans {
        let (mut right, mut wrong) = (0, 0);
        for seed in 0..40 {
            let mut rows = Vec::new();
            life(&mut rows, name, 77 * seed, 36, share, active);
            let stages = judged(&with_manager(build(&rows, |rows| rows)));
            match of_group(&stages, name).verdict {
                Verdict::Stage(stage) if stage == planted => right += 1,
                Verdict::Stage(_) => wrong += 1,
                _ => {}
            }
        }
        table.push((name, right, wrong));
    }
    println!("right, wrong of 40: {table:?}");
    assert!(table.iter().all(|&(_, right, wrong)| right >= 32 && wrong <= 4), "{table:?}");
}

#[test]
fn a_planted_step_is_dated_and_told() {
    let mut rows = Vec::new();
    life(&mut rows, "a", 5, 70, 0.7, |week| if week < 40 { 30.0 } else { 60.0 });
    let stages = judged(&with_manager(build(&rows, |rows| rows)));
    // The same people in one group and in the whole.
    let found: Vec<_> = stages.changes.iter().filter(|c| c.community == 0).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    for change in found {
        let planted = Day(Zone::utc().day(Timestamp(START)).0 + 7 * 40);
        assert!((change.week.0 - planted.0).abs() <= 14, "{}", change.week);
        assert!(change.interval.contains(change.ratio) && change.interval.contains(2.0), "{change:?}");
        assert!(change.p_value <= change.q_value && change.q_value < 0.01);
    }
    assert_eq!(stages.scanned, 4);
    let release: Vec<Release> = stages.tables().iter().map(|table| Policy::named().apply(table)).collect();
    let said = findings(&release).join("\n");
    assert!(said.contains("Active people rose in the week of 2024-"), "{said}");
}

#[test]
fn a_stage_has_a_beginning() {
    let mut rows = Vec::new();
    // Driven by its manager for 30 weeks, then by its members.
    life(&mut rows, "a", 9, 30, 0.1, |_| 60.0);
    let first = rows.len();
    life(&mut rows, "a", 10, 30, 1.0, |_| 60.0);
    for (i, row) in rows.iter_mut().enumerate().skip(first) {
        row.at = Timestamp(row.at.0 + 30 * 7 * DAY_MS);
        row.root = row.root.filter(|&root| root >= first);
        assert!(row.root.is_none_or(|root| root < i));
    }
    let stages = judged(&with_manager(build(&rows, |rows| rows)));
    let group = of_group(&stages, "a");
    assert_eq!(group.verdict, Verdict::Stage(Stage::Maturity));
    assert!(!group.since_or_earlier);
    // Half of the threads of twelve weeks have to be the new ones: five to twelve weeks after the turn.
    let week = (group.since.unwrap().0 - Zone::utc().day(Timestamp(START)).0) / 7;
    assert!((34..=42).contains(&week), "{week}");
}

/// Everything that can be counted, by its definition: maps and loops.
mod oracle {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    pub(super) struct Counts {
        pub(super) active: Vec<usize>,
        pub(super) messages: Vec<usize>,
        pub(super) official: Vec<usize>,
        pub(super) people: usize,
        pub(super) new: usize,
        pub(super) before: usize,
        pub(super) gone: usize,
        /// Judged, with two members, started by the manager.
        pub(super) threads: [u64; 3],
        /// First threads, answered.
        pub(super) first: [u64; 2],
    }

    pub(super) fn counts(rows: &[Row], group: Option<&str>, window: usize) -> Counts {
        let week = |at: Timestamp| (at.0 - START).div_euclid(7 * DAY_MS);
        let (start, end) =
            (rows.iter().map(|r| r.at).min().unwrap(), rows.iter().map(|r| r.at).max().unwrap());
        // The last instant is observed, so the export ends a millisecond later.
        let first = if (start.0 - START).rem_euclid(7 * DAY_MS) == 0 { week(start) } else { week(start) + 1 };
        let last = week(Timestamp(end.0 + 1)); // not whole
        let weeks: Vec<i64> = (first..last).collect();
        let mine: Vec<(usize, &Row)> =
            rows.iter().enumerate().filter(|(_, r)| group.is_none_or(|group| r.group == group)).collect();
        let people = |weeks: &dyn Fn(i64) -> bool| -> BTreeSet<&str> {
            let of = mine.iter().filter(|(_, r)| r.author != "cm" && weeks(week(r.at)));
            of.map(|(_, r)| r.author.as_str()).collect()
        };
        let number = |own: &dyn Fn(&Row) -> bool, w: i64| {
            mine.iter().filter(|(_, r)| week(r.at) == w && own(r)).count()
        };
        let from = last - window as i64;
        let now = people(&|w| (from..last).contains(&w));
        let earlier = people(&|w| w < from);
        let before = people(&|w| (from - window as i64..from).contains(&w));
        let mut counts = Counts {
            active: weeks.iter().map(|&w| people(&|x| x == w).len()).collect(),
            messages: weeks.iter().map(|&w| number(&|r| r.author != "cm", w)).collect(),
            official: weeks.iter().map(|&w| number(&|r| r.author == "cm", w)).collect(),
            people: now.len(),
            new: now.difference(&earlier).count(),
            before: before.len(),
            gone: before.difference(&now).count(),
            ..Counts::default()
        };
        let mut started = BTreeMap::new();
        let mut in_order = mine.clone();
        in_order.sort_by_key(|(i, r)| (r.at, *i));
        for &(root, row) in in_order.iter().filter(|(_, r)| r.root.is_none()) {
            let inside = (from..last).contains(&week(row.at)) && row.at.0 + 7 * DAY_MS <= end.0 + 1;
            let authors: BTreeSet<&str> = rows
                .iter()
                .enumerate()
                .filter(|(i, r)| (*i == root || r.root == Some(root)) && r.at.0 < row.at.0 + 7 * DAY_MS)
                .map(|(_, r)| r.author.as_str())
                .collect();
            let first = row.author != "cm" && started.insert(row.author.as_str(), ()).is_none();
            if inside {
                let members = authors.iter().filter(|author| **author != "cm").count();
                counts.threads[0] += 1;
                counts.threads[1] += u64::from(members >= 2);
                counts.threads[2] += u64::from(row.author == "cm");
                counts.first[0] += u64::from(first);
                counts.first[1] += u64::from(first && authors.len() > 1);
            }
        }
        counts
    }

    pub(super) fn of(found: &CommunityStage) -> Counts {
        let inputs = &found.inputs;
        let count = |f: fn(&cmgraph::stage::Week) -> u32| found.weeks.iter().map(|w| f(w) as usize).collect();
        let none = Part { part: 0, of: 0, interval: None };
        let (new, gone) = (inputs.newcomers.unwrap_or(none), inputs.gone.unwrap_or(none));
        let first = inputs.first_threads_answered.unwrap_or(none);
        Counts {
            active: count(|w| w.active),
            messages: count(|w| w.messages),
            official: count(|w| w.official_messages),
            people: inputs.people as usize,
            new: new.part as usize,
            before: gone.of as usize,
            gone: gone.part as usize,
            threads: [inputs.member_driven.of, inputs.member_driven.part, inputs.officially_started.part],
            first: [first.of, first.part],
        }
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    // Author, group, hour, whether a reply and to which of the threads before.
    prop::collection::vec(
        (0usize..7, 0usize..2, 0i64..24 * 7 * 26, any::<bool>(), any::<prop::sample::Index>()),
        1..120,
    )
    .prop_map(|drawn| {
        let mut rows: Vec<Row> = Vec::new();
        for (author, group, hour, reply, to) in drawn {
            let author = if author == 0 { "cm".into() } else { format!("p{author}") };
            let at = Timestamp(START + hour * 3_600_000);
            let earlier: Vec<usize> =
                (0..rows.len()).filter(|&i| rows[i].root.is_none() && rows[i].at < at).collect();
            let root = (reply && !earlier.is_empty()).then(|| earlier[to.index(earlier.len())]);
            let group =
                root.map_or_else(|| ["a", "b"][group].to_string(), |root: usize| rows[root].group.clone());
            rows.push(Row { author, group, at, root });
        }
        // The first and the last instant, so that the weeks are the same for all groups.
        rows.push(Row { author: "p1".into(), group: "a".into(), at: Timestamp(START), root: None });
        rows.push(Row {
            author: "p1".into(),
            group: "a".into(),
            at: Timestamp(START + 26 * 7 * DAY_MS),
            root: None,
        });
        rows
    })
}

fn small() -> StageOptions {
    StageOptions { weeks: 6, min_people: 1, min_threads: 1, draws: 50, ..StageOptions::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn counts_agree_with_their_definitions(rows in rows(), keys in any::<u64>()) {
        let community = build(&rows, |rows| rows);
        prop_assume!(rows.iter().any(|row| row.author == "cm"));
        let community = with_manager(community);
        let stages = stage(&community.whole(), &small()).unwrap();
        prop_assert_eq!(oracle::of(stages.whole().unwrap()), oracle::counts(&rows, None, 6));
        for group in stages.communities.iter().filter(|c| c.group.is_some()) {
            prop_assert_eq!(oracle::of(group), oracle::counts(&rows, Some(&group.name), 6));
        }
        for table in stages.tables() {
            check(&table);
        }
        for community in &stages.communities {
            if let Some(p) = community.probabilities {
                prop_assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-9 && p.iter().all(|p| *p >= 0.0));
            }
        }
        // Neither the order of the rows nor which other groups there are changes anything.
        let mut dice = Dice(keys);
        let shuffled = build(&rows, |_| {
            let mut order: Vec<(u64, usize)> = (0..rows.len()).map(|row| (dice_of(keys, row), row)).collect();
            order.sort_unstable();
            order.into_iter().map(|(_, row)| row).collect()
        });
        let again = stage(&with_manager(shuffled).whole(), &small()).unwrap();
        prop_assert_eq!(bytes(&again.tables()), bytes(&stages.tables()));
        let _ = dice.next();
    }
}

fn dice_of(key: u64, row: usize) -> u64 {
    Dice(key ^ (row as u64).wrapping_mul(0x2545_f491_4f6c_dd1d)).next()
}

#[test]
fn other_groups_do_not_disturb_the_draws() {
    let (mut one, mut two) = (Vec::new(), Vec::new());
    life(&mut one, "b", 3, 30, 0.55, |_| 40.0);
    life(&mut two, "a", 4, 30, 0.6, |_| 30.0);
    let offset = two.len();
    let moved = one.iter().cloned().map(|row| Row { root: row.root.map(|root| root + offset), ..row });
    two.extend(moved);
    let alone = judged(&with_manager(build(&one, |rows| rows)));
    let beside = judged(&with_manager(build(&two, |rows| rows)));
    let (alone, beside) = (of_group(&alone, "b"), of_group(&beside, "b"));
    assert_eq!(alone.probabilities, beside.probabilities);
    assert!(alone.probabilities.unwrap().iter().filter(|p| **p > 0.0).count() > 1);
    assert_eq!((&alone.verdict, alone.since), (&beside.verdict, beside.since));
}

#[test]
fn little_is_said_so() {
    let reason = |stages: &Stages| match &stages.whole().expect("the whole").verdict {
        Verdict::NotEnough(why) => why.clone(),
        other => panic!("{other:?}"),
    };
    let zone = |zone: &str| Window { zone: Zone::named(zone).unwrap(), ..Window::default() };
    let nobody = Sketch::new().observed("2024-01-01", "2025-01-06").build();
    let empty = Sketch::new().build();
    let mut one = Sketch::new().person("anna", "2024-01-01").observed("2024-01-01", "2025-01-06");
    for day in ["01-03", "02-29", "03-31", "10-27", "12-30"] {
        one = one.post(day, "anna", &format!("2024-{day}"));
    }
    let mut first_day = Sketch::new().observed("2024-01-01", "2024-12-02");
    for i in 0..30 {
        first_day = first_day.person(&format!("p{i}"), "2024-01-01").post(
            &format!("m{i}"),
            &format!("p{i}"),
            "2024-01-01",
        );
    }
    let mut left = Sketch::new().observed("2024-01-01", "2024-12-02");
    for i in 0..12 {
        let id = format!("p{i}");
        left = left.account(&id, MemberKind::Person, MemberState::Deleted, "2023-01-01", "2024-02-01");
        left = left.post(&format!("m{i}"), &id, &format!("2024-01-{:02}", i + 10));
    }
    for (community, expected) in [
        (&empty, "0 complete weeks in the window; 12 are needed"),
        (&nobody, "silent: nobody was active in the last 12 weeks"),
        (&one.build(), "fewer than 10 active people in the last 12 weeks"),
        (
            &first_day.build(),
            "silent: nobody was active in the last 12 weeks, the last time was in the week of 2024-01-01",
        ),
        (
            &left.build(),
            "silent: nobody was active in the last 12 weeks, the last time was in the week of 2024-01-15",
        ),
    ] {
        for name in ["UTC", "Europe/Helsinki", "America/St_Johns"] {
            let stages = stage(&community.view(&zone(name)), &StageOptions::default()).unwrap();
            if name == "UTC" {
                assert_eq!(reason(&stages), expected);
            }
            stages.tables().iter().for_each(check);
            for policy in [Policy::named(), Policy::aggregate(), Policy::pseudonymous(&[7; 32]).unwrap()] {
                assert!(
                    stage_text(&stages, &policy, &Default::default()).unwrap().contains("The whole")
                        || community.messages().is_empty()
                        || reason(&stages).contains("fewer")
                );
            }
        }
    }
    // A window of a day holds no week.
    let day = Window::parse(Some("2024-02-29"), Some("2024-03-01"), "UTC").unwrap();
    let stages = stage(&one.build().view(&day), &StageOptions::default()).unwrap();
    assert_eq!((stages.weeks, stages.first_week), (0, None));
    assert!(stages.tables()[3].rows() == 0 && stages.changes.is_empty());
}

#[test]
fn everybody_in_one_week_has_no_trend() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-04-01");
    for i in 0..20 {
        let (id, message) = (format!("p{i}"), format!("m{i}"));
        sketch = sketch.person(&id, "2024-01-01").post(&message, &id, "2024-01-10");
    }
    // The thirteen weeks end on 1 April; the window begins on 8 January.
    let stages = stage(&sketch.build().whole(), &StageOptions::default()).unwrap();
    let whole = stages.whole().unwrap();
    assert_eq!(
        whole.verdict,
        Verdict::NotEnough("active people of too few different weeks for a trend".into())
    );
    assert_eq!((whole.inputs.growth, whole.inputs.people), (None, 20));
}

#[test]
fn removed_accounts_did_what_they_did() {
    // Undated removals would make the past look quieter, and everything as if it grew.
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-02-12");
    for i in 0..4 {
        let state = if i < 2 { MemberState::Deleted } else { MemberState::Active };
        sketch = sketch.account(&format!("p{i}"), MemberKind::Person, state, "2023-01-01", "");
        sketch = sketch.post(&format!("m{i}"), &format!("p{i}"), "2024-01-03");
    }
    let sketch = sketch.account("bot", MemberKind::Bot, MemberState::Deleted, "", "");
    let community = sketch.post("m9", "bot", "2024-01-03").build();
    let stages = stage(&community.whole(), &small()).unwrap();
    assert_eq!(stages.whole().unwrap().weeks[0].active, 4);
    assert!(stages.provenance.excluded.iter().all(|(what, _)| !what.contains("removed")));
}

#[test]
fn deleted_and_late_messages_do_not_make_a_thread() {
    let sketch = Sketch::new()
        .person("anna", "")
        .person("bo", "")
        .person("cy", "")
        .post("a", "anna", "2024-01-02")
        .reply("a1", "bo", "a", "2024-01-08T23:59Z")
        .post("b", "anna", "2024-01-02")
        .reply("b1", "bo", "b", "2024-01-09")
        .post("c", "anna", "2024-01-02")
        .message("c1", "bo", "c", at("2024-01-03"), DELETED)
        .reply("c2", "anna", "c", "2024-01-03")
        .message("d", "bo", "", at("2024-01-02"), DELETED)
        .reply("d1", "anna", "d", "2024-01-03")
        .post("e", "cy", "2024-02-09")
        .observed("2024-01-01", "2024-02-12");
    let stages = stage(&sketch.build().whole(), &small()).unwrap();
    let whole = stages.whole().unwrap();
    assert_eq!((whole.inputs.member_driven.part, whole.inputs.member_driven.of), (1, 3));
    let excluded: BTreeMap<&str, u64> =
        stages.provenance.excluded.iter().map(|(w, n)| (w.as_str(), *n)).collect();
    assert_eq!(excluded["threads too young to judge"], 1);
    assert_eq!(excluded["threads whose first message was deleted"], 1);
}

#[test]
fn options_are_checked() {
    let community = Sketch::new().build();
    let fault = |options: StageOptions| stage(&community.whole(), &options).unwrap_err().to_string();
    let default = StageOptions::default;
    for (options, name) in [
        (StageOptions { weeks: 5, ..default() }, "weeks"),
        (StageOptions { weeks: 53, ..default() }, "weeks"),
        (StageOptions { interval_level: 1.0, ..default() }, "interval_level"),
        (StageOptions { established_share: -0.1, ..default() }, "established_share"),
        (StageOptions { mature_share: 0.4, ..default() }, "mature_share"),
        (StageOptions { small_growth: f64::NAN, ..default() }, "small_growth"),
        (StageOptions { min_probability: 2.0, ..default() }, "min_probability"),
        (StageOptions { decline_windows: 0, ..default() }, "decline_windows"),
        (StageOptions { block: 13, ..default() }, "block"),
        (StageOptions { draws: 10, ..default() }, "draws"),
        (StageOptions { penalty: f64::INFINITY, ..default() }, "penalty"),
        (StageOptions { min_segment: 1, ..default() }, "min_segment"),
        (StageOptions { min_series_weeks: 7, ..default() }, "min_series_weeks"),
        (StageOptions { follow_days: 0, ..default() }, "follow_days"),
    ] {
        let said = fault(options);
        assert!(said.contains(name), "{name}: {said}");
    }
}

#[test]
fn small_groups_are_hidden_and_nobody_is_named() {
    let mut rows = Vec::new();
    life(&mut rows, "large", 1, 30, 0.7, |_| 60.0);
    for week in 0..30 {
        for who in ["quiet1", "quiet2", "quiet3"] {
            let at = Timestamp(START + (week * 7 + 1) * DAY_MS);
            rows.push(Row { author: who.into(), group: "secret".into(), at, root: None });
        }
    }
    let stages = judged(&with_manager(build(&rows, |rows| rows)));
    let policies = [Policy::named(), Policy::pseudonymous(&[9; 32]).unwrap(), Policy::aggregate()];
    for policy in policies {
        for table in stages.tables() {
            let release = policy.apply(&table);
            for row in 0..release.rows() {
                let secret =
                    release.column("community").unwrap().values.text(row).as_deref() == Some("secret");
                let unnamed = release.column("community").unwrap().values.text(row).is_none();
                assert!(!(secret || unnamed) || release.is_suppressed(row), "{}", release.name());
            }
            let said = release.to_csv() + &release.to_json();
            assert!(!said.contains("quiet1") && !said.contains("-p0"), "{}", release.name());
        }
        let text = stage_text(&stages, &policy, &Default::default()).unwrap();
        assert!(!text.contains("quiet1") && !text.contains("fewer than 10 active"), "{text}");
    }
}

fn bundled() -> Community {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let roles =
        RoleOptions { community_managers: vec!["anna.manager@example.com".into()], ..Default::default() };
    let options = ReadOptions { roster: Some(folder.join("roster.csv")), roles, ..Default::default() };
    read(&[folder.join("export.zip")], &options).unwrap()
}

#[test]
fn the_bundled_dump() {
    let community = bundled();
    let stages = judged(&community);
    let whole = stages.whole().unwrap();
    // Counted again: members' messages by week, from the columns.
    let (messages, members) = (community.messages(), community.members());
    let first = i64::from(stages.first_week.unwrap().0) * DAY_MS;
    let mut weeks = vec![0u32; stages.weeks];
    for message in community.whole().messages() {
        let author = messages.author(message);
        let void = messages.flag(message).0 & (DELETED.0 | cmgraph::community::MessageFlags::SYSTEM.0) != 0;
        let week = (messages.time(message).0 - first).div_euclid(7 * DAY_MS);
        let private = community.threads().groups[messages.thread(message).index()].is_none();
        let member = members.kind(author) == MemberKind::Person && !members.role(author).official();
        if member && !void && !private && (0..stages.weeks as i64).contains(&week) {
            weeks[week as usize] += 1;
        }
    }
    let found: Vec<u32> = whole.weeks.iter().map(|week| week.messages).collect();
    assert_eq!(found, weeks);
    assert!(whole.inputs.people > 80 && whole.inputs.member_driven.of > 500);
    assert!(stages.communities.len() > 20 && stages.scanned > 10);
    assert!(!stages.provenance.warnings.iter().any(|warning| warning.contains("nobody is marked")));
    let text = stage_text(&stages, &Policy::named(), &Default::default()).unwrap();
    assert!(text.contains("Which stage is it in?") && text.contains("The whole:"), "{text}");
}

#[test]
fn a_real_export() {
    let path = Path::new("../shared/data/yammer-quantum/export.zip");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return;
    }
    let community = read(&[path.to_owned()], &ReadOptions::default()).unwrap();
    let stages = judged(&community);
    assert_eq!(stages.weeks, 23);
    let whole = stages.whole().unwrap();
    // A site of questions and answers: nearly every question is answered by somebody.
    assert_eq!(whole.verdict, Verdict::Stage(Stage::Maturity));
    assert!(whole.inputs.member_driven.share().unwrap() > 0.9);
    assert!(
        stages
            .provenance
            .warnings
            .iter()
            .any(|warning| warning.contains("a decline can only be told from 24 on"))
    );
}

/// Three people of a group fall from 20 to 8 messages a week; a larger group stays as it is.
fn a_change_among_three() -> Community {
    let mut rows = Vec::new();
    for week in 0..100 {
        let at = |k: usize| Timestamp(START + (week as i64 * 7 * 24 + k as i64 + 5) * 3_600_000);
        for k in 0..if week < 50 { 20 } else { 8 } {
            rows.push(Row {
                author: format!("quiet{}", k % 3),
                group: "secret".into(),
                at: at(k),
                root: None,
            });
        }
        for k in 0..30 {
            let author = format!("p{:02}", (week * 7 + k * 3) % 50);
            rows.push(Row { author, group: "large".into(), at: at(k), root: None });
        }
    }
    build(&rows, |rows| rows)
}

#[test]
fn a_change_of_a_hidden_group_is_not_told() {
    let community = a_change_among_three();
    let scan_all = StageOptions { min_people: 1, ..StageOptions::default() };
    let stages = stage(&community.whole(), &scan_all).unwrap();
    let table = &stages.tables()[2];
    let of_secret = |release: &Release| -> Vec<usize> {
        let name = &release.column("community").unwrap().values;
        (0..release.rows()).filter(|&row| name.text(row).is_none_or(|name| name == "secret")).collect()
    };
    for policy in [Policy::named(), Policy::aggregate()] {
        let release = policy.apply(table);
        let rows = of_secret(&release);
        assert!(!rows.is_empty(), "the change is found");
        for row in rows {
            for column in release.columns().iter().filter(|column| {
                !["scope", "community", "community_id", "suppressed"].contains(&column.name.as_str())
            }) {
                assert!(!column.values.is_some(row), "{} of a hidden group", column.name);
            }
        }
    }
    // By default nobody looks at the weeks of three people, and the whole less the other group does not give them away.
    let stages = judged(&community);
    let release = Policy::named().apply(&stages.tables()[2]);
    let shown: Vec<usize> = (0..release.rows()).filter(|&row| !release.is_suppressed(row)).collect();
    let scope = |row: usize| release.column("scope").unwrap().values.text(row).unwrap();
    let scopes: Vec<String> = shown.into_iter().map(scope).collect();
    assert!(scopes.iter().all(|scope| scope == "whole"), "{scopes:?}");
    let said = stage_text(&stages, &Policy::named(), &Default::default()).unwrap();
    assert!(!said.contains("In the groups"), "{said}");
    assert!(of_group(&stages, "secret").scans.is_empty());
    assert!(!of_group(&stages, "large").scans.is_empty());
}

#[test]
fn weeks_of_small_groups_stand_together() {
    let mut rows = Vec::new();
    life(&mut rows, "large", 1, 30, 0.7, |_| 60.0);
    // Forty groups of two, neighbours sharing one of them, and the manager in some.
    for group in 0..40_i64 {
        for week in 0..29 {
            let at = Timestamp(START + (week * 7 + group % 5) * DAY_MS);
            let who = if week % 7 == 3 { "cm".into() } else { format!("few{}", group + week % 2) };
            rows.push(Row { author: who, group: format!("g{group}"), at, root: None });
        }
    }
    let stages = judged(&with_manager(build(&rows, |rows| rows)));
    let pool = &stages.small_groups;
    assert_eq!((pool.groups, pool.people), (40, 41));
    let table = &stages.tables()[3];
    assert_eq!(table.rows(), 3 * stages.weeks, "the whole, the large one, the small ones together");
    let sum = |of: fn(&cmgraph::stage::Week) -> u32, name: &str| -> u64 {
        stages
            .communities
            .iter()
            .filter(|c| (c.name == name) || name == "small" && c.name.starts_with('g'))
            .flat_map(|c| &c.weeks)
            .map(|week| u64::from(of(week)))
            .sum()
    };
    assert_eq!(pool.messages.iter().sum::<u64>(), sum(|week| week.messages, "small"));
    assert_eq!(pool.official_messages.iter().sum::<u64>(), sum(|week| week.official_messages, "small"));
    assert!(pool.official_messages.iter().sum::<u64>() > 0);
    // The parts make the whole, so nothing is told twice and nothing is missing.
    for policy in [Policy::named(), Policy::aggregate()] {
        let release = policy.apply(table);
        assert_eq!(release.disclosure().suppressed, 0);
        let mut weeks: BTreeMap<String, f64> = BTreeMap::new();
        for row in 0..release.rows() {
            let scope = release.column("scope").unwrap().values.text(row).unwrap();
            let messages = release.column("messages").unwrap().values.number(row).unwrap();
            let week = release.column("week").unwrap().values.text(row).unwrap();
            *weeks.entry(week).or_default() += if scope == "whole" { messages } else { -messages };
        }
        assert!(weeks.len() == stages.weeks && weeks.values().all(|&left| left == 0.0));
    }
    stages.tables().iter().for_each(check);
}

#[test]
fn a_first_thread_needs_weeks_before() {
    let begun = |weeks: usize| {
        let mut rows = Vec::new();
        life(&mut rows, "g", 3, weeks, 0.7, |_| 40.0);
        let stages = judged(&with_manager(build(&rows, |rows| rows)));
        let tables: Vec<Release> = stages.tables().iter().map(|table| Policy::named().apply(table)).collect();
        let said = findings(&tables).iter().any(|finding| finding.contains("first time"));
        (stages.whole().unwrap().inputs.clone(), said)
    };
    let (short, said) = begun(14);
    assert!(short.people > 30 && short.member_driven.of > 30);
    assert_eq!((short.newcomers, short.first_threads_answered, said), (None, None, false));
    let (long, said) = begun(30);
    assert!(long.first_threads_answered.is_some_and(|part| part.of > 0) && long.newcomers.is_some() && said);
}
