//! Groups whose subject the law protects: left out at import, where asked for.

use super::sift::Sieve;
use super::{Community, GroupId, identity};
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Stands for the list of words in ten languages (`src/community/sensitive.toml`).
pub const SENSITIVE_WORDS: &str = "words";

static TABLE: OnceLock<Vec<String>> = OnceLock::new();

/// Words and phrases by language and subject.
type Table = BTreeMap<String, BTreeMap<String, Vec<String>>>;

fn table() -> &'static [String] {
    TABLE.get_or_init(|| {
        let table: Table = toml::from_str(include_str!("sensitive.toml")).unwrap_or_default();
        let words: BTreeSet<String> = table
            .into_values()
            .flat_map(BTreeMap::into_values)
            .flatten()
            .map(|word| identity(&word))
            .collect();
        words.into_iter().collect()
    })
}

/// Whether the name of a group suggests a subject that the law protects: health, trade unions, religion, politics, origin,
/// sexual orientation. Words in ten languages; a name can suggest what the group is not about.
///
/// ```
/// use cmgraph::community::suggests_sensitive;
/// assert!(suggests_sensitive("Tillitsvalgte i Nord") && suggests_sensitive("LGBTQ+ network"));
/// assert!(!suggests_sensitive("European Union funding") && !suggests_sensitive("Software testing"));
/// ```
pub fn suggests_sensitive(name: &str) -> bool {
    let name = identity(name);
    table().iter().any(|pattern| fits(pattern, &name))
}

/// Whether a pattern is in a name, both lower case: a phrase as it stands, else a word with or without a star at its end.
fn fits(pattern: &str, name: &str) -> bool {
    let (stem, open) = pattern.strip_suffix('*').map_or((pattern, false), |stem| (stem, true));
    if stem.is_empty() {
        return false;
    }
    let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    name.match_indices(stem).any(|(at, _)| {
        boundary(name[..at].chars().next_back()) && (open || boundary(name[at + stem.len()..].chars().next()))
    })
}

impl Community {
    /// Without the groups named (by id or name, or by a word of the name as in `syndica*`; [`SENSITIVE_WORDS`] for the
    /// words in ten languages), their messages, and the accounts that are known from these alone.
    pub(crate) fn without_groups(mut self, wanted: &[String]) -> Community {
        let words = wanted.iter().any(|text| text == SENSITIVE_WORDS);
        let own: Vec<String> = wanted.iter().map(|text| identity(text)).collect();
        let mut unused: BTreeSet<&str> = own.iter().map(String::as_str).collect();
        unused.remove(SENSITIVE_WORDS);
        let mut sieve = Sieve::all(&self);
        let mut suggested = 0;
        for group in 0..self.groups.len() {
            let (id, name) = (identity(&self.groups.ids.get(group)), identity(self.groups.names.get(group)));
            let mut gone = words && suggests_sensitive(&name);
            for text in own.iter().filter(|text| *text != SENSITIVE_WORDS) {
                if *text == id || *text == name || (text.ends_with('*') && fits(text, &name)) {
                    gone = true;
                    unused.remove(text.as_str());
                }
            }
            suggested += u64::from(!gone && suggests_sensitive(&name));
            sieve.groups[group] = !gone;
        }
        let (unused, groups) = (unused.len(), sieve.groups.iter().filter(|keep| !**keep).count() as u64);
        if unused > 0 {
            self.audit.warnings.push(format!(
                "entries of the list of groups to be left out that fit no group of the export: {unused}; check the spelling if they should"
            ));
        }
        if suggested > 0 {
            self.audit.warnings.push(format!(
                "groups whose names suggest health, trade unions, religion, politics, origin or sexual orientation: {suggested}; they were read like all others (leave them out with the option sensitive_groups)"
            ));
        }
        if groups == 0 {
            return self;
        }
        let before = self.messages.len();
        let mut out = self.sift(sieve);
        out.audit.sensitive_groups += groups;
        out.audit.sensitive_messages += (before - out.messages.len()) as u64;
        out
    }

    /// Without messages from before an instant: the retention window. The span that is observed begins there.
    pub(crate) fn kept_since(mut self, since: Timestamp) -> Community {
        let older = self.messages.at.partition_point(|&at| at < since);
        if let Some((from, to)) = self.observed {
            self.observed = Some((from.max(since), to.max(since)));
        }
        let early = |at: Option<Timestamp>| at.is_some_and(|at| at < since);
        self.reactions.retain(|reaction| !early(reaction.at));
        self.acceptances.retain(|vote| !early(vote.at));
        if older == 0 {
            return self;
        }
        let mut sieve = Sieve::all(&self);
        sieve.messages[..older].iter_mut().for_each(|keep| *keep = false);
        let mut out = self.sift(sieve);
        out.audit.older_messages += older as u64;
        out
    }

    /// Whether a group is one whose name suggests a subject that the law protects.
    pub fn is_suggestive(&self, group: GroupId) -> bool {
        suggests_sensitive(self.groups.names.get(group.index()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let table: Table = toml::from_str(include_str!("sensitive.toml")).unwrap();
        assert_eq!(table.len(), 10);
        assert!(table.values().all(|subjects| subjects.len() == 6));
        // A word that languages share is kept once; each finds a group that is called so.
        let words: BTreeSet<String> =
            table.values().flat_map(BTreeMap::values).flatten().map(|word| identity(word)).collect();
        assert_eq!(super::table().len(), words.len());
        assert!(table.values().flat_map(BTreeMap::values).all(|words| !words.is_empty()));
        for word in &words {
            assert!(suggests_sensitive(word.trim_end_matches('*')), "{word}");
        }
    }

    #[test]
    fn words_of_names() {
        for (name, expected) in [
            ("Ammattiliitto ja luottamusmiehet", true),
            ("Fackklubben", true),
            ("Betriebsrat Nord", true),
            ("Syndicat CGT", true),
            ("Mental Health Matters", true),
            ("mental healthcare software", false),
            ("Christmas party", false),
            ("Gaylord project", false),
            ("Health and safety", false),
            ("All Company", false),
            ("", false),
        ] {
            assert_eq!(suggests_sensitive(name), expected, "{name}");
        }
    }
}
