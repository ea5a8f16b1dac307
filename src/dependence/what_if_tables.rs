//! What-if as tables.

use super::WhatIf;
use super::result::Estimate;
use crate::activity::{HIGH, LOW, with_ends};
use crate::graph::tables::attrition;
use crate::table::{Provenance, Role, Table};

impl WhatIf {
    /// The tables: `what_if` (service by scenario), `what_if_loss` (the bounds), `what_if_structure`, `what_if_unit_pairs`,
    /// `attrition` and `attrition_robustness`. Where persons were given each has a column with their ids, so that a policy
    /// treats them as what they are, tables about people; where few of the busiest answerers were removed, tables about those
    /// few.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables =
            vec![self.service_table(), self.loss_table(), self.structure_table(), self.pair_table()];
        if let Some(curves) = &self.structure.curves {
            tables.extend(attrition(curves, &self.graph_provenance()));
        }
        tables
    }

    /// How the numbers about the reply graph came about: they are of the people in it.
    fn graph_provenance(&self) -> Provenance {
        let structure = &self.structure;
        self.provenance
            .clone()
            .observations("pairs of people with a reply either way", structure.ties)
            .denominator("people who replied or were replied to", structure.people.into())
    }

    /// A table with the persons given, where some were.
    fn table(&self, name: &str, title: String, rows: usize) -> Table {
        let of_graph = matches!(name, "what_if_structure" | "what_if_unit_pairs");
        let provenance = if of_graph { self.graph_provenance() } else { self.provenance.clone() };
        let mut table = Table::new(name, title, provenance);
        if self.busiest > 0 {
            table = table.about(self.busiest);
        }
        match &self.given {
            Some(given) => table.list(
                "removed_people",
                Role::Member,
                "people given as removed",
                vec![given.clone(); rows],
            ),
            None => table,
        }
    }

    fn service_table(&self) -> Table {
        let service = &self.service;
        let rows = [
            ("factual", service.factual),
            ("pessimistic", service.pessimistic),
            ("optimistic", service.optimistic),
        ];
        let table = self
            .table("what_if", format!("Answers without {}", self.label), rows.len())
            .text("scenario", Role::Category, "", "factual: as it was; pessimistic: only what others did answer; optimistic: others give the same answers with the delays of their own first answers", rows.map(|row| Some(row.0.into())))
            .int("askers", Role::Denominator, "people", "people who asked", rows.map(|_| Some(service.askers as i64)))
            .int("questions", Role::Count, "questions", "questions of colleagues who are not removed", rows.map(|_| Some(service.questions as i64)));
        let table = with_ends(
            table,
            "answered_day",
            Role::Share,
            "",
            "share answered within 24 hours (Kaplan-Meier)",
            &rows.map(|row| row.1.day),
        );
        let table = with_ends(
            table,
            "answered_week",
            Role::Share,
            "",
            "share answered within 7 days (Kaplan-Meier)",
            &rows.map(|row| row.1.week),
        );
        table
            .float(
                "median_hours",
                Role::Measure,
                "hours",
                "median time to the first answer; none where fewer than half are answered",
                rows.map(|row| row.1.median.time),
            )
            .float(
                "median_hours_low",
                Role::Low,
                "hours",
                LOW,
                rows.map(|row| row.1.median.low.filter(|_| row.1.median.time.is_some())),
            )
            .float(
                "median_hours_high",
                Role::High,
                "hours",
                HIGH,
                rows.map(|row| row.1.median.high.filter(|_| row.1.median.time.is_some())),
            )
    }

    fn loss_table(&self) -> Table {
        let service = &self.service;
        let rows = &service.losses;
        let count = |n: u64| rows.iter().map(|_| Some(n as i64)).collect::<Vec<_>>();
        let table = self
            .table(
                "what_if_loss",
                format!("What the share answered would lose without {}", self.label),
                rows.len(),
            )
            .text(
                "horizon",
                Role::Category,
                "",
                "time to the first answer",
                rows.iter().map(|row| Some(if row.horizon < 25.0 { "24 hours" } else { "7 days" }.into())),
            )
            .int("askers", Role::Denominator, "people", "people who asked", count(service.askers))
            .int(
                "questions",
                Role::Count,
                "questions",
                "questions of colleagues who are not removed",
                count(service.questions),
            )
            .int(
                "first_by_removed",
                Role::Count,
                "questions",
                "of these answered first by those removed",
                count(service.first_by_removed),
            )
            .int(
                "only_by_removed",
                Role::Count,
                "questions",
                "of these answered by nobody else in the window",
                count(service.only_by_removed),
            );
        let at_least: Vec<Option<Estimate>> = rows.iter().map(|row| Some(row.at_least)).collect();
        let at_most: Vec<Option<Estimate>> = rows.iter().map(|row| Some(row.at_most)).collect();
        let table = with_ends(
            table,
            "at_least",
            Role::Share,
            "",
            "factual minus optimistic: so much is lost if others take over as fast as they answer",
            &at_least,
        );
        with_ends(table, "at_most", Role::Share, "", "factual minus pessimistic", &at_most)
            .float(
                "bounds_low",
                Role::Share,
                "",
                "lower bound of the loss with sampling error",
                rows.iter().map(|row| Some(row.bounds.low)),
            )
            .float(
                "bounds_high",
                Role::Share,
                "",
                "upper bound of the loss with sampling error",
                rows.iter().map(|row| Some(row.bounds.high)),
            )
    }

    fn structure_table(&self) -> Table {
        let structure = &self.structure;
        let rows = &structure.measures;
        self.table("what_if_structure", format!("Who reaches whom without {}", self.label), rows.len())
            .text("measure", Role::Category, "", "largest piece: share of the people in it; fragmentation: share of pairs of people who cannot reach each other, and the same by distance; joined units: of the pairs of units with a tie", rows.iter().map(|row| Some(row.measure.name().into())))
            .int("people", Role::Denominator, "people", "people who replied or were replied to, those removed included", rows.iter().map(|_| Some(structure.people.into())))
            .float("before", Role::Share, "", "with everybody", rows.iter().map(|row| Some(row.before)))
            .float("after", Role::Share, "", "without those removed", rows.iter().map(|row| Some(row.after)))
            .float("after_low", Role::Low, "", "lower end of the interval, where distances are sampled", rows.iter().map(|row| row.interval.map(|ends| ends.low)))
            .float("after_high", Role::High, "", "upper end of the interval, where distances are sampled", rows.iter().map(|row| row.interval.map(|ends| ends.high)))
            .float("random", Role::Share, "", "mean without as many equally active people", rows.iter().map(|row| row.random))
            .float("random_low", Role::Low, "", "random removals lie above", rows.iter().map(|row| row.random_interval.map(|ends| ends.low)))
            .float("random_high", Role::High, "", "random removals lie below", rows.iter().map(|row| row.random_interval.map(|ends| ends.high)))
            .float("percentile", Role::Share, "", "share of the random removals that did less damage, half of those that did the same", rows.iter().map(|row| row.percentile))
    }

    fn pair_table(&self) -> Table {
        let rows = &self.structure.lost_pairs;
        let people =
            |of: usize| rows.iter().map(move |row| Some(i64::from(row.people[of]))).collect::<Vec<_>>();
        let unit = |of: usize| rows.iter().map(move |row| Some(row.units[of].clone())).collect::<Vec<_>>();
        self.table(
            "what_if_unit_pairs",
            format!("Units that would no longer talk without {}", self.label),
            rows.len(),
        )
        .text("unit", Role::Unit, "", "unit", unit(0))
        .text("other_unit", Role::Unit, "", "the unit it would lose", unit(1))
        .int("people", Role::Denominator, "people", "people of the unit in the reply graph", people(0))
        .int("other_people", Role::Denominator, "people", "people of the other unit in it", people(1))
        .int(
            "ties",
            Role::Count,
            "pairs",
            "pairs of people between them, each with somebody removed",
            rows.iter().map(|row| Some(row.ties.into())),
        )
    }
}
