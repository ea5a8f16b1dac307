//! Microsoft: usage segments of vivainsights, Viva Engage's answers and active communities.
//!
//! Sources: microsoft/vivainsights (`identify_usage_segments`), MicrosoftDocs/Viva (analytics.md, answers).

/// Weeks that usage segments look at.
pub const SEGMENT_WEEKS: usize = 12;
/// Weeks among them with use that make a habit.
pub const HABIT_WEEKS: usize = 9;
/// Mean acts a week from which somebody with a habit is a power user.
pub const POWER_MEAN: f64 = 15.0;
/// Minutes that Viva Engage counts as saved by a question and answer.
pub const MINUTES_PER_ANSWER: f64 = 15.0;
/// Share of the members who react or reply from which Viva Engage calls a community active.
pub const ACTIVE_SHARE: f64 = 0.05;

/// How much somebody uses something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A habit, and 15 acts a week on the mean.
    Power,
    /// Use in 9 of 12 weeks.
    Habitual,
    /// At least one act a week on the mean.
    Novice,
    /// Less.
    Low,
    /// None.
    NonUser,
}

impl Segment {
    /// All of them, most use first.
    pub const ALL: [Segment; 5] =
        [Segment::Power, Segment::Habitual, Segment::Novice, Segment::Low, Segment::NonUser];

    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Segment::Power => "power user",
            Segment::Habitual => "habitual user",
            Segment::Novice => "novice user",
            Segment::Low => "low user",
            Segment::NonUser => "non-user",
        }
    }
}

/// Segment by acts in each of the last 12 weeks.
///
/// Known fault: a number of acts, not what they were for; weeks before somebody joined, and holidays, count as weeks
/// without use. (The package also writes a helper column into the caller's table.)
///
/// ```
/// use cmgraph::rivals::viva::{Segment, usage_segment};
/// let mut weeks = [0; 12];
/// assert_eq!(usage_segment(&weeks), Segment::NonUser);
/// weeks[..3].fill(1);
/// assert_eq!(usage_segment(&weeks), Segment::Low);
/// weeks[0] = 20;
/// assert_eq!(usage_segment(&weeks), Segment::Novice);
/// weeks[..9].fill(2);
/// assert_eq!(usage_segment(&weeks), Segment::Habitual);
/// weeks[..9].fill(20);
/// assert_eq!(usage_segment(&weeks), Segment::Power);
/// ```
pub fn usage_segment(weeks: &[u64; SEGMENT_WEEKS]) -> Segment {
    let mean = weeks.iter().sum::<u64>() as f64 / SEGMENT_WEEKS as f64;
    let habit = weeks.iter().filter(|&&acts| acts >= 1).count() >= HABIT_WEEKS;
    match habit {
        true if mean >= POWER_MEAN => Segment::Power,
        true => Segment::Habitual,
        false if mean >= 1.0 => Segment::Novice,
        false if mean > 0.0 => Segment::Low,
        false => Segment::NonUser,
    }
}

/// Hours that Viva Engage says were saved: 15 minutes for each question that got an answer ("Yammer research", no method
/// published).
///
/// Known fault: a flat number without source; a wrong answer saves as much as a right one, a question read by hundreds as
/// much as one read by nobody.
///
/// ```
/// assert_eq!(cmgraph::rivals::viva::hours_saved(42), 10.5);
/// ```
pub fn hours_saved(answered: u64) -> f64 {
    answered as f64 * MINUTES_PER_ANSWER / 60.0
}

/// Whether Viva Engage calls a community active: reactions and replies from at least 5% of its members.
///
/// Known fault: a community of 1,000 in which 49 help each other daily is "idle"; a like a month by 50 makes it "active".
///
/// ```
/// use cmgraph::rivals::viva::is_active;
/// assert!(is_active(5, 100) && !is_active(49, 1000) && !is_active(0, 0));
/// ```
pub fn is_active(reacted_or_replied: u64, members: u64) -> bool {
    members > 0 && reacted_or_replied as f64 >= ACTIVE_SHARE * members as f64
}
