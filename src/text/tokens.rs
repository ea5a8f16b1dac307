//! Clauses and their words, as the rules of the languages see them.

use super::lexicon::{Lexicon, WordId};
use super::plain::{DASH, OPENING, Plain};

/// A word and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands in the plain text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its number in the lexicon; 0 if no table has it.
    pub(super) word: WordId,
    /// A comma, dash, opening bracket or quotation mark stands before it.
    pub(super) after_comma: bool,
    /// A dash stands before it.
    pub(super) after_dash: bool,
}

/// How a clause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With a full stop, a colon, a line feed, or with the text.
    Other,
    /// With a comma or a dash, behind which the text ends.
    BrokenOff,
}

/// A clause: its tokens are `from..to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) end: End,
}

/// The clauses of a text. Kept between texts for its memory.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    pub(super) tokens: Vec<Token>,
    pub(super) clauses: Vec<Clause>,
}

/// The low bytes of a word of so many.
const LOW: [u128; 17] = {
    let mut masks = [u128::MAX; 17];
    let mut bytes = 0;
    while bytes < 16 {
        masks[bytes] = (1 << (8 * bytes)) - 1;
        bytes += 1;
    }
    masks
};

/// Hash of a word by the 16 bytes it begins with and its length; longer words are told apart by the 16 they end with.
#[inline]
fn hash(plain: &Plain, start: u32, end: u32) -> u64 {
    let length = end - start;
    let mut bytes = plain.sixteen(start) & LOW[length.min(16) as usize];
    if length > 16 {
        bytes ^= plain.sixteen(end - 16).rotate_left(59);
    }
    let low = (bytes as u64 ^ u64::from(length) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let high = ((bytes >> 64) as u64).wrapping_mul(0xf39c_c060_5ced_c835);
    let mixed = low ^ high.rotate_left(31);
    mixed ^ mixed >> 32
}

/// [`hash`] of a word of a table; `None` if it is no single word.
pub(super) fn hash_of(word: &str) -> Option<u64> {
    let mut plain = Plain::default();
    plain.set(word.as_bytes(), false);
    match *plain.words() {
        [[0, end]] if end as usize == plain.text().len() => Some(hash(&plain, 0, end)),
        _ => None,
    }
}

impl Clauses {
    /// Cuts a plain text. A clause ends with `.`, `!`, `?`, `:` or a line feed, unless that stands inside a word
    /// (`10.30`, `e.g`). O(n).
    pub(super) fn set(&mut self, plain: &Plain, lexicon: &Lexicon) {
        self.tokens.clear();
        self.clauses.clear();
        let text = plain.text();
        // The words first, all alike: a loop without a branch looks many of them up at once.
        self.tokens.extend(plain.words().iter().map(|&[start, end]| {
            let word = lexicon.word(hash(plain, start, end));
            Token { start, end, word, after_comma: false, after_dash: false }
        }));
        let (mut last, mut from) = (0, 0);
        let mut opened = false;
        for at in 0..self.tokens.len() {
            let token = &mut self.tokens[at];
            let (start, end) = (token.start, token.end);
            // One space, most of the time.
            if start != last + 1 || text[last as usize] != b' ' {
                let mut found = between(&text[last as usize..start as usize]);
                (token.after_comma, token.after_dash) = (found.comma, found.dash);
                if found.stop && at > 0 {
                    // "m.v. ..." and "bl.a. ..." go on.
                    let before = self.tokens[at - 1];
                    if plain.word(before.start, before.end).contains(&b'.') {
                        found.end = None;
                    }
                }
                if let Some(sign) = found.end {
                    self.close(&mut from, at, if opened { End::Question } else { sign });
                    opened = false;
                }
                opened |= found.opening;
            }
            last = end;
        }
        let rest = text.get(last as usize..).unwrap_or(&[]).trim_ascii_end();
        let broken_off = matches!(rest.last(), Some(b',' | b'-' | &DASH));
        let end = between(rest).end.unwrap_or(if broken_off { End::BrokenOff } else { End::Other });
        self.close(&mut from, self.tokens.len(), if opened { End::Question } else { end });
    }

    /// Ends the clause of the words from `from` to `to`, if it has one.
    fn close(&mut self, from: &mut u32, to: usize, end: End) {
        let to = to as u32;
        if to > *from {
            self.clauses.push(Clause { from: *from, to, end });
        }
        *from = to;
    }

    /// The tokens of a clause.
    #[inline]
    pub(super) fn of(&self, clause: &Clause) -> &[Token] {
        &self.tokens[clause.from as usize..clause.to as usize]
    }
}

/// What stands between two words.
#[derive(Default)]
struct Between {
    /// How a clause ends here, if one does.
    end: Option<End>,
    /// A comma stands behind the end, if any.
    comma: bool,
    dash: bool,
    opening: bool,
    /// What ends is a single full stop.
    stop: bool,
}

#[inline]
fn between(signs: &[u8]) -> Between {
    let mut found = Between::default();
    let mut open = false;
    for (at, &sign) in signs.iter().enumerate() {
        let end = match sign {
            b'?' => End::Question,
            b'!' => End::Exclamation,
            b'.' | b':' | b'\n' | b'\r' => End::Other,
            b',' | b';' | b'(' | b'"' | b'\'' => {
                found.comma = true;
                continue;
            }
            DASH => {
                (found.comma, found.dash) = (true, true);
                continue;
            }
            // A hyphen is part of a word.
            b'-' if signs.get(at + 1).is_none_or(u8::is_ascii_whitespace) => {
                (found.comma, found.dash) = (true, true);
                continue;
            }
            OPENING => {
                found.opening = true;
                continue;
            }
            b' ' => {
                open = false;
                continue;
            }
            _ => continue,
        };
        match (found.end, end) {
            (None, end) => {
                (found.end, found.comma, found.dash, open) = (Some(end), false, false, true);
                found.stop = sign == b'.';
            }
            (Some(_), end) => {
                // "?!", "!?" and "...?" ask; a mark apart from them is a line that holds nothing else.
                if open && end == End::Question {
                    found.end = Some(end);
                }
                found.stop = false;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clauses_of_a_text() {
        let text =
            "Hei ÄITI, onko se ok?! katso 10.30. e.g. nyt!\nQu’est-ce – que vs:n ¿Qué\n\nOù est-il ? ok...?";
        let (mut plain, mut clauses) = (Plain::default(), Clauses::default());
        plain.set(text.as_bytes(), false);
        clauses.set(&plain, Lexicon::get());
        let words = |clause: &Clause| -> String {
            let word = |token: &Token| {
                let word = String::from_utf8_lossy(plain.word(token.start, token.end));
                format!("{}{word}", if token.after_comma { "," } else { "" })
            };
            clauses.of(clause).iter().map(word).collect::<Vec<_>>().join(" ")
        };
        let found: Vec<_> = clauses.clauses.iter().map(|clause| (words(clause), clause.end)).collect();
        let found: Vec<_> = found.iter().map(|(words, end)| (words.as_str(), *end)).collect();
        assert_eq!(
            found,
            [
                ("hei äiti ,onko se ok", End::Question),
                ("katso 10.30 e.g nyt", End::Exclamation),
                ("qu'est-ce ,que vs:n qué", End::Question),
                ("où est-il", End::Question),
                ("ok", End::Question),
            ]
        );
    }

    proptest! {
        #[test]
        fn words_meet_by_their_hashes(a in "[a-zåäö'.]{1,40}", b in "[a-zåäö]{1,20}") {
            let (Some(x), Some(y)) = (hash_of(&a), hash_of(&b)) else { return Ok(()) };
            prop_assert_eq!(x == y, a == b);
            prop_assert_eq!(hash_of(&a.to_uppercase()), Some(x));
        }
    }
}
