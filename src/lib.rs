//! cmgraph reads the export of an internal community as a member-interaction graph.

#![warn(missing_docs)]

pub mod community;
mod error;
pub mod simulate;
pub mod time;

pub use community::{GroupId, MemberId, MessageId, PersonId, ThreadId};
pub use error::{Error, Place, Result};
pub use time::Timestamp;
