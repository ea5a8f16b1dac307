//! The indicators, computed.

use super::posterior::{Evidence, design_effect};
use super::recent::Week;
use super::{Goal, GoalOptions, Kpi};
use crate::activity::{
    Answerer, Include, MONTH_DAYS, Person, Population, Questions, SaysSomething, in_order,
};
use crate::adoption::{Adoption, AdoptionOptions, Definition, adoption};
use crate::answers::{AnswersOptions, Clock, Fact, Facts, Until};
use crate::bridging::{BridgingOptions, replies_across};
use crate::champions::{ChampionOptions, Champions, champions};
use crate::community::Roster;
use crate::error::Result;
use crate::retention::{Retention, RetentionOptions, retention};
use crate::stats::{Interval, kaplan_meier};
use crate::time::{DAY_MS, Period};
use crate::{MemberId, Timestamp, View};
use std::collections::BTreeMap;

/// Days in which somebody counts as active.
const ACTIVE_DAYS: i64 = 28;
/// Units from which a share of them is judged.
const MIN_UNITS: u64 = 3;

/// What was seen of an indicator.
#[derive(Debug, Clone, Default)]
pub(super) struct Measured {
    pub(super) n: u64,
    pub(super) people: u64,
    /// Of each unit that is counted, its champions and its people.
    pub(super) champions_and_people: Vec<[u64; 2]>,
    /// Where the value does not follow from the evidence.
    pub(super) value: Option<f64>,
    pub(super) interval: Option<Interval>,
    /// `None` where there is nothing to go by.
    pub(super) evidence: Option<Evidence>,
    /// What of the evidence has to be at least or at most so much; the target where it is `None`.
    pub(super) threshold: Option<Threshold>,
    /// Single ones that tell as much as one on its own.
    pub(super) design_effect: f64,
    /// Whole weeks before the end, the last one first.
    pub(super) weeks: Vec<Week>,
    /// Why it is not judged.
    pub(super) too_little: Option<String>,
    pub(super) notes: Vec<String>,
}

/// A target in other terms: a median of at most `m` hours is a share of at least a half within `m` hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Threshold {
    pub(super) at: f64,
    /// Whether more of the evidence is less of the indicator.
    pub(super) turned: bool,
}

/// One stretch of time with the analyses of it, each done once for all goals.
pub(super) struct Look<'a> {
    pub(super) view: View<'a>,
    /// Levels of the unit path of the unit that the goal is about.
    level: Option<usize>,
    adoption: Option<Adoption>,
    facts: Option<Facts>,
    champions: Option<Champions>,
    retention: Option<Retention>,
}

