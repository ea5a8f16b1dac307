//! Adoption as tables.

use super::{ACTIVE_WINDOWS, Adoption, Definition, GroupAdoption, Point, Share, UnitAdoption};
use crate::table::{Provenance, Role, Table};

impl Adoption {
    /// The tables:
    ///
    /// - `adoption_summary`: one row a definition, at the end of the view;
    /// - `adoption_curve`: one row a bin, for each definition new, cumulative and present adopters and their
    ///   share; definitions that the export can tell nothing about have no columns;
    /// - `adoption_by_unit`, where asked for: one row a unit by name, at the end of the view;
    /// - `adoption_unit_curves`, likewise: one row a bin for each unit that is large enough;
    /// - `adoption_by_group`, where asked for: one row a group by name, at the end of the view;
    /// - `adoption_group_curves`, likewise: one row a bin for each group;
    /// - `unit_adoption`, likewise by unit: one row a unit and definition, shrunk, with ranks and the unit's curve;
    /// - unless not asked for, `adoption_fit` (one row a definition: where it will level off and when),
    ///   `adoption_models` (families of curves side by side), `adoption_forecast` (one row a definition and bin) and
    ///   `adopter_categories`;
    /// - `active_people`: one row a day.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = vec![self.summary_table(), self.curve_table()];
        if self.options.by_unit {
            tables.push(self.unit_table());
            tables.push(self.unit_curves_table());
            tables.push(self.standing_table());
        }
        if self.options.by_group {
            tables.push(self.group_table());
            tables.push(self.group_curves_table());
        }
        if self.options.fit {
            tables.extend([
                self.fit_table(),
                self.models_table(),
                self.forecast_table(),
                self.categories_table(),
            ]);
        }
        tables.push(self.active_table());
        tables
    }

    fn summary_table(&self) -> Table {
        let last: Vec<Option<(u64, Point)>> = Definition::ALL
            .iter()
            .map(|&definition| self.curve(definition).and_then(|curve| Some((curve.before, *curve.last()?))))
            .collect();
        let share = |f: fn(&Share) -> Option<f64>| last.iter().map(move |at| f(&at.as_ref()?.1.share));
        let people = |f: fn(u64, &Point) -> u64| {
            last.iter().map(move |at| at.as_ref().map(|(before, p)| f(*before, p) as i64))
        };
        Table::new("adoption_summary", "Adoption at the end of the window", self.provenance.clone())
            .text(
                "definition",
                Role::Category,
                "",
                "what counts as having adopted",
                Definition::ALL.iter().map(|definition| Some(definition.name().into())),
            )
            .int("people", Role::People, "people", PRESENT, people(|_, p| p.share.people))
            .int("headcount", Role::Denominator, "people", HEADCOUNT, people(|_, p| p.share.of))
            .float("share", Role::Share, "", "people divided by headcount", share(Share::value))
            .float("share_low", Role::Low, "", LOW, share(low))
            .float("share_high", Role::High, "", HIGH, share(high))
            .int("ever", Role::People, "people", CUMULATIVE, people(|_, p| p.cumulative))
            .int(
                "before",
                Role::People,
                "people",
                "people who had adopted before the window starts",
                people(|before, _| before),
            )
    }

    fn curve_table(&self) -> Table {
        let title = format!("Adoption by {}", self.options.period.name());
        let mut table = Table::new("adoption_curve", title, self.provenance.clone())
            .day("period_start", "first local day of the bin", self.bins.iter().map(|bin| Some(bin.start)))
            .flag(
                "complete",
                Role::Flag,
                "whether the window holds the whole bin",
                self.bins.iter().map(|bin| Some(bin.complete)),
            )
            .int(
                "headcount",
                Role::Denominator,
                "people",
                HEADCOUNT,
                self.bins.iter().map(|bin| Some(bin.headcount as i64)),
            );
        for curve in &self.curves {
            let name = |what: &str| format!("{}_{what}", curve.definition.name());
            let count = |f: fn(&Point) -> u64| curve.points.iter().map(move |p| Some(f(p) as i64));
            let shares: Vec<Option<Share>> = curve.points.iter().map(|point| Some(point.share)).collect();
            table = table
                .int(&name("new"), Role::People, "people", "people who adopted in the bin", count(|p| p.new))
                .int(&name("cumulative"), Role::People, "people", CUMULATIVE, count(|p| p.cumulative));
            table = share_columns(table, curve.definition, &shares);
        }
        table
    }

    fn unit_table(&self) -> Table {
        let mut table = Table::new(
            "adoption_by_unit",
            "Adoption by unit at the end of the window",
            self.provenance.clone(),
        )
        .with_disjoint_units()
        .text("unit", Role::Unit, "", UNIT, self.units.iter().map(|unit| Some(unit.unit.clone())))
        .int(
            "people",
            Role::Denominator,
            "people",
            HEADCOUNT,
            self.units.iter().map(|unit| Some(unit.headcount as i64)),
        );
        for (i, curve) in self.curves.iter().enumerate() {
            let shares: Vec<Option<Share>> =
                self.units.iter().map(|unit| unit.shares.get(i).copied()).collect();
            table = share_columns(table, curve.definition, &shares);
        }
        table
    }

    fn unit_curves_table(&self) -> Table {
        let title = format!("Adoption by unit and {}", self.options.period.name());
        let provenance = self.provenance.clone().assume(format!(
            "units of fewer than {} people, and definitions that fewer than {} of a unit's people meet, have a share and no curve",
            self.options.min_people, self.options.min_adopters
        ));
        let large: Vec<&UnitAdoption> = self.units.iter().filter(|unit| !unit.curves.is_empty()).collect();
        let rows = || large.iter().flat_map(|unit| self.bins.iter().enumerate().map(move |row| (*unit, row)));
        let mut table = Table::new("adoption_unit_curves", title, provenance)
            .with_disjoint_units()
            .text("unit", Role::Unit, "", UNIT, rows().map(|(unit, _)| Some(unit.unit.clone())))
            .day("period_start", "first local day of the bin", rows().map(|(_, (_, bin))| Some(bin.start)))
            .flag("complete", Role::Flag, COMPLETE, rows().map(|(_, (_, bin))| Some(bin.complete)))
            .int(
                "headcount",
                Role::Denominator,
                "people",
                HEADCOUNT,
                rows().map(|(unit, (i, _))| Some(unit.curves.first()?.points.get(i)?.share.of as i64)),
            );
        for curve in &self.curves {
            let shares = rows().map(|(unit, (i, _))| {
                let own = unit.curves.iter().find(|own| own.definition == curve.definition)?;
                Some(own.points.get(i)?.share)
            });
            table = share_columns(table, curve.definition, &shares.collect::<Vec<_>>());
        }
        table
    }

    fn group_table(&self) -> Table {
        let rows = || self.groups.iter();
        let mut table =
            Table::new("adoption_by_group", "Adoption by group at the end of the window", self.in_groups())
                .text("group", Role::Group, "", GROUP, rows().map(|group| Some(group.name.clone())))
                .int(
                    "active",
                    Role::Denominator,
                    "people",
                    ACTIVE,
                    rows().map(|group| Some(group.people as i64)),
                )
                .int(
                    "people",
                    Role::Denominator,
                    "people",
                    HEADCOUNT,
                    rows().map(|_| Some(self.headcount as i64)),
                );
        for (i, definition) in self.group_definitions().enumerate() {
            let shares: Vec<Option<Share>> = rows().map(|group| group.shares.get(i).copied()).collect();
            table = share_columns(table, definition, &shares);
        }
        table
    }

    fn group_curves_table(&self) -> Table {
        let title = format!("Adoption by group and {}", self.options.period.name());
        let provenance = self.in_groups().assume(format!(
            "groups in which fewer than {} people ever did anything have no curve",
            self.options.min_adopters
        ));
        let large: Vec<&GroupAdoption> =
            self.groups.iter().filter(|group| !group.curves.is_empty()).collect();
        let rows =
            || large.iter().flat_map(|group| self.bins.iter().enumerate().map(move |row| (*group, row)));
        let mut table = Table::new("adoption_group_curves", title, provenance)
            .text("group", Role::Group, "", GROUP, rows().map(|(group, _)| Some(group.name.clone())))
            .day("period_start", "first local day of the bin", rows().map(|(_, (_, bin))| Some(bin.start)))
            .flag("complete", Role::Flag, COMPLETE, rows().map(|(_, (_, bin))| Some(bin.complete)))
            .int(
                "active",
                Role::Denominator,
                "people",
                ACTIVE,
                rows().map(|(group, _)| Some(group.people as i64)),
            )
            .int(
                "headcount",
                Role::Denominator,
                "people",
                HEADCOUNT,
                rows().map(|(_, (_, bin))| Some(bin.headcount as i64)),
            );
        for (i, definition) in self.group_definitions().enumerate() {
            let shares: Vec<Option<Share>> =
                rows().map(|(group, (bin, _))| Some(group.curves.get(i)?.points.get(bin)?.share)).collect();
            table = share_columns(table, definition, &shares);
        }
        table
    }

    /// Definitions of the curves by group, in their order.
    fn group_definitions(&self) -> impl Iterator<Item = Definition> {
        self.curves.iter().map(|curve| curve.definition).filter(|&d| d != Definition::Joined)
    }

    fn in_groups(&self) -> Provenance {
        self.provenance.clone().assume(
            "by group: what was done in the group alone; everybody could have, also in private groups, as the export does not say who is a member",
        )
    }

    fn active_table(&self) -> Table {
        let provenance = Provenance {
            definition: "distinct colleagues with a post, reply or reaction in the trailing local days, the day itself included"
                .into(),
            method: "exact count".into(),
            denominator: None,
            interval_level: None,
            ..self.provenance.clone()
        };
        let mut table = Table::new("active_people", "Active people", provenance).day(
            "day",
            "local day",
            self.active.iter().map(|row| Some(row.day)),
        );
        for (i, window) in ACTIVE_WINDOWS.iter().enumerate() {
            table = table.int(
                &format!("active_{window}"),
                Role::People,
                "people",
                "distinct people active in so many trailing days",
                self.active.iter().map(|row| Some(i64::from(row.active[i]))),
            );
        }
        table.flag(
            "complete",
            Role::Flag,
            "whether the window holds the whole day and the export the longest window before it",
            self.active.iter().map(|row| Some(row.complete)),
        )
    }
}

