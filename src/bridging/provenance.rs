//! What has to be known to use the numbers.

use super::options::{ANSWERER_POOL_DAYS, MAX_MATRIX_UNITS, MIN_ANSWERER_POOL, SMALLEST_UNIT};
use super::replies::Talk;
use super::{Basis, Bridging, Circles};
use crate::View;
use crate::activity::QUESTION_FLAG_WARNING;
use crate::community::DEFAULT_MAX_UNITS;
use crate::graph::NO_GROUP;
use crate::table::Provenance;

const TO_VOID: &str = "replies to a message that was deleted or that the platform wrote";

const WHY_NOT_VOID: &str = "a reply to a message that was deleted joins nobody: whoever took the words back is no longer part of the talk, and no count of it would hold for the next export; the same rule as for ties in conversation";

pub(super) fn provenance(view: &View<'_>, found: &Bridging, talk: &Talk<'_>) -> Provenance {
    let options = &found.options;
    let members = &found.members;
    let level = level(options.unit_level, found.unit_level);
    let mut p = Provenance::new(
        "replies in the window from one colleague to another, by the units of both; where the message replied to is not in the export, to the author of the thread's first message",
    )
    .method(format!(
        "percentile intervals of {} bootstrap draws of the threads; {} permutations of the units among the people who took part; configuration model for expected replies (Newman 2003); E-I index (Krackhardt and Stern 1988); Gould-Fernandez brokerage (1989); Wilson intervals for questions",
        options.draws, options.permutations
    ))
    .parameter("unit_level", level)
    .beyond_units(view, options.unit_level)
    .parameter("n", options.n)
    .parameter("min_units", options.min_units)
    .parameter("min_threads", options.min_threads)
    .parameter("max_authors", options.max_authors)
    .parameter("permutations", options.permutations)
    .parameter("draws", options.draws)
    .parameter("seed", options.seed)
    .parameter("interval_level", options.interval_level)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("replies between colleagues of known units", members.replies)
    .denominator("colleagues of known units who replied or were replied to", members.people)
    .interval(options.interval_level);
    for &(what, n) in &talk.population.excluded {
        p = p.exclude(what, n);
    }
    let left_out = &talk.left_out;
    let crowded = format!("replies in threads with more than {} authors", options.max_authors);
    p = p
        .exclude("replies with a colleague whose unit is not known", members.without_unit)
        .exclude("replies to oneself", left_out.oneself)
        .exclude("replies from or to accounts that do not count", left_out.others)
        .exclude("replies whose target is nowhere in the export", left_out.no_target)
        .exclude(TO_VOID, left_out.to_void)
        .exclude(&crowded, left_out.in_large_threads)
        .exclude(
            "answered questions whose asker or first answerer has no known unit",
            members.answers.unit_unknown,
        );
    p.assumptions.push("reactions and mentions do not count; replies count each, however long".into());
    p.assumptions.push(WHY_NOT_VOID.into());
    p.assumptions.push(
        "everybody is of the unit that the roster or the platform gives now, also for earlier replies".into(),
    );
    p.assumptions.push(
        "replies of one thread belong together, so threads are resampled (in 65,536 bundles where there are more); people are dealt other units for the p-value, the replies stay".into(),
    );
    p.assumptions.push(format!(
        "answers expected from other units: the first answerer of each question drawn from the first answers given in the same {ANSWERER_POOL_DAYS} days (or more, until there are {MIN_ANSWERER_POOL}), the asker's own left out; as all who answer keep how often they do, a unit that answers much is expected often"
    ));
    p.assumptions.push("brokerage counts paths, and those who write much have many: it is a list to look at, no measure of people".into());
    p.warnings.push(QUESTION_FLAG_WARNING.into());
    if found.basis == Basis::Users {
        p.warnings.push("no roster was given: units are the departments that the platform knows".into());
    }
    if found.officials == 0 {
        p.warnings.push(
            "nobody is named as community manager or communications: if there are some, they are among the colleagues".into(),
        );
    }
    let units = members.units.iter().filter(|unit| unit.active > 0).count();
    let unknown = talk.unit.iter().filter(|&&unit| unit == NO_GROUP).count();
    if talk.units.is_empty() {
        p.warnings.push("not enough data: no unit is known".into());
    } else if members.replies == 0 {
        p.warnings.push("not enough data: no replies between colleagues whose units are known".into());
    } else if units < 2 {
        p.warnings.push("not enough data: colleagues of one unit only replied to one another".into());
    }
    if unknown > 0 && !talk.units.is_empty() {
        p.warnings
            .push(format!("people without a known unit: {unknown}; their replies are in no number by unit"));
    }
    if talk.units.len() > MAX_MATRIX_UNITS {
        p.warnings.push(format!(
            "{} units are too many for a matrix of at most {MAX_MATRIX_UNITS}: choose a wider level of the unit path",
            talk.units.len()
        ));
    }
    if left_out.large_threads > 0 {
        p.warnings.push(format!(
            "threads with more than {} authors, which join nobody: {}",
            options.max_authors, left_out.large_threads
        ));
    }
    p.warnings.extend(talk.population.warnings.iter().cloned());
    p
}