impl<'a> Look<'a> {
    pub(super) fn new(view: View<'a>, level: Option<usize>) -> Look<'a> {
        Look { view, level, adoption: None, facts: None, champions: None, retention: None }
    }

    /// Whether it is the look at this stretch.
    pub(super) fn is_of(&self, window: &crate::Window, level: Option<usize>) -> bool {
        self.view.window() == window && self.level == level
    }
}

/// The indicator of a goal.
pub(super) fn measure(look: &mut Look<'_>, goal: &Goal, options: &GoalOptions) -> Result<Measured> {
    let mut found = match goal.kpi {
        Kpi::Joined => adopted(look, goal, Definition::Joined)?,
        Kpi::Contributed => adopted(look, goal, Definition::Contributed)?,
        Kpi::Habit => adopted(look, goal, Definition::Habit)?,
        Kpi::ActiveMonth => active(look, goal),
        Kpi::Champions | Kpi::UnitsWithChampion => of_champions(look, goal, options)?,
        Kpi::RepliesAcrossUnits => across(look, goal, options)?,
        Kpi::Retained { months } => retained(look, months)?,
        _ => of_questions(look, goal, options),
    };
    let few = match goal.kpi {
        Kpi::UnitsWithChampion => found.n < MIN_UNITS,
        Kpi::Champions => found.people < options.min_observations,
        // A quiet month is a finding, a short look is none.
        Kpi::QuestionsPerMonth => false,
        _ => found.n < options.min_observations,
    };
    if few && found.too_little.is_none() {
        let least = if goal.kpi == Kpi::UnitsWithChampion { MIN_UNITS } else { options.min_observations };
        let n = if goal.kpi == Kpi::Champions { found.people } else { found.n };
        found.too_little =
            Some(format!("not enough data: {n} {}, at least {least} are needed", goal.kpi.of()));
    }
    Ok(found)
}

fn share(part: u64, of: u64, people: u64) -> Measured {
    let evidence = (of > 0).then_some(Evidence::Share { part: part as f64, of: of as f64 });
    Measured { n: of, people, evidence, design_effect: 1.0, ..Measured::default() }
}

fn adopted(look: &mut Look<'_>, goal: &Goal, definition: Definition) -> Result<Measured> {
    if look.adoption.is_none() {
        let options = AdoptionOptions {
            fit: false,
            by_unit: look.level.is_some(),
            unit_level: look.level,
            period: Period::Month,
            ..AdoptionOptions::default()
        };
        look.adoption = Some(adoption(&look.view, &options)?);
    }
    let Some(found) = &look.adoption else { return Ok(Measured::default()) };
    let seen = match &goal.unit {
        None => found.curve(definition).and_then(|curve| curve.last()).map(|point| point.share),
        Some(unit) => {
            let at = found.curves.iter().position(|curve| curve.definition == definition);
            let unit = found.units.iter().find(|other| other.unit == *unit);
            unit.zip(at).and_then(|(unit, at)| unit.shares.get(at).copied())
        }
    };
    Ok(seen.map_or_else(|| share(0, 0, 0), |seen| share(seen.people, seen.of, seen.of)))
}

fn active(look: &Look<'_>, goal: &Goal) -> Measured {
    let view = &look.view;
    let population = Population::new(view.community(), Include::default());
    let from = Timestamp(view.to().0 - ACTIVE_DAYS * DAY_MS);
    let mut acted = vec![false; population.people.len()];
    in_order(view, &population, SaysSomething::default(), |action| {
        if let Some(acted) = acted.get_mut(action.actor as usize) {
            *acted |= action.at >= from;
        }
    });
    let last = Timestamp(view.to().0 - 1);
    let counts = |person: &Person<'_>| {
        let inside = |unit: &String| Roster::unit_at(person.unit, look.level) == unit;
        person.present(last) && goal.unit.as_ref().is_none_or(inside)
    };
    let there = || population.people.iter().zip(&acted).filter(|(person, _)| counts(person));
    let (part, of) = (there().filter(|(_, acted)| **acted).count() as u64, there().count() as u64);
    let mut found = share(part, of, of);
    if view.community().observed().0 > from {
        found.too_little = Some(format!("not enough data: fewer than {ACTIVE_DAYS} days are seen"));
    }
    found
}

fn of_champions(look: &mut Look<'_>, goal: &Goal, options: &GoalOptions) -> Result<Measured> {
    let level = look.level.or(options.unit_level);
    if look.champions.is_none() {
        let options = ChampionOptions { unit_level: level, ..ChampionOptions::default() };
        look.champions = Some(champions(&look.view, &options)?);
    }
    let days = look.view.to().days_since(look.view.from());
    let Some(found) = &look.champions else { return Ok(Measured::default()) };
    let named = || found.units.iter().filter(|unit| unit.unit.is_some() && unit.people > 0);
    let people = |units: &mut dyn Iterator<Item = &crate::champions::UnitChampions>| -> (u64, u64) {
        units.fold((0, 0), |sum, unit| (sum.0 + unit.champions, sum.1 + unit.people))
    };
    let mut measured = if goal.kpi == Kpi::UnitsWithChampion {
        let with = named().filter(|unit| unit.champions > 0).count() as u64;
        let champions_and_people = named().map(|unit| [unit.champions, unit.people]).collect();
        Measured { champions_and_people, ..share(with, named().count() as u64, people(&mut named()).1) }
    } else {
        let (champions, people) = match &goal.unit {
            None => (people(&mut found.units.iter()).0, found.population),
            Some(unit) => people(&mut named().filter(|other| other.unit.as_ref() == Some(unit))),
        };
        Measured {
            n: people,
            people,
            evidence: Some(Evidence::Rate { events: champions as f64, exposure: 1.0 }),
            design_effect: 1.0,
            ..Measured::default()
        }
    };
    if days < ACTIVE_DAYS as f64 {
        measured.too_little = Some(format!("not enough data: fewer than {ACTIVE_DAYS} days are seen"));
    }
    Ok(measured)
}

