//! What has to be known to use the numbers.

use super::threads::LeftOut;
use super::{Basis, Conversation};
use crate::View;
use crate::activity::Population;
use crate::table::Provenance;

pub(super) fn provenance(
    view: &View<'_>,
    found: &Conversation,
    population: &Population<'_>,
    left_out: &LeftOut,
    crowded: u64,
) -> Provenance {
    let options = &found.options;
    let threads = found.whole().map_or(0, |whole| whole.threads);
    let days = options.follow_days;
    let mut p = Provenance::new(format!(
        "what happened in threads within {days} days of their start; dialogue: at least two members wrote and somebody replied back to somebody; broadcast: started by a community manager or communications account, and no member replied to another; member to member: replies with no official at either end, of those between two people of the organisation"
    ))
    .method(format!(
        "Wilson intervals for shares of threads; percentile intervals of {} bootstrap draws of the threads (of the members for initiations), drawn in at most 256 bundles, for means and ratios; structural virality: mean distance of two messages along replies (Goel et al. 2016); ties: an arc from who replied to whose message it was, however often, in the window (r: share of arcs with one the other way; rho = (r-d)/(1-d), d the density, Garlaschelli and Loffredo 2004; reactions and mentions make no arc unless a row says so), intervals by leaving out one of 64 bundles of threads after the other, the density taken as known; simmelian: pairs both ways that have a third with whom both do the same (Krackhardt 1998); ping-pong: replies that are the third of a there, back and there again within {} days (Paranjape, Benson, Leskovec 2017), bootstrap over pairs",
        options.draws, options.exchange_days
    ))
    .parameter("by_group", options.by_group)
    .parameter("follow_days", days)
    .parameter("min_threads", options.min_threads)
    .parameter("max_authors", options.max_authors)
    .parameter("exchange_days", options.exchange_days)
    .parameter("interval_level", options.interval_level)
    .parameter("draws", options.draws)
    .parameter("seed", options.seed)
    .parameter("min_days", options.min_days)
    .parameter("min_events", options.min_events)
    .parameter("clear_events", options.clear_events)
    .parameter("balance_low", options.balance_low)
    .parameter("balance_high", options.balance_high)
    .parameter("balance_level", options.balance_level)
    .parameter("broadcaster_posts", options.broadcaster_posts)
    .parameter("broadcaster_replies", options.broadcaster_replies)
    .parameter("min_probability", options.min_probability)
    .parameter("listed", options.listed)
    .unit_level(view, options.unit_level)
    .parameter("include_guests", options.include_guests)
    .view(view)
    .observations("replies in the threads", found.whole().map_or(0, |whole| whole.replies))
    .denominator("threads started in the window and old enough to judge", threads)
    .interval(options.interval_level);
    for (what, n) in [
        ("threads whose first message is not in the export", left_out.rootless),
        ("threads too young to judge", left_out.young),
        ("private conversations", left_out.private),
        ("threads whose first message was deleted", left_out.deleted),
        ("threads started by programs or the platform", left_out.program),
        ("replies dated before the first message of their thread", left_out.early),
        ("replies later than the threads were followed", left_out.late),
        ("messages deleted, or by programs or the platform", left_out.void),
        ("replies to the own message (in the shape of the thread, but to nobody)", left_out.to_self),
        (
            "replies by or to guests or accounts known only by their id (in the shape of the thread, but not among members)",
            left_out.outside,
        ),
        ("replies to a message that was deleted or by a program", left_out.to_void),
    ] {
        p = p.exclude(what, n);
    }
    p = p.exclude(&format!("threads with more than {} authors (no ties)", options.max_authors), crowded);
    for &(what, n) in &population.excluded {
        p = p.exclude(what, n);
    }
    p.assumptions.push("threads are taken as independent of each other; the same people write in many of them, so that the intervals are about these people, not about others".into());
    p.assumptions.push("a reply is to the message it hangs on; where a platform hangs every reply on the first message, threads look like stars and back-and-forth is missed".into());
    p.assumptions.push("a reply to a message that was deleted, of a program or of the platform is to nobody: it counts as written, but makes no back-and-forth, no tie and nothing received".into());
    p.assumptions.push("for comparison, structural virality: a star (everybody answers the first message) of 5 messages 1.6, and below 2 however large; a chain of 3 messages 1.3, of 5 2.0, of 11 4.0".into());
    if found.basis == Basis::Users {
        p.warnings.push("no roster was given: somebody with several accounts counts several times".into());
    }
    if threads == 0 {
        p.warnings
            .push("not enough data: no thread was started in the window and followed long enough".into());
    }
    if !found.roles_known {
        p.warnings.push("nobody is named as community manager or communications: everybody counts as a member, so there may be less dialogue among members than it seems, and neither the broadcast index nor the share of replies from member to member can be told".into());
    }
    let replies = found.whole().map_or(0, |whole| whole.replies);
    if left_out.to_self * 10 > replies {
        p.warnings.push(format!(
            "{:.0}% of the replies are to the own message, as where answers go to the thread and not to a person: back-and-forth is missed there",
            100.0 * left_out.to_self as f64 / replies.max(1) as f64
        ));
    }
    p.warnings.extend(population.warnings.iter().cloned());
    p
}

/// The same for the tables about patterns of people.
pub(super) fn of_patterns(found: &Conversation) -> Provenance {
    let (options, patterns) = (&found.options, &found.patterns);
    let mut p = found.provenance.clone();
    p.definition = format!(
        "given: posts, replies to others, reactions; received: replies and reactions of others to own messages; g = given / (given + received). Observer: fewer than {} of both together. Engager: the interval of g lies inside ({}, {}), or covers one half with {} or more of both. Else the most probable of engager, catalyst (g up to {}), responder and broadcaster (g from {}; a broadcaster where posts are at least {} of what is given and replies at most {}); unclear where no probability reaches {}. People who were there for at least {} days of the window",
        options.min_events,
        options.balance_low,
        options.balance_high,
        options.clear_events,
        options.balance_low,
        options.balance_high,
        options.broadcaster_posts,
        options.broadcaster_replies,
        options.min_probability,
        patterns.min_days
    );
    p.method = format!(
        "Jeffreys intervals of g ({:.0}%); probabilities by the Beta posterior of g: catalyst up to {}, responder or broadcaster from {}, engager between; of the two the broadcaster gets the probability of its conditions under the Dirichlet posterior of posts, replies and reactions with 1/2 each; Wilson intervals for shares of people",
        100.0 * options.balance_level,
        options.balance_low,
        options.balance_high
    );
    p.n = None;
    p.denominator = Some((
        format!("{}, with the organisation at some time of the window", found.basis.describe()),
        patterns.people,
    ));
    p.excluded = Vec::new();
    for &(what, n) in &patterns.excluded {
        p = p.exclude(what, n);
    }
    p.assumptions = vec![
        "patterns describe what somebody did in the window, not what somebody is like; vendors use the same words (SWOOP Analytics) with thresholds that are not public, so numbers do not compare".into(),
        "only patterns for which it is good to be found have a list of people, and only their most active, at most half of them, where there are ten or more: who is not on it may be of any pattern".into(),
    ];
    p.warnings.retain(|warning| !warning.starts_with("not enough data"));
    if !patterns.reactions_seen {
        p.warnings
            .push("the window has no reactions: giving and receiving are posts and replies alone".into());
    }
    if patterns.active == 0 {
        p.warnings.push(format!(
            "not enough data: nobody gave and received {} or more, together",
            options.min_events
        ));
    }
    p
}
