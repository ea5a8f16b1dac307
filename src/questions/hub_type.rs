//! What kind of hub somebody is, and why, in words.

use super::{HubType, QuestionHub};
use crate::activity::{counted, percent};

/// Share of askers from the own unit from which a hub is a local coordinator.
const LOCAL_SHARE: f64 = 0.7;
/// Distinct units of askers from which a hub is a bridge or a specialist.
const MANY_UNITS: u32 = 3;
/// Share of threads replied to below which a hub is silent, and threads from which that can be told.
const SILENT_SHARE: f64 = 0.2;
const SILENT_THREADS: u64 = 5;

/// Whether a hub seems to be silent.
fn seldom_replies(hub: &QuestionHub) -> bool {
    hub.threads >= SILENT_THREADS && (hub.replied as f64) < SILENT_SHARE * hub.threads as f64
}

/// The type by the rules of [`HubType`].
pub(super) fn hub_type(hub: &QuestionHub, level: f64) -> HubType {
    if !hub.on_platform {
        return HubType::OffPlatform;
    }
    if seldom_replies(hub) {
        let surely =
            crate::stats::wilson(hub.replied, hub.threads, level).is_some_and(|i| i.high < SILENT_SHARE);
        return if surely { HubType::Silent } else { HubType::NotClear };
    }
    let Some(own) = hub.own_unit_interval else { return HubType::NotClear };
    // By a word they share where texts are known, else by groups.
    let narrow = hub.topics_by_word.or(hub.topics_by_group).and_then(|topics| topics.is_narrow());
    if own.low >= LOCAL_SHARE {
        return if narrow == Some(true) { HubType::Mixed } else { HubType::LocalCoordinator };
    }
    if own.high >= LOCAL_SHARE {
        return HubType::NotClear;
    }
    match narrow {
        _ if hub.units < MANY_UNITS => HubType::Mixed,
        Some(true) => HubType::Specialist,
        Some(false) => HubType::Bridge,
        None => HubType::NotClear,
    }
}

/// Between which types it is not clear, and for want of what.
fn unclear(hub: &QuestionHub, level: f64) -> String {
    let range = |low: f64, high: f64| format!("{:.0}% to {:.0}%", 100.0 * low, 100.0 * high);
    let replies = crate::stats::wilson(hub.replied, hub.threads, level);
    if let Some(replies) = replies.filter(|_| seldom_replies(hub)) {
        return format!("silent or not: replies to {} of threads", range(replies.low, replies.high));
    }
    match hub.own_unit_interval {
        None => "no unit is known".into(),
        Some(own) if own.high >= LOCAL_SHARE => {
            format!("local coordinator or not: {} of askers from the own unit", range(own.low, own.high))
        }
        Some(_) => "specialist or bridge: too little is known of topics".into(),
    }
}

/// Why somebody is listed; no names, ids or texts.
pub(super) fn reasons(hub: &QuestionHub, level: f64) -> Vec<String> {
    let mut asked = format!("asked by {}", counted(hub.askers.into(), "colleague", "colleagues"));
    if hub.units > 0 {
        asked += &format!(" in {}", counted(hub.units.into(), "unit", "units"));
    }
    let words = ["with a mention", "in reply", "by referral", "by handover"];
    let kinds: Vec<String> = hub
        .askers_by_kind
        .iter()
        .zip(words)
        .filter(|(n, _)| **n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
    asked += &format!(": {}", kinds.join(", "));
    let mut reasons = vec![asked];
    if !hub.on_platform {
        reasons.push("not on the platform".into());
        return reasons;
    }
    let threads = counted(hub.threads, "thread", "threads");
    let mut replied = format!("replied in {} of {threads}", percent(hub.replied, hub.threads));
    if let Some(median) = hub.reply_hours.and_then(|hours| hours.time) {
        replied += &format!(", half of them within {}", hours(median));
    }
    reasons.push(replied);
    reasons.push(format!("wrote {}", counted(hub.asks, "question", "questions")));
    if hub.overload.overloaded == Some(true)
        && let Some(capacity) = hub.overload.capacity_per_week
    {
        let asked = hub.overload.asked_per_week;
        reasons.push(format!(
            "asked in {asked:.1} threads a week of late, answered at most {capacity:.1} a week in any four weeks: needs relief"
        ));
    }
    if hub.hub_type == HubType::NotClear {
        reasons.push(format!("type not clear: {}", unclear(hub, level)));
    }
    reasons
}

/// A time in the unit in which it is read at a glance.
fn hours(hours: f64) -> String {
    match hours {
        h if h < 1.0 => format!("{:.0} minutes", (h * 60.0).max(1.0)),
        h if h < 48.0 => format!("{h:.1} hours"),
        h => format!("{:.1} days", h / 24.0),
    }
}
