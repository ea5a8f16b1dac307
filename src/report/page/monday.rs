//! The list for Monday: what to do next, each with its reason. No item is better than a weak one.

use super::super::cells::{number, table as named, text};
use super::super::locale::{Words, message};
use crate::table::{Mode, Release};
use maud::{Markup, html};

/// Items of one kind at most: a list that is longer is not done.
const MOST: usize = 3;
/// From this share on an answerer's load is told.
const MOSTLY: f64 = 0.5;

/// One thing to do.
pub(super) struct Item {
    pub(super) text: String,
    pub(super) because: String,
    /// Anchor of the page with the evidence.
    pub(super) section: &'static str,
}

/// What the tables ask for. Nobody is named unless the policy names people.
pub(super) fn items(tables: &[Release], words: &Words) -> Vec<Item> {
    let mut items = Vec::new();
    items.extend(to_thank(tables, words));
    items.extend(to_relieve(tables, words));
    items.extend(to_ask(tables, words));
    items.extend(hangs_on_few(tables, words));
    items
}

fn person(table: &Release, row: usize) -> Option<String> {
    text(table, "name", row).or_else(|| text(table, "member", row))
}

/// Those who help most: thanks keep them.
fn to_thank(tables: &[Release], words: &Words) -> Option<Item> {
    let list = named(tables, "champions").filter(|list| list.disclosure().mode != Mode::Aggregate)?;
    let people: Vec<String> = (0..list.rows().min(MOST)).filter_map(|row| person(list, row)).collect();
    let helped = number(list, "helped", 0)?;
    (!people.is_empty()).then(|| Item {
        text: words.tell(message::MONDAY_THANK, &[("people", people.join(", ").into())]),
        because: words.tell(message::MONDAY_THANK_BECAUSE, &[("helped", helped.into())]),
        section: "helpers",
    })
}

/// Champions who carry as much as one can.
fn to_relieve(tables: &[Release], words: &Words) -> Option<Item> {
    let busy = named(tables, "cover_at_capacity").filter(|list| list.disclosure().mode != Mode::Aggregate)?;
    let people: Vec<String> = (0..busy.rows())
        .filter(|&row| {
            number(busy, "load", row).zip(number(busy, "capacity", row)).is_some_and(|(l, c)| l > c)
        })
        .filter_map(|row| person(busy, row))
        .take(MOST)
        .collect();
    let load = number(busy, "load", 0)?;
    (!people.is_empty()).then(|| Item {
        text: words.tell(message::MONDAY_RELIEVE, &[("people", people.join(", ").into())]),
        because: words.tell(message::MONDAY_RELIEVE_BECAUSE, &[("load", words.locale.short(load).into())]),
        section: "helpers",
    })
}

/// Units without a champion, and whom to ask.
fn to_ask(tables: &[Release], words: &Words) -> Option<Item> {
    let cover = named(tables, "cover").filter(|list| list.disclosure().mode != Mode::Aggregate)?;
    let people: Vec<String> = (0..cover.rows())
        .filter_map(|row| match text(cover, "unit", row) {
            Some(unit) => Some(format!("{} ({unit})", person(cover, row)?)),
            None => person(cover, row),
        })
        .take(MOST)
        .collect();
    let short = named(tables, "cover_summary")
        .and_then(|summary| Some(number(summary, "units", 0)? - number(summary, "units_covered", 0)?));
    (!people.is_empty()).then(|| Item {
        text: words.tell(message::MONDAY_ASK, &[("people", people.join(", ").into())]),
        because: words.tell(message::MONDAY_ASK_BECAUSE, &[("units", short.unwrap_or(0.0).into())]),
        section: "helpers",
    })
}

/// A community that hangs on few.
fn hangs_on_few(tables: &[Release], words: &Words) -> Option<Item> {
    let few = named(tables, "dependence_concentration").filter(|few| few.rows() > 0)?;
    let share = number(few, "top_5_share_low", 0).filter(|&low| low > MOSTLY)?;
    Some(Item {
        text: words.say(message::MONDAY_FEW),
        because: words.tell(message::MONDAY_FEW_BECAUSE, &[("share", words.locale.percent(share).into())]),
        section: "dependence",
    })
}

pub(super) fn draw(items: &[Item], words: &Words) -> Markup {
    html! {
        section id="monday" aria-labelledby="monday-question" {
            h2 id="monday-question" { (words.say(message::MONDAY)) }
            @if items.is_empty() {
                p { (words.say(message::MONDAY_NOTHING)) }
            } @else {
                ol class="monday" {
                    @for item in items {
                        li {
                            strong { (item.text) } " " (item.because) " "
                            a href=(format!("#{}", item.section)) { (words.say(message::MONDAY_EVIDENCE)) }
                        }
                    }
                }
            }
        }
    }
}
