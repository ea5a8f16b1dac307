//! A graph and what is assumed about how a word spreads on it.

use super::model::{ArcProbability, CascadeModel, CascadeOptions, WordFlow};
use crate::graph::Adjacency;
use crate::graph::adjacency::Rows;
use crate::graph::csr::row;
use crate::{Error, MemberId, Result};
use rayon::prelude::*;

/// Members that a task takes at least.
const MEMBERS_PER_TASK: usize = 1 << 10;

/// A graph on which a word spreads: who hears whom, and the chance that a word gets through.
///
/// Made from an [`InteractionGraph`](crate::graph::InteractionGraph) or a [`TieGraph`](crate::graph::TieGraph). Members
/// who act on nobody hear nobody: a word reaches them only as seeds.
///
/// ```
/// use cmgraph::graph::{ArcProbability, Cascade, CascadeOptions, InteractionGraph, exact_spread};
/// use cmgraph::MemberId;
/// // Bo (1) answers Ann (0), Cy (2) answers Bo: Ann's word reaches Bo, Bo's word Cy.
/// let graph = InteractionGraph::from_arcs(3, &[1, 2], &[0, 1], &[1.0; 2])?;
/// let half = CascadeOptions { probability: ArcProbability::Uniform(0.5), ..CascadeOptions::default() };
/// let cascade = Cascade::new(&graph, &half)?;
/// assert_eq!(exact_spread(&cascade, &[MemberId(0)]), Some(1.75)); // 1 + 1/2 + 1/4
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Cascade<'a> {
    /// Whom a member's word reaches.
    pub(super) listeners: Rows<'a>,
    /// Whose word reaches a member.
    pub(super) voices: Rows<'a>,
    options: CascadeOptions,
    /// By listener: what weights are divided by (weighted cascade) or probabilities multiplied by (linear threshold).
    scale: Vec<f64>,
}

impl<'a> Cascade<'a> {
    /// The graph under these assumptions. O(n + m), parallel.
    ///
    /// # Errors
    /// [`Error::Option`] for a probability out of range, also where weights are to be probabilities and one is above 1.
    pub fn new(graph: impl Into<Adjacency<'a>>, options: &CascadeOptions) -> Result<Cascade<'a>> {
        options.check()?;
        let graph = graph.into();
        let (listeners, voices) = match options.flow {
            WordFlow::AgainstArcs => (graph.into, graph.out),
            WordFlow::AlongArcs => (graph.out, graph.into),
        };
        if options.probability == ArcProbability::Weights
            && let Some(weight) = voices.weight.iter().find(|weight| **weight > 1.0)
        {
            return Err(Error::Option {
                option: "probability",
                found: format!("an arc of weight {weight}"),
                expected: "weights of at most 1, to be probabilities".into(),
            });
        }
        let mut cascade = Cascade { listeners, voices, options: *options, scale: Vec::new() };
        let members = graph.node_count();
        let by_row = |value: &(dyn Fn(MemberId) -> f64 + Sync)| -> Vec<f64> {
            let members = (0..members as u32).into_par_iter().with_min_len(MEMBERS_PER_TASK);
            members.map(|member| value(MemberId(member))).collect()
        };
        cascade.scale = match (options.probability, options.model) {
            (ArcProbability::ByDegree, _) => Vec::new(),
            (ArcProbability::ByWeight, _) => by_row(&|member| {
                let weights = &voices.weight[row(voices.start, member)];
                // Halves first: the sum of weights near the largest float is infinite.
                2.0 * weights.iter().map(|weight| 0.5 * weight).sum::<f64>().min(0.5 * f64::MAX)
            }),
            (_, CascadeModel::LinearThreshold) => by_row(&|member| {
                let range = row(voices.start, member);
                let sum: f64 = range.map(|arc| cascade.unscaled(voices.weight[arc])).sum();
                if sum > 1.0 { 1.0 / sum } else { 1.0 }
            }),
            (_, CascadeModel::IndependentCascade) => Vec::new(),
        };
        Ok(cascade)
    }

    /// Number of members.
    pub fn node_count(&self) -> usize {
        self.voices.start.len() - 1
    }

    /// What was assumed.
    pub fn options(&self) -> &CascadeOptions {
        &self.options
    }

    /// Whether all that a member hears gets through with the same probability, for every member.
    pub(super) fn equal_rows(&self) -> bool {
        matches!(self.options.probability, ArcProbability::ByDegree | ArcProbability::Uniform(_))
    }

    fn unscaled(&self, weight: f64) -> f64 {
        match self.options.probability {
            ArcProbability::Uniform(p) => p,
            ArcProbability::Rate(rate) => -libm::expm1(-rate * weight),
            _ => weight,
        }
    }

    /// Probability with which a word gets through to a listener by an arc of this weight.
    #[inline]
    pub(super) fn chance(&self, listener: MemberId, weight: f64) -> f64 {
        match (self.options.probability, self.options.model) {
            (ArcProbability::ByDegree, _) => {
                let heard = row(self.voices.start, listener).len();
                1.0 / heard as f64
            }
            (ArcProbability::ByWeight, _) => (weight / self.scale[listener.index()]).min(1.0),
            (_, CascadeModel::IndependentCascade) => self.unscaled(weight),
            (_, CascadeModel::LinearThreshold) => self.unscaled(weight) * self.scale[listener.index()],
        }
    }

    /// Whose word reaches a member, and with which probability by each of them.
    pub(super) fn voices_of(
        &self,
        listener: MemberId,
    ) -> impl ExactSizeIterator<Item = (MemberId, f64)> + '_ {
        let range = row(self.voices.start, listener);
        range.map(move |arc| (self.voices.neighbour[arc], self.chance(listener, self.voices.weight[arc])))
    }

    /// Members without doubles and in order; an error for one that is not in the graph.
    pub(super) fn known(&self, option: &'static str, members: &[MemberId]) -> Result<Vec<MemberId>> {
        let mut known = members.to_vec();
        known.sort_unstable();
        known.dedup();
        match known.last() {
            Some(last) if last.index() >= self.node_count() => Err(Error::Option {
                option,
                found: format!("member {}", last.0),
                expected: format!("members of the graph, of which there are {}", self.node_count()),
            }),
            _ => Ok(known),
        }
    }
}
