//! Ties within and between given groups, such as units.

mod brokerage;
mod ei_index;
mod labels;
mod mixing;

pub use brokerage::{Brokerage, BrokerageRoles, brokerage};
pub use ei_index::{EiIndex, EiTest, ei_index, ei_indices_of_groups, ei_indices_of_members, ei_test};
pub use labels::NO_GROUP;
pub use mixing::{MAX_MIXING_GROUPS, Mixing, mixing};
