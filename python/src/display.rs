//! What a notebook shows of a table or a result: what it comes to, the chart, the table, and how it was computed.
//!
//! Plain HTML with a few styles, so that it is the same in Jupyter, in editors and in a file; nothing is fetched.

use cmgraph::Release;
use cmgraph::table::HtmlOptions;

/// Rows up to which a table under a chart is open.
const OPEN_ROWS: usize = 12;

/// The table, and how it was computed, folded away.
pub(crate) fn table(release: &Release) -> String {
    format!("<div class=\"cmgraph\">\n{}{}</div>\n", rows(release), method(release))
}

/// Findings, chart, table and method of a result.
pub(crate) fn result(
    main: &Release,
    findings: &[String],
    chart: Option<&str>,
    others: Option<&str>,
) -> String {
    let mut out = String::from("<div class=\"cmgraph\">\n");
    match findings {
        [] => {}
        [only] => out.push_str(&format!("<p><strong>{}</strong></p>\n", escape(only))),
        [first, more @ ..] => {
            out.push_str(&format!("<p><strong>{}</strong></p>\n<ul>\n", escape(first)));
            for finding in more {
                out.push_str(&format!("<li>{}</li>\n", escape(finding)));
            }
            out.push_str("</ul>\n");
        }
    }
    match chart {
        None => out.push_str(&rows(main)),
        Some(svg) => {
            let open = if main.rows() <= OPEN_ROWS { " open" } else { "" };
            let n = main.rows();
            let summary = format!("Table: {} ({n} {})", main.title(), if n == 1 { "row" } else { "rows" });
            out.push_str(&format!(
                "<figure style=\"margin:.5em 0\">{svg}</figure>\n<details{open}><summary>{}</summary>\n{}</details>\n",
                escape(&summary),
                rows(main)
            ));
        }
    }
    out.push_str(&method(main));
    if let Some(others) = others {
        out.push_str(&format!("<p><small>{}</small></p>\n", escape(others)));
    }
    out + "</div>\n"
}

/// Wide tables scroll by themselves, not the page around them.
fn rows(release: &Release) -> String {
    let table = release.to_html(&HtmlOptions { notes: false, ..HtmlOptions::default() });
    format!("<div style=\"overflow-x:auto\">\n{table}</div>\n")
}

fn method(release: &Release) -> String {
    let list = release.explain_html();
    format!("<details><summary>How this was computed</summary>\n{list}</details>\n")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
