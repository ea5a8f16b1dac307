//! The funnel as tables.

use super::{Adjusted, Funnel, MedianDays, NewcomerReply, Part, ReplyArm, Stage, State, UNIT_STATES};
use crate::stats::Interval;
use crate::table::{Provenance, Role, Table};

impl Funnel {
    /// The tables:
    ///
    /// - `funnel`: one row a state, at the end of the view;
    /// - `funnel_states`: one row a horizon and state, days after entry;
    /// - `funnel_by_unit`, where asked for: one row a unit by name;
    /// - `newcomer_reply`: one row a kind of reply.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = vec![self.stage_table(), self.state_table()];
        if self.options.by_unit {
            tables.push(self.unit_table());
        }
        tables.push(self.newcomers.table(self.newcomer_provenance.clone()));
        tables
    }

    fn stage_table(&self) -> Table {
        let stages = || self.stages.iter();
        let share = |f: fn(&Stage) -> Option<Part>, g: fn(&Part) -> Option<f64>| {
            stages().map(move |stage| g(&f(stage)?))
        };
        let people = |f: fn(&Stage) -> Option<u64>| stages().map(move |stage| f(stage).map(|n| n as i64));
        let days = |f: fn(&Stage) -> Option<MedianDays>, g: fn(&MedianDays) -> Option<f64>| {
            stages().map(move |stage| g(&f(stage)?))
        };
        let at_least = |stage: &Stage| stage.at_least;
        let conversion = |stage: &Stage| stage.conversion;
        let entry = |stage: &Stage| stage.from_entry;
        let previous = |stage: &Stage| stage.from_previous;
        Table::new("funnel", "How far people have come", self.provenance.clone())
            .text("state", Role::Category, "", "furthest state", stages().map(|s| Some(s.state.name().into())))
            .flag(
                "observable",
                Role::Flag,
                "whether the export can tell about the state",
                stages().map(|stage| Some(stage.observable)),
            )
            .int("people", Role::People, "people", "people at least so far", people(|s| Some(s.at_least?.people)))
            .int("headcount", Role::Denominator, "people", "people who could take part", people(|s| Some(s.at_least?.of)))
            .float("share", Role::Share, "", "people divided by headcount", share(at_least, Part::value))
            .float("share_low", Role::Low, "", LOW, share(at_least, low))
            .float("share_high", Role::High, "", HIGH, share(at_least, high))
            .float(
                "conversion",
                Role::Share,
                "",
                "people divided by those at least in the observable state before",
                share(conversion, Part::value),
            )
            .float("conversion_low", Role::Low, "", LOW, share(conversion, low))
            .float("conversion_high", Role::High, "", HIGH, share(conversion, high))
            .int("here", Role::People, "people", "people whose furthest state this is", people(|s| s.here))
            .int("did", Role::People, "people", "people who did this very thing", people(|s| s.did))
            .float(
                "median_days",
                Role::Measure,
                "days",
                "days from entry by which half have come so far (Kaplan-Meier); missing where fewer than half do in the time observed",
                days(entry, |m| m.days),
            )
            .float("median_days_low", Role::Low, "days", DAYS_LOW, days(entry, |m| m.low))
            .float("median_days_high", Role::High, "days", DAYS_HIGH, days(entry, |m| m.high))
            .float(
                "step_days",
                Role::Measure,
                "days",
                "the same from the observable state before",
                days(previous, |m| m.days),
            )
            .float("step_days_low", Role::Low, "days", DAYS_LOW, days(previous, |m| m.low))
            .float("step_days_high", Role::High, "days", DAYS_HIGH, days(previous, |m| m.high))
    }

    fn state_table(&self) -> Table {
        let rows: Vec<_> = self
            .horizons
            .iter()
            .flat_map(|horizon| {
                // Where there is not enough data the row stays, with nothing in it.
                State::ALL.into_iter().map(move |state| {
                    (state, horizon, horizon.states.iter().find(|share| share.state == state))
                })
            })
            .filter(|(state, ..)| self.stage(*state).is_some_and(|stage| stage.observable))
            .collect();
        let number = |f: fn(&super::StateShare) -> f64| rows.iter().map(move |(_, _, share)| share.map(f));
        Table::new("funnel_states", "Where people are some days after entry", self.provenance.clone())
            .text("state", Role::Category, "", "furthest state", rows.iter().map(|r| Some(r.0.name().into())))
            .int(
                "days",
                Role::Category,
                "days",
                "days after entry",
                rows.iter().map(|(_, horizon, _)| Some(i64::from(horizon.days))),
            )
            .float(
                "probability",
                Role::Share,
                "",
                "probability that this is the furthest state by then; missing where there is not enough data",
                number(|share| share.probability),
            )
            .float("low", Role::Low, "", "lower end of the bootstrap interval", number(|s| s.interval.low))
            .float("high", Role::High, "", "upper end of the bootstrap interval", number(|s| s.interval.high))
            .int(
                "seen",
                Role::Denominator,
                "people",
                "fewest people under observation on any day up to then",
                rows.iter().map(|(_, horizon, share)| share.map(|_| horizon.seen as i64)),
            )
    }

    fn unit_table(&self) -> Table {
        let mut table = Table::new(
            "funnel_by_unit",
            "How far the people of each unit have come",
            self.provenance.clone(),
        )
        .with_disjoint_units()
        .text(
            "unit",
            Role::Unit,
            "",
            "unit of the organisation, by name",
            self.units.iter().map(|u| Some(u.unit.clone())),
        )
        .int(
            "people",
            Role::Denominator,
            "people",
            "people of the unit who could take part",
            self.units.iter().map(|unit| Some(unit.headcount as i64)),
        );
        for (i, state) in UNIT_STATES.into_iter().enumerate() {
            let name = match state {
                State::Registered => "registered",
                State::Replier => "contributing",
                State::Answerer => "answering",
                _ => "regular",
            };
            let parts: Vec<Part> = self.units.iter().map(|unit| unit.at_least[i]).collect();
            table = table
                .int(
                    name,
                    Role::People,
                    "people",
                    "people at least so far (contributing: at least a replier)",
                    parts.iter().map(|part| Some(part.people as i64)),
                )
                .float(
                    &format!("{name}_share"),
                    Role::Share,
                    "",
                    "divided by people",
                    parts.iter().map(Part::value),
                )
                .float(&format!("{name}_share_low"), Role::Low, "", LOW, parts.iter().map(low))
                .float(&format!("{name}_share_high"), Role::High, "", HIGH, parts.iter().map(high));
        }
        table
    }
}

