//! What has to be known to use the numbers.

use super::options::MIN_ASKERS;
use super::{Backtest, BacktestEvents, Formula};
use crate::View;
use crate::activity::{QUESTION_FLAG_WARNING, counted};
use crate::table::Provenance;

pub(super) fn provenance(found: &Backtest) -> Provenance {
    let options = &found.options;
    let text = |days: Option<f64>| days.map_or("none".into(), |days| format!("{days} days"));
    let mut p = Provenance::new(
        "people ranked by what was known at a date, against whom they helped after it: distinct colleagues whose question a colleague answered",
    )
    .method(format!(
        "time-split backtest; NDCG, ties on the mean over all orders (Jarvelin and Kekalainen 2002; McSherry and Najork 2008); percentile intervals of {} bootstrap draws of the later askers, the same for all formulas",
        options.draws
    ))
    .parameter("k", found.k)
    .parameter("splits", options.splits)
    .parameter("half_life_days", options.half_life_days)
    .parameter("rival_days", text(options.rival_days))
    .parameter("min_helped", options.min_helped)
    .parameter("min_helpers", options.min_helpers)
    .parameter("min_words", options.min_words)
    .parameter("min_words_mixed", options.min_words_mixed)
    .parameter("draws", options.draws)
    .parameter("posterior_draws", options.posterior_draws)
    .parameter("posterior_level", options.posterior_level)
    .parameter("seed", options.seed)
    .interval(options.interval_level)
    .assume("a ranking sees only what lies before its date; who is ranked had done something by then, and had not left")
    .assume("accounts closed at an unknown time stay in the ranking, because that they would be was not known")
    .assume("rival formulas use their published definition; where part of it is not published, or not in an export (views), it is left out, and the definition beside the formula says what was computed")
    .assume("intervals lie a little low: drawing askers anew makes later help lumpier; differences on the same draws do not suffer from it")
    .warn("help at work outside the community is not seen: what is compared is the forecast of help in the community")
    .warn("whoever is named as a champion may help more because of that; then the past does not tell the future");
    if let Some(range) = found.foretold() {
        p.window = Some((range.start, range.end));
    }
    let (helpers, helped) = found
        .periods
        .iter()
        .fold((0, 0), |(helpers, helped), period| (helpers + period.helpers, helped + period.helped));
    p = p.observations("pairs of a helper and a colleague helped later", helped);
    if let Some(period) = found.periods.iter().min_by_key(|period| period.candidates) {
        p = p.denominator("people who could be ranked", period.candidates);
    }
    let missed = found.periods.iter().filter(|period| !period.judged).count();
    if found.periods.is_empty() {
        p = p.warn("not enough data: nobody answered a colleague's question on two different days");
    } else if missed == found.periods.len() {
        p = p.warn(format!(
            "not enough data: {} later, and at least {} are asked for, who helped {MIN_ASKERS} colleagues or more",
            counted(helpers, "person helped", "people helped"),
            options.min_helpers
        ));
    } else if missed > 0 {
        p = p.warn(format!(
            "{} of {} periods had too few people who helped, and are in no number",
            missed,
            found.periods.len()
        ));
    }
    if found.k < options.k {
        p = p.warn(format!(
            "k is {} instead of {}: no more people helped later, and of more there is no best to find",
            found.k, options.k
        ));
    }
    let missing: Vec<&str> = Formula::ALL
        .iter()
        .filter(|&&formula| !found.scores.is_empty() && found.of(formula).is_none())
        .map(|formula| formula.name())
        .collect();
    if !missing.is_empty() {
        p = p.warn(format!(
            "left out, because the export does not have what they count: {}",
            missing.join(", ")
        ));
    }
    let unseen = found.periods.iter().map(|period| period.unseen_helpers).sum();
    p.exclude("people who helped later, and before were not seen at all, or are not colleagues", unseen)
}

/// With what a view adds.
pub(super) fn of_view(view: &View<'_>, events: &BacktestEvents, p: Provenance) -> Provenance {
    let window = p.window;
    let mut p = p.view(view);
    p.window = window.or(p.window);
    if events.untimed > 0 {
        p = p.warn(format!(
            "{} without a time count at the time of their message: some may have come after the date, to the favour of formulas that count reactions",
            counted(events.untimed, "reaction or mark", "reactions and marks")
        ));
    }
    p.warn(QUESTION_FLAG_WARNING)
}
