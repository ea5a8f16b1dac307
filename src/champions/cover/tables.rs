//! A cover as tables.

use super::options::Grouping;
use super::result::{Cover, CoverGroup, Status};
use crate::MemberId;
use crate::table::{Role, Table};

/// Id, name and unit of somebody.
type Person<'a> = (MemberId, &'a str, &'a str, Option<&'a str>);

impl Cover {
    /// The tables: `cover` (people to ask), `cover_summary`, `cover_units`, `cover_sites`, `cover_curve`,
    /// `cover_next_best`, `cover_alternatives` and `cover_at_capacity`.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.chosen_table(),
            self.summary(),
            self.group_table(Grouping::Unit),
            self.group_table(Grouping::Site),
            self.curve_table(),
            self.next_table(),
            self.alternative_table(),
            self.loaded_table(),
        ]
    }

    fn people_table(&self, name: &str, title: &str, people: &[Person<'_>]) -> Table {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Table::new(name, title, self.provenance.clone())
            .text("member", Role::Member, "", "native id", people.iter().map(|p| some(p.1)))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                people.iter().map(|p| some(p.2)),
            )
            .text("unit", Role::Unit, "", "unit of the person", people.iter().map(|p| p.3.map(str::to_owned)))
    }

    fn chosen_table(&self) -> Table {
        let rows = &self.chosen;
        let people: Vec<Person<'_>> =
            rows.iter().map(|r| (r.member, r.id.as_str(), r.name.as_str(), r.unit.as_deref())).collect();
        let float = |f: &dyn Fn(&super::result::Chosen) -> f64| -> Vec<Option<f64>> {
            rows.iter().map(|row| Some(f(row))).collect()
        };
        self.people_table("cover", "People to ask", &people)
            .text("site", Role::Unit, "", "site of the person", rows.iter().map(|row| row.site.clone()))
            .float(
                "gain",
                Role::Measure,
                "people",
                "people expected to be reached whom those before, and those who serve already, do not reach",
                float(&|row| row.gain),
            )
            .float(
                "reached",
                Role::Measure,
                "people",
                "people expected to be reached together with those before, and those who serve already",
                float(&|row| row.reached),
            )
            .float(
                "helped_per_month",
                Role::Measure,
                "people per month",
                "distinct colleagues helped per month, posterior mean",
                float(&|row| row.rate.mean),
            )
            .float(
                "helped_per_month_low",
                Role::Low,
                "people per month",
                "lower end",
                float(&|row| row.rate.low),
            )
            .float(
                "helped_per_month_high",
                Role::High,
                "people per month",
                "upper end",
                float(&|row| row.rate.high),
            )
            .float(
                "load",
                Role::Measure,
                "questions per month",
                "questions answered a month of late",
                float(&|row| row.load),
            )
            .float(
                "frequency",
                Role::Share,
                "",
                "share of the draws in which the person was chosen; below a half others can take the place",
                float(&|row| row.frequency),
            )
            .list("reasons", Role::Reason, "why, in words", rows.iter().map(|row| row.reasons.clone()))
    }

    fn summary(&self) -> Table {
        let share = |people: f64| (self.people > 0).then(|| people / self.people as f64);
        let one = |value: Option<f64>| [value];
        let interval = self.reached_interval;
        let units: Vec<&CoverGroup> = self.units().filter(|unit| unit.wanted > 0).collect();
        let with = |statuses: &[Status]| {
            let n = units.iter().filter(|unit| statuses.contains(&unit.status)).count() as i64;
            [Some(n).filter(|_| self.units().next().is_some())]
        };
        let in_covered: u64 =
            units.iter().filter(|unit| unit.status == Status::Covered).map(|unit| unit.people).sum();
        let known: u64 = self.units().map(|unit| unit.people).sum();
        let needed = |f: fn(&super::result::Capacity) -> f64| [self.capacity.as_ref().map(f)];
        Table::new("cover_summary", "How well people are covered", self.provenance.clone())
            .int("people", Role::Denominator, "people", "people to be covered", [Some(self.people as i64)])
            .int("candidates", Role::Count, "people", "champions who can be asked", [Some(self.candidates as i64)])
            .int(
                "serving",
                Role::Count,
                "people",
                "champions who answer as much already as can be asked of one person: they count, and are not asked",
                [Some(self.loaded.len() as i64)],
            )
            .int("asked_for", Role::Count, "people", "people asked for by the option k", [self.asked.map(|k| k as i64)])
            .int("chosen", Role::Count, "people", "people to ask", [Some(self.chosen.len() as i64)])
            .int(
                "at_least",
                Role::Count,
                "people",
                "no set that keeps the quotas and reaches as many as wanted has fewer people",
                [Some(self.at_least as i64)],
            )
            .flag("proven", Role::Flag, "whether it is proven that no set is better", [Some(self.proven)])
            .float("reached", Role::Measure, "people", "people expected to be reached", one(Some(self.reached)))
            .float("reached_low", Role::Low, "people", "lower end", one(interval.map(|i| i.low)))
            .float("reached_high", Role::High, "people", "upper end", one(interval.map(|i| i.high)))
            .float("reached_share", Role::Share, "", "the same as a share of all people", one(share(self.reached)))
            .float("reached_share_low", Role::Low, "", "lower end", one(interval.and_then(|i| share(i.low))))
            .float("reached_share_high", Role::High, "", "upper end", one(interval.and_then(|i| share(i.high))))
            .float(
                "at_most",
                Role::Measure,
                "people",
                "no set of as many people that keeps the quotas is expected to reach more",
                one(Some(self.at_most)),
            )
            .float(
                "reachable",
                Role::Measure,
                "people",
                "people expected to be reached if everybody who can be asked were",
                one(Some(self.reachable)),
            )
            .float(
                "wanted_share",
                Role::Share,
                "",
                "share of those who can be reached that was to be reached; missing where a number of people was asked for",
                one(self.asked.is_none().then_some(self.reach_share)),
            )
            .int("units", Role::Count, "units", "units in which a champion is wanted", {
                [Some(units.len() as i64).filter(|_| self.units().next().is_some())]
            })
            .int("units_covered", Role::Count, "units", "units with as many as wanted", with(&[Status::Covered]))
            .int("units_short", Role::Count, "units", "units with some, but fewer than wanted", with(&[Status::Short]))
            .int(
                "units_without",
                Role::Count,
                "units",
                "units with nobody, chosen or serving already",
                with(&[Status::Nobody, Status::LeftOut]),
            )
            .float(
                "people_in_covered_units",
                Role::Share,
                "",
                "share of the people with a unit whose unit has as many as wanted",
                one((known > 0).then(|| in_covered as f64 / known as f64)),
            )
            .with_counted_units(
                &["units_covered", "units_short", "units_without", "people_in_covered_units"],
                self.counted_units(),
            )
            .float(
                "questions_per_month",
                Role::Measure,
                "questions per month",
                "questions of colleagues a month, in the last 13 weeks",
                needed(|c| c.per_month.mean),
            )
            .float(
                "questions_per_month_low",
                Role::Low,
                "questions per month",
                "lower end",
                needed(|c| c.per_month.low),
            )
            .float(
                "questions_per_month_high",
                Role::High,
                "questions per month",
                "upper end",
                needed(|c| c.per_month.high),
            )
            .float(
                "needed",
                Role::Measure,
                "people",
                "champions needed to answer the share of the questions that they are to answer",
                needed(|c| c.needed as f64),
            )
            .float("needed_low", Role::Low, "people", "at the lower end", needed(|c| c.needed_low as f64))
            .float("needed_high", Role::High, "people", "at the upper end", needed(|c| c.needed_high as f64))
            .float(
                "capacity",
                Role::Measure,
                "questions per month",
                "questions that one champion can be asked to answer",
                one(Some(self.threads_a_month)),
            )
    }

    fn group_table(&self, grouping: Grouping) -> Table {
        let rows: Vec<&CoverGroup> = self.groups.iter().filter(|group| group.grouping == grouping).collect();
        let int = |f: &dyn Fn(&CoverGroup) -> i64| -> Vec<Option<i64>> {
            rows.iter().map(|row| Some(f(row))).collect()
        };
        let (name, title, column, what) = match grouping {
            Grouping::Unit => ("cover_units", "Units and whom they can ask", "unit", "unit"),
            Grouping::Site => ("cover_sites", "Sites and whom they can ask", "site", "site"),
        };
        let provenance = self.provenance.clone();
        Table::new(name, title, provenance)
            .with_disjoint_units()
            .text(column, Role::Unit, "", what, rows.iter().map(|row| Some(row.name.clone())))
            .text("status", Role::Category, "", "whether as many are chosen as are wanted", {
                rows.iter().map(|row| Some(row.status.name().to_owned()))
            })
            .int("people", Role::Denominator, "people", "people to be covered", int(&|row| row.people as i64))
            .int(
                "wanted",
                Role::Count,
                "people",
                "champions wanted by the number of people; none where there are fewer than min_people",
                int(&|row| row.wanted.into()),
            )
            .int(
                "champions",
                Role::People,
                "people",
                "people who pass all gates",
                int(&|row| row.champions.into()),
            )
            .int(
                "serving",
                Role::People,
                "people",
                "those of them who serve already, because they answer as much as can be asked of one person",
                int(&|row| row.serving.into()),
            )
            .int(
                "candidates",
                Role::People,
                "people",
                "those of them who can be asked",
                int(&|row| row.candidates.into()),
            )
            .int("chosen", Role::People, "people", "those of them to ask", int(&|row| row.chosen.into()))
            .with_following("status", &["champions", "serving", "chosen"])
            .float(
                "reached",
                Role::Measure,
                "people",
                "people expected to be reached by the chosen and those who serve already, of whatever unit",
                rows.iter().map(|row| Some(row.reached)),
            )
            .float(
                "reached_share",
                Role::Share,
                "",
                "the same as a share of the people",
                rows.iter().map(|row| (row.people > 0).then(|| row.reached / row.people as f64)),
            )
    }

    /// What the status of a unit follows from, and its people.
    fn counted_units(&self) -> Vec<[u64; 2]> {
        let counts =
            |unit: &CoverGroup| [unit.champions, unit.serving, unit.chosen].map(|n| [n.into(), unit.people]);
        self.units().flat_map(counts).collect()
    }

    fn curve_table(&self) -> Table {
        let rows = &self.curve;
        let share = |people: f64| (self.people > 0).then(|| people / self.people as f64);
        Table::new("cover_curve", "How many are enough", self.provenance.clone())
            .int("k", Role::Count, "people", "people asked, those who add most first", {
                rows.iter().map(|row| Some(row.k as i64))
            })
            .flag("chosen", Role::Flag, "whether the last of them is among those to ask", {
                rows.iter().map(|row| Some(row.k <= self.chosen.len()))
            })
            .int("people", Role::Denominator, "people", "people to be covered", {
                rows.iter().map(|_| Some(self.people as i64))
            })
            .float("reached", Role::Measure, "people", "people expected to be reached", {
                rows.iter().map(|row| Some(row.reached))
            })
            .float(
                "reached_low",
                Role::Low,
                "people",
                "lower end",
                rows.iter().map(|row| Some(row.interval.low)),
            )
            .float(
                "reached_high",
                Role::High,
                "people",
                "upper end",
                rows.iter().map(|row| Some(row.interval.high)),
            )
            .float("reached_share", Role::Share, "", "the same as a share of the people", {
                rows.iter().map(|row| share(row.reached))
            })
            .float(
                "reached_share_low",
                Role::Low,
                "",
                "lower end",
                rows.iter().map(|row| share(row.interval.low)),
            )
            .float("reached_share_high", Role::High, "", "upper end", {
                rows.iter().map(|row| share(row.interval.high))
            })
            .int("units_covered", Role::Count, "units", "units with as many of them as wanted", {
                rows.iter().map(|row| row.units.map(|units| units as i64))
            })
            .with_counted_units(&["units_covered"], self.counted_units())
    }

    fn next_table(&self) -> Table {
        let rows = &self.next_best;
        let people: Vec<Person<'_>> =
            rows.iter().map(|r| (r.member, r.id.as_str(), r.name.as_str(), Some(r.unit.as_str()))).collect();
        self.people_table("cover_next_best", "Who comes next where somebody is missing", &people)
            .text("kind", Role::Category, "", "what speaks for the person most", {
                rows.iter().map(|row| Some(row.kind.name().to_owned()))
            })
            .list("reasons", Role::Reason, "why, in words", rows.iter().map(|row| row.reasons.clone()))
    }

    fn alternative_table(&self) -> Table {
        let rows = &self.alternatives;
        let people: Vec<Person<'_>> =
            rows.iter().map(|r| (r.member, r.id.as_str(), r.name.as_str(), r.unit.as_deref())).collect();
        self.people_table("cover_alternatives", "Who can take whose place", &people)
            .flag(
                "chosen",
                Role::Flag,
                "whether the person is among those to ask",
                rows.iter().map(|row| Some(row.chosen)),
            )
            .float("frequency", Role::Share, "", "share of the draws in which the person was chosen", {
                rows.iter().map(|row| Some(row.frequency))
            })
    }

    fn loaded_table(&self) -> Table {
        let rows = &self.loaded;
        let people: Vec<Person<'_>> =
            rows.iter().map(|r| (r.member, r.id.as_str(), r.name.as_str(), r.unit.as_deref())).collect();
        self.people_table("cover_at_capacity", "Champions to thank, and to spare", &people)
            .float("load", Role::Measure, "questions per month", "questions answered a month of late", {
                rows.iter().map(|row| Some(row.load))
            })
            .float(
                "capacity",
                Role::Measure,
                "questions per month",
                "questions that one champion can be asked to answer",
                rows.iter().map(|_| Some(self.threads_a_month)),
            )
            .float(
                "answered_share",
                Role::Share,
                "",
                "share of the questions of the window that somebody of the list answered",
                rows.iter().map(|_| {
                    let capacity = self.capacity.as_ref().filter(|capacity| capacity.questions > 0)?;
                    Some(capacity.answered_by_serving as f64 / capacity.questions as f64)
                }),
            )
    }
}
