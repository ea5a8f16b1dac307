//! What the bridging analysis gives.

use super::{BridgingOptions, SENSITIVITY_WEEKS};
use crate::MemberId;
use crate::activity::Basis;
use crate::graph::BrokerageRoles;
use crate::stats::Interval;
use crate::table::Provenance;

/// Questions and from where they were answered.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Answers {
    /// Questions of colleagues that start a thread in the view.
    pub questions: u64,
    /// Those with an answer in the view: a reply of somebody else that says something.
    pub answered: u64,
    /// Answered ones where the unit of the asker or of the first who answered is not known; they are in no share.
    pub unit_unknown: u64,
    /// Answered ones whose first answer came from another unit.
    pub first_elsewhere: u64,
    /// Answered ones with any answer from another unit.
    pub any_elsewhere: u64,
    /// Wilson interval of the share of `first_elsewhere` among the answered whose units are known.
    pub first_interval: Option<Interval>,
    /// The same for `any_elsewhere`.
    pub any_interval: Option<Interval>,
    /// Share to expect of `first_elsewhere` with no notice of units: if the first answerer of each question, never the asker,
    /// were drawn from those who gave first answers at the time, as often as they gave them. At the time is in the same
    /// [`ANSWERER_POOL_DAYS`](super::ANSWERER_POOL_DAYS) days, or more until there are
    /// [`MIN_ANSWERER_POOL`](super::MIN_ANSWERER_POOL) such answers.
    pub expected_share: Option<f64>,
}

impl Answers {
    /// Answered questions whose units are known: what the shares are of.
    pub fn known(&self) -> u64 {
        self.answered - self.unit_unknown
    }

    /// Share whose first answer came from another unit.
    pub fn first_share(&self) -> Option<f64> {
        (self.known() > 0).then(|| self.first_elsewhere as f64 / self.known() as f64)
    }

    /// Share with any answer from another unit.
    pub fn any_share(&self) -> Option<f64> {
        (self.known() > 0).then(|| self.any_elsewhere as f64 / self.known() as f64)
    }
}

/// Another way to count talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Every reply once, of the whole view: what all else is about.
    Replies,
    /// Reactions as well, each like a reply.
    WithReactions,
    /// From one person to another the logarithm of 1 plus the replies, so that those who write to each other all the time
    /// count for less.
    Log1p,
    /// Replies of the last [`SENSITIVITY_WEEKS`](super::SENSITIVITY_WEEKS) weeks alone.
    LastWeeks,
}

impl Variant {
    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Variant::Replies => "replies",
            Variant::WithReactions => "replies and reactions",
            Variant::Log1p => "log of replies",
            Variant::LastWeeks => {
                const {
                    assert!(SENSITIVITY_WEEKS == 26);
                    "last 26 weeks"
                }
            }
        }
    }
}

/// Colleagues of known units among themselves, counted another way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// How it is counted.
    pub variant: Variant,
    /// People who acted on others, or were acted on.
    pub people: u64,
    /// Replies, or acts.
    pub acts: u64,
    /// Share of the weight that goes to another unit; `None` where there is none.
    pub cross_share: Option<f64>,
    /// Share to expect with everybody's weight given and got as it is (configuration model).
    pub expected_share: Option<f64>,
}

impl Sensitivity {
    /// E-I index: 2 · `cross_share` - 1.
    pub fn ei_index(&self) -> Option<f64> {
        self.cross_share.map(|share| 2.0 * share - 1.0)
    }
}

/// A number with its bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The number.
    pub value: f64,
    /// Its interval, which reaches as far as the number; `None` where resampling gives none, or all draws are alike.
    pub interval: Option<Interval>,
}

/// A test against units dealt out anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgainstChance {
    /// Mean over the permutations, of the E-I index or of the replies of a cell: what people who take no notice of units
    /// would show.
    pub expected: f64,
    /// Two-sided p-value of an index; of a cell the one-sided one of as many replies or more.
    pub p_value: f64,
    /// Benjamini-Hochberg q-value over the units, or over the cells between two units; the p-value itself for the whole.
    pub q_value: f64,
}

/// Replies between and within units, of one set of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridges {
    /// Whether community managers and communications accounts are among the people.
    pub officials: bool,
    /// People who replied or were replied to and whose unit is known.
    pub people: u64,
    /// Replies among them.
    pub replies: u64,
    /// Replies with somebody of the set whose unit is not known; they are in nothing else.
    pub without_unit: u64,
    /// Threads with these replies: what is resampled.
    pub threads: u64,
    /// Pairs of people with a reply either way.
    pub ties: u64,
    /// Pairs of two units among them.
    pub cross_ties: u64,
    /// Replies to another unit.
    pub cross_replies: u64,
    /// Their share of the replies; `None` without replies.
    pub cross_share: Option<Measured>,
    /// Share that would go to other units if everybody wrote, and was replied to, as often as they were, and units did
    /// not matter (configuration model).
    pub expected_share: Option<f64>,
    /// E-I index of the replies: 2 · `cross_share` - 1.
    pub ei_index: Option<Measured>,
    /// The index against units dealt out anew.
    pub test: Option<AgainstChance>,
    /// Assortativity of the replies by unit.
    pub assortativity: Option<f64>,
    /// By unit, in the order of [`Bridging::units`].
    pub units: Vec<UnitBridges>,
    /// Cells from unit to unit, by row; empty with more than [`MAX_MATRIX_UNITS`](super::MAX_MATRIX_UNITS) units.
    pub matrix: Vec<Cell>,
    /// Questions and from where they were answered.
    pub answers: Answers,
    /// Between how many pairs of units there is how much.
    pub links: Links,
}

