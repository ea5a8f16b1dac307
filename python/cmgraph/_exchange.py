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
