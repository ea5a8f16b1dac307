//! The threads that fit a question best, by BM25.

use super::index::{B, FieldKind, GRAM_WEIGHT, Index, K1};
use super::language::is_function_word;
use super::query::{Query, QueryTerm};
use super::segment::Postings;
use std::sync::{Mutex, PoisonError};

/// Terms of a question that count, the rarest: what a question has in common with many threads says little.
const MOST_TERMS: usize = 32;
/// Runs of letters likewise.
const MOST_GRAMS: usize = 64;
/// Lists shorter than this are read without looking whether they are needed.
const WORTH_LOOKING: usize = if cfg!(test) { 2 } else { 2048 };

/// Threads met are followed where the list ahead is so many times longer than they are many.
const WORTH_FOLLOWING: usize = if cfg!(test) { 0 } else { 4 };
/// Places in lists that are read to find threads, rarest terms first: milliseconds. What the terms beyond add is looked up for the
/// best so far alone. Half a million is more than a question reads among some ten thousand threads.
const MOST_READ: usize = 1 << 19;
/// Threads that stay for those terms: so many, and so many for each that is wanted.
const STAY: [usize; 2] = [64, 16];

/// A thread and its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    pub(crate) thread: u32,
    pub(crate) score: f64,
}

/// Best first; at equal scores the earlier thread.
fn better(a: &Hit, b: &Hit) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.thread.cmp(&b.thread))
}

/// A term of a question, looked up.
struct Term<'a> {
    field: FieldKind,
    /// Threads that have it.
    with: f64,
    /// Weight times idf.
    weight: f64,
    /// The most that a thread can get for the term.
    most: f64,
    postings: Vec<(usize, Postings<'a>)>,
    len: usize,
}

/// `ln(1 + (N - n + 1/2) / (n + 1/2))` for a term in `n` of `N` threads; never negative.
fn idf(threads: f64, with_term: f64) -> f64 {
    (1.0 + (threads - with_term + 0.5) / (with_term + 0.5)).ln()
}

impl Index {
    /// The `k` best threads as of a cut, best first; at equal scores the earlier thread. Threads without any word of the question
    /// are none. `skip` is left out.
    ///
    /// BM25: `sum idf · tf (k1 + 1) / (tf + k1 (1 - b + b · dl / avgdl))` over the terms, rarest first. Once no other thread can
    /// come among the best, only those that can are followed: the result is the same, to the last bit. Where the lists are longer
    /// than [`MOST_READ`] places in all, threads are found by the rarer terms, and the more frequent ones count for the best of
    /// these: a thread that has only words which stand everywhere is not found there.
    pub(crate) fn search(
        &self,
        desks: &Desks,
        query: &Query,
        cut: usize,
        k: usize,
        skip: Option<u32>,
    ) -> Vec<Hit> {
        self.search_within(desks, query, cut, k, skip, MOST_READ)
    }

    /// The same with so many places read to find threads; the first list is read in any case.
    pub(super) fn search_within(
        &self,
        desks: &Desks,
        query: &Query,
        cut: usize,
        k: usize,
        skip: Option<u32>,
        most_read: usize,
    ) -> Vec<Hit> {
        let terms = self.terms(query, cut);
        if terms.is_empty() {
            return Vec::new();
        }
        let mut search = Search {
            index: self,
            cut,
            mean: [FieldKind::Words, FieldKind::Grams].map(|field| self.size(field, cut).1),
            desk: desks.take(self.len(), cut),
            seen: Vec::new(),
            followed: None,
        };
        let mut rest: f64 = terms.iter().map(|term| term.most).sum();
        let mut read = 0;
        for term in &terms {
            if term.len > WORTH_LOOKING {
                search.narrow(k + 1, rest, term.len);
            }
            if search.followed.is_none() {
                if read > 0 && read + term.len > most_read {
                    search.keep(STAY[0] + STAY[1] * k);
                }
                read += term.len;
            }
            search.add(term);
            rest = (rest - term.most).max(0.0);
        }
        let mut hits: Vec<Hit> = search
            .seen
            .iter()
            .filter(|&&thread| Some(thread) != skip)
            .map(|&thread| Hit { thread, score: search.desk.scores[thread as usize] })
            .collect();
        desks.put_back(search.desk);
        if hits.len() > k && k > 0 {
            hits.select_nth_unstable_by(k - 1, better);
        }
        hits.truncate(k);
        hits.sort_unstable_by(better);
        hits
    }

