//! Symmetric positive semi-definite systems, singular ones included.

/// `P A Pᵀ = L Lᵀ` for the leading independent part of a positive semi-definite matrix.
///
/// Pivots are taken from the largest down, so that what depends on the rest (a group that nobody is ever
/// compared with, a covariate that repeats another) is left over. Solving with the leading part and 0
/// elsewhere applies a generalised inverse, which is all that a quadratic form of a vector in the range needs.
pub(super) struct Cholesky {
    /// Row-major, rows in pivot order.
    factor: Vec<f64>,
    order: Vec<usize>,
    size: usize,
    rank: usize,
}

/// What is left of a variance, as a share of its first value, below which it counts as none.
const SINGULAR: f64 = 1e-10;

impl Cholesky {
    /// Factors the row-major square matrix, of which the lower triangle is read.
    pub(super) fn of(matrix: &[f64], size: usize) -> Cholesky {
        let at = |row: usize, column: usize| matrix[row.max(column) * size + row.min(column)];
        let scale: Vec<f64> = (0..size).map(|i| at(i, i)).collect();
        let mut left = scale.clone();
        let mut order: Vec<usize> = (0..size).collect();
        let mut factor = vec![0.0; size * size];
        let mut rank = 0;
        while rank < size {
            // The largest remainder in its own scale; the first among equals.
            let mut best = rank;
            for candidate in rank + 1..size {
                let (c, b) = (order[candidate], order[best]);
                if left[c] * scale[b] > left[b] * scale[c] {
                    best = candidate;
                }
            }
            let pivot = order[best];
            let independent = left[pivot] > SINGULAR * scale[pivot];
            if !independent {
                break;
            }
            order.swap(rank, best);
            for column in 0..rank {
                factor.swap(rank * size + column, best * size + column);
            }
            let root = left[pivot].sqrt();
            factor[rank * size + rank] = root;
            let (above, below) = factor.split_at_mut((rank + 1) * size);
            let own = &above[rank * size..rank * size + rank];
            for (row, &index) in below.chunks_exact_mut(size).zip(&order[rank + 1..]) {
                let dot: f64 = own.iter().zip(&row[..rank]).map(|(a, b)| a * b).sum();
                let entry = (at(index, pivot) - dot) / root;
                row[rank] = entry;
                left[index] -= entry * entry;
            }
            rank += 1;
        }
        Cholesky { factor, order, size, rank }
    }

    /// Number of independent rows.
    pub(super) fn rank(&self) -> usize {
        self.rank
    }

    /// `b` in pivot order, with `L` divided out.
    fn forward(&self, b: &[f64]) -> Vec<f64> {
        let mut y: Vec<f64> = Vec::with_capacity(self.rank);
        for i in 0..self.rank {
            let row = &self.factor[i * self.size..i * self.size + i];
            let dot: f64 = row.iter().zip(&y).map(|(a, b)| a * b).sum();
            y.push((b[self.order[i]] - dot) / self.factor[i * self.size + i]);
        }
        y
    }

    /// `bᵀ A⁻ b`.
    pub(super) fn quadratic(&self, b: &[f64]) -> f64 {
        self.forward(b).iter().map(|y| y * y).sum()
    }

    /// `A⁻ b`, with 0 for the rows left over.
    pub(super) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut y = self.forward(b);
        for i in (0..self.rank).rev() {
            let dot: f64 = (i + 1..self.rank).map(|j| self.factor[j * self.size + i] * y[j]).sum();
            y[i] = (y[i] - dot) / self.factor[i * self.size + i];
        }
        let mut x = vec![0.0; self.size];
        for (&index, value) in self.order.iter().zip(y) {
            x[index] = value;
        }
        x
    }

    /// `A⁻`, row-major.
    pub(super) fn inverse(&self) -> Vec<f64> {
        let mut inverse = Vec::with_capacity(self.size * self.size);
        let mut unit = vec![0.0; self.size];
        for i in 0..self.size {
            unit[i] = 1.0;
            inverse.extend(self.solve(&unit));
            unit[i] = 0.0;
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_depends_on_the_rest_is_left_over() {
        // The third row is minus the sum of the others; the fourth is nothing.
        let matrix = [2., -1., -1., 0., -1., 3., -2., 0., -1., -2., 3., 0., 0., 0., 0., 0.];
        let found = Cholesky::of(&matrix, 4);
        assert_eq!(found.rank(), 2);
        // In the range: U = A (1, 2, 0, 0)', so U' A- U = (1, 2)' A (1, 2) = 2 - 4 + 12.
        assert!((found.quadratic(&[0.0, 5.0, -5.0, 0.0]) - 10.0).abs() < 1e-12);
        assert_eq!(Cholesky::of(&[], 0).rank(), 0);
        assert_eq!(Cholesky::of(&[0.0], 1).solve(&[1.0]), [0.0]);
    }

    proptest! {
        #[test]
        fn solves_what_it_factored(size in 1usize..6, numbers in prop::collection::vec(-2.0..2.0f64, 36)) {
            // B Bᵀ + I/10.
            let b = |i: usize, j: usize| numbers[i * 6 + j];
            let matrix: Vec<f64> = (0..size * size)
                .map(|cell| (cell / size, cell % size))
                .map(|(i, j)| (0..6).map(|k| b(i, k) * b(j, k)).sum::<f64>() + f64::from(u8::from(i == j)) / 10.0)
                .collect();
            let found = Cholesky::of(&matrix, size);
            prop_assert_eq!(found.rank(), size);
            let inverse = found.inverse();
            for i in 0..size {
                for j in 0..size {
                    let product: f64 = (0..size).map(|k| matrix[i * size + k] * inverse[k * size + j]).sum();
                    prop_assert!((product - f64::from(u8::from(i == j))).abs() < 1e-8);
                }
            }
        }
    }
}
