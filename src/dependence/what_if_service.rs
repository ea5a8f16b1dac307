//! What people get without some answerers: bounds of the share of questions answered in time.

use super::result::Estimate;
use crate::activity::{Answer, Question, Questions, hours, wait, within};
use crate::stats::{Interval, Lifetime, Survival, SurvivalQuantile, kaplan_meier, wilson_of};
use crate::{MemberId, Timestamp};

/// Equal parts of the others' delays that an answer which they take over stands for.
pub(super) const PARTS: usize = 16;

/// Hours of the two horizons: a day, a week.
pub const HORIZONS: [f64; 2] = [24.0, 168.0];

/// How soon questions are answered, under one assumption about those removed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scenario {
    /// Share answered within 24 hours, by Kaplan and Meier with Greenwood's interval.
    pub day: Option<Estimate>,
    /// Share answered within 7 days.
    pub week: Option<Estimate>,
    /// Median hours to the first answer.
    pub median: SurvivalQuantile,
}

/// What the share answered within a horizon would lose, between the two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// Hours.
    pub horizon: f64,
    /// Factual minus optimistic: it loses at least so much, if others answer no faster than they answer what they answer
    /// first.
    pub at_least: Estimate,
    /// Factual minus pessimistic: it loses at most so much, since those who did answer would still do so.
    pub at_most: Estimate,
    /// From the lower end of the smaller loss to the upper end of the larger one: what is printed.
    pub bounds: Interval,
}

/// Answers to questions, with and without those removed.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Questions of colleagues who are not removed.
    pub questions: u64,
    /// People who asked them.
    pub askers: u64,
    /// Questions of those removed: nobody would have asked them.
    pub own_questions: u64,
    /// Questions answered in the view.
    pub answered: u64,
    /// Of these first by somebody removed.
    pub first_by_removed: u64,
    /// Of these by nobody else in the view.
    pub only_by_removed: u64,
    /// Median hours of the first answers that others gave, whose delays are those of the optimistic bound.
    pub others_median_hours: Option<f64>,
    /// As it was.
    pub factual: Scenario,
    /// Only the answers that others did give.
    pub pessimistic: Scenario,
    /// Others give the same answers with the delays of their own first answers.
    pub optimistic: Scenario,
    /// By horizon; empty for too few questions.
    pub losses: Vec<Loss>,
}

/// A question, in hours from asking.
#[derive(Debug, Clone, Copy)]
struct Wait {
    first: Option<f64>,
    by_removed: bool,
    other: Option<f64>,
    end: f64,
}

