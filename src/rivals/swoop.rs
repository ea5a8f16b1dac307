//! SWOOP Analytics: personas, key player index, two-way relationships, curiosity, response rate, influence.
//!
//! Sources: swoopanalytics.com (personas, key player risk, curious about curiosity) and its support pages.

/// Share of a surplus, of all given and received, from which SWOOP's "significant" is taken to begin here. The product
/// does not publish it.
pub const DEFAULT_SURPLUS: f64 = 0.2;
/// Members who make half of the connections.
pub const KEY_PLAYER_SHARE: f64 = 0.5;

/// How SWOOP says somebody behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Persona {
    /// Less than one act in two weeks.
    Observer,
    /// Gives about as much as comes back.
    Engager,
    /// Far more comes back.
    Catalyst,
    /// Gives far more, more replies than posts.
    Responder,
    /// Gives far more, more posts than replies.
    Broadcaster,
}

impl Persona {
    /// All of them, in the order in which SWOOP names them.
    pub const ALL: [Persona; 5] =
        [Persona::Engager, Persona::Catalyst, Persona::Responder, Persona::Broadcaster, Persona::Observer];

    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Persona::Observer => "observer",
            Persona::Engager => "engager",
            Persona::Catalyst => "catalyst",
            Persona::Responder => "responder",
            Persona::Broadcaster => "broadcaster",
        }
    }
}

/// What somebody did and got in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GivenReceived {
    /// Threads started.
    pub posts: u64,
    /// Replies written.
    pub replies: u64,
    /// Reactions given.
    pub reactions: u64,
    /// Replies received.
    pub replies_received: u64,
    /// Reactions received.
    pub reactions_received: u64,
}

impl GivenReceived {
    /// Posts, replies and reactions.
    pub fn given(&self) -> u64 {
        self.posts + self.replies + self.reactions
    }

    /// Replies and reactions received.
    pub fn received(&self) -> u64 {
        self.replies_received + self.reactions_received
    }
}

/// Persona over a window of so many weeks. An observer acted less than once in two weeks; of the others the balance of given
/// and received decides: a surplus of more than `surplus` of both together is significant. SWOOP does not publish that
/// threshold, so it is a parameter ([`DEFAULT_SURPLUS`]).
///
/// Known faults: a like counts as much as a written answer; two acts decide as firmly as two hundred; a community manager is
/// the archetype of a responder, so the persona does not tell a paid manager from a volunteer.
///
/// ```
/// use cmgraph::rivals::swoop::{GivenReceived, Persona, persona};
/// let of = |posts, replies, replies_received| {
///     persona(&GivenReceived { posts, replies, replies_received, ..Default::default() }, 12.0, 0.2)
/// };
/// assert_eq!(of(2, 3, 40), Persona::Observer); // 5 acts in 12 weeks
/// assert_eq!(of(5, 15, 18), Persona::Engager);
/// assert_eq!(of(5, 5, 40), Persona::Catalyst);
/// assert_eq!(of(5, 45, 10), Persona::Responder);
/// assert_eq!(of(45, 5, 10), Persona::Broadcaster);
/// ```
pub fn persona(counts: &GivenReceived, weeks: f64, surplus: f64) -> Persona {
    let (given, received) = (counts.given() as f64, counts.received() as f64);
    if given == 0.0 || given < weeks / 2.0 {
        return Persona::Observer;
    }
    let balance = (given - received) / (given + received);
    if balance < -surplus {
        Persona::Catalyst
    } else if balance <= surplus {
        Persona::Engager
    } else if counts.posts > counts.replies {
        Persona::Broadcaster
    } else {
        Persona::Responder
    }
}

/// Key player index: the smallest share of the members that makes half of all connections; higher is safer. SWOOP saw 4 to
/// 12% in 20 networks. `connections` are those of each member; whether members without any count in the share is not
/// published (here all that are given do). `None` without connections. O(n log n).
///
/// Known fault: it falls when silent accounts are added, though nobody talks less, and it says nothing of what hangs on
/// whom.
///
/// ```
/// assert_eq!(cmgraph::rivals::swoop::key_player_index(&[10, 4, 2, 2, 1, 1]), Some(1.0 / 6.0));
/// ```
pub fn key_player_index(connections: &[u64]) -> Option<f64> {
    let players = crate::stats::absence_factor(connections, KEY_PLAYER_SHARE)?;
    Some(players as f64 / connections.len() as f64)
}

/// Two-way relationships: pairs in which both acted on the other, of all pairs in which one did. `arcs` say who acted on
/// whom, each pair once a direction or more often. Returns (two-way, all). O(n log n).
///
/// Known fault: one like in return in another thread makes a relationship.
///
/// ```
/// use cmgraph::rivals::swoop::two_way;
/// assert_eq!(two_way(&[(1, 2), (2, 1), (1, 3), (1, 2), (3, 3)]), (1, 2));
/// ```
pub fn two_way(arcs: &[(u32, u32)]) -> (u64, u64) {
    let mut arcs: Vec<(u32, u32)> = arcs.iter().copied().filter(|(from, to)| from != to).collect();
    arcs.sort_unstable();
    arcs.dedup();
    let both = arcs.iter().filter(|&&(u, v)| u < v && arcs.binary_search(&(v, u)).is_ok()).count() as u64;
    (both, arcs.len() as u64 - both)
}

/// Influencer risk: how far the number of people engaged with drops from the first to the place `depth` of the list of
/// influential people; lower is better. The depth is not published. `None` for fewer people, or nobody engaged with.
///
/// Known fault: it says how steep the list is, not what would be missing.
///
/// ```
/// assert_eq!(cmgraph::rivals::swoop::influencer_risk(&[12, 50, 40, 25], 4), Some(0.76));
/// ```
pub fn influencer_risk(partners: &[u64], depth: usize) -> Option<f64> {
    let mut sorted = partners.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let (&first, &last) = (sorted.first()?, sorted.get(depth.checked_sub(1)?)?);
    (first > 0).then(|| 1.0 - last as f64 / first as f64)
}
