//! How people behave: what they give against what they get back.

use super::voices::{Voice, Voices};
use super::{ConversationOptions, ties};
use crate::activity::{CHUNK, Population, for_each_distinct, has_left, void};
use crate::community::{Parent, Roster};
use crate::stats::{Interval, beta_cdf, jeffreys, wilson};
use crate::time::DAY_MS;
use crate::{MemberId, MessageId, View};
use rayon::prelude::*;

/// People of a pattern from which some of them are listed.
const MIN_LISTED: usize = 10;

/// How somebody behaves. A rule of this crate, in the spirit of the personas of SWOOP Analytics, whose thresholds are
/// not public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// Gives about as much as comes back.
    Engager,
    /// More comes back than is given: what they write sets others talking.
    Catalyst,
    /// Gives more than comes back: answers, reacts.
    Responder,
    /// Gives more than comes back, nearly all of it posts: hardly replies to anybody, and is hardly answered.
    Broadcaster,
    /// Enough was seen, but none of the four is probable enough.
    Unclear,
    /// Little was seen, or nothing.
    Observer,
}

impl Pattern {
    /// All patterns, in the order of the tables.
    pub const ALL: [Pattern; 6] = [
        Pattern::Engager,
        Pattern::Catalyst,
        Pattern::Responder,
        Pattern::Broadcaster,
        Pattern::Unclear,
        Pattern::Observer,
    ];

    /// `engager`, `catalyst`, `responder`, `broadcaster`, `unclear` or `observer`.
    pub fn name(self) -> &'static str {
        match self {
            Pattern::Engager => "engager",
            Pattern::Catalyst => "catalyst",
            Pattern::Responder => "responder",
            Pattern::Broadcaster => "broadcaster",
            Pattern::Unclear => "unclear",
            Pattern::Observer => "observer",
        }
    }
}

/// What somebody gave and got in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Balance {
    /// Threads started.
    pub posts: u32,
    /// Replies written, but for those to own messages.
    pub replies: u32,
    /// Reactions given to messages of others.
    pub reactions: u32,
    /// Replies and reactions of others to own messages.
    pub received: u32,
}

impl Balance {
    /// Posts, replies and reactions.
    pub fn given(&self) -> u64 {
        u64::from(self.posts) + u64::from(self.replies) + u64::from(self.reactions)
    }

    /// Given and received.
    pub fn events(&self) -> u64 {
        self.given() + u64::from(self.received)
    }

    /// `g = given / (given + received)`; `None` without either.
    pub fn share(&self) -> Option<f64> {
        (self.events() > 0).then(|| self.given() as f64 / self.events() as f64)
    }

    fn add(&mut self, other: &Balance) {
        self.posts += other.posts;
        self.replies += other.replies;
        self.reactions += other.reactions;
        self.received += other.received;
    }
}

/// A pattern and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The pattern.
    pub pattern: Pattern,
    /// Jeffreys interval of `g`; `None` for observers.
    pub interval: Option<Interval>,
    /// Posterior probabilities of engager, catalyst, responder and broadcaster; they sum to 1. `None` for observers.
    pub probabilities: Option<[f64; 4]>,
}

impl Judged {
    /// Probability of the pattern; `None` for observers and where it is unclear.
    pub fn probability(&self) -> Option<f64> {
        self.probabilities.and_then(|p| p.get(self.pattern as usize).copied())
    }
}

