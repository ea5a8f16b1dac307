//! Windows of time and the views they give.

use super::{Community, MessageId};
use crate::error::{Error, Result};
use crate::time::{Day, DayClock, Period, Timestamp, Zone};
use std::ops::Range;

/// A half-open span of time `[from, to)` and the zone whose days and weeks are counted.
///
/// ```
/// use cmgraph::{Window, Timestamp};
/// let window = Window::parse(Some("2024-01-01"), Some("2024-07-01"), "Europe/Helsinki").unwrap();
/// assert_eq!(window.from, Timestamp::parse(b"2023-12-31T22:00:00Z"));
/// assert!(Window::parse(Some("2024-07-01"), Some("2024-01-01"), "UTC").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    /// First instant inside; open where `None`.
    pub from: Option<Timestamp>,
    /// First instant after; open where `None`.
    pub to: Option<Timestamp>,
    /// Zone of the local days.
    pub zone: Zone,
}

impl Window {
    /// A window from text: dates (`2024-07-01`, local midnight) or instants (`2024-07-01T12:00:00Z`).
    ///
    /// # Errors
    /// [`Error::Option`] where a date cannot be read or the window is empty, [`Error::Unknown`] for the zone.
    pub fn parse(from: Option<&str>, to: Option<&str>, zone: &str) -> Result<Window> {
        let zone = Zone::named(zone)?;
        let read = |option: &'static str, text: Option<&str>| -> Result<Option<Timestamp>> {
            let Some(text) = text else { return Ok(None) };
            let at = Timestamp::parse(text.as_bytes()).ok_or_else(|| Error::Option {
                option,
                found: format!("{text:?}"),
                expected: "a date such as 2024-07-01 or an instant such as 2024-07-01T12:00:00Z".into(),
            })?;
            // A date without a time means local midnight.
            let is_date = text.trim().len() == 10;
            Ok(Some(if is_date { zone.start_of(Zone::utc().day(at)) } else { at }))
        };
        let (from, to) = (read("from", from)?, read("to", to)?);
        if let (Some(a), Some(b)) = (from, to)
            && a >= b
        {
            return Err(Error::Option {
                option: "to",
                found: b.to_string(),
                expected: format!("an instant after from ({a})"),
            });
        }
        Ok(Window { from, to, zone })
    }

    /// Whether an instant lies in the window.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| at >= from) && self.to.is_none_or(|to| at < to)
    }
}

/// What of a [`Community`] lies in a [`Window`]: a range of its messages, nothing copied.
#[derive(Debug, Clone)]
pub struct View<'a> {
    community: &'a Community,
    window: Window,
    messages: Range<u32>,
    from: Timestamp,
    to: Timestamp,
    clock: DayClock,
}

impl<'a> View<'a> {
    pub(super) fn new(community: &'a Community, window: Window) -> View<'a> {
        let at = &community.messages().at;
        let observed = community.observed();
        let from = window.from.map_or(observed.0, |from| from.max(observed.0));
        let to = window.to.map_or(observed.1, |to| to.min(observed.1)).max(from);
        let start = at.partition_point(|&t| t < from);
        let end = at.partition_point(|&t| t < to).max(start);
        let clock = DayClock::new(&window.zone, from, to);
        View { community, window, messages: start as u32..end as u32, from, to, clock }
    }

    /// The community seen.
    pub fn community(&self) -> &'a Community {
        self.community
    }

    /// The window asked for.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Positions of the messages inside, in order of time.
    pub fn message_range(&self) -> Range<usize> {
        self.messages.start as usize..self.messages.end as usize
    }

    /// The messages inside, in order of time.
    pub fn messages(&self) -> impl ExactSizeIterator<Item = MessageId> + use<> {
        self.messages.clone().map(MessageId)
    }

    /// First instant that is both in the window and observed by the export.
    pub fn from(&self) -> Timestamp {
        self.from
    }

    /// First instant after what is both in the window and observed by the export.
    pub fn to(&self) -> Timestamp {
        self.to
    }

    /// Whether an instant lies in the observed part of the window.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }

    /// Local days of instants in this view.
    pub fn clock(&self) -> &DayClock {
        &self.clock
    }

    /// Trailing windows for a series: at the start of every period, local midnight, one that covers the `length` whole periods
    /// before. `trailing(Period::Week, 26)` gives, for every Monday, the 26 weeks up to it.
    ///
    /// Only windows that lie wholly in what this view observes, in order of time: none where the view is shorter than one.
    /// The local day of a window's end is the day on which it would be computed. O(periods).
    ///
    /// ```
    /// use cmgraph::community::{CommunityBuilder, MessageRecord};
    /// use cmgraph::time::Period;
    /// use cmgraph::{Timestamp, Window};
    /// let mut builder = CommunityBuilder::new();
    /// for (id, at) in [(b"1", "2024-03-06"), (b"2", "2024-04-10")] {
    ///     builder.message(&MessageRecord::new(id, b"7", Timestamp::parse(at.as_bytes()).unwrap())).unwrap();
    /// }
    /// let community = builder.build().unwrap();
    /// let view = community.view(&Window::parse(None, None, "Europe/Helsinki").unwrap());
    /// let weeks = view.trailing(Period::Week, 3);
    /// let spans: Vec<_> = weeks.iter().map(|w| format!("{} {}", w.start, w.end)).collect();
    /// // Mondays 11 March, 18 March, ..., 8 April; the clocks went forward on 31 March.
    /// assert_eq!(spans, ["2024-03-10T22:00:00Z 2024-03-31T21:00:00Z", "2024-03-17T22:00:00Z 2024-04-07T21:00:00Z"]);
    /// ```
    pub fn trailing(&self, every: Period, length: u32) -> Vec<Range<Timestamp>> {
        let Some((first, last)) = self.days() else { return Vec::new() };
        let mut starts = Vec::new();
        let mut day = every.start(first);
        // The midnight that ends the last day may be the end of a window.
        while day.0 <= last.0.saturating_add(1) {
            let at = self.window.zone.start_of(day);
            if self.from <= at && at <= self.to {
                starts.push(at);
            }
            day = every.next(day);
        }
        let length = length as usize;
        if length == 0 {
            return Vec::new();
        }
        (length..starts.len()).map(|end| starts[end - length]..starts[end]).collect()
    }

    /// First and last local day of the view; `None` where it is empty.
    pub fn days(&self) -> Option<(Day, Day)> {
        (self.from < self.to).then(|| (self.clock.day(self.from), self.clock.day(Timestamp(self.to.0 - 1))))
    }
}
