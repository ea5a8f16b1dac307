//! Whom do people say they ask? The list behind a question put to a sample, held against what the community shows.

use super::names::{NameMatch, Names, Somebody};
use super::{NominationFile, QuestionHubs};
use crate::community::identity;
use crate::stats::{BetaBinomial, DEFAULT_LEVEL, Interval, Posterior, RankCorrelation, spearman, wilson};
use crate::table::{Provenance, Role, Table};
use crate::{Policy, Result, View};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody who was named.
#[derive(Debug, Clone, PartialEq)]
pub struct Nominee {
    /// Who.
    pub who: Somebody,
    /// Native id, or an address for somebody without an account.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// Whether the person is on the platform.
    pub on_platform: bool,
    /// Distinct people who named the person.
    pub nominators: u64,
    /// Wilson interval of their share of all who answered.
    pub share: Option<Interval>,
    /// The share shrunk towards that of everybody (Beta-binomial over all members and people who were named).
    pub shrunk: Option<Posterior>,
    /// Distinct colleagues who ask the person in the community, by the messages; 0 where nobody does.
    pub askers: u32,
    /// Whether the person is listed as a question hub by the messages.
    pub hub: bool,
}

/// What [`nominations`] finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Nominations {
    /// Everybody named, by shrunk share, highest first; ties by person.
    pub people: Vec<Nominee>,
    /// People who answered, those who named nobody among them.
    pub answered: u64,
    /// Rank correlation of nominations with askers in the messages, over everybody who has either; `None` for fewer than four
    /// such people, or where all are alike.
    pub agreement: Option<RankCorrelation>,
    /// Hubs by the messages among as many of the most nominated, with that number.
    pub overlap: (u64, u64),
    /// How the numbers came about.
    pub provenance: Provenance,
    purposed: bool,
    purpose: Option<String>,
}

