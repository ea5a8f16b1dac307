//! Triangles, holes, cores, cuts and hierarchy: published numbers, other programs' numbers, and brute force.
#![allow(clippy::needless_range_loop)] // matrices by their indices, as the definitions have them

use crate::graphs::{KARATE, KITE, both_ways, from_arcs, from_pairs};
use cmgraph::graph::{
    InteractionGraph, StructuralHoles, TieGraph, biconnected_components, core_numbers, cuts,
    degree_assortativity, hierarchy, simmelian_ties, strong_components, structural_holes, triangles,
    weak_components, weighted_clustering,
};
use cmgraph::{Error, MemberId};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::Read as _;

/// Ten weighted arcs among six of seven members, with numbers from NetworkX 3.7 and (constraint) igraph 1.0. The
/// effective sizes are those of NetworkX asked member by member; asked for all at once it counts two of them too low.
const WEIGHTED: [(u32, u32, f64); 10] = [
    (0, 1, 3.0),
    (1, 0, 1.0),
    (0, 2, 2.0),
    (2, 1, 0.5),
    (2, 3, 4.0),
    (3, 0, 1.5),
    (3, 4, 1.0),
    (4, 5, 2.0),
    (5, 3, 0.25),
    (1, 3, 1.0),
];

#[track_caller]
fn assert_close(got: Option<f64>, wanted: f64, tolerance: f64) {
    assert!(got.is_some_and(|got| (got - wanted).abs() <= tolerance), "{got:?} is not {wanted}");
}

#[test]
fn karate() {
    let graph = from_pairs(34, &KARATE);
    let ties = graph.ties();
    let triangles = triangles(&ties);
    assert_eq!(triangles.total, 45);
    assert_close(triangles.transitivity(), 0.255682, 5e-7);
    assert_close(triangles.mean_clustering(), 0.570638, 5e-7);
    assert_close(degree_assortativity(&ties), -0.475613, 5e-7);
    let holes = structural_holes(&ties, false);
    for (member, constraint) in [(0, 0.1554), (33, 0.1564), (2, 0.1852), (32, 0.2492), (11, 1.0)] {
        assert_close(holes.constraint[member], constraint, 5e-5);
    }
    for (member, size) in [(0, 13.75), (33, 15.2353), (2, 7.8), (32, 9.8333)] {
        assert_close(holes.effective_size[member], size, 5e-5);
    }
    assert_close(holes.efficiency[0], 13.75 / 16.0, 1e-12);
    let simmelian = simmelian_ties(&from_pairs(34, &both_ways(&KARATE)));
    assert_eq!((simmelian.ties, simmelian.mutual, simmelian.share), (67, 78, Some(67.0 / 78.0)));
    let one_way = simmelian_ties(&graph);
    assert_eq!((one_way.ties, one_way.mutual, one_way.share), (0, 0, None));
    // Member 11 knows only 0, who also holds 4, 5, 6, 10 and 16 to the rest.
    let cuts = cuts(&ties);
    assert_eq!(
        cuts.bridges.iter().map(|bridge| bridge.ends).collect::<Vec<_>>(),
        [(MemberId(0), MemberId(11))]
    );
    assert_eq!((cuts.bridges[0].sides, cuts.bridges[0].cut_off()), ((33, 1), 1));
    assert_eq!(cuts.articulation_points.len(), 1);
    assert_eq!(
        (cuts.articulation_points[0].member, &cuts.articulation_points[0].parts[..]),
        (MemberId(0), &[27, 5, 1][..])
    );
    assert_eq!(cuts.articulation_points[0].cut_off(), 6);
    assert_eq!(biconnected_components(&ties).iter().map(Vec::len).collect::<Vec<_>>(), [28, 6, 2]);
    assert_eq!(core_numbers(&ties).degeneracy, 4);
}

#[test]
fn kite() {
    let ties = from_pairs(10, &KITE).ties();
    let holes = structural_holes(&ties, true);
    for (member, constraint) in [(7, 0.4311), (3, 0.4702), (9, 1.0)] {
        assert_close(holes.constraint[member], constraint, 5e-5);
    }
    assert_close(holes.effective_size[3], 3.3333, 5e-5);
    assert_close(holes.effective_size[5], 3.0, 1e-12);
    let cuts = cuts(&ties);
    let parts: Vec<_> =
        cuts.articulation_points.iter().map(|point| (point.member.0, &point.parts[..])).collect();
    assert_eq!(parts, [(7, &[7, 2][..]), (8, &[8, 1][..])]);
    let bridges: Vec<_> = cuts.bridges.iter().map(|bridge| (bridge.ends.0.0, bridge.sides)).collect();
    assert_eq!(bridges, [(7, (8, 2)), (8, (9, 1))]);
    assert_eq!(core_numbers(&ties).numbers, [3, 3, 3, 3, 3, 3, 3, 2, 1, 1]);
}

