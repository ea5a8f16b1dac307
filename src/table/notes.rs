//! Provenance in plain words: the lines under a table.

use super::{EvidenceLevel, Mode, Release};
use crate::time::{Timestamp, Zone};

/// Columns of a line of [`Release::explain`].
const WIDTH: usize = 100;
/// Columns of its labels.
const LABEL: usize = 11;

impl Release {
    /// How the numbers came about, in plain words: what was counted, out of whom, in which period, with which
    /// options, what was left out, what the privacy policy did. The lines that also stand under the table.
    ///
    /// ```
    /// use cmgraph::table::{Provenance, Role, Table};
    /// let provenance = Provenance::new("share of the roster").denominator("people of the roster", 1300);
    /// let table = Table::new("adoption", "Adoption", provenance).int("n", Role::Count, "", "", [Some(7)]);
    /// let words = cmgraph::Policy::named().apply(&table).explain();
    /// assert!(words.starts_with("counted    share of the roster\nout of     1,300 people of the roster\n"));
    /// ```
    pub fn explain(&self) -> String {
        let mut out = String::new();
        for (label, text) in notes(self) {
            for (at, line) in super::terminal::wrap(&text, WIDTH - LABEL).iter().enumerate() {
                let label = if at == 0 { label } else { "" };
                out.push_str(format!("{label:LABEL$}{line}").trim_end());
                out.push('\n');
            }
        }
        out
    }
}

/// Label and sentence of each line.
pub(super) fn notes(release: &Release) -> Vec<(&'static str, String)> {
    let provenance = release.provenance();
    let mut notes = Vec::new();
    let mut note = |label, text: String| {
        if !text.is_empty() {
            notes.push((label, super::layout::plain(&text)));
        }
    };
    note("counted", provenance.definition.clone());
    note("method", provenance.method.clone());
    let (few, min_group) = (&release.disclosure().few, release.disclosure().min_group);
    let fewer = |what: &String| format!("fewer than {min_group} {what}");
    let counted = |count: &Option<(String, u64)>, few: &Option<String>| match count {
        Some((what, n)) => format!("{} {what}", grouped(&n.to_string())),
        None => few.as_ref().map(fewer).unwrap_or_default(),
    };
    note("out of", counted(&provenance.denominator, &few.denominator));
    note("based on", counted(&provenance.n, &few.n));
    if let Some((from, to)) = provenance.window {
        note("period", period(from, to, &provenance.time_zone));
    }
    if let Some(level) = provenance.interval_level {
        let percent = format!("{:.1}", level * 100.0);
        note("intervals", format!("{}%", percent.trim_end_matches('0').trim_end_matches('.')));
    }
    let parameters: Vec<String> = provenance.parameters.iter().map(|(k, v)| format!("{k} = {v}")).collect();
    note("options", parameters.join(", "));
    let told = provenance.excluded.iter().map(|(what, n)| format!("{what}: {}", grouped(&n.to_string())));
    let excluded: Vec<String> =
        told.chain(few.excluded.iter().map(|what| format!("{what}: fewer than {min_group}"))).collect();
    note("left out", excluded.join(", "));
    for text in &provenance.assumptions {
        note("assumes", text.clone());
    }
    for text in &provenance.warnings {
        note("note", text.clone());
    }
    note(
        "evidence",
        match provenance.evidence {
            EvidenceLevel::Description => "",
            EvidenceLevel::A => "A: a randomised comparison",
            EvidenceLevel::B => "B: a staggered comparison without signs of bias",
            EvidenceLevel::C => "C: a comparison with weaknesses; says what went together, not why",
            EvidenceLevel::D => "D: a change at a time, without a comparison",
            EvidenceLevel::E => "E: before and after; cannot be attributed",
        }
        .into(),
    );
    note("privacy", privacy(release));
    notes
}

fn privacy(release: &Release) -> String {
    let disclosure = release.disclosure();
    let mut text = format!("{} mode", disclosure.mode.name());
    if disclosure.about_people && disclosure.withheld.is_none() {
        match disclosure.purpose.as_str() {
            "" if disclosure.mode == Mode::Named => text.push_str("; no purpose stated"),
            "" => {}
            purpose => text.push_str(&format!("; purpose: {purpose}")),
        }
        if !disclosure.audience.is_empty() {
            text.push_str(&format!("; for {}", disclosure.audience));
        }
    }
    if disclosure.withheld.is_some() {
        text.push_str("; no rows");
    }
    if disclosure.suppressed > 0 {
        let rows = if disclosure.suppressed == 1 { "row" } else { "rows" };
        text.push_str(&format!(
            "; numbers of {} {rows} hidden (*): fewer than {} people, or needed so that a total does not give \
             such a row away",
            disclosure.suppressed, disclosure.min_group
        ));
    }
    if !disclosure.dropped.is_empty() {
        text.push_str(&format!("; without {}", disclosure.dropped.join(", ")));
    }
    text
}

/// Local first and last day; `to` is the first instant after.
fn period(from: Timestamp, to: Timestamp, time_zone: &str) -> String {
    let zone = Zone::named(time_zone).unwrap_or_default();
    let last = Timestamp(to.0.saturating_sub(1).max(from.0));
    let name = if time_zone.is_empty() { "UTC" } else { time_zone };
    format!("{} to {} ({name})", zone.day(from), zone.day(last))
}

/// Digits of a whole number in groups of three: `-12,345`.
pub(crate) fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |dot| digits.split_at(dot));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_three() {
        for (digits, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234567", "-1,234,567"),
            ("12345.678", "12,345.678"),
        ] {
            assert_eq!(grouped(digits), expected);
        }
    }

    #[test]
    fn local_days() {
        let at = |text: &str| Timestamp::parse(text.as_bytes()).unwrap();
        let (from, to) = (at("2023-12-31T22:00:00Z"), at("2024-06-30T21:00:00Z"));
        assert_eq!(period(from, to, "Europe/Helsinki"), "2024-01-01 to 2024-06-30 (Europe/Helsinki)");
        assert_eq!(period(from, from, ""), "2023-12-31 to 2023-12-31 (UTC)");
    }
}
