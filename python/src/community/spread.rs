//! Whom to train first so that word gets around.

use super::Community;
use crate::table::Result;
use cmgraph::spread::{SpreadOptions, spread};
use cmgraph::{Error, MemberId};
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Seed training: whom to train first, or tell first, so that most colleagues get word of it from one another.
    ///
    /// A word passes from whoever is replied or reacted to on to the one who does so. How likely it does cannot be told from an
    /// export: the main result assumes weighted cascade (each takes up one word in sum from all he or she acts on), and it stands
    /// beside the same under four other assumptions, beside random people, beside those on whom most people act, and beside people
    /// you name. Where random people reach about as many, choose by who is willing.
    ///
    /// Parameters
    /// ----------
    /// k : int
    ///     People to train first.
    /// exclude : sequence of str, optional
    ///     People who are not to be chosen, by e-mail address or id: opted out, or no time.
    /// champions : sequence of str, optional
    ///     People to compare with, by e-mail address or id; five or more, or none.
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, from 1; the deepest level with at most 12 units if not given.
    /// examples : int
    ///     Examples after which a colleague takes a habit up.
    /// random_choices : int
    ///     Random choices to compare with.
    /// sets : int
    ///     Reverse reachable sets behind each reach.
    /// runs : int
    ///     Cascades played for the course by round.
    /// interval_level : float
    ///     Level of the intervals, which hold the chance of the draws, not the doubt about the assumption.
    /// include_guests : bool
    ///     Whether people from outside count.
    /// seed : int
    ///     Seed of all random numbers.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``spread`` (the main one), ``spread_seeds``, ``spread_curve``, ``spread_by_unit`` and ``spread_rounds``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, or a person who is not in the export.
    ///
    /// References
    /// ----------
    /// D. Kempe, J. Kleinberg and E. Tardos, "Maximizing the spread of influence through a social network", 2003; J. Tang and
    /// others, "Online processing algorithms for influence maximization", 2018.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().spread(k=3)
    /// >>> reach = found.tables["spread_curve"].column("reach")
    /// >>> len(reach), reach[0] < reach[2]
    /// (3, True)
    #[pyo3(signature = (
        k=10, *, exclude=None, champions=None, unit_level=None, examples=2, random_choices=20, sets=65536,
        runs=1000, interval_level=0.95, include_guests=false, seed=0,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn spread(
        &self,
        py: Python<'_>,
        k: usize,
        exclude: Option<Vec<String>>,
        champions: Option<Vec<String>>,
        unit_level: Option<usize>,
        examples: u32,
        random_choices: usize,
        sets: u64,
        runs: u32,
        interval_level: f64,
        include_guests: bool,
        seed: u64,
    ) -> PyResult<Py<Result>> {
        self.analyse(py, "spread", move |view| {
            let accounts = |names: &[String]| -> cmgraph::Result<Vec<MemberId>> {
                let mut found = Vec::new();
                for name in names {
                    let known = view.community().members().find(name);
                    if known.is_empty() {
                        let hint = ": give an e-mail address or an id of the export".into();
                        return Err(Error::Unknown { kind: "person", name: name.clone(), hint });
                    }
                    found.extend(known);
                }
                Ok(found)
            };
            let (exclude, champions) = (exclude.unwrap_or_default(), champions.unwrap_or_default());
            let options = SpreadOptions {
                k,
                exclude: accounts(&exclude)?,
                champions: accounts(&champions)?,
                unit_level,
                examples,
                random_choices,
                sets,
                runs,
                interval_level,
                include_guests,
                seed,
            };
            Ok(spread(view, &options)?.tables())
        })
    }
}
