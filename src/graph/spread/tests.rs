//! Cascades against all worlds of small graphs.

use super::*;
use crate::MemberId;
use crate::graph::InteractionGraph;
use crate::stats::sample::{below_u32, stream, uniform};
use proptest::prelude::*;

const MODELS: [CascadeModel; 2] = [CascadeModel::IndependentCascade, CascadeModel::LinearThreshold];

fn ids(members: &[u32]) -> Vec<MemberId> {
    members.iter().copied().map(MemberId).collect()
}

/// Arcs say who tells whom.
fn along(probability: ArcProbability, model: CascadeModel) -> CascadeOptions {
    CascadeOptions { model, probability, flow: WordFlow::AlongArcs }
}

/// A graph of so many members; weights are probabilities that add up to at most 1 for everybody.
fn random_graph(seed: u64, members: u32, arcs: u32) -> InteractionGraph {
    let mut rng = stream(seed, 0);
    let mut pairs: Vec<(u32, u32)> = (0..arcs)
        .map(|_| (below_u32(&mut rng, members), below_u32(&mut rng, members)))
        .filter(|(u, v)| u != v)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let (from, to): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
    let heard = |listener: u32| to.iter().filter(|&&to| to == listener).count() as f64;
    let weights: Vec<f64> = to.iter().map(|&to| (0.05 + 0.95 * uniform(&mut rng)) / heard(to)).collect();
    InteractionGraph::from_arcs(members as usize, &from, &to, &weights).unwrap()
}

fn optimum(cascade: &Cascade<'_>, k: usize) -> f64 {
    let members = cascade.node_count() as u32;
    (0u32..1 << members)
        .filter(|set| set.count_ones() as usize == k)
        .map(|set| {
            let seeds: Vec<MemberId> = (0..members).filter(|i| set >> i & 1 == 1).map(MemberId).collect();
            exact_spread(cascade, &seeds).unwrap()
        })
        .fold(0.0, f64::max)
}

/// The greedy choice with exact numbers.
fn greedy(cascade: &Cascade<'_>, k: usize) -> Vec<MemberId> {
    let mut chosen = Vec::new();
    for _ in 0..k {
        let with = |member: u32| [&chosen[..], &[MemberId(member)]].concat();
        let members = 0..cascade.node_count() as u32;
        let reach = |member: u32| exact_spread(cascade, &with(member)).unwrap();
        let best = members.max_by(|&a, &b| reach(a).total_cmp(&reach(b))).unwrap();
        chosen.push(MemberId(best));
    }
    chosen
}

#[test]
fn published_small_graphs() {
    let half = ArcProbability::Uniform(0.5);
    let ic = CascadeModel::IndependentCascade;
    let path = InteractionGraph::from_arcs(3, &[0, 1], &[1, 2], &[1.0; 2]).unwrap();
    let diamond = InteractionGraph::from_arcs(4, &[0, 0, 1, 2], &[1, 2, 3, 3], &[1.0; 4]).unwrap();
    for (graph, seeds, model, wanted) in [
        (&path, vec![0], ic, 1.75),
        (&diamond, vec![0], ic, 2.4375),
        (&diamond, vec![1, 2], ic, 2.75),
        (&diamond, vec![0], CascadeModel::LinearThreshold, 2.5),
        (&diamond, vec![], ic, 0.0),
        (&diamond, vec![0, 1, 2, 3], ic, 4.0),
    ] {
        let cascade = Cascade::new(graph, &along(half, model)).unwrap();
        let seeds = ids(&seeds);
        assert!((exact_spread(&cascade, &seeds).unwrap() - wanted).abs() < 1e-12);
        // 4 standard errors of a share of 2^18 sets, of runs with values up to 4.
        let sets = ReachOptions { sets: 1 << 18, ..ReachOptions::default() };
        let (reach, _) = reach_of_seeds(&cascade, &seeds, &[], &sets).unwrap().of_all();
        assert!((reach - wanted).abs() < 0.016, "{reach} {wanted}");
        let runs = SimulationOptions { runs: 40_000, ..SimulationOptions::default() };
        let mean = simulate_cascades(&cascade, &seeds, &runs).unwrap().mean.unwrap();
        assert!((mean - wanted).abs() < 0.025, "{mean} {wanted}");
    }
}

