//! Evidence that somebody is asked: one record a message and person asked.

use crate::activity::{CHUNK, Start, sort_in_groups, void};
use crate::community::{MemberKind, MessageFlags, Parent};
use crate::{MemberId, MessageId, ThreadId, View};
use rayon::prelude::*;

/// How somebody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// A question that mentions the person.
    Mention,
    /// A question posted as a reply to the person, or in a thread that the person started. In a thread that
    /// starts with a question, a question to its author only asks back and is none.
    Reply,
    /// A third person mentions the person in the thread of somebody's question ("ask Maija") before the person
    /// has written there. The asker is who asked the question. The words are not looked at yet.
    Referral,
    /// The person first appears in the thread of somebody's question after a third person mentioned him or
    /// her. The asker is who asked the question.
    Handover,
}

impl EvidenceKind {
    /// All kinds, in order.
    pub const ALL: [EvidenceKind; 4] =
        [EvidenceKind::Mention, EvidenceKind::Reply, EvidenceKind::Referral, EvidenceKind::Handover];

    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        ["mention", "reply", "referral", "handover"][self as usize]
    }
}

/// What an asker counts for, by the strongest evidence that he or she asks the person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvidenceWeights {
    /// For [`EvidenceKind::Mention`].
    pub mention: f64,
    /// For [`EvidenceKind::Reply`].
    pub reply: f64,
    /// For [`EvidenceKind::Referral`].
    pub referral: f64,
    /// For [`EvidenceKind::Handover`].
    pub handover: f64,
}

impl Default for EvidenceWeights {
    /// 1, 1, 0.7, 0.5: being referred to is weaker than being asked. Convention, not measurement.
    fn default() -> Self {
        EvidenceWeights { mention: 1.0, reply: 1.0, referral: 0.7, handover: 0.5 }
    }
}

impl EvidenceWeights {
    /// The weight of a kind.
    pub fn of(&self, kind: EvidenceKind) -> f64 {
        match kind {
            EvidenceKind::Mention => self.mention,
            EvidenceKind::Reply => self.reply,
            EvidenceKind::Referral => self.referral,
            EvidenceKind::Handover => self.handover,
        }
    }
}

/// `asker` turned to `member`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Evidence {
    pub(crate) member: MemberId,
    pub(crate) asker: MemberId,
    pub(crate) kind: EvidenceKind,
    pub(crate) thread: ThreadId,
    pub(crate) message: MessageId,
}

/// A thread in which somebody was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AskedThread {
    pub(crate) member: MemberId,
    /// Whether the member wrote there after being asked.
    pub(crate) replied: bool,
}

/// What was left out on the way.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LeftOut {
    pub(crate) broadcast: u64,
    pub(crate) many_mentions: u64,
    pub(crate) outside_askers: u64,
    pub(crate) official: u64,
    pub(crate) bots_and_guests: u64,
    pub(crate) without_start: u64,
}

impl LeftOut {
    fn join(&mut self, other: &LeftOut) {
        self.broadcast += other.broadcast;
        self.many_mentions += other.many_mentions;
        self.outside_askers += other.outside_askers;
        self.official += other.official;
        self.bots_and_guests += other.bots_and_guests;
        self.without_start += other.without_start;
    }
}

/// All evidence of a view, by member, asker and kind; the threads in which members were asked, by member.
pub(crate) struct AllEvidence {
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) threads: Vec<AskedThread>,
    pub(crate) left_out: LeftOut,
}

/// Somebody is asked in a thread. Ordered by thread, member and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Call {
    thread: ThreadId,
    member: MemberId,
    message: MessageId,
    kind: EvidenceKind,
    asker: MemberId,
    /// In the thread of a colleague's question, by a third person.
    by_third: bool,
}

#[derive(Default)]
struct Part {
    calls: Vec<Call>,
    left_out: LeftOut,
}

