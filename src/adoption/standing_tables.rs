//! Units side by side, and adopter categories, as tables.

use super::fit::FitOutcome;
use super::standing::{UnitStanding, UnitStandings};
use super::units::UnitAdoption;
use super::{Adoption, Share};
use crate::stats::diffusion::{UnitCurve, UnitFit};
use crate::table::{Provenance, Role, Table};

struct Row<'a> {
    unit: &'a UnitAdoption,
    standings: &'a UnitStandings,
    standing: UnitStanding,
    share: Option<Share>,
    fit: Option<&'a UnitFit>,
    reason: String,
}

impl Row<'_> {
    fn curve(&self) -> Option<&UnitCurve> {
        self.fit?.curve.as_ref()
    }
}

impl Adoption {
    /// `unit_adoption`: one row a unit and definition.
    pub(super) fn standing_table(&self) -> Table {
        let mut rows = Vec::new();
        for (i, unit) in self.units.iter().enumerate() {
            for (d, standings) in self.standings.iter().enumerate() {
                let fit = standings.fits.as_ref().and_then(|fits| fits.units.get(i));
                rows.push(Row {
                    unit,
                    standings,
                    standing: standings.units[i],
                    share: unit.shares.get(d).copied(),
                    fit,
                    reason: self.reason(standings, fit),
                });
            }
        }
        let mut p = Provenance {
            definition: "share of the unit's people, that share shrunk towards all units', the ranks it may have, and the unit's own curve".into(),
            method: "Wilson score interval; beta-binomial empirical Bayes; simultaneous sets of ranks (Mogstad and others 2024); Fisher's exact test against the other units with Benjamini-Hochberg q-values; Bass curves with a common q, p and c of each unit drawn from distributions estimated over all units".into(),
            ..self.provenance.clone()
        }
        .assume("rows stand by name: a set of ranks says how little an order would mean")
        .assume("shrunk, p and ceiling_share borrow from the other units; shrinkage is the part that is borrowed");
        for standings in self.standings.iter().filter(|standings| standings.differ == Some(false)) {
            p.warnings.push(format!(
                "{}: no difference between the units' shares is shown; shrunk, they are all the same",
                standings.definition.name()
            ));
        }
        let number = |f: fn(&Row<'_>) -> Option<f64>| rows.iter().map(f);
        Table::new("unit_adoption", "Units side by side", p)
            .with_disjoint_units()
            .text(
                "unit",
                Role::Unit,
                "",
                "unit of the organisation, by name",
                rows.iter().map(|row| Some(row.unit.unit.clone())),
            )
            .text(
                "definition",
                Role::Category,
                "",
                "what counts as having adopted",
                rows.iter().map(|row| Some(row.standings.definition.name().into())),
            )
            .int(
                "headcount",
                Role::Denominator,
                "people",
                "people with the organisation at the end of the window",
                rows.iter().map(|row| Some(row.unit.headcount as i64)),
            )
            .int(
                "adopters",
                Role::People,
                "people",
                "those of them who have adopted",
                rows.iter().map(|row| Some(row.share?.people as i64)),
            )
            .float(
                "share",
                Role::Share,
                "",
                "adopters divided by headcount",
                number(|row| row.share?.value()),
            )
            .float(
                "share_low",
                Role::Low,
                "",
                "lower end of the Wilson interval",
                number(|row| Some(row.share?.interval?.low)),
            )
            .float(
                "share_high",
                Role::High,
                "",
                "upper end of the Wilson interval",
                number(|row| Some(row.share?.interval?.high)),
            )
            .float(
                "shrunk",
                Role::Share,
                "",
                "share shrunk towards that of all units",
                number(|row| Some(row.standing.shrunk?.mean)),
            )
            .float(
                "shrunk_low",
                Role::Low,
                "",
                "lower end of its credible interval",
                number(|row| Some(row.standing.shrunk?.low)),
            )
            .float(
                "shrunk_high",
                Role::High,
                "",
                "upper end of its credible interval",
                number(|row| Some(row.standing.shrunk?.high)),
            )
            .int(
                "rank_low",
                Role::Count,
                "",
                "best rank that the unit may have; 1 is the highest share",
                rows.iter().map(|row| Some(row.standing.ranks?.best as i64)),
            )
            .int(
                "rank_high",
                Role::Count,
                "",
                "last rank that it may have",
                rows.iter().map(|row| Some(row.standing.ranks?.worst as i64)),
            )
            .float(
                "q_value",
                Role::Measure,
                "",
                "of the unit's share being that of the others",
                number(|row| row.standing.q_value),
            )
            .float(
                "q",
                Role::Measure,
                "per period",
                "imitation, common to all units",
                number(|row| row.curve().and(row.standings.fits.as_ref()).map(|fits| fits.q.value)),
            )
            .float(
                "q_low",
                Role::Low,
                "per period",
                "lower end of its interval; empty where the data set none",
                number(|row| row.curve().and(row.standings.fits.as_ref()).and_then(|fits| fits.q.low)),
            )
            .float(
                "q_high",
                Role::High,
                "per period",
                "upper end of its interval; empty where the data set none",
                number(|row| row.curve().and(row.standings.fits.as_ref()).and_then(|fits| fits.q.high)),
            )
            .float(
                "p",
                Role::Measure,
                "per period",
                "innovation in the unit, with the common q",
                number(|row| Some(row.curve()?.p.value)),
            )
            .float(
                "p_low",
                Role::Low,
                "per period",
                "lower end of its interval",
                number(|row| Some(row.curve()?.p.interval.low)),
            )
            .float(
                "p_high",
                Role::High,
                "per period",
                "upper end of its interval",
                number(|row| Some(row.curve()?.p.interval.high)),
            )
            .float(
                "ceiling_share",
                Role::Share,
                "",
                "share of the unit that would ever adopt; empty where not known",
                number(|row| {
                    row.curve().filter(|curve| curve.ceiling.is_identified()).map(|curve| curve.share.value)
                }),
            )
            .float(
                "ceiling_share_low",
                Role::Low,
                "",
                "lower end of its interval",
                number(|row| Some(row.curve()?.share.interval.low)),
            )
            .float(
                "ceiling_share_high",
                Role::High,
                "",
                "upper end of its interval",
                number(|row| Some(row.curve()?.share.interval.high)),
            )
            .float(
                "shrinkage",
                Role::Share,
                "",
                "part of the ceiling that is borrowed from other units",
                number(|row| Some(row.curve()?.share.shrinkage)),
            )
            .text(
                "note",
                Role::Category,
                "",
                "what can be said about the unit's curve",
                rows.iter().map(|row| Some(row.reason.clone())),
            )
    }

    fn reason(&self, standings: &UnitStandings, fit: Option<&UnitFit>) -> String {
        match fit {
            Some(UnitFit { curve: Some(curve), .. }) => curve.ceiling.explanation().into(),
            Some(_) => format!(
                "a share and no curve: fewer than {} people or {} adopters",
                self.options.min_people, self.options.min_adopters
            ),
            None if !self.options.fit => "no curves were asked for".into(),
            None => self
                .fits
                .iter()
                .find(|fit| fit.definition == standings.definition)
                .map(|fit| match &fit.outcome {
                    FitOutcome::Missing(reason) => reason.clone(),
                    FitOutcome::Counts(_) => "no curves of units without a roster".into(),
                    FitOutcome::People(_) => "the units' curves could not be fitted together".into(),
                })
                .unwrap_or_default(),
        }
    }

    /// `adopter_categories`: one row a definition, scheme and category.
    pub(super) fn categories_table(&self) -> Table {
        let rows: Vec<_> = self
            .fits
            .iter()
            .filter_map(|fit| match &fit.outcome {
                FitOutcome::People(found) => {
                    Some(found.categories.iter().map(move |category| (fit.definition, category)))
                }
                _ => None,
            })
            .flatten()
            .collect();
        let p = Provenance {
            definition: "adopters by when they came: rogers cuts the eventual adopters at 2.5, 16, 50 and 84 per cent in the order of adoption; curve cuts at the inflections of the fitted curve, innovators being p of the eventual adopters".into(),
            method: "eventual adopters are those expected among these people; times inside a bin are interpolated".into(),
            interval_level: None,
            ..self.fit_provenance()
        }
        .assume("a category is a date, not a kind of person; whoever has not adopted is in none of them: not yet is not never")
        .assume("only for definitions whose ceiling is known");
        Table::new("adopter_categories", "Adopters by when they came", p)
            .text(
                "definition",
                Role::Category,
                "",
                "what counts as having adopted",
                rows.iter().map(|(d, _)| Some(d.name().into())),
            )
            .text(
                "scheme",
                Role::Category,
                "",
                "how the adopters are cut",
                rows.iter().map(|(_, c)| Some(c.scheme.name().into())),
            )
            .text(
                "category",
                Role::Category,
                "",
                "in the order of adoption",
                rows.iter().map(|(_, c)| Some(c.name.into())),
            )
            .float(
                "share",
                Role::Share,
                "",
                "of the eventual adopters",
                rows.iter().map(|(_, c)| Some(c.share)),
            )
            .int(
                "adopters",
                Role::People,
                "people",
                "those seen so far",
                rows.iter().map(|(_, c)| Some(c.adopters as i64)),
            )
            .day("from", "first day; empty where it has not begun", rows.iter().map(|(_, c)| c.from))
            .day("to", "last day; empty where it is not complete", rows.iter().map(|(_, c)| c.to))
    }
}
