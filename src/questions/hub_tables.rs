//! Question hubs as tables.

use super::evidence::EvidenceKind;
use super::{QuestionHub, QuestionHubs};
use crate::stats::Interval;
use crate::table::{Role, Table};

impl QuestionHubs {
    /// The tables: `question_hubs` (people, the first [`n`](super::HubOptions::n) of the listed) and
    /// `question_hubs_by_unit`.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.hub_table(), self.unit_table()]
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
                "questions that the person put to others",
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
            .list("reasons", Role::Reason, "why, in words", hubs.iter().map(|hub| hub.reasons.clone()))
    }

    fn unit_table(&self) -> Table {
        let units = &self.units;
        let provenance = self.provenance.clone();
        Table::new("question_hubs_by_unit", "Question hubs by unit", provenance)
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
}
