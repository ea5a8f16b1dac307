//! Drawings of the report: inline SVG, sharp at any size, in the colours of the page.
//!
//! A drawing has a title and a description for those who do not see it, and its numbers stand in a table beside it. Lines and
//! bars are labelled where they are, so that nobody has to match colours with a legend.

mod bars;
mod heat;
mod lines;
mod net;
mod scale;

pub(crate) use bars::{Bar, bars};
pub(crate) use heat::{Heat, heat};
pub(crate) use lines::{Line, Lines, Point, lines};
pub(crate) use net::{Knot, Net, net};
pub(crate) use scale::{Linear, ticks};

use maud::{Markup, PreEscaped, html};

/// Width of every drawing in its own units; a letter is about 7 of them wide.
pub(crate) const WIDTH: f64 = 640.0;
const LETTER: f64 = 6.9;

/// What a drawing says to those who do not see it.
#[derive(Debug, Clone)]
pub(crate) struct Alternative {
    /// Unique on the page.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) description: String,
}

/// A drawing with its text alternative.
fn drawing(alternative: &Alternative, height: f64, content: &Markup) -> Markup {
    let (title, description) = (format!("{}-title", alternative.id), format!("{}-desc", alternative.id));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" class="chart" id=(alternative.id) role="img" viewBox=(format!("0 0 {WIDTH} {}", px(height)))
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
        assert_eq!(cut, "<title>A department with a &lt;long&gt; name</title>A departm…");
        assert_eq!(label("HR", 70.0).into_string(), "HR");
    }
}
