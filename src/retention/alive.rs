//! Who is still there: the BG/NBD model on active weeks, as numbers of people.

use super::history::{Beginning, HELD_OUT_WEEKS, Histories, History};
use crate::View;
use crate::activity::{Person, Population};
use crate::stats::{BG_NBD_MIN_RETURNING, BgNbd, Interval, RepeatHistory};
use crate::time::Day;
use statrs::function::erf::erfc_inv;

/// Classes of P(alive), of equal width.
pub const ALIVE_CLASSES: usize = 10;

/// Weeks ahead for which active people are forecast.
pub const FORECAST_WEEKS: [u32; 2] = [4, 12];

/// People expected to be active at least once in some weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExpectedActive {
    /// The next weeks.
    pub weeks: u32,
    /// Out of so many people.
    pub of: u64,
    /// Expected number.
    pub people: f64,
    /// Where the number will lie if the model holds: chance of the single people, not of the parameters.
    pub interval: Interval,
}

/// A forecast made before the last weeks of the view, beside what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForecastCheck {
    /// What was expected then.
    pub expected: ExpectedActive,
    /// People who were active in those weeks.
    pub seen: u64,
}

/// Who is still there.
#[derive(Debug, Clone, PartialEq)]
pub struct Alive {
    /// The model; `None` where there is too little to go by.
    pub model: Option<BgNbd>,
    /// Why there is no model.
    pub missing: Option<String>,
    /// People with an active week whose first one was seen and who are with the organisation at the end of the view.
    pub people: u64,
    /// Those of them with a single active week: the model knows nothing about them.
    pub no_evidence: u64,
    /// The others by P(alive), in [`ALIVE_CLASSES`] classes from 0 to 1; all 0 without a model that tells.
    pub classes: [u64; ALIVE_CLASSES],
    /// Sum of P(alive) over those others; `None` without a model, and where it stands at a boundary
    /// at which nobody ever leaves, or everybody is all or nothing: that would be told of the model, not of people.
    pub expected_alive: Option<f64>,
    /// Forecasts for [`FORECAST_WEEKS`]; empty without a model.
    pub expected: Vec<ExpectedActive>,
    /// The forecast that would have been made before the last weeks of the view; `None` where it could not have been.
    pub check: Option<ForecastCheck>,
}

impl Alive {
    /// Whether P(alive) can be told.
    pub(super) fn tells(&self) -> bool {
        let boundary = self.model.as_ref().map(|model| model.boundary);
        boundary.is_some_and(|at| !at.nobody_leaves && !at.all_or_nothing)
    }
}

pub(super) fn alive(
    view: &View<'_>,
    population: &Population<'_>,
    histories: &Histories,
    level: f64,
) -> Alive {
    let end = histories.end_of_weeks;
    let now = State::at(view, population, histories, end, |history| (history.weeks, history.last_week));
    let returning = now.all.iter().filter(|history| history.repeats > 0).count();
    let model = BgNbd::fit(&now.all);
    let missing = match &model {
        Some(_) => None,
        None if returning < BG_NBD_MIN_RETURNING => Some(format!(
            "fewer than the {BG_NBD_MIN_RETURNING} people that the model needs were active in more than one week"
        )),
        None => Some("the model could not be fitted".into()),
    };
    let mut found = Alive {
        model,
        missing,
        people: now.there.len() as u64,
        no_evidence: now.there.iter().filter(|history| history.repeats == 0).count() as u64,
        classes: [0; ALIVE_CLASSES],
        expected_alive: None,
        expected: Vec::new(),
        check: None,
    };
    let Some(model) = model else { return found };
    if found.tells() {
        let mut sum = 0.0;
        for p in now.there.iter().filter_map(|&history| model.p_alive(history)) {
            sum += p;
            found.classes[((p * ALIVE_CLASSES as f64) as usize).min(ALIVE_CLASSES - 1)] += 1;
        }
        found.expected_alive = Some(sum);
    }
    found.expected =
        FORECAST_WEEKS.iter().filter_map(|&weeks| expected(&model, &now.there, weeks, level)).collect();
    found.check = check(view, population, histories, level);
    found
}

