//! What came of the goals.

use super::{Goal, GoalOptions};
use crate::Timestamp;
use crate::stats::Interval;
use crate::table::Provenance;

/// How a goal stands, by the probability that it is met; never by the number alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// More probable than [`GoalOptions::green`].
    Green,
    /// In between: the data do not tell.
    Amber,
    /// Less probable than [`GoalOptions::red`].
    Red,
    /// Too little was seen to say anything.
    NotEnoughData,
}

impl Light {
    /// All of them.
    pub const ALL: [Light; 4] = [Light::Green, Light::Amber, Light::Red, Light::NotEnoughData];

    /// `green`, `amber`, `red` or `not enough data`.
    pub fn name(self) -> &'static str {
        match self {
            Light::Green => "green",
            Light::Amber => "amber",
            Light::Red => "red",
            Light::NotEnoughData => "not enough data",
        }
    }
}

/// What the probability is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// The state at the end of the data: there is no deadline.
    Now,
    /// The deadline has passed: the state on that day.
    Passed,
    /// The deadline, if adoption goes on along its curve.
    Curve,
    /// The deadline, if things go on as in the last weeks.
    Recent,
    /// The state at the end of the data, if nothing changes until the deadline: nothing is led on.
    Unchanged,
}

impl Outlook {
    /// All of them.
    pub const ALL: [Outlook; 5] =
        [Outlook::Now, Outlook::Passed, Outlook::Curve, Outlook::Recent, Outlook::Unchanged];

    /// The name, as in the table.
    pub fn name(self) -> &'static str {
        match self {
            Outlook::Now => "now",
            Outlook::Passed => "deadline passed",
            Outlook::Curve => "adoption curve",
            Outlook::Recent => "last weeks go on",
            Outlook::Unchanged => "now, if nothing changes",
        }
    }
}

/// How one goal stands.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalState {
    /// The goal.
    pub goal: Goal,
    /// First instant of what it is judged by, and first instant after: the window, or its last weeks, up to the deadline.
    pub window: (Timestamp, Timestamp),
    /// People behind the number: those it is out of, who asked the questions, or who wrote the replies.
    pub people: u64,
    /// For a share of units: of each its champions and its people, by which a policy decides whether the share may be told.
    /// Empty for other indicators.
    pub champions_and_people: Vec<[u64; 2]>,
    /// What the number is out of: questions, people, replies, units.
    pub n: u64,
    /// The indicator now; `None` with too little data, and for a median that is not reached.
    pub value: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// How many independent observations tell as much as the `n` that hang together by person or thread; `None` for numbers
    /// that are no shares.
    pub effective_n: Option<f64>,
    /// Probability that the target is met by what was seen.
    pub p_now: Option<f64>,
    /// Probability that it is met at the deadline; `None` where nothing is led on.
    pub p_deadline: Option<f64>,
    /// What the light is about.
    pub outlook: Outlook,
    /// Weeks before the end that were led on; 0 where none were.
    pub weeks_used: u32,
    /// The light.
    pub light: Light,
    /// What should be known of this number, in words.
    pub notes: Vec<String>,
}

impl GoalState {
    /// The probability behind the light.
    pub fn p_met(&self) -> Option<f64> {
        match self.outlook {
            Outlook::Curve | Outlook::Recent => self.p_deadline,
            _ => self.p_now,
        }
    }
}

/// How all goals stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Goals {
    /// Options in force.
    pub options: GoalOptions,
    /// One entry a goal, in their order.
    pub goals: Vec<GoalState>,
    /// How the numbers came about.
    pub provenance: Provenance,
}

impl Goals {
    /// How many goals stand like that.
    pub fn count(&self, light: Light) -> usize {
        self.goals.iter().filter(|state| state.light == light).count()
    }
}
