//! When people are there: last signs of life and hours of the week.

use crate::activity::void;
use crate::time::{DAY_MS, DayClock};
use crate::{MemberId, Timestamp, View};

/// Hours of a week.
const WEEK: usize = 168;
const HOUR_MS: i64 = 3_600_000;

/// Messages and timed reactions of everybody, each in order of time.
#[derive(Debug, Clone, Default)]
pub(super) struct Presence {
    ends: Vec<u32>,
    at: Vec<Timestamp>,
    /// Hour of the local week, Monday 0:00 is 0.
    hours: Vec<u8>,
}

impl Presence {
    pub(super) fn of(view: &View<'_>) -> Presence {
        let community = view.community();
        let messages = community.messages();
        let mut signs: Vec<(MemberId, Timestamp)> = view
            .message_range()
            .filter(|&i| !void(messages.flags[i]))
            .map(|i| (messages.authors[i], messages.at[i]))
            .collect();
        let timed = community.reactions().iter().filter_map(|reaction| Some((reaction.by, reaction.at?)));
        signs.extend(timed.filter(|&(_, at)| view.contains(at)));
        rayon::slice::ParallelSliceMut::par_sort_unstable(&mut signs[..]);
        let mut ends = vec![0u32; community.members().len()];
        signs.iter().for_each(|(member, _)| ends[member.index()] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let clock = view.clock();
        Presence {
            ends,
            hours: signs.iter().map(|&(_, at)| hour_of_week(clock, at)).collect(),
            at: signs.into_iter().map(|(_, at)| at).collect(),
        }
    }

    /// Signs of life of a member before a time: instants and hours of the week.
    pub(super) fn before(&self, member: MemberId, as_of: Timestamp) -> (&[Timestamp], &[u8]) {
        let i = member.index();
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        let all = &self.at[start..self.ends[i] as usize];
        let n = all.partition_point(|&at| at < as_of);
        (&all[..n], &self.hours[start..start + n])
    }

    /// `exp(-days since the last sign / fade)` times the share of the signs in the hours ahead, each hour of the week counted
    /// once more than it was seen. 0 without any sign.
    pub(super) fn availability(
        &self,
        member: MemberId,
        as_of: Timestamp,
        ahead: &HoursAhead,
        fade_days: f64,
    ) -> f64 {
        let (at, hours) = self.before(member, as_of);
        let Some(&last) = at.last() else { return 0.0 };
        let there = hours.iter().filter(|&&hour| ahead.set[usize::from(hour)]).count() + ahead.n;
        let share = there as f64 / (hours.len() + WEEK) as f64;
        (-as_of.days_since(last) / fade_days).exp() * share
    }
}

/// Hour of the local week.
pub(super) fn hour_of_week(clock: &DayClock, at: Timestamp) -> u8 {
    let weekday = (clock.day(at).0 + 3).rem_euclid(7) as u8;
    weekday * 24 + clock.hour(at)
}

/// Whether an hour of the week is one of work: Monday to Friday, 8 to 17.
fn works(hour: u8) -> bool {
    hour / 24 < 5 && (8..17).contains(&(hour % 24))
}

/// Hours of the week that come next in which people work.
#[derive(Debug, Clone)]
pub(super) struct HoursAhead {
    set: [bool; WEEK],
    n: usize,
    /// The first of them.
    pub(super) first: u8,
}

impl HoursAhead {
    /// The next `hours` business hours from an instant on, the hour under way included.
    pub(super) fn of(clock: &DayClock, from: Timestamp, hours: u32) -> HoursAhead {
        let mut ahead = HoursAhead { set: [false; WEEK], n: 0, first: 0 };
        // A week has 45 business hours; two weeks have all of them however the clocks change.
        for step in 0..2 * WEEK as i64 {
            let hour = hour_of_week(clock, Timestamp(from.0.saturating_add(step * HOUR_MS)));
            if ahead.n >= hours as usize {
                break;
            }
            if works(hour) && !std::mem::replace(&mut ahead.set[usize::from(hour)], true) {
                if ahead.n == 0 {
                    ahead.first = hour;
                }
                ahead.n += 1;
            }
        }
        ahead
    }

