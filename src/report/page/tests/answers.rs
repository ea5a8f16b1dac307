//! Are questions answered? None, one, few, no median, nobody known to run the community, units that wait longer.

use super::super::answers;
use super::*;

const ASKERS: i64 = 40;

fn speed(askers: i64, questions: i64, share: f64) -> Table {
    table("answers_speed")
        .text("until", Role::Category, "", "", texts(["first answer"]))
        .text("clock", Role::Category, "", "", texts(["all hours"]))
        .float("hours", Role::Category, "hours", "", [Some(24.0)])
        .int("askers", Role::Denominator, "people", "", [Some(askers)])
        .int("questions", Role::Count, "", "", [Some(questions)])
        .float("share", Role::Share, "", "", [Some(share)])
        .float("share_low", Role::Low, "", "", [Some(share - 0.05)])
        .float("share_high", Role::High, "", "", [Some(share + 0.05)])
}

fn median(hours: Option<f64>) -> Table {
    table("answers_median")
        .text("until", Role::Category, "", "", texts(["first answer"]))
        .text("clock", Role::Category, "", "", texts(["all hours"]))
        .int("askers", Role::Denominator, "people", "", [Some(ASKERS)])
        .float("median", Role::Measure, "hours", "", [hours])
}

/// Who answers first within so many hours.
fn first(hours: f64, manager: f64) -> Table {
    let share = |name: &str, value: f64, table: Table| table.float(name, Role::Share, "", "", [Some(value)]);
    let table = table("answers_answerers")
        .text("clock", Role::Category, "", "", texts(["all hours"]))
        .float("hours", Role::Category, "hours", "", [Some(hours)])
        .int("people", Role::Denominator, "people", "", [Some(ASKERS)]);
    let table = share("colleague", 0.6, table);
    let table = share("official", manager, table);
    share("nobody", 0.4 - manager, table)
}

/// Whether units wait unequally long, by this probability of chance.
fn tests(q: f64) -> Table {
    table("answers_tests")
        .text("between", Role::Category, "", "", texts(["units"]))
        .text("clock", Role::Category, "", "", texts(["business hours"]))
        .float("q", Role::Measure, "", "", [Some(q)])
}

/// Questions without an answer by hours since they were asked.
fn curve() -> Table {
    let hours = [0.0, 24.0, 48.0];
    table("answers_curve")
        .text("until", Role::Category, "", "", texts(["first answer"; 3]))
        .text("clock", Role::Category, "", "", texts(["all hours"; 3]))
        .float("hours", Role::Category, "hours", "", hours.map(Some))
        .float("waiting", Role::Share, "", "", [1.0, 0.3, 0.12].map(Some))
}

/// The same for so many units.
fn unit_curves(n: usize) -> Table {
    let of = |at: usize| format!("Unit {}", at / 3);
    table("answers_unit_curves")
        .text("unit", Role::Unit, "", "", (0..3 * n).map(|at| Some(of(at))))
        .int("askers", Role::Denominator, "people", "", (0..3 * n).map(|_| Some(ASKERS)))
        .float("hours", Role::Category, "hours", "", (0..3 * n).map(|at| Some((at % 3) as f64 * 24.0)))
        .float("waiting", Role::Share, "", "", (0..3 * n).map(|at| Some(1.0 - (at % 3) as f64 * 0.4)))
}

fn told(tables: Vec<Table>) -> impl Fn(&Words) -> Vec<String> {
    findings(answers::section, tables.into_iter().map(release).collect())
}

/// What stands below the finding.
fn below(table: Table) -> impl Fn(&Words) -> Vec<String> {
    let told = told(vec![table]);
    move |words| told(words).into_iter().skip(1).collect()
}

/// Captions of the drawings.
fn captions(tables: Vec<Table>) -> impl Fn(&Words) -> Vec<String> {
    let tables: Vec<Release> = tables.into_iter().map(release).collect();
    move |words| {
        let figures = answers::section(&tables, words, &Zone::default()).figures;
        figures.into_iter().map(|(_, caption)| caption).collect()
    }
}

