//! Helper champions: distinct colleagues helped per month, with gates.

use super::help::{AllHelp, Help, LeftOut};
use super::job::helps_by_job;
use super::momentum::last_third;
use super::newcomers::{NEWCOMER_RULE, welcomes};
use super::opt_out::opted_out;
use super::rates::{Distinct, Ranked, Rates, Shares};
use super::{Champion, ChampionOptions, Champions, Gate, Load, Momentum, Trend, UnitChampions};
use crate::activity::{
    NO_UNIT, People, QUESTION_FLAG_WARNING, Units, counted, has_left, percent, percentile, with_mean_inside,
};
use crate::community::MemberState;
use crate::stats::{RankOptions, rank_sets, rank_sets_stepdown, wilson};
use crate::table::Provenance;
use crate::time::Day;
use crate::{MemberId, Result, View};
use rayon::prelude::*;

/// Percentile of a unit's posterior means that [`Champion::p_above_unit`] compares with.
const UNIT_PERCENTILE: f64 = 0.75;

/// Champions up to whom sets of ranks are by the stepdown bootstrap, which takes time in the square of their number.
const MAX_STEPDOWN: usize = 200;

/// Finds helper champions: people who help many *different* colleagues, not those who talk most.
///
/// Somebody helps by a reply in a thread that starts with a colleague's question, if the reply says something:
/// at least [`ChampionOptions::min_words`] words or an attachment, and more words where it also thanks or asks.
/// `H`, the distinct colleagues helped, is a count over the months `E` of presence: `H ~ Poisson(λE)`,
/// `λ ~ Gamma(a, b)` over all colleagues who were there, also those who never helped. The rate shown is
/// `(a + H)/(b + E)` with its equal-tailed interval ([`GammaPoisson`](crate::stats::GammaPoisson)), so a newcomer with 3 in the first month
/// does not outrun a year of help. `P(top k)` is drawn from the posteriors ([`prob_top_k`](crate::stats::prob_top_k)).
///
/// Helpers and askers are colleagues ([`Members::is_colleague`](crate::community::Members::is_colleague)): the
/// community manager, communications accounts, bots, guests and unknown accounts are left out and counted. To
/// be a champion all [`Gate`]s are to be passed. Beside the rate stands what is to be known before asking somebody to help
/// on: the [`Load`], the [`Momentum`], newcomers welcomed, whether it is the job or the person leads, and the ranks that the
/// data do not rule out ([`rank_sets_stepdown`] on the square roots of the rates, which makes their errors alike).
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) where an option is outside its range, [`Error::Unknown`](crate::Error::Unknown) for
/// somebody not to be listed whom neither export nor roster knows.
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
/// let message = MessageRecord { words: 9, ..MessageRecord::new(b"", b"", Timestamp(0)) };
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
    let unlisted = opted_out(view, &options.exclude)?;
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
    let listed: Vec<&Helper> = helpers.iter().filter(|h| !unlisted.contains(&h.member)).collect();
    let ranked = |helper: &&Helper| Ranked {
        // Members are ordered by native id, so the number of a member names the person, whatever the rows.
        key: u64::from(helper.member.0),
        helped: helper.weighted,
        months: months(helper.member),
    };
    let ranked: Vec<Ranked> = listed.iter().map(ranked).collect();
    let Rates { model, posteriors: rates, p_top } = Rates::of(
        &counts,
        &exposure,
        &ranked,
        options.n,
        options.interval_level,
        options.draws,
        options.seed,
    );
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
    // The model is of everybody who helped, also of those who are not listed.
    let rest: Vec<&Helper> = helpers.iter().filter(|h| unlisted.contains(&h.member)).collect();
    let all: Vec<&Helper> = listed.iter().chain(&rest).copied().collect();
    let thanked: Vec<(u32, u32)> = all.iter().map(|h| (h.thanked, h.questions)).collect();
    let Shares { model: thanks, posteriors: thanked_shares } = Shares::of(&thanked, options.interval_level);
    let mut unit_answers = vec![0u64; units.names.len()];
    for helper in &helpers {
        if let Some(sum) = unit_answers.get_mut(units.of[helper.member.index()] as usize) {
            *sum += u64::from(helper.answers);
        }
    }
    let welcomes = welcomes(view);

    let mut rows: Vec<Champion> = all
        .par_iter()
        .enumerate()
        .filter_map(|(i, helper)| {
            let (model, member) = (model?, helper.member);
            let activity = &people.activity[member.index()];
            let months = months(member);
            let rate = rates.get(i).copied().unwrap_or_else(|| {
                with_mean_inside(model.posterior(helper.weighted, months, options.interval_level))
            });
            let unit = units.of[member.index()] as usize;
            let bar = unit_bars.get(unit).copied().flatten();
            let share_of_unit = unit_answers
                .get(unit)
                .filter(|&&answers| answers > 0)
                .map(|&answers| f64::from(helper.answers) / answers as f64);
            let presence = &people.presence[member.index()];
            let load = Load::of(&helper.days, presence, &people.days, share_of_unit, options.capacity);
            let of_known_units = u64::from(helper.own_unit + helper.other_unit);
            let welcomes = welcomes[member.index()];
            let in_roster = community.roster().is_some() && members.persons[member.index()].is_some();
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
                months_present: people.months(member, None),
                rate,
                p_top: p_top.get(i).copied().unwrap_or_default(),
                rank: None,
                p_above_unit: bar.map(|bar| model.prob_above(helper.weighted, months, bar)),
                thanked: helper.thanked,
                thanked_share: thanked_shares.get(i).copied(),
                units: helper.units,
                other_unit_share: (of_known_units > 0)
                    .then(|| f64::from(helper.other_unit) / of_known_units as f64),
                other_unit_interval: wilson(helper.other_unit.into(), of_known_units, options.interval_level),
                own_unit: helper.own_unit,
                other_unit: helper.other_unit,
                load,
                newcomers: welcomes.welcomed,
                newcomers_first: welcomes.first,
                momentum: Momentum::of(&helper.days, presence, &people.days, options.interval_level),
                leader: (in_roster || members.role(member).leader).then(|| members.role(member).leader),
                helps_by_job: helps_by_job(view, member, &options.help_desk_words),
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
    let (unit_rows, unit_denominator) = by_unit(view, &people, &units, &rows, &helpers, options);
    let not_listed = rows.split_off(listed.len().min(rows.len()));
    rows.sort_by(|a, b| b.rate.mean.total_cmp(&a.rate.mean).then(a.member.cmp(&b.member)));
    rank(&mut rows, &listed, options);

    let mut provenance = provenance(view, options, &help.left_out)
        .observations("helping replies", help.help.len() as u64)
        .denominator("colleagues who were there and could help", population.len() as u64)
        .exclude("people who are not to be listed", (helpers.len() - listed.len()) as u64)
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
        thanks,
        population: population.len() as u64,
        helped_at_all: helpers.len() as u64,
        growth: growth(&people, &helpers),
        provenance,
        unlisted: not_listed,
        n: options.n,
        capacity: options.capacity,
        interval_level: options.interval_level,
    })
}

