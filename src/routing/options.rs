//! What is asked of routing.

use crate::calendar::Calendars;
use crate::{Error, Result};

/// People suggested for a question.
pub const DEFAULT_PLACES: usize = 3;
/// Past threads from which relevance is taken.
pub const DEFAULT_THREADS: usize = 50;
/// Share of the relevance that is spread evenly over all candidates.
pub const DEFAULT_SMOOTHING: f64 = 0.1;
/// Days after which a question that fell into somebody's groups counts half.
pub const DEFAULT_HALF_LIFE_DAYS: f64 = 60.0;
/// Days without a sign of somebody after which he or she is taken to be there with a probability of `1/e`.
pub const DEFAULT_FADE_DAYS: f64 = 30.0;
/// Days without a sign of somebody after which he or she is no candidate.
pub const DEFAULT_ACTIVE_DAYS: f64 = 180.0;
/// Business hours ahead in which somebody should be there.
pub const DEFAULT_HOURS_AHEAD: u32 = 8;
/// Invitations a week that somebody should get at most.
pub const DEFAULT_CAP: u32 = 5;
/// People who should be asked for each open question.
pub const DEFAULT_NEEDED: u32 = 2;
/// Scores within this share of each other count as equal, and other units go first.
pub const DEFAULT_CLOSE: f64 = 0.1;
/// Share of the invitations that goes to somebody further down the list: none.
pub const DEFAULT_EXPLORATION: f64 = 0.0;
/// A share for those who want to find helpers that nobody knows yet: the most fitting are asked first always, so that those whom
/// the past does not show stay unseen.
pub const SUGGESTED_EXPLORATION: f64 = 0.1;
/// Share of what a question could score that the best thread of a candidate must reach.
pub const DEFAULT_MIN_MATCH: f64 = 0.15;
/// Answered questions from which weights are learned.
pub const DEFAULT_MIN_LEARNED: usize = 300;

/// What each feature counts for. The score of a candidate is the sum of weight times feature.
///
/// The defaults say how much each should matter; they are a convention.
/// [`Router::learn`](super::Router::learn) fits them to the past.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RouteWeights {
    /// Of the logarithm of the relevance.
    pub relevance: f64,
    /// Of the logit of the propensity.
    pub propensity: f64,
    /// Of the logarithm of the availability.
    pub availability: f64,
    /// Of the logarithm of the load.
    pub load: f64,
    /// For writing in the language of the question.
    pub same_language: f64,
    /// For being of another unit than the asker.
    pub other_unit: f64,
}

impl Default for RouteWeights {
    /// 1, 1, 1, 0.5, 0.5, 0.
    fn default() -> Self {
        RouteWeights {
            relevance: 1.0,
            propensity: 1.0,
            availability: 1.0,
            load: 0.5,
            same_language: 0.5,
            other_unit: 0.0,
        }
    }
}

impl RouteWeights {
    /// In the order of the fields.
    pub fn values(&self) -> [f64; 6] {
        [self.relevance, self.propensity, self.availability, self.load, self.same_language, self.other_unit]
    }

    /// From values in the order of the fields.
    pub fn from_values(values: [f64; 6]) -> RouteWeights {
        let [relevance, propensity, availability, load, same_language, other_unit] = values;
        RouteWeights { relevance, propensity, availability, load, same_language, other_unit }
    }
}

