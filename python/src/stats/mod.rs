//! Functions of `cmgraph::stats` for notebooks: sequences of numbers in, plain values out.

pub(crate) mod adoption;
pub(crate) mod change_points;
pub(crate) mod concentration;
pub(crate) mod diffusion;
mod input;
pub(crate) mod intervals;
pub(crate) mod multi_state;
pub(crate) mod ranks;
pub(crate) mod regression;
pub(crate) mod retention;
pub(crate) mod shrinkage;
pub(crate) mod survival;
