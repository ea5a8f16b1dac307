//! Coming back week by week, adjusted for what the export knows of the post and its author.

use super::FunnelOptions;
use super::newcomers::{Newcomer, Newcomers, Reply, after, wrote_in};
use crate::activity::Population;
use crate::community::Roster;
use crate::stats::{Design, GlmData, GlmFamily, GlmOptions, Interval, glm};
use std::collections::BTreeMap;

/// Units from which errors are clustered by unit; with fewer they would come out too small.
const MIN_UNIT_CLUSTERS: usize = 30;
/// Events a coefficient needs (Peduzzi et al., J. Clin. Epidemiol. 49, 1996).
const EVENTS_PER_COEFFICIENT: usize = 10;
/// Upper ends of the size classes of units: a team, a department, more.
const UNIT_SIZES: [usize; 2] = [10, 50];
/// Days of a period of the hazard.
const WEEK: u32 = 7;

/// How much the odds of writing again in a week differ from those of newcomers without a reply.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adjusted {
    /// Odds ratio.
    pub odds_ratio: f64,
    /// Its interval, by cluster-robust errors.
    pub interval: Interval,
    /// Newcomers in the model.
    pub people: u64,
    /// Newcomers among them who wrote again.
    pub events: u64,
}

/// A group of covariates that is taken or left as a whole.
struct Block {
    name: &'static str,
    columns: Vec<Vec<f64>>,
}

