//! The list for Monday: units without a champion, whom to ask to serve theirs, and a community on one place or on few.

use super::*;

/// Units with their people, and whether somebody helps there.
fn units(of: &[(&str, &str, i64)]) -> Table {
    table("cover_units")
        .text("unit", Role::Unit, "", "", of.iter().map(|(unit, ..)| Some((*unit).to_owned())))
        .text("status", Role::Category, "", "", of.iter().map(|(_, status, _)| Some((*status).to_owned())))
        .int("people", Role::Denominator, "people", "", of.iter().map(|(.., people)| Some(*people)))
}

/// Sales and Legal have nobody; in Legal there is nobody to talk to either.
fn three() -> Table {
    units(&[("N/Sales", "nobody", 51), ("N/IT", "covered", 40), ("N/Legal", "nobody", 12)])
}

/// People of Sales who may become champions, and what they are.
fn next<const N: usize>(kinds: [&str; N]) -> Table {
    let names = ["Aino Berg", "Kari Dahl", "Eva Falk", "Juha Gran"];
    table("cover_next_best")
        .text("member", Role::Member, "", "", (0..N).map(|at| Some(format!("7{at}"))))
        .text("name", Role::MemberName, "", "", names.iter().take(N).map(|&name| Some(name.to_owned())))
        .text("unit", Role::Unit, "", "", texts(["N/Sales"; N]))
        .text("kind", Role::Category, "", "", texts(kinds))
}

fn look(policy: Policy, tables: &[Table]) -> impl Fn(&Words) -> Vec<String> + use<> {
    to_do(tables.iter().map(|table| policy.apply(table)).collect())
}

/// So many champions with room to spare, of units of theirs.
fn to_ask(policy: Policy, n: usize) -> impl Fn(&Words) -> Vec<String> {
    let people = table("cover")
        .text("member", Role::Member, "", "", (0..n).map(|at| Some(format!("7{at}"))))
        .text(
            "name",
            Role::MemberName,
            "",
            "",
            ["Aino Berg", "Kari Dahl"].iter().take(n).map(|&name| Some(name.to_owned())),
        )
        .text(
            "unit",
            Role::Unit,
            "",
            "",
            ["N/Sales", "N/IT"].iter().take(n).map(|&unit| Some(unit.to_owned())),
        );
    let summary = table("cover_summary").int("chosen", Role::Count, "", "", [Some(n as i64)]);
    look(policy, &[people, summary])
}

/// The lower end of the share of first answers of the community manager, of so many people who answer.
fn first_answers(low: f64, people: i64, subject: &str) -> Table {
    let provenance = Provenance::new("made for a test").parameter("subject", subject);
    Table::new("dependence", "made for a test", provenance)
        .text("scope", Role::Category, "", "", texts(["trailing"]))
        .text("measure", Role::Category, "", "", texts(["first answers"]))
        .int("people", Role::Denominator, "people", "", [Some(people)])
        .int("of", Role::Count, "", "", [Some(80)])
        .float("share", Role::Share, "", "", [Some(low + 0.1)])
        .float("share_low", Role::Low, "", "", [Some(low)])
        .float("share_high", Role::High, "", "", [Some(low + 0.2)])
}

const MANAGER: &str = "the community manager";
const BUSIEST: &str = "the busiest answerer";

/// The lower end of the share of the five who answer most, of so many.
fn few(low: f64, answerers: i64) -> Table {
    table("dependence_concentration")
        .text("scope", Role::Category, "", "", texts(["trailing"]))
        .text("among", Role::Category, "", "", texts(["everybody"]))
        .int("answerers", Role::Denominator, "people", "", [Some(answerers)])
        .float("top_5_share", Role::Share, "", "", [Some(low + 0.05)])
        .float("top_5_share_low", Role::Low, "", "", [Some(low)])
        .float("absence_factor", Role::Measure, "", "", [Some(4.0)])
}

