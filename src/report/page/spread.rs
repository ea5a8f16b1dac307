//! How far has it spread?

use super::super::axis::date_ticks;
use super::super::cells::{number, row_of, table as named, text};
use super::super::chart::{Alternative, Bar, Line, Lines, Point, bars, lines};
use super::super::locale::{Words, message};
use super::multiples::{Curves, multiples};
use super::section::{Section, not_told, sources};
use super::table::table;
use super::units::short_names;
use super::{funnel, returning};
use crate::table::{Release, Values};
use crate::time::{Day, Zone};
use maud::Markup;
use std::collections::BTreeSet;

/// From this share on everybody has.
const ALL: f64 = 0.995;
/// Units drawn at most; more would be a wall.
const UNITS: usize = 25;

pub(super) fn section(tables: &[Release], words: &Words, zone: &Zone) -> Section {
    let mut section = Section {
        id: "spread",
        question: words.say(message::SPREAD_QUESTION),
        findings: {
            let mut found = findings(tables, words);
            found.extend(funnel::finding(tables, words));
            found.extend(returning::finding(tables, words));
            found
        },
        figures: Vec::new(),
        tables: Vec::new(),
        limits: words.say(message::SPREAD_LIMITS),
        account: words.say(message::SPREAD_ACCOUNT),
        sources: Vec::new(),
    };
    let of = |name| named(tables, name);
    if let Some(points) = of("adoption_curve") {
        section.figures.extend(curve(points, words));
    }
    if let Some(ahead) = of("adoption_forecast") {
        section.figures.extend(forecast(ahead, of("adoption_fit"), words));
    }
    if let Some(units) = of("adoption_by_unit") {
        let curves =
            of("adoption_unit_curves").and_then(|curves| unit_curves(curves, of("adoption_curve"), words));
        let drawn = curves.is_some();
        section.figures.extend(curves);
        // Small units have a share and no curve.
        section
            .figures
            .extend(by_unit(units, words).filter(|_| !drawn || has_more(of("adoption_unit_curves"), units)));
        let columns = [
            ("unit", message::COLUMN_UNIT),
            ("people", message::COLUMN_PEOPLE),
            ("joined_share", message::COLUMN_JOINED),
            ("contributed_share", message::COLUMN_WRITTEN),
            ("habit_share", message::COLUMN_HABIT),
        ];
        section.tables.push((words.say(message::SPREAD_BY_UNIT), table(units, &columns, words, zone)));
    }
    section.figures.extend(funnel::drawing(tables, words));
    if let Some(funnel) = of("funnel") {
        let columns = [
            ("state", message::COLUMN_STEP),
            ("people", message::COLUMN_PEOPLE),
            ("share", message::COLUMN_SHARE),
            ("conversion", message::COLUMN_CONVERSION),
            ("median_days", message::COLUMN_MEDIAN_DAYS),
        ];
        section.tables.push((words.say(message::SPREAD_FUNNEL), table(funnel, &columns, words, zone)));
    }
    section.figures.extend(returning::cohorts(tables, words));
    if let Some(curve) = of("retention_curve").filter(|curve| curve.rows() > 1) {
        let columns = [
            ("age", message::COLUMN_MONTHS_AFTER),
            ("people", message::COLUMN_PEOPLE),
            ("active", message::COLUMN_ACTIVE),
            ("share", message::COLUMN_SHARE),
        ];
        section.tables.push((words.say(message::RETURNING_TABLE), table(curve, &columns, words, zone)));
    }
    let told: Vec<&Release> = ["adoption_summary", "adoption_fit", "funnel", "retention_curve"]
        .into_iter()
        .filter_map(of)
        .collect();
    section.sources = sources(&told);
    section
}

/// The answer: who has joined, who has written, and where it leads.
fn findings(tables: &[Release], words: &Words) -> Vec<String> {
    let Some(summary) = named(tables, "adoption_summary") else {
        return vec![words.say(message::NOT_ENOUGH)];
    };
    let told = |definition: &str, sentence| {
        let row = row_of(summary, "definition", definition)?;
        let value = |name: &str| number(summary, name, row);
        let (share, people) = (value("share")?, value("headcount")?);
        // Without a staff list everybody who is known has joined: that says nothing.
        if definition == "joined" && share >= ALL {
            return None;
        }
        let percent = |share: f64| words.locale.percent(share).into();
        let mut text = words.tell(
            sentence,
            &[
                ("share", percent(share)),
                ("people", people.into()),
                ("low", percent(value("share_low")?)),
                ("high", percent(value("share_high")?)),
            ],
        );
        if let Some(outlook) = outlook(tables, definition, words) {
            text.push(' ');
            text.push_str(&outlook);
        }
        Some(text)
    };
    let found: Vec<String> = [("contributed", message::SPREAD_WRITTEN), ("joined", message::SPREAD_JOINED)]
        .into_iter()
        .filter_map(|(definition, sentence)| told(definition, sentence))
        .collect();
    if found.is_empty() { vec![not_told(Some(summary), words)] } else { found }
}