/// Rate of answering by everybody in the last third of the window against before.
fn growth(people: &People, helpers: &[Helper]) -> Option<f64> {
    let cut = last_third(&people.days);
    let (mut before, mut lately) = (0u64, 0u64);
    for helper in helpers {
        let early = helper.days.partition_point(|day| day.0 < cut);
        before += early as u64;
        lately += (helper.days.len() - early) as u64;
    }
    let (first, last) = (f64::from(cut - people.days.start), f64::from(people.days.end - cut));
    (before > 0 && last > 0.0).then(|| lately as f64 / last / (before as f64 / first))
}

/// Sets of ranks of those who pass the gates. `√((H + 3/8)/E)` has the error `√Σw²/(2√(W E))`, `1/(2√E)` where all help
/// counts alike, whatever the rate: counts become as good as normal.
fn rank(rows: &mut [Champion], helpers: &[&Helper], options: &ChampionOptions) {
    let passed: Vec<usize> = (0..rows.len()).filter(|&i| rows[i].eligible()).collect();
    let numbers = |&i: &usize| {
        let row = &rows[i];
        let place = helpers.partition_point(|helper| helper.member < row.member);
        let squares = helpers.get(place).map_or(row.weighted_helped, |helper| helper.squares);
        let months = row.months.max(f64::MIN_POSITIVE);
        let weighted = row.weighted_helped.max(f64::MIN_POSITIVE);
        (((row.weighted_helped + 0.375) / months).sqrt(), (squares / weighted / months).sqrt() / 2.0)
    };
    let (estimates, errors): (Vec<f64>, Vec<f64>) = passed.iter().map(numbers).unzip();
    let draws = RankOptions { draws: options.draws, seed: options.seed };
    let narrow = (passed.len() <= MAX_STEPDOWN)
        .then(|| rank_sets_stepdown(&estimates, &errors, options.interval_level, &draws))
        .flatten();
    let sets = narrow.or_else(|| rank_sets(&estimates, &errors, options.interval_level)).unwrap_or_default();
    for (i, set) in passed.into_iter().zip(sets) {
        rows[i].rank = Some(set);
    }
}

