//! Helper champions: distinct colleagues helped per month, with gates.

use super::help::{AllHelp, Help, LeftOut};
use super::{Champion, ChampionOptions, Champions, Gate, UnitChampions};
use crate::activity::{
    NO_UNIT, People, QUESTION_FLAG_WARNING, Units, counted, for_each_distinct, has_left, percent, percentile,
    with_mean_inside,
};
use crate::community::MemberState;
use crate::stats::{BetaBinomial, GammaPoisson, RankOptions, RankedUnit, prob_top_k};
use crate::table::Provenance;
use crate::{MemberId, MessageId, Result, View};
use rayon::prelude::*;

/// Percentile of a unit's posterior means that [`Champion::p_above_unit`] compares with.
const UNIT_PERCENTILE: f64 = 0.75;

/// Finds helper champions: people who help many *different* colleagues, not those who talk most.
///
/// Somebody helps by a reply in a thread that starts with a colleague's question, if the reply says something:
/// at least [`ChampionOptions::min_words`] words or an attachment, and more words where it also thanks or asks.
/// `H`, the distinct colleagues helped, is a count over the months `E` of presence: `H ~ Poisson(λE)`,
/// `λ ~ Gamma(a, b)` over all colleagues who were there, also those who never helped. The rate shown is
/// `(a + H)/(b + E)` with its equal-tailed interval ([`GammaPoisson`]), so a newcomer with 3 in the first month
/// does not outrun a year of help. `P(top k)` is drawn from the posteriors ([`prob_top_k`]).
///
/// Helpers and askers are colleagues ([`Members::is_colleague`](crate::community::Members::is_colleague)): the
/// community manager, communications accounts, bots, guests and unknown accounts are left out and counted. To
/// be a champion all [`Gate`]s are to be passed.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) where an option is outside its range.
///
/// # Complexity
/// O(messages + threads), O(h log h) in the helping replies, and O(helpers × draws) for `P(top k)`; in
/// parallel, same result for any number of threads.
///
/// # Example
/// ```
/// use cmgraph::champions::{ChampionOptions, champions};
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageFlags, MessageRecord};
/// use cmgraph::Timestamp;
///
/// let mut builder = CommunityBuilder::new();
/// for id in ["1", "2", "4", "3"] {
///     builder.member(&MemberRecord { id, ..Default::default() });
/// }
/// let message = MessageRecord {
///     id: b"", author: b"", author_name: b"", author_email: b"", author_kind: None, thread: b"", parent: b"",
///     group: b"", group_name: b"", at: Timestamp(0), flags: MessageFlags::default(), words: 9, mentions: &[], participants: &[],
/// };
/// for (question, asker, answer, day) in [(b"10", b"1", b"11", 0), (b"20", b"2", b"21", 7), (b"30", b"4", b"31", 9)] {
///     let at = Timestamp(day * 86_400_000);
///     let flags = MessageFlags::QUESTION;
///     builder.message(&MessageRecord { id: question, author: asker, at, flags, ..message }).unwrap();
///     builder.message(&MessageRecord { id: answer, author: b"3", thread: question, at, ..message }).unwrap();
/// }
/// let community = builder.build().unwrap();
/// let found = champions(&community.whole(), &ChampionOptions::default()).unwrap();
/// let best = found.champions().next().unwrap();
/// assert_eq!((best.id.as_str(), best.helped), ("3", 3));
/// assert_eq!(best.reasons[0], "answered 3 questions of 3 colleagues");
/// ```
///
/// # Reference
/// G. Casella, *An introduction to empirical Bayes data analysis*, American Statistician 39 (1985); N. M. Laird,
/// T. A. Louis, *Empirical Bayes ranking methods*, Journal of Educational Statistics 14 (1989).
pub fn champions(view: &View<'_>, options: &ChampionOptions) -> Result<Champions> {
    options.check()?;
    let community = view.community();
    let members = community.members();
    let (people, units, help) =
        (People::of(view), Units::of(view, options.unit_level), AllHelp::of(view, options));

    let weeks = people.weeks(options.activity_weeks);
    let min_active_weeks = (options.min_active_weeks * weeks).div_ceil(options.activity_weeks);
    let helpers: Vec<Helper> = help
        .help
        .par_chunk_by(|a, b| a.helper == b.helper)
        .map(|own| Helper::of(view, own, &help, &units, options.half_life_days))
        .collect();

    let mut weighted = vec![0.0; members.len()];
    helpers.iter().for_each(|helper| weighted[helper.member.index()] = helper.weighted);
    let could_help = |member: &MemberId| {
        let pending = members.states[member.index()] == MemberState::Pending;
        members.is_colleague(*member)
            && !people.presence[member.index()].is_empty()
            && (!pending || people.activity[member.index()].messages > 0)
    };
    let population: Vec<MemberId> = members.iter().filter(could_help).collect();
    let months = |member: MemberId| people.months(member, options.half_life_days);
    let counts: Vec<f64> = population.iter().map(|member| weighted[member.index()]).collect();
    let exposure: Vec<f64> = population.iter().map(|&member| months(member)).collect();
    let model = GammaPoisson::fit(&counts, &exposure);
    let unit_bars = model.map_or_else(Vec::new, |model| {
        let mut means = vec![Vec::new(); units.names.len()];
        for ((member, &count), &exposure) in population.iter().zip(&counts).zip(&exposure) {
            if let Some(means) = means.get_mut(units.of[member.index()] as usize) {
                means.push(model.rate_of(count, exposure).mean());
            }
        }
        let bar = |means: &mut Vec<f64>| {
            if means.len() < options.min_unit { None } else { percentile(means, UNIT_PERCENTILE) }
        };
        means.iter_mut().map(bar).collect::<Vec<Option<f64>>>()
    });
    let thanked: (Vec<u64>, Vec<u64>) =
        helpers.iter().map(|h| (u64::from(h.thanked), u64::from(h.questions))).unzip();
    let thanks = BetaBinomial::fit(&thanked.0, &thanked.1);
    let p_top = model.map_or_else(Vec::new, |model| {
        // Members are ordered by native id, so the number of a member names the person, whatever the rows.
        let ranked = |helper: &Helper| RankedUnit {
            key: u64::from(helper.member.0),
            rate: model.rate_of(helper.weighted, months(helper.member)),
        };
        let ranked: Vec<RankedUnit> = helpers.iter().map(ranked).collect();
        prob_top_k(&ranked, options.n, &RankOptions { draws: options.draws, seed: options.seed })
    });

    let rates = model.map_or_else(Vec::new, |model| {
        let keys: Vec<(u64, u64)> =
            helpers.iter().map(|h| (h.weighted.to_bits(), months(h.member).to_bits())).collect();
        for_each_distinct(&keys, |(weighted, months)| {
            let (weighted, months) = (f64::from_bits(weighted), f64::from_bits(months));
            with_mean_inside(model.posterior(weighted, months, options.interval_level))
        })
    });
    let thanked_shares = thanks.map_or_else(Vec::new, |model| {
        let keys: Vec<(u32, u32)> = helpers.iter().map(|h| (h.thanked, h.questions)).collect();
        for_each_distinct(&keys, |(thanked, questions)| {
            with_mean_inside(model.posterior(thanked.into(), questions.into(), options.interval_level))
        })
    });

    let mut rows: Vec<Champion> = helpers
        .par_iter()
        .enumerate()
        .filter_map(|(i, helper)| {
            let (model, rate, member) = (model?, *rates.get(i)?, helper.member);
            let activity = &people.activity[member.index()];
            let months = months(member);
            let bar = unit_bars.get(units.of[member.index()] as usize).copied().flatten();
            let mut row = Champion {
                member,
                id: members.ids.get(member.index()),
                name: members.names.get(member.index()).to_owned(),
                unit: units.name(member),
                helped: helper.helped,
                weighted_helped: helper.weighted,
                questions: helper.questions,
                answers: helper.answers,
                months,
                rate,
                p_top: p_top.get(i).copied().unwrap_or_default(),
                p_above_unit: bar.map(|bar| model.prob_above(helper.weighted, months, bar)),
                thanked: helper.thanked,
                thanked_share: thanked_shares.get(i).copied(),
                units: helper.units,
                other_unit_share: helper.other_unit_share,
                questions_not_of_leader: helper.not_of_leader,
                active_weeks: activity.active_weeks(weeks),
                messages: activity.messages,
                failed: Vec::new(),
                reasons: Vec::new(),
            };
            let gates = [
                (Gate::Activity, row.active_weeks >= min_active_weeks),
                (Gate::Colleagues, row.helped >= options.min_helped),
                (Gate::Threads, row.questions_not_of_leader >= options.min_threads),
                (Gate::AnswerShare, row.answer_share() >= options.min_answer_share),
                (
                    Gate::Unit,
                    model.at_boundary || row.p_above_unit.is_none_or(|p| p >= options.min_p_above_unit),
                ),
                (Gate::Present, !has_left(view, member)),
            ];
            row.failed = gates.into_iter().filter(|(_, passed)| !passed).map(|(gate, _)| gate).collect();
            row.reasons = reasons(&row, weeks);
            Some(row)
        })
        .collect();
    rows.sort_by(|a, b| b.rate.mean.total_cmp(&a.rate.mean).then(a.member.cmp(&b.member)));

    let (unit_rows, unit_denominator) = by_unit(view, &people, &units, &rows, &helpers, options);
    let mut provenance = provenance(view, options, &help.left_out)
        .observations("helping replies", help.help.len() as u64)
        .denominator("colleagues who were there and could help", population.len() as u64)
        .assume(format!("units are of {unit_denominator}"));
    if weeks < options.activity_weeks {
        provenance = provenance.warn(format!(
            "the window has {} only: activity in {min_active_weeks} of them was asked for",
            counted(weeks.into(), "whole week", "whole weeks")
        ));
    }
    if community.roster().is_none_or(|roster| roster.managers.iter().all(Option::is_none)) {
        provenance = provenance
            .warn("no roster with managers: help in threads started by the own leader cannot be told apart");
    }
    match model {
        None => provenance = provenance.warn("no colleague was present in the window: nothing can be said"),
        Some(model) if model.at_boundary => {
            provenance = provenance.warn(
                "the data do not show that colleagues differ in how many they help: the order of the list is weak",
            );
        }
        Some(_) => {}
    }
    Ok(Champions {
        helpers: rows,
        units: unit_rows,
        weeks,
        min_active_weeks,
        model,
        provenance,
        n: options.n,
    })
}

