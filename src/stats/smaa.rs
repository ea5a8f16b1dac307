//! A ranking by several criteria that nobody has weighed: which ranks are possible under which weights?

use super::rank_correlation::mean_ranks;
use super::sample::{gamma, stream, uniform};
use super::special::normal_quantile;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Draws of weights and values.
pub const DEFAULT_SMAA_DRAWS: usize = 10_000;

/// First-rank acceptability below which central weights say nothing: they would rest on a handful of draws.
pub const MIN_FIRST: f64 = 0.01;

/// Draws that share a random stream.
const DRAWS_PER_STREAM: usize = 128;

/// What is known of one alternative by one criterion; more is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SmaaValue {
    /// Known without doubt.
    Known(f64),
    /// A rate, Gamma-distributed: shape and rate.
    Gamma {
        /// Shape, positive.
        shape: f64,
        /// Rate (inverse scale), positive.
        rate: f64,
    },
    /// A share, Beta-distributed.
    Beta {
        /// First shape, positive.
        alpha: f64,
        /// Second shape, positive.
        beta: f64,
    },
    /// Odds `p/(1-p)` of a Beta-distributed share `p`, times a scale: a ratio of two rates.
    Odds {
        /// First shape, positive.
        alpha: f64,
        /// Second shape, positive.
        beta: f64,
        /// Factor, positive.
        scale: f64,
    },
}

impl SmaaValue {
    fn usable(&self) -> bool {
        let positive = |x: f64| x > 0.0 && x.is_finite();
        match *self {
            SmaaValue::Known(x) => x.is_finite(),
            SmaaValue::Gamma { shape, rate } => positive(shape) && positive(rate),
            SmaaValue::Beta { alpha, beta } => positive(alpha) && positive(beta),
            SmaaValue::Odds { alpha, beta, scale } => positive(alpha) && positive(beta) && positive(scale),
        }
    }

    fn draw(&self, rng: &mut ChaCha8Rng) -> f64 {
        match *self {
            SmaaValue::Known(x) => x,
            SmaaValue::Gamma { shape, rate } => gamma(rng, shape) / rate,
            SmaaValue::Beta { alpha, beta } => {
                let (a, b) = (gamma(rng, alpha), gamma(rng, beta));
                // Both may underflow where the shapes are tiny.
                if a + b > 0.0 { a / (a + b) } else { 0.5 }
            }
            SmaaValue::Odds { alpha, beta, scale } => {
                let (a, b) = (gamma(rng, alpha), gamma(rng, beta));
                scale * a.max(f64::MIN_POSITIVE) / b.max(f64::MIN_POSITIVE)
            }
        }
    }
}

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmaaOptions {
    /// Draws of weights and values together.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// Ranks whose acceptability is told, from the first on.
    pub ranks: usize,
}

impl Default for SmaaOptions {
    fn default() -> Self {
        SmaaOptions { draws: DEFAULT_SMAA_DRAWS, seed: super::DEFAULT_SEED, ranks: 20 }
    }
}

/// What [`smaa`] finds about one alternative.
#[derive(Debug, Clone, PartialEq)]
pub struct RankAcceptability {
    /// `P(rank = 1)`, `P(rank = 2)`, ... as far as asked for.
    pub by_rank: Vec<f64>,
    /// Mean rank.
    pub mean_rank: f64,
    /// Mean of the weights that put the alternative first: what one has to care for to choose it. `None` where it is first
    /// in less than [`MIN_FIRST`] of the draws.
    pub central_weights: Option<Vec<f64>>,
    /// Probability to be first under the central weights: low means that the values are too uncertain, whatever the
    /// weights.
    pub confidence: Option<f64>,
}

impl RankAcceptability {
    /// `P(rank <= k)`, for `k` up to the ranks asked for.
    pub fn among_first(&self, k: usize) -> f64 {
        self.by_rank.iter().take(k).sum::<f64>().min(1.0)
    }
}

