//! Seed training: whom to train first so that word of it gets around, and how far that depends on assumptions.
//!
//! [`spread`](spread()) computes everything at once; [`Spread::tables`] turns it into tables. The kernels on any graph are
//! in [`graph`](crate::graph): [`best_seeds`], [`simulate_cascades`],
//! [`threshold_adoption`].

mod colleagues;
mod compare;
mod options;
mod provenance;
mod result;
mod tables;

pub use crate::activity::Basis;
pub use compare::Assumption;
pub use options::{
    DEFAULT_EXAMPLES, DEFAULT_MAX_UNITS, DEFAULT_RANDOM_CHOICES, DEFAULT_SPREAD_SETS, MAX_SPREAD_SEEDS,
    MIN_CHAMPIONS, SpreadOptions,
};
pub use result::{Comparison, Course, Seed, Spread, UnitReach};

use crate::graph::{
    AdoptionRule, Cascade, CascadeOptions, EdgeRule, Interaction, InteractionGraph, InteractionKind,
    ReachOptions, Scale, SeedOptions, SimulationOptions, ThresholdOptions, best_seeds, interactions,
    reach_of_seeds, simulate_cascades, threshold_adoption,
};
use crate::table::Provenance;
use crate::{MemberId, Result, View};
use colleagues::Colleagues;

