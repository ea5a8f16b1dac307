//! Week by week, and what there is to be alarmed about.

use super::DependenceOptions;
use super::concentration::Pairs;
use super::facts::Facts;
use super::result::{Alarm, AlarmKind, Estimate, Severity, WeekOfAnswers};
use super::subject::Desk;
use super::what_if_service::Service;
use crate::activity::Questions;
use crate::stats::{ChangePointOptions, SegmentCost, beta_cdf, change_points, wilson};
use crate::time::Day;
use crate::{MemberId, Timestamp, View};

/// Loss of the share answered within seven days from which a dependence is moderate.
pub const MODERATE_LOSS: f64 = 0.05;
/// Loss from which it is high.
pub const HIGH_LOSS: f64 = 0.15;

/// p-value of a change, paid for the search, below which it is told.
const NOTABLE: f64 = 0.05;

/// Starts of the complete weeks of a view, and the end of the last; empty without any.
pub(super) fn mondays(view: &View<'_>) -> Vec<(Day, Timestamp)> {
    let zone = &view.window().zone;
    let Some((first, _)) = view.days() else { return Vec::new() };
    let mut found = Vec::new();
    let mut day = first.monday();
    loop {
        let at = zone.start_of(day);
        if at > view.to() {
            break;
        }
        if at >= view.from() {
            found.push((day, at));
        }
        day = Day(day.0 + 7);
    }
    found
}

pub(super) fn weeks(
    mondays: &[(Day, Timestamp)],
    questions: &Questions,
    facts: &Facts,
    desk: &Desk,
    options: &DependenceOptions,
) -> Vec<WeekOfAnswers> {
    let count = mondays.len().saturating_sub(1);
    let place = |at: Timestamp| mondays.partition_point(|monday| monday.1 <= at).wrapping_sub(1);
    let (mut answered, mut first) = (vec![0u64; count], vec![0u64; count]);
    let mut asked_by = vec![Vec::new(); count];
    for question in &facts.answered {
        if let Some(week) = answered.get_mut(place(question.at)) {
            *week += 1;
            first[place(question.at)] += u64::from(question.first);
            asked_by[place(question.at)].push(question.asker);
        }
    }
    let share = |part: u64, of: u64| -> Option<Estimate> {
        let interval = wilson(part, of, options.interval_level)?;
        Some(Estimate { value: part as f64 / of as f64, interval: Some(interval) })
    };
    let trailing = options.trailing_weeks as usize;
    let (mut a, mut b) = (0.5, 0.5);
    (0..count)
        .map(|week| {
            a = options.discount * a + first[week] as f64;
            b = options.discount * b + (answered[week] - first[week]) as f64;
            let from = (week + 1).saturating_sub(trailing);
            let sum = |counts: &[u64]| counts[from..=week].iter().sum::<u64>();
            let (of, part) = (sum(&answered), sum(&first));
            // Part of a window is no window.
            let enough = of >= options.min_questions.max(1) && week + 1 >= trailing;
            let absence_factor = enough.then(|| {
                let span = mondays[from].1..mondays[week + 1].1;
                let inside = questions.asked.partition_point(|question| question.at < span.start)
                    ..questions.asked.partition_point(|question| question.at < span.end);
                let asked = questions.asked[inside].iter().filter(|question| !desk.has(question.asker));
                Pairs::of(questions, asked, desk, true).absence_factor()
            });
            WeekOfAnswers {
                week: mondays[week].0,
                answered: answered[week],
                first: first[week],
                askers: people(asked_by[week].clone()),
                share: share(first[week], answered[week]),
                trailing_answered: of,
                trailing_askers: people(asked_by[from..=week].concat()),
                trailing: share(part, of).filter(|_| enough),
                p_above: 1.0 - beta_cdf(a, b, options.alarm_share),
                absence_factor: absence_factor.flatten(),
            }
        })
        .collect()
}

/// How many different people.
fn people(mut members: Vec<MemberId>) -> u64 {
    members.sort_unstable();
    members.dedup();
    members.len() as u64
}

