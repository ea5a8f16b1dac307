//! A run of passages, inverted: for every term the passages that hold it, in order of time.

use super::terms::{grams, hash, stem};
use super::words::each_word;
use super::{TITLE_WEIGHT, Text};
use crate::text::Language;
use hashbrown::HashMap;

/// Passages of a segment: a place in it takes two bytes. The more there are in all the longer, since a question looks into every
/// segment; short where they are few, so that threads share the work. Shortest in unit tests, so that threads reach over segments.
pub(super) fn segment_length(passages: usize) -> usize {
    if cfg!(test) {
        8
    } else if passages < 1 << 18 {
        1 << 14
    } else {
        1 << 16
    }
}

/// Marks the first passage of a thread with the term, in the top bit of a count.
const FIRST: u8 = 0x80;
/// The most that a count says.
const MOST: u8 = 0x7f;

/// One field of a segment: terms in order of their hashes, and the passages of each.
#[derive(Debug, Clone, Default)]
pub(super) struct Field {
    hashes: Vec<u64>,
    ends: Vec<u32>,
    /// How many of the passages of the term are the first of their thread with it.
    firsts: Vec<u32>,
    rows: Vec<u16>,
    counts: Vec<u8>,
}

/// The passages of a term in a segment, ascending.
#[derive(Debug, Clone, Copy)]
pub(super) struct Postings<'a> {
    /// Places in the segment.
    pub(super) rows: &'a [u16],
    counts: &'a [u8],
    firsts: u32,
}

impl<'a> Postings<'a> {
    /// How often the term stands in a passage.
    #[inline]
    pub(super) fn count(&self, at: usize) -> u32 {
        u32::from(self.counts[at] & MOST)
    }

    /// Threads that first said the term here.
    pub(super) fn threads(&self) -> u32 {
        self.firsts
    }

    /// Only the passages before a place in the segment.
    pub(super) fn before(&self, row: usize) -> Postings<'a> {
        let n = self.rows.partition_point(|&r| usize::from(r) < row);
        let firsts = self.counts[..n].iter().filter(|&&count| count & FIRST != 0).count() as u32;
        Postings { rows: &self.rows[..n], counts: &self.counts[..n], firsts }
    }
}

impl Field {
    /// The passages of a term.
    pub(super) fn postings(&self, hash: u64) -> Option<Postings<'_>> {
        let term = find(&self.hashes, hash)?;
        let start = if term == 0 { 0 } else { self.ends[term - 1] as usize };
        let span = start..self.ends[term] as usize;
        Some(Postings {
            rows: &self.rows[span.clone()],
            counts: &self.counts[span],
            firsts: self.firsts[term],
        })
    }

    /// Bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.hashes.len() * 16 + self.rows.len() * 3
    }
}

/// Position of a hash in an ascending list. Hashes are spread evenly, so where one should be is known but for some `sqrt(n)` places.
fn find(hashes: &[u64], hash: u64) -> Option<usize> {
    let n = hashes.len();
    let guess = ((u128::from(hash) * n as u128) >> 64) as usize;
    let mut step = 16;
    let (mut low, mut high) = (guess, guess);
    if *hashes.get(guess)? < hash {
        while high < n && hashes[high] < hash {
            (low, high) = (high, high + step);
            step *= 2;
        }
    } else {
        while low > 0 && hashes[low] > hash {
            (high, low) = (low, low.saturating_sub(step));
            step *= 2;
        }
    }
    let high = (high + 1).min(n);
    hashes[low..high].binary_search(&hash).ok().map(|at| low + at)
}

/// A segment and how long its passages are.
#[derive(Debug, Clone, Default)]
pub(super) struct Segment {
    pub(super) words: Field,
    pub(super) grams: Field,
    /// Words and runs of letters of every passage, titles doubled.
    pub(super) lengths: Vec<[u32; 2]>,
    /// Language of every passage.
    pub(super) languages: Vec<Option<Language>>,
}

impl Segment {
    /// `own` are the passages of the segment, each thread's together: number of the thread and, in order of time, whether the
    /// passage belongs to the segment (earlier ones only tell which terms the thread had) and its place.
    pub(super) fn of<'t>(
        threads: &[(u32, Vec<usize>)],
        base: usize,
        n: usize,
        text: &(impl Fn(usize) -> Text<'t> + Sync),
    ) -> Segment {
        let mut words = Builder::new(n);
        let mut gram_field = Builder::new(n);
        let mut lengths = vec![[0; 2]; n];
        let mut languages = vec![None; n];
        let mut known: HashMap<u64, u32> = HashMap::new();
        for (thread, passages) in threads {
            for &passage in passages {
                let own = passage.checked_sub(base);
                let Text { lead, body, language } = text(passage);
                words.begin(*thread, own);
                gram_field.begin(*thread, own);
                let mut length = [0; 2];
                for (part, weight) in [(lead, TITLE_WEIGHT), (body, 1)] {
                    each_word(&part, |word| {
                        let place = language.map_or(0, |language| language as u64 + 1);
                        let key = hash(word.as_bytes()) ^ (place << 57);
                        let term = *known.entry(key).or_insert_with(|| words.term(stem(word, language)));
                        words.see(term, weight);
                        length[0] += u32::from(weight);
                        if language == Some(Language::Finnish) {
                            grams(word, |gram| {
                                let term = gram_field.term(gram);
                                gram_field.see(term, weight);
                                length[1] += u32::from(weight);
                            });
                        }
                    });
                }
                words.end();
                gram_field.end();
                if let Some(row) = own {
                    (lengths[row], languages[row]) = (length, language);
                }
            }
        }
        Segment { words: words.field(), grams: gram_field.field(), lengths, languages }
    }
}

