//! What a table of a language says, compiled to the numbers of words.

use super::super::lexicon::{Numbers, WordId};
use super::super::question::pattern::{First, Pattern};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A table as it stands in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    name: String,
    /// Share of words that are function words, as far as the class `function` has them.
    function_share: f64,
    /// Ends of other words and how many of a thousand end so.
    word_ends: String,
    /// Questions that ask nothing, when they are all that a clause says.
    #[serde(default)]
    rhetorical: Vec<String>,
    /// Beginnings of clauses that look like questions and are none.
    #[serde(default)]
    idioms: Vec<String>,
    /// What thanks somebody.
    thanks: Vec<String>,
    /// What says that a question is solved.
    solved: Vec<String>,
    classes: BTreeMap<String, String>,
    #[serde(default)]
    endings: Vec<EndingSource>,
    rules: Vec<RuleSource>,
    examples: Examples,
}

/// Words of a class by how they end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EndingSource {
    class: String,
    /// The endings, with spaces between.
    endings: String,
    /// Letters of which one stands before the ending; any if empty.
    #[serde(default)]
    after: String,
    /// Bytes before the ending, at least.
    #[serde(default)]
    stem: usize,
    /// Words that end so and are none of the class.
    #[serde(default)]
    except: String,
}

/// A rule as it stands in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSource {
    /// Name, told with the question.
    id: String,
    /// What a clause begins with.
    #[serde(default)]
    pattern: String,
    /// Rows of words with which a clause begins.
    #[serde(default)]
    phrases: Vec<String>,
    /// Whether phrases count in any place, not at the beginning alone.
    #[serde(default)]
    anywhere: bool,
    /// Words with which the clause ends, after a comma.
    #[serde(default)]
    tags: Vec<String>,
    /// Natural logarithm of how many times more often a question shows this than another clause.
    weight: f32,
    /// Whether the beginning of what follows a condition ("If you want, ...") or a name counts too.
    #[serde(default)]
    after_comma: bool,
    /// Whether what follows any comma counts as a beginning too.
    #[serde(default)]
    after_any_comma: bool,
    /// Not where one of these patterns matches as well.
    #[serde(default)]
    unless: Vec<String>,
    /// Not where one of these patterns matches behind a comma or a quotation.
    #[serde(default)]
    unless_after_comma: Vec<String>,
    /// Not where one of these patterns matches further on.
    #[serde(default)]
    unless_later: Vec<String>,
    /// Not where the clause ends with an exclamation mark.
    #[serde(default)]
    unless_exclaimed: bool,
    /// Not after a word that puts the verb before its subject by itself (class `fronted`).
    #[serde(default)]
    unless_fronted: bool,
}

/// Sentences that a speaker of the language wrote to hold the table to: read by the tests.
#[cfg_attr(not(test), allow(dead_code))]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::text) struct Examples {
    pub(in crate::text) questions: Vec<String>,
    pub(in crate::text) statements: Vec<String>,
}

/// Class of the words with which a phrase of any place begins.
pub(in crate::text) const BEGINS_ANYWHERE: u64 = 1 << 63;
/// Class of the words with which a phrase at the beginning begins.
pub(in crate::text) const BEGINS_PHRASE: u64 = 1 << 62;
/// Class of the words with which a tag ends.
pub(in crate::text) const ENDS_TAG: u64 = 1 << 61;
/// Class of the words with which thanks begin.
pub(in crate::text) const BEGINS_THANKS: u64 = 1 << 60;
/// Class of the words with which it is said that something is solved.
pub(in crate::text) const BEGINS_SOLVED: u64 = 1 << 59;
/// Class of the words with which rhetorical questions begin.
pub(in crate::text) const BEGINS_RHETORICAL: u64 = 1 << 58;
/// Class of the words with which idioms begin.
pub(in crate::text) const BEGINS_IDIOM: u64 = 1 << 57;
/// Class of all words that the table names.
pub(in crate::text) const NAMED: u64 = 1 << 56;
/// Class of the second words of phrases of any place.
pub(in crate::text) const SECOND_ANYWHERE: u64 = 1 << 55;
/// Class of a word with a comma, dash, opening bracket or quotation mark before it: `comma` in patterns.
pub(in crate::text) const AFTER_COMMA: u64 = 1 << 54;
/// Classes that a table can name.
const MOST_CLASSES: usize = 54;

