//! Help: a reply in the thread of a colleague's question that says something, and the thanks for it. The reply is in the view;
//! the question may have been asked before it.

use super::{ChampionOptions, HelpEvent};
use crate::activity::{Askers, CHUNK, SaysSomething, sort_in_groups, thanks_for, void};
use crate::community::{MemberKind, MessageFlags};
use crate::{MemberId, MessageId, Result, ThreadId, View};
use rayon::prelude::*;

/// A helping reply. Ordered by helper, thread and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Help {
    pub(super) helper: MemberId,
    pub(super) thread: ThreadId,
    pub(super) message: MessageId,
}

/// Replies of others that were left out, by reason; each reply counts once.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LeftOut {
    /// In threads without their first message.
    pub(super) missing_start: u64,
    /// In threads whose first message was deleted.
    pub(super) deleted_start: u64,
    /// In threads that start with a question of a guest or an unknown account.
    pub(super) outside_askers: u64,
    /// Deleted themselves.
    pub(super) deleted: u64,
    /// By the community manager and communications accounts.
    pub(super) official: u64,
    /// By bots, guests and unknown accounts.
    pub(super) outsiders: u64,
    /// Too short, only thanks, or only a question.
    pub(super) empty: u64,
}

impl LeftOut {
    fn join(&mut self, other: &LeftOut) {
        self.missing_start += other.missing_start;
        self.deleted_start += other.deleted_start;
        self.outside_askers += other.outside_askers;
        self.deleted += other.deleted;
        self.official += other.official;
        self.outsiders += other.outsiders;
        self.empty += other.empty;
    }
}

/// A question that somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answered {
    pub(super) asker: MemberId,
    /// The last helping reply.
    pub(super) last: MessageId,
    pub(super) thanked: bool,
}

/// The help of a view as events: one for each question and each colleague who answered it, at the time of the last helping
/// reply. By helper, asker and time. People are [`MemberId`]s.
///
/// What helps, and who counts, is as in [`champions`](super::champions()); with these events, [`rates_of_events`](super::rates_of_events)
/// gives the same rates where everybody was there all the time. For rankings of one's own, and for tests on later data.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) where an option is outside its range.
///
/// # Complexity
/// O(messages + threads), O(h log h) in the helping replies; in parallel.
pub fn help_events(view: &View<'_>, options: &ChampionOptions) -> Result<Vec<HelpEvent>> {
    options.check()?;
    let all = AllHelp::of(view, options);
    let messages = view.community().messages();
    let mut events: Vec<HelpEvent> = all
        .help
        .par_chunk_by(|a, b| a.helper == b.helper)
        .flat_map_iter(|own| {
            let helper = own[0].helper.0;
            all.answered(own).into_iter().map(move |answered| HelpEvent {
                helper,
                helped: answered.asker.0,
                at: messages.time(answered.last),
                thanked: Some(answered.thanked),
            })
        })
        .collect();
    events.par_sort_unstable();
    Ok(events)
}

/// Helper and thread, sorted, each once, where the asker thanked the helper: by words, a reaction or the mark of an answer.
pub(crate) fn thanked_helpers(view: &View<'_>, options: &ChampionOptions) -> Vec<(MemberId, ThreadId)> {
    AllHelp::of(view, options).thanked
}

/// All help in a view.
pub(super) struct AllHelp {
    /// By helper, thread and time.
    pub(super) help: Vec<Help>,
    /// Helper and thread, sorted, each once, where the asker thanked the helper.
    pub(super) thanked: Vec<(MemberId, ThreadId)>,
    pub(super) left_out: LeftOut,
    askers: Askers,
}

impl AllHelp {
    /// Who asked the question of a thread in which somebody helped.
    pub(super) fn asker(&self, thread: ThreadId) -> MemberId {
        MemberId(self.askers.code(thread))
    }

    /// Whom one member helped, with which message and whether that was thanked: once for each question answered, by thread.
    /// `own` is all help of the member.
    pub(super) fn answered(&self, own: &[Help]) -> Vec<Answered> {
        let Some(member) = own.first().map(|help| help.helper) else { return Vec::new() };
        let first = self.thanked.partition_point(|thanked| thanked.0 < member);
        let mut thanked = self.thanked[first..].iter().take_while(|thanked| thanked.0 == member).peekable();
        let one = |help: &[Help]| {
            let last = help[help.len() - 1];
            while thanked.next_if(|thanked| thanked.1 < last.thread).is_some() {}
            Answered {
                asker: self.asker(last.thread),
                last: last.message,
                thanked: thanked.peek().is_some_and(|thanked| thanked.1 == last.thread),
            }
        };
        own.chunk_by(|a, b| a.thread == b.thread).map(one).collect()
    }

    /// One parallel pass over the threads and one over the messages of the view, then the thanks.
    pub(super) fn of(view: &View<'_>, options: &ChampionOptions) -> AllHelp {
        let askers = Askers::of(view.community());
        let range = view.message_range();
        let starts: Vec<usize> = range.clone().step_by(CHUNK).collect();
        let reader = Reader::new(view, &askers, options);
        let parts: Vec<Part> = starts
            .par_iter()
            .map(|&start| {
                let mut part = Part::default();
                for i in start..(start + CHUNK).min(range.end) {
                    reader.read(MessageId(i as u32), &mut part);
                }
                part
            })
            .collect();
        let (mut thanks, mut left_out) = (Vec::new(), LeftOut::default());
        for part in &parts {
            thanks.extend_from_slice(&part.thanks);
            left_out.join(&part.left_out);
        }
        let thanked = reader.thanked(thanks);
        let help: Vec<&[Help]> = parts.iter().map(|part| part.help.as_slice()).collect();
        let help = sort_in_groups(&help, reader.colleagues.len(), |help| help.helper.index());
        AllHelp { help, thanked, left_out, askers }
    }
}

