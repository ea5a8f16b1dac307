//! What can be worked out from what is shown: bounds on hidden numbers, sums that one person dominates, shares of nobody and
//! all, and two releases beside each other.

use crate::common::Sketch;
use cmgraph::adoption::{AdoptionOptions, adoption};
use cmgraph::privacy::{Ledger, Population, ReleaseLog, audit};
use cmgraph::table::{Provenance, Role, Table};
use cmgraph::{Community, Error, Policy, Release, Window};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// People and how many of them were active, by unit.
fn table(rows: &[(&str, u64, u64)]) -> Table {
    let int =
        |f: fn(&(&str, u64, u64)) -> u64| rows.iter().map(move |row| Some(f(row) as i64)).collect::<Vec<_>>();
    let share = |row: &(&str, u64, u64)| (row.1 > 0).then(|| row.2 as f64 / row.1 as f64);
    Table::new("by_unit", "By unit", Provenance::new("people").denominator("people", 500))
        .text("unit", Role::Unit, "", "unit", rows.iter().map(|row| Some(row.0.into())))
        .int("people", Role::Denominator, "people", "people", int(|row| row.1))
        .int("active", Role::People, "people", "active", int(|row| row.2))
        .float("share", Role::Share, "", "active / people", rows.iter().map(share))
}

fn number(release: &Release, column: &str, row: usize) -> Option<u64> {
    release.column(column).unwrap().values.number(row).map(|n| n as u64)
}

