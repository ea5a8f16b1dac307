//! Rankings before each split against what came after.

use super::forecast::{Rates, level};
use super::options::MIN_ASKERS;
use super::outcome::Later;
use super::past::Past;
use super::ranking::{Best, Ranking, ideal};
use super::result::{Estimate, FormulaScore, Period};
use super::score::scores;
use super::{BacktestEvents, BacktestOptions, Formula, Outcome};
use crate::error::Result;
use crate::stats::Interval;
use crate::stats::sample::stream;
use crate::time::Timestamp;
use hashbrown::HashSet;
use rayon::prelude::*;
use std::ops::Range;

/// Measures that are bootstrapped: NDCG at 5, 10 and k, hits, precision, recall, share of the help, Spearman.
const MEASURES: usize = 8;
/// Position of NDCG at k among them.
const NDCG: usize = 2;

/// One period with everything that was ranked.
pub(super) struct Judged {
    pub(super) period: Period,
    /// By formula, in the order of [`Formula::ALL`].
    rankings: Vec<Option<Ranking>>,
    later: Vec<Later>,
}

pub(super) fn judge(
    events: &BacktestEvents,
    range: &Range<Timestamp>,
    options: &BacktestOptions,
) -> Result<Judged> {
    let past = Past::before(events, range.start);
    let later: Vec<Later> =
        Outcome::ALL.iter().map(|&outcome| Later::of(events, range, &past.candidates, outcome)).collect();
    let helpers = later[0].gains().iter().filter(|&&gain| gain > 0.0).count();
    let judged = helpers >= options.min_helpers && later[0].askers >= MIN_ASKERS && !past.help.is_empty();
    let rankings = match judged {
        false => Vec::new(),
        true => scores(&past, options)?
            .into_iter()
            .map(|scores| scores.map(|scores| Ranking::of(&scores, &cutoffs(options), options.k)))
            .collect(),
    };
    let known: HashSet<_> = past.candidates.iter().collect();
    let unseen: HashSet<_> = events
        .help
        .iter()
        .filter(|event| range.contains(&event.at) && !known.contains(&event.helper))
        .map(|event| event.helper)
        .collect();
    let months = range.end.days_since(range.start) / crate::activity::MONTH_DAYS;
    let expected = Rates::of(&past, Some(options.half_life_days)).map(|rates| {
        let level = level(events, range.start, range.end.days_since(range.start), options);
        let by = months * rates.total(options.posterior_level);
        let draws = level.drawn(options.draws, options.seed).into_iter().map(|drawn| by * drawn);
        let value = by * level.value;
        Estimate { value, interval: percentile_interval(draws.collect(), value, options.interval_level) }
    });
    let period = Period {
        from: range.start,
        to: range.end,
        candidates: past.candidates.len() as u64,
        helpers: helpers as u64,
        askers: later[0].askers as u64,
        helped: later[0].total(),
        past_help: past.help.len() as u64,
        expected,
        unseen_helpers: unseen.len() as u64,
        judged,
    };
    Ok(Judged { period, rankings, later })
}

fn cutoffs(options: &BacktestOptions) -> [usize; 3] {
    [5, 10, options.k]
}

impl Judged {
    /// The bootstrapped measures of every formula for some gains; 0 for one that could not be computed, and no number for
    /// a correlation with what does not vary.
    fn measure(&self, gains: &[f64], options: &BacktestOptions) -> Vec<f64> {
        let (cutoffs, mut scratch) = (cutoffs(options), Vec::new());
        let best = ideal(gains, &cutoffs, &mut scratch);
        let top = Best::of(gains, options.k, &mut scratch);
        let by_gains = Ranking::of(gains, &[], 0);
        let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 };
        let good = |gain: f64| f64::from(u8::from(gain >= f64::from(options.min_helped)));
        let listed = options.k.min(gains.len()) as f64;
        let (all_good, all): (f64, f64) = (gains.iter().map(|&gain| good(gain)).sum(), gains.iter().sum());
        let of = |ranking: &Option<Ranking>| -> [f64; MEASURES] {
            let Some(ranking) = ranking else { return [0.0; MEASURES] };
            let hits = ranking.over_first(|i| top.holds(gains[i]));
            let ndcg = |cutoff| ranking.ndcg(cutoff, gains, &best);
            let found = ranking.over_first(|i| good(gains[i]));
            [
                ndcg(0),
                ndcg(1),
                ndcg(2),
                hits,
                share(found, listed),
                share(found, all_good),
                share(ranking.over_first(|i| gains[i]), all),
                ranking.spearman(&by_gains).unwrap_or(f64::NAN),
            ]
        };
        self.rankings.iter().flat_map(of).collect()
    }

    /// The same for each draw of as many later askers, with replacement.
    fn draw(&self, outcome: usize, at: usize, options: &BacktestOptions) -> Vec<Vec<f64>> {
        let later = &self.later[outcome];
        (0..options.draws)
            .into_par_iter()
            .map(|draw| {
                let key = (at as u64) << 40 | (outcome as u64) << 32 | draw as u64;
                let mut rng = stream(options.seed, key);
                let weights = later.drawn_weights(&mut rng);
                let mut gains = vec![0.0; self.period.candidates as usize];
                later.weighted(&weights, &mut gains);
                self.measure(&gains, options)
            })
            .collect()
    }
}

