//! What an author wrote, for eyes: without links, addresses, code, quoted lines and markup.

use super::features;
use super::parts::{Part, parts};
use std::borrow::Cow;

/// Characters looked at for where somebody asks: a body may have megabytes.
const LOOKED_AT: usize = 4_000;

/// What somebody asks: the author's own words where they fit, else from the first sentence on that asks, behind an ellipsis; where
/// none does by itself, from the beginning. At most so many characters, and an ellipsis at either end. `O(bytes)`.
pub(crate) fn asked(body: &str, most: usize) -> String {
    let whole = excerpt(body, LOOKED_AT);
    if whole.chars().nth(most).is_none() {
        return whole;
    }
    // A sentence ends at a word that ends with its sign.
    let mut ends = whole.match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
    let mut from = 0;
    while from < whole.len() {
        let end = ends.find(|&end| whole[end..].starts_with(' ')).unwrap_or(whole.len());
        if features(&whole.as_bytes()[from..end]).question {
            break;
        }
        from = end;
    }
    let question = whole[from..].trim_start();
    if from == 0 || question.is_empty() {
        return cut(whole, most);
    }
    format!("… {}", cut(question.to_owned(), most))
}

/// The author's own words on one line, at most so many characters and then an ellipsis.
///
/// Links, e-mail addresses, code, quoted lines and markers of mentions are out: they are long, say little about what is asked, and a
/// link in a page that is sent on would be followed. So are control characters and marks that turn the direction of writing: they
/// could rearrange the sentence around. `O(bytes)`.
pub(crate) fn excerpt(body: &str, most: usize) -> String {
    let mut line = String::new();
    let mut after_other = false;
    'parts: for part in parts(body.as_bytes()) {
        // Parts begin and end at ASCII signs, so they are texts as the body is one.
        let text = match part {
            Part::Text(text) => String::from_utf8_lossy(text),
            Part::Other => {
                after_other = true;
                continue;
            }
        };
        // A marker in two brackets ends with the first: the other one is left over.
        let text =
            if std::mem::take(&mut after_other) { text.strip_prefix(']').unwrap_or(&text) } else { &text };
        for word in text.split_whitespace().filter(|word| !is_address(word)).map(visible) {
            if word.is_empty() {
                continue;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
            // Enough to see that there is more: a body may have megabytes.
            if line.chars().nth(most).is_some() {
                break 'parts;
            }
        }
    }
    cut(line, most)
}

/// At most so many characters of a line, and an ellipsis where there are more.
fn cut(mut line: String, most: usize) -> String {
    if let Some((end, next)) = line.char_indices().nth(most) {
        // At the end of a word, unless one word is most there is.
        let space = line[..end].rfind(' ').filter(|&space| next != ' ' && 2 * space > end);
        line.truncate(space.unwrap_or(end));
        line.truncate(line.trim_end().len());
        line.push('…');
    }
    line
}

/// `anna@example.com`, in brackets or not.
fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        name.ends_with(|c: char| c.is_alphanumeric() || "._%+-".contains(c)) && host.contains('.')
    })
}

/// The word without characters that nobody sees.
fn visible(word: &str) -> Cow<'_, str> {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    match word.contains(hidden) {
        true => Cow::Owned(word.replace(hidden, "")),
        false => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_for_eyes() {
        for (body, expected) in [
            ("", ""),
            ("  Where is\n\nthe form?  ", "Where is the form?"),
            ("See https://example.com/a?b=c, how does it work?", "See how does it work?"),
            ("Ask anna.berg@example.com or <bo@example.org>: who?", "Ask or who?"),
            ("[[user:12]] can you help [Tag:3:vpn]?", "can you help ?"),
            ("> what somebody said\nIs that so?", "Is that so?"),
            ("```rm -rf```What does it do? @anna knows", "What does it do? @anna knows"),
            ("evil\u{202e}txt \u{2069}\u{0007}end", "eviltxt end"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("https://example.com", ""),
        ] {
            assert_eq!(excerpt(body, 120), expected, "{body:?}");
        }
        assert_eq!(excerpt("one two three four", 18), "one two three four");
        assert_eq!(excerpt("one two three four", 17), "one two three…");
        assert_eq!(excerpt("onetwothreefour", 5), "onetw…");
        assert_eq!(excerpt("äöåäöå ä", 6), "äöåäöå…");
    }

    #[test]
    fn what_is_asked() {
        for (body, expected) in [
            ("Hi all. Where is the form? Thanks", "Hi all. Where is the form? Thanks"),
            (
                "Hi all. I looked for the form in the old folder. Where is it now? Thanks",
                "… Where is it now? Thanks",
            ),
            (
                "I looked for the form in the old folder. does anyone know where it is",
                "… does anyone know where it is",
            ),
            (
                "Is it true? I looked for the form in the old folder, and not there",
                "Is it true? I looked for the form in the…",
            ),
            (
                "I looked for version 1.2 of the form in the old folder. It is not there.",
                "I looked for version 1.2 of the form in…",
            ),
            ("", ""),
        ] {
            assert_eq!(asked(body, 40), expected, "{body:?}");
        }
    }

    proptest! {
        #[test]
        fn where_somebody_asks(body in "\\PC{0,200}|[a-zäö .?!]{0,200}", most in 1usize..60) {
            let told = asked(&body, most);
            prop_assert!(told.chars().count() <= most + 3 && told.trim() == told, "{:?}", told);
            prop_assert_eq!(told.is_empty(), excerpt(&body, most).is_empty());
        }

        #[test]
        fn never_longer_and_on_one_line(body in "\\PC{0,200}|[a-z@. \\n`\\[>é\u{202e}]{0,200}", most in 1usize..40) {
            let told = excerpt(&body, most);
            prop_assert!(told.chars().count() <= most + 1, "{told:?}");
            let unseen = told.contains(['\n', '\r', '\u{202e}']);
            prop_assert!(!unseen && told.trim() == told, "{:?}", told);
        }
    }
}
