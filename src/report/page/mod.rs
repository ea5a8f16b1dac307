//! The report as one page of HTML that needs nothing else: no network, no font, no library.
//!
//! It is written from released tables only, so whatever the policy hides is on no page.

mod analyses;
mod asked;
mod dependence;
mod drawing;
mod helpers;
mod monday;
mod people;
mod section;
mod spread;
mod table;
mod talk;
#[cfg(test)]
mod tests;
mod units;

use super::locale::{Locale, Words, message};
use crate::table::{Mode, Release};
use crate::time::Zone;
use crate::{Community, Policy, Result, Timestamp, Window};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// How the report is made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReportOptions {
    /// Span of time and zone.
    pub window: Window,
    /// Language of the page.
    pub locale: Locale,
    /// Heading; "Community report" in the language of the page where empty.
    pub title: String,
    /// Why people are named, where they are: printed on the page.
    pub purpose: String,
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
    /// Those of the analyses: an option out of range.
    pub fn new(community: &Community, policy: &Policy, options: &ReportOptions) -> Result<Report> {
        let view = community.view(&options.window);
        let mut options = options.clone();
        if options.purpose.is_empty() {
            options.purpose = policy.purpose().into();
        }
        Ok(Report {
            tables: analyses::tables(&view, &policy.clone().for_community(community))?,
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

    /// The same report in another language.
    pub fn in_language(mut self, locale: Locale) -> Report {
        self.options.locale = locale;
        self
    }

    /// The page.
    pub fn to_html(&self) -> String {
        let words = Words::of(self.options.locale);
        let sections = [
            spread::section(&self.tables, &words, &self.zone),
            helpers::section(&self.tables, &words, &self.zone),
            asked::section(&self.tables, &words, &self.zone),
            dependence::section(&self.tables, &words, &self.zone),
            talk::section(&self.tables, &words, &self.zone),
        ];
        let title = match self.options.title.as_str() {
            "" => words.say(message::REPORT_TITLE),
            given => given.to_owned(),
        };
        html! {
            (DOCTYPE)
            html lang=(words.locale.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a class="skip" href="#monday" { (words.say(message::SKIP)) }
                    header {
                        h1 { (title) }
                        (self.about(&words))
                        nav aria-label=(words.say(message::CONTENTS)) {
                            ul {
                                li { a href="#monday" { (words.say(message::MONDAY)) } }
                                @for section in &sections { li { a href=(format!("#{}", section.id)) { (section.question) } } }
                            }
                        }
                    }
                    main {
                        (monday::draw(&monday::items(&self.tables, &words), &words))
                        @for section in &sections { (section.draw(&words, &self.zone)) }
                    }
                    footer { p { (words.say(message::FOOTER)) } }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
        .into_string()
    }

    /// What the page is about, and how people appear on it.
    fn about(&self, words: &Words) -> Markup {
        let mode = match self.mode {
            Mode::Named => words.say(message::MODE_NAMED),
            Mode::Pseudonymous => words.say(message::MODE_PSEUDONYMOUS),
            Mode::Aggregate => words.tell(message::MODE_AGGREGATE, &[("least", self.min_group.into())]),
        };
        html! {
            p class="about" {
                @if let Some((from, to)) = self.observed {
                    @let last = Timestamp(to.0.saturating_sub(1).max(from.0));
                    (words.tell(message::OBSERVED, &[("from", words.locale.day(from, &self.zone).into()), ("to", words.locale.day(last, &self.zone).into())])) " "
                }
                (mode)
                @if !self.options.purpose.is_empty() { " " (words.say(message::PURPOSE)) " " bdi { (self.options.purpose) } }
                @else if self.mode == Mode::Named { " " (words.say(message::NO_PURPOSE)) }
            }
        }
    }
}
