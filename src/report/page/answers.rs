//! Are questions answered?

use super::super::cells::{number, table as named, text};
use super::super::chart::{Alternative, Bar, Line, Lines, Point, bars, lines};
use super::super::locale::{Words, message};
use super::multiples::{Curves, multiples};
use super::open::{self, open_table};
use super::section::{Section, not_told, sources};
use super::table::{Cell, Rows, plain, table};
use super::values::{duration, hours, value};
use crate::table::Release;
use crate::time::Zone;
use maud::Markup;

const FIRST: &str = "first answer";
const ALL_HOURS: &str = "all hours";
const BUSINESS: &str = "business hours";
/// Hours after which the share answered is told in the finding: a day.
const DAY: f64 = 24.0;
/// Hours after which it is told who was first: a week.
const WEEK: f64 = 168.0;
/// Hours that the drawing goes up to: what comes later is a flat line.
const LAST: f64 = 720.0;
/// Adjusted p-value below which units are said to wait unequally long.
const UNEQUAL: f64 = 0.05;

pub(super) fn section(tables: &[Release], words: &Words, zone: &Zone) -> Section {
    let of = |name| named(tables, name);
    let mut section = Section {
        id: "answers",
        question: words.say(message::ANSWERS_QUESTION),
        findings: findings(tables, words),
        figures: Vec::new(),
        tables: Vec::new(),
        limits: words.say(message::ANSWERS_LIMITS),
        account: words.say(message::ANSWERS_ACCOUNT),
        sources: Vec::new(),
    };
    section.figures.extend(of("answers_curve").and_then(|curve| waiting(curve, words)));
    section.figures.extend(who_is_first(tables, words));
    section.figures.extend(by_unit(tables, words));
    section.tables.extend(open_table(tables, words, zone));
    if let Some(speed) = of("answers_speed").filter(|speed| speed.rows() > 0) {
        section.tables.push((words.say(message::ANSWERS_SPEED), speed_table(speed, words)));
    }
    for (name, first, title) in [
        ("answers_by_unit", ("unit", message::COLUMN_UNIT), message::ANSWERS_BY_UNIT),
        ("answers_by_group", ("group", message::COLUMN_GROUP), message::ANSWERS_BY_GROUP),
    ] {
        if let Some(parts) = of(name).filter(|parts| parts.rows() > 0) {
            let columns = [
                first,
                ("askers", message::COLUMN_ASKERS),
                ("questions", message::COLUMN_QUESTIONS),
                ("share", message::COLUMN_ANSWERED),
                ("day", message::COLUMN_WITHIN_DAY),
                ("median", message::COLUMN_MEDIAN_HOURS),
                ("business_median", message::COLUMN_MEDIAN_BUSINESS),
            ];
            section.tables.push((words.say(title), table(parts, &columns, words, zone)));
        }
    }
    section.sources = sources(&["answers", "unanswered"].into_iter().filter_map(of).collect::<Vec<_>>());
    section
}

fn findings(tables: &[Release], words: &Words) -> Vec<String> {
    let mut found =
        vec![answered(tables, words).unwrap_or_else(|| not_told(named(tables, "answers_speed"), words))];
    found.extend(by_whom(tables, words));
    found.extend(unequal(tables, words));
    found.extend(open::finding(tables, words));
    found
}

/// How many are answered within a day, and how long half of them wait.
fn answered(tables: &[Release], words: &Words) -> Option<String> {
    let speed = named(tables, "answers_speed")?;
    let is = |table: &Release, row: usize| {
        text(table, "until", row).as_deref() == Some(FIRST)
            && text(table, "clock", row).as_deref() == Some(ALL_HOURS)
    };
    let row = (0..speed.rows()).find(|&row| is(speed, row) && number(speed, "hours", row) == Some(DAY))?;
    let of = |name: &str| number(speed, name, row);
    let questions = of("questions")?;
    let percent = |share: f64| words.locale.percent(share).into();
    let mut sentence = words.tell(
        message::ANSWERS_FINDING,
        &[
            ("questions", questions.into()),
            ("share", percent(of("share")?)),
            ("low", percent(of("share_low")?)),
            ("high", percent(of("share_high")?)),
        ],
    );
    let medians = named(tables, "answers_median");
    if let Some(medians) = medians
        && let Some(row) = (0..medians.rows()).find(|&row| is(medians, row))
        && !medians.is_suppressed(row)
    {
        sentence.push(' ');
        sentence.push_str(&match number(medians, "median", row) {
            Some(hours) => words.tell(message::ANSWERS_MEDIAN, &[("time", duration(hours, words).into())]),
            None => words.say(message::ANSWERS_NO_MEDIAN),
        });
    }
    Some(sentence)
}

