//! GraphML and GEXF read: what was written comes back, other programs' files, and what is wrong with bad ones.

use cmgraph::graph::{
    DEFAULT_WEIGHT_ATTRIBUTE, EdgeRule, FileEdge, FileValues, GraphFile, Interaction, InteractionGraph,
    InteractionKind, NodeColumn, NodeValues, read_gexf, read_graphml, write_gexf, write_graphml,
};
use cmgraph::privacy::{DEFAULT_MEMBER_ATTRIBUTE, DEFAULT_UNIT_ATTRIBUTE, GraphRelease};
use cmgraph::{Error, MemberId, Policy, Timestamp};
use proptest::prelude::*;
use std::io::{self, Read};

const WEIGHT: Option<&str> = Some(DEFAULT_WEIGHT_ATTRIBUTE);

fn graphml(text: &str) -> cmgraph::Result<GraphFile> {
    read_graphml("a.graphml", text.as_bytes(), WEIGHT)
}

fn gexf(text: &str) -> cmgraph::Result<GraphFile> {
    read_gexf("a.gexf", text.as_bytes(), WEIGHT)
}

fn texts(values: &[&str]) -> FileValues {
    FileValues::Text(values.iter().map(|text| text.to_string()).collect())
}

/// As NetworkX 3.5 writes an undirected multigraph with attributes of several types.
const NETWORKX: &str = r#"<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="d6" for="edge" attr.name="weight" attr.type="long" />
  <key id="d5" for="edge" attr.name="weight" attr.type="double" />
  <key id="d4" for="node" attr.name="id" attr.type="long" />
  <key id="d3" for="node" attr.name="age" attr.type="double" />
  <key id="d2" for="node" attr.name="age" attr.type="long" />
  <key id="d1" for="node" attr.name="there" attr.type="boolean" />
  <key id="d0" for="node" attr.name="unit" attr.type="string" />
  <graph edgedefault="undirected">
    <node id="ann">
      <data key="d0">R&amp;D &lt;1&gt;</data>
      <data key="d1">True</data>
      <data key="d2">41</data>
      <data key="d4">2000000000000000001</data>
    </node>
    <node id="bo">
      <data key="d3">NaN</data>
    </node>
    <node id="7">
      <data key="d3">1e3</data>
    </node>
    <edge source="ann" target="bo" id="0">
      <data key="d5">2.5</data>
    </edge>
    <edge source="ann" target="bo" id="1">
      <data key="d6">3</data>
    </edge>
    <edge source="bo" target="bo" id="0" />
    <edge source="7" target="ann" id="0" />
  </graph>
</graphml>
"#;

#[test]
fn a_file_of_networkx() {
    let file = graphml(NETWORKX).unwrap();
    assert_eq!(file.ids, ["ann", "bo", "7"]);
    assert_eq!(file.column("unit"), Some(&texts(&["R&D <1>", "", ""])));
    assert_eq!(file.column("there"), Some(&texts(&["True", "", ""])));
    // Digits that a float would lose stay text.
    assert_eq!(file.column("id"), Some(&texts(&["2000000000000000001", "", ""])));
    let Some(FileValues::Number(ages)) = file.column("age") else { panic!("numbers") };
    assert_eq!((ages[0], ages[1].is_nan(), ages[2]), (41.0, true, 1000.0));
    let tie = |from, to, weight| FileEdge { from, to, weight, directed: false };
    assert_eq!(file.edges, [tie(0, 1, 2.5), tie(0, 1, 3.0), tie(1, 1, 1.0), tie(2, 0, 1.0)]);
    let graph = file.graph().unwrap();
    assert_eq!((graph.arc_count(), graph.self_loops()), (4, 1));
    let ties = graph.ties();
    assert_eq!(ties.neighbours(MemberId(0)).weights, [5.5, 1.0]);
    // Without weights every edge counts once.
    let plain = read_graphml("a.graphml", NETWORKX.as_bytes(), None).unwrap();
    assert!(plain.edges.iter().all(|edge| edge.weight == 1.0));
}

