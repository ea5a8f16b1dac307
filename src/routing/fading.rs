//! Counts that fade: what happened before a time, each the less the longer it lies back.

use crate::Timestamp;
use crate::time::DAY_MS;

/// `2^(-age / half-life)`.
#[inline]
pub(super) fn fade(ms: i64, half_life_days: f64) -> f64 {
    (-(ms as f64) / (half_life_days * DAY_MS as f64)).exp2()
}

/// How many of these instants, ascending, lie before a time. As of now that is all of them, and no search.
pub(super) fn count_before(at: &[Timestamp], as_of: Timestamp) -> usize {
    match at.last() {
        Some(&last) if last >= as_of => at.partition_point(|&at| at < as_of),
        _ => at.len(),
    }
}

/// For each of many lists of events the faded sum of what happened before any time, in O(log events).
#[derive(Debug, Clone, Default)]
pub(super) struct FadingSums {
    ends: Vec<u32>,
    at: Vec<Timestamp>,
    /// Sum of the events up to and with each, as of its time.
    sums: Vec<f64>,
    half_life_days: f64,
}

impl FadingSums {
    /// Events as list, time and weight as of that time. Sorted here, so that sums do not depend on the order of the events.
    pub(super) fn of(
        lists: usize,
        mut events: Vec<(u32, Timestamp, f64)>,
        half_life_days: f64,
    ) -> FadingSums {
        events.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        let mut found = FadingSums {
            ends: vec![0; lists],
            at: Vec::with_capacity(events.len()),
            sums: Vec::with_capacity(events.len()),
            half_life_days,
        };
        let mut last: Option<(u32, Timestamp, f64)> = None;
        for (list, at, weight) in events {
            let before = match last {
                Some((of, then, sum)) if of == list => sum * fade(at.0 - then.0, half_life_days),
                _ => 0.0,
            };
            last = Some((list, at, before + weight));
            found.at.push(at);
            found.sums.push(before + weight);
            found.ends[list as usize] = found.at.len() as u32;
        }
        let mut end = 0;
        for of in &mut found.ends {
            end = end.max(*of);
            *of = end;
        }
        found
    }

    /// The faded sum of a list, of events before `as_of`.
    pub(super) fn before(&self, list: usize, as_of: Timestamp) -> f64 {
        let Some(&end) = self.ends.get(list) else { return 0.0 };
        let start = if list == 0 { 0 } else { self.ends[list - 1] as usize };
        let times = &self.at[start..end as usize];
        match count_before(times, as_of).checked_sub(1) {
            Some(last) => self.sums[start + last] * fade(as_of.0 - times[last].0, self.half_life_days),
            None => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_those_by_hand(
            events in prop::collection::vec((0u32..4, 0i64..400, 0.0f64..2.0), 0..40), as_of in 0i64..500, half in 1.0f64..90.0,
        ) {
            let at = |day: i64| Timestamp(day * DAY_MS);
            let all: Vec<_> = events.iter().map(|&(list, day, weight)| (list, at(day), weight)).collect();
            let sums = FadingSums::of(4, all, half);
            for list in 0..4 {
                let expected: f64 = events
                    .iter()
                    .filter(|&&(of, day, _)| of == list && day < as_of)
                    .map(|&(_, day, weight)| weight * (-((as_of - day) as f64) / half).exp2())
                    .sum();
                let found = sums.before(list as usize, at(as_of));
                prop_assert!((found - expected).abs() < 1e-9 * (1.0 + expected), "{found} {expected}");
            }
        }
    }

    #[test]
    fn decades_do_not_overflow() {
        let events = (0..4000).map(|day| (0, Timestamp(day * DAY_MS), 1.0)).collect();
        let sums = FadingSums::of(1, events, 1.0);
        assert!((sums.before(0, Timestamp(4000 * DAY_MS)) - 1.0).abs() < 1e-9);
        assert_eq!(sums.before(0, Timestamp(0)), 0.0);
        assert_eq!(sums.before(3, Timestamp(0)), 0.0);
    }
}
