"""The export of an internal community as a member-interaction graph.

How far has it spread, who helps, who is asked: adoption curves, helper champions and question hubs, with
intervals, denominators and privacy.

>>> import cmgraph as cg
>>> c = cg.example()
>>> c
<cmgraph.Community: 12,738 messages, 228 members, 2023-06-01 to 2024-11-30 (UTC), named>
>>> champions = c.champions(n=5)
>>> champions.columns[:4]
['member', 'name', 'unit', 'helped']

Everything that leaves is a :class:`Table` that has passed the privacy policy given to :func:`read`. Tables go
to pandas, polars and pyarrow without a copy of their own code here: ``polars.DataFrame(champions)``, or
``champions.to_pandas()``.
"""

import warnings as _warnings

from ._cmgraph import __VERSION__ as __version__
from ._cmgraph import DEBUG_BUILD as _DEBUG_BUILD
from ._cmgraph import Community, Graph, Report, Result, Router, Table, hub_rates, read, read_events
from ._errors import CmgraphError, ExportError, Withheld
from ._example import example, example_path

__all__ = [
    "CmgraphError",
    "Community",
    "ExportError",
    "Graph",
    "Report",
    "Result",
    "Router",
    "Table",
    "Withheld",
    "__version__",
    "example",
    "example_path",
    "hub_rates",
    "read",
    "read_events",
]

if _DEBUG_BUILD:
    _warnings.warn(
        "this is a debug build of cmgraph: some twenty times slower than `maturin develop --release`",
        RuntimeWarning,
        stacklevel=2,
    )
