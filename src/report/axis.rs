//! Axes of a drawing: round numbers upwards, dates along.

use crate::table::grouped;
use crate::time::Day;

/// The vertical axis: from a round number to a round number.
pub(super) struct Axis {
    low: f64,
    high: f64,
    step: f64,
    percent: bool,
}

impl Axis {
    pub(super) fn new(low: f64, high: f64, percent: bool, height: usize) -> Axis {
        let high = if high > low { high } else { low + if percent { 0.01 } else { 1.0 } };
        let step = round_step((high - low) / (height as f64 / 2.5).clamp(2.0, 6.0));
        // People and messages come in whole numbers.
        let step = if percent {
            step
        } else if high - low >= 2.0 {
            step.max(1.0)
        } else {
            step
        };
        let top = (high / step - 1e-9).ceil() * step;
        let top = if percent && high <= 1.0 { top.min(1.0) } else { top };
        Axis { low: (low / step + 1e-9).floor() * step, high: top, step, percent }
    }

    /// The line of a value, from the top, when the axis has that many lines.
    pub(super) fn line(&self, value: f64, lines: usize) -> usize {
        let share = (self.high - value) / (self.high - self.low);
        let last = lines.saturating_sub(1) as f64;
        (share * last).round().clamp(0.0, last) as usize
    }

    pub(super) fn ticks(&self, height: usize) -> Vec<(usize, String)> {
        let steps = ((self.high - self.low) / self.step + 1e-9).floor() as usize;
        (0..=steps.min(height))
            .map(|n| self.low + n as f64 * self.step)
            .map(|value| (self.line(value, height), self.label(value, 0)))
            .collect()
    }

    /// With as many decimals as the steps need, and at most `more` further ones.
    pub(super) fn label(&self, value: f64, more: usize) -> String {
        if value.abs().max(self.step) >= 1e9 {
            return format!("{value:.1e}");
        }
        let (value, step) =
            if self.percent { (value * 100.0, self.step * 100.0) } else { (value, self.step) };
        let off = |places: i32| {
            let scaled = step * 10_f64.powi(places);
            (scaled - scaled.round()).abs()
        };
        let needed = (0..6).find(|&places| off(places) < 1e-6).unwrap_or(6) as usize;
        let more = if value.fract().abs() < 1e-9 || step >= 5.0 { 0 } else { more };
        let digits = grouped(&format!("{value:.*}", needed + more));
        digits + if self.percent { "%" } else { "" }
    }
}

/// The next of 1, 2, 2.5, 5 or 10 times a power of ten.
fn round_step(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .map(|n| n * power)
        .find(|&s| s >= step * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// Days with a date under them: at most about `most`, on firsts of months where the span allows.
pub(super) fn date_ticks(first: Day, last: Day, most: usize) -> Vec<(Day, String)> {
    let days = i64::from(last.0) - i64::from(first.0);
    let most = most.clamp(1, 1000) as i64;
    if days < 100 {
        let step = [1, 2, 7, 14, 28, 56].into_iter().find(|step| days / step < most).unwrap_or(112);
        return (0..=days / step)
            .map(|n| Day((i64::from(first.0) + n * step) as i32))
            .map(|day| (day, day.to_string()))
            .collect();
    }
    let (from, _, _) = first.date();
    let (to, _, _) = last.date();
    let months = days / 30;
    let step = [1, 2, 3, 6, 12, 24, 60, 120].into_iter().find(|step| months / step < most).unwrap_or(1200);
    let (from, to) = (i64::from(from) * 12, i64::from(to) * 12 + 11);
    // From January, so that the same months are named each year.
    (0..=(to - from) / step)
        .filter_map(|n| {
            let month = from + n * step;
            let (year, month) = (i32::try_from(month.div_euclid(12)).ok()?, month.rem_euclid(12) + 1);
            let day = Day::from_date(year, month as u8, 1)?;
            let text = if step >= 12 { format!("{year:04}") } else { format!("{year:04}-{month:02}") };
            (day >= first && day <= last).then_some((day, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_steps() {
        for (step, expected) in [(0.013, 0.02), (1.0, 1.0), (2.1, 2.5), (3.0, 5.0), (70.0, 100.0)] {
            assert!((round_step(step) - expected).abs() < 1e-12 * expected.max(1.0), "{step}");
        }
    }

    #[test]
    fn dates_under_the_axis() {
        let day = |y, m, d| Day::from_date(y, m, d).unwrap();
        let texts = |first, last, most| {
            date_ticks(first, last, most).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(texts(day(2024, 1, 15), day(2025, 6, 30), 7), "2024-04 2024-07 2024-10 2025-01 2025-04");
        assert_eq!(texts(day(2024, 1, 1), day(2024, 1, 15), 7), "2024-01-01 2024-01-08 2024-01-15");
        assert_eq!(texts(day(2024, 1, 1), day(2024, 1, 1), 7), "2024-01-01");
        assert_eq!(texts(day(2000, 1, 1), day(2020, 1, 2), 6), "2000 2005 2010 2015 2020");
    }
}
