//! Units in units: no hidden number is known too narrowly, neither from a table of one level nor from the tables of all levels
//! together.

use cmgraph::community::Roster;
use cmgraph::privacy::{CellBounds, audit};
use cmgraph::table::{Provenance, Role, Table};
use cmgraph::{Policy, Release};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Whole path of a unit, people in it and in no narrower one, and how many of them were active.
type People = (&'static str, u64, u64);

/// What a table of a level counts of a unit: people, and active ones.
type Numbers = BTreeMap<String, [u64; 2]>;

const PATHS: [&str; 13] =
    ["A", "A/x", "A/x/1", "A/x/2", "A/y", "A/y/1", "B/x", "B/x/1", "B/y", "C/x/1", "D", "E/x", "E/y"];

fn cut(people: &[People], level: usize) -> Numbers {
    let mut rows = Numbers::new();
    for &(path, n, active) in people {
        let [all, some] = rows.entry(Roster::unit_at(path, Some(level)).into()).or_default();
        (*all, *some) = (*all + n, *some + active);
    }
    rows
}

fn table(rows: &Numbers) -> Table {
    let int = |of: usize| rows.values().map(move |row| Some(row[of] as i64)).collect::<Vec<_>>();
    Table::new("by_unit", "By unit", Provenance::new("people"))
        .text("unit", Role::Unit, "", "unit", rows.keys().map(|unit| Some(unit.clone())))
        .int("people", Role::Denominator, "people", "people", int(0))
        .int("active", Role::People, "people", "active", int(1))
}

/// Numbers by level, and which of them are shown.
struct Levels {
    numbers: Vec<Numbers>,
    shown: Vec<BTreeMap<String, [bool; 2]>>,
    bounds: Vec<Vec<CellBounds>>,
}

impl Levels {
    fn of(people: &[People], policy: &Policy) -> Levels {
        let numbers: Vec<Numbers> = (1..=3).map(|level| cut(people, level)).collect();
        let tables: Vec<Table> = numbers.iter().map(|rows| table(rows).with_disjoint_units()).collect();
        let shown = tables.iter().zip(&numbers).map(|(table, rows)| {
            let release: Release = policy.apply(table);
            let is_some = |name: &str, row: usize| release.column(name).unwrap().values.is_some(row);
            let row = |(row, unit): (usize, &String)| {
                (unit.clone(), ["people", "active"].map(|name| is_some(name, row)))
            };
            rows.keys().enumerate().map(row).collect()
        });
        let shown = shown.collect();
        Levels { shown, bounds: tables.iter().map(|table| audit(table, policy).unwrap()).collect(), numbers }
    }

    /// Whether a wider unit of which a number is shown, or the organisation, says of all of its people that they did or did not.
    fn is_told(&self, unit: &str, min: u64) -> bool {
        let one_sided = |[all, active]: [u64; 2]| all > 0 && (active == 0 || active == all);
        let steps = unit.matches('/').count() + 1;
        let whole = self.numbers[0].values().fold([0, 0], |sum, row| [sum[0] + row[0], sum[1] + row[1]]);
        (one_sided(whole) && whole[0] >= 2 * min)
            || (1..=steps).any(|level| {
                let wider = Roster::unit_at(unit, Some(level));
                self.shown[level - 1].get(wider).is_some_and(|shown| shown[1])
                    && self.numbers[level - 1].get(wider).is_some_and(|&row| one_sided(row))
            })
    }

    fn is_all_hidden(&self, level: usize, of: usize) -> bool {
        self.shown[level - 1].iter().all(|(unit, shown)| !shown[of] || self.numbers[level - 1][unit][0] == 0)
    }
}

fn people() -> impl Strategy<Value = Vec<People>> {
    let size = prop_oneof![Just(0_u64), 1_u64..8, 1_u64..30, Just(10), Just(40)];
    let part = prop_oneof![Just(0.0), Just(1.0), 0.0..1.0];
    prop::collection::vec(prop::option::of((size, part)), PATHS.len()).prop_map(|sizes| {
        let some = PATHS.into_iter().zip(sizes);
        some.filter_map(|(path, size)| size.map(|(n, part)| (path, n, (n as f64 * part).round() as u64)))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_hidden_number_is_in_a_wide_range(people in people(), min_group in 3_u32..7) {
        let policy = Policy::aggregate().with_min_group(min_group);
        let levels = Levels::of(&people, &policy);
        for level in 1..=3 {
            let units: Vec<&String> = levels.numbers[level - 1].keys().collect();
            for cell in &levels.bounds[level - 1] {
                let of = usize::from(cell.column == "active");
                let told = of == 1 && levels.is_told(units[cell.row], min_group.into());
                prop_assert!(
                    cell.protected || told || levels.is_all_hidden(level, of),
                    "{:?} level {} {:?} {:?}", people, level, units[cell.row], cell
                );
                let value = levels.numbers[level - 1][units[cell.row]][of];
                prop_assert!(cell.lower <= value && cell.upper.is_none_or(|upper| value <= upper));
            }
        }
    }
}
