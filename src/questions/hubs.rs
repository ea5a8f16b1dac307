//! Question hubs: people whom many different colleagues ask.

use super::evidence::{AllEvidence, AskedThread, Evidence, EvidenceKind, EvidenceWeights, LeftOut};
use super::{HubOptions, HubType, QuestionHub, QuestionHubs, UnitHubs};
use crate::activity::{
    NO_UNIT, People, QUESTION_FLAG_WARNING, Units, counted, for_each_distinct, has_left, percent, percentile,
    with_mean_inside,
};
use crate::community::{MemberKind, MemberState};
use crate::stats::{DEFAULT_LEVEL, GammaPoisson, wilson};
use crate::table::Provenance;
use crate::{MemberId, Result, View};
use rayon::prelude::*;

/// Share of askers from the own unit from which a hub is a local coordinator.
const LOCAL_SHARE: f64 = 0.7;
/// Distinct units of askers from which a hub is a bridge.
const BRIDGE_UNITS: u32 = 3;
/// Share of threads replied to below which a hub is silent, and threads from which that can be told.
const SILENT_SHARE: f64 = 0.2;
const SILENT_THREADS: u64 = 5;

/// Finds question hubs: people whom many *different* colleagues ask, which mention counts do not show.
///
/// Somebody is asked ([`EvidenceKind`]) by a question that mentions him or her, by a question posted as a reply
/// to him or her, by being referred to in the thread of somebody's question, or by coming into such a thread
/// after a third person's mention. `A = Σ max weight` over the distinct askers is a count over the months `E` of
/// presence; `A ~ Poisson(λE)`, `λ ~ Gamma(a, b)` over all colleagues, so the rate shown is
/// `(a + A)/(b + E)` with its equal-tailed interval ([`GammaPoisson`]; weights make the count fractional, the
/// likelihood a quasi-likelihood).
///
/// Askers are colleagues ([`Members::is_colleague`](crate::community::Members::is_colleague)); bots, guests and
/// accounts that speak by office ask and are asked as part of their work and are left out, as are threads that
/// start with a broadcast, and messages that mention more than [`HubOptions::max_mentions`] people. The
/// exception is a referral: anybody but a bot may refer a colleague's question to somebody.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) where an option is outside its range.
///
/// # Complexity
/// O(messages + mentions), and O(e log e) in the evidence, in parallel; same result for any number of threads.
///
/// # Example
/// ```
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageFlags, MessageRecord};
/// use cmgraph::questions::{HubOptions, question_hubs};
/// use cmgraph::Timestamp;
///
/// let mut builder = CommunityBuilder::new();
/// for id in ["1", "2", "3", "4", "9"] {
///     builder.member(&MemberRecord { id, ..Default::default() });
/// }
/// // Four people ask somebody with a mention.
/// for (i, (id, author)) in [(b"11", b"1"), (b"12", b"2"), (b"13", b"3"), (b"14", b"4")].iter().enumerate() {
///     builder.message(&MessageRecord {
///         id: *id, author: *author, author_name: b"", author_email: b"", author_kind: None, thread: b"",
///         parent: b"", group: b"", group_name: b"", at: Timestamp(i as i64 * 86_400_000),
///         flags: MessageFlags::QUESTION, words: 8, mentions: &[b"9"], participants: &[],
///     }).unwrap();
/// }
/// let community = builder.build().unwrap();
/// let found = question_hubs(&community.whole(), &HubOptions::default()).unwrap();
/// let hub = found.hubs().next().unwrap();
/// assert_eq!(community.members().ids.get(hub.member.index()), "9");
/// assert_eq!(hub.reasons[0], "asked by 4 colleagues: 4 with a mention");
/// ```
///
/// # Reference
/// G. Casella, *An introduction to empirical Bayes data analysis*, American Statistician 39 (1985).
pub fn question_hubs(view: &View<'_>, options: &HubOptions) -> Result<QuestionHubs> {
    options.check()?;
    let people = People::of(view);
    let units = Units::of(view, options.unit_level);
    let AllEvidence { evidence, threads, left_out } = AllEvidence::of(view, options.max_mentions);
    let asked: Vec<Asked> = evidence
        .par_chunk_by(|a, b| a.member == b.member)
        .map(|evidence| Asked::of(evidence, &threads, &units, &options.weights))
        .collect();

    let community = view.community();
    let members = community.members();
    let wrote = wrote_before(view);
    let on_platform = |member: MemberId| {
        let i = member.index();
        let never_joined = members.kinds[i] == MemberKind::Placeholder
            || members.states[i] == MemberState::Pending
            || members.joined[i].is_none_or(|joined| joined >= view.to());
        wrote[i] || !never_joined
    };
    // Somebody who never joined could be asked all the time.
    let whole_view = people.view_months(None);
    let months =
        |member: MemberId| if on_platform(member) { people.months(member, None) } else { whole_view };

    let mut weighted = vec![0.0; members.len()];
    asked.iter().for_each(|asked| weighted[asked.member.index()] = asked.weighted);
    let population: Vec<MemberId> =
        members.iter().filter(|&m| members.is_colleague(m) && months(m) > 0.0).collect();
    let counts: Vec<f64> = population.iter().map(|m| weighted[m.index()]).collect();
    let exposure: Vec<f64> = population.iter().map(|&m| months(m)).collect();
    let model = GammaPoisson::fit(&counts, &exposure);
    let bar = model.and_then(|model| {
        let mut means: Vec<f64> =
            counts.iter().zip(&exposure).map(|(&a, &e)| model.rate_of(a, e).mean()).collect();
        percentile(&mut means, options.hub_percentile)
    });

    let rates = model.map_or_else(Vec::new, |model| {
        let keys: Vec<(u64, u64)> =
            asked.iter().map(|a| (a.weighted.to_bits(), months(a.member).to_bits())).collect();
        for_each_distinct(&keys, |(weighted, months)| {
            let (weighted, months) = (f64::from_bits(weighted), f64::from_bits(months));
            with_mean_inside(model.posterior(weighted, months, options.interval_level))
        })
    });

    let mut hubs: Vec<QuestionHub> = asked
        .par_iter()
        .enumerate()
        .filter_map(|(i, asked)| {
            let (model, bar, rate, member) = (model?, bar?, *rates.get(i)?, asked.member);
            let on_platform = on_platform(member);
            if !on_platform && !options.off_platform {
                return None;
            }
            // An author without a record may be anybody, a program included.
            if on_platform && !members.is_colleague(member) {
                return None;
            }
            let months = months(member);
            let left = has_left(view, member);
            let asks = u64::from(people.activity[member.index()].questions);
            let enough = if on_platform { options.min_askers } else { options.min_askers_off_platform };
            let mut hub = QuestionHub {
                member,
                id: members.ids.get(member.index()),
                name: members.names.get(member.index()).to_owned(),
                unit: units.name(member),
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
                units: asked.units,
                own_unit_share: asked.own_unit_share,
                hub_type: HubType::Mixed,
                left,
                listed: false,
                reasons: Vec::new(),
            };
            let likely = !on_platform || model.at_boundary || hub.p_hub >= options.min_p_hub;
            hub.listed = !left && asked.askers >= enough && likely;
            hub.hub_type = hub_type(&hub);
            hub.reasons = reasons(&hub);
            Some(hub)
        })
        .collect();
    hubs.sort_by(|a, b| b.rate.mean.total_cmp(&a.rate.mean).then(a.member.cmp(&b.member)));

    let (unit_hubs, unit_denominator) = by_unit(view, &people, &units, &hubs, &evidence);
    let mut provenance = provenance(view, options, &left_out, population.len() as u64, evidence.len() as u64);
    let unlisted = asked.iter().filter(|a| on_platform(a.member) && !members.is_colleague(a.member)).count();
    provenance = provenance
        .exclude("people asked whose account the export does not know though they write", unlisted as u64)
        .assume(format!("units are of {unit_denominator}"));
    if model.is_some_and(|model| model.at_boundary) {
        provenance = provenance.warn(
            "the data do not show that colleagues differ in how often they are asked: the order of the list is weak",
        );
    }
    if model.is_none() {
        provenance = provenance.warn("no colleague was present in the window: nothing can be said");
    }
    Ok(QuestionHubs { people: hubs, units: unit_hubs, model, provenance, options: options.clone() })
}

