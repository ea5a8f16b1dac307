//! The funnel for a terminal: what was found in sentences, then the tables.

use super::cells::{any_hidden, hidden, is_hidden, round_percent as percent, whole as count};
use super::overview::{block, heading, notes, release};
use crate::funnel::{Funnel, State};
use crate::table::{Release, TerminalOptions, wrap};
use crate::{Policy, Result};

/// The funnel for a terminal.
///
/// # Errors
/// None so far; those of drawings, should there be some.
pub fn funnel_text(funnel: &Funnel, policy: &Policy, terminal: &TerminalOptions) -> Result<String> {
    let tables = release(funnel.tables(), policy);
    let mut out = heading("How far have people come?", terminal);
    out.push('\n');
    for finding in findings(&tables) {
        for (at, line) in wrap(&finding, terminal.width.saturating_sub(2)).iter().enumerate() {
            out.push_str(if at == 0 { "- " } else { "  " });
            out.push_str(line);
            out.push('\n');
        }
    }
    let shown: [(&str, &[&str]); 4] = [
        (
            "funnel",
            &[
                "state",
                "people",
                "share",
                "share_low",
                "share_high",
                "conversion",
                "conversion_low",
                "conversion_high",
                "did",
                "median_days",
                "median_days_low",
                "median_days_high",
            ],
        ),
        ("funnel_states", &["state", "days", "probability", "low", "high", "seen"]),
        (
            "funnel_by_unit",
            &[
                "unit",
                "people",
                "registered_share",
                "registered_share_low",
                "registered_share_high",
                "contributing_share",
                "contributing_share_low",
                "contributing_share_high",
                "answering_share",
                "answering_share_low",
                "answering_share_high",
                "regular_share",
                "regular_share_low",
                "regular_share_high",
            ],
        ),
        (
            "newcomer_reply",
            &[
                "reply",
                "first_posts",
                "returned",
                "compared",
                "returned_share",
                "returned_share_low",
                "returned_share_high",
                "difference",
                "difference_low",
                "difference_high",
                "odds_ratio",
                "odds_ratio_low",
                "odds_ratio_high",
            ],
        ),
    ];
    for (name, columns) in shown {
        let Some(table) = tables.iter().find(|table| table.name() == name) else { continue };
        let facts = Facts(table);
        let number = |row: usize, name: &str| facts.number(row, name);
        // A table without anything in it says less than its finding.
        let empty = match name {
            "funnel_states" => (0..table.rows()).all(|row| number(row, "probability").is_none()),
            "newcomer_reply" => number(0, "all_first_posts").unwrap_or(0.0) == 0.0,
            _ => false,
        };
        if !empty {
            block(&mut out, &table.select(columns), terminal);
        }
    }
    if let Some(table) = tables.iter().find(|table| table.name() == "funnel") {
        notes(&mut out, table, terminal);
    }
    Ok(out)
}

/// Width of an interval of a difference from which it says that the data are few.
const WIDE: f64 = 0.2;

/// What the released tables of a funnel say, in sentences: for a reader who will not look at the tables. Numbers that
/// the policy hides are not in them.
pub fn findings(tables: &[Release]) -> Vec<String> {
    let get = |name: &str| tables.iter().find(|table| table.name() == name);
    let mut out = Vec::new();
    if let Some(table) = get("funnel") {
        now(table, &mut out);
    }
    if let Some(table) = get("funnel_states") {
        later(table, &mut out);
    }
    if let Some(table) = get("newcomer_reply") {
        newcomers(table, &mut out);
    }
    out
}

/// Cells of a released table by row and column.
struct Facts<'a>(&'a Release);

impl Facts<'_> {
    fn number(&self, row: usize, name: &str) -> Option<f64> {
        self.0.column(name)?.values.number(row)
    }

    fn text(&self, row: usize, name: &str) -> String {
        self.0.column(name).and_then(|column| column.values.text(row)).unwrap_or_default()
    }

    /// `52% (46-58%)` of three columns.
    fn share(&self, row: usize, name: &str, ends: [&str; 2]) -> Option<String> {
        let [value, low, high] = [name, ends[0], ends[1]].map(|name| self.number(row, name));
        Some(format!("{} ({:.0}-{:.0}%)", percent(value?), low? * 100.0, high? * 100.0))
    }

    fn part(&self, row: usize, name: &str) -> Option<String> {
        let ends = [format!("{name}_low"), format!("{name}_high")];
        self.share(row, name, [&ends[0], &ends[1]])
    }
}

