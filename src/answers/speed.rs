//! How long questions wait, and for whom.

use super::facts::{Fact, askers};
use super::{AnswererPoint, Answerers, AnswersOptions, Clock, Part, Point, Speed, Until};
use crate::MemberId;
use crate::activity::{Answerer, Estimate, largest_two, within};
use crate::stats::{
    CompetingLifetime, Incidence, Lifetime, Survival, SurvivalOptions, SurvivalQuantile,
    cumulative_incidence, kaplan_meier,
};

/// Hours of the share that a unit or a period is told by.
const DAY: f64 = 24.0;
const WEEK: f64 = 168.0;
const BUSINESS_DAY: f64 = 8.0;

const NEVER: SurvivalQuantile = SurvivalQuantile { time: None, low: None, high: None };

/// The curve of those who wait; `None` for too few questions.
fn curve(lives: &[Lifetime], options: &AnswersOptions) -> Option<Survival> {
    let enough = lives.len() as u64 >= options.min_questions;
    kaplan_meier(lives, options.interval_level).filter(|_| enough)
}

impl Speed {
    pub(super) fn of(facts: &[Fact], until: Until, clock: Clock, options: &AnswersOptions) -> Speed {
        let lives: Vec<Lifetime> = facts.iter().map(|fact| fact.wait(until, clock)).collect();
        let curve = curve(&lives, options);
        Speed {
            until,
            clock,
            questions: facts.len() as u64,
            askers: askers(facts),
            events: lives.iter().filter(|life| life.event).count() as u64,
            within: clock.horizons().iter().map(|&hours| within(curve.as_ref()?, hours)).collect(),
            median: curve.as_ref().map_or(NEVER, Survival::median),
            median_of_those: curve.as_ref().and_then(|_| median_of_events(&lives)),
            curve: curve.map_or_else(Vec::new, |curve| {
                points(&facts.iter().collect::<Vec<_>>(), &lives, &curve, clock)
            }),
        }
    }
}

/// Median of the waits that ended; the mean of the middle two of an even number.
fn median_of_events(lives: &[Lifetime]) -> Option<f64> {
    let mut ended: Vec<f64> = lives.iter().filter(|life| life.event).map(|life| life.exit).collect();
    ended.sort_unstable_by(f64::total_cmp);
    let upper = *ended.get(ended.len() / 2)?;
    let lower = ended[(ended.len() - 1) / 2];
    Some((lower + upper) / 2.0)
}

/// The curve at the hours of the grid, as far as it is known.
fn points(facts: &[&Fact], lives: &[Lifetime], curve: &Survival, clock: Clock) -> Vec<Point> {
    let followed = Followed::of(facts, lives);
    let point = |&hours: &f64| {
        let at = curve.at(hours)?;
        let waiting = Some(Estimate { value: at.survival, interval: Some(at.interval) });
        Some(Point { hours, people: followed.at(hours), waiting })
    };
    clock.grid().iter().map_while(point).collect()
}

/// The longest wait of each person, in order.
struct Followed(Vec<f64>);

impl Followed {
    fn of(facts: &[&Fact], lives: &[Lifetime]) -> Followed {
        let mut waits: Vec<(MemberId, f64)> =
            facts.iter().zip(lives).map(|(fact, life)| (fact.asker, life.exit)).collect();
        waits.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        waits.dedup_by_key(|wait| wait.0);
        let mut longest: Vec<f64> = waits.into_iter().map(|wait| wait.1).collect();
        longest.sort_unstable_by(f64::total_cmp);
        Followed(longest)
    }

    /// People whose questions were followed for so long without an answer.
    fn at(&self, hours: f64) -> u64 {
        (self.0.len() - self.0.partition_point(|&wait| wait < hours)) as u64
    }
}

/// Who answers first, by Aalen and Johansen; `None` for too few questions.
pub(super) fn answerers(facts: &[Fact], clock: Clock, options: &AnswersOptions) -> Option<Answerers> {
    const CAUSES: [Answerer; 3] = [Answerer::Colleague, Answerer::Official, Answerer::Outsider];
    let lives: Vec<Lifetime> = facts.iter().map(|fact| fact.wait(Until::FirstAnswer, clock)).collect();
    let nobody = curve(&lives, options)?;
    let competing: Vec<CompetingLifetime> = facts
        .iter()
        .zip(&lives)
        .map(|(fact, life)| CompetingLifetime {
            entry: life.entry,
            exit: life.exit,
            cause: fact
                .first
                .and_then(|who| CAUSES.iter().position(|&cause| cause == who))
                .map(|at| at as u32),
        })
        .collect();
    let level = SurvivalOptions { level: options.interval_level, ..Default::default() };
    let found = cumulative_incidence(&competing, CAUSES.len(), &level)?;
    let followed = Followed::of(&facts.iter().collect::<Vec<_>>(), &lives);
    let estimate = |at: Incidence| Estimate { value: at.incidence, interval: Some(at.interval) };
    let point = |&hours: &f64| {
        let of = |cause: usize| found.at(cause, hours).map(estimate);
        let waiting = nobody.at(hours)?;
        Some(AnswererPoint {
            hours,
            people: followed.at(hours),
            colleague: of(0)?,
            official: of(1)?,
            outsider: of(2)?,
            nobody: Estimate { value: waiting.survival, interval: Some(waiting.interval) },
        })
    };
    Some(Answerers { clock, points: clock.grid().iter().map_while(point).collect() })
}

impl Part {
    /// The answers to some of the questions.
    pub(super) fn of(facts: &[&Fact], name: String, with_curve: bool, options: &AnswersOptions) -> Part {
        let lives = |clock| -> Vec<Lifetime> {
            facts.iter().map(|fact| fact.wait(Until::FirstAnswer, clock)).collect()
        };
        let (wall, business) = (lives(Clock::Wall), lives(Clock::Business));
        let (curve_wall, curve_business) = (curve(&wall, options), curve(&business, options));
        let answered = facts.iter().filter(|fact| fact.first.is_some()).count() as u64;
        let questions = facts.len() as u64;
        let enough = questions >= options.min_questions;
        let share = Estimate::share(answered, questions, options.interval_level).filter(|_| enough);
        let by = |curve: &Option<Survival>, hours| within(curve.as_ref()?, hours);
        let median = |curve: &Option<Survival>| curve.as_ref().map_or(NEVER, Survival::median);
        let points = match &curve_wall {
            Some(curve) if with_curve => points(facts, &wall, curve, Clock::Wall),
            _ => Vec::new(),
        };
        Part {
            name,
            id: String::new(),
            questions,
            askers: askers(facts.iter().copied()),
            answered,
            share,
            day: by(&curve_wall, DAY),
            week: by(&curve_wall, WEEK),
            median: median(&curve_wall),
            business_day: by(&curve_business, BUSINESS_DAY),
            business_median: median(&curve_business),
            curve: points,
            largest: largest_two(facts.iter().map(|fact| fact.asker)),
            largest_answered: largest_two(
                facts.iter().filter(|fact| fact.first.is_some()).map(|fact| fact.asker),
            ),
        }
    }
}
