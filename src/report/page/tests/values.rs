//! Spans of time in words, and the short texts of axes.

use super::super::values::{duration, hours};
use super::*;

/// How long something took.
fn took(hours: &'static [f64]) -> impl Fn(&Words) -> Vec<String> {
    move |words| hours.iter().map(|&hours| duration(hours, words)).collect()
}

/// Within so many hours of a clock.
fn within(business: bool, all: &'static [f64]) -> impl Fn(&Words) -> Vec<String> {
    move |words| all.iter().map(|&n| hours(n, business, words)).collect()
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "how long, in the unit that people would use",
            [
                "one minute | one minute | 99 minutes | 1.7 hours | 35 hours | 1.5 days | 12 days",
                "yhden minuutin | yhden minuutin | 99 minuuttia | 1,7 tuntia | 35 tuntia | 1,5 päivää | 12 päivää",
                "ett minutt | ett minutt | 99 minutter | 1,7 timer | 35 timer | 1,5 dager | 12 dager",
                "en minut | en minut | 99 minuter | 1,7 timmar | 35 timmar | 1,5 dagar | 12 dagar",
            ],
            took(&[0.0, 0.02, 1.65, 1.68, 35.4, 36.0, 287.0]),
        ),
        case(
            "within, by the clock on the wall",
            [
                "one hour | 24 hours | 3 days",
                "yksi tunti | 24 tuntia | 3 päivää",
                "én time | 24 timer | 3 dager",
                "en timme | 24 timmar | 3 dagar",
            ],
            within(false, &[1.0, 24.0, 72.0]),
        ),
        case(
            "within, by working hours",
            [
                "one working hour | 40 working hours",
                "yksi työtunti | 40 työtuntia",
                "én arbeidstime | 40 arbeidstimer",
                "en arbetstimme | 40 arbetstimmar",
            ],
            within(true, &[1.0, 40.0]),
        ),
        // Both clocks tell more than a day in other words.
        case("one day", ["one day", "yksi päivä", "én dag", "en dag"], |words| {
            vec![words.tell(message::DAYS, &[("n", 1.into())])]
        }),
        case("along an axis", ["4 h | 7 d", "4 h | 7 pv", "4 t | 7 d", "4 tim | 7 d"], |words| {
            vec![
                words.tell(message::HOURS_SHORT, &[("n", 4.into())]),
                words.tell(message::DAYS_SHORT, &[("n", 7.into())]),
            ]
        }),
    ]
}

#[test]
fn spans_of_time() {
    check(cases());
}