/// Stochastic multicriteria acceptability analysis: how often has an alternative which rank when nobody knows the
/// weights of the criteria?
///
/// In each draw the weights are uniform on the simplex (`w ~ Dirichlet(1, ..., 1)`), the values come from their
/// distributions, each criterion becomes a utility by its ranks (`Φ⁻¹((r - 3/8)/(m + 1/4))`, ties share the mean rank), so
/// that no unit and no outlier counts, and the weighted sums are ranked. A composite with fixed weights gives one of these
/// rankings and hides all others.
///
/// # Arguments
/// `values[alternative][criterion]`, as many criteria for each alternative.
///
/// # Returns
/// One [`RankAcceptability`] an alternative; `None` without draws, without criteria, where alternatives have different
/// numbers of them, or where a distribution has parameters outside its range. Alternatives that tie share the ranks.
///
/// # Complexity
/// O(draws × criteria × m log m) for `m` alternatives, twice; in parallel, the same for any number of threads.
///
/// # Example
/// ```
/// use cmgraph::stats::{SmaaOptions, SmaaValue::Known, smaa};
/// // One is best at the first criterion, one at the second, one good at both.
/// let values = [[Known(9.0), Known(1.0)], [Known(1.0), Known(9.0)], [Known(5.0), Known(5.0)]].map(Vec::from);
/// let found = smaa(&values, &SmaaOptions { ranks: 3, ..SmaaOptions::default() }).unwrap();
/// // By ranks, whoever is middling at both is second under any weights.
/// assert!((found[0].by_rank[0] - 0.5).abs() < 0.02 && found[2].by_rank[1] > 0.99);
/// let weights = found[0].central_weights.as_ref().unwrap();
/// assert!((weights[0] - 0.75).abs() < 0.02); // first where the first criterion weighs more than half
/// ```
///
/// # Reference
/// R. Lahdelma, P. Salminen, *SMAA-2: stochastic multicriteria acceptability analysis for group decision making*,
/// Operations Research 49 (2001).
pub fn smaa(values: &[Vec<SmaaValue>], options: &SmaaOptions) -> Option<Vec<RankAcceptability>> {
    let criteria = values.first().map_or(0, Vec::len);
    let fine = |row: &Vec<SmaaValue>| row.len() == criteria && row.iter().all(SmaaValue::usable);
    if values.is_empty() {
        return Some(Vec::new());
    }
    if criteria == 0 || options.draws == 0 || !values.iter().all(fine) {
        return None;
    }
    let m = values.len();
    let ranks = options.ranks.min(m);
    let problem = Problem { values, criteria, scores: scores(m), options };
    let parts: Vec<Part> =
        problem.streams().into_par_iter().map(|start| problem.first_pass(start, ranks)).collect();
    let mut all = Part::new(m, ranks, criteria);
    parts.iter().for_each(|part| all.join(part));

    let draws = options.draws as f64;
    let first = |i: usize| all.by_rank.get(i * ranks).copied().unwrap_or_default();
    let known: Vec<(usize, Vec<f64>)> = (0..m)
        .filter(|&i| ranks > 0 && first(i) >= MIN_FIRST * draws)
        .map(|i| {
            let weights = &all.weights[i * criteria..(i + 1) * criteria];
            (i, weights.iter().map(|sum| sum / first(i)).collect())
        })
        .collect();
    let parts: Vec<Vec<f64>> =
        problem.streams().into_par_iter().map(|start| problem.second_pass(start, &known)).collect();
    let mut wins = vec![0.0; known.len()];
    for part in &parts {
        wins.iter_mut().zip(part).for_each(|(all, part)| *all += part);
    }
    let mut found: Vec<RankAcceptability> = (0..m)
        .map(|i| RankAcceptability {
            by_rank: all.by_rank[i * ranks..(i + 1) * ranks].iter().map(|n| n / draws).collect(),
            mean_rank: all.rank_sum[i] / draws,
            central_weights: None,
            confidence: None,
        })
        .collect();
    for ((i, weights), won) in known.into_iter().zip(wins) {
        found[i].central_weights = Some(weights);
        found[i].confidence = Some(won / draws);
    }
    Some(found)
}

/// Normal scores of ranks 1, 1½, 2, ..., m.
fn scores(m: usize) -> Vec<f64> {
    (0..2 * m).map(|half| normal_quantile((1.0 + half as f64 / 2.0 - 0.375) / (m as f64 + 0.25))).collect()
}

