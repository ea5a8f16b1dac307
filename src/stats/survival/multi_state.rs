//! Movement between states: who is where, and when.

use super::timeline::{Buckets, Timeline};

/// A stay of one person in one state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sojourn {
    /// The person; any numbers.
    pub person: u32,
    /// The state, from 0.
    pub state: u32,
    /// Time after which the person is seen in it; negative infinity if from the very start.
    pub entry: f64,
    /// Time of leaving it, or last time at which the person was seen in it.
    pub exit: f64,
    /// The state moved to at `exit`; `None` if observation ended there.
    pub to: Option<u32>,
}

/// Sojourns made ready for estimates: a multi-state model without parameters.
///
/// States may be skipped and returned to. A state without any sojourn is absorbing: who moves there stays, and
/// counts as followed for ever.
///
/// # Example
/// ```
/// use cmgraph::stats::{MultiState, OccupationOptions, Sojourn};
/// // From registered (0) to writing (1): one in three within a month, everybody followed for two months.
/// let sojourns: Vec<Sojourn> = (0..60)
///     .map(|person| {
///         let (exit, to) = if person % 3 == 0 { (1.0 + f64::from(person % 30), Some(1)) } else { (60.0, None) };
///         Sojourn { person, state: 0, entry: 0.0, exit, to }
///     })
///     .collect();
/// let model = MultiState::new(&sojourns, 2).unwrap();
/// let at = model.occupation(0, &[30.0], &OccupationOptions::default()).unwrap();
/// let writing = at[0].states.as_ref().unwrap()[1];
/// assert!((writing.probability - 1.0 / 3.0).abs() < 1e-12);
/// assert!(writing.interval.low > 0.2 && writing.interval.high < 0.5);
/// ```
pub struct MultiState {
    pub(super) n_states: usize,
    /// Distinct persons; below, they are numbered in the order of their own numbers.
    pub(super) n_persons: usize,
    pub(super) timeline: Timeline,
    pub(super) entering: Buckets<Enter>,
    pub(super) leaving: Buckets<Leave>,
    /// Per person: the state of the first sojourn, and until when they are followed (for ever once in an
    /// absorbing state).
    pub(super) follow_up: Vec<(u32, f64)>,
    /// Per state: last time at which anybody was seen in it; infinite if it is absorbing.
    pub(super) seen_until: Vec<f64>,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Enter {
    pub person: u32,
    pub state: u32,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Leave {
    pub person: u32,
    pub state: u32,
    /// State moved to; the own state where there is no move.
    pub to: u32,
}

impl MultiState {
    /// Takes the sojourns, in any order.
    ///
    /// A sojourn without length (registered and written on the same day, where days are whole) is passed
    /// through: the move into it leads where it leads. For a first sojourn that is possible only if its entry
    /// is earlier, so give people whose start is seen the entry `f64::NEG_INFINITY`.
    ///
    /// # Returns
    /// `None` without a sojourn of some length; for a state that does not exist; for a NaN, an infinite exit, or an
    /// exit before the entry; if a person is in two states at once, or moves to one state and at that time is seen in
    /// another.
    ///
    /// # Complexity
    /// O(n log n), O(n) where the sojourns come sorted by person and time.
    pub fn new(sojourns: &[Sojourn], n_states: usize) -> Option<MultiState> {
        let exists = |state: u32| (state as usize) < n_states;
        let valid = |s: &Sojourn| {
            exists(s.state) && s.to.is_none_or(exists) && s.exit.is_finite() && s.entry <= s.exit
        };
        if !sojourns.iter().all(valid) {
            return None;
        }
        let sojourns = passed_through(sojourns)?;
        let timeline = Timeline::of(sojourns.iter().map(|s| (s.entry, s.exit)))?;
        let mut seen_until = vec![f64::NEG_INFINITY; n_states];
        for s in &sojourns {
            let until = &mut seen_until[s.state as usize];
            *until = s.exit.max(*until);
        }
        for until in seen_until.iter_mut().filter(|until| until.is_infinite()) {
            *until = f64::INFINITY;
        }
        let mut follow_up: Vec<(u32, f64)> = Vec::new();
        let mut numbered = Vec::with_capacity(sojourns.len());
        let mut previous = None;
        for s in &sojourns {
            if previous != Some(s.person) {
                follow_up.push((s.state, f64::NEG_INFINITY));
                previous = Some(s.person);
            }
            if let Some(last) = follow_up.last_mut() {
                last.1 = match s.to {
                    Some(to) if seen_until[to as usize].is_infinite() => f64::INFINITY,
                    _ => s.exit,
                };
            }
            let person = follow_up.len() as u32 - 1;
            // No sojourn is without length by now.
            let span = timeline.span(s.entry, s.exit)?;
            numbered.push((span, Leave { person, state: s.state, to: s.to.unwrap_or(s.state) }));
        }
        let entering =
            numbered.iter().map(|&(span, s)| (span.enter, Enter { person: s.person, state: s.state }));
        let leaving = numbered.iter().map(|&(span, s)| (span.leave, s));
        let (entering, leaving) =
            (Buckets::of(entering, timeline.len()), Buckets::of(leaving, timeline.len()));
        Some(MultiState {
            n_states,
            n_persons: follow_up.len(),
            timeline,
            entering,
            leaving,
            follow_up,
            seen_until,
        })
    }

    /// Number of states.
    pub fn n_states(&self) -> usize {
        self.n_states
    }

    /// Number of persons.
    pub fn n_persons(&self) -> usize {
        self.n_persons
    }

    /// Probabilities of being in each state at `t` (column) given the state at `s` (row), by Aalen and Johansen:
    /// `P(s, t) = Π (I + dA(u))` over the times `s < u <= t`, `dA_hj = dN_hj / Y_h` with `dN_hj` moves from `h` to
    /// `j` among `Y_h` people seen in `h`.
    ///
    /// Rests on the Markov assumption: what happens next depends on state and time, not on how long somebody has
    /// been in the state. A state in which nobody is seen any more stays as it is.
    ///
    /// # Returns
    /// Row-major, `n_states` squared; rows sum to 1. `None` if `s > t` or either is NaN.
    ///
    /// # Complexity
    /// O(n + M G) for M pairs of time and kind of move, and G states.
    ///
    /// # Reference
    /// P. K. Andersen, Ø. Borgan, R. D. Gill, N. Keiding, *Statistical Models Based on Counting Processes* (1993),
    /// section IV.4.
    pub fn transition_matrix(&self, s: f64, t: f64) -> Option<Vec<f64>> {
        if s.is_nan() || t.is_nan() || s > t {
            return None;
        }
        let states = self.n_states;
        let mut matrix = vec![0.0; states * states];
        for state in 0..states {
            matrix[state * states + state] = 1.0;
        }
        let weights = vec![[1u8]; self.n_persons];
        let mut moved = vec![0.0; states * states];
        self.sweep(&weights, s, self.timeline.after(t), |_, moves, at_risk, counts| {
            moved.fill(0.0);
            for &(from, to) in moves {
                let share = f64::from(counts[from * states + to][0]) / f64::from(at_risk[from][0]);
                for row in 0..states {
                    let part = matrix[row * states + from] * share;
                    moved[row * states + from] -= part;
                    moved[row * states + to] += part;
                }
            }
            matrix.iter_mut().zip(&moved).for_each(|(cell, change)| *cell += change);
        });
        // Where all leave a state in parts, rounding can leave a little less than nothing.
        matrix.iter_mut().for_each(|cell| *cell = cell.clamp(0.0, 1.0));
        Some(matrix)
    }

    /// Goes through the slots before `end` in order, keeping how many are in each state, once for every lane
    /// of weights a person. At each slot after the time `from` that has moves, `each` gets the slot, the kinds of
    /// moves, the people at risk a state and the moves, state times state.
    pub(super) fn sweep<const LANES: usize>(
        &self,
        weights: &[[u8; LANES]],
        from: f64,
        end: usize,
        mut each: impl FnMut(usize, &[(usize, usize)], &[[u32; LANES]], &[[u32; LANES]]),
    ) {
        let states = self.n_states;
        let mut at_risk = vec![[0u32; LANES]; states];
        let mut counts = vec![[0u32; LANES]; states * states];
        let mut kinds: Vec<(usize, usize)> = Vec::new();
        let mut seen = vec![false; states * states];
        let start = self.timeline.after(from);
        for slot in 0..end {
            for enter in self.entering.get(slot) {
                let weight = &weights[enter.person as usize];
                at_risk[enter.state as usize].iter_mut().zip(weight).for_each(|(n, &w)| *n += u32::from(w));
            }
            let leaving = self.leaving.get(slot);
            if slot >= start {
                for leave in leaving.iter().filter(|leave| leave.to != leave.state) {
                    let kind = leave.state as usize * states + leave.to as usize;
                    if !seen[kind] {
                        seen[kind] = true;
                        kinds.push((leave.state as usize, leave.to as usize));
                    }
                    let weight = &weights[leave.person as usize];
                    counts[kind].iter_mut().zip(weight).for_each(|(n, &w)| *n += u32::from(w));
                }
                if !kinds.is_empty() {
                    each(slot, &kinds, &at_risk, &counts);
                    for (state, to) in kinds.drain(..) {
                        seen[state * states + to] = false;
                        counts[state * states + to] = [0; LANES];
                    }
                }
            }
            for leave in leaving {
                let weight = &weights[leave.person as usize];
                at_risk[leave.state as usize].iter_mut().zip(weight).for_each(|(n, &w)| *n -= u32::from(w));
            }
        }
    }
}

/// The sojourns that have a length, sorted by person and time, with moves through those without one made into
/// one move. `None` if sojourns of a person overlap or contradict a move.
fn passed_through(sojourns: &[Sojourn]) -> Option<Vec<Sojourn>> {
    let mut sorted = sojourns.to_vec();
    let order = |a: &Sojourn, b: &Sojourn| {
        (a.person.cmp(&b.person))
            .then(a.entry.total_cmp(&b.entry))
            .then(a.exit.total_cmp(&b.exit))
            .then((a.state, a.to).cmp(&(b.state, b.to)))
    };
    if !sorted.is_sorted_by(|a, b| order(a, b).is_le()) {
        sorted.sort_unstable_by(order);
    }
    let mut kept: Vec<Sojourn> = Vec::with_capacity(sorted.len());
    let mut rest = &sorted[..];
    while let [first, ..] = rest {
        let last = kept.last_mut().filter(|last| last.person == first.person);
        if last.as_ref().is_some_and(|last| first.entry < last.exit) {
            return None;
        }
        if first.entry < first.exit {
            let elsewhere =
                |last: &&mut Sojourn| last.exit == first.entry && last.to.is_some_and(|to| to != first.state);
            if last.as_ref().is_some_and(elsewhere) {
                return None;
            }
            kept.push(*first);
            rest = &rest[1..];
            continue;
        }
        // Those of this person at this moment.
        let moment = rest
            .iter()
            .take_while(|s| s.person == first.person && s.entry == first.entry && s.exit == first.entry)
            .count();
        let (through, others) = rest.split_at(moment);
        if let Some(last) = last
            && last.exit == first.entry
        {
            let mut used = vec![false; moment];
            while let Some(next) = (0..moment)
                .find(|&i| !used[i] && Some(through[i].state) == last.to && through[i].to.is_some())
            {
                used[next] = true;
                last.to = through[next].to;
            }
        }
        rest = others;
    }
    Some(kept)
}
