//! What has to be known to use the answers.

use super::facts::{Fact, Facts};
use super::{Answers, Until};
use crate::View;
use crate::activity::{
    DEFAULT_MIN_WORDS, DEFAULT_MIN_WORDS_MIXED, NO_UNIT, QUESTION_FLAG_WARNING, Start, counted,
};
use crate::table::{EvidenceLevel, Provenance};

pub(super) fn provenance(view: &View<'_>, all: &Facts, found: &Answers) -> Provenance {
    let facts = &all.facts;
    let options = &found.options;
    let organisation = options.calendars.organisation();
    let zone = organisation.zone.as_ref().unwrap_or(&view.window().zone);
    let left = LeftOut::of(view);
    let without = |missing: fn(&Fact) -> bool| facts.iter().filter(|fact| missing(fact)).count() as u64;
    let mut p = Provenance::new(
        "questions of colleagues that start a thread, and the replies of others to them that say something; questions without an answer stay in, censored at the end of the window",
    )
    .method(
        "Kaplan-Meier with log-log intervals, medians by Brookmeyer and Crowley; Aalen-Johansen for who answers first; Wilson intervals for shares; log-rank tests, p-values adjusted by Benjamini and Hochberg",
    )
    .parameter("hours", &organisation.hours)
    .parameter("hours_zone", zone.name())
    .parameter("holidays", &organisation.holidays)
    .parameter("calendars", options.calendars.own())
    .parameter("calendars_in_use", found.calendars_in_use)
    .parameter("period", options.period.name())
    .parameter("min_questions", options.min_questions)
    .unit_level(view, options.unit_level)
    .parameter("interval_level", options.interval_level)
    .view(view)
    .observations("questions of colleagues that start a thread", found.questions)
    .denominator("people who asked them", found.askers)
    .interval(options.interval_level)
    .exclude("questions of the community manager and communications accounts", left.official)
    .exclude("questions of guests and unknown accounts", left.outside)
    .exclude("threads without their first message, questions or not", left.missing)
    .exclude("questions whose asker has no known unit: in no number by unit", without(|fact| fact.unit == NO_UNIT))
    .exclude("questions in private conversations: in no number by group", without(|fact| fact.group.is_none()))
    .exclude("questions whose language is not clear: in no number by language", without(|fact| fact.language.is_none()))
    .assume(format!(
        "an answer is a reply by somebody else of at least {DEFAULT_MIN_WORDS} words or with an attachment, {DEFAULT_MIN_WORDS_MIXED} words where it also thanks or asks; bots do not answer"
    ))
    .assume("an answer was accepted where somebody else marked it, and thanked where the asker says thanks after it or reacts to it; the time is that of the answer")
    .assume("intervals and tests take questions as independent of each other: they are too narrow where few people ask most of them")
    .assume("business hours are those of the asker's calendar between question and answer: what is asked and answered outside of them took none")
    .warn(QUESTION_FLAG_WARNING)
    .warn("answers outside the platform are not seen, and whether an answer was right is not known");
    let members = view.community().members();
    if !members.iter().any(|member| members.role(member).official()) {
        p = p.warn("no community manager is named: one who is counts as a colleague");
    }
    if organisation.holidays.is_empty() {
        p = p.warn("no holidays were given: in business hours they count as working days");
    }
    let before = without(|fact| fact.before);
    if before > 0 {
        p = p.warn(format!(
            "{} dated before the question (some clock was wrong): given at once, as far as is known",
            counted(before, "first answer is", "first answers are")
        ));
    }
    let of_nobody = &all.calendars_of_nobody;
    if !of_nobody.is_empty() {
        let told = of_nobody.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = of_nobody.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        p = p.warn(format!(
            "nobody who asked has the calendar of {told}{more}: none of them asked, or units and sites are written otherwise in the export"
        ));
    }
    if found.questions < options.min_questions {
        p = p.warn(format!(
            "not enough data: {}, at least {} are needed",
            counted(found.questions, "question", "questions"),
            options.min_questions
        ));
    } else if found.speed.iter().any(|s| s.until == Until::FirstAnswer && s.median.time.is_none()) {
        p = p.warn("there is no median time to the first answer: less than half of the questions are answered, as far as they could be followed");
    }
    p.evidence = EvidenceLevel::Description;
    p
}

/// Units and sites that a warning names.
const MOST_NAMED: usize = 5;

/// Threads of the view that are no question of a colleague.
#[derive(Default)]
struct LeftOut {
    official: u64,
    outside: u64,
    missing: u64,
}

impl LeftOut {
    fn of(view: &View<'_>) -> LeftOut {
        let community = view.community();
        let (messages, threads) = (community.messages(), community.threads());
        let inside = view.message_range();
        let mut left = LeftOut::default();
        for thread in threads.iter() {
            let first = threads.messages(thread).first();
            if !first.is_some_and(|first| inside.contains(&first.index())) {
                continue;
            }
            match Start::of(community, thread) {
                Start::Missing => left.missing += 1,
                Start::OutsideQuestion(_) => left.outside += 1,
                Start::Broadcast => {
                    let asks = threads.root(thread).is_some_and(|root| {
                        let question = messages.flag(root).has(crate::community::MessageFlags::QUESTION);
                        question && community.members().role(messages.author(root)).official()
                    });
                    left.official += u64::from(asks);
                }
                _ => {}
            }
        }
        left
    }
}
