//! Ties within and between groups: published graphs, brute force, invariances.

use crate::graphs::KARATE;
use cmgraph::graph::{
    BrokerageRoles, InteractionGraph, Mixing, NO_GROUP, brokerage, ei_index, ei_indices_of_groups,
    ei_indices_of_members, ei_test, mixing,
};
use cmgraph::stats::ResampleOptions;
use cmgraph::{Error, MemberId};
use proptest::prelude::*;

/// Members of Mr. Hi's faction, from 0.
const MR_HI: [u32; 17] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21];

fn karate(both_ways: bool) -> (InteractionGraph, Vec<u32>) {
    let forth = KARATE.iter().copied();
    let back = KARATE.iter().map(|&(u, v)| (v, u)).take(if both_ways { 78 } else { 0 });
    let (from, to): (Vec<u32>, Vec<u32>) = forth.chain(back).unzip();
    let graph = InteractionGraph::from_arcs(34, &from, &to, &vec![1.0; from.len()]).unwrap();
    (graph, (0..34).map(|member| u32::from(!MR_HI.contains(&member))).collect())
}

fn roles(of: &BrokerageRoles) -> [u64; 5] {
    [of.coordinator, of.itinerant, of.gatekeeper, of.representative, of.liaison]
}

#[test]
fn karate_club() {
    let (graph, groups) = karate(true);
    let ties = graph.ties();
    let whole = ei_index(&ties, &groups, false).unwrap();
    assert_eq!((whole.external, whole.internal), (11.0, 67.0));
    assert!((whole.index().unwrap() + 0.717949).abs() < 5e-7);
    // Both directions make a weight of 2.
    assert_eq!(ei_index(&ties, &groups, true).unwrap().external, 22.0);

    let found = ei_test(&ties, &groups, false, None, &ResampleOptions::default()).unwrap();
    let (expected, test) = (found.expected_external.unwrap(), found.test.unwrap());
    assert!((expected - 0.515152).abs() < 5e-7);
    assert!((test.expected - (2.0 * expected - 1.0)).abs() < 0.02, "{test:?}");
    assert_eq!((test.p_value, test.permutations, found.members), (0.001, 999, 34));
    assert!(found.group_tests.iter().all(|test| test.unwrap().p_value <= 0.002));

    let mixed = mixing(&graph, &groups).unwrap();
    assert!((mixed.assortativity().unwrap() - 0.717531).abs() < 5e-7);
    assert!((mixed.inside().unwrap() - 67.0 / 78.0).abs() < 1e-12);

    let found = brokerage(&graph, &groups).unwrap();
    assert_eq!(roles(&found.total), [510, 20, 128, 128, 0]);
    assert_eq!(roles(&found.members[0]), [174, 0, 15, 15, 0]);
    assert_eq!(roles(&found.members[33]), [156, 6, 40, 40, 0]);
    assert_eq!(roles(&found.members[2]), [10, 12, 23, 23, 0]);
}

#[test]
fn gould_and_fernandez_by_hand() {
    // A>B, A>C, B>C, B>D, C>D, D>A with A, B of one group and C, D of another.
    let graph = InteractionGraph::from_arcs(4, &[0, 0, 1, 1, 2, 3], &[1, 2, 2, 3, 3, 0], &[1.0; 6]).unwrap();
    let found = brokerage(&graph, &[0, 0, 1, 1]).unwrap();
    let expected = [[0, 1, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 1, 0, 0], [0, 1, 0, 1, 0]];
    for (member, expected) in found.members.iter().zip(expected) {
        assert_eq!(roles(member), expected);
    }
}

#[test]
fn a_liaison() {
    let graph = InteractionGraph::from_arcs(4, &[0, 1, 3], &[1, 2, 1], &[1.0; 3]).unwrap();
    let found = brokerage(&graph, &[0, 1, 2, NO_GROUP]).unwrap();
    assert_eq!(roles(&found.members[1]), [0, 0, 0, 0, 1]);
    assert_eq!((found.members[1].total(), found.total.between_groups()), (1, 1));
}

