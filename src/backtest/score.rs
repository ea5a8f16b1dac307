//! Formulas computed from a past.

use super::forecast::Rates;
use super::past::{Past, latest};
use super::{BacktestOptions, Formula, UNKNOWN};
use crate::champions::z_score;
use crate::error::Result;
use crate::graph::{
    EdgeRule, HitsOptions, InteractionGraph, InteractionKind, Lengths, PageRankOptions, PivotOptions,
    betweenness, betweenness_pivots, hits, pagerank,
};
use crate::rivals::{orbit, tygraph};
use crate::stats::{RankOptions, RankedUnit, prob_top_k};
use crate::{MemberId, Timestamp};

/// Days that Savannah looks back.
const SAVANNAH_DAYS: f64 = 365.0;
/// People above whom betweenness is estimated.
const EXACT_BETWEENNESS: usize = 2_000;
/// Sources it is estimated from.
const SOURCES: usize = 256;

/// Scores of all candidates by every formula that the events can feed; `None` where they cannot (nobody reacts).
pub(super) fn scores(past: &Past<'_>, options: &BacktestOptions) -> Result<Vec<Option<Vec<f64>>>> {
    let rival = options.rival_days.map(|days| past.last(days));
    let rival = rival.as_ref().unwrap_or(past);
    let graphs = Graphs::of(rival)?;
    let recent = Rates::of(past, Some(options.half_life_days));
    let all: Result<Vec<Option<Vec<f64>>>> = Formula::ALL
        .iter()
        .map(|&formula| {
            let by_member = |scores: Vec<f64>| {
                Some(past.candidates.iter().map(|member| scores[member.index()]).collect::<Vec<f64>>())
            };
            Ok(match formula {
                Formula::ExpectedHelped => recent.as_ref().map(|rates| means(rates, options)),
                Formula::ExpectedHelpedLow => recent.as_ref().map(|rates| {
                    let low = |i| rates.posterior(i, options.posterior_level).low;
                    (0..rates.counts.len()).map(low).collect()
                }),
                Formula::TopProbability => recent.as_ref().map(|rates| top(rates, past, options)),
                Formula::HelpedPerMonth => Rates::of(past, None).map(|rates| means(&rates, options)),
                Formula::SwoopInfluence => by_member(partners(rival)),
                Formula::TyGraphInfluencer => by_member(influencers(rival)),
                Formula::DiscourseLikers => likers(rival).and_then(by_member),
                Formula::SavannahTalk => by_member(posts(&rival.last(SAVANNAH_DAYS))),
                Formula::SavannahConnections => by_member(connections(&rival.last(SAVANNAH_DAYS))),
                Formula::OrbitReach => by_member(reach(rival)),
                Formula::Degree => {
                    let graph = &graphs.acts;
                    let degree = |i| graph.out_partners(MemberId(i)) + graph.in_partners(MemberId(i));
                    by_member((0..past.people as u32).map(|i| degree(i) as f64).collect())
                }
                Formula::PageRank => by_member(pagerank(&graphs.acts, &PageRankOptions::default())?.scores),
                Formula::ExpertiseRank => {
                    by_member(pagerank(&graphs.help, &PageRankOptions::default())?.scores)
                }
                Formula::Hits => by_member(hits(&graphs.help, &HitsOptions::default())?.authorities),
                Formula::Betweenness => by_member(between(&graphs.acts, options.seed)?),
                Formula::ZScore => by_member(z_scores(rival)),
                Formula::Posts => by_member(posts(rival)),
                Formula::Answers => {
                    let mut answers = vec![0.0; past.people];
                    rival.help.iter().for_each(|event| answers[event.helper.index()] += 1.0);
                    by_member(answers)
                }
                Formula::Random => Some(vec![0.0; past.candidates.len()]),
            })
        })
        .collect();
    all
}

/// The graphs of a past.
struct Graphs {
    /// Who acted on whom.
    acts: InteractionGraph,
    /// Who asked -> who answered.
    help: InteractionGraph,
}

impl Graphs {
    fn of(past: &Past<'_>) -> Result<Graphs> {
        let acts = InteractionGraph::from_interactions(past.people, past.interactions, &EdgeRule::default())?;
        let (to, from): (Vec<u32>, Vec<u32>) =
            past.helped().iter().map(|&(helper, asker, _)| (helper.0, asker.0)).unzip();
        let help = InteractionGraph::from_arcs(past.people, &from, &to, &vec![1.0; from.len()])?;
        Ok(Graphs { acts, help })
    }
}

fn means(rates: &Rates, options: &BacktestOptions) -> Vec<f64> {
    let pooled = rates.model.is_pooled();
    let mean = |i: usize| match pooled {
        // All share one rate: what is left to tell people apart is what was seen.
        true => rates.counts[i] / rates.exposure[i],
        false => rates.posterior(i, options.posterior_level).mean,
    };
    (0..rates.counts.len()).map(mean).collect()
}