/// Percentage points with their sign; none for 0.
fn signed(share: f64) -> String {
    let points = (share * 100.0).round();
    if points == 0.0 { "0".into() } else { format!("{points:+.0}") }
}

/// What people in a state have done.
fn doing(state: &str) -> &'static str {
    match State::parse(state) {
        Some(State::Invited) => "could take part",
        Some(State::Registered) => "have logged in or gone further",
        Some(State::Reader) => "have read",
        Some(State::Reactor) => "have reacted or gone further",
        Some(State::Replier) => "have replied or gone further",
        Some(State::Poster) => "have started a thread or gone further",
        Some(State::Answerer) => "have answered a colleague's question or gone further",
        Some(State::Regular) => "have come back so often that it was a habit at least once",
        None => "are in another state",
    }
}

fn now(table: &Release, out: &mut Vec<String>) {
    let facts = Facts(table);
    let number = |row: usize, name: &str| facts.number(row, name);
    let text = |row: usize, name: &str| facts.text(row, name);
    let row_of = |state: State| (0..table.rows()).find(|&row| text(row, "state") == state.name());
    let Some(headcount) =
        row_of(State::Invited).and_then(|row| number(row, "headcount")).filter(|n| *n > 0.0)
    else {
        let hides = row_of(State::Invited).is_some_and(|row| is_hidden(table, "headcount", row));
        out.push(if hides {
            hidden(table, "How far people have come")
        } else {
            "Not enough data: nobody could have taken part.".into()
        });
        return;
    };
    let parts: Vec<String> = [State::Registered, State::Replier, State::Answerer, State::Regular]
        .into_iter()
        .filter_map(|state| {
            let row = row_of(state)?;
            Some(format!("{} {}", facts.part(row, "share")?, doing(state.name())))
        })
        .collect();
    if let Some((last, rest)) = parts.split_last() {
        let rest = rest.join(", ");
        out.push(format!("Of {} colleagues who could take part, {rest}, and {last}.", count(headcount)));
    }
    // The narrowest place, where there is one worth the name.
    let steps = (0..table.rows()).filter_map(|row| Some((number(row, "conversion")?, row)));
    let narrow = steps.filter(|(c, _)| *c < 1.0).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if let Some((_, row)) = narrow
        && let Some(share) = facts.part(row, "conversion")
    {
        let before = (0..row)
            .rev()
            .find(|&before| number(before, "people").is_some() || is_hidden(table, "people", before))
            .map(|at| text(at, "state"));
        out.push(format!(
            "{} is from {} to {}: {share} of those who came to the one came on to the other.",
            // A hidden step may be narrower.
            if any_hidden(table, "conversion") {
                "Of the steps that are not hidden the narrowest"
            } else {
                "The narrowest step"
            },
            before.unwrap_or_default(),
            text(row, "state"),
        ));
    }
    for state in [State::Registered, State::Replier] {
        let Some(row) = row_of(state) else { continue };
        let Some(days) = number(row, "median_days").filter(|days| *days > 0.0) else { continue };
        let limits = match (number(row, "median_days_low"), number(row, "median_days_high")) {
            (Some(low), Some(high)) => format!(" (interval {low:.0} to {high:.0})"),
            (Some(low), None) => format!(" (at least {low:.0})"),
            _ => String::new(),
        };
        let what = match state {
            State::Registered => "logging in",
            _ => "the first reply, or going further,",
        };
        out.push(format!("For half of the people {what} takes up to {days:.0} days from entry{limits}."));
    }
    if row_of(State::Reader).is_some_and(|row| text(row, "observable") != "true") {
        out.push(
            "Who only reads cannot be told: the export has no views, and silence is not taken for reading."
                .into(),
        );
    }
}

fn later(table: &Release, out: &mut Vec<String>) {
    let facts = Facts(table);
    let number = |row: usize, name: &str| facts.number(row, name);
    let text = |row: usize, name: &str| facts.text(row, name);
    let mut days: Vec<i64> =
        (0..table.rows()).filter_map(|row| number(row, "days")).map(|days| days as i64).collect();
    days.dedup();
    let mut told = false;
    for day in days {
        let rows = || (0..table.rows()).filter(|&row| number(row, "days") == Some(day as f64));
        let find = |state: State| {
            rows()
                .find(|&row| text(row, "state") == state.name())
                .and_then(|row| facts.share(row, "probability", ["low", "high"]))
        };
        if let (Some(invited), Some(regular)) = (find(State::Invited), find(State::Regular)) {
            told = true;
            let first = number(rows().next().unwrap_or(0), "probability");
            out.push(match first {
                // Without a roster everybody known has logged in.
                Some(0.0) => format!("{day} days after the first log-in {regular} have got into the habit."),
                _ => format!("{day} days after they could first take part {invited} have not logged in, and {regular} have got into the habit."),
            });
        }
    }
    if !told && table.rows() > 0 {
        out.push(if (0..table.rows()).any(|row| table.is_suppressed(row)) {
            hidden(table, "How far people come in the time after entry")
        } else {
            "Not enough data about the time after entry: the notes say why.".into()
        });
    }
}

