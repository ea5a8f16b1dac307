//! Questions of colleagues, and who answered them when.

use super::{Askers, SaysSomething, void};
use crate::community::MemberKind;
use crate::{MemberId, MessageId, ThreadId, Timestamp, View};
use rayon::prelude::*;
use std::ops::Range;

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Answerer {
    /// A person who is no official.
    Colleague,
    /// The community manager or a communications account.
    Official,
    /// A guest, or an account that the export does not know.
    Outsider,
}

/// A reply to a question that says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) by: MemberId,
    pub(crate) who: Answerer,
    pub(crate) at: Timestamp,
    pub(crate) message: MessageId,
}

/// A thread that starts with a question of a colleague inside the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) thread: ThreadId,
    pub(crate) asker: MemberId,
    pub(crate) at: Timestamp,
    answers: Range<u32>,
}

/// Questions asked in a view, in order of time, each with all answers given before the end of the view.
///
/// An answer is a reply by somebody else than the asker that says something. Bots and the platform do not answer;
/// deleted replies are none. A question whose thread has no first message in the export is not seen, because
/// nobody knows when it was asked or by whom.
#[derive(Debug, Clone, Default)]
pub(crate) struct Questions {
    pub(crate) asked: Vec<Question>,
    answers: Vec<Answer>,
}

impl Questions {
    /// One parallel pass over the threads that start in the view, O(messages).
    pub(crate) fn of(view: &View<'_>, says_something: SaysSomething) -> Questions {
        let community = view.community();
        let (messages, threads, members) = (community.messages(), community.threads(), community.members());
        let askers = Askers::of(community);
        let inside = view.message_range();
        let mut roots: Vec<(MessageId, ThreadId)> = threads
            .iter()
            .filter(|&thread| Askers::is_member(askers.code(thread)))
            .filter_map(|thread| Some((threads.root(thread)?, thread)))
            .filter(|(root, _)| inside.contains(&root.index()))
            .collect();
        roots.par_sort_unstable();
        let answers_of = |&(root, thread): &(MessageId, ThreadId)| -> Vec<Answer> {
            let replies = threads.messages(thread).iter().filter(|&&message| {
                let author = messages.author(message);
                message != root
                    && inside.contains(&message.index())
                    && author.0 != askers.code(thread)
                    && !void(messages.flag(message))
                    && !matches!(members.kind(author), MemberKind::Bot | MemberKind::System)
                    && says_something.of(messages, message)
            });
            let answer = |&message: &MessageId| {
                let by = messages.author(message);
                let who = match members.kind(by) {
                    _ if members.role(by).official() => Answerer::Official,
                    MemberKind::Person => Answerer::Colleague,
                    _ => Answerer::Outsider,
                };
                Answer { by, who, at: messages.time(message), message }
            };
            replies.map(answer).collect()
        };
        let found: Vec<Vec<Answer>> = roots.par_iter().with_min_len(1 << 10).map(answers_of).collect();
        let mut all = Questions { asked: Vec::with_capacity(roots.len()), answers: Vec::new() };
        for (&(root, thread), answers) in roots.iter().zip(found) {
            let start = all.answers.len() as u32;
            all.answers.extend(answers);
            let answers = start..all.answers.len() as u32;
            let asker = messages.author(root);
            all.asked.push(Question { thread, asker, at: messages.time(root), answers });
        }
        all
    }

    /// All answers, by question in order of time.
    pub(crate) fn all_answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Place of the first answer to a question among all answers.
    pub(crate) fn first_place(&self, question: &Question) -> usize {
        question.answers.start as usize
    }

    /// The answers to a question in order of time.
    pub(crate) fn answers(&self, question: &Question) -> &[Answer] {
        &self.answers[question.answers.start as usize..question.answers.end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::super::talk::{NOTHING, THANKS, Talk, day};
    use super::*;
    use crate::Window;

    #[test]
    fn questions_keep_all_answers_in_order() {
        let mut talk = Talk::with(&["anna", "bo", "cy"]);
        let question = talk.ask("anna", 1.0);
        talk.answer(question, "cy", 2.0);
        talk.answer(question, "anna", 2.5);
        talk.reply(question, "bo", 2.7, THANKS);
        talk.answer(question, "bo", 3.0);
        let post = talk.post("bo", 4.0, NOTHING);
        talk.answer(post, "cy", 5.0);
        talk.ask("bo", 6.0);
        talk.observed(0.0, 31.0);
        let community = talk.build();
        let questions = Questions::of(&community.view(&Window::default()), SaysSomething::default());
        let found: Vec<(Timestamp, Vec<Timestamp>)> = questions
            .asked
            .iter()
            .map(|question| (question.at, questions.answers(question).iter().map(|a| a.at).collect()))
            .collect();
        assert_eq!(found, [(day(1.0), vec![day(2.0), day(3.0)]), (day(6.0), vec![])]);
    }
}
