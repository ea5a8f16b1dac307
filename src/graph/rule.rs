//! How the acts on an arc become one weight.

use super::InteractionKind;
use crate::{Error, Result};

/// Weight of a reply.
pub const DEFAULT_REPLY_WEIGHT: f64 = 1.0;
/// Weight of an answer, on top of the reply that it also is.
pub const DEFAULT_ANSWER_WEIGHT: f64 = 0.0;
/// Weight of a mention.
pub const DEFAULT_MENTION_WEIGHT: f64 = 1.0;
/// Weight of a reaction: none, because a click is no conversation and there are very many.
pub const DEFAULT_REACTION_WEIGHT: f64 = 0.0;
/// Weight of marking an answer as accepted.
pub const DEFAULT_ACCEPTANCE_WEIGHT: f64 = 1.0;
/// Scale of the weighted count.
pub const DEFAULT_SCALE: Scale = Scale::Count;

/// How the weighted count c of an arc becomes its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// c itself.
    #[default]
    Count,
    /// ln(1 + c): the hundredth reply to the same colleague says less than the first.
    Log1p,
}

/// Weight of an arc: `scale(sum over kinds of weight(kind) * count(kind))`.
///
/// Arcs whose weight is 0 are left out of the graph, with their counts: by default an arc that is
/// made of reactions alone does not exist. Which rule was used changes every measure on the graph, so it
/// belongs in the provenance of the result.
///
/// ```
/// use cmgraph::graph::{EdgeRule, Scale};
/// let rule = EdgeRule { reaction: 0.1, ..EdgeRule::default() };
/// assert_eq!(rule.weight(&[2, 1, 0, 10, 0]), 3.0); // 2 replies (1 an answer), 10 reactions
/// let rule = EdgeRule { scale: Scale::Log1p, ..EdgeRule::default() };
/// assert_eq!(rule.weight(&[2, 0, 0, 0, 0]), 2.0_f64.ln_1p());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EdgeRule {
    /// Weight of a reply ([`DEFAULT_REPLY_WEIGHT`]).
    pub reply: f64,
    /// Weight of an answer ([`DEFAULT_ANSWER_WEIGHT`]).
    pub answer: f64,
    /// Weight of a mention ([`DEFAULT_MENTION_WEIGHT`]).
    pub mention: f64,
    /// Weight of a reaction ([`DEFAULT_REACTION_WEIGHT`]).
    pub reaction: f64,
    /// Weight of an acceptance ([`DEFAULT_ACCEPTANCE_WEIGHT`]).
    pub acceptance: f64,
    /// Scale of the weighted count ([`DEFAULT_SCALE`]).
    pub scale: Scale,
}

impl Default for EdgeRule {
    fn default() -> Self {
        EdgeRule {
            reply: DEFAULT_REPLY_WEIGHT,
            answer: DEFAULT_ANSWER_WEIGHT,
            mention: DEFAULT_MENTION_WEIGHT,
            reaction: DEFAULT_REACTION_WEIGHT,
            acceptance: DEFAULT_ACCEPTANCE_WEIGHT,
            scale: DEFAULT_SCALE,
        }
    }
}

impl EdgeRule {
    /// The weight of one act, in the order of [`InteractionKind::ALL`].
    #[inline]
    pub fn weights(&self) -> [f64; 5] {
        [self.reply, self.answer, self.mention, self.reaction, self.acceptance]
    }

    /// The weight of an arc with these counts by kind; a sum above the largest float is cut to that.
    #[inline]
    pub fn weight(&self, counts: &[u32; 5]) -> f64 {
        let mut sum = 0.0;
        for (weight, &count) in self.weights().iter().zip(counts) {
            sum += weight * f64::from(count);
        }
        let sum = sum.min(f64::MAX);
        match self.scale {
            Scale::Count => sum,
            Scale::Log1p => sum.ln_1p(),
        }
    }

    /// Every weight must be finite and not negative: PageRank and shortest paths mean nothing otherwise.
    pub(super) fn check(&self) -> Result<()> {
        for (kind, weight) in InteractionKind::ALL.iter().zip(self.weights()) {
            if !(weight.is_finite() && weight >= 0.0) {
                return Err(Error::Option {
                    option: kind.name(),
                    found: weight.to_string(),
                    expected: "a finite weight of 0 or more".into(),
                });
            }
        }
        Ok(())
    }
}
