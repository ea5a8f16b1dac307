//! How the answers came about.

use super::options::RouteOptions;
use super::route::{Route, RouteAll};
use super::router::NoCandidates;
use super::suggest::NobodyFits;
use super::unanswered::{
    GROUP_WEIGHT, HORIZON_HOURS, MIN_AT_RISK, NOT_LISTED, Unanswered, UnansweredOptions,
};
use crate::View;
use crate::activity::QUESTION_FLAG_WARNING;
use crate::champions::NEWCOMER_DAYS;
use crate::stats::DEFAULT_LEVEL;
use crate::table::Provenance;

const NO_TEXTS: &str =
    "not enough data: texts were not kept when the export was read, so nothing is known of topics";

/// By which calendars business hours are told.
fn calendars(provenance: Provenance, options: &RouteOptions, in_use: u64) -> Provenance {
    let organisation = options.calendars.organisation();
    let mut provenance = provenance
        .parameter("hours", &organisation.hours)
        .parameter("holidays", organisation.holidays.len())
        .parameter("calendars", options.calendars.own())
        .parameter("calendars_in_use", in_use);
    if organisation.holidays.is_empty() && options.calendars.own() == 0 {
        provenance = provenance.warn("no holidays were given: in business hours they count as working days");
    }
    if in_use <= 1 && options.calendars.own() > 0 {
        provenance = provenance.warn(
            "of the calendars of units and sites none, or only one, is that of anybody: compare how units and sites are written",
        );
    }
    provenance
}

pub(super) fn of_unanswered(view: &View<'_>, found: &Unanswered, in_use: u64) -> Provenance {
    let UnansweredOptions { n, max_age_days, route_below, show_text, route } = &found.options;
    let provenance = Provenance::new(
        "first messages of threads by colleagues that ask, without a reply of another person that says something (bots \
         aside); the chance to be answered within the 24 business hours after the end of the period, given that the question has been \
         open so long",
    )
    .method(format!(
        "Kaplan-Meier, open questions censored: 1 - S(age + {HORIZON_HOURS}) / S(age), that of the group drawn to that of all \
         questions as if by {GROUP_WEIGHT} of them; Wilson intervals for as many questions as it rests on"
    ))
    .method("similar threads by BM25 over stemmed words")
    .parameter("n", n)
    .parameter("max_age_days", max_age_days)
    .parameter("route_below", route_below)
    .parameter("show_text", show_text)
    .parameter("min_match", route.min_match)
    .view(view)
    .observations("questions of colleagues", found.asked)
    .exclude("answered questions", found.answered)
    .exclude("open questions older than max_age_days", found.too_old)
    .exclude(NOT_LISTED, found.open - found.questions.len() as u64)
    .interval(DEFAULT_LEVEL)
    .assume("chances go by business hours of whoever asked: what is asked and answered outside of them took none; age_hours has nights and weekends in it")
    .assume(format!("an asker is new who first wrote at most {NEWCOMER_DAYS} days before; not known where the period begins too late to tell"))
    .assume(format!("nothing is said about ages that fewer than {MIN_AT_RISK} questions reached unanswered"))
    .warn(QUESTION_FLAG_WARNING);
    let provenance = calendars(provenance, route, in_use);
    if view.community().messages().texts.is_kept() { provenance } else { provenance.warn(NO_TEXTS) }
}

