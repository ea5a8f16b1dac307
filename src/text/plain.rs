//! A text made plain: the author's own words, lower case, with ASCII signs, and where its words stand.

use super::parts::{Part, parts};
use unicode_normalization::UnicodeNormalization;
use wide::u8x64;

/// Bytes of spaces after the text, so that a word can be loaded whole from where it begins.
pub(super) const PADDING: usize = 64;

/// Stands for the upside-down question mark, which has no sign in ASCII.
pub(super) const OPENING: u8 = 1;

/// Stands for a dash, which is no hyphen.
pub(super) const DASH: u8 = 2;

/// A plain text: lower case (ASCII and Latin-1), straight apostrophes, ASCII commas and stops for typographic ones,
/// spaces for other signs. Every byte above ASCII is part of a letter. Kept between texts for its memory.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// The text, and [`PADDING`] spaces.
    bytes: Vec<u8>,
    length: usize,
    /// Where words begin and end, in turn.
    turns: Vec<u32>,
}

impl Plain {
    /// Takes over the own words of a body. `special` tells whether it may hold anything else.
    pub(super) fn set(&mut self, body: &[u8], special: bool) {
        self.bytes.clear();
        let mut composed = true;
        if special {
            for part in parts(body) {
                match part {
                    Part::Text(text) => composed &= self.push(text),
                    // What stood there is no word, and parts the words around it.
                    Part::Other => self.bytes.push(b' '),
                }
            }
        } else {
            composed = self.push(body);
        }
        if !composed {
            // Accents that stand behind their letters: rare, and worth a second walk.
            let text: String = String::from_utf8_lossy(&self.bytes).nfc().collect();
            self.bytes.clear();
            self.push(text.as_bytes());
        }
        self.length = self.bytes.len();
        self.bytes.extend_from_slice(&[b' '; PADDING]);
        self.find_words();
    }

