//! Betweenness against published values, networkx, brute force and closed forms; sampled betweenness against its
//! promise.

use crate::graphs::{KARATE, KITE, from_pairs};
use cmgraph::Error;
use cmgraph::graph::{
    Adjacency, InteractionGraph, Lengths, PivotOptions, SampledBetweennessOptions, TieGraph, arc_betweenness,
    betweenness, betweenness_pivots, sampled_betweenness,
};
use proptest::prelude::*;

fn from_weighted(nodes: usize, arcs: &[(u32, u32, u32)]) -> InteractionGraph {
    let (from, to): (Vec<u32>, Vec<u32>) = arcs.iter().map(|&(u, v, _)| (u, v)).unzip();
    let weights: Vec<f64> = arcs.iter().map(|arc| f64::from(arc.2)).collect();
    InteractionGraph::from_arcs(nodes, &from, &to, &weights).unwrap()
}

#[track_caller]
fn assert_close(got: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(got.len(), wanted.len());
    for (at, (got, wanted)) in got.iter().zip(wanted).enumerate() {
        assert!((got - wanted).abs() <= tolerance * wanted.abs().max(1.0), "{at}: {got} is not {wanted}");
    }
}

/// Every tie once, as (smaller id, larger id, weight), and its place in the rows.
fn ties(graph: &TieGraph) -> Vec<(usize, usize, f64, usize)> {
    let mut place = 0;
    let mut ties = Vec::new();
    for member in graph.members() {
        let row = graph.neighbours(member);
        for (neighbour, &weight) in row.members.iter().zip(row.weights) {
            if member < *neighbour {
                ties.push((member.index(), neighbour.index(), weight, place));
            }
            place += 1;
        }
    }
    ties
}

fn arcs(graph: &InteractionGraph) -> Vec<(usize, usize, f64, usize)> {
    (0..graph.arc_count())
        .filter_map(|arc| {
            let (from, to) = graph.ends(arc)?;
            Some((from.index(), to.index(), graph.weight(arc)?, arc))
        })
        .collect()
}

#[test]
fn karate_and_kite() {
    let karate = from_pairs(34, &KARATE).ties();
    let found = betweenness(&karate, Lengths::Hops);
    for (member, score) in [(0, 231.0714), (33, 160.5516), (32, 76.6905), (2, 75.8508), (31, 73.0095)] {
        assert!((found.scores[member] - score).abs() < 5e-5, "{member}: {}", found.scores[member]);
    }
    assert_eq!(found.pairs, 33.0 * 32.0 / 2.0);
    let found = arc_betweenness(&karate, Lengths::Hops);
    for ((from, to), score) in [((0, 31), 71.392857), ((0, 6), 43.833333), ((0, 2), 43.638889)] {
        let (.., place) = ties(&karate).into_iter().find(|tie| (tie.0, tie.1) == (from, to)).unwrap();
        assert!((found.scores[place] - score).abs() < 5e-7, "{from}-{to}: {}", found.scores[place]);
    }
    assert_eq!(found.pairs, 34.0 * 33.0 / 2.0);

    let kite = betweenness(&from_pairs(10, &KITE).ties(), Lengths::Hops);
    let shares: Vec<f64> = kite.scores.iter().map(|score| score / kite.pairs).collect();
    let wanted = [0.0231, 0.0231, 0.0, 0.1019, 0.0, 0.2315, 0.2315, 0.3889, 0.2222, 0.0];
    for (share, wanted) in shares.iter().zip(wanted) {
        assert!((share - wanted).abs() < 5e-5, "{share} is not {wanted}");
    }
}

