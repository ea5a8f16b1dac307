//! Adopter categories: how many came when, in the terms of the literature. Counts and days, never labels on people.

use super::exposure::FitClock;
use crate::stats::diffusion::{BassAnalysis, CATEGORY_NAMES, rogers_categories};
use crate::time::Day;

/// How the adopters are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CategoryScheme {
    /// Fixed shares of the eventual adopters, by order of adoption (Rogers).
    Rogers,
    /// At the inflections of the fitted curve (Mahajan, Muller and Srivastava).
    Curve,
}

impl CategoryScheme {
    /// `rogers` or `curve`.
    pub fn name(self) -> &'static str {
        match self {
            CategoryScheme::Rogers => "rogers",
            CategoryScheme::Curve => "curve",
        }
    }
}

/// One category.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdopterCategory {
    /// How the adopters are cut.
    pub scheme: CategoryScheme,
    /// Name; the last is "last adopters". Whoever has not adopted is in no category: not yet is not never.
    pub name: &'static str,
    /// Share of the eventual adopters that the category holds in the end.
    pub share: f64,
    /// First day; `None` where it has not begun.
    pub from: Option<Day>,
    /// Last day; `None` where it is not complete.
    pub to: Option<Day>,
    /// Adopters seen in it.
    pub adopters: u64,
}

/// What the last category is called here: a day on which somebody came says nothing about the person.
const LAST: &str = "last adopters";

/// Both schemes. Only for a ceiling that is known: shares of those seen so far would move with every newcomer.
pub(super) fn categories(clock: &FitClock, by_bin: &[u64], bass: &BassAnalysis) -> Vec<AdopterCategory> {
    if !bass.ceiling.is_identified() {
        return Vec::new();
    }
    let edges = clock.edges();
    let seen: u64 = by_bin.iter().sum();
    let eventual = bass.ceiling_people.expected.max(seen as f64);
    let day = |t: Option<f64>| t.and_then(|t| clock.day(t));
    let name = |i: usize| if i + 1 == CATEGORY_NAMES.len() { LAST } else { CATEGORY_NAMES[i] };
    let mut found = Vec::new();
    if let Some(rogers) = rogers_categories(&edges, by_bin, eventual) {
        found.extend(rogers.iter().enumerate().map(|(i, category)| AdopterCategory {
            scheme: CategoryScheme::Rogers,
            name: name(i),
            share: (category.to_rank - category.from_rank) / eventual,
            from: day(category.begins),
            to: day(category.ends),
            adopters: category.adopters,
        }));
    }
    if let Some(cut) = bass.bass.categories() {
        let end = edges.last().copied().unwrap_or(0.0);
        // Innovators are p of the eventual adopters: those of the first period.
        let first = bass.bass.time_of(cut.shares[0]).unwrap_or(0.0);
        let ends = [first, cut.cuts[0], cut.cuts[1], cut.cuts[2]];
        let mut from = 0.0_f64;
        for (i, &share) in cut.shares.iter().enumerate() {
            let to = ends.get(i).map(|&t| t.max(from));
            found.push(AdopterCategory {
                scheme: CategoryScheme::Curve,
                name: name(i),
                share,
                from: day(Some(from).filter(|&t| t <= end)),
                to: day(to.filter(|&t| t <= end)),
                adopters: so_far(&edges, by_bin, to.unwrap_or(end)) - so_far(&edges, by_bin, from),
            });
            from = to.unwrap_or(end);
        }
    }
    found
}

/// Adopters by a time, as if those of a bin came evenly; whole people.
fn so_far(edges: &[f64], by_bin: &[u64], t: f64) -> u64 {
    let mut sum = 0.0;
    for (bin, &n) in edges.windows(2).zip(by_bin) {
        sum += n as f64 * ((t - bin[0]) / (bin[1] - bin[0])).clamp(0.0, 1.0);
    }
    (sum + 1e-9).floor() as u64
}
