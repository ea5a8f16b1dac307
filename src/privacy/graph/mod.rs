//! The interaction graph on its way out: tables and files of it, as far as the policy lets them.

mod files;
mod measures;
mod spread;

pub use files::{DEFAULT_MEMBER_ATTRIBUTE, DEFAULT_UNIT_ATTRIBUTE, write_interactions};

use super::{Mode, Policy};
use crate::error::{Error, Result};
use crate::graph::tables::{self, People};
use crate::graph::{Decay, EdgeRule, InteractionGraph, TieGraph, interactions};
use crate::table::Provenance;
use crate::{MemberId, View};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The interaction graph of a view under a policy: the only way in which a graph of people is written.
///
/// - named: members with id, name, unit and kind of account;
/// - pseudonymous: members by pseudonym and nothing else, in the order of the pseudonyms, and of the times of
///   interactions the Monday of the week, for whoever can see a message in the platform would find its author by the second;
/// - aggregate: figures about the whole graph, units and communities, small ones hidden; whatever has a row, node or arc a
///   person is refused.
///
/// ```
/// use cmgraph::graph::EdgeRule;
/// use cmgraph::privacy::GraphRelease;
/// use cmgraph::{Error, Policy};
/// let community = cmgraph::read(&["examples/data/export.zip".into()], &cmgraph::ReadOptions::default())?;
/// let graph = GraphRelease::new(&community.whole(), &EdgeRule::default(), &Policy::aggregate())?;
/// assert_eq!(graph.summary().rows(), 1);
/// assert!(matches!(graph.arcs(), Err(Error::Withheld { .. })));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct GraphRelease {
    graph: InteractionGraph,
    ties: OnceLock<TieGraph>,
    places: OnceLock<HashMap<String, MemberId>>,
    people: People,
    provenance: Provenance,
    policy: Policy,
}

impl GraphRelease {
    /// Builds the graph of a view, units at their full path. O(messages + members log members).
    ///
    /// # Errors
    /// As [`InteractionGraph::from_interactions`].
    pub fn new(view: &View<'_>, rule: &EdgeRule, policy: &Policy) -> Result<GraphRelease> {
        GraphRelease::with_units(view, rule, None, policy)
    }

    /// The same with units at a level of their path, from 1; None is the whole path.
    ///
    /// # Errors
    /// As [`GraphRelease::new`].
    pub fn with_units(
        view: &View<'_>,
        rule: &EdgeRule,
        unit_level: Option<usize>,
        policy: &Policy,
    ) -> Result<GraphRelease> {
        GraphRelease::of_view(view, rule, None, unit_level, policy)
    }

    /// The same as of the end of the view, with weights that fade: an act that is `half_life_days` old counts half of one
    /// that happens now ([`InteractionGraph::decayed`]). There are no counts by kind.
    ///
    /// In pseudonymous mode acts are as old as the Monday of their week, for a weight that told the second would tell who wrote.
    ///
    /// # Errors
    /// As [`InteractionGraph::decayed`].
    ///
    /// ```
    /// use cmgraph::graph::{DEFAULT_HALF_LIFE_DAYS, EdgeRule};
    /// use cmgraph::privacy::GraphRelease;
    /// let community = cmgraph::read(&["examples/data/export.zip".into()], &cmgraph::ReadOptions::default())?;
    /// let (view, rule, policy) = (community.whole(), EdgeRule::default(), cmgraph::Policy::named());
    /// let faded = GraphRelease::decayed(&view, &rule, DEFAULT_HALF_LIFE_DAYS, None, &policy)?;
    /// assert_eq!(faded.arc_count(), GraphRelease::new(&view, &rule, &policy)?.arc_count());
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn decayed(
        view: &View<'_>,
        rule: &EdgeRule,
        half_life_days: f64,
        unit_level: Option<usize>,
        policy: &Policy,
    ) -> Result<GraphRelease> {
        let decay = Decay { at: view.to(), half_life_days };
        GraphRelease::of_view(view, rule, Some(decay), unit_level, policy)
    }

