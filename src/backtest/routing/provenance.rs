//! What has to be known to use the numbers.

use super::RoutingTest;
use crate::View;
use crate::activity::{QUESTION_FLAG_WARNING, counted};
use crate::table::Provenance;

pub(super) fn provenance(view: &View<'_>, found: &RoutingTest) -> Provenance {
    let (options, route, weights) = (&found.options, &found.options.route, found.weights);
    let mut p = Provenance::new(
        "people suggested for each question of a colleague by what was known before it, against the colleagues who answered it",
    )
    .method(format!(
        "time-split backtest, each question as of its own time; mean reciprocal rank, success at 1, 3 and 5, NDCG at 5, ties on the mean over all orders (McSherry and Najork 2008); percentile intervals of {} bootstrap draws of the questions, the same for all methods",
        options.draws
    ))
    .parameter("min_questions", options.min_questions)
    .parameter("max_questions", options.max_questions.map_or_else(|| "all".to_owned(), |most| most.to_string()))
    .parameter("hours", &route.calendars.organisation().hours)
    .parameter("holidays", route.calendars.organisation().holidays.len())
    .parameter("calendars", route.calendars.own())
    .parameter("learn", route.learn)
    .parameter("threads", route.threads)
    .parameter("smoothing", route.smoothing)
    .parameter("half_life_days", route.half_life_days)
    .parameter("fade_days", route.fade_days)
    .parameter("active_days", route.active_days)
    .parameter("hours_ahead", route.hours_ahead)
    .parameter("weight_relevance", weights.relevance)
    .parameter("weight_propensity", weights.propensity)
    .parameter("weight_availability", weights.availability)
    .parameter("weight_same_language", weights.same_language)
    .parameter("weight_other_unit", weights.other_unit)
    .parameter("draws", options.draws)
    .parameter("seed", options.seed)
    .view(view)
    .interval(options.interval_level)
    .observations("answered questions put to the test", found.judged)
    .denominator("people who were a candidate for some question", found.candidates)
    .exclude("questions after the split that no colleague answered: nobody to be found", found.asked - found.answered)
    .exclude("answered questions after the split that were not drawn", found.answered - found.judged)
    .assume("a ranking sees only what lies before its question; candidates had written before, were seen lately, and had not left; the asker and officials are none")
    .assume("who answered is right, everybody else wrong: somebody who could have answered as well counts as wrong, so the numbers are lower than the share of good suggestions, for every method alike")
    .assume("intervals of coverage and load are percentiles about their own mean: a draw holds fewer different questions, and so names fewer people")
    .warn("who is asked behind the scenes may answer where he or she would not have; the past has no invitations, so this tests who would have come by themselves");
    if let Some(split) = found.split {
        p.window = Some((split, view.to()));
    }
    if let Some(learned) = found.learned {
        let [relevance, propensity, availability, _, language, unit] = learned.weights.values();
        p = p.parameter(
            "learned_weights",
            format!(
                "relevance {relevance:.2}, propensity {propensity:.2}, availability {availability:.2}, same_language {language:.2}, other_unit {unit:.2}, from {} questions",
                learned.questions
            ),
        );
    }
    if found.scores.is_empty() {
        p = p.warn(match found.split {
            None => "not enough data: no two days with a question that a colleague answered".to_owned(),
            Some(_) => format!(
                "not enough data: {} by a colleague after the split, and at least {} are asked for",
                counted(found.judged, "question was answered", "questions were answered"),
                options.min_questions
            ),
        });
    }
    if found.graph_stride > 1 && !found.scores.is_empty() {
        p = p.warn(format!(
            "the graph is large: PageRank and HITS of one question serve {} after it, so that they may know a little less than the others",
            counted(found.graph_stride - 1, "question", "questions")
        ));
    }
    if !view.community().messages().texts.is_kept() {
        p = p.warn("texts were not kept in reading: nothing is known about what questions are about, and relevance is the same for all");
    }
    p.warn(QUESTION_FLAG_WARNING)
}
