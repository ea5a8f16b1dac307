//! Who helps, and is it enough? None, one, some, without names.

use super::super::helpers;
use super::*;

fn counts(helpers: i64, champions: i64) -> Table {
    table("champions_summary")
        .int("people", Role::Denominator, "", "", [Some(50)])
        .int("helpers", Role::Count, "", "", [Some(helpers)])
        .int("champions", Role::Count, "", "", [Some(champions)])
}

/// So many champions, and how many of them have enough to do.
fn busy(busy: i64, champions: i64) -> Table {
    counts(10, champions).int("at_capacity", Role::Count, "", "", [Some(busy)])
}

/// Units that have a champion if so many more are asked.
fn cover(chosen: i64, covered: i64) -> Table {
    table("cover_summary")
        .int("units", Role::Count, "", "", [Some(8)])
        .int("units_covered", Role::Count, "", "", [Some(covered)])
        .int("chosen", Role::Count, "", "", [Some(chosen)])
}

/// Champions that so many questions a month need, if they answer four in five of them.
fn needed(questions: f64, needed: f64) -> Table {
    let provenance = Provenance::new("made for a test").parameter("help_share", "0.8");
    Table::new("cover_summary", "made for a test", provenance)
        .float("questions_per_month", Role::Measure, "", "", [Some(questions)])
        .float("capacity", Role::Measure, "", "", [Some(8.0)])
        .float("needed", Role::Measure, "", "", [Some(needed)])
        .float("needed_low", Role::Low, "", "", [Some(1.0)])
        .float("needed_high", Role::High, "", "", [Some(needed + 2.0)])
}

fn people(n: usize) -> Table {
    table("champions")
        .text("member", Role::Member, "", "", (0..n).map(|at| Some(format!("7{at}"))))
        .text("name", Role::MemberName, "", "", (0..n).map(|at| Some(format!("Person {at}"))))
        .float("helped_per_month", Role::Measure, "", "", (0..n).map(|_| Some(2.5)))
}

/// The finding alone.
fn finding(table: Table) -> impl Fn(&Words) -> Vec<String> {
    let found = findings(helpers::section, vec![release(table)]);
    move |words| found(words).into_iter().take(1).collect()
}

/// What stands below the finding.
fn below(table: Table) -> impl Fn(&Words) -> Vec<String> {
    let found = findings(helpers::section, vec![release(table)]);
    move |words| found(words).into_iter().skip(1).collect()
}

