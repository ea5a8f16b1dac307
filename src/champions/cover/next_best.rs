//! People for units that lack a champion: who is on the way, who is asked, who has come and helps, who leads.

use super::result::{NextBest, NextKind};
use super::{CoverOptions, NO_GROUP};
use crate::activity::{People, counted, has_left, percent};
use crate::champions::{Champion, Champions, Gate};
use crate::community::MemberState;
use crate::questions::{HubOptions, QuestionHubs, Somebody, question_hubs};
use crate::{MemberId, Result, Timestamp, View};
use std::collections::{BTreeMap, BTreeSet};

/// Days since joining within which somebody is a recent joiner.
const RECENT_DAYS: f64 = 91.0;
/// Gates that somebody may miss and be nearly a champion.
const MISSED_GATES: usize = 2;
/// Part of what a gate asks for that somebody has who is nearly a champion.
const NEAR: f64 = 0.5;

/// A unit that lacks somebody.
pub(super) struct Gap<'a> {
    pub(super) unit: &'a str,
    pub(super) group: u32,
}

struct Found {
    member: MemberId,
    group: u32,
    kind: NextKind,
    /// Better ones first within a kind.
    rank: (usize, f64),
    reason: String,
}

/// The question hubs among whom somebody is looked for.
pub(crate) fn hub_options(options: &CoverOptions) -> HubOptions {
    HubOptions {
        unit_level: options.champions.unit_level,
        interval_level: options.champions.interval_level,
        ..HubOptions::default()
    }
}

