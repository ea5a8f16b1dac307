//! What remains of a graph: known values of the karate club and the kite, and brute force.

use cmgraph::MemberId;
use cmgraph::graph::{
    AttritionOptions, DistanceOptions, InteractionGraph, KeyPlayerMeasure, KeyPlayerOptions, RemovalOrder,
    TieGraph, attrition, distance_fragmentation, distance_loss, fragmentation, key_player_value, key_players,
    random_attrition,
};
use proptest::prelude::*;

/// Zachary's karate club, each tie listed once.
#[rustfmt::skip]
const KARATE: [(u32, u32); 78] = [
    (0,1),(0,2),(0,3),(0,4),(0,5),(0,6),(0,7),(0,8),(0,10),(0,11),(0,12),(0,13),(0,17),(0,19),(0,21),(0,31),
    (1,2),(1,3),(1,7),(1,13),(1,17),(1,19),(1,21),(1,30),(2,3),(2,7),(2,8),(2,9),(2,13),(2,27),(2,28),(2,32),
    (3,7),(3,12),(3,13),(4,6),(4,10),(5,6),(5,10),(5,16),(6,16),(8,30),(8,32),(8,33),(9,33),(13,33),(14,32),
    (14,33),(15,32),(15,33),(18,32),(18,33),(19,33),(20,32),(20,33),(22,32),(22,33),(23,25),(23,27),(23,29),
    (23,32),(23,33),(24,25),(24,27),(24,31),(25,31),(26,29),(26,33),(27,33),(28,31),(28,33),(29,32),(29,33),
    (30,32),(30,33),(31,32),(31,33),(32,33),
];

/// Krackhardt's kite.
#[rustfmt::skip]
const KITE: [(u32, u32); 18] = [
    (0,1),(0,2),(0,3),(0,5),(1,3),(1,4),(1,6),(2,3),(2,5),(3,4),(3,5),(3,6),(4,6),(5,6),(5,7),(6,7),(7,8),(8,9),
];

fn ties(nodes: usize, pairs: &[(u32, u32)]) -> TieGraph {
    let (from, to): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
    InteractionGraph::from_arcs(nodes, &from, &to, &vec![1.0; from.len()]).unwrap().ties()
}

fn members(ids: &[u32]) -> Vec<MemberId> {
    ids.iter().map(|&id| MemberId(id)).collect()
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 5.1e-7, "{found} {expected}");
}

#[test]
fn best_removals() {
    let (karate, kite) = (ties(34, &KARATE), ties(10, &KITE));
    close(fragmentation(&karate, &[]).unwrap().fragmentation, 0.0);
    close(distance_fragmentation(&karate, &[], &DistanceOptions::default()).unwrap().value, 0.507992);
    let table: [(&TieGraph, &[u32], f64, f64); 5] = [
        (&karate, &[0], 0.316288, 0.641540),
        (&karate, &[0, 1], 0.423387, 0.684409),
        (&karate, &[0, 32, 33], 0.569892, 0.796810),
        (&kite, &[7], 0.388889, 0.486111),
        (&kite, &[5, 6], 0.535714, 0.607143),
    ];
    for (graph, set, f, df) in table {
        let options = KeyPlayerOptions::default();
        let set = members(set);
        close(fragmentation(graph, &set).unwrap().fragmentation, f);
        close(distance_fragmentation(graph, &set, &DistanceOptions::default()).unwrap().value, df);
        let found = key_players(graph, set.len(), KeyPlayerMeasure::Fragmentation, &options).unwrap();
        assert!(found.exact);
        assert_eq!((&found.members, found.value), (&set, fragmentation(graph, &set).unwrap().fragmentation));
        let found = key_players(graph, set.len(), KeyPlayerMeasure::DistanceFragmentation, &options).unwrap();
        close(found.value, df);
        assert_eq!(found.members, set);
        // Growing and swapping finds it as well.
        let few = KeyPlayerOptions { max_sets: 0, ..options };
        let found = key_players(graph, set.len(), KeyPlayerMeasure::Fragmentation, &few).unwrap();
        assert!(!found.exact);
        close(found.value, f);
    }
}