/// Whom to train first, or tell first, so that most colleagues get word of it from one another.
///
/// Who replies or reacts to somebody's message, or accepts it as an answer, has read it, so a word goes from the one acted on
/// to the one who acts, each act with weight 1; mentions say nothing about who has read whom and do not count. **How likely it does cannot be told from an export**: the main result assumes weighted cascade (each
/// colleague takes up one word in sum from all he or she acts on, in proportion to the weight), and everything is computed again under
/// other assumptions ([`Assumption::ALL`]). If other seeds come out, or random seeds reach about as many, choose by other
/// reasons.
///
/// - **Seeds**: [`k`](SpreadOptions::k) colleagues with an account who are still there and not
///   [`excluded`](SpreadOptions::exclude), by OPIM-C ([`best_seeds`]); fewer where on messages of fewer
///   any colleague acts, or where word hardly goes on from anybody: whom nobody listens to is never named.
/// - **Reach**: expected number of colleagues who get the word, the seeds among them, from reverse reachable sets that
///   were not used to choose; Wilson intervals. They hold the chance of the draws, not the doubt about the assumption.
/// - **Comparison**: with seeds chosen for the other assumption, with random seeds, with those on whom most colleagues act, and with
///   [`champions`](SpreadOptions::champions) where given; how many seeds they share.
/// - **By unit**: share of each unit that gets the word.
/// - **Course**: by round, of a word, and of a habit that a colleague takes up only after
///   [`examples`](SpreadOptions::examples) of those he or she acts on have.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range, or a level deeper than all units.
///
/// # Complexity
/// O(messages) and the expected time of [`best_seeds`] for each assumption.
///
/// # Example
/// ```
/// use cmgraph::spread::{SpreadOptions, spread};
/// use cmgraph::{ReadOptions, read};
/// # fn main() -> cmgraph::Result<()> {
/// let export = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = read(&[export], &ReadOptions::default())?;
/// let found = spread(&community.whole(), &SpreadOptions { k: 3, ..SpreadOptions::default() })?;
/// assert_eq!(found.seeds.len(), 3);
/// // Each further seed adds to the reach.
/// assert!(found.seeds[0].reach < found.seeds[2].reach);
/// # Ok(())
/// # }
/// ```
///
/// # Reference
/// D. Kempe, J. Kleinberg, E. Tardos, *Maximizing the spread of influence through a social network*, KDD 2003; J. Tang and
/// others, *Online processing algorithms for influence maximization*, SIGMOD 2018; D. Centola, M. Macy, *Complex contagions
/// and the weakness of long ties*, American Journal of Sociology 113 (2007).
pub fn spread(view: &View<'_>, options: &SpreadOptions) -> Result<Spread> {
    options.check()?;
    let people = Colleagues::of(view, options)?;
    let mut events = people.events(&interactions(view));
    events.retain(read_it);
    let graph = InteractionGraph::from_interactions(people.len(), &events, &RULE)?;
    let candidates: Vec<MemberId> = graph.members().filter(|node| people.candidate[node.index()]).collect();
    let may_be_chosen = candidates.len() as u64;
    let listeners = |node: MemberId| graph.in_neighbours(node).members.len() as u64;
    let heard: Vec<MemberId> = candidates.iter().copied().filter(|&node| listeners(node) > 0).collect();
    let best = |cascade: &Cascade<'_>| {
        let of = SeedOptions { k: options.k, seed: options.seed, ..SeedOptions::default() };
        best_seeds(cascade, &SeedOptions { candidates: Some(heard.clone()), ..of })
    };
    let cascade = Cascade::new(&graph, &CascadeOptions::default())?;
    let mut chosen = best(&cascade)?;
    let reach_options = ReachOptions {
        sets: options.sets,
        interval_level: options.interval_level,
        seed: options.seed,
        ..ReachOptions::default()
    };
    let mut reach = reach_of_seeds(&cascade, &chosen.seeds, &people.unit, &reach_options)?;
    // Where word hardly goes on from anybody, whom it would name beyond the first few is chance.
    if reach.of_all().0 < LEAST_ADDED * chosen.seeds.len() as f64 {
        let of = |k: usize| reach.of_first(k).map_or(0.0, |found| found.0);
        let few = (0..chosen.seeds.len()).find(|&place| of(place + 1) - of(place) < LEAST_ADDED);
        chosen.seeds.truncate(few.unwrap_or(chosen.seeds.len()));
        reach = reach_of_seeds(&cascade, &chosen.seeds, &people.unit, &reach_options)?;
    }
    let given: Vec<MemberId> = people.nodes_of(&options.champions);
    let compared = compare::compare(&graph, &candidates, &chosen.seeds, &given, options, &best)?;

    let accounts = view.community().members();
    let seeds = chosen.seeds.iter().enumerate().map(|(place, &node)| {
        let (reached, interval) = reach.of_first(place + 1).unwrap_or((0.0, reach.of_all().1));
        let before = reach.of_first(place).map_or(0.0, |before| before.0);
        let account = people.member[node.index()];
        Seed {
            id: account.map_or_else(String::new, |account| accounts.ids.get(account.index()).to_owned()),
            name: account.map_or_else(String::new, |account| accounts.names.get(account.index()).to_owned()),
            unit: people.units.get(people.unit[node.index()] as usize).cloned(),
            reach: reached,
            interval,
            adds: reached - before,
            listeners: listeners(node),
            chosen_under: 1 + compared.chosen.iter().filter(|seeds| seeds.contains(&node)).count() as u64,
        }
    });
    let seeds: Vec<Seed> = seeds.collect();
    let by_unit = |nodes: &mut dyn Iterator<Item = usize>| {
        let mut counts = vec![0u64; people.units.len()];
        nodes.for_each(|node| counts.get_mut(people.unit[node] as usize).into_iter().for_each(|n| *n += 1));
        counts
    };
    let (there, told) =
        (by_unit(&mut (0..people.len())), by_unit(&mut chosen.seeds.iter().map(|seed| seed.index())));
    let units = people.units.iter().enumerate().map(|(number, name)| UnitReach {
        unit: name.clone(),
        people: there[number],
        seeds: told[number],
        share: reach.of_group(number).filter(|_| !chosen.seeds.is_empty()),
    });
    let simulation =
        SimulationOptions { runs: options.runs, interval_level: options.interval_level, seed: options.seed };
    let runs = simulate_cascades(&cascade, &chosen.seeds, &simulation)?;
    let habit =
        ThresholdOptions { rule: AdoptionRule::Count(options.examples), ..ThresholdOptions::default() };
    let habit = threshold_adoption(&graph, &chosen.seeds, &habit)?;
    let mut courses = vec![
        Course { habit: false, by_round: runs.by_round.clone(), range: runs.range },
        Course {
            habit: true,
            by_round: habit.by_round.iter().map(|&people| f64::from(people)).collect(),
            range: None,
        },
    ];
    if chosen.seeds.is_empty() {
        courses.clear();
    }
    let mut found = Spread {
        options: options.clone(),
        basis: people.basis,
        people: people.len() as u64,
        candidates: may_be_chosen,
        listening: graph.members().filter(|&node| !graph.out_neighbours(node).members.is_empty()).count()
            as u64,
        interactions: events.len() as u64,
        unit_level: people.level,
        seeds,
        at_least_of_best: chosen.ratio,
        comparisons: compared.rows,
        units: units.collect(),
        courses,
        provenance: Provenance::default(),
    };
    found.provenance = provenance::provenance(view, &found, &people);
    Ok(found)
}

/// A seed that adds less than this, itself among it, adds hardly more than itself.
const LEAST_ADDED: f64 = 1.5;

/// Each act counts 1.
const RULE: EdgeRule =
    EdgeRule { reply: 1.0, answer: 0.0, mention: 0.0, reaction: 1.0, acceptance: 1.0, scale: Scale::Count };

/// Whether who acted has read the message: a mention says nothing about that, and an answer in a thread is a reply already.
fn read_it(event: &Interaction) -> bool {
    matches!(event.kind, InteractionKind::Reply | InteractionKind::Reaction | InteractionKind::Acceptance)
}
