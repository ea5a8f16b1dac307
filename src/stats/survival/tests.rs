//! Published curves, definitions taken literally, and inputs that leave nothing to say.

use super::*;
use crate::stats::special::two_sided_z;
use proptest::prelude::*;

fn events(times: &[u32]) -> Vec<Lifetime> {
    times.iter().map(|&time| Lifetime::new(f64::from(time), true)).collect()
}

/// Weeks in remission under 6-MP.
fn treated() -> Vec<Lifetime> {
    let weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35];
    let relapse = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0];
    weeks.iter().zip(relapse).map(|(&week, event)| Lifetime::new(f64::from(week), event == 1)).collect()
}

/// Weeks in remission under placebo.
fn placebo() -> Vec<Lifetime> {
    events(&[1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23])
}

/// Both groups of Freireich and others, treated first, and who has the placebo.
pub(super) fn freireich() -> (Vec<Lifetime>, Vec<u32>) {
    let both = [treated(), placebo()].concat();
    (both, (0..42).map(|i| i / 21).collect())
}

/// The same with entries spread over the first weeks: entry `0.9 (7i mod 5)`, at least half a week before exit.
pub(super) fn freireich_late() -> Vec<Lifetime> {
    let late =
        |(i, l): (usize, Lifetime)| Lifetime { entry: (((i * 7) % 5) as f64 * 0.9).min(l.exit - 0.5), ..l };
    freireich().0.into_iter().enumerate().map(late).collect()
}

fn close(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance
}

#[test]
fn remission_of_leukaemia() {
    let curve = kaplan_meier(&treated(), 0.95).unwrap();
    assert_eq!((curve.n, curve.events, curve.end, curve.conditional_from), (21, 9, 35.0, None));
    let table = [
        (6.0, 0.8571, 0.0764),
        (7.0, 0.8067, 0.0869),
        (10.0, 0.7529, 0.0963),
        (13.0, 0.6902, 0.1068),
        (16.0, 0.6275, 0.1141),
        (22.0, 0.5378, 0.1282),
        (23.0, 0.4482, 0.1346),
    ];
    assert_eq!(curve.rows().len(), table.len());
    for ((time, survival, se), row) in table.into_iter().zip(curve.rows()) {
        assert_eq!(row.time, time);
        assert!(close(row.survival, survival, 5e-5) && close(row.se, se, 5e-5), "{row:?}");
    }
    let rows: Vec<SurvivalRow> = curve.rows().collect();
    let (first, last) = (rows[0], rows[6]);
    assert!(close(first.low, 0.6197, 5e-5) && close(first.high, 0.9516, 5e-5), "{first:?}");
    assert!(close(last.low, 0.1881, 5e-5) && close(last.high, 0.6801, 5e-5), "{last:?}");
    assert!(close(first.hazard, 0.1429, 5e-5) && close(last.hazard, 0.7521, 5e-5));
    assert!(close(first.hazard_se, 3f64.sqrt() / 21.0, 1e-12));
    assert_eq!((first.at_risk, first.events, first.censored), (21, 3, 1));
    assert_eq!((last.at_risk, last.events, last.censored), (6, 1, 5));

    let control = kaplan_meier(&placebo(), 0.95).unwrap();
    assert_eq!((curve.median().time, control.median().time), (Some(23.0), Some(8.0)));
    // The bands cross one half at 13 and never, at 4 and at 11.
    assert_eq!((curve.median().low, curve.median().high), (Some(13.0), None));
    assert_eq!((control.median().low, control.median().high), (Some(4.0), Some(11.0)));
    assert_eq!(curve.quantile(0.9).time, None);
    let (a, b) = (curve.rmst(20.0).unwrap(), control.rmst(20.0).unwrap());
    assert!(close(a.mean, 16.1165, 5e-5) && close(a.se, 1.2516, 5e-5), "{a:?}");
    assert!(close(b.mean, 8.4286, 5e-5) && close(b.se, 1.2681, 5e-5), "{b:?}");
    let gained = rmst_difference(&curve, &control, 20.0, 0.95).unwrap();
    assert!(close(gained.difference, a.mean - b.mean, 1e-12) && close(gained.se, a.se.hypot(b.se), 1e-12));
    assert!(gained.interval.low > 4.0 && gained.interval.high < 11.5 && gained.p.unwrap() < 1e-4);
    // Placebo ends at 0, so any horizon will do; the treated were followed for 35 weeks.
    assert_eq!(control.at(100.0).unwrap().survival, 0.0);
    assert!(control.rmst(100.0).is_some() && curve.rmst(36.0).is_none() && curve.rmst(0.0).is_none());
}