#[test]
fn the_word_goes_against_the_arcs_by_default() {
    // Bo answers Ann.
    let graph = InteractionGraph::from_arcs(2, &[1], &[0], &[1.0]).unwrap();
    let cascade = Cascade::new(&graph, &CascadeOptions::default()).unwrap();
    assert_eq!(exact_spread(&cascade, &ids(&[0])), Some(2.0));
    assert_eq!(exact_spread(&cascade, &ids(&[1])), Some(1.0));
    let along = CascadeOptions { flow: WordFlow::AlongArcs, ..CascadeOptions::default() };
    let cascade = Cascade::new(&graph, &along).unwrap();
    assert_eq!(exact_spread(&cascade, &ids(&[1])), Some(2.0));
    // Ties go both ways.
    let ties = graph.ties();
    let cascade = Cascade::new(&ties, &CascadeOptions::default()).unwrap();
    assert_eq!(
        (exact_spread(&cascade, &ids(&[0])), exact_spread(&cascade, &ids(&[1]))),
        (Some(2.0), Some(2.0))
    );
}

/// A published formatter lost its place at members without arcs in, and gave the probabilities of one member to the next.
#[test]
fn members_whom_no_word_reaches() {
    // 0, 2 and 5 hear nobody; 1 hears 0; 3 hears 0, 1 and 2; 4 hears 2.
    let (from, to) = ([0, 0, 1, 2, 2], [1, 3, 3, 3, 4]);
    let graph = InteractionGraph::from_arcs(6, &from, &to, &[1.0; 5]).unwrap();
    for probability in [ArcProbability::ByDegree, ArcProbability::ByWeight] {
        let cascade = Cascade::new(&graph, &along(probability, CascadeModel::IndependentCascade)).unwrap();
        // 0 reaches 1 for sure, and 3 unless both 0 and 1 fail.
        let wanted = 2.0 + 1.0 - (2.0 / 3.0_f64).powi(2);
        assert!((exact_spread(&cascade, &ids(&[0])).unwrap() - wanted).abs() < 1e-12);
        let runs = SimulationOptions { runs: 20_000, ..SimulationOptions::default() };
        let runs = simulate_cascades(&cascade, &ids(&[0]), &runs).unwrap();
        assert!((runs.mean.unwrap() - wanted).abs() < 0.015);
        assert_eq!(runs.reached[..3], [20_000, 20_000, 0]);
        assert_eq!(runs.reached[4..], [0, 0]);
        let (reach, _) =
            reach_of_seeds(&cascade, &ids(&[0]), &[], &ReachOptions::default()).unwrap().of_all();
        assert!((reach - wanted).abs() < 0.06, "{reach}");
    }
}

#[test]
fn estimates_lie_within_their_bounds() {
    let (mut inside, mut wilson_inside, mut near) = (0, 0, 0);
    for run in 0..200u64 {
        let graph = random_graph(run, 7, 11);
        let model = MODELS[(run % 2) as usize];
        let probability = [
            ArcProbability::Weights,
            ArcProbability::ByDegree,
            ArcProbability::ByWeight,
            ArcProbability::Uniform(0.3),
            ArcProbability::Rate(2.0),
        ][(run % 5) as usize];
        let cascade = Cascade::new(&graph, &along(probability, model)).unwrap();
        let found = best_seeds(
            &cascade,
            &SeedOptions { k: 2, delta: Some(0.05), seed: run, ..SeedOptions::default() },
        )
        .unwrap();
        let truth = exact_spread(&cascade, &found.seeds).unwrap();
        let best = optimum(&cascade, 2);
        inside += u32::from(found.interval.contains(truth) && best <= found.best_at_most + 1e-9);
        assert!(truth >= (1.0 - (-1f64).exp() - 0.1) * best - 1e-9, "run {run}: {truth} of {best}");
        let greedy = exact_spread(&cascade, &greedy(&cascade, 2)).unwrap();
        near += u32::from(truth >= 0.9 * greedy);
        let options = ReachOptions { sets: 4096, seed: run, ..ReachOptions::default() };
        let (_, interval) = reach_of_seeds(&cascade, &found.seeds, &[], &options).unwrap().of_all();
        wilson_inside += u32::from(interval.contains(truth));
    }
    assert!(inside >= 190, "bounds held in {inside} of 200 runs");
    // 95%, less two and a half standard errors.
    assert!(wilson_inside >= 182, "intervals held the truth in {wilson_inside} of 200 runs");
    assert!(
        near >= 190,
        "{near} of 200 choices reach 90% of the greedy choice on exact numbers: few sets are drawn"
    );
}

