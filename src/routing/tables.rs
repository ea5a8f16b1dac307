//! Routing as tables.
//!
//! Texts of messages stand in none of them, but for titles or the words that ask where asked for: columns of that kind, and ids of
//! messages, are texts of the input, which a policy drops beside people outside named mode. A table whose rows are single questions
//! is about single people, and withheld in aggregate mode.

use super::route::{Route, RouteAll};
use super::suggest::{NobodyFits, Suggestion};
use super::unanswered::{OpenQuestion, Unanswered};
use crate::table::{Role, Table};

const GROUP: &str = "name of the group";
const NUMBER: &str = "number of the question, by need; the same in all tables of open questions";

impl Unanswered {
    /// `unanswered`, a row a question, and `unanswered_by_group`.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.questions_table(), self.groups_table()]
    }

    fn questions_table(&self) -> Table {
        let rows = &self.questions;
        let chance =
            |of: fn(&super::AnswerChance) -> f64| rows.iter().map(move |q| q.chance.as_ref().map(of));
        let mut table = Table::new("unanswered", "Open questions", self.provenance.clone())
            .int("number", Role::Category, "", NUMBER, (1..=rows.len() as i64).map(Some))
            .text("question", Role::Text, "", "native id of the message that asks", rows.iter().map(|q| Some(q.id.clone())))
            .text("community", Role::Group, "", GROUP, rows.iter().map(|q| q.group.clone()))
            .time("asked", "when it was asked", rows.iter().map(|q| Some(q.asked)))
            .float("age_hours", Role::Measure, "hours", "how long it is open, nights and weekends included", rows.iter().map(|q| Some(q.age_hours)))
            .float("age_business_hours", Role::Measure, "hours", "business hours of the asker among them", rows.iter().map(|q| Some(q.age_business_hours)))
            .text("language", Role::Category, "", "code of the language; none where not clear", rows.iter().map(|q| q.language.map(str::to_owned)))
            .float("p_answered", Role::Share, "", "probability to be answered within the next 24 business hours, given that it is open; none where too few were ever open so long", chance(|c| c.value))
            .float("p_answered_low", Role::Low, "", "lower end of its interval", chance(|c| c.interval.low))
            .float("p_answered_high", Role::High, "", "upper end of its interval", chance(|c| c.interval.high))
            .int("at_risk", Role::Count, "questions", "past questions that were still open at this age", rows.iter().map(|q| q.chance.map(|c| c.at_risk as i64)))
            .flag("asker_is_new", Role::Flag, "whoever asks first wrote at most 30 days before; none where the period begins too late to tell", rows.iter().map(|q| q.asker_is_new))
            .float("need", Role::Measure, "", "probability to stay open, times what an answer is still worth (half after 7 days)", rows.iter().map(|q| Some(q.need)))
            .flag("to_route", Role::Flag, "somebody should be asked", rows.iter().map(|q| Some(q.to_route)))
            .list("similar", Role::Text, "native ids of answered questions like it", rows.iter().map(|q| q.similar.clone()));
        if self.options.show_text {
            let texts = rows.iter().map(|q| q.text.clone());
            table = table.text(
                "text",
                Role::MemberName,
                "",
                "title or the words that ask, for the community manager alone",
                texts,
            );
        }
        table.about(self.askers.min(1))
    }

    fn groups_table(&self) -> Table {
        let rows = &self.groups;
        let count = |of: fn(&super::OpenInGroup) -> u64| rows.iter().map(move |row| Some(of(row) as i64));
        Table::new("unanswered_by_group", "Open questions by group", self.provenance.clone())
            .text("community", Role::Group, "", GROUP, rows.iter().map(|row| row.group.clone()))
            .int("askers", Role::People, "people", "people who wait for an answer", count(|row| row.askers))
            .int("open", Role::Count, "questions", "open questions", count(|row| row.open))
            .int(
                "to_route",
                Role::Count,
                "questions",
                "those for which somebody should be asked",
                count(|row| row.to_route),
            )
            .int("of_new", Role::Count, "questions", "those of new people", count(|row| row.of_new))
    }
}

