//! Tables for a notebook or a page.

use super::Release;
use super::layout::{Shown, layout, plain};
use super::notes::notes;

/// Rows of a table in HTML; the number of the others is said.
pub const DEFAULT_HTML_ROWS: usize = 50;

/// How a table is written as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlOptions {
    /// Rows shown.
    pub max_rows: usize,
    /// The lines under the table that say how the numbers came about.
    pub notes: bool,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        HtmlOptions { max_rows: DEFAULT_HTML_ROWS, notes: true }
    }
}

impl Release {
    /// The table as one `<table class="cmgraph">` with a caption, headers that carry their meaning as title,
    /// and how the numbers came about in its foot. All texts are escaped; there is no script and no link.
    ///
    /// ```
    /// use cmgraph::table::{HtmlOptions, Provenance, Role, Table};
    /// let table = Table::new("units", "Units", Provenance::new("units of the roster"))
    ///     .text("unit", Role::Unit, "", "unit", [Some("R&D <Oslo>".into())]);
    /// let html = cmgraph::Policy::named().apply(&table).to_html(&HtmlOptions::default());
    /// assert!(html.contains("R&amp;D &lt;Oslo&gt;</td>"));
    /// ```
    pub fn to_html(&self, options: &HtmlOptions) -> String {
        let layout = layout(self, options.max_rows);
        // Who, then why, then the numbers: in a wide table a sentence at the far end would not be seen.
        let named = layout.columns.iter().take_while(|column| !column.number).count();
        let (who, numbers) = layout.columns.split_at(named);
        let reasons = layout.reasons.iter();
        let columns: Vec<(&Shown, bool)> = who
            .iter()
            .map(|column| (column, false))
            .chain(reasons.map(|column| (column, true)))
            .chain(numbers.iter().map(|column| (column, false)))
            .collect();
        let span = columns.len().max(1);
        let mut out =
            format!("<table class=\"cmgraph\">\n<caption>{}</caption>\n", escape(&plain(self.title())));
        if !columns.is_empty() {
            out.push_str("<thead><tr>");
            for (column, reason) in &columns {
                let (title, align) = (escape(column.description), align(column, *reason));
                out.push_str(&format!(
                    "<th scope=\"col\" title=\"{title}\"{align}>{}</th>",
                    escape(format!("{} {}", column.name, column.unit).trim_end())
                ));
            }
            out.push_str("</tr></thead>\n");
        }
        out.push_str("<tbody>\n");
        for row in 0..layout.rows {
            out.push_str("<tr>");
            for (column, reason) in &columns {
                let cell = column.cells.get(row).map_or("", String::as_str);
                out.push_str(&format!("<td{}>{}</td>", align(column, *reason), escape(cell)));
            }
            out.push_str("</tr>\n");
        }
        let more = self.rows() - layout.rows;
        let said = match &self.disclosure().withheld {
            Some(why) => Some(format!("Withheld: {why}.")),
            None if self.rows() == 0 => Some("No rows.".into()),
            None if more > 0 => Some(format!("… and {more} more {}", if more == 1 { "row" } else { "rows" })),
            None => None,
        };
        if let Some(said) = said {
            out.push_str(&format!("<tr><td colspan=\"{span}\">{}</td></tr>\n", escape(&said)));
        }
        out.push_str("</tbody>\n");
        let notes = if options.notes { notes(self) } else { Vec::new() };
        if !notes.is_empty() {
            out.push_str("<tfoot>\n");
            for (label, text) in notes {
                out.push_str(&format!(
                    "<tr><td colspan=\"{span}\" style=\"text-align:left\"><small><b>{label}</b> {}</small></td></tr>\n",
                    escape(&text)
                ));
            }
            out.push_str("</tfoot>\n");
        }
        out.push_str("</table>\n");
        out
    }

    /// How the numbers came about as a list of labels and sentences (`<dl class="cmgraph">`): what
    /// [`explain`](Release::explain) says, for pages that fold it away. All texts are escaped.
    ///
    /// ```
    /// use cmgraph::table::{Provenance, Role, Table};
    /// let provenance = Provenance::new("share of the roster").denominator("people of the roster", 1300);
    /// let table = Table::new("adoption", "Adoption", provenance).int("n", Role::Count, "", "", [Some(7)]);
    /// let list = cmgraph::Policy::named().apply(&table).explain_html();
    /// assert!(list.contains("<dt>out of</dt><dd style=\"margin:0\">1,300 people of the roster</dd>"));
    /// ```
    pub fn explain_html(&self) -> String {
        let style = "display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em;margin:.5em 0";
        let mut out = format!("<dl class=\"cmgraph\" style=\"{style}\">\n");
        for (label, text) in notes(self) {
            out.push_str(&format!("<dt>{label}</dt><dd style=\"margin:0\">{}</dd>\n", escape(&text)));
        }
        out.push_str("</dl>\n");
        out
    }
}

/// Numbers to the right; texts to the side where their script begins; sentences with room for some words in a line.
fn align(column: &Shown, reason: bool) -> &'static str {
    match (column.number, reason) {
        (true, _) => " style=\"text-align:right\"",
        (false, false) => " dir=\"auto\" style=\"text-align:start\"",
        (false, true) => " dir=\"auto\" style=\"text-align:start;min-width:24em\"",
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
