//! Who is asked, from any list of who asked whom.

use crate::dates::bound;
use crate::error::raise;
use crate::graph::names::Names;
use crate::read::policy;
use crate::table::Result;
use crate::work::run;
use cmgraph::questions::{AskEvent, HubRateOptions};
use cmgraph::{Error, Timestamp};
use pyo3::prelude::*;

/// Who is asked, from any list of who asked whom, when or how often: mail, a help desk, a questionnaire.
///
/// Distinct people who ask somebody, per month of the list where it has times, shrunk towards what is usual: somebody asked
/// fifty times by one person stands below somebody asked once each by five.
///
/// Parameters
/// ----------
/// askers, asked : sequence
///     Who asked, and who was asked, a value each an event; ids of any kind.
/// times : sequence of int, optional
///     How often; once by default. An answer on a scale of a questionnaire will do.
/// at : sequence of str, datetime.date or datetime.datetime, optional
///     When, for all of them or not at all.
/// members : sequence, optional
///     Everybody who could be asked; by default those who are in the list.
/// min_times : int
///     Times that somebody has to ask the same person to be counted as an asker.
/// n : int
///     The ``k`` of the probability to be among the first.
/// hub_percentile : float
///     Percentile of all rates beyond which somebody is a hub.
/// interval_level : float
///     Level of the intervals.
/// draws, seed : int
///     Posterior draws and their seed.
/// mode : {"named", "pseudonymous", "aggregate"}
///     What may leave.
/// key : bytes, optional
///     Secret for pseudonyms, at least 16 bytes; with ``mode="pseudonymous"`` only.
/// min_group : int
///     Smallest number of people that a figure may be about.
///
/// Returns
/// -------
/// Result
///     Table ``hub_rates``: everybody who is asked, highest rate first.
///
/// Raises
/// ------
/// ValueError
///     For columns of different length, a time that is none, or a value outside its range.
///
/// Examples
/// --------
/// >>> import cmgraph as cg
/// >>> rates = cg.hub_rates(["ann", "bo", "cy", "dan"], ["eve", "eve", "eve", "bo"], times=[1, 1, 1, 50])
/// >>> rates.column("member"), rates.column("askers"), rates.column("times")
/// (['eve', 'bo'], [3, 1], [3, 50])
#[pyfunction]
#[pyo3(signature = (
    askers, asked, *, times=None, at=None, members=None, min_times=1, n=20, hub_percentile=0.9, interval_level=0.9,
    draws=2000, seed=0, mode="named", key=None, min_group=5,
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn hub_rates(
    py: Python<'_>,
    askers: &Bound<'_, PyAny>,
    asked: &Bound<'_, PyAny>,
    times: Option<Vec<u32>>,
    at: Option<&Bound<'_, PyAny>>,
    members: Option<&Bound<'_, PyAny>>,
    min_times: u32,
    n: usize,
    hub_percentile: f64,
    interval_level: f64,
    draws: usize,
    seed: u64,
    mode: &str,
    key: Option<&[u8]>,
    min_group: u32,
) -> PyResult<Py<Result>> {
    let policy = policy(mode, key).map_err(raise)?.with_min_group(min_group);
    let mut names = members.map(Names::of_members).transpose()?.unwrap_or_default();
    let (from, to) = (names.column("askers", askers)?, names.column("asked", asked)?);
    let when = at.map(moments).transpose()?;
    let lengths = [
        ("asked", Some(to.len())),
        ("times", times.as_ref().map(Vec::len)),
        ("at", when.as_ref().map(Vec::len)),
    ];
    for (option, length) in lengths {
        if let Some(length) = length.filter(|&length| length != from.len()) {
            let expected = format!("as many as in askers ({})", from.len());
            return Err(raise(Error::Option { option, found: format!("{length} values"), expected }));
        }
    }
    let event = |i: usize| AskEvent {
        asker: from[i],
        asked: to[i],
        at: when.as_ref().map(|when| when[i]),
        times: times.as_ref().map_or(1, |times| times[i]),
    };
    let events: Vec<AskEvent> = (0..from.len()).map(event).collect();
    let options = HubRateOptions {
        min_times,
        n,
        hub_percentile,
        interval_level,
        draws,
        seed,
        ..HubRateOptions::default()
    };
    let ids = names.ids;
    let release = run(py, None, None, move || {
        let rates = cmgraph::questions::hub_rates(ids.len(), &events, None, &options)?;
        Ok(policy.apply(&rates.table(&ids)))
    })?;
    Py::new(py, Result::new(vec![release], "hub_rates")?)
}

/// Instants, a value each.
fn moments(values: &Bound<'_, PyAny>) -> PyResult<Vec<Timestamp>> {
    let moment = |value: PyResult<Bound<'_, PyAny>>| {
        let text = bound("at", Some(&value?))?.unwrap_or_default();
        Timestamp::parse(text.as_bytes()).ok_or_else(|| {
            raise(Error::Option {
                option: "at",
                found: format!("{text:?}"),
                expected: "a day or an instant such as 2024-12-24T08:00Z".into(),
            })
        })
    };
    values.try_iter()?.map(moment).collect()
}
