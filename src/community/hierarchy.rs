//! Who reports to whom: cycles and tops of the roster's hierarchy.

use super::{PersonId, Roster};

impl Roster {
    /// Number of direct reports of each person. Cost: O(n).
    pub fn direct_reports(&self) -> Vec<u32> {
        let mut reports = vec![0u32; self.len()];
        for manager in self.managers.iter().flatten() {
            if let Some(count) = reports.get_mut(manager.index()) {
                *count += 1;
            }
        }
        reports
    }

    /// The tops of the hierarchy: people without a manager in the roster who have at least one direct report.
    pub fn roots(&self) -> Vec<PersonId> {
        let reports = self.direct_reports();
        let is_root = |p: &PersonId| {
            reports[p.index()] > 0 && self.managers.get(p.index()).copied().flatten().is_none()
        };
        self.iter().filter(is_root).collect()
    }

    /// Circles of managers (A reports to B, B to A), each once, from its smallest [`PersonId`] on along the
    /// managers; ordered by that person. Whoever walks up the hierarchy has to stop at them.
    ///
    /// Everybody has at most one manager, so circles share nobody. Cost: O(n).
    ///
    /// ```
    /// use cmgraph::PersonId;
    /// use cmgraph::community::Roster;
    /// let roster = Roster {
    ///     managers: vec![Some(PersonId(1)), Some(PersonId(2)), Some(PersonId(1))],
    ///     leaders: vec![false; 3],
    ///     ..Roster::default()
    /// };
    /// assert_eq!(roster.cycles(), [[PersonId(1), PersonId(2)]]);
    /// ```
    pub fn cycles(&self) -> Vec<Vec<PersonId>> {
        let manager = |p: PersonId| self.managers.get(p.index()).copied().flatten();
        // The walk that first came to a person; 0 before any did.
        let mut walk_of = vec![0u32; self.managers.len()];
        let mut cycles = Vec::new();
        for start in 0..self.managers.len() as u32 {
            let walk = start + 1;
            let mut at = Some(PersonId(start));
            while let Some(person) = at {
                match walk_of.get_mut(person.index()) {
                    Some(seen @ 0) => *seen = walk,
                    // Back on this walk's own path: a circle, and it begins here.
                    Some(&mut seen) if seen == walk => {
                        cycles.push(circle(person, manager));
                        break;
                    }
                    _ => break,
                }
                at = manager(person);
            }
        }
        cycles.sort_unstable();
        cycles
    }
}

/// The circle that `person` stands on, from its smallest member.
fn circle(person: PersonId, manager: impl Fn(PersonId) -> Option<PersonId>) -> Vec<PersonId> {
    let mut circle = vec![person];
    let mut at = manager(person);
    while let Some(next) = at.filter(|&next| next != person) {
        circle.push(next);
        at = manager(next);
    }
    let first = circle.iter().enumerate().min_by_key(|(_, p)| **p).map_or(0, |(i, _)| i);
    circle.rotate_left(first);
    circle
}
