//! Who could answer a question, as of any time.

use super::options::{RouteOptions, RouteWeights};
use super::presence::{HoursAhead, Presence};
use super::propensity::{Chance, Chances, Prior};
use super::question::{RoutedQuestion, language, lead};
use crate::activity::{Answerer, NEVER, NO_UNIT, Question, Questions, SaysSomething, Units, has_left, void};
use crate::champions::opted_out;
use crate::community::{MemberKind, MessageFlags, Messages, Privacy};
use crate::retrieval::{Hit, Index, Passage, Query, TITLE_WEIGHT, Text};
use crate::text::Language;
use crate::{GroupId, MemberId, MessageId, Result, ThreadId, Timestamp, View};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::borrow::Cow;

/// What a thread counts for a person who replied there without answering.
const REPLIED: f64 = 0.5;
/// Messages in a language from which somebody is taken to write in it.
const WRITES: u8 = 2;
/// Shares are kept off 0 and 1, where a logit has no value.
const EDGE: f64 = 1e-6;

/// Somebody who wrote in a thread of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contribution {
    pub(super) by: MemberId,
    pub(super) at: Timestamp,
    pub(super) answered: bool,
}

/// What speaks for a candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RouteFeatures {
    /// Share of the relevance of all candidates, from the past threads that are most alike: sum of their BM25 scores over those
    /// that the person answered, half of it where he or she only replied. 0 to 1.
    pub relevance: f64,
    /// The relevance after [`smoothing`](RouteOptions::smoothing), above 0: its logarithm goes into the score.
    pub smoothed: f64,
    /// Probability that the person answers a question that falls into his or her groups, 0 to 1.
    pub propensity: f64,
    /// Probability to be there in the next business hours, 0 to 1.
    pub availability: f64,
    /// Share of the invitations of a week that is left, 0 to 1.
    pub load: f64,
    /// Whether the person has written in the language of the question; `false` where that is not clear.
    pub same_language: bool,
    /// Whether the person is of another unit than the asker; `false` where either is not known.
    pub other_unit: bool,
}

impl RouteFeatures {
    /// The terms that the weights are for, in their order.
    pub fn terms(&self) -> [f64; 6] {
        let logit = |p: f64| {
            let p = p.clamp(EDGE, 1.0 - EDGE);
            (p / (1.0 - p)).ln()
        };
        [
            self.smoothed.max(f64::MIN_POSITIVE).ln(),
            logit(self.propensity),
            self.availability.max(EDGE).ln(),
            self.load.max(EDGE).ln(),
            f64::from(u8::from(self.same_language)),
            f64::from(u8::from(self.other_unit)),
        ]
    }

    /// `Σ weight · term`.
    pub fn score(&self, weights: &RouteWeights) -> f64 {
        self.terms().iter().zip(weights.values()).map(|(term, weight)| term * weight).sum()
    }
}

/// A candidate and the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedCandidate {
    /// Who.
    pub member: MemberId,
    /// Sum of weights times features: comparable among the candidates for one question only.
    pub score: f64,
    /// What it is made of.
    pub features: RouteFeatures,
}

/// Who is no candidate, and why: counts of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoCandidates {
    /// Asked the question.
    pub asker: u64,
    /// Community managers and communications accounts.
    pub officials: u64,
    /// Bots, guests and accounts that the export does not know.
    pub others: u64,
    /// Left, or are shut out.
    pub left: u64,
    /// Do not want to be asked.
    pub opted_out: u64,
    /// Were invited as often as they should be this week.
    pub at_cap: u64,
    /// Not seen for longer than [`active_days`](RouteOptions::active_days).
    pub silent: u64,
    /// Wrote in the thread already.
    pub in_thread: u64,
    /// Have not written in the private group in which it was asked.
    pub outside_group: u64,
    /// Never wrote anything.
    pub never_wrote: u64,
}

/// All candidates for a question, best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RouteRanking {
    /// Candidates by score; at equal scores by native id.
    pub people: Vec<RankedCandidate>,
    /// Who is none.
    pub excluded: NoCandidates,
    /// The past threads that are most alike, best first, and their BM25 scores.
    pub similar: Vec<(ThreadId, f64)>,
    pub(super) hits: Vec<Hit>,
    pub(super) prior: Option<Prior>,
}

