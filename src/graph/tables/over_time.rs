//! The graph in a series of windows.

use crate::View;
use crate::error::{Error, Result};
use crate::graph::interactions;
use crate::graph::{EdgeRule, GraphSeries, partner_counts, reciprocity, triangles};
use crate::table::{Provenance, Role, Table};
use crate::time::Period;

/// Weeks, or months, that a window of [`graph_over_time`] covers: half a year of weeks.
pub const DEFAULT_TRAILING: u32 = 26;

/// How one window looks.
struct Row {
    connected: usize,
    arcs: usize,
    pairs: usize,
    both_ways: Option<f64>,
    rho: Option<f64>,
    transitivity: Option<f64>,
}

/// The graph over time: one row a trailing window, at the start of each `period`, that covers the `trailing` whole periods
/// before it.
///
/// A single window hides whether people have begun to answer each other or have stopped; the weekly row does not, and a
/// window of half a year does not jump with every holiday. The windows overlap, so that neighbouring rows are not
/// independent. Only windows that lie wholly in what the view observes: no rows where it is shorter.
///
/// # Errors
/// [`Error::Option`] where `trailing` is 0, and as
/// [`InteractionGraph::from_interactions`](crate::graph::InteractionGraph::from_interactions).
///
/// # Complexity
/// The interactions are sorted once; a window costs O(interactions that enter or leave + arcs + triangles).
///
/// ```
/// use cmgraph::graph::{EdgeRule, graph_over_time};
/// use cmgraph::time::Period;
/// let community = cmgraph::read(&["examples/data/export.zip".into()], &cmgraph::ReadOptions::default())?;
/// let table = graph_over_time(&community.whole(), &EdgeRule::default(), Period::Month, 3)?;
/// assert_eq!(table.rows(), 18 - 3 + 1);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn graph_over_time(view: &View<'_>, rule: &EdgeRule, period: Period, trailing: u32) -> Result<Table> {
    if trailing == 0 {
        return Err(Error::Option { option: "trailing", found: "0".into(), expected: "1 or more".into() });
    }
    let nodes = view.community().members().len();
    let events = interactions(view);
    let series = GraphSeries::new(nodes, &events, rule)?;
    let windows = view.trailing(period, trailing);
    let rows = series.each(&windows, |graph| {
        let mutual = reciprocity(graph);
        let ties = graph.ties();
        let (connected, arcs, pairs) = (
            partner_counts(graph).into_iter().filter(|&n| n > 0).count(),
            graph.arc_count(),
            ties.tie_count(),
        );
        // Chance among those who took part: others may not have been there yet.
        let density = (connected > 1).then(|| arcs as f64 / (connected as f64 * (connected - 1) as f64));
        Row {
            connected,
            arcs,
            pairs,
            both_ways: (pairs > 0).then(|| mutual.mutual as f64 / 2.0 / pairs as f64),
            rho: match (mutual.r, density) {
                (Some(r), Some(d)) if d < 1.0 => Some((r - d) / (1.0 - d)),
                _ => None,
            },
            transitivity: triangles(&ties).transitivity(),
        }
    });
    let provenance =
        Provenance::new("an arc u -> v says that u acted on a message of v, or mentioned v, in the window")
            .method("trailing windows of whole periods, which overlap; shares of pairs and transitivity without directions")
            .parameter("period", period.name())
            .parameter("trailing", trailing)
            .view(view)
            .observations("interactions", events.len() as u64)
            .denominator("members of the export; each row is about those connected in its window", nodes as u64);
    let provenance = super::kinds(provenance, rule)
        .assume("every account is a member: bots, guests, officials and accounts without a record as well");
    let clock = view.clock();
    let start = windows.iter().map(|window| Some(clock.day(window.start)));
    let end = windows.iter().map(|window| Some(clock.day(window.end)));
    Ok(Table::new("graph_over_time", "The interaction graph over time", provenance)
        .day("from", "first day of the window", start)
        .day("to", "day after the last of the window", end)
        .int(
            "connected",
            Role::Denominator,
            "people",
            "members with an arc",
            rows.iter().map(|row| Some(row.connected as i64)),
        )
        .int(
            "arcs",
            Role::Count,
            "arcs",
            "ordered pairs with interaction",
            rows.iter().map(|row| Some(row.arcs as i64)),
        )
        .int(
            "pairs",
            Role::Count,
            "pairs",
            "pairs with interaction either way",
            rows.iter().map(|row| Some(row.pairs as i64)),
        )
        .float(
            "both_ways",
            Role::Share,
            "",
            "share of the pairs with interaction both ways",
            rows.iter().map(|row| row.both_ways),
        )
        .float(
            "rho",
            Role::Measure,
            "",
            "reciprocity of arcs beyond chance among the connected (Garlaschelli and Loffredo)",
            rows.iter().map(|row| row.rho),
        )
        .float(
            "transitivity",
            Role::Share,
            "",
            "pairs of contacts who are tied to each other",
            rows.iter().map(|row| row.transitivity),
        ))
}
