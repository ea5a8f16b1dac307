//! How many are within reach of so many more champions: the curve, and the list that the slider goes along.

use super::super::helpers;
use super::*;

/// So many rows of the curve, and how many of eight units have a champion then.
fn curve(n: i64, covered: fn(i64) -> i64) -> Vec<Release> {
    let curve = table("cover_curve")
        .int("k", Role::Count, "people", "", (1..=n).map(Some))
        .float("reached_share", Role::Share, "", "", (1..=n).map(|k| Some(k as f64 / 10.0)))
        .int("units_covered", Role::Count, "", "", (1..=n).map(|k| Some(covered(k))));
    let summary = table("cover_summary").int("units", Role::Count, "", "", [Some(8)]);
    vec![release(curve), release(summary)]
}

/// What the list says at one of its places.
fn at(place: usize, tables: Vec<Release>) -> impl Fn(&Words) -> Vec<String> {
    move |words| {
        let figures = helpers::section(&tables, words, &Zone::default()).figures;
        let list =
            figures.iter().filter_map(|(figure, _)| inside(&figure.0, &format!("<li data-k=\"{place}\"")));
        list.collect()
    }
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "the curve",
            [
                "A curve that rises to 30% with 3 people. The points stand in the list below it.",
                "Käyrä, joka nousee tasolle 30 %, kun auttajia on 3 lisää. Pisteet ovat alla luettelossa.",
                "En kurve som stiger til 30 % med 3 personer. Punktene står i listen under den.",
                "En kurva som stiger till 30 % med 3 personer. Punkterna står i listan under den.",
            ],
            descriptions(helpers::section, curve(3, |k| k)),
        ),
        case("one point is no curve", NOTHING, descriptions(helpers::section, curve(1, |k| k))),
        // Curves start at one and have two points: the text for one waits for another use.
        case(
            "a curve up to one",
            [
                "A curve that rises to 30% with one person. The points stand in the list below it.",
                "Käyrä, joka nousee tasolle 30 %, kun auttajia on yksi lisää. Pisteet ovat alla luettelossa.",
                "En kurve som stiger til 30 % med én person. Punktene står i listen under den.",
                "En kurva som stiger till 30 % med en person. Punkterna står i listan under den.",
            ],
            |words| {
                let share = words.locale.percent(0.3).into();
                vec![words.tell(message::COVERAGE_DESCRIPTION, &[("k", 1.into()), ("share", share)])]
            },
        ),
        case(
            "one more",
            [
                "With one person more, 10% of the colleagues are within reach. One of 8 units has enough champions of its own.",
                "Kun auttajia on yksi lisää, tavoitettavissa on 10 % työtovereista. Omia auttajia on riittävästi yhdessä yksikössä 8 yksiköstä.",
                "Med én person til er 10 % av kollegene innen rekkevidde. Én av 8 enheter har nok egne hjelpere.",
                "Med en person till är 10 % av kollegorna inom räckhåll. En av 8 enheter har tillräckligt många egna hjälpare.",
            ],
            at(1, curve(3, |k| k)),
        ),
        case(
            "several more",
            [
                "With 3 people more, 30% of the colleagues are within reach. 0 of 8 units have enough champions of their own.",
                "Kun auttajia on 3 lisää, tavoitettavissa on 30 % työtovereista. Omia auttajia on riittävästi 0 yksikössä 8 yksiköstä.",
                "Med 3 personer til er 30 % av kollegene innen rekkevidde. 0 av 8 enheter har nok egne hjelpere.",
                "Med 3 personer till är 30 % av kollegorna inom räckhåll. 0 av 8 enheter har tillräckligt många egna hjälpare.",
            ],
            at(3, curve(3, |_| 0)),
        ),
        case("no curve", NOTHING, at(1, Vec::new())),
    ]
}

#[test]
fn how_many_are_enough() {
    check(cases());
}