/// Finds people who could answer a question, by what was known before a time.
///
/// Built once for a view, it ranks the candidates as of any time: a message, an answer, a sign of life counts only for times
/// after it. So the same router serves an open question now and a test on questions of the past, and what came later
/// cannot leak into it. What an export says about the present alone, without a date, is used for the end of the view only:
/// accounts that are shut out. Units are those of the export at all times.
///
/// - **Relevance** (Balog's Model 2): questions that were answered are indexed with their threads. The best
///   [`threads`](RouteOptions::threads) by BM25 speak for those who answered there, for those who only replied with half of
///   their weight, as shares of all candidates, smoothed: `(1 - s) rel + s / n`.
/// - **Propensity**: questions of others that fell into the groups of the person while he or she took part there, and those
///   answered, each fading with its age; a beta-binomial model over all candidates shrinks few.
/// - **Availability**: `exp(-days since the last sign / fade_days)` times the share of the signs in the hours of the week that come
///   next.
/// - **Load**: share of the week's invitations that is left.
///
/// `score = ln rel + w1 logit(propensity) + w2 ln(availability) + w3 ln(load) + w4 same language + w5 other unit`.
///
/// # Complexity
/// Building: O(words), in parallel. A ranking: O(lists of the question's words + candidates and their messages).
///
/// # Reference
/// K. Balog, L. Azzopardi, M. de Rijke, *Formal models for expert finding in enterprise corpora*, SIGIR 2006;
/// S. Robertson, H. Zaragoza, *The probabilistic relevance framework: BM25 and beyond* (2009).
pub struct Router<'a> {
    pub(super) view: View<'a>,
    pub(super) options: RouteOptions,
    pub(super) index: Index,
    /// Threads of the index, by number.
    pub(super) threads: Vec<ThreadId>,
    numbers: HashMap<u32, u32>,
    contribution_ends: Vec<u32>,
    contributions: Vec<Contribution>,
    pub(super) presence: Presence,
    pub(super) chances: Chances,
    pub(super) units: Units,
    pub(super) questions: Questions,
    /// Since when somebody writes in a language.
    writes_since: HashMap<(u32, Language), Timestamp>,
    opted_out: Vec<bool>,
    pub(super) invited: HashMap<u32, u32>,
    pub(super) weights: RouteWeights,
}

impl<'a> Router<'a> {
    /// A router over the messages of a view.
    ///
    /// # Errors
    /// [`Error::Option`](crate::Error::Option) for an option outside its range,
    /// [`Error::Unknown`](crate::Error::Unknown) for a person to be left out, or invited, whom nobody knows.
    pub fn new(view: &View<'a>, options: &RouteOptions) -> Result<Router<'a>> {
        options.check()?;
        let community = view.community();
        let members = community.members();
        let out = opted_out(view, &options.exclude)?;
        let mut invited: HashMap<u32, u32> = HashMap::new();
        for name in &options.invited {
            for member in opted_out(view, std::slice::from_ref(name))? {
                *invited.entry(member.0).or_default() += 1;
            }
        }
        let questions = Questions::of(view, SaysSomething::default());
        let indexed = Indexed::of(view, &questions);
        let messages = community.messages();
        let range = view.message_range();
        let languages: Vec<Option<Language>> =
            range.clone().into_par_iter().map(|i| language(messages, MessageId(i as u32))).collect();
        let index = Index::of(&indexed.passages, |i| {
            let (message, root) = indexed.messages[i];
            text_of(messages, message, root, languages[message.index() - range.start])
        });
        let mut opted = vec![false; members.len()];
        out.iter().for_each(|member| opted[member.index()] = true);
        Ok(Router {
            chances: Chances::of(view, &questions, options.half_life_days),
            presence: Presence::of(view),
            units: Units::of(view, options.unit_level),
            writes_since: writes_since(view, &languages),
            numbers: indexed.threads.iter().zip(0..).map(|(thread, number)| (thread.0, number)).collect(),
            threads: indexed.threads,
            contribution_ends: indexed.contribution_ends,
            contributions: indexed.contributions,
            opted_out: opted,
            invited,
            index,
            questions,
            view: view.clone(),
            weights: options.weights,
            options: options.clone(),
        })
    }

    /// The question with which a message asks.
    pub fn question(&self, message: MessageId) -> RoutedQuestion {
        RoutedQuestion::message(&self.view, message)
    }

    /// All questions of colleagues in the view, answered or not, as the messages that ask them, in order of time.
    pub fn asked(&self) -> impl Iterator<Item = MessageId> + '_ {
        let threads = self.view.community().threads();
        self.questions.asked.iter().filter_map(|question| threads.root(question.thread))
    }

