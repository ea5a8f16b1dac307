"""
The compiled part of cmgraph.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import Any, Final, Literal, final

from typing_extensions import disjoint_base

__all__ = ["DEBUG_BUILD", "__VERSION__", "Community", "Graph", "Result", "Table", "read"]

DEBUG_BUILD: Final[bool]
"""
Whether the extension was built without optimisation.
"""

__VERSION__: Final[str]
"""
Release of the package.
"""

@final
class Community:
    """
    A community as an export shows it, or a window of it. Made by :func:`read`; never changes.

    ``len`` is the number of messages in the window.
    """
    def __bool__(self, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def _repr_html_(self, /) -> str: ...
    def adoption(
        self,
        /,
        *,
        by: Literal["unit"] | None = None,
        period: Literal["day", "week", "month"] = "week",
        unit_level: int | None = None,
        interval_level: float = 0.95,
        habit_weeks: int = 2,
        habit_window: int = 4,
        include_officials: bool = False,
        include_guests: bool = False,
    ) -> Result:
        """
        Adoption: joined, reacted, contributed, asked, answered, habit by day, week or month, cumulative and as a
        share of those who could have, with Wilson intervals; active people in the trailing 1, 7 and 28 days.

        Parameters
        ----------
        by : {None, "unit"}
            With ``"unit"`` the main table is ``adoption_by_unit``, else ``adoption_curve``.
        period : {"day", "week", "month"}
            Width of the bins.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals.
        habit_weeks, habit_window : int
            Somebody has the habit who was active in so many of so many trailing weeks.
        include_officials, include_guests : bool
            Whether community managers and communications accounts, and people from outside, count.

        Returns
        -------
        Result
            Tables ``adoption_summary``, ``adoption_curve``, ``active_people``, and ``adoption_by_unit`` with
            ``by="unit"``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> curve = cg.example().adoption(period="month")
        >>> curve.name, len(curve)
        ('adoption_curve', 18)
        """
    def audit(self, /) -> Result:
        """
        What was read, kept and left out, and why. About the whole import, whatever the window.

        Returns
        -------
        Result
            Tables ``audit_summary`` (the main one), ``audit_files``, ``audit_dropped``, and ``audit_unmatched``
            where there is a roster.

        Examples
        --------
        >>> import cmgraph as cg
        >>> files = cg.example().audit().tables["audit_files"]
        >>> dict(zip(files.column("holds"), files.column("confirmed")))["messages"]
        True
        """
    def champions(
        self,
        /,
        n: int = 20,
        *,
        by: Literal["unit"] | None = None,
        min_words: int = 3,
        min_words_mixed: int = 12,
        half_life_days: float | None = None,
        activity_weeks: int = 12,
        min_active_weeks: int = 6,
        min_helped: int = 3,
        min_threads: int = 2,
        min_answer_share: float = 0.3,
        min_p_above_unit: float = 0.5,
        people_per_champion: int = 50,
        min_unit: int = 5,
        unit_level: int | None = None,
        interval_level: float = 0.9,
        draws: int = 2000,
        seed: int = 0,
    ) -> Result:
        """
        Helper champions: people who help many different colleagues, shrunk towards what is usual where there is
        little to go by, with intervals and reasons in words.

        Parameters
        ----------
        n : int
            Champions listed, and the k of the probability to be among the first k.
        by : {None, "unit"}
            With ``"unit"`` the main table is ``champions_by_unit``, else ``champions``.
        min_words, min_words_mixed : int
            Words from which a reply helps, and from which one that also thanks or asks does.
        half_life_days : float, optional
            Days after which help counts half; all help counts alike by default.
        activity_weeks, min_active_weeks : int
            A champion was active in at least so many of the last so many weeks.
        min_helped, min_threads : int
            Colleagues helped, and threads helped in, from which somebody is a champion.
        min_answer_share : float
            Share of the own messages that help.
        min_p_above_unit : float
            Probability with which a champion helps more than three quarters of the own unit do.
        people_per_champion : int
            A champion is wanted for each started number of people of this size in a unit.
        min_unit : int
            Colleagues from which a unit's own percentile is told.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals.
        draws, seed : int
            Posterior draws behind the probability to be among the first, and their seed.

        Returns
        -------
        Result
            Tables ``champions`` and ``champions_by_unit``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> champions = cg.example().champions(n=3)
        >>> len(champions)
        3
        >>> for reason in champions.column("reasons")[0]:
        ...     print(reason)  # doctest: +ELLIPSIS
        answered ... questions of ... colleagues...
        """
    @property
    def days(self, /) -> tuple[str, str] | None:
        """
        First and last local day of the window, ISO 8601; ``None`` where it is empty.
        """
    def graph(
        self,
        /,
        *,
        reply: float = 1.0,
        answer: float = 0.0,
        mention: float = 1.0,
        reaction: float = 0.0,
        acceptance: float = 1.0,
        scale: Literal["count", "log1p"] = "count",
    ) -> Graph:
        """
        The interaction graph of the window.

        Parameters
        ----------
        reply, answer, mention, reaction, acceptance : float
            Weight of an interaction of this kind. Arcs of weight 0 are left out. An answer is a reply as well.
        scale : {"count", "log1p"}
            Whether the weighted count, or the logarithm of 1 plus it, is the weight of an arc.

        Returns
        -------
        Graph

        Examples
        --------
        >>> import cmgraph as cg
        >>> replies = cg.example().graph(mention=0, acceptance=0)
        >>> 0 < replies.reciprocity() < 1
        True
        """
    @property
    def mode(self, /) -> Literal["named", "pseudonymous", "aggregate"]:
        """
        How people appear: ``named``, ``pseudonymous`` or ``aggregate``.
        """
    def participation(
        self,
        /,
        *,
        regular_share: float = 0.25,
        regular_weeks: int = 4,
        smallest_group: int = 5,
        samples: int = 500,
        seed: int = 0,
        interval_level: float = 0.95,
        include_guests: bool = False,
    ) -> Result:
        """
        Participation: the measured 90-9-1. What the 1% who write most, the next 9% and the rest made of all posts and
        replies, people by how often they wrote, and on how many people it hangs; with and without the community
        manager and communications accounts.

        Parameters
        ----------
        regular_share : float
            Share of somebody's weeks with a post or reply from which writing is regular.
        regular_weeks : int
            Weeks with a post or reply that regular writing needs besides.
        smallest_group : int
            Fewest people in the group of the most active; never fewer than the policy's smallest group.
        samples, seed : int
            Bootstrap samples of the people behind the intervals, and their seed.
        interval_level : float
            Level of the intervals.
        include_guests : bool
            Whether people from outside count.

        Returns
        -------
        Result
            Tables ``participation_groups`` (the main one), ``participation_classes`` and
            ``participation_inequality``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().participation()
        >>> found.table.column("group")[:3]
        ['top 1%', 'next 9%', 'rest']
        >>> sum(found.tables["participation_groups"].column("people")[:3])
        297
        """
    def question_hubs(
        self,
        /,
        n: int = 20,
        *,
        by: Literal["unit"] | None = None,
        min_askers: int = 3,
        min_askers_off_platform: int = 2,
        off_platform: bool = True,
        max_mentions: int = 5,
        weights: Mapping[Literal["mention", "reply", "referral", "handover"], float] | None = None,
        hub_percentile: float = 0.9,
        min_p_hub: float = 0.3,
        unit_level: int | None = None,
        interval_level: float = 0.9,
    ) -> Result:
        """
        Question hubs: people whom many different colleagues ask, also when they are not on the platform, with
        the kinds of evidence kept apart, intervals, and reasons in words.

        Parameters
        ----------
        n : int
            Hubs listed.
        by : {None, "unit"}
            With ``"unit"`` the main table is ``question_hubs_by_unit``, else ``question_hubs``.
        min_askers, min_askers_off_platform : int
            Distinct askers from which somebody is listed, on the platform and not on it.
        off_platform : bool
            Whether people who are not on the platform are listed at all.
        max_mentions : int
            Most people that a message may mention; longer lists greet rather than ask.
        weights : dict, optional
            What an asker counts for by kind of evidence, from 0 to 1: ``mention``, ``reply``, ``referral``,
            ``handover``; kinds not given keep 1, 1, 0.7 and 0.5.
        hub_percentile : float
            Percentile of the colleagues' rates beyond which somebody is a hub.
        min_p_hub : float
            Probability of that from which somebody is listed.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals.

        Returns
        -------
        Result
            Tables ``question_hubs`` and ``question_hubs_by_unit``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> hubs = cg.example().question_hubs(n=5, weights={"handover": 0.0})
        >>> hubs.name, len(hubs)
        ('question_hubs', 5)
        """
    def retention(
        self,
        /,
        *,
        by: Literal["unit"] | None = None,
        period: Literal["week", "month"] = "month",
        silence_weeks: int = 8,
        ahead: int = 6,
        unit_level: int | None = None,
        interval_level: float = 0.95,
        include_officials: bool = False,
        include_guests: bool = False,
    ) -> Result:
        """
        Retention: cohorts of people first active in the same month or week and how many come back, time to the first
        post, time to silence, and how many are still there by a model of active weeks.

        Parameters
        ----------
        by : {None, "unit"}
            With ``"unit"`` the time to the first post is given by unit as well, and ``first_post_by_unit`` is the
            main table, else ``retention_triangle``.
        period : {"week", "month"}
            Width of cohorts and ages.
        silence_weeks : int
            Weeks without activity that count as silence.
        ahead : int
            Periods that the retention curve is projected beyond what was seen.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals.
        include_officials, include_guests : bool
            Whether community managers and communications accounts, and people from outside, count.

        Returns
        -------
        Result
            Tables ``retention_triangle``, ``retention_curve``, ``first_post``, ``time_to_silence``,
            ``retention_times``, ``alive``, ``retention_model``, and with ``by="unit"`` ``first_post_by_unit`` and
            ``first_post_test``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().retention()
        >>> found.name, found.tables["retention_curve"].column("people")[0]
        ('retention_triangle', 146)
        """
    @property
    def span(self, /) -> tuple[datetime.datetime, datetime.datetime]:
        """
        First instant that is in the window and covered by the export, and first instant after: both in UTC.
        """
    def window(
        self,
        /,
        *,
        from_: str | datetime.date | None = None,
        to: str | datetime.date | None = None,
        zone: str | None = None,
    ) -> Community:
        """
        A window of the community, with the same methods.

        Parameters
        ----------
        from_, to : str, datetime.date or datetime.datetime, optional
            First instant inside and first instant after: dates (local midnight) or instants with a time zone.
            What is not given stays as it is.
        zone : str, optional
            IANA name of the time zone whose days, weeks and months are counted.

        Returns
        -------
        Community

        Raises
        ------
        ValueError
            For a date that cannot be read, an empty window, or an unknown zone.

        Examples
        --------
        >>> import cmgraph as cg
        >>> cg.example().window(from_="2024-01-01", to="2024-07-01", zone="Europe/Oslo").days
        ('2024-01-01', '2024-06-30')
        """
    @property
    def zone(self, /) -> str:
        """
        IANA name of the time zone whose days, weeks and months are counted.
        """

@final
class Graph:
    """
    The interaction graph: an arc u -> v says that u acted on a message of v, or mentioned v.

    In aggregate mode there are :meth:`summary`, :meth:`reciprocity` and :meth:`components`; whatever shows
    single people raises :class:`Withheld`. In pseudonymous mode members are known by pseudonym only.

    Examples
    --------
    >>> import cmgraph as cg
    >>> graph = cg.example().graph()
    >>> graph.arcs().columns[:4]
    ['from', 'to', 'weight', 'reply']
    >>> cg.example(mode="aggregate").graph().arcs()  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    cmgraph.Withheld: a table of who interacts with whom is withheld in aggregate mode: ...
    """
    def _repr_html_(self, /) -> str: ...
    def arcs(self, /) -> Table:
        """
        One row an arc: weight, interactions by kind, first and last time.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def components(self, /, *, strong: bool = False) -> Table:
        """
        Sizes of the components, largest first; those of fewer people than ``min_group`` are hidden.

        Parameters
        ----------
        strong : bool
            Whether arcs are followed in their direction only.
        """
    def nodes(self, /) -> Table:
        """
        One row a member: strength, distinct partners, components.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def pagerank(
        self,
        /,
        *,
        damping: float = 0.85,
        tolerance: float = 1e-9,
        max_iterations: int = 1000,
        reverse: bool = False,
    ) -> Table:
        """
        Weighted PageRank: the share of the time of a reader who follows arcs and sometimes jumps.

        Parameters
        ----------
        damping : float
            Share of the rank that follows arcs, from 0 to below 1.
        tolerance : float
            Stop when the scores change by less than this in sum.
        max_iterations : int
            Stop after so many iterations anyway; the provenance then has a warning.
        reverse : bool
            Along the arcs those rank high whom others act on. With ``True`` those who act on the messages of
            many, such as those who answer.

        Returns
        -------
        Table
            One row a member.

        Raises
        ------
        Withheld
            In aggregate mode.
        ValueError
            For an option out of range.

        References
        ----------
        S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", 1998.

        Examples
        --------
        >>> import cmgraph as cg
        >>> ranks = cg.example().graph().pagerank(reverse=True)
        >>> round(sum(ranks.column("pagerank")), 9)
        1.0
        """
    def reciprocity(self, /) -> float | None:
        """
        Share of the arcs that have an arc the other way; ``None`` without arcs, or where it is hidden.
        """
    def summary(self, /) -> Table:
        """
        One row about the whole graph: members, arcs, density, reciprocity, components.
        """
    def to_igraph(self, /) -> Any:
        """
        As ``igraph.Graph``; needs igraph.

        Vertices have ``member`` (id or pseudonym), and ``name``, ``unit`` and ``kind`` where allowed; edges as in
        :meth:`to_networkx`.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def to_networkx(self, /) -> Any:
        """
        As ``networkx.DiGraph``; needs networkx.

        Nodes are ids (pseudonyms in pseudonymous mode) with ``name``, ``unit`` and ``kind`` where known and
        allowed; edges have ``weight``, a count for each kind of interaction, ``first`` and ``last``.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def write_gexf(self, /, path: str | PathLike[str]) -> None:
        """
        Writes GEXF for Gephi.

        Parameters
        ----------
        path : str or os.PathLike
            The file; replaced where it exists.

        Raises
        ------
        Withheld
            In aggregate mode; nothing is written.
        """
    def write_graphml(self, /, path: str | PathLike[str]) -> None:
        """
        Writes GraphML, as Gephi, yEd, NetworkX, igraph and Cytoscape read it.

        Parameters
        ----------
        path : str or os.PathLike
            The file; replaced where it exists.

        Raises
        ------
        Withheld
            In aggregate mode; nothing is written.
        """

@final
class Result(Table):
    """
    What an analysis gives: its main table, and more tables in :attr:`tables`.

    A result *is* its main table: ``len``, ``columns``, ``to_pandas`` and so on are about that one.

    Examples
    --------
    >>> import cmgraph as cg
    >>> result = cg.example().adoption(by="unit")
    >>> result.name
    'adoption_by_unit'
    >>> list(result.tables)
    ['adoption_summary', 'adoption_curve', 'adoption_by_unit', 'active_people']
    >>> result.tables["adoption_summary"].column("definition")
    ['joined', 'reacted', 'contributed', 'asked', 'answered', 'habit']
    """
    def _repr_html_(self, /) -> str: ...
    @property
    def table(self, /) -> Table:
        """
        The main table, without the others.
        """
    @property
    def tables(self, /) -> dict[str, Table]:
        """
        All tables by name, the main one included.
        """

@disjoint_base
class Table:
    """
    A table that has passed the privacy policy, with how its numbers came about.

    Any library that knows the Arrow PyCapsule interface takes it as it is: ``polars.DataFrame(table)``,
    ``pyarrow.table(table)``, ``pandas.DataFrame.from_arrow(table)``. Field metadata carry role, unit and
    meaning of each column, schema metadata the provenance.

    Examples
    --------
    >>> import cmgraph as cg
    >>> table = cg.example().audit().tables["audit_files"]
    >>> table.columns[:4]
    ['file', 'holds', 'rows', 'kept']
    >>> table.column("holds")
    ['networks', 'users', 'groups', 'answers', 'messages', 'roster']
    """
    def __arrow_c_stream__(self, /, requested_schema: object | None = None) -> object:
        """
        The Arrow PyCapsule interface. ``requested_schema`` is not looked at, as the protocol allows.
        """
    def __bool__(self, /) -> bool: ...
    def __len__(self, /) -> int: ...
    def _repr_html_(self, /) -> str: ...
    def column(self, /, name: str) -> list[Any]:
        """
        The values of a column.

        Parameters
        ----------
        name : str
            Name of the column.

        Returns
        -------
        list
            ``str``, ``int``, ``float``, ``bool``, ``datetime.date``, ``datetime.datetime`` in UTC or ``list`` of
            ``str``; ``None`` where a value is missing or hidden.

        Raises
        ------
        KeyError
            Where there is no such column.
        """
    @property
    def columns(self, /) -> list[str]:
        """
        Names of the columns, in order.
        """
    def describe(self, /) -> dict[str, dict[str, str]]:
        """
        What each column holds.

        Returns
        -------
        dict
            For each column ``role``, ``unit`` and ``description``.
        """
    def explain(self, /) -> str:
        """
        How the numbers came about, in plain words.

        Examples
        --------
        >>> import cmgraph as cg
        >>> print(cg.example().graph().summary().explain().splitlines()[0])
        counted    an arc u -> v says that u acted on a message of v or mentioned v
        """
    @property
    def name(self, /) -> str:
        """
        Stable name, ``snake_case``.
        """
    @property
    def provenance(self, /) -> dict[str, Any]:
        """
        How the numbers came about: definition, method, parameters, window, denominator, what was left out,
        assumptions, warnings, and what the privacy policy did.
        """
    @property
    def title(self, /) -> str:
        """
        Title for people.
        """
    def to_arrow(self, /) -> Any:
        """
        As ``pyarrow.Table``; needs pyarrow.
        """
    def to_csv(self, /, path: str | PathLike[str] | None = None) -> str | None:
        """
        CSV: UTF-8, commas, numbers in full precision, safe to open in a spreadsheet program.

        Parameters
        ----------
        path : str or os.PathLike, optional
            Where to write it.

        Returns
        -------
        str or None
            The text, where no path is given.
        """
    def to_dict(self, /) -> dict[str, list[Any]]:
        """
        All columns: name to values, as :meth:`column` gives them.
        """
    def to_json(self, /, path: str | PathLike[str] | None = None) -> str | None:
        """
        JSON: name, title, columns with role and unit, rows, provenance.

        Parameters
        ----------
        path : str or os.PathLike, optional
            Where to write it.

        Returns
        -------
        str or None
            The text, where no path is given.
        """
    def to_pandas(self, /) -> Any:
        """
        As ``pandas.DataFrame``; needs pandas and pyarrow.
        """
    def to_polars(self, /) -> Any:
        """
        As ``polars.DataFrame``; needs polars.
        """

def read(
    path: str | PathLike[str] | Sequence[str | PathLike[str]],
    *,
    roster: str | PathLike[str] | None = None,
    roster_columns: Mapping[str, str | Sequence[str]] | None = None,
    leave_out_disabled: bool = False,
    community_managers: Sequence[str] = ...,
    communications: Sequence[str] = ...,
    bots: Sequence[str] = ...,
    home_domains: Sequence[str] = ...,
    private_messages: bool = False,
    skip_text: bool = False,
    mode: Literal["named", "pseudonymous", "aggregate"] = "named",
    key: bytes | None = None,
    min_group: int = 5,
    zone: str = "UTC",
    progress: bool | Callable[[str, int, int], object] | None = None,
    threads: int | None = None,
) -> Community:
    """
    Reads exports of a Yammer / Viva Engage network: zips, folders, folders of zips.

    Several exports with overlapping windows are merged by message id; the latest window stands. Damaged rows
    are counted in :meth:`Community.audit`, and the rest is read. The work runs without the interpreter's lock
    and can be interrupted.

    Parameters
    ----------
    path : str, os.PathLike or list of them
        What to read.
    roster : str or os.PathLike, optional
        CSV of everybody who could take part. Without it, shares are of the users of the export.
    roster_columns : dict, optional
        Which column of the roster holds what, where its headers are not recognised:
        ``{"email": "Work mail", "unit": ["Division", "Team"]}``. Fields are ``directory_id``, ``email``, ``upn``,
        ``employee_id``, ``name``, ``unit``, ``manager``, ``location``, ``leader``, ``joined``, ``left``,
        ``user_type``, ``enabled`` and ``effective_date``.
    leave_out_disabled : bool
        Whether people whose account is switched off are left out of the roster.
    community_managers, communications, bots : list of str
        Who runs the community, who speaks for the organisation, which accounts are programs: by e-mail
        address or id.
    home_domains : list of str
        E-mail domains of the organisation; people with others are guests. Found from the data where empty.
    private_messages : bool
        Whether private conversations are read.
    skip_text : bool
        Whether bodies are passed over but for their mentions: no questions and thanks are found but those that the
        platform marks. For graphs alone; it saves a third of the time.
    mode : {"named", "pseudonymous", "aggregate"}
        How people appear in everything that leaves.
    key : bytes, optional
        Secret for pseudonyms, at least 16 bytes; with ``mode="pseudonymous"`` only.
    min_group : int
        Fewest people that a number may be about.
    zone : str
        IANA name of the time zone whose days, weeks and months are counted.
    progress : bool or callable, optional
        ``True`` for a bar (tqdm's where installed), or a callable that takes file, bytes done and all bytes.
    threads : int, optional
        Threads for this and all later work on the community; as many as there are processors by default.

    Returns
    -------
    Community

    Raises
    ------
    FileNotFoundError, PermissionError, OSError
        Where a file cannot be read.
    ExportError
        Where nothing of the format is found, or a file is damaged beyond reading.
    ValueError
        For an option out of range, and for a person, zone or field that does not exist.

    Examples
    --------
    >>> import cmgraph as cg
    >>> folder = cg.example_path()
    >>> cg.read(folder / "export.zip", roster=folder / "roster.csv", zone="Europe/Helsinki")
    <cmgraph.Community: 12,699 messages, 233 members, 2023-06-01 to 2024-12-01 (Europe/Helsinki), named>
    """
