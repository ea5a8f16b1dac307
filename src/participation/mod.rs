//! Who takes part: the measured shares of the most active and of those who only read, instead of "90-9-1".
//!
//! [`participation`](participation()) computes everything at once; [`Participation::tables`] turns it into tables.

mod classes;
mod groups;
mod options;
mod provenance;
mod tables;

pub use crate::activity::Basis;
pub use classes::{Class, ClassCount};
pub use groups::{Group, GroupShare};
pub use options::{
    DEFAULT_INTERVAL_LEVEL, DEFAULT_REGULAR_SHARE, DEFAULT_REGULAR_WEEKS, DEFAULT_SMALLEST_GROUP, MAX_DRAWS,
    ParticipationOptions,
};

use crate::View;
use crate::activity::{Include, Population};
use crate::error::Result;
use crate::stats::{Inequality, InequalityIntervals};
use crate::table::Provenance;

/// Inequality of a set of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Whether community managers and communications accounts are among them.
    pub officials: bool,
    /// People who could have taken part: with the organisation at some time of the view.
    pub people: u64,
    /// Posts and replies of theirs.
    pub messages: u64,
    /// The most active, the next, and the rest; empty where nobody wrote or there are too few people.
    pub groups: Vec<GroupShare>,
    /// People by how often they wrote.
    pub classes: Vec<ClassCount>,
    /// Concentration; `None` where nobody wrote.
    pub inequality: Option<Inequality>,
    /// Its intervals.
    pub intervals: Option<InequalityIntervals>,
    /// What of it is from people who were left out.
    pub excluded: Vec<(&'static str, u64)>,
}

/// Who takes part, and how unequally.
#[derive(Debug, Clone, PartialEq)]
pub struct Participation {
    /// The options in force.
    pub options: ParticipationOptions,
    /// Who could have taken part.
    pub basis: Basis,
    /// Colleagues among themselves.
    pub members: Share,
    /// The same with community managers and communications accounts, those who are not on the roster too; equal to
    /// `members` where none is known.
    pub everybody: Share,
    /// Accounts of the export that are known to be of a community manager or of communications.
    pub officials: u64,
    /// How the numbers came about.
    pub provenance: Provenance,
}

/// The measured participation inequality of a view, with and without those who write by office.
///
/// - **People**: everybody who could have written: with the organisation at some time of the view, people without an
///   account included. Those who never wrote are in the denominator.
/// - **Groups**: the 1% who wrote most, the next 9%, and the rest, with their shares of all posts and replies. Where 1%
///   is fewer than [`smallest_group`](ParticipationOptions::smallest_group) people the first group has so many, and the
///   next ends at 10% or at twice as many.
/// - **Classes** by how people wrote, not by rank ([`Class`]): never, only reacted, in a single week, occasionally,
///   regularly.
/// - **Concentration**: Gini coefficient over all people and over those who wrote, Herfindahl-Hirschman index, effective
///   number of writers, and the contributor absence factor (fewest people who make half), with percentile intervals from
///   bootstrap draws of the people ([`Inequality::intervals`]).
///
/// For comparison: in four digital health networks with 63,990 people, fewer than a quarter of whom posted, lurkers,
/// contributors and superusers made 1.3%, 24.0% and 74.7% of 578,349 posts (van Mierlo 2014). It is a yardstick from
/// elsewhere, not a goal.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// Two passes over the messages; O(messages + people · (log people + draws)).
///
/// # Example
/// ```
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord};
/// use cmgraph::participation::{ParticipationOptions, participation};
/// use cmgraph::Timestamp;
///
/// let day = |text: &str| Timestamp::parse(text.as_bytes()).unwrap();
/// let mut builder = CommunityBuilder::new();
/// for id in 0..40 {
///     builder.member(&MemberRecord { id: &format!("p{id}"), name: "A", ..Default::default() });
/// }
/// for id in 0..20 {
///     // Person 0 writes ten messages, persons 1 to 10 one each.
///     let author = format!("p{}", if id < 10 { 0 } else { id - 9 });
///     let message = format!("m{id}");
///     let record = MessageRecord::new(message.as_bytes(), author.as_bytes(), day("2024-01-03"));
///     builder.message(&record).unwrap();
/// }
/// let community = builder.build().unwrap();
/// let found = participation(&community.whole(), &ParticipationOptions::default()).unwrap();
/// assert_eq!((found.members.people, found.members.messages), (40, 20));
/// assert_eq!(found.members.groups[0].people, 5);
/// assert_eq!(found.members.groups[0].share, 14.0 / 20.0);
/// assert_eq!(found.members.inequality.as_ref().unwrap().absence_factor, 1);
/// ```
///
/// # Reference
/// T. van Mierlo, *The 1% rule in four digital health social networks: an observational study*, Journal of Medical
/// Internet Research 16 (2014); J. Nielsen, *Participation inequality* (2006); CHAOSS, *Contributor Absence Factor*.
pub fn participation(view: &View<'_>, options: &ParticipationOptions) -> Result<Participation> {
    options.check()?;
    let include = |officials| Include { officials, guests: options.include_guests };
    let population = Population::new(view.community(), include(false));
    let with_officials =
        Population::new(view.community(), include(true)).with_unlisted_officials(view.community());
    let accounts = view.community().members();
    let members = share(view, &population, false, options);
    let everybody = share(view, &with_officials, true, options);
    let mut result = Participation {
        options: options.clone(),
        basis: population.basis,
        members,
        everybody,
        officials: accounts.iter().filter(|&account| accounts.role(account).official()).count() as u64,
        provenance: Provenance::default(),
    };
    result.provenance = provenance::provenance(view, &result, &population);
    Ok(result)
}

fn share(
    view: &View<'_>,
    population: &Population<'_>,
    officials: bool,
    options: &ParticipationOptions,
) -> Share {
    let counts = classes::Counts::of(view, population);
    let messages: u64 = counts.messages.iter().sum();
    let people = counts.messages.len() as u64;
    let sizes = groups::sizes(people, u64::from(options.smallest_group));
    let ranks: Vec<u64> = sizes.map_or_else(Vec::new, |(first, second)| vec![first, second]);
    let inequality = Inequality::of(&counts.messages, &ranks);
    let intervals = inequality.as_ref().and_then(|_| {
        Inequality::intervals(&counts.messages, &ranks, options.draws, options.seed, options.interval_level)
    });
    Share {
        officials,
        people,
        messages,
        groups: groups::shares(sizes, people, inequality.as_ref(), intervals.as_ref()),
        classes: counts.classes(options),
        inequality,
        intervals,
        excluded: vec![
            ("messages of colleagues matched to nobody of the roster", counts.unmatched),
            ("messages after the leaving date of their author", counts.after_leaving),
            ("people who came after the window or left before it", counts.absent),
        ],
    }
}
