//! The interaction graph against brute force, and the kernels against naive versions and known numbers.

use crate::graphs::{KARATE, both_ways, from_arcs, from_pairs};
use cmgraph::graph::{
    Components, EdgeRule, Interaction, InteractionGraph, InteractionKind, PageRankOptions, Scale,
    in_strengths, out_strengths, pagerank, partner_counts, reciprocity, strong_components, weak_components,
};
use cmgraph::{MemberId, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn assert_close(got: f64, wanted: f64, tolerance: f64) {
    assert!((got - wanted).abs() <= tolerance, "{got} is not {wanted}");
}

#[test]
fn karate_pagerank() {
    let rank = pagerank(&from_pairs(34, &both_ways(&KARATE)), &PageRankOptions::default()).unwrap();
    assert!(rank.converged && rank.error < 1e-9 && rank.iterations > 10);
    for (member, score) in [(33, 0.100919), (0, 0.096997), (32, 0.071693)] {
        assert_close(rank.scores[member], score, 5e-7);
    }
    assert_close(rank.scores.iter().sum(), 1.0, 1e-12);
}

#[test]
fn expertise_rank_of_askers_and_answerers() {
    let arcs = [(0, 1), (0, 2), (1, 2), (3, 2), (4, 2), (4, 1), (2, 5)];
    let rank = pagerank(&from_pairs(6, &arcs), &PageRankOptions::default()).unwrap();
    for (member, score) in
        [(5, 0.336744), (2, 0.310634), (1, 0.134505), (0, 0.072705), (3, 0.072705), (4, 0.072705)]
    {
        assert_close(rank.scores[member], score, 1e-6);
    }
}

#[test]
fn pagerank_jumps_where_it_is_told() {
    // Two pairs that do not touch: with all jumps into the first, the second has no rank.
    let graph = from_pairs(5, &[(0, 1), (1, 0), (2, 3), (3, 2)]);
    let options =
        PageRankOptions { personalisation: Some(vec![1e308, 1e308, 0.0, 0.0, 0.0]), ..Default::default() };
    let scores = pagerank(&graph, &options).unwrap().scores;
    for (score, wanted) in scores.iter().zip([0.5, 0.5, 0.0, 0.0, 0.0]) {
        assert_close(*score, wanted, 1e-12);
    }
    // The rank of a member without arcs goes there too: 4 is dangling, everything jumps to it.
    let options =
        PageRankOptions { personalisation: Some(vec![0.0, 0.0, 0.0, 0.0, 3.0]), ..Default::default() };
    assert_close(pagerank(&graph, &options).unwrap().scores[4], 1.0, 1e-12);
}

#[test]
fn pagerank_says_when_it_did_not_converge() {
    let graph = from_pairs(34, &both_ways(&KARATE));
    let rank = pagerank(&graph, &PageRankOptions { max_iterations: 3, ..Default::default() }).unwrap();
    assert_eq!((rank.iterations, rank.converged), (3, false));
    let empty = pagerank(&from_pairs(0, &[]), &PageRankOptions::default()).unwrap();
    assert_eq!((empty.scores.len(), empty.converged), (0, true));
    let lonely = pagerank(&from_pairs(4, &[]), &PageRankOptions::default()).unwrap();
    assert_eq!((lonely.scores, lonely.iterations), (vec![0.25; 4], 1));
}

#[test]
fn pagerank_of_extreme_weights_stays_finite() {
    for weight in [f64::MIN_POSITIVE / 4.0, f64::MAX] {
        let graph = InteractionGraph::from_arcs(4, &[0, 0, 0, 1], &[1, 2, 3, 0], &[weight; 4]).unwrap();
        let scores = pagerank(&graph, &PageRankOptions::default()).unwrap().scores;
        assert!(scores.iter().all(|score| *score > 0.0), "{scores:?}");
        assert_close(scores.iter().sum(), 1.0, 1e-12);
    }
}

#[test]
fn reciprocity_of_the_vector() {
    let got = reciprocity(&from_pairs(4, &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 1)]));
    assert_close(got.r.unwrap(), 0.4, 1e-15);
    assert_close(got.density.unwrap(), 5.0 / 12.0, 1e-15);
    assert_close(got.rho.unwrap(), -0.028571, 5e-7);
}

