//! What is asked of a cover.

use crate::champions::ChampionOptions;
use crate::{Error, Result};

/// Share of the people whom all champions together reach that a set is to reach.
pub const DEFAULT_REACH_SHARE: f64 = 0.8;
/// Questions a month that a champion can be asked to answer.
pub const DEFAULT_CAPACITY: f64 = 8.0;
/// Share of the questions that champions are to answer.
pub const DEFAULT_HELP_SHARE: f64 = 0.5;
/// Exchanges after which it is as likely as not that somebody turns to the other.
pub const DEFAULT_EVEN_EXCHANGES: f64 = 1.0;
/// People from which a champion is wanted in a unit or site; as in the smallest group that may be shown.
pub const DEFAULT_MIN_PEOPLE: u32 = 5;
/// Posterior draws behind intervals and selection frequencies.
pub const DEFAULT_COVER_DRAWS: usize = 200;
/// People named for a unit that lacks a champion.
pub const DEFAULT_NEXT_BEST: usize = 3;
/// Candidates up to which the smallest set is looked for exactly, where the crate is built with the feature `exact`.
pub const DEFAULT_EXACT_CANDIDATES: usize = 300;
/// Steps (nodes of branch and bound) after which the exact search gives up.
pub const DEFAULT_EXACT_NODES: u64 = 2_000;

/// What a champion is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grouping {
    /// The units at [`ChampionOptions::unit_level`].
    Unit,
    /// Locations, as the roster has them, else the platform.
    Site,
}

impl Grouping {
    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Grouping::Unit => "unit",
            Grouping::Site => "site",
        }
    }
}

/// What counts as an exchange between two people, who then know each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exchange {
    /// Replies of either to the other.
    #[default]
    Replies,
    /// Replies of the champion that help with questions of the other, as [`champions`](crate::champions::champions()) counts them.
    Help,
}

impl Exchange {
    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Exchange::Replies => "replies",
            Exchange::Help => "help",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Exchange> {
        [Exchange::Replies, Exchange::Help].into_iter().find(|kind| kind.name() == name)
    }
}

/// How to look for a set of champions.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverOptions {
    /// Who is a champion, the level of units, how many people a champion is wanted for
    /// ([`ChampionOptions::people_per_champion`]), the level of intervals and the seed.
    pub champions: ChampionOptions,
    /// Choose so many; `None` for as few as are enough.
    pub k: Option<usize>,
    /// What is enough: the expected number of people reached, as a share of those whom all candidates together reach, 0
    /// to 1. Who has never talked with any of them is reached by nobody, so a share of all people could be out of reach.
    pub reach_share: f64,
    /// What a champion is wanted for; quotas of several kinds hold at once.
    pub groupings: Vec<Grouping>,
    /// People from which a unit or site wants somebody of its own.
    pub min_people: u32,
    /// What counts as an exchange.
    pub exchange: Exchange,
    /// Exchanges after which it is as likely as not that somebody is reached: after `n` the probability is
    /// `1 - 2^(-n / even_exchanges)`. Positive.
    pub even_exchanges: f64,
    /// Questions a month that a champion can be asked to answer; who answers as many or more of late is not asked. Positive.
    pub capacity: f64,
    /// Share of the questions that champions are to answer, 0 to 1.
    pub help_share: f64,
    /// Ids or addresses of people who do not want to be asked: they are in no list.
    pub exclude: Vec<String>,
    /// People named for a unit that lacks a champion.
    pub next_best: usize,
    /// Posterior draws behind intervals and selection frequencies.
    pub draws: usize,
    /// Candidates up to which an exact search follows, where the crate is built with the feature `exact`.
    pub exact_candidates: usize,
    /// Steps after which the exact search gives up.
    pub exact_nodes: u64,
}

impl Default for CoverOptions {
    fn default() -> Self {
        CoverOptions {
            champions: ChampionOptions::default(),
            k: None,
            reach_share: DEFAULT_REACH_SHARE,
            groupings: vec![Grouping::Unit, Grouping::Site],
            min_people: DEFAULT_MIN_PEOPLE,
            exchange: Exchange::default(),
            even_exchanges: DEFAULT_EVEN_EXCHANGES,
            capacity: DEFAULT_CAPACITY,
            help_share: DEFAULT_HELP_SHARE,
            exclude: Vec::new(),
            next_best: DEFAULT_NEXT_BEST,
            draws: DEFAULT_COVER_DRAWS,
            exact_candidates: DEFAULT_EXACT_CANDIDATES,
            exact_nodes: DEFAULT_EXACT_NODES,
        }
    }
}

impl CoverOptions {
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        for (option, share) in [("reach_share", self.reach_share), ("help_share", self.help_share)] {
            if !(0.0..=1.0).contains(&share) {
                return fault(option, share.to_string(), "a share from 0 to 1");
            }
        }
        for (option, number) in [("even_exchanges", self.even_exchanges), ("capacity", self.capacity)] {
            if !(number.is_finite() && number > 0.0) {
                return fault(option, number.to_string(), "a positive number");
            }
        }
        for (at, grouping) in self.groupings.iter().enumerate() {
            if self.groupings[..at].contains(grouping) {
                return fault("groupings", format!("{} twice", grouping.name()), "each at most once");
            }
        }
        if self.k == Some(0) {
            return fault("k", "0".into(), "1 or more, or nothing for as few as are enough");
        }
        if self.draws == 0 {
            return fault("draws", "0".into(), "1 or more");
        }
        Ok(())
    }
}
