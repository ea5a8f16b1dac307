//! Are questions answered, and how soon?

use super::Community;
use crate::dates::bound;
use crate::error::{choice, raise};
use crate::table::Result;
use cmgraph::answers::{AnswersOptions, answers};
use cmgraph::calendar::{Calendar, CalendarRecord, Calendars, Holidays, WorkingHours};
use cmgraph::questions::{HeardOptions, heard_questions};
use cmgraph::time::Period;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A CSV file, or its rows.
#[derive(FromPyObject)]
enum Table {
    Rows(Vec<BTreeMap<String, Option<String>>>),
    File(PathBuf),
}

#[pymethods]
impl Community {
    /// What was asked: how many of the threads that colleagues start begin with a question, by unit, group, language and
    /// time; how many carry a question mark, or the mark of the platform, and how many were heard by their words; how
    /// many replies ask; and about how many questions were not heard, where the rules of a language were measured. No
    /// person is named and no text given.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "unit", "group"}
    ///     With ``"unit"`` the main table is ``questions_by_unit``, with ``"group"`` ``questions_by_group``, else
    ///     ``questions``.
    /// period : {"day", "week", "month"}
    ///     Bins of the time of asking.
    /// min_threads : int
    ///     Threads, or replies, below which no share is given.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``questions`` (the main one), ``questions_by_unit``, ``questions_by_group``, ``questions_by_language``,
    ///     ``questions_over_time`` and ``questions_unheard``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> asked = cg.example().questions()
    /// >>> asked.column("measure")[0], asked.column("part")[0] > 1800
    /// ('threads that ask', True)
    #[pyo3(signature = (*, by=None, period="month", min_threads=10, unit_level=None, interval_level=0.95))]
    fn questions(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        period: &str,
        min_threads: u64,
        unit_level: Option<usize>,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let main = of_table(by, "questions")?;
        let options = HeardOptions { period: bins(period)?, min_threads, unit_level, interval_level };
        self.analyse(py, main, move |view| Ok(heard_questions(view, &options)?.tables()))
    }

    /// Whether questions are answered, by whom and how soon: the share with an answer within some hours and the median,
    /// by the clock on the wall and in business hours of whoever asked; who answers first; by unit, group, language and
    /// time of asking, with log-rank tests of whether these differ. Questions that nobody has answered yet stay in
    /// (Kaplan-Meier). No person is named.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "unit", "group"}
    ///     With ``"unit"`` the main table is ``answers_by_unit``, with ``"group"`` ``answers_by_group``, else ``answers``.
    /// hours : str
    ///     Weekdays and hours of work, such as ``"Mon-Thu 8-16, Fri 8-14"``, in the time zone of the window.
    /// holidays : sequence of str or datetime.date, or os.PathLike, optional
    ///     Days without work: ``"2024-12-24"``, a span ``"2024-12-24..2024-12-26"``, or ``"12-25"`` for every year. A
    ///     :class:`pathlib.Path` is a text file with one a line.
    /// calendars : str, os.PathLike or sequence of dict, optional
    ///     Units and sites with hours of their own: a CSV file with the columns ``unit``, ``site``, ``zone``, ``hours``,
    ///     ``holidays``, or its rows. What a row leaves empty is as above; the most special row holds.
    /// period : {"day", "week", "month"}
    ///     Bins of the time of asking.
    /// min_questions : int
    ///     Questions below which nothing is said of how soon they are answered.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``answers`` (the main one), ``answers_speed``, ``answers_median``, ``answers_curve``,
    ///     ``answers_answerers``, ``answers_by_unit``, ``answers_unit_curves``, ``answers_by_group``,
    ///     ``answers_by_language``, ``answers_over_time`` and ``answers_tests``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and for hours, days or a file of calendars that cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().answers(hours="Mon-Fri 8-16", holidays=["12-25"])
    /// >>> first = dict(zip(found.column("measure"), found.column("share")))
    /// >>> 0.7 < first["answered"] < 0.9
    /// True
    /// >>> speed = found.tables["answers_speed"]
    /// >>> speed.column("within")[:4]
    /// ['1 hour', '4 hours', '24 hours', '7 days']
    #[pyo3(signature = (
        *, by=None, hours="Mon-Fri 8-17", holidays: "typing.Any" = None, calendars: "typing.Any" = None,
        period="month", min_questions=10, unit_level=None, interval_level=0.95,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn answers(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        hours: &str,
        holidays: Option<&Bound<'_, PyAny>>,
        calendars: Option<&Bound<'_, PyAny>>,
        period: &str,
        min_questions: u64,
        unit_level: Option<usize>,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let main = of_table(by, "answers")?;
        let options = AnswersOptions {
            calendars: work_time(hours, holidays, calendars)?,
            period: bins(period)?,
            min_questions,
            unit_level,
            interval_level,
        };
        self.analyse(py, main, move |view| Ok(answers(view, &options)?.tables()))
    }
}

