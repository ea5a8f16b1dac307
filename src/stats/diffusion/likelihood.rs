//! The likelihood of grouped adoption data, with exact first and second derivatives.

use super::counts::{AdoptionCounts, Joiners};
use super::curve::{Family, Point};
use super::newton::Slope;

/// The data as sums of logarithms, in the order in which the likelihood wants them. Time is scaled so that the
/// last edge is 1, counts are real numbers so that over-dispersed samples can be drawn.
///
/// With `S(e,x) = (1-c)(1-F_e) + c(1-F_x)` (which is `1-F_e` times the probability that a fresh joiner of `e`
/// has not adopted by `x`), both kinds of joiners are sums of four kinds of terms:
/// `K_i ln[c(F_i-F_{i-1})]` for adopters, `D_j ln(1-F_j)` for what fresh joiners are conditioned on,
/// `V_j ln(1-cF_j)` for those of launch and for truncation, and `n ln S(e,x)` for fresh joiners who wait.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    /// Edges over the last edge.
    pub(super) times: Vec<f64>,
    /// Adopters of each bin, `K`.
    pub(super) adopters: Vec<f64>,
    /// `D` by edge; empty if all are 0.
    pub(super) entered: Vec<f64>,
    /// `V` by edge.
    pub(super) waited: Vec<f64>,
    /// `(entry, exit, n)` of fresh joiners who wait.
    pub(super) pairs: Vec<(u32, u32, f64)>,
}

impl Terms {
    pub(super) fn of(counts: &AdoptionCounts) -> Terms {
        let adopted = counts.adopted.iter().map(|c| (c.entry, c.bin, c.people as f64));
        let waiting = counts.waiting.iter().map(|c| (c.entry, c.exit, c.people as f64));
        let mut terms = Terms::default();
        terms.rescale(counts);
        terms.load(counts.joiners, adopted, waiting);
        terms
    }

    fn rescale(&mut self, counts: &AdoptionCounts) {
        let end = counts.end();
        self.times = counts.edges.iter().map(|t| t / end).collect();
    }

    /// Fills the sums from cells `(entry, bin or exit, people)`; `times` are kept.
    pub(super) fn load(
        &mut self,
        joiners: Joiners,
        adopted: impl Iterator<Item = (usize, usize, f64)>,
        waiting: impl Iterator<Item = (usize, usize, f64)>,
    ) {
        let edges = self.times.len();
        self.adopters.clear();
        self.adopters.resize(edges - 1, 0.0);
        self.waited.clear();
        self.waited.resize(edges, 0.0);
        self.entered.clear();
        self.entered.resize(edges, 0.0);
        self.pairs.clear();
        let late = |entry: usize, times: &[f64]| times[entry] > 0.0;
        for (entry, bin, n) in adopted {
            self.adopters[bin] += n;
            if late(entry, &self.times) {
                match joiners {
                    Joiners::Fresh => self.entered[entry] -= n,
                    Joiners::Truncated => self.waited[entry] -= n,
                }
            }
        }
        for (entry, exit, n) in waiting {
            if entry == exit {
                continue;
            }
            match (late(entry, &self.times), joiners) {
                (false, _) => self.waited[exit] += n,
                (true, Joiners::Fresh) => {
                    self.entered[entry] -= n;
                    self.pairs.push((entry as u32, exit as u32, n));
                }
                (true, Joiners::Truncated) => {
                    self.waited[exit] += n;
                    self.waited[entry] -= n;
                }
            }
        }
        if self.entered.iter().all(|&d| d == 0.0) {
            self.entered.clear();
        }
    }

