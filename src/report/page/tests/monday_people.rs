//! The list for Monday: whom to thank, and whose load to lighten.

use super::*;

const NAMES: [&str; 4] = ["Aino Berg", "Kari Dahl", "Eva Falk", "Juha Gran"];

/// A list of people, each with one less of the numbers than the one before.
fn people(name: &'static str, numbers: &[(&str, f64)], n: usize) -> Table {
    let mut table = table(name)
        .text("member", Role::Member, "", "", (0..n).map(|at| Some(format!("7{at}"))))
        .text("name", Role::MemberName, "", "", NAMES.iter().take(n).map(|&name| Some(name.to_owned())));
    for &(column, value) in numbers {
        table = table.float(column, Role::Measure, "", "", (0..n).map(|at| Some(value - at as f64)));
    }
    table
}

fn listed(policy: Policy, table: Table) -> impl Fn(&Words) -> Vec<String> {
    to_do(vec![policy.apply(&table)])
}

fn helped(colleagues: f64, n: usize) -> Table {
    people("champions", &[("helped", colleagues)], n)
}

/// Champions who answer so many questions a month, where eight can be asked for.
fn busy(load: f64, n: usize) -> Table {
    let table = people("cover_at_capacity", &[("load", load)], n);
    table.float("capacity", Role::Measure, "", "", (0..n).map(|_| Some(8.0)))
}

/// How many of the champions have enough to do, where nobody is shown.
fn busy_without_names(busy: i64, champions: i64) -> impl Fn(&Words) -> Vec<String> {
    let summary = table("champions_summary")
        .int("people", Role::Denominator, "", "", [Some(90)])
        .int("champions", Role::Count, "", "", [Some(champions)])
        .int("at_capacity", Role::Count, "", "", [Some(busy)]);
    listed(Policy::aggregate(), summary)
}

/// People who are asked so often a week, hubs with such a certainty.
fn hubs(a_week: f64, p: f64, overloaded: bool, n: usize) -> Table {
    people("question_hubs", &[("asked_per_week", a_week)], n)
        .float("p_hub", Role::Measure, "", "", (0..n).map(|_| Some(p)))
        .flag("overloaded", Role::Flag, "", (0..n).map(|_| Some(overloaded)))
}

fn to_thank() -> Vec<Case> {
    vec![
        case(
            "one",
            [
                "Thank Aino Berg. No other champion helps as many colleagues a month; Aino Berg has helped 30 colleagues.",
                "Kiitä: Aino Berg. Kukaan muu auttajista ei auta yhtä montaa työtoveria kuussa; Aino Berg on auttanut 30 työtoveria.",
                "Takk Aino Berg. Ingen av de andre hjelperne når så mange kolleger i måneden; Aino Berg har hjulpet 30 kolleger.",
                "Tacka Aino Berg. Ingen av de andra hjälparna når så många kollegor i månaden; Aino Berg har hjälpt 30 kollegor.",
            ],
            listed(Policy::named(), helped(30.0, 1)),
        ),
        case(
            "more than one thanks at once",
            [
                "Thank Aino Berg, Kari Dahl and Eva Falk. No other champion helps as many colleagues a month; Aino Berg has helped 12,000 colleagues.",
                "Kiitä: Aino Berg, Kari Dahl ja Eva Falk. Kukaan muu auttajista ei auta yhtä montaa työtoveria kuussa; Aino Berg on auttanut 12 000 työtoveria.",
                "Takk Aino Berg, Kari Dahl og Eva Falk. Ingen av de andre hjelperne når så mange kolleger i måneden; Aino Berg har hjulpet 12 000 kolleger.",
                "Tacka Aino Berg, Kari Dahl och Eva Falk. Ingen av de andra hjälparna når så många kollegor i månaden; Aino Berg har hjälpt 12 000 kollegor.",
            ],
            listed(Policy::named(), helped(12_000.0, 4)),
        ),
        // Thanks are for five and more: the text for one waits for another threshold.
        case(
            "one colleague",
            [
                "No other champion helps as many colleagues a month; Aino Berg has helped one colleague.",
                "Kukaan muu auttajista ei auta yhtä montaa työtoveria kuussa; Aino Berg on auttanut yhtä työtoveria.",
                "Ingen av de andre hjelperne når så mange kolleger i måneden; Aino Berg har hjulpet én kollega.",
                "Ingen av de andra hjälparna når så många kollegor i månaden; Aino Berg har hjälpt en kollega.",
            ],
            |words| {
                let values = [("name", NAMES[0].into()), ("helped", 1.into())];
                vec![words.tell(message::MONDAY_THANK_BECAUSE, &values)]
            },
        ),
        case("few were helped", NOTHING, listed(Policy::named(), helped(4.0, 1))),
        case("nobody helps", NOTHING, listed(Policy::named(), helped(30.0, 0))),
        case("nobody is shown", NOTHING, listed(Policy::aggregate(), helped(30.0, 4))),
    ]
}

