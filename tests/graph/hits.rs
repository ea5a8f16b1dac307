//! Hubs and authorities against networkx and brute force; personalised PageRank against networkx.

use crate::graphs::from_arcs;
use cmgraph::MemberId;
use cmgraph::graph::{Hits, HitsOptions, InteractionGraph, PageRankOptions, hits, pagerank};
use proptest::prelude::*;

/// 6 has no outgoing arcs, 5 no incoming ones, 7 none.
#[rustfmt::skip]
const ARCS: [(u32, u32, f64); 10] = [
    (0, 1, 2.0), (1, 2, 1.0), (2, 0, 4.0), (2, 3, 0.5), (3, 4, 2.0), (0, 4, 1.0), (5, 0, 3.0), (5, 4, 0.25),
    (4, 2, 1.0), (3, 6, 5.0),
];

fn exact() -> HitsOptions {
    HitsOptions { tolerance: 1e-14, ..HitsOptions::default() }
}

#[track_caller]
fn assert_all_close(got: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(got.len(), wanted.len());
    for (member, (got, wanted)) in got.iter().zip(wanted).enumerate() {
        assert!((got - wanted).abs() <= tolerance, "member {member}: {got} is not {wanted}");
    }
}

/// Values of networkx 3.6.1, hits(max_iter=10000, tol=1e-14).
#[test]
#[rustfmt::skip]
fn weighted_as_networkx() {
    let got = hits(&from_arcs(8, &ARCS), &exact()).unwrap();
    assert_all_close(&got.hubs, &[0.069691860555, 0.0, 0.044855490488, 0.837063220702, 0.0, 0.048389428255, 0.0, 0.0],
        1e-11);
    assert_all_close(&got.authorities,
        &[0.050499184179, 0.021685076108, 0.0, 0.003489269469, 0.273182294181, 0.0, 0.651144176063, 0.0], 1e-11);
}

/// Values of networkx 3.6.1, pagerank(tol=1e-14, max_iter=5000); the rank of 6 and 7, who have no outgoing arcs, goes
/// where jumps go.
#[test]
#[rustfmt::skip]
fn personalised_pagerank_as_networkx() {
    let jump = vec![3.0, 0.0, 1.0, 0.0, 2.0, 0.0, 0.5, 0.0];
    for (personalisation, wanted) in [
        (None, [0.259332021091, 0.175218544028, 0.276474877942, 0.054375248327, 0.116794568754, 0.028263732077,
                0.061277275704, 0.028263732077]),
        (Some(jump), [0.310950070618, 0.176205040017, 0.303833353743, 0.028695372298, 0.149329457628, 0.0,
                      0.030986705696, 0.0]),
    ] {
        let options = PageRankOptions { personalisation, tolerance: 1e-14, ..Default::default() };
        let rank = pagerank(&from_arcs(8, &ARCS), &options).unwrap();
        assert!(rank.converged);
        assert_all_close(&rank.scores, &wanted, 1e-11);
    }
}

#[test]
fn no_arcs_no_scores() {
    for nodes in [0, 1, 5] {
        let got = hits(&from_arcs(nodes, &[(0, 0, 1.0)][..nodes.min(1)]), &HitsOptions::default()).unwrap();
        let zeros = vec![0.0; nodes];
        assert_eq!((got.hubs, got.authorities, got.converged), (zeros.clone(), zeros, true));
    }
}

#[test]
fn groups_alike_share_the_score() {
    // Two stars that do not touch: one singular value twice.
    let arcs = [(0, 1, 1.0), (0, 2, 1.0), (3, 4, 1.0), (3, 5, 1.0)];
    let got = hits(&from_arcs(6, &arcs), &exact()).unwrap();
    assert_all_close(&got.hubs, &[0.5, 0.0, 0.0, 0.5, 0.0, 0.0], 1e-12);
    assert_all_close(&got.authorities, &[0.0, 0.25, 0.25, 0.0, 0.25, 0.25], 1e-12);
}

#[test]
fn extreme_weights_stay_finite() {
    for weight in [f64::MIN_POSITIVE / 4.0, f64::MAX] {
        let got =
            hits(&from_arcs(4, &[(0, 1, weight), (0, 2, weight), (0, 3, weight), (1, 0, weight)]), &exact());
        let got = got.unwrap();
        assert!(got.converged);
        assert_all_close(&got.hubs, &[1.0, 0.0, 0.0, 0.0], 1e-9);
        assert_all_close(&got.authorities, &[0.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], 1e-9);
    }
}

#[test]
fn wrong_options_and_too_few_iterations() {
    let graph = from_arcs(8, &ARCS);
    for (options, message) in [
        (
            HitsOptions { tolerance: 0.0, ..Default::default() },
            "option tolerance: found 0, expected a number above 0",
        ),
        (
            HitsOptions { max_iterations: 0, ..Default::default() },
            "option max_iterations: found 0, expected 1 or more",
        ),
    ] {
        assert_eq!(hits(&graph, &options).unwrap_err().to_string(), message);
    }
    let got = hits(&graph, &HitsOptions { max_iterations: 3, ..Default::default() }).unwrap();
    assert_eq!((got.iterations, got.converged), (3, false));
    assert!(got.error > 1e-9);
}

