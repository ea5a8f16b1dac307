//! The roster, and who is who.

use super::files::SMALL_SHARE;
use super::{Advice, Urgency};
use crate::activity::{Questions, SaysSomething, void};
use crate::community::{MemberKind, MessageFlags};
use crate::{MemberId, View};

/// Share of the first answers from which somebody may run the community.
pub(super) const MANAGER_SHARE: f64 = 0.2;
/// How many times as many first answers as the next one gives, beside hardly ever asking.
const AHEAD: f64 = 1.25;
/// First answers for each question asked, at least, of somebody who hardly ever asks.
const ANSWERS_A_QUESTION: u64 = 50;
/// First answers below which nothing is said of who gives them.
const MIN_ANSWERS: u64 = 20;
/// Share of the threads from which an account that nearly never replies may speak for the organisation.
const VOICE_SHARE: f64 = 0.05;
/// Threads from which it is looked for.
const MIN_THREADS: u64 = 50;
/// Share of guests from which they are worth a word.
const MANY_GUESTS: f64 = 0.1;

/// What an account seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CandidateRole {
    /// Seems to run the community.
    CommunityManager,
    /// Seems to speak for the organisation.
    Communications,
}

impl CandidateRole {
    /// `community manager` or `communications`.
    pub fn name(self) -> &'static str {
        match self {
            CandidateRole::CommunityManager => "community manager",
            CandidateRole::Communications => "communications",
        }
    }
}

/// An account that seems to have an office that nobody stated.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// What the account seems to be.
    pub role: CandidateRole,
    /// First answers given, or threads started.
    pub n: u64,
    /// Out of so many.
    pub of: u64,
}

pub(super) fn look(view: &View<'_>) -> (Vec<Advice>, Vec<Candidate>) {
    let mut advice = Vec::new();
    roster(view, &mut advice);
    let candidates = offices(view, &mut advice);
    accounts(view, &mut advice);
    (advice, candidates)
}

fn roster(view: &View<'_>, advice: &mut Vec<Advice>) {
    let community = view.community();
    let Some(roster) = community.roster() else {
        advice.push(
            Advice::new(Urgency::First, "roster", "no roster was given")
                .because(
                    "shares are of the users of the export, so colleagues without an account are not seen; without units nobody knows \
                     where somebody is missing, and without a headcount there is no forecast",
                    "adoption, forecast, units without a champion, question hubs who are not on the platform",
                )
                .so("make a CSV of everybody who could take part and give it with --roster: \"Download users\" of the directory \
                     (Entra ID: Users, Download users) will do; best with e-mail address, unit or department, manager, hiring and \
                     leaving date"),
        );
        return;
    };
    let people = roster.len() as u64;
    let without =
        |missing: &dyn Fn(usize) -> bool| (0..roster.len()).filter(|&at| missing(at)).count() as u64;
    let no_unit = without(&|at| roster.units.get(at).is_empty());
    if people > 0 && no_unit as f64 > SMALL_SHARE * people as f64 {
        let urgency = if no_unit == people { Urgency::First } else { Urgency::Worth };
        advice.push(
            Advice::new(urgency, "units", format!("{no_unit} of {people} people of the roster have no unit"))
                .because("whoever has no unit is in no number by unit", "units without a champion, cover, bridges, adoption by unit")
                .so("add a column with the path of the unit (Nordics/Sales) or the department; --roster-column unit=\"Cost centre\" says which it is")
                .counted(no_unit, Some(people)),
        );
    }
    if people > 0 && roster.managers.iter().all(Option::is_none) {
        advice.push(
            Advice::new(Urgency::Worth, "managers", "the roster names no managers")
                .because("leaders cannot be told, nor help that goes to the own leader alone", "champions (threads of the own leader), leaders")
                .so("add a column with the manager's e-mail address or id: --roster-column manager=\"Line manager\"")
                .counted(people, Some(people)),
        );
    } else if people > 0 && !roster.leaders.iter().any(|leader| *leader) {
        advice.push(
            Advice::new(Urgency::Worth, "leaders", "nobody of the roster leads anybody")
                .because("whether teams follow their leader cannot be told", "leaders")
                .so("look whether the managers of the roster are people of the roster, written the same way")
                .counted(0, Some(people)),
        );
    }
    for (dates, topic, found, why, action) in [
        (
            &roster.joined,
            "hiring dates",
            "the roster has no hiring dates",
            "everybody counts as with the organisation from the start, so earlier shares are too low",
            "add a column with the day of hiring (2024-07-01)",
        ),
        (
            &roster.left,
            "leaving dates",
            "the roster has no leaving dates",
            "people who left before it was made are missing from earlier headcounts, so earlier shares are too high",
            "keep those who have left in the roster, with the day of leaving (2024-07-01)",
        ),
    ] {
        if people > 0 && dates.iter().all(Option::is_none) {
            advice.push(
                Advice::new(Urgency::Worth, topic, found)
                    .because(why, "adoption, funnel, retention")
                    .so(action)
                    .counted(people, Some(people)),
            );
        }
    }
    let matched = community.roster_match();
    let lost = (matched.unmatched.len() + matched.ambiguous.len()) as u64;
    let accounts =
        community.members().iter().filter(|&m| community.members().kind(m) == MemberKind::Person).count();
    if lost as f64 > SMALL_SHARE * accounts as f64 {
        let urgency = if lost as f64 > 0.2 * accounts as f64 { Urgency::First } else { Urgency::Worth };
        advice.push(
            Advice::new(urgency, "roster match", format!("{lost} of {accounts} accounts of people fit nobody of the roster, or several"))
                .because("what they do counts, but for nobody's unit and in no share", "adoption, units, champions by unit")
                .so("cmgraph read --table audit_unmatched lists them; mend e-mail addresses, or add those who have left")
                .counted(lost, Some(accounts as u64)),
        );
    }
}