impl Service {
    /// From questions in the view that satisfy `counts`. O(answers + questions log questions).
    pub(super) fn of(
        questions: &Questions,
        removed: impl Fn(MemberId) -> bool,
        counts: impl Fn(&Question) -> bool,
        end: Timestamp,
        least: u64,
        level: f64,
    ) -> Service {
        let mut own_questions = 0;
        let mut askers = Vec::new();
        let mut waits = Vec::new();
        for question in questions.asked.iter().filter(|question| counts(question)) {
            if removed(question.asker) {
                own_questions += 1;
                continue;
            }
            askers.push(question.asker);
            let answers = questions.answers(question);
            let first = answers.first();
            let other = answers.iter().find(|answer: &&Answer| !removed(answer.by));
            waits.push(Wait {
                first: first.map(|answer| hours(question.at, answer.at)),
                by_removed: first.is_some_and(|answer| removed(answer.by)),
                other: other.map(|answer| hours(question.at, answer.at)),
                end: hours(question.at, end),
            });
        }
        askers.sort_unstable();
        askers.dedup();
        let mut of_others: Vec<f64> =
            waits.iter().filter(|wait| !wait.by_removed).filter_map(|wait| wait.first).collect();
        of_others.sort_unstable_by(f64::total_cmp);
        let others_median_hours = of_others.get(of_others.len() / 2).copied();
        let lives = |event: &dyn Fn(&Wait) -> Option<f64>| -> Vec<Lifetime> {
            waits.iter().map(|one| wait(event(one), one.end)).collect()
        };
        let (factual_lives, without) = (lives(&|wait| wait.first), lives(&|wait| wait.other));
        let taken_over = TakenOver::of(&waits, &of_others);
        let enough = waits.len() as u64 >= least;
        let scenario =
            |lives: &[Lifetime]| Scenario::of(kaplan_meier(lives, level).filter(|_| enough).as_ref());
        let [factual, pessimistic] = [scenario(&factual_lives), scenario(&without)];
        let z = crate::stats::two_sided_z(level);
        let known = |horizon: f64| {
            let known = factual_lives.iter().filter(|life| life.event || life.exit >= horizon).count();
            known.max(1) as f64
        };
        let expected = z.filter(|_| enough).map(|z| taken_over.scenario(level, z, known));
        let optimistic = expected.unwrap_or(Scenario::of(None));
        let losses = HORIZONS.into_iter().filter(|_| enough).filter_map(|horizon| {
            let known = known(horizon);
            let factual = at(&factual_lives, horizon, level)?;
            let at_most = factual.lost(&at(&without, horizon, level)?, known, z?);
            let at_least = factual.lost(&taken_over.at(horizon, level)?, known, z?);
            let low = at_least.interval.map_or(at_least.value, |ends| ends.low);
            let high = at_most.interval.map_or(at_most.value, |ends| ends.high);
            Some(Loss { horizon, at_least, at_most, bounds: Interval { low, high } })
        });
        let losses = losses.collect();
        let count = |holds: &dyn Fn(&Wait) -> bool| waits.iter().filter(|wait| holds(wait)).count() as u64;
        Service {
            questions: waits.len() as u64,
            askers: askers.len() as u64,
            own_questions,
            answered: count(&|wait| wait.first.is_some()),
            first_by_removed: count(&|wait| wait.by_removed),
            only_by_removed: count(&|wait| wait.by_removed && wait.other.is_none()),
            others_median_hours,
            factual,
            pessimistic,
            optimistic,
            losses,
        }
    }
}

impl Scenario {
    fn of(curve: Option<&Survival>) -> Scenario {
        let answered = |hours: f64| within(curve?, hours);
        let nothing = SurvivalQuantile { time: None, low: None, high: None };
        Scenario {
            day: answered(HORIZONS[0]),
            week: answered(HORIZONS[1]),
            median: curve.map_or(nothing, Survival::median),
        }
    }
}

/// Questions without those removed where others take over: each in [`PARTS`] equal parts, one after the other.
///
/// Nobody else had answered before those removed did, so that the others' delay is one of at least as long. Its distribution
/// is that of the others' first answers; a part stands for a sixteenth of it, and the middles of the parts are shifted from
/// question to question so that they do not all fall on the same delays.
struct TakenOver<'a> {
    waits: &'a [Wait],
    /// Hours to the first answers of others, sorted.
    delays: &'a [f64],
    parts: Vec<Lifetime>,
}

