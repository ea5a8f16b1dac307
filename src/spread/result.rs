//! What seed training comes to.

use super::{Assumption, Basis, SpreadOptions};
use crate::stats::Interval;
use crate::table::Provenance;

/// Somebody to train first.
#[derive(Debug, Clone, PartialEq)]
pub struct Seed {
    /// Native id of the account.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Expected number of colleagues reached by this seed and those before it, they themselves among them.
    pub reach: f64,
    /// Its interval.
    pub interval: Interval,
    /// What this seed adds to those before it.
    pub adds: f64,
    /// Colleagues who acted on messages of this one.
    pub listeners: u64,
    /// Assumptions, of the five, under which this one is among the seeds.
    pub chosen_under: u64,
}

impl Seed {
    /// Whether it adds more than itself, by half a colleague or more.
    pub(super) fn adds_others(&self) -> bool {
        self.adds >= super::LEAST_ADDED
    }
}

/// A choice of seeds under an assumption.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What is assumed.
    pub assumption: Assumption,
    /// Which seeds, in words.
    pub choice: &'static str,
    /// How many.
    pub seeds: u64,
    /// Expected number of colleagues reached; of random seeds the mean over the choices.
    pub reach: f64,
    /// Its interval; of random seeds the lowest and highest of the choices, less the chance of the draws.
    pub interval: Option<Interval>,
    /// How many of them are among the seeds of the main result; None of random ones.
    pub shared: Option<u64>,
}

/// A unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitReach {
    /// Its name.
    pub unit: String,
    /// People of it who are there.
    pub people: u64,
    /// Seeds among them.
    pub seeds: u64,
    /// Expected share of its people who get the word, and the interval; None where it was not drawn.
    pub share: Option<(f64, Interval)>,
}

/// How it goes round by round.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Whether it is a habit that needs several examples, rather than a word.
    pub habit: bool,
    /// New people in each round (mean of the cascades); the first are the seeds.
    pub by_round: Vec<f64>,
    /// What a single cascade comes to: the middle of them, at the level asked for.
    pub range: Option<Interval>,
}

/// Seed training, as [`spread`](super::spread()) finds it.
#[derive(Debug, Clone)]
pub struct Spread {
    /// What was asked.
    pub options: SpreadOptions,
    /// What shares are of.
    pub basis: Basis,
    /// People who are there at the end of the view.
    pub people: u64,
    /// Those of them who may be chosen.
    pub candidates: u64,
    /// Those of them who acted on somebody's message: no word reaches the others, other than as seeds.
    pub listening: u64,
    /// Interactions among them.
    pub interactions: u64,
    /// Level of the unit path in force.
    pub unit_level: usize,
    /// The seeds in order of choice: [`k`](SpreadOptions::k) of them, or as many as colleagues listen to.
    pub seeds: Vec<Seed>,
    /// At least so much of the best possible reach is had, with near certainty, under the main assumption.
    pub at_least_of_best: f64,
    /// Other choices and assumptions.
    pub comparisons: Vec<Comparison>,
    /// By unit.
    pub units: Vec<UnitReach>,
    /// A word, and a habit.
    pub courses: Vec<Course>,
    /// How it came about.
    pub provenance: Provenance,
}
