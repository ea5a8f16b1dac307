//! Who is asked, and do people talk to each other? None, one, few, not clear, hidden, in four languages.

use super::super::{asked, talk};
use super::{Locale, Policy, Release, Role, Words, Zone, release, table};
use crate::table::{Provenance, Table};

fn plain(sentences: Vec<String>) -> Vec<String> {
    sentences.into_iter().map(|sentence| sentence.replace('\u{a0}', " ")).collect()
}

fn hubs(certainties: &[f64], n: usize) -> Table {
    let names = |prefix: &'static str| (0..certainties.len()).map(move |i| Some(format!("{prefix}{i}")));
    Table::new(
        "question_hubs",
        "made for a test",
        Provenance::new("made for a test").parameter("n", n.to_string()),
    )
    .text("member", Role::Member, "", "", names("m"))
    .text("name", Role::MemberName, "", "", names("Person "))
    .float("p_hub", Role::Measure, "", "", certainties.iter().map(|&p| Some(p)))
}

#[test]
fn who_is_asked() {
    let summary = |hubs: i64| table("question_hubs_summary").int("hubs", Role::Count, "", "", [Some(hubs)]);
    let named = |certainties: &[f64]| vec![release(hubs(certainties, 20))];
    let aggregate = |n: i64| {
        let policy = Policy::aggregate();
        vec![policy.apply(&hubs(&[0.99], 20)), policy.apply(&summary(n))]
    };
    let nobody = [
        "Nobody was asked by name.",
        "Keneltäkään ei kysytty nimeltä.",
        "Ingen ble spurt ved navn.",
        "Ingen tillfrågades vid namn.",
    ];
    let cases: [(&str, Vec<Release>, [&str; 4]); 8] = [
        ("none", named(&[]), nobody),
        (
            "one",
            named(&[0.99, 0.2]),
            [
                "One person is asked by clearly more colleagues than is usual.",
                "Yhdeltä ihmiseltä kysyy selvästi useampi työtoveri kuin on tavallista.",
                "Én person blir spurt av klart flere kolleger enn vanlig.",
                "En person tillfrågas av klart fler kollegor än vanligt.",
            ],
        ),
        (
            "some",
            named(&[0.99, 0.98, 0.2]),
            [
                "2 people are asked by clearly more colleagues than is usual.",
                "2 ihmiseltä kysyy selvästi useampi työtoveri kuin on tavallista.",
                "2 personer blir spurt av klart flere kolleger enn vanlig.",
                "2 personer tillfrågas av klart fler kollegor än vanligt.",
            ],
        ),
        (
            "as many as the list has",
            vec![release(hubs(&[0.99, 0.98], 2))],
            [
                "At least 2 people are asked by clearly more colleagues than is usual.",
                "Ainakin 2 ihmiseltä kysyy selvästi useampi työtoveri kuin on tavallista.",
                "Minst 2 personer blir spurt av klart flere kolleger enn vanlig.",
                "Minst 2 personer tillfrågas av klart fler kollegor än vanligt.",
            ],
        ),
        (
            "not clear",
            named(&[0.2]),
            [
                "One person was asked by name, none of them clearly more than is usual.",
                "Nimeltä kysyttiin yhdeltä ihmiseltä, keneltäkään ei selvästi tavallista enemmän.",
                "Én person ble spurt ved navn, ingen klart mer enn vanlig.",
                "En person tillfrågades vid namn, ingen klart mer än vanligt.",
            ],
        ),
        (
            "without names",
            aggregate(7),
            [
                "7 people were asked by name by several colleagues. They are not named in this mode.",
                "7 ihmiseltä on useampi työtoveri kysynyt nimeltä. Heitä ei tässä mainita nimeltä.",
                "7 personer ble spurt ved navn av flere kolleger. De er ikke nevnt ved navn her.",
                "7 personer tillfrågades vid namn av flera kollegor. De nämns inte vid namn här.",
            ],
        ),
        ("none, without names", aggregate(0), nobody),
        (
            "no list",
            Vec::new(),
            [
                "Not enough data to say.",
                "Aineisto ei riitä vastaukseen.",
                "For lite grunnlag til å svare.",
                "För lite underlag för ett svar.",
            ],
        ),
    ];
    for (what, tables, expected) in cases {
        for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
            let found = asked::section(&tables, &Words::of(locale), &Zone::default()).findings;
            assert_eq!(plain(found), [expected], "{what}, {locale:?}");
        }
    }
}

