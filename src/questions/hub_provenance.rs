//! What has to be known to use the question hubs.

use super::evidence::LeftOut;
use super::{EvidenceKind, HubOptions};
use crate::View;
use crate::activity::QUESTION_FLAG_WARNING;
use crate::table::Provenance;

pub(super) fn provenance(
    view: &View<'_>,
    options: &HubOptions,
    out: &LeftOut,
    people: u64,
    evidence: u64,
) -> Provenance {
    let weights = EvidenceKind::ALL.map(|kind| format!("{} {}", kind.name(), options.weights.of(kind)));
    let provenance = Provenance::new(
        "distinct colleagues who asked somebody, per month: by a question that mentions the person (mention), by a \
         question in reply to the person or in a thread the person started with something else than a question \
         (reply), by a mention by a third person in the thread of a colleague's question before the person wrote \
         there with words that pass a question on (referral; any mention but mere thanks where texts were not kept), or by \
         first writing in such a thread after a mention in whatever words (handover). An \
         asker counts once, by the strongest evidence. Questions put to the one who asked a thread's question \
         only ask back and do not count",
    )
    .method(
        "empirical Bayes, Gamma-Poisson (negative binomial) by maximum likelihood; Wilson intervals for shares; Kaplan-Meier for \
         the time to a reply; sets of ranks on the square roots of the rates among the listed (Mogstad and others); entropy of \
         topics against as many questions of anybody; Chao's lower bound of those not seen, with a bootstrap over askers",
    )
    .parameter("weights", weights.join(", "))
    .parameter("min_askers", options.min_askers)
    .parameter("min_askers_off_platform", options.min_askers_off_platform)
    .parameter("off_platform", options.off_platform)
    .parameter("purpose", options.purpose.as_deref().unwrap_or("none given"))
    .parameter("names", options.names)
    .parameter("recent_weeks", options.recent_weeks)
    .parameter("max_mentions", options.max_mentions)
    .parameter("hub_percentile", options.hub_percentile)
    .parameter("min_p_hub", options.min_p_hub)
    .unit_level(view, options.unit_level)
    .parameter("n", options.n)
    .parameter("seed", options.seed)
    .view(view)
    .observations("times that somebody was asked", evidence)
    .denominator("colleagues who could be asked", people)
    .exclude("questions and mentions in threads that start with a broadcast", out.broadcast)
    .exclude("messages that mention more people than max_mentions", out.many_mentions)
    .exclude("questions to the community manager or communications accounts", out.official)
    .exclude("messages by bots, and mentions of bots and guests", out.bots_and_guests)
    .exclude("questions to somebody by guests, unknown accounts or by office", out.outside_askers)
    .exclude("mentions in threads whose first message is not in the export", out.without_start)
    .exclude("mentions by a third person without words that pass a question on", out.without_words)
    .exclude("whole names without a mark and without words of asking", out.only_named)
    .exclude("times that a name was read which several people share", out.ambiguous.values().map(|(_, n)| n).sum())
    .exclude("times that somebody without an account was named, and is not looked for", out.not_looked_for)
    .interval(options.interval_level)
    .assume("names in texts are whole names that one person alone has; first names alone and inflected forms whose stem changes are not read")
    .assume("shares of replies and of being asked, and times to a reply, carry 95% intervals; the reply is the first message there after being asked")
    .assume(
        "types, where the interval lies on one side of the border: off-platform; silent (replied in less than 20% of 5 threads or \
         more); local coordinator (70% of askers from the own unit, not on few topics); of askers in 3 units or more and fewer \
         from the own, specialist (few topics: at most half as many in effect as among as many questions of anybody) or \
         bridge; not clear where an interval spans a border",
    )
    .assume(
        "overloaded: asked in more threads a week of late than answered, whoever was asked, in the best four weeks in a row, beyond the interval",
    )
    .warn(QUESTION_FLAG_WARNING);
    let provenance = match view.community().messages().texts.is_kept() {
        true => provenance,
        false => provenance.warn("texts were not kept: a mention out of courtesy may count as a referral"),
    };
    if options.off_platform {
        provenance
            .warn(format!(
            "people who are not on the platform are among the rows, for the community manager alone; purpose: {}",
            options.purpose.as_deref().unwrap_or_default()
        ))
    } else {
        provenance
    }
}
