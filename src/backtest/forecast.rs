//! Our forecast: how many distinct colleagues somebody will help next.

use super::past::Past;
use super::{BacktestEvents, BacktestOptions};
use crate::activity::MONTH_DAYS;
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
/// is needed: on mathoverflow, years 2009 to 2012, one with an exponential gap made the ranking worse on the mean.
///
/// It is meant for order. In sum it is too high over long times: people helped twice count once, and people leave. The
/// backtest says by how much ([`Period::expected`](super::Period::expected)).
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
    let months = days / MONTH_DAYS;
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

    pub(super) fn posterior(&self, candidate: usize, level: f64) -> Posterior {
        let (count, exposure) = (self.counts[candidate], self.exposure[candidate]);
        crate::activity::with_mean_inside(self.model.posterior(count, exposure, level))
    }
}