#[test]
fn best_reach() {
    let karate = ties(34, &KARATE);
    for (set, value) in [(&[33u32] as &[u32], 0.713235), (&[0, 33], 0.955882), (&[0, 24, 33], 0.985294)] {
        let found =
            key_players(&karate, set.len(), KeyPlayerMeasure::DistanceReach, &Default::default()).unwrap();
        close(found.value, value);
        assert_eq!(found.members, members(set));
    }
    // Four people are next to everybody: the domination number.
    let within = |k| {
        key_players(
            &karate,
            k,
            KeyPlayerMeasure::Reach(1),
            &KeyPlayerOptions { max_sets: 50_000, ..Default::default() },
        )
        .unwrap()
        .value
    };
    assert!(within(3) < 1.0);
    assert_eq!(within(4), 1.0);
    assert_eq!(key_player_value(&karate, &members(&[0, 5, 24, 33]), KeyPlayerMeasure::Reach(1)), Some(1.0));
    assert_eq!(key_player_value(&karate, &members(&[33]), KeyPlayerMeasure::Reach(0)), Some(1.0 / 34.0));
}

#[test]
fn known_curves() {
    let karate = ties(34, &KARATE);
    let curve = attrition(&karate, &RemovalOrder::Static).unwrap();
    assert_eq!(curve.largest[..12], [34, 33, 26, 20, 10, 8, 8, 6, 6, 6, 5, 4]);
    close(curve.robustness().unwrap(), 0.141869);
    let adaptive = attrition(&karate, &RemovalOrder::Adaptive).unwrap();
    assert_eq!(adaptive.largest[..12], [34, 33, 26, 20, 16, 8, 8, 8, 5, 4, 3, 2]);
    let chance = random_attrition(&karate, &AttritionOptions::default()).unwrap();
    assert_eq!((chance.mean.len(), chance.mean[0], chance.mean[34]), (35, 34.0, 0.0));
    assert!(chance.robustness > 0.3);
    assert!(
        chance
            .band
            .iter()
            .zip(&chance.mean)
            .all(|(band, mean)| band.low <= mean + 1e-9 && mean - 1e-9 <= band.high)
    );
}

#[test]
fn what_cannot_be_asked() {
    let kite = ties(10, &KITE);
    let options = DistanceOptions::default();
    for graph in [ties(0, &[]), ties(1, &[])] {
        assert!(
            fragmentation(&graph, &[]).is_none() && distance_fragmentation(&graph, &[], &options).is_none()
        );
        assert!(key_players(&graph, 1, KeyPlayerMeasure::Fragmentation, &Default::default()).is_err());
        assert!(attrition(&graph, &RemovalOrder::Adaptive).unwrap().largest.len() == graph.node_count() + 1);
    }
    assert!(random_attrition(&ties(0, &[]), &AttritionOptions::default()).is_none());
    // Nobody tied to anybody.
    let apart = ties(3, &[]);
    assert_eq!(fragmentation(&apart, &[]).unwrap().fragmentation, 1.0);
    assert_eq!(distance_loss(&apart, &members(&[1]), &options).unwrap().difference, 0.0);
    assert!(fragmentation(&kite, &members(&[0, 1, 2, 3, 4, 5, 6, 7, 8])).is_none());
    for order in [vec![MemberId(10)], members(&[1, 1])] {
        assert!(attrition(&kite, &RemovalOrder::Given(order)).is_err());
    }
    let some = attrition(&kite, &RemovalOrder::Given(members(&[7, 5]))).unwrap();
    assert_eq!((some.largest.as_slice(), some.robustness()), ([10, 7, 6].as_slice(), None));
    for k in [0, 9] {
        assert!(key_players(&kite, k, KeyPlayerMeasure::DistanceReach, &Default::default()).is_err());
    }
    assert_eq!(key_player_value(&kite, &[], KeyPlayerMeasure::DistanceReach), None);
    assert_eq!(key_player_value(&kite, &members(&[3, 3]), KeyPlayerMeasure::DistanceReach), None);
    assert_eq!(key_player_value(&kite, &members(&[11]), KeyPlayerMeasure::DistanceReach), None);
}