fn drawn(tables: Vec<Table>) -> impl Fn(&Words) -> Vec<String> {
    descriptions(answers::section, tables.into_iter().map(release).collect())
}

fn how_soon() -> Vec<Case> {
    vec![
        case(
            "typical",
            [
                "Of 1,200 questions 78% had an answer within 24 hours (between 73% and 83%). Half of them had one within 3.4 hours.",
                "Kaikkiaan 1200 kysymyksestä 78 % sai vastauksen vuorokaudessa (väli 73 %–83 %). Puolet odotti enintään 3,4 tuntia.",
                "Av 1200 spørsmål fikk 78 % svar innen et døgn (mellom 73 % og 83 %). Halvparten hadde svar innen 3,4 timer.",
                "Av 1200 frågor fick 78 % svar inom ett dygn (mellan 73 % och 83 %). Hälften hade svar inom 3,4 timmar.",
            ],
            told(vec![speed(ASKERS, 1200, 0.78), median(Some(3.4))]),
        ),
        case(
            "no median",
            [
                "Of 1,200 questions 30% had an answer within 24 hours (between 25% and 35%). Less than half of them are answered at all, as far as they could be followed.",
                "Kaikkiaan 1200 kysymyksestä 30 % sai vastauksen vuorokaudessa (väli 25 %–35 %). Alle puolet saa vastauksen ylipäätään, sikäli kuin kysymyksiä voitiin seurata.",
                "Av 1200 spørsmål fikk 30 % svar innen et døgn (mellom 25 % og 35 %). Færre enn halvparten blir besvart i det hele tatt, så langt de kunne følges.",
                "Av 1200 frågor fick 30 % svar inom ett dygn (mellan 25 % och 35 %). Färre än hälften besvaras över huvud taget, så långt de kunde följas.",
            ],
            told(vec![speed(ASKERS, 1200, 0.3), median(None)]),
        ),
        case(
            "one question",
            [
                "Of one question 95% had an answer within 24 hours (between 90% and 100%). Half of them had one within one minute.",
                "Kaikkiaan yhdestä kysymyksestä 95 % sai vastauksen vuorokaudessa (väli 90 %–100 %). Puolet odotti enintään yhden minuutin.",
                "Av ett spørsmål fikk 95 % svar innen et døgn (mellom 90 % og 100 %). Halvparten hadde svar innen ett minutt.",
                "Av en fråga fick 95 % svar inom ett dygn (mellan 90 % och 100 %). Hälften hade svar inom en minut.",
            ],
            told(vec![speed(ASKERS, 1, 0.95), median(Some(0.01))]),
        ),
        // Three people asked: their number is hidden, and no sentence tells it.
        case("few", HIDDEN, told(vec![speed(3, 1200, 0.78), median(Some(3.4))])),
        case("none", NO_DATA, told(Vec::new())),
        case(
            "units wait unequally long",
            [
                "Units do not wait equally long: the differences are larger than chance would make them.",
                "Yksiköt eivät odota yhtä kauan: erot ovat suurempia kuin sattumalta syntyisi.",
                "Enhetene venter ikke like lenge: forskjellene er større enn tilfeldigheten ville gitt.",
                "Enheterna väntar inte lika länge: skillnaderna är större än slumpen skulle ge.",
            ],
            below(tests(0.01)),
        ),
        case("units may wait equally long", NOTHING, below(tests(0.2))),
        case(
            "the curve",
            [
                "A falling curve: after a day 30% of the questions have no answer, after 2 days 12%.",
                "Laskeva käyrä: vuorokauden jälkeen 30 % kysymyksistä on ilman vastausta; kun aikaa on kulunut 2 päivää, osuus on 12 %.",
                "En fallende kurve: etter et døgn er 30 % av spørsmålene uten svar, etter 2 dager 12 %.",
                "En fallande kurva: efter ett dygn är 30 % av frågorna utan svar, efter 2 dagar 12 %.",
            ],
            drawn(vec![curve()]),
        ),
        case(
            "curves of units",
            [
                "2 small curves of the same kind, one a unit. The numbers stand in the table.",
                "2 pientä samanlaista käyrää, yksi yksikköä kohti. Luvut ovat taulukossa.",
                "2 små kurver av samme slag, én per enhet. Tallene står i tabellen.",
                "2 små kurvor av samma slag, en per enhet. Talen står i tabellen.",
            ],
            drawn(vec![unit_curves(2)]),
        ),
        case("one unit is nothing to compare", NOTHING, drawn(vec![unit_curves(1)])),
    ]
}

