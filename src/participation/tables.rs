//! Participation as tables.

use super::{Participation, Share};
use crate::stats::Interval;
use crate::table::{Provenance, Role, Table};

impl Participation {
    /// The tables, each with the rows of colleagues and of everybody:
    ///
    /// - `participation_groups`: what the top 1%, the next 9% and the rest made;
    /// - `participation_classes`: people by how often they wrote;
    /// - `participation_inequality`: the measures of concentration.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.groups_table(), self.classes_table(), self.inequality_table()]
    }

    fn shares(&self) -> [&Share; 2] {
        [&self.members, &self.everybody]
    }

    fn who(share: &Share) -> Option<String> {
        Some(if share.officials { "with officials" } else { "colleagues" }.into())
    }

    fn provenance(&self) -> Provenance {
        let mut p = self.provenance.clone();
        p.assumptions.insert(
            0,
            "with officials: the same with community managers and communications accounts; colleagues: without".into(),
        );
        p
    }

    fn groups_table(&self) -> Table {
        let rows = || self.shares().into_iter().flat_map(|s| s.groups.iter().map(move |group| (s, *group)));
        let of_people =
            |(share, group): (&Share, super::GroupShare)| group.people as f64 / share.people.max(1) as f64;
        Table::new("participation_groups", "Who writes how much", self.provenance())
            .text("who", Role::Category, "", WHO, rows().map(|(share, _)| Participation::who(share)))
            .text(
                "group",
                Role::Category,
                "",
                "people by rank of what they wrote",
                rows().map(|(_, group)| Some(group.group.name().into())),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "people of the group",
                rows().map(|(_, group)| Some(group.people as i64)),
            )
            .float(
                "people_share",
                Role::Share,
                "",
                "share of the people who could have taken part",
                rows().map(|row| Some(of_people(row))),
            )
            .float(
                "share",
                Role::Share,
                "",
                "share of all posts and replies that the group made",
                rows().map(|(_, group)| Some(group.share)),
            )
            .float("share_low", Role::Low, "", LOW, rows().map(|(_, group)| group.interval.map(|i| i.low)))
            .float(
                "share_high",
                Role::High,
                "",
                HIGH,
                rows().map(|(_, group)| group.interval.map(|i| i.high)),
            )
    }

    fn classes_table(&self) -> Table {
        let rows = || self.shares().into_iter().flat_map(|s| s.classes.iter().map(move |class| (s, *class)));
        let part = |n: u64, of: u64| (of > 0).then(|| n as f64 / of as f64);
        Table::new("participation_classes", "How people take part", self.provenance())
            .text("who", Role::Category, "", WHO, rows().map(|(share, _)| Participation::who(share)))
            .text(
                "class",
                Role::Category,
                "",
                "how often somebody wrote",
                rows().map(|(_, class)| Some(class.class.name().into())),
            )
            .int(
                "people",
                Role::People,
                "people",
                "people of the class",
                rows().map(|(_, class)| Some(class.people as i64)),
            )
            .int(
                "of",
                Role::Denominator,
                "people",
                "people who could have taken part",
                rows().map(|(share, _)| Some(share.people as i64)),
            )
            .float("share", Role::Share, "", "people / of", rows().map(|(s, c)| part(c.people, s.people)))
            .float("share_low", Role::Low, "", LOW, rows().map(|(_, class)| class.interval.map(|i| i.low)))
            .float(
                "share_high",
                Role::High,
                "",
                HIGH,
                rows().map(|(_, class)| class.interval.map(|i| i.high)),
            )
            .float(
                "messages_share",
                Role::Share,
                "",
                "share of all posts and replies that the class made; not given for a class of few people",
                rows().map(|(s, c)| part(c.messages, s.messages).filter(|_| !self.hides_messages(s, &c))),
            )
    }

    /// Whether the share of a class is of too few people, or would give away that of such a class: the shares add up.
    fn hides_messages(&self, share: &Share, class: &super::ClassCount) -> bool {
        let few = |people: u64| people < u64::from(self.options.smallest_group);
        let mut sizes: Vec<u64> = share.classes.iter().filter(|c| c.messages > 0).map(|c| c.people).collect();
        sizes.sort_unstable();
        let second = sizes.get(1).copied().unwrap_or(u64::MAX);
        let any_few = sizes.first().is_some_and(|&people| few(people));
        class.messages > 0 && any_few && (few(class.people) || class.people <= second)
    }

    fn inequality_table(&self) -> Table {
        let mut rows: Vec<(&Share, &str, Option<f64>, Option<Interval>)> = Vec::new();
        for share in self.shares() {
            let (Some(found), ends) = (&share.inequality, share.intervals.as_ref()) else { continue };
            let mut row = |name, value: f64, interval: Option<Interval>| {
                // A percentile interval can lie beside the estimate; nobody would understand that.
                let interval = interval.map(|i| Interval { low: i.low.min(value), high: i.high.max(value) });
                rows.push((share, name, Some(value), interval));
            };
            row("gini", found.gini, ends.map(|e| e.gini));
            row("gini_of_writers", found.gini_contributors, ends.map(|e| e.gini_contributors));
            row("hhi", found.hhi, ends.map(|e| e.hhi));
            row("effective_writers", found.effective_number, ends.map(|e| e.effective_number));
            row("absence_factor", found.absence_factor as f64, ends.map(|e| e.absence_factor));
        }
        Table::new("participation_inequality", "Does it hang on a few?", self.provenance())
            .text("who", Role::Category, "", WHO, rows.iter().map(|row| Participation::who(row.0)))
            .text(
                "measure",
                Role::Category,
                "",
                "gini: 0 all alike, 1 one does all; hhi: chance that two messages are of one person; effective_writers: so many equal ones would be as concentrated; absence_factor: fewest people who make half",
                rows.iter().map(|row| Some(row.1.into())),
            )
            .float("value", Role::Measure, "", "the measure", rows.iter().map(|row| row.2))
            .float("low", Role::Low, "", "lower end of the bootstrap interval", rows.iter().map(|r| r.3.map(|i| i.low)))
            .float("high", Role::High, "", "upper end of the bootstrap interval", rows.iter().map(|r| r.3.map(|i| i.high)))
    }
}

const WHO: &str = "colleagues, or with community managers and communications accounts";
const LOW: &str = "lower end of the interval of the share";
const HIGH: &str = "upper end of the interval of the share";
