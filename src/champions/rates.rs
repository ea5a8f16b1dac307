//! How many different colleagues somebody helps a month: the core that events and communities share.

use crate::activity::{MONTH_DAYS, for_each_distinct, with_mean_inside};
use crate::stats::{
    BetaBinomial, DEFAULT_DRAWS, DEFAULT_POSTERIOR_LEVEL, DEFAULT_SEED, GammaPoisson, Posterior, RankOptions,
    RankedUnit, prob_top_k,
};
use crate::{Error, Result, Timestamp};
use rayon::prelude::*;
use std::ops::Range;

/// Somebody helped somebody: the form in which help from anywhere can be ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HelpEvent {
    /// Who helped.
    pub helper: u32,
    /// Who was helped.
    pub helped: u32,
    /// When.
    pub at: Timestamp,
    /// Whether the helped thanked; `None` where thanks cannot be seen.
    pub thanked: Option<bool>,
}

/// How to count events; see [`rates_of_events`].
#[derive(Debug, Clone, PartialEq)]
pub struct EventRateOptions {
    /// First instant that counts; that of the first event by default.
    pub from: Option<Timestamp>,
    /// First instant that no longer counts; just after the last event by default.
    pub to: Option<Timestamp>,
    /// Days after which help counts half; `None` counts all alike. Months of presence fade alike.
    pub half_life_days: Option<f64>,
    /// The `k` of `P(top k)`.
    pub n: usize,
    /// Level of the posterior intervals, inside (0, 1).
    pub interval_level: f64,
    /// Posterior draws behind `P(top k)`.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for EventRateOptions {
    fn default() -> Self {
        EventRateOptions {
            from: None,
            to: None,
            half_life_days: None,
            n: super::DEFAULT_CHAMPIONS,
            interval_level: DEFAULT_POSTERIOR_LEVEL,
            draws: DEFAULT_DRAWS,
            seed: DEFAULT_SEED,
        }
    }
}

/// One person's rate; see [`HelpRates`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HelpRate {
    /// Distinct people helped.
    pub helped: u32,
    /// The same, each weighted by `2^(-age of the latest help / half-life)`.
    pub weighted_helped: f64,
    /// Events.
    pub events: u32,
    /// Months of presence, faded alike where there is a half-life.
    pub months: f64,
    /// Distinct people helped per month: posterior mean and interval.
    pub rate: Posterior,
    /// Probability to be among the first [`EventRateOptions::n`].
    pub p_top: f64,
    /// Share of thanked events among those where thanks can be seen; `None` for people without any.
    pub thanked_share: Option<Posterior>,
}

/// What [`rates_of_events`] finds.
#[derive(Debug, Clone, PartialEq)]
pub struct HelpRates {
    /// One entry a person, in the order of their numbers; those who never helped included.
    pub people: Vec<HelpRate>,
    /// The model behind the rates; `None` where nobody was there.
    pub model: Option<GammaPoisson>,
    /// The model behind the shares thanked; `None` where thanks are nowhere seen.
    pub thanks: Option<BetaBinomial>,
    /// Events of people with themselves, which are no help.
    pub self_help: u64,
    /// Events outside the window, or of helpers while they were not there.
    pub outside: u64,
}

impl HelpRates {
    /// People who helped at least once, by posterior mean, highest first; ties by number.
    pub fn ranked(&self) -> Vec<u32> {
        let mut order: Vec<u32> =
            (0..self.people.len() as u32).filter(|&i| self.people[i as usize].events > 0).collect();
        let mean = |i: u32| self.people[i as usize].rate.mean;
        order.sort_by(|&a, &b| mean(b).total_cmp(&mean(a)).then(a.cmp(&b)));
        order
    }

    /// The model fitted again to samples of the people, drawn with replacement: how sure the prior is, which the
    /// intervals of the rates take as known. See [`GammaPoisson::refits`].
    pub fn refits(&self, samples: usize, seed: u64) -> Vec<GammaPoisson> {
        let (counts, months): (Vec<f64>, Vec<f64>) =
            self.people.iter().map(|person| (person.weighted_helped, person.months)).unzip();
        GammaPoisson::refits(&counts, &months, samples, seed)
    }
}

