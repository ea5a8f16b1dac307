//! `cmgraph graph`.

use crate::arguments::{Exit, Input, Time};
use crate::failure::Failure;
use crate::graph_tables::{BY_VALUE, PEOPLE, WHOLE};
use crate::input;
use crate::output::save;
use cmgraph::graph::{
    BetweennessMethod, ClosenessMeasure, ClosenessOptions, CommunityMethod, CommunityOptions,
    DEFAULT_ACCEPTANCE_WEIGHT, DEFAULT_ANSWER_WEIGHT, DEFAULT_MENTION_WEIGHT, DEFAULT_REACTION_WEIGHT,
    DEFAULT_REPLY_WEIGHT, DEFAULT_RESOLUTION, DEFAULT_SEARCHES, DEFAULT_TRAILING, EdgeRule, HitsOptions,
    Lengths, PageRankOptions, PivotOptions, SampledBetweennessOptions, graph_over_time,
};
use cmgraph::privacy::{GraphRelease, write_interactions};
use cmgraph::report::graph_text;
use cmgraph::stats::{DEFAULT_SEED, ResampleOptions};
use cmgraph::time::Period;
use cmgraph::{Policy, Release, View};
use std::path::{Path, PathBuf};

/// Permutations behind the p-values of the E-I index.
const PERMUTATIONS: usize = 999;
/// Members in a drawing.
const DRAWN: usize = 150;
/// Who interacts with whom: the graph, its measures, its communities, and files for other programs
#[derive(clap::Args)]
#[command(
    long_about = "\
Who interacts with whom? Members are joined by an arc where one replied to a message of the other, mentioned or accepted \
it. The text says how far they are connected, whether they answer each other, which communities the ties show, and how \
that changed. Every measure of the graph is a table of its own; --save writes the graph for Gephi, networkx or igraph.",
    after_help = "\
Tables: graph (default), graph_over_time, weak_components, strong_components, biconnected_components, communities, mixing, \
ei_index; with a row a member or an arc (not in aggregate mode): nodes, arcs, pagerank, hits, betweenness, \
arc_betweenness, closeness, clustering, structural_holes, cores, biconnected_members, articulation_points, bridges, \
brokerage, ei_members, community_members, drawing. They name everybody; those with a score have the highest first.

Examples:
  cmgraph graph export.zip --from 2024-01-01
  cmgraph graph export.zip --roster people.csv --unit-level 1 --table mixing     unit by unit
  cmgraph graph export.zip --table betweenness --epsilon 0.01 --format csv
  cmgraph graph export.zip --save community.graphml        or .gexf, or .csv: one row an act, with its time"
)]
pub(crate) struct GraphArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// Weight of a reply
    #[arg(long, value_name = "WEIGHT", default_value_t = DEFAULT_REPLY_WEIGHT, help_heading = "Arcs")]
    reply: f64,
    /// Additional weight of a reply that answers a question
    #[arg(long, value_name = "WEIGHT", default_value_t = DEFAULT_ANSWER_WEIGHT, help_heading = "Arcs")]
    answer: f64,
    /// Weight of a mention
    #[arg(long, value_name = "WEIGHT", default_value_t = DEFAULT_MENTION_WEIGHT, help_heading = "Arcs")]
    mention: f64,
    /// Weight of a reaction
    #[arg(long, value_name = "WEIGHT", default_value_t = DEFAULT_REACTION_WEIGHT, help_heading = "Arcs")]
    reaction: f64,
    /// Weight of an accepted answer
    #[arg(long, value_name = "WEIGHT", default_value_t = DEFAULT_ACCEPTANCE_WEIGHT, help_heading = "Arcs")]
    acceptance: f64,
    /// Logarithm of 1 plus the weighted count instead of the count
    #[arg(long, help_heading = "Arcs")]
    log: bool,
    /// Weights fade: an act so many days before the end of the window counts half; then without counts by kind
    #[arg(long, value_name = "DAYS", help_heading = "Arcs")]
    half_life_days: Option<f64>,
    /// Weeks that a window of graph_over_time covers; one ends every Monday
    #[arg(long, value_name = "N", default_value_t = DEFAULT_TRAILING, help_heading = "Measures")]
    trailing_weeks: u32,
    /// How communities are looked for: leiden or louvain
    #[arg(long, value_name = "NAME", default_value = "leiden", value_parser = community_method,
        help_heading = "Measures")]
    community_method: CommunityMethod,
    /// Above 1: more and smaller communities
    #[arg(long, value_name = "R", default_value_t = DEFAULT_RESOLUTION, help_heading = "Measures")]
    resolution: f64,
    /// Searches for communities, of which the best counts; from 2 on the table says how stable they are
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEARCHES, help_heading = "Measures")]
    runs: usize,
    /// Betweenness to within this share of all pairs, from drawn paths [default: exact]
    #[arg(long, value_name = "SHARE", conflicts_with = "sources", help_heading = "Measures")]
    epsilon: Option<f64>,
    /// Betweenness from so many members drawn at random, with an interval each [default: exact]
    #[arg(long, value_name = "N", help_heading = "Measures")]
    sources: Option<usize>,
    /// Only the so many closest members in closeness, closest first [default: all]
    #[arg(long, value_name = "N", help_heading = "Measures")]
    top: Option<usize>,
    /// How long an arc is (betweenness, closeness): hops, or inverse_weight, one over its weight
    #[arg(long, value_name = "NAME", default_value = "hops", value_parser = lengths, help_heading = "Measures")]
    lengths: Lengths,
    /// Permutations behind the p-values of ei_index
    #[arg(long, value_name = "N", default_value_t = PERMUTATIONS, help_heading = "Measures")]
    draws: usize,
    /// Paths follow arcs against their direction too (betweenness, closeness)
    #[arg(long, help_heading = "Measures")]
    undirected: bool,
    /// PageRank against the arcs: high for those who act on the messages of many
    #[arg(long, help_heading = "Measures")]
    reverse: bool,
    /// Seed of what is drawn at random
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, help_heading = "Measures")]
    seed: u64,
    /// Write the graph itself, by the ending: .graphml, .gexf, or .csv with one row an act
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    save: Option<PathBuf>,
    #[command(flatten)]
    exit: Exit,
}

