//! The report as one page of HTML that needs nothing else: no network, no font, no library.
//!
//! It is written from released tables only, so whatever the policy hides is on no page. All its languages are in it, one
//! after the other; which of them is read is a matter of the fragment of the address, and works without script.

mod analyses;
mod answers;
mod asked;
mod dependence;
mod drawing;
mod funnel;
mod goals;
mod helpers;
mod languages;
mod monday;
mod multiples;
mod open;
mod people;
mod returning;
mod section;
mod security;
mod shell;
mod spread;
mod table;
mod talk;
#[cfg(test)]
mod tests;
mod units;
mod values;

use super::locale::{Locale, Words, message};
use crate::goals::Goal;
use crate::table::{Mode, Release};
use crate::time::Zone;
use crate::{Community, Error, Policy, Result, Timestamp, Window};
use maud::html;

/// How the report is made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReportOptions {
    /// Span of time and zone.
    pub window: Window,
    /// Language in which the page opens.
    pub locale: Locale,
    /// Languages that a reader can choose from; all there are where empty. The one in which the page opens is always there.
    pub languages: Vec<Locale>,
    /// Heading; "Community report" in the language of the page where empty.
    pub title: String,
    /// Why people are named, where they are: printed on the page.
    pub purpose: String,
    /// Goals to judge; without any the page has no section about them.
    pub goals: Vec<Goal>,
    /// Title of open questions, or the words that ask, beside who could answer: named mode only, and for the community manager alone.
    pub show_text: bool,
}

impl ReportOptions {
    /// Whether what is asked for may be told under this policy.
    ///
    /// # Errors
    /// [`Error::Option`] where the words of questions are asked for in another mode than named: they may name somebody.
    pub fn may_leave(&self, policy: &Policy) -> Result<()> {
        if self.show_text && policy.mode() != Mode::Named {
            return Err(Error::Option {
                option: "show_text",
                found: format!("{} mode", policy.mode().name()),
                expected: "named mode, since the words of a question may name somebody".into(),
            });
        }
        Ok(())
    }
}

/// A report: the analyses done, ready to be written in any language.
///
/// ```
/// use cmgraph::report::{Report, ReportOptions};
/// use cmgraph::{Policy, ReadOptions, read};
/// # let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = read(&[path], &ReadOptions::default())?;
/// let page = Report::new(&community, &Policy::aggregate(), &ReportOptions::default())?.to_html();
/// assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("http://www.w3.org/1999"));
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Report {
    tables: Vec<Release>,
    options: ReportOptions,
    zone: Zone,
    observed: Option<(Timestamp, Timestamp)>,
    mode: Mode,
    min_group: u32,
}

impl Report {
    /// Does the analyses and lets the policy pass their tables.
    ///
    /// # Errors
    /// [`Error::Option`] where the words of questions are asked for in another mode than named; those of the analyses: an option
    /// out of range.
    pub fn new(community: &Community, policy: &Policy, options: &ReportOptions) -> Result<Report> {
        options.may_leave(policy)?;
        let view = community.view(&options.window);
        let mut options = options.clone();
        if options.purpose.is_empty() {
            options.purpose = policy.purpose().into();
        }
        Ok(Report {
            tables: analyses::tables(&view, &policy.clone().for_community(community), &options)?,
            zone: options.window.zone.clone(),
            options,
            observed: Some(community.observed()).filter(|(from, to)| from < to),
            mode: policy.mode(),
            min_group: policy.min_group(),
        })
    }

    /// The tables that the page is made from, as the policy let them pass.
    pub fn releases(&self) -> &[Release] {
        &self.tables
    }

    /// The same report, opening in another language.
    pub fn in_language(mut self, locale: Locale) -> Report {
        self.options.locale = locale;
        self
    }

    /// The languages of the page: the one in which it opens, then the others.
    pub fn languages(&self) -> Vec<Locale> {
        let others = match self.options.languages.as_slice() {
            [] => &Locale::ALL[..],
            asked => asked,
        };
        let mut out = vec![self.options.locale];
        for &locale in others {
            if !out.contains(&locale) {
                out.push(locale);
            }
        }
        out
    }

    /// Heading of the page, in the language in which it opens.
    pub fn title(&self) -> String {
        self.title_in(&Words::of(self.options.locale))
    }

    fn title_in(&self, words: &Words) -> String {
        match self.options.title.as_str() {
            "" => words.say(message::REPORT_TITLE),
            given => given.to_owned(),
        }
    }

    /// The page.
    pub fn to_html(&self) -> String {
        shell::page(self).into_string()
    }

    fn sections(&self, words: &Words) -> Vec<section::Section> {
        let goals = goals::section(&self.tables, words, &self.zone);
        let questions = [
            spread::section(&self.tables, words, &self.zone),
            helpers::section(&self.tables, words, &self.zone),
            asked::section(&self.tables, words, &self.zone),
            answers::section(&self.tables, words, &self.zone),
            dependence::section(&self.tables, words, &self.zone),
            talk::section(&self.tables, words, &self.zone),
        ];
        goals.into_iter().chain(questions).collect()
    }
}

/// A page as part of another one, as a notebook is: in a frame without access to what is around it.
///
/// ```
/// let frame = cmgraph::report::in_frame("<p title=\"a\">&amp;</p>", "A \"page\"");
/// assert!(frame.contains(r#"srcdoc="&lt;p title=&quot;a&quot;&gt;&amp;amp;&lt;/p&gt;""#));
/// ```
pub fn in_frame(page: &str, title: &str) -> String {
    html! {
        iframe title=(title) sandbox="allow-scripts" style="width:100%;height:44rem;border:0" srcdoc=(page) {}
    }
    .into_string()
}
