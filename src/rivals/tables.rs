//! Measures of products as tables.

use super::swoop::Persona;
use super::viva::Segment;
use super::{Measure, Rivals, orbit};
use crate::stats::Interval;
use crate::table::{Role, Table, grouped};

const SMALL: u64 = 5;

impl Rivals {
    /// The tables: `rivals` (one row a measure), and people by `rival_personas` (SWOOP), `rival_segments` (vivainsights),
    /// `rival_levels` (Orbit) and `rival_onion` (GrimoireLab). No table is about single persons.
    pub fn tables(&self) -> Vec<Table> {
        let personas = Persona::ALL.map(Persona::name);
        let segments = Segment::ALL.map(Segment::name);
        let levels = orbit::Level::ALL.map(orbit::Level::name);
        let onion = [self.onion.core, self.onion.regular, self.onion.casual];
        let segment_counts = self.segments.as_ref().map_or(&[][..], |counts| &counts[..]);
        vec![
            self.measures_table(),
            self.people_table("rival_personas", "SWOOP personas", &personas, &self.personas),
            self.people_table("rival_segments", "vivainsights usage segments", &segments, segment_counts),
            self.people_table("rival_levels", "Orbit levels", &levels, &self.levels),
            self.people_table("rival_onion", "GrimoireLab onion", &["core", "regular", "casual"], &onion),
        ]
    }

