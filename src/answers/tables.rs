//! The answers as tables.

use super::{AnswererPoint, Answers, Difference, Part, Point, Share, ShareKind, Speed};
use crate::activity::{Estimate, HIGH, LOW, with_ends};
use crate::stats::SurvivalQuantile;
use crate::table::{Provenance, Role, Table};

const ASKERS: &str = "people who asked them";

impl Answers {
    /// The tables: `answers` (shares and numbers), `answers_speed` (answered within some hours), `answers_median`,
    /// `answers_curve` (share still waiting), `answers_answerers` (who answers first), `answers_by_unit`,
    /// `answers_unit_curves`, `answers_by_group`, `answers_by_language`, `answers_over_time`, `answers_tests`. None has a row
    /// about a person.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.share_table(),
            self.speed_table(),
            self.median_table(),
            self.curve_table(),
            self.answerer_table(),
            self.unit_table(),
            self.unit_curve_table(),
            self.group_table(),
            self.language_table(),
            self.period_table(),
            self.test_table(),
        ]
    }

    fn few(&self, n: u64) -> Option<String> {
        (n < self.options.min_questions)
            .then(|| format!("too few: {n} of at least {}", self.options.min_questions))
    }

    fn share_table(&self) -> Table {
        let rows = &self.shares;
        let few = |row: &Share| row.of.filter(|_| row.share.is_none()).and_then(|of| self.few(of));
        let shares: Vec<_> = rows.iter().map(|row| row.share).collect();
        // Helped and helpers are people; of the other rows none is the rest of another but those who answered first, who go by
        // the same people.
        let people =
            rows.iter().map(|row| matches!(row.kind, ShareKind::Helped | ShareKind::Helpers)).collect();
        let table = Table::new("answers", "Are questions answered, and by whom?", self.provenance.clone())
            .rows_apart()
            .with_people_in("part", "people", people)
            .text("measure", Role::Category, "", "what of: questions answered, by a colleague at all; answered questions whose first answer is a colleague's, the community manager's (or a communications account's), an outsider's; first answers of colleagues from another unit; answered questions with an answer that was accepted or thanked; people who asked and were answered; colleagues who answered", rows.iter().map(|row| Some(row.kind.name().into())))
            .int("people", Role::Denominator, "people", "people it is about: who asked the questions; for those who answered, all colleagues who were there", rows.iter().map(|row| Some(row.people as i64)))
            .int("of", Role::Count, "", "questions, answers or people", rows.iter().map(|row| row.of.map(|of| of as i64)))
            .int("part", Role::Count, "", "those of whom it holds", rows.iter().map(|row| Some(row.part as i64)));
        with_ends(table, "share", Role::Share, "", "part / of, with Wilson's interval", &shares).text(
            "reason",
            Role::Reason,
            "",
            "why there is no share",
            rows.iter().map(few),
        )
    }

    fn speed_table(&self) -> Table {
        let rows: Vec<(&Speed, usize)> =
            self.speed.iter().flat_map(|speed| (0..speed.within.len()).map(move |at| (speed, at))).collect();
        let hours = |row: &(&Speed, usize)| row.0.clock.horizons()[row.1];
        let within: Vec<_> = rows.iter().map(|row| row.0.within[row.1]).collect();
        let speeds: Vec<&Speed> = rows.iter().map(|row| row.0).collect();
        let table =
            waits("answers_speed", "How soon are questions answered?", self.provenance.clone(), &speeds)
                .text(
                    "within",
                    Role::Category,
                    "",
                    "how soon",
                    rows.iter().map(|row| Some(row.0.clock.horizon_name(hours(row)))),
                )
                .float(
                    "hours",
                    Role::Category,
                    "hours",
                    "the same in hours of the clock",
                    rows.iter().map(|row| Some(hours(row))),
                )
                .int(
                    "askers",
                    Role::Denominator,
                    "people",
                    ASKERS,
                    speeds.iter().map(|s| Some(s.askers as i64)),
                )
                .int(
                    "questions",
                    Role::Count,
                    "questions",
                    "questions, those without an answer included",
                    speeds.iter().map(|s| Some(s.questions as i64)),
                );
        with_ends(table, "share", Role::Share, "", "share by then: one minus the Kaplan-Meier curve, with its log-log interval; none where no question was followed so long", &within)
            .text("reason", Role::Reason, "", "why there is no share", rows.iter().map(|row| self.few(row.0.questions).filter(|_| row.0.within[row.1].is_none())))
    }

    fn median_table(&self) -> Table {
        let rows: Vec<&Speed> = self.speed.iter().collect();
        let reason = |speed: &&Speed| {
            let never = speed
                .median
                .time
                .is_none()
                .then(|| "less than half, as far as they could be followed".into());
            self.few(speed.questions).or(never)
        };
        let table = waits(
            "answers_median",
            "How long does half of the questions wait?",
            self.provenance.clone(),
            &rows,
        )
        .int("askers", Role::Denominator, "people", ASKERS, rows.iter().map(|s| Some(s.askers as i64)))
        .int(
            "questions",
            Role::Count,
            "questions",
            "questions, those without an answer included",
            rows.iter().map(|s| Some(s.questions as i64)),
        )
        .int(
            "events",
            Role::Count,
            "questions",
            "questions for which it happened in the window",
            rows.iter().map(|s| Some(s.events as i64)),
        );
        let medians: Vec<_> = rows.iter().map(|s| s.median).collect();
        with_median(
            table,
            "median",
            "hours until it had happened for half of the questions; none where it never has",
            &medians,
        )
        .float(
            "median_of_those",
            Role::Measure,
            "hours",
            "median of those for which it happened, as other products tell it: who still waits is left out",
            rows.iter().map(|s| s.median_of_those),
        )
        .text("reason", Role::Reason, "", "why there is no median", rows.iter().map(reason))
    }

    fn curve_table(&self) -> Table {
        let rows: Vec<(&Speed, &Point)> =
            self.speed.iter().flat_map(|speed| speed.curve.iter().map(move |point| (speed, point))).collect();
        let speeds: Vec<&Speed> = rows.iter().map(|row| row.0).collect();
        let table = waits("answers_curve", "Questions still waiting", self.provenance.clone(), &speeds);
        points(table, &rows.iter().map(|row| row.1).collect::<Vec<_>>())
    }

    fn answerer_table(&self) -> Table {
        let rows: Vec<_> = self
            .answerers
            .iter()
            .flat_map(|all| all.points.iter().map(move |point| (all.clock, point)))
            .collect();
        let mut table =
            Table::new("answers_answerers", "Who answers first, and when?", self.provenance.clone())
                .text("clock", Role::Category, "", CLOCK, rows.iter().map(|row| Some(row.0.name().into())))
                .float(
                    "hours",
                    Role::Category,
                    "hours",
                    "hours since the question",
                    rows.iter().map(|row| Some(row.1.hours)),
                )
                .int(
                    "people",
                    Role::Denominator,
                    "people",
                    WAITING,
                    rows.iter().map(|row| Some(row.1.people as i64)),
                );
        for (name, description, of) in [
            (
                "colleague",
                "share answered first by a colleague by then (Aalen-Johansen)",
                (|p| p.colleague) as fn(&AnswererPoint) -> Estimate,
            ),
            ("official", "by the community manager or a communications account", |p| p.official),
            ("outsider", "by a guest or an unknown account", |p| p.outsider),
            ("nobody", "by nobody yet; the four add up to one", |p| p.nobody),
        ] {
            let values: Vec<_> = rows.iter().map(|row| Some(of(row.1))).collect();
            table = with_ends(table, name, Role::Share, "", description, &values);
        }
        table
    }

    fn unit_table(&self) -> Table {
        let p = self.provenance.clone();
        let rows: Vec<&Part> = self.units.iter().collect();
        let table =
            Table::new("answers_by_unit", "Answers by unit of the asker", p).with_disjoint_units().text(
                "unit",
                Role::Unit,
                "",
                "unit of whoever asked, by name",
                rows.iter().map(|part| Some(part.name.clone())),
            );
        parts(table, &rows)
    }

    fn unit_curve_table(&self) -> Table {
        let told = |part: &Part| part.curve.iter().take_while(|point| point.people >= MIN_FOLLOWED).count();
        let mut hours: Vec<f64> =
            self.units.iter().flat_map(|part| &part.curve[..told(part)]).map(|point| point.hours).collect();
        hours.sort_by(f64::total_cmp);
        hours.dedup();
        if hours.is_empty() {
            hours.push(0.0);
        }
        let mut rows: Vec<(&Part, Point, u64)> = Vec::new();
        for part in &self.units {
            let told = &part.curve[..told(part)];
            // A unit is shown with all of its rows or with none, so that its last point must not hide the others.
            let fewest = told.iter().map(|point| point.people).min().unwrap_or(part.askers);
            // Every unit has a row for every hour: a small one that is missing would not be protected by its neighbours.
            rows.extend(hours.iter().map(|&hours| {
                let point = told.iter().find(|point| point.hours == hours).copied();
                (part, point.unwrap_or(Point { hours, people: part.askers, waiting: None }), fewest)
            }));
        }
        let title = "Questions still waiting, by unit of the asker";
        let table = Table::new("answers_unit_curves", title, self.provenance.clone())
            .with_disjoint_units()
            .text(
                "unit",
                Role::Unit,
                "",
                "unit of whoever asked, by name",
                rows.iter().map(|row| Some(row.0.name.clone())),
            )
            .float(
                "hours",
                Role::Category,
                "hours",
                "hours since the question",
                rows.iter().map(|row| Some(row.1.hours)),
            )
            .int(
                "askers",
                Role::Denominator,
                "people",
                "people of the unit who asked",
                rows.iter().map(|row| Some(row.0.askers as i64)),
            )
            .int(
                "fewest",
                Role::Denominator,
                "people",
                "fewest people whose questions were followed up to one of these hours without an answer",
                rows.iter().map(|row| Some(row.2 as i64)),
            );
        let waiting: Vec<_> = rows.iter().map(|row| row.1.waiting).collect();
        with_ends(
            table,
            "waiting",
            Role::Share,
            "",
            "share still waiting (Kaplan-Meier), with its log-log interval",
            &waiting,
        )
    }

    fn group_table(&self) -> Table {
        let rows: Vec<&Part> = self.groups.iter().collect();
        let id = |part: &&Part| Some(part.id.clone()).filter(|id| !id.is_empty());
        let table = Table::new("answers_by_group", "Answers by group", self.provenance.clone())
            .text(
                "group",
                Role::Group,
                "",
                "group of the platform, by name",
                rows.iter().map(|part| Some(part.name.clone())),
            )
            .text("group_id", Role::Group, "", "its native id; none for All Company", rows.iter().map(id));
        parts(table, &rows)
    }

    fn language_table(&self) -> Table {
        let rows: Vec<&Part> = self.languages.iter().collect();
        // A key as a group is one: languages add up to all, and small ones must not be had from the others.
        let table =
            Table::new("answers_by_language", "Answers by language of the question", self.provenance.clone())
                .text(
                    "language",
                    Role::Group,
                    "",
                    "code of the language",
                    rows.iter().map(|part| Some(part.name.clone())),
                );
        parts(table, &rows)
    }

    fn period_table(&self) -> Table {
        let title = format!("Answers by {} of asking", self.options.period.name());
        let rows: Vec<&Part> = self.periods.iter().map(|period| &period.part).collect();
        let table = Table::new("answers_over_time", title, self.provenance.clone())
            .day(
                "start",
                "first day of the period of asking",
                self.periods.iter().map(|period| Some(period.start)),
            )
            .flag(
                "whole",
                Role::Flag,
                "whether the window holds all of it",
                self.periods.iter().map(|period| Some(period.whole)),
            );
        parts(table, &rows)
    }

    fn test_table(&self) -> Table {
        let rows = &self.differences;
        let mut provenance = self.provenance.clone();
        if rows.is_empty() {
            provenance = provenance.warn(
                "not enough data to compare: no two units, groups, languages or halves have answers enough",
            );
        }
        let int =
            |f: fn(&Difference) -> u64| rows.iter().map(move |row| Some(f(row) as i64)).collect::<Vec<_>>();
        let float = |f: fn(&Difference) -> f64| rows.iter().map(move |row| Some(f(row))).collect::<Vec<_>>();
        Table::new("answers_tests", "Do they wait equally long for the first answer?", provenance)
            .text("between", Role::Category, "", "what is compared; the halves are the first and the second half of the questions in order of time", rows.iter().map(|row| Some(row.between.into())))
            .text("clock", Role::Category, "", CLOCK, rows.iter().map(|row| Some(row.clock.name().into())))
            .int("compared", Role::Count, "", "units, groups, ... compared each by itself", int(|row| row.comparison.units.into()))
            .int("others", Role::Count, "", "smaller ones, taken together or left out", int(|row| row.comparison.other_units.into()))
            .int("left_out", Role::Count, "questions", "questions of smaller ones left out", int(|row| row.comparison.left_out))
            .float("chi2", Role::Measure, "", "statistic of the log-rank test", float(|row| row.comparison.test.chi2))
            .int("df", Role::Count, "", "degrees of freedom", int(|row| row.comparison.test.df as u64))
            .float("p", Role::Measure, "", "probability of differences at least as large if there were none", float(|row| row.comparison.test.p))
            .float("q", Role::Measure, "", "the same, adjusted for all tests of this table", float(|row| row.q))
            .float("later_ratio", Role::Measure, "", "of the later half: first answers over those expected if both halves were answered equally soon; above 1 is sooner", rows.iter().map(|row| row.later_ratio))
    }
}