#[test]
fn odd_but_right() {
    let file = graphml(
        "\u{feff}<?xml version=\"1.0\"?><!DOCTYPE graphml SYSTEM \"graphml.dtd\"><!-- yEd -->\n\
         <g:graphml xmlns:g='http://graphml.graphdrawing.org/xmlns' xmlns:y='http://www.yworks.com/xml/graphml'>\n\
         <g:desc>hm</g:desc><g:key id='d0' for='node' yfiles.type='nodegraphics'/>\n\
         <g:key id='d1' attr.name='unit' attr.type='string'><g:desc>u</g:desc><g:default>Sales</g:default></g:key>\n\
         <g:key id='d2' for='edge' attr.name='weight' attr.type='float'><g:default>0.5</g:default></g:key>\n\
         <g:key id='d3' for='graph' attr.name='title' attr.type='string'/>\n\
         <g:graph edgedefault='directed' id='G'><g:data key='d3'>mine</g:data>\n\
         <g:edge source='b' target='a' directed='false'><g:data key='d2'> 4 </g:data></g:edge>\n\
         <g:node id='a'><g:data key='d0'><y:ShapeNode><y:NodeLabel>A</y:NodeLabel></y:ShapeNode></g:data>\n\
           <g:graph edgedefault='undirected'><g:node id='b'><g:data key='d1'><![CDATA[a <b> & c]]>&#x1F600;&quot;</g:data>\
           <g:port name='p'/></g:node>\
           <g:edge source='a' sourceport='p' target='b'/></g:graph></g:node>\n\
         <g:edge source='a' target='a'/></g:graph></g:graphml>\n<!-- end -->\n",
    )
    .unwrap();
    assert_eq!(file.ids, ["a", "b"]);
    assert_eq!(file.columns.len(), 1, "{:?}", file.columns);
    assert_eq!(file.column("unit"), Some(&texts(&["Sales", "a <b> & c\u{1F600}\""])));
    let edge = |from, to, weight, directed| FileEdge { from, to, weight, directed };
    assert_eq!(file.edges, [edge(1, 0, 4.0, false), edge(0, 1, 0.5, false), edge(0, 0, 0.5, true)]);

    let empty = graphml("<graphml><graph edgedefault='directed'/></graphml>").unwrap();
    assert_eq!((empty.node_count(), empty.graph().unwrap().arc_count()), (0, 0));
}

#[test]
fn gexf_of_others() {
    // As NetworkX writes it (1.2draft), with an edge of each type and a nested node.
    let text = r#"<?xml version='1.0' encoding='utf-8'?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
  <meta lastmodifieddate="2024-01-01"><creator>NetworkX 3.5</creator></meta>
  <graph mode="static">
    <attributes mode="static" class="node">
      <attribute id="0" title="unit" type="string"><default>HR</default></attribute>
      <attribute id="1" title="age" type="long" />
    </attributes>
    <attributes mode="static" class="edge"><attribute id="0" title="strength" type="double" /></attributes>
    <nodes count="3">
      <node id="ann" label="Ann"><attvalues><attvalue for="0" value="R&amp;D" /></attvalues><viz:color r="1"/>
        <nodes><node id="bo"/></nodes></node>
      <node id="cy" label=""><attvalues><attvalue for="1" value="41" /></attvalues></node>
    </nodes>
    <edges>
      <edge source="ann" target="bo" id="0" weight="2" />
      <edge source="bo" target="cy" id="1" type="directed"><attvalues><attvalue for="0" value="7" /></attvalues></edge>
      <edge source="cy" target="ann" id="2" type="mutual" weight="0.5" />
    </edges>
  </graph>
</gexf>"#;
    let file = gexf(text).unwrap();
    assert_eq!(file.ids, ["ann", "bo", "cy"]);
    assert_eq!(file.column("label"), Some(&texts(&["Ann", "", ""])));
    assert_eq!(file.column("unit"), Some(&texts(&["R&D", "HR", "HR"])));
    let edge = |from, to, weight, directed| FileEdge { from, to, weight, directed };
    let (mutual, back) = (edge(2, 0, 0.5, true), edge(0, 2, 0.5, true));
    assert_eq!(file.edges, [edge(0, 1, 2.0, false), edge(1, 2, 1.0, true), mutual, back]);
    let other = read_gexf("a.gexf", text.as_bytes(), Some("strength")).unwrap();
    assert_eq!(other.edges.iter().map(|edge| edge.weight).collect::<Vec<_>>(), [1.0, 7.0, 1.0, 1.0]);
}

