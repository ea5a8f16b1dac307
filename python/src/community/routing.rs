//! Open questions, and whom to ask.

use super::Community;
use super::answers::work_time;
use crate::error::choice;
use crate::table::Result;
use cmgraph::routing::{Asked, RouteOptions, RouteWeights, UnansweredOptions};
use pyo3::prelude::*;
use std::collections::BTreeMap;

#[pymethods]
impl Community {
    /// Open questions, those first that nobody will answer by themselves: each with its age, language, the probability to be
    /// answered within the next 24 business hours given that it has been open so long, and answered questions like it.
    ///
    /// Parameters
    /// ----------
    /// n : int
    ///     Questions that are listed at most, the first by priority; groups count all.
    /// max_age_days : float
    ///     Days after which an open question is no longer listed.
    /// route_below : float
    ///     Probability to be answered within the next 24 business hours below which somebody should be asked.
    /// show_text : bool
    ///     Whether titles of the questions, or the words that ask, stand in a column; named mode only.
    /// min_match : float
    ///     Share of the words of a question, by weight, that a similar one has at least.
    /// hours, holidays, calendars
    ///     When people work, as in :meth:`answers`: chances go by business hours of whoever asked.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``unanswered`` (the main one) and ``unanswered_by_group``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().unanswered(max_age_days=7)
    /// >>> len(found), found.column("to_route")[0]
    /// (17, True)
    #[pyo3(signature = (
        *, n=1000, max_age_days=30.0, route_below=0.5, show_text=false, min_match=0.15, hours="Mon-Fri 8-17", holidays: "typing.Any" = None, calendars: "typing.Any" = None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn unanswered(
        &self,
        py: Python<'_>,
        n: usize,
        max_age_days: f64,
        route_below: f64,
        show_text: bool,
        min_match: f64,
        hours: &str,
        holidays: Option<&Bound<'_, PyAny>>,
        calendars: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<Result>> {
        let calendars = work_time(hours, holidays, calendars)?;
        let route = RouteOptions { min_match, calendars, ..RouteOptions::default() };
        let options = UnansweredOptions { n, max_age_days, route_below, show_text, ..Default::default() };
        self.routed(py, "unanswered", route, move |router| Ok(router.unanswered(&options)?.tables()))
    }

    /// Whom to ask, behind the scenes: people who answered questions like it, with reasons, or why nobody fits.
    ///
    /// The score is ``ln(relevance) + w1 logit(propensity) + w2 ln(availability) + w3 ln(load) + w4 same_language + w5 other_unit``:
    /// relevance from the answered questions most alike (BM25), propensity to answer what falls into the person's groups,
    /// availability in the next business hours, load from the invitations of the week. For the community manager alone.
    ///
    /// The first call reads the window (seconds for a million messages); later ones with the same calendars, ``half_life_days`` and
    /// ``unit_level`` take milliseconds. :meth:`router` keeps what was read in an object of its own.
    ///
    /// Parameters
    /// ----------
    /// question : str, optional
    ///     The question in words.
    /// message : str, optional
    ///     The id of the message that asks, as the export has it. Either this or ``question``.
    /// n : int
    ///     People suggested.
    /// cap : int
    ///     Invitations a week that somebody should get at most.
    /// invited : sequence of str, optional
    ///     Who was invited in the last seven days, by e-mail address or id, once for each invitation.
    /// exclude : sequence of str, optional
    ///     Who does not want to be asked, or is away.
    /// fallback : bool
    ///     Whether community managers and communications accounts may be suggested too.
    /// weights : dict, optional
    ///     Weights of ``relevance``, ``propensity``, ``availability``, ``load``, ``same_language`` and ``other_unit``; those not
    ///     given keep 1, 1, 1, 0.5, 0.5 and 0.
    /// learn : bool
    ///     Whether the weights are learned from the past, where ``min_learned`` questions or more were answered.
    /// min_learned : int
    ///     That number.
    /// threads : int
    ///     Past threads from which relevance is taken.
    /// smoothing : float
    ///     Share of the relevance that is spread evenly.
    /// half_life_days, fade_days, active_days : float
    ///     Days after which a question counts half for the propensity; without a sign after which the availability is ``1/e``;
    ///     without a sign after which somebody is no candidate.
    /// hours_ahead : int
    ///     Business hours ahead in which somebody should be there.
    /// hours, holidays, calendars
    ///     When people work, as in :meth:`answers`.
    /// close : float
    ///     Scores within this share of each other count as equal, so that another unit goes first.
    /// exploration : float
    ///     Share of the questions for which the last place is drawn by lot, to find helpers nobody knows yet; 0.1 is a good one.
    /// min_match : float
    ///     Share of the words of the question, by weight, that something answered must have.
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, from 1; the whole path by default.
    /// seed : int
    ///     Seed of the lots and of learning.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``route`` (the main one), ``route_summary`` and ``route_similar``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, a message or a person that is not known, and unless one of ``question`` and
    ///     ``message`` is given.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().route("The certificate for the login has expired, what now?")
    /// >>> len(found), found.column("reasons")[0][0]
    /// (3, 'answered 8 similar questions')
    /// >>> cg.example().route("Kubernetes ingress?").tables["route_summary"].column("nobody_fits")[0]
    /// 'no answered question is enough like it'
    #[pyo3(signature = (
        question=None, *, message=None, n=3, cap=5, invited=None, exclude=None, fallback=false,
        weights=None, learn=false, min_learned=300, threads=50, smoothing=0.1, half_life_days=60.0, fade_days=30.0,
        active_days=180.0, hours_ahead=8, close=0.1, exploration=0.0, min_match=0.15, unit_level=None, seed=0,
        hours="Mon-Fri 8-17", holidays: "typing.Any" = None, calendars: "typing.Any" = None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn route(
        &self,
        py: Python<'_>,
        question: Option<String>,
        message: Option<String>,
        n: usize,
        cap: u32,
        invited: Option<Vec<String>>,
        exclude: Option<Vec<String>>,
        fallback: bool,
        weights: Option<BTreeMap<String, f64>>,
        learn: bool,
        min_learned: usize,
        threads: usize,
        smoothing: f64,
        half_life_days: f64,
        fade_days: f64,
        active_days: f64,
        hours_ahead: u32,
        close: f64,
        exploration: f64,
        min_match: f64,
        unit_level: Option<usize>,
        seed: u64,
        hours: &str,
        holidays: Option<&Bound<'_, PyAny>>,
        calendars: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<Result>> {
        let asked = asked(question, message)?;
        let options = RouteOptions {
            n,
            cap,
            invited: invited.unwrap_or_default(),
            exclude: exclude.unwrap_or_default(),
            fallback,
            weights: weighed(weights.unwrap_or_default())?,
            learn,
            min_learned,
            threads,
            smoothing,
            half_life_days,
            fade_days,
            active_days,
            hours_ahead,
            close,
            exploration,
            min_match,
            unit_level,
            seed,
            calendars: work_time(hours, holidays, calendars)?,
            ..RouteOptions::default()
        };
        self.routed(py, "route", options, move |router| Ok(router.route(&asked)?.tables()))
    }

    /// Whom to ask for all open questions at once, so that nobody is asked more often than the cap: each question gets as many
    /// people as it needs where possible, as many places as possible are filled, and the scores sum to the most.
    ///
    /// Parameters
    /// ----------
    /// needed : int
    ///     People who should be asked for each question.
    /// cap : int
    ///     Invitations a week that somebody should get at most.
    /// invited, exclude, fallback, learn, min_match, unit_level, seed
    ///     As in :meth:`route`.
    /// max_age_days, route_below, show_text, hours, holidays, calendars
    ///     As in :meth:`unanswered`.
    /// n : int
    ///     Open questions that are looked at, at most, the first by priority.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``route_all`` (the main one), ``route_all_unfilled``, ``unanswered`` and ``unanswered_by_group``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and for a person who is not known.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().route_all(cap=2)
    /// >>> members = found.column("member")
    /// >>> max(members.count(member) for member in members)
    /// 2
    #[pyo3(signature = (
        *, needed=2, cap=5, invited=None, exclude=None, fallback=false, learn=false, max_age_days=30.0,
        route_below=0.5, show_text=false, min_match=0.15, unit_level=None, seed=0, n=1000,
        hours="Mon-Fri 8-17", holidays: "typing.Any" = None, calendars: "typing.Any" = None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn route_all(
        &self,
        py: Python<'_>,
        needed: u32,
        cap: u32,
        invited: Option<Vec<String>>,
        exclude: Option<Vec<String>>,
        fallback: bool,
        learn: bool,
        max_age_days: f64,
        route_below: f64,
        show_text: bool,
        min_match: f64,
        unit_level: Option<usize>,
        seed: u64,
        n: usize,
        hours: &str,
        holidays: Option<&Bound<'_, PyAny>>,
        calendars: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<Result>> {
        let route = RouteOptions {
            needed,
            cap,
            invited: invited.unwrap_or_default(),
            exclude: exclude.unwrap_or_default(),
            fallback,
            learn,
            min_match,
            unit_level,
            seed,
            calendars: work_time(hours, holidays, calendars)?,
            ..RouteOptions::default()
        };
        let options = UnansweredOptions { n, max_age_days, route_below, show_text, ..Default::default() };
        self.routed(py, "route_all", route, move |router| Ok(router.route_all(&options)?.tables()))
    }
}

/// A question in words, or the message that asks.
pub(super) fn asked(question: Option<String>, message: Option<String>) -> PyResult<Asked> {
    match (question, message) {
        (Some(text), None) => Ok(Asked::Text(text)),
        (None, Some(id)) => Ok(Asked::Message(id)),
        (None, None) => Err(choice("question", "neither", "question or message")),
        (Some(_), Some(_)) => Err(choice("question", "both", "question or message")),
    }
}

/// Weights by name, the defaults where none is given.
pub(super) fn weighed(given: BTreeMap<String, f64>) -> PyResult<RouteWeights> {
    let mut weights = RouteWeights::default();
    for (name, weight) in given {
        match name.as_str() {
            "relevance" => weights.relevance = weight,
            "propensity" => weights.propensity = weight,
            "availability" => weights.availability = weight,
            "load" => weights.load = weight,
            "same_language" => weights.same_language = weight,
            "other_unit" => weights.other_unit = weight,
            other => {
                let names = "relevance, propensity, availability, load, same_language or other_unit";
                return Err(choice("weights", other, names));
            }
        }
    }
    Ok(weights)
}
