//! How many questions without a question mark the rules hear, as measured.

use crate::text::Language;

/// What was measured of the rules of a language, on sentences of which it is known whether they ask.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasuredRecall {
    /// The language.
    pub language: Language,
    /// Sentences that ask, their question marks taken away.
    pub sentences: u64,
    /// Share of them that the rules hear.
    pub recall: f64,
    /// Share of the sentences that do not ask, and are taken for questions.
    pub false_positives: f64,
}

/// Measured on edited prose (Universal Dependencies), not on chat; nothing is known of Spanish.
pub const MEASURED_RECALL: [MeasuredRecall; 9] = [
    measured(Language::Danish, 30, 0.31, 0.013),
    measured(Language::German, 18, 0.25, 0.005),
    measured(Language::English, 89, 0.64, 0.009),
    measured(Language::Finnish, 91, 0.68, 0.007),
    measured(Language::French, 41, 0.85, 0.008),
    measured(Language::Bokmal, 168, 0.58, 0.005),
    measured(Language::Dutch, 13, 0.67, 0.007),
    measured(Language::Nynorsk, 122, 0.50, 0.005),
    measured(Language::Swedish, 87, 0.53, 0.010),
];

const fn measured(language: Language, sentences: u64, recall: f64, false_positives: f64) -> MeasuredRecall {
    MeasuredRecall { language, sentences, recall, false_positives }
}

/// What was measured of a language.
pub(super) fn of(language: Language) -> Option<MeasuredRecall> {
    MEASURED_RECALL.into_iter().find(|measured| measured.language == language)
}
