//! Python bindings: signatures, documentation and one call each. Arithmetic belongs into the core.

// The classes are public for Python, not for Rust.
#![allow(unreachable_pub)]

mod arrow;
mod community;
mod dates;
mod display;
mod error;
mod files;
mod graph;
mod hub_rates;
mod progress;
mod read;
mod stats;
mod table;
mod values;
mod work;

use pyo3::prelude::*;

/// The compiled part of cmgraph.
#[pymodule(gil_used = false)]
mod _cmgraph {
    #[pymodule_export]
    use super::community::{Community, Report, Router};
    #[pymodule_export]
    use super::graph::Graph;
    #[pymodule_export]
    use super::hub_rates::hub_rates;
    #[pymodule_export]
    use super::read::{read, read_events};
    #[pymodule_export]
    use super::stats::adoption::{bass_cells, bass_forecast, bass_units};
    #[pymodule_export]
    use super::stats::change_points::change_points;
    #[pymodule_export]
    use super::stats::concentration::{
        absence_factor, concentration, effective_number, entropy_number, gini, hhi, top_share,
    };
    #[pymodule_export]
    use super::stats::diffusion::{bass, bass_increments};
    #[pymodule_export]
    use super::stats::intervals::{clopper_pearson, jeffreys, newcombe, wilson};
    #[pymodule_export]
    use super::stats::multi_state::occupation;
    #[pymodule_export]
    use super::stats::ranks::{prob_top_k, rank_sets, rank_sets_stepdown};
    #[pymodule_export]
    use super::stats::regression::{benjamini_hochberg, glm, holm};
    #[pymodule_export]
    use super::stats::retention::{bg_nbd, shifted_beta_geometric};
    #[pymodule_export]
    use super::stats::shrinkage::{beta_binomial, gamma_poisson, james_stein, normal_eb};
    #[pymodule_export]
    use super::stats::survival::{cox, cumulative_incidence, kaplan_meier, log_rank, rmst};
    #[pymodule_export]
    use super::table::{Result, Table};

    /// Release of the package.
    #[pymodule_export]
    const __VERSION__: &str = env!("CARGO_PKG_VERSION");

    /// Whether the extension was built without optimisation.
    #[pymodule_export]
    const DEBUG_BUILD: bool = cfg!(debug_assertions);
}
