//! Who works where, since when, in which language, and when they join the community.

use super::calendar::{Calendar, DAY};
use super::names::{DEPARTMENTS, TITLES, ascii, names};
use super::options::SimulateOptions;
use super::phrases::Language;
use super::random::{Random, Stream};
use std::collections::BTreeMap;

/// Domain of the made-up company.
pub(super) const HOME_DOMAIN: &str = "example.com";

const GUEST_DOMAINS: [&str; 3] = ["partner.example.net", "supplier.example.org", "agency.example.net"];

/// Name, region of the organisation, languages with their shares, share of the units.
type Site = (&'static str, &'static str, &'static [(Language, f64)], f64);

/// The sites; units stand in this order.
pub(super) const SITES: [Site; 4] = [
    (
        "Helsinki",
        "Nordics",
        &[(Language::Finnish, 0.85), (Language::Swedish, 0.1), (Language::English, 0.05)],
        0.4,
    ),
    ("Oslo", "Nordics", &[(Language::Norwegian, 0.9), (Language::English, 0.1)], 0.2),
    ("Stockholm", "Nordics", &[(Language::Swedish, 0.9), (Language::English, 0.1)], 0.2),
    ("London", "Global", &[(Language::English, 1.0)], 0.2),
];

/// What an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Employee,
    CommunityManager,
    Communications,
    Bot,
    Guest,
}

/// What becomes of an account whose owner leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    Deleted,
    Suspended,
}

pub(super) struct Person {
    pub(super) kind: Kind,
    pub(super) user: u64,
    /// Directory object id.
    pub(super) guid: u128,
    pub(super) given: String,
    pub(super) family: String,
    pub(super) email: String,
    pub(super) title: &'static str,
    pub(super) unit: u32,
    pub(super) language: Language,
    pub(super) leader: bool,
    pub(super) manager: Option<u32>,
    pub(super) hired: i64,
    pub(super) left: Option<i64>,
    pub(super) leaving: Leaving,
    /// First login.
    pub(super) joined: Option<i64>,
    /// Invited, has never logged in: the account exists without dates.
    pub(super) pending: bool,
    /// Has no account that a text could mark: texts name the person.
    pub(super) unmarked: bool,
    /// Weights of answering, asking and talking.
    pub(super) help: f64,
    pub(super) ask: f64,
    pub(super) talk: f64,
}

impl Person {
    pub(super) fn name(&self) -> String {
        if self.family.is_empty() { self.given.clone() } else { format!("{} {}", self.given, self.family) }
    }

    /// Part of the address before the `@`: the alias in mention markers.
    pub(super) fn alias(&self) -> &str {
        self.email.split('@').next().unwrap_or_default()
    }

    pub(super) fn active_at(&self, time: i64) -> bool {
        self.joined.is_some_and(|j| j <= time) && self.left.is_none_or(|l| time < l)
    }

    /// Whether the account stands in Users.csv of a full export.
    pub(super) fn has_account(&self) -> bool {
        self.joined.is_some() || self.pending
    }
}

pub(super) struct Unit {
    /// `Nordics/Sales/Team 07`
    pub(super) path: String,
    pub(super) leaf: String,
    pub(super) site: usize,
    /// Department within a site, numbered over all sites.
    pub(super) department: usize,
}

/// Sigma of the lognormal factor, of mean 1, by which the units differ in p.
const P_SPREAD: f64 = 0.15;

/// The true parameters of adoption: months, see the module's documentation.
#[derive(Clone, Copy)]
pub(super) struct Bass {
    pub(super) p: f64,
    pub(super) q: f64,
    pub(super) ceiling: f64,
}

impl Bass {
    fn share(&self, t: f64) -> f64 {
        let e = libm::exp(-(self.p + self.q) * t.max(0.0));
        (1.0 - e) / (1.0 + self.q / self.p * e)
    }

    /// Month at which a share of the eventual adopters has joined.
    fn month(&self, share: f64) -> f64 {
        -libm::log((1.0 - share) / (1.0 + share * self.q / self.p)) / (self.p + self.q)
    }
}

