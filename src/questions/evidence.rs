//! Evidence that somebody is asked: one record a message and person asked.

use super::EvidenceKind;
use super::names::{Named, Names, Somebody};
use crate::activity::{CHUNK, Start, sort_in_groups, void};
use crate::community::{MemberKind, MessageFlags, Parent, PersonId};
use crate::text::referrals::{Kind, Token, refers, refers_somewhere, tokens};
use crate::{Community, MemberId, MessageId, ThreadId, View};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Words beside the people mentioned up to which a message is nothing but a call for them.
const CALL_WORDS: usize = 2;

/// Somebody who may be asked, as a number: members first, then the people of the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Who(u32);

impl Who {
    pub(crate) fn member(member: MemberId) -> Who {
        Who(member.0)
    }

    fn of(community: &Community, somebody: Somebody) -> Who {
        match somebody {
            Somebody::Member(member) => Who(member.0),
            Somebody::Person(person) => Who(community.members().len() as u32 + person.0),
        }
    }

    /// How many there are.
    fn number(community: &Community) -> usize {
        community.members().len() + community.roster().map_or(0, |roster| roster.len())
    }

    pub(crate) fn somebody(self, community: &Community) -> Somebody {
        match self.0.checked_sub(community.members().len() as u32) {
            None => Somebody::Member(MemberId(self.0)),
            Some(person) => Somebody::Person(PersonId(person)),
        }
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// `asker` turned to `who`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Evidence {
    pub(crate) who: Who,
    pub(crate) asker: MemberId,
    pub(crate) kind: EvidenceKind,
    pub(crate) thread: ThreadId,
    pub(crate) message: MessageId,
}

/// A thread in which somebody was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AskedThread {
    pub(crate) who: Who,
    /// The message that asked first.
    pub(crate) asked: MessageId,
    /// The first message written there after being asked.
    pub(crate) reply: Option<MessageId>,
}

/// What was left out on the way.
#[derive(Debug, Clone, Default)]
pub(crate) struct LeftOut {
    pub(crate) broadcast: u64,
    pub(crate) many_mentions: u64,
    pub(crate) outside_askers: u64,
    pub(crate) official: u64,
    pub(crate) bots_and_guests: u64,
    pub(crate) without_start: u64,
    /// Mentions by a third person without words that refer.
    pub(crate) without_words: u64,
    /// Whole names without a mark and without words of asking.
    pub(crate) only_named: u64,
    /// Times that somebody without an account was named where those are not looked for.
    pub(crate) not_looked_for: u64,
    /// Names that several people share: how many do, how often it would have been evidence.
    pub(crate) ambiguous: BTreeMap<String, (usize, u64)>,
}

impl LeftOut {
    fn join(&mut self, other: &LeftOut) {
        self.broadcast += other.broadcast;
        self.many_mentions += other.many_mentions;
        self.outside_askers += other.outside_askers;
        self.official += other.official;
        self.bots_and_guests += other.bots_and_guests;
        self.without_start += other.without_start;
        self.without_words += other.without_words;
        self.only_named += other.only_named;
        self.not_looked_for += other.not_looked_for;
        for (name, &(people, times)) in &other.ambiguous {
            self.ambiguous.entry(name.clone()).or_insert((people, 0)).1 += times;
        }
    }
}

/// All evidence of a view, by person asked, asker and kind; the threads in which people were asked, by person.
pub(crate) struct AllEvidence {
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) threads: Vec<AskedThread>,
    pub(crate) left_out: LeftOut,
}

/// How messages are read.
pub(crate) struct Reading<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) max_mentions: usize,
    /// Names that are looked for in texts.
    pub(crate) names: Option<&'a Names>,
    /// Whether people of the roster who have no account count.
    pub(crate) off_platform: bool,
}

/// Somebody is asked in a thread. Ordered by thread, person and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Call {
    thread: ThreadId,
    who: Who,
    message: MessageId,
    kind: EvidenceKind,
    asker: MemberId,
    /// In the thread of a colleague's question, by a third person.
    by_third: bool,
    /// Without words that refer: evidence only if the person comes.
    weak: bool,
}

#[derive(Default)]
struct Part {
    calls: Vec<Call>,
    left_out: LeftOut,
}

