//! Questions: what is asked, and who is asked.
//!
//! [`heard_questions`] counts what was asked, where and in which language, and says what was probably not heard.
//! [`question_hubs`] finds the people to whom colleagues turn by themselves (often team secretaries), also
//! those who are not on the platform yet. [`nominations`](nominations()) reads whom people say they ask, and says how far
//! the two agree. [`hub_rates`] ranks who is asked in any list of who asked whom.
//!
//! What asks is told by [`MessageFlags::QUESTION`](crate::community::MessageFlags::QUESTION), which the reader
//! of the export sets: by a question mark, by the platform's own mark, or by the words of the message.

mod asked;
pub(crate) mod evidence;
mod evidence_kind;
mod heard;
mod heard_options;
mod heard_tables;
mod hub_options;
mod hub_provenance;
mod hub_rates;
mod hub_result;
mod hub_tables;
mod hub_type;
mod hub_units;
mod hubs;
mod left_out;
mod names;
mod nomination_file;
mod nominations;
mod overload;
mod recall;
mod topics;

pub use evidence_kind::{EvidenceKind, EvidenceWeights};
pub use heard::{HeardKind, HeardPart, HeardPeriod, HeardQuestions, HeardShare, Unheard, heard_questions};
pub use heard_options::{DEFAULT_HEARD_LEVEL, DEFAULT_HEARD_PERIOD, DEFAULT_MIN_THREADS, HeardOptions};
pub use hub_options::{
    DEFAULT_HUB_PERCENTILE, DEFAULT_HUBS, DEFAULT_MAX_MENTIONS, DEFAULT_MIN_ASKERS,
    DEFAULT_MIN_ASKERS_OFF_PLATFORM, DEFAULT_MIN_P_HUB, DEFAULT_RECENT_WEEKS, HubOptions,
};
pub use hub_rates::{AskEvent, HubRate, HubRateOptions, HubRates, hub_rates};
pub use hub_result::{AmbiguousName, HubType, QuestionHub, QuestionHubs, UnitHubs};
pub use hubs::question_hubs;
pub use names::{NameMatch, Names, Somebody};
pub use nomination_file::{Nomination, NominationFile, read_nominations};
pub use nominations::{Nominations, Nominee, nominations};
pub use overload::Overload;
pub use recall::{MEASURED_RECALL, MeasuredRecall};
pub use topics::TopicSpread;
