//! Communities and the analyses of them.

use crate::dates::{bound, datetime};
use crate::error::{choice, raise};
use crate::graph::Graph;
use crate::table::{Result, Table};
use crate::work::run;
use cmgraph::adoption::{AdoptionOptions, adoption};
use cmgraph::bridging::{BridgingOptions, CircleOptions, bridging, circles};
use cmgraph::champions::{ChampionOptions, champions};
use cmgraph::conversation::{ConversationOptions, conversation};
use cmgraph::funnel::{FirstPost, FunnelOptions, funnel};
use cmgraph::graph::{EdgeRule, Scale, graph_over_time};
use cmgraph::participation::{ParticipationOptions, participation};
use cmgraph::privacy::GraphRelease;
use cmgraph::questions::{EvidenceWeights, HubOptions, question_hubs};
use cmgraph::retention::{RetentionOptions, retention};
use cmgraph::stage::{StageOptions, stage};
use cmgraph::time::{Day, Period};
use cmgraph::{Policy, View, Window};
use pyo3::prelude::*;
use pyo3::types::PyDateTime;
use rayon::ThreadPool;
use std::sync::Arc;

mod defaults;

/// A community as an export shows it, or a window of it. Made by :func:`read`; never changes.
///
/// ``len`` is the number of messages in the window.
#[pyclass(frozen, module = "cmgraph")]
pub struct Community {
    community: Arc<cmgraph::Community>,
    policy: Policy,
    window: Window,
    pool: Option<Arc<ThreadPool>>,
}

impl Community {
    pub(crate) fn new(
        community: Arc<cmgraph::Community>,
        policy: Policy,
        window: Window,
        pool: Option<Arc<ThreadPool>>,
    ) -> Community {
        Community { community, policy, window, pool }
    }

    fn view(&self) -> View<'_> {
        self.community.view(&self.window)
    }

    /// Runs an analysis of the view and passes its tables through the policy.
    fn analyse(
        &self,
        py: Python<'_>,
        main: &str,
        tables: impl FnOnce(&View<'_>) -> cmgraph::Result<Vec<cmgraph::Table>> + Send + 'static,
    ) -> PyResult<Py<Result>> {
        let (community, window, policy) = (self.community.clone(), self.window.clone(), self.policy.clone());
        let releases = run(py, self.pool.clone(), None, move || {
            let tables = tables(&community.view(&window))?;
            Ok(tables.iter().map(|table| policy.apply(table)).collect())
        })?;
        Py::new(py, Result::new(releases, main)?)
    }

    /// Messages, members, days, zone and mode in a line.
    fn line(&self) -> String {
        let view = self.view();
        let days = match view.days() {
            Some((first, last)) => format!("{first} to {last}"),
            None => "no days".into(),
        };
        format!(
            "{} messages, {} members, {days} ({}), {}",
            grouped(view.message_range().len()),
            grouped(self.community.members().len()),
            self.window.zone.name(),
            self.policy.mode().name(),
        )
    }
}

