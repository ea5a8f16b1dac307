//! The communities (groups) of the network.

use super::calendar::{Calendar, DAY};
use super::organisation::{Organisation, SITES};
use super::phrases::{TOPIC_NAMES, TOPICS};
use super::random::{Random, Stream};

pub(super) struct Group {
    /// `None` is All Company, which has no id in an export.
    pub(super) id: Option<u64>,
    pub(super) name: String,
    pub(super) private: bool,
    pub(super) external: bool,
    pub(super) created: i64,
    pub(super) creator: u32,
}

/// Places in the list of groups.
pub(super) struct Groups {
    pub(super) list: Vec<Group>,
    departments: usize,
    private: usize,
    external: usize,
}

/// All Company.
pub(super) const ALL_COMPANY: usize = 0;

impl Groups {
    pub(super) fn new(seed: u64, organisation: &Organisation, calendar: &Calendar) -> Self {
        let mut random = Random::new(seed, Stream::Calendar);
        let mut names: Vec<(String, bool, bool)> = vec![("All Company".into(), false, false)];
        names.extend(TOPIC_NAMES.iter().map(|t| ((*t).to_owned(), false, false)));
        let departments = names.len();
        let mut seen = None;
        for unit in &organisation.units {
            if seen.replace(unit.department) != Some(unit.department) {
                let department = unit.path.split('/').nth(1).unwrap_or_default();
                names.push((format!("{department}, {}", SITES[unit.site].0), false, false));
            }
        }
        let private = names.len();
        names.push(("Team \"leads\" only".into(), true, false));
        names.push(("HR: confidential".into(), true, false));
        let external = names.len();
        names.push(("Partners & suppliers".into(), false, true));
        let mut id = 47_000_000_000u64;
        let list = names
            .into_iter()
            .enumerate()
            .map(|(i, (name, private, external))| {
                id += 1 + random.below(5_000) as u64;
                let created = if i < 5 { 8 * 3_600 } else { random.between(0, 25) * DAY + 9 * 3_600 };
                Group {
                    id: (i != ALL_COMPANY).then_some(id),
                    name,
                    private,
                    external,
                    created: calendar.start + created + i as i64 * 60,
                    creator: organisation.cm,
                }
            })
            .collect();
        Groups { list, departments, private, external }
    }

    pub(super) fn of_topic(&self, topic: usize) -> usize {
        1 + topic % TOPICS
    }

    pub(super) fn of_department(&self, department: usize) -> usize {
        self.departments + department
    }

    pub(super) fn private(&self, random: &mut Random) -> usize {
        self.private + random.below(self.external - self.private)
    }

    pub(super) fn external(&self) -> usize {
        self.external
    }

    /// The group if it exists by then, else All Company.
    pub(super) fn at(&self, group: usize, time: i64) -> usize {
        if self.list[group].created < time { group } else { ALL_COMPANY }
    }
}
