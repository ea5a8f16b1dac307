//! Tables of the page: released rows, headers and numbers in the language of the reader.

use super::super::cells::{number, text};
use super::super::locale::{Message, Words, message};
use super::values::value;
use crate::table::{Release, Role, Values};
use crate::time::Zone;
use maud::{Markup, html};

/// Rows that a table shows; the rest is counted. The page of a large organisation stays small enough to be sent and opened.
pub(super) const SHOWN: usize = 50;
/// A row about all, among rows by group.
const WHOLE: &str = "(whole)";

/// A column of the page: which one of the table, and what stands above it.
pub(super) type Shown = (&'static str, Message);

/// A number of a table as the language writes it, with its interval where there is one: `57% (51–63%)`.
pub(super) fn figure(table: &Release, column: &str, row: usize, words: &Words) -> Option<String> {
    let value = number(table, column, row)?;
    let role = table.column(column)?.role;
    let write = |value: f64| match role {
        Role::Share => words.locale.percent(value),
        Role::Count | Role::People | Role::Denominator => words.locale.whole(value),
        _ => words.locale.short(value),
    };
    let ends = ["low", "high"].map(|end| number(table, &format!("{column}_{end}"), row));
    Some(match ends {
        [Some(low), Some(high)] => format!("{} ({}–{})", write(value), write(low), write(high)),
        _ => write(value),
    })
}

/// A cell of a table that the page puts together itself.
pub(super) struct Cell {
    text: String,
    /// What it is sorted by, if not by its text.
    sort: Option<f64>,
    /// Whether it is what somebody wrote, which needs room, and in which language where known.
    quoted: bool,
    language: Option<String>,
}

impl Cell {
    pub(super) fn text(text: String) -> Cell {
        Cell { text, sort: None, quoted: false, language: None }
    }

    /// What somebody wrote.
    pub(super) fn quoted(text: String, language: Option<String>) -> Cell {
        Cell { quoted: true, language, ..Cell::text(text) }
    }

    pub(super) fn sorted(text: String, by: f64) -> Cell {
        Cell { sort: Some(by), ..Cell::text(text) }
    }

    /// A number of a released table with its interval; a star where it is hidden.
    pub(super) fn figure(table: &Release, column: &str, row: usize, words: &Words) -> Cell {
        let missing = || if table.is_suppressed(row) { "*" } else { "–" }.to_owned();
        Cell {
            sort: number(table, column, row),
            ..Cell::text(figure(table, column, row, words).unwrap_or_else(missing))
        }
    }
}

/// A table of the page's own rows; headers with whether numbers stand under them. `more` rows are not shown.
pub(super) fn plain(headers: &[(Message, bool)], rows: Vec<Vec<Cell>>, more: usize, words: &Words) -> Rows {
    let class = |at: usize| headers.get(at).is_some_and(|header| header.1).then_some("number");
    let table = html! {
        thead { tr {
            @for (at, (header, _)) in headers.iter().enumerate() {
                th scope="col" class=[class(at)] { (words.say(*header)) }
            }
        } }
        tbody {
            @for row in &rows {
                tr {
                    @for (at, cell) in row.iter().enumerate() {
                        @let sort = cell.sort.map(|by| format!("{by}"));
                        @if at == 0 {
                            th scope="row" class=[class(at)] data-sort=[sort] { bdi { (cell.text) } }
                        } @else {
                            @let class = class(at).or(cell.quoted.then_some("reason"));
                            td class=[class] data-sort=[sort] { bdi lang=[&cell.language] { (cell.text) } }
                        }
                    }
                }
            }
        }
    };
    let notes = html! { @if more > 0 { p class="small" { (words.tell(message::TABLE_MORE, &[("n", more.into())])) } } };
    Rows { table: Some(table), notes }
}

/// A table of the page and what is to be said below it; its title is given where it is drawn.
pub(super) struct Rows {
    table: Option<Markup>,
    notes: Markup,
}

impl Rows {
    /// The table in a region of its own, which scrolls where it is wider than the screen.
    pub(super) fn draw(&self, title: &str, words: &Words) -> Markup {
        html! {
            @if let Some(table) = &self.table {
                div class="scroll" tabindex="0" role="region" aria-label=(format!("{title}. {}", words.say(message::TABLE_REGION))) {
                    table class="sortable" { caption { (title) } (table) }
                }
            }
            (self.notes)
        }
    }
}

/// The table; nothing where there are no rows to show. A column that is not there, or empty in all rows, is passed over.
pub(super) fn table(release: &Release, columns: &[Shown], words: &Words, zone: &Zone) -> Rows {
    let filled = |name: &str| {
        release.column(name).is_some_and(|c| (0..release.rows()).any(|row| c.values.is_some(row)))
    };
    let columns: Vec<&Shown> = columns.iter().filter(|(name, _)| filled(name)).collect();
    if release.disclosure().withheld.is_some() {
        let notes = html! { p class="withheld small" { (words.say(message::TABLE_WITHHELD)) } };
        return Rows { table: None, notes };
    }
    if release.rows() == 0 || columns.is_empty() {
        return Rows { table: None, notes: html! {} };
    }
    let shown = release.rows().min(SHOWN);
    let hidden = (0..shown).any(|row| release.is_suppressed(row));
    let table = html! {
        thead { tr {
            @for (name, header) in &columns {
                th scope="col" class=[class(release, name)] { (words.say(*header)) }
            }
        } }
        tbody {
            @for row in 0..shown {
                tr {
                    @for (at, (name, _)) in columns.iter().enumerate() {
                        @let sort = place(release, name, row);
                        @let class = class(release, name);
                        @if at == 0 {
                            th scope="row" class=[class] data-sort=[sort] { (cell(release, name, row, words, zone)) }
                        } @else {
                            td class=[class] data-sort=[sort] { (cell(release, name, row, words, zone)) }
                        }
                    }
                }
            }
        }
    };
    let notes = html! {
        @if release.rows() > shown {
            p class="small" { (words.tell(message::TABLE_MORE, &[("n", (release.rows() - shown).into())])) }
        }
        @if hidden {
            p class="small" { (words.tell(message::TABLE_HIDDEN, &[("least", release.disclosure().min_group.into())])) }
        }
    };
    Rows { table: Some(table), notes }
}

/// Where a cell stands among those of its column, where that is not the order of its letters.
fn place(release: &Release, name: &str, row: usize) -> Option<String> {
    match &release.column(name)?.values {
        Values::Day(days) => days.get(row)?.map(|day| day.0.to_string()),
        Values::Time(instants) => instants.get(row)?.map(|at| at.0.to_string()),
        _ => number(release, name, row).map(|value| value.to_string()),
    }
}

/// How a column is set: numbers stand to the right, and reasons need room.
fn class(release: &Release, name: &str) -> Option<&'static str> {
    match release.column(name)?.role {
        role if role.is_number() => Some("number"),
        Role::Reason => Some("reason"),
        _ => None,
    }
}

