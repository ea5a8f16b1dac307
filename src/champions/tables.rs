//! Helper champions as tables.

use super::{Champion, Champions, Trend};
use crate::table::{Role, Table};

impl Champions {
    /// The tables: `champions` (people who pass all gates, the first [`n`](super::ChampionOptions::n)),
    /// `champions_by_unit`, `champions_help_by_unit`, and `champions_summary`.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.people_table(), self.unit_table(), self.help_table(), self.summary_table()]
    }

    fn people_table(&self) -> Table {
        let rows: Vec<&Champion> = self.champions().take(self.n).collect();
        let int =
            |f: fn(&Champion) -> u32| rows.iter().map(move |&row| Some(f(row).into())).collect::<Vec<_>>();
        let float = |f: fn(&Champion) -> Option<f64>| rows.iter().map(move |&row| f(row)).collect::<Vec<_>>();
        Table::new("champions", "Helper champions", self.provenance.clone())
            .text("member", Role::Member, "", "native id", rows.iter().map(|row| Some(row.id.clone())))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                rows.iter().map(|row| Some(row.name.clone()).filter(|name| !name.is_empty())),
            )
            .text("unit", Role::Unit, "", "unit of the person", rows.iter().map(|row| row.unit.clone()))
            .int("helped", Role::People, "people", "distinct colleagues helped", int(|row| row.helped))
            .int("questions", Role::Count, "questions", "questions answered", int(|row| row.questions))
            .int("answers", Role::Count, "messages", "helping replies", int(|row| row.answers))
            .float(
                "months",
                Role::Measure,
                "months",
                "months of presence in the window",
                float(|row| Some(row.months)),
            )
            .float(
                "helped_per_month",
                Role::Measure,
                "people per month",
                "distinct colleagues helped per month, posterior mean",
                float(|row| Some(row.rate.mean)),
            )
            .float(
                "helped_per_month_low",
                Role::Low,
                "people per month",
                "lower end",
                float(|row| Some(row.rate.low)),
            )
            .float(
                "helped_per_month_high",
                Role::High,
                "people per month",
                "upper end",
                float(|row| Some(row.rate.high)),
            )
            .float(
                "p_top",
                Role::Share,
                "",
                "probability to be among the first n of all colleagues who helped",
                float(|row| Some(row.p_top)),
            )
            .float(
                "p_above_unit",
                Role::Share,
                "",
                "probability that the rate is above the 75th percentile of the own unit",
                float(|row| row.p_above_unit),
            )
            .int(
                "thanked",
                Role::Count,
                "questions",
                "questions answered whose asker thanked the person",
                int(|row| row.thanked),
            )
            .float(
                "thanked_share",
                Role::Share,
                "",
                "share of thanked questions, posterior mean",
                float(|row| row.thanked_share.map(|share| share.mean)),
            )
            .float(
                "thanked_share_low",
                Role::Low,
                "",
                "lower end",
                float(|row| row.thanked_share.map(|share| share.low)),
            )
            .float(
                "thanked_share_high",
                Role::High,
                "",
                "upper end",
                float(|row| row.thanked_share.map(|share| share.high)),
            )
            .int(
                "units",
                Role::Count,
                "units",
                "distinct units of the colleagues helped",
                int(|row| row.units),
            )
            .float(
                "other_unit_share",
                Role::Share,
                "",
                "colleagues of other units among those helped whose unit is known",
                float(|row| row.other_unit_share),
            )
            .float(
                "other_unit_share_low",
                Role::Low,
                "",
                "lower end",
                float(|row| row.other_unit_interval.map(|interval| interval.low)),
            )
            .float(
                "other_unit_share_high",
                Role::High,
                "",
                "upper end",
                float(|row| row.other_unit_interval.map(|interval| interval.high)),
            )
            .float(
                "own_unit_share",
                Role::Share,
                "",
                "colleagues of the own unit among those helped whose unit is known",
                float(|row| row.other_unit_share.map(|share| 1.0 - share)),
            )
            .float(
                "own_unit_share_low",
                Role::Low,
                "",
                "lower end",
                float(|row| row.other_unit_interval.map(|interval| 1.0 - interval.high)),
            )
            .float(
                "own_unit_share_high",
                Role::High,
                "",
                "upper end",
                float(|row| row.other_unit_interval.map(|interval| 1.0 - interval.low)),
            )
            .int(
                "active_weeks",
                Role::Count,
                "weeks",
                "weeks with a message or a reaction among the last weeks",
                int(|row| row.active_weeks),
            )
            .int(
                "weeks",
                Role::Count,
                "weeks",
                "last weeks looked at",
                rows.iter().map(|_| Some(self.weeks.into())),
            )
            .int("messages", Role::Count, "messages", "messages in the window", int(|row| row.messages))
            .float(
                "answer_share",
                Role::Share,
                "",
                "share of the own messages that help",
                float(|row| Some(row.answer_share())),
            )
            .int(
                "rank_low",
                Role::Count,
                "rank",
                "best rank among those who pass all gates that the data do not rule out",
                rows.iter().map(|row| row.rank.map(|set| set.best as i64)),
            )
            .int(
                "rank_high",
                Role::Count,
                "rank",
                "worst rank that they do not rule out",
                rows.iter().map(|row| row.rank.map(|set| set.worst as i64)),
            )
            .float(
                "per_month",
                Role::Measure,
                "questions per month",
                "questions answered per month of presence",
                float(|row| Some(row.load.per_month)),
            )
            .float(
                "recent_per_month",
                Role::Measure,
                "questions per month",
                "questions answered per month in the last 13 weeks of the window",
                float(|row| Some(row.load.recent_per_month)),
            )
            .int(
                "peak_week",
                Role::Count,
                "questions",
                "most questions answered in a week",
                int(|row| row.load.peak_week),
            )
            .float(
                "share_of_unit",
                Role::Share,
                "",
                "share of the helping replies of the own unit",
                float(|row| row.load.share_of_unit),
            )
            .flag(
                "at_capacity",
                Role::Flag,
                "whether the recent load reaches what one can carry",
                rows.iter().map(|row| Some(row.load.at_capacity)),
            )
            .int(
                "newcomers",
                Role::People,
                "people",
                "distinct newcomers to whose first thread the person replied within 30 days",
                int(|row| row.newcomers),
            )
            .int(
                "newcomers_first",
                Role::People,
                "people",
                "those of them to whom nobody had replied before",
                int(|row| row.newcomers_first),
            )
            .float(
                "momentum",
                Role::Measure,
                "",
                "questions answered per month in the last third of the window against before, as a ratio",
                float(|row| row.momentum.map(|momentum| momentum.ratio)),
            )
            .float(
                "momentum_low",
                Role::Low,
                "",
                "lower end",
                float(|row| row.momentum.map(|momentum| momentum.low)),
            )
            .float(
                "momentum_high",
                Role::High,
                "",
                "upper end",
                float(|row| row.momentum.map(|momentum| momentum.high)),
            )
            .text(
                "trend",
                Role::Category,
                "",
                "rising, steady or fading where the interval says so",
                rows.iter().map(|row| row.momentum?.trend().map(|trend| trend.name().into())),
            )
            .flag(
                "leader",
                Role::Flag,
                "whether the person leads a unit; missing where the roster does not know",
                rows.iter().map(|row| row.leader),
            )
            .flag(
                "helps_by_job",
                Role::Flag,
                "whether the title or the unit tells of a help desk; missing where no title is known",
                rows.iter().map(|row| row.helps_by_job),
            )
            .list("reasons", Role::Reason, "why, in words", rows.iter().map(|row| row.reasons.clone()))
    }

    fn unit_table(&self) -> Table {
        let units = &self.units;
        let provenance = self.provenance.clone();
        Table::new("champions_by_unit", "Helper champions by unit", provenance)
            .with_disjoint_units()
            .text(
                "unit",
                Role::Unit,
                "",
                "unit; missing for people without one",
                units.iter().map(|unit| unit.unit.clone()),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who could take part",
                units.iter().map(|unit| Some(unit.people as i64)),
            )
            .int(
                "champions",
                Role::People,
                "people",
                "people who pass all gates",
                units.iter().map(|unit| Some(unit.champions as i64)),
            )
            .int(
                "wanted",
                Role::Count,
                "people",
                "champions wanted by the size of the unit",
                units.iter().map(|unit| Some(unit.wanted as i64)),
            )
            .int(
                "helpers",
                Role::People,
                "people",
                "people who helped at least once",
                units.iter().map(|unit| Some(unit.helpers as i64)),
            )
    }

    /// Apart, because it is about the helpers: what few of them did is not told of a unit, however large it is.
    fn help_table(&self) -> Table {
        let units = &self.units;
        Table::new("champions_help_by_unit", "Whom the units help", self.provenance.clone())
            .with_disjoint_units()
            .text(
                "unit",
                Role::Unit,
                "",
                "unit; missing for people without one",
                units.iter().map(|unit| unit.unit.clone()),
            )
            .int(
                "helpers",
                Role::Denominator,
                "people",
                "people who helped at least once",
                units.iter().map(|unit| Some(unit.helpers as i64)),
            )
            .int(
                "helped",
                Role::People,
                "people",
                "distinct colleagues helped by people of the unit",
                units.iter().map(|unit| Some(unit.helped as i64)),
            )
            .float(
                "helped_per_month",
                Role::Measure,
                "people per month",
                "the same per month of the window, not shrunk",
                units.iter().map(|unit| Some(unit.helped_per_month)),
            )
    }

    fn summary_table(&self) -> Table {
        let all: Vec<&Champion> = self.all_champions().collect();
        let count = |f: &dyn Fn(&Champion) -> bool| all.iter().filter(|row| f(row)).count() as i64;
        let trend = |wanted: Trend| {
            count(&|row: &Champion| row.momentum.and_then(|m| m.trend()).is_some_and(|trend| trend == wanted))
        };
        let units = self.units.iter().filter(|unit| unit.unit.is_some() && unit.people > 0).count();
        let uncovered = self.uncovered().filter(|unit| unit.unit.is_some()).count();
        let one = |n: i64| [Some(n)];
        Table::new("champions_summary", "Helper champions in numbers", self.provenance.clone())
            .int(
                "people",
                Role::Denominator,
                "people",
                "colleagues who were there and could help",
                one(self.population as i64),
            )
            .int(
                "helpers",
                Role::People,
                "people",
                "people who helped at least once",
                one(self.helped_at_all as i64),
            )
            .int("champions", Role::People, "people", "people who pass all gates", one(all.len() as i64))
            .float(
                "capacity",
                Role::Measure,
                "questions per month",
                "questions a month from which somebody has enough on the plate",
                [Some(self.capacity)],
            )
            .int(
                "at_capacity",
                Role::People,
                "people",
                "champions who answer as many or more of late",
                one(count(&|row| row.load.at_capacity)),
            )
            .int(
                "rising",
                Role::People,
                "people",
                "champions who surely answer more than before",
                one(trend(Trend::Rising)),
            )
            .int(
                "fading",
                Role::People,
                "people",
                "champions who surely answer less than before",
                one(trend(Trend::Fading)),
            )
            .float(
                "growth",
                Role::Measure,
                "",
                "questions answered a month by everybody, in the last third of the window against before, as a ratio",
                [self.growth],
            )
            .int(
                "welcoming",
                Role::People,
                "people",
                "champions who replied to the first thread of a newcomer",
                one(count(&|row| row.newcomers > 0)),
            )
            .int(
                "leaders",
                Role::People,
                "people",
                "champions who lead a unit",
                one(count(&|row| row.leader == Some(true))),
            )
            .int(
                "help_desk",
                Role::People,
                "people",
                "champions whose title or unit tells of a help desk",
                one(count(&|row| row.helps_by_job == Some(true))),
            )
            .int("units", Role::Count, "units", "units with people", one(units as i64))
            .int(
                "uncovered",
                Role::Count,
                "units",
                "units with people and without a champion",
                one(uncovered as i64),
            )
            .with_counted_units(
                &["uncovered"],
                self.units.iter().map(|unit| [unit.champions, unit.people]).collect(),
            )
    }
}