#[test]
fn adoption_by_physicians() {
    let months = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1];
    let mut lifetimes: Vec<Lifetime> = (1..=17u32)
        .zip(months)
        .flat_map(|(month, n)| vec![Lifetime::new(f64::from(month), true); n])
        .collect();
    lifetimes.extend(vec![Lifetime::new(17.0, false); 16]);
    let curve = kaplan_meier(&lifetimes, 0.95).unwrap();
    assert_eq!((curve.n, curve.events), (125, 109));
    for (month, survival, se) in [
        (1.0, 0.912, Some(0.02534)),
        (6.0, 0.504, Some(0.04472)),
        (7.0, 0.4, None),
        (12.0, 0.24, None),
        (17.0, 0.128, Some(0.02988)),
    ] {
        let found = curve.at(month).unwrap();
        assert!(close(found.survival, survival, 1e-12), "{month}: {found:?}");
        assert!(se.is_none_or(|se| close(found.se, se, 5e-6)), "{month}: {found:?}");
    }
    // Exactly one half of another 10 is reached, whatever products of fractions say.
    assert_eq!(
        kaplan_meier(&events(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 0.95).unwrap().median().time,
        Some(5.0)
    );
}

/// Time, survival and log-log limits of `freireich_late` by lifelines 0.30.
const LATE: [(f64, f64, f64, f64); 5] = [
    (4.0, 0.7560649326353913, 0.547201911994439, 0.8783722367894479),
    (6.0, 0.6480556565446213, 0.4589374373501281, 0.7853744172443352),
    (10.0, 0.513003578194243, 0.34263901470106256, 0.6597103829273373),
    (20.0, 0.30943072970446406, 0.17229062059486228, 0.45728865560529186),
    (23.0, 0.17190596094692442, 0.06717140615061074, 0.31724001810603214),
];

#[test]
fn late_entry_against_lifelines() {
    let options = SurvivalOptions { min_at_risk: 0, ..Default::default() };
    let curve = kaplan_meier_with(&freireich_late(), &options).unwrap();
    for (time, survival, low, high) in LATE {
        let found = curve.at(time).unwrap();
        assert!(close(found.survival, survival, 1e-9), "{time}: {found:?}");
        assert!(
            close(found.interval.low, low, 1e-9) && close(found.interval.high, high, 1e-9),
            "{time}: {found:?}"
        );
    }
}