/// The same from the weeks before those held out.
fn check(
    view: &View<'_>,
    population: &Population<'_>,
    histories: &Histories,
    level: f64,
) -> Option<ForecastCheck> {
    let start = Day(histories.end_of_weeks.0.checked_sub(7 * HELD_OUT_WEEKS as i32)?);
    let then = State::at(view, population, histories, start, |history| {
        (history.early_weeks, history.early_last_week)
    });
    let model = BgNbd::fit(&then.all)?;
    // Who left meanwhile could not come back.
    let seen = then.last_weeks.iter().filter(|&&last| last >= start).count() as u64;
    Some(ForecastCheck { expected: expected(&model, &then.there, HELD_OUT_WEEKS, level)?, seen })
}

/// What is known at the end of a week.
struct State {
    /// Everybody whose first active week was seen, in an order that does not depend on that of the rows.
    all: Vec<RepeatHistory>,
    /// Those of them who are with the organisation at the end of the view.
    there: Vec<RepeatHistory>,
    /// Their last active week up to the end of the view.
    last_weeks: Vec<Day>,
}

impl State {
    fn at(
        view: &View<'_>,
        population: &Population<'_>,
        histories: &Histories,
        end: Day,
        weeks: impl Fn(&History) -> (u32, Day),
    ) -> State {
        let mut state = State { all: Vec::new(), there: Vec::new(), last_weeks: Vec::new() };
        for (person, history) in population.people.iter().zip(&histories.people) {
            let (weeks, last) = weeks(history);
            if history.beginning != Beginning::Seen || weeks == 0 {
                continue;
            }
            let until = last_week(view, person, end).max(last);
            let since = |day: Day| f64::from((day.0 - history.first_week.0) / 7);
            let repeats = RepeatHistory { repeats: weeks - 1, last: since(last), observed: since(until) };
            state.all.push(repeats);
            if person.to >= view.to() {
                state.there.push(repeats);
                state.last_weeks.push(history.last_week);
            }
        }
        // Sums of floating point numbers go by this order.
        let key = |h: &RepeatHistory| (h.repeats, h.last as i64, h.observed as i64);
        state.all.sort_unstable_by_key(key);
        state.there.sort_unstable_by_key(key);
        state
    }
}

/// Monday of the last week before `end` in which a person was there to its end.
fn last_week(view: &View<'_>, person: &Person<'_>, end: Day) -> Day {
    let last = Day(end.0 - 7);
    if person.to >= view.to() {
        return last;
    }
    Day(view.clock().day(person.to).monday().0 - 7).min(last)
}

/// `Σ P(alive) · (1 - ((α+T)/(α+T+t))^(r+x))`: alive, and back before `t` is over. Somebody who is alive cannot leave
/// before the next return, so that the chance of none is that of the rate alone.
fn expected(model: &BgNbd, people: &[RepeatHistory], weeks: u32, level: f64) -> Option<ExpectedActive> {
    let (mut mean, mut variance) = (0.0, 0.0);
    for &history in people {
        // Who was active once is alive to the model, but seldom seen.
        let alive = model.p_alive(history).unwrap_or(1.0);
        let seen = model.alpha + history.observed;
        let quiet = (seen / (seen + f64::from(weeks))).powf(model.r + f64::from(history.repeats));
        let p = alive * (1.0 - quiet);
        mean += p;
        variance += p * (1.0 - p);
    }
    if people.is_empty() || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let z = std::f64::consts::SQRT_2 * erfc_inv(1.0 - level);
    let half = z * f64::sqrt(variance);
    let of = people.len() as u64;
    let interval = Interval { low: (mean - half).max(0.0), high: (mean + half).min(of as f64) };
    Some(ExpectedActive { weeks, of, people: mean, interval })
}
