//! Why a text is taken for a question.

use super::evidence::FLAT;
use super::hearing::{self, BASE};
use super::language::Language;
use super::scan;

/// Logarithm of how many times more often a question has a question mark than another text: recall .70, and 9% of the
/// sentences with a mark are no questions, at a base rate of .25 (Cong et al. 2008).
const MARK: f64 = 3.4;

/// How a question was heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// Probability that the text asks: logit P = logit .2 + weight of the strongest rule, and 3.4 for a question mark.
    /// The weights are round figures in the tables of the languages, checked on sentences of newspapers and chats;
    /// they order rules and are no calibrated probabilities of any one community.
    pub probability: f64,
    /// The rule, as the table of the language names it; `"question mark"` where no rule is met beside the mark.
    pub rule: &'static str,
    /// The language, where it is clear; that of the rule where several would do.
    pub language: Option<Language>,
}

/// Says whether a text asks something, how probable that is, and by which rule.
///
/// `language` is what is known about the text, as from [`Messages::language`](crate::community::Messages::language);
/// with `None` its words have to tell. `None` comes back for what is no question. O(n).
///
/// ```
/// use cmgraph::text::{Language, explain};
/// let question = explain("Vet någon var mallen ligger", None).unwrap();
/// assert_eq!((question.rule, question.language), ("request", Some(Language::Swedish)));
/// assert!(question.probability > 0.9);
/// assert_eq!(explain("The form is on the intranet", None), None);
/// assert_eq!(explain("The form?", None).unwrap().rule, "question mark");
/// ```
pub fn explain(text: &str, language: Option<Language>) -> Option<Question> {
    let found = scan::scan(text.as_bytes());
    hearing::with(text.as_bytes(), found.special, |hearing| {
        let evidence = hearing.evidence();
        let decision = evidence.decide(&FLAT);
        let marked = found.question && hearing.marked();
        let posterior = evidence.posterior(&FLAT);
        let rule = match language {
            Some(language) => hearing.rule(language).map(|rule| (language, rule)),
            None if decision.asks || marked => Language::ALL
                .into_iter()
                .filter(|&language| evidence.candidates() >> language as u16 & 1 == 1)
                .filter_map(|language| Some((language, hearing.rule(language)?)))
                .max_by(|a, b| posterior[a.0 as usize].total_cmp(&posterior[b.0 as usize])),
            None => None,
        };
        // Beside a mark a rule counts only in a language that the text may well be in.
        let rule =
            rule.filter(|rule| language.is_some() || decision.asks || decision.language == Some(rule.0));
        if rule.is_none() && !marked {
            return None;
        }
        let weight = rule.map_or(0.0, |(_, rule)| f64::from(rule.weight)) + if marked { MARK } else { 0.0 };
        let odds = BASE / (1.0 - BASE) * weight.exp();
        Some(Question {
            probability: odds / (1.0 + odds),
            rule: rule.map_or("question mark", |(_, rule)| rule.id.as_str()),
            language: language.or(decision.language).or(rule.map(|(language, _)| language)),
        })
    })
}
