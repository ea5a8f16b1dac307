//! Newcomers' first posts: who replied in time, and whether the newcomer wrote again.

use super::clock::Clock;
use super::journeys::{First, Journeys};
use super::{FirstPost, FunnelOptions};
use crate::activity::{NEVER, NOBODY, Population, void};
use crate::community::{MemberKind, MessageFlags, Parent};
use crate::time::{DAY_MS, Day};
use crate::{MemberId, Timestamp, View};
use hashbrown::HashMap;

/// Who replied to a first post in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reply {
    /// Nobody. Replies that came later do not count, nor do the newcomer's own and those of programs.
    None,
    /// A colleague.
    Colleague,
    /// The community manager or communications, and no colleague.
    Official,
}

impl Reply {
    /// All of them, as tables list them.
    pub const ALL: [Reply; 3] = [Reply::Colleague, Reply::Official, Reply::None];

    /// Lower-case name: the value in tables.
    pub fn name(self) -> &'static str {
        match self {
            Reply::None => "none",
            Reply::Colleague => "colleague",
            Reply::Official => "official",
        }
    }
}

/// A newcomer's first post, as the comparison sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Newcomer {
    /// Person of the population.
    pub(super) person: u32,
    pub(super) reply: Reply,
    pub(super) question: bool,
    pub(super) words: u16,
    /// Had replied somewhere before.
    pub(super) wrote_before: bool,
    /// Month of the year, 1-12.
    pub(super) month: u8,
    /// End of the time in which a reply counts.
    pub(super) landmark: Timestamp,
    /// Next message after the first post; [`NEVER`] for none.
    pub(super) again: Timestamp,
    /// End of what is seen of this person.
    pub(super) end: Timestamp,
}

impl Newcomer {
    /// Whether the person is seen up to so many days after the landmark.
    pub(super) fn seen(&self, days: u32) -> bool {
        after(self.landmark, days) <= self.end
    }

    /// Whether the person wrote again in the first so many days after the landmark.
    pub(super) fn returned(&self, days: u32) -> bool {
        self.again < after(self.landmark, days)
    }
}

/// So many times 24 hours later.
pub(super) fn after(at: Timestamp, days: u32) -> Timestamp {
    Timestamp(at.0.saturating_add(i64::from(days) * DAY_MS))
}

/// All newcomers with a first post in the view, and what was left out.
#[derive(Debug, Default)]
pub(super) struct Newcomers {
    /// Those who had not written again by the landmark and were seen until then, in the order of their posts.
    pub(super) list: Vec<Newcomer>,
    /// First posts by who replied in time, in the order of [`Reply::ALL`]; those seen until the landmark.
    pub(super) first_posts: [u64; 3],
    /// People whose first post in the export may not be their first.
    pub(super) not_new: u64,
    /// First posts less than the reply time before the end of what is seen.
    pub(super) too_late: u64,
    /// First posts that got replies in time by guests or unknown accounts only.
    pub(super) outside: u64,
    /// Newcomers who wrote again before the landmark, of those seen until then.
    pub(super) again_before: u64,
}

pub(super) fn newcomers(
    view: &View<'_>,
    population: &Population<'_>,
    journeys: &Journeys,
    clock: &Clock,
    options: &FunnelOptions,
) -> Newcomers {
    let mut found = Newcomers::default();
    let mut firsts: Vec<(u32, First)> = Vec::new();
    for (i, first) in journeys.first.iter().enumerate() {
        let Some(first) = first.filter(|first| view.contains(first.at)) else { continue };
        let person = &population.people[i];
        if !clock.is_newcomer(person, &journeys.did[i]) {
            found.not_new += 1;
        } else if after(first.at, options.reply_days) > clock.end(person) {
            found.too_late += 1;
        } else {
            firsts.push((i as u32, first));
        }
    }
    // Sums of floating point numbers go by this order, which is not that of the roster.
    firsts.sort_unstable_by_key(|(_, first)| first.message);
    let replies = replies(view, population, &firsts, options);
    let messages = view.community().messages();
    for ((person, first), got) in firsts.into_iter().zip(replies) {
        let reply = if got.colleague {
            Reply::Colleague
        } else if got.official {
            Reply::Official
        } else if got.outside {
            found.outside += 1;
            continue;
        } else {
            Reply::None
        };
        if let Some(at) = Reply::ALL.iter().position(|&r| r == reply) {
            found.first_posts[at] += 1;
        }
        let landmark = after(first.at, options.reply_days);
        if first.again < landmark {
            found.again_before += 1;
            continue;
        }
        let (_, month, _) = Day(clock.day(first.at)).date();
        found.list.push(Newcomer {
            person,
            reply,
            question: messages.flag(first.message).has(MessageFlags::QUESTION),
            words: messages.words[first.message.index()],
            wrote_before: first.wrote_before,
            month,
            landmark,
            again: first.again,
            end: clock.end(&population.people[person as usize]),
        });
    }
    found
}

#[derive(Debug, Clone, Copy, Default)]
struct Got {
    colleague: bool,
    official: bool,
    outside: bool,
}

/// Who replied in time to each first post. A thread that somebody starts is replied to by whatever others
/// write in it, another message by what answers it directly. One pass over the messages of the view.
fn replies(
    view: &View<'_>,
    population: &Population<'_>,
    firsts: &[(u32, First)],
    options: &FunnelOptions,
) -> Vec<Got> {
    let community = view.community();
    let (messages, members) = (community.messages(), community.members());
    let mut of_thread = vec![NOBODY; community.threads().len()];
    let mut of_message: HashMap<u32, u32> = HashMap::new();
    for (place, (_, first)) in firsts.iter().enumerate() {
        match messages.parent(first.message) {
            Parent::None => of_thread[messages.thread(first.message).index()] = place as u32,
            _ => {
                of_message.insert(first.message.0, place as u32);
            }
        }
    }
    let direct = options.first_post == FirstPost::Message && !of_message.is_empty();
    let mut got = vec![Got::default(); firsts.len()];
    let mut see = |place: u32, author: MemberId, at: Timestamp| {
        let Some((person, first)) = firsts.get(place as usize) else { return };
        if at < first.at || at >= after(first.at, options.reply_days) {
            return;
        }
        let got = &mut got[place as usize];
        // Whoever has two accounts is still the same person.
        if population.actors[author.index()] == *person {
            return;
        }
        match members.kind(author) {
            MemberKind::Bot | MemberKind::System => {}
            _ if members.role(author).official() => got.official = true,
            MemberKind::Person => got.colleague = true,
            MemberKind::Guest if options.include_guests => got.colleague = true,
            MemberKind::Guest | MemberKind::Placeholder => got.outside = true,
        }
    };
    for i in view.message_range() {
        if void(messages.flags[i]) {
            continue;
        }
        let (author, at) = (messages.authors[i], messages.at[i]);
        let thread = of_thread[messages.threads[i].index()];
        if thread != NOBODY {
            see(thread, author, at);
        }
        if direct
            && let Parent::Message(parent) = messages.parent(crate::MessageId(i as u32))
            && let Some(&place) = of_message.get(&parent.0)
        {
            see(place, author, at);
        }
    }
    got
}

/// Whether somebody wrote again in a span that begins with the landmark or later.
pub(super) fn wrote_in(newcomer: &Newcomer, from: Timestamp, to: Timestamp) -> bool {
    newcomer.again != NEVER && newcomer.again >= from && newcomer.again < to
}
