//! The languages of the report: texts that a translator can edit, numbers and dates as people there write them.
//!
//! Texts stand in `*.ftl` files ([Project Fluent](https://projectfluent.org)); a message that is missing in one of them
//! stops the build, so that no reader meets a gap.

mod numbers;
mod words;

pub(crate) use words::{Message, Words, message};

use crate::error::{Error, Result};

/// A language of the report.
///
/// ```
/// use cmgraph::report::Locale;
/// assert_eq!(Locale::parse("nb").unwrap().name(), "norsk (bokmål)");
/// assert!(Locale::parse("tlh").unwrap_err().to_string().contains("en, fi, nb or sv"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Locale {
    /// English.
    #[default]
    English,
    /// Finnish.
    Finnish,
    /// Norwegian, bokmål.
    Norwegian,
    /// Swedish.
    Swedish,
}

impl Locale {
    /// All of them, by code.
    pub const ALL: [Locale; 4] = [Locale::English, Locale::Finnish, Locale::Norwegian, Locale::Swedish];

    /// Code of the language, ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Locale::English => "en",
            Locale::Finnish => "fi",
            Locale::Norwegian => "nb",
            Locale::Swedish => "sv",
        }
    }

    /// What its speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            Locale::English => "English",
            Locale::Finnish => "suomi",
            Locale::Norwegian => "norsk (bokmål)",
            Locale::Swedish => "svenska",
        }
    }

    /// The language of a code; `no` is taken for bokmål.
    ///
    /// # Errors
    /// [`Error::Option`] for any other.
    pub fn parse(code: &str) -> Result<Locale> {
        let lower = code.to_ascii_lowercase();
        let of = |locale: &Locale| lower == locale.code() || (lower == "no" && *locale == Locale::Norwegian);
        Locale::ALL.into_iter().find(of).ok_or_else(|| Error::Option {
            option: "language",
            found: format!("{code:?}"),
            expected: "en, fi, nb or sv".into(),
        })
    }

    /// What a page opens in and what it offers, by codes: the language asked for, else the first offered, else English; an empty
    /// list offers all.
    ///
    /// ```
    /// use cmgraph::report::Locale;
    /// let (opens, offered) = Locale::choose(None, &["fi", "sv"]).unwrap();
    /// assert_eq!((opens, offered), (Locale::Finnish, vec![Locale::Finnish, Locale::Swedish]));
    /// assert_eq!(Locale::choose::<&str>(None, &[]).unwrap(), (Locale::English, Vec::new()));
    /// ```
    ///
    /// # Errors
    /// [`Error::Option`] for a code that is none of them.
    pub fn choose<S: AsRef<str>>(language: Option<&str>, languages: &[S]) -> Result<(Locale, Vec<Locale>)> {
        let offered: Vec<Locale> =
            languages.iter().map(|code| Locale::parse(code.as_ref().trim())).collect::<Result<_>>()?;
        let opens = match language {
            Some(code) => Locale::parse(code)?,
            None => offered.first().copied().unwrap_or_default(),
        };
        Ok((opens, offered))
    }
}
