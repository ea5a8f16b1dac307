//! Covariance of the coefficients: as the model has it, and when the rows are not independent.

use super::super::incomplete_beta::{beta_cdf, two_sided_t};
use super::super::interval::Interval;
use super::super::special::{normal_two_sided, two_sided_z};
use super::design::{GlmData, dot};
use super::glm::{FitStatus, Glm, add_outer, mirror};

/// Covariance matrix of the coefficients of a [`Glm`].
#[derive(Debug, Clone, PartialEq)]
pub struct Covariance {
    size: usize,
    values: Vec<f64>,
    /// Degrees of freedom of the t distribution for tests and intervals (clusters - 1); `None` is normal.
    pub degrees_of_freedom: Option<f64>,
}

/// A coefficient with its uncertainty; see [`Glm::coefficient`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The coefficient; its exponential is an odds or rate ratio.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Confidence interval `estimate ± quantile · standard error`; its ends may be exponentiated.
    pub interval: Interval,
    /// Two-sided p-value of no effect (Wald).
    pub p_value: f64,
}

impl Covariance {
    /// A matrix over the active columns, set into zeros.
    pub(crate) fn embed(active_values: &[f64], active: &[usize], size: usize) -> Covariance {
        let mut values = vec![0.0; size * size];
        for (i, &row) in active.iter().enumerate() {
            for (j, &column) in active.iter().enumerate() {
                values[row * size + column] = active_values[i * active.len() + j];
            }
        }
        Covariance { size, values, degrees_of_freedom: None }
    }

    /// Number of coefficients.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Covariance of two coefficients; 0 for aliased columns.
    ///
    /// # Panics
    /// If there is no such coefficient: an index out of range, as of a slice. [`Glm::coefficient`] does not.
    pub fn get(&self, row: usize, column: usize) -> f64 {
        assert!(row < self.size && column < self.size, "coefficient {row}, {column} of {}", self.size);
        self.values[row * self.size + column]
    }

    /// Standard error of a coefficient.
    ///
    /// # Panics
    /// If there is no such coefficient.
    pub fn standard_error(&self, column: usize) -> f64 {
        self.get(column, column).sqrt()
    }

    /// The same times a factor, such as Pearson's dispersion (quasi-likelihood).
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Covariance {
        Covariance { values: self.values.iter().map(|value| value * factor).collect(), ..self.clone() }
    }

    /// Variance `g'Vg` of a linear combination.
    pub(crate) fn variance_of(&self, gradient: &[f64]) -> f64 {
        self.values.chunks_exact(self.size).zip(gradient).map(|(row, g)| g * dot(row, gradient)).sum()
    }

    /// Estimate, interval and p-value for something with this standard error.
    pub(crate) fn judge(&self, estimate: f64, standard_error: f64, level: f64) -> Option<Coefficient> {
        if !(standard_error > 0.0 && standard_error.is_finite() && estimate.is_finite()) {
            return None;
        }
        let ratio = (estimate / standard_error).abs();
        let (quantile, p_value) = match self.degrees_of_freedom {
            None => (two_sided_z(level)?, normal_two_sided(ratio)),
            Some(df) => (two_sided_t(level, df)?, beta_cdf(df / 2.0, 0.5, df / (df + ratio * ratio))),
        };
        let half = quantile * standard_error;
        let interval = Interval { low: estimate - half, high: estimate + half };
        Some(Coefficient { estimate, standard_error, interval, p_value: p_value.min(1.0) })
    }

    /// `B M B` for this `B` and a symmetric `M` given by its lower triangle.
    fn sandwich(&self, mut meat: Vec<f64>, factor: f64, degrees_of_freedom: Option<f64>) -> Covariance {
        let size = self.size;
        mirror(&mut meat, size);
        let product = |a: &[f64], b: &[f64]| {
            let mut out = vec![0.0; size * size];
            for row in 0..size {
                for column in 0..size {
                    out[row * size + column] =
                        (0..size).map(|j| a[row * size + j] * b[j * size + column]).sum();
                }
            }
            out
        };
        let mut values = product(&product(&self.values, &meat), &self.values);
        for row in 0..size {
            for column in 0..=row {
                values[row * size + column] *= factor;
            }
        }
        mirror(&mut values, size);
        Covariance { size, values, degrees_of_freedom }
    }
}