/// A random graph with self-loops, parallel arcs and an isolated member; scores by networkx 3.7, with lengths as
/// exact fractions.
#[test]
#[rustfmt::skip]
fn as_networkx_has_it() {
    let graph = from_weighted(10, &[
        (5, 2, 6), (0, 1, 1), (5, 0, 2), (0, 1, 6), (6, 1, 2), (1, 8, 6), (0, 1, 2), (0, 6, 1), (3, 0, 2), (4, 6, 2),
        (8, 1, 3), (8, 2, 1), (3, 5, 1), (8, 1, 1), (3, 7, 6), (5, 7, 6), (5, 4, 2), (2, 3, 1), (4, 8, 6), (5, 7, 3),
        (1, 1, 6), (2, 5, 2), (7, 6, 1), (1, 8, 3), (5, 5, 6), (7, 1, 1), (4, 7, 1), (0, 4, 6), (4, 6, 3), (0, 7, 3),
        (2, 1, 6), (0, 3, 3), (2, 3, 6), (6, 7, 1), (2, 7, 6), (8, 4, 2), (6, 8, 3), (6, 5, 6), (3, 2, 1), (2, 2, 2),
    ]);
    let either = graph.ties();
    let tolerance = 1e-9;
    assert_close(&betweenness(&graph, Lengths::Hops).scores, &[
        3.5119047619, 3.1785714286, 10.7261904762, 3.0, 4.9523809524, 8.9761904762, 8.0357142857, 3.119047619, 12.5, 0.0,
    ], tolerance);
    assert_close(&arc_betweenness(&graph, Lengths::Hops).scores, &[
        2.1428571429, 3.5833333333, 1.9761904762, 2.8095238095, 1.0, 11.1785714286, 2.8095238095, 7.4166666667, 5.5, 3.0,
        4.2619047619, 2.4761904762, 2.1428571429, 2.119047619, 5.6666666667, 2.3333333333, 4.9523809524, 7.25, 3.25,
        4.8095238095, 1.6666666667, 1.3333333333, 9.3333333333, 1.0, 4.369047619, 3.5595238095, 7.5595238095,
        1.3333333333, 13.0, 6.1666666667,
    ], tolerance);
    assert_close(&betweenness(&graph, Lengths::InverseWeight).scores, &[
        4.0, 8.0, 8.5, 1.0, 14.0, 17.5, 17.0, 0.0, 11.0, 0.0,
    ], tolerance);
    assert_close(&arc_betweenness(&graph, Lengths::InverseWeight).scores, &[
        4.0, 1.0, 6.0, 0.0, 1.0, 16.0, 6.5, 8.0, 1.0, 1.0, 6.0, 1.0, 1.0, 1.0, 20.0, 0.0, 2.0, 6.0, 11.5, 3.0, 5.0, 0.5,
        23.5, 0.0, 1.0, 3.0, 5.0, 2.0, 4.0, 13.0,
    ], tolerance);
    assert_close(&betweenness(&either, Lengths::Hops).scores, &[
        1.5, 1.0833333333, 2.1666666667, 0.25, 0.9166666667, 1.5, 1.4166666667, 2.3333333333, 0.8333333333, 0.0,
    ], tolerance);
    assert_close(&betweenness(&either, Lengths::InverseWeight).scores, &[
        1.0, 8.0, 9.0, 0.0, 3.0, 4.0, 2.0, 0.0, 3.0, 0.0,
    ], tolerance);
    let once = |lengths| -> Vec<f64> {
        let scores = arc_betweenness(&either, lengths).scores;
        ties(&either).iter().map(|tie| scores[tie.3]).collect()
    };
    assert_close(&once(Lengths::Hops), &[
        2.4166666667, 2.25, 1.9166666667, 1.5, 1.6666666667, 1.25, 2.0833333333, 1.75, 2.0833333333, 1.8333333333,
        2.5833333333, 2.4166666667, 2.0833333333, 3.1666666667, 1.6666666667, 2.0, 2.0, 1.25, 2.1666666667, 2.5,
        2.1666666667, 1.25, 1.8333333333, 2.1666666667,
    ], tolerance);
    assert_close(&once(Lengths::InverseWeight), &[
        4.0, 2.0, 3.0, 0.0, 0.0, 1.0, 11.0, 0.0, 0.0, 9.0, 5.0, 7.0, 3.0, 0.0, 0.0, 1.0, 0.0, 6.0, 0.0, 5.0, 6.0, 3.0,
        0.0, 0.0,
    ], tolerance);
}

/// Scores by the definition: distances of all pairs by Floyd and Warshall, then counts of paths in order of distance.
struct BruteForce {
    members: Vec<f64>,
    /// By arc as listed; a tie listed once counts both ways.
    arcs: Vec<f64>,
}

