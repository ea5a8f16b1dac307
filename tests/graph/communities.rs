//! Communities and the comparison of partitions: known graphs, brute force, what has to hold for every graph.

use crate::graphs::{KARATE, from_arcs};
use cmgraph::MemberId;
use cmgraph::graph::{
    Communities, CommunityOptions, NormalizedBy, Partition, Stability, TieGraph, adjusted_mutual_information,
    adjusted_rand_index, leiden, louvain, modularity, mutual_information, normalized_mutual_information,
    variation_of_information,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use std::path::Path;

/// Who stayed with Mr. Hi (0) and who left with the officer (1).
#[rustfmt::skip]
const FACTIONS: [u32; 34] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
];

type Search = fn(&TieGraph, &CommunityOptions) -> cmgraph::Result<Communities>;
const SEARCHES: [(&str, Search); 2] = [("louvain", louvain), ("leiden", leiden)];

fn ties_of(nodes: usize, arcs: &[(u32, u32, f64)]) -> TieGraph {
    from_arcs(nodes, arcs).ties()
}

fn karate() -> TieGraph {
    ties_of(34, &KARATE.map(|(u, v)| (u, v, 1.0)))
}

fn close(got: Option<f64>, wanted: f64, tolerance: f64) -> bool {
    got.is_some_and(|got| (got - wanted).abs() <= tolerance)
}

/// Number of communities that are not in one piece.
fn disconnected(ties: &TieGraph, partition: &Partition) -> usize {
    let apart = |label: u32| {
        let members: Vec<MemberId> = partition.members(label).collect();
        let (mut reached, mut next) = (vec![members[0]], 0);
        while next < reached.len() {
            for &other in ties.neighbours(reached[next]).members {
                if partition.labels[other.index()] == label && !reached.contains(&other) {
                    reached.push(other);
                }
            }
            next += 1;
        }
        reached.len() != members.len()
    };
    (0..partition.count() as u32).filter(|&label| apart(label)).count()
}

/// Arcs among at most `members`, with self-loops, repeated arcs and members without any.
fn arcs(members: u32, most: usize) -> impl Strategy<Value = Vec<(u32, u32, f64)>> {
    prop::collection::vec((0..members, 0..members, (1u32..40).prop_map(|w| f64::from(w) / 4.0)), 0..most)
}

#[test]
fn karate_modularity() {
    let ties = karate();
    assert!(close(modularity(&ties, &FACTIONS, 1.0), 0.3582347140039448, 1e-12));
    assert!(close(modularity(&ties, &FACTIONS, 2.0), -0.14250493096646943, 1e-12));
    assert!(close(modularity(&ties, &[0; 34], 1.0), 0.0, 1e-12));
    // The best there is, by integer programming (Brandes and others 2008).
    for (name, search) in SEARCHES {
        let found = search(&ties, &CommunityOptions { runs: 10, ..CommunityOptions::default() }).unwrap();
        assert!(close(found.modularity, 0.41978961209730437, 1e-9), "{name}: {:?}", found.modularity);
        assert_eq!(found.partition.sizes, [12, 11, 6, 5], "{name}");
        assert_eq!(found.run_modularities.len(), 10);
        assert!(found.run_modularities.iter().all(|&q| q > 0.39 && q <= found.modularity.unwrap()), "{name}");
        assert_eq!(found.stability.unwrap().runs, 9);
    }
}

#[test]
fn planted_communities_are_found() {
    // Four blocks of 60: inside one pair in five is tied, between one in a hundred, and never of the same weight.
    let (mut state, mut planted) = (12345u64, Vec::new());
    let mut draw = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as f64 / (1u64 << 31) as f64
    };
    for u in 0..240u32 {
        for v in 0..u {
            let chance = if u % 4 == v % 4 { 0.2 } else { 0.01 };
            if draw() < chance {
                planted.push((u, v, 0.5 + draw()));
            }
        }
    }
    let truth: Vec<u32> = (0..240).map(|member| member % 4).collect();
    let ties = ties_of(240, &planted);
    for (name, search) in SEARCHES {
        let found = search(&ties, &CommunityOptions { runs: 4, ..CommunityOptions::default() }).unwrap();
        let stability = found.stability.unwrap();
        assert_eq!(adjusted_rand_index(&found.partition.labels, &truth), Some(1.0), "{name}");
        assert!(stability.communities.iter().all(|&share| share > 0.95), "{name}: {stability:?}");
    }
}