const CLOCK: &str = "all hours, or business hours of the asker";
const WAITING: &str = "people whose questions were followed for so long without an answer";

fn waits(name: &str, title: &str, provenance: Provenance, rows: &[&Speed]) -> Table {
    Table::new(name, title, provenance)
        .text(
            "until",
            Role::Category,
            "",
            "until the first answer; until the first that was accepted or thanked",
            rows.iter().map(|s| Some(s.until.name().into())),
        )
        .text("clock", Role::Category, "", CLOCK, rows.iter().map(|s| Some(s.clock.name().into())))
}

fn points(table: Table, rows: &[&Point]) -> Table {
    let table = table
        .float(
            "hours",
            Role::Category,
            "hours",
            "hours since the question",
            rows.iter().map(|point| Some(point.hours)),
        )
        .int(
            "people",
            Role::Denominator,
            "people",
            "people whose questions were followed for so long without it",
            rows.iter().map(|point| Some(point.people as i64)),
        );
    let waiting: Vec<_> = rows.iter().map(|point| point.waiting).collect();
    with_ends(
        table,
        "waiting",
        Role::Share,
        "",
        "share still waiting (Kaplan-Meier), with its log-log interval",
        &waiting,
    )
}

fn parts(table: Table, rows: &[&Part]) -> Table {
    let int = |f: fn(&Part) -> u64| rows.iter().map(move |part| Some(f(part) as i64)).collect::<Vec<_>>();
    let of = |f: fn(&Part) -> Option<Estimate>| rows.iter().map(|part| f(part)).collect::<Vec<_>>();
    let table = table
        .int("askers", Role::Denominator, "people", ASKERS, int(|part| part.askers))
        .int("questions", Role::Count, "questions", "questions", int(|part| part.questions))
        .int(
            "answered",
            Role::Count,
            "questions",
            "of these answered before the end of the window",
            int(|part| part.answered),
        );
    let table = with_ends(
        table,
        "share",
        Role::Share,
        "",
        "answered / questions, with Wilson's interval; those asked last had little time",
        &of(|part| part.share),
    );
    let table = with_ends(
        table,
        "day",
        Role::Share,
        "",
        "share answered within 24 hours (Kaplan-Meier)",
        &of(|part| part.day),
    );
    let table = with_ends(
        table,
        "week",
        Role::Share,
        "",
        "share answered within 7 days (Kaplan-Meier)",
        &of(|part| part.week),
    );
    let table = with_median(
        table,
        "median",
        "hours until half of the questions were answered; none where they never were",
        &rows.iter().map(|part| part.median).collect::<Vec<_>>(),
    );
    let table = with_ends(
        table,
        "business_day",
        Role::Share,
        "",
        "share answered within 8 business hours (Kaplan-Meier)",
        &of(|part| part.business_day),
    );
    with_median(
        table,
        "business_median",
        "business hours until half of the questions were answered",
        &rows.iter().map(|part| part.business_median).collect::<Vec<_>>(),
    )
    .with_largest("questions", rows.iter().map(|part| part.largest).collect())
    .with_largest("answered", rows.iter().map(|part| part.largest_answered).collect())
}

