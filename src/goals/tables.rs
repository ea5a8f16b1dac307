//! Goals as tables.

use super::{GoalState, Goals, Kpi, Scale};
use crate::stats::Interval;
use crate::table::{Role, Table};

/// A number of an indicator in words: `78%`, `3.5 hours`, `14`.
pub(crate) fn amount(value: f64, scale: Scale) -> String {
    match scale {
        Scale::Share => {
            let digits = usize::from(value > 0.0 && value < 0.0995);
            format!("{:.digits$}%", 100.0 * value)
        }
        Scale::Hours => format!("{value:.1} hours"),
        Scale::Number if value < 9.95 && value.fract() != 0.0 => format!("{value:.1}"),
        Scale::Number => format!("{value:.0}"),
    }
}

impl Goals {
    /// The table `goals`: one row a goal, in their order.
    ///
    /// A policy hides the numbers of a goal about fewer people than its smallest group; what the goal is stays, for it was
    /// given.
    pub fn tables(&self) -> Vec<Table> {
        let rows = &self.goals;
        let text = |of: fn(&GoalState) -> String| rows.iter().map(move |row| Some(of(row)));
        let end = |of: fn(Interval) -> f64| rows.iter().map(move |row| row.interval.map(of));
        let table = Table::new("goals", "Goals", self.provenance.clone())
            .rows_apart()
            .text("goal", Role::Category, "", "what the goal is called", text(|r| r.goal.title()))
            .text("kpi", Role::Category, "", "name of the indicator", text(|r| r.goal.kpi.name().into()))
            .text("indicator", Role::Category, "", "what the indicator is", text(|r| r.goal.kpi.title()))
            .text(
                "unit",
                Role::Category,
                "",
                "unit that it is about, as the goal names it; missing for all",
                rows.iter().map(|row| row.goal.unit.clone()),
            )
            .text(
                "scale",
                Role::Category,
                "",
                "what value and target are: share, hours, number",
                text(|r| r.goal.kpi.scale().name().into()),
            )
            .text(
                "clock",
                Role::Category,
                "",
                "how hours are counted; missing where none are",
                rows.iter().map(|row| match row.goal.kpi {
                    Kpi::AnsweredWithin { clock, .. } | Kpi::MedianHours { clock } => {
                        Some(clock.name().into())
                    }
                    _ => None,
                }),
            )
            .text(
                "direction",
                Role::Category,
                "",
                "at least or at most the target",
                text(|r| r.goal.direction.name().into()),
            )
            .text(
                "target_text",
                Role::Category,
                "",
                "the target in words",
                text(|r| amount(r.goal.target, r.goal.kpi.scale())),
            )
            .day(
                "deadline",
                "last day on which it may be met; missing for as of now",
                rows.iter().map(|row| row.goal.deadline),
            )
            .time("from", "first instant that counts", rows.iter().map(|row| Some(row.window.0)))
            .time("to", "first instant after", rows.iter().map(|row| Some(row.window.1)))
            .text("of", Role::Category, "", "what the value is out of", text(|r| r.goal.kpi.of().into()))
            .int(
                "people",
                Role::Denominator,
                "people",
                "people behind the value: those it is out of, who asked the questions, or who wrote the replies",
                rows.iter().map(|row| Some(row.people as i64)),
            )
            .int("n", Role::Count, "", "how many it is out of", rows.iter().map(|row| Some(row.n as i64)))
            .float(
                "hours",
                Role::Measure,
                "hours",
                "hours within which an answer counts; missing where none do",
                rows.iter().map(|row| match row.goal.kpi {
                    Kpi::AnsweredWithin { hours, .. } => Some(hours),
                    _ => None,
                }),
            )
            .int(
                "months",
                Role::Measure,
                "months",
                "months after which newcomers are looked for; missing where they are not",
                rows.iter().map(|row| match row.goal.kpi {
                    Kpi::Retained { months } => Some(i64::from(months)),
                    _ => None,
                }),
            )
            .float(
                "effective_n",
                Role::Measure,
                "",
                "as many independent ones tell as much; missing for numbers that are no shares",
                rows.iter().map(|row| row.effective_n),
            )
            .float(
                "target",
                Role::Measure,
                "",
                "the target",
                rows.iter().map(|row| Some(row.goal.target)),
            )
            .float(
                "value",
                Role::Measure,
                "",
                "the indicator now; missing with too little data, and for a median that is not reached",
                rows.iter().map(|row| row.value),
            )
            .float("low", Role::Low, "", "lower end of the interval", end(|ends| ends.low))
            .float("high", Role::High, "", "upper end of the interval", end(|ends| ends.high))
            .float(
                "p_now",
                Role::Share,
                "",
                "probability that the target is met, by what was seen",
                rows.iter().map(|row| row.p_now),
            )
            .float(
                "p_deadline",
                Role::Share,
                "",
                "probability that it is met at the deadline; missing where nothing is led on",
                rows.iter().map(|row| row.p_deadline),
            )
            .float(
                "p_met",
                Role::Share,
                "",
                "the probability behind the light",
                rows.iter().map(GoalState::p_met),
            )
            .int(
                "weeks_used",
                Role::Count,
                "weeks",
                "last weeks that were led on; 0 where none were",
                rows.iter().map(|row| Some(i64::from(row.weeks_used))),
            )
            .text("outlook", Role::Category, "", "what the light is about", text(|r| r.outlook.name().into()))
            .text("light", Role::Category, "", "green, amber, red or not enough data", text(|r| r.light.name().into()))
            .text(
                "notes",
                Role::Category,
                "",
                "what should be known of this number",
                rows.iter().map(|row| Some(row.notes.join("; ")).filter(|notes| !notes.is_empty())),
            );
        vec![self.with_counted_units(table)]
    }

