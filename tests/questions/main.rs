//! What is asked, who is asked, who answers.
//!
//! One binary for the whole area: each would link the crate again.

#[path = "../common/talk.rs"]
mod talk;

mod answers;
mod asked;
mod heard;
mod question_hubs;
