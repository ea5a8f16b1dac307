//! How likely people are to answer what falls into their groups.

use super::fading::{FadingSums, fade};
use crate::activity::Questions;
use crate::{GroupId, MemberId, Timestamp, View};
use hashbrown::HashMap;

/// Prior precisions that are told apart from none and from one share for all.
const LEAST_PRECISION: f64 = 0.01;
const MOST_PRECISION: f64 = 1e4;
/// Questions in a group that weigh as much as all that is known of a person from elsewhere. Convention.
const GROUP_PRECISION: f64 = 10.0;

/// Since when somebody takes part in a group.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Membership {
    group: u32,
    /// Questions count from here on: the first message there, or, where that answered a question, the question.
    start: Timestamp,
    /// Known from the first message on.
    known: Timestamp,
    /// Faded count of the group's questions before `start`, as of `start`.
    before: f64,
}

/// Questions that fell into people's groups, and those they answered, as of any time.
#[derive(Debug, Clone, Default)]
pub(super) struct Chances {
    /// Questions by group; the last list is of those without a group.
    asked: FadingSums,
    groups: usize,
    membership_ends: Vec<u32>,
    memberships: Vec<Membership>,
    /// By member: answered questions; those among them asked before the membership began; own questions.
    answered: FadingSums,
    earlier: FadingSums,
    own: FadingSums,
    /// The same by membership.
    answered_in: FadingSums,
    earlier_in: FadingSums,
    own_in: FadingSums,
    half_life_days: f64,
}

/// Faded counts of one person.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Chance {
    pub(super) answered: f64,
    pub(super) asked: f64,
}

impl Chances {
    pub(super) fn of(view: &View<'_>, questions: &Questions, half_life_days: f64) -> Chances {
        let community = view.community();
        let (messages, threads) = (community.messages(), community.threads());
        let (groups, members) = (community.groups().len(), community.members().len());
        let group_of =
            |thread: crate::ThreadId| threads.groups[thread.index()].map_or(groups, GroupId::index);
        let asked: Vec<(u32, Timestamp, f64)> =
            questions.asked.iter().map(|q| (group_of(q.thread) as u32, q.at, 1.0)).collect();
        let asked = FadingSums::of(groups + 1, asked, half_life_days);
        // When the question of the thread was asked, for threads that start with one.
        let mut asked_at: HashMap<u32, (Timestamp, MemberId)> = HashMap::with_capacity(questions.asked.len());
        for question in &questions.asked {
            asked_at.insert(question.thread.0, (question.at, question.asker));
        }
        // First message of everybody in every group.
        let mut first: HashMap<(u32, u32), (Timestamp, Timestamp)> = HashMap::new();
        for i in view.message_range() {
            if crate::activity::void(messages.flags[i]) {
                continue;
            }
            let (member, thread, at) = (messages.authors[i], messages.threads[i], messages.at[i]);
            let key = (member.0, group_of(thread) as u32);
            first.entry(key).or_insert_with(|| {
                let question = asked_at.get(&thread.0).filter(|(_, asker)| *asker != member);
                (question.map_or(at, |&(asked, _)| asked.min(at)), at)
            });
        }
        let mut memberships: Vec<(u32, Membership)> = first
            .iter()
            .map(|(&(member, group), &(start, known))| {
                let before = asked.before(group as usize, start);
                (member, Membership { group, start, known, before })
            })
            .collect();
        memberships.sort_unstable_by_key(|(member, m)| (*member, m.known, m.group));
        let mut membership_ends = vec![0u32; members];
        memberships.iter().for_each(|&(member, _)| membership_ends[member as usize] += 1);
        let mut sum = 0;
        for end in &mut membership_ends {
            sum += *end;
            *end = sum;
        }
        let mut place: HashMap<(u32, u32), u32> = HashMap::with_capacity(memberships.len());
        memberships.iter().zip(0..).for_each(|((member, m), at)| {
            place.insert((*member, m.group), at);
        });
        let (mut answered, mut earlier, mut own) = (Vec::new(), Vec::new(), Vec::new());
        let (mut answered_in, mut earlier_in, mut own_in) = (Vec::new(), Vec::new(), Vec::new());
        for question in &questions.asked {
            let group = group_of(question.thread) as u32;
            let at = |member: MemberId| place.get(&(member.0, group)).copied();
            own.push((question.asker.0, question.at, 1.0));
            own_in.extend(at(question.asker).map(|at| (at, question.at, 1.0)));
            let answers = questions.answers(question);
            for (i, answer) in answers.iter().enumerate() {
                // Each answerer once, with the first answer.
                if answers[..i].iter().any(|other| other.by == answer.by) {
                    continue;
                }
                let weight = fade(answer.at.0 - question.at.0, half_life_days);
                answered.push((answer.by.0, answer.at, weight));
                answered_in.extend(at(answer.by).map(|at| (at, answer.at, weight)));
                let start = first.get(&(answer.by.0, group));
                if start.is_none_or(|&(start, _)| question.at < start) {
                    earlier.push((answer.by.0, answer.at, weight));
                    earlier_in.extend(at(answer.by).map(|at| (at, answer.at, weight)));
                }
            }
        }
        Chances {
            asked,
            groups,
            membership_ends,
            memberships: memberships.into_iter().map(|(_, membership)| membership).collect(),
            answered: FadingSums::of(members, answered, half_life_days),
            earlier: FadingSums::of(members, earlier, half_life_days),
            own: FadingSums::of(members, own, half_life_days),
            answered_in: FadingSums::of(place.len(), answered_in, half_life_days),
            earlier_in: FadingSums::of(place.len(), earlier_in, half_life_days),
            own_in: FadingSums::of(place.len(), own_in, half_life_days),
            half_life_days,
        }
    }