#[test]
fn intervals_of_simulations_hold_the_truth() {
    let mut inside = 0;
    for run in 0..200 {
        let graph = random_graph(1000 + run, 7, 11);
        let cascade =
            Cascade::new(&graph, &along(ArcProbability::Weights, MODELS[(run % 2) as usize])).unwrap();
        let seeds = ids(&[(run % 7) as u32]);
        let options = SimulationOptions { seed: run, ..SimulationOptions::default() };
        let runs = simulate_cascades(&cascade, &seeds, &options).unwrap();
        let truth = exact_spread(&cascade, &seeds).unwrap();
        inside +=
            u32::from(runs.interval.unwrap().contains(truth) || (runs.mean.unwrap() - truth).abs() < 1e-9);
        assert!((runs.by_round.iter().sum::<f64>() - runs.mean.unwrap()).abs() < 1e-9);
    }
    assert!(inside >= 182, "{inside} of 200");
}

/// Large means take another road: many arcs that are each likely.
#[test]
fn likely_arcs_in_long_rows() {
    for (p, weighted) in [(0.05, false), (0.4, false), (0.9, false), (0.4, true), (0.97, true), (1.0, false)]
    {
        let voices: Vec<u32> = (1..=600).collect();
        let to = vec![0; 600];
        let weights: Vec<f64> =
            voices.iter().map(|voice| if weighted { p * f64::from(voice % 2) + 1e-9 } else { p }).collect();
        let graph = InteractionGraph::from_arcs(601, &voices, &to, &weights).unwrap();
        let options = along(ArcProbability::Weights, CascadeModel::IndependentCascade);
        let options = CascadeOptions {
            probability: if weighted { options.probability } else { ArcProbability::Uniform(p) },
            flow: WordFlow::AgainstArcs,
            ..options
        };
        // 0 tells all the others.
        let cascade = Cascade::new(&graph, &options).unwrap();
        let runs = simulate_cascades(&cascade, &ids(&[0]), &SimulationOptions::default()).unwrap();
        let wanted = 1.0 + weights.iter().sum::<f64>();
        let sd = weights.iter().map(|p| p * (1.0 - p)).sum::<f64>().sqrt();
        assert!((runs.mean.unwrap() - wanted).abs() <= 4.0 * sd / 1000f64.sqrt() + 1e-9, "{p} {weighted}");
        let squares: f64 = runs.sizes.iter().map(|&size| (f64::from(size) - wanted).powi(2)).sum();
        assert!(
            (squares / 1000.0).sqrt() <= 1.12 * sd + 1e-9 && (squares / 1000.0).sqrt() >= 0.88 * sd - 1e-9
        );
    }
}

