//! The open questions, those first that nobody will answer by themselves.

use super::options::RouteOptions;
use super::question::RoutedQuestion;
use super::router::Router;
use super::suggest::SIMILAR;
use crate::activity::{Question, counted};
use crate::champions::NEWCOMER_DAYS;
use crate::retrieval::Hit;
use crate::stats::{DEFAULT_LEVEL, Interval, Lifetime, Survival, kaplan_meier, two_sided_z, wilson_of};
use crate::table::Provenance;
use crate::text::{Language, asked, excerpt};
use crate::time::DAY_MS;
use crate::{GroupId, MessageId, Result, Timestamp, View};
use rayon::prelude::*;

/// Business hours within which a question should be answered.
pub const HORIZON_HOURS: f64 = 24.0;
/// Open questions that are listed at most: more than anybody writes to in a week.
pub const DEFAULT_LISTED: usize = 1000;
/// What is said of open questions that are not listed for their number.
pub(crate) const NOT_LISTED: &str = "open questions that come after the first n, counted by group alone";
/// Days after which an open question is no longer listed: whoever asked has found another way, or none.
pub const DEFAULT_MAX_AGE_DAYS: f64 = 30.0;
/// Probability to be answered in time below which somebody should be asked.
pub const DEFAULT_ROUTE_BELOW: f64 = 0.5;
/// Days in which the worth of an answer halves: who asked last month has found another way.
pub const WORTH_HALF_LIFE_DAYS: f64 = 7.0;
/// Questions of all groups that weigh as much as those of the own group: what few questions of a group say is held to the whole.
pub const GROUP_WEIGHT: f64 = 20.0;
/// Questions still open at an age below which nothing is said about what comes then.
pub const MIN_AT_RISK: u64 = 10;

/// Which open questions are listed.
#[derive(Debug, Clone, PartialEq)]
pub struct UnansweredOptions {
    /// Questions that are listed at most, the first by priority; 1 or more. Counts are of all.
    pub n: usize,
    /// Questions older than so many days are not listed; positive.
    pub max_age_days: f64,
    /// Somebody should be asked where a question will be answered in time with less than this probability; 0 to 1.
    pub route_below: f64,
    /// Titles, or the words that ask, of the questions in a column: named mode only, and for the community manager alone.
    pub show_text: bool,
    /// How similar threads, and people to ask, are found.
    pub route: RouteOptions,
}

impl Default for UnansweredOptions {
    fn default() -> Self {
        UnansweredOptions {
            n: DEFAULT_LISTED,
            max_age_days: DEFAULT_MAX_AGE_DAYS,
            route_below: DEFAULT_ROUTE_BELOW,
            show_text: false,
            route: RouteOptions::default(),
        }
    }
}

impl UnansweredOptions {
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: f64, expected: &str| {
            Err(crate::Error::Option { option, found: found.to_string(), expected: expected.into() })
        };
        if self.n == 0 {
            return fault("n", 0.0, "1 or more");
        }
        if !(self.max_age_days.is_finite() && self.max_age_days > 0.0) {
            return fault("max_age_days", self.max_age_days, "a positive number of days");
        }
        if !(0.0..=1.0).contains(&self.route_below) {
            return fault("route_below", self.route_below, "a probability from 0 to 1");
        }
        Ok(())
    }
}

/// The probability that a question is still answered in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnswerChance {
    /// Probability.
    pub value: f64,
    /// 95% interval.
    pub interval: Interval,
    /// Past questions that were still open at this age, of all groups.
    pub at_risk: u64,
    /// Those of the own group among them.
    pub at_risk_in_group: u64,
}

/// A question that nobody has answered.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenQuestion {
    /// The message that asks.
    pub message: MessageId,
    /// Its native id.
    pub id: String,
    /// Name of the group, where it stands in one.
    pub group: Option<String>,
    /// When it was asked.
    pub asked: Timestamp,
    /// Hours that it is open, nights and weekends included.
    pub age_hours: f64,
    /// Business hours of the asker among them.
    pub age_business_hours: f64,
    /// Code of its language, where clear.
    pub language: Option<&'static str>,
    /// Probability to be answered within the next 24 business hours, given that it is open; `None` where too few questions were ever
    /// open so long.
    pub chance: Option<AnswerChance>,
    /// Whether whoever asks is new: first wrote at most 30 days before. `None` where the export begins too late to tell.
    pub asker_is_new: Option<bool>,
    /// Whether somebody should be asked: the probability is below [`route_below`](UnansweredOptions::route_below), or not known.
    pub to_route: bool,
    /// How much an invitation is needed, 0 to 1: the probability that the question stays open, 1 where it is not known, times
    /// `2^(-age / 7 days)`.
    pub need: f64,
    /// Native ids of answered questions like it.
    pub similar: Vec<String>,
    /// Title, or the words that ask; only where asked for.
    pub text: Option<String>,
    pub(super) asker: crate::MemberId,
}