#[test]
fn wrong_input_says_what_is_wrong() {
    let rule = EdgeRule { mention: -1.0, ..EdgeRule::default() };
    let event =
        Interaction { from: MemberId(0), to: MemberId(7), kind: InteractionKind::Reply, at: Timestamp(0) };
    let options = |change: fn(&mut PageRankOptions)| {
        let mut options = PageRankOptions::default();
        change(&mut options);
        pagerank(&from_pairs(3, &[(0, 1)]), &options).unwrap_err().to_string()
    };
    for (message, wanted) in [
        (
            InteractionGraph::from_interactions(2, &[], &rule).unwrap_err().to_string(),
            "option mention: found -1, expected a finite weight of 0 or more",
        ),
        (
            InteractionGraph::from_interactions(2, &[event], &EdgeRule::default()).unwrap_err().to_string(),
            "no member \"7\"; the graph has members 0 to 1",
        ),
        (
            InteractionGraph::from_arcs(2, &[0, 9], &[1, 1], &[1.0, 1.0]).unwrap_err().to_string(),
            "no member \"9\"; the graph has members 0 to 1",
        ),
        (
            InteractionGraph::from_arcs(2, &[0], &[1, 1], &[1.0]).unwrap_err().to_string(),
            "option to: found 2 values, expected as many as in `from` (1)",
        ),
        (
            InteractionGraph::from_arcs(2, &[1, 0], &[0, 1], &[1.0, f64::NAN]).unwrap_err().to_string(),
            "option weights: found NaN for the arc 0 -> 1, expected finite weights of 0 or more",
        ),
        (options(|o| o.damping = 1.0), "option damping: found 1, expected 0 or more and below 1"),
        (options(|o| o.tolerance = 0.0), "option tolerance: found 0, expected a number above 0"),
        (options(|o| o.max_iterations = 0), "option max_iterations: found 0, expected 1 or more"),
        (
            options(|o| o.personalisation = Some(vec![1.0])),
            "option personalisation: found 1 values, expected one value a member (3)",
        ),
        (
            options(|o| o.personalisation = Some(vec![1.0, -2.0, 0.0])),
            "option personalisation: found -2, expected finite weights of 0 or more",
        ),
        (
            options(|o| o.personalisation = Some(vec![0.0; 3])),
            "option personalisation: found only zeros, expected at least one weight above 0",
        ),
    ] {
        assert_eq!(message, wanted);
    }
}

#[test]
fn a_member_outside_the_graph_has_nothing() {
    let graph = from_pairs(2, &[(0, 1)]);
    for id in [2, 3, u32::MAX] {
        let member = MemberId(id);
        assert!(graph.out_neighbours(member).members.is_empty() && graph.in_arcs(member).is_empty());
        assert_eq!((graph.arc(member, MemberId(0)), graph.partners(member)), (None, 0));
    }
    assert_eq!((graph.ends(1), graph.weight(1)), (None, None));
}

/// All arcs in order of their number.
fn arcs_of(graph: &InteractionGraph) -> Vec<(u32, u32, f64)> {
    let mut arcs = Vec::new();
    for member in graph.members() {
        let row = graph.out_neighbours(member);
        for (other, &weight) in row.members.iter().zip(row.weights) {
            arcs.push((member.0, other.0, weight));
        }
    }
    arcs
}

/// The in-direction holds the same arcs as the out-direction, sorted, with the right numbers.
fn assert_consistent(graph: &InteractionGraph) {
    let mut seen = vec![false; graph.arc_count()];
    for member in graph.members() {
        let row = graph.in_neighbours(member);
        assert!(row.members.is_sorted_by(|a, b| a < b));
        assert!(graph.out_neighbours(member).members.is_sorted_by(|a, b| a < b));
        assert_eq!(row.members.len(), graph.in_arcs(member).len());
        for ((&source, &weight), &arc) in row.members.iter().zip(row.weights).zip(graph.in_arcs(member)) {
            let arc = arc as usize;
            assert!(!std::mem::replace(&mut seen[arc], true));
            assert_eq!(graph.ends(arc), Some((source, member)));
            assert_eq!(graph.weight(arc), Some(weight));
            assert_eq!(graph.arc(source, member), Some(arc));
        }
    }
    assert!(seen.into_iter().all(|seen| seen));
}

