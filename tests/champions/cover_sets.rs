//! Covering sets: known graphs, brute force, bounds that hold, and the edges.

use cmgraph::champions::cover::{CoverProblem, CoverSet, NO_GROUP, Partition, best_cover, minimum_cover};
use proptest::prelude::*;

/// Closed neighbourhoods: everybody covers himself and his neighbours.
fn domination(nodes: u32, ties: &[(u32, u32)]) -> CoverProblem {
    let mut arcs: Vec<(u32, u32, f64)> = (0..nodes).map(|node| (node, node, 1.0)).collect();
    for &(a, b) in ties {
        arcs.extend([(a, b, 1.0), (b, a, 1.0)]);
    }
    CoverProblem::new(nodes as usize, vec![1.0; nodes as usize], &arcs).unwrap()
}

const KARATE: [(u32, u32); 78] = [
    (0, 1),
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5),
    (0, 6),
    (0, 7),
    (0, 8),
    (0, 10),
    (0, 11),
    (0, 12),
    (0, 13),
    (0, 17),
    (0, 19),
    (0, 21),
    (0, 31),
    (1, 2),
    (1, 3),
    (1, 7),
    (1, 13),
    (1, 17),
    (1, 19),
    (1, 21),
    (1, 30),
    (2, 3),
    (2, 7),
    (2, 8),
    (2, 9),
    (2, 13),
    (2, 27),
    (2, 28),
    (2, 32),
    (3, 7),
    (3, 12),
    (3, 13),
    (4, 6),
    (4, 10),
    (5, 6),
    (5, 10),
    (5, 16),
    (6, 16),
    (8, 30),
    (8, 32),
    (8, 33),
    (9, 33),
    (13, 33),
    (14, 32),
    (14, 33),
    (15, 32),
    (15, 33),
    (18, 32),
    (18, 33),
    (19, 33),
    (20, 32),
    (20, 33),
    (22, 32),
    (22, 33),
    (23, 25),
    (23, 27),
    (23, 29),
    (23, 32),
    (23, 33),
    (24, 25),
    (24, 27),
    (24, 31),
    (25, 31),
    (26, 29),
    (26, 33),
    (27, 33),
    (28, 31),
    (28, 33),
    (29, 32),
    (29, 33),
    (30, 32),
    (30, 33),
    (31, 32),
    (31, 33),
    (32, 33),
];

/// Krackhardt's kite.
const KITE: [(u32, u32); 18] = [
    (0, 1),
    (0, 2),
    (0, 3),
    (0, 5),
    (1, 3),
    (1, 4),
    (1, 6),
    (2, 3),
    (2, 5),
    (3, 4),
    (3, 5),
    (3, 6),
    (4, 6),
    (5, 6),
    (5, 7),
    (6, 7),
    (7, 8),
    (8, 9),
];

/// Marriages of fifteen Florentine families: Acciaiuoli, Albizzi, Barbadori, Bischeri, Castellani, Ginori, Guadagni,
/// Lamberteschi, Medici, Pazzi, Peruzzi, Ridolfi, Salviati, Strozzi, Tornabuoni.
const FLORENTINE: [(u32, u32); 20] = [
    (0, 8),
    (4, 10),
    (4, 13),
    (4, 2),
    (8, 2),
    (8, 11),
    (8, 14),
    (8, 1),
    (8, 12),
    (12, 9),
    (10, 13),
    (10, 3),
    (13, 11),
    (13, 3),
    (11, 14),
    (14, 6),
    (1, 5),
    (1, 6),
    (3, 6),
    (6, 7),
];

const PETERSEN: [(u32, u32); 15] = [
    (0, 1),
    (1, 2),
    (2, 3),
    (3, 4),
    (4, 0),
    (0, 5),
    (1, 6),
    (2, 7),
    (3, 8),
    (4, 9),
    (5, 7),
    (7, 9),
    (9, 6),
    (6, 8),
    (8, 5),
];

