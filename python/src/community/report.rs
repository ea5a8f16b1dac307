//! The report as one page.

use super::Community;
use super::goals::given;
use crate::error::{os_error, raise};
use crate::work::run;
use cmgraph::report::{Locale, Report as Made, ReportOptions, in_frame};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// A page of HTML: shows itself in a notebook, and can be saved.
///
/// Examples
/// --------
/// >>> import cmgraph as cg
/// >>> report = cg.example(mode="aggregate").report(languages=["fi", "en"])
/// >>> report
/// <cmgraph.Report: Yhteisön raportti, fi en>
/// >>> "Kenelle kirjoitan maanantaina?" in report.html
/// True
#[pyclass(frozen, module = "cmgraph")]
pub struct Report {
    title: String,
    languages: Vec<&'static str>,
    page: Arc<str>,
}

#[pymethods]
impl Report {
    /// The whole page.
    #[getter]
    fn html(&self) -> &str {
        &self.page
    }

    /// Heading of the page, in the language in which it opens.
    #[getter]
    fn title(&self) -> &str {
        &self.title
    }

    /// Codes of the languages that a reader can choose from; the page opens in the first.
    #[getter]
    fn languages(&self) -> Vec<&'static str> {
        self.languages.clone()
    }

    /// Write the page to a file.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     Where to; a file that is there is replaced.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     Where it cannot be written.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(|| std::fs::write(&path, self.page.as_bytes())).map_err(|error| os_error(&path, &error))
    }

    fn __repr__(&self) -> String {
        format!("<cmgraph.Report: {}, {}>", self.title, self.languages.join(" "))
    }

    fn _repr_html_(&self) -> String {
        in_frame(&self.page, &self.title)
    }
}

#[pymethods]
impl Community {
    /// One page that answers a community manager's questions: whom to write to on Monday and why, how far it has spread, who
    /// helps, who is asked, whether it hangs on the community manager, and whether people talk to each other.
    ///
    /// The page is one file of HTML without any reference to the network, in several languages that its reader can choose from. It
    /// is written from released tables only, so that whatever the mode of this community hides is not in it. In a notebook the
    /// result shows itself.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike, optional
    ///     Where to write it.
    /// language : {"en", "fi", "nb", "sv"}, optional
    ///     Language in which the page opens: the first of `languages`, or English. Definitions under "How this was computed" are in
    ///     English in all of them.
    /// languages : sequence of {"en", "fi", "nb", "sv"}, optional
    ///     Languages that a reader can choose from; all four where not given.
    /// title : str
    ///     Heading of the page.
    /// purpose : str
    ///     Why people are named, where they are; printed on the page. By default the one given to :func:`read`.
    /// goals : str, os.PathLike or sequence of dict, optional
    ///     Goals as in :meth:`goals`; the page says how probably each is met.
    /// show_text : bool
    ///     Show titles of open questions, or the words that ask, beside whom to invite: named mode only, and for the community manager
    ///     alone. Links and addresses are left out.
    ///
    /// Returns
    /// -------
    /// Report
    ///     The page.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For another language, for goals that are wrong, and for `show_text` in another mode than named.
    /// OSError
    ///     Where the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> page = cg.example(mode="aggregate").report(language="fi")
    /// >>> page.languages
    /// ['fi', 'en', 'nb', 'sv']
    #[pyo3(signature = (
        path=None, *, language=None, languages=None, title="", purpose="",
        goals: "str | os.PathLike[str] | collections.abc.Sequence[collections.abc.Mapping[str, typing.Any]] | None" = None,
        show_text=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn report(
        &self,
        py: Python<'_>,
        path: Option<PathBuf>,
        language: Option<&str>,
        languages: Option<Vec<String>>,
        title: &str,
        purpose: &str,
        goals: Option<&Bound<'_, PyAny>>,
        show_text: bool,
    ) -> PyResult<Report> {
        let (locale, languages) = Locale::choose(language, &languages.unwrap_or_default()).map_err(raise)?;
        let options = ReportOptions {
            window: self.window.clone(),
            locale,
            languages,
            title: title.into(),
            purpose: purpose.into(),
            goals: goals.map(given).transpose()?.unwrap_or_default(),
            show_text,
        };
        let (community, policy) = (self.community.clone(), self.policy.clone());
        let exits = self.exits.clone();
        let report = run(py, self.pool.clone(), None, move || {
            let made = Made::new(&community, &policy, &options)?;
            exits.admit(&community, &options.window, &policy, made.releases())?;
            let languages = made.languages().into_iter().map(Locale::code).collect();
            Ok(Report { title: made.title(), languages, page: made.to_html().into() })
        })?;
        if let Some(path) = path {
            report.save(py, path)?;
        }
        Ok(report)
    }
}
