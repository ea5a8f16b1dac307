//! From a goal to how it stands.

use super::measure::{Look, Measured, Threshold, measure};
use super::posterior::Evidence;
use super::recent::{Recent, Rule};
use super::{Direction, Goal, GoalOptions, GoalState, Kpi, Light, Outlook};
use crate::adoption::{AdoptionOptions, Definition, MAX_HORIZON_DAYS, reach};
use crate::community::Roster;
use crate::error::{Error, Result};
use crate::time::{DAY_MS, Day};
use crate::{Timestamp, View, Window};
use std::collections::BTreeSet;

/// Units that a message names.
const SHOWN_UNITS: usize = 8;

/// Judges goals; what two of them need is computed once.
pub(super) struct Judge<'a, 'v> {
    view: &'v View<'a>,
    options: &'v GoalOptions,
    looks: Vec<Look<'a>>,
}

impl<'a, 'v> Judge<'a, 'v> {
    pub(super) fn new(view: &'v View<'a>, options: &'v GoalOptions) -> Judge<'a, 'v> {
        Judge { view, options, looks: Vec::new() }
    }

    pub(super) fn judge(&mut self, goal: &Goal) -> Result<GoalState> {
        let level = match &goal.unit {
            Some(unit) => Some(self.level(goal, unit)?),
            None => None,
        };
        let zone = &self.view.window().zone;
        // The day of the deadline still counts.
        let deadline = goal.deadline.map(|day| zone.start_of(Day(day.0.saturating_add(1))));
        let passed = deadline.filter(|&end| end <= self.view.to());
        let to = passed.unwrap_or(self.view.to());
        let back = goal.weeks.map(|weeks| Timestamp(to.0 - i64::from(weeks) * 7 * DAY_MS));
        let from = back.map_or(self.view.from(), |back| back.max(self.view.from()));
        let mut state = GoalState {
            goal: goal.clone(),
            window: (from, to),
            people: 0,
            champions_and_people: Vec::new(),
            n: 0,
            value: None,
            interval: None,
            effective_n: None,
            p_now: None,
            p_deadline: None,
            outlook: match (deadline, passed) {
                (None, _) => Outlook::Now,
                (_, Some(_)) => Outlook::Passed,
                (Some(_), None) => Outlook::Unchanged,
            },
            weeks_used: 0,
            light: Light::NotEnoughData,
            notes: Vec::new(),
        };
        if to <= from {
            state.notes.push("not enough data: the deadline lies before what is seen".into());
            return Ok(state);
        }
        let window = Window { from: Some(from), to: Some(to), zone: zone.clone() };
        let at = match self.looks.iter().position(|look| look.is_of(&window, level)) {
            Some(at) => at,
            None => {
                self.looks.push(Look::new(self.view.community().view(&window), level));
                self.looks.len() - 1
            }
        };
        let look = &mut self.looks[at];
        let measured = measure(look, goal, self.options)?;
        let ahead = (state.outlook == Outlook::Unchanged).then_some(goal.deadline).flatten();
        fill(&mut state, &measured, self.options);
        if let (Some(by), Some(_)) = (ahead, state.p_now) {
            lead_on(&mut state, &look.view, &measured, by, self.options)?;
        }
        state.light = match state.p_met() {
            None => Light::NotEnoughData,
            Some(p) if p > self.options.green => Light::Green,
            Some(p) if p < self.options.red => Light::Red,
            Some(_) => Light::Amber,
        };
        Ok(state)
    }

    /// Levels of the path of a unit, which has to be there.
    fn level(&self, goal: &Goal, unit: &str) -> Result<usize> {
        let community = self.view.community();
        let level = unit.matches('/').count() + 1;
        let mut known: BTreeSet<&str> =
            community.members().iter().map(|member| community.unit(member, Some(level))).collect();
        if let Some(roster) = community.roster() {
            let units =
                roster.iter().map(|person| Roster::unit_at(roster.units.get(person.index()), Some(level)));
            known.extend(units);
        }
        known.remove("");
        if known.contains(unit) {
            return Ok(level);
        }
        let more = if known.len() > SHOWN_UNITS {
            format!(" and {} more", known.len() - SHOWN_UNITS)
        } else {
            String::new()
        };
        let names: Vec<&str> = known.iter().take(SHOWN_UNITS).copied().collect();
        Err(Error::Setting {
            place: goal.place.clone(),
            key: "unit".into(),
            found: format!("{unit:?}").into(),
            expected: match names.is_empty() {
                true => "no such key: neither roster nor export knows units".into(),
                false => format!("a unit of roster or export: {}{more}", names.join(", ")),
            },
        })
    }
}

