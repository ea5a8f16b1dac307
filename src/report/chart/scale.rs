//! From values to places on the drawing.

/// Values from `low` to `high` along a line from one place to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Linear {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) from: f64,
    pub(crate) to: f64,
}

impl Linear {
    /// Place of a value; values outside stay at the ends.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        let share = if span > 0.0 { ((value - self.low) / span).clamp(0.0, 1.0) } else { 0.5 };
        self.from + share * (self.to - self.from)
    }
}

/// Round numbers from `low` up to the first at or above `high`, about so many.
pub(crate) fn ticks(low: f64, high: f64, about: usize) -> Vec<f64> {
    let span = if high > low && (high - low).is_finite() { high - low } else { 1.0 };
    let rough = span / about.max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|n| n * power)
        .find(|&step| step >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0 * power);
    let first = (low / step + 1e-9).floor();
    let last = ((low + span) / step - 1e-9).ceil();
    let n = (last - first).clamp(1.0, 50.0) as usize;
    // Through a division where the step is below one: 3 * 0.1 is not 0.3.
    let value = |k: usize| {
        let whole = first + k as f64;
        if step < 1.0 { whole / (1.0 / step) } else { whole * step }
    };
    (0..=n).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_ticks() {
        assert_eq!(ticks(0.0, 97.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(0.0, 0.34, 4), [0.0, 0.1, 0.2, 0.3, 0.4]);
        assert_eq!(ticks(0.0, 0.0, 4), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(ticks(-3.0, 7.0, 2), [-5.0, 0.0, 5.0, 10.0]);
    }

    #[test]
    fn values_outside_stay_inside() {
        let scale = Linear { low: 0.0, high: 10.0, from: 100.0, to: 0.0 };
        assert_eq!([-5.0, 0.0, 5.0, 20.0].map(|value| scale.at(value)), [100.0, 100.0, 50.0, 0.0]);
        assert_eq!(Linear { high: 0.0, ..scale }.at(3.0), 50.0);
    }
}
