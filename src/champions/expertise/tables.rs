//! Measures of expertise as tables.

use super::{Expert, Expertise};
use crate::table::{Role, Table};

impl Expertise {
    /// The tables: `expertise` (the first [`n`](super::ExpertiseOptions::n) who answered, by distinct askers) and
    /// `expertise_agreement` (all pairs of measures).
    pub fn tables(&self) -> Vec<Table> {
        vec![self.people_table(), self.agreement_table()]
    }

    fn people_table(&self) -> Table {
        // Only who answered: whoever only asks is nobody's business here.
        let rows: Vec<&Expert> = self.people.iter().filter(|row| row.answers > 0).take(self.n).collect();
        let int =
            |f: fn(&Expert) -> u32| rows.iter().map(move |&row| Some(f(row).into())).collect::<Vec<_>>();
        let float = |f: fn(&Expert) -> Option<f64>| rows.iter().map(move |&row| f(row)).collect::<Vec<_>>();
        Table::new("expertise", "Measures of expertise", self.provenance.clone())
            .text("member", Role::Member, "", "native id", rows.iter().map(|row| Some(row.id.clone())))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                rows.iter().map(|row| Some(row.name.clone()).filter(|name| !name.is_empty())),
            )
            .text("unit", Role::Unit, "", "unit of the person", rows.iter().map(|row| row.unit.clone()))
            .int(
                "askers",
                Role::People,
                "people",
                "distinct askers whose question the person answered",
                int(|row| row.askers),
            )
            .int("answers", Role::Count, "questions", "questions answered", int(|row| row.answers))
            .int("asks", Role::Count, "questions", "questions asked", int(|row| row.asks))
            .float("z", Role::Measure, "", "(answers - asks)/√(answers + asks)", float(|row| Some(row.z)))
            .float(
                "expertise_rank",
                Role::Share,
                "",
                "share of the PageRank on arcs from askers to those who answered",
                float(|row| Some(row.expertise_rank)),
            )
            .float(
                "authority",
                Role::Share,
                "",
                "share of the HITS authority on the same arcs",
                float(|row| Some(row.authority)),
            )
            .float(
                "trueskill",
                Role::Measure,
                "",
                "TrueSkill by accepted answers, mean less three deviations; missing without any comparison",
                float(|row| row.skill.map(|skill| skill.conservative())),
            )
            .float(
                "trueskill_mean",
                Role::Measure,
                "",
                "its mean",
                float(|row| row.skill.map(|skill| skill.mean)),
            )
            .float(
                "trueskill_deviation",
                Role::Measure,
                "",
                "its standard deviation",
                float(|row| row.skill.map(|skill| skill.deviation)),
            )
    }

    fn agreement_table(&self) -> Table {
        let rows = &self.agreement;
        let of = |f: fn(crate::stats::RankCorrelation) -> f64| {
            rows.iter().map(move |row| row.correlation.map(f)).collect::<Vec<_>>()
        };
        let provenance = self.provenance.clone();
        Table::new("expertise_agreement", "How far the measures order people alike", provenance)
            .text(
                "measure",
                Role::Category,
                "",
                "one measure",
                rows.iter().map(|row| Some(row.first.name().into())),
            )
            .text(
                "other",
                Role::Category,
                "",
                "the other measure",
                rows.iter().map(|row| Some(row.second.name().into())),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who have both",
                rows.iter().map(|row| Some(row.people as i64)),
            )
            .float("spearman", Role::Measure, "", "rank correlation, 1 for the same order", of(|c| c.rho))
            .float("spearman_low", Role::Low, "", "lower end", of(|c| c.low))
            .float("spearman_high", Role::High, "", "upper end", of(|c| c.high))
            .int(
                "first_alike",
                Role::Count,
                "people",
                "of the first five by one measure, those among the first five by the other; missing for fewer than ten people",
                rows.iter().map(|row| row.first_alike.map(i64::from)),
            )
    }
}
