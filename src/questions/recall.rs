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

/// Measured on edited prose, not on chat: the development parts of treebanks of Universal Dependencies (English: also GUM),
/// sentences whose question mark was taken away. The figures of German, Dutch and Danish rest on few questions; nothing is
/// known of Spanish.
pub const MEASURED_RECALL: [MeasuredRecall; 9] = [
    measured(Language::Danish, 17, 0.65, 0.002),
    measured(Language::German, 6, 0.67, 0.000),
    measured(Language::English, 503, 0.57, 0.003),
    measured(Language::Finnish, 53, 0.81, 0.002),
    measured(Language::French, 28, 0.64, 0.001),
    measured(Language::Bokmal, 106, 0.60, 0.000),
    measured(Language::Dutch, 7, 0.57, 0.000),
    measured(Language::Nynorsk, 90, 0.50, 0.002),
    measured(Language::Swedish, 48, 0.65, 0.002),
];

const fn measured(language: Language, sentences: u64, recall: f64, false_positives: f64) -> MeasuredRecall {
    MeasuredRecall { language, sentences, recall, false_positives }
}

/// What was measured of a language.
pub(super) fn of(language: Language) -> Option<MeasuredRecall> {
    MEASURED_RECALL.into_iter().find(|measured| measured.language == language)
}
