//! Every word that a table of a language names, found by one look.

use super::identify::{self, Ends, Weights};
use super::language::Language;
use super::languages;
use super::languages::table::{BEGINS_ANYWHERE, ENDS_TAG, SECOND_ANYWHERE, Table};
use super::question::pattern::FURTHEST;
use super::tokens::hash_of;
use hashbrown::HashMap;
use std::hint::select_unpredictable;
use std::sync::LazyLock;

/// Number of a word; 0 for words of no table.
pub(super) type WordId = u16;

/// The words of all tables, and the tables compiled to their numbers.
///
/// Words stand in a perfect hash table (hash and displace: Belazzougui, Botelho and Dietzfelbinger 2009): one look,
/// and no branch that a text would make hard to predict.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// By the high bits of a hash: what its low bits are moved by.
    moves: Box<[u16; BUCKETS]>,
    slots: Box<[Slot; SLOTS]>,
    /// What a word says for each language, by number of the word; at 0 what a word of no table says.
    pub(super) weights: Vec<Weights>,
    /// What the ends of other words say.
    pub(super) ends: Ends,
    /// Roles of a word in the languages, by number of the word.
    pub(super) roles: Vec<Roles>,
    /// Languages in which a rule can begin with a word by its ending alone, one bit each.
    pub(super) by_ending: u16,
    /// Languages in which a rule that begins with any word can have a telling one so many words behind it.
    pub(super) behind: [u16; FURTHEST + 1],
    /// By [`Language`]; `None` for a table that does not compile, which a test keeps from happening.
    pub(super) tables: [Option<Table>; Language::ALL.len()],
}

/// What clauses are chosen by before the rules of a language are tried: sets of languages, one bit each.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Roles {
    /// A rule can begin with the word, or it greets or begins a condition, so that where the question begins is
    /// not told by the word alone.
    pub(super) begins: u16,
    /// The question proper can begin after it.
    pub(super) lead: u16,
    /// A rule that can begin with any word can have it behind that.
    pub(super) behind: u16,
    /// A phrase of any place begins with it, and has it as its second word.
    pub(super) anywhere: u16,
    pub(super) second: u16,
    /// A tag ends with it.
    pub(super) tag: u16,
    /// Bits above the classes of the tables, of all languages: what phrases begin with it.
    pub(super) phrases: u64,
}

const BUCKETS: usize = 2048;
const SLOTS: usize = 8192;

/// A word of the tables: half of the bits of its hash (one in four thousand million words of a text is taken for it
/// that is another), and its number.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    check: u32,
    word: WordId,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::compile);

/// Numbers the words of the tables as they come.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    by_hash: HashMap<u64, WordId>,
    /// Words and their hashes by number, from 1 on.
    words: Vec<String>,
    hashes: Vec<u64>,
}

impl Numbers {
    /// Number of a word.
    ///
    /// # Errors
    /// For what is no single word in lower case, and where there are too many.
    pub(super) fn of(&mut self, word: &str) -> Result<WordId, String> {
        let hash = hash_of(word).filter(|_| word == word.to_lowercase());
        let hash = hash.ok_or_else(|| format!("{word:?} is no word in lower case"))?;
        let next = WordId::try_from(self.hashes.len() + 1).map_err(|_| "too many words".to_owned())?;
        Ok(*self.by_hash.entry(hash).or_insert_with(|| {
            self.words.push(word.to_owned());
            self.hashes.push(hash);
            next
        }))
    }

    /// Numbers of the words of a phrase.
    pub(super) fn phrase(&mut self, phrase: &str) -> Result<Vec<WordId>, String> {
        phrase.split_whitespace().map(|word| self.of(word)).collect()
    }
}

