//! How the stages came about.

use super::Stages;
use super::tally::Tally;
use crate::View;
use crate::activity::{Basis, Population};
use crate::table::{EvidenceLevel, Provenance};

pub(super) fn provenance(
    view: &View<'_>,
    stages: &Stages,
    population: &Population<'_>,
    tally: &Tally,
) -> Provenance {
    let options = &stages.options;
    let w = options.weeks;
    let days = options.holidays.len();
    let mut p = Provenance::new(format!(
        "on the last {w} complete weeks, first match: decline where the interval of the growth of active people lies below 0 in {} windows in a row; inception where fewer than {} of the threads have two members in them; maturity from {} of them or where growth is at most {} a week; falling where it falls in this window only; else establishment. Unclear where no stage has a probability of {}",
        options.decline_windows,
        percent(options.established_share),
        percent(options.mature_share),
        percent(options.small_growth),
        percent(options.min_probability),
    ))
    .method("Poisson regression of weekly active people with Newey-West errors; Wilson intervals of shares; moving-block bootstrap for the probabilities; PELT with negative binomial costs for the changes")
    .parameter("by_group", options.by_group)
    .parameter("weeks", w)
    .parameter("interval_level", options.interval_level)
    .parameter("established_share", options.established_share)
    .parameter("mature_share", options.mature_share)
    .parameter("small_growth", options.small_growth)
    .parameter("decline_windows", options.decline_windows)
    .parameter("min_probability", options.min_probability)
    .parameter("block", options.block)
    .parameter("draws", options.draws)
    .parameter("seed", options.seed)
    .parameter("min_people", options.min_people)
    .parameter("min_threads", options.min_threads)
    .parameter("follow_days", options.follow_days)
    .parameter("count_reactions", options.count_reactions)
    .parameter("include_guests", options.include_guests)
    .parameter("holidays", days)
    .parameter("penalty", options.penalty)
    .parameter("min_segment", options.min_segment)
    .parameter("min_series_weeks", options.min_series_weeks)
    .parameter("min_series_mean", options.min_series_mean)
    .view(view)
    .observations("posts, replies and reactions of members in complete weeks", tally.actions)
    .interval(options.interval_level);
    p.evidence = EvidenceLevel::Description;
    let out = &tally.left_out;
    for (what, n) in [
        ("threads whose first message is not in the export", out.rootless),
        ("threads too young to judge", out.young),
        ("private conversations", out.private),
        ("threads whose first message was deleted", out.deleted),
        ("threads started by programs or the platform", out.program),
        ("actions in private conversations", tally.private),
        ("groups without any activity in complete weeks", stages.silent_groups),
    ] {
        p = p.exclude(what, n);
    }
    for &(what, n) in &population.excluded {
        p = p.exclude(what, n);
    }
    if !options.count_reactions {
        p = p.exclude("reactions (count_reactions = false)", tally.reactions.timed);
    }
    assume(&mut p, stages);
    warn(&mut p, view, stages, tally);
    p
}

fn assume(p: &mut Provenance, stages: &Stages) {
    let options = &stages.options;
    p.assumptions.push(
        "the thresholds are conventions of those who run communities, not findings; they are options".into(),
    );
    p.assumptions.push(match options.holidays.len() {
        0 => "calendar: every week counts as five working days, no holidays were given; quiet weeks of July and Christmas are not removed and show as dips, or as a trend where they lie at an end of the window".into(),
        n => format!("calendar: weeks count by their working days ({n} holidays given); quiet weeks that are no holidays, as in July, are not removed and show as dips, or as a trend where they lie at an end of the window"),
    });
    p.assumptions.push("the interval of a ratio before and after a change takes the week as known; p and q values pay for the search among weeks and series".into());
    p.assumptions.push(
        "somebody is new who was never seen before in the export, which may begin after the community did"
            .into(),
    );
    p.assumptions.push("whether a community is about to split (mitosis) is not judged: modularity has no reference value of its own, and a high one is also found where nothing splits".into());
}

fn warn(p: &mut Provenance, view: &View<'_>, stages: &Stages, tally: &Tally) {
    let options = &stages.options;
    let community = view.community();
    if stages.weeks < options.weeks {
        p.warnings.push(format!(
            "{} complete weeks in the window; {} are needed for a stage",
            stages.weeks, options.weeks
        ));
    } else if stages.weeks < options.weeks * options.decline_windows {
        p.warnings.push(format!(
            "{} complete weeks in the window; a decline can only be told from {} on",
            stages.weeks,
            options.weeks * options.decline_windows
        ));
    }
    let members = community.members();
    if !members.iter().any(|member| members.role(member).official()) {
        p.warnings.push("nobody is marked as community manager or communications account: everybody counts as a member, so the member-driven share may be too high".into());
    }
    if tally.reactions.untimed > 0 && options.count_reactions {
        p.warnings.push(format!(
            "{} reactions have no time and are not among the activity",
            tally.reactions.untimed
        ));
    }
    if stages.basis == Basis::Users {
        p.warnings.push("no roster was given: somebody with several accounts counts several times".into());
    }
    p.warnings.push(format!(
        "scanned for changes: {} series (those of at least {} weeks and {} a week, and of at least {} people where of a group); found: {} changes, {} of them with q at most 5%",
        stages.scanned,
        options.min_series_weeks,
        options.min_series_mean,
        options.min_people,
        stages.changes.len(),
        stages.changes.iter().filter(|change| change.q_value <= 0.05).count()
    ));
}

fn percent(share: f64) -> String {
    let text = format!("{:.1}", 100.0 * share);
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}
