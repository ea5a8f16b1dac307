//! Bars with intervals, one row each.

use super::{Alternative, Linear, drawing, label, px, ticks, width_of};
use maud::{Markup, html};

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    pub(crate) name: String,
    /// Nothing where it is hidden or not known.
    pub(crate) value: Option<f64>,
    pub(crate) interval: Option<(f64, f64)>,
    /// What stands at the end.
    pub(crate) text: String,
    /// Number of its colour, from 1.
    pub(crate) colour: usize,
}

const ROW: f64 = 24.0;

/// The drawing; values from 0 to at least `at_least`, `number` writes them on the axis.
pub(crate) fn bars(
    rows: &[Bar],
    at_least: f64,
    alternative: &Alternative,
    number: impl Fn(f64) -> String,
) -> Markup {
    let high = rows
        .iter()
        .flat_map(|bar| [bar.value, bar.interval.map(|(_, high)| high)])
        .flatten()
        .fold(at_least, f64::max);
    drawing(alternative, |width| {
        let marks = ticks(0.0, high, if width < 500.0 { 3 } else { 4 });
        let names = rows.iter().map(|bar| width_of(&bar.name)).fold(0.0, f64::max);
        let left = (names + 16.0).clamp(40.0, width * 0.4);
        let texts = rows.iter().map(|bar| width_of(&bar.text)).fold(12.0, f64::max);
        let right = texts.min(width * 0.3) + 12.0;
        let height = rows.len() as f64 * ROW + 30.0;
        let x =
            Linear { low: 0.0, high: marks.last().copied().unwrap_or(1.0), from: left, to: width - right };
        let content = html! {
            @for mark in &marks {
                line class="grid" x1=(px(x.at(*mark))) x2=(px(x.at(*mark))) y1="4" y2=(px(height - 24.0)) {}
                text class="tick" x=(px(x.at(*mark))) y=(px(height - 8.0)) text-anchor="middle" { (number(*mark)) }
            }
            @for (at, bar) in rows.iter().enumerate() {
                @let middle = at as f64 * ROW + 4.0 + ROW / 2.0;
                text class="row" x=(px(left - 8.0)) y=(px(middle + 4.0)) text-anchor="end" { (label(&bar.name, left - 14.0)) }
                @if let Some(value) = bar.value {
                    rect class=(format!("bar c{}", bar.colour)) x=(px(left)) y=(px(middle - 7.0)) height="14" width=(px((x.at(value) - left).max(1.0))) {}
                }
                @if let Some((low, high)) = bar.interval {
                    line class="interval" x1=(px(x.at(low))) x2=(px(x.at(high))) y1=(px(middle)) y2=(px(middle)) {}
                    @for end in [low, high] {
                        line class="interval" x1=(px(x.at(end))) x2=(px(x.at(end))) y1=(px(middle - 4.0)) y2=(px(middle + 4.0)) {}
                    }
                }
                text class="value" x=(px(width - right + 8.0)) y=(px(middle + 4.0)) { (label(&bar.text, right - 4.0)) }
            }
        };
        (height, content)
    })
}