/// Where the curve levels off, or that this cannot be known yet.
fn outlook(tables: &[Release], definition: &str, words: &Words) -> Option<String> {
    let fits = named(tables, "adoption_fit")?;
    let row = row_of(fits, "definition", definition)?;
    let ends = ["ceiling_share_low", "ceiling_share_high"].map(|name| number(fits, name, row));
    match (is_identified(fits, row), ends) {
        (true, [Some(low), Some(high)]) => {
            let [low, high] = [low, high].map(|share| words.locale.percent(share).into());
            Some(words.tell(message::SPREAD_CEILING, &[("low", low), ("high", high)]))
        }
        (false, _) => Some(words.say(message::SPREAD_CEILING_UNKNOWN)),
        _ => None,
    }
}

/// Days of a column.
pub(super) fn days(table: &Release, name: &str) -> Vec<Option<Day>> {
    match table.column(name).map(|column| &column.values) {
        Some(Values::Day(days)) => days.clone(),
        _ => Vec::new(),
    }
}

/// Months under an axis of days.
pub(super) fn months(first: Day, last: Day, words: &Words) -> Vec<(f64, String)> {
    date_ticks(first, last, 6)
        .into_iter()
        .map(|(day, _)| (f64::from(day.0), words.locale.month(day)))
        .collect()
}

fn curve(points: &Release, words: &Words) -> Option<(Markup, String)> {
    let starts = days(points, "period_start");
    let line = |share: &str, name: String, colour: usize| {
        let points: Vec<Point> = starts
            .iter()
            .enumerate()
            .filter_map(|(row, day)| {
                let band =
                    [format!("{share}_low"), format!("{share}_high")].map(|end| number(points, &end, row));
                let band = match band {
                    [Some(low), Some(high)] => Some((low, high)),
                    _ => None,
                };
                Some(Point { x: f64::from((*day)?.0), y: number(points, share, row)?, band })
            })
            .collect();
        Line { name, colour, dashed: false, steps: false, points }
    };
    let drawn: Vec<Line> = [
        ("joined_share", message::COLUMN_JOINED, 1),
        ("contributed_share", message::COLUMN_WRITTEN, 2),
        ("habit_share", message::COLUMN_HABIT, 3),
    ]
    .into_iter()
    .map(|(share, name, colour)| line(share, words.say(name), colour))
    .filter(|line| line.points.len() > 1)
    .collect();
    let first = starts.iter().flatten().min().copied()?;
    let last = starts.iter().flatten().max().copied()?;
    let latest = drawn.iter().find(|line| line.colour == 2).or(drawn.first())?.points.last()?.y;
    let alternative = Alternative {
        id: "spread-curve".into(),
        title: words.say(message::SPREAD_CURVE),
        description: words.tell(
            message::SPREAD_CURVE_DESCRIPTION,
            &[
                ("from", words.locale.date(first).into()),
                ("to", words.locale.date(last).into()),
                ("share", words.locale.percent(latest).into()),
            ],
        ),
    };
    let along = months(first, last, words);
    let what =
        Lines { lines: &drawn, along: &along, along_name: "", at_least: 0.1, level: None, height: 300.0 };
    Some((lines(&what, &alternative, |share| words.locale.percent(share)), words.say(message::SPREAD_CURVE)))
}

/// Colleagues who have written, how the curve goes on, and where it levels off, where that can be known.
fn forecast(ahead: &Release, fits: Option<&Release>, words: &Words) -> Option<(Markup, String)> {
    const DEFINITION: &str = "contributed";
    let starts = days(ahead, "period_start");
    let rows: Vec<(usize, f64)> = (0..ahead.rows())
        .filter(|&row| text(ahead, "definition", row).as_deref() == Some(DEFINITION))
        .filter_map(|row| Some((row, f64::from((*starts.get(row)?)?.0))))
        .collect();
    let seen: Vec<Point> = rows
        .iter()
        .filter_map(|&(row, x)| Some(Point { x, y: number(ahead, "observed", row)?, band: None }))
        .collect();
    let end = seen.last()?.x;
    let to_come: Vec<Point> = rows
        .iter()
        .filter(|(_, x)| *x >= end)
        .filter_map(|&(row, x)| {
            let band = number(ahead, "p05", row).zip(number(ahead, "p95", row));
            Some(Point { x, y: number(ahead, "p50", row)?, band })
        })
        .collect();
    let last = *to_come.last().filter(|_| to_come.len() > 1)?;
    let day = |x: f64| Day(x as i32);
    let ceiling = fits.and_then(|fits| {
        let row = row_of(fits, "definition", DEFINITION)?;
        let level = number(fits, "ceiling_people", row)?;
        let people =
            words.tell(message::SPREAD_CEILING_LEVEL, &[("people", words.locale.whole(level).into())]);
        is_identified(fits, row).then_some((level, people))
    });
    let (low, high) = last.band.unwrap_or((last.y, last.y));
    let alternative = Alternative {
        id: "spread-forecast".into(),
        title: words.say(message::SPREAD_FORECAST),
        description: words.tell(
            message::SPREAD_FORECAST_DESCRIPTION,
            &[
                ("day", words.locale.date(day(last.x)).into()),
                ("people", words.locale.whole(last.y).into()),
                ("low", words.locale.whole(low).into()),
                ("high", words.locale.whole(high).into()),
            ],
        ),
    };
    let along = months(day(seen.first()?.x), day(last.x), words);
    let line = |points, dashed| Line { name: String::new(), colour: 2, dashed, steps: false, points };
    let drawn = [line(seen, false), line(to_come, true)];
    let what =
        Lines { lines: &drawn, along: &along, along_name: "", at_least: 5.0, level: ceiling, height: 260.0 };
    Some((
        lines(&what, &alternative, |people| words.locale.whole(people)),
        words.say(message::SPREAD_FORECAST),
    ))
}