/// The alarms by first week, and how many series were looked at.
pub(super) fn alarms(
    view: &View<'_>,
    weeks: &[WeekOfAnswers],
    mondays: &[(Day, Timestamp)],
    questions: &Questions,
    desk: &Desk,
    options: &DependenceOptions,
) -> (Vec<Alarm>, u32) {
    let mut found = Vec::new();
    let above = |week: &WeekOfAnswers| {
        week.p_above > options.alarm_probability && week.trailing_answered >= options.min_questions
    };
    let few =
        |week: &WeekOfAnswers| week.absence_factor.is_some_and(|factor| factor <= options.few_answerers);
    let scanned = weeks.iter().any(|week| week.trailing_answered >= options.min_questions);
    for (from, to) in runs(weeks, options.alarm_weeks as usize, above) {
        let last = &weeks[to];
        let value = last.first_share();
        found.push((
            AlarmKind::ShareAbove,
            from,
            to,
            value,
            None,
            last.trailing_answered,
            last.trailing_first(),
        ));
    }
    for (from, to) in runs(weeks, options.few_weeks as usize, few) {
        let last = &weeks[to];
        let value = last.absence_factor.map(|factor| factor as f64);
        found.push((
            AlarmKind::FewAnswerers,
            from,
            to,
            value,
            None,
            last.trailing_answered,
            last.trailing_first(),
        ));
    }
    // Weeks without an answered question have no exposure and no say.
    let with: Vec<usize> = (0..weeks.len()).filter(|&week| weeks[week].answered > 0).collect();
    let values: Vec<f64> = with.iter().map(|&week| weeks[week].first as f64).collect();
    let exposure: Vec<f64> = with.iter().map(|&week| weeks[week].answered as f64).collect();
    let cost = ChangePointOptions {
        cost: SegmentCost::Poisson,
        level: options.interval_level,
        ..Default::default()
    };
    let changed = change_points(&values, Some(&exposure), &cost);
    if let Some(changed) = changed.as_ref().filter(|_| scanned) {
        for (change, pair) in changed.changes.iter().zip(changed.segments.windows(2)) {
            let (before, after) = (pair[0], pair[1]);
            let enough = before.exposure.min(after.exposure) >= options.min_questions as f64;
            if enough && after.level > before.level && change.p_scan < NOTABLE {
                let (of, part) = (after.exposure as u64, after.total as u64);
                let (from, to) = (with[after.start], with[after.end - 1]);
                found.push((
                    AlarmKind::ShareRose,
                    from,
                    to,
                    Some(after.level.min(1.0)),
                    Some(before.level.min(1.0)),
                    of,
                    part,
                ));
            }
        }
    }
    found.sort_by_key(|alarm| (alarm.1, alarm.0.name()));
    let last_with = with.last().copied().unwrap_or(0);
    let alarms = found.into_iter().filter_map(|(kind, from, to, value, before, answered, first)| {
        let start = match kind {
            AlarmKind::ShareRose => from,
            _ => (to + 1).saturating_sub(options.trailing_weeks as usize),
        };
        let span = mondays[start].1..mondays[to + 1].1;
        let counts = |question: &crate::activity::Question| span.contains(&question.at);
        let removed = |member| desk.has(member);
        let answered_in = questions.asked.iter().filter(|question| {
            counts(question) && !removed(question.asker) && !questions.answers(question).is_empty()
        });
        let askers = people(answered_in.map(|question| question.asker).collect());
        let (least, level) = (options.min_questions, options.interval_level);
        let service = Service::of(questions, removed, counts, view.to(), least, level);
        let loss = service.losses.last().map(|loss| loss.at_most.value);
        let severity = match loss {
            None => Severity::Unknown,
            Some(loss) if loss < MODERATE_LOSS => Severity::Low,
            Some(loss) if loss < HIGH_LOSS => Severity::Moderate,
            Some(_) => Severity::High,
        };
        let open = to + 1 == weeks.len() || (kind == AlarmKind::ShareRose && to == last_with);
        Some(Alarm {
            kind,
            from: weeks[from].week,
            to: weeks[to].week,
            open,
            answered,
            first,
            askers,
            value: value?,
            before,
            loss,
            severity,
        })
    });
    (alarms.collect(), if scanned { 3 } else { 0 })
}

impl WeekOfAnswers {
    /// Share over the trailing weeks, whether or not there are enough of them.
    fn first_share(&self) -> Option<f64> {
        self.trailing.map(|share| share.value).or(self.share.map(|share| share.value))
    }

    fn trailing_first(&self) -> u64 {
        self.trailing.map_or(self.first, |share| (share.value * self.trailing_answered as f64).round() as u64)
    }
}

/// First and last of every run of weeks that is long enough.
fn runs(
    weeks: &[WeekOfAnswers],
    least: usize,
    holds: impl Fn(&WeekOfAnswers) -> bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, week) in weeks.iter().map(Some).chain([None]).enumerate() {
        match (week.is_some_and(&holds), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if at - from >= least {
                    found.push((from, at - 1));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}
