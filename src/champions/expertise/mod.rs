//! Expertise measures of the literature, side by side: columns to compare, not the truth.

mod options;
mod tables;
mod trueskill;

pub use options::{DEFAULT_EXPERTS, ExpertiseOptions};
pub use trueskill::{Skill, TrueSkillOptions, trueskill_draw, trueskill_win};

use super::opt_out::opted_out;
use crate::activity::{Answerer, QUESTION_FLAG_WARNING, Questions, SaysSomething, Units, counted};
use crate::graph::{DEFAULT_TOLERANCE, HitsOptions, InteractionGraph, PageRankOptions, hits, pagerank};
use crate::stats::{RankCorrelation, spearman};
use crate::table::Provenance;
use crate::{MemberId, MessageId, Result, Timestamp, View};

/// People at the head of two orders that are compared.
pub const FIRST_EXPERTS: usize = 5;

/// Authority that the iteration cannot tell from none: what is left of it would order people by chance.
const NOTHING: f64 = DEFAULT_TOLERANCE;

/// A measure of expertise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Distinct askers whose question the person answered.
    Askers,
    /// Questions answered.
    Answers,
    /// [`z_score`] of answers and questions.
    ZScore,
    /// PageRank on arcs from askers to those who answer.
    ExpertiseRank,
    /// HITS authority on the same arcs.
    Authority,
    /// TrueSkill, conservative.
    TrueSkill,
}

impl Measure {
    /// All measures, the one that people are listed by first.
    pub const ALL: [Measure; 6] = [
        Measure::Askers,
        Measure::Answers,
        Measure::ZScore,
        Measure::ExpertiseRank,
        Measure::Authority,
        Measure::TrueSkill,
    ];

    /// Lower-case name, as the column in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Askers => "askers",
            Measure::Answers => "answers",
            Measure::ZScore => "z",
            Measure::ExpertiseRank => "expertise_rank",
            Measure::Authority => "authority",
            Measure::TrueSkill => "trueskill",
        }
    }
}

/// Somebody who asked or answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Expert {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Questions answered.
    pub answers: u32,
    /// Questions asked.
    pub asks: u32,
    /// Distinct askers whose question the person answered.
    pub askers: u32,
    /// [`z_score`] of answers and questions.
    pub z: f64,
    /// Share of the PageRank of everybody who asked or answered.
    pub expertise_rank: f64,
    /// Share of the HITS authority.
    pub authority: f64,
    /// Skill by accepted answers; `None` for people who were in no comparison.
    pub skill: Option<Skill>,
}

impl Expert {
    /// The value of a measure.
    pub fn measure(&self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::Askers => Some(self.askers.into()),
            Measure::Answers => Some(self.answers.into()),
            Measure::ZScore => Some(self.z),
            Measure::ExpertiseRank => Some(self.expertise_rank),
            Measure::Authority => Some(self.authority),
            Measure::TrueSkill => self.skill.map(|skill| skill.conservative()),
        }
    }
}

/// How far two measures order people alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// One measure.
    pub first: Measure,
    /// The other.
    pub second: Measure,
    /// Spearman's rank correlation among people who have both; `None` where that says nothing.
    pub correlation: Option<RankCorrelation>,
    /// People who have both.
    pub people: usize,
    /// Of the first [`FIRST_EXPERTS`] by one measure, how many are among the first by the other, ties by native id; `None` for
    /// fewer than twice as many people.
    pub first_alike: Option<u32>,
}

/// What [`expertise`] finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Expertise {
    /// Everybody who asked or answered, by distinct askers, then by answers; ties by native id.
    pub people: Vec<Expert>,
    /// All pairs of measures.
    pub agreement: Vec<Agreement>,
    /// Comparisons behind TrueSkill; 0 where no answer is marked as accepted.
    pub comparisons: u64,
    /// How the numbers came about.
    pub provenance: Provenance,
    n: usize,
}

/// How much more somebody answers than asks, in standard deviations of a coin: `(a - q)/√(a + q)`; 0 for nobody and nothing.
///
/// ```
/// use cmgraph::champions::z_score;
/// assert!((z_score(4, 1) - 1.3416).abs() < 1e-4);
/// assert_eq!(z_score(20, 5), 3.0);
/// ```
///
/// Reference: J. Zhang, M. S. Ackerman, L. Adamic, *Expertise networks in online communities: structure and algorithms*,
/// WWW 2007.
pub fn z_score(answers: u32, asks: u32) -> f64 {
    let (a, q) = (f64::from(answers), f64::from(asks));
    if a + q > 0.0 { (a - q) / (a + q).sqrt() } else { 0.0 }
}