fn arcs() -> impl Strategy<Value = (usize, Vec<(u32, u32, f64)>)> {
    (1usize..12).prop_flat_map(|nodes| {
        let member = 0..nodes as u32;
        (Just(nodes), proptest::collection::vec((member.clone(), member, 0.1f64..4.0), 0..50))
    })
}

/// The limit from equal scores by squaring A A^T forty times over, and the ratio of its second eigenvalue to the first by
/// what the trace leaves.
fn dense(graph: &InteractionGraph) -> Option<(Vec<f64>, Vec<f64>)> {
    let n = graph.node_count();
    let weight = |u: usize, v: usize| {
        graph.arc(MemberId(u as u32), MemberId(v as u32)).and_then(|arc| graph.weight(arc)).unwrap_or(0.0)
    };
    let product = |u: usize, v: usize| (0..n).map(|k| weight(u, k) * weight(v, k)).sum::<f64>();
    let mut power: Vec<Vec<f64>> = (0..n).map(|u| (0..n).map(|v| product(u, v)).collect()).collect();
    for squared in 0..40 {
        let trace: f64 = (0..n).map(|u| power[u][u]).sum();
        power.iter_mut().flatten().for_each(|entry| *entry /= trace);
        if squared == 6 {
            // Of (lambda_i / sum)^(2^6) the largest must be nearly all: the second is behind by a twentieth or more.
            let squares: f64 = power.iter().flatten().map(|entry| entry * entry).sum();
            if squares < 0.9 {
                return None;
            }
        }
        power = (0..n)
            .map(|u| (0..n).map(|v| (0..n).map(|k| power[u][k] * power[k][v]).sum()).collect())
            .collect();
    }
    let share = |scores: Vec<f64>| {
        let sum: f64 = scores.iter().sum();
        scores.into_iter().map(|score| score / sum).collect::<Vec<_>>()
    };
    let hubs = share(power.iter().map(|row| row.iter().sum()).collect());
    let authorities = (0..n).map(|v| (0..n).map(|u| weight(u, v) * hubs[u]).sum()).collect();
    Some((hubs, share(authorities)))
}

fn assert_scores(got: &Hits) {
    for scores in [&got.hubs, &got.authorities] {
        assert!(scores.iter().all(|score| (0.0..=1.0 + 1e-12).contains(score)), "{scores:?}");
        assert!((scores.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

proptest! {
    #[test]
    fn leading_singular_pair((nodes, arcs) in arcs()) {
        let graph = from_arcs(nodes, &arcs);
        prop_assume!(graph.arc_count() > 0);
        let got = hits(&graph, &exact()).unwrap();
        assert_scores(&got);
        if let Some((hubs, authorities)) = dense(&graph) {
            prop_assert!(got.converged);
            assert_all_close(&got.hubs, &hubs, 1e-10);
            assert_all_close(&got.authorities, &authorities, 1e-10);
        }
    }

    #[test]
    fn turned_round_hubs_are_authorities((nodes, arcs) in arcs()) {
        let turned: Vec<_> = arcs.iter().map(|&(u, v, weight)| (v, u, weight)).collect();
        let (graph, turned) = (from_arcs(nodes, &arcs), from_arcs(nodes, &turned));
        if dense(&graph).is_some() && graph.arc_count() > 0 {
            let (got, turned) = (hits(&graph, &exact()).unwrap(), hits(&turned, &exact()).unwrap());
            assert_all_close(&got.hubs, &turned.authorities, 1e-10);
            assert_all_close(&got.authorities, &turned.hubs, 1e-10);
        }
    }

    #[test]
    fn same_bits_for_any_threads_and_order(
        (nodes, arcs, shuffled) in arcs().prop_flat_map(|(nodes, arcs)| {
            (Just(nodes), Just(arcs.clone()), Just(arcs).prop_shuffle())
        }),
    ) {
        let in_pool = |threads, arcs: &[_]| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| hits(&from_arcs(nodes, arcs), &HitsOptions::default()).unwrap())
        };
        prop_assert_eq!(in_pool(1, &arcs), in_pool(2, &shuffled));
    }
}

/// Large enough for several chunks.
#[test]
fn same_bits_in_chunks() {
    let arcs: Vec<_> = (0..90_000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 17, i.wrapping_mul(40_503) % 20_011, f64::from(i % 7 + 1)))
        .map(|(u, v, weight)| (u % 20_011, v, weight))
        .collect();
    let graph = from_arcs(20_011, &arcs);
    let in_pool = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| hits(&graph, &HitsOptions::default()).unwrap())
    };
    let got = in_pool(1);
    assert_scores(&got);
    assert_eq!(got, in_pool(2));
}