fn who_first() -> Vec<Case> {
    vec![
        case(
            "the manager too, in a week",
            [
                "Within 7 days a colleague was the first to answer 60% of the questions and the community manager 10%; 30% had no answer.",
                "7 päivässä työtoveri vastasi ensimmäisenä 60 %:iin kysymyksistä ja yhteisömanageri 10 %:iin; 30 % jäi ilman vastausta.",
                "Innen 7 dager var en kollega den første som svarte på 60 % av spørsmålene, og community manageren på 10 %; 30 % var uten svar.",
                "Inom 7 dagar var en kollega först att svara på 60 % av frågorna och community managern på 10 %; 30 % var utan svar.",
            ],
            below(first(168.0, 0.1)),
        ),
        // Where nobody is known to run the community, nothing is said of him or her.
        case(
            "members, in a week",
            [
                "Within 7 days a colleague was the first to answer 60% of the questions; 40% had no answer.",
                "7 päivässä työtoveri vastasi ensimmäisenä 60 %:iin kysymyksistä; 40 % jäi ilman vastausta.",
                "Innen 7 dager var en kollega den første som svarte på 60 % av spørsmålene; 40 % var uten svar.",
                "Inom 7 dagar var en kollega först att svara på 60 % av frågorna; 40 % var utan svar.",
            ],
            below(first(168.0, 0.0)),
        ),
        case(
            "the manager too, in a day",
            [
                "Within a day a colleague was the first to answer 60% of the questions and the community manager 10%; 30% had no answer.",
                "Päivässä työtoveri vastasi ensimmäisenä 60 %:iin kysymyksistä ja yhteisömanageri 10 %:iin; 30 % jäi ilman vastausta.",
                "Innen en dag var en kollega den første som svarte på 60 % av spørsmålene, og community manageren på 10 %; 30 % var uten svar.",
                "Inom en dag var en kollega först att svara på 60 % av frågorna och community managern på 10 %; 30 % var utan svar.",
            ],
            below(first(24.0, 0.1)),
        ),
        case(
            "members, in a day",
            [
                "Within a day a colleague was the first to answer 60% of the questions; 40% had no answer.",
                "Päivässä työtoveri vastasi ensimmäisenä 60 %:iin kysymyksistä; 40 % jäi ilman vastausta.",
                "Innen en dag var en kollega den første som svarte på 60 % av spørsmålene; 40 % var uten svar.",
                "Inom en dag var en kollega först att svara på 60 % av frågorna; 40 % var utan svar.",
            ],
            below(first(24.0, 0.0)),
        ),
        // Longer than a week is not told.
        case("members, in a month", NOTHING, below(first(720.0, 0.0))),
        case(
            "drawn for a week",
            [
                "Who answers first, within 7 days (with intervals)",
                "Kuka vastaa ensin, 7 päivän kuluessa (väleineen)",
                "Hvem svarer først, innen 7 dager (med intervaller)",
                "Vem svarar först, inom 7 dagar (med intervall)",
            ],
            captions(vec![first(168.0, 0.1)]),
        ),
        case(
            "drawn for a day",
            [
                "Who answers first, within a day (with intervals)",
                "Kuka vastaa ensin, päivän kuluessa (väleineen)",
                "Hvem svarer først, innen en dag (med intervaller)",
                "Vem svarar först, inom en dag (med intervall)",
            ],
            captions(vec![first(24.0, 0.1)]),
        ),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    how_soon().into_iter().chain(who_first()).collect()
}

#[test]
fn how_soon_questions_are_answered() {
    check(how_soon());
}

#[test]
fn who_answers_first() {
    check(who_first());
}
