//! Are the goals met? Only on pages that were given goals.

use super::super::cells::{number, table as named, text};
use super::super::chart::{Alternative, Bar, bars};
use super::super::locale::{Message, Words, message};
use super::section::{Section, sources};
use super::table::{Cell, Rows, plain};
use crate::goals::{Direction, Kpi, Light, Outlook, Scale};
use crate::table::{Release, Values};
use crate::time::{Day, Zone};
use maud::Markup;

pub(super) fn section(tables: &[Release], words: &Words, _zone: &Zone) -> Option<Section> {
    let all = named(tables, "goals").filter(|all| all.rows() > 0)?;
    let rows: Vec<Row<'_>> = (0..all.rows()).filter_map(|at| Row::of(all, at, words)).collect();
    Some(Section {
        id: "goals",
        question: words.say(message::GOALS_QUESTION),
        findings: std::iter::once(summary(&rows, words)).chain(rows.iter().map(Row::sentence)).collect(),
        figures: drawn(&rows, words).into_iter().collect(),
        tables: vec![(words.say(message::GOALS_TABLE), listed(&rows, words))],
        limits: words.say(message::GOALS_LIMITS),
        account: words.say(message::GOALS_ACCOUNT),
        sources: sources(&[all]),
    })
}

/// A goal, read from what may be shown.
struct Row<'a> {
    words: &'a Words,
    name: String,
    hidden: bool,
    least: u32,
    scale: Scale,
    direction: Direction,
    /// The target; hidden with the other numbers.
    target: Option<f64>,
    deadline: Option<Day>,
    value: Option<f64>,
    ends: Option<(f64, f64)>,
    p: Option<f64>,
    outlook: Option<Outlook>,
    light: Option<Light>,
}

