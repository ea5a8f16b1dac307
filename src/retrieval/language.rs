//! The language of a text, as far as its function words tell, and the stemmer of each language.

use super::words::each_word;
use crate::text::Language;
use frostem::{Algorithm, Stemmer};
use hashbrown::HashMap;
use std::sync::LazyLock;

/// The Snowball stemmer of a language; one for both forms of Norwegian.
pub(super) fn stemmer(language: Language) -> Stemmer {
    Stemmer::new(match language {
        Language::Danish => Algorithm::Danish,
        Language::German => Algorithm::German,
        Language::English => Algorithm::English,
        Language::Spanish => Algorithm::Spanish,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::Bokmal | Language::Nynorsk => Algorithm::Norwegian,
        Language::Dutch => Algorithm::Dutch,
        Language::Swedish => Algorithm::Swedish,
    })
}

fn function_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::Danish => {
            &["og", "jeg", "ikke", "er", "det", "af", "hvordan", "hvad", "på", "til", "kan", "nogen"]
        }
        Language::German => {
            &["und", "ich", "nicht", "ist", "das", "der", "die", "wie", "auf", "mit", "ein", "wir"]
        }
        Language::English => &["the", "and", "is", "to", "of", "a", "how", "what", "i", "for", "with", "you"],
        Language::Spanish => {
            &["el", "la", "que", "no", "es", "los", "para", "una", "cómo", "qué", "con", "y"]
        }
        Language::Finnish => {
            &["ja", "on", "ei", "että", "miten", "mitä", "kun", "se", "voi", "mutta", "onko", "joku"]
        }
        Language::French => {
            &["le", "la", "les", "et", "est", "pas", "je", "que", "pour", "une", "comment", "avec"]
        }
        Language::Bokmal => {
            &["og", "jeg", "ikke", "er", "det", "av", "hvordan", "hva", "på", "til", "kan", "noen"]
        }
        Language::Dutch => {
            &["de", "het", "een", "en", "ik", "niet", "is", "van", "hoe", "wat", "met", "voor"]
        }
        Language::Nynorsk => {
            &["og", "eg", "ikkje", "er", "det", "av", "korleis", "kva", "på", "til", "kan", "nokon"]
        }
        Language::Swedish => {
            &["och", "jag", "inte", "är", "det", "av", "hur", "vad", "på", "till", "kan", "någon"]
        }
    }
}

/// The languages of function words, by what [`short`] makes of them.
static FUNCTION_WORDS: LazyLock<HashMap<u64, Languages>> = LazyLock::new(|| {
    let mut all: HashMap<u64, Languages> = HashMap::new();
    for language in Language::ALL {
        let words = function_words(language).iter().filter_map(|word| short(word));
        words.for_each(|word| all.entry(word).or_default().insert(language));
    }
    all
});

/// A word of up to eight bytes as a number of its own, which is looked up at once; no function word is longer.
fn short(word: &str) -> Option<u64> {
    let mut bytes = [0; 8];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(u64::from_le_bytes(bytes))
}

/// The languages in which a word says nothing of a topic.
fn functions_in(word: &str) -> Option<Languages> {
    FUNCTION_WORDS.get(&short(word)?).copied()
}

/// Whether a word is one of those that say nothing of a topic, in any language.
pub(crate) fn is_function_word(word: &str) -> bool {
    functions_in(word).is_some()
}

/// The language in which at least two words of the text are function words and more than in any other; `None` where it is
/// not clear.
pub(crate) fn language_of(text: &str) -> Option<Language> {
    let mut counts = [0u32; 10];
    each_word(text, |word| {
        if let Some(languages) = functions_in(word) {
            languages.iter().for_each(|language| counts[language as usize] += 1);
        }
    });
    let most = *counts.iter().max()?;
    let mut best = Language::ALL.into_iter().filter(|&language| counts[language as usize] == most);
    let first = best.next()?;
    (most >= 2 && best.next().is_none()).then_some(first)
}

/// A set of languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Languages(u16);

impl Languages {
    pub(crate) fn insert(&mut self, language: Language) {
        self.0 |= 1 << language as u16;
    }

    pub(crate) fn contains(self, language: Language) -> bool {
        self.0 & (1 << language as u16) != 0
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(move |&language| self.contains(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_short() {
        for language in Language::ALL {
            assert!(
                function_words(language).iter().all(|word| short(word).is_some() && is_function_word(word))
            );
        }
        assert!(["", "th", "thee", "korleiskorleis"].iter().all(|word| !is_function_word(word)));
    }

    #[test]
    fn stems_of_languages() {
        // Snowball, run by itself.
        for (language, word, stem) in [
            (Language::Finnish, "tietääkö", "tietä"),
            (Language::Finnish, "onko", "on"),
            (Language::Finnish, "löytyykö", "löytyy"),
            (Language::Finnish, "palvelimelle", "palvelim"),
            (Language::Finnish, "palvelimella", "palvelim"),
            (Language::Finnish, "matkalaskun", "matkalasku"),
            (Language::Finnish, "matkalaskuja", "matkalasku"),
            (Language::Finnish, "lomakkeella", "lomak"),
            (Language::Swedish, "frågorna", "fråg"),
            (Language::Bokmal, "spørsmålene", "spørsmål"),
            (Language::German, "fragen", "frag"),
            (Language::English, "questions", "question"),
        ] {
            assert_eq!(stemmer(language).stem(word), stem, "{word}");
        }
    }

    #[test]
    fn languages_of_texts() {
        for (text, language) in [
            ("How do I renew the token?", Some(Language::English)),
            ("Miten saan VPN:n auki, kun se ei toimi?", Some(Language::Finnish)),
            ("Hur kan jag byta lösenord på datorn?", Some(Language::Swedish)),
            ("Korleis kan eg endra passordet?", Some(Language::Nynorsk)),
            ("VPN", None),
            ("", None),
        ] {
            assert_eq!(language_of(text), language, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn stemmers_take_any_word(word in "[\\p{L}\\p{N}']{0,20}") {
            for language in Language::ALL {
                stemmer(language).stem(&word.to_lowercase());
            }
        }
    }
}
