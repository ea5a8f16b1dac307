//! When people are there: last signs of life and hours of the week.

use super::fading::count_before;
use crate::activity::void;
use crate::calendar::BusinessClock;
use crate::time::{DAY_MS, DayClock};
use crate::{MemberId, Timestamp, View};

/// Hours of a week.
const WEEK: usize = 168;
const HALF_HOUR_MS: i64 = 1_800_000;

/// Seconds of an hour: working time in an hour of the week is counted in whole ones.
const HOUR_S: u32 = 3600;

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
        let n = count_before(all, as_of);
        (&all[..n], &self.hours[start..start + n])
    }

    /// `exp(-days since the last sign / fade)` times the share of the signs in the hours ahead, each hour of the week counted
    /// once more than it was seen, and only as far as it is worked in. 0 without any sign.
    pub(super) fn availability(
        &self,
        member: MemberId,
        as_of: Timestamp,
        ahead: &HoursAhead,
        fade_days: f64,
    ) -> f64 {
        let (at, hours) = self.before(member, as_of);
        let Some(&last) = at.last() else { return 0.0 };
        let seen: u64 = hours.iter().map(|&hour| u64::from(ahead.work[usize::from(hour)])).sum();
        let there = (seen + u64::from(ahead.total)) as f64 / f64::from(HOUR_S);
        let share = there / (hours.len() + WEEK) as f64;
        (-as_of.days_since(last) / fade_days).exp() * share
    }
}

/// Hour of the local week.
pub(super) fn hour_of_week(clock: &DayClock, at: Timestamp) -> u8 {
    let weekday = (clock.day(at).0 + 3).rem_euclid(7) as u8;
    weekday * 24 + clock.hour(at)
}

/// Days after the end of the view for which there is a calendar: more than a holiday of the whole organisation takes.
pub(super) const DAYS_AHEAD: i64 = 45;

/// Hours of the week that come next in which people of a calendar work.
#[derive(Debug, Clone)]
pub(super) struct HoursAhead {
    /// Seconds of work in each hour of the local week.
    work: [u32; WEEK],
    total: u32,
    /// The first of them.
    pub(super) first: u8,
}

