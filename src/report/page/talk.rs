//! Do people talk to each other, and across units?

use super::super::cells::{number, row_of, table as named, text};
use super::super::chart::{Alternative, Cell, Heat, heat};
use super::super::locale::{Words, message};
use super::drawing::drawing;
use super::section::{Section, not_told, sources};
use super::table::table;
use super::units::short_names;
use crate::table::Release;
use crate::time::Zone;
use maud::Markup;

/// Units of the matrix at most.
const UNITS: usize = 14;

pub(super) fn section(tables: &[Release], words: &Words, zone: &Zone) -> Section {
    let of = |name| named(tables, name);
    let mut section = Section {
        id: "talk",
        question: words.say(message::TALK_QUESTION),
        findings: findings(tables, words),
        figures: Vec::new(),
        tables: Vec::new(),
        limits: words.say(message::TALK_LIMITS),
        account: words.say(message::TALK_ACCOUNT),
        sources: Vec::new(),
    };
    if let Some(matrix) = of("bridging_matrix") {
        section.figures.extend(squares(matrix, words));
    }
    section.figures.extend(drawing(tables, words));
    if let Some(groups) = of("conversation") {
        let columns = [
            ("community", message::COLUMN_GROUP),
            ("people", message::COLUMN_PEOPLE),
            ("threads", message::COLUMN_THREADS),
            ("replied_share", message::COLUMN_REPLIED),
            ("dialogue_share", message::COLUMN_DIALOGUE),
            ("broadcast_share", message::COLUMN_BROADCAST),
        ];
        section.tables.push((words.say(message::TALK_GROUPS), table(groups, &columns, words, zone)));
    }
    if let Some(units) = of("bridging_by_unit") {
        let columns = [
            ("unit", message::COLUMN_UNIT),
            ("people", message::COLUMN_PEOPLE),
            ("out_share", message::COLUMN_OUT),
            ("in_share", message::COLUMN_IN),
            ("answered_elsewhere", message::COLUMN_ANSWERED_ELSEWHERE),
        ];
        section.tables.push((words.say(message::TALK_UNITS), table(units, &columns, words, zone)));
    }
    let told: Vec<&Release> = ["conversation", "bridging"].into_iter().filter_map(of).collect();
    section.sources = sources(&told);
    section
}

fn findings(tables: &[Release], words: &Words) -> Vec<String> {
    let mut found = Vec::new();
    let percent = |share: f64| words.locale.percent(share).into();
    let dialogue = named(tables, "conversation").and_then(|table| {
        let row = row_of(table, "scope", "whole")?;
        let value = |name: &str| number(table, name, row);
        // Talk with those who run the community is not counted where it is known who they are.
        let column =
            if value("member_dialogue_share").is_some() { "member_dialogue_share" } else { "dialogue_share" };
        Some(words.tell(
            message::TALK_FINDING,
            &[
                ("threads", value("threads")?.into()),
                ("share", percent(value(column)?)),
                ("low", percent(value(&format!("{column}_low"))?)),
                ("high", percent(value(&format!("{column}_high"))?)),
            ],
        ))
    });
    found.push(dialogue.unwrap_or_else(|| not_told(named(tables, "conversation"), words)));
    let across = named(tables, "bridging").and_then(|table| {
        let row = (table.rows() > 0).then_some(0)?;
        let value = |name: &str| number(table, name, row);
        let (share, low, high) =
            (value("cross_share")?, value("cross_share_low")?, value("cross_share_high")?);
        Some(words.tell(
            message::TALK_ACROSS,
            &[
                ("replies", value("replies")?.into()),
                ("share", percent(share)),
                ("low", percent(low)),
                ("high", percent(high)),
                ("expected", percent(value("expected_share")?)),
            ],
        ))
    });
    found.extend(across);
    found
}

/// One decimal: more would say more than is known.
fn ratio_text(ratio: f64, words: &Words) -> String {
    if ratio < 9.95 { words.locale.number(ratio, 1) } else { words.locale.whole(ratio) }
}

/// Replies from unit to unit beside what chance would give.
fn squares(matrix: &Release, words: &Words) -> Option<(Markup, String)> {
    let mut units: Vec<(String, f64)> = Vec::new();
    for row in 0..matrix.rows() {
        for side in ["from_unit", "to_unit"] {
            let unit = text(matrix, side, row)?;
            let replies = number(matrix, "replies", row).unwrap_or(0.0);
            match units.iter_mut().find(|(known, _)| *known == unit) {
                Some((_, sum)) => *sum += replies,
                None => units.push((unit, replies)),
            }
        }
    }
    units.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    units.truncate(UNITS);
    let names: Vec<String> = units.into_iter().map(|(unit, _)| unit).collect();
    if names.len() < 2 {
        return None;
    }
    let mut cells = vec![vec![Cell::Nothing; names.len()]; names.len()];
    for row in 0..matrix.rows() {
        let place = |side: &str| {
            let unit = text(matrix, side, row)?;
            names.iter().position(|name| *name == unit)
        };
        let (Some(from), Some(to)) = (place("from_unit"), place("to_unit")) else { continue };
        cells[from][to] = match number(matrix, "ratio", row) {
            // Twice as many as by chance is the full shade.
            Some(ratio) => Cell::Shade(ratio / 2.0, ratio_text(ratio, words)),
            None if matrix.is_suppressed(row) => Cell::Hidden,
            None => Cell::Nothing,
        };
    }
    if !cells.iter().flatten().any(|cell| matches!(cell, Cell::Shade(..))) {
        return None;
    }
    let alternative = Alternative {
        id: "talk-matrix".into(),
        title: words.say(message::TALK_MATRIX),
        description: words.tell(message::TALK_MATRIX_DESCRIPTION, &[("n", names.len().into())]),
    };
    let short = short_names(&names);
    let what = Heat {
        rows: &short,
        columns: &short,
        cells: &cells,
        columns_name: &words.say(message::TALK_MATRIX_TO),
    };
    Some((heat(&what, &alternative), words.say(message::TALK_MATRIX)))
}
