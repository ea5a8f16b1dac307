//! One pass over a body: words, question marks, and whether it holds more than text.

use super::question::mark;
use wide::u8x64;

/// What one pass over a text finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Found {
    /// Runs of letters and digits; every byte above ASCII counts as a letter, which errs only for symbols.
    pub(super) words: usize,
    /// A question mark stands somewhere.
    pub(super) question: bool,
    /// Links, code, quoted lines or markup may stand somewhere.
    pub(super) special: bool,
}

/// Scans a text, 64 bytes at a time.
pub(super) fn scan(text: &[u8]) -> Found {
    let mut found = Found::default();
    // Whether the byte before the block is a letter, and whether a letter and a joining mark stand before it.
    let (mut letter_before, mut joint_before) = (0u64, 0u64);
    let (blocks, tail) = text.as_chunks::<64>();
    let mut step = |block: &[u8; 64], base: usize| {
        let bytes = u8x64::new(*block);
        let is = |byte: u8| bytes.simd_eq(u8x64::splat(byte));
        let within = |x: u8x64, span: u8| x.min(u8x64::splat(span)).simd_eq(x);
        let lower = bytes | u8x64::splat(0x20);
        let letter = (within(lower - u8x64::splat(b'a'), 25) | within(bytes - u8x64::splat(b'0'), 9))
            .to_bitmask()
            | bytes.to_bitmask();
        let joint = (is(b'\'') | is(b'-') | is(b'_')).to_bitmask() & (letter << 1 | letter_before);
        let joined = letter & (joint << 1 | joint_before);
        let begins = letter & !(letter << 1 | letter_before) & !joined;
        found.words += begins.count_ones() as usize;
        (letter_before, joint_before) = (letter >> 63, joint >> 63);
        if !found.question {
            let mut marks = (is(b'?') | is(mark::LAST_BYTE)).to_bitmask();
            while marks != 0 && !found.question {
                found.question = mark::mark_at(text, base + marks.trailing_zeros() as usize);
                marks &= marks - 1;
            }
        }
        if !found.special {
            let mut signs = (is(b'`') | is(b'[') | is(b'>') | is(b':') | is(b'.')).to_bitmask();
            while signs != 0 && !found.special {
                found.special = special_at(text, base + signs.trailing_zeros() as usize);
                signs &= signs - 1;
            }
        }
    };
    for (i, block) in blocks.iter().enumerate() {
        step(block, i * 64);
    }
    if !tail.is_empty() {
        let mut last = [0u8; 64];
        last[..tail.len()].copy_from_slice(tail);
        step(&last, blocks.len() * 64);
    }
    found
}

/// Whether the sign at `at` may belong to something that is not text.
fn special_at(text: &[u8], at: usize) -> bool {
    match text[at] {
        b'`' | b'[' => true,
        b'>' => at == 0 || text[at - 1] == b'\n',
        b':' => text[at + 1..].starts_with(b"//"),
        _ => text[..at].len() >= 3 && text[at - 3..at].eq_ignore_ascii_case(b"www"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same, byte by byte.
    fn words(bytes: &[u8]) -> usize {
        let letter = |i: usize| bytes.get(i).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        let joined = |i: usize| i >= 2 && b"'-_".contains(&bytes[i - 1]) && letter(i - 2);
        (0..bytes.len()).filter(|&i| letter(i) && !(i > 0 && letter(i - 1)) && !joined(i)).count()
    }

    proptest! {
        #[test]
        fn agrees_with_the_plain_walk(text in "[a-zA-Z0-9 '_\\-.é?؟:/`\n]{0,300}") {
            let bytes = text.as_bytes();
            let found = scan(bytes);
            prop_assert_eq!(found.words, words(bytes));
            prop_assert_eq!(found.question, text.contains(['?', '؟']));
            let special = text.contains('`') || text.contains("://");
            prop_assert_eq!(found.special, special);
        }
    }
}
