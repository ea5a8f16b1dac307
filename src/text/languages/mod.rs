//! What is said about the languages: one table each, in words that a speaker can correct.

pub(super) mod table;

use super::language::Language;
use super::lexicon::Numbers;
use table::Table;

/// The table of a language as it stands in its file.
pub(super) const fn source(language: Language) -> &'static str {
    match language {
        Language::Danish => include_str!("da.toml"),
        Language::German => include_str!("de.toml"),
        Language::English => include_str!("en.toml"),
        Language::Spanish => include_str!("es.toml"),
        Language::Finnish => include_str!("fi.toml"),
        Language::French => include_str!("fr.toml"),
        Language::Bokmal => include_str!("nb.toml"),
        Language::Dutch => include_str!("nl.toml"),
        Language::Nynorsk => include_str!("nn.toml"),
        Language::Swedish => include_str!("sv.toml"),
    }
}

/// The most frequent words of a language, the most frequent first: those of its table's class `function`.
pub(super) fn function_words(language: Language) -> Vec<String> {
    let table: Option<toml::Table> = toml::from_str(source(language)).ok();
    let words = table.as_ref().and_then(|table| table.get("classes")?.get("function")?.as_str());
    words.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// Compiles the table of a language.
///
/// # Errors
/// What is wrong in the table, in words.
pub(super) fn table(language: Language, numbers: &mut Numbers) -> Result<Table, String> {
    Table::compile(source(language), numbers)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::{explain, features};
    use super::*;

    #[test]
    fn every_table_keeps_to_its_examples() {
        let mut wrong = Vec::new();
        for language in Language::ALL {
            let table = table(language, &mut Numbers::default()).unwrap_or_else(|error| panic!("{error}"));
            let examples = &table.examples;
            assert!(examples.questions.len() >= 10 && examples.statements.len() >= 10, "{language}");
            for text in &examples.questions {
                if explain(text, Some(language)).is_none_or(|found| found.probability <= 0.5) {
                    wrong.push(format!("{language}: not heard: {text}"));
                }
                assert!(!text.contains('?'), "{text}");
            }
            for text in &examples.statements {
                if let Some(found) = explain(text, Some(language)) {
                    wrong.push(format!("{language}: heard by {:?}: {text}", found.rule));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn phrases_do_what_they_are_for() {
        for language in Language::ALL {
            #[derive(serde::Deserialize)]
            struct Phrases {
                rhetorical: Vec<String>,
                thanks: Vec<String>,
                solved: Vec<String>,
            }
            let source: Phrases = toml::from_str(source(language)).unwrap();
            for text in source.rhetorical {
                assert!(!features(format!("{text}?").as_bytes()).marked, "{language}: {text}?");
                assert!(!features(format!("Ok. {text}?").as_bytes()).question, "{language}: {text}?");
            }
            for text in source.thanks {
                assert!(features(format!("{text}!").as_bytes()).thanks, "{language}: {text}");
            }
            for text in source.solved {
                assert!(features(format!("{text}.").as_bytes()).solved, "{language}: {text}");
            }
        }
        assert!(Lexicon::get().tables.iter().all(Option::is_some));
    }

    #[test]
    fn a_broken_table_says_what_is_wrong() {
        let whole = source(Language::English);
        for (from, to, what) in [
            ("name = \"English\"", "", "name"),
            ("pattern = \"wh $\"", "pattern = \"wh auks\"", "auks"),
            ("weight = 4.2", "wait = 4.2", "wait"),
            ("function_share = 0.45", "function_share = 1.5", "share"),
            ("[classes]", "[classes]\nodd = \"a,b\"", "a,b"),
        ] {
            assert!(whole.contains(from), "{from}");
            let error = Table::compile(&whole.replacen(from, to, 1), &mut Numbers::default()).unwrap_err();
            assert!(error.contains(what), "{error}");
        }
    }
}