fn brute_force(
    nodes: usize,
    arcs: &[(usize, usize, f64, usize)],
    directed: bool,
    lengths: Lengths,
) -> BruteForce {
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-11 * (a + b);
    let length = |weight: f64| if lengths == Lengths::Hops { 1.0 } else { 1.0 / weight };
    let mut steps: Vec<(usize, usize, f64, usize)> = Vec::new();
    for (number, &(u, v, weight, _)) in arcs.iter().enumerate() {
        steps.push((u, v, length(weight), number));
        if !directed {
            steps.push((v, u, length(weight), number));
        }
    }
    let mut far = vec![vec![f64::INFINITY; nodes]; nodes];
    (0..nodes).for_each(|u| far[u][u] = 0.0);
    steps.iter().for_each(|&(u, v, length, _)| far[u][v] = length);
    for via in 0..nodes {
        for u in 0..nodes {
            for v in 0..nodes {
                far[u][v] = far[u][v].min(far[u][via] + far[via][v]);
            }
        }
    }
    let paths: Vec<Vec<f64>> = (0..nodes)
        .map(|source| {
            let far = &far[source];
            let mut steps = steps.clone();
            steps.sort_by(|a, b| far[a.0].total_cmp(&far[b.0]));
            let mut paths = vec![0.0; nodes];
            paths[source] = 1.0;
            for &(u, v, length, _) in steps.iter().filter(|step| far[step.0].is_finite()) {
                if same(far[u] + length, far[v]) {
                    paths[v] += paths[u];
                }
            }
            paths
        })
        .collect();
    let mut found = BruteForce { members: vec![0.0; nodes], arcs: vec![0.0; arcs.len()] };
    let pair = if directed { 1.0 } else { 0.5 };
    for s in 0..nodes {
        for t in (0..nodes).filter(|&t| t != s && far[s][t].is_finite()) {
            for v in (0..nodes).filter(|&v| v != s && v != t && same(far[s][v] + far[v][t], far[s][t])) {
                found.members[v] += pair * paths[s][v] * paths[v][t] / paths[s][t];
            }
            for &(u, v, length, number) in &steps {
                if same(far[s][u] + length + far[v][t], far[s][t]) {
                    found.arcs[number] += pair * paths[s][u] * paths[v][t] / paths[s][t];
                }
            }
        }
    }
    found
}

fn check_against_brute_force(graph: &InteractionGraph) {
    let either = graph.ties();
    for lengths in [Lengths::Hops, Lengths::InverseWeight] {
        let list = arcs(graph);
        let wanted = brute_force(graph.node_count(), &list, true, lengths);
        assert_close(&betweenness(graph, lengths).scores, &wanted.members, 1e-9);
        assert_close(&arc_betweenness(graph, lengths).scores, &wanted.arcs, 1e-9);
        assert_close(&betweenness(Adjacency::from(graph).reversed(), lengths).scores, &wanted.members, 1e-9);

        let list = ties(&either);
        let wanted = brute_force(graph.node_count(), &list, false, lengths);
        assert_close(&betweenness(&either, lengths).scores, &wanted.members, 1e-9);
        let found = arc_betweenness(&either, lengths).scores;
        let once: Vec<f64> = list.iter().map(|tie| found[tie.3]).collect();
        assert_close(&once, &wanted.arcs, 1e-9);
        // Both places of a tie: the sum over all places is twice that over ties.
        assert_close(&[found.iter().sum()], &[2.0 * once.iter().sum::<f64>()], 1e-12);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Sparse ones have trees, leaves and isolated members; dense ones have many shortest paths.
    #[test]
    fn members_and_arcs_as_by_the_definition(
        nodes in 1usize..14,
        arcs in prop::collection::vec((0u32..14, 0u32..14, 1u32..4), 0..60),
    ) {
        let arcs: Vec<_> = arcs.iter().map(|&(u, v, w)| (u % nodes as u32, v % nodes as u32, w)).collect();
        check_against_brute_force(&from_weighted(nodes, &arcs));
    }
}

/// A linear congruential generator, so that the graphs of the tests never change.
fn numbers(seed: u64) -> impl FnMut(u64) -> u32 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) % below) as u32
    }
}

