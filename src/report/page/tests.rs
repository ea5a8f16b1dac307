//! Sentences of the page as functions of the numbers: none, one, few, not identified, in four languages.
//!
//! Each module gives its cases; `complete` sees to it that no sentence of a translation is missing among them.

mod among_members;
mod answers;
mod complete;
mod coverage;
mod frame;
mod goals;
mod hanging;
mod helping;
mod indicators;
mod monday_list;
mod monday_people;
mod monday_questions;
mod monday_units;
mod open_questions;
mod spreading;
mod staying;
mod values;

use super::super::locale::{Locale, Words, message};
use super::monday;
use super::section::Section;
use crate::Policy;
use crate::table::{Provenance, Release, Role, Table};
use crate::time::Zone;

/// What the page says of some tables, and what it should say in the languages of `Locale::ALL`.
struct Case {
    what: &'static str,
    say: Box<Say>,
    /// Sentences that stand apart on the page are set apart by `SEPARATOR`.
    expected: [&'static str; 4],
}

/// In the words of a language.
type Say = dyn Fn(&Words) -> Vec<String>;

const SEPARATOR: &str = " | ";

fn case(
    what: &'static str,
    expected: [&'static str; 4],
    say: impl Fn(&Words) -> Vec<String> + 'static,
) -> Case {
    Case { what, say: Box::new(say), expected }
}

impl Case {
    /// What is said, with spaces that can be typed.
    fn said(&self, words: &Words) -> String {
        (self.say)(words).join(SEPARATOR).replace('\u{a0}', " ")
    }
}

fn check(cases: Vec<Case>) {
    for case in &cases {
        for (locale, expected) in Locale::ALL.into_iter().zip(case.expected) {
            assert_eq!(case.said(&Words::of(locale)), expected, "{}, {locale:?}", case.what);
        }
    }
}

/// Of a section, as the page draws it.
type Draw = fn(&[Release], &Words, &Zone) -> Section;

fn findings(section: Draw, tables: Vec<Release>) -> impl Fn(&Words) -> Vec<String> {
    move |words| section(&tables, words, &Zone::default()).findings
}

/// What the drawings of a section say to those who do not see them.
fn descriptions(section: Draw, tables: Vec<Release>) -> impl Fn(&Words) -> Vec<String> {
    move |words| {
        let section = section(&tables, words, &Zone::default());
        section.figures.iter().filter_map(|(figure, _)| inside(&figure.0, "<desc ")).collect()
    }
}

/// What the first element holds that begins so.
fn inside(markup: &str, begins: &str) -> Option<String> {
    let (_, from) = markup.split_once(begins)?;
    let (_, from) = from.split_once('>')?;
    from.split_once("</").map(|(text, _)| text.to_owned())
}

/// What the cells of a table hold that the page puts together itself.
fn cells(table: &str) -> Vec<String> {
    table.split("<bdi").skip(1).filter_map(|cell| inside(&format!("<bdi{cell}"), "<bdi")).collect()
}

/// The list for Monday: each item and its reason.
fn to_do(tables: Vec<Release>) -> impl Fn(&Words) -> Vec<String> {
    move |words| {
        let items = monday::items(&tables, words, &Zone::default());
        items.into_iter().map(|item| format!("{} {}", item.text, item.because)).collect()
    }
}

fn release(table: Table) -> Release {
    Policy::named().apply(&table)
}

fn table(name: &'static str) -> Table {
    Table::new(name, "made for a test", Provenance::new("made for a test"))
}

fn texts<const N: usize>(texts: [&str; N]) -> [Option<String>; N] {
    texts.map(|text| Some(text.to_owned()))
}

/// What is said where a number would be about few people.
const HIDDEN: [&str; 4] = [
    "This is not told: it would be about fewer than 5 people, or all but fewer than 5, or give such a number away.",
    "Tätä ei kerrota: se koskisi alle 5 ihmistä tai kaikkia paitsi alle 5 ihmistä, tai siitä voisi päätellä sellaisen luvun.",
    "Dette sies ikke: det ville handle om færre enn 5 personer, eller alle unntatt færre enn 5, eller røpe et slikt tall.",
    "Detta sägs inte: det skulle handla om färre än 5 personer, eller alla utom färre än 5, eller avslöja ett sådant tal.",
];

/// What is said where there are no numbers.
const NO_DATA: [&str; 4] = [
    "Not enough data to say.",
    "Aineisto ei riitä vastaukseen.",
    "For lite grunnlag til å svare.",
    "För lite underlag för ett svar.",
];

const NOTHING: [&str; 4] = [""; 4];