/// A unit within the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitBridges {
    /// People who replied or were replied to.
    pub active: u64,
    /// Replies its people wrote to one another.
    pub inside: u64,
    /// Replies its people wrote to other units.
    pub out: u64,
    /// Replies its people got from other units.
    pub into: u64,
    /// Share of the replies its people wrote that went to other units.
    pub out_share: Option<Measured>,
    /// Share of the replies its people got that came from other units.
    pub in_share: Option<Measured>,
    /// E-I index of its people's replies, written or got: `(out + into - inside) / (out + into + inside)`.
    pub ei_index: Option<Measured>,
    /// The index against units dealt out anew.
    pub test: Option<AgainstChance>,
    /// Other units with a reply either way.
    pub partners: u64,
    /// Questions of its people and from where they were answered.
    pub answers: Answers,
}

/// Replies from one unit to another, or inside one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Unit of who wrote, a position in [`Bridging::units`].
    pub from: u32,
    /// Unit of who was replied to.
    pub to: u32,
    /// Replies.
    pub replies: u64,
    /// People who wrote them.
    pub writers: u64,
    /// People who got them.
    pub receivers: u64,
    /// Replies that the configuration model gives.
    pub expected: f64,
    /// `(replies + 1/2) / (expected + 1/2)`; without interval where there are no replies.
    pub ratio: Measured,
    /// Whether it is more than with the units dealt out anew; `None` inside a unit.
    pub test: Option<AgainstChance>,
}

/// Between how many pairs of units there is how much talk; both of at least [`SMALLEST_UNIT`](super::SMALLEST_UNIT) people
/// who take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Links {
    /// Pairs of units without a reply either way.
    pub none: u64,
    /// Joined by a single pair of people.
    pub one_tie: u64,
    /// Joined by several pairs of people that all have one person in them.
    pub one_person: u64,
    /// Joined by more.
    pub several: u64,
}

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
}

/// The only two people who join two units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlyTie {
    /// The two, the one of the unit that comes first in the order of names first.
    pub people: [Person; 2],
    /// Their units, positions in [`Bridging::units`].
    pub units: [u32; 2],
    /// Replies between them.
    pub replies: u64,
    /// People who lose touch with the others altogether if this tie goes; 0 where others join them in a roundabout way.
    pub cut_off: u64,
}

/// Somebody who stands between units.
#[derive(Debug, Clone, PartialEq)]
pub struct Broker {
    /// Who.
    pub person: Person,
    /// Unit, a position in [`Bridging::units`].
    pub unit: u32,
    /// Gould-Fernandez roles.
    pub roles: BrokerageRoles,
    /// Distinct other units with a reply either way.
    pub units: u32,
    /// Distinct people of other units.
    pub partners: u32,
    /// Replies written to other units or got from them.
    pub cross_replies: u64,
    /// All replies written or got, with people whose unit is known.
    pub replies: u64,
    /// Threads in which these were.
    pub threads: u32,
    /// Pairs of units that only this person joins, or only together with another one.
    pub only_link: u32,
    /// Why, in words made of numbers.
    pub reasons: Vec<String>,
}

/// What [`bridging`](super::bridging()) finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridging {
    /// The options in force.
    pub options: BridgingOptions,
    /// Who could have taken part.
    pub basis: Basis,
    /// Level of the unit path in force.
    pub unit_level: usize,
    /// Names of the units, in order.
    pub units: Vec<String>,
    /// People of each unit with the organisation at some time of the view, without officials.
    pub headcount: Vec<u64>,
    /// Colleagues among themselves.
    pub members: Bridges,
    /// With community managers and communications accounts.
    pub everybody: Bridges,
    /// Accounts known to be of a community manager or of communications.
    pub officials: u64,
    /// Colleagues between units, the most brokerage between units first; those who are still there.
    pub brokers: Vec<Broker>,
    /// Colleagues who pass the gates, listed or not.
    pub brokers_in_all: u64,
    /// The only ties between two units, those that join the most people first: a list of those worth a second tie, no
    /// register of who talks with whom. Both units of at least [`SMALLEST_UNIT`](super::SMALLEST_UNIT) people who take
    /// part, at least [`MIN_TIE_REPLIES`](super::MIN_TIE_REPLIES) replies, at most [`n`](BridgingOptions::n) ties.
    pub only_ties: Vec<OnlyTie>,
    /// The share across units counted in other ways, of colleagues; the first is the usual one. A way that would give the same
    /// is not there: no reactions, or a view no longer than the last weeks.
    pub sensitivity: Vec<Sensitivity>,
    /// How the numbers came about.
    pub provenance: Provenance,
}
