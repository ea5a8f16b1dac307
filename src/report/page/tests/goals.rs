//! Are the goals met? Each standing and each outlook, without a value, hidden, one and several.

use super::super::goals;
use super::*;
use crate::goals::{GoalOptions, GoalState, Goals, Light, Outlook, parse_goals};
use crate::stats::Interval;

/// A goal as a file gives it, with a state that is sure to be green.
pub(super) fn state(toml: &str) -> GoalState {
    GoalState {
        goal: parse_goals(&format!("[[goal]]\n{toml}"), "g").unwrap().remove(0),
        window: (crate::Timestamp(0), crate::Timestamp(1)),
        people: 60,
        champions_and_people: Vec::new(),
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

pub(super) fn section(tables: &[Release], words: &Words, zone: &Zone) -> super::Section {
    goals::section(tables, words, zone).expect("a goal")
}

pub(super) fn tables(states: Vec<GoalState>) -> Vec<Release> {
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

/// The table: each goal with its target, by when, where it stands, how probable it is, and what that means.
fn listed(states: Vec<GoalState>) -> impl Fn(&Words) -> Vec<String> {
    let tables = tables(states);
    move |words| {
        let (title, rows) = section(&tables, words, &Zone::default()).tables.remove(0);
        cells(&rows.draw(&title, words).into_string())
    }
}

fn standing() -> Vec<Case> {
    vec![
        case(
            "one",
            [
                "One goal: 1 probably met, 0 open, 0 probably not met.",
                "Yksi tavoite: todennäköisesti toteutuu 1, avoinna 0, todennäköisesti ei toteudu 0.",
                "Ett mål: 1 trolig nådd, 0 åpne, 0 trolig ikke nådd.",
                "Ett mål: 1 troligen nått, 0 öppna, 0 troligen inte nådda.",
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
                "5 goals: 2 probably met, 3 open, 0 probably not met.",
                "5 tavoitetta: todennäköisesti toteutuu 2, avoinna 3, todennäköisesti ei toteudu 0.",
                "5 mål: 2 trolig nådd, 3 åpne, 0 trolig ikke nådd.",
                "5 mål: 2 troligen nådda, 3 öppna, 0 troligen inte nådda.",
            ],
            summary(&[Light::Green, Light::Green, Light::Amber, Light::Amber, Light::Amber]),
        ),
        case(
            "none that can be judged",
            [
                "2 goals: 0 probably met, 0 open, 0 probably not met, 2 without enough data or hidden.",
                "2 tavoitetta: todennäköisesti toteutuu 0, avoinna 0, todennäköisesti ei toteudu 0, aineisto ei riitä tai on piilotettu 2.",
                "2 mål: 0 trolig nådd, 0 åpne, 0 trolig ikke nådd, 2 uten nok grunnlag eller skjult.",
                "2 mål: 0 troligen nådda, 0 öppna, 0 troligen inte nådda, 2 utan tillräckligt underlag eller dolda.",
            ],
            summary(&[Light::NotEnoughData; 2]),
        ),
        case(
            "one bar",
            [
                "One bar: a probability from nothing to certain.",
                "Yksi palkki: todennäköisyys nollasta varmaan.",
                "Én søyle: en sannsynlighet fra null til sikkert.",
                "En stapel: en sannolikhet från noll till säkert.",
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

fn in_the_table() -> Vec<Case> {
    let hidden = GoalState { people: 3, ..state(ANSWERED) };
    let none = GoalState {
        value: None,
        interval: None,
        p_now: None,
        p_deadline: None,
        light: Light::NotEnoughData,
        ..state("kpi = \"median_hours\"\ntarget = 4")
    };
    let light = |light, p| GoalState { light, outlook: Outlook::Now, p_now: Some(p), ..state(ANSWERED) };
    vec![
        case(
            "by a day, and of few people",
            [
                "Questions answered | ≥ 80% | 30 Jun 2027 | 78% (71%–84%) | more than 99% | probably met | Questions answered | – | – | – | – | hidden",
                "Vastatut kysymykset | ≥ 80 % | 30.6.2027 | 78 % (71 %–84 %) | yli 99 % | todennäköisesti toteutuu | Vastatut kysymykset | – | – | – | – | piilotettu",
                "Besvarte spørsmål | ≥ 80 % | 30. juni 2027 | 78 % (71 %–84 %) | mer enn 99 % | trolig nådd | Besvarte spørsmål | – | – | – | – | skjult",
                "Besvarade frågor | ≥ 80 % | 30 juni 2027 | 78 % (71 %–84 %) | mer än 99 % | troligen nått | Besvarade frågor | – | – | – | – | dolt",
            ],
            listed(vec![state(BY_SUMMER), hidden]),
        ),
        case(
            "open",
            [
                "Questions answered | ≥ 80% | – | 78% (71%–84%) | 31% | open",
                "Vastatut kysymykset | ≥ 80 % | – | 78 % (71 %–84 %) | 31 % | avoinna",
                "Besvarte spørsmål | ≥ 80 % | – | 78 % (71 %–84 %) | 31 % | åpent",
                "Besvarade frågor | ≥ 80 % | – | 78 % (71 %–84 %) | 31 % | öppet",
            ],
            listed(vec![light(Light::Amber, 0.31)]),
        ),
        case(
            "not met",
            [
                "Questions answered | ≥ 80% | – | 78% (71%–84%) | less than 1% | probably not met",
                "Vastatut kysymykset | ≥ 80 % | – | 78 % (71 %–84 %) | alle 1 % | todennäköisesti ei toteudu",
                "Besvarte spørsmål | ≥ 80 % | – | 78 % (71 %–84 %) | mindre enn 1 % | trolig ikke nådd",
                "Besvarade frågor | ≥ 80 % | – | 78 % (71 %–84 %) | mindre än 1 % | troligen inte nått",
            ],
            listed(vec![light(Light::Red, 0.001)]),
        ),
        case(
            "without enough data",
            [
                "Median hours to the first answer | ≤ 4 hours | – | – | – | not enough data",
                "Tunteja ensimmäiseen vastaukseen (mediaani) | ≤ 4 tuntia | – | – | – | aineisto ei riitä",
                "Timer til det første svaret (median) | ≤ 4 timer | – | – | – | for lite grunnlag",
                "Timmar till det första svaret (median) | ≤ 4 timmar | – | – | – | för lite underlag",
            ],
            listed(vec![none]),
        ),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    standing().into_iter().chain(of_one()).chain(outlooks()).chain(in_the_table()).collect()
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
    check(in_the_table());
}
