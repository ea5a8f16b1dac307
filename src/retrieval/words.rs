//! Words of a text: runs of letters and digits in lower case, composed, without links, code and quoted lines.

use crate::text::own_text;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longest word that is looked at, in bytes: longer runs are keys and hashes that nobody asks for.
const LONGEST: usize = 64;

/// Calls `see` with every word of a text in order, in lower case. An apostrophe inside a word stays in it; a hyphen parts words,
/// so that "e-mail address" and "email address" share at least one. O(n).
pub(crate) fn words(text: &str, mut see: impl FnMut(&str)) {
    let mut word = String::new();
    for part in own_text(text.as_bytes()) {
        let part = String::from_utf8_lossy(part);
        if is_nfc(&part) {
            cut(&part, &mut word, &mut see);
        } else {
            cut(&part.nfc().collect::<String>(), &mut word, &mut see);
        }
    }
}

fn cut(text: &str, word: &mut String, see: &mut impl FnMut(&str)) {
    let mut chars = text.char_indices().peekable();
    word.clear();
    while let Some((_, c)) = chars.next() {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
            continue;
        }
        if !c.is_ascii() && c.is_alphanumeric() {
            word.extend(c.to_lowercase());
            continue;
        }
        let joins = matches!(c, '\'' | '\u{2019}') && !word.is_empty();
        if joins && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric()) {
            word.push('\'');
            continue;
        }
        give(word, see);
    }
    give(word, see);
}

fn give(word: &mut String, see: &mut impl FnMut(&str)) {
    if !word.is_empty() && word.len() <= LONGEST {
        see(word);
    }
    word.clear();
}

/// The first sentence of a text: up to the first mark that ends one and is followed by white space, or the first line that is
/// not empty.
pub(crate) fn first_sentence(text: &str) -> &str {
    let text = text.trim_start();
    let ends = |(at, c): (usize, char)| {
        let after = at + c.len_utf8();
        let last = matches!(c, '.' | '!' | '?' | '\u{2026}')
            && text[after..].chars().next().is_none_or(char::is_whitespace);
        (last || c == '\n').then_some(after)
    };
    text.char_indices().find_map(ends).map_or(text, |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_of_texts() {
        for (text, expected) in [
            ("", &[][..]),
            ("VPN-yhteys ei toimi!", &["vpn", "yhteys", "ei", "toimi"]),
            ("Where's the e-mail form?", &["where's", "the", "e", "mail", "form"]),
            ("l’adresse 'quoted'", &["l'adresse", "quoted"]),
            ("see https://x.example/vpn?token=1 and `code vpn` ok", &["see", "and", "ok"]),
            ("> quoted vpn\nmine", &["mine"]),
            ("[[user:12]] Hei A\u{308}iti", &["hei", "äiti"]),
            ("ÅSA ÖSTBERG İ", &["åsa", "östberg", "i\u{307}"]),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
        assert!(of(&"x".repeat(65)).is_empty());
    }

    #[test]
    fn first_sentences() {
        for (text, expected) in [
            ("", ""),
            ("VPN down", "VPN down"),
            ("VPN down. Any idea?", "VPN down."),
            ("Version 2.1 fails? Help", "Version 2.1 fails?"),
            ("\n Hello all\nmore", "Hello all\n"),
        ] {
            assert_eq!(first_sentence(text), expected);
        }
    }

    proptest! {
        #[test]
        fn any_text_does(text in "\\PC{0,80}") {
            for word in of(&text) {
                prop_assert!(!word.is_empty() && word.len() <= LONGEST);
            }
            prop_assert!(text.contains(first_sentence(&text)));
        }
    }
}