/// A few members with most arcs, many with one, some with none: large enough for all sorts of steps.
fn uneven(nodes: u64, arcs: usize, seed: u64) -> Vec<(u32, u32, u32)> {
    let mut number = numbers(seed);
    (0..arcs)
        .map(|_| {
            let hub = number(4) == 0;
            let from = number(nodes);
            let to = if hub { number(nodes / 20) } else { number(nodes) };
            let (from, to) = if number(3) == 0 { (to, from) } else { (from, to) };
            (from, to, 1 + number(5))
        })
        .collect()
}

#[test]
fn larger_graphs_as_by_the_definition() {
    check_against_brute_force(&from_weighted(150, &uneven(150, 170, 1)));
    check_against_brute_force(&from_weighted(150, &uneven(150, 400, 2)));
    check_against_brute_force(&from_weighted(110, &uneven(110, 3000, 3)));
}

#[test]
fn the_same_bits_for_any_threads_and_order() {
    let arcs = uneven(400, 1500, 4);
    let mut shuffled = arcs.clone();
    let mut number = numbers(5);
    (1..shuffled.len()).for_each(|at| shuffled.swap(at, number(at as u64 + 1) as usize));
    let all = |threads, arcs: &[(u32, u32, u32)]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let graph = from_weighted(400, arcs);
            let either = graph.ties();
            let mut bits: Vec<u64> = Vec::new();
            for graph in [Adjacency::from(&graph), Adjacency::from(&either)] {
                let mut add = |values: &[f64]| bits.extend(values.iter().map(|value| value.to_bits()));
                for lengths in [Lengths::Hops, Lengths::InverseWeight] {
                    add(&betweenness(graph, lengths).scores);
                    add(&arc_betweenness(graph, lengths).scores);
                    let options = PivotOptions { sources: 50, lengths, ..PivotOptions::default() };
                    let some = betweenness_pivots(graph, &options).unwrap();
                    add(&some.scores);
                    add(&some.intervals.iter().map(|interval| interval.low).collect::<Vec<_>>());
                }
                let options = SampledBetweennessOptions { epsilon: 0.05, ..Default::default() };
                let sampled = sampled_betweenness(graph, &options).unwrap();
                assert!(!sampled.exact);
                add(&sampled.scores);
                add(&sampled.intervals.iter().map(|interval| interval.high).collect::<Vec<_>>());
            }
            bits
        })
    };
    let one = all(1, &arcs);
    assert_eq!(one, all(2, &arcs));
    assert_eq!(one, all(3, &shuffled));
}

/// Diamonds in a row: 2^links shortest paths from end to end, more than a float can count.
#[test]
fn counts_of_paths_beyond_a_float() {
    let links = 1100u32;
    let pairs: Vec<(u32, u32)> = (0..links)
        .flat_map(|link| {
            let at = 3 * link;
            [(at, at + 1), (at, at + 2), (at + 1, at + 3), (at + 2, at + 3)]
        })
        .collect();
    let nodes = 3 * links as usize + 1;
    let graph = from_pairs(nodes, &pairs);
    let wanted: Vec<f64> = (0..nodes)
        .map(|member| {
            let links = links as usize;
            match member % 3 {
                0 => {
                    // Also between the two of the diamond on either side.
                    let left = member;
                    (left * (nodes - 1 - left)) as f64
                        + 0.5 * f64::from(u8::from(left > 0) + u8::from(member < 3 * links))
                }
                _ => {
                    let left = member / 3 * 3 + 1;
                    (left * (nodes - 2 - left)) as f64 / 2.0
                }
            }
        })
        .collect();
    for lengths in [Lengths::Hops, Lengths::InverseWeight] {
        assert_close(&betweenness(&graph.ties(), lengths).scores, &wanted, 1e-9);
    }
    let sampled =
        sampled_betweenness(&graph.ties(), &SampledBetweennessOptions { epsilon: 0.2, ..Default::default() })
            .unwrap();
    assert!(!sampled.exact);
    for (score, wanted) in sampled.scores.iter().zip(&wanted) {
        assert!((score - wanted / sampled.pairs).abs() <= 0.2);
    }
}

