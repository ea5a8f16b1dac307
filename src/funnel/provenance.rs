//! How the numbers of the funnel came about.

use super::clock::Clocked;
use super::journeys::Journeys;
use super::{Basis, Funnel, FunnelOptions, Launch, NewcomerReply};
use crate::View;
use crate::activity::{DEFAULT_MIN_WORDS, EARLY_RULE, Population, QUESTION_FLAG_WARNING, counted};
use crate::table::{EvidenceLevel, Provenance};

/// For the counts at the end of the view and the estimates over time.
pub(super) fn funnel(
    view: &View<'_>,
    funnel: &Funnel,
    population: &Population<'_>,
    journeys: &Journeys,
    clocked: &Clocked,
) -> Provenance {
    let options = &funnel.options;
    let horizons: Vec<String> = options.sorted_horizons().iter().map(u32::to_string).collect();
    let mut p = Provenance::new(format!(
        "furthest state reached, earlier ones may be skipped. invited: could take part; registered: first log-in (or an earlier action); reader: not observable; reactor: has reacted; replier: has replied; poster: has started a thread; answerer: has replied, with at least {DEFAULT_MIN_WORDS} words, in the thread of a colleague's question; regular: was active in at least {} of {} trailing weeks, once at least",
        options.habit_weeks, options.habit_window
    ))
    .method("counts at the end of the window with Wilson score intervals; over time Aalen-Johansen with a bootstrap over persons, medians by Kaplan-Meier")
    .parameter("launch", format!("{} ({})", funnel.launch.at(), funnel.launch.describe()))
    .parameter("horizons", horizons.join(" "))
    .parameter("habit_weeks", options.habit_weeks)
    .parameter("habit_window", options.habit_window)
    .parameter("by_unit", options.by_unit)
    .unit_level(view, options.unit_level)
    .parameter("min_at_risk", options.min_at_risk)
    .parameter("interval_level", options.interval_level)
    .parameter("draws", options.draws)
    .parameter("seed", options.seed)
    .parameter("include_officials", options.include_officials)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("posts, replies and reactions up to the end of the window", journeys.actions)
    .denominator(
        &format!("{}, with the organisation at the end of the window", funnel.basis.describe()),
        funnel.headcount,
    )
    .interval(options.interval_level);
    p = exclude_people(p, population);
    p = p
        .exclude(
            "people who may have registered before the export starts (over time only: what they did before is not known)",
            clocked.earlier,
        )
        .exclude("people who took part before the launch given (over time only)", clocked.before_launch)
        .exclude("people whose first log-in is not known (over time only)", clocked.no_entry)
        .exclude("people who left before or came after what is observed (over time only)", clocked.not_seen);
    p.assumptions.push(match funnel.basis {
        Basis::Roster => "entry is the launch of the community or the joining date of the roster, whichever is later; who has none was there from the launch".into(),
        Basis::Users => "entry is the first log-in: without a roster nobody knows who was invited and when".into(),
    });
    p.assumptions.push("what comes next depends on the state and the days since entry, not on the days spent in the state (Markov); who leaves would have gone on like the others".into());
    p.assumptions.push(format!(
        "actions before {} are not in the export: who registered before it may be further than shown",
        view.community().observed().0
    ));
    p.assumptions.push(EARLY_RULE.into());
    warn(&mut p, funnel, population, journeys, clocked);
    p
}