#[test]
fn resolution_decides_the_size() {
    // Thirty circles of five in a ring, the example of the resolution limit: modularity prefers pairs of circles.
    let mut arcs = Vec::new();
    for circle in 0..30u32 {
        for (u, v) in (0..5).flat_map(|u| (0..u).map(move |v| (u, v))) {
            arcs.push((5 * circle + u, 5 * circle + v, 1.0));
        }
        arcs.push((5 * circle, (5 * circle + 6) % 150, 1.0));
    }
    let ties = ties_of(150, &arcs);
    let circles: Vec<u32> = (0..150).map(|member| member / 5).collect();
    let pairs: Vec<u32> = (0..150).map(|member| member / 10).collect();
    assert!(modularity(&ties, &pairs, 1.0) > modularity(&ties, &circles, 1.0));
    for (name, search) in SEARCHES {
        let options = |resolution| CommunityOptions { resolution, runs: 8, ..CommunityOptions::default() };
        let fine = search(&ties, &options(3.0)).unwrap();
        assert_eq!(adjusted_rand_index(&fine.partition.labels, &circles), Some(1.0), "{name}");
        let plain = search(&ties, &options(1.0)).unwrap();
        assert!(plain.modularity > modularity(&ties, &circles, 1.0), "{name}");
        assert!(plain.partition.count() < 30, "{name}: {}", plain.partition.count());
    }
}

#[test]
fn degenerate_graphs() {
    for (nodes, arcs, sizes, value) in [
        (0, vec![], vec![], None),
        (1, vec![], vec![1], None),
        (3, vec![], vec![1, 1, 1], None),
        (2, vec![(0, 1, 2.0)], vec![2], Some(0.0)),
        (3, vec![(0, 1, 2.0), (0, 0, 9.0)], vec![2, 1], Some(0.0)),
        (4, vec![(0, 1, 1e300), (2, 3, 1e300)], vec![2, 2], Some(0.5)),
        (4, vec![(0, 1, 1e-300), (2, 3, 1e-300)], vec![2, 2], Some(0.5)),
        // Beside the largest weight the other is nothing.
        (4, vec![(0, 1, 1e300), (2, 3, 1e-300)], vec![2, 1, 1], Some(0.0)),
    ] {
        let ties = ties_of(nodes, &arcs);
        for (name, search) in SEARCHES {
            for iterations in [Some(1), None] {
                for runs in [1, 3] {
                    let options = CommunityOptions { iterations, runs, ..CommunityOptions::default() };
                    let found = search(&ties, &options).unwrap();
                    assert_eq!(found.partition.sizes, sizes, "{name} {arcs:?}");
                    assert_eq!(found.modularity, value, "{name} {arcs:?}");
                    assert_eq!(found.stability.is_some(), runs > 1);
                }
            }
        }
    }
    let ties = karate();
    assert_eq!(modularity(&ties, &[0; 33], 1.0), None);
    assert_eq!(modularity(&ties, &[0; 34], f64::NAN), None);
    for options in [
        CommunityOptions { resolution: 0.0, ..CommunityOptions::default() },
        CommunityOptions { resolution: f64::INFINITY, ..CommunityOptions::default() },
        CommunityOptions { iterations: Some(0), ..CommunityOptions::default() },
        CommunityOptions { runs: 0, ..CommunityOptions::default() },
    ] {
        assert!(matches!(leiden(&ties, &options), Err(cmgraph::Error::Option { .. })), "{options:?}");
    }
}

#[test]
fn same_bytes_for_any_threads_and_order() {
    let mut state = 99u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) * below) >> 31
    };
    // Large enough for several tasks in every parallel step.
    let mut arcs: Vec<(u32, u32, f64)> = Vec::new();
    for _ in 0..120_000 {
        let (u, block) = (draw(4000) as u32, draw(3));
        let v = if block == 0 { draw(4000) as u32 } else { u / 200 * 200 + draw(200) as u32 };
        arcs.push((u, v, 1.0 + draw(100) as f64 / 7.0));
    }
    let first = ties_of(4000, &arcs);
    arcs.reverse();
    arcs.rotate_left(777);
    let shuffled = ties_of(4000, &arcs);
    for (name, search) in SEARCHES {
        let options = CommunityOptions { runs: 2, seed: 5, ..CommunityOptions::default() };
        let with = |threads: usize, ties: &TieGraph| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| search(ties, &options).unwrap())
        };
        let one = with(1, &first);
        assert!(one.modularity.unwrap() > 0.5, "{name}");
        assert_eq!(with(2, &first), one, "{name}");
        assert_eq!(with(3, &shuffled), one, "{name}");
    }
}