impl Lexicon {
    /// The lexicon of the tables that come with the crate.
    pub(super) fn get() -> &'static Lexicon {
        &LEXICON
    }

    fn compile() -> Lexicon {
        let mut numbers = Numbers::default();
        let mut tables = Language::ALL.map(|language| languages::table(language, &mut numbers).ok());
        let n = numbers.hashes.len() + 1;
        tables.iter_mut().flatten().for_each(|table| table.seal(&numbers.words));
        let mut lexicon = Lexicon {
            moves: Box::new([0; BUCKETS]),
            slots: Box::new([Slot::default(); SLOTS]),
            weights: identify::weights(&tables, n),
            ends: Ends::of(&tables),
            roles: (0..n as WordId).map(|word| Roles::of(&tables, word)).collect(),
            by_ending: languages_with(&tables, |t| (t.first.must | t.first.behind) & t.by_any_ending != 0),
            behind: std::array::from_fn(|words| {
                languages_with(&tables, |t| (1..=t.first.reach).contains(&words))
            }),
            tables,
        };
        lexicon.place(&numbers.hashes);
        lexicon
    }

    /// Gives every word a slot of its own: the fullest buckets first, each moved until its words fall on free slots.
    fn place(&mut self, hashes: &[u64]) {
        let mut buckets: Vec<Vec<WordId>> = vec![Vec::new(); BUCKETS];
        for (at, &hash) in hashes.iter().enumerate() {
            buckets[bucket(hash)].push(at as WordId + 1);
        }
        buckets.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let hash = |word: WordId| hashes[usize::from(word) - 1];
        for words in buckets.iter().filter(|words| !words.is_empty()) {
            let fits = (0..=u16::MAX).find(|&by| {
                let mut slots: Vec<usize> = words.iter().map(|&word| slot(hash(word), by)).collect();
                slots.sort_unstable();
                slots.is_sorted_by(|a, b| a < b) && slots.iter().all(|&slot| self.slots[slot].word == 0)
            });
            // One of 65,536 moves fits while slots are free; a test finds every word.
            let by = fits.unwrap_or(0);
            for &word in words {
                self.moves[bucket(hash(word))] = by;
                self.slots[slot(hash(word), by)] = Slot { check: check(hash(word)), word };
            }
        }
    }

    /// Number of the word with this hash; 0 if no table has it.
    #[inline]
    pub(super) fn word(&self, hash: u64) -> WordId {
        let slot = self.slots[slot(hash, self.moves[bucket(hash)])];
        // No branch: a text gives no hint which way it would go.
        select_unpredictable(slot.check == check(hash), slot.word, 0)
    }

    /// The table of a language.
    pub(super) fn table(&self, language: Language) -> Option<&Table> {
        self.tables[language as usize].as_ref()
    }
}

#[inline]
fn bucket(hash: u64) -> usize {
    (hash >> 48) as usize % BUCKETS
}

/// Where a word stands whose bucket is moved by so much.
#[inline]
fn slot(hash: u64, by: u16) -> usize {
    (hash as u32 ^ u32::from(by).wrapping_mul(0x9e37_79b1) >> 8) as usize % SLOTS
}

/// The bits of a hash that tell whether a slot has the word.
#[inline]
fn check(hash: u64) -> u32 {
    (hash >> 16) as u32
}

/// Languages whose tables are so, one bit each.
fn languages_with(tables: &[Option<Table>], so: impl Fn(&Table) -> bool) -> u16 {
    let bit = |(at, table): (usize, &Option<Table>)| u16::from(table.as_ref().is_some_and(&so)) << at;
    tables.iter().enumerate().map(bit).fold(0, |all, bit| all | bit)
}

impl Roles {
    fn of(tables: &[Option<Table>], word: WordId) -> Roles {
        let mut roles = Roles::default();
        for (language, table) in tables.iter().enumerate() {
            let Some(table) = table else { continue };
            let classes = table.classes(word);
            let bit = |of: u64| u16::from(classes & of != 0) << language;
            roles.begins |= bit(table.first.must | table.greeting | table.condition);
            roles.lead |= bit(table.first.may | table.lead | table.fronted);
            roles.behind |= bit(table.first.behind);
            roles.anywhere |= bit(BEGINS_ANYWHERE);
            roles.tag |= bit(ENDS_TAG);
            roles.second |= bit(SECOND_ANYWHERE);
            roles.phrases |= classes;
        }
        roles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        let lexicon = Lexicon::get();
        let mut numbers = Numbers::default();
        for language in Language::ALL {
            languages::table(language, &mut numbers).unwrap_or_else(|error| panic!("{language}: {error}"));
        }
        assert!((2000..SLOTS).contains(&numbers.hashes.len()) && !numbers.hashes.contains(&0));
        for (at, &hash) in numbers.hashes.iter().enumerate() {
            assert_eq!(lexicon.word(hash), at as WordId + 1);
        }
        for word in ["xyzzy", "matkalaskulomake", "q"] {
            assert_eq!(hash_of(word).map(|hash| lexicon.word(hash)), Some(0), "{word}");
        }
    }

    #[test]
    fn no_two_words_share_a_hash() {
        let mut seen: HashMap<u64, &str> = HashMap::new();
        for language in Language::ALL {
            let words =
                languages::source(language).split(|c: char| c.is_whitespace() || "\"[],=#".contains(c));
            for word in words.filter(|word| *word == word.to_lowercase()) {
                let Some(hash) = hash_of(word) else { continue };
                assert_eq!(*seen.entry(hash).or_insert(word), word, "{language}");
            }
        }
        assert!(seen.len() > 2000);
    }
}
