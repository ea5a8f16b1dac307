//! The interaction graph on its way to people: sentences, the course over time, measures as tables, privacy.

use cmgraph::graph::{
    BetweennessMethod, CommunityMethod, CommunityOptions, EdgeRule, InteractionGraph, Lengths,
    graph_over_time, partner_counts, reciprocity, triangles,
};
use cmgraph::privacy::GraphRelease;
use cmgraph::report::findings;
use cmgraph::stats::ResampleOptions;
use cmgraph::time::Period;
use cmgraph::{Error, Policy, ReadOptions, Release, Timestamp, View, Window, read};
use std::path::Path;

fn bundled() -> cmgraph::Community {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let options = ReadOptions { roster: Some(data.join("roster.csv")), ..ReadOptions::default() };
    read(&[data.join("export.zip")], &options).unwrap()
}

fn number(table: &Release, column: &str, row: usize) -> Option<f64> {
    table.column(column).unwrap().values.number(row)
}

fn text(table: &Release, column: &str, row: usize) -> String {
    table.column(column).unwrap().values.text(row).unwrap()
}

/// Every window of the series is the graph of a view of that window.
#[test]
fn the_course_is_that_of_the_windows() {
    let community = bundled();
    // What is observed begins at midnight UTC: in Helsinki the first month is not whole.
    for (zone, rule, windows) in [
        ("UTC", EdgeRule::default(), 15),
        ("Europe/Helsinki", EdgeRule { reply: 0.0, mention: 0.0, ..EdgeRule::default() }, 14),
    ] {
        let view = community.view(&Window::parse(None, None, zone).unwrap());
        let table = Policy::named()
            .with_min_group(1)
            .apply(&graph_over_time(&view, &rule, Period::Month, 4).unwrap());
        assert_eq!(table.rows(), windows);
        for row in 0..table.rows() {
            let (from, to) = (text(&table, "from", row), text(&table, "to", row));
            let window = Window::parse(Some(&from), Some(&to), zone).unwrap();
            let graph = InteractionGraph::of(&community.view(&window), &rule).unwrap();
            let connected = partner_counts(&graph).into_iter().filter(|&n| n > 0).count();
            assert_eq!(number(&table, "connected", row), Some(connected as f64), "{from} {to}");
            assert_eq!(number(&table, "arcs", row), Some(graph.arc_count() as f64));
            let (found, pairs) = (reciprocity(&graph), graph.ties().tie_count());
            assert_eq!(number(&table, "pairs", row), Some(pairs as f64));
            let both = (pairs > 0).then(|| found.mutual as f64 / (2 * pairs) as f64);
            assert_eq!(number(&table, "both_ways", row), both);
            let density = graph.arc_count() as f64 / (connected * connected.saturating_sub(1)) as f64;
            let rho = found.r.map(|r| (r - density) / (1.0 - density));
            assert!(rho.zip(number(&table, "rho", row)).is_none_or(|(a, b)| (a - b).abs() < 1e-12));
            assert_eq!(number(&table, "transitivity", row), triangles(&graph.ties()).transitivity());
        }
    }
    let nothing = graph_over_time(&community.whole(), &EdgeRule::default(), Period::Week, 0);
    assert!(matches!(nothing, Err(Error::Option { option: "trailing", .. })));
    let long = graph_over_time(&community.whole(), &EdgeRule::default(), Period::Month, 99).unwrap();
    assert_eq!(long.rows(), 0);
}

fn released(view: &View<'_>, policy: &Policy) -> Vec<Release> {
    let rule = EdgeRule::default();
    let graph = GraphRelease::new(view, &rule, policy).unwrap();
    let options = CommunityOptions { runs: 10, ..CommunityOptions::default() };
    let communities = graph.communities(CommunityMethod::Leiden, &options).unwrap();
    let course = graph_over_time(view, &rule, Period::Week, 26).unwrap();
    vec![graph.summary(), communities, policy.apply(&course)]
}

#[test]
fn sentences() {
    let community = bundled();
    for policy in [Policy::named(), Policy::aggregate(), Policy::pseudonymous(&[7; 16]).unwrap()] {
        let found = findings(&released(&community.whole(), &policy));
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].starts_with("205 of 228 members have acted"), "{}", found[0]);
        assert!(found[1].contains("went both ways, more than if"), "{}", found[1]);
        assert!(
            found[2].starts_with("The ties show 5 communities; the largest has 81 members"),
            "{}",
            found[2]
        );
        assert!(found.iter().all(|sentence| !sentence.contains("NaN") && sentence.ends_with('.')));
    }
    // Before anybody wrote, and in a window too short for a course.
    let before = Window::parse(Some("2020-01-01"), Some("2020-02-01"), "UTC").unwrap();
    let found = findings(&released(&community.view(&before), &Policy::named()));
    assert_eq!(found, ["Nobody has acted on a message of another member: there is no graph to measure."]);
    let short = Window::parse(Some("2024-01-01"), Some("2024-03-01"), "UTC").unwrap();
    let found = findings(&released(&community.view(&short), &Policy::named()));
    assert_eq!(found.len(), 3, "{found:?}");
}

