//! Dependence as tables.

use super::Subject;
use super::result::{
    Absences, AnswererConcentration, ConcentrationEstimates, Dependence, Estimate, Share, Span, WeekOfAnswers,
};
use crate::activity::{HIGH, LOW, with_ends};
use crate::table::{Role, Table};

impl Dependence {
    /// The tables: `dependence` (shares), `dependence_concentration` (how few people the answers rest on),
    /// `dependence_weeks`, `dependence_alarms` and, where a community manager is named, `dependence_absences`. None has a row
    /// about a person; in aggregate mode all are withheld where nobody is named, for they are then about one colleague, and
    /// absences of fewer people than the smallest group.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables =
            vec![self.share_table(), self.concentration_table(), self.week_table(), self.alarm_table()];
        if self.subject == Subject::BusiestAnswerer {
            tables = tables.into_iter().map(|table| table.about(1)).collect();
        }
        tables.extend(self.absences.as_ref().map(|absences| self.absence_table(absences)));
        tables
    }

    fn share_table(&self) -> Table {
        let rows = &self.shares;
        let int = |f: fn(&Share) -> u64| rows.iter().map(move |row| Some(f(row) as i64)).collect::<Vec<_>>();
        let few = |row: &Share| {
            let least = self.options.min_questions.max(1);
            row.share.is_none().then(|| format!("too few: {} of at least {least}", row.of))
        };
        let subject = if self.subject == Subject::Nobody { "nobody" } else { self.subject.name() };
        let shares: Vec<_> = rows.iter().map(|row| row.share).collect();
        let table = Table::new("dependence", format!("What hangs on {subject}"), self.provenance.clone())
            .text("scope", Role::Category, "", "the whole window, or its last weeks", rows.iter().map(|r| Some(r.scope.name().into())))
            .text("measure", Role::Category, "", "what of: first answers to colleagues' questions; questions addressed to them; threads started; threads of two people or more", rows.iter().map(|r| Some(r.kind.name().into())))
            .int("people", Role::Denominator, "people", "people who asked, or who started the threads", int(|row| row.people))
            .int("of", Role::Count, "", "answered questions, questions or threads in all", int(|row| row.of))
            .int("part", Role::Count, "", "of these theirs", int(|row| row.part));
        with_ends(table, "share", Role::Share, "", "part / of, with Wilson's interval", &shares).text(
            "reason",
            Role::Reason,
            "",
            "why there is no share",
            rows.iter().map(few),
        )
    }

    fn concentration_table(&self) -> Table {
        let rows = &self.concentration;
        let among = |row: &AnswererConcentration| match row.with_subject {
            true => "everybody".to_string(),
            false => format!("without {}", self.subject.name()),
        };
        let int = |f: fn(&AnswererConcentration) -> u64| {
            rows.iter().map(move |row| Some(f(row) as i64)).collect::<Vec<_>>()
        };
        let of = |f: fn(&ConcentrationEstimates) -> Estimate| {
            rows.iter().map(|row| row.measures.as_ref().map(f)).collect::<Vec<_>>()
        };
        let table = Table::new(
            "dependence_concentration",
            "On how many people the answers rest",
            self.provenance.clone(),
        )
        .text(
            "scope",
            Role::Category,
            "",
            "the whole window, or its last weeks",
            rows.iter().map(|r| Some(r.scope.name().into())),
        )
        .text("among", Role::Category, "", "whose answers are counted", rows.iter().map(|r| Some(among(r))))
        .int("answerers", Role::Denominator, "people", "people who answered", int(|row| row.answerers))
        .int("questions", Role::Count, "questions", "questions they answered", int(|row| row.questions))
        .int(
            "answers",
            Role::Count,
            "answers",
            "pairs of a question and somebody who answered it",
            int(|row| row.answers),
        );
        let table = with_ends(
            table,
            "top_1_share",
            Role::Share,
            "",
            "share of the answers of who gives most; bootstrap interval over threads",
            &of(|m| m.top_1_share),
        );
        let table = with_ends(
            table,
            "top_5_share",
            Role::Share,
            "",
            "share of the five who give most",
            &of(|m| m.top_5_share),
        );
        let table = with_ends(
            table,
            "absence_factor",
            Role::Measure,
            "people",
            "fewest people who give half of the answers (contributor absence factor)",
            &of(|m| m.absence_factor),
        );
        let table = with_ends(
            table,
            "hhi",
            Role::Measure,
            "",
            "Herfindahl-Hirschman index: sum of the squared shares",
            &of(|m| m.hhi),
        );
        let table = with_ends(
            table,
            "effective_number",
            Role::Measure,
            "people",
            "1 / hhi: so many equal answerers would be as concentrated",
            &of(|m| m.effective_number),
        );
        let table = with_ends(
            table,
            "entropy_number",
            Role::Measure,
            "people",
            "the same by entropy",
            &of(|m| m.entropy_number),
        );
        with_ends(
            table,
            "gini",
            Role::Measure,
            "",
            "Gini coefficient among those who answered",
            &of(|m| m.gini),
        )
    }

    fn week_table(&self) -> Table {
        let weeks = &self.weeks;
        let int = |f: fn(&WeekOfAnswers) -> u64| {
            weeks.iter().map(move |week| Some(f(week) as i64)).collect::<Vec<_>>()
        };
        let table = Table::new("dependence_weeks", "Dependence week by week", self.provenance.clone())
            .day("week", "Monday of the week", weeks.iter().map(|week| Some(week.week)))
            .int(
                "askers",
                Role::Denominator,
                "people",
                "people who asked the questions of the week that were answered",
                int(|week| week.askers),
            )
            .int(
                "trailing_askers",
                Role::Denominator,
                "people",
                "people who asked those of the trailing window",
                int(|week| week.trailing_askers),
            )
            .int(
                "answered",
                Role::Count,
                "questions",
                "questions of colleagues asked in the week that were answered",
                int(|week| week.answered),
            )
            .int(
                "first",
                Role::Count,
                "questions",
                "of these answered first by them",
                int(|week| week.first),
            );
        let shares: Vec<_> = weeks.iter().map(|week| week.share).collect();
        let table =
            with_ends(table, "share", Role::Share, "", "first / answered, with Wilson's interval", &shares)
                .int(
                    "trailing_answered",
                    Role::Count,
                    "questions",
                    "answered questions of the weeks of the trailing window up to this one",
                    int(|week| week.trailing_answered),
                );
        let trailing: Vec<_> = weeks.iter().map(|week| week.trailing).collect();
        with_ends(
            table,
            "trailing_share",
            Role::Share,
            "",
            "share over the trailing window; none for too few questions",
            &trailing,
        )
        .float(
            "p_above",
            Role::Share,
            "",
            "probability that the running, discounted share is above the alarm's",
            weeks.iter().map(|week| Some(week.p_above)),
        )
        .int(
            "absence_factor",
            Role::Measure,
            "",
            "fewest people who gave half of the answers of the trailing window",
            weeks.iter().map(|week| week.absence_factor.map(|factor| factor as i64)),
        )
    }

    fn alarm_table(&self) -> Table {
        let alarms = &self.alarms;
        Table::new("dependence_alarms", "Alarms", self.provenance.clone())
            .day("from", "Monday of the first week", alarms.iter().map(|alarm| Some(alarm.from)))
            .day("to", "Monday of the last week", alarms.iter().map(|alarm| Some(alarm.to)))
            .text("kind", Role::Category, "", "share above: of first answers, above the alarm's for weeks; share rose: a change upward; few answerers: absence factor at or below the alarm's for weeks", alarms.iter().map(|alarm| Some(alarm.kind.name().into())))
            .flag("open", Role::Flag, "whether it holds in the last complete week", alarms.iter().map(|alarm| Some(alarm.open)))
            .int("askers", Role::Denominator, "people", "people who asked the answered questions behind it", alarms.iter().map(|alarm| Some(alarm.askers as i64)))
            .text("severity", Role::Category, "", "by loss: low, moderate, high", alarms.iter().map(|alarm| Some(alarm.severity.name().into())))
            .int("answered", Role::Count, "questions", "answered questions behind it: of the trailing window up to its last week, of a change of the weeks after it", alarms.iter().map(|alarm| Some(alarm.answered as i64)))
            .int("first", Role::Count, "questions", "of these answered first by them", alarms.iter().map(|alarm| Some(alarm.first as i64)))
            .float("value", Role::Measure, "", "share of first answers, or absence factor", alarms.iter().map(|alarm| Some(alarm.value)))
            .float("before", Role::Measure, "", "share before, of one that rose", alarms.iter().map(|alarm| alarm.before))
            .float("loss", Role::Measure, "", "most that the share answered within 7 days would lose without them: a bound, not a forecast", alarms.iter().map(|alarm| alarm.loss))
    }

    fn absence_table(&self, absences: &Absences) -> Table {
        // Without an absence there is nothing to compare.
        let sides = if absences.spans.is_empty() { 0 } else { 2 };
        let spans = &[&absences.inside, &absences.around][..sides];
        let first = |value: Option<Estimate>| [value, None][..sides].to_vec();
        let float = |f: fn(&Span) -> Option<f64>| spans.iter().map(move |span| f(span)).collect::<Vec<_>>();
        let n = absences.spans.len() as i64;
        let days: u32 = absences.working_days.iter().sum();
        let table = Table::new(
            "dependence_absences",
            format!("While {} was away", self.subject.name()),
            self.provenance.clone(),
        )
        .about(absences.people)
        .text(
            "when",
            Role::Category,
            "",
            "while away, or in as many weeks before and after",
            ["away", "around"][..sides].iter().map(|&when| Some(when.into())),
        )
        .int(
            "askers",
            Role::Denominator,
            "people",
            "people who asked",
            spans.iter().map(|span| Some(span.askers as i64)),
        )
        .int("absences", Role::Count, "", "absences found", [Some(n), None].into_iter().take(sides))
        .int(
            "working_days",
            Role::Count,
            "days",
            "working days of them in all",
            [Some(days.into()), None].into_iter().take(sides),
        )
        .float("weeks", Role::Measure, "weeks", "time looked at", spans.iter().map(|span| Some(span.weeks)))
        .int(
            "questions",
            Role::Count,
            "questions",
            "questions of colleagues asked in it",
            spans.iter().map(|span| Some(span.questions as i64)),
        );
        let table = with_ends(
            table,
            "answered_day",
            Role::Share,
            "",
            "share answered within 24 hours, of those old enough to tell",
            &spans.iter().map(|span| span.day).collect::<Vec<_>>(),
        );
        let table = with_ends(
            table,
            "answered_week",
            Role::Share,
            "",
            "share answered within 7 days, of those old enough to tell",
            &spans.iter().map(|span| span.week).collect::<Vec<_>>(),
        );
        let table = table
            .float(
                "median_hours",
                Role::Measure,
                "hours",
                "median time to the first answer",
                float(|span| span.median_hours),
            )
            .float("median_hours_low", Role::Low, "hours", LOW, float(|span| span.median_ends.0))
            .float("median_hours_high", Role::High, "hours", HIGH, float(|span| span.median_ends.1));
        let table = with_ends(
            table,
            "day_difference",
            Role::Measure,
            "",
            "answered_day away minus around (Newcombe)",
            &first(absences.day_difference),
        );
        let table = with_ends(
            table,
            "week_difference",
            Role::Measure,
            "",
            "answered_week away minus around (Newcombe)",
            &first(absences.week_difference),
        );
        with_ends(
            table,
            "asked_ratio",
            Role::Measure,
            "",
            "questions a week away over those around (exact)",
            &first(absences.asked_ratio),
        )
    }
}
