//! The questions heard as tables.

use super::heard::{HeardKind, HeardPart, HeardQuestions, HeardShare};
use crate::View;
use crate::activity::{QUESTION_FLAG_WARNING, counted, with_ends};
use crate::table::{EvidenceLevel, Provenance, Role, Table};

/// Threads that some tables do not have.
pub(super) struct LeftOut {
    pub(super) unit: u64,
    pub(super) group: u64,
    pub(super) language: u64,
    pub(super) others: u64,
}

pub(super) fn provenance(view: &View<'_>, found: &HeardQuestions, left_out: &LeftOut) -> Provenance {
    let options = &found.options;
    let mut p = Provenance::new(
        "messages of colleagues that ask something: by a question mark outside links and code, by the mark of the platform, or by their words",
    )
    .method("counts, shares with Wilson intervals")
    .parameter("period", options.period.name())
    .parameter("min_threads", options.min_threads)
    .unit_level(view, options.unit_level)
    .parameter("interval_level", options.interval_level)
    .view(view)
    .observations("threads started by colleagues", found.threads)
    .denominator("people who started them", found.people)
    .interval(options.interval_level)
    .exclude("announcements, polls, praise, and threads started by the community manager, communications, guests and unknown accounts", left_out.others)
    .exclude("threads whose starter has no known unit: in no number by unit", left_out.unit)
    .exclude("threads of private conversations: in no number by group", left_out.group)
    .exclude("threads whose language is not clear: in no number by language", left_out.language)
    .warn(QUESTION_FLAG_WARNING);
    if found.threads < options.min_threads {
        p = p.warn(format!(
            "not enough data: {}, at least {} are needed",
            counted(found.threads, "thread", "threads"),
            options.min_threads
        ));
    }
    p.evidence = EvidenceLevel::Description;
    p
}