/// All smallest sets that cover `target` and keep the quotas, by trying every set.
fn smallest_sets(problem: &CoverProblem, target: f64) -> Vec<Vec<u32>> {
    let n = problem.candidates() as u32;
    for size in 0..=n {
        let found: Vec<Vec<u32>> = subsets(n, size)
            .into_iter()
            .filter(|set| fits(problem, set) && problem.covered(set) >= target - 1e-9)
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn subsets(n: u32, size: u32) -> Vec<Vec<u32>> {
    fn go(n: u32, size: u32, from: u32, set: &mut Vec<u32>, all: &mut Vec<Vec<u32>>) {
        if size == 0 {
            all.push(set.clone());
            return;
        }
        for next in from..=n - size {
            set.push(next);
            go(n, size - 1, next + 1, set, all);
            set.pop();
        }
    }
    let mut all = Vec::new();
    if size <= n {
        go(n, size, 0, &mut Vec::new(), &mut all);
    }
    all
}

/// Whether a set keeps the quotas, as far as there are candidates.
fn fits(problem: &CoverProblem, set: &[u32]) -> bool {
    problem.partitions().iter().all(|partition| {
        (0..partition.quotas.len()).all(|group| {
            let of = |&c: &u32| partition.group_of[c as usize] == group as u32;
            let there = (0..problem.candidates() as u32).filter(|c| of(c)).count() as u32;
            set.iter().filter(|c| of(c)).count() as u32 >= partition.quotas[group].min(there)
        })
    })
}

#[test]
fn known_graphs() {
    for (name, nodes, ties, number, sets) in [
        ("karate", 34, &KARATE[..], 4, 9),
        ("kite", 10, &KITE[..], 2, 1),
        ("Florentine families", 15, &FLORENTINE[..], 5, 20),
        ("Petersen", 10, &PETERSEN[..], 3, 10),
    ] {
        let problem = domination(nodes, ties);
        let all = smallest_sets(&problem, f64::from(nodes));
        assert_eq!((all.len(), all[0].len()), (sets, number), "{name}");
        let found = minimum_cover(&problem, f64::from(nodes));
        let mut set = found.chosen.clone();
        set.sort_unstable();
        assert!(all.contains(&set), "{name}: {found:?}");
        assert!(found.at_least <= number && found.covered == f64::from(nodes));
        assert_eq!(found.lowered, []);
    }
    let karate = minimum_cover(&domination(34, &KARATE), 34.0);
    assert_eq!(karate.chosen, [33, 0, 24, 5], "greedy choice, the smallest number first");
    assert_eq!(karate.gains, [18.0, 13.0, 2.0, 1.0]);
    assert_eq!(smallest_sets(&domination(10, &KITE), 10.0), [[3, 8]]);
}

#[test]
fn quotas_hold_though_one_clique_dominates() {
    let mut arcs = vec![(3, 4, 0.9), (4, 3, 0.1)];
    for u in 0..8u32 {
        let p = if u < 4 { 0.95 } else { 0.05 };
        arcs.extend((0..4).map(|v| (u, u / 4 * 4 + v, if u == u / 4 * 4 + v { 1.0 } else { p })));
    }
    let free = CoverProblem::new(8, vec![1.0; 8], &arcs).unwrap();
    let units = Partition { group_of: (0..8).map(|u| u / 4).collect(), quotas: vec![1, 1] };
    let problem = free.with_quotas(units.clone()).unwrap();
    for set in [minimum_cover(&problem, 3.0), best_cover(&problem, 2)] {
        assert_eq!(set.by_group(&units), [1, 1], "{set:?}");
        assert_eq!(set.chosen.len(), 2);
    }
}

#[test]
fn the_scarce_and_the_impossible() {
    let arcs: Vec<(u32, u32, f64)> = (0..6).map(|u| (u, u, 1.0)).collect();
    let problem = CoverProblem::new(6, vec![1.0; 6], &arcs).unwrap();
    let units = Partition { group_of: vec![0, 0, 0, 1, NO_GROUP, NO_GROUP], quotas: vec![1, 3, 2] };
    let sites = Partition { group_of: vec![0, 1, 1, 1, 1, 1], quotas: vec![0, 3] };
    let problem = problem.with_quotas(units.clone()).unwrap().with_quotas(sites.clone()).unwrap();
    let set = minimum_cover(&problem, 0.0);
    assert_eq!((set.by_group(&units)[1], set.by_group(&sites)[1]), (1, 3));
    assert_eq!((set.chosen.len(), set.at_least), (3, 3), "one of the units is of a wanted site: {set:?}");
    let lowered: Vec<_> = set.lowered.iter().map(|l| (l.partition, l.group, l.wanted, l.kept)).collect();
    assert_eq!(lowered, [(0, 1, 3, 1), (0, 2, 2, 0)]);
    // Fewer people than quotas: the greatest goes down first.
    let two = best_cover(&problem, 2);
    assert_eq!(two.chosen.len(), 2);
    assert!(two.lowered.iter().any(|l| (l.partition, l.kept) == (1, 2)), "{two:?}");
}

#[test]
fn edges() {
    let empty = CoverProblem::new(0, vec![], &[]).unwrap();
    let nobody = CoverProblem::new(0, vec![1.0; 3], &[]).unwrap();
    let idle = CoverProblem::new(3, vec![1.0; 3], &[(0, 0, 0.0)]).unwrap();
    for problem in [&empty, &nobody, &idle] {
        for set in [minimum_cover(problem, 5.0), best_cover(problem, 0)] {
            assert_eq!((set.chosen.len(), set.covered, set.at_least), (0, 0.0, 0));
            assert!(set.proven && set.at_most == 0.0);
        }
    }
    assert_eq!(best_cover(&idle, 9).chosen.len(), 3);
    let all = CoverProblem::new(3, vec![1.0, 0.0, 2.0], &[(2, 0, 0.5), (1, 2, 1.0), (0, 1, 1.0)]).unwrap();
    assert_eq!(all.covered_by_all(), 2.5);
    // What cannot be reached is not asked for.
    assert_eq!(minimum_cover(&all, f64::INFINITY).chosen, [1, 2]);
    for fault in [
        CoverProblem::new(1, vec![1.0], &[(1, 0, 0.5)]),
        CoverProblem::new(1, vec![1.0], &[(0, 1, 0.5)]),
        CoverProblem::new(1, vec![1.0], &[(0, 0, 1.5)]),
        CoverProblem::new(1, vec![1.0], &[(0, 0, f64::NAN)]),
        CoverProblem::new(1, vec![-1.0], &[]),
        CoverProblem::new(1, vec![f64::INFINITY], &[]),
        CoverProblem::new(1, vec![], &[])
            .unwrap()
            .with_quotas(Partition { group_of: vec![1], quotas: vec![1] }),
        CoverProblem::new(1, vec![], &[]).unwrap().with_quotas(Partition::default()),
    ] {
        assert!(fault.is_err());
    }
}

fn problems() -> impl Strategy<Value = CoverProblem> {
    (1..9u32, 1..8u32).prop_flat_map(|(candidates, people)| {
        let reach = prop_oneof![Just(1.0), Just(0.5), Just(0.75), 0.0..1.0f64];
        let arcs = proptest::collection::vec((0..candidates, 0..people, reach), 0..30);
        let weights = proptest::collection::vec(prop_oneof![Just(1.0), 0.0..3.0f64], people as usize);
        let group = || proptest::collection::vec(prop_oneof![0..3u32, Just(NO_GROUP)], candidates as usize);
        let quotas = || proptest::collection::vec(0..3u32, 3);
        (arcs, weights, group(), quotas(), group(), quotas()).prop_map(move |(arcs, weights, g, q, h, r)| {
            let problem = CoverProblem::new(candidates as usize, weights, &arcs).unwrap();
            let problem = problem.with_quotas(Partition { group_of: g, quotas: q }).unwrap();
            problem.with_quotas(Partition { group_of: h, quotas: r }).unwrap()
        })
    })
}

fn consistent(problem: &CoverProblem, set: &CoverSet) {
    assert!((problem.covered(&set.chosen) - set.covered).abs() < 1e-9, "{set:?}");
    assert!((set.gains.iter().sum::<f64>() - set.covered).abs() < 1e-9);
    assert!(set.covered <= set.at_most + 1e-9 && set.at_least <= set.chosen.len());
    let mut distinct = set.chosen.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), set.chosen.len());
}