fn is_identified(fits: &Release, row: usize) -> bool {
    matches!(
        fits.column("identified").map(|column| &column.values),
        Some(Values::Bool(known)) if known.get(row) == Some(&Some(true))
    )
}

/// Whether units have a share that may be shown, and no curve.
fn has_more(curves: Option<&Release>, units: &Release) -> bool {
    let drawn: BTreeSet<String> = curves
        .map(|curves| (0..curves.rows()).filter_map(|row| text(curves, "unit", row)).collect())
        .unwrap_or_default();
    (0..units.rows()).any(|row| {
        number(units, "contributed_share", row).is_some()
            && text(units, "unit", row).is_some_and(|unit| !drawn.contains(&unit))
    })
}

/// How each of the largest units came along, beside all.
fn unit_curves(curves: &Release, all: Option<&Release>, words: &Words) -> Option<(Markup, String)> {
    const SHARE: &str = "contributed_share";
    let starts = days(curves, "period_start");
    let (first, last) = (*starts.iter().flatten().min()?, *starts.iter().flatten().max()?);
    let whole = all.map(|all| {
        let starts = days(all, "period_start");
        let point = |(row, day): (usize, &Option<Day>)| {
            Some(Point { x: f64::from((*day)?.0), y: number(all, SHARE, row)?, band: None })
        };
        starts.iter().enumerate().filter_map(point).collect::<Vec<_>>()
    });
    let title = words.say(message::SPREAD_UNIT_CURVES);
    let ends = [first, last].map(|day| (f64::from(day.0), words.locale.month(day)));
    let what = Curves {
        table: curves,
        size: "headcount",
        share: SHARE,
        colour: 2,
        steps: false,
        whole: whole.unwrap_or_default(),
        along: ends,
    };
    let drawing = multiples(
        &what,
        |row| Some(f64::from((*starts.get(row)?)?.0)),
        words,
        |n| Alternative {
            id: "spread-unit-curves".into(),
            title: title.clone(),
            description: words.tell(message::SPREAD_UNITS_DESCRIPTION, &[("n", n.into())]),
        },
    )?;
    Some((drawing, title))
}

fn by_unit(units: &Release, words: &Words) -> Option<(Markup, String)> {
    let names = units.column("unit")?;
    // The largest; what is hidden stands in the table.
    let mut shown: Vec<usize> =
        (0..units.rows()).filter(|&row| number(units, "contributed_share", row).is_some()).collect();
    let people = |row: usize| number(units, "people", row).unwrap_or(0.0);
    shown.sort_by(|&a, &b| people(b).total_cmp(&people(a)).then(a.cmp(&b)));
    shown.truncate(UNITS);
    let paths: Vec<String> = shown.iter().map(|&row| names.values.text(row).unwrap_or_default()).collect();
    let rows: Vec<Bar> = short_names(&paths)
        .into_iter()
        .zip(shown)
        .map(|(name, row)| {
            let value = number(units, "contributed_share", row);
            let ends = ["low", "high"].map(|end| number(units, &format!("contributed_share_{end}"), row));
            Bar {
                name,
                value,
                interval: match ends {
                    [Some(low), Some(high)] => Some((low, high)),
                    _ => None,
                },
                text: value
                    .map_or(words.say(message::CELL_HIDDEN_SHORT), |value| words.locale.percent(value)),
                colour: 2,
            }
        })
        .collect();
    if rows.len() < 2 {
        return None;
    }
    let alternative = Alternative {
        id: "spread-units".into(),
        title: words.say(message::SPREAD_BY_UNIT),
        description: words.tell(message::SPREAD_UNITS_DESCRIPTION, &[("n", rows.len().into())]),
    };
    Some((
        bars(&rows, 0.1, &alternative, |share| words.locale.percent(share)),
        words.say(message::SPREAD_BY_UNIT),
    ))
}