impl Glm {
    /// A coefficient with the uncertainty of a covariance: that of the model, cluster-robust or Newey-West.
    ///
    /// # Returns
    /// `None` if the fit has no maximum, the column is aliased or does not exist, the level is outside
    /// (0, 1), or the standard error is 0 (fewer independent pieces than coefficients).
    ///
    /// # Example
    /// See [`glm`](super::glm()).
    pub fn coefficient(&self, column: usize, covariance: &Covariance, level: f64) -> Option<Coefficient> {
        let exists = column < self.coefficients.len() && covariance.size == self.coefficients.len();
        if self.status != FitStatus::Converged || !exists || self.aliased.contains(&column) {
            return None;
        }
        covariance.judge(self.coefficients[column], covariance.standard_error(column), level)
    }

    /// Covariance that allows any dependence inside a cluster (team, person) and none between clusters.
    ///
    /// `V = (X'WX)⁻¹ (Σ_g s_g s_g') (X'WX)⁻¹ · G/(G-1) · (n-1)/(n-k)` with `s_g = Σ_{i in g} w_i x_i (y_i - μ_i)`. Tests and
    /// intervals use the t distribution on `G - 1` degrees of freedom; below some 30 clusters they are still
    /// too narrow.
    ///
    /// # Arguments
    /// The `data` that were fitted, and the cluster of each row, by any labels.
    ///
    /// # Returns
    /// `None` without a maximum, with fewer than two clusters of positive weight, when `n <= k`, or when the
    /// data do not have the shape of the fit.
    ///
    /// # Complexity
    /// O(n log n). Neither the order of the rows nor the labels change a bit.
    ///
    /// # Example
    /// ```
    /// use cmgraph::stats::{Design, GlmFamily, GlmData, GlmOptions, glm};
    /// // Two weeks of six teams, whose weeks are alike: half as much evidence as it seems.
    /// let design = Design::from_columns(&[&[1.0; 12]]).unwrap();
    /// let adopted = [1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0];
    /// let team = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
    /// let data = GlmData::new(&design, &adopted);
    /// let fit = glm(&data, GlmFamily::Logistic, &GlmOptions::default()).unwrap();
    /// let robust = fit.cluster_robust(&data, &team).unwrap();
    /// assert!(robust.standard_error(0) > 1.3 * fit.covariance.as_ref().unwrap().standard_error(0));
    /// ```
    ///
    /// # Reference
    /// K.-Y. Liang, S. L. Zeger, *Longitudinal data analysis using generalized linear models*, Biometrika 73
    /// (1986); A. C. Cameron, D. L. Miller, *A practitioner's guide to cluster-robust inference*, Journal of
    /// Human Resources 50 (2015).
    pub fn cluster_robust(&self, data: &GlmData<'_>, clusters: &[u32]) -> Option<Covariance> {
        let bread = self.covariance.as_ref().filter(|_| self.fits(data))?;
        if clusters.len() != data.design.rows() {
            return None;
        }
        let mut rows = data.ordered_rows();
        // Stable: inside a cluster rows stay in their canonical order.
        rows.sort_by_key(|&row| clusters[row]);
        let mut scores: Vec<Vec<f64>> = rows
            .chunk_by(|&a, &b| clusters[a] == clusters[b])
            .map(|cluster| {
                let mut score = vec![0.0; self.coefficients.len()];
                for &row in cluster {
                    self.add_score(data, row, &mut score);
                }
                score
            })
            .collect();
        let groups = scores.len() as f64;
        let spare = self.n - self.parameters() as f64;
        if groups < 2.0 || spare <= 0.0 {
            return None;
        }
        let by_value = |a: &Vec<f64>, b: &Vec<f64>| {
            a.iter()
                .zip(b)
                .map(|(a, b)| a.total_cmp(b))
                .find(|o| o.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        };
        scores.sort_unstable_by(by_value);
        let mut meat = vec![0.0; self.coefficients.len().pow(2)];
        for score in &scores {
            add_outer(&mut meat, score, 1.0);
        }
        let factor = groups / (groups - 1.0) * (self.n - 1.0) / spare;
        Some(bread.sandwich(meat, factor, Some(groups - 1.0)))
    }

    /// Covariance for a time series: allows heteroscedastic and autocorrelated errors (Newey-West).
    ///
    /// `V = (X'WX)⁻¹ [Γ₀ + Σ_{l=1..L} (1 - l/(L+1)) (Γ_l + Γ_l')] (X'WX)⁻¹ · T/(T-k)`, `Γ_l = Σ_t s_t s_{t-l}'`,
    /// `s_t = w_t x_t (y_t - μ_t)`, with Bartlett's weights, so that it has no negative variances.
    ///
    /// # Arguments
    /// The `data` that were fitted, with rows in order of time and evenly spaced; the largest `lag`, or
    /// `None` for `⌊4 (T/100)^{2/9}⌋`.
    ///
    /// # Returns
    /// `None` without a maximum, when `T <= k`, or when the data do not have the shape of the fit.
    ///
    /// # Complexity
    /// O(T lag k²).
    ///
    /// # Example
    /// ```
    /// use cmgraph::stats::{Design, GlmFamily, GlmData, GlmOptions, glm};
    /// // Spells of busy and quiet weeks.
    /// let posts = [20.0, 22.0, 19.0, 21.0, 8.0, 9.0, 7.0, 8.0, 21.0, 20.0, 22.0, 19.0, 9.0, 8.0, 7.0, 8.0];
    /// let design = Design::from_columns(&[&[1.0; 16]]).unwrap();
    /// let data = GlmData::new(&design, &posts);
    /// let fit = glm(&data, GlmFamily::Poisson, &GlmOptions::default()).unwrap();
    /// let independent = fit.newey_west(&data, Some(0)).unwrap();
    /// assert!(fit.newey_west(&data, None).unwrap().standard_error(0) > 1.2 * independent.standard_error(0));
    /// ```
    ///
    /// # Reference
    /// W. K. Newey, K. D. West, *A simple, positive semi-definite, heteroskedasticity and autocorrelation
    /// consistent covariance matrix*, Econometrica 55 (1987).
    pub fn newey_west(&self, data: &GlmData<'_>, lag: Option<usize>) -> Option<Covariance> {
        let bread = self.covariance.as_ref().filter(|_| self.fits(data))?;
        let (rows, size) = (data.design.rows(), self.coefficients.len());
        let spare = rows as f64 - self.parameters() as f64;
        if spare <= 0.0 {
            return None;
        }
        let lag = lag.unwrap_or_else(|| automatic_lag(rows)).min(rows - 1);
        let mut scores = vec![0.0; rows * size];
        for (row, score) in scores.chunks_exact_mut(size).enumerate() {
            self.add_score(data, row, score);
        }
        let score = |row: usize| &scores[row * size..(row + 1) * size];
        let mut meat = vec![0.0; size * size];
        for row in 0..rows {
            add_outer(&mut meat, score(row), 1.0);
            for back in 1..=lag.min(row) {
                let weight = 1.0 - back as f64 / (lag + 1) as f64;
                let (now, then) = (score(row), score(row - back));
                for i in 0..size {
                    for j in 0..=i {
                        meat[i * size + j] += weight * (now[i] * then[j] + then[i] * now[j]);
                    }
                }
            }
        }
        Some(bread.sandwich(meat, rows as f64 / spare, None))
    }

    pub(crate) fn fits(&self, data: &GlmData<'_>) -> bool {
        data.design.columns() == self.coefficients.len() && data.valid(0.0..=f64::MAX)
    }

    fn add_score(&self, data: &GlmData<'_>, row: usize, score: &mut [f64]) {
        let observation = data.observation(row);
        let mean = self.family.mean(observation.linear(&self.coefficients));
        let rest = observation.weight * (observation.y - mean);
        for (sum, x) in score.iter_mut().zip(observation.x) {
            *sum += rest * x;
        }
    }
}

/// `⌊4 (T/100)^{2/9}⌋`.
fn automatic_lag(rows: usize) -> usize {
    (4.0 * (rows as f64 / 100.0).powf(2.0 / 9.0)) as usize
}

#[cfg(test)]
mod tests {
    use super::super::design::Design;
    use super::super::glm::{GlmFamily, GlmOptions, glm};
    use super::*;

