//! Who could answer a question, as of any time.

use super::memory::RouterMemory;
use super::options::{RouteOptions, RouteWeights};
use super::presence::HoursAhead;
use super::propensity::{Chance, Prior};
use super::question::RoutedQuestion;
use crate::activity::{Answerer, NO_UNIT, Question, has_left};
use crate::calendar::BusinessClock;
use crate::champions::opted_out;
use crate::community::{MemberKind, MessageFlags, Privacy};
use crate::retrieval::{Hit, Query, TITLE_WEIGHT};
use crate::{GroupId, MemberId, MessageId, Result, ThreadId, Timestamp, View};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::sync::Arc;

/// What a thread counts for a person who replied there without answering.
const REPLIED: f64 = 0.5;
/// Candidates that one thread looks at by itself.
const FEW: usize = 2048;
/// Shares are kept off 0 and 1, where a logit has no value.
const EDGE: f64 = 1e-6;

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
/// - **Availability**: `exp(-days since the last sign / fade_days)` times the share of the signs in the hours of the week that are the
///   next business hours of the person's [calendar](RouteOptions::calendars), `(Σ signs · worked + Σ worked) / (signs + 168)`.
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
    pub(super) memory: Arc<RouterMemory>,
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
        Router::with_memory(view, options, None)
    }

    /// The same with what another router of this view has read ([`Router::memory`]), so that nothing is read again. Where that is
    /// of another view, or of other options as far as it depends on them, it is not used.
    ///
    /// # Errors
    /// As [`Router::new`].
    pub fn with_memory(
        view: &View<'a>,
        options: &RouteOptions,
        memory: Option<&Arc<RouterMemory>>,
    ) -> Result<Router<'a>> {
        options.check()?;
        let out = opted_out(view, &options.exclude)?;
        let mut invited: HashMap<u32, u32> = HashMap::new();
        for name in &options.invited {
            for member in opted_out(view, std::slice::from_ref(name))? {
                *invited.entry(member.0).or_default() += 1;
            }
        }
        let mut opted = vec![false; view.community().members().len()];
        out.iter().for_each(|member| opted[member.index()] = true);
        let memory = memory.filter(|memory| memory.fits(view, options)).cloned();
        Ok(Router {
            memory: memory.unwrap_or_else(|| Arc::new(RouterMemory::of(view, options))),
            opted_out: opted,
            invited,
            view: view.clone(),
            weights: options.weights,
            options: options.clone(),
        })
    }

    /// What the router has read, for another one of the same view.
    pub fn memory(&self) -> Arc<RouterMemory> {
        Arc::clone(&self.memory)
    }

    /// The question with which a message asks.
    pub fn question(&self, message: MessageId) -> RoutedQuestion {
        RoutedQuestion::message(&self.view, message)
    }

    /// All questions of colleagues in the view, answered or not, as the messages that ask them, in order of time.
    pub fn asked(&self) -> impl Iterator<Item = MessageId> + '_ {
        let threads = self.view.community().threads();
        self.memory.questions.asked.iter().filter_map(|question| threads.root(question.thread))
    }

    /// Threads that the index knows of as of a time.
    pub fn indexed(&self, as_of: Timestamp) -> u64 {
        u64::from(self.memory.index.threads(self.memory.index.cut(as_of)))
    }

    /// Bytes of memory that the index takes, about.
    pub fn index_bytes(&self) -> usize {
        self.memory.index.bytes()
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
        let hits = self.similar(question, as_of, self.options.threads);
        self.rank_with(question, as_of, weights, hits)
    }

    /// The same where the past threads most alike are found already.
    pub(super) fn rank_with(
        &self,
        question: &RoutedQuestion,
        as_of: Timestamp,
        weights: &RouteWeights,
        hits: Vec<Hit>,
    ) -> RouteRanking {
        let (candidates, excluded) = self.candidates(question, as_of);
        let relevance = self.relevance(&hits, &candidates, as_of);
        let by_group = self.memory.chances.by_group(as_of);
        let chances: Vec<Chance> = candidates
            .par_iter()
            .with_min_len(FEW)
            .map(|&member| self.memory.chances.before(member, as_of, &by_group))
            .collect();
        let prior = Prior::of(&chances);
        let ahead = self.hours_ahead(as_of);
        let asker_unit = question.asker.map_or(NO_UNIT, |asker| self.memory.units.of[asker.index()]);
        let mut people: Vec<RankedCandidate> = candidates
            .par_iter()
            .with_min_len(FEW)
            .zip(chances)
            .zip(relevance)
            .map(|((&member, chance), relevance)| {
                let unit = self.memory.units.of[member.index()];
                let s = self.options.smoothing;
                let features = RouteFeatures {
                    relevance,
                    smoothed: (1.0 - s) * relevance + s / candidates.len() as f64,
                    propensity: prior.map_or(0.0, |prior| {
                        let here = self.memory.chances.in_group(member, question.group, as_of, &by_group);
                        let (a, b) = prior.shapes_in(chance, here);
                        a / (a + b)
                    }),
                    availability: self.availability(member, as_of, &ahead),
                    load: self.load(member),
                    same_language: question
                        .language
                        .and_then(|language| self.memory.writes_since.get(&(member.0, language)))
                        .is_some_and(|&since| since < as_of),
                    other_unit: unit != NO_UNIT && asker_unit != NO_UNIT && unit != asker_unit,
                };
                RankedCandidate { member, score: features.score(weights), features }
            })
            .collect();
        people.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.member.cmp(&b.member)));
        let similar = hits.iter().map(|hit| (self.memory.threads[hit.thread as usize], hit.score)).collect();
        RouteRanking { people, excluded, similar, hits, prior }
    }

    /// Shapes of the Beta posterior of the probability that a person answers.
    pub(super) fn propensity_shapes(
        &self,
        question: &RoutedQuestion,
        ranking: &RouteRanking,
        as_of: Timestamp,
    ) -> impl Fn(MemberId) -> Option<(f64, f64)> + '_ {
        let by_group = self.memory.chances.by_group(as_of);
        let (prior, group) = (ranking.prior, question.group);
        move |member| {
            let all = self.memory.chances.before(member, as_of, &by_group);
            Some(prior?.shapes_in(all, self.memory.chances.in_group(member, group, as_of, &by_group)))
        }
    }

    /// The past threads most alike.
    pub(super) fn similar(&self, question: &RoutedQuestion, as_of: Timestamp, n: usize) -> Vec<Hit> {
        let cut = self.memory.index.cut(as_of);
        let own = question.thread.and_then(|thread| self.memory.numbers.get(&thread.0)).copied();
        self.memory.index.search(&self.memory.desks, &self.query(question, cut), cut, n, own)
    }

    pub(super) fn query(&self, question: &RoutedQuestion, cut: usize) -> Query {
        let (lead, body) = question.parts();
        Query::of(&self.memory.index, cut, lead, body, question.language, TITLE_WEIGHT)
    }

    /// The business hours that come next, by calendar.
    pub(super) fn hours_ahead(&self, as_of: Timestamp) -> Vec<Option<HoursAhead>> {
        let (clock, hours) = (self.view.clock(), self.options.hours_ahead);
        let of = |work: &Option<BusinessClock>| Some(HoursAhead::of(clock, work.as_ref()?, as_of, hours));
        self.memory.clocks.all().iter().map(of).collect()
    }

    fn availability(&self, member: MemberId, as_of: Timestamp, ahead: &[Option<HoursAhead>]) -> f64 {
        let ahead = ahead[self.memory.clocks.place(member)].as_ref();
        let of = |ahead| self.memory.presence.availability(member, as_of, ahead, self.options.fade_days);
        ahead.map_or(0.0, of)
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
        let start = if i == 0 { 0 } else { self.memory.contribution_ends[i - 1] as usize };
        let all = &self.memory.contributions[start..self.memory.contribution_ends[i] as usize];
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
            let (signs, _) = self.memory.presence.before(member, as_of);
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
            } else if closed.is_some_and(|group| !self.memory.chances.takes_part(member, group, as_of)) {
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

impl Router<'_> {
    /// Colleagues who answered a question before a time, by native id.
    pub(super) fn answerers(&self, question: &Question, as_of: Timestamp) -> Vec<MemberId> {
        let answers = self.memory.questions.answers(question).iter().take_while(|answer| answer.at < as_of);
        let mut people: Vec<MemberId> =
            answers.filter(|answer| answer.who == Answerer::Colleague).map(|answer| answer.by).collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}
