//! How far has it spread? Typical, where it levels off, not identified, few, none.

use super::super::spread;
use super::*;
use crate::time::Day;

/// Share of so many colleagues that have joined or written.
fn summary(definition: &str, people: i64, share: f64) -> Release {
    release(
        table("adoption_summary")
            .text("definition", Role::Category, "", "", texts([definition]))
            .int("people", Role::Count, "", "", [Some((people as f64 * share) as i64)])
            .int("headcount", Role::Denominator, "", "", [Some(people)])
            .float("share", Role::Share, "", "", [Some(share)])
            .float("share_low", Role::Low, "", "", [Some((share - 0.1).max(0.0))])
            .float("share_high", Role::High, "", "", [Some((share + 0.1).min(1.0))]),
    )
}

fn fit(identified: bool) -> Release {
    release(
        table("adoption_fit")
            .text("definition", Role::Category, "", "", texts(["contributed"]))
            .flag("identified", Role::Flag, "", [Some(identified)])
            .float("ceiling_people", Role::Measure, "", "", [Some(120.4)])
            .float("ceiling_share", Role::Share, "", "", [Some(0.6)])
            .float("ceiling_share_low", Role::Low, "", "", [Some(0.5)])
            .float("ceiling_share_high", Role::High, "", "", [Some(0.7)]),
    )
}

/// Three weeks from the first of January 2024 on.
fn weeks() -> [Option<Day>; 3] {
    [0, 7, 14].map(|week| Some(Day(19_723 + week)))
}

fn curve() -> Release {
    release(table("adoption_curve").day("period_start", "", weeks()).float(
        "contributed_share",
        Role::Share,
        "",
        "",
        [0.1, 0.2, 0.25].map(Some),
    ))
}

fn forecast() -> Release {
    release(
        table("adoption_forecast")
            .text("definition", Role::Category, "", "", texts(["contributed"; 3]))
            .day("period_start", "", weeks())
            .float("observed", Role::Measure, "", "", [Some(80.0), Some(90.0), None])
            .float("p05", Role::Measure, "", "", [None, Some(90.0), Some(91.0)])
            .float("p50", Role::Measure, "", "", [None, Some(90.0), Some(1_000.2)])
            .float("p95", Role::Measure, "", "", [None, Some(90.0), Some(12_000.0)]),
    )
}

fn by_unit(n: i64) -> Release {
    let units = (0..n).map(|unit| Some(format!("Unit {unit}")));
    release(
        table("adoption_by_unit")
            .text("unit", Role::Unit, "", "", units)
            .int("people", Role::Denominator, "people", "", (0..n).map(|_| Some(40)))
            .float("contributed_share", Role::Share, "", "", (0..n).map(|_| Some(0.4))),
    )
}

