//! Local moving: members go to the neighbouring community that raises modularity most, until nobody gains.

use super::level::{Gather, Level};
use rayon::prelude::*;

/// A move has to gain this share of the member's strength: less is rounding, and could go on for ever.
const MIN_GAIN: f64 = 1e-9;
/// The community of nobody yet: where a member goes that is better off alone.
const ALONE: u32 = u32::MAX;
/// A batch is between these shares of the members.
const SMALLEST_BATCH: usize = 256;
const LARGEST_BATCH: usize = 8;
/// Ties of a batch that are worth waking a thread.
const TIES_PER_THREAD: usize = 1 << 12;

/// Moves members until nobody gains, and returns the gain in weight. `per_strength` is resolution / 2m. Labels are
/// below the number of members. It ends before that when a pass over the ties gains less than `until` of all gained
/// so far.
///
/// Members are asked in rounds, in the order given. Everybody keeps the lead of its community over the second best;
/// when a neighbour moves, the lead shrinks by the weight of the tie at most (twice that if it left), and only who
/// has lost it is asked again. That spares more than half of the visits of a queue of all neighbours. The lead does
/// not follow the strengths of communities, which change slowly: the next iteration asks everybody again.
///
/// Members are asked in batches, in parallel, and move in order. The same lead tells whose answer no longer holds
/// because of those who moved before in the batch: they are asked again. So every move raises modularity, and the
/// outcome does not depend on threads.
///
/// Reference: V. A. Traag, L. Waltman and N. J. van Eck, Scientific Reports 9 (2019), 5233 (only members
/// whose neighbours moved).
pub(super) fn move_members(
    level: &Level,
    labels: &mut Vec<u32>,
    order: Vec<u32>,
    per_strength: f64,
    until: f64,
) -> f64 {
    let n = level.len();
    let mut state = State::new(level, std::mem::take(labels), per_strength);
    let mut waiting = Waiting::new(order);
    let mut gathers: Vec<Gather> = (0..rayon::current_num_threads()).map(|_| Gather::new(n)).collect();
    let (mut batch, mut answers) = (Vec::new(), Vec::new());
    let (smallest, largest) = (n.div_ceil(SMALLEST_BATCH), n.div_ceil(LARGEST_BATCH));
    let mut size = smallest;
    let mut gain = 0.0;
    // Ties read and gain so far when the pace was looked at last.
    let (mut first_pass, mut read, mut before) = (true, 0, 0.0);
    loop {
        waiting.next(size, &mut batch);
        if batch.is_empty() {
            break;
        }
        state.ask(&batch, &mut gathers, &mut answers);
        for (&member, answer) in batch.iter().zip(&answers) {
            waiting.lead[member as usize] = answer.lead;
            state.target[member as usize] = answer.to;
        }
        let mut outdated = 0;
        for (&member, answer) in batch.iter().zip(&answers) {
            match state.apply(member, answer, &mut waiting) {
                Some(more) => gain += more,
                None => outdated += 1,
            }
        }
        let all = level.tie_count();
        read += batch.iter().map(|&member| level.row(member).len()).sum::<usize>();
        if first_pass && read >= all {
            (first_pass, read, before) = (false, 0, gain);
        } else if !first_pass && read >= all / 4 {
            if (gain - before) * (all as f64) < until * gain * read as f64 {
                break;
            }
            (read, before) = (0, gain);
        }
        if outdated * 16 < batch.len() {
            size = (2 * size).min(largest);
        } else if outdated * 8 > batch.len() {
            size = (size / 2).max(smallest);
        }
    }
    *labels = state.labels;
    gain
}

/// Where a member wants to be.
#[derive(Debug, Clone, Copy)]
struct Answer {
    to: u32,
    /// Value of that community before the second best; positive.
    lead: f32,
    /// Weight of the ties to that community and to its own.
    weight_to: f64,
    weight_own: f64,
}

struct State<'a> {
    level: &'a Level,
    labels: Vec<u32>,
    /// Labels, and those wanted by the rest of the batch.
    target: Vec<u32>,
    /// By label: sum of strengths, number of members.
    total: Vec<f64>,
    size: Vec<u32>,
    /// Labels without members.
    empty: Vec<u32>,
    per_strength: f64,
}

impl<'a> State<'a> {
    fn new(level: &'a Level, labels: Vec<u32>, per_strength: f64) -> Self {
        let n = level.len();
        let (mut total, mut size) = (vec![0.0; n], vec![0u32; n]);
        for (&label, strength) in labels.iter().zip(&level.strength) {
            total[label as usize] += strength;
            size[label as usize] += 1;
        }
        let empty = (0..n as u32).filter(|&label| size[label as usize] == 0).collect();
        State { level, target: labels.clone(), labels, total, size, empty, per_strength }
    }