fn without_champion() -> Vec<Case> {
    vec![
        case(
            "one who is nearly there",
            [
                "Find a champion for Sales: talk to Aino Berg. Of the 51 people there nobody helps regularly yet. Aino Berg is nearly there.",
                "Etsi auttaja yksikköön Sales. Juttele: Aino Berg. Yksikön 51 ihmisestä kukaan ei vielä auta säännöllisesti. Aino Berg on melkein auttaja.",
                "Finn en hjelper for Sales: snakk med Aino Berg. Av de 51 personene der hjelper ingen jevnlig ennå. Aino Berg er nesten der.",
                "Hitta en hjälpare för Sales: tala med Aino Berg. Av de 51 personerna där hjälper ännu ingen regelbundet. Aino Berg är nästan där.",
            ],
            look(Policy::named(), &[three(), next(["nearly a champion"])]),
        ),
        case(
            "some, the first of them often asked",
            [
                "Find a champion for Sales: talk to Aino Berg and Kari Dahl. Of the 51 people there nobody helps regularly yet. Aino Berg is often asked.",
                "Etsi auttaja yksikköön Sales. Juttele: Aino Berg ja Kari Dahl. Yksikön 51 ihmisestä kukaan ei vielä auta säännöllisesti. Aino Berg saa paljon kysymyksiä.",
                "Finn en hjelper for Sales: snakk med Aino Berg og Kari Dahl. Av de 51 personene der hjelper ingen jevnlig ennå. Aino Berg blir ofte spurt.",
                "Hitta en hjälpare för Sales: tala med Aino Berg och Kari Dahl. Av de 51 personerna där hjälper ännu ingen regelbundet. Aino Berg blir ofta tillfrågad.",
            ],
            look(Policy::named(), &[three(), next(["question hub", "active leader"])]),
        ),
        case(
            "one who joined recently",
            [
                "Find a champion for Sales: talk to Aino Berg. Of the 51 people there nobody helps regularly yet. Aino Berg joined recently and helps already.",
                "Etsi auttaja yksikköön Sales. Juttele: Aino Berg. Yksikön 51 ihmisestä kukaan ei vielä auta säännöllisesti. Aino Berg liittyi hiljattain ja auttaa jo.",
                "Finn en hjelper for Sales: snakk med Aino Berg. Av de 51 personene der hjelper ingen jevnlig ennå. Aino Berg kom nylig og hjelper allerede.",
                "Hitta en hjälpare för Sales: tala med Aino Berg. Av de 51 personerna där hjälper ännu ingen regelbundet. Aino Berg kom nyligen och hjälper redan.",
            ],
            look(Policy::named(), &[three(), next(["recent joiner who helps"])]),
        ),
        case(
            "more than one talks to, the first of them a leader",
            [
                "Find a champion for Sales: talk to Aino Berg, Kari Dahl and Eva Falk. Of the 51 people there nobody helps regularly yet. Aino Berg leads, and takes part.",
                "Etsi auttaja yksikköön Sales. Juttele: Aino Berg, Kari Dahl ja Eva Falk. Yksikön 51 ihmisestä kukaan ei vielä auta säännöllisesti. Aino Berg on esihenkilö ja osallistuu.",
                "Finn en hjelper for Sales: snakk med Aino Berg, Kari Dahl og Eva Falk. Av de 51 personene der hjelper ingen jevnlig ennå. Aino Berg leder, og deltar.",
                "Hitta en hjälpare för Sales: tala med Aino Berg, Kari Dahl och Eva Falk. Av de 51 personerna där hjälper ännu ingen regelbundet. Aino Berg leder, och deltar.",
            ],
            look(Policy::named(), &[three(), next(["active leader"; 4])]),
        ),
        case("nobody to talk to", NOTHING, look(Policy::named(), &[three(), next([])])),
        case("small units", NOTHING, {
            look(Policy::named(), &[units(&[("N/Sales", "nobody", 9)]), next(["question hub"])])
        }),
        case(
            "one unit, without names",
            [
                "Look for a champion in Sales. One unit with 51 people in all has nobody who helps regularly.",
                "Etsi auttaja: Sales. Yhdessä yksikössä, jossa on 51 ihmistä, kukaan ei auta säännöllisesti.",
                "Finn en hjelper i Sales. Én enhet med 51 personer til sammen har ingen som hjelper jevnlig.",
                "Leta efter en hjälpare i Sales. En enhet med sammanlagt 51 personer har ingen som hjälper regelbundet.",
            ],
            look(Policy::aggregate(), &[units(&[("N/Sales", "nobody", 51), ("N/IT", "covered", 40)])]),
        ),
        case(
            "some units, without names",
            [
                "Look for a champion in Sales and Legal. 2 units with 63 people in all have nobody who helps regularly.",
                "Etsi auttaja: Sales ja Legal. 2 yksikössä, joissa on yhteensä 63 ihmistä, kukaan ei auta säännöllisesti.",
                "Finn en hjelper i Sales og Legal. 2 enheter med 63 personer til sammen har ingen som hjelper jevnlig.",
                "Leta efter en hjälpare i Sales och Legal. 2 enheter med sammanlagt 63 personer har ingen som hjälper regelbundet.",
            ],
            look(Policy::aggregate(), &[three(), next(["question hub"])]),
        ),
        case("all units have one", NOTHING, look(Policy::aggregate(), &[units(&[("N/IT", "covered", 40)])])),
    ]
}

