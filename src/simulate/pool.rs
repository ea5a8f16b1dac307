//! Who is on the platform this week, drawn by weight and by distance in the organisation.

use super::organisation::Organisation;
use super::random::Random;

/// What somebody is drawn for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Weight {
    Help,
    Ask,
    Talk,
}

/// How far from a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Unit,
    Department,
    Site,
    All,
}

/// Active employees in the order of their units, with running sums of their weights: a draw is a binary search.
pub(super) struct Pool {
    active: Vec<u32>,
    sums: [Vec<f64>; 3],
    /// First place in `active` of each unit, and the end.
    first: Vec<u32>,
    /// Range of units of each unit's department and site.
    department: Vec<(u32, u32)>,
    site: Vec<(u32, u32)>,
}

impl Pool {
    pub(super) fn new(organisation: &Organisation) -> Self {
        let n = organisation.units.len();
        let range = |key: fn(&super::organisation::Unit) -> usize| {
            let units = &organisation.units;
            let mut ranges = vec![(0, 0); n];
            let mut from = 0;
            for i in 0..n {
                if i + 1 == n || key(&units[i + 1]) != key(&units[i]) {
                    ranges[from..=i].fill((from as u32, i as u32 + 1));
                    from = i + 1;
                }
            }
            ranges
        };
        Pool {
            active: Vec::new(),
            sums: [vec![], vec![], vec![]],
            first: vec![0; n + 1],
            department: range(|u| u.department),
            site: range(|u| u.site),
        }
    }

    /// Takes stock of who is active between two times.
    pub(super) fn rebuild(&mut self, organisation: &Organisation, from: i64, to: i64) {
        self.active.clear();
        self.sums.iter_mut().for_each(|s| {
            s.clear();
            s.push(0.0);
        });
        let mut unit = 0;
        self.first[0] = 0;
        for (i, p) in organisation.people[..organisation.employees].iter().enumerate() {
            while unit < p.unit as usize {
                unit += 1;
                self.first[unit] = self.active.len() as u32;
            }
            if p.active_at(from) && p.active_at(to) {
                self.active.push(i as u32);
                for (sum, w) in self.sums.iter_mut().zip([p.help, p.ask, p.talk]) {
                    let last = sum[sum.len() - 1];
                    sum.push(last + w);
                }
            }
        }
        self.first[unit + 1..].fill(self.active.len() as u32);
    }

    pub(super) fn len(&self) -> usize {
        self.active.len()
    }

    fn range(&self, unit: u32, reach: Reach) -> (usize, usize) {
        let (from, to) = match reach {
            Reach::Unit => (unit, unit + 1),
            Reach::Department => self.department[unit as usize],
            Reach::Site => self.site[unit as usize],
            Reach::All => (0, self.first.len() as u32 - 1),
        };
        (self.first[from as usize] as usize, self.first[to as usize] as usize)
    }

    /// Somebody active within reach of a unit, with probability proportional to the weight.
    pub(super) fn draw(&self, random: &mut Random, weight: Weight, unit: u32, reach: Reach) -> Option<u32> {
        let (from, to) = self.range(unit, reach);
        let sums = &self.sums[weight as usize];
        if from >= to || sums[to] <= sums[from] {
            return None;
        }
        let x = sums[from] + random.unit() * (sums[to] - sums[from]);
        let at = from + sums[from + 1..=to].partition_point(|&s| s <= x);
        self.active.get(at.min(to - 1)).copied()
    }

    /// Somebody near a unit other than `not`: mostly of the same unit, sometimes from anywhere.
    pub(super) fn near(&self, random: &mut Random, weight: Weight, unit: u32, not: &[u32]) -> Option<u32> {
        for _ in 0..6 {
            // Help is nearer than talk: it takes knowing the work.
            let shares = if matches!(weight, Weight::Help) { [0.65, 0.85, 0.95] } else { [0.4, 0.65, 0.9] };
            let x = random.unit();
            let reach = match x {
                x if x < shares[0] => Reach::Unit,
                x if x < shares[1] => Reach::Department,
                x if x < shares[2] => Reach::Site,
                _ => Reach::All,
            };
            if let Some(person) = self.draw(random, weight, unit, reach).filter(|p| !not.contains(p)) {
                return Some(person);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::Calendar;
    use super::super::options::{SimulateOptions, Size};
    use super::super::random::Stream;
    use super::*;

    #[test]
    fn draws_stay_within_reach_and_follow_the_weights() {
        let options = SimulateOptions::preset(Size::S);
        let calendar = Calendar::new(&options).unwrap();
        let o = Organisation::new(&options, &calendar);
        let mut pool = Pool::new(&o);
        pool.rebuild(&o, calendar.end - 8 * 86_400, calendar.end - 1);
        assert!(pool.len() > 60, "{}", pool.len());
        let mut random = Random::new(5, Stream::Text);
        let mut drawn = vec![0usize; o.people.len()];
        for unit in 0..o.units.len() as u32 {
            for _ in 0..200 {
                let of = |p: u32| &o.units[o.people[p as usize].unit as usize];
                if let Some(p) = pool.draw(&mut random, Weight::Ask, unit, Reach::Unit) {
                    assert_eq!(o.people[p as usize].unit, unit);
                }
                if let Some(p) = pool.draw(&mut random, Weight::Talk, unit, Reach::Site) {
                    assert_eq!(of(p).site, o.units[unit as usize].site);
                }
            }
        }
        for _ in 0..50_000 {
            let p = pool.draw(&mut random, Weight::Help, 0, Reach::All).unwrap();
            drawn[p as usize] += 1;
        }
        let total: f64 = pool.active.iter().map(|&p| o.people[p as usize].help).sum();
        for &p in &pool.active {
            let share = o.people[p as usize].help / total;
            let expected = share * 50_000.0;
            assert!((drawn[p as usize] as f64 - expected).abs() < 6.0 * expected.sqrt() + 6.0);
        }
        assert_eq!(
            drawn.iter().sum::<usize>(),
            pool.active.iter().map(|&p| drawn[p as usize]).sum::<usize>()
        );
    }
}
