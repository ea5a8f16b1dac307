//! Question hubs: people whom many different colleagues ask.

use super::asked::{Answering, Asked};
use super::evidence::{AllEvidence, Evidence, Reading};
use super::hub_provenance::provenance;
use super::hub_type::{hub_type, reasons};
use super::hub_units::by_unit;
use super::left_out::left_out;
use super::names::{Names, Somebody};
use super::topics::Topics;
use super::{AmbiguousName, EvidenceWeights, HubOptions, HubType, Overload, QuestionHub, QuestionHubs};
use crate::activity::{People, Units, for_each_distinct, has_left, percentile, with_mean_inside};
use crate::community::{MemberKind, MemberState, PersonId};
use crate::graph::{HitsOptions, InteractionGraph, hits};
use crate::stats::{
    DEFAULT_DRAWS, DEFAULT_LEVEL, DEFAULT_UNSEEN_REPLICATES, GammaPoisson, RankOptions, ResampleOptions,
    kaplan_meier, rank_sets, rank_sets_stepdown, unseen, wilson,
};
use crate::{MemberId, MessageId, Result, View};
use rayon::prelude::*;

/// People up to whom sets of ranks are told by the stepdown bootstrap, whose work grows with the square.
const MAX_STEPDOWN: usize = 200;

/// Finds question hubs: people whom many *different* colleagues ask, which mention counts do not show.
///
/// Somebody is asked ([`EvidenceKind`](super::EvidenceKind)) by a question that mentions him or her, by a question posted as a reply
/// to him or her, by being referred to in the thread of somebody's question, or by coming into such a thread
/// after a third person's mention. Where texts were kept, names and words count too: a referral is a mention, or the whole
/// name of somebody who alone has it, with words such as "ask", "kysy" or "frag" in one of ten languages. `A = Σ max weight` over the distinct askers is a count over the months `E` of
/// presence; `A ~ Poisson(λE)`, `λ ~ Gamma(a, b)` over all colleagues, so the rate shown is
/// `(a + A)/(b + E)` with its equal-tailed interval ([`GammaPoisson`]; weights make the count fractional, the
/// likelihood a quasi-likelihood).
///
/// Askers are colleagues ([`Members::is_colleague`](crate::community::Members::is_colleague)); bots, guests and
/// accounts that speak by office ask and are asked as part of their work and are left out, as are threads that
/// start with a broadcast, and messages that mention more than [`HubOptions::max_mentions`] people. The
/// exception is a referral: anybody but a bot may refer a colleague's question to somebody.
///
/// People who are not on the platform are looked for only with [`HubOptions::off_platform`] and a purpose: pending and unknown
/// accounts, and people of the roster whom texts name by an address or a name that nobody else has.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) where an option is outside its range, or people who are not on the platform are
/// looked for without a purpose; [`Error::Unknown`](crate::Error::Unknown) for somebody to be left out whom nobody knows.
///
/// # Complexity
/// O(messages + mentions) and one reading of the texts of questions and of replies to them, and O(e log e) in the evidence, in
/// parallel; same result for any number of threads.
///
/// # Example
/// ```
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageFlags, MessageRecord};
/// use cmgraph::questions::{HubOptions, question_hubs};
/// use cmgraph::Timestamp;
///
/// let mut builder = CommunityBuilder::new();
/// for id in ["1", "2", "3", "4", "9"] {
///     let joined = Some(Timestamp(-86_400_000));
///     builder.member(&MemberRecord { id, joined, ..Default::default() });
/// }
/// // Four people ask somebody with a mention.
/// for (i, (id, author)) in [(b"11", b"1"), (b"12", b"2"), (b"13", b"3"), (b"14", b"4")].iter().enumerate() {
///     builder.message(&MessageRecord {
///         flags: MessageFlags::QUESTION, words: 8, mentions: &[b"9"],
///         ..MessageRecord::new(*id, *author, Timestamp(i as i64 * 86_400_000))
///     }).unwrap();
/// }
/// let community = builder.build().unwrap();
/// let found = question_hubs(&community.whole(), &HubOptions::default()).unwrap();
/// let hub = found.hubs().next().unwrap();
/// assert_eq!(hub.id, "9");
/// assert_eq!(hub.reasons[0], "asked by 4 colleagues: 4 with a mention");
/// ```
///
/// # Reference
/// G. Casella, *An introduction to empirical Bayes data analysis*, American Statistician 39 (1985).
pub fn question_hubs(view: &View<'_>, options: &HubOptions) -> Result<QuestionHubs> {
    options.check()?;
    let people = People::of(view);
    let units = Units::of(view, options.unit_level);
    let community = view.community();
    let members = community.members();
    let not_listed = left_out(view, &options.exclude)?;
    let names = (options.names && community.messages().texts.is_kept()).then(|| Names::of(community));
    let reading = Reading {
        view,
        max_mentions: options.max_mentions,
        names: names.as_ref(),
        off_platform: options.off_platform,
    };
    let AllEvidence { evidence, threads, left_out } = AllEvidence::of(&reading);
    let asked: Vec<Asked> = evidence
        .par_chunk_by(|a, b| a.who == b.who)
        .map(|evidence| Asked::of(view, evidence, &threads, &units, &options.weights))
        .collect();

    let on_platform = on_platform(view);
    // Somebody who never joined could be asked all the time.
    let whole_view = people.view_months(None);
    let months = |who: Somebody| match who {
        Somebody::Member(member) if on_platform(who) => people.months(member, None),
        _ => whole_view,
    };

    let mut weighted = vec![0.0; members.len()];
    for asked in &asked {
        if let Somebody::Member(member) = asked.who {
            weighted[member.index()] = asked.weighted;
        }
    }
    let months_of = |member: MemberId| months(Somebody::Member(member));
    let population: Vec<MemberId> =
        members.iter().filter(|&m| members.is_colleague(m) && months_of(m) > 0.0).collect();
    let counts: Vec<f64> = population.iter().map(|m| weighted[m.index()]).collect();
    let exposure: Vec<f64> = population.iter().map(|&m| months_of(m)).collect();
    let model = GammaPoisson::fit(&counts, &exposure);
    let bar = model.and_then(|model| {
        let mut means: Vec<f64> =
            counts.iter().zip(&exposure).map(|(&a, &e)| model.rate_of(a, e).mean()).collect();
        percentile(&mut means, options.hub_percentile)
    });

    let rates = model.map_or_else(Vec::new, |model| {
        let keys: Vec<(u64, u64)> =
            asked.iter().map(|a| (a.weighted.to_bits(), months(a.who).to_bits())).collect();
        for_each_distinct(&keys, |(weighted, months)| {
            let (weighted, months) = (f64::from_bits(weighted), f64::from_bits(months));
            with_mean_inside(model.posterior(weighted, months, options.interval_level))
        })
    });

    let authority = authority(members.len(), &asked, &evidence, &options.weights)?;
    let topics = TopicsOf::of(view, &asked, names.as_ref(), options.seed);
    let answering = Answering::of(view);
    let mut hidden = 0;
    let mut hubs: Vec<QuestionHub> = Vec::with_capacity(asked.len());
    for (i, asked) in asked.iter().enumerate() {
        let (Some(model), Some(bar), Some(&rate)) = (model, bar, rates.get(i)) else { continue };
        let who = asked.who;
        let on_platform = on_platform(who);
        if !on_platform && !options.off_platform {
            hidden += 1;
            continue;
        }
        // An author without a record may be anybody, a program included.
        let member = match who {
            Somebody::Member(member) if on_platform && !members.is_colleague(member) => continue,
            Somebody::Member(member) => Some(member),
            Somebody::Person(_) => None,
        };
        let months = months(who);
        let left = member.map_or_else(|| person_left(view, who), |member| has_left(view, member));
        let asks = member.map_or(0, |member| u64::from(people.activity[member.index()].questions));
        let enough = if on_platform { options.min_askers } else { options.min_askers_off_platform };
        let (id, name) = called(view, who);
        let (own_unit, other_units) = (asked.own_unit, asked.other_units);
        let known = u64::from(own_unit + other_units);
        let mut hub = QuestionHub {
            who,
            id,
            name,
            unit: units.names.get(asked.unit as usize).cloned(),
            on_platform,
            askers: asked.askers,
            askers_by_kind: asked.by_kind,
            weighted_askers: asked.weighted,
            months,
            rate,
            p_hub: model.prob_above(asked.weighted, months, bar),
            asked: asked.messages,
            asks,
            asked_share: wilson(asked.messages, asked.messages + asks, DEFAULT_LEVEL),
            threads: asked.threads,
            replied: asked.replied,
            reply_share: wilson(asked.replied, asked.threads, DEFAULT_LEVEL),
            reply_hours: kaplan_meier(&asked.waits, DEFAULT_LEVEL).map(|curve| curve.median()),
            units: asked.units,
            own_unit,
            other_units,
            own_unit_share: (known > 0).then(|| f64::from(own_unit) / known as f64),
            own_unit_interval: wilson(own_unit.into(), known, options.interval_level),
            topics_by_group: topics.by_group.spread(topics.by_group.topics(&asked.questions)),
            topics_by_word: topics.by_word.spread(topics.by_word.topics(&asked.questions)),
            overload: Overload::of(
                &asked.asked_days,
                &answering.days(asked),
                &people.days,
                options.recent_weeks,
                options.interval_level,
            ),
            authority: member.map_or(0.0, |member| authority[member.index()]),
            rank: None,
            hub_type: HubType::NotClear,
            left,
            listed: false,
            reasons: Vec::new(),
        };
        let likely = !on_platform || model.at_boundary || hub.p_hub >= options.min_p_hub;
        hub.listed = !left && asked.askers >= enough && likely && !not_listed.contains(&who);
        hub.hub_type = hub_type(&hub, options.interval_level);
        hub.reasons = reasons(&hub, options.interval_level);
        hubs.push(hub);
    }
    let found = |on: bool| {
        let askers: Vec<u64> =
            hubs.iter().filter(|hub| hub.on_platform == on).map(|hub| hub.askers.into()).collect();
        let draws = ResampleOptions { replicates: DEFAULT_UNSEEN_REPLICATES, seed: options.seed };
        unseen(&askers, options.interval_level, &draws)
    };
    let (unseen, unseen_off_platform) = (found(true), options.off_platform.then(|| found(false)).flatten());
    let (unit_hubs, unit_denominator) = by_unit(view, &people, &units, &hubs, &asked, &evidence);
    let excluded = hubs.iter().filter(|hub| not_listed.contains(&hub.who)).count() as u64;
    hubs.retain(|hub| !not_listed.contains(&hub.who));
    hubs.sort_by(|a, b| b.rate.mean.total_cmp(&a.rate.mean).then(a.who.cmp(&b.who)));
    rank(&mut hubs, options);

    let mut provenance = provenance(view, options, &left_out, population.len() as u64, evidence.len() as u64);
    let stranger = |asked: &&Asked| match asked.who {
        Somebody::Member(member) => on_platform(asked.who) && !members.is_colleague(member),
        Somebody::Person(_) => false,
    };
    let unlisted = asked.iter().filter(stranger).count();
    provenance = provenance
        .exclude("people asked whose account the export does not know though they write", unlisted as u64)
        .exclude("people who are not to be listed", excluded)
        .assume(format!("units are of {unit_denominator}"));
    if hidden > 0 {
        provenance =
            provenance.exclude("people asked who are not on the platform, and are not looked for", hidden);
    }
    if model.is_some_and(|model| model.at_boundary) {
        provenance = provenance.warn(
            "the data do not show that colleagues differ in how often they are asked: the order of the list is weak",
        );
    }
    if model.is_none() {
        provenance = provenance.warn("no colleague was present in the window: nothing can be said");
    }
    let ambiguous = left_out
        .ambiguous
        .into_iter()
        .map(|(name, (people, times))| AmbiguousName { name, people, times })
        .collect();
    Ok(QuestionHubs {
        people: hubs,
        units: unit_hubs,
        model,
        unseen,
        unseen_off_platform,
        ambiguous,
        provenance,
        options: options.clone(),
    })
}

