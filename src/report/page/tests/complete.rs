//! No sentence without a test: every message that is told from numbers, with each of its forms, in every language.
//!
//! The cases of all modules are told once more from texts in which each line has its number at its start. What is expected must
//! come out of them too, and the numbers that come with it are the lines that some case covers.

use super::super::super::locale::Message;
use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// Around the number of a line; characters that no text has.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Long texts that stand on the page whatever the numbers are.
const FIXED: [&str; 2] = ["-limits", "-account"];

fn all() -> Vec<Case> {
    [
        among_members::cases(),
        answers::cases(),
        coverage::cases(),
        frame::cases(),
        goals::cases(),
        hanging::cases(),
        helping::cases(),
        indicators::cases(),
        monday_list::cases(),
        monday_people::cases(),
        monday_questions::cases(),
        monday_units::cases(),
        open_questions::cases(),
        spreading::cases(),
        staying::cases(),
        values::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where the text of a line begins: of a message, or of one of its forms.
fn text_from(line: &str) -> Option<usize> {
    let form = line.trim_start().trim_start_matches('*');
    if form.starts_with('[') {
        line.find("] ").map(|at| at + "] ".len())
    } else if line.starts_with(|first: char| first.is_ascii_lowercase()) {
        line.find(" = ").map(|at| at + " = ".len())
    } else {
        None
    }
}

/// The lines of a file that begin a text, by number, with the message that they belong to.
fn lines(source: &str) -> BTreeMap<usize, &str> {
    let mut message = "";
    let mut lines = BTreeMap::new();
    for (at, line) in source.lines().enumerate() {
        if let Some(from) = text_from(line) {
            if !line.starts_with(' ') {
                message = &line[..from - " = ".len()];
            }
            lines.insert(at + 1, message);
        }
    }
    lines
}

fn marked(source: &str) -> String {
    let mark = |(at, line): (usize, &str)| match text_from(line) {
        Some(from) => format!("{}{OPEN}{}{CLOSE}{}\n", &line[..from], at + 1, &line[from..]),
        None => format!("{line}\n"),
    };
    source.lines().enumerate().map(mark).collect()
}

/// A text without its marks, and their numbers.
fn unmarked(text: &str) -> (String, Vec<usize>) {
    let mut parts = text.split(OPEN);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    let mut numbers = Vec::new();
    for part in parts {
        let (number, rest) = part.split_once(CLOSE).unwrap_or(("", part));
        numbers.extend(number.parse::<usize>().ok());
        plain.push_str(rest);
    }
    (plain, numbers)
}

/// Messages that need a case: those that are given something, and whole sentences.
fn told_from_numbers() -> BTreeSet<&'static str> {
    let english = Words::of(Locale::English);
    let needs = |message: &&Message| {
        let is_sentence = message.variables.is_empty() && english.say(**message).ends_with('.');
        !message.variables.is_empty() || is_sentence && !FIXED.iter().any(|end| message.id.ends_with(end))
    };
    message::ALL.iter().filter(needs).map(|message| message.id).collect()
}

#[test]
fn every_sentence_has_a_case_in_every_language() {
    let (cases, needed) = (all(), told_from_numbers());
    let mut missing = Vec::new();
    for (at, locale) in Locale::ALL.into_iter().enumerate() {
        let source = Words::source(locale);
        let words = Words::read(locale, marked(source));
        let mut seen = BTreeSet::new();
        for case in &cases {
            let (told, lines) = unmarked(&case.said(&words));
            assert_eq!(told, case.expected[at], "{}, {locale:?}", case.what);
            seen.extend(lines);
        }
        let lines = lines(source).into_iter();
        missing.extend(
            lines
                .filter(|(line, message)| needed.contains(message) && !seen.contains(line))
                .map(|(line, message)| format!("{}.ftl:{line}: {message}", locale.code())),
        );
    }
    let missing = missing.join("\n");
    assert!(missing.is_empty(), "the cases of src/report/page/tests lack these texts:\n{missing}");
}

#[test]
fn marks_go_in_and_out() {
    let source =
        "# a = b\nplain = A text.\nmany = { $n ->\n    [one] one\n   *[other] { $n } more\n} here.\n";
    let marked = marked(source);
    assert_eq!(unmarked(&marked), (source.to_owned(), vec![2, 3, 4, 5]));
    assert_eq!(
        lines(source).into_iter().collect::<Vec<_>>(),
        [(2, "plain"), (3, "many"), (4, "many"), (5, "many")]
    );
}