/// Open questions of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInGroup {
    /// Name; `None` for questions in no group.
    pub group: Option<String>,
    /// People who wait.
    pub askers: u64,
    /// Open questions.
    pub open: u64,
    /// Those for which somebody should be asked.
    pub to_route: u64,
    /// Those of new people.
    pub of_new: u64,
}

/// The open questions of a view.
#[derive(Debug, Clone, PartialEq)]
pub struct Unanswered {
    /// Those first for which somebody should be asked, among them new askers first, then by [`need`](OpenQuestion::need).
    pub questions: Vec<OpenQuestion>,
    /// By group, as groups are ordered; of all open questions that are young enough, listed or not.
    pub groups: Vec<OpenInGroup>,
    /// Open questions that are young enough to be listed: more than [`questions`](Unanswered::questions) where those are more than
    /// [`n`](UnansweredOptions::n).
    pub open: u64,
    /// Those of them for which somebody should be asked.
    pub to_route: u64,
    /// Questions of colleagues in the view.
    pub asked: u64,
    /// Those that were answered.
    pub answered: u64,
    /// Open ones that are older than [`max_age_days`](UnansweredOptions::max_age_days).
    pub too_old: u64,
    /// People who wait for an answer to one of the open questions.
    pub askers: u64,
    /// Where the numbers come from.
    pub provenance: Provenance,
    /// The options in force.
    pub options: UnansweredOptions,
}

/// The open questions, those first that nobody will answer by themselves.
///
/// A question is the first message of a thread by a colleague that asks; it is answered by the first reply of another person that
/// says something (bots aside). Its probability to be answered within the next 24 hours, given that it has been open so
/// long, is `1 - S(age + 24) / S(age)` by Kaplan-Meier over all questions of the view, open ones censored; that of the own group is
/// drawn to that of the whole: `(n_g p_g + 20 p) / (n_g + 20)`, with `n_g` questions of the group that were still open at that age. Its
/// interval is Wilson's for as many questions as it rests on.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range, [`Error::Unknown`](crate::Error::Unknown) for people in
/// the options whom nobody knows.
///
/// # Complexity
/// O(words) for the index, then a search a listed question, in parallel.
///
/// # Example
/// ```
/// use cmgraph::routing::{UnansweredOptions, unanswered};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let found = unanswered(&read(&[path], &ReadOptions::default())?.whole(), &UnansweredOptions::default())?;
/// assert!(found.answered + found.too_old + found.questions.len() as u64 == found.asked);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// E. L. Kaplan, P. Meier, *Nonparametric estimation from incomplete observations*, JASA 53 (1958).
pub fn unanswered(view: &View<'_>, options: &UnansweredOptions) -> Result<Unanswered> {
    options.check()?;
    Ok(open_questions(&Router::new(view, &options.route)?, options).0)
}

/// A listed question as it was searched for: whom to ask goes by the same past threads.
pub(super) struct Searched {
    pub(super) question: RoutedQuestion,
    /// Past threads most alike.
    pub(super) hits: Vec<Hit>,
}

