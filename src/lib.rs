//! cmgraph reads the export of an internal community as a member-interaction graph.

#![warn(missing_docs)]

pub mod champions;
pub mod community;
mod error;
pub mod export;
pub mod privacy;
pub mod questions;
pub mod stats;
pub mod table;
pub mod time;

pub use community::{Community, GroupId, MemberId, MessageId, PersonId, ThreadId, View, Window};
pub use error::{Error, Place, Result};
pub use table::{Provenance, Table};
pub use time::Timestamp;
