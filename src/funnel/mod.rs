//! The adoption funnel: how far people have come, how long it takes, and whether a first reply goes together with
//! coming back.
//!
//! - [`funnel()`] computes everything at once; [`Funnel::tables`] turns it into tables.
//! - [`newcomer_reply()`] is the comparison of newcomers with and without a reply alone.

mod clock;
mod hazard;
mod horizons;
mod journeys;
mod newcomers;
mod options;
mod provenance;
mod reply;
mod stages;
mod state;
mod tables;
mod units;

pub use crate::activity::Basis;
pub use clock::Launch;
pub use hazard::Adjusted;
pub use horizons::{Horizon, StateShare};
pub use newcomers::Reply;
pub use options::{
    DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, DEFAULT_HORIZONS, DEFAULT_INTERVAL_LEVEL, DEFAULT_MIN_ARM,
    DEFAULT_MIN_AT_RISK, DEFAULT_REPLY_DAYS, DEFAULT_RETURN_DAYS, DEFAULT_UNIT_LEVEL, FirstPost,
    FunnelOptions, MAX_HABIT_WINDOW, MAX_HORIZON,
};
pub use reply::{NewcomerReply, ReplyArm};
pub use stages::{MedianDays, Part, Stage};
pub use state::State;
pub use units::{UNIT_STATES, UNKNOWN_UNIT, UnitFunnel};

use crate::View;
use crate::activity::{Early, Include, Population};
use crate::error::Result;
use crate::table::Provenance;
use clock::{Clock, Clocked};
use journeys::Journeys;

/// How far people have come.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The options in force.
    pub options: FunnelOptions,
    /// What shares are of.
    pub basis: Basis,
    /// People with the organisation at the end of the view.
    pub headcount: u64,
    /// When people could begin to take part.
    pub launch: Launch,
    /// People seen from their entry: those who tell about the time after it.
    pub from_entry: u64,
    /// One a state, in order.
    pub stages: Vec<Stage>,
    /// One a horizon, ascending.
    pub horizons: Vec<Horizon>,
    /// By name; empty unless asked for.
    pub units: Vec<UnitFunnel>,
    /// Whether newcomers whose first post got a reply come back more often.
    pub newcomers: NewcomerReply,
    /// How the counts came about; the tables add what is theirs.
    pub provenance: Provenance,
    /// How the comparison of newcomers came about.
    pub newcomer_provenance: Provenance,
}

impl Funnel {
    /// A stage of the funnel.
    pub fn stage(&self, state: State) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.state == state)
    }

    /// Whether the export can tell who reads: never, so far, because no export has views.
    pub fn reader_observable(&self) -> bool {
        self.stage(State::Reader).is_some_and(|stage| stage.observable)
    }
}

/// The adoption funnel of a view.
///
/// Everybody who could take part is in one [`State`], the furthest reached: invited, registered, (reader,)
/// reactor, replier, poster, answerer, regular. States may be skipped: who answers without ever having started a
/// thread is an answerer, and counts as at least a poster; [`Stage::did`] says how many did the very thing. Who
/// reads cannot be told from an export and is not guessed; that row stays empty, and so does the one of reactors
/// where the export has no reactions.
///
/// - **Now.** At the end of the view, among the people with the organisation at that time: people at least in each
///   state, their share, and the conversion from the observable state before, with Wilson intervals.
/// - **Over time.** The clock of a person runs from the entry: the launch of the community or the hiring, whichever
///   is later; without a roster the first log-in. P(state) some days after entry is the Aalen-Johansen estimate
///   `P(0, t) = Π (I + dA(u))`, with intervals by a bootstrap over persons; median days are Kaplan-Meier's. Whoever
///   leaves or has not come so far by the end is censored. Whoever entered before the observation starts and had
///   not registered by then enters late, at that age (left truncation); whoever may have registered before the export
///   is left out and counted, because what he or she did then is not known, and so is whoever took part before a
///   launch that was given.
/// - **Newcomers.** See [`newcomer_reply()`].
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// Two passes over the messages; O(draws · people) for the bootstrap, on all threads.
///
/// # Example
/// ```
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord};
/// use cmgraph::funnel::{FunnelOptions, State, funnel};
/// use cmgraph::Timestamp;
///
/// let day = |text: &str| Timestamp::parse(text.as_bytes()).unwrap();
/// let mut builder = CommunityBuilder::new();
/// for id in ["1", "2", "3"] {
///     let joined = Some(day("2024-01-02"));
///     builder.member(&MemberRecord { id, name: "A", joined, ..Default::default() });
/// }
/// builder.message(&MessageRecord::new(b"10", b"1", day("2024-01-03"))).unwrap();
/// builder.message(&MessageRecord::new(b"11", b"1", day("2024-01-10"))).unwrap();
/// builder.observed(day("2024-01-01"), day("2024-01-15"));
/// let community = builder.build().unwrap();
///
/// let funnel = funnel(&community.whole(), &FunnelOptions::default()).unwrap();
/// let at_least = |state| funnel.stage(state).unwrap().at_least.map(|part| part.people);
/// assert_eq!(at_least(State::Registered), Some(3));
/// assert_eq!(at_least(State::Regular), Some(1)); // in two weeks running
/// assert_eq!(at_least(State::Reader), None);
/// assert!(!funnel.reader_observable());
/// ```
///
/// # Reference
/// O. O. Aalen, S. Johansen, *An empirical transition matrix for non-homogeneous Markov chains based on censored
/// observations*, Scand. J. Statist. 5 (1978).
pub fn funnel(view: &View<'_>, options: &FunnelOptions) -> Result<Funnel> {
    options.check()?;
    let ground = Ground::new(view, options);
    let Ground { population, journeys, launch, clock } = &ground;
    let clocked = Clocked::new(clock, population, journeys);
    let stages = stages::stages(view, population, journeys, clock, &clocked, options);
    let headcount = stages.first().and_then(|stage| stage.at_least).map_or(0, |part| part.of);
    let newcomers = ground.compare(view, options);
    let mut result = Funnel {
        options: options.clone(),
        basis: population.basis,
        headcount,
        launch: *launch,
        from_entry: clocked.seen_from_entry(),
        stages,
        horizons: horizons::horizons(population, journeys, clock, &clocked, options),
        units: if options.by_unit { units::by_unit(view, population, journeys, options) } else { Vec::new() },
        newcomer_provenance: provenance::newcomers(view, &newcomers, population, options),
        newcomers,
        provenance: Provenance::default(),
    };
    result.provenance = provenance::funnel(view, &result, population, journeys, &clocked);
    Ok(result)
}

