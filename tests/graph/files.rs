//! Graph files, byte for byte.

use cmgraph::graph::{
    EdgeRule, Interaction, InteractionGraph, InteractionKind, NodeColumn, NodeValues, write_edge_list,
    write_gexf, write_graphml,
};
use cmgraph::{Error, MemberId, Timestamp};
use std::io::{self, Write};

fn graph() -> InteractionGraph {
    let act =
        |from, to, kind, at| Interaction { from: MemberId(from), to: MemberId(to), kind, at: Timestamp(at) };
    let events = [
        act(0, 1, InteractionKind::Reply, 1_700_000_000_000),
        act(0, 1, InteractionKind::Answer, 1_700_000_000_000),
        act(0, 1, InteractionKind::Reaction, 1_700_000_060_500),
        act(1, 0, InteractionKind::Mention, i64::MIN),
        act(2, 0, InteractionKind::Reaction, 0),
    ];
    InteractionGraph::from_interactions(3, &events, &EdgeRule { answer: 0.5, ..EdgeRule::default() }).unwrap()
}

fn labels() -> Vec<String> {
    ["R&D <\"Ann\">\u{7}", "=cmd()\tBo", ""].map(String::from).to_vec()
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> cmgraph::Result<()>) -> String {
    let mut file = Vec::new();
    write(&mut file).unwrap();
    String::from_utf8(file).unwrap()
}

#[test]
fn graphml() {
    let (labels, scores) = (labels(), [0.25, f64::NAN, -3.0]);
    let columns = [
        NodeColumn { name: "label", values: NodeValues::Text(&labels) },
        NodeColumn { name: "score \"<1\"", values: NodeValues::Number(&scores) },
    ];
    assert_eq!(
        written(|file| write_graphml(&graph(), &columns, file)),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="v0" for="node" attr.name="label" attr.type="string"/>
  <key id="v1" for="node" attr.name="score &quot;&lt;1&quot;" attr.type="double"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
  <key id="reply" for="edge" attr.name="reply" attr.type="long"/>
  <key id="answer" for="edge" attr.name="answer" attr.type="long"/>
  <key id="mention" for="edge" attr.name="mention" attr.type="long"/>
  <key id="reaction" for="edge" attr.name="reaction" attr.type="long"/>
  <key id="acceptance" for="edge" attr.name="acceptance" attr.type="long"/>
  <key id="first" for="edge" attr.name="first" attr.type="string"/>
  <key id="last" for="edge" attr.name="last" attr.type="string"/>
  <graph edgedefault="directed">
    <node id="n0"><data key="v0">R&amp;D &lt;&quot;Ann&quot;&gt;�</data><data key="v1">0.25</data></node>
    <node id="n1"><data key="v0">=cmd()&#9;Bo</data></node>
    <node id="n2"><data key="v1">-3</data></node>
    <edge source="n0" target="n1"><data key="weight">1.5</data><data key="reply">1</data><data key="answer">1</data><data key="mention">0</data><data key="reaction">1</data><data key="acceptance">0</data><data key="first">2023-11-14T22:13:20Z</data><data key="last">2023-11-14T22:14:20.5Z</data></edge>
    <edge source="n1" target="n0"><data key="weight">1</data><data key="reply">0</data><data key="answer">0</data><data key="mention">1</data><data key="reaction">0</data><data key="acceptance">0</data><data key="first">-9223372036854775808</data><data key="last">-9223372036854775808</data></edge>
  </graph>
</graphml>
"#
    );
}

