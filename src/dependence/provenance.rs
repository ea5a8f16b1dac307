//! What has to be known to use the panel.

use super::{Dependence, Subject};
use crate::View;
use crate::activity::{DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED, QUESTION_FLAG_WARNING};
use crate::table::{EvidenceLevel, Provenance};

pub(super) fn provenance(view: &View<'_>, found: &Dependence) -> Provenance {
    let options = &found.options;
    let mut p = Provenance::new(
        "questions of colleagues that start a thread, and who answered first; questions anywhere addressed to the subject by mention, reply or in a thread of theirs; threads; answerers by number of questions answered",
    )
    .method(format!(
        "Wilson intervals; basic bootstrap over threads (in 65,536 bundles where there are more), {} draws, for concentration (percentiles for the absence factor); discounted beta and PELT for alarms; Newcombe and exact intervals around absences",
        options.draws
    ))
    .parameter("subject", found.subject.name())
    .parameter("trailing_weeks", options.trailing_weeks)
    .parameter("min_questions", options.min_questions)
    .parameter("discount", options.discount)
    .parameter("alarm_share", options.alarm_share)
    .parameter("alarm_probability", options.alarm_probability)
    .parameter("alarm_weeks", options.alarm_weeks)
    .parameter("few_answerers", options.few_answerers)
    .parameter("few_weeks", options.few_weeks)
    .parameter("absence_days", options.absence_days)
    .parameter("draws", options.draws)
    .parameter("seed", options.seed)
    .parameter("interval_level", options.interval_level)
    .parameter("series_scanned", found.series_scanned)
    .view(view)
    .observations("questions of colleagues that start a thread", found.questions)
    .denominator("people who asked them", found.askers)
    .interval(options.interval_level)
    .assume(format!(
        "an answer is a reply by somebody else of at least {DEFAULT_MIN_WORDS} words, {DEFAULT_MIN_WORDS_MIXED} where it also thanks or asks; bots do not answer"
    ))
    .assume("threads come independently of each other")
    .warn(QUESTION_FLAG_WARNING)
    .warn("a young community is carried by its manager: judge it together with its stage of life")
    .warn("answers outside the platform, and posts written for somebody else, are not seen");
    if found.series_scanned > 0 {
        p = p.warn(format!(
            "alarms: {} series were scanned (share above, share rising, absence factor); an alarm now and then comes by chance",
            found.series_scanned
        ));
    }
    // Whether and how often somebody was away is told by the table of absences only, which may be withheld.
    if found.absences.is_some() {
        p = p.warn("absences, where there are any: what differs went together with the absence and need not come from it; holidays are often everybody's");
    }
    match found.subject {
        Subject::CommunityManagers => {}
        Subject::Communications => {
            p = p.warn("no community manager is named, so this is about the communications accounts");
        }
        Subject::BusiestAnswerer => {
            p = p.warn("no community manager is named, so this is about the colleague who answered most questions, who was picked for it: shares of whoever is first are always larger than those of somebody chosen beforehand");
        }
        Subject::Nobody => p = p.warn("no community manager is named and nobody answered a question"),
    }
    if found.subject != Subject::Nobody && found.shares.iter().all(|share| share.share.is_none()) {
        p = p.warn(format!(
            "not enough data: fewer than {} answered questions or threads",
            options.min_questions
        ));
    }
    p.evidence = EvidenceLevel::Description;
    p
}
