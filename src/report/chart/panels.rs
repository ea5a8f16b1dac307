//! Small multiples: a drawing for each of many, all on the same axes.

use super::lines::{band, course};
use super::{Alternative, BOLD, Line, Linear, drawing, label, path, px, ticks, width_of};
use maud::{Markup, html};

/// One of the many.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    pub(crate) name: String,
    /// What stands beside the name: the last value.
    pub(crate) text: String,
    pub(crate) line: Line,
}

/// What is drawn and how the axes read.
#[derive(Debug, Clone)]
pub(crate) struct Panels<'a> {
    pub(crate) panels: &'a [Panel],
    /// The whole, drawn thinly in each.
    pub(crate) whole: Option<&'a Line>,
    /// Ends of the horizontal axis with their texts.
    pub(crate) along: &'a [(f64, String); 2],
    /// Top of the vertical axis at least.
    pub(crate) at_least: f64,
}

/// Height of the lines in a panel, and of the name above.
const HEIGHT: f64 = 84.0;
const NAME: f64 = 22.0;
const GAP: f64 = 16.0;
const BELOW: f64 = 20.0;

/// The drawing; `number` writes the values of the vertical axis, which stand beside the first panel of each row.
pub(crate) fn panels(what: &Panels<'_>, alternative: &Alternative, number: impl Fn(f64) -> String) -> Markup {
    let lines = || what.panels.iter().map(|panel| &panel.line).chain(what.whole);
    let top = lines().flat_map(|line| &line.points).map(|p| p.y).fold(what.at_least, f64::max);
    let marks = ticks(0.0, top, 2);
    let texts: Vec<String> = marks.iter().map(|&mark| number(mark)).collect();
    let left = texts.iter().map(|text| width_of(text)).fold(16.0, f64::max) + 8.0;
    let ends = what.along.iter().map(|end| end.0);
    let (low, high) = lines()
        .flat_map(|line| line.points.iter().map(|p| p.x))
        .chain(ends)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    drawing(alternative, |width| {
        let columns = if width < 500.0 { 2 } else { 4 }.min(what.panels.len().max(1));
        let side = (width - left - GAP * (columns - 1) as f64) / columns as f64;
        let rows = what.panels.len().div_ceil(columns);
        let row_height = NAME + HEIGHT + BELOW;
        let content = html! {
            @for (at, panel) in what.panels.iter().enumerate() {
                @let (row, column) = (at / columns, at % columns);
                @let from = left + column as f64 * (side + GAP);
                @let above = row as f64 * row_height;
                @let x = Linear { low, high, from, to: from + side };
                @let y = Linear { low: 0.0, high: marks.last().copied().unwrap_or(1.0), from: above + NAME + HEIGHT, to: above + NAME };
                @let room = BOLD * width_of(&panel.text) + 8.0;
                text class="row" x=(px(from)) y=(px(above + 14.0)) { (label(&panel.name, side - room)) }
                text class=(format!("name c{}", panel.line.colour)) x=(px(from + side)) y=(px(above + 14.0)) text-anchor="end" { (panel.text) }
                @for (mark, text) in marks.iter().zip(&texts) {
                    line class="grid" x1=(px(from)) x2=(px(from + side)) y1=(px(y.at(*mark))) y2=(px(y.at(*mark))) {}
                    @if column == 0 {
                        text class="tick" x=(px(from - 6.0)) y=(px(y.at(*mark) + 4.0)) text-anchor="end" { (text) }
                    }
                }
                @if let Some(whole) = what.whole { (path("whole", &course(whole, x, y))) }
                @if let Some(band) = band(&panel.line, x, y) { (path(&format!("band c{}", panel.line.colour), &band)) }
                (path(&format!("line c{}", panel.line.colour), &course(&panel.line, x, y)))
                // Under the last panel of each column only: the axes are the same.
                @if at + columns >= what.panels.len() {
                    @for ((end, text), anchor) in what.along.iter().zip(["start", "end"]) {
                        @if width_of(&what.along[0].1) + width_of(&what.along[1].1) < side || anchor == "end" {
                            text class="tick" x=(px(x.at(*end))) y=(px(above + NAME + HEIGHT + 15.0)) text-anchor=(anchor) { (text) }
                        }
                    }
                }
            }
        };
        (rows as f64 * row_height, content)
    })
}