/// Who seems to run the community, and who to speak for the organisation.
fn offices(view: &View<'_>, advice: &mut Vec<Advice>) -> Vec<Candidate> {
    let community = view.community();
    let members = community.members();
    let mut found = Vec::new();
    let candidate = |member: MemberId, role, n, of| Candidate {
        member,
        id: members.ids.get(member.index()),
        name: members.names.get(member.index()).into(),
        role,
        n,
        of,
    };
    if !members.roles.iter().any(|role| role.community_manager) {
        let questions = Questions::of(view, SaysSomething::default());
        let mut first = vec![0u64; members.len()];
        for question in &questions.asked {
            if let Some(answer) = questions.answers(question).first() {
                first[answer.by.index()] += 1;
            }
        }
        let all: u64 = first.iter().sum();
        let mut order: Vec<MemberId> = members.iter().filter(|member| first[member.index()] > 0).collect();
        order.sort_by_key(|member| {
            (std::cmp::Reverse(first[member.index()]), members.ids.get(member.index()))
        });
        let n = |at: usize| order.get(at).map_or(0, |member| first[member.index()]);
        let asked = |member: &MemberId| {
            questions.asked.iter().filter(|question| question.asker == *member).count() as u64
        };
        let stands_out = all >= MIN_ANSWERS
            && n(0) as f64 >= MANAGER_SHARE * all as f64
            && n(0) as f64 >= AHEAD * n(1) as f64
            && order.first().is_some_and(|first| ANSWERS_A_QUESTION * asked(first) <= n(0));
        let mut said = Advice::new(Urgency::First, "community manager", match stands_out {
            true => format!(
                "nobody is named as community manager, and one account gives {} of {all} first answers, more than any \
                 other, and hardly ever asks: probably that is who it is (table doctor_people)",
                n(0)
            ),
            false => "nobody is named as community manager".into(),
        })
        .because(
            "the community manager counts as a colleague: as the best helper, and in all that members do among themselves",
            "champions, hubs, dependence, stage, conversation, answers by colleagues",
        )
        .so("say who runs the community: --cm anna@example.com, several times for several people");
        if stands_out {
            said = said.counted(n(0), Some(all));
            found.extend(
                order.first().map(|&member| candidate(member, CandidateRole::CommunityManager, n(0), all)),
            );
        }
        advice.push(said);
    }
    if !members.roles.iter().any(|role| role.communications) {
        let voices = voices(view);
        let all = voices.1;
        for &(member, n) in &voices.0 {
            found.push(candidate(member, CandidateRole::Communications, n, all));
        }
        if !voices.0.is_empty() {
            let n: u64 = voices.0.iter().map(|voice| voice.1).sum();
            advice.push(
                Advice::new(
                    Urgency::Worth,
                    "communications",
                    format!("{} accounts start {n} of {all} threads and nearly never reply or ask: they seem to speak for the organisation (table doctor_people)", voices.0.len()),
                )
                .because("news count as what members say among themselves", "conversation, participation, stage")
                .so("name such accounts: --comms news@example.com")
                .counted(n, Some(all)),
            );
        }
    }
    found
}

