//! Which past threads speak of the same things, and who answered them.
//!
//! Strings in, scores out. An `Index` holds what was said in threads, message by message in order of time, so that it can be
//! asked as of any time: what was said later is cut off from every list, and neither counts nor lengths know of it.
//! Scores are BM25 over stemmed words, with Finnish runs of four letters as a second field.
//!
//! This floor knows no people: [`routing`](crate::routing) joins them.

mod index;
mod language;
mod query;
mod search;
mod segment;
mod terms;
mod words;

#[cfg(test)]
mod tests;

pub use index::{B, GRAM_WEIGHT, K1, TITLE_WEIGHT};
pub(crate) use index::{Index, Passage, Text};
pub(crate) use language::language_of;
pub(crate) use query::Query;
pub(crate) use search::{Desks, Hit, WordsIn};
pub(crate) use words::first_sentence;
