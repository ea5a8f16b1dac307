//! What the indicators of goals are called, with the numbers that belong to their names.

use super::goals::{section, state, tables};
use super::*;

/// What the indicators of some goals are called.
fn names(of: &[&str]) -> impl Fn(&Words) -> Vec<String> + use<> {
    let toml = |kpi: &&str| format!("kpi = {kpi}\ntarget = 0.5");
    let tables = tables(of.iter().map(|kpi| state(&toml(kpi))).collect());
    move |words| {
        let told = findings(section, tables.clone())(words);
        told.iter().skip(1).filter_map(|told| Some(told.split_once(':')?.0.to_owned())).collect()
    }
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "within hours",
            [
                "Questions answered within 24 hours | Questions answered within one hour | Questions answered within 8 working hours | Questions answered within one working hour",
                "24 tunnissa vastatut kysymykset | Tunnissa vastatut kysymykset | 8 työtunnissa vastatut kysymykset | Työtunnissa vastatut kysymykset",
                "Spørsmål besvart innen 24 timer | Spørsmål besvart innen én time | Spørsmål besvart innen 8 arbeidstimer | Spørsmål besvart innen én arbeidstime",
                "Frågor besvarade inom 24 timmar | Frågor besvarade inom en timme | Frågor besvarade inom 8 arbetstimmar | Frågor besvarade inom en arbetstimme",
            ],
            names(&[
                "\"answered_within\"",
                "\"answered_within\"\nhours = 1",
                "\"answered_within\"\nhours = 8\nclock = \"business hours\"",
                "\"answered_within\"\nhours = 1\nclock = \"business hours\"",
            ]),
        ),
        case(
            "months later",
            [
                "Newcomers active a month later | Newcomers active 3 months later",
                "Uudet jäsenet, jotka ovat aktiivisia kuukauden kuluttua | Uudet jäsenet, jotka ovat aktiivisia 3 kuukauden kuluttua",
                "Nye medlemmer som er aktive en måned senere | Nye medlemmer som er aktive 3 måneder senere",
                "Nya medlemmar som är aktiva en månad senare | Nya medlemmar som är aktiva 3 månader senare",
            ],
            names(&["\"retained\"\nmonths = 1", "\"retained\"\nmonths = 3"]),
        ),
        case(
            "of adoption",
            [
                "Colleagues who have joined | Colleagues who have written | Colleagues with a habit | Colleagues active in the last 28 days",
                "Liittyneet työtoverit | Kirjoittaneet työtoverit | Työtoverit, joille käyttö on tapa | Viimeisten 28 päivän aikana aktiiviset työtoverit",
                "Kolleger som er blitt med | Kolleger som har skrevet | Kolleger som har gjort det til en vane | Kolleger aktive de siste 28 dagene",
                "Kollegor som har gått med | Kollegor som har skrivit | Kollegor som har gjort det till en vana | Kollegor aktiva de senaste 28 dagarna",
            ],
            names(&["\"joined\"", "\"contributed\"", "\"habit\"", "\"active_month\""]),
        ),
        case(
            "of help",
            [
                "Median working hours to the first answer | First answers by colleagues | Answers accepted or thanked for | People who asked and were helped | Replies to other units",
                "Työtunteja ensimmäiseen vastaukseen (mediaani) | Työtoverien antamat ensimmäiset vastaukset | Hyväksytyt tai kiitetyt vastaukset | Kysyneet, jotka saivat apua | Vastaukset muihin yksiköihin",
                "Arbeidstimer til det første svaret (median) | Første svar fra kolleger | Svar som ble godtatt eller takket for | De som spurte og fikk hjelp | Svar til andre enheter",
                "Arbetstimmar till det första svaret (median) | Första svar från kollegor | Svar som godtogs eller fick tack | De som frågade och fick hjälp | Svar till andra enheter",
            ],
            names(&[
                "\"median_hours\"\nclock = \"business hours\"",
                "\"by_colleagues\"",
                "\"thanked\"",
                "\"people_helped\"",
                "\"replies_across_units\"",
            ]),
        ),
        case(
            "of champions and questions",
            [
                "Helper champions | Units with a helper champion | Questions a month",
                "Auttajia | Yksiköt, joissa on auttaja | Kysymyksiä kuussa",
                "Hjelpere | Enheter med en hjelper | Spørsmål per måned",
                "Hjälpare | Enheter med en hjälpare | Frågor per månad",
            ],
            names(&["\"champions\"", "\"units_with_champion\"", "\"questions_per_month\""]),
        ),
    ]
}

#[test]
fn what_the_indicators_are_called() {
    check(cases());
}
