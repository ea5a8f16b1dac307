//! The languages that are understood.

/// A language whose questions and thanks are understood.
///
/// ```
/// use cmgraph::text::Language;
/// assert_eq!(Language::parse("fi"), Some(Language::Finnish));
/// assert_eq!(Language::parse("nb-NO"), Some(Language::Bokmal));
/// assert_eq!(Language::parse("norwegian nynorsk").map(Language::code), Some("nn"));
/// assert_eq!(Language::parse("tlh"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Language {
    /// Danish (da).
    Danish,
    /// German (de).
    German,
    /// English (en).
    English,
    /// Spanish (es).
    Spanish,
    /// Finnish (fi).
    Finnish,
    /// French (fr).
    French,
    /// Norwegian, bokmål (nb).
    Bokmal,
    /// Dutch (nl).
    Dutch,
    /// Norwegian, nynorsk (nn).
    Nynorsk,
    /// Swedish (sv).
    Swedish,
}

impl Language {
    /// All of them, by code.
    pub const ALL: [Language; 10] = [
        Language::Danish,
        Language::German,
        Language::English,
        Language::Spanish,
        Language::Finnish,
        Language::French,
        Language::Bokmal,
        Language::Dutch,
        Language::Nynorsk,
        Language::Swedish,
    ];

    /// ISO 639-1 code: `fi`.
    pub const fn code(self) -> &'static str {
        ["da", "de", "en", "es", "fi", "fr", "nb", "nl", "nn", "sv"][self as usize]
    }

    /// English name: `Finnish`.
    pub const fn name(self) -> &'static str {
        [
            "Danish",
            "German",
            "English",
            "Spanish",
            "Finnish",
            "French",
            "Norwegian Bokmål",
            "Dutch",
            "Norwegian Nynorsk",
            "Swedish",
        ][self as usize]
    }

    /// A language by code, by code with a region (`en-GB`, `sv_FI`) or by name, in any case. Norwegian without
    /// more (`no`) is bokmål.
    pub fn parse(text: &str) -> Option<Language> {
        let text = text.trim().to_lowercase();
        let code = text.split(['-', '_']).next().unwrap_or_default();
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code || language.name().to_lowercase() == text)
            .or_else(|| matches!(text.as_str(), "no" | "no-no" | "norwegian").then_some(Language::Bokmal))
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names() {
        for (at, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, at);
            assert_eq!(Language::parse(language.code()), Some(language));
            assert_eq!(Language::parse(language.name()), Some(language));
        }
        assert!(Language::ALL.is_sorted_by_key(|language| language.code()));
        for (text, language) in [
            (" SV_FI ", Some(Language::Swedish)),
            ("no", Some(Language::Bokmal)),
            ("Norwegian", Some(Language::Bokmal)),
            ("nynorsk", None),
            ("", None),
            ("-", None),
            ("svenska", None),
        ] {
            assert_eq!(Language::parse(text), language, "{text:?}");
        }
        assert_eq!(size_of::<Option<Language>>(), 1);
    }
}