    /// The terms that count, those that can give most first.
    fn terms(&self, query: &Query, cut: usize) -> Vec<Term<'_>> {
        let mut all = Vec::new();
        for (field, terms, most_terms, factor) in [
            (FieldKind::Words, &query.words, MOST_TERMS, 1.0),
            (FieldKind::Grams, &query.grams, MOST_GRAMS, GRAM_WEIGHT),
        ] {
            let (threads, _) = self.size(field, cut);
            let mut found: Vec<Term> =
                terms.iter().filter_map(|term| self.term(term, field, cut, threads, factor)).collect();
            found.sort_by(|a, b| b.most.total_cmp(&a.most));
            found.truncate(most_terms);
            all.extend(found);
        }
        all.sort_by(|a, b| b.most.total_cmp(&a.most));
        all
    }

    fn term(
        &self,
        term: &QueryTerm,
        field: FieldKind,
        cut: usize,
        threads: f64,
        factor: f64,
    ) -> Option<Term<'_>> {
        let postings: Vec<_> = term.hashes.iter().flat_map(|&hash| self.postings(field, hash, cut)).collect();
        // A thread that has the word in two forms is counted twice here, at most as often as there are threads.
        let with: f64 = postings.iter().map(|(_, postings)| f64::from(postings.threads())).sum();
        let with = with.min(threads);
        let len = postings.iter().map(|(_, postings)| postings.rows.len()).sum();
        let weight = factor * f64::from(term.weight) * idf(threads, with);
        (len > 0).then_some(Term { field, with, weight, most: weight * (K1 + 1.0), postings, len })
    }

    /// Which words of a question each of these threads has, as of a cut.
    pub(crate) fn words_in(&self, query: &Query, cut: usize, threads: &[u32]) -> WordsIn {
        let (n, _) = self.size(FieldKind::Words, cut);
        let passages = |(at, &thread): (usize, &u32)| {
            let before = self.passages_of(thread).iter().take_while(|&&row| (row as usize) < cut);
            before.map(move |&row| (row as usize, at)).collect::<Vec<_>>()
        };
        let mut rows: Vec<(usize, usize)> = threads.iter().enumerate().flat_map(passages).collect();
        rows.sort_unstable();
        let mut found = WordsIn { weights: Vec::new(), of: vec![Vec::new(); threads.len()] };
        for (at, asked) in query.words.iter().enumerate() {
            let Some(term) = self.term(asked, FieldKind::Words, cut, n, 1.0) else {
                found.weights.push(tells(asked, 0.0, n));
                continue;
            };
            found.weights.push(tells(asked, term.with, n));
            for (base, postings) in &term.postings {
                let from = rows.partition_point(|&(row, _)| row < *base);
                let here = rows[from..].iter().take_while(|(row, _)| *row < base + self.segment);
                for &(row, thread) in here {
                    let has = postings.rows.binary_search(&((row - base) as u16)).is_ok();
                    if has && found.of[thread].last() != Some(&at) {
                        found.of[thread].push(at);
                    }
                }
            }
        }
        found
    }
}

/// Threads about other things that are thought beside those that there are, so that in a small corpus, half of which may be about
/// one thing, the thing still tells.
const OTHER_THREADS: f64 = 100.0;

/// What a word in so many threads tells about the topic: the square of its idf, so that words that stand everywhere hardly count in
/// a corpus of several languages either, doubled for the title; nothing for function words. A word rarer than in one of a hundred
/// threads tells no more than such a word: one name or slip of the pen must not make a question like no other.
fn tells(word: &QueryTerm, with: f64, threads: f64) -> f64 {
    if is_function_word(&word.word) {
        return 0.0;
    }
    let threads = threads + OTHER_THREADS;
    f64::from(word.weight) * idf(threads, with.max(threads / 100.0)).powi(2)
}

/// Words of a question that threads have.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct WordsIn {
    /// What every word of the question tells about its topic: see [`tells`].
    pub(crate) weights: Vec<f64>,
    /// For every thread the words it has, as positions in the question.
    pub(crate) of: Vec<Vec<usize>>,
}

impl WordsIn {
    /// Share of the weight of a question's words that a thread has.
    pub(crate) fn share(&self, thread: usize) -> f64 {
        let all: f64 = self.weights.iter().sum();
        let has: f64 = self.of[thread].iter().map(|&word| self.weights[word]).sum();
        if all > 0.0 { has / all } else { 0.0 }
    }
}

/// What a search writes on: a number a thread. Kept between searches, since to clear all of it takes longer than many a search.
#[derive(Debug, Default)]
struct Desk {
    cut: usize,
    scores: Vec<f64>,
    /// `k1 (1 - b + b dl / avgdl)` as of the cut, of the threads met since it is that, else 0.
    norms: [Vec<f64>; 2],
    counts: Vec<u32>,
    /// Threads with a score.
    scored: Vec<u32>,
    /// Threads with a norm, by field.
    normed: [Vec<u32>; 2],
}

/// Desks that lie ready, as many as searches ran at the same time.
#[derive(Debug, Default)]
pub(crate) struct Desks(Mutex<Vec<Desk>>);