fn routing(provenance: Provenance, view: &View<'_>, options: &RouteOptions, in_use: u64) -> Provenance {
    let provenance = calendars(provenance, options, in_use)
        .method(
            "Model 2 of Balog over BM25 (k1 1.2, b 0.75; title or first sentence twice; Finnish runs of four letters at 0.3)",
        )
        .method("propensity by a beta-binomial model, fitted by moments, of questions that fade with age")
        .parameter("n", options.n)
        .parameter("threads", options.threads)
        .parameter("smoothing", options.smoothing)
        .parameter("half_life_days", options.half_life_days)
        .parameter("fade_days", options.fade_days)
        .parameter("active_days", options.active_days)
        .parameter("hours_ahead", options.hours_ahead)
        .parameter("cap", options.cap)
        .parameter("close", options.close)
        .parameter("min_match", options.min_match)
        .parameter("exploration", options.exploration)
        .parameter("fallback", options.fallback)
        .parameter("learn", options.learn)
        .view(view)
        .interval(DEFAULT_LEVEL)
        .assume("who answered alike can answer again; who knows and never answered here is not seen")
        .assume("business hours are those of each person's calendar; hours of the week are told in the zone of the period")
        .assume("units are those of the export, at all times")
        .assume("in a private group only people who have written there can be asked")
        .warn("for the community manager alone: a person may decline, and nobody need know who was suggested")
        .warn(QUESTION_FLAG_WARNING);
    let kept = view.community().messages().texts.is_kept();
    if kept { provenance } else { provenance.warn(NO_TEXTS) }
}

fn without(provenance: Provenance, out: &NoCandidates) -> Provenance {
    provenance
        .exclude("the asker", out.asker)
        .exclude("community managers and communications accounts", out.officials)
        .exclude("bots, guests and accounts known only by their id", out.others)
        .exclude("people who left", out.left)
        .exclude("people who do not want to be asked", out.opted_out)
        .exclude("people who wrote in the thread already", out.in_thread)
        .exclude("people who were invited as often as they should be this week", out.at_cap)
        .exclude("people not seen for longer than active_days", out.silent)
        .exclude("people who never wrote", out.never_wrote)
        .exclude("people who have not written in the private group of the question", out.outside_group)
}

pub(super) fn of_route(view: &View<'_>, found: &Route, in_use: u64) -> Provenance {
    let suggestions = &found.suggestions;
    let weights: Vec<String> =
        ["relevance", "propensity", "availability", "load", "same language", "other unit"]
            .iter()
            .zip(found.weights.values())
            .map(|(name, weight)| format!("{name} {weight:.2}"))
            .collect();
    let provenance = Provenance::new(
        "people who could answer the question: those who answered, or replied to, questions that have enough of its words, by \
         the sum of weights times ln(relevance), logit(propensity), ln(availability), ln(load), same language, other unit",
    );
    let provenance =
        routing(provenance, view, &found.options, in_use).parameter("weights", weights.join(", "));
    let provenance = match (found.options.learn, found.learned_from) {
        (true, Some(n)) => provenance.assume(format!("the weights were learned from {n} answered questions")),
        (true, None) => provenance.warn(format!(
            "the weights were not learned: fewer than {} answered questions",
            found.options.min_learned
        )),
        _ => provenance,
    };
    let provenance = without(
        provenance
            .observations("answered questions in the index", found.indexed)
            .denominator("people who could be asked", suggestions.candidates),
        &suggestions.excluded,
    )
    .exclude("people who answered nothing alike", suggestions.candidates.saturating_sub(suggestions.fitting));
    match suggestions.nobody {
        Some(NobodyFits::NoTexts) | None => provenance,
        Some(why) => provenance.warn(format!("nobody fits: {}", why.describe())),
    }
}

pub(super) fn of_route_all(view: &View<'_>, found: &RouteAll, in_use: u64) -> Provenance {
    let options = &found.unanswered.options;
    let provenance = Provenance::new(
        "people who could answer the open questions for which somebody should be asked, so that as many places as possible are \
         filled and the scores sum to the most",
    )
    .method("b-matching by minimum-cost flow, exact");
    let unfilled = found.assignments.iter().filter(|a| a.people.is_empty()).count() as u64;
    routing(provenance, view, &options.route, in_use)
        .parameter("needed", options.route.needed)
        .parameter("max_age_days", options.max_age_days)
        .parameter("route_below", options.route_below)
        .observations("open questions", found.unanswered.open)
        .denominator("open questions for which somebody should be asked", found.assignments.len() as u64)
        .exclude("questions that will be answered without", found.unanswered.open - found.unanswered.to_route)
        .exclude(
            "questions that come after the first listed",
            found.unanswered.to_route - found.assignments.len() as u64,
        )
        .exclude("questions that nobody fits", unfilled)
}
