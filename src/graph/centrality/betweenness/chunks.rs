//! Many sources in parallel, and the same sums whatever the number of threads.

use super::brandes::Brandes;
use super::folding::Folded;
use super::lanes::LANES;
use super::weighted::WeightedBrandes;
use crate::MemberId;
use crate::graph::Adjacency;
use crate::graph::paths::Roads;
use rayon::prelude::*;

/// Numbers that the chunks may hold together: 256 MiB.
const CHUNK_MEMORY: usize = 1 << 25;
/// Chunks at most and, memory permitting, at least.
const CHUNKS: usize = 64;

/// Sums over sources: by member, squares by member (if wanted), by arc (if wanted).
pub(super) struct Totals {
    pub(super) members: Vec<f64>,
    pub(super) squares: Vec<f64>,
    pub(super) arcs: Vec<f64>,
}

/// Which sums are wanted beside those of the members.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Members,
    Squares,
    Arcs,
}

impl Totals {
    pub(super) fn new(members: usize, arcs: usize, wanted: Wanted) -> Self {
        Totals {
            members: vec![0.0; members],
            squares: vec![0.0; if wanted == Wanted::Squares { members } else { 0 }],
            arcs: vec![0.0; if wanted == Wanted::Arcs { arcs } else { 0 }],
        }
    }

    fn columns(&mut self) -> [&mut Vec<f64>; 3] {
        [&mut self.members, &mut self.squares, &mut self.arcs]
    }

    fn width(&self) -> usize {
        self.members.len() + self.squares.len() + self.arcs.len()
    }
}

/// Sums of chunks of the sources, added up in their order. The chunks do not depend on the number of threads, so
/// the sums do not either. `search` takes some of the sources and adds to the totals.
fn over_chunks<S, W>(
    sources: &[S],
    group: usize,
    empty: impl Fn() -> Totals + Sync,
    workspace: impl Fn() -> W + Sync + Send,
    search: impl Fn(&mut W, &[S], &mut Totals) + Sync + Send,
) -> Totals
where
    S: Sync,
{
    let mut totals = empty();
    let chunks = (CHUNK_MEMORY / totals.width().max(1)).clamp(4, CHUNKS);
    let chunk = sources.len().div_ceil(chunks).next_multiple_of(group).max(group);
    let parts: Vec<Totals> = sources
        .par_chunks(chunk)
        .with_max_len(1)
        .map_init(workspace, |workspace, sources| {
            let mut part = empty();
            sources.chunks(group).for_each(|sources| search(workspace, sources, &mut part));
            part
        })
        .collect();
    for mut part in parts {
        for (total, part) in totals.columns().into_iter().zip(part.columns()) {
            total.iter_mut().zip(part).for_each(|(total, part)| *total += *part);
        }
    }
    totals
}

/// Sums over some sources of the core with their multiplicities, every arc one step long.
pub(super) fn hops(folded: &Folded, sources: &[(u32, f64)], wanted: Wanted) -> Totals {
    let core = &folded.core;
    over_chunks(
        sources,
        LANES,
        || Totals::new(core.len(), core.out().len(), wanted),
        || Brandes::new(core, &folded.hanging),
        |brandes, sources, totals| brandes.run(sources, totals),
    )
}

/// Sums over some sources, an arc as long as one over its weight.
pub(super) fn weighted(graph: Adjacency<'_>, sources: &[MemberId], wanted: Wanted) -> Totals {
    let roads = Roads::new(graph.out);
    over_chunks(
        sources,
        1,
        || Totals::new(graph.node_count(), graph.out.neighbour.len(), wanted),
        || WeightedBrandes::new(graph.out, &roads),
        |brandes, sources, totals| sources.iter().for_each(|&source| brandes.run(source, totals)),
    )
}