/// Ranks people by how many name them, and says how far that agrees with whom the messages show to be asked.
///
/// The best way to know whom people ask is to ask them ("whom do you turn to when you are stuck?"). Each nominator counts
/// once for a nominee; naming oneself does not count. The share is of all who answered, with Wilson's interval, and shrunk by a
/// Beta-binomial over all colleagues ([`BetaBinomial`]), so that one name of three is not taken for a third. It speaks for
/// everybody only where those asked were drawn at random.
///
/// Nominators and nominees are read by e-mail address, id or whole name ([`Names`]); who fits several people, or nobody, is
/// counted, not guessed. People who are not on the platform are told only where `hubs` were looked for off the platform,
/// with a purpose.
///
/// # Errors
/// [`Error::Unknown`](crate::Error::Unknown) for somebody of [`HubOptions::exclude`](super::HubOptions::exclude) whom nobody knows.
///
/// # Complexity
/// O(members + people + nominations).
///
/// # Example
/// ```
/// use cmgraph::Timestamp;
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord};
/// use cmgraph::questions::{HubOptions, Nomination, NominationFile, nominations, question_hubs};
/// let mut builder = CommunityBuilder::new();
/// for id in ["ann", "bo", "cy"] {
///     builder.member(&MemberRecord { id, joined: Some(Timestamp(0)), ..Default::default() });
/// }
/// builder.message(&MessageRecord::new(b"1", b"ann", Timestamp(86_400_000))).unwrap();
/// let community = builder.build()?;
/// let view = community.whole();
/// let hubs = question_hubs(&view, &HubOptions::default())?;
/// let named = |nominator: &str, nominee: &str| Nomination { nominator: nominator.into(), nominee: nominee.into(), line: 0 };
/// let file = NominationFile { nominations: vec![named("ann", "cy"), named("bo", "cy")], without_nominator: 0 };
/// let found = nominations(&view, &file, &hubs)?;
/// assert_eq!((found.people[0].id.as_str(), found.people[0].nominators, found.answered), ("cy", 2, 2));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn nominations(view: &View<'_>, file: &NominationFile, hubs: &QuestionHubs) -> Result<Nominations> {
    let community = view.community();
    let members = community.members();
    let names = Names::of(community);
    let not_listed = super::left_out::left_out(view, &hubs.options.exclude)?;
    let (mut ambiguous, mut unknown, mut own, mut repeated) = (0, 0, 0, 0);
    let mut answered: BTreeSet<String> = BTreeSet::new();
    let mut named: BTreeMap<Somebody, BTreeSet<String>> = BTreeMap::new();
    let key = |text: &str| match names.resolve(text) {
        NameMatch::One(Somebody::Member(member)) => format!("m{}", member.0),
        NameMatch::One(Somebody::Person(person)) => format!("p{}", person.0),
        _ => format!("?{}", identity(text)),
    };
    for nomination in &file.nominations {
        let nominator = key(&nomination.nominator);
        answered.insert(nominator.clone());
        if nomination.nominee.is_empty() {
            continue;
        }
        if key(&nomination.nominee) == nominator {
            own += 1;
            continue;
        }
        match names.resolve(&nomination.nominee) {
            NameMatch::One(who) => repeated += u64::from(!named.entry(who).or_default().insert(nominator)),
            NameMatch::Ambiguous(_) => ambiguous += 1,
            NameMatch::Nobody => unknown += 1,
        }
    }
    let n = answered.len() as u64;
    let on_platform = super::hubs::on_platform(view);
    let shown = |who: Somebody| hubs.options.off_platform || on_platform(who);
    let official = |who: Somebody| matches!(who, Somebody::Member(m) if members.role(m).official());
    // Everybody who could be named, most of whom are not.
    let colleagues = members.iter().filter(|&m| members.is_colleague(m)).map(Somebody::Member);
    let everybody: BTreeSet<Somebody> = colleagues.chain(named.keys().copied()).collect();
    let count = |who: &Somebody| named.get(who).map_or(0, |by| by.len() as u64);
    let counts: Vec<u64> = everybody.iter().map(count).collect();
    let model = BetaBinomial::fit(&counts, &vec![n; counts.len()]);
    let passive: BTreeMap<Somebody, (u32, bool)> =
        hubs.people.iter().map(|hub| (hub.who, (hub.askers, hub.listed))).collect();
    let (mut off_platform, mut officials, mut excluded) = (0, 0, 0);
    let mut people: Vec<Nominee> = Vec::new();
    for (&who, by) in &named {
        if official(who) {
            officials += 1;
        } else if not_listed.contains(&who) {
            excluded += 1;
        } else if !shown(who) {
            off_platform += 1;
        } else {
            let (id, name) = super::hubs::called(view, who);
            let nominators = by.len() as u64;
            let (askers, hub) = passive.get(&who).copied().unwrap_or_default();
            people.push(Nominee {
                who,
                id,
                name,
                unit: unit_of(view, who, hubs.options.unit_level),
                on_platform: on_platform(who),
                nominators,
                share: wilson(nominators, n, DEFAULT_LEVEL),
                shrunk: model.map(|model| model.posterior(nominators, n, hubs.options.interval_level)),
                askers,
                hub,
            });
        }
    }
    people.sort_by(|a, b| b.nominators.cmp(&a.nominators).then(a.who.cmp(&b.who)));

    let either: BTreeSet<Somebody> = people
        .iter()
        .map(|person| person.who)
        .chain(passive.keys().copied())
        .filter(|who| !official(*who))
        .collect();
    let said: Vec<f64> = either.iter().map(|who| count(who) as f64).collect();
    let seen: Vec<f64> =
        either.iter().map(|who| passive.get(who).map_or(0.0, |(askers, _)| f64::from(*askers))).collect();
    let listed = hubs.hubs().count().min(people.len());
    let overlap = people.iter().take(listed).filter(|person| person.hub).count() as u64;
    let mut provenance = Provenance::new(
        "distinct people who named somebody as the one they turn to, out of all who answered; beside it how many ask the person \
         by the messages",
    )
    .method("Wilson interval of the share; Beta-binomial by maximum likelihood over all colleagues; Spearman's rank correlation")
    .view(view)
    .observations("nominations", file.nominations.iter().filter(|n| !n.nominee.is_empty()).count() as u64)
    .denominator("people who answered", n)
    .interval(DEFAULT_LEVEL)
    .exclude("nominations whose nominee fits several people", ambiguous)
    .exclude("nominations whose nominee fits nobody", unknown)
    .exclude("nominations of oneself", own)
    .exclude("nominations of the same person by the same person again", repeated)
    .exclude("rows without a nominator", file.without_nominator)
    .exclude("people named who run the community or speak for the organisation", officials)
    .exclude("people named who are not to be listed", excluded)
    .exclude("people named who are not on the platform, and are not looked for", off_platform)
    .parameter("purpose", hubs.options.purpose.as_deref().unwrap_or("none given"))
    .assume("those who were asked are a random sample: else the shares are theirs alone")
    .assume(format!(
        "shrunk shares carry {:.0}% intervals",
        100.0 * hubs.options.interval_level
    ))
    .assume("agreement is over everybody who was named or is asked by the messages");
    if n == 0 {
        provenance = provenance.warn("not enough data: nobody answered");
    }
    if hubs.options.off_platform {
        provenance = provenance.warn(format!(
            "people who are not on the platform are among the rows, for the community manager alone; purpose: {}",
            hubs.options.purpose.as_deref().unwrap_or_default()
        ));
    }
    Ok(Nominations {
        people,
        answered: n,
        agreement: spearman(&said, &seen, DEFAULT_LEVEL),
        overlap: (overlap, listed as u64),
        provenance,
        purposed: hubs.options.off_platform,
        purpose: hubs.options.purpose.clone(),
    })
}

