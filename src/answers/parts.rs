//! By unit, group and language, and whether these differ.

use super::facts::{Fact, Facts};
use super::{AnswersOptions, Clock, Difference, Part, PeriodAnswers, Until};
use crate::activity::{NO_UNIT, bins, comparison};
use crate::stats::{Lifetime, benjamini_hochberg, kaplan_meier};
use crate::text::Language;
use crate::{GroupId, View};
use std::collections::BTreeMap;

/// Questions beyond which tests take delays in whole minutes: their cost is by distinct delays.
const MOST_EXACT: usize = 20_000;

/// Questions by a key, without those that have none.
fn by<K: Ord>(facts: &[Fact], key: impl Fn(&Fact) -> Option<K>) -> BTreeMap<K, Vec<&Fact>> {
    let mut found: BTreeMap<K, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        if let Some(key) = key(fact) {
            found.entry(key).or_default().push(fact);
        }
    }
    found
}

fn unit(fact: &Fact) -> Option<u32> {
    Some(fact.unit).filter(|&unit| unit != NO_UNIT)
}

/// By unit of the asker, by name.
pub(super) fn units(all: &Facts, options: &AnswersOptions) -> Vec<Part> {
    let name = |unit: u32| all.units.names.get(unit as usize).cloned().unwrap_or_default();
    by(&all.facts, unit)
        .into_iter()
        .map(|(unit, facts)| Part::of(&facts, name(unit), true, options))
        .collect()
}

/// By group of the platform, by name, then id.
pub(super) fn groups(view: &View<'_>, facts: &[Fact], options: &AnswersOptions) -> Vec<Part> {
    let groups = view.community().groups();
    let part = |(group, facts): (GroupId, Vec<&Fact>)| {
        let id = groups.ids.get(group.index()).to_string();
        let name = groups.names.get(group.index());
        let name = if name.is_empty() { id.clone() } else { name.to_owned() };
        Part { id, ..Part::of(&facts, name, false, options) }
    };
    let mut found: Vec<Part> = by(facts, |fact| fact.group).into_iter().map(part).collect();
    found.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    found
}

/// By language, by code.
pub(super) fn languages(facts: &[Fact], options: &AnswersOptions) -> Vec<Part> {
    let part = |(code, facts): (&str, Vec<&Fact>)| Part::of(&facts, code.to_owned(), false, options);
    by(facts, |fact| fact.language.map(Language::code)).into_iter().map(part).collect()
}

/// By week or month of asking: all bins of the view, empty ones as well.
pub(super) fn periods(view: &View<'_>, facts: &[Fact], options: &AnswersOptions) -> Vec<PeriodAnswers> {
    let clock = view.clock();
    let mut of = by(facts, |fact: &Fact| Some(options.period.start(clock.day(fact.at))));
    bins(view, options.period)
        .into_iter()
        .map(|(start, whole)| {
            let facts = of.remove(&start).unwrap_or_default();
            PeriodAnswers { start, whole, part: Part::of(&facts, String::new(), false, options) }
        })
        .collect()
}

/// Log-rank tests between units, groups, languages and the halves of the questions in order of time, by both clocks.
pub(super) fn differences(all: &Facts, options: &AnswersOptions) -> Vec<Difference> {
    let facts = &all.facts;
    let half = facts.len() / 2;
    let language = |fact: &Fact| fact.language.map(|language| language as u32);
    let of = |key: &dyn Fn(&Fact) -> Option<u32>| facts.iter().map(key).collect::<Vec<_>>();
    let kinds: [(&'static str, Vec<Option<u32>>); 4] = [
        ("units", of(&unit)),
        ("groups", of(&|fact| fact.group.map(|GroupId(group)| group))),
        ("languages", of(&language)),
        ("earlier and later half", (0..facts.len()).map(|i| Some(u32::from(i >= half))).collect()),
    ];
    let mut found = Vec::new();
    for (between, keys) in &kinds {
        for clock in Clock::ALL {
            found.extend(difference(facts, keys, between, clock, options));
        }
    }
    let adjusted = benjamini_hochberg(&found.iter().map(|d| d.comparison.test.p).collect::<Vec<_>>());
    found.iter_mut().zip(adjusted.unwrap_or_default()).for_each(|(difference, q)| difference.q = q);
    found
}

fn difference(
    facts: &[Fact],
    keys: &[Option<u32>],
    between: &'static str,
    clock: Clock,
    options: &AnswersOptions,
) -> Option<Difference> {
    let kept =
        facts.iter().zip(keys).filter_map(|(fact, &key)| Some((fact.wait(Until::FirstAnswer, clock), key?)));
    let (mut lives, keys): (Vec<Lifetime>, Vec<u32>) = kept.unzip();
    if lives.len() > MOST_EXACT {
        lives.iter_mut().for_each(|life| life.exit = (life.exit * 60.0).ceil());
    }
    let n = keys.iter().max().map_or(0, |&key| key as usize + 1);
    let overall = kaplan_meier(&lives, options.interval_level)?;
    let comparison = comparison(&lives, &keys, n, &overall)?;
    // The groups of the test are by size, the halves are as large as each other: the later one is the larger, if any.
    let later_ratio = (between == "earlier and later half").then(|| {
        let (mut observed, mut expected) = (0.0, 0.0);
        let hazard = Hazard::of(&overall);
        for (life, _) in lives.iter().zip(&keys).filter(|(_, key)| **key == 1) {
            observed += f64::from(u8::from(life.event));
            expected += hazard.at(life.exit);
        }
        (observed, expected)
    });
    let later_ratio = later_ratio.filter(|(_, expected)| *expected > 0.0).map(|(a, b)| a / b);
    let q = comparison.test.p;
    Some(Difference { between, clock, comparison, q, later_ratio })
}

/// Cumulative hazard of all.
struct Hazard(Vec<(f64, f64)>);

impl Hazard {
    fn of(curve: &crate::stats::Survival) -> Hazard {
        Hazard(curve.rows().map(|row| (row.time, row.hazard)).collect())
    }

    fn at(&self, time: f64) -> f64 {
        match self.0.partition_point(|step| step.0 <= time) {
            0 => 0.0,
            after => self.0[after - 1].1,
        }
    }
}
