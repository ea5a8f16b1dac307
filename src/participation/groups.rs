//! The most active, the next, and the rest.

use crate::stats::{Inequality, InequalityIntervals, Interval};

/// A group by rank of what people wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The 1% who wrote most.
    Top,
    /// The next 9%.
    Next,
    /// Everybody else, those who never wrote included.
    Rest,
}

impl Group {
    /// All groups, the most active first.
    pub const ALL: [Group; 3] = [Group::Top, Group::Next, Group::Rest];

    /// `top 1%`, `next 9%` or `rest`.
    pub fn name(self) -> &'static str {
        match self {
            Group::Top => "top 1%",
            Group::Next => "next 9%",
            Group::Rest => "rest",
        }
    }
}

/// What a group made of all posts and replies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupShare {
    /// The group.
    pub group: Group,
    /// Its people; more than its name says where that would be too few.
    pub people: u64,
    /// Share of the posts and replies.
    pub share: f64,
    /// Bootstrap interval of the share.
    pub interval: Option<Interval>,
}

/// Ranks that end the first and the second group; `None` where too few people would be left for the third.
pub(super) fn sizes(people: u64, smallest: u64) -> Option<(u64, u64)> {
    let first = people.div_ceil(100).max(smallest);
    let second = people.div_ceil(10).max(2 * first);
    (second + smallest <= people).then_some((first, second))
}

pub(super) fn shares(
    sizes: Option<(u64, u64)>,
    people: u64,
    inequality: Option<&Inequality>,
    intervals: Option<&InequalityIntervals>,
) -> Vec<GroupShare> {
    let (Some((first, second)), Some(inequality)) = (sizes, inequality) else { return Vec::new() };
    let counts = [first, second - first, people - second];
    let of = |(i, group): (usize, Group)| {
        let share = *inequality.bands.get(i)?;
        let interval = intervals.and_then(|intervals| intervals.bands.get(i).copied());
        // A percentile interval can lie beside the estimate; nobody would understand that.
        let interval =
            interval.map(|Interval { low, high }| Interval { low: low.min(share), high: high.max(share) });
        Some(GroupShare { group, people: counts[i], share, interval })
    };
    Group::ALL.into_iter().enumerate().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_groups() {
        for (people, smallest, expected) in [
            (0, 5, None),
            (14, 5, None),
            (15, 5, Some((5, 10))),
            (100, 5, Some((5, 10))),
            (300, 5, Some((5, 30))),
            (1000, 5, Some((10, 100))),
            (1001, 5, Some((11, 101))),
            (1, 1, None),
            (3, 1, Some((1, 2))),
            (100, 1, Some((1, 10))),
        ] {
            assert_eq!(sizes(people, smallest), expected, "{people} {smallest}");
        }
    }
}
