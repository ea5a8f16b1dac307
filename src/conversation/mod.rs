//! Do members talk to each other, or does the company broadcast at them?
//!
//! [`conversation`](conversation()) computes everything at once; [`Conversation::tables`] turns it into tables.

mod jackknife;
mod options;
mod patterns;
mod provenance;
mod result;
mod shape;
mod simmelian;
mod tables;
mod talks;
mod threads;
mod ties;
mod voices;

pub use crate::activity::Basis;
pub use options::{
    ConversationOptions, DEFAULT_BALANCE_HIGH, DEFAULT_BALANCE_LEVEL, DEFAULT_BALANCE_LOW,
    DEFAULT_BROADCASTER_POSTS, DEFAULT_BROADCASTER_REPLIES, DEFAULT_BY_GROUP, DEFAULT_CLEAR_EVENTS,
    DEFAULT_FOLLOW_DAYS, DEFAULT_INTERVAL_LEVEL, DEFAULT_LISTED, DEFAULT_MAX_AUTHORS, DEFAULT_MIN_DAYS,
    DEFAULT_MIN_EVENTS, DEFAULT_MIN_PROBABILITY, DEFAULT_MIN_THREADS, DEFAULT_UNIT_LEVEL, MAX_DRAWS,
};
pub use patterns::{Balance, Judged, Pattern, PatternCount, PatternPerson, Patterns, pattern_of};
pub use result::{Acts, Conversation, Measured, Part, Talk, Ties, Who};
pub use shape::structural_virality;

use crate::View;
use crate::activity::{Include, Population};
use crate::error::Result;
use threads::Threads;
use voices::Voices;

/// How much members talk to each other, in the whole and in each group, and how people behave.
///
/// **Threads** are those started in the view, not private, not deleted, not by programs, whose first message is in the
/// export, and old enough to have been followed for [`follow_days`](ConversationOptions::follow_days). Deleted messages
/// and those of programs and of the platform are taken out; what replied to them hangs on what they replied to. A reply
/// whose parent is not in the export is to the first message of the thread.
///
/// **Replies to what was taken out** (deleted messages, those of programs and of the platform) are written, but to nobody:
/// they make no back-and-forth, no tie, and nothing received. So are replies to the own message, which are nothing given
/// either.
///
/// **Ties** are of threads with at most [`max_authors`](ConversationOptions::max_authors) authors.
///
/// **Intervals** are missing where all samples say the same and where fewer than five are behind a number: they would be
/// of no width, which nobody should believe.
///
/// | number | definition | interval |
/// |---|---|---|
/// | starters, responders, both | people who started a thread; who wrote in one that somebody else started; who did both; of the people who wrote in the threads | Wilson |
/// | replied | threads in which somebody other than the starter wrote, of all | Wilson |
/// | dialogue share | threads with at least two members and `b >= 1`, of all; `b`: replies i -> j after an earlier j -> i | Wilson |
/// | member dialogue | threads with such a reply between two members, of all | Wilson |
/// | broadcast index | threads by officials without a reply of a member to another, of all (and of theirs) | Wilson |
/// | member to member | replies with no official at either end, of those between people of the organisation | bootstrap over threads |
/// | authors, replies, `b` | a thread | bootstrap over threads |
/// | depth, structural virality | mean over the threads with a reply | bootstrap over threads |
/// | initiations | threads started by members, a member who wrote | bootstrap over members |
/// | ping-pong rate | replies that go on with an exchange ([`ping_pong`](crate::graph::ping_pong)), of all | bootstrap over pairs |
/// | Simmelian share | pairs who replied to each other and have a third with whom both do, of those who did ([`simmelian_ties`](crate::graph::simmelian_ties)) | delete-a-group jackknife over threads |
/// | two-way, r, rho | pairs who replied to each other, of those of whom one did; [`reciprocity`](crate::graph::reciprocity) | delete-a-group jackknife over threads |
///
/// Officials are community managers and communications accounts, as told by the roles. Where nobody is, they cannot be
/// told apart: then there is no broadcast index and no member-to-member share.
///
/// **Patterns** of people: [`pattern_of`].
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// Two passes over the messages, one over the threads; O(messages · log), plus for each group
/// O(draws · min(threads, 256)); in parallel.
///
/// # Example
/// ```
/// use cmgraph::conversation::{ConversationOptions, conversation};
/// use cmgraph::{ReadOptions, read};
/// # fn main() -> cmgraph::Result<()> {
/// let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
/// let community = read(&[folder.join("export.zip")], &ReadOptions::default())?;
/// let found = conversation(&community.whole(), &ConversationOptions::default())?;
/// let whole = found.whole().expect("threads");
/// assert!(whole.dialogue.part <= whole.replied.part && whole.replied.part <= whole.threads);
/// // Nobody was named as community manager: broadcasting cannot be told.
/// assert_eq!(whole.broadcast, None);
/// # Ok(())
/// # }
/// ```
///
/// # Reference
/// S. Goel et al., *The structural virality of online diffusion*, Management Science 62 (2016); D. Garlaschelli,
/// M. I. Loffredo, *Patterns of link reciprocity in directed networks*, Physical Review Letters 93 (2004); B. Efron, C.
/// Stein, *The jackknife estimate of variance*, Annals of Statistics 9 (1981).
pub fn conversation(view: &View<'_>, options: &ConversationOptions) -> Result<Conversation> {
    options.check()?;
    let community = view.community();
    let include = Include { officials: true, guests: options.include_guests };
    let population = Population::new(community, include).with_removed(community, include);
    let voices = Voices::of(community, &population);
    let threads = Threads::of(view, &voices, options.follow_days);
    let talks = talks::talks(view, &threads, &voices, options);
    let (acts, crowded) = ties::acts(view, &voices, options.max_authors);
    let ties = ties::ties(acts, &talks, voices.roles_known, options)?;
    let mut found = Conversation {
        options: options.clone(),
        basis: population.basis,
        roles_known: voices.roles_known,
        talks,
        ties,
        patterns: patterns::patterns(view, &population, &voices, options),
        provenance: Default::default(),
    };
    found.provenance = provenance::provenance(view, &found, &population, &threads.left_out, crowded);
    Ok(found)
}
