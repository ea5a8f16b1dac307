//! The rule: from the numbers of the last weeks to a stage, and how sure that is.

use super::StageOptions;
use super::tally::ThreadCounts;
use crate::stats::{DEFAULT_TREND_LAG, LogTrend, sample, t_quantile};
use rand_chacha::ChaCha8Rng;

/// Where a community stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Those who run the community still carry it: too few threads have two members in them.
    Inception,
    /// Members talk to each other, and more of them come.
    Establishment,
    /// Members talk to each other in nearly all threads, or in most of them and about as many as ever take part.
    Maturity,
    /// Fewer take part in the last window and in the one before.
    Decline,
    /// Fewer take part in the last window, but not in the one before: too early to call it a decline.
    Falling,
}

impl Stage {
    /// All stages, in the order of a life.
    pub const ALL: [Stage; 5] =
        [Stage::Inception, Stage::Establishment, Stage::Maturity, Stage::Falling, Stage::Decline];

    /// `inception`, `establishment`, `maturity`, `falling` or `decline`.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Inception => "inception",
            Stage::Establishment => "establishment",
            Stage::Maturity => "maturity",
            Stage::Falling => "falling",
            Stage::Decline => "decline",
        }
    }

    pub(super) fn place(self) -> usize {
        match self {
            Stage::Inception => 0,
            Stage::Establishment => 1,
            Stage::Maturity => 2,
            Stage::Falling => 3,
            Stage::Decline => 4,
        }
    }
}

/// The weeks of one community.
#[derive(Clone, Copy)]
pub(super) struct Series<'a> {
    pub(super) active: &'a [u32],
    /// People active in the window that ends with a week.
    pub(super) people: &'a [u32],
    pub(super) threads: &'a [ThreadCounts],
    pub(super) working: &'a [f64],
}

/// A window with a trend in it.
#[derive(Debug, Clone)]
struct Fitted {
    trend: LogTrend,
    /// Expected counts, and the residuals that are drawn from: Pearson's, centred, as large as the noise.
    expected: Vec<f64>,
    residuals: Vec<f64>,
}

/// The numbers that the rule looks at, for one window.
#[derive(Debug, Clone, Copy)]
struct Facts {
    share: f64,
    slope: f64,
    /// Upper end of the interval of the slope.
    high: f64,
    fell_before: bool,
}

fn stage_of(facts: Facts, options: &StageOptions) -> Stage {
    let falls = facts.high < 0.0;
    if falls && facts.fell_before {
        Stage::Decline
    } else if facts.share < options.established_share {
        Stage::Inception
    } else if facts.share >= options.mature_share || facts.slope.abs() <= options.small_growth {
        Stage::Maturity
    } else if falls {
        Stage::Falling
    } else {
        Stage::Establishment
    }
}

