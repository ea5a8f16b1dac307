//! What happened on each arc: counts by kind, first and last time.

use super::InteractionKind;
use crate::Timestamp;

/// Columns beside the arcs of a graph built from interactions; row i belongs to arc i.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArcCounts {
    pub(super) kinds: Vec<[u32; 5]>,
    pub(super) first: Vec<Timestamp>,
    pub(super) last: Vec<Timestamp>,
}

impl ArcCounts {
    /// Counts of an arc in the order of [`InteractionKind::ALL`].
    ///
    /// # Panics
    /// If there is no such arc.
    #[inline]
    pub fn kinds(&self, arc: usize) -> &[u32; 5] {
        &self.kinds[arc]
    }

    /// How often one kind of act happened on an arc.
    ///
    /// # Panics
    /// If there is no such arc.
    #[inline]
    pub fn count(&self, arc: usize, kind: InteractionKind) -> u32 {
        self.kinds[arc][kind.index()]
    }

    /// Time of the first act of any kind on an arc.
    ///
    /// # Panics
    /// If there is no such arc.
    #[inline]
    pub fn first(&self, arc: usize) -> Timestamp {
        self.first[arc]
    }

    /// Time of the last act of any kind on an arc.
    ///
    /// # Panics
    /// If there is no such arc.
    #[inline]
    pub fn last(&self, arc: usize) -> Timestamp {
        self.last[arc]
    }
}
