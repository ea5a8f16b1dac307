//! What hangs on whom.

use super::Community;
use crate::error::raise;
use crate::table::Result;
use cmgraph::Error;
use cmgraph::dependence::{DependenceOptions, WhatIfOptions, Who, dependence, what_if_removed};
use pyo3::prelude::*;

/// The option under the name that it has here.
fn of_people(error: Error) -> Error {
    match error {
        Error::Option { option: "who", found, expected } => {
            Error::Option { option: "people", found, expected }
        }
        other => other,
    }
}

/// One word or several.
#[derive(FromPyObject)]
enum Words {
    One(String),
    Several(Vec<String>),
}

#[pymethods]
impl Community {
    /// How much hangs on the community manager, and on how few people the answers rest: the share of first answers, of
    /// questions addressed to them, of threads and conversations, over the window and its last weeks; how many people give
    /// half of the answers, with and without them; week by week, with alarms and the counts behind them; and what happened
    /// while the community manager was away. No answerer is named.
    ///
    /// Where no community manager is named it is about the communications accounts, and without those about the colleague who
    /// answered most questions, and says so: absences are then not looked for, and in aggregate mode nothing is said.
    ///
    /// Parameters
    /// ----------
    /// trailing_weeks : int
    ///     Weeks of the trailing window.
    /// min_questions : int
    ///     Questions, or threads, below which no share is given.
    /// discount : float
    ///     Weight of a week in the running share for every week it lies back.
    /// alarm_share, alarm_probability, alarm_weeks : float, float, int
    ///     There is an alarm where the running share of first answers is above ``alarm_share`` with this probability in so
    ///     many weeks in a row.
    /// few_answerers, few_weeks : int
    ///     There is an alarm where half of the answers come from so few people, or fewer, for so many weeks.
    /// absence_days : int
    ///     Working days without a message that make an absence.
    /// draws, seed : int
    ///     Bootstrap draws of the threads behind the intervals of concentration, and their seed.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``dependence`` (the main one), ``dependence_concentration``, ``dependence_weeks``, ``dependence_alarms`` and,
    ///     where a community manager is named, ``dependence_absences``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().dependence()
    /// >>> found.column("measure")[0], found.column("part")[0], found.column("of")[0]
    /// ('first answers', 406, 1811)
    #[pyo3(signature = (
        *, trailing_weeks=12, min_questions=20, discount=0.95, alarm_share=0.5, alarm_probability=0.9, alarm_weeks=4,
        few_answerers=2, few_weeks=8, absence_days=5, draws=500, seed=0, interval_level=0.95,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn dependence(
        &self,
        py: Python<'_>,
        trailing_weeks: u32,
        min_questions: u64,
        discount: f64,
        alarm_share: f64,
        alarm_probability: f64,
        alarm_weeks: u32,
        few_answerers: u64,
        few_weeks: u32,
        absence_days: u32,
        draws: usize,
        seed: u64,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let options = DependenceOptions {
            trailing_weeks,
            min_questions,
            discount,
            alarm_share,
            alarm_probability,
            alarm_weeks,
            few_answerers,
            few_weeks,
            absence_days,
            draws,
            seed,
            interval_level,
        };
        self.analyse(py, "dependence", move |view| Ok(dependence(view, &options)?.tables()))
    }

    /// What if some people were gone: bounds of what those who ask would lose, and in how many pieces talk would fall.
    ///
    /// Pessimistic: only the answers that others did give. Optimistic: others give the same answers with the delays of
    /// their own first answers, never earlier than they were given. What is lost lies between the two: bounds, not a forecast. Beside it who
    /// could still reach whom, held against random removals of as many equally active people; pairs of units that would
    /// lose all their ties; and how talk falls apart as ever more leave.
    ///
    /// Parameters
    /// ----------
    /// people : str or sequence of str
    ///     ``"cm"`` for the community managers, ``"top:3"`` for the three who answered most questions, or people by e-mail
    ///     address, id or name. In aggregate mode only the community managers, or at least as many who answered
    ///     most as the smallest group has people.
    /// min_questions : int
    ///     Questions below which nothing is said.
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, from 1; the deepest level with at most 12 units if not given.
    /// removals : int
    ///     Random removals of as many equally active people.
    /// curve_draws : int
    ///     Random orders of the attrition curve; 0 for no curve.
    /// sources : int
    ///     People from whom distances are taken where there are more than 20,000.
    /// seed : int
    ///     Seed of all draws.
    /// interval_level : float
    ///     Level of the intervals.
    /// include_guests : bool
    ///     Whether people from outside are in the graph of replies.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``what_if_loss`` (the main one), ``what_if``, ``what_if_structure``, ``what_if_unit_pairs``, ``attrition``
    ///     and ``attrition_robustness``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, somebody who is not known, and in aggregate mode for a person: what hangs on one
    ///     person is about that person.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().what_if_removed("cm")
    /// >>> found.column("horizon")[0], found.column("first_by_removed")[0], round(found.column("at_most")[0], 3)
    /// ('24 hours', 406, 0.093)
    #[pyo3(signature = (
        people, *, min_questions=20, unit_level=None, removals=200,
        curve_draws=20, sources=500, seed=0, interval_level=0.95, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn what_if_removed(
        &self,
        py: Python<'_>,
        people: &Bound<'_, PyAny>,
        min_questions: u64,
        unit_level: Option<usize>,
        removals: usize,
        curve_draws: usize,
        sources: usize,
        seed: u64,
        interval_level: f64,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let words = match people.extract()? {
            Words::One(word) => vec![word],
            Words::Several(words) => words,
        };
        let mut who = Vec::new();
        for word in &words {
            who.extend(Who::parse(&self.community, word).map_err(of_people).map_err(raise)?);
        }
        let options = WhatIfOptions {
            min_questions,
            unit_level,
            removals,
            curve_draws,
            sources,
            seed,
            interval_level,
            include_guests,
        };
        let policy = self.policy.clone();
        self.analyse(py, "what_if_loss", move |view| {
            let found = what_if_removed(view, &who, &options).map_err(of_people)?;
            found.may_leave(&policy).map_err(of_people)?;
            Ok(found.tables())
        })
    }
}