impl Series<'_> {
    pub(super) fn len(&self) -> usize {
        self.active.len()
    }

    fn window(&self, end: usize, weeks: usize) -> (Vec<f64>, &[f64]) {
        let counts = self.active[end - weeks..end].iter().map(|&n| f64::from(n)).collect();
        (counts, &self.working[end - weeks..end])
    }

    /// The trend of the window of so many weeks that ends before week `end`.
    pub(super) fn trend(&self, end: usize, weeks: usize) -> Option<LogTrend> {
        let (counts, working) = self.window(end, weeks);
        LogTrend::fit(&counts, working, DEFAULT_TREND_LAG)
    }

    /// Threads of that window.
    pub(super) fn threads(&self, end: usize, weeks: usize) -> ThreadCounts {
        ThreadCounts::sum(&self.threads[end - weeks..end])
    }

    /// Whether there are weeks enough to see a decline at that end.
    pub(super) fn can_decline(&self, end: usize, options: &StageOptions) -> bool {
        end >= options.weeks * options.decline_windows
    }

    /// The stage by the numbers as they are, for the window that ends before week `end`; `None` where they say
    /// nothing.
    pub(super) fn stage(&self, end: usize, options: &StageOptions) -> Option<Stage> {
        let weeks = options.weeks;
        let trend = self.trend(end, weeks)?;
        let threads = self.threads(end, weeks);
        let people = end.checked_sub(1).map_or(0, |last| self.people[last]);
        if people < options.min_people || threads.judged < options.min_threads.max(1) {
            return None;
        }
        let high = |trend: LogTrend| trend.interval(options.interval_level).map(|interval| interval.high);
        let high_now = high(trend)?;
        let falls =
            |back: usize| self.trend(end - back * weeks, weeks).and_then(high).is_some_and(|high| high < 0.0);
        let fell_before =
            high_now < 0.0 && self.can_decline(end, options) && (1..options.decline_windows).all(falls);
        let share = f64::from(threads.by_members) / f64::from(threads.judged);
        Some(stage_of(Facts { share, slope: trend.slope, high: high_now, fell_before }, options))
    }

    fn fitted(&self, end: usize, weeks: usize) -> Option<Fitted> {
        let (counts, working) = self.window(end, weeks);
        let trend = LogTrend::fit(&counts, working, DEFAULT_TREND_LAG)?;
        let expected: Vec<f64> = (0..weeks).map(|t| trend.expected(t, working[t])).collect();
        let mut residuals: Vec<f64> = counts
            .iter()
            .zip(&expected)
            .map(|(count, mean)| if *mean > 0.0 { (count - mean) / mean.sqrt() } else { 0.0 })
            .collect();
        let n = trend.n as f64;
        let centre = residuals.iter().sum::<f64>() / weeks as f64;
        // A fit of two numbers leaves residuals smaller than the noise.
        let stretch = (n / (n - 2.0)).sqrt();
        residuals.iter_mut().for_each(|residual| *residual = (*residual - centre) * stretch);
        Some(Fitted { trend, expected, residuals })
    }

    /// Share of the bootstrap draws in each stage, and how many draws said something.
    ///
    /// Blocks of weeks are drawn; a draw of the active people is the trend plus the residuals of the drawn weeks, a
    /// draw of the threads those of the drawn weeks, so that a busy week is busy in both. The windows before are
    /// drawn alike, for the decline.
    pub(super) fn probabilities(
        &self,
        end: usize,
        options: &StageOptions,
        rng: &mut ChaCha8Rng,
    ) -> Option<([f64; 5], usize)> {
        let weeks = options.weeks;
        let now = self.fitted(end, weeks)?;
        let earlier: Vec<Option<Fitted>> = match self.can_decline(end, options) {
            true => (1..options.decline_windows).map(|back| self.fitted(end - back * weeks, weeks)).collect(),
            false => Vec::new(),
        };
        let reach = t_quantile(options.interval_level, now.trend.n)?;
        let threads = &self.threads[end - weeks..end];
        let mut counts = [0usize; 5];
        let mut drawn = vec![0usize; weeks];
        let mut values = vec![0.0; weeks];
        let mut refit = |fitted: &Fitted, working: &[f64], drawn: &[usize]| {
            for ((value, mean), &from) in values.iter_mut().zip(&fitted.expected).zip(drawn) {
                *value = (mean + mean.sqrt() * fitted.residuals[from]).max(0.0);
            }
            LogTrend::fit(&values, working, DEFAULT_TREND_LAG)
        };
        for _ in 0..options.draws {
            draw_blocks(rng, options.block, &mut drawn);
            let sum = ThreadCounts::sum(drawn.iter().map(|&week| &threads[week]));
            let trend = refit(&now, &self.working[end - weeks..end], &drawn);
            let high = trend.map_or(f64::INFINITY, |trend| trend.slope + reach * trend.error);
            let mut fell_before = high < 0.0 && self.can_decline(end, options);
            for (back, fitted) in earlier.iter().enumerate() {
                // Drawn in any case, so that the stream does not depend on what came out.
                draw_blocks(rng, options.block, &mut drawn);
                if !fell_before {
                    continue;
                }
                let to = end - (back + 1) * weeks;
                let working = &self.working[to - weeks..to];
                let trend = fitted.as_ref().and_then(|fitted| refit(fitted, working, &drawn));
                fell_before = trend.is_some_and(|trend| trend.slope + reach * trend.error < 0.0);
            }
            let Some(trend) = trend.filter(|_| sum.judged > 0) else { continue };
            let share = f64::from(sum.by_members) / f64::from(sum.judged);
            counts[stage_of(Facts { share, slope: trend.slope, high, fell_before }, options).place()] += 1;
        }
        let told: usize = counts.iter().sum();
        (2 * told >= options.draws).then(|| (counts.map(|n| n as f64 / told as f64), told))
    }
}