/// What stands beside the level at which the curve ends.
fn level(tables: Vec<Release>) -> impl Fn(&Words) -> Vec<String> {
    move |words| {
        let section = spread::section(&tables, words, &Zone::default());
        section.figures.iter().filter_map(|(figure, _)| inside(&figure.0, "<text class=\"note\"")).collect()
    }
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "identified",
            [
                "40% of the 200 colleagues have written something (between 30% and 50%). If it goes on like this it levels off between 50% and 70%.",
                "40 % kaikkiaan 200 työtoverista on kirjoittanut jotain (väli 30 %–50 %). Jos sama jatkuu, kasvu tasaantuu välille 50 %–70 %.",
                "40 % av 200 kolleger har skrevet noe (mellom 30 % og 50 %). Fortsetter det slik, flater det ut mellom 50 % og 70 %.",
                "40 % av 200 kollegor har skrivit något (mellan 30 % och 50 %). Om det fortsätter så planar det ut mellan 50 % och 70 %.",
            ],
            findings(spread::section, vec![summary("contributed", 200, 0.4), fit(true)]),
        ),
        case(
            "not identified",
            [
                "3.0% of the 12,000 colleagues have written something (between 0% and 13%). Where it will level off cannot be known yet.",
                "3,0 % kaikkiaan 12 000 työtoverista on kirjoittanut jotain (väli 0 %–13 %). Mihin kasvu tasaantuu, ei vielä voida tietää.",
                "3,0 % av 12 000 kolleger har skrevet noe (mellom 0 % og 13 %). Hvor det flater ut, kan ennå ikke vites.",
                "3,0 % av 12 000 kollegor har skrivit något (mellan 0 % och 13 %). Var det planar ut går ännu inte att veta.",
            ],
            findings(spread::section, vec![summary("contributed", 12_000, 0.03), fit(false)]),
        ),
        case(
            "joined",
            [
                "80% of the 200 colleagues have joined (between 70% and 90%).",
                "80 % kaikkiaan 200 työtoverista on liittynyt (väli 70 %–90 %).",
                "80 % av 200 kolleger har blitt med (mellom 70 % og 90 %).",
                "80 % av 200 kollegor har gått med (mellan 70 % och 90 %).",
            ],
            findings(spread::section, vec![summary("joined", 200, 0.8)]),
        ),
        // Without a staff list everybody who is known has joined: that says nothing.
        case("all have joined", NO_DATA, findings(spread::section, vec![summary("joined", 200, 1.0)])),
        // Fewer people than a number may be about: the policy hides it, and no sentence tells it.
        case("few", HIDDEN, findings(spread::section, vec![summary("contributed", 3, 0.4), fit(true)])),
        case("none", NO_DATA, findings(spread::section, Vec::new())),
        case(
            "the curve",
            [
                "Curves from 1 Jan 2024 to 15 Jan 2024. At the end 25% have written. The numbers stand in the table.",
                "Käyrät 1.1.2024–15.1.2024. Lopussa 25 % on kirjoittanut. Luvut ovat taulukossa.",
                "Kurver fra 1. jan. 2024 til 15. jan. 2024. Til slutt har 25 % skrevet. Tallene står i tabellen.",
                "Kurvor från 1 jan. 2024 till 15 jan. 2024. I slutet har 25 % skrivit. Talen står i tabellen.",
            ],
            descriptions(spread::section, vec![curve()]),
        ),
        case(
            "what is to come",
            [
                "On 15 Jan 2024 it would be about 1,000 colleagues, between 91 and 12,000.",
                "15.1.2024 heitä olisi noin 1000, välillä 91–12 000.",
                "15. jan. 2024 ville det være omtrent 1000 kolleger, mellom 91 og 12 000.",
                "Den 15 jan. 2024 vore det ungefär 1000 kollegor, mellan 91 och 12 000.",
            ],
            descriptions(spread::section, vec![forecast(), fit(true)]),
        ),
        case(
            "where it levels off",
            [
                "levels off at about 120",
                "tasaantuu noin tasolle 120",
                "flater ut ved omtrent 120",
                "planar ut vid ungefär 120",
            ],
            level(vec![forecast(), fit(true)]),
        ),
        case("no level", NOTHING, level(vec![forecast(), fit(false)])),
        case(
            "by unit",
            [
                "2 units with the share that has written and its interval. The numbers stand in the table.",
                "2 yksikköä: kirjoittaneiden osuus väleineen. Luvut ovat taulukossa.",
                "2 enheter med andelen som har skrevet, og intervallet. Tallene står i tabellen.",
                "2 enheter med andelen som har skrivit och dess intervall. Talen står i tabellen.",
            ],
            descriptions(spread::section, vec![by_unit(2)]),
        ),
        case("one unit is no drawing", NOTHING, descriptions(spread::section, vec![by_unit(1)])),
        // Drawings start at two units: the text for one waits for another use.
        case(
            "one unit",
            [
                "One unit with the share that has written and its interval. The numbers stand in the table.",
                "Yksi yksikkö: kirjoittaneiden osuus väleineen. Luvut ovat taulukossa.",
                "Én enhet med andelen som har skrevet, og intervallet. Tallene står i tabellen.",
                "En enhet med andelen som har skrivit och dess intervall. Talen står i tabellen.",
            ],
            |words| vec![words.tell(message::SPREAD_UNITS_DESCRIPTION, &[("n", 1.into())])],
        ),
    ]
}

#[test]
fn how_far_it_has_spread() {
    check(cases());
}