#[test]
fn a_sample_knows_how_sure_it_is() {
    // A ring of 600 with chords of different lengths.
    let pairs: Vec<(u32, u32)> =
        (0..600).map(|i| (i, (i + 1) % 600)).chain((0..200).map(|i| (3 * i, (7 * i + 11) % 600))).collect();
    let graph = ties(600, &pairs);
    let removed = members(&[0, 11, 33, 60]);
    let exact = distance_loss(&graph, &removed, &DistanceOptions::default()).unwrap();
    assert!(exact.interval.is_none() && exact.before.interval.is_none() && exact.before.sources == 600);
    let (mut inside, mut change) = (0, 0);
    for seed in 0..100 {
        let options = DistanceOptions { exact_nodes: 100, sources: 60, seed, ..Default::default() };
        let found = distance_loss(&graph, &removed, &options).unwrap();
        assert_eq!((found.before.sources, found.after.sources), (64, 60));
        inside += u32::from(found.after.interval.unwrap().contains(exact.after.value));
        change += u32::from(found.interval.unwrap().contains(exact.difference));
    }
    assert!(inside >= 88 && change >= 88, "{inside} {change}");
}

/// Distances by Floyd and Warshall among those who remain.
fn distances(nodes: usize, pairs: &[(u32, u32)], removed: &[u32]) -> (Vec<usize>, Vec<Vec<f64>>) {
    let mut d = vec![vec![f64::INFINITY; nodes]; nodes];
    (0..nodes).for_each(|i| d[i][i] = 0.0);
    for &(a, b) in pairs.iter().filter(|(a, b)| a != b && !removed.contains(a) && !removed.contains(b)) {
        (d[a as usize][b as usize], d[b as usize][a as usize]) = (1.0, 1.0);
    }
    for k in 0..nodes {
        for i in 0..nodes {
            for j in 0..nodes {
                d[i][j] = d[i][j].min(d[i][k] + d[k][j]);
            }
        }
    }
    ((0..nodes).filter(|&i| !removed.contains(&(i as u32))).collect(), d)
}

proptest! {
    #[test]
    fn against_all_distances(
        pairs in prop::collection::vec((0u32..9, 0u32..9), 0..22),
        removed in prop::collection::btree_set(0u32..9, 0..4),
    ) {
        let graph = ties(9, &pairs);
        let removed: Vec<u32> = removed.into_iter().collect();
        let (left, d) = distances(9, &pairs, &removed);
        let n = left.len() as f64;
        let all = || left.iter().flat_map(|&i| left.iter().map(move |&j| (i, j))).filter(|(i, j)| i != j);
        let apart = all().filter(|&(i, j)| d[i][j].is_infinite()).count() as f64 / (n * (n - 1.0));
        let df = 1.0 - all().map(|(i, j)| 1.0 / d[i][j]).sum::<f64>() / (n * (n - 1.0));
        let set = members(&removed);
        let found = fragmentation(&graph, &set).unwrap();
        prop_assert!((found.fragmentation - apart).abs() < 1e-12);
        let reach = |&i: &usize| left.iter().filter(|&&j| d[i][j].is_finite()).count();
        prop_assert_eq!(found.largest as usize, left.iter().map(reach).max().unwrap());
        let options = DistanceOptions::default();
        let exact = distance_fragmentation(&graph, &set, &options).unwrap();
        prop_assert!((exact.value - df).abs() < 1e-12);
        let loss = distance_loss(&graph, &set, &options).unwrap();
        prop_assert_eq!(loss.after, exact);
        let whole = distance_fragmentation(&graph, &[], &options).unwrap().value;
        prop_assert!((loss.before.value - whole).abs() < 1e-12);
        // The bit-parallel search of a sample counts what the search of all does.
        if !set.is_empty() {
            let value = key_player_value(&graph, &set, KeyPlayerMeasure::DistanceFragmentation).unwrap();
            prop_assert!((value - df).abs() < 1e-12);
            let d_all = distances(9, &pairs, &[]).1;
            let nearest = |j: usize| removed.iter().map(|&s| d_all[s as usize][j].max(1.0)).fold(f64::INFINITY, f64::min);
            let dr = (0..9).map(|j| 1.0 / nearest(j)).sum::<f64>() / 9.0;
            prop_assert!((key_player_value(&graph, &set, KeyPlayerMeasure::DistanceReach).unwrap() - dr).abs() < 1e-12);
        }
        // Each step of a curve is the largest piece without those before.
        for order in [RemovalOrder::Static, RemovalOrder::Adaptive, RemovalOrder::Given(set)] {
            let curve = attrition(&graph, &order).unwrap();
            for k in 0..=curve.order.len() {
                if let Some(found) = fragmentation(&graph, &curve.order[..k]) {
                    prop_assert_eq!(found.largest, curve.largest[k]);
                }
            }
        }
    }
}

