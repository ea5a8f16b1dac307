//! Terms: what texts and questions meet by.

use super::language::{Languages, stemmer};
use crate::text::Language;

/// Letters of a run.
const GRAM: usize = 4;

/// Hash of a term. Terms meet by it: among a hundred million terms two of the same hash are expected 0.0003 times.
pub(super) fn hash(term: &[u8]) -> u64 {
    const K: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93];
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        product as u64 ^ (product >> 64) as u64
    };
    let mut state = K[0] ^ term.len() as u64;
    let (chunks, tail) = term.as_chunks::<8>();
    for chunk in chunks {
        state = fold(state ^ u64::from_le_bytes(*chunk), K[1]);
    }
    let mut last = [0; 8];
    last[..tail.len()].copy_from_slice(tail);
    fold(fold(state ^ u64::from_le_bytes(last), K[1]), K[0])
}

/// The stem of a word in a language; the word itself where the language is not clear.
pub(super) fn stem(word: &str, language: Option<Language>) -> u64 {
    // Short words and those with digits have no endings, but Snowball may find some.
    match language.filter(|_| word.len() > 2 && !word.bytes().any(|b| b.is_ascii_digit())) {
        Some(language) => hash(stemmer(language).stem(word).as_bytes()),
        None => hash(word.as_bytes()),
    }
}

/// The forms under which a word of a question may stand in the texts: as it is, for texts whose language is not clear, and
/// stemmed in the language of the question, or in every language of the texts where that of the question is not clear.
pub(super) fn variants(word: &str, language: Option<Language>, known: Languages) -> Vec<u64> {
    let mut variants = vec![stem(word, None)];
    match language {
        Some(language) => variants.push(stem(word, Some(language))),
        None => variants.extend(known.iter().map(|language| stem(word, Some(language)))),
    }
    variants.sort_unstable();
    variants.dedup();
    variants
}

/// Calls `see` with every run of four letters of a word: parts of compounds, which stemming does not take apart. Shorter words are
/// one run.
pub(super) fn grams(word: &str, mut see: impl FnMut(u64)) {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    if starts.len() <= GRAM {
        see(hash(word.as_bytes()));
    }
    starts.windows(GRAM + 1).for_each(|run| see(hash(&word.as_bytes()[run[0]..run[GRAM]])));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> usize {
        let mut n = 0;
        grams(word, |_| n += 1);
        n
    }

    #[test]
    fn runs_of_letters() {
        assert_eq!(["on", "auto", "matka", "työkaluja", ""].map(of), [1, 1, 2, 6, 1]);
        let mut found = Vec::new();
        grams("laskut", |gram| found.push(gram));
        assert_eq!(found, ["lask", "asku", "skut"].map(|gram| hash(gram.as_bytes())));
    }

    #[test]
    fn forms_of_a_word() {
        let finnish = variants("palvelimelle", Some(Language::Finnish), Languages::default());
        assert!(finnish.contains(&stem("palvelimella", Some(Language::Finnish))) && finnish.len() == 2);
        let mut known = Languages::default();
        assert_eq!(variants("palvelimelle", None, known).len(), 1);
        known.insert(Language::Finnish);
        known.insert(Language::English);
        assert!(
            variants("palvelimelle", None, known).contains(&stem("palvelimella", Some(Language::Finnish)))
        );
        assert_eq!(stem("v2", Some(Language::English)), stem("v2", None));
    }

    #[test]
    fn hashes_differ() {
        let mut hashes: Vec<u64> = (0..100_000).map(|i| hash(format!("term{i}").as_bytes())).collect();
        hashes.extend(["", "a", "b", "ab", "ba", "abcdefgh", "abcdefgh\0"].map(|t| hash(t.as_bytes())));
        let n = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), n);
    }
}
