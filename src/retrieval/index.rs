//! The index: what threads said, as of any time.

use super::language::Languages;
use super::segment::{Field, Postings, Segment, segment_length};
use crate::Timestamp;
use crate::text::Language;
use rayon::prelude::*;
use std::borrow::Cow;

/// Saturation of BM25: how fast saying a word again stops to count.
pub const K1: f64 = 1.2;
/// How far BM25 takes the length of a thread into account.
pub const B: f64 = 0.75;
/// Weight of the field of Finnish runs of four letters beside that of words.
pub const GRAM_WEIGHT: f64 = 0.3;
/// How often a title counts (or the first sentence, where there is no title).
pub const TITLE_WEIGHT: u8 = 2;

/// A message in a thread, from when on the index may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passage {
    /// Number of the thread, from 0.
    pub(crate) thread: u32,
    /// The index knows of the passage after this instant.
    pub(crate) at: Timestamp,
}

/// What a passage says.
pub(crate) struct Text<'a> {
    /// Title, or what stands for it; counts [`TITLE_WEIGHT`] times.
    pub(crate) lead: Cow<'a, str>,
    pub(crate) body: Cow<'a, str>,
    /// `None` where it is not clear: words are then taken as they are.
    pub(crate) language: Option<Language>,
}

/// Which field of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    Words,
    Grams,
}

/// Lengths of one field, passage by passage.
#[derive(Debug, Clone, Default)]
struct Lengths {
    /// Length of the passage's thread up to and with it.
    of_thread: Vec<u32>,
    /// Length of all passages before; one entry more than passages.
    total: Vec<u64>,
    /// Threads with anything in the field before; one entry more than passages.
    threads: Vec<u32>,
}

/// An inverted index over threads. Passages are in order of time, and every list is by passage, so that "as of t" is a cut
/// in each: what was said at `t` or later is in no count, no length and no score.
///
/// `df` counts threads that had said the term by then, lengths are those that threads had by then, as if the index had been
/// built at that time.
///
/// Built in parallel, segment by segment. About 3 bytes a different word of a passage, 16 a term of a segment and 50 a passage.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    segments: Vec<Segment>,
    /// Passages of a segment.
    pub(super) segment: usize,
    at: Vec<Timestamp>,
    thread: Vec<u32>,
    /// Passages of every thread, ascending.
    passages: Vec<u32>,
    passage_ends: Vec<u32>,
    lengths: [Lengths; 2],
    /// First passage in a language.
    first_in: Vec<(Language, u32)>,
}