    /// Threads that the index knows of as of a time.
    pub fn indexed(&self, as_of: Timestamp) -> u64 {
        u64::from(self.index.threads(self.index.cut(as_of)))
    }

    /// Bytes of memory that the index takes, about.
    pub fn index_bytes(&self) -> usize {
        self.index.bytes()
    }

    /// The weights in force.
    pub fn weights(&self) -> RouteWeights {
        self.weights
    }

    /// Puts other weights in force.
    pub fn set_weights(&mut self, weights: RouteWeights) {
        self.weights = weights;
    }

    /// All candidates for a question, best first, by what was known before `as_of`.
    pub fn rank(&self, question: &RoutedQuestion, as_of: Timestamp) -> RouteRanking {
        self.rank_by(question, as_of, &self.weights)
    }

    /// The same with other weights.
    pub fn rank_by(
        &self,
        question: &RoutedQuestion,
        as_of: Timestamp,
        weights: &RouteWeights,
    ) -> RouteRanking {
        let (candidates, excluded) = self.candidates(question, as_of);
        let hits = self.similar(question, as_of, self.options.threads);
        let relevance = self.relevance(&hits, &candidates, as_of);
        let by_group = self.chances.by_group(as_of);
        let chances: Vec<Chance> =
            candidates.iter().map(|&member| self.chances.before(member, as_of, &by_group)).collect();
        let prior = Prior::of(&chances);
        let ahead = HoursAhead::of(self.view.clock(), as_of, self.options.hours_ahead);
        let asker_unit = question.asker.map_or(NO_UNIT, |asker| self.units.of[asker.index()]);
        let mut people: Vec<RankedCandidate> = candidates
            .iter()
            .zip(chances)
            .zip(relevance)
            .map(|((&member, chance), relevance)| {
                let unit = self.units.of[member.index()];
                let s = self.options.smoothing;
                let features = RouteFeatures {
                    relevance,
                    smoothed: (1.0 - s) * relevance + s / candidates.len() as f64,
                    propensity: prior.map_or(0.0, |prior| {
                        let here = self.chances.in_group(member, question.group, as_of, &by_group);
                        let (a, b) = prior.shapes_in(chance, here);
                        a / (a + b)
                    }),
                    availability: self.presence.availability(member, as_of, &ahead, self.options.fade_days),
                    load: self.load(member),
                    same_language: question
                        .language
                        .and_then(|language| self.writes_since.get(&(member.0, language)))
                        .is_some_and(|&since| since < as_of),
                    other_unit: unit != NO_UNIT && asker_unit != NO_UNIT && unit != asker_unit,
                };
                RankedCandidate { member, score: features.score(weights), features }
            })
            .collect();
        people.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.member.cmp(&b.member)));
        let similar = hits.iter().map(|hit| (self.threads[hit.thread as usize], hit.score)).collect();
        RouteRanking { people, excluded, similar, hits, prior }
    }

    /// Shapes of the Beta posterior of the probability that a person answers.
    pub(super) fn propensity_shapes(
        &self,
        question: &RoutedQuestion,
        ranking: &RouteRanking,
        as_of: Timestamp,
    ) -> impl Fn(MemberId) -> Option<(f64, f64)> + '_ {
        let by_group = self.chances.by_group(as_of);
        let (prior, group) = (ranking.prior, question.group);
        move |member| {
            let all = self.chances.before(member, as_of, &by_group);
            Some(prior?.shapes_in(all, self.chances.in_group(member, group, as_of, &by_group)))
        }
    }

    /// The past threads most alike.
    pub(super) fn similar(&self, question: &RoutedQuestion, as_of: Timestamp, n: usize) -> Vec<Hit> {
        let cut = self.index.cut(as_of);
        let own = question.thread.and_then(|thread| self.numbers.get(&thread.0)).copied();
        self.index.search(&self.query(question, cut), cut, n, own)
    }

    pub(super) fn query(&self, question: &RoutedQuestion, cut: usize) -> Query {
        let (lead, body) = question.parts();
        Query::of(&self.index, cut, lead, body, question.language, TITLE_WEIGHT)
    }

    /// Share of the relevance of every candidate; all 0 where no thread speaks for anybody.
    fn relevance(&self, hits: &[Hit], candidates: &[MemberId], as_of: Timestamp) -> Vec<f64> {
        let mut place: HashMap<u32, usize> = HashMap::with_capacity(candidates.len());
        candidates.iter().enumerate().for_each(|(i, member)| {
            place.insert(member.0, i);
        });
        let mut relevance = vec![0.0; candidates.len()];
        for hit in hits {
            for (member, answered) in self.contributors(hit.thread, as_of) {
                if let Some(&i) = place.get(&member.0) {
                    relevance[i] += hit.score * if answered { 1.0 } else { REPLIED };
                }
            }
        }
        let total: f64 = relevance.iter().sum();
        if total > 0.0 {
            relevance.iter_mut().for_each(|x| *x /= total);
        }
        relevance
    }

    /// Everybody who wrote in a thread of the index before a time, each once, and whether that answered; by member.
    pub(super) fn contributors(&self, thread: u32, as_of: Timestamp) -> Vec<(MemberId, bool)> {
        let i = thread as usize;
        let start = if i == 0 { 0 } else { self.contribution_ends[i - 1] as usize };
        let all = &self.contributions[start..self.contribution_ends[i] as usize];
        let known = all.iter().take_while(|c| c.at < as_of);
        let mut people: Vec<(MemberId, bool)> = known.map(|c| (c.by, c.answered)).collect();
        people.sort_unstable_by_key(|&(member, answered)| (member, !answered));
        people.dedup_by_key(|(member, _)| *member);
        people
    }

    /// Share of the week's invitations that is left.
    pub(super) fn load(&self, member: MemberId) -> f64 {
        let invited = self.invited.get(&member.0).copied().unwrap_or(0);
        (1.0 - f64::from(invited) / f64::from(self.options.cap)).max(0.0)
    }

    /// Who can be asked, by what was known before a time, ordered by native id; and who cannot.
    pub(super) fn candidates(
        &self,
        question: &RoutedQuestion,
        as_of: Timestamp,
    ) -> (Vec<MemberId>, NoCandidates) {
        let community = self.view.community();
        let members = community.members();
        let mut out = NoCandidates::default();
        let in_thread = self.writers(question.thread, as_of);
        let closed = question.group.filter(|&group| self.is_private(group, question.thread));
        let silent = as_of.0.saturating_sub((self.options.active_days * 86_400_000.0) as i64);
        let mut found = Vec::new();
        for member in members.iter() {
            let official = members.role(member).official();
            let (signs, _) = self.presence.before(member, as_of);
            let counter = if question.asker == Some(member) {
                &mut out.asker
            } else if official && !self.options.fallback {
                &mut out.officials
            } else if members.kind(member) != MemberKind::Person {
                &mut out.others
            } else if self.opted_out[member.index()] {
                &mut out.opted_out
            } else if self.has_left(member, as_of) {
                &mut out.left
            } else if in_thread.binary_search(&member).is_ok() {
                &mut out.in_thread
            } else if self.load(member) <= 0.0 {
                &mut out.at_cap
            } else if signs.is_empty() {
                &mut out.never_wrote
            } else if signs.last().is_none_or(|last| last.0 < silent) {
                &mut out.silent
            } else if closed.is_some_and(|group| !self.chances.takes_part(member, group, as_of)) {
                &mut out.outside_group
            } else {
                found.push(member);
                continue;
            };
            *counter += 1;
        }
        (found, out)
    }

    /// Left before a time; where no date is known, only as of the end of the view.
    fn has_left(&self, member: MemberId, as_of: Timestamp) -> bool {
        if as_of >= self.view.to() {
            return has_left(&self.view, member);
        }
        let community = self.view.community();
        let members = community.members();
        let of_roster = members.persons[member.index()]
            .zip(community.roster())
            .and_then(|(person, roster)| roster.left[person.index()]);
        [members.left[member.index()], of_roster].into_iter().flatten().any(|left| left < as_of)
    }

    /// Who wrote in a thread before a time, sorted.
    fn writers(&self, thread: Option<ThreadId>, as_of: Timestamp) -> Vec<MemberId> {
        let community = self.view.community();
        let messages = community.messages();
        let of = thread.map_or(&[][..], |thread| community.threads().messages(thread));
        let known = of.iter().take_while(|&&message| messages.time(message) < as_of);
        let mut writers: Vec<MemberId> = known.map(|&message| messages.author(message)).collect();
        writers.sort_unstable();
        writers.dedup();
        writers
    }

    fn is_private(&self, group: GroupId, thread: Option<ThreadId>) -> bool {
        let community = self.view.community();
        let root = thread.and_then(|thread| community.threads().root(thread));
        community.groups().privacy[group.index()] == Privacy::Private
            || root.is_some_and(|root| community.messages().flag(root).has(MessageFlags::PRIVATE_GROUP))
    }
}