/// A field under construction.
struct Builder {
    terms: HashMap<u64, u32>,
    hashes: Vec<u64>,
    /// The thread (+ 1) in which a term was seen last, and the passage (+ 1).
    thread_seen: Vec<u32>,
    passage_seen: Vec<u32>,
    slot: Vec<u32>,
    tokens: Vec<(u32, u8)>,
    /// Where the tokens of each passage stand.
    spans: Vec<(u32, u32)>,
    thread: u32,
    passage: u32,
    row: Option<usize>,
    start: u32,
}

impl Builder {
    fn new(n: usize) -> Builder {
        Builder {
            terms: HashMap::new(),
            hashes: Vec::new(),
            thread_seen: Vec::new(),
            passage_seen: Vec::new(),
            slot: Vec::new(),
            tokens: Vec::new(),
            spans: vec![(0, 0); n],
            thread: 0,
            passage: 0,
            row: None,
            start: 0,
        }
    }

    /// The number of a term.
    fn term(&mut self, hash: u64) -> u32 {
        let next = self.hashes.len() as u32;
        let term = *self.terms.entry(hash).or_insert(next);
        if term == next {
            self.hashes.push(hash);
            self.thread_seen.push(0);
            self.passage_seen.push(0);
            self.slot.push(0);
        }
        term
    }

    fn begin(&mut self, thread: u32, row: Option<usize>) {
        self.thread = thread + 1;
        self.passage += 1;
        self.row = row;
        self.start = self.tokens.len() as u32;
    }

    #[inline]
    fn see(&mut self, term: u32, weight: u8) {
        let i = term as usize;
        let first = std::mem::replace(&mut self.thread_seen[i], self.thread) != self.thread;
        if self.row.is_none() {
            return;
        }
        if std::mem::replace(&mut self.passage_seen[i], self.passage) == self.passage {
            let count = &mut self.tokens[self.slot[i] as usize].1;
            *count = (*count & FIRST) | ((*count & MOST) + weight).min(MOST);
        } else {
            self.slot[i] = self.tokens.len() as u32;
            self.tokens.push((term, weight | if first { FIRST } else { 0 }));
        }
    }

    fn end(&mut self) {
        if let Some(row) = self.row {
            self.spans[row] = (self.start, self.tokens.len() as u32);
        }
    }

    /// The tokens by term, in order of hashes, and in it by passage.
    fn field(self) -> Field {
        let n = self.hashes.len();
        let mut used: Vec<(u64, u32)> = self.hashes.iter().copied().zip(0..).collect();
        used.sort_unstable();
        let mut places = vec![0u32; n];
        let mut sizes = vec![0u32; n];
        self.tokens.iter().for_each(|&(term, _)| sizes[term as usize] += 1);
        // Terms only of earlier passages have none here.
        used.retain(|&(_, term)| sizes[term as usize] > 0);
        let mut field = Field {
            hashes: used.iter().map(|&(hash, _)| hash).collect(),
            ends: Vec::with_capacity(used.len()),
            firsts: Vec::with_capacity(used.len()),
            rows: vec![0; self.tokens.len()],
            counts: vec![0; self.tokens.len()],
        };
        let mut end = 0;
        for &(_, term) in &used {
            places[term as usize] = end;
            end += sizes[term as usize];
            field.ends.push(end);
        }
        for (row, &(start, end)) in self.spans.iter().enumerate() {
            for &(term, count) in &self.tokens[start as usize..end as usize] {
                let place = &mut places[term as usize];
                field.rows[*place as usize] = row as u16;
                field.counts[*place as usize] = count;
                *place += 1;
            }
        }
        let mut start = 0;
        for &end in &field.ends {
            let counts = &field.counts[start..end as usize];
            field.firsts.push(counts.iter().filter(|&&count| count & FIRST != 0).count() as u32);
            start = end as usize;
        }
        field
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hashes_are_found_where_they_are(
            mut hashes in prop::collection::vec(prop_oneof![any::<u64>(), 0u64..40, (u64::MAX - 40)..=u64::MAX], 0..200),
            other in any::<u64>(),
        ) {
            hashes.sort_unstable();
            hashes.dedup();
            for (at, &hash) in hashes.iter().enumerate() {
                prop_assert_eq!(find(&hashes, hash), Some(at));
            }
            prop_assert_eq!(find(&hashes, other), hashes.binary_search(&other).ok());
        }
    }
}
