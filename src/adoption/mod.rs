//! How far use has spread: adoption curves by six definitions, shares by unit, active people.
//!
//! Shares are of the people who *could* have adopted: those of the roster who were with the organisation at
//! that time. Without a roster they are of the users of the export, and the provenance says so.
//!
//! - [`adoption`] computes everything at once; [`Adoption::tables`] turns it into tables.
//! - [`trailing_active`] is the kernel behind the active people, on plain columns.

mod active;
mod categories;
mod curve;
mod definition;
mod exposure;
mod first_times;
mod fit;
mod fit_tables;
mod groups;
mod options;
mod provenance;
mod reach;
mod standing;
mod standing_tables;
mod tables;
#[cfg(test)]
mod tests;
mod units;

pub use crate::activity::Basis;
pub use active::{ACTIVE_WINDOWS, LONGEST_WINDOW, TrailingActive, trailing_active};
pub use categories::{AdopterCategory, CategoryScheme};
pub use curve::{Bin, Curve, Point, Share};
pub use definition::Definition;
pub use exposure::{Launch, LaunchSource};
pub use fit::{AdoptionFit, CountsFit, Dates, DayEstimate, FitOutcome, PathPoint, PeopleFit};
pub use groups::GroupAdoption;
pub use options::{
    AdoptionOptions, DEFAULT_BY_GROUP, DEFAULT_BY_UNIT, DEFAULT_FIT, DEFAULT_FORECAST_DRAWS,
    DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, DEFAULT_HORIZON_DAYS, DEFAULT_INTERVAL_LEVEL,
    DEFAULT_MAX_CEILING_WIDTH, DEFAULT_MIN_ADOPTERS, DEFAULT_MIN_PEOPLE, DEFAULT_PERIOD, DEFAULT_UNIT_LEVEL,
    MAX_HABIT_WINDOW, MAX_HORIZON_DAYS,
};
pub use standing::{UnitStanding, UnitStandings};
pub use units::{UNKNOWN_UNIT, UnitAdoption};

use crate::activity::{Include, Population};
use crate::error::Result;
use crate::table::Provenance;
use crate::time::Day;
use crate::{Timestamp, View};
use first_times::FirstTimes;
pub(crate) use reach::reach;

/// Active people on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivePeople {
    /// Local day.
    pub day: Day,
    /// Distinct people with a post, reply or reaction in the trailing days of [`ACTIVE_WINDOWS`], this day
    /// included.
    pub active: [u32; ACTIVE_WINDOWS.len()],
    /// Whether the view holds the whole day and the export the longest window before it.
    pub complete: bool,
}

/// How far use has spread.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// The options in force.
    pub options: AdoptionOptions,
    /// What shares are of.
    pub basis: Basis,
    /// People of the population, at whatever time they were with the organisation.
    pub people: u64,
    /// People with the organisation at the end of the view.
    pub headcount: u64,
    /// The bins, in order of time.
    pub bins: Vec<Bin>,
    /// One curve a definition that the export can tell about; their points are parallel to `bins`.
    pub curves: Vec<Curve>,
    /// Definitions that the export can tell nothing about, and why.
    pub missing: Vec<(Definition, String)>,
    /// Shares by unit at the end of the view, by name; empty unless asked for.
    pub units: Vec<UnitAdoption>,
    /// How the units stand, one entry a definition; empty unless asked for by unit.
    pub standings: Vec<UnitStandings>,
    /// Curves by group of the platform, by name; empty unless asked for.
    pub groups: Vec<GroupAdoption>,
    /// Where each curve will level off, and when; empty unless asked for.
    pub fits: Vec<AdoptionFit>,
    /// Active people, day by day.
    pub active: Vec<ActivePeople>,
    /// How the numbers came about.
    pub provenance: Provenance,
}

impl Adoption {
    /// The curve of a definition; `None` where the export can tell nothing about it.
    pub fn curve(&self, definition: Definition) -> Option<&Curve> {
        self.curves.iter().find(|curve| curve.definition == definition)
    }
}

