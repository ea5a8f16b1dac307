//! Drawings for a terminal.

use super::axis::{Axis, date_ticks};
use crate::error::{Error, Result};
use crate::table::{DEFAULT_WIDTH, Release, Role, Values};
use crate::time::{Day, Zone};

/// Lines of a drawing, without the dates under it.
pub const DEFAULT_HEIGHT: usize = 14;
const MIN_WIDTH: usize = 30;
const MIN_HEIGHT: usize = 4;
/// Longest date under the axis, and room between two.
const DATE: usize = 12;
/// Room at the right for the last value.
const TAIL: usize = 8;

/// How a curve is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurveOptions {
    /// Columns of the terminal.
    pub width: usize,
    /// Lines of the drawing, without the dates under it.
    pub height: usize,
    /// Braille dots and box-drawing characters; ASCII otherwise.
    pub unicode: bool,
    /// Only the rows in which these columns have these values, such as `("unit", "Sales")`.
    pub only: Vec<(String, String)>,
}

impl Default for CurveOptions {
    fn default() -> Self {
        CurveOptions { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT, unicode: true, only: Vec::new() }
    }
}

/// Draws a column of a released table over its first time column: a line, a shaded band where low and high
/// ends follow the column, the last value at its end. Shares are drawn in percent, other numbers as they are.
/// The axis starts at zero. Rows with a missing or hidden value leave a gap.
///
/// ```
/// use cmgraph::report::terminal::{CurveOptions, curve};
/// use cmgraph::table::{Provenance, Role, Table};
/// use cmgraph::time::Day;
/// let table = Table::new("adoption", "Adoption", Provenance::new("share of the roster that contributed"))
///     .day("week", "Monday", (0..30).map(|week| Some(Day(19_723 + 7 * week))))
///     .float("share", Role::Share, "", "share", (0..30).map(|week| Some(f64::from(week) / 50.0)));
/// let release = cmgraph::Policy::named().apply(&table);
/// let drawing = curve(&release, "share", &CurveOptions::default()).unwrap();
/// assert!(drawing.contains("60% ┤") && drawing.contains("2024"));
/// ```
///
/// # Errors
/// [`Error::Unknown`] where there is no such column of numbers, or no column of days or instants;
/// [`Error::Option`] where several rows are about one day; [`Error::Withheld`] where there are no rows to draw.
pub fn curve(release: &Release, column: &str, options: &CurveOptions) -> Result<String> {
    let unknown = |kind, name: &str| Error::Unknown {
        kind,
        name: name.into(),
        hint: format!(
            " in {}; it has {}",
            release.name(),
            release.columns().iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
        ),
    };
    if let Some(why) = &release.disclosure().withheld {
        return Err(Error::Withheld {
            what: release.name().into(),
            mode: release.disclosure().mode.name(),
            reason: why.clone(),
        });
    }
    let zone = Zone::named(&release.provenance().time_zone).unwrap_or_default();
    let columns = release.columns();
    let at = columns
        .iter()
        .position(|c| c.name == column && matches!(c.values, Values::Int(_) | Values::Float(_)))
        .ok_or_else(|| unknown("column of numbers", column))?;
    let days = columns
        .iter()
        .find(|c| matches!(c.values, Values::Day(_) | Values::Time(_)))
        .ok_or_else(|| unknown("column of days", "time"))?;
    let mut only = Vec::new();
    for (name, value) in &options.only {
        only.push((release.column(name).ok_or_else(|| unknown("column", name))?, value));
    }
    let end = |offset: usize, role: Role| columns.get(at + offset).filter(|c| c.role == role);
    let mut points: Vec<Point> = (0..release.rows())
        .filter(|&row| {
            only.iter().all(|(column, value)| column.values.text(row).unwrap_or_default() == **value)
        })
        .filter_map(|row| {
            let day = match &days.values {
                Values::Day(v) => v.get(row).copied()??,
                Values::Time(v) => zone.day(v.get(row).copied()??),
                _ => return None,
            };
            let number = |column: Option<&crate::table::Column>| column.and_then(|c| c.values.number(row));
            let band = number(end(1, Role::Low)).zip(number(end(2, Role::High)));
            Some(Point { day, value: number(columns.get(at)), band })
        })
        .collect();
    points.sort_by_key(|point| point.day);
    if let Some(twice) = points.windows(2).find(|pair| pair[0].day == pair[1].day) {
        return Err(Error::Option {
            option: "only",
            found: format!("several rows for {}", twice[0].day),
            expected: "columns and values that leave one row a day, such as one unit".into(),
        });
    }
    Ok(draw(&points, columns[at].role == Role::Share, options))
}