    /// Log-likelihood and derivatives at `theta = (a, b, ln c)`, `a` and `b` being log-parameters per span.
    ///
    /// One exponential an edge and one logarithm a term. Constant multinomial factors are left out.
    pub(super) fn evaluate(&self, family: Family, theta: &[f64; 3], points: &mut Vec<Point>) -> Slope {
        family.fill(&self.times, theta[0], theta[1], points);
        let share = theta[2].exp();
        // 1 - c without cancellation as c reaches 1.
        let never = -theta[2].exp_m1();
        let mut sum = Sums::default();
        let mut adopters = 0.0;
        for (pair, &k) in points.windows(2).zip(&self.adopters) {
            if k > 0.0 {
                let (from, to) = (&pair[0], &pair[1]);
                // In the tail the difference of what is left is exact where that of F is not.
                let gain = if to.f < 0.5 { to.f - from.f } else { from.rest - to.rest };
                adopters += k;
                sum.add(
                    k,
                    gain,
                    [to.a - from.a, to.b - from.b, 0.0],
                    [to.aa - from.aa, to.ab - from.ab, to.bb - from.bb, 0.0, 0.0, 0.0],
                );
            }
        }
        sum.value += adopters * theta[2];
        sum.gradient[2] += adopters;
        for (point, &d) in points.iter().zip(&self.entered) {
            if d != 0.0 {
                sum.add(
                    d,
                    point.rest,
                    [-point.a, -point.b, 0.0],
                    [-point.aa, -point.ab, -point.bb, 0.0, 0.0, 0.0],
                );
            }
        }
        for (point, &v) in points.iter().zip(&self.waited) {
            if v != 0.0 {
                let (cf, ca, cb) = (share * point.f, share * point.a, share * point.b);
                sum.add(
                    v,
                    never + share * point.rest,
                    [-ca, -cb, -cf],
                    [-share * point.aa, -share * point.ab, -share * point.bb, -ca, -cb, -cf],
                );
            }
        }
        for &(entry, exit, n) in &self.pairs {
            let (from, to) = (&points[entry as usize], &points[exit as usize]);
            let mix = |x: f64, y: f64| -(never * x + share * y);
            let moved = |x: f64, y: f64| share * (x - y);
            let left = share * (to.rest - from.rest);
            sum.add(
                n,
                never * from.rest + share * to.rest,
                [mix(from.a, to.a), mix(from.b, to.b), left],
                [
                    mix(from.aa, to.aa),
                    mix(from.ab, to.ab),
                    mix(from.bb, to.bb),
                    moved(from.a, to.a),
                    moved(from.b, to.b),
                    left,
                ],
            );
        }
        sum.slope()
    }
}

/// Running sum of `n ln S` and its derivatives.
#[derive(Default)]
struct Sums {
    value: f64,
    gradient: [f64; 3],
    /// aa, ab, bb, ac, bc, cc.
    second: [f64; 6],
}

impl Sums {
    #[inline(always)]
    fn add(&mut self, n: f64, s: f64, first: [f64; 3], second: [f64; 6]) {
        let scale = 1.0 / s;
        self.value += n * s.ln();
        let [a, b, c] = first.map(|d| d * scale);
        let outer = [a * a, a * b, b * b, a * c, b * c, c * c];
        for (sum, d) in self.gradient.iter_mut().zip([a, b, c]) {
            *sum += n * d;
        }
        for i in 0..6 {
            self.second[i] += n * (second[i] * scale - outer[i]);
        }
    }

