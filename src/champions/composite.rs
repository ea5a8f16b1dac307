//! Several criteria at once, without weights that somebody made up.

use super::{Champion, Champions};
use crate::stats::{
    BetaBinomial, DEFAULT_SEED, DEFAULT_SMAA_DRAWS, GammaPoisson, RankAcceptability, SmaaOptions, SmaaValue,
    smaa,
};
use crate::table::{Provenance, Role, Table};
use crate::{Error, MemberId, Result};

/// What somebody may be good at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// Distinct colleagues helped per month.
    Helped,
    /// Share of the questions answered whose asker thanked.
    Thanked,
    /// Share of the colleagues helped who are of other units.
    OtherUnits,
    /// Newcomers welcomed per month.
    Newcomers,
    /// Rate in the last third of the window against before.
    Momentum,
}

impl Criterion {
    /// All criteria.
    pub const ALL: [Criterion; 5] = [
        Criterion::Helped,
        Criterion::Thanked,
        Criterion::OtherUnits,
        Criterion::Newcomers,
        Criterion::Momentum,
    ];

    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Criterion::Helped => "helped",
            Criterion::Thanked => "thanked",
            Criterion::OtherUnits => "other_units",
            Criterion::Newcomers => "newcomers",
            Criterion::Momentum => "momentum",
        }
    }

    /// The criterion of a name.
    pub fn parse(name: &str) -> Option<Criterion> {
        Criterion::ALL.into_iter().find(|criterion| criterion.name() == name)
    }

    fn words(self) -> &'static str {
        match self {
            Criterion::Helped => "different colleagues helped per month",
            Criterion::Thanked => "share of questions thanked for",
            Criterion::OtherUnits => "share of colleagues of other units",
            Criterion::Newcomers => "newcomers welcomed per month",
            Criterion::Momentum => "rate of late against before",
        }
    }
}

/// Criteria compared: how many, how well, how far, and whom. Not whether it is more of late: that is known least.
pub const DEFAULT_CRITERIA: [Criterion; 4] =
    [Criterion::Helped, Criterion::Thanked, Criterion::OtherUnits, Criterion::Newcomers];

/// How to compare.
#[derive(Debug, Clone, PartialEq)]
pub struct SmaaChampionOptions {
    /// Criteria, each once.
    pub criteria: Vec<Criterion>,
    /// Draws of weights and values, 100 or more.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for SmaaChampionOptions {
    fn default() -> Self {
        SmaaChampionOptions {
            criteria: DEFAULT_CRITERIA.to_vec(),
            draws: DEFAULT_SMAA_DRAWS,
            seed: DEFAULT_SEED,
        }
    }
}

/// One person's ranks under all weights.
#[derive(Debug, Clone, PartialEq)]
pub struct SmaaChampion {
    /// Who.
    pub member: MemberId,
    /// Native id.
    pub id: String,
    /// Display name; empty where the export has none.
    pub name: String,
    /// Unit, where known.
    pub unit: Option<String>,
    /// `P(rank <= n)`, n being the length of the list of champions.
    pub p_top: f64,
    /// `P(rank = r)`, the central weights and the confidence.
    pub ranks: RankAcceptability,
}

/// What [`Champions::smaa`] finds.
#[derive(Debug, Clone, PartialEq)]
pub struct ChampionSmaa {
    /// Everybody who passes the gates, by probability to be among the first, highest first; then by mean rank.
    pub people: Vec<SmaaChampion>,
    /// The criteria compared, in the order of the weights: those asked for but those that nothing is known of.
    pub criteria: Vec<Criterion>,
    /// How the numbers came about.
    pub provenance: Provenance,
    n: usize,
}

