//! Times as dense slots, so that what follows is counting.
//!
//! Every time at which a span ends is a slot. Whole numbers in a small range (days) are their own slots;
//! other times are sorted once.

/// A range of whole numbers is counted, not sorted, up to this many slots beyond four a span.
const SPARE_SLOTS: f64 = 65_536.0;

/// The slots of a set of spans.
pub(super) struct Timeline {
    times: Times,
    len: usize,
}

enum Times {
    /// Slot `i` is `origin + i`; `origin` is whole.
    Whole { origin: f64 },
    /// Slot `i` is the `i`-th distinct time.
    Listed(Vec<f64>),
}

/// A span in slots: at risk in `enter..=leave`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub enter: u32,
    pub leave: u32,
}

impl Timeline {
    /// Slots of spans `(entry, exit)`. `None` without spans, with a NaN, or with an exit that is not finite.
    pub(super) fn of(spans: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Timeline> {
        Timeline::with_spare(spans, SPARE_SLOTS)
    }

    /// The same for one of many small sets of spans, each of which should cost what its spans cost.
    pub(super) fn of_part(spans: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Timeline> {
        Timeline::with_spare(spans, 0.0)
    }

    fn with_spare(spans: impl Iterator<Item = (f64, f64)> + Clone, spare: f64) -> Option<Timeline> {
        let (mut n, mut valid, mut whole) = (0usize, true, true);
        let (mut first, mut last) = (f64::INFINITY, f64::NEG_INFINITY);
        for (entry, exit) in spans.clone() {
            n += 1;
            valid &= !entry.is_nan() & exit.is_finite();
            whole &= f64::from(exit as i32) == exit;
            first = if exit < first { exit } else { first };
            last = if exit > last { exit } else { last };
        }
        if n == 0 || !valid || n > u32::MAX as usize {
            return None;
        }
        if whole && last - first <= 4.0 * n as f64 + spare {
            // +0.0: a negative zero would come back as the time of the first slot.
            let times = Times::Whole { origin: first + 0.0 };
            return Some(Timeline { times, len: (last - first) as usize + 1 });
        }
        let mut times: Vec<f64> = spans.map(|(_, exit)| exit + 0.0).collect();
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
        let len = times.len();
        Some(Timeline { times: Times::Listed(times), len })
    }

    /// Number of slots.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Time of a slot.
    #[inline]
    pub(super) fn time(&self, slot: usize) -> f64 {
        match &self.times {
            Times::Whole { origin } => origin + slot as f64,
            Times::Listed(times) => times[slot],
        }
    }

    /// First slot later than `time`; `len` if there is none.
    #[inline]
    pub(super) fn after(&self, time: f64) -> usize {
        match &self.times {
            Times::Whole { origin } => {
                if time < *origin {
                    return 0;
                }
                let slot = ((time - origin) as usize).min(self.len);
                // The difference may have been rounded up to a whole number.
                if origin + slot as f64 > time { slot } else { (slot + 1).min(self.len) }
            }
            Times::Listed(times) => times.partition_point(|&t| t <= time),
        }
    }

    /// Where a span is at risk; `None` if nowhere, because it ends before it begins. Its exit has to be one
    /// of those that the timeline was made of.
    #[inline]
    pub(super) fn span(&self, entry: f64, exit: f64) -> Option<Span> {
        if entry >= exit {
            return None;
        }
        let leave = match &self.times {
            Times::Whole { origin } => (exit - origin) as u32,
            Times::Listed(times) => times.partition_point(|&t| t < exit) as u32,
        };
        let enter = if entry == f64::NEG_INFINITY { 0 } else { self.after(entry) as u32 };
        Some(Span { enter, leave })
    }
}

/// Values in the order of their keys, equal keys in the order given: a counting sort.
pub(super) struct Buckets<T> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default> Buckets<T> {
    /// Sorts `items` by their first part, which has to be below `keys`; fewer than 2³² items.
    pub(super) fn of(items: impl Iterator<Item = (u32, T)> + Clone, keys: usize) -> Buckets<T> {
        // Counts are taken two places up, so that after summing the entry one up is the place to write to,
        // and after writing it is the end.
        let mut starts = vec![0u32; keys + 2];
        for (key, _) in items.clone() {
            starts[key as usize + 2] += 1;
        }
        for key in 2..starts.len() {
            starts[key] += starts[key - 1];
        }
        let total = starts.last().map_or(0, |&end| end as usize);
        let mut values = vec![T::default(); total];
        for (key, value) in items {
            let place = &mut starts[key as usize + 1];
            values[*place as usize] = value;
            *place += 1;
        }
        Buckets { starts, values }
    }

    /// The values of a key.
    pub(super) fn get(&self, key: usize) -> &[T] {
        &self.values[self.starts[key] as usize..self.starts[key + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn timeline(spans: &[(f64, f64)]) -> Timeline {
        Timeline::of(spans.iter().copied()).unwrap()
    }

    #[test]
    fn whole_numbers_are_their_own_slots() {
        let days = timeline(&[(f64::NEG_INFINITY, 3.0), (4.5, 7.0), (3.0, 4.0)]);
        assert!(matches!(days.times, Times::Whole { origin: 3.0 }) && days.len() == 5);
        assert_eq!(days.span(4.5, 7.0), Some(Span { enter: 2, leave: 4 }));
        assert_eq!(days.span(3.0, 4.0), Some(Span { enter: 1, leave: 1 }));
        assert_eq!(days.span(7.0, 7.0), None);
        assert!(matches!(timeline(&[(0.0, 3.5), (0.0, 4.0)]).times, Times::Listed(_)));
        assert!(matches!(timeline(&[(0.0, 3.0), (0.0, 4e8)]).times, Times::Listed(_)));
        // One double below 1 from a far origin: the difference is rounded to a whole number.
        let far = timeline(&[(0.0, -6e4), (0.0, 2.0)]);
        assert!(matches!(far.times, Times::Whole { .. }));
        assert_eq!(far.time(far.after(1.0 - f64::EPSILON / 2.0)), 1.0);
        assert_eq!(far.time(far.after(1.0)), 2.0);
    }

    #[test]
    fn a_part_costs_what_its_spans_cost() {
        let spans = [(0.0, 10.0), (0.0, 60_000.0), (5.0, 10.0)];
        assert_eq!(Timeline::of(spans.into_iter()).unwrap().len(), 59_991);
        let part = Timeline::of_part(spans.into_iter()).unwrap();
        assert_eq!((part.len(), part.time(0), part.time(1)), (2, 10.0, 60_000.0));
        assert_eq!(part.span(10.0, 60_000.0), Some(Span { enter: 1, leave: 1 }));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for spans in [vec![], vec![(f64::NAN, 1.0)], vec![(0.0, f64::NAN)], vec![(0.0, f64::INFINITY)]] {
            assert!(Timeline::of(spans.iter().copied()).is_none(), "{spans:?}");
        }
        // Entering never is no error: it is at risk nowhere.
        assert_eq!(timeline(&[(f64::INFINITY, 1.0)]).span(f64::INFINITY, 1.0), None);
    }

    proptest! {
        #[test]
        fn slots_hold_exactly_the_times_at_risk(
            spans in prop::collection::vec((-5i32..40, -5i32..40), 1..30), part in prop::bool::ANY,
        ) {
            // Quarters are listed, whole numbers are counted.
            let unit = if part { 0.25 } else { 1.0 };
            let spans: Vec<_> =
                spans.iter().map(|&(a, b)| (f64::from(a) * 0.25, f64::from(b) * unit)).collect();
            let line = timeline(&spans);
            for &(entry, exit) in &spans {
                let inside: Vec<usize> = (0..line.len())
                    .filter(|&slot| entry < line.time(slot) && line.time(slot) <= exit)
                    .collect();
                let found: Vec<usize> = line
                    .span(entry, exit)
                    .map_or(Vec::new(), |s| (s.enter as usize..=s.leave as usize).collect());
                prop_assert_eq!(found, inside);
            }
        }

        #[test]
        fn buckets_are_a_stable_sort(keys in prop::collection::vec(0u32..9, 0..60)) {
            let items: Vec<(u32, u32)> = keys.iter().copied().zip(0..).collect();
            let buckets = Buckets::of(items.iter().copied(), 9);
            for key in 0..9 {
                let expected: Vec<u32> = items.iter().filter(|i| i.0 == key).map(|i| i.1).collect();
                prop_assert_eq!(buckets.get(key as usize), &expected[..]);
            }
        }
    }
}
