//! What the search for question hubs gives.

use super::topics::TopicSpread;
use super::{HubOptions, Overload, Somebody};
use crate::stats::{GammaPoisson, Interval, Posterior, RankSet, SurvivalQuantile, Unseen};
use crate::table::Provenance;
use crate::{Policy, Result};

/// What kind of hub somebody is. The rules are tried in this order; each asks whether the interval lies on one side of
/// its border, and where it does not the type is [`NotClear`](HubType::NotClear).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HubType {
    /// Is asked without being on the platform: on the roster alone, pending, never joined, or known from mentions only.
    OffPlatform,
    /// Is asked in 5 threads or more, and surely replies in less than 20% of them.
    Silent,
    /// Surely 70% or more of the askers are of the own unit, on more than a few topics as far as topics are known: often a
    /// team secretary.
    LocalCoordinator,
    /// The askers are of 3 units or more and surely not mostly (70%) of the own one, on few topics
    /// ([`TopicSpread::is_narrow`]).
    Specialist,
    /// As the specialist, on many topics.
    Bridge,
    /// None of the others: askers of two units, say, or of the own unit on few topics.
    Mixed,
    /// An interval spans the border between two types, or units or topics are not known.
    NotClear,
}

impl HubType {
    /// All types, in order.
    pub const ALL: [HubType; 7] = [
        HubType::OffPlatform,
        HubType::Silent,
        HubType::LocalCoordinator,
        HubType::Specialist,
        HubType::Bridge,
        HubType::Mixed,
        HubType::NotClear,
    ];

    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            HubType::OffPlatform => "off-platform hub",
            HubType::Silent => "silent hub",
            HubType::LocalCoordinator => "local coordinator",
            HubType::Specialist => "specialist",
            HubType::Bridge => "bridge",
            HubType::Mixed => "hub",
            HubType::NotClear => "not clear",
        }
    }
}

/// Somebody who is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionHub {
    /// Who.
    pub who: Somebody,
    /// Native id; of people without an account the first of e-mail address, sign-in name, directory id and employee number
    /// that the roster has.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Whether the person is on the platform.
    pub on_platform: bool,
    /// Distinct colleagues who asked, whatever the evidence.
    pub askers: u32,
    /// Distinct colleagues who asked, by kind of evidence in the order of [`EvidenceKind::ALL`](super::EvidenceKind::ALL); one colleague
    /// may stand in several.
    pub askers_by_kind: [u32; 4],
    /// Sum over the askers of the weight of their strongest evidence.
    pub weighted_askers: f64,
    /// Months of presence in the view; of the whole view for people who are not on the platform.
    pub months: f64,
    /// Weighted askers per month: posterior mean and interval.
    pub rate: Posterior,
    /// Probability that the rate lies above the percentile of [`HubOptions::hub_percentile`].
    pub p_hub: f64,
    /// Questions put to the person: messages of the kinds mention, reply and referral.
    pub asked: u64,
    /// Questions that the person put to others.
    pub asks: u64,
    /// Wilson interval of `asked / (asked + asks)`.
    pub asked_share: Option<Interval>,
    /// Threads in which the person was asked.
    pub threads: u64,
    /// Threads among them in which the person wrote afterwards.
    pub replied: u64,
    /// Wilson interval of `replied / threads`.
    pub reply_share: Option<Interval>,
    /// Hours from being asked to the first message there by which half of the threads have one, by Kaplan-Meier with threads
    /// without one censored at the end of the view; `None` where nobody could reply.
    pub reply_hours: Option<SurvivalQuantile>,
    /// Distinct units of the askers.
    pub units: u32,
    /// Askers of the own unit; 0 where the own is not known.
    pub own_unit: u32,
    /// Askers of other units; 0 where the own is not known.
    pub other_units: u32,
    /// Askers of the own unit among those whose unit is known; `None` where none is, or the own is not.
    pub own_unit_share: Option<f64>,
    /// Its Wilson interval at [`HubOptions::interval_level`].
    pub own_unit_interval: Option<Interval>,
    /// Topics of the questions, by the groups they are asked in; `None` without groups.
    pub topics_by_group: Option<TopicSpread>,
    /// Topics of the questions, by a word they have in common; `None` where texts were not kept.
    pub topics_by_word: Option<TopicSpread>,
    /// How often the person is asked of late, against how much he or she has ever answered.
    pub overload: Overload,
    /// HITS authority on asker -> asked, for comparison: it sums to 1 over all who are asked, and lives on the largest
    /// group of people who ask the same others.
    pub authority: f64,
    /// Ranks among the listed that the data do not rule out, for all of them at once; `None` for the others.
    pub rank: Option<RankSet>,
    /// Type.
    pub hub_type: HubType,
    /// Whether the person left, or was shut out, before the end of the view or as far as the export knows.
    pub left: bool,
    /// Whether the person is still there, enough different people ask
    /// ([`HubOptions::min_askers`]), and `p_hub` is high enough ([`HubOptions::min_p_hub`]).
    pub listed: bool,
    /// Why, in words made of numbers.
    pub reasons: Vec<String>,
}

/// Hubs of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitHubs {
    /// The unit; `None` for people without one.
    pub unit: Option<String>,
    /// People who could take part.
    pub people: u64,
    /// Hubs on the platform.
    pub hubs: u64,
    /// Hubs that are not on the platform.
    pub off_platform: u64,
    /// Distinct colleagues who asked somebody of the unit.
    pub askers: u64,
    /// Weighted askers per month, summed over the people of the unit.
    pub asked_per_month: f64,
}

/// A name in texts that several people share: nobody is asked by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmbiguousName {
    /// The name as it was read, lower case.
    pub name: String,
    /// People who share it.
    pub people: usize,
    /// Times that it would have been evidence.
    pub times: u64,
}

/// What [`question_hubs`](super::question_hubs) finds.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionHubs {
    /// Everybody who was asked at least once, by posterior mean, highest first; ties by native id.
    pub people: Vec<QuestionHub>,
    /// Units in order of their names, those without hubs included; people without a unit last.
    pub units: Vec<UnitHubs>,
    /// The model behind the rates; `None` where nobody could be asked.
    pub model: Option<GammaPoisson>,
    /// How many people on the platform are asked whom the window did not show, by those whom one or two colleagues asked
    /// (Chao's lower bound); `None` where nobody was.
    pub unseen: Option<Unseen>,
    /// The same of people who are not on the platform; `None` where they were not looked for.
    pub unseen_off_platform: Option<Unseen>,
    /// Names that several people share, by name.
    pub ambiguous: Vec<AmbiguousName>,
    /// How the numbers came about.
    pub provenance: Provenance,
    pub(super) options: HubOptions,
}

impl QuestionHubs {
    /// The hubs: those whom enough different people ask.
    pub fn hubs(&self) -> impl Iterator<Item = &QuestionHub> {
        self.people.iter().filter(|hub| hub.listed)
    }

    /// Whether the result may leave under this policy; see [`HubOptions::may_leave`].
    ///
    /// # Errors
    /// [`Error::Option`](crate::Error::Option) where it names people who are not on the platform and the mode is not named.
    pub fn may_leave(&self, policy: &Policy) -> Result<()> {
        self.options.may_leave(policy)
    }
}