#[test]
fn a_weighted_graph_as_networkx_and_igraph_have_it() {
    let graph = from_arcs(7, &WEIGHTED);
    let (ties, count) = (graph.ties(), |numbers: &[Option<f64>]| numbers.iter().flatten().count());
    let holes = structural_holes(&ties, true);
    let wanted = [
        (0.7236243561775677, 2.25, 0.47449584415891694),
        (0.9150493911400019, 1.977272727272727, 0.3887035578912677),
        (0.813071690959963, 2.0961538461538463, 0.42806254891414475),
        (0.6477051479469803, 4.080645161290323, 0.15400426634544442),
        (0.6248777779205188, 1.9166666666666667, 0.19842513149602495),
        (0.9817976530505916, 1.7222222222222223, 0.19842513149602495),
    ];
    let clustering = weighted_clustering(&ties);
    for (member, (constraint, size, clustered)) in wanted.into_iter().enumerate() {
        assert_close(holes.constraint[member], constraint, 1e-12);
        assert_close(holes.effective_size[member], size, 1e-12);
        assert_close(clustering[member], clustered, 1e-12);
    }
    assert_eq!(
        [&holes.constraint, &holes.effective_size, &clustering].map(|numbers| count(numbers)),
        [6, 6, 6]
    );
    let equal = structural_holes(&ties, false);
    for (member, constraint, size) in
        [(0, 0.8311111111111109, 1.0), (3, 0.5133333333333334, 3.4), (5, 0.9225, 1.0)]
    {
        assert_close(equal.constraint[member], constraint, 1e-12);
        assert_close(equal.effective_size[member], size, 1e-12);
    }
    assert_eq!(core_numbers(&graph).numbers, [3, 3, 3, 3, 2, 2, 0]);
    assert_close(degree_assortativity(&ties), -0.3636363636363638, 1e-12);
    assert_close(degree_assortativity(&graph), 0.0, 1e-12);
}