    /// Whether every unit has somebody tells it of each.
    fn with_counted_units(&self, table: Table) -> Table {
        let counted = self.goals.iter().enumerate().filter(|(_, row)| !row.champions_and_people.is_empty());
        counted
            .fold(table, |table, (at, row)| table.with_counted_units_in(at, row.champions_and_people.clone()))
    }

    /// The goals for a text: numbers in words, each with its unit.
    pub(crate) fn text_table(&self) -> Table {
        let rows = &self.goals;
        let text = |of: fn(&GoalState) -> Option<String>| rows.iter().map(of);
        let table = Table::new("goals_text", "Goals", self.provenance.clone())
            .rows_apart()
            .text("goal", Role::Category, "", "what the goal is called", text(|r| Some(r.goal.title())))
            .text(
                "target",
                Role::Category,
                "",
                "what should be reached",
                text(|r| {
                    Some(format!("{} {}", r.goal.direction.name(), amount(r.goal.target, r.goal.kpi.scale())))
                }),
            )
            .day("by", "last day on which it may be met", rows.iter().map(|row| row.goal.deadline))
            .int(
                "people",
                Role::Denominator,
                "people",
                "people behind the value",
                rows.iter().map(|row| Some(row.people as i64)),
            )
            .text(
                "now",
                Role::Category,
                "",
                "the indicator now, with its interval",
                text(|r| {
                    let scale = r.goal.kpi.scale();
                    let value = amount(r.value?, scale);
                    Some(match r.interval {
                        Some(ends) => {
                            let number = |x: f64| amount(x, scale).trim_end_matches(" hours").to_string();
                            format!("{value} ({} to {})", number(ends.low), number(ends.high))
                        }
                        None => value,
                    })
                }),
            )
            .float("p_met", Role::Share, "", "probability that it is met", rows.iter().map(GoalState::p_met))
            .text("light", Role::Category, "", "how the goal stands", text(|r| Some(r.light.name().into())));
        self.with_counted_units(table)
    }
}