#[test]
fn gexf() {
    let (labels, scores) = (labels(), [0.25, f64::INFINITY, 1e21]);
    let columns = [
        NodeColumn { name: "score", values: NodeValues::Number(&scores) },
        NodeColumn { name: "label", values: NodeValues::Text(&labels) },
    ];
    assert_eq!(
        written(|file| write_gexf(&graph(), &columns, file)),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node">
      <attribute id="v0" title="score" type="double"/>
    </attributes>
    <attributes class="edge">
      <attribute id="reply" title="reply" type="integer"/>
      <attribute id="answer" title="answer" type="integer"/>
      <attribute id="mention" title="mention" type="integer"/>
      <attribute id="reaction" title="reaction" type="integer"/>
      <attribute id="acceptance" title="acceptance" type="integer"/>
      <attribute id="first" title="first" type="string"/>
      <attribute id="last" title="last" type="string"/>
    </attributes>
    <nodes>
      <node id="n0" label="R&amp;D &lt;&quot;Ann&quot;&gt;�"><attvalues><attvalue for="v0" value="0.25"/></attvalues></node>
      <node id="n1" label="=cmd()&#9;Bo"></node>
      <node id="n2" label="2"><attvalues><attvalue for="v0" value="1000000000000000000000"/></attvalues></node>
    </nodes>
    <edges>
      <edge id="0" source="n0" target="n1" weight="1.5"><attvalues><attvalue for="reply" value="1"/><attvalue for="answer" value="1"/><attvalue for="mention" value="0"/><attvalue for="reaction" value="1"/><attvalue for="acceptance" value="0"/><attvalue for="first" value="2023-11-14T22:13:20Z"/><attvalue for="last" value="2023-11-14T22:14:20.5Z"/></attvalues></edge>
      <edge id="1" source="n1" target="n0" weight="1"><attvalues><attvalue for="reply" value="0"/><attvalue for="answer" value="0"/><attvalue for="mention" value="1"/><attvalue for="reaction" value="0"/><attvalue for="acceptance" value="0"/><attvalue for="first" value="-9223372036854775808"/><attvalue for="last" value="-9223372036854775808"/></attvalues></edge>
    </edges>
  </graph>
</gexf>
"#
    );
}

#[test]
fn edge_list() {
    let names = ["Ann, \"R&D\"", "=cmd()", "-"].map(String::from);
    assert_eq!(
        written(|file| write_edge_list(&graph(), Some(&names), file)),
        "from,to,weight,reply,answer,mention,reaction,acceptance,first,last\n\
         \"Ann, \"\"R&D\"\"\",'=cmd(),1.5,1,1,0,1,0,2023-11-14T22:13:20Z,2023-11-14T22:14:20.5Z\n\
         '=cmd(),\"Ann, \"\"R&D\"\"\",1,0,0,1,0,0,-9223372036854775808,-9223372036854775808\n"
    );
}

#[test]
fn every_character_that_xml_forbids_is_replaced() {
    let graph = InteractionGraph::from_arcs(1, &[], &[], &[]).unwrap();
    let forbidden: String = (0u32..0x20).chain([0xfffe, 0xffff]).filter_map(char::from_u32).collect();
    let labels = [format!("a{forbidden}z\u{1F600}")];
    let columns = [NodeColumn { name: "label", values: NodeValues::Text(&labels) }];
    for text in [
        written(|file| write_graphml(&graph, &columns, file)),
        written(|file| write_gexf(&graph, &columns, file)),
    ] {
        assert!(text.chars().all(|c| c == '\n' || c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}'));
        assert!(text.contains("&#9;&#10;") && text.contains("&#13;") && text.contains("z\u{1F600}"));
        assert_eq!(text.matches('\u{fffd}').count(), 31);
    }
}

/// A disk that is full.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("disk full"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn errors() {
    let graph = graph();
    for (result, wanted) in [
        (write_graphml(&graph, &[], Full), "GraphML output: disk full"),
        (write_gexf(&graph, &[], Full), "GEXF output: disk full"),
        (write_edge_list(&graph, None, Full), "edge list output: disk full"),
    ] {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Io { .. }));
        assert_eq!(error.to_string(), wanted);
    }
    let one = NodeColumn { name: "a", values: NodeValues::Number(&[1.0]) };
    let three = NodeColumn { name: "a", values: NodeValues::Number(&[1.0; 3]) };
    let names = ["a".to_string()];
    for (result, wanted) in [
        (
            write_graphml(&graph, &[one], io::sink()),
            "option columns: found 1 values, expected one value a member (3)",
        ),
        (
            write_gexf(&graph, &[three, three], io::sink()),
            "option columns: found two columns \"a\", expected different names",
        ),
        (
            write_edge_list(&graph, Some(&names), io::sink()),
            "option names: found 1 values, expected one value a member (3)",
        ),
    ] {
        assert_eq!(result.unwrap_err().to_string(), wanted);
    }
}