fn community_method(name: &str) -> Result<CommunityMethod, String> {
    CommunityMethod::parse(name).ok_or_else(|| "leiden or louvain".into())
}

fn lengths(name: &str) -> Result<Lengths, String> {
    Lengths::parse(name).ok_or_else(|| "hops or inverse_weight".into())
}

pub(crate) fn run(arguments: &GraphArguments, quiet: bool) -> Result<(), Failure> {
    let GraphArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let ending = arguments.save.as_deref().map(ending).transpose()?;
    if let Some(epsilon) = arguments.epsilon.filter(|&share| !(share > 0.0 && share < 1.0)) {
        return Err(Failure::usage(format!("--epsilon: found {epsilon}, expected between 0 and 1")));
    }
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let view = community.view(&window);
    let fault = |error| Failure::of(error, exit.mode);
    let rule = EdgeRule {
        reply: arguments.reply,
        answer: arguments.answer,
        mention: arguments.mention,
        reaction: arguments.reaction,
        acceptance: arguments.acceptance,
        scale: if arguments.log { cmgraph::graph::Scale::Log1p } else { cmgraph::graph::Scale::Count },
    };
    let level = time.unit_level.map(usize::from);
    let graph = match arguments.half_life_days {
        Some(days) => GraphRelease::decayed(&view, &rule, days, level, &policy),
        None => GraphRelease::with_units(&view, &rule, level, &policy),
    };
    let graph = graph.map_err(fault)?;
    if let (Some(path), Some(ending)) = (&arguments.save, ending) {
        let bytes = file(&graph, &view, &policy, ending).map_err(fault)?;
        save(path, &bytes)?;
        if !quiet {
            eprintln!("cmgraph: {} written", path.display());
        }
        if exit.table.is_none() {
            return Ok(());
        }
    }
    let make = |name: &str| -> Option<Result<Release, Failure>> {
        let over_time = || {
            graph_over_time(&view, &rule, Period::Week, arguments.trailing_weeks)
                .map(|table| policy.apply(&table))
        };
        if name == "graph_over_time" { Some(over_time()) } else { table(&graph, arguments, name) }
            .map(|made| made.map(|release| highest_first(release, arguments)).map_err(fault))
    };
    let names: Vec<&str> = WHOLE.into_iter().chain(PEOPLE).collect();
    let text = || {
        let tables = ["graph", "communities", "graph_over_time"].into_iter().filter_map(make);
        Ok(graph_text(&tables.collect::<Result<Vec<_>, _>>()?, &exit.terminal()))
    };
    exit.write_made(&names, &WHOLE, "graph", quiet, make, text)
}

