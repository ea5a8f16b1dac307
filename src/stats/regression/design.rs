//! What a regression is fitted to.

use rayon::prelude::*;
use std::cmp::Ordering;

/// Covariates: one row an observation (a person-week, a week), one column a covariate.
///
/// There is no silent intercept: write a column of ones, usually the first.
///
/// ```
/// use cmgraph::stats::Design;
/// let leader_took_part = [0.0, 0.0, 1.0];
/// let design = Design::from_columns(&[&[1.0; 3], &leader_took_part]).unwrap();
/// assert_eq!((design.rows(), design.columns()), (3, 2));
/// assert_eq!(design.row(2), [1.0, 1.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    columns: usize,
    values: Vec<f64>,
}

impl Design {
    /// From values row by row; `None` without columns, if the last row is not full, or a value is not finite.
    pub fn from_rows(columns: usize, mut values: Vec<f64>) -> Option<Design> {
        if columns == 0 || !values.len().is_multiple_of(columns) {
            return None;
        }
        for value in &mut values {
            if !value.is_finite() {
                return None;
            }
            // A negative zero becomes a plain one, so that equal rows have equal bits.
            *value += 0.0;
        }
        Some(Design { columns, values })
    }

    /// From columns of one length; `None` without columns, if lengths differ, or a value is not finite.
    pub fn from_columns(columns: &[&[f64]]) -> Option<Design> {
        let rows = columns.first()?.len();
        if columns.iter().any(|column| column.len() != rows) {
            return None;
        }
        let mut values = Vec::with_capacity(rows * columns.len());
        for row in 0..rows {
            values.extend(columns.iter().map(|column| column[row]));
        }
        Design::from_rows(columns.len(), values)
    }

    /// Number of observations.
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// Number of covariates, the intercept among them.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// An observation's covariates.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }
}

/// Covariates with what is explained by them, and optionally weights and offset; all of one length.
///
/// ```
/// use cmgraph::stats::{Design, GlmData};
/// // Posts in two spans of 10 and 40 weeks: the offset is the logarithm of the exposure.
/// let design = Design::from_columns(&[&[1.0, 1.0], &[0.0, 1.0]]).unwrap();
/// let (posts, log_weeks) = ([30.0, 60.0], [10f64.ln(), 40f64.ln()]);
/// let data = GlmData::new(&design, &posts).offset(&log_weeks);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct GlmData<'a> {
    /// The covariates.
    pub design: &'a Design,
    /// 0 or 1 (or a share between) for a logistic model, a count for a Poisson one.
    pub response: &'a [f64],
    /// How many equal observations a row stands for; 1 each if absent. A row of weight 0 is left out.
    pub weights: Option<&'a [f64]>,
    /// Known part of the linear predictor, such as the logarithm of an exposure; 0 if absent.
    pub offset: Option<&'a [f64]>,
}

impl<'a> GlmData<'a> {
    /// Unweighted data without offset.
    pub fn new(design: &'a Design, response: &'a [f64]) -> GlmData<'a> {
        GlmData { design, response, weights: None, offset: None }
    }

    /// The same with frequency weights.
    #[must_use]
    pub fn weights(self, weights: &'a [f64]) -> GlmData<'a> {
        GlmData { weights: Some(weights), ..self }
    }

    /// The same with an offset.
    #[must_use]
    pub fn offset(self, offset: &'a [f64]) -> GlmData<'a> {
        GlmData { offset: Some(offset), ..self }
    }

    pub(crate) fn observation(&self, row: usize) -> Observation<'a> {
        let or = |values: Option<&[f64]>, absent| values.map_or(absent, |values| values[row] + 0.0);
        Observation {
            x: self.design.row(row),
            y: self.response[row] + 0.0,
            offset: or(self.offset, 0.0),
            weight: or(self.weights, 1.0),
        }
    }

    /// Lengths agree, numbers are finite, weights are not negative and responses lie in `range`.
    pub(crate) fn valid(&self, range: std::ops::RangeInclusive<f64>) -> bool {
        let rows = self.design.rows();
        let lengths = [Some(self.response), self.weights, self.offset].into_iter().flatten();
        lengths.into_iter().all(|values| values.len() == rows)
            && self.response.iter().all(|y| y.is_finite() && range.contains(y))
            && self.weights.unwrap_or(&[]).iter().all(|w| w.is_finite() && *w >= 0.0)
            && self.offset.unwrap_or(&[]).iter().all(|offset| offset.is_finite())
    }

    /// Rows of positive weight in an order that depends only on what they hold.
    pub(crate) fn ordered_rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> =
            (0..self.design.rows()).filter(|&row| self.weights.is_none_or(|w| w[row] > 0.0)).collect();
        rows.par_sort_unstable_by(|&a, &b| self.observation(a).order(&self.observation(b)));
        rows
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Observation<'a> {
    pub(crate) x: &'a [f64],
    pub(crate) y: f64,
    pub(crate) offset: f64,
    pub(crate) weight: f64,
}

