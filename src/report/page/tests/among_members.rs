//! Who is asked, and do people talk to each other? None, one, few, not clear, hidden.

use super::super::{asked, talk};
use super::*;

/// How certain it is of each that he or she is a hub, in a list of at most `n`.
fn hubs(certainties: &[f64], n: usize) -> Table {
    let names = |prefix: &'static str| (0..certainties.len()).map(move |i| Some(format!("{prefix}{i}")));
    Table::new(
        "question_hubs",
        "made for a test",
        Provenance::new("made for a test").parameter("n", n.to_string()),
    )
    .text("member", Role::Member, "", "", names("m"))
    .text("name", Role::MemberName, "", "", names("Person "))
    .float("askers_per_month", Role::Measure, "", "", certainties.iter().map(|_| Some(3.5)))
    .float("p_hub", Role::Measure, "", "", certainties.iter().map(|&p| Some(p)))
}

fn asked(certainties: &[f64]) -> impl Fn(&Words) -> Vec<String> {
    findings(asked::section, vec![release(hubs(certainties, 20))])
}

/// The last of the list may not be the last there is.
fn asked_of_a_full_list(certainties: &[f64]) -> impl Fn(&Words) -> Vec<String> {
    findings(asked::section, vec![release(hubs(certainties, certainties.len()))])
}

fn asked_without_names(n: Option<i64>) -> impl Fn(&Words) -> Vec<String> {
    let policy = Policy::aggregate();
    let summary = table("question_hubs_summary")
        .int("people", Role::Denominator, "people", "", [n.map_or(Some(3), |_| Some(60))])
        .int("hubs", Role::Count, "", "", [n.or(Some(2))]);
    findings(asked::section, vec![policy.apply(&hubs(&[0.99], 20)), policy.apply(&summary)])
}

/// A share with its interval, of people so many.
fn share(table: Table, name: &'static str, value: f64) -> Table {
    table
        .float(name, Role::Share, "", "", [Some(value)])
        .float(&format!("{name}_low"), Role::Low, "", "", [Some(value - 0.1)])
        .float(&format!("{name}_high"), Role::High, "", "", [Some(value + 0.1)])
}

fn conversation(people: i64, threads: i64) -> Release {
    let table = table("conversation")
        .text("scope", Role::Category, "", "", texts(["whole"]))
        .int("people", Role::Denominator, "", "", [Some(people)])
        .int("threads", Role::Count, "", "", [Some(threads)]);
    release(share(table, "dialogue_share", 0.3))
}

fn bridging(replies: i64) -> Release {
    let table = table("bridging").int("people", Role::Denominator, "", "", [Some(40)]).int(
        "replies",
        Role::Count,
        "",
        "",
        [Some(replies)],
    );
    release(share(table, "cross_share", 0.5).float("expected_share", Role::Share, "", "", [Some(0.8)]))
}

fn matrix() -> Release {
    release(
        table("bridging_matrix")
            .text("from_unit", Role::Unit, "", "", texts(["Sales", "Sales", "IT", "IT"]))
            .text("to_unit", Role::Unit, "", "", texts(["Sales", "IT", "Sales", "IT"]))
            .int("replies", Role::Count, "", "", [40, 8, 6, 30].map(Some))
            .float("ratio", Role::Measure, "", "", [1.6, 0.4, 0.3, 1.9].map(Some)),
    )
}

/// Three members in a drawing, each tied to the next.
fn drawing(policy: &Policy) -> Vec<Release> {
    let places = table("drawing")
        .text("member", Role::Member, "", "", texts(["1", "2", "3"]))
        .float("x", Role::Measure, "", "", [0.0, 1.0, 2.0].map(Some))
        .float("y", Role::Measure, "", "", [0.0, 1.0, 0.0].map(Some))
        .int("contacts", Role::Count, "", "", [1, 2, 1].map(Some));
    let arcs = table("arcs")
        .text("from", Role::Member, "", "", texts(["1", "2"]))
        .text("to", Role::Member, "", "", texts(["2", "3"]))
        .float("weight", Role::Measure, "", "", [1.0, 2.0].map(Some));
    vec![policy.apply(&places), policy.apply(&arcs)]
}

const NOBODY: [&str; 4] = [
    "Nobody was asked by name.",
    "Keneltäkään ei kysytty nimeltä.",
    "Ingen ble spurt ved navn.",
    "Ingen tillfrågades vid namn.",
];

