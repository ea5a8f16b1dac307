//! Diffusion curves of adoption: planted parameters, what cannot be known, degenerate communities.

use crate::common::{Sketch, at};
use cmgraph::adoption::{Adoption, AdoptionOptions, Definition, FitOutcome, LaunchSource, adoption};
use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord, RoleOptions};
use cmgraph::simulate::{SimulateOptions, Size, Truth, write};
use cmgraph::stats::diffusion::Ceiling;
use cmgraph::time::{Day, Period};
use cmgraph::{Community, Policy, ReadOptions, Window, read};
use std::path::PathBuf;

/// A simulated organisation with its truth; the folder goes when it is dropped.
struct Made {
    folder: PathBuf,
    community: Community,
    truth: Truth,
}

impl Made {
    fn new(name: &str, options: &SimulateOptions, roster: bool) -> Made {
        let folder = std::env::temp_dir().join(format!("cmgraph-fit-{name}-{}", std::process::id()));
        let summary = write(options, &folder).unwrap();
        let truth = Truth::read(&summary.truth).unwrap();
        let roles = RoleOptions {
            community_managers: vec![truth.community_manager.clone()],
            communications: vec![truth.communications.clone()],
            bots: truth.bots.clone(),
            ..Default::default()
        };
        let read_options =
            ReadOptions { roster: roster.then_some(summary.roster), roles, ..Default::default() };
        let community = read(&summary.exports, &read_options).unwrap();
        Made { folder, community, truth }
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn monthly() -> AdoptionOptions {
    AdoptionOptions { period: Period::Month, draws: 40, ..AdoptionOptions::default() }
}

/// Whether the truth lies in the intervals: of the whole (p, q, c), and the share of units for p and for c.
fn coverage(size: SimulateOptions, name: &str) -> ([bool; 3], [f64; 2], usize) {
    let made = Made::new(name, &size, true);
    let (p, q, c) = made.truth.bass;
    let found = adoption(&made.community.whole(), &AdoptionOptions { by_unit: true, ..monthly() }).unwrap();
    let fit = found.fits.iter().find(|fit| fit.definition == Definition::Joined).unwrap();
    let FitOutcome::People(people) = &fit.outcome else { panic!("{:?}", fit.outcome) };
    assert_eq!(people.bass.ceiling, Ceiling::Identified);
    let within = |low: Option<f64>, high: Option<f64>, truth: f64| {
        low.is_none_or(|low| low <= truth) && high.is_none_or(|high| truth <= high)
    };
    let bass = &people.bass;
    println!("{name}: p {p:.5} {:?}, q {q:.5} {:?}, c {c} {:?}", bass.p, bass.q, bass.share);
    let whole = [
        within(bass.p.low, bass.p.high, p),
        within(bass.q.low, bass.q.high, q),
        within(Some(bass.share.low), Some(bass.share.high), c),
    ];
    let standings = found.standings.iter().find(|s| s.definition == Definition::Joined).unwrap();
    let fits = standings.fits.as_ref().unwrap();
    let (mut units, mut hit_p, mut hit_c) = (0, 0, 0);
    for (unit, fit) in found.units.iter().zip(&fits.units) {
        let Some(curve) = &fit.curve else { continue };
        let (_, p) = made.truth.unit_p.iter().find(|(path, _)| *path == unit.unit).unwrap();
        units += 1;
        hit_p += usize::from(curve.p.interval.contains(*p));
        hit_c += usize::from(curve.share.interval.contains(c));
    }
    println!("{name}: {units} units with curves, p within {hit_p}, c within {hit_c}, q {:?}", fits.q);
    (whole, [hit_p as f64 / units as f64, hit_c as f64 / units as f64], units)
}

/// As many people and months as size M; fewer messages, for joining does not depend on them.
#[test]
fn planted_curves_of_the_whole_and_of_units() {
    let size = SimulateOptions { messages: 20_000, ..SimulateOptions::preset(Size::M) };
    let (whole, units, n) = coverage(size, "m-quiet");
    assert_eq!(whole, [true; 3]);
    // One draw of an organisation: over many, `planted_curves_over_seeds` asks for nine tenths of each.
    let both = (units[0] + units[1]) / 2.0;
    assert!(n > 20 && both >= 0.9 && units.iter().all(|&share| share >= 0.8), "{n} {units:?}");
}

/// Over several seeds: 95% intervals miss one time in twenty, so not every run has to hold all three.
#[test]
#[ignore = "some minutes in a debug build"]
fn planted_curves_over_seeds() {
    let mut hits = [0; 3];
    let (mut p, mut c) = (0.0, 0.0);
    const SEEDS: u64 = 20;
    for seed in 1..=SEEDS {
        let size = SimulateOptions { messages: 20_000, seed, ..SimulateOptions::preset(Size::M) };
        let (whole, units, _) = coverage(size, &format!("m-{seed}"));
        for (hit, whole) in hits.iter_mut().zip(whole) {
            *hit += u64::from(whole);
        }
        p += units[0] / SEEDS as f64;
        c += units[1] / SEEDS as f64;
    }
    println!("of {SEEDS}: p, q, c of the whole within {hits:?}; units on average p {p:.3}, c {c:.3}");
    assert!(hits.iter().all(|&hits| hits >= SEEDS - 4) && p >= 0.9 && c >= 0.9);
}

#[test]
#[ignore = "half a minute in a debug build"]
fn planted_curves_in_m() {
    let (whole, units, n) = coverage(SimulateOptions::preset(Size::M), "m");
    assert_eq!(whole, [true; 3]);
    let both = (units[0] + units[1]) / 2.0;
    assert!(n > 20 && both >= 0.9 && units.iter().all(|&share| share >= 0.8), "{n} {units:?}");
}

#[test]
fn before_the_steepest_point_nobody_can_know() {
    let size = SimulateOptions { people: 2_000, messages: 4_000, ..SimulateOptions::preset(Size::M) };
    let made = Made::new("early", &size, true);
    // The steepest point is at eleven and a half months.
    let window = Window::parse(None, Some("2024-02-01"), "UTC").unwrap();
    let found = adoption(&made.community.view(&window), &monthly()).unwrap();
    let fit = found.fits.iter().find(|fit| fit.definition == Definition::Joined).unwrap();
    assert_eq!(fit.bins, 8);
    let FitOutcome::People(people) = &fit.outcome else { panic!("{:?}", fit.outcome) };
    assert!(!people.bass.ceiling.is_identified() && people.categories.is_empty());
    assert!(people.bass.share.contains(made.truth.bass.2));
    // No point where the data do not determine it, but the interval.
    let tables = found.tables();
    let table = tables.iter().find(|table| table.name() == "adoption_fit").unwrap();
    let row = found.fits.iter().position(|fit| fit.definition == Definition::Joined).unwrap();
    let number = |name: &str| table.column(name).unwrap().values.number(row);
    assert!(number("ceiling_share").is_none() && number("ceiling_people").is_none());
    assert!(number("ceiling_share_low").is_some() && number("ceiling_share_high").is_some());
    let released: Vec<_> = found.tables().iter().map(|table| Policy::aggregate().apply(table)).collect();
    let findings = cmgraph::report::findings(&released);
    assert!(findings[0].contains("is not known yet: anything from"), "{findings:?}");
}

#[test]
fn without_a_roster_there_is_no_share_and_no_forecast() {
    let size = SimulateOptions { people: 1_000, messages: 4_000, ..SimulateOptions::preset(Size::M) };
    let made = Made::new("users", &size, false);
    let found = adoption(&made.community.whole(), &monthly()).unwrap();
    let fit = found.fits.iter().find(|fit| fit.definition == Definition::Joined).unwrap();
    let FitOutcome::Counts(counts) = &fit.outcome else { panic!("{:?}", fit.outcome) };
    assert!(counts.path.iter().all(|point| point.forecast.is_none()));
    // Those who left before the export was made are in the counts of bins as well.
    let eventual = made.truth.bass.2 * 1_000.0;
    assert!(counts.ceiling.m > 0.8 * eventual && counts.ceiling.m < 1.2 * eventual, "{:?}", counts.ceiling);
}

#[test]
fn an_export_that_begins_late_is_not_fitted() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2025-01-01");
    for i in 0..40 {
        let name = format!("p{i}");
        let joined = if i < 20 { "2022-03-01".to_string() } else { format!("2024-{:02}-03", 1 + i % 12) };
        let wrote = format!("2024-{:02}-{:02}", 1 + i % 12, 4 + i % 20);
        sketch = sketch.person(&name, &joined).post(&format!("m{i}"), &name, &wrote);
    }
    let found = adoption(&sketch.clone().build().whole(), &monthly()).unwrap();
    let outcome = |found: &Adoption, definition| {
        found.fits.iter().find(|fit| fit.definition == definition).unwrap().clone()
    };
    let FitOutcome::Missing(reason) = outcome(&found, Definition::Contributed).outcome else { panic!() };
    assert!(reason.contains("the launch seems to lie before the export: 50%"), "{reason}");
    // When people joined is known, whenever that was.
    let joined = outcome(&found, Definition::Joined);
    assert_eq!(joined.launch.unwrap().day, Day::from_date(2022, 3, 1).unwrap());
    assert_eq!(joined.launch.unwrap().source, LaunchSource::FirstAdoption);
    assert_eq!(joined.adopters, 40);
    // Whoever knows better says so.
    let launch = Day::from_date(2024, 1, 1);
    let given = adoption(&sketch.build().whole(), &AdoptionOptions { launch, ..monthly() }).unwrap();
    let contributed = outcome(&given, Definition::Contributed);
    assert_eq!(contributed.launch.unwrap().source, LaunchSource::Given);
    assert!(matches!(contributed.outcome, FitOutcome::Counts(_)), "{:?}", contributed.outcome);
    assert_eq!(outcome(&given, Definition::Joined).before_launch, 20);
}

#[test]
fn degenerate_communities_have_an_answer_and_no_nan() {
    let everybody_at_once = (0..30).fold(Sketch::new().observed("2024-01-01", "2024-06-30"), |sketch, i| {
        let name = format!("p{i}");
        sketch.person(&name, "2024-01-02").post(&format!("m{i}"), &name, "2024-01-02")
    });
    let clocks_and_leap_day =
        (0..30).fold(Sketch::new().observed("2024-02-01", "2024-04-15"), |sketch, i| {
            let name = format!("p{i}");
            let day =
                ["2024-02-29T23:59Z", "2024-03-31T00:59Z", "2024-03-31T01:00Z", "2024-03-30T22:00Z"][i % 4];
            sketch.person(&name, day).post(&format!("m{i}"), &name, day)
        });
    for (name, sketch) in [
        ("nothing", Sketch::new()),
        ("nobody", Sketch::new().observed("2024-01-01", "2024-06-30")),
        (
            "one",
            Sketch::new()
                .person("a", "2024-01-02")
                .post("m", "a", "2024-01-03")
                .observed("2024-01-01", "2024-06-30"),
        ),
        ("at once", everybody_at_once),
        ("clocks", clocks_and_leap_day),
    ] {
        let community = sketch.build();
        for zone in ["UTC", "Europe/Helsinki", "America/St_Johns"] {
            for period in [Period::Day, Period::Week, Period::Month] {
                let view = community.view(&Window::parse(None, None, zone).unwrap());
                let options = AdoptionOptions { period, by_unit: true, by_group: true, ..monthly() };
                let found = adoption(&view, &options).unwrap();
                for table in found.tables() {
                    let json = Policy::named().with_min_group(1).apply(&table).to_json();
                    assert!(!json.contains("NaN"), "{name} {zone} {}", table.name());
                    for column in table.columns() {
                        let finite =
                            (0..table.rows()).filter_map(|row| column.values.number(row)).all(f64::is_finite);
                        assert!(finite, "{name} {zone} {} {}", table.name(), column.name);
                    }
                }
                cmgraph::report::adoption_text(&found, &Policy::named(), &Default::default()).unwrap();
                for fit in &found.fits {
                    assert!(
                        fit.outcome.ceiling().is_none_or(|ceiling| !ceiling.is_identified()
                            || name == "at once"
                            || name == "clocks"),
                        "{name}: {fit:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn options_out_of_range_are_refused() {
    let community = Sketch::new().person("a", "2024-01-01").build();
    let base = AdoptionOptions::default();
    for (option, options) in [
        ("horizon_days", AdoptionOptions { horizon_days: 4_000, ..base.clone() }),
        ("max_ceiling_width", AdoptionOptions { max_ceiling_width: 0.0, ..base.clone() }),
        ("max_ceiling_width", AdoptionOptions { max_ceiling_width: f64::NAN, ..base.clone() }),
        ("draws", AdoptionOptions { draws: 1 << 20, ..base.clone() }),
    ] {
        let error = adoption(&community.whole(), &options).unwrap_err().to_string();
        assert!(error.contains(option), "{error}");
    }
}

/// Exports of a date range list only the users who changed in it: who wrote and is not listed is no newcomer.
#[test]
fn authors_without_a_known_login_may_be_old() {
    let mut sketch = Sketch::new().observed("2024-01-01", "2025-01-01");
    for i in 0..40 {
        let (name, joined) = (format!("p{i}"), format!("2024-{:02}-03", 1 + i % 12));
        let wrote = format!("2024-{:02}-{:02}", 1 + i % 12, 4 + i % 20);
        let known = if i < 10 { "" } else { &joined };
        sketch = sketch.person(&name, known).post(&format!("m{i}"), &name, &wrote);
    }
    let found = adoption(&sketch.build().whole(), &monthly()).unwrap();
    let fit = found.fits.iter().find(|fit| fit.definition == Definition::Contributed).unwrap();
    let FitOutcome::Missing(reason) = &fit.outcome else { panic!("{:?}", fit.outcome) };
    assert!(reason.contains("the launch seems to lie before the export: 25%"), "{reason}");
}

#[test]
fn a_launch_that_cannot_be_seen_is_refused() {
    let size = SimulateOptions { people: 1_000, messages: 4_000, ..SimulateOptions::preset(Size::M) };
    let made = Made::new("launch", &size, true);
    let at = |launch: (i32, u8, u8)| {
        let launch = Day::from_date(launch.0, launch.1, launch.2);
        adoption(&made.community.whole(), &AdoptionOptions { launch, ..monthly() }).unwrap()
    };
    let fit = |found: &Adoption, definition| {
        found.fits.iter().find(|fit| fit.definition == definition).unwrap().clone()
    };
    // Months before the export are not months in which nobody asked.
    let early = at((2022, 1, 1));
    let FitOutcome::Missing(reason) = fit(&early, Definition::Asked).outcome else { panic!() };
    assert!(reason.contains("lies before the first day of the export"), "{reason}");
    assert!(matches!(fit(&early, Definition::Joined).outcome, FitOutcome::People(_)));
    // Whoever had adopted before is left out, and that is said.
    let late = at((2024, 6, 1));
    let joined = fit(&late, Definition::Joined);
    assert!(joined.before_launch > 100);
    let released: Vec<_> = late.tables().iter().map(|table| Policy::named().apply(table)).collect();
    let findings = cmgraph::report::findings(&released);
    assert!(findings[0].contains("left out who had done so before the launch given"), "{findings:?}");
    // No endless curves.
    let daily = AdoptionOptions { launch: Day::from_date(1000, 1, 1), period: Period::Day, ..monthly() };
    let endless = adoption(&made.community.whole(), &daily).unwrap();
    assert!(matches!(fit(&endless, Definition::Joined).outcome, FitOutcome::Missing(_)));
}

#[test]
fn small_groups_are_hidden_and_have_no_curve() {
    let mut builder = CommunityBuilder::new();
    builder.observed(at("2024-01-01"), at("2024-03-04"));
    for i in 0..60 {
        let (id, message) = (format!("p{i}"), format!("m{i}"));
        let joined = Some(at("2024-01-02"));
        builder.member(&MemberRecord { id: &id, name: &id, joined, ..MemberRecord::default() });
        let group: &[u8] = if i < 3 { b"secret" } else { b"open" };
        let record = MessageRecord::new(message.as_bytes(), id.as_bytes(), at("2024-01-10"));
        builder.message(&MessageRecord { group, group_name: group, ..record }).unwrap();
    }
    let community = builder.build().unwrap();
    let options = AdoptionOptions { by_group: true, ..AdoptionOptions::default() };
    let found = adoption(&community.whole(), &options).unwrap();
    let sizes: Vec<(u64, bool)> =
        found.groups.iter().map(|group| (group.people, group.curves.is_empty())).collect();
    assert_eq!(sizes, [(57, false), (3, true)]);
    for table in found.tables().iter().filter(|table| table.name().contains("group")) {
        let json = Policy::aggregate().apply(table).to_json();
        assert!(!json.contains("secret"), "{json}");
    }
}
