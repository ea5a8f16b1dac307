//! Question hubs as tables.

use super::{EvidenceKind, HubType, QuestionHub, QuestionHubs};
use crate::stats::{Interval, Unseen};
use crate::table::{Role, Table};

impl QuestionHubs {
    /// The tables: `question_hubs` (people, the first [`n`](super::HubOptions::n) of the listed),
    /// `question_hubs_by_unit`, `question_hubs_summary` and `question_hubs_unseen`.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.hub_table(), self.unit_table(), self.summary_table(), self.unseen_table()]
    }

    fn hub_table(&self) -> Table {
        let hubs: Vec<&QuestionHub> = self.hubs().take(self.options.n).collect();
        let int =
            |f: fn(&QuestionHub) -> u64| hubs.iter().map(move |&hub| Some(f(hub) as i64)).collect::<Vec<_>>();
        let float =
            |f: fn(&QuestionHub) -> Option<f64>| hubs.iter().map(move |&hub| f(hub)).collect::<Vec<_>>();
        let low = |interval: Option<Interval>| interval.map(|i| i.low);
        let high = |interval: Option<Interval>| interval.map(|i| i.high);
        let share = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
        let mut table = Table::new("question_hubs", "Question hubs", self.provenance.clone())
            .text("member", Role::Member, "", "native id", hubs.iter().map(|hub| Some(hub.id.clone())))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                hubs.iter().map(|hub| Some(hub.name.clone()).filter(|name| !name.is_empty())),
            )
            .text("unit", Role::Unit, "", "unit of the person", hubs.iter().map(|hub| hub.unit.clone()))
            .flag(
                "on_platform",
                Role::Flag,
                "whether the person is on the platform",
                hubs.iter().map(|hub| Some(hub.on_platform)),
            )
            .text(
                "type",
                Role::Category,
                "",
                "type of hub",
                hubs.iter().map(|hub| Some(hub.hub_type.name().to_owned())),
            )
            .int(
                "askers",
                Role::People,
                "people",
                "distinct colleagues who asked",
                int(|hub| hub.askers.into()),
            );
        let descriptions = [
            "distinct colleagues who asked by a question that mentions the person",
            "distinct colleagues who asked by a question in reply to the person",
            "distinct colleagues whose question was referred to the person",
            "distinct colleagues whose thread the person came into after a third person's mention",
        ];
        for (kind, description) in EvidenceKind::ALL.into_iter().zip(descriptions) {
            let values = hubs.iter().map(|hub| Some(i64::from(hub.askers_by_kind[kind as usize])));
            table =
                table.int(&format!("askers_{}", kind.name()), Role::People, "people", description, values);
        }
        table
            .float(
                "months",
                Role::Measure,
                "months",
                "months of presence in the window",
                float(|hub| Some(hub.months)),
            )
            .float(
                "askers_per_month",
                Role::Measure,
                "people per month",
                "weighted distinct askers per month, posterior mean",
                float(|hub| Some(hub.rate.mean)),
            )
            .float(
                "askers_per_month_low",
                Role::Low,
                "people per month",
                "lower end",
                float(|hub| Some(hub.rate.low)),
            )
            .float(
                "askers_per_month_high",
                Role::High,
                "people per month",
                "upper end",
                float(|hub| Some(hub.rate.high)),
            )
            .float(
                "p_hub",
                Role::Share,
                "",
                "probability that the rate is above the percentile that makes a hub",
                float(|hub| Some(hub.p_hub)),
            )
            .float(
                "own_unit_share",
                Role::Share,
                "",
                "askers of the own unit among those whose unit is known",
                float(|hub| hub.own_unit_share),
            )
            .float(
                "own_unit_share_low",
                Role::Low,
                "",
                "lower end",
                hubs.iter().map(|hub| low(hub.own_unit_interval)),
            )
            .float(
                "own_unit_share_high",
                Role::High,
                "",
                "upper end",
                hubs.iter().map(|hub| high(hub.own_unit_interval)),
            )
            .float(
                "other_unit_share",
                Role::Share,
                "",
                "askers of other units among those whose unit is known",
                float(|hub| hub.own_unit_share.map(|share| 1.0 - share)),
            )
            .float(
                "other_unit_share_low",
                Role::Low,
                "",
                "lower end",
                hubs.iter().map(|hub| hub.own_unit_interval.map(|i| 1.0 - i.high)),
            )
            .float(
                "other_unit_share_high",
                Role::High,
                "",
                "upper end",
                hubs.iter().map(|hub| hub.own_unit_interval.map(|i| 1.0 - i.low)),
            )
            .int(
                "askers_own_unit",
                Role::People,
                "people",
                "askers of the own unit",
                int(|hub| hub.own_unit.into()),
            )
            .int(
                "askers_other_units",
                Role::People,
                "people",
                "askers of other units",
                int(|hub| hub.other_units.into()),
            )
            .int(
                "asker_units",
                Role::Count,
                "units",
                "distinct units of the askers",
                int(|hub| hub.units.into()),
            )
            .int(
                "asked",
                Role::Count,
                "messages",
                "messages by which the person was asked",
                int(|hub| hub.asked),
            )
            .int(
                "asks",
                Role::Count,
                "messages",
                "questions that the person wrote, in threads and replies",
                int(|hub| hub.asks),
            )
            .float(
                "asked_share",
                Role::Share,
                "",
                "asked / (asked + asks)",
                hubs.iter().map(|hub| share(hub.asked, hub.asked + hub.asks)),
            )
            .float("asked_share_low", Role::Low, "", "lower end", hubs.iter().map(|hub| low(hub.asked_share)))
            .float(
                "asked_share_high",
                Role::High,
                "",
                "upper end",
                hubs.iter().map(|hub| high(hub.asked_share)),
            )
            .int(
                "threads",
                Role::Count,
                "threads",
                "threads in which the person was asked",
                int(|hub| hub.threads),
            )
            .float(
                "reply_share",
                Role::Share,
                "",
                "share of those threads in which the person wrote afterwards",
                hubs.iter().map(|hub| share(hub.replied, hub.threads)),
            )
            .float("reply_share_low", Role::Low, "", "lower end", hubs.iter().map(|hub| low(hub.reply_share)))
            .float(
                "reply_share_high",
                Role::High,
                "",
                "upper end",
                hubs.iter().map(|hub| high(hub.reply_share)),
            )
            .float(
                "reply_hours",
                Role::Measure,
                "hours",
                "hours from being asked to the first message there by which half of the threads have one (Kaplan-Meier)",
                float(|hub| hub.reply_hours.and_then(|hours| hours.time)),
            )
            .float(
                "reply_hours_low",
                Role::Low,
                "hours",
                "lower end",
                float(|hub| hub.reply_hours.and_then(|hours| hours.low)),
            )
            .float(
                "reply_hours_high",
                Role::High,
                "hours",
                "upper end; missing where there is none",
                float(|hub| hub.reply_hours.and_then(|hours| hours.high)),
            )
            .float(
                "topic_entropy",
                Role::Measure,
                "nats",
                "entropy of the topics of the questions, by a word they share",
                float(|hub| hub.topics_by_word.map(|topics| topics.entropy)),
            )
            .float(
                "topic_entropy_expected",
                Role::Measure,
                "nats",
                "mean entropy of as many questions put to anybody",
                float(|hub| hub.topics_by_word.map(|topics| topics.expected)),
            )
            .float(
                "group_entropy",
                Role::Measure,
                "nats",
                "entropy of the groups in which the person is asked",
                float(|hub| hub.topics_by_group.map(|topics| topics.entropy)),
            )
            .float(
                "group_entropy_expected",
                Role::Measure,
                "nats",
                "mean entropy of as many questions put to anybody",
                float(|hub| hub.topics_by_group.map(|topics| topics.expected)),
            )
            .float(
                "asked_per_week",
                Role::Measure,
                "threads per week",
                "threads in which the person was asked, a week, of late",
                float(|hub| Some(hub.overload.asked_per_week)),
            )
            .float(
                "asked_per_week_low",
                Role::Low,
                "threads per week",
                "lower end",
                float(|hub| Some(hub.overload.interval.low)),
            )
            .float(
                "asked_per_week_high",
                Role::High,
                "threads per week",
                "upper end",
                float(|hub| Some(hub.overload.interval.high)),
            )
            .float(
                "capacity_per_week",
                Role::Measure,
                "threads per week",
                "threads answered a week, whoever was asked, in the best four weeks in a row; missing below five answers",
                float(|hub| hub.overload.capacity_per_week),
            )
            .flag(
                "overloaded",
                Role::Flag,
                "whether the person is surely asked more of late than ever answered; missing where that is not known",
                hubs.iter().map(|hub| hub.overload.overloaded),
            )
            .int(
                "rank_low",
                Role::Count,
                "rank",
                "best rank among the listed that the data do not rule out",
                hubs.iter().map(|hub| hub.rank.map(|set| set.best as i64)),
            )
            .int(
                "rank_high",
                Role::Count,
                "rank",
                "worst rank that they do not rule out",
                hubs.iter().map(|hub| hub.rank.map(|set| set.worst as i64)),
            )
            .float(
                "authority",
                Role::Measure,
                "",
                "HITS authority on asker -> asked, for comparison",
                float(|hub| Some(hub.authority)),
            )
            .list("reasons", Role::Reason, "why, in words", hubs.iter().map(|hub| hub.reasons.clone()))
    }

    fn unit_table(&self) -> Table {
        let units = &self.units;
        let provenance = self.provenance.clone();
        Table::new("question_hubs_by_unit", "Question hubs by unit", provenance)
            .with_disjoint_units()
            .text(
                "unit",
                Role::Unit,
                "",
                "unit; missing for people without one",
                units.iter().map(|unit| unit.unit.clone()),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who could take part",
                units.iter().map(|unit| Some(unit.people as i64)),
            )
            .int(
                "hubs",
                Role::People,
                "people",
                "question hubs on the platform",
                units.iter().map(|unit| Some(unit.hubs as i64)),
            )
            .int(
                "off_platform_hubs",
                Role::People,
                "people",
                "question hubs who are not on the platform",
                units.iter().map(|unit| Some(unit.off_platform as i64)),
            )
            .int(
                "askers",
                Role::People,
                "people",
                "distinct colleagues who asked somebody of the unit",
                units.iter().map(|unit| Some(unit.askers as i64)),
            )
            .float(
                "asked_per_month",
                Role::Measure,
                "people per month",
                "weighted askers per month, summed over the people of the unit, not shrunk",
                units.iter().map(|unit| Some(unit.asked_per_month)),
            )
    }

    fn summary_table(&self) -> Table {
        let count =
            |f: &dyn Fn(&QuestionHub) -> bool| [Some(self.hubs().filter(|hub| f(hub)).count() as i64)];
        let of = |wanted: HubType| count(&move |hub: &QuestionHub| hub.hub_type == wanted);
        let people = self.units.iter().map(|unit| unit.people).sum::<u64>();
        let uncovered =
            self.units.iter().filter(|unit| unit.unit.is_some() && unit.people > 0 && unit.hubs == 0).count();
        let units = self.units.iter().filter(|unit| unit.unit.is_some() && unit.people > 0).count();
        let mut table =
            Table::new("question_hubs_summary", "Question hubs in numbers", self.provenance.clone())
                .int(
                    "people",
                    Role::Denominator,
                    "people",
                    "people who could take part",
                    [Some(people as i64)],
                )
                .int("hubs", Role::People, "people", "question hubs", count(&|_| true));
        for (kind, name, description) in [
            (HubType::LocalCoordinator, "local_coordinators", "of them local coordinators"),
            (HubType::Specialist, "specialists", "of them specialists"),
            (HubType::Bridge, "bridges", "of them bridges between units"),
            (HubType::Silent, "silent", "of them asked and surely silent"),
            (HubType::OffPlatform, "off_platform", "of them not on the platform"),
            (HubType::Mixed, "mixed", "of them of none of these types"),
            (HubType::NotClear, "not_clear", "of them of a type that is not clear"),
        ] {
            table = table.int(name, Role::People, "people", description, of(kind));
        }
        table
            .int(
                "overloaded",
                Role::People,
                "people",
                "hubs who are surely asked more of late than they ever answered",
                count(&|hub| hub.overload.overloaded == Some(true)),
            )
            .int("units", Role::Count, "units", "units with people", [Some(units as i64)])
            .int(
                "units_without",
                Role::Count,
                "units",
                "units with people and without a hub on the platform",
                [Some(uncovered as i64)],
            )
            .with_counted_units(
                &["units_without"],
                self.units.iter().map(|unit| [unit.hubs, unit.people]).collect(),
            )
            .int(
                "ambiguous_names",
                Role::Count,
                "names",
                "names read in the texts that several people share",
                [Some(self.ambiguous.len() as i64)],
            )
            .with_kinds(
                "hubs",
                &[
                    "local_coordinators",
                    "specialists",
                    "bridges",
                    "silent",
                    "off_platform",
                    "mixed",
                    "not_clear",
                ],
            )
    }

    fn unseen_table(&self) -> Table {
        let rows: Vec<(&str, Unseen)> =
            [("on the platform", self.unseen), ("not on the platform", self.unseen_off_platform)]
                .into_iter()
                .filter_map(|(who, found)| Some((who, found?)))
                .collect();
        let int = |f: fn(&Unseen) -> u64| {
            rows.iter().map(move |(_, found)| Some(f(found) as i64)).collect::<Vec<_>>()
        };
        Table::new("question_hubs_unseen", "People who are asked, seen or not", self.provenance.clone())
            .text(
                "people",
                Role::Category,
                "",
                "whether on the platform",
                rows.iter().map(|(who, _)| Some((*who).to_owned())),
            )
            .int("seen", Role::People, "people", "people whom somebody asked in the window", int(|u| u.seen))
            .int("by_one", Role::People, "people", "those of them whom one colleague asked", int(|u| u.once))
            .int("by_two", Role::People, "people", "those whom two asked", int(|u| u.twice))
            .float(
                "estimate",
                Role::Measure,
                "people",
                "how many there are at least, seen or not (Chao)",
                rows.iter().map(|(_, found)| Some(found.estimate)),
            )
            .float(
                "estimate_low",
                Role::Low,
                "people",
                "lower end",
                rows.iter().map(|(_, found)| found.interval.map(|i| i.low)),
            )
            .float(
                "estimate_high",
                Role::High,
                "people",
                "upper end",
                rows.iter().map(|(_, found)| found.interval.map(|i| i.high)),
            )
            .float(
                "se",
                Role::Measure,
                "people",
                "standard error by the bootstrap over askers",
                rows.iter().map(|(_, found)| found.se),
            )
    }
}
