//! Options of the measures, from words and mappings; that the defaults in the signatures are those of the core.

use crate::error::choice;
use cmgraph::Error;
use cmgraph::graph::{
    CommunityMethod, DEFAULT_BETWEENNESS_DELTA, DEFAULT_COMMUNITY_ITERATIONS, DEFAULT_DAMPING,
    DEFAULT_MAX_ITERATIONS, DEFAULT_RESOLUTION, DEFAULT_SEARCHES, DEFAULT_TOLERANCE, Lengths,
};
use cmgraph::privacy::GraphRelease;
use cmgraph::stats::{DEFAULT_LEVEL, DEFAULT_PERMUTATIONS, DEFAULT_SEED};
use pyo3::prelude::*;

const _: () = {
    assert!(DEFAULT_DAMPING == 0.85 && DEFAULT_TOLERANCE == 1e-9 && DEFAULT_MAX_ITERATIONS == 1000);
    assert!(DEFAULT_BETWEENNESS_DELTA == 0.05 && DEFAULT_LEVEL == 0.95);
    assert!(DEFAULT_PERMUTATIONS == 999 && DEFAULT_SEED == 0);
    assert!(DEFAULT_RESOLUTION == 1.0 && DEFAULT_COMMUNITY_ITERATIONS == 2 && DEFAULT_SEARCHES == 10);
};

/// Numbers by id, in the order of the members; 0 for the others.
pub(super) fn of_members(graph: &GraphRelease, given: Vec<(String, f64)>) -> cmgraph::Result<Vec<f64>> {
    let mut all = vec![0.0; graph.node_count()];
    for (id, value) in given {
        let Some(member) = graph.place(&id) else {
            let hint = " in the graph, who is in personalisation".into();
            return Err(Error::Unknown { kind: "member", name: id, hint });
        };
        all[member.index()] = value;
    }
    Ok(all)
}

pub(super) fn lengths(name: &str) -> PyResult<Lengths> {
    Lengths::parse(name).ok_or_else(|| choice("lengths", name, "\"hops\" or \"inverse_weight\""))
}

pub(super) fn community_method(name: &str) -> PyResult<CommunityMethod> {
    CommunityMethod::parse(name).ok_or_else(|| choice("method", name, "\"leiden\" or \"louvain\""))
}
