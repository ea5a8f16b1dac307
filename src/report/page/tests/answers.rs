//! Are questions answered? None, one, few, no median, nobody known to run the community, in four languages.

use super::super::answers;
use super::{Locale, Policy, Release, Role, Words, Zone, release, table};
use crate::Timestamp;
use crate::table::Table;

const ASKERS: i64 = 40;

fn speed(askers: i64, share: f64) -> Table {
    table("answers_speed")
        .text("until", Role::Category, "", "", [Some("first answer".into())])
        .text("clock", Role::Category, "", "", [Some("all hours".into())])
        .float("hours", Role::Category, "hours", "", [Some(24.0)])
        .int("askers", Role::Denominator, "people", "", [Some(askers)])
        .int("questions", Role::Count, "", "", [Some(1200)])
        .float("share", Role::Share, "", "", [Some(share)])
        .float("share_low", Role::Low, "", "", [Some(share - 0.05)])
        .float("share_high", Role::High, "", "", [Some(share + 0.05)])
}

fn median(hours: Option<f64>) -> Table {
    table("answers_median")
        .text("until", Role::Category, "", "", [Some("first answer".into())])
        .text("clock", Role::Category, "", "", [Some("all hours".into())])
        .int("askers", Role::Denominator, "people", "", [Some(ASKERS)])
        .float("median", Role::Measure, "hours", "", [hours])
}

fn first(manager: f64) -> Table {
    let share = |name: &str, value: f64, table: Table| table.float(name, Role::Share, "", "", [Some(value)]);
    let table = table("answers_answerers")
        .text("clock", Role::Category, "", "", [Some("all hours".into())])
        .float("hours", Role::Category, "hours", "", [Some(168.0)])
        .int("people", Role::Denominator, "people", "", [Some(ASKERS)]);
    let table = share("colleague", 0.6, table);
    let table = share("official", manager, table);
    share("nobody", 0.4 - manager, table)
}

fn open(to_route: &[bool]) -> Table {
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

fn told(tables: &[Release], locale: Locale) -> Vec<String> {
    let found = answers::section(tables, &Words::of(locale), &Zone::default()).findings;
    found.into_iter().map(|sentence| sentence.replace('\u{a0}', " ")).collect()
}

#[test]
fn how_soon() {
    let cases: [(&str, Vec<Table>, [&str; 4]); 3] = [
        (
            "typical",
            vec![speed(ASKERS, 0.78), median(Some(3.4))],
            [
                "Of 1,200 questions 78% had an answer within 24 hours (between 73% and 83%). Half of them had one within 3.4 hours.",
                "Kaikkiaan 1200 kysymyksestä 78 % sai vastauksen vuorokaudessa (väli 73 %–83 %). Puolet odotti enintään 3,4 tuntia.",
                "Av 1200 spørsmål fikk 78 % svar innen et døgn (mellom 73 % og 83 %). Halvparten hadde svar innen 3,4 timer.",
                "Av 1200 frågor fick 78 % svar inom ett dygn (mellan 73 % och 83 %). Hälften hade svar inom 3,4 timmar.",
            ],
        ),
        (
            "no median",
            vec![speed(ASKERS, 0.3), median(None)],
            [
                "Of 1,200 questions 30% had an answer within 24 hours (between 25% and 35%). Less than half of them are answered at all, as far as they could be followed.",
                "Kaikkiaan 1200 kysymyksestä 30 % sai vastauksen vuorokaudessa (väli 25 %–35 %). Alle puolet saa vastauksen ylipäätään, sikäli kuin kysymyksiä voitiin seurata.",
                "Av 1200 spørsmål fikk 30 % svar innen et døgn (mellom 25 % og 35 %). Færre enn halvparten blir besvart i det hele tatt, så langt de kunne følges.",
                "Av 1200 frågor fick 30 % svar inom ett dygn (mellan 25 % och 35 %). Färre än hälften besvaras över huvud taget, så långt de kunde följas.",
            ],
        ),
        // Three people asked: their number is hidden, and no sentence tells it.
        (
            "few",
            vec![speed(3, 0.78), median(Some(3.4))],
            [
                "This is not told: it would be about fewer than 5 people, or all but fewer than 5, or give such a number away.",
                "Tätä ei kerrota: se koskisi alle 5 ihmistä tai kaikkia paitsi alle 5 ihmistä, tai siitä voisi päätellä sellaisen luvun.",
                "Dette sies ikke: det ville handle om færre enn 5 personer, eller alle unntatt færre enn 5, eller røpe et slikt tall.",
                "Detta sägs inte: det skulle handla om färre än 5 personer, eller alla utom färre än 5, eller avslöja ett sådant tal.",
            ],
        ),
    ];
    for (what, tables, expected) in cases {
        let tables: Vec<Release> = tables.into_iter().map(release).collect();
        for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
            assert_eq!(told(&tables, locale), [expected], "{what}, {locale:?}");
        }
    }
    assert_eq!(told(&[], Locale::English), ["Not enough data to say."]);
}

