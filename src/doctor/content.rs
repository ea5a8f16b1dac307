//! What messages tell of: hours of work, languages, questions.

use super::files::SMALL_SHARE;
use super::{Advice, Urgency};
use crate::View;
use crate::activity::void;
use crate::community::MessageFlags;

/// Messages below which hours and languages say little.
const MIN_MESSAGES: u64 = 200;
/// Share of messages by which another clock has to fit office hours better.
const BETTER: f64 = 0.05;
/// Share of messages without a language from which questions may be missed.
const UNCLEAR: f64 = 0.25;
/// Share of questions among first messages below which something is odd.
const FEW_QUESTIONS: f64 = 0.02;
/// Office hours, on working days.
const OFFICE: std::ops::Range<u8> = 8..17;

/// Zones to name as examples, by their hours ahead of UTC in winter.
const ZONES: [(i32, &str); 9] = [
    (0, "Europe/London"),
    (1, "Europe/Oslo or Europe/Stockholm"),
    (2, "Europe/Helsinki"),
    (3, "Europe/Istanbul"),
    (5, "Asia/Karachi"),
    (8, "Asia/Singapore"),
    (-5, "America/New_York"),
    (-6, "America/Chicago"),
    (-8, "America/Los_Angeles"),
];

pub(super) fn look(view: &View<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    advice.extend(zone(view));
    languages(view, &mut advice);
    advice
}

/// Whether another clock fits hours of work better.
fn zone(view: &View<'_>) -> Option<Advice> {
    let messages = view.community().messages();
    let clock = view.clock();
    let mut hours = [0u64; 24];
    for row in view.message_range() {
        let at = messages.at[row];
        let day = clock.day(at);
        let weekday = day.0 - day.monday().0;
        if !void(messages.flags[row]) && weekday < 5 {
            hours[usize::from(clock.hour(at)) % 24] += 1;
        }
    }
    let all: u64 = hours.iter().sum();
    if all < MIN_MESSAGES {
        return None;
    }
    let inside = |shift: i32| -> f64 {
        let here = |hour: usize| OFFICE.contains(&((hour as i32 + shift).rem_euclid(24) as u8));
        let n: u64 = hours.iter().enumerate().filter(|(hour, _)| here(*hour)).map(|(_, n)| n).sum();
        n as f64 / all as f64
    };
    let best = (-12..=12)
        .min_by(|a: &i32, b: &i32| inside(*b).total_cmp(&inside(*a)).then(a.abs().cmp(&b.abs())))
        .filter(|&shift| shift != 0 && inside(shift) >= inside(0) + BETTER)?;
    let zone = view.window().zone.name();
    let (size, way) = (best.abs(), if best > 0 { "ahead of" } else { "behind" });
    let hours = if size == 1 { "hour" } else { "hours" };
    let example = ZONES.iter().find(|(ahead, _)| zone == "UTC" && *ahead == best);
    let example = example.map_or("its name".into(), |(_, name)| format!("{name}, say"));
    Some(
        Advice::new(
            Urgency::First,
            "time zone",
            format!(
                "by the clock of {zone} {:.0}% of the messages of working days fall between 8 and 17; by one {size} {hours} {way} it \
                 {:.0}% would",
                100.0 * inside(0),
                100.0 * inside(best)
            ),
        )
        .because("business hours, days and weeks begin at the wrong time", "answers in business hours, routing, weeks of all answers")
        .so(format!("give the zone of the organisation: --zone ({example}); in Python c.window(zone=...)")),
    )
}

fn languages(view: &View<'_>, advice: &mut Vec<Advice>) {
    let community = view.community();
    let (messages, threads) = (community.messages(), community.threads());
    let (mut said, mut unclear) = (0u64, 0u64);
    for message in view.messages().filter(|&message| !void(messages.flag(message))) {
        if messages.words[message.index()] >= 5 {
            said += 1;
            unclear += u64::from(messages.language(message).is_none());
        }
    }
    if said >= MIN_MESSAGES && unclear as f64 > UNCLEAR * said as f64 {
        advice.push(
            Advice::new(
                Urgency::Worth,
                "languages",
                format!("of {unclear} of {said} messages of five words or more the language is not clear, or none of the ten that are known"),
            )
            .because("in other languages a question is heard by its question mark alone, and thanks are not heard", "questions, answers, hubs, champions")
            .so("see cmgraph questions, by language; ask people to use the platform's question type; a language is one file to add (CONTRIBUTING.md)")
            .counted(unclear, Some(said)),
        );
    }
    let roots = threads.iter().filter_map(|thread| threads.root(thread));
    let (mut started, mut asked) = (0u64, 0u64);
    for root in roots.filter(|root| view.message_range().contains(&root.index())) {
        started += u64::from(!void(messages.flag(root)));
        asked += u64::from(!void(messages.flag(root)) && messages.flag(root).has(MessageFlags::QUESTION));
    }
    if started >= MIN_MESSAGES && (asked as f64) < FEW_QUESTIONS * started as f64 {
        advice.push(
            Advice::new(Urgency::Worth, "few questions", format!("{asked} of {started} threads begin with a question"))
                .because("help is told by answers to questions: with few of them little can be said of who helps", "champions, hubs, answers, routing")
                .so("if people do ask, look whether the export holds the texts of the messages; if not, it is a finding")
                .counted(asked, Some(started)),
        );
    }
    let without = view.messages().filter(|m| messages.words[m.index()] == 0 && !void(messages.flag(*m)));
    let (without, all) = (without.count() as u64, view.message_range().len() as u64);
    if all >= MIN_MESSAGES && without as f64 > 0.5 * all as f64 {
        advice.push(
            Advice::new(Urgency::First, "no texts", format!("{without} of {all} messages have no text"))
                .because(
                    "questions, thanks and answers are told by what is said",
                    "questions, answers, champions, hubs, routing",
                )
                .so("export with message bodies; the texts stay on this computer and are in no table")
                .counted(without, Some(all)),
        );
    }
    let deleted = view.messages().filter(|m| messages.flag(*m).has(MessageFlags::DELETED)).count() as u64;
    if deleted as f64 > SMALL_SHARE * all as f64 {
        advice.push(
            Advice::new(
                Urgency::Know,
                "deleted messages",
                format!("{deleted} of {all} messages were deleted"),
            )
            .because(
                "they count for nobody; replies to them have lost what they reply to",
                "conversation, bridges",
            )
            .so("nothing")
            .counted(deleted, Some(all)),
        );
    }
}
