//! How many will still be there: the pooled cohorts, projected.

use super::MIN_POOLED_PEOPLE;
use super::history::{Beginning, Histories};
use crate::View;
use crate::activity::Population;
use crate::stats::{SbgCohort, SbgPoint, ShiftedBetaGeometric};
use crate::time::Day;
use crate::{Timestamp, retention::RetentionOptions};
use std::collections::BTreeMap;

/// People in the cohorts below which nothing is projected.
pub const MIN_PROJECTED_PEOPLE: u64 = 30;

/// The share of newcomers who have not fallen silent, by periods after that of their first activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// The model; `None` where there is too little to go by.
    pub model: Option<ShiftedBetaGeometric>,
    /// Why there is no model.
    pub missing: Option<String>,
    /// Periods from the first: those seen, and those ahead.
    pub points: Vec<SbgPoint>,
}

/// Fits the people of complete cohorts, each followed as far as silence can be told.
pub(super) fn projection(
    view: &View<'_>,
    population: &Population<'_>,
    histories: &Histories,
    options: &RetentionOptions,
    ages: usize,
) -> Projection {
    let nothing = |why: String| Projection { model: None, missing: Some(why), points: Vec::new() };
    let mut followed: BTreeMap<usize, SbgCohort> = BTreeMap::new();
    let clock = view.clock();
    let mut people = 0;
    for (person, history) in population.people.iter().zip(&histories.people) {
        if history.beginning != Beginning::Seen {
            continue;
        }
        let cohort = histories.span_of(history.first_day);
        if u64::from(histories.cohorts.people(cohort)) < MIN_POOLED_PEOPLE {
            continue;
        }
        // The periods after which there is time enough for a silence to show.
        let until =
            clock.day(Timestamp(view.to().min(person.to).0 - 1)).0 + 1 - 7 * options.silence_weeks as i32;
        let told = histories.ended_by(Day(until));
        let periods = told.saturating_sub(cohort + 1);
        if !histories.spans[cohort].complete || periods == 0 {
            continue;
        }
        people += 1;
        let of =
            followed.entry(periods).or_insert_with(|| SbgCohort { lost: vec![0; periods], remaining: 0 });
        // Last active at age `a` means lost in the period after it.
        let age = histories.span_of(history.last_day) - cohort;
        match of.lost.get_mut(age) {
            Some(lost) => *lost += 1,
            None => of.remaining += 1,
        }
    }
    if people < MIN_PROJECTED_PEOPLE {
        return nothing(format!(
            "fewer than the {MIN_PROJECTED_PEOPLE} people that a projection needs were followed long enough to tell whether they fell silent"
        ));
    }
    let cohorts: Vec<SbgCohort> = followed.into_values().collect();
    let Some(model) = ShiftedBetaGeometric::fit(&cohorts) else {
        return nothing(
            "a projection needs two periods in which silence can be told, and somebody who fell silent"
                .into(),
        );
    };
    let horizon = ages.saturating_sub(1) + options.ahead as usize;
    let points = model.project(horizon, options.interval_level).unwrap_or_default();
    Projection { model: Some(model), missing: None, points }
}
