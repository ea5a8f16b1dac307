"""What stands under the title: out of whom, from when to when, how sure, and what is not shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class TableLike(Protocol):
    """What charts need to know of a :class:`cmgraph.Table`."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def provenance(self) -> Mapping[str, Any]: ...
    def column(self, name: str, /) -> list[Any]: ...
    def to_dict(self) -> dict[str, list[Any]]: ...
    def describe(self) -> Mapping[str, Mapping[str, str]]: ...


def captions(table: TableLike, shown: Iterable[Sequence[Any]] = (), *notes: str) -> list[str]:
    """The lines under the title: denominator and n, window, interval level; then what is hidden or missing.

    Parameters
    ----------
    table : TableLike
        Where the numbers come from.
    shown : iterable of sequences
        The columns that are drawn, to count the gaps in them.
    *notes : str
        More lines.
    """
    about = table.provenance
    lines = []
    out_of, based_on = about.get("denominator"), about.get("observations")
    if out_of:
        lines.append(f"out of {_count(out_of, about)} {out_of['what']}")
    facts = [window(about)]
    if level := about.get("interval_level"):
        facts.append(f"{level * 100:.4g}% intervals")
    if based_on:
        facts.append(f"based on {_count(based_on, about)} {based_on['what']}")
    lines.append("; ".join(fact for fact in facts if fact))
    return [line for line in [*lines, *notes, *gaps(table, shown)] if line]


def _count(of: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """How many there are, or fewer than how many where that is hidden."""
    if of["n"] is not None:
        return f"{of['n']:,}"
    least = (about.get("privacy") or {}).get("min_group")
    return f"fewer than {least}" if least else "a few"


def window(about: Mapping[str, Any]) -> str:
    """First and last local day: ``2024-01-01 to 2024-06-30 (Europe/Oslo)``."""
    if not about.get("from") or not about.get("to"):
        return ""
    name = about.get("time_zone") or "UTC"
    try:
        zone: ZoneInfo | None = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        # Without a database of zones (Windows) the days are those of UTC, and that is what is written.
        zone, name = None, "UTC"
    first = _local_day(datetime.fromisoformat(about["from"]), zone)
    # The end is the first instant after.
    last = _local_day(datetime.fromisoformat(about["to"]) - timedelta(milliseconds=1), zone)
    return f"{first} to {last} ({name})"


def _local_day(at: datetime, zone: ZoneInfo | None) -> date:
    return at.astimezone(zone or UTC).date()


def gaps(table: TableLike, shown: Iterable[Sequence[Any]]) -> list[str]:
    """Says what leaves gaps: numbers hidden for privacy, and numbers that are missing."""
    columns = [list(column) for column in shown]
    rows = max((len(column) for column in columns), default=0)
    hidden = table.to_dict().get("suppressed") or [False] * rows
    holes = [
        row for row in range(rows) if any(row < len(column) and column[row] is None for column in columns)
    ]
    concealed = sum(1 for row in holes if row < len(hidden) and hidden[row])
    lines = []
    if concealed:
        least = table.provenance.get("privacy", {}).get("min_group")
        why = f"fewer than {least} people, or needed to protect such rows" if least else "small groups"
        lines.append(f"gaps: numbers of {_rows(concealed)} are hidden ({why})")
    if missing := len(holes) - concealed:
        lines.append(f"gaps: {_rows(missing)} without a number")
    return lines


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def meaning(table: TableLike, column: str, otherwise: str = "") -> str:
    """What a column holds, in the words of the table."""
    return table.describe().get(column, {}).get("description") or otherwise