fn of_table(by: Option<&str>, name: &'static str) -> PyResult<&'static str> {
    Ok(match (by, name) {
        (Some("group"), "answers") => "answers_by_group",
        (Some("group"), _) => "questions_by_group",
        (Some("unit"), "answers") => "answers_by_unit",
        (Some("unit"), _) => "questions_by_unit",
        (None, name) => name,
        (Some(other), _) => return Err(choice("by", other, "None, \"unit\" or \"group\"")),
    })
}

fn bins(period: &str) -> PyResult<Period> {
    Period::parse(period).ok_or_else(|| choice("period", period, "\"day\", \"week\" or \"month\""))
}

/// When people work, for whatever tells times in business hours.
pub(super) fn work_time(
    hours: &str,
    holidays: Option<&Bound<'_, PyAny>>,
    calendars: Option<&Bound<'_, PyAny>>,
) -> PyResult<Calendars> {
    let hours = WorkingHours::parse(hours).map_err(raise)?;
    let holidays = holidays.map(days).transpose()?.unwrap_or_default();
    let organisation = Calendar { hours, holidays, zone: None };
    let Some(calendars) = calendars else { return Ok(organisation.into()) };
    let table = calendars.extract().map_err(|_| {
        PyTypeError::new_err("calendars: expected a path of a CSV file, or a sequence of dict with texts")
    })?;
    match table {
        Table::File(path) => Calendars::read(&path, organisation).map_err(raise),
        Table::Rows(rows) => {
            let known = ["unit", "site", "zone", "hours", "holidays"];
            if let Some(other) =
                rows.iter().flat_map(BTreeMap::keys).find(|key| !known.contains(&key.as_str()))
            {
                return Err(choice("calendars", other, "rows of unit, site, zone, hours and holidays"));
            }
            let records: Vec<CalendarRecord<'_>> = rows
                .iter()
                .map(|row| {
                    let of = |key: &str| row.get(key).and_then(Option::as_deref).unwrap_or_default();
                    CalendarRecord {
                        unit: of("unit"),
                        site: of("site"),
                        zone: of("zone"),
                        hours: of("hours"),
                        holidays: of("holidays"),
                    }
                })
                .collect();
            Calendars::new(organisation, &records).map_err(raise)
        }
    }
}

/// Holidays from a list of days, or from a file.
fn days(holidays: &Bound<'_, PyAny>) -> PyResult<Holidays> {
    if holidays.is_instance_of::<PyString>() {
        // A text could be a day as well as a name of a file.
        return Err(PyTypeError::new_err(
            "holidays: found a str, expected a sequence of days, or a pathlib.Path of a file with one a line",
        ));
    }
    if holidays.hasattr("__fspath__")? {
        return Holidays::read(&holidays.extract::<PathBuf>()?).map_err(raise);
    }
    let mut entries = Vec::new();
    for day in holidays.try_iter()? {
        entries.extend(bound("holidays", Some(&day?))?);
    }
    Holidays::parse(entries.iter().map(String::as_str)).map_err(raise)
}
