//! Are the goals met? Each standing and each outlook, without a value, hidden, one and several.

use super::super::goals;
use super::*;
use crate::goals::{GoalOptions, GoalState, Goals, Light, Outlook, parse_goals};
use crate::stats::Interval;

/// A goal as a file gives it, with a state that is sure to be green.
fn state(toml: &str) -> GoalState {
    GoalState {
        goal: parse_goals(&format!("[[goal]]\n{toml}"), "g").unwrap().remove(0),
        window: (crate::Timestamp(0), crate::Timestamp(1)),
        people: 60,
        units: Vec::new(),
        n: 143,
        value: Some(0.78),
        interval: Some(Interval { low: 0.71, high: 0.84 }),
        effective_n: None,
        p_now: Some(0.31),
        p_deadline: Some(0.995),
        outlook: Outlook::Recent,
        weeks_used: 12,
        light: Light::Green,
        notes: Vec::new(),
    }
}

const ANSWERED: &str = "kpi = \"answered\"\ntarget = 0.8";
const BY_SUMMER: &str = "kpi = \"answered\"\ntarget = 0.8\ndeadline = 2027-06-30";

fn section(tables: &[Release], words: &Words, zone: &Zone) -> super::Section {
    goals::section(tables, words, zone).expect("a goal")
}

fn tables(states: Vec<GoalState>) -> Vec<Release> {
    let found = Goals { options: GoalOptions::default(), goals: states, provenance: Provenance::default() };
    found.tables().iter().map(|table| Policy::named().apply(table)).collect()
}

/// The summary of some goals.
fn summary(lights: &[Light]) -> impl Fn(&Words) -> Vec<String> + use<> {
    let states = lights.iter().map(|&light| GoalState { light, ..state(ANSWERED) }).collect();
    let found = findings(section, tables(states));
    move |words| found(words).into_iter().take(1).collect()
}

/// What is said of one goal.
fn told(state: GoalState) -> impl Fn(&Words) -> Vec<String> {
    let found = findings(section, tables(vec![state]));
    move |words| found(words).into_iter().skip(1).collect()
}

/// The end of it: how probable it is that the goal is met.
fn ahead(outlook: Outlook, p: f64) -> impl Fn(&Words) -> Vec<String> {
    let told = told(GoalState { outlook, p_now: Some(p), p_deadline: Some(p), ..state(BY_SUMMER) });
    move |words| {
        let day = words.locale.date(crate::time::Day(20_999));
        let told = told(words).into_iter();
        told.filter_map(|told| Some(told.split_once(&format!("{day}. "))?.1.to_owned())).collect()
    }
}

/// What the indicators of some goals are called.
fn names(of: &[&str]) -> impl Fn(&Words) -> Vec<String> + use<> {
    let toml = |kpi: &&str| format!("kpi = {kpi}\ntarget = 0.5");
    let tables = tables(of.iter().map(|kpi| state(&toml(kpi))).collect());
    move |words| {
        let told = findings(section, tables.clone())(words);
        told.iter().skip(1).filter_map(|told| Some(told.split_once(':')?.0.to_owned())).collect()
    }
}