impl AllEvidence {
    /// One parallel pass over the messages of the view, then one over the threads with evidence.
    pub(crate) fn of(view: &View<'_>, max_mentions: usize) -> AllEvidence {
        let range = view.message_range();
        let starts: Vec<usize> = range.clone().step_by(CHUNK).collect();
        let parts: Vec<Part> = starts
            .par_iter()
            .map(|&start| {
                let mut part = Part::default();
                for i in start..(start + CHUNK).min(range.end) {
                    part.see(view, MessageId(i as u32), max_mentions);
                }
                part
            })
            .collect();
        let mut left_out = LeftOut::default();
        parts.iter().for_each(|part| left_out.join(&part.left_out));
        let calls: Vec<&[Call]> = parts.iter().map(|part| part.calls.as_slice()).collect();
        let community = view.community();
        let calls = sort_in_groups(&calls, community.threads().len(), |call| call.thread.index());
        let walked: Vec<Walked> = calls
            .par_chunk_by(|a, b| a.thread == b.thread)
            .fold(Walked::default, |mut walked, calls| {
                walked.walk(view, calls);
                walked
            })
            .collect();
        let members = community.members().len();
        let evidence: Vec<&[Evidence]> = walked.iter().map(|walked| walked.evidence.as_slice()).collect();
        let threads: Vec<&[AskedThread]> = walked.iter().map(|walked| walked.threads.as_slice()).collect();
        AllEvidence {
            evidence: sort_in_groups(&evidence, members, |evidence| evidence.member.index()),
            threads: sort_in_groups(&threads, members, |thread| thread.member.index()),
            left_out,
        }
    }
}

impl Part {
    #[inline]
    fn see(&mut self, view: &View<'_>, message: MessageId, max_mentions: usize) {
        let messages = view.community().messages();
        let flags = messages.flag(message);
        let mentions = messages.mentions(message);
        let asks = flags.has(MessageFlags::QUESTION);
        if void(flags) || (!asks && mentions.is_empty()) {
            return;
        }
        self.read(view, message, asks, mentions, max_mentions);
    }

    fn read(
        &mut self,
        view: &View<'_>,
        message: MessageId,
        asks: bool,
        mentions: &[MemberId],
        max_mentions: usize,
    ) {
        let community = view.community();
        let (messages, members) = (community.messages(), community.members());
        let (author, thread) = (messages.author(message), messages.thread(message));
        if matches!(members.kind(author), MemberKind::Bot | MemberKind::System) {
            self.left_out.bots_and_guests += 1;
            return;
        }
        let start = Start::of(community, thread);
        if start == Start::Broadcast {
            self.left_out.broadcast += 1;
            return;
        }
        if mentions.len() > max_mentions {
            self.left_out.many_mentions += 1;
            return;
        }
        let colleague = members.is_colleague(author);
        let (question_of, asked_back) = match start {
            Start::Question(asker) if asker != author => (Some(asker), Some(asker)),
            Start::Question(asker) | Start::OutsideQuestion(asker) => (None, Some(asker)),
            _ => (None, None),
        };
        let known = self.calls.len();
        let thanks = messages.flag(message).has(MessageFlags::THANKS);
        for &member in mentions {
            // A question to the one who asked the thread's question only asks back.
            if member == author || asked_back == Some(member) || !self.can_be_hub(view, member) {
                continue;
            }
            let by_third = question_of.is_some();
            let (kind, asker) = match question_of {
                _ if asks && colleague => (EvidenceKind::Mention, author),
                Some(asker) if asks || !thanks => (EvidenceKind::Referral, asker),
                _ => {
                    self.left_out.without_start += u64::from(start == Start::Missing);
                    continue;
                }
            };
            self.calls.push(Call { thread, member, message, kind, asker, by_third });
        }
        if asks
            && let Some(member) = replied_to(view, message, start)
            && member != author
            && !mentions.contains(&member)
            && self.can_be_hub(view, member)
            && colleague
        {
            let (kind, asker) = (EvidenceKind::Reply, author);
            self.calls.push(Call { thread, member, message, kind, asker, by_third: false });
        }
        let by_place = || replied_to(view, message, start).is_some();
        if asks && !colleague && self.calls.len() == known && (!mentions.is_empty() || by_place()) {
            self.left_out.outside_askers += 1;
        }
    }