/// The rate posterior of [`champions`](super::champions()) for plain events: any list of who helped whom when.
///
/// `H`, the distinct people somebody helped, is a count over the months `E` of presence: `H ~ Poisson(λE)`,
/// `λ ~ Gamma(a, b)` over all people, also those who never helped; the rate is `(a + H)/(b + E)`. Turn helper and helped
/// round and it ranks who is asked by many different people.
///
/// # Arguments
/// People are numbered `0..people`. `present` gives when each of them was there; the whole window where it is not given.
///
/// # Errors
/// [`Error::Option`] for an option outside its range, a person beyond `people`, or a `present` of another length.
///
/// # Complexity
/// O(e log e) in the events, and O(people × draws) at most for `P(top k)`; in parallel, same result for any number of
/// threads and any order of the events.
///
/// # Example
/// ```
/// use cmgraph::Timestamp;
/// use cmgraph::champions::{EventRateOptions, HelpEvent, rates_of_events};
/// let day = |day: i64| Timestamp(day * 86_400_000);
/// let event = |helper, helped, at| HelpEvent { helper, helped, at: day(at), thanked: None };
/// // 0 helps three people, 1 helps one of them three times.
/// let events = [event(0, 2, 1), event(0, 3, 20), event(0, 4, 50), event(1, 2, 3), event(1, 2, 30), event(1, 2, 60)];
/// let rates = rates_of_events(5, &events, None, &EventRateOptions::default())?;
/// assert_eq!((rates.people[0].helped, rates.people[1].helped), (3, 1));
/// assert_eq!(rates.ranked(), [0, 1]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn rates_of_events(
    people: usize,
    events: &[HelpEvent],
    present: Option<&[Range<Timestamp>]>,
    options: &EventRateOptions,
) -> Result<HelpRates> {
    let fault = |option, found: String, expected: &str| {
        Err(Error::Option { option, found, expected: expected.into() })
    };
    if !(options.interval_level > 0.0 && options.interval_level < 1.0) {
        return fault("interval_level", options.interval_level.to_string(), "a number between 0 and 1");
    }
    if let Some(days) = options.half_life_days.filter(|days| !(days.is_finite() && *days > 0.0)) {
        return fault("half_life_days", days.to_string(), "a positive number of days, or nothing");
    }
    if let Some(beyond) = events.iter().flat_map(|e| [e.helper, e.helped]).find(|&id| id as usize >= people) {
        return fault("people", people.to_string(), &format!("more than {beyond}, a person of the events"));
    }
    if present.is_some_and(|present| present.len() != people) {
        let found = format!("{} spans", present.map_or(0, <[_]>::len));
        return fault("present", found, "one span a person");
    }
    let first = events.iter().map(|event| event.at).min().unwrap_or(Timestamp(0));
    let end = events.iter().map(|event| Timestamp(event.at.0.saturating_add(1))).max();
    let (from, to) = (options.from.unwrap_or(first), options.to.or(end).unwrap_or(Timestamp(0)));
    let span = |person: u32| {
        let whole = from..to;
        present.map_or(whole, |present| {
            let own = &present[person as usize];
            from.max(own.start)..to.min(own.end)
        })
    };
    let months: Vec<f64> = (0..people as u32)
        .map(|person| {
            let span = span(person);
            let ages = to.days_since(span.end)..to.days_since(span.start);
            if span.start < span.end { months_of_ages(ages, options.half_life_days) } else { 0.0 }
        })
        .collect();
    let (mut self_help, mut outside) = (0, 0);
    let mut kept: Vec<HelpEvent> = Vec::with_capacity(events.len());
    for event in events {
        if event.helper == event.helped {
            self_help += 1;
        } else if !span(event.helper).contains(&event.at) {
            outside += 1;
        } else {
            kept.push(*event);
        }
    }
    kept.par_sort_unstable();

    let mut weighted = vec![0.0; people];
    let mut helped = vec![0; people];
    let mut count = vec![0; people];
    let mut thanks = vec![(0, 0); people];
    for own in kept.chunk_by(|a, b| a.helper == b.helper) {
        let Some(person) = own.first().map(|event| event.helper as usize) else { continue };
        let distinct = Distinct::of(own.iter().map(|e| (e.helped, e.at)), to, options.half_life_days);
        weighted[person] = distinct.weighted;
        helped[person] = distinct.helped.len() as u32;
        count[person] = own.len() as u32;
        let seen = own.iter().filter_map(|event| event.thanked);
        thanks[person] = seen.fold((0, 0), |(yes, all), thanked| (yes + u32::from(thanked), all + 1));
    }
    let ranked: Vec<Ranked> =
        (0..people).map(|i| Ranked { key: i as u64, helped: weighted[i], months: months[i] }).collect();
    let rates = Rates::of(
        &weighted,
        &months,
        &ranked,
        options.n,
        options.interval_level,
        options.draws,
        options.seed,
    );
    let shares = Shares::of(&thanks, options.interval_level);
    let entry = |i: usize| {
        Some(HelpRate {
            helped: helped[i],
            weighted_helped: weighted[i],
            events: count[i],
            months: months[i],
            rate: *rates.posteriors.get(i)?,
            p_top: rates.p_top.get(i).copied().unwrap_or_default(),
            thanked_share: shares.posteriors.get(i).copied().filter(|_| thanks[i].1 > 0),
        })
    };
    let people = (0..people).filter_map(entry).collect();
    Ok(HelpRates { people, model: rates.model, thanks: shares.model, self_help, outside })
}

