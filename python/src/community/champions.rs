//! Who helps.

use super::{Community, by_unit};
use crate::table::Result;
use cmgraph::champions::{ChampionOptions, champions};
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Helper champions: people who help many different colleagues, shrunk towards what is usual where there is
    /// little to go by, with intervals and reasons in words.
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
    /// interval_level : float
    ///     Level of the intervals.
    /// draws, seed : int
    ///     Posterior draws behind the probability to be among the first, and their seed.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``champions`` and ``champions_by_unit``.
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
    #[pyo3(signature = (
        n=20, *, by=None, min_words=3, min_words_mixed=12, half_life_days=None, activity_weeks=12,
        min_active_weeks=6, min_helped=3, min_threads=2, min_answer_share=0.3, min_p_above_unit=0.5, people_per_champion=50,
        min_unit=5, unit_level=None, interval_level=0.9, draws=2000, seed=0,
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
        interval_level: f64,
        draws: usize,
        seed: u64,
    ) -> PyResult<Py<Result>> {
        let main = if by_unit(by)? { "champions_by_unit" } else { "champions" };
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
            interval_level,
            draws,
            seed,
        };
        self.analyse(py, main, move |view| Ok(champions(view, &options)?.tables()))
    }
}
