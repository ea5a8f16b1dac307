//! What share will have adopted by a day: the draws behind the forecast of the curve.

use super::exposure::{Exposure, FitClock, period_days};
use super::first_times::FirstTimes;
use super::fit::{FitOutcome, fit};
use super::{AdoptionOptions, Definition};
use crate::activity::{Include, Person, Population};
use crate::community::Roster;
use crate::error::Result;
use crate::stats::diffusion::{ForecastOptions, forecast_paths};
use crate::time::Day;
use crate::{Timestamp, View};

/// What the curve leads to by a day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reach {
    /// Drawn shares of the people present at the end of the view who will have adopted, in rising order.
    pub(crate) shares: Vec<f64>,
    /// Whether the data settle where the curve levels off.
    pub(crate) ceiling_known: bool,
}

/// The share of the people of a unit (of all where there is none) who will have adopted by the end of a day after the view,
/// drawn from the fitted curve; the text says why there is none.
///
/// The staff stays as it is at the end of the view. O(messages) and a forecast of `options.draws` refits.
pub(crate) fn reach(
    view: &View<'_>,
    definition: Definition,
    unit: Option<&str>,
    by: Day,
    options: &AdoptionOptions,
) -> Result<Result<Reach, String>> {
    options.check()?;
    let population = Population::new(
        view.community(),
        Include { officials: options.include_officials, guests: options.include_guests },
    );
    let first = FirstTimes::new(view, &population, options);
    let inside = |person: &Person<'_>| {
        unit.is_none_or(|unit| Roster::unit_at(person.unit, options.unit_level) == unit)
    };
    let mine = population.people.iter().zip(first.of(definition)).filter(|(person, _)| inside(person));
    let (people, times): (Vec<Person<'_>>, Vec<Timestamp>) = mine.map(|(person, &at)| (*person, at)).unzip();
    let found = fit(view, definition, population.basis, &people, &times, options);
    let fitted = match &found.outcome {
        FitOutcome::People(fitted) => fitted,
        FitOutcome::Counts(_) => return Ok(Err("without a roster nobody knows how many could adopt".into())),
        FitOutcome::Missing(why) => return Ok(Err(why.clone())),
    };
    let drawn = || {
        let clock = FitClock::of(view, &found, options)?;
        let exposure = Exposure::of(&clock, people.iter().zip(times.iter().copied()));
        let counts = exposure.counts(&clock)?;
        let (&end_day, &end) = (clock.days.last()?, clock.edges().last()?);
        let ahead = f64::from(by.0 + 1 - end_day.0) / period_days(options.period);
        let forecast_options = ForecastOptions { refits: options.draws, seed: options.seed };
        let paths = forecast_paths(&counts, &fitted.bass.fit, &[end + ahead.max(1e-6)], &forecast_options)?;
        // Of those who are there now; the forecast tells who joins them.
        let last = Timestamp(view.to().0 - 1);
        let present = || people.iter().zip(&times).filter(|(person, _)| person.present(last));
        let fit_end = view.window().zone.start_of(end_day);
        let adopted = present().filter(|(_, at)| **at < fit_end).count() as f64;
        let headcount = present().count() as f64;
        let seen = exposure.adopted() as f64;
        let share = |path: &Vec<f64>| Some(((adopted + path.first()? - seen) / headcount).clamp(0.0, 1.0));
        let mut shares: Vec<f64> = paths.iter().filter_map(share).collect();
        shares.sort_unstable_by(f64::total_cmp);
        (headcount > 0.0 && !shares.is_empty()).then_some(shares)
    };
    let none = || "the curve could not be led on".to_string();
    Ok(drawn()
        .ok_or_else(none)
        .map(|shares| Reach { shares, ceiling_known: fitted.bass.ceiling.is_identified() }))
}
