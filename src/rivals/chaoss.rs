//! CHAOSS and GrimoireLab: contributor absence factor, onion.
//!
//! Sources: CHAOSS metric Contributor Absence Factor (chaoss/wg-risk); GrimoireLab cereslib (onion).

/// Share of the contributions made by the core.
pub const CORE_SHARE: f64 = 0.8;
/// Share made by core and regulars.
pub const REGULAR_SHARE: f64 = 0.95;

/// Contributor absence factor: the fewest people who made at least half of the contributions. `None` without any.
/// O(n log n).
///
/// Known fault: it counts contributions, not what nobody else could have done; officials are not told apart, so a manager who
/// answers everything makes it 1 and a manager who posts much hides that others answer.
///
/// ```
/// use cmgraph::rivals::chaoss::absence_factor;
/// assert_eq!(absence_factor(&[1000, 202, 90, 33, 332, 343, 42, 433]), Some(2));
/// ```
pub fn absence_factor(contributions: &[u64]) -> Option<usize> {
    crate::stats::absence_factor(contributions, crate::stats::DEFAULT_ABSENCE_SHARE)
}

/// Layers of an onion: numbers of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Onion {
    /// Most active people, up to 80% of all activity.
    pub core: u64,
    /// The next, up to 95%.
    pub regular: u64,
    /// All others who did anything.
    pub casual: u64,
}

/// Onion of GrimoireLab: people by activity, most active first; core are those up to 80% of the cumulated activity, regular
/// those up to 95%, casual the others. Who did nothing is in none. On which side somebody falls who crosses a bound is not
/// documented: here in the inner layer, so that the core makes at least 80%. O(n log n).
///
/// Known fault: somebody is always core, however little is done; per quarter, so that a holiday moves people outwards.
///
/// ```
/// use cmgraph::rivals::chaoss::{Onion, onion};
/// assert_eq!(onion(&[60, 20, 10, 5, 3, 2, 0]), Onion { core: 2, regular: 2, casual: 2 });
/// ```
pub fn onion(activity: &[u64]) -> Onion {
    let mut sorted: Vec<u64> = activity.iter().copied().filter(|&acts| acts > 0).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let all: u128 = sorted.iter().map(|&acts| u128::from(acts)).sum();
    let (mut before, mut layers) = (0u128, Onion::default());
    for acts in sorted {
        // Whole numbers: shares of 80 and 95 in 100.
        if before * 100 < all * 80 {
            layers.core += 1;
        } else if before * 100 < all * 95 {
            layers.regular += 1;
        } else {
            layers.casual += 1;
        }
        before += u128::from(acts);
    }
    layers
}
