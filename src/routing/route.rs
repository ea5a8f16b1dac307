//! Whom to ask: for one question, and for all that are open.

use super::assign::{Fit, assign};
use super::options::{RouteOptions, RouteWeights};
use super::question::RoutedQuestion;
use super::router::Router;
use super::suggest::{Fitting, NobodyFits, Suggestion, Suggestions};
use super::unanswered::{Searched, Unanswered, UnansweredOptions, open_questions};
use crate::table::Provenance;
use crate::text::Language;
use crate::{Error, MemberId, MessageId, Result, View};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::sync::PoisonError;

/// People that are looked at for each of many open questions.
const BEST: usize = 20;

/// What is to be routed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A question in words that stands nowhere yet.
    Text(String),
    /// The question of a message, by native id.
    Message(String),
}

/// Whom to ask for one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The people, or why nobody fits.
    pub suggestions: Suggestions,
    /// Code of the language of the question, where clear.
    pub language: Option<&'static str>,
    /// Native ids of answered questions like it, and the share of the question's words (by weight) they have.
    pub similar: Vec<(String, f64)>,
    /// Answered questions that the index knows.
    pub indexed: u64,
    /// The weights in force.
    pub weights: RouteWeights,
    /// Answered questions that the weights were learned from, where they were.
    pub learned_from: Option<u64>,
    /// Where the numbers come from.
    pub provenance: Provenance,
    /// The options in force.
    pub options: RouteOptions,
}

/// Whom to ask for a question, as of the end of the view.
///
/// See [`Router`] for how people are scored and [`Router::suggest`] for who fits.
///
/// # Errors
/// [`Error::Option`] for an option outside its range, [`Error::Unknown`] for a message that the view does not have and for people in
/// the options whom nobody knows.
///
/// # Complexity
/// O(words of the view) for the index, then milliseconds.
///
/// # Example
/// ```
/// use cmgraph::routing::{Asked, RouteOptions, route};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = read(&[path], &ReadOptions::default())?;
/// let asked = Asked::Text("Does the VPN need a new certificate?".into());
/// let found = route(&community.whole(), &asked, &RouteOptions::default())?;
/// assert!(found.suggestions.people.len() <= 3);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn route(view: &View<'_>, asked: &Asked, options: &RouteOptions) -> Result<Route> {
    Router::new(view, options)?.route(asked)
}

impl Router<'_> {
    /// [`route()`] with a router that stands already: as of the end of its view. The weights are learned anew where the options say
    /// so.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a message that the view does not have.
    pub fn route(&mut self, asked: &Asked) -> Result<Route> {
        let view = self.view.clone();
        let question = match asked {
            Asked::Text(text) => RoutedQuestion::text(text),
            Asked::Message(id) => RoutedQuestion::message(&view, message(&view, id)?),
        };
        let learned_from = self.learn_if_asked();
        let suggestions = self.suggest(&question, view.to());
        let native = |message: MessageId| view.community().messages().ids.get(message.index());
        let mut found = Route {
            language: question.language.map(Language::code),
            similar: suggestions.similar.iter().map(|&(message, share)| (native(message), share)).collect(),
            indexed: self.indexed(view.to()),
            suggestions,
            weights: self.weights(),
            learned_from,
            provenance: Provenance::default(),
            options: self.options.clone(),
        };
        found.provenance = super::provenance::of_route(&view, &found, self.memory.clocks.in_use() as u64);
        Ok(found)
    }

    /// [`unanswered`](super::unanswered()) with a router that stands already; its own options hold for what concerns routing.
    ///
    /// # Errors
    /// [`Error::Option`] for an option outside its range.
    pub fn unanswered(&self, options: &UnansweredOptions) -> Result<Unanswered> {
        let options = UnansweredOptions { route: self.options.clone(), ..options.clone() };
        options.check()?;
        Ok(open_questions(self, &options).0)
    }
}

/// The message of a native id.
fn message(view: &View<'_>, id: &str) -> Result<MessageId> {
    let ids = &view.community().messages().ids;
    let wanted = id.trim();
    view.messages().find(|message| ids.get(message.index()) == wanted).ok_or_else(|| Error::Unknown {
        kind: "message",
        name: id.to_owned(),
        hint: " in what is looked at; expected the id of a message as the export has it".into(),
    })
}

impl Router<'_> {
    /// Learns the weights where the options ask for it and the past has enough; from how many questions. Once for the same options.
    pub(super) fn learn_if_asked(&mut self) -> Option<u64> {
        if !self.options.learn {
            return None;
        }
        let known = self.memory.learned.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let learned = match known.filter(|(options, _)| *options == self.options) {
            Some((_, learned)) => learned,
            None => {
                // From the weights of the options, not from those learned before.
                self.weights = self.options.weights;
                let learned = self.learn(self.view.to());
                let mut known = self.memory.learned.lock().unwrap_or_else(PoisonError::into_inner);
                *known = Some((self.options.clone(), learned));
                learned
            }
        }?;
        self.set_weights(learned.weights);
        Some(learned.questions)
    }
}

/// An open question and the people to ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Position among [`Unanswered::questions`].
    pub question: usize,
    /// The people, best first.
    pub people: Vec<Suggestion>,
    /// Why nobody fits, where that is so.
    pub nobody: Option<NobodyFits>,
    /// People who fit, before anybody's invitations were counted.
    pub fitting: u64,
}

