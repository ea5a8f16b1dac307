//! What a backtest works on: who helped whom when, and everything else that formulas look at, as events.

use super::BacktestOptions;
use crate::activity::{Answerer, Questions, SaysSomething, void};
use crate::champions::{ChampionOptions, thanked_helpers};
use crate::community::MemberKind;
use crate::error::{Error, Result};
use crate::graph::{Interaction, InteractionKind, interactions};
use crate::{MemberId, Timestamp, View};

/// No thread or group is known.
pub const UNKNOWN: u32 = u32::MAX;

/// One act of help: somebody answered a question of somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HelpEvent {
    /// When.
    pub at: Timestamp,
    /// Who helped.
    pub helper: MemberId,
    /// Who had asked.
    pub asker: MemberId,
    /// The question, by any number of its own.
    pub thread: u32,
    /// Whether the asker thanked the helper for an answer to this question, as far as is known at the end.
    pub thanked: bool,
}

/// One message, as formulas about talk count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PostEvent {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub author: MemberId,
    /// Thread, or [`UNKNOWN`].
    pub thread: u32,
    /// Group, or [`UNKNOWN`].
    pub group: u32,
}

/// Everything that a ranking may look at, and what it is judged by. All lists are in order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestEvents {
    pub(super) people: usize,
    pub(super) colleague: Vec<bool>,
    pub(super) joined: Vec<Option<Timestamp>>,
    pub(super) left: Vec<Option<Timestamp>>,
    pub(super) help: Vec<HelpEvent>,
    /// When colleagues asked, answered or not.
    pub(super) asked: Vec<(Timestamp, MemberId)>,
    pub(super) interactions: Vec<Interaction>,
    pub(super) posts: Vec<PostEvent>,
    /// Reactions and marks without a time, taken at the time of their message.
    pub(super) untimed: u64,
}

