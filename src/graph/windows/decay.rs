//! Weights that fade with time.

use crate::graph::build::check_interactions;
use crate::graph::{EdgeRule, Interaction, InteractionGraph, Scale};
use crate::time::DAY_MS;
use crate::{Error, Result, Timestamp};
use rayon::prelude::*;

/// Days after which an act counts half: a quarter of a year.
pub const DEFAULT_HALF_LIFE_DAYS: f64 = 90.0;

/// How acts fade: one that is `half_life_days` old at `at` counts half of one that happens now, one twice as old a quarter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decay {
    /// The instant as of which the graph is seen; acts at or after it are left out.
    pub at: Timestamp,
    /// Age in days at which an act counts half ([`DEFAULT_HALF_LIFE_DAYS`]).
    pub half_life_days: f64,
}

impl Decay {
    /// With the default half-life, as of an instant.
    pub fn as_of(at: Timestamp) -> Decay {
        Decay { at, half_life_days: DEFAULT_HALF_LIFE_DAYS }
    }

    /// What is left of an act: `2^-(age / half-life)`.
    ///
    /// ```
    /// use cmgraph::Timestamp;
    /// use cmgraph::graph::Decay;
    /// let decay = Decay { half_life_days: 10.0, ..Decay::as_of(Timestamp::from_date(2024, 1, 31).unwrap()) };
    /// assert_eq!(decay.left(Timestamp::from_date(2024, 1, 21).unwrap()), 0.5);
    /// assert_eq!(decay.left(Timestamp::from_date(2024, 1, 11).unwrap()), 0.25);
    /// ```
    pub fn left(&self, at: Timestamp) -> f64 {
        let age = self.at.0.saturating_sub(at.0) as f64 / DAY_MS as f64;
        libm::exp2(-age / self.half_life_days)
    }
}

