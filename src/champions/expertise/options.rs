//! What is asked of measures of expertise.

use super::TrueSkillOptions;
use crate::activity::{DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED};
use crate::graph::DEFAULT_DAMPING;
use crate::stats::DEFAULT_LEVEL;
use crate::{Error, Result};

/// People that the table lists.
pub const DEFAULT_EXPERTS: usize = 20;

/// How to measure expertise.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpertiseOptions {
    /// People that the table lists, by distinct askers.
    pub n: usize,
    /// Words from which a reply says something; one with an attachment always does.
    pub min_words: u16,
    /// Words from which a reply that also thanks or asks says something else besides.
    pub min_words_mixed: u16,
    /// Damping of ExpertiseRank, 0 <= d < 1.
    pub damping: f64,
    /// Parameters of TrueSkill.
    pub trueskill: TrueSkillOptions,
    /// People who do not want to be listed, by e-mail address or native id. They stay in the graph and in the correlations.
    pub exclude: Vec<String>,
    /// Levels of the unit path that make a unit; `None` for the whole path.
    pub unit_level: Option<usize>,
    /// Level of the intervals of correlations, inside (0, 1).
    pub interval_level: f64,
}

impl Default for ExpertiseOptions {
    fn default() -> Self {
        ExpertiseOptions {
            n: DEFAULT_EXPERTS,
            min_words: DEFAULT_MIN_WORDS,
            min_words_mixed: DEFAULT_MIN_WORDS_MIXED,
            damping: DEFAULT_DAMPING,
            trueskill: TrueSkillOptions::default(),
            exclude: Vec::new(),
            unit_level: None,
            interval_level: DEFAULT_LEVEL,
        }
    }
}

impl ExpertiseOptions {
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        if self.n == 0 {
            return fault("n", "0".into(), "1 or more");
        }
        if !(0.0..1.0).contains(&self.damping) {
            return fault("damping", self.damping.to_string(), "a number from 0 to below 1");
        }
        let TrueSkillOptions { mean, deviation, beta, tau, draw_probability } = self.trueskill;
        let positive = |x: f64| x.is_finite() && x > 0.0;
        let fine = mean.is_finite()
            && positive(deviation)
            && positive(beta)
            && (tau == 0.0 || positive(tau))
            && (0.0..1.0).contains(&draw_probability);
        if !fine {
            return fault(
                "trueskill",
                format!("{:?}", self.trueskill),
                "positive deviations, tau from 0, and a draw probability from 0 to below 1",
            );
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "1 or more, or nothing for the whole path");
        }
        Ok(())
    }
}