fn cell(release: &Release, name: &str, row: usize, words: &Words, zone: &Zone) -> Markup {
    let Some(column) = release.column(name) else { return html! {} };
    if column.role.is_number() {
        return match figure(release, name, row, words) {
            Some(text) => html! { (text) },
            None if release.is_suppressed(row) => {
                html! { abbr title=(words.say(message::CELL_HIDDEN)) { "*" } }
            }
            None => html! { "–" },
        };
    }
    match &column.values {
        Values::Bool(values) => match values.get(row) {
            Some(Some(true)) => html! { (words.say(message::YES)) },
            Some(Some(false)) => html! { (words.say(message::NO)) },
            _ => html! { "–" },
        },
        Values::Day(days) => match days.get(row) {
            Some(Some(day)) => html! { (words.locale.date(*day)) },
            _ => html! { "–" },
        },
        Values::Time(instants) => match instants.get(row) {
            Some(Some(at)) => html! { (words.locale.day(*at, zone)) },
            _ => html! { "–" },
        },
        // Names may run the other way than the page.
        _ => match text(release, name, row) {
            Some(text) if column.role == Role::Category || text == WHOLE => html! { (value(&text, words)) },
            Some(text) => html! { bdi { (text) } },
            None => html! { "–" },
        },
    }
}