/// The same with a router that stands already; and what was searched for each listed question.
pub(super) fn open_questions(
    router: &Router<'_>,
    options: &UnansweredOptions,
) -> (Unanswered, Vec<Searched>) {
    let view = &router.view;
    let community = view.community();
    let threads = community.threads();
    let now = view.to();
    let asked = &router.memory.questions.asked;
    let waits = Waits::of(router);
    let open: Vec<&Question> =
        asked.iter().filter(|question| router.memory.questions.answers(question).is_empty()).collect();
    let limit = now.0.saturating_sub((options.max_age_days * DAY_MS as f64) as i64);
    let (young, old): (Vec<&Question>, Vec<&Question>) =
        open.iter().copied().partition(|question| question.at.0 >= limit);
    let first = first_messages(view);
    let mut questions: Vec<(OpenQuestion, Option<GroupId>)> = young
        .par_iter()
        .filter_map(|question| {
            let root = threads.root(question.thread)?;
            let group = threads.groups[question.thread.index()];
            let age = router.memory.clocks.hours(question.asker, question.at, now);
            let chance = waits.chance(age, group);
            let found = OpenQuestion {
                message: root,
                id: community.messages().ids.get(root.index()),
                group: group.map(|group| community.groups().names.get(group.index()).to_owned()),
                asked: question.at,
                age_hours: 24.0 * now.days_since(question.at),
                age_business_hours: age,
                language: None,
                chance,
                asker_is_new: is_new(view, &first, question),
                need: (1.0 - chance.map_or(0.0, |chance| chance.value))
                    * (-now.days_since(question.at) / WORTH_HALF_LIFE_DAYS).exp2(),
                to_route: chance.is_none_or(|chance| chance.value < options.route_below),
                similar: Vec::new(),
                text: None,
                asker: question.asker,
            };
            Some((found, group))
        })
        .collect();
    questions.par_sort_by(|(a, _), (b, _)| {
        let rank = |q: &OpenQuestion| (!q.to_route, q.to_route && q.asker_is_new != Some(true));
        rank(a).cmp(&rank(b)).then(b.need.total_cmp(&a.need)).then(a.message.cmp(&b.message))
    });
    let groups = by_group(view, &questions);
    let askers = distinct(questions.iter().map(|(question, _)| question.asker));
    let (young, to_route) = (questions.len(), questions.iter().filter(|(q, _)| q.to_route).count());
    questions.truncate(options.n);
    // What has to be read or searched for, only for those that are listed.
    let (questions, searched): (Vec<OpenQuestion>, Vec<Searched>) = questions
        .into_par_iter()
        .map(|(mut question, _)| {
            let routed = RoutedQuestion::message(view, question.message);
            question.language = routed.language.map(Language::code);
            question.text = options.show_text.then(|| what_is_asked(&routed)).flatten();
            let native = |message: MessageId| community.messages().ids.get(message.index());
            let wanted = router.options.threads;
            let mut hits = router.similar(&routed, now, wanted.max(SIMILAR));
            question.similar = router.threads_alike(&routed, now, &hits).into_iter().map(native).collect();
            hits.truncate(wanted);
            (question, Searched { question: routed, hits })
        })
        .unzip();
    let mut found = Unanswered {
        groups,
        asked: asked.len() as u64,
        answered: (asked.len() - open.len()) as u64,
        too_old: old.len() as u64,
        open: young as u64,
        to_route: to_route as u64,
        askers,
        questions,
        provenance: Provenance::default(),
        options: options.clone(),
    };
    found.provenance = super::provenance::of_unanswered(view, &found, router.memory.clocks.in_use() as u64);
    (found, searched)
}

fn distinct(members: impl Iterator<Item = crate::MemberId>) -> u64 {
    let mut members: Vec<_> = members.collect();
    members.sort_unstable();
    members.dedup();
    members.len() as u64
}

fn by_group(view: &View<'_>, questions: &[(OpenQuestion, Option<GroupId>)]) -> Vec<OpenInGroup> {
    let place = |group: &Option<GroupId>| group.map_or(u32::MAX, |group| group.0);
    let mut sorted: Vec<&(OpenQuestion, Option<GroupId>)> = questions.iter().collect();
    sorted.sort_by_key(|(_, group)| place(group));
    let names = &view.community().groups().names;
    let count = |of: &[&(OpenQuestion, Option<GroupId>)], counts: fn(&OpenQuestion) -> bool| {
        of.iter().filter(|(question, _)| counts(question)).count() as u64
    };
    let of = |of: &[&(OpenQuestion, Option<GroupId>)]| OpenInGroup {
        group: of[0].1.map(|group| names.get(group.index()).to_owned()),
        askers: distinct(of.iter().map(|(question, _)| question.asker)),
        open: of.len() as u64,
        to_route: count(of, |question| question.to_route),
        of_new: count(of, |question| question.asker_is_new == Some(true)),
    };
    sorted.chunk_by(|a, b| a.1 == b.1).map(of).collect()
}

/// Characters of a question that are shown where asked for.
const SHOWN: usize = 120;

/// The title, or what the text asks where there is none or it is but a link.
fn what_is_asked(question: &RoutedQuestion) -> Option<String> {
    let title = excerpt(&question.title, SHOWN);
    Some(if title.is_empty() { asked(&question.text, SHOWN) } else { title }).filter(|text| !text.is_empty())
}