fn across(look: &Look<'_>, goal: &Goal, options: &GoalOptions) -> Result<Measured> {
    let unit_level = look.level.or(options.unit_level);
    let bridging = BridgingOptions { unit_level, ..BridgingOptions::default() };
    let found = replies_across(&look.view, &bridging, goal.unit.as_deref())?;
    let (mut part, mut of) = (0, 0);
    for thread in &found.threads {
        (part, of) = (part + thread.across, of + thread.replies);
    }
    let mut measured = share(part, of, found.writers);
    let bundles: Vec<(f64, f64)> =
        found.threads.iter().map(|thread| (thread.across as f64, thread.replies as f64)).collect();
    measured.design_effect = design_effect(&bundles);
    measured.weeks =
        weeks(&look.view, found.threads.iter().zip(&bundles).map(|(t, &(part, of))| (t.begun, part, of)));
    if found.without_unit > 0 {
        measured
            .notes
            .push(format!("{} replies are left out: the unit of one side is not known", found.without_unit));
    }
    Ok(measured)
}

fn retained(look: &mut Look<'_>, months: u32) -> Result<Measured> {
    if look.retention.is_none() {
        look.retention = Some(retention(&look.view, &RetentionOptions::default())?);
    }
    let cell = look.retention.as_ref().and_then(|found| found.curve.get(months as usize));
    Ok(cell.map_or_else(|| share(0, 0, 0), |cell| share(cell.active, cell.people, cell.people)))
}

/// Sums by whole weeks before the end of a view, the last one first.
fn weeks(view: &View<'_>, seen: impl Iterator<Item = (Timestamp, f64, f64)>) -> Vec<Week> {
    let week = 7 * DAY_MS;
    let mut weeks = vec![Week::default(); ((view.to().0 - view.from().0) / week).max(0) as usize];
    for (at, part, of) in seen {
        if let Some(week) = weeks.get_mut(((view.to().0 - 1 - at.0) / week) as usize) {
            week.part += part;
            week.of += of;
        }
    }
    weeks
}