#[test]
fn errors_say_where_what_and_what_else() {
    let inside = |nodes: &str| {
        format!(
            "<graphml>\n<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n\
             <key id=\"n\" for=\"node\" attr.name=\"age\" attr.type=\"int\"/>\n<graph edgedefault=\"directed\">\n\
             <node id=\"a\"/><node id=\"b\"/>\n{nodes}</graph></graphml>"
        )
    };
    let edge = |weight: &str| {
        inside(&format!("<edge source=\"a\" target=\"b\"><data key=\"w\">{weight}</data></edge>"))
    };
    for (text, wanted) in [
        (String::new(), "a.graphml, line 1: found \"no <graph>\", expected GraphML with a graph"),
        ("from,to\na,b\n".into(), "a.graphml, line 1: found \"from,to\\na,b\", expected <graphml>"),
        ("\n<gexf/>".into(), "a.graphml, line 2: found \"<gexf>\", expected <graphml>"),
        ("<graphml/>".into(), "a.graphml, line 1: found \"no <graph>\", expected GraphML with a graph"),
        (
            "<graphml>\n<graph/></graphml>".into(),
            "a.graphml, line 2, column \"edgedefault\": found \"<graph> without it\", expected the attribute",
        ),
        (
            "<graphml>\n<graph edgedefault=\"yes\"/></graphml>".into(),
            "a.graphml, line 2, column \"edgedefault\": found \"yes\", expected directed or undirected",
        ),
        (
            inside("").replace("</graph>", "</graph><graph edgedefault=\"directed\"/>"),
            "a.graphml, line 6: found \"a second <graph>\", expected one graph in a file",
        ),
        (
            inside("<node id=\"a\"/>"),
            "a.graphml, line 6, column \"id\": found \"a\", expected another id than that of an earlier node",
        ),
        (
            inside("<node/>"),
            "a.graphml, line 6, column \"id\": found \"<node> without it\", expected the attribute",
        ),
        (
            inside("\n<edge source=\"a\" target=\"c\"/>"),
            "a.graphml, line 7, column \"target\": found \"c\", expected the id of a node of the file",
        ),
        (
            inside("<edge source=\"a\" target=\"b\" directed=\"no\"/>"),
            "a.graphml, line 6, column \"directed\": found \"no\", expected true or false",
        ),
        (
            inside("<hyperedge/>"),
            "a.graphml, line 6: found \"<hyperedge>\", expected edges between two nodes",
        ),
        (edge("-1"), "a.graphml, line 6, column \"weight\": found \"-1\", expected a number of 0 or more"),
        (
            edge("much"),
            "a.graphml, line 6, column \"weight\": found \"much\", expected a number of 0 or more",
        ),
        (edge("inf"), "a.graphml, line 6, column \"weight\": found \"inf\", expected a number of 0 or more"),
        (edge(""), "a.graphml, line 6, column \"weight\": found \"\", expected a number of 0 or more"),
        (
            inside("<node id=\"c\"><data key=\"n\">old</data></node>"),
            "a.graphml, line 6, column \"age\": found \"old\", expected a number, as its type says",
        ),
        (
            inside("<node id=\"c\"><data key=\"w\">1</data></node>"),
            "a.graphml, line 6, column \"key\": found \"w\", expected the id of an earlier <key> for nodes",
        ),
        (
            inside("").replace("id=\"n\"", "id=\"w\""),
            "a.graphml, line 3, column \"id\": found \"w\", expected another id than that of an earlier <key>",
        ),
        (
            edge("&lots;"),
            "a.graphml, line 6: found \"&lots;\", expected one of &amp; &lt; &gt; &quot; &apos;",
        ),
        (
            inside("").replace("</graph></graphml>", "\n"),
            "a.graphml, line 7: found \"the end of the file\", expected the end of <graph>",
        ),
        (
            inside("<node id=\"c\"></nod>"),
            "a.graphml, line 6: found \"expected `</node>`, but `</nod>` was found\", expected well-formed XML",
        ),
        (
            inside("\n<node id=\"c"),
            "a.graphml, line 7: found \"attribute value not closed: `\\\"` not found before end of input\", expected well-formed XML",
        ),
        (
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<graphml>\u{e4}</graphml>".into(),
            "a.graphml, line 1, column \"encoding\": found \"ISO-8859-1\", expected UTF-8",
        ),
    ] {
        let error = graphml(&text).unwrap_err();
        assert_eq!(error.to_string(), wanted, "{text}");
        assert!(matches!(error, Error::Value { .. }));
    }
    let latin = read_graphml("a.graphml", &b"<graphml>\n\xe4"[..], None).unwrap_err();
    assert_eq!(
        latin.to_string(),
        "a.graphml, line 2: found \"bytes that are no text\", expected XML in UTF-8"
    );
    for (text, wanted) in [
        (
            "<gexf><graph><attributes class='arc'/></graph></gexf>",
            "column \"class\": found \"arc\", expected node or edge",
        ),
        (
            "<gexf><graph defaultedgetype='any'/></gexf>",
            "found \"any\", expected directed, undirected or mutual",
        ),
        (
            "<gexf><graph><nodes><node id='a'><attvalues><attvalue for='x' value='1'/></attvalues></node></nodes></graph></gexf>",
            "column \"for\": found \"x\", expected the id of an <attribute> of nodes before it",
        ),
        (
            "<gexf><graph><nodes><node id='a'/></nodes><edges><edge source='a' target='a' weight='x'/></edges></graph></gexf>",
            "column \"weight\": found \"x\", expected a number of 0 or more",
        ),
        ("<gexf/>", "found \"no <graph>\", expected GEXF with a graph"),
    ] {
        let error = gexf(text).unwrap_err().to_string();
        assert!(error.starts_with("a.gexf, line 1") && error.ends_with(wanted), "{error}");
    }

    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk gone"))
        }
    }
    assert_eq!(read_graphml("a.graphml", Broken, None).unwrap_err().to_string(), "a.graphml: disk gone");
}

