//! What a 0/1 covariate changes, in the units of the response.

use super::super::interval::Interval;
use super::covariance::Covariance;
use super::design::{Cells, GlmData};
use super::glm::{FitStatus, Glm};

/// Average marginal effect of a 0/1 covariate; see [`Glm::average_effect`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AverageEffect {
    /// Mean expected response with the covariate at 1 minus at 0.
    pub effect: f64,
    /// Its standard error by the delta method.
    pub standard_error: f64,
    /// Confidence interval of the effect.
    pub interval: Interval,
    /// Two-sided p-value of no effect.
    pub p_value: f64,
    /// Mean expected response with the covariate at 0.
    pub without: f64,
    /// Mean expected response with the covariate at 1.
    pub with: f64,
}

impl Glm {
    /// Average marginal effect of a 0/1 covariate: how much more is expected if it were 1 for everybody than if
    /// it were 0, everything else as it is.
    ///
    /// `AME = Σ w_i [μ(x_i with 1) - μ(x_i with 0)] / Σ w_i`, for a weekly hazard "adopters per person-week". Interval by the
    /// delta method: variance `g'Vg` with the gradient `g` of the AME in the coefficients. Only this column is
    /// changed: a product of it with another covariate must not be in the model.
    ///
    /// # Arguments
    /// The `data` that were fitted, the `column`, a `covariance` of the coefficients, the confidence `level`.
    ///
    /// # Returns
    /// `None` as [`Glm::coefficient`], or when the data do not have the shape of the fit.
    ///
    /// # Complexity
    /// O(n log n).
    ///
    /// # Example
    /// With one covariate the effect is the difference of the shares:
    /// ```
    /// use cmgraph::stats::{DEFAULT_LEVEL, Design, GlmFamily, GlmData, GlmOptions, glm};
    /// let design = Design::from_columns(&[&[1.0; 4], &[1.0, 1.0, 0.0, 0.0]]).unwrap();
    /// let data = GlmData::new(&design, &[1.0, 0.0, 1.0, 0.0]).weights(&[10.0, 30.0, 8.0, 92.0]);
    /// let fit = glm(&data, GlmFamily::Logistic, &GlmOptions::default()).unwrap();
    /// let leader = fit.average_effect(&data, 1, fit.covariance.as_ref().unwrap(), DEFAULT_LEVEL).unwrap();
    /// assert!((leader.effect - (0.25 - 0.08)).abs() < 1e-9);
    /// ```
    ///
    /// # Reference
    /// T. Bartus, *Estimation of marginal effects using margeff*, Stata Journal 5 (2005).
    pub fn average_effect(
        &self,
        data: &GlmData<'_>,
        column: usize,
        covariance: &Covariance,
        level: f64,
    ) -> Option<AverageEffect> {
        let columns = self.coefficients.len();
        let known = column < columns && covariance.size() == columns && !self.aliased.contains(&column);
        if self.status != FitStatus::Converged || !known || !self.fits(data) {
            return None;
        }
        let cells = Cells::of(data);
        let (mut with, mut without) = (0.0, 0.0);
        let mut gradient = vec![0.0; columns];
        for cell in cells.iter() {
            let share = cell.weight / cells.n;
            let rest = cell.linear(&self.coefficients) - cell.x[column] * self.coefficients[column];
            let mean_without = self.family.mean(rest);
            let mean_with = self.family.mean(rest + self.coefficients[column]);
            let (slope_without, slope_with) =
                (self.family.variance(mean_without), self.family.variance(mean_with));
            without += share * mean_without;
            with += share * mean_with;
            for (sum, x) in gradient.iter_mut().zip(cell.x) {
                *sum += share * (slope_with - slope_without) * x;
            }
            // The column itself is 1 and 0, whatever it was.
            gradient[column] += share * (slope_with - (slope_with - slope_without) * cell.x[column]);
        }
        let standard_error = covariance.variance_of(&gradient).max(0.0).sqrt();
        let judged = covariance.judge(with - without, standard_error, level)?;
        Some(AverageEffect {
            effect: judged.estimate,
            standard_error,
            interval: judged.interval,
            p_value: judged.p_value,
            without,
            with,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::design::Design;
    use super::super::glm::{GlmFamily, GlmOptions, glm};
    use super::*;

    #[test]
    fn saturated_models_have_closed_forms() {
        // Difference of shares with the binomial standard error; of rates with the Poisson one.
        let design = Design::from_columns(&[&[1.0; 4], &[1.0, 1.0, 0.0, 0.0]]).unwrap();
        let data = GlmData::new(&design, &[1.0, 0.0, 1.0, 0.0]).weights(&[10.0, 30.0, 8.0, 92.0]);
        let fit = glm(&data, GlmFamily::Logistic, &GlmOptions::default()).unwrap();
        let covariance = fit.covariance.as_ref().unwrap();
        let found = fit.average_effect(&data, 1, covariance, 0.95).unwrap();
        let error = (0.25 * 0.75 / 40.0 + 0.08 * 0.92 / 100.0f64).sqrt();
        assert!((found.with - 0.25).abs() < 1e-9 && (found.without - 0.08).abs() < 1e-9);
        assert!((found.standard_error - error).abs() < 1e-9, "{found:?}");
        assert!((found.interval.low - (0.17 - 1.959963984540054 * error)).abs() < 1e-9);
        assert!(fit.average_effect(&data, 2, covariance, 0.95).is_none());
        assert!(fit.average_effect(&data, 1, covariance, 0.0).is_none());

        let counts = [4.0, 6.0, 30.0, 34.0];
        let data = GlmData::new(&design, &counts);
        let fit = glm(&data, GlmFamily::Poisson, &GlmOptions::default()).unwrap();
        let found = fit.average_effect(&data, 1, fit.covariance.as_ref().unwrap(), 0.95).unwrap();
        assert!((found.effect - -27.0).abs() < 1e-9);
        assert!((found.standard_error - (5.0 / 2.0 + 32.0 / 2.0f64).sqrt()).abs() < 1e-9);
    }
}
