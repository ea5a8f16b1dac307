//! What a table of a language says, compiled.

use super::super::question::pattern::Pattern;
use super::super::tokens::hash;
use hashbrown::HashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A table as it stands in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    pub classes: BTreeMap<String, String>,
    #[serde(default)]
    pub endings: Vec<EndingSource>,
    pub rules: Vec<RuleSource>,
    pub examples: Examples,
}

/// Words of a class by how they end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndingSource {
    /// The class.
    pub class: String,
    /// The endings, with spaces between.
    pub endings: String,
    /// Letters of which one stands before the ending; any if empty.
    #[serde(default)]
    pub after: String,
    /// Letters before the ending, at least.
    #[serde(default)]
    pub stem: usize,
    /// Words that end so and are none of the class.
    #[serde(default)]
    pub except: String,
}

/// A rule as it stands in its file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSource {
    /// Name, told with the question.
    pub id: String,
    /// What a clause begins with.
    #[serde(default)]
    pub pattern: String,
    /// Rows of words, in any place of the clause.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Logarithm of how many times more often a question shows this than another clause.
    pub weight: f64,
    /// Not where a word of these classes follows a comma.
    #[serde(default)]
    pub unless_after_comma: String,
    /// Not where this pattern matches further on.
    #[serde(default)]
    pub unless_later: String,
    /// Whether the pattern counts after a condition ("If you want, ...") and after a short beginning with a comma too.
    #[serde(default)]
    pub after_comma: bool,
    /// Words with which the clause ends, after a comma.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether phrases count in any place, not at the beginning alone.
    #[serde(default)]
    pub anywhere: bool,
    /// Not where the clause ends with an exclamation mark.
    #[serde(default)]
    pub unless_exclaimed: bool,
    /// Not after a word that puts the verb before its subject by itself (class `fronted`).
    #[serde(default)]
    pub unless_fronted: bool,
}

/// Sentences that a speaker of the language wrote to hold the table to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    pub questions: Vec<String>,
    pub statements: Vec<String>,
}

/// An ending, compiled.
#[derive(Debug, Clone)]
pub struct Ending {
    endings: Vec<Vec<u8>>,
    /// Last bytes of the letters of which one stands before the ending.
    after: Vec<u8>,
    stem: usize,
    except: Vec<u64>,
}

/// A rule, compiled.
#[derive(Debug, Clone)]
pub struct Rule {
    pub id: String,
    pub pattern: Option<Pattern>,
    pub phrases: Vec<Vec<u64>>,
    pub weight: f64,
    pub unless_after_comma: u64,
    pub unless_later: Option<Pattern>,
    pub anywhere: bool,
    pub after_comma: bool,
    pub tags: Vec<Vec<u64>>,
    pub unless_exclaimed: bool,
    pub unless_fronted: bool,
}

/// A table, compiled.
#[derive(Debug)]
pub struct Table {
    pub name: String,
    pub words: HashMap<u64, u64>,
    pub endings: Vec<(Ending, u64)>,
    pub rules: Vec<Rule>,
    pub examples: Examples,
    /// Bit of the words that stand before the question proper.
    pub lead: u64,
    /// Bit of the words that begin a condition.
    pub condition: u64,
    /// Bit of the words that put the verb before its subject.
    pub fronted: u64,
    /// Bit of the words of greeting, after which names may stand.
    pub greeting: u64,
    /// Bit of the words that tell the language.
    pub function: u64,
}

impl Table {
    /// Reads and compiles a table.
    pub fn parse(text: &str) -> Result<Table, String> {
        let source: Source = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut bits: BTreeMap<&str, u64> = BTreeMap::new();
        let names = source.classes.keys().map(String::as_str);
        for name in names.chain(source.endings.iter().map(|ending| ending.class.as_str())) {
            let next = 1 << bits.len();
            bits.entry(name).or_insert(next);
        }
        if bits.len() > 63 {
            return Err("at most 63 classes".into());
        }
        let mut words: HashMap<u64, u64> = HashMap::new();
        for (class, members) in &source.classes {
            for word in members.split_whitespace() {
                *words.entry(hash(word)).or_default() |= bits[class.as_str()];
            }
        }
        let class = |name: &str| bits.get(name).copied();
        let mut rules = Vec::new();
        for rule in &source.rules {
            let unless = rule.unless_after_comma.split_whitespace().try_fold(0, |all, name| {
                class(name).map(|bit| all | bit).ok_or_else(|| format!("rule {}: unknown class {name:?}", rule.id))
            })?;
            let pattern = (!rule.pattern.is_empty()).then(|| Pattern::parse(&rule.pattern, class)).transpose()?;
            let unless_later =
                (!rule.unless_later.is_empty()).then(|| Pattern::parse(&rule.unless_later, class)).transpose()?;
            rules.push(Rule {
                unless_later,
                anywhere: rule.anywhere,
                after_comma: rule.after_comma,
                tags: rule.tags.iter().map(|p| p.split_whitespace().map(hash).collect()).collect(),
                id: rule.id.clone(),
                pattern,
                phrases: rule.phrases.iter().map(|p| p.split_whitespace().map(hash).collect()).collect(),
                weight: rule.weight,
                unless_after_comma: unless,
                unless_exclaimed: rule.unless_exclaimed,
                unless_fronted: rule.unless_fronted,
            });
        }
        let endings = source.endings.iter().map(|ending| {
            let compiled = Ending {
                endings: ending.endings.split_whitespace().map(|e| e.as_bytes().to_vec()).collect(),
                after: ending.after.chars().filter_map(|c| c.to_string().bytes().last()).collect(),
                stem: ending.stem,
                except: ending.except.split_whitespace().map(hash).collect(),
            };
            (compiled, bits[ending.class.as_str()])
        }).collect();
        let (lead, condition, fronted, greeting, function) = (
            class("lead").unwrap_or(0),
            class("condition").unwrap_or(0),
            class("fronted").unwrap_or(0),
            class("greeting").unwrap_or(0),
            class("function").ok_or("the class `function` is missing")?,
        );
        Ok(Table { name: source.name.clone(), words, endings, rules, examples: source.examples, lead, condition, fronted, greeting, function })
    }

    /// Classes of a word.
    pub fn classes(&self, word: &[u8], hash: u64) -> u64 {
        let mut classes = self.words.get(&hash).copied().unwrap_or(0);
        for (ending, bit) in &self.endings {
            if classes & bit == 0 && ending.has(word, hash) {
                classes |= bit;
            }
        }
        classes
    }
}

impl Ending {
    fn has(&self, word: &[u8], hash: u64) -> bool {
        self.endings.iter().any(|ending| {
            word.len() >= ending.len() && {
                let (stem, end) = word.split_at(word.len() - ending.len());
                end.eq_ignore_ascii_case(ending)
                    && stem.len() >= self.stem
                    && (self.after.is_empty() || stem.last().is_some_and(|last| self.after.contains(last)))
            }
        }) && !self.except.contains(&hash)
    }
}

impl Table {
    pub fn examples(&self) -> (&[String], &[String]) {
        (&self.examples.questions, &self.examples.statements)
    }
}
