//! What is said of open questions: how many, how many of them need somebody to be asked, and what the list says of each.

use super::super::open::open_table;
use super::super::{answers, open};
use super::*;
use crate::Timestamp;

/// Open questions of a group, and whether somebody should be asked for each.
pub(super) fn waiting(to_route: &[bool]) -> Table {
    let n = to_route.len() as i64;
    table("unanswered")
        .int("number", Role::Category, "", "", (1..=n).map(Some))
        .text("question", Role::Text, "", "", (1..=n).map(|id| Some(format!("90{id}"))))
        .text("community", Role::Group, "", "", (1..=n).map(|_| Some("travel".into())))
        .time("asked", "", (1..=n).map(|_| Timestamp::parse(b"2024-05-03T10:00:00Z")))
        .float("age_hours", Role::Measure, "hours", "", (1..=n).map(|_| Some(30.0)))
        .float("p_answered", Role::Share, "", "", (1..=n).map(|_| Some(0.1)))
        .flag("asker_is_new", Role::Flag, "", (1..=n).map(|_| Some(false)))
        .flag("to_route", Role::Flag, "", to_route.iter().map(|&yes| Some(yes)))
        .about(1)
}

/// How many are open in all, where only the first are listed.
pub(super) fn in_all(open: i64, to_route: i64) -> Table {
    table("unanswered_summary").int("open", Role::Count, "", "", [Some(open)]).int(
        "to_route",
        Role::Count,
        "",
        "",
        [Some(to_route)],
    )
}

/// Two questions: one that a few could answer, one of a private conversation that nobody could.
fn two() -> [Table; 2] {
    let questions = table("unanswered")
        .int("number", Role::Category, "", "", [1, 2].map(Some))
        .text("question", Role::Text, "", "", texts(["9001", "9002"]))
        .text("community", Role::Group, "", "", [Some("travel".into()), None])
        .time("asked", "", [Timestamp::parse(b"2024-05-03T10:00:00Z"), None])
        .float("age_hours", Role::Measure, "hours", "", [62.4, 3.0].map(Some))
        .float("p_answered", Role::Share, "", "", [Some(0.066), None])
        .flag("asker_is_new", Role::Flag, "", [true, false].map(Some))
        .flag("to_route", Role::Flag, "", [true, false].map(Some))
        .about(1);
    let people = table("route_all")
        .int("number", Role::Category, "", "", [1, 1].map(Some))
        .text("member", Role::Member, "", "", texts(["71", "72"]))
        .text("name", Role::MemberName, "", "", texts(["Aino Berg", "Kari Dahl"]))
        .int("answered_alike", Role::Count, "", "", [6, 1].map(Some));
    [questions, people]
}

/// The finding on open questions alone.
fn found(tables: Vec<Table>) -> impl Fn(&Words) -> Vec<String> {
    let tables: Vec<Release> = tables.into_iter().map(release).collect();
    move |words| open::finding(&tables, words).into_iter().collect()
}

fn list(policy: &Policy, tables: &[Table]) -> impl Fn(&Words) -> String + use<> {
    let tables: Vec<Release> = tables.iter().map(|table| policy.apply(table)).collect();
    move |words| {
        let list = open_table(&tables, words, &Zone::default());
        list.map(|(title, rows)| rows.draw(&title, words).into_string()).unwrap_or_default()
    }
}

/// The cells of the list.
fn listed(policy: Policy) -> impl Fn(&Words) -> Vec<String> {
    let list = list(&policy, &two());
    move |words| cells(&list(words))
}

/// What stands below the list.
fn more(open: i64) -> impl Fn(&Words) -> Vec<String> {
    let list = list(&Policy::named(), &[waiting(&[true]), in_all(open, open)]);
    move |words| inside(&list(words), "<p class=\"small\"").into_iter().collect()
}

