//! Whom to ask, with reasons; or why nobody fits.

use super::presence::{HoursAhead, weeks_there};
use super::question::RoutedQuestion;
use super::router::{NoCandidates, RankedCandidate, RouteRanking, Router};
use crate::activity::{NO_UNIT, counted};
use crate::retrieval::{Hit, Query, WordsIn};
use crate::stats::sample::{below, stream, uniform};
use crate::stats::{DEFAULT_LEVEL, Interval, beta_quantile};
use crate::text::Language;
use crate::{MemberId, MessageId, Timestamp};
use hashbrown::HashSet;
use std::sync::LazyLock;

/// Weeks that are looked at for when somebody is usually there.
const WEEKS: u32 = 8;
/// Weeks of them in which somebody must have been there at that time.
const USUALLY: u32 = 4;
/// Words that are named for what somebody answered about.
const WORDS: usize = 2;
/// What a word tells that every tenth thread has, about: `ln(10)²`.
const COMMON: f64 = 5.3;
/// Most frequent words of each language that name no topic.
const MOST_FREQUENT: usize = 120;
/// Similar threads that are told.
pub(super) const SIMILAR: usize = 3;

/// Why nobody fits a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NobodyFits {
    /// Texts were not kept when the export was read.
    NoTexts,
    /// No question was answered before.
    NothingAnswered,
    /// No answered thread has enough words of the question.
    NothingAlike,
    /// Those who answered alike cannot be asked: they left, opted out, are at their cap, away, or asked themselves.
    NobodyLeft,
}

impl NobodyFits {
    /// In words.
    pub fn describe(self) -> &'static str {
        match self {
            NobodyFits::NoTexts => {
                "the texts were not kept when the export was read, so nothing is known of topics"
            }
            NobodyFits::NothingAnswered => "no question was answered before, so nobody is known to answer",
            NobodyFits::NothingAlike => "no answered question is enough like it",
            NobodyFits::NobodyLeft => {
                "those who answered questions like it asked it themselves, wrote there already, left, have been away for long, \
                 do not want to be asked, are at their cap or run the community"
            }
        }
    }
}

/// Somebody to ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// 1 for the first.
    pub place: u32,
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where unknown.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Comparable among the people for one question only.
    pub candidate: RankedCandidate,
    /// 95% interval of the propensity.
    pub propensity: Option<Interval>,
    /// Questions alike that the person answered, among the threads that relevance rests on.
    pub answered_alike: u32,
    /// Words of the question that those are about, and in how many.
    pub about: Vec<(String, u32)>,
    /// Last sign of life.
    pub last_active: Timestamp,
    /// Invitations of this week that are left.
    pub left_of_cap: u32,
    /// Drawn from further down the list ([`exploration`](super::RouteOptions::exploration)).
    pub explored: bool,
    /// Why, in sentences without names and words of the question.
    pub reasons: Vec<String>,
}

/// Whom to ask for a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestions {
    /// The people, best first; none where nobody fits.
    pub people: Vec<Suggestion>,
    /// Why nobody fits, where that is so.
    pub nobody: Option<NobodyFits>,
    /// People who could be asked at all.
    pub candidates: u64,
    /// People who fit: they answered, or replied to, a question that is enough alike.
    pub fitting: u64,
    /// Who could not be asked, and why.
    pub excluded: NoCandidates,
    /// Root messages of the answered threads that are most alike, with the share of the question's words (by weight) they have.
    pub similar: Vec<(MessageId, f64)>,
}

/// Candidates who fit, best first, and what the threads alike are about.
pub(super) struct Fitting {
    pub(super) ranking: RouteRanking,
    query: Query,
    words: WordsIn,
    /// Which threads of the ranking are enough alike.
    alike: Vec<bool>,
    /// For everybody who wrote in one of those: threads answered there (positions in the ranking).
    answered: Vec<(MemberId, Vec<usize>)>,
    pub(super) people: Vec<RankedCandidate>,
}