/// The pattern of somebody by what was given and received.
///
/// First that applies, with the defaults:
///
/// 1. observer: fewer than 10 events, given and received together;
/// 2. engager: the 90% Jeffreys interval of `g = given/(given+received)` lies inside (.35, .65), or covers .5 with 30 events
///    or more; its probability is at least .5;
/// 3. the most probable of engager, catalyst, responder and broadcaster, where that is at least .5;
/// 4. unclear.
///
/// More of the same never takes the answer away: 18 given of 30 is a balance, and so is 64 of 100.
///
/// **Probabilities** by the posterior Beta(given + ½, received + ½) of `g`: catalyst up to .35, engager between, and from .65
/// on responder or broadcaster. Of these two the broadcaster gets the posterior probability of both its conditions under a
/// Dirichlet with ½ a kind of act (posts, replies and, where the export has any, reactions).
///
/// Whoever only posts but is answered a lot is a catalyst or an engager: something came of it.
///
/// ```
/// use cmgraph::conversation::{Balance, ConversationOptions, Pattern, pattern_of};
/// let options = ConversationOptions::default();
/// let anna = Balance { posts: 5, replies: 30, reactions: 25, received: 12 };
/// let found = pattern_of(&anna, true, &options);
/// assert_eq!(found.pattern, Pattern::Responder);
/// assert!(found.probability().unwrap() > 0.99);
/// let new = Balance { posts: 1, received: 3, ..Default::default() };
/// assert_eq!(pattern_of(&new, true, &options).pattern, Pattern::Observer);
/// ```
pub fn pattern_of(balance: &Balance, reactions_seen: bool, options: &ConversationOptions) -> Judged {
    let (given, events) = (balance.given(), balance.events());
    let observer = Judged { pattern: Pattern::Observer, interval: None, probabilities: None };
    if events < u64::from(options.min_events) {
        return observer;
    }
    let Some(interval) = jeffreys(given, events, options.balance_level) else { return observer };
    let balanced = interval.low > options.balance_low && interval.high < options.balance_high
        || interval.contains(0.5) && events >= u64::from(options.clear_events);
    let (a, b) = (given as f64 + 0.5, f64::from(balance.received) + 0.5);
    let below = |g: f64| beta_cdf(a, b, g);
    let (low, high) = (below(options.balance_low), below(options.balance_high));
    let giving = 1.0 - high;
    let broadcaster = broadcaster_probability(balance, reactions_seen, options);
    let probabilities = [(high - low).max(0.0), low, giving * (1.0 - broadcaster), giving * broadcaster];
    let enough = |pattern: Pattern| probabilities[pattern as usize] >= options.min_probability;
    let named = [Pattern::Engager, Pattern::Catalyst, Pattern::Responder, Pattern::Broadcaster];
    let probable = named.into_iter().max_by(|&a, &b| {
        // Of two as probable the first one.
        probabilities[a as usize].total_cmp(&probabilities[b as usize]).then(b.cmp(&a))
    });
    let pattern = match probable {
        _ if balanced && enough(Pattern::Engager) => Pattern::Engager,
        Some(pattern) if enough(pattern) => pattern,
        _ => Pattern::Unclear,
    };
    Judged { pattern, interval: Some(interval), probabilities: Some(probabilities) }
}

/// Posterior probability that the share of posts is as large and that of replies as small as a broadcaster's.
///
/// The share of posts is Beta distributed, and given it the replies among the rest are; the integral over the first is
/// a sum over 64 strips, good to about 1e-4.
fn broadcaster_probability(balance: &Balance, reactions_seen: bool, options: &ConversationOptions) -> f64 {
    const STRIPS: usize = 64;
    let posts = f64::from(balance.posts) + 0.5;
    let replies = f64::from(balance.replies) + 0.5;
    let reactions = if reactions_seen { f64::from(balance.reactions) + 0.5 } else { 0.0 };
    let (least, most) = (options.broadcaster_posts, options.broadcaster_replies);
    let below = |x: f64| beta_cdf(posts, replies + reactions, x);
    // From here on what is left is too little for too many replies.
    let sure = least.max(1.0 - most);
    let mut probability = 1.0 - below(sure);
    if reactions == 0.0 || sure <= least {
        return probability.clamp(0.0, 1.0);
    }
    // Nearly everybody; spares the sum.
    let from = below(least);
    if 1.0 - from < 1e-6 {
        return 0.0;
    }
    let width = (sure - least) / STRIPS as f64;
    let mut before = from;
    for strip in 0..STRIPS {
        let to = below(least + width * (strip + 1) as f64);
        let middle = least + width * (strip as f64 + 0.5);
        probability += (to - before) * beta_cdf(replies, reactions, (most / (1.0 - middle)).min(1.0));
        before = to;
    }
    probability.clamp(0.0, 1.0)
}

/// People of a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatternCount {
    /// The pattern.
    pub pattern: Pattern,
    /// Its people.
    pub people: u64,
    /// Wilson interval of their share of all people.
    pub interval: Option<Interval>,
    /// Wilson interval of their share of the people who are no observers.
    pub active_interval: Option<Interval>,
    /// Sum of the probabilities over the people who are no observers; `None` for observers and unclear. In no table: the
    /// sums of the four add up to the people who are no observers, which would give hidden numbers away.
    pub expected: Option<f64>,
    /// Mean probability of the pattern over its people; `None` for observers and unclear, and without people.
    pub probability: Option<f64>,
}

