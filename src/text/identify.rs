//! In which language a text is, by its words.
//!
//! A naive Bayes over the words of the tables: function words by Zipf's law in the order in which the table has
//! them, the other words of the table rare and alike, every other word equally likely in all languages but for the
//! share of a text that the table leaves to such words. Beside the languages stands "none of them", in which no word
//! of a table is more likely than any other.

use super::language::Language;
use super::languages::table::Table;
use super::lexicon::{Lexicon, WordId};
use super::tokens::Token;

/// What can be the case: a language, or none of them.
pub(crate) const OUTCOMES: usize = Language::ALL.len() + 1;

/// Log-likelihood ratios of a word against "none", in [`STEP`]s of a nat, by language; the rest is unused.
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

/// Log-likelihoods of a text by language against "none", in steps.
pub(super) fn scores(tokens: &[Token], lexicon: &Lexicon) -> Weights {
    let mut scores = Weights::default();
    for token in tokens.iter().take(MOST_WORDS) {
        let Some(weights) = lexicon.weights.get(usize::from(token.word)) else { continue };
        for (score, weight) in scores.iter_mut().zip(weights) {
            *score = score.saturating_add(*weight);
        }
    }
    scores
}
