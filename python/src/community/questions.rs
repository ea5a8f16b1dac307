//! Who is asked.

use super::{Community, by_unit};
use crate::error::{choice, raise};
use crate::table::Result;
use cmgraph::questions::{
    EvidenceWeights, HubOptions, Nomination, NominationFile, question_hubs, read_nominations,
};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// Question hubs: people whom many different colleagues ask, with the kinds of evidence kept apart, types, intervals,
    /// and reasons in words.
    ///
    /// Somebody is asked by a question that mentions him or her, by a question in reply, by being referred to in the thread of
    /// somebody's question ("ask Maija", in ten languages), or by coming into such a thread after a third person's mention.
    /// Whole names in texts count where one person alone has them.
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
    ///     Whether people who are not on the platform are looked for, also by name in the texts. They never agreed to
    ///     anything: only in named mode, with a ``purpose``, and for the community manager alone.
    /// purpose : str, optional
    ///     What their names are needed for, in words; printed with the result.
    /// names : bool
    ///     Whether whole names in texts are read.
    /// exclude : sequence of str
    ///     People who do not want to be listed, by e-mail address or id.
    /// max_mentions : int
    ///     Most people that a message may mention; longer lists greet rather than ask.
    /// weights : dict, optional
    ///     What an asker counts for by kind of evidence, from 0 to 1: ``mention``, ``reply``, ``referral``,
    ///     ``handover``; kinds not given keep 1, 1, 0.7 and 0.5.
    /// hub_percentile : float
    ///     Percentile of the colleagues' rates beyond which somebody is a hub.
    /// min_p_hub : float
    ///     Probability of that from which somebody is listed.
    /// recent_weeks : int
    ///     Last weeks that tell how often somebody is asked at present.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    /// seed : int
    ///     Seed of the draws.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``question_hubs``, ``question_hubs_by_unit``, ``question_hubs_summary`` and ``question_hubs_unseen``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range, and for people who are not on the platform without a purpose, or in another
    ///     mode than named.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> hubs = cg.example().question_hubs(n=4, weights={"handover": 0.0})
    /// >>> hubs.name, len(hubs)
    /// ('question_hubs', 4)
    /// >>> all(hubs.column("on_platform"))
    /// True
    #[pyo3(signature = (
        n=20, *, by=None, min_askers=3, min_askers_off_platform=2, off_platform=false, purpose=None, names=true,
        exclude=Vec::new(), max_mentions=5, weights=None, hub_percentile=0.9, min_p_hub=0.3, recent_weeks=13,
        unit_level=None, interval_level=0.9, seed=0,
    ), text_signature = "($self, n=20, *, by=None, min_askers=3, min_askers_off_platform=2, off_platform=False, purpose=None, names=True, exclude=(), max_mentions=5, weights=None, hub_percentile=0.9, min_p_hub=0.3, recent_weeks=13, unit_level=None, interval_level=0.9, seed=0)")]
    #[allow(clippy::too_many_arguments)]
    fn question_hubs(
        &self,
        py: Python<'_>,
        n: usize,
        by: Option<&str>,
        min_askers: u32,
        min_askers_off_platform: u32,
        off_platform: bool,
        purpose: Option<String>,
        names: bool,
        exclude: Vec<String>,
        max_mentions: usize,
        weights: Option<std::collections::BTreeMap<String, f64>>,
        hub_percentile: f64,
        min_p_hub: f64,
        recent_weeks: u32,
        unit_level: Option<usize>,
        interval_level: f64,
        seed: u64,
    ) -> PyResult<Py<Result>> {
        let main = if by_unit(by)? { "question_hubs_by_unit" } else { "question_hubs" };
        let options = HubOptions {
            n,
            min_askers,
            min_askers_off_platform,
            off_platform,
            purpose,
            names,
            exclude,
            max_mentions,
            weights: evidence(weights.unwrap_or_default())?,
            hub_percentile,
            min_p_hub,
            recent_weeks,
            unit_level,
            interval_level,
            seed,
        };
        options.may_leave(&self.policy).map_err(raise)?;
        self.analyse(py, main, move |view| Ok(question_hubs(view, &options)?.tables()))
    }

    /// Whom do people say they ask? Nominees by how many name them, and how far they are those whom the messages show.
    ///
    /// The best way to know whom people ask is to ask them: put the question to a random sample. Each nominator counts once
    /// for a nominee. Nominators and nominees are read by e-mail address, id or whole name; who fits several people, or
    /// nobody, is counted, not guessed.
    ///
    /// Parameters
    /// ----------
    /// nominations : str, os.PathLike or sequence of (str, str)
    ///     A CSV with the columns ``nominator`` and ``nominee``, a row a name, or pairs of them; an empty nominee for somebody
    ///     who named nobody.
    /// off_platform, purpose, exclude, unit_level, interval_level
    ///     As in :meth:`question_hubs`.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``nominations`` (the main one) and ``nominations_agreement``.
    ///
    /// Raises
    /// ------
    /// ExportError
    ///     For a file without the two columns.
    /// OSError
    ///     For a file that cannot be read.
    /// ValueError
    ///     As :meth:`question_hubs`.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> named = [("ann", "Lars Bergström"), ("bo", "lars.bergstrom@example.com"), ("cy", "")]
    /// >>> found = cg.example().nominations(named)
    /// >>> found.column("name"), found.column("nominators"), found.column("answered")
    /// (['Lars Bergström'], [2], [3])
    #[pyo3(signature = (
        nominations, *, off_platform=false, purpose=None, exclude=Vec::new(), unit_level=None, interval_level=0.9,
    ), text_signature = "($self, nominations, *, off_platform=False, purpose=None, exclude=(), unit_level=None, interval_level=0.9)")]
    #[allow(clippy::too_many_arguments)]
    fn nominations(
        &self,
        py: Python<'_>,
        nominations: &Bound<'_, PyAny>,
        off_platform: bool,
        purpose: Option<String>,
        exclude: Vec<String>,
        unit_level: Option<usize>,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let options = HubOptions {
            off_platform,
            purpose,
            exclude,
            unit_level,
            interval_level,
            ..HubOptions::default()
        };
        options.may_leave(&self.policy).map_err(raise)?;
        let nominations = nominations.extract().map_err(|_| {
            PyTypeError::new_err(
                "nominations: expected a path of a CSV file, or pairs of texts (nominator, nominee)",
            )
        })?;
        let file = match nominations {
            Named::Pairs(pairs) => {
                let row = |(line, (nominator, nominee)): (usize, (String, Option<String>))| Nomination {
                    nominator,
                    nominee: nominee.unwrap_or_default(),
                    line: line as u64 + 1,
                };
                let nominations = pairs.into_iter().enumerate().map(row).collect();
                NominationFile { nominations, without_nominator: 0 }
            }
            Named::File(path) => read_nominations(&path).map_err(raise)?,
        };
        self.analyse(py, "nominations", move |view| {
            Ok(cmgraph::questions::nominations(view, &file, &question_hubs(view, &options)?)?.tables())
        })
    }
}

/// Nominations as a file or as pairs.
#[derive(FromPyObject)]
enum Named {
    File(std::path::PathBuf),
    Pairs(Vec<(String, Option<String>)>),
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
