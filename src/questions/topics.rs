//! What somebody is asked about: one thing or many?

use super::names::Names;
use crate::community::MessageFlags;
use crate::stats::sample::{below, stream};
use crate::text::referrals::{Kind, tokens};
use crate::{MessageId, View};
use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Questions that use a word from which it is a topic.
const LEAST_USED: u32 = 3;
/// Share of the questions beyond which a word is too common to be one.
const MOST_USED: f64 = 0.2;
/// Letters of a topic word that count, so that endings do not matter.
const LETTERS: usize = 7;
/// Letters below which a word is no topic.
const LEAST_LETTERS: usize = 4;
/// Draws of as many questions of anybody.
const DRAWS: usize = 200;
/// Effective topics, as a share of those among as many questions of anybody, from which down somebody is asked about
/// few things.
const FOCUSED: f64 = 0.5;
/// Chance that as many questions of anybody are on so few topics, below which that is told.
const CHANCE: f64 = 0.05;
/// Questions from which a broad range is told.
const LEAST_QUESTIONS: usize = 5;

/// Over how many topics the questions put to somebody spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TopicSpread {
    /// Questions with a topic.
    pub questions: u32,
    /// Entropy of their topics in nats, `-Σ p ln p`: 0 where all are on one.
    pub entropy: f64,
    /// Mean entropy of as many questions drawn from those put to anybody.
    pub expected: f64,
    /// Share of such draws with so little entropy, or less.
    pub by_chance: f64,
}

impl TopicSpread {
    /// Whether the questions are on few topics: at most half as many in effect (`exp` of the entropy) as among questions of
    /// anybody, and that less often than once in twenty by chance. `None` where that cannot be told: too few questions,
    /// or a community without topics to tell apart.
    pub fn is_narrow(&self) -> Option<bool> {
        if self.expected.exp() < 2.0 {
            return None;
        }
        let narrow = self.entropy.exp() <= FOCUSED * self.expected.exp();
        match narrow {
            true => (self.by_chance < CHANCE).then_some(true),
            false => (self.questions as usize >= LEAST_QUESTIONS).then_some(false),
        }
    }
}

/// Topics of questions, one way of telling them.
#[derive(Default)]
pub(super) struct Topics {
    /// By question, in order.
    of: BTreeMap<MessageId, u32>,
    /// Topics of all the questions, for the draws.
    all: Vec<u32>,
    expected: BTreeMap<usize, Vec<f64>>,
}

/// What a piece of evidence is about: the message itself where it asks, else the start of its thread.
pub(super) fn question_of(view: &View<'_>, message: MessageId) -> MessageId {
    let community = view.community();
    let messages = community.messages();
    if messages.flag(message).has(MessageFlags::QUESTION) {
        return message;
    }
    community.threads().root(messages.thread(message)).unwrap_or(message)
}

impl Topics {
    /// By the group in which a question was asked.
    pub(super) fn by_group(view: &View<'_>, questions: &[MessageId]) -> Topics {
        let community = view.community();
        let group = |question: MessageId| {
            Some((question, community.threads().groups[community.messages().thread(question).index()]?.0))
        };
        Topics::from(questions.iter().filter_map(|&question| group(question)).collect())
    }

    /// By the longest word of a question that some, but not too many, of the questions use.
    pub(super) fn by_word(view: &View<'_>, questions: &[MessageId], names: Option<&Names>) -> Topics {
        let messages = view.community().messages();
        if !messages.texts.is_kept() {
            return Topics::default();
        }
        let words_of = |&question: &MessageId| -> Vec<String> {
            let (title, body) = (messages.title(question), messages.text(question));
            let mut words: Vec<String> = [&title, &body]
                .into_iter()
                .flat_map(|text| tokens(text))
                .filter(|token| {
                    token.kind == Kind::Word && !names.is_some_and(|n| n.is_of_a_name(&token.text))
                })
                .filter(|token| {
                    token.text.chars().count() >= LEAST_LETTERS && token.text.chars().all(char::is_alphabetic)
                })
                .map(|token| token.text.into_owned())
                .collect();
            // The longest first; ties in the order of letters.
            words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            words.dedup();
            words
        };
        let words: Vec<Vec<String>> = questions.par_iter().map(words_of).collect();
        let stem = |word: &str| word.chars().take(LETTERS).collect::<String>();
        let mut used: HashMap<String, u32> = HashMap::new();
        for words in &words {
            let stems: HashSet<String> = words.iter().map(|word| stem(word)).collect();
            stems.into_iter().for_each(|stem| *used.entry(stem).or_default() += 1);
        }
        let most = (MOST_USED * questions.len() as f64).max(f64::from(LEAST_USED));
        let fits = |stem: &str| used.get(stem).is_some_and(|&n| n >= LEAST_USED && f64::from(n) <= most);
        let mut known: Vec<&String> = used.keys().filter(|stem| fits(stem)).collect();
        known.sort_unstable();
        let topic = |words: &Vec<String>| {
            let stem = words.iter().map(|word| stem(word)).find(|stem| fits(stem))?;
            known.binary_search(&&stem).ok().map(|at| at as u32)
        };
        let topics =
            questions.iter().zip(&words).filter_map(|(&question, words)| Some((question, topic(words)?)));
        Topics::from(topics.collect())
    }

