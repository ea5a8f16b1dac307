//! Lines over time or over a count, with bands.

use super::{Alternative, BOLD, Linear, drawing, label, path, px, ticks, width_of};
use maud::{Markup, html};
use std::fmt::Write;

/// A value with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) band: Option<(f64, f64)>,
}

/// A line with a name, which stands at its end.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) name: String,
    /// Number of its colour, from 1.
    pub(crate) colour: usize,
    /// Not seen yet: drawn in dashes.
    pub(crate) dashed: bool,
    /// Goes on at the same height until the next point, as a share of those left does.
    pub(crate) steps: bool,
    pub(crate) points: Vec<Point>,
}

/// What is drawn and how the axes read.
#[derive(Debug, Clone)]
pub(crate) struct Lines<'a> {
    pub(crate) lines: &'a [Line],
    /// Places along with their texts.
    pub(crate) along: &'a [(f64, String)],
    /// What the horizontal axis counts.
    pub(crate) along_name: &'a str,
    /// Top of the vertical axis at least.
    pub(crate) at_least: f64,
    /// A level with its text, drawn across: a ceiling, a target.
    pub(crate) level: Option<(f64, String)>,
    pub(crate) height: f64,
}

/// The drawing; `number` writes the values of the vertical axis.
pub(crate) fn lines(what: &Lines<'_>, alternative: &Alternative, number: impl Fn(f64) -> String) -> Markup {
    let points = || what.lines.iter().flat_map(|line| &line.points);
    let top = points()
        .flat_map(|p| [Some(p.y), p.band.map(|b| b.1)])
        .flatten()
        .chain(what.level.iter().map(|level| level.0))
        .fold(what.at_least, f64::max);
    let marks = ticks(0.0, top, 4);
    let texts: Vec<String> = marks.iter().map(|&mark| number(mark)).collect();
    let left = texts.iter().map(|text| width_of(text)).fold(20.0, f64::max) + 8.0;
    let names = what.lines.iter().map(|line| BOLD * width_of(&line.name)).fold(0.0, f64::max);
    let (above, below) = (12.0, if what.along_name.is_empty() { 24.0 } else { 42.0 });
    let xs = || points().map(|p| p.x).chain(what.along.iter().map(|a| a.0));
    let (low, high) = xs().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    let bottom = what.height - below;
    let y = Linear { low: 0.0, high: marks.last().copied().unwrap_or(1.0), from: bottom, to: above };
    drawing(alternative, |width| {
        let right = (names + 10.0).clamp(18.0, width * 0.32);
        let x = Linear { low, high, from: left, to: width - right };
        let content = html! {
            @for (mark, text) in marks.iter().zip(&texts) {
                line class="grid" x1=(px(left)) x2=(px(width - right)) y1=(px(y.at(*mark))) y2=(px(y.at(*mark))) {}
                text class="tick" x=(px(left - 6.0)) y=(px(y.at(*mark) + 4.0)) text-anchor="end" { (text) }
            }
            @for (place, text) in ticks_apart(what.along, x, width) {
                line class="grid" x1=(px(place)) x2=(px(place)) y1=(px(bottom)) y2=(px(bottom + 4.0)) {}
                text class="tick" x=(px(place)) y=(px(bottom + 17.0)) text-anchor="middle" { (text) }
            }
            @if !what.along_name.is_empty() {
                text class="axis" x=(px((left + width - right) / 2.0)) y=(px(what.height - 6.0)) text-anchor="middle" { (what.along_name) }
            }
            @for line in what.lines {
                @if let Some(band) = band(line, x, y) { (path(&format!("band c{}", line.colour), &band)) }
                (path(&format!("line c{}{}", line.colour, if line.dashed { " dashed" } else { "" }), &course(line, x, y)))
            }
            @if let Some((level, text)) = &what.level {
                line class="level" x1=(px(left)) x2=(px(width - right)) y1=(px(y.at(*level))) y2=(px(y.at(*level))) {}
                @let at = y.at(*level);
                @if is_free(what.lines, x, y, (left, left + 6.0 + width_of(text)), at) {
                    text class="note" x=(px(left + 6.0)) y=(px(at - 5.0)) { (text) }
                } @else {
                    text class="note" x=(px(width - right - 6.0)) y=(px(at - 5.0)) text-anchor="end" { (text) }
                }
            }
            @for (line, at) in what.lines.iter().zip(names_apart(what.lines, y)) {
                @if let (Some(last), false) = (line.points.last(), line.name.is_empty()) {
                    text class=(format!("name c{}", line.colour)) x=(px(x.at(last.x) + 6.0)) y=(px(at + 4.0)) { (label(&line.name, right / BOLD)) }
                }
            }
        };
        (what.height, content)
    })
}

/// Whether no line passes where a text would stand above a level.
fn is_free(lines: &[Line], x: Linear, y: Linear, (from, to): (f64, f64), level: f64) -> bool {
    let touches = |a: &Point, b: &Point| {
        let (left, right) = (x.at(a.x), x.at(b.x));
        let (above, below) = (y.at(a.y).min(y.at(b.y)), y.at(a.y).max(y.at(b.y)));
        left <= to && right >= from && above <= level && below >= level - 18.0
    };
    lines.iter().all(|line| !line.points.windows(2).any(|pair| touches(&pair[0], &pair[1])))
}