#[test]
fn departments_of_an_institution() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/email-eu-core");
    let (Ok(labels), Ok(packed)) = (
        std::fs::read_to_string(folder.join("department-labels.csv")),
        std::fs::read(folder.join("email-Eu-core.csv.gz")),
    ) else {
        println!("skipped: no email-eu-core data");
        return;
    };
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(packed.as_slice()), &mut text).unwrap();
    let pairs = |text: &str| -> Vec<(u32, u32)> {
        let pair = |line: &str| line.split_once(',').map(|(a, b)| (a.trim().parse(), b.trim().parse()));
        text.lines().filter_map(pair).filter_map(|(a, b)| Some((a.ok()?, b.ok()?))).collect()
    };
    let departments: BTreeMap<u32, u32> = pairs(&labels).into_iter().collect();
    let departments: Vec<u32> = (0..departments.len() as u32).map(|id| departments[&id]).collect();
    let arcs: Vec<(u32, u32, f64)> = pairs(&text).into_iter().map(|(u, v)| (u, v, 1.0)).collect();
    assert_eq!((departments.len(), arcs.len()), (1005, 25571));
    let ties = ties_of(departments.len(), &arcs);
    let found = leiden(&ties, &CommunityOptions { runs: 8, ..CommunityOptions::default() }).unwrap();
    let labels = &found.partition.labels;
    let nmi = normalized_mutual_information(labels, &departments, NormalizedBy::Mean).unwrap();
    let ami = adjusted_mutual_information(labels, &departments).unwrap();
    println!("Q {:?} NMI {nmi:.4} AMI {ami:.4}, {} communities", found.modularity, found.partition.count());
    assert!(nmi >= 0.588, "{nmi}");
    assert!(found.modularity.unwrap() >= 0.425 && ami > 0.4 && ami < nmi);
    assert_eq!(disconnected(&ties, &found.partition), 0);
}

