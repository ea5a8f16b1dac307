//! Who counts, and what they did when: what the analyses share.
//!
//! An analysis asks who could have done something (`Population`, [`Basis`]) and what was done, in order of time
//! (`in_order`), in the same terms as all others: which thread is a colleague's question (`Start`), which reply
//! says something (`SaysSomething`), who was there (`People`).

mod actions;
mod answers;
mod bins;
mod comparison;
mod early;
mod estimate;
mod habit;
mod largest;
mod people;
mod population;
mod questions;
mod thanks;
mod threads;
mod waits;

#[cfg(test)]
#[path = "../../tests/common/talk.rs"]
pub(crate) mod talk;

pub(crate) use actions::{Action, ActionKind, Days, ReactionsSeen, in_order};
pub(crate) use answers::SaysSomething;
pub use answers::{DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED};
pub(crate) use bins::bins;
pub use comparison::Comparison;
pub(crate) use comparison::comparison;
pub(crate) use early::{EARLY_RULE, Early};
pub use estimate::Estimate;
pub(crate) use estimate::{HIGH, LOW, with_ends};
pub(crate) use habit::Habit;
pub use habit::{DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, MAX_HABIT_WINDOW};
pub(crate) use largest::largest_two;
pub(crate) use people::{
    CHUNK, MONTH_DAYS, NO_UNIT, People, Units, counted, for_each_distinct, has_left, percent, percentile,
    sort_in_groups, void, with_mean_inside,
};
pub use population::Basis;
pub(crate) use population::{Include, MAX_EARLY, NOBODY, Person, Population, Who, early_share};
pub(crate) use questions::{Answer, Answerer, Question, Questions};
pub(crate) use thanks::{thanks_for, welcome};
pub(crate) use threads::{Askers, Start};
pub(crate) use waits::{hours, wait, within};

/// Never, so far.
pub(crate) const NEVER: crate::Timestamp = crate::Timestamp(i64::MAX);

/// Where the question flag falls short; every analysis that rests on it says so.
pub(crate) const QUESTION_FLAG_WARNING: &str = "a message counts as a question by a question mark outside links \
     and code, by the platform's own mark, or by its words in ten languages; of questions without a mark about half \
     to four fifths are heard";