/// A row of words.
pub(in crate::text) type Phrase = Vec<WordId>;

/// A rule, compiled.
#[derive(Debug)]
pub(in crate::text) struct Rule {
    pub(in crate::text) id: String,
    /// Classes of which a word has one where the rule begins to match, or its tag ends.
    pub(in crate::text) begins: u64,
    pub(in crate::text) pattern: Option<Pattern>,
    pub(in crate::text) phrases: Vec<Phrase>,
    pub(in crate::text) tags: Vec<Phrase>,
    pub(in crate::text) weight: f32,
    pub(in crate::text) anywhere: bool,
    pub(in crate::text) after_comma: bool,
    pub(in crate::text) after_any_comma: bool,
    pub(in crate::text) unless: Vec<Pattern>,
    pub(in crate::text) unless_after_comma: Vec<Pattern>,
    pub(in crate::text) unless_later: Vec<Pattern>,
    pub(in crate::text) unless_exclaimed: bool,
    pub(in crate::text) unless_fronted: bool,
}

/// An ending, compiled.
#[derive(Debug)]
struct Ending {
    class: u64,
    /// As [`last_sixteen`] has it, and which of these bytes count.
    ending: u128,
    mask: u128,
    length: usize,
    /// Last bytes of the letters of which one stands before the ending.
    after: Vec<u8>,
    stem: usize,
    except: Vec<WordId>,
}

/// A table, compiled.
#[derive(Debug)]
pub(in crate::text) struct Table {
    /// Classes by number of the word.
    classes: Vec<u64>,
    named: BTreeMap<WordId, u64>,
    endings: Vec<Ending>,
    /// Endings (one bit each) by the last byte of a word.
    by_last: Vec<u64>,
    pub(in crate::text) rules: Vec<Rule>,
    pub(in crate::text) thanks: Vec<Phrase>,
    pub(in crate::text) solved: Vec<Phrase>,
    pub(in crate::text) rhetorical: Vec<Phrase>,
    pub(in crate::text) idioms: Vec<Phrase>,
    /// Function words, the most frequent first, and their share of a text.
    pub(in crate::text) function: Vec<WordId>,
    pub(in crate::text) function_share: f64,
    /// Ends of the other words, and their shares.
    pub(in crate::text) word_ends: Vec<(Vec<u8>, f64)>,
    /// Words that stand before the question proper.
    pub(in crate::text) lead: u64,
    /// Words that begin a condition.
    pub(in crate::text) condition: u64,
    /// Words that put the verb before its subject.
    pub(in crate::text) fronted: u64,
    /// Verbs after which somebody else's words may follow, and words that introduce them right before a comma.
    pub(in crate::text) quoting: u64,
    pub(in crate::text) quoting_comma: u64,
    /// Words of greeting, after which names may stand.
    pub(in crate::text) greeting: u64,
    /// What the patterns of all rules, and phrases, begin with.
    pub(in crate::text) first: First,
    /// Classes that words have by their endings.
    pub(in crate::text) by_any_ending: u64,
    #[cfg_attr(not(test), allow(dead_code))]
    pub(in crate::text) examples: Examples,
}

