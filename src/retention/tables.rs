//! Retention as tables.

use super::waiting::Waiting;
use super::{ALIVE_CLASSES, Cohort, MIN_POOLED_PEOPLE, Retained, Retention};
use crate::activity::Basis;
use crate::stats::{Interval, SbgPoint, Survival, SurvivalQuantile};
use crate::table::{Provenance, Role, Table};
use crate::time::Period;

impl Retention {
    /// The tables:
    ///
    /// - `retention_triangle`: one row a cohort and age;
    /// - `retention_curve`: one row an age, over all complete cohorts;
    /// - `first_post`, `time_to_silence`: share by days;
    /// - `retention_times`: medians, 30 and 90 per cent points of both;
    /// - `first_post_by_unit` and `first_post_test`, where asked for: the same by unit by name, and the log-rank test;
    /// - `alive`: people by the probability that they are still there;
    /// - `retention_model`: the model behind it, its forecasts, and how the last one turned out.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = vec![
            self.triangle_table(),
            self.curve_table(),
            self.share_table("first_post", "Days to the first post", &self.first_post, true),
            self.share_table("time_to_silence", "Days until silence", &self.silence, false),
            self.times_table(),
        ];
        if self.options.by_unit {
            tables.push(self.unit_table());
            tables.push(self.test_table());
        }
        tables.push(self.alive_table());
        tables.push(self.model_table());
        tables
    }

    fn unit_of_age(&self) -> &'static str {
        if self.options.period == Period::Week { "weeks" } else { "months" }
    }

    fn triangle_table(&self) -> Table {
        let of = |cohort: &'_ Cohort| {
            let (start, complete) = (cohort.start, cohort.complete);
            let cells = cohort.cells.iter().enumerate();
            cells.map(|(age, &cell)| (start, complete, age, cell)).collect::<Vec<_>>()
        };
        let cells: Vec<_> = self.cohorts.iter().flat_map(of).collect();
        let title = format!("Who comes back, by {} of the first activity", self.options.period.name());
        let table = Table::new("retention_triangle", title, self.provenance.clone())
            .day("cohort", "first local day of the period", cells.iter().map(|cell| Some(cell.0)))
            .flag(
                "complete",
                Role::Flag,
                "whether the window holds the whole period of the first activity",
                cells.iter().map(|cell| Some(cell.1)),
            )
            .int(
                "age",
                Role::Category,
                self.unit_of_age(),
                "periods after that of the first activity",
                cells.iter().map(|cell| Some(cell.2 as i64)),
            );
        retained_columns(table, &cells.iter().map(|cell| cell.3).collect::<Vec<_>>())
    }

    fn curve_table(&self) -> Table {
        let complete = || self.cohorts.iter().filter(|cohort| cohort.complete);
        let small = complete().map(Cohort::people).filter(|&people| people < MIN_POOLED_PEOPLE).sum();
        let provenance = self
            .provenance
            .clone()
            .denominator(
                "people whose first activity was seen, in a period wholly inside the window",
                complete().map(Cohort::people).sum::<u64>() - small,
            )
            .exclude(
                &format!("people of cohorts of fewer than {MIN_POOLED_PEOPLE}: only in the triangle"),
                small,
            );
        let mut provenance = provenance;
        let projection = &self.projection;
        if let Some(why) = &projection.missing {
            provenance.warnings.push(format!("not enough data: {why}"));
        } else {
            provenance.method.push_str(
                "; projection by the shifted beta-geometric model with profile-likelihood intervals (Fader, Hardie 2007)",
            );
            provenance.assumptions.push(format!(
                "the projection takes {} weeks without activity for leaving, and those to come for like those seen",
                self.options.silence_weeks
            ));
        }
        // Ages ahead are about nobody seen so far.
        let mut cells = self.curve.clone();
        cells.resize(self.curve.len().max(projection.points.len() + 1), Retained::NOBODY);
        if self.curve.is_empty() {
            cells.clear();
        }
        let table = Table::new("retention_curve", "Who comes back, over all cohorts", provenance).int(
            "age",
            Role::Category,
            self.unit_of_age(),
            "periods after that of the first activity",
            (0..cells.len()).map(|age| Some(age as i64)),
        );
        // Age 0 is before the first period of the model.
        let at = |age: usize| projection.points.get(age.checked_sub(1)?);
        let column =
            |f: fn(&SbgPoint) -> f64| (0..cells.len()).map(move |age| at(age).map(f)).collect::<Vec<_>>();
        let smallest = |age: usize| {
            let cells = complete().filter_map(|cohort| cohort.cells.get(age));
            cells.filter(|cell| cell.is_pooled()).map(|cell| cell.people).min().unwrap_or(0)
        };
        retained_columns(table, &cells)
            .int(
                "smallest_cohort",
                Role::Denominator,
                "people",
                "people of the smallest cohort in it: beside the triangle the row tells about as few",
                (0..cells.len()).map(|age| Some(smallest(age) as i64)),
            )
            .float(
                "projected",
                Role::Share,
                "",
                "share not yet silent at that age by the model",
                column(|point| point.survival.value),
            )
            .float("projected_low", Role::Low, "", LOW, column(|point| point.survival.interval.low))
            .float("projected_high", Role::High, "", HIGH, column(|point| point.survival.interval.high))
    }

    /// Provenance of a waiting time.
    fn waiting_provenance(&self, waiting: &Waiting, first_post: bool) -> Provenance {
        let definition = match (first_post, self.basis) {
            (true, Basis::Roster) => {
                "days from when somebody could write (hiring or launch, whichever is later) to the first post or reply; day 1 is the day itself".into()
            }
            (true, Basis::Users) => {
                "days from the first log-in or the launch, whichever is later, to the first post or reply; day 1 is the day itself".into()
            }
            (false, _) => format!(
                "days from the first activity to the last before the first {} weeks without any, both included; whoever came back later had been silent all the same",
                self.options.silence_weeks
            ),
        };
        let method = match first_post {
            true => {
                "Kaplan-Meier with log-log intervals; who has not written is censored at leaving or at the end, who was there before the window enters late"
            }
            false => {
                "Kaplan-Meier with log-log intervals; who was active since silence could last be told is censored there"
            }
        };
        let n = waiting.survival.as_ref().map_or(0, |survival| u64::from(survival.n));
        let mut p = Provenance { definition, method: method.into(), ..self.provenance.clone() }
            .denominator("people under observation", n);
        let whole = self.provenance.excluded.iter();
        p.excluded = whole
            .filter(|(what, _)| {
                !what.starts_with("people active before") && !what.starts_with("people whose account")
            })
            .cloned()
            .collect();
        for &(what, n) in &waiting.excluded {
            p = p.exclude(what, n);
        }
        if let Some(survival) = &waiting.survival {
            p = p.exclude("people seen for no time", u64::from(survival.never_at_risk));
            if let Some(from) = survival.conditional_from {
                p.warnings.push(format!(
                    "too few were under observation in the first {from} days: shares are of those who had not written until then"
                ));
            }
        } else {
            p.warnings.push("not enough data: nobody was under observation".into());
        }
        p
    }

    fn share_table(&self, name: &str, title: &str, waiting: &Waiting, first_post: bool) -> Table {
        let grid = waiting.survival.as_ref().map_or_else(Vec::new, grid);
        let at = |day: i64| Some((waiting.survival.as_ref()?.at(day as f64)?, day));
        let points: Vec<_> = grid.iter().filter_map(|&day| at(day)).collect();
        let share = |event: f64| if first_post { 1.0 - event } else { event };
        let ends = |interval: &Interval| match first_post {
            true => (1.0 - interval.high, 1.0 - interval.low),
            false => (interval.low, interval.high),
        };
        let what = match first_post {
            true => "share who have written by then",
            false => "share not yet silent then",
        };
        let at_risk = |day: i64| {
            let survival = waiting.survival.as_ref()?;
            let last = survival.rows().take_while(|row| row.time <= day as f64).last();
            Some(last.map_or(i64::from(survival.n), |row| i64::from(row.at_risk)))
        };
        Table::new(name, title, self.waiting_provenance(waiting, first_post))
            .int("days", Role::Category, "days", "days, the first included", points.iter().map(|p| Some(p.1)))
            .int(
                "at_risk",
                Role::Denominator,
                "people",
                "people under observation to whom it had not happened, just before the last time it did",
                points.iter().map(|p| at_risk(p.1)),
            )
            .float("share", Role::Share, "", what, points.iter().map(|p| Some(share(p.0.survival))))
            .float("share_low", Role::Low, "", LOW, points.iter().map(|p| Some(ends(&p.0.interval).0)))
            .float("share_high", Role::High, "", HIGH, points.iter().map(|p| Some(ends(&p.0.interval).1)))
    }

    fn times_table(&self) -> Table {
        let rows = [("first_post", &self.first_post), ("time_to_silence", &self.silence)];
        let curves: Vec<Option<&Survival>> = rows.iter().map(|row| row.1.survival.as_ref()).collect();
        let provenance = Provenance {
            definition: "days until the first post, and until silence; see first_post and time_to_silence"
                .into(),
            method: "Kaplan-Meier; limits by Brookmeyer and Crowley on the log-log scale".into(),
            ..self.provenance.clone()
        }
        .denominator("people", self.people);
        let table = Table::new("retention_times", "How soon people write, how long they stay", provenance)
            .text(
                "measure",
                Role::Category,
                "",
                "what the days lead to",
                rows.iter().map(|row| Some(row.0.into())),
            );
        quantile_columns(table, &curves)
    }

    fn unit_table(&self) -> Table {
        let units = &self.first_post.units;
        let curves: Vec<Option<&Survival>> = units.iter().map(|unit| unit.survival.as_ref()).collect();
        let provenance = self.waiting_provenance(&self.first_post, true);
        let table = Table::new("first_post_by_unit", "Days to the first post by unit", provenance)
            .with_disjoint_units()
            .text(
                "unit",
                Role::Unit,
                "",
                "unit of the organisation, by name",
                units.iter().map(|unit| Some(unit.unit.clone())),
            );
        quantile_columns(table, &curves)
    }

    fn test_table(&self) -> Table {
        let mut provenance = self.waiting_provenance(&self.first_post, true);
        provenance.method = "log-rank test that all units have the same hazard at every time; units with too few expected events are taken together".into();
        let comparison = self.first_post.comparison.as_ref();
        match comparison {
            None => provenance
                .warnings
                .push("not enough data: there are no two units with events enough to compare".into()),
            Some(found) => {
                provenance = provenance
                    .parameter("units_compared", found.units)
                    .parameter("other_units", found.other_units)
                    .exclude("people of small units, too few even together", found.left_out);
            }
        }
        let rows = comparison.map(|found| &found.test).into_iter();
        Table::new("first_post_test", "Do units differ in how soon people write?", provenance)
            .float("chi2", Role::Measure, "", "test statistic", rows.clone().map(|t| Some(t.chi2)))
            .int("df", Role::Count, "", "degrees of freedom", rows.clone().map(|t| Some(t.df as i64)))
            .float(
                "p",
                Role::Measure,
                "",
                "probability of differences at least as large if units did not differ",
                rows.map(|t| Some(t.p)),
            )
    }

    /// Provenance of the model.
    fn alive_provenance(&self) -> Provenance {
        let mut p = Provenance {
            definition: "probability that somebody who was active in several weeks still is a member who comes back, from how often, how long and how recently they were active".into(),
            method: "BG/NBD model on active weeks by maximum likelihood (Fader, Hardie, Lee 2005)".into(),
            ..self.provenance.clone()
        }
        .denominator(
            "people whose first activity was seen and who are with the organisation at the end",
            self.alive.people,
        );
        p.assumptions.push(
            "while there, people come back at a steady rate of their own, and leave for good only right after an active week".into(),
        );
        p.warnings.extend(self.alive.missing.iter().map(|why| format!("not enough data: {why}")));
        if let Some(model) = &self.alive.model {
            if !self.alive.tells() {
                p.warnings.push(format!(
                    "{CANNOT_TELL}: at the boundary it stands at, nobody ever leaves or it is all or nothing; forecasts rest on how often people come"
                ));
            } else if model.boundary.any() {
                p.warnings.push(
                    "the model stands at its boundary: the forecasts hold, its parameters mean little".into(),
                );
            }
            if !model.converged {
                p.warnings.push("the search for the best fit did not settle".into());
            }
        }
        p.warnings.push(
            "forecast intervals hold the chance of the people, not that the model may be wrong: compare the check".into(),
        );
        p
    }

    fn alive_table(&self) -> Table {
        let alive = &self.alive;
        let mut rows: Vec<(String, u64)> = Vec::new();
        if alive.expected_alive.is_some() {
            let step = 100 / ALIVE_CLASSES;
            let class = |(i, &n): (usize, &u64)| (format!("{}-{}%", i * step, (i + 1) * step), n);
            rows.extend(alive.classes.iter().enumerate().map(class));
        }
        rows.push(("no evidence".into(), alive.no_evidence));
        let share = |n: u64| (alive.people > 0).then(|| n as f64 / alive.people as f64);
        Table::new("alive", "Who is still there?", self.alive_provenance())
            .text(
                "p_alive",
                Role::Category,
                "",
                "probability that somebody is still there; no evidence: active in a single week",
                rows.iter().map(|row| Some(row.0.clone())),
            )
            .int("people", Role::People, "people", "people", rows.iter().map(|row| Some(row.1 as i64)))
            .int(
                "of",
                Role::Denominator,
                "people",
                "people whose first activity was seen and who are with the organisation",
                rows.iter().map(|_| Some(alive.people as i64)),
            )
            .float("share", Role::Share, "", "people / of", rows.iter().map(|row| share(row.1)))
    }

    fn model_table(&self) -> Table {
        let alive = &self.alive;
        let mut rows: Vec<(&str, String, f64, Option<Interval>)> = Vec::new();
        let returning = alive.people - alive.no_evidence;
        rows.push(("bg_nbd", "people".into(), alive.people as f64, None));
        rows.push(("bg_nbd", "active_in_several_weeks".into(), returning as f64, None));
        if let Some(model) = &alive.model {
            let intervals = model.parameter_intervals(self.options.interval_level);
            let parameters = [("r", model.r), ("alpha", model.alpha), ("a", model.a), ("b", model.b)];
            for (i, (name, value)) in parameters.into_iter().enumerate() {
                rows.push(("bg_nbd", name.into(), value, intervals.map(|intervals| intervals[i])));
            }
            rows.push(("bg_nbd", "log_likelihood".into(), model.log_likelihood, None));
        }
        rows.extend(alive.expected_alive.map(|sum| ("bg_nbd", "expected_alive".into(), sum, None)));
        for e in &alive.expected {
            let name = format!("active_in_next_{}_weeks", e.weeks);
            rows.push(("bg_nbd", name, e.people, Some(e.interval)));
        }
        if let Some(check) = &alive.check {
            let (e, weeks) = (&check.expected, check.expected.weeks);
            rows.push(("bg_nbd", format!("check_forecast_{weeks}_weeks"), e.people, Some(e.interval)));
            rows.push(("bg_nbd", format!("check_seen_{weeks}_weeks"), check.seen as f64, None));
        }
        if let Some(model) = &self.projection.model {
            rows.push(("sbg", "people".into(), model.n as f64, None));
            rows.push(("sbg", "fallen_silent".into(), model.total_lost as f64, None));
            rows.push(("sbg", "leaving_in_first_period".into(), model.leaving, None));
            rows.push(("sbg", "alpha".into(), model.alpha, None));
            rows.push(("sbg", "beta".into(), model.beta, None));
            rows.push(("sbg", "log_likelihood".into(), model.log_likelihood, None));
        }
        let end = |f: fn(Interval) -> f64| rows.iter().map(move |row| row.3.map(f));
        Table::new("retention_model", "The models behind it", self.alive_provenance())
            .text("model", Role::Category, "", "model", rows.iter().map(|row| Some(row.0.into())))
            .text(
                "quantity",
                Role::Category,
                "",
                "parameter in weeks, or people; check: a forecast made before the last weeks, and what came",
                rows.iter().map(|row| Some(row.1.clone())),
            )
            .float(
                "value",
                Role::Measure,
                "",
                "estimate, or number of people",
                rows.iter().map(|r| Some(r.2)),
            )
            .float("low", Role::Low, "", "lower end of the interval", end(|i| i.low))
            .float("high", Role::High, "", "upper end of the interval", end(|i| i.high))
    }
}

