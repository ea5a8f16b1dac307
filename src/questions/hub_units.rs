//! Question hubs by unit.

use super::asked::Asked;
use super::evidence::Evidence;
use super::{QuestionHub, UnitHubs};
use crate::View;
use crate::activity::{People, Units};

/// Hubs, askers and how much is asked, by unit; and whom the number of people of a unit counts.
pub(super) fn by_unit(
    view: &View<'_>,
    people: &People,
    units: &Units,
    hubs: &[QuestionHub],
    asked: &[Asked],
    evidence: &[Evidence],
) -> (Vec<UnitHubs>, &'static str) {
    let (counts, what) = units.people(view, people);
    let place = |unit: u32| (unit as usize).min(units.names.len());
    let mut found: Vec<UnitHubs> = counts
        .iter()
        .enumerate()
        .map(|(i, &people)| UnitHubs {
            unit: units.names.get(i).cloned(),
            people,
            hubs: 0,
            off_platform: 0,
            askers: 0,
            asked_per_month: 0.0,
        })
        .collect();
    for hub in hubs {
        let of_name = hub.unit.as_ref().and_then(|unit| units.names.binary_search(unit).ok());
        let unit = &mut found[of_name.unwrap_or(units.names.len())];
        let listed = u64::from(hub.listed);
        *(if hub.on_platform { &mut unit.hubs } else { &mut unit.off_platform }) += listed;
        if hub.months > 0.0 {
            unit.asked_per_month += hub.weighted_askers / hub.months;
        }
    }
    // Askers, each once a unit: unit by unit, remembering for which unit somebody was seen last.
    let mut by_unit: Vec<(usize, &[Evidence])> = evidence
        .chunk_by(|a, b| a.who == b.who)
        .zip(asked)
        .map(|(evidence, asked)| (place(asked.unit), evidence))
        .collect();
    by_unit.sort_by_key(|(unit, _)| *unit);
    let mut seen = vec![usize::MAX; units.of.len()];
    for (unit, evidence) in by_unit {
        for Evidence { asker, .. } in evidence {
            if std::mem::replace(&mut seen[asker.index()], unit) != unit {
                found[unit].askers += 1;
            }
        }
    }
    // People without a unit are a row only where there are some.
    found.retain(|unit| unit.unit.is_some() || unit.people > 0 || unit.askers > 0);
    (found, what)
}