#[test]
fn whether_they_talk() {
    let share = |table: Table, name: &'static str, value: f64| {
        let (low, high): (&'static str, &'static str) = match name {
            "cross_share" => ("cross_share_low", "cross_share_high"),
            _ => ("dialogue_share_low", "dialogue_share_high"),
        };
        table
            .float(name, Role::Share, "", "", [Some(value)])
            .float(low, Role::Low, "", "", [Some(value - 0.1)])
            .float(high, Role::High, "", "", [Some(value + 0.1)])
    };
    let conversation = |people: i64| {
        let table = table("conversation")
            .text("scope", Role::Category, "", "", [Some("whole".into())])
            .int("people", Role::Denominator, "", "", [Some(people)])
            .int("threads", Role::Count, "", "", [Some(1200)]);
        release(share(table, "dialogue_share", 0.3))
    };
    let bridging = || {
        let table = table("bridging").int("people", Role::Denominator, "", "", [Some(40)]).int(
            "replies",
            Role::Count,
            "",
            "",
            [Some(900)],
        );
        release(share(table, "cross_share", 0.5).float("expected_share", Role::Share, "", "", [Some(0.8)]))
    };
    let dialogue = [
        "Of 1,200 threads 30% became a dialogue between members (between 20% and 40%).",
        "Kaikkiaan 1200 ketjusta 30 % oli jäsenten vuoropuhelua (väli 20 %–40 %).",
        "Av 1200 tråder ble 30 % en dialog mellom medlemmer (mellom 20 % og 40 %).",
        "Av 1200 trådar blev 30 % en dialog mellan medlemmar (mellan 20 % och 40 %).",
    ];
    let across = [
        "Of 900 replies between colleagues 50% went to another unit (between 40% and 60%); by chance it would be 80%.",
        "Työtoverien 900 vastauksesta 50 % meni toiseen yksikköön (väli 40 %–60 %); sattumalta se olisi 80 %.",
        "Av 900 svar mellom kolleger gikk 50 % til en annen enhet (mellom 40 % og 60 %); tilfeldig ville det vært 80 %.",
        "Av 900 svar mellan kollegor gick 50 % till en annan enhet (mellan 40 % och 60 %); av en slump vore det 80 %.",
    ];
    // Three people talk: their number is hidden, and no sentence tells it.
    let few = [
        "This is not told: it would be about fewer than 5 people, or all but fewer than 5, or give such a number away.",
        "Tätä ei kerrota: se koskisi alle 5 ihmistä tai kaikkia paitsi alle 5 ihmistä, tai siitä voisi päätellä sellaisen luvun.",
        "Dette sies ikke: det ville handle om færre enn 5 personer, eller alle unntatt færre enn 5, eller røpe et slikt tall.",
        "Detta sägs inte: det skulle handla om färre än 5 personer, eller alla utom färre än 5, eller avslöja ett sådant tal.",
    ];
    for (at, locale) in Locale::ALL.into_iter().enumerate() {
        let told =
            |tables: &[Release]| plain(talk::section(tables, &Words::of(locale), &Zone::default()).findings);
        assert_eq!(told(&[conversation(40), bridging()]), [dialogue[at], across[at]]);
        assert_eq!(told(&[conversation(40)]), [dialogue[at]]);
        assert_eq!(told(&[conversation(3)]), [few[at]]);
    }
}
