//! Are questions answered, by whom, and how soon?
//!
//! [`answers`](answers()) looks at every question of a colleague that starts a thread. Those that nobody has answered yet
//! stay in: they are censored at the end of the view, never left out, so that a community that ignores half of its questions does not look
//! fast. Times are told twice, by the clock on the wall and in business hours of whoever asked
//! ([`calendar`](crate::calendar)).

mod facts;
mod options;
mod parts;
mod provenance;
mod result;
mod speed;
mod tables;

pub use crate::activity::{Comparison, Estimate};
pub(crate) use facts::{Fact, Facts};
pub use options::{AnswersOptions, DEFAULT_INTERVAL_LEVEL, DEFAULT_MIN_QUESTIONS, DEFAULT_PERIOD};
pub use result::{
    AnswererPoint, Answerers, Answers, Clock, Difference, Part, PeriodAnswers, Point, Share, ShareKind,
    Speed, Until,
};

use crate::View;
use crate::activity::{Answerer, People, Questions, SaysSomething};
use crate::error::Result;
use facts::askers;

/// Whether, by whom and how soon the questions of a view are answered.
///
/// A question is a message of a colleague that starts a thread and asks something; an answer is a reply by somebody else,
/// no bot, that says something (three words or more, or an attachment; twelve words where it also thanks or asks).
///
/// - **How soon** ([`Speed`]): Kaplan-Meier over all questions, those without an answer censored at the end of the view;
///   the share answered within `t` is `1 - S(t)` with its log-log interval; the median is the smallest `t` with
///   `S(t) <= 1/2`, and there is none where half are never answered. To the first answer, and to the first that was
///   accepted or that the asker thanked for.
/// - **By whom** ([`Answerers`]): colleagues, the community manager and outsiders compete for the first answer; cumulative
///   incidence by Aalen and Johansen, which with the share still open adds up to one.
/// - **Shares** ([`Share`]) with Wilson's interval: answered, by a colleague, from another unit, accepted or thanked; people
///   helped; helpers.
/// - **By unit, group and language, by week or month of asking** ([`Part`]), with log-rank tests of whether they differ
///   ([`Difference`]), p-values adjusted for all of them.
///
/// No person is named.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// O(messages + questions · log questions + days · calendars in use).
///
/// # Example
/// ```
/// use cmgraph::answers::{AnswersOptions, Clock, Until, answers};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let found = answers(&read(&[path], &ReadOptions::default())?.whole(), &AnswersOptions::default())?;
/// let first = found.speed.iter().find(|s| s.until == Until::FirstAnswer && s.clock == Clock::Wall).expect("first");
/// // Half of the questions have an answer within some hours, three in four within a week.
/// assert!(first.median.time.is_some_and(|hours| hours < 24.0));
/// assert!(first.within[3].is_some_and(|week| week.value > 0.75));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// E. L. Kaplan, P. Meier, *Nonparametric estimation from incomplete observations*, JASA 53 (1958); O. O. Aalen, S.
/// Johansen, *An empirical transition matrix for non-homogeneous Markov chains based on censored observations*,
/// Scandinavian Journal of Statistics 5 (1978); CHAOSS, metric *Time to First Response*.
pub fn answers(view: &View<'_>, options: &AnswersOptions) -> Result<Answers> {
    options.check()?;
    let questions = Questions::of(view, SaysSomething::default());
    let all = Facts::of(view, &questions, options);
    let facts = &all.facts;
    let kinds = Until::ALL.into_iter().flat_map(|until| Clock::ALL.map(|clock| (until, clock)));
    let mut found = Answers {
        options: options.clone(),
        questions: facts.len() as u64,
        askers: askers(facts),
        calendars_in_use: all.calendars_in_use,
        shares: shares(&all, colleagues(view), options),
        speed: kinds.map(|(until, clock)| Speed::of(facts, until, clock, options)).collect(),
        answerers: Clock::ALL.iter().filter_map(|&clock| speed::answerers(facts, clock, options)).collect(),
        units: parts::units(&all, options),
        groups: parts::groups(view, facts, options),
        languages: parts::languages(facts, options),
        periods: parts::periods(view, facts, options),
        differences: parts::differences(&all, options),
        provenance: Default::default(),
    };
    found.provenance = provenance::provenance(view, &all, &found);
    Ok(found)
}

/// Colleagues who were there in the view: those who could answer.
fn colleagues(view: &View<'_>) -> u64 {
    let (people, members) = (People::of(view), view.community().members());
    members.iter().filter(|&m| members.is_colleague(m) && people.months(m, None) > 0.0).count() as u64
}

fn shares(all: &Facts, colleagues: u64, options: &AnswersOptions) -> Vec<Share> {
    let facts = &all.facts;
    let share = |kind, of: &dyn Fn(&Fact) -> bool, part: &dyn Fn(&Fact) -> bool| {
        let rows: Vec<&Fact> = facts.iter().filter(|fact| of(fact)).collect();
        let part = rows.iter().filter(|fact| part(fact)).count() as u64;
        let of = rows.len() as u64;
        let enough = of >= options.min_questions;
        let share = Estimate::share(part, of, options.interval_level).filter(|_| enough);
        Share { kind, part, of: Some(of), people: askers(rows.iter().copied()), share }
    };
    let answered = |fact: &Fact| fact.first.is_some();
    let first = |who: Answerer| move |fact: &Fact| fact.first == Some(who);
    let people = askers(facts);
    let helped = askers(facts.iter().filter(|fact| answered(fact)));
    let enough = people >= options.min_questions;
    vec![
        share(ShareKind::Answered, &|_| true, &answered),
        share(ShareKind::ByColleague, &|_| true, &|fact| fact.by_colleague),
        share(ShareKind::FirstByColleague, &answered, &first(Answerer::Colleague)),
        share(ShareKind::FirstByOfficial, &answered, &first(Answerer::Official)),
        share(ShareKind::FirstByOutsider, &answered, &first(Answerer::Outsider)),
        share(ShareKind::FromOtherUnit, &|fact| fact.from_other_unit.is_some(), &|fact| {
            fact.from_other_unit == Some(true)
        }),
        share(ShareKind::Welcome, &answered, &Fact::is_welcome),
        Share {
            kind: ShareKind::Helped,
            part: helped,
            of: Some(people),
            people,
            share: Estimate::share(helped, people, options.interval_level).filter(|_| enough),
        },
        // About everybody who could answer: were it about the helpers, a few of them would hide a row of the askers with theirs.
        Share { kind: ShareKind::Helpers, part: all.helpers, of: None, people: colleagues, share: None },
    ]
}
