//! The list for Monday: what to do next, each with its reason. No item is better than a weak one.

use super::super::cells::{number, table as named, text};
use super::super::locale::{Message, Words, message};
use super::asked::LIKELY;
use super::dependence::{HALF, first_answers, is_of_manager, of_few};
use super::open::{Open, open_questions};
use super::people::{called, listed};
use super::units::short_names;
use super::values::duration;
use crate::table::{Mode, Release, Values};
use crate::time::Zone;
use maud::{Markup, html};

/// Items of one kind at most, and people in one item at most: a list that is longer is not done.
const MOST: usize = 3;
/// Questions alike that somebody has answered at least to be invited to answer another one.
const FEWEST_ALIKE: f64 = 2.0;
/// Days after which an open question is left alone: whoever asked has found another way.
const LONGEST_DAYS: f64 = 14.0;
/// Chance below which a question will hardly be answered any more: a number would say more than is known.
const HARDLY: f64 = 0.02;
/// Colleagues that somebody has helped at least to be thanked for it.
const FEWEST_HELPED: f64 = 5.0;
/// Answers a month over what one can be asked for from which somebody should be relieved.
const OVERLOAD: f64 = 1.5;
/// People of a unit from which it is worth to look for a champion there.
const FEWEST_IN_UNIT: f64 = 10.0;

/// One thing to do.
pub(super) struct Item {
    pub(super) text: String,
    pub(super) because: String,
    /// What somebody wrote, and the code of its language where clear.
    pub(super) quote: Option<(String, Option<String>)>,
    /// Anchor of the page with the evidence.
    pub(super) section: &'static str,
}

/// What the tables ask for. Nobody is named unless the policy shows people.
pub(super) fn items(tables: &[Release], words: &Words, zone: &Zone) -> Vec<Item> {
    let mut items = open_ones(tables, words, zone);
    items.extend(open_groups(tables, words));
    items.extend(to_thank(tables, words));
    items.extend(to_relieve(tables, words));
    items.extend(hubs_to_relieve(tables, words));
    items.extend(without_champion(tables, words));
    items.extend(to_ask(tables, words));
    items.extend(on_the_manager(tables, words));
    items.extend(hangs_on_few(tables, words));
    items
}

/// A table of people that the policy shows.
fn list<'a>(tables: &'a [Release], name: &str) -> Option<&'a Release> {
    named(tables, name).filter(|list| list.disclosure().withheld.is_none())
}

/// Open questions that nobody will answer by themselves, with people who answered such questions before.
fn open_ones(tables: &[Release], words: &Words, zone: &Zone) -> Vec<Item> {
    let item = |question: &Open| {
        let fitting: Vec<_> =
            question.invited.iter().filter(|person| person.alike >= FEWEST_ALIKE).take(MOST).collect();
        let first = fitting.first()?;
        let names: Vec<String> = fitting.iter().map(|person| person.name.clone()).collect();
        let people = listed(&names, words).into();
        let date = words.locale.date(question.asked?).into();
        let text = match &question.group {
            Some(group) => words.tell(
                message::MONDAY_INVITE,
                &[("people", people), ("group", group.as_str().into()), ("date", date)],
            ),
            None => words.tell(message::MONDAY_INVITE_PRIVATE, &[("people", people), ("date", date)]),
        };
        let mut because = words.tell(
            message::MONDAY_INVITE_BECAUSE,
            &[
                ("name", first.name.as_str().into()),
                ("alike", first.alike.into()),
                ("age", duration(question.age_hours, words).into()),
            ],
        );
        let chance = question.chance.map(|chance| {
            if chance < HARDLY {
                return words.say(message::MONDAY_INVITE_HARDLY);
            }
            words.tell(message::MONDAY_INVITE_CHANCE, &[("share", words.locale.percent(chance).into())])
        });
        let new = question.is_new.then(|| words.say(message::MONDAY_INVITE_NEW));
        for sentence in [chance, new].into_iter().flatten() {
            because.push(' ');
            because.push_str(&sentence);
        }
        let quote = question.text.clone().map(|told| (told, question.language.clone()));
        Some(Item { text, because, quote, section: "answers" })
    };
    open_questions(tables, zone)
        .iter()
        .filter(|question| question.to_route && question.age_hours <= LONGEST_DAYS * 24.0)
        .filter_map(item)
        .take(MOST)
        .collect()
}

/// The same where nobody is named: groups in which questions are open.
fn open_groups(tables: &[Release], words: &Words) -> Option<Item> {
    let groups =
        named(tables, "unanswered_by_group").filter(|list| list.disclosure().mode == Mode::Aggregate)?;
    let mut waiting: Vec<(String, f64)> = (0..groups.rows())
        .filter_map(|row| Some((text(groups, "community", row)?, number(groups, "to_route", row)?)))
        .filter(|(_, open)| *open > 0.0)
        .collect();
    waiting.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    // What is said of them is said of those named.
    waiting.truncate(MOST);
    let open: f64 = waiting.iter().map(|(_, open)| open).sum();
    let quoted = |group: String| words.tell(message::QUOTED, &[("text", group.into())]);
    let names: Vec<String> = waiting.into_iter().map(|(group, _)| quoted(group)).collect();
    (!names.is_empty()).then(|| Item {
        text: words.tell(message::MONDAY_GROUPS, &[("groups", listed(&names, words).into())]),
        because: words.tell(message::MONDAY_GROUPS_BECAUSE, &[("open", open.into())]),
        quote: None,
        section: "answers",
    })
}

