//! The measures of a view.

use super::counts::Collected;
use super::measure::{self as m, Definition, Measure, Ours};
use super::orbit::{self, Level};
use super::{RivalOptions, Rivals, chaoss, discourse, swoop, tygraph, viva};
use crate::stats::{Lifetime, kaplan_meier, wilson};
use crate::time::Day;

/// Days behind the health index.
const MONTH: i32 = 30;
const YEAR: i32 = 365;
/// Hours within which our share of answered questions is told.
const WEEK_HOURS: f64 = 168.0;

struct Maker<'a> {
    all: &'a Collected,
    options: &'a RivalOptions,
}

impl Maker<'_> {
    fn share(&self, definition: &'static Definition, part: u64, of: u64, what: &'static str) -> Measure {
        Measure {
            definition,
            value: (of > 0).then(|| part as f64 / of as f64),
            interval: wilson(part, of, self.options.interval_level),
            of: Some((of, what)),
            ours: None,
            median: None,
        }
    }

    fn number(&self, definition: &'static Definition, value: Option<f64>) -> Measure {
        Measure { definition, value, interval: None, of: None, ours: None, median: None }
    }

    /// Accounts active in the last `days`.
    fn active(&self, days: i32) -> u64 {
        let from = Day(self.all.last_day.0 - days + 1);
        let active = |days: &[Day]| days.last().is_some_and(|&last| last >= from);
        self.all.people.iter().filter(|counts| active(&counts.days)).count() as u64
    }
}

/// An answer in the same instant is no time at all, which no survival curve knows.
const SHORTEST: f64 = 1e-6;

/// Median of all, with those still waiting taken as waiting; and the share done by `hours`.
fn waiting(
    times: impl Iterator<Item = (Option<f64>, f64)>,
    hours: f64,
    level: f64,
) -> (Option<Ours>, Option<Ours>) {
    let lifetimes: Vec<Lifetime> =
        times.map(|(done, seen)| Lifetime::new(done.unwrap_or(seen).max(SHORTEST), done.is_some())).collect();
    let Some(curve) = kaplan_meier(&lifetimes, level) else { return (None, None) };
    let median = curve.median();
    let of_median = |value| Ours { value, low: median.low, high: median.high, unit: "hours" };
    let share = curve.at(hours).map(|at| Ours {
        value: 1.0 - at.survival,
        low: Some(1.0 - at.interval.high),
        high: Some(1.0 - at.interval.low),
        unit: "answered within 7 days",
    });
    (median.time.map(of_median), share)
}

fn levels(all: &Collected, last: Day) -> [u64; 4] {
    let mut counts = [0; 4];
    for person in &all.people {
        let days = &person.days[..person.days.partition_point(|&day| day <= last)];
        if let Some(standing) = orbit::level(days, last) {
            counts[Level::ALL.iter().position(|&level| level == standing.level).unwrap_or(0)] += 1;
        }
    }
    counts
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let (n, half) = (values.len(), values.len() / 2);
    match n % 2 {
        _ if n == 0 => None,
        1 => Some(values[half]),
        _ => Some((values[half - 1] + values[half]) / 2.0),
    }
}

