//! cmgraph reads the export of an internal community as a member-interaction graph.

#![warn(missing_docs)]

// Lets unit tests share the helpers of the integration tests, which name the crate.
#[cfg(test)]
extern crate self as cmgraph;

pub mod adoption;
pub mod champions;
pub mod community;
mod error;
pub mod export;
pub mod graph;
pub mod privacy;
pub mod questions;
pub mod report;
pub mod simulate;
pub mod stats;
pub mod table;
pub mod text;
pub mod time;

pub use community::{Community, GroupId, MemberId, MessageId, PersonId, ThreadId, View, Window};
pub use error::{Error, Place, Result};
pub use export::{ReadOptions, read};
pub use privacy::{Mode, Policy};
pub use table::{Provenance, Release, Table};
pub use time::Timestamp;