#[test]
fn email_eu_core() {
    let path = std::path::Path::new("../shared/data/email-eu-core/email-Eu-core.csv.gz");
    let Ok(file) = std::fs::File::open(path) else {
        println!("skipped: no {}", path.display());
        return;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let pairs: Vec<(u32, u32)> = text
        .lines()
        .skip(1)
        .map(|line| line.split_once(',').unwrap())
        .map(|(from, to)| (from.parse().unwrap(), to.trim().parse().unwrap()))
        .collect();
    let graph = from_pairs(1005, &pairs);
    let triangles = triangles(&graph.ties());
    assert_eq!(triangles.total, 105_461);
    // 0.3994 over all members, as SNAP gives it.
    assert_close(triangles.mean_clustering(), 0.3994, 5e-5);
    assert_eq!(weak_components(&graph).sizes[0], 986);
    assert_eq!(strong_components(&graph).sizes[0], 803);
    assert_eq!(graph.ties().tie_count(), 16_064);
}

#[test]
fn hierarchy_of_small_graphs() {
    let tree: Vec<(u32, u32)> = (1..200).map(|member| ((member - 1) / 2, member)).collect();
    let cycle: Vec<(u32, u32)> = (0..70).map(|member| (member, (member + 1) % 70)).collect();
    for (nodes, pairs, wanted) in [
        (200, tree, Some(1.0)),
        (71, cycle, Some(0.0)),
        (4, vec![(0, 1), (1, 0), (1, 2)], Some(2.0 / 3.0)),
        (3, vec![], None),
        (0, vec![], None),
    ] {
        assert_eq!(hierarchy(&from_pairs(nodes, &pairs)).unwrap().hierarchy, wanted, "{nodes} members");
    }
    let large = hierarchy(&from_pairs(20_001, &[]));
    assert!(matches!(large, Err(Error::Option { option: "graph", .. })), "{large:?}");
}

#[test]
fn nobody_and_members_alone() {
    for nodes in [0, 1, 3] {
        let graph = from_pairs(nodes, &[]);
        let ties = graph.ties();
        let triangles = triangles(&ties);
        assert_eq!((triangles.total, triangles.transitivity()), (0, None));
        assert_eq!(triangles.mean_clustering(), (nodes > 0).then_some(0.0));
        assert_eq!(triangles.mean_clustering_of_pairs(), None);
        assert_eq!(structural_holes(&ties, true).constraint, vec![None; nodes]);
        assert_eq!(weighted_clustering(&ties), vec![None; nodes]);
        let cores = core_numbers(&ties);
        assert_eq!((cores.numbers, cores.degeneracy), (vec![0; nodes], 0));
        assert!(cuts(&ties).articulation_points.is_empty() && biconnected_components(&ties).is_empty());
        assert_eq!(simmelian_ties(&graph).by_member, vec![0; nodes]);
        assert_eq!((degree_assortativity(&ties), degree_assortativity(&graph)), (None, None));
    }
}

#[test]
fn extreme_weights_give_numbers() {
    for (strong, weak) in [(f64::MAX / 4.0, f64::MIN_POSITIVE), (1e200, 1e-120), (5e-324, 5e-324)] {
        let graph = from_arcs(6, &[(0, 1, strong), (1, 2, strong), (0, 2, weak), (3, 4, weak), (2, 3, weak)]);
        let holes = structural_holes(&graph.ties(), true);
        for member in 0..5 {
            for (name, values) in [
                ("constraint", &holes.constraint),
                ("size", &holes.effective_size),
                ("efficiency", &holes.efficiency),
            ] {
                assert!(
                    values[member].is_some_and(|value| value > 0.0 && value < 6.0),
                    "{name} {member} {holes:?}"
                );
            }
        }
        assert_close(holes.constraint[4], 1.0, 1e-12);
        assert!(weighted_clustering(&graph.ties()).iter().flatten().all(|value| (0.0..=1.0).contains(value)));
    }
}

/// Twelve members at most, so that dense matrices and all subsets by loops will do.
#[derive(Debug)]
struct Dense {
    nodes: usize,
    /// Weights of arcs.
    arc: Vec<Vec<f64>>,
    /// Weights of ties.
    tie: Vec<Vec<f64>>,
}

impl Dense {
    fn new(nodes: usize, arcs: &[(u32, u32, f64)]) -> Self {
        let mut arc = vec![vec![0.0; nodes]; nodes];
        for &(u, v, weight) in arcs.iter().filter(|arc| arc.0 != arc.1) {
            arc[u as usize][v as usize] += weight;
        }
        let tie = (0..nodes).map(|u| (0..nodes).map(|v| arc[u][v] + arc[v][u]).collect()).collect();
        Dense { nodes, arc, tie }
    }

    fn equal(&self) -> Dense {
        let ones = |rows: &[Vec<f64>]| {
            rows.iter().map(|row| row.iter().map(|&weight| f64::from(weight > 0.0)).collect()).collect()
        };
        Dense { nodes: self.nodes, arc: ones(&self.arc), tie: ones(&self.tie) }
    }

    fn tied(&self, u: usize, v: usize) -> bool {
        self.tie[u][v] > 0.0
    }

    fn holes(&self) -> StructuralHoles {
        let all = 0..self.nodes;
        let strength = |u: usize| self.tie[u].iter().sum::<f64>();
        let p = |u: usize, v: usize| self.tie[u][v] / strength(u);
        let m = |u: usize, v: usize| self.tie[u][v] / self.tie[u].iter().copied().fold(0.0, f64::max);
        let contacts = |u: usize| (0..self.nodes).filter(move |&v| self.tied(u, v));
        let some = |u: usize, value: f64| contacts(u).next().map(|_| value);
        let constraint = |u: usize| {
            let local = |v: usize| p(u, v) + contacts(u).map(|q| p(u, q) * p(q, v)).sum::<f64>();
            contacts(u).map(|v| local(v) * local(v)).sum::<f64>()
        };
        let size = |u: usize| {
            contacts(u).map(|v| 1.0 - contacts(u).map(|q| p(u, q) * m(v, q)).sum::<f64>()).sum::<f64>()
        };
        StructuralHoles {
            constraint: all.clone().map(|u| some(u, constraint(u))).collect(),
            effective_size: all.clone().map(|u| some(u, size(u))).collect(),
            efficiency: all.map(|u| some(u, size(u) / contacts(u).count() as f64)).collect(),
        }
    }

    /// Whether u and v are connected by ties without some member and without some tie.
    fn connected(&self, without: Option<usize>, cut: Option<(usize, usize)>) -> Vec<Vec<bool>> {
        let n = self.nodes;
        let there = |u: usize| Some(u) != without;
        let mut reach: Vec<Vec<bool>> = (0..n)
            .map(|u| {
                (0..n)
                    .map(|v| {
                        there(u)
                            && there(v)
                            && (u == v || (self.tied(u, v) && cut != Some((u, v)) && cut != Some((v, u))))
                    })
                    .collect()
            })
            .collect();
        close(&mut reach);
        reach
    }

    /// Sizes of the pieces among some members, largest first.
    fn pieces(&self, reach: &[Vec<bool>], among: &[usize]) -> Vec<u32> {
        let groups: BTreeSet<Vec<usize>> =
            among.iter().map(|&u| (0..self.nodes).filter(|&v| reach[u][v]).collect()).collect();
        let mut sizes: Vec<u32> = groups.iter().map(|group| group.len() as u32).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes
    }
}

fn close(reach: &mut [Vec<bool>]) {
    for via in 0..reach.len() {
        for u in 0..reach.len() {
            if reach[u][via] {
                for v in 0..reach.len() {
                    reach[u][v] |= reach[via][v];
                }
            }
        }
    }
}

fn assert_same(got: &[Option<f64>], wanted: &[Option<f64>]) {
    assert_eq!(got.len(), wanted.len());
    for (got, wanted) in got.iter().zip(wanted) {
        match (got, wanted) {
            (Some(got), Some(wanted)) => assert!((got - wanted).abs() < 1e-9, "{got} is not {wanted}"),
            _ => assert_eq!(got, wanted),
        }
    }
}

fn arcs(nodes: u32, most: usize) -> impl Strategy<Value = Vec<(u32, u32, f64)>> {
    let weight = prop_oneof![(1u32..6).prop_map(f64::from), 0.01f64..10.0];
    prop::collection::vec((0..nodes, 0..nodes, weight), 0..most)
}

proptest! {
    #[test]
    fn triangles_and_holes_by_definition(arcs in arcs(11, 60)) {
        let (graph, dense) = (from_arcs(11, &arcs), Dense::new(11, &arcs));
        let ties = graph.ties();
        let found = triangles(&ties);
        let largest = dense.tie.iter().flatten().copied().fold(0.0, f64::max);
        let weighted = weighted_clustering(&ties);
        let mut total = 0;
        for u in 0..11 {
            let (mut pairs, mut closed, mut intensity) = (0, 0, 0.0);
            for v in 0..11 {
                for w in v + 1..11 {
                    if dense.tied(u, v) && dense.tied(u, w) {
                        pairs += 1;
                        closed += u64::from(dense.tied(v, w));
                        intensity += (dense.tie[u][v] / largest * dense.tie[u][w] / largest * dense.tie[v][w] / largest).cbrt();
                    }
                }
            }
            total += closed;
            prop_assert_eq!(found.by_member[u], closed);
            prop_assert_eq!(found.clustering[u], (pairs > 0).then(|| closed as f64 / pairs as f64));
            match weighted[u] {
                Some(weighted) => prop_assert!((weighted - intensity / pairs as f64).abs() < 1e-9),
                None => prop_assert_eq!(pairs, 0),
            }
        }
        prop_assert_eq!(found.total * 3, total);
        for (weighted, dense) in [(true, &dense), (false, &dense.equal())] {
            let (got, wanted) = (structural_holes(&ties, weighted), dense.holes());
            assert_same(&got.constraint, &wanted.constraint);
            assert_same(&got.effective_size, &wanted.effective_size);
            assert_same(&got.efficiency, &wanted.efficiency);
        }
    }

    #[test]
    fn simmelian_ties_by_definition(arcs in arcs(8, 60)) {
        let dense = Dense::new(8, &arcs);
        let mutual = |u: usize, v: usize| dense.arc[u][v] > 0.0 && dense.arc[v][u] > 0.0;
        let simmelian = |u: usize, v: usize| mutual(u, v) && (0..8).any(|w| mutual(u, w) && mutual(v, w));
        let by_member: Vec<u32> = (0..8).map(|u| (0..8).filter(|&v| simmelian(u, v)).count() as u32).collect();
        let found = simmelian_ties(&from_arcs(8, &arcs));
        prop_assert_eq!(found.ties * 2, u64::from(by_member.iter().sum::<u32>()));
        prop_assert_eq!(found.by_member, by_member);
    }

    #[test]
    fn cores_by_taking_off(arcs in arcs(12, 70), directed: bool) {
        let (graph, dense) = (from_arcs(12, &arcs), Dense::new(12, &arcs).equal());
        let both = |u: usize| (0..12).map(|v| dense.arc[u][v] + dense.arc[v][u]).collect();
        let rows: Vec<Vec<f64>> = if directed { (0..12).map(both).collect() } else { dense.tie.clone() };
        let mut wanted = vec![0; 12];
        for k in 1..24 {
            let mut there: Vec<usize> = (0..12).collect();
            loop {
                let stay = |u: &usize| there.iter().map(|&v| rows[*u][v]).sum::<f64>() >= f64::from(k);
                let left: Vec<usize> = there.iter().copied().filter(stay).collect();
                if left.len() == there.len() {
                    break;
                }
                there = left;
            }
            there.iter().for_each(|&u| wanted[u] = k);
        }
        let cores = if directed { core_numbers(&graph) } else { core_numbers(&graph.ties()) };
        prop_assert_eq!(cores.degeneracy, *wanted.iter().max().unwrap());
        prop_assert_eq!(cores.numbers, wanted);
    }

    #[test]
    fn cuts_by_taking_away(arcs in arcs(11, 24)) {
        let (ties, dense) = (from_arcs(11, &arcs).ties(), Dense::new(11, &arcs));
        let whole = dense.connected(None, None);
        let found = cuts(&ties);
        let mut points = Vec::new();
        let mut bridges = Vec::new();
        for u in 0..11 {
            let others: Vec<usize> = (0..11).filter(|&v| v != u && whole[u][v]).collect();
            let pieces = dense.pieces(&dense.connected(Some(u), None), &others);
            if pieces.len() > 1 {
                points.push((u as u32, pieces));
            }
            for v in u + 1..11 {
                let without = dense.connected(None, Some((u, v)));
                if dense.tied(u, v) && !without[u][v] {
                    let size = |of: usize| without[of].iter().filter(|&&there| there).count() as u32;
                    bridges.push(((u as u32, v as u32), (size(u), size(v))));
                }
            }
        }
        let got: Vec<_> = found.articulation_points.iter().map(|point| (point.member.0, point.parts.clone())).collect();
        prop_assert_eq!(got, points);
        let got: Vec<_> = found.bridges.iter().map(|bridge| ((bridge.ends.0.0, bridge.ends.1.0), bridge.sides)).collect();
        prop_assert_eq!(got, bridges);
    }

    #[test]
    fn two_ties_are_together_if_no_departure_parts_them(arcs in arcs(9, 18)) {
        let (ties, dense) = (from_arcs(9, &arcs).ties(), Dense::new(9, &arcs));
        let without: Vec<_> = (0..9).map(|u| dense.connected(Some(u), None)).collect();
        // Ties at the same member are in one component if their other ends stay connected without that member.
        let pairs: Vec<(usize, usize)> =
            (0..9).flat_map(|u| (u + 1..9).map(move |v| (u, v))).filter(|&(u, v)| dense.tied(u, v)).collect();
        let mut together = vec![vec![false; pairs.len()]; pairs.len()];
        for (i, a) in pairs.iter().enumerate() {
            for (j, b) in pairs.iter().enumerate() {
                for (shared, x, y) in [(a.0, a.1, b.1), (a.1, a.0, b.0), (a.0, a.1, b.0), (a.1, a.0, b.1)] {
                    if (shared == b.0 && y == b.1) || (shared == b.1 && y == b.0) {
                        together[i][j] |= without[shared][x][y];
                    }
                }
            }
        }
        close(&mut together);
        let mut wanted: BTreeSet<Vec<MemberId>> = BTreeSet::new();
        for row in &together {
            let of = |(pair, _): (&(usize, usize), _)| [MemberId(pair.0 as u32), MemberId(pair.1 as u32)];
            let members: BTreeSet<MemberId> = pairs.iter().zip(row).filter(|(_, is)| **is).flat_map(of).collect();
            wanted.insert(members.into_iter().collect());
        }
        let found = biconnected_components(&ties);
        prop_assert!(found.is_sorted_by_key(|component| std::cmp::Reverse(component.len())));
        prop_assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wanted);
    }

    #[test]
    fn hierarchy_and_assortativity_by_definition(arcs in arcs(10, 30)) {
        let (graph, dense) = (from_arcs(10, &arcs), Dense::new(10, &arcs).equal());
        let mut reach: Vec<Vec<bool>> = dense.arc.iter().map(|row| row.iter().map(|&arc| arc > 0.0).collect()).collect();
        close(&mut reach);
        let (mut reachable, mut one_way) = (0, 0);
        for u in 0..10 {
            for v in u + 1..10 {
                reachable += u64::from(reach[u][v] || reach[v][u]);
                one_way += u64::from(reach[u][v] != reach[v][u]);
            }
        }
        let found = hierarchy(&graph).unwrap();
        prop_assert_eq!((found.reachable, found.one_way), (reachable, one_way));
        for (directed, rows) in [(true, &dense.arc), (false, &dense.tie)] {
            let out = |u: usize| rows[u].iter().sum::<f64>();
            let into = |v: usize| rows.iter().map(|row| row[v]).sum::<f64>();
            let ends: Vec<(f64, f64)> = (0..10)
                .flat_map(|u| (0..10).map(move |v| (u, v)))
                .filter(|&(u, v)| rows[u][v] > 0.0)
                .map(|(u, v)| (out(u), into(v)))
                .collect();
            let mean = |of: fn(&(f64, f64)) -> f64| ends.iter().map(of).sum::<f64>() / ends.len() as f64;
            let (x, y) = (mean(|end| end.0), mean(|end| end.1));
            let sum = |of: &dyn Fn(f64, f64) -> f64| ends.iter().map(|end| of(end.0 - x, end.1 - y)).sum::<f64>();
            let spread = sum(&|x, _| x * x) * sum(&|_, y| y * y);
            let got = if directed { degree_assortativity(&graph) } else { degree_assortativity(&graph.ties()) };
            match got {
                Some(got) => prop_assert!((got - sum(&|x, y| x * y) / spread.sqrt()).abs() < 1e-9),
                None => prop_assert!(ends.is_empty() || spread < 1e-9),
            }
        }
    }
}