/// The row of who answers first within a week, or as long as could be followed.
fn first_week(table: &Release) -> Option<usize> {
    (0..table.rows())
        .filter(|&row| text(table, "clock", row).as_deref() == Some(ALL_HOURS))
        .filter(|&row| number(table, "hours", row).is_some_and(|hours| (DAY..=WEEK).contains(&hours)))
        .rfind(|&row| number(table, "colleague", row).is_some())
}

fn by_whom(tables: &[Release], words: &Words) -> Option<String> {
    let table = named(tables, "answers_answerers")?;
    let row = first_week(table)?;
    let share = |name: &str| Some(words.locale.percent(number(table, name, row)?).into());
    let days = (number(table, "hours", row)? / 24.0).round().into();
    let (colleagues, nobody) = (share("colleague")?, share("nobody")?);
    // Where nobody is known to run the community, he or she counts as a colleague: a share of nothing would say the contrary.
    Some(if number(table, "official", row)? > 0.0 {
        let manager = share("official")?;
        words.tell(
            message::ANSWERS_FIRST,
            &[("days", days), ("colleagues", colleagues), ("manager", manager), ("nobody", nobody)],
        )
    } else {
        words.tell(
            message::ANSWERS_FIRST_MEMBERS,
            &[("days", days), ("colleagues", colleagues), ("nobody", nobody)],
        )
    })
}

/// Where units wait unequally long beyond chance.
fn unequal(tables: &[Release], words: &Words) -> Option<String> {
    let tests = named(tables, "answers_tests")?;
    let row = (0..tests.rows()).find(|&row| {
        text(tests, "between", row).as_deref() == Some("units")
            && text(tests, "clock", row).as_deref() == Some(BUSINESS)
    })?;
    (number(tests, "q", row)? < UNEQUAL).then(|| words.say(message::ANSWERS_UNEQUAL))
}

/// Where hours stand along the drawing: the first hours matter as much as the later weeks.
fn along(hours: f64) -> f64 {
    (1.0 + hours).ln()
}

/// Some hours as an axis writes them.
fn short(hours: f64, words: &Words) -> String {
    if hours == 0.0 {
        "0".into()
    } else if hours > DAY {
        words.tell(message::DAYS_SHORT, &[("n", (hours / 24.0).into())])
    } else {
        words.tell(message::HOURS_SHORT, &[("n", hours.into())])
    }
}

/// Places along with their texts.
fn places(last: f64, words: &Words) -> Vec<(f64, String)> {
    [0.0, 1.0, 4.0, 24.0, 72.0, 168.0, 720.0]
        .into_iter()
        .filter(|&at| at <= last)
        .map(|at| (along(at), short(at, words)))
        .collect()
}

/// Share of questions still without an answer, by time since they were asked.
fn waiting(curve: &Release, words: &Words) -> Option<(Markup, String)> {
    let rows: Vec<(f64, Point)> = (0..curve.rows())
        .filter(|&row| {
            text(curve, "until", row).as_deref() == Some(FIRST)
                && text(curve, "clock", row).as_deref() == Some(ALL_HOURS)
        })
        .filter_map(|row| {
            let at = number(curve, "hours", row).filter(|&at| at <= LAST)?;
            let band = number(curve, "waiting_low", row).zip(number(curve, "waiting_high", row));
            Some((at, Point { x: along(at), y: number(curve, "waiting", row)?, band }))
        })
        .collect();
    let (last, end) = *rows.last().filter(|_| rows.len() > 2)?;
    let at_day = rows.iter().take_while(|(at, _)| *at <= DAY).last()?.1;
    let percent = |share: f64| words.locale.percent(share);
    let alternative = Alternative {
        id: "answers-waiting".into(),
        title: words.say(message::ANSWERS_CHART),
        description: words.tell(
            message::ANSWERS_CHART_DESCRIPTION,
            &[
                ("day", percent(at_day.y).into()),
                ("end", percent(end.y).into()),
                ("time", duration(last, words).into()),
            ],
        ),
    };
    let points = rows.into_iter().map(|(_, point)| point).collect();
    let line = Line { name: percent(end.y), colour: 1, dashed: false, steps: true, points };
    let what = Lines {
        lines: &[line],
        along: &places(last, words),
        along_name: &words.say(message::ANSWERS_ALONG),
        at_least: 1.0,
        level: Some((0.5, words.say(message::DEPENDENCE_HALF))),
        height: 280.0,
    };
    Some((lines(&what, &alternative, percent), words.say(message::ANSWERS_CHART)))
}

