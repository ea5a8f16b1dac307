//! Who comes back, for how long, and how soon newcomers write.
//!
//! - [`retention`](retention()) computes everything at once; [`Retention::tables`] turns it into tables.
//! - [`cohort_table`] is the kernel behind the cohorts, on plain columns.

mod alive;
mod cohort;
mod history;
mod options;
mod projection;
mod provenance;
mod tables;
mod triangle;
mod waiting;

pub use crate::activity::Basis;
pub use crate::activity::Comparison;
pub use alive::{ALIVE_CLASSES, Alive, ExpectedActive, FORECAST_WEEKS, ForecastCheck};
pub use cohort::{CohortTable, cohort_table};
pub use options::{
    DEFAULT_AHEAD, DEFAULT_BY_UNIT, DEFAULT_INTERVAL_LEVEL, DEFAULT_PERIOD, DEFAULT_SILENCE_WEEKS,
    DEFAULT_UNIT_LEVEL, MAX_AHEAD, MAX_SILENCE_WEEKS, RetentionOptions,
};
pub use projection::{MIN_PROJECTED_PEOPLE, Projection};
pub(crate) use tables::CANNOT_TELL;
pub use triangle::{Cohort, MIN_POOLED_PEOPLE, Retained};
pub use waiting::{UNKNOWN_UNIT, UnitWaiting, Waiting};

use crate::View;
use crate::activity::{Include, Population};
use crate::error::Result;
use crate::table::Provenance;
use history::Histories;

/// Who comes back, for how long, and how soon newcomers write.
#[derive(Debug, Clone, PartialEq)]
pub struct Retention {
    /// The options in force.
    pub options: RetentionOptions,
    /// Who could have taken part.
    pub basis: Basis,
    /// People of the population, at whatever time they were with the organisation.
    pub people: u64,
    /// Those of them whose first activity was seen: the people of the cohorts.
    pub newcomers: u64,
    /// People active before the view starts; in no cohort.
    pub before: u64,
    /// People whose account may be older than the export, so that earlier activity cannot be ruled out; in no cohort.
    pub unknown: u64,
    /// Cohorts with somebody in them, in order of time.
    pub cohorts: Vec<Cohort>,
    /// By age in periods, over all complete cohorts without cells of fewer than [`MIN_POOLED_PEOPLE`].
    pub curve: Vec<Retained>,
    /// The share of newcomers not yet silent, by a model that looks ahead.
    pub projection: Projection,
    /// Days from being able to write to the first post or reply.
    pub first_post: Waiting,
    /// Days from the first activity to the last one before the first silence.
    pub silence: Waiting,
    /// Who is still there.
    pub alive: Alive,
    /// How the numbers came about.
    pub provenance: Provenance,
}

/// Retention in a view: cohort triangle and pooled curve, time to the first post, time to silence, and a model of who
/// is still there.
///
/// - **Active** means a post, a reply or a reaction with a time. What people did after their leaving date is left out
///   and counted.
/// - **Cohort**: people first active in the same month (or week). Whose beginning was not seen is in no cohort: people
///   active before the view, and people who were there before the export begins and are not known to have logged in
///   for the first time later.
/// - **Cell** of age `a`: people active in the `a`-th period after the first (exact), or in it or later (rolling), out
///   of those of the cohort who were with the organisation to the end of that period, with Wilson intervals. Periods
///   that the view does not hold to their end have no cells. Rolling retention is not told of periods nearer to the end
///   of the view than [`silence_weeks`](RetentionOptions::silence_weeks), because nothing later could be seen there.
/// - **Time to the first post** counts the days from when somebody could write: since the hiring date (without a roster
///   the first log-in) or the launch, whichever is later. Who has not written is censored at leaving or at the end.
///   Whose beginning lies before the view enters late (delayed entry).
/// - **Time to silence** counts the days from the first activity to the last before the first
///   [`silence_weeks`](RetentionOptions::silence_weeks) without any; who came back later had been silent all the same.
///   Who never paused so long was not silent yet when it could last be told, and is censored there.
/// - **Projection**: the shifted beta-geometric model of complete cohorts
///   ([`ShiftedBetaGeometric`](crate::stats::ShiftedBetaGeometric)), where somebody is lost after the period of the last
///   activity if silence followed; rolling retention is what it continues.
/// - **Still there**: the BG/NBD model on active weeks ([`BgNbd`](crate::stats::BgNbd)); numbers of people by
///   P(alive), and people expected in the next weeks. It cannot know anything of people with a single active week.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// One pass over the messages up to the end of the view; O(messages + reactions · log reactions + people · log people +
/// cells), and the model fit.
///
/// # Example
/// ```
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord};
/// use cmgraph::retention::{RetentionOptions, retention};
/// use cmgraph::Timestamp;
///
/// let day = |text: &str| Timestamp::parse(text.as_bytes()).unwrap();
/// let mut builder = CommunityBuilder::new();
/// for id in ["1", "2"] {
///     builder.member(&MemberRecord { id, name: "A", joined: Some(day("2024-01-01")), ..Default::default() });
/// }
/// for (id, author, at) in [("10", "1", "2024-01-03"), ("11", "2", "2024-01-20"), ("12", "1", "2024-02-01")] {
///     builder.message(&MessageRecord::new(id.as_bytes(), author.as_bytes(), day(at))).unwrap();
/// }
/// builder.observed(day("2024-01-01"), day("2024-03-01"));
/// let community = builder.build().unwrap();
///
/// let found = retention(&community.whole(), &RetentionOptions::default()).unwrap();
/// assert_eq!(found.cohorts[0].cells[1].share(), Some(0.5));
/// assert_eq!(found.first_post.survival.as_ref().unwrap().median().time, Some(3.0));
/// assert!(found.alive.model.is_none()); // two people say nothing
/// ```
///
/// # Reference
/// E. L. Kaplan, P. Meier, JASA 53 (1958); P. S. Fader, B. G. S. Hardie, K. L. Lee, Marketing Science 24 (2005);
/// E. B. Wilson, JASA 22 (1927).
pub fn retention(view: &View<'_>, options: &RetentionOptions) -> Result<Retention> {
    options.check()?;
    let population = Population::new(
        view.community(),
        Include { officials: options.include_officials, guests: options.include_guests },
    );
    let histories = Histories::of(view, &population, options);
    let level = options.interval_level;
    let cohorts = triangle::cohorts(view, &histories, 7 * options.silence_weeks as i32, level);
    let curve = triangle::pooled(&cohorts, level);
    let mut result = Retention {
        options: options.clone(),
        basis: population.basis,
        people: population.people.len() as u64,
        newcomers: histories.count(history::Beginning::Seen),
        before: histories.count(history::Beginning::Before),
        unknown: histories.count(history::Beginning::Unknown),
        projection: projection::projection(view, &population, &histories, options, curve.len()),
        curve,
        cohorts,
        first_post: waiting::first_post(view, &population, &histories, options),
        silence: waiting::silence(view, &population, &histories, options),
        alive: alive::alive(view, &population, &histories, level),
        provenance: Provenance::default(),
    };
    result.provenance = provenance::provenance(view, &result, &population, &histories);
    Ok(result)
}
