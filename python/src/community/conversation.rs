//! Whether members talk with one another, across units.

use super::Community;
use crate::error::choice;
use crate::table::Result;
use cmgraph::bridging::{BridgingOptions, CircleOptions, bridging, circles};
use cmgraph::conversation::{ConversationOptions, conversation};
use pyo3::prelude::*;

#[pymethods]
impl Community {
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
    ///     Tables ``conversation`` (the main one), ``conversation_starters``, ``conversation_threads``,
    ///     ``conversation_ties``, ``patterns`` and ``pattern_people``.
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
    ///     ``bridging_links``, ``bridging_brokers``, ``bridging_only_ties`` and ``bridging_sensitivity``.
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
}
