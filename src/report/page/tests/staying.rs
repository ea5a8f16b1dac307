//! How far people come, and who comes back: typical, few, none, in four languages.

use super::super::{funnel, returning};
use super::{Locale, Release, Role, Words, release, table};

fn plain(sentence: Option<String>) -> Option<String> {
    sentence.map(|sentence| sentence.replace('\u{a0}', " "))
}

fn curve(people: [i64; 3]) -> Release {
    release(
        table("retention_curve")
            .int("age", Role::Category, "", "", [0, 1, 6].map(Some))
            .int("people", Role::Denominator, "people", "", people.map(Some))
            .float("share", Role::Share, "", "", [1.0, 0.78, 0.6].map(Some))
            .float("share_low", Role::Low, "", "", [0.9, 0.7, 0.5].map(Some))
            .float("share_high", Role::High, "", "", [1.0, 0.85, 0.7].map(Some)),
    )
}

#[test]
fn who_comes_back() {
    for (people, expected) in [
        (
            [150, 144, 100],
            [
                Some(
                    "Of 144 people whose first activity was seen, 78% were active again the month after (between 70% and 85%). Half a year later it was 60% (between 50% and 70%).",
                ),
                Some(
                    "Ensimmäisen kerran toimineista 144 ihmisestä 78 % oli mukana myös seuraavassa kuussa (väli 70 %–85 %). Puolen vuoden päästä osuus oli 60 % (väli 50 %–70 %).",
                ),
                Some(
                    "Av 144 personer med første aktivitet i perioden var 78 % aktive igjen måneden etter (mellom 70 % og 85 %). Et halvt år senere var det 60 % (mellom 50 % og 70 %).",
                ),
                Some(
                    "Av 144 personer vars första aktivitet syns var 78 % aktiva igen månaden efter (mellan 70 % och 85 %). Ett halvår senare var det 60 % (mellan 50 % och 70 %).",
                ),
            ],
        ),
        // Too few were there for half a year, and too few at all.
        (
            [9, 9, 2],
            [
                Some(
                    "Of 9 people whose first activity was seen, 78% were active again the month after (between 70% and 85%).",
                ),
                Some(
                    "Ensimmäisen kerran toimineista 9 ihmisestä 78 % oli mukana myös seuraavassa kuussa (väli 70 %–85 %).",
                ),
                Some(
                    "Av 9 personer med første aktivitet i perioden var 78 % aktive igjen måneden etter (mellom 70 % og 85 %).",
                ),
                Some(
                    "Av 9 personer vars första aktivitet syns var 78 % aktiva igen månaden efter (mellan 70 % och 85 %).",
                ),
            ],
        ),
        ([4, 3, 2], [None; 4]),
    ] {
        for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
            let told = plain(returning::finding(&[curve(people)], &Words::of(locale)));
            assert_eq!(told.as_deref(), expected, "{people:?}, {locale:?}");
        }
    }
    assert_eq!(returning::finding(&[], &Words::of(Locale::English)), None);
}

fn steps(people: [i64; 3], seen: [bool; 3]) -> Release {
    let conversion = [None, Some(0.57), Some(0.95)];
    let shown = |row: usize| seen[row].then_some(people[row]);
    let conversion = [0, 1, 2].map(|row: usize| conversion[row].filter(|_| seen[row]));
    release(
        table("funnel")
            .text(
                "state",
                Role::Category,
                "",
                "",
                ["invited", "reader", "poster"].map(|s| Some(s.to_owned())),
            )
            .flag("observable", Role::Flag, "", seen.map(Some))
            .int("people", Role::People, "people", "", (0..3).map(shown))
            .int(
                "headcount",
                Role::Denominator,
                "people",
                "",
                (0..3).map(|row| seen[row].then_some(people[0])),
            )
            .float("conversion", Role::Share, "", "", conversion)
            .float("conversion_low", Role::Low, "", "", conversion.map(|c| c.map(|c| c - 0.04)))
            .float("conversion_high", Role::High, "", "", conversion.map(|c| c.map(|c| c + 0.04))),
    )
}

#[test]
fn where_people_stay_behind() {
    let told = |table: Release, locale| plain(funnel::finding(&[table], &Words::of(locale)));
    let expected = [
        "The step at which most stay behind is from “Invited” to “Reads”: 57% go on (between 53% and 61%).",
        "Eniten ihmisiä jää vaiheiden ”Kutsuttu” ja ”Lukee” väliin: 57 % jatkaa (väli 53 %–61 %).",
        "Flest stopper mellom «Invitert» og «Leser»: 57 % går videre (mellom 53 % og 61 %).",
        "Flest stannar mellan ”Inbjuden” och ”Läser”: 57 % går vidare (mellan 53 % och 61 %).",
    ];
    for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
        assert_eq!(told(steps([256, 145, 141], [true; 3]), locale).as_deref(), Some(expected));
    }
    // What the export does not show is no step.
    let unseen = told(steps([256, 0, 141], [true, false, true]), Locale::English).unwrap_or_default();
    assert!(unseen.contains("from “Invited” to “Starts threads”: 95% go on"), "{unseen}");
    // Of a few people nothing is said.
    assert_eq!(told(steps([12, 8, 7], [true; 3]), Locale::English), None);
    assert_eq!(funnel::finding(&[], &Words::of(Locale::English)), None);
}
