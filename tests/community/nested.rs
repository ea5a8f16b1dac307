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

fn active(rows: &[People], table: impl Fn(Table) -> Table) -> Vec<Option<u64>> {
    let numbers: Numbers = rows.iter().map(|row| (row.0.to_string(), [row.1, row.2])).collect();
    let release = Policy::aggregate().apply(&table(self::table(&numbers)));
    let column = release.column("active").unwrap();
    (0..rows.len()).map(|row| column.values.number(row).map(|n| n as u64)).collect()
}

#[test]
fn a_wider_unit_with_one_part() {
    // Three of A/x: whoever knows the number of A has it, so A would be hidden in a table of wide units, and B beside it, the
    // smallest there. Where B is hidden, so is its smallest part.
    let rows = [("A/x", 40, 3), ("B/x", 30, 12), ("B/y", 30, 10), ("C/x", 60, 30), ("C/y", 60, 30)];
    assert_eq!(active(&rows, Table::with_disjoint_units), [None, Some(12), None, Some(30), Some(30)]);
    let wide = [("A", 40, 3), ("B", 60, 22), ("C", 120, 60)];
    assert_eq!(active(&wide, Table::with_disjoint_units), [None, None, Some(60)]);
    // With rows of their own.
    let both = [&wide[..1], &rows[..1], &wide[1..2], &rows[1..3], &wide[2..], &rows[3..]].concat();
    let hidden = [None, None, None, Some(12), None, Some(60), Some(30), Some(30)];
    assert_eq!(active(&both, |table| table), hidden);
    // Nobody of a wide unit says it of its parts, large or small; in one that is not wide enough for two groups it is hidden.
    let rows =
        [("A/x", 7, 0), ("A/y", 30, 0), ("B/x", 30, 10), ("B/y", 30, 12), ("C/x", 7, 0), ("C/y", 40, 20)];
    let hidden = [Some(0), Some(0), Some(10), Some(12), None, None];
    assert_eq!(active(&rows, Table::with_disjoint_units), hidden);
}

