//! What is asked, who is asked, who answers.
//!
//! One binary for the whole area: each would link the crate again.

#[path = "../common/talk.rs"]
mod talk;

mod answers;
mod asked;
mod events;
mod heard;
mod hub_evidence;
mod hub_rates;
mod hub_texts;
mod nominations;
mod question_hubs;
mod routing;
mod routing_test;