#[test]
fn nothing_to_say() {
    let empty = InteractionGraph::from_arcs(0, &[], &[], &[]).unwrap();
    assert_eq!(ei_index(&empty.ties(), &[], false).unwrap().index(), None);
    let found = ei_test(&empty.ties(), &[], true, None, &ResampleOptions::default()).unwrap();
    assert_eq!((found.expected_external, found.test, found.members), (None, None, 0));
    assert_eq!(mixing(&empty, &[]).unwrap().assortativity(), None);
    assert!(brokerage(&empty, &[]).unwrap().members.is_empty());

    // Nobody's group is known; one group only; a group without ties.
    let pair = InteractionGraph::from_arcs(3, &[0], &[1], &[2.0]).unwrap();
    let found = ei_test(&pair.ties(), &[NO_GROUP; 3], true, None, &ResampleOptions::default()).unwrap();
    assert_eq!((found.test, found.groups.len()), (None, 0));
    let one = mixing(&pair, &[0, 0, 0]).unwrap();
    assert_eq!((one.assortativity(), one.inside(), one.left_out), (None, Some(1.0), 0.0));
    assert!((one.expected(0, 0) - 2.0).abs() < 1e-12);
    assert_eq!(mixing(&pair, &[0, NO_GROUP, 0]).unwrap().left_out, 2.0);
    let found = ei_test(&pair.ties(), &[0, 0, 1], false, None, &ResampleOptions::default()).unwrap();
    assert!(found.group_tests[0].is_some() && found.group_tests[1].is_none());
    assert_eq!(found.groups[1].index(), None);

    let labels = |error: Error| matches!(error, Error::Option { option: "groups", .. });
    assert!(labels(ei_index(&pair.ties(), &[0, 0], false).unwrap_err()));
    assert!(labels(mixing(&pair, &[0; 4]).unwrap_err()));
    assert!(labels(brokerage(&pair, &[0, 0, NO_GROUP - 1]).unwrap_err()));
    assert!(labels(mixing(&pair, &[0, 0, 5000]).unwrap_err()));
    let none = ResampleOptions { replicates: 0, seed: 1 };
    assert!(ei_test(&pair.ties(), &[0, 0, 1], false, None, &none).is_err());
    assert!(ei_test(&pair.ties(), &[0, 0, 1], false, Some(&[1]), &ResampleOptions::default()).is_err());
}

fn input() -> impl Strategy<Value = (Vec<(u32, u32, u32)>, Vec<u32>)> {
    let arc = (0u32..9, 0u32..9, 0u32..4);
    let label = prop_oneof![4 => 0u32..3, 1 => Just(NO_GROUP)];
    (prop::collection::vec(arc, 0..50), prop::collection::vec(label, 9))
}

fn graph_of(arcs: &[(u32, u32, u32)]) -> InteractionGraph {
    let (from, to): (Vec<u32>, Vec<u32>) = arcs.iter().map(|&(u, v, _)| (u, v)).unzip();
    let weights: Vec<f64> = arcs.iter().map(|arc| f64::from(arc.2)).collect();
    InteractionGraph::from_arcs(9, &from, &to, &weights).unwrap()
}

/// Weights of the arcs as a matrix.
fn matrix(graph: &InteractionGraph) -> [[f64; 9]; 9] {
    let mut cells = [[0.0; 9]; 9];
    for (u, row) in cells.iter_mut().enumerate() {
        let out = graph.out_neighbours(MemberId(u as u32));
        for (v, &weight) in out.members.iter().zip(out.weights) {
            row[v.index()] = weight;
        }
    }
    cells
}

