//! Who is meant by a name or an address in a text: only who alone has it.

use crate::community::PersonId;
use crate::community::{MemberKind, identity};
use crate::text::referrals::{Kind, Token, tokens};
use crate::{Community, MemberId};
use hashbrown::{HashMap, HashSet};

/// Words of the longest name that is looked for.
const LONGEST: usize = 5;
/// Letters below which two words are too little of a name.
const LEAST_LETTERS: usize = 5;

/// Somebody of the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Somebody {
    /// With an account.
    Member(MemberId),
    /// On the roster, without an account.
    Person(PersonId),
}

/// Who is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameMatch {
    /// Nobody who is known.
    Nobody,
    /// One alone.
    One(Somebody),
    /// So many people share it: nobody is guessed.
    Ambiguous(usize),
}

/// The names and addresses of members and of people of the roster, by which texts and lists are read.
///
/// A name is the whole display name, two words or more, in the order given or with its first word last (directories write
/// `Virtanen Maija`, people `Maija Virtanen`). Case does not matter. The last word may have one of the commoner Finnish case
/// endings (`Virtaselta`, `Mäkelälle`, `Bergiltä`); forms whose stem changes otherwise (`Koskelta` of `Koski`) are not
/// known. First names alone are never looked for, nor names of fewer than five letters. Where two people share a name it fits neither.
///
/// # Complexity
/// O(members + people) to build; a look-up is one to a few hashes.
///
/// # Example
/// ```
/// use cmgraph::community::{CommunityBuilder, MemberRecord};
/// use cmgraph::questions::{NameMatch, Names};
/// let mut builder = CommunityBuilder::new();
/// for (id, name) in [("1", "Virtanen Maija"), ("2", "Bo Berg"), ("3", "Bo Berg")] {
///     builder.member(&MemberRecord { id, name, ..Default::default() });
/// }
/// let names = Names::of(&builder.build()?);
/// assert!(matches!(names.resolve("Maija Virtanen"), NameMatch::One(_)));
/// assert_eq!(names.resolve("bo berg"), NameMatch::Ambiguous(2));
/// assert_eq!(names.resolve("Maija"), NameMatch::Nobody);
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Names {
    names: HashMap<String, Vec<Somebody>>,
    /// Ids and addresses.
    ids: HashMap<String, Vec<Somebody>>,
    firsts: HashSet<String>,
}

/// A name or address in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Named<'n> {
    /// Tokens from and to.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// After an `@`, or an address: meant to call somebody.
    pub(crate) marked: bool,
    /// One, or several who share it.
    pub(crate) who: &'n [Somebody],
}

impl Names {
    /// The names of a community and its roster.
    pub fn of(community: &Community) -> Names {
        let mut names = Names::default();
        let members = community.members();
        let mut account_of = HashMap::new();
        for member in members.iter() {
            let i = member.index();
            if let Some(person) = members.persons[i] {
                account_of.insert(person, member);
            }
            if matches!(members.kind(member), MemberKind::Bot | MemberKind::System) {
                continue;
            }
            let who = Somebody::Member(member);
            names.name(members.names.get(i), who);
            names.id(&members.ids.get(i), who);
            for text in [&members.emails, &members.directory_ids] {
                names.id(text.get(i), who);
            }
        }
        if let Some(roster) = community.roster() {
            for person in roster.iter() {
                let i = person.index();
                let who = account_of
                    .get(&person)
                    .map_or(Somebody::Person(person), |&member| Somebody::Member(member));
                names.name(roster.names.get(i), who);
                for text in [&roster.emails, &roster.upns, &roster.directory_ids, &roster.employee_ids] {
                    names.id(text.get(i), who);
                }
            }
        }
        names
    }

    fn name(&mut self, name: &str, who: Somebody) {
        let Some(mut words) = name_words(name) else { return };
        // As given, and with the first word last.
        for _ in 0..2 {
            self.firsts.insert(words[0].clone());
            add(&mut self.names, words.join(" "), who);
            words.rotate_left(1);
        }
    }

    fn id(&mut self, id: &str, who: Somebody) {
        if !id.is_empty() {
            add(&mut self.ids, identity(id), who);
        }
    }

    /// Who is meant by an id, an e-mail address, or a whole name.
    pub fn resolve(&self, text: &str) -> NameMatch {
        let by_name = || self.names.get(&name_words(text)?.join(" "));
        match self.ids.get(&identity(text)).or_else(by_name).map(Vec::as_slice) {
            None | Some([]) => NameMatch::Nobody,
            Some([one]) => NameMatch::One(*one),
            Some(several) => NameMatch::Ambiguous(several.len()),
        }
    }