/// What the help of one member amounts to.
struct Helper {
    member: MemberId,
    helped: u32,
    weighted: f64,
    questions: u32,
    answers: u32,
    not_of_leader: u32,
    thanked: u32,
    units: u32,
    other_unit_share: Option<f64>,
    /// The colleagues helped, each once.
    askers: Vec<MemberId>,
}

impl Helper {
    /// `own` is all help of one member, by thread and time.
    fn of(
        view: &View<'_>,
        own: &[Help],
        all: &AllHelp,
        units: &Units,
        half_life_days: Option<f64>,
    ) -> Helper {
        let community = view.community();
        let (members, messages) = (community.members(), community.messages());
        let member = own.first().map_or(MemberId(0), |help| help.helper);
        let manager = members.persons[member.index()]
            .zip(community.roster())
            .and_then(|(person, roster)| roster.managers[person.index()]);
        let mut helper = Helper {
            member,
            helped: 0,
            weighted: 0.0,
            questions: 0,
            answers: own.len() as u32,
            not_of_leader: 0,
            thanked: 0,
            units: 0,
            other_unit_share: None,
            askers: Vec::new(),
        };
        // Askers, each with the latest help.
        let mut askers: Vec<(MemberId, MessageId)> = Vec::new();
        let first = all.thanked.partition_point(|thanked| thanked.0 < member);
        let mut thanked = all.thanked[first..].iter().take_while(|thanked| thanked.0 == member).peekable();
        for help in own.chunk_by(|a, b| a.thread == b.thread) {
            let last = help[help.len() - 1];
            let asker = all.asker(last.thread);
            let of_leader = manager.is_some() && members.persons[asker.index()] == manager;
            helper.questions += 1;
            helper.not_of_leader += u32::from(!of_leader);
            while thanked.next_if(|thanked| thanked.1 < last.thread).is_some() {}
            helper.thanked += u32::from(thanked.peek().is_some_and(|thanked| thanked.1 == last.thread));
            askers.push((asker, last.message));
        }
        askers.sort_unstable();
        let mut asker_units = Vec::new();
        for of_asker in askers.chunk_by(|a, b| a.0 == b.0) {
            let (asker, latest) = of_asker[of_asker.len() - 1];
            helper.helped += 1;
            helper.askers.push(asker);
            helper.weighted += half_life_days
                .map_or(1.0, |half| (-view.to().days_since(messages.time(latest)) / half).exp2());
            asker_units.push(units.of[asker.index()]);
        }
        asker_units.retain(|&unit| unit != NO_UNIT);
        asker_units.sort_unstable();
        let (unit, known) = (units.of[member.index()], asker_units.len());
        if unit != NO_UNIT && known > 0 {
            let others = asker_units.iter().filter(|&&other| other != unit).count();
            helper.other_unit_share = Some(others as f64 / known as f64);
        }
        asker_units.dedup();
        helper.units = asker_units.len() as u32;
        helper
    }
}