/// Every number as bits or text, so that two runs can be compared.
fn everything(graph: &InteractionGraph) -> String {
    let ties: TieGraph = graph.ties();
    let bits =
        |values: &[Option<f64>]| values.iter().map(|value| value.map(f64::to_bits)).collect::<Vec<_>>();
    let mut text = String::new();
    for weighted in [true, false] {
        let holes = structural_holes(&ties, weighted);
        text +=
            &format!("{:?}", [&holes.constraint, &holes.effective_size, &holes.efficiency].map(|v| bits(v)));
    }
    text += &format!("{:?}{:?}", triangles(&ties), bits(&weighted_clustering(&ties)));
    text += &format!("{:?}{:?}{:?}", core_numbers(&ties), cuts(&ties), biconnected_components(&ties));
    text += &format!("{:?}{:?}", simmelian_ties(graph), hierarchy(graph).unwrap());
    text + &format!("{:?}", degree_assortativity(&ties).map(f64::to_bits))
}

#[test]
fn the_same_bytes_for_any_threads_and_order() {
    // A few hubs among 3000 members, drawn by a fixed rule.
    let mut state = 7u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) % below
    };
    let mut arcs: Vec<(u32, u32, f64)> = (0..30_000)
        .map(|_| {
            let (limit, other) = (1 + next(3000), next(3000));
            (next(limit) as u32, other as u32, 0.1 + next(1000) as f64 / 7.0)
        })
        .collect();
    let run = |arcs: &[(u32, u32, f64)], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| everything(&from_arcs(3000, arcs)))
    };
    let wanted = run(&arcs, 1);
    assert_eq!(run(&arcs, 2), wanted);
    assert_eq!(run(&arcs, 5), wanted);
    for i in (1..arcs.len()).rev() {
        arcs.swap(i, next(i as u64 + 1) as usize);
    }
    assert_eq!(run(&arcs, 2), wanted);
}