fn drawn(policy: Policy, n: usize) -> impl Fn(&Words) -> Vec<String> {
    descriptions(helpers::section, vec![policy.apply(&people(n))])
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "nobody",
            [
                "Nobody has answered the question of a colleague yet.",
                "Kukaan ei ole vielä vastannut työtoverin kysymykseen.",
                "Ingen har svart på en kollegas spørsmål ennå.",
                "Ingen har ännu svarat på en kollegas fråga.",
            ],
            finding(counts(0, 0)),
        ),
        case(
            "one, not often",
            [
                "One of 50 colleagues (2.0%) has answered a question of another at least once, but not so often and so recently that one can count on it.",
                "50 työtoverista yksi (2,0 %) on ainakin kerran vastannut toisen kysymykseen, mutta ei niin usein ja niin äskettäin, että siihen voisi luottaa.",
                "Én av 50 kolleger (2,0 %) har minst én gang svart på en annens spørsmål, men ikke så ofte og så nylig at man kan regne med det.",
                "En av 50 kollegor (2,0 %) har minst en gång svarat på en annans fråga, men inte så ofta och så nyligen att man kan räkna med det.",
            ],
            finding(counts(1, 0)),
        ),
        case(
            "one, often",
            [
                "One of 50 colleagues (2.0%) has answered a question of another at least once, and so often and so recently that one can count on it.",
                "50 työtoverista yksi (2,0 %) on ainakin kerran vastannut toisen kysymykseen, ja niin usein ja niin äskettäin, että siihen voi luottaa.",
                "Én av 50 kolleger (2,0 %) har minst én gang svart på en annens spørsmål, og så ofte og så nylig at man kan regne med det.",
                "En av 50 kollegor (2,0 %) har minst en gång svarat på en annans fråga, och så ofta och så nyligen att man kan räkna med det.",
            ],
            finding(counts(1, 1)),
        ),
        case(
            "some, none of them often",
            [
                "10 of 50 colleagues (20%) have answered a question of another at least once; none of them so often and so recently that one can count on it.",
                "50 työtoverista 10 (20 %) on ainakin kerran vastannut toisen kysymykseen; kukaan heistä ei niin usein ja niin äskettäin, että siihen voisi luottaa.",
                "10 av 50 kolleger (20 %) har minst én gang svart på en annens spørsmål; ingen av dem så ofte og så nylig at man kan regne med det.",
                "10 av 50 kollegor (20 %) har minst en gång svarat på en annans fråga; ingen av dem så ofta och så nyligen att man kan räkna med det.",
            ],
            finding(counts(10, 0)),
        ),
        case(
            "some, one of them often",
            [
                "10 of 50 colleagues (20%) have answered a question of another at least once; one of them so often and so recently that one can count on it.",
                "50 työtoverista 10 (20 %) on ainakin kerran vastannut toisen kysymykseen; yksi heistä niin usein ja niin äskettäin, että siihen voi luottaa.",
                "10 av 50 kolleger (20 %) har minst én gang svart på en annens spørsmål; én av dem så ofte og så nylig at man kan regne med det.",
                "10 av 50 kollegor (20 %) har minst en gång svarat på en annans fråga; en av dem så ofta och så nyligen att man kan räkna med det.",
            ],
            finding(counts(10, 1)),
        ),
        case(
            "some, several of them often",
            [
                "10 of 50 colleagues (20%) have answered a question of another at least once; 4 of them so often and so recently that one can count on it.",
                "50 työtoverista 10 (20 %) on ainakin kerran vastannut toisen kysymykseen; 4 heistä niin usein ja niin äskettäin, että siihen voi luottaa.",
                "10 av 50 kolleger (20 %) har minst én gang svart på en annens spørsmål; 4 av dem så ofte og så nylig at man kan regne med det.",
                "10 av 50 kollegor (20 %) har minst en gång svarat på en annans fråga; 4 av dem så ofta och så nyligen att man kan räkna med det.",
            ],
            finding(counts(10, 4)),
        ),
        case("no count", NO_DATA, findings(helpers::section, Vec::new())),
        case(
            "units as they are",
            [
                "With those who help already, 3 of 8 units would have enough champions of their own.",
                "Nykyisillä auttajilla omia auttajia olisi riittävästi 3 yksikössä 8 yksiköstä.",
                "Med dem som allerede hjelper ville 3 av 8 enheter ha nok egne hjelpere.",
                "Med dem som redan hjälper skulle 3 av 8 enheter ha tillräckligt många egna hjälpare.",
            ],
            below(cover(0, 3)),
        ),
        case(
            "units with one more",
            [
                "With one person more, one of 8 units would have enough champions of its own.",
                "Yhdellä auttajalla lisää omia auttajia olisi riittävästi yhdessä yksikössä 8 yksiköstä.",
                "Med én person til ville én av 8 enheter ha nok egne hjelpere.",
                "Med en person till skulle en av 8 enheter ha tillräckligt många egna hjälpare.",
            ],
            below(cover(1, 1)),
        ),
        case(
            "units with several more",
            [
                "With 4 people more, 8 of 8 units would have enough champions of their own.",
                "4 auttajalla lisää omia auttajia olisi riittävästi 8 yksikössä 8 yksiköstä.",
                "Med 4 personer til ville 8 av 8 enheter ha nok egne hjelpere.",
                "Med 4 personer till skulle 8 av 8 enheter ha tillräckligt många egna hjälpare.",
            ],
            below(cover(4, 8)),
        ),
        case(
            "one is needed",
            [
                "To answer 80% of the 9 questions a month it takes one champion (between 1 and 3) who answers 8.",
                "Jotta 80 % kuukauden 9 kysymyksestä saisi vastauksen, tarvitaan yksi auttaja (väli 1–3), joka vastaa 8 kysymykseen.",
                "For å svare på 80 % av de 9 spørsmålene i måneden trengs én hjelper (mellom 1 og 3) som svarer på 8.",
                "För att besvara 80 % av de 9 frågorna i månaden behövs en hjälpare (mellan 1 och 3) som svarar på 8.",
            ],
            below(needed(9.2, 1.0)),
        ),
        case(
            "several are needed",
            [
                "To answer 80% of the 31 questions a month it takes 4 champions (between 1 and 6) who answer 8 each.",
                "Jotta 80 % kuukauden 31 kysymyksestä saisi vastauksen, tarvitaan 4 auttajaa (väli 1–6), joista kukin vastaa 8 kysymykseen.",
                "For å svare på 80 % av de 31 spørsmålene i måneden trengs 4 hjelpere (mellom 1 og 6) som svarer på 8 hver.",
                "För att besvara 80 % av de 31 frågorna i månaden behövs 4 hjälpare (mellan 1 och 6) som svarar på 8 var.",
            ],
            below(needed(30.7, 4.0)),
        ),
        case("hardly a question", NOTHING, below(needed(1.2, 1.0))),
        case(
            "the only one has enough to do",
            [
                "The only champion does as much as one can ask already.",
                "Ainoa auttaja tekee jo niin paljon kuin voi pyytää.",
                "Den eneste hjelperen gjør allerede så mye man kan be om.",
                "Den enda hjälparen gör redan så mycket man kan begära.",
            ],
            below(busy(1, 1)),
        ),
        case(
            "one has enough to do",
            [
                "One of 4 champions does as much as one can ask already.",
                "4 auttajasta yksi tekee jo niin paljon kuin voi pyytää.",
                "Én av 4 hjelpere gjør allerede så mye man kan be om.",
                "En av 4 hjälpare gör redan så mycket man kan begära.",
            ],
            below(busy(1, 4)),
        ),
        case(
            "some have enough to do",
            [
                "3 of 4 champions do as much as one can ask already.",
                "4 auttajasta 3 tekee jo niin paljon kuin voi pyytää.",
                "3 av 4 hjelpere gjør allerede så mye man kan be om.",
                "3 av 4 hjälpare gör redan så mycket man kan begära.",
            ],
            below(busy(3, 4)),
        ),
        case("none has enough to do", NOTHING, below(busy(0, 4))),
        case(
            "one in the drawing",
            [
                "One champion with the number of colleagues helped a month and its interval. The numbers stand in the table.",
                "Yksi auttaja ja autettujen määrä kuussa väleineen. Luvut ovat taulukossa.",
                "Én hjelper med antallet kolleger hjulpet per måned og intervallet. Tallene står i tabellen.",
                "En hjälpare med antalet hjälpta kollegor per månad och dess intervall. Talen står i tabellen.",
            ],
            drawn(Policy::named(), 1),
        ),
        case(
            "several in the drawing",
            [
                "3 champions with the number of colleagues helped a month and its interval. The numbers stand in the table.",
                "3 auttajaa ja autettujen määrä kuussa väleineen. Luvut ovat taulukossa.",
                "3 hjelpere med antallet kolleger hjulpet per måned og intervallet. Tallene står i tabellen.",
                "3 hjälpare med antalet hjälpta kollegor per månad och dess intervall. Talen står i tabellen.",
            ],
            drawn(Policy::named(), 3),
        ),
        case("nobody is drawn where nobody is shown", NOTHING, drawn(Policy::aggregate(), 3)),
    ]
}

#[test]
fn who_helps_and_whether_it_is_enough() {
    check(cases());
}
