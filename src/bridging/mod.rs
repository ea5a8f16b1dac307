//! Do units talk with one another, or each for itself: replies across units, people between them, and where talk hangs
//! on a single tie.
//!
//! [`bridging`](bridging()) computes everything at once; [`Bridging::tables`] turns it into tables. [`circles`] looks
//! at it from the other side: which circles do people form by themselves, and do they follow the units?

mod across;
mod answers;
mod bridges;
mod brokers;
mod chance;
mod circle_options;
mod circle_tables;
mod circles;
mod links;
mod options;
mod provenance;
mod replies;
mod result;
mod sensitivity;
mod tables;

pub use crate::activity::Basis;
pub use crate::community::DEFAULT_MAX_UNITS;
pub(crate) use across::replies_across;
pub use circle_options::{
    CircleOptions, DEFAULT_CIRCLE_RUNS, DEFAULT_CIRCLE_SEED, DEFAULT_MIN_MEMBERS, DEFAULT_RESOLUTION,
    MAX_RUNS,
};
pub use circles::{Circle, Circles, circles};
pub use options::{
    ANSWERER_POOL_DAYS, BridgingOptions, DEFAULT_BROKERS, DEFAULT_INTERVAL_LEVEL, DEFAULT_MAX_AUTHORS,
    DEFAULT_MIN_THREADS, DEFAULT_MIN_UNITS, MAX_DRAWS, MAX_MATRIX_UNITS, MAX_RESAMPLED, MIN_ANSWERER_POOL,
    MIN_PAIRS, MIN_PERMUTATIONS, MIN_TIE_REPLIES, SENSITIVITY_WEEKS, SMALLEST_UNIT,
};
pub use result::{
    AgainstChance, Answers, Bridges, Bridging, Broker, Cell, Links, Measured, OnlyTie, Person, Sensitivity,
    UnitBridges, Variant,
};

use crate::View;
use crate::error::Result;
use crate::graph::NO_GROUP;
use crate::table::Provenance;
use replies::Talk;

/// Bridges between the units of an organisation, with and without those who write by office.
///
/// - **Replies** go from who wrote to who was replied to; reactions and mentions do not count. Threads with more than
///   [`max_authors`](BridgingOptions::max_authors) authors are left out, since there everybody is joined with everybody.
/// - **Cross-unit share**: replies to another unit among all replies between people whose units are known, whole and by
///   unit; the E-I index is the same on a scale from -1 (all inside) to 1. It depends on the sizes of the units, so beside it
///   stand two expectations: of everybody writing and being replied to as often as they were
///   ([`Bridges::expected_share`]), and of the units dealt out anew among those who took part, with a permutation p-value
///   ([`Bridges::test`]) and q-values over the units.
/// - **Matrix** from unit to unit: replies, expected replies, and their ratio ([`Mixing`](crate::graph::Mixing)), and
///   whether it is more than where units are dealt out anew ([`Cell::test`]).
/// - **Answers**: of the questions of colleagues that were answered, those first answered, or answered at all, from another
///   unit.
///   Beside the first stands what to expect if people answered as often as they did, at the time, with no notice of units
///   ([`Answers::expected_share`]).
/// - **Sensitivity**: the cross-unit share with reactions as well, with the logarithm of how often, and of the last
///   [`SENSITIVITY_WEEKS`] weeks alone.
/// - **Links**: pairs of units by how many pairs of people join them; those that hang on one tie or one person.
/// - **Brokers**: colleagues on whom open paths between units run ([`brokerage`](crate::graph::brokerage())).
///
/// Intervals are percentile intervals over bootstrap draws of the threads, for replies in a thread hang together;
/// shares of questions have Wilson intervals.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// O(messages) and, twice, `draws · threads + permutations · (people + ties)`; brokerage as
/// [`brokerage`](crate::graph::brokerage()).
///
/// # Example
/// ```
/// use cmgraph::bridging::{BridgingOptions, bridging};
/// use cmgraph::{ReadOptions, read};
/// # fn main() -> cmgraph::Result<()> {
/// let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
/// let roster = Some(folder.join("roster.csv"));
/// let community = read(&[folder.join("export.zip")], &ReadOptions { roster, ..ReadOptions::default() })?;
/// let found = bridging(&community.whole(), &BridgingOptions { unit_level: Some(1), ..Default::default() })?;
/// let share = found.members.cross_share.expect("replies");
/// assert!(share.interval.expect("threads").contains(share.value));
/// # Ok(())
/// # }
/// ```
///
/// # Reference
/// D. Krackhardt, R. N. Stern, *Informal networks and organizational crises*, Social Psychology Quarterly 51 (1988);
/// R. V. Gould, R. M. Fernandez, *Structures of mediation*, Sociological Methodology 19 (1989); M. E. J. Newman,
/// *Mixing patterns in networks*, Physical Review E 67 (2003).
pub fn bridging(view: &View<'_>, options: &BridgingOptions) -> Result<Bridging> {
    options.check()?;
    let talk = Talk::of(view, options.rule());
    options.check_size(talk.units.len())?;
    let members = bridges::measure(view, &talk, false, options)?;
    // Without officials among those who talk it is the same again.
    let official_talk = talk
        .replies
        .iter()
        .any(|reply| [reply.from, reply.to].iter().any(|&actor| talk.official[actor as usize]));
    let everybody = match official_talk {
        true => bridges::measure(view, &talk, true, options)?.bridges,
        false => Bridges { officials: true, ..members.bridges.clone() },
    };
    let mut headcount = vec![0; talk.units.len()];
    for (actor, person) in talk.population.people.iter().enumerate() {
        let there = person.from < view.to() && person.to > view.from();
        if there && !talk.official[actor] && talk.unit[actor] != NO_GROUP {
            headcount[talk.unit[actor] as usize] += 1;
        }
    }
    let mut brokers = brokers::brokers(view, &talk, &members, options)?;
    let brokers_in_all = brokers.len() as u64;
    brokers.truncate(options.n);
    let accounts = view.community().members();
    let mut found = Bridging {
        options: options.clone(),
        basis: talk.population.basis,
        unit_level: talk.level,
        units: talk.units.clone(),
        headcount,
        only_ties: brokers::only_ties(view, &talk, &members, options.n),
        members: members.bridges,
        everybody,
        officials: accounts.iter().filter(|&account| accounts.role(account).official()).count() as u64,
        brokers,
        brokers_in_all,
        sensitivity: sensitivity::sensitivity(view, &talk)?,
        provenance: Provenance::default(),
    };
    found.provenance = provenance::provenance(view, &found, &talk);
    Ok(found)
}
