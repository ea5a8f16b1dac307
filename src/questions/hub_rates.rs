//! Who is asked, from any list of who asked whom.

use super::DEFAULT_HUB_PERCENTILE;
use crate::activity::percentile;
use crate::champions::{EventRateOptions, HelpEvent, rates_of_events};
use crate::stats::{DEFAULT_DRAWS, DEFAULT_POSTERIOR_LEVEL, DEFAULT_SEED, GammaPoisson, Posterior};
use crate::table::{Provenance, Role, Table};
use crate::{Error, Result, Timestamp};
use std::ops::Range;

/// Somebody asked somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AskEvent {
    /// Who asked.
    pub asker: u32,
    /// Who was asked.
    pub asked: u32,
    /// When; `None` where the list has counts only.
    pub at: Option<Timestamp>,
    /// How often; an answer on a scale of a questionnaire will do.
    pub times: u32,
}

/// How to rate; see [`hub_rates`].
#[derive(Debug, Clone, PartialEq)]
pub struct HubRateOptions {
    /// Times that somebody has to ask the same person to be counted as an asker: 1 or more.
    pub min_times: u32,
    /// First instant that counts; that of the first event by default.
    pub from: Option<Timestamp>,
    /// First instant that no longer counts; just after the last event by default.
    pub to: Option<Timestamp>,
    /// The `k` of `P(top k)`.
    pub n: usize,
    /// Percentile of all posterior means beyond which somebody is a hub, inside (0, 1).
    pub hub_percentile: f64,
    /// Level of the posterior intervals, inside (0, 1).
    pub interval_level: f64,
    /// Posterior draws behind `P(top k)`.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for HubRateOptions {
    fn default() -> Self {
        HubRateOptions {
            min_times: 1,
            from: None,
            to: None,
            n: super::DEFAULT_HUBS,
            hub_percentile: DEFAULT_HUB_PERCENTILE,
            interval_level: DEFAULT_POSTERIOR_LEVEL,
            draws: DEFAULT_DRAWS,
            seed: DEFAULT_SEED,
        }
    }
}

/// How much one person is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HubRate {
    /// Distinct people who ask.
    pub askers: u32,
    /// How often they asked, all together.
    pub times: u64,
    /// Distinct people whom this person asks.
    pub asks: u32,
    /// Months of presence; 1 for everybody where the list has no times.
    pub months: f64,
    /// Distinct askers per month (or in the whole of the list): posterior mean and interval.
    pub rate: Posterior,
    /// Probability that the rate lies above the percentile that makes a hub.
    pub p_hub: f64,
    /// Probability to be among the first [`HubRateOptions::n`].
    pub p_top: f64,
}

/// What [`hub_rates`] finds.
#[derive(Debug, Clone, PartialEq)]
pub struct HubRates {
    /// One entry a person, in the order of their numbers; those whom nobody asks included.
    pub people: Vec<HubRate>,
    /// The model behind the rates; `None` where nobody was there.
    pub model: Option<GammaPoisson>,
    /// Whether the list has times, so that rates are per month.
    pub timed: bool,
    /// Events of people with themselves.
    pub own: u64,
    /// Events outside the window, or of people asked while they were not there.
    pub outside: u64,
    /// Pairs of asker and asked below [`HubRateOptions::min_times`].
    pub seldom: u64,
    options: HubRateOptions,
}

