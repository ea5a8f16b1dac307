//! Stages as tables.

use super::{CommunityStage, Inputs, Level, Part, SeriesKind, Stage, Stages, Verdict};
use crate::table::{Role, Table};
use crate::time::Day;

const SCOPE: &str =
    "whole: everything together; group: one group; small groups: those with few people, together";
const NAME: &str =
    "name of the group; (whole) for everything together, (small groups) for those with few people";
const WHOLE_NAME: &str = "(whole)";
const SMALL_NAME: &str = "(small groups)";
const ID: &str = "native id of the group; none for the whole and for All Company";
const PEOPLE: &str = "people active in the weeks that the stage is judged by";
const LOW: &str = "lower end of the interval";
const HIGH: &str = "upper end of the interval";

/// What a row is about.
#[derive(Clone, Copy)]
struct Key<'a> {
    scope: &'static str,
    name: &'a str,
    id: &'a str,
}

impl<'a> Key<'a> {
    const SMALL: Key<'static> = Key { scope: "small groups", name: SMALL_NAME, id: "" };

    fn of(community: &'a CommunityStage) -> Key<'a> {
        match community.group {
            Some(_) => Key { scope: "group", name: &community.name, id: &community.id },
            None => Key { scope: "whole", name: WHOLE_NAME, id: "" },
        }
    }
}

/// A week of a community, or of the small groups together.
struct WeekRow<'a> {
    key: Key<'a>,
    start: Day,
    people: u64,
    /// `None` for the small groups: somebody may be active in several.
    active: Option<u32>,
    messages: u64,
    official: u64,
    /// Levels of active people and of messages.
    levels: [Option<f64>; 2],
}

/// The columns of a part of a whole.
struct PartColumns {
    name: &'static str,
    role: Role,
    of_role: Role,
    unit: &'static str,
    what: &'static str,
    of_what: &'static str,
    share: &'static str,
    get: fn(&Inputs) -> Option<Part>,
}

const PARTS: [PartColumns; 5] = [
    PartColumns {
        name: "member_driven",
        role: Role::Count,
        of_role: Role::Count,
        unit: "threads",
        what: "threads in which at least two members wrote in time",
        of_what: "threads that could be judged",
        share: "member_driven divided by member_driven_of",
        get: |inputs| Some(inputs.member_driven),
    },
    PartColumns {
        name: "officially_started",
        role: Role::Count,
        of_role: Role::Count,
        unit: "threads",
        what: "threads started by community managers or communications accounts",
        of_what: "threads that could be judged",
        share: "officially_started divided by officially_started_of",
        get: |inputs| Some(inputs.officially_started),
    },
    PartColumns {
        name: "newcomers",
        role: Role::People,
        of_role: Role::People,
        unit: "people",
        what: "active people never seen before in the export",
        of_what: "active people",
        share: "newcomers divided by newcomers_of",
        get: |inputs| inputs.newcomers,
    },
    // Who was there before are other people than those of the row, so the size of the row is theirs too.
    PartColumns {
        name: "gone",
        role: Role::People,
        of_role: Role::Denominator,
        unit: "people",
        what: "people active in the window before and not in this one",
        of_what: "people active in the window before",
        share: "gone divided by gone_of",
        get: |inputs| inputs.gone,
    },
    PartColumns {
        name: "first_threads_answered",
        role: Role::Count,
        of_role: Role::Count,
        unit: "threads",
        what: "first threads of people in which somebody else wrote in time",
        of_what: "first threads of people that could be judged",
        share: "first_threads_answered divided by first_threads_answered_of",
        get: |inputs| inputs.first_threads_answered,
    },
];