struct Problem<'a> {
    values: &'a [Vec<SmaaValue>],
    criteria: usize,
    scores: Vec<f64>,
    options: &'a SmaaOptions,
}

struct Part {
    by_rank: Vec<f64>,
    rank_sum: Vec<f64>,
    /// Sum of the weights under which an alternative was first.
    weights: Vec<f64>,
}

impl Part {
    fn new(m: usize, ranks: usize, criteria: usize) -> Part {
        Part { by_rank: vec![0.0; m * ranks], rank_sum: vec![0.0; m], weights: vec![0.0; m * criteria] }
    }

    fn join(&mut self, other: &Part) {
        let add = |all: &mut Vec<f64>, part: &Vec<f64>| {
            all.iter_mut().zip(part).for_each(|(all, part)| *all += part);
        };
        add(&mut self.by_rank, &other.by_rank);
        add(&mut self.rank_sum, &other.rank_sum);
        add(&mut self.weights, &other.weights);
    }
}

impl Problem<'_> {
    /// First draw of each stream, in an order that does not depend on the threads, as sums over the streams go by it.
    fn streams(&self) -> Vec<usize> {
        (0..self.options.draws).step_by(DRAWS_PER_STREAM).collect()
    }

    /// Draws weights and utilities of the stream that starts at `start`; both passes see the same.
    fn each_draw(&self, start: usize, mut see: impl FnMut(&[f64], &[f64])) {
        let (m, criteria) = (self.values.len(), self.criteria);
        let mut rng = stream(self.options.seed, (start / DRAWS_PER_STREAM) as u64);
        let mut weights = vec![0.0; criteria];
        let mut column = vec![0.0; m];
        let mut utilities = vec![0.0; m * criteria];
        for _ in start..(start + DRAWS_PER_STREAM).min(self.options.draws) {
            // Exponential variables over their sum are uniform on the simplex.
            weights.iter_mut().for_each(|weight| *weight = -uniform(&mut rng).ln());
            let sum: f64 = weights.iter().sum();
            weights.iter_mut().for_each(|weight| *weight /= sum);
            for criterion in 0..criteria {
                for (value, row) in column.iter_mut().zip(self.values) {
                    *value = row[criterion].draw(&mut rng);
                }
                for (i, rank) in mean_ranks(&column).into_iter().enumerate() {
                    // Ranks are whole or half, from 1.
                    utilities[i * criteria + criterion] = self.scores[(2.0 * rank) as usize - 2];
                }
            }
            see(&weights, &utilities);
        }
    }

    fn first_pass(&self, start: usize, ranks: usize) -> Part {
        let (m, criteria) = (self.values.len(), self.criteria);
        let mut part = Part::new(m, ranks, criteria);
        let mut totals = vec![0.0; m];
        self.each_draw(start, |weights, utilities| {
            for (total, own) in totals.iter_mut().zip(utilities.chunks_exact(criteria)) {
                *total = -weighted(weights, own);
            }
            let mut order: Vec<u32> = (0..m as u32).collect();
            order
                .sort_unstable_by(|&a, &b| totals[a as usize].total_cmp(&totals[b as usize]).then(a.cmp(&b)));
            let mut before = 0;
            for equal in order.chunk_by(|&a, &b| totals[a as usize] == totals[b as usize]) {
                let share = 1.0 / equal.len() as f64;
                for &i in equal {
                    let i = i as usize;
                    for rank in before..(before + equal.len()).min(ranks) {
                        part.by_rank[i * ranks + rank] += share;
                    }
                    part.rank_sum[i] += before as f64 + (equal.len() as f64 + 1.0) / 2.0;
                    if before == 0 {
                        let sums = &mut part.weights[i * criteria..(i + 1) * criteria];
                        sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += share * weight);
                    }
                }
                before += equal.len();
            }
        });
        part
    }

    /// How often each of the `known` alternatives is first under its own central weights.
    fn second_pass(&self, start: usize, known: &[(usize, Vec<f64>)]) -> Vec<f64> {
        let mut wins = vec![0.0; known.len()];
        self.each_draw(start, |_, utilities| {
            for (won, (i, weights)) in wins.iter_mut().zip(known) {
                let own = weighted(weights, &utilities[i * self.criteria..(i + 1) * self.criteria]);
                let (mut above, mut level) = (0, 0);
                for other in utilities.chunks_exact(self.criteria) {
                    let other = weighted(weights, other);
                    above += usize::from(other > own);
                    level += usize::from(other == own);
                }
                if above == 0 {
                    *won += 1.0 / level as f64;
                }
            }
        });
        wins
    }
}

