//! What may leave, by mode and role; and that what is hidden stays hidden.

use cmgraph::table::{HtmlOptions, Provenance, Role, Table, TerminalOptions, Values};
use cmgraph::time::Day;
use cmgraph::{Mode, Policy, Release};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const KEY: &[u8] = b"a key of 24 bytes, no less";

fn texts(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|value| Some(value.to_string())).collect()
}

/// A table by unit in which the count tells as much as the number of people.
fn by_unit(rows: &[(&str, i64)]) -> Table {
    Table::new("by_unit", "By unit", Provenance::new("people of the roster").denominator("people", 500))
        .text("unit", Role::Unit, "", "unit", rows.iter().map(|(unit, _)| Some(unit.to_string())))
        .int("people", Role::Denominator, "people", "people", rows.iter().map(|(_, n)| Some(*n)))
        .float("share", Role::Share, "", "share", rows.iter().map(|_| Some(0.5)))
        .text("why", Role::Reason, "", "sentence", rows.iter().map(|(_, n)| Some(format!("{n} people"))))
}

fn hidden(release: &Release) -> Vec<usize> {
    (0..release.rows()).filter(|&row| release.is_suppressed(row)).collect()
}

fn people_table() -> Table {
    Table::new("champions", "Champions", Provenance::new("colleagues helped"))
        .text("member", Role::Member, "", "id", texts(&["ID-1", "ID-2"]))
        .text("name", Role::MemberName, "", "name", texts(&["Anna Berg", "Bo Dahl"]))
        .text("unit", Role::Unit, "", "unit", texts(&["Sales", "IT"]))
        .int("helped", Role::Count, "colleagues", "colleagues helped", [Some(3), Some(1)])
        .list("asked_by", Role::Member, "ids", [vec!["ID-2".into()], vec![]])
        .text("last_text", Role::Text, "", "text", texts(&["hello there", "thanks"]))
        .text("reason", Role::Reason, "", "why", texts(&["helped 3 colleagues", "helped 1"]))
}

#[test]
fn columns_by_mode() {
    let table = people_table();
    let names = |release: &Release| {
        release.columns().iter().map(|column| column.name.clone()).collect::<Vec<_>>().join(" ")
    };
    let named = Policy::named().apply(&table);
    assert_eq!(names(&named), "member name unit helped asked_by last_text reason");
    // Rows about people are not about groups: nothing to suppress.
    assert_eq!(named.columns(), table.columns());

    let release = Policy::pseudonymous(KEY).unwrap().apply(&table);
    assert_eq!(names(&release), "member unit helped asked_by reason");
    assert_eq!(release.disclosure().dropped, ["name", "last_text"]);
    assert!(release.provenance().warnings.iter().any(|text| text.contains("still personal data")));
    let (Values::Text(ids), Values::List(lists)) =
        (&release.column("member").unwrap().values, &release.column("asked_by").unwrap().values)
    else {
        panic!("ids became other values")
    };
    assert_eq!(lists[0], [ids[1].clone().unwrap()], "one person, one pseudonym, in all columns");

    let release = Policy::aggregate().apply(&table);
    assert_eq!((names(&release).as_str(), release.rows(), release.title()), ("", 0, "Champions"));
    assert!(release.disclosure().withheld.as_deref().unwrap().starts_with("rows about people are withheld"));
    assert_eq!(release.provenance().definition, "colleagues helped");
}

#[test]
fn names_without_ids_are_about_people_too() {
    let table = Table::new("t", "T", Provenance::new("d"))
        .text("name", Role::MemberName, "", "name", texts(&["Anna Berg"]))
        .int("n", Role::Count, "", "n", [Some(1)]);
    assert!(Policy::aggregate().apply(&table).disclosure().withheld.is_some());
}

#[test]
fn texts_and_reasons_beside_no_people() {
    let table = Table::new("audit", "Audit", Provenance::new("rows read"))
        .text("file", Role::Text, "", "file", texts(&["Messages.csv"]))
        .int("rows", Role::Count, "rows", "rows", [Some(10)])
        .text("reason", Role::Reason, "", "why", texts(&["2 rows without an id"]));
    for (policy, expected) in [
        (Policy::named(), "file rows reason"),
        (Policy::pseudonymous(KEY).unwrap(), "file rows reason"),
        (Policy::aggregate(), "rows"),
    ] {
        let release = policy.apply(&table);
        let names: Vec<_> = release.columns().iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names.join(" "), expected);
    }
}