#[derive(Default)]
struct Part {
    help: Vec<Help>,
    /// Thanks of askers in the threads of their questions.
    thanks: Vec<(ThreadId, MessageId)>,
    left_out: LeftOut,
}

struct Reader<'a> {
    view: &'a View<'a>,
    askers: &'a Askers,
    colleagues: Vec<bool>,
    says_something: SaysSomething,
}

impl<'a> Reader<'a> {
    fn new(view: &'a View<'a>, askers: &'a Askers, options: &ChampionOptions) -> Reader<'a> {
        let members = view.community().members();
        let colleagues = members.iter().map(|member| members.is_colleague(member)).collect();
        let says_something =
            SaysSomething { min_words: options.min_words, min_words_mixed: options.min_words_mixed };
        Reader { view, askers, colleagues, says_something }
    }

    #[inline]
    fn read(&self, message: MessageId, part: &mut Part) {
        let messages = self.view.community().messages();
        let thread = messages.thread(message);
        let asker = self.askers.code(thread);
        if asker == Askers::TALK {
            return;
        }
        let (author, flags) = (messages.author(message), messages.flag(message));
        let out = &mut part.left_out;
        if flags.has(MessageFlags::SYSTEM) {
            return;
        }
        if author.0 == asker {
            if flags.has(MessageFlags::THANKS) && !void(flags) {
                part.thanks.push((thread, message));
            }
        } else if asker == Askers::MISSING {
            out.missing_start += 1;
        } else if asker == Askers::DELETED {
            out.deleted_start += self.replies(message);
        } else if asker == Askers::OUTSIDE {
            out.outside_askers += self.replies(message);
        } else if flags.has(MessageFlags::DELETED) {
            out.deleted += 1;
        } else if !self.colleagues[author.index()] {
            let members = self.view.community().members();
            let person = members.kind(author) == MemberKind::Person;
            *(if person { &mut out.official } else { &mut out.outsiders }) += 1;
        } else if !self.says_something(message) {
            out.empty += 1;
        } else {
            part.help.push(Help { helper: author, thread, message });
        }
    }

    /// 1 for a reply, 0 for the message that starts its thread.
    fn replies(&self, message: MessageId) -> u64 {
        let community = self.view.community();
        u64::from(community.threads().root(community.messages().thread(message)) != Some(message))
    }

    #[inline]
    fn says_something(&self, message: MessageId) -> bool {
        self.says_something.of(self.view.community().messages(), message)
    }

    /// The helper of a message that helps.
    fn helper(&self, message: MessageId) -> Option<MemberId> {
        let messages = self.view.community().messages();
        let (author, asker) = (messages.author(message), self.askers.code(messages.thread(message)));
        let helps = Askers::is_member(asker)
            && author.0 != asker
            && !void(messages.flag(message))
            && self.colleagues[author.index()]
            && self.says_something(message);
        helps.then_some(author)
    }

    /// Whom askers thanked in which thread: by words, a reaction to the help, or the mark of an answer.
    fn thanked(&self, mut thanks: Vec<(ThreadId, MessageId)>) -> Vec<(MemberId, ThreadId)> {
        let community = self.view.community();
        let messages = community.messages();
        let inside = self.view.message_range();
        let in_time = |at: Option<crate::Timestamp>| at.is_none_or(|at| at < self.view.to());
        thanks.par_sort_unstable();
        let mut thanked: Vec<(MemberId, ThreadId)> = thanks
            .par_chunk_by(|a, b| a.0 == b.0)
            .flat_map_iter(|thanks| self.thanked_in_words(thanks))
            .collect();
        for reaction in community.reactions() {
            let thread = messages.thread(reaction.message);
            if inside.contains(&reaction.message.index())
                && self.askers.code(thread) == reaction.by.0
                && in_time(reaction.at)
            {
                thanked.extend(self.helper(reaction.message).map(|helper| (helper, thread)));
            }
        }
        for vote in community.acceptances() {
            if inside.contains(&vote.message.index()) && in_time(vote.at) {
                let helper = self.helper(vote.message).filter(|&helper| vote.by != Some(helper));
                thanked.extend(helper.map(|helper| (helper, messages.thread(vote.message))));
            }
        }
        thanked.par_sort_unstable();
        thanked.dedup();
        thanked
    }

    /// Whom the thanks of one thread are for.
    fn thanked_in_words(&self, thanks: &[(ThreadId, MessageId)]) -> Vec<(MemberId, ThreadId)> {
        let community = self.view.community();
        let messages = community.messages();
        let Some(&(thread, _)) = thanks.first() else { return Vec::new() };
        let mut helpers: Vec<MemberId> = Vec::new();
        let mut last = None;
        let mut found = Vec::new();
        let mut thanks = thanks.iter().map(|&(_, message)| message).peekable();
        for &message in community.threads().messages(thread) {
            if thanks.peek().is_none() {
                break;
            }
            if !self.view.message_range().contains(&message.index()) {
                continue;
            }
            if let Some(helper) = self.helper(message) {
                last = Some(helper);
                if let Err(place) = helpers.binary_search(&helper) {
                    helpers.insert(place, helper);
                }
            } else if thanks.next_if_eq(&message).is_some() {
                let helped = |member: MemberId| helpers.binary_search(&member).is_ok();
                found.extend(
                    thanks_for(messages, message, helped, last).into_iter().map(|member| (member, thread)),
                );
            }
        }
        found
    }
}