proptest! {
    #[test]
    fn smallest_against_brute_force(problem in problems(), share in 0.0..1.0f64) {
        let target = share * problem.covered_by_all();
        let set = minimum_cover(&problem, target);
        consistent(&problem, &set);
        prop_assert!(set.covered >= target - 1e-8 && fits(&problem, &set.chosen));
        let best = smallest_sets(&problem, target)[0].len();
        prop_assert!(set.at_least <= best && best <= set.chosen.len(), "{best} {set:?}");
        prop_assert!(set.chosen.len() <= best + 2, "{best} {set:?}");
        prop_assert!(!set.proven || set.chosen.len() == best);
        prop_assert_eq!(&set, &minimum_cover(&problem, target));
    }

    #[test]
    fn best_against_brute_force(problem in problems(), size in 0..6usize) {
        let set = best_cover(&problem, size);
        consistent(&problem, &set);
        let size = size.min(problem.candidates());
        prop_assert_eq!(set.chosen.len(), size);
        let mut sets = subsets(problem.candidates() as u32, size as u32);
        if set.lowered.iter().all(|l| l.kept == set_there(&problem, l.partition, l.group)) {
            sets.retain(|set| fits(&problem, set));
            let best = sets.iter().map(|set| problem.covered(set)).fold(0.0, f64::max);
            prop_assert!(set.covered <= best + 1e-9 && best <= set.at_most + 1e-9, "{best} {set:?}");
            prop_assert!(set.covered >= 0.5 * best - 1e-9, "{best} {set:?}");
            prop_assert!(!set.proven || set.covered >= best - 1e-8);
        }
    }
}

