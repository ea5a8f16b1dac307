//! The bootstrap of a series: blocks of neighbours stay together.

use super::super::sample::{below, stream};
use super::bootstrap::{ResampleOptions, replicate};
use super::interval::Replicates;

/// Length of a block, in steps of the series (weeks).
pub const DEFAULT_BLOCK: usize = 4;

/// Replicates of statistics of a series under the moving-block bootstrap.
///
/// A replicate strings together blocks of `block` neighbours, each starting anywhere from 0 to
/// `length - block` with equal probability, and cuts the last to the length of the series. Dependence within a
/// block is kept. The series should have no trend, or the statistic should carry the time along.
///
/// # Arguments
/// - `length`: steps of the series; several series resampled together keep what they have in common;
/// - `block`: from 1 (independent steps) to `length`, usually [`DEFAULT_BLOCK`];
/// - `statistics`, `options`, `scratch`: as for [`bootstrap`](super::bootstrap());
/// - `statistic(steps, scratch, out)`: gets the drawn steps, `length` of them, in the order of the new series.
///
/// # Returns
/// `None` without steps, statistics or replicates, or when the block is 0 or longer than the series.
///
/// # Complexity
/// `replicates + 1` calls, on all threads.
///
/// # Example
/// ```
/// use cmgraph::stats::{DEFAULT_BLOCK, ResampleOptions, block_bootstrap};
/// let active = [40.0, 42.0, 45.0, 44.0, 38.0, 36.0, 39.0, 41.0, 47.0, 46.0, 43.0, 42.0];
/// let mean = block_bootstrap(12, DEFAULT_BLOCK, 1, &ResampleOptions::default(), || (), |weeks, _, out| {
///     out[0] = weeks.iter().map(|&week| active[week as usize]).sum::<f64>() / 12.0;
/// })
/// .unwrap();
/// assert!(mean.percentile(0, 0.95).unwrap().contains(42.0));
/// ```
///
/// # Reference
/// H. R. Künsch, *The jackknife and the bootstrap for general stationary observations*, Annals of Statistics
/// 17 (1989).
pub fn block_bootstrap<S, M, F>(
    length: usize,
    block: usize,
    statistics: usize,
    options: &ResampleOptions,
    scratch: M,
    statistic: F,
) -> Option<Replicates>
where
    M: Fn() -> S + Sync + Send,
    F: Fn(&[u32], &mut S, &mut [f64]) + Sync + Send,
{
    if block == 0 || block > length {
        return None;
    }
    let original = (0..u32::try_from(length).ok()?).collect();
    let redraw = |seed, replicate, steps: &mut [u32]| {
        let mut rng = stream(seed, replicate);
        for piece in steps.chunks_mut(block) {
            let start = below(&mut rng, length - block + 1) as u32;
            for (step, drawn) in piece.iter_mut().zip(start..) {
                *step = drawn;
            }
        }
    };
    replicate(length, statistics, options, scratch, statistic, redraw, original)
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::standard_normal;
    use super::*;

    #[test]
    fn blocks_are_runs_of_neighbours() {
        let options = ResampleOptions { replicates: 50, seed: 3 };
        block_bootstrap(
            11,
            4,
            1,
            &options,
            || (),
            |steps, _, _| {
                assert_eq!(steps.len(), 11);
                for piece in steps.chunks(4) {
                    assert!(
                        piece.windows(2).all(|pair| pair[1] == pair[0] + 1) && piece.iter().all(|&s| s < 11)
                    );
                }
            },
        )
        .unwrap();
        // One block of everything leaves the series as it is.
        let whole = block_bootstrap(
            5,
            5,
            1,
            &options,
            || (),
            |steps, _, out| {
                out[0] = f64::from(u8::from(steps == [0, 1, 2, 3, 4]));
            },
        )
        .unwrap();
        assert!(whole.values(0).all(|same| same == 1.0));
        assert!(block_bootstrap(3, 0, 1, &options, || (), |_, _, _| ()).is_none());
        assert!(block_bootstrap(3, 4, 1, &options, || (), |_, _, _| ()).is_none());
        assert!(block_bootstrap(0, 1, 1, &options, || (), |_, _, _| ()).is_none());
    }

    #[test]
    fn dependence_widens_and_threads_do_not_matter() {
        // AR(1) with .6: the error of the mean is twice that of independent steps; blocks of 20 see most of it.
        let mut rng = stream(31, 0);
        let mut level = 0.0;
        let series: Vec<f64> = (0..2000)
            .map(|_| {
                level = 0.6 * level + standard_normal(&mut rng);
                level
            })
            .collect();
        let error = |block, threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let options = ResampleOptions { replicates: 500, seed: 8 };
            let mean = |steps: &[u32], _: &mut (), out: &mut [f64]| {
                out[0] = steps.iter().map(|&s| series[s as usize]).sum::<f64>() / 2000.0;
            };
            pool.install(|| block_bootstrap(2000, block, 1, &options, || (), mean)).unwrap()
        };
        assert_eq!(error(20, 1), error(20, 2));
        let ratio = error(20, 2).standard_error(0).unwrap() / error(1, 2).standard_error(0).unwrap();
        println!("block of 20 over independent: {ratio}");
        assert!((1.6..2.3).contains(&ratio), "{ratio}");
    }
}
