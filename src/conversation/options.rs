//! Options of the conversation analysis.

use crate::error::{Error, Result};
use crate::graph::DEFAULT_EXCHANGE_DAYS;
use crate::stats::{DEFAULT_BOOTSTRAP_SAMPLES, DEFAULT_LEVEL, DEFAULT_POSTERIOR_LEVEL, DEFAULT_SEED};

/// Whether each group is looked at, beside the whole.
pub const DEFAULT_BY_GROUP: bool = true;
/// Days that a thread is given: replies after them are not looked at, younger threads are left out.
pub const DEFAULT_FOLLOW_DAYS: u32 = 7;
/// Threads from which means and ratios have a value: with fewer a bootstrap interval is too short. Of 10 threads of a site
/// of questions and answers, whose replies are skewed, a 95% interval of the mean holds it in 84% of samples only, of 30
/// in 91%.
pub const DEFAULT_MIN_THREADS: u32 = 30;
/// Distinct authors of a thread from which on it makes no ties: there everybody would be joined with everybody.
pub const DEFAULT_MAX_AUTHORS: u32 = 50;
/// Days of the window that somebody was there at least to have a pattern.
pub const DEFAULT_MIN_DAYS: u32 = 28;
/// Levels of the unit path that make a unit; the whole path by default.
pub const DEFAULT_UNIT_LEVEL: Option<usize> = None;
/// Level of the intervals.
pub const DEFAULT_INTERVAL_LEVEL: f64 = DEFAULT_LEVEL;
/// Level of the interval of somebody's balance.
pub const DEFAULT_BALANCE_LEVEL: f64 = DEFAULT_POSTERIOR_LEVEL;
/// Given and received, together, below which somebody is an observer.
pub const DEFAULT_MIN_EVENTS: u32 = 10;
/// Given and received, together, from which an interval that covers one half is taken for a balance.
pub const DEFAULT_CLEAR_EVENTS: u32 = 30;
/// Lower end of a balance of giving and receiving.
pub const DEFAULT_BALANCE_LOW: f64 = 0.35;
/// Upper end of a balance of giving and receiving.
pub const DEFAULT_BALANCE_HIGH: f64 = 0.65;
/// Share of posts in what a broadcaster gives, at least.
pub const DEFAULT_BROADCASTER_POSTS: f64 = 0.7;
/// Share of replies in what a broadcaster gives, at most.
pub const DEFAULT_BROADCASTER_REPLIES: f64 = 0.1;
/// Probability of a pattern from which somebody is said to have it.
pub const DEFAULT_MIN_PROBABILITY: f64 = 0.5;
/// People of a pattern that are listed at most; never more than half of them, and nobody of fewer than ten.
pub const DEFAULT_LISTED: usize = 20;
/// Most bootstrap draws.
pub const MAX_DRAWS: usize = 100_000;

/// Options of [`conversation`](super::conversation()).
///
/// ```
/// use cmgraph::conversation::ConversationOptions;
/// let options = ConversationOptions { follow_days: 14, ..Default::default() };
/// assert_eq!((options.min_threads, options.min_events, options.draws), (30, 10, 500));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ConversationOptions {
    /// Whether each group is looked at, beside the whole; default [`DEFAULT_BY_GROUP`].
    pub by_group: bool,
    /// Days that a thread is given, so that old and new threads compare; default [`DEFAULT_FOLLOW_DAYS`].
    pub follow_days: u32,
    /// Threads from which means and ratios have a value; default [`DEFAULT_MIN_THREADS`].
    pub min_threads: u32,
    /// Threads with more distinct authors make no ties; default [`DEFAULT_MAX_AUTHORS`].
    pub max_authors: u32,
    /// Days within which a ping-pong has to take place; default
    /// [`DEFAULT_EXCHANGE_DAYS`](crate::graph::DEFAULT_EXCHANGE_DAYS).
    pub exchange_days: f64,
    /// Level of the intervals; default [`DEFAULT_INTERVAL_LEVEL`].
    pub interval_level: f64,
    /// Bootstrap draws of the threads; default
    /// [`DEFAULT_BOOTSTRAP_SAMPLES`](crate::stats::DEFAULT_BOOTSTRAP_SAMPLES).
    pub draws: usize,
    /// Seed of the draws; default [`DEFAULT_SEED`](crate::stats::DEFAULT_SEED).
    pub seed: u64,
    /// Days of the window that somebody was there at least to have a pattern (in a shorter window all of it); default
    /// [`DEFAULT_MIN_DAYS`].
    pub min_days: u32,
    /// Given and received, together, below which somebody is an observer; default [`DEFAULT_MIN_EVENTS`].
    pub min_events: u32,
    /// Given and received, together, from which an interval that covers one half is a balance; default
    /// [`DEFAULT_CLEAR_EVENTS`].
    pub clear_events: u32,
    /// Lower end of a balance; default [`DEFAULT_BALANCE_LOW`].
    pub balance_low: f64,
    /// Upper end of a balance; default [`DEFAULT_BALANCE_HIGH`].
    pub balance_high: f64,
    /// Level of the interval of somebody's balance; default [`DEFAULT_BALANCE_LEVEL`].
    pub balance_level: f64,
    /// Share of posts in what a broadcaster gives, at least; default [`DEFAULT_BROADCASTER_POSTS`].
    pub broadcaster_posts: f64,
    /// Share of replies in what a broadcaster gives, at most; default [`DEFAULT_BROADCASTER_REPLIES`].
    pub broadcaster_replies: f64,
    /// Probability of a pattern from which somebody is said to have it; default [`DEFAULT_MIN_PROBABILITY`].
    pub min_probability: f64,
    /// People of a pattern that are listed at most; default [`DEFAULT_LISTED`]. Never more than half of them, and nobody of
    /// a pattern with fewer than ten, so that who is missing may be anybody.
    pub listed: usize,
    /// Levels of the unit path shown in lists, from 1; `None` for the whole path, the default.
    pub unit_level: Option<usize>,
    /// Whether people from outside count as members; default no.
    pub include_guests: bool,
}