impl Index {
    /// `passages` ascending in time; `text` gives what each says, and is called once or, where a thread reaches over segments,
    /// a few times. O(words).
    pub(crate) fn of<'t>(passages: &[Passage], text: impl Fn(usize) -> Text<'t> + Sync) -> Index {
        debug_assert!(passages.is_sorted_by_key(|passage| passage.at));
        let thread: Vec<u32> = passages.iter().map(|passage| passage.thread).collect();
        let threads = thread.iter().max().map_or(0, |&last| last as usize + 1);
        let mut passage_ends = vec![0u32; threads];
        thread.iter().for_each(|&t| passage_ends[t as usize] += 1);
        let mut sum = 0;
        for end in &mut passage_ends {
            sum += *end;
            *end = sum;
        }
        let mut places: Vec<u32> = [0].into_iter().chain(passage_ends.iter().copied()).collect();
        let mut in_order = vec![0u32; thread.len()];
        for (row, &t) in thread.iter().enumerate() {
            in_order[places[t as usize] as usize] = row as u32;
            places[t as usize] += 1;
        }
        let mut index = Index {
            segment: segment_length(passages.len()),
            at: passages.iter().map(|passage| passage.at).collect(),
            thread,
            passages: in_order,
            passage_ends,
            ..Index::default()
        };
        let starts: Vec<usize> = (0..passages.len()).step_by(index.segment).collect();
        index.segments = starts
            .par_iter()
            .map(|&start| {
                let end = (start + index.segment).min(passages.len());
                let mut here: Vec<u32> = index.thread[start..end].to_vec();
                here.sort_unstable();
                here.dedup();
                let up_to = |thread: u32| {
                    let all = index.passages_of(thread).iter();
                    (thread, all.map(|&row| row as usize).take_while(|&row| row < end).collect())
                };
                let threads: Vec<(u32, Vec<usize>)> = here.into_iter().map(up_to).collect();
                Segment::of(&threads, start, end - start, &text)
            })
            .collect();
        index.measure(threads);
        index
    }

    fn measure(&mut self, threads: usize) {
        let mut first_in = [None; Language::ALL.len()];
        for (field, lengths) in self.lengths.iter_mut().enumerate() {
            let mut of = vec![0u32; threads];
            let mut begun = vec![false; threads];
            let (mut total, mut count) = (0u64, 0u32);
            lengths.total.push(0);
            lengths.threads.push(0);
            for (row, &thread) in self.thread.iter().enumerate() {
                let (segment, place) = (&self.segments[row / self.segment], row % self.segment);
                let length = segment.lengths[place][field];
                let of = &mut of[thread as usize];
                *of = of.saturating_add(length);
                total += u64::from(length);
                // A thread without words is a thread still; one without Finnish has no runs of letters.
                if (field == 0 || length > 0) && !std::mem::replace(&mut begun[thread as usize], true) {
                    count += 1;
                }
                lengths.of_thread.push(*of);
                lengths.total.push(total);
                lengths.threads.push(count);
                if let Some(language) = segment.languages[place] {
                    first_in[language as usize].get_or_insert(row as u32);
                }
            }
        }
        for segment in &mut self.segments {
            (segment.lengths, segment.languages) = (Vec::new(), Vec::new());
        }
        let known =
            Language::ALL.into_iter().filter_map(|language| Some((language, first_in[language as usize]?)));
        self.first_in = known.collect();
    }

    /// Number of passages that the index may know of as of a time: those before it.
    pub(crate) fn cut(&self, as_of: Timestamp) -> usize {
        self.at.partition_point(|&at| at < as_of)
    }

    /// Threads in the index as of a cut.
    pub(crate) fn threads(&self, cut: usize) -> u32 {
        self.lengths[0].threads.get(cut).copied().unwrap_or(0)
    }

    /// Number of threads in all.
    pub(crate) fn len(&self) -> usize {
        self.passage_ends.len()
    }

    /// Languages of the passages before a cut.
    pub(super) fn languages(&self, cut: usize) -> Languages {
        let mut known = Languages::default();
        let before = self.first_in.iter().filter(|&&(_, row)| (row as usize) < cut);
        before.for_each(|&(language, _)| known.insert(language));
        known
    }

    /// Passages of a thread, ascending.
    pub(super) fn passages_of(&self, thread: u32) -> &[u32] {
        let i = thread as usize;
        let start = if i == 0 { 0 } else { self.passage_ends[i - 1] as usize };
        &self.passages[start..self.passage_ends[i] as usize]
    }

    /// The thread of a passage.
    #[inline]
    pub(super) fn thread_of(&self, passage: usize) -> u32 {
        self.thread[passage]
    }

    /// Threads with anything in a field as of a cut, and their mean length.
    pub(super) fn size(&self, field: FieldKind, cut: usize) -> (f64, f64) {
        let lengths = &self.lengths[field as usize];
        let threads = f64::from(lengths.threads.get(cut).copied().unwrap_or(0));
        let total = lengths.total.get(cut).copied().unwrap_or(0) as f64;
        (threads, if threads > 0.0 { total / threads } else { 0.0 })
    }

    /// Length of a thread in a field as of a cut.
    pub(super) fn length(&self, field: FieldKind, thread: u32, cut: usize) -> f64 {
        let passages = self.passages_of(thread);
        let n = passages.partition_point(|&row| (row as usize) < cut);
        let last = n.checked_sub(1).map(|last| passages[last] as usize);
        last.map_or(0.0, |row| f64::from(self.lengths[field as usize].of_thread[row]))
    }

    /// The passages before a cut that hold a term: first passage of the segment, and the places in it.
    pub(super) fn postings(&self, field: FieldKind, hash: u64, cut: usize) -> Vec<(usize, Postings<'_>)> {
        let length = self.segment.max(1);
        let (full, over) = (cut / length, cut % length);
        let parts = self.segments.iter().enumerate().take(full + usize::from(over > 0));
        parts
            .filter_map(|(at, segment)| {
                let of: &Field = match field {
                    FieldKind::Words => &segment.words,
                    FieldKind::Grams => &segment.grams,
                };
                let found = of.postings(hash)?;
                let found = if at == full { found.before(over) } else { found };
                (!found.rows.is_empty()).then_some((at * length, found))
            })
            .collect()
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        let of_segments: usize = self.segments.iter().map(|s| s.words.bytes() + s.grams.bytes()).sum();
        of_segments + self.at.len() * (8 + 4 + 4 + 2 * (4 + 8 + 4)) + self.passage_ends.len() * 4
    }
}