/// Nested so deep that a reader that calls itself would run out of stack.
#[test]
fn deep_files() {
    let deep = "<a>".repeat(200_000);
    assert!(graphml(&format!("<graphml>{deep}")).is_err());
    assert!(gexf(&format!("<gexf>{deep}")).is_err());
    let closed =
        format!("<graphml><graph edgedefault='directed'>{deep}{}</graph></graphml>", "</a>".repeat(200_000));
    assert_eq!(graphml(&closed).unwrap().node_count(), 0);
}

#[test]
fn released_graphs_come_back() {
    let community =
        cmgraph::read(&["examples/data/export.zip".into()], &cmgraph::ReadOptions::default()).unwrap();
    let view = community.whole();
    let key = Policy::pseudonymous(b"0123456789abcdef").unwrap();
    for policy in [Policy::named(), key] {
        let graph = GraphRelease::new(&view, &EdgeRule::default(), &policy).unwrap();
        let (mut bytes, mut other) = (Vec::new(), Vec::new());
        graph.write_graphml(&mut bytes).unwrap();
        graph.write_gexf(&mut other).unwrap();
        for file in
            [read_graphml("a", &bytes[..], WEIGHT).unwrap(), read_gexf("a", &other[..], WEIGHT).unwrap()]
        {
            let (member, unit) = (Some(DEFAULT_MEMBER_ATTRIBUTE), Some(DEFAULT_UNIT_ATTRIBUTE));
            let again = GraphRelease::from_file(&file, member, unit, &Policy::named()).unwrap();
            let columns =
                |graph: &GraphRelease, names: &[&str]| graph.nodes().unwrap().select(names).to_csv();
            let names = ["member", "name", "unit", "out_strength", "in_strength", "strong_component"];
            let shown: Vec<&str> =
                names.into_iter().filter(|name| graph.nodes().unwrap().column(name).is_some()).collect();
            assert_eq!(columns(&again, &shown), columns(&graph, &shown));
            let arcs =
                |graph: &GraphRelease| graph.arcs().unwrap().select(&["from", "to", "weight"]).to_csv();
            assert_eq!(arcs(&again), arcs(&graph));
        }
    }
}