impl NewcomerReply {
    /// The table `newcomer_reply`: one row a kind of reply.
    pub(super) fn table(&self, provenance: Provenance) -> Table {
        let arms = || self.arms.iter();
        let returned = |g: fn(&Part) -> Option<f64>| arms().map(move |arm: &ReplyArm| g(&arm.returned?));
        let posts = |g: fn(&Part) -> Option<f64>| arms().map(move |arm: &ReplyArm| g(&arm.first_posts));
        let difference =
            |g: fn(&(f64, Interval)) -> f64| arms().map(move |arm: &ReplyArm| arm.difference.as_ref().map(g));
        let odds = |g: fn(&Adjusted) -> f64| arms().map(move |arm: &ReplyArm| arm.adjusted.as_ref().map(g));
        Table::new("newcomer_reply", "Newcomers' first posts, replies and coming back", provenance)
            .text(
                "reply",
                Role::Category,
                "",
                "who replied in time: a colleague; officially (community manager or communications) only; nobody",
                arms().map(|arm| Some(arm.reply.name().into())),
            )
            .int("first_posts", Role::People, "people", "newcomers whose first post fared so", arms().map(|arm| Some(arm.first_posts.people as i64)))
            .int(
                "all_first_posts",
                Role::Denominator,
                "people",
                "newcomers with a first post seen long enough for a reply",
                arms().map(|arm| Some(arm.first_posts.of as i64)),
            )
            .float("first_posts_share", Role::Share, "", "first_posts divided by all_first_posts", posts(Part::value))
            .float("first_posts_share_low", Role::Low, "", LOW, posts(low))
            .float("first_posts_share_high", Role::High, "", HIGH, posts(high))
            .int("returned", Role::People, "people", "newcomers compared who wrote again in the return time", arms().map(|arm| Some(arm.returned?.people as i64)))
            .int(
                "compared",
                Role::Denominator,
                "people",
                "newcomers who had not written again by the end of the reply time and were seen to the end of the return time; missing where they are too few",
                arms().map(|arm| Some(arm.returned?.of as i64)),
            )
            .float("returned_share", Role::Share, "", "returned divided by compared", returned(Part::value))
            .float("returned_share_low", Role::Low, "", LOW, returned(low))
            .float("returned_share_high", Role::High, "", HIGH, returned(high))
            .float(
                "difference",
                Role::Measure,
                "",
                "returned_share minus that of newcomers without a reply; went together, not an effect",
                difference(|d| d.0),
            )
            .float("difference_low", Role::Low, "", "lower end of Newcombe's interval", difference(|d| d.1.low))
            .float("difference_high", Role::High, "", "upper end of Newcombe's interval", difference(|d| d.1.high))
            .float(
                "odds_ratio",
                Role::Measure,
                "",
                "odds of writing again in a week against newcomers without a reply, adjusted as the method says",
                odds(|a| a.odds_ratio),
            )
            .float("odds_ratio_low", Role::Low, "", "lower end of its cluster-robust interval", odds(|a| a.interval.low))
            .float("odds_ratio_high", Role::High, "", "upper end of its cluster-robust interval", odds(|a| a.interval.high))
    }
}

const LOW: &str = "lower end of the Wilson interval of the share";
const HIGH: &str = "upper end of the Wilson interval of the share";
const DAYS_LOW: &str = "lower limit of the median";
const DAYS_HIGH: &str = "upper limit of the median; missing where the time observed gives none";

fn low(part: &Part) -> Option<f64> {
    part.interval.map(|interval| interval.low)
}

fn high(part: &Part) -> Option<f64> {
    part.interval.map(|interval| interval.high)
}
