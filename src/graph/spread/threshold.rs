//! Complex contagion: people who take something up once enough of those around them have.

use super::generator::Draws;
use super::model::WordFlow;
use crate::graph::Adjacency;
use crate::graph::csr::row;
use crate::stats::DEFAULT_SEED;
use crate::{Error, MemberId, Result};

/// Members whose thresholds come from one random stream.
const BLOCK: u64 = 1024;
const THRESHOLDS: u64 = 1 << 44;

/// When a member takes something up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AdoptionRule {
    /// Once at least this share of those it listens to have, above 0 and up to 1.
    Share(f64),
    /// Once at least so many of them have, 1 or more. Who listens to fewer never does.
    Count(u32),
    /// As `Share`, with a share of its own for every member, drawn uniformly between these two; 0 <= low <= high <= 1.
    DrawnShare {
        /// Smallest share.
        low: f64,
        /// Largest share.
        high: f64,
    },
}

/// Options of [`threshold_adoption`].
#[derive(Debug, Clone, PartialEq)]
pub struct ThresholdOptions {
    /// When a member takes something up.
    pub rule: AdoptionRule,
    /// Which way along the arcs example works.
    pub flow: WordFlow,
    /// Whether shares are of the weight of the arcs rather than of their number. Nothing to counts.
    pub weighted: bool,
    /// Seed of drawn shares.
    pub seed: u64,
}

impl Default for ThresholdOptions {
    fn default() -> Self {
        ThresholdOptions {
            rule: AdoptionRule::Count(2),
            flow: WordFlow::AgainstArcs,
            weighted: false,
            seed: DEFAULT_SEED,
        }
    }
}

/// The course of [`threshold_adoption`].
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// By member: the round in which it took it up, 0 for seeds; None if it never does.
    pub round: Vec<Option<u32>>,
    /// Members that took it up in each round; the first number is that of the seeds.
    pub by_round: Vec<u32>,
}

impl Adoption {
    /// How many have taken it up in the end.
    pub fn total(&self) -> u32 {
        self.by_round.iter().sum()
    }
}

/// Who takes something up when people need more than one example: from these seeds, in rounds, each member adopts in the round
/// after enough of those it listens to have. Nobody gives up again, so it ends after at most n rounds; the order of the
/// steps does not matter.
///
/// A habit that takes courage or effort spreads like this, not like news: two seeds in one team then start more than two
/// seeds in two teams. O(n + m). Members who listen to nobody adopt only as seeds.
///
/// # Errors
/// [`Error::Option`] for a rule out of range or a seed that is not in the graph.
///
/// References: D. Centola and M. Macy, "Complex contagions and the weakness of long ties", American Journal of Sociology 113
/// (2007); M. Granovetter, "Threshold models of collective behavior", American Journal of Sociology 83 (1978).
///
/// ```
/// use cmgraph::graph::{InteractionGraph, ThresholdOptions, threshold_adoption};
/// use cmgraph::MemberId;
/// // Four people who all talk with one another, and two more at the end of a chain.
/// let (from, to) = ([0, 0, 0, 1, 1, 2, 3, 4], [1, 2, 3, 2, 3, 3, 4, 5]);
/// let ties = InteractionGraph::from_arcs(6, &from, &to, &[1.0; 8])?.ties();
/// let found = threshold_adoption(&ties, &[MemberId(0), MemberId(1)], &ThresholdOptions::default())?;
/// assert_eq!(found.by_round, [2, 2]); // the four; nobody in the chain sees two examples
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn threshold_adoption<'a>(
    graph: impl Into<Adjacency<'a>>,
    seeds: &[MemberId],
    options: &ThresholdOptions,
) -> Result<Adoption> {
    let graph = graph.into();
    let members = graph.node_count();
    options.check(seeds, members)?;
    let (listeners, voices) = match options.flow {
        WordFlow::AgainstArcs => (graph.into, graph.out),
        WordFlow::AlongArcs => (graph.out, graph.into),
    };
    let weight = |arc: usize| if options.weighted { listeners.weight[arc] } else { 1.0 };
    let heard = |member: usize| -> f64 {
        let row = row(voices.start, MemberId(member as u32));
        if options.weighted { voices.weight[row].iter().sum() } else { row.len() as f64 }
    };
    // What is still missing. Sums of the same weights in another order differ in the last digits.
    let missing = |share: f64, heard: f64| share * heard * (1.0 - 1e-12);
    let mut needed: Vec<f64> = match options.rule {
        AdoptionRule::Count(count) => vec![f64::from(count); members],
        AdoptionRule::Share(share) => (0..members).map(|member| missing(share, heard(member))).collect(),
        AdoptionRule::DrawnShare { low, high } => {
            let mut needed = Vec::with_capacity(members);
            for block in 0..(members as u64).div_ceil(BLOCK) {
                let mut draws = Draws::of_block(options.seed, THRESHOLDS + block);
                for member in block * BLOCK..((block + 1) * BLOCK).min(members as u64) {
                    let share = low + (high - low) * draws.uniform();
                    needed.push(missing(share, heard(member as usize)));
                }
            }
            needed
        }
    };
    let by_count = matches!(options.rule, AdoptionRule::Count(_));
    let mut round = vec![None; members];
    let mut queue: Vec<MemberId> = Vec::new();
    for &seed in seeds {
        if round[seed.index()].is_none() {
            round[seed.index()] = Some(0);
            queue.push(seed);
        }
    }
    let mut by_round = Vec::new();
    let (mut head, mut now) = (0, 0);
    while head < queue.len() {
        let end = queue.len();
        by_round.push((end - head) as u32);
        now += 1;
        while head < end {
            for arc in row(listeners.start, queue[head]) {
                let listener = listeners.neighbour[arc];
                let (needed, round) = (&mut needed[listener.index()], &mut round[listener.index()]);
                *needed -= if by_count { 1.0 } else { weight(arc) };
                if *needed <= 0.0 && round.is_none() {
                    *round = Some(now);
                    queue.push(listener);
                }
            }
            head += 1;
        }
    }
    Ok(Adoption { round, by_round })
}

impl ThresholdOptions {
    fn check(&self, seeds: &[MemberId], members: usize) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if let Some(seed) = seeds.iter().find(|seed| seed.index() >= members) {
            return fault("seeds", format!("member {}", seed.0), "members of the graph");
        }
        match self.rule {
            AdoptionRule::Share(share) if !(share > 0.0 && share <= 1.0) => {
                fault("rule", format!("a share of {share}"), "above 0 and at most 1")
            }
            AdoptionRule::Count(0) => fault("rule", "a count of 0".into(), "1 or more"),
            AdoptionRule::DrawnShare { low, high } if !(0.0 <= low && low <= high && high <= 1.0) => {
                fault("rule", format!("shares from {low} to {high}"), "0 <= low <= high <= 1")
            }
            _ => Ok(()),
        }
    }
}