fn whom_to_ask() -> Vec<Case> {
    vec![
        case(
            "one",
            [
                "Ask Aino Berg (Sales) to keep an eye on the questions of their unit. This person helps already, still with room to spare, and would make sure that the unit has somebody.",
                "Pyydä seuraamaan oman yksikön kysymyksiä: Aino Berg (Sales). Hän auttaa jo ja ehtii vielä; hänen ansiostaan yksiköllä olisi varmasti joku, jolta kysyä.",
                "Be Aino Berg (Sales) om å følge med på spørsmålene i sin enhet. Vedkommende hjelper allerede, har fortsatt tid, og ville sørge for at enheten har noen.",
                "Be Aino Berg (Sales) hålla ett öga på frågorna i sin enhet. Personen hjälper redan, har fortfarande tid, och skulle se till att enheten har någon.",
            ],
            to_ask(Policy::named(), 1),
        ),
        case(
            "some",
            [
                "Ask Aino Berg (Sales) and Kari Dahl (IT) to keep an eye on the questions of their unit. They help already, still with room to spare, and would make sure that their units have somebody.",
                "Pyydä seuraamaan oman yksikön kysymyksiä: Aino Berg (Sales) ja Kari Dahl (IT). He auttavat jo ja ehtivät vielä; heidän ansiostaan yksiköillä olisi varmasti joku, jolta kysyä.",
                "Be Aino Berg (Sales) og Kari Dahl (IT) om å følge med på spørsmålene i sin enhet. De hjelper allerede, har fortsatt tid, og ville sørge for at enhetene deres har noen.",
                "Be Aino Berg (Sales) och Kari Dahl (IT) hålla ett öga på frågorna i sin enhet. De hjälper redan, har fortfarande tid, och skulle se till att deras enheter har någon.",
            ],
            to_ask(Policy::named(), 2),
        ),
        case("none", NOTHING, to_ask(Policy::named(), 0)),
        case("nobody is shown", NOTHING, to_ask(Policy::aggregate(), 2)),
    ]
}

fn on_one_place_or_few() -> Vec<Case> {
    let wait = [
        "Give members time to answer first. The community manager gives at least 55% of the first answers.",
        "Anna jäsenten vastata ensin. Yhteisömanageri antaa vähintään 55 % ensimmäisistä vastauksista.",
        "La medlemmene få svare først. Community manageren gir minst 55 % av de første svarene.",
        "Låt medlemmarna få svara först. Community managern ger minst 55 % av de första svaren.",
    ];
    let share = [
        "Spread the answering over more people. Five people give at least 60% of the answers: when they are away, questions may stay open.",
        "Jaa vastaamista useammalle. Viisi ihmistä antaa vähintään 60 % vastauksista: kun he ovat poissa, kysymyksiä voi jäädä auki.",
        "Fordel svarene på flere. Fem personer gir minst 60 % av svarene: når de er borte, kan spørsmål bli stående åpne.",
        "Fördela svarandet på fler. Fem personer ger minst 60 % av svaren: när de är borta kan frågor förbli öppna.",
    ];
    vec![
        case("mostly the manager", wait, look(Policy::named(), &[first_answers(0.55, 60, MANAGER)])),
        case("the same without names", wait, look(Policy::aggregate(), &[first_answers(0.55, 60, MANAGER)])),
        // Where the interval reaches below one half nothing is asked for.
        case("perhaps the manager", NOTHING, look(Policy::named(), &[first_answers(0.45, 60, MANAGER)])),
        case("mostly somebody else", NOTHING, look(Policy::named(), &[first_answers(0.55, 60, BUSIEST)])),
        case("of few people", NOTHING, look(Policy::named(), &[first_answers(0.55, 3, MANAGER)])),
        case("few give most", share, look(Policy::named(), &[few(0.6, 60)])),
        case("few, without names", share, look(Policy::aggregate(), &[few(0.6, 60)])),
        case("perhaps few", NOTHING, look(Policy::named(), &[few(0.45, 60)])),
        case("few answer at all", NOTHING, look(Policy::named(), &[few(0.6, 4)])),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    without_champion().into_iter().chain(whom_to_ask()).chain(on_one_place_or_few()).collect()
}

#[test]
fn units_without_a_champion() {
    check(without_champion());
}

#[test]
fn whom_to_ask_to_serve_a_unit() {
    check(whom_to_ask());
}

#[test]
fn a_community_on_one_place_or_on_few() {
    check(on_one_place_or_few());
}
