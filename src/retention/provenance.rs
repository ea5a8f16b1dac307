//! What has to be known to use the numbers.

use super::history::Histories;
use super::{Basis, Retention};
use crate::View;
use crate::activity::{EARLY_RULE, Population};
use crate::table::Provenance;

/// Of the cohorts; the other tables say of themselves what differs.
pub(super) fn provenance(
    view: &View<'_>,
    retention: &Retention,
    population: &Population<'_>,
    histories: &Histories,
) -> Provenance {
    let options = &retention.options;
    let period = options.period.name();
    let mut p = Provenance::new(format!(
        "people first active (post, reply or reaction) in the same {period}, and how many of them are active so many {period}s later: in that {period} (exact), in it or later (rolling)"
    ))
    .method("counts; out of those who were with the organisation to the end of that time; Wilson score interval")
    .parameter("period", period)
    .parameter("silence_weeks", options.silence_weeks)
    .parameter("ahead", options.ahead)
    .parameter("by_unit", options.by_unit)
    .unit_level(view, options.unit_level)
    .parameter("interval_level", options.interval_level)
    .parameter("include_officials", options.include_officials)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("posts, replies and reactions in the window", histories.actions)
    .denominator("people whose first activity was seen", retention.newcomers)
    .interval(options.interval_level)
    .exclude("people active before the window starts", retention.before)
    .exclude("people whose account may be older than the export: their first activity may be too", retention.unknown)
    .exclude("actions after the leaving date of whoever did them", histories.after_leaving);
    for &(what, n) in &population.excluded {
        p = p.exclude(what, n);
    }
    p = p.exclude("colleagues matched to nobody of the roster", population.unmatched);
    p.assumptions.push(match retention.basis {
        Basis::Roster => "who has no leaving date in the roster is still with the organisation".into(),
        Basis::Users => "a user is with the organisation until the account is removed".into(),
    });
    p.assumptions.push(EARLY_RULE.into());
    if retention.people > 0 && !histories.early.truncated {
        p.assumptions.push(format!(
            "the export begins with the platform ({}): {}",
            view.window().zone.day(histories.launch),
            histories.early.describe()
        ));
    }
    if retention.newcomers == 0 {
        p.warnings.push("not enough data: nobody's first activity was seen in the window".into());
    }
    if histories.early.truncated {
        p.warnings.push(format!(
            "left-truncated: the platform seems to be older than the export ({}); retention is that of people who came since it begins",
            histories.early.describe()
        ));
    }
    if retention.cohorts.iter().any(|cohort| !cohort.complete) {
        p.warnings.push(format!(
            "a {period} that is not wholly inside the window makes no cohort of the curve (complete = false)"
        ));
    }
    if histories.untimed > 0 {
        p.warnings.push(format!("{} reactions have no time and are left out", histories.untimed));
    }
    p.warnings.extend(population.warnings.iter().cloned());
    p
}