    /// The text without its padding.
    pub(super) fn text(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// The 16 bytes from `at` on, which is inside the text.
    #[inline]
    pub(super) fn sixteen(&self, at: u32) -> u128 {
        let at = at as usize;
        self.bytes.get(at..at + 16).and_then(|b| b.try_into().ok()).map_or(0, u128::from_le_bytes)
    }

    /// Start and end of every word. A word is a run of letters and digits; an apostrophe, hyphen, full stop, colon
    /// or underscore between two of them does not end it. Of texts beyond four gigabytes the beginning counts.
    #[inline]
    pub(super) fn words(&self) -> &[[u32; 2]] {
        self.turns.as_chunks().0
    }

    /// The bytes of a word.
    #[inline]
    pub(super) fn word(&self, start: u32, end: u32) -> &[u8] {
        self.bytes.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// Appends a text; false if it holds accents apart from their letters.
    fn push(&mut self, text: &[u8]) -> bool {
        self.bytes.reserve(text.len() + 2 * PADDING);
        let mut composed = true;
        let mut at = 0;
        while at < text.len() {
            // The block, and the same one byte earlier.
            let (mut block, mut before) = ([b' '; 64], [b' '; 64]);
            let n = (text.len() - at).min(64);
            match text.get(at..at + 64).and_then(|full| full.try_into().ok()) {
                Some(full) => block = full,
                None => block[..n].copy_from_slice(&text[at..]),
            }
            match at.checked_sub(1).and_then(|from| text.get(from..from + 64)?.try_into().ok()) {
                Some(full) => before = full,
                None => {
                    before[1..].copy_from_slice(&block[..63]);
                    before[0] = at.checked_sub(1).map_or(b' ', |last| text[last]);
                }
            }
            let (bytes, before) = (u8x64::new(block), u8x64::new(before));
            let within = |first: u8, span: u8| {
                let x = bytes - u8x64::splat(first);
                x.min(u8x64::splat(span)).simd_eq(x)
            };
            let latin = bytes.simd_eq(u8x64::splat(0xc3));
            let other = within(0xc0, 0x3f) ^ latin;
            if other.to_bitmask() == 0 {
                let second = before.simd_eq(u8x64::splat(0xc3)) & within(0x80, 0x1e);
                let lower = bytes | ((within(b'A', 25) | second) & u8x64::splat(0x20));
                self.bytes.extend_from_slice(&lower.to_array());
                // Spaces after the end are of no harm, but the length is known by them.
                self.bytes.truncate(self.bytes.len() + n - 64);
                at += n;
                continue;
            }
            let end = at + n;
            while at < end {
                let latin = at > 0 && text[at - 1] == 0xc3;
                let (bytes, own) = self.push_letter(&text[at..], latin);
                at += bytes;
                composed &= own;
            }
        }
        composed
    }

    /// Appends what the text begins with: how many bytes it took, and whether it was no lone accent.
    fn push_letter(&mut self, rest: &[u8], latin: bool) -> (usize, bool) {
        let (bytes, sign) = match *rest {
            [byte, ..] if byte < 0x80 => (1, byte.to_ascii_lowercase()),
            [second @ 0x80..=0x9e, ..] if latin => (1, second | 0x20),
            [0xc3, second, ..] => {
                self.bytes.push(0xc3);
                (2, second | if (0x80..=0x9e).contains(&second) { 0x20 } else { 0 })
            }
            [0xc2, 0xbf, ..] => (2, OPENING),
            [0xc2, 0xab, ..] => (2, b'"'),
            [0xc2, _, ..] => (2, b' '),
            [0xcc | 0xcd, second, ..] => {
                self.bytes.extend_from_slice(&[rest[0], second]);
                return (2, false);
            }
            [0xe2, 0x80, third, ..] => match third {
                0x98 | 0x99 => (3, b'\''),
                0x93 | 0x94 => (3, DASH),
                0x9c | 0x9e => (3, b'"'),
                0xa6 => (3, b'.'),
                _ => (3, b' '),
            },
            // Arrows, ticks, boxes and the like.
            [0xe2, _, _, ..] => (3, b' '),
            [0xef, 0xbc, 0x9f, ..] => (3, b'?'),
            [0xef, 0xb8 | 0xbf, _, ..] => (3, b' '),
            [0xd8, 0x9f, ..] => (2, b'?'),
            [0xf0..=0xff, _, _, _, ..] => (4, b' '),
            [byte, ..] => (1, byte),
            [] => (1, b' '),
        };
        self.bytes.push(sign);
        (bytes, true)
    }

    /// Finds the words, 64 bytes at a time.
    fn find_words(&mut self) {
        self.turns.clear();
        let (mut before, mut in_word) = (0u64, 0u64);
        // Letters and joints of a block, until it is known with what the next one begins.
        let mut waiting: Option<(u64, u64)> = None;
        let blocks = self.bytes.as_chunks::<64>().0;
        let used = self.length.div_ceil(64).min(u32::MAX as usize / 64 - 1);
        // The padding ends the last word.
        for (number, block) in blocks.iter().take(used).chain([&[b' '; 64]]).enumerate() {
            let bytes = u8x64::new(*block);
            let is = |byte: u8| bytes.simd_eq(u8x64::splat(byte));
            let within = |first: u8, span: u8| {
                let x = bytes - u8x64::splat(first);
                x.min(u8x64::splat(span)).simd_eq(x)
            };
            let letters = (within(b'a', 25) | within(b'0', 9)).to_bitmask() | bytes.to_bitmask();
            let joints = (is(b'\'') | within(b'-', 1) | is(b':') | is(b'_')).to_bitmask();
            if let Some((letters_waiting, joined)) = waiting {
                // A joint stands between letters.
                let words = letters_waiting | joined & (letters_waiting >> 1 | letters << 63);
                let mut turns = words ^ (words << 1 | in_word);
                in_word = words >> 63;
                let mut found = [0; 64];
                let count = turns.count_ones() as usize;
                for place in found.iter_mut().take(count) {
                    *place = (number as u32 - 1) * 64 + turns.trailing_zeros();
                    turns &= turns.wrapping_sub(1);
                }
                self.turns.extend_from_slice(&found[..count]);
            }
            waiting = Some((letters, joints & (letters << 1 | before)));
            before = letters >> 63;
        }
        if in_word == 1 {
            self.turns.push(used as u32 * 64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(body: &str) -> Plain {
        let mut plain = Plain::default();
        plain.set(body.as_bytes(), true);
        plain
    }

    fn words(body: &str) -> Vec<String> {
        let plain = plain(body);
        let mut words = Vec::new();
        plain
            .words()
            .iter()
            .for_each(|&[a, b]| words.push(String::from_utf8_lossy(plain.word(a, b)).into_owned()));
        words
    }

    #[test]
    fn table() {
        for (body, expected) in [
            ("", ""),
            ("Hei ÄITI, ONKO 10.30 ok?!", "hei äiti onko 10.30 ok"),
            ("Qu’est-ce – que vs:n «Ça» 🎉 ok…", "qu'est-ce que vs:n ça ok"),
            ("a\u{308}iti A\u{30a}", "äiti å"),
            ("see https://x.example/a?b=c now", "see now"),
            ("e.g. x.", "e.g x"),
        ] {
            assert_eq!(words(body).join(" "), expected, "{body:?}");
        }
        assert_eq!(plain("¿Qué？ “ja”").text(), "\u{1}qué? \"ja ".as_bytes());
    }

    proptest! {
        /// Blocks of 64 bytes leave no trace.
        #[test]
        fn agrees_with_the_plain_walk(body in "[a-zA-Z0-9 '_.:,?äÖéß’–🎉\n-]{0,200}") {
            let lower: String = body.to_lowercase().replace('’', "'").replace(['–', '🎉'], " ");
            let letters: Vec<char> = lower.chars().collect();
            let letter = |i: usize| letters.get(i).is_some_and(|c| c.is_alphanumeric());
            let inside = |i: usize| {
                letter(i) || "'-.:_".contains(letters[i]) && i > 0 && letter(i - 1) && letter(i + 1)
            };
            let expected: String = (0..letters.len()).map(|i| if inside(i) { letters[i] } else { ' ' }).collect();
            let mut found = Plain::default();
            found.set(body.as_bytes(), false);
            let mut words = Vec::new();
            found.words().iter().for_each(|&[a, b]| words.push(String::from_utf8_lossy(found.word(a, b)).into_owned()));
            prop_assert_eq!(words, expected.split_whitespace().collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_do(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut plain = Plain::default();
            plain.set(&body, true);
            for &[start, end] in plain.words() {
                prop_assert!(start < end && end as usize <= plain.text().len());
            }
        }
    }
}