/// Somebody whose pattern it is good to be found for.
#[derive(Debug, Clone, PartialEq)]
pub struct PatternPerson {
    /// Native id of an account.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// What was given and received.
    pub balance: Balance,
    /// The pattern: engager, catalyst or responder.
    pub judged: Judged,
}

/// How people behave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Patterns {
    /// People who could have taken part: with the organisation for at least [`min_days`](Self::min_days) of the window;
    /// community managers and communications accounts not among them.
    pub people: u64,
    /// Days of the window that somebody was there at least: [`ConversationOptions::min_days`], or all of a shorter window.
    pub min_days: u32,
    /// Those of them who are no observers.
    pub active: u64,
    /// People by pattern.
    pub counts: Vec<PatternCount>,
    /// Engagers, catalysts and responders, of each the [`listed`](ConversationOptions::listed) of whom most was seen,
    /// those of whom most was seen first; at most half of the people of a pattern, and none of fewer than ten.
    pub listed: Vec<PatternPerson>,
    /// Whether the window has any reaction.
    pub reactions_seen: bool,
    /// What was left out.
    pub(super) excluded: Vec<(&'static str, u64)>,
}

/// Patterns of a view. O(messages + reactions + people).
pub(super) fn patterns(
    view: &View<'_>,
    population: &Population<'_>,
    voices: &Voices,
    options: &ConversationOptions,
) -> Patterns {
    let (balances, reactions_seen, to_self) = balances(view, population, voices);
    let window_days = view.to().0.saturating_sub(view.from().0).max(0) / DAY_MS;
    let min_days = i64::from(options.min_days).min(window_days);
    let mut account: Vec<Option<MemberId>> = vec![None; population.people.len()];
    let mut official = vec![false; population.people.len()];
    for member in view.community().members().iter() {
        let actor = population.actors[member.index()] as usize;
        if let Some(account) = account.get_mut(actor) {
            account.get_or_insert(member);
            official[actor] |= voices.voice[member.index()] == Voice::Official;
        }
    }
    let days_there = |i: usize| {
        let person = &population.people[i];
        let (from, to) = (person.from.max(view.from()), person.to.min(view.to()));
        // Without a roster the first log-in is the best that is known.
        let since =
            person.joined.filter(|_| person.from.0 == i64::MIN).map_or(from, |joined| from.max(joined));
        (from < to).then(|| to.0.saturating_sub(since.0))
    };
    let there = |i: usize| days_there(i).is_some_and(|time| time >= min_days * DAY_MS);
    let people: Vec<usize> = (0..official.len()).filter(|&i| !official[i] && there(i)).collect();
    let keys: Vec<Balance> = people.iter().map(|&i| balances[i]).collect();
    let judged = for_each_distinct(&keys, |balance| pattern_of(&balance, reactions_seen, options));
    let active = judged.iter().filter(|judged| judged.pattern != Pattern::Observer).count() as u64;
    let counts = Pattern::ALL.map(|pattern| {
        let n = judged.iter().filter(|judged| judged.pattern == pattern).count() as u64;
        let observer = pattern == Pattern::Observer;
        let mut chances: Vec<f64> =
            judged.iter().filter_map(|j| j.probabilities?.get(pattern as usize).copied()).collect();
        let mut sure: Vec<f64> =
            judged.iter().filter(|j| j.pattern == pattern).filter_map(Judged::probability).collect();
        // Sums that do not depend on the order of the people.
        chances.sort_unstable_by(f64::total_cmp);
        sure.sort_unstable_by(f64::total_cmp);
        PatternCount {
            pattern,
            people: n,
            interval: wilson(n, people.len() as u64, options.interval_level),
            active_interval: wilson(n, active, options.interval_level).filter(|_| !observer),
            expected: ((pattern as usize) < 4).then(|| chances.iter().sum()),
            probability: (!sure.is_empty()).then(|| sure.iter().sum::<f64>() / sure.len() as f64),
        }
    });
    let mut listed: Vec<(Pattern, std::cmp::Reverse<u64>, MemberId, usize)> = (0..people.len())
        .filter(|&i| matches!(judged[i].pattern, Pattern::Engager | Pattern::Catalyst | Pattern::Responder))
        .filter_map(|i| {
            Some((judged[i].pattern, std::cmp::Reverse(keys[i].events()), account[people[i]]?, i))
        })
        .filter(|(_, _, member, _)| !has_left(view, *member))
        .collect();
    listed.sort_unstable();
    // Who is missing may be anybody: never more than half of a pattern, nor anybody of a small one.
    let of_each = listed.chunk_by(|a, b| a.0 == b.0).flat_map(|of| {
        let people = counts[of[0].0 as usize].people as usize;
        let most = if people < MIN_LISTED { 0 } else { options.listed.min(people / 2) };
        &of[..of.len().min(most)]
    });
    let mut listed: Vec<_> = of_each.map(|&(_, events, member, i)| (events, member, i)).collect();
    listed.sort_unstable();
    let members = view.community().members();
    let listed = listed.into_iter().map(|(_, member, i)| PatternPerson {
        id: members.ids.get(member.index()).to_string(),
        name: members.names.get(member.index()).to_owned(),
        unit: Some(Roster::unit_at(population.people[people[i]].unit, options.unit_level))
            .filter(|unit| !unit.is_empty())
            .map(str::to_owned),
        balance: keys[i],
        judged: judged[i],
    });
    let others = |holds: &dyn Fn(usize) -> bool| {
        (0..official.len()).filter(|&i| !official[i] && holds(i)).count() as u64
    };
    let absent = others(&|i| days_there(i).is_none());
    let short = others(&|i| days_there(i).is_some() && !there(i));
    let voices_of_officials = official.iter().filter(|official| **official).count() as u64;
    Patterns {
        people: people.len() as u64,
        min_days: u32::try_from(min_days).unwrap_or(options.min_days),
        active,
        counts: counts.to_vec(),
        listed: listed.collect(),
        reactions_seen,
        excluded: vec![
            ("community managers and communications accounts", voices_of_officials),
            ("people who came after the window or left before it", absent),
            ("people who were there for too few days of the window", short),
            ("replies to the own message (given to nobody)", to_self),
            ("colleagues matched to nobody of the roster", population.unmatched),
        ],
    }
}

