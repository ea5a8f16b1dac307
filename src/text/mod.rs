//! Strings in, features out.
//!
//! [`features`] is the one door for readers: what it finds in a body stands in the flags and the language of the
//! message. [`explain`] says why a text is taken for a question, and [`words`] gives the words of an author to an index.
//! What is known about each language stands in a table of its own (`src/text/languages/`), in words and with examples,
//! so that a speaker can correct it.

mod evidence;
mod excerpt;
mod explain;
mod hearing;
mod identify;
mod language;
mod languages;
mod lexicon;
mod parts;
mod plain;
mod question;
pub(crate) mod referrals;
mod scan;
mod tokens;
mod words;

pub use evidence::Evidence;
pub(crate) use evidence::{FLAT, Prior};
pub(crate) use excerpt::{asked, excerpt};
pub use explain::{Question, explain};
pub(crate) use identify::OUTCOMES;
pub use language::Language;
pub use words::words;

/// What the text of a message says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Features {
    /// Asks something: by a question mark, or by its words in the language they are in.
    pub question: bool,
    /// Asks something and carries a question mark.
    pub marked: bool,
    /// Thanks somebody and says little else.
    pub thanks: bool,
    /// Says that something is solved and little else.
    pub solved: bool,
    /// Number of words outside links, code and quoted lines, at most 65,535. A word is a run of letters and
    /// digits; apostrophes and hyphens inside do not end it.
    pub words: u16,
    /// The language, where the words tell it clearly.
    pub language: Option<Language>,
    /// What is needed to decide on the language and on questions without a mark once author and group are known.
    pub evidence: Evidence,
}

impl Features {
    /// Features of a title and the text under it. A title is no thanks.
    pub(crate) fn followed_by(self, body: Features) -> Features {
        Features::of(
            self.evidence.and(body.evidence),
            self.marked || body.marked,
            self.words.saturating_add(body.words),
        )
    }

    fn of(evidence: Evidence, marked: bool, words: u16) -> Features {
        let decision = evidence.decide(&FLAT);
        Features {
            question: marked || decision.asks,
            marked,
            thanks: !marked && decision.thanks,
            solved: !marked && decision.solved,
            words,
            language: decision.language,
            evidence,
        }
    }
}

/// Features of a body.
///
/// Links (`https://...`, `www. ...`), code (between backticks), quoted lines (that begin with `>`) and
/// markup in square brackets (mentions, topics) are not text of the author and are passed over.
///
/// A message is a question when one of its clauses ends with a question mark and is more than a phrase that asks
/// nothing ("How are you?"), or when one of its clauses is a question by its words, under the rules of the language
/// that it is in (see [`explain`]). Which language that is is told here by the words alone; a reader that hands
/// [`Evidence`] on has it decided again with author and group. Bytes need not be UTF-8. Cost: O(n).
///
/// ```
/// use cmgraph::text::Language;
/// let features = |body: &str| cmgraph::text::features(body.as_bytes());
/// assert!(features("Hi all. Where is the travel form? Thanks").marked);
/// let unmarked = features("Hei, osaako joku sanoa missä matkalasku hyväksytään");
/// assert!(unmarked.question && !unmarked.marked && unmarked.language == Some(Language::Finnish));
/// assert!(!features("See https://intra.example.com/page?id=7").question);
/// assert!(!features("Use `a ? b : c` here").question);
/// assert_eq!(features("Where's the e-mail form?").words, 4);
/// assert!(features("Kiitos paljon!").thanks);
/// ```
pub fn features(body: &[u8]) -> Features {
    let whole = scan::scan(body);
    let words = if whole.special { own_words(body) } else { whole.words };
    if words == 0 {
        // A mark alone asks as well ("?").
        let marked = whole.question && (!whole.special || own_mark(body));
        return Features { question: marked, marked, ..Features::default() };
    }
    hearing::with(body, whole.special, |hearing| {
        let marked = whole.question && hearing.marked();
        // What carries a mark is a question whatever its words.
        let mut evidence = if marked { hearing.language() } else { hearing.evidence() };
        evidence.thanks = words <= hearing::MOST_WORDS_THANKS && hearing.thanks();
        evidence.solved = words <= hearing::MOST_WORDS_SOLVED && hearing.solved();
        Features::of(evidence, marked, words.min(usize::from(u16::MAX)) as u16)
    })
}

/// Words of a body that may hold more than text.
fn own_words(body: &[u8]) -> usize {
    own(body).map(|text| scan::scan(text).words).sum()
}

/// Whether such a body holds a question mark of the author.
fn own_mark(body: &[u8]) -> bool {
    own(body).any(|text| scan::scan(text).question)
}

fn own(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    parts::parts(body).filter_map(|part| match part {
        parts::Part::Text(text) => Some(text),
        parts::Part::Other => None,
    })
}

/// The most frequent words of a language, the most frequent first: they name no topic.
pub(crate) fn function_words(language: Language) -> Vec<String> {
    languages::function_words(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn table() {
        for (body, question, thanks, words) in [
            ("", false, false, 0),
            ("   \n\t", false, false, 0),
            ("Miten tämä tehdään?", true, false, 3),
            ("It's a well-known e-mail", false, false, 4),
            ("a - b", false, false, 2),
            ("Look: https://x.example/a?b=c,d?e and www.example.com/?q", false, false, 2),
            ("Really?! https://x.example/a?b", true, false, 1),
            ("(see https://x.example/a?b)?", true, false, 1),
            ("```\nif x ? y\n``` ok", false, false, 1),
            ("`what?` but why?", true, false, 2),
            ("unclosed ` tick? yes", true, false, 3),
            ("> what is this?\nNo idea", false, false, 2),
            ("[[user:12]] [Tag:5:what?] hello", false, false, 1),
            ("[ask?] me", true, false, 2),
            ("kuka？", true, false, 1),
            ("من؟", true, false, 1),
            ("Takk for hjelpen!", false, true, 3),
            ("Thanks, but where is it?", true, false, 5),
            ("Thankless work", false, false, 2),
            ("Tusen takk", false, true, 2),
            ("say \"\"what?\"\" twice", true, false, 3),
        ] {
            let found = features(body.as_bytes());
            assert_eq!((found.question, found.thanks, found.words), (question, thanks, words), "{body:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_do(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            features(&body);
        }
    }
}