/// The rate posterior of [`question_hubs`](super::question_hubs) for any list of who asked whom, when or how often: mail, a
/// help desk, a questionnaire.
///
/// `A`, the distinct people who ask somebody at least [`min_times`](HubRateOptions::min_times) times, is a count over the months
/// `E` of presence: `A ~ Poisson(λE)`, `λ ~ Gamma(a, b)` over all people; the rate is `(a + A)/(b + E)`. Somebody asked fifty
/// times by one person is below somebody asked once each by five. Where no event has a time all are taken to be there equally
/// long, and the rate is a number of people.
///
/// # Arguments
/// People are numbered `0..people`. `present` gives when each of them was there; the whole window where it is not given.
///
/// # Errors
/// [`Error::Option`] for an option outside its range, a person beyond `people`, a `present` of another length, or a list where
/// some events have times and some do not.
///
/// # Complexity
/// O(e log e) in the events, and O(people × draws) at most for `P(top k)`; same result for any number of threads and any order
/// of the events.
///
/// # Example
/// ```
/// use cmgraph::questions::{AskEvent, HubRateOptions, hub_rates};
/// // 0 is asked fifty times by 1; 2 once each by five others.
/// let mut asks = vec![AskEvent { asker: 1, asked: 0, at: None, times: 50 }];
/// asks.extend((3..8).map(|asker| AskEvent { asker, asked: 2, at: None, times: 1 }));
/// let rates = hub_rates(8, &asks, None, &HubRateOptions::default())?;
/// assert_eq!((rates.people[0].askers, rates.people[0].times, rates.people[2].askers), (1, 50, 5));
/// assert_eq!(rates.ranked(), [2, 0]);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn hub_rates(
    people: usize,
    events: &[AskEvent],
    present: Option<&[Range<Timestamp>]>,
    options: &HubRateOptions,
) -> Result<HubRates> {
    let fault = |option, found: String, expected: &str| {
        Err(Error::Option { option, found, expected: expected.into() })
    };
    if options.min_times == 0 {
        return fault("min_times", "0".into(), "1 or more");
    }
    if !(options.hub_percentile > 0.0 && options.hub_percentile < 1.0) {
        return fault("hub_percentile", options.hub_percentile.to_string(), "a number between 0 and 1");
    }
    if let Some(beyond) = events.iter().flat_map(|e| [e.asker, e.asked]).find(|&id| id as usize >= people) {
        return fault("people", people.to_string(), &format!("more than {beyond}, a person of the events"));
    }
    let timed = events.iter().filter(|event| event.at.is_some()).count();
    if timed != 0 && timed != events.len() {
        let found = format!("times for {timed} of {} events", events.len());
        return fault("at", found, "a time for all of them, or for none");
    }
    let timed = timed > 0;
    // Without times: one month, so that the rate is the number itself.
    let month = Timestamp((crate::activity::MONTH_DAYS * 86_400_000.0) as i64);
    let (from, to) = match timed {
        true => (options.from, options.to),
        false => (Some(Timestamp(0)), Some(month)),
    };
    let inside = |at: Timestamp| from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to);
    let here = |event: &AskEvent, at: Timestamp| {
        inside(at)
            && present
                .is_none_or(|spans| spans.get(event.asked as usize).is_none_or(|span| span.contains(&at)))
    };
    let (mut own, mut outside) = (0, 0);
    let mut kept: Vec<(u32, u32, Timestamp, u32)> = Vec::with_capacity(events.len());
    for event in events.iter().filter(|event| event.times > 0) {
        let at = event.at.unwrap_or(Timestamp(0));
        if event.asker == event.asked {
            own += 1;
        } else if timed && !here(event, at) {
            outside += 1;
        } else {
            kept.push((event.asked, event.asker, at, event.times));
        }
    }
    kept.sort_unstable();
    let mut times = vec![0u64; people];
    let mut asks = vec![0u32; people];
    let mut help = Vec::new();
    let mut seldom = 0;
    for pair in kept.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (asked, asker, at, _) = pair[0];
        let n: u64 = pair.iter().map(|event| u64::from(event.3)).sum();
        times[asked as usize] += n;
        if n < u64::from(options.min_times) {
            seldom += 1;
            continue;
        }
        asks[asker as usize] += 1;
        help.push(HelpEvent { helper: asked, helped: asker, at, thanked: None });
    }
    // The window is that of all events, also of those that do not count.
    let ends = timed.then(|| {
        let first = events.iter().filter_map(|event| event.at).min().unwrap_or(Timestamp(0));
        let last = events.iter().filter_map(|event| event.at).max().unwrap_or(Timestamp(0));
        (first, Timestamp(last.0.saturating_add(1)))
    });
    let rates = rates_of_events(
        people,
        &help,
        present.filter(|_| timed),
        &EventRateOptions {
            from: from.or(ends.map(|ends| ends.0)),
            to: to.or(ends.map(|ends| ends.1)),
            half_life_days: None,
            n: options.n,
            interval_level: options.interval_level,
            draws: options.draws,
            seed: options.seed,
        },
    )?;
    let model = rates.model;
    let there: Vec<&crate::champions::HelpRate> = rates.people.iter().filter(|p| p.months > 0.0).collect();
    let bar = model.and_then(|model| {
        let mut means: Vec<f64> =
            there.iter().map(|p| model.rate_of(p.weighted_helped, p.months).mean()).collect();
        percentile(&mut means, options.hub_percentile)
    });
    let entry = |(i, person): (usize, &crate::champions::HelpRate)| HubRate {
        askers: person.helped,
        times: times[i],
        asks: asks[i],
        months: person.months,
        rate: person.rate,
        p_hub: model
            .zip(bar)
            .map_or(0.0, |(model, bar)| model.prob_above(person.weighted_helped, person.months, bar)),
        p_top: person.p_top,
    };
    let people = rates.people.iter().enumerate().map(entry).collect();
    Ok(HubRates { people, model, timed, own, outside, seldom, options: options.clone() })
}

