//! What stands around the sections, and below their tables: the span, how people appear, what is hidden.

use super::super::table::table as drawn_table;
use super::super::{Report, ReportOptions};
use super::*;
use crate::Timestamp;
use crate::table::Mode;

/// Messages of the page around the sections, as it tells them.
fn around() -> Vec<Case> {
    vec![
        case(
            "the span",
            [
                "What was said from 1 Jan 2024 to 30 Jun 2024.",
                "Mitä kirjoitettiin 1.1.2024–30.6.2024.",
                "Det som ble skrevet fra 1. jan. 2024 til 30. juni 2024.",
                "Det som skrevs från 1 jan. 2024 till 30 juni 2024.",
            ],
            |words| {
                let day = |text: &[u8]| {
                    Timestamp::parse(text)
                        .map(|at| words.locale.day(at, &Zone::default()))
                        .unwrap_or_default()
                };
                let [from, to] = [day(b"2024-01-01T08:00:00Z"), day(b"2024-06-30T08:00:00Z")];
                vec![words.tell(message::OBSERVED, &[("from", from.into()), ("to", to.into())])]
            },
        ),
        case(
            "named",
            [
                "People are named: the page is for those who run the community, not to be passed on. No purpose was stated.",
                "Ihmiset mainitaan nimeltä: sivu on tarkoitettu yhteisön vetäjille, ei edelleen jaettavaksi. Käyttötarkoitusta ei ole ilmoitettu.",
                "Personer er nevnt ved navn: siden er for dem som leder fellesskapet, og skal ikke sendes videre. Ikke oppgitt noe formål.",
                "Personer nämns vid namn: sidan är till för dem som leder gemenskapen och ska inte spridas vidare. Inget ändamål har angetts.",
            ],
            |words| vec![format!("{} {}", words.say(message::MODE_NAMED), words.say(message::NO_PURPOSE))],
        ),
        case(
            "under pseudonyms",
            [
                "People appear under pseudonyms; these are still personal data.",
                "Ihmiset esiintyvät peitenimillä; nämäkin ovat henkilötietoja.",
                "Personer vises med pseudonym; også dette er personopplysninger.",
                "Personer visas med pseudonym; även det är personuppgifter.",
            ],
            |words| vec![words.say(message::MODE_PSEUDONYMOUS)],
        ),
        case(
            "without names",
            [
                "Nobody is named, and no number is about fewer than 5 people.",
                "Ketään ei mainita nimeltä, eikä yksikään luku koske alle 5 ihmistä.",
                "Ingen er nevnt ved navn, og ingen tall gjelder færre enn 5 personer.",
                "Ingen nämns vid namn, och inget tal gäller färre än 5 personer.",
            ],
            |words| vec![words.tell(message::MODE_AGGREGATE, &[("least", 5.into())])],
        ),
        case(
            "at the end of a section",
            [
                "What this does not say.",
                "Mitä tämä ei kerro.",
                "Hva dette ikke sier.",
                "Vad detta inte säger.",
            ],
            |words| vec![words.say(message::LIMITS)],
        ),
        case(
            "at the end of the page",
            [
                "Made by cmgraph on this computer. The page contains no link to the network and sends nothing anywhere.",
                "Tehty cmgraphilla tällä tietokoneella. Sivulla ei ole linkkejä verkkoon eikä se lähetä mitään minnekään.",
                "Laget med cmgraph på denne maskinen. Siden har ingen lenker til nettet og sender ingenting noe sted.",
                "Gjord med cmgraph på den här datorn. Sidan har inga länkar till nätet och skickar ingenting någonstans.",
            ],
            |words| vec![words.say(message::FOOTER)],
        ),
    ]
}

/// What stands below a table of units with so many people.
fn note(policy: Policy, role: Role, people: [i64; 3]) -> impl Fn(&Words) -> Vec<String> {
    let units = table("units")
        .text("unit", role, "", "", texts(["Sales", "IT", "Legal"]))
        .int("people", Role::Denominator, "people", "", people.map(Some))
        .float("share", Role::Share, "", "", [0.2, 0.4, 0.5].map(Some));
    let units = policy.apply(&units);
    move |words| {
        let columns = [("unit", message::COLUMN_UNIT), ("share", message::COLUMN_SHARE)];
        let drawn = drawn_table(&units, &columns, words, &Zone::default()).draw("", words).into_string();
        inside(&drawn, "<p class=").into_iter().collect()
    }
}

fn below_tables() -> Vec<Case> {
    vec![
        case(
            "few people in a unit",
            [
                "* hidden: fewer than 5 people, all but fewer than 5, or a number that would give them away",
                "* piilotettu: alle 5 ihmistä, kaikki paitsi alle 5, tai luku, josta sen voisi päätellä",
                "* skjult: færre enn 5 personer, alle unntatt færre enn 5, eller et tall som ville røpe dem",
                "* dolt: färre än 5 personer, alla utom färre än 5, eller ett tal som skulle avslöja dem",
            ],
            note(Policy::named(), Role::Unit, [40, 2, 30]),
        ),
        case("enough people everywhere", NOTHING, note(Policy::named(), Role::Unit, [40, 20, 30])),
        case(
            "rows about people",
            [
                "Not shown: its rows are about single people.",
                "Ei näytetä: rivit koskevat yksittäisiä ihmisiä.",
                "Vises ikke: radene handler om enkeltpersoner.",
                "Visas inte: raderna handlar om enskilda personer.",
            ],
            note(Policy::aggregate(), Role::Member, [40, 20, 30]),
        ),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    around().into_iter().chain(below_tables()).collect()
}

#[test]
fn below_the_tables() {
    check(below_tables());
}

#[test]
fn around_the_sections() {
    check(around());
    let page = |mode, locale| {
        let ends = [b"2024-01-01T08:00:00Z", b"2024-06-30T08:00:00Z"].map(|at| Timestamp::parse(at));
        let report = Report {
            tables: Vec::new(),
            options: ReportOptions { locale, languages: vec![locale], ..ReportOptions::default() },
            zone: Zone::default(),
            observed: ends[0].zip(ends[1]),
            mode,
            min_group: 5,
        };
        report.to_html().replace('\u{a0}', " ")
    };
    let modes = [
        ("named", Mode::Named),
        ("under pseudonyms", Mode::Pseudonymous),
        ("without names", Mode::Aggregate),
    ];
    for (at, locale) in Locale::ALL.into_iter().enumerate() {
        for (what, mode) in modes {
            let page = page(mode, locale);
            for case in around() {
                // Of the modes only the one that is in force is told.
                let stands = case.what == what || modes.iter().all(|(other, _)| *other != case.what);
                assert_eq!(page.contains(case.expected[at]), stands, "{what}: {}, {locale:?}", case.what);
            }
        }
    }
}
