//! Series that several tests share.

/// US video recorders, thousands a year (METHODS of the project, after Bass's data).
pub(super) const VCR: [f64; 10] =
    [840.0, 1470.0, 2110.0, 4000.0, 7590.0, 10950.0, 10530.0, 9470.0, 7790.0, 5890.0];

/// Edges 0, 1, ..., n.
pub(super) fn whole_edges(n: usize) -> Vec<f64> {
    (0..=n).map(|t| t as f64).collect()
}
