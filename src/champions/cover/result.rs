//! What a cover consists of.

use super::options::Grouping;
use crate::MemberId;
use crate::stats::{Interval, Posterior};
use crate::table::Provenance;

/// Somebody to ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Site, where known and looked at.
    pub site: Option<String>,
    /// People whom the person is expected to reach beside those reached by the people before in the list and by those who serve
    /// already.
    pub gain: f64,
    /// People expected to be reached by the person, all before, and those who serve already.
    pub reached: f64,
    /// Distinct colleagues helped per month: posterior mean and interval.
    pub rate: Posterior,
    /// Questions answered a month of late ([`Load::recent_per_month`](crate::champions::Load::recent_per_month)).
    pub load: f64,
    /// Share of the draws in which the person was chosen.
    pub frequency: f64,
    /// Why, in words made of numbers.
    pub reasons: Vec<String>,
}

/// Whether a unit or site has enough champions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// As many are chosen or serve already as are wanted.
    Covered,
    /// Some, but fewer than wanted.
    Short,
    /// There are champions who could be asked, but fewer were to be chosen than are wanted everywhere.
    LeftOut,
    /// There is no champion.
    Nobody,
    /// Too small for one to be wanted.
    Small,
}

impl Status {
    /// In words, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Status::Covered => "covered",
            Status::Short => "too few",
            Status::LeftOut => "none chosen",
            Status::Nobody => "nobody",
            Status::Small => "small",
        }
    }
}

/// A unit or site.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverGroup {
    /// Unit or site.
    pub grouping: Grouping,
    /// Its name.
    pub name: String,
    /// People.
    pub people: u64,
    /// Champions wanted.
    pub wanted: u32,
    /// People who pass all gates.
    pub champions: u32,
    /// Those of them who serve already, because they answer as much as can be asked of one person.
    pub serving: u32,
    /// Those of them who can be asked: not opted out, and with room for more.
    pub candidates: u32,
    /// Those of them who were chosen.
    pub chosen: u32,
    /// People of the group expected to be reached by the chosen and those who serve already, of whatever group.
    pub reached: f64,
    /// Whether it has enough.
    pub status: Status,
}

/// What the first `k` people to ask reach.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePoint {
    /// How many people.
    pub k: usize,
    /// People expected to be reached.
    pub reached: f64,
    /// Interval over the draws.
    pub interval: Interval,
    /// Units that have as many of them as wanted; `None` where units were not looked at.
    pub units: Option<u64>,
}

/// Somebody whose place others can take.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Whether the person was chosen.
    pub chosen: bool,
    /// Share of the draws in which the person was chosen.
    pub frequency: f64,
}

/// What makes somebody next best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NextKind {
    /// Passes all gates but one or two.
    NearlyChampion,
    /// Many different colleagues ask the person.
    QuestionHub,
    /// Came not long ago and helps already.
    RecentJoiner,
    /// Leads, and takes part.
    ActiveLeader,
}

impl NextKind {
    /// In words, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            NextKind::NearlyChampion => "nearly a champion",
            NextKind::QuestionHub => "question hub",
            NextKind::RecentJoiner => "recent joiner who helps",
            NextKind::ActiveLeader => "active leader",
        }
    }
}

/// Somebody who may become a champion of a unit that lacks one.
#[derive(Debug, Clone, PartialEq)]
pub struct NextBest {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// What speaks for the person most.
    pub kind: NextKind,
    /// Why, in words made of numbers.
    pub reasons: Vec<String>,
}

/// A champion who answers so much already that no more is asked: who serves already.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Questions answered a month of late ([`Load::recent_per_month`](crate::champions::Load::recent_per_month)).
    pub load: f64,
}

/// How many champions the questions need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Capacity {
    /// Questions of colleagues in the last 13 weeks of the window, or all of it where it is shorter.
    pub questions: u64,
    /// Those of them that at least one of the champions who serve already answered.
    pub answered_by_serving: u64,
    /// Questions a month: their number over those months, and an interval for the rate behind it, as wide as the weeks differ.
    pub per_month: Posterior,
    /// Champions needed at the rate seen, and at the ends of its interval.
    pub needed: u64,
    /// At the lower end.
    pub needed_low: u64,
    /// At the upper end.
    pub needed_high: u64,
}

/// What [`champion_cover`](super::champion_cover) finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// People to ask, those who add most first.
    pub chosen: Vec<Chosen>,
    /// Units and sites in order of their names.
    pub groups: Vec<CoverGroup>,
    /// What the first of all who can be asked reach: the chosen first, then the others.
    pub curve: Vec<CurvePoint>,
    /// Candidates chosen in some draws but fewer than half, most often chosen first.
    pub alternatives: Vec<Alternative>,
    /// For units with fewer than wanted, at most [`CoverOptions::next_best`](super::CoverOptions::next_best) people each.
    pub next_best: Vec<NextBest>,
    /// Champions who answer enough already, by load.
    pub loaded: Vec<Loaded>,
    /// People to be covered.
    pub people: u64,
    /// Champions who can be asked.
    pub candidates: u64,
    /// People expected to be reached by those who serve already.
    pub reached_before: f64,
    /// People expected to be reached by the chosen and those who serve already.
    pub reached: f64,
    /// Interval over the draws; `None` where nobody was chosen and nobody serves already.
    pub reached_interval: Option<Interval>,
    /// People expected to be reached if everybody who can be asked were, and by those who serve already.
    pub reachable: f64,
    /// No set that keeps the quotas and reaches as much has fewer people.
    pub at_least: u64,
    /// No set of as many people that keeps the quotas is expected to reach more.
    pub at_most: f64,
    /// Whether the bounds show that there is nothing better.
    pub proven: bool,
    /// Whether an exact search ended.
    pub exact: bool,
    /// Questions, and champions needed to answer them; `None` for an empty window.
    pub capacity: Option<Capacity>,
    /// How the numbers came about.
    pub provenance: Provenance,
    pub(super) asked: Option<usize>,
    pub(super) threads_a_month: f64,
    pub(super) reach_share: f64,
    pub(super) min_people: u32,
}

impl Cover {
    /// The units.
    pub fn units(&self) -> impl Iterator<Item = &CoverGroup> {
        self.groups.iter().filter(|group| group.grouping == Grouping::Unit)
    }

    /// Units in which a champion is wanted, none was chosen and none serves already.
    pub fn uncovered(&self) -> impl Iterator<Item = &CoverGroup> {
        self.units().filter(|unit| matches!(unit.status, Status::Nobody | Status::LeftOut))
    }
}