/// Sets of ranks of the listed, on the square roots of the rates, where counts are as good as normal.
fn rank(hubs: &mut [QuestionHub], options: &HubOptions) {
    let listed: Vec<usize> = (0..hubs.len()).filter(|&i| hubs[i].listed).collect();
    let numbers = |&i: &usize| {
        let months = hubs[i].months.max(f64::MIN_POSITIVE);
        (((hubs[i].weighted_askers + 0.375) / months).sqrt(), 0.5 / months.sqrt())
    };
    let (estimates, errors): (Vec<f64>, Vec<f64>) = listed.iter().map(numbers).unzip();
    let draws = RankOptions { draws: DEFAULT_DRAWS, seed: options.seed };
    let narrow = (listed.len() <= MAX_STEPDOWN)
        .then(|| rank_sets_stepdown(&estimates, &errors, options.interval_level, &draws))
        .flatten();
    let sets = narrow.or_else(|| rank_sets(&estimates, &errors, options.interval_level)).unwrap_or_default();
    for (i, set) in listed.into_iter().zip(sets) {
        hubs[i].rank = Some(set);
    }
}

/// HITS authority of every member on asker -> asked, each pair weighing as its strongest evidence.
fn authority(
    members: usize,
    asked: &[Asked],
    evidence: &[Evidence],
    weights: &EvidenceWeights,
) -> Result<Vec<f64>> {
    let (mut from, mut to, mut weight) = (Vec::new(), Vec::new(), Vec::new());
    for (of_one, asked) in evidence.chunk_by(|a, b| a.who == b.who).zip(asked) {
        let Somebody::Member(member) = asked.who else { continue };
        for of_asker in of_one.chunk_by(|a, b| a.asker == b.asker) {
            let best = of_asker.iter().map(|e| weights.of(e.kind)).fold(0.0, f64::max);
            if best > 0.0 {
                from.push(of_asker[0].asker.0);
                to.push(member.0);
                weight.push(best);
            }
        }
    }
    Ok(hits(&InteractionGraph::from_arcs(members, &from, &to, &weight)?, &HitsOptions::default())?
        .authorities)
}