#[test]
fn small_rows_and_their_complement() {
    for (rows, min_group, expected) in [
        // Nothing small, nothing hidden.
        (&[("A", 5), ("B", 40)][..], 5, &[][..]),
        // One small: the next smallest goes with it.
        (&[("A", 40), ("B", 3), ("C", 9)], 5, &[1, 2]),
        // Two small ones that are five together: either has one to four of them, which is too narrow a range.
        (&[("A", 40), ("B", 3), ("C", 2), ("D", 9)], 5, &[1, 2, 3]),
        // Seven of two: one to six.
        (&[("A", 40), ("B", 3), ("C", 4), ("D", 9)], 5, &[1, 2]),
        // Two of one person each are two: anybody can divide that.
        (&[("A", 40), ("B", 1), ("C", 1), ("D", 9)], 5, &[1, 2, 3]),
        // Three of four are twelve, which three small units are in one way only.
        (&[("A", 40), ("B", 4), ("C", 4), ("D", 4), ("E", 9)], 5, &[1, 2, 3, 4]),
        // Five of one person each.
        (&[("A", 1), ("B", 1), ("C", 1), ("D", 1), ("E", 1), ("F", 7), ("G", 8)], 5, &[0, 1, 2, 3, 4, 5]),
        // A unit without people tells nothing and protects nobody.
        (&[("A", 40), ("B", 3), ("C", 0), ("D", 9)], 5, &[1, 3]),
        // Nothing else to hide: all is hidden.
        (&[("A", 3)], 5, &[0]),
        // No threshold, no suppression.
        (&[("A", 1), ("B", 40)], 1, &[]),
        (&[("A", 1), ("B", 40)], 0, &[]),
        (&[("A", 9), ("B", 40), ("C", 12)], 10, &[0, 2]),
        // The complement is looked for inside the wider unit.
        (&[("N/A", 3), ("N/B", 30), ("S/A", 6), ("S/B", 50)], 5, &[0, 1]),
        // A wider unit with a single part is as small as its part: another wider unit has to give way, and with
        // it one of its parts.
        (&[("N/A", 3), ("S/A", 6), ("S/B", 50)], 5, &[0, 1]),
        // Wider units with rows of their own.
        (&[("N", 33), ("N/A", 3), ("N/B", 30), ("S", 56), ("S/A", 6), ("S/B", 50)], 5, &[1, 2]),
        (&[("N", 3), ("N/A", 3), ("S", 56), ("S/A", 6), ("S/B", 50)], 5, &[0, 1, 2, 3]),
    ] {
        let release = Policy::named().with_min_group(min_group).apply(&by_unit(rows));
        assert_eq!(hidden(&release), expected, "{rows:?}");
        assert_eq!(release.disclosure().suppressed, expected.len());
        for row in 0..release.rows() {
            let gone = expected.contains(&row);
            assert_eq!(release.column("people").unwrap().values.is_some(row), !gone);
            assert_eq!(release.column("share").unwrap().values.is_some(row), !gone);
            assert_eq!(release.column("why").unwrap().values.is_some(row), !gone);
            assert!(release.column("unit").unwrap().values.is_some(row), "the unit stays");
        }
    }
}

#[test]
fn a_unit_is_hidden_in_all_weeks_or_in_none() {
    let weeks = [0, 7, 14].map(|day| Some(Day(19_723 + day)));
    let table = Table::new("weekly", "Weekly", Provenance::new("active people"))
        .text("unit", Role::Unit, "", "unit", texts(&["A", "A", "A", "B", "B", "B", "C", "C", "C"]))
        .day("week", "Monday", [weeks, weeks, weeks].concat())
        .flag("with_manager", Role::Flag, "what the row is about", [Some(true); 9])
        .int("people", Role::Denominator, "", "people", [6, 4, 6, 20, 21, 22, 8, 0, 8].map(Some))
        .int("active", Role::People, "", "active", [1, 2, 3, 4, 5, 6, 7, 0, 9].map(Some))
        .day("last", "last active day", [Some(Day(19_800)); 9])
        .flag("leader", Role::Flag, "a leader took part", [Some(true); 9]);
    let release = Policy::named().apply(&table);
    assert_eq!(hidden(&release), [0, 1, 2, 6, 7, 8]);
    // What the row is about stays; what came out goes.
    for (column, there) in [
        ("unit", true),
        ("week", true),
        ("with_manager", true),
        ("active", false),
        ("last", false),
        ("leader", false),
    ] {
        assert_eq!(release.column(column).unwrap().values.is_some(0), there, "{column}");
        assert!(release.column(column).unwrap().values.is_some(3), "{column}");
    }
}

