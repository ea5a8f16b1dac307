//! What is asked of helper champions.

use super::HELP_DESK_WORDS;
pub use crate::activity::{DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED};
use crate::stats::{DEFAULT_DRAWS, DEFAULT_POSTERIOR_LEVEL, DEFAULT_SEED};
use crate::{Error, Result};

/// Champions that the table lists, and the `k` of `P(top k)`.
pub const DEFAULT_CHAMPIONS: usize = 20;
/// Weeks, counted back from the end of the window, in which activity is looked at.
pub const DEFAULT_ACTIVITY_WEEKS: u32 = 12;
/// Weeks among them in which a champion was active.
pub const DEFAULT_MIN_ACTIVE_WEEKS: u32 = 6;
/// Distinct colleagues whom a champion helped.
pub const DEFAULT_MIN_HELPED: u32 = 3;
/// Threads not started by the own leader in which a champion helped.
pub const DEFAULT_MIN_THREADS: u32 = 2;
/// Share of a champion's messages that help.
pub const DEFAULT_MIN_ANSWER_SHARE: f64 = 0.3;
/// Probability with which a champion helps more colleagues than three quarters of the own unit do.
pub const DEFAULT_MIN_P_ABOVE_UNIT: f64 = 0.5;
/// A champion is wanted for each started number of people of this size in a unit.
pub const DEFAULT_PEOPLE_PER_CHAMPION: u32 = 50;
/// Colleagues from which a unit's own percentile is told; as in the smallest group that may be shown.
pub const DEFAULT_MIN_UNIT: usize = 5;
/// Questions a month that a champion can carry beside the own work.
pub const DEFAULT_CAPACITY: f64 = 8.0;
/// A half-life for those who want recent help to count more.
pub const SUGGESTED_HALF_LIFE_DAYS: f64 = 90.0;

/// How to look for champions.
#[derive(Debug, Clone, PartialEq)]
pub struct ChampionOptions {
    /// Champions that the table lists, and the `k` of `P(top k)`.
    pub n: usize,
    /// Words from which a reply says something; one with an attachment always does.
    pub min_words: u16,
    /// Words from which a reply that also thanks or asks says something else besides.
    pub min_words_mixed: u16,
    /// Days after which help counts half; `None` (the default) counts all help of the window alike, so that the
    /// rate is of the same people as the reasons. [`SUGGESTED_HALF_LIFE_DAYS`] suits windows of years. Months
    /// of presence fade alike.
    pub half_life_days: Option<f64>,
    /// Weeks, counted back from the end of the window, in which activity is looked at; 1 to 64.
    pub activity_weeks: u32,
    /// Weeks among them in which a champion wrote or reacted. In shorter windows the same share of the weeks
    /// that there are, rounded up.
    pub min_active_weeks: u32,
    /// Distinct colleagues whom a champion helped: whoever answers one person only is a colleague of that person.
    pub min_helped: u32,
    /// Threads not started by the own leader in which a champion helped.
    pub min_threads: u32,
    /// Share of a champion's messages that help, 0 to 1.
    pub min_answer_share: f64,
    /// Probability with which a champion's rate is above the 75th percentile of the own unit, 0 to 1. Not asked
    /// where the unit is unknown or small, nor where the rates of people do not differ measurably.
    pub min_p_above_unit: f64,
    /// A champion is wanted for each started number of people of this size in a unit; 1 or more.
    pub people_per_champion: u32,
    /// Colleagues from which a unit's own percentile is told.
    pub min_unit: usize,
    /// Levels of the unit path that make a unit; `None` for the whole path.
    pub unit_level: Option<usize>,
    /// Questions a month from which somebody has enough on the plate: positive. No gate; it says whom not to ask first.
    pub capacity: f64,
    /// People who do not want to be listed, by e-mail address or native id: they are in no list, and counted; a
    /// name that neither export nor roster knows is an error. Their help
    /// stays in the model and in the numbers of their unit.
    pub exclude: Vec<String>,
    /// Words in a job title or a unit that tell of a help desk ([`HELP_DESK_WORDS`]); empty: nobody is labelled.
    pub help_desk_words: Vec<String>,
    /// Level of the posterior intervals, inside (0, 1).
    pub interval_level: f64,
    /// Posterior draws behind `P(top k)`.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for ChampionOptions {
    fn default() -> Self {
        ChampionOptions {
            n: DEFAULT_CHAMPIONS,
            min_words: DEFAULT_MIN_WORDS,
            min_words_mixed: DEFAULT_MIN_WORDS_MIXED,
            half_life_days: None,
            activity_weeks: DEFAULT_ACTIVITY_WEEKS,
            min_active_weeks: DEFAULT_MIN_ACTIVE_WEEKS,
            min_helped: DEFAULT_MIN_HELPED,
            min_threads: DEFAULT_MIN_THREADS,
            min_answer_share: DEFAULT_MIN_ANSWER_SHARE,
            min_p_above_unit: DEFAULT_MIN_P_ABOVE_UNIT,
            people_per_champion: DEFAULT_PEOPLE_PER_CHAMPION,
            min_unit: DEFAULT_MIN_UNIT,
            unit_level: None,
            capacity: DEFAULT_CAPACITY,
            exclude: Vec::new(),
            help_desk_words: HELP_DESK_WORDS.map(String::from).to_vec(),
            interval_level: DEFAULT_POSTERIOR_LEVEL,
            draws: DEFAULT_DRAWS,
            seed: DEFAULT_SEED,
        }
    }
}

impl ChampionOptions {
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if !(self.interval_level > 0.0 && self.interval_level < 1.0) {
            return fault("interval_level", self.interval_level.to_string(), "a number between 0 and 1");
        }
        if !(0.0..=1.0).contains(&self.min_answer_share) {
            return fault("min_answer_share", self.min_answer_share.to_string(), "a share from 0 to 1");
        }
        if !(0.0..=1.0).contains(&self.min_p_above_unit) {
            return fault("min_p_above_unit", self.min_p_above_unit.to_string(), "a probability from 0 to 1");
        }
        if let Some(days) = self.half_life_days.filter(|days| !(days.is_finite() && *days > 0.0)) {
            return fault("half_life_days", days.to_string(), "a positive number of days, or nothing");
        }
        if self.capacity.is_nan() || self.capacity <= 0.0 {
            return fault("capacity", self.capacity.to_string(), "a number above 0");
        }
        if !(1..=64).contains(&self.activity_weeks) {
            return fault("activity_weeks", self.activity_weeks.to_string(), "1 to 64 weeks");
        }
        if self.min_active_weeks > self.activity_weeks {
            return fault("min_active_weeks", self.min_active_weeks.to_string(), "at most activity_weeks");
        }
        if self.n == 0 {
            return fault("n", "0".into(), "1 or more");
        }
        if self.people_per_champion == 0 {
            return fault("people_per_champion", "0".into(), "1 or more");
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "1 or more, or nothing for the whole path");
        }
        Ok(())
    }
}
