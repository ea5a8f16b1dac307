//! Where units stand: shares shrunk towards the organisation's, sets of ranks, and curves that share their strength.

use super::exposure::{Exposure, FitClock};
use super::fit::{AdoptionFit, FitOutcome};
use super::units::{UnitAdoption, members_by_unit};
use super::{AdoptionOptions, Definition};
use crate::activity::Person;
use crate::stats::diffusion::{AdoptionCounts, UnitFits, UnitOptions, fit_units};
use crate::stats::{BetaBinomial, Posterior, RankSet, benjamini_hochberg, fisher_exact, rank_sets};
use crate::{Timestamp, View};

/// Units beyond which ranks are not told: with so many every set holds nearly all of them.
const MAX_RANKED: usize = 500;

/// How the units stand by one definition at the end of the view; parallel to the units.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitStandings {
    /// What counts as having adopted.
    pub definition: Definition,
    /// One entry a unit.
    pub units: Vec<UnitStanding>,
    /// Curves with a common q, in the order of the units; `None` where the definition has no fit to people.
    pub fits: Option<UnitFits>,
    /// Whether the units' shares differ by more than chance; `None` where there are not two units to compare.
    pub differ: Option<bool>,
}

/// How one unit stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitStanding {
    /// Share, shrunk towards that of all units (beta-binomial empirical Bayes); `None` without people.
    pub shrunk: Option<Posterior>,
    /// Ranks that the unit may have, 1 the highest share; `None` without people or with too many units.
    pub ranks: Option<RankSet>,
    /// Benjamini-Hochberg q-value, over the units, of Fisher's exact test that the unit's share is that of the others.
    pub q_value: Option<f64>,
}

/// O(units²) for the ranks.
pub(super) fn standings(
    view: &View<'_>,
    people: &[Person<'_>],
    times: &[Timestamp],
    fit: Option<&AdoptionFit>,
    units: &[UnitAdoption],
    (at, definition): (usize, Definition),
    options: &AdoptionOptions,
) -> UnitStandings {
    let counts: Vec<(u64, u64)> = units
        .iter()
        .map(|unit| unit.shares.get(at).map_or((0, 0), |share| (share.people, share.of)))
        .collect();
    let total = counts.iter().fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
    let inside: Vec<usize> = (0..counts.len()).filter(|&i| counts[i].1 > 0).collect();
    let successes: Vec<u64> = inside.iter().map(|&i| counts[i].0).collect();
    let trials: Vec<u64> = inside.iter().map(|&i| counts[i].1).collect();
    let model = BetaBinomial::fit(&successes, &trials);
    let p_values: Vec<f64> = inside
        .iter()
        .map(|&i| {
            let rest = (total.0 - counts[i].0, total.1 - counts[i].1);
            fisher_exact(counts[i], rest).unwrap_or(1.0)
        })
        .collect();
    let q_values = benjamini_hochberg(&p_values);
    let ranks = ranks(&successes, &trials, options.interval_level);
    let mut found = vec![UnitStanding { shrunk: None, ranks: None, q_value: None }; units.len()];
    for (k, &i) in inside.iter().enumerate() {
        found[i] = UnitStanding {
            shrunk: model
                .as_ref()
                .map(|model| model.posterior(successes[k], trials[k], options.interval_level)),
            ranks: ranks.as_ref().and_then(|ranks| ranks.get(k).copied()),
            q_value: q_values.as_ref().and_then(|q| q.get(k).copied()),
        };
    }
    UnitStandings {
        definition,
        units: found,
        fits: fit.and_then(|fit| curves(view, people, times, fit, options)),
        differ: model.filter(|_| inside.len() > 1).map(|model| !model.is_pooled()),
    }
}

/// Sets of ranks of the shares, with the standard error of (k + 1/2) / (n + 1): that of k / n would be nothing for a unit
/// in which all or none have adopted.
fn ranks(successes: &[u64], trials: &[u64], level: f64) -> Option<Vec<RankSet>> {
    if !(2..=MAX_RANKED).contains(&successes.len()) {
        return None;
    }
    let share = |(&k, &n): (&u64, &u64)| (k as f64 + 0.5) / (n as f64 + 1.0);
    let shares: Vec<f64> = successes.iter().zip(trials).map(share).collect();
    let errors: Vec<f64> =
        shares.iter().zip(trials).map(|(p, &n)| (p * (1.0 - p) / (n as f64 + 1.0)).sqrt()).collect();
    rank_sets(&shares, &errors, level)
}

/// The curves of all units together, on the time axis of the whole.
fn curves(
    view: &View<'_>,
    people: &[Person<'_>],
    times: &[Timestamp],
    fit: &AdoptionFit,
    options: &AdoptionOptions,
) -> Option<UnitFits> {
    if !matches!(fit.outcome, FitOutcome::People(_)) {
        return None;
    }
    let clock = FitClock::of(view, fit, options)?;
    let units: Vec<AdoptionCounts> = members_by_unit(people, options.unit_level)
        .values()
        .map(|members| {
            let mine = members.iter().map(|&i| (&people[i], times[i]));
            Exposure::of(&clock, mine).counts(&clock)
        })
        .collect::<Option<_>>()?;
    let unit_options = UnitOptions {
        level: options.interval_level,
        min_people: options.min_people,
        min_adopters: options.min_adopters,
        max_ceiling_width: options.max_ceiling_width,
    };
    fit_units(&units, &unit_options)
}