impl AllEvidence {
    /// One parallel pass over the messages of the view, then one over the threads with evidence.
    pub(crate) fn of(reading: &Reading<'_>) -> AllEvidence {
        let view = reading.view;
        let range = view.message_range();
        // Texts are read, so parts are small enough to be shared out evenly.
        let starts: Vec<usize> = range.clone().step_by(CHUNK / 8).collect();
        let parts: Vec<Part> = starts
            .par_iter()
            .map(|&start| {
                let mut part = Part::default();
                for i in start..(start + CHUNK / 8).min(range.end) {
                    part.see(reading, MessageId(i as u32));
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
        let people = Who::number(community);
        let evidence: Vec<&[Evidence]> = walked.iter().map(|walked| walked.evidence.as_slice()).collect();
        let threads: Vec<&[AskedThread]> = walked.iter().map(|walked| walked.threads.as_slice()).collect();
        AllEvidence {
            evidence: sort_in_groups(&evidence, people, |evidence| evidence.who.index()),
            threads: sort_in_groups(&threads, people, |thread| thread.who.index()),
            left_out,
        }
    }
}

impl Part {
    #[inline]
    fn see(&mut self, reading: &Reading<'_>, message: MessageId) {
        let community = reading.view.community();
        let messages = community.messages();
        let flags = messages.flag(message);
        if void(flags) {
            return;
        }
        let mentions = messages.mentions(message);
        let asks = flags.has(MessageFlags::QUESTION);
        let in_question = || matches!(Start::of(community, messages.thread(message)), Start::Question(_));
        if asks || !mentions.is_empty() || (reading.names.is_some() && in_question()) {
            self.read(reading, message, asks, mentions);
        }
    }

    fn read(&mut self, reading: &Reading<'_>, message: MessageId, asks: bool, mentions: &[MemberId]) {
        let view = reading.view;
        let community = view.community();
        let (messages, members) = (community.messages(), community.members());
        let (author, thread) = (messages.author(message), messages.thread(message));
        if matches!(members.kind(author), MemberKind::Bot | MemberKind::System) {
            self.left_out.bots_and_guests += u64::from(asks || !mentions.is_empty());
            return;
        }
        let start = Start::of(community, thread);
        if start == Start::Broadcast {
            self.left_out.broadcast += u64::from(asks || !mentions.is_empty());
            return;
        }
        let colleague = members.is_colleague(author);
        let (question_of, asked_back) = match start {
            Start::Question(asker) if asker != author => (Some(asker), Some(asker)),
            Start::Question(asker) | Start::OutsideQuestion(asker) => (None, Some(asker)),
            _ => (None, None),
        };
        let third = question_of.is_some() && !mentions.is_empty() && !(asks && colleague);
        let (title, body) = (messages.title(message), messages.text(message));
        let text = Text::of([&title, &body], reading.names.is_some() || third);
        let named = reading.names.map_or_else(Vec::new, |names| names.in_text(&text.tokens));
        let known = |named: &Named<'_>| match named.who {
            [Somebody::Member(member)] => *member == author || mentions.contains(member),
            _ => false,
        };
        let others: Vec<Named<'_>> = named.iter().filter(|named| !known(named)).copied().collect();
        let mut people: Vec<&[Somebody]> = others.iter().map(|named| named.who).collect();
        people.sort_unstable();
        people.dedup();
        if mentions.len() + people.len() > reading.max_mentions {
            self.left_out.many_mentions += 1;
            return;
        }
        let known = self.calls.len();
        let thanks = messages.flag(message).has(MessageFlags::THANKS);
        let by_third = question_of.is_some();
        for &member in mentions {
            // A question to the one who asked the thread's question only asks back.
            if member == author || asked_back == Some(member) || !self.can_be_hub(view, member) {
                continue;
            }
            let (kind, asker, weak) = match question_of {
                _ if asks && colleague => (EvidenceKind::Mention, author, false),
                Some(asker) if asks || !thanks => {
                    let words = text.refers_to(&members.ids.get(member.index()), &named, member);
                    (EvidenceKind::Referral, asker, !words)
                }
                _ => {
                    self.left_out.without_start += u64::from(start == Start::Missing);
                    continue;
                }
            };
            self.left_out.without_words += u64::from(weak);
            self.calls.push(Call { thread, who: Who::member(member), message, kind, asker, by_third, weak });
        }
        for named in others {
            let asker = match question_of {
                _ if asks && colleague => author,
                Some(asker) if asks || !thanks => asker,
                _ => continue,
            };
            let kind = if asks && colleague { EvidenceKind::Mention } else { EvidenceKind::Referral };
            let words = refers(&text.tokens, named.from, named.to, asks && colleague);
            let weak = match kind {
                EvidenceKind::Mention => !named.marked && !words,
                _ => !(words || (named.marked && text.is_a_call)),
            };
            if weak && !named.marked {
                self.left_out.only_named += 1;
                continue;
            }
            let one = match named.who {
                [one] => *one,
                several => {
                    let name: Vec<&str> =
                        text.tokens[named.from..named.to].iter().map(|token| token.text.as_ref()).collect();
                    let name = self.left_out.ambiguous.entry(name.join(" ")).or_insert((several.len(), 0));
                    name.1 += 1;
                    continue;
                }
            };
            let fine = match one {
                Somebody::Member(member) => asked_back != Some(member) && self.can_be_hub(view, member),
                Somebody::Person(person) => self.may_be_named(reading, person),
            };
            if fine {
                self.left_out.without_words += u64::from(weak);
                let who = Who::of(community, one);
                let known = self.calls[known..].iter().any(|call| call.who == who);
                if !known {
                    self.calls.push(Call { thread, who, message, kind, asker, by_third, weak });
                }
            }
        }
        if asks
            && let Some(member) = replied_to(view, message, start)
            && member != author
            && !self.calls[known..].iter().any(|call| call.who == Who::member(member))
            && !mentions.contains(&member)
            && self.can_be_hub(view, member)
            && colleague
        {
            let (kind, asker, who) = (EvidenceKind::Reply, author, Who::member(member));
            self.calls.push(Call { thread, who, message, kind, asker, by_third: false, weak: false });
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

    /// Whether somebody of the roster without an account counts.
    fn may_be_named(&mut self, reading: &Reading<'_>, person: PersonId) -> bool {
        let guest = reading.view.community().roster().is_some_and(|roster| roster.guests[person.index()]);
        if guest {
            self.left_out.bots_and_guests += 1;
        } else if !reading.off_platform {
            self.left_out.not_looked_for += 1;
        }
        !guest && reading.off_platform
    }
}

/// What a message says, as far as it is needed.
struct Text<'a> {
    tokens: Vec<Token<'a>>,
    /// Whether there is anything to read.
    known: bool,
    /// Hardly a word beside the people.
    is_a_call: bool,
}

impl<'a> Text<'a> {
    fn of(texts: [&'a str; 2], needed: bool) -> Text<'a> {
        let mut found = Vec::new();
        if needed {
            for text in texts {
                found.extend(tokens(text));
                found.push(Token { kind: Kind::Stop, text: "".into() });
            }
        }
        // The word after a typed name belongs to it.
        let words = |pair: &[Token<'_>]| pair[1].kind == Kind::Word && pair[0].kind != Kind::At;
        let first = usize::from(found.first().is_some_and(|token| token.kind == Kind::Word));
        let count = first + found.windows(2).filter(|pair| words(pair)).count();
        let known = texts.iter().any(|text| !text.trim().is_empty());
        Text { is_a_call: known && count <= CALL_WORDS, tokens: found, known }
    }

    /// Whether the words refer to somebody who is mentioned. Where nothing was kept of them every mention does.
    fn refers_to(&self, id: &str, named: &[Named<'_>], member: MemberId) -> bool {
        if !self.known || self.is_a_call {
            return true;
        }
        let tokens = &self.tokens;
        let of = |wanted: &dyn Fn(usize) -> bool| -> Vec<(usize, usize)> {
            (0..tokens.len()).filter(|&i| wanted(i)).map(|i| (i, i + 1)).collect()
        };
        let mut places = of(&|i| tokens[i].kind == Kind::Account && tokens[i].text == id);
        places.extend(
            named.iter().filter(|named| named.who == [Somebody::Member(member)]).map(|n| (n.from, n.to)),
        );
        if places.is_empty() {
            places = of(&|i| tokens[i].kind == Kind::At);
        }
        if places.is_empty() {
            return refers_somewhere(tokens, false);
        }
        places.into_iter().any(|(from, to)| refers(tokens, from, to, false))
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
        let called: Vec<&[Call]> = calls.chunk_by(|a, b| a.who == b.who).collect();
        // What each of them wrote there.
        let mut wrote: Vec<Vec<MessageId>> = vec![Vec::new(); called.len()];
        for &message in community.threads().messages(thread) {
            if message.index() >= range.end {
                break;
            }
            let author = Who::member(messages.author(message));
            if let Ok(i) = called.binary_search_by_key(&author, |calls| calls[0].who)
                && !void(messages.flag(message))
            {
                wrote[i].push(message);
            }
        }
        let question_of = match Start::of(community, thread) {
            Start::Question(asker) => Some(asker),
            _ => None,
        };
        for (calls, wrote) in called.iter().zip(wrote) {
            let who = calls[0].who;
            let first = wrote.first().copied();
            // Nobody is referred to who is already there: "@Bo is right" is courtesy.
            let there = |call: &&Call| {
                call.kind == EvidenceKind::Referral && first.is_some_and(|first| first < call.message)
            };
            let calls: Vec<&Call> = calls.iter().filter(|call| !there(call)).collect();
            if let Some(asked) = calls.iter().find(|call| !call.weak).map(|call| call.message) {
                let reply = wrote.iter().copied().find(|&message| message > asked);
                self.threads.push(AskedThread { who, asked, reply });
            }
            for &&Call { message, kind, asker, weak, .. } in &calls {
                if !weak {
                    self.evidence.push(Evidence { who, asker, kind, thread, message });
                }
            }
            let called_in = calls.iter().find(|call| call.by_third).map(|call| call.message);
            if let (Some(asker), Some(called_in), Some(message)) = (question_of, called_in, first)
                && message > called_in
            {
                self.evidence.push(Evidence { who, asker, kind: EvidenceKind::Handover, thread, message });
            }
        }
    }
}