fn warn(
    p: &mut Provenance,
    funnel: &Funnel,
    population: &Population<'_>,
    journeys: &Journeys,
    clocked: &Clocked,
) {
    if funnel.basis == Basis::Users {
        p.warnings.push(
            "denominator: users of the export; no roster was given. Colleagues without an account are not seen, so shares are too high".into(),
        );
    }
    if funnel.headcount == 0 {
        p.warnings.push("nobody could have taken part at the end of the window: there are no shares".into());
    }
    p.warnings.push(
        "reader_observable = false: the export has no views, so nobody can be told to only read; silence is not taken for reading".into(),
    );
    if !journeys.has_reactions {
        p.warnings.push(match journeys.untimed_reactions {
            0 => "reactor: not available, the export has no reactions".into(),
            n => format!("reactor: not available, the {n} reactions of the export have no time"),
        });
    } else if journeys.untimed_reactions > 0 {
        p.warnings.push(format!("{} reactions have no time and are left out", journeys.untimed_reactions));
    }
    let delayed = clocked.people.iter().filter(|(_, ages)| ages.seen_from.is_some()).count();
    if delayed > 0 {
        p.warnings.push(format!(
            "left-truncated: {delayed} people were there before the observation starts and enter the estimates over time at the age they had then (delayed entry)"
        ));
    }
    if clocked.before_launch > 0 {
        p.warnings.push(format!(
            "the launch given lies after {} had taken part: they are in no estimate over time",
            counted(clocked.before_launch, "person", "people")
        ));
    }
    if matches!(funnel.launch, Launch::Earlier(_)) {
        p.warnings.push(
            "left-truncated: the platform is older than the export; days since entry are those of people who came since it starts. If it was launched inside the export, say when (launch)".into(),
        );
    }
    if funnel.from_entry < u64::from(funnel.options.min_at_risk) {
        p.warnings.push(format!(
            "not enough data for days since entry: fewer than {} people were observed from their entry on. If the community began inside the export, say when (launch)",
            funnel.options.min_at_risk
        ));
    }
    p.warnings.extend(funnel.horizons.iter().filter_map(|horizon| horizon.reason.clone()));
    p.warnings.extend(population.warnings.iter().cloned());
    if journeys.unknown_joining > 0 {
        p.warnings.push(format!(
            "{} people with an account but without a usable first log-in or an action count as invited",
            journeys.unknown_joining
        ));
    }
    if population.future_dates > 0 {
        p.warnings
            .push(format!("first log-ins after the end of the export: {}; ignored", population.future_dates));
    }
    p.warnings.push(QUESTION_FLAG_WARNING.into());
}

fn exclude_people(mut p: Provenance, population: &Population<'_>) -> Provenance {
    for &(what, n) in &population.excluded {
        p = p.exclude(what, n);
    }
    p.exclude("colleagues matched to nobody of the roster", population.unmatched)
}

/// For the comparison of newcomers.
pub(super) fn newcomers(
    view: &View<'_>,
    found: &NewcomerReply,
    population: &Population<'_>,
    options: &FunnelOptions,
) -> Provenance {
    let mut p = Provenance::new(format!(
        "newcomers' first {}: who replied in the {} days after it; among those who had not written again by then and are seen {} days more: how many wrote again in those",
        match options.first_post {
            super::FirstPost::Thread => "thread started",
            super::FirstPost::Message => "message",
        },
        options.reply_days,
        options.return_days
    ))
    .method(format!(
        "landmark comparison; Wilson score intervals of shares, Newcombe's hybrid score interval of the difference; {}",
        found.adjustment
    ))
    .parameter("first_post", options.first_post.name())
    .parameter("reply_days", options.reply_days)
    .parameter("return_days", options.return_days)
    .parameter("min_arm", options.min_arm)
    .parameter("interval_level", options.interval_level)
    .parameter("include_officials", options.include_officials)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .denominator("first posts of newcomers seen long enough for a reply", found.first_posts)
    .interval(options.interval_level);
    p.evidence = EvidenceLevel::C;
    p = exclude_people(p, population);
    for (what, n) in &found.excluded {
        p = p.exclude(what, *n);
    }
    p.assumptions.push("nobody decided by lot which post gets a reply: a better post may get one more often, and its author may have come back anyway. What is found went together; it does not show that replies bring people back".into());
    p.assumptions.push("writing again counts anywhere, so it may be an answer to that reply".into());
    p.assumptions.push("newcomers who left before the end of the return time are left out of the shares; in the adjusted comparison they count as long as they were seen".into());
    p.warnings.extend(found.reason.clone());
    p
}
