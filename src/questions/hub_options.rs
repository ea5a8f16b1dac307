//! What is asked of question hubs.

use super::{EvidenceKind, EvidenceWeights};
use crate::stats::{DEFAULT_POSTERIOR_LEVEL, DEFAULT_SEED};
use crate::{Error, Mode, Policy, Result};

/// Hubs that the table lists.
pub const DEFAULT_HUBS: usize = 20;
/// Distinct askers from which somebody on the platform is listed.
pub const DEFAULT_MIN_ASKERS: u32 = 3;
/// Distinct askers from which somebody who is not on the platform is listed.
pub const DEFAULT_MIN_ASKERS_OFF_PLATFORM: u32 = 2;
/// Most people that a message may mention; longer lists greet rather than ask.
pub const DEFAULT_MAX_MENTIONS: usize = 5;
/// `P(hub)` is the probability that the rate lies above this percentile of the colleagues' posterior means.
pub const DEFAULT_HUB_PERCENTILE: f64 = 0.90;

/// Least `P(hub)` of those listed. Who stands right at the percentile has a little less than a half (in a small team
/// that is the most asked person), so this leaves out only those who are clearly below.
pub const DEFAULT_MIN_P_HUB: f64 = 0.3;

/// Last weeks of the window that tell how often somebody is asked at present.
pub const DEFAULT_RECENT_WEEKS: u32 = 13;

/// How to look for question hubs.
#[derive(Debug, Clone, PartialEq)]
pub struct HubOptions {
    /// Hubs that the table lists.
    pub n: usize,
    /// Distinct askers from which somebody on the platform is listed; 1 or more.
    pub min_askers: u32,
    /// Distinct askers from which somebody who is not on the platform is listed; 1 or more.
    pub min_askers_off_platform: u32,
    /// Whether people who are not on the platform are looked for, also by name in the texts. They never agreed to
    /// anything, so this is off by default, asks for a [`purpose`](Self::purpose), and leaves in named mode only
    /// ([`HubOptions::may_leave`]): for the community manager alone.
    pub off_platform: bool,
    /// What people who never used the system are named for, in words; printed with the result. Needed with
    /// [`off_platform`](Self::off_platform).
    pub purpose: Option<String>,
    /// Whether whole names in texts are read, where texts were kept: only those that one person alone has ([`Names`](super::Names)).
    pub names: bool,
    /// People who do not want to be listed, by e-mail address or id, with an account or without: they are in no
    /// list, and counted; somebody whom neither export nor roster knows is an error.
    pub exclude: Vec<String>,
    /// Last weeks of the window that tell how often somebody is asked at present; 1 or more.
    pub recent_weeks: u32,
    /// Most people that a message may mention.
    pub max_mentions: usize,
    /// What an asker counts for by kind of evidence; each from 0 to 1.
    pub weights: EvidenceWeights,
    /// Percentile of the colleagues' posterior means beyond which somebody is a hub, inside (0, 1).
    pub hub_percentile: f64,
    /// Least `P(hub)` from which somebody on the platform is listed, 0 to 1. Not asked for where the data do not show
    /// that people differ at all, nor of people who are not on the platform, of whom there is always little to see.
    pub min_p_hub: f64,
    /// Levels of the unit path that make a unit; `None` for the whole path.
    pub unit_level: Option<usize>,
    /// Level of the intervals, inside (0, 1).
    pub interval_level: f64,
    /// Seed of the draws: of topics, of sets of ranks, of the unseen.
    pub seed: u64,
}

impl Default for HubOptions {
    fn default() -> Self {
        HubOptions {
            n: DEFAULT_HUBS,
            min_askers: DEFAULT_MIN_ASKERS,
            min_askers_off_platform: DEFAULT_MIN_ASKERS_OFF_PLATFORM,
            off_platform: false,
            purpose: None,
            names: true,
            exclude: Vec::new(),
            recent_weeks: DEFAULT_RECENT_WEEKS,
            max_mentions: DEFAULT_MAX_MENTIONS,
            weights: EvidenceWeights::default(),
            hub_percentile: DEFAULT_HUB_PERCENTILE,
            min_p_hub: DEFAULT_MIN_P_HUB,
            unit_level: None,
            interval_level: DEFAULT_POSTERIOR_LEVEL,
            seed: DEFAULT_SEED,
        }
    }
}

impl HubOptions {
    /// Whether people who are not on the platform may be named under this policy.
    ///
    /// # Errors
    /// [`Error::Option`] where they are looked for in another mode than named: a pseudonym of somebody who never used the
    /// system helps nobody, and counts of them are in no need of their names.
    pub fn may_leave(&self, policy: &Policy) -> Result<()> {
        if self.off_platform && policy.mode() != Mode::Named {
            return Err(Error::Option {
                option: "off_platform",
                found: format!("{} mode", policy.mode().name()),
                expected: "named mode, since it names people who are not on the platform".into(),
            });
        }
        Ok(())
    }

    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        for (option, share) in
            [("interval_level", self.interval_level), ("hub_percentile", self.hub_percentile)]
        {
            if !(share > 0.0 && share < 1.0) {
                return fault(option, share.to_string(), "a number between 0 and 1");
            }
        }
        if !(0.0..=1.0).contains(&self.min_p_hub) {
            return fault("min_p_hub", self.min_p_hub.to_string(), "a probability from 0 to 1");
        }
        for kind in EvidenceKind::ALL {
            let weight = self.weights.of(kind);
            if !(0.0..=1.0).contains(&weight) {
                return fault("weights", format!("{weight} for {}", kind.name()), "weights from 0 to 1");
            }
        }
        for (option, askers) in
            [("min_askers", self.min_askers), ("min_askers_off_platform", self.min_askers_off_platform)]
        {
            if askers == 0 {
                return fault(option, "0".into(), "1 or more");
            }
        }
        if self.off_platform && self.purpose.as_ref().is_none_or(|purpose| purpose.trim().is_empty()) {
            let expected = "what the names of people who are not on the platform are needed for, in words";
            return fault("purpose", "nothing".into(), expected);
        }
        if self.recent_weeks == 0 {
            return fault("recent_weeks", "0".into(), "1 or more");
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "1 or more, or nothing for the whole path");
        }
        Ok(())
    }
}