#[test]
fn nothing_to_stand_between() {
    for nodes in 0..4 {
        let graph = from_pairs(nodes, &[]);
        let either = graph.ties();
        for graph in [Adjacency::from(&graph), Adjacency::from(&either)] {
            let zeros = vec![0.0; nodes];
            for lengths in [Lengths::Hops, Lengths::InverseWeight] {
                assert_eq!(betweenness(graph, lengths).scores, zeros);
                assert!(arc_betweenness(graph, lengths).scores.is_empty());
                let options = PivotOptions { sources: 2, lengths, ..PivotOptions::default() };
                assert_eq!(betweenness_pivots(graph, &options).unwrap().scores, zeros);
            }
            assert!(betweenness(graph, Lengths::Hops).pairs >= 0.0);
            assert_eq!(sampled_betweenness(graph, &Default::default()).unwrap().scores, zeros);
        }
    }
    // A single arc or tie.
    let graph = from_pairs(2, &[(0, 1)]);
    assert_eq!(betweenness(&graph, Lengths::Hops).scores, [0.0, 0.0]);
    assert_eq!(arc_betweenness(&graph, Lengths::Hops).scores, [1.0]);
    assert_eq!(arc_betweenness(&graph.ties(), Lengths::Hops).scores, [1.0, 1.0]);
}

#[test]
fn options_out_of_range() {
    let graph = from_pairs(4, &[(0, 1), (1, 2), (2, 3)]);
    for (sources, level) in [(0, 0.95), (1, 0.95), (2, 0.0), (2, 1.0), (2, f64::NAN)] {
        let options = PivotOptions { sources, level, ..PivotOptions::default() };
        assert!(matches!(betweenness_pivots(&graph, &options), Err(Error::Option { .. })));
    }
    for (epsilon, delta) in
        [(0.0, 0.1), (1.0, 0.1), (f64::NAN, 0.1), (0.1, 0.0), (0.1, 1.0), (0.1, f64::INFINITY)]
    {
        let options = SampledBetweennessOptions { epsilon, delta, seed: 1 };
        assert!(matches!(sampled_betweenness(&graph, &options), Err(Error::Option { .. })));
    }
}

#[test]
fn pivots_are_unbiased_and_their_intervals_cover() {
    let graph = from_weighted(200, &uneven(200, 6000, 6));
    let either = graph.ties();
    // By weights few sources make most of the betweenness of a member: the documentation says how much is missed.
    for (graph, lengths, least) in [
        (Adjacency::from(&graph), Lengths::Hops, 0.9),
        (Adjacency::from(&either), Lengths::Hops, 0.9),
        (Adjacency::from(&graph), Lengths::InverseWeight, 0.75),
    ] {
        let exact = betweenness(graph, lengths);
        let all = PivotOptions { sources: 200, lengths, ..PivotOptions::default() };
        let found = betweenness_pivots(graph, &all).unwrap();
        assert!(found.exact);
        assert_eq!(found.scores, exact.scores);

        let (runs, sources) = (400, 40);
        let mut mean = vec![0.0; 200];
        let (mut covered, mut asked) = (0, 0);
        for seed in 0..runs {
            let options = PivotOptions { sources, lengths, seed, ..PivotOptions::default() };
            let found = betweenness_pivots(graph, &options).unwrap();
            assert!(!found.exact && found.sources == sources && found.pairs == exact.pairs);
            for (member, score) in exact.scores.iter().enumerate() {
                mean[member] += found.scores[member] / runs as f64;
                let interval = found.intervals[member];
                assert!(interval.low <= found.scores[member] && found.scores[member] <= interval.high);
                // Those who stand between a share of pairs that matters.
                if *score > 0.002 * exact.pairs {
                    asked += 1;
                    covered += u32::from(interval.low <= *score && *score <= interval.high);
                }
            }
        }
        // The total is known best: its standard error over the runs is below 1%.
        let (mean, total): (f64, f64) = (mean.iter().sum(), exact.scores.iter().sum());
        assert!((mean / total - 1.0).abs() < 0.02, "{mean} {total}");
        let share = f64::from(covered) / f64::from(asked);
        println!("{share} of {asked} intervals cover");
        assert!((least..0.99).contains(&share), "{share} of {asked}");
    }
}