/// How to find people who could answer.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteOptions {
    /// People suggested for a question; 1 or more.
    pub n: usize,
    /// Past threads from which relevance is taken (the `K` of METHODS: the best by BM25); 1 or more.
    pub threads: usize,
    /// Share of the relevance that is spread evenly over all candidates, above 0 and at most 1: without it whoever never
    /// answered anything alike could never be found.
    pub smoothing: f64,
    /// What each feature counts for.
    pub weights: RouteWeights,
    /// Whether the weights are learned from the past where it has enough answered questions.
    pub learn: bool,
    /// Answered questions from which they are.
    pub min_learned: usize,
    /// Days after which a question that fell into somebody's groups counts half; positive.
    pub half_life_days: f64,
    /// Days without a sign of somebody after which the probability to be there is `1/e`; positive.
    pub fade_days: f64,
    /// Days without a sign after which somebody is no candidate; positive.
    pub active_days: f64,
    /// Business hours ahead in which somebody should be there, by the calendar of each person; 1 to 45.
    pub hours_ahead: u32,
    /// When people work, by unit and site: for who is there next, and for how long questions wait.
    /// [`DEFAULT_HOURS`](crate::calendar::DEFAULT_HOURS) in the zone of the view, without holidays, by default.
    pub calendars: Calendars,
    /// Invitations a week that somebody should get at most; 1 or more.
    pub cap: u32,
    /// Whom the community manager invited to answer in the last seven days, by e-mail address or native id, once for each
    /// invitation.
    pub invited: Vec<String>,
    /// People who do not want to be asked, by e-mail address or native id; a name that neither export nor roster knows is an error.
    pub exclude: Vec<String>,
    /// Whether the community manager and communications accounts are candidates as well. Off by default: they are who asks.
    pub fallback: bool,
    /// Levels of the unit path that make a unit; `None` for the whole path.
    pub unit_level: Option<usize>,
    /// Scores within this share of each other count as equal, so that another unit goes first; 0 to below 1.
    pub close: f64,
    /// Share of the questions for which the last place goes to somebody drawn from those further down, 0 to 1;
    /// [`SUGGESTED_EXPLORATION`] to find helpers that nobody knows yet.
    pub exploration: f64,
    /// Share of what the words of a question could score that the best thread of a candidate must reach, 0 to 1; below it the
    /// person does not fit.
    pub min_match: f64,
    /// People who should be asked for each open question ([`route_all`](super::route_all)); 1 or more.
    pub needed: u32,
    /// Seed of the draws of exploration and of learning.
    pub seed: u64,
}

impl Default for RouteOptions {
    fn default() -> Self {
        RouteOptions {
            n: DEFAULT_PLACES,
            threads: DEFAULT_THREADS,
            smoothing: DEFAULT_SMOOTHING,
            weights: RouteWeights::default(),
            learn: false,
            min_learned: DEFAULT_MIN_LEARNED,
            half_life_days: DEFAULT_HALF_LIFE_DAYS,
            fade_days: DEFAULT_FADE_DAYS,
            active_days: DEFAULT_ACTIVE_DAYS,
            hours_ahead: DEFAULT_HOURS_AHEAD,
            calendars: Calendars::default(),
            cap: DEFAULT_CAP,
            invited: Vec::new(),
            exclude: Vec::new(),
            fallback: false,
            unit_level: None,
            close: DEFAULT_CLOSE,
            exploration: DEFAULT_EXPLORATION,
            min_match: DEFAULT_MIN_MATCH,
            needed: DEFAULT_NEEDED,
            seed: crate::stats::DEFAULT_SEED,
        }
    }
}

impl RouteOptions {
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        for (option, value) in
            [("n", self.n as u64), ("threads", self.threads as u64), ("cap", self.cap.into())]
        {
            if value == 0 {
                return fault(option, "0".into(), "1 or more");
            }
        }
        if self.needed == 0 {
            return fault("needed", "0".into(), "1 or more");
        }
        if !(self.smoothing > 0.0 && self.smoothing <= 1.0) {
            return fault("smoothing", self.smoothing.to_string(), "a share above 0 and at most 1");
        }
        for (option, days) in [
            ("half_life_days", self.half_life_days),
            ("fade_days", self.fade_days),
            ("active_days", self.active_days),
        ] {
            if !(days.is_finite() && days > 0.0) {
                return fault(option, days.to_string(), "a positive number of days");
            }
        }
        for (option, share) in [("exploration", self.exploration), ("min_match", self.min_match)] {
            if !(0.0..=1.0).contains(&share) {
                return fault(option, share.to_string(), "a share from 0 to 1");
            }
        }
        if !(0.0..1.0).contains(&self.close) {
            return fault("close", self.close.to_string(), "a share from 0 to below 1");
        }
        if !(1..=45).contains(&self.hours_ahead) {
            return fault("hours_ahead", self.hours_ahead.to_string(), "1 to 45 business hours");
        }
        if self.weights.values().iter().any(|weight| !weight.is_finite()) {
            return fault("weights", format!("{:?}", self.weights), "finite numbers");
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "1 or more, or nothing for the whole path");
        }
        Ok(())
    }
}
