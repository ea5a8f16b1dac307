//! What is known of each question.

use super::{AnswersOptions, Clock, Until};
use crate::activity::{Answerer, Questions, Units, hours, wait, welcome};
use crate::stats::Lifetime;
use crate::text::Language;
use crate::{GroupId, MemberId, Timestamp, View};

/// Delays of a question by one clock, in hours.
#[derive(Debug, Clone, Copy)]
struct Delays {
    first: Option<f64>,
    welcome: Option<f64>,
    /// Until the end of the view.
    end: f64,
}

/// A question and what came of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fact {
    pub(crate) asker: MemberId,
    pub(crate) at: Timestamp,
    /// Who answered first.
    pub(crate) first: Option<Answerer>,
    /// Whether the first answer is dated before the question.
    pub(crate) before: bool,
    /// Whether a colleague answered, first or later.
    pub(crate) by_colleague: bool,
    /// Whether the first answer, of a colleague, came from another unit; `None` where that is not known.
    pub(crate) from_other_unit: Option<bool>,
    /// Position among the units, or [`NO_UNIT`](crate::activity::NO_UNIT).
    pub(crate) unit: u32,
    pub(crate) group: Option<GroupId>,
    pub(crate) language: Option<Language>,
    delays: [Delays; 2],
}

impl Fact {
    /// The wait, censored at the end of the view.
    pub(crate) fn wait(&self, until: Until, clock: Clock) -> Lifetime {
        let delays = &self.delays[clock as usize];
        let event = match until {
            Until::FirstAnswer => delays.first,
            Until::Welcome => delays.welcome,
        };
        wait(event, delays.end)
    }

    /// Hours from the question to the end of the view: for so long it could be followed.
    pub(crate) fn followed(&self, clock: Clock) -> f64 {
        self.delays[clock as usize].end
    }

    pub(crate) fn is_welcome(&self) -> bool {
        self.delays[Clock::Wall as usize].welcome.is_some()
    }
}

/// All questions of a view in order of time.
pub(crate) struct Facts {
    pub(crate) facts: Vec<Fact>,
    pub(crate) units: Units,
    /// Colleagues who answered.
    pub(crate) helpers: u64,
    pub(crate) calendars_in_use: u64,
    /// Units and sites with a calendar that is nobody's who asked.
    pub(crate) calendars_of_nobody: Vec<String>,
}

impl Facts {
    /// O(messages + questions · log days).
    pub(crate) fn of(view: &View<'_>, questions: &Questions, options: &AnswersOptions) -> Facts {
        let community = view.community();
        let (threads, end) = (community.threads(), view.to());
        let units = Units::of(view, options.unit_level);
        let askers = questions.asked.iter().map(|question| question.asker);
        let clocks = options.calendars.clocks(view, askers, view.from(), end);
        let welcome = welcome(view, questions);
        let mut helpers = Vec::new();
        let fact = |question: &crate::activity::Question| {
            let answers = questions.answers(question);
            let first = answers.first();
            let thanked = &welcome[questions.first_place(question)..];
            let liked =
                answers.iter().zip(thanked).find(|(_, welcome)| **welcome).map(|(answer, _)| answer.at);
            let colleague = |answer: &&crate::activity::Answer| answer.who == Answerer::Colleague;
            helpers.extend(answers.iter().filter(colleague).map(|answer| answer.by));
            let unit = |member: MemberId| {
                Some(units.of[member.index()]).filter(|&unit| unit != crate::activity::NO_UNIT)
            };
            let from_other_unit =
                first.filter(colleague).and_then(|answer| Some(unit(answer.by)? != unit(question.asker)?));
            let business = |to: Timestamp| clocks.hours(question.asker, question.at, to);
            let wall = |to: Timestamp| hours(question.at, to);
            let delays = |until: &dyn Fn(Timestamp) -> f64| Delays {
                first: first.map(|answer| until(answer.at)),
                welcome: liked.map(until),
                end: until(end),
            };
            Fact {
                asker: question.asker,
                at: question.at,
                first: first.map(|answer| answer.who),
                before: first.is_some_and(|answer| answer.at < question.at),
                by_colleague: answers.iter().any(|answer| answer.who == Answerer::Colleague),
                from_other_unit,
                unit: units.of[question.asker.index()],
                group: threads.groups[question.thread.index()],
                language: threads.root(question.thread).and_then(|root| community.messages().language(root)),
                delays: [delays(&wall), delays(&business)],
            }
        };
        let facts = questions.asked.iter().map(fact).collect();
        helpers.sort_unstable();
        helpers.dedup();
        Facts {
            facts,
            helpers: helpers.len() as u64,
            calendars_in_use: clocks.in_use() as u64,
            calendars_of_nobody: options.calendars.unused(&clocks),
            units,
        }
    }
}

/// Number of people who asked these questions.
pub(super) fn askers<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> u64 {
    let mut askers: Vec<MemberId> = facts.into_iter().map(|fact| fact.asker).collect();
    askers.sort_unstable();
    askers.dedup();
    askers.len() as u64
}
