//! A page of the report: a question, what the numbers come to, the drawing, the table, and how it was computed.

use super::super::locale::{Words, message};
use super::table::Rows;
use crate::table::{Provenance, Release};
use crate::time::Zone;
use maud::{Markup, html};

/// One question with its answer.
pub(super) struct Section {
    /// Anchor on the page.
    pub(super) id: &'static str,
    pub(super) question: String,
    /// The answer in sentences; the first one is the finding.
    pub(super) findings: Vec<String>,
    /// Drawings, each with a line under it.
    pub(super) figures: Vec<(Markup, String)>,
    /// Tables, each with a title.
    pub(super) tables: Vec<(String, Rows)>,
    /// What it does not say.
    pub(super) limits: String,
    /// How the numbers came about, in the language of the reader.
    pub(super) account: String,
    /// Where the numbers come from.
    pub(super) sources: Vec<Provenance>,
}

impl Section {
    pub(super) fn draw(&self, words: &Words, zone: &Zone) -> Markup {
        let heading = format!("{}-question", self.id);
        html! {
            section id=(self.id) aria-labelledby=(heading) {
                h2 id=(heading) { (self.question) }
                @for (at, finding) in self.findings.iter().enumerate() {
                    p class=[(at == 0).then_some("finding")] { (finding) }
                }
                @for (figure, caption) in &self.figures {
                    figure {
                        // Where it is wider than the screen it scrolls, and a keyboard has to reach it.
                        div class="drawing" tabindex="0" role="group" aria-label=(caption) { (figure) }
                        figcaption { (caption) }
                    }
                }
                @for (title, table) in &self.tables {
                    details class="numbers" { summary { (title) } (table.draw(title, words)) }
                }
                details class="method" {
                    summary { (words.say(message::METHOD)) }
                    p { (self.account) }
                    @if !self.sources.is_empty() {
                        details {
                            summary { (words.say(message::METHOD_TECHNICAL)) }
                            @for source in &self.sources { (method(source, words, zone)) }
                        }
                    }
                }
                p class="limits" { strong { (words.say(message::LIMITS)) } " " (self.limits) }
            }
        }
    }
}

/// How a table came about, for those who want to check it. Definitions and warnings are the library's own words, in English.
fn method(source: &Provenance, words: &Words, zone: &Zone) -> Markup {
    let row = |name, value: Markup| html! { dt { (words.say(name)) } dd { (value) } };
    let english = |text: &str| html! { span lang="en" { (text) } };
    html! {
        dl {
            (row(message::METHOD_DEFINITION, english(&source.definition)))
            @if !source.method.is_empty() { (row(message::METHOD_PROCEDURE, english(&source.method))) }
            @if let Some((from, to)) = source.window {
                (row(message::METHOD_WINDOW, html! { (words.locale.day(from, zone)) " – " (words.locale.day(crate::Timestamp(to.0.saturating_sub(1)), zone)) " (" (source.time_zone) ")" }))
            }
            @if let Some((what, n)) = &source.denominator {
                (row(message::METHOD_DENOMINATOR, html! { (words.locale.whole(*n as f64)) " " (english(what)) }))
            }
            @if let Some(level) = source.interval_level {
                (row(message::METHOD_INTERVAL, html! { (words.locale.percent(level)) }))
            }
            @if !source.parameters.is_empty() {
                @let set: Vec<String> = source.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                (row(message::METHOD_PARAMETERS, english(&set.join("; "))))
            }
            @let left_out: Vec<Markup> =
                source.excluded.iter().map(|(what, n)| html! { (words.locale.whole(*n as f64)) " " (english(what)) }).collect();
            (rows(words.say(message::METHOD_EXCLUDED), &left_out))
            (rows(words.say(message::METHOD_ASSUMPTION), &source.assumptions.iter().map(|text| english(text)).collect::<Vec<_>>()))
            (rows(words.say(message::METHOD_WARNING), &source.warnings.iter().map(|text| english(text)).collect::<Vec<_>>()))
        }
    }
}

/// One name for several things.
fn rows(name: String, values: &[Markup]) -> Markup {
    html! {
        @if !values.is_empty() { dt { (name) } }
        @for value in values { dd { (value) } }
    }
}

/// Whether the policy keeps numbers of a table to itself.
pub(super) fn hides(table: &Release) -> bool {
    table.disclosure().withheld.is_some() || (0..table.rows()).any(|row| table.is_suppressed(row))
}

/// Why a question has no answer: what it takes is hidden, or is not there.
pub(super) fn not_told(table: Option<&Release>, words: &Words) -> String {
    match table.filter(|table| hides(table)) {
        Some(table) => words.tell(message::FINDING_HIDDEN, &[("least", table.disclosure().min_group.into())]),
        None => words.say(message::NOT_ENOUGH),
    }
}

/// Provenance of the tables that are there.
pub(super) fn sources(tables: &[&Release]) -> Vec<Provenance> {
    tables.iter().map(|table| table.provenance().clone()).collect()
}