#[derive(Debug, Clone, Copy)]
struct Point {
    day: Day,
    value: Option<f64>,
    band: Option<(f64, f64)>,
}

/// Dots of the line inside a cell: two across and four down in Braille, one in ASCII.
struct Dots {
    across: usize,
    down: usize,
}

fn draw(points: &[Point], percent: bool, options: &CurveOptions) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return "No points to draw.\n".into();
    };
    if points.iter().all(|point| point.value.is_none()) {
        return "No points to draw: all values are missing or hidden.\n".into();
    }
    let (first, last) = (first.day, last.day);
    let (height, unicode) = (options.height.max(MIN_HEIGHT), options.unicode);
    let ends = points.iter().flat_map(|p| [p.value, p.band.map(|b| b.0), p.band.map(|b| b.1)]).flatten();
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
    // Beyond that the length of the axis would overflow.
    let (low, high) = (low.max(-1e300), high.min(1e300));
    let axis = Axis::new(low, high, percent, height);
    let labels: Vec<(usize, String)> = axis.ticks(height);
    let margin = labels.iter().map(|(_, label)| label.len()).max().unwrap_or(0) + 1;
    let width = options.width.max(MIN_WIDTH).saturating_sub(margin + 1 + TAIL).max(8);

    let dots = if unicode { Dots { across: 2, down: 4 } } else { Dots { across: 1, down: 1 } };
    let curve = Sampled::new(points, width * dots.across);
    let mut cells = vec![vec![' '; width]; height];
    for (x, column) in (0..width).map(|x| (x, x * dots.across..(x + 1) * dots.across)) {
        let band =
            curve.band[column.clone()].iter().flatten().fold(None, |all: Option<(f64, f64)>, &(a, b)| {
                Some(all.map_or((a, b), |(low, high)| (low.min(a), high.max(b))))
            });
        if let Some((low, high)) = band {
            let (top, bottom) = (axis.line(high.max(low), height), axis.line(low.min(high), height));
            cells[top..=bottom].iter_mut().for_each(|line| line[x] = if unicode { '░' } else { '.' });
        }
    }
    let mut line = vec![vec![0_u8; width]; height];
    let mut before: Option<usize> = None;
    for (x, value) in curve.value.iter().enumerate() {
        let Some(value) = value else {
            before = None;
            continue;
        };
        let y = axis.line(*value, height * dots.down);
        // Steep parts are joined, up to the dot next to the one before.
        let from = before.map_or(y, |b| {
            if b < y {
                b + 1
            } else if b > y {
                b - 1
            } else {
                y
            }
        });
        for y in from.min(y)..=from.max(y) {
            line[y / dots.down][x / dots.across] |= if unicode { braille(x % 2, y % 4) } else { 1 };
        }
        before = Some(y);
    }
    for (cells, line) in cells.iter_mut().zip(&line) {
        for (cell, &dots) in cells.iter_mut().zip(line).filter(|(_, dots)| **dots > 0) {
            *cell = if unicode { char::from_u32(0x2800 + u32::from(dots)).unwrap_or('*') } else { '*' };
        }
    }
    frame(&cells, &labels, margin, &axis, points, (first, last), options)
}