/// What has a row a person is refused in aggregate mode; what is there shows nobody.
#[test]
fn aggregate_mode() {
    let community = bundled();
    let view = community.whole();
    let graph = GraphRelease::with_units(&view, &EdgeRule::default(), Some(1), &Policy::aggregate()).unwrap();
    let options = CommunityOptions::default();
    let exact = BetweennessMethod::Exact(Lengths::Hops);
    let refused = [
        graph.nodes(),
        graph.arcs(),
        graph.hits(&Default::default()),
        graph.betweenness(&exact, true),
        graph.closeness(&Default::default(), true),
        graph.clustering(),
        graph.structural_holes(true),
        graph.cores(false),
        graph.articulation_points(),
        graph.bridges(),
        graph.brokerage(),
        graph.ei_of_members(false),
        graph.community_members(CommunityMethod::Leiden, &options),
        graph.drawing(10),
    ];
    for table in refused {
        assert!(matches!(table, Err(Error::Withheld { mode: "aggregate", .. })), "{table:?}");
    }
    let shown = [
        graph.communities(CommunityMethod::Louvain, &options).unwrap(),
        graph.mixing().unwrap(),
        graph.ei_index(true, &ResampleOptions { replicates: 99, seed: 1 }).unwrap(),
    ];
    for table in shown {
        assert!(table.rows() > 1);
        for column in ["members", "from_members", "to_members", "receivers", "connected", "actors"] {
            let Some(column) = table.column(column) else { continue };
            for row in 0..table.rows() {
                assert!(column.values.number(row).is_none_or(|n| n >= 5.0), "{} {row}", table.name());
            }
        }
    }
}

/// Under pseudonyms, times are weeks: whoever can see a message would find its author by the second.
#[test]
fn times_under_pseudonyms() {
    let community = bundled();
    let policy = Policy::pseudonymous(&[7; 16]).unwrap();
    let graph = GraphRelease::new(&community.whole(), &EdgeRule::default(), &policy).unwrap();
    let arcs = graph.arcs().unwrap();
    for row in 0..arcs.rows() {
        for column in ["first", "last"] {
            let at = Timestamp::parse(text(&arcs, column, row).as_bytes()).unwrap();
            let days = at.0.div_euclid(86_400_000);
            assert_eq!((at.0.rem_euclid(86_400_000), (days + 3).rem_euclid(7)), (0, 0), "{column} of {row}");
        }
    }
    let mut file = Vec::new();
    graph.write_graphml(&mut file).unwrap();
    let file = String::from_utf8(file).unwrap();
    assert!(!file.contains("T08:") && !file.contains("T09:") && !file.contains("T10:"));
}

/// Three people of a hundred: what they do is not told in aggregate mode, in no table.
#[test]
fn three_of_a_hundred() {
    let ids: Vec<String> = (0..100).map(|i| format!("m{i}")).collect();
    let units: Vec<String> = (0..100).map(|i| if i < 50 { "A" } else { "B" }.to_owned()).collect();
    let policy = Policy::aggregate();
    let of = |from: &[u32], to: &[u32]| {
        let weights = vec![9.0; from.len()];
        GraphRelease::from_arcs(ids.clone(), units.clone(), from, to, &weights, &policy).unwrap()
    };
    let resample = ResampleOptions { replicates: 99, seed: 1 };
    let options = CommunityOptions { runs: 3, ..CommunityOptions::default() };
    let graph = of(&[0, 1, 2], &[1, 0, 60]);
    let tables = [
        graph.summary(),
        graph.components(false),
        graph.components(true),
        graph.mixing().unwrap(),
        graph.ei_index(false, &resample).unwrap(),
        graph.communities(CommunityMethod::Leiden, &options).unwrap(),
    ];
    for table in tables {
        for row in 0..table.rows() {
            for column in table.columns().iter().filter(|column| column.role.is_number()) {
                let shown = column.values.number(row).filter(|&n| n != 0.0 && n != 100.0);
                assert_eq!(shown, None, "{} of {} in row {row}", column.name, table.name());
            }
        }
    }
    // A component of three beside one of forty: neither size, nor their difference.
    let ring: Vec<u32> = (0..40).collect();
    let next: Vec<u32> = (0..40).map(|i| (i + 1) % 40).collect();
    let graph = of(&[&ring[..], &[50, 51]].concat(), &[&next[..], &[51, 52]].concat());
    let said = graph.summary().to_json() + &graph.components(false).to_json();
    assert!(!said.contains("40") && !said.contains(": 3"), "{said}");
}
