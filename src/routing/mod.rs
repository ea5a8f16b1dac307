//! Who could answer an open question: found by what people answered before, asked behind the scenes.
//!
//! [`unanswered`](unanswered()) lists the open questions, those first that nobody will answer by themselves; [`route`](route())
//! finds people for one question, with reasons, or says why nobody fits; [`route_all`] does so for all that are open, so that
//! nobody is asked too often. [`Router`] is what they rest on: it ranks the candidates by what was known before a time, and so
//! can be put to the test on the past.
//!
//! For the community manager alone: who is suggested is asked in private, and may decline.

mod assign;
mod fading;
mod learn;
mod memory;
mod options;
mod presence;
mod propensity;
mod provenance;
mod question;
mod route;
mod router;
mod suggest;
mod tables;
mod unanswered;

pub use assign::{Fit, assign};
pub use learn::LearnedWeights;
pub use memory::RouterMemory;
pub use options::{
    DEFAULT_ACTIVE_DAYS, DEFAULT_CAP, DEFAULT_CLOSE, DEFAULT_EXPLORATION, DEFAULT_FADE_DAYS,
    DEFAULT_HALF_LIFE_DAYS, DEFAULT_HOURS_AHEAD, DEFAULT_MIN_LEARNED, DEFAULT_MIN_MATCH, DEFAULT_NEEDED,
    DEFAULT_PLACES, DEFAULT_SMOOTHING, DEFAULT_THREADS, RouteOptions, RouteWeights, SUGGESTED_EXPLORATION,
};
pub use question::RoutedQuestion;
pub use route::{Asked, Assignment, Route, RouteAll, route, route_all};
pub use router::{NoCandidates, RankedCandidate, RouteFeatures, RouteRanking, Router};
pub use suggest::{NobodyFits, Suggestion, Suggestions};
pub(crate) use unanswered::NOT_LISTED;
pub use unanswered::{
    AnswerChance, DEFAULT_LISTED, DEFAULT_MAX_AGE_DAYS, DEFAULT_ROUTE_BELOW, GROUP_WEIGHT, HORIZON_HOURS,
    MIN_AT_RISK, OpenInGroup, OpenQuestion, Unanswered, UnansweredOptions, WORTH_HALF_LIFE_DAYS, unanswered,
};
