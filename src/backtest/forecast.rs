//! Our forecast: how many distinct colleagues somebody will help next.

use super::outcome::Later;
use super::past::Past;
use super::{BacktestEvents, BacktestOptions, Outcome};
use crate::activity::MONTH_DAYS;
use crate::stats::sample::stream;
use crate::stats::{GammaPoisson, Posterior};
use crate::{MemberId, Result, Timestamp, View};

/// What somebody is expected to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExpectedHelp {
    /// Who.
    pub member: MemberId,
    /// Distinct colleagues helped before, each weighted by `2^(-age of the latest help / half-life)`.
    pub weighted_helped: f64,
    /// Months in which he or she could have helped, faded alike.
    pub months: f64,
    /// Distinct colleagues expected to be helped in the time asked for: posterior mean, and interval of the mean.
    pub expected: Posterior,
}

/// Distinct colleagues that each person is expected to help in the `days` after the view, most first.
///
/// The rate of [`champions`](crate::champions::champions()), `(a + H)/(b + E)` with the Gamma prior fitted over everybody
/// who was active, with two changes that make it a forecast: help counts half after
/// [`half_life_days`](BacktestOptions::half_life_days), and `E` runs from joining or, where that is not known, from the
/// first sign of somebody. Somebody silent for a year fades by itself, so that no separate probability of being gone
/// is needed: where mathoverflow of 2010 to 2012 was foretold, one with an exponential gap made the ranking no better.
///
/// A rate times the days would be too high: people helped twice count once, people leave, fewer ask. So the sum is set by
/// what came of the same forecast made `days` ago (half of the time seen, where that is less): all are multiplied by one
/// number, which changes no order. The backtest has what is expected beside what came
/// ([`Period::expected`](super::Period::expected)).
///
/// Who has left, and who is no colleague, is left out. O(messages + reactions).
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option out of range.
///
/// ```
/// use cmgraph::backtest::{BacktestOptions, expected_helped_next};
/// # let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default())?;
/// let next = expected_helped_next(&community.whole(), 30.0, &BacktestOptions::default())?;
/// assert!(next[0].expected.mean >= next[1].expected.mean && next[0].expected.low > 0.0);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn expected_helped_next(
    view: &View<'_>,
    days: f64,
    options: &BacktestOptions,
) -> Result<Vec<ExpectedHelp>> {
    options.check()?;
    if !(days.is_finite() && days > 0.0) {
        return Err(crate::Error::Option {
            option: "days",
            found: days.to_string(),
            expected: "a positive number of days".into(),
        });
    }
    let events = BacktestEvents::of(view, options);
    let past = Past::before(&events, view.to());
    let Some(rates) = Rates::of(&past, Some(options.half_life_days)) else { return Ok(Vec::new()) };
    let months = days / MONTH_DAYS * level(&events, view.to(), days, options).value;
    let mut next: Vec<ExpectedHelp> = (0..past.candidates.len())
        .map(|i| {
            let rate = rates.posterior(i, options.posterior_level);
            let expected =
                Posterior { mean: months * rate.mean, low: months * rate.low, high: months * rate.high };
            ExpectedHelp {
                member: past.candidates[i],
                weighted_helped: rates.counts[i],
                months: rates.exposure[i],
                expected,
            }
        })
        .collect();
    next.sort_by(|a, b| b.expected.mean.total_cmp(&a.expected.mean).then(a.member.cmp(&b.member)));
    Ok(next)
}

/// Helping acts from which a forecast made earlier says how high one made now should be.
const MIN_PAST_HELP: usize = 30;

/// What came, over what rates foretold, of an earlier forecast.
pub(super) struct Level {
    pub(super) value: f64,
    /// What came, and what one unit of it makes the level; `None` where there is too little to tell, and the level 1.
    came: Option<(Later, f64)>,
}

impl Level {
    const UNKNOWN: Level = Level { value: 1.0, came: None };

    /// The level had others asked: as many askers drawn with replacement; none where it is not known.
    pub(super) fn drawn(&self, draws: usize, seed: u64) -> Vec<f64> {
        let Some((came, unit)) = &self.came else { return Vec::new() };
        let draw = |draw: usize| {
            let mut rng = stream(seed, (1 << 47) + draw as u64);
            unit * came.weighted_total(&came.drawn_weights(&mut rng))
        };
        (0..draws).map(draw).collect()
    }
}

/// What came, over what rates foretold, of the forecast made `days` before `at`; 1 where there is too little to tell. Looks
/// at nothing from `at` on.
pub(super) fn level(events: &BacktestEvents, at: Timestamp, days: f64, options: &BacktestOptions) -> Level {
    let seen = &events.help[..events.help.partition_point(|event| event.at < at)];
    let Some(first) = seen.first() else { return Level::UNKNOWN };
    let days = days.min(at.days_since(first.at) / 2.0);
    let then = Timestamp(at.0 - (days * 86_400_000.0) as i64);
    let past = Past::before(events, then);
    let Some(rates) = Rates::of(&past, Some(options.half_life_days)) else {
        return Level::UNKNOWN;
    };
    let later = Later::of(events, &(then..at), &past.candidates, Outcome::Helped);
    let came = later.total() as f64;
    let expected = rates.total(options.posterior_level) * days / MONTH_DAYS;
    let enough = past.help.len() >= MIN_PAST_HELP && seen.len() - past.help.len() >= MIN_PAST_HELP;
    if enough && came > 0.0 && expected > 0.0 {
        Level { value: came / expected, came: Some((later, 1.0 / expected)) }
    } else {
        Level::UNKNOWN
    }
}

/// Distinct colleagues helped per month of every candidate, before a split.
pub(super) struct Rates {
    pub(super) model: GammaPoisson,
    pub(super) counts: Vec<f64>,
    pub(super) exposure: Vec<f64>,
}

impl Rates {
    /// `None` without candidates.
    pub(super) fn of(past: &Past<'_>, half_life_days: Option<f64>) -> Option<Rates> {
        let fade = |at: Timestamp| {
            half_life_days.map_or(1.0, |half| (-past.at.days_since(at).max(0.0) / half).exp2())
        };
        let mut weighted = vec![0.0; past.people];
        for (helper, _, at) in past.helped() {
            weighted[helper.index()] += fade(at);
        }
        let months = |since: Timestamp| {
            // Not less than a day: whoever came an hour ago has not helped hundreds a month.
            let days = past.at.days_since(since).max(1.0);
            let faded = half_life_days
                .map_or(days, |half| half / std::f64::consts::LN_2 * (1.0 - (-days / half).exp2()));
            faded / MONTH_DAYS
        };
        let of = |values: &[f64]| past.candidates.iter().map(|m| values[m.index()]).collect::<Vec<f64>>();
        let counts = of(&weighted);
        let exposure: Vec<f64> =
            past.candidates.iter().map(|m| past.since[m.index()].map_or(1.0 / MONTH_DAYS, months)).collect();
        let model = GammaPoisson::fit(&counts, &exposure)?;
        Some(Rates { model, counts, exposure })
    }

    /// Sum of the posterior means.
    pub(super) fn total(&self, level: f64) -> f64 {
        (0..self.counts.len()).map(|i| self.posterior(i, level).mean).sum()
    }

    pub(super) fn posterior(&self, candidate: usize, level: f64) -> Posterior {
        let (count, exposure) = (self.counts[candidate], self.exposure[candidate]);
        crate::activity::with_mean_inside(self.model.posterior(count, exposure, level))
    }
}
