//! A drawing of who talks to whom, with the champions and the hubs named.

use super::super::cells::{number, table as named, text};
use super::super::chart::{Alternative, Knot, Net, net};
use super::super::locale::{Words, message};
use super::asked::LIKELY;
use super::people::called;
use crate::table::Release;
use maud::Markup;
use std::collections::{BTreeMap, BTreeSet};

/// Members drawn at most: more are a ball of wool.
pub(super) const MEMBERS: usize = 150;
/// Ties drawn at most, the strongest first.
const TIES: usize = 350;
const OTHERS: usize = 0;
const CHAMPION: usize = 3;
const HUB: usize = 4;

/// The drawing, where the policy shows people: places and ties of members, champions and hubs in their colours.
pub(super) fn drawing(tables: &[Release], words: &Words) -> Option<(Markup, String)> {
    let (places, arcs) = (named(tables, "drawing")?, named(tables, "arcs")?);
    let listed = |name: &str| -> BTreeSet<String> {
        named(tables, name)
            .map(|list| (0..list.rows()).filter_map(|row| text(list, "member", row)).collect())
            .unwrap_or_default()
    };
    let champions = listed("champions");
    // Only those who are clearly asked more than others, as the section on them tells it.
    let hubs: BTreeSet<String> = named(tables, "question_hubs")
        .map(|list| {
            (0..list.rows())
                .filter(|&row| number(list, "p_hub", row).is_some_and(|p| p >= LIKELY))
                .filter_map(|row| text(list, "member", row))
                .collect()
        })
        .unwrap_or_default();
    let axis = |name: &str| -> Option<Vec<f64>> {
        (0..places.rows()).map(|row| number(places, name, row)).collect()
    };
    let [across, up] = [between_0_and_1(axis("x")?), between_0_and_1(axis("y")?)];
    let contacts: Vec<f64> =
        (0..places.rows()).map(|row| number(places, "contacts", row).unwrap_or(0.0)).collect();
    let most = contacts.iter().copied().fold(1.0, f64::max);
    let mut number_of: BTreeMap<String, usize> = BTreeMap::new();
    let knots: Vec<Knot> = (0..places.rows())
        .map(|row| {
            let member = text(places, "member", row).unwrap_or_default();
            let colour = match (champions.contains(&member), hubs.contains(&member)) {
                (true, _) => CHAMPION,
                (_, true) => HUB,
                _ => OTHERS,
            };
            let name = called(places, row).filter(|_| colour != OTHERS).unwrap_or_default();
            number_of.insert(member, row);
            Knot {
                at: (across[row], 1.0 - up[row]),
                size: contacts[row] / most,
                colour,
                square: colour == HUB,
                name,
            }
        })
        .collect();
    if knots.len() < 3 {
        return None;
    }
    let mut ties: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for row in 0..arcs.rows() {
        let end = |side: &str| number_of.get(&text(arcs, side, row)?).copied();
        if let (Some(u), Some(v), Some(weight)) = (end("from"), end("to"), number(arcs, "weight", row))
            && u != v
        {
            *ties.entry((u.min(v), u.max(v))).or_default() += weight;
        }
    }
    let mut ties: Vec<(usize, usize, f64)> =
        ties.into_iter().map(|((u, v), weight)| (u, v, weight)).collect();
    ties.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    ties.truncate(TIES);
    let strongest = ties.first().map_or(1.0, |tie| tie.2);
    ties.iter_mut().for_each(|tie| tie.2 /= strongest);
    let alternative = Alternative {
        id: "talk-drawing".into(),
        title: words.say(message::TALK_DRAWING),
        description: words.tell(message::TALK_DRAWING_DESCRIPTION, &[("n", knots.len().into())]),
    };
    Some((net(&Net { knots: &knots, ties: &ties }, &alternative), words.say(message::TALK_DRAWING)))
}

/// Places along a side of the drawing. A few who stand far out stay at the edge: the others need the room.
fn between_0_and_1(values: Vec<f64>) -> Vec<f64> {
    const OUTSIDE: f64 = 0.02;
    let mut sorted = values.clone();
    sorted.sort_by(f64::total_cmp);
    let at =
        |share: f64| sorted.get((share * sorted.len().saturating_sub(1) as f64).round() as usize).copied();
    let (low, high) = (at(OUTSIDE).unwrap_or(0.0), at(1.0 - OUTSIDE).unwrap_or(1.0));
    let span = if high > low { high - low } else { 1.0 };
    values.into_iter().map(|value| ((value - low) / span).clamp(0.0, 1.0)).collect()
}
