//! Tables of centralities: one row a member.

use super::{People, who};
use crate::MemberId;
use crate::error::Result;
use crate::graph::csr::row;
use crate::graph::{
    Adjacency, ClosenessMeasure, ClosenessOptions, HitsOptions, InteractionGraph, Lengths, PageRankOptions,
    PivotOptions, SampledBetweennessOptions, arc_betweenness, betweenness, betweenness_pivots, closeness,
    hits, pagerank, sampled_betweenness,
};
use crate::stats::Interval;
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
    if let Some(weights) = &options.personalisation {
        let jumps = weights.iter().filter(|&&weight| weight > 0.0).count();
        provenance = provenance.parameter("personalisation", format_args!("weights of {jumps} members"));
    }
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

/// How betweenness is computed.
#[derive(Debug, Clone, PartialEq)]
pub enum BetweennessMethod {
    /// From all members: O(n m).
    Exact(Lengths),
    /// From some members, with an interval for each score.
    Pivots(PivotOptions),
    /// From drawn paths, all scores within a bound at once.
    Sampled(SampledBetweennessOptions),
}

/// Betweenness of each member.
pub(crate) fn between(
    graph: Adjacency<'_>,
    people: &People,
    method: &BetweennessMethod,
    provenance: Provenance,
) -> Result<Table> {
    let way = if graph.is_directed() { "along arcs, ordered pairs" } else { "along ties, unordered pairs" };
    let about = provenance
        .method(format!("betweenness (Freeman 1977), {way}"))
        .parameter("directed", graph.is_directed());
    // Scores in pairs, all pairs of others, and the interval of each score in pairs.
    let (scores, pairs, intervals, about) = match method {
        BetweennessMethod::Exact(lengths) => {
            let found = betweenness(graph, *lengths);
            (found.scores, found.pairs, None, about.parameter("lengths", lengths.name()))
        }
        BetweennessMethod::Pivots(options) => {
            let found = betweenness_pivots(graph, options)?;
            let about = about.parameter("lengths", options.lengths.name());
            if found.exact {
                (found.scores, found.pairs, None, about)
            } else {
                let about = about
                    .method(
                        "estimated from sources drawn without replacement; intervals of each score by itself",
                    )
                    .parameter("sources", found.sources)
                    .parameter("seed", options.seed)
                    .interval(options.level);
                (found.scores, found.pairs, Some(found.intervals), about)
            }
        }
        BetweennessMethod::Sampled(options) => {
            // The kernel's bound is a share of all pairs; here it is of the pairs of others.
            let n = graph.node_count() as f64;
            let epsilon = if n > 2.0 { options.epsilon * (n - 2.0) / n } else { options.epsilon };
            let found =
                sampled_betweenness(graph, &SampledBetweennessOptions { epsilon, ..options.clone() })?;
            let pairs = if n > 2.0 { found.pairs * (n - 2.0) / n } else { 0.0 };
            let score = |share: f64| (share * found.pairs).min(pairs);
            let scores = found.scores.iter().map(|&share| score(share)).collect();
            if found.exact {
                (scores, pairs, None, about.method("exact, which costs less than so small an error"))
            } else {
                let about = about
                    .method("estimated from drawn shortest paths; the intervals of all members hold at once")
                    .parameter("epsilon", options.epsilon)
                    .parameter("seed", options.seed)
                    .observations("paths drawn", found.samples)
                    .interval(1.0 - found.delta);
                let of = |i: &Interval| Interval { low: score(i.low), high: score(i.high) };
                let intervals = found.intervals.iter().map(of).collect();
                (scores, pairs, Some(intervals), about)
            }
        }
    };
    let share = |score: f64| Some(if pairs > 0.0 { score / pairs } else { 0.0 });
    let table = who(Table::new("betweenness", "Betweenness", about), people)
        .float(
            "betweenness",
            Role::Measure,
            "pairs",
            "pairs of others joined by a shortest path through the member, by the share of such paths",
            scores.iter().copied().map(Some),
        )
        .float(
            "normalised",
            Role::Measure,
            "",
            "the same as a share of all pairs of others",
            scores.iter().map(|&score| share(score)),
        );
    let Some(intervals): Option<Vec<Interval>> = intervals else { return Ok(table) };
    Ok(table
        .float(
            "low",
            Role::Low,
            "",
            "lower end of the interval of it",
            intervals.iter().map(|i| share(i.low)),
        )
        .float("high", Role::High, "", "upper end", intervals.iter().map(|i| share(i.high))))
}