fn set_there(problem: &CoverProblem, partition: usize, group: usize) -> u32 {
    problem.partitions()[partition].group_of.iter().filter(|&&of| of == group as u32).count() as u32
}

#[cfg(feature = "exact")]
mod exact {
    use super::*;
    use cmgraph::champions::cover::{exact_best_cover, exact_minimum_cover};

    #[test]
    fn domination_numbers_are_proven() {
        for (name, nodes, ties, number) in [
            ("karate", 34, &KARATE[..], 4),
            ("kite", 10, &KITE[..], 2),
            ("Florentine families", 15, &FLORENTINE[..], 5),
            ("Petersen", 10, &PETERSEN[..], 3),
        ] {
            let set = exact_minimum_cover(&domination(nodes, ties), f64::from(nodes), 1000);
            assert_eq!((set.chosen.len(), set.at_least, set.proven), (number, number, true), "{name}");
        }
    }

    proptest! {
        #[test]
        fn smallest_is_the_smallest(problem in problems(), share in 0.0..1.0f64) {
            let target = share * problem.covered_by_all();
            let set = exact_minimum_cover(&problem, target, 1000);
            consistent(&problem, &set);
            prop_assert!(set.covered >= target - 1e-8 && fits(&problem, &set.chosen));
            let best = smallest_sets(&problem, target)[0].len();
            prop_assert!(set.at_least <= best, "{best} {set:?}");
            // A target within rounding of what a smaller set covers is the only way to miss one.
            prop_assert_eq!(set.chosen.len(), best, "{:?}", set);
        }

        #[test]
        fn best_is_the_best(problem in problems(), size in 0..6usize) {
            let set = exact_best_cover(&problem, size, 1000);
            consistent(&problem, &set);
            if set.lowered.iter().all(|l| l.kept == set_there(&problem, l.partition, l.group)) {
                let size = size.min(problem.candidates()) as u32;
                let sets = subsets(problem.candidates() as u32, size).into_iter();
                let best = sets.filter(|set| fits(&problem, set)).map(|set| problem.covered(&set)).fold(0.0, f64::max);
                prop_assert!((set.covered - best).abs() < 1e-4 && best <= set.at_most + 1e-9, "{best} {set:?}");
            }
        }
    }
}
