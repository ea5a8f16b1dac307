//! Questions that nobody has answered, and whom to invite.

use super::super::cells::{number, table as named, text};
use super::super::locale::{Words, message};
use super::people::called;
use super::table::{Cell, Rows, SHOWN, plain};
use super::values::duration;
use crate::table::{Release, Values};
use crate::time::{Day, Zone};

/// Somebody who could answer.
pub(super) struct Invited {
    pub(super) name: String,
    /// Questions alike that he or she answered.
    pub(super) alike: f64,
}

/// A question without an answer.
pub(super) struct Open {
    /// Where it stands; private conversations have no name.
    pub(super) group: Option<String>,
    pub(super) asked: Option<Day>,
    pub(super) age_hours: f64,
    /// Probability to be answered within the next 24 business hours, where it is known.
    pub(super) chance: Option<f64>,
    pub(super) is_new: bool,
    /// Whether somebody should be asked.
    pub(super) to_route: bool,
    /// Native id, where the policy lets it be told.
    pub(super) id: Option<String>,
    /// Title or the words that ask, where they were asked for.
    pub(super) text: Option<String>,
    /// Code of the language of the question, where clear.
    pub(super) language: Option<String>,
    /// Whom to ask, the most fitting first.
    pub(super) invited: Vec<Invited>,
}

fn flag(table: &Release, column: &str, row: usize) -> bool {
    matches!(table.column(column).map(|c| &c.values), Some(Values::Bool(v)) if v.get(row) == Some(&Some(true)))
}

/// The open questions in the order of the library: those first that nobody will answer by themselves. None in aggregate mode,
/// where each would tell of one person.
pub(super) fn open_questions(tables: &[Release], zone: &Zone) -> Vec<Open> {
    let Some(list) = named(tables, "unanswered").filter(|list| list.disclosure().withheld.is_none()) else {
        return Vec::new();
    };
    let people = named(tables, "route_all").filter(|list| list.disclosure().withheld.is_none());
    let invited = |wanted: Option<f64>| -> Vec<Invited> {
        let Some((people, wanted)) = people.zip(wanted) else { return Vec::new() };
        (0..people.rows())
            .filter(|&row| number(people, "number", row) == Some(wanted))
            .filter_map(|row| {
                let alike = number(people, "answered_alike", row).unwrap_or(0.0);
                Some(Invited { name: called(people, row)?, alike })
            })
            .collect()
    };
    let asked = |row: usize| match list.column("asked").map(|column| &column.values) {
        Some(Values::Time(at)) => at.get(row).copied().flatten().map(|at| zone.day(at)),
        _ => None,
    };
    (0..list.rows())
        .filter_map(|row| {
            Some(Open {
                group: text(list, "community", row).filter(|group| !group.is_empty()),
                asked: asked(row),
                age_hours: number(list, "age_hours", row)?,
                chance: number(list, "p_answered", row),
                is_new: flag(list, "asker_is_new", row),
                to_route: flag(list, "to_route", row),
                id: text(list, "question", row),
                text: text(list, "text", row).filter(|text| !text.is_empty()),
                language: text(list, "language", row),
                invited: invited(number(list, "number", row)),
            })
        })
        .collect()
}

/// Open questions, and those for which somebody should be asked: of all, also where only the first are listed.
fn counts(tables: &[Release], list: &Release) -> (usize, usize) {
    let of = |column: &str| Some(number(named(tables, "unanswered_summary")?, column, 0)? as usize);
    let listed = list.rows();
    let to_route = || (0..listed).filter(|&row| flag(list, "to_route", row)).count();
    (of("open").unwrap_or(listed), of("to_route").unwrap_or_else(to_route))
}

/// How many are open, and how many of them wait for somebody to be asked.
pub(super) fn finding(tables: &[Release], words: &Words) -> Option<String> {
    let list = named(tables, "unanswered").filter(|list| list.disclosure().withheld.is_none())?;
    let (open, to_route) = counts(tables, list);
    if open == 0 {
        return Some(words.say(message::OPEN_NONE));
    }
    // The number once more would say nothing where it is all of them.
    let unlikely = if to_route == open && open > 1 { "all".into() } else { to_route.into() };
    Some(words.tell(message::OPEN_FINDING, &[("open", open.into()), ("unlikely", unlikely)]))
}

/// The list with people to invite.
pub(super) fn open_table(tables: &[Release], words: &Words, zone: &Zone) -> Option<(String, Rows)> {
    let open = open_questions(tables, zone);
    if open.is_empty() {
        return None;
    }
    let yes = |yes: bool| words.say(if yes { message::YES } else { message::NO });
    let all = named(tables, "unanswered").map_or(open.len(), |list| counts(tables, list).0);
    let more = all.saturating_sub(open.len().min(SHOWN));
    let with_text = open.iter().any(|question| question.text.is_some());
    let rows = open.iter().take(SHOWN).map(|question| {
        let people: Vec<String> = question
            .invited
            .iter()
            .map(|person| {
                words.tell(
                    message::OPEN_PERSON,
                    &[("name", person.name.as_str().into()), ("alike", person.alike.into())],
                )
            })
            .collect();
        let mut row = vec![
            Cell::text(question.group.clone().unwrap_or_else(|| words.say(message::OPEN_PRIVATE))),
            match question.asked {
                Some(day) => Cell::sorted(words.locale.date(day), f64::from(day.0)),
                None => Cell::text("–".into()),
            },
            Cell::sorted(duration(question.age_hours, words), question.age_hours),
            match question.chance {
                Some(chance) => Cell::sorted(words.locale.percent(chance), chance),
                None => Cell::text("–".into()),
            },
            Cell::text(yes(question.is_new)),
            Cell::text(if people.is_empty() { "–".into() } else { people.join("; ") }),
            Cell::text(question.id.clone().unwrap_or_else(|| "–".into())),
        ];
        if with_text {
            let told = question.text.clone().unwrap_or_else(|| "–".into());
            row.insert(1, Cell::quoted(told, question.language.clone()));
        }
        row
    });
    let mut headers = vec![
        (message::COLUMN_GROUP, false),
        (message::COLUMN_ASKED_ON, false),
        (message::COLUMN_OPEN_FOR, true),
        (message::COLUMN_CHANCE, true),
        (message::COLUMN_NEW, false),
        (message::COLUMN_INVITE, false),
        (message::COLUMN_ID, false),
    ];
    if with_text {
        headers.insert(1, (message::COLUMN_QUESTION, false));
    }
    let list = plain(&headers, rows.collect(), more, words);
    Some((words.say(message::OPEN_LIST), list))
}
