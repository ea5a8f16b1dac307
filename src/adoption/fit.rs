//! What adoption will reach: Bass's curve fitted to people, or to counts where nobody knows how many could adopt.

use super::categories::{AdopterCategory, categories};
use super::exposure::{Exposure, FitClock, Launch};
use super::{AdoptionOptions, Basis, Definition};
use crate::activity::{MAX_EARLY, NEVER, Person, early_share};
use crate::stats::diffusion::{
    BassAnalysis, BassOptions, Ceiling, Compared, Estimate, Forecast, ForecastOptions, IncrementCeiling,
    IncrementFit, IncrementOptions, ShareFit, analyse_bass, compare_increments, compare_shares,
    fit_increments, forecast, increment_ceiling,
};
use crate::time::Day;
use crate::{Timestamp, View};

/// A diffusion curve of one definition, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct AdoptionFit {
    /// What counts as having adopted.
    pub definition: Definition,
    /// First day of the curve, and where it comes from; `None` where there is nothing to fit.
    pub launch: Option<Launch>,
    /// Complete bins from the launch to the end of the view.
    pub bins: usize,
    /// People who could have adopted at some time within those bins.
    pub people: u64,
    /// Those of them who did.
    pub adopters: u64,
    /// People left out because they had adopted before the launch that was given.
    pub before_launch: u64,
    /// The curve, or why there is none.
    pub outcome: FitOutcome,
}

/// What came of a fit.
#[derive(Debug, Clone, PartialEq)]
pub enum FitOutcome {
    /// Fitted to people, by maximum likelihood: the roster says who could have adopted.
    People(Box<PeopleFit>),
    /// Fitted to the counts of each bin, by least squares: without a roster nobody knows who could have adopted.
    Counts(Box<CountsFit>),
    /// Not fitted, and why.
    Missing(String),
}

/// A fit to people.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleFit {
    /// The Bass curve with its intervals.
    pub bass: BassAnalysis,
    /// Bass beside the other families.
    pub models: Vec<Compared<ShareFit>>,
    /// The dates that follow from it.
    pub dates: Dates,
    /// Adopter categories; empty where the ceiling is not known.
    pub categories: Vec<AdopterCategory>,
    /// Bins with what was observed and what is to be expected.
    pub path: Vec<PathPoint>,
}

/// A fit to counts.
#[derive(Debug, Clone, PartialEq)]
pub struct CountsFit {
    /// The Bass curve.
    pub bass: IncrementFit,
    /// Its ceiling in people.
    pub ceiling: IncrementCeiling,
    /// Bass beside the other families.
    pub models: Vec<Compared<IncrementFit>>,
    /// The dates that follow from it; without intervals.
    pub dates: Dates,
    /// Bins with what was observed. There is no forecast: without knowing how many could adopt its band would be a
    /// guess.
    pub path: Vec<PathPoint>,
}

/// A day with the ends of its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayEstimate {
    /// Best estimate.
    pub day: Day,
    /// Earliest; `None` where the data set no end.
    pub low: Option<Day>,
    /// Latest; `None` where the data set no end.
    pub high: Option<Day>,
}

/// Days that follow from a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dates {
    /// Steepest point; `None` where the curve only declines.
    pub peak: Option<DayEstimate>,
    /// Half of the ceiling is reached.
    pub half: Option<DayEstimate>,
    /// Nine tenths of the ceiling are reached.
    pub ninety: Option<DayEstimate>,
}

/// A bin of a fitted curve: adopters so far at its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathPoint {
    /// First day of the bin.
    pub start: Day,
    /// Adopters seen; `None` in the future.
    pub observed: Option<u64>,
    /// Forecast of the adopters: 5th, 50th and 95th percentile; `None` in the past.
    pub forecast: Option<[f64; 3]>,
}