    /// Names and addresses in a text, in order.
    pub(crate) fn in_text(&self, tokens: &[Token<'_>]) -> Vec<Named<'_>> {
        let mut found = Vec::new();
        let (mut at, mut key) = (0, String::new());
        while let Some(token) = tokens.get(at) {
            let marked = matches!(token.kind, Kind::At | Kind::Email);
            let named = match token.kind {
                Kind::Email => self.ids.get(token.text.as_ref()).map(|who| (at + 1, who)),
                Kind::Word | Kind::At => self.name_at(tokens, at, &mut key),
                Kind::Account | Kind::Stop => None,
            };
            match named {
                Some((to, who)) => {
                    found.push(Named { from: at, to, marked, who });
                    at = to;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest name that begins at a token.
    fn name_at(&self, tokens: &[Token<'_>], at: usize, key: &mut String) -> Option<(usize, &Vec<Somebody>)> {
        if !self.firsts.contains(tokens[at].text.as_ref()) {
            return None;
        }
        let words =
            tokens[at + 1..].iter().take_while(|token| token.kind == Kind::Word).take(LONGEST - 1).count();
        (1..=words).rev().find_map(|more| {
            key.clear();
            for token in &tokens[at..at + more] {
                key.push_str(&token.text);
                key.push(' ');
            }
            let stem = key.len();
            nominatives(&tokens[at + more].text).find_map(|last| {
                key.truncate(stem);
                key.push_str(&last);
                self.names.get(key.as_str()).map(|who| (at + more + 1, who))
            })
        })
    }

    /// Whether a word stands in a name.
    pub(crate) fn is_of_a_name(&self, word: &str) -> bool {
        self.firsts.contains(word)
    }
}

fn add(map: &mut HashMap<String, Vec<Somebody>>, key: String, who: Somebody) {
    let people = map.entry(key).or_default();
    if !people.contains(&who) {
        people.push(who);
    }
}

/// The words of a display name; what stands in brackets or after a bar is no name, and a comma turns it round.
fn name_words(name: &str) -> Option<Vec<String>> {
    let name = name.split(['(', '[', '|', '/', '<']).next().unwrap_or_default();
    let turned = match name.split_once(',') {
        Some((family, given)) if !given.contains(',') => format!("{given} {family}"),
        _ => name.to_owned(),
    };
    let words: Vec<String> = tokens(&turned)
        .into_iter()
        .filter(|token| token.kind == Kind::Word)
        .map(|token| token.text.into_owned())
        .collect();
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    ((2..=LONGEST).contains(&words.len()) && letters >= LEAST_LETTERS).then_some(words)
}

/// The word, and what it may be the Finnish case form of.
fn nominatives(word: &str) -> impl Iterator<Item = String> {
    const ENDINGS: [&str; 14] =
        ["lta", "ltä", "lle", "lla", "llä", "sta", "stä", "ssa", "ssä", "ta", "tä", "n", "a", "ä"];
    let of_ending = |ending: &&str| {
        let stem = word.strip_suffix(*ending)?;
        // Short words have endings by chance.
        if stem.chars().count() < 3 {
            return None;
        }
        let partitive = matches!(*ending, "ta" | "tä");
        if partitive {
            return stem.strip_suffix('s').map(|stem| format!("{stem}nen"));
        }
        if let Some(stem) = stem.strip_suffix("se").filter(|stem| stem.chars().count() >= 2) {
            return Some(format!("{stem}nen"));
        }
        if let Some(consonant) = stem.strip_suffix('i').filter(|s| !s.ends_with(VOWELS)) {
            // `Bergiltä` of Berg; names in -i change their stem.
            return Some(consonant.to_owned());
        }
        stem.ends_with(VOWELS).then(|| stem.to_owned())
    };
    std::iter::once(word.to_owned()).chain(ENDINGS.iter().filter_map(of_ending).collect::<Vec<_>>())
}

const VOWELS: [char; 10] = ['a', 'e', 'i', 'o', 'u', 'y', 'ä', 'ö', 'å', 'é'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::community::{CommunityBuilder, MemberRecord};

    fn names(people: &[&str]) -> Names {
        let mut builder = CommunityBuilder::new();
        for (i, name) in people.iter().enumerate() {
            builder.member(&MemberRecord { id: &format!("{}", i + 1), name, ..Default::default() });
        }
        Names::of(&builder.build().unwrap())
    }

    /// Numbers of the people named, or how many share it.
    fn found(names: &Names, text: &str) -> Vec<String> {
        let show = |named: &Named| match named.who {
            [Somebody::Member(member)] => format!("{}", member.0 + 1),
            several => format!("{} share", several.len()),
        };
        names.in_text(&tokens(text)).iter().map(show).collect()
    }

    #[test]
    fn names_in_texts() {
        let names = names(&[
            "Maija Virtanen",
            "Mäkelä, Liisa",
            "Anna Berg (IT)",
            "Koski Antti",
            "Jan van der Meer",
            "Bo Ek",
            "Sanna Aalto",
            "Sanna Aalto",
            "Pia",
        ]);
        for (text, expected) in [
            ("Ask Maija Virtanen.", &["1"][..]),
            ("kysy maija virtaselta", &["1"]),
            ("Maija Virtasen lomake, Maija Virtasta en tavoittanut", &["1", "1"]),
            ("Kysy Liisa Mäkelältä tai Virtanen Maijalta", &["2", "1"]),
            ("Kysy Anna Bergiltä", &["3"]),
            ("ask Anna Berg's team", &[]),
            ("Kysy Antti Koskelta", &[]),
            ("Antti Koski tietää", &["4"]),
            ("Ask Jan van der Meer!", &["5"]),
            ("Ask Maija. Virtanen is out.", &[]),
            ("Bo Ek", &[]),
            ("kysy Sanna Aallolta, Sanna Aalto", &["2 share"]),
            ("Pia knows", &[]),
            ("@Maija Virtanen can you", &["1"]),
        ] {
            assert_eq!(found(&names, text), expected, "{text}");
        }
    }

    #[test]
    fn ids_addresses_and_names_resolve() {
        let mut builder = CommunityBuilder::new();
        builder.member(&MemberRecord {
            id: "12",
            email: "Anna@Example.com",
            name: "Anna Berg",
            ..Default::default()
        });
        builder.member(&MemberRecord {
            id: "13",
            email: "b@example.com",
            name: "Anna Berg",
            ..Default::default()
        });
        let names = Names::of(&builder.build().unwrap());
        for text in ["12", " anna@example.com"] {
            assert_eq!(names.resolve(text), NameMatch::One(Somebody::Member(MemberId(0))));
        }
        assert_eq!(names.resolve("Anna Berg"), NameMatch::Ambiguous(2));
        assert_eq!(names.resolve("Bo Berg"), NameMatch::Nobody);
        assert_eq!(names.resolve(""), NameMatch::Nobody);
    }
}