/// Places along with their texts, without those that would stand on one before, or half outside.
fn ticks_apart(along: &[(f64, String)], x: Linear, width: f64) -> Vec<(f64, &str)> {
    const GAP: f64 = 8.0;
    let mut out = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for (at, text) in along {
        let (place, half) = (x.at(*at), width_of(text) * 0.92 / 2.0);
        if place - half >= end + GAP && place + half <= width {
            end = place + half;
            out.push((place, text.as_str()));
        }
    }
    out
}

pub(super) fn course(line: &Line, x: Linear, y: Linear) -> String {
    let mut out = String::new();
    for (at, point) in line.points.iter().enumerate() {
        let (px_x, px_y) = (px(x.at(point.x)), px(y.at(point.y)));
        // Writing to a string does not fail.
        let _ = match (at, line.steps) {
            (0, _) => write!(out, "M{px_x} {px_y}"),
            (_, true) => write!(out, "H{px_x}V{px_y}"),
            (_, false) => write!(out, "L{px_x} {px_y}"),
        };
    }
    out
}

pub(super) fn band(line: &Line, x: Linear, y: Linear) -> Option<String> {
    let known: Vec<(f64, f64, f64)> =
        line.points.iter().filter_map(|p| p.band.map(|(low, high)| (p.x, low, high))).collect();
    if known.len() < 2 {
        return None;
    }
    let side = |points: &mut dyn Iterator<Item = (f64, f64)>, first: char| {
        let mut out = String::new();
        let mut before: Option<String> = None;
        for (at, (place, value)) in points.enumerate() {
            let (place, value) = (px(x.at(place)), px(y.at(value)));
            if let (true, Some(before)) = (line.steps, &before) {
                // On the way back the height changes before the place does.
                let (a, b) = if first == 'M' { (&place, before) } else { (before, &value) };
                let _ = if first == 'M' { write!(out, "L{a} {b}") } else { write!(out, "V{b}") };
            }
            let _ = write!(out, "{}{place} {value}", if at == 0 { first } else { 'L' });
            before = Some(if first == 'M' { value } else { place });
        }
        out
    };
    let up = side(&mut known.iter().map(|&(x, _, high)| (x, high)), 'M');
    let down = side(&mut known.iter().rev().map(|&(x, low, _)| (x, low)), 'L');
    Some(format!("{up}{down}Z"))
}

/// Heights of the names at the ends of the lines, moved apart where they would stand on each other.
fn names_apart(lines: &[Line], y: Linear) -> Vec<f64> {
    const ROW: f64 = 15.0;
    let wanted: Vec<f64> =
        lines.iter().map(|line| line.points.last().map_or(y.from, |last| y.at(last.y))).collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let mut out = wanted;
    let mut lowest = f64::NEG_INFINITY;
    for at in order.iter().copied() {
        out[at] = out[at].max(lowest + ROW);
        lowest = out[at];
    }
    // Down to the axis and no further: the rest goes up again.
    let mut highest = y.from;
    for at in order.into_iter().rev() {
        out[at] = out[at].min(highest);
        highest = out[at] - ROW;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Line {
        let points = points.iter().map(|&(x, y)| Point { x, y, band: Some((y - 1.0, y + 1.0)) }).collect();
        Line { name: "a".into(), colour: 1, dashed: false, steps: true, points }
    }

    #[test]
    fn steps_and_their_band() {
        let scale = Linear { low: 0.0, high: 10.0, from: 0.0, to: 10.0 };
        let line = line(&[(0.0, 5.0), (2.0, 3.0)]);
        assert_eq!(course(&line, scale, scale), "M0 5H2V3");
        // Along the upper end, and back along the lower one.
        assert_eq!(band(&line, scale, scale).unwrap(), "M0 6L2 6L2 4L2 2V4L0 4Z");
    }

    #[test]
    fn notes_stand_free() {
        let scale = Linear { low: 0.0, high: 100.0, from: 0.0, to: 100.0 };
        let down = Linear { low: 0.0, high: 100.0, from: 100.0, to: 0.0 };
        // Falls through the level at the left, and is far below it at the right.
        let lines = [line(&[(0.0, 90.0), (20.0, 20.0), (100.0, 10.0)])];
        assert!(!is_free(&lines, scale, down, (0.0, 30.0), 50.0));
        assert!(is_free(&lines, scale, down, (60.0, 100.0), 50.0));
    }

    #[test]
    fn ticks_do_not_meet() {
        let scale = Linear { low: 0.0, high: 100.0, from: 20.0, to: 100.0 };
        let along: Vec<(f64, String)> = (0..=10).map(|k| (f64::from(k) * 10.0, "1 h".to_owned())).collect();
        let places = ticks_apart(&along, scale, 104.0);
        assert!(
            places.len() >= 2 && places.windows(2).all(|pair| pair[1].0 - pair[0].0 >= 20.0),
            "{places:?}"
        );
        // The last one would be cut off.
        assert!(places.iter().all(|place| place.0 < 95.0));
    }

    #[test]
    fn names_do_not_meet() {
        let scale = Linear { low: 0.0, high: 10.0, from: 100.0, to: 0.0 };
        let lines = [line(&[(0.0, 5.0)]), line(&[(0.0, 5.0)]), line(&[(0.0, 0.0)]), line(&[(0.0, 0.1)])];
        let mut places = names_apart(&lines, scale);
        places.sort_by(f64::total_cmp);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 14.99), "{places:?}");
        assert!(places.iter().all(|&place| place <= 100.0));
    }
}