#[test]
fn the_same_for_any_threads_and_order() {
    let mut rng = stream(5, 0);
    let arcs: Vec<(u32, u32, f64)> = (0..6000)
        .map(|_| {
            (below_u32(&mut rng, 800), below_u32(&mut rng, 800), 1.0 + f64::from(below_u32(&mut rng, 4)))
        })
        .collect();
    let build = |arcs: &[(u32, u32, f64)]| {
        let (from, to): (Vec<u32>, Vec<u32>) = arcs.iter().map(|arc| (arc.0, arc.1)).unzip();
        let weights: Vec<f64> = arcs.iter().map(|arc| arc.2).collect();
        InteractionGraph::from_arcs(800, &from, &to, &weights).unwrap()
    };
    let mut backwards = arcs.clone();
    backwards.reverse();
    let run = |graph: &InteractionGraph, threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            MODELS.map(|model| {
                let cascade =
                    Cascade::new(graph, &CascadeOptions { model, ..CascadeOptions::default() }).unwrap();
                let found = best_seeds(&cascade, &SeedOptions { k: 5, ..SeedOptions::default() }).unwrap();
                let groups: Vec<u32> = (0..800).map(|member| member % 3).collect();
                let options = ReachOptions { sets: 5000, ..ReachOptions::default() };
                let reach = reach_of_seeds(&cascade, &found.seeds, &groups, &options).unwrap();
                let runs = SimulationOptions { runs: 100, ..SimulationOptions::default() };
                (simulate_cascades(&cascade, &found.seeds, &runs).unwrap(), found, reach)
            })
        })
    };
    let first = run(&build(&arcs), 1);
    assert!(first == run(&build(&arcs), 2) && first == run(&build(&arcs), 5));
    assert!(first == run(&build(&backwards), 2));
}

#[test]
fn who_may_not_be_chosen_is_not() {
    let (from, to): (Vec<u32>, Vec<u32>) = (2..30).map(|who| (who, 0)).chain([(28, 1), (29, 1)]).unzip();
    let graph = InteractionGraph::from_arcs(30, &from, &to, &[1.0; 30]).unwrap();
    let cascade = Cascade::new(&graph, &CascadeOptions::default()).unwrap();
    let seeds = |options: SeedOptions| best_seeds(&cascade, &options).unwrap();
    let found = seeds(SeedOptions { k: 1, forbidden: ids(&[0]), ..SeedOptions::default() });
    assert_eq!(found.seeds, ids(&[1]));
    let found = seeds(SeedOptions {
        k: 9,
        candidates: Some(ids(&[0, 1, 7])),
        forbidden: ids(&[0]),
        ..SeedOptions::default()
    });
    assert_eq!(found.seeds, ids(&[1, 7]));
    let found = seeds(SeedOptions { k: 3, candidates: Some(vec![]), ..SeedOptions::default() });
    assert!(found.seeds.is_empty() && found.reach == 0.0);
    // More seeds than members.
    let found = seeds(SeedOptions { k: 100, ..SeedOptions::default() });
    assert_eq!((found.seeds.len(), found.reach), (30, 30.0));
    // Among equals the smallest id.
    let none = InteractionGraph::from_arcs(5, &[], &[], &[]).unwrap();
    let cascade = Cascade::new(&none, &CascadeOptions::default()).unwrap();
    let found = best_seeds(&cascade, &SeedOptions { k: 5, ..SeedOptions::default() }).unwrap();
    assert_eq!((found.seeds.len(), found.reach), (5, 5.0));
}

#[test]
fn next_to_nothing() {
    for members in [0, 1, 2] {
        let graph = InteractionGraph::from_arcs(members, &[], &[], &[]).unwrap();
        for model in MODELS {
            for probability in
                [ArcProbability::ByWeight, ArcProbability::ByDegree, ArcProbability::Uniform(0.1)]
            {
                let cascade = Cascade::new(&graph, &along(probability, model)).unwrap();
                let found = best_seeds(&cascade, &SeedOptions::default()).unwrap();
                assert_eq!((found.seeds.len(), found.reach), (members, members as f64));
                let reach = reach_of_seeds(&cascade, &found.seeds, &[], &ReachOptions::default()).unwrap();
                assert_eq!(reach.of_all().0, members as f64);
                assert_eq!(reach.of_first(0).unwrap().0, 0.0);
                let runs = simulate_cascades(&cascade, &found.seeds, &SimulationOptions::default()).unwrap();
                assert_eq!(runs.mean, (members > 0).then_some(members as f64));
                assert_eq!(exact_spread(&cascade, &found.seeds), Some(members as f64));
            }
        }
        let adoption = threshold_adoption(&graph, &[], &ThresholdOptions::default()).unwrap();
        assert_eq!((adoption.total(), adoption.round.len()), (0, members));
    }
}

