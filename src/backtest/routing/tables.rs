//! The backtest of routing as tables.

use super::{RoutingScore, RoutingTest};
use crate::backtest::Estimate;
use crate::stats::Interval;
use crate::table::{Role, Table};

const LOW: &str = "lower end of the interval";
const HIGH: &str = "upper end of the interval";

/// Columns of an estimate, what they are, and where they stand.
struct Columns {
    names: [&'static str; 3],
    role: Role,
    description: &'static str,
    of: fn(&RoutingScore) -> Option<Estimate>,
}

const COLUMNS: [Columns; 10] = [
    Columns {
        names: ["mrr", "mrr_low", "mrr_high"],
        role: Role::Measure,
        description: "mean reciprocal rank: 1 / place of the first answerer, mean over the questions",
        of: |score| Some(score.mrr),
    },
    Columns {
        names: ["mrr_difference", "mrr_difference_low", "mrr_difference_high"],
        role: Role::Measure,
        description: "MRR of the router less that of this method, on the same draws",
        of: |score| score.mrr_difference,
    },
    Columns {
        names: ["success_5", "success_5_low", "success_5_high"],
        role: Role::Share,
        description: "share of the questions with an answerer among the first 5",
        of: |score| Some(score.success[2]),
    },
    Columns {
        names: ["success_5_difference", "success_5_difference_low", "success_5_difference_high"],
        role: Role::Measure,
        description: "success at 5 of the router less that of this method, on the same draws",
        of: |score| score.success5_difference,
    },
    Columns {
        names: ["success_3", "success_3_low", "success_3_high"],
        role: Role::Share,
        description: "share of the questions with an answerer among the first 3",
        of: |score| Some(score.success[1]),
    },
    Columns {
        names: ["success_1", "success_1_low", "success_1_high"],
        role: Role::Share,
        description: "share of the questions with an answerer on the first place",
        of: |score| Some(score.success[0]),
    },
    Columns {
        names: ["ndcg_5", "ndcg_5_low", "ndcg_5_high"],
        role: Role::Measure,
        description: "gain of the first 5, by place, as a share of that of the best list (NDCG)",
        of: |score| Some(score.ndcg5),
    },
    Columns {
        names: ["ndcg_5_difference", "ndcg_5_difference_low", "ndcg_5_difference_high"],
        role: Role::Measure,
        description: "NDCG at 5 of the router less that of this method, on the same draws",
        of: |score| score.ndcg5_difference,
    },
    Columns {
        names: ["coverage", "coverage_low", "coverage_high"],
        role: Role::Share,
        description: "share of the candidates who are among the first 5 for some question",
        of: |score| Some(score.coverage),
    },
    Columns {
        names: ["load_gini", "load_gini_low", "load_gini_high"],
        role: Role::Measure,
        description: "Gini coefficient of how often candidates are among the first 5: 0 if all alike",
        of: |score| Some(score.load_gini),
    },
];

impl RoutingTest {
    /// The tables: `routing_backtest` (every method, the highest MRR first) and `routing_backtest_questions` (what there was to
    /// be found). No table is about single persons.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.scores_table(), self.questions_table()]
    }

