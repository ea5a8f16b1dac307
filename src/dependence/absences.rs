//! When the community manager was away: the nearest an export comes to an experiment.

use super::DependenceOptions;
use super::result::{Absences, Estimate, Span};
use super::subject::Desk;
use crate::activity::{Question, Questions, hours, wait};
use crate::stats::{Interval, Lifetime, clopper_pearson, kaplan_meier, newcombe, wilson};
use crate::time::Day;
use crate::{Timestamp, View};

/// Working days before an absence, and after it, that are looked at for activity.
const AROUND_DAYS: u32 = 10;
/// Days with a message among them that make somebody active before and after.
const ACTIVE_DAYS: u32 = 3;
const HOUR_MS: i64 = 3_600_000;
const DAY_HOURS: i64 = 24;
const WEEK_HOURS: i64 = 7 * DAY_HOURS;

/// All absences of the desk in the view, together.
pub(super) fn absences(
    view: &View<'_>,
    questions: &Questions,
    desk: &Desk,
    options: &DependenceOptions,
) -> Absences {
    let found = gaps(view, desk, options.absence_days);
    let zone = &view.window().zone;
    let instant = |day: i32| zone.start_of(Day(day));
    let (mut inside, mut around) = (Vec::new(), Vec::new());
    for &(from, to, _) in &found {
        // Whole weeks around, as many before as after, inside the view and outside other absences.
        let weeks = (to - from + 6) / 7;
        inside.push((instant(from), instant(to)));
        for (start, end) in [(from - 7 * weeks, from), (to, to + 7 * weeks)] {
            around.push((instant(start).max(view.from()), instant(end).min(view.to())));
        }
    }
    inside.sort_unstable();
    let around = without(union(around), &inside);
    let measure = |spans: &[(Timestamp, Timestamp)]| span(view, questions, desk, spans, options);
    let ((within, in_day, in_week), (beside, out_day, out_week)) = (measure(&inside), measure(&around));
    let difference = |a: (u64, u64), b: (u64, u64)| {
        let enough = a.1.min(b.1) >= options.min_questions.max(1);
        let share = |(part, of): (u64, u64)| part as f64 / of as f64;
        let interval = newcombe(a, b, options.interval_level).filter(|_| enough)?;
        Some(Estimate { value: share(a) - share(b), interval: Some(interval) })
    };
    Absences {
        people: desk.is.iter().filter(|&&is| is).count() as u64,
        spans: found.iter().map(|&(from, to, _)| (Day(from), Day(to))).collect(),
        working_days: found.iter().map(|&(_, _, working)| working).collect(),
        day_difference: difference(in_day, out_day),
        week_difference: difference(in_week, out_week),
        asked_ratio: ratio(&within, &beside, options),
        inside: within,
        around: beside,
    }
}

fn weekday(day: i32) -> bool {
    Day(day).monday().0 + 5 > day
}

/// First day away, first day back and working days of every gap, in days of the view's zone.
fn gaps(view: &View<'_>, desk: &Desk, least: u32) -> Vec<(i32, i32, u32)> {
    let messages = view.community().messages();
    let clock = view.clock();
    let mut days: Vec<i32> = view
        .messages()
        .filter(|&message| {
            desk.has(messages.author(message)) && !crate::activity::void(messages.flag(message))
        })
        .map(|message| clock.day(messages.time(message)).0)
        .collect();
    days.dedup();
    let active = |day: i32| days.binary_search(&day).is_ok();
    // Days with a message among the working days before (step -1) or after a gap, the one that ends it included.
    let activity = |mut day: i32, step: i32| {
        let (mut seen, mut with) = (0, 0);
        while seen < AROUND_DAYS {
            seen += u32::from(weekday(day));
            with += u32::from(active(day));
            day += step;
        }
        with
    };
    let mut found = Vec::new();
    for pair in days.windows(2) {
        let (from, to) = (pair[0] + 1, pair[1]);
        let working = (from..to).filter(|&day| weekday(day)).count() as u32;
        let busy = || activity(pair[0], -1).min(activity(pair[1], 1)) >= ACTIVE_DAYS;
        if working >= least && busy() {
            found.push((from, to, working));
        }
    }
    found
}