/// Answered questions as the index takes them.
struct Indexed {
    passages: Vec<Passage>,
    /// The message of every passage, and whether it starts its thread.
    messages: Vec<(MessageId, bool)>,
    threads: Vec<ThreadId>,
    contribution_ends: Vec<u32>,
    contributions: Vec<Contribution>,
}

impl Indexed {
    /// Threads of questions from their first answer on: before it nobody could know that the thread would help.
    fn of(view: &View<'_>, questions: &Questions) -> Indexed {
        let community = view.community();
        let (messages, members) = (community.messages(), community.members());
        let inside = view.message_range();
        let mut threads: Vec<(Timestamp, ThreadId, MemberId)> = questions
            .asked
            .iter()
            .filter_map(|q| Some((questions.answers(q).first()?.at, q.thread, q.asker)))
            .collect();
        threads.sort_unstable();
        let mut found = Indexed {
            passages: Vec::new(),
            messages: Vec::new(),
            threads: threads.iter().map(|&(_, thread, _)| thread).collect(),
            contribution_ends: Vec::with_capacity(threads.len()),
            contributions: Vec::new(),
        };
        let says_something = SaysSomething::default();
        let mut rows: Vec<(Timestamp, MessageId, u32, bool)> = Vec::new();
        for (number, &(live, thread, asker)) in threads.iter().enumerate() {
            let root = community.threads().root(thread);
            for &message in community.threads().messages(thread) {
                let author = messages.author(message);
                let program = matches!(members.kind(author), MemberKind::Bot | MemberKind::System);
                if !inside.contains(&message.index()) || void(messages.flag(message)) || program {
                    continue;
                }
                let at = messages.time(message);
                rows.push((at.max(live), message, number as u32, Some(message) == root));
                if author != asker {
                    let answered = says_something.of(messages, message);
                    found.contributions.push(Contribution { by: author, at, answered });
                }
            }
            found.contribution_ends.push(found.contributions.len() as u32);
        }
        rows.par_sort_unstable();
        found.passages = rows.iter().map(|&(at, _, thread, _)| Passage { thread, at }).collect();
        found.messages = rows.iter().map(|&(_, message, _, root)| (message, root)).collect();
        found
    }
}