/// At most so many people for each gap, the likeliest first. `group_of` gives the unit of a member, `barred` those who opted
/// out or are champions already. Hubs are looked for where they are not given.
pub(super) fn next_best(
    view: &View<'_>,
    options: &CoverOptions,
    champions: &Champions,
    people: &People,
    (gaps, hubs): (&[Gap<'_>], Option<&QuestionHubs>),
    group_of: impl Fn(MemberId) -> u32,
    barred: impl Fn(MemberId) -> bool,
) -> Result<Vec<NextBest>> {
    if gaps.is_empty() {
        return Ok(Vec::new());
    }
    let community = view.community();
    let members = community.members();
    let lacking: BTreeSet<u32> = gaps.iter().map(|gap| gap.group).collect();
    let lacks = |group: u32| group != NO_GROUP && lacking.contains(&group);
    let mut found: Vec<Found> = Vec::new();
    let mut add = |member: MemberId, kind, rank, reason: &dyn Fn() -> String| {
        let group = group_of(member);
        if lacks(group) && !barred(member) && !has_left(view, member) {
            found.push(Found { member, group, kind, rank, reason: reason() });
        }
    };
    for helper in &champions.helpers {
        let missed = helper.failed.len();
        let near = nearness(helper, champions, options);
        if (1..=MISSED_GATES).contains(&missed) && near >= NEAR {
            let rank = (missed, -near);
            add(helper.member, NextKind::NearlyChampion, rank, &|| missing(helper, champions, options));
        }
        if let Some(days) = days_since_joining(view, helper.member).filter(|days| *days <= RECENT_DAYS) {
            add(helper.member, NextKind::RecentJoiner, (0, -helper.rate.mean), &|| {
                let helped = counted(helper.helped.into(), "colleague", "colleagues");
                format!("came {} ago and has helped {helped}", counted(days.round() as u64, "day", "days"))
            });
        }
    }
    let looked_for;
    let hubs = match hubs {
        Some(hubs) => hubs,
        None => {
            looked_for = question_hubs(view, &hub_options(options))?;
            &looked_for
        }
    };
    for hub in hubs.hubs() {
        // People who are not on the platform are named for a purpose only, and by the search for hubs alone.
        if let Somebody::Member(member) = hub.who {
            let reason = || hub.reasons.first().cloned().unwrap_or_default();
            add(member, NextKind::QuestionHub, (0, -hub.rate.mean), &reason);
        }
    }
    let least = champions.min_active_weeks.div_ceil(2).max(1);
    for member in members.iter().filter(|&m| members.is_colleague(m) && members.role(m).leader) {
        let weeks = people.activity[member.index()].active_weeks(champions.weeks);
        if weeks >= least && members.states[member.index()] != MemberState::Pending {
            add(member, NextKind::ActiveLeader, (0, -f64::from(weeks)), &|| {
                format!(
                    "leads, and was active in {weeks} of {}",
                    counted(champions.weeks.into(), "week", "weeks")
                )
            });
        }
    }
    // One missed gate says more than being asked, two say less.
    let order = |f: &Found| (if f.rank.0 > 1 { 4 } else { f.kind as usize }, f.rank.0);
    found.sort_by(|a, b| {
        let by_kind = order(a).cmp(&order(b)).then(a.rank.1.total_cmp(&b.rank.1));
        a.group.cmp(&b.group).then(by_kind).then(a.member.cmp(&b.member))
    });
    let mut next = Vec::new();
    for gap in gaps {
        let mut of_gap: BTreeMap<MemberId, usize> = BTreeMap::new();
        let first = next.len();
        let start = found.partition_point(|found| found.group < gap.group);
        for found in found[start..].iter().take_while(|found| found.group == gap.group) {
            if let Some(&at) = of_gap.get(&found.member) {
                let row: &mut NextBest = &mut next[at];
                row.reasons.push(found.reason.clone());
            } else if next.len() - first < options.next_best {
                of_gap.insert(found.member, next.len());
                next.push(NextBest {
                    member: found.member,
                    id: members.ids.get(found.member.index()),
                    name: members.names.get(found.member.index()).to_owned(),
                    unit: gap.unit.to_owned(),
                    kind: found.kind,
                    reasons: vec![found.reason.clone()],
                });
            }
        }
    }
    Ok(next)
}

/// How much of what the missed gates ask for somebody has, of the one missed by most; 0 for one that cannot be made up.
fn nearness(helper: &Champion, champions: &Champions, options: &CoverOptions) -> f64 {
    let options = &options.champions;
    let of_gate = |gate: &Gate| {
        let (has, wanted) = match gate {
            Gate::Activity => (f64::from(helper.active_weeks), f64::from(champions.min_active_weeks)),
            Gate::Colleagues => (f64::from(helper.helped), f64::from(options.min_helped)),
            Gate::Threads => (f64::from(helper.questions_not_of_leader), f64::from(options.min_threads)),
            Gate::AnswerShare => (helper.answer_share(), options.min_answer_share),
            Gate::Unit => (helper.p_above_unit.unwrap_or_default(), options.min_p_above_unit),
            Gate::Present => (0.0, 1.0),
        };
        if wanted > 0.0 { has / wanted } else { 0.0 }
    };
    helper.failed.iter().map(of_gate).fold(1.0, f64::min)
}

/// What a helper lacks to be a champion.
fn missing(helper: &Champion, champions: &Champions, options: &CoverOptions) -> String {
    let options = &options.champions;
    let of_gate = |gate: &Gate| match gate {
        Gate::Activity => format!(
            "active in {} of {}, {} wanted",
            helper.active_weeks,
            counted(champions.weeks.into(), "week", "weeks"),
            champions.min_active_weeks
        ),
        Gate::Colleagues => format!(
            "helped {}, {} wanted",
            counted(helper.helped.into(), "colleague", "colleagues"),
            options.min_helped
        ),
        Gate::Threads => format!(
            "helped in {} beside those of the own leader, {} wanted",
            counted(helper.questions_not_of_leader.into(), "thread", "threads"),
            options.min_threads
        ),
        Gate::AnswerShare => format!(
            "{} of the messages help, {:.0}% wanted",
            percent(helper.answers.into(), helper.messages.into()),
            100.0 * options.min_answer_share
        ),
        Gate::Unit => format!(
            "helps more than three quarters of the unit with probability {:.2}, {:.2} wanted",
            helper.p_above_unit.unwrap_or_default(),
            options.min_p_above_unit
        ),
        Gate::Present => "has left".into(),
    };
    let missed: Vec<String> = helper.failed.iter().map(of_gate).collect();
    format!("a champion but for this: {}", missed.join("; "))
}

fn days_since_joining(view: &View<'_>, member: MemberId) -> Option<f64> {
    let community = view.community();
    let members = community.members();
    let of_roster = members.persons[member.index()]
        .zip(community.roster())
        .and_then(|(person, roster)| roster.joined[person.index()]);
    let joined: Timestamp = members.joined[member.index()].or(of_roster)?;
    let days = view.to().days_since(joined);
    (days >= 0.0).then_some(days)
}