    /// Whether a member can be listed: a colleague, or an account that the export does not know. Others are
    /// counted.
    fn can_be_hub(&mut self, view: &View<'_>, member: MemberId) -> bool {
        let members = view.community().members();
        let fine = members.is_colleague(member) || members.kind(member) == MemberKind::Placeholder;
        if members.role(member).official() {
            self.left_out.official += 1;
            false
        } else {
            self.left_out.bots_and_guests += u64::from(!fine);
            fine
        }
    }
}

/// Whom a question is put to by its place: the author of the message it replies to, if that is a reply, else
/// whoever started the thread, unless by a question (then it only asks back).
fn replied_to(view: &View<'_>, message: MessageId, start: Start) -> Option<MemberId> {
    let community = view.community();
    let messages = community.messages();
    let root = community.threads().root(messages.thread(message));
    if root == Some(message) {
        return None;
    }
    let starter = match start {
        Start::Talk(author) => Some(author),
        _ => None,
    };
    match messages.parent(message) {
        Parent::Message(parent) if Some(parent) != root => {
            if void(messages.flag(parent)) {
                return None;
            }
            // The asker's own follow-ups are still his or her question.
            let author = messages.author(parent);
            let asks_back =
                matches!(start, Start::Question(asker) | Start::OutsideQuestion(asker) if asker == author);
            (!asks_back).then_some(author)
        }
        _ => starter,
    }
}

/// What following some threads has found.
#[derive(Default)]
struct Walked {
    evidence: Vec<Evidence>,
    threads: Vec<AskedThread>,
}

impl Walked {
    /// Follows a thread to see which of those called replied, and which came because they were called.
    fn walk(&mut self, view: &View<'_>, calls: &[Call]) {
        let community = view.community();
        let messages = community.messages();
        let range = view.message_range();
        let Some(thread) = calls.first().map(|call| call.thread) else { return };
        let called: Vec<&[Call]> = calls.chunk_by(|a, b| a.member == b.member).collect();
        let mut first = vec![None; called.len()];
        let mut last = vec![None; called.len()];
        for &message in community.threads().messages(thread) {
            if message.index() >= range.end {
                break;
            }
            let author = messages.author(message);
            if let Ok(i) = called.binary_search_by_key(&author, |calls| calls[0].member)
                && !void(messages.flag(message))
            {
                first[i].get_or_insert(message);
                last[i] = Some(message);
            }
        }
        let question_of = match Start::of(community, thread) {
            Start::Question(asker) => Some(asker),
            _ => None,
        };
        for ((calls, first), last) in called.iter().zip(first).zip(last) {
            let member = calls[0].member;
            // Nobody is referred to who is already there: "@Bo is right" is courtesy.
            let there = |call: &&Call| {
                call.kind == EvidenceKind::Referral && first.is_some_and(|first| first < call.message)
            };
            let mut calls = calls.iter().filter(|call| !there(call)).peekable();
            let Some(earliest) = calls.peek().map(|call| call.message) else { continue };
            self.threads.push(AskedThread { member, replied: last.is_some_and(|last| last > earliest) });
            let mut called_in = None;
            for &Call { message, kind, asker, by_third, .. } in calls {
                self.evidence.push(Evidence { member, asker, kind, thread, message });
                if by_third {
                    called_in.get_or_insert(message);
                }
            }
            if let (Some(asker), Some(called_in), Some(first)) = (question_of, called_in, first)
                && first > called_in
            {
                self.evidence.push(Evidence {
                    member,
                    asker,
                    kind: EvidenceKind::Handover,
                    thread,
                    message: first,
                });
            }
        }
    }
}