/// A person suggested for a question: number and id of it, and its group.
struct Row<'a> {
    number: Option<i64>,
    question: Option<&'a OpenQuestion>,
    person: &'a Suggestion,
}

fn people(mut table: Table, rows: &[Row<'_>]) -> Table {
    let of = |get: fn(&Suggestion) -> f64| rows.iter().map(move |row| Some(get(row.person)));
    if rows.iter().any(|row| row.question.is_some()) || table.name() == "route_all" {
        table = table
            .int("number", Role::Category, "", NUMBER, rows.iter().map(|row| row.number))
            .text(
                "question",
                Role::Text,
                "",
                "native id of the message that asks",
                rows.iter().map(|row| row.question.map(|q| q.id.clone())),
            )
            .text(
                "community",
                Role::Group,
                "",
                GROUP,
                rows.iter().map(|row| row.question.and_then(|q| q.group.clone())),
            );
    }
    table
        .int("place", Role::Category, "", "1 for whom to ask first", rows.iter().map(|row| Some(row.person.place.into())))
        .text("member", Role::Member, "", "native id", rows.iter().map(|row| Some(row.person.id.clone())))
        .text("name", Role::MemberName, "", "display name", rows.iter().map(|row| Some(row.person.name.clone()).filter(|name| !name.is_empty())))
        .text("unit", Role::Unit, "", "unit", rows.iter().map(|row| row.person.unit.clone()))
        .float("score", Role::Measure, "", "sum of weights times features: comparable among the people for one question", of(|s| s.candidate.score))
        .float("relevance", Role::Share, "", "share of the relevance of all candidates, from the answered questions most alike", of(|s| s.candidate.features.relevance))
        .int("answered_alike", Role::Count, "questions", "questions alike that the person answered", rows.iter().map(|row| Some(row.person.answered_alike.into())))
        .float("propensity", Role::Share, "", "probability to answer a question that falls into the person's groups", of(|s| s.candidate.features.propensity))
        .float("propensity_low", Role::Low, "", "lower end of its interval", rows.iter().map(|row| row.person.propensity.map(|i| i.low)))
        .float("propensity_high", Role::High, "", "upper end of its interval", rows.iter().map(|row| row.person.propensity.map(|i| i.high)))
        .float("availability", Role::Share, "", "probability to be there in the next business hours, from hours of the week and the last sign of life", of(|s| s.candidate.features.availability))
        .int("invitations_left", Role::Count, "invitations", "invitations of this week that are left", rows.iter().map(|row| Some(row.person.left_of_cap.into())))
        .flag("same_language", Role::Flag, "has written in the language of the question", rows.iter().map(|row| Some(row.person.candidate.features.same_language)))
        .flag("other_unit", Role::Flag, "of another unit than the asker", rows.iter().map(|row| Some(row.person.candidate.features.other_unit)))
        .time("last_active", "last sign of life", rows.iter().map(|row| Some(row.person.last_active)))
        .flag("explored", Role::Flag, "drawn by lot from those further down", rows.iter().map(|row| Some(row.person.explored)))
        .list("about", Role::Text, "words of the question that the answered ones have, and in how many", rows.iter().map(|row| row.person.about.iter().map(|(word, n)| format!("{word} ({n})")).collect()))
        .list("reasons", Role::Reason, "why", rows.iter().map(|row| row.person.reasons.clone()))
}

impl Route {
    /// `route`, a row a person, `route_summary` and `route_similar`, the answered questions most alike.
    pub fn tables(&self) -> Vec<Table> {
        let rows: Vec<Row> = self
            .suggestions
            .people
            .iter()
            .map(|person| Row { number: None, question: None, person })
            .collect();
        let route = people(Table::new("route", "Whom to ask", self.provenance.clone()), &rows);
        let nobody = self.suggestions.nobody.map(|why| why.describe().to_owned());
        let summary = Table::new("route_summary", "Whom to ask: in short", self.provenance.clone())
            .text(
                "language",
                Role::Category,
                "",
                "code of the language of the question; none where not clear",
                [self.language.map(str::to_owned)],
            )
            .int(
                "candidates",
                Role::People,
                "people",
                "people who could be asked",
                [Some(self.suggestions.candidates as i64)],
            )
            .int(
                "fitting",
                Role::Count,
                "people",
                "people who answered, or replied to, questions enough alike",
                [Some(self.suggestions.fitting as i64)],
            )
            .int(
                "indexed",
                Role::Count,
                "questions",
                "answered questions in the index",
                [Some(self.indexed as i64)],
            )
            .int(
                "similar",
                Role::Count,
                "questions",
                "answered questions that are most alike, at most three",
                [Some(self.similar.len() as i64)],
            )
            .text("nobody_fits", Role::Reason, "", "why nobody fits, where that is so", [nobody]);
        let similar = Table::new("route_similar", "Answered questions like it", self.provenance.clone())
            .text(
                "question",
                Role::Text,
                "",
                "native id of the message that asks",
                self.similar.iter().map(|(id, _)| Some(id.clone())),
            )
            .float(
                "words",
                Role::Share,
                "",
                "share of the words of the question, by weight, that its thread has",
                self.similar.iter().map(|&(_, share)| Some(share)),
            )
            .about(u64::from(!self.similar.is_empty()));
        vec![route, summary.about(1), similar]
    }
}

impl RouteAll {
    /// `route_all`, a row a question and person, `route_all_unfilled`, the questions that lack somebody, and the tables of
    /// [`Unanswered::tables`].
    pub fn tables(&self) -> Vec<Table> {
        let questions = &self.unanswered.questions;
        let rows: Vec<Row> = self
            .assignments
            .iter()
            .flat_map(|assignment| {
                let (number, question) = (assignment.question as i64 + 1, &questions[assignment.question]);
                let row = move |person| Row { number: Some(number), question: Some(question), person };
                assignment.people.iter().map(row)
            })
            .collect();
        let all = people(Table::new("route_all", "Whom to ask what", self.provenance.clone()), &rows);
        let needed = self.unanswered.options.route.needed as usize;
        let unfilled: Vec<_> = self.assignments.iter().filter(|a| a.people.len() < needed).collect();
        let why = |nobody: Option<NobodyFits>, fitting: u64| match nobody {
            Some(why) => why.describe().to_owned(),
            None if fitting < needed as u64 => "fewer people fit".to_owned(),
            None => "those who fit are asked as often as they should be".to_owned(),
        };
        let lacking =
            Table::new("route_all_unfilled", "Questions that lack somebody", self.provenance.clone())
                .int(
                    "number",
                    Role::Category,
                    "",
                    NUMBER,
                    unfilled.iter().map(|a| Some(a.question as i64 + 1)),
                )
                .text(
                    "question",
                    Role::Text,
                    "",
                    "native id of the message that asks",
                    unfilled.iter().map(|a| Some(questions[a.question].id.clone())),
                )
                .text(
                    "community",
                    Role::Group,
                    "",
                    GROUP,
                    unfilled.iter().map(|a| questions[a.question].group.clone()),
                )
                .int(
                    "asked",
                    Role::Count,
                    "people",
                    "people to ask",
                    unfilled.iter().map(|a| Some(a.people.len() as i64)),
                )
                .int(
                    "needed",
                    Role::Count,
                    "people",
                    "people who should be asked",
                    unfilled.iter().map(|_| Some(needed as i64)),
                )
                .int(
                    "fitting",
                    Role::Count,
                    "people",
                    "people who fit",
                    unfilled.iter().map(|a| Some(a.fitting as i64)),
                )
                .text(
                    "why",
                    Role::Reason,
                    "",
                    "why it lacks somebody",
                    unfilled.iter().map(|a| Some(why(a.nobody, a.fitting))),
                )
                .about(u64::from(!unfilled.is_empty()));
        let mut tables = vec![all, lacking];
        tables.extend(self.unanswered.tables());
        tables
    }
}