/// First message of every member in the view.
fn first_messages(view: &View<'_>) -> Vec<Option<Timestamp>> {
    let community = view.community();
    let messages = community.messages();
    let mut first = vec![None; community.members().len()];
    for i in view.message_range() {
        first[messages.authors[i].index()].get_or_insert(messages.at[i]);
    }
    first
}

/// Whether whoever asks first wrote at most 30 days before. Who registered before the view begins may have written before it.
fn is_new(view: &View<'_>, first: &[Option<Timestamp>], question: &Question) -> Option<bool> {
    let i = question.asker.index();
    let began = first[i]?;
    if question.at.days_since(began) > NEWCOMER_DAYS {
        return Some(false);
    }
    let joined = view.community().members().joined[i];
    let seen_from = view.from();
    match joined {
        Some(joined) if joined >= seen_from => Some(true),
        _ if began.days_since(seen_from) > NEWCOMER_DAYS => Some(true),
        _ => None,
    }
}

/// How many business hours questions waited, in all and by group.
struct Waits {
    all: Option<Survival>,
    exits: Vec<f64>,
    groups: Vec<Option<(Survival, Vec<f64>)>>,
}

impl Waits {
    fn of(router: &Router<'_>) -> Waits {
        let view = &router.view;
        let community = view.community();
        let lifetimes = |question: &Question| {
            let answer = router.memory.questions.answers(question).first().map(|answer| answer.at);
            let hours = router.memory.clocks.hours(question.asker, question.at, answer.unwrap_or(view.to()));
            Lifetime::new(hours, answer.is_some())
        };
        let mut by_group: Vec<Vec<Lifetime>> = vec![Vec::new(); community.groups().len()];
        let mut all = Vec::with_capacity(router.memory.questions.asked.len());
        for question in &router.memory.questions.asked {
            let lifetime = lifetimes(question);
            all.push(lifetime);
            if let Some(group) = community.threads().groups[question.thread.index()] {
                by_group[group.index()].push(lifetime);
            }
        }
        let exits = |lifetimes: &[Lifetime]| {
            let mut exits: Vec<f64> = lifetimes.iter().map(|lifetime| lifetime.exit).collect();
            exits.sort_unstable_by(f64::total_cmp);
            exits
        };
        let of =
            |lifetimes: &Vec<Lifetime>| Some((kaplan_meier(lifetimes, DEFAULT_LEVEL)?, exits(lifetimes)));
        Waits {
            all: kaplan_meier(&all, DEFAULT_LEVEL),
            exits: exits(&all),
            groups: by_group.par_iter().map(of).collect(),
        }
    }

    /// `1 - S(age + 24) / S(age)`, that of the group drawn to that of all.
    fn chance(&self, age: f64, group: Option<GroupId>) -> Option<AnswerChance> {
        let at_risk = |exits: &[f64]| (exits.len() - exits.partition_point(|&exit| exit <= age)) as u64;
        let still = |curve: &Survival| {
            let (now, then) = (curve.at(age)?.survival, curve.at(age + HORIZON_HOURS)?.survival);
            (now > 0.0).then(|| (1.0 - then / now).clamp(0.0, 1.0))
        };
        let n = at_risk(&self.exits);
        let whole = still(self.all.as_ref()?).filter(|_| n >= MIN_AT_RISK)?;
        let own = group.and_then(|group| self.groups.get(group.index())?.as_ref());
        let own = own.and_then(|(curve, exits)| Some((still(curve)?, at_risk(exits))));
        let (share, in_group) = own.unwrap_or((whole, 0));
        let weight = in_group as f64;
        let value = (weight * share + GROUP_WEIGHT * whole) / (weight + GROUP_WEIGHT);
        // The whole lends its weight only as far as it has questions.
        let size = weight + GROUP_WEIGHT.min(n as f64);
        let size = if own.is_some() { size } else { n as f64 };
        let interval = wilson_of(value, size, two_sided_z(DEFAULT_LEVEL)?);
        Some(AnswerChance { value, interval, at_risk: n, at_risk_in_group: in_group })
    }
}

impl Unanswered {
    /// In a sentence.
    pub fn describe(&self) -> String {
        let open = counted(self.open, "question is open", "questions are open");
        format!("{open}, {} of them unlikely to be answered in time", self.to_route)
    }
}
