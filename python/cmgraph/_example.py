"""The made-up community that comes with the package."""

from pathlib import Path
from typing import Literal

from ._cmgraph import Community, read


def example_path() -> Path:
    """Folder of the made-up export that comes with the package: ``export.zip`` and ``roster.csv``.

    Examples
    --------
    >>> import cmgraph as cg
    >>> sorted(path.name for path in cg.example_path().iterdir())
    ['export.zip', 'roster.csv']
    """
    return Path(__file__).parent / "data"


def example(
    *,
    mode: Literal["named", "pseudonymous", "aggregate"] = "named",
    key: bytes | None = None,
    min_group: int = 5,
    purpose: str = "",
    audience: str = "",
    zone: str = "UTC",
) -> Community:
    """Reads the made-up export that comes with the package: 300 people, 18 months. Nobody in it is real.

    Parameters
    ----------
    mode, key, min_group, purpose, audience, zone
        As in :func:`read`.

    Examples
    --------
    >>> import cmgraph as cg
    >>> len(cg.example())
    12738
    """
    folder = example_path()
    return read(
        folder / "export.zip",
        roster=folder / "roster.csv",
        community_managers=["anna.manager@example.com"],
        communications=["communications@example.com"],
        mode=mode,
        key=key,
        min_group=min_group,
        purpose=purpose,
        audience=audience,
        zone=zone,
    )
