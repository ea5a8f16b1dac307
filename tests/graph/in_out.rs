//! Graphs from elsewhere and back: edge lists and petgraph.

use cmgraph::graph::{
    EdgeRows, EdgeRule, Interaction, InteractionGraph, InteractionKind, read_edge_list, write_edge_list,
    write_interactions,
};
use cmgraph::{Error, MemberId, Timestamp};
use petgraph::csr::Csr;
use petgraph::graph::{DiGraph, UnGraph};
use petgraph::visit::EdgeRef;
use proptest::prelude::*;
use std::io::{self, Read};

fn read(text: &str) -> cmgraph::Result<cmgraph::graph::EdgeList> {
    read_edge_list("edges.csv", text.as_bytes())
}

#[test]
fn forms_of_an_edge_list() {
    let times = "from,to,time,kind\nann,bo,2024-01-01,mention\nbo,\"Cy, Dr\",2024-01-01T00:00:01Z,reply\n";
    let list = read(times).unwrap();
    assert_eq!(list.names, ["ann", "bo", "Cy, Dr"]);
    let at = 1_704_067_200_000;
    let act =
        |from, to, kind, at| Interaction { from: MemberId(from), to: MemberId(to), kind, at: Timestamp(at) };
    let events =
        [act(0, 1, InteractionKind::Mention, at), act(1, 2, InteractionKind::Reply, at + 1000)].to_vec();
    assert_eq!(list.rows, EdgeRows::Interactions(events));
    // Other names, order, separator, a byte order mark, seconds since 1970.
    let other = "\u{feff}Kind;TARGET; Timestamp ;source;note\r\nmention;bo;1704067200;ann;x\r\nreply;Cy, Dr;1704067201;bo;\r\n";
    assert_eq!(read(other).unwrap(), list);
    let replies = read("from\tto\ttime\n1 \t 2\t631152000\n").unwrap();
    assert_eq!(
        replies.rows,
        EdgeRows::Interactions(vec![act(0, 1, InteractionKind::Reply, 631_152_000_000)])
    );
    assert_eq!(replies.names, ["1", "2"]);

    let arcs = read("weight,from,to\n2.5,a,b\n0,b,a\n1,a,b\n").unwrap();
    let wanted = EdgeRows::Arcs { from: vec![0, 1, 0], to: vec![1, 0, 1], weights: vec![2.5, 0.0, 1.0] };
    assert_eq!(arcs.rows, wanted);
    assert_eq!(arcs.graph(&EdgeRule::default()).unwrap().weight(0), Some(3.5));
    let plain = read("source,target\nx,y\n").unwrap();
    assert_eq!(plain.rows, EdgeRows::Arcs { from: vec![0], to: vec![1], weights: vec![1.0] });
    let empty = read("from,to\n").unwrap();
    assert_eq!(empty.graph(&EdgeRule::default()).unwrap().node_count(), 0);
}

