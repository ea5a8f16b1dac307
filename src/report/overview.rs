//! The three first questions in one text: how far has it spread, who helps, who is asked.

use super::adoption::adoption_text;
use super::audit;
use super::cells::why_hidden;
use super::champions::champions_text;
use super::hubs::hubs_text;
use crate::adoption::{AdoptionOptions, adoption};
use crate::champions::{ChampionOptions, champions};
use crate::community::{DEFAULT_MAX_UNITS, Roster};
use crate::questions::{HubOptions, question_hubs};
use crate::table::{Release, Table, TerminalOptions, grouped, plain, wrap};
use crate::time::Zone;
use crate::{Community, Mode, Policy, Result, Timestamp, Window};

/// People that the overview shows of each list.
const SHOWN: usize = 10;
const INDENT: &str = "  ";

/// What goes into the overview.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OverviewOptions {
    /// Span of time and zone.
    pub window: Window,
    /// Of the adoption curve; shares by unit are always given, at [`unit_level`] where no level is asked for.
    pub adoption: AdoptionOptions,
    /// Of the champions.
    pub champions: ChampionOptions,
    /// Of the question hubs.
    pub hubs: HubOptions,
    /// Layout.
    pub terminal: TerminalOptions,
}

/// The whole of it for a terminal: the audit, the adoption curve drawn, shares by definition and unit, champions
/// and hubs with their reasons. People appear as the policy says.
///
/// ```
/// use cmgraph::report::{OverviewOptions, overview};
/// use cmgraph::{Policy, ReadOptions};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = cmgraph::read(&[path], &ReadOptions::default())?;
/// let text = overview(&community, &Policy::aggregate(), &OverviewOptions::default())?;
/// assert!(text.contains("13,084 messages read, as log.txt declares"));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Errors
/// Those of [`adoption`], [`champions`] and [`question_hubs`].
pub fn overview(community: &Community, policy: &Policy, options: &OverviewOptions) -> Result<String> {
    let policy = &policy.clone().for_community(community);
    let view = community.view(&options.window);
    let level = options.adoption.unit_level.unwrap_or_else(|| unit_level(community, DEFAULT_MAX_UNITS));
    let spread = AdoptionOptions { by_unit: true, unit_level: Some(level), ..options.adoption.clone() };
    let terminal = &options.terminal;
    Ok([
        audit::words(community, policy, terminal),
        adoption_text(&adoption(&view, &spread)?, policy, terminal)?,
        champions_text(&champions(&view, &options.champions)?, policy, terminal, SHOWN),
        hubs_text(&question_hubs(&view, &options.hubs)?, policy, terminal, SHOWN)?,
    ]
    .join("\n"))
}

/// The deepest level of the unit path with at most so many units; 1 where even that has more. `O(people + members)`.
pub fn unit_level(community: &Community, max_units: usize) -> usize {
    let members = community.members();
    match community.roster() {
        Some(roster) => {
            Roster::deepest_level(roster.iter().map(|person| roster.units.get(person.index())), max_units)
        }
        None => Roster::deepest_level(members.iter().map(|member| community.unit(member, None)), max_units),
    }
}

/// A list of people, the units where they are few, and notes.
pub(super) fn people(
    out: &mut String,
    tables: &[Release],
    names: &[&str],
    by_unit: &[&str],
    terminal: &TerminalOptions,
    shown: usize,
) {
    let Some(list) = tables.first() else { return };
    let known =
        |name: &&str| list.column(name).is_some_and(|c| (0..list.rows()).any(|row| c.values.is_some(row)));
    // Nobody wants to read a column without anything in it.
    let names: Vec<&str> = names.iter().copied().filter(known).collect();
    let short = TerminalOptions { max_rows: terminal.max_rows.min(shown), ..terminal.clone() };
    block(out, &list.select(&names), &short);
    if let Some(units) = tables.get(1).filter(|_| !by_unit.is_empty())
        && (2..=2 * DEFAULT_MAX_UNITS).contains(&units.rows())
    {
        block(out, &units.select(by_unit), terminal);
    }
    notes(out, list, terminal);
}

