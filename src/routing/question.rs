//! A question to be routed.

use crate::community::Messages;
use crate::retrieval::{first_sentence, language_of};
use crate::text::Language;
use crate::{GroupId, MemberId, MessageId, ThreadId, View};

/// A question for which somebody is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoutedQuestion {
    /// Title, where the platform has titles; else the first sentence of the text stands for it.
    pub title: String,
    /// What is asked.
    pub text: String,
    /// Who asks, where known: is not asked.
    pub asker: Option<MemberId>,
    /// The group in which it stands, where known. Where that is private, only people who have written there can be asked.
    pub group: Option<GroupId>,
    /// Its thread, where it has one: whoever wrote there is not asked, and it is no similar thread of itself.
    pub thread: Option<ThreadId>,
    /// The language, where clear: words are stemmed by it, and people who write in it go first.
    pub language: Option<Language>,
}

impl RoutedQuestion {
    /// A question that stands nowhere yet.
    pub fn text(text: &str) -> RoutedQuestion {
        RoutedQuestion { text: text.to_owned(), language: language_of(text), ..RoutedQuestion::default() }
    }

    /// The question with which a message asks.
    pub fn message(view: &View<'_>, message: MessageId) -> RoutedQuestion {
        let community = view.community();
        let messages = community.messages();
        let thread = messages.thread(message);
        RoutedQuestion {
            title: messages.title(message).into_owned(),
            text: messages.text(message).into_owned(),
            asker: Some(messages.author(message)),
            group: community.threads().groups[thread.index()],
            thread: Some(thread),
            language: language(messages, message),
        }
    }

    /// Title, or the first sentence, and the rest.
    pub(crate) fn parts(&self) -> (&str, &str) {
        lead(&self.title, &self.text)
    }
}

/// Title, or the first sentence where there is none, and the rest.
pub(super) fn lead<'a>(title: &'a str, body: &'a str) -> (&'a str, &'a str) {
    if title.is_empty() {
        let lead = first_sentence(body);
        let start = lead.as_ptr() as usize - body.as_ptr() as usize + lead.len();
        (lead, &body[start..])
    } else {
        (title, body)
    }
}

/// The language of a message by its own words alone: what its author and its group usually write in would be told by later
/// messages as well.
pub(super) fn language(messages: &Messages, message: MessageId) -> Option<Language> {
    language_of(&messages.title(message)).or_else(|| language_of(&messages.text(message)))
}
