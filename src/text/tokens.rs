//! Clauses and their first words, as the rules of a language see them.

/// Words of a clause that rules look at. What makes a question stands at its beginning.
pub const MOST_TOKENS: usize = 16;

/// A word and what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word as it was written.
    pub word: &'a [u8],
    /// [`hash`] of the word in lower case.
    pub hash: u64,
    /// A comma, dash, opening bracket or quotation mark stands before the word.
    pub after_comma: bool,
}

/// How a clause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With a full stop, a colon, a line feed, or with the text.
    Other,
}

/// A clause: up to [`MOST_TOKENS`] words, the last two, and the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause<'a> {
    pub tokens: Vec<Token<'a>>,
    pub last: [Option<Token<'a>>; 2],
    pub end: End,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

#[inline]
fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
}

/// Hash of a word in lower case, with a straight apostrophe. Tables and texts meet by it; the tests see to it that no two
/// words of the tables share one.
pub fn hash(word: &str) -> u64 {
    word.bytes().fold(SEED, mix)
}

/// What a byte above ASCII begins.
enum Above {
    /// A letter of so many bytes; in lower case the second byte differs by 0x20 where told.
    Letter { bytes: usize, capital: bool },
    /// An apostrophe of three bytes.
    Apostrophe,
    /// A sign of so many bytes: the word ends.
    Sign { bytes: usize, comma: bool, end: Option<End> },
    /// The upside-down question mark, a word of its own.
    Opening,
}

#[inline]
fn above(rest: &[u8]) -> Above {
    let sign = |bytes, comma, end| Above::Sign { bytes, comma, end };
    match *rest {
        [0xc3, second, ..] => Above::Letter { bytes: 2, capital: (0x80..=0x9e).contains(&second) && second != 0x97 },
        [0xc2, 0xbf, ..] => Above::Opening,
        [0xc2, second, ..] => sign(2, second == 0xab, None),
        [0xe2, 0x80, third, ..] => match third {
            0x98 | 0x99 => Above::Apostrophe,
            0x93 | 0x94 | 0x9c | 0x9e => sign(3, true, None),
            0xa6 => sign(3, false, Some(End::Other)),
            _ => sign(3, false, None),
        },
        [0xef, 0xbc, 0x9f, ..] => sign(3, false, Some(End::Question)),
        [0xd8, 0x9f, ..] => sign(2, false, Some(End::Question)),
        [first, _, _, _, ..] if first >= 0xf0 => sign(4, false, None),
        _ => Above::Letter { bytes: 1, capital: false },
    }
}

/// Whether a word goes on after a joining sign.
#[inline]
fn goes_on(rest: &[u8]) -> bool {
    match rest.first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => matches!(above(rest), Above::Letter { .. }),
        None => false,
    }
}

/// Calls `see` with every clause of a text. A clause ends with `.`, `!`, `?`, `…`, `:` or a line feed, unless that stands
/// inside a word (`10.30`, `e.g`). Bytes need not be UTF-8. O(n).
pub fn clauses<'a>(text: &'a [u8], mut each_word: impl FnMut(u64), mut see: impl FnMut(&Clause<'a>)) {
    let mut clause = Clause { tokens: Vec::with_capacity(MOST_TOKENS), last: [None; 2], end: End::Other };
    let mut comma = false;
    let mut at = 0;
    while at < text.len() {
        // A word.
        let start = at;
        let mut hash = SEED;
        while at < text.len() {
            let byte = text[at];
            if byte.is_ascii_alphanumeric() {
                hash = mix(hash, byte | if byte.is_ascii_uppercase() { 0x20 } else { 0 });
                at += 1;
            } else if byte >= 0x80 {
                match above(&text[at..]) {
                    Above::Letter { bytes, capital } => {
                        hash = mix(hash, byte);
                        if bytes == 2 {
                            hash = mix(hash, text[at + 1] | if capital { 0x20 } else { 0 });
                        }
                        at += bytes;
                    }
                    Above::Apostrophe if at > start && goes_on(&text[at + 3..]) => {
                        hash = mix(hash, b'\'');
                        at += 3;
                    }
                    Above::Opening if at == start => {
                        hash = mix(mix(hash, 0xc2), 0xbf);
                        at += 2;
                        break;
                    }
                    _ => break,
                }
            } else if at > start && matches!(byte, b'\'' | b'-' | b'.' | b':' | b'_') && goes_on(&text[at + 1..]) {
                hash = mix(hash, byte);
                at += 1;
            } else {
                break;
            }
        }
        if at > start {
            each_word(hash);
            let token = Token { word: &text[start..at], hash, after_comma: comma };
            clause.last = [clause.last[1], Some(token)];
            if clause.tokens.len() < MOST_TOKENS {
                clause.tokens.push(token);
            }
            comma = false;
            continue;
        }
        // What stands between words.
        let (bytes, sign, end) = match text[at] {
            b'?' => (1, false, Some(End::Question)),
            b'!' => (1, false, Some(End::Exclamation)),
            b'.' | b':' | b'\n' | b'\r' => (1, false, Some(End::Other)),
            b',' | b';' | b'(' | b'"' => (1, true, None),
            b'-' => (1, text.get(at + 1).is_none_or(u8::is_ascii_whitespace), None),
            byte if byte < 0x80 => (1, false, None),
            _ => match above(&text[at..]) {
                Above::Sign { bytes, comma, end } => (bytes, comma, end),
                Above::Apostrophe => (3, false, None),
                // Both are words, and taken above.
                Above::Letter { bytes, .. } => (bytes, false, None),
                Above::Opening => (2, false, None),
            },
        };
        at += bytes;
        comma |= sign;
        let Some(mut end) = end else { continue };
        comma = false;
        if !clause.tokens.is_empty() {
            // "?!", "!?" and "...?" ask.
            while let Some(&next) = text.get(at).filter(|next| matches!(next, b'!' | b'.' | b'?')) {
                end = if next == b'?' { End::Question } else { end };
                at += 1;
            }
            clause.end = end;
            see(&clause);
            clause.tokens.clear();
            clause.last = [None; 2];
        }
    }
    if !clause.tokens.is_empty() {
        clause.end = End::Other;
        see(&clause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_of_a_text() {
        let mut found = Vec::new();
        let text = "Hei ÄITI, onko se ok?! katso 10.30 e.g. nyt!\nQu’est-ce – que vs:n ¿Qué";
        clauses(text.as_bytes(), |_| (), |clause| {
            let words: Vec<String> = clause
                .tokens
                .iter()
                .map(|token| {
                    format!("{}{}", if token.after_comma { "," } else { "" }, String::from_utf8_lossy(token.word))
                })
                .collect();
            found.push((words.join(" "), clause.end));
            let same = clause.tokens.iter().all(|token| {
                let word = std::str::from_utf8(token.word).unwrap().to_lowercase().replace('’', "'");
                token.hash == hash(&word)
            });
            assert!(same, "{words:?}");
        });
        assert_eq!(
            found,
            [
                ("Hei ÄITI ,onko se ok".to_owned(), End::Question),
                ("katso 10.30 e.g".to_owned(), End::Other),
                ("nyt".to_owned(), End::Exclamation),
                ("Qu’est-ce ,que vs:n ¿ Qué".to_owned(), End::Other),
            ]
        );
    }
}
