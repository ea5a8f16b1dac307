//! A drawing of a graph: knots with names, lines as thick as there is talk.

use super::{Alternative, WIDTH, drawing, label, px};
use maud::{Markup, html};

/// A member on the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Knot {
    /// Where, from 0 to 1 in both directions.
    pub(crate) at: (f64, f64),
    /// From 0 to 1.
    pub(crate) size: f64,
    /// Number of its colour, from 1.
    pub(crate) colour: usize,
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

const HEIGHT: f64 = 460.0;
const MARGIN: f64 = 34.0;

/// The drawing.
pub(crate) fn net(what: &Net<'_>, alternative: &Alternative) -> Markup {
    let place = |knot: &Knot| {
        let along = |share: f64, length: f64| MARGIN + share.clamp(0.0, 1.0) * (length - 2.0 * MARGIN);
        (along(knot.at.0, WIDTH), along(knot.at.1, HEIGHT))
    };
    let content = html! {
        @for &(a, b, thick) in what.ties {
            @if let (Some(a), Some(b)) = (what.knots.get(a), what.knots.get(b)) {
                @let ((x1, y1), (x2, y2)) = (place(a), place(b));
                line class="tie" x1=(px(x1)) y1=(px(y1)) x2=(px(x2)) y2=(px(y2)) stroke-width=(px(0.5 + 3.0 * thick.clamp(0.0, 1.0))) {}
            }
        }
        @for knot in what.knots {
            @let (x, y) = place(knot);
            circle class=(format!("knot c{}", knot.colour)) cx=(px(x)) cy=(px(y)) r=(px(3.0 + 7.0 * knot.size.clamp(0.0, 1.0).sqrt())) {}
        }
        // Names last, so that no knot covers them.
        @for knot in what.knots.iter().filter(|knot| !knot.name.is_empty()) {
            @let (x, y) = place(knot);
            @let rises = 3.0 + 7.0 * knot.size.clamp(0.0, 1.0).sqrt();
            text class="knot-name" x=(px(x)) y=(px(y - rises - 3.0)) text-anchor="middle" { (label(&knot.name, 130.0)) }
        }
    };
    drawing(alternative, HEIGHT, &content)
}
