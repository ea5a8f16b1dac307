//! Words as the index has them, and the first sentence of a text.

/// Longest word that is looked at, in bytes: longer runs are keys and hashes that nobody asks for.
const LONGEST: usize = 64;

/// Calls `see` with every word of a text in order, as [`text::words`](crate::text::words()) has them, but taken apart at hyphens:
/// "e-mail address" and "mail address" share two. O(n).
pub(crate) fn each_word(text: &str, mut see: impl FnMut(&str)) {
    let joint = |byte: &u8| matches!(byte, b'-' | b'_');
    for word in crate::text::words(text) {
        // Most words are whole.
        if word.len() <= LONGEST && !word.as_bytes().iter().any(joint) {
            see(&word);
            continue;
        }
        let parts = word.split(['-', '_']).filter(|part| !part.is_empty() && part.len() <= LONGEST);
        parts.for_each(&mut see);
    }
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
        each_word(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_of_texts() {
        for (text, expected) in [
            ("", &[][..]),
            ("VPN-yhteys ei toimi!", &["vpn", "yhteys", "ei", "toimi"]),
            ("Where's the e-mail form?", &["where's", "the", "e", "mail", "form"]),
            ("see https://x.example/vpn?token=1 and `code vpn` ok", &["see", "and", "ok"]),
            ("[[user:12]] Hei A\u{308}iti", &["hei", "äiti"]),
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
            of(&text).iter().for_each(|word| assert!(!word.is_empty() && word.len() <= LONGEST));
            prop_assert!(text.contains(first_sentence(&text)));
        }
    }
}