pub(super) fn compute(all: &Collected, options: &RivalOptions) -> Rivals {
    let make = Maker { all, options };
    let users = all.people.len() as u64;
    let acted = all.people.iter().filter(|counts| counts.acted()).count() as u64;
    let threads = all.threads.len() as u64;
    let questions = all.questions.len() as u64;
    let accounts = "accounts";
    let partners: Vec<u64> = all.people.iter().map(|counts| counts.partners).collect();
    let (both, pairs) = swoop::two_way(&all.arcs);
    let answered = all.questions.iter().filter(|(first, _)| first.is_some()).count() as u64;
    let level = options.interval_level;
    let in_hours = waiting(all.ours.iter().copied(), WEEK_HOURS, level);
    let of_threads =
        waiting(all.threads.iter().map(|t| (t.first_reply_hours, t.seen_hours)), WEEK_HOURS, level);
    let with_ours = |measure: Measure, ours| Measure { ours, ..measure };
    let acts = |counts: &super::counts::Counts| {
        tygraph::active_engagement(&tygraph::Actions {
            messages: counts.messages(),
            likes: counts.acts.reactions,
            user_mentions: counts.mentions,
            ..Default::default()
        })
    };
    let impacts: f64 =
        all.threads.iter().map(|t| tygraph::thread_impact(t.replies, t.likes, 0, t.contributors)).sum();
    let messages: Vec<u64> = all.people.iter().map(|counts| counts.messages()).collect();
    let now = levels(all, all.last_day);
    // A month ago nothing is known of what lies more than three months before it, nor before the window.
    let before = (all.days > MONTH).then(|| levels(all, Day(all.last_day.0 - MONTH)));
    let responses: Vec<Option<f64>> = all.threads.iter().map(|t| t.first_reply_hours).collect();
    let silent = all.threads.iter().filter(|t| t.first_reply_hours.is_none()).count();
    let measures = vec![
        make.share(&m::INTERACTIVE, acted, users, accounts),
        make.share(
            &m::RESPONSE_RATE,
            all.threads.iter().filter(|t| t.answered).count() as u64,
            threads,
            "threads",
        ),
        make.share(&m::TWO_WAY, both, pairs, "pairs"),
        Measure {
            of: Some((users, accounts)),
            ..make.number(&m::KEY_PLAYERS, swoop::key_player_index(&partners))
        },
        make.number(&m::RISK, swoop::influencer_risk(&partners, options.risk_depth)),
        make.share(&m::HEALTH, make.active(MONTH), make.active(YEAR), "active in 365 days"),
        make.share(&m::CURIOSITY, all.questions_written, all.messages, "messages"),
        make.share(&m::ENGAGED, acted, users, accounts),
        make.number(&m::MAE, (users > 0).then(|| all.people.iter().map(acts).sum::<u64>() as f64)),
        Measure {
            of: Some((threads, "threads")),
            ..make.number(&m::IMPACT, (threads > 0).then(|| impacts / threads as f64))
        },
        with_ours(make.share(&m::ANSWER_RATE, answered, questions, "questions"), in_hours.1),
        make.share(&m::BEST_RATE, all.accepted_questions, questions, "questions"),
        with_ours(
            Measure {
                of: Some((answered, "with an answer")),
                ..make.number(
                    &m::MEDIAN_ANSWER,
                    median(all.questions.iter().filter_map(|question| question.0).collect()),
                )
            },
            in_hours.0,
        ),
        Measure {
            of: Some((answered, "with an answer")),
            ..make.number(&m::SAVED, (questions > 0).then(|| viva::hours_saved(answered)))
        },
        make.share(&m::ACTIVE, all.reacted_or_replied, users, accounts),
        with_ours(
            Measure {
                of: Some((threads - silent as u64, "with a reply")),
                median: median(responses.iter().flatten().copied().collect()),
                ..make.number(&m::FIRST_RESPONSE, discourse::mean_time_to_first_response(&responses))
            },
            of_threads.0,
        ),
        Measure {
            of: Some((threads, "threads")),
            ..make.number(&m::NO_RESPONSE, (threads > 0).then_some(silent as f64))
        },
        Measure {
            of: Some((all.messages, "messages")),
            ..make.number(&m::ABSENCE, chaoss::absence_factor(&messages).map(|people| people as f64))
        },
        make.number(&m::GRAVITY, before.and_then(|before| orbit::gravity(&before, &now))),
    ];
    let weeks = f64::from(all.days) / 7.0;
    let mut personas = [0; 5];
    let mut segments = [0; 5];
    for counts in &all.people {
        let persona = swoop::persona(&counts.acts, weeks, options.surplus);
        personas[swoop::Persona::ALL.iter().position(|&p| p == persona).unwrap_or(0)] += 1;
        let segment = viva::usage_segment(&counts.weeks);
        segments[viva::Segment::ALL.iter().position(|&s| s == segment).unwrap_or(0)] += 1;
    }
    let all_acts: Vec<u64> = all.people.iter().map(acts).collect();
    Rivals {
        options: options.clone(),
        users,
        measures,
        personas,
        segments: (all.days >= 7 * viva::SEGMENT_WEEKS as i32).then_some(segments),
        levels: now,
        onion: chaoss::onion(&all_acts),
        provenance: Default::default(),
    }
}