/// A small generator, enough to fill many blocks.
fn pseudo_random(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) % below
    }
}

#[test]
fn a_graph_of_many_blocks_is_the_same_for_any_order_and_threads() {
    let mut random = pseudo_random(7);
    let nodes = 3000u64;
    let mut events: Vec<Interaction> = (0..200_000)
        .map(|_| Interaction {
            // The square makes a few members very active.
            from: MemberId((random(nodes) * random(nodes) / nodes) as u32),
            to: MemberId((random(nodes) * random(nodes) / nodes) as u32),
            kind: InteractionKind::ALL[random(5) as usize],
            at: Timestamp(random(1 << 30) as i64 - (1 << 29)),
        })
        .collect();
    let rule = EdgeRule { reaction: 0.3, scale: Scale::Log1p, ..EdgeRule::default() };
    let build = |events: &[Interaction], threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let graph = InteractionGraph::from_interactions(nodes as usize, events, &rule).unwrap();
            let rank = pagerank(&graph, &PageRankOptions::default()).unwrap();
            (graph, rank)
        })
    };
    let first = build(&events, 1);
    assert_consistent(&first.0);
    events.sort_by_key(|event| (event.at, event.to));
    assert_eq!(build(&events, 3), first);

    let mut wanted: BTreeMap<(u32, u32), [u32; 5]> = BTreeMap::new();
    for event in events.iter().filter(|event| event.from != event.to) {
        wanted.entry((event.from.0, event.to.0)).or_default()[event.kind.index()] += 1;
    }
    let wanted: Vec<_> = wanted
        .into_iter()
        .map(|((u, v), counts)| (u, v, rule.weight(&counts)))
        .filter(|arc| arc.2 > 0.0)
        .collect();
    assert_eq!(arcs_of(&first.0), wanted);

    // The same arcs, shuffled and cut in two halves each, through the other builder.
    let mut halves: Vec<_> =
        wanted.iter().chain(&wanted).map(|&(u, v, weight)| (u, v, weight / 2.0)).collect();
    for i in (1..halves.len()).rev() {
        halves.swap(i, random(i as u64 + 1) as usize);
    }
    let from: Vec<_> = halves.iter().map(|arc| arc.0).collect();
    let to: Vec<_> = halves.iter().map(|arc| arc.1).collect();
    let weights: Vec<_> = halves.iter().map(|arc| arc.2).collect();
    let graph = InteractionGraph::from_arcs(nodes as usize, &from, &to, &weights).unwrap();
    assert_consistent(&graph);
    assert_eq!(arcs_of(&graph), wanted);
}

/// Members, events (from, to, kind, time).
fn events() -> impl Strategy<Value = (usize, Vec<Interaction>)> {
    (1usize..12).prop_flat_map(|nodes| {
        let member = 0..nodes as u32;
        let event =
            (member.clone(), member, 0usize..5, -50i64..50).prop_map(|(from, to, kind, at)| Interaction {
                from: MemberId(from),
                to: MemberId(to),
                kind: InteractionKind::ALL[kind],
                at: Timestamp(at),
            });
        (Just(nodes), proptest::collection::vec(event, 0..60))
    })
}

fn arcs() -> impl Strategy<Value = (usize, Vec<(u32, u32, f64)>)> {
    (1usize..12).prop_flat_map(|nodes| {
        let member = 0..nodes as u32;
        (Just(nodes), proptest::collection::vec((member.clone(), member, 0.0f64..4.0), 0..40))
    })
}