/// Spans joined where they overlap.
fn union(mut spans: Vec<(Timestamp, Timestamp)>) -> Vec<(Timestamp, Timestamp)> {
    spans.retain(|(from, to)| from < to);
    spans.sort_unstable();
    let mut joined: Vec<(Timestamp, Timestamp)> = Vec::new();
    for (from, to) in spans {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// What of joined spans is in none of the others, which are sorted and apart.
fn without(
    spans: Vec<(Timestamp, Timestamp)>,
    others: &[(Timestamp, Timestamp)],
) -> Vec<(Timestamp, Timestamp)> {
    let mut left = Vec::new();
    for (mut from, to) in spans {
        let begin = from;
        for &(start, end) in others.iter().filter(|(start, end)| *start < to && *end > begin) {
            if from < start {
                left.push((from, start));
            }
            from = from.max(end);
        }
        if from < to {
            left.push((from, to));
        }
    }
    left
}

type Counts = (u64, u64);

/// What happened to the questions asked in these spans; with the counts answered within a day and a week, of those old
/// enough to tell.
fn span(
    view: &View<'_>,
    questions: &Questions,
    desk: &Desk,
    spans: &[(Timestamp, Timestamp)],
    options: &DependenceOptions,
) -> (Span, Counts, Counts) {
    let inside = |at: Timestamp| {
        let after = spans.partition_point(|(from, _)| *from <= at);
        after > 0 && at < spans[after - 1].1
    };
    let asked: Vec<&Question> =
        questions.asked.iter().filter(|question| !desk.has(question.asker) && inside(question.at)).collect();
    let first =
        |question: &Question| questions.answers(question).first().map(|answer| answer.at.0 - question.at.0);
    let within = |hours: i64| {
        let followed = asked.iter().filter(|question| question.at.0 + hours * HOUR_MS <= view.to().0);
        let (mut part, mut of) = (0, 0);
        for question in followed {
            of += 1;
            part += u64::from(first(question).is_some_and(|delay| delay <= hours * HOUR_MS));
        }
        (part, of)
    };
    let (day, week) = (within(DAY_HOURS), within(WEEK_HOURS));
    let enough = options.min_questions.max(1);
    let share = |(part, of): Counts| {
        let interval = wilson(part, of, options.interval_level).filter(|_| of >= enough)?;
        Some(Estimate { value: part as f64 / of as f64, interval: Some(interval) })
    };
    let lives: Vec<Lifetime> = asked
        .iter()
        .map(|question| {
            let answered = questions.answers(question).first().map(|answer| hours(question.at, answer.at));
            wait(answered, hours(question.at, view.to()))
        })
        .collect();
    let curve = kaplan_meier(&lives, options.interval_level).filter(|_| asked.len() as u64 >= enough);
    let median = curve.map(|curve| curve.median());
    let mut askers: Vec<_> = asked.iter().map(|question| question.asker).collect();
    askers.sort_unstable();
    askers.dedup();
    let length: i64 = spans.iter().map(|(from, to)| to.0 - from.0).sum();
    let found = Span {
        questions: asked.len() as u64,
        askers: askers.len() as u64,
        weeks: length as f64 / (WEEK_HOURS * HOUR_MS) as f64,
        day: share(day),
        week: share(week),
        median_hours: median.and_then(|median| median.time),
        median_ends: median.map_or((None, None), |median| (median.low, median.high)),
    };
    (found, day, week)
}

/// Rate inside over rate around, exact: of all questions, given their number, those inside are binomial.
fn ratio(inside: &Span, around: &Span, options: &DependenceOptions) -> Option<Estimate> {
    let all = inside.questions + around.questions;
    if all < options.min_questions.max(1)
        || inside.weeks <= 0.0
        || around.weeks <= 0.0
        || around.questions == 0
    {
        return None;
    }
    let exposure = around.weeks / inside.weeks;
    let ends = clopper_pearson(inside.questions, all, options.interval_level)?;
    let odds = |p: f64| p / (1.0 - p) * exposure;
    let value = inside.questions as f64 / around.questions as f64 * exposure;
    let interval = (ends.high < 1.0).then(|| Interval { low: odds(ends.low), high: odds(ends.high) });
    Some(Estimate { value, interval })
}