impl Table {
    /// Reads and compiles a table.
    pub(super) fn compile(text: &str, numbers: &mut Numbers) -> Result<Table, String> {
        let source: Source = toml::from_str(text).map_err(|error| error.to_string())?;
        let in_table = |error: String| format!("{}: {error}", source.name);
        let mut bits: BTreeMap<&str, u64> = BTreeMap::new();
        let names = source.classes.keys().map(String::as_str);
        for name in names.chain(source.endings.iter().map(|ending| ending.class.as_str())) {
            let next = 1u64.checked_shl(bits.len() as u32).unwrap_or(0);
            bits.entry(name).or_insert(next);
        }
        if bits.len() > MOST_CLASSES {
            return Err(in_table(format!("at most {MOST_CLASSES} classes")));
        }
        if bits.contains_key("comma") {
            return Err(in_table("the class `comma` is made by the text, and has no words".into()));
        }
        let class = |name: &str| if name == "comma" { Some(AFTER_COMMA) } else { bits.get(name).copied() };
        let mut named: BTreeMap<WordId, u64> = BTreeMap::new();
        for (name, members) in &source.classes {
            for word in members.split_whitespace() {
                *named.entry(numbers.of(word).map_err(in_table)?).or_default() |= bits[name.as_str()];
            }
        }
        let mut phrases = |list: &[String], bit: u64, last: bool| -> Result<Vec<Phrase>, String> {
            list.iter()
                .map(|phrase| {
                    let phrase = numbers.phrase(phrase)?;
                    if bit == BEGINS_ANYWHERE {
                        let second = phrase.get(1).ok_or("a phrase of any place needs two words")?;
                        *named.entry(*second).or_default() |= SECOND_ANYWHERE;
                    }
                    let word = if last { phrase.last() } else { phrase.first() };
                    *named.entry(*word.ok_or("an empty phrase")?).or_default() |= bit;
                    Ok(phrase)
                })
                .collect()
        };
        let thanks = phrases(&source.thanks, BEGINS_THANKS, false).map_err(in_table)?;
        let solved = phrases(&source.solved, BEGINS_SOLVED, false).map_err(in_table)?;
        let idioms = phrases(&source.idioms, BEGINS_IDIOM, false).map_err(in_table)?;
        let rhetorical = phrases(&source.rhetorical, BEGINS_RHETORICAL, false).map_err(in_table)?;
        let mut rules = Vec::new();
        for rule in &source.rules {
            let in_rule = |error: String| format!("{}, rule {:?}: {error}", source.name, rule.id);
            let pattern = |text: &str| Pattern::parse(text, class).map_err(in_rule);
            let all = |list: &[String]| list.iter().map(|text| pattern(text)).collect::<Result<Vec<_>, _>>();
            let begins = if rule.anywhere { BEGINS_ANYWHERE } else { BEGINS_PHRASE };
            let compiled =
                Some(&rule.pattern[..]).filter(|text| !text.is_empty()).map(pattern).transpose()?;
            rules.push(Rule {
                id: rule.id.clone(),
                begins: compiled.as_ref().map_or(0, |pattern| pattern.first().begins())
                    | if rule.phrases.is_empty() { 0 } else { begins }
                    | if rule.tags.is_empty() { 0 } else { ENDS_TAG },
                pattern: compiled,
                phrases: phrases(&rule.phrases, begins, false).map_err(in_rule)?,
                tags: phrases(&rule.tags, ENDS_TAG, true).map_err(in_rule)?,
                weight: rule.weight,
                anywhere: rule.anywhere,
                after_comma: rule.after_comma,
                after_any_comma: rule.after_any_comma,
                unless: all(&rule.unless)?,
                unless_after_comma: all(&rule.unless_after_comma)?,
                unless_later: all(&rule.unless_later)?,
                unless_exclaimed: rule.unless_exclaimed,
                unless_fronted: rule.unless_fronted,
            });
        }
        // The strongest first; rules alike in the order of the file.
        rules.sort_by(|a: &Rule, b: &Rule| b.weight.total_cmp(&a.weight));
        let mut endings = Vec::new();
        for ending in &source.endings {
            let except = numbers.phrase(&ending.except).map_err(in_table)?;
            for end in ending.endings.split_whitespace() {
                if end.len() > 16 {
                    return Err(in_table(format!("the ending {end:?} is longer than 16 bytes")));
                }
                endings.push(Ending {
                    class: bits[ending.class.as_str()],
                    ending: last_sixteen(end.as_bytes()),
                    mask: u128::MAX << (128 - 8 * end.len()),
                    length: end.len(),
                    after: ending.after.chars().filter_map(|c| c.to_string().bytes().last()).collect(),
                    stem: ending.stem,
                    except: except.clone(),
                });
            }
        }
        if endings.len() > 64 {
            return Err(in_table("at most 64 endings".into()));
        }
        let mut by_last = vec![0u64; 256];
        for (at, ending) in endings.iter().enumerate() {
            by_last[(ending.ending >> 120) as usize] |= 1 << at;
        }
        let function = source.classes.get("function").map_or("", String::as_str);
        let function = numbers.phrase(function).map_err(in_table)?;
        if function.is_empty() || !(0.0..1.0).contains(&source.function_share) {
            return Err(in_table("no class `function`, or a share beyond 0..1".into()));
        }
        let patterns = || rules.iter().filter_map(|rule| rule.pattern.as_ref());
        let mut word_ends = Vec::new();
        let mut fields = source.word_ends.split_whitespace();
        while let (Some(end), Some(share)) = (fields.next(), fields.next()) {
            let share: f64 =
                share.parse().map_err(|_| in_table(format!("{share:?} after {end:?} is no number")))?;
            word_ends.push((end.as_bytes().to_vec(), share / 1000.0));
        }
        let begins_phrase = First { must: BEGINS_PHRASE, ..First::default() };
        Ok(Table {
            classes: Vec::new(),
            first: patterns().map(Pattern::first).fold(begins_phrase, |all, first| First {
                must: all.must | first.must,
                may: all.may | first.may,
                behind: all.behind | first.behind,
                reach: all.reach.max(first.reach),
            }),
            by_any_ending: endings.iter().fold(0, |all, ending| all | ending.class),
            named,
            endings,
            by_last,
            thanks,
            solved,
            rhetorical,
            idioms,
            function,
            function_share: source.function_share,
            word_ends,
            lead: class("lead").unwrap_or(0),
            condition: class("condition").unwrap_or(0),
            fronted: class("fronted").unwrap_or(0),
            quoting: class("quoting").unwrap_or(0),
            quoting_comma: class("quoting_comma").unwrap_or(0),
            greeting: class("greeting").unwrap_or(0),
            rules,
            examples: source.examples,
        })
    }

