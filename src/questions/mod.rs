//! Questions: who is asked.
//!
//! [`question_hubs`] finds the people to whom colleagues turn by themselves (often team secretaries), also
//! those who are not on the platform yet.
//!
//! What asks is told by [`MessageFlags::QUESTION`](crate::community::MessageFlags::QUESTION), which the reader
//! of the export sets: by a question mark, by the platform's own mark, or by the words of the message.

pub(crate) mod evidence;
mod hub_options;
mod hub_result;
mod hub_tables;
mod hubs;

pub use evidence::{EvidenceKind, EvidenceWeights};
pub use hub_options::{
    DEFAULT_HUB_PERCENTILE, DEFAULT_HUBS, DEFAULT_MAX_MENTIONS, DEFAULT_MIN_ASKERS,
    DEFAULT_MIN_ASKERS_OFF_PLATFORM, DEFAULT_MIN_P_HUB, HubOptions,
};
pub use hub_result::{HubType, QuestionHub, QuestionHubs, UnitHubs};
pub use hubs::question_hubs;