/// Months in a span of ages in days; with a half-life `∫ 2^(-age / half-life)`.
fn months_of_ages(ages: Range<f64>, half_life_days: Option<f64>) -> f64 {
    let days = match half_life_days {
        None => ages.end - ages.start,
        Some(half) => {
            half / std::f64::consts::LN_2 * ((-ages.start / half).exp2() - (-ages.end / half).exp2())
        }
    };
    days / MONTH_DAYS
}

/// The distinct people somebody helped.
pub(super) struct Distinct {
    /// Each once, ascending.
    pub(super) helped: Vec<u32>,
    /// Sum of the weights.
    pub(super) weighted: f64,
    /// Sum of their squares: the variance of the weighted count where the plain one is Poisson.
    pub(super) squares: f64,
}

impl Distinct {
    /// From whom somebody helped when; each counts by the latest help.
    pub(super) fn of(
        help: impl Iterator<Item = (u32, Timestamp)>,
        now: Timestamp,
        half_life_days: Option<f64>,
    ) -> Distinct {
        let mut help: Vec<(u32, Timestamp)> = help.collect();
        help.sort_unstable();
        let mut distinct = Distinct { helped: Vec::new(), weighted: 0.0, squares: 0.0 };
        for of_one in help.chunk_by(|a, b| a.0 == b.0) {
            let (helped, latest) = of_one[of_one.len() - 1];
            let weight = half_life_days.map_or(1.0, |half| (-now.days_since(latest) / half).exp2());
            distinct.helped.push(helped);
            distinct.weighted += weight;
            distinct.squares += weight * weight;
        }
        distinct
    }
}

/// Somebody whose rate is told; the key names the random stream.
pub(super) struct Ranked {
    pub(super) key: u64,
    pub(super) helped: f64,
    pub(super) months: f64,
}

/// Rates of people, shrunk towards what is usual.
pub(super) struct Rates {
    pub(super) model: Option<GammaPoisson>,
    /// In the order of those ranked; empty without a model, as are the probabilities.
    pub(super) posteriors: Vec<Posterior>,
    pub(super) p_top: Vec<f64>,
}

impl Rates {
    /// The model is of everybody (`counts` over `months`), the rates are of those `ranked`.
    pub(super) fn of(
        counts: &[f64],
        months: &[f64],
        ranked: &[Ranked],
        k: usize,
        level: f64,
        draws: usize,
        seed: u64,
    ) -> Rates {
        let Some(model) = GammaPoisson::fit(counts, months) else {
            return Rates { model: None, posteriors: Vec::new(), p_top: Vec::new() };
        };
        let units: Vec<RankedUnit> = ranked
            .iter()
            .map(|person| RankedUnit { key: person.key, rate: model.rate_of(person.helped, person.months) })
            .collect();
        let keys: Vec<(u64, u64)> =
            ranked.iter().map(|person| (person.helped.to_bits(), person.months.to_bits())).collect();
        let posteriors = for_each_distinct(&keys, |(helped, months)| {
            with_mean_inside(model.posterior(f64::from_bits(helped), f64::from_bits(months), level))
        });
        Rates { model: Some(model), posteriors, p_top: prob_top_k(&units, k, &RankOptions { draws, seed }) }
    }
}

/// Shares of people, shrunk towards what is usual.
pub(super) struct Shares {
    pub(super) model: Option<BetaBinomial>,
    /// In the order of the people; empty without a model.
    pub(super) posteriors: Vec<Posterior>,
}

