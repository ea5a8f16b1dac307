//! Bars of people, as the policy calls them.

use super::super::cells::number;
use super::super::chart::{Alternative, Bar, bars};
use super::super::locale::Words;
use crate::table::{Mode, Release};
use maud::Markup;

/// People drawn at most.
const PEOPLE: usize = 15;

/// A rate of the first people of a list with its interval; nothing where nobody is in it, or nobody may be shown.
pub(super) fn people(
    list: &Release,
    rate: &str,
    colour: usize,
    words: &Words,
    alternative: impl FnOnce(usize) -> Alternative,
) -> Option<Markup> {
    let named = list.disclosure().mode == Mode::Named;
    let name = list.column(if named { "name" } else { "member" }).or(list.column("member"))?;
    let [low, high] = ["low", "high"].map(|end| format!("{rate}_{end}"));
    let rows: Vec<Bar> = (0..list.rows().min(PEOPLE))
        .filter_map(|row| {
            let value = number(list, rate, row)?;
            Some(Bar {
                name: name.values.text(row)?,
                value: Some(value),
                interval: number(list, &low, row).zip(number(list, &high, row)),
                text: words.locale.short(value),
                colour,
            })
        })
        .collect();
    (!rows.is_empty()).then(|| bars(&rows, 1.0, &alternative(rows.len()), |x| words.locale.short(x)))
}