fn standing() -> Vec<Case> {
    vec![
        case(
            "one",
            [
                "One goal: 1 probably met, 0 open, 0 probably not met, 0 without enough data or hidden.",
                "Yksi tavoite: todennäköisesti toteutuu 1, avoinna 0, todennäköisesti ei toteudu 0, aineisto ei riitä tai on piilotettu 0.",
                "Ett mål: 1 trolig nådd, 0 åpne, 0 trolig ikke nådd, 0 uten nok grunnlag eller skjult.",
                "Ett mål: 1 troligen nått, 0 öppna, 0 troligen inte nådda, 0 utan tillräckligt underlag eller dolda.",
            ],
            summary(&[Light::Green]),
        ),
        case(
            "one of each",
            [
                "4 goals: 1 probably met, 1 open, 1 probably not met, 1 without enough data or hidden.",
                "4 tavoitetta: todennäköisesti toteutuu 1, avoinna 1, todennäköisesti ei toteudu 1, aineisto ei riitä tai on piilotettu 1.",
                "4 mål: 1 trolig nådd, 1 åpent, 1 trolig ikke nådd, 1 uten nok grunnlag eller skjult.",
                "4 mål: 1 troligen nått, 1 öppet, 1 troligen inte nått, 1 utan tillräckligt underlag eller dolt.",
            ],
            summary(&[Light::Green, Light::Amber, Light::Red, Light::NotEnoughData]),
        ),
        case(
            "some",
            [
                "5 goals: 2 probably met, 3 open, 0 probably not met, 0 without enough data or hidden.",
                "5 tavoitetta: todennäköisesti toteutuu 2, avoinna 3, todennäköisesti ei toteudu 0, aineisto ei riitä tai on piilotettu 0.",
                "5 mål: 2 trolig nådd, 3 åpne, 0 trolig ikke nådd, 0 uten nok grunnlag eller skjult.",
                "5 mål: 2 troligen nådda, 3 öppna, 0 troligen inte nådda, 0 utan tillräckligt underlag eller dolda.",
            ],
            summary(&[Light::Green, Light::Green, Light::Amber, Light::Amber, Light::Amber]),
        ),
        case(
            "one bar",
            [
                "One bar, a probability from nothing to certain each.",
                "Yksi palkki, kukin todennäköisyys nollasta varmaan.",
                "Én søyle, hver en sannsynlighet fra null til sikkert.",
                "En stapel, var och en en sannolikhet från noll till säkert.",
            ],
            descriptions(section, tables(vec![state(ANSWERED)])),
        ),
        case(
            "some bars",
            [
                "2 bars, a probability from nothing to certain each.",
                "2 palkkia, kukin todennäköisyys nollasta varmaan.",
                "2 søyler, hver en sannsynlighet fra null til sikkert.",
                "2 staplar, var och en en sannolikhet från noll till säkert.",
            ],
            descriptions(section, tables(vec![state(ANSWERED), state(ANSWERED)])),
        ),
    ]
}

fn of_one() -> Vec<Case> {
    let hours = "kpi = \"median_hours\"\ntarget = 1\nname = \"Nobody waits\"\nunit = \"Sales\"";
    let now = |toml: &str| GoalState { outlook: Outlook::Now, light: Light::Amber, ..state(toml) };
    let at_most = "kpi = \"median_hours\"\ntarget = 4\ndeadline = 2027-06-30";
    vec![
        case(
            "a share, by a day",
            [
                "Questions answered: 78% (between 71% and 84%). The target is at least 80% by 30 Jun 2027. If things go on as in the last weeks, it is met in time with a probability of more than 99%.",
                "Vastatut kysymykset: 78 % (väli 71 %–84 %). Tavoite on vähintään 80 % viimeistään 30.6.2027. Jos viime viikkojen tahti jatkuu, se toteutuu ajoissa todennäköisyydellä yli 99 %.",
                "Besvarte spørsmål: 78 % (mellom 71 % og 84 %). Målet er minst 80 % innen 30. juni 2027. Fortsetter det som de siste ukene, blir målet nådd i tide med en sannsynlighet på mer enn 99 %.",
                "Besvarade frågor: 78 % (mellan 71 % och 84 %). Målet är minst 80 % senast 30 juni 2027. Om det fortsätter som de senaste veckorna nås målet i tid med en sannolikhet på mer än 99 %.",
            ],
            told(state(BY_SUMMER)),
        ),
        case(
            "as of now, without an interval",
            [
                "Questions answered: 78%. The target is at least 80%. It is met with a probability of 31%.",
                "Vastatut kysymykset: 78 %. Tavoite on vähintään 80 %. Se toteutuu todennäköisyydellä 31 %.",
                "Besvarte spørsmål: 78 %. Målet er minst 80 %. Det er nådd med en sannsynlighet på 31 %.",
                "Besvarade frågor: 78 %. Målet är minst 80 %. Det är nått med en sannolikhet på 31 %.",
            ],
            told(GoalState { interval: None, ..now(ANSWERED) }),
        ),
        case(
            "one hour, of a unit, by a name of its own, without a value",
            [
                "Nobody waits (Sales): no value yet. The target is at most one hour. There are not enough data to judge it.",
                "Nobody waits (Sales): ei vielä arvoa. Tavoite on enintään yksi tunti. Aineisto ei riitä sen arviointiin.",
                "Nobody waits (Sales): ingen verdi ennå. Målet er høyst én time. Det er for lite grunnlag til å bedømme det.",
                "Nobody waits (Sales): inget värde än. Målet är högst en timme. Det finns för lite underlag för att bedöma det.",
            ],
            told(GoalState { value: None, interval: None, p_now: None, p_deadline: None, ..now(hours) }),
        ),
        case(
            "hours, by a day",
            [
                "Median hours to the first answer: 3.5 hours (between 2.1 and 5). The target is at most 4 hours by 30 Jun 2027. It is met with a probability of 31%.",
                "Tunteja ensimmäiseen vastaukseen (mediaani): 3,5 tuntia (väli 2,1–5). Tavoite on enintään 4 tuntia viimeistään 30.6.2027. Se toteutuu todennäköisyydellä 31 %.",
                "Timer til det første svaret (median): 3,5 timer (mellom 2,1 og 5). Målet er høyst 4 timer innen 30. juni 2027. Det er nådd med en sannsynlighet på 31 %.",
                "Timmar till det första svaret (median): 3,5 timmar (mellan 2,1 och 5). Målet är högst 4 timmar senast 30 juni 2027. Det är nått med en sannolikhet på 31 %.",
            ],
            told(GoalState {
                value: Some(3.5),
                interval: Some(Interval { low: 2.1, high: 5.0 }),
                ..now(at_most)
            }),
        ),
        case(
            "of few people",
            [
                "Questions answered: hidden, fewer than 5 people.",
                "Vastatut kysymykset: piilotettu, alle 5 ihmistä.",
                "Besvarte spørsmål: skjult, færre enn 5 personer.",
                "Besvarade frågor: dolt, färre än 5 personer.",
            ],
            told(GoalState { people: 3, ..state(ANSWERED) }),
        ),
    ]
}

