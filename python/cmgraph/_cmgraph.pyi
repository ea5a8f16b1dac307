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
    def funnel(
        self,
        /,
        *,
        by: Literal["unit"] | None = None,
        launch: str | datetime.date | None = None,
        horizons: Sequence[int] | None = None,
        first_post: Literal["thread", "message"] = "thread",
        reply_days: int = 2,
        return_days: int = 28,
        min_arm: int = 20,
        min_at_risk: int = 20,
        habit_weeks: int = 2,
        habit_window: int = 4,
        unit_level: int | None = None,
        interval_level: float = 0.95,
        replicates: int = 500,
        seed: int = 0,
        include_officials: bool = False,
        include_guests: bool = False,
    ) -> Result:
        """
        Funnel: how far people have come, from invited to regular, with conversions and Wilson intervals; where they
        are some days after entry (Aalen-Johansen, bootstrap over persons); and whether newcomers whose first post
        got a reply write again more often than those who got none.

        Everybody is in the furthest state reached: invited, registered, reader, reactor, replier, poster, answerer,
        regular. States may be skipped. Who only reads cannot be told from an export: that row stays empty.

        Parameters
        ----------
        by : {None, "unit"}
            With ``"unit"`` the main table is ``funnel_by_unit``, else ``funnel``.
        launch : str, datetime.date or datetime.datetime, optional
            Day from which people could take part; by default the start of the export, or the earliest first
            log-in where many are earlier.
        horizons : list of int
            Days after entry at which people are looked at; 30, 90 and 180 by default.
        first_post : {"thread", "message"}
            Which message of a newcomer is looked at: the first thread or the first message of any kind.
        reply_days, return_days : int
            Days in which a first post can get the reply that counts, and days after those in which the newcomer can
            come back.
        min_arm, min_at_risk : int
            Newcomers that each side of the comparison needs; people under observation from which a time after entry
            is told about.
        habit_weeks, habit_window : int
            A regular was active in so many of so many trailing weeks.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals.
        replicates, seed : int
            Replicates of the bootstrap, and its seed.
        include_officials, include_guests : bool
            Whether community managers and communications accounts, and people from outside, count.

        Returns
        -------
        Result
            Tables ``funnel``, ``funnel_states``, ``newcomer_reply``, and ``funnel_by_unit`` with ``by="unit"``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> funnel = cg.example().funnel()
        >>> dict(zip(funnel.column("state"), funnel.column("people")))["reader"] is None
        True
        >>> funnel.column("state")[:2]
        ['invited', 'registered']
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
    @property
    def span(self, /) -> tuple[datetime.datetime, datetime.datetime]:
        """
        First instant that is in the window and covered by the export, and first instant after: both in UTC.
        """
    def stage(
        self,
        /,
        *,
        by: Literal["group"] | None = "group",
        weeks: int = 12,
        established_share: float = 0.5,
        mature_share: float = 0.9,
        small_growth: float = 0.02,
        decline_windows: int = 2,
        min_probability: float = 0.6,
        block: int = 4,
        draws: int = 500,
        seed: int = 0,
        min_people: int = 10,
        min_threads: int = 10,
        follow_days: int = 7,
        count_reactions: bool = True,
        include_guests: bool = False,
        holidays: Sequence[str] | None = None,
        penalty: float = 3.0,
        min_segment: int = 4,
        min_series_weeks: int = 26,
        min_series_mean: float = 5.0,
        interval_level: float = 0.95,
    ) -> Result:
        """
        Life-cycle stage of the whole and of each group on the last complete weeks, with a probability for each stage, what
        it rests on, and the weeks in which the level of activity changed.

        Inception: members write with each other in too few threads. Establishment: in most, and activity grows or may
        grow. Maturity: in nearly all, or activity is about what it was. Falling, decline: fewer people take part, in this
        window only or in the one before as well. Unclear where no stage is likely enough; "not enough data" with the
        reason where there are too few people, threads or weeks. The thresholds are conventions.

        Parameters
        ----------
        by : {None, "group"}
            With ``"group"``, the default, each group beside the whole; with ``None`` the whole only.
        weeks : int
            Complete weeks that a stage is judged by.
        established_share, mature_share : float
            Share of threads in which at least two members wrote below which it is the inception, and from which it is
            mature.
        small_growth : float
            Growth of active people a week, up or down, that is small.
        decline_windows : int
            Windows in a row in which active people must fall for a decline.
        min_probability : float
            Probability from which a stage is told.
        block, draws, seed : int
            Weeks that the bootstrap draws together, its draws, and their seed.
        min_people, min_threads : int
            Active people and threads from which a community has a stage.
        follow_days : int
            Days that a thread is given to find its second author.
        count_reactions, include_guests : bool
            Whether reactions count as activity, and people from outside as members.
        holidays : sequence of str, optional
            Days without work beside Saturdays and Sundays, ISO 8601.
        penalty : float
            What a change must be worth, times the logarithm of the number of weeks.
        min_segment : int
            Fewest weeks between two changes.
        min_series_weeks : int
            Weeks from which a series is scanned for changes.
        min_series_mean : float
            Mean a week from which it is.
        interval_level : float
            Level of the intervals.

        Returns
        -------
        Result
            Tables ``stage`` (the main one), ``stage_inputs``, ``changes`` and ``activity_weeks``.

        Raises
        ------
        ValueError
            For a value outside its range.

        Examples
        --------
        >>> import cmgraph as cg
        >>> stage = cg.example().stage(by=None)
        >>> stage.column("community")[0], stage.column("stage")[0]
        ('(whole)', 'maturity')
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
    <cmgraph.Community: 12,720 messages, 244 members, 2023-06-01 to 2024-12-01 (Europe/Helsinki), named>
    """