#[test]
fn who_was_first() {
    let sentence = |manager: f64, locale| told(&[release(first(manager))], locale).remove(1);
    for (manager, expected) in [
        (
            0.1,
            [
                "Within 7 days a colleague was the first to answer 60% of the questions and the community manager 10%; 30% had no answer.",
                "7 päivässä työtoveri vastasi ensimmäisenä 60 %:iin kysymyksistä ja yhteisömanageri 10 %:iin; 30 % jäi ilman vastausta.",
                "Innen 7 dager var en kollega den første som svarte på 60 % av spørsmålene, og community manageren på 10 %; 30 % var uten svar.",
                "Inom 7 dagar var en kollega först att svara på 60 % av frågorna och community managern på 10 %; 30 % var utan svar.",
            ],
        ),
        // Where nobody is known to run the community, nothing is said of him or her.
        (
            0.0,
            [
                "Within 7 days a colleague was the first to answer 60% of the questions; 40% had no answer.",
                "7 päivässä työtoveri vastasi ensimmäisenä 60 %:iin kysymyksistä; 40 % jäi ilman vastausta.",
                "Innen 7 dager var en kollega den første som svarte på 60 % av spørsmålene; 40 % var uten svar.",
                "Inom 7 dagar var en kollega först att svara på 60 % av frågorna; 40 % var utan svar.",
            ],
        ),
    ] {
        for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
            assert_eq!(sentence(manager, locale), expected);
        }
    }
}

#[test]
fn what_is_open() {
    let sentence =
        |to_route: &[bool], locale| told(&[release(open(to_route))], locale).pop().unwrap_or_default();
    let cases: [(&[bool], [&str; 4]); 5] = [
        (
            &[],
            [
                "No question of the last month is open.",
                "Viime kuukauden kysymyksistä yksikään ei ole avoinna.",
                "Ingen spørsmål fra den siste måneden er åpne.",
                "Ingen fråga från den senaste månaden är öppen.",
            ],
        ),
        (
            &[true],
            [
                "One question of the last month is open; one will hardly be answered within a day unless somebody is asked.",
                "Viime kuukauden kysymyksistä yksi on avoinna; yhteen tuskin vastataan päivässä, ellei jotakuta pyydetä.",
                "Ett spørsmål fra den siste måneden er åpent; ett blir neppe besvart innen et døgn uten at noen blir spurt.",
                "En fråga från den senaste månaden är öppen; en besvaras knappast inom ett dygn utan att någon tillfrågas.",
            ],
        ),
        (
            &[false, false],
            [
                "2 questions of the last month are open; all will likely be answered by themselves.",
                "Viime kuukauden kysymyksistä 2 on avoinna; kaikkiin vastataan luultavasti itsestään.",
                "2 spørsmål fra den siste måneden er åpne; alle blir trolig besvart av seg selv.",
                "2 frågor från den senaste månaden är öppna; alla besvaras troligen av sig själva.",
            ],
        ),
        (
            &[true, true, false],
            [
                "3 questions of the last month are open; 2 will hardly be answered within a day unless somebody is asked.",
                "Viime kuukauden kysymyksistä 3 on avoinna; 2 kysymykseen tuskin vastataan päivässä, ellei jotakuta pyydetä.",
                "3 spørsmål fra den siste måneden er åpne; 2 blir neppe besvart innen et døgn uten at noen blir spurt.",
                "3 frågor från den senaste månaden är öppna; 2 besvaras knappast inom ett dygn utan att någon tillfrågas.",
            ],
        ),
        (
            &[true, true],
            [
                "2 questions of the last month are open; hardly any will be answered within a day unless somebody is asked.",
                "Viime kuukauden kysymyksistä 2 on avoinna; niistä tuskin mihinkään vastataan päivässä, ellei jotakuta pyydetä.",
                "2 spørsmål fra den siste måneden er åpne; neppe noen av dem blir besvart innen et døgn uten at noen blir spurt.",
                "2 frågor från den senaste månaden är öppna; knappast någon av dem besvaras inom ett dygn utan att någon tillfrågas.",
            ],
        ),
    ];
    for (to_route, expected) in cases {
        for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
            assert_eq!(sentence(to_route, locale), expected, "{locale:?}");
        }
    }
    // Each question is about whoever asks: nothing of it where nobody is shown.
    let hidden = Policy::aggregate().apply(&open(&[true, true]));
    assert_eq!(told(&[hidden], Locale::English).len(), 1);
}

#[test]
fn units_that_wait_longer() {
    let tests = |q: f64| {
        release(
            table("answers_tests")
                .text("between", Role::Category, "", "", [Some("units".into())])
                .text("clock", Role::Category, "", "", [Some("business hours".into())])
                .float("q", Role::Measure, "", "", [Some(q)]),
        )
    };
    assert_eq!(told(&[tests(0.2)], Locale::English).len(), 1);
    assert!(told(&[tests(0.01)], Locale::Finnish)[1].starts_with("Yksiköt eivät odota yhtä kauan"));
}
