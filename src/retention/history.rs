//! What is known of everybody: when they could begin, when they were active, and whether their beginning was seen.

use super::RetentionOptions;
use super::cohort::{CohortCounter, CohortTable};
use crate::activity::{Action, ActionKind, Early, NEVER, Population, SaysSomething, in_order};
use crate::time::{Day, Period};
use crate::{Timestamp, View};

/// Whether somebody's first activity was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// Not active up to the end of the view.
    None,
    /// In the view.
    Seen,
    /// Before the view.
    Before,
    /// The account may be older than the export: earlier activity cannot be ruled out.
    Unknown,
}

/// What somebody did. Days are local.
#[derive(Debug, Clone, Copy)]
pub(super) struct History {
    pub(super) beginning: Beginning,
    /// The account may have been used before the export begins.
    pub(super) old_account: bool,
    first: Timestamp,
    pub(super) first_day: Day,
    pub(super) last_day: Day,
    /// Last day with an action before the first silence that another one ended.
    pub(super) silent_after: Option<Day>,
    pub(super) first_post: Timestamp,
    pub(super) first_post_day: Day,
    /// Weeks with an action, the last week of the view left out where it is not whole.
    pub(super) weeks: u32,
    /// First and last of them: days of their Mondays.
    pub(super) first_week: Day,
    pub(super) last_week: Day,
    /// Weeks, and the last of them, before the weeks held out to check the forecast.
    pub(super) early_weeks: u32,
    pub(super) early_last_week: Day,
}

/// Last weeks of the view, on which the forecast made before them is checked.
pub(super) const HELD_OUT_WEEKS: u32 = 12;

const NO_DAY: Day = Day(i32::MIN);

impl History {
    const NONE: History = History {
        beginning: Beginning::None,
        old_account: false,
        first: NEVER,
        first_day: NO_DAY,
        last_day: NO_DAY,
        silent_after: None,
        first_post: NEVER,
        first_post_day: NO_DAY,
        weeks: 0,
        first_week: NO_DAY,
        last_week: NO_DAY,
        early_weeks: 0,
        early_last_week: NO_DAY,
    };
}

/// A period of the cohort table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: Day,
    /// Whether the view holds all of it.
    pub(super) complete: bool,
    /// First local day after it.
    pub(super) next: Day,
    /// First instant after it.
    pub(super) until: Timestamp,
}

/// What the pass over the actions found.
pub(super) struct Histories {
    pub(super) people: Vec<History>,
    /// Periods of the view.
    pub(super) spans: Vec<Span>,
    /// Number of them up to the last that the view holds to its end.
    pub(super) whole: usize,
    /// Monday after the last week that the view holds to its end.
    pub(super) end_of_weeks: Day,
    /// For each person the number of periods that were wholly inside the view and with the organisation.
    pub(super) followed: Vec<u32>,
    /// Cohorts of those whose beginning was seen.
    pub(super) cohorts: CohortTable,
    /// First instant of the platform, as far as known.
    pub(super) launch: Timestamp,
    /// Whether the platform is older than the export, and whose beginning cannot be told.
    pub(super) early: Early,
    /// Posts, replies and reactions in the view of people of the population.
    pub(super) actions: u64,
    /// Actions after the leaving date of whoever did them.
    pub(super) after_leaving: u64,
    /// Reactions without a time.
    pub(super) untimed: u64,
}

impl Histories {
    pub(super) fn of(view: &View<'_>, population: &Population<'_>, options: &RetentionOptions) -> Histories {
        let observed = view.community().observed().0;
        let spans = spans(view, options.period);
        let followed: Vec<u32> = population
            .people
            .iter()
            .map(|person| spans.partition_point(|span| span.complete_until(view, person.to)) as u32)
            .collect();
        let end_of_weeks = end_of_weeks(view);
        let whole = spans.partition_point(|span| span.until <= view.to());
        let mut pass = Pass {
            view,
            population,
            spans: &spans,
            followed: &followed,
            counter: CohortCounter::new(
                population.people.len(),
                spans.iter().map(|span| span.start).collect(),
            ),
            people: vec![History::NONE; population.people.len()],
            period: 0,
            silence_days: 7 * options.silence_weeks as i32,
            end_of_weeks,
            held_out: Day(end_of_weeks.0.saturating_sub(7 * HELD_OUT_WEEKS as i32)),
            actions: 0,
            after_leaving: 0,
        };
        for (history, person) in pass.people.iter_mut().zip(&population.people) {
            history.old_account = person.account && person.may_be_early(observed);
        }
        let reactions = in_order(view, population, SaysSomething::default(), |action| pass.see(&action));
        let Pass { counter, people, actions, after_leaving, .. } = pass;
        let untimed = reactions.untimed;
        let cohorts = counter.finish();
        let early = Early::new(population, |i| people[i].beginning != Beginning::None, observed);
        let first = population.people.iter().filter_map(|person| person.joined).min();
        let launch = first.filter(|&first| early.truncated && first < observed).unwrap_or(observed);
        Histories {
            people,
            spans,
            whole,
            end_of_weeks,
            followed,
            cohorts,
            launch,
            early,
            actions,
            after_leaving,
            untimed,
        }
    }