pub(super) fn release(tables: Vec<Table>, policy: &Policy) -> Vec<Release> {
    tables.iter().map(|table| policy.apply(table)).collect()
}

/// A question, underlined: where the next part begins.
pub(super) fn heading(text: &str, terminal: &TerminalOptions) -> String {
    let rule = if terminal.unicode { "═" } else { "=" };
    format!("{text}\n{}\n", rule.repeat(text.chars().count()))
}

pub(super) fn block(out: &mut String, release: &Release, terminal: &TerminalOptions) {
    out.push('\n');
    out.push_str(&release.to_terminal(&TerminalOptions { notes: false, ..terminal.clone() }));
    // Under the first list of a text; it holds for those that follow.
    let told = purpose(release).map(|purpose| item(&purpose, terminal)).unwrap_or_default();
    if !out.contains(&told) {
        out.push('\n');
        out.push_str(&told);
    }
}

/// A line of a list, wrapped.
fn item(text: &str, terminal: &TerminalOptions) -> String {
    let lines = wrap(&plain(text), terminal.width.saturating_sub(4));
    let lines =
        lines.iter().enumerate().map(|(at, line)| format!("{}{line}\n", if at == 0 { "- " } else { INDENT }));
    lines.collect()
}

/// Whether a cell of the text so far, in whichever table, is the mark of a hidden number; lines of a drawing have stars too.
fn has_hidden(text: &str) -> bool {
    let drawn = |line: &&str| line.contains('|') || line.contains('┤') || line.contains('│');
    text.lines().filter(|line| !drawn(line)).any(|line| line.split("  ").any(|cell| cell.trim() == "*"))
}

/// Why people are named and for whom; that nobody said, where they are named. `None` for what is no list of people.
fn purpose(release: &Release) -> Option<String> {
    let disclosure = release.disclosure();
    let listed = disclosure.about_people && disclosure.withheld.is_none() && release.rows() > 0;
    let (purpose, audience) = (disclosure.purpose.as_str(), disclosure.audience.as_str());
    match (listed, purpose, audience) {
        (false, ..) => None,
        (_, "", "") => {
            (disclosure.mode == Mode::Named).then(|| "people are named, and no purpose is stated".into())
        }
        (_, "", _) => Some(format!("people are named for {audience}")),
        (_, _, "") => Some(format!("people are named for this purpose: {purpose}")),
        _ => Some(format!("people are named for this purpose: {purpose}; for {audience}")),
    }
}

/// What has to be known to read the numbers, in a few lines.
pub(super) fn notes(out: &mut String, release: &Release, terminal: &TerminalOptions) {
    let provenance = release.provenance();
    let mut facts = Vec::new();
    if let Some((what, n)) = &provenance.denominator {
        facts.push(format!("out of {} {what}", grouped(&n.to_string())));
    } else if let Some(what) = &release.disclosure().few.denominator {
        facts.push(format!("out of fewer than {} {what}", release.disclosure().min_group));
    }
    if let Some((from, to)) = provenance.window {
        let zone = Zone::named(&provenance.time_zone).unwrap_or_default();
        let last = Timestamp(to.0.saturating_sub(1).max(from.0));
        facts.push(format!("{} to {} ({})", zone.day(from), zone.day(last), zone.name()));
    }
    if let Some(level) = provenance.interval_level {
        facts.push(format!("in brackets: {:.0}% intervals", level * 100.0));
    }
    if release.disclosure().suppressed > 0 || has_hidden(out) {
        facts.push(format!("*: hidden, {}", why_hidden(release)));
    }
    out.push('\n');
    let lines = std::iter::once(facts.join("; ")).chain(provenance.warnings.iter().cloned());
    lines.for_each(|text| out.push_str(&item(&text, terminal)));
}