    fn scores_table(&self) -> Table {
        let mut rows: Vec<&RoutingScore> = self.scores.iter().collect();
        // The sort is stable: of equals ours first.
        rows.sort_by(|a, b| b.mrr.value.total_cmp(&a.mrr.value));
        let text = |f: fn(&RoutingScore) -> &'static str| {
            rows.iter().map(|score| Some(f(score).to_owned())).collect::<Vec<_>>()
        };
        let all = |n: u64| rows.iter().map(|_| Some(n as i64)).collect::<Vec<_>>();
        let title = "Which suggestions find those who answer";
        let mut table = Table::new("routing_backtest", title, self.provenance.clone())
            .text("method", Role::Category, "", "what people are suggested by", text(|s| s.method.name()))
            .text(
                "source",
                Role::Category,
                "",
                "ours, a rival's (textbook), or a baseline",
                text(|s| s.method.source().name()),
            )
            .int(
                "questions",
                Role::Count,
                "questions",
                "answered questions put to the test",
                all(self.judged),
            )
            .int(
                "candidates",
                Role::Denominator,
                "people",
                "people who were a candidate for some question",
                all(self.candidates),
            );
        for Columns { names, role, description, of } in &COLUMNS {
            let end = |f: fn(Interval) -> f64| {
                rows.iter().map(|score| of(score)?.interval.map(f)).collect::<Vec<_>>()
            };
            table = table
                .float(names[0], *role, "", description, rows.iter().map(|score| of(score).map(|e| e.value)))
                .float(names[1], Role::Low, "", LOW, end(|interval| interval.low))
                .float(names[2], Role::High, "", HIGH, end(|interval| interval.high));
        }
        table
            .float(
                "won",
                Role::Share,
                "",
                "share of the draws of the questions in which the router had the higher MRR",
                rows.iter().map(|score| score.won),
            )
            .text(
                "definition",
                Role::Category,
                "",
                "how the method is computed here",
                text(|s| s.method.definition()),
            )
    }

    fn questions_table(&self) -> Table {
        let judged = !self.scores.is_empty();
        let some = |n: u64| judged.then_some(n as i64);
        let estimate =
            |found: Option<Estimate>, f: fn(Interval) -> f64| [found.and_then(|e| e.interval).map(f)];
        let int = |n: u64| [Some(n as i64)];
        Table::new("routing_backtest_questions", "What there was to be found", self.provenance.clone())
            .time("split", "first instant whose questions were put to the test", [self.split])
            .int("asked_before", Role::Count, "questions", "questions of colleagues before", int(self.asked_before))
            .int(
                "answered_before",
                Role::Count,
                "questions",
                "of these answered by a colleague",
                int(self.answered_before),
            )
            .int("asked", Role::Count, "questions", "questions of colleagues from the split on", int(self.asked))
            .int("answered", Role::Count, "questions", "of these answered by a colleague", int(self.answered))
            .int("judged", Role::Count, "questions", "of these put to the test", int(self.judged))
            .int(
                "candidates",
                Role::Denominator,
                "people",
                "people who were a candidate for some question",
                [some(self.candidates)],
            )
            .int(
                "median_candidates",
                Role::Count,
                "people",
                "candidates for a question, median",
                [some(self.median_candidates)],
            )
            .int(
                "answerers",
                Role::Count,
                "answerers",
                "colleagues who answered, once a question",
                int(self.answerers),
            )
            .int("unseen", Role::Count, "answerers", "of these who had never written before", [some(self.unseen)])
            .int(
                "unreachable",
                Role::Count,
                "answerers",
                "of these who had, and were no candidates: silent for too long, left, not to be asked",
                [some(self.unreachable)],
            )
            .float(
                "unseen_share",
                Role::Share,
                "",
                "unseen / answerers",
                [self.unseen_share.map(|found| found.value)],
            )
            .float("unseen_share_low", Role::Low, "", LOW, estimate(self.unseen_share, |i| i.low))
            .float("unseen_share_high", Role::High, "", HIGH, estimate(self.unseen_share, |i| i.high))
            .float(
                "reachable_share",
                Role::Share,
                "",
                "share of the questions in which somebody who answered was a candidate: no list can do better",
                [self.reachable.map(|found| found.value)],
            )
            .float("reachable_share_low", Role::Low, "", LOW, estimate(self.reachable, |i| i.low))
            .float("reachable_share_high", Role::High, "", HIGH, estimate(self.reachable, |i| i.high))
            .float(
                "answered_gini",
                Role::Measure,
                "",
                "Gini coefficient, over the candidates, of the answers really given to these questions",
                [self.answered_gini],
            )
    }
}
