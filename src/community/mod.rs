//! The community: members, groups, threads, messages, roster. Immutable and columnar; windows are views.

mod ids;

pub use ids::{GroupId, MemberId, MessageId, PersonId, ThreadId};