#[test]
fn sizes_of_rows() {
    let start =
        |name: &str| Table::new(name, name, Provenance::new("d").denominator("people of the roster", 3));
    let units = || start("t").text("unit", Role::Unit, "", "unit", texts(&["A", "B", "C"]));
    let apply = |table: &Table| hidden(&Policy::named().apply(table));
    // Without denominators, the largest number of people counts.
    let table = units().int("active", Role::People, "", "", [Some(2), Some(40), Some(9)]).int(
        "joined",
        Role::People,
        "",
        "",
        [Some(4), Some(41), Some(9)],
    );
    assert_eq!(apply(&table), [0, 2]);
    // A number without a size is treated as small; a row without numbers has nothing to hide.
    let table = units().int("people", Role::Denominator, "", "", [None, Some(40), None]).int(
        "active",
        Role::People,
        "",
        "",
        [Some(9), Some(9), None],
    );
    assert_eq!(apply(&table), [0, 1]);
    // The smallest of several denominators counts.
    let table = units().int("people", Role::Denominator, "", "", [Some(50), Some(40), Some(90)]).int(
        "asked",
        Role::Denominator,
        "",
        "",
        [Some(0), Some(3), Some(90)],
    );
    // Three asked in the first two together: the third is hidden with them.
    assert_eq!(apply(&table), [0, 1, 2]);
    // Counts by unit, of unknown many people: only aggregate mode is that strict.
    let table = units().int("messages", Role::Count, "", "", [Some(7), Some(8), Some(9)]);
    assert_eq!(apply(&table), [0; 0]);
    assert_eq!(hidden(&Policy::aggregate().apply(&table)), [0, 1, 2]);
    // A table about everybody goes by its provenance.
    let table = start("t").int("messages", Role::Count, "", "", [Some(7)]);
    assert_eq!(apply(&table), [0]);
    // Nothing about people at all.
    let table = Table::new("t", "t", Provenance::new("d")).int("rows", Role::Count, "", "", [Some(7)]);
    assert!(Policy::aggregate().apply(&table).column("suppressed").is_none());
}

#[test]
fn groups_in_aggregate_mode() {
    let table = Table::new("groups", "Groups", Provenance::new("members of a group"))
        .text("group", Role::Group, "", "group", texts(&["All Company", "Union reps", "Chess", "Empty"]))
        .int("members", Role::Denominator, "people", "members", [Some(300), Some(4), Some(6), Some(0)]);
    let csv = |policy: Policy| policy.apply(&table).to_csv();
    assert_eq!(
        csv(Policy::named()),
        "group,members,suppressed\nAll Company,300,false\nUnion reps,,true\nChess,,true\nEmpty,0,false\n"
    );
    // Too small to be named. Chess is large enough, only its number is hidden.
    assert_eq!(
        csv(Policy::aggregate()),
        "group,members,suppressed\nAll Company,300,false\n,,true\nChess,,true\n,0,false\n"
    );
}

#[test]
fn a_taken_name_is_not_overwritten() {
    let table =
        by_unit(&[("A", 3), ("B", 9), ("C", 9)]).flag("suppressed", Role::Flag, "own", [Some(false); 3]);
    let release = Policy::named().apply(&table);
    assert_eq!(hidden(&release), [0, 1]);
    assert!(release.column("policy_suppressed").is_some());
}

#[test]
fn addresses_leave_the_provenance_outside_named_mode() {
    let provenance = Provenance::new("without anna@example.com")
        .parameter("community_managers", "anna@example.com, bo@example.com")
        .exclude("messages of anna@example.com", 3)
        .warn("anna@example.com wrote most of it");
    let table =
        Table::new("t", "For anna@example.com", provenance).int("rows", Role::Count, "", "", [Some(7)]);
    for policy in [Policy::aggregate(), Policy::pseudonymous(KEY).unwrap()] {
        for out in outputs(&policy.apply(&table)) {
            assert!(!out.contains("example.com"), "{out}");
        }
    }
    assert!(Policy::named().apply(&table).to_json().contains("anna@example.com"));
}

