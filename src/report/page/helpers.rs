//! Who helps, and is it enough?

use super::super::cells::{number, parameter, table as named};
use super::super::chart::{Alternative, Line, Lines, Point, lines};
use super::super::locale::{Words, message};
use super::people::{PEOPLE, people};
use super::section::{Section, not_told, sources};
use super::table::table;
use crate::table::Release;
use crate::time::Zone;
use maud::Markup;

/// Numbers of people up to which a coverage curve is told one by one.
const STEPS: usize = 150;

pub(super) fn section(tables: &[Release], words: &Words, zone: &Zone) -> Section {
    let of = |name| named(tables, name);
    let mut section = Section {
        id: "helpers",
        question: words.say(message::HELPERS_QUESTION),
        findings: findings(tables, words),
        figures: Vec::new(),
        tables: Vec::new(),
        limits: words.say(message::HELPERS_LIMITS),
        account: words.say(message::HELPERS_ACCOUNT),
        sources: Vec::new(),
    };
    if let Some(list) = of("champions").filter(|list| list.rows() > 0) {
        section.figures.extend(drawn(list, words));
        let columns = [
            ("name", message::COLUMN_NAME),
            ("unit", message::COLUMN_UNIT),
            ("helped_per_month", message::COLUMN_HELPED_PER_MONTH),
            ("helped", message::COLUMN_HELPED),
            ("questions", message::COLUMN_QUESTIONS_ANSWERED),
            ("units", message::COLUMN_UNITS_HELPED),
            ("thanked_share", message::COLUMN_THANKED),
            ("newcomers", message::COLUMN_NEWCOMERS),
            ("recent_per_month", message::COLUMN_OF_LATE),
            ("member", message::COLUMN_ID),
        ];
        section.tables.push((words.say(message::HELPERS_LIST), table(list, &columns, words, zone)));
    }
    if let Some(curve) = of("cover_curve") {
        let units = of("cover_summary").and_then(|cover| number(cover, "units", 0));
        section.figures.extend(coverage(curve, units, words));
    }
    if let Some(units) = of("cover_units") {
        let columns = [
            ("unit", message::COLUMN_UNIT),
            ("people", message::COLUMN_PEOPLE),
            ("status", message::COLUMN_STATUS),
            ("wanted", message::COLUMN_WANTED),
            ("champions", message::COLUMN_CHAMPIONS),
            ("chosen", message::COLUMN_TO_ASK),
            ("reached_share", message::COLUMN_REACHED),
        ];
        section.tables.push((words.say(message::HELPERS_BY_UNIT), table(units, &columns, words, zone)));
    }
    let told: Vec<&Release> = ["champions", "cover_summary"].into_iter().filter_map(of).collect();
    section.sources = sources(&told);
    section
}

fn findings(tables: &[Release], words: &Words) -> Vec<String> {
    let mut found = Vec::new();
    let first = |name: &str, column: &str| named(tables, name).and_then(|table| number(table, column, 0));
    let summary = |column: &str| first("champions_summary", column);
    match (summary("people"), summary("helpers"), summary("champions")) {
        (Some(people), Some(helpers), Some(champions)) if people > 0.0 && helpers > 0.0 => {
            let share = words.locale.percent(helpers / people);
            found.push(words.tell(
                message::HELPERS_FINDING,
                &[
                    ("helpers", helpers.into()),
                    ("people", people.into()),
                    ("share", share.into()),
                    ("champions", champions.into()),
                ],
            ));
        }
        (Some(_), Some(0.0), _) => found.push(words.say(message::HELPERS_NONE)),
        _ => found.push(not_told(named(tables, "champions_summary"), words)),
    }
    let cover = |column: &str| first("cover_summary", column);
    if let (Some(units), Some(covered), Some(chosen)) =
        (cover("units"), cover("units_covered"), cover("chosen"))
    {
        found.push(words.tell(
            message::HELPERS_COVER,
            &[("chosen", chosen.into()), ("covered", covered.into()), ("units", units.into())],
        ));
    }
    found.extend(needed(tables, words));
    if let (Some(busy), Some(champions)) = (summary("at_capacity"), summary("champions"))
        && busy > 0.0
    {
        found.push(
            words.tell(message::HELPERS_BUSY, &[("busy", busy.into()), ("champions", champions.into())]),
        );
    }
    found
}

/// How many champions the questions need, if each answers as many as one can ask for.
fn needed(tables: &[Release], words: &Words) -> Option<String> {
    let cover = named(tables, "cover_summary")?;
    let of = |column: &str| number(cover, column, 0);
    let share: f64 = parameter(cover, "help_share")?.parse().ok()?;
    // A share of one question, or of none, is no number to plan by.
    let questions = of("questions_per_month").map(f64::round).filter(|&questions| questions > 1.0)?;
    Some(words.tell(
        message::HELPERS_NEEDED,
        &[
            ("share", words.locale.percent(share).into()),
            ("questions", questions.into()),
            ("capacity", of("capacity")?.into()),
            ("needed", of("needed")?.into()),
            ("low", of("needed_low")?.into()),
            ("high", of("needed_high")?.into()),
        ],
    ))
}

