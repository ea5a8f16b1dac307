//! A question as the index sees it.

use super::index::Index;
use super::terms::{grams, variants};
use super::words::each_word;
use crate::text::Language;
use hashbrown::HashMap;

/// Different words of a question that are looked up at most: the first, of the title before those of the text.
const MOST_WORDS: usize = 192;

/// A word of a question and the forms in which texts may have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueryTerm {
    /// The word as asked, in lower case; empty for runs of letters.
    pub(crate) word: String,
    pub(super) hashes: Vec<u64>,
    pub(super) weight: u8,
}

/// The words of a question, and its runs of letters where it may be Finnish.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) words: Vec<QueryTerm>,
    pub(super) grams: Vec<QueryTerm>,
}

impl Query {
    /// Every different word counts once, those of the lead (title or first sentence) `lead_weight` times. Where the language is
    /// not clear words are looked up in the forms of all languages of the index as of the cut.
    pub(crate) fn of(
        index: &Index,
        cut: usize,
        lead: &str,
        body: &str,
        language: Option<Language>,
        lead_weight: u8,
    ) -> Query {
        let known = index.languages(cut);
        let finnish = known.contains(Language::Finnish) && language.is_none_or(|l| l == Language::Finnish);
        let mut query = Query::default();
        let mut seen: HashMap<String, ()> = HashMap::new();
        let mut seen_grams: HashMap<u64, ()> = HashMap::new();
        for (text, weight) in [(lead, lead_weight), (body, 1)] {
            each_word(text, |word| {
                if query.words.len() >= MOST_WORDS || seen.contains_key(word) {
                    return;
                }
                seen.insert(word.to_owned(), ());
                let hashes = variants(word, language, known);
                query.words.push(QueryTerm { word: word.to_owned(), hashes, weight });
                if finnish {
                    grams(word, |gram| {
                        if seen_grams.insert(gram, ()).is_none() {
                            query.grams.push(QueryTerm { word: String::new(), hashes: vec![gram], weight });
                        }
                    });
                }
            });
        }
        query
    }
}
