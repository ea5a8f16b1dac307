//! What the report asks of the library.

use super::ReportOptions;
use super::drawing::MEMBERS;
use super::table::SHOWN;
use crate::adoption::{AdoptionOptions, adoption};
use crate::answers::{AnswersOptions, answers};
use crate::bridging::{BridgingOptions, bridging};
use crate::champions::cover::{CoverOptions, cover_of, hub_options};
use crate::champions::{ChampionOptions, champions};
use crate::community::DEFAULT_MAX_UNITS;
use crate::conversation::{ConversationOptions, conversation};
use crate::dependence::{DependenceOptions, dependence};
use crate::funnel::{FunnelOptions, funnel};
use crate::goals::{GoalOptions, goals};
use crate::graph::EdgeRule;
use crate::privacy::GraphRelease;
use crate::questions::question_hubs;
use crate::report::unit_level;
use crate::retention::{RetentionOptions, retention};
use crate::routing::{RouteOptions, Router, Unanswered, UnansweredOptions};
use crate::table::{Mode, Release, Role, Table};
use crate::{Policy, Result, View};
use rayon::prelude::*;

/// Open questions that are listed and routed: those of the page, and as many again for the list for Monday, which passes over
/// questions that nobody fits.
const OPEN: usize = 2 * SHOWN;

/// All tables of the report, released. The analyses do not wait for each other, but for those that build on another one.
///
/// # Errors
/// Those of the analyses.
pub(super) fn tables(view: &View<'_>, policy: &Policy, asked: &ReportOptions) -> Result<Vec<Release>> {
    let level = Some(unit_level(view.community(), DEFAULT_MAX_UNITS));
    let people = policy.mode() != Mode::Aggregate;
    let work: Vec<Box<dyn Fn() -> Result<Vec<Table>> + Sync + '_>> = vec![
        Box::new(|| {
            let options = AdoptionOptions { by_unit: true, unit_level: level, ..AdoptionOptions::default() };
            Ok(adoption(view, &options)?.tables())
        }),
        Box::new(|| helpers_and_hubs(view, level, people, asked.show_text)),
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
    ];
    // A drawing of people, where people are shown at all.
    let drawing = || -> Result<Vec<Release>> {
        if !people {
            return Ok(Vec::new());
        }
        let graph = GraphRelease::with_units(view, &EdgeRule::default(), level, policy)?;
        Ok(vec![graph.drawing(MEMBERS)?, graph.drawn_arcs(MEMBERS)?])
    };
    let analyses =
        || -> Vec<Result<Vec<Table>>> { work.par_iter().with_max_len(1).map(|work| work()).collect() };
    let (found, drawing) = rayon::join(analyses, drawing);
    let mut out = Vec::new();
    for tables in found {
        out.extend(tables?.iter().map(|table| policy.apply(table)));
    }
    if !asked.goals.is_empty() {
        let options = GoalOptions { unit_level: level, ..GoalOptions::default() };
        out.extend(goals(view, &asked.goals, &options)?.tables().iter().map(|table| policy.apply(table)));
    }
    out.extend(drawing?);
    Ok(out)
}

/// Helpers, hubs, whom to ask to be a champion, and whom to ask for open questions: each builds on those before it.
fn helpers_and_hubs(
    view: &View<'_>,
    level: Option<usize>,
    people: bool,
    show_text: bool,
) -> Result<Vec<Table>> {
    let options = CoverOptions {
        champions: ChampionOptions { unit_level: level, ..ChampionOptions::default() },
        ..CoverOptions::default()
    };
    let route = RouteOptions { unit_level: level, ..RouteOptions::default() };
    let cover = || -> Result<_> {
        let (hubs, helpers) = rayon::join(
            || question_hubs(view, &hub_options(&options)),
            || champions(view, &options.champions),
        );
        let (hubs, helpers) = (hubs?, helpers?);
        Ok((cover_of(view, &options, &helpers, Some(&hubs))?, hubs, helpers))
    };
    let (found, router) = rayon::join(cover, || Router::new(view, &route));
    let ((cover, hubs, helpers), memory) = (found?, router?.memory());
    let mut tables = cover.tables();
    // Who answers as much as one can ask for is not asked for more.
    let exclude = cover.loaded.iter().map(|loaded| loaded.id.clone()).collect();
    let options = UnansweredOptions {
        n: OPEN,
        show_text,
        route: RouteOptions { exclude, ..route },
        ..UnansweredOptions::default()
    };
    let mut router = Router::with_memory(view, &options.route, Some(&memory))?;
    // Whom to ask is told of people or not at all.
    if people {
        let routed = router.route_all(&options)?;
        tables.extend(routed.tables());
        tables.push(how_many(&routed.unanswered));
    } else {
        tables.extend(router.unanswered(&options)?.tables());
    }
    tables.extend(hubs.tables());
    tables.extend(helpers.tables());
    Ok(tables)
}

/// How many questions are open in all, since only the first are listed. It tells no more of people than a list of all of them would.
fn how_many(open: &Unanswered) -> Table {
    let count = |n: u64| [Some(n as i64)];
    let provenance = open.provenance.clone();
    Table::new("unanswered_summary", "How many questions are open", provenance)
        .int("open", Role::Count, "questions", "open questions", count(open.open))
        .int(
            "to_route",
            Role::Count,
            "questions",
            "those for which somebody should be asked",
            count(open.to_route),
        )
}