impl Default for ConversationOptions {
    fn default() -> Self {
        ConversationOptions {
            by_group: DEFAULT_BY_GROUP,
            follow_days: DEFAULT_FOLLOW_DAYS,
            min_threads: DEFAULT_MIN_THREADS,
            max_authors: DEFAULT_MAX_AUTHORS,
            exchange_days: DEFAULT_EXCHANGE_DAYS,
            interval_level: DEFAULT_INTERVAL_LEVEL,
            draws: DEFAULT_BOOTSTRAP_SAMPLES,
            seed: DEFAULT_SEED,
            min_days: DEFAULT_MIN_DAYS,
            min_events: DEFAULT_MIN_EVENTS,
            clear_events: DEFAULT_CLEAR_EVENTS,
            balance_low: DEFAULT_BALANCE_LOW,
            balance_high: DEFAULT_BALANCE_HIGH,
            balance_level: DEFAULT_BALANCE_LEVEL,
            broadcaster_posts: DEFAULT_BROADCASTER_POSTS,
            broadcaster_replies: DEFAULT_BROADCASTER_REPLIES,
            min_probability: DEFAULT_MIN_PROBABILITY,
            listed: DEFAULT_LISTED,
            unit_level: DEFAULT_UNIT_LEVEL,
            include_guests: false,
        }
    }
}

impl ConversationOptions {
    /// Refuses values outside their range.
    pub(super) fn check(&self) -> Result<()> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        for (option, value, ends) in [
            ("interval_level", self.interval_level, false),
            ("balance_level", self.balance_level, false),
            ("balance_low", self.balance_low, false),
            ("balance_high", self.balance_high, false),
            ("broadcaster_posts", self.broadcaster_posts, true),
            ("broadcaster_replies", self.broadcaster_replies, true),
            ("min_probability", self.min_probability, true),
        ] {
            let inside = if ends { (0.0..=1.0).contains(&value) } else { value > 0.0 && value < 1.0 };
            if !inside {
                return fault(option, value.to_string(), "a number between 0 and 1");
            }
        }
        if self.balance_low >= 0.5 {
            return fault("balance_low", self.balance_low.to_string(), "a number below one half");
        }
        if self.balance_high <= 0.5 {
            return fault("balance_high", self.balance_high.to_string(), "a number above one half");
        }
        if !(1..=365).contains(&self.follow_days) {
            return fault("follow_days", self.follow_days.to_string(), "1 to 365 days");
        }
        if !(0.0..=3650.0).contains(&self.exchange_days) {
            return fault("exchange_days", self.exchange_days.to_string(), "0 to 3650 days");
        }
        if self.min_threads < 2 {
            return fault("min_threads", self.min_threads.to_string(), "2 threads or more");
        }
        if self.max_authors < 2 {
            return fault("max_authors", self.max_authors.to_string(), "2 authors or more");
        }
        if self.unit_level == Some(0) {
            return fault("unit_level", "0".into(), "a level of the unit path, counted from 1");
        }
        if self.min_events == 0 {
            return fault("min_events", "0".into(), "1 event or more");
        }
        if self.clear_events < self.min_events {
            return fault("clear_events", self.clear_events.to_string(), "at least min_events");
        }
        if !(1..=MAX_DRAWS).contains(&self.draws) {
            return fault("draws", self.draws.to_string(), "1 to 100000 draws");
        }
        Ok(())
    }
}
