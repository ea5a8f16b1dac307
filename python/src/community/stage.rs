//! Where in its life a community is.

use super::Community;
use crate::error::choice;
use crate::table::Result;
use cmgraph::stage::{StageOptions, stage};
use cmgraph::time::Day;
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Life-cycle stage of the whole and of each group on the last complete weeks, with a probability for each stage, what
    /// it rests on, and the weeks in which the level of activity changed.
    ///
    /// Inception: members write with each other in too few threads. Establishment: in most, and activity grows or may
    /// grow. Maturity: in nearly all, or activity is about what it was. Falling, decline: fewer people take part, in this
    /// window only or in the one before as well. Unclear where no stage is likely enough; "not enough data" with the
    /// reason where there are too few people, threads or weeks. The thresholds are conventions.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "group"}
    ///     With ``"group"``, the default, each group beside the whole; with ``None`` the whole only.
    /// weeks : int
    ///     Complete weeks that a stage is judged by.
    /// established_share, mature_share : float
    ///     Share of threads in which at least two members wrote below which it is the inception, and from which it is
    ///     mature.
    /// small_growth : float
    ///     Growth of active people a week, up or down, that is small.
    /// decline_windows : int
    ///     Windows in a row in which active people must fall for a decline.
    /// min_probability : float
    ///     Probability from which a stage is told.
    /// block, draws, seed : int
    ///     Weeks that the bootstrap draws together, its draws, and their seed.
    /// min_people, min_threads : int
    ///     Active people and threads from which a community has a stage.
    /// follow_days : int
    ///     Days that a thread is given to find its second author.
    /// count_reactions, include_guests : bool
    ///     Whether reactions count as activity, and people from outside as members.
    /// holidays : sequence of str, optional
    ///     Days without work beside Saturdays and Sundays, ISO 8601.
    /// penalty : float
    ///     What a change must be worth, times the logarithm of the number of weeks.
    /// min_segment : int
    ///     Fewest weeks between two changes.
    /// min_series_weeks : int
    ///     Weeks from which a series is scanned for changes.
    /// min_series_mean : float
    ///     Mean a week from which it is.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``stage`` (the main one), ``stage_inputs``, ``changes`` and ``activity_weeks``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> stage = cg.example().stage(by=None)
    /// >>> stage.column("community")[0], stage.column("stage")[0]
    /// ('(whole)', 'maturity')
    #[pyo3(signature = (
        *, by="group", weeks=12, established_share=0.5, mature_share=0.9, small_growth=0.02, decline_windows=2,
        min_probability=0.6, block=4, draws=500, seed=0, min_people=10, min_threads=10, follow_days=7,
        count_reactions=true, include_guests=false, holidays=None, penalty=3.0, min_segment=4,
        min_series_weeks=26, min_series_mean=5.0, interval_level=0.95,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn stage(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        weeks: usize,
        established_share: f64,
        mature_share: f64,
        small_growth: f64,
        decline_windows: usize,
        min_probability: f64,
        block: usize,
        draws: usize,
        seed: u64,
        min_people: u32,
        min_threads: u32,
        follow_days: u32,
        count_reactions: bool,
        include_guests: bool,
        holidays: Option<Vec<String>>,
        penalty: f64,
        min_segment: usize,
        min_series_weeks: usize,
        min_series_mean: f64,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let by_group = match by {
            None => false,
            Some("group") => true,
            Some(other) => return Err(choice("by", other, "None or \"group\"")),
        };
        let day = |text: &String| {
            Day::parse(text).ok_or_else(|| choice("holidays", text, "days such as \"2024-12-24\""))
        };
        let holidays = holidays.iter().flatten().map(day).collect::<PyResult<Vec<Day>>>()?;
        let options = StageOptions {
            by_group,
            weeks,
            interval_level,
            established_share,
            mature_share,
            small_growth,
            decline_windows,
            min_probability,
            block,
            draws,
            seed,
            min_people,
            min_threads,
            follow_days,
            count_reactions,
            include_guests,
            holidays,
            penalty,
            min_segment,
            min_series_weeks,
            min_series_mean,
        };
        self.analyse(py, "stage", move |view| Ok(stage(view, &options)?.tables()))
    }
}
