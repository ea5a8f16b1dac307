//! What the search for question hubs gives.

use super::HubOptions;
use crate::MemberId;
use crate::stats::{GammaPoisson, Interval, Posterior};
use crate::table::Provenance;

/// What kind of hub somebody is, as far as names of units and replies tell; the specialist (one topic, many
/// units) needs topics and is not told apart yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HubType {
    /// Is asked without being on the platform: pending, never joined, or known from mentions only.
    OffPlatform,
    /// Is asked in 5 threads or more and replied in less than 20% of them.
    Silent,
    /// 70% or more of the askers are of the own unit: often a team secretary.
    LocalCoordinator,
    /// The askers are of 3 units or more, and not mostly of the own one.
    Bridge,
    /// None of the others, or units are not known.
    Mixed,
}

impl HubType {
    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            HubType::OffPlatform => "off-platform hub",
            HubType::Silent => "silent hub",
            HubType::LocalCoordinator => "local coordinator",
            HubType::Bridge => "bridge",
            HubType::Mixed => "hub",
        }
    }
}

/// Somebody who is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionHub {
    /// Who.
    pub member: MemberId,
    /// Native id.
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
    /// Distinct units of the askers.
    pub units: u32,
    /// Askers of the own unit among those whose unit is known; `None` where none is, or the own is not.
    pub own_unit_share: Option<f64>,
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

/// What [`question_hubs`](super::question_hubs) finds.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionHubs {
    /// Everybody who was asked at least once, by posterior mean, highest first; ties by native id.
    pub people: Vec<QuestionHub>,
    /// Units in order of their names, those without hubs included; people without a unit last.
    pub units: Vec<UnitHubs>,
    /// The model behind the rates; `None` where nobody could be asked.
    pub model: Option<GammaPoisson>,
    /// How the numbers came about.
    pub provenance: Provenance,
    pub(super) options: HubOptions,
}

impl QuestionHubs {
    /// The hubs: those whom enough different people ask.
    pub fn hubs(&self) -> impl Iterator<Item = &QuestionHub> {
        self.people.iter().filter(|hub| hub.listed)
    }
}
