//! What hangs on whom: how much of the community's work its manager or a few answerers do, and what would go without
//! them.
//!
//! [`dependence`](dependence()) measures it and raises alarms; [`what_if_removed`] takes people away and says between which
//! bounds the service to those who ask would lie, and in how many pieces talk would fall. [`Dependence::tables`] and
//! [`WhatIf::tables`] turn them into tables, none of which names an answerer.

mod absences;
mod concentration;
mod facts;
mod options;
mod provenance;
mod result;
mod series;
mod subject;
mod tables;
mod what_if;
mod what_if_options;
mod what_if_people;
mod what_if_provenance;
mod what_if_service;
mod what_if_structure;
mod what_if_tables;

pub use options::{
    DEFAULT_ABSENCE_DAYS, DEFAULT_ALARM_PROBABILITY, DEFAULT_ALARM_SHARE, DEFAULT_ALARM_WEEKS,
    DEFAULT_DISCOUNT, DEFAULT_FEW_ANSWERERS, DEFAULT_FEW_WEEKS, DEFAULT_INTERVAL_LEVEL,
    DEFAULT_MIN_QUESTIONS, DEFAULT_TRAILING_WEEKS, DependenceOptions, MAX_DRAWS,
};
pub use result::{
    Absences, Alarm, AlarmKind, AnswererConcentration, ConcentrationEstimates, Dependence, Estimate, Scope,
    Severity, Share, ShareKind, Span, WeekOfAnswers,
};
pub use series::{HIGH_LOSS, MODERATE_LOSS};
pub use subject::Subject;
pub use what_if::{WhatIf, what_if_removed};
pub use what_if_options::{
    DEFAULT_CURVE_DRAWS, DEFAULT_MAX_UNITS, DEFAULT_RANDOM_REMOVALS, MAX_RANDOM_REMOVALS, SMALLEST_UNIT,
    WhatIfOptions,
};
pub use what_if_people::Who;
pub use what_if_service::{HORIZONS, Loss, Scenario, Service};
pub use what_if_structure::{Baseline, LostPair, Structure, StructureMeasure};

use crate::View;
use crate::activity::{Question, Questions, SaysSomething};
use crate::error::Result;
use crate::stats::wilson;
use crate::{MemberId, Timestamp};
use concentration::Pairs;
use facts::Facts;
use subject::Desk;

/// Milliseconds of a week.
const WEEK_MS: i64 = 7 * 86_400_000;

