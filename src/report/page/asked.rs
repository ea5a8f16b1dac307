//! Who is asked?

use super::super::cells::{number, parameter, table as named};
use super::super::chart::Alternative;
use super::super::locale::{Words, message};
use super::people::people;
use super::section::{Section, not_told, sources};
use super::table::table;
use crate::table::Release;
use crate::time::Zone;
use maud::Markup;

/// From this probability on somebody is called a hub.
pub(super) const LIKELY: f64 = 0.8;
/// People drawn at most: after those who are asked clearly more come many alike.
const DRAWN: usize = 10;

pub(super) fn section(tables: &[Release], words: &Words, zone: &Zone) -> Section {
    let mut section = Section {
        id: "asked",
        question: words.say(message::ASKED_QUESTION),
        findings: findings(tables, words),
        figures: Vec::new(),
        tables: Vec::new(),
        limits: words.say(message::ASKED_LIMITS),
        account: words.say(message::ASKED_ACCOUNT),
        sources: Vec::new(),
    };
    if let Some(list) = named(tables, "question_hubs") {
        section.figures.extend(drawn(list, words));
        let columns = [
            ("name", message::COLUMN_NAME),
            ("unit", message::COLUMN_UNIT),
            ("askers_per_month", message::COLUMN_ASKERS_PER_MONTH),
            ("askers", message::COLUMN_ASKERS),
            ("asker_units", message::COLUMN_UNITS_ASKING),
            ("p_hub", message::COLUMN_CERTAINTY),
            ("reply_share", message::COLUMN_REPLIES_TO),
            ("on_platform", message::COLUMN_ON_PLATFORM),
            ("overloaded", message::COLUMN_OVERLOADED),
            ("member", message::COLUMN_ID),
        ];
        section.tables.push((words.say(message::ASKED_LIST), table(list, &columns, words, zone)));
        section.sources = sources(&[list]);
    }
    if let Some(units) = named(tables, "question_hubs_by_unit").filter(|units| units.rows() > 1) {
        let columns = [
            ("unit", message::COLUMN_UNIT),
            ("people", message::COLUMN_PEOPLE),
            ("hubs", message::COLUMN_ASKED_PEOPLE),
            ("askers", message::COLUMN_ASKERS),
            ("asked_per_month", message::COLUMN_ASKED_PER_MONTH),
        ];
        section.tables.push((words.say(message::ASKED_BY_UNIT), table(units, &columns, words, zone)));
    }
    section
}

fn findings(tables: &[Release], words: &Words) -> Vec<String> {
    let Some(list) = named(tables, "question_hubs") else { return vec![words.say(message::NOT_ENOUGH)] };
    if list.disclosure().withheld.is_some() {
        let summary = named(tables, "question_hubs_summary");
        let hubs = summary.and_then(|summary| number(summary, "hubs", 0));
        return vec![match hubs {
            Some(hubs) if hubs > 0.0 => words.tell(message::ASKED_UNITS, &[("hubs", hubs.into())]),
            Some(_) => words.say(message::ASKED_NONE),
            None => not_told(summary, words),
        }];
    }
    let likely =
        (0..list.rows()).filter(|&row| number(list, "p_hub", row).is_some_and(|p| p >= LIKELY)).count();
    vec![if list.rows() == 0 {
        words.say(message::ASKED_NONE)
    } else if likely == 0 {
        words.tell(message::ASKED_UNCLEAR, &[("asked", list.rows().into())])
    } else if parameter(list, "n").and_then(|n| n.parse().ok()) == Some(likely) {
        // The list ends there: there may be more.
        words.tell(message::ASKED_AT_LEAST, &[("hubs", likely.into())])
    } else {
        words.tell(message::ASKED_FINDING, &[("hubs", likely.into())])
    }]
}

fn drawn(list: &Release, words: &Words) -> Option<(Markup, String)> {
    let title = words.say(message::ASKED_CHART);
    let drawing = people(list, "askers_per_month", DRAWN, 4, words, |n| Alternative {
        id: "asked-people".into(),
        title: title.clone(),
        description: words.tell(message::ASKED_CHART_DESCRIPTION, &[("n", n.into())]),
    })?;
    Some((drawing, title))
}