/// Every way to fill in what is hidden in a table of units side by side: both totals known, hidden units not empty, active
/// ones not more than people. Gives the smallest and largest value of each hidden number.
fn fillings(rows: &[(&str, u64, u64)], release: &Release) -> BTreeMap<(usize, &'static str), (u64, u64)> {
    fn fill(
        at: usize,
        release: &Release,
        left: [u64; 2],
        chosen: &mut Vec<[u64; 2]>,
        found: &mut BTreeMap<(usize, &'static str), (u64, u64)>,
    ) {
        if at == release.rows() {
            if left == [0, 0] {
                for (row, values) in chosen.iter().enumerate() {
                    for (name, value) in ["people", "active"].into_iter().zip(values) {
                        if number(release, name, row).is_none() {
                            let seen = found.entry((row, name)).or_insert((*value, *value));
                            *seen = (seen.0.min(*value), seen.1.max(*value));
                        }
                    }
                }
            }
            return;
        }
        let [people, active] = ["people", "active"].map(|name| number(release, name, at));
        for n in people.map_or(1..=left[0], |n| n..=n) {
            for a in active.map_or(0..=left[1].min(n), |a| a..=a) {
                if n <= left[0] && a <= left[1].min(n) {
                    chosen.push([n, a]);
                    fill(at + 1, release, [left[0] - n, left[1] - a], chosen, found);
                    chosen.pop();
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    let total = rows.iter().fold([0, 0], |sum, row| [sum[0] + row.1, sum[1] + row.2]);
    fill(0, release, total, &mut Vec::new(), &mut found);
    found
}

const UNITS: [&str; 5] = ["A", "B", "C", "D", "E"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// The bounds are those of all fillings, and no hidden number of people is known more narrowly than the smallest group
    /// as long as anything else could be hidden.
    #[test]
    fn bounds_are_those_of_every_filling(
        sizes in prop::collection::vec((0_u64..13, 0_u64..13), 2..5),
        min_group in 2_u32..6,
        aggregate: bool,
    ) {
        let rows: Vec<(&str, u64, u64)> =
            UNITS.into_iter().zip(&sizes).map(|(unit, &(n, a))| (unit, n, a.min(n))).collect();
        let policy = if aggregate { Policy::aggregate() } else { Policy::named() }.with_min_group(min_group);
        let table = table(&rows);
        let release = policy.apply(&table);
        let found = fillings(&rows, &release);
        let cells = audit(&table, &policy).unwrap();
        prop_assert_eq!(release.bounds(), Some(&cells[..]));
        let audited: BTreeMap<(usize, String), (u64, u64)> =
            cells.iter().map(|c| ((c.row, c.column.clone()), (c.lower, c.upper.unwrap()))).collect();
        let expected: BTreeMap<(usize, String), (u64, u64)> =
            found.iter().map(|(&(row, name), &bounds)| ((row, name.to_string()), bounds)).collect();
        prop_assert_eq!(&audited, &expected, "{:?}", rows);
        for ((row, name), (lower, upper)) in found {
            let others = (0..rows.len()).filter(|&other| rows[other].1 > 0);
            let everything = others.clone().all(|other| number(&release, name, other).is_none());
            if name == "people" {
                prop_assert!(everything || upper - lower >= u64::from(min_group), "{:?} row {}", rows, row);
            } else if aggregate {
                // All that is left to be shown is nought, which makes no range.
                let rest = others.clone().all(|o| number(&release, name, o).is_none_or(|n| n == 0 || n == rows[o].1));
                prop_assert!(everything || rest || upper - lower >= u64::from(min_group), "{:?} row {}", rows, row);
            }
        }
    }

    /// Of units in units: every hidden denominator is in a range of the smallest group, or no more can be hidden.
    #[test]
    fn nested_units_are_as_wide(sizes in prop::collection::vec(0_u64..40, 9), min_group in 2_u32..8) {
        let paths = ["N/A", "N/B", "N/C", "S/A", "S/B", "S/C", "W/A/x", "W/A/y", "W/B"];
        let rows: Vec<(&str, u64, u64)> = paths.into_iter().zip(&sizes).map(|(path, &n)| (path, n, 0)).collect();
        let release = Policy::named().with_min_group(min_group).apply(&table(&rows));
        let hidden = |row: usize| release.is_suppressed(row) || rows[row].1 == 0;
        let everything = (0..rows.len()).all(hidden);
        for cell in release.bounds().unwrap().iter().filter(|cell| cell.column == "people") {
            prop_assert!(cell.protected || everything, "{:?} {:?}", rows, cell);
            prop_assert!(cell.lower <= rows[cell.row].1 && cell.upper.is_none_or(|upper| rows[cell.row].1 <= upper));
        }
    }
}

#[test]
fn parts_and_what_they_leave_are_groups_as_well() {
    let active = |rows: &[(&str, u64, u64)], policy: &Policy| {
        let release = policy.apply(&table(rows));
        (0..rows.len()).map(|row| number(&release, "active", row)).collect::<Vec<_>>()
    };
    let policy = Policy::aggregate();
    for (rows, expected) in [
        // Enough did and enough did not.
        (&[("A", 40, 20), ("B", 30, 10)][..], [Some(20), Some(10)].to_vec()),
        // Three did: hidden, and the other with it, or the total would tell.
        (&[("A", 40, 3), ("B", 30, 10)], vec![None, None]),
        // Three did not.
        (&[("A", 40, 37), ("B", 30, 10)], vec![None, None]),
        // The next smallest is enough.
        (&[("A", 40, 3), ("B", 30, 10), ("C", 60, 30)], vec![None, None, Some(30)]),
        // Nobody and all, in units with room for two groups and in one without.
        (&[("A", 40, 0), ("B", 30, 30), ("C", 40, 20)], vec![Some(0), Some(30), Some(20)]),
        (&[("A", 9, 0), ("B", 30, 15), ("C", 40, 20)], vec![None, None, Some(20)]),
        (&[("A", 9, 9), ("B", 30, 15), ("C", 40, 20)], vec![None, None, Some(20)]),
    ] {
        assert_eq!(active(rows, &policy), expected, "{rows:?}");
        // A named list tells as much, and a caller may show small numbers.
        for open in [Policy::named(), Policy::aggregate().with_min_group(0)] {
            assert!(active(rows, &open).iter().all(Option::is_some));
        }
    }
    // The denominators stay, the share goes with its number.
    let release = policy.apply(&table(&[("A", 40, 3), ("B", 30, 10)]));
    assert_eq!(release.to_csv(), "unit,people,active,share,suppressed\nA,40,,,true\nB,30,,,true\n");
    assert_eq!((release.disclosure().suppressed, release.disclosure().cells), (2, 4));
}

#[test]
fn classes_that_make_up_a_whole() {
    let classes = |sizes: &[i64]| {
        let n = sizes.len();
        let all: i64 = sizes.iter().sum();
        let names = (0..n).map(|i| Some(format!("class {i}")));
        let table = Table::new("classes", "Classes", Provenance::new("people"))
            .text("class", Role::Category, "", "class", names)
            .int("people", Role::People, "people", "people in it", sizes.iter().map(|&n| Some(n)))
            .int("of", Role::Denominator, "people", "all", (0..n).map(|_| Some(all)));
        let release = Policy::aggregate().apply(&table);
        (0..n).map(|row| number(&release, "people", row)).collect::<Vec<_>>()
    };
    assert_eq!(classes(&[50, 30, 20]), [Some(50), Some(30), Some(20)]);
    // Alone it would be all less the others.
    assert_eq!(classes(&[50, 30, 2]), [Some(50), None, None]);
}

#[test]
fn sums_that_one_person_dominates() {
    // METHODS: contributions 60, 30, 5, 5 with p = 20: the remainder of 10 is less than 12.
    let table = |rows: &[(&str, i64, [u64; 2])]| {
        let text = rows.iter().map(|row| Some(row.0.to_string()));
        Table::new("messages", "Messages", Provenance::new("messages"))
            .text("unit", Role::Unit, "", "unit", text)
            .int("people", Role::Denominator, "people", "people", rows.iter().map(|_| Some(20)))
            .int("messages", Role::Count, "messages", "messages", rows.iter().map(|row| Some(row.1)))
            .float(
                "per_person",
                Role::Measure,
                "",
                "messages / people",
                rows.iter().map(|row| Some(row.1 as f64 / 20.0)),
            )
            .int("active", Role::People, "people", "active", rows.iter().map(|_| Some(10)))
            .with_largest("messages", rows.iter().map(|row| row.2).collect())
    };
    let hidden = |rows: &[(&str, i64, [u64; 2])], policy: Policy| {
        let release = policy.apply(&table(rows));
        assert!((0..rows.len()).all(|row| number(&release, "people", row) == Some(20)));
        let messages = &release.column("messages").unwrap().values;
        let measure = &release.column("per_person").unwrap().values;
        assert!(
            (0..rows.len()).all(|row| messages.is_some(row) == measure.is_some(row)),
            "one would give the other"
        );
        (0..rows.len()).filter(|&row| !messages.is_some(row)).collect::<Vec<_>>()
    };
    let others = [("B", 400, [40, 38]), ("C", 90, [12, 9]), ("D", 80, [10, 9])];
    let with = |first: (&'static str, i64, [u64; 2])| [vec![first], others.to_vec()].concat();
    let key = b"a key of 24 bytes, no less";
    for (first, expected) in [
        (("A", 100, [60, 30]), &[0, 3][..]),
        // 12 left of 60 are exactly p percent.
        (("A", 102, [60, 30]), &[]),
        // One person alone.
        (("A", 7, [7, 0]), &[0, 3]),
        // Nobody wrote.
        (("A", 0, [0, 0]), &[]),
        // What guards it has to be large enough: 300 of 20 percent need 60.
        (("A", 300, [300, 0]), &[0, 3]),
        (("A", 500, [500, 0]), &[0, 2, 3]),
    ] {
        for policy in [Policy::aggregate(), Policy::pseudonymous(key).unwrap()] {
            assert_eq!(hidden(&with(first), policy.clone()), expected, "{first:?}");
            assert_eq!(hidden(&with(first), policy.with_dominance(0.0)), [0; 0]);
        }
        assert_eq!(hidden(&with(first), Policy::named()), [0; 0], "lists of people tell as much");
    }
    assert_eq!(hidden(&with(("A", 100, [60, 30])), Policy::aggregate().with_dominance(10.0)), [0; 0]);
    // What anybody gave stands in nothing that leaves.
    let release = Policy::named().apply(&table(&with(("A", 100, [61, 29]))));
    assert!(!release.to_json().contains("61") && !format!("{release:?}").contains("61, 29"));
}

#[test]
fn questions_of_one_person() {
    use cmgraph::questions::{HeardOptions, heard_questions};
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-06-01");
    for unit in ["Sales", "Legal", "IT"] {
        for i in 0..6 {
            let id = format!("{unit}{i}");
            // In Legal one person starts nearly everything.
            let posts = if unit == "Legal" && i == 0 { 200 } else { 1 + i };
            sketch = sketch.person(&id, "2024-01-01").department(unit);
            for post in 0..posts {
                sketch = sketch.post(&format!("{id}-{post}"), &id, "2024-03-05");
            }
        }
    }
    let community = sketch.build();
    let tables = heard_questions(&community.whole(), &HeardOptions::default()).unwrap().tables();
    let by_unit = tables.iter().find(|table| table.name() == "questions_by_unit").unwrap();
    let release = Policy::aggregate().apply(by_unit);
    let row = |unit: &str| {
        (0..3).find(|&row| release.column("unit").unwrap().values.text(row).as_deref() == Some(unit))
    };
    assert_eq!(number(&release, "threads", row("Legal").unwrap()), None);
    assert_eq!(number(&release, "people", row("Legal").unwrap()), Some(6));
    assert_eq!(number(&Policy::named().apply(by_unit), "threads", row("Legal").unwrap()), Some(220));
}

/// Thirty people of three units, and what they did.
fn community(without: &[&str]) -> Community {
    let mut sketch = Sketch::new().observed("2024-01-01", "2024-07-01");
    for i in 0..30 {
        let id = format!("p{i:02}");
        if without.contains(&id.as_str()) {
            continue;
        }
        sketch = sketch.person(&id, "2024-01-01").department(["Sales", "Legal", "IT"][i % 3]);
        if i % 2 == 0 {
            sketch = sketch.post(&format!("m{i}"), &id, "2024-03-05");
        }
    }
    sketch.build()
}

fn released(community: &Community, window: &Window, policy: &Policy) -> (Population, Vec<Release>) {
    let view = community.view(window);
    let options = AdoptionOptions { by_unit: true, ..AdoptionOptions::default() };
    let tables = adoption(&view, &options).unwrap().tables();
    let wanted =
        tables.iter().filter(|table| ["adoption_summary", "adoption_by_unit"].contains(&table.name()));
    (Population::of(&view), wanted.map(|table| policy.apply(table)).collect())
}

fn admit(ledger: &mut Ledger, community: &Community, window: &Window, policy: &Policy) -> Result<(), Error> {
    let (population, releases) = released(community, window, policy);
    ledger.admit(&population, policy, &releases.iter().collect::<Vec<_>>())
}

#[test]
fn a_differencing_attempt_is_refused() {
    let (whole, policy) = (Window::default(), Policy::aggregate());
    let half = |from, to| Window::parse(Some(from), Some(to), "UTC").unwrap();
    let mut ledger = Ledger::new().unwrap();
    admit(&mut ledger, &community(&[]), &whole, &policy).unwrap();
    assert_eq!(ledger.entries().len(), 2);
    assert_eq!(ledger.entries()[0].people(), 30);
    assert_eq!(ledger.entries()[1].units().collect::<Vec<_>>(), [("IT", 10), ("Legal", 10), ("Sales", 10)]);
    // The same again says nothing new.
    admit(&mut ledger, &community(&[]), &whole, &policy).unwrap();
    assert_eq!(ledger.entries().len(), 2);
    // One person less; four; somebody else in the place of somebody.
    for without in [&["p04"][..], &["p04", "p05", "p06", "p07"]] {
        let error = admit(&mut ledger, &community(without), &whole, &policy).unwrap_err();
        let text = error.to_string();
        assert!(matches!(error, Error::Withheld { .. }), "{text}");
        for part in [
            "adoption_summary is withheld",
            "release 1 of the ledger",
            "fewer than 5",
            "2024-01-01",
            "Use the window",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("p04"));
    }
    assert_eq!(ledger.entries().len(), 2, "what was refused is not written down");
    // Two of each unit less is enough in all, but not in a unit.
    let six = ["p00", "p01", "p02", "p03", "p04", "p05"];
    let error = admit(&mut ledger, &community(&six), &whole, &policy).unwrap_err().to_string();
    assert!(error.contains("adoption_by_unit") && error.contains("the people of \"IT\""), "{error}");
    // Where fewer may be told of, it is no matter.
    admit(&mut ledger.clone(), &community(&six), &whole, &policy.clone().with_min_group(2)).unwrap();
    // Other spans of time are other numbers, as long as they do not overlap.
    let mut halves = Ledger::new().unwrap();
    admit(&mut halves, &community(&[]), &half("2024-01-01", "2024-04-01"), &policy).unwrap();
    admit(&mut halves, &community(&["p04"]), &half("2024-04-01", "2024-07-01"), &policy).unwrap();
    assert!(admit(&mut halves, &community(&["p07"]), &half("2024-03-31", "2024-05-01"), &policy).is_err());
}

#[test]
fn a_ledger_is_kept_in_a_file() {
    let folder = std::env::temp_dir().join(format!("cmgraph-ledger-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("releases.jsonl");
    let (whole, policy) = (Window::default(), Policy::aggregate());
    {
        let mut ledger = Ledger::open(&path).unwrap();
        admit(&mut ledger, &community(&[]), &whole, &policy).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 3);
    assert!(!text.contains("p0") && !text.contains("example.com"), "no ids: {text}");
    let mut again = Ledger::open(&path).unwrap();
    assert_eq!(again.entries().len(), 2);
    assert!(admit(&mut again, &community(&["p04"]), &whole, &policy).is_err());
    admit(&mut again, &community(&[]), &whole, &policy).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    // Another ledger has another salt: digests cannot be compared.
    let other = Ledger::open(folder.join("other.jsonl")).unwrap();
    assert_ne!(
        std::fs::read_to_string(folder.join("other.jsonl")).unwrap().lines().next(),
        text.lines().next()
    );
    assert!(!format!("{other:?}").contains("salt"));
    // Nothing is guessed from a damaged one.
    for damaged in ["", "{}\n", &text.replacen("\"people\"", "\"x\"", 1), &text[..text.len() - 20]] {
        std::fs::write(&path, damaged).unwrap();
        assert!(matches!(Ledger::open(&path), Err(Error::Value { .. })), "{damaged:?}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_was_released_is_told() {
    let policy = Policy::aggregate().with_purpose("quarterly report", "works council");
    let mut log = ReleaseLog::default();
    let (_, releases) = released(&community(&[]), &Window::default(), &policy);
    releases.iter().chain(&releases).for_each(|release| log.record(release));
    let small = table(&[("A", 40, 20), ("B", 3, 1), ("C", 9, 5)]);
    log.record(&policy.apply(&small));
    let people = Table::new("people", "People", Provenance::new("people")).text(
        "member",
        Role::Member,
        "",
        "id",
        [Some("7".into())],
    );
    log.record(&policy.apply(&people));
    let tables = log.tables(&policy, Some(&Ledger::new().unwrap()));
    let released: Vec<Release> = tables.iter().map(|table| policy.apply(table)).collect();
    let csv = |name: &str| released.iter().find(|r| r.name() == name).unwrap().to_csv();
    for line in [
        "mode,aggregate",
        "purpose,quarterly report",
        "audience,works council",
        "smallest group,5",
        "dominance rule,p = 20%",
        "releases in the ledger,0",
        "tables released,4",
        "tables withheld,1",
    ] {
        assert!(
            csv("privacy_policy").lines().any(|found| found == line),
            "{line}: {}",
            csv("privacy_policy")
        );
    }
    let rows = csv("privacy_releases");
    assert!(rows.contains("adoption_by_unit,false,false,2,3,"), "{rows}");
    assert!(rows.contains("\npeople,true,true,1,0,0,0,0,false,"), "{rows}");
    // B and C are twelve.
    assert!(csv("privacy_bounds").contains("by_unit,B,people,1,11,true"), "{}", csv("privacy_bounds"));
    assert!(csv("privacy_ledger").starts_with("table,mode,"));
}