fn outlooks() -> Vec<Case> {
    vec![
        case(
            "on a day that has passed",
            [
                "It was met on that day with a probability of 6.6%.",
                "Se toteutui sinä päivänä todennäköisyydellä 6,6 %.",
                "Det var nådd den dagen med en sannsynlighet på 6,6 %.",
                "Det var nått den dagen med en sannolikhet på 6,6 %.",
            ],
            ahead(Outlook::Passed, 0.066),
        ),
        case(
            "along the curve, hardly",
            [
                "If adoption goes on along its curve, it is met in time with a probability of less than 1%.",
                "Jos käyttöönotto jatkuu käyränsä mukaan, se toteutuu ajoissa todennäköisyydellä alle 1 %.",
                "Hvis bruken følger kurven videre, blir det nådd i tide med en sannsynlighet på mindre enn 1 %.",
                "Om användningen följer sin kurva vidare nås det i tid med en sannolikhet på mindre än 1 %.",
            ],
            ahead(Outlook::Curve, 0.002),
        ),
        case(
            "if nothing changes",
            [
                "If nothing changes, it is met with a probability of 31%; the data do not show where it will go by its day.",
                "Jos mikään ei muutu, se toteutuu todennäköisyydellä 31 %; aineistosta ei näy, mihin kehitys vie määräpäivään mennessä.",
                "Hvis ingenting endrer seg, er det nådd med en sannsynlighet på 31 %; dataene viser ikke hvor det går frem mot fristen.",
                "Om ingenting ändras är det nått med en sannolikhet på 31 %; underlaget visar inte vart det är på väg fram till måldagen.",
            ],
            ahead(Outlook::Unchanged, 0.31),
        ),
    ]
}

fn indicators() -> Vec<Case> {
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

pub(super) fn cases() -> Vec<Case> {
    standing().into_iter().chain(of_one()).chain(outlooks()).chain(indicators()).collect()
}

#[test]
fn how_many_goals_are_met() {
    check(standing());
    assert!(goals::section(&[], &Words::of(Locale::English), &Zone::default()).is_none());
}

#[test]
fn how_one_goal_stands() {
    check(of_one());
    check(outlooks());
}

#[test]
fn what_the_indicators_are_called() {
    check(indicators());
}
