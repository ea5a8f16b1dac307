//! From invited to regular: how far people have come.

use super::super::cells::{any_hidden, number, table as named, text};
use super::super::chart::{Alternative, Bar, bars};
use super::super::locale::{Words, message};
use super::values::value;
use crate::table::{Release, Values};
use maud::Markup;

/// People of a step at least for its loss to be told.
const FEWEST: f64 = 20.0;

/// Where most people stay behind: from which step to which, and how many go on.
pub(super) fn finding(tables: &[Release], words: &Words) -> Option<String> {
    let funnel = named(tables, "funnel")?;
    // Steps that the export does not show are passed over: the next one is counted from the last that was seen.
    let seen: Vec<usize> = (0..funnel.rows()).filter(|&row| is_observable(funnel, row)).collect();
    // A step that is hidden may be the narrower one.
    if any_hidden(funnel, "conversion") {
        return None;
    }
    let (from, to) = seen
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|&(from, to)| {
            number(funnel, "people", from).is_some_and(|people| people >= FEWEST)
                && number(funnel, "conversion", to).is_some()
        })
        .min_by(|a, b| {
            let conversion = |row: usize| number(funnel, "conversion", row).unwrap_or(1.0);
            conversion(a.1).total_cmp(&conversion(b.1))
        })?;
    let percent = |name: &str| Some(words.locale.percent(number(funnel, name, to)?).into());
    Some(words.tell(
        message::FUNNEL_FINDING,
        &[
            ("from", value(&text(funnel, "state", from)?, words).into()),
            ("to", value(&text(funnel, "state", to)?, words).into()),
            ("share", percent("conversion")?),
            ("low", percent("conversion_low")?),
            ("high", percent("conversion_high")?),
        ],
    ))
}

/// People by step, as shares of all.
pub(super) fn drawing(tables: &[Release], words: &Words) -> Option<(Markup, String)> {
    let funnel = named(tables, "funnel")?;
    let rows: Vec<Bar> = (0..funnel.rows())
        .filter_map(|row| {
            let share = number(funnel, "share", row);
            let ends = ["share_low", "share_high"].map(|end| number(funnel, end, row));
            let people = number(funnel, "people", row);
            let text_of = match (share, people) {
                (Some(share), Some(people)) => {
                    format!("{} · {}", words.locale.percent(share), words.locale.whole(people))
                }
                _ if is_observable(funnel, row) => words.say(message::CELL_HIDDEN_SHORT),
                _ => words.say(message::FUNNEL_UNSEEN),
            };
            Some(Bar {
                name: value(&text(funnel, "state", row)?, words),
                value: share,
                interval: ends[0].zip(ends[1]),
                text: text_of,
                colour: 2,
            })
        })
        .collect();
    if rows.iter().filter(|bar| bar.value.is_some()).count() < 2 {
        return None;
    }
    let title = words.say(message::SPREAD_FUNNEL);
    let alternative = Alternative {
        id: "spread-funnel".into(),
        title: title.clone(),
        description: finding(tables, words).unwrap_or_else(|| title.clone()),
    };
    Some((bars(&rows, 1.0, &alternative, |share| words.locale.percent(share)), title))
}

fn is_observable(funnel: &Release, row: usize) -> bool {
    matches!(
        funnel.column("observable").map(|column| &column.values),
        Some(Values::Bool(seen)) if seen.get(row) == Some(&Some(true))
    )
}
