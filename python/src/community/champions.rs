//! Who helps.

use super::{Community, by_unit};
use crate::error::{at_least_one, choice};
use crate::table::Result;
use cmgraph::Error;
use cmgraph::champions::{
    ChampionOptions, Criterion, DEFAULT_CRITERIA, ExpertiseOptions, SmaaChampionOptions, champions, expertise,
};
use pyo3::prelude::*;

/// The option under the name that it has here.
fn of_smaa(error: Error) -> Error {
    match error {
        Error::Option { option: "draws", found, expected } => {
            Error::Option { option: "smaa_draws", found, expected }
        }
        other => other,
    }
}

#[pymethods]
impl Community {
    /// Helper champions: people who help many different colleagues, shrunk towards what is usual where there is
    /// little to go by, with intervals and reasons in words; and what is to be known before asking them to help on:
    /// how much they already do, newcomers welcomed, own and other units, whether it is more or less of late.
    ///
    /// Parameters
    /// ----------
    /// n : int
    ///     Champions listed, and the k of the probability to be among the first k.
    /// by : {None, "unit"}
    ///     With ``"unit"`` the main table is ``champions_by_unit``, else ``champions``.
    /// min_words, min_words_mixed : int
    ///     Words from which a reply helps, and from which one that also thanks or asks does.
    /// half_life_days : float, optional
    ///     Days after which help counts half; all help counts alike by default.
    /// activity_weeks, min_active_weeks : int
    ///     A champion was active in at least so many of the last so many weeks.
    /// min_helped, min_threads : int
    ///     Colleagues helped, and threads helped in, from which somebody is a champion.
    /// min_answer_share : float
    ///     Share of the own messages that help.
    /// min_p_above_unit : float
    ///     Probability with which a champion helps more than three quarters of the own unit do.
    /// people_per_champion : int
    ///     A champion is wanted for each started number of people of this size in a unit.
    /// min_unit : int
    ///     Colleagues from which a unit's own percentile is told.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// capacity : float
    ///     Questions a month from which somebody has enough on the plate, and is not to be asked first.
    /// exclude : sequence of str, optional
    ///     People who do not want to be listed, by e-mail address or id; they are in no list, and counted.
    /// smaa : bool
    ///     Rank by several criteria as well, for all weights of the criteria at once. The main table is then
    ///     ``champion_smaa``.
    /// criteria : sequence of str, optional
    ///     Criteria of ``smaa`` among ``helped``, ``thanked``, ``other_units``, ``newcomers`` and ``momentum``; all but
    ///     the last by default.
    /// smaa_draws : int
    ///     Draws of weights and values, 100 or more.
    /// interval_level : float
    ///     Level of the intervals.
    /// draws, seed : int
    ///     Posterior draws behind the probability to be among the first, and their seed.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``champions``, ``champions_by_unit``, ``champions_help_by_unit`` and ``champions_summary``; with ``smaa``
    ///     also ``champion_smaa`` and ``champion_smaa_ranks``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> champions = cg.example().champions(n=3)
    /// >>> len(champions)
    /// 3
    /// >>> for reason in champions.column("reasons")[0]:
    /// ...     print(reason)  # doctest: +ELLIPSIS
    /// answered ... questions of ... colleagues...
    ///
    /// Whatever the criteria weigh, somebody is the first in so many of the draws:
    ///
    /// >>> ranks = cg.example().champions(n=3, smaa=True, smaa_draws=1000)
    /// >>> ranks.column("p_first")[0] > 0.3
    /// True
    #[pyo3(signature = (
        n=20, *, by=None, min_words=3, min_words_mixed=12, half_life_days=None, activity_weeks=12,
        min_active_weeks=6, min_helped=3, min_threads=2, min_answer_share=0.3, min_p_above_unit=0.5, people_per_champion=50,
        min_unit=5, unit_level=None, capacity=8.0, exclude=None, smaa=false, criteria=None, smaa_draws=10000,
        interval_level=0.9, draws=2000, seed=0,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn champions(
        &self,
        py: Python<'_>,
        n: usize,
        by: Option<&str>,
        min_words: u16,
        min_words_mixed: u16,
        half_life_days: Option<f64>,
        activity_weeks: u32,
        min_active_weeks: u32,
        min_helped: u32,
        min_threads: u32,
        min_answer_share: f64,
        min_p_above_unit: f64,
        people_per_champion: u32,
        min_unit: usize,
        unit_level: Option<usize>,
        capacity: f64,
        exclude: Option<Vec<String>>,
        smaa: bool,
        criteria: Option<Vec<String>>,
        smaa_draws: usize,
        interval_level: f64,
        draws: usize,
        seed: u64,
    ) -> PyResult<Py<Result>> {
        at_least_one("n", n)?;
        if criteria.is_some() && !smaa {
            return Err(choice("smaa", "False", "True where criteria are given"));
        }
        let main = match (by_unit(by)?, smaa) {
            (true, true) => return Err(choice("by", "unit", "None with smaa")),
            (true, false) => "champions_by_unit",
            (false, true) => "champion_smaa",
            (false, false) => "champions",
        };
        let known = || Criterion::ALL.map(Criterion::name).join(", ");
        let criterion =
            |name: &String| Criterion::parse(name).ok_or_else(|| choice("criteria", name, &known()));
        let criteria = match criteria {
            Some(names) => names.iter().map(criterion).collect::<PyResult<Vec<Criterion>>>()?,
            None => DEFAULT_CRITERIA.to_vec(),
        };
        let composite = SmaaChampionOptions { criteria, draws: smaa_draws, seed };
        let options = ChampionOptions {
            n,
            min_words,
            min_words_mixed,
            half_life_days,
            activity_weeks,
            min_active_weeks,
            min_helped,
            min_threads,
            min_answer_share,
            min_p_above_unit,
            people_per_champion,
            min_unit,
            unit_level,
            capacity,
            exclude: exclude.unwrap_or_default(),
            interval_level,
            draws,
            seed,
            ..ChampionOptions::default()
        };
        self.analyse(py, main, move |view| {
            let found = champions(view, &options)?;
            let mut tables = found.tables();
            if smaa {
                tables.extend(found.smaa(&composite).map_err(of_smaa)?.tables());
            }
            Ok(tables)
        })
    }

