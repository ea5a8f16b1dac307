//! How the numbers of the adoption curve came about.

use super::first_times::FirstTimes;
use super::{Adoption, Basis, Definition};
use crate::View;
use crate::activity::Population;
use crate::activity::QUESTION_FLAG_WARNING;
use crate::table::Provenance;

pub(super) fn provenance(
    view: &View<'_>,
    adoption: &Adoption,
    population: &Population<'_>,
    first: &FirstTimes,
) -> Provenance {
    let options = &adoption.options;
    let mut p = Provenance::new(format!(
        "joined: first log-in (or an earlier action); reacted: first reaction; contributed: first post or reply; asked: first thread started with a question; answered: first reply that says something in the thread of a colleague's question; habit: active in at least {} of {} trailing weeks for the first time",
        options.habit_weeks, options.habit_window
    ))
    .method("counts at the end of each bin; share of those with the organisation at that time; Wilson score interval")
    .parameter("period", options.period.name())
    .unit_level(view, options.unit_level)
    .parameter("by_unit", options.by_unit)
    .parameter("interval_level", options.interval_level)
    .parameter("habit_weeks", options.habit_weeks)
    .parameter("habit_window", options.habit_window)
    .parameter("include_officials", options.include_officials)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("posts, replies and reactions up to the end of the window", first.actions)
    .denominator(
        &format!("{}, with the organisation at the end of the window", adoption.basis.describe()),
        adoption.headcount,
    )
    .interval(options.interval_level);
    for &(what, n) in &population.excluded {
        p = p.exclude(what, n);
    }
    p = p.exclude(
        "colleagues matched to nobody of the roster (in no share, only among active people)",
        population.unmatched,
    );
    assume(&mut p, view, adoption, population);
    warn(&mut p, adoption, population, first);
    let ambiguous = view.community().roster_match().ambiguous.len();
    if ambiguous > 0 {
        p.warnings.push(format!(
            "{ambiguous} accounts could not be given to one person of the roster (ambiguous): people behind them count as not adopted"
        ));
    }
    p
}

fn assume(p: &mut Provenance, view: &View<'_>, adoption: &Adoption, population: &Population<'_>) {
    let observed = view.community().observed().0;
    p.assumptions.push(format!(
        "posts and reactions before {observed} are not in the export: somebody active before may count as new later"
    ));
    p.assumptions.push(match adoption.basis {
        Basis::Roster => "who has no joining or leaving date in the roster was there all the time".into(),
        Basis::Users => {
            "a user was with the organisation from the start until the account was removed: when people came is not known".into()
        }
    });
    let invited = population.people.iter().filter(|person| !person.account).count();
    if invited > 0 {
        p.assumptions.push(format!(
            "people without an account or with an invitation only: {invited}; they could have adopted and count as not adopted"
        ));
    }
}

fn warn(p: &mut Provenance, adoption: &Adoption, population: &Population<'_>, first: &FirstTimes) {
    // The loudest first.
    if adoption.basis == Basis::Users {
        p.warnings.push(
            "denominator: users of the export; no roster was given. Colleagues without an account are not seen, so shares are too high".into(),
        );
    }
    if adoption.bins.is_empty() {
        p.warnings.push(
            "nothing is observed: no message lies in the window and the export declares no span".into(),
        );
    }
    if adoption.headcount == 0 {
        p.warnings.push("nobody could have adopted at the end of the window: there are no shares".into());
    }
    p.warnings.extend(population.warnings.iter().cloned());
    for curve in adoption.curves.iter().filter(|curve| curve.before > 0) {
        p.warnings.push(format!(
            "left-truncated: people who had adopted ({}) before the window starts: {}; they count from its start and are new in no bin",
            curve.definition.name(),
            curve.before
        ));
    }
    for (definition, why) in &adoption.missing {
        p.warnings.push(format!("{}: not available, {why}", definition.name()));
    }
    if !adoption.bins.iter().all(|bin| bin.complete) {
        p.warnings.push(format!(
            "the first or last {} is not wholly inside the window (complete = false)",
            adoption.options.period.name()
        ));
    }
    let counted = [
        (
            first.joined_by_action,
            ("people who acted without a usable first log-in", "their first action stands for it"),
        ),
        (
            first.acted_before_joining,
            ("people who acted before the first log-in that the export gives", "the action stands"),
        ),
        (
            first.unknown_joining,
            (
                "people with an account but without a usable first log-in or an action",
                "they count as not joined",
            ),
        ),
        (population.future_dates, ("first log-ins after the end of the export", "ignored")),
    ];
    let sentences =
        counted.iter().filter(|(n, _)| *n > 0).map(|(n, (what, then))| format!("{what}: {n}; {then}"));
    p.warnings.extend(sentences);
    if first.has_reactions && first.untimed_reactions > 0 {
        p.warnings.push(format!("{} reactions have no time and are left out", first.untimed_reactions));
    }
    p.warnings.push(QUESTION_FLAG_WARNING.into());
    debug_assert!(Definition::ALL.len() == adoption.curves.len() + adoption.missing.len());
}