fn drawn(list: &Release, words: &Words) -> Option<(Markup, String)> {
    let title = words.say(message::HELPERS_CHART);
    let drawing = people(list, "helped_per_month", PEOPLE, 3, words, |n| Alternative {
        id: "helpers-people".into(),
        title: title.clone(),
        description: words.tell(message::HELPERS_CHART_DESCRIPTION, &[("n", n.into())]),
    })?;
    Some((drawing, title))
}

/// Rows of the curve that are drawn and told: all where they are few, else round numbers of people, as far apart as a twentieth of
/// them, and the last.
fn told(curve: &Release) -> Vec<usize> {
    let all = 0..curve.rows();
    if curve.rows() <= STEPS {
        return all.collect();
    }
    let is_round = |k: f64| {
        let power = 10f64.powf((k / 20.0).max(1.0).log10().floor());
        let step =
            [5.0, 2.0, 1.0].map(|n| n * power).into_iter().find(|step| *step <= k / 20.0).unwrap_or(1.0);
        k % step == 0.0
    };
    let last = curve.rows() - 1;
    all.filter(|&row| row == last || number(curve, "k", row).is_some_and(is_round)).collect()
}

/// How many are reached by so many helpers. The slider of the page goes along the list below.
fn coverage(curve: &Release, units: Option<f64>, words: &Words) -> Option<(Markup, String)> {
    let told = told(curve);
    let points: Vec<Point> = told
        .iter()
        .filter_map(|&row| {
            let ends = ["low", "high"].map(|end| number(curve, &format!("reached_share_{end}"), row));
            let band = match ends {
                [Some(low), Some(high)] => Some((low, high)),
                _ => None,
            };
            Some(Point { x: number(curve, "k", row)?, y: number(curve, "reached_share", row)?, band })
        })
        .collect();
    if points.len() < 2 {
        return None;
    }
    let last = points.last()?;
    let alternative = Alternative {
        id: "helpers-coverage".into(),
        title: words.say(message::COVERAGE_CHART),
        description: words.tell(
            message::COVERAGE_DESCRIPTION,
            &[("k", last.x.into()), ("share", words.locale.percent(last.y).into())],
        ),
    };
    let step = (points.len() / 8).max(1);
    let along: Vec<(f64, String)> =
        points.iter().step_by(step).map(|p| (p.x, words.locale.whole(p.x))).collect();
    let rows: Vec<(f64, String)> =
        told.iter()
            .filter_map(|&row| {
                let (k, share) = (number(curve, "k", row)?, number(curve, "reached_share", row)?);
                let mut text = words.tell(
                    message::COVERAGE_AT,
                    &[("k", k.into()), ("share", words.locale.percent(share).into())],
                );
                if let Some((covered, units)) = number(curve, "units_covered", row).zip(units) {
                    text.push(' ');
                    text.push_str(&words.tell(
                        message::COVERAGE_UNITS,
                        &[("covered", covered.into()), ("units", units.into())],
                    ));
                }
                Some((k, text))
            })
            .collect();
    let line = Line { name: String::new(), colour: 3, dashed: false, steps: false, points };
    let what = Lines {
        lines: &[line],
        along: &along,
        along_name: &words.say(message::COVERAGE_ALONG),
        at_least: 0.1,
        level: None,
        height: 220.0,
    };
    let drawing = lines(&what, &alternative, |share| words.locale.percent(share));
    let drawing = maud::html! {
        (drawing)
        (slider(&rows, words))
    };
    Some((drawing, words.say(message::COVERAGE_CHART)))
}

/// Without the script of the page the list is read; with it a slider chooses one line.
fn slider(rows: &[(f64, String)], words: &Words) -> Markup {
    maud::html! {
        div class="slider" data-label=(words.say(message::COVERAGE_SLIDER)) {
            ol { @for (k, text) in rows { li data-k=(format!("{k}")) { (text) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::table::{Provenance, Role, Table};

    #[test]
    fn long_curves_are_told_at_round_numbers() {
        let of = |n: i64| {
            let curve = Table::new("cover_curve", "", Provenance::new("")).int(
                "k",
                Role::Category,
                "",
                "",
                (1..=n).map(Some),
            );
            told(&Policy::named().apply(&curve)).into_iter().map(|row| row + 1).collect::<Vec<_>>()
        };
        assert_eq!(of(150), (1..=150).collect::<Vec<_>>());
        let many = of(1_893);
        assert_eq!(many[..41], [(1..=40).collect::<Vec<_>>(), vec![42]].concat());
        assert!(many.len() < 170 && many.ends_with(&[1_800, 1_850, 1_893]), "{many:?}");
        // Nowhere is the next number further than a twentieth away, or one.
        assert!(many.windows(2).all(|pair| pair[1] - pair[0] <= (pair[0] / 20).max(1) + 1), "{many:?}");
    }
}