pub(super) struct Organisation {
    /// Employees by unit, then community manager, communications, bot, guests.
    pub(super) people: Vec<Person>,
    pub(super) units: Vec<Unit>,
    /// Number of employees other than the community manager: `people[..employees]`.
    pub(super) employees: usize,
    pub(super) departments: usize,
    /// Of the organisation: p is the expected value of the units'.
    pub(super) bass: Bass,
    /// Path and innovation p of each unit.
    pub(super) unit_p: Vec<(String, f64)>,
    pub(super) cm: u32,
    pub(super) comms: u32,
    pub(super) bot: u32,
}

impl Organisation {
    pub(super) fn new(options: &SimulateOptions, calendar: &Calendar) -> Self {
        let mut random = Random::new(options.seed, Stream::Organisation);
        let months = options.months as f64;
        // The ceiling is reached for about 95 % within the time, whatever its length: before that it is not identifiable.
        let bass = Bass { p: 5.5 / 15.0 / months, q: 5.5 / months, ceiling: 1.0 - options.roster_only };
        let (units, departments) = units((options.people / 25).max(4));
        let initial = (options.people as f64 / (1.0 + options.churn * months)).round() as usize;
        let sizes = sizes(initial, units.len(), &mut random);

        let mut unit_p = Vec::with_capacity(units.len());
        let mut people = Vec::with_capacity(options.people + options.people / 20 + 8);
        let mut addresses = BTreeMap::new();
        for (u, unit) in units.iter().enumerate() {
            // Units differ in how soon they begin, not in how fast it then spreads.
            let factor = random.lognormal(libm::exp(-P_SPREAD * P_SPREAD / 2.0), P_SPREAD);
            let bass = Bass { p: bass.p * factor, ..bass };
            unit_p.push((unit.path.clone(), bass.p));
            let hires = random.poisson(sizes[u] as f64 * options.churn * months);
            let leader = people.len() as u32;
            for i in 0..sizes[u] + hires {
                let language = language(unit.site, &mut random);
                let (given, family) = names(language);
                let mut person = blank(Kind::Employee, random.pick(given), random.pick(family), language);
                person.email = address(&person, HOME_DOMAIN, &mut addresses);
                person.unit = u as u32;
                person.leader = i == 0;
                person.manager = (i > 0).then_some(leader);
                person.title = if i == 0 { "Team Lead" } else { random.pick(TITLES) };
                person.guid = u128::from(random.bits()) << 64 | u128::from(random.bits());
                person.hired = if i < sizes[u] {
                    calendar.start - random.between(40, 9_000) * DAY
                } else {
                    calendar.start + random.between(0, calendar.days() as i64) * DAY
                };
                employment(&mut person, options, calendar, &mut random);
                adoption(&mut person, &bass, calendar, &mut random);
                character(&mut person, &mut random);
                people.push(person);
            }
        }
        report_lines(&mut people, &units);

        let employees = people.len();
        let special = |kind, given: &str, family: &str, email: &str, random: &mut Random| {
            let mut person = blank(kind, given, family, Language::English);
            person.email = format!("{email}@{HOME_DOMAIN}");
            person.guid = u128::from(random.bits()) << 64 | u128::from(random.bits());
            person.hired = calendar.start - 1_000 * DAY;
            person.joined = Some(calendar.start + 7 * 3_600);
            person
        };
        let cm = people.len() as u32;
        let mut anna = special(Kind::CommunityManager, "Anna", "Manager", "anna.manager", &mut random);
        anna.title = "Community Manager";
        anna.manager = Some(0);
        people.push(anna);
        people.push(special(
            Kind::Communications,
            "Corporate Communications",
            "",
            "communications",
            &mut random,
        ));
        people.push(special(Kind::Bot, "Help Bot", "", "helpbot", &mut random));
        for i in 0..(options.people / 50).max(3) {
            let language = random.pick(&Language::ALL);
            let (given, family) = names(language);
            let mut guest = blank(Kind::Guest, random.pick(given), random.pick(family), language);
            guest.email = address(&guest, GUEST_DOMAINS[i % 3], &mut addresses);
            guest.title = "Consultant";
            guest.joined = Some(calendar.moment(random.below(calendar.days()), &mut random));
            guest.hired = guest.joined.unwrap_or(calendar.start);
            guest.guid = u128::from(random.bits()) << 64 | u128::from(random.bits());
            people.push(guest);
        }
        number(&mut people, &mut random);
        Organisation { people, units, employees, departments, bass, unit_p, cm, comms: cm + 1, bot: cm + 2 }
    }
}