fn of_the_asked() -> Vec<Case> {
    vec![
        case("none", NOBODY, asked(&[])),
        case(
            "one",
            [
                "One person is asked by clearly more colleagues than is usual.",
                "Yhdeltä ihmiseltä kysyy selvästi useampi työtoveri kuin on tavallista.",
                "Én person blir spurt av klart flere kolleger enn vanlig.",
                "En person tillfrågas av klart fler kollegor än vanligt.",
            ],
            asked(&[0.99, 0.2]),
        ),
        case(
            "some",
            [
                "2 people are asked by clearly more colleagues than is usual.",
                "2 ihmiseltä kysyy selvästi useampi työtoveri kuin on tavallista.",
                "2 personer blir spurt av klart flere kolleger enn vanlig.",
                "2 personer tillfrågas av klart fler kollegor än vanligt.",
            ],
            asked(&[0.99, 0.98, 0.2]),
        ),
        case(
            "one in a list of one",
            [
                "At least one person is asked by clearly more colleagues than is usual.",
                "Ainakin yhdeltä ihmiseltä kysyy selvästi useampi työtoveri kuin on tavallista.",
                "Minst én person blir spurt av klart flere kolleger enn vanlig.",
                "Minst en person tillfrågas av klart fler kollegor än vanligt.",
            ],
            asked_of_a_full_list(&[0.99]),
        ),
        case(
            "as many as the list has",
            [
                "At least 2 people are asked by clearly more colleagues than is usual.",
                "Ainakin 2 ihmiseltä kysyy selvästi useampi työtoveri kuin on tavallista.",
                "Minst 2 personer blir spurt av klart flere kolleger enn vanlig.",
                "Minst 2 personer tillfrågas av klart fler kollegor än vanligt.",
            ],
            asked_of_a_full_list(&[0.99, 0.98]),
        ),
        case(
            "one, not clear",
            [
                "One person was asked by name, but not clearly more than is usual.",
                "Nimeltä kysyttiin yhdeltä ihmiseltä, mutta ei selvästi tavallista enemmän.",
                "Én person ble spurt ved navn, men ikke klart mer enn vanlig.",
                "En person tillfrågades vid namn, men inte klart mer än vanligt.",
            ],
            asked(&[0.2]),
        ),
        case(
            "some, not clear",
            [
                "3 people were asked by name, none of them clearly more than is usual.",
                "Nimeltä kysyttiin 3 ihmiseltä, keneltäkään ei selvästi tavallista enemmän.",
                "3 personer ble spurt ved navn, ingen klart mer enn vanlig.",
                "3 personer tillfrågades vid namn, ingen klart mer än vanligt.",
            ],
            asked(&[0.3, 0.2, 0.1]),
        ),
        case(
            "one, without names",
            [
                "One person was asked by name by several colleagues, and is not named in this mode.",
                "Yhdeltä ihmiseltä on useampi työtoveri kysynyt nimeltä. Häntä ei tässä mainita nimeltä.",
                "Én person ble spurt ved navn av flere kolleger, og er ikke nevnt ved navn her.",
                "En person tillfrågades vid namn av flera kollegor, och nämns inte vid namn här.",
            ],
            asked_without_names(Some(1)),
        ),
        case(
            "some, without names",
            [
                "7 people were asked by name by several colleagues. They are not named in this mode.",
                "7 ihmiseltä on useampi työtoveri kysynyt nimeltä. Heitä ei tässä mainita nimeltä.",
                "7 personer ble spurt ved navn av flere kolleger. De er ikke nevnt ved navn her.",
                "7 personer tillfrågades vid namn av flera kollegor. De nämns inte vid namn här.",
            ],
            asked_without_names(Some(7)),
        ),
        case("none, without names", NOBODY, asked_without_names(Some(0))),
        case("few, without names", HIDDEN, asked_without_names(None)),
        case("no list", NO_DATA, findings(asked::section, Vec::new())),
        case(
            "one in the drawing",
            [
                "One person with the number of colleagues who ask a month and its interval. The numbers stand in the table.",
                "Yksi ihminen ja kysyjien määrä kuussa väleineen. Luvut ovat taulukossa.",
                "Én person med antallet kolleger som spør per måned, og intervallet. Tallene står i tabellen.",
                "En person med antalet kollegor som frågar per månad och dess intervall. Talen står i tabellen.",
            ],
            descriptions(asked::section, vec![release(hubs(&[0.99], 20))]),
        ),
        case(
            "some in the drawing",
            [
                "2 people with the number of colleagues who ask a month and its interval. The numbers stand in the table.",
                "2 ihmistä ja kysyjien määrä kuussa väleineen. Luvut ovat taulukossa.",
                "2 personer med antallet kolleger som spør per måned, og intervallet. Tallene står i tabellen.",
                "2 personer med antalet kollegor som frågar per månad och dess intervall. Talen står i tabellen.",
            ],
            descriptions(asked::section, vec![release(hubs(&[0.99, 0.2], 20))]),
        ),
    ]
}