impl Champions {
    /// Ranks of those who pass the gates by several criteria at once, for all weights of the criteria rather than for some
    /// that were made up: see [`smaa`].
    ///
    /// Each criterion is drawn from its posterior (rates: Gamma-Poisson, shares: Beta-binomial, momentum: conditional
    /// binomial). A criterion in which the data do not show that people differ is left out, with a warning, as drawing it
    /// would only add noise; whose own units are not known is drawn from what is usual.
    ///
    /// # Errors
    /// [`Error::Option`] without criteria, with one twice, or for too few draws.
    ///
    /// # Complexity
    /// O(draws × criteria × m log m) for `m` people who pass the gates.
    ///
    /// ```
    /// use cmgraph::champions::{ChampionOptions, SmaaChampionOptions, champions};
    /// use cmgraph::{ReadOptions, read};
    /// # let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
    /// let community = read(&[path], &ReadOptions::default())?;
    /// let found = champions(&community.whole(), &ChampionOptions { n: 5, ..ChampionOptions::default() })?;
    /// let ranks = found.smaa(&SmaaChampionOptions { draws: 1000, ..SmaaChampionOptions::default() })?;
    /// assert_eq!(ranks.people.len(), found.champions().count());
    /// assert!(ranks.people[0].p_top >= ranks.people[1].p_top);
    /// # Ok::<(), cmgraph::Error>(())
    /// ```
    pub fn smaa(&self, options: &SmaaChampionOptions) -> Result<ChampionSmaa> {
        let fault = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        let asked = &options.criteria;
        if asked.is_empty() || (1..asked.len()).any(|i| asked[..i].contains(&asked[i])) {
            let names: Vec<&str> = asked.iter().map(|criterion| criterion.name()).collect();
            return fault("criteria", format!("{names:?}"), "one criterion or more, each once");
        }
        if options.draws < 100 {
            return fault("draws", options.draws.to_string(), "100 or more");
        }
        let passed: Vec<&Champion> = {
            let mut passed: Vec<&Champion> = self.champions().collect();
            // Draws go by the order: by member, not by estimates that may tie.
            passed.sort_by_key(|row| row.member);
            passed
        };
        let mut provenance = Provenance::new(
            "how often somebody has which rank among those who pass all gates, when the criteria weigh anything from \
             nothing to everything",
        )
        .method(
            "SMAA: weights uniform on the simplex, criteria drawn from their posteriors, utilities by normal scores of \
             the ranks; central weights are the mean of those that put somebody first",
        )
        .parameter("criteria", asked.iter().map(|c| c.name()).collect::<Vec<_>>().join(", "))
        .parameter("n", self.n)
        .parameter("draws", options.draws)
        .parameter("seed", options.seed)
        .observations("people who pass all gates", passed.len() as u64)
        .assume("criteria are drawn independently of one another")
        .warn("a composite says who is good at several things at once, not what the community needs most");
        (provenance.window, provenance.time_zone) =
            (self.provenance.window, self.provenance.time_zone.clone());
        let mut columns: Vec<(Criterion, Vec<SmaaValue>)> = Vec::new();
        for &criterion in asked {
            match self.values(criterion, &passed) {
                Some(values) => columns.push((criterion, values)),
                None => {
                    provenance = provenance.warn(format!(
                        "left out: {}; the data do not show that people differ in it",
                        criterion.words()
                    ));
                }
            }
        }
        let criteria: Vec<Criterion> = columns.iter().map(|column| column.0).collect();
        let rows: Vec<Vec<SmaaValue>> =
            (0..passed.len()).map(|i| columns.iter().map(|column| column.1[i]).collect()).collect();
        let settings = SmaaOptions { draws: options.draws, seed: options.seed, ranks: self.n.max(1) };
        let ranks = if criteria.is_empty() { None } else { smaa(&rows, &settings) };
        if ranks.as_ref().is_none_or(Vec::is_empty) {
            provenance = provenance.warn("not enough data: nobody to compare, or nothing to compare by");
        }
        let mut people: Vec<SmaaChampion> = passed
            .into_iter()
            .zip(ranks.unwrap_or_default())
            .map(|(row, ranks)| SmaaChampion {
                member: row.member,
                id: row.id.clone(),
                name: row.name.clone(),
                unit: row.unit.clone(),
                p_top: ranks.among_first(self.n),
                ranks,
            })
            .collect();
        // Probabilities are sums: what differs by rounding alone is the same.
        let place = |row: &SmaaChampion| (-row.p_top * 1e9).round();
        people.sort_by(|a, b| {
            place(a)
                .total_cmp(&place(b))
                .then(a.ranks.mean_rank.total_cmp(&b.ranks.mean_rank))
                .then(a.member.cmp(&b.member))
        });
        Ok(ChampionSmaa { people, criteria, provenance, n: self.n })
    }

    /// What is known of each by a criterion; `None` where people are not shown to differ.
    fn values(&self, criterion: Criterion, rows: &[&Champion]) -> Option<Vec<SmaaValue>> {
        let share = |model: BetaBinomial, of: fn(&Champion) -> (u32, u32)| {
            (!model.is_pooled()).then(|| {
                let value = |row: &&Champion| {
                    let (yes, all) = of(row);
                    let (alpha, beta) = model.shapes(yes.into(), all.into());
                    SmaaValue::Beta { alpha, beta }
                };
                rows.iter().map(value).collect()
            })
        };
        let rate = |model: GammaPoisson, of: fn(&Champion) -> (f64, f64)| {
            (!model.is_pooled()).then(|| {
                let value = |row: &&Champion| {
                    let (count, months) = of(row);
                    let rate = model.rate_of(count, months);
                    SmaaValue::Gamma { shape: rate.shape, rate: rate.rate }
                };
                rows.iter().map(value).collect()
            })
        };
        match criterion {
            Criterion::Helped => rate(self.model?, |row| (row.weighted_helped, row.months)),
            Criterion::Thanked => share(self.thanks?, |row| (row.thanked, row.questions)),
            Criterion::OtherUnits => {
                let of: fn(&Champion) -> (u32, u32) = |row| (row.other_unit, row.own_unit + row.other_unit);
                let (others, all): (Vec<u64>, Vec<u64>) =
                    self.helpers.iter().map(of).map(|(x, n)| (u64::from(x), u64::from(n))).unzip();
                share(BetaBinomial::fit(&others, &all)?, of)
            }
            Criterion::Newcomers => {
                let of: fn(&Champion) -> (f64, f64) = |row| (row.newcomers.into(), row.months_present);
                let (counts, months): (Vec<f64>, Vec<f64>) = self.helpers.iter().map(of).unzip();
                rate(GammaPoisson::fit(&counts, &months)?, of)
            }
            Criterion::Momentum => rows.iter().any(|row| row.momentum.is_some()).then(|| {
                let value = |row: &&Champion| match row.momentum {
                    Some(m) => SmaaValue::Odds {
                        alpha: f64::from(m.lately) + 0.5,
                        beta: f64::from(m.before) + 0.5,
                        scale: m.months_before / m.months_lately,
                    },
                    None => SmaaValue::Odds { alpha: 0.5, beta: 0.5, scale: 1.0 },
                };
                rows.iter().map(value).collect()
            }),
        }
    }
}