impl Stages {
    /// The tables:
    ///
    /// - `stage`: one row a community, the whole first: stage, probability of each, since when, why not;
    /// - `stage_inputs`: what that rests on, with intervals and counts;
    /// - `changes`: one row a change of the level of activity; where there are any, an empty one for the small groups,
    ///   which are not scanned;
    /// - `activity_weeks`: one row a community and week: active people, messages, levels between the changes; small
    ///   groups together, so that the weeks of a few people are not told and thousands of groups do not make millions
    ///   of rows.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.stage_table(), self.inputs_table(), self.changes_table(), self.weeks_table()]
    }

    fn table(&self, name: &str, title: &str, of: &[&CommunityStage]) -> Table {
        let keys: Vec<Key<'_>> = of.iter().map(|community| Key::of(community)).collect();
        self.keyed(name, title, &keys)
    }

    fn keyed(&self, name: &str, title: &str, keys: &[Key<'_>]) -> Table {
        let text = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
        Table::new(name, title, self.provenance.clone())
            .text("scope", Role::Category, "", SCOPE, keys.iter().map(|key| text(key.scope)))
            .text("community", Role::Group, "", NAME, keys.iter().map(|key| Some(key.name.into())))
            .text("community_id", Role::Group, "", ID, keys.iter().map(|key| text(key.id)))
    }

    fn stage_table(&self) -> Table {
        let of: Vec<&CommunityStage> = self.communities.iter().collect();
        let mut table = self
            .table("stage", "Stage of life", &of)
            .int(
                "people",
                Role::Denominator,
                "people",
                PEOPLE,
                of.iter().map(|c| Some(c.inputs.people as i64)),
            )
            .text(
                "stage",
                Role::Category,
                "",
                "the likeliest stage; unclear where none is likely enough",
                of.iter().map(|c| Some(c.verdict.name().into())),
            )
            .float(
                "probability",
                Role::Share,
                "",
                "probability of the likeliest stage",
                of.iter().map(|c| c.probabilities.map(|p| p.into_iter().fold(0.0, f64::max))),
            )
            .day(
                "since",
                "last week of the first window in that stage without a break",
                of.iter().map(|c| c.since),
            )
            .flag(
                "since_or_earlier",
                Role::Flag,
                "whether that is the first window there is",
                of.iter().map(|c| c.since.map(|_| c.since_or_earlier)),
            )
            .text(
                "rule",
                Role::Category,
                "",
                "what the rule says to the numbers as they are, however sure",
                of.iter().map(|c| c.rule.map(|stage| stage.name().into())),
            );
        for stage in Stage::ALL {
            table = table.float(
                &format!("p_{}", stage.name()),
                Role::Share,
                "",
                "probability of the stage: share of the bootstrap draws",
                of.iter().map(|c| c.probability(stage)),
            );
        }
        table.text(
            "reason",
            Role::Reason,
            "",
            "why there is no stage",
            of.iter().map(|c| match &c.verdict {
                Verdict::NotEnough(why) => Some(why.clone()),
                Verdict::Unclear => Some("no stage is likely enough".into()),
                Verdict::Stage(_) => None,
            }),
        )
    }

    fn inputs_table(&self) -> Table {
        let of: Vec<&CommunityStage> = self.communities.iter().collect();
        let growth = |f: fn(super::Measured) -> f64| {
            of.iter().map(move |c| c.inputs.growth.map(|g| 100.0 * f(g).exp_m1()))
        };
        let mut table = self
            .table("stage_inputs", "What the stage rests on", &of)
            .int(
                "people",
                Role::Denominator,
                "people",
                PEOPLE,
                of.iter().map(|c| Some(c.inputs.people as i64)),
            )
            .float(
                "growth",
                Role::Measure,
                "% a week",
                "100 (exp(g) - 1), g the slope of the logarithm of weekly active people",
                growth(|g| g.value),
            )
            .float("growth_low", Role::Low, "", LOW, growth(|g| g.interval.low))
            .float("growth_high", Role::High, "", HIGH, growth(|g| g.interval.high));
        for PartColumns { name, role, of_role, unit, what, of_what, share, get } in PARTS {
            let part =
                |f: fn(&Part) -> Option<f64>| of.iter().map(move |c| get(&c.inputs).as_ref().and_then(f));
            let count = |f: fn(Part) -> u64| of.iter().map(move |c| get(&c.inputs).map(|p| f(p) as i64));
            table = table
                .int(name, role, unit, what, count(|p| p.part))
                .int(&format!("{name}_of"), of_role, unit, of_what, count(|p| p.of))
                .float(&format!("{name}_share"), Role::Share, "", share, part(Part::share))
                .float(&format!("{name}_low"), Role::Low, "", LOW, part(|p| p.interval.map(|i| i.low)))
                .float(&format!("{name}_high"), Role::High, "", HIGH, part(|p| p.interval.map(|i| i.high)));
        }
        table
    }

    fn changes_table(&self) -> Table {
        let of = |change: &super::Change| self.communities.get(change.community);
        let mut rows: Vec<(Key<'_>, u64, Option<&super::Change>)> = self
            .changes
            .iter()
            .filter_map(|change| of(change).map(|c| (Key::of(c), c.ever, Some(change))))
            .collect();
        // What is missing from the whole is theirs: where they are too few, another group has to be hidden too.
        if self.small_groups.groups > 0 && !rows.is_empty() {
            rows.push((Key::SMALL, self.small_groups.people, None));
        }
        let keys: Vec<Key<'_>> = rows.iter().map(|row| row.0).collect();
        let text =
            |f: fn(&super::Change) -> &'static str| rows.iter().map(move |row| Some(f(row.2?).to_string()));
        let number = |f: fn(&super::Change) -> f64| rows.iter().map(move |row| Some(f(row.2?)));
        self.keyed("changes", "When activity changed", &keys)
            // What stands after the number of people goes with it where the row is hidden: which change it was.
            .int(
                "people",
                Role::Denominator,
                "people",
                "people ever active in the community in the window",
                rows.iter().map(|row| Some(row.1 as i64)),
            )
            .text("series", Role::Category, "", "what is counted by week", text(|c| c.series.name()))
            .day(
                "week",
                "Monday of the first week of the new level",
                rows.iter().map(|row| Some(row.2?.week)),
            )
            .text(
                "kind",
                Role::Category,
                "",
                "rise, fall; dip or peak: into or out of at most eight weeks",
                text(|c| c.kind.name()),
            )
            .float("level_before", Role::Measure, "a week", "level before the change", number(|c| c.before))
            .float("level_after", Role::Measure, "a week", "level after the change", number(|c| c.after))
            .float("ratio", Role::Measure, "", "level after divided by level before", number(|c| c.ratio))
            .float("ratio_low", Role::Low, "", LOW, number(|c| c.interval.low))
            .float("ratio_high", Role::High, "", HIGH, number(|c| c.interval.high))
            .float(
                "p_value",
                Role::Measure,
                "",
                "probability of such a change at any week of a series without one",
                number(|c| c.p_value),
            )
            .float(
                "q_value",
                Role::Measure,
                "",
                "Benjamini-Hochberg over all series scanned, those without a change with p = 1",
                number(|c| c.q_value),
            )
    }

    fn week_rows(&self) -> Vec<WeekRow<'_>> {
        let small = |c: &&CommunityStage| c.group.is_some() && c.ever < u64::from(self.options.min_people);
        let mut rows = Vec::new();
        for community in self.communities.iter().filter(|community| !small(community)) {
            let level = |series: SeriesKind, week: usize| {
                let scan = community.scans.iter().find(|scan| scan.series == series)?;
                scan.levels.get(week).copied().flatten()
            };
            rows.extend(community.weeks.iter().enumerate().map(|(i, week)| WeekRow {
                key: Key::of(community),
                start: week.start,
                people: community.ever,
                active: Some(week.active),
                messages: week.messages.into(),
                official: week.official_messages.into(),
                levels: [SeriesKind::ActivePeople, SeriesKind::Messages].map(|series| level(series, i)),
            }));
        }
        let pool = &self.small_groups;
        let weeks = self.whole().map_or(&[][..], |whole| &whole.weeks);
        let counts = pool.messages.iter().zip(&pool.official_messages);
        rows.extend(weeks.iter().zip(counts).map(|(week, (&messages, &official))| WeekRow {
            key: Key::SMALL,
            start: week.start,
            people: pool.people,
            active: None,
            messages,
            official,
            levels: [None; 2],
        }));
        rows
    }

    fn weeks_table(&self) -> Table {
        let rows = self.week_rows();
        let keys: Vec<Key<'_>> = rows.iter().map(|row| row.key).collect();
        let number = |f: fn(&WeekRow<'_>) -> u64| rows.iter().map(move |row| Some(f(row) as i64));
        self.keyed("activity_weeks", "Activity by week", &keys)
            .day("week", "Monday of the week", rows.iter().map(|row| Some(row.start)))
            .int(
                "people",
                Role::Denominator,
                "people",
                "people ever active in the community in the window",
                number(|row| row.people),
            )
            .int(
                "active",
                Role::People,
                "people",
                "people with a post, reply or reaction; not given for the small groups together",
                rows.iter().map(|row| row.active.map(i64::from)),
            )
            .float(
                "active_level",
                Role::Measure,
                "people",
                "level between two changes, or the trend where that explains more",
                rows.iter().map(|row| row.levels[0]),
            )
            .int("messages", Role::Count, "messages", "messages of members", number(|row| row.messages))
            .float(
                "messages_level",
                Role::Measure,
                "messages",
                "level between two changes, or the trend where that explains more",
                rows.iter().map(|row| row.levels[1]),
            )
            .int(
                "official_messages",
                Role::Count,
                "messages",
                "messages of community managers and communications accounts",
                number(|row| row.official),
            )
    }
}

impl Level {
    /// Growth a week in the logarithm where a steady trend explains the series.
    pub fn trend(self) -> Option<f64> {
        match self {
            Level::Trend(slope) => Some(slope),
            Level::Steps(_) => None,
        }
    }
}