#[test]
fn ids_of_members() {
    let file = graphml(
        "<graphml><key id='k' for='node' attr.name='name'/><key id='m' for='node' attr.name='mail'/>\
         <graph edgedefault='directed'>\
         <node id='n0'><data key='k'>Ann</data><data key='m'>a@x</data></node>\
         <node id='n1'><data key='k'>n1</data></node><edge source='n0' target='n1'/></graph></graphml>",
    )
    .unwrap();
    let nodes = |member: Option<&str>| {
        GraphRelease::from_file(&file, member, None, &Policy::named()).map(|graph| {
            let nodes = graph.nodes().unwrap();
            let cell = |name: &str, row| nodes.column(name).unwrap().values.text(row).unwrap_or_default();
            [0, 1].map(|row| (cell("member", row), cell("name", row)))
        })
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    for member in [None, Some(DEFAULT_MEMBER_ATTRIBUTE)] {
        assert_eq!(nodes(member).unwrap(), [pair("n0", "Ann"), pair("n1", "")]);
    }
    for (member, wanted) in [
        ("Name", "option member: found \"Name\", expected an attribute of the nodes (name, mail)"),
        ("mail", "option member: found no \"mail\" for the node \"n1\", expected one for each node"),
    ] {
        assert_eq!(nodes(Some(member)).unwrap_err().to_string(), wanted);
    }
    let aggregate = GraphRelease::from_file(&file, None, None, &Policy::aggregate()).unwrap();
    assert!(matches!(aggregate.nodes(), Err(Error::Withheld { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_comes_back(
        acts in prop::collection::vec((0u32..7, 0u32..7, 0usize..5, 0i64..2_000_000_000), 0..40),
        labels in prop::collection::vec("[ -~\t\n\r<&>\"'äé\u{1F600}]{0,6}", 7),
        numbers in prop::collection::vec(prop::num::f64::ANY, 7),
        title in "[ -~<&\"é]{1,8}",
    ) {
        prop_assume!(title != "label");
        let events: Vec<_> = acts.iter().map(|&(from, to, kind, at)| Interaction {
            from: MemberId(from), to: MemberId(to), kind: InteractionKind::ALL[kind], at: Timestamp(at),
        }).collect();
        let rule = EdgeRule { reaction: 0.1, answer: 1.0 / 3.0, ..EdgeRule::default() };
        let graph = InteractionGraph::from_interactions(7, &events, &rule).unwrap();
        let columns = [
            NodeColumn { name: "label", values: NodeValues::Text(&labels) },
            NodeColumn { name: &title, values: NodeValues::Number(&numbers) },
        ];
        let (mut bytes, mut other) = (Vec::new(), Vec::new());
        write_graphml(&graph, &columns, &mut bytes).unwrap();
        write_gexf(&graph, &columns, &mut other).unwrap();
        let graphml = read_graphml("a", &bytes[..], WEIGHT).unwrap();
        let gexf = read_gexf("a", &other[..], WEIGHT).unwrap();
        for (file, is_gexf) in [(&graphml, false), (&gexf, true)] {
            let read = file.graph().unwrap();
            prop_assert_eq!(read.arc_count(), graph.arc_count());
            for arc in 0..graph.arc_count() {
                prop_assert_eq!((read.ends(arc), read.weight(arc)), (graph.ends(arc), graph.weight(arc)));
            }
            for (member, label) in labels.iter().enumerate() {
                let found = file.column("label").and_then(|values| values.text(member)).unwrap_or_default();
                // GEXF has a label for everybody.
                let wanted = if is_gexf && label.is_empty() { member.to_string() } else { label.clone() };
                prop_assert_eq!(found, wanted);
                if let Some(FileValues::Number(found)) = file.column(&title) {
                    let wanted = Some(numbers[member]).filter(|number| number.is_finite());
                    prop_assert_eq!(Some(found[member]).filter(|number| !number.is_nan()), wanted);
                } else {
                    prop_assert!(numbers.iter().all(|number| !number.is_finite()));
                }
            }
        }
    }

    /// Any bytes give a graph or an error, never a panic; also a good file with a piece cut out or put in.
    #[test]
    fn no_file_panics(bytes in prop::collection::vec(any::<u8>(), 0..60), at in 0usize..2000, cut in 0usize..40) {
        let mut text = NETWORKX.as_bytes().to_vec();
        let at = at.min(text.len());
        let end = (at + cut).min(text.len());
        text.splice(at..end, bytes.clone());
        for input in [&bytes, &text] {
            let _ = read_graphml("a", &input[..], WEIGHT);
            let _ = read_gexf("a", &input[..], WEIGHT);
        }
    }
}