fn unit_of(view: &View<'_>, who: Somebody, level: Option<usize>) -> Option<String> {
    let community = view.community();
    let unit = match (who, community.roster()) {
        (Somebody::Member(member), _) => community.unit(member, level),
        (Somebody::Person(person), Some(roster)) => {
            crate::community::Roster::unit_at(roster.units.get(person.index()), level)
        }
        _ => "",
    };
    (!unit.is_empty()).then(|| unit.to_owned())
}

impl Nominations {
    /// Whether the result may leave under this policy; see [`HubOptions::may_leave`](super::HubOptions::may_leave).
    ///
    /// # Errors
    /// [`Error::Option`](crate::Error::Option) where it names people who are not on the platform and the mode is not named.
    pub fn may_leave(&self, policy: &Policy) -> Result<()> {
        let options = super::HubOptions {
            off_platform: self.purposed,
            purpose: self.purpose.clone(),
            ..Default::default()
        };
        options.may_leave(policy)
    }

    /// The tables: `nominations` (people) and `nominations_agreement`.
    pub fn tables(&self) -> Vec<Table> {
        let rows = &self.people;
        let share = |end: fn(Interval) -> f64| rows.iter().map(move |row| row.share.map(end));
        let shrunk = |end: fn(Posterior) -> f64| rows.iter().map(move |row| row.shrunk.map(end));
        let n = self.answered;
        let people = Table::new("nominations", "Whom people say they ask", self.provenance.clone())
            .text("member", Role::Member, "", "native id", rows.iter().map(|row| Some(row.id.clone())))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where none is known",
                rows.iter().map(|row| Some(row.name.clone()).filter(|name| !name.is_empty())),
            )
            .text("unit", Role::Unit, "", "unit of the person", rows.iter().map(|row| row.unit.clone()))
            .flag(
                "on_platform",
                Role::Flag,
                "whether the person is on the platform",
                rows.iter().map(|row| Some(row.on_platform)),
            )
            .int(
                "nominators",
                Role::People,
                "people",
                "distinct people who named the person",
                rows.iter().map(|row| Some(row.nominators as i64)),
            )
            .int(
                "answered",
                Role::Denominator,
                "people",
                "people who answered",
                rows.iter().map(|_| Some(n as i64)),
            )
            .float(
                "share",
                Role::Share,
                "",
                "nominators / answered",
                rows.iter().map(|row| (n > 0).then(|| row.nominators as f64 / n as f64)),
            )
            .float("share_low", Role::Low, "", "lower end", share(|i| i.low))
            .float("share_high", Role::High, "", "upper end", share(|i| i.high))
            .float(
                "shrunk_share",
                Role::Share,
                "",
                "the same, shrunk towards everybody's",
                shrunk(|p| p.mean),
            )
            .float("shrunk_share_low", Role::Low, "", "lower end", shrunk(|p| p.low.min(p.mean)))
            .float("shrunk_share_high", Role::High, "", "upper end", shrunk(|p| p.high.max(p.mean)))
            .int(
                "askers",
                Role::People,
                "people",
                "distinct colleagues who ask the person by the messages",
                rows.iter().map(|row| Some(row.askers.into())),
            )
            .flag(
                "hub",
                Role::Flag,
                "whether the person is listed as a question hub by the messages",
                rows.iter().map(|row| Some(row.hub)),
            );
        let found = self.agreement;
        let agreement = Table::new(
            "nominations_agreement",
            "Do nominations and messages agree?",
            self.provenance.clone(),
        )
        .int("answered", Role::Denominator, "people", "people who answered", [Some(n as i64)])
        .int("nominees", Role::People, "people", "people named", [Some(rows.len() as i64)])
        .int(
            "hubs",
            Role::People,
            "people",
            "question hubs by the messages, or as many as were named where those are fewer",
            [Some(self.overlap.1 as i64)],
        )
        .int(
            "hubs_among_first",
            Role::People,
            "people",
            "hubs among as many of the most nominated",
            [Some(self.overlap.0 as i64)],
        )
        .int(
            "compared",
            Role::People,
            "people",
            "people who were named or are asked by the messages",
            [found.map(|found| found.n as i64)],
        )
        .float(
            "spearman",
            Role::Measure,
            "",
            "rank correlation of nominators with askers",
            [found.map(|found| found.rho)],
        )
        .float("spearman_low", Role::Low, "", "lower end", [found.map(|found| found.low)])
        .float("spearman_high", Role::High, "", "upper end", [found.map(|found| found.high)]);
        vec![people, agreement]
    }
}