#[pymethods]
impl Community {
    /// A window of the community, with the same methods.
    ///
    /// Parameters
    /// ----------
    /// from_, to : str, datetime.date or datetime.datetime, optional
    ///     First instant inside and first instant after: dates (local midnight) or instants with a time zone.
    ///     What is not given stays as it is.
    /// zone : str, optional
    ///     IANA name of the time zone whose days, weeks and months are counted.
    ///
    /// Returns
    /// -------
    /// Community
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a date that cannot be read, an empty window, or an unknown zone.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> cg.example().window(from_="2024-01-01", to="2024-07-01", zone="Europe/Oslo").days
    /// ('2024-01-01', '2024-06-30')
    #[pyo3(signature = (
        *, from_: "str | datetime.date | None" = None, to: "str | datetime.date | None" = None, zone=None
    ))]
    fn window(
        &self,
        from_: Option<&Bound<'_, PyAny>>,
        to: Option<&Bound<'_, PyAny>>,
        zone: Option<&str>,
    ) -> PyResult<Community> {
        let kept = |at: Option<cmgraph::Timestamp>| at.map(|at| at.to_string());
        let from = bound("from_", from_)?.or_else(|| kept(self.window.from));
        let to = bound("to", to)?.or_else(|| kept(self.window.to));
        let zone = zone.unwrap_or_else(|| self.window.zone.name());
        let window = Window::parse(from.as_deref(), to.as_deref(), zone).map_err(raise)?;
        Ok(Community::new(self.community.clone(), self.policy.clone(), window, self.pool.clone()))
    }

    /// How people appear: ``named``, ``pseudonymous`` or ``aggregate``.
    #[getter]
    fn mode(&self) -> &'static str {
        self.policy.mode().name()
    }

    /// IANA name of the time zone whose days, weeks and months are counted.
    #[getter]
    fn zone(&self) -> &str {
        self.window.zone.name()
    }

    /// First instant that is in the window and covered by the export, and first instant after: both in UTC.
    #[getter]
    fn span<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyDateTime>, Bound<'py, PyDateTime>)> {
        let view = self.view();
        Ok((datetime(py, view.from())?, datetime(py, view.to())?))
    }

    /// First and last local day of the window, ISO 8601; ``None`` where it is empty.
    #[getter]
    fn days(&self) -> Option<(String, String)> {
        self.view().days().map(|(first, last)| (first.to_string(), last.to_string()))
    }

    /// Adoption: joined, reacted, contributed, asked, answered, habit by day, week or month, cumulative and as a
    /// share of those who could have, with Wilson intervals; where it will level off and when, or why that cannot
    /// be known yet; a forecast; active people in the trailing 1, 7 and 28 days.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "unit", "group"}
    ///     With ``"unit"`` the main table is ``adoption_by_unit``, with ``"group"`` ``adoption_by_group``, else
    ///     ``adoption_curve``.
    /// period : {"day", "week", "month"}
    ///     Width of the bins.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// fit : bool
    ///     Whether curves are fitted: ceiling, dates, forecast, categories.
    /// launch : str or datetime.date, optional
    ///     First day of the curves; by default the first day of the export or of the first adoption after it.
    /// horizon_days : int
    ///     Days that the forecast looks ahead.
    /// max_ceiling_width : float
    ///     Widest interval of the ceiling, as a share of the people, with which it counts as known.
    /// min_people, min_adopters : int
    ///     People and adopters from which a unit has a curve of its own, and adopters from which any curve is fitted.
    /// draws, seed : int
    ///     Refits behind the band of the forecast, and their seed.
    /// interval_level : float
    ///     Level of the intervals.
    /// habit_weeks, habit_window : int
    ///     Somebody has the habit who was active in so many of so many trailing weeks.
    /// include_officials, include_guests : bool
    ///     Whether community managers and communications accounts, and people from outside, count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``adoption_summary``, ``adoption_curve``, ``adoption_fit``, ``adoption_models``,
    ///     ``adoption_forecast``, ``adopter_categories``, ``active_people``; with ``by="unit"`` also
    ///     ``adoption_by_unit``, ``adoption_unit_curves`` and ``unit_adoption``; with ``by="group"``
    ///     ``adoption_by_group`` and ``adoption_group_curves``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> curve = cg.example().adoption(period="month")
    /// >>> curve.name, len(curve)
    /// ('adoption_curve', 18)
    /// >>> fit = curve.tables["adoption_fit"].to_dict()
    /// >>> dict(zip(fit["definition"], fit["identified"]))
    /// {'joined': True, 'contributed': False, 'asked': True, 'answered': False, 'habit': True}
    #[pyo3(signature = (
        *, by=None, period="week", unit_level=None, fit=true, launch: "str | datetime.date | None" = None,
        horizon_days=182, max_ceiling_width=0.3, min_people=30, min_adopters=8, draws=500, seed=0, interval_level=0.95,
        habit_weeks=2, habit_window=4, include_officials=false, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn adoption(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        period: &str,
        unit_level: Option<usize>,
        fit: bool,
        launch: Option<&Bound<'_, PyAny>>,
        horizon_days: u32,
        max_ceiling_width: f64,
        min_people: u64,
        min_adopters: u64,
        draws: usize,
        seed: u64,
        interval_level: f64,
        habit_weeks: usize,
        habit_window: usize,
        include_officials: bool,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let (by_unit, by_group) = match by {
            None => (false, false),
            Some("unit") => (true, false),
            Some("group") => (false, true),
            Some(other) => return Err(choice("by", other, "None, \"unit\" or \"group\"")),
        };
        let launch = bound("launch", launch)?.map(|text| day("launch", &text)).transpose()?;
        let period = Period::parse(period)
            .ok_or_else(|| choice("period", period, "\"day\", \"week\" or \"month\""))?;
        let options = AdoptionOptions {
            period,
            unit_level,
            by_unit,
            by_group,
            min_people,
            min_adopters,
            fit,
            launch,
            horizon_days,
            max_ceiling_width,
            draws,
            seed,
            interval_level,
            habit_weeks,
            habit_window,
            include_officials,
            include_guests,
        };
        let main = match (by_unit, by_group) {
            (true, _) => "adoption_by_unit",
            (_, true) => "adoption_by_group",
            _ => "adoption_curve",
        };
        self.analyse(py, main, move |view| Ok(adoption(view, &options)?.tables()))
    }

    /// Funnel: how far people have come, from invited to regular, with conversions and Wilson intervals; where they
    /// are some days after entry (Aalen-Johansen, bootstrap over persons); and whether newcomers whose first post
    /// got a reply write again more often than those who got none.
    ///
    /// Everybody is in the furthest state reached: invited, registered, reader, reactor, replier, poster, answerer,
    /// regular. States may be skipped. Who only reads cannot be told from an export: that row stays empty.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "unit"}
    ///     With ``"unit"`` the main table is ``funnel_by_unit``, else ``funnel``.
    /// launch : str, datetime.date or datetime.datetime, optional
    ///     Day from which people could take part; by default the start of the export, or the earliest first
    ///     log-in where many are earlier.
    /// horizons : list of int
    ///     Days after entry at which people are looked at; 30, 90 and 180 by default.
    /// first_post : {"thread", "message"}
    ///     Which message of a newcomer is looked at: the first thread or the first message of any kind.
    /// reply_days, return_days : int
    ///     Days in which a first post can get the reply that counts, and days after those in which the newcomer can
    ///     come back.
    /// min_arm, min_at_risk : int
    ///     Newcomers that each side of the comparison needs; people under observation from which a time after entry
    ///     is told about.
    /// habit_weeks, habit_window : int
    ///     A regular was active in so many of so many trailing weeks.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    /// draws, seed : int
    ///     Replicates of the bootstrap, and its seed.
    /// include_officials, include_guests : bool
    ///     Whether community managers and communications accounts, and people from outside, count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``funnel``, ``funnel_states``, ``newcomer_reply``, and ``funnel_by_unit`` with ``by="unit"``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> funnel = cg.example().funnel()
    /// >>> dict(zip(funnel.column("state"), funnel.column("people")))["reader"] is None
    /// True
    /// >>> funnel.column("state")[:2]
    /// ['invited', 'registered']
    #[pyo3(signature = (
        *, by=None, launch: "str | datetime.date | None" = None, horizons=None, first_post="thread", reply_days=2,
        return_days=28, min_arm=20, min_at_risk=20, habit_weeks=2, habit_window=4, unit_level=None,
        interval_level=0.95, draws=500, seed=0, include_officials=false, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn funnel(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        launch: Option<&Bound<'_, PyAny>>,
        horizons: Option<Vec<u32>>,
        first_post: &str,
        reply_days: u32,
        return_days: u32,
        min_arm: u32,
        min_at_risk: u32,
        habit_weeks: usize,
        habit_window: usize,
        unit_level: Option<usize>,
        interval_level: f64,
        draws: u32,
        seed: u64,
        include_officials: bool,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let by_unit = by_unit(by)?;
        let first_post = FirstPost::parse(first_post)
            .ok_or_else(|| choice("first_post", first_post, "\"thread\" or \"message\""))?;
        let launch = bound("launch", launch)?;
        let launch = launch.map(|day| FunnelOptions::parse_launch(&day, self.window.zone.name()));
        let launch = launch.transpose().map_err(raise)?;
        let options = FunnelOptions {
            launch,
            horizons: horizons.unwrap_or_else(|| FunnelOptions::default().horizons),
            habit_weeks,
            habit_window,
            by_unit,
            unit_level,
            first_post,
            reply_days,
            return_days,
            min_arm,
            min_at_risk,
            interval_level,
            draws,
            seed,
            include_officials,
            include_guests,
        };
        let main = if by_unit { "funnel_by_unit" } else { "funnel" };
        self.analyse(py, main, move |view| Ok(funnel(view, &options)?.tables()))
    }

    /// Helper champions: people who help many different colleagues, shrunk towards what is usual where there is
    /// little to go by, with intervals and reasons in words.
    ///
    /// Parameters
    /// ----------
    /// n : int
    ///     Champions listed, and the k of the probability to be among the first k.
    /// by : {None, "unit"}
    ///     With ``"unit"`` the main table is ``champions_by_unit``, else ``champions``.
    /// min_words, min_words_mixed : int
    ///     Words from which a reply helps, and from which one that also thanks or asks does.
    /// half_life_days : float, optional
    ///     Days after which help counts half; all help counts alike by default.
    /// activity_weeks, min_active_weeks : int
    ///     A champion was active in at least so many of the last so many weeks.
    /// min_helped, min_threads : int
    ///     Colleagues helped, and threads helped in, from which somebody is a champion.
    /// min_answer_share : float
    ///     Share of the own messages that help.
    /// min_p_above_unit : float
    ///     Probability with which a champion helps more than three quarters of the own unit do.
    /// people_per_champion : int
    ///     A champion is wanted for each started number of people of this size in a unit.
    /// min_unit : int
    ///     Colleagues from which a unit's own percentile is told.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    /// draws, seed : int
    ///     Posterior draws behind the probability to be among the first, and their seed.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``champions`` and ``champions_by_unit``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> champions = cg.example().champions(n=3)
    /// >>> len(champions)
    /// 3
    /// >>> for reason in champions.column("reasons")[0]:
    /// ...     print(reason)  # doctest: +ELLIPSIS
    /// answered ... questions of ... colleagues...
    #[pyo3(signature = (
        n=20, *, by=None, min_words=3, min_words_mixed=12, half_life_days=None, activity_weeks=12,
        min_active_weeks=6, min_helped=3, min_threads=2, min_answer_share=0.3, min_p_above_unit=0.5, people_per_champion=50,
        min_unit=5, unit_level=None, interval_level=0.9, draws=2000, seed=0,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn champions(
        &self,
        py: Python<'_>,
        n: usize,
        by: Option<&str>,
        min_words: u16,
        min_words_mixed: u16,
        half_life_days: Option<f64>,
        activity_weeks: u32,
        min_active_weeks: u32,
        min_helped: u32,
        min_threads: u32,
        min_answer_share: f64,
        min_p_above_unit: f64,
        people_per_champion: u32,
        min_unit: usize,
        unit_level: Option<usize>,
        interval_level: f64,
        draws: usize,
        seed: u64,
    ) -> PyResult<Py<Result>> {
        let main = if by_unit(by)? { "champions_by_unit" } else { "champions" };
        let options = ChampionOptions {
            n,
            min_words,
            min_words_mixed,
            half_life_days,
            activity_weeks,
            min_active_weeks,
            min_helped,
            min_threads,
            min_answer_share,
            min_p_above_unit,
            people_per_champion,
            min_unit,
            unit_level,
            interval_level,
            draws,
            seed,
        };
        self.analyse(py, main, move |view| Ok(champions(view, &options)?.tables()))
    }

    /// Conversation or broadcast: do members talk to each other? In how many threads did at least two members write and
    /// somebody reply back, how many were started by community managers and communications accounts without a member
    /// replying to another, how many replies go from member to member, what threads look like, whether people answer each
    /// other over all threads; for the whole and for each group. And how people take part: people by what they give and
    /// receive.
    ///
    /// Broadcasting can only be told where it is known who runs the community and who speaks for the organisation.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "group"}
    ///     With ``"group"``, the default, each group beside the whole; with ``None`` the whole only.
    /// follow_days : int
    ///     Days that a thread is given; later replies are not looked at, younger threads left out.
    /// min_threads : int
    ///     Threads from which means and ratios have a value.
    /// max_authors : int
    ///     Threads with more distinct authors make no ties.
    /// exchange_days : float
    ///     Days within which a there, back and there again counts as an exchange.
    /// min_days : int
    ///     Days of the window that somebody was there at least to have a pattern; all of a shorter window.
    /// min_events : int
    ///     Given and received, together, below which somebody is an observer.
    /// clear_events : int
    ///     Given and received, together, from which an interval that covers one half is a balance.
    /// balance_low, balance_high : float
    ///     Ends of a balance of giving and receiving.
    /// balance_level : float
    ///     Level of the interval of somebody's balance.
    /// broadcaster_posts, broadcaster_replies : float
    ///     Share of posts in what a broadcaster gives, at least, and of replies, at most.
    /// min_probability : float
    ///     Probability of a pattern from which somebody is said to have it.
    /// listed : int
    ///     People of a pattern that are listed at most, never more than half of them. Only engagers, catalysts and
    ///     responders are, where there are ten or more.
    /// unit_level : int, optional
    ///     Levels of the unit path shown in lists, from 1; the whole path if not given.
    /// draws, seed : int
    ///     Bootstrap draws behind the intervals, and their seed.
    /// interval_level : float
    ///     Level of the intervals.
    /// include_guests : bool
    ///     Whether people from outside count as members.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``conversation`` (the main one), ``conversation_threads``, ``conversation_ties``, ``patterns`` and
    ///     ``pattern_people``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().conversation(by=None)
    /// >>> found.column("community")[0], found.column("threads")[0]
    /// ('(whole)', 4842)
    /// >>> found.tables["patterns"].column("pattern")[:3]
    /// ['engager', 'catalyst', 'responder']
    #[pyo3(signature = (
        *, by="group", follow_days=7, min_threads=30, max_authors=50, exchange_days=7.0, min_days=28, min_events=10,
        clear_events=30, balance_low=0.35, balance_high=0.65, balance_level=0.9, broadcaster_posts=0.7,
        broadcaster_replies=0.1, min_probability=0.5, listed=20, unit_level=None, draws=500, seed=0, interval_level=0.95,
        include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn conversation(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        follow_days: u32,
        min_threads: u32,
        max_authors: u32,
        exchange_days: f64,
        min_days: u32,
        min_events: u32,
        clear_events: u32,
        balance_low: f64,
        balance_high: f64,
        balance_level: f64,
        broadcaster_posts: f64,
        broadcaster_replies: f64,
        min_probability: f64,
        listed: usize,
        unit_level: Option<usize>,
        draws: usize,
        seed: u64,
        interval_level: f64,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let by_group = match by {
            None => false,
            Some("group") => true,
            Some(other) => return Err(choice("by", other, "None or \"group\"")),
        };
        let options = ConversationOptions {
            by_group,
            follow_days,
            min_threads,
            max_authors,
            exchange_days,
            min_days,
            min_events,
            clear_events,
            balance_low,
            balance_high,
            balance_level,
            broadcaster_posts,
            broadcaster_replies,
            min_probability,
            listed,
            unit_level,
            draws,
            seed,
            interval_level,
            include_guests,
        };
        self.analyse(py, "conversation", move |view| Ok(conversation(view, &options)?.tables()))
    }

    /// Bridging: do units talk with one another? The share of replies that go to another unit, whole and by unit, beside
    /// what there would be if units did not matter; from which unit to which more goes than that; questions answered from
    /// another unit; pairs of units whose talk hangs on one person; and the people between units.
    ///
    /// Parameters
    /// ----------
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, from 1; the deepest level with at most 12 units if not given.
    /// n : int
    ///     People between units listed at most.
    /// min_units, min_threads : int
    ///     Other units that somebody between units talks with (or all, where there are not as many), and threads in
    ///     which he or she does, at least.
    /// max_authors : int
    ///     Threads with more authors join nobody.
    /// permutations : int
    ///     Permutations of the units behind the p-values, at least 99.
    /// draws, seed : int
    ///     Bootstrap draws of the threads behind the intervals, and the seed of both.
    /// interval_level : float
    ///     Level of the intervals.
    /// include_guests : bool
    ///     Whether people from outside count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``bridging`` (the main one), ``bridging_by_unit``, ``bridging_matrix``, ``bridging_answers``,
    ///     ``bridging_links``, ``bridging_brokers`` and ``bridging_only_ties``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().bridging(unit_level=2)
    /// >>> found.table.column("who")[0]
    /// 'colleagues'
    /// >>> found.table.column("cross_share")[0] < found.table.column("expected_share")[0]
    /// True
    #[pyo3(signature = (
        *, unit_level=None, n=20, min_units=2, min_threads=3, max_authors=50, permutations=999, draws=500,
        seed=0, interval_level=0.95, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn bridging(
        &self,
        py: Python<'_>,
        unit_level: Option<usize>,
        n: usize,
        min_units: u32,
        min_threads: u32,
        max_authors: u32,
        permutations: usize,
        draws: usize,
        seed: u64,
        interval_level: f64,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let options = BridgingOptions {
            unit_level,
            n,
            min_units,
            min_threads,
            max_authors,
            permutations,
            draws,
            seed,
            interval_level,
            include_guests,
        };
        self.analyse(py, "bridging", move |view| Ok(bridging(view, &options)?.tables()))
    }

    /// Circles that people form by replying to one another, found without looking at units (Leiden communities), and how
    /// far they follow the units. A circle is called by the group of the platform in which most of its replies are.
    ///
    /// Parameters
    /// ----------
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, from 1; the deepest level with at most 12 units if not given.
    /// resolution : float
    ///     Above 1 gives more and smaller circles, below 1 fewer and larger ones.
    /// runs, seed : int
    ///     Searches, of which the best counts and the others say how stable it is, and their seed.
    /// min_members : int
    ///     People from which a circle is listed.
    /// max_authors : int
    ///     Threads with more authors join nobody.
    /// interval_level : float
    ///     Level of the intervals.
    /// include_guests : bool
    ///     Whether people from outside count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``circles`` (the main one) and ``circles_agreement``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().circles(unit_level=2)
    /// >>> found.tables["circles_agreement"].column("ari")[0] > 0
    /// True
    #[pyo3(signature = (
        *, unit_level=None, resolution=1.0, runs=10, min_members=5, max_authors=50, seed=0,
        interval_level=0.95, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn circles(
        &self,
        py: Python<'_>,
        unit_level: Option<usize>,
        resolution: f64,
        runs: usize,
        min_members: u32,
        max_authors: u32,
        seed: u64,
        interval_level: f64,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let options = CircleOptions {
            unit_level,
            resolution,
            runs,
            min_members,
            max_authors,
            seed,
            interval_level,
            include_guests,
        };
        self.analyse(py, "circles", move |view| Ok(circles(view, &options)?.tables()))
    }

    /// Participation: the measured 90-9-1. What the 1% who write most, the next 9% and the rest made of all posts and
    /// replies, people by how often they wrote, and on how many people it hangs; with and without the community
    /// manager and communications accounts.
    ///
    /// Parameters
    /// ----------
    /// regular_share : float
    ///     Share of somebody's weeks with a post or reply from which writing is regular.
    /// regular_weeks : int
    ///     Weeks with a post or reply that regular writing needs besides.
    /// smallest_group : int
    ///     Fewest people in the group of the most active; never fewer than the policy's smallest group.
    /// draws, seed : int
    ///     Bootstrap draws of the people behind the intervals, and their seed.
    /// interval_level : float
    ///     Level of the intervals.
    /// include_guests : bool
    ///     Whether people from outside count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``participation_groups`` (the main one), ``participation_classes`` and
    ///     ``participation_inequality``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().participation()
    /// >>> found.table.column("group")[:3]
    /// ['top 1%', 'next 9%', 'rest']
    /// >>> sum(found.tables["participation_groups"].column("people")[:3])
    /// 303
    #[pyo3(signature = (
        *, regular_share=0.25, regular_weeks=4, smallest_group=5, draws=500, seed=0, interval_level=0.95,
        include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn participation(
        &self,
        py: Python<'_>,
        regular_share: f64,
        regular_weeks: u32,
        smallest_group: u32,
        draws: usize,
        seed: u64,
        interval_level: f64,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let options = ParticipationOptions {
            regular_share,
            regular_weeks,
            smallest_group: smallest_group.max(self.policy.min_group()),
            draws,
            seed,
            interval_level,
            include_guests,
        };
        let main = "participation_groups";
        self.analyse(py, main, move |view| Ok(participation(view, &options)?.tables()))
    }

    /// Retention: cohorts of people first active in the same month or week and how many come back, time to the first
    /// post, time to silence, and how many are still there by a model of active weeks.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "unit"}
    ///     With ``"unit"`` the time to the first post is given by unit as well, and ``first_post_by_unit`` is the
    ///     main table, else ``retention_triangle``.
    /// period : {"week", "month"}
    ///     Width of cohorts and ages.
    /// silence_weeks : int
    ///     Weeks without activity that count as silence.
    /// ahead : int
    ///     Periods that the retention curve is projected beyond what was seen.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    /// include_officials, include_guests : bool
    ///     Whether community managers and communications accounts, and people from outside, count.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``retention_triangle``, ``retention_curve``, ``first_post``, ``time_to_silence``,
    ///     ``retention_times``, ``alive``, ``retention_model``, and with ``by="unit"`` ``first_post_by_unit`` and
    ///     ``first_post_test``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> found = cg.example().retention()
    /// >>> found.name, found.tables["retention_curve"].column("people")[0]
    /// ('retention_triangle', 153)
    #[pyo3(signature = (
        *, by=None, period="month", silence_weeks=8, ahead=6, unit_level=None, interval_level=0.95,
        include_officials=false, include_guests=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn retention(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        period: &str,
        silence_weeks: u32,
        ahead: u32,
        unit_level: Option<usize>,
        interval_level: f64,
        include_officials: bool,
        include_guests: bool,
    ) -> PyResult<Py<Result>> {
        let by_unit = by_unit(by)?;
        let period =
            Period::parse(period).ok_or_else(|| choice("period", period, "\"week\" or \"month\""))?;
        let options = RetentionOptions {
            period,
            silence_weeks,
            ahead,
            by_unit,
            unit_level,
            interval_level,
            include_officials,
            include_guests,
        };
        let main = if by_unit { "first_post_by_unit" } else { "retention_triangle" };
        self.analyse(py, main, move |view| Ok(retention(view, &options)?.tables()))
    }

    /// Life-cycle stage of the whole and of each group on the last complete weeks, with a probability for each stage, what
    /// it rests on, and the weeks in which the level of activity changed.
    ///
    /// Inception: members write with each other in too few threads. Establishment: in most, and activity grows or may
    /// grow. Maturity: in nearly all, or activity is about what it was. Falling, decline: fewer people take part, in this
    /// window only or in the one before as well. Unclear where no stage is likely enough; "not enough data" with the
    /// reason where there are too few people, threads or weeks. The thresholds are conventions.
    ///
    /// Parameters
    /// ----------
    /// by : {None, "group"}
    ///     With ``"group"``, the default, each group beside the whole; with ``None`` the whole only.
    /// weeks : int
    ///     Complete weeks that a stage is judged by.
    /// established_share, mature_share : float
    ///     Share of threads in which at least two members wrote below which it is the inception, and from which it is
    ///     mature.
    /// small_growth : float
    ///     Growth of active people a week, up or down, that is small.
    /// decline_windows : int
    ///     Windows in a row in which active people must fall for a decline.
    /// min_probability : float
    ///     Probability from which a stage is told.
    /// block, draws, seed : int
    ///     Weeks that the bootstrap draws together, its draws, and their seed.
    /// min_people, min_threads : int
    ///     Active people and threads from which a community has a stage.
    /// follow_days : int
    ///     Days that a thread is given to find its second author.
    /// count_reactions, include_guests : bool
    ///     Whether reactions count as activity, and people from outside as members.
    /// holidays : sequence of str, optional
    ///     Days without work beside Saturdays and Sundays, ISO 8601.
    /// penalty : float
    ///     What a change must be worth, times the logarithm of the number of weeks.
    /// min_segment : int
    ///     Fewest weeks between two changes.
    /// min_series_weeks : int
    ///     Weeks from which a series is scanned for changes.
    /// min_series_mean : float
    ///     Mean a week from which it is.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``stage`` (the main one), ``stage_inputs``, ``changes`` and ``activity_weeks``.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> stage = cg.example().stage(by=None)
    /// >>> stage.column("community")[0], stage.column("stage")[0]
    /// ('(whole)', 'maturity')
    #[pyo3(signature = (
        *, by="group", weeks=12, established_share=0.5, mature_share=0.9, small_growth=0.02, decline_windows=2,
        min_probability=0.6, block=4, draws=500, seed=0, min_people=10, min_threads=10, follow_days=7,
        count_reactions=true, include_guests=false, holidays=None, penalty=3.0, min_segment=4,
        min_series_weeks=26, min_series_mean=5.0, interval_level=0.95,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn stage(
        &self,
        py: Python<'_>,
        by: Option<&str>,
        weeks: usize,
        established_share: f64,
        mature_share: f64,
        small_growth: f64,
        decline_windows: usize,
        min_probability: f64,
        block: usize,
        draws: usize,
        seed: u64,
        min_people: u32,
        min_threads: u32,
        follow_days: u32,
        count_reactions: bool,
        include_guests: bool,
        holidays: Option<Vec<String>>,
        penalty: f64,
        min_segment: usize,
        min_series_weeks: usize,
        min_series_mean: f64,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let by_group = match by {
            None => false,
            Some("group") => true,
            Some(other) => return Err(choice("by", other, "None or \"group\"")),
        };
        let day = |text: &String| {
            Day::parse(text).ok_or_else(|| choice("holidays", text, "days such as \"2024-12-24\""))
        };
        let holidays = holidays.iter().flatten().map(day).collect::<PyResult<Vec<Day>>>()?;
        let options = StageOptions {
            by_group,
            weeks,
            interval_level,
            established_share,
            mature_share,
            small_growth,
            decline_windows,
            min_probability,
            block,
            draws,
            seed,
            min_people,
            min_threads,
            follow_days,
            count_reactions,
            include_guests,
            holidays,
            penalty,
            min_segment,
            min_series_weeks,
            min_series_mean,
        };
        self.analyse(py, "stage", move |view| Ok(stage(view, &options)?.tables()))
    }

    /// Question hubs: people whom many different colleagues ask, also when they are not on the platform, with
    /// the kinds of evidence kept apart, intervals, and reasons in words.
    ///
    /// Parameters
    /// ----------
    /// n : int
    ///     Hubs listed.
    /// by : {None, "unit"}
    ///     With ``"unit"`` the main table is ``question_hubs_by_unit``, else ``question_hubs``.
    /// min_askers, min_askers_off_platform : int
    ///     Distinct askers from which somebody is listed, on the platform and not on it.
    /// off_platform : bool
    ///     Whether people who are not on the platform are listed at all.
    /// max_mentions : int
    ///     Most people that a message may mention; longer lists greet rather than ask.
    /// weights : dict, optional
    ///     What an asker counts for by kind of evidence, from 0 to 1: ``mention``, ``reply``, ``referral``,
    ///     ``handover``; kinds not given keep 1, 1, 0.7 and 0.5.
    /// hub_percentile : float
    ///     Percentile of the colleagues' rates beyond which somebody is a hub.
    /// min_p_hub : float
    ///     Probability of that from which somebody is listed.
    /// unit_level : int, optional
    ///     Level of the unit path, from 1; the whole path by default.
    /// interval_level : float
    ///     Level of the intervals.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``question_hubs`` and ``question_hubs_by_unit``.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> hubs = cg.example().question_hubs(n=5, weights={"handover": 0.0})
    /// >>> hubs.name, len(hubs)
    /// ('question_hubs', 5)
    #[pyo3(signature = (
        n=20, *, by=None, min_askers=3, min_askers_off_platform=2, off_platform=true, max_mentions=5,
        weights=None, hub_percentile=0.9, min_p_hub=0.3, unit_level=None, interval_level=0.9,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn question_hubs(
        &self,
        py: Python<'_>,
        n: usize,
        by: Option<&str>,
        min_askers: u32,
        min_askers_off_platform: u32,
        off_platform: bool,
        max_mentions: usize,
        weights: Option<std::collections::BTreeMap<String, f64>>,
        hub_percentile: f64,
        min_p_hub: f64,
        unit_level: Option<usize>,
        interval_level: f64,
    ) -> PyResult<Py<Result>> {
        let main = if by_unit(by)? { "question_hubs_by_unit" } else { "question_hubs" };
        let options = HubOptions {
            n,
            min_askers,
            min_askers_off_platform,
            off_platform,
            max_mentions,
            weights: evidence(weights.unwrap_or_default())?,
            hub_percentile,
            min_p_hub,
            unit_level,
            interval_level,
        };
        self.analyse(py, main, move |view| Ok(question_hubs(view, &options)?.tables()))
    }

    /// What was read, kept and left out, and why. About the whole import, whatever the window.
    ///
    /// Returns
    /// -------
    /// Result
    ///     Tables ``audit_summary`` (the main one), ``audit_files``, ``audit_dropped``, and ``audit_unmatched``
    ///     where there is a roster.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> files = cg.example().audit().tables["audit_files"]
    /// >>> dict(zip(files.column("holds"), files.column("confirmed")))["messages"]
    /// True
    fn audit(&self, py: Python<'_>) -> PyResult<Py<Result>> {
        self.analyse(py, "audit_summary", |view| Ok(cmgraph::report::audit::tables(view.community())))
    }

    /// The interaction graph of the window.
    ///
    /// Parameters
    /// ----------
    /// reply, answer, mention, reaction, acceptance : float
    ///     Weight of an interaction of this kind. Arcs of weight 0 are left out. An answer is a reply as well.
    /// scale : {"count", "log1p"}
    ///     Whether the weighted count, or the logarithm of 1 plus it, is the weight of an arc.
    /// unit_level : int, optional
    ///     Levels of the unit path that make a unit, from 1, for measures between units; the whole path if not given.
    ///
    /// Returns
    /// -------
    /// Graph
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> replies = cg.example().graph(mention=0, acceptance=0)
    /// >>> 0 < replies.reciprocity() < 1
    /// True
    #[pyo3(signature = (
        *, reply=1.0, answer=0.0, mention=1.0, reaction=0.0, acceptance=1.0, scale="count", unit_level=None
    ))]
    #[allow(clippy::too_many_arguments)]
    fn graph(
        &self,
        py: Python<'_>,
        reply: f64,
        answer: f64,
        mention: f64,
        reaction: f64,
        acceptance: f64,
        scale: &str,
        unit_level: Option<usize>,
    ) -> PyResult<Graph> {
        let rule = EdgeRule { reply, answer, mention, reaction, acceptance, scale: self::scale(scale)? };
        let (community, window, policy) = (self.community.clone(), self.window.clone(), self.policy.clone());
        let release = run(py, self.pool.clone(), None, move || {
            GraphRelease::with_units(&community.view(&window), &rule, unit_level, &policy)
        })?;
        Ok(Graph::new(release, self.pool.clone()))
    }

    /// The interaction graph over time: one row a trailing window that ends at the start of each period.
    ///
    /// The windows overlap, so that neighbouring rows are not independent. Only windows that lie wholly in what is observed:
    /// no rows where that is shorter.
    ///
    /// Parameters
    /// ----------
    /// period : {"week", "month"}
    ///     How often a window ends; days are possible too.
    /// trailing : int
    ///     Periods that a window covers.
    /// reply, answer, mention, reaction, acceptance, scale
    ///     As in :meth:`graph`.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Connected members, arcs, reciprocity and rho, transitivity, share of the largest weak component.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     For a value outside its range.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> course = cg.example().graph_over_time(period="month", trailing=3)
    /// >>> len(course), course.column("connected")[-1] > course.column("connected")[0]
    /// (16, True)
    #[pyo3(signature = (
        *, period="week", trailing=26, reply=1.0, answer=0.0, mention=1.0, reaction=0.0, acceptance=1.0,
        scale="count"
    ))]
    #[allow(clippy::too_many_arguments)]
    fn graph_over_time(
        &self,
        py: Python<'_>,
        period: &str,
        trailing: u32,
        reply: f64,
        answer: f64,
        mention: f64,
        reaction: f64,
        acceptance: f64,
        scale: &str,
    ) -> PyResult<Table> {
        let period = Period::parse(period)
            .ok_or_else(|| choice("period", period, "\"day\", \"week\" or \"month\""))?;
        let rule = EdgeRule { reply, answer, mention, reaction, acceptance, scale: self::scale(scale)? };
        let (community, window, policy) = (self.community.clone(), self.window.clone(), self.policy.clone());
        let release = run(py, self.pool.clone(), None, move || {
            let table = graph_over_time(&community.view(&window), &rule, period, trailing)?;
            Ok(policy.apply(&table))
        })?;
        Ok(Table::new(release))
    }

    fn __len__(&self) -> usize {
        self.view().message_range().len()
    }

    // A window without messages is still a community.
    fn __bool__(&self) -> bool {
        true
    }

    fn __repr__(&self) -> String {
        format!("<cmgraph.Community: {}>", self.line())
    }

    fn _repr_html_(&self) -> String {
        // Numbers, days, the name of a known zone and of a mode: nothing to escape.
        format!("<p class=\"cmgraph\"><b>Community</b>: {}</p>", self.line())
    }
}

/// A day from a date.
fn day(option: &'static str, text: &str) -> PyResult<Day> {
    Day::parse(text).ok_or_else(|| choice(option, text, "a date such as \"2024-07-01\""))
}

fn scale(name: &str) -> PyResult<Scale> {
    match name {
        "count" => Ok(Scale::Count),
        "log1p" => Ok(Scale::Log1p),
        other => Err(choice("scale", other, "\"count\" or \"log1p\"")),
    }
}

fn by_unit(by: Option<&str>) -> PyResult<bool> {
    match by {
        None => Ok(false),
        Some("unit") => Ok(true),
        Some(other) => Err(choice("by", other, "None or \"unit\"")),
    }
}

/// Weights of the kinds of evidence, the defaults where none is given.
fn evidence(given: std::collections::BTreeMap<String, f64>) -> PyResult<EvidenceWeights> {
    let mut weights = EvidenceWeights::default();
    for (kind, weight) in given {
        match kind.as_str() {
            "mention" => weights.mention = weight,
            "reply" => weights.reply = weight,
            "referral" => weights.referral = weight,
            "handover" => weights.handover = weight,
            other => return Err(choice("weights", other, "mention, reply, referral or handover")),
        }
    }
    Ok(weights)
}

/// Digits in groups of three.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