    fn measures_table(&self) -> Table {
        let rows = &self.measures;
        let text = |f: fn(&Measure) -> &'static str| {
            rows.iter().map(move |row| Some(f(row)).filter(|text| !text.is_empty()).map(String::from))
        };
        Table::new("rivals", "Measures of other products", self.provenance.clone())
            .text("product", Role::Category, "", "whose measure it is", text(|r| r.definition.product.name()))
            .text("measure", Role::Category, "", "what the product calls it", text(|r| r.definition.measure))
            .text(
                "unit",
                Role::Category,
                "",
                "unit of the value; missing for a share",
                text(|r| r.definition.unit),
            )
            .text("definition", Role::Category, "", "what was computed", text(|r| r.definition.definition))
            .text(
                "open",
                Role::Category,
                "",
                "what the product does not publish, or an export does not hold",
                text(|r| r.definition.open),
            )
            .text("fault", Role::Category, "", "what is wrong with it", text(|r| r.definition.fault))
            .text("source", Role::Category, "", "where the definition is from", text(|r| r.definition.source))
            .text(
                "ours",
                Role::Category,
                "",
                "which of our results answers the same need",
                text(|r| r.definition.ours),
            )
            .text("of_what", Role::Category, "", "what the value is of", text(|r| r.of.map_or("", |of| of.1)))
            .text(
                "ours_unit",
                Role::Category,
                "",
                "what our value is",
                text(|r| r.ours.map_or("", |ours| ours.unit)),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "accounts behind the messages",
                rows.iter().map(|_| Some(self.users as i64)),
            )
            .int(
                "of",
                Role::Count,
                "",
                "how many the value is of",
                rows.iter().map(|r| r.of.map(|of| of.0 as i64)),
            )
            .float("value", Role::Measure, "", "the product's number", rows.iter().map(|row| row.value))
            .float(
                "low",
                Role::Low,
                "",
                "lower end of our interval of a share",
                rows.iter().map(|r| r.interval.map(|i| i.low)),
            )
            .float("high", Role::High, "", "upper end of it", rows.iter().map(|r| r.interval.map(|i| i.high)))
            .float(
                "ours_value",
                Role::Measure,
                "",
                "our number for the same need",
                rows.iter().map(|r| r.ours.map(|o| o.value)),
            )
            .float(
                "ours_low",
                Role::Low,
                "",
                "lower end of the interval of our number",
                rows.iter().map(|r| r.ours?.low),
            )
            .float("ours_high", Role::High, "", "upper end of it", rows.iter().map(|r| r.ours?.high))
            .float(
                "median",
                Role::Measure,
                "",
                "median of the same values, where the product's number is a mean",
                rows.iter().map(|r| r.median),
            )
    }

    /// The measures for a text: shares in per cent, other numbers each with its unit and digits, and ours beside theirs.
    pub(crate) fn text_tables(&self) -> Vec<Table> {
        let share = |row: &&Measure| row.definition.unit.is_empty();
        let shares: Vec<&Measure> = self.measures.iter().filter(share).collect();
        let numbers: Vec<&Measure> = self.measures.iter().filter(|row| !share(row)).collect();
        let ours: Vec<&Measure> = self.measures.iter().filter(|row| row.ours.is_some()).collect();
        let (numbers, ours) = (&numbers, &ours);
        let of = |row: &Measure| row.of.map(|(n, what)| format!("{} {what}", grouped(&n.to_string())));
        let ends = |f: fn(Interval) -> f64| shares.iter().map(|r| r.interval.map(f)).collect::<Vec<_>>();
        vec![
            self.text_table("rival_shares", "Shares of other products", &shares)
                .float("share", Role::Share, "", "the product's number", shares.iter().map(|r| r.value))
                .float("low", Role::Low, "", "lower end of our interval", ends(|i| i.low))
                .float("high", Role::High, "", "upper end of it", ends(|i| i.high))
                .text("of", Role::Category, "", "what it is of", shares.iter().map(|r| of(r))),
            self.text_table("rival_numbers", "Numbers of other products", numbers)
                .text(
                    "value",
                    Role::Category,
                    "",
                    "the product's number",
                    numbers.iter().map(|r| Some(amount(r.value?, r.definition.unit))),
                )
                .text("of", Role::Category, "", "what it is of", numbers.iter().map(|r| of(r))),
            self.text_table("rival_ours", "Ours for the same need", ours)
                .text(
                    "theirs",
                    Role::Category,
                    "",
                    "the product's number",
                    ours.iter().map(|r| Some(amount(r.value?, r.definition.unit))),
                )
                .text(
                    "ours",
                    Role::Category,
                    "",
                    "our number",
                    ours.iter().map(|r| {
                        let ours = r.ours?;
                        Some(amount(ours.value, if r.definition.unit.is_empty() { "" } else { ours.unit }))
                    }),
                ),
        ]
    }

    /// Product and measure, and the people that numbers are of, after which a policy hides everything.
    fn text_table(&self, name: &str, title: &str, rows: &[&Measure]) -> Table {
        Table::new(name, title, self.provenance.clone())
            .text(
                "product",
                Role::Category,
                "",
                "whose measure it is",
                rows.iter().map(|r| Some(r.definition.product.name().into())),
            )
            .text(
                "measure",
                Role::Category,
                "",
                "what the product calls it",
                rows.iter().map(|r| Some(r.definition.measure.into())),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "accounts behind the messages",
                rows.iter().map(|_| Some(self.users as i64)),
            )
    }

    fn people_table(&self, name: &str, title: &str, classes: &[&str], counts: &[u64]) -> Table {
        let rows: Vec<(&str, u64)> = classes.iter().copied().zip(counts.iter().copied()).collect();
        let all: u64 = counts.iter().sum();
        let mut provenance = self.provenance.clone();
        provenance.denominator = Some(("people in the classes".into(), all));
        if counts.is_empty() {
            provenance = provenance.warn("not enough data: usage segments look at 12 weeks");
        }
        let share = |n: u64| (all >= SMALL).then(|| n as f64 / all as f64);
        Table::new(name, title, provenance)
            .text(
                "class",
                Role::Category,
                "",
                "what the product calls them",
                rows.iter().map(|r| Some(r.0.into())),
            )
            // Few people of a class are hidden, and with them what would give them away.
            .int(
                "people",
                Role::Denominator,
                "people",
                "people of the class",
                rows.iter().map(|r| Some(r.1 as i64)),
            )
            .int(
                "of",
                Role::Denominator,
                "people",
                "people of all classes",
                rows.iter().map(|_| Some(all as i64)),
            )
            .float("share", Role::Share, "", "people / of", rows.iter().map(|row| share(row.1)))
    }
}

/// A number with its unit, a share in per cent.
fn amount(value: f64, unit: &str) -> String {
    match (unit, value.abs()) {
        ("", _) => format!("{:.0}%", 100.0 * value),
        (_, size) if value.fract() == 0.0 || size >= 100.0 => {
            format!("{} {unit}", grouped(&format!("{value:.0}")))
        }
        (_, size) if size < 1.0 => format!("{value:.3} {unit}"),
        _ => format!("{value:.1} {unit}"),
    }
}