    /// People of a kind of beginning.
    pub(super) fn count(&self, beginning: Beginning) -> u64 {
        self.people.iter().filter(|history| history.beginning == beginning).count() as u64
    }

    /// Number of periods that are over before a local day begins.
    pub(super) fn ended_by(&self, day: Day) -> usize {
        self.spans.partition_point(|span| span.next <= day)
    }

    /// Position of the period that holds a local day of the view.
    pub(super) fn span_of(&self, day: Day) -> usize {
        self.spans.partition_point(|span| span.start <= day).saturating_sub(1)
    }
}

impl Span {
    /// Whether the view holds the end of the span, and somebody who left at `to` saw it. (Only the first span can
    /// lack its beginning.)
    fn complete_until(&self, view: &View<'_>, to: Timestamp) -> bool {
        self.until <= view.to() && self.until <= to
    }
}

fn spans(view: &View<'_>, period: Period) -> Vec<Span> {
    let Some((first, last)) = view.days() else { return Vec::new() };
    let zone = &view.window().zone;
    let mut spans = Vec::new();
    let mut start = period.start(first);
    let mut from = zone.start_of(start);
    while start <= last {
        let next = period.next(start);
        let until = zone.start_of(next);
        spans.push(Span { start, complete: view.from() <= from && until <= view.to(), next, until });
        (start, from) = (next, until);
    }
    spans
}

fn end_of_weeks(view: &View<'_>) -> Day {
    view.days().map_or(NO_DAY, |(_, last)| {
        let monday = last.monday();
        let next = Day(monday.0 + 7);
        if view.window().zone.start_of(next) <= view.to() { next } else { monday }
    })
}

struct Pass<'a> {
    view: &'a View<'a>,
    population: &'a Population<'a>,
    spans: &'a [Span],
    followed: &'a [u32],
    counter: CohortCounter,
    people: Vec<History>,
    /// Position of the period of the last action seen.
    period: usize,
    silence_days: i32,
    end_of_weeks: Day,
    held_out: Day,
    actions: u64,
    after_leaving: u64,
}

impl Pass<'_> {
    #[inline]
    fn see(&mut self, action: &Action) {
        let i = action.actor as usize;
        let (Some(history), Some(person)) = (self.people.get_mut(i), self.population.people.get(i)) else {
            return;
        };
        let inside = action.at >= self.view.from();
        if action.at >= person.to {
            self.after_leaving += u64::from(inside);
            return;
        }
        self.actions += u64::from(inside);
        if history.first == NEVER {
            history.first = action.at;
            history.first_day = action.day;
            history.beginning = match inside {
                false => Beginning::Before,
                true if history.old_account => Beginning::Unknown,
                true => Beginning::Seen,
            };
        }
        let whole_days = action.day.0.saturating_sub(history.last_day.0).saturating_sub(1);
        if history.silent_after.is_none() && history.last_day != NO_DAY && whole_days >= self.silence_days {
            history.silent_after = Some(history.last_day);
        }
        history.last_day = action.day;
        if history.first_post == NEVER && !matches!(action.kind, ActionKind::Reaction) {
            (history.first_post, history.first_post_day) = (action.at, action.day);
        }
        if action.day < self.end_of_weeks {
            let week = action.day.monday();
            if week != history.last_week {
                if history.weeks == 0 {
                    history.first_week = week;
                }
                history.last_week = week;
                history.weeks += 1;
                if week < self.held_out {
                    (history.early_weeks, history.early_last_week) = (history.weeks, week);
                }
            }
        }
        if history.beginning != Beginning::Seen {
            return;
        }
        while self.spans.get(self.period + 1).is_some_and(|next| next.start <= action.day) {
            self.period += 1;
        }
        // Beyond what was seen whole of somebody, only the first period counts: it makes the cohort.
        if history.first_day >= self.spans[self.period].start || (self.period as u32) < self.followed[i] {
            self.counter.see(action.actor, self.period as u32);
        } else {
            // Whoever came in the rest of the time was still there in the periods seen whole.
            self.counter.last_until(action.actor, self.followed[i]);
        }
    }
}