    fn slope(&self) -> Slope {
        let [aa, ab, bb, ac, bc, cc] = self.second;
        Slope {
            value: self.value,
            gradient: self.gradient,
            hessian: [[aa, ab, ac], [ab, bb, bc], [ac, bc, cc]],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::counts::{AdoptedCell, WaitingCell};
    use super::*;
    use proptest::prelude::*;

    fn sample(joiners: Joiners, people: &[u8]) -> AdoptionCounts {
        let edges = [0.0, 1.0, 2.0, 3.5, 5.0];
        let mut next = people.iter().copied().cycle();
        let (mut adopted, mut waiting) = (Vec::new(), Vec::new());
        for entry in 0..4 {
            for bin in entry..4 {
                adopted.push(AdoptedCell { entry, bin, people: next.next().unwrap().into() });
                waiting.push(WaitingCell { entry, exit: bin + 1, people: next.next().unwrap().into() });
            }
        }
        AdoptionCounts::new(&edges, &adopted, &waiting, joiners).unwrap()
    }

    /// The definitions, cell by cell.
    fn direct(counts: &AdoptionCounts, p: f64, q: f64, c: f64) -> f64 {
        let f = |edge: usize| super::super::Bass { p, q }.adopted(counts.edges[edge]);
        let base = |entry: usize| match counts.joiners {
            Joiners::Fresh => 1.0 - f(entry),
            Joiners::Truncated => 1.0 - c * f(entry),
        };
        let adopted: f64 = counts
            .adopted
            .iter()
            .map(|n| n.people as f64 * (c * (f(n.bin + 1) - f(n.bin)) / base(n.entry)).ln())
            .sum();
        let waiting: f64 = counts
            .waiting
            .iter()
            .map(|n| {
                let stays = match counts.joiners {
                    Joiners::Fresh => 1.0 - c * (f(n.exit) - f(n.entry)) / base(n.entry),
                    Joiners::Truncated => (1.0 - c * f(n.exit)) / base(n.entry),
                };
                n.people as f64 * stays.ln()
            })
            .sum();
        adopted + waiting
    }

    proptest! {
        #[test]
        fn terms_are_the_definition_and_its_derivatives(
            people in prop::collection::vec(0u8..9, 20), fresh: bool,
            a in -3.0..1.0f64, b in -3.0..1.5f64, d in -2.0..-0.01f64, family in 0usize..3,
        ) {
            let joiners = if fresh { Joiners::Fresh } else { Joiners::Truncated };
            let counts = sample(joiners, &people);
            let terms = Terms::of(&counts);
            let mut points = Vec::new();
            let span = counts.end();
            let bass = terms.evaluate(Family::Bass, &[a, b, d], &mut points).value;
            let expected = direct(&counts, a.exp() / span, b.exp() / span, d.exp());
            prop_assert!((bass - expected).abs() < 1e-9 * expected.abs().max(1.0), "{bass} {expected}");
            let family = [Family::Bass, Family::Gompertz, Family::ShiftedGompertz][family];
            let theta = [a, b, d];
            let here = terms.evaluate(family, &theta, &mut points);
            for i in 0..3 {
                let h = 1e-5;
                let (mut up, mut down) = (theta, theta);
                up[i] += h;
                down[i] -= h;
                let (up, down) =
                    (terms.evaluate(family, &up, &mut points), terms.evaluate(family, &down, &mut points));
                let size = 1.0 + here.gradient[i].abs();
                prop_assert!(((up.value - down.value) / (2.0 * h) - here.gradient[i]).abs() < 1e-4 * size);
                for j in 0..3 {
                    let slope = (up.gradient[j] - down.gradient[j]) / (2.0 * h);
                    let size = 10.0 + here.hessian[i][j].abs();
                    prop_assert!((slope - here.hessian[i][j]).abs() < 1e-4 * size, "{i}{j}");
                }
            }
        }
    }

    #[test]
    fn without_joiners_all_forms_are_one() {
        let edges = [0.0, 1.0, 2.0, 4.0];
        let constant = AdoptionCounts::constant(&edges, &[5, 9, 4], 40).unwrap();
        let hazard = AdoptionCounts::at_risk(&edges, &[40, 35, 26], &[5, 9, 4]).unwrap();
        let mut points = Vec::new();
        let theta = [-1.2, 0.4, -0.5];
        let one = Terms::of(&constant).evaluate(Family::Bass, &theta, &mut points);
        let other = Terms::of(&hazard).evaluate(Family::Bass, &theta, &mut points);
        assert!((one.value - other.value).abs() < 1e-12 * one.value.abs());
        assert_eq!((constant.people(), hazard.people()), (40, 40));
        assert_eq!((constant.waiting_at_end(), hazard.waiting_at_end()), (22, 22));
    }
}
