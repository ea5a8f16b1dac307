//! Tables of ties within and between units.

use super::{People, who};
use crate::MemberId;
use crate::error::{Error, Result};
use crate::graph::{
    BrokerageRoles, EiIndex, InteractionGraph, NO_GROUP, Neighbours, TieGraph, brokerage,
    ei_indices_of_members, ei_test, mixing,
};
use crate::stats::ResampleOptions;
use crate::table::{Provenance, Role, Table};
use std::collections::BTreeSet;

/// Units by name, and the label of every member.
pub(crate) struct Units<'a> {
    pub(super) names: Vec<&'a str>,
    pub(super) labels: Vec<u32>,
}

impl<'a> Units<'a> {
    pub(crate) fn of(people: &'a People) -> Units<'a> {
        let known = people.units.iter().map(String::as_str).filter(|unit| !unit.is_empty());
        let names: Vec<&str> = known.collect::<BTreeSet<_>>().into_iter().collect();
        let label = |unit: &str| names.binary_search(&unit).map_or(NO_GROUP, |at| at as u32);
        let labels: Vec<u32> = match people.units.is_empty() {
            true => vec![NO_GROUP; people.ids.len()],
            false => people.units.iter().map(|unit| label(unit)).collect(),
        };
        Units { names, labels }
    }

    /// Members of each unit, and of all, who have a tie to somebody whose unit is known.
    fn connected(&self, members: &[EiIndex]) -> (Vec<i64>, i64) {
        let mut each = vec![0; self.names.len()];
        for (index, &label) in members.iter().zip(&self.labels) {
            if label != NO_GROUP && index.external + index.internal > 0.0 {
                each[label as usize] += 1;
            }
        }
        let all = each.iter().sum();
        (each, all)
    }

    fn provenance(&self, provenance: Provenance) -> Provenance {
        let unknown = self.labels.iter().filter(|&&label| label == NO_GROUP).count();
        provenance.exclude("members whose unit is not known, with their arcs", unknown as u64)
    }
}

/// Roles of each member between units.
pub(crate) fn roles(graph: &InteractionGraph, people: &People, provenance: Provenance) -> Result<Table> {
    let units = Units::of(people);
    let found = brokerage(graph, &units.labels)?;
    let provenance = units.provenance(provenance).method(
        "brokerage roles by Gould and Fernandez (1989): paths a -> member -> b without an arc a -> b",
    );
    let mut table = who(Table::new("brokerage", "Brokers between units", provenance), people);
    type Count = fn(&BrokerageRoles) -> u64;
    let columns: [(&str, &'static str, Count); 5] = [
        ("coordinator", "between two of the own unit", |roles| roles.coordinator),
        ("itinerant", "between two of one other unit", |roles| roles.itinerant),
        ("gatekeeper", "from another unit into the own", |roles| roles.gatekeeper),
        ("representative", "from the own unit into another", |roles| roles.representative),
        ("liaison", "between two other units", |roles| roles.liaison),
    ];
    for (name, about, of) in columns {
        let values = found.members.iter().map(|roles| Some(of(roles) as i64));
        table = table.int(name, Role::Count, "paths", about, values);
    }
    Ok(table)
}

/// E-I index of the whole and of each unit, beside chance.
pub(crate) fn ei(
    ties: &TieGraph,
    people: &People,
    weighted: bool,
    options: &ResampleOptions,
    provenance: Provenance,
) -> Result<Table> {
    let units = Units::of(people);
    let found = ei_test(ties, &units.labels, weighted, None, options)?;
    let provenance = units
        .provenance(provenance)
        .method("E-I index (E - I) / (E + I) of ties between and inside units (Krackhardt and Stern 1988)")
        .method("two-sided p by permutation of the units among the members, sizes kept")
        .parameter("weighted", weighted)
        .parameter("draws", options.replicates)
        .parameter("seed", options.seed);
    let (connected, all) = units.connected(&ei_indices_of_members(ties, &units.labels, false)?);
    let whole = (None, all, found.whole, found.test.as_ref());
    let each = units.names.iter().zip(&connected).zip(found.groups.iter().zip(&found.group_tests));
    let each = each.map(|((name, &size), (index, test))| (Some(*name), size, *index, test.as_ref()));
    let rows: Vec<_> = std::iter::once(whole).chain(each).collect();
    let float = |of: &dyn Fn(&EiIndex) -> f64| rows.iter().map(|row| Some(of(&row.2))).collect::<Vec<_>>();
    let table = Table::new("ei_index", "Ties between and inside units", provenance)
        .with_disjoint_units()
        .text(
            "unit",
            Role::Unit,
            "",
            "unit; missing for the whole",
            rows.iter().map(|row| row.0.map(Into::into)),
        )
        .int(
            "connected",
            Role::Denominator,
            "people",
            "members with a tie",
            rows.iter().map(|row| Some(row.1)),
        )
        .float(
            "external",
            Role::Measure,
            "",
            "ties, or their weight, to other units",
            float(&|ei| ei.external),
        )
        .float("internal", Role::Measure, "", "the same inside the unit", float(&|ei| ei.internal));
    let table = table.float(
        "ei_index",
        Role::Measure,
        "",
        "-1 where all ties stay inside, 1 where all lead out; missing without ties",
        rows.iter().map(|row| row.2.index()),
    );
    let table = table.float(
        "expected",
        Role::Measure,
        "",
        "mean of the index under permutation: what units of these sizes have by chance",
        rows.iter().enumerate().map(|(row, (_, _, _, test))| match (row, found.expected_external) {
            // Known exactly for the whole.
            (0, Some(external)) => Some(2.0 * external - 1.0),
            _ => test.map(|test| test.expected),
        }),
    );
    let p = rows.iter().map(|row| row.3.map(|test| test.p_value));
    Ok(table.float("p_value", Role::Measure, "", "two-sided p of the permutation test", p))
}

/// Most units of the table from unit to unit, which has a row for every two.
const MOST_UNITS: usize = 256;

/// Weight of the arcs from unit to unit, beside chance.
pub(crate) fn matrix(graph: &InteractionGraph, people: &People, provenance: Provenance) -> Result<Table> {
    let units = Units::of(people);
    let n = units.names.len();
    if n > MOST_UNITS {
        return Err(Error::Option {
            option: "unit_level",
            found: format!("{n} units"),
            expected: format!("at most {MOST_UNITS} units, for a row for every two; take a wider level"),
        });
    }
    let found = mixing(graph, &units.labels)?;
    let provenance = units
        .provenance(provenance)
        .method(
            "expected: configuration model, everybody's out- and in-strength kept, nobody acting on himself",
        )
        .method("log_ratio: ln((weight + 1/2) / (expected + 1/2))");
    let actors = people_of_cells(&units, graph, |member| graph.out_neighbours(member));
    let receivers = people_of_cells(&units, graph, |member| graph.in_neighbours(member));
    let cells: Vec<(u32, u32)> = (0..n as u32).flat_map(|g| (0..n as u32).map(move |h| (g, h))).collect();
    let unit = |label: u32| Some(units.names[label as usize].to_owned());
    let value = |of: &dyn Fn(u32, u32) -> f64| cells.iter().map(|&(g, h)| Some(of(g, h))).collect::<Vec<_>>();
    let at = |g: u32, h: u32| g as usize * n + h as usize;
    Ok(Table::new("mixing", "Who acts on whom, unit by unit", provenance)
        .text("from_unit", Role::Unit, "", "unit of those who act", cells.iter().map(|cell| unit(cell.0)))
        .text(
            "to_unit",
            Role::Unit,
            "",
            "unit of those whose messages they act on",
            cells.iter().map(|cell| unit(cell.1)),
        )
        .int(
            "actors",
            Role::Denominator,
            "people",
            "different members who act",
            cells.iter().map(|&(g, h)| Some(actors[at(g, h)])),
        )
        .int(
            "receivers",
            Role::Denominator,
            "people",
            "different members on whose messages they act",
            cells.iter().map(|&(g, h)| Some(receivers[at(h, g)])),
        )
        .float("weight", Role::Measure, "", "weight of the arcs", value(&|g, h| found.observed(g, h)))
        .float("expected", Role::Measure, "", "weight by chance", value(&|g, h| found.expected(g, h)))
        .float(
            "log_ratio",
            Role::Measure,
            "",
            "above 0 more than chance, below 0 less",
            value(&|g, h| found.log_ratio(g, h)),
        ))
}

/// Members of each unit (rows) with a neighbour in each unit (columns).
fn people_of_cells<'a>(
    units: &Units<'_>,
    graph: &InteractionGraph,
    row: impl Fn(MemberId) -> Neighbours<'a>,
) -> Vec<i64> {
    let n = units.names.len();
    let mut counts = vec![0; n * n];
    // The last member that was counted in a column.
    let mut last = vec![None; n];
    for member in graph.members() {
        let own = units.labels[member.index()];
        for other in row(member).members.iter().filter(|_| own != NO_GROUP) {
            let label = units.labels[other.index()];
            if label != NO_GROUP && last[label as usize].replace(member) != Some(member) {
                counts[own as usize * n + label as usize] += 1;
            }
        }
    }
    counts
}

/// E-I index of each member.
pub(crate) fn ei_of_members(
    ties: &TieGraph,
    people: &People,
    weighted: bool,
    provenance: Provenance,
) -> Result<Table> {
    let units = Units::of(people);
    let found = ei_indices_of_members(ties, &units.labels, weighted)?;
    let provenance =
        units.provenance(provenance).method("E-I index (E - I) / (E + I)").parameter("weighted", weighted);
    let table = who(
        Table::new("ei_members", "Ties of members to other units and inside their own", provenance),
        people,
    )
    .float(
        "external",
        Role::Measure,
        "",
        "ties, or their weight, to other units",
        found.iter().map(|ei| Some(ei.external)),
    )
    .float(
        "internal",
        Role::Measure,
        "",
        "the same inside the unit",
        found.iter().map(|ei| Some(ei.internal)),
    );
    let index = found.iter().map(EiIndex::index);
    Ok(table.float(
        "ei_index",
        Role::Measure,
        "",
        "-1 all inside, 1 all outside; missing without ties",
        index,
    ))
}