/// The rows in the order of the score; by id where it is equal. The closest that were asked for come in their order.
fn highest_first(release: Release, arguments: &GraphArguments) -> Release {
    let by = BY_VALUE.iter().find(|(name, _)| *name == release.name());
    let by = by.filter(|(name, _)| *name != "closeness" || arguments.top.is_none());
    let Some(column) = by.and_then(|(_, column)| release.column(column)) else { return release };
    let value = |row: usize| column.values.number(row).unwrap_or(f64::NEG_INFINITY);
    let mut rows: Vec<usize> = (0..release.rows()).collect();
    rows.sort_by(|&a, &b| value(b).total_cmp(&value(a)));
    release.take(&rows)
}

/// One table of the graph; None for a name that there is not.
fn table(graph: &GraphRelease, arguments: &GraphArguments, name: &str) -> Option<cmgraph::Result<Release>> {
    let directed = !arguments.undirected;
    let seed = arguments.seed;
    let resample = ResampleOptions { replicates: arguments.draws, seed };
    let method = arguments.community_method;
    let communities = CommunityOptions {
        resolution: arguments.resolution,
        runs: arguments.runs,
        seed,
        ..CommunityOptions::default()
    };
    Some(match name {
        "graph" => Ok(graph.summary()),
        "weak_components" => Ok(graph.components(false)),
        "strong_components" => Ok(graph.components(true)),
        "biconnected_components" => Ok(graph.biconnected_components()),
        "biconnected_members" => graph.biconnected_members(),
        "arc_betweenness" => graph.arc_betweenness(arguments.lengths, directed),
        "communities" => graph.communities(method, &communities),
        "mixing" => graph.mixing(),
        "ei_index" => graph.ei_index(false, &resample),
        "nodes" => graph.nodes(),
        "arcs" => graph.arcs(),
        "pagerank" => graph.pagerank(&PageRankOptions::default(), arguments.reverse),
        "hits" => graph.hits(&HitsOptions::default()),
        "betweenness" => {
            let lengths = arguments.lengths;
            let method = match (arguments.epsilon, arguments.sources) {
                (Some(epsilon), _) if lengths == Lengths::Hops => {
                    BetweennessMethod::Sampled(SampledBetweennessOptions {
                        epsilon,
                        seed,
                        ..SampledBetweennessOptions::default()
                    })
                }
                (Some(_), _) => {
                    return Some(Err(cmgraph::Error::Option {
                        option: "lengths",
                        found: lengths.name().into(),
                        expected: "hops with --epsilon".into(),
                    }));
                }
                (None, Some(sources)) => BetweennessMethod::Pivots(PivotOptions {
                    sources,
                    lengths,
                    seed,
                    ..PivotOptions::default()
                }),
                (None, None) => BetweennessMethod::Exact(lengths),
            };
            graph.betweenness(&method, directed)
        }
        "closeness" => {
            let options = ClosenessOptions { lengths: arguments.lengths, ..ClosenessOptions::default() };
            match arguments.top {
                Some(top) => graph.closest(&options, directed, top, ClosenessMeasure::default()),
                None => graph.closeness(&options, directed),
            }
        }
        "clustering" => graph.clustering(),
        "structural_holes" => graph.structural_holes(true),
        "cores" => graph.cores(false),
        "articulation_points" => graph.articulation_points(),
        "bridges" => graph.bridges(),
        "brokerage" => graph.brokerage(),
        "ei_members" => graph.ei_of_members(false),
        "community_members" => graph.community_members(method, &communities),
        "drawing" => graph.drawing(DRAWN),
        _ => return None,
    })
}

#[derive(Clone, Copy)]
enum Ending {
    GraphMl,
    Gexf,
    Csv,
}

fn ending(path: &Path) -> Result<Ending, Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "graphml" => Ok(Ending::GraphMl),
        "gexf" => Ok(Ending::Gexf),
        "csv" => Ok(Ending::Csv),
        _ => {
            let what = format!("--save: found the ending {ending:?}, expected .graphml, .gexf or .csv");
            Err(Failure::usage(what))
        }
    }
}

/// The graph as a file, in memory: what is refused leaves no file behind.
fn file(graph: &GraphRelease, view: &View<'_>, policy: &Policy, ending: Ending) -> cmgraph::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match ending {
        Ending::GraphMl => graph.write_graphml(&mut bytes)?,
        Ending::Gexf => graph.write_gexf(&mut bytes)?,
        Ending::Csv => write_interactions(view, policy, &mut bytes)?,
    }
    Ok(bytes)
}
