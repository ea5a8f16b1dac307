//! Does it hang on the community manager, or on few? Mostly, not, not clear, nobody named, not known, few.

use super::super::dependence;
use super::*;
use crate::time::Day;

const BUSIEST: &str = "the busiest answerer";

/// Who gives the first answers to eighty questions: the community manager, or whom the table is about.
fn shares(subject: Option<&str>, people: i64, share: f64) -> Release {
    let mut provenance = Provenance::new("made for a test");
    if let Some(subject) = subject {
        provenance = provenance.parameter("subject", subject);
    }
    release(
        Table::new("dependence", "made for a test", provenance)
            .text("scope", Role::Category, "", "", texts(["trailing"]))
            .text("measure", Role::Category, "", "", texts(["first answers"]))
            .int("people", Role::Denominator, "people", "", [Some(people)])
            .int("of", Role::Count, "", "", [Some(80)])
            .float("share", Role::Share, "", "", [Some(share)])
            .float("share_low", Role::Low, "", "", [Some(share - 0.1)])
            .float("share_high", Role::High, "", "", [Some(share + 0.1)]),
    )
}

/// So many answer, and so many of them give half of the answers.
fn few(answerers: i64, half: f64) -> Table {
    table("dependence_concentration")
        .text("scope", Role::Category, "", "", texts(["trailing"]))
        .text("among", Role::Category, "", "", texts(["everybody"]))
        .int("answerers", Role::Denominator, "people", "", [Some(answerers)])
        .float("top_5_share", Role::Share, "", "", [Some(0.62)])
        .float("top_5_share_low", Role::Low, "", "", [Some(0.55)])
        .float("absence_factor", Role::Measure, "", "", [Some(half)])
}

fn on_few(policy: Policy, answerers: i64, half: f64) -> impl Fn(&Words) -> Vec<String> {
    let found = findings(dependence::section, vec![policy.apply(&few(answerers, half))]);
    move |words| found(words).into_iter().skip(1).collect()
}