/// The adoption curve of a view.
///
/// The share at a time `t` is
///
/// > people who had adopted by `t` and were with the organisation at `t` /
/// > people who were with the organisation at `t`
///
/// with a Wilson score interval. `t` is the end of each bin.
///
/// - **Population.** The roster without guests, community managers, communications accounts and programs.
///   Accounts that the roster match gives to one person count as one; of accounts that fit a person equally well none is
///   given (the audit says so). A person without an account has not adopted. Without a roster:
///   the people among the users of the export, invited ones included (they could have joined); they leave when
///   their account is removed.
/// - **Adopted** is meant in six ways ([`Definition`]), side by side.
/// - **Before the view.** Whoever had adopted before the view starts counts as adopted from its start and
///   appears in no bin as new ([`Curve::before`]).
/// - **Active people** are distinct colleagues with an action in the trailing days, actions before the view
///   included. Colleagues matched to nobody of the roster are among them, though in no share.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// One pass over the messages up to the end of the view; O(messages + reactions · log reactions + people ·
/// log bins + days).
///
/// # Example
/// ```
/// use cmgraph::adoption::{AdoptionOptions, Definition, adoption};
/// use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord};
/// use cmgraph::Timestamp;
///
/// let day = |text: &str| Timestamp::parse(text.as_bytes()).unwrap();
/// let mut builder = CommunityBuilder::new();
/// for (id, joined) in [("1", "2024-01-02"), ("2", "2024-01-09")] {
///     builder.member(&MemberRecord { id, name: "A", joined: Some(day(joined)), ..Default::default() });
/// }
/// builder.message(&MessageRecord::new(b"10", b"1", day("2024-01-03"))).unwrap();
/// builder.observed(day("2024-01-01"), day("2024-01-15"));
/// let community = builder.build().unwrap();
///
/// let adoption = adoption(&community.whole(), &AdoptionOptions::default()).unwrap();
/// let joined: Vec<u64> =
///     adoption.curve(Definition::Joined).unwrap().points.iter().map(|point| point.cumulative).collect();
/// assert_eq!(joined, [1, 2]);
/// let contributed = adoption.curve(Definition::Contributed).unwrap().last().unwrap();
/// assert_eq!(contributed.share.value(), Some(0.5));
/// assert!(adoption.provenance.warnings[0].contains("no roster"));
/// ```
///
/// # Reference
/// E. M. Rogers, *Diffusion of Innovations*, 5th ed. (2003), for adoption as a share of those who could adopt;
/// E. B. Wilson (1927) for the interval.
pub fn adoption(view: &View<'_>, options: &AdoptionOptions) -> Result<Adoption> {
    options.check()?;
    let population = Population::new(
        view.community(),
        Include { officials: options.include_officials, guests: options.include_guests },
    );
    let people = &population.people;
    let mut first = FirstTimes::new(view, &population, options);

    let mut missing = Vec::new();
    if !first.has_reactions {
        let why = match first.untimed_reactions {
            0 => "the export has no reactions".to_string(),
            n => format!("the {n} reactions of the export have no time"),
        };
        missing.push((Definition::Reacted, why));
    }
    let definitions: Vec<Definition> =
        Definition::ALL.into_iter().filter(|d| missing.iter().all(|(absent, _)| absent != d)).collect();

    let bins = curve::bins(view, options.period, people);
    let level = options.interval_level;
    let headcounts: Vec<u64> = bins.iter().map(|bin| bin.headcount).collect();
    let curves: Vec<Curve> = definitions
        .iter()
        .map(|&definition| {
            let people = people.iter().zip(first.of(definition).iter().copied());
            curve::curve(view, definition, &bins, &headcounts, people, level)
        })
        .collect();
    let units = match options.by_unit {
        true => units::by_unit(view, people, &first, &definitions, &bins, options),
        false => Vec::new(),
    };
    let groups = std::mem::take(&mut first.in_groups).curves(view, people, &definitions, &bins, options);
    let fits = definitions
        .iter()
        .filter(|_| options.fit)
        .map(|&d| fit::fit(view, d, population.basis, people, first.of(d), options))
        .collect::<Vec<_>>();
    let standings = definitions
        .iter()
        .enumerate()
        .filter(|_| options.by_unit)
        .map(|(i, &d)| {
            let fit = fits.iter().find(|fit| fit.definition == d);
            standing::standings(view, people, first.of(d), fit, &units, (i, d), options)
        })
        .collect();
    let mut result = Adoption {
        options: options.clone(),
        basis: population.basis,
        people: people.len() as u64,
        headcount: bins.last().map_or(0, |bin| bin.headcount),
        bins,
        curves,
        missing,
        units,
        standings,
        groups,
        fits,
        active: active_people(view, &first),
        provenance: Provenance::default(),
    };
    result.provenance = provenance::provenance(view, &result, &population, &first);
    Ok(result)
}

/// The counts with their days, and whether the export shows all that belongs to them.
fn active_people(view: &View<'_>, first: &FirstTimes) -> Vec<ActivePeople> {
    let (Some((start, last)), Some(counts)) = (view.days(), &first.active) else { return Vec::new() };
    let zone = &view.window().zone;
    let longest = counts.windows.iter().copied().max().unwrap_or(1) as i32;
    // First local day that the export shows whole.
    let observed: Timestamp = view.community().observed().0;
    let day = zone.day(observed);
    let whole = if zone.start_of(day) < observed { Day(day.0 + 1) } else { day };
    (start.0..=last.0)
        .enumerate()
        .map(|(i, day)| ActivePeople {
            day: Day(day),
            active: std::array::from_fn(|window| counts.counts[window].get(i).copied().unwrap_or(0)),
            complete: day - longest + 1 >= whole.0
                && (day != start.0 || view.from() <= zone.start_of(start))
                && (day != last.0 || zone.start_of(Day(day + 1)) <= view.to()),
        })
        .collect()
}
