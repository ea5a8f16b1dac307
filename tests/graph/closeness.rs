//! Closeness and harmonic centrality against known numbers, networkx and brute force.

use crate::graphs::{KITE, from_arcs, from_pairs};
use cmgraph::MemberId;
use cmgraph::graph::{
    Adjacency, Closeness, ClosenessOptions, Distances, InteractionGraph, Lengths, closeness,
};
use proptest::prelude::*;

/// 6 has no outgoing arcs, 5 no incoming ones, 7 none.
#[rustfmt::skip]
const ARCS: [(u32, u32, f64); 10] = [
    (0, 1, 2.0), (1, 2, 1.0), (2, 0, 4.0), (2, 3, 0.5), (3, 4, 2.0), (0, 4, 1.0), (5, 0, 3.0), (5, 4, 0.25),
    (4, 2, 1.0), (3, 6, 5.0),
];

const ALL_OPTIONS: [ClosenessOptions; 4] = [
    ClosenessOptions { distances: Distances::ToMember, lengths: Lengths::Hops },
    ClosenessOptions { distances: Distances::ToMember, lengths: Lengths::InverseWeight },
    ClosenessOptions { distances: Distances::FromMember, lengths: Lengths::Hops },
    ClosenessOptions { distances: Distances::FromMember, lengths: Lengths::InverseWeight },
];

#[track_caller]
fn assert_all_close(got: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(got.len(), wanted.len());
    for (member, (got, wanted)) in got.iter().zip(wanted).enumerate() {
        let near = got == wanted || (got - wanted).abs() <= tolerance * wanted.abs().max(1.0);
        assert!(near, "member {member}: {got} is not {wanted}");
    }
}

