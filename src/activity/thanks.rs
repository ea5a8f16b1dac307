//! Which answer was thanked or accepted.

use super::{Question, Questions, void};
use crate::community::{MessageFlags, Messages, Parent};
use crate::{MemberId, MessageId, Timestamp, View};

/// Whom thanks are for: those mentioned who helped, else whoever is replied to and helped, else who helped last before.
pub(crate) fn thanks_for(
    messages: &Messages,
    thanks: MessageId,
    helped: impl Fn(MemberId) -> bool,
    last: Option<MemberId>,
) -> Vec<MemberId> {
    let mentioned = messages.mentions(thanks).iter().copied().filter(|&member| helped(member));
    let found: Vec<MemberId> = mentioned.collect();
    if !found.is_empty() {
        return found;
    }
    let parent = match messages.parent(thanks) {
        Parent::Message(parent) => Some(messages.author(parent)),
        _ => None,
    };
    parent.filter(|&member| helped(member)).or(last).into_iter().collect()
}

/// The answers to the questions of a view that were accepted by somebody else than their author, or that the asker thanked
/// for in words or by a reaction, in the view: parallel to [`Questions::all_answers`].
///
/// Thanks in words are for the last answer of whom they are for; those who answer to thank, for none. O(messages of the
/// threads + reactions + acceptances).
pub(crate) fn welcome(view: &View<'_>, questions: &Questions) -> Vec<bool> {
    let community = view.community();
    let messages = community.messages();
    let mut of_message: Vec<(MessageId, u32)> =
        questions.all_answers().iter().zip(0..).map(|(answer, place)| (answer.message, place)).collect();
    of_message.sort_unstable();
    let place = |message: MessageId| {
        let at = of_message.binary_search_by_key(&message, |&(message, _)| message).ok()?;
        Some(of_message[at].1 as usize)
    };
    let in_time = |at: Option<Timestamp>| at.is_none_or(|at| at < view.to());
    let mut found = vec![false; of_message.len()];
    for question in &questions.asked {
        in_words(view, questions, question, &mut found);
    }
    for reaction in community.reactions().iter().filter(|reaction| in_time(reaction.at)) {
        let thread = messages.thread(reaction.message);
        let asker = community.threads().root(thread).map(|root| messages.author(root));
        if asker == Some(reaction.by)
            && let Some(place) = place(reaction.message)
        {
            found[place] = true;
        }
    }
    for vote in community.acceptances().iter().filter(|vote| in_time(vote.at)) {
        if vote.by != Some(messages.author(vote.message))
            && let Some(place) = place(vote.message)
        {
            found[place] = true;
        }
    }
    found
}

fn in_words(view: &View<'_>, questions: &Questions, question: &Question, found: &mut [bool]) {
    let community = view.community();
    let (messages, inside) = (community.messages(), view.message_range());
    let answers = questions.answers(question);
    let first = questions.first_place(question);
    let mut given = 0;
    for &message in community.threads().messages(question.thread) {
        if answers.get(given).is_some_and(|answer| answer.message == message) {
            given += 1;
            continue;
        }
        let flags = messages.flag(message);
        let thanks = flags.has(MessageFlags::THANKS) && !void(flags) && inside.contains(&message.index());
        if !thanks || given == 0 || messages.author(message) != question.asker {
            continue;
        }
        let before = &answers[..given];
        let helped = |member: MemberId| before.iter().any(|answer| answer.by == member);
        let last = before.last().map(|answer| answer.by);
        for member in thanks_for(messages, message, helped, last) {
            if let Some(at) = before.iter().rposition(|answer| answer.by == member) {
                found[first + at] = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::SaysSomething;
    use super::super::talk::{NOTHING, QUESTION, THANKS, Talk};
    use super::*;

    #[test]
    fn table() {
        let mut talk = Talk::with(&["ann", "bo", "cy", "di"]);
        // Thanks for whoever answered last; a reply of another to thank is no answer.
        let q = talk.ask("ann", 1.0);
        talk.answer(q, "bo", 1.1);
        talk.answer(q, "cy", 1.2);
        talk.reply(q, "di", 1.25, THANKS);
        talk.reply(q, "ann", 1.3, THANKS);
        talk.answer(q, "di", 1.4);
        // For whoever is replied to, whoever is mentioned; the last answer of each.
        let q = talk.ask("ann", 2.0);
        let first = talk.answer(q, "bo", 2.1);
        talk.answer(q, "bo", 2.2);
        talk.answer(q, "cy", 2.3);
        talk.reply(first, "ann", 2.4, THANKS);
        let thanks = talk.reply(q, "ann", 2.5, THANKS);
        talk.mention(thanks, &["cy", "di"]);
        // By a reaction of the asker, not of another; accepted, not by its own author.
        let q = talk.ask("bo", 3.0);
        let answers = ["ann", "cy", "di", "ann"].map(|by| talk.answer(q, by, 3.1));
        talk.react("bo", answers[0]);
        talk.react("cy", answers[2]);
        talk.accept("di", answers[1]);
        talk.accept("ann", answers[3]);
        // Thanks before any answer, and of another.
        let q = talk.ask("cy", 4.0);
        talk.reply(q, "cy", 4.1, THANKS);
        talk.answer(q, "ann", 4.2);
        talk.reply(q, "bo", 4.3, QUESTION.with(THANKS));
        talk.post("di", 5.0, NOTHING);
        talk.observed(0.0, 31.0);
        let community = talk.build();
        let view = community.whole();
        let questions = Questions::of(&view, SaysSomething { min_words_mixed: 99, ..Default::default() });
        let found = welcome(&view, &questions);
        let of = |question: usize| {
            let question = &questions.asked[question];
            let first = questions.first_place(question);
            found[first..first + questions.answers(question).len()].to_vec()
        };
        assert_eq!(of(0), [false, true, false]);
        assert_eq!(of(1), [false, true, true]);
        assert_eq!(of(2), [true, true, false, false]);
        assert_eq!(of(3), [false]);
    }
}