impl HoursAhead {
    /// The next `hours` business hours of a calendar from an instant on, the hour under way included; fewer where the calendar has
    /// none for longer than [`DAYS_AHEAD`]. An hour of the week counts once, however many weeks are looked at.
    pub(super) fn of(clock: &DayClock, work: &BusinessClock, from: Timestamp, hours: u32) -> HoursAhead {
        let mut ahead = HoursAhead { work: [0; WEEK], total: 0, first: 0 };
        let wanted = hours.saturating_mul(HOUR_S);
        // Whole hours since 1970; zones with half hours have their hours of the week cut in two.
        let start = from.0.div_euclid(HALF_HOUR_MS) * HALF_HOUR_MS;
        let mut at = match hour_of_week(clock, Timestamp(start.saturating_sub(HALF_HOUR_MS))) {
            before if before == hour_of_week(clock, from) => start.saturating_sub(HALF_HOUR_MS),
            _ => start,
        };
        let end = from.0.saturating_add(DAYS_AHEAD * DAY_MS);
        while ahead.total < wanted && at < end {
            let next = at.saturating_add(HALF_HOUR_MS);
            let hour = hour_of_week(clock, Timestamp(at));
            let seconds = (work.hours(Timestamp(at), Timestamp(next)) * f64::from(HOUR_S)).round() as u32;
            let of = &mut ahead.work[usize::from(hour)];
            let seconds = seconds.min(HOUR_S - *of).min(wanted - ahead.total);
            if seconds > 0 {
                if ahead.total == 0 {
                    ahead.first = hour;
                }
                *of += seconds;
                ahead.total += seconds;
            }
            at = next;
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
    use crate::calendar::{Calendar, Holidays, WorkingHours};
    use crate::time::Zone;

    fn work(hours: &str, holidays: &[&str], from: Timestamp) -> BusinessClock {
        let hours = WorkingHours::parse(hours).unwrap();
        let calendar =
            Calendar { hours, zone: None, holidays: Holidays::parse(holidays.iter().copied()).unwrap() };
        BusinessClock::new(&calendar, &Zone::utc(), from, Timestamp(from.0 + DAYS_AHEAD * DAY_MS))
    }

    fn office(from: Timestamp) -> BusinessClock {
        work("Mon-Fri 8-17", &[], from)
    }

    #[test]
    fn hours_ahead_go_by_the_calendar() {
        // 2024-01-05 is a Friday.
        let at = Timestamp::parse(b"2024-01-05T15:30:00Z").unwrap();
        let clock = DayClock::new(&Zone::utc(), at, at);
        for (hours, holidays, n, expected, first) in [
            (
                "Mon-Fri 8-17",
                &["2024-01-08"][..],
                3,
                &[(4 * 24 + 15, 3600), (4 * 24 + 16, 3600), (24 + 8, 3600)][..],
                "Friday afternoons",
            ),
            (
                "Sun-Thu 7:30-15:30",
                &[],
                2,
                &[(6 * 24 + 7, 1800), (6 * 24 + 8, 3600), (6 * 24 + 9, 1800)],
                "Sunday mornings",
            ),
            ("Mon-Sun 0-24", &[], 1, &[(4 * 24 + 15, 3600)], "Friday afternoons"),
            // A month without work, then the year after.
            ("Mon-Fri 8-17", &["2024-01-05..2024-02-04"], 1, &[(8, 3600)], "Monday mornings"),
            ("Mon-Fri 8-17", &["2024-01-05..2024-12-31"], 1, &[], "Monday mornings"),
        ] {
            let ahead = HoursAhead::of(&clock, &work(hours, holidays, at), at, n);
            let found: Vec<(usize, u32)> =
                (0..WEEK).map(|hour| (hour, ahead.work[hour])).filter(|(_, s)| *s > 0).collect();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(found, expected, "{hours} {holidays:?}");
            assert_eq!(ahead.first_part().1, first);
        }
        // Half an hour beside the others: the hour under way began at 15:30 there.
        let zone = Zone::named("Asia/Kolkata").unwrap();
        let at = Timestamp::parse(b"2024-01-05T10:10:00Z").unwrap();
        let calendar = Calendar::default();
        let work = BusinessClock::new(&calendar, &zone, at, Timestamp(at.0 + DAY_MS));
        let ahead = HoursAhead::of(&DayClock::new(&zone, at, at), &work, at, 2);
        assert_eq!((ahead.work[4 * 24 + 15], ahead.work[4 * 24 + 16], ahead.total), (3600, 3600, 7200));
    }

    #[test]
    fn hours_ahead_skip_the_weekend() {
        // 2024-01-05 is a Friday.
        let at = Timestamp::parse(b"2024-01-05T15:30:00Z").unwrap();
        let clock = DayClock::new(&Zone::utc(), at, at);
        let ahead = HoursAhead::of(&clock, &office(at), at, 8);
        let hours: Vec<usize> = (0..WEEK).filter(|&hour| ahead.work[hour] == HOUR_S).collect();
        assert_eq!(hours, [8, 9, 10, 11, 12, 13, 4 * 24 + 15, 4 * 24 + 16]);
        assert_eq!(ahead.first_part(), (4 * 24 + 12..4 * 24 + 18, "Friday afternoons".to_string()));
        let saturday = Timestamp(at.0 + DAY_MS);
        assert_eq!(HoursAhead::of(&clock, &office(saturday), saturday, 8).first_part().1, "Monday mornings");
        assert_eq!(HoursAhead::of(&clock, &office(at), at, 45).total, 45 * HOUR_S);
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
        let ahead = HoursAhead::of(view.clock(), &office(as_of), as_of, 8);
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