    /// Hours of the week of the first stretch, from its first hour to noon or to the end of the day, and how it is called.
    pub(super) fn first_part(&self) -> (std::ops::Range<u8>, String) {
        const DAYS: [&str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let (day, hour) = (self.first / 24, self.first % 24);
        let (from, to, name) = if hour < 12 { (6, 12, "mornings") } else { (12, 18, "afternoons") };
        (day * 24 + from..day * 24 + to, format!("{} {name}", DAYS[usize::from(day.min(6))]))
    }
}

/// Weeks, of the last `weeks` before a time, in which somebody was there in these hours of the week.
pub(super) fn weeks_there(
    signs: (&[Timestamp], &[u8]),
    as_of: Timestamp,
    hours: &std::ops::Range<u8>,
    weeks: u32,
) -> u32 {
    let (at, hour) = signs;
    let from = at.partition_point(|&at| at.0 < as_of.0 - i64::from(weeks) * 7 * DAY_MS);
    let mut seen = 0u64;
    for (at, hour) in at[from..].iter().zip(&hour[from..]) {
        if hours.contains(hour) {
            seen |= 1 << ((as_of.0 - 1 - at.0) / (7 * DAY_MS)).clamp(0, 63);
        }
    }
    seen.count_ones()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::talk::{NOTHING, Talk, day, member};
    use crate::time::Zone;

    #[test]
    fn hours_ahead_skip_the_weekend() {
        // 2024-01-05 is a Friday.
        let at = Timestamp::parse(b"2024-01-05T15:30:00Z").unwrap();
        let clock = DayClock::new(&Zone::utc(), at, at);
        let ahead = HoursAhead::of(&clock, at, 8);
        let hours: Vec<usize> = (0..WEEK).filter(|&hour| ahead.set[hour]).collect();
        assert_eq!(hours, [8, 9, 10, 11, 12, 13, 4 * 24 + 15, 4 * 24 + 16]);
        assert_eq!(ahead.first_part(), (4 * 24 + 12..4 * 24 + 18, "Friday afternoons".to_string()));
        let saturday = Timestamp(at.0 + DAY_MS);
        assert_eq!(HoursAhead::of(&clock, saturday, 8).first_part().1, "Monday mornings");
        assert_eq!(HoursAhead::of(&clock, at, 45).n, 45);
    }

    #[test]
    fn availability_by_hand() {
        let mut talk = Talk::with(&["anna", "bo"]);
        // Three Mondays at 9, one Saturday; the last sign is five days old.
        for week in 0..3 {
            talk.post("anna", 7.0 * f64::from(week) + 9.0 / 24.0, NOTHING);
        }
        let post = talk.post("bo", 1.0, NOTHING);
        talk.react_at("anna", post, 19.5);
        talk.observed(0.0, 60.0);
        let community = talk.build();
        let view = community.whole();
        let presence = Presence::of(&view);
        let as_of = day(28.0 + 0.5 / 24.0);
        let ahead = HoursAhead::of(view.clock(), as_of, 8);
        let found = |id| presence.availability(member(&community, id), as_of, &ahead, 30.0);
        let expected = (-as_of.days_since(day(19.5)) / 30.0f64).exp() * (3.0 + 8.0) / (4.0 + 168.0);
        assert!((found("anna") - expected).abs() < 1e-12, "{}", found("anna"));
        let anna = presence.before(member(&community, "anna"), as_of);
        assert_eq!(weeks_there(anna, as_of, &ahead.first_part().0, 8), 3);
        assert_eq!(weeks_there(anna, as_of, &ahead.first_part().0, 2), 1);
        // Later signs are not known yet.
        let early = day(0.1);
        assert_eq!(presence.availability(member(&community, "bo"), early, &ahead, 30.0), 0.0);
    }
}