impl Router<'_> {
    /// Whom to ask for a question, by what was known before `as_of`.
    ///
    /// A candidate fits who answered, or replied to, a question that has at least [`min_match`](super::RouteOptions::min_match) of
    /// the weight of the question's words: the square of the idf (as if there were a hundred threads more, about other things), at
    /// most that of a word in one of a hundred threads, doubled for the title or first sentence; nothing for function words. Words
    /// that nobody ever used count as missing. The best of these are suggested; where scores are within [`close`](super::RouteOptions::close) of each other
    /// (`exp` of the difference), somebody of a unit that is not there yet goes first. Where nobody fits that is the answer, with
    /// the reason.
    pub fn suggest(&self, question: &RoutedQuestion, as_of: Timestamp) -> Suggestions {
        let hits = self.similar(question, as_of, self.options.threads);
        let fitting = self.fitting(question, as_of, hits);
        self.suggestions(question, &fitting, as_of)
    }

    /// The same for candidates who stand already.
    pub(super) fn suggestions(
        &self,
        question: &RoutedQuestion,
        fitting: &Fitting,
        as_of: Timestamp,
    ) -> Suggestions {
        let chosen = self.choose(question, &fitting.people);
        let ahead = self.hours_ahead(as_of);
        let shapes = self.propensity_shapes(question, &fitting.ranking, as_of);
        let people = chosen
            .iter()
            .enumerate()
            .map(|(place, &(candidate, explored))| {
                let shapes = shapes(candidate.member);
                self.describe(fitting, &ahead, candidate, place as u32 + 1, explored, shapes, as_of)
            })
            .collect();
        Suggestions {
            people,
            nobody: self.nobody(fitting, as_of),
            candidates: fitting.ranking.people.len() as u64,
            fitting: fitting.people.len() as u64,
            excluded: fitting.ranking.excluded,
            similar: self.alike(fitting),
        }
    }

    /// The answered threads that are enough alike, the best few.
    fn alike(&self, fitting: &Fitting) -> Vec<(MessageId, f64)> {
        let threads = self.view.community().threads();
        let hits = fitting.ranking.similar.iter().enumerate().filter(|(at, _)| fitting.alike[*at]);
        hits.filter_map(|(at, (thread, _))| Some((threads.root(*thread)?, fitting.words.share(at))))
            .take(SIMILAR)
            .collect()
    }

    /// Similar threads that are told of a question, among the past threads most alike.
    pub(super) fn threads_alike(
        &self,
        question: &RoutedQuestion,
        as_of: Timestamp,
        hits: &[Hit],
    ) -> Vec<MessageId> {
        let cut = self.memory.index.cut(as_of);
        let numbers: Vec<u32> = hits.iter().take(SIMILAR).map(|hit| hit.thread).collect();
        let words = self.memory.index.words_in(&self.query(question, cut), cut, &numbers);
        let threads = self.view.community().threads();
        let alike = (0..numbers.len()).filter(|&at| words.share(at) >= self.options.min_match);
        alike.filter_map(|at| threads.root(self.memory.threads[numbers[at] as usize])).collect()
    }

    fn nobody(&self, fitting: &Fitting, as_of: Timestamp) -> Option<NobodyFits> {
        if !fitting.people.is_empty() {
            None
        } else if !self.view.community().messages().texts.is_kept() {
            Some(NobodyFits::NoTexts)
        } else if self.indexed(as_of) == 0 {
            Some(NobodyFits::NothingAnswered)
        } else if fitting.alike.contains(&true) {
            Some(NobodyFits::NobodyLeft)
        } else {
            Some(NobodyFits::NothingAlike)
        }
    }

    /// Everybody who fits, best first. `hits` are the past threads most alike.
    pub(super) fn fitting(&self, question: &RoutedQuestion, as_of: Timestamp, hits: Vec<Hit>) -> Fitting {
        let ranking = self.rank_with(question, as_of, &self.weights, hits);
        let cut = self.memory.index.cut(as_of);
        let query = self.query(question, cut);
        let numbers: Vec<u32> = ranking.hits.iter().map(|hit| hit.thread).collect();
        let words = self.memory.index.words_in(&query, cut, &numbers);
        let alike: Vec<bool> =
            (0..numbers.len()).map(|at| words.share(at) >= self.options.min_match).collect();
        let mut wrote: Vec<(MemberId, usize, bool)> = Vec::new();
        for (at, &thread) in numbers.iter().enumerate().filter(|(at, _)| alike[*at]) {
            wrote.extend(
                self.contributors(thread, as_of).into_iter().map(|(member, answered)| (member, at, answered)),
            );
        }
        wrote.sort_unstable_by_key(|&(member, at, _)| (member, at));
        let answered: Vec<(MemberId, Vec<usize>)> = wrote
            .chunk_by(|a, b| a.0 == b.0)
            .map(|of| (of[0].0, of.iter().filter(|(.., answered)| *answered).map(|&(_, at, _)| at).collect()))
            .collect();
        let fits = |person: &&RankedCandidate| {
            answered.binary_search_by_key(&person.member, |(member, _)| *member).is_ok()
        };
        let people = ranking.people.iter().filter(fits).copied().collect();
        Fitting { ranking, query, words, alike, answered, people }
    }

    /// The first `n`, of different units where scores are close; sometimes the last is drawn from the others.
    fn choose(&self, question: &RoutedQuestion, people: &[RankedCandidate]) -> Vec<(RankedCandidate, bool)> {
        let mut rest: Vec<RankedCandidate> = people.to_vec();
        let mut chosen: Vec<(RankedCandidate, bool)> = Vec::new();
        let mut units: Vec<u32> = Vec::new();
        let unit = |person: &RankedCandidate| self.memory.units.of[person.member.index()];
        let near = (1.0 - self.options.close).ln();
        while chosen.len() < self.options.n && !rest.is_empty() {
            let bar = rest[0].score + near;
            let other = rest
                .iter()
                .take_while(|person| person.score >= bar)
                .position(|person| unit(person) == NO_UNIT || !units.contains(&unit(person)));
            let person = rest.remove(other.unwrap_or(0));
            units.push(unit(&person));
            chosen.push((person, false));
        }
        let mut rng = stream(self.options.seed, key(question));
        if !rest.is_empty() && uniform(&mut rng) < self.options.exploration {
            chosen.pop();
            chosen.push((rest[below(&mut rng, rest.len())], true));
        }
        chosen
    }

    /// These people, in the order of their scores, as suggestions for a question.
    pub(super) fn describe_people(
        &self,
        question: &RoutedQuestion,
        fitting: &Fitting,
        people: &[MemberId],
        as_of: Timestamp,
    ) -> Vec<Suggestion> {
        let ahead = self.hours_ahead(as_of);
        let shapes = self.propensity_shapes(question, &fitting.ranking, as_of);
        let chosen = fitting.people.iter().filter(|person| people.contains(&person.member));
        chosen
            .zip(1..)
            .map(|(&person, place)| {
                self.describe(fitting, &ahead, person, place, false, shapes(person.member), as_of)
            })
            .collect()
    }

    #[allow(clippy::too_many_arguments)]
    fn describe(
        &self,
        fitting: &Fitting,
        ahead: &[Option<HoursAhead>],
        candidate: RankedCandidate,
        place: u32,
        explored: bool,
        shapes: Option<(f64, f64)>,
        as_of: Timestamp,
    ) -> Suggestion {
        let community = self.view.community();
        let (members, member) = (community.members(), candidate.member);
        let found = fitting.answered.binary_search_by_key(&member, |(member, _)| *member);
        let answered: &[usize] = found.map_or(&[], |at| &fitting.answered[at].1);
        let signs = self.memory.presence.before(member, as_of);
        let last_active = signs.0.last().copied().unwrap_or(as_of);
        let invited = self.invited.get(&member.0).copied().unwrap_or(0);
        let cap = self.options.cap;
        let left_of_cap = cap.saturating_sub(invited);

        let mut reasons = Vec::new();
        let alike = answered.len() as u64;
        reasons.push(match alike {
            0 => "wrote in the threads of similar questions".to_string(),
            n => format!("answered {}", counted(n, "similar question", "similar questions")),
        });
        if let Some(ahead) = &ahead[self.memory.clocks.place(member)] {
            let (hours, part) = ahead.first_part();
            let weeks = weeks_there(signs, as_of, &hours, WEEKS);
            if weeks >= USUALLY {
                reasons.push(format!("usually there on {part} ({weeks} of the last {WEEKS} weeks)"));
            }
        }
        let days = as_of.days_since(last_active).floor().max(0.0) as u64;
        reasons.push(match days {
            0 => "last seen within a day".to_string(),
            n => format!("last seen {} ago", counted(n, "day", "days")),
        });
        if candidate.features.other_unit {
            reasons.push("of another unit than the asker".into());
        }
        reasons.push(match (left_of_cap, cap) {
            (left, cap) if left == cap => {
                format!("all {} this week left", counted(cap.into(), "invitation", "invitations"))
            }
            (left, cap) => {
                format!("{left} of {} this week left", counted(cap.into(), "invitation", "invitations"))
            }
        });
        if explored {
            reasons.push("drawn by lot, to find out who else helps".into());
        }
        let tail = (1.0 - DEFAULT_LEVEL) / 2.0;
        Suggestion {
            place,
            member,
            id: members.ids.get(member.index()),
            name: members.names.get(member.index()).to_owned(),
            unit: self.memory.units.name(member),
            propensity: shapes.map(|(a, b)| Interval {
                low: beta_quantile(a, b, tail).min(candidate.features.propensity),
                high: beta_quantile(a, b, 1.0 - tail).max(candidate.features.propensity),
            }),
            candidate,
            answered_alike: alike as u32,
            about: about(fitting, answered),
            last_active,
            left_of_cap,
            explored,
            reasons,
        }
    }
}

