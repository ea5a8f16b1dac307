//! What is missing, and what to do.

use super::Community;
use crate::table::Result;
use cmgraph::doctor::doctor;
use pyo3::prelude::*;

#[pymethods]
impl Community {
    /// What is missing from what was read, which answers that weakens, and how to get it.
    ///
    /// Looked at are the roster, files, the span, threads without a beginning, the time zone, languages in which questions
    /// are not heard, who runs the community, guests and unknown authors, and what exports never have. What matters most
    /// comes first.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Table ``doctor``: one row a piece of advice (``urgency``, ``topic``, ``found``, ``why``, ``answers``, ``action``,
    ///     ``n``, ``of``); ``doctor_people``, where there are any: accounts that seem to run the community or to speak for
    ///     the organisation, though nobody said so.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> advice = cg.read(cg.example_path() / "export.zip").doctor()
    /// >>> advice.column("topic")[:2]
    /// ['roster', 'community manager']
    /// >>> advice.tables["doctor_people"].column("role")[0]
    /// 'community manager'
    fn doctor(&self, py: Python<'_>) -> PyResult<Py<Result>> {
        self.analyse(py, "doctor", |view| Ok(doctor(view).tables()))
    }
}
