//! Intervals of shares of ties, by leaving out one bundle of threads after the other.
//!
//! A tie is there or not, which no sum over threads is, and a bootstrap sample lacks a third of the threads and with
//! them ties: it would find fewer both ways, always. To leave out a bundle takes little away at a time (delete-a-group
//! jackknife), and by the inequality of Efron and Stein its variance errs to the large side.

use super::ConversationOptions;
use crate::stats::{Interval, t_quantile, wilson_of};

/// Bundles of threads; one bit each.
pub(super) const BUNDLES: u32 = 64;

/// What is lost of a part and of its whole with each bundle.
#[derive(Debug, Clone)]
pub(super) struct Lost {
    part: [f64; BUNDLES as usize],
    of: [f64; BUNDLES as usize],
}

impl Default for Lost {
    fn default() -> Self {
        Lost { part: [0.0; BUNDLES as usize], of: [0.0; BUNDLES as usize] }
    }
}

impl Lost {
    /// Something of the part, or of the whole, that would be missing without any one of these bundles.
    pub(super) fn see(&mut self, part: u64, of: u64) {
        for (lost, mut bits) in [(&mut self.part, part), (&mut self.of, of)] {
            while bits != 0 {
                lost[bits.trailing_zeros() as usize] += 1.0;
                bits &= bits - 1;
            }
        }
    }

    pub(super) fn add(mut self, other: &Lost) -> Lost {
        self.part.iter_mut().zip(&other.part).for_each(|(sum, more)| *sum += more);
        self.of.iter_mut().zip(&other.of).for_each(|(sum, more)| *sum += more);
        self
    }

    /// Wilson's interval of `part / of`, for as many as would be as uncertain if they were independent, reaching as far as
    /// the t distribution of the bundles does. `used` are the bundles with anything in them.
    pub(super) fn interval(
        &self,
        part: u64,
        of: u64,
        used: u64,
        options: &ConversationOptions,
    ) -> Result<Interval, String> {
        let needed = options.min_threads.min(BUNDLES);
        if used.count_ones() < needed {
            return Err(format!("too few threads with replies among them; {needed} are needed"));
        }
        let (part, of) = (part as f64, of as f64);
        let values: Vec<f64> = (0..BUNDLES as usize)
            .filter(|&bundle| used >> bundle & 1 == 1 && of > self.of[bundle])
            .map(|bundle| (part - self.part[bundle]) / (of - self.of[bundle]))
            .collect();
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = (n - 1.0) / n * values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        // Half a tie to each side: shares of 0 and 1 are not certain.
        let near = (part + 0.5) / (of + 1.0);
        // Not surer than independent ones would be.
        let size = if variance > 0.0 { (near * (1.0 - near) / variance).min(of) } else { of };
        match t_quantile(options.interval_level, values.len() + 1) {
            Some(t) if of > 0.0 && size > 0.0 => Ok(wilson_of(part / of, size, t)),
            _ => Err("too few threads".into()),
        }
    }
}
