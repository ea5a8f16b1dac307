//! What is left when members leave, and who matters most for that.

use super::Graph;
use crate::error::choice;
use crate::table::Table;
use cmgraph::Error;
use cmgraph::graph::{AttritionOptions, DistanceOptions, KeyPlayerMeasure, KeyPlayerOptions};
use pyo3::prelude::*;

#[pymethods]
impl Graph {
    /// How far the graph hangs together: pieces, share in the largest, share of pairs of members who cannot reach each other
    /// (fragmentation), and the same by distance. With everybody, and in a second row without those given.
    ///
    /// Parameters
    /// ----------
    /// without : sequence of str, optional
    ///     Ids of members to take out.
    /// sources, seed : int
    ///     Members from whom distances are taken where there are more than 20,000, and the seed of their draw.
    /// interval_level : float
    ///     Level of the interval of a sampled value.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For an id that no member has.
    /// Withheld
    ///     In aggregate mode where somebody is taken out: what hangs on one person is about that person.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> star = cg.Graph.from_arcs(["a", "b", "c", "d", "e"], ["hub"] * 5)
    /// >>> star.fragmentation(without=["hub"]).column("fragmentation")
    /// [0.0, 1.0]
    ///
    /// References
    /// ----------
    /// S. P. Borgatti, "Identifying sets of key players in a social network", 2006.
    #[pyo3(signature = (*, without=None, sources=500, seed=0, interval_level=0.95))]
    fn fragmentation(
        &self,
        py: Python<'_>,
        without: Option<Vec<String>>,
        sources: usize,
        seed: u64,
        interval_level: f64,
    ) -> PyResult<Table> {
        let options = DistanceOptions { sources, seed, level: interval_level, ..DistanceOptions::default() };
        self.table(py, move |graph| {
            let ids = without.unwrap_or_default();
            if !ids.is_empty() {
                graph.about_people("what hangs on single people")?;
            }
            let place = |id: &String| {
                let unknown = || Error::Unknown { kind: "member", name: id.clone(), hint: String::new() };
                graph.place(id).ok_or_else(unknown)
            };
            let removed = ids.iter().map(place).collect::<cmgraph::Result<Vec<_>>>()?;
            graph.fragmentation(&removed, &options)
        })
    }

    /// The set of members whose removal breaks the graph most, or who together reach most of it.
    ///
    /// Parameters
    /// ----------
    /// k : int
    ///     Members of the set.
    /// measure : {"fragmentation", "distance_fragmentation", "distance_reach", "reach"}
    ///     The first two without the set, see :meth:`fragmentation`; mean of 1 / distance from the set; share of the members
    ///     within ``steps`` of it.
    /// steps : int
    ///     For ``"reach"``.
    /// max_sets : int
    ///     Sets up to which all are tried, so that the answer is the best there is.
    /// candidates : int
    ///     Otherwise: members with most contacts among whom the set is grown and swapped.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and for graphs of more than 5,000 members.
    /// Withheld
    ///     In aggregate mode.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> chain = cg.Graph.from_arcs(["a", "b", "c", "d"], ["b", "c", "d", "e"])
    /// >>> chain.key_players(1).column("member")
    /// ['c']
    ///
    /// References
    /// ----------
    /// S. P. Borgatti, "Identifying sets of key players in a social network", 2006.
    #[pyo3(signature = (k, *, measure="fragmentation", steps=1, max_sets=20_000, candidates=100))]
    fn key_players(
        &self,
        py: Python<'_>,
        k: usize,
        measure: &str,
        steps: u32,
        max_sets: u64,
        candidates: usize,
    ) -> PyResult<Table> {
        let measure = match measure {
            "fragmentation" => KeyPlayerMeasure::Fragmentation,
            "distance_fragmentation" => KeyPlayerMeasure::DistanceFragmentation,
            "distance_reach" => KeyPlayerMeasure::DistanceReach,
            "reach" => KeyPlayerMeasure::Reach(steps),
            other => {
                let expected =
                    "\"fragmentation\", \"distance_fragmentation\", \"distance_reach\" or \"reach\"";
                return Err(choice("measure", other, expected));
            }
        };
        let options = KeyPlayerOptions { max_sets, candidates };
        self.table(py, move |graph| graph.key_players(k, measure, &options))
    }

    /// The share of the members in the largest piece as ever more leave: those with most contacts first, the same with
    /// contacts counted anew after each, and by chance. In every mode, since nobody is named.
    ///
    /// Parameters
    /// ----------
    /// draws, seed : int
    ///     Random orders, and their seed.
    /// interval_level : float
    ///     Share of the random orders inside the band.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and without members.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> chain = cg.Graph.from_arcs(["a", "b", "c", "d"], ["b", "c", "d", "e"])
    /// >>> chain.attrition().column("adaptive")
    /// [1.0, 0.6, 0.2, 0.2, 0.2, 0.0]
    ///
    /// References
    /// ----------
    /// R. Albert, H. Jeong and A.-L. Barabasi, "Error and attack tolerance of complex networks", 2000.
    #[pyo3(signature = (*, draws=100, seed=0, interval_level=0.95))]
    fn attrition(&self, py: Python<'_>, draws: usize, seed: u64, interval_level: f64) -> PyResult<Table> {
        let options = AttritionOptions { draws, seed, level: interval_level };
        self.table(py, move |graph| graph.attrition(&options).map(|[curve, _]| curve))
    }
}