    fn from(of: BTreeMap<MessageId, u32>) -> Topics {
        Topics { all: of.values().copied().collect(), of, expected: BTreeMap::new() }
    }

    /// Draws as many questions as some people were asked, once for each number.
    pub(super) fn draw(&mut self, numbers: impl Iterator<Item = usize>, seed: u64) {
        let mut numbers: Vec<usize> = numbers.filter(|&n| n > 0).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let all = &self.all;
        if all.is_empty() {
            return;
        }
        let draws = |&n: &usize| {
            let mut rng = stream(seed, n as u64);
            let mut drawn = vec![0; n];
            let mut entropies: Vec<f64> = (0..DRAWS)
                .map(|_| {
                    drawn.iter_mut().for_each(|topic| *topic = all[below(&mut rng, all.len())]);
                    entropy(&mut drawn)
                })
                .collect();
            entropies.sort_unstable_by(f64::total_cmp);
            (n, entropies)
        };
        self.expected = numbers.par_iter().map(draws).collect();
    }

    /// Topics of these questions.
    pub(super) fn topics(&self, questions: &[MessageId]) -> Vec<u32> {
        questions.iter().filter_map(|question| self.of.get(question).copied()).collect()
    }

    /// How the topics of somebody's questions spread; `None` without any.
    pub(super) fn spread(&self, mut topics: Vec<u32>) -> Option<TopicSpread> {
        let drawn = self.expected.get(&topics.len())?;
        let entropy = entropy(&mut topics);
        let fewer = drawn.partition_point(|&x| x <= entropy + 1e-9);
        Some(TopicSpread {
            questions: topics.len() as u32,
            entropy,
            expected: drawn.iter().sum::<f64>() / drawn.len() as f64,
            by_chance: fewer as f64 / drawn.len() as f64,
        })
    }
}

/// Entropy in nats; sorts the topics.
fn entropy(topics: &mut [u32]) -> f64 {
    topics.sort_unstable();
    let n = topics.len() as f64;
    let sum: f64 = topics
        .chunk_by(|a, b| a == b)
        .map(|same| same.len() as f64 / n)
        .map(|share| share * share.ln())
        .sum();
    (-sum).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entropies() {
        assert_eq!(entropy(&mut []), 0.0);
        assert_eq!(entropy(&mut [3, 3, 3]), 0.0);
        assert!((entropy(&mut [1, 2, 1, 2]) - 2f64.ln()).abs() < 1e-12);
        assert!((entropy(&mut [1, 2, 3, 4]) - 4f64.ln()).abs() < 1e-12);
    }

    /// Questions 0..80 over eight topics.
    fn topics() -> Topics {
        Topics::from((0..80).map(|i| (MessageId(i), i % 8)).collect())
    }

    #[test]
    fn narrow_broad_and_not_clear() {
        let mut topics = topics();
        topics.draw([2, 3, 10].into_iter(), 1);
        let of = |list: &[u32]| topics.spread(list.to_vec()).unwrap();
        assert_eq!(of(&[1; 10]).is_narrow(), Some(true));
        assert_eq!(of(&[1; 10]).entropy, 0.0);
        assert_eq!(of(&[0, 1, 2, 3, 4, 5, 6, 7, 0, 1]).is_narrow(), Some(false));
        // Three in a row on one of eight topics: once in 64.
        assert_eq!(of(&[1; 3]).is_narrow(), Some(true));
        // Two: once in eight.
        assert_eq!(of(&[1; 2]).is_narrow(), None);
        assert_eq!(of(&[1, 2, 3]).is_narrow(), None);
        let expected = of(&[1; 10]).expected;
        assert!(expected > 1.4 && expected < 8f64.ln());
        assert!(topics.spread(Vec::new()).is_none());
    }

    #[test]
    fn without_topics_nothing_is_told() {
        let mut one = Topics::from((0..80).map(|i| (MessageId(i), 0)).collect());
        one.draw([10].into_iter(), 1);
        assert_eq!(one.spread(vec![0; 10]).unwrap().is_narrow(), None);
        let mut none = Topics::default();
        none.draw([10].into_iter(), 1);
        assert!(none.spread(vec![0; 10]).is_none());
    }
}