fn of_questions(look: &mut Look<'_>, goal: &Goal, options: &GoalOptions) -> Measured {
    if look.facts.is_none() {
        let questions = Questions::of(&look.view, SaysSomething::default());
        let answers = AnswersOptions {
            calendars: options.calendars.clone(),
            unit_level: look.level,
            ..AnswersOptions::default()
        };
        look.facts = Some(Facts::of(&look.view, &questions, &answers));
    }
    let Some(all) = &look.facts else { return Measured::default() };
    let unit = goal.unit.as_ref().map(|unit| all.units.names.iter().position(|name| name == unit));
    let inside = |fact: &&Fact| unit.is_none_or(|unit| unit.is_some_and(|at| fact.unit as usize == at));
    let facts: Vec<&Fact> = all.facts.iter().filter(inside).collect();
    let within = |fact: &Fact, hours: f64, clock: Clock| {
        let wait = fact.wait(Until::FirstAnswer, clock);
        wait.event && wait.exit <= hours
    };
    let view = &look.view;
    match goal.kpi {
        Kpi::QuestionsPerMonth => rate(view, &facts),
        Kpi::PeopleHelped => {
            let mut people: BTreeMap<MemberId, bool> = BTreeMap::new();
            for fact in &facts {
                *people.entry(fact.asker).or_default() |= fact.first.is_some();
            }
            let of = people.len() as u64;
            share(people.values().filter(|helped| **helped).count() as u64, of, of)
        }
        Kpi::Answered => shares(view, &facts, |_| true, |fact| fact.first.is_some()),
        Kpi::Thanked => shares(view, &facts, |fact| fact.first.is_some(), Fact::is_welcome),
        Kpi::ByColleagues => {
            shares(view, &facts, |fact| fact.first.is_some(), |fact| fact.first == Some(Answerer::Colleague))
        }
        Kpi::AnsweredWithin { hours, clock } => {
            shares(view, &facts, |fact| fact.followed(clock) >= hours, |fact| within(fact, hours, clock))
        }
        Kpi::MedianHours { clock } => {
            let target = goal.target;
            let mut found = shares(
                view,
                &facts,
                |fact| fact.followed(clock) >= target,
                |fact| within(fact, target, clock),
            );
            let waits: Vec<_> = facts.iter().map(|fact| fact.wait(Until::FirstAnswer, clock)).collect();
            if let Some(curve) = kaplan_meier(&waits, options.interval_level) {
                let median = curve.median();
                found.value = median.time;
                found.interval = median.low.zip(median.high).map(|(low, high)| Interval { low, high });
                if median.time.is_none() {
                    found.notes.push("there is no median: less than half of the questions are answered, as far as they could be followed".into());
                } else if median.high.is_none() {
                    found
                        .notes
                        .push("the median has no upper limit: more than half may wait for ever".into());
                }
            }
            found.threshold = Some(Threshold { at: 0.5, turned: true });
            found
        }
        _ => Measured::default(),
    }
}

/// A share of questions, which hang together by who asked them.
fn shares(
    view: &View<'_>,
    facts: &[&Fact],
    counts: impl Fn(&Fact) -> bool,
    holds: impl Fn(&Fact) -> bool,
) -> Measured {
    let rows: Vec<(&Fact, f64)> = facts
        .iter()
        .filter(|fact| counts(fact))
        .map(|fact| (*fact, f64::from(u8::from(holds(fact)))))
        .collect();
    let mut by_asker: BTreeMap<MemberId, (f64, f64)> = BTreeMap::new();
    for (fact, part) in &rows {
        let sums = by_asker.entry(fact.asker).or_default();
        *sums = (sums.0 + part, sums.1 + 1.0);
    }
    let bundles: Vec<(f64, f64)> = by_asker.into_values().collect();
    let part = rows.iter().filter(|(_, part)| *part > 0.0).count() as u64;
    Measured {
        design_effect: design_effect(&bundles),
        weeks: weeks(view, rows.iter().map(|(fact, part)| (fact.at, *part, 1.0))),
        ..share(part, rows.len() as u64, bundles.len() as u64)
    }
}

/// Questions a month.
fn rate(view: &View<'_>, facts: &[&Fact]) -> Measured {
    let mut askers: Vec<MemberId> = facts.iter().map(|fact| fact.asker).collect();
    askers.sort_unstable();
    askers.dedup();
    let days = view.to().days_since(view.from());
    let mut weeks = weeks(view, facts.iter().map(|fact| (fact.at, 1.0, 0.0)));
    weeks.iter_mut().for_each(|week| week.of = 7.0 / MONTH_DAYS);
    let evidence =
        (days > 0.0).then_some(Evidence::Rate { events: facts.len() as f64, exposure: days / MONTH_DAYS });
    Measured {
        n: facts.len() as u64,
        people: askers.len() as u64,
        evidence,
        design_effect: 1.0,
        weeks,
        too_little: (days < ACTIVE_DAYS as f64)
            .then(|| format!("not enough data: fewer than {ACTIVE_DAYS} days are seen")),
        ..Measured::default()
    }
}
