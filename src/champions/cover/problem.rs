//! Whom could be asked, whom each of them reaches, and how many are wanted where.

use crate::{Error, Result};

/// A candidate that belongs to no group of a partition.
pub const NO_GROUP: u32 = u32::MAX;

/// Candidates by group, and how many of each group are to be chosen at least: units are one partition, sites another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Partition {
    /// Group of every candidate, or [`NO_GROUP`].
    pub group_of: Vec<u32>,
    /// Candidates wanted of every group.
    pub quotas: Vec<u32>,
}

/// A covering problem: candidates, people with weights, the probability with which a candidate reaches a person, and
/// quotas. It knows nothing of communities.
///
/// A set `S` of candidates reaches person `v` with probability `1 - Π_{u in S} (1 - p_uv)`, each independently of the others; what
/// it covers is `f(S) = Σ_v w_v (1 - Π_{u in S} (1 - p_uv))`, in units of the weights: with weights of 1, the expected
/// number of people who have somebody they know. `f` never shrinks and each further candidate adds less the more there
/// are (it is monotone and submodular), which is what all guarantees here rest on. With every `p` 1 it counts who is
/// covered, as in a dominating set.
///
/// Memory: 20 bytes an arc, 8 a person.
///
/// ```
/// use cmgraph::champions::cover::{CoverProblem, minimum_cover};
/// // Two candidates; the first surely reaches people 0 and 1, the second reaches 1 and 2 half the time.
/// let arcs = [(0, 0, 1.0), (0, 1, 1.0), (1, 1, 0.5), (1, 2, 0.5)];
/// let problem = CoverProblem::new(2, vec![1.0; 3], &arcs)?;
/// assert_eq!(problem.covered(&[1]), 1.0);
/// assert_eq!(problem.covered(&[0, 1]), 2.5);
/// assert_eq!(minimum_cover(&problem, 2.0).chosen, [0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CoverProblem {
    /// Arcs of candidate `u`: `starts[u]..starts[u + 1]`, by person.
    pub(super) starts: Vec<u32>,
    pub(super) person: Vec<u32>,
    pub(super) reach: Vec<f64>,
    pub(super) weights: Vec<f64>,
    /// Arcs by person: candidate and place among the arcs, by candidate.
    pub(super) back_starts: Vec<u32>,
    pub(super) back: Vec<(u32, u32)>,
    pub(super) partitions: Vec<Partition>,
}