#[test]
fn a_curve_with_late_entry_starts_where_enough_are_at_risk() {
    let late = |entry: f64, exit: f64| Lifetime { entry, exit, event: true };
    // One early person has the event at once; five more come after 10, one of them with an event at 12.
    let mut lifetimes = vec![late(0.0, 1.0)];
    lifetimes.extend((0..5).map(|i| late(f64::from(6 + i), f64::from(12 + i))));
    let curve = kaplan_meier(&lifetimes, 0.95).unwrap();
    assert_eq!((curve.conditional_from, curve.n, curve.before_start), (Some(10.0), 5, 1));
    assert_eq!(curve.rows().map(|row| row.time).collect::<Vec<_>>(), [12.0, 13.0, 14.0, 15.0, 16.0]);
    assert!(close(curve.at(12.0).unwrap().survival, 0.8, 1e-12));
    assert!(curve.at(9.9).is_none() && curve.at(10.0).unwrap().survival == 1.0);
    assert_eq!(curve.rmst(12.5).unwrap().mean, 2.0 + 0.8 * 0.5);
    // Asked to start at once, the early event takes everything.
    let all = SurvivalOptions { min_at_risk: 1, ..Default::default() };
    assert_eq!(kaplan_meier_with(&lifetimes, &all).unwrap().at(1.0).unwrap().survival, 0.0);
    // Never enough.
    let six = SurvivalOptions { min_at_risk: 6, ..Default::default() };
    assert_eq!(kaplan_meier_with(&lifetimes, &six), None);
    // Without late entry three are enough to say something.
    assert_eq!(kaplan_meier(&events(&[1, 2, 3]), 0.95).unwrap().conditional_from, None);
    // A curve that starts later cannot be compared with one from the start.
    assert_eq!(rmst_difference(&curve, &kaplan_meier(&events(&[12, 13]), 0.95).unwrap(), 12.5, 0.95), None);
}

#[test]
fn a_mean_without_events_is_not_certain() {
    let none = kaplan_meier(&[Lifetime::new(30.0, false); 10], 0.95).unwrap();
    let found = none.rmst(30.0).unwrap();
    // All of ten: Wilson's interval is [.7225, 1].
    assert!(close(found.interval.low, 30.0 * 0.7225, 2e-3) && found.interval.high == 30.0, "{found:?}");
    assert!(found.se == 0.0 && found.interval.contains(found.mean));
    // Hazards under which ten without an event are no surprise.
    for rate in [1e-4, 1e-3, 5e-3] {
        let truth = (1.0 - f64::exp(-30.0 * rate)) / rate;
        assert!(found.interval.contains(truth), "{rate}: {truth} {found:?}");
    }
    // Some left early: fewer were seen to the end.
    let mut lifetimes = vec![Lifetime::new(30.0, false); 4];
    lifetimes.extend([Lifetime::new(10.0, false); 6]);
    let fewer = kaplan_meier(&lifetimes, 0.95).unwrap();
    let wide = fewer.rmst(30.0).unwrap().interval;
    assert!(
        close(wide.low, 30.0 * fewer.at(30.0).unwrap().interval.low, 1e-12) && wide.low < 16.0,
        "{wide:?}"
    );
    // All on day one: about a day, and not exactly that.
    let all = kaplan_meier(&events(&[1; 10]), 0.95).unwrap().rmst(30.0).unwrap();
    assert_eq!((all.mean, all.se), (1.0, 0.0));
    assert!(
        close(all.interval.low, 0.7225, 5e-5) && close(all.interval.high, 1.0 + 29.0 * 0.2775, 2e-3),
        "{all:?}"
    );

    // Differences: neither is known to be 30.
    let same = rmst_difference(&none, &none, 30.0, 0.95).unwrap();
    assert!(same.p.is_none() && same.interval.low < -8.0 && same.interval.high > 8.0, "{same:?}");
    // The one without events adds its own doubt.
    let some = kaplan_meier(&events(&[3, 8, 14, 20, 25, 29, 31, 33, 34, 40]), 0.95).unwrap();
    let (gained, own) = (rmst_difference(&none, &some, 30.0, 0.95).unwrap(), some.rmst(30.0).unwrap());
    assert!(gained.p.is_none() && close(gained.se, own.se, 1e-12));
    let low = gained.difference - (1.959964 * own.se).hypot(30.0 * (1.0 - 0.7225));
    assert!(close(gained.interval.low, low, 0.01), "{gained:?} {low}");
    assert!(close(gained.interval.high, gained.difference + 1.959964 * own.se, 1e-4), "{gained:?}");
}

