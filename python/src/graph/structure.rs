//! Components, triangles, cores, and where the graph comes apart.

use super::Graph;
use crate::table::Table;
use cmgraph::privacy::GraphRelease;
use pyo3::prelude::*;

#[pymethods]
impl Graph {
    /// Sizes of the components, largest first; those of fewer people than ``min_group`` are hidden.
    ///
    /// Parameters
    /// ----------
    /// strong : bool
    ///     Whether arcs are followed in their direction only.
    #[pyo3(signature = (*, strong=false))]
    fn components(&self, py: Python<'_>, strong: bool) -> PyResult<Table> {
        self.table(py, move |graph| Ok(graph.components(strong)))
    }

    /// Triangles and clustering of each member: do its contacts know each other?
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member: contacts, triangles, local clustering, and the same weighted (Onnela and others 2005).
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// D. J. Watts and S. H. Strogatz, "Collective dynamics of 'small-world' networks", 1998.
    fn clustering(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::clustering)
    }

    /// Burt's constraint, effective size and efficiency: who stands between people who do not meet?
    ///
    /// Parameters
    /// ----------
    /// weighted : bool
    ///     Whether contacts count by the weight of the tie (both ways added up), or all alike.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a member; missing for members without ties.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// R. S. Burt, "Structural Holes", 1992.
    #[pyo3(signature = (*, weighted=true))]
    fn structural_holes(&self, py: Python<'_>, weighted: bool) -> PyResult<Table> {
        self.table(py, move |graph| graph.structural_holes(weighted))
    }

    /// Core number of each member: the largest k such that it belongs to a part in which everybody has k contacts.
    ///
    /// Parameters
    /// ----------
    /// directed : bool
    ///     Whether arcs either way count as two contacts.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    ///
    /// References
    /// ----------
    /// S. B. Seidman, "Network structure and minimum degree", 1983.
    #[pyo3(signature = (*, directed=false))]
    fn cores(&self, py: Python<'_>, directed: bool) -> PyResult<Table> {
        self.table(py, move |graph| graph.cores(directed))
    }

    /// Sizes of the biconnected components, largest first: parts that stay connected whichever one member leaves.
    ///
    /// Those of fewer people than ``min_group`` are hidden. Two may share one member, who then holds them together
    /// (:meth:`articulation_points`); every tie is in exactly one.
    ///
    /// References
    /// ----------
    /// J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", 1973.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> kite = cg.Graph.from_arcs("abcc", "bcad", min_group=1)
    /// >>> kite.biconnected_components().column("members")
    /// [3, 2]
    fn biconnected_components(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |graph| Ok(graph.biconnected_components()))
    }

    /// The biconnected components of each member: a row for each component in which it is.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn biconnected_members(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::biconnected_members)
    }

    /// Members without whom the graph falls into more parts, and how many people that cuts off.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn articulation_points(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::articulation_points)
    }

    /// Ties without which the graph falls into more parts, and how many people that cuts off.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    fn bridges(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, GraphRelease::bridges)
    }
}
