//! The question mark: in the scripts that have one of their own, and where it asks nothing.

use super::super::languages::table::{BEGINS_RHETORICAL, Table};
use super::super::tokens::Token;
use super::detect::{Starts, begins};

/// Last byte of the full-width `？` (EF BC 9F) and of the Arabic `؟` (D8 9F).
pub(in crate::text) const LAST_BYTE: u8 = 0x9f;

/// Whether a question mark ends at this byte, which is `?` or [`LAST_BYTE`].
pub(in crate::text) fn mark_at(text: &[u8], at: usize) -> bool {
    text[at] == b'?' || text[..at].ends_with(&[0xef, 0xbc]) || text[..at].ends_with(&[0xd8])
}

/// Longer clauses say more than a phrase.
const MOST_TOKENS: usize = 8;

/// Words after a phrase, behind a comma: names.
const MOST_NAMES: usize = 2;

/// Whether a clause with a question mark asks nothing in this language: after greetings and names it is one of the
/// phrases of the table, and nothing else.
pub(in crate::text) fn rhetorical(table: &Table, tokens: &[Token]) -> bool {
    let n = tokens.len();
    if n > MOST_TOKENS || n == 0 {
        return false;
    }
    let mut classes = [0u64; MOST_TOKENS];
    let mut all = 0;
    for (class, token) in classes.iter_mut().zip(tokens) {
        *class = table.classes(token.word);
        all |= *class;
    }
    if all & BEGINS_RHETORICAL == 0 {
        return false;
    }
    let starts = Starts::of(table, tokens, &classes[..n]).all;
    (0..n).filter(|&at| starts & (1 << at) != 0 && classes[at] & BEGINS_RHETORICAL != 0).any(|at| {
        table.rhetorical.iter().any(|phrase| {
            let rest = tokens.get(at + phrase.len()..).unwrap_or(&[]);
            begins(&tokens[at..], phrase)
                && rest.len() <= MOST_NAMES
                && rest.first().is_none_or(|token| token.after_comma)
        })
    })
}