/// Whether newcomers whose first post got a reply come back more often.
///
/// A newcomer is somebody who came, or whose first log-in lies, inside the export, so that the first post in it is the first one
/// ever. Whether somebody replied is looked at for [`FunnelOptions::reply_days`] after it; that moment is the
/// *landmark*. Compared are the newcomers who had not yet written again by then and are seen for
/// [`FunnelOptions::return_days`] more: how many of them wrote again in that time, where a colleague had
/// replied, where only the community manager or communications had, and where nobody had. Replies after the
/// landmark do not count: whoever stays longer has more time to get one (immortal time).
///
/// The difference of two shares comes with Newcombe's interval. The odds ratio is from a logistic hazard a week,
/// adjusted for what the export knows of the post and its author, with cluster-robust errors; newcomers who are not
/// seen to the end are in it as long as they were.
///
/// This compares what happened by itself: a post that gets a reply may be the better post, and its author may have
/// come back anyway. So it is evidence of level C: a reply *went together with* coming back. Coming back may
/// also be no more than answering that reply, later than the landmark.
///
/// For comparison: of 2,777 newcomers to six Usenet groups 61% got a reply, and the probability to post again was
/// 56% with and 44% without one (E. Joyce, R. E. Kraut, *Predicting continued participation in newsgroups*, J.
/// Computer-Mediated Communication 11, 2006).
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// Two passes over the messages.
///
/// # Reference
/// J. R. Anderson, K. C. Cain, R. D. Gelber, *Analysis of survival by tumor response*, J. Clinical Oncology 1 (1983),
/// for the landmark.
pub fn newcomer_reply(view: &View<'_>, options: &FunnelOptions) -> Result<NewcomerReply> {
    options.check()?;
    Ok(Ground::new(view, options).compare(view, options))
}

/// What both analyses stand on.
struct Ground<'a> {
    population: Population<'a>,
    journeys: Journeys,
    launch: Launch,
    clock: Clock,
}

impl<'a> Ground<'a> {
    fn new(view: &View<'a>, options: &FunnelOptions) -> Ground<'a> {
        let include = Include { officials: options.include_officials, guests: options.include_guests };
        let population = Population::new(view.community(), include);
        let journeys = Journeys::new(view, &population, options);
        let acted = |i: usize| journeys.acted(i);
        let early = Early::new(&population, acted, view.community().observed().0);
        let launch = Launch::of(view, &population, &early, options);
        let clock = Clock::new(view, population.basis, early, launch);
        Ground { population, journeys, launch, clock }
    }

    fn compare(&self, view: &View<'_>, options: &FunnelOptions) -> NewcomerReply {
        let found = newcomers::newcomers(view, &self.population, &self.journeys, &self.clock, options);
        reply::compare(&found, &self.population, options)
    }
}
