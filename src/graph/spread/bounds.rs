//! How far a share of reverse reachable sets may be off.

/// Reach that a seed set has at least, from the `covered` of `sets` drawn without looking at it, with risk e^-a.
pub(super) fn lower(covered: u64, sets: u64, members: f64, a: f64) -> f64 {
    let root = (covered as f64 + 2.0 * a / 9.0).sqrt() - (a / 2.0).sqrt();
    // Below zero sets the square would rise again.
    let least = root.max(0.0).powi(2) - a / 18.0;
    (least * members / sets as f64).max(0.0)
}

/// Reach that a seed set has at most, likewise; for the best set of its size `covered` is a bound on what it covers.
pub(super) fn upper(covered: f64, sets: u64, members: f64, a: f64) -> f64 {
    let root = (covered + a / 2.0).sqrt() + (a / 2.0).sqrt();
    (root * root * members / sets as f64).min(members)
}

/// Sets of the first round: 2 ((1 - 1/e) sqrt(ln(6/δ)) + sqrt((1 - 1/e)(ln C(n, k) + ln(6/δ))))².
pub(super) fn first_sets(members: usize, seeds: usize, delta: f64) -> u64 {
    let share = 1.0 - (-1f64).exp();
    let risk = (6.0 / delta).ln();
    let choose = (0..seeds).map(|i| ((members - i) as f64 / (i + 1) as f64).ln()).sum::<f64>();
    let root = share * risk.sqrt() + (share * (choose + risk)).sqrt();
    (2.0 * root * root).ceil() as u64
}

/// Rounds after which the guarantee holds anyway.
pub(super) fn rounds(members: usize, seeds: usize, epsilon: f64) -> u32 {
    let rounds = (members as f64 / (epsilon * epsilon * seeds as f64)).log2().ceil();
    rounds.clamp(1.0, 40.0) as u32
}