#[test]
fn errors_say_where_what_and_what_else() {
    for (text, wanted) in [
        ("", "edges.csv, line 1: no column \"from or source\"; the header has "),
        ("from,date\n", "edges.csv, line 1: no column \"to or target\"; the header has from, date"),
        (
            "from,to,time\na,b,2024-01-01\na,b,yesterday\n",
            "edges.csv, line 3, column \"time\": found \"yesterday\", expected a date or instant such as \
             2024-07-01T12:00:00Z, or whole seconds since 1970 (1990 to 2099)",
        ),
        (
            "from,to,time\na,b,9223372036854775807\n",
            "edges.csv, line 2, column \"time\": found \"9223372036854775807\", expected a date or instant such as \
             2024-07-01T12:00:00Z, or whole seconds since 1970 (1990 to 2099)",
        ),
        (
            "from,to,time\na,b,1704067200\na,b,1704067200000\n",
            "edges.csv, line 3, column \"time\": found \"1704067200000\", expected a date or instant such as \
             2024-07-01T12:00:00Z, or whole seconds since 1970 (1990 to 2099); these look like milliseconds: divide \
             them by 1000",
        ),
        (
            "from,to,time\na,b,2024\n",
            "edges.csv, line 2, column \"time\": found \"2024\", expected a date or instant such as \
             2024-07-01T12:00:00Z, or whole seconds since 1970 (1990 to 2099); this looks like a year: write its first \
             day, such as 2024-01-01",
        ),
        (
            "from,to,time\na,b,20240101\n",
            "edges.csv, line 2, column \"time\": found \"20240101\", expected a date or instant such as \
             2024-07-01T12:00:00Z, or whole seconds since 1970 (1990 to 2099)",
        ),
        (
            "from,to,time,kind\na,b,2024-01-01,like\n",
            "edges.csv, line 2, column \"kind\": found \"like\", expected reply, answer, mention, reaction or acceptance",
        ),
        (
            "from,to,weight\na,b,NaN\n",
            "edges.csv, line 2, column \"weight\": found \"NaN\", expected a number of 0 or more",
        ),
        ("to,from\na,\n", "edges.csv, line 2, column \"from\": found \"\", expected a name or id"),
        ("from,to\na,b,c\n", "edges.csv, line 2: found \"3 fields\", expected 2, as many as the header has"),
        (
            "from,to,time,weight\n",
            "option edge list: found both times and weights in edges.csv, expected times, which the edge rule \
             weighs, or weights",
        ),
    ] {
        assert_eq!(read(text).unwrap_err().to_string(), wanted, "{text:?}");
    }
    let error = read_edge_list("edges.csv", &b"from,to\na,b\xff\n"[..]).unwrap_err();
    assert!(matches!(error, Error::Value { .. }), "{error}");

    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("gone"))
        }
    }
    assert_eq!(read_edge_list("edges.csv", Broken).unwrap_err().to_string(), "edges.csv: gone");
    let act =
        Interaction { from: MemberId(0), to: MemberId(1), kind: InteractionKind::Reply, at: Timestamp(0) };
    let error = write_interactions(&[act], &["a".into()], io::sink()).unwrap_err();
    assert_eq!(error.to_string(), "no member \"1\"; there are 1 names");
}

