//! The parts of the search against naive versions.

use super::connected::connected;
use super::level::{Level, scale};
use super::local_moves::move_members;
use super::refine::refine;
use super::{Partition, modularity};
use crate::graph::{InteractionGraph, TieGraph};
use proptest::prelude::*;

/// Ties with whole weights from arcs, labels below the number of members, and an order of the members.
fn case() -> impl Strategy<Value = (TieGraph, Vec<u32>, Vec<u32>)> {
    (2usize..40).prop_flat_map(|n| {
        let member = 0..n as u32;
        let arcs = prop::collection::vec((member.clone(), member.clone(), 1u32..6), 1..160);
        let labels = prop::collection::vec(0..n as u32, n);
        let order = Just((0..n as u32).collect::<Vec<_>>()).prop_shuffle();
        (arcs, labels, order).prop_map(move |(arcs, labels, order)| {
            let (from, to): (Vec<u32>, Vec<u32>) = arcs.iter().map(|&(u, v, _)| (u, v)).unzip();
            let weights: Vec<f64> = arcs.iter().map(|arc| f64::from(arc.2)).collect();
            (InteractionGraph::from_arcs(n, &from, &to, &weights).unwrap().ties(), labels, order)
        })
    })
}

/// Number of connected pieces of all communities.
fn pieces(level: &Level, labels: &[u32]) -> usize {
    let mut root: Vec<usize> = (0..labels.len()).collect();
    let mut pieces = labels.len();
    fn find(root: &[usize], mut at: usize) -> usize {
        while root[at] != at {
            at = root[at];
        }
        at
    }
    for u in 0..labels.len() {
        for tie in level.row(u as u32) {
            let (a, b) = (find(&root, u), find(&root, tie.to as usize));
            if labels[u] == labels[tie.to as usize] && a != b {
                root[a] = b;
                pieces -= 1;
            }
        }
    }
    pieces
}

proptest! {
    #[test]
    fn moves_gain_what_they_say((ties, labels, order) in case(), resolution in 0.2f64..3.0) {
        let level = Level::new(&ties, scale(&ties.weight));
        let two_m: f64 = level.strength.iter().sum();
        prop_assume!(two_m > 0.0);
        let mut moved = labels.clone();
        let gain = move_members(&level, &mut moved, order.clone(), resolution / two_m, 0.0);
        let before = modularity(&ties, &labels, resolution).unwrap();
        let after = modularity(&ties, &moved, resolution).unwrap();
        // At least: what a neighbour may have taken is not counted.
        prop_assert!(after - before >= 2.0 * gain / two_m - 1e-9, "{before} {after} {gain}");
        prop_assert!(gain >= 0.0);
        // Again and again, until nobody moves: then no member gains by any move.
        while move_members(&level, &mut moved, order.clone(), resolution / two_m, 0.0) > 0.0 {}
        let settled = modularity(&ties, &moved, resolution).unwrap();
        prop_assert!(settled >= after - 1e-12);
        for member in 0..moved.len() {
            for label in 0..moved.len() as u32 {
                let mut other = moved.clone();
                other[member] = label;
                prop_assert!(modularity(&ties, &other, resolution).unwrap() <= settled + 1e-8);
            }
        }
    }

    #[test]
    fn parts_are_connected_and_stay_inside((ties, labels, order) in case(), resolution in 0.2f64..3.0) {
        let level = Level::new(&ties, scale(&ties.weight));
        let two_m: f64 = level.strength.iter().sum();
        prop_assume!(two_m > 0.0);
        let partition = Partition::numbered(labels);
        let (parts, count) =
            refine(&level, &partition.labels, partition.count(), &order, resolution / two_m);
        prop_assert_eq!(Partition::from_labels(&parts).count(), count);
        prop_assert_eq!(pieces(&level, &parts), count);
        for (u, v) in (0..parts.len()).flat_map(|u| (0..u).map(move |v| (u, v))) {
            prop_assert!(parts[u] != parts[v] || partition.labels[u] == partition.labels[v]);
        }
        // Joining gains.
        let alone: Vec<u32> = (0..parts.len() as u32).collect();
        prop_assert!(modularity(&ties, &parts, resolution) >= modularity(&ties, &alone, resolution));
    }

    #[test]
    fn connected_pieces((ties, labels, _) in case()) {
        let level = Level::new(&ties, scale(&ties.weight));
        let partition = Partition::numbered(labels);
        let split = connected(&level, &partition.labels, partition.count());
        prop_assert_eq!(Partition::from_labels(&split).count(), pieces(&level, &partition.labels));
        prop_assert_eq!(pieces(&level, &split), pieces(&level, &partition.labels));
        if let (Some(before), Some(after)) =
            (modularity(&ties, &partition.labels, 1.0), modularity(&ties, &split, 1.0))
        {
            prop_assert!(after >= before - 1e-12);
        }
    }

    #[test]
    fn merged_weights((ties, labels, _) in case()) {
        let level = Level::new(&ties, scale(&ties.weight));
        let partition = Partition::numbered(labels);
        let merged = level.merged(&partition.labels, partition.count());
        let mut wanted = vec![vec![0.0; partition.count()]; partition.count()];
        for (u, &row) in partition.labels.iter().enumerate() {
            for tie in level.row(u as u32) {
                wanted[row as usize][partition.labels[tie.to as usize] as usize] += f64::from(tie.weight);
            }
        }
        for (row, wanted) in wanted.iter().enumerate() {
            prop_assert!((merged.strength[row] - wanted.iter().sum::<f64>()).abs() < 1e-9);
            let mut found = vec![0.0; partition.count()];
            for tie in merged.row(row as u32) {
                prop_assert!(tie.to as usize != row && tie.weight > 0.0 && found[tie.to as usize] == 0.0);
                found[tie.to as usize] = f64::from(tie.weight);
            }
            for (column, (&found, &wanted)) in found.iter().zip(wanted).enumerate() {
                prop_assert!(column == row || found == wanted);
            }
        }
    }
}
