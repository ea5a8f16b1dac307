//! How ties hang together: triangles, holes, cores, cuts.

mod burt;
mod common;
mod core;
mod cuts;
mod depth_first;
mod oriented;
mod triangles;

pub use self::core::{Cores, core_numbers};
pub use burt::{StructuralHoles, structural_holes};
pub use cuts::{ArticulationPoint, Bridge, Cuts, cuts};
pub use triangles::{Triangles, triangles, weighted_clustering};