fn blank(kind: Kind, given: &str, family: &str, language: Language) -> Person {
    Person {
        kind,
        user: 0,
        guid: 0,
        given: given.into(),
        family: family.into(),
        email: String::new(),
        title: "",
        unit: 0,
        language,
        leader: false,
        manager: None,
        hired: 0,
        left: None,
        leaving: Leaving::Deleted,
        joined: None,
        pending: false,
        unmarked: false,
        help: 0.0,
        ask: 0.0,
        talk: 0.0,
    }
}

/// `given.family@domain`, with a number from the second of that name on.
fn address(person: &Person, domain: &str, taken: &mut BTreeMap<String, u32>) -> String {
    let base = format!("{}.{}", ascii(&person.given), ascii(&person.family));
    let n = taken.entry(format!("{base}@{domain}")).or_insert(0);
    *n += 1;
    if *n == 1 { format!("{base}@{domain}") } else { format!("{base}{n}@{domain}") }
}

/// Units in the order site, department, team, so that each site and each department is a range of units.
fn units(count: usize) -> (Vec<Unit>, usize) {
    let mut first = 0;
    let mut share = 0.0;
    let (mut units, mut departments) = (Vec::with_capacity(count), 0);
    for (site, (_, region, _, part)) in SITES.iter().enumerate() {
        share += part;
        let last = if site + 1 == SITES.len() { count } else { (share * count as f64).round() as usize };
        let n = last - first;
        let here = (n / 3).clamp(1, DEPARTMENTS.len());
        for i in 0..n {
            let department = i * here / n;
            let leaf = format!("Team {:02}", units.len() + 1);
            let path = format!("{region}/{}/{leaf}", DEPARTMENTS[(department + site) % DEPARTMENTS.len()]);
            units.push(Unit { path, leaf, site, department: departments + department });
        }
        departments += if n > 0 { here } else { 0 };
        first = last;
    }
    (units, departments)
}

/// Lognormal sizes that add up; the last two units have four people each, for tests of privacy.
fn sizes(people: usize, units: usize, random: &mut Random) -> Vec<usize> {
    const SMALL: usize = 4;
    let ordinary = units - 2;
    let raw: Vec<f64> = (0..ordinary).map(|_| random.lognormal(25.0, 0.5)).collect();
    let scale = people.saturating_sub(2 * SMALL) as f64 / raw.iter().sum::<f64>();
    let mut sizes: Vec<usize> = raw.iter().map(|r| ((r * scale).round() as usize).max(3)).collect();
    sizes.extend([SMALL, SMALL]);
    sizes
}

fn language(site: usize, random: &mut Random) -> Language {
    let mut x = random.unit();
    let languages = SITES[site].2;
    for &(language, share) in languages {
        if x < share {
            return language;
        }
        x -= share;
    }
    languages[0].0
}

fn employment(person: &mut Person, options: &SimulateOptions, calendar: &Calendar, random: &mut Random) {
    // Exponential time to leaving; leaders stay, so that no team loses its head.
    let months = -libm::log(1.0 - random.unit()) / options.churn.max(1e-9);
    let from = calendar.month_at(person.hired.max(calendar.start));
    if from + months < options.months as f64 && !person.leader {
        let left = calendar.time_at(from + months);
        person.left = Some(left - left.rem_euclid(DAY) + DAY);
    }
    person.leaving = if random.chance(0.7) { Leaving::Deleted } else { Leaving::Suspended };
}

fn adoption(person: &mut Person, bass: &Bass, calendar: &Calendar, random: &mut Random) {
    let susceptible = random.chance(bass.ceiling);
    let before = bass.share(calendar.month_at(person.hired));
    let month = bass.month(before + random.unit() * (1.0 - before));
    let end = person.left.unwrap_or(calendar.end).min(calendar.end);
    let time = if month < 1e4 { calendar.time_at(month) } else { i64::MAX };
    // The clock of the day is that of work; the day is the model's.
    let offset = random.between(6, 16) * 3_600 + random.between(0, 3_600);
    if susceptible && time < end {
        let joined = time - time.rem_euclid(DAY) + offset;
        if joined < end && joined >= person.hired {
            person.joined = Some(joined);
        }
    } else if random.chance(0.12) {
        person.pending = true;
    }
}

