"""
The compiled part of cmgraph.
"""

import datetime
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from os import PathLike
from typing import Any, Final, Literal, TypeAlias, final

from typing_extensions import disjoint_base

from ._stats import (
    Bass,
    BassForecast,
    BassIncrements,
    BassUnits,
    BetaBinomial,
    BgNbd,
    ChangePoints,
    Concentration,
    Cox,
    CumulativeIncidence,
    GammaPoisson,
    Glm,
    JamesStein,
    KaplanMeier,
    LogRank,
    NormalEb,
    Occupation,
    Rmst,
    ShiftedBetaGeometric,
)

__all__ = [
    "Community",
    "DEBUG_BUILD",
    "Graph",
    "Report",
    "Result",
    "Router",
    "Table",
    "__VERSION__",
    "absence_factor",
    "bass",
    "bass_cells",
    "bass_forecast",
    "bass_increments",
    "bass_units",
    "benjamini_hochberg",
    "beta_binomial",
    "bg_nbd",
    "change_points",
    "clopper_pearson",
    "concentration",
    "cox",
    "cumulative_incidence",
    "effective_number",
    "entropy_number",
    "gamma_poisson",
    "gini",
    "glm",
    "hhi",
    "holm",
    "hub_rates",
    "james_stein",
    "jeffreys",
    "kaplan_meier",
    "log_rank",
    "newcombe",
    "normal_eb",
    "occupation",
    "prob_top_k",
    "rank_sets",
    "rank_sets_stepdown",
    "read",
    "read_events",
    "rmst",
    "shifted_beta_geometric",
    "top_share",
    "wilson",
]

