//! Groups found and groups given.

use super::Graph;
use super::options::community_method;
use crate::table::Table;
use cmgraph::graph::CommunityOptions;
use cmgraph::privacy::GraphRelease;
use cmgraph::stats::ResampleOptions;
use pyo3::prelude::*;

#[pymethods]
impl Graph {
    /// Communities that the ties show: groups with more ties inside than chance would give.
    ///
    /// Parameters
    /// ----------
    /// method : {"leiden", "louvain"}
    ///     With Leiden every community hangs together.
    /// resolution : float
    ///     Above 1 gives more and smaller communities, below 1 fewer and larger ones.
    /// iterations : int, optional
    ///     At most so many; ``None`` goes on until one gains nothing.
    /// runs : int
    ///     Searches from different random orders, of which the best counts and the others say how stable the
    ///     communities are (from 2 on).
    /// seed : int
    ///     Seed of the orders.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a community of two members or more, largest first; modularity stands in the provenance.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For an option out of range.
    ///
    /// References
    /// ----------
    /// V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", 2019.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> two = cg.Graph.from_arcs("abcdef", "bcaefd", min_group=1).communities()
    /// >>> two.column("inside")
    /// [1.0, 1.0]
    #[pyo3(signature = (*, method="leiden", resolution=1.0, iterations=Some(2), runs=10, seed=0))]
    fn communities(
        &self,
        py: Python<'_>,
        method: &str,
        resolution: f64,
        iterations: Option<usize>,
        runs: usize,
        seed: u64,
    ) -> PyResult<Table> {
        let method = community_method(method)?;
        let options = CommunityOptions { resolution, iterations, runs, seed };
        self.table(py, move |graph| graph.communities(method, &options))
    }

    /// The community of each member; options as in :meth:`communities`.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    /// ValueError
    ///     For an option out of range.
    #[pyo3(signature = (*, method="leiden", resolution=1.0, iterations=Some(2), runs=10, seed=0))]
    fn community_members(
        &self,
        py: Python<'_>,
        method: &str,
        resolution: f64,
        iterations: Option<usize>,
        runs: usize,
        seed: u64,
    ) -> PyResult<Table> {
        let method = community_method(method)?;
        let options = CommunityOptions { resolution, iterations, runs, seed };
        self.table(py, move |graph| graph.community_members(method, &options))
    }

    /// Who acts on whom, unit by unit: weight of the arcs beside what chance would give.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row an ordered pair of units: weight, weight expected where everybody's strength is kept, log ratio.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> pair = cg.Graph.from_arcs("abab", "bacd", units=dict(a="X", b="X", c="Y", d="Y"), min_group=1)
    /// >>> pair.mixing().column("weight")
    /// [2.0, 2.0, 0.0, 0.0]
    fn mixing(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::mixing)
    }

    /// E-I index: do ties lead out of the own unit, or stay in it? Of the whole and of each unit, with a permutation test.
    ///
    /// Parameters
    /// ----------
    /// weighted : bool
    ///     Whether ties count by their weight.
    /// draws, seed : int
    ///     Permutations of the units among the members, and their seed.
    ///
    /// Returns
    /// -------
    /// Table
    ///     The first row is the whole.
    ///
    /// References
    /// ----------
    /// D. Krackhardt and R. N. Stern, "Informal networks and organizational crises: an experimental simulation", 1988.
    #[pyo3(signature = (*, weighted=false, draws=999, seed=0))]
    fn ei_index(&self, py: Python<'_>, weighted: bool, draws: usize, seed: u64) -> PyResult<Table> {
        let options = ResampleOptions { replicates: draws, seed };
        self.table(py, move |graph| graph.ei_index(weighted, &options))
    }

    /// E-I index of each member.
    ///
    /// Parameters
    /// ----------
    /// weighted : bool
    ///     Whether ties count by their weight.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    #[pyo3(signature = (*, weighted=false))]
    fn ei_members(&self, py: Python<'_>, weighted: bool) -> PyResult<Table> {
        self.table(py, move |graph| graph.ei_of_members(weighted))
    }

    /// Brokerage roles of each member between units: paths a -> member -> b without an arc a -> b.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member: coordinator, itinerant, gatekeeper, representative, liaison.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// R. V. Gould and R. M. Fernandez, "Structures of mediation", 1989.
    fn brokerage(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::brokerage)
    }
}