#[test]
fn domains_and_modes() {
    let pseudonym =
        |domain: &str| Policy::pseudonymous(KEY).unwrap().with_domain(domain).person("1").unwrap();
    assert_eq!(pseudonym("march"), pseudonym("march"));
    assert_ne!(pseudonym("march"), pseudonym("april"));
    assert_eq!(Policy::named().person("1").as_deref(), Some("1"));
    assert_eq!(Policy::aggregate().person("1"), None);
    for mode in [Mode::Named, Mode::Pseudonymous, Mode::Aggregate] {
        assert_eq!(Mode::parse(mode.name()), Some(mode));
    }
    assert_eq!(Mode::parse("open"), None);
    assert!(!format!("{:?}", Policy::pseudonymous(KEY)).contains("key of 24"));
}

fn outputs(release: &Release) -> Vec<String> {
    vec![
        release.to_csv(),
        release.to_json(),
        release.provenance_json(),
        release.to_terminal(&TerminalOptions::default()),
        release.to_terminal(&TerminalOptions { width: 40, unicode: false, ..TerminalOptions::default() }),
        release.to_html(&HtmlOptions { max_rows: usize::MAX, notes: true }),
    ]
}

/// All ways to give the hidden units numbers of people that agree with what was released: the total, the numbers
/// shown, at least one person in a hidden unit (empty ones are shown), and at least one unit below the threshold.
fn solutions(total: i64, shown: &[Option<i64>], min_group: i64) -> BTreeMap<usize, BTreeSet<i64>> {
    let unknown: Vec<usize> = (0..shown.len()).filter(|&unit| shown[unit].is_none()).collect();
    let rest = total - shown.iter().flatten().sum::<i64>();
    let mut found: BTreeMap<usize, BTreeSet<i64>> = BTreeMap::new();
    let mut split = vec![1; unknown.len()];
    // Counts through all splits like an odometer; the last unit takes what is left.
    while let Some((last, head)) = split.split_last_mut() {
        *last = rest - head.iter().sum::<i64>();
        if *last >= 1 && (head.iter().any(|&n| n < min_group) || *last < min_group) {
            for (unit, n) in unknown.iter().zip(head.iter().chain([&*last])) {
                found.entry(*unit).or_default().insert(*n);
            }
        }
        let Some(at) = (0..head.len()).rev().find(|&at| {
            head[at] += 1;
            let fits = head.iter().sum::<i64>() < rest;
            if !fits {
                head[at] = 1;
            }
            fits
        }) else {
            break;
        };
        head[at + 1..].iter_mut().for_each(|n| *n = 1);
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever knows the total cannot tell any hidden number, unless everything is hidden.
    #[test]
    fn a_total_gives_nothing_away(sizes in prop::collection::vec(0_i64..14, 1..6), min_group in 2_u32..8) {
        let names = ["A", "B", "C", "D", "E", "F"];
        let rows: Vec<(&str, i64)> = names.iter().copied().zip(sizes.iter().copied()).collect();
        let release = Policy::named().with_min_group(min_group).apply(&by_unit(&rows));
        let people = &release.column("people").unwrap().values;
        let shown: Vec<Option<i64>> = (0..rows.len()).map(|row| people.number(row).map(|n| n as i64)).collect();
        for (row, &size) in sizes.iter().enumerate() {
            prop_assert!(size == 0 || size >= i64::from(min_group) || shown[row].is_none());
        }
        if shown.iter().zip(&sizes).any(|(shown, &size)| shown.is_some() && size > 0) {
            let found = solutions(sizes.iter().sum(), &shown, i64::from(min_group));
            for (unit, values) in found {
                prop_assert!(values.contains(&sizes[unit]), "the truth is a solution");
                prop_assert!(values.len() > 1, "{:?} shows {:?}, which solves unit {}", sizes, shown, unit);
            }
        }
    }

    /// In a tree of units no sum (wider unit = its parts) has exactly one hidden term, whatever the order of rows.
    #[test]
    fn sums_along_a_tree_have_no_single_unknown(
        sizes in prop::collection::vec(0_i64..14, 12),
        cut in prop::collection::vec(any::<bool>(), 12),
    ) {
        // Up to 3 wider units of up to 2 units of 2 teams each; rows on all levels.
        let leaf = |at: usize| if cut[at] { 0 } else { sizes[at] };
        let mut rows: BTreeMap<String, i64> = BTreeMap::new();
        for at in 0..12 {
            let path = [format!("{}", at / 4), format!("{}", at / 2 % 2), format!("{}", at % 2)];
            for depth in 1..=3 {
                *rows.entry(path[..depth].join("/")).or_default() += leaf(at);
            }
        }
        let pairs: Vec<(&str, i64)> = rows.iter().map(|(unit, n)| (unit.as_str(), *n)).collect();
        let release = Policy::named().apply(&by_unit(&pairs));
        let hidden: BTreeSet<&str> =
            pairs.iter().enumerate().filter(|(row, _)| release.is_suppressed(*row)).map(|(_, (unit, _))| *unit).collect();
        let shown_somewhere = pairs.iter().any(|(unit, n)| *n > 0 && !unit.contains('/') && !hidden.contains(unit));
        for sum in pairs.iter().map(|(unit, _)| *unit).chain([""]) {
            let parts = pairs.iter().filter(|(unit, _)| match unit.rsplit_once('/') {
                Some((wider, _)) => wider == sum,
                None => sum.is_empty(),
            });
            let mut terms: Vec<(&str, i64)> = parts.copied().filter(|(_, n)| *n > 0).collect();
            if terms.is_empty() || (sum.is_empty() && !shown_somewhere) {
                continue;
            }
            if !sum.is_empty() {
                terms.push((sum, 0));
            }
            let unknown = terms.iter().filter(|(unit, _)| hidden.contains(unit)).count();
            prop_assert!(unknown != 1, "{:?}: hidden {:?}, sum {:?}", pairs, hidden, sum);
        }
        // Rows turned around: the same units.
        let turned: Vec<(&str, i64)> = pairs.iter().rev().copied().collect();
        let again = Policy::named().apply(&by_unit(&turned));
        let same: BTreeSet<&str> =
            turned.iter().enumerate().filter(|(row, _)| again.is_suppressed(*row)).map(|(_, (unit, _))| *unit).collect();
        prop_assert_eq!(hidden, same);
    }

    /// Nothing that identifies a person stands in any output in aggregate mode; no name or text in pseudonymous.
    #[test]
    fn no_person_in_any_output(
        kinds in prop::collection::vec((0_usize..8, 0_usize..3), 1..8),
        rows in 0_usize..6,
        min_group in 0_u32..8,
    ) {
        let roles = [
            Role::Member, Role::MemberName, Role::Text, Role::Unit, Role::Group, Role::Denominator, Role::Share,
            Role::Category,
        ];
        let mut table = Table::new("t", "T", Provenance::new("d").parameter("cm", "secret-cm@example.com"));
        for (at, &(kind, form)) in kinds.iter().enumerate() {
            let (name, role) = (format!("c{at}"), roles[kind]);
            let secret = matches!(role, Role::Member | Role::MemberName | Role::Text);
            // Odd characters around, so that escaping is no excuse.
            let text = |row: usize| {
                if secret { format!("={kind}secret{at}x{row}<&\"") } else { format!("plain{row}") }
            };
            table = match (role, form) {
                (Role::Denominator, _) => table.int(&name, role, "", "", (0..rows).map(|row| Some(3 * row as i64))),
                (Role::Share, _) => table.float(&name, role, "", "", (0..rows).map(|_| Some(0.5))),
                (_, 0) => table.list(&name, role, "", (0..rows).map(|row| vec![text(row); 2])),
                _ => table.text(&name, role, "", "", (0..rows).map(|row| Some(text(row)))),
            };
        }
        for out in outputs(&Policy::aggregate().with_min_group(min_group).apply(&table)) {
            prop_assert!(!out.contains("secret"), "{}", out);
        }
        let people = kinds.iter().any(|&(kind, _)| kind < 2);
        for out in outputs(&Policy::pseudonymous(KEY).unwrap().with_min_group(min_group).apply(&table)) {
            prop_assert!(!out.contains("0secret") && !out.contains("1secret"), "{}", out);
            prop_assert!(!people || !out.contains("secret"), "{}", out);
        }
    }

    /// Another key shares no pseudonym; the same key gives the same ones and joins only spellings of one id.
    #[test]
    fn pseudonyms(ids in prop::collection::btree_set("[a-z0-9]{1,12}", 1..20), a in any::<[u8; 16]>(), b in any::<[u8; 16]>()) {
        prop_assume!(a != b);
        let of = |key: &[u8]| -> BTreeSet<String> {
            let policy = Policy::pseudonymous(key).unwrap();
            ids.iter().map(|id| policy.person(id).unwrap()).collect()
        };
        prop_assert_eq!(of(&a).len(), ids.len());
        prop_assert_eq!(of(&a), of(&a));
        prop_assert!(of(&a).is_disjoint(&of(&b)));
        let policy = Policy::pseudonymous(&a).unwrap();
        prop_assert!(ids.iter().all(|id| policy.person(id) == policy.person(&id.to_uppercase())));
    }
}

#[test]
fn small_counts_of_a_provenance_are_not_told() {
    let provenance = Provenance::new("people")
        .denominator("people of the roster", 4)
        .observations("posts", 3)
        .exclude("guests", 2)
        .exclude("bots", 17)
        .warn("only 4 people were seen, 12 people are needed")
        .warn("who came too late: 3; they are left out");
    let table = Table::new("t", "T", provenance).text("unit", Role::Unit, "", "unit", texts(&["A"])).int(
        "people",
        Role::Denominator,
        "people",
        "people",
        [Some(4)],
    );
    for policy in [Policy::named(), Policy::pseudonymous(KEY).unwrap(), Policy::aggregate()] {
        let release = policy.apply(&table);
        let p = release.provenance();
        assert_eq!((&p.denominator, &p.n), (&None, &None));
        assert_eq!(p.excluded, [("bots".to_string(), 17)]);
        assert_eq!(release.disclosure().few.excluded, ["guests"]);
        let words = release.explain();
        for part in [
            "out of     fewer than 5 people of the roster",
            "based on   fewer than 5 posts",
            "bots: 17, guests: fewer than 5",
            "only fewer than 5 people were seen, 12 people are needed",
            "who came too late: fewer than 5; they",
        ] {
            assert!(words.contains(part), "{part}: {words}");
        }
        let json = release.provenance_json();
        assert!(
            json.contains(r#""denominator":{"what":"people of the roster","n":null,"fewer_than":5}"#),
            "{json}"
        );
        for out in outputs(&release) {
            assert!(!out.contains("4 people") && !out.contains("guests: 2"), "{out}");
        }
        // A caller to whom small numbers may be shown sees them, and another threshold is another word.
        let open = policy.clone().with_min_group(0).apply(&table);
        assert!(open.explain().contains("out of     4 people of the roster"));
        let strict = policy.with_min_group(20).apply(&table);
        assert!(strict.explain().contains("bots: fewer than 20") && !strict.explain().contains("17"));
    }
    // Beside names there is nothing to hide: whoever may read them can count them.
    let list = people_table();
    let list = list.clone().int("rank", Role::Count, "", "", [Some(1), Some(2)]);
    assert_eq!(Policy::named().apply(&list).disclosure().few, Default::default());
}

/// Four people, in every analysis and mode: no note and no sentence counts them.
#[test]
fn a_community_of_four_is_not_counted() {
    use cmgraph::report;
    let mut sketch = crate::common::Sketch::new().observed("2024-01-01", "2024-06-01");
    for i in 1..=4 {
        let id = format!("p{i}");
        sketch = sketch.person(&id, &format!("2024-01-0{i}")).post(&format!("m{i}"), &id, "2024-03-05");
    }
    let community = sketch.build();
    let (view, terminal) = (community.whole(), TerminalOptions::default());
    for policy in [Policy::named(), Policy::aggregate()] {
        let texts = [
            report::adoption_text(
                &cmgraph::adoption::adoption(&view, &Default::default()).unwrap(),
                &policy,
                &terminal,
            ),
            report::funnel_text(
                &cmgraph::funnel::funnel(&view, &Default::default()).unwrap(),
                &policy,
                &terminal,
            ),
            report::retention_text(
                &cmgraph::retention::retention(&view, &Default::default()).unwrap(),
                &policy,
                &terminal,
            ),
            report::participation_text(
                &cmgraph::participation::participation(&view, &Default::default()).unwrap(),
                &policy,
                &terminal,
            ),
            report::stage_text(
                &cmgraph::stage::stage(&view, &Default::default()).unwrap(),
                &policy,
                &terminal,
            ),
        ];
        for text in texts {
            let text = text.unwrap();
            let words: Vec<&str> = text.split_whitespace().collect();
            for pair in words.windows(2) {
                let people = ["people", "person", "colleague", "users", "newcomer"]
                    .iter()
                    .any(|w| pair[1].starts_with(w));
                let few = ["1", "2", "3", "4"].contains(&pair[0].trim_start_matches('('));
                assert!(!(people && few), "{pair:?} in {text}");
            }
        }
    }
}
