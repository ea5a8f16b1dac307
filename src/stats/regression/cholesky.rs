//! Cholesky factor of a small symmetric positive definite matrix.

/// A column whose share of its own variance, not explained by the columns before it, is below this is taken
/// as a combination of them.
pub(crate) const RANK_TOLERANCE: f64 = 1e-10;

/// Below this a factor has no digits left to solve with.
const SINGULAR: f64 = 1e-15;

/// Factor of `D^-½ A D^-½` with the diagonal `D` of `A`: covariates of any scale are treated alike.
pub(crate) struct Cholesky {
    size: usize,
    /// Lower triangle, row by row in a full square.
    lower: Vec<f64>,
    /// `D^½`.
    scale: Vec<f64>,
}

impl Cholesky {
    /// `None` if the matrix (full square, row by row) is not positive definite to working precision.
    pub(crate) fn of(matrix: &[f64], size: usize) -> Option<Cholesky> {
        let mut factor = Cholesky { size, lower: vec![0.0; size * size], scale: vec![0.0; size] };
        for row in 0..size {
            factor.scale[row] = matrix[row * size + row].sqrt();
            let pivot = factor.next_row(matrix, row);
            // Written so that NaN fails it.
            let solvable = pivot > SINGULAR && factor.scale[row] > 0.0 && factor.scale[row].is_finite();
            if !solvable {
                return None;
            }
            factor.lower[row * size + row] = pivot.sqrt();
        }
        Some(factor)
    }

    /// Columns that are combinations of the columns before them, or zero.
    pub(crate) fn aliased(matrix: &[f64], size: usize) -> Vec<usize> {
        let mut factor = Cholesky { size, lower: vec![0.0; size * size], scale: vec![0.0; size] };
        let mut aliased = Vec::new();
        for row in 0..size {
            factor.scale[row] = matrix[row * size + row].sqrt();
            let pivot = if factor.scale[row] > 0.0 { factor.next_row(matrix, row) } else { 0.0 };
            if pivot > RANK_TOLERANCE {
                factor.lower[row * size + row] = pivot.sqrt();
            } else {
                aliased.push(row);
                factor.scale[row] = 0.0;
                factor.lower[row * size..(row + 1) * size].fill(0.0);
            }
        }
        aliased
    }

    /// Fills a row of the factor left of the diagonal and returns the square of its diagonal element.
    fn next_row(&mut self, matrix: &[f64], row: usize) -> f64 {
        let size = self.size;
        let mut pivot = 1.0;
        for column in 0..row {
            let diagonal = self.lower[column * size + column];
            if diagonal == 0.0 {
                continue;
            }
            let mut value = matrix[row * size + column] / (self.scale[row] * self.scale[column]);
            for j in 0..column {
                value -= self.lower[row * size + j] * self.lower[column * size + j];
            }
            value /= diagonal;
            self.lower[row * size + column] = value;
            pivot -= value * value;
        }
        pivot
    }

    /// Solution `x` of `A x = b`.
    pub(crate) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let size = self.size;
        let mut x: Vec<f64> = b.iter().zip(&self.scale).map(|(b, scale)| b / scale).collect();
        for row in 0..size {
            for j in 0..row {
                x[row] -= self.lower[row * size + j] * x[j];
            }
            x[row] /= self.lower[row * size + row];
        }
        for row in (0..size).rev() {
            for j in row + 1..size {
                x[row] -= self.lower[j * size + row] * x[j];
            }
            x[row] /= self.lower[row * size + row];
        }
        for (x, scale) in x.iter_mut().zip(&self.scale) {
            *x /= scale;
        }
        x
    }

    /// `A⁻¹`, full square.
    pub(crate) fn inverse(&self) -> Vec<f64> {
        let size = self.size;
        let mut inverse = vec![0.0; size * size];
        let mut unit = vec![0.0; size];
        for column in 0..size {
            unit[column] = 1.0;
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                inverse[row * size + column] = value;
            }
            unit[column] = 0.0;
        }
        for row in 0..size {
            for column in 0..row {
                // Symmetric to the last bit.
                inverse[column * size + row] = inverse[row * size + column];
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_factor() {
        // 4 2 / 2 3: inverse (3 -2 / -2 4)/8.
        let factor = Cholesky::of(&[4.0, 2.0, 2.0, 3.0], 2).unwrap();
        for (found, expected) in factor.inverse().into_iter().zip([0.375, -0.25, -0.25, 0.5]) {
            assert!((found - expected).abs() < 1e-15);
        }
        assert!(Cholesky::of(&[1.0, 1.0, 1.0, 1.0], 2).is_none());
        assert!(Cholesky::of(&[0.0], 1).is_none());
        assert!(Cholesky::of(&[f64::NAN], 1).is_none());
    }

    #[test]
    fn later_copies_are_aliased() {
        // Columns a, 0, b, a + b, c as Gram matrix of independent a, b, c of very different scale.
        let columns = [
            [1e6, 0.0, 0.0, 2e6],
            [0.0; 4],
            [0.0, 1e-6, 0.0, 0.0],
            [1e6, 1e-6, 0.0, 2e6],
            [0.0, 1.0, 3.0, 0.0],
        ];
        let mut gram = vec![0.0; 25];
        for (i, a) in columns.iter().enumerate() {
            for (j, b) in columns.iter().enumerate() {
                gram[i * 5 + j] = a.iter().zip(b).map(|(x, y)| x * y).sum();
            }
        }
        // a + b is a to within the tolerance, as b is far below it.
        assert_eq!(Cholesky::aliased(&gram, 5), [1, 3]);
    }

    proptest! {
        #[test]
        fn inverse_times_matrix_is_one(entries in prop::collection::vec(-1.0..1.0f64, 25)) {
            let size = 5;
            let mut matrix = vec![0.0; 25];
            for i in 0..size {
                for j in 0..size {
                    let ridge = if i == j { 0.1 } else { 0.0 };
                    matrix[i * size + j] =
                        ridge + (0..size).map(|m| entries[m * size + i] * entries[m * size + j]).sum::<f64>();
                }
            }
            let inverse = Cholesky::of(&matrix, size).unwrap().inverse();
            for i in 0..size {
                for j in 0..size {
                    let found: f64 = (0..size).map(|m| inverse[i * size + m] * matrix[m * size + j]).sum();
                    prop_assert!((found - f64::from(u8::from(i == j))).abs() < 1e-10);
                }
            }
        }
    }
}