impl ChampionSmaa {
    /// The tables: `champion_smaa` (one row a person) and `champion_smaa_ranks` (one row a person and rank), both of the first
    /// [`n`](super::ChampionOptions::n).
    pub fn tables(&self) -> Vec<Table> {
        vec![self.people_table(), self.rank_table()]
    }

    fn people_table(&self) -> Table {
        let rows: Vec<&SmaaChampion> = self.people.iter().take(self.n).collect();
        let float =
            |f: fn(&SmaaChampion) -> Option<f64>| rows.iter().map(move |&row| f(row)).collect::<Vec<_>>();
        let mut table = Table::new(
            "champion_smaa",
            "Champions by several criteria, whatever their weights",
            self.provenance.clone(),
        )
        .text("member", Role::Member, "", "native id", rows.iter().map(|row| Some(row.id.clone())))
        .text(
            "name",
            Role::MemberName,
            "",
            "display name; missing where the export has none",
            rows.iter().map(|row| named(row)),
        )
        .text("unit", Role::Unit, "", "unit of the person", rows.iter().map(|row| row.unit.clone()))
        .float(
            "p_top",
            Role::Share,
            "",
            "share of draws in which the person is among the first n",
            float(|row| Some(row.p_top)),
        )
        .float(
            "p_first",
            Role::Share,
            "",
            "share of draws in which the person is first",
            float(|row| row.ranks.by_rank.first().copied()),
        )
        .float("mean_rank", Role::Measure, "rank", "mean rank", float(|row| Some(row.ranks.mean_rank)))
        .float(
            "confidence",
            Role::Share,
            "",
            "probability to be first under the own central weights; missing where hardly ever first",
            float(|row| row.ranks.confidence),
        );
        for (i, criterion) in self.criteria.iter().enumerate() {
            let weight =
                |row: &&SmaaChampion| row.ranks.central_weights.as_ref().and_then(|w| w.get(i).copied());
            let (name, description) = match criterion {
                Criterion::Helped => {
                    ("weight_helped", "central weight of different colleagues helped per month")
                }
                Criterion::Thanked => {
                    ("weight_thanked", "central weight of the share of questions thanked for")
                }
                Criterion::OtherUnits => {
                    ("weight_other_units", "central weight of the share of colleagues of other units")
                }
                Criterion::Newcomers => {
                    ("weight_newcomers", "central weight of newcomers welcomed per month")
                }
                Criterion::Momentum => {
                    ("weight_momentum", "central weight of the rate of late against before")
                }
            };
            table =
                table.float(name, Role::Share, "", description, rows.iter().map(weight).collect::<Vec<_>>());
        }
        table
    }

    fn rank_table(&self) -> Table {
        let rows: Vec<(&SmaaChampion, usize, f64)> = self
            .people
            .iter()
            .take(self.n)
            .flat_map(|row| row.ranks.by_rank.iter().enumerate().map(move |(rank, &p)| (row, rank + 1, p)))
            .collect();
        Table::new("champion_smaa_ranks", "How often a champion has which rank", self.provenance.clone())
            .text("member", Role::Member, "", "native id", rows.iter().map(|row| Some(row.0.id.clone())))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                rows.iter().map(|row| named(row.0)),
            )
            .int("rank", Role::Count, "", "rank, 1 being first", rows.iter().map(|row| Some(row.1 as i64)))
            .float(
                "share",
                Role::Share,
                "",
                "share of draws in which the person has this rank",
                rows.iter().map(|row| Some(row.2)),
            )
    }
}

fn named(row: &SmaaChampion) -> Option<String> {
    Some(row.name.clone()).filter(|name| !name.is_empty())
}