#[test]
fn the_kite() {
    let ties = from_pairs(10, &KITE).ties();
    let got = closeness(&ties, &ClosenessOptions::default());
    // Krackhardt (1990): the farness of the two best, Fernando and Garth, is 14 steps, Diane's 15.
    let farness = [17.0, 17.0, 18.0, 15.0, 18.0, 14.0, 14.0, 15.0, 21.0, 29.0];
    assert_eq!(got.distance, farness);
    assert_all_close(&got.closeness, &farness.map(|steps| 9.0 / steps), 1e-15);
    let sixtieths = [365.0, 365.0, 335.0, 425.0, 335.0, 410.0, 410.0, 360.0, 280.0, 205.0];
    assert_all_close(&got.harmonic, &sixtieths.map(|parts| parts / 60.0), 1e-15);
    assert_eq!(got.reached, [9; 10]);
    assert_eq!(got.top(2).iter().map(|at| at.0.0).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(got.top_harmonic(1), [(MemberId(3), got.harmonic[3])]);
    assert_eq!(got.top(99).len(), 10);
}

/// Values of networkx 3.6.1: closeness_centrality and harmonic_centrality, distance None and 1 / weight, of the graph
/// and of the reversed graph.
#[test]
#[rustfmt::skip]
fn directed_and_weighted_as_networkx() {
    let graph = from_arcs(8, &ARCS);
    let wanted = [
        ([0.396825396825, 0.297619047619, 0.446428571429, 0.324675324675, 0.446428571429, 0.0, 0.302521008403, 0.0],
         [3.333333333333, 2.583333333333, 3.5, 2.666666666667, 3.833333333333, 0.0, 2.666666666667, 0.0]),
        ([0.738916256158, 0.587084148728, 0.522648083624, 0.232919254658, 0.563909774436, 0.0, 0.311059907834, 0.0],
         [9.171428571429, 5.549206349206, 3.878787878788, 1.713250517598, 4.994444444444, 0.0, 6.597749609113, 0.0]),
        ([0.324675324675, 0.324675324675, 0.446428571429, 0.324675324675, 0.324675324675, 0.395604395604, 0.0, 0.0],
         [3.083333333333, 2.666666666667, 3.5, 3.083333333333, 2.666666666667, 3.583333333333, 0.0, 0.0]),
        ([0.350140056022, 0.333778371162, 0.553709856035, 0.576036866359, 0.350140056022, 0.421545667447, 0.0, 0.0],
         [4.222651222651, 2.890277777778, 7.087878787879, 8.682539682540, 3.017261904762, 6.004257994969, 0.0, 0.0]),
    ];
    for (options, (close, harmonic)) in ALL_OPTIONS.iter().zip(&wanted) {
        let got = closeness(&graph, options);
        assert_all_close(&got.closeness, close, 1e-11);
        assert_all_close(&got.harmonic, harmonic, 1e-11);
    }
}

#[test]
fn nobody_and_few() {
    for options in &ALL_OPTIONS {
        let empty = closeness(&from_arcs(0, &[]), options);
        assert_eq!((empty.closeness.len(), empty.top(3).len()), (0, 0));
        let alone = closeness(&from_arcs(1, &[]), options);
        assert_eq!((alone.closeness[0], alone.harmonic[0], alone.reached[0]), (0.0, 0.0, 0));
        assert_eq!(alone.mean_distance(MemberId(0)), None);
        assert_eq!(alone.mean_distance(MemberId(7)), None);
        let extreme = closeness(&from_arcs(3, &[(0, 1, f64::MAX), (1, 2, f64::MIN_POSITIVE / 8.0)]), options);
        assert!(extreme.closeness.iter().chain(&extreme.harmonic).all(|score| !score.is_nan()));
    }
}

/// A path needs as many levels as members, most of which push.
#[test]
fn a_long_path() {
    let nodes = 700u32;
    let arcs: Vec<_> = (1..nodes).map(|v| (v - 1, v, 1.0)).collect();
    let got = closeness(&from_arcs(nodes as usize, &arcs), &ClosenessOptions::default());
    let mut harmonic = 0.0;
    for v in 0..nodes {
        let n = f64::from(v);
        assert_eq!(got.reached[v as usize], v);
        assert_eq!(got.distance[v as usize], n * (n + 1.0) / 2.0);
        harmonic += if v == 0 { 0.0 } else { 1.0 / n };
        assert!((got.harmonic[v as usize] - harmonic).abs() < 1e-12);
    }
}

/// Distances between all pairs by Floyd and Warshall, summed: reached, sum, harmonic.
fn by_hand(graph: &InteractionGraph, either: bool, options: &ClosenessOptions) -> Vec<(u32, f64, f64)> {
    let n = graph.node_count();
    let mut distance = vec![vec![f64::INFINITY; n]; n];
    let weight = |u, v| graph.arc(u, v).and_then(|arc| graph.weight(arc)).unwrap_or(0.0);
    for u in graph.members() {
        for v in graph.members().filter(|&v| v != u) {
            let weight = if either { weight(u, v) + weight(v, u) } else { weight(u, v) };
            if weight > 0.0 {
                let length = if options.lengths == Lengths::Hops { 1.0 } else { 1.0 / weight };
                distance[u.index()][v.index()] = length;
            }
        }
    }
    for via in 0..n {
        for u in 0..n {
            for v in 0..n {
                distance[u][v] = distance[u][v].min(distance[u][via] + distance[via][v]);
            }
        }
    }
    (0..n)
        .map(|member| {
            let others = (0..n).filter(|&other| other != member);
            let distances: Vec<f64> = others
                .map(|other| match options.distances {
                    Distances::ToMember => distance[other][member],
                    Distances::FromMember => distance[member][other],
                })
                .filter(|distance| distance.is_finite())
                .collect();
            let harmonic = distances.iter().map(|distance| 1.0 / distance).sum();
            (distances.len() as u32, distances.iter().sum(), harmonic)
        })
        .collect()
}

fn check(got: &Closeness, wanted: &[(u32, f64, f64)]) {
    let others = wanted.len() as f64 - 1.0;
    let column = |value: fn(&(u32, f64, f64)) -> f64| wanted.iter().map(value).collect::<Vec<_>>();
    assert_all_close(
        &got.reached.iter().map(|&r| f64::from(r)).collect::<Vec<_>>(),
        &column(|w| f64::from(w.0)),
        0.0,
    );
    assert_all_close(&got.distance, &column(|w| w.1), 1e-12);
    assert_all_close(&got.harmonic, &column(|w| w.2), 1e-12);
    let mean = |w: &(u32, f64, f64)| if w.0 == 0 { 0.0 } else { f64::from(w.0) / w.1 };
    let close: Vec<f64> = wanted.iter().map(|w| mean(w) * f64::from(w.0) / others.max(1.0)).collect();
    assert_all_close(&got.closeness, &close, 1e-12);
}

/// More members than a batch has sources, few arcs: many batches, levels that push and levels that pull.
fn sparse() -> impl Strategy<Value = (usize, Vec<(u32, u32, f64)>)> {
    (1usize..400).prop_flat_map(|nodes| {
        let member = 0..nodes as u32;
        let arc = (member.clone(), member, (1u32..6).prop_map(f64::from));
        (Just(nodes), proptest::collection::vec(arc, 0..nodes * 3))
    })
}

fn dense() -> impl Strategy<Value = (usize, Vec<(u32, u32, f64)>)> {
    (1usize..14).prop_flat_map(|nodes| {
        let member = 0..nodes as u32;
        (Just(nodes), proptest::collection::vec((member.clone(), member, 0.0f64..4.0), 0..60))
    })
}

proptest! {
    #[test]
    fn sums_of_all_distances((nodes, arcs) in dense()) {
        let graph = from_arcs(nodes, &arcs);
        let ties = graph.ties();
        for options in &ALL_OPTIONS {
            check(&closeness(&graph, options), &by_hand(&graph, false, options));
            check(&closeness(&ties, options), &by_hand(&graph, true, options));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn many_batches((nodes, arcs) in sparse()) {
        let graph = from_arcs(nodes, &arcs);
        let ties = graph.ties();
        for options in ALL_OPTIONS.iter().filter(|options| options.lengths == Lengths::Hops) {
            check(&closeness(&graph, options), &by_hand(&graph, false, options));
            check(&closeness(&ties, options), &by_hand(&graph, true, options));
        }
    }

    #[test]
    fn same_bits_for_any_threads_and_order(
        (nodes, arcs, shuffled) in sparse().prop_flat_map(|(nodes, arcs)| {
            (Just(nodes), Just(arcs.clone()), Just(arcs).prop_shuffle())
        }),
    ) {
        let in_pool = |threads, arcs: &[_], options: &ClosenessOptions| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| closeness(&from_arcs(nodes, arcs), options))
        };
        for options in &ALL_OPTIONS {
            prop_assert_eq!(in_pool(1, &arcs, options), in_pool(2, &shuffled, options));
        }
    }

    #[test]
    fn turned_round((nodes, arcs) in sparse()) {
        let graph = from_arcs(nodes, &arcs);
        let to = closeness(&graph, &ClosenessOptions::default());
        let from = ClosenessOptions { distances: Distances::FromMember, ..Default::default() };
        prop_assert_eq!(&closeness(Adjacency::from(&graph).reversed(), &from), &to);
        let ties = graph.ties();
        prop_assert_eq!(closeness(&ties, &from), closeness(&ties, &ClosenessOptions::default()));
        // Every pair at a distance is counted at both its ends.
        let sum = |scores: &[u32]| scores.iter().map(|&r| u64::from(r)).sum::<u64>();
        prop_assert_eq!(sum(&closeness(&graph, &from).reached), sum(&to.reached));
    }
}
