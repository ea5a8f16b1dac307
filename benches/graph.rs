//! Building the interaction graph and the kernels on it: 50,000 members, about 2.2 million arcs, 6.1 million interactions, heavy
//! tails. `cargo bench --bench graph`; `RAYON_NUM_THREADS=1` for one thread.

use cmgraph::graph::{
    Decay, EdgeRule, GraphSeries, Interaction, InteractionGraph, InteractionKind, PageRankOptions,
    PingPongOptions, in_strengths, out_strengths, pagerank, partner_counts, ping_pong, reciprocity,
    strong_components, weak_components,
};
use cmgraph::time::DAY_MS;
use cmgraph::{MemberId, Timestamp};
use divan::{Bencher, black_box};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::ops::Range;
use std::sync::LazyLock;

const MEMBERS: usize = 50_000;
const EVENTS: usize = 6_100_000;
const GROUPS: u32 = 60;

fn main() {
    divan::main();
}

/// Members answer within their group for the most part, and activity has a heavy tail.
static INTERACTIONS: LazyLock<Vec<Interaction>> = LazyLock::new(|| {
    let mut rng = ChaCha8Rng::seed_from_u64(20261121);
    let per_group = MEMBERS as u32 / GROUPS;
    let tail = |size: u32, rng: &mut ChaCha8Rng| {
        let uniform: f64 = rng.random();
        (uniform.powf(5.0) * f64::from(size)) as u32
    };
    // Ids do not tell how active a member is.
    let mut id: Vec<u32> = (0..MEMBERS as u32).collect();
    for i in (1..MEMBERS).rev() {
        id.swap(i, rng.random_range(0..=i));
    }
    (0..EVENTS)
        .map(|_| {
            let group = tail(GROUPS, &mut rng);
            let from = group * per_group + tail(per_group, &mut rng);
            let group = if rng.random_bool(0.8) { group } else { tail(GROUPS, &mut rng) };
            let to = group * per_group + tail(per_group, &mut rng);
            Interaction {
                from: MemberId(id[from as usize]),
                to: MemberId(id[to as usize]),
                kind: InteractionKind::Reply,
                at: Timestamp(rng.random_range(0..94_000_000_000)),
            }
        })
        .collect()
});

static GRAPH: LazyLock<InteractionGraph> = LazyLock::new(|| {
    let rule = EdgeRule::default();
    let graph = InteractionGraph::from_interactions(MEMBERS, &INTERACTIONS, &rule)
        .expect("the made events are valid");
    eprintln!("{} arcs", graph.arc_count());
    graph
});

/// Columns of arcs: sources, targets, weights.
type Arcs = (Vec<u32>, Vec<u32>, Vec<f64>);

fn arcs(shuffled: bool) -> Arcs {
    let mut arcs: Vec<(u32, u32, f64)> = GRAPH
        .members()
        .flat_map(|member| {
            let row = GRAPH.out_neighbours(member);
            row.members.iter().zip(row.weights).map(move |(to, &weight)| (member.0, to.0, weight))
        })
        .collect();
    if shuffled {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for i in (1..arcs.len()).rev() {
            arcs.swap(i, rng.random_range(0..=i));
        }
    }
    (
        arcs.iter().map(|arc| arc.0).collect(),
        arcs.iter().map(|arc| arc.1).collect(),
        arcs.iter().map(|arc| arc.2).collect(),
    )
}

#[divan::bench(args = ["sorted", "shuffled"], sample_count = 15)]
fn from_arcs(bencher: Bencher, order: &str) {
    let (from, to, weights) = arcs(order == "shuffled");
    bencher.bench_local(|| InteractionGraph::from_arcs(MEMBERS, &from, &to, &weights));
}

#[divan::bench(sample_count = 10)]
fn from_interactions(bencher: Bencher) {
    let (events, rule) = (&*INTERACTIONS, EdgeRule::default());
    bencher.bench_local(|| InteractionGraph::from_interactions(MEMBERS, black_box(events), &rule));
}

/// 100 windows of 26 weeks, a week apart.
fn windows() -> Vec<Range<Timestamp>> {
    const WEEK: i64 = 7 * DAY_MS;
    (0..100).map(|week| Timestamp((week + 3) * WEEK)..Timestamp((week + 29) * WEEK)).collect()
}

#[divan::bench(sample_count = 3)]
fn series_new(bencher: Bencher) {
    let (events, rule) = (&*INTERACTIONS, EdgeRule::default());
    bencher.bench_local(|| GraphSeries::new(MEMBERS, black_box(events), &rule));
}

#[divan::bench(sample_count = 3)]
fn series_100_windows(bencher: Bencher) {
    let series = GraphSeries::new(MEMBERS, &INTERACTIONS, &EdgeRule::default()).expect("valid events");
    let windows = windows();
    bencher.bench_local(|| series.each(&windows, InteractionGraph::arc_count));
}

/// The same graphs without a series, from interactions in order of time.
#[divan::bench(sample_count = 3)]
fn rebuilt_100_windows(bencher: Bencher) {
    let mut events = INTERACTIONS.clone();
    events.sort_by_key(|event| event.at);
    let (windows, rule) = (windows(), EdgeRule::default());
    bencher.bench_local(|| {
        let arcs = windows.iter().map(|window| {
            let [from, to] =
                [window.start, window.end].map(|end| events.partition_point(|event| event.at < end));
            InteractionGraph::from_interactions(MEMBERS, &events[from..to], &rule).map(|g| g.arc_count())
        });
        arcs.collect::<Vec<_>>()
    });
}

#[divan::bench(name = "ping_pong", sample_count = 5)]
fn ping_pong_all(bencher: Bencher) {
    let (events, rule) = (&*INTERACTIONS, EdgeRule::default());
    bencher.bench_local(|| ping_pong(MEMBERS, black_box(events), &rule, &PingPongOptions::default()));
}

#[divan::bench(name = "decayed", sample_count = 5)]
fn decayed_all(bencher: Bencher) {
    let (events, rule) = (&*INTERACTIONS, EdgeRule::default());
    let decay = Decay::as_of(Timestamp(94_000_000_000));
    bencher.bench_local(|| InteractionGraph::decayed(MEMBERS, black_box(events), &rule, &decay));
}

#[divan::bench(name = "pagerank", sample_count = 10)]
fn pagerank_default(bencher: Bencher) {
    let (graph, options) = (&*GRAPH, PageRankOptions::default());
    bencher.bench_local(|| pagerank(black_box(graph), &options));
}

#[divan::bench(name = "strength", sample_count = 20)]
fn strengths_both_ways(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench_local(|| (out_strengths(black_box(graph)), in_strengths(graph)));
}

#[divan::bench(name = "partners", sample_count = 20)]
fn distinct_partners(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench_local(|| partner_counts(black_box(graph)));
}

#[divan::bench(name = "reciprocity", sample_count = 20)]
fn reciprocity_and_rho(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench_local(|| reciprocity(black_box(graph)));
}

#[divan::bench(sample_count = 20)]
fn weak(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench_local(|| weak_components(black_box(graph)));
}

#[divan::bench(sample_count = 20)]
fn strong(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench_local(|| strong_components(black_box(graph)));
}
