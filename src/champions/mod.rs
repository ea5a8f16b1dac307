//! Helper champions: who helps whom.
//!
//! [`champions`] finds people who help many *different* colleagues, which counts of posts, contacts or likes do
//! not show, and says how sure that is.

mod composite;
pub mod cover;
mod expertise;
mod help;
mod helpers;
mod job;
mod load;
mod momentum;
mod newcomers;
mod opt_out;
mod options;
mod rates;
mod result;
mod tables;

pub use composite::{ChampionSmaa, Criterion, DEFAULT_CRITERIA, SmaaChampion, SmaaChampionOptions};
pub use expertise::{
    Agreement, DEFAULT_EXPERTS, Expert, Expertise, ExpertiseOptions, FIRST_EXPERTS, Measure, Skill,
    TrueSkillOptions, expertise, trueskill_draw, trueskill_win, z_score,
};
pub use help::help_events;
pub(crate) use help::thanked_helpers;
pub use helpers::champions;
pub use job::HELP_DESK_WORDS;
pub use load::Load;
pub use momentum::{Momentum, STEADY_RATIO, Trend};
pub use newcomers::NEWCOMER_DAYS;
pub(crate) use opt_out::opted_out;
pub use options::{
    ChampionOptions, DEFAULT_ACTIVITY_WEEKS, DEFAULT_CAPACITY, DEFAULT_CHAMPIONS, DEFAULT_MIN_ACTIVE_WEEKS,
    DEFAULT_MIN_ANSWER_SHARE, DEFAULT_MIN_HELPED, DEFAULT_MIN_P_ABOVE_UNIT, DEFAULT_MIN_THREADS,
    DEFAULT_MIN_UNIT, DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED, DEFAULT_PEOPLE_PER_CHAMPION,
    SUGGESTED_HALF_LIFE_DAYS,
};
pub use rates::{EventRateOptions, HelpEvent, HelpRate, HelpRates, rates_of_events};
pub use result::{Champion, Champions, Gate, UnitChampions};
