"""Charts of tables: which one a table has is decided by its name.

The methods ``plot`` of :class:`cmgraph.Table`, :class:`cmgraph.Result` and :class:`cmgraph.Graph` come here. A chart
shows what stands in the table and nothing else, and tables have passed the privacy policy. Missing and hidden numbers
leave gaps, and the lines under the title say how many.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any, Literal

from .captions import TableLike
from .charts import CHARTS
from .charts.network import GraphLike
from .picture import Picture
from .with_svg import Svg

__all__ = ["CHARTS", "Picture", "Svg", "graph_picture", "picture", "plot", "plot_graph", "svg"]

_LIBRARIES: tuple[Literal["altair", "matplotlib"], ...] = ("altair", "matplotlib")


def plot(
    table: TableLike, kind: str | None = None, backend: Literal["altair", "matplotlib", "svg"] | None = None
) -> Any:
    """Draws a table, or a table of a result.

    Parameters
    ----------
    table : Table or Result
        What an analysis gave.
    kind : str, optional
        Name of the chart, which is that of the table it shows. By default the main table, or the first that
        has a chart where that one has none.
    backend : {"altair", "matplotlib", "svg"}, optional
        The library that draws: altair, or matplotlib where that is not installed, or where neither is, SVG that
        needs no library.

    Returns
    -------
    altair.ConcatChart, matplotlib.figure.Figure or Svg

    Raises
    ------
    ValueError
        Where there is no such chart.
    ImportError
        Where the library that was asked for is not installed.

    Examples
    --------
    >>> import cmgraph as cg
    >>> from cmgraph.plot import plot
    >>> figure = plot(cg.example().adoption(), "active_people", backend="matplotlib")
    >>> figure.savefig("active.svg")  # doctest: +SKIP
    """
    chosen = _backend(backend)
    return _draw(picture(table, kind), chosen)


def plot_graph(
    graph: GraphLike,
    members: int = 150,
    by: Literal["unit", "community"] | None = None,
    backend: Literal["altair", "matplotlib", "svg"] | None = None,
) -> Any:
    """Draws the members of a graph who have most contacts, and the ties among them: see :meth:`cmgraph.Graph.plot`.

    Examples
    --------
    >>> import cmgraph as cg
    >>> from cmgraph.plot import plot_graph
    >>> chart = plot_graph(cg.example().graph(), members=40)
    """
    chosen = _backend(backend)
    return _draw(graph_picture(graph, members, by), chosen)


def graph_picture(
    graph: GraphLike, members: int = 150, by: Literal["unit", "community"] | None = None
) -> Picture:
    """What :func:`plot_graph` draws, as marks on axes."""
    if by not in (None, "unit", "community"):
        raise ValueError(f'by: found {by!r}, expected None, "unit" or "community"')
    table = graph.drawing(members=members)
    tables: dict[str, TableLike] = {table.name: table, "arcs": graph.arcs()}
    units = any(table.to_dict().get("unit") or [])
    if by == "community" or (by is None and not units):
        tables["community_members"] = graph.community_members()
    return CHARTS[table.name](table, tables)


def _draw(drawn: Picture, backend: Literal["altair", "matplotlib", "svg"]) -> Any:
    if backend == "altair":
        from .with_altair import draw
    elif backend == "matplotlib":
        from .with_matplotlib import draw
    else:
        from .with_svg import draw
    return draw(drawn)


def svg(table: TableLike) -> str | None:
    """The chart that a notebook shows with a result, as SVG; ``None`` where there is no chart of it.

    Examples
    --------
    >>> import cmgraph as cg
    >>> from cmgraph.plot import svg
    >>> svg(cg.example().adoption())[:5], svg(cg.example().audit())
    ('<svg ', None)
    """
    tables: Mapping[str, TableLike] = getattr(table, "tables", None) or {table.name: table}
    if not any(name in CHARTS for name in tables):
        return None
    text: str = _draw(picture(table), "svg").text
    return text


def picture(table: TableLike, kind: str | None = None) -> Picture:
    """What :func:`plot` draws, as marks on axes: for tests, and for drawing it with another library.

    Examples
    --------
    >>> import cmgraph as cg
    >>> from cmgraph.plot import picture
    >>> picture(cg.example().adoption()).title
    'Adoption by week'
    """
    tables: Mapping[str, TableLike] = getattr(table, "tables", None) or {table.name: table}
    if kind is None:
        kind = table.name if table.name in CHARTS else next((name for name in tables if name in CHARTS), None)
    if kind is None or kind not in tables or kind not in CHARTS:
        drawable = [name for name in tables if name in CHARTS]
        found = f"kind: found {kind!r}, " if kind is not None else ""
        if drawable:
            raise ValueError(f"{found}expected one of {', '.join(drawable)}")
        raise ValueError(f"{found}no chart of {', '.join(tables)}")
    return CHARTS[kind](tables[kind], tables)


def _backend(wanted: str | None) -> Literal["altair", "matplotlib", "svg"]:
    if wanted is None:
        return next((name for name in _LIBRARIES if find_spec(name) is not None), "svg")
    if wanted == "svg":
        return "svg"
    for name in _LIBRARIES:
        if wanted == name:
            if find_spec(name) is not None:
                return name
            how = "pip install 'cmgraph[plot]' brings it" if name == "altair" else f"pip install {name}"
            raise ImportError(f"this chart needs {name}, which is not installed: {how}", name=name)
    raise ValueError(f"backend: found {wanted!r}, expected altair, matplotlib or svg")