impl<'a> Row<'a> {
    fn of(all: &Release, at: usize, words: &'a Words) -> Option<Row<'a>> {
        let word = |column: &str| text(all, column, at);
        let value = |column: &str| number(all, column, at);
        let kpi = Kpi::parse(&word("kpi")?)?;
        let (goal, indicator) = (word("goal")?, word("indicator")?);
        // A name was given in the language of whoever gave it; what an indicator is called is the page's.
        let name = match goal == indicator {
            true => called(kpi, all, at, words).unwrap_or(goal),
            false => goal,
        };
        let name = match word("unit") {
            Some(unit) => words.tell(message::GOAL_IN_UNIT, &[("goal", name.into()), ("unit", unit.into())]),
            None => name,
        };
        let deadline = match &all.column("deadline")?.values {
            Values::Day(days) => days.get(at).copied().flatten(),
            _ => None,
        };
        Some(Row {
            words,
            name,
            hidden: all.is_suppressed(at),
            least: all.disclosure().min_group,
            scale: kpi.scale(),
            direction: match word("direction")?.as_str() {
                "at most" => Direction::AtMost,
                _ => Direction::AtLeast,
            },
            target: value("target"),
            deadline,
            value: value("value"),
            ends: value("low").zip(value("high")),
            p: value("p_met"),
            outlook: word("outlook").and_then(|name| Outlook::ALL.into_iter().find(|o| o.name() == name)),
            light: word("light").and_then(|name| Light::ALL.into_iter().find(|l| l.name() == name)),
        })
    }

    /// A number of the indicator without its unit.
    fn bare(&self, value: f64) -> String {
        match self.scale {
            Scale::Share => self.words.locale.percent(value),
            _ => self.words.locale.short(value),
        }
    }

    fn amount(&self, value: f64) -> String {
        match self.scale {
            Scale::Hours => self.words.tell(message::GOAL_HOURS, &[("n", value.into())]),
            _ => self.bare(value),
        }
    }

    fn chance(&self, p: f64) -> String {
        if p > 0.99 {
            self.words.say(message::GOAL_SURE)
        } else if p < 0.01 {
            self.words.say(message::GOAL_HOPELESS)
        } else {
            self.words.locale.percent(p)
        }
    }

    fn standing(&self) -> String {
        self.words.say(match self.light {
            _ if self.hidden => message::GOAL_SHOWN,
            Some(Light::Green) => message::GOAL_GREEN,
            Some(Light::Amber) => message::GOAL_AMBER,
            Some(Light::Red) => message::GOAL_RED,
            Some(Light::NotEnoughData) | None => message::GOAL_NONE,
        })
    }

    fn now(&self) -> String {
        let goal = || ("goal", self.name.clone().into());
        match (self.value, self.ends) {
            (Some(value), Some((low, high))) => self.words.tell(
                message::GOAL_STANDS,
                &[
                    goal(),
                    ("value", self.amount(value).into()),
                    ("low", self.bare(low).into()),
                    ("high", self.bare(high).into()),
                ],
            ),
            (Some(value), None) => {
                self.words.tell(message::GOAL_STANDS_ALONE, &[goal(), ("value", self.amount(value).into())])
            }
            (None, _) => self.words.tell(message::GOAL_NO_VALUE, &[goal()]),
        }
    }

    fn aim(&self) -> String {
        let Some(target) = self.target else { return String::new() };
        let target = ("target", self.amount(target).into());
        match (self.direction, self.deadline) {
            (Direction::AtLeast, None) => self.words.tell(message::GOAL_AT_LEAST, &[target]),
            (Direction::AtMost, None) => self.words.tell(message::GOAL_AT_MOST, &[target]),
            (direction, Some(day)) => {
                let sentence = match direction {
                    Direction::AtLeast => message::GOAL_AT_LEAST_BY,
                    Direction::AtMost => message::GOAL_AT_MOST_BY,
                };
                self.words.tell(sentence, &[target, ("day", self.words.locale.date(day).into())])
            }
        }
    }

    fn outlook(&self) -> String {
        let (Some(p), Some(outlook)) = (self.p, self.outlook) else {
            return self.words.say(message::GOAL_NOT_ENOUGH);
        };
        let sentence = match outlook {
            Outlook::Now => message::GOAL_NOW,
            Outlook::Passed => message::GOAL_PASSED,
            Outlook::Curve => message::GOAL_CURVE,
            Outlook::Recent => message::GOAL_RECENT,
            Outlook::Unchanged => message::GOAL_UNCHANGED,
        };
        self.words.tell(sentence, &[("p", self.chance(p).into())])
    }

    fn sentence(&self) -> String {
        if self.hidden {
            let values = [("goal", self.name.clone().into()), ("least", self.least.into())];
            return self.words.tell(message::GOAL_HIDDEN, &values);
        }
        format!("{} {} {}", self.now(), self.aim(), self.outlook())
    }
}

/// What an indicator is called on the page; `None` where a number that belongs to the name is hidden.
fn called(kpi: Kpi, all: &Release, at: usize, words: &Words) -> Option<String> {
    let business = text(all, "clock", at).as_deref() == Some("business hours");
    let plain: Message = match kpi {
        Kpi::Joined => message::KPI_JOINED,
        Kpi::Contributed => message::KPI_CONTRIBUTED,
        Kpi::Habit => message::KPI_HABIT,
        Kpi::ActiveMonth => message::KPI_ACTIVE_MONTH,
        Kpi::Answered => message::KPI_ANSWERED,
        Kpi::AnsweredWithin { .. } => {
            let hours = [("hours", number(all, "hours", at)?.into())];
            return Some(match business {
                true => words.tell(message::KPI_ANSWERED_WITHIN_BUSINESS, &hours),
                false => words.tell(message::KPI_ANSWERED_WITHIN, &hours),
            });
        }
        Kpi::MedianHours { .. } if business => message::KPI_MEDIAN_BUSINESS_HOURS,
        Kpi::MedianHours { .. } => message::KPI_MEDIAN_HOURS,
        Kpi::ByColleagues => message::KPI_BY_COLLEAGUES,
        Kpi::Thanked => message::KPI_THANKED,
        Kpi::PeopleHelped => message::KPI_PEOPLE_HELPED,
        Kpi::Champions => message::KPI_CHAMPIONS,
        Kpi::UnitsWithChampion => message::KPI_UNITS_WITH_CHAMPION,
        Kpi::RepliesAcrossUnits => message::KPI_REPLIES_ACROSS_UNITS,
        Kpi::Retained { .. } => {
            let months = [("months", number(all, "months", at)?.into())];
            return Some(words.tell(message::KPI_RETAINED, &months));
        }
        Kpi::QuestionsPerMonth => message::KPI_QUESTIONS_PER_MONTH,
    };
    Some(words.say(plain))
}

fn summary(rows: &[Row<'_>], words: &Words) -> String {
    let standing = |light: Light| rows.iter().filter(|row| !row.hidden && row.light == Some(light)).count();
    let judged = [Light::Green, Light::Amber, Light::Red].map(standing);
    words.tell(
        message::GOALS_FINDING,
        &[
            ("n", rows.len().into()),
            ("green", judged[0].into()),
            ("amber", judged[1].into()),
            ("red", judged[2].into()),
            ("none", (rows.len() - judged.iter().sum::<usize>()).into()),
        ],
    )
}

/// A bar of its probability for each goal that is judged.
fn drawn(rows: &[Row<'_>], words: &Words) -> Option<(Markup, String)> {
    let drawn: Vec<Bar> = rows
        .iter()
        .filter(|row| row.p.is_some())
        .map(|row| Bar {
            name: row.name.clone(),
            value: row.p,
            interval: None,
            text: row.standing(),
            colour: 1,
        })
        .collect();
    if drawn.is_empty() {
        return None;
    }
    let title = words.say(message::GOALS_CHART);
    let alternative = Alternative {
        id: "goals-chart".into(),
        title: title.clone(),
        description: words.tell(message::GOALS_CHART_DESCRIPTION, &[("n", drawn.len().into())]),
    };
    Some((bars(&drawn, 1.0, &alternative, |p| words.locale.percent(p)), title))
}

/// The goals as a table: numbers of several kinds in one column, each with its unit.
fn listed(rows: &[Row<'_>], words: &Words) -> Rows {
    let heads = [
        (message::COLUMN_GOAL, false),
        (message::COLUMN_TARGET, false),
        (message::COLUMN_BY, false),
        (message::COLUMN_NOW, false),
        (message::COLUMN_PROBABILITY, false),
        (message::COLUMN_LIGHT, false),
    ];
    let sorted = |text: Option<String>, by: Option<f64>| match (text, by) {
        (Some(text), Some(by)) => Cell::sorted(text, by),
        (text, _) => Cell::text(text.unwrap_or_else(|| "–".into())),
    };
    let sign = |direction: Direction| if direction == Direction::AtLeast { "≥" } else { "≤" };
    let cells = |row: &Row<'_>| {
        let target = row.target.map(|target| format!("{} {}", sign(row.direction), row.amount(target)));
        let now = row.value.map(|value| match row.ends {
            Some((low, high)) => format!("{} ({}–{})", row.amount(value), row.bare(low), row.bare(high)),
            None => row.amount(value),
        });
        vec![
            Cell::text(row.name.clone()),
            sorted(target, row.target),
            sorted(row.deadline.map(|day| words.locale.date(day)), row.deadline.map(|day| f64::from(day.0))),
            sorted(now, row.value),
            sorted(row.p.map(|p| row.chance(p)), row.p),
            Cell::text(row.standing()),
        ]
    };
    plain(&heads, rows.iter().map(cells).collect(), 0, words)
}