/// The level of the unit path, and whether it was asked for.
fn level(asked: Option<usize>, in_force: usize) -> String {
    match asked {
        Some(level) => level.to_string(),
        None => format!("{in_force} (the deepest with at most {DEFAULT_MAX_UNITS} units)"),
    }
}

pub(super) fn of_circles(view: &View<'_>, found: &Circles, talk: &Talk<'_>) -> Provenance {
    let options = &found.options;
    let level = level(options.unit_level, found.unit_level);
    let mut p = Provenance::new(
        "circles of colleagues who reply to one another more than chance would have it, found without looking at units",
    )
    .method(format!(
        "Leiden communities of the ties weighted by replies, the best of {} searches (Traag, Waltman and van Eck 2019); adjusted Rand index (Hubert and Arabie 1985); Wilson intervals for shares of people",
        options.runs
    ))
    .parameter("unit_level", level)
    .beyond_units(view, options.unit_level)
    .parameter("resolution", options.resolution)
    .parameter("runs", options.runs)
    .parameter("min_members", options.min_members)
    .parameter("max_authors", options.max_authors)
    .parameter("seed", options.seed)
    .parameter("interval_level", options.interval_level)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("replies between colleagues", talk_of_colleagues(talk))
    .denominator("colleagues who replied or were replied to", found.people)
    .interval(options.interval_level);
    for &(what, n) in &talk.population.excluded {
        p = p.exclude(what, n);
    }
    let left_out = &talk.left_out;
    let crowded = format!("replies in threads with more than {} authors", options.max_authors);
    let small = format!("colleagues in circles of fewer than {}", options.min_members);
    p = p
        .exclude("replies to oneself", left_out.oneself)
        .exclude("replies from or to accounts that do not count", left_out.others)
        .exclude(TO_VOID, left_out.to_void)
        .exclude(&crowded, left_out.in_large_threads)
        .exclude(&small, found.in_small)
        .exclude(
            "colleagues whose unit is not known: in no comparison with units",
            found.people - found.units_known,
        );
    p.assumptions.push(WHY_NOT_VOID.into());
    p.assumptions
        .push("everybody is in one circle; who is in several is where most of his or her replies are".into());
    p.assumptions.push(
        "a circle is called by its busiest group; texts are not kept, so there are no topic words".into(),
    );
    p.assumptions.push("circles of fewer people than modularity can tell apart are merged (resolution limit); a higher resolution parts them".into());
    if found.people == 0 {
        p.warnings.push("not enough data: no replies between colleagues".into());
    } else if found.units < 2 {
        p.warnings.push("not enough data: circles cannot be compared with fewer than two known units".into());
    }
    if found.units > 1 && found.units_known < SMALLEST_UNIT {
        p.warnings.push("not enough data: the units of fewer than 5 people are known".into());
    }
    if found.basis == Basis::Users {
        p.warnings.push("no roster was given: units are the departments that the platform knows".into());
    }
    if found.circles.iter().any(|circle| circle.stability.is_some_and(|stability| stability < 0.5)) {
        p.warnings.push(
            "some circles are found otherwise by other searches (stability below 0.5): take them with care"
                .into(),
        );
    }
    p.warnings.extend(talk.population.warnings.iter().cloned());
    p
}

fn talk_of_colleagues(talk: &Talk<'_>) -> u64 {
    let counts = |actor| talk.counts(actor, false);
    talk.replies.iter().filter(|reply| counts(reply.from) && counts(reply.to)).count() as u64
}