    /// Lays the classes out by number, once all tables have numbered their words.
    pub(in crate::text) fn seal(&mut self, words: &[String]) {
        self.classes = vec![0];
        for (word, text) in (1..).zip(words) {
            let named = self.named.get(&word).map_or(0, |classes| classes | NAMED);
            let by_ending = self.endings.iter().filter(|ending| ending.has(text.as_bytes(), word));
            self.classes.push(by_ending.fold(named, |all, ending| all | ending.class));
        }
    }

    /// The words that the table names.
    pub(in crate::text) fn words(&self) -> impl Iterator<Item = WordId> + '_ {
        self.named.keys().copied()
    }

    /// Classes of a word that a table names.
    #[inline]
    pub(in crate::text) fn classes(&self, word: WordId) -> u64 {
        self.classes.get(usize::from(word)).copied().unwrap_or(0)
    }

    /// Classes of a word that no table names, by its end. `end` holds its last bytes, the last one highest.
    #[inline]
    pub(in crate::text) fn by_ending(&self, text: &[u8], end: u128) -> u64 {
        let mut found = 0;
        let mut may = self.by_last[(end >> 120) as usize];
        while may != 0 {
            let ending = &self.endings[may.trailing_zeros() as usize];
            may &= may - 1;
            if (end ^ ending.ending) & ending.mask == 0 && ending.fits(text) {
                found |= ending.class;
            }
        }
        found
    }
}

impl Ending {
    /// Whether what stands before the ending may do so.
    fn fits(&self, text: &[u8]) -> bool {
        let Some(stem) = text.len().checked_sub(self.length).and_then(|n| text.get(..n)) else {
            return false;
        };
        stem.len() >= self.stem
            && (self.after.is_empty() || stem.last().is_some_and(|last| self.after.contains(last)))
    }

    /// Whether a word of a table ends so.
    fn has(&self, text: &[u8], word: WordId) -> bool {
        (last_sixteen(text) ^ self.ending) & self.mask == 0 && self.fits(text) && !self.except.contains(&word)
    }
}

/// The last sixteen bytes of a word, the last one highest; zeros before a shorter word.
pub(in crate::text) fn last_sixteen(text: &[u8]) -> u128 {
    text.iter().fold(0, |all, &byte| all >> 8 | u128::from(byte) << 120)
}
