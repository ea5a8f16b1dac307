//! Who welcomes newcomers: replies to the first thread that somebody starts.

use crate::activity::void;
use crate::community::{MemberKind, Parent};
use crate::{MemberId, MessageId, Timestamp, View};
use rayon::prelude::*;

/// Days after the first message in which a thread is a newcomer's, and in which a reply is a welcome.
pub const NEWCOMER_DAYS: f64 = 30.0;

/// The rule in words, for the provenance.
pub(super) const NEWCOMER_RULE: &str = "a newcomer is a colleague whose first thread begins within 30 days of the first \
     message, where that is known to be the first: the account or the person is not older than the export, or, where no \
     date is known, the message lies more than 30 days after its beginning; a welcome is any reply within 30 days";

/// Newcomers somebody replied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Welcomes {
    /// Distinct newcomers to whose first thread the person replied.
    pub(super) welcomed: u32,
    /// Those of them to whom nobody replied before.
    pub(super) first: u32,
}

/// By member. One pass over the messages and one over the first threads; O(messages).
pub(super) fn welcomes(view: &View<'_>) -> Vec<Welcomes> {
    let community = view.community();
    let (members, messages, threads) = (community.members(), community.messages(), community.threads());
    let (observed, _) = community.observed();
    let inside = view.message_range();
    let mut first_message: Vec<Option<Timestamp>> = vec![None; members.len()];
    let mut first_thread: Vec<Option<MessageId>> = vec![None; members.len()];
    for i in 0..inside.end {
        if void(messages.flags[i]) {
            continue;
        }
        let (author, message) = (messages.authors[i].index(), MessageId(i as u32));
        first_message[author].get_or_insert(messages.at[i]);
        if first_thread[author].is_none() && matches!(messages.parent(message), Parent::None) {
            first_thread[author] = Some(message);
        }
    }
    let roster = community.roster();
    let known_to_be_first = |member: MemberId, first: Timestamp| {
        let i = member.index();
        let of_roster = members.persons[i].zip(roster).and_then(|(p, roster)| roster.joined[p.index()]);
        match members.joined[i].or(of_roster) {
            Some(joined) => joined >= observed,
            None => first.days_since(observed) > NEWCOMER_DAYS,
        }
    };
    let of_newcomer = |member: MemberId| -> Vec<(MemberId, bool)> {
        let found = first_message[member.index()].zip(first_thread[member.index()]);
        let Some((first, root)) = found.filter(|_| members.is_colleague(member)) else { return Vec::new() };
        let began = messages.time(root);
        if began.days_since(first) > NEWCOMER_DAYS || !known_to_be_first(member, first) {
            return Vec::new();
        }
        let mut who: Vec<(MemberId, bool)> = Vec::new();
        let mut nobody_yet = true;
        for &message in threads.messages(messages.thread(root)) {
            let author = messages.author(message);
            let of_others = message != root
                && author != member
                && !void(messages.flag(message))
                && !matches!(members.kind(author), MemberKind::Bot | MemberKind::System)
                && messages.time(message).days_since(began) <= NEWCOMER_DAYS;
            if !of_others {
                continue;
            }
            if inside.contains(&message.index()) && !who.iter().any(|(known, _)| *known == author) {
                who.push((author, nobody_yet));
            }
            nobody_yet = false;
        }
        who
    };
    let pairs: Vec<Vec<(MemberId, bool)>> =
        (0..members.len() as u32).into_par_iter().map(|member| of_newcomer(MemberId(member))).collect();
    let mut counts = vec![Welcomes::default(); members.len()];
    for (member, first) in pairs.into_iter().flatten() {
        let own = &mut counts[member.index()];
        own.welcomed += 1;
        own.first += u32::from(first);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::super::super::activity::talk::{DELETED, NOTHING, Talk, day, member};
    use super::*;
    use crate::Window;
    use crate::community::{MemberKind, MemberState};

    /// Two who welcome, an old hand, and a newcomer who joined on day 40.
    fn talk() -> Talk {
        let mut talk = Talk::with(&["anna", "bo", "old"]);
        talk.account("new", "", MemberKind::Person, MemberState::Active);
        talk.there(Some(40.0), None);
        talk.account("unknown", "", MemberKind::Person, MemberState::Active);
        talk.there(None, None);
        talk.observed(0.0, 200.0);
        talk
    }

    fn counts(talk: &Talk, id: &str) -> (u32, u32) {
        let community = talk.build();
        let found = welcomes(&community.view(&Window::default()))[member(&community, id).index()];
        (found.welcomed, found.first)
    }

    #[test]
    fn first_and_at_all() {
        let mut talk = talk();
        let thread = talk.post("new", 50.0, NOTHING);
        talk.reply(thread, "bo", 50.5, DELETED);
        talk.reply(thread, "new", 50.6, NOTHING);
        talk.reply(thread, "anna", 51.0, NOTHING);
        talk.reply(thread, "bo", 52.0, NOTHING);
        talk.reply(thread, "anna", 53.0, NOTHING);
        // Too late for a welcome.
        talk.reply(thread, "old", 90.0, NOTHING);
        // Not the first thread.
        let second = talk.post("new", 60.0, NOTHING);
        talk.reply(second, "bo", 60.5, NOTHING);
        assert_eq!(
            [counts(&talk, "anna"), counts(&talk, "bo"), counts(&talk, "old")],
            [(1, 1), (1, 0), (0, 0)]
        );
    }

    #[test]
    fn who_is_new() {
        // (author, first reply elsewhere, first thread) -> a newcomer or not.
        for (author, reply, post, expected) in [
            ("new", None, 50.0, 1),
            // Had written more than 30 days before.
            ("new", Some(45.0), 80.0, 0),
            ("new", Some(45.0), 74.0, 1),
            // Joined before the export begins.
            ("old", None, 50.0, 0),
            // No date is known: new from day 30 on.
            ("unknown", None, 20.0, 0),
            ("unknown", None, 50.0, 1),
        ] {
            let mut talk = talk();
            let other = talk.post("anna", 1.0, NOTHING);
            if let Some(at) = reply {
                talk.reply(other, author, at, NOTHING);
            }
            let thread = talk.post(author, post, NOTHING);
            talk.reply(thread, "bo", post + 1.0, NOTHING);
            assert_eq!(counts(&talk, "bo"), (expected, expected), "{author} {reply:?} {post}");
        }
    }

    #[test]
    fn windows_cut_by_the_reply() {
        let mut talk = talk();
        let thread = talk.post("new", 50.0, NOTHING);
        talk.reply(thread, "anna", 51.0, NOTHING);
        talk.reply(thread, "bo", 60.0, NOTHING);
        let community = talk.build();
        let window = Window { from: Some(day(55.0)), to: None, ..Window::default() };
        let found = welcomes(&community.view(&window));
        let of = |id| found[member(&community, id).index()];
        assert_eq!([of("anna"), of("bo")], [Welcomes::default(), Welcomes { welcomed: 1, first: 0 }]);
        assert!(welcomes(&Talk::default().build().view(&Window::default())).is_empty());
    }
}
