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
/// Height of a line of text above a bar.
const LINE: f64 = 16.0;
/// Where bars begin whose names stand above them.
const MARGIN: f64 = 8.0;

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
        // Names that do not fit beside the bars stand above them.
        let stacked = names + 16.0 > width * 0.4;
        let above = if stacked { LINE } else { 0.0 };
        let left = if stacked { MARGIN } else { (names + 16.0).max(40.0) };
        let texts = rows.iter().map(|bar| width_of(&bar.text)).fold(12.0, f64::max);
        let right = texts.min(width * if stacked { 0.5 } else { 0.3 }) + 12.0;
        let row = ROW + above;
        let height = rows.len() as f64 * row + 30.0;
        let x =
            Linear { low: 0.0, high: marks.last().copied().unwrap_or(1.0), from: left, to: width - right };
        let content = html! {
            @for mark in &marks {
                line class="grid" x1=(px(x.at(*mark))) x2=(px(x.at(*mark))) y1="4" y2=(px(height - 24.0)) {}
                text class="tick" x=(px(x.at(*mark))) y=(px(height - 8.0)) text-anchor="middle" { (number(*mark)) }
            }
            @for (at, bar) in rows.iter().enumerate() {
                @let middle = at as f64 * row + 4.0 + above + ROW / 2.0;
                @if stacked {
                    text class="row" x=(px(left)) y=(px(middle - LINE + 4.0)) { (label(&bar.name, width - left)) }
                } @else {
                    text class="row" x=(px(left - 8.0)) y=(px(middle + 4.0)) text-anchor="end" { (label(&bar.name, left - 14.0)) }
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_stand_above_their_bars() {
        let alternative = Alternative { id: "x".into(), title: "t".into(), description: "d".into() };
        let drawn = |name: &str| {
            let bar = Bar {
                name: name.into(),
                value: Some(0.5),
                interval: None,
                text: "probably not met".into(),
                colour: 1,
            };
            bars(&[bar], 1.0, &alternative, |x| x.to_string()).into_string()
        };
        let (short, long) = (drawn("HR"), drawn("Most questions have an answer within a day"));
        assert_eq!(
            short.matches("text-anchor=\"end\"").count(),
            2,
            "beside the bar, on the page and on a phone"
        );
        assert!(!long.contains("text-anchor=\"end\"") && !long.contains('…'), "{long}");
        assert_eq!(long.matches(">probably not met<").count(), 2);
    }
}