    /// Measures of expertise from the literature, side by side, and how far they agree: whether another formula would have
    /// found others than distinct askers.
    ///
    /// Parameters
    /// ----------
    /// n : int
    ///     People listed, by distinct askers whose question they answered.
    /// min_words, min_words_mixed : int
    ///     Words from which a reply says something, and from which one that also thanks or asks does.
    /// damping : float
    ///     Damping of ExpertiseRank.
    /// exclude : sequence of str, optional
    ///     People who do not want to be listed, by e-mail address or id.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals of the correlations.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``expertise`` (askers, answers, asks, z-score, ExpertiseRank, HITS authority, TrueSkill where answers are
    ///     marked as accepted) and ``expertise_agreement``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().expertise(n=3)
    /// >>> askers = found.column("askers")
    /// >>> askers == sorted(askers, reverse=True)
    /// True
    /// >>> found.findings[1].startswith("People ordered by the different colleagues they answered")
    /// True
    #[pyo3(signature = (
        n=20, *, min_words=3, min_words_mixed=12, damping=0.85, exclude=None, unit_level=None, interval_level=0.95,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn expertise(
        &self,
        py: Python<'_>,
        n: usize,
        min_words: u16,
        min_words_mixed: u16,
        damping: f64,
        exclude: Option<Vec<String>>,
        unit_level: Option<usize>,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        at_least_one("n", n)?;
        let options = ExpertiseOptions {
            n,
            min_words,
            min_words_mixed,
            damping,
            exclude: exclude.unwrap_or_default(),
            unit_level,
            interval_level,
            ..ExpertiseOptions::default()
        };
        self.analyse(py, "expertise", move |view| Ok(expertise(view, &options)?.tables()))
    }
}