fn reasons(row: &Champion, weeks: u32) -> Vec<String> {
    let questions = counted(row.questions.into(), "question", "questions");
    let mut answered =
        format!("answered {questions} of {}", counted(row.helped.into(), "colleague", "colleagues"));
    if row.units > 0 {
        answered += &format!(" in {}", counted(row.units.into(), "unit", "units"));
    }
    let thanked = percent(row.thanked.into(), row.questions.into());
    vec![
        answered,
        format!("active in {} of {}", row.active_weeks, counted(weeks.into(), "week", "weeks")),
        format!("thanked in {thanked} of {}", counted(row.questions.into(), "thread", "threads")),
    ]
}

fn by_unit(
    view: &View<'_>,
    people: &People,
    units: &Units,
    rows: &[Champion],
    helpers: &[Helper],
    options: &ChampionOptions,
) -> (Vec<UnitChampions>, &'static str) {
    let (counts, what) = units.people(view, people);
    let place = |member: MemberId| (units.of[member.index()] as usize).min(units.names.len());
    let mut found: Vec<UnitChampions> = counts
        .iter()
        .enumerate()
        .map(|(i, &people)| UnitChampions {
            unit: units.names.get(i).cloned(),
            people,
            champions: 0,
            wanted: people.div_ceil(options.people_per_champion.into()),
            helpers: 0,
            helped: 0,
            helped_per_month: 0.0,
        })
        .collect();
    for row in rows {
        let unit = &mut found[place(row.member)];
        unit.helpers += 1;
        unit.champions += u64::from(row.eligible());
    }
    // Colleagues helped, each once a unit: unit by unit, remembering for which unit somebody was seen last.
    let mut by_unit: Vec<(usize, &Helper)> = helpers.iter().map(|h| (place(h.member), h)).collect();
    by_unit.sort_by_key(|(unit, _)| *unit);
    let mut seen = vec![usize::MAX; units.of.len()];
    for (unit, helper) in by_unit {
        for asker in &helper.askers {
            if std::mem::replace(&mut seen[asker.index()], unit) != unit {
                found[unit].helped += 1;
            }
        }
    }
    let months = people.view_months(None);
    for unit in &mut found {
        unit.helped_per_month = if months > 0.0 { unit.helped as f64 / months } else { 0.0 };
    }
    // People without a unit are a row only where there are some.
    found.retain(|unit| unit.unit.is_some() || unit.people > 0 || unit.helpers > 0);
    (found, what)
}