fn weighted(weights: &[f64], utilities: &[f64]) -> f64 {
    weights.iter().zip(utilities).map(|(weight, utility)| weight * utility).sum()
}

#[cfg(test)]
mod tests {
    use super::SmaaValue::{Beta, Gamma, Known, Odds};
    use super::*;
    use proptest::prelude::*;

    /// With two known criteria the weight of the first is uniform on (0, 1), utilities are lines in it, and ranks change
    /// only where two lines cross: areas without any draw.
    fn exact_for_two(values: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let m = values.len();
        let lines: Vec<(f64, f64)> = {
            let score = |c: usize, i: usize| {
                let below = values.iter().filter(|row| row[c] < values[i][c]).count() as f64;
                let level = values.iter().filter(|row| row[c] == values[i][c]).count() as f64;
                normal_quantile((below + (level + 1.0) / 2.0 - 0.375) / (m as f64 + 0.25))
            };
            (0..m).map(|i| (score(0, i), score(1, i))).collect()
        };
        let mut cuts = vec![0.0, 1.0];
        for a in &lines {
            for b in &lines {
                let (d0, d1) = (a.0 - b.0, a.1 - b.1);
                let w = d1 / (d1 - d0);
                if w > 0.0 && w < 1.0 {
                    cuts.push(w);
                }
            }
        }
        cuts.sort_unstable_by(f64::total_cmp);
        let mut areas = vec![vec![0.0; m]; m];
        for pair in cuts.windows(2) {
            let w = (pair[0] + pair[1]) / 2.0;
            let at = |line: &(f64, f64)| w * line.0 + (1.0 - w) * line.1;
            for (line, areas) in lines.iter().zip(&mut areas) {
                let above = lines.iter().filter(|other| at(other) > at(line) + 1e-12).count();
                let level = lines.iter().filter(|other| (at(other) - at(line)).abs() <= 1e-12).count();
                for area in areas.iter_mut().skip(above).take(level) {
                    *area += (pair[1] - pair[0]) / level as f64;
                }
            }
        }
        areas
    }

    fn known(values: &[Vec<f64>]) -> Vec<Vec<SmaaValue>> {
        values.iter().map(|row| row.iter().map(|&x| Known(x)).collect()).collect()
    }

    #[test]
    fn areas_of_two_criteria() {
        let values: Vec<Vec<f64>> =
            [[9.0, 1.0], [7.0, 4.0], [4.0, 6.5], [1.0, 9.0], [2.0, 2.0], [6.0, 6.0]].map(Vec::from).to_vec();
        let options = SmaaOptions { draws: 100_000, seed: 4, ranks: 6 };
        let found = smaa(&known(&values), &options).unwrap();
        let exact = exact_for_two(&values);
        assert!(exact.iter().filter(|row| row[0] > 0.05).count() >= 3, "{exact:?}");
        for (found, exact) in found.iter().zip(&exact) {
            for (found, exact) in found.by_rank.iter().zip(exact) {
                // Four standard errors of 100,000 draws.
                assert!((found - exact).abs() < 0.0064, "{found} {exact}");
            }
            let mean: f64 = exact.iter().enumerate().map(|(r, p)| (r + 1) as f64 * p).sum();
            assert!((found.mean_rank - mean).abs() < 0.02);
            // Without doubt about the values, the central weights put it first for sure: the set of weights that
            // put it first is convex.
            assert!(found.confidence.is_none_or(|confidence| confidence == 1.0));
            assert_eq!(found.confidence.is_some(), exact[0] > 0.01);
        }
    }