impl Desks {
    /// A clean desk for an index of so many threads.
    fn take(&self, threads: usize, cut: usize) -> Desk {
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut desk = free.filter(|desk| desk.scores.len() == threads).unwrap_or_else(|| Desk {
            cut,
            scores: vec![0.0; threads],
            norms: [vec![0.0; threads], vec![0.0; threads]],
            counts: vec![0; threads],
            ..Desk::default()
        });
        if desk.cut != cut {
            for (norms, normed) in desk.norms.iter_mut().zip(&mut desk.normed) {
                normed.drain(..).for_each(|thread| norms[thread as usize] = 0.0);
            }
            desk.cut = cut;
        }
        desk
    }

    fn put_back(&self, mut desk: Desk) {
        desk.scored.drain(..).for_each(|thread| desk.scores[thread as usize] = 0.0);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
    }
}

struct Search<'a> {
    index: &'a Index,
    cut: usize,
    mean: [f64; 2],
    desk: Desk,
    /// Threads met that can still be among the best.
    seen: Vec<u32>,
    /// Passages of these, once no other thread can.
    followed: Option<Vec<(u32, u32)>>,
}

impl Search<'_> {
    /// Forgets threads that cannot be among the `k` best, where at most `rest` is still to come; and follows the others, where
    /// nothing else can come among the best and the list ahead, of `ahead` places, is long.
    fn narrow(&mut self, k: usize, rest: f64, ahead: usize) {
        let few = self.seen.len() * WORTH_FOLLOWING <= ahead;
        if self.seen.len() < k || k == 0 || (self.followed.is_none() && !few) {
            return;
        }
        let scores = &self.desk.scores;
        let mut found: Vec<f64> = self.seen.iter().map(|&thread| scores[thread as usize]).collect();
        let (_, &mut bar, _) = found.select_nth_unstable_by(k - 1, |a, b| b.total_cmp(a));
        // Room for the rounding of sums.
        let rest = rest * (1.0 + 1e-9);
        if self.followed.is_none() && bar <= rest {
            return;
        }
        let stays = |thread: u32| scores[thread as usize] + rest >= bar;
        self.seen.retain(|&thread| stays(thread));
        match &mut self.followed {
            Some(followed) => followed.retain(|&(_, thread)| stays(thread)),
            None => self.follow(),
        }
    }

    /// Keeps the best so far alone, and follows them.
    fn keep(&mut self, n: usize) {
        if self.seen.len() > n {
            let scores = &self.desk.scores;
            let hit = |thread: u32| Hit { thread, score: scores[thread as usize] };
            self.seen.select_nth_unstable_by(n - 1, |&a, &b| better(&hit(a), &hit(b)));
            self.seen.truncate(n);
        }
        self.follow();
    }

    /// From here on looks into lists for the threads that were met alone.
    fn follow(&mut self) {
        let passages = |&thread: &u32| {
            let before = self.index.passages_of(thread).iter().take_while(|&&row| (row as usize) < self.cut);
            before.map(move |&row| (row, thread))
        };
        let mut followed: Vec<(u32, u32)> = self.seen.iter().flat_map(passages).collect();
        followed.sort_unstable();
        self.followed = Some(followed);
    }

    fn add(&mut self, term: &Term<'_>) {
        let mut touched: Vec<u32> = Vec::new();
        let counts = &mut self.desk.counts;
        let mut count = |thread: u32, n: u32| {
            let of = &mut counts[thread as usize];
            if *of == 0 {
                touched.push(thread);
            }
            *of += n;
        };
        for (base, postings) in &term.postings {
            match &self.followed {
                None => {
                    for (at, &row) in postings.rows.iter().enumerate() {
                        count(self.index.thread_of(base + usize::from(row)), postings.count(at));
                    }
                }
                Some(followed) => {
                    let span = |row: usize| followed.partition_point(|&(r, _)| (r as usize) < row);
                    let (first, last) = (span(*base), span(base + self.index.segment));
                    let mut from = 0;
                    for &(row, thread) in &followed[first..last] {
                        let place = (row as usize - base) as u16;
                        from += postings.rows[from..].partition_point(|&other| other < place);
                        if postings.rows.get(from) == Some(&place) {
                            count(thread, postings.count(from));
                        }
                    }
                }
            }
        }
        let Desk { scores, norms, counts, scored, normed, .. } = &mut self.desk;
        let field = term.field as usize;
        let (norms, normed) = (&mut norms[field], &mut normed[field]);
        for thread in touched {
            let i = thread as usize;
            let tf = f64::from(std::mem::take(&mut counts[i]));
            if norms[i] == 0.0 {
                let length = self.index.length(term.field, thread, self.cut);
                norms[i] = K1 * (1.0 - B + B * length / self.mean[field]);
                normed.push(thread);
            }
            if scores[i] == 0.0 {
                self.seen.push(thread);
                scored.push(thread);
            }
            scores[i] += term.weight * tf * (K1 + 1.0) / (tf + norms[i]);
        }
    }
}