fn provenance(view: &View<'_>, options: &ChampionOptions, out: &LeftOut) -> Provenance {
    let half_life = options.half_life_days.map_or("none".into(), |days| format!("{days} days"));
    Provenance::new(
        "distinct colleagues helped per month: a colleague is helped by a reply to his or her question (a reply in \
         a thread that starts with it) by another colleague, if the reply says something: min_words words or an \
         attachment, or min_words_mixed words where it also thanks or asks",
    )
    .method(
        "empirical Bayes, Gamma-Poisson (negative binomial) by maximum likelihood for the rate; P(top k) by draws \
         from the posteriors; Beta-binomial for the share thanked",
    )
    .parameter("n", options.n)
    .parameter("min_words", options.min_words)
    .parameter("min_words_mixed", options.min_words_mixed)
    .parameter("half_life_days", half_life)
    .parameter("activity_weeks", options.activity_weeks)
    .parameter("min_active_weeks", options.min_active_weeks)
    .parameter("min_helped", options.min_helped)
    .parameter("min_threads", options.min_threads)
    .parameter("min_answer_share", options.min_answer_share)
    .parameter("min_p_above_unit", options.min_p_above_unit)
    .parameter("people_per_champion", options.people_per_champion)
    .parameter("min_unit", options.min_unit)
    .parameter("unit_level", options.unit_level.map_or("whole path".into(), |level| level.to_string()))
    .parameter("draws", options.draws)
    .parameter("seed", options.seed)
    .view(view)
    .exclude("messages in threads whose first message is not in the export", out.missing_start)
    .exclude("replies to questions that were deleted", out.deleted_start)
    .exclude("replies to questions of guests and unknown accounts", out.outside_askers)
    .exclude("deleted replies", out.deleted)
    .exclude("replies by the community manager or communications accounts", out.official)
    .exclude("replies by bots, guests and unknown accounts", out.outsiders)
    .exclude("replies that are too short, only thanks or only a question", out.empty)
    .interval(options.interval_level)
    .assume("threads that start with an announcement, a poll, praise, or a post by office are no questions")
    .assume("weeks count back from the end of the window, seven local days each")
    .assume("thanks are for the helpers mentioned, else the helper replied to, else the one who helped last before")
    .assume("intervals are equal-tailed, and reach as far as the mean where that lies outside")
    .assume("a member is present from joining to leaving, and throughout where neither is known")
    .warn(QUESTION_FLAG_WARNING)
    .warn("help at work outside the community is not seen; people whose job is to help stand out")
}
