//! Words that pass a question on: "ask Maija", "kysy Maijalta", "frag Maija".
//!
//! The phrases are tables, one file a language, with sentences that must fit and sentences that must not; both are
//! tests. All languages are tried on every text, because short messages do not tell theirs.

mod pattern;
mod table;
mod tokens;

pub(crate) use tokens::{Kind, Token, tokens};

use pattern::Phrase;
use std::sync::LazyLock;
use table::entries;

/// The phrases of a language.
struct Language {
    /// Words that pass a question on.
    phrases: Vec<Phrase>,
    /// Words by which somebody says whom he or she asked or will ask.
    own: Vec<Phrase>,
    /// Words that turn it into the opposite.
    not: Vec<Phrase>,
    /// Words that do not stand between a phrase and its person.
    breaks: Vec<String>,
}

const SOURCES: [(&str, &str); 10] = [
    ("da", include_str!("da.toml")),
    ("de", include_str!("de.toml")),
    ("en", include_str!("en.toml")),
    ("es", include_str!("es.toml")),
    ("fi", include_str!("fi.toml")),
    ("fr", include_str!("fr.toml")),
    ("nb", include_str!("nb.toml")),
    ("nl", include_str!("nl.toml")),
    ("nn", include_str!("nn.toml")),
    ("sv", include_str!("sv.toml")),
];

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let language = |(_, source): &(&str, &str)| {
        let entries = entries(source);
        let of = |key: &str| entries.iter().find(|(k, _)| k == key).map_or(&[][..], |(_, v)| v);
        let phrases = |key: &str| of(key).iter().filter_map(|text| Phrase::parse(text)).collect();
        Language {
            phrases: phrases("phrases"),
            own: phrases("own"),
            not: phrases("not"),
            breaks: of("breaks").to_vec(),
        }
    };
    SOURCES.iter().map(language).collect()
});

/// Whether the words around the person at `from..to` pass a question on to him or her; with `own` also whether they
/// say that the author asked or will ask the person.
pub(crate) fn refers(tokens: &[Token<'_>], from: usize, to: usize, own: bool) -> bool {
    let fits = |phrases: &[Phrase], breaks: &[String]| {
        phrases.iter().any(|phrase| phrase.around(tokens, from, to, breaks))
    };
    let found = LANGUAGES.iter().any(|language| {
        fits(&language.phrases, &language.breaks) || (own && fits(&language.own, &language.breaks))
    });
    // Neighbours share their phrases but not their negations, so those of all count.
    found && !LANGUAGES.iter().any(|language| fits(&language.not, &language.breaks))
}

/// The same where nobody knows where in the text the person is named: whether a phrase that ends in a person stands
/// anywhere.
pub(crate) fn refers_somewhere(tokens: &[Token<'_>], own: bool) -> bool {
    (1..=tokens.len()).any(|at| refers(tokens, at, at, own))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the first `@name` of a text is referred to.
    fn referred(text: &str) -> bool {
        let tokens = tokens(text);
        let at = tokens.iter().position(|token| token.kind == Kind::At).unwrap_or_else(|| panic!("{text}"));
        refers(&tokens, at, at + 1, false)
    }

    #[test]
    fn examples_of_the_tables() {
        let mut wrong = Vec::new();
        for (code, source) in SOURCES {
            let entries = entries(source);
            let of = |key: &str| {
                entries.iter().find(|(k, _)| k == key).map_or_else(Vec::new, |(_, values)| values.clone())
            };
            assert_eq!(of("code"), [code]);
            assert!(of("yes").len() >= 5 && of("no").len() >= 5 && !of("phrases").is_empty(), "{code}");
            for key in ["phrases", "own", "not"] {
                wrong.extend(of(key).into_iter().filter(|text| Phrase::parse(text).is_none()));
            }
            wrong.extend(of("yes").into_iter().filter(|text| !referred(text)));
            wrong.extend(of("no").into_iter().filter(|text| referred(text)));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn marks_of_platforms_are_people() {
        for text in ["Ask [[user:12]].", "ask [User:12:maija]", "Kysy [[user:12]]:lta!"] {
            let tokens = tokens(text);
            let at = tokens.iter().position(|token| token.kind == Kind::Account).unwrap();
            assert_eq!(tokens[at].text, "12");
            assert!(refers(&tokens, at, at + 1, false), "{text}");
        }
    }

    #[test]
    fn own_words_count_only_where_asked_for() {
        let tokens = tokens("I asked @Maija but got no answer");
        let at = tokens.iter().position(|token| token.kind == Kind::At).unwrap();
        assert!(!refers(&tokens, at, at + 1, false) && refers(&tokens, at, at + 1, true));
    }

    #[test]
    fn a_phrase_ends_with_its_sentence() {
        assert!(!referred("You could ask. @Maija is on leave."));
        assert!(!referred("Do you want to ask if @Maija is on leave"));
    }

    #[test]
    fn without_a_place_the_words_are_enough() {
        assert!(refers_somewhere(&tokens("Ask our secretary"), false));
        assert!(!refers_somewhere(&tokens("Nice work everybody"), false));
    }
}
