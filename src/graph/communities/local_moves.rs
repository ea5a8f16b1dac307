//! Local moving: members go, one by one, to the neighbouring community that raises modularity most.

use super::level::{Gather, Level};

/// A move has to gain this share of the member's strength: less is rounding, and could go on for ever.
const MIN_GAIN: f64 = 1e-9;

/// Moves members until nobody gains, and returns the gain in weight. `per_strength` is resolution / 2m. Labels are
/// below the number of members.
///
/// The queue starts as `order`. Everybody keeps the lead of its community over the second best; when a neighbour
/// moves, the lead shrinks by the weight of the tie at most (twice that if it left), and only who has lost it
/// comes up again. That spares more than half of the visits of a queue of all neighbours. The lead does not follow the
/// strengths of communities, which change slowly: the next iteration asks everybody again.
///
/// Reference: V. A. Traag, L. Waltman and N. J. van Eck, Scientific Reports 9 (2019), 5233 (the queue).
pub(super) fn move_members(level: &Level, labels: &mut [u32], order: Vec<u32>, per_strength: f64) -> f64 {
    let n = level.len();
    let mut total = vec![0.0; n];
    let mut size = vec![0u32; n];
    for (&label, strength) in labels.iter().zip(&level.strength) {
        total[label as usize] += strength;
        size[label as usize] += 1;
    }
    let mut empty: Vec<u32> = (0..n as u32).filter(|&label| size[label as usize] == 0).collect();
    let mut gather = Gather::new(n);
    let mut queue = Queue::new(order);
    let mut gain = 0.0;
    while let Some(member) = queue.pop() {
        let strength = level.strength[member as usize];
        let own = labels[member as usize];
        for tie in level.row(member) {
            gather.add(labels[tie.to as usize], tie.weight);
        }
        let pull = strength * per_strength;
        total[own as usize] -= strength;
        let stay = gather.take(own) - pull * total[own as usize];
        let (mut best, mut to, mut second) = (stay + MIN_GAIN * strength, own, f64::NEG_INFINITY);
        gather.drain(|label, weight| {
            let value = weight - pull * total[label as usize];
            second = second.max(value.min(best));
            if value > best {
                (best, to) = (value, label);
            }
        });
        if size[own as usize] > 1 {
            // Alone is worth 0. An empty label exists, because this community has two members.
            second = second.max(best.min(0.0));
            if best < 0.0 {
                (best, to) = (0.0, empty.pop().unwrap_or(own));
            }
        }
        queue.lead[member as usize] = ((best - second) as f32).max(f32::MIN_POSITIVE);
        total[to as usize] += strength;
        if to == own {
            continue;
        }
        gain += best - stay;
        size[own as usize] -= 1;
        size[to as usize] += 1;
        if size[own as usize] == 0 {
            total[own as usize] = 0.0; // and not what rounding left
            empty.push(own);
        }
        labels[member as usize] = to;
        for tie in level.row(member) {
            let label = labels[tie.to as usize];
            let left = if label == own { 2.0 * tie.weight } else { tie.weight };
            queue.shorten(tie.to, if label == to { -tie.weight } else { left });
        }
    }
    gain
}

/// First in, first out, everybody at most once.
struct Queue {
    /// A ring; its length is a power of two above the number of members.
    ring: Vec<u32>,
    /// Lead of a member's community; 0 or less while it waits in the queue.
    lead: Vec<f32>,
    head: usize,
    tail: usize,
}

impl Queue {
    /// All members in this order.
    fn new(order: Vec<u32>) -> Self {
        let members = order.len();
        let mut ring = order;
        ring.resize((members + 1).next_power_of_two(), 0);
        Queue { ring, lead: vec![0.0; members], head: 0, tail: members }
    }

    #[inline]
    fn pop(&mut self) -> Option<u32> {
        let member = self.ring[self.head & (self.ring.len() - 1)];
        let waiting = self.head != self.tail;
        self.head += usize::from(waiting);
        waiting.then_some(member)
    }

    /// Shortens the lead of a member; appends it where the lead is gone. Without a branch, which could not be predicted.
    #[inline(always)]
    fn shorten(&mut self, member: u32, by: f32) {
        let end = self.ring.len() - 1;
        self.ring[self.tail & end] = member;
        let lead = &mut self.lead[member as usize];
        let before = *lead;
        let after = before - if before > 0.0 { by } else { 0.0 };
        *lead = after;
        self.tail += usize::from((before > 0.0) & (after <= 0.0));
    }
}