proptest! {
    /// Interactions written and read are the same acts between the same names; arcs with weights as well.
    #[test]
    fn round_trip(
        acts in prop::collection::vec((0u32..6, 0u32..6, 0usize..5, -10_000_000_000i64..10_000_000_000_000), 0..40),
        odd in prop::collection::vec("[a-z=+@,\";' \\t-]{0,6}", 6),
        blank in any::<bool>(),
    ) {
        let end = if blank { " " } else { "" };
        let names: Vec<String> = (0..6).map(|i| format!("{}{i}{end}", odd[i])).collect();
        let events: Vec<Interaction> = acts
            .iter()
            .map(|&(from, to, kind, at)| Interaction {
                from: MemberId(from),
                to: MemberId(to),
                kind: InteractionKind::ALL[kind],
                at: Timestamp(at),
            })
            .collect();
        let mut file = Vec::new();
        write_interactions(&events, &names, &mut file).unwrap();
        let list = read_edge_list("edges.csv", &file[..]).unwrap();
        let EdgeRows::Interactions(found) = &list.rows else { panic!("no times") };
        prop_assert_eq!(found.len(), events.len());
        for (found, event) in found.iter().zip(&events) {
            prop_assert_eq!(&list.names[found.from.index()], &names[event.from.index()]);
            prop_assert_eq!(&list.names[found.to.index()], &names[event.to.index()]);
            prop_assert_eq!((found.kind, found.at), (event.kind, event.at));
        }
        let mut again = Vec::new();
        write_interactions(found, &list.names, &mut again).unwrap();
        prop_assert_eq!(&again, &file);

        let graph = list.graph(&EdgeRule { reaction: 0.1, ..EdgeRule::default() }).unwrap();
        let mut file = Vec::new();
        write_edge_list(&graph, Some(&list.names), &mut file).unwrap();
        let arcs = read_edge_list("edges.csv", &file[..]).unwrap();
        let arcs_graph = arcs.graph(&EdgeRule::default()).unwrap();
        prop_assert_eq!(arcs_graph.arc_count(), graph.arc_count());
        let place = |name: &String| MemberId(arcs.names.iter().position(|other| other == name).unwrap() as u32);
        for arc in 0..graph.arc_count() {
            let (from, to) = graph.ends(arc).unwrap();
            let same = arcs_graph.arc(place(&list.names[from.index()]), place(&list.names[to.index()])).unwrap();
            prop_assert_eq!(arcs_graph.weight(same), graph.weight(arc));
        }
    }

    #[test]
    fn petgraph_and_back(edges in prop::collection::vec((0u32..8, 0u32..8, 0u32..5), 0..40)) {
        let (from, to): (Vec<u32>, Vec<u32>) = edges.iter().map(|e| (e.0, e.1)).unzip();
        let weights: Vec<f64> = edges.iter().map(|e| f64::from(e.2)).collect();
        let graph = InteractionGraph::from_arcs(8, &from, &to, &weights).unwrap();

        let mut theirs = DiGraph::<&str, u32>::new();
        let mut either = UnGraph::<&str, u32>::new_undirected();
        for _ in 0..8 {
            theirs.add_node("somebody");
            either.add_node("somebody");
        }
        for &(u, v, weight) in &edges {
            theirs.add_edge(u.into(), v.into(), weight);
            either.add_edge(u.into(), v.into(), weight);
        }
        let found = InteractionGraph::from_petgraph(&theirs, |e| f64::from(*e.weight())).unwrap();
        prop_assert_eq!(&found, &graph);

        let either = InteractionGraph::from_petgraph(&either, |e| f64::from(*e.weight())).unwrap();
        prop_assert_eq!(either.self_loops(), graph.self_loops());
        for u in either.members() {
            for v in either.members().filter(|&v| v != u) {
                let weight = |g: &InteractionGraph, u, v| g.arc(u, v).and_then(|arc| g.weight(arc)).unwrap_or(0.0);
                // Half each way: the tie has the weight of the edge.
                prop_assert_eq!(2.0 * weight(&either, u, v), weight(&graph, u, v) + weight(&graph, v, u));
            }
        }

        let copy = graph.to_petgraph();
        prop_assert_eq!(copy.node_count(), 8);
        for (arc, edge) in copy.edge_references().enumerate() {
            prop_assert_eq!(graph.ends(arc), Some((copy[edge.source()], copy[edge.target()])));
        }
        let back = InteractionGraph::from_petgraph(&copy, |e| *e.weight()).unwrap();
        let same = |g: &InteractionGraph| {
            (0..g.arc_count()).map(|arc| (g.ends(arc), g.weight(arc))).collect::<Vec<_>>()
        };
        prop_assert_eq!(same(&back), same(&graph));
        // Straight from our own graph, through the visit traits.
        let back = InteractionGraph::from_petgraph(&graph, |e| *e.weight()).unwrap();
        prop_assert_eq!(same(&back), same(&graph));
    }
}

#[test]
fn other_graphs_of_petgraph() {
    let csr = Csr::<(), f64>::from_sorted_edges(&[(0, 1, 1.0), (1, 0, 2.0)]).unwrap();
    let graph = InteractionGraph::from_petgraph(&csr, |edge| *edge.weight()).unwrap();
    assert_eq!((graph.node_count(), graph.weight(0), graph.weight(1)), (2, Some(1.0), Some(2.0)));
    let bad = DiGraph::<(), f64>::from_edges([(0, 1, -1.0)]);
    let error = InteractionGraph::from_petgraph(&bad, |edge| *edge.weight()).unwrap_err();
    assert!(matches!(error, Error::Option { option: "weights", .. }));
}
