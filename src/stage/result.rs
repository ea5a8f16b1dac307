//! What the stage gives.

use super::{ChangeKind, Stage, StageOptions};
use crate::GroupId;
use crate::activity::Basis;
use crate::stats::Interval;
use crate::table::Provenance;
use crate::time::Day;

/// The stages of the whole and its groups, and the changes of their activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Stages {
    /// The options in force.
    pub options: StageOptions,
    /// Whether there was a roster.
    pub basis: Basis,
    /// Complete weeks of the view.
    pub weeks: usize,
    /// Monday of the first of them.
    pub first_week: Option<Day>,
    /// The whole first, then the groups that were active in the view, those with the most active people
    /// first.
    pub communities: Vec<CommunityStage>,
    /// The groups in which fewer than [`min_people`](StageOptions::min_people) people were ever active, together; they
    /// are among the communities too, but their weeks are not scanned for changes and make no rows of their own.
    pub small_groups: SmallGroups,
    /// Groups without any activity in the complete weeks; they are not among the communities.
    pub silent_groups: u64,
    /// The changes, by community, series and week.
    pub changes: Vec<Change>,
    /// Series that were scanned for changes.
    pub scanned: u64,
    /// How the numbers came about.
    pub provenance: Provenance,
}

impl Stages {
    /// The whole of it.
    pub fn whole(&self) -> Option<&CommunityStage> {
        self.communities.iter().find(|community| community.group.is_none())
    }

    /// The community of a group, where it was active.
    pub fn group(&self, group: GroupId) -> Option<&CommunityStage> {
        self.communities.iter().find(|community| community.group == Some(group))
    }
}

/// What is said of a community.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It is in this stage.
    Stage(Stage),
    /// No stage is likely enough.
    Unclear,
    /// There is not enough to tell, and why.
    NotEnough(String),
}

impl Verdict {
    /// The name of the stage, `unclear` or `not enough data`.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Stage(stage) => stage.name(),
            Verdict::Unclear => "unclear",
            Verdict::NotEnough(_) => "not enough data",
        }
    }
}

/// A community: the whole, or a group.
#[derive(Debug, Clone, PartialEq)]
pub struct CommunityStage {
    /// The group; `None` for the whole.
    pub group: Option<GroupId>,
    /// Native id of the group; empty for the whole and for All Company.
    pub id: String,
    /// Name of the group; empty for the whole.
    pub name: String,
    /// What is said.
    pub verdict: Verdict,
    /// What the rule says to the numbers as they are, however sure.
    pub rule: Option<Stage>,
    /// Probability of each stage, in the order of [`Stage::ALL`].
    pub probabilities: Option<[f64; 5]>,
    /// Monday of the last week of the first window of an unbroken row of windows in this stage.
    pub since: Option<Day>,
    /// Whether that is the first window there is, so that it may have begun earlier.
    pub since_or_earlier: bool,
    /// What the stage rests on.
    pub inputs: Inputs,
    /// People ever active in the complete weeks of the view.
    pub ever: u64,
    /// The complete weeks of the view.
    pub weeks: Vec<Week>,
    /// The series scanned for changes.
    pub scans: Vec<Scan>,
}

impl CommunityStage {
    /// Probability of a stage.
    pub fn probability(&self, stage: Stage) -> Option<f64> {
        self.probabilities.map(|probabilities| probabilities[stage.place()])
    }
}

/// A number with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The estimate.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
}

/// A part of a whole, with the Wilson interval of the share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub of: u64,
    /// Of the share; `None` of nothing.
    pub interval: Option<Interval>,
}

impl Part {
    /// The share; `None` of nothing.
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| self.part as f64 / self.of as f64)
    }
}

/// What a stage rests on, in the last window.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// People active in the window.
    pub people: u64,
    /// `g`: change a week of the logarithm of the number of active people.
    pub growth: Option<Measured>,
    /// `s`: threads in which at least two members wrote in time, of all that could be judged.
    pub member_driven: Part,
    /// Threads started by those who run the community or speak for the organisation, of the same.
    pub officially_started: Part,
    /// People never active before in the export, of those active; `None` where the export does not reach back a
    /// window before this one.
    pub newcomers: Option<Part>,
    /// People active in the window before who were not in this one; `None` as above.
    pub gone: Option<Part>,
    /// First threads of people that somebody else wrote in, of those that could be judged; `None` as above: a thread may
    /// not be the first of somebody who was there before the export.
    pub first_threads_answered: Option<Part>,
}

/// A week of a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub start: Day,
    /// Active people.
    pub active: u32,
    /// Messages of members.
    pub messages: u32,
    /// Messages of community managers and communications accounts.
    pub official_messages: u32,
}

/// Groups too small to tell their weeks one by one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SmallGroups {
    /// How many groups.
    pub groups: u64,
    /// People ever active in them in the complete weeks of the view, each once.
    pub people: u64,
    /// Messages of members by week.
    pub messages: Vec<u64>,
    /// Messages of community managers and communications accounts by week.
    pub official_messages: Vec<u64>,
}

/// Which weekly series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SeriesKind {
    /// Active people.
    ActivePeople,
    /// Messages of members.
    Messages,
}

impl SeriesKind {
    /// `active_people` or `messages`.
    pub fn name(self) -> &'static str {
        match self {
            SeriesKind::ActivePeople => "active_people",
            SeriesKind::Messages => "messages",
        }
    }
}

/// What explains a series best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Level {
    /// So many steps; none: it stays where it is.
    Steps(usize),
    /// A steady trend: so much a week in the logarithm.
    Trend(f64),
}

/// A series that was scanned for changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// Which.
    pub series: SeriesKind,
    /// What explains it.
    pub level: Level,
    /// Level by week, for five working days; `None` in weeks without any.
    pub levels: Vec<Option<f64>>,
}

/// A change of the level of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Position among the communities.
    pub community: usize,
    /// Which series.
    pub series: SeriesKind,
    /// Monday of the first week of the new level.
    pub week: Day,
    /// Level before, a week of five working days.
    pub before: f64,
    /// Level after.
    pub after: f64,
    /// After divided by before; infinite after nothing.
    pub ratio: f64,
    /// Interval of the ratio as if the week had been known.
    pub interval: Interval,
    /// What kind of change.
    pub kind: ChangeKind,
    /// Probability of such a change somewhere in a series without one.
    pub p_value: f64,
    /// Benjamini-Hochberg over all series scanned.
    pub q_value: f64,
}
