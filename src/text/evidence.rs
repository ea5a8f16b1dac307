//! What a text says about its language, and in which languages it asks: enough to decide later, when more is known.

use super::identify::OUTCOMES;
use super::language::Language;
use std::sync::LazyLock;

/// Evidence of the words of a text, in a few bytes.
///
/// Readers take it from [`features`](super::features) and hand it on with the message; which language the message is
/// in, and whether it is a question by its words, is decided when all messages are there, since an author who writes
/// in one language does so in short messages too. The default is a text of which nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// How far each language, and "none of them", lies behind the likeliest, in [`UNIT`]s, at most 255.
    behind: [u8; OUTCOMES],
    /// Languages under whose rules the text asks, one bit each; not looked for where it carries a mark.
    asks: u16,
    /// Whether the text has words of the author at all.
    words: bool,
    /// Words that thank, and words that say that something is solved, stand in a short text.
    pub(super) thanks: bool,
    pub(super) solved: bool,
}

/// Nats a unit.
const UNIT: f64 = 0.25;
const STEPS_A_UNIT: i32 = 4;

/// Likelihoods of so many units behind: exp(-[`UNIT`] x units).
static LIKELIHOODS: LazyLock<[f64; 256]> =
    LazyLock::new(|| std::array::from_fn(|units| libm::exp(-UNIT * units as f64)));

/// Units within which a language is worth its rules: a prior can move no further.
const REACH: u8 = 20;

/// Posterior probability from which the language is clear.
const CLEAR: f64 = 0.8;

/// Posterior probability from which a language whose neighbour is taken instead lends its rules.
const CLOSE: f64 = 0.05;

/// Languages so alike that a sentence can be of any of them: a question in one is a question.
const ALIKE: [Language; 3] = [Language::Danish, Language::Bokmal, Language::Nynorsk];

/// Probabilities of the languages, and last of none of them.
pub(crate) type Prior = [f64; OUTCOMES];

/// What can be known without author and group.
pub(crate) const FLAT: Prior = {
    let mut prior = [0.098; OUTCOMES];
    prior[OUTCOMES - 1] = 0.02;
    prior
};

/// What the evidence amounts to under a prior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Decision {
    pub(crate) language: Option<Language>,
    /// Asks by its words.
    pub(crate) asks: bool,
    /// Thanks, or says that something is solved, unless it asks.
    pub(crate) thanks: bool,
    pub(crate) solved: bool,
}

impl Evidence {
    /// From log-likelihoods against "none" in steps of a sixteenth of a nat.
    pub(super) fn new(scores: &[i16], words: bool) -> Evidence {
        let none = 0;
        let best = scores.iter().copied().take(OUTCOMES - 1).fold(none, i16::max);
        let mut behind = [0; OUTCOMES];
        for (at, behind) in behind.iter_mut().enumerate() {
            let score = if at == OUTCOMES - 1 { none } else { scores.get(at).copied().unwrap_or(none) };
            let steps = i32::from(best) - i32::from(score);
            *behind = u8::try_from((steps + STEPS_A_UNIT / 2) / STEPS_A_UNIT).unwrap_or(u8::MAX);
        }
        Evidence { behind, words, ..Evidence::default() }
    }

    /// Whether there is anything to decide.
    pub(crate) fn is_given(&self) -> bool {
        self.words
    }

    /// Languages whose rules are worth trying, one bit each.
    pub(super) fn candidates(&self) -> u16 {
        let near = |language: Language| u16::from(self.behind[language as usize] <= REACH) << language as u16;
        Language::ALL.into_iter().fold(0, |all, language| all | near(language))
    }

    /// Notes that the text asks under the rules of a language.
    pub(super) fn asks_in(&mut self, language: Language) {
        self.asks |= 1 << language as u16;
    }

