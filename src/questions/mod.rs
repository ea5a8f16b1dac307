//! Questions: what is asked, and who is asked.
//!
//! [`heard_questions`] counts what was asked, where and in which language, and says what was probably not heard.
//! [`question_hubs`] finds the people to whom colleagues turn by themselves (often team secretaries), also
//! those who are not on the platform yet.
//!
//! What asks is told by [`MessageFlags::QUESTION`](crate::community::MessageFlags::QUESTION), which the reader
//! of the export sets.

pub(crate) mod evidence;
mod heard;
mod heard_options;
mod heard_tables;
mod hub_options;
mod hub_result;
mod hub_tables;
mod hubs;
mod recall;

pub use evidence::{EvidenceKind, EvidenceWeights};
pub use heard::{HeardKind, HeardPart, HeardPeriod, HeardQuestions, HeardShare, Unheard, heard_questions};
pub use heard_options::{DEFAULT_HEARD_LEVEL, DEFAULT_HEARD_PERIOD, DEFAULT_MIN_THREADS, HeardOptions};
pub use hub_options::{
    DEFAULT_HUB_PERCENTILE, DEFAULT_HUBS, DEFAULT_MAX_MENTIONS, DEFAULT_MIN_ASKERS,
    DEFAULT_MIN_ASKERS_OFF_PLATFORM, DEFAULT_MIN_P_HUB, HubOptions,
};
pub use hub_result::{HubType, QuestionHub, QuestionHubs, UnitHubs};
pub use hubs::question_hubs;
pub use recall::{MEASURED_RECALL, MeasuredRecall};
