//! Circles as tables.

use super::circles::{Circle, Circles};
use super::options::SMALLEST_UNIT;
use crate::table::{Role, Table};

impl Circles {
    /// The tables: `circles` (one row a circle) and `circles_agreement` (circles against units, one row).
    pub fn tables(&self) -> Vec<Table> {
        vec![self.circle_table(), self.agreement_table()]
    }

    fn circle_table(&self) -> Table {
        let rows = &self.circles;
        let int = |f: fn(&Circle) -> u64| rows.iter().map(move |c| Some(f(c) as i64)).collect::<Vec<_>>();
        let float = |f: fn(&Circle) -> Option<f64>| rows.iter().map(f).collect::<Vec<_>>();
        Table::new("circles", "Circles", self.provenance.clone())
            .text(
                "circle",
                Role::Category,
                "",
                "number, the largest first",
                (1..=rows.len()).map(|n| Some(n.to_string())),
            )
            .int("people", Role::Denominator, "people", "people of the circle", int(|c| c.people))
            // A row is about the circle, not about the group it is called by: several may have the same, and where the
            // numbers are hidden so is the name.
            .text(
                "group",
                Role::Category,
                "",
                "group of the platform with most of the replies inside",
                rows.iter().map(|c| c.group.clone()),
            )
            .int("replies", Role::Count, "replies", "replies among them", int(|c| c.replies))
            .float("inside_share", Role::Share, "", "of all replies they wrote or got", float(inside))
            .float(
                "group_share",
                Role::Share,
                "",
                "of the replies inside, those in the group",
                float(in_group),
            )
            .int(
                "units_known",
                Role::Denominator,
                "people",
                "people whose unit is known, from 5 on: what largest_share is of",
                rows.iter().map(|c| known(c).then_some(c.units_known as i64)),
            )
            .int(
                "units",
                Role::Count,
                "units",
                "distinct units of its people",
                rows.iter().map(|c| known(c).then_some(c.units as i64)),
            )
            .float(
                "largest_share",
                Role::Share,
                "",
                "people of the largest unit, of those whose unit is known",
                float(Circle::largest_share),
            )
            .float(
                "largest_share_low",
                Role::Low,
                "",
                "lower end",
                float(|c| c.largest_interval.filter(|_| known(c)).map(|i| i.low)),
            )
            .float(
                "largest_share_high",
                Role::High,
                "",
                "upper end",
                float(|c| c.largest_interval.filter(|_| known(c)).map(|i| i.high)),
            )
            .text(
                "largest_unit",
                Role::Text,
                "",
                "unit that most of its people are of",
                rows.iter().map(|c| c.largest_unit.clone().filter(|_| known(c))),
            )
            .flag(
                "cuts_across",
                Role::Flag,
                "no unit has half of its people: the upper end of the largest share is below one half",
                rows.iter().map(Circle::cuts_across),
            )
            .float("stability", Role::Share, "", "how alike other searches find it", float(|c| c.stability))
    }

    fn agreement_table(&self) -> Table {
        let int = |n: u64| [Some(n as i64)];
        let cutting = self.circles.iter().filter(|circle| circle.cuts_across() == Some(true));
        Table::new("circles_agreement", "Circles and units", self.provenance.clone())
            .int(
                "people",
                Role::Denominator,
                "people",
                "colleagues who replied or were replied to",
                int(self.people),
            )
            .int("units_known", Role::Count, "people", "those whose unit is known", int(self.units_known))
            .int("units", Role::Count, "units", "units among them", int(self.units))
            .int("circles", Role::Count, "circles", "circles, the small ones too", int(self.count))
            .int(
                "listed",
                Role::Count,
                "circles",
                "circles that are large enough to be listed",
                int(self.circles.len() as u64),
            )
            .int(
                "cut_across",
                Role::Count,
                "circles",
                "listed circles that cut across the units: the upper end of the largest share is below one half",
                int(cutting.count() as u64),
            )
            .float(
                "modularity",
                Role::Measure,
                "",
                "how much more talk is inside circles than chance would give",
                [self.modularity],
            )
            .float("nmi", Role::Measure, "", "normalised mutual information of circles and units", [self.nmi])
            .float("ami", Role::Measure, "", "the same adjusted for chance", [self.ami])
            .float(
                "ari",
                Role::Measure,
                "",
                "adjusted Rand index: 0 by chance, 1 where circles are the units",
                [self.ari],
            )
    }
}

/// Whether enough units are known to say something about them.
fn known(circle: &Circle) -> bool {
    circle.units_known >= SMALLEST_UNIT
}

fn inside(circle: &Circle) -> Option<f64> {
    let all = circle.replies + circle.outside;
    (all > 0).then(|| circle.replies as f64 / all as f64)
}

fn in_group(circle: &Circle) -> Option<f64> {
    (circle.group.is_some() && circle.replies > 0)
        .then(|| circle.group_replies as f64 / circle.replies as f64)
}
