"""The interaction graph as an object of other graph libraries."""

import datetime
import math
from typing import Any

from ._cmgraph import Graph

# Beside the member itself; what the policy took away is not among the columns.
_ATTRIBUTES = ("name", "unit", "kind")
_TIMES = ("first", "last")


def _nodes(graph: Graph) -> tuple[list[str], dict[str, list[Any]]]:
    columns = graph.nodes().to_dict()
    return columns["member"], {name: columns[name] for name in _ATTRIBUTES if name in columns}


def _arcs(graph: Graph) -> tuple[list[str], list[str], dict[str, list[Any]]]:
    columns = graph.arcs().to_dict()
    for name in _TIMES:
        if name in columns:
            columns[name] = [None if at is None else _iso(at) for at in columns[name]]
    return columns.pop("from"), columns.pop("to"), columns


def _iso(at: datetime.datetime) -> str:
    """As in our own files; those of networkx have no type for times."""
    return at.isoformat(timespec="milliseconds" if at.microsecond else "seconds").replace("+00:00", "Z")


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
    if "name" in attributes:
        # In igraph the name is what a vertex is found by, the label what is drawn.
        shown = zip(attributes.pop("name"), members, strict=True)
        attributes["label"] = [name or member for name, member in shown]
    return ig.Graph(
        n=len(members),
        edges=edges,
        directed=True,
        vertex_attrs={"name": members, "member": members, **attributes},
        edge_attrs=columns,
    )


def from_networkx(graph: Any, weight: str | None, unit: str | None, **options: Any) -> Graph:
    """See :meth:`Graph.from_networkx`."""
    edges = [(u, v, _weight(data.get(weight, 1.0), u, v)) for u, v, data in graph.edges(data=True)]
    of_unit = ((node, data.get(unit)) for node, data in graph.nodes(data=True))
    units = {node: name for node, name in of_unit if name is not None}
    return _from_edges(list(graph.nodes), edges, graph.is_directed(), units, options)


def from_igraph(
    graph: Any, member: str | None, weight: str | None, unit: str | None, **options: Any
) -> Graph:
    """See :meth:`Graph.from_igraph`."""
    members = _members(graph, member)
    weights = graph.es[weight] if weight in graph.es.attributes() else [None] * graph.ecount()
    # Where some edges have the attribute igraph says None of the others.
    weights = [1.0 if w is None else w for w in weights]
    pairs = [(members[u], members[v]) for u, v in graph.get_edgelist()]
    edges = [(u, v, _weight(w, u, v)) for (u, v), w in zip(pairs, weights, strict=True)]
    of_unit = graph.vs[unit] if unit in graph.vs.attributes() else []
    # Without an attribute of units the second is empty.
    units = {m: u for m, u in zip(members, of_unit, strict=False) if u is not None}
    return _from_edges(members, edges, graph.is_directed(), units, options)


def _members(graph: Any, member: str | None) -> list[Any]:
    """The ids of the vertices: the attribute asked for, else names that tell all apart, else numbers."""
    attributes = graph.vs.attributes()
    if member in attributes:
        return list(graph.vs[member])
    if member not in (None, "member"):
        raise ValueError(f"option member: found {member!r}, expected one of {attributes}, or none")
    if member is not None and "name" in attributes:
        names = list(graph.vs["name"])
        if None not in names and len({str(name) for name in names}) == len(names):
            return names
    return list(range(graph.vcount()))


def _weight(value: Any, u: Any, v: Any) -> float:
    """The weight of an edge; one that is there but is no weight is not replaced by another."""
    expected = "expected finite weights of 0 or more"
    if value is None or isinstance(value, str | bytes):
        raise ValueError(f"option weights: found {value!r} for the arc {u!r} -> {v!r}, {expected}")
    number = float(value)
    if not (number >= 0 and math.isfinite(number)):
        found = "NaN" if math.isnan(number) else f"{number:g}"
        raise ValueError(f"option weights: found {found} for the arc {u!r} -> {v!r}, {expected}")
    return number


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