/// Those who help most: thanks keep them.
fn to_thank(tables: &[Release], words: &Words) -> Option<Item> {
    let list = list(tables, "champions")?;
    let people: Vec<(String, f64)> = (0..list.rows())
        .filter_map(|row| Some((called(list, row)?, number(list, "helped", row)?)))
        .filter(|(_, helped)| *helped >= FEWEST_HELPED)
        .take(MOST)
        .collect();
    let (first, helped) = people.first()?.clone();
    let names: Vec<String> = people.into_iter().map(|(name, _)| name).collect();
    Some(Item {
        text: words.tell(message::MONDAY_THANK, &[("people", listed(&names, words).into())]),
        because: words
            .tell(message::MONDAY_THANK_BECAUSE, &[("name", first.into()), ("helped", helped.into())]),
        quote: None,
        section: "helpers",
    })
}

/// Champions who carry far more than one can be asked for.
fn to_relieve(tables: &[Release], words: &Words) -> Option<Item> {
    let capacity = |share: f64| words.locale.short(share).into();
    if let Some(busy) = list(tables, "cover_at_capacity") {
        let people: Vec<(String, f64, f64)> = (0..busy.rows())
            .filter_map(|row| {
                Some((called(busy, row)?, number(busy, "load", row)?, number(busy, "capacity", row)?))
            })
            .filter(|(_, load, capacity)| *load > OVERLOAD * capacity)
            .take(MOST)
            .collect();
        let (first, load, most) = people.first()?.clone();
        let names: Vec<String> = people.into_iter().map(|(name, ..)| name).collect();
        return Some(Item {
            text: words.tell(message::MONDAY_RELIEVE, &[("people", listed(&names, words).into())]),
            because: words.tell(
                message::MONDAY_RELIEVE_BECAUSE,
                &[("name", first.into()), ("load", capacity(load)), ("most", capacity(most))],
            ),
            quote: None,
            section: "helpers",
        });
    }
    let summary = named(tables, "champions_summary")?;
    let of = |name: &str| number(summary, name, 0);
    let (busy, champions) = (of("at_capacity")?, of("champions")?);
    // Half of them and more: the load lies badly, whoever they are.
    (busy > 0.0 && busy >= HALF * champions).then(|| Item {
        text: words.say(message::MONDAY_RELIEVE_SOME),
        because: words.tell(message::HELPERS_BUSY, &[("busy", busy.into()), ("champions", champions.into())]),
        quote: None,
        section: "helpers",
    })
}

/// People who are asked more often of late than they ever answered.
fn hubs_to_relieve(tables: &[Release], words: &Words) -> Option<Item> {
    let hubs = list(tables, "question_hubs")?;
    let is_overloaded = |row: usize| matches!(hubs.column("overloaded").map(|c| &c.values), Some(Values::Bool(v)) if v.get(row) == Some(&Some(true)));
    let people: Vec<(String, f64)> = (0..hubs.rows())
        .filter(|&row| is_overloaded(row) && number(hubs, "p_hub", row).is_some_and(|p| p >= LIKELY))
        .filter_map(|row| Some((called(hubs, row)?, number(hubs, "asked_per_week", row)?)))
        .take(MOST)
        .collect();
    let (first, asked) = people.first()?.clone();
    let names: Vec<String> = people.into_iter().map(|(name, _)| name).collect();
    Some(Item {
        text: words.tell(message::MONDAY_HUB, &[("people", listed(&names, words).into())]),
        because: words.tell(
            message::MONDAY_HUB_BECAUSE,
            &[("name", first.into()), ("asked", words.locale.short(asked * WEEKS_A_MONTH).into())],
        ),
        quote: None,
        section: "asked",
    })
}

/// Weeks in a month.
const WEEKS_A_MONTH: f64 = 365.25 / 12.0 / 7.0;

