//! In which language a text is, by its words.
//!
//! A naive Bayes over the words of the tables: function words by Zipf's law in the order in which the table has
//! them, the other words of the table rare and alike, every other word equally likely in all languages but for the
//! share of a text that the table leaves to such words. Beside the languages stands "none of them", in which no word
//! of a table is more likely than any other.

use super::language::Language;
use super::languages::table::Table;
use super::lexicon::{Lexicon, WordId};
use super::plain::Plain;
use super::tokens::Token;
use hashbrown::HashMap;

/// What can be the case: a language, or none of them.
pub(crate) const OUTCOMES: usize = Language::ALL.len() + 1;

/// Log-likelihood ratios of a word against "none", in steps of a [`STEP`]th of a nat, by language; the rest is unused.
pub(super) type Weights = [i16; 16];

/// Units a nat.
const STEP: f64 = 16.0;

/// Words looked at: a hundred tell, and sums of as many stay in range.
const MOST_WORDS: usize = 150;

/// Probability of a word of a table that is no function word.
const RARE: f64 = 1e-4;

/// Probability of any given word where nothing is known.
const UNKNOWN: f64 = 1e-5;

/// Probabilities of the words that a table names, by their numbers.
fn probabilities(table: &Table) -> Vec<(WordId, f64)> {
    let harmonic: f64 = (0..table.function.len()).map(|rank| 1.0 / (rank as f64 + 3.0)).sum();
    let mut all: Vec<(WordId, f64)> = table
        .function
        .iter()
        .enumerate()
        .map(|(rank, &word)| (word, table.function_share / harmonic / (rank as f64 + 3.0)))
        .collect();
    all.extend(table.words().filter(|word| !table.function.contains(word)).map(|word| (word, RARE)));
    all
}

fn step(ratio: f64) -> i16 {
    (ratio.ln() * STEP).round() as i16
}

/// What a word of no table says.
fn unknown(tables: &[Option<Table>]) -> Weights {
    let mut weights = Weights::default();
    for (weight, table) in weights.iter_mut().zip(tables) {
        let share = table.as_ref().map_or(0.0, |table| probabilities(table).iter().map(|(_, p)| p).sum());
        *weight = step(1.0 - share);
    }
    weights
}

/// What the words of the tables say, by number.
pub(super) fn weights(tables: &[Option<Table>], words: usize) -> Vec<Weights> {
    let mut weights = vec![unknown(tables); words];
    for (language, table) in tables.iter().enumerate() {
        for (word, p) in table.iter().flat_map(probabilities) {
            weights[usize::from(word)][language] = step(p / UNKNOWN);
        }
    }
    weights
}

/// What the ends of words say that no table names: the last three bytes, or the last letter with what of the one
/// before it fits into them.
#[derive(Debug)]
pub(super) struct Ends {
    by_end: HashMap<[u8; 3], Weights>,
}

/// Probability of an end that a table does not have.
const OTHER_END: f64 = 3e-4;

/// Ends repeat in part what the words have said.
const DISCOUNT: f64 = 0.7;

/// Words shorter than this are all end.
const SHORTEST: u32 = 4;

fn end_of(word: &[u8]) -> [u8; 3] {
    let mut end = [0; 3];
    let last = &word[word.len().saturating_sub(3)..];
    // The second byte of a letter without its first is of no use.
    let last = if last.first().is_some_and(|byte| (0x80..0xc0).contains(byte)) { &last[1..] } else { last };
    end[3 - last.len()..].copy_from_slice(last);
    end
}

impl Ends {
    pub(super) fn of(tables: &[Option<Table>]) -> Ends {
        let mut by_end: HashMap<[u8; 3], Weights> = HashMap::new();
        for (language, table) in tables.iter().enumerate() {
            for (end, share) in table.iter().flat_map(|table| &table.word_ends) {
                let ratio = (share / OTHER_END).powf(DISCOUNT);
                by_end.entry(end_of(end)).or_default()[language] = step(ratio);
            }
        }
        Ends { by_end }
    }
}

/// Steps by which a language must lead for the ends of words not to be asked.
const LEAD: i16 = 96;

/// Log-likelihoods of a text by language against "none", in steps.
pub(super) fn scores(plain: &Plain, tokens: &[Token], lexicon: &Lexicon) -> Weights {
    let tokens = &tokens[..tokens.len().min(MOST_WORDS)];
    let mut scores = Weights::default();
    for token in tokens {
        let Some(weights) = lexicon.weights.get(usize::from(token.word)) else { continue };
        add(&mut scores, weights);
    }
    let best = scores.iter().copied().fold(0, i16::max);
    let near = scores.iter().filter(|&&score| best.saturating_sub(score) < LEAD).count();
    if near + usize::from(best < LEAD) > 1 {
        for token in tokens.iter().filter(|token| token.word == 0 && token.end - token.start >= SHORTEST) {
            if let Some(weights) = lexicon.ends.by_end.get(&end_of(plain.word(token.start, token.end))) {
                add(&mut scores, weights);
            }
        }
    }
    scores
}

#[inline]
fn add(scores: &mut Weights, weights: &Weights) {
    for (score, weight) in scores.iter_mut().zip(weights) {
        *score = score.saturating_add(*weight);
    }
}
