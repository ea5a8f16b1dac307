//! Bridges between units as tables.

use super::options::MIN_PAIRS;
use super::result::{Bridges, Bridging, Cell, Measured, Person, Sensitivity, UnitBridges};
use crate::stats::Interval;
use crate::table::{Role, Table};

const LOW: &str = "lower end of the interval";
const HIGH: &str = "upper end of the interval";
const WHO: &str = "colleagues, or with community managers and communications accounts";

impl Bridging {
    /// The tables: `bridging` (colleagues, and with officials), `bridging_by_unit`, `bridging_matrix` (from unit to unit),
    /// `bridging_answers`, `bridging_links` (pairs of units by what joins them), `bridging_brokers` and
    /// `bridging_only_ties` (lists of people), and `bridging_sensitivity` (the share across units counted in other ways). The
    /// first and the fourth are of colleagues and with officials, the others of colleagues.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.whole_table(),
            self.unit_table(),
            self.matrix_table(),
            self.answers_table(),
            self.links_table(),
            self.brokers_table(),
            self.only_ties_table(),
            self.sensitivity_table(),
        ]
    }

    /// Both sets of people, or one where nobody is official.
    fn sets(&self) -> Vec<&Bridges> {
        if self.officials > 0 { vec![&self.members, &self.everybody] } else { vec![&self.members] }
    }

    fn unit(&self, unit: u32) -> Option<String> {
        self.units.get(unit as usize).cloned()
    }

    fn whole_table(&self) -> Table {
        let sets = self.sets();
        let int = |f: fn(&Bridges) -> u64| sets.iter().map(move |s| Some(f(s) as i64)).collect::<Vec<_>>();
        let float = |f: fn(&Bridges) -> Option<f64>| sets.iter().map(move |s| f(s)).collect::<Vec<_>>();
        Table::new("bridging", "Talk across units", self.provenance.clone())
            .text("who", Role::Category, "", WHO, sets.iter().map(|s| Some(who(s))))
            .int("people", Role::Denominator, "people", "people of known units who replied or were replied to", int(|s| s.people))
            .int("units", Role::Count, "units", "units with people who replied or were replied to", int(taking_part))
            .int("replies", Role::Count, "replies", "replies among them", int(|s| s.replies))
            .int("cross_replies", Role::Count, "replies", "of these to another unit", int(|s| s.cross_replies))
            .float("cross_share", Role::Share, "", "cross_replies / replies", float(|s| value(s.cross_share)))
            .float("cross_share_low", Role::Low, "", LOW, float(|s| low(s.cross_share)))
            .float("cross_share_high", Role::High, "", HIGH, float(|s| high(s.cross_share)))
            .float(
                "expected_share",
                Role::Share,
                "",
                "share across units if everybody wrote, and was replied to, as often, with no notice of units (configuration model)",
                float(|s| s.expected_share),
            )
            .float(
                "chance_share",
                Role::Share,
                "",
                "mean share across units with the units dealt out anew among these people: what p_value is about",
                float(|s| s.test.map(|test| (test.expected + 1.0) / 2.0)),
            )
            .float(
                "ei_index",
                Role::Measure,
                "",
                "(external - internal) / (external + internal) replies: -1 all inside units, 1 all across",
                float(|s| value(s.ei_index)),
            )
            .float("ei_index_low", Role::Low, "", LOW, float(|s| low(s.ei_index)))
            .float("ei_index_high", Role::High, "", HIGH, float(|s| high(s.ei_index)))
            .float(
                "ei_expected",
                Role::Measure,
                "",
                "mean E-I index with the units dealt out anew among these people",
                float(|s| s.test.map(|test| test.expected)),
            )
            .float(
                "p_value",
                Role::Measure,
                "",
                "two-sided p-value of the E-I index against that",
                float(|s| s.test.map(|test| test.p_value)),
            )
            .float(
                "assortativity",
                Role::Measure,
                "",
                "1 if all replies stay inside units, 0 if units do not matter",
                float(|s| s.assortativity),
            )
            .int("ties", Role::Count, "pairs", "pairs of people with a reply either way", int(|s| s.ties))
            .int("cross_ties", Role::Count, "pairs", "of these between units", int(|s| s.cross_ties))
            .int("threads", Role::Count, "threads", "threads with these replies", int(|s| s.threads))
            .int(
                "without_unit",
                Role::Count,
                "replies",
                "replies with somebody whose unit is not known; in no other number",
                int(|s| s.without_unit),
            )
    }

    fn unit_table(&self) -> Table {
        let rows: Vec<(usize, &UnitBridges)> = self.members.units.iter().enumerate().collect();
        let int =
            |f: fn(&UnitBridges) -> u64| rows.iter().map(move |r| Some(f(r.1) as i64)).collect::<Vec<_>>();
        let float = |f: fn(&UnitBridges) -> Option<f64>| rows.iter().map(move |r| f(r.1)).collect::<Vec<_>>();
        Table::new("bridging_by_unit", "Talk with other units", self.provenance.clone())
            .with_disjoint_units()
            .text("unit", Role::Unit, "", "unit", rows.iter().map(|r| self.unit(r.0 as u32)))
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who could have taken part",
                rows.iter().map(|r| self.headcount.get(r.0).map(|&n| n as i64)),
            )
            .int(
                "active",
                Role::Denominator,
                "people",
                "people who replied or were replied to",
                int(|u| u.active),
            )
            .int("inside", Role::Count, "replies", "replies of its people to one another", int(|u| u.inside))
            .int("out", Role::Count, "replies", "replies of its people to other units", int(|u| u.out))
            .int("into", Role::Count, "replies", "replies of other units to its people", int(|u| u.into))
            .float("out_share", Role::Share, "", "out / (inside + out)", float(|u| value(u.out_share)))
            .float("out_share_low", Role::Low, "", LOW, float(|u| low(u.out_share)))
            .float("out_share_high", Role::High, "", HIGH, float(|u| high(u.out_share)))
            .float("in_share", Role::Share, "", "into / (inside + into)", float(|u| value(u.in_share)))
            .float("in_share_low", Role::Low, "", LOW, float(|u| low(u.in_share)))
            .float("in_share_high", Role::High, "", HIGH, float(|u| high(u.in_share)))
            .float(
                "ei_index",
                Role::Measure,
                "",
                "(out + into - inside) / (out + into + inside)",
                float(|u| value(u.ei_index)),
            )
            .float("ei_index_low", Role::Low, "", LOW, float(|u| low(u.ei_index)))
            .float("ei_index_high", Role::High, "", HIGH, float(|u| high(u.ei_index)))
            .float(
                "ei_expected",
                Role::Measure,
                "",
                "mean E-I index of the unit with the units dealt out anew",
                float(|u| u.test.map(|test| test.expected)),
            )
            .float(
                "p_value",
                Role::Measure,
                "",
                "two-sided p-value of the E-I index against that",
                float(|u| u.test.map(|test| test.p_value)),
            )
            .float(
                "q_value",
                Role::Measure,
                "",
                "the same with all units looked at taken into account (Benjamini-Hochberg)",
                float(|u| u.test.map(|test| test.q_value)),
            )
            .int("partners", Role::Count, "units", "other units with a reply either way", int(|u| u.partners))
            .int(
                "answered",
                Role::Count,
                "questions",
                "answered questions of its people, units known",
                int(|u| u.answers.known()),
            )
            .int(
                "first_elsewhere",
                Role::Count,
                "questions",
                "of these first answered from another unit",
                int(|u| u.answers.first_elsewhere),
            )
            .float(
                "answered_elsewhere",
                Role::Share,
                "",
                "first_elsewhere / answered",
                float(|u| u.answers.first_share()),
            )
            .float(
                "answered_elsewhere_low",
                Role::Low,
                "",
                LOW,
                float(|u| end(u.answers.first_interval, |i| i.low)),
            )
            .float(
                "answered_elsewhere_high",
                Role::High,
                "",
                HIGH,
                float(|u| end(u.answers.first_interval, |i| i.high)),
            )
            .float(
                "answered_elsewhere_expected",
                Role::Share,
                "",
                "answered_elsewhere to expect if people answered as often as they did, at the time, with no notice of units",
                float(|u| u.answers.expected_share),
            )
    }

    fn matrix_table(&self) -> Table {
        // Inside a unit is in the table by unit, and so are the sums of the other cells: with those shown there, a hidden
        // cell is only safe among cells that are in both its sums. Between two units the sums are the cells.
        let few = taking_part(&self.members) < 3;
        let cells: Vec<&Cell> = self.members.matrix.iter().filter(|c| c.from != c.to && !few).collect();
        let int = |f: fn(&Cell) -> u64| cells.iter().map(move |c| Some(f(c) as i64)).collect::<Vec<_>>();
        let float = |f: fn(&Cell) -> Option<f64>| cells.iter().map(|c| f(c)).collect::<Vec<_>>();
        Table::new("bridging_matrix", "From unit to unit", self.provenance.clone())
            .text("from_unit", Role::Unit, "", "unit of who replied", cells.iter().map(|c| self.unit(c.from)))
            .text(
                "to_unit",
                Role::Unit,
                "",
                "unit of who was replied to",
                cells.iter().map(|c| self.unit(c.to)),
            )
            .int("writers", Role::Denominator, "people", "people who replied", int(|c| c.writers))
            .int("receivers", Role::Denominator, "people", "people who were replied to", int(|c| c.receivers))
            .int("replies", Role::Count, "replies", "replies", int(|c| c.replies))
            .float(
                "expected",
                Role::Measure,
                "replies",
                "replies to expect if units did not matter",
                float(|c| Some(c.expected)),
            )
            .float(
                "ratio",
                Role::Measure,
                "",
                "(replies + 1/2) / (expected + 1/2): above 1 more than units that do not matter would give",
                float(|c| Some(c.ratio.value)),
            )
            .float("ratio_low", Role::Low, "", LOW, float(|c| low(Some(c.ratio))))
            .float("ratio_high", Role::High, "", HIGH, float(|c| high(Some(c.ratio))))
            .float(
                "by_chance",
                Role::Measure,
                "replies",
                "mean replies with the units dealt out anew among these people",
                float(|c| c.test.map(|test| test.expected)),
            )
            .float(
                "p_value",
                Role::Measure,
                "",
                "one-sided p-value of as many replies or more, against that",
                float(|c| c.test.map(|test| test.p_value)),
            )
            .float(
                "q_value",
                Role::Measure,
                "",
                "the same with all cells looked at taken into account (Benjamini-Hochberg)",
                float(|c| c.test.map(|test| test.q_value)),
            )
    }

    fn answers_table(&self) -> Table {
        let sets = self.sets();
        let int = |f: fn(&Bridges) -> u64| sets.iter().map(move |s| Some(f(s) as i64)).collect::<Vec<_>>();
        let float = |f: fn(&Bridges) -> Option<f64>| sets.iter().map(move |s| f(s)).collect::<Vec<_>>();
        Table::new("bridging_answers", "Answers from other units", self.provenance.clone())
            .text("who", Role::Category, "", WHO, sets.iter().map(|s| Some(who(s))))
            .int(
                "people",
                Role::Denominator,
                "people",
                "people of known units who replied or were replied to",
                int(|s| s.people),
            )
            .int(
                "questions",
                Role::Count,
                "questions",
                "questions that start a thread",
                int(|s| s.answers.questions),
            )
            .int("answered", Role::Count, "questions", "answered in the window", int(|s| s.answers.answered))
            .int(
                "units_known",
                Role::Count,
                "questions",
                "of these with known units of asker and first answerer",
                int(|s| s.answers.known()),
            )
            .int(
                "first_elsewhere",
                Role::Count,
                "questions",
                "first answered from another unit",
                int(|s| s.answers.first_elsewhere),
            )
            .float(
                "first_share",
                Role::Share,
                "",
                "first_elsewhere / units_known",
                float(|s| s.answers.first_share()),
            )
            .float("first_share_low", Role::Low, "", LOW, float(|s| end(s.answers.first_interval, |i| i.low)))
            .float(
                "first_share_high",
                Role::High,
                "",
                HIGH,
                float(|s| end(s.answers.first_interval, |i| i.high)),
            )
            .float(
                "first_expected",
                Role::Share,
                "",
                "share to expect if people answered as often as they did, at the time, with no notice of units",
                float(|s| s.answers.expected_share),
            )
            .int(
                "any_elsewhere",
                Role::Count,
                "questions",
                "with any answer from another unit",
                int(|s| s.answers.any_elsewhere),
            )
            .float(
                "any_share",
                Role::Share,
                "",
                "any_elsewhere / units_known",
                float(|s| s.answers.any_share()),
            )
            .float("any_share_low", Role::Low, "", LOW, float(|s| end(s.answers.any_interval, |i| i.low)))
            .float("any_share_high", Role::High, "", HIGH, float(|s| end(s.answers.any_interval, |i| i.high)))
    }

    fn sensitivity_table(&self) -> Table {
        let rows = &self.sensitivity;
        let int =
            |f: fn(&Sensitivity) -> u64| rows.iter().map(move |r| Some(f(r) as i64)).collect::<Vec<_>>();
        let float = |f: fn(&Sensitivity) -> Option<f64>| rows.iter().map(f).collect::<Vec<_>>();
        Table::new("bridging_sensitivity", "Talk across units, counted in other ways", self.provenance.clone())
            .text(
                "counted",
                Role::Category,
                "",
                "replies: as in the other tables; with reactions as well; the logarithm of 1 plus the replies from one person to \
                 another; replies of the last 26 weeks of the window alone",
                rows.iter().map(|r| Some(r.variant.name().into())),
            )
            .int("people", Role::Denominator, "people", "colleagues of known units who take part", int(|r| r.people))
            .int("acts", Role::Count, "", "replies, or replies and reactions", int(|r| r.acts))
            .float("cross_share", Role::Share, "", "share that goes to another unit", float(|r| r.cross_share))
            .float(
                "expected_share",
                Role::Share,
                "",
                "the same if everybody gave and got as much, with no notice of units (configuration model)",
                float(|r| r.expected_share),
            )
            .float(
                "ei_index",
                Role::Measure,
                "",
                "(external - internal) / (external + internal): -1 all inside units, 1 all across",
                float(Sensitivity::ei_index),
            )
    }

    fn links_table(&self) -> Table {
        let links = &self.members.links;
        let all = links.none + links.one_tie + links.one_person + links.several;
        let rows = [
            ("no talk", links.none),
            ("one pair of people", links.one_tie),
            ("one person", links.one_person),
            ("several people", links.several),
        ];
        let rows: Vec<_> = rows.into_iter().filter(|_| all >= MIN_PAIRS).collect();
        Table::new("bridging_links", "What joins two units", self.provenance.clone())
            .text(
                "joined_by",
                Role::Category,
                "",
                "what talk between the two hangs on",
                rows.iter().map(|row| Some(row.0.into())),
            )
            .int(
                "pairs",
                Role::Count,
                "pairs",
                "pairs of units, both of at least 5 colleagues who take part",
                rows.iter().map(|row| Some(row.1 as i64)),
            )
            .float(
                "share",
                Role::Share,
                "",
                "pairs / all pairs",
                rows.iter().map(|row| Some(row.1 as f64 / all as f64)),
            )
    }

    fn brokers_table(&self) -> Table {
        let rows = &self.brokers;
        let int =
            |f: fn(&super::Broker) -> u64| rows.iter().map(move |b| Some(f(b) as i64)).collect::<Vec<_>>();
        let counted = self.provenance.clone();
        let counted = counted.observations("colleagues who stand between units", self.brokers_in_all);
        Table::new("bridging_brokers", "People between units", counted)
            .text("member", Role::Member, "", "native id", rows.iter().map(|b| Some(b.person.id.clone())))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                rows.iter().map(|b| name(&b.person)),
            )
            .text("unit", Role::Unit, "", "unit of the person", rows.iter().map(|b| self.unit(b.unit)))
            .int(
                "units",
                Role::Count,
                "units",
                "other units with a reply either way",
                int(|b| b.units.into()),
            )
            .int(
                "partners",
                Role::People,
                "people",
                "people of other units with a reply either way",
                int(|b| b.partners.into()),
            )
            .int("threads", Role::Count, "threads", "threads with these replies", int(|b| b.threads.into()))
            .int(
                "cross_replies",
                Role::Count,
                "replies",
                "replies written to other units or got from them",
                int(|b| b.cross_replies),
            )
            .float(
                "cross_share",
                Role::Share,
                "",
                "their share of the replies written or got",
                rows.iter().map(|b| (b.replies > 0).then(|| b.cross_replies as f64 / b.replies as f64)),
            )
            .int(
                "gatekeeper",
                Role::Count,
                "paths",
                "open paths from another unit into the own one",
                int(|b| b.roles.gatekeeper),
            )
            .int(
                "representative",
                Role::Count,
                "paths",
                "open paths from the own unit to another one",
                int(|b| b.roles.representative),
            )
            .int(
                "liaison",
                Role::Count,
                "paths",
                "open paths between two other units",
                int(|b| b.roles.liaison),
            )
            .int(
                "itinerant",
                Role::Count,
                "paths",
                "open paths between people of one other unit",
                int(|b| b.roles.itinerant),
            )
            .int(
                "coordinator",
                Role::Count,
                "paths",
                "open paths inside the own unit",
                int(|b| b.roles.coordinator),
            )
            .int(
                "only_link",
                Role::Count,
                "pairs",
                "pairs of units that hang on this person",
                int(|b| b.only_link.into()),
            )
            .list("reasons", Role::Reason, "why, in words", rows.iter().map(|b| b.reasons.clone()))
    }

    fn only_ties_table(&self) -> Table {
        let rows = &self.only_ties;
        let id = |side: usize| rows.iter().map(move |tie| Some(tie.people[side].id.clone()));
        let named = |side: usize| rows.iter().map(move |tie| name(&tie.people[side]));
        let unit = |side: usize| rows.iter().map(move |tie| self.unit(tie.units[side]));
        Table::new(
            "bridging_only_ties",
            "Ties on which talk between two units hangs",
            self.provenance.clone(),
        )
        .text("member", Role::Member, "", "native id", id(0))
        .text("name", Role::MemberName, "", "display name", named(0))
        .text("unit", Role::Unit, "", "unit", unit(0))
        .text("other", Role::Member, "", "native id of the other", id(1))
        .text("other_name", Role::MemberName, "", "display name of the other", named(1))
        .text("other_unit", Role::Unit, "", "unit of the other", unit(1))
        .int(
            "replies",
            Role::Count,
            "replies",
            "replies between the two",
            rows.iter().map(|tie| Some(tie.replies as i64)),
        )
        .int(
            "cut_off",
            Role::People,
            "people",
            "people who lose touch with the others altogether without this tie",
            rows.iter().map(|tie| Some(tie.cut_off as i64)),
        )
    }
}

/// Units with people who take part.
fn taking_part(bridges: &Bridges) -> u64 {
    bridges.units.iter().filter(|unit| unit.active > 0).count() as u64
}

fn who(bridges: &Bridges) -> String {
    if bridges.officials { "with officials" } else { "colleagues" }.into()
}

fn name(person: &Person) -> Option<String> {
    Some(person.name.clone()).filter(|name| !name.is_empty())
}

fn value(measured: Option<Measured>) -> Option<f64> {
    measured.map(|measured| measured.value)
}

fn low(measured: Option<Measured>) -> Option<f64> {
    end(measured.and_then(|measured| measured.interval), |interval| interval.low)
}

fn high(measured: Option<Measured>) -> Option<f64> {
    end(measured.and_then(|measured| measured.interval), |interval| interval.high)
}

fn end(interval: Option<Interval>, which: fn(Interval) -> f64) -> Option<f64> {
    interval.map(which)
}
