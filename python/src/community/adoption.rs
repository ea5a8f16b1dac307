//! How far the community has spread, and who carries it.

use super::Community;
use crate::dates::bound;
use crate::error::choice;
use crate::table::Result;
use cmgraph::adoption::{AdoptionOptions, adoption};
use cmgraph::participation::{ParticipationOptions, participation};
use cmgraph::time::{Day, Period};
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Adoption: joined, reacted, contributed, asked, answered, habit by day, week or month, cumulative and as a
    /// share of those who could have, with Wilson intervals; where it will level off and when, or why that cannot
    /// be known yet; a forecast; active people in the trailing 1, 7 and 28 days.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "unit", "group"}
    ///     With ``"unit"`` the main table is ``adoption_by_unit``, with ``"group"`` ``adoption_by_group``, else
    ///     ``adoption_curve``.
    /// period : {"day", "week", "month"}
    ///     Width of the bins.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// fit : bool
    ///     Whether curves are fitted: ceiling, dates, forecast, categories.
    /// launch : str or datetime.date, optional
    ///     First day of the curves; by default the first day of the export or of the first adoption after it.
    /// horizon_days : int
    ///     Days that the forecast looks ahead.
    /// max_ceiling_width : float
    ///     Widest interval of the ceiling, as a share of the people, with which it counts as known.
    /// min_people, min_adopters : int
    ///     People and adopters from which a unit has a curve of its own, and adopters from which any curve is fitted.
    /// draws, seed : int
    ///     Refits behind the band of the forecast, and their seed.
    /// interval_level : float
    ///     Level of the intervals.
    /// habit_weeks, habit_window : int
    ///     Somebody has the habit who was active in so many of so many trailing weeks.
    /// include_officials, include_guests : bool
    ///     Whether community managers and communications accounts, and people from outside, count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``adoption_summary``, ``adoption_curve``, ``adoption_fit``, ``adoption_models``,
    ///     ``adoption_forecast``, ``adopter_categories``, ``active_people``; with ``by="unit"`` also
    ///     ``adoption_by_unit``, ``adoption_unit_curves`` and ``unit_adoption``; with ``by="group"``
    ///     ``adoption_by_group`` and ``adoption_group_curves``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> curve = cg.example().adoption(period="month")
    /// >>> curve.name, len(curve)
    /// ('adoption_curve', 18)
    /// >>> fit = curve.tables["adoption_fit"].to_dict()
    /// >>> dict(zip(fit["definition"], fit["identified"]))
    /// {'joined': True, 'contributed': False, 'asked': True, 'answered': False, 'habit': True}
    #[pyo3(signature = (
        *, by=None, period="week", unit_level=None, fit=true, launch: "str | datetime.date | None" = None,
        horizon_days=182, max_ceiling_width=0.3, min_people=30, min_adopters=8, draws=500, seed=0, interval_level=0.95,
        habit_weeks=2, habit_window=4, include_officials=false, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn adoption(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        period: &str,
        unit_level: Option<usize>,
        fit: bool,
        launch: Option<&Bound<'_, PyAny>>,
        horizon_days: u32,
        max_ceiling_width: f64,
        min_people: u64,
        min_adopters: u64,
        draws: usize,
        seed: u64,
        interval_level: f64,
        habit_weeks: usize,
        habit_window: usize,
        include_officials: bool,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let (by_unit, by_group) = match by {
            None => (false, false),
            Some("unit") => (true, false),
            Some("group") => (false, true),
            Some(other) => return Err(choice("by", other, "None, \"unit\" or \"group\"")),
        };
        let launch = bound("launch", launch)?.map(|text| day("launch", &text)).transpose()?;
        let period = Period::parse(period)
            .ok_or_else(|| choice("period", period, "\"day\", \"week\" or \"month\""))?;
        let options = AdoptionOptions {
            period,
            unit_level,
            by_unit,
            by_group,
            min_people,
            min_adopters,
            fit,
            launch,
            horizon_days,
            max_ceiling_width,
            draws,
            seed,
            interval_level,
            habit_weeks,
            habit_window,
            include_officials,
            include_guests,
        };
        let main = match (by_unit, by_group) {
            (true, _) => "adoption_by_unit",
            (_, true) => "adoption_by_group",
            _ => "adoption_curve",
        };
        self.analyse(py, main, move |view| Ok(adoption(view, &options)?.tables()))
    }

    /// Participation: the measured 90-9-1. What the 1% who write most, the next 9% and the rest made of all posts and
    /// replies, people by how often they wrote, and on how many people it hangs; with and without the community
    /// manager and communications accounts.
    ///
    /// Parameters
    /// ----------
    /// regular_share : float
    ///     Share of somebody's weeks with a post or reply from which writing is regular.
    /// regular_weeks : int
    ///     Weeks with a post or reply that regular writing needs besides.
    /// smallest_group : int
    ///     Fewest people in the group of the most active; never fewer than the policy's smallest group.
    /// draws, seed : int
    ///     Bootstrap draws of the people behind the intervals, and their seed.
    /// interval_level : float
    ///     Level of the intervals.
    /// include_guests : bool
    ///     Whether people from outside count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``participation_groups`` (the main one), ``participation_classes`` and
    ///     ``participation_inequality``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().participation()
    /// >>> found.table.column("group")[:3]
    /// ['top 1%', 'next 9%', 'rest']
    /// >>> sum(found.tables["participation_groups"].column("people")[:3])
    /// 303
    #[pyo3(signature = (
        *, regular_share=0.25, regular_weeks=4, smallest_group=5, draws=500, seed=0, interval_level=0.95,
        include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn participation(
        &self,
        py: Python<'_>,
        regular_share: f64,
        regular_weeks: u32,
        smallest_group: u32,
        draws: usize,
        seed: u64,
        interval_level: f64,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let options = ParticipationOptions {
            regular_share,
            regular_weeks,
            smallest_group: smallest_group.max(self.policy.min_group()),
            draws,
            seed,
            interval_level,
            include_guests,
        };
        let main = "participation_groups";
        self.analyse(py, main, move |view| Ok(participation(view, &options)?.tables()))
    }
}

/// A day from a date.
fn day(option: &'static str, text: &str) -> PyResult<Day> {
    Day::parse(text).ok_or_else(|| choice(option, text, "a date such as \"2024-07-01\""))
}