impl Observation<'_> {
    pub(crate) fn linear(&self, coefficients: &[f64]) -> f64 {
        self.offset + dot(self.x, coefficients)
    }

    fn same_cell(&self, other: &Observation<'_>) -> bool {
        self.x == other.x && self.y == other.y && self.offset == other.offset
    }

    fn order(&self, other: &Observation<'_>) -> Ordering {
        let covariates = self.x.iter().zip(other.x).map(|(a, b)| a.total_cmp(b)).find(|o| o.is_ne());
        covariates
            .unwrap_or(Ordering::Equal)
            .then_with(|| self.y.total_cmp(&other.y))
            .then_with(|| self.offset.total_cmp(&other.offset))
            .then_with(|| self.weight.total_cmp(&other.weight))
    }
}

/// The distinct rows with their total weights, sorted: floating-point sums over them do not depend on the
/// order of the rows, and a hazard with few kinds of person-weeks costs what the kinds cost.
pub(crate) struct Cells {
    columns: usize,
    x: Vec<f64>,
    /// Response, offset and weight of each.
    rest: Vec<[f64; 3]>,
    /// Sum of the weights.
    pub(crate) n: f64,
}

impl Cells {
    pub(crate) fn of(data: &GlmData<'_>) -> Cells {
        let columns = data.design.columns();
        let mut cells = Cells { columns, x: Vec::new(), rest: Vec::new(), n: 0.0 };
        let mut last: Option<Observation<'_>> = None;
        for row in data.ordered_rows() {
            let observation = data.observation(row);
            match (last, cells.rest.last_mut()) {
                (Some(before), Some(cell)) if before.same_cell(&observation) => cell[2] += observation.weight,
                _ => {
                    cells.x.extend_from_slice(observation.x);
                    cells.rest.push([observation.y, observation.offset, observation.weight]);
                    last = Some(observation);
                }
            }
        }
        cells.n = cells.rest.iter().map(|rest| rest[2]).sum();
        cells
    }

    pub(crate) fn len(&self) -> usize {
        self.rest.len()
    }

    pub(crate) fn get(&self, cell: usize) -> Observation<'_> {
        let [y, offset, weight] = self.rest[cell];
        Observation { x: &self.x[cell * self.columns..(cell + 1) * self.columns], y, offset, weight }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Observation<'_>> {
        (0..self.len()).map(|cell| self.get(cell))
    }
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_numbers_are_checked() {
        assert!(Design::from_rows(0, vec![]).is_none());
        assert!(Design::from_rows(2, vec![1.0; 3]).is_none());
        assert!(Design::from_rows(1, vec![f64::NAN]).is_none());
        assert!(Design::from_columns(&[]).is_none());
        assert!(Design::from_columns(&[&[1.0], &[1.0, 2.0]]).is_none());
        assert_eq!(
            Design::from_columns(&[&[1.0, 2.0], &[3.0, 4.0]]),
            Design::from_rows(2, vec![1.0, 3.0, 2.0, 4.0])
        );
    }

    #[test]
    fn equal_rows_become_one_cell() {
        let design =
            Design::from_columns(&[&[1.0, 1.0, 1.0, 1.0, 1.0], &[0.0, 2.0, -0.0, 0.0, 0.0]]).unwrap();
        let response = [1.0, 0.0, 1.0, 0.0, 1.0];
        let data = GlmData::new(&design, &response).weights(&[1.0, 1.0, 3.0, 1.0, 0.0]);
        let cells = Cells::of(&data);
        let found: Vec<_> = cells.iter().map(|c| (c.x[1], c.y, c.weight)).collect();
        assert_eq!(found, [(0.0, 0.0, 1.0), (0.0, 1.0, 4.0), (2.0, 0.0, 1.0)]);
        assert_eq!(cells.n, 6.0);
    }
}