impl HubRates {
    /// People whom somebody asks, by posterior mean, highest first; ties by number.
    pub fn ranked(&self) -> Vec<u32> {
        let mut order: Vec<u32> =
            (0..self.people.len() as u32).filter(|&i| self.people[i as usize].askers > 0).collect();
        let mean = |i: u32| self.people[i as usize].rate.mean;
        order.sort_by(|&a, &b| mean(b).total_cmp(&mean(a)).then(a.cmp(&b)));
        order
    }

    /// The table `hub_rates` of everybody who is asked, highest rate first; `ids` names the people by their numbers.
    pub fn table(&self, ids: &[String]) -> Table {
        let order = self.ranked();
        let rows: Vec<&HubRate> = order.iter().map(|&i| &self.people[i as usize]).collect();
        let unit = if self.timed { "people per month" } else { "people" };
        let provenance = Provenance::new(
            "distinct people who ask somebody, per month of presence where the list has times; an asker counts once, however often",
        )
        .method("empirical Bayes, Gamma-Poisson (negative binomial) by maximum likelihood; P(top k) by draws from the posteriors")
        .parameter("min_times", self.options.min_times)
        .parameter("n", self.options.n)
        .parameter("hub_percentile", self.options.hub_percentile)
        .parameter("draws", self.options.draws)
        .parameter("seed", self.options.seed)
        .observations("pairs of asker and asked", self.people.iter().map(|p| u64::from(p.askers)).sum())
        .denominator("people of the list", self.people.len() as u64)
        .exclude("events of people with themselves", self.own)
        .exclude("events outside the window, or of people asked while they were not there", self.outside)
        .exclude("pairs below min_times", self.seldom)
        .interval(self.options.interval_level)
        .assume("everybody of the list could be asked by everybody");
        Table::new("hub_rates", "Who is asked", provenance)
            .text(
                "member",
                Role::Member,
                "",
                "id in the list",
                order.iter().map(|&i| ids.get(i as usize).cloned()),
            )
            .int(
                "askers",
                Role::People,
                "people",
                "distinct people who ask",
                rows.iter().map(|r| Some(r.askers.into())),
            )
            .int(
                "times",
                Role::Count,
                "asks",
                "how often they asked",
                rows.iter().map(|r| Some(r.times as i64)),
            )
            .int(
                "asks",
                Role::People,
                "people",
                "distinct people whom this person asks",
                rows.iter().map(|r| Some(r.asks.into())),
            )
            .float(
                "askers_rate",
                Role::Measure,
                unit,
                "distinct askers, posterior mean",
                rows.iter().map(|r| Some(r.rate.mean)),
            )
            .float("askers_rate_low", Role::Low, unit, "lower end", rows.iter().map(|r| Some(r.rate.low)))
            .float("askers_rate_high", Role::High, unit, "upper end", rows.iter().map(|r| Some(r.rate.high)))
            .float(
                "p_hub",
                Role::Share,
                "",
                "probability that the rate is above the percentile that makes a hub",
                rows.iter().map(|r| Some(r.p_hub)),
            )
            .float(
                "p_top",
                Role::Share,
                "",
                "probability to be among the first n",
                rows.iter().map(|r| Some(r.p_top)),
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(asker: u32, asked: u32, day: i64) -> AskEvent {
        AskEvent { asker, asked, at: Some(Timestamp(day * 86_400_000)), times: 1 }
    }

    #[test]
    fn fifty_of_one_stand_below_five_once_each() {
        let mut events: Vec<AskEvent> = (0..50).map(|day| ask(1, 0, day)).collect();
        events.extend((3..8).map(|asker| ask(asker, 2, i64::from(asker))));
        let rates = hub_rates(8, &events, None, &HubRateOptions::default()).unwrap();
        assert_eq!((rates.people[0].askers, rates.people[0].times), (1, 50));
        assert_eq!(rates.ranked(), [2, 0]);
        assert!(rates.people[2].p_hub > rates.people[0].p_hub && rates.timed);
        // Order does not matter.
        events.reverse();
        assert_eq!(hub_rates(8, &events, None, &HubRateOptions::default()).unwrap(), rates);
        // Only who comes back.
        let options = HubRateOptions { min_times: 2, ..Default::default() };
        let back = hub_rates(8, &events, None, &options).unwrap();
        assert_eq!((back.ranked(), back.seldom), (vec![0], 5));
    }

    #[test]
    fn counts_and_windows() {
        let count = |asker, asked, times| AskEvent { asker, asked, at: None, times };
        let rates =
            hub_rates(3, &[count(0, 1, 3), count(1, 1, 2), count(2, 1, 0)], None, &HubRateOptions::default())
                .unwrap();
        assert_eq!((rates.people[1].askers, rates.own, rates.timed), (1, 1, false));
        assert!((rates.people[1].months - 1.0).abs() < 1e-6);
        let day = |day: i64| Timestamp(day * 86_400_000);
        let options = HubRateOptions { from: Some(day(2)), to: Some(day(5)), ..Default::default() };
        let late = hub_rates(3, &[ask(0, 1, 1), ask(2, 1, 3)], None, &options).unwrap();
        assert_eq!((late.people[1].askers, late.outside), (1, 1));
        let spans = [day(0)..day(9), day(0)..day(2), day(0)..day(9)];
        let gone =
            hub_rates(3, &[ask(0, 1, 1), ask(2, 1, 3)], Some(&spans), &HubRateOptions::default()).unwrap();
        assert_eq!((gone.people[1].askers, gone.outside), (1, 1));
        assert_eq!(gone.table(&["a".into(), "b".into(), "c".into()]).rows(), 1);
    }

    #[test]
    fn edges() {
        let default = HubRateOptions::default();
        let none = hub_rates(0, &[], None, &default).unwrap();
        assert!(none.people.is_empty() && none.model.is_none());
        assert_eq!(hub_rates(4, &[], None, &default).unwrap().ranked(), [0u32; 0]);
        let fault = |events: &[AskEvent], options: &HubRateOptions| {
            hub_rates(2, events, None, options).unwrap_err().to_string()
        };
        assert!(fault(&[ask(0, 7, 1)], &default).contains("option people"));
        assert!(fault(&[], &HubRateOptions { min_times: 0, ..default.clone() }).contains("min_times"));
        assert!(
            fault(&[], &HubRateOptions { hub_percentile: 1.0, ..default.clone() }).contains("hub_percentile")
        );
        let mixed = [ask(0, 1, 1), AskEvent { at: None, ..ask(1, 0, 1) }];
        assert!(fault(&mixed, &default).contains("times for 1 of 2 events"));
    }
}
