//! Values of categories in the language of the reader.

use super::super::locale::{Message, Words, message};

/// What a table calls it, and what the page does.
const VALUES: &[(&str, Message)] = &[
    ("trailing", message::VALUE_TRAILING),
    ("window", message::VALUE_WINDOW),
    ("first answers", message::VALUE_FIRST_ANSWERS),
    ("questions addressed", message::VALUE_ADDRESSED),
    ("threads started", message::VALUE_STARTED),
    ("in conversation", message::VALUE_IN_CONVERSATION),
    ("everybody", message::VALUE_EVERYBODY),
    ("without the community manager", message::VALUE_WITHOUT_MANAGER),
    ("without communications", message::VALUE_WITHOUT_COMMUNICATIONS),
    ("without the busiest answerer", message::VALUE_WITHOUT_BUSIEST),
    ("invited", message::STEP_INVITED),
    ("registered", message::STEP_REGISTERED),
    ("reader", message::STEP_READER),
    ("reactor", message::STEP_REACTOR),
    ("replier", message::STEP_REPLIER),
    ("poster", message::STEP_POSTER),
    ("answerer", message::STEP_ANSWERER),
    ("regular", message::STEP_REGULAR),
    ("all hours", message::CLOCK_ALL),
    ("business hours", message::CLOCK_BUSINESS),
    ("first answer", message::UNTIL_FIRST),
    ("accepted or thanked", message::UNTIL_ACCEPTED),
    ("(whole)", message::VALUE_WHOLE),
    ("covered", message::VALUE_COVERED),
    ("too few", message::VALUE_TOO_FEW),
    ("none chosen", message::VALUE_TOO_FEW),
    ("nobody", message::VALUE_NOBODY),
    ("small", message::VALUE_SMALL),
];

/// The words for a value; itself where there are none, as for names.
pub(super) fn value(text: &str, words: &Words) -> String {
    let known = VALUES.iter().find(|(value, _)| *value == text);
    known.map_or_else(|| text.to_owned(), |(_, message)| words.say(*message))
}

/// Some hours of a clock in words: `4 hours`, `7 days`, `8 working hours`.
pub(super) fn hours(hours: f64, business: bool, words: &Words) -> String {
    if business {
        words.tell(message::HOURS_BUSINESS, &[("n", hours.into())])
    } else if hours > 24.0 {
        words.tell(message::DAYS, &[("n", (hours / 24.0).into())])
    } else {
        words.tell(message::HOURS, &[("n", hours.into())])
    }
}

/// How long something took or is open, in the unit that people would use.
pub(super) fn duration(hours: f64, words: &Words) -> String {
    let minutes = (hours * 60.0).round();
    if minutes < 100.0 {
        words.tell(message::MINUTES, &[("n", minutes.max(1.0).into())])
    } else if hours < 36.0 {
        words.tell(message::HOURS, &[("n", rounded(hours).into())])
    } else {
        words.tell(message::DAYS, &[("n", rounded(hours / 24.0).into())])
    }
}

/// One decimal below ten, none above: the plural goes with what is written.
fn rounded(value: f64) -> f64 {
    if value < 9.95 { (value * 10.0).round() / 10.0 } else { value.round() }
}
