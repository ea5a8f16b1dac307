//! What the search for helper champions gives.

use super::{Load, Momentum};
use crate::MemberId;
use crate::stats::{BetaBinomial, GammaPoisson, Interval, Posterior, RankSet};
use crate::table::Provenance;

/// A condition that a champion meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// Active in enough of the last weeks: [`ChampionOptions::min_active_weeks`](super::ChampionOptions::min_active_weeks).
    Activity,
    /// Helped enough different colleagues: [`ChampionOptions::min_helped`](super::ChampionOptions::min_helped).
    Colleagues,
    /// Helped in enough threads that were not started by the own leader: [`ChampionOptions::min_threads`](super::ChampionOptions::min_threads).
    Threads,
    /// Enough of the own messages help: [`ChampionOptions::min_answer_share`](super::ChampionOptions::min_answer_share).
    AnswerShare,
    /// Likely to help more colleagues than most of the own unit: [`ChampionOptions::min_p_above_unit`](super::ChampionOptions::min_p_above_unit).
    Unit,
    /// Still there: neither left before the end of the window, nor deleted or suspended.
    Present,
}

impl Gate {
    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Gate::Activity => "activity",
            Gate::Colleagues => "colleagues",
            Gate::Threads => "threads",
            Gate::AnswerShare => "answer share",
            Gate::Unit => "unit",
            Gate::Present => "present",
        }
    }
}

/// Somebody who helped.
#[derive(Debug, Clone, PartialEq)]
pub struct Champion {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Distinct colleagues helped: those whose question the person answered.
    pub helped: u32,
    /// Distinct colleagues helped, each weighted by `2^(-age of the latest help / half-life)`; the same as
    /// `helped` without a half-life.
    pub weighted_helped: f64,
    /// Questions answered: threads with help.
    pub questions: u32,
    /// Helping replies.
    pub answers: u32,
    /// Months of presence in the view, faded alike where there is a half-life.
    pub months: f64,
    /// Months of presence in the view, not faded.
    pub months_present: f64,
    /// Distinct colleagues helped per month: posterior mean and interval.
    pub rate: Posterior,
    /// Probability to be among the first [`ChampionOptions::n`](super::ChampionOptions::n) of all colleagues who helped.
    pub p_top: f64,
    /// Ranks that the data do not rule out among all who pass the gates, for all of them at once; `None` for the others. By
    /// the own counts alone, without shrinkage, so that it is the strict companion of `p_top`.
    pub rank: Option<RankSet>,
    /// Probability that the rate is above the 75th percentile of the posterior means in the own unit; `None`
    /// where the unit is not known or smaller than [`ChampionOptions::min_unit`](super::ChampionOptions::min_unit).
    pub p_above_unit: Option<f64>,
    /// Questions among the answered whose asker thanked the person: in words, by a reaction to the help, or by
    /// marking it as the answer.
    pub thanked: u32,
    /// Share of thanked questions: posterior mean and interval of a Beta-binomial model over all who helped.
    pub thanked_share: Option<Posterior>,
    /// Distinct units of the colleagues helped.
    pub units: u32,
    /// Colleagues of other units among those helped whose unit is known; `None` where none is, or the own is not.
    pub other_unit_share: Option<f64>,
    /// Its Wilson interval, for as many colleagues as have a known unit.
    pub other_unit_interval: Option<Interval>,
    /// Colleagues of the own unit among those helped; 0 where the own is not known.
    pub own_unit: u32,
    /// Colleagues of other units among those helped; 0 where the own is not known.
    pub other_unit: u32,
    /// How much the person already does.
    pub load: Load,
    /// Distinct newcomers to whose first thread the person replied within 30 days.
    pub newcomers: u32,
    /// Those of them to whom nobody had replied before.
    pub newcomers_first: u32,
    /// Rate in the last third of the window against before; `None` for people who were not there in both.
    pub momentum: Option<Momentum>,
    /// Whether the person leads a unit (has reports), as far as the roster knows; `None` without a roster or for people
    /// who are not in it.
    pub leader: Option<bool>,
    /// Whether the job title or the unit tells of a help desk; `None` where no title is known.
    pub helps_by_job: Option<bool>,
    /// Questions answered that were not asked by the own leader (the roster's manager).
    pub questions_not_of_leader: u32,
    /// Weeks with a message or a reaction among the last weeks.
    pub active_weeks: u32,
    /// Messages in the view.
    pub messages: u32,
    /// Gates that the person did not pass.
    pub failed: Vec<Gate>,
    /// Why, in words made of numbers.
    pub reasons: Vec<String>,
}

impl Champion {
    /// Whether all gates are passed.
    pub fn eligible(&self) -> bool {
        self.failed.is_empty()
    }

    /// Share of the own messages that help.
    pub fn answer_share(&self) -> f64 {
        f64::from(self.answers) / f64::from(self.messages.max(1))
    }
}

/// Help in a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitChampions {
    /// The unit; `None` for people without one.
    pub unit: Option<String>,
    /// People who could take part.
    pub people: u64,
    /// People who pass all gates; those left out of the lists at their wish included.
    pub champions: u64,
    /// Champions wanted: one for each started [`ChampionOptions::people_per_champion`](super::ChampionOptions::people_per_champion) people.
    pub wanted: u64,
    /// People who helped at least once.
    pub helpers: u64,
    /// Distinct colleagues helped by people of the unit.
    pub helped: u64,
    /// The same per month of the view.
    pub helped_per_month: f64,
}

/// What [`champions`](super::champions()) finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Champions {
    /// Everybody who helped at least once, by posterior mean, highest first; ties by native id.
    pub helpers: Vec<Champion>,
    /// Units in order of their names, those without a champion included; people without a unit last.
    pub units: Vec<UnitChampions>,
    /// Last weeks of the view in which activity was looked at.
    pub weeks: u32,
    /// Active weeks that were asked for.
    pub min_active_weeks: u32,
    /// The model behind the rates; `None` where nobody could help.
    pub model: Option<GammaPoisson>,
    /// The model behind the shares thanked; `None` where nobody helped.
    pub thanks: Option<BetaBinomial>,
    /// Colleagues who were there and could help.
    pub population: u64,
    /// People who helped at least once; those left out of the lists at their wish included.
    pub helped_at_all: u64,
    /// Questions answered per day in the last third of the window against before, by everybody together (a question with
    /// two answers counts twice): what a person's momentum is to be held against. `None` where nothing was answered before.
    pub growth: Option<f64>,
    /// How the numbers came about.
    pub provenance: Provenance,
    /// Who is in no list at the own wish: they count in sums.
    pub(super) unlisted: Vec<Champion>,
    pub(super) n: usize,
    pub(super) capacity: f64,
    pub(super) interval_level: f64,
}

impl Champions {
    /// Those who pass all gates. Who does not want to be listed is missing here, but not in numbers of people.
    pub fn champions(&self) -> impl Iterator<Item = &Champion> {
        self.helpers.iter().filter(|helper| helper.eligible())
    }

    /// The same and those who pass them but do not want to be listed: for counting only.
    pub(super) fn all_champions(&self) -> impl Iterator<Item = &Champion> {
        self.champions().chain(self.unlisted.iter().filter(|helper| helper.eligible()))
    }

    /// Units with people but without a champion.
    pub fn uncovered(&self) -> impl Iterator<Item = &UnitChampions> {
        self.units.iter().filter(|unit| unit.people > 0 && unit.champions == 0)
    }
}