/// How the warning begins where P(alive) is that of a model at its boundary, not of the people.
pub(crate) const CANNOT_TELL: &str = "the model cannot tell who is still there";

const LOW: &str = "lower end of the interval of the share";
const HIGH: &str = "upper end of the interval of the share";

/// Days of the rows: the first, then week by week as far as anybody was followed.
fn grid(survival: &Survival) -> Vec<i64> {
    let weeks = (1..).map(|week| 7 * week).take_while(|&day| day as f64 <= survival.end);
    std::iter::once(1).chain(weeks).filter(|&day| day as f64 <= survival.end).collect()
}

fn retained_columns(table: Table, cells: &[Retained]) -> Table {
    let count = |f: fn(&Retained) -> u64| cells.iter().map(move |cell| Some(f(cell) as i64));
    let low = |interval: Option<Interval>| interval.map(|interval| interval.low);
    let high = |interval: Option<Interval>| interval.map(|interval| interval.high);
    table
        .int(
            "people",
            Role::Denominator,
            "people",
            "people who could be seen that long: with the organisation to the end of that time",
            count(|cell| cell.people),
        )
        .int("active", Role::People, "people", "those active in that period", count(|cell| cell.active))
        .float("share", Role::Share, "", "active / people", cells.iter().map(Retained::share))
        .float("share_low", Role::Low, "", LOW, cells.iter().map(|cell| low(cell.interval)))
        .float("share_high", Role::High, "", HIGH, cells.iter().map(|cell| high(cell.interval)))
        .int(
            "rolling_people",
            Role::Denominator,
            "people",
            "those of them of whom can be told whether they came later: 0 near the end of the window",
            count(|cell| cell.told),
        )
        .int(
            "rolling",
            Role::People,
            "people",
            "those active in that period or later",
            count(|cell| cell.lasting),
        )
        .float(
            "rolling_share",
            Role::Share,
            "",
            "rolling / rolling_people",
            cells.iter().map(Retained::lasting_share),
        )
        .float("rolling_share_low", Role::Low, "", LOW, cells.iter().map(|cell| low(cell.lasting_interval)))
        .float(
            "rolling_share_high",
            Role::High,
            "",
            HIGH,
            cells.iter().map(|cell| high(cell.lasting_interval)),
        )
}

fn quantile_columns(mut table: Table, curves: &[Option<&Survival>]) -> Table {
    let count = |f: fn(&Survival) -> u32| curves.iter().map(move |curve| Some(curve.map_or(0, f).into()));
    table = table
        .int("people", Role::Denominator, "people", "people under observation", count(|curve| curve.n))
        .int("events", Role::People, "people", "those to whom it happened", count(|curve| curve.events));
    for (name, q, description) in [
        ("median", 0.5, "days until it happened to half of the people"),
        ("p30", 0.3, "days until it happened to 30% of the people"),
        ("p90", 0.9, "days until it happened to 90% of the people"),
    ] {
        let column = |f: fn(SurvivalQuantile) -> Option<f64>| {
            curves.iter().map(move |curve| curve.and_then(|curve| f(curve.quantile(q))))
        };
        let (low, high) = (format!("{name}_low"), format!("{name}_high"));
        table = table
            .float(name, Role::Measure, "days", description, column(|q| q.time))
            .float(&low, Role::Low, "days", "lower limit", column(|q| q.low))
            .float(
                &high,
                Role::High,
                "days",
                "upper limit; none where none can be given",
                column(|q| q.high),
            );
    }
    table
}
