//! Does it hang on the community manager?

use super::super::cells::{number, parameter, table as named, text};
use super::super::chart::{Alternative, Line, Lines, Point, lines};
use super::super::locale::{Message, Words, message};
use super::section::{Section, hides, not_told, sources};
use super::spread::{days, months};
use super::table::table;
use crate::table::Release;
use crate::time::{Day, Zone};
use maud::Markup;

/// What the library calls whoever answers most, where nobody is named to run the community.
const BUSIEST: &str = "the busiest answerer";
/// A share of first answers from here on hangs on one side.
pub(super) const HALF: f64 = 0.5;

pub(super) fn section(tables: &[Release], words: &Words, zone: &Zone) -> Section {
    let mut section = Section {
        id: "dependence",
        question: words.say(message::DEPENDENCE_QUESTION),
        findings: findings(tables, words),
        figures: Vec::new(),
        tables: Vec::new(),
        limits: words.say(message::DEPENDENCE_LIMITS),
        account: words.say(message::DEPENDENCE_ACCOUNT),
        sources: Vec::new(),
    };
    let (chart, shares) = if is_of_manager(tables) {
        (words.say(message::DEPENDENCE_CHART), words.say(message::DEPENDENCE_SHARES))
    } else {
        (words.say(message::DEPENDENCE_CHART_BUSIEST), words.say(message::DEPENDENCE_SHARES_BUSIEST))
    };
    if let Some(weeks) = named(tables, "dependence_weeks") {
        section.figures.extend(over_time(weeks, chart, words));
    }
    if let Some(table_of) = named(tables, "dependence") {
        let columns = [
            ("scope", message::COLUMN_SPAN),
            ("measure", message::COLUMN_MEASURE),
            ("part", message::COLUMN_PART),
            ("of", message::COLUMN_OF),
            ("share", message::COLUMN_SHARE),
        ];
        section.tables.push((shares, table(table_of, &columns, words, zone)));
        section.sources = sources(&[table_of]);
    }
    if let Some(few) = named(tables, "dependence_concentration") {
        let columns = [
            ("scope", message::COLUMN_SPAN),
            ("among", message::COLUMN_AMONG),
            ("answerers", message::COLUMN_ANSWERERS),
            ("top_5_share", message::COLUMN_TOP_FIVE),
            ("absence_factor", message::COLUMN_ABSENCE_FACTOR),
        ];
        section.tables.push((words.say(message::DEPENDENCE_FEW), table(few, &columns, words, zone)));
    }
    section
}

/// The row of a table in which several columns have these values.
fn row_with(table: &Release, wanted: &[(&str, &str)]) -> Option<usize> {
    (0..table.rows())
        .find(|&row| wanted.iter().all(|(column, value)| text(table, column, row).as_deref() == Some(value)))
}

/// Who answers first, of late or, where that is too little, in the whole span: share with its ends, and of how many.
pub(super) fn first_answers(tables: &[Release]) -> Option<(f64, f64, f64, f64)> {
    let shares = named(tables, "dependence")?;
    ["trailing", "window"].into_iter().find_map(|scope| {
        let row = row_with(shares, &[("scope", scope), ("measure", "first answers")])?;
        let value = |name: &str| number(shares, name, row);
        Some((value("share")?, value("share_low")?, value("share_high")?, value("of")?))
    })
}

/// How much the five who answer most give, of late or in the whole span: share with its lower end, and how many give half.
pub(super) fn of_few(tables: &[Release]) -> Option<(f64, f64, f64)> {
    let few = named(tables, "dependence_concentration")?;
    ["trailing", "window"].into_iter().find_map(|scope| {
        let row = row_with(few, &[("scope", scope), ("among", "everybody")])?;
        let value = |name: &str| number(few, name, row);
        // Where fewer answer there are no five.
        value("answerers").filter(|&answerers| answerers >= 5.0)?;
        Some((value("top_5_share")?, value("top_5_share_low")?, value("absence_factor")?))
    })
}

/// Whether the numbers are about a community manager who is known; else about whoever answers most.
pub(super) fn is_of_manager(tables: &[Release]) -> bool {
    named(tables, "dependence")
        .and_then(|shares| parameter(shares, "subject"))
        .is_none_or(|subject| subject != BUSIEST)
}

fn findings(tables: &[Release], words: &Words) -> Vec<String> {
    let mut found = Vec::new();
    let of_manager = is_of_manager(tables);
    let of_first = first_answers(tables).map(|(share, low, high, of)| {
        let sentence: Message = if !of_manager {
            message::DEPENDENCE_BUSIEST
        } else if low > HALF {
            message::DEPENDENCE_MOSTLY
        } else if high < HALF {
            message::DEPENDENCE_OTHERS
        } else {
            message::DEPENDENCE_UNCLEAR
        };
        let percent = |share: f64| words.locale.percent(share).into();
        let values =
            [("share", percent(share)), ("low", percent(low)), ("high", percent(high)), ("of", of.into())];
        words.tell(sentence, &values)
    });
    found.push(of_first.unwrap_or_else(|| match named(tables, "dependence") {
        Some(shares) if hides(shares) => not_told(Some(shares), words),
        _ => words.say(message::DEPENDENCE_NOT_KNOWN),
    }));
    let few = of_few(tables).map(|(share, _, factor)| {
        words.tell(
            message::DEPENDENCE_FEW_FINDING,
            &[("share", words.locale.percent(share).into()), ("n", factor.into())],
        )
    });
    found.extend(few);
    found
}

fn over_time(weeks: &Release, title: String, words: &Words) -> Option<(Markup, String)> {
    let starts = days(weeks, "week");
    let points: Vec<Point> = starts
        .iter()
        .enumerate()
        .filter_map(|(row, day)| {
            let ends = ["low", "high"].map(|end| number(weeks, &format!("trailing_share_{end}"), row));
            let band = match ends {
                [Some(low), Some(high)] => Some((low, high)),
                _ => None,
            };
            Some(Point { x: f64::from((*day)?.0), y: number(weeks, "trailing_share", row)?, band })
        })
        .collect();
    if points.len() < 2 {
        return None;
    }
    // From where there is a curve.
    let ends = (points.first()?.x, points.last()?.x);
    let (first, last) = (Day(ends.0 as i32), Day(ends.1 as i32));
    let alternative = Alternative {
        id: "dependence-weeks".into(),
        title: title.clone(),
        description: words.tell(
            message::DEPENDENCE_DESCRIPTION,
            &[
                ("from", words.locale.date(first).into()),
                ("to", words.locale.date(last).into()),
                ("before", words.locale.percent(points.first()?.y).into()),
                ("after", words.locale.percent(points.last()?.y).into()),
            ],
        ),
    };
    let along = months(first, last, words);
    let line = Line { name: String::new(), colour: 1, dashed: false, steps: false, points };
    let what = Lines {
        lines: &[line],
        along: &along,
        along_name: "",
        at_least: 1.0,
        level: Some((HALF, words.say(message::DEPENDENCE_HALF))),
        height: 240.0,
    };
    Some((lines(&what, &alternative, |share| words.locale.percent(share)), title))
}