/// What the help of one member amounts to.
struct Helper {
    member: MemberId,
    helped: u32,
    weighted: f64,
    /// Sum of the squared weights.
    squares: f64,
    questions: u32,
    answers: u32,
    not_of_leader: u32,
    thanked: u32,
    units: u32,
    own_unit: u32,
    other_unit: u32,
    /// The colleagues helped, each once.
    askers: Vec<MemberId>,
    /// Local days on which questions were answered, ascending.
    days: Vec<Day>,
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
        let answered = all.answered(own);
        let of_leader = |asker: MemberId| manager.is_some() && members.persons[asker.index()] == manager;
        let help = answered.iter().map(|answered| (answered.asker.0, messages.time(answered.last)));
        let distinct = Distinct::of(help, view.to(), half_life_days);
        let mut days: Vec<Day> =
            answered.iter().map(|answered| view.clock().day(messages.time(answered.last))).collect();
        days.sort_unstable();
        let mut asker_units: Vec<u32> =
            distinct.helped.iter().map(|&asker| units.of[asker as usize]).filter(|&u| u != NO_UNIT).collect();
        let unit = units.of[member.index()];
        let own_unit = asker_units.iter().filter(|&&other| unit != NO_UNIT && other == unit).count() as u32;
        let other_unit = if unit == NO_UNIT { 0 } else { asker_units.len() as u32 - own_unit };
        asker_units.sort_unstable();
        asker_units.dedup();
        Helper {
            member,
            helped: distinct.helped.len() as u32,
            weighted: distinct.weighted,
            squares: distinct.squares,
            questions: answered.len() as u32,
            answers: own.len() as u32,
            not_of_leader: answered.iter().filter(|answered| !of_leader(answered.asker)).count() as u32,
            thanked: answered.iter().filter(|answered| answered.thanked).count() as u32,
            units: asker_units.len() as u32,
            own_unit,
            other_unit,
            askers: distinct.helped.into_iter().map(MemberId).collect(),
            days,
        }
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
    let mut found = vec![
        answered,
        format!("active in {} of {}", row.active_weeks, counted(weeks.into(), "week", "weeks")),
        format!("thanked for {thanked} of {questions}"),
    ];
    if row.load.at_capacity {
        let questions = row.load.recent_per_month.round() as u64;
        found.push(format!(
            "already answers {} a month: ask somebody else first",
            counted(questions, "question", "questions")
        ));
    }
    if row.newcomers > 0 {
        let newcomers = counted(row.newcomers.into(), "newcomer", "newcomers");
        found.push(match row.newcomers_first {
            0 => format!("welcomed {newcomers}"),
            first => format!("welcomed {newcomers}, {first} of them first"),
        });
    }
    if let Some((momentum, trend)) = row.momentum.and_then(|m| Some((m, m.trend()?))) {
        let Momentum { ratio, low, high, .. } = momentum;
        match trend {
            Trend::Steady => found.push("answers about as much as before".into()),
            Trend::Rising | Trend::Fading => found.push(format!(
                "answers {} than before ({ratio:.1} times as much, between {low:.1} and {high:.1})",
                if trend == Trend::Rising { "more" } else { "less" }
            )),
        }
    }
    if row.helps_by_job == Some(true) {
        found.push("helps by job: the title or the unit tells of a help desk".into());
    }
    if row.leader == Some(true) {
        found.push("leads a unit".into());
    }
    found
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
    for helper in helpers {
        found[place(helper.member)].helpers += 1;
    }
    for row in rows {
        found[place(row.member)].champions += u64::from(row.eligible());
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
         from the posteriors; Beta-binomial for the share thanked; sets of ranks on the square roots of the rates among \
         those who pass the gates (Mogstad and others; stepdown up to 200 people, Bonferroni beyond); Wilson intervals for \
         shares of units; conditional binomial with Jeffreys' prior for the last third of the window against before",
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
    .unit_level(view, options.unit_level)
    .parameter("capacity", options.capacity)
    .parameter("help_desk_words", options.help_desk_words.join(", "))
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
    .assume("a reply in the window helps whether the question was asked in the window or before it")
    .assume("weeks count back from the end of the window, seven local days each")
    .assume("thanks are for the helpers mentioned, else the helper replied to, else the one who helped last before")
    .assume("intervals are equal-tailed, and reach as far as the mean where that lies outside")
    .assume(NEWCOMER_RULE)
    .assume("a question is answered on the day of the last helping reply to it; load is told over one month at least")
    .assume(
        "the interval of more or less than before takes questions as answered independently of one another, and a \
         growing community lets everybody answer more",
    )
    .assume("a member is present from joining to leaving, and throughout where neither is known")
    .warn(QUESTION_FLAG_WARNING)
    .warn("help at work outside the community is not seen; people whose job is to help stand out")
}
