//! How the numbers came about.

use super::{Goals, Light, Outlook};
use crate::View;
use crate::activity::{Basis, Include, Population, QUESTION_FLAG_WARNING};
use crate::table::{EvidenceLevel, Provenance};

pub(super) fn provenance(view: &View<'_>, found: &Goals) -> Provenance {
    let options = &found.options;
    let population = Population::new(view.community(), Include::default());
    let has = |outlook: Outlook| found.goals.iter().any(|state| state.outlook == outlook);
    let mut p = Provenance::new(
        "probability that each indicator meets its target, given what was seen of it; colleagues only, without bots, guests, \
         the community manager and communications accounts",
    )
    .method(
        "Beta and Gamma posteriors under Jeffreys' priors, with a design effect for questions of one person and replies in one thread",
    )
    .parameter("green", options.green)
    .parameter("red", options.red)
    .parameter("min_observations", options.min_observations)
    .parameter("interval_level", options.interval_level);
    if has(Outlook::Recent) {
        p = p
            .method("posterior predictive of as many weeks to come from the discounted last weeks, after the last change of level")
            .parameter("recent_weeks", options.recent_weeks)
            .parameter("discount", options.discount);
    }
    if has(Outlook::Curve) {
        p = p
            .method("adoption: share of refitted and drawn futures of the Bass curve that meet the target")
            .parameter("draws", options.draws)
            .parameter("seed", options.seed);
    }
    p = p
        .view(view)
        .observations("goals", found.goals.len() as u64)
        .denominator(population.basis.describe(), population.people.len() as u64)
        .interval(options.interval_level)
        .assume("what was seen is a sample of what people like these do: with few of them a number near its target is no proof")
        .warn(QUESTION_FLAG_WARNING);
    for (what, n) in &population.excluded {
        p = p.exclude(what, *n);
    }
    if has(Outlook::Recent) {
        p = p.assume("the coming weeks are like the last ones: holidays and campaigns are not foreseen");
    }
    if has(Outlook::Curve) {
        p = p.assume("adoption goes on along its curve, and the staff stays as it is");
    }
    if has(Outlook::Unchanged) {
        p = p.warn("goals marked \"now, if nothing changes\" are judged as of now: nothing leads them on to their deadline");
    }
    if population.basis == Basis::Users {
        p = p.warn("no roster was given: shares of people are of the users of the export, so colleagues without an account are not seen");
    }
    let members = view.community().members();
    if !members.iter().any(|member| members.role(member).official()) {
        p = p.warn("no community manager is named: one who is counts as a colleague");
    }
    if !found.goals.is_empty() && found.count(Light::NotEnoughData) == found.goals.len() {
        p = p.warn("not enough data for any of the goals");
    }
    p.evidence = EvidenceLevel::Description;
    p
}