    fn of_view(
        view: &View<'_>,
        rule: &EdgeRule,
        decay: Option<Decay>,
        unit_level: Option<usize>,
        policy: &Policy,
    ) -> Result<GraphRelease> {
        let policy = &policy.clone().for_community(view.community());
        let members = view.community().members();
        let mut events = interactions(view);
        let mut people = People {
            ids: unique_ids(view),
            names: (0..members.len()).map(|i| members.names.get(i).to_owned()).collect(),
            units: (0..members.len() as u32)
                .map(|i| view.community().unit(MemberId(i), unit_level).to_owned())
                .collect(),
            kinds: (0..members.len() as u32).map(|i| members.kind(MemberId(i)).name()).collect(),
        };
        if let Some(place) = people.hide_order(policy) {
            for event in &mut events {
                (event.from, event.to) =
                    (MemberId(place[event.from.index()]), MemberId(place[event.to.index()]));
                event.at = files::week(view, event.at);
            }
        }
        let graph = match &decay {
            Some(decay) => InteractionGraph::decayed(members.len(), &events, rule, decay)?,
            None => InteractionGraph::from_interactions(members.len(), &events, rule)?,
        };
        let mut provenance =
            tables::provenance(view, rule, &graph, events.len() as u64).beyond_units(view, unit_level);
        if let Some(decay) = decay {
            provenance = provenance
                .method(
                    "weights fade: an act counts 2^-(age / half-life) as of the end of the window, before the scale",
                )
                .parameter("half_life_days", decay.half_life_days);
        }
        if policy.mode() == Mode::Pseudonymous {
            provenance =
                provenance.assume("times of interactions are the Monday of their week, midnight UTC");
        }
        Ok(GraphRelease::of(graph, people, provenance, policy))
    }

    /// A graph of the caller's own: arc i goes from member `from[i]` to `to[i]` with `weights[i]`; `ids` names the
    /// members, `units` the unit of each (empty where unknown, or no units at all). Parallel arcs are added up,
    /// self-loops dropped and counted. What may leave is up to the policy here as well.
    ///
    /// # Errors
    /// [`Error::Option`] if an id is given twice or there are not as many units as ids, and as
    /// [`InteractionGraph::from_arcs`].
    ///
    /// ```
    /// use cmgraph::Policy;
    /// use cmgraph::privacy::GraphRelease;
    /// let ids = ["ann", "bo", "cy"].map(String::from).to_vec();
    /// let graph =
    ///     GraphRelease::from_arcs(ids, vec![], &[0, 1, 2], &[1, 0, 1], &[3.0, 1.0, 1.0], &Policy::named())?;
    /// assert_eq!(graph.arcs()?.rows(), 3);
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn from_arcs(
        ids: Vec<String>,
        units: Vec<String>,
        from: &[u32],
        to: &[u32],
        weights: &[f64],
        policy: &Policy,
    ) -> Result<GraphRelease> {
        let people = People { ids, units, ..People::default() };
        let (graph, people) = placed(people, from, to, weights, policy)?;
        let provenance = Provenance::new("arcs as the caller gave them")
            .method("parallel arcs added up")
            .observations("arcs given", from.len() as u64)
            .denominator("members, with and without arcs", graph.node_count() as u64)
            .exclude("arcs from a member to itself", graph.self_loops());
        Ok(GraphRelease::of(graph, people, provenance, policy))
    }

    fn of(graph: InteractionGraph, people: People, provenance: Provenance, policy: &Policy) -> GraphRelease {
        let (ties, places) = (OnceLock::new(), OnceLock::new());
        GraphRelease { graph, ties, places, people, provenance, policy: policy.clone() }
    }

    /// The graph without directions, made when first asked for.
    fn ties(&self) -> &TieGraph {
        if let Some(ties) = self.ties.get() {
            return ties;
        }
        // Not made inside the lock: a thread of the pool that waits for a part of it could take up another call on this
        // graph, and wait for itself. Two callers at once make it twice.
        let ties = self.graph.ties();
        self.ties.get_or_init(|| ties)
    }

    /// The member with an id as it leaves: the native id in named mode, the pseudonym in pseudonymous mode; in aggregate
    /// mode none. O(1), the first time O(n).
    ///
    /// ```
    /// use cmgraph::privacy::GraphRelease;
    /// use cmgraph::{MemberId, Policy};
    /// let ids = ["ann", "bo"].map(String::from).to_vec();
    /// let graph = GraphRelease::from_arcs(ids, vec![], &[0], &[1], &[1.0], &Policy::named())?;
    /// assert_eq!((graph.place("bo"), graph.place("cy")), (Some(MemberId(1)), None));
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn place(&self, id: &str) -> Option<MemberId> {
        let places = self.places.get_or_init(|| {
            let ids = (0..).map(MemberId).zip(&self.people.ids);
            ids.filter_map(|(member, id)| Some((self.policy.person(id)?, member))).collect()
        });
        places.get(id).copied()
    }