#[test]
fn options_out_of_range() {
    let graph = InteractionGraph::from_arcs(2, &[0], &[1], &[3.0]).unwrap();
    for probability in [
        ArcProbability::Uniform(1.5),
        ArcProbability::Uniform(f64::NAN),
        ArcProbability::Rate(-1.0),
        ArcProbability::Weights,
    ] {
        assert!(Cascade::new(&graph, &along(probability, MODELS[0])).is_err());
    }
    let cascade = Cascade::new(&graph, &CascadeOptions::default()).unwrap();
    for options in [
        SeedOptions { epsilon: 0.0, ..SeedOptions::default() },
        SeedOptions { epsilon: 0.7, ..SeedOptions::default() },
        SeedOptions { delta: Some(1.0), ..SeedOptions::default() },
        SeedOptions { candidates: Some(ids(&[2])), ..SeedOptions::default() },
        SeedOptions { forbidden: ids(&[9]), ..SeedOptions::default() },
    ] {
        assert!(best_seeds(&cascade, &options).is_err(), "{options:?}");
    }
    assert!(reach_of_seeds(&cascade, &ids(&[2]), &[], &ReachOptions::default()).is_err());
    assert!(reach_of_seeds(&cascade, &[], &[0], &ReachOptions::default()).is_err());
    assert!(simulate_cascades(&cascade, &ids(&[2]), &SimulationOptions::default()).is_err());
    for rule in [
        AdoptionRule::Share(0.0),
        AdoptionRule::Share(f64::NAN),
        AdoptionRule::Count(0),
        AdoptionRule::DrawnShare { low: 0.5, high: 0.2 },
    ] {
        assert!(
            threshold_adoption(&graph, &[], &ThresholdOptions { rule, ..ThresholdOptions::default() })
                .is_err()
        );
    }
}

/// Thresholds drawn uniformly from 0 to 1 are the linear threshold model, so the mean over draws is its exact reach.
#[test]
fn drawn_thresholds_are_the_linear_threshold_model() {
    let graph = random_graph(77, 7, 14);
    let options = along(ArcProbability::ByWeight, CascadeModel::LinearThreshold);
    let cascade = Cascade::new(&graph, &options).unwrap();
    let seeds = ids(&[1, 4]);
    let total: u32 = (0..20_000)
        .map(|seed| {
            let options = ThresholdOptions {
                rule: AdoptionRule::DrawnShare { low: 0.0, high: 1.0 },
                flow: WordFlow::AlongArcs,
                weighted: true,
                seed,
            };
            threshold_adoption(&graph, &seeds, &options).unwrap().total()
        })
        .sum();
    let truth = exact_spread(&cascade, &seeds).unwrap();
    assert!((f64::from(total) / 20_000.0 - truth).abs() < 0.05, "{total} {truth}");
}

/// The mean over many estimates from few sets is the reach itself, also where nearly nothing spreads.
#[test]
fn reach_is_without_bias() {
    let graph = random_graph(5, 8, 14);
    let cascade = Cascade::new(&graph, &along(ArcProbability::Uniform(0.02), MODELS[0])).unwrap();
    let seeds = ids(&[1, 4, 6]);
    let of = |seed| {
        let options = ReachOptions { sets: 128, seed, ..ReachOptions::default() };
        reach_of_seeds(&cascade, &seeds, &[], &options).unwrap().of_all().0
    };
    let mean = (0..2000).map(of).sum::<f64>() / 2000.0;
    let truth = exact_spread(&cascade, &seeds).unwrap();
    assert!((mean - truth).abs() < 0.02, "{mean} {truth}");
}

