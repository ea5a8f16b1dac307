//! What is assumed about how a word spreads.

use crate::{Error, Result};

/// How somebody comes to pass a word on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CascadeModel {
    /// Whoever has just got the word has one chance with each member that listens to him or her, each chance on its
    /// own. (Kempe, Kleinberg and Tardos 2003.)
    #[default]
    IndependentCascade,
    /// A member passes the word on once those who have it make up a share of all he or she listens to that is as
    /// large as his or her threshold, which is drawn uniformly from 0 to 1. Shares are the probabilities of the arcs;
    /// where they add up to more than 1 for a member they are scaled down to 1.
    LinearThreshold,
}

/// With which probability a word passes from one member to another, in one go. Not in an export: an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum ArcProbability {
    /// Weighted cascade: the weight of the arc over all weight to those the member listens to, p(v, u) =
    /// w(u, v) / sum over x of w(u, x). Everybody passes on one word in sum, whoever listens to many less from each.
    #[default]
    ByWeight,
    /// Weighted cascade without weights: one over the number of those the member listens to.
    ByDegree,
    /// The same for every arc, from 0 to 1.
    Uniform(f64),
    /// 1 - exp(-rate w): each unit of weight is a chance of its own, rate 0 or more.
    Rate(f64),
    /// The weights are the probabilities, each at most 1.
    Weights,
}

impl ArcProbability {
    /// In words, as in a provenance.
    pub fn describe(self) -> String {
        match self {
            ArcProbability::ByWeight => {
                "weighted cascade: the share of the arc in all that the listener acts on".into()
            }
            ArcProbability::ByDegree => "one over the number of people the listener acts on".into(),
            ArcProbability::Uniform(p) => format!("{p} for every arc"),
            ArcProbability::Rate(rate) => format!("1 - exp(-{rate} weight)"),
            ArcProbability::Weights => "the weights themselves".into(),
        }
    }
}

/// Which way a word goes along an arc u -> v, which says that u acted on v's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WordFlow {
    /// From v to u: u has read what v wrote. Who is answered and liked by many has reach.
    #[default]
    AgainstArcs,
    /// From u to v: who answers many has reach. For graphs whose arcs say who tells whom.
    AlongArcs,
}

/// Options of a [`Cascade`](super::Cascade).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CascadeOptions {
    /// How somebody comes to pass a word on.
    pub model: CascadeModel,
    /// With which probability.
    pub probability: ArcProbability,
    /// Which way along the arcs. On ties it makes no difference.
    pub flow: WordFlow,
}

impl CascadeOptions {
    pub(super) fn check(&self) -> Result<()> {
        let fault = |found: f64, expected: &str| {
            Err(Error::Option { option: "probability", found: found.to_string(), expected: expected.into() })
        };
        match self.probability {
            ArcProbability::Uniform(p) if !(0.0..=1.0).contains(&p) => fault(p, "a probability from 0 to 1"),
            ArcProbability::Rate(rate) if !(rate.is_finite() && rate >= 0.0) => {
                fault(rate, "a rate of 0 or more")
            }
            _ => Ok(()),
        }
    }
}