/// People that a point of a unit's curve is about at least.
const MIN_FOLLOWED: u64 = 5;

/// An upper end may be missing where there is a median, and a lower end be there where there is none: "at least".
fn with_median(table: Table, name: &str, description: &'static str, medians: &[SurvivalQuantile]) -> Table {
    table
        .float(name, Role::Measure, "hours", description, medians.iter().map(|median| median.time))
        .float(&format!("{name}_low"), Role::Low, "hours", LOW, medians.iter().map(|median| median.low))
        .float(&format!("{name}_high"), Role::High, "hours", HIGH, medians.iter().map(|median| median.high))
}

#[cfg(test)]
mod tests {
    use super::super::Clock;

    #[test]
    fn horizons_in_words() {
        let names = |clock: Clock| {
            clock.horizons().iter().map(|&hours| clock.horizon_name(hours)).collect::<Vec<_>>()
        };
        assert_eq!(names(Clock::Wall), ["1 hour", "4 hours", "24 hours", "7 days"]);
        assert_eq!(
            names(Clock::Business),
            [
                "1 business hour",
                "4 business hours",
                "8 business hours",
                "24 business hours",
                "40 business hours"
            ]
        );
        for clock in Clock::ALL {
            assert!(clock.horizons().iter().all(|hours| clock.grid().contains(hours)));
            assert!(clock.grid().windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