/// Which way, and where, the evidence has to lie.
fn asked(goal: &Goal, threshold: Option<Threshold>) -> (f64, Direction) {
    match threshold {
        None => (goal.target, goal.direction),
        Some(Threshold { at, turned: false }) => (at, goal.direction),
        Some(Threshold { at, turned: true }) => (
            at,
            match goal.direction {
                Direction::AtLeast => Direction::AtMost,
                Direction::AtMost => Direction::AtLeast,
            },
        ),
    }
}

/// What is seen now.
fn fill(state: &mut GoalState, measured: &Measured, options: &GoalOptions) {
    state.n = measured.n;
    state.people = measured.people;
    state.champions_and_people.clone_from(&measured.champions_and_people);
    state.notes.clone_from(&measured.notes);
    let Some(evidence) = measured.evidence else {
        let why = measured.too_little.clone();
        state.notes.insert(0, why.unwrap_or_else(|| "not enough data: nothing of the kind is seen".into()));
        return;
    };
    if let Some(why) = &measured.too_little {
        state.notes.insert(0, why.clone());
        return;
    }
    let scaled = match evidence {
        Evidence::Share { part, of } => {
            state.effective_n = Some(of / measured.design_effect);
            Evidence::Share { part: part / measured.design_effect, of: of / measured.design_effect }
        }
        rate => rate,
    };
    if measured.threshold.is_some() {
        (state.value, state.interval) = (measured.value, measured.interval);
    } else {
        state.value = Some(match evidence {
            Evidence::Share { part, of } => part / of,
            Evidence::Rate { events, exposure } => events / exposure,
        });
        state.interval = Some(scaled.interval(options.interval_level));
    }
    let (target, direction) = asked(&state.goal, measured.threshold);
    state.p_now = Some(match state.goal.kpi {
        // There are so many units and no more: whether all have somebody can be met, while a share of 1 is never certain.
        Kpi::UnitsWithChampion => scaled.prob_later(target, direction, measured.n as f64),
        _ => scaled.prob(target, direction),
    });
}

/// What it leads to by a day to come.
fn lead_on(
    state: &mut GoalState,
    view: &View<'_>,
    measured: &Measured,
    by: Day,
    options: &GoalOptions,
) -> Result<()> {
    let goal = state.goal.clone();
    let definition = match goal.kpi {
        Kpi::Joined => Some(Definition::Joined),
        Kpi::Contributed => Some(Definition::Contributed),
        Kpi::Habit => Some(Definition::Habit),
        _ => None,
    };
    let (target, direction) = asked(&goal, measured.threshold);
    if let Some(definition) = definition {
        let days = by.0.saturating_sub(view.window().zone.day(view.to()).0);
        if days > MAX_HORIZON_DAYS as i32 {
            state.notes.push("the deadline is too far away for the curve: nothing is led on".into());
            return Ok(());
        }
        let curve = AdoptionOptions {
            unit_level: goal.unit.as_ref().map(|unit| unit.matches('/').count() + 1),
            draws: options.draws,
            seed: options.seed,
            interval_level: options.interval_level,
            ..AdoptionOptions::default()
        };
        match reach(view, definition, goal.unit.as_deref(), by, &curve)? {
            Err(why) => state.notes.push(format!("nothing is led on: {why}")),
            Ok(reach) => {
                let meets = |share: &&f64| match direction {
                    Direction::AtLeast => **share >= target - 1e-12,
                    Direction::AtMost => **share <= target + 1e-12,
                };
                let met = reach.shares.iter().filter(meets).count() as f64;
                state.p_deadline = Some(met / reach.shares.len() as f64);
                state.outlook = Outlook::Curve;
                if !reach.ceiling_known {
                    state
                        .notes
                        .push("where the curve levels off is not known yet, so the forecast is wide".into());
                }
            }
        }
        return Ok(());
    }
    let rule = Rule {
        weeks: options.recent_weeks,
        discount: options.discount,
        shares: matches!(measured.evidence, Some(Evidence::Share { .. })),
        design_effect: measured.design_effect,
    };
    match Recent::of(&measured.weeks, rule) {
        None => {}
        Some(recent) if rule.shares && recent.seen < options.min_observations as f64 => {
            state.notes.push(format!(
                "nothing is led on: {} {} in the last {} weeks, at least {} are needed",
                recent.seen,
                goal.kpi.of(),
                recent.weeks,
                options.min_observations
            ));
        }
        Some(recent) => {
            state.p_deadline = Some(recent.prob(target, direction));
            state.outlook = Outlook::Recent;
            state.weeks_used = recent.weeks;
            if recent.changed {
                state.notes.push(format!(
                    "the level changed {} weeks before the end: only what came since is led on",
                    recent.weeks
                ));
            }
        }
    }
    Ok(())
}
