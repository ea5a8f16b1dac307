//! Squares whose shade is their number: cohorts by month, replies from unit to unit.

use super::{Alternative, drawing, label, path, px, width_of};
use maud::{Markup, html};
use std::fmt::Write;

/// A square.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Shade from 0 to 1 and the text in it.
    Shade(f64, String),
    /// There is a number that may not be shown.
    Hidden,
    /// There is none.
    Nothing,
}

/// A table of shades.
#[derive(Debug, Clone)]
pub(crate) struct Heat<'a> {
    pub(crate) rows: &'a [String],
    pub(crate) columns: &'a [String],
    /// By row.
    pub(crate) cells: &'a [Vec<Cell>],
    /// What the columns are.
    pub(crate) columns_name: &'a str,
}

const ROW: f64 = 24.0;
/// Shades told apart, as classes of the page.
const SHADES: f64 = 8.0;
/// From this shade on a text is written in the other ink.
const DARK: usize = 7;
/// A letter in a square is smaller than one elsewhere.
const SMALL: f64 = 0.88;

/// The drawing.
pub(crate) fn heat(what: &Heat<'_>, alternative: &Alternative) -> Markup {
    drawing(alternative, |width| {
        let left = what.rows.iter().map(|name| width_of(name)).fold(30.0, f64::max).min(width * 0.3) + 10.0;
        let side = ((width - left - 4.0) / what.columns.len().max(1) as f64).min(80.0);
        let longest = what.columns.iter().map(|name| width_of(name)).fold(0.0, f64::max);
        // Names that do not fit stand on their heads.
        let turned = longest > side - 2.0;
        let above = if turned { longest.min(120.0) + 26.0 } else { 38.0 };
        let height = above + what.rows.len() as f64 * ROW + 6.0;
        let content = html! {
            text class="axis" x=(px(left)) y="12" { (label(what.columns_name, width - left)) }
            @for (at, name) in what.columns.iter().enumerate() {
                @let middle = left + (at as f64 + 0.5) * side;
                @if turned {
                    text class="tick" transform=(format!("translate({} {}) rotate(-90)", px(middle + 4.0), px(above - 6.0))) { (label(name, above - 24.0)) }
                } @else {
                    text class="tick" x=(px(middle)) y=(px(above - 8.0)) text-anchor="middle" { (name) }
                }
            }
            @for (at, name) in what.rows.iter().enumerate() {
                text class="row" x=(px(left - 8.0)) y=(px(above + at as f64 * ROW + 16.0)) text-anchor="end" { (label(name, left - 10.0)) }
            }
            @for step in 0..=SHADES as usize {
                @let squares = squares(what.cells, step, (left, above), side);
                @if !squares.is_empty() { (path(&format!("shade s{step}"), &squares)) }
            }
            // Dark squares want another ink.
            @for (class, ink) in [("cell", Ink::Page), ("cell t8", Ink::OnDark), ("cell hidden", Ink::Soft)] {
                g class=(class) text-anchor="middle" {
                    @for (x, y, text) in texts(what.cells, ink, (left, above), side) { text x=(px(x)) y=(px(y)) { (text) } }
                }
            }
        };
        (height, content)
    })
}

/// In what a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Page,
    OnDark,
    Soft,
}

/// The class of a shade.
fn step(shade: f64) -> usize {
    (shade.clamp(0.0, 1.0) * SHADES).ceil() as usize
}

/// All squares of one shade as one path: a page of several languages has thousands of them.
fn squares(cells: &[Vec<Cell>], wanted: usize, (left, above): (f64, f64), side: f64) -> String {
    let mut out = String::new();
    for (row, cells) in cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            if let Cell::Shade(shade, _) = cell
                && step(*shade) == wanted
            {
                let (x, y) = (left + column as f64 * side, above + row as f64 * ROW);
                let (across, down) = (px(side - 1.5), px(ROW - 1.5));
                // Writing to a string does not fail.
                let _ = write!(out, "M{} {}h{across}v{down}h-{across}z", px(x), px(y));
            }
        }
    }
    out
}

/// Texts in the squares that have room for them, with their places.
fn texts(
    cells: &[Vec<Cell>],
    wanted: Ink,
    (left, above): (f64, f64),
    side: f64,
) -> impl Iterator<Item = (f64, f64, &str)> {
    cells.iter().enumerate().flat_map(move |(row, cells)| {
        cells.iter().enumerate().filter_map(move |(column, cell)| {
            let (text, ink) = match cell {
                Cell::Shade(shade, text) if step(*shade) >= DARK => (text.as_str(), Ink::OnDark),
                Cell::Shade(_, text) => (text.as_str(), Ink::Page),
                Cell::Hidden => ("*", Ink::Soft),
                Cell::Nothing => return None,
            };
            let at = (left + (column as f64 + 0.5) * side, above + row as f64 * ROW + 16.0);
            (ink == wanted && width_of(text) * SMALL < side - 1.0).then_some((at.0, at.1, text))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_square_once() {
        let shade = |value: f64| Cell::Shade(value, format!("{value}"));
        let cells = vec![vec![shade(0.0), shade(0.5)], vec![Cell::Hidden, Cell::Nothing], vec![shade(1.0)]];
        let drawn: usize =
            (0..=8).map(|step| squares(&cells, step, (10.0, 0.0), 30.0).matches('z').count()).sum();
        assert_eq!(drawn, 3);
        assert_eq!(squares(&cells, 8, (10.0, 0.0), 30.0), "M10 48h28.5v22.5h-28.5z");
        let told: Vec<&str> = [Ink::Page, Ink::OnDark, Ink::Soft]
            .into_iter()
            .flat_map(|ink| texts(&cells, ink, (10.0, 0.0), 30.0))
            .map(|text| text.2)
            .collect();
        assert_eq!(told, ["0", "0.5", "1", "*"]);
    }
}
