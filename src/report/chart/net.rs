//! A drawing of a graph: knots with names, lines as thick as there is talk.

use super::{Alternative, drawing, label, px, width_of};
use maud::{Markup, PreEscaped, html};
use std::fmt::Write;

/// A member on the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Knot {
    /// Where, from 0 to 1 in both directions.
    pub(crate) at: (f64, f64),
    /// From 0 to 1.
    pub(crate) size: f64,
    /// Number of its colour, from 1.
    pub(crate) colour: usize,
    /// Drawn as a square, so that its kind does not hang on the colour alone.
    pub(crate) square: bool,
    /// Empty where the knot is not named.
    pub(crate) name: String,
}

/// Knots and the lines between them.
#[derive(Debug, Clone)]
pub(crate) struct Net<'a> {
    pub(crate) knots: &'a [Knot],
    /// Between which knots, and how thick from 0 to 1.
    pub(crate) ties: &'a [(usize, usize, f64)],
}

const MARGIN: f64 = 34.0;
/// Room for a name.
const NAME: f64 = 130.0;

/// The drawing.
pub(crate) fn net(what: &Net<'_>, alternative: &Alternative) -> Markup {
    drawing(alternative, |width| {
        let height = (width * 0.72).max(360.0);
        let place = |knot: &Knot| {
            let along = |share: f64, length: f64| MARGIN + share.clamp(0.0, 1.0) * (length - 2.0 * MARGIN);
            (along(knot.at.0, width), along(knot.at.1, height))
        };
        let content = html! {
            @for (class, width) in TIES.iter().enumerate() {
                @let ties = ties(what, class, place);
                @if !ties.is_empty() { path class="tie" stroke-width=(width) d=(PreEscaped(ties)) {} }
            }
            // Those with names lie above the others.
            @for (colour, named) in kinds(what.knots) {
                g class=(format!("knot c{colour}")) {
                    @for knot in what.knots.iter().filter(|knot| knot.colour == colour && knot.name.is_empty() != named) {
                        (mark(knot, place(knot)))
                    }
                }
            }
            // Names last, so that no knot covers them.
            @for at in named_apart(what.knots, width, place) {
                @let knot = &what.knots[at];
                @let (x, y) = place(knot);
                text class="knot-name" x=(px(inside(x, knot, width))) y=(px(y - radius(knot) - 3.0)) text-anchor="middle" { (label(&knot.name, NAME)) }
            }
        };
        (height, content)
    })
}

/// How thick ties are drawn, from weak to strong.
const TIES: [&str; 4] = ["0.5", "1", "1.8", "3"];

/// All ties of a thickness as one path.
fn ties(what: &Net<'_>, class: usize, place: impl Fn(&Knot) -> (f64, f64)) -> String {
    let mut out = String::new();
    for &(a, b, thick) in what.ties {
        let of = ((thick.clamp(0.0, 1.0) * TIES.len() as f64) as usize).min(TIES.len() - 1);
        if let (true, Some(a), Some(b)) = (of == class, what.knots.get(a), what.knots.get(b)) {
            let ((x1, y1), (x2, y2)) = (place(a), place(b));
            // Writing to a string does not fail.
            let _ = write!(out, "M{x1:.0} {y1:.0}L{x2:.0} {y2:.0}");
        }
    }
    out
}

/// Colours and whether the knots have names, in the order of drawing.
fn kinds(knots: &[Knot]) -> Vec<(usize, bool)> {
    let mut kinds: Vec<(usize, bool)> =
        knots.iter().map(|knot| (knot.colour, !knot.name.is_empty())).collect();
    kinds.sort_unstable_by_key(|&(colour, named)| (named, colour));
    kinds.dedup();
    kinds
}

fn mark(knot: &Knot, (x, y): (f64, f64)) -> Markup {
    let r = radius(knot);
    let title = html! { @if !knot.name.is_empty() { title { (knot.name) } } };
    html! {
        @if knot.square {
            rect x=(px(x - r * 0.9)) y=(px(y - r * 0.9)) width=(px(r * 1.8)) height=(px(r * 1.8)) { (title) }
        } @else {
            circle cx=(px(x)) cy=(px(y)) r=(px(r)) { (title) }
        }
    }
}

/// Middle of a name: above its knot, but on the drawing.
fn inside(x: f64, knot: &Knot, width: f64) -> f64 {
    let half = width_of(&knot.name).min(NAME) / 2.0;
    x.min(width - half).max(half)
}

fn radius(knot: &Knot) -> f64 {
    3.0 + 7.0 * knot.size.clamp(0.0, 1.0).sqrt()
}

/// Knots whose names are written: the largest first, and none on another. The others have theirs in a tooltip.
fn named_apart(knots: &[Knot], width: f64, place: impl Fn(&Knot) -> (f64, f64)) -> Vec<usize> {
    const ROW: f64 = 13.0;
    let mut order: Vec<usize> = (0..knots.len()).filter(|&at| !knots[at].name.is_empty()).collect();
    order.sort_by(|&a, &b| knots[b].size.total_cmp(&knots[a].size).then(a.cmp(&b)));
    let mut written: Vec<(usize, f64, f64, f64)> = Vec::new();
    for at in order {
        let (x, y) = place(&knots[at]);
        let x = inside(x, &knots[at], width);
        let (top, half) = (y - radius(&knots[at]), width_of(&knots[at].name).min(NAME) / 2.0);
        let free = |&(_, other, row, width): &(usize, f64, f64, f64)| {
            (other - x).abs() >= half + width || (row - top).abs() >= ROW
        };
        if written.iter().all(free) {
            written.push((at, x, top, half));
        }
    }
    written.into_iter().map(|(at, ..)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_on_another() {
        let knot = |x: f64, y: f64, size: f64| Knot {
            at: (x, y),
            size,
            colour: 1,
            square: false,
            name: "Aino Berg".into(),
        };
        let knots = [knot(0.5, 0.5, 0.1), knot(0.51, 0.5, 0.9), knot(0.5, 0.9, 0.1), knot(0.9, 0.5, 0.2)];
        let place = |knot: &Knot| (knot.at.0 * 640.0, knot.at.1 * 460.0);
        assert_eq!(named_apart(&knots, 640.0, place), [1, 3, 2]);
    }
}
