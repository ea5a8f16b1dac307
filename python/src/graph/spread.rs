//! How a word spreads on a graph.

use super::Graph;
use crate::error::{at_least_one, choice, raise};
use crate::table::Table;
use cmgraph::Error;
use cmgraph::graph::{
    AdoptionRule, ArcProbability, CascadeModel, CascadeOptions, SimulationOptions, ThresholdOptions, WordFlow,
};
use cmgraph::stats::DEFAULT_LEVEL;
use pyo3::prelude::*;

fn assumed(model: &str, probability: Option<f64>, along_arcs: bool) -> PyResult<CascadeOptions> {
    let model = match model {
        "independent_cascade" => CascadeModel::IndependentCascade,
        "linear_threshold" => CascadeModel::LinearThreshold,
        other => return Err(choice("model", other, "\"independent_cascade\" or \"linear_threshold\"")),
    };
    let probability = probability.map_or(ArcProbability::ByWeight, ArcProbability::Uniform);
    Ok(CascadeOptions { model, probability, flow: flow(along_arcs) })
}

fn flow(along_arcs: bool) -> WordFlow {
    if along_arcs { WordFlow::AlongArcs } else { WordFlow::AgainstArcs }
}

fn somebody(seeds: &[String]) -> PyResult<()> {
    if !seeds.is_empty() {
        return Ok(());
    }
    let expected = "1 member or more".into();
    Err(raise(Error::Option { option: "seeds", found: "none".into(), expected }))
}

#[pymethods]
impl Graph {
    /// The members whose word reaches most, with a guarantee (OPIM-C): at least 1 - 1/e - 0.1 of what the best choice reaches, and
    /// mostly nearly as much.
    ///
    /// How likely a word passes on cannot be told from interactions: it is assumed.
    ///
    /// Parameters
    /// ----------
    /// k : int
    ///     How many.
    /// model : {"independent_cascade", "linear_threshold"}
    ///     How somebody comes to pass a word on.
    /// probability : float, optional
    ///     The same for every arc; by default weighted cascade, the share of an arc in all that the listener acts on.
    /// exclude : sequence of str, optional
    ///     Members who are not to be chosen.
    /// along_arcs : bool
    ///     Whether a word goes from the one who acts to the one acted on; by default the other way round, since who acts has read.
    /// seed : int
    ///     Seed of the random numbers.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a seed in order of choice, with the reach of it and those before.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    /// ValueError
    ///     For a value outside its range, and somebody who is not in the graph.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> graph = cg.Graph.from_arcs(["bo", "cy", "di"], ["ann", "ann", "cy"])
    /// >>> graph.spread(k=1).column("member"), round(graph.spread(k=1).column("reach")[0], 1)
    /// (['ann'], 4.0)
    #[pyo3(signature = (
        k=10, *, model="independent_cascade", probability=None, exclude=None, along_arcs=false, seed=0
    ))]
    #[allow(clippy::too_many_arguments)]
    fn spread(
        &self,
        py: Python<'_>,
        k: usize,
        model: &str,
        probability: Option<f64>,
        exclude: Option<Vec<String>>,
        along_arcs: bool,
        seed: u64,
    ) -> PyResult<Table> {
        let options = assumed(model, probability, along_arcs)?;
        at_least_one("k", k)?;
        let exclude = exclude.unwrap_or_default();
        self.table(py, move |graph| graph.spread(k, &exclude, &options, seed))
    }

    /// Cascades played from these members: how many a word reaches, round by round, on average.
    ///
    /// Parameters
    /// ----------
    /// seeds : sequence of str
    ///     Who has the word first.
    /// model, probability, along_arcs, seed
    ///     As in :meth:`spread`.
    /// runs : int
    ///     Cascades.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a round.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    /// ValueError
    ///     For a value outside its range, nobody, and somebody who is not in the graph.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> graph = cg.Graph.from_arcs(["bo", "cy", "di"], ["ann", "ann", "cy"], min_group=1)
    /// >>> graph.cascade(["ann"]).column("total")
    /// [1.0, 3.0, 4.0]
    #[pyo3(signature = (
        seeds, *, model="independent_cascade", probability=None, along_arcs=false, runs=1000, seed=0
    ))]
    #[allow(clippy::too_many_arguments)]
    fn cascade(
        &self,
        py: Python<'_>,
        seeds: Vec<String>,
        model: &str,
        probability: Option<f64>,
        along_arcs: bool,
        runs: u32,
        seed: u64,
    ) -> PyResult<Table> {
        let options = assumed(model, probability, along_arcs)?;
        somebody(&seeds)?;
        let simulation = SimulationOptions { runs, interval_level: DEFAULT_LEVEL, seed };
        self.table(py, move |graph| graph.cascade(&seeds, &options, &simulation))
    }

    /// A habit that a member takes up once enough of those it acts on have: how many do, round by round.
    ///
    /// Parameters
    /// ----------
    /// seeds : sequence of str
    ///     Who has it first.
    /// theta : float or int
    ///     An ``int``: so many of them. A ``float``: such a share of them, above 0 and at most 1.
    /// weighted : bool
    ///     Whether shares are of the weight of the arcs.
    /// along_arcs : bool
    ///     As in :meth:`spread`.
    ///
    /// Returns
    /// -------
    /// Table
    ///     One row a round.
    ///
    /// Raises
    /// ------
    /// Withheld
    ///     In aggregate mode.
    /// ValueError
    ///     For a value outside its range, nobody, and somebody who is not in the graph.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> graph = cg.Graph.from_arcs(["cy", "cy", "di"], ["ann", "bo", "cy"], min_group=1)
    /// >>> graph.threshold(["ann"], 0.5).column("total"), graph.threshold(["ann"], 2).column("total")
    /// ([1.0, 2.0, 3.0], [1.0])
    #[pyo3(signature = (seeds, theta=None, *, weighted=false, along_arcs=false))]
    fn threshold(
        &self,
        py: Python<'_>,
        seeds: Vec<String>,
        theta: Option<&Bound<'_, PyAny>>,
        weighted: bool,
        along_arcs: bool,
    ) -> PyResult<Table> {
        somebody(&seeds)?;
        let rule = match theta {
            None => AdoptionRule::Count(2),
            Some(theta) => match theta.extract::<u32>() {
                Ok(count) => AdoptionRule::Count(count),
                Err(_) => AdoptionRule::Share(theta.extract()?),
            },
        };
        let options =
            ThresholdOptions { rule, flow: flow(along_arcs), weighted, ..ThresholdOptions::default() };
        self.table(py, move |graph| graph.threshold(&seeds, &options))
    }
}