    /// Faded counts of the questions of every group, as of a time: for [`Chances::before`].
    pub(super) fn by_group(&self, as_of: Timestamp) -> Vec<f64> {
        (0..=self.groups).map(|group| self.asked.before(group, as_of)).collect()
    }

    /// Questions of others that fell into the groups of a member while he or she took part there, and those answered, before a
    /// time.
    pub(super) fn before(&self, member: MemberId, as_of: Timestamp, by_group: &[f64]) -> Chance {
        let i = member.index();
        let answered = self.answered.before(i, as_of);
        let mut asked = self.earlier.before(i, as_of) - self.own.before(i, as_of);
        for m in self.memberships_of(member).iter().take_while(|m| m.known < as_of) {
            asked += by_group[m.group as usize] - m.before * fade(as_of.0 - m.start.0, self.half_life_days);
        }
        // Differences of sums leave crumbs.
        Chance { answered, asked: asked.max(answered) }
    }

    /// The same in one group alone: nothing where the member has not written there.
    pub(super) fn in_group(
        &self,
        member: MemberId,
        group: Option<GroupId>,
        as_of: Timestamp,
        by_group: &[f64],
    ) -> Chance {
        let group = group.map_or(self.groups, GroupId::index) as u32;
        let start = match member.index() {
            0 => 0,
            i => self.membership_ends[i - 1] as usize,
        };
        let known = self.memberships_of(member).iter().take_while(|m| m.known < as_of);
        let Some((i, m)) = known.enumerate().find(|(_, m)| m.group == group) else {
            return Chance::default();
        };
        let of = |sums: &FadingSums| sums.before(start + i, as_of);
        let answered = of(&self.answered_in);
        let before = m.before * fade(as_of.0 - m.start.0, self.half_life_days);
        let asked = by_group[group as usize] - before + of(&self.earlier_in) - of(&self.own_in);
        Chance { answered, asked: asked.max(answered) }
    }

    /// Whether a member has written in a group before a time.
    pub(super) fn takes_part(&self, member: MemberId, group: GroupId, as_of: Timestamp) -> bool {
        self.memberships_of(member).iter().take_while(|m| m.known < as_of).any(|m| m.group == group.0)
    }

    fn memberships_of(&self, member: MemberId) -> &[Membership] {
        let i = member.index();
        let start = if i == 0 { 0 } else { self.membership_ends[i - 1] as usize };
        &self.memberships[start..self.membership_ends[i] as usize]
    }
}

/// A Beta distribution of the shares of all candidates, by moments: mean `m = Σx/Σn`, and from
/// `E Σn(p-m)² = m(1-m) ((1-γ)(k-1) + γ(N - Σn²/N))` the correlation `γ = 1/(precision + 1)`.
///
/// Moments rather than likelihood, because the counts are faded, and there is a new prior for every time of asking.
///
/// Reference: J. C. Kleinman, *Proportions with extraneous variance: single and independent samples*, JASA 68 (1973).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Prior {
    pub(super) mean: f64,
    pub(super) precision: f64,
}

impl Prior {
    /// `None` where no question fell to anybody, or nobody answered any.
    pub(super) fn of(chances: &[Chance]) -> Option<Prior> {
        let trials: f64 = chances.iter().map(|c| c.asked).sum();
        let successes: f64 = chances.iter().map(|c| c.answered).sum();
        if trials.is_nan() || trials <= 0.0 || successes <= 0.0 {
            return None;
        }
        let mean = (successes / trials).min(1.0);
        let with: Vec<&Chance> = chances.iter().filter(|c| c.asked > 0.0).collect();
        let spread: f64 = with.iter().map(|c| c.asked * (c.answered / c.asked - mean).powi(2)).sum();
        let squares: f64 = with.iter().map(|c| c.asked * c.asked).sum();
        let free = with.len() as f64 - 1.0;
        let room = trials - squares / trials - free;
        let excess = spread / (mean * (1.0 - mean)) - free;
        let correlation = if room > 0.0 && excess > 0.0 { excess / room } else { 0.0 };
        let precision = (1.0 / correlation - 1.0).clamp(LEAST_PRECISION, MOST_PRECISION);
        Some(Prior { mean, precision: if precision.is_nan() { MOST_PRECISION } else { precision } })
    }