fn of_talk() -> Vec<Case> {
    vec![
        case(
            "dialogue, and across units",
            [
                "Of 1,200 threads 30% became a dialogue between members (between 20% and 40%). | Of 900 replies between colleagues 50% went to another unit (between 40% and 60%); by chance it would be 80%.",
                "Kaikkiaan 1200 ketjusta 30 % oli jäsenten vuoropuhelua (väli 20 %–40 %). | Työtoverien 900 vastauksesta 50 % meni toiseen yksikköön (väli 40 %–60 %); sattumalta se olisi 80 %.",
                "Av 1200 tråder ble 30 % en dialog mellom medlemmer (mellom 20 % og 40 %). | Av 900 svar mellom kolleger gikk 50 % til en annen enhet (mellom 40 % og 60 %); tilfeldig ville det vært 80 %.",
                "Av 1200 trådar blev 30 % en dialog mellan medlemmar (mellan 20 % och 40 %). | Av 900 svar mellan kollegor gick 50 % till en annan enhet (mellan 40 % och 60 %); av en slump vore det 80 %.",
            ],
            findings(talk::section, vec![conversation(40, 1200), bridging(900)]),
        ),
        case(
            "one thread, one reply",
            [
                "Of one thread 30% became a dialogue between members (between 20% and 40%). | Of one reply between colleagues 50% went to another unit (between 40% and 60%); by chance it would be 80%.",
                "Kaikkiaan yhdestä ketjusta 30 % oli jäsenten vuoropuhelua (väli 20 %–40 %). | Työtoverien yhdestä vastauksesta 50 % meni toiseen yksikköön (väli 40 %–60 %); sattumalta se olisi 80 %.",
                "Av én tråd ble 30 % en dialog mellom medlemmer (mellom 20 % og 40 %). | Av ett svar mellom kolleger gikk 50 % til en annen enhet (mellom 40 % og 60 %); tilfeldig ville det vært 80 %.",
                "Av en tråd blev 30 % en dialog mellan medlemmar (mellan 20 % och 40 %). | Av ett svar mellan kollegor gick 50 % till en annan enhet (mellan 40 % och 60 %); av en slump vore det 80 %.",
            ],
            findings(talk::section, vec![conversation(40, 1), bridging(1)]),
        ),
        // Three people talk: their number is hidden, and no sentence tells it.
        case("few talk", HIDDEN, findings(talk::section, vec![conversation(3, 1200)])),
        case("nobody talks", NO_DATA, findings(talk::section, Vec::new())),
        case(
            "the matrix",
            [
                "A table of 2 units by 2; dark squares have more replies than chance would give. Rows reply to columns.",
                "Taulukko, jossa on 2 × 2 yksikköä; tummissa ruuduissa vastauksia on enemmän kuin sattumalta. Rivit vastaavat sarakkeille.",
                "En tabell med 2 ganger 2 enheter; mørke ruter har flere svar enn tilfeldigheten ville gitt. Radene svarer kolonnene.",
                "En tabell med 2 gånger 2 enheter; mörka rutor har fler svar än slumpen skulle ge. Raderna svarar kolumnerna.",
            ],
            descriptions(talk::section, vec![matrix()]),
        ),
        case(
            "the drawing",
            [
                "A drawing of 3 members and the ties between them; the lists of champions and hubs say the same in words.",
                "Piirros, jossa on 3 jäsentä ja heidän väliset yhteytensä; luettelot kertovat saman sanoin.",
                "En tegning av 3 medlemmer og båndene mellom dem; listene over hjelpere og spurte sier det samme med ord.",
                "En teckning av 3 medlemmar och banden mellan dem; listorna över hjälpare och tillfrågade säger detsamma i ord.",
            ],
            descriptions(talk::section, drawing(&Policy::named())),
        ),
        case(
            "no drawing where nobody is shown",
            NOTHING,
            descriptions(talk::section, drawing(&Policy::aggregate())),
        ),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    of_the_asked().into_iter().chain(of_talk()).collect()
}

#[test]
fn who_is_asked() {
    check(of_the_asked());
}

#[test]
fn whether_they_talk() {
    check(of_talk());
}