/// Measures of expertise from who answered whom, side by side, and how far they agree.
///
/// Colleagues who asked or answered are joined by one arc from each asker to each colleague who answered him or her, however
/// often. Distinct askers is the number of incoming arcs and what people are listed by, as on a large forum simple measures
/// did about as well as others; `z` is [`z_score`] of questions answered and asked; ExpertiseRank is [`pagerank`] (damping
/// [`ExpertiseOptions::damping`]), which gives more for answering those who answer; authority is that of [`hits`].
///
/// Where answers are marked as accepted there is TrueSkill too: in order of time, whoever gave the accepted answer beats the
/// asker and everybody else who answered.
///
/// None of this is an interval: use [`champions`](super::champions()) to find people, and this to see whether another formula
/// would have found others.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range, [`Error::Unknown`](crate::Error::Unknown) for
/// somebody not to be listed whom neither export nor roster knows.
///
/// # Complexity
/// O(messages), and O(people + arcs) an iteration of the two ranks.
///
/// # Example
/// ```
/// use cmgraph::champions::{ExpertiseOptions, expertise};
/// use cmgraph::{ReadOptions, read};
/// # let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = read(&[path], &ReadOptions::default())?;
/// let found = expertise(&community.whole(), &ExpertiseOptions::default())?;
/// assert!(found.people[0].askers >= found.people[1].askers);
/// assert!((found.people.iter().map(|person| person.expertise_rank).sum::<f64>() - 1.0).abs() < 1e-9);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// Zhang and others as in [`z_score`]; P. Jurczyk, E. Agichtein, *Discovering authorities in question answer communities by
/// using link analysis*, CIKM 2007; J. Liu, Y.-I. Song, C.-Y. Lin, *Competition-based user expertise score estimation*, SIGIR
/// 2011.
pub fn expertise(view: &View<'_>, options: &ExpertiseOptions) -> Result<Expertise> {
    options.check()?;
    let community = view.community();
    let members = community.members();
    let says = SaysSomething { min_words: options.min_words, min_words_mixed: options.min_words_mixed };
    let questions = Questions::of(view, says);
    let units = Units::of(view, options.unit_level);

    let mut answers = vec![0u32; members.len()];
    let mut asks = vec![0u32; members.len()];
    let mut arcs: Vec<(u32, u32)> = Vec::new();
    let mut others = 0;
    for question in questions.asked.iter().filter(|question| members.is_colleague(question.asker)) {
        asks[question.asker.index()] += 1;
        let mut who: Vec<MemberId> = Vec::new();
        for answer in questions.answers(question) {
            match answer.who {
                Answerer::Colleague => who.push(answer.by),
                Answerer::Official | Answerer::Outsider => others += 1,
            }
        }
        who.sort_unstable();
        who.dedup();
        for by in who {
            answers[by.index()] += 1;
            arcs.push((question.asker.0, by.0));
        }
    }
    arcs.sort_unstable();
    arcs.dedup();
    let hidden = opted_out(view, &options.exclude)?;
    let taking_part: Vec<MemberId> =
        members.iter().filter(|m| answers[m.index()] + asks[m.index()] > 0).collect();
    // Nodes are those who took part, in order of native id.
    let mut place = vec![u32::MAX; members.len()];
    taking_part.iter().enumerate().for_each(|(i, member)| place[member.index()] = i as u32);
    let (from, to): (Vec<u32>, Vec<u32>) =
        arcs.iter().map(|&(asker, by)| (place[asker as usize], place[by as usize])).unzip();
    let graph = InteractionGraph::from_arcs(taking_part.len(), &from, &to, &vec![1.0; from.len()])?;
    let ranks = pagerank(&graph, &PageRankOptions { damping: options.damping, ..Default::default() })?;
    let authority = hits(&graph, &HitsOptions::default())?;
    let mut askers = vec![0u32; taking_part.len()];
    to.iter().for_each(|&by| askers[by as usize] += 1);
    let (skills, comparisons) = skills(view, &questions, options);

    let mut people: Vec<Expert> = taking_part
        .iter()
        .enumerate()
        .map(|(i, &member)| Expert {
            member,
            id: members.ids.get(member.index()),
            name: members.names.get(member.index()).to_owned(),
            unit: units.name(member),
            answers: answers[member.index()],
            asks: asks[member.index()],
            askers: askers[i],
            z: z_score(answers[member.index()], asks[member.index()]),
            expertise_rank: ranks.scores.get(i).copied().unwrap_or_default(),
            authority: authority
                .authorities
                .get(i)
                .copied()
                .filter(|score| *score >= NOTHING)
                .unwrap_or_default(),
            skill: skills.get(member.index()).copied().flatten(),
        })
        .collect();
    let agreement = agreement(&people, options.interval_level);
    let all = people.len();
    people.retain(|person| !hidden.contains(&person.member));
    people.sort_by(|a, b| (b.askers, b.answers).cmp(&(a.askers, a.answers)).then(a.member.cmp(&b.member)));

    let mut provenance = Provenance::new(
        "measures of expertise from which colleagues answered whose questions; a question is a thread that starts with one \
         inside the window, an answer a reply of another colleague that says something",
    )
    .method(
        "distinct askers; z-score (a - q)/√(a + q) of questions answered and asked; PageRank and HITS authority on one arc \
         from each asker to each who answered; TrueSkill on accepted answers in order of time; Spearman's correlations \
         with Fisher intervals",
    )
    .parameter("n", options.n)
    .parameter("damping", options.damping)
    .parameter("min_words", options.min_words)
    .parameter("min_words_mixed", options.min_words_mixed)
    .view(view)
    .observations("questions", questions.asked.len() as u64)
    .denominator("colleagues who asked or answered", all as u64)
    .exclude("answers by officials, guests and unknown accounts", others)
    .exclude("people who are not to be listed", (all - people.len()) as u64)
    .interval(options.interval_level)
    .assume("correlations take people as independent of one another, which makes their intervals too narrow")
    .warn("measures of expertise are columns to compare; champions shows how sure a rank is, and who passes the gates")
    .warn(QUESTION_FLAG_WARNING);
    provenance = match comparisons {
        0 => provenance.warn("no answer is marked as accepted: there is no TrueSkill"),
        n => provenance.assume(format!(
            "TrueSkill rests on {} of an accepted answer with the asker or another answer",
            counted(n, "comparison", "comparisons")
        )),
    };
    if !(ranks.converged && authority.converged) {
        provenance = provenance.warn("a rank had not settled when its iterations ended");
    }
    Ok(Expertise { people, agreement, comparisons, provenance, n: options.n })
}

