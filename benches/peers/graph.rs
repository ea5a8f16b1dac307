//! Our side of `graph.py`: one kernel on one file of arcs.

use crate::timed;
use cmgraph::MemberId;
use cmgraph::graph::{
    ArcProbability, Cascade, CascadeModel, CascadeOptions, ClosenessOptions, CommunityOptions, HitsOptions,
    InteractionGraph, Lengths, PageRankOptions, PivotOptions, SampledBetweennessOptions, SeedOptions,
    SimulationOptions, best_seeds, betweenness, betweenness_pivots, closeness, core_numbers, cuts, hits,
    in_strengths, leiden, louvain, out_strengths, pagerank, reciprocity, sampled_betweenness,
    simulate_cascades, strong_components, structural_holes, triangles, weak_components,
};
use std::path::Path;
use std::time::Duration;

struct Arcs {
    nodes: usize,
    from: Vec<u32>,
    to: Vec<u32>,
    weights: Vec<f64>,
}

/// u64 members, u64 arcs, u32 sources, u32 targets, f64 weights.
fn load(file: &Path) -> Arcs {
    let bytes = std::fs::read(file).expect("a file of arcs");
    let (head, rest) = bytes.split_at(16);
    let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes")) as usize;
    let (nodes, arcs) = (number(&head[..8]), number(&head[8..]));
    let (from, rest) = rest.split_at(4 * arcs);
    let (to, weights) = rest.split_at(4 * arcs);
    let ids = |bytes: &[u8]| -> Vec<u32> {
        bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect()
    };
    let weights = weights.as_chunks::<8>().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
    Arcs { nodes, from: ids(from), to: ids(to), weights }
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    sum / n
}

/// Times of a kernel and its check value.
pub(crate) fn kernel(operation: &str, file: &Path, repetitions: usize) -> (Vec<Duration>, f64) {
    let arcs = load(file);
    let build =
        || InteractionGraph::from_arcs(arcs.nodes, &arcs.from, &arcs.to, &arcs.weights).expect("valid arcs");
    let graph = build();
    let ties = graph.ties();
    let communities = CommunityOptions::default();
    match operation {
        "build" => timed(repetitions, || build().arc_count() as f64),
        "ties" => timed(repetitions, || graph.ties().tie_count() as f64),
        "strength" => timed(repetitions, || largest(&in_strengths(&graph)) + 0.0 * out_strengths(&graph)[0]),
        "reciprocity" => timed(repetitions, || reciprocity(&graph).r.unwrap_or(0.0)),
        "pagerank" => timed(repetitions, || {
            largest(&pagerank(&graph, &PageRankOptions::default()).expect("options in range").scores)
        }),
        "hits" => timed(repetitions, || {
            largest(&hits(&graph, &HitsOptions::default()).expect("options in range").authorities)
        }),
        "weak" => timed(repetitions, || f64::from(weak_components(&graph).sizes[0])),
        "strong" => timed(repetitions, || f64::from(strong_components(&graph).sizes[0])),
        "betweenness" => timed(repetitions, || largest(&betweenness(&ties, Lengths::Hops).scores)),
        "betweenness_256" => {
            let options = PivotOptions { sources: 256, ..PivotOptions::default() };
            timed(repetitions, || {
                largest(&betweenness_pivots(&ties, &options).expect("options in range").scores)
            })
        }
        "betweenness_eps" => {
            let options = SampledBetweennessOptions { epsilon: 0.01, delta: 0.1, seed: 0 };
            timed(repetitions, || {
                largest(&sampled_betweenness(&ties, &options).expect("options in range").scores)
            })
        }
        "closeness" => {
            timed(repetitions, || largest(&closeness(&ties, &ClosenessOptions::default()).closeness))
        }
        "harmonic" => {
            timed(repetitions, || largest(&closeness(&ties, &ClosenessOptions::default()).harmonic))
        }
        "constraint" => {
            timed(repetitions, || mean(structural_holes(&ties, true).constraint.into_iter().flatten()))
        }
        "effective_size" => {
            timed(repetitions, || mean(structural_holes(&ties, false).effective_size.into_iter().flatten()))
        }
        "core" => timed(repetitions, || f64::from(core_numbers(&ties).degeneracy)),
        "triangles" => timed(repetitions, || triangles(&ties).mean_clustering().unwrap_or(0.0)),
        "articulation" => timed(repetitions, || cuts(&ties).articulation_points.len() as f64),
        "louvain" => timed(repetitions, || {
            louvain(&ties, &communities).expect("options in range").modularity.unwrap_or(0.0)
        }),
        "leiden" => timed(repetitions, || {
            leiden(&ties, &communities).expect("options in range").modularity.unwrap_or(0.0)
        }),
        "cascade" => {
            // Those on whom most members act; what they say goes to whoever acts on them.
            let mut seeds: Vec<MemberId> = graph.members().collect();
            seeds.sort_by_key(|&member| {
                (std::cmp::Reverse(graph.in_neighbours(member).members.len()), member)
            });
            seeds.truncate(50);
            timed(repetitions, || {
                let cascade = cascade(&graph, CascadeModel::IndependentCascade);
                let runs = simulate_cascades(&cascade, &seeds, &SimulationOptions::default());
                runs.expect("options in range").mean.unwrap_or(0.0)
            })
        }
        "influence" | "influence_lt" => {
            let model = match operation {
                "influence" => CascadeModel::IndependentCascade,
                _ => CascadeModel::LinearThreshold,
            };
            let options = SeedOptions { k: 50, ..SeedOptions::default() };
            timed(repetitions, || {
                best_seeds(&cascade(&graph, model), &options).expect("options in range").reach
            })
        }
        "panel" => timed(repetitions, || panel(&graph)),
        other => panic!("no kernel {other:?}"),
    }
}

/// Weighted cascade by the number of arcs, as the peers have it.
fn cascade(graph: &InteractionGraph, model: CascadeModel) -> Cascade<'_> {
    let options =
        CascadeOptions { model, probability: ArcProbability::ByDegree, ..CascadeOptions::default() };
    Cascade::new(graph, &options).expect("options in range")
}

/// All structural measures but exact betweenness and closeness, from the arcs.
fn panel(graph: &InteractionGraph) -> f64 {
    let ties = graph.ties();
    let sampled = sampled_betweenness(&ties, &SampledBetweennessOptions::default()).expect("in range");
    let ranks = pagerank(graph, &PageRankOptions::default()).expect("in range");
    let hubs = hits(graph, &HitsOptions::default()).expect("in range");
    let groups = leiden(&ties, &CommunityOptions::default()).expect("in range");
    let holes = structural_holes(&ties, true);
    largest(&sampled.scores)
        + largest(&ranks.scores)
        + largest(&hubs.hubs)
        + groups.modularity.unwrap_or(0.0)
        + holes.constraint.into_iter().flatten().sum::<f64>()
        + triangles(&ties).mean_clustering().unwrap_or(0.0)
        + f64::from(core_numbers(&ties).degeneracy)
        + cuts(&ties).bridges.len() as f64
        + reciprocity(graph).r.unwrap_or(0.0)
        + f64::from(weak_components(graph).sizes[0] + strong_components(graph).sizes[0])
        + largest(&in_strengths(graph))
        + largest(&out_strengths(graph))
}
