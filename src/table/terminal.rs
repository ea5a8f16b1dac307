//! Tables for a terminal: aligned, at a given width, whatever the texts hold.

use super::Release;
use super::layout::{Layout, MISSING, Shown, layout};
use super::notes::notes;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of the terminal that tables are laid out for.
pub const DEFAULT_WIDTH: usize = 100;
/// Narrower than this nothing can be laid out.
const MIN_WIDTH: usize = 20;
/// Texts are not cut below this many columns to make a table fit.
const MIN_TEXT: usize = 12;
const GAP: &str = "  ";
const INDENT: &str = "    ";
const LABEL: usize = 11;

/// How a table is laid out in a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Columns of the terminal.
    pub width: usize,
    /// Rows shown; the number of the others is said.
    pub max_rows: usize,
    /// Lines of box-drawing characters; ASCII otherwise. Texts of the data are shown as they are either way.
    pub unicode: bool,
    /// The lines under the table that say how the numbers came about.
    pub notes: bool,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        TerminalOptions { width: DEFAULT_WIDTH, max_rows: usize::MAX, unicode: true, notes: true }
    }
}

impl Release {
    /// The table as text for a terminal: numbers to the right, shares in percent with their interval
    /// (`38% (33-44)`), sentences about a row on lines of their own, and under it how the numbers came about.
    /// A missing value is `–` (`-` in ASCII), a hidden one `*`. Control characters in the data are shown, not sent.
    ///
    /// A table too wide is made to fit by leaving out ids of people whose names are all there and all different, then by
    /// cutting texts (never ids), then by going on under itself with the first identifying column repeated.
    ///
    /// ```
    /// use cmgraph::table::{Provenance, Role, Table, TerminalOptions};
    /// let table = Table::new("adoption", "Adoption by unit", Provenance::new("share of the roster"))
    ///     .text("unit", Role::Unit, "", "unit", ["Sales", "IT"].map(|u| Some(u.into())))
    ///     .float("share", Role::Share, "", "share", [Some(0.384), Some(0.5)])
    ///     .float("low", Role::Low, "", "low end", [Some(0.331), Some(0.31)])
    ///     .float("high", Role::High, "", "high end", [Some(0.44), Some(0.69)]);
    /// let text = cmgraph::Policy::named().apply(&table).to_terminal(&TerminalOptions::default());
    /// assert!(text.contains("Sales  38% (33-44)\n"));
    /// ```
    pub fn to_terminal(&self, options: &TerminalOptions) -> String {
        let width = options.width.max(MIN_WIDTH);
        let mut layout = layout(self, options.max_rows);
        if total(&natural(&layout.columns)) > width && named(&layout.columns) {
            layout.columns.retain(|column| !column.id);
        }
        let mut out = Lines { text: String::new() };
        for line in wrap(&super::layout::plain(self.title()), width) {
            out.push(&line);
        }
        out.push("");
        match &self.disclosure().withheld {
            Some(why) => wrap(&format!("Withheld: {why}."), width).iter().for_each(|line| out.push(line)),
            None if self.rows() == 0 => out.push("No rows."),
            None => body(&layout, width, options.unicode, &mut out),
        }
        let more = self.rows() - layout.rows;
        if more > 0 {
            out.push(&format!("... and {more} more {}", if more == 1 { "row" } else { "rows" }));
        }
        if options.notes {
            out.push("");
            for (label, text) in notes(self) {
                for (at, line) in wrap(&text, width - LABEL).iter().enumerate() {
                    let label = if at == 0 { label } else { "" };
                    out.push(&format!("{label:LABEL$}{line}"));
                }
            }
        }
        out.text
    }
}

struct Lines {
    text: String,
}

impl Lines {
    fn push(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// Header, rule and rows; in several blocks, one under the other, where the columns do not fit side by side.
fn body(layout: &Layout, width: usize, unicode: bool, out: &mut Lines) {
    let widths = fit(&layout.columns, width);
    for (number, block) in blocks(&layout.columns, &widths, width).iter().enumerate() {
        if number > 0 {
            out.push("");
        }
        let columns = || block.iter().map(|&at| (&layout.columns[at], widths[at]));
        let headers: Vec<Vec<String>> = columns().map(|(column, width)| header(column, width)).collect();
        let height = headers.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            // Headers stand on the rule.
            let cells = headers.iter().map(|header| {
                (line + header.len())
                    .checked_sub(height)
                    .and_then(|at| header.get(at))
                    .map_or("", String::as_str)
            });
            out.push(&join(
                columns().zip(cells).map(|((column, width), cell)| pad(cell, width, column.number)),
            ));
        }
        let rule = if unicode { "─" } else { "-" };
        out.push(&join(columns().map(|(_, width)| rule.repeat(width))));
        for row in 0..layout.rows {
            out.push(&join(columns().map(|(column, width)| {
                let cell = column.cells.get(row).map_or("", String::as_str);
                let cell = if cell == MISSING && !unicode { "-" } else { cell };
                pad(&cut(cell, width, column.path, unicode), width, column.number)
            })));
            if number > 0 {
                continue;
            }
            for reason in layout.reasons.iter().filter_map(|reasons| reasons.cells.get(row)) {
                for line in wrap(reason, width - INDENT.len()) {
                    out.push(&format!("{INDENT}{line}"));
                }
            }
        }
    }
}

/// Whether each row is about one person, whose name tells it from the others.
fn named(columns: &[Shown]) -> bool {
    let told_apart = |column: &Shown| {
        let mut names: Vec<&str> = column.cells.iter().map(String::as_str).collect();
        names.sort_unstable();
        !names.contains(&MISSING) && names.windows(2).all(|pair| pair[0] != pair[1])
    };
    columns.iter().filter(|column| column.id).count() == 1
        && columns.iter().any(|column| column.person && told_apart(column))
}

/// Width of each column: as wide as its cells and the longest word of its header.
fn natural(columns: &[Shown]) -> Vec<usize> {
    columns
        .iter()
        .map(|column| {
            let cells = column.cells.iter().map(|cell| cell.width()).max().unwrap_or(0);
            let word = |text: &str| text.split(' ').map(|word| word.width()).max().unwrap_or(0);
            let unit = if column.unit.width() <= MIN_TEXT { column.unit.width() } else { word(&column.unit) };
            cells.max(word(&column.name)).max(unit).max(1)
        })
        .collect()
}

/// The widths, texts cut where it must be.
fn fit(columns: &[Shown], width: usize) -> Vec<usize> {
    let mut widths = natural(columns);
    let mut over = total(&widths).saturating_sub(width);
    while over > 0 {
        let texts = (0..columns.len()).filter(|&at| columns[at].cut && widths[at] > MIN_TEXT);
        let Some(widest) = texts.max_by_key(|&at| widths[at]) else { break };
        widths[widest] -= 1;
        over -= 1;
    }
    // A single column may still be wider than the terminal.
    widths.iter().map(|&w| w.min(width)).collect()
}

/// Name and unit on one line where they fit, one under the other otherwise.
fn header(column: &Shown, width: usize) -> Vec<String> {
    let both = format!("{} {}", column.name, column.unit);
    if both.trim_end().width() <= width {
        return vec![both.trim_end().to_string()];
    }
    let mut lines = wrap(&column.name, width);
    lines.extend(wrap(&column.unit, width));
    lines
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1)
}

