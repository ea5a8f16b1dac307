//! People, as the policy calls them.

use super::super::cells::{number, text};
use super::super::chart::{Alternative, Bar, bars};
use super::super::locale::{Words, message};
use crate::table::Release;
use maud::Markup;

/// People drawn at most.
pub(super) const PEOPLE: usize = 15;
/// Letters of a name in a sentence at most.
const LETTERS: usize = 60;

/// What somebody of a row is called in a sentence: by name, or by pseudonym. A name that runs the other way than the sentence is
/// set apart, so that it does not turn the words around it.
pub(super) fn called(list: &Release, row: usize) -> Option<String> {
    let name =
        text(list, "name", row).filter(|name| !name.is_empty()).or_else(|| text(list, "member", row))?;
    let short = match name.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name,
    };
    Some(if short.chars().any(turns) { format!("\u{2068}{short}\u{2069}") } else { short })
}

/// Letters of scripts that run from right to left, and marks that turn the direction.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{1e800}'..='\u{1efff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Names as a sentence lists them: `A, B and C`.
pub(super) fn listed(names: &[String], words: &Words) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            words.tell(message::AND, &[("first", first.join(", ").into()), ("last", last.as_str().into())])
        }
    }
}

/// A rate of the first people of a list with its interval; nothing where nobody is in it, or nobody may be shown.
pub(super) fn people(
    list: &Release,
    rate: &str,
    most: usize,
    colour: usize,
    words: &Words,
    alternative: impl FnOnce(usize) -> Alternative,
) -> Option<Markup> {
    let [low, high] = ["low", "high"].map(|end| format!("{rate}_{end}"));
    let rows: Vec<Bar> = (0..list.rows().min(most))
        .filter_map(|row| {
            let value = number(list, rate, row)?;
            Some(Bar {
                name: called(list, row)?,
                value: Some(value),
                interval: number(list, &low, row).zip(number(list, &high, row)),
                text: words.locale.short(value),
                colour,
            })
        })
        .collect();
    (!rows.is_empty()).then(|| bars(&rows, 1.0, &alternative(rows.len()), |x| words.locale.short(x)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;
    use crate::report::Locale;
    use crate::table::{Provenance, Role, Table};

    #[test]
    fn names_in_a_sentence() {
        let long = "x".repeat(200);
        let names = ["Anna", "", "אבי", "evil\u{202e}name", &long];
        let table = Table::new("people", "", Provenance::new(""))
            .text("member", Role::Member, "", "", (1..=5).map(|id| Some(id.to_string())))
            .text("name", Role::MemberName, "", "", names.map(|name| Some(name.to_owned())));
        let list = Policy::named().apply(&table);
        let told: Vec<String> = (0..5).filter_map(|row| called(&list, row)).collect();
        assert_eq!(told[..2], ["Anna", "2"]);
        for turned in &told[2..4] {
            assert!(turned.starts_with('\u{2068}') && turned.ends_with('\u{2069}'));
        }
        assert_eq!(told[4].chars().count(), LETTERS + 1);
        let words = Words::of(Locale::Swedish);
        let names = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(listed(&names, &words), "A, B och C");
        assert_eq!(listed(&names[..1], &words), "A");
        assert_eq!(listed(&[], &words), "");
    }
}