impl BacktestEvents {
    /// Events without a community: `help` says who (`from`) answered a question of whom (`to`), `interactions` everything
    /// that people did to each other, the help among it. Each interaction stands for one message of its author; what
    /// people do to themselves is left out. Everybody can be ranked, from the first event on in which he or she is named.
    /// Each act of help is of a question of its own; questions that nobody answered are not known.
    ///
    /// ```
    /// use cmgraph::backtest::{BacktestEvents, BacktestOptions, backtest};
    /// use cmgraph::graph::{Interaction, InteractionKind};
    /// use cmgraph::{MemberId, Timestamp};
    /// // Member 0 answers two others every day, member 1 one other.
    /// let answer = |from, to, day: i64| Interaction {
    ///     from: MemberId(from), to: MemberId(to), kind: InteractionKind::Reply, at: Timestamp(day * 86_400_000),
    /// };
    /// let all: Vec<_> = (0..40)
    ///     .flat_map(|day| [answer(0, 2 + day as u32 % 12, day), answer(0, 2 + (day as u32 + 5) % 12, day), answer(1, 2 + day as u32 % 9, day)])
    ///     .collect();
    /// let events = BacktestEvents::from_interactions(14, &all, &all)?;
    /// let options = BacktestOptions { k: 1, min_helpers: 2, ..Default::default() };
    /// let found = backtest(&events, &[Timestamp(20 * 86_400_000)..Timestamp(40 * 86_400_000)], &options)?;
    /// assert_eq!(found.ours().expect("enough").hits.value, 1.0);
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Unknown`] for a member that is not below `people`.
    pub fn from_interactions(
        people: usize,
        help: &[Interaction],
        interactions: &[Interaction],
    ) -> Result<BacktestEvents> {
        for event in help.iter().chain(interactions) {
            if let Some(member) = [event.from, event.to].into_iter().find(|m| m.index() >= people) {
                let name = member.0.to_string();
                return Err(Error::Unknown { kind: "member", name, hint: format!("; there are {people}") });
            }
        }
        let others = |event: &&Interaction| event.from != event.to;
        let help = help.iter().filter(others).zip(0u32..).map(|(event, thread)| HelpEvent {
            at: event.at,
            helper: event.from,
            asker: event.to,
            thread,
            thanked: false,
        });
        let help: Vec<HelpEvent> = help.collect();
        let asked = help.iter().map(|event| (event.at, event.asker)).collect();
        let posts = interactions
            .iter()
            .filter(others)
            .filter(|event| writes(event.kind))
            .map(|event| PostEvent { at: event.at, author: event.from, thread: UNKNOWN, group: UNKNOWN });
        let posts = posts.collect();
        let interactions = interactions.iter().filter(others).copied().collect();
        Ok(BacktestEvents {
            people,
            colleague: vec![true; people],
            joined: vec![None; people],
            left: vec![None; people],
            help,
            asked,
            interactions,
            posts,
            untimed: 0,
        }
        .in_order())
    }

    /// The events of a view. Help is a reply of a colleague to a colleague's question that says something, as in
    /// [`champions`](crate::champions::champions()); colleagues are ranked, and everything that anybody did is seen by
    /// the formulas. O(messages + reactions), and sorting.
    pub fn of(view: &View<'_>, options: &BacktestOptions) -> BacktestEvents {
        let community = view.community();
        let (members, messages, threads) = (community.members(), community.messages(), community.threads());
        let says_something =
            SaysSomething { min_words: options.min_words, min_words_mixed: options.min_words_mixed };
        let questions = Questions::of(view, says_something);
        let by_champions = ChampionOptions {
            min_words: options.min_words,
            min_words_mixed: options.min_words_mixed,
            ..ChampionOptions::default()
        };
        let thanked = thanked_helpers(view, &by_champions);
        let mut help = Vec::new();
        for question in &questions.asked {
            let colleagues =
                questions.answers(question).iter().filter(|answer| answer.who == Answerer::Colleague);
            help.extend(colleagues.map(|answer| HelpEvent {
                at: answer.at,
                helper: answer.by,
                asker: question.asker,
                thread: question.thread.0,
                thanked: thanked.binary_search(&(answer.by, question.thread)).is_ok(),
            }));
        }
        let asked = questions.asked.iter().map(|question| (question.at, question.asker)).collect();
        let posts = view.messages().filter(|&message| !void(messages.flag(message))).map(|message| {
            let thread = messages.thread(message);
            PostEvent {
                at: messages.time(message),
                author: messages.author(message),
                thread: thread.0,
                group: threads.groups[thread.index()].map_or(UNKNOWN, |group| group.0),
            }
        });
        let posts =
            posts.filter(|post| !matches!(members.kind(post.author), MemberKind::Bot | MemberKind::System));
        let posts = posts.collect();
        let mut interactions = interactions(view);
        // An answer is also a reply, and formulas that count acts count it once.
        interactions.retain(|event| event.from != event.to && event.kind != InteractionKind::Answer);
        let roster = community.roster();
        let of_roster = |member: MemberId| members.persons[member.index()].zip(roster);
        let joined = |m: MemberId| {
            members.joined[m.index()].or_else(|| of_roster(m).and_then(|(p, r)| r.joined[p.index()]))
        };
        let left = |m: MemberId| {
            members.left[m.index()].or_else(|| of_roster(m).and_then(|(p, r)| r.left[p.index()]))
        };
        let untimed = community.reactions().iter().filter(|reaction| reaction.at.is_none()).count()
            + community.acceptances().iter().filter(|vote| vote.at.is_none()).count();
        BacktestEvents {
            people: members.len(),
            colleague: members.iter().map(|member| members.is_colleague(member)).collect(),
            joined: members.iter().map(joined).collect(),
            left: members.iter().map(left).collect(),
            help,
            asked,
            interactions,
            posts,
            untimed: untimed as u64,
        }
        .in_order()
    }

    fn in_order(mut self) -> Self {
        self.help.sort_unstable();
        self.asked.sort_unstable();
        self.posts.sort_unstable();
        self.interactions.sort_unstable_by_key(|event| (event.at, event.from, event.to, event.kind));
        self
    }

    /// Who helped whom when, in order of time.
    pub fn help(&self) -> &[HelpEvent] {
        &self.help
    }
}

/// Whether an act is a message of its own.
fn writes(kind: InteractionKind) -> bool {
    matches!(kind, InteractionKind::Reply | InteractionKind::Mention)
}
