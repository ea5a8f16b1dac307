//! Which tables there are of a graph.

/// Tables about the whole, units and communities, in every mode.
pub(crate) const WHOLE: [&str; 8] = [
    "graph",
    "graph_over_time",
    "weak_components",
    "strong_components",
    "biconnected_components",
    "communities",
    "mixing",
    "ei_index",
];
/// Tables that say how much, by the column that says it: the highest come first.
pub(crate) const BY_VALUE: [(&str, &str); 7] = [
    ("pagerank", "pagerank"),
    ("hits", "authority"),
    ("betweenness", "betweenness"),
    ("arc_betweenness", "betweenness"),
    ("closeness", "closeness"),
    ("articulation_points", "cut_off"),
    ("bridges", "cut_off"),
];
/// Tables with a row a member or an arc.
pub(crate) const PEOPLE: [&str; 17] = [
    "nodes",
    "arcs",
    "pagerank",
    "hits",
    "betweenness",
    "arc_betweenness",
    "closeness",
    "clustering",
    "structural_holes",
    "cores",
    "biconnected_members",
    "articulation_points",
    "bridges",
    "brokerage",
    "ei_members",
    "community_members",
    "drawing",
];
