//! Who was there, when, how active, and in which unit: what rates of people need under the line.

use crate::community::{MemberState, MessageFlags, Roster};
use crate::stats::Posterior;
use crate::{MemberId, Timestamp, View};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::ops::Range;

/// Days of an average month: 365.25 / 12.
pub(crate) const MONTH_DAYS: f64 = 30.4375;

/// Messages that a parallel pass takes at a time.
pub(crate) const CHUNK: usize = 1 << 16;

/// What is never counted as somebody's doing: deleted messages and those that the platform wrote.
#[inline]
pub(crate) fn void(flags: MessageFlags) -> bool {
    flags.0 & (MessageFlags::DELETED.0 | MessageFlags::SYSTEM.0) != 0
}

/// What a member did in a view.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Activity {
    /// Messages.
    pub(crate) messages: u32,
    /// Messages that ask something.
    pub(crate) questions: u32,
    /// First and last local day with a message or a reaction; empty (first > last) without any.
    first: i32,
    last: i32,
    /// Weeks with a message or a reaction, counted back from the end of the view: bit 0 is the last week.
    weeks: u64,
}

impl Activity {
    const NONE: Activity = Activity { messages: 0, questions: 0, first: i32::MAX, last: i32::MIN, weeks: 0 };

    #[inline]
    fn see(&mut self, day: i32, last_day: i32) {
        self.first = self.first.min(day);
        self.last = self.last.max(day);
        let week = (last_day - day) / 7;
        if (0..64).contains(&week) {
            self.weeks |= 1 << week;
        }
    }

    fn join(&mut self, other: &Activity) {
        self.messages += other.messages;
        self.questions += other.questions;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.weeks |= other.weeks;
    }

    /// Weeks with a message or a reaction among the last `weeks` of the view.
    pub(crate) fn active_weeks(&self, weeks: u32) -> u32 {
        (self.weeks & (u64::MAX >> (64 - weeks.clamp(1, 64)))).count_ones()
    }
}

/// Activity and presence of all members in a view.
///
/// A member is present from joining to leaving, as the platform says, else the roster; own activity always
/// counts as presence. Where neither is known the member is taken to be there all the time.
pub(crate) struct People {
    pub(crate) activity: Vec<Activity>,
    /// Local days of presence in the view, half-open.
    pub(crate) presence: Vec<Range<i32>>,
    /// Local days of the view, half-open.
    pub(crate) days: Range<i32>,
}

impl People {
    /// One parallel pass over the messages and one over the reactions of the view.
    pub(crate) fn of(view: &View<'_>) -> People {
        let community = view.community();
        let members = community.members();
        let days = view.days().map_or(0..0, |(first, last)| first.0..last.0 + 1);
        let last_day = days.end - 1;
        let (messages, clock) = (community.messages(), view.clock());
        let range = view.message_range();
        // Few parts, because each holds a column of members.
        let part = range.len().div_ceil(rayon::current_num_threads().max(1)).max(CHUNK);
        let starts: Vec<usize> = range.clone().step_by(part).collect();
        let parts: Vec<Vec<Activity>> = starts
            .par_iter()
            .map(|&start| {
                let mut activity = vec![Activity::NONE; members.len()];
                for i in start..(start + part).min(range.end) {
                    if void(messages.flags[i]) {
                        continue;
                    }
                    let member = &mut activity[messages.authors[i].index()];
                    member.messages += 1;
                    member.questions += u32::from(messages.flags[i].has(MessageFlags::QUESTION));
                    member.see(clock.day(messages.at[i]).0, last_day);
                }
                activity
            })
            .collect();
        let mut activity = vec![Activity::NONE; members.len()];
        for part in &parts {
            activity.iter_mut().zip(part).for_each(|(all, part)| all.join(part));
        }
        for reaction in community.reactions() {
            if let Some(at) = reaction.at.filter(|&at| view.contains(at)) {
                activity[reaction.by.index()].see(clock.day(at).0, last_day);
            }
        }
        let roster = community.roster();
        let presence = members
            .iter()
            .map(|member| {
                let i = member.index();
                let person = members.persons[i].zip(roster);
                let joined =
                    members.joined[i].or_else(|| person.and_then(|(p, roster)| roster.joined[p.index()]));
                let left = members.left[i].or_else(|| person.and_then(|(p, roster)| roster.left[p.index()]));
                let start = joined.map_or(days.start, |at| clock.day(at).0);
                let end = left.map_or(days.end, |at| clock.day(at).0 + 1);
                let seen = &activity[i];
                let span =
                    start.min(seen.first).max(days.start)..end.max(seen.last.saturating_add(1)).min(days.end);
                if span.is_empty() { days.start..days.start } else { span }
            })
            .collect();
        People { activity, presence, days }
    }