    /// Evidence of two texts by one author: a title and what stands under it.
    pub(super) fn and(self, other: Evidence) -> Evidence {
        if !(self.words && other.words) {
            return if self.words { self } else { other };
        }
        let mut sums = [0u16; OUTCOMES];
        for (sum, (a, b)) in sums.iter_mut().zip(self.behind.into_iter().zip(other.behind)) {
            *sum = u16::from(a) + u16::from(b);
        }
        let least = sums.into_iter().min().unwrap_or(0);
        let behind = sums.map(|sum| u8::try_from(sum - least).unwrap_or(u8::MAX));
        // A title is no thanks.
        let Evidence { thanks, solved, .. } = other;
        Evidence { behind, asks: self.asks | other.asks, words: true, thanks, solved }
    }

    /// Posterior probabilities: the prior times the likelihood, over their sum.
    pub(crate) fn posterior(&self, prior: &Prior) -> Prior {
        let mut p = *prior;
        for (p, &behind) in p.iter_mut().zip(&self.behind) {
            *p *= LIKELIHOODS[usize::from(behind)];
        }
        let sum: f64 = p.iter().sum();
        p.map(|p| p / sum)
    }

    /// The language where one is clear, and whether the text asks in the languages it may be in.
    pub(crate) fn decide(&self, prior: &Prior) -> Decision {
        if !self.words {
            return Decision::default();
        }
        let posterior = self.posterior(prior);
        let of = |language: Language| posterior[language as usize];
        let language = Language::ALL.into_iter().find(|&language| of(language) >= CLEAR);
        let asks = self.asks != 0 && {
            let asks_in = |language: Language| self.asks >> language as u16 & 1 == 1;
            let alike = ALIKE.into_iter().any(|language| asks_in(language) && of(language) >= CLOSE);
            let share: f64 = Language::ALL
                .into_iter()
                .filter(|&language| asks_in(language) || alike && ALIKE.contains(&language))
                .map(of)
                .sum();
            share > 0.5
        };
        Decision { language, asks, thanks: self.thanks && !asks, solved: self.solved && !asks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Decision = Decision { language: None, asks: false, thanks: false, solved: false };

    fn evidence(scores: &[(Language, i16)]) -> Evidence {
        let mut all = [-160; 16];
        scores.iter().for_each(|&(language, score)| all[language as usize] = score);
        Evidence::new(&all, true)
    }

    #[test]
    fn nothing_known() {
        assert_eq!(Evidence::default().decide(&FLAT), NOTHING);
        assert_eq!(evidence(&[]).decide(&FLAT), NOTHING, "none of the languages");
        assert!((FLAT.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn prior_and_words() {
        let mut unclear = evidence(&[(Language::Finnish, 80), (Language::Swedish, 80)]);
        assert_eq!(unclear.decide(&FLAT).language, None);
        let mut prior = [0.01; OUTCOMES];
        prior[Language::Swedish as usize] = 0.9;
        unclear.asks_in(Language::Swedish);
        assert_eq!(
            unclear.decide(&prior),
            Decision { language: Some(Language::Swedish), asks: true, ..NOTHING }
        );
        prior.swap(Language::Swedish as usize, Language::Finnish as usize);
        assert_eq!(unclear.decide(&prior), Decision { language: Some(Language::Finnish), ..NOTHING });
        let clear = evidence(&[(Language::Swedish, 400), (Language::Finnish, 80)]);
        assert_eq!(clear.decide(&prior).language, Some(Language::Swedish));
        assert_eq!(unclear.and(clear).decide(&prior).language, Some(Language::Swedish));
        assert_eq!(clear.and(Evidence::default()), clear);
        assert_eq!(Evidence::default().and(clear), clear);
    }

    #[test]
    fn languages_alike_share_their_rules() {
        let mut either = evidence(&[(Language::Bokmal, 80), (Language::Nynorsk, 70), (Language::Danish, 64)]);
        either.asks_in(Language::Danish);
        assert_eq!(either.decide(&FLAT), Decision { asks: true, ..NOTHING });
        let mut other = evidence(&[(Language::Swedish, 80), (Language::Danish, 64)]);
        other.asks_in(Language::Danish);
        assert!(!other.decide(&FLAT).asks);
    }
}