/// Scores of an outcome: the mean over the periods first, then each of them where there are several. Periods without
/// enough of the outcome are in none.
pub(super) fn compare(judged: &[Judged], outcome: usize, options: &BacktestOptions) -> Vec<FormulaScore> {
    let periods: Vec<usize> = (0..judged.len())
        .filter(|&at| judged[at].period.judged && judged[at].later[outcome].askers >= MIN_ASKERS)
        .collect();
    if periods.is_empty() {
        return Vec::new();
    }
    let drawn: Vec<Vec<Vec<f64>>> = periods.iter().map(|&at| judged[at].draw(outcome, at, options)).collect();
    let mut found = together(judged, &periods, &drawn, outcome, None, options);
    if judged.len() > 1 {
        for (place, &at) in periods.iter().enumerate() {
            found.extend(together(judged, &[at], &drawn[place..=place], outcome, Some(at), options));
        }
    }
    found
}

/// The mean over some periods; each draw is of every period.
fn together(
    judged: &[Judged],
    periods: &[usize],
    drawn: &[Vec<Vec<f64>>],
    outcome: usize,
    period: Option<usize>,
    options: &BacktestOptions,
) -> Vec<FormulaScore> {
    let n = periods.len() as f64;
    let gains: Vec<Vec<f64>> = periods.iter().map(|&at| judged[at].later[outcome].gains()).collect();
    let seen: Vec<Vec<f64>> =
        periods.iter().zip(&gains).map(|(&at, gains)| judged[at].measure(gains, options)).collect();
    let value = |column: usize| seen.iter().map(|values| values[column]).sum::<f64>() / n;
    let draws = |column: usize| -> Vec<f64> {
        (0..options.draws)
            .map(|draw| drawn.iter().map(|period| period[draw][column]).sum::<f64>() / n)
            .collect()
    };
    let estimate = |column| Estimate {
        value: value(column),
        interval: percentile_interval(draws(column), value(column), options.interval_level),
    };
    let ours = NDCG; // our forecast is the first formula
    let ours_drawn = draws(ours);
    Formula::ALL
        .iter()
        .enumerate()
        // A formula that one of the periods cannot feed is in no mean.
        .filter(|&(place, _)| periods.iter().all(|&at| judged[at].rankings[place].is_some()))
        .map(|(place, &formula)| {
            let column = |measure| place * MEASURES + measure;
            let mine = formula == Formula::ExpectedHelped;
            let differences: Vec<f64> =
                ours_drawn.iter().zip(draws(column(NDCG))).map(|(ours, theirs)| ours - theirs).collect();
            let wins = |d: &f64| {
                if *d > 0.0 {
                    1.0
                } else if *d == 0.0 {
                    0.5
                } else {
                    0.0
                }
            };
            let won = differences.iter().map(wins).sum::<f64>() / differences.len().max(1) as f64;
            let difference = value(ours) - value(column(NDCG));
            FormulaScore {
                formula,
                outcome: Outcome::ALL[outcome],
                period,
                ndcg5: estimate(column(0)),
                ndcg10: estimate(column(1)),
                ndcg: estimate(column(NDCG)),
                hits: estimate(column(3)),
                precision: estimate(column(4)),
                recall: estimate(column(5)),
                help_share: estimate(column(6)),
                spearman: Some(estimate(column(7))).filter(|found| found.value.is_finite()),
                difference: (!mine).then(|| Estimate {
                    value: difference,
                    interval: percentile_interval(differences, difference, options.interval_level),
                }),
                won: (!mine).then_some(won),
            }
        })
        .collect()
}

/// Nearest-rank percentiles, reaching as far as the value.
fn percentile_interval(mut draws: Vec<f64>, value: f64, level: f64) -> Option<Interval> {
    // A draw in which all gains are equal has no correlation.
    draws.retain(|draw| draw.is_finite());
    draws.sort_unstable_by(f64::total_cmp);
    let last = draws.len().checked_sub(1)?;
    let at = |p: f64| draws[((p * draws.len() as f64).ceil() as usize).saturating_sub(1).min(last)];
    let tail = (1.0 - level) / 2.0;
    Some(Interval { low: at(tail).min(value), high: at(1.0 - tail).max(value) })
}