fn character(person: &mut Person, random: &mut Random) {
    // Truncated, so that nobody ordinary comes near a planted champion by chance.
    person.help = random.gamma(0.5).min(0.75);
    person.ask = 0.2 + random.gamma(1.0);
    person.talk = random.lognormal(1.0, 1.2);
    if random.chance(0.45) {
        // Readers.
        person.help *= 0.02;
        person.ask *= 0.15;
        person.talk *= 0.03;
    }
    if person.leader {
        person.talk *= 1.5;
        person.ask *= 0.5;
    }
}

/// Leaders report to the leader of the first team of their department, those to the first of their site, those to the first of all.
fn report_lines(people: &mut [Person], units: &[Unit]) {
    let mut department = BTreeMap::new();
    let mut site = BTreeMap::new();
    for i in 0..people.len() {
        if !people[i].leader {
            continue;
        }
        let unit = &units[people[i].unit as usize];
        let of_site = *site.entry(unit.site).or_insert(i as u32);
        let of_department = *department.entry(unit.department).or_insert(i as u32);
        let i = i as u32;
        people[i as usize].manager = match (i == of_department, i == of_site) {
            (false, _) => Some(of_department),
            (true, false) => Some(of_site),
            (true, true) => (i != 0).then_some(0),
        };
        people[i as usize].title = match (i == of_department, i == of_site) {
            (false, _) => "Team Lead",
            (true, false) => "Head of Department",
            (true, true) => "Site Director",
        };
    }
}

/// User ids: irregular and in no order that would tell anything.
fn number(people: &mut [Person], random: &mut Random) {
    let mut id = 1_500_000_000_000u64;
    let mut ids: Vec<u64> = people
        .iter()
        .map(|_| {
            id += 1 + random.below(90) as u64;
            id
        })
        .collect();
    random.shuffle(&mut ids);
    for (person, id) in people.iter_mut().zip(ids) {
        person.user = id;
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::Size;
    use super::*;

    #[test]
    fn bass_inverts_itself() {
        let b = Bass { p: 0.02, q: 0.3, ceiling: 1.0 };
        for t in [0.0, 0.5, 3.0, 12.0, 40.0] {
            assert!((b.month(b.share(t)) - t).abs() < 1e-6, "{t}");
        }
    }

    #[test]
    fn organisation_is_a_tree_with_the_promised_shares() {
        let options = SimulateOptions { people: 6_000, ..SimulateOptions::preset(Size::M) };
        let calendar = Calendar::new(&options).unwrap();
        let o = Organisation::new(&options, &calendar);
        let staff = &o.people[..o.employees];
        assert!((staff.len() as f64 / 6_000.0 - 1.0).abs() < 0.03, "{}", staff.len());
        assert_eq!(staff.iter().filter(|p| p.leader).count(), o.units.len());
        let roots = staff.iter().filter(|p| p.manager.is_none()).count();
        assert_eq!(roots, 1);
        for (i, _) in staff.iter().enumerate() {
            let (mut at, mut steps) = (i as u32, 0);
            while let Some(up) = o.people[at as usize].manager {
                at = up;
                steps += 1;
                assert!(steps <= 5, "cycle above {i}");
            }
        }
        // Of those employed throughout, 65 % join but for the tail of the curve.
        let stayed: Vec<_> = staff.iter().filter(|p| p.left.is_none() && p.hired < calendar.start).collect();
        let joined = stayed.iter().filter(|p| p.joined.is_some()).count() as f64 / stayed.len() as f64;
        assert!((0.58..0.66).contains(&joined), "{joined}");
        let left = staff.iter().filter(|p| p.left.is_some()).count() as f64 / staff.len() as f64;
        assert!((0.14..0.22).contains(&left), "{left}");
        let mut emails: Vec<_> = o.people.iter().map(|p| &p.email).collect();
        emails.sort();
        emails.dedup();
        assert_eq!(emails.len(), o.people.len());
        for p in &o.people {
            assert!(p.joined.is_none_or(|j| j < calendar.end && p.left.is_none_or(|l| j < l)));
        }
    }
}
