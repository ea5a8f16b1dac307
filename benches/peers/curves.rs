//! The inputs of `curves.py`, made the same way: curves with noise, and lifetimes of members.

use cmgraph::Community;
use cmgraph::stats::Lifetime;

/// Months of a made curve.
pub(crate) const POINTS: usize = 96;

/// A linear congruential generator; the sum of twelve uniform numbers is nearly normal.
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

fn share(t: f64, p: f64, q: f64) -> f64 {
    let e = (-(p + q) * t).exp();
    (1.0 - e) / (1.0 + q / p * e)
}

/// Adopters in each of 96 months, with 2 % noise; p and q by the quarter.
pub(crate) fn made_curves(n: usize) -> Vec<Vec<f64>> {
    let mut noise = Noise(3);
    (0..n)
        .map(|_| {
            let mut between = |low: f64, high: f64| low + (high - low) * noise.uniform();
            let (p, q, m) = (between(0.005, 0.05) / 4.0, between(0.2, 0.7) / 4.0, between(50.0, 5000.0));
            (0..POINTS)
                .map(|month| {
                    let new = m * (share(month as f64 + 1.0, p, q) - share(month as f64, p, q));
                    (new * (1.0 + 0.02 * noise.normal())).max(0.0)
                })
                .collect()
        })
        .collect()
}

/// Whole days from each member's first message to the last, and 1; the last 90 days are censored. By native id.
pub(crate) fn lifetimes(community: &Community) -> Vec<Lifetime> {
    const DAY: i64 = 86_400_000;
    let messages = community.messages();
    let members = community.members();
    let mut spans = vec![(i64::MAX, i64::MIN); members.len()];
    for (author, at) in messages.authors.iter().zip(&messages.at) {
        let span = &mut spans[author.index()];
        *span = (span.0.min(at.0), span.1.max(at.0));
    }
    let end = messages.at.last().map_or(0, |at| at.0);
    let mut found: Vec<(u64, Lifetime)> = spans
        .iter()
        .enumerate()
        .filter(|(_, span)| span.0 <= span.1)
        .map(|(i, &(first, last))| {
            let id = members.ids.get(i).parse().unwrap_or(u64::MAX);
            // Whole seconds, as the peers read them.
            let days = (last.div_euclid(1000) - first.div_euclid(1000)) / 86_400 + 1;
            (id, Lifetime::new(days as f64, last < end - 90 * DAY))
        })
        .collect();
    found.sort_by_key(|(id, _)| *id);
    found.into_iter().map(|(_, lifetime)| lifetime).collect()
}