fn weeks(n: i32) -> Release {
    release(table("dependence_weeks").day("week", "", (0..n).map(|week| Some(Day(19_723 + 7 * week)))).float(
        "trailing_share",
        Role::Share,
        "",
        "",
        (0..n).map(|week| Some(0.7 - 0.15 * f64::from(week))),
    ))
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "mostly",
            [
                "The community manager gives the first answer to 80% of the answered questions (between 70% and 90%, of 80): the community hangs on one place.",
                "Yhteisömanageri antaa ensimmäisen vastauksen 80 %:iin vastatuista kysymyksistä (väli 70 %–90 %, kysymyksiä 80): yhteisö on yhden varassa.",
                "Community manageren gir det første svaret på 80 % av de besvarte spørsmålene (mellom 70 % og 90 %, av 80): fellesskapet henger på ett sted.",
                "Community managern ger det första svaret på 80 % av de besvarade frågorna (mellan 70 % och 90 %, av 80): gemenskapen hänger på ett ställe.",
            ],
            findings(dependence::section, vec![shares(None, 40, 0.8)]),
        ),
        case(
            "others",
            [
                "Members answer each other: the community manager gives the first answer to 20% of the answered questions (between 10% and 30%, of 80).",
                "Jäsenet vastaavat toisilleen: yhteisömanagerin osuus ensimmäisistä vastauksista on 20 % (väli 10 %–30 %, kysymyksiä 80).",
                "Medlemmene svarer hverandre: community manageren gir det første svaret på 20 % av de besvarte spørsmålene (mellom 10 % og 30 %, av 80).",
                "Medlemmarna svarar varandra: community managern ger det första svaret på 20 % av de besvarade frågorna (mellan 10 % och 30 %, av 80).",
            ],
            findings(dependence::section, vec![shares(None, 40, 0.2)]),
        ),
        case(
            "unclear",
            [
                "The community manager gives the first answer to 50% of the answered questions (between 40% and 60%, of 80); whether it is more than half cannot be told.",
                "Yhteisömanagerin osuus ensimmäisistä vastauksista on 50 % (väli 40 %–60 %, kysymyksiä 80); onko se yli puolet, ei voida sanoa.",
                "Community manageren gir det første svaret på 50 % av de besvarte spørsmålene (mellom 40 % og 60 %, av 80); om det er mer enn halvparten, kan ikke sies.",
                "Community managern ger det första svaret på 50 % av de besvarade frågorna (mellan 40 % och 60 %, av 80); om det är mer än hälften går inte att säga.",
            ],
            findings(dependence::section, vec![shares(None, 40, 0.5)]),
        ),
        case(
            "the busiest",
            [
                "Nobody is named as community manager. The colleague who answers most gives the first answer to 80% of the answered questions (between 70% and 90%, of 80).",
                "Yhteisömanageria ei ole nimetty. Eniten vastaava työtoveri antaa ensimmäisen vastauksen 80 %:iin vastatuista kysymyksistä (väli 70 %–90 %, kysymyksiä 80).",
                "Ingen er navngitt som community manager. Kollegaen som svarer mest, gir det første svaret på 80 % av de besvarte spørsmålene (mellom 70 % og 90 %, av 80).",
                "Ingen är angiven som community manager. Kollegan som svarar mest ger det första svaret på 80 % av de besvarade frågorna (mellan 70 % och 90 %, av 80).",
            ],
            findings(dependence::section, vec![shares(Some(BUSIEST), 40, 0.8)]),
        ),
        case(
            "none",
            [
                "Who runs the community is not known, or too few questions were answered: nothing can be said.",
                "Yhteisömanageria ei tunneta, tai vastattuja kysymyksiä on liian vähän: mitään ei voida sanoa.",
                "Hvem som leder fellesskapet, er ikke kjent, eller for få spørsmål ble besvart: ingenting kan sies.",
                "Vem som leder gemenskapen är inte känt, eller så besvarades för få frågor: inget kan sägas.",
            ],
            findings(dependence::section, Vec::new()),
        ),
        case("few", HIDDEN, findings(dependence::section, vec![shares(None, 3, 0.8)])),
        case(
            "one gives half",
            [
                "The five who answer most give 62% of the answers; one person gives half of them.",
                "Viisi eniten vastaavaa antaa 62 % vastauksista; yksi ihminen antaa puolet niistä.",
                "De fem som svarer mest, gir 62 % av svarene; én person gir halvparten av dem.",
                "De fem som svarar mest ger 62 % av svaren; en person ger hälften av dem.",
            ],
            on_few(Policy::named(), 60, 1.0),
        ),
        case(
            "some give half",
            [
                "The five who answer most give 62% of the answers; 4 people give half of them.",
                "Viisi eniten vastaavaa antaa 62 % vastauksista; 4 ihmistä antaa puolet niistä.",
                "De fem som svarer mest, gir 62 % av svarene; 4 personer gir halvparten av dem.",
                "De fem som svarar mest ger 62 % av svaren; 4 personer ger hälften av dem.",
            ],
            on_few(Policy::named(), 60, 4.0),
        ),
        case("few answer at all", NOTHING, on_few(Policy::named(), 3, 2.0)),
        // Where nothing is hidden there are still no five of them.
        case("three are not five", NOTHING, on_few(Policy::named().with_min_group(1), 3, 2.0)),
        case(
            "over time",
            [
                "A curve from 1 Jan 2024 to 15 Jan 2024, from 70% to 40%, with its interval.",
                "Käyrä 1.1.2024–15.1.2024, tasolta 70 % tasolle 40 %, väleineen.",
                "En kurve fra 1. jan. 2024 til 15. jan. 2024, fra 70 % til 40 %, med intervallet.",
                "En kurva från 1 jan. 2024 till 15 jan. 2024, från 70 % till 40 %, med dess intervall.",
            ],
            descriptions(dependence::section, vec![weeks(3)]),
        ),
        case("one week is no curve", NOTHING, descriptions(dependence::section, vec![weeks(1)])),
    ]
}

#[test]
fn on_whom_it_hangs() {
    check(cases());
}