/// Odds ratios by kind of reply, and in words what they are adjusted for, or why there are none.
pub(super) fn adjusted(
    newcomers: &Newcomers,
    population: &Population<'_>,
    options: &FunnelOptions,
) -> (Vec<(Reply, Adjusted)>, String) {
    let weeks = options.return_days.div_ceil(WEEK);
    let enough = |reply: Reply| {
        let of = newcomers.list.iter().filter(|n| n.reply == reply && n.seen(WEEK.min(options.return_days)));
        of.count() >= options.min_arm as usize
    };
    let no = |why: &str| (Vec::new(), format!("no adjusted comparison: {why}"));
    if !enough(Reply::None) || !enough(Reply::Colleague) {
        return no("not enough newcomers with or without a reply");
    }
    let official = enough(Reply::Official);
    let list: Vec<&Newcomer> =
        newcomers.list.iter().filter(|n| official || n.reply != Reply::Official).collect();

    // One row a newcomer and week, up to the week of coming back or the last that was wholly seen.
    let mut rows: Vec<(usize, u32)> = Vec::new();
    let mut response = Vec::new();
    let mut people = 0;
    for (i, newcomer) in list.iter().enumerate() {
        for week in 0..weeks {
            let last = ((week + 1) * WEEK).min(options.return_days);
            let (from, to) = (after(newcomer.landmark, week * WEEK), after(newcomer.landmark, last));
            if to > newcomer.end {
                break;
            }
            people += u64::from(week == 0);
            rows.push((i, week));
            let event = wrote_in(newcomer, from, to);
            response.push(f64::from(event));
            if event {
                break;
            }
        }
    }
    let events = response.iter().filter(|&&y| y == 1.0).count();
    let limit = events.min(rows.len() - events) / EVENTS_PER_COEFFICIENT;

    let column = |f: &dyn Fn(&Newcomer) -> f64| rows.iter().map(|&(i, _)| f(list[i])).collect::<Vec<f64>>();
    let flag = |f: &dyn Fn(&Newcomer) -> bool| column(&|n| f64::from(f(n)));
    let mut columns = vec![vec![1.0; rows.len()], flag(&|n| n.reply == Reply::Colleague)];
    if official {
        columns.push(flag(&|n| n.reply == Reply::Official));
    }
    // A line over the weeks costs one coefficient whatever their number.
    columns.push(rows.iter().map(|&(_, week)| f64::from(week)).collect());
    if limit < columns.len() {
        return no("too few newcomers came back, or stayed away, for a model");
    }
    let mean_words = list.iter().map(|n| f64::from(n.words).ln_1p()).sum::<f64>() / list.len().max(1) as f64;
    let sizes = unit_sizes(population);
    let unit = |n: &Newcomer| population.people[n.person as usize].unit;
    let size = |n: &Newcomer| sizes.get(unit(n)).copied().unwrap_or(0);
    let mut blocks = vec![
        Block { name: "question or not", columns: vec![flag(&|n| n.question)] },
        Block { name: "length", columns: vec![column(&|n| f64::from(n.words).ln_1p() - mean_words)] },
        Block { name: "had replied before or not", columns: vec![flag(&|n| n.wrote_before)] },
    ];
    if sizes.len() > 1 {
        let classes = vec![
            flag(&|n| size(n) > UNIT_SIZES[0] && size(n) <= UNIT_SIZES[1]),
            flag(&|n| size(n) > UNIT_SIZES[1]),
        ];
        blocks.push(Block { name: "size of the unit", columns: classes });
    }
    let months = (2..=12).map(|month| flag(&|n| n.month == month)).collect();
    blocks.push(Block { name: "calendar month", columns: months });

    let (mut taken, mut left) = (vec!["week"], Vec::new());
    for mut block in blocks {
        // A covariate that does not vary is no covariate.
        block.columns.retain(|column| column.iter().any(|x| *x != column[0]));
        if block.columns.is_empty() {
            continue;
        }
        if columns.len() + block.columns.len() > limit {
            left.push(block.name);
            continue;
        }
        columns.append(&mut block.columns);
        taken.push(block.name);
    }

    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let Some(design) = Design::from_columns(&slices) else { return no("nothing to fit") };
    let data = GlmData::new(&design, &response);
    let Some(fit) = glm(&data, GlmFamily::Logistic, &GlmOptions::default()) else {
        return no("nothing to fit");
    };
    let names: BTreeMap<&str, u32> = {
        let mut names: Vec<&str> = list.iter().map(|n| unit(n)).filter(|unit| !unit.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().zip(0..).collect()
    };
    let by_unit = names.len() >= MIN_UNIT_CLUSTERS;
    // Whoever has no unit is a cluster alone.
    let cluster = |i: usize| match names.get(unit(list[i])) {
        Some(&unit) if by_unit => unit,
        _ => (names.len() + i) as u32,
    };
    let clusters: Vec<u32> = rows.iter().map(|&(i, _)| cluster(i)).collect();
    let Some(robust) = fit.cluster_robust(&data, &clusters) else {
        return no("the model has no maximum (all or none of some kind of newcomer came back)");
    };
    let of = |at: usize| {
        let coefficient = fit.coefficient(at, &robust, options.interval_level)?;
        let Interval { low, high } = coefficient.interval;
        let (ratio, low, high) = (coefficient.estimate.exp(), low.exp(), high.exp());
        (ratio.is_finite() && high.is_finite()).then_some(Adjusted {
            odds_ratio: ratio,
            interval: Interval { low, high },
            people,
            events: events as u64,
        })
    };
    let kinds = if official { vec![Reply::Colleague, Reply::Official] } else { vec![Reply::Colleague] };
    let fits = kinds.into_iter().zip(1..).filter_map(|(reply, at)| Some((reply, of(at)?))).collect();
    let mut words = format!(
        "logistic hazard of writing again a week, adjusted for {}; errors clustered by {}",
        taken.join(", "),
        if by_unit { "unit" } else { "person" }
    );
    if !left.is_empty() {
        words.push_str(&format!("; too few returns to adjust for {} as well", left.join(", ")));
    }
    (fits, words)
}

/// People by unit, whole path; units without a name are none.
fn unit_sizes<'a>(population: &'a Population<'_>) -> BTreeMap<&'a str, usize> {
    let mut sizes = BTreeMap::new();
    for person in population.people.iter().filter(|person| !person.unit.is_empty()) {
        *sizes.entry(Roster::unit_at(person.unit, None)).or_insert(0) += 1;
    }
    sizes
}
