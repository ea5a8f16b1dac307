//! From joining to staying.

use super::{Community, by_unit};
use crate::dates::bound;
use crate::error::{choice, raise};
use crate::table::Result;
use cmgraph::funnel::{FirstPost, FunnelOptions, funnel};
use cmgraph::retention::{RetentionOptions, retention};
use cmgraph::time::Period;
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Funnel: how far people have come, from invited to regular, with conversions and Wilson intervals; where they
    /// are some days after entry (Aalen-Johansen, bootstrap over persons); and whether newcomers whose first post
    /// got a reply write again more often than those who got none.
    ///
    /// Everybody is in the furthest state reached: invited, registered, reader, reactor, replier, poster, answerer,
    /// regular. States may be skipped. Who only reads cannot be told from an export: that row stays empty.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "unit"}
    ///     With ``"unit"`` the main table is ``funnel_by_unit``, else ``funnel``.
    /// launch : str, datetime.date or datetime.datetime, optional
    ///     Day from which people could take part; by default the start of the export, or the earliest first
    ///     log-in where many are earlier.
    /// horizons : list of int
    ///     Days after entry at which people are looked at; 30, 90 and 180 by default.
    /// first_post : {"thread", "message"}
    ///     Which message of a newcomer is looked at: the first thread or the first message of any kind.
    /// reply_days, return_days : int
    ///     Days in which a first post can get the reply that counts, and days after those in which the newcomer can
    ///     come back.
    /// min_arm, min_at_risk : int
    ///     Newcomers that each side of the comparison needs; people under observation from which a time after entry
    ///     is told about.
    /// habit_weeks, habit_window : int
    ///     A regular was active in so many of so many trailing weeks.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    /// draws, seed : int
    ///     Replicates of the bootstrap, and its seed.
    /// include_officials, include_guests : bool
    ///     Whether community managers and communications accounts, and people from outside, count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``funnel``, ``funnel_states``, ``newcomer_reply``, and ``funnel_by_unit`` with ``by="unit"``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> funnel = cg.example().funnel()
    /// >>> dict(zip(funnel.column("state"), funnel.column("people")))["reader"] is None
    /// True
    /// >>> funnel.column("state")[:2]
    /// ['invited', 'registered']
    #[pyo3(signature = (
        *, by=None, launch: "str | datetime.date | None" = None, horizons=None, first_post="thread", reply_days=2,
        return_days=28, min_arm=20, min_at_risk=20, habit_weeks=2, habit_window=4, unit_level=None,
        interval_level=0.95, draws=500, seed=0, include_officials=false, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn funnel(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        launch: Option<&Bound<'_, PyAny>>,
        horizons: Option<Vec<u32>>,
        first_post: &str,
        reply_days: u32,
        return_days: u32,
        min_arm: u32,
        min_at_risk: u32,
        habit_weeks: usize,
        habit_window: usize,
        unit_level: Option<usize>,
        interval_level: f64,
        draws: u32,
        seed: u64,
        include_officials: bool,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let by_unit = by_unit(by)?;
        let first_post = FirstPost::parse(first_post)
            .ok_or_else(|| choice("first_post", first_post, "\"thread\" or \"message\""))?;
        let launch = bound("launch", launch)?;
        let launch = launch.map(|day| FunnelOptions::parse_launch(&day, self.window.zone.name()));
        let launch = launch.transpose().map_err(raise)?;
        let options = FunnelOptions {
            launch,
            horizons: horizons.unwrap_or_else(|| FunnelOptions::default().horizons),
            habit_weeks,
            habit_window,
            by_unit,
            unit_level,
            first_post,
            reply_days,
            return_days,
            min_arm,
            min_at_risk,
            interval_level,
            draws,
            seed,
            include_officials,
            include_guests,
        };
        let main = if by_unit { "funnel_by_unit" } else { "funnel" };
        self.analyse(py, main, move |view| Ok(funnel(view, &options)?.tables()))
    }

    /// Retention: cohorts of people first active in the same month or week and how many come back, time to the first
    /// post, time to silence, and how many are still there by a model of active weeks.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "unit"}
    ///     With ``"unit"`` the time to the first post is given by unit as well, and ``first_post_by_unit`` is the
    ///     main table, else ``retention_triangle``.
    /// period : {"week", "month"}
    ///     Width of cohorts and ages.
    /// silence_weeks : int
    ///     Weeks without activity that count as silence.
    /// ahead : int
    ///     Periods that the retention curve is projected beyond what was seen.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    /// include_officials, include_guests : bool
    ///     Whether community managers and communications accounts, and people from outside, count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``retention_triangle``, ``retention_curve``, ``first_post``, ``time_to_silence``,
    ///     ``retention_times``, ``alive``, ``retention_model``, and with ``by="unit"`` ``first_post_by_unit`` and
    ///     ``first_post_test``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().retention()
    /// >>> found.name, found.tables["retention_curve"].column("people")[0]
    /// ('retention_triangle', 153)
    #[pyo3(signature = (
        *, by=None, period="month", silence_weeks=8, ahead=6, unit_level=None, interval_level=0.95,
        include_officials=false, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn retention(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        period: &str,
        silence_weeks: u32,
        ahead: u32,
        unit_level: Option<usize>,
        interval_level: f64,
        include_officials: bool,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let by_unit = by_unit(by)?;
        let period =
            Period::parse(period).ok_or_else(|| choice("period", period, "\"week\" or \"month\""))?;
        let options = RetentionOptions {
            period,
            silence_weeks,
            ahead,
            by_unit,
            unit_level,
            interval_level,
            include_officials,
            include_guests,
        };
        let main = if by_unit { "first_post_by_unit" } else { "retention_triangle" };
        self.analyse(py, main, move |view| Ok(retention(view, &options)?.tables()))
    }
}
