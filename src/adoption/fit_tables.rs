//! Fits as tables: parameters and dates, models side by side, forecast.

use super::exposure::LaunchSource;
use super::fit::{AdoptionFit, CountsFit, DayEstimate, FitOutcome, PeopleFit};
use super::{Adoption, Basis};
use crate::stats::diffusion::{Ceiling, Family};
use crate::stats::t_quantile;
use crate::table::{EvidenceLevel, Provenance, Role, Table};
use crate::time::Day;

const PERIODS: &str = "per period";

/// What both kinds of fit say, in the form of the table.
struct Row<'a> {
    fit: &'a AdoptionFit,
    people: Option<&'a PeopleFit>,
    counts: Option<&'a CountsFit>,
    identified: bool,
    level: f64,
}

impl<'a> Row<'a> {
    fn of(fit: &'a AdoptionFit, level: f64) -> Row<'a> {
        let (people, counts) = match &fit.outcome {
            FitOutcome::People(fit) => (Some(&**fit), None),
            FitOutcome::Counts(fit) => (None, Some(&**fit)),
            FitOutcome::Missing(_) => (None, None),
        };
        let identified = fit.outcome.ceiling().is_some_and(Ceiling::is_identified);
        Row { fit, people, counts, identified, level }
    }

    /// Share of the people, its ends. No point where the data do not determine it.
    fn ceiling_share(&self) -> [Option<f64>; 3] {
        let Some(fit) = self.people else { return [None; 3] };
        let point = self.identified.then_some(fit.bass.fit.share);
        [point, Some(fit.bass.share.low), Some(fit.bass.share.high)]
    }

    /// Adopters in the end, its ends.
    fn ceiling_people(&self) -> [Option<f64>; 3] {
        if let Some(fit) = self.people {
            let people = &fit.bass.ceiling_people;
            let point = self.identified.then_some(people.expected);
            return [point, Some(people.low as f64), Some(people.high as f64)];
        }
        let Some(fit) = self.counts else { return [None; 3] };
        // Nobody who has adopted un-adopts.
        let seen = |m: f64| m.max(self.fit.adopters as f64);
        [
            self.identified.then_some(seen(fit.ceiling.m)),
            fit.ceiling.low.map(seen),
            fit.ceiling.high.map(seen),
        ]
    }

    fn reached(&self) -> Option<f64> {
        let of_people = self.people.map(|fit| fit.bass.fit.reached());
        let of_counts = || self.counts.map(|fit| fit.bass.curve.adopted(fit.bass.end));
        of_people.or_else(of_counts).filter(|_| self.identified)
    }

    /// p or q with its ends.
    fn parameter(&self, which: usize) -> [Option<f64>; 3] {
        if let Some(fit) = self.people {
            let estimate = if which == 0 { &fit.bass.p } else { &fit.bass.q };
            return [Some(estimate.value), estimate.low, estimate.high];
        }
        let Some((bass, fit)) = self.counts.and_then(|fit| Some((fit.bass.curve.bass()?, fit))) else {
            return [None; 3];
        };
        let value = if which == 0 { bass.p } else { bass.q };
        // With as many degrees of freedom as there are observations to spare; the function is for a trend of two.
        let t = t_quantile(self.level, fit.bass.n.saturating_sub(fit.bass.parameters) + 2);
        let error = fit.bass.standard_errors.map(|errors| errors[which + 1]);
        let end = |sign: f64| error.zip(t).map(|(error, t)| (value + sign * t * error).max(0.0));
        [Some(value), end(-1.0), end(1.0)]
    }

    fn peak_rate(&self) -> Option<f64> {
        let rate = |m: f64, rate: Option<f64>| rate.map(|rate| rate * m);
        if let Some(fit) = self.people.filter(|_| self.identified) {
            return rate(fit.bass.fit.share * self.fit.people as f64, fit.bass.bass.peak_rate());
        }
        let fit = self.counts.filter(|_| self.identified)?;
        rate(fit.bass.m?, fit.bass.curve.bass()?.peak_rate())
    }

    fn aicc(&self) -> Option<f64> {
        let of_counts = || self.counts.map(|fit| fit.bass.aicc());
        self.people.map(|fit| fit.bass.fit.aicc()).or_else(of_counts).filter(|aicc| aicc.is_finite())
    }
}

/// A column and the two ends of its interval after it.
fn with_ends(
    table: Table,
    name: &str,
    role: Role,
    unit: &'static str,
    what: &'static str,
    values: &[[Option<f64>; 3]],
) -> Table {
    const ENDS: &str = "end of the interval; empty where the data set none";
    table
        .float(name, role, unit, what, values.iter().map(|v| v[0]))
        .float(&format!("{name}_low"), Role::Low, unit, ENDS, values.iter().map(|v| v[1]))
        .float(&format!("{name}_high"), Role::High, unit, ENDS, values.iter().map(|v| v[2]))
}

fn days(table: Table, name: &str, what: &'static str, rows: &[(Option<DayEstimate>, bool)]) -> Table {
    let column = |f: fn(&DayEstimate) -> Option<Day>| rows.iter().map(move |(day, _)| f(day.as_ref()?));
    table
        .day(name, what, rows.iter().map(|(day, told)| day.as_ref().filter(|_| *told).map(|day| day.day)))
        .day(&format!("{name}_low"), "earliest day of the interval", column(|day| day.low))
        .day(&format!("{name}_high"), "latest day of the interval", column(|day| day.high))
}

impl Adoption {
    /// `adoption_fit`: one row a definition.
    pub(super) fn fit_table(&self) -> Table {
        let rows: Vec<Row<'_>> =
            self.fits.iter().map(|fit| Row::of(fit, self.options.interval_level)).collect();
        let values = |f: &dyn Fn(&Row<'_>) -> [Option<f64>; 3]| rows.iter().map(f).collect::<Vec<_>>();
        let dates = |f: fn(&AdoptionFit) -> Option<DayEstimate>| {
            rows.iter().map(|row| (f(row.fit), row.identified)).collect::<Vec<_>>()
        };
        let fitted = |row: &&Row<'_>| row.people.is_some() || row.counts.is_some();
        let mut table = Table::new("adoption_fit", "Where adoption will level off", self.fit_provenance())
            .text("definition", Role::Category, "", "what counts as having adopted", names(&rows))
            .day("launch", "first day of the curve", rows.iter().map(|row| Some(row.fit.launch?.day)))
            .int("people", Role::Denominator, "people", PEOPLE, rows.iter().map(|row| some(row.fit.people)))
            .int(
                "adopters",
                Role::People,
                "people",
                "those who have adopted",
                rows.iter().map(|r| some(r.fit.adopters)),
            )
            .int(
                "before_launch",
                Role::People,
                "people",
                "people who had adopted before the launch that was given: left out",
                rows.iter().map(|row| some(row.fit.before_launch)),
            )
            .int(
                "periods",
                Role::Count,
                "periods",
                "whole bins since the launch",
                rows.iter().map(|r| some(r.fit.bins as u64)),
            )
            .flag(
                "identified",
                Role::Flag,
                "whether the data say where it will level off",
                rows.iter().map(|row| Some(row).filter(fitted).map(|row| row.identified)),
            );
        table =
            with_ends(table, "ceiling_share", Role::Share, "", SHARE, &values(&|row| row.ceiling_share()));
        table = with_ends(
            table,
            "ceiling_people",
            Role::Measure,
            "people",
            THESE,
            &values(&|row| row.ceiling_people()),
        );
        table = table.float(
            "reached",
            Role::Share,
            "",
            "part of the ceiling that is reached",
            rows.iter().map(Row::reached),
        );
        table = with_ends(
            table,
            "p",
            Role::Measure,
            PERIODS,
            "innovation: adoption without regard to others",
            &values(&|row| row.parameter(0)),
        );
        table = with_ends(
            table,
            "q",
            Role::Measure,
            PERIODS,
            "imitation: how much adopters pull the others",
            &values(&|row| row.parameter(1)),
        );
        table = days(table, "peak", "steepest point", &dates(|fit| fit.outcome.dates().peak));
        table = table.float(
            "peak_rate",
            Role::Measure,
            "people per period",
            "adoption at the steepest point",
            rows.iter().map(Row::peak_rate),
        );
        table = days(table, "half", "half of the ceiling is reached", &dates(|fit| fit.outcome.dates().half));
        table = days(
            table,
            "ninety",
            "nine tenths of the ceiling are reached",
            &dates(|fit| fit.outcome.dates().ninety),
        );
        table
            .float(
                "log_likelihood",
                Role::Measure,
                "",
                "of the fit to people",
                rows.iter().map(|row| Some(row.people?.bass.fit.log_likelihood)),
            )
            .float("aicc", Role::Measure, "", "corrected Akaike criterion", rows.iter().map(Row::aicc))
            .float(
                "phi",
                Role::Measure,
                "",
                "scatter about the curve over that of chance; above 1 it widens the intervals",
                rows.iter().map(|row| Some(row.people?.bass.fit.dispersion?.phi)),
            )
            .text(
                "note",
                Role::Category,
                "",
                "what the data say about the ceiling",
                rows.iter().map(|row| Some(note(row.fit))),
            )
    }

    /// `adoption_models`: one row a definition and family.
    pub(super) fn models_table(&self) -> Table {
        struct Line {
            definition: &'static str,
            family: Family,
            parameters: usize,
            ceiling: Option<f64>,
            log_likelihood: Option<f64>,
            rss: Option<f64>,
            score: [f64; 3],
        }
        let mut lines = Vec::new();
        for fit in &self.fits {
            let definition = fit.definition.name();
            match &fit.outcome {
                FitOutcome::People(found) => lines.extend(found.models.iter().map(|model| Line {
                    definition,
                    family: model.fit.curve.family(),
                    parameters: model.fit.parameters,
                    ceiling: Some(model.fit.share).filter(|_| found.bass.ceiling.is_identified()),
                    log_likelihood: Some(model.fit.log_likelihood),
                    rss: None,
                    score: [model.aicc, model.delta, model.weight],
                })),
                FitOutcome::Counts(found) => lines.extend(found.models.iter().map(|model| Line {
                    definition,
                    family: model.fit.curve.family(),
                    parameters: model.fit.parameters,
                    ceiling: None,
                    log_likelihood: None,
                    rss: Some(model.fit.rss),
                    score: [model.aicc, model.delta, model.weight],
                })),
                FitOutcome::Missing(_) => {}
            }
        }
        let score = |i: usize| lines.iter().map(move |line| Some(line.score[i]).filter(|x| x.is_finite()));
        let provenance = self.fit_provenance().assume(
            "Bass and the three-parameter logistic are one family on increments, so the logistic is not listed",
        );
        Table::new("adoption_models", "Families of curves side by side", provenance)
            .text(
                "definition",
                Role::Category,
                "",
                "what counts as having adopted",
                lines.iter().map(|l| Some(l.definition.into())),
            )
            .text(
                "model",
                Role::Category,
                "",
                "family of curves",
                lines.iter().map(|l| Some(family(l.family).into())),
            )
            .int(
                "parameters",
                Role::Count,
                "",
                "fitted parameters",
                lines.iter().map(|l| some(l.parameters as u64)),
            )
            .float("ceiling_share", Role::Share, "", SHARE, lines.iter().map(|l| l.ceiling))
            .float(
                "log_likelihood",
                Role::Measure,
                "",
                "of the fit to people",
                lines.iter().map(|l| l.log_likelihood),
            )
            .float(
                "rss",
                Role::Measure,
                "",
                "residual sum of squares of the fit to counts",
                lines.iter().map(|l| l.rss),
            )
            .float("aicc", Role::Measure, "", "corrected Akaike criterion: smaller is better", score(0))
            .float("delta", Role::Measure, "", "difference to the best", score(1))
            .float("weight", Role::Share, "", "Akaike weight among these", score(2))
    }

    /// `adoption_forecast`: one row a definition and bin.
    pub(super) fn forecast_table(&self) -> Table {
        let rows =
            || self.fits.iter().flat_map(|fit| fit.outcome.path().iter().map(move |point| (fit, point)));
        let band = |i: usize| rows().map(move |(_, point)| Some(point.forecast?[i]));
        let provenance = Provenance {
            definition: format!("people who have adopted at the end of each bin, up to {} days ahead", self.options.horizon_days),
            method: "parametric bootstrap of the Bass fit: parameters and chance both vary; 5th, 50th and 95th percentile".into(),
            interval_level: Some(0.9),
            ..self.fit_provenance()
        }
        .assume("the staff stays as it is at the end of the window: whoever is hired later is not forecast");
        Table::new("adoption_forecast", "Adopters so far, and to be expected", provenance)
            .text(
                "definition",
                Role::Category,
                "",
                "what counts as having adopted",
                rows().map(|(fit, _)| Some(fit.definition.name().into())),
            )
            .day("period_start", "first local day of the bin", rows().map(|(_, point)| Some(point.start)))
            .int(
                "observed",
                Role::People,
                "people",
                "people who have adopted since the launch",
                rows().map(|(_, point)| point.observed.map(|n| n as i64)),
            )
            .float(
                "p50",
                Role::Measure,
                "people",
                "as observed, and then the median of the forecast; empty where the ceiling is not known",
                rows().map(|(fit, point)| {
                    // Where the ceiling is not known there is a band and no line.
                    let known = fit.outcome.ceiling().is_some_and(Ceiling::is_identified);
                    let median = point.forecast.filter(|_| known).map(|band| band[1]);
                    median.or(point.observed.map(|n| n as f64))
                }),
            )
            .float("p05", Role::Low, "people", "5th percentile of the forecast", band(0))
            .float("p95", Role::High, "people", "95th percentile of the forecast", band(2))
    }

    pub(super) fn fit_provenance(&self) -> Provenance {
        let (method, basis) = match self.basis {
            Basis::Roster => (
                "Bass's curve by grouped maximum likelihood (Schmittlein and Mahajan 1982) for a staff that changes; profile-likelihood intervals, widened by the scatter of the bins",
                "people of the roster who could have adopted since the launch",
            ),
            Basis::Users => (
                "Bass's curve by least squares on the counts of each bin (Srinivasan and Mason 1986); interval of the ceiling by the profile of the residual sum of squares",
                "users of the export; no roster was given",
            ),
        };
        let mut p = Provenance {
            definition: format!(
                "F(t) = (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t) of those who will ever adopt; time in periods of a {} since the launch. The ceiling is told only where adoption is past its steepest point, also at both ends of the interval, and the interval is no wider than {}",
                self.options.period.name(),
                self.options.max_ceiling_width
            ),
            method: method.into(),
            denominator: Some((basis.into(), self.people)),
            interval_level: Some(self.options.interval_level),
            evidence: EvidenceLevel::Description,
            ..self.provenance.clone()
        };
        p.parameters.extend([
            ("launch".into(), self.options.launch.map_or("found".into(), |day| day.to_string())),
            ("horizon_days".into(), self.options.horizon_days.to_string()),
            ("max_ceiling_width".into(), self.options.max_ceiling_width.to_string()),
            ("draws".into(), self.options.draws.to_string()),
            ("seed".into(), self.options.seed.to_string()),
        ]);
        p.assumptions.push(
            "two targets: ceiling_share is the share c of people like these who would ever adopt; ceiling_people is how many of these very people, never below those seen".into(),
        );
        p.assumptions.push(
            "one curve for all: where units begin at different times the whole spreads more evenly and q comes out low (by 3% where p varies by 30% between units); by unit there is a common q that allows for it".into(),
        );
        p.assumptions.push(
            "whoever is hired is an eventual adopter with the same probability as everybody at the launch; bins that are not whole are left out".into(),
        );
        for fit in &self.fits {
            if let Some(start) = fit.launch {
                let (name, day) = (fit.definition.name(), start.day);
                p.assumptions.push(format!("launch of {name}: {day}, {}", launch(start.source)));
            }
            if fit.before_launch > 0 {
                p.excluded.push((
                    format!("people who had adopted before the launch ({})", fit.definition.name()),
                    fit.before_launch,
                ));
            }
        }
        p
    }
}

const PEOPLE: &str = "people who could have adopted since the launch, those who have left included";
const SHARE: &str = "share of people like these who would ever adopt";
const THESE: &str = "how many of these very people will have adopted in the end";

fn some(n: u64) -> Option<i64> {
    Some(n as i64)
}

fn names(rows: &[Row<'_>]) -> Vec<Option<String>> {
    rows.iter().map(|row| Some(row.fit.definition.name().into())).collect()
}

fn note(fit: &AdoptionFit) -> String {
    match &fit.outcome {
        FitOutcome::Missing(reason) => reason.clone(),
        found => found.ceiling().map_or(String::new(), |ceiling| ceiling.explanation().into()),
    }
}

fn launch(source: LaunchSource) -> &'static str {
    match source {
        LaunchSource::Given => "as given",
        LaunchSource::Observed => "the first day of the export",
        LaunchSource::FirstAdoption => "the day of the first adoption",
    }
}

/// Name of a family as in tables.
pub(super) fn family(family: Family) -> &'static str {
    match family {
        Family::Bass => "Bass",
        Family::Gompertz => "Gompertz",
        Family::ShiftedGompertz => "shifted Gompertz",
        Family::Flat => "flat",
    }
}