/// Whom to ask for all open questions.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteAll {
    /// The open questions.
    pub unanswered: Unanswered,
    /// For those for which somebody should be asked, in their order.
    pub assignments: Vec<Assignment>,
    /// People who are asked at all.
    pub people: u64,
    /// Most invitations that one person gets.
    pub most: u64,
    /// Answered questions that the weights were learned from, where they were.
    pub learned_from: Option<u64>,
    /// Where the numbers come from.
    pub provenance: Provenance,
}

/// An open question and the best of those who fit it, with their scores.
struct Fitted {
    question: RoutedQuestion,
    suggestions: Suggestions,
    fitting: Fitting,
    best: Vec<(MemberId, f64)>,
}

/// Whom to ask for all open questions at once, so that nobody is asked more often than [`cap`](RouteOptions::cap) a week.
///
/// Takes the open questions for which somebody should be asked ([`unanswered`](super::unanswered())), finds the people who fit each
/// ([`Router::suggest`]; the best 20), and chooses: each question gets [`needed`](RouteOptions::needed) people where
/// possible, nobody more than the invitations left; as many places as possible are filled, and among all ways to do that the
/// scores sum to the most ([`assign`]).
///
/// # Errors
/// As [`unanswered`](super::unanswered()).
///
/// # Complexity
/// O(words of the view) for the index, a ranking an open question, O(places · fits · log people) for the choice.
///
/// # Example
/// ```
/// use cmgraph::routing::{UnansweredOptions, route_all};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let found = route_all(&read(&[path], &ReadOptions::default())?.whole(), &UnansweredOptions::default())?;
/// assert!(found.most <= 5);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn route_all(view: &View<'_>, options: &UnansweredOptions) -> Result<RouteAll> {
    options.check()?;
    Router::new(view, &options.route)?.route_all(options)
}

impl Router<'_> {
    /// [`route_all`] with a router that stands already; its own options hold for what concerns routing.
    ///
    /// # Errors
    /// [`Error::Option`] for an option outside its range.
    pub fn route_all(&mut self, options: &UnansweredOptions) -> Result<RouteAll> {
        let options = UnansweredOptions { route: self.options.clone(), ..options.clone() };
        options.check()?;
        let learned_from = self.learn_if_asked();
        Ok(all(self, &options, learned_from))
    }
}

fn all(router: &Router<'_>, options: &UnansweredOptions, learned_from: Option<u64>) -> RouteAll {
    let view = &router.view;
    let (unanswered, searched) = open_questions(router, options);
    let now = view.to();
    let (to_route, searched): (Vec<usize>, Vec<Searched>) =
        searched.into_iter().enumerate().filter(|(at, _)| unanswered.questions[*at].to_route).unzip();
    let fitting: Vec<Fitted> = searched
        .into_par_iter()
        .map(|Searched { question, hits }| {
            let mut fitting = router.fitting(&question, now, hits);
            let best = fitting.people.iter().take(BEST).map(|person| (person.member, person.score)).collect();
            let suggestions = router.suggestions(&question, &fitting, now);
            // A ranking of everybody a question would fill the memory.
            fitting.ranking.people = Vec::new();
            Fitted { question, suggestions, fitting, best }
        })
        .collect();
    let mut members: Vec<MemberId> =
        fitting.iter().flat_map(|fitted| fitted.best.iter().map(|(member, _)| *member)).collect();
    members.sort_unstable();
    members.dedup();
    let place: HashMap<MemberId, u32> = members.iter().copied().zip(0..).collect();
    let fits: Vec<Fit> = fitting
        .iter()
        .zip(0..)
        .flat_map(|(fitted, question)| {
            let place = &place;
            fitted.best.iter().map(move |&(member, score)| Fit { question, person: place[&member], score })
        })
        .collect();
    let cap = options.route.cap;
    let invited = |member: &MemberId| router.invited.get(&member.0).copied().unwrap_or(0);
    let caps: Vec<u32> = members.iter().map(|member| cap.saturating_sub(invited(member))).collect();
    let needs = vec![options.route.needed; to_route.len()];
    let chosen = assign(&needs, &caps, &fits);
    let mut of_question: Vec<Vec<MemberId>> = vec![Vec::new(); to_route.len()];
    chosen.iter().for_each(|fit| of_question[fit.question as usize].push(members[fit.person as usize]));
    let mut load = vec![0u64; members.len()];
    chosen.iter().for_each(|fit| load[fit.person as usize] += 1);
    let assignments = to_route
        .par_iter()
        .zip(&fitting)
        .zip(&of_question)
        .map(|((&question, fitted), people)| Assignment {
            question,
            people: router.describe_people(&fitted.question, &fitted.fitting, people, now),
            nobody: fitted.suggestions.nobody,
            fitting: fitted.suggestions.fitting,
        })
        .collect();
    let mut found = RouteAll {
        unanswered,
        assignments,
        people: load.iter().filter(|&&n| n > 0).count() as u64,
        most: load.iter().copied().max().unwrap_or(0),
        learned_from,
        provenance: Provenance::default(),
    };
    found.provenance = super::provenance::of_route_all(view, &found, router.memory.clocks.in_use() as u64);
    found
}