/// What a message says to the index; titles, or first sentences, of questions stand out.
fn text_of(messages: &Messages, message: MessageId, root: bool, language: Option<Language>) -> Text<'_> {
    let (title, body) = (messages.title(message), messages.text(message));
    if !root || !title.is_empty() {
        return Text { lead: title, body, language };
    }
    let (first, rest) = {
        let (first, rest) = lead("", &body);
        (first.to_owned(), rest.to_owned())
    };
    Text { lead: Cow::Owned(first), body: Cow::Owned(rest), language }
}

/// When each person wrote for the second time in a language.
fn writes_since(view: &View<'_>, languages: &[Option<Language>]) -> HashMap<(u32, Language), Timestamp> {
    let messages = view.community().messages();
    let mut counts: HashMap<(u32, Language), (u8, Timestamp)> = HashMap::new();
    for (i, &language) in view.message_range().zip(languages) {
        let Some(language) = language else { continue };
        let entry = counts.entry((messages.authors[i].0, language)).or_insert((0, NEVER));
        entry.0 = entry.0.saturating_add(1);
        if entry.0 == WRITES {
            entry.1 = messages.at[i];
        }
    }
    counts.into_iter().filter(|(_, (n, _))| *n >= WRITES).map(|(key, (_, at))| (key, at)).collect()
}

impl Router<'_> {
    /// Colleagues who answered a question before a time, by native id.
    pub(super) fn answerers(&self, question: &Question, as_of: Timestamp) -> Vec<MemberId> {
        let answers = self.questions.answers(question).iter().take_while(|answer| answer.at < as_of);
        let mut people: Vec<MemberId> =
            answers.filter(|answer| answer.who == Answerer::Colleague).map(|answer| answer.by).collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}
