//! How far people come, and who comes back: typical, few, none.

use super::super::{funnel, returning};
use super::*;

/// People that were seen at first, a month later and half a year later.
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

/// People by step, and which steps the export shows.
fn steps(people: [i64; 3], seen: [bool; 3]) -> Release {
    let conversion = [None, Some(0.57), Some(0.95)];
    let shown = |row: usize| seen[row].then_some(people[row]);
    let conversion = [0, 1, 2].map(|row: usize| conversion[row].filter(|_| seen[row]));
    release(
        table("funnel")
            .text("state", Role::Category, "", "", texts(["invited", "reader", "poster"]))
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

type Finding = fn(&[Release], &Words) -> Option<String>;

fn told(finding: Finding, tables: Vec<Release>) -> impl Fn(&Words) -> Vec<String> {
    move |words| finding(&tables, words).into_iter().collect()
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "who comes back",
            [
                "Of 144 people whose first activity was seen, 78% were active again the month after (between 70% and 85%). Half a year later it was 60% (between 50% and 70%).",
                "Niistä 144 ihmisestä, joiden ensimmäinen toiminta näkyi, 78 % oli mukana myös seuraavassa kuussa (väli 70 %–85 %). Puolen vuoden päästä osuus oli 60 % (väli 50 %–70 %).",
                "Av 144 personer med første aktivitet i perioden var 78 % aktive igjen måneden etter (mellom 70 % og 85 %). Et halvt år senere var det 60 % (mellom 50 % og 70 %).",
                "Av 144 personer vars första aktivitet syns var 78 % aktiva igen månaden efter (mellan 70 % och 85 %). Ett halvår senare var det 60 % (mellan 50 % och 70 %).",
            ],
            told(returning::finding, vec![curve([150, 144, 100])]),
        ),
        case(
            "too few half a year later",
            [
                "Of 9 people whose first activity was seen, 78% were active again the month after (between 70% and 85%).",
                "Niistä 9 ihmisestä, joiden ensimmäinen toiminta näkyi, 78 % oli mukana myös seuraavassa kuussa (väli 70 %–85 %).",
                "Av 9 personer med første aktivitet i perioden var 78 % aktive igjen måneden etter (mellom 70 % og 85 %).",
                "Av 9 personer vars första aktivitet syns var 78 % aktiva igen månaden efter (mellan 70 % och 85 %).",
            ],
            told(returning::finding, vec![curve([9, 9, 2])]),
        ),
        case("too few to come back", NOTHING, told(returning::finding, vec![curve([4, 3, 2])])),
        case("nobody to come back", NOTHING, told(returning::finding, Vec::new())),
        case(
            "where people stay behind",
            [
                "The step at which most stay behind is from “Invited” to “Reads”: 57% go on (between 53% and 61%).",
                "Eniten ihmisiä jää vaiheiden ”Kutsuttu” ja ”Lukee” väliin: 57 % jatkaa (väli 53 %–61 %).",
                "Flest stopper mellom «Invitert» og «Leser»: 57 % går videre (mellom 53 % og 61 %).",
                "Flest stannar mellan ”Inbjuden” och ”Läser”: 57 % går vidare (mellan 53 % och 61 %).",
            ],
            told(funnel::finding, vec![steps([256, 145, 141], [true; 3])]),
        ),
        case(
            "what the export does not show is no step",
            [
                "The step at which most stay behind is from “Invited” to “Starts threads”: 95% go on (between 91% and 99%).",
                "Eniten ihmisiä jää vaiheiden ”Kutsuttu” ja ”Aloittaa ketjuja” väliin: 95 % jatkaa (väli 91 %–99 %).",
                "Flest stopper mellom «Invitert» og «Starter tråder»: 95 % går videre (mellom 91 % og 99 %).",
                "Flest stannar mellan ”Inbjuden” och ”Startar trådar”: 95 % går vidare (mellan 91 % och 99 %).",
            ],
            told(funnel::finding, vec![steps([256, 0, 141], [true, false, true])]),
        ),
        case("few stay behind", NOTHING, told(funnel::finding, vec![steps([12, 8, 7], [true; 3])])),
        case("no steps", NOTHING, told(funnel::finding, Vec::new())),
    ]
}

#[test]
fn who_goes_on_and_who_comes_back() {
    check(cases());
}