/// How much hangs on the community manager, and on how few people the answers rest.
///
/// - **Shares** of the community manager (of the communications accounts where only those are named), with Wilson
///   intervals, over the window and its last weeks: first answers to colleagues' questions, questions addressed to them, threads started, conversations they
///   are part of ([`ShareKind`]).
/// - **Concentration** of the answerers, with and without them: share of the first and the first five, contributor absence
///   factor, HHI, effective numbers, Gini; intervals by bootstrap over the threads ([`AnswererConcentration`]).
/// - **Weeks** and **alarms**: the running share, `a_t = .95 a_{t-1} + k_t`, `b_t = .95 b_{t-1} + n_t - k_t` from
///   (1/2, 1/2) for k of n first answers, with `P(share > 1/2) > .9` in four weeks in a row; a change of the weekly
///   share upward (PELT); an absence factor of the trailing weeks of 2 or less for eight weeks. How bad it is goes by
///   the most that the share answered in seven days could lose.
/// - **Absences**: gaps of five working days or more without a message of the community manager, who wrote before and after;
///   what happened to questions inside and in as many weeks around. What differs came together with the absence,
///   which is often everybody's holiday as well.
///
/// Where nobody is named all of this is about the colleague who answered most questions, but for the absences: a private
/// person's are nobody's business. It is then withheld in aggregate mode, as are absences of fewer people than the smallest
/// group.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// O(messages + draws · answers + weeks · trailing answers).
///
/// # Example
/// ```
/// use cmgraph::dependence::{DependenceOptions, ShareKind, dependence};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let found = dependence(&read(&[path], &ReadOptions::default())?.whole(), &DependenceOptions::default())?;
/// let first = found.shares.iter().find(|share| share.kind == ShareKind::FirstAnswers).expect("four kinds");
/// let share = first.share.expect("questions");
/// assert!(share.interval.expect("Wilson").contains(share.value));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// CHAOSS, metric *Contributor Absence Factor*; R. Killick, P. Fearnhead, I. A. Eckley, *Optimal detection of changepoints
/// with a linear computational cost*, JASA 107 (2012); M. West, J. Harrison, *Bayesian Forecasting and Dynamic Models*
/// (1997), discounting.
pub fn dependence(view: &View<'_>, options: &DependenceOptions) -> Result<Dependence> {
    options.check()?;
    let questions = Questions::of(view, SaysSomething::default());
    let desk = Desk::of(view, &questions);
    let facts = Facts::of(view, &questions, &desk);
    let start = Timestamp(view.to().0.saturating_sub(i64::from(options.trailing_weeks) * WEEK_MS));
    let scopes = [(Scope::Window, view.from()), (Scope::Trailing, start.max(view.from()))];
    let mut shares = Vec::new();
    let mut concentration = Vec::new();
    for (scope, from) in scopes {
        shares.extend(scope_shares(&facts, &desk, scope, from, options));
        for with_subject in [true, false] {
            let asked =
                |question: &&Question| question.at >= from && (with_subject || !desk.has(question.asker));
            let pairs = Pairs::of(&questions, questions.asked.iter().filter(asked), &desk, with_subject);
            concentration.push(pairs.measure(scope, with_subject, options));
        }
    }
    let mondays = series::mondays(view);
    let weeks = series::weeks(&mondays, &questions, &facts, &desk, options);
    let (alarms, series_scanned) = series::alarms(view, &weeks, &mondays, &questions, &desk, options);
    let official = matches!(desk.subject, Subject::CommunityManagers | Subject::Communications);
    let mut askers: Vec<MemberId> = questions.asked.iter().map(|question| question.asker).collect();
    askers.sort_unstable();
    askers.dedup();
    let mut found = Dependence {
        options: options.clone(),
        subject: desk.subject,
        accounts: view.community().members().iter().filter(|&member| desk.has(member)).collect(),
        questions: questions.asked.len() as u64,
        askers: askers.len() as u64,
        shares,
        concentration,
        weeks,
        alarms,
        series_scanned,
        absences: official.then(|| absences::absences(view, &questions, &desk, options)),
        provenance: Default::default(),
    };
    found.provenance = provenance::provenance(view, &found);
    Ok(found)
}

fn scope_shares(
    facts: &Facts,
    desk: &Desk,
    scope: Scope,
    from: Timestamp,
    options: &DependenceOptions,
) -> Vec<Share> {
    let mut found = Vec::new();
    let mut share = |kind, rows: &mut dyn Iterator<Item = (MemberId, bool)>| {
        let (mut part, mut of, mut people) = (0, 0, Vec::new());
        for (member, holds) in rows {
            (part, of) = (part + u64::from(holds), of + 1);
            people.push(member);
        }
        people.sort_unstable();
        people.dedup();
        let enough = of >= options.min_questions.max(1);
        let interval = wilson(part, of, options.interval_level).filter(|_| enough);
        let estimate = interval.map(|_| Estimate { value: part as f64 / of as f64, interval });
        found.push(Share { scope, kind, part, of, people: people.len() as u64, share: estimate });
    };
    let answered = facts.answered.iter().filter(|question| question.at >= from);
    share(ShareKind::FirstAnswers, &mut answered.map(|question| (question.asker, question.first)));
    let addressed = facts.addressed.iter().filter(|question| question.at >= from);
    share(ShareKind::Addressed, &mut addressed.map(|question| (question.asker, question.to)));
    let threads = || facts.threads.iter().filter(move |thread| thread.at >= from);
    let started = threads().filter_map(|thread| thread.starter);
    share(ShareKind::Threads, &mut started.map(|starter| (starter, desk.has(starter))));
    let talks = threads().filter(|thread| thread.conversation);
    share(ShareKind::Conversations, &mut talks.map(|thread| (thread.by, thread.with)));
    found
}