    /// Number of members, with or without arcs.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.graph.arc_count()
    }

    /// Whether people may be shown, for callers that want to know before they make a file.
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode; `what` is named in it.
    pub fn about_people(&self, what: &str) -> Result<()> {
        about_people(&self.policy, what)
    }
}

impl People {
    /// Puts the people in the order of their pseudonyms, where the policy is to give only those: the order of native ids,
    /// which is that of joining, would tell who is who. Returns the new place of each.
    fn hide_order(&mut self, policy: &Policy) -> Option<Vec<u32>> {
        if policy.mode() != Mode::Pseudonymous {
            return None;
        }
        let pseudonyms: Vec<String> =
            self.ids.iter().map(|id| policy.person(id).unwrap_or_default()).collect();
        let mut order: Vec<usize> = (0..pseudonyms.len()).collect();
        order.sort_unstable_by(|&a, &b| pseudonyms[a].cmp(&pseudonyms[b]));
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new as u32;
        }
        for texts in [&mut self.ids, &mut self.names, &mut self.units] {
            // A column that is not known at all is empty.
            *texts = order.iter().filter_map(|&old| texts.get_mut(old).map(std::mem::take)).collect();
        }
        self.kinds = order.iter().filter_map(|&old| self.kinds.get(old).copied()).collect();
        Some(place)
    }
}

/// The graph of some arcs, and the people in the order of its nodes; names and units are one a person, or none.
fn placed(
    mut people: People,
    from: &[u32],
    to: &[u32],
    weights: &[f64],
    policy: &Policy,
) -> Result<(InteractionGraph, People)> {
    let People { ids, units, .. } = &people;
    let n = ids.len();
    let fault = |option, found, expected: String| Err(Error::Option { option, found, expected });
    if !units.is_empty() && units.len() != n {
        return fault("units", format!("{} values", units.len()), format!("one a member ({n}), or none"));
    }
    let mut sorted: Vec<&String> = ids.iter().collect();
    sorted.sort_unstable();
    if let Some(twice) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        return fault("ids", format!("{:?} twice", twice[0]), "an id for each member".into());
    }
    // The builder knows members by number only.
    let bad = weights.iter().position(|&weight| !(weight >= 0.0 && weight.is_finite()));
    let id = |members: &[u32], row: usize| members.get(row).and_then(|&member| ids.get(member as usize));
    if let Some(row) = bad
        && let (Some(u), Some(v)) = (id(from, row), id(to, row))
    {
        let found = format!("{} for the arc {u:?} -> {v:?}", weights[row]);
        return fault("weights", found, "finite weights of 0 or more".into());
    }
    let graph = match people.hide_order(policy) {
        // A member that does not exist is left for the builder to find.
        Some(place) => {
            let placed = |members: &[u32]| -> Vec<u32> {
                members.iter().map(|&m| place.get(m as usize).copied().unwrap_or(m)).collect()
            };
            InteractionGraph::from_arcs(n, &placed(from), &placed(to), weights)?
        }
        None => InteractionGraph::from_arcs(n, from, to, weights)?,
    };
    Ok((graph, people))
}

fn about_people(policy: &Policy, what: &str) -> Result<()> {
    if policy.mode() != Mode::Aggregate {
        return Ok(());
    }
    Err(Error::Withheld {
        what: what.into(),
        mode: policy.mode().name(),
        reason: "it shows single people; figures about the whole, units and communities are there, or use \
                 named or pseudonymous mode if you are entitled to see people"
            .into(),
    })
}