/// Bit of a Braille dot.
fn braille(x: usize, y: usize) -> u8 {
    const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
    BITS[x][y]
}

/// Axes, labels and the last value around the drawing.
fn frame(
    cells: &[Vec<char>],
    labels: &[(usize, String)],
    margin: usize,
    axis: &Axis,
    points: &[Point],
    (first, last): (Day, Day),
    options: &CurveOptions,
) -> String {
    let (tick, bar, corner, rule, under) =
        if options.unicode { ('┤', '│', '└', '─', '┬') } else { ('+', '|', '+', '-', '+') };
    let width = cells.first().map_or(0, Vec::len);
    let tail =
        points.last().and_then(|point| point.value).map(|value| (axis.line(value, cells.len()), value));
    let mut out = String::new();
    for (y, line) in cells.iter().enumerate() {
        let label = labels.iter().find(|(at, _)| *at == y).map(|(_, label)| label.as_str());
        let mut text = format!(
            "{:>margin$}{}",
            label.map_or(String::new(), |l| format!("{l} ")),
            if label.is_some() { tick } else { bar }
        );
        text.extend(line);
        if let Some((_, value)) = tail.filter(|(at, _)| *at == y) {
            text.push_str(&format!(" {}", axis.label(value, 1)));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    let mut ruler: Vec<char> = vec![rule; width];
    let mut dates: Vec<char> = vec![' '; margin + 1 + width + TAIL];
    let days = i64::from(last.0) - i64::from(first.0);
    for (day, text) in date_ticks(first, last, width / DATE) {
        let x = if days == 0 {
            0
        } else {
            ((i64::from(day.0) - i64::from(first.0)) * (width as i64 - 1) / days) as usize
        };
        let Some(mark) = ruler.get_mut(x) else { continue };
        let start = margin + 1 + x;
        // The space before keeps two dates apart.
        let free = (start.saturating_sub(1)..start + text.len()).all(|at| dates.get(at) == Some(&' '));
        if free {
            *mark = under;
            dates.splice(start..start + text.len(), text.chars());
        }
    }
    let ruler: String = ruler.iter().collect();
    let dates: String = dates.iter().collect();
    out.push_str(&format!("{:margin$}{corner}{ruler}\n{}\n", "", dates.trim_end()));
    out
}

/// Values by dot column, straight lines between the points.
struct Sampled {
    value: Vec<Option<f64>>,
    band: Vec<Option<(f64, f64)>>,
}

impl Sampled {
    fn new(points: &[Point], columns: usize) -> Sampled {
        let mut sampled = Sampled { value: vec![None; columns], band: vec![None; columns] };
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return sampled };
        let (start, days) = (f64::from(first.day.0), f64::from(last.day.0) - f64::from(first.day.0));
        let mut next = 0;
        for x in 0..columns {
            let day = start + days * x as f64 / (columns - 1).max(1) as f64;
            while next + 1 < points.len() && f64::from(points[next + 1].day.0) <= day {
                next += 1;
            }
            let a = points[next];
            let b = points.get(next + 1).copied().unwrap_or(a);
            let gap = f64::from(b.day.0) - f64::from(a.day.0);
            let share = if gap > 0.0 { ((day - f64::from(a.day.0)) / gap).clamp(0.0, 1.0) } else { 0.0 };
            let between = |a: f64, b: f64| a + (b - a) * share;
            sampled.value[x] = match (a.value, b.value) {
                (Some(a), Some(b)) => Some(between(a, b)),
                _ => None,
            };
            sampled.band[x] =
                a.band.zip(b.band).map(|((a1, a2), (b1, b2))| (between(a1, b1), between(a2, b2)));
        }
        // A point between two gaps keeps a dot of its own.
        for point in points.iter().filter(|_| days > 0.0) {
            let x = ((f64::from(point.day.0) - start) / days * (columns - 1) as f64).round() as usize;
            if let Some(value) = sampled.value.get_mut(x) {
                *value = value.or(point.value);
            }
        }
        sampled
    }
}
