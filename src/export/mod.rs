//! From files to columns: one file a format.

pub mod roster;

pub use roster::{Field, RosterOptions, parse_roster, read_roster};