impl CoverProblem {
    /// A problem without quotas. Arcs are `(candidate, person, probability)` in any order; of several from the same candidate
    /// to the same person the likeliest counts, and those of probability 0 are dropped.
    ///
    /// # Errors
    /// [`Error::Option`] for a probability outside 0 to 1, a weight that is negative or not finite, or a candidate or person
    /// that is not there.
    ///
    /// # Complexity
    /// O(a log a) in the arcs; O(a) where they come sorted.
    pub fn new(candidates: usize, weights: Vec<f64>, arcs: &[(u32, u32, f64)]) -> Result<CoverProblem> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if let Some(weight) = weights.iter().find(|weight| !(weight.is_finite() && **weight >= 0.0)) {
            return fault("weights", weight.to_string(), "numbers from 0");
        }
        for &(candidate, person, reach) in arcs {
            if candidate as usize >= candidates || person as usize >= weights.len() {
                let expected = format!("candidates below {candidates} and people below {}", weights.len());
                return fault("arcs", format!("an arc from {candidate} to {person}"), &expected);
            }
            if !(0.0..=1.0).contains(&reach) {
                return fault("arcs", format!("the probability {reach}"), "probabilities from 0 to 1");
            }
        }
        let mut sorted = arcs.to_vec();
        sorted.retain(|arc| arc.2 > 0.0);
        // The likeliest of several first, so that it is the one that stays.
        sorted.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        sorted.dedup_by_key(|arc| (arc.0, arc.1));
        let mut starts = vec![0u32; candidates + 1];
        let mut back_starts = vec![0u32; weights.len() + 1];
        for &(candidate, person, _) in &sorted {
            starts[candidate as usize + 1] += 1;
            back_starts[person as usize + 1] += 1;
        }
        for starts in [&mut starts, &mut back_starts] {
            for i in 1..starts.len() {
                starts[i] += starts[i - 1];
            }
        }
        let mut next = back_starts.clone();
        let mut back = vec![(0, 0); sorted.len()];
        for (at, &(candidate, person, _)) in sorted.iter().enumerate() {
            let place = &mut next[person as usize];
            back[*place as usize] = (candidate, at as u32);
            *place += 1;
        }
        Ok(CoverProblem {
            starts,
            person: sorted.iter().map(|arc| arc.1).collect(),
            reach: sorted.iter().map(|arc| arc.2).collect(),
            weights,
            back_starts,
            back,
            partitions: Vec::new(),
        })
    }

    /// Adds quotas; those of several partitions hold at once.
    ///
    /// # Errors
    /// [`Error::Option`] unless there is a group for every candidate, each below the number of quotas or [`NO_GROUP`].
    pub fn with_quotas(mut self, partition: Partition) -> Result<CoverProblem> {
        let groups = partition.quotas.len() as u32;
        let known = |&group: &u32| group < groups || group == NO_GROUP;
        if partition.group_of.len() != self.candidates() || !partition.group_of.iter().all(known) {
            return Err(Error::Option {
                option: "group_of",
                found: format!("{} groups", partition.group_of.len()),
                expected: format!(
                    "one below {groups} or NO_GROUP for each of {} candidates",
                    self.candidates()
                ),
            });
        }
        self.partitions.push(partition);
        Ok(self)
    }

    /// Candidates.
    pub fn candidates(&self) -> usize {
        self.starts.len() - 1
    }

    /// People to be covered.
    pub fn people(&self) -> usize {
        self.weights.len()
    }

    /// Arcs: pairs of a candidate and a person whom he or she may reach.
    pub fn arcs(&self) -> usize {
        self.person.len()
    }

    /// The quotas.
    pub fn partitions(&self) -> &[Partition] {
        &self.partitions
    }

    /// `f(S)`: what a set covers. Candidates that are not there add nothing. O(arcs of the set + people).
    pub fn covered(&self, set: &[u32]) -> f64 {
        self.whole().covered(set)
    }

    /// What all candidates together cover: nobody can do better.
    pub fn covered_by_all(&self) -> f64 {
        let all: Vec<u32> = (0..self.candidates() as u32).collect();
        self.covered(&all)
    }

    /// The problem as it stands: all candidates, the probabilities given.
    pub(super) fn whole(&self) -> Instance<'_> {
        Instance { problem: self, weights: &self.weights, reach: &self.reach, allowed: None }
    }

    pub(super) fn row(&self, candidate: u32) -> std::ops::Range<usize> {
        match self.starts.get(candidate as usize..(candidate as usize).saturating_add(2)) {
            Some(&[from, to]) => from as usize..to as usize,
            _ => 0..0,
        }
    }

    pub(super) fn back_row(&self, person: u32) -> &[(u32, u32)] {
        let person = person as usize;
        &self.back[self.back_starts[person] as usize..self.back_starts[person + 1] as usize]
    }
}

/// A problem with other probabilities and weights (a posterior draw) or fewer candidates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Instance<'a> {
    pub(super) problem: &'a CoverProblem,
    pub(super) weights: &'a [f64],
    pub(super) reach: &'a [f64],
    /// Who may be chosen; everybody without it.
    pub(super) allowed: Option<&'a [bool]>,
}

impl Instance<'_> {
    pub(super) fn allows(&self, candidate: u32) -> bool {
        self.allowed.is_none_or(|allowed| allowed[candidate as usize])
    }

    pub(super) fn candidates(&self) -> Vec<u32> {
        (0..self.problem.candidates() as u32).filter(|&candidate| self.allows(candidate)).collect()
    }

    /// Probability that nobody of the set reaches a person, for everybody.
    pub(super) fn missed(&self, set: &[u32]) -> Vec<f64> {
        let mut sorted = set.to_vec();
        sorted.sort_unstable();
        let mut missed = vec![1.0; self.problem.people()];
        for candidate in sorted {
            for arc in self.problem.row(candidate) {
                missed[self.problem.person[arc] as usize] *= 1.0 - self.reach[arc];
            }
        }
        missed
    }

    pub(super) fn covered(&self, set: &[u32]) -> f64 {
        let missed = self.missed(set);
        self.weights.iter().zip(&missed).map(|(weight, missed)| weight * (1.0 - missed)).sum()
    }

    /// Quotas that can be met: no group is asked for more than may be chosen of it.
    pub(super) fn quotas(&self) -> Vec<Vec<u32>> {
        let lowered = |partition: &Partition| {
            let mut there = vec![0u32; partition.quotas.len()];
            for (candidate, &group) in partition.group_of.iter().enumerate() {
                if group != NO_GROUP && self.allows(candidate as u32) {
                    there[group as usize] += 1;
                }
            }
            partition.quotas.iter().zip(there).map(|(&quota, there)| quota.min(there)).collect()
        };
        self.problem.partitions.iter().map(lowered).collect()
    }
}