/// How many of some runs keep their promise, and the largest error met as a share of epsilon.
fn kept(graph: Adjacency<'_>, epsilon: f64, runs: u64) -> (u64, f64) {
    let exact = betweenness(graph, Lengths::Hops).scores;
    let (mut kept, mut most) = (0, 0.0f64);
    for seed in 0..runs {
        let options = SampledBetweennessOptions { epsilon, seed, ..SampledBetweennessOptions::default() };
        let found = sampled_betweenness(graph, &options).unwrap();
        assert!(!found.exact && found.samples > 0 && found.epsilon == epsilon);
        let mut worst = 0.0f64;
        let mut inside = true;
        for (member, score) in exact.iter().enumerate() {
            let (share, interval) = (score / found.pairs, found.intervals[member]);
            worst = worst.max((found.scores[member] - share).abs());
            inside &= interval.low <= share && share <= interval.high;
            assert!(interval.high - interval.low <= 2.0 * epsilon + 1e-12);
        }
        assert!(!inside || worst <= epsilon + 1e-12);
        kept += u64::from(inside);
        most = most.max(worst / epsilon);
    }
    (kept, most)
}

#[test]
fn sampled_betweenness_keeps_its_promise() {
    let graph = from_weighted(600, &uneven(600, 2500, 7));
    let disconnected = from_weighted(900, &uneven(600, 1000, 8));
    let (either, apart) = (graph.ties(), disconnected.ties());
    for (name, graph) in [
        ("arcs", Adjacency::from(&graph)),
        ("ties", Adjacency::from(&either)),
        ("disconnected arcs", Adjacency::from(&disconnected)),
        ("disconnected ties", Adjacency::from(&apart)),
    ] {
        let (kept, most) = kept(graph, 0.03, 200);
        println!("{name}: {kept} of 200 runs keep the bound; largest error {most:.2} epsilon");
        assert!(kept >= 190, "{name}: {kept}");
        // A bound that is never nearly reached would waste samples, and a sampler that cheats would be exact.
        assert!(most > 0.4, "{name}: {most}");
    }
}

#[test]
fn shortest_paths_are_drawn_alike() {
    let graph = from_weighted(300, &uneven(300, 1200, 9));
    let either = graph.ties();
    for graph in [Adjacency::from(&graph), Adjacency::from(&either)] {
        let exact = betweenness(graph, Lengths::Hops).scores;
        let (mut counts, mut samples, mut pairs) = (vec![0.0; 300], 0.0, 0.0);
        for seed in 0..300 {
            let options =
                SampledBetweennessOptions { epsilon: 0.1, seed, ..SampledBetweennessOptions::default() };
            let found = sampled_betweenness(graph, &options).unwrap();
            assert!(!found.exact);
            counts
                .iter_mut()
                .zip(&found.scores)
                .for_each(|(count, score)| *count += score * found.samples as f64);
            samples += found.samples as f64;
            pairs = found.pairs;
        }
        assert!(samples > 20_000.0);
        for (member, (count, score)) in counts.iter().zip(&exact).enumerate() {
            let share = score / pairs;
            let error = (share * (1.0 - share) / samples).sqrt();
            assert!(
                (count / samples - share).abs() <= 5.0 * error + 1e-12,
                "{member}: {count} of {samples}, {share}"
            );
        }
    }
}

#[test]
fn small_errors_make_it_exact() {
    let karate = from_pairs(34, &KARATE).ties();
    let found =
        sampled_betweenness(&karate, &SampledBetweennessOptions { epsilon: 1e-6, ..Default::default() })
            .unwrap();
    assert!(found.exact && found.samples == 0 && found.epsilon == 0.0 && found.delta == 0.0);
    let exact = betweenness(&karate, Lengths::Hops);
    let scores: Vec<f64> = found.scores.iter().map(|score| score * found.pairs).collect();
    assert_close(&scores, &exact.scores, 1e-12);
}
