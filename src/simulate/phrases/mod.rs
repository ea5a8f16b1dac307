//! Sentences of a working day in four languages, as data.
//!
//! A template may hold slots: `{0}`..`{3}` are forms of a noun of the thread's topic (which forms, each language's file
//! says), `{n}` a small number, `{s}` the name of a system, `{d}` a weekday, `{p}` a site, `{w}` a mention of a person.
//! Statements hold no question mark and questions end in exactly one, so that the planted truth about questions holds.

mod en;
mod fi;
mod nb;
mod sv;

/// Language that a person writes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Finnish,
    Norwegian,
    Swedish,
    English,
}

impl Language {
    pub(super) const ALL: [Language; 4] =
        [Language::Finnish, Language::Norwegian, Language::Swedish, Language::English];

    /// The sentences of this language.
    pub(super) fn phrases(self) -> &'static Phrases {
        match self {
            Language::Finnish => &fi::PHRASES,
            Language::Norwegian => &nb::PHRASES,
            Language::Swedish => &sv::PHRASES,
            Language::English => &en::PHRASES,
        }
    }

    /// Language in which somebody answers a message: one's own where the other reads it, else English.
    pub(super) fn answering(self, asked: Language) -> Language {
        match (self, asked) {
            (a, b) if a == b => a,
            (Language::Norwegian, Language::Swedish) | (Language::Swedish, Language::Norwegian) => self,
            _ => Language::English,
        }
    }
}

/// Number of topics.
pub(super) const TOPICS: usize = 20;

/// Name of each topic, as a hashtag and a group. The same order as [`Phrases::nouns`]; the most asked first.
pub(super) const TOPIC_NAMES: [&str; TOPICS] = [
    "travel-expenses",
    "remote-access",
    "holidays",
    "printing",
    "meeting-rooms",
    "passwords",
    "customer-register",
    "invoicing",
    "orders",
    "deliveries",
    "contracts",
    "new-colleagues",
    "safety",
    "company-cars",
    "intranet",
    "training",
    "phones",
    "laptops",
    "timesheets",
    "customer-feedback",
];

/// Two nouns of each topic, each in the four forms that the language's templates need.
pub(super) type Nouns = [[[&'static str; 4]; 2]; TOPICS];

/// All sentences of a language.
pub(super) struct Phrases {
    pub(super) nouns: &'static Nouns,
    pub(super) weekdays: [&'static str; 5],
    pub(super) greetings: &'static [&'static str],
    /// What stands before or after a question; no question itself.
    pub(super) contexts: &'static [&'static str],
    pub(super) questions: &'static [&'static str],
    /// Questions to a named colleague; hold `{w}`.
    pub(super) asks: &'static [&'static str],
    pub(super) answers: &'static [&'static str],
    pub(super) details: &'static [&'static str],
    /// A question back to the asker.
    pub(super) clarifications: &'static [&'static str],
    /// "Ask {w}": holds `{w}`, is no question.
    pub(super) referrals: &'static [&'static str],
    pub(super) thanks: &'static [&'static str],
    pub(super) chats: &'static [&'static str],
    pub(super) chat_replies: &'static [&'static str],
    /// Praise for a colleague; holds `{w}`.
    pub(super) praise: &'static [&'static str],
    pub(super) titles: &'static [&'static str],
    pub(super) announcements: &'static [&'static str],
    /// Welcome to new members; `{w}` stands for all of them.
    pub(super) welcomes: &'static [&'static str],
    /// Begins what an author adds on editing.
    pub(super) edits: &'static [&'static str],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_end_in_one_mark_and_statements_have_none() {
        for language in Language::ALL {
            let p = language.phrases();
            for q in p.questions.iter().chain(p.asks).chain(p.clarifications) {
                assert_eq!(q.matches('?').count(), 1, "{q}");
                assert!(q.ends_with('?'), "{q}");
            }
            let statements = [
                p.greetings,
                p.contexts,
                p.answers,
                p.details,
                p.referrals,
                p.thanks,
                p.chats,
                p.chat_replies,
                p.praise,
                p.titles,
                p.announcements,
                p.welcomes,
                p.edits,
            ];
            for s in statements.into_iter().flatten() {
                assert!(!s.contains('?'), "{s}");
                assert!(!s.is_empty());
            }
        }
    }

    #[test]
    fn person_slots_are_where_a_person_is_named() {
        for language in Language::ALL {
            let p = language.phrases();
            for s in p.asks.iter().chain(p.referrals).chain(p.praise).chain(p.welcomes) {
                assert_eq!(s.matches("{w}").count(), 1, "{s}");
            }
            for s in p.questions.iter().chain(p.answers).chain(p.chats).chain(p.chat_replies) {
                assert!(!s.contains("{w}"), "{s}");
            }
        }
    }

    #[test]
    fn every_slot_is_known() {
        for language in Language::ALL {
            let p = language.phrases();
            let all =
                [p.questions, p.asks, p.answers, p.details, p.contexts, p.chats, p.announcements, p.titles];
            for s in all.into_iter().flatten() {
                for part in s.split('{').skip(1) {
                    let slot = part.split('}').next().unwrap_or_default();
                    assert!(["0", "1", "2", "3", "n", "s", "d", "p", "w"].contains(&slot), "{s}");
                }
            }
        }
    }
}
