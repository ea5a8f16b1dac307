//! Big CSV files, read by several threads at once.
//!
//! A file is cut into blocks of whole records by counting quotes; threads take blocks in turn and find the
//! separators of a block in one vectorised pass. That needs a file that keeps to RFC 4180. The first record
//! that does not fit the header stops the pass, and the file is read again from its start by one thread that
//! repairs or leaves out what is damaged ([`tolerant`]): careful where needed, fast where possible.

mod blocks;
mod row;
mod scan;
mod tolerant;

pub(crate) use blocks::{Failure, read_strict};
pub(crate) use row::{Place, Row, header_fields};
pub(crate) use tolerant::{Anchor, read_tolerant};