#[test]
fn little_data_is_no_reason_for_nonsense() {
    assert_eq!(kaplan_meier(&[], 0.95), None);
    assert_eq!(kaplan_meier(&events(&[1]), 1.0), None);
    assert_eq!(kaplan_meier(&[Lifetime::new(f64::NAN, true)], 0.95), None);
    assert_eq!(kaplan_meier(&[Lifetime { entry: 3.0, exit: 3.0, event: true }], 0.95), None);
    // All on day one: 0, but with a width.
    let all = kaplan_meier(&events(&[1; 10]), 0.95).unwrap();
    let row = all.rows().next().unwrap();
    assert_eq!((row.survival, row.se, row.low), (0.0, 0.0, 0.0));
    assert!(close(row.high, 0.2775, 5e-5));
    // Nobody at all: 1, but with a width.
    let none = kaplan_meier(&[Lifetime::new(30.0, false); 10], 0.95).unwrap();
    let at = none.at(20.0).unwrap();
    assert!(at.survival == 1.0 && close(at.interval.low, 0.7225, 5e-5) && at.interval.high == 1.0);
    assert_eq!((none.median().time, none.rmst(30.0).unwrap().mean), (None, 30.0));
    assert_eq!(rmst_difference(&none, &none, 30.0, 0.95).unwrap().p, None);
    // One person, before and at the event.
    let one = kaplan_meier(&events(&[5]), 0.95).unwrap();
    assert_eq!((one.at(4.0).unwrap().survival, one.at(5.0).unwrap().survival), (1.0, 0.0));
    // Ten events before one censored in so large a group that S rounds towards 1.
    let mut many = vec![Lifetime::new(2.0, false); 100_000];
    many.push(Lifetime::new(1.0, true));
    let row = kaplan_meier(&many, 0.95).unwrap().rows().next().unwrap();
    assert!(row.low > 0.9998 && row.low < row.survival && row.survival < row.high && row.high < 1.0);

    let by = kaplan_meier_by(&events(&[1, 2]), &[1, 1], 3, 0.95).unwrap();
    assert!(by[0].is_none() && by[1].is_some() && by[2].is_none());
    assert_eq!(kaplan_meier_by(&events(&[1, 2]), &[1, 3], 3, 0.95), None);
    assert_eq!(kaplan_meier_by(&events(&[1, 2]), &[1], 3, 0.95), None);
    assert_eq!(kaplan_meier_by(&[], &[], 2, 0.95), Some(vec![None, None]));
}

#[test]
fn the_interval_covers() {
    // Exponential times with mean 10, censored uniformly on (0, 20); S(10) = 1/e.
    let truth = (-1f64).exp();
    let mut covered = 0;
    for run in 0..1000 {
        let mut rng = crate::stats::sample::stream(11, run);
        let mut draw = || crate::stats::sample::uniform(&mut rng);
        let lifetimes: Vec<Lifetime> = (0..60)
            .map(|_| {
                let (event, censored) = (-10.0 * draw().ln(), 20.0 * draw());
                Lifetime::new(event.min(censored), event <= censored)
            })
            .collect();
        let at = kaplan_meier(&lifetimes, 0.95).unwrap().at(10.0);
        covered += u32::from(at.is_some_and(|at| at.interval.contains(truth)));
    }
    assert!((930..=970).contains(&covered), "{covered} of 1000");
}

prop_compose! {
    /// Lifetimes with ties, late entry and censoring at the times of events; whole numbers or thirds.
    pub(super) fn lifetimes()(
        rows in prop::collection::vec((0u8..12, 0u8..14, prop::bool::ANY, prop::bool::ANY), 1..40),
        late in prop::bool::ANY, thirds in prop::bool::ANY,
    ) -> Vec<Lifetime> {
        let unit = if thirds { 1.0 / 3.0 } else { 1.0 };
        rows.into_iter().map(|(entry, exit, event, start)| Lifetime {
            entry: if late && !start { f64::from(entry) * 0.5 } else { f64::NEG_INFINITY },
            exit: f64::from(exit) * unit,
            event,
        }).collect()
    }
}