/// Skills by member, and on how many comparisons they rest. Accepted answers in order of the mark, else of the answer.
fn skills(view: &View<'_>, questions: &Questions, options: &ExpertiseOptions) -> (Vec<Option<Skill>>, u64) {
    let community = view.community();
    let (members, messages) = (community.members(), community.messages());
    let mut accepted: Vec<(Timestamp, MessageId)> = community
        .acceptances()
        .iter()
        .filter(|vote| {
            vote.at.is_none_or(|at| at < view.to()) && view.message_range().contains(&vote.message.index())
        })
        .filter(|vote| vote.by != Some(messages.author(vote.message)))
        .map(|vote| (vote.at.unwrap_or(messages.time(vote.message)), vote.message))
        .collect();
    if accepted.is_empty() {
        return (Vec::new(), 0);
    }
    // Each answer once, at its first mark.
    accepted.sort_unstable_by_key(|&(at, message)| (message, at));
    accepted.dedup_by_key(|&mut (_, message)| message);
    accepted.sort_unstable();
    let mut by_thread: Vec<(u32, u32)> =
        questions.asked.iter().enumerate().map(|(i, question)| (question.thread.0, i as u32)).collect();
    by_thread.sort_unstable();
    let parameters = &options.trueskill;
    let mut skills: Vec<Option<Skill>> = vec![None; members.len()];
    let mut comparisons = 0;
    for (_, message) in accepted {
        let thread = messages.thread(message).0;
        let Ok(place) = by_thread.binary_search_by_key(&thread, |entry| entry.0) else { continue };
        let question = &questions.asked[by_thread[place].1 as usize];
        let winner = messages.author(message);
        let answers = questions.answers(question);
        // The accepted answer must be one: a colleague's reply that says something.
        let colleague = |by: MemberId| members.is_colleague(by);
        if !answers.iter().any(|answer| answer.message == message) || !colleague(winner) {
            continue;
        }
        let mut losers: Vec<MemberId> = answers
            .iter()
            .map(|answer| answer.by)
            .chain([question.asker])
            .filter(|&by| by != winner && colleague(by))
            .collect();
        losers.sort_unstable();
        losers.dedup();
        for loser in losers {
            let known = |member: MemberId| skills[member.index()].unwrap_or_else(|| parameters.unknown());
            let (won, lost) = trueskill_win(known(winner), known(loser), parameters);
            skills[winner.index()] = Some(won);
            skills[loser.index()] = Some(lost);
            comparisons += 1;
        }
    }
    (skills, comparisons)
}

/// Places of the first by a measure; `people` are by native id, and so are ties.
fn highest(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    order.truncate(FIRST_EXPERTS);
    order
}

fn agreement(people: &[Expert], level: f64) -> Vec<Agreement> {
    let mut found = Vec::new();
    for (i, &first) in Measure::ALL.iter().enumerate() {
        for &second in &Measure::ALL[i + 1..] {
            let (x, y): (Vec<f64>, Vec<f64>) =
                people.iter().filter_map(|person| person.measure(first).zip(person.measure(second))).unzip();
            let correlation = spearman(&x, &y, level);
            let first_alike = (x.len() >= 2 * FIRST_EXPERTS).then(|| {
                let (a, b) = (highest(&x), highest(&y));
                a.iter().filter(|at| b.contains(at)).count() as u32
            });
            found.push(Agreement { first, second, correlation, people: x.len(), first_alike });
        }
    }
    found
}
