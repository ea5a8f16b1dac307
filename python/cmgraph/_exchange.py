"""The interaction graph as an object of other graph libraries."""

from typing import Any

from ._cmgraph import Graph

# Beside the member itself; what the policy took away is not among the columns.
_ATTRIBUTES = ("name", "unit", "kind")


def _nodes(graph: Graph) -> tuple[list[str], dict[str, list[Any]]]:
    columns = graph.nodes().to_dict()
    return columns["member"], {name: columns[name] for name in _ATTRIBUTES if name in columns}


def _arcs(graph: Graph) -> tuple[list[str], list[str], dict[str, list[Any]]]:
    columns = graph.arcs().to_dict()
    return columns.pop("from"), columns.pop("to"), columns


def _rows(columns: dict[str, list[Any]], rows: int) -> list[dict[str, Any]]:
    """One dict a row, without the missing values."""
    names = list(columns)
    if not names:
        return [{} for _ in range(rows)]
    values = zip(*columns.values(), strict=True)
    return [{name: x for name, x in zip(names, row, strict=True) if x is not None} for row in values]


def to_networkx(graph: Graph) -> Any:
    """A ``networkx.DiGraph``: see :meth:`Graph.to_networkx`."""
    import networkx as nx

    members, attributes = _nodes(graph)
    sources, targets, columns = _arcs(graph)
    out = nx.DiGraph()
    out.add_nodes_from(zip(members, _rows(attributes, len(members)), strict=True))
    out.add_edges_from(zip(sources, targets, _rows(columns, len(sources)), strict=True))
    return out


def to_igraph(graph: Graph) -> Any:
    """An ``igraph.Graph``: see :meth:`Graph.to_igraph`."""
    import igraph as ig

    members, attributes = _nodes(graph)
    sources, targets, columns = _arcs(graph)
    place = {member: at for at, member in enumerate(members)}
    edges = [(place[u], place[v]) for u, v in zip(sources, targets, strict=True)]
    return ig.Graph(
        n=len(members),
        edges=edges,
        directed=True,
        vertex_attrs={"member": members, **attributes},
        edge_attrs=columns,
    )


def from_networkx(graph: Any, weight: str | None, unit: str | None, **options: Any) -> Graph:
    """See :meth:`Graph.from_networkx`."""
    edges = [(u, v, data.get(weight, 1.0)) for u, v, data in graph.edges(data=True)]
    units = {node: data[unit] for node, data in graph.nodes(data=True) if unit in data} if unit else {}
    return _from_edges(list(graph.nodes), edges, graph.is_directed(), units, options)


def from_igraph(graph: Any, member: str | None, weight: str | None, unit: str | None, **options: Any) -> Graph:
    """See :meth:`Graph.from_igraph`."""
    members = graph.vs[member] if member in graph.vs.attributes() else list(range(graph.vcount()))
    weights = graph.es[weight] if weight in graph.es.attributes() else [1.0] * graph.ecount()
    edges = [(members[u], members[v], w) for (u, v), w in zip(graph.get_edgelist(), weights, strict=True)]
    of_unit = graph.vs[unit] if unit in graph.vs.attributes() else []
    # Without an attribute of units the second is empty.
    units = {m: u for m, u in zip(members, of_unit, strict=False) if u is not None}
    return _from_edges(members, edges, graph.is_directed(), units, options)


def _from_edges(
    members: list[Any],
    edges: list[tuple[Any, Any, float]],
    directed: bool,
    units: dict[Any, Any],
    options: dict[str, Any],
) -> Graph:
    if not directed:
        # Half each way: the tie, which adds up both ways, then has the weight of the edge.
        edges = [arc for u, v, w in edges for arc in ((u, v, w / 2), (v, u, w / 2))]
    sources, targets, weights = zip(*edges, strict=True) if edges else ((), (), ())
    return Graph.from_arcs(sources, targets, weights, members=members, units=units or None, **options)
