//! What notes may say: numbers of few people in words, and no addresses.

use crate::table::{Few, Provenance};

/// Takes the counts from 1 to less than `min_group` out of a provenance, whatever they count: a message is of
/// somebody too. In warnings only numbers of people are put in other words.
pub(super) fn take_small_counts(provenance: &mut Provenance, min_group: u32) -> Few {
    let small = |(_, n): &(String, u64)| (1..u64::from(min_group)).contains(n);
    let mut few = Few {
        denominator: provenance.denominator.take_if(|count| small(count)).map(|(what, _)| what),
        n: provenance.n.take_if(|count| small(count)).map(|(what, _)| what),
        excluded: Vec::new(),
    };
    let (hidden, told): (Vec<_>, Vec<_>) =
        std::mem::take(&mut provenance.excluded).into_iter().partition(small);
    provenance.excluded = told;
    few.excluded = hidden.into_iter().map(|(what, _)| what).collect();
    for warning in &mut provenance.warnings {
        *warning = without_few_people(warning, min_group);
    }
    few
}

/// Replaces `3 people`, `1 colleague` and the like by `fewer than 5 people`, and a small number that ends what began
/// with a colon (`people who left: 3;`).
fn without_few_people(text: &str, min_group: u32) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_string).collect();
    for at in 0..words.len() {
        let number = words[at].trim_start_matches('(');
        let open = words[at].len() - number.len();
        let digits = number.trim_end_matches([';', '.', ',', ')']);
        if !digits.parse().is_ok_and(|n| (1..min_group).contains(&n)) {
            continue;
        }
        let end = &number[digits.len()..];
        let next = words.get(at + 1).map_or("", String::as_str);
        let noun = next.trim_end_matches(|c: char| !c.is_alphanumeric());
        let people = PEOPLE.iter().find(|&&(one, many)| end.is_empty() && (noun == one || noun == many));
        let after_colon = at > 0 && words[at - 1].ends_with(':') && (!end.is_empty() || next.is_empty());
        let fewer = format!("{}fewer than {min_group}{end}", "(".repeat(open));
        if let Some((_, many)) = people {
            words[at + 1] = format!("{many}{}", &next[noun.len()..]);
        } else if !after_colon {
            continue;
        }
        words[at] = fewer;
    }
    words.join(" ")
}

/// Words for people, one and many.
const PEOPLE: [(&str, &str); 8] = [
    ("person", "people"),
    ("colleague", "colleagues"),
    ("user", "users"),
    ("member", "members"),
    ("newcomer", "newcomers"),
    ("account", "accounts"),
    ("adopter", "adopters"),
    ("asker", "askers"),
];

/// A provenance without addresses.
pub(super) fn without_addresses_in(provenance: &Provenance) -> Provenance {
    let clean = |texts: &[String]| texts.iter().map(|text| without_addresses(text)).collect();
    let named = |(what, n): &(String, u64)| (without_addresses(what), *n);
    Provenance {
        definition: without_addresses(&provenance.definition),
        method: without_addresses(&provenance.method),
        parameters: provenance
            .parameters
            .iter()
            .map(|(name, value)| (without_addresses(name), without_addresses(value)))
            .collect(),
        n: provenance.n.as_ref().map(named),
        denominator: provenance.denominator.as_ref().map(named),
        excluded: provenance.excluded.iter().map(named).collect(),
        assumptions: clean(&provenance.assumptions),
        warnings: clean(&provenance.warnings),
        ..provenance.clone()
    }
}

/// Replaces whatever has an `@` between two other characters.
pub(super) fn without_addresses(text: &str) -> String {
    let boundary =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '(' | ')' | '[' | ']' | '=');
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(boundary) {
        let word = part.trim_end_matches(boundary);
        match word.find('@') {
            Some(at) if at > 0 && at + 1 < word.len() => {
                out.push_str("(address)");
                out.push_str(&part[word.len()..]);
            }
            _ => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go() {
        for (text, expected) in [
            ("community_managers = anna@example.com", "community_managers = (address)"),
            ("a@b, c@d; (e.f@g)", "(address), (address); ((address))"),
            ("mentions (@anna) and a @ b", "mentions (@anna) and a @ b"),
            ("", ""),
        ] {
            assert_eq!(without_addresses(text), expected);
        }
    }

    #[test]
    fn few_people_in_words() {
        for (text, expected) in [
            ("only 4 colleagues were seen", "only fewer than 5 colleagues were seen"),
            ("(1 person, 12 people)", "(fewer than 5 people, 12 people)"),
            ("5 people; 0 people; 3 threads; 14 people", "5 people; 0 people; 3 threads; 14 people"),
            ("people: 4 people.", "people: fewer than 5 people."),
            (
                "who left: 3; they count. Others: 2",
                "who left: fewer than 5; they count. Others: fewer than 5",
            ),
            ("scanned: 2 series, at least 3; found: 7;", "scanned: 2 series, at least 3; found: 7;"),
            ("people", "people"),
            ("", ""),
        ] {
            assert_eq!(without_few_people(text, 5), expected);
            assert_eq!(without_few_people(text, 1), text);
        }
    }
}
