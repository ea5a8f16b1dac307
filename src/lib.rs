//! Reads the export of an internal community (Yammer / Viva Engage) as a member-interaction graph and answers the
//! first questions of its community manager: how far has it spread and where does that lead ([`adoption`]), who gets how
//! far ([`funnel`]), who comes back ([`retention`]), who takes part ([`participation`]), which stage is it in
//! ([`stage`]), do units talk with one another ([`bridging`]), what hangs on whom ([`dependence`]), who helps
//! ([`champions`]), what and who is asked ([`questions`]), is it answered ([`answers`]), who could answer what is open
//! ([`routing`])?
//!
//! Every number carries its definition, denominator, interval and exclusions ([`Provenance`]), and nothing leaves
//! but through a privacy [`Policy`].
//!
//! # Example
//!
//! ```
//! use cmgraph::champions::{ChampionOptions, champions};
//! use cmgraph::{Policy, ReadOptions, Window, read};
//!
//! # fn main() -> cmgraph::Result<()> {
//! let options = ReadOptions { roster: Some("examples/data/roster.csv".into()), ..ReadOptions::default() };
//! let community = read(&["examples/data/export.zip".into()], &options)?;
//! let view = community.view(&Window::parse(None, None, "Europe/Helsinki")?);
//! let found = champions(&view, &ChampionOptions::default())?;
//! for table in found.tables() {
//!     println!("{}", Policy::named().apply(&table).to_terminal(&Default::default()));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # The floors
//!
//! [`export`] turns files into a [`Community`]; a [`Window`] of it is a [`View`]; an analysis turns a view into a
//! result; a result turns into [`Table`]s; a [`Policy`] turns a table into a [`Release`], which can be written.
//! [`graph`] is the interaction graph for everything else that graphs are good for.

#![warn(missing_docs)]

// Lets unit tests share the helpers of the integration tests, which name the crate.
#[cfg(test)]
extern crate self as cmgraph;

pub mod activity;
pub mod adoption;
pub mod answers;
pub mod backtest;
pub mod bridging;
pub mod calendar;
pub mod champions;
pub mod community;
pub mod conversation;
pub mod dependence;
pub mod doctor;
mod error;
pub mod export;
pub mod funnel;
pub mod goals;
pub mod graph;
pub mod participation;
pub mod privacy;
pub mod questions;
pub mod report;
pub mod retention;
pub mod retrieval;
pub mod rivals;
pub mod routing;
pub mod simulate;
pub mod spread;
pub mod stage;
pub mod stats;
pub mod table;
pub mod text;
pub mod time;

pub use community::{Community, GroupId, MemberId, MessageId, PersonId, ThreadId, View, Window};
pub use error::{Error, Place, Result};
pub use export::{ReadOptions, TextUse, read};
pub use privacy::{Mode, Policy};
pub use table::{Provenance, Release, Table};
pub use time::Timestamp;

// The Rust in these pages is run with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../CONTRIBUTING.md")]
struct Contributing;
