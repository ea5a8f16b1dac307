//! Seed training as tables.

use super::{Comparison, Seed, Spread};
use crate::stats::Interval;
use crate::table::{Role, Table};

const LOW: &str = "lower end of the interval";
const HIGH: &str = "upper end of the interval";

impl Spread {
    /// The tables: `spread` (each choice of seeds under each assumption), `spread_seeds` (the people), `spread_curve` (reach by
    /// number of seeds), `spread_by_unit` and `spread_rounds` (a word and a habit, round by round).
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.comparison_table(),
            self.seed_table(),
            self.curve_table(),
            self.unit_table(),
            self.round_table(),
        ]
    }

    fn share(&self, reach: f64) -> Option<f64> {
        (self.people > 0).then(|| reach / self.people as f64)
    }

    fn comparison_table(&self) -> Table {
        let rows = &self.comparisons;
        let float = |f: fn(&Comparison) -> Option<f64>| rows.iter().map(f).collect::<Vec<_>>();
        let share = |f: fn(&Comparison) -> Option<f64>| {
            float(f).into_iter().map(|reach| self.share(reach?)).collect::<Vec<_>>()
        };
        Table::new("spread", "Reach of the seeds, beside other choices and under other assumptions", self.provenance.clone())
            .text(
                "assumption",
                Role::Category,
                "",
                "how likely a word passes from one colleague to another",
                rows.iter().map(|row| Some(row.assumption.name().to_owned())),
            )
            .text(
                "choice",
                Role::Category,
                "",
                "who is told first",
                rows.iter().map(|row| Some(row.choice.to_owned())),
            )
            .int("seeds", Role::Count, "people", "how many are told first", rows.iter().map(|row| Some(row.seeds as i64)))
            .int(
                "people",
                Role::Denominator,
                "people",
                "colleagues who are there at the end",
                rows.iter().map(|_| Some(self.people as i64)),
            )
            .float(
                "reach",
                Role::Measure,
                "people",
                "expected number who get the word, those told first among them; of random seeds the mean of the choices",
                float(|row| Some(row.reach)),
            )
            .float("reach_low", Role::Low, "people", "lower end; of random seeds the lowest choice", float(|row| row.interval.map(|i| i.low)))
            .float("reach_high", Role::High, "people", "upper end; of random seeds the highest choice", float(|row| row.interval.map(|i| i.high)))
            .float("share", Role::Share, "", "reach / people", share(|row| Some(row.reach)))
            .float("share_low", Role::Low, "", "lower end, as of reach", share(|row| row.interval.map(|i| i.low)))
            .float("share_high", Role::High, "", "upper end, as of reach", share(|row| row.interval.map(|i| i.high)))
            .int(
                "shared",
                Role::Count,
                "people",
                "of them also among the seeds of the main result",
                rows.iter().map(|row| row.shared.map(|shared| shared as i64)),
            )
    }

    fn seed_table(&self) -> Table {
        let rows: Vec<(usize, &Seed)> = self.seeds.iter().enumerate().collect();
        let float = |f: fn(&Seed) -> f64| rows.iter().map(move |row| Some(f(row.1))).collect::<Vec<_>>();
        let int = |f: fn(&Seed) -> u64| rows.iter().map(move |row| Some(f(row.1) as i64)).collect::<Vec<_>>();
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Table::new("spread_seeds", "Whom to train first", self.provenance.clone())
            .text("member", Role::Member, "", "native id", rows.iter().map(|row| given(&row.1.id)))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                rows.iter().map(|row| given(&row.1.name)),
            )
            .text("unit", Role::Unit, "", "unit of the person", rows.iter().map(|row| row.1.unit.clone()))
            .int(
                "place",
                Role::Count,
                "",
                "order of choice, from 1",
                rows.iter().map(|row| Some(row.0 as i64 + 1)),
            )
            .int(
                "listeners",
                Role::People,
                "people",
                "colleagues who acted on messages of the person",
                int(|seed| seed.listeners),
            )
            .float(
                "adds",
                Role::Measure,
                "people",
                "what the person adds to those before",
                float(|seed| seed.adds),
            )
            .float(
                "reach",
                Role::Measure,
                "people",
                "expected number who get the word from this person and those before",
                float(|seed| seed.reach),
            )
            .float("reach_low", Role::Low, "people", LOW, float(|seed| seed.interval.low))
            .float("reach_high", Role::High, "people", HIGH, float(|seed| seed.interval.high))
            .int(
                "chosen_under",
                Role::Count,
                "assumptions",
                "assumptions, of the five, under which the person is among the seeds",
                int(|seed| seed.chosen_under),
            )
    }

    fn curve_table(&self) -> Table {
        let rows: Vec<(usize, f64, Interval)> = self
            .seeds
            .iter()
            .enumerate()
            .map(|(place, seed)| (place + 1, seed.reach, seed.interval))
            .collect();
        Table::new("spread_curve", "How many are enough: reach by number of seeds", self.provenance.clone())
            .int(
                "seeds",
                Role::Count,
                "people",
                "how many are told first",
                rows.iter().map(|row| Some(row.0 as i64)),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "colleagues who are there at the end",
                rows.iter().map(|_| Some(self.people as i64)),
            )
            .float(
                "reach",
                Role::Measure,
                "people",
                "expected number who get the word",
                rows.iter().map(|row| Some(row.1)),
            )
            .float("reach_low", Role::Low, "people", LOW, rows.iter().map(|row| Some(row.2.low)))
            .float("reach_high", Role::High, "people", HIGH, rows.iter().map(|row| Some(row.2.high)))
            .float("share", Role::Share, "", "reach / people", rows.iter().map(|row| self.share(row.1)))
            .float("share_low", Role::Low, "", LOW, rows.iter().map(|row| self.share(row.2.low)))
            .float("share_high", Role::High, "", HIGH, rows.iter().map(|row| self.share(row.2.high)))
    }

    fn unit_table(&self) -> Table {
        let rows = &self.units;
        Table::new("spread_by_unit", "Share of each unit that gets the word", self.provenance.clone())
            .with_disjoint_units()
            .text("unit", Role::Unit, "", "unit", rows.iter().map(|row| Some(row.unit.clone())))
            .int(
                "people",
                Role::Denominator,
                "people",
                "colleagues of the unit who are there at the end",
                rows.iter().map(|row| Some(row.people as i64)),
            )
            .int(
                "seeds",
                Role::Count,
                "people",
                "of them among those told first",
                rows.iter().map(|row| Some(row.seeds as i64)),
            )
            .float(
                "share",
                Role::Share,
                "",
                "expected share of them who get the word",
                rows.iter().map(|row| row.share.map(|share| share.0)),
            )
            .float("share_low", Role::Low, "", LOW, rows.iter().map(|row| row.share.map(|share| share.1.low)))
            .float(
                "share_high",
                Role::High,
                "",
                HIGH,
                rows.iter().map(|row| row.share.map(|share| share.1.high)),
            )
    }

    fn round_table(&self) -> Table {
        let mut rows: Vec<(&str, usize, f64, f64)> = Vec::new();
        for course in &self.courses {
            let what = if course.habit { "habit" } else { "word" };
            let mut total = 0.0;
            for (round, &new) in course.by_round.iter().enumerate() {
                total += new;
                rows.push((what, round, new, total));
            }
        }
        Table::new("spread_rounds", "Round by round", self.provenance.clone())
            .text(
                "what",
                Role::Category,
                "",
                "word: passes on by itself; habit: taken up only after several examples",
                rows.iter().map(|row| Some(row.0.to_owned())),
            )
            .int(
                "round",
                Role::Count,
                "",
                "0 for those told first",
                rows.iter().map(|row| Some(row.1 as i64)),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "colleagues who are there at the end",
                rows.iter().map(|_| Some(self.people as i64)),
            )
            .float(
                "new",
                Role::Measure,
                "people",
                "people who get it in the round; of a word the mean of the cascades",
                rows.iter().map(|row| Some(row.2)),
            )
            .float("total", Role::Measure, "people", "up to this round", rows.iter().map(|row| Some(row.3)))
            .float("share", Role::Share, "", "total / people", rows.iter().map(|row| self.share(row.3)))
    }
}
