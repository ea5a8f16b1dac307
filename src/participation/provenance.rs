//! What has to be known to use the numbers.

use super::{Basis, Participation};
use crate::View;
use crate::activity::Population;
use crate::table::Provenance;

pub(super) fn provenance(
    view: &View<'_>,
    participation: &Participation,
    population: &Population<'_>,
) -> Provenance {
    let options = &participation.options;
    let members = &participation.members;
    let mut p = Provenance::new(
        "posts and replies in the window by people who could have taken part, those who never wrote included",
    )
    .method(format!(
        "shares of the most active by rank; Wilson intervals for shares of people, percentile intervals of {} bootstrap draws of the people for the rest",
        options.draws
    ))
    .parameter("regular_share", options.regular_share)
    .parameter("regular_weeks", options.regular_weeks)
    .parameter("smallest_group", options.smallest_group)
    .parameter("draws", options.draws)
    .parameter("seed", options.seed)
    .parameter("interval_level", options.interval_level)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("posts and replies of colleagues", members.messages)
    .denominator(
        &format!("{}, with the organisation at some time of the window", participation.basis.describe()),
        members.people,
    )
    .interval(options.interval_level);
    for &(what, n) in population.excluded.iter().chain(&members.excluded) {
        p = p.exclude(what, n);
    }
    p.assumptions
        .push("whether somebody only reads or never looks is not known: the export has no views".into());
    p.assumptions.push(
        "for comparison, van Mierlo 2014 (four digital health networks, 63,990 people, fewer than 25% posted): superusers made 74.7%, contributors 24.0%, lurkers 1.3% of the posts; a yardstick from elsewhere, not a goal".into(),
    );
    if participation.basis == Basis::Users {
        p.warnings.push(
            "denominator: users of the export; no roster was given. Colleagues without an account are not seen, so the share of those who write is too high".into(),
        );
    }
    if participation.officials == 0 {
        p.warnings.push(
            "nobody is named as community manager or communications: if there are some, they are among the colleagues".into(),
        );
    }
    if members.messages == 0 {
        p.warnings.push("not enough data: no colleague wrote anything in the window".into());
    } else if members.groups.is_empty() {
        p.warnings.push(format!(
            "not enough data: {} people are too few for three groups of {} or more",
            members.people, options.smallest_group
        ));
    } else if members.groups[0].people * 100 >= members.people + 100 {
        p.warnings.push(format!(
            "1% of {} people is fewer than {}: the first group has {}",
            members.people, options.smallest_group, members.groups[0].people
        ));
    }
    p.warnings.extend(population.warnings.iter().cloned());
    p
}