/// By whom the first answer came within a week.
fn who_is_first(tables: &[Release], words: &Words) -> Option<(Markup, String)> {
    let table = named(tables, "answers_answerers")?;
    let row = first_week(table)?;
    let rows: Vec<Bar> = [
        ("colleague", message::ANSWERS_BY_COLLEAGUE, 3),
        ("official", message::ANSWERS_BY_MANAGER, 1),
        ("outsider", message::ANSWERS_BY_OUTSIDER, 4),
        ("nobody", message::ANSWERS_BY_NOBODY, 2),
    ]
    .into_iter()
    .filter_map(|(name, label, colour)| {
        let share = number(table, name, row)?;
        let ends = ["low", "high"].map(|end| number(table, &format!("{name}_{end}"), row));
        // In most communities nobody outside ever answered: a row of nothing says nothing.
        (share > 0.0).then(|| Bar {
            name: words.say(label),
            value: Some(share),
            interval: ends[0].zip(ends[1]),
            text: words.locale.percent(share),
            colour,
        })
    })
    .collect();
    let days = (number(table, "hours", row)? / 24.0).round();
    let title = words.tell(message::ANSWERS_FIRST_CHART, &[("days", days.into())]);
    let alternative = Alternative {
        id: "answers-first".into(),
        title: title.clone(),
        description: by_whom(tables, words)?,
    };
    (rows.len() > 1).then(|| (bars(&rows, 0.5, &alternative, |share| words.locale.percent(share)), title))
}

fn by_unit(tables: &[Release], words: &Words) -> Option<(Markup, String)> {
    let curves = named(tables, "answers_unit_curves")?;
    let title = words.say(message::ANSWERS_UNITS_CHART);
    let all = named(tables, "answers_curve").map(|all| {
        let rows = (0..all.rows()).filter(|&row| {
            text(all, "until", row).as_deref() == Some(FIRST)
                && text(all, "clock", row).as_deref() == Some(ALL_HOURS)
        });
        rows.filter_map(|row| {
            let at = number(all, "hours", row).filter(|&at| at <= WEEK)?;
            Some(Point { x: along(at), y: number(all, "waiting", row)?, band: None })
        })
        .collect::<Vec<_>>()
    });
    let drawing = multiples(
        &Curves {
            table: curves,
            size: "askers",
            share: "waiting",
            colour: 1,
            steps: true,
            whole: all.unwrap_or_default(),
            along: [(along(0.0), short(0.0, words)), (along(WEEK), short(WEEK, words))],
        },
        |row| number(curves, "hours", row).filter(|&at| at <= WEEK).map(along),
        words,
        |n| Alternative {
            id: "answers-units".into(),
            title: title.clone(),
            description: words.tell(message::ANSWERS_UNITS_DESCRIPTION, &[("n", n.into())]),
        },
    )?;
    Some((drawing, title))
}

/// Shares answered within some hours, by both clocks.
fn speed_table(speed: &Release, words: &Words) -> Rows {
    let share = |until: &str, row: usize| {
        let is = |other: usize| {
            text(speed, "until", other).as_deref() == Some(until)
                && ["clock", "within"].iter().all(|name| text(speed, name, other) == text(speed, name, row))
        };
        let at = (0..speed.rows()).find(|&other| is(other));
        at.map_or(Cell::text("–".into()), |at| Cell::figure(speed, "share", at, words))
    };
    let rows: Vec<Vec<Cell>> = (0..speed.rows())
        .filter(|&row| text(speed, "until", row).as_deref() == Some(FIRST))
        .filter_map(|row| {
            let clock = text(speed, "clock", row)?;
            let within = number(speed, "hours", row)?;
            Some(vec![
                Cell::sorted(hours(within, clock == BUSINESS, words), within),
                Cell::text(value(&clock, words)),
                share(FIRST, row),
                share("accepted or thanked", row),
            ])
        })
        .collect();
    let headers = [
        (message::COLUMN_WITHIN, false),
        (message::COLUMN_CLOCK, false),
        (message::COLUMN_ANSWERED, true),
        (message::COLUMN_ACCEPTED, true),
    ];
    plain(&headers, rows, 0, words)
}
