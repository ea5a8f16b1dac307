//! Participation as tables.

use super::{Class, Participation, Share};
use crate::stats::{Inequality, InequalityIntervals, Interval};
use crate::table::{Provenance, Role, Table};

impl Participation {
    /// The tables, each with the rows of colleagues and, where some are known, of colleagues and officials:
    ///
    /// - `participation_groups`: what the top 1%, the next 9% and the rest made;
    /// - `participation_classes`: people by how often they wrote;
    /// - `participation_inequality`: the measures of concentration.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.groups_table(), self.classes_table(), self.inequality_table()]
    }

    /// Colleagues, and everybody where somebody is known to write by office.
    fn shares(&self) -> Vec<&Share> {
        [Some(&self.members), (self.officials > 0).then_some(&self.everybody)].into_iter().flatten().collect()
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
        let shares = self.shares();
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
                shares.iter().flat_map(|share| {
                    let hidden = self.hidden_messages(share);
                    let told = |c: &super::ClassCount| {
                        part(c.messages, share.messages).filter(|_| !hidden.contains(&c.class))
                    };
                    share.classes.iter().map(told).collect::<Vec<_>>()
                }),
            )
    }

    /// Classes whose share of the messages is of too few people, and the next larger ones until what can be worked
    /// out (the shares add up to all) is of two classes and enough people together.
    fn hidden_messages(&self, share: &Share) -> Vec<Class> {
        let enough = u64::from(self.options.smallest_group);
        let mut wrote: Vec<&super::ClassCount> = share.classes.iter().filter(|c| c.messages > 0).collect();
        wrote.sort_by_key(|class| class.people);
        let (mut hidden, mut people) = (Vec::new(), 0);
        for class in wrote {
            let small = class.people < enough;
            if small || (!hidden.is_empty() && (hidden.len() < 2 || people < enough)) {
                hidden.push(class.class);
                people += class.people;
            }
        }
        hidden
    }

    fn inequality_table(&self) -> Table {
        let shares = self.shares();
        let rows: Vec<(&Share, &Inequality, Option<&InequalityIntervals>)> = shares
            .iter()
            .filter_map(|share| Some((*share, share.inequality.as_ref()?, share.intervals.as_ref())))
            .collect();
        let mut table = Table::new("participation_inequality", "Does it hang on a few?", self.provenance())
            .text("who", Role::Category, "", WHO, rows.iter().map(|row| Participation::who(row.0)))
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who could have taken part",
                rows.iter().map(|row| Some(row.0.people as i64)),
            );
        for measure in MEASURES {
            let value = |row: &(&Share, &Inequality, Option<&InequalityIntervals>)| (measure.value)(row.1);
            // A percentile interval can lie beside the estimate; nobody would understand that.
            let end = |of: fn(&Interval) -> f64, outer: fn(f64, f64) -> f64| {
                rows.iter()
                    .map(move |row| row.2.map(|ends| outer(of(&(measure.interval)(ends)), value(row))))
                    .collect::<Vec<_>>()
            };
            let (low, high) = (format!("{}_low", measure.name), format!("{}_high", measure.name));
            let values = rows.iter().map(|row| Some(value(row)));
            table = table
                .float(measure.name, Role::Measure, measure.unit, measure.description, values)
                .float(&low, Role::Low, measure.unit, BOOTSTRAP_LOW, end(|i| i.low, f64::min))
                .float(&high, Role::High, measure.unit, BOOTSTRAP_HIGH, end(|i| i.high, f64::max));
        }
        table
    }
}

/// A measure of concentration as a column.
struct Measure {
    name: &'static str,
    unit: &'static str,
    description: &'static str,
    value: fn(&Inequality) -> f64,
    interval: fn(&InequalityIntervals) -> Interval,
}

const MEASURES: [Measure; 5] = [
    Measure {
        name: "gini",
        unit: "",
        description: "Gini coefficient over all people: 0 if all write alike, 1 if one writes everything",
        value: |found| found.gini,
        interval: |ends| ends.gini,
    },
    Measure {
        name: "gini_of_writers",
        unit: "",
        description: "the same over those who wrote",
        value: |found| found.gini_contributors,
        interval: |ends| ends.gini_contributors,
    },
    Measure {
        name: "hhi",
        unit: "",
        description: "Herfindahl-Hirschman index: chance that two messages are of one person",
        value: |found| found.hhi,
        interval: |ends| ends.hhi,
    },
    Measure {
        name: "effective_writers",
        unit: "people",
        description: "1 / hhi: so many people writing equally much would be as concentrated",
        value: |found| found.effective_number,
        interval: |ends| ends.effective_number,
    },
    Measure {
        name: "absence_factor",
        unit: "people",
        description: "fewest people who together make half of the posts and replies",
        value: |found| found.absence_factor as f64,
        interval: |ends| ends.absence_factor,
    },
];

const BOOTSTRAP_LOW: &str = "lower end of the bootstrap interval";
const BOOTSTRAP_HIGH: &str = "upper end of the bootstrap interval";
const WHO: &str = "colleagues, or with community managers and communications accounts";
const LOW: &str = "lower end of the interval of the share";
const HIGH: &str = "upper end of the interval of the share";
