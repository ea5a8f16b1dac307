//! A set that grows and shrinks, and what it covers.

use super::problem::{Instance, NO_GROUP};

/// A set under construction: who is in it, whom it misses, and how many of each group it has.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    pub(super) instance: Instance<'a>,
    /// Probability that nobody of the set reaches the person.
    pub(super) missed: Vec<f64>,
    pub(super) inside: Vec<bool>,
    /// Chosen by partition and group.
    pub(super) counts: Vec<Vec<u32>>,
    /// In the order of joining.
    pub(super) chosen: Vec<u32>,
    pub(super) covered: f64,
}

impl<'a> State<'a> {
    pub(super) fn new(instance: Instance<'a>) -> State<'a> {
        let problem = instance.problem;
        State {
            instance,
            missed: vec![1.0; problem.people()],
            inside: vec![false; problem.candidates()],
            counts: problem.partitions.iter().map(|p| vec![0; p.quotas.len()]).collect(),
            chosen: Vec::new(),
            covered: 0.0,
        }
    }

    pub(super) fn with(instance: Instance<'a>, set: &[u32]) -> State<'a> {
        let mut state = State::new(instance);
        set.iter().for_each(|&candidate| {
            state.add(candidate);
        });
        state
    }

    /// What a candidate outside the set would add; of one inside, nothing in particular.
    #[inline]
    pub(super) fn gain(&self, candidate: u32) -> f64 {
        let Instance { problem, weights, reach, .. } = self.instance;
        let row = problem.row(candidate);
        let arcs = problem.person[row.clone()].iter().zip(&reach[row]);
        arcs.map(|(&person, &reach)| weights[person as usize] * self.missed[person as usize] * reach).sum()
    }

    /// Takes a candidate in; what that adds.
    pub(super) fn add(&mut self, candidate: u32) -> f64 {
        let gain = self.gain(candidate);
        let (problem, reach) = (self.instance.problem, self.instance.reach);
        for arc in problem.row(candidate) {
            self.missed[problem.person[arc] as usize] *= 1.0 - reach[arc];
        }
        self.inside[candidate as usize] = true;
        self.chosen.push(candidate);
        self.covered += gain;
        self.count(candidate, |count| count + 1);
        gain
    }

    /// Takes a candidate out; what that loses. Products are made anew, because a certain reach cannot be divided out.
    pub(super) fn remove(&mut self, candidate: u32) -> f64 {
        self.inside[candidate as usize] = false;
        self.chosen.retain(|&other| other != candidate);
        let problem = self.instance.problem;
        let mut loss = 0.0;
        for arc in problem.row(candidate) {
            let person = problem.person[arc];
            let others = problem.back_row(person).iter().filter(|(other, _)| self.inside[*other as usize]);
            let missed: f64 = others.map(|&(_, arc)| 1.0 - self.instance.reach[arc as usize]).product();
            let known = &mut self.missed[person as usize];
            loss += self.instance.weights[person as usize] * (missed - *known);
            *known = missed;
        }
        self.covered -= loss;
        self.count(candidate, |count| count - 1);
        loss
    }

    fn count(&mut self, candidate: u32, change: impl Fn(u32) -> u32) {
        for (partition, counts) in self.instance.problem.partitions.iter().zip(&mut self.counts) {
            if let Some(count) = counts.get_mut(partition.group_of[candidate as usize] as usize) {
                *count = change(*count);
            }
        }
    }

    /// In how many partitions the candidate's group still lacks somebody.
    pub(super) fn lacking(&self, candidate: u32, quotas: &[Vec<u32>]) -> usize {
        let partitions = self.instance.problem.partitions.iter().zip(&self.counts).zip(quotas);
        partitions
            .filter(|((partition, counts), quotas)| {
                let group = partition.group_of[candidate as usize];
                group != NO_GROUP && counts[group as usize] < quotas[group as usize]
            })
            .count()
    }

    /// Whether the quotas hold without a member of the set.
    pub(super) fn spares(&self, member: u32, quotas: &[Vec<u32>]) -> bool {
        let mut partitions = self.instance.problem.partitions.iter().zip(&self.counts).zip(quotas);
        partitions.all(|((partition, counts), quotas)| {
            let group = partition.group_of[member as usize] as usize;
            counts.get(group).zip(quotas.get(group)).is_none_or(|(count, quota)| count > quota)
        })
    }
}