/// Members of a made-up graph with as many arcs, some far busier than others.
fn busy(nodes: u32, arcs: usize) -> TieGraph {
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = state;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) as f64 / u64::MAX as f64
    };
    let mut member = || ((next() * next() * f64::from(nodes)) as u32).min(nodes - 1);
    let pairs: Vec<(u32, u32)> = (0..arcs).map(|_| (member(), member())).filter(|(a, b)| a != b).collect();
    ties(nodes as usize, &pairs)
}

#[test]
#[ignore = "times what-if's parts on a million arcs: with optimisation only"]
fn how_long_it_takes() {
    let graph = busy(50_000, 1_000_000);
    let time = |what: &str, work: &dyn Fn()| {
        let start = std::time::Instant::now();
        work();
        println!("{what}: {:.3} s", start.elapsed().as_secs_f64());
    };
    println!("{} members, {} ties", graph.node_count(), graph.tie_count());
    let removed = members(&[0]);
    time("distances before and after, 500 sources", &|| {
        distance_loss(&graph, &removed, &DistanceOptions::default()).unwrap();
    });
    time("200 times the pieces without one", &|| {
        (0..200).for_each(|member| assert!(fragmentation(&graph, &members(&[member * 7])).is_some()));
    });
    time("curves, 20 orders", &|| {
        cmgraph::graph::attrition_curves(&graph, &AttritionOptions { draws: 20, ..Default::default() })
            .unwrap();
    });
}

/// Removal of the five with most contacts, most correspondents of the e-mail of a manufacturing company, against chance.
#[test]
fn real_correspondence() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/manufacturing-email/communication.csv.gz");
    let Ok(packed) = std::fs::read(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(packed.as_slice()), &mut text).unwrap();
    let pairs: Vec<(u32, u32)> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut ends = line.split(',').take(2).map(|end| end.trim().parse().ok());
            Some((ends.next()??, ends.next()??))
        })
        .filter(|(a, b)| a != b)
        .collect();
    assert!(pairs.len() > 80_000);
    let all = ties(200, &pairs);
    let there: Vec<MemberId> = all.members().filter(|&member| all.degree(member) > 0).collect();
    let graph = all.part(&there);
    let top = attrition(&graph, &RemovalOrder::Static).unwrap().order[..5].to_vec();
    let options = DistanceOptions::default();
    let measure = |set: &[MemberId]| {
        let left = fragmentation(&graph, set).unwrap();
        (
            left.largest_share(),
            left.fragmentation,
            distance_fragmentation(&graph, set, &options).unwrap().value,
        )
    };
    let (before, after) = (measure(&[]), measure(&top));
    let n = there.len() as u32;
    let random: Vec<_> = (0..200u32)
        .map(|draw| {
            let set: Vec<u32> = (0..5).map(|i| (draw * 37 + i * 31 + draw * draw * i) % n).collect();
            measure(&members(&set))
        })
        .collect();
    let mean = |of: fn(&(f64, f64, f64)) -> f64| random.iter().map(of).sum::<f64>() / random.len() as f64;
    println!(
        "{n} people, {} ties; before {before:.4?}, without the top five {after:.4?}, random {:.4} {:.4} {:.4}",
        graph.tie_count(),
        mean(|m| m.0),
        mean(|m| m.1),
        mean(|m| m.2)
    );
    assert!(after.2 > mean(|m| m.2) && after.1 >= mean(|m| m.1));
}