/// What every person of the population gave and got, whether there is any reaction, and how many replies are to the own
/// message: they are given to nobody. A reply to a message that was deleted or of a program is given, but nobody gets it.
/// Private conversations, deleted
/// messages and those of the platform are left out, and so is what programs do; people from outside give too.
fn balances(view: &View<'_>, population: &Population<'_>, voices: &Voices) -> (Vec<Balance>, bool, u64) {
    let community = view.community();
    let (messages, threads) = (community.messages(), community.threads());
    let n = population.people.len();
    let counts = |message: MessageId| {
        !void(messages.flag(message)) && threads.groups[messages.thread(message).index()].is_some()
    };
    let speaks = |member: MemberId| voices.voice[member.index()] != Voice::Program;
    let key = |member: MemberId| voices.key[member.index()] as usize;
    let range = view.message_range();
    // Few parts, because each holds a column of people.
    let part = range.len().div_ceil(rayon::current_num_threads().max(1)).max(CHUNK);
    let starts: Vec<usize> = range.clone().step_by(part).collect();
    let parts: Vec<(Vec<Balance>, u64)> = starts
        .into_par_iter()
        .map(|start| {
            let (mut found, mut to_self) = (vec![Balance::default(); n], 0);
            for message in (start..(start + part).min(range.end)).map(|i| MessageId(i as u32)) {
                let author = messages.author(message);
                if !counts(message) || !speaks(author) {
                    continue;
                }
                let parent = messages.parent(message);
                let target = ties::target(community, message);
                let to = target.map(|target| key(messages.author(target)));
                if to == Some(key(author)) {
                    to_self += u64::from(key(author) < n);
                    continue;
                }
                if let Some(own) = found.get_mut(key(author)) {
                    match parent {
                        Parent::None => own.posts += 1,
                        _ => own.replies += 1,
                    }
                }
                let got = target.filter(|&target| counts(target) && speaks(messages.author(target)));
                if let Some(other) = got.and(to).and_then(|to| found.get_mut(to)) {
                    other.received += 1;
                }
            }
            (found, to_self)
        })
        .collect();
    let mut all = vec![Balance::default(); n];
    let to_self = parts.iter().map(|(_, to_self)| to_self).sum();
    for (part, _) in &parts {
        all.iter_mut().zip(part).for_each(|(sum, part)| sum.add(part));
    }
    let mut any = false;
    for reaction in community.reactions() {
        let at = reaction.at.unwrap_or_else(|| messages.time(reaction.message));
        let (by, to) = (key(reaction.by), key(messages.author(reaction.message)));
        if !view.contains(at) || !counts(reaction.message) || !speaks(reaction.by) || by == to {
            continue;
        }
        any = true;
        if let Some(own) = all.get_mut(by) {
            own.reactions += 1;
        }
        if let Some(other) = all.get_mut(to) {
            other.received += 1;
        }
    }
    (all, any, to_self)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample;

    fn balance(posts: u32, replies: u32, reactions: u32, received: u32) -> Balance {
        Balance { posts, replies, reactions, received }
    }

    #[test]
    fn every_case_of_the_rule() {
        use Pattern::*;
        let options = ConversationOptions::default();
        for (given, expected) in [
            (balance(0, 0, 0, 0), Observer),
            (balance(2, 3, 0, 4), Observer),
            // Fifty-fifty, but of ten only: the interval (.26, .74) says nothing, the probability two in three.
            (balance(1, 4, 0, 5), Engager),
            // Above one half, and the more of it the surer; no answer is lost with more of the same.
            (balance(3, 15, 0, 12), Engager),
            (balance(10, 54, 0, 36), Engager),
            (balance(100, 540, 0, 360), Engager),
            // Two of three: of twelve a toss between giving and a balance, of 600 not.
            (balance(40, 360, 0, 200), Responder),
            // The same of thirty covers one half and is clear enough.
            (balance(3, 12, 0, 15), Engager),
            // Inside (.35, .65) without covering one half.
            (balance(40, 360, 0, 550), Engager),
            // Below one half, but more likely a balance than not.
            (balance(5, 29, 0, 55), Engager),
            (balance(3, 5, 2, 40), Catalyst),
            (balance(0, 0, 0, 12), Catalyst),
            (balance(2, 30, 8, 10), Responder),
            (balance(40, 1, 2, 3), Broadcaster),
            // The same posts, but something comes of them.
            (balance(40, 1, 2, 300), Catalyst),
            (balance(40, 1, 2, 45), Engager),
            // Exactly at the threshold of posts and of replies, which both have to hold.
            (balance(7, 1, 2, 0), Responder),
            (balance(40, 8, 0, 3), Responder),
        ] {
            assert_eq!(pattern_of(&given, true, &options).pattern, expected, "{given:?}");
        }
    }

    #[test]
    fn probabilities_sum_to_one_and_fit_the_intervals() {
        let options = ConversationOptions::default();
        for posts in [0, 1, 5, 40] {
            for replies in [0, 2, 30, 400] {
                for received in [0, 3, 30, 900] {
                    let balance = balance(posts, replies, 3, received);
                    for seen in [true, false] {
                        let found = pattern_of(&balance, seen, &options);
                        let Some(p) = found.probabilities else { continue };
                        assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{balance:?}");
                        assert!(p.iter().all(|p| (0.0..=1.0).contains(p)), "{balance:?} {p:?}");
                        assert!(found.interval.unwrap().contains(balance.share().unwrap()));
                        assert!(found.probability().is_none_or(|p| p >= 0.5), "{balance:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn broadcasters_by_simulation() {
        let options = ConversationOptions::default();
        for (posts, replies, reactions) in
            [(8, 0, 2), (20, 1, 4), (7, 1, 2), (30, 5, 2), (2, 0, 0), (15, 0, 9)]
        {
            let found = broadcaster_probability(&balance(posts, replies, reactions, 0), true, &options);
            let mut rng = sample::stream(5, u64::from(posts));
            let draws = 40_000;
            let hits = (0..draws)
                .filter(|_| {
                    let [a, b, c] =
                        [posts, replies, reactions].map(|n| sample::gamma(&mut rng, f64::from(n) + 0.5));
                    let sum = a + b + c;
                    a / sum >= 0.7 && b / sum <= 0.1
                })
                .count();
            let simulated = hits as f64 / f64::from(draws);
            // Four standard errors.
            assert!((found - simulated).abs() < 0.01, "{posts} {replies} {reactions}: {found} {simulated}");
        }
    }
}
