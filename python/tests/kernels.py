"""Every measure of a graph, by name."""

# What has a row a person, or shows people otherwise.
PEOPLE = {
    "nodes": lambda g: g.nodes(),
    "arcs": lambda g: g.arcs(),
    "pagerank": lambda g: g.pagerank(),
    "pagerank reverse": lambda g: g.pagerank(reverse=True),
    "betweenness": lambda g: g.betweenness(),
    "betweenness of ties": lambda g: g.betweenness(directed=False),
    "betweenness by weight": lambda g: g.betweenness(lengths="inverse_weight"),
    "betweenness from sources": lambda g: g.betweenness(sources=20, seed=3),
    "betweenness sampled": lambda g: g.betweenness(epsilon=0.1, seed=3),
    "arc betweenness": lambda g: g.arc_betweenness(),
    "arc betweenness of ties": lambda g: g.arc_betweenness(directed=False, lengths="inverse_weight"),
    "hits": lambda g: g.hits(),
    "closeness": lambda g: g.closeness(),
    "closeness by weight": lambda g: g.closeness(lengths="inverse_weight", distances="from_member"),
    "closest": lambda g: g.closeness(top=25, by="harmonic"),
    "clustering": lambda g: g.clustering(),
    "structural holes": lambda g: g.structural_holes(),
    "structural holes of ties": lambda g: g.structural_holes(weighted=False),
    "cores": lambda g: g.cores(),
    "biconnected members": lambda g: g.biconnected_members(),
    "articulation points": lambda g: g.articulation_points(),
    "bridges": lambda g: g.bridges(),
    "community members": lambda g: g.community_members(runs=3, seed=5),
    "community members by louvain": lambda g: g.community_members(method="louvain"),
    "ei of members": lambda g: g.ei_members(weighted=True),
    "brokerage": lambda g: g.brokerage(),
    "drawing": lambda g: g.drawing(members=60),
}
FIGURES = {
    "summary": lambda g: g.summary(),
    "weak components": lambda g: g.components(),
    "strong components": lambda g: g.components(strong=True),
    "biconnected components": lambda g: g.biconnected_components(),
    "communities": lambda g: g.communities(runs=3, seed=5),
    "mixing": lambda g: g.mixing(),
    "ei": lambda g: g.ei_index(draws=199, seed=4),
}
ALL = PEOPLE | FIGURES
