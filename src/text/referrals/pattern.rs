//! A phrase around a person, and where it fits.

use super::tokens::{Kind, Token};

/// Words that a gap may hold.
const GAP: usize = 3;

#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// One of these words.
    Words(Vec<String>),
    /// Up to [`GAP`] words.
    Gap,
}

/// A phrase: what stands before the person, and what after.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase {
    /// From the person backwards.
    before: Vec<Part>,
    after: Vec<Part>,
}

impl Phrase {
    /// Reads `ask|contact .. X`; `None` unless there is one person and a word.
    pub(super) fn parse(text: &str) -> Option<Phrase> {
        let mut parts = text.split_whitespace();
        let part = |word: &str| match word {
            ".." => Part::Gap,
            _ => Part::Words(word.split('|').map(str::to_owned).collect()),
        };
        let mut before: Vec<Part> = parts.by_ref().take_while(|word| *word != "X").map(part).collect();
        before.reverse();
        let person = text.split_whitespace().filter(|word| *word == "X").count();
        let after: Vec<Part> = parts.map(part).collect();
        let worded = |parts: &[Part]| parts.iter().any(|part| matches!(part, Part::Words(_)));
        (person == 1 && (worded(&before) || worded(&after))).then_some(Phrase { before, after })
    }

    /// Whether it fits around the person at `from..to`. An empty place fits phrases that end in the person only.
    pub(super) fn around(&self, tokens: &[Token<'_>], from: usize, to: usize, breaks: &[String]) -> bool {
        if from == to && self.before.is_empty() {
            return false;
        }
        let back = |i: usize| from.checked_sub(i + 1).map(|at| &tokens[at]);
        let on = |i: usize| tokens.get(to + i);
        fits(&self.before, &back, 0, breaks) && fits(&self.after, &on, 0, breaks)
    }
}

/// Whether the parts fit the tokens that `at` gives, from the `i`-th on.
fn fits<'t, 's: 't>(
    parts: &[Part],
    at: &impl Fn(usize) -> Option<&'t Token<'s>>,
    i: usize,
    breaks: &[String],
) -> bool {
    let Some((part, rest)) = parts.split_first() else { return true };
    match part {
        Part::Words(words) => {
            at(i)
                .is_some_and(|token| token.kind == Kind::Word && words.iter().any(|word| *word == token.text))
                && fits(rest, at, i + 1, breaks)
        }
        Part::Gap => {
            for skipped in 0..=GAP {
                if fits(rest, at, i + skipped, breaks) {
                    return true;
                }
                let passes = at(i + skipped).is_some_and(|token| {
                    token.kind != Kind::Stop && !breaks.iter().any(|word| *word == token.text)
                });
                if !passes {
                    return false;
                }
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn fits(phrase: &str, text: &str, breaks: &[&str]) -> bool {
        let tokens = tokens(text);
        let at = tokens.iter().position(|token| token.kind == Kind::At).unwrap();
        let breaks: Vec<String> = breaks.iter().map(|word| word.to_string()).collect();
        Phrase::parse(phrase).unwrap().around(&tokens, at, at + 1, &breaks)
    }

    #[test]
    fn phrases() {
        for none in ["", "ask", "X", ".. X", "ask X or X"] {
            assert!(Phrase::parse(none).is_none(), "{none}");
        }
        for (phrase, text, breaks, expected) in [
            ("ask X", "Ask @maija", &[][..], true),
            ("ask X", "Ask our @maija", &[], false),
            ("ask .. X", "Ask our @maija", &[], true),
            ("ask .. X", "Ask one two three @maija", &[], true),
            ("ask .. X", "Ask one two three four @maija", &[], false),
            ("ask .. X", "Ask again if @maija", &["if"], false),
            ("ask .. X", "Ask. Then @maija", &[], false),
            ("ask|try X", "try @maija!", &[], true),
            ("X can help", "@maija can help", &[], true),
            ("X can help", "@maija can", &[], false),
            ("bei X melden", "bei @maija melden", &[], true),
            ("bei X melden", "@maija melden", &[], false),
        ] {
            assert_eq!(fits(phrase, text, breaks), expected, "{phrase} / {text}");
        }
    }
}
