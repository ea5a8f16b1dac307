//! How ties hang together: triangles, holes, cores, cuts.

mod assortativity;
mod biconnected;
mod burt;
mod common;
mod core;
mod cuts;
mod depth_first;
mod hierarchy;
mod oriented;
mod simmelian;
mod triangles;

pub use self::core::{Cores, core_numbers};
pub use assortativity::degree_assortativity;
pub use biconnected::biconnected_components;
pub use burt::{StructuralHoles, structural_holes};
pub use cuts::{ArticulationPoint, Bridge, Cuts, cuts};
pub use hierarchy::{HIERARCHY_MAX_MEMBERS, Hierarchy, hierarchy};
pub use simmelian::{Simmelian, simmelian_ties};
pub use triangles::{Triangles, triangles, weighted_clustering};
