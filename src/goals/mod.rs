//! Goals: what should be reached by when, and how probable that is.
//!
//! A number just above its target proves little when it is of twelve questions. So a goal is judged by the probability that
//! it is met, given what was seen, never by the number alone: green above [`DEFAULT_GREEN`], red below [`DEFAULT_RED`],
//! amber where the data do not tell, and "not enough data" as a state of its own.
//!
//! - [`read_goals`] reads a file of goals; a [`Goal`] is an indicator ([`Kpi`]), a target, a direction and perhaps a deadline,
//!   a unit, and the last weeks.
//! - [`goals`](goals()) judges them; [`Goals::tables`] turns that into tables.

mod file;
mod goal;
mod judge;
mod kpi;
mod measure;
mod options;
mod posterior;
mod provenance;
mod recent;
mod result;
mod tables;

pub use file::{parse_goals, read_goals};
pub use goal::{Entry, GOAL_KEYS, Given, Goal};
pub use kpi::{DEFAULT_HOURS, DEFAULT_MONTHS, Direction, Kpi, Scale};
pub use options::{
    DEFAULT_DISCOUNT, DEFAULT_DRAWS, DEFAULT_GREEN, DEFAULT_INTERVAL_LEVEL, DEFAULT_MIN_OBSERVATIONS,
    DEFAULT_RECENT_WEEKS, DEFAULT_RED, GoalOptions,
};
pub use result::{GoalState, Goals, Light, Outlook};
pub(crate) use tables::amount;

use crate::View;
use crate::error::Result;
use crate::table::Provenance;
use judge::Judge;

/// How goals stand, as probabilities.
///
/// - **Now.** A share has the posterior `Beta(k + ½, n - k + ½)`, a number of events the posterior `Gamma(k + ½, time)`
///   (Jeffreys' priors); `P(met)` is its mass on the right side of the target. Questions of one person, and replies in one
///   thread, hang together: `k` and `n` are divided by the design effect of these bundles first. A median of at most `m`
///   hours is a share of at least a half within `m` hours. Of units there are only so many: theirs is the probability that as
///   many again would meet the target (beta-binomial).
/// - **At a deadline to come.** For *joined*, *contributed* and *habit* the adoption curve is led on: the share of its drawn
///   futures that meet the target. For questions and replies the last [`GoalOptions::recent_weeks`] weeks are led on, the
///   older ones with less weight ([`GoalOptions::discount`]), those before a change of level not at all: the probability
///   that as many weeks to come meet the target (beta-binomial, negative binomial). For the rest nothing is led on: it is
///   the probability now, *if nothing changes*, and said so.
/// - **A deadline that has passed.** What came after it does not count.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range, [`Error::Setting`](crate::Error::Setting) for a
/// goal about a unit that is not there.
///
/// # Complexity
/// That of the analyses that the indicators are from, each once for a stretch of time, and for goals about the adoption curve
/// with a deadline to come a forecast each.
///
/// # Example
/// ```
/// use cmgraph::goals::{GoalOptions, goals, parse_goals};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = read(&[path], &ReadOptions::default())?;
/// let wanted = parse_goals("[[goal]]\nkpi = \"answered\"\ntarget = 0.5\n", "goals.toml")?;
/// let found = goals(&community.whole(), &wanted, &GoalOptions::default())?;
/// assert_eq!(found.goals[0].light.name(), "green");
/// assert!(found.goals[0].p_now.expect("enough questions") > 0.99);
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// H. Jeffreys, *Theory of Probability*, 3rd ed. (1961), for the priors; M. West, J. Harrison, *Bayesian Forecasting and
/// Dynamic Models*, 2nd ed. (1997), for discounting.
pub fn goals(view: &View<'_>, goals: &[Goal], options: &GoalOptions) -> Result<Goals> {
    options.check()?;
    let mut judge = Judge::new(view, options);
    let states = goals.iter().map(|goal| judge.judge(goal)).collect::<Result<Vec<_>>>()?;
    let mut found = Goals { options: options.clone(), goals: states, provenance: Provenance::default() };
    found.provenance = provenance::provenance(view, &found);
    Ok(found)
}
