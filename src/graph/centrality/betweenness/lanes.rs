//! Numbers of several sources side by side: one source a lane.

/// Sources that are searched from at once. Eight numbers fill a line of the cache, so that a random
/// access fetches nothing in vain.
pub(super) const LANES: usize = 8;

/// Which lanes, a bit each.
pub(super) type Mask = u8;

/// All lanes.
pub(super) const ALL: Mask = Mask::MAX;

/// One number a lane.
#[repr(align(64))]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lanes(pub(super) [f64; LANES]);

/// 1.0 or 0.0 for each of four bits: a multiplication by it keeps or clears lanes without a branch.
const KEEP: [[f64; 4]; 16] = {
    let mut keep = [[0.0; 4]; 16];
    let mut bits = 0;
    while bits < 16 {
        let mut lane = 0;
        while lane < 4 {
            keep[bits][lane] = ((bits >> lane) & 1) as f64;
            lane += 1;
        }
        bits += 1;
    }
    keep
};

impl Lanes {
    #[inline(always)]
    pub(super) fn add(&mut self, other: &Lanes) {
        for lane in 0..LANES {
            self.0[lane] += other.0[lane];
        }
    }

    /// The lanes of a mask; zero in the others. The numbers must be finite.
    #[inline(always)]
    pub(super) fn keep(&self, mask: Mask) -> Lanes {
        let (low, high) = (&KEEP[usize::from(mask & 15)], &KEEP[usize::from(mask >> 4)]);
        let mut kept = *self;
        for lane in 0..4 {
            kept.0[lane] *= low[lane];
            kept.0[lane + 4] *= high[lane];
        }
        kept
    }

    /// Sum of products, always in the same order.
    #[inline(always)]
    pub(super) fn dot(&self, other: &Lanes) -> f64 {
        let four: [f64; 4] =
            std::array::from_fn(|lane| self.0[lane] * other.0[lane] + self.0[lane + 4] * other.0[lane + 4]);
        (four[0] + four[2]) + (four[1] + four[3])
    }

    /// Lanes that are not zero.
    #[inline(always)]
    pub(super) fn non_zero(&self) -> Mask {
        let mut mask = 0;
        for lane in 0..LANES {
            mask |= Mask::from(self.0[lane] != 0.0) << lane;
        }
        mask
    }
}