impl Shares {
    /// From successes and trials of each person.
    pub(super) fn of(trials: &[(u32, u32)], level: f64) -> Shares {
        let (yes, all): (Vec<u64>, Vec<u64>) =
            trials.iter().map(|&(yes, all)| (u64::from(yes), u64::from(all))).unzip();
        let Some(model) = BetaBinomial::fit(&yes, &all) else {
            return Shares { model: None, posteriors: Vec::new() };
        };
        let posteriors = for_each_distinct(trials, |(yes, all)| {
            with_mean_inside(model.posterior(yes.into(), all.into(), level))
        });
        Shares { model: Some(model), posteriors }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn day(day: f64) -> Timestamp {
        Timestamp((day * 86_400_000.0) as i64)
    }

    fn event(helper: u32, helped: u32, at: f64) -> HelpEvent {
        HelpEvent { helper, helped, at: day(at), thanked: None }
    }

    #[test]
    fn months_and_thanks() {
        let mut events = [event(0, 1, 0.0), event(0, 2, 30.0), event(2, 0, 60.875 - 1e-7), event(1, 1, 5.0)];
        events[0].thanked = Some(true);
        events[1].thanked = Some(false);
        let present =
            [day(0.0)..day(100.0), day(0.0)..day(100.0), day(30.4375)..day(100.0), day(90.0)..day(95.0)];
        let options = EventRateOptions { from: Some(day(0.0)), to: Some(day(60.875)), ..Default::default() };
        let rates = rates_of_events(4, &events, Some(&present), &options).unwrap();
        let months: Vec<f64> = rates.people.iter().map(|person| person.months).collect();
        assert_eq!(months, [2.0, 2.0, 1.0, 0.0]);
        assert_eq!((rates.self_help, rates.outside), (1, 0));
        assert!(rates.people[0].thanked_share.is_some() && rates.people[2].thanked_share.is_none());
        // Help before one is there does not count.
        let early = rates_of_events(4, &[event(2, 0, 3.0)], Some(&present), &options).unwrap();
        assert_eq!((early.outside, early.people[2].helped), (1, 0));
    }

    #[test]
    fn half_life_weights_the_latest_help() {
        let events = [event(0, 1, 0.0), event(0, 1, 60.0), event(0, 2, 30.0)];
        let options = EventRateOptions {
            from: Some(day(0.0)),
            to: Some(day(90.0)),
            half_life_days: Some(30.0),
            ..Default::default()
        };
        let rates = rates_of_events(3, &events, None, &options).unwrap();
        assert!((rates.people[0].weighted_helped - 0.75).abs() < 1e-12);
        // ∫ 2^(-t/30) over 90 days: 30/ln 2 · 7/8.
        assert!((rates.people[1].months - 30.0 / 2f64.ln() * 0.875 / MONTH_DAYS).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_count_and_faults() {
        let options = EventRateOptions::default();
        let empty = rates_of_events(0, &[], None, &options).unwrap();
        assert!(empty.people.is_empty() && empty.model.is_none() && empty.refits(3, 0).is_empty());
        // Nobody helps: no window, nothing to say.
        assert!(rates_of_events(3, &[], None, &options).unwrap().model.is_none());
        let quiet = EventRateOptions { from: Some(day(0.0)), to: Some(day(30.0)), ..options.clone() };
        let nobody = rates_of_events(3, &[], None, &quiet).unwrap();
        assert!(nobody.model.unwrap().is_pooled() && nobody.people.iter().all(|p| p.rate.mean == 0.0));
        assert!(rates_of_events(1, &[event(0, 1, 1.0)], None, &options).is_err());
        assert!(rates_of_events(2, &[], Some(&[]), &options).is_err());
        let bad = EventRateOptions { half_life_days: Some(-1.0), ..options.clone() };
        assert!(rates_of_events(2, &[], None, &bad).is_err());
        let bad = EventRateOptions { interval_level: 0.0, ..options };
        assert!(rates_of_events(2, &[], None, &bad).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn order_and_definition(
            rows in prop::collection::vec((0u32..7, 0u32..7, 0u16..400), 1..60),
            shift in 0usize..60,
        ) {
            let mut events: Vec<HelpEvent> =
                rows.iter().map(|&(a, b, at)| event(a, b, f64::from(at))).collect();
            let options = EventRateOptions { draws: 100, n: 2, ..Default::default() };
            let before = rates_of_events(7, &events, None, &options).unwrap();
            let len = events.len();
            events.rotate_left(shift % len);
            prop_assert_eq!(&before, &rates_of_events(7, &events, None, &options).unwrap());
            for (i, person) in before.people.iter().enumerate() {
                let whom: BTreeSet<u32> =
                    rows.iter().filter(|r| r.0 == i as u32 && r.1 != r.0).map(|r| r.1).collect();
                prop_assert_eq!(person.helped as usize, whom.len());
                prop_assert!(person.rate.low <= person.rate.mean && person.rate.mean <= person.rate.high);
            }
            prop_assert!((before.people.iter().map(|p| p.p_top).sum::<f64>() - 2.0).abs() < 1e-9);
        }
    }
}