_Numbers: TypeAlias = Iterable[float]
_Counts: TypeAlias = Iterable[int]

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
        by: Literal["unit", "group"] | None = None,
        period: Literal["day", "week", "month"] = "week",
        unit_level: int | None = None,
        fit: bool = True,
        launch: str | datetime.date | None = None,
        horizon_days: int = 182,
        max_ceiling_width: float = 0.3,
        min_people: int = 30,
        min_adopters: int = 8,
        draws: int = 500,
        seed: int = 0,
        interval_level: float = 0.95,
        habit_weeks: int = 2,
        habit_window: int = 4,
        include_officials: bool = False,
        include_guests: bool = False,
    ) -> Result:
        """
        Adoption: joined, reacted, contributed, asked, answered, habit by day, week or month, cumulative and as a
        share of those who could have, with Wilson intervals; where it will level off and when, or why that cannot
        be known yet; a forecast; active people in the trailing 1, 7 and 28 days.

        Parameters
        ----------
        by : {None, "unit", "group"}
            With ``"unit"`` the main table is ``adoption_by_unit``, with ``"group"`` ``adoption_by_group``, else
            ``adoption_curve``.
        period : {"day", "week", "month"}
            Width of the bins.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        fit : bool
            Whether curves are fitted: ceiling, dates, forecast, categories.
        launch : str or datetime.date, optional
            First day of the curves; by default the first day of the export or of the first adoption after it.
        horizon_days : int
            Days that the forecast looks ahead.
        max_ceiling_width : float
            Widest interval of the ceiling, as a share of the people, with which it counts as known.
        min_people, min_adopters : int
            People and adopters from which a unit has a curve of its own, and adopters from which any curve is fitted.
        draws, seed : int
            Refits behind the band of the forecast, and their seed.
        interval_level : float
            Level of the intervals.
        habit_weeks, habit_window : int
            Somebody has the habit who was active in so many of so many trailing weeks.
        include_officials, include_guests : bool
            Whether community managers and communications accounts, and people from outside, count.

        Returns
        -------
        Result
            Tables ``adoption_summary``, ``adoption_curve``, ``adoption_fit``, ``adoption_models``,
            ``adoption_forecast``, ``adopter_categories``, ``active_people``; with ``by="unit"`` also
            ``adoption_by_unit``, ``adoption_unit_curves`` and ``unit_adoption``; with ``by="group"``
            ``adoption_by_group`` and ``adoption_group_curves``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> curve = cg.example().adoption(period="month")
        >>> curve.name, len(curve)
        ('adoption_curve', 18)
        >>> fit = curve.tables["adoption_fit"].to_dict()
        >>> dict(zip(fit["definition"], fit["identified"]))
        {'joined': True, 'contributed': False, 'asked': True, 'answered': False, 'habit': True}
        """
    def answers(
        self,
        /,
        *,
        by: Literal["unit", "group"] | None = None,
        hours: str = "Mon-Fri 8-17",
        holidays: Iterable[str | datetime.date] | PathLike[str] | None = None,
        calendars: str | PathLike[str] | Sequence[Mapping[str, str | None]] | None = None,
        period: Literal["day", "week", "month"] = "month",
        min_questions: int = 10,
        unit_level: int | None = None,
        interval_level: float = 0.95,
    ) -> Result:
        """
        Whether questions are answered, by whom and how soon: the share with an answer within some hours and the median,
        by the clock on the wall and in business hours of whoever asked; who answers first; by unit, group, language and
        time of asking, with log-rank tests of whether these differ. Questions that nobody has answered yet stay in
        (Kaplan-Meier). No person is named.

        Parameters
        ----------
        by : {None, "unit", "group"}
            With ``"unit"`` the main table is ``answers_by_unit``, with ``"group"`` ``answers_by_group``, else ``answers``.
        hours : str
            Weekdays and hours of work, such as ``"Mon-Thu 8-16, Fri 8-14"``, in the time zone of the window.
        holidays : sequence of str or datetime.date, or os.PathLike, optional
            Days without work: ``"2024-12-24"``, a span ``"2024-12-24..2024-12-26"``, or ``"12-25"`` for every year. A
            :class:`pathlib.Path` is a text file with one a line.
        calendars : str, os.PathLike or sequence of dict, optional
            Units and sites with hours of their own: a CSV file with the columns ``unit``, ``site``, ``zone``, ``hours``,
            ``holidays``, or its rows. What a row leaves empty is as above; the most special row holds.
        period : {"day", "week", "month"}
            Bins of the time of asking.
        min_questions : int
            Questions below which nothing is said of how soon they are answered.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals.

        Returns
        -------
        Result
            Tables ``answers`` (the main one), ``answers_speed``, ``answers_median``, ``answers_curve``,
            ``answers_answerers``, ``answers_by_unit``, ``answers_unit_curves``, ``answers_by_group``,
            ``answers_by_language``, ``answers_over_time`` and ``answers_tests``.

        Raises
        ------
        ValueError
            For a value outside its range, and for hours, days or a file of calendars that cannot be read.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().answers(hours="Mon-Fri 8-16", holidays=["12-25"])
        >>> first = dict(zip(found.column("measure"), found.column("share")))
        >>> 0.7 < first["answered"] < 0.9
        True
        >>> speed = found.tables["answers_speed"]
        >>> speed.column("within")[:4]
        ['1 hour', '4 hours', '24 hours', '7 days']
        """
    def erase(self, /, people: Sequence[str]) -> Community:
        """
        The community without these people: accounts, messages with their texts, reactions, mentions, rows of the roster.

        Everything that was derived from them is built anew. Texts of others in which the platform marks a mention of them are
        forgotten; a name that somebody merely wrote is not found. :meth:`audit` counts how many were erased and names
        nobody. The files still have them: erase them there, or give ``erase`` at the next :func:`read`.

        Parameters
        ----------
        people : list of str
            E-mail addresses or ids, of any kind.

        Returns
        -------
        Community
            The same window of what is left. The community that this was called on stays as it is.

        Raises
        ------
        ValueError
            For somebody whom neither export nor roster knows.

        Examples
        --------
        >>> import cmgraph as cg
        >>> c = cg.example()
        >>> len(c.erase(["lars.bergstrom@example.com"])) < len(c)
        True
        """
    def privacy_report(self, /) -> Result:
        """
        What was released so far under the policy of this community, and what the policy did to it: for whoever has to agree, such as
        a works council.

        Windows of a community and its graphs count together. What other programs show is not known here.

        Returns
        -------
        Result
            Tables ``privacy_releases`` (the main one: a row a table), ``privacy_policy`` (mode, purpose, thresholds),
            ``privacy_bounds`` (what can be known of each hidden number of people), and ``privacy_ledger`` where a
            ledger is kept.

        Examples
        --------
        >>> import cmgraph as cg
        >>> c = cg.example(mode="aggregate")
        >>> _ = c.adoption(by="unit")
        >>> report = c.privacy_report()
        >>> row = report.column("table").index("adoption_by_unit")
        >>> report.column("hidden_rows")[row] > 0, report.column("narrowest")[row] >= 5
        (True, True)
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
    def bridging(
        self,
        /,
        *,
        unit_level: int | None = None,
        n: int = 20,
        min_units: int = 2,
        min_threads: int = 3,
        max_authors: int = 50,
        permutations: int = 999,
        draws: int = 500,
        seed: int = 0,
        interval_level: float = 0.95,
        include_guests: bool = False,
    ) -> Result:
        """
        Bridging: do units talk with one another? The share of replies that go to another unit, whole and by unit, beside
        what there would be if units did not matter; from which unit to which more goes than that; questions answered from
        another unit; pairs of units whose talk hangs on one person; and the people between units.

        Parameters
        ----------
        unit_level : int, optional
            Levels of the unit path that make a unit, from 1; the deepest level with at most 12 units if not given.
        n : int
            People between units listed at most.
        min_units, min_threads : int
            Other units that somebody between units talks with (or all, where there are not as many), and threads in
            which he or she does, at least.
        max_authors : int
            Threads with more authors join nobody.
        permutations : int
            Permutations of the units behind the p-values, at least 99.
        draws, seed : int
            Bootstrap draws of the threads behind the intervals, and the seed of both.
        interval_level : float
            Level of the intervals.
        include_guests : bool
            Whether people from outside count.

        Returns
        -------
        Result
            Tables ``bridging`` (the main one), ``bridging_by_unit``, ``bridging_matrix``, ``bridging_answers``,
            ``bridging_links``, ``bridging_brokers``, ``bridging_only_ties`` and ``bridging_sensitivity``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().bridging(unit_level=2)
        >>> found.table.column("who")[0]
        'colleagues'
        >>> found.table.column("cross_share")[0] < found.table.column("expected_share")[0]
        True
        """
    def champion_cover(
        self,
        /,
        k: int | None = None,
        *,
        reach_share: float = 0.8,
        exclude: Sequence[str] | None = None,
        sites: bool = True,
        people_per_champion: int = 50,
        min_people: int = 5,
        exchange: Literal["replies", "help"] = "replies",
        even_exchanges: float = 1.0,
        capacity: float = 8.0,
        help_share: float = 0.5,
        next_best: int = 3,
        unit_level: int | None = None,
        activity_weeks: int = 12,
        min_active_weeks: int = 6,
        min_helped: int = 3,
        min_threads: int = 2,
        min_answer_share: float = 0.3,
        min_p_above_unit: float = 0.5,
        interval_level: float = 0.9,
        draws: int = 200,
        seed: int = 0,
    ) -> Result:
        """
        Whom to ask so that every unit has somebody: among the champions as few as are enough, or the best ``k``, so that each
        unit and site has one for each started ``people_per_champion`` people and as many people as possible know one of them.

        Somebody is reached by a champion with probability ``1 - 2**(-n / even_exchanges)`` after ``n`` exchanges of words. Who never
        exchanged any with a champion is covered by the own unit alone. Says how few could do it at all, which units have nobody
        and who comes next there, whose place others can take, and what more or fewer would reach.

        Parameters
        ----------
        k : int, optional
            Choose so many; as few as are enough by default.
        reach_share : float
            Enough is this share of the people whom all candidates together would reach.
        exclude : sequence of str, optional
            Ids or addresses of people who do not want to be asked: they are in no list.
        sites : bool
            Whether sites have quotas beside units.
        people_per_champion, min_people : int
            A champion is wanted for each started number of people in a unit, from so many people on.
        exchange : {"replies", "help"}
            What counts as an exchange: replies of either to the other, or answers to questions.
        even_exchanges : float
            Exchanges after which it is as likely as not that somebody turns to the champion.
        capacity : float
            Questions a month that one champion can be asked to answer; who answers as many is not asked.
        help_share : float
            Share of the questions that champions are to answer.
        next_best : int
            People named for a unit that lacks a champion.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        activity_weeks, min_active_weeks, min_helped, min_threads : int
            Who is a champion, as for :meth:`champions`.
        min_answer_share, min_p_above_unit : float
            The same.
        interval_level : float
            Level of the intervals.
        draws, seed : int
            Posterior draws behind intervals and frequencies, and their seed.

        Returns
        -------
        Result
            Tables ``cover`` (people to ask), ``cover_summary``, ``cover_units``, ``cover_sites``, ``cover_curve``,
            ``cover_next_best``, ``cover_alternatives`` and ``cover_at_capacity``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> cover = cg.example().champion_cover(unit_level=2)
        >>> bool(cover.findings)
        True
        >>> summary = cover.tables["cover_summary"].to_dict()
        >>> summary["at_least"][0] <= summary["chosen"][0] == len(cover)
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
        capacity: float = 8.0,
        exclude: Sequence[str] | None = None,
        smaa: bool = False,
        criteria: Sequence[Literal["helped", "thanked", "other_units", "newcomers", "momentum"]]
        | None = None,
        smaa_draws: int = 10000,
        interval_level: float = 0.9,
        draws: int = 2000,
        seed: int = 0,
    ) -> Result:
        """
        Helper champions: people who help many different colleagues, shrunk towards what is usual where there is
        little to go by, with intervals and reasons in words; and what is to be known before asking them to help on:
        how much they already do, newcomers welcomed, own and other units, whether it is more or less of late.

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
        capacity : float
            Questions a month from which somebody has enough on the plate, and is not to be asked first.
        exclude : sequence of str, optional
            People who do not want to be listed, by e-mail address or id; they are in no list, and counted.
        smaa : bool
            Rank by several criteria as well, for all weights of the criteria at once. The main table is then
            ``champion_smaa``.
        criteria : sequence of str, optional
            Criteria of ``smaa`` among ``helped``, ``thanked``, ``other_units``, ``newcomers`` and ``momentum``; all but
            the last by default.
        smaa_draws : int
            Draws of weights and values, 100 or more.
        interval_level : float
            Level of the intervals.
        draws, seed : int
            Posterior draws behind the probability to be among the first, and their seed.

        Returns
        -------
        Result
            Tables ``champions``, ``champions_by_unit``, ``champions_help_by_unit`` and ``champions_summary``; with ``smaa``
            also ``champion_smaa`` and ``champion_smaa_ranks``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> champions = cg.example().champions(n=3)
        >>> len(champions)
        3
        >>> for reason in champions.column("reasons")[0]:
        ...     print(reason)  # doctest: +ELLIPSIS
        answered ... questions of ... colleagues...

        Whatever the criteria weigh, somebody is the first in so many of the draws:

        >>> ranks = cg.example().champions(n=3, smaa=True, smaa_draws=1000)
        >>> ranks.column("p_first")[0] > 0.3
        True
        """
    def circles(
        self,
        /,
        *,
        unit_level: int | None = None,
        resolution: float = 1.0,
        runs: int = 10,
        min_members: int = 5,
        max_authors: int = 50,
        seed: int = 0,
        interval_level: float = 0.95,
        include_guests: bool = False,
    ) -> Result:
        """
        Circles that people form by replying to one another, found without looking at units (Leiden communities), and how
        far they follow the units. A circle is called by the group of the platform in which most of its replies are.

        Parameters
        ----------
        unit_level : int, optional
            Levels of the unit path that make a unit, from 1; the deepest level with at most 12 units if not given.
        resolution : float
            Above 1 gives more and smaller circles, below 1 fewer and larger ones.
        runs, seed : int
            Searches, of which the best counts and the others say how stable it is, and their seed.
        min_members : int
            People from which a circle is listed.
        max_authors : int
            Threads with more authors join nobody.
        interval_level : float
            Level of the intervals.
        include_guests : bool
            Whether people from outside count.

        Returns
        -------
        Result
            Tables ``circles`` (the main one) and ``circles_agreement``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().circles(unit_level=2)
        >>> found.tables["circles_agreement"].column("ari")[0] > 0
        True
        """
    def conversation(
        self,
        /,
        *,
        by: Literal["group"] | None = "group",
        follow_days: int = 7,
        min_threads: int = 30,
        max_authors: int = 50,
        exchange_days: float = 7.0,
        min_days: int = 28,
        min_events: int = 10,
        clear_events: int = 30,
        balance_low: float = 0.35,
        balance_high: float = 0.65,
        balance_level: float = 0.9,
        broadcaster_posts: float = 0.7,
        broadcaster_replies: float = 0.1,
        min_probability: float = 0.5,
        listed: int = 20,
        unit_level: int | None = None,
        draws: int = 500,
        seed: int = 0,
        interval_level: float = 0.95,
        include_guests: bool = False,
    ) -> Result:
        """
        Conversation or broadcast: do members talk to each other? In how many threads did at least two members write and
        somebody reply back, how many were started by community managers and communications accounts without a member
        replying to another, how many replies go from member to member, what threads look like, whether people answer each
        other over all threads; for the whole and for each group. And how people take part: people by what they give and
        receive.

        Broadcasting can only be told where it is known who runs the community and who speaks for the organisation.

        Parameters
        ----------
        by : {None, "group"}
            With ``"group"``, the default, each group beside the whole; with ``None`` the whole only.
        follow_days : int
            Days that a thread is given; later replies are not looked at, younger threads left out.
        min_threads : int
            Threads from which means and ratios have a value.
        max_authors : int
            Threads with more distinct authors make no ties.
        exchange_days : float
            Days within which a there, back and there again counts as an exchange.
        min_days : int
            Days of the window that somebody was there at least to have a pattern; all of a shorter window.
        min_events : int
            Given and received, together, below which somebody is an observer.
        clear_events : int
            Given and received, together, from which an interval that covers one half is a balance.
        balance_low, balance_high : float
            Ends of a balance of giving and receiving.
        balance_level : float
            Level of the interval of somebody's balance.
        broadcaster_posts, broadcaster_replies : float
            Share of posts in what a broadcaster gives, at least, and of replies, at most.
        min_probability : float
            Probability of a pattern from which somebody is said to have it.
        listed : int
            People of a pattern that are listed at most, never more than half of them. Only engagers, catalysts and
            responders are, where there are ten or more.
        unit_level : int, optional
            Levels of the unit path shown in lists, from 1; the whole path if not given.
        draws, seed : int
            Bootstrap draws behind the intervals, and their seed.
        interval_level : float
            Level of the intervals.
        include_guests : bool
            Whether people from outside count as members.

        Returns
        -------
        Result
            Tables ``conversation`` (the main one), ``conversation_starters``, ``conversation_threads``,
            ``conversation_ties``, ``patterns`` and ``pattern_people``.

        Raises
        ------
        ValueError
            For a value outside its range.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().conversation(by=None)
        >>> found.column("community")[0], found.column("threads")[0]
        ('(whole)', 4842)
        >>> found.tables["patterns"].column("pattern")[:3]
        ['engager', 'catalyst', 'responder']
        """
    @property
    def days(self, /) -> tuple[str, str] | None:
        """
        First and last local day of the window, ISO 8601; ``None`` where it is empty.
        """
    def evaluate_champions(
        self,
        /,
        k: int = 20,
        *,
        split: str | datetime.date | None = None,
        splits: int = 1,
        half_life_days: float = 90.0,
        rival_days: float | None = None,
        min_helped: int = 3,
        min_helpers: int = 10,
        min_words: int = 3,
        min_words_mixed: int = 12,
        draws: int = 500,
        posterior_draws: int = 2000,
        seed: int = 0,
        interval_level: float = 0.95,
        posterior_level: float = 0.9,
    ) -> Result:
        """
        Would the ranking have found those who helped later? Everybody is ranked by what was known at a date, and then it is
        looked at who helped how many different colleagues after it. Ours stands beside the formulas of products and
        textbooks, computed on the same past.

        NDCG is 1 where those who helped most later are at the top in the right order, and near 0 for a list drawn by lot.
        Intervals are of bootstrap draws of the later askers. It tells which ranking is the better forecast, not who is
        worth more, and names nobody.

        Parameters
        ----------
        k : int
            People that a list names.
        split : str, datetime.date or datetime.datetime, optional
            First instant to be foretold; when a third of the help is still to come if not given.
        splits : int
            Equal parts of what comes after it, each foretold from all before.
        half_life_days : float
            Days after which help counts half in our forecast.
        rival_days : float, optional
            Days that rival formulas look back; all of the past if not given.
        min_helped : int
            Colleagues helped later from which somebody counts in precision and recall.
        min_helpers : int
            People who helped later, below which nothing is said.
        min_words, min_words_mixed : int
            Words from which a reply helps, and from which one that also thanks or asks does.
        draws, posterior_draws, seed : int
            Bootstrap draws behind the intervals, posterior draws behind the probability to be among the first k, and the
            seed of both.
        interval_level, posterior_level : float
            Level of the intervals, and of the posterior interval whose lower end is one of our variants.

        Returns
        -------
        Result
            Tables ``backtest`` (the main one), ``backtest_by_split``, ``backtest_outcomes`` and ``backtest_splits``.

        Raises
        ------
        ValueError
            For a value outside its range, and a split outside the window.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().evaluate_champions(draws=100)
        >>> ndcg = dict(zip(found.column("formula"), found.column("ndcg")))
        >>> ndcg["expected helped"] > ndcg["tyGraph influencer"] > ndcg["random"]
        True
        """
    def evaluate_routing(
        self,
        /,
        *,
        split: str | datetime.date | None = None,
        threads: int = 50,
        smoothing: float = 0.1,
        weights: Mapping[str, float] | None = None,
        learn: bool = False,
        min_learned: int = 300,
        half_life_days: float = 60.0,
        fade_days: float = 30.0,
        active_days: float = 180.0,
        hours_ahead: int = 8,
        unit_level: int | None = None,
        exclude: Sequence[str] = ...,
        min_questions: int = 30,
        max_questions: int | None = None,
        draws: int = 2000,
        seed: int = 0,
        interval_level: float = 0.95,
        hours: str = "Mon-Fri 8-17",
        holidays: Iterable[str | datetime.date] | PathLike[str] | None = None,
        calendars: str | PathLike[str] | Sequence[Mapping[str, str | None]] | None = None,
    ) -> Result:
        """
        Would the people who answered have been suggested? Each question of the last part of the window is put to the test as of
        its own time: people are ranked by what was known before it, and then it is looked at which colleagues answered it.
        The router stands beside lists that anybody would try first: drawn by lot, most active, most recent, most colleagues
        answered (in-degree), z-score, PageRank, HITS, and BM25 alone.

        MRR is the mean of 1 / place of the first who answered; ``success_5`` the share of the questions with somebody who
        answered among the first five. Differences are those of the router less the method, with intervals of bootstrap draws of
        the questions. Who could have answered but did not counts as wrong for every method: read the comparison rather than the
        level. Nobody is named.

        Parameters
        ----------
        split : str, datetime.date or datetime.datetime, optional
            First instant whose questions are put to the test; when a third of the answered questions is still to come if not
            given.
        threads : int
            Past threads from which relevance is taken.
        smoothing : float
            Share of the relevance that is spread evenly over all candidates.
        weights : dict, optional
            What each feature counts for, where not the default: ``relevance``, ``propensity``, ``availability``, ``load``,
            ``same_language`` and ``other_unit``.
        learn : bool
            Whether the router has weights learned from before the split; else they are a method of their own beside it.
        min_learned : int
            Answered questions before the split from which weights are learned.
        half_life_days, fade_days, active_days : float
            Days after which a question that fell into somebody's groups counts half; without a sign of somebody after which the
            probability to be there is 1/e; and after which he or she is no candidate.
        hours_ahead : int
            Business hours ahead in which somebody should be there.
        unit_level : int, optional
            Levels of the unit path that make a unit, from 1; the whole path if not given.
        exclude : list of str
            People who do not want to be asked, by e-mail address or id.
        hours, holidays, calendars
            When people work, as in :meth:`answers`.
        max_questions : int, optional
            Answered questions after the split that are put to the test at most, drawn by lot; all if not given.
        min_questions : int
            Answered questions after the split, below which nothing is said.
        draws, seed : int
            Bootstrap draws of the questions behind the intervals, and their seed.
        interval_level : float
            Level of the intervals.

        Returns
        -------
        Result
            Tables ``routing_backtest`` (the main one) and ``routing_backtest_questions``.

        Raises
        ------
        ValueError
            For a value outside its range, and a split outside the window.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().evaluate_routing(split="2024-11-01", draws=100)
        >>> mrr = dict(zip(found.column("method"), found.column("mrr")))
        >>> mrr["router"] > mrr["random"]
        True
        """
    def dependence(
        self,
        /,
        *,
        trailing_weeks: int = 12,
        min_questions: int = 20,
        discount: float = 0.95,
        alarm_share: float = 0.5,
        alarm_probability: float = 0.9,
        alarm_weeks: int = 4,
        few_answerers: int = 2,
        few_weeks: int = 8,
        absence_days: int = 5,
        draws: int = 500,
        seed: int = 0,
        interval_level: float = 0.95,
    ) -> Result:
        """
        How much hangs on the community manager, and on how few people the answers rest: the share of first answers, of
        questions addressed to them, of threads and conversations, over the window and its last weeks; how many people give
        half of the answers, with and without them; week by week, with alarms and the counts behind them; and what happened
        while the community manager was away. No answerer is named.

        Where no community manager is named it is about the communications accounts, and without those about the colleague who
        answered most questions, and says so: absences are then not looked for, and in aggregate mode nothing is said.

        Parameters
        ----------
        trailing_weeks : int
            Weeks of the trailing window.
        min_questions : int
            Questions, or threads, below which no share is given.
        discount : float
            Weight of a week in the running share for every week it lies back.
        alarm_share, alarm_probability, alarm_weeks : float, float, int
            There is an alarm where the running share of first answers is above ``alarm_share`` with this probability in so
            many weeks in a row.
        few_answerers, few_weeks : int
            There is an alarm where half of the answers come from so few people, or fewer, for so many weeks.
        absence_days : int
            Working days without a message that make an absence.
        draws, seed : int
            Bootstrap draws of the threads behind the intervals of concentration, and their seed.
        interval_level : float
            Level of the intervals.

        Returns
        -------
        Result
            Tables ``dependence`` (the main one), ``dependence_concentration``, ``dependence_weeks``, ``dependence_alarms`` and,
            where a community manager is named, ``dependence_absences``.

        Raises
        ------
        ValueError
            For a value outside its range.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().dependence()
        >>> found.column("measure")[0], found.column("part")[0], found.column("of")[0]
        ('first answers', 406, 1811)
        """
    def expertise(
        self,
        /,
        n: int = 20,
        *,
        min_words: int = 3,
        min_words_mixed: int = 12,
        damping: float = 0.85,
        exclude: Sequence[str] | None = None,
        unit_level: int | None = None,
        interval_level: float = 0.95,
    ) -> Result:
        """
        Measures of expertise from the literature, side by side, and how far they agree: whether another formula would have
        found others than distinct askers.

        Parameters
        ----------
        n : int
            People listed, by distinct askers whose question they answered.
        min_words, min_words_mixed : int
            Words from which a reply says something, and from which one that also thanks or asks does.
        damping : float
            Damping of ExpertiseRank.
        exclude : sequence of str, optional
            People who do not want to be listed, by e-mail address or id.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals of the correlations.

        Returns
        -------
        Result
            Tables ``expertise`` (askers, answers, asks, z-score, ExpertiseRank, HITS authority, TrueSkill where answers are
            marked as accepted) and ``expertise_agreement``.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().expertise(n=3)
        >>> askers = found.column("askers")
        >>> askers == sorted(askers, reverse=True)
        True
        >>> found.findings[1].startswith("People ordered by the different colleagues they answered")
        True
        """
    def doctor(self, /) -> Result:
        """
        What is missing from what was read, which answers that weakens, and how to get it.

        Looked at are the roster, files, the span, threads without a beginning, the time zone, languages in which questions
        are not heard, who runs the community, guests and unknown authors, and what exports never have. What matters most
        comes first.

        Returns
        -------
        Result
            Table ``doctor``: one row a piece of advice (``urgency``, ``topic``, ``found``, ``why``, ``answers``, ``action``,
            ``n``, ``of``); ``doctor_people``, where there are any: accounts that seem to run the community or to speak for
            the organisation, though nobody said so.

        Examples
        --------
        >>> import cmgraph as cg
        >>> advice = cg.read(cg.example_path() / "export.zip").doctor()
        >>> advice.column("topic")[:2]
        ['roster', 'community manager']
        >>> advice.tables["doctor_people"].column("role")[0]
        'community manager'
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
        draws: int = 500,
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
        draws, seed : int
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
    def goals(
        self,
        /,
        goals: str | PathLike[str] | Sequence[Mapping[str, Any]],
        *,
        hours: str = "Mon-Fri 8-17",
        holidays: Iterable[str | datetime.date] | PathLike[str] | None = None,
        calendars: str | PathLike[str] | Sequence[Mapping[str, str | None]] | None = None,
        green: float = 0.8,
        red: float = 0.2,
        min_observations: int = 10,
        recent_weeks: int = 12,
        discount: float = 0.95,
        unit_level: int | None = None,
        draws: int = 500,
        seed: int = 0,
        interval_level: float = 0.95,
    ) -> Result:
        """
        How probable it is that each goal is met: by what was seen, and at its deadline.

        A goal is an indicator, a target, and perhaps a deadline, a unit, the last weeks. It is judged by the probability that
        it is met, never by the number alone: green above ``green``, red below ``red``, amber in between, and ``not enough
        data``. A deadline to come is judged by the adoption curve for ``joined``, ``contributed`` and ``habit``, by the last
        weeks for questions and replies; what neither leads on is judged as of now, *if nothing changes* (column ``outlook``).

        Parameters
        ----------
        goals : str, os.PathLike or sequence of dict
            A file of TOML with one ``[[goal]]`` each, or the goals themselves. Keys: ``kpi`` (``joined``, ``contributed``,
            ``habit``, ``active_month``, ``answered``, ``answered_within``, ``median_hours``, ``by_colleagues``, ``thanked``,
            ``people_helped``, ``champions``, ``units_with_champion``, ``replies_across_units``, ``retained``,
            ``questions_per_month``), ``target`` (shares from 0 to 1 or as ``"80%"``), ``direction`` (``"at least"`` or ``"at
            most"``), ``deadline`` (a date), ``name``, ``unit``, ``weeks`` (the last ones), ``hours`` and ``clock`` (``"all
            hours"`` or ``"business hours"``), ``months``.
        hours : str
            Weekdays and hours of work, such as ``"Mon-Thu 8-16, Fri 8-14"``, in the time zone of the window.
        holidays : sequence of str or datetime.date, or os.PathLike, optional
            Days without work, as in :meth:`answers`.
        calendars : str, os.PathLike or sequence of dict, optional
            Units and sites with hours of their own, as in :meth:`answers`.
        green, red : float
            Probability of being met above which a goal is green, and below which it is red.
        min_observations : int
            Questions, replies or people from which a goal is judged.
        recent_weeks : int
            Weeks before the end whose level is led on to a deadline.
        discount : float
            Weight of a week relative to the one after it.
        unit_level : int, optional
            Levels of the unit path that make a unit, for units with a champion and replies across units.
        draws : int
            Refits of the adoption curve behind the probability at a deadline.
        seed : int
            Seed of the refits.
        interval_level : float
            Level of the intervals.

        Returns
        -------
        Result
            Table ``goals``: one row a goal, with value, interval, denominator, probabilities and light.

        Raises
        ------
        ValueError
            For a key or value that is wrong, with file and line or the number of the goal; for a unit that is not there; for an
            option outside its range.
        OSError
            Where the file cannot be read.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().goals([
        ...     {"kpi": "answered", "target": "50%"},
        ...     {"kpi": "median_hours", "target": 1, "name": "Within the hour"},
        ... ])
        >>> list(zip(found.column("goal"), found.column("light")))
        [('questions answered', 'green'), ('Within the hour', 'red')]
        >>> found.findings[0]
        '2 goals: 1 probably met, 1 probably not met.'
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
        unit_level: int | None = None,
        half_life_days: float | None = None,
    ) -> Graph:
        """
        The interaction graph of the window.

        Parameters
        ----------
        reply, answer, mention, reaction, acceptance : float
            Weight of an interaction of this kind. Arcs of weight 0 are left out. An answer is a reply as well.
        scale : {"count", "log1p"}
            Whether the weighted count, or the logarithm of 1 plus it, is the weight of an arc.
        unit_level : int, optional
            Levels of the unit path that make a unit, from 1, for measures between units; the whole path if not given.
        half_life_days : float, optional
            Weights fade: an interaction so many days before the end of the window counts half of one at its end, one twice as old
            a quarter, so that rankings do not jump when a window moves on. The arcs then have no counts by kind and no times.
            Where not given, old and new count alike; 90 days are a good start.

        Returns
        -------
        Graph

        Raises
        ------
        ValueError
            For a value outside its range.

        Examples
        --------
        >>> import cmgraph as cg
        >>> replies = cg.example().graph(mention=0, acceptance=0)
        >>> 0 < replies.reciprocity() < 1
        True
        >>> faded = cg.example().graph(mention=0, acceptance=0, half_life_days=90)
        >>> sum(faded.arcs().column("weight")) < sum(replies.arcs().column("weight"))
        True
        """
    def graph_over_time(
        self,
        /,
        *,
        period: Literal["day", "week", "month"] = "week",
        trailing: int = 26,
        reply: float = 1.0,
        answer: float = 0.0,
        mention: float = 1.0,
        reaction: float = 0.0,
        acceptance: float = 1.0,
        scale: Literal["count", "log1p"] = "count",
    ) -> Table:
        """
        The interaction graph over time: one row a trailing window that ends at the start of each period.

        The windows overlap, so that neighbouring rows are not independent. Only windows that lie wholly in what is observed:
        no rows where that is shorter.

        Parameters
        ----------
        period : {"week", "month"}
            How often a window ends; days are possible too.
        trailing : int
            Periods that a window covers.
        reply, answer, mention, reaction, acceptance, scale
            As in :meth:`graph`.

        Returns
        -------
        Table
            Connected members, arcs, reciprocity and rho, transitivity, share of the largest weak component.

        Raises
        ------
        ValueError
            For a value outside its range.

        Examples
        --------
        >>> import cmgraph as cg
        >>> course = cg.example().graph_over_time(period="month", trailing=3)
        >>> len(course), course.column("connected")[-1] > course.column("connected")[0]
        (16, True)
        """
    @property
    def mode(self, /) -> Literal["named", "pseudonymous", "aggregate"]:
        """
        How people appear: ``named``, ``pseudonymous`` or ``aggregate``.
        """
    def nominations(
        self,
        /,
        nominations: str | PathLike[str] | Sequence[tuple[str, str | None]],
        *,
        off_platform: bool = False,
        purpose: str | None = None,
        exclude: Sequence[str] = (),
        unit_level: int | None = None,
        interval_level: float = 0.9,
    ) -> Result:
        """
        Whom do people say they ask? Nominees by how many name them, and how far they are those whom the messages show.

        The best way to know whom people ask is to ask them: put the question to a random sample. Each nominator counts once
        for a nominee. Nominators and nominees are read by e-mail address, id or whole name; who fits several people, or
        nobody, is counted, not guessed.

        Parameters
        ----------
        nominations : str, os.PathLike or sequence of (str, str)
            A CSV with the columns ``nominator`` and ``nominee``, a row a name, or pairs of them; an empty nominee for somebody
            who named nobody.
        off_platform, purpose, exclude, unit_level, interval_level
            As in :meth:`question_hubs`.

        Returns
        -------
        Result
            Tables ``nominations`` (the main one) and ``nominations_agreement``.

        Raises
        ------
        ExportError
            For a file without the two columns.
        OSError
            For a file that cannot be read.
        ValueError
            As :meth:`question_hubs`.

        Examples
        --------
        >>> import cmgraph as cg
        >>> named = [("ann", "Lars Bergström"), ("bo", "lars.bergstrom@example.com"), ("cy", "")]
        >>> found = cg.example().nominations(named)
        >>> found.column("name"), found.column("nominators"), found.column("answered")
        (['Lars Bergström'], [2], [3])
        """
    def participation(
        self,
        /,
        *,
        regular_share: float = 0.25,
        regular_weeks: int = 4,
        smallest_group: int = 5,
        draws: int = 500,
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
        draws, seed : int
            Bootstrap draws of the people behind the intervals, and their seed.
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
        303
        """
    def question_hubs(
        self,
        /,
        n: int = 20,
        *,
        by: Literal["unit"] | None = None,
        min_askers: int = 3,
        min_askers_off_platform: int = 2,
        off_platform: bool = False,
        purpose: str | None = None,
        names: bool = True,
        exclude: Sequence[str] = (),
        max_mentions: int = 5,
        weights: Mapping[Literal["mention", "reply", "referral", "handover"], float] | None = None,
        hub_percentile: float = 0.9,
        min_p_hub: float = 0.3,
        recent_weeks: int = 13,
        unit_level: int | None = None,
        interval_level: float = 0.9,
        seed: int = 0,
    ) -> Result:
        """
        Question hubs: people whom many different colleagues ask, with the kinds of evidence kept apart, types, intervals,
        and reasons in words.

        Somebody is asked by a question that mentions him or her, by a question in reply, by being referred to in the thread of
        somebody's question ("ask Maija", in ten languages), or by coming into such a thread after a third person's mention.
        Whole names in texts count where one person alone has them.

        Parameters
        ----------
        n : int
            Hubs listed.
        by : {None, "unit"}
            With ``"unit"`` the main table is ``question_hubs_by_unit``, else ``question_hubs``.
        min_askers, min_askers_off_platform : int
            Distinct askers from which somebody is listed, on the platform and not on it.
        off_platform : bool
            Whether people who are not on the platform are looked for, also by name in the texts. They never agreed to
            anything: only in named mode, with a ``purpose``, and for the community manager alone.
        purpose : str, optional
            What their names are needed for, in words; printed with the result.
        names : bool
            Whether whole names in texts are read.
        exclude : sequence of str
            People who do not want to be listed, by e-mail address or id.
        max_mentions : int
            Most people that a message may mention; longer lists greet rather than ask.
        weights : dict, optional
            What an asker counts for by kind of evidence, from 0 to 1: ``mention``, ``reply``, ``referral``,
            ``handover``; kinds not given keep 1, 1, 0.7 and 0.5.
        hub_percentile : float
            Percentile of the colleagues' rates beyond which somebody is a hub.
        min_p_hub : float
            Probability of that from which somebody is listed.
        recent_weeks : int
            Last weeks that tell how often somebody is asked at present.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals.
        seed : int
            Seed of the draws.

        Returns
        -------
        Result
            Tables ``question_hubs``, ``question_hubs_by_unit``, ``question_hubs_summary`` and ``question_hubs_unseen``.

        Raises
        ------
        ValueError
            For a value outside its range, and for people who are not on the platform without a purpose, or in another
            mode than named.

        Examples
        --------
        >>> import cmgraph as cg
        >>> hubs = cg.example().question_hubs(n=4, weights={"handover": 0.0})
        >>> hubs.name, len(hubs)
        ('question_hubs', 4)
        >>> all(hubs.column("on_platform"))
        True
        """
    def questions(
        self,
        /,
        *,
        by: Literal["unit", "group"] | None = None,
        period: Literal["day", "week", "month"] = "month",
        min_threads: int = 10,
        unit_level: int | None = None,
        interval_level: float = 0.95,
    ) -> Result:
        """
        What was asked: how many of the threads that colleagues start begin with a question, by unit, group, language and
        time; how many carry a question mark, or the mark of the platform, and how many were heard by their words; how
        many replies ask; and about how many questions were not heard, where the rules of a language were measured. No
        person is named and no text given.

        Parameters
        ----------
        by : {None, "unit", "group"}
            With ``"unit"`` the main table is ``questions_by_unit``, with ``"group"`` ``questions_by_group``, else
            ``questions``.
        period : {"day", "week", "month"}
            Bins of the time of asking.
        min_threads : int
            Threads, or replies, below which no share is given.
        unit_level : int, optional
            Level of the unit path, from 1; the whole path by default.
        interval_level : float
            Level of the intervals.

        Returns
        -------
        Result
            Tables ``questions`` (the main one), ``questions_by_unit``, ``questions_by_group``, ``questions_by_language``,
            ``questions_over_time`` and ``questions_unheard``.

        Raises
        ------
        ValueError
            For a value outside its range.

        Examples
        --------
        >>> import cmgraph as cg
        >>> asked = cg.example().questions()
        >>> asked.column("measure")[0], asked.column("part")[0] > 1800
        ('threads that ask', True)
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
        ('retention_triangle', 153)
        """
    def route(
        self,
        /,
        question: str | None = None,
        *,
        message: str | None = None,
        n: int = 3,
        cap: int = 5,
        invited: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
        fallback: bool = False,
        weights: Mapping[
            Literal["relevance", "propensity", "availability", "load", "same_language", "other_unit"], float
        ]
        | None = None,
        learn: bool = False,
        min_learned: int = 300,
        threads: int = 50,
        smoothing: float = 0.1,
        half_life_days: float = 60.0,
        fade_days: float = 30.0,
        active_days: float = 180.0,
        hours_ahead: int = 8,
        close: float = 0.1,
        exploration: float = 0.0,
        min_match: float = 0.15,
        unit_level: int | None = None,
        seed: int = 0,
        hours: str = "Mon-Fri 8-17",
        holidays: Iterable[str | datetime.date] | PathLike[str] | None = None,
        calendars: str | PathLike[str] | Sequence[Mapping[str, str | None]] | None = None,
    ) -> Result:
        """
        Whom to ask, behind the scenes: people who answered questions like it, with reasons, or why nobody fits.

        The score is ``ln(relevance) + w1 logit(propensity) + w2 ln(availability) + w3 ln(load) + w4 same_language + w5 other_unit``:
        relevance from the answered questions most alike (BM25), propensity to answer what falls into the person's groups,
        availability in the next business hours, load from the invitations of the week. For the community manager alone.

        The first call reads the window (seconds for a million messages); later ones with the same calendars, ``half_life_days`` and
        ``unit_level`` take milliseconds. :meth:`router` keeps what was read in an object of its own.

        Parameters
        ----------
        question : str, optional
            The question in words.
        message : str, optional
            The id of the message that asks, as the export has it. Either this or ``question``.
        n : int
            People suggested.
        cap : int
            Invitations a week that somebody should get at most.
        invited : sequence of str, optional
            Who was invited in the last seven days, by e-mail address or id, once for each invitation.
        exclude : sequence of str, optional
            Who does not want to be asked, or is away.
        fallback : bool
            Whether community managers and communications accounts may be suggested too.
        weights : dict, optional
            Weights of ``relevance``, ``propensity``, ``availability``, ``load``, ``same_language`` and ``other_unit``; those not
            given keep 1, 1, 1, 0.5, 0.5 and 0.
        learn : bool
            Whether the weights are learned from the past, where ``min_learned`` questions or more were answered.
        min_learned : int
            That number.
        threads : int
            Past threads from which relevance is taken.
        smoothing : float
            Share of the relevance that is spread evenly.
        half_life_days, fade_days, active_days : float
            Days after which a question counts half for the propensity; without a sign after which the availability is ``1/e``;
            without a sign after which somebody is no candidate.
        hours_ahead : int
            Business hours ahead in which somebody should be there.
        hours, holidays, calendars
            When people work, as in :meth:`answers`.
        close : float
            Scores within this share of each other count as equal, so that another unit goes first.
        exploration : float
            Share of the questions for which the last place is drawn by lot, to find helpers nobody knows yet; 0.1 is a good one.
        min_match : float
            Share of the words of the question, by weight, that something answered must have.
        unit_level : int, optional
            Levels of the unit path that make a unit, from 1; the whole path by default.
        seed : int
            Seed of the lots and of learning.

        Returns
        -------
        Result
            Tables ``route`` (the main one), ``route_summary`` and ``route_similar``.

        Raises
        ------
        ValueError
            For a value outside its range, a message or a person that is not known, and unless one of ``question`` and
            ``message`` is given.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().route("The certificate for the login has expired, what now?")
        >>> len(found), found.column("reasons")[0][0]
        (3, 'answered 8 similar questions')
        >>> cg.example().route("Kubernetes ingress?").tables["route_summary"].column("nobody_fits")[0]
        'no answered question is enough like it'
        """
    def route_all(
        self,
        /,
        *,
        needed: int = 2,
        cap: int = 5,
        invited: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
        fallback: bool = False,
        learn: bool = False,
        max_age_days: float = 30.0,
        route_below: float = 0.5,
        show_text: bool = False,
        min_match: float = 0.15,
        unit_level: int | None = None,
        seed: int = 0,
        n: int = 1000,
        hours: str = "Mon-Fri 8-17",
        holidays: Iterable[str | datetime.date] | PathLike[str] | None = None,
        calendars: str | PathLike[str] | Sequence[Mapping[str, str | None]] | None = None,
    ) -> Result:
        """
        Whom to ask for all open questions at once, so that nobody is asked more often than the cap: each question gets as many
        people as it needs where possible, as many places as possible are filled, and the scores sum to the most.

        Parameters
        ----------
        needed : int
            People who should be asked for each question.
        cap : int
            Invitations a week that somebody should get at most.
        invited, exclude, fallback, learn, min_match, unit_level, seed
            As in :meth:`route`.
        max_age_days, route_below, show_text, hours, holidays, calendars
            As in :meth:`unanswered`.
        n : int
            Open questions that are looked at, at most, the first by priority.

        Returns
        -------
        Result
            Tables ``route_all`` (the main one), ``route_all_unfilled``, ``unanswered`` and ``unanswered_by_group``.

        Raises
        ------
        ValueError
            For a value outside its range, and for a person who is not known.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().route_all(cap=2)
        >>> members = found.column("member")
        >>> max(members.count(member) for member in members)
        2
        """
    def router(
        self,
        /,
        *,
        n: int = 3,
        needed: int = 2,
        cap: int = 5,
        invited: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
        fallback: bool = False,
        weights: Mapping[
            Literal["relevance", "propensity", "availability", "load", "same_language", "other_unit"], float
        ]
        | None = None,
        learn: bool = False,
        min_learned: int = 300,
        threads: int = 50,
        smoothing: float = 0.1,
        half_life_days: float = 60.0,
        fade_days: float = 30.0,
        active_days: float = 180.0,
        hours_ahead: int = 8,
        close: float = 0.1,
        exploration: float = 0.0,
        min_match: float = 0.15,
        unit_level: int | None = None,
        seed: int = 0,
        hours: str = "Mon-Fri 8-17",
        holidays: Iterable[str | datetime.date] | PathLike[str] | None = None,
        calendars: str | PathLike[str] | Sequence[Mapping[str, str | None]] | None = None,
    ) -> Router:
        """
        A router that reads the window once, for many questions: ``router.route(text)`` takes milliseconds.

        Parameters
        ----------
        n, needed, cap, invited, exclude, fallback, weights, learn, min_learned, threads, smoothing, half_life_days, fade_days, active_days, hours_ahead, close, exploration, min_match, unit_level, seed, hours, holidays, calendars
            As in :meth:`route` and :meth:`route_all`.

        Returns
        -------
        Router

        Raises
        ------
        ValueError
            For a value outside its range, and for a person who is not known.

        Examples
        --------
        >>> import cmgraph as cg
        >>> router = cg.example().router(cap=2)
        >>> [len(router.route(text)) for text in ("Where do I change my password?", "Kubernetes ingress?")]
        [3, 0]
        >>> len(router.unanswered()) > 0
        True
        """

    @property
    def span(self, /) -> tuple[datetime.datetime, datetime.datetime]:
        """
        First instant that is in the window and covered by the export, and first instant after: both in UTC.
        """
    def spread(
        self,
        /,
        k: int = 10,
        *,
        exclude: Sequence[str] | None = None,
        champions: Sequence[str] | None = None,
        unit_level: int | None = None,
        examples: int = 2,
        random_choices: int = 20,
        sets: int = 65536,
        runs: int = 1000,
        interval_level: float = 0.95,
        include_guests: bool = False,
        seed: int = 0,
    ) -> Result:
        """
        Seed training: whom to train first, or tell first, so that most colleagues get word of it from one another.

        A word passes from whoever is replied or reacted to on to the one who does so. How likely it does cannot be told from an
        export: the main result assumes weighted cascade (each takes up one word in sum from all he or she acts on), and it stands
        beside the same under four other assumptions, beside random people, beside those on whom most people act, and beside people
        you name. Where random people reach about as many, choose by who is willing.

        Parameters
        ----------
        k : int
            People to train first.
        exclude : sequence of str, optional
            People who are not to be chosen, by e-mail address or id: opted out, or no time.
        champions : sequence of str, optional
            People to compare with, by e-mail address or id; five or more, or none.
        unit_level : int, optional
            Levels of the unit path that make a unit, from 1; the deepest level with at most 12 units if not given.
        examples : int
            Examples after which a colleague takes a habit up.
        random_choices : int
            Random choices to compare with.
        sets : int
            Reverse reachable sets behind each reach.
        runs : int
            Cascades played for the course by round.
        interval_level : float
            Level of the intervals, which hold the chance of the draws, not the doubt about the assumption.
        include_guests : bool
            Whether people from outside count.
        seed : int
            Seed of all random numbers.

        Returns
        -------
        Result
            Tables ``spread`` (the main one), ``spread_seeds``, ``spread_curve``, ``spread_by_unit`` and ``spread_rounds``.

        Raises
        ------
        ValueError
            For a value outside its range, or a person who is not in the export.

        References
        ----------
        D. Kempe, J. Kleinberg and E. Tardos, "Maximizing the spread of influence through a social network", 2003; J. Tang and
        others, "Online processing algorithms for influence maximization", 2018.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().spread(k=3)
        >>> reach = found.tables["spread_curve"].column("reach")
        >>> len(reach), reach[0] < reach[2]
        (3, True)
        """
    def report(
        self,
        /,
        path: str | PathLike[str] | None = None,
        *,
        language: Literal["en", "fi", "nb", "sv"] | None = None,
        languages: Sequence[Literal["en", "fi", "nb", "sv"]] | None = None,
        title: str = "",
        purpose: str = "",
        goals: str | PathLike[str] | Sequence[Mapping[str, Any]] | None = None,
        show_text: bool = False,
    ) -> Report:
        """
        One page that answers a community manager's questions: whom to write to on Monday and why, how far it has spread, who
        helps, who is asked, whether it hangs on the community manager, and whether people talk to each other.

        The page is one file of HTML without any reference to the network, in several languages that its reader can choose from. It
        is written from released tables only, so that whatever the mode of this community hides is not in it. In a notebook the
        result shows itself.

        Parameters
        ----------
        path : str or os.PathLike, optional
            Where to write it.
        language : {"en", "fi", "nb", "sv"}, optional
            Language in which the page opens: the first of `languages`, or English. Definitions under "How this was computed" are in
            English in all of them.
        languages : sequence of {"en", "fi", "nb", "sv"}, optional
            Languages that a reader can choose from; all four where not given.
        title : str
            Heading of the page.
        purpose : str
            Why people are named, where they are; printed on the page. By default the one given to :func:`read`.
        goals : str, os.PathLike or sequence of dict, optional
            Goals as in :meth:`goals`; the page says how probably each is met.
        show_text : bool
            Show titles of open questions, or the words that ask, beside whom to invite: named mode only, and for the community manager
            alone. Links and addresses are left out.

        Returns
        -------
        Report
            The page.

        Raises
        ------
        ValueError
            For another language, for goals that are wrong, and for `show_text` in another mode than named.
        OSError
            Where the file cannot be written.

        Examples
        --------
        >>> import cmgraph as cg
        >>> page = cg.example(mode="aggregate").report(language="fi")
        >>> page.languages
        ['fi', 'en', 'nb', 'sv']
        """
    def rivals(
        self,
        /,
        *,
        surplus: float = 0.2,
        risk_depth: int = 10,
        interval_level: float = 0.95,
    ) -> Result:
        """
        What other products would say: numbers of SWOOP, tyGraph, Viva Engage, Discourse, CHAOSS and Orbit by their
        published definitions, each with what is not published about it, its known fault, and which of our results is
        for the same need.

        As in the products accounts count, and the community manager's among them. Nothing is about single persons: which
        formula finds people best is in :meth:`evaluate_champions`.

        Parameters
        ----------
        surplus : float
            Surplus of given over received, or the other way round, as a share of both, that SWOOP's personas call
            significant; not published.
        risk_depth : int
            Place of the list of influential people that SWOOP's risk compares the first with; not published.
        interval_level : float
            Level of our intervals of shares; the products give none.

        Returns
        -------
        Result
            Tables ``rivals`` (the main one), ``rival_personas``, ``rival_segments``, ``rival_levels`` and
            ``rival_onion``.

        Raises
        ------
        ValueError
            For a value outside its range.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().rivals()
        >>> faults = dict(zip(found.column("measure"), found.column("fault")))
        >>> faults["time to first response"]
        'threads without a reply are dropped: more silence can make it better'
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
    def unanswered(
        self,
        /,
        *,
        n: int = 1000,
        max_age_days: float = 30.0,
        route_below: float = 0.5,
        show_text: bool = False,
        min_match: float = 0.15,
        hours: str = "Mon-Fri 8-17",
        holidays: Iterable[str | datetime.date] | PathLike[str] | None = None,
        calendars: str | PathLike[str] | Sequence[Mapping[str, str | None]] | None = None,
    ) -> Result:
        """
        Open questions, those first that nobody will answer by themselves: each with its age, language, the probability to be
        answered within the next 24 business hours given that it has been open so long, and answered questions like it.

        Parameters
        ----------
        n : int
            Questions that are listed at most, the first by priority; groups count all.
        max_age_days : float
            Days after which an open question is no longer listed.
        route_below : float
            Probability to be answered within the next 24 business hours below which somebody should be asked.
        show_text : bool
            Whether titles of the questions, or the words that ask, stand in a column; named mode only.
        min_match : float
            Share of the words of a question, by weight, that a similar one has at least.
        hours, holidays, calendars
            When people work, as in :meth:`answers`: chances go by business hours of whoever asked.

        Returns
        -------
        Result
            Tables ``unanswered`` (the main one) and ``unanswered_by_group``.

        Raises
        ------
        ValueError
            For a value outside its range.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().unanswered(max_age_days=7)
        >>> len(found), found.column("to_route")[0]
        (17, True)
        """
    def what_if_removed(
        self,
        /,
        people: str | Sequence[str],
        *,
        min_questions: int = 20,
        unit_level: int | None = None,
        removals: int = 200,
        curve_draws: int = 20,
        sources: int = 500,
        seed: int = 0,
        interval_level: float = 0.95,
        include_guests: bool = False,
    ) -> Result:
        """
        What if some people were gone: bounds of what those who ask would lose, and in how many pieces talk would fall.

        Pessimistic: only the answers that others did give. Optimistic: others give the same answers with the delays of
        their own first answers, never earlier than they were given. What is lost lies between the two: bounds, not a forecast. Beside it who
        could still reach whom, held against random removals of as many equally active people; pairs of units that would
        lose all their ties; and how talk falls apart as ever more leave.

        Parameters
        ----------
        people : str or sequence of str
            ``"cm"`` for the community managers, ``"top:3"`` for the three who answered most questions, or people by e-mail
            address, id or name. In aggregate mode only the community managers, or at least as many who answered
            most as the smallest group has people.
        min_questions : int
            Questions below which nothing is said.
        unit_level : int, optional
            Levels of the unit path that make a unit, from 1; the deepest level with at most 12 units if not given.
        removals : int
            Random removals of as many equally active people.
        curve_draws : int
            Random orders of the attrition curve; 0 for no curve.
        sources : int
            People from whom distances are taken where there are more than 20,000.
        seed : int
            Seed of all draws.
        interval_level : float
            Level of the intervals.
        include_guests : bool
            Whether people from outside are in the graph of replies.

        Returns
        -------
        Result
            Tables ``what_if_loss`` (the main one), ``what_if``, ``what_if_structure``, ``what_if_unit_pairs``, ``attrition``
            and ``attrition_robustness``.

        Raises
        ------
        ValueError
            For a value outside its range, somebody who is not known, and in aggregate mode for a person: what hangs on one
            person is about that person.

        Examples
        --------
        >>> import cmgraph as cg
        >>> found = cg.example().what_if_removed("cm")
        >>> found.column("horizon")[0], found.column("first_by_removed")[0], round(found.column("at_most")[0], 3)
        ('24 hours', 406, 0.093)
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
    def arc_betweenness(
        self,
        /,
        *,
        directed: bool = True,
        lengths: Literal["hops", "inverse_weight"] = "hops",
    ) -> Table:
        """
        Betweenness of arcs: how many pairs of members depend on a single relation.

        Exact, in O(members x arcs), as :meth:`betweenness` without ``sources``.

        Parameters
        ----------
        directed : bool
            Whether paths follow the direction of arcs; else they follow ties either way, and there is a row for each tie.
        lengths : {"hops", "inverse_weight"}
            Whether each arc is one step, or one over its weight long.

        Returns
        -------
        Table
            One row an arc or tie: pairs joined by a shortest path along it, ends included, and the share of all pairs.

        Raises
        ------
        Withheld
            In aggregate mode.

        References
        ----------
        M. Girvan and M. E. J. Newman, "Community structure in social and biological networks", 2002.

        Examples
        --------
        >>> import cmgraph as cg
        >>> path = cg.Graph.from_arcs(["a", "b", "c"], ["b", "c", "d"])
        >>> path.arc_betweenness().column("betweenness")
        [3.0, 4.0, 3.0]
        """
    def arcs(self, /) -> Table:
        """
        One row an arc: weight, interactions by kind, first and last time.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def cascade(
        self,
        /,
        seeds: Sequence[str],
        *,
        model: Literal["independent_cascade", "linear_threshold"] = "independent_cascade",
        probability: float | None = None,
        along_arcs: bool = False,
        runs: int = 1000,
        seed: int = 0,
    ) -> Table:
        """
        Cascades played from these members: how many a word reaches, round by round, on average.

        Parameters
        ----------
        seeds : sequence of str
            Who has the word first.
        model, probability, along_arcs, seed
            As in :meth:`spread`.
        runs : int
            Cascades.

        Returns
        -------
        Table
            One row a round.

        Raises
        ------
        Withheld
            In aggregate mode.
        ValueError
            For a value outside its range, nobody, and somebody who is not in the graph.

        Examples
        --------
        >>> import cmgraph as cg
        >>> graph = cg.Graph.from_arcs(["bo", "cy", "di"], ["ann", "ann", "cy"], min_group=1)
        >>> graph.cascade(["ann"]).column("total")
        [1.0, 3.0, 4.0]
        """
    def components(self, /, *, strong: bool = False) -> Table:
        """
        Sizes of the components, largest first; those of fewer people than ``min_group`` are hidden.

        Parameters
        ----------
        strong : bool
            Whether arcs are followed in their direction only.
        """
    def articulation_points(self, /) -> Table:
        """
        Members without whom the graph falls into more parts, and how many people that cuts off.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def attrition(self, /, *, draws: int = 100, seed: int = 0, interval_level: float = 0.95) -> Table:
        """
        The share of the members in the largest piece as ever more leave: those with most contacts first, the same with
        contacts counted anew after each, and by chance. In every mode, since nobody is named.

        Parameters
        ----------
        draws, seed : int
            Random orders, and their seed.
        interval_level : float
            Share of the random orders inside the band.

        Raises
        ------
        ValueError
            For a value outside its range, and without members.

        Examples
        --------
        >>> import cmgraph as cg
        >>> chain = cg.Graph.from_arcs(["a", "b", "c", "d"], ["b", "c", "d", "e"])
        >>> chain.attrition().column("adaptive")
        [1.0, 0.6, 0.2, 0.2, 0.2, 0.0]

        References
        ----------
        R. Albert, H. Jeong and A.-L. Barabasi, "Error and attack tolerance of complex networks", 2000.
        """
    def betweenness(
        self,
        /,
        *,
        directed: bool = True,
        lengths: Literal["hops", "inverse_weight"] = "hops",
        sources: int | None = None,
        epsilon: float | None = None,
        delta: float = 0.05,
        interval_level: float = 0.95,
        seed: int = 0,
    ) -> Table:
        """
        Betweenness: on how many shortest paths between others a member stands.

        Exact by default, in O(members x arcs). With ``sources`` it is estimated from that many members drawn at
        random, each score with an interval of its own; with ``epsilon`` from drawn paths, so that all scores are within
        ``epsilon`` of the truth at once with probability ``1 - delta``.

        On two cores the exact scores of 5,000 members with 120,000 arcs took half a second and those of 20,000 with 200,000
        ten; twice the members with twice the arcs take four times as long, lengths by weight several times as long again. For a
        large network ``sources=256`` or ``epsilon=0.01`` is the quick way: a quarter of a second for the 20,000. Ctrl-C gives the
        prompt back at once, but the work itself goes on in the background until it is done.

        Parameters
        ----------
        directed : bool
            Whether paths follow the direction of arcs; else they follow ties either way.
        lengths : {"hops", "inverse_weight"}
            Whether each arc is one step, or one over its weight long.
        sources : int, optional
            Estimate from so many sources.
        epsilon, delta : float
            Largest error of any score, as a share of all pairs, and the risk that one is larger.
        interval_level : float
            Level of the intervals with ``sources``.
        seed : int
            Seed of the draw.

        Returns
        -------
        Table
            One row a member: pairs, the share of all pairs, and its interval where it is estimated.

        Raises
        ------
        Withheld
            In aggregate mode.
        ValueError
            For an option out of range, or both ``sources`` and ``epsilon``.

        References
        ----------
        L. C. Freeman, "A set of measures of centrality based on betweenness", 1977; U. Brandes, "A faster algorithm for
        betweenness centrality", 2001; M. Borassi and E. Natale, "KADABRA is an adaptive algorithm for betweenness via
        random approximation", 2016.

        Examples
        --------
        >>> import cmgraph as cg
        >>> path = cg.Graph.from_arcs(["a", "b"], ["b", "c"])
        >>> path.betweenness().column("betweenness")
        [0.0, 1.0, 0.0]
        """
    def biconnected_components(self, /) -> Table:
        """
        Sizes of the biconnected components, largest first: parts that stay connected whichever one member leaves.

        Those of fewer people than ``min_group`` are hidden. Two may share one member, who then holds them together
        (:meth:`articulation_points`); every tie is in exactly one.

        References
        ----------
        J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", 1973.

        Examples
        --------
        >>> import cmgraph as cg
        >>> kite = cg.Graph.from_arcs("abcc", "bcad", min_group=1)
        >>> kite.biconnected_components().column("members")
        [3, 2]
        """
    def biconnected_members(self, /) -> Table:
        """
        The biconnected components of each member: a row for each component in which it is.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def bridges(self, /) -> Table:
        """
        Ties without which the graph falls into more parts, and how many people that cuts off.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def brokerage(self, /) -> Table:
        """
        Brokerage roles of each member between units: paths a -> member -> b without an arc a -> b.

        Returns
        -------
        Table
            One row a member: coordinator, itinerant, gatekeeper, representative, liaison.

        Raises
        ------
        Withheld
            In aggregate mode.

        References
        ----------
        R. V. Gould and R. M. Fernandez, "Structures of mediation", 1989.
        """
    def closeness(
        self,
        /,
        *,
        directed: bool = True,
        distances: Literal["to_member", "from_member"] = "to_member",
        lengths: Literal["hops", "inverse_weight"] = "hops",
        top: int | None = None,
        by: Literal["closeness", "harmonic"] = "closeness",
    ) -> Table:
        """
        Closeness and harmonic centrality of each member, exact: how near is it to all others?

        In O(members x arcs), 64 members at once where lengths are hops: 20,000 members with 200,000 arcs took a quarter of a second
        on two cores. With lengths by weight 5,000 members with 120,000 arcs took some three seconds, and twice of both takes four
        times as long; there is no estimate here, as :meth:`betweenness` has with ``sources`` and ``epsilon``. Ctrl-C gives the
        prompt back at once, but the work itself goes on in the background until it is done.

        Parameters
        ----------
        directed : bool
            Whether paths follow the direction of arcs; else they follow ties either way.
        distances : {"to_member", "from_member"}
            Which distances count where arcs have a direction; networkx means those to the member.
        lengths : {"hops", "inverse_weight"}
            Whether each arc is one step, or one over its weight long.
        top : int, optional
            Only so many members, closest first; all in order of id where not given. It takes as long as for all.
        by : {"closeness", "harmonic"}
            By which of the two the first are chosen, with ``top`` only.

        Returns
        -------
        Table
            One row a member: closeness (Wasserman and Faust), harmonic centrality, others within reach and the mean distance
            to them.

        Raises
        ------
        Withheld
            In aggregate mode.

        References
        ----------
        S. Wasserman and K. Faust, "Social Network Analysis", 1994; M. Then and others, "The more the merrier: efficient
        multi-source graph traversal", 2014.

        Examples
        --------
        >>> import cmgraph as cg
        >>> star = cg.Graph.from_arcs(["a", "b", "c", "c"], ["d", "d", "d", "a"])
        >>> star.closeness(top=2, by="harmonic").column("member")
        ['d', 'a']
        """
    def clustering(self, /) -> Table:
        """
        Triangles and clustering of each member: do its contacts know each other?

        Returns
        -------
        Table
            One row a member: contacts, triangles, local clustering, and the same weighted (Onnela and others 2005).

        Raises
        ------
        Withheld
            In aggregate mode.

        References
        ----------
        D. J. Watts and S. H. Strogatz, "Collective dynamics of 'small-world' networks", 1998.
        """
    def communities(
        self,
        /,
        *,
        method: Literal["leiden", "louvain"] = "leiden",
        resolution: float = 1.0,
        iterations: int | None = ...,
        runs: int = 10,
        seed: int = 0,
    ) -> Table:
        """
        Communities that the ties show: groups with more ties inside than chance would give.

        Parameters
        ----------
        method : {"leiden", "louvain"}
            With Leiden every community hangs together.
        resolution : float
            Above 1 gives more and smaller communities, below 1 fewer and larger ones.
        iterations : int, optional
            At most so many; ``None`` goes on until one gains nothing.
        runs : int
            Searches from different random orders, of which the best counts and the others say how stable the
            communities are (from 2 on).
        seed : int
            Seed of the orders.

        Returns
        -------
        Table
            One row a community of two members or more, largest first; modularity stands in the provenance.

        Raises
        ------
        ValueError
            For an option out of range.

        References
        ----------
        V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", 2019.

        Examples
        --------
        >>> import cmgraph as cg
        >>> two = cg.Graph.from_arcs("abcdef", "bcaefd", min_group=1).communities()
        >>> two.column("inside")
        [1.0, 1.0]
        """
    def community_members(
        self,
        /,
        *,
        method: Literal["leiden", "louvain"] = "leiden",
        resolution: float = 1.0,
        iterations: int | None = ...,
        runs: int = 10,
        seed: int = 0,
    ) -> Table:
        """
        The community of each member; options as in :meth:`communities`.

        Raises
        ------
        Withheld
            In aggregate mode.
        ValueError
            For an option out of range.
        """
    def cores(self, /, *, directed: bool = False) -> Table:
        """
        Core number of each member: the largest k such that it belongs to a part in which everybody has k contacts.

        Parameters
        ----------
        directed : bool
            Whether arcs either way count as two contacts.

        Raises
        ------
        Withheld
            In aggregate mode.

        References
        ----------
        S. B. Seidman, "Network structure and minimum degree", 1983.
        """
    def drawing(self, /, *, members: int = 150) -> Table:
        """
        Where to draw the members with most contacts: the same graph always has the same picture.

        Parameters
        ----------
        members : int
            How many at most.

        Returns
        -------
        Table
            One row a member: ``x``, ``y``, contacts.

        Raises
        ------
        Withheld
            In aggregate mode.

        References
        ----------
        E. R. Gansner, Y. Koren and S. North, "Graph drawing by stress majorization", 2004.
        """
    def ei_index(self, /, *, weighted: bool = False, draws: int = 999, seed: int = 0) -> Table:
        """
        E-I index: do ties lead out of the own unit, or stay in it? Of the whole and of each unit, with a permutation test.

        Parameters
        ----------
        weighted : bool
            Whether ties count by their weight.
        draws, seed : int
            Permutations of the units among the members, and their seed.

        Returns
        -------
        Table
            The first row is the whole.

        References
        ----------
        D. Krackhardt and R. N. Stern, "Informal networks and organizational crises: an experimental simulation", 1988.
        """
    def ei_members(self, /, *, weighted: bool = False) -> Table:
        """
        E-I index of each member.

        Parameters
        ----------
        weighted : bool
            Whether ties count by their weight.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def fragmentation(
        self,
        /,
        *,
        without: Sequence[str] | None = None,
        sources: int = 500,
        seed: int = 0,
        interval_level: float = 0.95,
    ) -> Table:
        """
        How far the graph hangs together: pieces, share in the largest, share of pairs of members who cannot reach each other
        (fragmentation), and the same by distance. With everybody, and in a second row without those given.

        Parameters
        ----------
        without : sequence of str, optional
            Ids of members to take out.
        sources, seed : int
            Members from whom distances are taken where there are more than 20,000, and the seed of their draw.
        interval_level : float
            Level of the interval of a sampled value.

        Raises
        ------
        ValueError
            For an id that no member has.
        Withheld
            In aggregate mode where somebody is taken out: what hangs on one person is about that person.

        Examples
        --------
        >>> import cmgraph as cg
        >>> star = cg.Graph.from_arcs(["a", "b", "c", "d", "e"], ["hub"] * 5)
        >>> star.fragmentation(without=["hub"]).column("fragmentation")
        [0.0, 1.0]

        References
        ----------
        S. P. Borgatti, "Identifying sets of key players in a social network", 2006.
        """
    def key_players(
        self,
        /,
        k: int,
        *,
        measure: Literal[
            "fragmentation", "distance_fragmentation", "distance_reach", "reach"
        ] = "fragmentation",
        steps: int = 1,
        max_sets: int = 20000,
        candidates: int = 100,
    ) -> Table:
        """
        The set of members whose removal breaks the graph most, or who together reach most of it.

        Parameters
        ----------
        k : int
            Members of the set.
        measure : {"fragmentation", "distance_fragmentation", "distance_reach", "reach"}
            The first two without the set, see :meth:`fragmentation`; mean of 1 / distance from the set; share of the members
            within ``steps`` of it.
        steps : int
            For ``"reach"``.
        max_sets : int
            Sets up to which all are tried, so that the answer is the best there is.
        candidates : int
            Otherwise: members with most contacts among whom the set is grown and swapped.

        Raises
        ------
        ValueError
            For a value outside its range, and for graphs of more than 5,000 members.
        Withheld
            In aggregate mode.

        Examples
        --------
        >>> import cmgraph as cg
        >>> chain = cg.Graph.from_arcs(["a", "b", "c", "d"], ["b", "c", "d", "e"])
        >>> chain.key_players(1).column("member")
        ['c']

        References
        ----------
        S. P. Borgatti, "Identifying sets of key players in a social network", 2006.
        """
    def hits(self, /, *, tolerance: float = 1e-9, max_iterations: int = 1000) -> Table:
        """
        Hubs and authorities: those who act on members with authority, and those on whom hubs act.

        Parameters
        ----------
        tolerance : float
            Stop when the scores change by less than this in sum.
        max_iterations : int
            Stop after so many iterations anyway; the provenance then has a warning.

        Returns
        -------
        Table
            One row a member; both columns sum to 1.

        Raises
        ------
        Withheld
            In aggregate mode.
        ValueError
            For an option out of range.

        References
        ----------
        J. M. Kleinberg, "Authoritative sources in a hyperlinked environment", 1999.
        """
    def mixing(self, /) -> Table:
        """
        Who acts on whom, unit by unit: weight of the arcs beside what chance would give.

        Returns
        -------
        Table
            One row an ordered pair of units: weight, weight expected where everybody's strength is kept, log ratio.

        Examples
        --------
        >>> import cmgraph as cg
        >>> pair = cg.Graph.from_arcs("abab", "bacd", units=dict(a="X", b="X", c="Y", d="Y"), min_group=1)
        >>> pair.mixing().column("weight")
        [2.0, 2.0, 0.0, 0.0]
        """
    def spread(
        self,
        /,
        k: int = 10,
        *,
        model: Literal["independent_cascade", "linear_threshold"] = "independent_cascade",
        probability: float | None = None,
        exclude: Sequence[str] | None = None,
        along_arcs: bool = False,
        seed: int = 0,
    ) -> Table:
        """
        The members whose word reaches most, with a guarantee (OPIM-C): at least 1 - 1/e - 0.1 of what the best choice reaches, and
        mostly nearly as much.

        How likely a word passes on cannot be told from interactions: it is assumed.

        Parameters
        ----------
        k : int
            How many.
        model : {"independent_cascade", "linear_threshold"}
            How somebody comes to pass a word on.
        probability : float, optional
            The same for every arc; by default weighted cascade, the share of an arc in all that the listener acts on.
        exclude : sequence of str, optional
            Members who are not to be chosen.
        along_arcs : bool
            Whether a word goes from the one who acts to the one acted on; by default the other way round, since who acts has read.
        seed : int
            Seed of the random numbers.

        Returns
        -------
        Table
            One row a seed in order of choice, with the reach of it and those before.

        Raises
        ------
        Withheld
            In aggregate mode.
        ValueError
            For a value outside its range, and somebody who is not in the graph.

        Examples
        --------
        >>> import cmgraph as cg
        >>> graph = cg.Graph.from_arcs(["bo", "cy", "di"], ["ann", "ann", "cy"])
        >>> graph.spread(k=1).column("member"), round(graph.spread(k=1).column("reach")[0], 1)
        (['ann'], 4.0)
        """
    def structural_holes(self, /, *, weighted: bool = True) -> Table:
        """
        Burt's constraint, effective size and efficiency: who stands between people who do not meet?

        Parameters
        ----------
        weighted : bool
            Whether contacts count by the weight of the tie (both ways added up), or all alike.

        Returns
        -------
        Table
            One row a member; missing for members without ties.

        Raises
        ------
        Withheld
            In aggregate mode.

        References
        ----------
        R. S. Burt, "Structural Holes", 1992.
        """
    @staticmethod
    def from_arcs(
        sources: Iterable[object],
        targets: Iterable[object],
        weights: Iterable[float] | None = None,
        *,
        members: Iterable[object] | None = None,
        units: Mapping[Any, object] | None = None,
        mode: Literal["named", "pseudonymous", "aggregate"] = "named",
        key: bytes | None = None,
        min_group: int = 5,
        threads: int = 0,
    ) -> Graph:
        """
        A graph of your own, from arcs: member ``sources[i]`` acted on ``targets[i]``.

        Parallel arcs are added up; arcs from a member to itself are dropped and counted in the provenance.

        Parameters
        ----------
        sources, targets : iterable
            Who acted and on whom, by id; anything that ``str`` makes an id of, but not ``None`` or NaN.
        weights : iterable of float, optional
            Weights, 0 or more; all 1 where not given.
        members : iterable, optional
            All members, each once, also those without arcs, in the order of the tables. Where not given: those of the arcs, in
            the order in which they are first named.
        units : mapping, optional
            Unit of each member, for measures between units; not known where it is ``None`` or NaN.
        mode : {"named", "pseudonymous", "aggregate"}
            What may leave.
        key : bytes, optional
            Secret for pseudonyms, at least 16 bytes; with ``mode="pseudonymous"`` only.
        min_group : int
            Smallest number of people that a figure may be about.
        threads : int
            Threads to use; 0 for all.

        Returns
        -------
        Graph

        Raises
        ------
        ValueError
            For columns of different lengths, an id that is missing, a weight that is missing, negative or not finite, a member
            of the arcs that is not among ``members``, two members with the same id.

        Examples
        --------
        >>> import cmgraph as cg
        >>> graph = cg.Graph.from_arcs(["ann", "bo", "cy"], ["bo", "ann", "bo"], [3, 1, 1])
        >>> graph.reciprocity() == 2 / 3
        True
        """
    @staticmethod
    def from_networkx(
        graph: Any,
        *,
        weight: str | None = ...,
        unit: str | None = ...,
        **options: Any,
    ) -> Graph:
        """
        The graph of a ``networkx`` graph; needs networkx.

        Parameters
        ----------
        graph : networkx.Graph or networkx.DiGraph
            Multigraphs as well. An edge of a graph without directions becomes an arc either way with half its weight each,
            so that the tie has the whole.
        weight : str, optional
            Attribute of the edges that is the weight; edges without it, and all where ``None``, have 1. An edge that has it
            but with a value that is no weight is an error.
        unit : str, optional
            Attribute of the nodes that is the unit, where they have it.
        **options
            ``mode``, ``key``, ``min_group`` and ``threads`` as in :meth:`from_arcs`.

        Returns
        -------
        Graph

        Raises
        ------
        ValueError
            For a weight that is none, or nodes that have the same id, such as 1 and "1".
        """
    @staticmethod
    def from_igraph(
        graph: Any,
        *,
        member: str | None = ...,
        weight: str | None = ...,
        unit: str | None = ...,
        **options: Any,
    ) -> Graph:
        """
        The graph of an ``igraph.Graph``; needs igraph.

        Parameters
        ----------
        graph : igraph.Graph
            An edge of a graph without directions becomes an arc either way with half its weight each.
        member : str, optional
            Attribute of the vertices that is the id. Where they have no ``member`` their ``name``, if it tells all of them
            apart, else their numbers, as with ``None``.
        weight, unit : str, optional
            Attributes as in :meth:`from_networkx`; igraph's ``None`` is an attribute that is not there.
        **options
            ``mode``, ``key``, ``min_group`` and ``threads`` as in :meth:`from_arcs`.

        Returns
        -------
        Graph

        Raises
        ------
        ValueError
            For a weight that is none, an id that is missing or there twice, an attribute ``member`` that is not there.
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
        personalisation: Mapping[Any, float] | None = None,
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
        personalisation : mapping, optional
            How often the reader jumps to whom: weights, 0 or more, of members by id (pseudonym in pseudonymous mode); nobody
            jumps to the others. To everybody alike where not given.
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
            For an option out of range, or a member in ``personalisation`` who is not in the graph.

        References
        ----------
        S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", 1998.

        Examples
        --------
        >>> import cmgraph as cg
        >>> ranks = cg.example().graph().pagerank(reverse=True)
        >>> round(sum(ranks.column("pagerank")), 9)
        1.0
        >>> pair = cg.Graph.from_arcs(["a", "b", "c"], ["b", "a", "a"])
        >>> pair.pagerank(personalisation={"a": 1}).column("pagerank")[2]
        0.0
        """
    def plot(
        self,
        /,
        *,
        members: int = 150,
        by: Literal["unit", "community"] | None = None,
        backend: Literal["altair", "matplotlib", "svg"] | None = None,
    ) -> Any:
        """
        Draws the members with most contacts and the ties among them: the same graph always gives the same picture.

        The area of a circle grows with the contacts, the width of a line with the weight of the tie; where ties are many, the
        strongest of each member and the strongest of all are drawn. Colours are those of the four units, or communities, with
        most members; names are those of the members with most contacts, pseudonyms in pseudonymous mode.

        Parameters
        ----------
        members : int
            How many at most.
        by : {"unit", "community"}, optional
            What the colours mean: units where they are known, else communities that the ties show.
        backend : {"altair", "matplotlib", "svg"}, optional
            The library that draws: altair, or matplotlib where altair is not installed, or where neither is, SVG that
            needs no library.

        Returns
        -------
        altair.ConcatChart, matplotlib.figure.Figure or cmgraph.plot.Svg

        Raises
        ------
        Withheld
            In aggregate mode.
        ValueError
            For another word.
        ImportError
            Where the library that was asked for is not installed.

        Examples
        --------
        >>> import cmgraph as cg
        >>> chart = cg.example().graph().plot(members=40)
        >>> figure = cg.example().graph().plot(members=40, by="community", backend="matplotlib")
        >>> figure.savefig("network.svg")  # doctest: +SKIP
        """
    @staticmethod
    def read_gexf(
        path: str | PathLike[str],
        *,
        member: str | None = "member",
        weight: str | None = "weight",
        unit: str | None = "unit",
        mode: Literal["named", "pseudonymous", "aggregate"] = "named",
        key: bytes | None = None,
        min_group: int = 5,
        threads: int = 0,
    ) -> Graph:
        """
        The graph of a GEXF file, as :meth:`write_gexf`, Gephi and NetworkX write it.

        The labels of the nodes are their attribute ``label``, and ``weight`` is the format's own; all else as in
        :meth:`read_graphml`.

        Parameters
        ----------
        path : str or os.PathLike
            The file.
        member, weight, unit : str, optional
            Attributes, by title.
        mode, key, min_group, threads
            As in :meth:`read_graphml`.

        Returns
        -------
        Graph

        Raises
        ------
        ExportError, ValueError, OSError
            As in :meth:`read_graphml`.
        """
    @staticmethod
    def read_graphml(
        path: str | PathLike[str],
        *,
        member: str | None = "member",
        weight: str | None = "weight",
        unit: str | None = "unit",
        mode: Literal["named", "pseudonymous", "aggregate"] = "named",
        key: bytes | None = None,
        min_group: int = 5,
        threads: int = 0,
    ) -> Graph:
        """
        The graph of a GraphML file, as :meth:`write_graphml`, Gephi, yEd, NetworkX, igraph and Cytoscape write it.

        Parallel edges are added up; edges from a member to itself are dropped and counted in the provenance. An edge without a
        direction becomes an arc either way with half its weight each, so that the tie has the whole. The attribute ``label``
        of the nodes, or else ``name``, is the name of a member.

        Parameters
        ----------
        path : str or os.PathLike
            The file.
        member : str, optional
            Attribute of the nodes that is the id. Where they have no ``member``, and with ``None``, the ids of the nodes in the
            file; those that igraph writes are only numbers, its ``name`` is an attribute.
        weight : str, optional
            Attribute of the edges that is the weight; edges without it have its default in the file or 1, and so have all where
            ``None``.
        unit : str, optional
            Attribute of the nodes that is the unit, where they have it.
        mode : {"named", "pseudonymous", "aggregate"}
            What may leave.
        key : bytes, optional
            Secret for pseudonyms, at least 16 bytes; with ``mode="pseudonymous"`` only.
        min_group : int
            Smallest number of people that a figure may be about.
        threads : int
            Threads to use; 0 for all.

        Returns
        -------
        Graph

        Raises
        ------
        ExportError
            For a file that is no GraphML, a node that comes twice, an edge to a node that is not there, a weight that is no
            number of 0 or more; with file and line.
        ValueError
            For another attribute ``member`` that is not there, that a node lacks, or that two nodes share.
        OSError
            For a file that cannot be read.

        Examples
        --------
        >>> import cmgraph as cg, os, tempfile
        >>> pair = cg.Graph.from_arcs(["ann", "bo"], ["bo", "ann"], [2, 1], units={"ann": "Legal"})
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     pair.write_graphml(os.path.join(folder, "pair.graphml"))
        ...     again = cg.Graph.read_graphml(os.path.join(folder, "pair.graphml"))
        >>> again.arcs().column("weight"), again.nodes().column("unit")
        ([2.0, 1.0], ['Legal', None])
        """
    def reciprocity(self, /) -> float | None:
        """
        Share of the arcs that have an arc the other way; ``None`` without arcs, or where it is hidden.
        """
    def summary(self, /) -> Table:
        """
        One row about the whole graph: members, arcs, density, reciprocity, components.
        """
    def threshold(
        self,
        /,
        seeds: Sequence[str],
        theta: float | None = None,
        *,
        weighted: bool = False,
        along_arcs: bool = False,
    ) -> Table:
        """
        A habit that a member takes up once enough of those it acts on have: how many do, round by round.

        Parameters
        ----------
        seeds : sequence of str
            Who has it first.
        theta : float or int
            An ``int``: so many of them. A ``float``: such a share of them, above 0 and at most 1.
        weighted : bool
            Whether shares are of the weight of the arcs.
        along_arcs : bool
            As in :meth:`spread`.

        Returns
        -------
        Table
            One row a round.

        Raises
        ------
        Withheld
            In aggregate mode.
        ValueError
            For a value outside its range, nobody, and somebody who is not in the graph.

        Examples
        --------
        >>> import cmgraph as cg
        >>> graph = cg.Graph.from_arcs(["cy", "cy", "di"], ["ann", "bo", "cy"], min_group=1)
        >>> graph.threshold(["ann"], 0.5).column("total"), graph.threshold(["ann"], 2).column("total")
        ([1.0, 2.0, 3.0], [1.0])
        """
    def to_igraph(self, /) -> Any:
        """
        As ``igraph.Graph``; needs igraph.

        Vertices have ``member`` and ``name``, both the id or pseudonym, and ``label`` (the name for people), ``unit`` and ``kind``
        where known and allowed; edges as in :meth:`to_networkx`.

        Raises
        ------
        Withheld
            In aggregate mode.
        """
    def to_networkx(self, /) -> Any:
        """
        As ``networkx.DiGraph``; needs networkx.

        Nodes are ids (pseudonyms in pseudonymous mode) with ``name``, ``unit`` and ``kind`` where known and
        allowed; edges have ``weight``, a count for each kind of interaction, ``first`` and ``last`` (ISO 8601, UTC).

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
class Report:
    """
    A page of HTML: shows itself in a notebook, and can be saved.

    Examples
    --------
    >>> import cmgraph as cg
    >>> report = cg.example(mode="aggregate").report(languages=["fi", "en"])
    >>> report
    <cmgraph.Report: Yhteisön raportti, fi en>
    >>> "Kenelle kirjoitan maanantaina?" in report.html
    True
    """
    @property
    def html(self, /) -> str:
        """
        The whole page.
        """
    @property
    def languages(self, /) -> list[str]:
        """
        Codes of the languages that a reader can choose from; the page opens in the first.
        """
    @property
    def title(self, /) -> str:
        """
        Heading of the page, in the language in which it opens.
        """
    def _repr_html_(self, /) -> str: ...
    def save(self, /, path: str | PathLike[str]) -> None:
        """
        Write the page to a file.

        Parameters
        ----------
        path : str or os.PathLike
            Where to; a file that is there is replaced.

        Raises
        ------
        OSError
            Where it cannot be written.
        """

@final
class Router:
    """
    Whom to ask, for many questions: has read the window once. Made by :meth:`Community.router`; never changes.
    """

    def route(self, /, question: str | None = None, *, message: str | None = None) -> Result:
        """
        Whom to ask: as :meth:`Community.route`, with the options of the router.

        Parameters
        ----------
        question : str, optional
            The question in words.
        message : str, optional
            The id of the message that asks, as the export has it. Either this or ``question``.

        Returns
        -------
        Result
            Tables ``route`` (the main one), ``route_summary`` and ``route_similar``.

        Raises
        ------
        ValueError
            For a message that is not known, and unless one of ``question`` and ``message`` is given.
        """

    def unanswered(
        self,
        /,
        *,
        n: int = 1000,
        max_age_days: float = 30.0,
        route_below: float = 0.5,
        show_text: bool = False,
    ) -> Result:
        """
        Open questions: as :meth:`Community.unanswered`, with the options of the router.

        Parameters
        ----------
        n, max_age_days, route_below, show_text
            As in :meth:`Community.unanswered`.

        Returns
        -------
        Result
            Tables ``unanswered`` (the main one) and ``unanswered_by_group``.

        Raises
        ------
        ValueError
            For a value outside its range.
        """

    def route_all(
        self,
        /,
        *,
        n: int = 1000,
        max_age_days: float = 30.0,
        route_below: float = 0.5,
        show_text: bool = False,
    ) -> Result:
        """
        Whom to ask for all open questions at once: as :meth:`Community.route_all`, with the options of the router.

        Parameters
        ----------
        n, max_age_days, route_below, show_text
            As in :meth:`Community.route_all`.

        Returns
        -------
        Result
            Tables ``route_all`` (the main one), ``route_all_unfilled``, ``unanswered`` and ``unanswered_by_group``.

        Raises
        ------
        ValueError
            For a value outside its range.
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
    >>> list(result.tables)[:3]
    ['adoption_summary', 'adoption_curve', 'adoption_by_unit']
    >>> result.tables["adoption_summary"].column("definition")
    ['joined', 'reacted', 'contributed', 'asked', 'answered', 'habit']
    """
    def _repr_html_(self, /) -> str: ...
    def explain(self, /) -> str:
        """
        What it comes to, and how the numbers came about, in plain words.

        Examples
        --------
        >>> import cmgraph as cg
        >>> print(cg.example().adoption().explain().splitlines()[0])  # doctest: +ELLIPSIS
        57% (51-63%) of the 256 colleagues have joined...
        """
    @property
    def findings(self, /) -> list[str]:
        """
        What it comes to, in sentences made from the numbers that may be shown; empty for lists of people.

        Examples
        --------
        >>> import cmgraph as cg
        >>> print(cg.example().adoption(period="month").findings[0])  # doctest: +ELLIPSIS
        57% (51-63%) of the 256 colleagues have joined. If it goes on like this it levels off at ...
        """
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
    def bounds(self, /) -> list[dict[str, Any]] | None:
        """
        What an outsider can work out about each hidden number of people, from what is shown, here and of wider units.

        Returns
        -------
        list of dict or None
            For each hidden number ``row``, ``column``, ``lower`` and ``upper`` (``None`` where nothing bounds it), and
            ``protected``: whether these are at least the smallest group apart. ``None`` for tables in which nothing is
            hidden by the rules, over time, or too large to audit.

        Examples
        --------
        >>> import cmgraph as cg
        >>> cells = cg.example().adoption(by="unit").bounds()
        >>> all(cell["upper"] - cell["lower"] >= 5 for cell in cells if cell["column"] == "people")
        True
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
    def plot(
        self, /, kind: str | None = None, *, backend: Literal["altair", "matplotlib", "svg"] | None = None
    ) -> Any:
        """
        Draws the table: a line with its band, dots with intervals, a heat map, as the kind of table asks for.

        What is drawn has passed the privacy policy; numbers that are missing or hidden leave gaps, and the lines
        under the title say how many.

        Parameters
        ----------
        kind : str, optional
            Name of the chart, which is that of the table of the result that it shows. By default the main table,
            or the first that has a chart where that one has none.
        backend : {"altair", "matplotlib", "svg"}, optional
            The library that draws: altair, or matplotlib where altair is not installed, or where neither is, SVG that
            needs no library.

        Returns
        -------
        altair.ConcatChart, matplotlib.figure.Figure or cmgraph.plot.Svg
            All show themselves in a notebook. ``chart.save("adoption.svg")``, ``chart.save("adoption.png")`` and
            ``figure.savefig("adoption.svg")`` write files, without the network; ``pip install 'cmgraph[plot]'`` brings
            vl-convert-python, which altair needs for that.

        Raises
        ------
        ValueError
            Where there is no such chart.
        ImportError
            Where the library that was asked for is not installed.

        Examples
        --------
        >>> import cmgraph as cg
        >>> chart = cg.example().adoption().plot()
        >>> chart.save("adoption.svg")  # doctest: +SKIP
        >>> figure = cg.example().adoption().plot("active_people", backend="matplotlib")
        >>> figure.savefig("active.png")  # doctest: +SKIP
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

def hub_rates(
    askers: Iterable[Any],
    asked: Iterable[Any],
    *,
    times: Sequence[int] | None = None,
    at: Iterable[str | datetime.date | datetime.datetime] | None = None,
    members: Iterable[Any] | None = None,
    min_times: int = 1,
    n: int = 20,
    hub_percentile: float = 0.9,
    interval_level: float = 0.9,
    draws: int = 2000,
    seed: int = 0,
    mode: Literal["named", "pseudonymous", "aggregate"] = "named",
    key: bytes | None = None,
    min_group: int = 5,
) -> Result:
    """
    Who is asked, from any list of who asked whom, when or how often: mail, a help desk, a questionnaire.

    Distinct people who ask somebody, per month of the list where it has times, shrunk towards what is usual: somebody asked
    fifty times by one person stands below somebody asked once each by five.

    Parameters
    ----------
    askers, asked : sequence
        Who asked, and who was asked, a value each an event; ids of any kind.
    times : sequence of int, optional
        How often; once by default. An answer on a scale of a questionnaire will do.
    at : sequence of str, datetime.date or datetime.datetime, optional
        When, for all of them or not at all.
    members : sequence, optional
        Everybody who could be asked; by default those who are in the list.
    min_times : int
        Times that somebody has to ask the same person to be counted as an asker.
    n : int
        The ``k`` of the probability to be among the first.
    hub_percentile : float
        Percentile of all rates beyond which somebody is a hub.
    interval_level : float
        Level of the intervals.
    draws, seed : int
        Posterior draws and their seed.
    mode : {"named", "pseudonymous", "aggregate"}
        What may leave.
    key : bytes, optional
        Secret for pseudonyms, at least 16 bytes; with ``mode="pseudonymous"`` only.
    min_group : int
        Smallest number of people that a figure may be about.

    Returns
    -------
    Result
        Table ``hub_rates``: everybody who is asked, highest rate first.

    Raises
    ------
    ValueError
        For columns of different length, a time that is none, or a value outside its range.

    Examples
    --------
    >>> import cmgraph as cg
    >>> rates = cg.hub_rates(["ann", "bo", "cy", "dan"], ["eve", "eve", "eve", "bo"], times=[1, 1, 1, 50])
    >>> rates.column("member"), rates.column("askers"), rates.column("times")
    (['eve', 'bo'], [3, 1], [3, 50])
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
    text: Literal["keep", "features", "skip"] = "keep",
    mode: Literal["named", "pseudonymous", "aggregate"] = "named",
    key: bytes | None = None,
    min_group: int = 5,
    purpose: str = "",
    audience: str = "",
    dominance: float = 20.0,
    ledger: str | PathLike[str] | None = None,
    erase: Sequence[str] = ...,
    opt_out: Sequence[str] = ...,
    sensitive_groups: Sequence[str] = ...,
    keep_since: str | None = None,
    keep_days: int | None = None,
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
    text : {"keep", "features", "skip"}
        What is made of the texts. ``"keep"``: questions and thanks are found and the texts stay in memory for what
        reads them later (routing, similar threads, who is referred to); nothing writes them out. ``"features"``:
        found, then forgotten. ``"skip"``: passed over but for mentions, for graphs alone; no questions and thanks are
        found but those that the platform marks, and a third of the time is saved.
    mode : {"named", "pseudonymous", "aggregate"}
        How people appear in everything that leaves.
    key : bytes, optional
        Secret for pseudonyms, at least 16 bytes; with ``mode="pseudonymous"`` only.
    min_group : int
        Fewest people that a number may be about.
    purpose, audience : str
        Why people are named, and for whom; told with every table about people. Where nothing is said in named mode, that
        is told.
    dominance : float
        Outside named mode, a sum over people is hidden where the largest contribution could be worked out to within so many
        percent; 0 turns it off.
    ledger : str or os.PathLike, optional
        File of what was released before, made where there is none. A table whose people differ by fewer than
        ``min_group`` from those of an earlier release raises :class:`Withheld`. As confidential as a roster.
    erase, opt_out : list of str
        People by e-mail address or id. Those to be erased are gone before anything is counted; those who opted out are in
        no list and no row about people, and what they did stays in the counts.
    sensitive_groups : list of str
        Groups left out with their messages: names, ids, words of the name with a star at the end (``"syndica*"``), or
        ``"words"`` for words in ten languages that suggest health, trade unions, religion, politics, origin or
        sexual orientation.
    keep_since, keep_days : str, int, optional
        Messages from before this day or instant (UTC), or older than so many days at the end of the export, are not kept.
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
    <cmgraph.Community: 12,738 messages, 228 members, 2023-06-01 to 2024-12-01 (Europe/Helsinki), named>
    """

def read_events(
    path: str | PathLike[str] | Sequence[str | PathLike[str]],
    *,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    reply_to: Literal["root", "previous"] = "root",
    event_zone: str = "UTC",
    roster: str | PathLike[str] | None = None,
    roster_columns: Mapping[str, str | Sequence[str]] | None = None,
    leave_out_disabled: bool = False,
    community_managers: Sequence[str] = ...,
    communications: Sequence[str] = ...,
    bots: Sequence[str] = ...,
    home_domains: Sequence[str] = ...,
    private_messages: bool = False,
    text: Literal["keep", "features", "skip"] = "keep",
    mode: Literal["named", "pseudonymous", "aggregate"] = "named",
    key: bytes | None = None,
    min_group: int = 5,
    purpose: str = "",
    audience: str = "",
    dominance: float = 20.0,
    ledger: str | PathLike[str] | None = None,
    erase: Sequence[str] = ...,
    opt_out: Sequence[str] = ...,
    sensitive_groups: Sequence[str] = ...,
    keep_since: str | None = None,
    keep_days: int | None = None,
    zone: str = "UTC",
    progress: bool | Callable[[str, int, int], object] | None = None,
    threads: int | None = None,
) -> Community:
    """
    Reads events from any CSV: who wrote when, in which thread, what.

    For everything that is no export of a known platform: a chat log, a table from a data warehouse, one's own dump. One
    row is one message; ``.csv.gz`` files, zip archives and folders of CSV files are read as well. Only *who* and *when*
    are needed. Damaged rows are counted in :meth:`Community.audit`, with line and column, and the rest is read.

    A message that does not say what it replies to (``parent``, or ``to`` whom it is addressed) replies to the first message
    of its thread, or with ``reply_to="previous"`` to the one before by somebody else. Threads are unique within their
    group: many tools number the threads of each group anew. Where most threads are called by the id of a message of theirs,
    that message starts them; else the first one does. Messages without an id are numbered in order of time.

    Parameters
    ----------
    path : str, os.PathLike or list of them
        What to read.
    columns : dict, optional
        Which column holds what, where its header is not recognised: ``{"who": "Author", "when": "Sent on"}``. Fields are
        ``who``, ``name``, ``email``, ``unit``, ``bot``, ``when``, ``thread``, ``text``, ``title``, ``id``, ``parent``,
        ``group``, ``group_name``, ``to``, ``kind``, ``order``, ``question``, ``accepted``, ``deleted`` and ``private``.
        Several columns of ``thread`` together name a thread. The audit tells what was taken for what.
    reply_to : {"root", "previous"}
        What a message replies to that does not say so itself.
    event_zone : str
        IANA name of the zone in which times are meant that name none.
    roster : str or os.PathLike, optional
        CSV of everybody who could take part. Without it, shares are of the people of the events.
    roster_columns, leave_out_disabled, community_managers, communications, bots, home_domains, private_messages, text
        As in :func:`read`.
    mode, key, min_group, purpose, audience, dominance, ledger, erase, opt_out, sensitive_groups, keep_since, keep_days
        As in :func:`read`.
    zone, progress, threads
        As in :func:`read`.

    Returns
    -------
    Community

    Raises
    ------
    FileNotFoundError, PermissionError, OSError
        Where a file cannot be read.
    ExportError
        Where a column is missing, or a file is no CSV.
    ValueError
        For an option out of range, and for a person, zone or field that does not exist.

    Examples
    --------
    >>> import cmgraph as cg, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "chat.csv"
    >>> lines = ["room,author,time,dialog,text", "it,aino,2024-05-01 10:00,7,Where is the form?", "it,bo,2024-05-01 10:05,7,Here"]
    >>> _ = path.write_text("\n".join(lines))
    >>> cg.read_events(path)
    <cmgraph.Community: 2 messages, 2 members, 2024-05-01 to 2024-05-01 (UTC), named>
    """

def absence_factor(contributions: _Counts, share: float = 0.5) -> int | None:
    """
    Contributor absence factor: the fewest people who did at least that share of the work.

    Parameters
    ----------
    contributions : sequence of int
        Contributions of each person.
    share : float
        Share of the work, above 0 and at most 1.

    Returns
    -------
    int or None
        ``None`` where the contributions sum to 0.

    Examples
    --------
    >>> from cmgraph.stats import absence_factor
    >>> absence_factor([1000, 202, 90, 33, 332, 343, 42, 433])
    2
    """

def bass(
    counts: _Counts, headcount: int, *, edges: _Numbers | None = None, level: float = 0.95
) -> Bass | None:
    """
    Bass curve of a known staff by grouped maximum likelihood, with profile-likelihood intervals.

    Parameters
    ----------
    counts : sequence of int
        People who adopted in each period.
    headcount : int
        People who could have adopted, from launch on.
    edges : sequence of float, optional
        Bounds of the periods since launch, one more than periods; 0, 1, 2, ... by default.
    level : float
        Confidence level.

    Returns
    -------
    Bass or None
        ``p``, ``q``, ``share`` (of people like these that adopts in the end), ``people`` (of these very people),
        ``t50``, ``t90`` with ``_low`` and ``_high``, and whether the ceiling is ``identified``, with an ``explanation``: where it is not, show the interval and not the
        point. An end of an interval that the data do not set is ``None``. ``None`` without adopters.

    References
    ----------
    D. C. Schmittlein and V. Mahajan, "Maximum likelihood estimation for an innovation diffusion model of new product
    acceptance", Marketing Science 1, 1982.

    Examples
    --------
    Physicians who first prescribed a drug, by month (Coleman, Katz and Menzel):

    >>> from cmgraph.stats import bass
    >>> adopted = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1]
    >>> fit = bass(adopted, 125)
    >>> round(fit["p"], 3), round(fit["q"], 3), round(fit["share"], 3), round(fit["log_likelihood"], 4)
    (0.088, 0.14, 0.919, -340.6438)
    """

def bass_cells(
    edges: _Numbers,
    adopted: Sequence[tuple[int, int, int]],
    waiting: Sequence[tuple[int, int, int]],
    *,
    joiners: Literal["fresh", "truncated"] = "fresh",
    level: float = 0.95,
) -> Bass | None:
    """
    Bass curve of a staff that hires and loses people, by grouped maximum likelihood.

    People are given in cells of those with the same history. Edges are numbered from 0, the launch, and bin ``i`` runs from
    edge ``i`` to edge ``i + 1``.

    Parameters
    ----------
    edges : sequence of float
        Ends of the periods since launch.
    adopted : sequence of (int, int, int)
        Entry (number of an edge), bin of the adoption, people.
    waiting : sequence of (int, int, int)
        Entry, edge at which they were last seen without having adopted (the last one for those still there), people.
    joiners : {"fresh", "truncated"}
        What those are who enter after the launch: newly hired, who begin at the hazard of that time, or there all along and
        seen only because they had not adopted.
    level : float
        Confidence level.

    Returns
    -------
    Bass or None
        As for :func:`bass`; ``None`` without adopters.

    References
    ----------
    D. C. Schmittlein and V. Mahajan, "Maximum likelihood estimation for an innovation diffusion model of new product
    acceptance", Marketing Science 1, 1982.

    Examples
    --------
    A hundred people, ten hired after the third month:

    >>> from cmgraph.stats import bass_cells
    >>> months = [6, 9, 13, 14, 11, 6, 3, 1]
    >>> adopted = [(0, month, people) for month, people in enumerate(months)] + [(3, 5, 4), (3, 6, 2)]
    >>> fit = bass_cells(range(9), adopted, [(0, 8, 37), (3, 8, 4)])
    >>> fit["identified"], fit["share_low"] < 0.64 < fit["share_high"]
    (True, True)
    """

def bass_forecast(
    edges: _Numbers,
    adopted: Sequence[tuple[int, int, int]],
    waiting: Sequence[tuple[int, int, int]],
    future: _Numbers,
    *,
    joiners: Literal["fresh", "truncated"] = "fresh",
    refits: int = 500,
    seed: int = 0,
) -> BassForecast | None:
    """
    Forecast of the number of adopters from a Bass curve, by parametric bootstrap.

    Holds the uncertainty of the parameters and the chance of a finite staff, which stays as it is at the end of the data.
    Where :func:`bass_cells` says that the ceiling is not identified, show it as that: the band is as wide as the ignorance
    about the ceiling.

    Parameters
    ----------
    edges, adopted, waiting, joiners
        As for :func:`bass_cells`.
    future : sequence of float
        Times after the last edge, rising.
    refits, seed : int
        Samples that are drawn from the curve and fitted again, and the seed of that.

    Returns
    -------
    BassForecast or None
        ``time``, ``p05``, ``p50``, ``p95``: people who have adopted by then; ``None`` without adopters.

    References
    ----------
    B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", 1993.

    Examples
    --------
    Physicians who first prescribed a drug, by month:

    >>> from cmgraph.stats import bass_forecast
    >>> months = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1]
    >>> adopted = [(0, month, people) for month, people in enumerate(months)]
    >>> ahead = bass_forecast(range(18), adopted, [(0, 17, 16)], [18, 24, 36])
    >>> 109 <= ahead["p05"][2] <= ahead["p95"][2] <= 125
    True
    """

def bass_increments(
    increments: _Numbers, *, edges: _Numbers | None = None, level: float = 0.95
) -> BassIncrements | None:
    """
    Bass curve of increments by least squares, for those who do not know the headcount.

    Parameters
    ----------
    increments : sequence of float
        Adopters in each period, in any unit.
    edges : sequence of float, optional
        Bounds of the periods since launch, one more than periods; 0, 1, 2, ... by default.
    level : float
        Confidence level.

    Returns
    -------
    BassIncrements or None
        ``m`` (the ceiling) with ``m_low`` and ``m_high``, ``p``, ``q``, ``rss``, standard errors ``m_se``, ``p_se``,
        ``q_se``, and whether the ceiling is ``identified``, with an ``explanation``. ``None`` with fewer than three
        periods or without adopters.

    References
    ----------
    V. Srinivasan and C. H. Mason, "Nonlinear least squares estimation of new product diffusion models", Marketing
    Science 5, 1986.

    Examples
    --------
    >>> from cmgraph.stats import bass_increments
    >>> vcr = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
    >>> fit = bass_increments(vcr)
    >>> round(fit["m"]), round(fit["p"], 6), round(fit["q"], 5)
    (67660, 0.008789, 0.64216)
    >>> early = bass_increments(vcr[:5])
    >>> early["m"] > 1e6, early["identified"]  # absurd, and it says so
    (True, False)
    """

def bass_units(
    edges: _Numbers,
    units: Sequence[tuple[Sequence[tuple[int, int, int]], Sequence[tuple[int, int, int]]]],
    *,
    joiners: Literal["fresh", "truncated"] = "fresh",
    level: float = 0.95,
    min_people: int = 30,
    min_adopters: int = 8,
    max_ceiling_width: float = 0.3,
) -> BassUnits | None:
    """
    Bass curves of the units of one organisation, which share their strength: a common ``q``, and for each unit its own ``p``
    and share, drawn from distributions that are estimated from all of them.

    Parameters
    ----------
    edges : sequence of float
        As for :func:`bass_cells`.
    units : sequence of (adopted, waiting)
        The cells of each unit, as for :func:`bass_cells`.
    joiners : {"fresh", "truncated"}
        As for :func:`bass_cells`.
    level : float
        Level of the intervals.
    min_people, min_adopters : int
        People and adopters from which a unit has a curve of its own.
    max_ceiling_width : float
        Widest interval of the share with which a unit's ceiling counts as identified.

    Returns
    -------
    BassUnits or None
        ``q`` with its interval, how units differ, and for each unit the share so far, plain and shrunken, and the curve:
        ``None`` where the unit is too small for one. ``None`` where nobody has adopted.

    References
    ----------
    R. E. Kass and D. Steffey, "Approximate Bayesian inference in conditionally independent hierarchical models", JASA 84,
    1989.

    Examples
    --------
    >>> from cmgraph.stats import bass_units
    >>> large = [(0, month, people) for month, people in enumerate([4, 7, 12, 14, 9, 4, 2, 1])]
    >>> small = [(0, 2, 2), (0, 4, 1)]
    >>> found = bass_units(range(9), [(large, [(0, 8, 27)]), (small, [(0, 8, 3)])])
    >>> found["p"][0] is not None, found["p"][1] is None, found["people"]
    (True, True, [80, 6])
    """

def benjamini_hochberg(p_values: _Numbers) -> list[float]:
    """
    Benjamini-Hochberg q-values of many tests made at once.

    Of all with a q-value up to q, a share of at most q is expected to be false alarms.

    Parameters
    ----------
    p_values : sequence of float
        One of every test made.

    Returns
    -------
    list of float
        The q-values, in the same order.

    References
    ----------
    Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995.

    Examples
    --------
    >>> from cmgraph.stats import benjamini_hochberg
    >>> [round(q, 6) for q in benjamini_hochberg([0.01, 0.04, 0.02, 0.6])]
    [0.04, 0.053333, 0.04, 0.6]
    """

def beta_binomial(successes: _Counts, trials: _Counts, level: float = 0.9) -> BetaBinomial | None:
    """
    Fits the beta-binomial model to successes of trials, and shrinks each unit's share towards the common one.

    Successes are binomial; shares are Beta(``alpha``, ``beta``) across units, by maximum likelihood. A unit's
    share is then Beta(``alpha`` + successes, ``beta`` + failures).

    Parameters
    ----------
    successes, trials : sequence of int
        So many of so many, for each unit.
    level : float
        Probability inside the intervals.

    Returns
    -------
    BetaBinomial or None
        Prior, fit and the posterior of each unit; ``None`` without trials. Where the data do not show that units
        differ ``at_boundary`` is true; where one share fits all ``pooled`` is, and ``alpha`` and ``beta`` are
        infinite.

    References
    ----------
    J. G. Skellam, "A probability distribution derived from the binomial distribution", JRSS B 10, 1948.

    Examples
    --------
    Eighteen batters after 45 at-bats differ by no more than chance explains:

    >>> from cmgraph.stats import beta_binomial
    >>> hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
    >>> beta_binomial(hits, [45] * 18)["at_boundary"]
    True
    """

def bg_nbd(repeats: _Counts, last: _Numbers, observed: _Numbers) -> BgNbd | None:
    """
    BG/NBD model of people who come back at their own rate and fall silent without a word.

    Parameters
    ----------
    repeats : sequence of int
        Active periods of each person after the first.
    last : sequence of float
        Time of the last of them since the first activity; 0 without any.
    observed : sequence of float
        Time since the first activity until the end of observation.

    Returns
    -------
    BgNbd or None
        ``r``, ``alpha``, ``a``, ``b``, ``log_likelihood``, and ``p_alive`` of each person, which is ``None`` for whom the
        model knows nothing (who never came back). ``None`` where fewer than 30 people came back.

    References
    ----------
    P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting your customers the easy way: an alternative to the
    Pareto/NBD model", Marketing Science 24, 2005.

    Examples
    --------
    >>> from cmgraph.stats import bg_nbd
    >>> repeats = [0] * 80 + [20 + i % 9 for i in range(60)] + [1 + i % 4 for i in range(60)]
    >>> last = [0.0] * 80 + [50.0] * 60 + [4.0 + i % 5 for i in range(60)]
    >>> model = bg_nbd(repeats, last, [52.0] * 200)
    >>> model["p_alive"][0] is None, model["p_alive"][80] > 0.9
    (True, True)
    """

def change_points(
    values: _Numbers,
    exposure: _Numbers | None = None,
    *,
    cost: Literal["negative_binomial", "poisson", "mean"] = "negative_binomial",
    penalty: float = 3.0,
    min_segment: int = 4,
    variance: float | None = None,
    level: float = 0.95,
) -> ChangePoints | None:
    """
    Splits a series where its level changes, exactly, by dynamic programming with pruning (PELT).

    Parameters
    ----------
    values : sequence of float
        Counts, or measurements for ``cost="mean"``, in order of time and without gaps.
    exposure : sequence of float, optional
        For counts, what each was counted over.
    cost : {"negative_binomial", "poisson", "mean"}
        How badly one level explains a segment.
    penalty : float
        Price of a change in units of the logarithm of the length.
    min_segment : int
        Shortest segment.
    variance : float, optional
        For ``cost="mean"``, the variance about the level; by default from the differences of neighbours.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    ChangePoints or None
        Each segment's ``start``, ``end`` (index after the last), ``level``, ``low`` and ``high``; each change's index in
        ``changes``, with ``effect`` (ratio of rates, or difference of means) and ``p_scan``, which pays for the search of
        the place. ``None`` with fewer values than ``min_segment``.

    References
    ----------
    R. Killick, P. Fearnhead and I. A. Eckley, "Optimal detection of changepoints with a linear computational cost",
    JASA 107, 2012.

    Examples
    --------
    >>> from cmgraph.stats import change_points
    >>> posts = [9, 12, 8, 11, 10, 12, 6, 9, 31, 25, 33, 28, 30, 27]
    >>> change_points(posts, cost="poisson")["changes"]
    [8]
    """

def clopper_pearson(successes: int, n: int, level: float = 0.95) -> tuple[float, float] | None:
    """
    Clopper-Pearson interval for a proportion: covers at least as often as it says, at the price of width.

    Parameters
    ----------
    successes, n : int
        So many of so many.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float or None
        Lower and upper end; ``None`` where ``n`` is 0.

    References
    ----------
    C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26, 1934.

    Examples
    --------
    >>> from cmgraph.stats import clopper_pearson
    >>> low, high = clopper_pearson(45, 50)
    >>> round(low, 4), round(high, 4)
    (0.7819, 0.9667)
    """

def concentration(contributions: _Counts) -> Concentration | None:
    """
    All measures of concentration of one set of contributions; people without any are left out.

    Parameters
    ----------
    contributions : sequence of int
        Contributions of each person.

    Returns
    -------
    Concentration or None
        ``n`` people with a contribution, ``total``, ``gini``, ``hhi``, ``effective_number``,
        ``entropy_number``, ``absence_factor``, ``top_1_share``, ``top_5_share``; ``None`` where nobody
        contributed.

    Examples
    --------
    >>> from cmgraph.stats import concentration
    >>> found = concentration([1000, 202, 90, 33, 332, 343, 42, 433, 0])
    >>> found["n"], found["absence_factor"], round(found["gini"], 6)
    (8, 2, 0.485505)
    """

def cox(
    durations: _Numbers,
    events: Iterable[bool | float],
    covariates: Iterable[_Numbers],
    *,
    entry: _Numbers | None = None,
    clusters: Iterable[Hashable] | None = None,
    level: float = 0.95,
) -> Cox | None:
    """
    Cox's proportional-hazards regression, ties by Efron's method.

    Parameters
    ----------
    durations, events, entry
        As for :func:`kaplan_meier`.
    covariates : sequence of sequences of float
        One column a covariate.
    clusters : sequence, optional
        Label of the cluster of each lifetime, for robust standard errors.
    level : float
        Confidence level.

    Returns
    -------
    Cox or None
        ``estimate`` (logarithm of the hazard ratio), ``se``, ``low``, ``high``, ``p`` for each covariate, and the fit;
        ``None`` where there is nothing to estimate, or it cannot be (a covariate that is constant or separates).

    References
    ----------
    D. R. Cox, "Regression models and life-tables", JRSS B 34, 1972; B. Efron, "The efficiency of Cox's likelihood
    function for censored data", JASA 72, 1977.

    Examples
    --------
    >>> from cmgraph.stats import cox
    >>> days = [2 * day for day in range(1, 101)] + list(range(1, 101))
    >>> fit = cox(days, [True] * 200, [[0] * 100 + [1] * 100])
    >>> fit["low"][0] > 0.5 and fit["p_likelihood_ratio"] < 1e-6
    True
    """

def cumulative_incidence(
    durations: _Numbers,
    causes: _Counts,
    *,
    entry: _Numbers | None = None,
    level: float = 0.95,
    min_at_risk: int = 5,
) -> CumulativeIncidence | None:
    """
    Probability of each of several competing events over time, by Aalen and Johansen.

    One minus the Kaplan-Meier curve of a cause, with the others censored, would be too high.

    Parameters
    ----------
    durations : sequence of float
        Time of the event, or last time at which none had happened.
    causes : sequence of int
        Which event it was, from 1; 0 where censored.
    entry, level, min_at_risk
        As for :func:`kaplan_meier`.

    Returns
    -------
    CumulativeIncidence or None
        ``time``, ``at_risk``, ``survival``, and for each cause from 1 a list in ``incidence``, ``se``, ``low`` and
        ``high``; ``None`` where nobody is ever at risk.

    References
    ----------
    O. O. Aalen and S. Johansen, "An empirical transition matrix for non-homogeneous Markov chains based on
    censored observations", Scandinavian Journal of Statistics 5, 1978.

    Examples
    --------
    >>> from cmgraph.stats import cumulative_incidence
    >>> found = cumulative_incidence([1, 2, 3, 5, 8, 9, 10, 12, 15, 20], [1, 2, 1, 0, 2, 1, 1, 0, 2, 0])
    >>> [round(share, 3) for share in found["incidence"][0][:3]]
    [0.1, 0.1, 0.2]
    """

def effective_number(contributions: _Counts) -> float | None:
    """
    Effective number of contributors, 1 / :func:`hhi`: as many who contribute alike would be as concentrated.

    Parameters
    ----------
    contributions : sequence of int
        Contributions of each person.

    Returns
    -------
    float or None
        ``None`` where the contributions sum to 0.

    Examples
    --------
    >>> from cmgraph.stats import effective_number
    >>> effective_number([7, 7, 7, 0])
    3.0
    """

def entropy_number(contributions: _Counts) -> float | None:
    """
    Exponential of Shannon's entropy of the shares: as :func:`effective_number`, with more weight on the small.

    Parameters
    ----------
    contributions : sequence of int
        Contributions of each person.

    Returns
    -------
    float or None
        ``None`` where the contributions sum to 0.

    Examples
    --------
    >>> from cmgraph.stats import entropy_number
    >>> round(entropy_number([7, 7, 7, 0]), 9)
    3.0
    """

def gamma_poisson(counts: _Numbers, exposure: _Numbers, level: float = 0.9) -> GammaPoisson | None:
    """
    Fits the Gamma-Poisson model to counts with exposure, and shrinks each unit's rate towards the common one.

    A count is Poisson with mean rate times exposure; rates are Gamma(``a``, ``b``) across units, by maximum
    likelihood. A unit's rate is then Gamma(``a`` + count, ``b`` + exposure).

    Parameters
    ----------
    counts : sequence of float
        Events of each unit; may be fractional (decayed).
    exposure : sequence of float
        Time in which they could happen, in any unit. Units with neither are left out of the fit.
    level : float
        Probability inside the intervals.

    Returns
    -------
    GammaPoisson or None
        Prior, fit and the posterior of each unit; ``None`` without exposure. Where the data do not show that
        units differ ``at_boundary`` is true; where one rate fits all ``pooled`` is, and ``a`` and ``b`` are
        infinite.

    References
    ----------
    M. Greenwood and G. U. Yule, "An inquiry into the nature of frequency distributions", JRSS 83, 1920.

    Examples
    --------
    Accidents of 647 munition workers:

    >>> from cmgraph.stats import gamma_poisson
    >>> workers = [447, 132, 42, 21, 3, 2]
    >>> accidents = [count for count, n in enumerate(workers) for _ in range(n)]
    >>> model = gamma_poisson(accidents, [1.0] * 647)
    >>> round(model["a"], 4), round(model["b"], 4), round(model["log_likelihood"], 3)
    (0.8651, 1.8596, -592.267)
    >>> round(model["posterior_mean"][0], 4)  # not 0: nobody is beyond accidents
    0.3025
    """

def gini(contributions: _Counts) -> float | None:
    """
    Gini coefficient: 0 where all contribute alike, (n - 1)/n where one person does all.

    Parameters
    ----------
    contributions : sequence of int
        Contributions of each person. People without any count: with them it measures how many only read.

    Returns
    -------
    float or None
        ``None`` where the contributions sum to 0.

    Examples
    --------
    >>> from cmgraph.stats import gini
    >>> gini([0, 0, 0, 8])
    0.75
    """

def glm(
    response: _Numbers,
    covariates: Iterable[_Numbers],
    family: Literal["logistic", "poisson"],
    *,
    intercept: bool = True,
    weights: _Numbers | None = None,
    offset: _Numbers | None = None,
    clusters: Iterable[Hashable] | None = None,
    lag: int | None = None,
    level: float = 0.95,
) -> Glm | None:
    """
    Logistic or Poisson regression by maximum likelihood, with errors for rows that hang together.

    Parameters
    ----------
    response : sequence of float
        0 or 1 for ``"logistic"``, counts for ``"poisson"``.
    covariates : sequence of sequences of float
        One column a covariate.
    family : {"logistic", "poisson"}
        What the response is; each with its canonical link.
    intercept : bool
        Whether a column of ones comes first.
    weights : sequence of float, optional
        How many times each row counts.
    offset : sequence of float, optional
        Added to the linear predictor, such as the logarithm of the exposure.
    clusters : sequence, optional
        Label of the cluster of each row (person, team): cluster-robust errors, t with clusters - 1 degrees of
        freedom.
    lag : int, optional
        Largest lag of Newey-West errors; rows are then a time series in order.
    level : float
        Confidence level.

    Returns
    -------
    Glm or None
        ``estimate`` on the scale of the linear predictor, ``se``, ``low``, ``high`` and ``p`` for each column, and how
        the fit ended: ``status`` is ``"converged"``, ``"separated"`` or ``"not converged"``, and without a maximum
        there are no errors (``None``). ``None`` where there is nothing to fit.

    Raises
    ------
    ValueError
        With both ``clusters`` and ``lag``, or for values out of range.

    References
    ----------
    P. McCullagh and J. A. Nelder, "Generalized linear models", 1989; K.-Y. Liang and S. L. Zeger, "Longitudinal data
    analysis using generalized linear models", Biometrika 73, 1986.

    Examples
    --------
    Of 40 person-weeks with the leader taking part 10 ended in a first post, of 100 without 8:

    >>> import math
    >>> from cmgraph.stats import glm
    >>> fit = glm([1, 0, 1, 0], [[1, 1, 0, 0]], "logistic", weights=[10, 30, 8, 92])
    >>> round(math.exp(fit["estimate"][1]), 3), fit["status"]
    (3.833, 'converged')
    """

def hhi(contributions: _Counts) -> float | None:
    """
    Herfindahl-Hirschman index: the chance that two contributions drawn at random are of the same person.

    Parameters
    ----------
    contributions : sequence of int
        Contributions of each person.

    Returns
    -------
    float or None
        From 1/n to 1; ``None`` where the contributions sum to 0.

    Examples
    --------
    >>> from cmgraph.stats import hhi
    >>> hhi([5, 5])
    0.5
    """

def holm(p_values: _Numbers) -> list[float]:
    """
    Holm's adjusted p-values of many tests made at once: against even one false alarm.

    Parameters
    ----------
    p_values : sequence of float
        One of every test made.

    Returns
    -------
    list of float
        The adjusted p-values, in the same order.

    References
    ----------
    S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.

    Examples
    --------
    >>> from cmgraph.stats import holm
    >>> holm([0.01, 0.04, 0.02])
    [0.03, 0.04, 0.04]
    """

def james_stein(values: _Numbers, variance: float) -> JamesStein | None:
    """
    Positive-part James-Stein estimates: several measurements of equal precision pulled towards their mean.

    Parameters
    ----------
    values : sequence of float
        At least four measurements.
    variance : float
        The known sampling variance of each.

    Returns
    -------
    JamesStein or None
        ``mean``, ``factor`` (the share of its distance from the mean that a value keeps) and ``estimates``;
        ``None`` for fewer than four values.

    References
    ----------
    B. Efron and C. Morris, "Data analysis using Stein's estimator and its generalizations", JASA 70, 1975.

    Examples
    --------
    >>> from cmgraph.stats import james_stein
    >>> hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
    >>> averages = [h / 45 for h in hits]
    >>> mean = sum(averages) / 18
    >>> shrunk = james_stein(averages, mean * (1 - mean) / 45)
    >>> round(shrunk["factor"], 5), round(shrunk["estimates"][0], 4)
    (0.21165, 0.2939)
    """

def jeffreys(successes: int, n: int, level: float = 0.95) -> tuple[float, float] | None:
    """
    Jeffreys interval for a proportion: equal tails of Beta(successes + 1/2, n - successes + 1/2).

    Parameters
    ----------
    successes, n : int
        So many of so many.
    level : float
        Probability inside the interval.

    Returns
    -------
    tuple of float or None
        Lower and upper end, 0 where nothing succeeded and 1 where all did; ``None`` where ``n`` is 0.

    References
    ----------
    L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science
    16, 2001.

    Examples
    --------
    >>> from cmgraph.stats import jeffreys
    >>> low, high = jeffreys(45, 50)
    >>> round(low, 4), round(high, 4)
    (0.7946, 0.9608)
    """

def kaplan_meier(
    durations: _Numbers,
    events: Iterable[bool | float],
    *,
    entry: _Numbers | None = None,
    level: float = 0.95,
    min_at_risk: int = 5,
) -> KaplanMeier | None:
    """
    Share of lifetimes still without the event over time, by Kaplan and Meier.

    Standard error by Greenwood; interval symmetric on the scale ln(-ln S); cumulative hazard by Nelson and
    Aalen. A lifetime is at risk at ``t`` when entry < t <= duration.

    Parameters
    ----------
    durations : sequence of float
        Time of the event, or last time at which it was known not to have happened.
    events : sequence of bool
        Whether the event happened then; otherwise censored.
    entry : sequence of float, optional
        Time after which each was under observation (left truncation); from the start by default.
    level : float
        Confidence level.
    min_at_risk : int
        With late entry the curve starts when so many are at risk.

    Returns
    -------
    KaplanMeier or None
        A row a distinct time of an event; ``None`` where nobody is ever at risk.

    References
    ----------
    E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958.

    Examples
    --------
    Weeks in remission of 21 patients (Freireich and others, 1963):

    >>> from cmgraph.stats import kaplan_meier
    >>> weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    >>> relapse = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    >>> curve = kaplan_meier(weeks, relapse)
    >>> round(curve["survival"][0], 4), round(curve["se"][0], 4), curve["median"]
    (0.8571, 0.0764, 23.0)
    """

def log_rank(
    durations: _Numbers,
    events: Iterable[bool | float],
    groups: Iterable[Hashable],
    *,
    entry: _Numbers | None = None,
) -> LogRank | None:
    """
    Log-rank test that all groups have the same hazard at every time.

    Parameters
    ----------
    durations, events, entry
        As for :func:`kaplan_meier`.
    groups : sequence
        Label of the group of each lifetime.

    Returns
    -------
    LogRank or None
        ``chi2``, ``df``, ``p``, and for each group in the order in which they come ``observed`` and
        ``expected`` events; ``None`` where nothing can be compared.

    References
    ----------
    N. Mantel, "Evaluation of survival data and two new rank order statistics arising in its consideration",
    Cancer Chemotherapy Reports 50, 1966.

    Examples
    --------
    >>> from cmgraph.stats import log_rank
    >>> test = log_rank(range(1, 61), [True] * 60, ["early"] * 30 + ["late"] * 30)
    >>> test["df"], test["p"] < 1e-6
    (1, True)
    """

def newcombe(
    first: tuple[int, int], second: tuple[int, int], level: float = 0.95
) -> tuple[float, float] | None:
    """
    Newcombe's hybrid score interval for the difference of two independent proportions.

    Parameters
    ----------
    first, second : tuple of int
        Successes and n of either group.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float or None
        Lower and upper end of first minus second; ``None`` where a group is empty.

    References
    ----------
    R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
    Medicine 17, 1998, method 10.

    Examples
    --------
    >>> from cmgraph.stats import newcombe
    >>> low, high = newcombe((56, 70), (48, 80))
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)
    """

def normal_eb(
    estimates: _Numbers,
    variances: _Numbers,
    *,
    method: Literal["reml", "ml", "adjusted"] = "reml",
    level: float = 0.9,
) -> NormalEb | None:
    """
    Fits the normal-normal model to measurements with known errors, and shrinks each towards the common mean.

    A measurement is normal about the true value of its unit; true values are normal across units. Units measured with
    little precision are pulled further.

    Parameters
    ----------
    estimates : sequence of float
        The measurements: log rates, slopes, effects.
    variances : sequence of float
        Squared standard error of each, above 0.
    method : {"reml", "ml", "adjusted"}
        How the variance across units is estimated: restricted maximum likelihood, maximum likelihood, or adjusted so that
        it is never 0 and intervals hold what they say (from four units).
    level : float
        Probability inside the intervals.

    Returns
    -------
    NormalEb or None
        ``mu``, ``tau2`` (variance across units), fit and the posterior of each unit; ``None`` without units, and with
        ``"adjusted"`` for fewer than four. Where the data do not show that units differ ``at_boundary`` is true.

    References
    ----------
    C. N. Morris, "Parametric empirical Bayes inference: theory and applications", JASA 78, 1983.

    Examples
    --------
    Effect of coaching in eight schools (Rubin, 1981): nothing shows that they differ.

    >>> from cmgraph.stats import normal_eb
    >>> effects, errors = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]
    >>> model = normal_eb(effects, [error**2 for error in errors])
    >>> round(model["mu"], 1), model["tau2"], model["at_boundary"]
    (7.7, 0.0, True)
    """

def occupation(
    persons: Iterable[Any],
    states: Iterable[int],
    entry: _Numbers,
    exit: _Numbers,
    to: Iterable[int | None],
    times: _Numbers,
    *,
    start: int = 0,
    n_states: int | None = None,
    level: float = 0.95,
    replicates: int = 500,
    seed: int = 0,
) -> Occupation | None:
    """
    Probability of being in each state at some times, by Aalen and Johansen, with a bootstrap over persons.

    A sojourn is a stay of a person in a state; states are numbered from 0, may be skipped and returned to, and one that
    nobody is seen to stay in is final. The interval is Wilson's for a sample of the same precision.

    Parameters
    ----------
    persons : sequence
        Whose sojourn it is: anything that can be told apart.
    states : sequence of int
        The state.
    entry : sequence of float
        Time after which the person is seen in it; ``-inf`` if from the very start.
    exit : sequence of float
        Time of leaving it, or last time at which the person was seen in it.
    to : sequence of int or None
        The state moved to at ``exit``; ``None`` where observation ended there.
    times : sequence of float
        When the probabilities are wanted.
    start : int
        The state that everybody is in at first.
    n_states : int, optional
        Number of states; by default one more than the highest.
    level : float
        Confidence level.
    replicates, seed : int
        Replicates of the bootstrap, and its seed.

    Returns
    -------
    Occupation or None
        ``time``, ``starters``, ``followed`` and, a list of states for each time, ``probability``, ``se``, ``low`` and
        ``high``: ``None`` where the data do not reach so far. ``None`` where nobody starts there, or sojourns of a
        person overlap.

    References
    ----------
    O. O. Aalen and S. Johansen, "An empirical transition matrix for non-homogeneous Markov chains based on censored
    observations", Scandinavian Journal of Statistics 5, 1978.

    Examples
    --------
    Sixty people who register (0); twenty of them write (1) within a month:

    >>> from cmgraph.stats import occupation
    >>> writes = [person % 3 == 0 for person in range(60)]
    >>> found = occupation(
    ...     range(60), [0] * 60, [float("-inf")] * 60,
    ...     [1.0 + i % 30 if w else 60.0 for i, w in enumerate(writes)], [1 if w else None for w in writes],
    ...     times=[30.0],
    ... )
    >>> [round(share, 3) for share in found["probability"][0]]
    [0.667, 0.333]
    """

def prob_top_k(
    shapes: _Numbers,
    rates: _Numbers,
    k: int,
    *,
    draws: int = 2000,
    seed: int = 0,
    keys: _Counts | None = None,
) -> list[float]:
    """
    Posterior probability of each unit to be among the ``k`` with the highest rates.

    Rates are independent Gamma distributions, drawn ``draws`` times; each draw ranks all units. The
    probabilities sum to ``k``.

    Parameters
    ----------
    shapes, rates : sequence of float
        Shape and rate (inverse scale) of each unit's Gamma distribution: with :func:`gamma_poisson` these are
        ``a`` + count and ``b`` + exposure.
    k : int
        How many are at the top.
    draws : int
        Posterior draws; the standard error of a probability is at most 1/(2 sqrt(draws)).
    seed : int
        Seed of the draws.
    keys : sequence of int, optional
        A distinct key for each unit, which names its random stream, so that the order of the units does not
        matter; its place by default.

    Returns
    -------
    list of float
        A probability for each unit.

    References
    ----------
    N. M. Laird and T. A. Louis, "Empirical Bayes ranking methods", Journal of Educational Statistics 14, 1989.

    Examples
    --------
    40 in 10 months, 5 in one month, 2 in 10 months:

    >>> from cmgraph.stats import prob_top_k
    >>> first, second, third = prob_top_k([40, 5, 2], [10, 1, 10], k=1)
    >>> second > 0.5 and first > 0.25 and third < 0.01
    True
    """

def rank_sets(estimates: _Numbers, standard_errors: _Numbers, level: float = 0.95) -> list[tuple[int, int]]:
    """
    Ranks that the data do not rule out, for all units at once.

    Every ordered pair is compared by a one-sided z-test, Bonferroni-corrected for all of them.

    Parameters
    ----------
    estimates, standard_errors : sequence of float
        Independent estimates with their standard errors; the highest has rank 1.
    level : float
        Probability with which all sets hold.

    Returns
    -------
    list of tuple of int
        Best and worst rank of each unit.

    References
    ----------
    M. Mogstad, J. P. Romano, A. M. Shaikh and D. Wilhelm, "Inference for ranks with applications to mobility
    across neighbourhoods and academic achievement across countries", Review of Economic Studies 91, 2024.

    Examples
    --------
    >>> from cmgraph.stats import rank_sets
    >>> rank_sets([10, 8, 7.5, 3], [0.5] * 4)
    [(1, 1), (2, 3), (2, 3), (4, 4)]
    """

def rank_sets_stepdown(
    estimates: _Numbers,
    standard_errors: _Numbers,
    level: float = 0.95,
    *,
    draws: int = 2000,
    seed: int = 0,
) -> list[tuple[int, int]]:
    """
    Ranks that the data do not rule out, for all units at once, by a stepdown bootstrap: somewhat smaller sets than those of
    :func:`rank_sets`, for it knows that comparisons with a common unit go together.

    Parameters
    ----------
    estimates, standard_errors, level
        As for :func:`rank_sets`.
    draws, seed : int
        Draws of the largest difference under chance, at least 1,000 for 95%, and their seed.

    Returns
    -------
    list of tuple of int
        Best and worst rank of each unit.

    References
    ----------
    J. P. Romano and M. Wolf, "Exact and approximate stepdown methods for multiple hypothesis testing", JASA 100, 2005.

    Examples
    --------
    >>> from cmgraph.stats import rank_sets, rank_sets_stepdown
    >>> answers, errors = [10, 8.1, 7.5, 3], [0.51] * 4
    >>> rank_sets(answers, errors)[0], rank_sets_stepdown(answers, errors, seed=1)[0]
    ((1, 2), (1, 1))
    """

def rmst(
    durations: _Numbers,
    events: Iterable[bool | float],
    tau: float,
    *,
    entry: _Numbers | None = None,
    level: float = 0.95,
    min_at_risk: int = 5,
) -> Rmst | None:
    """
    Mean time without the event up to a horizon: the area under the curve of :func:`kaplan_meier`.

    Parameters
    ----------
    durations, events, entry, level, min_at_risk
        As for :func:`kaplan_meier`.
    tau : float
        The horizon.

    Returns
    -------
    Rmst or None
        ``mean``, ``se``, ``low``, ``high``; ``None`` where the curve does not reach so far.

    References
    ----------
    P. Royston and M. K. B. Parmar, "Restricted mean survival time: an alternative to the hazard ratio", BMC
    Medical Research Methodology 13, 2013.

    Examples
    --------
    >>> from cmgraph.stats import rmst
    >>> mean = rmst([6, 7, 10, 13, 16, 22, 23, 35], [1, 1, 1, 1, 1, 1, 1, 0], tau=20)
    >>> round(mean["mean"], 3)
    14.0
    """

def shifted_beta_geometric(
    cohorts: Iterable[_Counts], *, horizon: int = 12, level: float = 0.95
) -> ShiftedBetaGeometric | None:
    """
    Shifted beta-geometric retention curve of cohorts that lose people.

    Parameters
    ----------
    cohorts : sequence of sequences of int
        For each cohort the people still there after 0, 1, 2, ... periods; cohorts may differ in age.
    horizon : int
        Periods of the curve.
    level : float
        Confidence level of the profile-likelihood intervals.

    Returns
    -------
    ShiftedBetaGeometric or None
        ``alpha``, ``beta`` (infinite where everybody leaves with the same probability), ``log_likelihood``, and for
        periods 1, 2, ... ``survival``, ``survival_low``, ``survival_high``; ``None`` where there is nothing to fit.

    References
    ----------
    P. S. Fader and B. G. S. Hardie, "How to project customer retention", Journal of Interactive Marketing 21, 2007.

    Examples
    --------
    >>> from cmgraph.stats import shifted_beta_geometric
    >>> model = shifted_beta_geometric([[1000, 869, 743, 653, 593, 551, 517, 491]], horizon=12)
    >>> round(model["alpha"], 3), round(model["beta"], 3)
    (0.668, 3.806)
    """

def top_share(contributions: _Counts, k: int) -> float | None:
    """
    Share of all contributions that the ``k`` most active people made.

    Parameters
    ----------
    contributions : sequence of int
        Contributions of each person.
    k : int
        How many of the most active.

    Returns
    -------
    float or None
        ``None`` where the contributions sum to 0.

    Examples
    --------
    >>> from cmgraph.stats import top_share
    >>> top_share([6, 1, 3], 2)
    0.9
    """

def wilson(successes: int, n: int, level: float = 0.95) -> tuple[float, float] | None:
    """
    Wilson score interval for a proportion: all shares that a score test does not reject.

    Parameters
    ----------
    successes, n : int
        So many of so many.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float or None
        Lower and upper end; ``None`` where ``n`` is 0.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.

    Examples
    --------
    >>> from cmgraph.stats import wilson
    >>> low, high = wilson(0, 10)
    >>> low, round(high, 4)
    (0.0, 0.2775)
    """