const UNIT: &str = "unit of the organisation, by name";
const GROUP: &str = "group of the platform, by name";
const ACTIVE: &str = "people who ever did anything in the group";
const COMPLETE: &str = "whether the window holds the whole bin";
const HEADCOUNT: &str = "people with the organisation at that time who could have adopted";
const PRESENT: &str = "adopters among the people with the organisation at that time";
const CUMULATIVE: &str = "people who had adopted up to then, those who have left included";
const LOW: &str = "lower end of the Wilson interval of the share";
const HIGH: &str = "upper end of the Wilson interval of the share";

fn low(share: &Share) -> Option<f64> {
    share.interval.map(|interval| interval.low)
}

fn high(share: &Share) -> Option<f64> {
    share.interval.map(|interval| interval.high)
}

/// Adopters present, share and interval of a definition.
fn share_columns(table: Table, definition: Definition, shares: &[Option<Share>]) -> Table {
    let name = |what: &str| format!("{}_{what}", definition.name());
    let column = |f: fn(&Share) -> Option<f64>| shares.iter().map(move |share| f(share.as_ref()?));
    table
        .int(
            &name("present"),
            Role::People,
            "people",
            PRESENT,
            shares.iter().map(|share| Some(share.as_ref()?.people as i64)),
        )
        .float(&name("share"), Role::Share, "", "present adopters divided by headcount", column(Share::value))
        .float(&name("share_low"), Role::Low, "", LOW, column(low))
        .float(&name("share_high"), Role::High, "", HIGH, column(high))
}