/// reach[u][v]: v can be reached from u, by Warshall.
fn reach(graph: &InteractionGraph, undirected: bool) -> Vec<Vec<bool>> {
    let n = graph.node_count();
    let mut reach = vec![vec![false; n]; n];
    for member in graph.members() {
        reach[member.index()][member.index()] = true;
        for other in graph.out_neighbours(member).members {
            reach[member.index()][other.index()] = true;
            if undirected {
                reach[other.index()][member.index()] = true;
            }
        }
    }
    for via in 0..n {
        for from in 0..n {
            for to in 0..n {
                reach[from][to] |= reach[from][via] && reach[via][to];
            }
        }
    }
    reach
}

fn assert_partition(components: &Components, reach: &[Vec<bool>]) -> Result<(), TestCaseError> {
    for (u, from_u) in reach.iter().enumerate() {
        for (v, from_v) in reach.iter().enumerate() {
            let together = components.labels[u] == components.labels[v];
            prop_assert_eq!(together, from_u[v] && from_v[u], "{} {}", u, v);
        }
    }
    let smallest: Vec<_> =
        (0..components.count() as u32).map(|c| components.members(c).next().unwrap()).collect();
    for (label, &size) in components.sizes.iter().enumerate() {
        prop_assert_eq!(components.members(label as u32).count(), size as usize);
        if label > 0 {
            let before = components.sizes[label - 1];
            prop_assert!(before > size || before == size && smallest[label - 1] < smallest[label]);
        }
    }
    Ok(())
}

/// PageRank with the whole transition matrix, 400 steps.
fn dense_pagerank(graph: &InteractionGraph, damping: f64, jump: &[f64]) -> Vec<f64> {
    let n = graph.node_count();
    let mut matrix = vec![vec![0.0; n]; n];
    for member in graph.members() {
        let row = graph.out_neighbours(member);
        let strength: f64 = row.weights.iter().sum();
        for (to, transition) in matrix[member.index()].iter_mut().enumerate() {
            let follow = match graph.arc(member, MemberId(to as u32)) {
                Some(arc) => graph.weight(arc).unwrap() / strength,
                None => 0.0,
            };
            let follow = if row.members.is_empty() { jump[to] } else { follow };
            *transition = (1.0 - damping) * jump[to] + damping * follow;
        }
    }
    let mut scores = vec![1.0 / n as f64; n];
    for _ in 0..400 {
        scores = (0..n).map(|to| (0..n).map(|from| scores[from] * matrix[from][to]).sum()).collect();
    }
    scores
}

