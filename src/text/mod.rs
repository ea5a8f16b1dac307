//! Strings in, features out.
//!
//! [`features`] is the one door for readers: what it finds in a body stands in the flags of the message, and
//! nothing else of the text is kept.

mod parts;
mod question;
mod thanks;

use parts::Part;

/// What the text of a message says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Features {
    /// Asks something: a question mark outside links, code and quoted lines.
    pub question: bool,
    /// Thanks somebody and says little else.
    pub thanks: bool,
    /// Number of words outside links, code and quoted lines, at most 65,535. A word is a run of letters and
    /// digits; apostrophes and hyphens inside do not end it.
    pub words: u16,
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
    let (question, words) = if parts::has_special_parts(body) {
        parts::parts(body).fold((false, 0), |(question, words), part| match part {
            Part::Text(text) => (question || question::has_mark(text), words + count_words(text)),
            Part::Other => (question, words),
        })
    } else {
        (question::has_mark(body), count_words(body))
    };
    let thanks = words <= thanks::MOST_WORDS && !question && thanks::thanks(body);
    Features { question, thanks, words: words.min(usize::from(u16::MAX)) as u16 }
}

/// Runs of letters and digits. Every byte above ASCII counts as a letter, which errs only for symbols.
fn count_words(text: &[u8]) -> usize {
    // A word begins where a letter follows something that is neither a letter nor a joining mark between
    // letters. Written without branches, so that it is vectorised.
    let letter =
        |b: u8| u8::from((b | 0x20).wrapping_sub(b'a') < 26) | u8::from(b.wrapping_sub(b'0') < 10) | (b >> 7);
    let joint = |b: u8| u8::from(b == b'\'') | u8::from(b == b'-') | u8::from(b == b'_');
    let Some(&first) = text.first() else { return 0 };
    let mut begins = usize::from(letter(first));
    // Sums of bytes cannot overflow within 255 steps.
    for (a, b) in text[..text.len() - 1].chunks(255).zip(text[1..].chunks(255)) {
        begins += usize::from(a.iter().zip(b).map(|(&a, &b)| letter(b) & !letter(a) & 1).sum::<u8>());
    }
    let mut joined = 0;
    if text.len() > 2 {
        let n = text.len() - 2;
        for ((a, b), c) in text[..n].chunks(255).zip(text[1..=n].chunks(255)).zip(text[2..].chunks(255)) {
            let pairs = a.iter().zip(b).zip(c);
            joined += usize::from(pairs.map(|((&a, &b), &c)| letter(a) & joint(b) & letter(c)).sum::<u8>());
        }
    }
    begins - joined
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
            assert_eq!(found, Features { question, thanks, words }, "{body:?}");
        }
    }

    proptest! {
        #[test]
        fn words_are_runs_of_letters(text in "[a-z0-9 '\\-.é]{0,600}") {
            let mut expected = 0;
            let bytes = text.as_bytes();
            let letter = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80;
            let mut inside = false;
            for (i, b) in bytes.iter().enumerate() {
                let joint = b"'-".contains(b)
                    && i > 0 && letter(&bytes[i - 1]) && bytes.get(i + 1).is_some_and(letter);
                if letter(b) {
                    expected += usize::from(!inside);
                    inside = true;
                } else if !joint {
                    inside = false;
                }
            }
            prop_assert_eq!(count_words(bytes), expected);
        }

        #[test]
        fn any_bytes_do(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            features(&body);
        }
    }
}
