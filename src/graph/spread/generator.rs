//! Random numbers for sampling: a stream a block, so that threads can take blocks as they come.

use crate::stats::sample::stream;
use rand::rngs::Xoshiro256PlusPlus;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The generator of a block. Its state comes from the ChaCha8 stream of seed and block; the draws
/// themselves from xoshiro256++, because a set takes a few nanoseconds a member and ChaCha8 would double them.
///
/// Reference: D. Blackman, S. Vigna, *Scrambled linear pseudorandom number generators*, ACM TOMS 47 (2021).
pub(super) struct Draws(Xoshiro256PlusPlus);

impl Draws {
    pub(super) fn of_block(seed: u64, block: u64) -> Draws {
        let mut state = [0; 32];
        stream(seed, block).fill_bytes(&mut state);
        Draws(Xoshiro256PlusPlus::from_seed(state))
    }

    #[inline]
    pub(super) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Upper 32 bits: the best of them.
    #[inline]
    pub(super) fn word(&mut self) -> u32 {
        (self.bits() >> 32) as u32
    }

    /// Uniform on `0..bound`; the excess of one number over another, below `bound`/2⁶⁴, is beyond noticing.
    #[inline]
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.bits()) * bound as u128) >> 64) as usize
    }

    /// Uniform on [0, 1), 53 bits.
    #[inline]
    pub(super) fn uniform(&mut self) -> f64 {
        const SCALE: f64 = 1.0 / (1u64 << 53) as f64;
        (self.bits() >> 11) as f64 * SCALE
    }
}