proptest! {
    #[test]
    fn interactions_are_counted_as_by_hand((nodes, events) in events()) {
        let rule = EdgeRule { answer: 0.5, ..EdgeRule::default() };
        let graph = InteractionGraph::from_interactions(nodes, &events, &rule).unwrap();
        assert_consistent(&graph);
        let mut by_hand: BTreeMap<_, Vec<&Interaction>> = BTreeMap::new();
        for event in &events {
            by_hand.entry((event.from, event.to)).or_default().push(event);
        }
        let mut arcs = 0;
        for ((from, to), events) in by_hand {
            let count = |kind| events.iter().filter(|event| event.kind == kind).count() as u32;
            let kinds = InteractionKind::ALL.map(count);
            let weight = f64::from(kinds[0]) + 0.5 * f64::from(kinds[1]) + f64::from(kinds[2] + kinds[4]);
            let arc = graph.arc(from, to);
            if from == to || weight == 0.0 {
                prop_assert_eq!(arc, None);
                continue;
            }
            arcs += 1;
            let (arc, counts) = (arc.unwrap(), graph.counts().unwrap());
            prop_assert_eq!(graph.weight(arc), Some(weight));
            prop_assert_eq!(counts.kinds(arc), &kinds);
            prop_assert_eq!(Some(counts.first(arc)), events.iter().map(|event| event.at).min());
            prop_assert_eq!(Some(counts.last(arc)), events.iter().map(|event| event.at).max());
        }
        prop_assert_eq!(graph.arc_count(), arcs);
        prop_assert_eq!(graph.self_loops(), events.iter().filter(|event| event.from == event.to).count() as u64);
    }

    #[test]
    fn order_of_events_does_not_matter(
        (nodes, events, shuffled) in events().prop_flat_map(|(nodes, events)| {
            (Just(nodes), Just(events.clone()), Just(events).prop_shuffle())
        }),
    ) {
        let build = |events: &[_]| InteractionGraph::from_interactions(nodes, events, &EdgeRule::default()).unwrap();
        prop_assert_eq!(build(&events), build(&shuffled));
    }

    #[test]
    fn arcs_merge_in_any_order(
        (nodes, arcs, shuffled) in arcs().prop_flat_map(|(nodes, arcs)| {
            (Just(nodes), Just(arcs.clone()), Just(arcs).prop_shuffle())
        }),
    ) {
        let graph = from_arcs(nodes, &arcs);
        assert_consistent(&graph);
        prop_assert_eq!(&graph, &from_arcs(nodes, &shuffled));
        // And again from its own arcs, which come sorted.
        let mut again = from_arcs(nodes, &arcs_of(&graph));
        prop_assert_eq!(again.self_loops(), 0);
        prop_assert_eq!(arcs_of(&again), arcs_of(&graph));
        assert_consistent(&again);
        again = from_arcs(nodes, &[]);
        prop_assert_eq!(again.arc_count(), 0);
    }

    #[test]
    fn strengths_and_partners((nodes, arcs) in arcs()) {
        let graph = from_arcs(nodes, &arcs);
        let (out, into) = (out_strengths(&graph), in_strengths(&graph));
        prop_assert!((out.iter().sum::<f64>() - into.iter().sum::<f64>()).abs() < 1e-9);
        let partners = partner_counts(&graph);
        for member in 0..nodes as u32 {
            let kept = || arcs.iter().filter(|arc| arc.0 != arc.1 && arc.2 > 0.0);
            let sum = |end: fn(&(u32, u32, f64)) -> u32| -> f64 {
                kept().filter(|arc| end(arc) == member).map(|arc| arc.2).sum()
            };
            let m = member as usize;
            prop_assert!((out[m] - sum(|arc| arc.0)).abs() < 1e-9);
            prop_assert!((into[m] - sum(|arc| arc.1)).abs() < 1e-9);
            let others: BTreeSet<u32> = kept()
                .filter(|arc| arc.0 == member || arc.1 == member)
                .map(|arc| arc.0 + arc.1 - member)
                .collect();
            prop_assert_eq!(partners[m], others.len());
        }
    }

    #[test]
    fn reciprocity_by_hand((nodes, arcs) in arcs()) {
        let graph = from_arcs(nodes, &arcs);
        let pairs: BTreeSet<_> = arcs_of(&graph).into_iter().map(|arc| (arc.0, arc.1)).collect();
        let mutual = pairs.iter().filter(|&&(u, v)| pairs.contains(&(v, u))).count() as u64;
        let got = reciprocity(&graph);
        prop_assert_eq!((got.arcs, got.mutual), (pairs.len() as u64, mutual));
    }

    #[test]
    fn components_are_who_reaches_whom((nodes, arcs) in arcs()) {
        let few = &arcs[..arcs.len().min(nodes + 2)];
        let graph = from_arcs(nodes, few);
        assert_partition(&weak_components(&graph), &reach(&graph, true))?;
        assert_partition(&strong_components(&graph), &reach(&graph, false))?;
    }

    #[test]
    fn pagerank_is_the_dense_one(
        (nodes, arcs) in arcs(),
        damping in 0.0f64..0.9,
        jump in proptest::collection::vec(0.01f64..1.0, 12),
    ) {
        let graph = from_arcs(nodes, &arcs);
        let jump = &jump[..nodes];
        let sum: f64 = jump.iter().sum();
        let scaled: Vec<f64> = jump.iter().map(|weight| weight / sum).collect();
        for (personalisation, jump) in [(None, vec![1.0 / nodes as f64; nodes]), (Some(jump.to_vec()), scaled)] {
            let options = PageRankOptions { damping, personalisation, tolerance: 1e-13, ..Default::default() };
            let rank = pagerank(&graph, &options).unwrap();
            prop_assert!(rank.converged);
            for (got, wanted) in rank.scores.iter().zip(dense_pagerank(&graph, damping, &jump)) {
                prop_assert!((got - wanted).abs() < 1e-10, "{} {}", got, wanted);
            }
        }
    }
}