/// Hubs and authorities.
pub(crate) fn hubs_and_authorities(
    graph: &InteractionGraph,
    people: &People,
    options: &HitsOptions,
    provenance: Provenance,
) -> Result<Table> {
    let found = hits(graph, options)?;
    let mut provenance = provenance
        .method("weighted hubs and authorities (Kleinberg 1999), power iteration; both sum to 1")
        .parameter("tolerance", options.tolerance)
        .parameter("max_iterations", options.max_iterations);
    if !found.converged {
        let text =
            format!("stopped after {} iterations with a change of {:e}", found.iterations, found.error);
        provenance.warnings.push(text);
    }
    Ok(who(Table::new("hits", "Hubs and authorities", provenance), people)
        .float(
            "hub",
            Role::Measure,
            "",
            "high for those who act on members with a high authority",
            found.hubs.into_iter().map(Some),
        )
        .float(
            "authority",
            Role::Measure,
            "",
            "high for those on whom members with a high hub score act",
            found.authorities.into_iter().map(Some),
        ))
}

/// Betweenness of each arc, or of each tie once.
pub(crate) fn between_arcs(
    graph: Adjacency<'_>,
    people: &People,
    lengths: Lengths,
    provenance: Provenance,
) -> Table {
    let found = arc_betweenness(graph, lengths);
    let way = if graph.is_directed() { "along arcs, ordered pairs" } else { "along ties, unordered pairs" };
    let about = provenance
        .method(format!("betweenness of arcs (Girvan and Newman 2002), exact, {way}"))
        .parameter("directed", graph.is_directed())
        .parameter("lengths", lengths.name());
    let steps = (0..graph.node_count() as u32).map(MemberId).flat_map(|from| {
        let row = row(graph.out.start, from);
        graph.out.neighbour[row].iter().map(move |&to| (from, to))
    });
    let rows: Vec<((MemberId, MemberId), f64)> =
        steps.zip(found.scores).filter(|((from, to), _)| graph.is_directed() || from < to).collect();
    let id = |member: MemberId| people.ids.get(member.index()).cloned();
    let [from, to] = match graph.is_directed() {
        true => ["who acted, id", "on whose message, id"],
        false => ["one end, id", "the other end, id"],
    };
    Table::new("arc_betweenness", "Betweenness of arcs", about)
        .text("from", Role::Member, "", from, rows.iter().map(|row| id(row.0.0)))
        .text("to", Role::Member, "", to, rows.iter().map(|row| id(row.0.1)))
        .float(
            "betweenness",
            Role::Measure,
            "pairs",
            "pairs joined by a shortest path along it, ends included, by the share of such paths",
            rows.iter().map(|row| Some(row.1)),
        )
        .float(
            "normalised",
            Role::Measure,
            "",
            "the same as a share of all pairs",
            rows.iter().map(|row| Some(if found.pairs > 0.0 { row.1 / found.pairs } else { 0.0 })),
        )
}

/// Closeness and harmonic centrality; of the so many closest where asked.
pub(crate) fn near(
    graph: Adjacency<'_>,
    people: &People,
    options: &ClosenessOptions,
    top: Option<(usize, ClosenessMeasure)>,
    provenance: Provenance,
) -> Table {
    let found = closeness(graph, options);
    let mut provenance = provenance
        .method("closeness after Wasserman and Faust (1994), harmonic centrality; exact, from everybody to everybody")
        .parameter("directed", graph.is_directed())
        .parameter("distances", options.distances.name())
        .parameter("lengths", options.lengths.name());
    let members: Vec<MemberId> = match top {
        None => (0..found.closeness.len() as u32).map(MemberId).collect(),
        Some((k, by)) => {
            provenance = provenance.parameter("top", k).parameter("by", by.name());
            let top = match by {
                ClosenessMeasure::Closeness => found.top(k),
                ClosenessMeasure::Harmonic => found.top_harmonic(k),
            };
            top.into_iter().map(|(member, _)| member).collect()
        }
    };
    let at: Vec<usize> = members.iter().map(|member| member.index()).collect();
    let taken;
    let people = match top {
        None => people,
        Some(_) => {
            taken = people.take(&at);
            &taken
        }
    };
    who(Table::new("closeness", "Closeness", provenance), people)
        .float(
            "closeness",
            Role::Measure,
            "",
            "one over the mean distance, times the share of the others who are within reach",
            at.iter().map(|&i| found.closeness.get(i).copied()),
        )
        .float(
            "harmonic",
            Role::Measure,
            "",
            "sum of 1 / distance over the others: worth so many direct neighbours",
            at.iter().map(|&i| found.harmonic.get(i).copied()),
        )
        .int(
            "reached",
            Role::People,
            "people",
            "others within reach",
            at.iter().map(|&i| found.reached.get(i).map(|&n| n.into())),
        )
        .float(
            "mean_distance",
            Role::Measure,
            "",
            "mean distance to them; missing where there are none",
            members.iter().map(|&member| found.mean_distance(member)),
        )
}