    /// Months of presence. With a half-life, days count the less the longer they lie back:
    /// `∫ 2^(-age / half-life)` over the presence.
    pub(crate) fn months(&self, member: MemberId, half_life_days: Option<f64>) -> f64 {
        self.months_of(&self.presence[member.index()], half_life_days)
    }

    /// Months of the whole view.
    pub(crate) fn view_months(&self, half_life_days: Option<f64>) -> f64 {
        self.months_of(&self.days, half_life_days)
    }

    fn months_of(&self, span: &Range<i32>, half_life_days: Option<f64>) -> f64 {
        let age = |day: i32| f64::from(self.days.end - day);
        let days = match half_life_days {
            None => age(span.start) - age(span.end),
            Some(half) => {
                half / std::f64::consts::LN_2
                    * ((-age(span.end) / half).exp2() - (-age(span.start) / half).exp2())
            }
        };
        days / MONTH_DAYS
    }

    /// Whole weeks of the view, at least 1 and at most `most`.
    pub(crate) fn weeks(&self, most: u32) -> u32 {
        (self.days.len() as u32 / 7).clamp(1, most.max(1))
    }
}

/// Whether a member left before the end of the view, or is deleted or suspended as far as the export knows. Lists
/// of people are for what comes next, so they leave out whoever is gone.
pub(crate) fn has_left(view: &View<'_>, member: MemberId) -> bool {
    let community = view.community();
    let (members, i) = (community.members(), member.index());
    let of_roster = members.persons[i].zip(community.roster()).and_then(|(p, roster)| roster.left[p.index()]);
    let left = |at: Option<Timestamp>| at.is_some_and(|at| at < view.to());
    let shut_out = matches!(members.states[i], MemberState::Deleted | MemberState::Suspended);
    shut_out || left(members.left[i]) || left(of_roster)
}

/// No unit is known.
pub(crate) const NO_UNIT: u32 = u32::MAX;

/// The units at a level, in order of their names, and the unit of every member.
pub(crate) struct Units {
    pub(crate) names: Vec<String>,
    /// Position among the names, or [`NO_UNIT`].
    pub(crate) of: Vec<u32>,
    /// Unit of every person of the roster.
    pub(crate) of_persons: Vec<u32>,
}

impl Units {
    pub(crate) fn of(view: &View<'_>, level: Option<usize>) -> Units {
        let community = view.community();
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut number = |unit| {
            let next = known.len() as u32;
            if str::is_empty(unit) { NO_UNIT } else { *known.entry(unit).or_insert(next) }
        };
        let mut of: Vec<u32> = community.members().iter().map(|m| number(community.unit(m, level))).collect();
        let mut of_persons: Vec<u32> = community.roster().map_or_else(Vec::new, |roster| {
            roster.iter().map(|p| number(Roster::unit_at(roster.units.get(p.index()), level))).collect()
        });
        let mut names: Vec<(&str, u32)> = known.into_iter().collect();
        names.sort_unstable();
        let mut place = vec![NO_UNIT; names.len()];
        names.iter().enumerate().for_each(|(to, &(_, from))| place[from as usize] = to as u32);
        for unit in of.iter_mut().chain(&mut of_persons).filter(|unit| **unit != NO_UNIT) {
            *unit = place[*unit as usize];
        }
        Units { names: names.into_iter().map(|(name, _)| name.to_owned()).collect(), of, of_persons }
    }

    /// Name of a member's unit, where known.
    pub(crate) fn name(&self, member: MemberId) -> Option<String> {
        self.names.get(self.of[member.index()] as usize).cloned()
    }

    /// People of each unit who could take part, the last entry being those without a unit, and what they are:
    /// people of the roster who were employed at some time of the view, guests left out; without a roster the
    /// colleagues who were present.
    pub(crate) fn people(&self, view: &View<'_>, people: &People) -> (Vec<u64>, &'static str) {
        let community = view.community();
        let mut counts = vec![0; self.names.len() + 1];
        let mut count = |unit: u32| counts[(unit as usize).min(self.names.len())] += 1;
        match community.roster() {
            Some(roster) => {
                for person in roster.iter() {
                    let i = person.index();
                    let joined = roster.joined[i].is_none_or(|joined| joined < view.to());
                    let stayed = roster.left[i].is_none_or(|left| left > view.from());
                    if joined && stayed && !roster.guests[i] {
                        count(self.of_persons[i]);
                    }
                }
                (counts, "people of the roster")
            }
            None => {
                let members = community.members();
                for member in members.iter().filter(|&m| members.is_colleague(m)) {
                    if !people.presence[member.index()].is_empty() {
                        count(self.of[member.index()]);
                    }
                }
                (counts, "colleagues in the export (no roster was given)")
            }
        }
    }
}

