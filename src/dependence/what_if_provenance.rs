//! What has to be known to use the bounds.

use super::WhatIf;
use super::what_if_service::PARTS;
use crate::View;
use crate::activity::{DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED, QUESTION_FLAG_WARNING};
use crate::table::Provenance;

pub(super) fn provenance(view: &View<'_>, found: &WhatIf) -> Provenance {
    let (options, service, structure) = (&found.options, &found.service, &found.structure);
    let mut p = Provenance::new(
        "questions of colleagues that start a thread, and the time to their first answer, with the answers of those removed left out; replies between people, with those removed left out",
    )
    .method(format!(
        "Kaplan-Meier with Greenwood's interval, censored at the end of the window; pessimistic: only what others did answer; optimistic: the same answers with the delays of the first answers of others, of those at least as long, in {PARTS} equal parts of their distribution; loss: paired difference of the curves, Wilson's interval at the size that its error gives; {} random removals from the same tenth by messages; fragmentation by Borgatti (2006)",
        options.removals
    ))
    .parameter("removed", &found.label)
    .parameter("min_questions", options.min_questions)
    .parameter("unit_level", structure.unit_level)
    .parameter("removals", options.removals)
    .parameter("curve_draws", options.curve_draws)
    .parameter("sources", options.sources)
    .parameter("seed", options.seed)
    .parameter("interval_level", options.interval_level)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("questions of colleagues that start a thread", service.questions)
    .denominator("people who asked them", service.askers)
    .exclude("questions of those removed", service.own_questions)
    .interval(options.interval_level)
    .assume(format!(
        "an answer is a reply by somebody else of at least {DEFAULT_MIN_WORDS} words, {DEFAULT_MIN_WORDS_MIXED} where it also thanks or asks; bots do not answer"
    ))
    .assume("the smaller loss: others would take over as fast as they answer what they answer first; slower, and more is lost")
    .assume("the same questions would be asked, and nobody else would answer less than they did")
    .warn("bounds, not a forecast: what others would do is not in the export")
    .warn(QUESTION_FLAG_WARNING);
    if service.losses.is_empty() {
        p = p.warn(format!(
            "not enough data: fewer than {} questions of others in the window",
            options.min_questions
        ));
    }
    if structure.measures.is_empty() {
        p = p.warn("not enough data: fewer than two people who talk with each other remain");
    }
    if let Some((removed, random)) = structure.messages_removed.zip(structure.messages_random)
        && removed > 2.0 * random
    {
        p = p.warn(format!(
            "those removed wrote {removed:.0} messages each, the people removed at random {random:.0}: nobody else is as active, and the percentile is flattered"
        ));
    }
    let sampled = structure.measures.iter().any(|row| row.interval.is_some());
    if sampled {
        p = p.warn(format!("distances are from a sample of {} people", options.sources));
    }
    p
}
