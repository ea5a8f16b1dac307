//! The backtest as tables.

use super::{Backtest, Estimate, FormulaScore, Period};
use crate::Timestamp;
use crate::stats::Interval;
use crate::table::{Role, Table};
use crate::time::Zone;

/// Columns, what they are, and where they stand.
type ShareOf = ([&'static str; 3], &'static str, fn(&FormulaScore) -> Estimate);

const LOW: &str = "lower end of the interval";
const HIGH: &str = "upper end of the interval";
const SPLITS: &str = "What there was to foretell";

impl Backtest {
    /// The tables: `backtest` (every formula, on the mean over all splits), `backtest_by_split` (where there are several) and
    /// `backtest_outcomes` (questions answered and thanks as what is foretold), and `backtest_splits` (what was there to
    /// foretell). No table is about single persons.
    pub fn tables(&self) -> Vec<Table> {
        use super::Outcome::Helped;
        let rows = |keep: &dyn Fn(&FormulaScore) -> bool| {
            let mut rows: Vec<&FormulaScore> = self.scores.iter().filter(|s| keep(s)).collect();
            // The best first, within a split and an outcome; the sort is stable.
            rows.sort_by(|a, b| {
                let of = |s: &FormulaScore| (s.outcome, s.period);
                of(a).cmp(&of(b)).then(b.ndcg.value.total_cmp(&a.ndcg.value))
            });
            rows
        };
        vec![
            self.scores_table(
                "backtest",
                "Which ranking finds those who help later",
                rows(&|score| score.outcome == Helped && score.period.is_none()),
            ),
            self.scores_table(
                "backtest_by_split",
                "The same by split",
                rows(&|score| score.outcome == Helped && score.period.is_some()),
            ),
            self.scores_table(
                "backtest_outcomes",
                "The same for questions answered, and thanked for",
                rows(&|score| score.outcome != Helped && score.period.is_none()),
            ),
            self.splits_table(),
        ]
    }

    fn scores_table(&self, name: &str, title: &str, rows: Vec<&FormulaScore>) -> Table {
        let float = |f: fn(&FormulaScore) -> Option<f64>| rows.iter().map(move |s| f(s)).collect::<Vec<_>>();
        let of = |f: fn(&Period) -> u64| {
            rows.iter()
                .map(|score| {
                    let judged = self.periods.iter().enumerate().filter(|(_, period)| period.judged);
                    let chosen = judged.filter(|(at, _)| score.period.is_none_or(|wanted| wanted == *at));
                    chosen.map(|(_, period)| f(period) as i64).min()
                })
                .collect::<Vec<_>>()
        };
        let from = |score: &FormulaScore| match score.period {
            Some(at) => self.periods.get(at).map(|period| period.from),
            None => self.periods.iter().find(|period| period.judged).map(|period| period.from),
        };
        let mut table = Table::new(name, title, self.provenance.clone())
            .text(
                "formula",
                Role::Category,
                "",
                "what people are ranked by",
                rows.iter().map(|s| Some(s.formula.name().into())),
            )
            .text(
                "source",
                Role::Category,
                "",
                "ours, a rival's (product or textbook), or a baseline",
                rows.iter().map(|s| Some(s.formula.source().name().into())),
            )
            .text(
                "outcome",
                Role::Category,
                "",
                "what was to be foretold",
                rows.iter().map(|s| Some(s.outcome.name().into())),
            )
            .time(
                "split",
                "ranked by what lies before; the first of them where there are several",
                rows.iter().map(|s| from(s)),
            )
            .int(
                "candidates",
                Role::Denominator,
                "people",
                "people ranked; the fewest of the splits",
                of(|period| period.candidates),
            )
            .int(
                "helpers",
                Role::Denominator,
                "people",
                "of these who helped later; the fewest of the splits",
                of(|period| period.helpers),
            );
        table = with(
            table,
            &rows,
            ["ndcg", "ndcg_low", "ndcg_high"],
            Role::Measure,
            "gain of the first k, by place, as a share of that of the best order (NDCG)",
            |s| Some(s.ndcg),
        );
        table = with(
            table,
            &rows,
            ["difference", "difference_low", "difference_high"],
            Role::Measure,
            "NDCG of our forecast less that of this formula, on the same draws",
            |s| s.difference,
        );
        table = table.float(
            "won",
            Role::Share,
            "",
            "share of draws of the later askers in which our forecast had the higher NDCG",
            float(|s| s.won),
        );
        table = with(
            table,
            &rows,
            ["hits", "hits_low", "hits_high"],
            Role::Measure,
            "how many of the k best later helpers are among the first k",
            |s| Some(s.hits),
        );
        let shares: [ShareOf; 3] = [
            (
                ["precision", "precision_low", "precision_high"],
                "share of the first k who helped at least min_helped colleagues later",
                |s| s.precision,
            ),
            (
                ["recall", "recall_low", "recall_high"],
                "share of all who did so that is among the first k",
                |s| s.recall,
            ),
            (
                ["help_share", "help_share_low", "help_share_high"],
                "share of all later help that the first k gave",
                |s| s.help_share,
            ),
        ];
        for (names, description, of) in shares {
            table = with(table, &rows, names, Role::Share, description, |s| Some(of(s)));
        }
        table = with(
            table,
            &rows,
            ["ndcg_5", "ndcg_5_low", "ndcg_5_high"],
            Role::Measure,
            "NDCG of the first 5",
            |s| Some(s.ndcg5),
        );
        table = with(
            table,
            &rows,
            ["ndcg_10", "ndcg_10_low", "ndcg_10_high"],
            Role::Measure,
            "NDCG of the first 10",
            |s| Some(s.ndcg10),
        );
        table = with(
            table,
            &rows,
            ["spearman", "spearman_low", "spearman_high"],
            Role::Measure,
            "Spearman's correlation of the whole ranking with later help",
            |s| s.spearman,
        );
        table.text(
            "definition",
            Role::Category,
            "",
            "how the formula is computed here",
            rows.iter().map(|s| Some(s.formula.definition().into())),
        )
    }

    /// The splits with days for instants: for a narrow text.
    pub(crate) fn splits_by_day(&self) -> Table {
        let zone = Zone::named(&self.provenance.time_zone).unwrap_or_default();
        let last = |period: &Period| zone.day(Timestamp(period.to.0.saturating_sub(1).max(period.from.0)));
        let table = Table::new("backtest_splits", SPLITS, self.provenance.clone())
            .day("from", "first day to foretell", self.periods.iter().map(|p| Some(zone.day(p.from))))
            .day("to", "last day", self.periods.iter().map(|p| Some(last(p))));
        self.splits_numbers(table)
    }

    fn splits_table(&self) -> Table {
        let times = |f: fn(&Period) -> Timestamp| self.periods.iter().map(move |p| Some(f(p)));
        let table = Table::new("backtest_splits", SPLITS, self.provenance.clone())
            .time("from", "first instant to foretell", times(|p| p.from))
            .time("to", "first instant after", times(|p| p.to));
        self.splits_numbers(table)
    }

    fn splits_numbers(&self, table: Table) -> Table {
        let int =
            |f: fn(&Period) -> u64| self.periods.iter().map(move |p| Some(f(p) as i64)).collect::<Vec<_>>();
        let expected = |end: fn(Interval) -> f64| {
            self.periods.iter().map(move |p| p.expected?.interval.map(end)).collect::<Vec<_>>()
        };
        table
            .int("candidates", Role::Denominator, "people", "people ranked", int(|p| p.candidates))
            .int("helpers", Role::Denominator, "people", "of these who helped later", int(|p| p.helpers))
            .int("askers", Role::Denominator, "people", "colleagues whom they helped", int(|p| p.askers))
            .int(
                "helped",
                Role::Count,
                "pairs",
                "pairs of a helper and a colleague helped",
                int(|p| p.helped),
            )
            .float(
                "expected",
                Role::Measure,
                "pairs",
                "the same as our forecast had it in sum",
                self.periods.iter().map(|p| p.expected.map(|e| e.value)),
            )
            .float(
                "expected_low",
                Role::Low,
                "pairs",
                "lower end of what was expected on the mean",
                expected(|i| i.low),
            )
            .float(
                "expected_high",
                Role::High,
                "pairs",
                "upper end of it; what comes varies more",
                expected(|i| i.high),
            )
            .int("past_help", Role::Count, "replies", "helping replies before", int(|p| p.past_help))
            .flag(
                "judged",
                Role::Flag,
                "whether that is enough to judge rankings by",
                self.periods.iter().map(|p| Some(p.judged)),
            )
    }
}

/// An estimate with its interval in three columns.
fn with(
    table: Table,
    rows: &[&FormulaScore],
    names: [&str; 3],
    role: Role,
    description: &'static str,
    of: impl Fn(&FormulaScore) -> Option<Estimate>,
) -> Table {
    let end =
        |f: fn(Interval) -> f64| rows.iter().map(|score| of(score)?.interval.map(f)).collect::<Vec<_>>();
    table
        .float(names[0], role, "", description, rows.iter().map(|score| of(score).map(|e| e.value)))
        .float(names[1], Role::Low, "", LOW, end(|interval| interval.low))
        .float(names[2], Role::High, "", HIGH, end(|interval| interval.high))
}