impl<'a> TakenOver<'a> {
    fn of(waits: &'a [Wait], delays: &'a [f64]) -> TakenOver<'a> {
        let mut parts = Vec::with_capacity(waits.len() * PARTS);
        let mut shift = 0.5;
        for wait in waits {
            let later = wait.first.map_or(&[][..], |first| later(delays, first));
            for part in 0..PARTS {
                let event = match (wait.by_removed, wait.first) {
                    (false, first) => first,
                    (true, Some(_)) if delays.is_empty() => wait.other,
                    (true, first) => {
                        let place = (part as f64 + shift) / PARTS as f64 * later.len() as f64;
                        // Nobody else ever took so long: at once then.
                        let late = later.get(place as usize).or(later.last()).copied().or(first);
                        wait.other.into_iter().chain(late).reduce(f64::min)
                    }
                };
                parts.push(crate::activity::wait(event, wait.end));
            }
            if wait.by_removed {
                shift = (shift + GOLDEN).fract();
            }
        }
        TakenOver { waits, delays, parts }
    }

    /// The curve at a time, with the influence of every question: its own, and that of its delay on those that are taken
    /// over with it.
    fn at(&self, horizon: f64, level: f64) -> Option<Point> {
        let parts = at(&self.parts, horizon, level)?;
        let own = parts.influence.chunks(PARTS).map(|parts| parts.iter().sum::<f64>() / PARTS as f64);
        let influence = own.zip(self.of_delays(horizon)).map(|(own, of_delay)| own + of_delay).collect();
        Some(Point { survival: parts.survival, influence })
    }

    /// With `p` of the `m` delays from `first` on at most `horizon`, a delay more moves `p` by `(1(delay <= horizon) - p) / m`.
    fn of_delays(&self, horizon: f64) -> Vec<f64> {
        let mut moved: Vec<(f64, f64, f64)> = self
            .waits
            .iter()
            .filter(|wait| wait.by_removed && wait.other.is_none_or(|other| other > horizon))
            .filter_map(|wait| wait.first.filter(|&first| first <= horizon))
            .filter_map(|first| {
                let later = later(self.delays, first);
                let m = later.len() as f64;
                let p = later.partition_point(|&delay| delay <= horizon) as f64 / m;
                (m > 0.0).then_some((first, 1.0 / m, p / m))
            })
            .collect();
        moved.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let (mut all, mut within) = (0.0, 0.0);
        let sums: Vec<(f64, f64)> = moved
            .iter()
            .map(|&(_, each, share)| {
                (all, within) = (all + each, within + share);
                (all, within)
            })
            .collect();
        let of_delay = |wait: &Wait| {
            let delay = wait.first.filter(|_| !wait.by_removed)?;
            let before = moved.partition_point(|&(first, ..)| first <= delay);
            let (all, within) = *sums.get(before.checked_sub(1)?)?;
            Some(if delay <= horizon { within - all } else { within })
        };
        self.waits.iter().map(|wait| of_delay(wait).unwrap_or(0.0)).collect()
    }

    fn scenario(&self, level: f64, z: f64, known: impl Fn(f64) -> f64) -> Scenario {
        let answered = |hours: f64| {
            let point = self.at(hours, level)?;
            Some(around(1.0 - point.survival, &point.influence, known(hours), z))
        };
        // Each part of all questions is as many questions as there are; the widest interval of these holds for all.
        let of_part = |part: usize| {
            let lives: Vec<Lifetime> = self.parts.iter().skip(part).step_by(PARTS).copied().collect();
            kaplan_meier(&lives, level).map(|curve| curve.median())
        };
        let medians: Vec<_> = (0..PARTS).filter_map(of_part).collect();
        let time = kaplan_meier(&self.parts, level).and_then(|curve| curve.median().time);
        let ends = |end: fn(&SurvivalQuantile) -> Option<f64>, of: fn(f64, f64) -> f64| {
            let ends: Option<Vec<f64>> = medians.iter().map(end).collect();
            ends?.into_iter().chain(time).reduce(of)
        };
        let median =
            SurvivalQuantile { time, low: ends(|m| m.low, f64::min), high: ends(|m| m.high, f64::max) };
        Scenario { day: answered(HORIZONS[0]), week: answered(HORIZONS[1]), median }
    }
}

/// Steps of this share of one fall evenly.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// The delays that are at least as long; they are sorted.
fn later(delays: &[f64], first: f64) -> &[f64] {
    &delays[delays.partition_point(|&delay| delay < first)..]
}

/// A Kaplan-Meier curve at a time, with the influence of every question on it.
struct Point {
    survival: f64,
    influence: Vec<f64>,
}

fn at(lives: &[Lifetime], horizon: f64, level: f64) -> Option<Point> {
    let survival = kaplan_meier(lives, level)?.at(horizon)?.survival;
    Some(Point { survival, influence: influence(lives, horizon) })
}