proptest! {
    #[test]
    fn modularity_is_its_definition(
        arcs in arcs(9, 40),
        labels in prop::collection::vec(prop_oneof![0u32..4, Just(1_000_000)], 9),
        resolution in 0.0f64..3.0,
    ) {
        let ties = ties_of(9, &arcs);
        let mut w = [[0.0; 9]; 9];
        for &(u, v, weight) in arcs.iter().filter(|arc| arc.0 != arc.1) {
            w[u as usize][v as usize] += weight;
            w[v as usize][u as usize] += weight;
        }
        let k = w.map(|row| row.iter().sum::<f64>());
        let two_m: f64 = k.iter().sum();
        let mut wanted = 0.0;
        for (u, v) in (0..9).flat_map(|u| (0..9).map(move |v| (u, v))) {
            if labels[u] == labels[v] {
                wanted += w[u][v] / two_m - resolution * k[u] * k[v] / two_m / two_m;
            }
        }
        match modularity(&ties, &labels, resolution) {
            Some(got) => prop_assert!((got - wanted).abs() < 1e-9, "{got} {wanted}"),
            None => prop_assert!(two_m == 0.0),
        }
    }

    #[test]
    fn communities_of_leiden_are_connected(
        arcs in arcs(60, 200),
        resolution in 0.3f64..4.0,
        iterations in prop_oneof![Just(None), (1usize..4).prop_map(Some)],
        seed: u64,
        runs in 1usize..3,
    ) {
        let ties = ties_of(60, &arcs);
        let options = CommunityOptions { resolution, iterations, seed, runs };
        let found = leiden(&ties, &options).unwrap();
        prop_assert_eq!(disconnected(&ties, &found.partition), 0);
        prop_assert_eq!(found.partition.sizes.iter().sum::<u32>(), 60);
        prop_assert_eq!(&Partition::from_labels(&found.partition.labels), &found.partition);
        prop_assert_eq!(modularity(&ties, &found.partition.labels, resolution), found.modularity);
        prop_assert!(iterations.is_some() || found.converged);
        let alone: Vec<u32> = (0..60).collect();
        prop_assert!(found.modularity >= modularity(&ties, &alone, resolution));
    }

    #[test]
    fn comparisons_are_distances_and_know_no_names(
        a in prop::collection::vec(0u32..4, 12),
        b in prop::collection::vec(0u32..5, 12),
        c in prop::collection::vec(0u32..3, 12),
    ) {
        let vi = |a: &[u32], b: &[u32]| variation_of_information(a, b).unwrap();
        prop_assert!(vi(&a, &c) <= vi(&a, &b) + vi(&b, &c) + 1e-12);
        let renamed: Vec<u32> = b.iter().map(|label| 4_000_000_000 - 7 * label).collect();
        let turned = |labels: &[u32]| labels.iter().rev().copied().collect::<Vec<_>>();
        let nmi = |a: &[u32], b: &[u32]| normalized_mutual_information(a, b, NormalizedBy::Mean);
        for measure in [nmi, adjusted_rand_index, adjusted_mutual_information, variation_of_information] {
            let value = measure(&a, &b);
            prop_assert!(value.unwrap().is_finite() && value.unwrap() <= 12f64.ln() + 1e-12);
            prop_assert_eq!(measure(&b, &a), value);
            prop_assert_eq!(measure(&a, &renamed), value);
            prop_assert_eq!(measure(&turned(&a), &turned(&b)), value);
            prop_assert_eq!(measure(&[], &[]), None);
            prop_assert_eq!(measure(&a, &b[1..]), None);
        }
        let all = [NormalizedBy::Larger, NormalizedBy::Mean, NormalizedBy::GeometricMean, NormalizedBy::Smaller];
        let [larger, mean, geometric, smaller] = all.map(|by| normalized_mutual_information(&a, &b, by).unwrap());
        prop_assert!(0.0 <= larger && larger <= mean && mean <= geometric + 1e-12 && geometric <= smaller + 1e-12);
        prop_assert!(smaller <= 1.0);
        // Rand: pairs together in both, one by one.
        let same = |labels: &[u32]| -> Vec<bool> {
            (0..12).flat_map(|u| (0..u).map(move |v| (u, v))).map(|(u, v)| labels[u] == labels[v]).collect()
        };
        let (in_a, in_b) = (same(&a), same(&b));
        let count = |pairs: &mut dyn Iterator<Item = bool>| pairs.filter(|&together| together).count() as f64;
        let both = count(&mut in_a.iter().zip(&in_b).map(|(&a, &b)| a && b));
        let (pairs_a, pairs_b) = (count(&mut in_a.iter().copied()), count(&mut in_b.iter().copied()));
        let expected = pairs_a * pairs_b / 66.0;
        let wanted = (both - expected) / ((pairs_a + pairs_b) / 2.0 - expected);
        if wanted.is_finite() {
            prop_assert!(close(adjusted_rand_index(&a, &b), wanted, 1e-9));
        }
    }

    #[test]
    fn stability_is_a_share(
        best in prop::collection::vec(0u32..4, 10),
        others in prop::collection::vec(prop::collection::vec(0u32..4, 10), 1..4),
    ) {
        let best = Partition::from_labels(&best);
        let others: Vec<Partition> = others.iter().map(|labels| Partition::from_labels(labels)).collect();
        let stability = Stability::of(&best, &others).unwrap();
        prop_assert_eq!(stability.communities.len(), best.count());
        for label in 0..best.count() as u32 {
            // More than half of a community need not stay, but a part of it always does.
            let stayed: f64 = best.members(label).map(|member| stability.members[member.index()]).sum();
            prop_assert!(stayed >= 1.0 - 1e-12);
            let naive: f64 = others.iter().map(|other| {
                (0..other.count() as u32).map(|theirs| {
                    let both = best.members(label).filter(|m| other.labels[m.index()] == theirs).count() as f64;
                    let sizes = best.sizes[label as usize] + other.sizes[theirs as usize];
                    both / (f64::from(sizes) - both)
                }).fold(0.0, f64::max)
            }).sum::<f64>() / others.len() as f64;
            prop_assert!((stability.communities[label as usize] - naive).abs() < 1e-12);
        }
    }
}

