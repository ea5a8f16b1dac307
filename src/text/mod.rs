//! Strings in, features out.
//!
//! [`features`] is the one door for readers: what it finds in a body stands in the flags of the message, and
//! nothing else of the text is kept.

mod language;
mod parts;
mod question;
mod scan;
mod thanks;
mod words;

pub use language::Language;
use parts::Part;
pub use words::words;

/// What the text of a message says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Features {
    /// Asks something: a question mark outside links, code and quoted lines.
    pub question: bool,
    /// Asks something and carries a question mark.
    pub marked: bool,
    /// Thanks somebody and says little else.
    pub thanks: bool,
    /// Number of words outside links, code and quoted lines, at most 65,535. A word is a run of letters and
    /// digits; apostrophes and hyphens inside do not end it.
    pub words: u16,
}

impl Features {
    /// Features of a title and the text under it. A title is no thanks.
    pub(crate) fn followed_by(self, body: Features) -> Features {
        Features {
            question: self.question || body.question,
            marked: self.marked || body.marked,
            thanks: body.thanks && !self.question,
            words: self.words.saturating_add(body.words),
        }
    }
}

/// Features of a body.
///
/// Links (`https://...`, `www. ...`), code (between backticks), quoted lines (that begin with `>`) and
/// markup in square brackets (mentions, topics) are not text of the author and are passed over.
/// Whether a message is a question is here decided by the question mark alone, in any sentence; a question
/// without one is missed. Bytes need not be UTF-8. Cost: O(n).
///
/// ```
/// let features = |body: &str| cmgraph::text::features(body.as_bytes());
/// assert!(features("Hi all. Where is the travel form? Thanks").question);
/// assert!(!features("See https://intra.example.com/page?id=7").question);
/// assert!(!features("Use `a ? b : c` here").question);
/// assert_eq!(features("Where's the e-mail form?").words, 4);
/// assert!(features("Kiitos paljon!").thanks);
/// ```
pub fn features(body: &[u8]) -> Features {
    let whole = scan::scan(body);
    let (question, words) = if whole.special {
        parts::parts(body).fold((false, 0), |(question, words), part| match part {
            Part::Text(text) => {
                let found = scan::scan(text);
                (question || found.question, words + found.words)
            }
            Part::Other => (question, words),
        })
    } else {
        (whole.question, whole.words)
    };
    let thanks = words <= thanks::MOST_WORDS && !question && thanks::thanks(body);
    Features { question, marked: question, thanks, words: words.min(usize::from(u16::MAX)) as u16 }
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
            assert_eq!(found, Features { question, marked: question, thanks, words }, "{body:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_do(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            features(&body);
        }
    }
}