/// What the evidence says about one member.
struct Asked {
    member: MemberId,
    askers: u32,
    by_kind: [u32; 4],
    weighted: f64,
    messages: u64,
    threads: u64,
    replied: u64,
    units: u32,
    own_unit_share: Option<f64>,
}

impl Asked {
    /// `evidence` is all of one member, by asker and kind.
    fn of(evidence: &[Evidence], threads: &[AskedThread], units: &Units, weights: &EvidenceWeights) -> Asked {
        let member = evidence.first().map_or(MemberId(0), |first| first.member);
        let start = threads.partition_point(|thread| thread.member < member);
        let own = threads[start..].iter().take_while(|thread| thread.member == member);
        let (threads, replied) = own.fold((0, 0), |(n, r), thread| (n + 1, r + u64::from(thread.replied)));
        let mut asked = Asked {
            member,
            askers: 0,
            by_kind: [0; 4],
            weighted: 0.0,
            messages: evidence.iter().filter(|e| e.kind != EvidenceKind::Handover).count() as u64,
            threads,
            replied,
            units: 0,
            own_unit_share: None,
        };
        let mut asker_units = Vec::new();
        for of_asker in evidence.chunk_by(|a, b| a.asker == b.asker) {
            asked.askers += 1;
            let mut best: f64 = 0.0;
            for of_kind in of_asker.chunk_by(|a, b| a.kind == b.kind) {
                asked.by_kind[of_kind[0].kind as usize] += 1;
                best = best.max(weights.of(of_kind[0].kind));
            }
            asked.weighted += best;
            asker_units.push(units.of[of_asker[0].asker.index()]);
        }
        asker_units.retain(|&unit| unit != NO_UNIT);
        asker_units.sort_unstable();
        let unit = units.of[member.index()];
        let known = asker_units.len();
        if unit != NO_UNIT && known > 0 {
            let own = asker_units.iter().filter(|&&other| other == unit).count();
            asked.own_unit_share = Some(own as f64 / known as f64);
        }
        asker_units.dedup();
        asked.units = asker_units.len() as u32;
        asked
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

fn hub_type(hub: &QuestionHub) -> HubType {
    if !hub.on_platform {
        HubType::OffPlatform
    } else if hub.threads >= SILENT_THREADS && (hub.replied as f64) < SILENT_SHARE * hub.threads as f64 {
        HubType::Silent
    } else if hub.own_unit_share.is_some_and(|share| share >= LOCAL_SHARE) {
        HubType::LocalCoordinator
    } else if hub.units >= BRIDGE_UNITS {
        HubType::Bridge
    } else {
        HubType::Mixed
    }
}

fn reasons(hub: &QuestionHub) -> Vec<String> {
    let mut asked = format!("asked by {}", counted(hub.askers.into(), "colleague", "colleagues"));
    if hub.units > 0 {
        asked += &format!(" in {}", counted(hub.units.into(), "unit", "units"));
    }
    let words = ["with a mention", "in reply", "by referral", "by handover"];
    let kinds: Vec<String> = hub
        .askers_by_kind
        .iter()
        .zip(words)
        .filter(|(n, _)| **n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
    asked += &format!(": {}", kinds.join(", "));
    let mut reasons = vec![asked];
    if hub.on_platform {
        let threads = counted(hub.threads, "thread", "threads");
        reasons.push(format!("replied in {} of {threads}", percent(hub.replied, hub.threads)));
        reasons.push(format!("asked {} of others", counted(hub.asks, "question", "questions")));
    } else {
        reasons.push("not on the platform".into());
    }
    reasons
}

fn by_unit(
    view: &View<'_>,
    people: &People,
    units: &Units,
    hubs: &[QuestionHub],
    evidence: &[Evidence],
) -> (Vec<UnitHubs>, &'static str) {
    let (counts, what) = units.people(view, people);
    let place = |member: MemberId| (units.of[member.index()] as usize).min(units.names.len());
    let mut found: Vec<UnitHubs> = counts
        .iter()
        .enumerate()
        .map(|(i, &people)| UnitHubs {
            unit: units.names.get(i).cloned(),
            people,
            hubs: 0,
            off_platform: 0,
            askers: 0,
            asked_per_month: 0.0,
        })
        .collect();
    for hub in hubs {
        let unit = &mut found[place(hub.member)];
        let listed = u64::from(hub.listed);
        *(if hub.on_platform { &mut unit.hubs } else { &mut unit.off_platform }) += listed;
        if hub.months > 0.0 {
            unit.asked_per_month += hub.weighted_askers / hub.months;
        }
    }
    // Askers, each once a unit: unit by unit, remembering for which unit somebody was seen last.
    let mut by_unit: Vec<(usize, &[Evidence])> = evidence
        .chunk_by(|a, b| a.member == b.member)
        .filter_map(|evidence| Some((place(evidence.first()?.member), evidence)))
        .collect();
    by_unit.sort_by_key(|(unit, _)| *unit);
    let mut seen = vec![usize::MAX; units.of.len()];
    for (unit, evidence) in by_unit {
        for Evidence { asker, .. } in evidence {
            if std::mem::replace(&mut seen[asker.index()], unit) != unit {
                found[unit].askers += 1;
            }
        }
    }
    // People without a unit are a row only where there are some.
    found.retain(|unit| unit.unit.is_some() || unit.people > 0 || unit.askers > 0);
    (found, what)
}

fn provenance(
    view: &View<'_>,
    options: &HubOptions,
    out: &LeftOut,
    people: u64,
    evidence: u64,
) -> Provenance {
    let weights = EvidenceKind::ALL.map(|kind| format!("{} {}", kind.name(), options.weights.of(kind)));
    let provenance = Provenance::new(
        "distinct colleagues who asked somebody, per month: by a question that mentions the person (mention), by a \
         question in reply to the person or in a thread the person started with something else than a question \
         (reply), by a mention by a third person in the thread of a colleague's question before the person wrote \
         there (referral; mere thanks left out), or by first writing in such a thread after it (handover). An \
         asker counts once, by the strongest evidence. Questions put to the one who asked a thread's question \
         only ask back and do not count",
    )
    .method("empirical Bayes, Gamma-Poisson (negative binomial) by maximum likelihood; Wilson intervals for shares")
    .parameter("weights", weights.join(", "))
    .parameter("min_askers", options.min_askers)
    .parameter("min_askers_off_platform", options.min_askers_off_platform)
    .parameter("off_platform", options.off_platform)
    .parameter("max_mentions", options.max_mentions)
    .parameter("hub_percentile", options.hub_percentile)
    .parameter("min_p_hub", options.min_p_hub)
    .unit_level(view, options.unit_level)
    .parameter("n", options.n)
    .view(view)
    .observations("times that somebody was asked", evidence)
    .denominator("colleagues who could be asked", people)
    .exclude("questions and mentions in threads that start with a broadcast", out.broadcast)
    .exclude("messages that mention more people than max_mentions", out.many_mentions)
    .exclude("questions to the community manager or communications accounts", out.official)
    .exclude("messages by bots, and mentions of bots and guests", out.bots_and_guests)
    .exclude("questions to somebody by guests, unknown accounts or by office", out.outside_askers)
    .exclude("mentions in threads whose first message is not in the export", out.without_start)
    .interval(options.interval_level)
    .assume("mentions are recognised by account; names in plain text are not")
    .assume("shares of replies and of being asked carry 95% Wilson intervals")
    .assume("types: off-platform, silent (replied in less than 20% of 5 threads or more), local coordinator (70% of askers from the own unit), bridge (3 units or more); specialists need topics and are not told apart yet")
    .warn(QUESTION_FLAG_WARNING)
    .warn("referrals are told by mentions, not by words: a mention out of courtesy may count");
    if options.off_platform {
        provenance
            .warn("people who are not on the platform are among the rows: for the community manager alone")
    } else {
        provenance
    }
}
