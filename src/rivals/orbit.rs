//! The Orbit model: levels by presence, reach by fading ties, gravity.
//!
//! Source: the archived repository orbit-love/orbit-model.

use crate::time::Day;

/// Strength of a direct tie; an indirect one has 1.
pub const DIRECT_TIE: f64 = 10.0;
/// Strength of an indirect tie.
pub const INDIRECT_TIE: f64 = 1.0;
/// What is left of a tie after an idle month.
pub const KEPT_PER_MONTH: f64 = 0.9;
/// Weights of the levels Exploring, Participating, Contributing, Leading.
pub const LEVEL_WEIGHTS: [f64; 4] = [1.0, 4.0, 7.0, 10.0];

/// Strength of a tie after some idle months: `strength · 0.9^months`.
///
/// ```
/// use cmgraph::rivals::orbit::tie_strength;
/// assert!((tie_strength(7.0, 3.0) - 5.103).abs() < 1e-9);
/// assert!((tie_strength(7.0, 12.0) - 1.977).abs() < 1e-3);
/// ```
pub fn tie_strength(strength: f64, idle_months: f64) -> f64 {
    strength * KEPT_PER_MONTH.powf(idle_months.max(0.0))
}

/// Reach of somebody: the sum of the strengths of his or her ties, each a strength and the months it has been idle.
///
/// How indirect ties are found is not published; give those you mean.
///
/// Known fault: ten people greeted once count like ten people helped; a tie is lost by waiting, not by any event.
///
/// ```
/// use cmgraph::rivals::orbit::{DIRECT_TIE, INDIRECT_TIE, reach};
/// assert_eq!(reach([(DIRECT_TIE, 0.0), (DIRECT_TIE, 1.0), (INDIRECT_TIE, 0.0)]), 20.0);
/// ```
pub fn reach(ties: impl IntoIterator<Item = (f64, f64)>) -> f64 {
    ties.into_iter().map(|(strength, idle)| tie_strength(strength, idle)).sum()
}

/// Level of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Level 4.
    Exploring,
    /// Level 3.
    Participating,
    /// Level 2.
    Contributing,
    /// Level 1.
    Leading,
}

impl Level {
    /// All of them, from the outside in.
    pub const ALL: [Level; 4] = [Level::Exploring, Level::Participating, Level::Contributing, Level::Leading];

    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Level::Exploring => "exploring",
            Level::Participating => "participating",
            Level::Contributing => "contributing",
            Level::Leading => "leading",
        }
    }
}

/// A level with its step: 3 where the rule was met once, 2 and 1 where in two and three periods one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The level.
    pub level: Level,
    /// Its step, 3 to 1.
    pub step: u8,
}

/// Days of a period and active days in it that give a level, highest level first.
const PRESENCE: [(Level, i32, usize); 3] =
    [(Level::Leading, 90, 30), (Level::Contributing, 30, 7), (Level::Participating, 7, 2)];

/// Level by presence: 2 days in a week make a participant, 7 in a month a contributor, 30 in a quarter a leader; the same in
/// two and three periods in a row move up a step. `None` for whoever was not active in the last quarter.
///
/// `days` are distinct days with activity, ascending; periods are of 7, 30 and 90 days, counted back from `last` (whether
/// the model means calendar periods is not published). The other way into a level, a single activity of weight 1 to 12,
/// needs weights that each user sets, and is left out.
///
/// Known fault: presence is not help; whoever reads along and likes every day leads.
///
/// ```
/// use cmgraph::rivals::orbit::{Level, level};
/// use cmgraph::time::Day;
/// let days: Vec<Day> = [1, 2, 8, 10, 15, 20].map(Day).to_vec();
/// let standing = level(&days, Day(21)).unwrap();
/// assert_eq!((standing.level, standing.step), (Level::Participating, 1)); // 2 days in each of three weeks
/// ```
pub fn level(days: &[Day], last: Day) -> Option<Standing> {
    let between = |from: i64, to: i64| {
        days.partition_point(|day| i64::from(day.0) < to)
            - days.partition_point(|day| i64::from(day.0) < from)
    };
    let end = i64::from(last.0) + 1;
    for (level, length, wanted) in PRESENCE {
        let length = i64::from(length);
        let met = (0..3).take_while(|&i| between(end - (i + 1) * length, end - i * length) >= wanted).count();
        if met > 0 {
            return Some(Standing { level, step: (4 - met) as u8 });
        }
    }
    (between(end - 90, end) > 0).then_some(Standing { level: Level::Exploring, step: 3 })
}

/// Sum of `weight² · members` over the levels Exploring, Participating, Contributing, Leading.
///
/// ```
/// assert_eq!(cmgraph::rivals::orbit::energy(&[17, 8, 4, 1]), 441.0);
/// ```
pub fn energy(members: &[u64; 4]) -> f64 {
    LEVEL_WEIGHTS.iter().zip(members).map(|(weight, &members)| weight * weight * members as f64).sum()
}

/// Gravity: the change of [`energy`] over the members there are now; `None` without members.
///
/// Known fault: a constant times the flow into the inner levels, with weights out of thin air; one promotion to the innermost
/// level counts like 100 newcomers.
///
/// ```
/// use cmgraph::rivals::orbit::{energy, gravity};
/// let months = [[17, 8, 4, 1], [15, 9, 5, 1], [12, 10, 6, 2]];
/// assert_eq!(months.map(|month| energy(&month)), [441.0, 504.0, 666.0]);
/// assert!((gravity(&months[0], &months[1]).unwrap() - 2.1).abs() < 1e-12);
/// assert!((gravity(&months[1], &months[2]).unwrap() - 5.4).abs() < 1e-12);
/// ```
pub fn gravity(before: &[u64; 4], now: &[u64; 4]) -> Option<f64> {
    let members: u64 = now.iter().sum();
    (members > 0).then(|| (energy(now) - energy(before)) / members as f64)
}
