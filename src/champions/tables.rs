//! Helper champions as tables.

use super::{Champion, Champions};
use crate::table::{Role, Table};

impl Champions {
    /// The tables: `champions` (people who pass all gates, the first [`n`](super::ChampionOptions::n)) and
    /// `champions_by_unit`.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.people_table(), self.unit_table()]
    }

    fn people_table(&self) -> Table {
        let rows: Vec<&Champion> = self.champions().take(self.n).collect();
        let int =
            |f: fn(&Champion) -> u32| rows.iter().map(move |&row| Some(f(row).into())).collect::<Vec<_>>();
        let float = |f: fn(&Champion) -> Option<f64>| rows.iter().map(move |&row| f(row)).collect::<Vec<_>>();
        Table::new("champions", "Helper champions", self.provenance.clone())
            .text("member", Role::Member, "", "native id", rows.iter().map(|row| Some(row.id.clone())))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                rows.iter().map(|row| Some(row.name.clone()).filter(|name| !name.is_empty())),
            )
            .text("unit", Role::Unit, "", "unit of the person", rows.iter().map(|row| row.unit.clone()))
            .int("helped", Role::People, "people", "distinct colleagues helped", int(|row| row.helped))
            .int("questions", Role::Count, "questions", "questions answered", int(|row| row.questions))
            .int("answers", Role::Count, "messages", "helping replies", int(|row| row.answers))
            .float(
                "months",
                Role::Measure,
                "months",
                "months of presence in the window",
                float(|row| Some(row.months)),
            )
            .float(
                "helped_per_month",
                Role::Measure,
                "people per month",
                "distinct colleagues helped per month, posterior mean",
                float(|row| Some(row.rate.mean)),
            )
            .float(
                "helped_per_month_low",
                Role::Low,
                "people per month",
                "lower end",
                float(|row| Some(row.rate.low)),
            )
            .float(
                "helped_per_month_high",
                Role::High,
                "people per month",
                "upper end",
                float(|row| Some(row.rate.high)),
            )
            .float(
                "p_top",
                Role::Share,
                "",
                "probability to be among the first n of all colleagues who helped",
                float(|row| Some(row.p_top)),
            )
            .float(
                "p_above_unit",
                Role::Share,
                "",
                "probability that the rate is above the 75th percentile of the own unit",
                float(|row| row.p_above_unit),
            )
            .int(
                "thanked",
                Role::Count,
                "questions",
                "questions answered whose asker thanked the person",
                int(|row| row.thanked),
            )
            .float(
                "thanked_share",
                Role::Share,
                "",
                "share of thanked questions, posterior mean",
                float(|row| row.thanked_share.map(|share| share.mean)),
            )
            .float(
                "thanked_share_low",
                Role::Low,
                "",
                "lower end",
                float(|row| row.thanked_share.map(|share| share.low)),
            )
            .float(
                "thanked_share_high",
                Role::High,
                "",
                "upper end",
                float(|row| row.thanked_share.map(|share| share.high)),
            )
            .int(
                "units",
                Role::Count,
                "units",
                "distinct units of the colleagues helped",
                int(|row| row.units),
            )
            .float(
                "other_unit_share",
                Role::Share,
                "",
                "colleagues of other units among those helped whose unit is known",
                float(|row| row.other_unit_share),
            )
            .int(
                "active_weeks",
                Role::Count,
                "weeks",
                "weeks with a message or a reaction among the last weeks",
                int(|row| row.active_weeks),
            )
            .int(
                "weeks",
                Role::Count,
                "weeks",
                "last weeks looked at",
                rows.iter().map(|_| Some(self.weeks.into())),
            )
            .int("messages", Role::Count, "messages", "messages in the window", int(|row| row.messages))
            .float(
                "answer_share",
                Role::Share,
                "",
                "share of the own messages that help",
                float(|row| Some(row.answer_share())),
            )
            .list("reasons", Role::Reason, "why, in words", rows.iter().map(|row| row.reasons.clone()))
    }

    fn unit_table(&self) -> Table {
        let units = &self.units;
        let provenance = self.provenance.clone();
        Table::new("champions_by_unit", "Helper champions by unit", provenance)
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
                "champions",
                Role::People,
                "people",
                "people who pass all gates",
                units.iter().map(|unit| Some(unit.champions as i64)),
            )
            .int(
                "wanted",
                Role::Count,
                "people",
                "champions wanted by the size of the unit",
                units.iter().map(|unit| Some(unit.wanted as i64)),
            )
            .int(
                "helpers",
                Role::People,
                "people",
                "people who helped at least once",
                units.iter().map(|unit| Some(unit.helpers as i64)),
            )
            .int(
                "helped",
                Role::People,
                "people",
                "distinct colleagues helped by people of the unit",
                units.iter().map(|unit| Some(unit.helped as i64)),
            )
            .float(
                "helped_per_month",
                Role::Measure,
                "people per month",
                "the same per month of the window, not shrunk",
                units.iter().map(|unit| Some(unit.helped_per_month)),
            )
    }
}