impl InteractionGraph {
    /// The graph as of an instant, in which old acts count less: the weight of an arc is
    /// `scale(sum over its acts before the instant of weight(kind) * 2^-(age / half-life))`.
    ///
    /// A window forgets an act from one day to the next; decay forgets it little by little, so rankings do not jump.
    /// The graph has no counts by kind, for acts have no whole number any more. An arc whose acts have all faded below what
    /// a number can hold (a thousand half-lives) is left out. The same bytes for any order of the acts.
    ///
    /// Time O(e + n) for e interactions and n members, parallel.
    ///
    /// # Errors
    /// As [`InteractionGraph::from_interactions`], and [`Error::Option`] for a half-life that is not a positive number.
    ///
    /// ```
    /// use cmgraph::graph::{Decay, EdgeRule, Interaction, InteractionGraph, InteractionKind};
    /// use cmgraph::{MemberId, Timestamp};
    /// let day = |day| Timestamp::from_date(2024, 1, day).unwrap();
    /// let (ann, bo, kind) = (MemberId(0), MemberId(1), InteractionKind::Reply);
    /// let events = [1, 11, 31].map(|d| Interaction { from: ann, to: bo, kind, at: day(d) });
    /// let decay = Decay { at: day(21), half_life_days: 10.0 };
    /// let graph = InteractionGraph::decayed(2, &events, &EdgeRule::default(), &decay)?;
    /// assert_eq!(graph.weight(0), Some(0.75)); // 1/4 of the 1st, 1/2 of the 11th; the 31st is yet to come
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn decayed(
        nodes: usize,
        events: &[Interaction],
        rule: &EdgeRule,
        decay: &Decay,
    ) -> Result<InteractionGraph> {
        check_interactions(nodes, events, rule)?;
        if !(decay.half_life_days > 0.0 && decay.half_life_days.is_finite()) {
            return Err(Error::Option {
                option: "half_life_days",
                found: decay.half_life_days.to_string(),
                expected: "a positive number of days".into(),
            });
        }
        let weights = rule.weights();
        let past = || events.par_iter().filter(|event| event.at < decay.at);
        let from: Vec<u32> = past().map(|event| event.from.0).collect();
        let to: Vec<u32> = past().map(|event| event.to.0).collect();
        let faded: Vec<f64> =
            past().map(|event| weights[event.kind.index()] * decay.left(event.at)).collect();
        // Adds the acts of an arc in order of size, whatever the order of the rows.
        let mut graph = InteractionGraph::from_arcs(nodes, &from, &to, &faded)?;
        if rule.scale == Scale::Log1p {
            let scale = |weights: &mut Vec<f64>| {
                weights.par_iter_mut().for_each(|weight| *weight = weight.ln_1p());
            };
            scale(&mut graph.out_weight);
            scale(&mut graph.in_weight);
        }
        Ok(graph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemberId;
    use crate::graph::InteractionKind;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn act(from: u32, to: u32, kind: usize, at: i64) -> Interaction {
        Interaction {
            from: MemberId(from),
            to: MemberId(to),
            kind: InteractionKind::ALL[kind],
            at: Timestamp(at),
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(
            acts in prop::collection::vec((0u32..6, 0u32..6, 0usize..5, 0i64..400), 0..120),
            day in 0i64..420,
            half_life in 0.5f64..200.0,
            log in any::<bool>(),
            rotate in 0usize..100,
        ) {
            let scale = if log { Scale::Log1p } else { Scale::Count };
            let rule = EdgeRule { answer: 0.3, scale, ..EdgeRule::default() };
            let mut events: Vec<_> = acts.iter().map(|&(u, v, k, d)| act(u, v, k, d * DAY_MS)).collect();
            let decay = Decay { at: Timestamp(day * DAY_MS), half_life_days: half_life };
            let graph = InteractionGraph::decayed(6, &events, &rule, &decay).unwrap();
            let mut wanted: BTreeMap<(u32, u32), f64> = BTreeMap::new();
            for &(u, v, k, d) in &acts {
                if d < day && u != v && rule.weights()[k] > 0.0 {
                    let left = 0.5f64.powf((day - d) as f64 / half_life);
                    *wanted.entry((u, v)).or_default() += rule.weights()[k] * left;
                }
            }
            prop_assert_eq!(graph.arc_count(), wanted.len());
            for (arc, ((u, v), sum)) in wanted.into_iter().enumerate() {
                prop_assert_eq!(graph.ends(arc), Some((MemberId(u), MemberId(v))));
                let wanted = if log { sum.ln_1p() } else { sum };
                let found = graph.weight(arc).unwrap();
                prop_assert!((found - wanted).abs() <= 1e-12 * wanted, "{} {}", found, wanted);
            }
            if !events.is_empty() {
                let middle = rotate % events.len();
                events.rotate_left(middle);
            }
            prop_assert_eq!(InteractionGraph::decayed(6, &events, &rule, &decay).unwrap(), graph);
        }
    }

    #[test]
    fn limits() {
        let events = [act(0, 1, 0, 0), act(1, 1, 0, 0), act(1, 0, 0, i64::MAX)];
        let graph = |at, half_life_days| {
            let decay = Decay { at: Timestamp(at), half_life_days };
            InteractionGraph::decayed(2, &events, &EdgeRule::default(), &decay)
        };
        // Nothing has happened yet; the first act has just happened; it has faded away.
        assert_eq!(graph(0, 1.0).unwrap().arc_count(), 0);
        assert_eq!((graph(1, 1e9).unwrap().arc_count(), graph(1, 1e9).unwrap().self_loops()), (1, 1));
        assert_eq!(graph(2000 * DAY_MS, 1.0).unwrap().arc_count(), 0);
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(graph(1, bad), Err(Error::Option { option: "half_life_days", .. })));
        }
        let old = [act(0, 1, 0, i64::MIN)];
        let decay = Decay::as_of(Timestamp(i64::MAX));
        let graph = InteractionGraph::decayed(2, &old, &EdgeRule::default(), &decay).unwrap();
        assert_eq!(graph.arc_count(), 0);
        let nobody = InteractionGraph::decayed(0, &[], &EdgeRule::default(), &decay).unwrap();
        assert_eq!(nobody.node_count(), 0);
    }
}
