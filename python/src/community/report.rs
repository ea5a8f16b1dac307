//! The report as one page.

use super::Community;
use crate::error::raise;
use crate::files::text_or_file;
use crate::work::run;
use cmgraph::report::{Locale, Report, ReportOptions};
use pyo3::prelude::*;
use std::path::PathBuf;

#[pymethods]
impl Community {
    /// One page that answers a community manager's questions: whom to write to on Monday and why, how far it has spread, who
    /// helps, who is asked, whether it hangs on the community manager, and whether people talk to each other.
    ///
    /// The page is one file of HTML without any reference to the network. It is written from released tables only, so that whatever
    /// the mode of this community hides is not in it.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike, optional
    ///     Where to write it; the text of the page is given back where there is no path.
    /// language : {"en", "fi", "nb", "sv"}
    ///     Language of the page. Definitions under "How this was computed" are in English in all of them.
    /// title : str
    ///     Heading of the page.
    /// purpose : str
    ///     Why people are named, where they are; printed on the page. By default the one given to :func:`read`.
    ///
    /// Returns
    /// -------
    /// str or None
    ///     The page, where no path is given.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For another language.
    /// OSError
    ///     Where the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> page = cg.example(mode="aggregate").report(language="fi")
    /// >>> "Kenelle kirjoitan maanantaina?" in page
    /// True
    #[pyo3(signature = (path=None, *, language="en", title="", purpose=""))]
    fn report(
        &self,
        py: Python<'_>,
        path: Option<PathBuf>,
        language: &str,
        title: &str,
        purpose: &str,
    ) -> PyResult<Option<String>> {
        let options = ReportOptions {
            window: self.window.clone(),
            locale: Locale::parse(language).map_err(raise)?,
            title: title.into(),
            purpose: purpose.into(),
        };
        let (community, policy) = (self.community.clone(), self.policy.clone());
        let exits = self.exits.clone();
        let page = run(py, self.pool.clone(), None, move || {
            let report = Report::new(&community, &policy, &options)?;
            exits.admit(&community, &options.window, &policy, report.releases())?;
            Ok(report.to_html())
        })?;
        text_or_file(py, page, path)
    }
}
