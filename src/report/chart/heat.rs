//! Squares whose shade is their number: cohorts by month, replies from unit to unit.

use super::{Alternative, drawing, label, px, width_of};
use maud::{Markup, html};

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
            @for (at, (name, cells)) in what.rows.iter().zip(what.cells).enumerate() {
                @let top = above + at as f64 * ROW;
                text class="row" x=(px(left - 8.0)) y=(px(top + 16.0)) text-anchor="end" { (label(name, left - 10.0)) }
                @for (column, cell) in cells.iter().enumerate() {
                    @let (x, middle) = (left + column as f64 * side, left + (column as f64 + 0.5) * side);
                    @match cell {
                        Cell::Shade(shade, text) => {
                            @let step = (shade.clamp(0.0, 1.0) * SHADES).ceil() as usize;
                            rect class=(format!("shade s{step}")) x=(px(x)) y=(px(top)) width=(px(side - 1.5)) height=(px(ROW - 1.5)) {}
                            @if width_of(text) * SMALL < side - 1.0 {
                                text class="cell" x=(px(middle)) y=(px(top + 16.0)) text-anchor="middle" { (text) }
                            }
                        }
                        Cell::Hidden => { text class="tick" x=(px(middle)) y=(px(top + 16.0)) text-anchor="middle" { "*" } }
                        Cell::Nothing => {}
                    }
                }
            }
        };
        (height, content)
    })
}