/// Accounts that start many threads, and hardly reply or ask; and how many threads were started.
fn voices(view: &View<'_>) -> (Vec<(MemberId, u64)>, u64) {
    let community = view.community();
    let (members, messages, threads) = (community.members(), community.messages(), community.threads());
    let mut counts = vec![(0u64, 0u64, 0u64); members.len()];
    for message in view.messages().filter(|&message| !void(messages.flag(message))) {
        let count = &mut counts[messages.author(message).index()];
        count.1 += 1;
        count.2 += u64::from(messages.flag(message).has(MessageFlags::QUESTION));
        count.0 += u64::from(threads.root(messages.thread(message)) == Some(message));
    }
    let all: u64 = counts.iter().map(|count| count.0).sum();
    let speaks = |&member: &MemberId| {
        let (started, wrote, asked) = counts[member.index()];
        let role = members.role(member);
        members.kind(member) == MemberKind::Person
            && !role.official()
            && started as f64 >= VOICE_SHARE * all as f64
            && (wrote - started) * 10 <= started
            && asked * 10 <= started
    };
    if all < MIN_THREADS {
        return (Vec::new(), all);
    }
    (members.iter().filter(speaks).map(|member| (member, counts[member.index()].0)).collect(), all)
}

fn accounts(view: &View<'_>, advice: &mut Vec<Advice>) {
    let community = view.community();
    let members = community.members();
    let of_kind = |kind| members.kinds.iter().filter(|&&known| known == kind).count() as u64;
    let (people, guests) = (of_kind(MemberKind::Person), of_kind(MemberKind::Guest));
    if guests as f64 > MANY_GUESTS * (people + guests) as f64 {
        advice.push(
            Advice::new(Urgency::Worth, "guests", format!("{guests} of {} accounts are from outside", people + guests))
                .because("they are left out of what colleagues do; if the organisation has several domains, colleagues are among them", "all about colleagues")
                .so("name all domains of the organisation: --home-domain example.com --home-domain example.fi")
                .counted(guests, Some(people + guests)),
        );
    }
    if community.networks().len() > 1 {
        let n = community.networks().len() as u64;
        advice.push(
            Advice::new(Urgency::Know, "external networks", format!("{n} networks are in the export"))
                .because("accounts of one person in several networks are joined by directory id or e-mail address only", "champions, adoption")
                .so("nothing; to look at one network alone, export that one")
                .counted(n, None),
        );
    }
    let messages = community.messages();
    let unknown = |author: MemberId| members.kind(author) == MemberKind::Placeholder;
    let by_unknown = view.messages().filter(|&message| unknown(messages.author(message))).count() as u64;
    let all = view.message_range().len() as u64;
    if by_unknown as f64 > SMALL_SHARE * all as f64 {
        advice.push(
            Advice::new(
                Urgency::Worth,
                "unknown authors",
                format!("{by_unknown} of {all} messages are by accounts that are known by their id alone: deleted users, or a list of users that is not whole"),
            )
            .because("they count as nobody's colleague: what they asked and answered is left out", "answers, champions, adoption in the past")
            .so("read Users.csv of an export of the whole time, or of several exports at once: an export of a date range lists only users who changed in it")
            .counted(by_unknown, Some(all)),
        );
    }
}
