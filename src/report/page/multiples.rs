//! Small multiples: a curve for each unit, all on the same axes.

use super::super::cells::{number, text};
use super::super::chart::{Alternative, Line, Panel, Panels, Point, panels};
use super::super::locale::Words;
use super::units::short_names;
use crate::table::Release;
use maud::Markup;

/// Units drawn at most, the largest; all stand in the table.
pub(super) const UNITS: usize = 12;
/// Points of a curve at most: more are finer than the drawing.
const POINTS: usize = 26;

/// Rows of a table as one curve a unit.
pub(super) struct Curves<'a> {
    pub(super) table: &'a Release,
    /// Column by which units are large.
    pub(super) size: &'a str,
    /// Column of the curve; its interval stands beside it.
    pub(super) share: &'a str,
    pub(super) colour: usize,
    pub(super) steps: bool,
    /// The curve of all, drawn thinly in each.
    pub(super) whole: Vec<Point>,
    /// Ends of the axis along with their texts.
    pub(super) along: [(f64, String); 2],
}

/// The drawing, where two units or more may be shown. `along` is the place of a row, if it is drawn.
pub(super) fn multiples(
    curves: &Curves<'_>,
    along: impl Fn(usize) -> Option<f64>,
    words: &Words,
    alternative: impl FnOnce(usize) -> Alternative,
) -> Option<Markup> {
    let Curves { table, size, share, colour, steps, .. } = *curves;
    let [low, high] = ["low", "high"].map(|end| format!("{share}_{end}"));
    let mut units: Vec<(String, f64, Vec<Point>)> = Vec::new();
    for row in 0..table.rows() {
        let (Some(unit), Some(x), Some(y)) =
            (text(table, "unit", row), along(row), number(table, share, row))
        else {
            continue;
        };
        let band = number(table, &low, row).zip(number(table, &high, row));
        let people = number(table, size, row).unwrap_or(0.0);
        match units.last_mut().filter(|(known, ..)| *known == unit) {
            Some((_, most, points)) => {
                *most = most.max(people);
                points.push(Point { x, y, band });
            }
            None => units.push((unit, people, vec![Point { x, y, band }])),
        }
    }
    units.retain(|(_, _, points)| points.len() > 2);
    units.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    units.truncate(UNITS);
    if units.len() < 2 {
        return None;
    }
    let end = units
        .iter()
        .flat_map(|(_, _, points)| points.last())
        .map(|last| last.x)
        .fold(f64::NEG_INFINITY, f64::max);
    let names: Vec<String> = units.iter().map(|(unit, ..)| unit.clone()).collect();
    let drawn: Vec<Panel> = short_names(&names)
        .into_iter()
        .zip(units)
        .map(|(name, (_, _, points))| Panel {
            name,
            // A curve that could not be followed to the end has no last value to be compared.
            text: points
                .last()
                .filter(|last| last.x >= end)
                .map_or_else(String::new, |last| words.locale.percent(last.y)),
            line: Line { name: String::new(), colour, dashed: false, steps, points: thinned(points) },
        })
        .collect();
    let whole =
        Line { name: String::new(), colour: 0, dashed: false, steps, points: thinned(curves.whole.clone()) };
    let what = Panels {
        panels: &drawn,
        whole: Some(&whole).filter(|whole| whole.points.len() > 1),
        along: &curves.along,
        at_least: 0.1,
    };
    Some(panels(&what, &alternative(drawn.len()), |share| words.locale.percent(share)))
}

/// Every so many-th point, the last one always.
fn thinned(points: Vec<Point>) -> Vec<Point> {
    let (n, step) = (points.len(), points.len().div_ceil(POINTS).max(1));
    points
        .into_iter()
        .enumerate()
        .filter(|(at, _)| (n - 1 - at) % step == 0)
        .map(|(_, point)| point)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinned_to_the_last() {
        let points = |n: usize| (0..n).map(|x| Point { x: x as f64, y: 0.0, band: None }).collect::<Vec<_>>();
        for n in [0, 1, 2, 39, 40, 41, 79, 400] {
            let kept = thinned(points(n));
            assert!(kept.len() <= POINTS && kept.last().map(|p| p.x) == points(n).last().map(|p| p.x), "{n}");
            assert!(n > POINTS || kept.len() == n);
        }
    }
}
