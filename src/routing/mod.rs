//! Who could answer an open question: found by what people answered before, asked behind the scenes.
//!
//! [`Router`] ranks the candidates for a question by what was known before a time.

mod fading;
mod learn;
mod options;
mod presence;
mod propensity;
mod question;
mod router;

pub use learn::LearnedWeights;
pub use options::{
    DEFAULT_ACTIVE_DAYS, DEFAULT_CAP, DEFAULT_CLOSE, DEFAULT_EXPLORATION, DEFAULT_FADE_DAYS,
    DEFAULT_HALF_LIFE_DAYS, DEFAULT_HOURS_AHEAD, DEFAULT_MIN_LEARNED, DEFAULT_MIN_MATCH, DEFAULT_NEEDED,
    DEFAULT_PLACES, DEFAULT_SMOOTHING, DEFAULT_THREADS, RouteOptions, RouteWeights, SUGGESTED_EXPLORATION,
};
pub use question::RoutedQuestion;
pub use router::{NoCandidates, RankedCandidate, RouteFeatures, RouteRanking, Router};