/// Native ids; where several networks share one, those outside the home network say which they are of.
fn unique_ids(view: &View<'_>) -> Vec<String> {
    let ids = &view.community().members().ids;
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(ids.len());
    for i in 0..ids.len() {
        *seen.entry(ids.get(i)).or_default() += 1;
    }
    let shared = |id: &String| seen.get(id).is_some_and(|&n| n > 1);
    (0..ids.len())
        .map(|i| match (ids.get(i), ids.network(i)) {
            (id, network) if network > 0 && shared(&id) => format!("{id} (network {network})"),
            (id, _) => id,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::community::{Community, CommunityBuilder, MemberRecord, MessageRecord};
    use crate::graph::PageRankOptions;

    fn community() -> Community {
        let mut builder = CommunityBuilder::new();
        for (id, name) in [("701", "Anna Berg"), ("702", "Bo Dahl"), ("703", "Cy Ek")] {
            builder.member(&MemberRecord { id, name, department: "Legal", ..Default::default() });
        }
        builder.message(&MessageRecord::new(b"1", b"701", Timestamp(0))).unwrap();
        for (id, author) in [(b"2", b"702"), (b"3", b"703"), (b"4", b"702")] {
            builder
                .message(&MessageRecord { parent: b"1", ..MessageRecord::new(id, author, Timestamp(9)) })
                .unwrap();
        }
        builder.build().unwrap()
    }

    fn everything(graph: &GraphRelease) -> String {
        let mut file = Vec::new();
        graph.write_graphml(&mut file).unwrap();
        graph.write_gexf(&mut file).unwrap();
        graph.write_edge_list(&mut file).unwrap();
        let tables = [graph.nodes(), graph.arcs(), graph.pagerank(&PageRankOptions::default(), true)];
        let tables: String = tables.into_iter().map(|table| table.unwrap().to_json()).collect();
        String::from_utf8(file).unwrap() + &tables
    }

    #[test]
    fn modes() {
        let community = community();
        let of =
            |policy: &Policy| GraphRelease::new(&community.whole(), &EdgeRule::default(), policy).unwrap();
        let named = everything(&of(&Policy::named()));
        let policy = Policy::pseudonymous(b"a key of the caller's own").unwrap();
        let hidden = everything(&of(&policy));
        for text in ["701", "702", "703", "Anna Berg", "Bo Dahl", "Legal"] {
            assert!(named.contains(text), "{text}");
            assert!(!hidden.contains(text), "{text}");
        }
        assert!(hidden.contains(&policy.person("701").unwrap()));

        let aggregate = of(&Policy::aggregate().with_min_group(2));
        assert_eq!(aggregate.summary().column("arcs").unwrap().values.text(0).as_deref(), Some("2"));
        for refused in
            [aggregate.nodes(), aggregate.arcs(), aggregate.pagerank(&PageRankOptions::default(), false)]
        {
            assert!(matches!(refused, Err(Error::Withheld { mode: "aggregate", .. })));
        }
        let mut file = Vec::new();
        assert!(aggregate.write_graphml(&mut file).is_err());
        assert!(aggregate.write_gexf(&mut file).is_err());
        assert!(aggregate.write_edge_list(&mut file).is_err());
        assert!(write_interactions(&community.whole(), &Policy::aggregate(), &mut file).is_err());
        assert!(file.is_empty());
    }

    #[test]
    fn acts_leave_with_their_time_or_under_a_pseudonym() {
        let community = community();
        let written = |policy: &Policy| {
            let mut file = Vec::new();
            write_interactions(&community.whole(), policy, &mut file).unwrap();
            String::from_utf8(file).unwrap()
        };
        let time = "1970-01-01T00:00:00.009Z";
        let row = |from: &str| format!("{from},701,{time},reply\n");
        assert_eq!(
            written(&Policy::named()),
            format!("from,to,time,kind\n{}{}{}", row("702"), row("703"), row("702"))
        );
        let policy = Policy::pseudonymous(b"a key of the caller's own").unwrap();
        let hidden = written(&policy);
        let rows: Vec<&str> = hidden.lines().skip(1).collect();
        assert_eq!(rows.len(), 3);
        assert!(rows.is_sorted());
        let to = policy.person("701").unwrap();
        // 1 January 1970 was a Thursday.
        assert!(rows.iter().all(|row| row.ends_with(&format!(",{to},1969-12-29T00:00:00Z,reply"))));
    }

    #[cfg(feature = "html")]
    #[test]
    fn arcs_of_a_drawing() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
        let community = crate::read(&[path], &crate::ReadOptions::default()).unwrap();
        let rows = |release: &crate::privacy::Release, columns: &[&str]| -> Vec<Vec<String>> {
            let text = |name: &str, row| release.column(name).unwrap().values.text(row).unwrap();
            (0..release.rows()).map(|row| columns.iter().map(|name| text(name, row)).collect()).collect()
        };
        for policy in [Policy::named(), Policy::pseudonymous(b"a key of the caller's own").unwrap()] {
            let graph = GraphRelease::new(&community.whole(), &EdgeRule::default(), &policy).unwrap();
            let drawn = rows(&graph.drawing(20).unwrap(), &["member"]).concat();
            let arcs = ["from", "to", "weight", "reply", "first"];
            let mut expected = rows(&graph.arcs().unwrap(), &arcs);
            expected.retain(|arc| drawn.contains(&arc[0]) && drawn.contains(&arc[1]));
            assert!(expected.len() > 20, "{}", expected.len());
            assert_eq!(rows(&graph.drawn_arcs(20).unwrap(), &arcs), expected);
        }
        let aggregate =
            GraphRelease::new(&community.whole(), &EdgeRule::default(), &Policy::aggregate()).unwrap();
        assert!(aggregate.drawn_arcs(20).is_err());
    }

    /// The graph under pseudonyms is the graph under names with other names.
    #[test]
    fn pseudonyms_keep_the_arcs() {
        let community = community();
        let policy = Policy::pseudonymous(b"0123456789abcdef").unwrap();
        let arcs = |policy: &Policy| -> Vec<Vec<String>> {
            let graph = GraphRelease::new(&community.whole(), &EdgeRule::default(), policy).unwrap();
            let arcs = graph.arcs().unwrap();
            // Times under pseudonyms are weeks.
            let columns = || arcs.columns().iter().filter(|c| c.role != crate::table::Role::Time);
            (0..arcs.rows())
                .map(|row| columns().map(|c| c.values.text(row).unwrap_or_default()).collect())
                .collect()
        };
        let mut expected = arcs(&Policy::named());
        for row in &mut expected {
            row[0] = policy.person(&row[0]).unwrap();
            row[1] = policy.person(&row[1]).unwrap();
        }
        expected.sort_unstable();
        let mut found = arcs(&policy);
        found.sort_unstable();
        assert_eq!(found, expected);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn arcs_of_the_caller() {
        let ids = || ["ann", "bo", "cy"].map(String::from).to_vec();
        let of = |policy: &Policy| {
            let units = ["Legal", "Legal", ""].map(String::from).to_vec();
            GraphRelease::from_arcs(ids(), units, &[0, 2, 1, 2], &[1, 1, 1, 1], &[1.0; 4], policy).unwrap()
        };
        let named = of(&Policy::named());
        assert_eq!(named.nodes().unwrap().columns()[1].name, "unit");
        assert!(everything(&named).contains("Legal"));
        let policy = Policy::pseudonymous(b"0123456789abcdef").unwrap();
        let hidden = of(&policy).arcs().unwrap();
        let ends = |row| [0, 1].map(|column: usize| hidden.columns()[column].values.text(row).unwrap());
        let pseudonym = |id| policy.person(id).unwrap();
        let mut found = [ends(0), ends(1)];
        found.sort_unstable();
        let mut expected = [["ann", "bo"], ["cy", "bo"]].map(|pair| pair.map(pseudonym));
        expected.sort_unstable();
        assert_eq!(found, expected);

        let twice = GraphRelease::from_arcs(vec!["a".into(); 2], vec![], &[], &[], &[], &policy);
        assert!(matches!(twice, Err(Error::Option { option: "ids", .. })));
        let aggregate = of(&Policy::aggregate());
        for (number, id) in ids().iter().enumerate() {
            assert_eq!(named.place(id), Some(MemberId(number as u32)));
            assert_eq!((of(&policy).place(id), aggregate.place(id)), (None, None));
            let place = of(&policy).place(&pseudonym(id)).unwrap();
            let nodes = of(&policy).nodes().unwrap();
            assert_eq!(nodes.columns()[0].values.text(place.index()), Some(pseudonym(id)));
        }
        for policy in [&policy, &Policy::named()] {
            for weight in [-1.0, f64::NAN, f64::INFINITY] {
                let bad = GraphRelease::from_arcs(ids(), vec![], &[0, 2], &[1, 1], &[1.0, weight], policy);
                let message = bad.unwrap_err().to_string();
                let found = format!("option weights: found {weight} for the arc \"cy\" -> \"bo\", expected");
                assert!(message.starts_with(&found), "{message}");
            }
            let unknown = GraphRelease::from_arcs(ids(), vec![], &[3], &[0], &[1.0], policy);
            assert!(matches!(unknown, Err(Error::Unknown { .. })));
        }
    }
}
