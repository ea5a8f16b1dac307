//! What the report asks of the library.

use super::drawing::MEMBERS;
use crate::adoption::{AdoptionOptions, adoption};
use crate::answers::{AnswersOptions, answers};
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
use crate::routing::{RouteOptions, UnansweredOptions, route_all, unanswered};
use crate::table::{Mode, Release, Table};
use crate::{Policy, Result, View};
use rayon::prelude::*;

/// All tables of the report, released. The analyses do not wait for each other.
///
/// # Errors
/// Those of the analyses.
pub(super) fn tables(view: &View<'_>, policy: &Policy, wanted: &[Goal]) -> Result<Vec<Release>> {
    let level = Some(unit_level(view.community(), DEFAULT_MAX_UNITS));
    let people = policy.mode() != Mode::Aggregate;
    let helpers = ChampionOptions { unit_level: level, ..ChampionOptions::default() };
    // The longest first, so that the others fill the other cores meanwhile.
    let work: Vec<Box<dyn Fn() -> Result<Vec<Table>> + Sync + '_>> = vec![
        Box::new(|| {
            let options = AdoptionOptions { by_unit: true, unit_level: level, ..AdoptionOptions::default() };
            Ok(adoption(view, &options)?.tables())
        }),
        Box::new(|| {
            let options = CoverOptions { champions: helpers.clone(), ..CoverOptions::default() };
            let cover = champion_cover(view, &options)?;
            let mut tables = cover.tables();
            // Who answers as much as one can ask for is not asked for more.
            let exclude = cover.loaded.iter().map(|loaded| loaded.id.clone()).collect();
            let route = RouteOptions { unit_level: level, exclude, ..RouteOptions::default() };
            let options = UnansweredOptions { route, ..UnansweredOptions::default() };
            // Whom to ask is told of people or not at all.
            tables.extend(match people {
                true => route_all(view, &options)?.tables(),
                false => unanswered(view, &options)?.tables(),
            });
            Ok(tables)
        }),
        Box::new(|| {
            let options = BridgingOptions { unit_level: level, ..BridgingOptions::default() };
            Ok(bridging(view, &options)?.tables())
        }),
        Box::new(|| {
            let options = ConversationOptions { unit_level: level, ..ConversationOptions::default() };
            Ok(conversation(view, &options)?.tables())
        }),
        Box::new(|| Ok(dependence(view, &DependenceOptions::default())?.tables())),
        Box::new(|| {
            let options = AnswersOptions { unit_level: level, ..AnswersOptions::default() };
            Ok(answers(view, &options)?.tables())
        }),
        Box::new(|| {
            let options = RetentionOptions { unit_level: level, ..RetentionOptions::default() };
            Ok(retention(view, &options)?.tables())
        }),
        Box::new(|| {
            let options = FunnelOptions { unit_level: level, ..FunnelOptions::default() };
            Ok(funnel(view, &options)?.tables())
        }),
        Box::new(|| {
            let options = HubOptions { unit_level: level, ..HubOptions::default() };
            Ok(question_hubs(view, &options)?.tables())
        }),
        Box::new(|| Ok(champions(view, &helpers)?.tables())),
    ];
    let found: Vec<Result<Vec<Table>>> = work.par_iter().map(|work| work()).collect();
    let mut out = Vec::new();
    for tables in found {
        out.extend(tables?.iter().map(|table| policy.apply(table)));
    }
    if !wanted.is_empty() {
        let options = GoalOptions { unit_level: level, ..GoalOptions::default() };
        out.extend(goals(view, wanted, &options)?.tables().iter().map(|table| policy.apply(table)));
    }
    // A drawing of people, where people are shown at all.
    if people {
        let graph = GraphRelease::with_units(view, &EdgeRule::default(), level, policy)?;
        out.push(graph.drawing(MEMBERS)?);
        out.push(graph.arcs()?);
    }
    Ok(out)
}