proptest! {
    /// More seeds never reach less, and the same seed adds less to more.
    #[test]
    fn exact_reach_is_monotone_and_submodular(seed in 0u64..10_000, model in 0usize..2, sets in (0u32..64, 0u32..64, 0u32..6)) {
        let graph = random_graph(seed, 6, 9);
        let cascade = Cascade::new(&graph, &along(ArcProbability::Weights, MODELS[model])).unwrap();
        let (small, more, extra) = sets;
        let spread = |set: u32| {
            let seeds: Vec<MemberId> = (0..6).filter(|i| set >> i & 1 == 1).map(MemberId).collect();
            exact_spread(&cascade, &seeds).unwrap()
        };
        let large = small | more;
        prop_assert!(spread(large) >= spread(small) - 1e-12);
        let gain = |set: u32| spread(set | 1 << extra) - spread(set);
        prop_assert!(gain(large) <= gain(small) + 1e-12);
    }

    /// Rounds of adoption against trying everybody until nothing changes.
    #[test]
    fn thresholds_by_hand(seed in 0u64..10_000, chosen in 0u32..256, count in 1u32..4, share in 0.05f64..1.0, by_count: bool) {
        let graph = random_graph(seed, 8, 24);
        let rule = if by_count { AdoptionRule::Count(count) } else { AdoptionRule::Share(share) };
        let seeds: Vec<MemberId> = (0..8).filter(|i| chosen >> i & 1 == 1).map(MemberId).collect();
        let found = threshold_adoption(&graph, &seeds, &ThresholdOptions { rule, ..ThresholdOptions::default() }).unwrap();
        let mut has: Vec<bool> = (0..8).map(|i| chosen >> i & 1 == 1).collect();
        let mut rounds: Vec<Option<u32>> = has.iter().map(|&has| has.then_some(0)).collect();
        for round in 1..9 {
            let before = has.clone();
            for member in 0..8 {
                let voices = graph.out_neighbours(MemberId(member)).members;
                let having = voices.iter().filter(|voice| before[voice.index()]).count();
                let enough = match rule {
                    AdoptionRule::Count(count) => having >= count as usize,
                    _ => having > 0 && having as f64 >= share * voices.len() as f64 - 1e-9,
                };
                if enough && !has[member as usize] {
                    has[member as usize] = true;
                    rounds[member as usize] = Some(round);
                }
            }
        }
        prop_assert_eq!(&found.round, &rounds);
        prop_assert_eq!(found.total() as usize, has.iter().filter(|&&has| has).count());
    }

    /// The estimate by group adds up to the estimate of the whole.
    #[test]
    fn groups_add_up(seed in 0u64..1000, k in 1usize..5) {
        let graph = random_graph(seed, 12, 30);
        let cascade = Cascade::new(&graph, &CascadeOptions::default()).unwrap();
        let seeds = best_seeds(&cascade, &SeedOptions { k, epsilon: 0.3, ..SeedOptions::default() }).unwrap().seeds;
        let groups: Vec<u32> = (0..12).map(|member| member % 3).collect();
        let options = ReachOptions { sets: 2048, ..ReachOptions::default() };
        let reach = reach_of_seeds(&cascade, &seeds, &groups, &options).unwrap();
        prop_assert_eq!(reach.by_group.iter().map(|group| group.0).sum::<u64>(), reach.sets);
        prop_assert_eq!(reach.by_group.iter().map(|group| group.1).sum::<u64>(), *reach.met.last().unwrap());
        prop_assert!(reach.met.is_sorted());
        // What is sure is counted, not drawn: as many as they are, and no seed of a set whose root it is.
        prop_assert!(reach.beyond.iter().zip(&reach.met).all(|(beyond, met)| beyond <= met));
        let alone = ReachOptions { by_seed: false, ..options };
        let alone = reach_of_seeds(&cascade, &seeds, &groups, &alone).unwrap();
        prop_assert!(alone.of_all().0 >= seeds.len() as f64 && reach.of_first(1).unwrap().0 >= 1.0);
    }
}