/// Moving blocks: starts drawn evenly among those where a whole block fits.
fn draw_blocks(rng: &mut ChaCha8Rng, block: usize, drawn: &mut [usize]) {
    let n = drawn.len();
    let block = block.clamp(1, n);
    let starts = n - block + 1;
    for piece in drawn.chunks_mut(block) {
        let start = sample::below(rng, starts);
        piece.iter_mut().enumerate().for_each(|(i, week)| *week = start + i);
    }
}

/// The end of the first window of the unbroken row of windows, each a week later than the one before, that are in
/// the same stage as the last.
pub(super) fn since(series: &Series<'_>, stage: Stage, options: &StageOptions) -> (usize, bool) {
    let mut end = series.len();
    while end > options.weeks && series.stage(end - 1, options) == Some(stage) {
        end -= 1;
    }
    (end, end == options.weeks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(share: f64, slope: f64, high: f64, fell_before: bool) -> Facts {
        Facts { share, slope, high, fell_before }
    }

    #[test]
    fn every_case_of_the_rule() {
        use Stage::*;
        for (found, expected) in [
            (facts(0.2, 0.1, 0.2, false), Inception),
            (facts(0.2, -0.1, -0.05, false), Inception),
            (facts(0.2, -0.1, -0.05, true), Decline),
            (facts(0.95, -0.1, -0.05, true), Decline),
            (facts(0.5, 0.1, 0.2, false), Establishment),
            (facts(0.89, 0.1, 0.2, false), Establishment),
            (facts(0.7, -0.1, 0.01, false), Establishment),
            (facts(0.7, -0.1, 0.01, true), Establishment),
            (facts(0.7, -0.1, -0.01, false), Falling),
            (facts(0.9, 0.1, 0.2, false), Maturity),
            (facts(0.9, -0.1, -0.05, false), Maturity),
            (facts(0.5, 0.02, 0.1, false), Maturity),
            (facts(0.7, -0.015, -0.01, false), Maturity),
        ] {
            assert_eq!(stage_of(found, &StageOptions::default()), expected, "{found:?}");
        }
        let names: Vec<&str> = Stage::ALL.map(Stage::name).to_vec();
        assert_eq!(Stage::ALL.map(Stage::place), [0, 1, 2, 3, 4], "{names:?}");
    }

    #[test]
    fn blocks_fit_and_cover() {
        let mut rng = sample::stream(1, 2);
        let mut seen = [0; 12];
        for _ in 0..2000 {
            let mut drawn = [99; 12];
            draw_blocks(&mut rng, 4, &mut drawn);
            for block in drawn.chunks(4) {
                assert!(block.windows(2).all(|pair| pair[1] == pair[0] + 1) && block[3] < 12);
            }
            drawn.iter().for_each(|&week| seen[week] += 1);
        }
        // Weeks in the middle lie in four of the nine blocks, the first in one.
        assert!(seen[0] > 500 && seen[6] > 2200, "{seen:?}");
        let mut odd = [0; 5];
        draw_blocks(&mut rng, 9, &mut odd);
        assert_eq!(odd, [0, 1, 2, 3, 4]);
    }
}