/// Topics of the questions in both ways.
struct TopicsOf {
    by_group: Topics,
    by_word: Topics,
}

impl TopicsOf {
    fn of(view: &View<'_>, asked: &[Asked], names: Option<&Names>, seed: u64) -> TopicsOf {
        let mut questions: Vec<MessageId> =
            asked.iter().flat_map(|asked| &asked.questions).copied().collect();
        questions.par_sort_unstable();
        questions.dedup();
        let mut topics = TopicsOf {
            by_group: Topics::by_group(view, &questions),
            by_word: Topics::by_word(view, &questions, names),
        };
        let numbers = |topics: &Topics| -> Vec<usize> {
            asked.iter().map(|asked| topics.topics(&asked.questions).len()).collect()
        };
        let (groups, words) = (numbers(&topics.by_group), numbers(&topics.by_word));
        topics.by_group.draw(groups.into_iter(), seed);
        topics.by_word.draw(words.into_iter(), seed);
        topics
    }
}

/// Id and name of somebody.
pub(super) fn called(view: &View<'_>, who: Somebody) -> (String, String) {
    let community = view.community();
    match (who, community.roster()) {
        (Somebody::Member(member), _) => {
            let members = community.members();
            (members.ids.get(member.index()), members.names.get(member.index()).to_owned())
        }
        (Somebody::Person(PersonId(i)), Some(roster)) => {
            let columns = [&roster.emails, &roster.upns, &roster.directory_ids, &roster.employee_ids];
            let ids = columns.into_iter().map(|column| column.get(i as usize));
            let id = ids.into_iter().find(|id| !id.is_empty()).unwrap_or_default();
            (id.to_owned(), roster.names.get(i as usize).to_owned())
        }
        (Somebody::Person(_), None) => Default::default(),
    }
}

/// Whether somebody of the roster left before the end of the view.
fn person_left(view: &View<'_>, who: Somebody) -> bool {
    let Somebody::Person(person) = who else { return false };
    let roster = view.community().roster();
    roster.and_then(|roster| roster.left[person.index()]).is_some_and(|left| left < view.to())
}

/// Whether somebody is on the platform at the end of the view: joined, or wrote something.
pub(super) fn on_platform<'a>(view: &'a View<'_>) -> impl Fn(Somebody) -> bool + 'a {
    let wrote = wrote_before(view);
    let members = view.community().members();
    move |who| {
        let Somebody::Member(member) = who else { return false };
        let i = member.index();
        let never_joined = members.kinds[i] == MemberKind::Placeholder
            || members.states[i] == MemberState::Pending
            || members.joined[i].is_none_or(|joined| joined >= view.to());
        wrote[i] || !never_joined
    }
}

/// Members who wrote something before the end of the view.
fn wrote_before(view: &View<'_>) -> Vec<bool> {
    let community = view.community();
    let mut wrote = vec![false; community.members().len()];
    for author in &community.messages().authors[..view.message_range().end] {
        wrote[author.index()] = true;
    }
    wrote
}