/// What odds are adjusted for, as the method says.
fn covariates(table: &Release) -> Option<&str> {
    let (_, after) = table.provenance().method.split_once(", adjusted for ")?;
    after.split(';').next()
}

fn newcomers(table: &Release, out: &mut Vec<String>) {
    let facts = Facts(table);
    let number = |row: usize, name: &str| facts.number(row, name);
    let text = |row: usize, name: &str| facts.text(row, name);
    let row_of = |reply: &str| (0..table.rows()).find(|&row| text(row, "reply") == reply);
    let (Some(colleague), Some(none)) = (row_of("colleague"), row_of("none")) else { return };
    let parameter = |name: &str| {
        let found = table.provenance().parameters.iter().find(|(known, _)| known == name);
        found.map_or(String::new(), |(_, value)| value.clone())
    };
    let (reply_days, return_days) = (parameter("reply_days"), parameter("return_days"));
    if let Some(all) = number(colleague, "all_first_posts").filter(|n| *n > 0.0)
        && let Some(share) = facts.part(colleague, "first_posts_share")
    {
        out.push(format!(
            "Newcomers: {share} of {} first posts got a reply from a colleague within {reply_days} days.",
            count(all)
        ));
    }
    let pair = |row: usize| Some((facts.part(row, "returned_share")?, number(row, "compared")?));
    let (Some((with, n)), Some((without, m)), Some(difference)) =
        (pair(colleague), pair(none), number(colleague, "difference"))
    else {
        if [colleague, none]
            .into_iter()
            .any(|row| is_hidden(table, "compared", row) || is_hidden(table, "returned", row))
        {
            out.push(hidden(table, "Whether newcomers come back with and without a reply"));
            return;
        }
        let why = table.provenance().warnings.iter().find(|warning| warning.starts_with("not enough data"));
        let why = why.map_or("not enough data to compare newcomers with and without a reply", String::as_str);
        out.push(format!("N{}.", why.strip_prefix('n').unwrap_or(why)));
        return;
    };
    let (low, high) = (number(colleague, "difference_low"), number(colleague, "difference_high"));
    let limits = low
        .zip(high)
        .map_or(String::new(), |(low, high)| format!(" (interval {} to {})", signed(low), signed(high)));
    let sure = low.zip(high).is_some_and(|(low, high)| low > 0.0 || high < 0.0);
    out.push(format!(
        "Of newcomers who had not yet written again by then, {with} of {} wrote again in the {return_days} days that followed where a colleague had replied, and {without} of {} where nobody had.",
        count(n),
        count(m)
    ));
    let points = format!("{} percentage points{limits}", signed(difference));
    let wide = low.zip(high).is_none_or(|(low, high)| high - low > WIDE);
    out.push(if sure {
        format!(
            "A first reply went together with coming back {} often: {points}. Who gets a reply may differ from who gets none, so this does not show that the reply made the difference.",
            if difference > 0.0 { "more" } else { "less" },
        )
    } else if wide {
        format!("Whether a first reply goes together with coming back cannot be told from so few: {points}.")
    } else {
        format!("That a first reply goes together with coming back, more or less often, is not shown: {points}.")
    });
    if let Some(ratio) = number(colleague, "odds_ratio") {
        let ends = number(colleague, "odds_ratio_low").zip(number(colleague, "odds_ratio_high"));
        let limits = ends.map_or(String::new(), |(low, high)| format!(" (interval {low:.1} to {high:.1})"));
        let adjusted = covariates(table).map_or(String::new(), |names| format!("Adjusted for {names}, the "));
        let the = if adjusted.is_empty() { "The " } else { "" };
        out.push(format!(
            "{adjusted}{the}odds of writing again in a week were {ratio:.1} times those without a reply{limits}."
        ));
    }
    if let Some(official) = row_of("official").and_then(|row| facts.part(row, "returned_share")) {
        out.push(format!(
            "Where only the community manager or communications had replied, {official} wrote again."
        ));
    }
}