#[test]
fn published_comparisons() {
    // The examples of scikit-learn's manual; the others by counting.
    for (a, b, ari) in [
        (vec![0, 0, 1, 2], vec![0, 0, 1, 1], 4.0 / 7.0),
        (vec![0, 0, 1, 1], vec![0, 1, 0, 1], -0.5),
        (vec![0, 0, 0, 0], vec![0, 1, 2, 3], 0.0),
        (vec![0, 0, 1, 1], vec![1, 1, 0, 0], 1.0),
        (vec![0, 0, 0, 1, 1, 1], vec![0, 0, 1, 1, 2, 2], 8.0 / 33.0),
        (vec![0, 0, 0], vec![5, 5, 5], 1.0),
        (vec![0, 1, 2], vec![7, 8, 9], 1.0),
        (vec![3], vec![9], 1.0),
    ] {
        assert!(close(adjusted_rand_index(&a, &b), ari, 1e-12), "{a:?} {b:?}");
    }
    let (a, b) = ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]);
    assert!(close(normalized_mutual_information(&a, &b, NormalizedBy::Mean), 0.5158037429793888, 1e-12));
    assert!(close(adjusted_mutual_information(&a, &b), 0.2987924581708901, 1e-12));
    assert!(close(variation_of_information(&a, &b), 0.8675632284814613, 1e-12));
    assert!(close(adjusted_mutual_information(&[0, 0, 0, 0], &[0, 1, 2, 3]), 0.0, 1e-12));
    assert!(close(adjusted_mutual_information(&[0, 0, 1, 1], &[0, 1, 0, 1]), -0.5, 1e-12));
    assert_eq!(normalized_mutual_information(&[0, 0, 0, 0], &[0, 1, 2, 3], NormalizedBy::Mean), Some(0.0));
}

#[test]
fn chance_is_the_mean_over_all_ways_to_deal() {
    // Heap's algorithm over all orders of seven labels.
    let (a, mut b) = ([0u32, 0, 0, 1, 1, 2, 2], [0u32, 0, 1, 1, 1, 1, 2]);
    let start = b;
    let (mut sum, mut count, mut counters, mut i) = (mutual_information(&a, &b).unwrap(), 1.0, [0; 7], 0);
    while i < 7 {
        if counters[i] < i {
            b.swap(if i % 2 == 0 { 0 } else { counters[i] }, i);
            sum += mutual_information(&a, &b).unwrap();
            count += 1.0;
            counters[i] += 1;
            i = 0;
        } else {
            counters[i] = 0;
            i += 1;
        }
    }
    assert_eq!(count, 5040.0);
    let expected = sum / count;
    let information = mutual_information(&a, &start).unwrap();
    let room =
        information / normalized_mutual_information(&a, &start, NormalizedBy::Mean).unwrap() - expected;
    assert!(close(adjusted_mutual_information(&a, &start), (information - expected) / room, 1e-9));
}

/// The highest modularity of any partition of seven members.
fn optimum(ties: &TieGraph) -> Option<f64> {
    // All partitions: labels that grow by one at most.
    let (mut best, mut stack) = (None, vec![vec![0u32]]);
    while let Some(labels) = stack.pop() {
        if labels.len() == 7 {
            best = modularity(ties, &labels, 1.0).map_or(best, |q| Some(best.map_or(q, |b: f64| b.max(q))));
            continue;
        }
        let fresh = labels.iter().max().unwrap() + 1;
        stack.extend((0..=fresh).map(|label| [labels.as_slice(), &[label]].concat()));
    }
    best
}

/// No search is above the optimum, most find it. Not all do: on some small graphs the best first step leads astray from
/// every order, in the searches of networkx and igraph as well.
#[test]
fn small_graphs_mostly_reach_the_optimum() {
    let mut runner = TestRunner::deterministic();
    let graphs: Vec<TieGraph> = (0..150)
        .map(|_| ties_of(7, &arcs(7, 14).new_tree(&mut runner).unwrap().current()))
        .filter(|ties| ties.tie_count() > 0)
        .collect();
    let best: Vec<f64> = graphs.iter().map(|ties| optimum(ties).unwrap()).collect();
    for (name, search) in SEARCHES {
        let (mut reached, mut short) = (0, 0.0);
        for (ties, best) in graphs.iter().zip(&best) {
            let options = CommunityOptions { runs: 10, ..CommunityOptions::default() };
            let q = search(ties, &options).unwrap().modularity.unwrap();
            assert!(q <= best + 1e-12, "{name}: {q}, best {best}");
            reached += usize::from(q > best - 1e-9);
            short += best - q;
        }
        let n = graphs.len();
        println!("{name}: {reached} of {n} at the optimum, mean shortfall {:.5}", short / n as f64);
        assert!(reached * 10 >= 9 * n && short / (n as f64) < 0.002, "{name}: {reached} of {n}, {short}");
    }
}