impl Point {
    /// What the share answered loses when the same questions are answered later or not at all.
    ///
    /// The questions are the same, so that the error of the difference is far smaller than those of the shares: it comes
    /// from the difference of each question's influence on the two curves.
    fn lost(&self, without: &Point, known: f64, z: f64) -> Estimate {
        let value = (without.survival - self.survival).clamp(0.0, 1.0);
        let influence: Vec<f64> = self.influence.iter().zip(&without.influence).map(|(a, b)| b - a).collect();
        around(value, &influence, known, z)
    }
}

/// Wilson's interval of as many questions as would be as uncertain, which has a width also where nothing is lost.
fn around(value: f64, influence: &[f64], known: f64, z: f64) -> Estimate {
    let n = influence.len() as f64;
    let variance: f64 = influence.iter().map(|x| x * x).sum::<f64>() / (n * n);
    // Less than one question is no loss that a variance could be read from.
    let some = value * n > 1.0 - 1e-9 && variance > 0.0;
    let size = if some { (value * (1.0 - value) / variance).clamp(1.0, n) } else { known };
    Estimate { value, interval: Some(wilson_of(value, size, z)) }
}

/// Influence of every lifetime on the Kaplan-Meier curve at a time:
/// `-S(t) n [ event_i(x_i <= t) / Y(x_i) - Σ_{t_j <= min(x_i, t)} d_j / Y_j² ]`.
fn influence(lives: &[Lifetime], horizon: f64) -> Vec<f64> {
    let n = lives.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_unstable_by(|&a, &b| lives[a].exit.total_cmp(&lives[b].exit).then(a.cmp(&b)));
    let mut found = vec![0.0; n];
    let (mut survival, mut hazard, mut start) = (1.0, 0.0, 0);
    while start < n {
        let time = lives[order[start]].exit;
        let end = start + order[start..].iter().take_while(|&&life| lives[life].exit == time).count();
        let at_risk = (n - start) as f64;
        let events = order[start..end].iter().filter(|&&life| lives[life].event).count() as f64;
        if time <= horizon {
            survival *= 1.0 - events / at_risk;
            hazard += events / (at_risk * at_risk);
        }
        for &life in &order[start..end] {
            let own = if lives[life].event && time <= horizon { 1.0 / at_risk } else { 0.0 };
            found[life] = own - hazard;
        }
        start = end;
    }
    found.iter_mut().for_each(|value| *value *= -survival * n as f64);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hours to the first answer; the community manager's and the others'.
    #[test]
    fn published_toy() {
        let factual = [(1.0, true), (2.0, true), (3.0, true), (24.0, false), (1.0, true), (4.0, true)];
        let without = [(5.0, true), (48.0, false), (3.0, true), (24.0, false), (10.0, true), (4.0, true)];
        let lives = |rows: [(f64, bool); 6]| rows.map(|(at, event)| Lifetime::new(at, event));
        let share = |rows| 1.0 - kaplan_meier(&lives(rows), 0.95).unwrap().at(24.0).unwrap().survival;
        assert!((share(factual) - 5.0 / 6.0).abs() < 1e-12 && (share(without) - 4.0 / 6.0).abs() < 1e-12);
        let point = |rows| at(&lives(rows), 24.0, 0.95).unwrap();
        let loss = point(factual).lost(&point(without), 6.0, 1.96);
        assert!((loss.value - 1.0 / 6.0).abs() < 1e-12 && loss.interval.unwrap().contains(1.0 / 6.0));
    }

    #[test]
    fn influence_gives_the_variance_of_greenwood() {
        let lives: Vec<Lifetime> =
            (1..400u32).map(|i| Lifetime::new(f64::from(i * 37 % 101) + 1.0, i % 3 != 0)).collect();
        let at = kaplan_meier(&lives, 0.95).unwrap().at(50.0).unwrap();
        let n = lives.len() as f64;
        let found = influence(&lives, 50.0);
        let error = (found.iter().map(|x| x * x).sum::<f64>() / (n * n)).sqrt();
        assert!((error / at.se - 1.0).abs() < 0.02, "{error} {}", at.se);
        assert!(found.iter().sum::<f64>().abs() < 1e-9);
    }
}