impl HeardQuestions {
    /// The tables: `questions` (numbers and shares), `questions_by_unit`, `questions_by_group`, `questions_by_language`,
    /// `questions_over_time`, `questions_unheard`. None has a row about a person or a text.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.share_table(),
            self.unit_table(),
            self.group_table(),
            self.language_table(),
            self.period_table(),
            self.unheard_table(),
        ]
    }

    fn share_table(&self) -> Table {
        let rows = &self.shares;
        let int =
            |f: fn(&HeardShare) -> u64| rows.iter().map(move |row| Some(f(row) as i64)).collect::<Vec<_>>();
        let few = |row: &HeardShare| {
            let least = self.options.min_threads.max(1);
            row.share.is_none().then(|| format!("too few: {} of at least {least}", row.of))
        };
        // Replies that ask are the questions that start no thread.
        let at = |kind: HeardKind| rows.iter().position(|row| row.kind == kind).unwrap_or(rows.len());
        let table = Table::new("questions", "What was asked?", self.provenance.clone())
            .rows_apart()
            .rows_together([at(HeardKind::Replies), at(HeardKind::Starts)])
            .text("measure", Role::Category, "", "what of: threads of colleagues that start with a question; such questions with a question mark, and heard by their words; replies of colleagues that ask; questions anywhere that start a thread", rows.iter().map(|row| Some(row.kind.name().into())))
            .int("people", Role::Denominator, "people", "people who wrote these", int(|row| row.people))
            .int("of", Role::Count, "messages", "threads, questions or replies", int(|row| row.of))
            .int("part", Role::Count, "messages", "those of which it holds", int(|row| row.part));
        let shares: Vec<_> = rows.iter().map(|row| row.share).collect();
        with_ends(table, "share", Role::Share, "", "part / of, with Wilson's interval", &shares).text(
            "reason",
            Role::Reason,
            "",
            "why there is no share",
            rows.iter().map(few),
        )
    }

    fn unit_table(&self) -> Table {
        let rows: Vec<&HeardPart> = self.units.iter().collect();
        let table = Table::new("questions_by_unit", "Questions by unit", self.provenance.clone())
            .with_disjoint_units()
            .text(
                "unit",
                Role::Unit,
                "",
                "unit of whoever started the thread, by name",
                rows.iter().map(|part| Some(part.name.clone())),
            );
        parts(table, &rows)
    }

    fn group_table(&self) -> Table {
        let rows: Vec<&HeardPart> = self.groups.iter().collect();
        let id = |part: &&HeardPart| Some(part.id.clone()).filter(|id| !id.is_empty());
        let name = rows.iter().map(|part| Some(part.name.clone()));
        let table = Table::new("questions_by_group", "Questions by group", self.provenance.clone())
            .text("group", Role::Group, "", "group of the platform, by name", name)
            .text("group_id", Role::Group, "", "its native id; none for All Company", rows.iter().map(id));
        parts(table, &rows)
    }

    fn language_table(&self) -> Table {
        let rows: Vec<&HeardPart> = self.languages.iter().collect();
        // A key as a group is one: languages add up to all, and small ones must not be had from the others.
        let table = Table::new("questions_by_language", "Questions by language", self.provenance.clone())
            .text(
                "language",
                Role::Group,
                "",
                "code of the language of the first message",
                rows.iter().map(|part| Some(part.name.clone())),
            );
        parts(table, &rows)
    }

    fn period_table(&self) -> Table {
        let title = format!("Questions by {}", self.options.period.name());
        let rows: Vec<&HeardPart> = self.periods.iter().map(|period| &period.part).collect();
        let start = self.periods.iter().map(|period| Some(period.start));
        let whole = self.periods.iter().map(|period| Some(period.whole));
        let table = Table::new("questions_over_time", title, self.provenance.clone())
            .day("start", "first day of the period", start)
            .flag("whole", Role::Flag, "whether the window holds all of it", whole);
        parts(table, &rows)
    }

    fn unheard_table(&self) -> Table {
        let rows = &self.unheard;
        let mut provenance = self.provenance.clone();
        provenance.method = "questions heard by their words, n, and the recall r of the rules: about n (1 - r) / r more are missed, with the ends of Wilson's interval of r".into();
        let provenance = provenance
            .assume("the rules hear as many of the questions of this community as of those that they were measured on: edited sentences of Universal Dependencies whose question marks were taken away; short and informal messages may be heard less")
            .warn("fragments and questions in the form of a statement are not heard by their words in any language");
        let table = Table::new("questions_unheard", "Questions that were probably not heard", provenance)
            .text(
                "language",
                Role::Group,
                "",
                "code of the language",
                rows.iter().map(|row| Some(row.measured.language.code().into())),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who started threads in it",
                rows.iter().map(|row| Some(row.people as i64)),
            )
            .int(
                "marked",
                Role::Count,
                "questions",
                "questions that start a thread, with a question mark or the mark of the platform",
                rows.iter().map(|row| Some(row.marked as i64)),
            )
            .int(
                "by_words",
                Role::Count,
                "questions",
                "those heard by their words",
                rows.iter().map(|row| Some(row.by_words as i64)),
            )
            .float(
                "recall",
                Role::Measure,
                "",
                "measured share of questions without a mark that the rules hear",
                rows.iter().map(|row| Some(row.measured.recall)),
            )
            .int(
                "measured_on",
                Role::Count,
                "sentences",
                "questions that it was measured on",
                rows.iter().map(|row| Some(row.measured.sentences as i64)),
            )
            .float(
                "false_positives",
                Role::Measure,
                "",
                "measured share of other sentences taken for questions",
                rows.iter().map(|row| Some(row.measured.false_positives)),
            );
        let missed: Vec<_> = rows.iter().map(|row| row.missed).collect();
        with_ends(
            table,
            "missed",
            Role::Measure,
            "questions",
            "questions probably missed; none where nothing was heard by its words",
            &missed,
        )
    }
}

fn parts(table: Table, rows: &[&HeardPart]) -> Table {
    let int =
        |f: fn(&HeardPart) -> u64| rows.iter().map(move |part| Some(f(part) as i64)).collect::<Vec<_>>();
    let table = table
        .int("people", Role::Denominator, "people", "people who started the threads", int(|part| part.people))
        .int("threads", Role::Count, "threads", "threads started by colleagues", int(|part| part.threads))
        .int(
            "questions",
            Role::Count,
            "questions",
            "those that start with a question",
            int(|part| part.questions),
        )
        .int("askers", Role::People, "people", "people who asked them", int(|part| part.askers))
        .int(
            "marked",
            Role::Count,
            "questions",
            "with a question mark, or the mark of the platform",
            int(|part| part.marked),
        )
        .int("by_words", Role::Count, "questions", "heard by their words", int(|part| part.by_words));
    with_ends(
        table,
        "share",
        Role::Share,
        "",
        "questions / threads, with Wilson's interval",
        &rows.iter().map(|part| part.share).collect::<Vec<_>>(),
    )
    .with_largest("threads", rows.iter().map(|part| part.largest_threads).collect())
    .with_largest("questions", rows.iter().map(|part| part.largest_questions).collect())
}