fn to_relieve() -> Vec<Case> {
    vec![
        case(
            "one champion",
            [
                "Lighten the load of Aino Berg. Aino Berg gives 31 answers a month of late; 8 is what one can ask for.",
                "Kevennä taakkaa: Aino Berg. Aino Berg antaa nykyään 31 vastausta kuussa; kohtuullista on 8.",
                "Avlast Aino Berg. Aino Berg gir 31 svar i måneden i det siste; 8 er det man kan be om.",
                "Avlasta Aino Berg. Aino Berg ger 31 svar i månaden på sistone; 8 är vad man kan begära.",
            ],
            listed(Policy::named(), busy(31.0, 1)),
        ),
        case(
            "several champions",
            [
                "Lighten the load of Aino Berg, Kari Dahl and Eva Falk. Aino Berg gives 31 answers a month of late; 8 is what one can ask for.",
                "Kevennä taakkaa: Aino Berg, Kari Dahl ja Eva Falk. Aino Berg antaa nykyään 31 vastausta kuussa; kohtuullista on 8.",
                "Avlast Aino Berg, Kari Dahl og Eva Falk. Aino Berg gir 31 svar i måneden i det siste; 8 er det man kan be om.",
                "Avlasta Aino Berg, Kari Dahl och Eva Falk. Aino Berg ger 31 svar i månaden på sistone; 8 är vad man kan begära.",
            ],
            listed(Policy::named(), busy(31.0, 4)),
        ),
        case("little more than one can ask for", NOTHING, listed(Policy::named(), busy(11.0, 1))),
        case("no champion has too much", NOTHING, listed(Policy::named(), busy(31.0, 0))),
        case("the list of champions is not shown", NOTHING, listed(Policy::aggregate(), busy(31.0, 4))),
        case(
            "half of the champions, without names",
            [
                "Lighten the load of the champions. 6 of 12 champions do as much as one can ask already.",
                "Kevennä auttajien taakkaa. 12 auttajasta 6 tekee jo niin paljon kuin voi pyytää.",
                "Avlast hjelperne. 6 av 12 hjelpere gjør allerede så mye man kan be om.",
                "Avlasta hjälparna. 6 av 12 hjälpare gör redan så mycket man kan begära.",
            ],
            busy_without_names(6, 12),
        ),
        case("fewer than half of them", NOTHING, busy_without_names(5, 12)),
        case("none of them", NOTHING, busy_without_names(0, 12)),
    ]
}

fn hubs_to_relieve() -> Vec<Case> {
    vec![
        case(
            "one hub",
            [
                "Relieve Aino Berg: ask others to answer too. Aino Berg is asked by name 4.8 times a month of late, more often than he or she ever answered.",
                "Kevennä kysymysten taakkaa: Aino Berg. Pyydä muitakin vastaamaan. Aino Berg: nimeltä kysytään nykyään 4,8 kertaa kuussa, useammin kuin hän on koskaan vastannut.",
                "Avlast Aino Berg: be andre om å svare også. Aino Berg blir spurt ved navn 4,8 ganger i måneden i det siste, oftere enn vedkommende noen gang har svart.",
                "Avlasta Aino Berg: be andra att också svara. Aino Berg tillfrågas vid namn 4,8 gånger i månaden på sistone, oftare än personen någonsin har svarat.",
            ],
            listed(Policy::named(), hubs(1.1, 0.99, true, 1)),
        ),
        case(
            "several hubs",
            [
                "Relieve Aino Berg, Kari Dahl and Eva Falk: ask others to answer too. Aino Berg is asked by name 22 times a month of late, more often than he or she ever answered.",
                "Kevennä kysymysten taakkaa: Aino Berg, Kari Dahl ja Eva Falk. Pyydä muitakin vastaamaan. Aino Berg: nimeltä kysytään nykyään 22 kertaa kuussa, useammin kuin hän on koskaan vastannut.",
                "Avlast Aino Berg, Kari Dahl og Eva Falk: be andre om å svare også. Aino Berg blir spurt ved navn 22 ganger i måneden i det siste, oftere enn vedkommende noen gang har svart.",
                "Avlasta Aino Berg, Kari Dahl och Eva Falk: be andra att också svara. Aino Berg tillfrågas vid namn 22 gånger i månaden på sistone, oftare än personen någonsin har svarat.",
            ],
            listed(Policy::named(), hubs(5.0, 0.99, true, 4)),
        ),
        case("not clearly a hub", NOTHING, listed(Policy::named(), hubs(5.0, 0.5, true, 1))),
        case("a hub that answers", NOTHING, listed(Policy::named(), hubs(5.0, 0.99, false, 1))),
        case("no hub", NOTHING, listed(Policy::named(), hubs(5.0, 0.99, true, 0))),
        case("no hub is shown", NOTHING, listed(Policy::aggregate(), hubs(5.0, 0.99, true, 4))),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    to_thank().into_iter().chain(to_relieve()).chain(hubs_to_relieve()).collect()
}

#[test]
fn whom_to_thank() {
    check(to_thank());
}

#[test]
fn whose_load_to_lighten() {
    check(to_relieve());
}

#[test]
fn which_hubs_to_relieve() {
    check(hubs_to_relieve());
}