proptest! {
    #[test]
    fn roles_by_brute_force((arcs, groups) in input()) {
        let graph = graph_of(&arcs);
        let cells = matrix(&graph);
        let mut expected = vec![[0u64; 5]; 9];
        for a in 0..9 {
            for v in 0..9 {
                for b in 0..9 {
                    let path = a != b && cells[a][v] > 0.0 && cells[v][b] > 0.0 && cells[a][b] == 0.0;
                    let [ga, gv, gb] = [groups[a], groups[v], groups[b]];
                    if !path || [ga, gv, gb].contains(&NO_GROUP) {
                        continue;
                    }
                    let role = match (ga == gv, gv == gb) {
                        (true, true) => 0,
                        (false, true) => 2,
                        (true, false) => 3,
                        (false, false) => if ga == gb { 1 } else { 4 },
                    };
                    expected[v][role] += 1;
                }
            }
        }
        let found = brokerage(&graph, &groups).unwrap();
        let each: Vec<[u64; 5]> = found.members.iter().map(roles).collect();
        prop_assert_eq!(each, expected);
        let sum: u64 = found.members.iter().map(BrokerageRoles::total).sum();
        prop_assert_eq!(found.total.total(), sum);
    }

    #[test]
    fn indices_by_brute_force((arcs, groups) in input(), weighted: bool) {
        let graph = graph_of(&arcs);
        let cells = matrix(&graph);
        let (mut external, mut internal) = ([0.0; 9], [0.0; 9]);
        for u in 0..9 {
            for v in 0..9 {
                let weight = cells[u][v] + cells[v][u];
                if weight == 0.0 || groups[u] == NO_GROUP || groups[v] == NO_GROUP {
                    continue;
                }
                *if groups[u] == groups[v] { &mut internal[u] } else { &mut external[u] } +=
                    if weighted { weight } else { 1.0 };
            }
        }
        let ties = graph.ties();
        for (member, found) in ei_indices_of_members(&ties, &groups, weighted).unwrap().iter().enumerate() {
            prop_assert_eq!((found.external, found.internal), (external[member], internal[member]));
        }
        for (group, found) in ei_indices_of_groups(&ties, &groups, weighted).unwrap().iter().enumerate() {
            let sum = |of: &[f64]| (0..9).filter(|&m| groups[m] == group as u32).map(|m| of[m]).sum::<f64>();
            prop_assert_eq!((found.external, found.internal), (sum(&external), sum(&internal) / 2.0));
        }
        let whole = ei_index(&ties, &groups, weighted).unwrap();
        prop_assert_eq!(whole.external, external.iter().sum::<f64>() / 2.0);
        prop_assert_eq!(whole.internal, internal.iter().sum::<f64>() / 2.0);
        let options = ResampleOptions { replicates: 19, seed: 5 };
        let strata = [0, 1, 0, 1, 0, 1, 0, 1, 7];
        for strata in [None, Some(&strata[..])] {
            let found = ei_test(&ties, &groups, weighted, strata, &options).unwrap();
            prop_assert_eq!(found.whole, whole);
            prop_assert_eq!(found.test.map(|test| test.observed), whole.index());
            prop_assert!(found.expected_external.is_none_or(|share| (-1e-12..=1.0 + 1e-12).contains(&share)));
            for (group, test) in found.groups.iter().zip(&found.group_tests) {
                prop_assert_eq!(test.map(|test| test.observed), group.index());
            }
        }
    }

    #[test]
    fn mixing_by_brute_force((arcs, groups) in input()) {
        let graph = graph_of(&arcs);
        let (cells, groups) = (&matrix(&graph), &groups[..]);
        let known: &Vec<usize> = &(0..9).filter(|&m| groups[m] != NO_GROUP).collect();
        let out = |u: usize| known.iter().map(|&v| cells[u][v]).sum::<f64>();
        let into = |v: usize| known.iter().map(|&u| cells[u][v]).sum::<f64>();
        // Pairs of different people, by how much the one says and the other is told.
        let pairs = &|g: u32, h: u32| -> f64 {
            let of = move |group| known.iter().copied().filter(move |&m| groups[m] == group);
            of(g).flat_map(move |u| of(h).map(move |v| (u, v))).filter(|(u, v)| u != v).map(|(u, v)| out(u) * into(v)).sum()
        };
        let all: f64 = (0..3).flat_map(move |g| (0..3).map(move |h| (g, h))).map(|(g, h)| pairs(g, h)).sum();
        let found: Mixing = mixing(&graph, groups).unwrap();
        let (mut observed, mut expected) = (0.0, 0.0);
        for g in 0..3 {
            for h in 0..3 {
                let of = move |group| known.iter().copied().filter(move |&m| groups[m] == group);
                let cell: f64 = of(g).flat_map(move |u| of(h).map(move |v| cells[u][v])).sum();
                prop_assert_eq!(found.observed(g, h), cell);
                let chance = if all > 0.0 { pairs(g, h) / all * found.total } else { 0.0 };
                prop_assert!((found.expected(g, h) - chance).abs() < 1e-9);
                prop_assert!(found.log_ratio(g, h).is_finite());
                observed += cell;
                expected += found.expected(g, h);
            }
        }
        prop_assert!((observed - found.total).abs() < 1e-9 && (expected - found.total).abs() < 1e-9);
        let weight: f64 = cells.iter().flatten().sum();
        prop_assert!((found.total + found.left_out - weight).abs() < 1e-9);
        prop_assert!(found.assortativity().is_none_or(|r| (-1.0 - 1e-9..=1.0 + 1e-9).contains(&r)));
    }

    #[test]
    fn threads_and_order_do_not_matter((arcs, groups) in input()) {
        let options = ResampleOptions { replicates: 9, seed: 3 };
        let with = |threads, arcs: &[(u32, u32, u32)]| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let graph = graph_of(arcs);
            pool.install(|| (
                brokerage(&graph, &groups).unwrap(),
                mixing(&graph, &groups).unwrap(),
                ei_test(&graph.ties(), &groups, true, None, &options).unwrap(),
            ))
        };
        let mut turned = arcs.clone();
        turned.reverse();
        prop_assert_eq!(with(1, &arcs), with(2, &turned));
    }
}

/// The exact expectation is the mean over all ways to deal the labels out.
#[test]
fn expectation_is_the_mean_of_the_permutations() {
    let graph = graph_of(&[(0, 1, 2), (1, 2, 1), (3, 4, 3), (5, 0, 1), (6, 7, 1), (2, 8, 2), (4, 0, 1)]);
    let groups = [0, 0, 1, 1, 2, 2, 2, 0, 1];
    let strata = [0, 0, 0, 0, 5, 5, 5, 5, 5];
    let options = ResampleOptions { replicates: 20_000, seed: 11 };
    for (weighted, strata) in
        [(false, None), (true, None), (false, Some(&strata[..])), (true, Some(&strata[..]))]
    {
        let found = ei_test(&graph.ties(), &groups, weighted, strata, &options).unwrap();
        let exact = 2.0 * found.expected_external.unwrap() - 1.0;
        let test = found.test.unwrap();
        let error = 4.0 * test.spread / (20_000f64).sqrt();
        assert!((test.expected - exact).abs() < error, "{exact} {test:?}");
    }
}