fn how_many() -> Vec<Case> {
    vec![
        case(
            "none",
            [
                "No question of the last month is open.",
                "Viime kuukauden kysymyksistä yksikään ei ole avoinna.",
                "Ingen spørsmål fra den siste måneden er åpne.",
                "Ingen fråga från den senaste månaden är öppen.",
            ],
            found(vec![waiting(&[])]),
        ),
        case(
            "one that waits for somebody",
            [
                "One question of the last month is open; it will likely stay open for the next 24 working hours unless somebody is asked.",
                "Viime kuukauden kysymyksistä yksi on avoinna; se jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.",
                "Ett spørsmål fra den siste måneden er åpent; det blir trolig stående åpent de neste 24 arbeidstimene hvis ingen blir spurt.",
                "En fråga från den senaste månaden är öppen; den förblir troligen öppen de närmaste 24 arbetstimmarna om ingen tillfrågas.",
            ],
            found(vec![waiting(&[true])]),
        ),
        case(
            "one that does not",
            [
                "One question of the last month is open; it will likely be answered by itself.",
                "Viime kuukauden kysymyksistä yksi on avoinna; siihen vastataan luultavasti pyytämättäkin.",
                "Ett spørsmål fra den siste måneden er åpent; det blir trolig besvart av seg selv.",
                "En fråga från den senaste månaden är öppen; den besvaras troligen av sig själv.",
            ],
            found(vec![waiting(&[false])]),
        ),
        case(
            "some, none of which waits for somebody",
            [
                "2 questions of the last month are open; each of them will likely be answered by itself.",
                "Viime kuukauden kysymyksistä 2 on avoinna; niistä kuhunkin vastataan luultavasti pyytämättäkin.",
                "2 spørsmål fra den siste måneden er åpne; hvert av dem blir trolig besvart av seg selv.",
                "2 frågor från den senaste månaden är öppna; var och en av dem besvaras troligen av sig själv.",
            ],
            found(vec![waiting(&[false, false])]),
        ),
        case(
            "some, one of which does",
            [
                "2 questions of the last month are open; one will likely stay open for the next 24 working hours unless somebody is asked.",
                "Viime kuukauden kysymyksistä 2 on avoinna; niistä yksi jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.",
                "2 spørsmål fra den siste måneden er åpne; ett blir trolig stående åpent de neste 24 arbeidstimene hvis ingen blir spurt.",
                "2 frågor från den senaste månaden är öppna; en förblir troligen öppen de närmaste 24 arbetstimmarna om ingen tillfrågas.",
            ],
            found(vec![waiting(&[true, false])]),
        ),
        case(
            "some, several of which do",
            [
                "3 questions of the last month are open; 2 will likely stay open for the next 24 working hours unless somebody is asked.",
                "Viime kuukauden kysymyksistä 3 on avoinna; niistä 2 jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.",
                "3 spørsmål fra den siste måneden er åpne; 2 blir trolig stående åpne de neste 24 arbeidstimene hvis ingen blir spurt.",
                "3 frågor från den senaste månaden är öppna; 2 förblir troligen öppna de närmaste 24 arbetstimmarna om ingen tillfrågas.",
            ],
            found(vec![waiting(&[true, true, false])]),
        ),
        case(
            "some, all of which do",
            [
                "2 questions of the last month are open; each of them will likely stay open for the next 24 working hours unless somebody is asked.",
                "Viime kuukauden kysymyksistä 2 on avoinna; niistä kukin jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.",
                "2 spørsmål fra den siste måneden er åpne; hvert av dem blir trolig stående åpent de neste 24 arbeidstimene hvis ingen blir spurt.",
                "2 frågor från den senaste månaden är öppna; var och en av dem förblir troligen öppen de närmaste 24 arbetstimmarna om ingen tillfrågas.",
            ],
            found(vec![waiting(&[true, true])]),
        ),
        case(
            "more than are listed",
            [
                "12,340 questions of the last month are open; 1,200 will likely stay open for the next 24 working hours unless somebody is asked.",
                "Viime kuukauden kysymyksistä 12 340 on avoinna; niistä 1200 jää luultavasti auki seuraaviksi 24 työtunniksi, ellei jotakuta pyydetä vastaamaan.",
                "12 340 spørsmål fra den siste måneden er åpne; 1200 blir trolig stående åpne de neste 24 arbeidstimene hvis ingen blir spurt.",
                "12 340 frågor från den senaste månaden är öppna; 1200 förblir troligen öppna de närmaste 24 arbetstimmarna om ingen tillfrågas.",
            ],
            found(vec![waiting(&[true]), in_all(12_340, 1_200)]),
        ),
        case("no list", NOTHING, found(Vec::new())),
        // Each question is about whoever asks: nothing of it where nobody is shown.
        case("nobody is shown", NO_DATA, {
            findings(answers::section, vec![Policy::aggregate().apply(&waiting(&[true, true]))])
        }),
    ]
}

fn the_list() -> Vec<Case> {
    vec![
        case(
            "whom to invite",
            [
                "travel | 3 May 2024 | 2.6 days | 6.6% | yes | Aino Berg (6); Kari Dahl (1) | 9001 | no group | – | 3 hours | – | no | – | 9002",
                "travel | 3.5.2024 | 2,6 päivää | 6,6 % | kyllä | Aino Berg (6); Kari Dahl (1) | 9001 | ei ryhmää | – | 3 tuntia | – | ei | – | 9002",
                "travel | 3. mai 2024 | 2,6 dager | 6,6 % | ja | Aino Berg (6); Kari Dahl (1) | 9001 | ingen gruppe | – | 3 timer | – | nei | – | 9002",
                "travel | 3 maj 2024 | 2,6 dagar | 6,6 % | ja | Aino Berg (6); Kari Dahl (1) | 9001 | ingen grupp | – | 3 timmar | – | nej | – | 9002",
            ],
            listed(Policy::named()),
        ),
        case("no list where nobody is shown", NOTHING, listed(Policy::aggregate())),
        case(
            "one more",
            ["… and one more row", "… ja yksi rivi lisää", "… og én rad til", "… och en rad till"],
            more(2),
        ),
        case(
            "many more",
            [
                "… and 12,339 more rows",
                "… ja 12 339 riviä lisää",
                "… og 12 339 rader til",
                "… och 12 339 rader till",
            ],
            more(12_340),
        ),
        case("no more", NOTHING, more(1)),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    how_many().into_iter().chain(the_list()).collect()
}

#[test]
fn how_many_are_open() {
    check(how_many());
}

#[test]
fn what_the_list_says() {
    check(the_list());
}
