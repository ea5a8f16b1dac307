//! The words of a text, for indexes.

use super::parts::{Part, parts};
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The author's own words: lower case, composed (NFC), in order.
///
/// Links, code, quoted lines and markup are left out, as in [`features`](super::features). A word is a run of
/// letters and digits; an apostrophe, hyphen or underscore between two of them does not end it (`e-mail`,
/// `what's`), and a typographic apostrophe is made a straight one. Words that are in lower case already are
/// borrowed. O(n).
///
/// ```
/// let words: Vec<_> = cmgraph::text::words("Hei KAIKKI, ks. https://intra.example.com/a: mikä on e-lasku?").collect();
/// assert_eq!(words, ["hei", "kaikki", "ks", "mikä", "on", "e-lasku"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    // Parts are pieces of the text: cut out of it again, they need not be checked as UTF-8 again.
    let start_of = |part: &[u8]| part.as_ptr() as usize - text.as_ptr() as usize;
    parts(text.as_bytes())
        .filter_map(move |part| match part {
            // They begin and end at ASCII signs, so that none of them cuts a letter.
            Part::Text(part) => text.get(start_of(part)..start_of(part) + part.len()),
            Part::Other => None,
        })
        .flat_map(runs)
        .map(plain)
}

#[inline]
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '_')
}

/// A letter, a digit, or an accent that belongs to the letter before.
#[inline]
fn letter(c: char) -> bool {
    match c {
        // Spaces are what is asked for most, and no accent; letters of Latin-1 spare a look into tables.
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// The character at a byte where one begins.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match *text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(byte.into()),
        _ => text[at..].chars().next(),
    }
}

/// Runs of letters and digits.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(c) = char_at(text, at).filter(|&c| !letter(c)) {
            at += c.len_utf8();
        }
        let start = at;
        while let Some(c) = char_at(text, at) {
            let next = at + c.len_utf8();
            let goes_on = letter(c) || (joins(c) && char_at(text, next).is_some_and(letter));
            if !goes_on {
                break;
            }
            at = next;
        }
        (at > start).then(|| &text[start..at])
    })
}

/// The word in lower case, composed, with straight apostrophes.
pub(super) fn plain(word: &str) -> Cow<'_, str> {
    // Small letters of Latin-1 are composed.
    let is_plain = |c: char| (c.is_ascii() && !c.is_ascii_uppercase()) || ('ß'..='ÿ').contains(&c);
    if word.is_ascii() {
        return match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => word.to_ascii_lowercase().into(),
            false => word.into(),
        };
    }
    if word.chars().all(is_plain) {
        return word.into();
    }
    let lower = word.to_lowercase().replace('’', "'");
    match is_nfc_quick(lower.chars()) {
        IsNormalized::Yes if lower == word => word.into(),
        IsNormalized::Yes => lower.into(),
        _ => lower.nfc().collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn table() {
        for (text, expected) in [
            ("", &[][..]),
            (" - ... \n", &[]),
            ("Qu’est-ce QUE c'est", &["qu'est-ce", "que", "c'est"]),
            ("'quoted' -dash- a_b _c", &["quoted", "dash", "a_b", "c"]),
            ("A\u{308}iti ÄITI a\u{308}iti", &["äiti", "äiti", "äiti"]),
            ("3.14 10:30 x2", &["3", "14", "10", "30", "x2"]),
            ("> quoted line\nmine `code()` here", &["mine", "here"]),
            ("[[user:12]] thanks www.example.com/a-b", &["thanks"]),
            ("Привет мир 東京 🎉 ok", &["привет", "мир", "東京", "ok"]),
        ] {
            let found: Vec<_> = words(text).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn words_are_plain(text in "\\PC{0,60}") {
            for word in words(&text) {
                prop_assert!(!word.is_empty() && word.chars().all(|c| letter(c) || joins(c)), "{word:?}");
                prop_assert_eq!(word.nfc().collect::<String>(), word.clone());
            }
        }

        #[test]
        fn as_many_as_counted(text in "[a-zA-Z0-9 '_\\-.åö/`\n]{0,200}") {
            let counted = crate::text::features(text.as_bytes()).words;
            prop_assert_eq!(words(&text).count(), usize::from(counted));
        }
    }
}