#[test]
fn those_who_are_in_no_part_are_a_part() {
    // The row of A is about the twenty in none of its parts, said or seen from the numbers.
    let rows = [("A", 20, 10), ("A/x", 40, 3), ("A/y", 60, 30), ("B", 60, 30)];
    for hidden in [active(&rows, Table::with_disjoint_units), active(&rows, |table| table)] {
        assert_eq!(hidden, [None, None, Some(30), Some(30)]);
    }
    // Of a row about more people than its parts only its maker knows.
    let rows = [("A", 80, 30), ("A/x", 40, 3), ("B", 60, 20), ("C", 60, 30)];
    assert_eq!(active(&rows, Table::with_disjoint_units), [None, None, Some(20), Some(30)]);
    assert_eq!(active(&rows, |table| table), [None, None, None, Some(30)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

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

/// A number of a unit, or at level 0 of the organisation.
#[derive(Debug)]
struct Sum {
    level: usize,
    unit: String,
    /// People, or active ones.
    of: usize,
    /// The units of the last level that it is the sum of.
    parts: Vec<usize>,
    shown: Option<u64>,
}

/// Every way to fill in what is hidden, so that it fits the total of the organisation and all that the tables down to a level
/// show.
struct Fillings {
    numbers: Vec<Sum>,
    units: usize,
    /// Of each number the smallest and the largest value.
    found: Vec<(u64, u64)>,
}

impl Fillings {
    fn of(levels: &Levels, last: usize) -> Fillings {
        let units: Vec<&String> = levels.numbers[last - 1].keys().collect();
        let mut numbers = Vec::new();
        for of in 0..2 {
            let total = levels.numbers[0].values().map(|row| row[of]).sum();
            let parts = (0..units.len()).collect();
            numbers.push(Sum { level: 0, unit: String::new(), of, parts, shown: Some(total) });
            for level in 1..=last {
                for (unit, row) in &levels.numbers[level - 1] {
                    let is_part = |&at: &usize| Roster::unit_at(units[at], Some(level)) == unit;
                    let parts = (0..units.len()).filter(is_part).collect();
                    let shown = levels.shown[level - 1][unit][of].then_some(row[of]);
                    numbers.push(Sum { level, unit: unit.clone(), of, parts, shown });
                }
            }
        }
        let found = vec![(u64::MAX, 0); numbers.len()];
        let mut all = Fillings { numbers, units: units.len(), found };
        all.fill(&mut Vec::new());
        all
    }

    fn fill(&mut self, chosen: &mut Vec<[u64; 2]>) {
        let part = |number: &Sum, at: &usize| chosen.get(*at).map(|row| row[number.of]);
        let sum = |number: &Sum| number.parts.iter().filter_map(|at| part(number, at)).sum();
        let sums: Vec<u64> = self.numbers.iter().map(sum).collect();
        for (Sum { of, parts, shown, .. }, &sum) in self.numbers.iter().zip(&sums) {
            let done = parts.iter().all(|&at| at < chosen.len());
            let fits = match shown {
                Some(shown) => sum == *shown || (!done && sum < *shown),
                // A hidden row is of somebody.
                None => !done || *of == 1 || sum > 0,
            };
            if !fits {
                return;
            }
        }
        if chosen.len() == self.units {
            for (found, sum) in self.found.iter_mut().zip(sums) {
                *found = (found.0.min(sum), found.1.max(sum));
            }
            return;
        }
        // The least that any sum leaves for the next one.
        let left = [0, 1].map(|of| {
            let next = |number: &Sum| number.of == of && number.parts.contains(&chosen.len());
            let sums = self.numbers.iter().zip(&sums).filter(|(number, _)| next(number));
            sums.filter_map(|(number, sum)| Some(number.shown? - sum)).min().unwrap_or(0)
        });
        for n in 0..=left[0] {
            for active in 0..=left[1].min(n) {
                chosen.push([n, active]);
                self.fill(chosen);
                chosen.pop();
            }
        }
    }
}

/// Whether a wider unit that a table shows has so few people that all of its parts are hidden in the table of a level, and their
/// number of people says nearly as much of each: five people in two teams, or eight in two, who are then four and four.
fn is_cramped(levels: &Levels, unit: &str, level: usize, min: u64) -> bool {
    (1..level).any(|wider| {
        let above = Roster::unit_at(unit, Some(wider));
        let is_part = |part: &&String| Roster::unit_at(part, Some(wider)) == above;
        let parts: Vec<&String> = levels.numbers[level - 1].keys().filter(is_part).collect();
        let shown = levels.shown[wider - 1].get(above).is_some_and(|shown| shown[0]);
        let all_hidden = parts.iter().all(|&part| !levels.shown[level - 1][part][0]);
        let people: u64 = parts.iter().map(|&part| levels.numbers[level - 1][part][0]).sum();
        let n = parts.len() as u64;
        shown && all_hidden && (people < min + n || people == n * (min - 1))
    })
}

/// A few small units.
fn few_people() -> impl Strategy<Value = Vec<People>> {
    let paths = prop::sample::subsequence(PATHS.to_vec(), 2..5);
    let sizes = prop::collection::vec((prop_oneof![1_u64..4, 3_u64..9, 5_u64..11], 0_u64..11), 5);
    (paths, sizes).prop_map(|(paths, sizes)| {
        paths.into_iter().zip(sizes).map(|(path, (n, active))| (path, n, active.min(n))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// The bounds of one table are those of every filling, and the tables of all levels together tell no more.
    #[test]
    fn tables_of_all_levels_together_tell_no_more(people in few_people(), min_group in 3_u32..5) {
        let policy = Policy::aggregate().with_min_group(min_group);
        let levels = Levels::of(&people, &policy);
        for level in 1..=3 {
            let fillings = Fillings::of(&levels, level);
            let units: Vec<&String> = levels.numbers[level - 1].keys().collect();
            // Then the table hides wider units that others show, which makes it safe alone.
            let any_narrow = fillings.numbers.iter().zip(&fillings.found).any(|(number, (lower, upper))| {
                    number.level > 0 && number.shown.is_none() && upper - lower < u64::from(min_group)
            }) || units.iter().any(|unit| is_cramped(&levels, unit, level, min_group.into()));
            for (number, &(lower, upper)) in fillings.numbers.iter().zip(&fillings.found) {
                let Sum { level: at, unit, of, shown, .. } = number;
                if *at == 0 || shown.is_some() {
                    continue;
                }
                let told = *of == 1 && levels.is_told(unit, min_group.into());
                let cramped = (1..=level).any(|level| is_cramped(&levels, unit, level, min_group.into()));
                let value = levels.numbers[at - 1][unit][*of];
                // Tables down to this one guard all of their own numbers. Of people, each of whose hidden units is of one at least,
                // a narrower table may leave less room; none of few is solved for.
                let is_safe = match of {
                    0 => value >= min_group.into() || lower < upper,
                    _ => upper - lower >= min_group.into(),
                };
                prop_assert!(
                    is_safe || told || cramped || levels.is_all_hidden(*at, *of),
                    "{:?} tables to {} tell {:?}: {} to {}", people, level, number, lower, upper
                );
                if *at == level {
                    let row = units.iter().position(|other| *other == unit).unwrap();
                    let column = ["people", "active"][*of];
                    let cell = levels.bounds[level - 1].iter().find(|cell| cell.row == row && cell.column == column).unwrap();
                    let audited = (cell.lower, cell.upper.unwrap_or(u64::MAX));
                    prop_assert!(
                        audited == (lower, upper) || (any_narrow && audited.0 <= lower && upper <= audited.1),
                        "{:?} level {} {:?}: {:?}, not {:?}", people, level, number, audited, (lower, upper)
                    );
                }
            }
        }
    }
}
