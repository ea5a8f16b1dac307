//! Clauses and their first words, as the rules of a language see them.

/// Words of a clause that rules look at. What makes a question stands at its beginning.
pub const MOST_TOKENS: usize = 16;

/// A word, lower case, and what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    pub word: &'a str,
    /// A comma, dash or bracket stands before the word.
    pub after_comma: bool,
}

/// How a clause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With a full stop, a line feed, or with the text.
    Other,
}

/// A clause: up to [`MOST_TOKENS`] words and its end.
#[derive(Debug)]
pub struct Clause<'a> {
    pub tokens: Vec<Token<'a>>,
    /// The last two words, where there are more than [`MOST_TOKENS`].
    pub last: [Option<Token<'a>>; 2],
    pub end: End,
}

/// Calls `see` with every clause of a lower-case text. A clause ends with `.`, `!`, `?`, `…`, `:` or a line feed; a
/// full stop inside a word (`e.g`, `10.30`) or before a lower-case word of one letter does not end it.
pub fn clauses<'a>(text: &'a str, mut see: impl FnMut(&Clause<'a>)) {
    let mut clause = Clause { tokens: Vec::with_capacity(MOST_TOKENS), last: [None; 2], end: End::Other };
    let mut word: Option<usize> = None;
    let mut comma = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let joins = |c: char| matches!(c, '\'' | '’' | '-' | ':' | '.' | '_');
        let inside = c.is_alphanumeric() || (word.is_some() && joins(c) && next.is_some_and(char::is_alphanumeric));
        if inside {
            word.get_or_insert(at);
            if next.is_some() {
                continue;
            }
        }
        let stop = if inside { text.len() } else { at };
        if let Some(start) = word.take() {
            let token = Token { word: &text[start..stop], after_comma: comma };
            clause.last = [clause.last[1], Some(token)];
            if clause.tokens.len() < MOST_TOKENS {
                clause.tokens.push(token);
            }
            comma = false;
        }
        if inside {
            break;
        }
        let end = match c {
            '?' | '？' | '؟' => Some(End::Question),
            '!' => Some(End::Exclamation),
            '.' | '…' | '\n' | '\r' | ':' => Some(End::Other),
            _ => None,
        };
        match end {
            Some(end) => {
                // "?!" and "!?" ask.
                clause.end = end;
                if !clause.tokens.is_empty() {
                    while chars.next_if(|&(_, c)| c == '!' || c == '.').is_some() {}
                    if chars.next_if(|&(_, c)| c == '?').is_some() {
                        clause.end = End::Question;
                    }
                    see(&clause);
                    clause.tokens.clear();
                    clause.last = [None; 2];
                }
                comma = false;
            }
            None if matches!(c, ',' | ';' | '–' | '—' | '(' | '"' | '«' | '“') => comma = true,
            None if c == '-' && next.is_none_or(char::is_whitespace) => comma = true,
            None => {}
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
        clauses("hei anna, onko se ok? katso 10.30 e.g. nyt!\nqu'est-ce – que vs:n", |clause| {
            let words: Vec<String> = clause
                .tokens
                .iter()
                .map(|token| format!("{}{}", if token.after_comma { "," } else { "" }, token.word))
                .collect();
            found.push((words.join(" "), clause.end));
        });
        assert_eq!(
            found,
            [
                ("hei anna ,onko se ok".to_owned(), End::Question),
                ("katso 10.30 e.g".to_owned(), End::Other),
                ("nyt".to_owned(), End::Exclamation),
                ("qu'est-ce ,que vs:n".to_owned(), End::Other),
            ]
        );
    }
}
