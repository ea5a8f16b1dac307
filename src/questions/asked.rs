//! What the evidence says about one person, and what he or she has answered.

use super::evidence::{AskedThread, Evidence};
use super::names::Somebody;
use super::topics::question_of;
use super::{EvidenceKind, EvidenceWeights};
use crate::activity::{NO_UNIT, Questions, SaysSomething, Units};
use crate::stats::Lifetime;
use crate::{MemberId, MessageId, ThreadId, View};
use rayon::prelude::*;

const HOUR: f64 = 3_600_000.0;

/// What the evidence says about one person.
pub(super) struct Asked {
    pub(super) who: Somebody,
    /// Position of the unit among the names.
    pub(super) unit: u32,
    pub(super) askers: u32,
    pub(super) by_kind: [u32; 4],
    pub(super) weighted: f64,
    pub(super) messages: u64,
    pub(super) threads: u64,
    pub(super) replied: u64,
    /// Hours until the first message after being asked.
    pub(super) waits: Vec<Lifetime>,
    pub(super) asked_days: Vec<i32>,
    /// Threads replied to after being asked there, and the local day.
    pub(super) reply_days: Vec<(ThreadId, i32)>,
    /// What was asked, each once.
    pub(super) questions: Vec<MessageId>,
    pub(super) units: u32,
    pub(super) own_unit: u32,
    pub(super) other_units: u32,
}

impl Asked {
    /// `evidence` is all of one person, by asker and kind.
    pub(super) fn of(
        view: &View<'_>,
        evidence: &[Evidence],
        threads: &[AskedThread],
        units: &Units,
        weights: &EvidenceWeights,
    ) -> Asked {
        let community = view.community();
        let messages = community.messages();
        let first = evidence[0].who;
        let who = first.somebody(community);
        let start = threads.partition_point(|thread| thread.who < first);
        let own: Vec<&AskedThread> =
            threads[start..].iter().take_while(|thread| thread.who == first).collect();
        let day = |message: MessageId| view.clock().day(messages.time(message)).0;
        let hours = |from: i64, to: i64| (to - from).max(0) as f64 / HOUR;
        let waits = own.iter().map(|thread| {
            let asked = messages.time(thread.asked).0;
            let end = thread.reply.map_or(view.to().0, |reply| messages.time(reply).0);
            Lifetime::new(hours(asked, end), thread.reply.is_some())
        });
        let direct = || evidence.iter().filter(|e| e.kind != EvidenceKind::Handover);
        let mut questions: Vec<MessageId> = direct().map(|e| question_of(view, e.message)).collect();
        questions.sort_unstable();
        questions.dedup();
        let unit = match who {
            Somebody::Member(member) => units.of[member.index()],
            Somebody::Person(person) => units.of_persons[person.index()],
        };
        let mut asked = Asked {
            who,
            unit,
            askers: 0,
            by_kind: [0; 4],
            weighted: 0.0,
            messages: direct().count() as u64,
            threads: own.len() as u64,
            replied: own.iter().filter(|thread| thread.reply.is_some()).count() as u64,
            waits: waits.collect(),
            asked_days: own.iter().map(|thread| day(thread.asked)).collect(),
            reply_days: own
                .iter()
                .filter_map(|thread| thread.reply)
                .map(|reply| (messages.thread(reply), day(reply)))
                .collect(),
            questions,
            units: 0,
            own_unit: 0,
            other_units: 0,
        };
        let mut asker_units = Vec::new();
        for of_asker in evidence.chunk_by(|a, b| a.asker == b.asker) {
            asked.askers += 1;
            let mut best: f64 = 0.0;
            for of_kind in of_asker.chunk_by(|a, b| a.kind == b.kind) {
                asked.by_kind[of_kind[0].kind as usize] += 1;
                best = best.max(weights.of(of_kind[0].kind));
            }
            asked.weighted += best;
            asker_units.push(units.of[of_asker[0].asker.index()]);
        }
        asker_units.retain(|&unit| unit != NO_UNIT);
        if unit != NO_UNIT {
            asked.own_unit = asker_units.iter().filter(|&&other| other == unit).count() as u32;
            asked.other_units = asker_units.len() as u32 - asked.own_unit;
        }
        asker_units.sort_unstable();
        asker_units.dedup();
        asked.units = asker_units.len() as u32;
        asked
    }
}

/// Who answered which questions of others, and when: what somebody has carried so far.
pub(super) struct Answering(Vec<(MemberId, ThreadId, i32)>);

impl Answering {
    /// O(messages + answers · log answers), in parallel.
    pub(super) fn of(view: &View<'_>) -> Answering {
        let questions = Questions::of(view, SaysSomething::default());
        let day = |at| view.clock().day(at).0;
        let mut answers: Vec<(MemberId, ThreadId, i32)> = questions
            .asked
            .iter()
            .flat_map(|question| {
                questions.answers(question).iter().map(|answer| (answer.by, question.thread, day(answer.at)))
            })
            .collect();
        answers.par_sort_unstable();
        answers.dedup_by_key(|answer| (answer.0, answer.1));
        Answering(answers)
    }

    /// Local days of answering, a thread once: where the person was asked, and questions of others.
    pub(super) fn days(&self, asked: &Asked) -> Vec<i32> {
        let mut threads = asked.reply_days.clone();
        if let Somebody::Member(member) = asked.who {
            let from = self.0.partition_point(|answer| answer.0 < member);
            let own = self.0[from..].iter().take_while(|answer| answer.0 == member);
            threads.extend(own.map(|&(_, thread, day)| (thread, day)));
        }
        threads.sort_unstable();
        threads.dedup_by_key(|thread| thread.0);
        threads.into_iter().map(|(_, day)| day).collect()
    }
}
