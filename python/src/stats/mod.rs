//! Functions of `cmgraph::stats` for notebooks: sequences of numbers in, plain values out.

pub(crate) mod concentration;
mod input;
pub(crate) mod intervals;
pub(crate) mod ranks;
pub(crate) mod shrinkage;