    #[test]
    fn student_against_tables() {
        // scipy 1.17.1: stats.t.ppf(.975, df), 2 stats.t.sf(2, df).
        for (df, quantile, p) in [
            (1.0, 12.706204736174694, 0.2951672353008665),
            (7.0, 2.364624251592784, 0.08561932856297605),
            (29.0, 2.045229642132703, 0.05494363718296717),
        ] {
            let covariance = Covariance { size: 1, values: vec![1.0], degrees_of_freedom: Some(df) };
            let found = covariance.judge(2.0, 1.0, 0.95).unwrap();
            assert!((found.interval.high - 2.0 - quantile).abs() < 1e-8 * quantile, "{found:?}");
            assert!((found.p_value - p).abs() < 1e-9, "{found:?}");
        }
        let normal = Covariance { size: 1, values: vec![1.0], degrees_of_freedom: None };
        let found = normal.judge(2.0, 1.0, 0.95).unwrap();
        assert!((found.p_value - 0.04550026389635839).abs() < 1e-10, "{found:?}");
        assert!(normal.judge(2.0, 0.0, 0.95).is_none() && normal.judge(2.0, 1.0, 1.0).is_none());
    }

    #[test]
    fn automatic_lags() {
        for (rows, lag) in [(1, 1), (26, 2), (52, 3), (100, 4), (520, 5)] {
            assert_eq!(automatic_lag(rows), lag);
        }
    }