    /// Shapes of the posterior of one person.
    pub(super) fn shapes(&self, chance: Chance) -> (f64, f64) {
        let missed = (chance.asked - chance.answered).max(0.0);
        let (a, b) = (self.precision * self.mean, self.precision * (1.0 - self.mean));
        (a + chance.answered, b + missed)
    }

    /// Shapes of the posterior in one group: what is known of the person elsewhere is the prior there, and weighs as much as
    /// [`GROUP_PRECISION`] questions.
    pub(super) fn shapes_in(&self, all: Chance, here: Chance) -> (f64, f64) {
        let elsewhere = Chance {
            answered: (all.answered - here.answered).max(0.0),
            asked: (all.asked - here.asked).max(0.0),
        };
        let (a, b) = self.shapes(elsewhere);
        let precision = (a + b).min(GROUP_PRECISION);
        let share = a / (a + b);
        let missed = (here.asked - here.answered).max(0.0);
        (precision * share + here.answered, precision * (1.0 - share) + missed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::SaysSomething;
    use crate::activity::talk::{NOTHING, Talk, day, member};

    #[test]
    fn chances_by_hand() {
        let mut talk = Talk::with(&["anna", "bo", "cy"]);
        let first = talk.ask("anna", 0.0);
        talk.answer(first, "bo", 10.0);
        let second = talk.ask("anna", 20.0);
        talk.answer(second, "cy", 21.0);
        talk.ask("bo", 30.0);
        let third = talk.ask("cy", 40.0);
        talk.answer(third, "bo", 41.0);
        talk.answer(third, "bo", 42.0);
        talk.post("anna", 43.0, NOTHING);
        talk.observed(0.0, 60.0);
        let community = talk.build();
        let view = community.whole();
        let questions = Questions::of(&view, SaysSomething::default());
        let chances = Chances::of(&view, &questions, 60.0);
        let w = |as_of: f64, at: f64| (-(as_of - at) / 60.0).exp2();
        for (id, as_of, answered, asked) in [
            // Bo takes part since the first question, which is known from the first answer on.
            ("bo", 10.0, 0.0, 0.0),
            ("bo", 11.0, w(11.0, 0.0), w(11.0, 0.0)),
            ("bo", 50.0, w(50.0, 0.0) + w(50.0, 40.0), w(50.0, 0.0) + w(50.0, 20.0) + w(50.0, 40.0)),
            ("cy", 50.0, w(50.0, 20.0), w(50.0, 20.0) + w(50.0, 30.0)),
            ("anna", 50.0, 0.0, w(50.0, 30.0) + w(50.0, 40.0)),
        ] {
            let as_of = day(as_of);
            let found = chances.before(member(&community, id), as_of, &chances.by_group(as_of));
            assert!((found.answered - answered).abs() < 1e-9, "{id} {found:?}");
            assert!((found.asked - asked).abs() < 1e-9, "{id} {found:?} {asked}");
        }
    }

    #[test]
    fn prior_by_moments() {
        let of = |pairs: &[(f64, f64)]| {
            Prior::of(&pairs.iter().map(|&(answered, asked)| Chance { answered, asked }).collect::<Vec<_>>())
        };
        // Shares .1, .5, .9 of 20: mean .5, Σn(p-m)² = 6.4, γ = (25.6 - 2) / (60 - 20 - 2).
        let prior = of(&[(2.0, 20.0), (10.0, 20.0), (18.0, 20.0)]).unwrap();
        let correlation = 23.6 / 38.0;
        assert!((prior.mean - 0.5).abs() < 1e-12);
        assert!((prior.precision - (1.0 / correlation - 1.0)).abs() < 1e-12);
        let one = Chance { answered: 1.0, asked: 1.0 };
        let m = prior.precision;
        assert!(
            ({
                let (a, b) = prior.shapes(one);
                a / (a + b)
            } - (0.5 * m + 1.0) / (m + 1.0))
                .abs()
                < 1e-12
        );
        // No more spread than chance: one share for all.
        assert_eq!(of(&[(5.0, 10.0), (5.0, 10.0)]).unwrap().precision, MOST_PRECISION);
        // All answer all.
        assert!({
            let (a, b) = of(&[(5.0, 5.0), (3.0, 3.0)]).unwrap().shapes(one);
            a / (a + b) > 0.999
        });
        for nothing in [&[][..], &[(0.0, 0.0)], &[(0.0, 5.0)]] {
            assert_eq!(of(nothing), None);
        }
    }
}