/// Product limit and its sums at `time`, from the definition, over the times of events after `from`:
/// survival, `Σ d/n(n-d)`, `Σ d/n`, `Σ d/n²`.
fn by_definition(lifetimes: &[Lifetime], from: f64, time: f64) -> [f64; 4] {
    let mut found = [1.0, 0.0, 0.0, 0.0];
    for t in event_times(lifetimes).into_iter().filter(|&t| t > from && t <= time) {
        let n = lifetimes.iter().filter(|l| l.is_at_risk(t)).count() as f64;
        let d = lifetimes.iter().filter(|l| l.is_at_risk(t) && l.event && l.exit == t).count() as f64;
        found[0] *= 1.0 - d / n;
        found[1] += if d < n { d / (n * (n - d)) } else { 0.0 };
        found[2] += d / n;
        found[3] += d / (n * n);
    }
    found
}

fn event_times(lifetimes: &[Lifetime]) -> Vec<f64> {
    let mut times: Vec<f64> =
        lifetimes.iter().filter(|l| l.event && l.entry < l.exit).map(|l| l.exit).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    times
}

proptest! {
    #[test]
    fn curves_are_what_they_are_defined_to_be(lifetimes in lifetimes(), min_at_risk in 0u32..8) {
        let options = SurvivalOptions { min_at_risk, level: 0.9 };
        let z = two_sided_z(0.9).unwrap();
        let at_risk: Vec<Lifetime> = lifetimes.iter().copied().filter(|l| l.entry < l.exit).collect();
        let first = at_risk.iter().map(|l| l.entry).fold(f64::INFINITY, f64::min);
        // Just after an entry: those entered and not gone.
        let present = |time: f64| at_risk.iter().filter(|l| l.entry <= time && l.exit > time).count();
        let mut starts: Vec<f64> = at_risk.iter().map(|l| l.entry).collect();
        starts.sort_by(f64::total_cmp);
        let start = if at_risk.iter().all(|l| l.entry == first) {
            starts.first().copied()
        } else {
            starts.into_iter().find(|&entry| present(entry) >= min_at_risk as usize)
        };
        let curve = kaplan_meier_with(&lifetimes, &options);
        let Some(from) = start.filter(|&from| at_risk.iter().any(|l| l.exit > from)) else {
            prop_assert!(curve.is_none());
            return Ok(());
        };
        let curve = curve.unwrap();
        prop_assert_eq!(curve.conditional_from, (from > 0.0).then_some(from));
        prop_assert_eq!(curve.n as usize, at_risk.iter().filter(|l| l.exit > from).count());
        prop_assert_eq!(curve.never_at_risk as usize, lifetimes.len() - at_risk.len());
        prop_assert_eq!(curve.before_start as usize + curve.n as usize, at_risk.len());
        let times: Vec<f64> = event_times(&lifetimes).into_iter().filter(|&t| t > from).collect();
        prop_assert_eq!(curve.rows().map(|row| row.time).collect::<Vec<_>>(), times.clone());
        for row in curve.rows() {
            let [survival, greenwood, hazard, variance] = by_definition(&lifetimes, from, row.time);
            prop_assert_eq!(row.at_risk as usize, at_risk.iter().filter(|l| l.is_at_risk(row.time)).count());
            prop_assert!(close(row.survival, survival, 1e-12) && close(row.se, survival * greenwood.sqrt(), 1e-12));
            prop_assert!(close(row.hazard, hazard, 1e-12) && close(row.hazard_se, variance.sqrt(), 1e-12));
            prop_assert!(0.0 <= row.low && row.low <= row.survival && row.survival <= row.high && row.high <= 1.0);
            if survival > 1e-9 {
                // ln(-ln S) ± z s/|ln S|.
                let scale = |s: f64| (-s.ln()).ln();
                let width = z * greenwood.sqrt() / -survival.ln();
                prop_assert!(close(scale(row.low), scale(survival) + width, 1e-6));
                prop_assert!(close(scale(row.high), scale(survival) - width, 1e-6));
            }
        }
        // Who is at risk leaves by event or censoring: rows and what came before them add up.
        let gone: u32 = curve.rows().map(|row| row.events + row.censored).sum();
        if let Some(first) = times.first() {
            prop_assert_eq!(gone as usize, at_risk.iter().filter(|l| l.exit >= *first).count());
        }
        for q in [0.1, 0.25, 0.5, 0.9] {
            let found = curve.quantile(q);
            let by = |part: &dyn Fn(SurvivalRow) -> f64| {
                curve.rows().find(|&row| part(row) <= 1.0 - q + 1e-9).map(|row| row.time)
            };
            prop_assert_eq!(found.time, by(&|row| row.survival));
            prop_assert_eq!(found.low, by(&|row| row.low));
            prop_assert_eq!(found.high, by(&|row| row.high));
        }
        for half_days in 0..30 {
            let tau = f64::from(half_days) * 0.5;
            let Some(at) = curve.at(tau) else {
                let beyond = tau > curve.end && by_definition(&lifetimes, from, curve.end)[0] > 1e-9;
                prop_assert!(beyond || tau < from);
                continue;
            };
            prop_assert!(close(at.survival, by_definition(&lifetimes, from, tau)[0], 1e-12));
            prop_assert!(at.interval.contains(at.survival) && at.interval.width() > 0.0);
            // The area between times at which the curve may change.
            let origin = from.max(0.0);
            let area = |start: f64| {
                let mut cuts = vec![start, tau];
                cuts.extend(times.iter().copied().filter(|&t| start < t && t < tau));
                cuts.sort_by(f64::total_cmp);
                let piece = |w: &[f64]| (w[1] - w[0]) * by_definition(&lifetimes, from, w[0])[0];
                cuts.windows(2).map(piece).sum::<f64>()
            };
            let Some(rmst) = curve.rmst(tau) else {
                prop_assert!(tau <= origin);
                continue;
            };
            let variance: f64 = curve
                .rows()
                .filter(|row| row.time <= tau && row.at_risk > row.events)
                .map(|row| (row, f64::from(row.at_risk), f64::from(row.events)))
                .map(|(row, n, d)| area(row.time.max(origin)).powi(2) * d / (n * (n - d)))
                .sum();
            prop_assert!(close(rmst.mean, area(origin), 1e-9) && close(rmst.se, variance.sqrt(), 1e-9));
        }
    }

    #[test]
    fn groups_are_curves_of_their_own(lifetimes in lifetimes(), salt in 1usize..5) {
        let groups: Vec<u32> = (0..lifetimes.len()).map(|i| (i * salt % 4) as u32).collect();
        let curves = kaplan_meier_by(&lifetimes, &groups, 4, 0.95).unwrap();
        for (group, curve) in (0..4).zip(curves) {
            let own: Vec<Lifetime> =
                lifetimes.iter().zip(&groups).filter(|p| *p.1 == group).map(|p| *p.0).collect();
            prop_assert_eq!(curve, kaplan_meier(&own, 0.95));
        }
        let mut turned = lifetimes.clone();
        turned.reverse();
        prop_assert_eq!(kaplan_meier(&turned, 0.95), kaplan_meier(&lifetimes, 0.95));
    }

    #[test]
    fn days_counted_and_days_sorted_agree(lifetimes in lifetimes()) {
        // Multiplying by 2¹⁷ changes nothing but makes the range too large to be counted.
        let scale = f64::from(1 << 17);
        let wide: Vec<Lifetime> =
            lifetimes.iter().map(|l| Lifetime { entry: l.entry * scale, exit: l.exit * scale, ..*l }).collect();
        let (near, far) = (kaplan_meier(&lifetimes, 0.95), kaplan_meier(&wide, 0.95));
        prop_assert_eq!(near.is_some(), far.is_some());
        let (Some(near), Some(far)) = (near, far) else { return Ok(()) };
        prop_assert_eq!(near.conditional_from.map(|from| from * scale), far.conditional_from);
        for (a, b) in near.rows().zip(far.rows()) {
            prop_assert_eq!(SurvivalRow { time: a.time * scale, ..a }, b);
        }
    }
}
