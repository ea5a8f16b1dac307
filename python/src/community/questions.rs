//! Who is asked.

use super::{Community, by_unit};
use crate::error::choice;
use crate::table::Result;
use cmgraph::questions::{EvidenceWeights, HubOptions, question_hubs};
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Question hubs: people whom many different colleagues ask, also when they are not on the platform, with
    /// the kinds of evidence kept apart, intervals, and reasons in words.
    ///
    /// Parameters
    /// ----------
    /// n : int
    ///     Hubs listed.
    /// by : {None, "unit"}
    ///     With ``"unit"`` the main table is ``question_hubs_by_unit``, else ``question_hubs``.
    /// min_askers, min_askers_off_platform : int
    ///     Distinct askers from which somebody is listed, on the platform and not on it.
    /// off_platform : bool
    ///     Whether people who are not on the platform are listed at all.
    /// max_mentions : int
    ///     Most people that a message may mention; longer lists greet rather than ask.
    /// weights : dict, optional
    ///     What an asker counts for by kind of evidence, from 0 to 1: ``mention``, ``reply``, ``referral``,
    ///     ``handover``; kinds not given keep 1, 1, 0.7 and 0.5.
    /// hub_percentile : float
    ///     Percentile of the colleagues' rates beyond which somebody is a hub.
    /// min_p_hub : float
    ///     Probability of that from which somebody is listed.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``question_hubs`` and ``question_hubs_by_unit``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> hubs = cg.example().question_hubs(n=5, weights={"handover": 0.0})
    /// >>> hubs.name, len(hubs)
    /// ('question_hubs', 5)
    #[pyo3(signature = (
        n=20, *, by=None, min_askers=3, min_askers_off_platform=2, off_platform=true, max_mentions=5,
        weights=None, hub_percentile=0.9, min_p_hub=0.3, unit_level=None, interval_level=0.9,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn question_hubs(
        &self,
        py: Python<'_>,
        n: usize,
        by: Option<&str>,
        min_askers: u32,
        min_askers_off_platform: u32,
        off_platform: bool,
        max_mentions: usize,
        weights: Option<std::collections::BTreeMap<String, f64>>,
        hub_percentile: f64,
        min_p_hub: f64,
        unit_level: Option<usize>,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let main = if by_unit(by)? { "question_hubs_by_unit" } else { "question_hubs" };
        let options = HubOptions {
            n,
            min_askers,
            min_askers_off_platform,
            off_platform,
            max_mentions,
            weights: evidence(weights.unwrap_or_default())?,
            hub_percentile,
            min_p_hub,
            unit_level,
            interval_level,
        };
        self.analyse(py, main, move |view| Ok(question_hubs(view, &options)?.tables()))
    }
}

/// Weights of the kinds of evidence, the defaults where none is given.
fn evidence(given: std::collections::BTreeMap<String, f64>) -> PyResult<EvidenceWeights> {
    let mut weights = EvidenceWeights::default();
    for (kind, weight) in given {
        match kind.as_str() {
            "mention" => weights.mention = weight,
            "reply" => weights.reply = weight,
            "referral" => weights.referral = weight,
            "handover" => weights.handover = weight,
            other => return Err(choice("weights", other, "mention, reply, referral or handover")),
        }
    }
    Ok(weights)
}