/// Units with no champion, the largest first, and who there is nearly one.
fn without_champion(tables: &[Release], words: &Words) -> Vec<Item> {
    let Some(units) = named(tables, "cover_units") else { return Vec::new() };
    let paths: Vec<String> =
        (0..units.rows()).map(|row| text(units, "unit", row).unwrap_or_default()).collect();
    let short = short_names(&paths);
    let mut without: Vec<(usize, f64)> = (0..units.rows())
        .filter(|&row| text(units, "status", row).as_deref() == Some("nobody"))
        .filter_map(|row| Some((row, number(units, "people", row).filter(|&n| n >= FEWEST_IN_UNIT)?)))
        .collect();
    without.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| paths[a.0].cmp(&paths[b.0])));
    let Some(next) = list(tables, "cover_next_best") else {
        // Without names one item for all of them.
        let people: f64 = without.iter().map(|(_, people)| people).sum();
        let names: Vec<String> = without.iter().take(MOST).map(|(row, _)| short[*row].clone()).collect();
        return (!names.is_empty())
            .then(|| Item {
                text: words.tell(message::MONDAY_LOOK, &[("units", listed(&names, words).into())]),
                because: words.tell(
                    message::MONDAY_LOOK_BECAUSE,
                    &[("people", people.into()), ("units", without.len().into())],
                ),
                quote: None,
                section: "helpers",
            })
            .into_iter()
            .collect();
    };
    let item = |&(row, people): &(usize, f64)| {
        let there: Vec<(String, Option<String>)> = (0..next.rows())
            .filter(|&at| text(next, "unit", at).as_deref() == Some(paths[row].as_str()))
            .filter_map(|at| Some((called(next, at)?, text(next, "kind", at))))
            .take(MOST)
            .collect();
        let (first, kind) = there.iter().find_map(|(name, kind)| Some((name.clone(), kind.as_deref()?)))?;
        let why: Message = match kind {
            "nearly a champion" => message::MONDAY_NEARLY,
            "question hub" => message::MONDAY_NEXT_HUB,
            "recent joiner who helps" => message::MONDAY_NEXT_JOINER,
            _ => message::MONDAY_NEXT_LEADER,
        };
        let why = words.tell(why, &[("name", first.into())]);
        let names: Vec<String> = there.iter().map(|(name, _)| name.clone()).collect();
        let because = words.tell(message::MONDAY_UNIT_BECAUSE, &[("people", people.into())]);
        Some(Item {
            text: words.tell(
                message::MONDAY_UNIT,
                &[("unit", short[row].as_str().into()), ("people", listed(&names, words).into())],
            ),
            because: format!("{because} {why}"),
            quote: None,
            section: "helpers",
        })
    };
    without.iter().filter_map(item).take(MOST).collect()
}

/// Champions who still have room, where only they can serve their unit.
fn to_ask(tables: &[Release], words: &Words) -> Option<Item> {
    let cover = list(tables, "cover")?;
    let units: Vec<String> =
        (0..cover.rows()).map(|row| text(cover, "unit", row).unwrap_or_default()).collect();
    let people: Vec<String> = short_names(&units)
        .into_iter()
        .enumerate()
        .filter_map(|(row, unit)| {
            let name = called(cover, row)?;
            Some(if unit.is_empty() { name } else { format!("{name} ({unit})") })
        })
        .take(MOST)
        .collect();
    let chosen = number(named(tables, "cover_summary")?, "chosen", 0)?;
    (!people.is_empty()).then(|| Item {
        text: words.tell(message::MONDAY_ASK, &[("people", listed(&people, words).into())]),
        because: words.tell(message::MONDAY_ASK_BECAUSE, &[("chosen", chosen.into())]),
        quote: None,
        section: "helpers",
    })
}

/// A community whose manager answers before the members can.
fn on_the_manager(tables: &[Release], words: &Words) -> Option<Item> {
    let (_, low, ..) = first_answers(tables).filter(|_| is_of_manager(tables))?;
    (low > HALF).then(|| Item {
        text: words.say(message::MONDAY_WAIT),
        because: words.tell(message::MONDAY_WAIT_BECAUSE, &[("share", words.locale.percent(low).into())]),
        quote: None,
        section: "dependence",
    })
}

/// A community that hangs on few.
fn hangs_on_few(tables: &[Release], words: &Words) -> Option<Item> {
    let (_, low, _) = of_few(tables)?;
    (low > HALF).then(|| Item {
        text: words.say(message::MONDAY_FEW),
        because: words.tell(message::MONDAY_FEW_BECAUSE, &[("share", words.locale.percent(low).into())]),
        quote: None,
        section: "dependence",
    })
}

/// `hides` where numbers are kept back: then nothing that stands out is no good news.
pub(super) fn draw(items: &[Item], hides: bool, words: &Words) -> Markup {
    html! {
        section id="monday" aria-labelledby="monday-question" {
            h2 id="monday-question" { (words.say(message::MONDAY)) }
            @if items.is_empty() {
                p { (words.say(if hides { message::MONDAY_NOTHING_TOLD } else { message::MONDAY_NOTHING })) }
            } @else {
                ol class="monday" {
                    @for item in items {
                        li {
                            strong { (item.text) } " "
                            @if let Some((told, language)) = &item.quote { q { bdi lang=[language] { (told) } } " " }
                            (item.because) " "
                            a href=(format!("#{}", item.section)) { (words.say(message::MONDAY_EVIDENCE)) }
                        }
                    }
                }
            }
        }
    }
}