/// Positions of the columns of each block.
fn blocks(columns: &[Shown], widths: &[usize], width: usize) -> Vec<Vec<usize>> {
    let key = columns.iter().position(|column| column.key);
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut block: Vec<usize> = Vec::new();
    for at in 0..columns.len() {
        let used: Vec<usize> = block.iter().chain([&at]).map(|&at| widths[at]).collect();
        if !block.is_empty() && total(&used) > width {
            blocks.push(std::mem::take(&mut block));
            // Not where the key alone leaves no room for the next column.
            block.extend(key.filter(|&key| key < at && total(&[widths[key], widths[at]]) <= width));
        }
        block.push(at);
    }
    blocks.push(block);
    blocks
}

fn join(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join(GAP)
}

fn pad(text: &str, width: usize, right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(text.width()));
    if right { space + text } else { text.to_string() + &space }
}

/// The longest start of a text that fits, with a mark where something is missing.
fn cut(text: &str, width: usize, keep_end: bool, unicode: bool) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mark = if unicode { "…" } else { "~" };
    if keep_end {
        format!("{mark}{}", tail(text, width.saturating_sub(1)))
    } else {
        format!("{}{mark}", head(text, width.saturating_sub(1)))
    }
}

/// The longest end that is at most `width` columns wide.
fn tail(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > width {
            return &text[at + c.len_utf8()..];
        }
    }
    text
}

/// The longest start that is at most `width` columns wide. Widths are summed a character at a time, which
/// overstates joined emoji, so what comes out never is too wide.
fn head(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width {
            return &text[..at];
        }
    }
    text
}

/// Lines of at most `width` columns, broken between words, inside a word only where it is too long.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word = word;
        if !line.is_empty() && line.width() + 1 + word.width() <= width {
            line.push(' ');
        } else {
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            while word.width() > width {
                let start = head(word, width);
                // What has no width at all, or too much, is taken a character at a time.
                let next = word.chars().next().map_or(word.len(), char::len_utf8);
                let (start, rest) = word.split_at(start.len().max(next));
                lines.push(start.to_string());
                word = rest;
            }
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_leave_a_table_too_wide_where_names_tell_people_apart() {
        use crate::table::{Provenance, Role, Table};
        let shown = |names: [&str; 2], width| {
            let ids = ["1500000003508", "1500000006378"].map(|id| Some(id.to_string()));
            let table = Table::new("people", "People", Provenance::new("people"))
                .text("name", Role::MemberName, "", "name", names.map(|name| Some(name.to_string())))
                .text("member", Role::Member, "", "id", ids)
                .int("helped", Role::Count, "people", "colleagues helped", [Some(7), Some(5)]);
            let options = TerminalOptions { width, ..TerminalOptions::default() };
            crate::Policy::named().apply(&table).to_terminal(&options).contains("1500000003508")
        };
        assert!(shown(["Lene", "Juha"], 40));
        assert!(!shown(["Lene", "Juha"], 20));
        assert!(shown(["Lene", "Lene"], 20));
    }

    #[test]
    fn wrapping_and_cutting() {
        for (text, width, expected) in [
            ("", 10, &[][..]),
            ("one two three", 7, &["one two", "three"]),
            ("abcdefghij kl", 4, &["abcd", "efgh", "ij", "kl"]),
            ("日本語 テキスト", 6, &["日本語", "テキス", "ト"]),
        ] {
            assert_eq!(wrap(text, width), expected);
        }
        assert_eq!(cut("日本語テキスト", 6, false, true), "日本…");
        assert_eq!(cut("日本語テキスト", 6, true, true), "…スト");
        assert_eq!(cut("abcdef", 4, false, false), "abc~");
        assert_eq!(cut("abcdef", 4, true, false), "~def");
        assert_eq!(pad("日本", 6, true), "  日本");
    }
}