/// Fits the curve of one definition.
pub(super) fn fit(
    view: &View<'_>,
    definition: Definition,
    basis: Basis,
    people: &[Person<'_>],
    times: &[Timestamp],
    options: &AdoptionOptions,
) -> AdoptionFit {
    let missing = |reason: String| AdoptionFit {
        definition,
        launch: None,
        bins: 0,
        people: 0,
        adopters: 0,
        before_launch: 0,
        outcome: FitOutcome::Missing(reason),
    };
    if let Some(reason) = truncated(view, definition, people, times, options) {
        return missing(reason);
    }
    let first = times.iter().copied().filter(|&at| at != NEVER && at < view.to()).min();
    let Some(clock) = FitClock::new(view, definition, first, options) else {
        return missing(match first {
            None => "not enough data: nobody has adopted".into(),
            Some(_) => format!(
                "not enough data: no whole {} since the launch, or far too many",
                options.period.name()
            ),
        });
    };
    let exposure = Exposure::of(&clock, people.iter().zip(times.iter().copied()));
    let mut found = AdoptionFit {
        launch: Some(Launch { day: clock.days[0], at: clock.launch, source: clock.source }),
        bins: clock.bins(),
        people: exposure.people(),
        adopters: exposure.adopted(),
        before_launch: exposure.before,
        ..missing(String::new())
    };
    if found.adopters < options.min_adopters {
        found.outcome = FitOutcome::Missing(format!(
            "not enough data: fewer than {} adopters since the launch",
            options.min_adopters
        ));
        return found;
    }
    let fitted = match basis {
        Basis::Roster => to_people(&clock, &exposure, options),
        Basis::Users => to_counts(&clock, &exposure, options),
    };
    let why = || "not enough data: no curve can be fitted to so few bins".to_string();
    found.outcome = fitted.unwrap_or_else(|| FitOutcome::Missing(why()));
    found
}

/// Why a curve of actions cannot be fitted: too many of its people may have acted before the export begins. When
/// people joined is known, whenever that was.
fn truncated(
    view: &View<'_>,
    definition: Definition,
    people: &[Person<'_>],
    times: &[Timestamp],
    options: &AdoptionOptions,
) -> Option<String> {
    if definition == Definition::Joined {
        return None;
    }
    let observed = view.community().observed().0;
    if let Some(launch) = options.launch {
        // Nobody can be seen to adopt before the export begins: those months would pass for months without adoption.
        return (launch < view.window().zone.day(observed)).then(|| {
            "the launch given lies before the first day of the export, and what people did then is not seen: read \
             older exports as well"
                .into()
        });
    }
    let adopters = people.iter().zip(times).filter(|&(_, &at)| at != NEVER && at < view.to());
    let early = early_share(adopters.map(|(person, _)| person), observed)?;
    (early > MAX_EARLY).then(|| {
        format!(
            "the launch seems to lie before the export: {:.0}% of the adopters may have had an account before its first \
             day, and what they did then is not seen. Read older exports as well; if the platform was launched within the \
             export, give its day (launch)",
            100.0 * early
        )
    })
}

/// By maximum likelihood.
fn to_people(clock: &FitClock, exposure: &Exposure, options: &AdoptionOptions) -> Option<FitOutcome> {
    let counts = exposure.counts(clock)?;
    let bass = analyse_bass(
        &counts,
        &BassOptions {
            level: options.interval_level,
            max_ceiling_width: options.max_ceiling_width,
            min_adopters: options.min_adopters,
        },
    )?;
    let dates = Dates {
        peak: bass.peak.as_ref().and_then(|peak| day(clock, peak)),
        half: day(clock, &bass.t50),
        ninety: day(clock, &bass.t90),
    };
    let ahead = clock.ahead(options.horizon_days);
    let forecast_options = ForecastOptions { refits: options.draws, seed: options.seed };
    let forecast = forecast(&counts, &bass.fit, &ahead.edges, &forecast_options);
    let by_bin = exposure.by_bin(clock.bins());
    let path = path(clock, &by_bin, &ahead.days, forecast.as_ref());
    let categories = categories(clock, &by_bin, &bass);
    let models = compare_shares(&counts);
    Some(FitOutcome::People(Box::new(PeopleFit { bass, models, dates, categories, path })))
}

/// By least squares.
fn to_counts(clock: &FitClock, exposure: &Exposure, options: &AdoptionOptions) -> Option<FitOutcome> {
    let edges = clock.edges();
    let by_bin = exposure.by_bin(clock.bins());
    let increments: Vec<f64> = by_bin.iter().map(|&n| n as f64).collect();
    let bass = fit_increments(&edges, &increments)?;
    let ceiling = increment_ceiling(
        &edges,
        &increments,
        &IncrementOptions {
            level: options.interval_level,
            min_adopters: options.min_adopters,
            ..IncrementOptions::default()
        },
    )?;
    // Nobody who has adopted un-adopts: a curve below those seen is no curve of theirs.
    let seen = exposure.adopted() as f64;
    if ceiling.high.is_some_and(|high| high < seen) {
        let why = "no such curve fits these counts: it would level off below those who have adopted already";
        return Some(FitOutcome::Missing(why.into()));
    }
    let curve = bass.curve.bass()?;
    let alone =
        |t: Option<f64>| t.and_then(|t| clock.day(t)).map(|day| DayEstimate { day, low: None, high: None });
    let dates = Dates {
        peak: alone(curve.peak()),
        half: alone(curve.time_of(0.5)),
        ninety: alone(curve.time_of(0.9)),
    };
    // No forecast: without knowing how many could adopt its band would be a guess.
    let path = path(clock, &by_bin, &[], None);
    let models = compare_increments(&edges, &increments);
    Some(FitOutcome::Counts(Box::new(CountsFit { bass, ceiling, models, dates, path })))
}

fn day(clock: &FitClock, estimate: &Estimate) -> Option<DayEstimate> {
    let end = |t: Option<f64>| t.and_then(|t| clock.day(t));
    Some(DayEstimate { day: clock.day(estimate.value)?, low: end(estimate.low), high: end(estimate.high) })
}

/// What was seen, then what is expected.
fn path(clock: &FitClock, by_bin: &[u64], ahead: &[Day], forecast: Option<&Forecast>) -> Vec<PathPoint> {
    let mut so_far = 0;
    let past = clock.days.iter().zip(by_bin).map(|(&start, new)| {
        so_far += new;
        PathPoint { start, observed: Some(so_far), forecast: None }
    });
    let mut points: Vec<PathPoint> = past.collect();
    if let Some(forecast) = forecast {
        let future = ahead.iter().zip(&forecast.points);
        points.extend(future.map(|(&start, point)| PathPoint {
            start,
            observed: None,
            forecast: Some([point.p05, point.p50, point.p95]),
        }));
    }
    points
}

impl FitOutcome {
    /// Whether the ceiling is known; `None` where nothing was fitted.
    pub fn ceiling(&self) -> Option<Ceiling> {
        match self {
            FitOutcome::People(fit) => Some(fit.bass.ceiling),
            FitOutcome::Counts(fit) => Some(fit.ceiling.ceiling),
            FitOutcome::Missing(_) => None,
        }
    }

    /// Days that follow from the curve.
    pub fn dates(&self) -> Dates {
        match self {
            FitOutcome::People(fit) => fit.dates,
            FitOutcome::Counts(fit) => fit.dates,
            FitOutcome::Missing(_) => Dates::default(),
        }
    }

    /// What was seen, then what is expected.
    pub fn path(&self) -> &[PathPoint] {
        match self {
            FitOutcome::People(fit) => &fit.path,
            FitOutcome::Counts(fit) => &fit.path,
            FitOutcome::Missing(_) => &[],
        }
    }
}
