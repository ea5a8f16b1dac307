//! The page around the sections: head, one block a language, and what a reader can set.

use super::super::locale::{Locale, Words, message};
use super::languages::{Edition, anchored, choices, fragment};
use super::section::{Section, hides};
use super::{Report, monday, security};
use crate::Timestamp;
use crate::table::Mode;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Line ends as in a parsed page, since their hash is that of the parsed text; a checkout may have other ones.
fn source(text: &str) -> String {
    text.replace('\r', "")
}

/// The whole page.
pub(super) fn page(report: &Report) -> Markup {
    let (style, script) = (source(include_str!("style.css")), source(include_str!("script.js")));
    let languages = report.languages();
    let editions: Vec<Edition> =
        languages.iter().map(|&locale| edition(report, locale, &languages)).collect();
    html! {
        (DOCTYPE)
        html lang=(report.options.locale.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(security::policy(&style, &script));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                @if let Some(first) = editions.first() { title { (first.title) } }
                style { (PreEscaped(style)) }
            }
            body {
                @for (at, edition) in editions.iter().enumerate() { (edition.draw(at == 0)) }
                script { (PreEscaped(script)) }
            }
        }
    }
}

/// The report in one of its languages.
fn edition(report: &Report, locale: Locale, languages: &[Locale]) -> Edition {
    let words = Words::of(locale);
    let sections = report.sections(&words);
    let title = report.title_in(&words);
    let body = html! {
        a class="skip" href=(fragment(locale, "monday")) { (words.say(message::SKIP)) }
        header {
            div class="bar" {
                (choices(locale, languages, &words))
                (settings(&words))
            }
            h1 { (title) }
            (about(report, &words))
            (anchored(&contents(&sections, &words), locale))
        }
        main {
            (anchored(&monday::draw(&monday::items(&report.tables, &words, &report.zone), report.tables.iter().any(hides), &words), locale))
            @for section in &sections { (anchored(&section.draw(&words, &report.zone), locale)) }
        }
        footer { p { (words.say(message::FOOTER)) } }
    };
    Edition { locale, title, body }
}

fn contents(sections: &[Section], words: &Words) -> Markup {
    html! {
        nav class="contents" aria-label=(words.say(message::CONTENTS)) {
            ul {
                li { a href="#monday" { (words.say(message::MONDAY)) } }
                @for section in sections { li { a href=(format!("#{}", section.id)) { (section.question) } } }
            }
        }
    }
}

/// What only works with the script: it takes the parts out of these templates, so that nothing idle stands on a page without it.
fn settings(words: &Words) -> Markup {
    html! {
        template class="settings" {
            label {
                (words.say(message::THEME)) " "
                select class="theme" autocomplete="off" {
                    option value="" { (words.say(message::THEME_SYSTEM)) }
                    option value="light" { (words.say(message::THEME_LIGHT)) }
                    option value="dark" { (words.say(message::THEME_DARK)) }
                }
            }
            button type="button" class="unfold" data-fold=(words.say(message::FOLD_ALL)) { (words.say(message::UNFOLD_ALL)) }
        }
        template class="filter" {
            p class="filter" {
                label { (words.say(message::TABLE_FILTER)) " " input type="search" autocomplete="off" spellcheck="false"; }
                " " output {}
            }
        }
    }
}

/// What the page is about, and how people appear on it.
fn about(report: &Report, words: &Words) -> Markup {
    let mode = match report.mode {
        Mode::Named => words.say(message::MODE_NAMED),
        Mode::Pseudonymous => words.say(message::MODE_PSEUDONYMOUS),
        Mode::Aggregate => words.tell(message::MODE_AGGREGATE, &[("least", report.min_group.into())]),
    };
    html! {
        p class="about" {
            @if let Some((from, to)) = report.observed {
                @let last = Timestamp(to.0.saturating_sub(1).max(from.0));
                (words.tell(message::OBSERVED, &[("from", words.locale.day(from, &report.zone).into()), ("to", words.locale.day(last, &report.zone).into())])) " "
            }
            (mode)
            @if !report.options.purpose.is_empty() { " " (words.say(message::PURPOSE)) " " bdi { (report.options.purpose) } }
            @else if report.mode == Mode::Named { " " (words.say(message::NO_PURPOSE)) }
        }
    }
}
