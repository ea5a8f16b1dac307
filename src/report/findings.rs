//! What an analysis comes to, whatever the analysis.

use super::{
    adoption, answers, backtest, bridging, champions, conversation, cover, dependence, doctor, funnel, goals,
    graph, hubs, participation, questions, retention, rivals, routing, routing_test, spread, stage, what_if,
};
use crate::table::Release;

/// The sentences that the released tables of one analysis come to, by the tables that are there. Whatever the policy hides is in no sentence.
///
/// ```
/// use cmgraph::adoption::{AdoptionOptions, adoption};
/// use cmgraph::{Policy, ReadOptions, read};
/// # let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = read(&[path], &ReadOptions::default())?;
/// let found = adoption(&community.whole(), &AdoptionOptions::default())?;
/// let released: Vec<_> = found.tables().iter().map(|table| Policy::aggregate().apply(table)).collect();
/// assert!(cmgraph::report::findings(&released)[0].contains("have joined"));
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn findings(tables: &[Release]) -> Vec<String> {
    let has = |name: &str| tables.iter().any(|table| table.name() == name);
    if has("adoption_summary") {
        adoption::findings(tables)
    } else if has("answers") {
        answers::findings(tables)
    } else if has("routing_backtest") {
        routing_test::findings(tables)
    } else if has("backtest") {
        backtest::findings(tables)
    } else if has("bridging") {
        bridging::findings(tables)
    } else if has("circles_agreement") {
        bridging::circle_findings(tables)
    } else if has("champions_summary") {
        champions::findings(tables)
    } else if has("expertise") {
        champions::expertise_findings(tables)
    } else if has("funnel") {
        funnel::findings(tables)
    } else if has("doctor") {
        doctor::findings(tables)
    } else if has("goals") {
        goals::findings(tables)
    } else if has("retention_triangle") {
        retention::findings(tables)
    } else if has("participation_groups") {
        participation::findings(tables)
    } else if has("questions") {
        questions::findings(tables)
    } else if has("graph") {
        graph::findings(tables)
    } else if has("conversation") {
        conversation::findings(tables)
    } else if has("nominations_agreement") {
        hubs::nomination_findings(tables)
    } else if has("question_hubs_summary") {
        hubs::findings(tables)
    } else if has("cover_summary") {
        cover::findings(tables)
    } else if has("rivals") {
        rivals::findings(tables)
    } else if has("route_all") {
        routing::route_all_findings(tables)
    } else if has("route") {
        routing::route_findings(tables)
    } else if has("unanswered") {
        routing::unanswered_findings(tables)
    } else if has("spread") {
        spread::findings(tables)
    } else if has("stage") {
        stage::findings(tables)
    } else if has("dependence") {
        dependence::findings(tables)
    } else if has("what_if") {
        what_if::findings(tables)
    } else {
        Vec::new()
    }
}