/// The smallest value that at least the share `p` of the values does not exceed (nearest rank).
pub(crate) fn percentile(values: &mut [f64], p: f64) -> Option<f64> {
    let rank = ((p * values.len() as f64).ceil() as usize).clamp(1, values.len().max(1)) - 1;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(rank, f64::total_cmp).1)
}

/// A posterior whose interval reaches as far as its mean. Those of very skewed posteriors (of somebody never
/// thanked, where most are always or never thanked) do not, which nobody would understand; wider holds no less.
pub(crate) fn with_mean_inside(posterior: Posterior) -> Posterior {
    let Posterior { mean, low, high } = posterior;
    Posterior { mean, low: low.min(mean), high: high.max(mean) }
}

/// All items of the parts, sorted; `group` (below `groups`) is what their order goes by first. Counting takes the
/// groups apart faster than sorting, and what is left to sort is short.
pub(crate) fn sort_in_groups<T>(parts: &[&[T]], groups: usize, group: impl Fn(&T) -> usize + Sync) -> Vec<T>
where
    T: Copy + Ord + Send + Sync,
{
    let all = || parts.iter().copied().flatten();
    let mut places = vec![0u32; groups + 1];
    all().for_each(|item| places[group(item) + 1] += 1);
    for i in 1..places.len() {
        places[i] += places[i - 1];
    }
    let Some(&filler) = all().next() else { return Vec::new() };
    let mut sorted = vec![filler; places[groups] as usize];
    for item in all() {
        let place = &mut places[group(item)];
        sorted[*place as usize] = *item;
        *place += 1;
    }
    sorted.par_chunk_by_mut(|a, b| group(a) == group(b)).for_each(<[T]>::sort_unstable);
    sorted
}

/// A value for each key, found once for all equal keys: quantiles cost microseconds, and people with the same
/// counts are many.
pub(crate) fn for_each_distinct<K, V>(keys: &[K], value: impl Fn(K) -> V + Sync) -> Vec<V>
where
    K: Ord + Copy + Send + Sync,
    V: Copy + Send + Sync,
{
    let mut distinct = keys.to_vec();
    distinct.par_sort_unstable();
    distinct.dedup();
    let values: Vec<V> = distinct.par_iter().map(|&key| value(key)).collect();
    // Every key is among the distinct ones; the clamp only spares a branch that panics.
    let last = values.len().saturating_sub(1);
    keys.par_iter().map(|key| values[distinct.partition_point(|other| other < key).min(last)]).collect()
}

/// A number with its noun.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A share in whole per cent.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    format!("{:.0}%", 100.0 * part as f64 / whole.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_rank() {
        let percentile = |p| percentile(&mut [4.0, 1.0, 3.0, 2.0], p);
        assert_eq!(
            [0.0, 0.25, 0.26, 0.75, 0.9, 1.0].map(percentile),
            [1.0, 1.0, 2.0, 3.0, 4.0, 4.0].map(Some)
        );
        assert_eq!(super::percentile(&mut [], 0.5), None);
    }

    #[test]
    fn distinct_keys_are_looked_at_once() {
        let calls = std::sync::atomic::AtomicU32::new(0);
        let squares = for_each_distinct(&[3, 1, 3, 2, 1], |key: u32| {
            calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            key * key
        });
        assert_eq!((squares, calls.into_inner()), (vec![9, 1, 9, 4, 1], 3));
        assert!(for_each_distinct(&[], |key: u32| key).is_empty());
    }

    #[test]
    fn groups_are_sorted() {
        let parts: [&[(usize, u32)]; 3] = [&[(2, 1), (0, 7)], &[], &[(2, 0), (5, 1), (0, 3)]];
        let sorted = sort_in_groups(&parts, 6, |item| item.0);
        assert_eq!(sorted, [(0, 3), (0, 7), (2, 0), (2, 1), (5, 1)]);
        assert!(sort_in_groups::<(usize, u32)>(&[], 6, |item| item.0).is_empty());
    }

    #[test]
    fn weeks_count_back() {
        let mut activity = Activity::NONE;
        for day in [100, 94, 93, 20] {
            activity.see(day, 100);
        }
        assert_eq!([1, 2, 11, 12, 64].map(|weeks| activity.active_weeks(weeks)), [1, 2, 2, 3, 3]);
    }

    #[test]
    fn numbers_agree_with_nouns() {
        assert_eq!(counted(1, "question", "questions"), "1 question");
        assert_eq!(counted(0, "question", "questions"), "0 questions");
        assert_eq!(percent(2, 3), "67%");
        assert_eq!(percent(0, 0), "0%");
    }
}
