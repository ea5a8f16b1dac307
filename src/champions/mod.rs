//! Helper champions: who helps whom.
//!
//! [`champions`] finds people who help many *different* colleagues, which counts of posts, contacts or likes do
//! not show, and says how sure that is.

pub mod cover;
mod help;
mod helpers;
mod options;
mod result;
mod tables;

pub use helpers::champions;
pub use options::{
    ChampionOptions, DEFAULT_ACTIVITY_WEEKS, DEFAULT_CHAMPIONS, DEFAULT_MIN_ACTIVE_WEEKS,
    DEFAULT_MIN_ANSWER_SHARE, DEFAULT_MIN_HELPED, DEFAULT_MIN_P_ABOVE_UNIT, DEFAULT_MIN_THREADS,
    DEFAULT_MIN_UNIT, DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED, DEFAULT_PEOPLE_PER_CHAMPION,
    SUGGESTED_HALF_LIFE_DAYS,
};
pub use result::{Champion, Champions, Gate, UnitChampions};
