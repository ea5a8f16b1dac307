//! Tables of centralities: one row a member.

use super::{People, who};
use crate::error::Result;
use crate::graph::{InteractionGraph, PageRankOptions, pagerank};
use crate::table::{Provenance, Role, Table};

/// One row a member with its PageRank, along the arcs or against them.
pub(crate) fn ranks(
    graph: &InteractionGraph,
    people: &People,
    options: &PageRankOptions,
    reverse: bool,
    provenance: Provenance,
) -> Result<Table> {
    let ranks = match reverse {
        false => pagerank(graph, options)?,
        true => pagerank(&reversed(graph)?, options)?,
    };
    let mut provenance = provenance
        .method("weighted PageRank (Brin and Page 1998), power iteration")
        .parameter("damping", options.damping)
        .parameter("tolerance", options.tolerance)
        .parameter("max_iterations", options.max_iterations)
        .parameter("reverse", reverse);
    if !ranks.converged {
        let text =
            format!("stopped after {} iterations with a change of {:e}", ranks.iterations, ranks.error);
        provenance.warnings.push(text);
    }
    Ok(who(Table::new("pagerank", "PageRank", provenance), people).float(
        "pagerank",
        Role::Measure,
        "",
        "share of the time of a reader who follows arcs by weight and sometimes jumps; sums to 1",
        ranks.scores.into_iter().map(Some),
    ))
}

fn reversed(graph: &InteractionGraph) -> Result<InteractionGraph> {
    let (mut from, mut to, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for member in graph.members() {
        let into = graph.in_neighbours(member);
        from.extend(std::iter::repeat_n(member.0, into.members.len()));
        to.extend(into.members.iter().map(|source| source.0));
        weights.extend_from_slice(into.weights);
    }
    InteractionGraph::from_arcs(graph.node_count(), &from, &to, &weights)
}
