//! What the report asks of the library.

use super::drawing::MEMBERS;
use crate::adoption::{AdoptionOptions, adoption};
use crate::bridging::{BridgingOptions, bridging};
use crate::champions::cover::{CoverOptions, champion_cover};
use crate::champions::{ChampionOptions, champions};
use crate::community::DEFAULT_MAX_UNITS;
use crate::conversation::{ConversationOptions, conversation};
use crate::dependence::{DependenceOptions, dependence};
use crate::funnel::{FunnelOptions, funnel};
use crate::goals::{Goal, GoalOptions, goals};
use crate::graph::EdgeRule;
use crate::privacy::GraphRelease;
use crate::questions::{HubOptions, question_hubs};
use crate::report::unit_level;
use crate::retention::{RetentionOptions, retention};
use crate::table::{Mode, Release, Table};
use crate::{Policy, Result, View};

/// All tables of the report, released. The analyses do not wait for each other.
///
/// # Errors
/// Those of the analyses.
pub(super) fn tables(view: &View<'_>, policy: &Policy, wanted: &[Goal]) -> Result<Vec<Release>> {
    let level = Some(unit_level(view.community(), DEFAULT_MAX_UNITS));
    let work: Vec<Box<dyn Fn() -> Result<Vec<Table>> + Sync + '_>> = vec![
        Box::new(|| {
            let options = AdoptionOptions { by_unit: true, unit_level: level, ..AdoptionOptions::default() };
            Ok(adoption(view, &options)?.tables())
        }),
        Box::new(|| Ok(funnel(view, &FunnelOptions::default())?.tables())),
        Box::new(|| Ok(retention(view, &RetentionOptions::default())?.tables())),
        Box::new(|| Ok(champions(view, &ChampionOptions::default())?.tables())),
        Box::new(|| Ok(champion_cover(view, &CoverOptions::default())?.tables())),
        Box::new(|| Ok(question_hubs(view, &HubOptions::default())?.tables())),
        Box::new(|| Ok(dependence(view, &DependenceOptions::default())?.tables())),
        Box::new(|| Ok(conversation(view, &ConversationOptions::default())?.tables())),
        Box::new(|| Ok(bridging(view, &BridgingOptions::default())?.tables())),
    ];
    let mut out = Vec::new();
    for tables in work.iter().map(|work| work()) {
        out.extend(tables?.iter().map(|table| policy.apply(table)));
    }
    if !wanted.is_empty() {
        let options = GoalOptions { unit_level: level, ..GoalOptions::default() };
        out.extend(goals(view, wanted, &options)?.tables().iter().map(|table| policy.apply(table)));
    }
    // A drawing of people, where people are shown at all.
    if policy.mode() != Mode::Aggregate {
        let graph = GraphRelease::with_units(view, &EdgeRule::default(), level, policy)?;
        out.push(graph.drawing(MEMBERS)?);
        out.push(graph.arcs()?);
    }
    Ok(out)
}
