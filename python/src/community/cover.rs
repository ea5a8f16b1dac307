//! Whom to ask so that every unit has somebody.

use super::Community;
use crate::error::{at_least_one, choice};
use crate::table::Result;
use cmgraph::champions::ChampionOptions;
use cmgraph::champions::cover::{CoverOptions, Exchange, Grouping, champion_cover};
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Whom to ask so that every unit has somebody: among the champions as few as are enough, or the best ``k``, so that each
    /// unit and site has one for each started ``people_per_champion`` people and as many people as possible know one of them.
    ///
    /// Somebody is reached by a champion with probability ``1 - 2**(-n / even_exchanges)`` after ``n`` exchanges of words. Who never
    /// exchanged any with a champion is covered by the own unit alone. Says how few could do it at all, which units have nobody
    /// and who comes next there, whose place others can take, and what more or fewer would reach.
    ///
    /// Parameters
    /// ----------
    /// k : int, optional
    ///     Choose so many; as few as are enough by default.
    /// reach_share : float
    ///     Enough is this share of the people whom all candidates together would reach.
    /// exclude : sequence of str, optional
    ///     Ids or addresses of people who do not want to be asked: they are in no list.
    /// sites : bool
    ///     Whether sites have quotas beside units.
    /// people_per_champion, min_people : int
    ///     A champion is wanted for each started number of people in a unit, from so many people on.
    /// exchange : {"replies", "help"}
    ///     What counts as an exchange: replies of either to the other, or answers to questions.
    /// even_exchanges : float
    ///     Exchanges after which it is as likely as not that somebody turns to the champion.
    /// capacity : float
    ///     Questions a month that one champion can be asked to answer; who answers as many is not asked.
    /// help_share : float
    ///     Share of the questions that champions are to answer.
    /// next_best : int
    ///     People named for a unit that lacks a champion.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// activity_weeks, min_active_weeks, min_helped, min_threads : int
    ///     Who is a champion, as for :meth:`champions`.
    /// min_answer_share, min_p_above_unit : float
    ///     The same.
    /// interval_level : float
    ///     Level of the intervals.
    /// draws, seed : int
    ///     Posterior draws behind intervals and frequencies, and their seed.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``cover`` (people to ask), ``cover_summary``, ``cover_units``, ``cover_sites``, ``cover_curve``,
    ///     ``cover_next_best``, ``cover_alternatives`` and ``cover_at_capacity``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> cover = cg.example().champion_cover(unit_level=2)
    /// >>> bool(cover.findings)
    /// True
    /// >>> summary = cover.tables["cover_summary"].to_dict()
    /// >>> summary["at_least"][0] <= summary["chosen"][0] == len(cover)
    /// True
    #[pyo3(signature = (
        k=None, *, reach_share=0.8, exclude=None, sites=true, people_per_champion=50, min_people=5,
        exchange="replies", even_exchanges=1.0, capacity=8.0, help_share=0.5, next_best=3, unit_level=None,
        activity_weeks=12, min_active_weeks=6, min_helped=3, min_threads=2, min_answer_share=0.3, min_p_above_unit=0.5,
        interval_level=0.9, draws=200, seed=0,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn champion_cover(
        &self,
        py: Python<'_>,
        k: Option<usize>,
        reach_share: f64,
        exclude: Option<Vec<String>>,
        sites: bool,
        people_per_champion: u32,
        min_people: u32,
        exchange: &str,
        even_exchanges: f64,
        capacity: f64,
        help_share: f64,
        next_best: usize,
        unit_level: Option<usize>,
        activity_weeks: u32,
        min_active_weeks: u32,
        min_helped: u32,
        min_threads: u32,
        min_answer_share: f64,
        min_p_above_unit: f64,
        interval_level: f64,
        draws: usize,
        seed: u64,
    ) -> PyResult<Py<Result>> {
        k.map_or(Ok(()), |k| at_least_one("k", k))?;
        let exchange = Exchange::parse(exchange)
            .ok_or_else(|| choice("exchange", exchange, "\"replies\" or \"help\""))?;
        let champions = ChampionOptions {
            people_per_champion,
            activity_weeks,
            min_active_weeks,
            min_helped,
            min_threads,
            min_answer_share,
            min_p_above_unit,
            unit_level,
            interval_level,
            seed,
            ..ChampionOptions::default()
        };
        let groupings = if sites { vec![Grouping::Unit, Grouping::Site] } else { vec![Grouping::Unit] };
        let options = CoverOptions {
            champions,
            k,
            reach_share,
            groupings,
            min_people,
            exchange,
            even_exchanges,
            capacity,
            help_share,
            exclude: exclude.unwrap_or_default(),
            next_best,
            draws,
            ..CoverOptions::default()
        };
        self.analyse(py, "cover", move |view| Ok(champion_cover(view, &options)?.tables()))
    }
}
