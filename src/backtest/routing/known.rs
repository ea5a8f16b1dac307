//! What simple rankings know as of a question: counts that grow with the events before it.

use super::RoutingMethod;
use crate::backtest::BacktestEvents;
use crate::champions::z_score;
use crate::error::Result;
use crate::graph::{HitsOptions, InteractionGraph, PageRankOptions, hits, pagerank};
use crate::{MemberId, Timestamp};
use hashbrown::HashSet;

/// Work that the graphs of one test may take, in arcs: beyond it PageRank and HITS are of the first of several questions.
const ARCS: usize = 30_000_000;
/// However large the graph, it is made anew this often.
const FEWEST: usize = 50;

/// Questions for which one graph serves: 1 where it is made anew for each.
pub(super) fn stride(events: &BacktestEvents, questions: usize) -> usize {
    let anew = (ARCS / events.help.len().max(1)).max(FEWEST);
    questions.div_ceil(anew).max(1)
}

/// Counts of everything before an instant that only moves forward.
pub(super) struct Known<'a> {
    events: &'a BacktestEvents,
    /// Events taken in so far: posts, help, questions asked.
    taken: [usize; 3],
    posts: Vec<u32>,
    latest: Vec<Timestamp>,
    pairs: HashSet<(MemberId, MemberId)>,
    /// Arcs from askers to those who answered them, each once, in the order of the first answer.
    arcs: (Vec<u32>, Vec<u32>),
    in_degree: Vec<u32>,
    answered: HashSet<(MemberId, u32)>,
    answers: Vec<u32>,
    asks: Vec<u32>,
    pagerank: Vec<f64>,
    hits: Vec<f64>,
}

impl<'a> Known<'a> {
    pub(super) fn new(events: &'a BacktestEvents) -> Known<'a> {
        let n = events.people;
        Known {
            events,
            taken: [0; 3],
            posts: vec![0; n],
            latest: vec![Timestamp(i64::MIN); n],
            pairs: HashSet::new(),
            arcs: (Vec::new(), Vec::new()),
            in_degree: vec![0; n],
            answered: HashSet::new(),
            answers: vec![0; n],
            asks: vec![0; n],
            pagerank: vec![0.0; n],
            hits: vec![0.0; n],
        }
    }

    /// Takes in everything before `at`, which is no earlier than the last time.
    pub(super) fn advance(&mut self, at: Timestamp) {
        let [posts, help, asked] = self.taken;
        for post in self.events.posts[posts..].iter().take_while(|post| post.at < at) {
            self.posts[post.author.index()] += 1;
            self.latest[post.author.index()] = post.at;
            self.taken[0] += 1;
        }
        for event in self.events.help[help..].iter().take_while(|event| event.at < at) {
            if self.pairs.insert((event.helper, event.asker)) {
                self.in_degree[event.helper.index()] += 1;
                self.arcs.0.push(event.asker.0);
                self.arcs.1.push(event.helper.0);
            }
            if self.answered.insert((event.helper, event.thread)) {
                self.answers[event.helper.index()] += 1;
            }
            self.taken[1] += 1;
        }
        for (_, asker) in self.events.asked[asked..].iter().take_while(|asked| asked.0 < at) {
            self.asks[asker.index()] += 1;
            self.taken[2] += 1;
        }
    }

    /// Makes PageRank and HITS anew of what was taken in.
    pub(super) fn rank_graph(&mut self) -> Result<()> {
        let (from, to) = &self.arcs;
        let graph = InteractionGraph::from_arcs(self.events.people, from, to, &vec![1.0; from.len()])?;
        self.pagerank = pagerank(&graph, &PageRankOptions::default())?.scores;
        self.hits = hits(&graph, &HitsOptions::default())?.authorities;
        Ok(())
    }

    /// The score of somebody by a method that rests on counts; `None` for those that do not.
    pub(super) fn score(&self, method: RoutingMethod, member: MemberId) -> Option<f64> {
        let i = member.index();
        match method {
            RoutingMethod::Router | RoutingMethod::Learned | RoutingMethod::Bm25 => None,
            RoutingMethod::Hits => Some(self.hits[i]),
            RoutingMethod::PageRank => Some(self.pagerank[i]),
            RoutingMethod::ZScore => Some(z_score(self.answers[i], self.asks[i])),
            RoutingMethod::InDegree => Some(f64::from(self.in_degree[i])),
            RoutingMethod::MostActive => Some(f64::from(self.posts[i])),
            RoutingMethod::MostRecent => Some(self.latest[i].0 as f64),
            RoutingMethod::Random => Some(0.0),
        }
    }

    /// Whether somebody had written anything.
    pub(super) fn seen(&self, member: MemberId) -> bool {
        self.posts[member.index()] > 0
    }
}
