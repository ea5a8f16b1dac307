//! How ties hang together: triangles, holes, cores, cuts.

mod burt;
mod common;
mod oriented;
mod triangles;

pub use burt::{StructuralHoles, structural_holes};
pub use triangles::{Triangles, triangles, weighted_clustering};