    #[test]
    fn clusters_of_one_and_none() {
        let design = Design::from_columns(&[&[1.0; 4]]).unwrap();
        let y = [1.0, 0.0, 0.0, 0.0];
        let data = GlmData::new(&design, &y);
        let fit = glm(&data, GlmFamily::Logistic, &GlmOptions::default()).unwrap();
        assert!(fit.cluster_robust(&data, &[5; 4]).is_none());
        assert!(fit.cluster_robust(&data, &[5; 3]).is_none());
        // Every row its own: Σ(y - p)²/(np(1-p))² · n/(n-1) · (n-1)/(n-1), in closed form 0.75/0.75² · 4/3.
        let own = fit.cluster_robust(&data, &[0, 1, 2, 3]).unwrap();
        assert!((own.get(0, 0) - 0.75 / 0.5625 * 4.0 / 3.0).abs() < 1e-9);
        assert_eq!(own.degrees_of_freedom, Some(3.0));
        // Labels and rows are free.
        assert_eq!(own, fit.cluster_robust(&data, &[9, 2, 40, 3]).unwrap());
        // Lag 0 is the same but for the correction T/(T-k).
        let lag0 = fit.newey_west(&data, Some(0)).unwrap();
        assert!((lag0.get(0, 0) - own.get(0, 0)).abs() < 1e-12);
        assert_eq!(lag0.scaled(2.0).get(0, 0), 2.0 * lag0.get(0, 0));
        // A lag beyond the series is cut.
        assert_eq!(fit.newey_west(&data, Some(99)), fit.newey_west(&data, Some(3)));
        let one = Design::from_columns(&[&[1.0]]).unwrap();
        let single = GlmData::new(&one, &[3.0]);
        let fit = glm(&single, GlmFamily::Poisson, &GlmOptions::default()).unwrap();
        assert!(fit.newey_west(&single, None).is_none() && fit.cluster_robust(&single, &[0]).is_none());
    }
}