    #[test]
    fn one_criterion_is_the_order_of_the_posteriors() {
        // P(first) of two gammas, and of a share against a known one.
        let values = vec![vec![Gamma { shape: 5.0, rate: 1.0 }], vec![Gamma { shape: 12.0, rate: 4.0 }]];
        let options = SmaaOptions { draws: 40_000, seed: 1, ranks: 2 };
        let found = smaa(&values, &options).unwrap();
        // P(G1/1 > G2/4) = P(B(5, 12) > 1/(1 + 4)): scipy.stats.beta(5, 12).sf(.2).
        assert!((found[0].by_rank[0] - 0.798_245_441_8).abs() < 0.009, "{found:?}");
        assert_eq!(found[0].central_weights, Some(vec![1.0]));
        let values = vec![vec![Beta { alpha: 3.0, beta: 2.0 }], vec![Known(0.5)]];
        // P(B(3, 2) > .5) = 11/16; the odds of the same share against odds of 1 alike.
        let found = smaa(&values, &options).unwrap();
        assert!((found[0].by_rank[0] - 0.6875).abs() < 0.0095, "{found:?}");
        let values = vec![vec![Odds { alpha: 3.0, beta: 2.0, scale: 2.0 }], vec![Known(2.0)]];
        assert!((smaa(&values, &options).unwrap()[0].by_rank[0] - 0.6875).abs() < 0.0095);
    }

    #[test]
    fn ties_share_and_nothing_is_refused() {
        let same = vec![vec![Known(1.0), Known(2.0)]; 4];
        let found = smaa(&same, &SmaaOptions { draws: 200, seed: 0, ranks: 2 }).unwrap();
        for row in &found {
            assert!(
                row.by_rank.iter().all(|p| (p - 0.25).abs() < 1e-12) && (row.mean_rank - 2.5).abs() < 1e-12
            );
            assert!((row.among_first(2) - 0.5).abs() < 1e-12);
        }
        let options = SmaaOptions::default();
        assert_eq!(smaa(&[], &options), Some(vec![]));
        assert_eq!(smaa(&[vec![]], &options), None);
        assert_eq!(smaa(&[vec![Known(f64::NAN)]], &options), None);
        assert_eq!(smaa(&[vec![Known(1.0)], vec![]], &options), None);
        assert_eq!(smaa(&[vec![Beta { alpha: 0.0, beta: 1.0 }]], &options), None);
        assert_eq!(smaa(&same, &SmaaOptions { draws: 0, ..options }), None);
        let one = smaa(&[vec![Known(3.0)]], &options).unwrap();
        assert_eq!((one[0].by_rank.clone(), one[0].confidence), (vec![1.0], Some(1.0)));
        // Shapes that underflow stay finite.
        let tiny =
            vec![vec![Odds { alpha: 1e-9, beta: 1e-9, scale: 1.0 }, Beta { alpha: 1e-9, beta: 1e-9 }]; 2];
        assert!(smaa(&tiny, &options).unwrap().iter().all(|row| row.mean_rank.is_finite()));
        let no_ranks = smaa(&same, &SmaaOptions { ranks: 0, ..options }).unwrap();
        assert!(no_ranks.iter().all(|row| row.by_rank.is_empty() && row.central_weights.is_none()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn sums_are_right_whatever_the_threads(
            rows in prop::collection::vec(prop::collection::vec((1u8..9, 1u8..9), 3), 1..9),
        ) {
            let values: Vec<Vec<SmaaValue>> = rows
                .iter()
                .map(|row| {
                    let [a, b, c] = [row[0], row[1], row[2]].map(|(a, b)| (f64::from(a), f64::from(b)));
                    vec![
                        Gamma { shape: a.0, rate: a.1 },
                        Beta { alpha: b.0, beta: b.1 },
                        Known(c.0),
                    ]
                })
                .collect();
            let options = SmaaOptions { draws: 300, seed: 9, ranks: rows.len() };
            let with = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| smaa(&values, &options)).unwrap()
            };
            let found = with(1);
            prop_assert_eq!(&found, &with(3));
            for row in &found {
                prop_assert!((row.by_rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                if let Some(weights) = &row.central_weights {
                    prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                }
            }
            for rank in 0..rows.len() {
                prop_assert!((found.iter().map(|row| row.by_rank[rank]).sum::<f64>() - 1.0).abs() < 1e-9);
            }
            let ranks = rows.len() as f64;
            prop_assert!((found.iter().map(|row| row.mean_rank).sum::<f64>() - ranks * (ranks + 1.0) / 2.0).abs() < 1e-6);
        }
    }
}