fn top(rates: &Rates, past: &Past<'_>, options: &BacktestOptions) -> Vec<f64> {
    let units: Vec<RankedUnit> = past
        .candidates
        .iter()
        .enumerate()
        .map(|(i, member)| RankedUnit {
            key: u64::from(member.0),
            rate: rates.model.rate_of(rates.counts[i], rates.exposure[i]),
        })
        .collect();
    prob_top_k(&units, options.k, &RankOptions { draws: options.posterior_draws, seed: options.seed })
}

/// Ties either way, each with the time of the latest act.
fn ties(past: &Past<'_>) -> Vec<(MemberId, MemberId, Timestamp)> {
    latest(
        past.interactions
            .iter()
            .flat_map(|event| [(event.from, event.to, event.at), (event.to, event.from, event.at)])
            .collect(),
    )
}

fn partners(past: &Past<'_>) -> Vec<f64> {
    let mut counts = vec![0.0; past.people];
    ties(past).iter().for_each(|tie| counts[tie.0.index()] += 1.0);
    counts
}

fn posts(past: &Past<'_>) -> Vec<f64> {
    let mut counts = vec![0.0; past.people];
    past.posts.iter().for_each(|post| counts[post.author.index()] += 1.0);
    counts
}

fn influencers(past: &Past<'_>) -> Vec<f64> {
    let (contribution, reach) = (posts(past), partners(past));
    let mut impact = vec![0.0; past.people];
    for event in past.interactions {
        if matches!(event.kind, InteractionKind::Reply | InteractionKind::Reaction) {
            impact[event.to.index()] += 1.0;
        }
    }
    let mut groups: Vec<(MemberId, u32)> = past.posts.iter().map(|post| (post.author, post.group)).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut breadth = vec![0.0; past.people];
    groups.iter().for_each(|(member, _)| breadth[member.index()] += 1.0);
    (0..past.people)
        .map(|i| tygraph::influencer_score(contribution[i], impact[i], breadth[i], reach[i]))
        .collect()
}

fn likers(past: &Past<'_>) -> Option<Vec<f64>> {
    let mut pairs: Vec<(MemberId, MemberId)> = past
        .interactions
        .iter()
        .filter(|event| event.kind == InteractionKind::Reaction)
        .map(|event| (event.to, event.from))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = vec![0.0; past.people];
    pairs.iter().for_each(|pair| counts[pair.0.index()] += 1.0);
    (!pairs.is_empty()).then_some(counts)
}

/// Others in the threads somebody wrote in; where no threads are known every act is a conversation of two.
fn connections(past: &Past<'_>) -> Vec<f64> {
    let mut counts = vec![0.0; past.people];
    let mut authors: Vec<(u32, MemberId)> = past
        .posts
        .iter()
        .filter(|post| post.thread != UNKNOWN)
        .map(|post| (post.thread, post.author))
        .collect();
    if authors.is_empty() {
        for event in past.interactions {
            counts[event.from.index()] += 1.0;
            counts[event.to.index()] += 1.0;
        }
        return counts;
    }
    authors.sort_unstable();
    authors.dedup();
    for thread in authors.chunk_by(|a, b| a.0 == b.0) {
        thread.iter().for_each(|(_, author)| counts[author.index()] += (thread.len() - 1) as f64);
    }
    counts
}

fn reach(past: &Past<'_>) -> Vec<f64> {
    let mut sums = vec![0.0; past.people];
    for (member, _, at) in ties(past) {
        let idle = past.at.days_since(at).max(0.0) / crate::activity::MONTH_DAYS;
        sums[member.index()] += orbit::tie_strength(orbit::DIRECT_TIE, idle);
    }
    sums
}

/// Zhang's, of questions answered and asked, as in [`expertise`](crate::champions::expertise()).
fn z_scores(past: &Past<'_>) -> Vec<f64> {
    let (mut answers, mut asks) = (vec![0; past.people], vec![0; past.people]);
    let mut answered: Vec<(MemberId, u32)> =
        past.help.iter().map(|event| (event.helper, event.thread)).collect();
    answered.sort_unstable();
    answered.dedup();
    answered.iter().for_each(|(member, _)| answers[member.index()] += 1);
    past.asked.iter().for_each(|(_, member)| asks[member.index()] += 1);
    answers.into_iter().zip(asks).map(|(answers, asks)| z_score(answers, asks)).collect()
}

fn between(graph: &InteractionGraph, seed: u64) -> Result<Vec<f64>> {
    let ties = graph.ties();
    // Whoever has no ties is on no path, and would be drawn as a source in vain.
    let tied: Vec<MemberId> = ties.members().filter(|&member| ties.degree(member) > 0).collect();
    let part = ties.part(&tied);
    let scores = match tied.len() > EXACT_BETWEENNESS {
        false => betweenness(&part, Lengths::Hops).scores,
        true => {
            let options = PivotOptions { sources: SOURCES, seed, ..PivotOptions::default() };
            betweenness_pivots(&part, &options)?.scores
        }
    };
    let mut all = vec![0.0; ties.node_count()];
    tied.iter().zip(scores).for_each(|(member, score)| all[member.index()] = score);
    Ok(all)
}