/// Words that name no topic, in any language: "about now" says nothing, however rarely answers have it.
static NAMELESS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let of = |language| crate::text::function_words(language).into_iter().take(MOST_FREQUENT);
    Language::ALL.into_iter().flat_map(of).collect()
});

/// The words of the question that tell most of the threads that somebody answered: by number of threads times what the word
/// tells. Words that every tenth thread has, the most frequent of a language, and words of a letter or two, name no topic.
fn about(fitting: &Fitting, answered: &[usize]) -> Vec<(String, u32)> {
    let mut counts = vec![0u32; fitting.query.words.len()];
    for &thread in answered {
        fitting.words.of[thread].iter().for_each(|&word| counts[word] += 1);
    }
    let tells = |word: usize| f64::from(counts[word]) * fitting.words.weights[word];
    let names = |word: usize| {
        let text = &fitting.query.words[word].word;
        counts[word] > 0
            && fitting.words.weights[word] >= COMMON
            && text.chars().count() > 2
            && !NAMELESS.contains(text.as_str())
    };
    let mut words: Vec<usize> = (0..counts.len()).filter(|&word| names(word)).collect();
    words.sort_by(|&a, &b| tells(b).total_cmp(&tells(a)).then(a.cmp(&b)));
    words.truncate(WORDS);
    words.into_iter().map(|word| (fitting.query.words[word].word.clone(), counts[word])).collect()
}

/// The random stream of a question.
fn key(question: &RoutedQuestion) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    question.text.bytes().chain(question.title.bytes()).fold(0xcbf2_9ce4_8422_2325, fold)
}
