//! Drawings of the report: inline SVG, sharp at any size, in the colours of the page.
//!
//! A drawing has a title and a description for those who do not see it, and its numbers stand in a table beside it. Lines and
//! bars are labelled where they are, so that nobody has to match colours with a legend.
//!
//! Text of a drawing that shrinks with it cannot be read on a phone. So each is laid out twice, for a page and for a telephone, and
//! the style of the page shows the one that fits.

mod bars;
mod heat;
mod lines;
mod net;
mod panels;
mod scale;

pub(crate) use bars::{Bar, bars};
pub(crate) use heat::{Cell, Heat, heat};
pub(crate) use lines::{Line, Lines, Point, lines};
pub(crate) use net::{Knot, Net, net};
pub(crate) use panels::{Panel, Panels, panels};
pub(crate) use scale::{Linear, ticks};

use maud::{Markup, PreEscaped, html};

/// Width of a drawing on a page, in its own units; a letter is about 7 of them wide.
pub(crate) const WIDE: f64 = 640.0;
/// Width on a telephone.
pub(crate) const NARROW: f64 = 352.0;
const LETTER: f64 = 7.3;
/// How much wider a bold letter is.
const BOLD: f64 = 1.08;

/// What a drawing says to those who do not see it.
#[derive(Debug, Clone)]
pub(crate) struct Alternative {
    /// Unique on the page.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) description: String,
}

/// A drawing with its text alternative, for a page and for a telephone: `content` gives height and marks for a width.
fn drawing(alternative: &Alternative, content: impl Fn(f64) -> (f64, Markup)) -> Markup {
    html! {
        (one(alternative, "wide", WIDE, &content))
        (one(alternative, "narrow", NARROW, &content))
    }
}

fn one(
    alternative: &Alternative,
    class: &str,
    width: f64,
    content: &impl Fn(f64) -> (f64, Markup),
) -> Markup {
    // The wide one has the id that links and tests know.
    let id = if width == WIDE { alternative.id.clone() } else { format!("{}-{class}", alternative.id) };
    let (title, description) = (format!("{id}-title"), format!("{id}-desc"));
    let (height, content) = content(width);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" class=(format!("chart {class}")) id=(id) role="img" viewBox=(format!("0 0 {width} {}", px(height)))
            aria-labelledby=(title) aria-describedby=(description) {
            title id=(title) { (alternative.title) }
            desc id=(description) { (alternative.description) }
            (content)
        }
    }
}

/// A coordinate: a tenth of a unit is finer than anybody sees, and the file stays small.
fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    let short = text.strip_suffix(".0").unwrap_or(&text);
    if short == "-0" { "0".into() } else { short.into() }
}

/// A text of at most about `room` units; what is longer is cut, the whole stands in a tooltip.
fn label(text: &str, room: f64) -> Markup {
    let most = ((room / LETTER).floor() as usize).max(2);
    if text.chars().count() <= most {
        return html! { (text) };
    }
    let short: String = text.chars().take(most - 1).collect();
    html! { title { (text) } (short.trim_end()) "…" }
}

fn width_of(text: &str) -> f64 {
    unicode_width::UnicodeWidthStr::width(text) as f64 * LETTER
}

/// A path from commands made here: numbers and letters only.
fn path(class: &str, commands: &str) -> Markup {
    html! { path class=(class) d=(PreEscaped(commands)) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_coordinates() {
        assert_eq!([1.0, 0.04, -0.04, 12.345].map(px), ["1", "0", "0", "12.3"]);
    }

    #[test]
    fn long_labels_are_cut_and_markup_stays_text() {
        let cut = label("A department with a <long> name", 70.0).into_string();
        assert_eq!(cut, "<title>A department with a &lt;long&gt; name</title>A depart…");
        assert_eq!(label("HR", 70.0).into_string(), "HR");
    }
}
