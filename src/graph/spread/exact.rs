//! Expected reach by going through all worlds, for small graphs.

use super::cascade::Cascade;
use super::model::CascadeModel;
use crate::MemberId;

/// Worlds that [`exact_spread`] goes through at most.
pub const EXACT_SPREAD_MAX_WORLDS: u64 = 1 << 22;

/// Something left to chance: each outcome has a probability and the arc that it opens, if any.
type Decision = Vec<(f64, Option<(MemberId, MemberId)>)>;

/// Expected number of members that the word of these seeds reaches, exactly: the sum over all worlds (which arcs are live) of
/// the probability of the world times the members within reach of the seeds in it. Independent cascade: 2^m worlds, m the arcs
/// with a probability other than 0 and 1; linear threshold: the product of (arcs + 1) over the members. None where that
/// is more than [`EXACT_SPREAD_MAX_WORLDS`], or a seed is not in the graph.
///
/// Reference: D. Kempe, J. Kleinberg and E. Tardos, KDD 2003, for the equivalence of cascades and live arcs.
///
/// ```
/// use cmgraph::graph::{ArcProbability, Cascade, CascadeModel, CascadeOptions, InteractionGraph, exact_spread};
/// use cmgraph::MemberId;
/// // Bo and Cy listen to Ann, Di to both.
/// let graph = InteractionGraph::from_arcs(4, &[1, 2, 3, 3], &[0, 0, 1, 2], &[0.5; 4])?;
/// let mut options = CascadeOptions { probability: ArcProbability::Weights, ..CascadeOptions::default() };
/// assert_eq!(exact_spread(&Cascade::new(&graph, &options)?, &[MemberId(0)]), Some(2.4375));
/// options.model = CascadeModel::LinearThreshold;
/// assert_eq!(exact_spread(&Cascade::new(&graph, &options)?, &[MemberId(0)]), Some(2.5));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn exact_spread(cascade: &Cascade<'_>, seeds: &[MemberId]) -> Option<f64> {
    let seeds = cascade.known("seeds", seeds).ok()?;
    let decisions = decisions(cascade);
    let worlds = decisions.iter().try_fold(1u64, |worlds, decision| {
        worlds.checked_mul(decision.len() as u64).filter(|&worlds| worlds <= EXACT_SPREAD_MAX_WORLDS)
    });
    worlds?;
    let mut world = World { seeds, next: vec![Vec::new(); cascade.node_count()] };
    Some(world.expected(&decisions))
}

fn decisions(cascade: &Cascade<'_>) -> Vec<Decision> {
    let members = (0..cascade.node_count() as u32).map(MemberId);
    match cascade.options().model {
        CascadeModel::IndependentCascade => members
            .flat_map(|listener| cascade.voices_of(listener).map(move |(voice, p)| (voice, listener, p)))
            .map(|(voice, listener, p)| {
                let outcomes = [(1.0 - p, None), (p, Some((voice, listener)))];
                outcomes.into_iter().filter(|outcome| outcome.0 > 0.0).collect()
            })
            .collect(),
        CascadeModel::LinearThreshold => members
            .map(|listener| {
                let mut outcomes: Decision = cascade
                    .voices_of(listener)
                    .filter(|voice| voice.1 > 0.0)
                    .map(|(voice, p)| (p, Some((voice, listener))))
                    .collect();
                let rest = 1.0 - outcomes.iter().map(|outcome| outcome.0).sum::<f64>();
                if rest > 1e-9 {
                    outcomes.push((rest, None));
                }
                outcomes
            })
            .collect(),
    }
}

struct World {
    seeds: Vec<MemberId>,
    /// Whom each member's word reaches in this world.
    next: Vec<Vec<MemberId>>,
}

impl World {
    fn expected(&mut self, decisions: &[Decision]) -> f64 {
        let Some((decision, rest)) = decisions.split_first() else { return self.reach() };
        let mut sum = 0.0;
        for &(p, arc) in decision {
            if let Some((voice, listener)) = arc {
                self.next[voice.index()].push(listener);
            }
            sum += p * self.expected(rest);
            if let Some((voice, _)) = arc {
                self.next[voice.index()].pop();
            }
        }
        // A listener whose row has no outcome at all has no arcs.
        if decision.is_empty() { self.expected(rest) } else { sum }
    }

    fn reach(&self) -> f64 {
        let mut seen = vec![false; self.next.len()];
        let mut queue = self.seeds.clone();
        queue.iter().for_each(|seed| seen[seed.index()] = true);
        let mut head = 0;
        while head < queue.len() {
            for &listener in &self.next[queue[head].index()] {
                if !std::mem::replace(&mut seen[listener.index()], true) {
                    queue.push(listener);
                }
            }
            head += 1;
        }
        queue.len() as f64
    }
}
