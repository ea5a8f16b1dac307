//! What leaves a community, and who is in it.

use super::Community;
use crate::error::raise;
use crate::table::Result;
use crate::work::run;
use cmgraph::privacy::{Ledger, Population, ReleaseLog};
use cmgraph::{Policy, Release, Window};
use pyo3::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

/// What was released so far; shared by the windows of a community.
#[derive(Default)]
pub(crate) struct Exits {
    ledger: Option<Mutex<Ledger>>,
    log: Mutex<ReleaseLog>,
}

impl Exits {
    pub(crate) fn new(ledger: Option<Ledger>) -> Exits {
        Exits { ledger: ledger.map(Mutex::new), log: Mutex::default() }
    }

    /// Writes down what is about to leave, or refuses.
    pub(crate) fn admit(
        &self,
        community: &cmgraph::Community,
        window: &Window,
        policy: &Policy,
        releases: &[Release],
    ) -> cmgraph::Result<()> {
        if let Some(ledger) = &self.ledger {
            let population = Population::of(&community.view(window));
            let mut ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
            ledger.admit(&population, policy, &releases.iter().collect::<Vec<_>>())?;
        }
        releases.iter().for_each(|release| self.record(release));
        Ok(())
    }

    pub(crate) fn record(&self, release: &Release) {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).record(release);
    }
}

#[pymethods]
impl Community {
    /// What was released so far under the policy of this community, and what the policy did to it: for whoever has to agree, such as
    /// a works council.
    ///
    /// Windows of a community and its graphs count together. What other programs show is not known here.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``privacy_releases`` (the main one: a row a table), ``privacy_policy`` (mode, purpose, thresholds),
    ///     ``privacy_bounds`` (what can be known of each hidden number of people), and ``privacy_ledger`` where a
    ///     ledger is kept.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> c = cg.example(mode="aggregate")
    /// >>> _ = c.adoption(by="unit")
    /// >>> report = c.privacy_report()
    /// >>> row = report.column("table").index("adoption_by_unit")
    /// >>> report.column("hidden_rows")[row] > 0, report.column("narrowest")[row] >= 5
    /// (True, True)
    fn privacy_report(&self, py: Python<'_>) -> PyResult<Py<Result>> {
        let (exits, policy) = (self.exits.clone(), self.policy.clone());
        let releases = run(py, self.pool.clone(), None, move || {
            let log = exits.log.lock().unwrap_or_else(PoisonError::into_inner);
            let ledger =
                exits.ledger.as_ref().map(|ledger| ledger.lock().unwrap_or_else(PoisonError::into_inner));
            let tables = log.tables(&policy, ledger.as_deref());
            Ok(tables.iter().map(|table| policy.apply(table)).collect())
        })?;
        Py::new(py, Result::new(releases, "privacy_releases")?)
    }

    /// The community without these people: accounts, messages with their texts, reactions, mentions, rows of the roster.
    ///
    /// Everything that was derived from them is built anew. Texts of others in which the platform marks a mention of them are
    /// forgotten; a name that somebody merely wrote is not found. :meth:`audit` counts how many were erased and names
    /// nobody. The files still have them: erase them there, or give ``erase`` at the next :func:`read`.
    ///
    /// Parameters
    /// ----------
    /// people : list of str
    ///     E-mail addresses or ids, of any kind.
    ///
    /// Returns
    /// -------
    /// Community
    ///     The same window of what is left. The community that this was called on stays as it is.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For somebody whom neither export nor roster knows.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> c = cg.example()
    /// >>> len(c.erase(["lars.bergstrom@example.com"])) < len(c)
    /// True
    fn erase(&self, py: Python<'_>, people: Vec<String>) -> PyResult<Community> {
        let (community, named) = (self.community.clone(), self.policy.mode() == cmgraph::Mode::Named);
        let left = run(py, self.pool.clone(), None, move || {
            let erased = cmgraph::Community::clone(&community).erase(&people);
            erased.map_err(|error| if named { error } else { crate::read::discreet(error) })
        })?;
        let policy = self.policy.clone().for_community(&left);
        Ok(Community {
            community: Arc::new(left),
            policy,
            window: self.window.clone(),
            pool: self.pool.clone(),
            exits: self.exits.clone(),
            memory: Arc::default(),
        })
    }
}

/// The ledger of a file.
pub(crate) fn open_ledger(path: Option<std::path::PathBuf>) -> PyResult<Option<Ledger>> {
    path.map(|path| Ledger::open(path).map_err(raise)).transpose()
}