    /// Answers of all members of a batch, as things stand.
    fn ask(&self, batch: &[u32], gathers: &mut [Gather], answers: &mut Vec<Answer>) {
        let ties: usize = batch.iter().map(|&member| self.level.row(member).len()).sum();
        let threads = (ties / TIES_PER_THREAD).clamp(1, gathers.len());
        answers.clear();
        if threads == 1 {
            let gather = &mut gathers[0];
            answers.extend(batch.iter().map(|&member| self.answer(member, gather)));
            return;
        }
        answers.resize(batch.len(), Answer { to: 0, lead: 0.0, weight_to: 0.0, weight_own: 0.0 });
        let part = batch.len().div_ceil(threads);
        let parts = batch.par_chunks(part).zip(answers.par_chunks_mut(part)).zip(gathers);
        parts.with_max_len(1).for_each(|((batch, answers), gather)| {
            for (&member, answer) in batch.iter().zip(answers) {
                *answer = self.answer(member, gather);
            }
        });
    }

    #[inline]
    fn answer(&self, member: u32, gather: &mut Gather) -> Answer {
        let strength = self.level.strength[member as usize];
        let own = self.labels[member as usize];
        for tie in self.level.row(member) {
            gather.add(self.labels[tie.to as usize], f64::from(tie.weight));
        }
        let pull = strength * self.per_strength;
        let weight_own = gather.take(own);
        let stay = weight_own - pull * (self.total[own as usize] - strength);
        let (mut best, mut to, mut second) = (stay + MIN_GAIN * strength, own, f64::NEG_INFINITY);
        let mut weight_to = weight_own;
        gather.drain(|label, weight| {
            if label != own {
                let value = weight - pull * self.total[label as usize];
                second = second.max(value.min(best));
                if value > best {
                    (best, to, weight_to) = (value, label, weight);
                }
            }
        });
        if self.size[own as usize] > 1 {
            // Alone is worth 0.
            second = second.max(best.min(0.0));
            if best < 0.0 {
                (best, to, weight_to) = (0.0, ALONE, 0.0);
            }
        }
        Answer { to, lead: ((best - second) as f32).max(f32::MIN_POSITIVE), weight_to, weight_own }
    }

    /// Moves a member as it wanted, unless those before it changed its mind: then None. Returns the gain.
    fn apply(&mut self, member: u32, answer: &Answer, waiting: &mut Waiting) -> Option<f64> {
        let own = self.labels[member as usize];
        if answer.to == own {
            return Some(0.0);
        }
        let strength = self.level.strength[member as usize];
        let pull = strength * self.per_strength;
        let lead = waiting.lead[member as usize];
        let stay = answer.weight_own - pull * (self.total[own as usize] - strength);
        let value = match answer.to {
            ALONE => 0.0,
            to => answer.weight_to - pull * self.total[to as usize],
        };
        // What neighbours took from the lead they may have taken from the gain.
        let gain = value - stay - f64::from((answer.lead - lead).max(0.0));
        let exists =
            if answer.to == ALONE { self.size[own as usize] > 1 } else { self.size[answer.to as usize] > 0 };
        let holds = lead > 0.0 && exists && gain > MIN_GAIN * strength;
        // An empty label exists where somebody leaves a community of two or more.
        let to = if answer.to == ALONE && holds { self.empty.pop() } else { Some(answer.to) };
        let Some(to) = to.filter(|_| holds) else {
            self.target[member as usize] = own;
            waiting.lead[member as usize] = f32::NEG_INFINITY;
            return None;
        };
        self.total[own as usize] -= strength;
        self.total[to as usize] += strength;
        self.size[own as usize] -= 1;
        self.size[to as usize] += 1;
        if self.size[own as usize] == 0 {
            self.total[own as usize] = 0.0; // and not what rounding left
            self.empty.push(own);
        }
        self.labels[member as usize] = to;
        self.target[member as usize] = to;
        for tie in self.level.row(member) {
            let label = self.target[tie.to as usize];
            // Whom it joins gains, whom it left loses twice, all others once: a product, for a choice would be a branch.
            let times = 1 + i8::from(label == own) - 2 * i8::from(label == to);
            waiting.lead[tie.to as usize] -= tie.weight * f32::from(times);
        }
        Some(gain)
    }
}

/// Who is to be asked, in rounds over all members.
struct Waiting {
    order: Vec<u32>,
    /// Lead of a member's community over the second best, at least; a member waits where it is not positive.
    lead: Vec<f32>,
    /// Place in the order where the next batch starts.
    next: usize,
}

impl Waiting {
    /// All members wait.
    fn new(order: Vec<u32>) -> Self {
        Waiting { lead: vec![f32::NEG_INFINITY; order.len()], order, next: 0 }
    }

    /// The next `size` of those who wait, nobody twice. Without a branch, which could not be predicted.
    fn next(&mut self, size: usize, batch: &mut Vec<u32>) {
        let n = self.order.len();
        batch.resize(size, 0);
        let (mut len, mut seen) = (0, 0);
        while len < size && seen < n {
            let member = self.order[self.next];
            batch[len] = member;
            len += usize::from(self.lead[member as usize] <= 0.0);
            self.next += 1;
            if self.next == n {
                self.next = 0;
            }
            seen += 1;
        }
        batch.truncate(len);
    }
}
