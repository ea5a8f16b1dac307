//! Where to draw whom: positions on a plane in which the distance on paper is near the distance in the graph.

use super::TieGraph;
use crate::{Error, MemberId, Place, Result};
use rayon::prelude::*;
use std::collections::VecDeque;

/// More members than this are not laid out: work and memory grow with their square, and nobody can read the picture.
pub const MAX_LAYOUT_MEMBERS: usize = 2000;
/// Rounds of improvement at most.
const ROUNDS: usize = 300;
/// The layout is done when the mean step of a round is below this share of a tie's length.
const STILL: f64 = 1e-4;
/// ... or when a round lowers the stress by less than this share of it.
const SETTLED: f64 = 1e-4;
/// Square of the distance below which two members lie on one spot.
const TOUCHING: f64 = 1e-18;
/// Sums that run side by side.
const LANES: usize = 4;
/// Rows of distances that a task takes at least.
const ROWS_PER_TASK: usize = 64;
/// Rounds of the power iteration that finds the starting positions.
const POWER_ROUNDS: usize = 60;
/// Room between components, in lengths of a tie.
const GAP: f64 = 1.0;

/// Positions for a drawing of the graph: `[x, y]` of every member, a tie about 1 long.
///
/// Each component is laid out by stress majorisation: positions that minimise `sum over pairs (|x_i - x_j| - d_ij)² / d_ij²`
/// with `d` the number of ties on the shortest path, starting from classical scaling of the same distances. There is no
/// chance in it: the same graph has the same picture, and a graph that has changed little a similar one (mirrored so that the
/// better connected lie right and above). Components stand side by side, largest first, in rows about as wide as the
/// drawing is high; members without ties come last.
///
/// # Errors
/// [`Error::TooMany`] above [`MAX_LAYOUT_MEMBERS`] members.
///
/// # Complexity
/// O(n² rounds) time, O(n²) memory for n members of a component. Distances are found in parallel; the same bits for any
/// number of threads.
///
/// # Reference
/// E. Gansner, Y. Koren, S. North, *Graph drawing by stress majorization*, Graph Drawing 2004.
///
/// ```
/// use cmgraph::graph::{InteractionGraph, layout};
/// // A path of three: the ends lie two ties apart.
/// let graph = InteractionGraph::from_arcs(3, &[0, 1], &[1, 2], &[1.0; 2])?;
/// let at = layout(&graph.ties())?;
/// let apart = (at[0][0] - at[2][0]).hypot(at[0][1] - at[2][1]);
/// assert!((apart - 2.0).abs() < 1e-3);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn layout(ties: &TieGraph) -> Result<Vec<[f64; 2]>> {
    let nodes = ties.node_count();
    if nodes > MAX_LAYOUT_MEMBERS {
        let place = Place::file("drawing of the graph");
        return Err(Error::TooMany { place, what: "members", limit: MAX_LAYOUT_MEMBERS as u64 });
    }
    let mut position = vec![[0.0; 2]; nodes];
    let mut boxes = Vec::new();
    for component in components(ties) {
        let at = place(ties, &component);
        let low = [0, 1].map(|axis: usize| at.iter().map(|p| p[axis]).fold(f64::INFINITY, f64::min));
        let high = [0, 1].map(|axis: usize| at.iter().map(|p| p[axis]).fold(f64::NEG_INFINITY, f64::max));
        let size = [high[0] - low[0], high[1] - low[1]];
        for (member, at) in component.iter().zip(&at) {
            position[member.index()] = [at[0] - low[0], at[1] - low[1]];
        }
        boxes.push((component, size));
    }
    pack(&boxes, &mut position);
    Ok(position)
}

/// Members of each component by id, the largest component first.
fn components(ties: &TieGraph) -> Vec<Vec<MemberId>> {
    let mut seen = vec![false; ties.node_count()];
    let mut found: Vec<Vec<MemberId>> = Vec::new();
    for member in ties.members() {
        if seen[member.index()] {
            continue;
        }
        seen[member.index()] = true;
        let mut component = vec![member];
        let mut next = 0;
        while next < component.len() {
            for &other in ties.neighbours(component[next]).members {
                if !std::mem::replace(&mut seen[other.index()], true) {
                    component.push(other);
                }
            }
            next += 1;
        }
        component.sort_unstable();
        found.push(component);
    }
    // Stable: equal sizes stay in the order of their first member.
    found.sort_by_key(|component| std::cmp::Reverse(component.len()));
    found
}

/// Positions of the members of one component, somewhere.
fn place(ties: &TieGraph, component: &[MemberId]) -> Vec<[f64; 2]> {
    let n = component.len();
    if n == 1 {
        return vec![[0.0; 2]];
    }
    let distances = distances(ties, component);
    let mut at = scaled(&distances, n);
    majorise(distances, &mut at);
    upright(ties, component, &mut at);
    at
}

/// Moves everybody in turn to where its share of the stress is least if the others stay.
fn majorise(distances: Vec<f64>, at: &mut [[f64; 2]]) {
    let n = at.len();
    let mut near = distances;
    // To itself 0: no weight.
    near.par_iter_mut().for_each(|d| *d = if *d > 0.0 { 1.0 / *d } else { 0.0 });
    let (mut x, mut y): (Vec<f64>, Vec<f64>) = at.iter().map(|p| (p[0], p[1])).unzip();
    let mut before = f64::INFINITY;
    for _ in 0..ROUNDS {
        let (mut moved, mut stress) = (0.0, 0.0);
        for (i, near) in near.chunks_exact(n).enumerate() {
            let pull = pull(near, &x, &y, [x[i], y[i]]);
            let new = [pull.at[0] / pull.weights, pull.at[1] / pull.weights];
            let step = [new[0] - x[i], new[1] - y[i]];
            moved += (step[0] * step[0] + step[1] * step[1]).sqrt();
            stress += pull.stress;
            [x[i], y[i]] = new;
        }
        // Of the stress every round sees all pairs, each from one end before the move and from the other after it.
        if moved < STILL * n as f64 || before - stress < SETTLED * stress {
            break;
        }
        before = stress;
    }
    for (at, (x, y)) in at.iter_mut().zip(x.into_iter().zip(y)) {
        *at = [x, y];
    }
}

/// What draws one member to a place.
#[derive(Clone, Copy, Default)]
struct Pull {
    /// Sum over the others of weight 1 / d² times where this one would lie well.
    at: [f64; 2],
    weights: f64,
    stress: f64,
}

/// What all members with inverse distances `near`, at `x` and `y`, do to one at `own`. Lanes side by side, for roots
/// and quotients are most of the work.
fn pull(near: &[f64], x: &[f64], y: &[f64], own: [f64; 2]) -> Pull {
    let mut sums = [[0.0; LANES]; 4];
    let add = |sums: &mut [[f64; LANES]; 4], lane: usize, near: f64, x: f64, y: f64| {
        let apart = [own[0] - x, own[1] - y];
        let length = (apart[0] * apart[0] + apart[1] * apart[1]).max(TOUCHING).sqrt();
        let weight = near * near;
        // Weight, times the distance wanted, over the length.
        let unit = near / length;
        let off = length * near - 1.0;
        sums[0][lane] += weight * x + unit * apart[0];
        sums[1][lane] += weight * y + unit * apart[1];
        sums[2][lane] += weight;
        sums[3][lane] += off * off;
    };
    let (nears, last_nears) = near.as_chunks::<LANES>();
    let (xs, last_xs) = x.as_chunks::<LANES>();
    let (ys, last_ys) = y.as_chunks::<LANES>();
    for ((near, x), y) in nears.iter().zip(xs).zip(ys) {
        for lane in 0..LANES {
            add(&mut sums, lane, near[lane], x[lane], y[lane]);
        }
    }
    for (lane, ((near, x), y)) in last_nears.iter().zip(last_xs).zip(last_ys).enumerate() {
        add(&mut sums, lane, *near, *x, *y);
    }
    let [x, y, weights, stress] = sums.map(|lanes| lanes.iter().sum::<f64>());
    // Of oneself the root is as good as 0 and the weight 0: a stress of 1 too much.
    Pull { at: [x, y], weights, stress: stress - 1.0 }
}

/// Ties on the shortest path between all pairs of a component, row by row.
fn distances(ties: &TieGraph, component: &[MemberId]) -> Vec<f64> {
    let n = component.len();
    let mut number = vec![0u32; ties.node_count()];
    for (i, member) in component.iter().enumerate() {
        number[member.index()] = i as u32;
    }
    let mut all = vec![0.0; n * n];
    all.par_chunks_exact_mut(n).enumerate().for_each_init(VecDeque::new, |queue, (i, row)| {
        queue.push_back(i);
        while let Some(from) = queue.pop_front() {
            for other in ties.neighbours(component[from]).members {
                let to = number[other.index()] as usize;
                if to != i && row[to] == 0.0 {
                    row[to] = row[from] + 1.0;
                    queue.push_back(to);
                }
            }
        }
    });
    all
}

/// Classical scaling to two dimensions: the leading eigenvectors of the doubly centred squared distances.
fn scaled(distances: &[f64], n: usize) -> Vec<[f64; 2]> {
    let mut b: Vec<f64> = distances.iter().map(|d| -0.5 * d * d).collect();
    // The matrix is symmetric: means of rows are means of columns.
    let means: Vec<f64> = b.chunks_exact(n).map(|row| row.iter().sum::<f64>() / n as f64).collect();
    let mean = means.iter().sum::<f64>() / n as f64;
    for (i, row) in b.chunks_exact_mut(n).enumerate() {
        for (j, value) in row.iter_mut().enumerate() {
            *value += mean - means[i] - means[j];
        }
    }
    let mut axes: Vec<Vec<f64>> = Vec::new();
    for axis in 0..2 {
        // Any start will do that is not at right angles to what is sought.
        let mut v: Vec<f64> = (0..n).map(|i| ((axis + 1) as f64 * (i as f64 + 0.5)).sin() + 0.1).collect();
        let mut value = 0.0;
        for _ in 0..POWER_ROUNDS {
            for other in &axes {
                let along: f64 = v.iter().zip(other).map(|(a, b)| a * b).sum();
                let norm: f64 = other.iter().map(|x| x * x).sum();
                if norm > 0.0 {
                    v.iter_mut().zip(other).for_each(|(a, b)| *a -= along / norm * b);
                }
            }
            let next: Vec<f64> =
                b.par_chunks_exact(n).with_min_len(ROWS_PER_TASK).map(|row| product(row, &v)).collect();
            let length = next.iter().map(|x| x * x).sum::<f64>().sqrt();
            if length < 1e-12 {
                v.fill(0.0);
                break;
            }
            value = length;
            v = next.iter().map(|x| x / length).collect();
        }
        let scale = value.sqrt();
        axes.push(v.into_iter().map(|x| x * scale).collect());
    }
    // What is flat in two dimensions is bent a little, or it could never leave the line.
    let bend = |i: usize| 1e-3 * ((i * i + 1) as f64).sin();
    (0..n).map(|i| [axes[0][i], axes[1][i] + bend(i)]).collect()
}

/// The sum of products, lanes side by side.
fn product(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let ((a, last_a), (b, last_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f64 = last_a.iter().zip(last_b).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

/// Turns the longest axis flat, and mirrors so that the better connected lie right and above.
fn upright(ties: &TieGraph, component: &[MemberId], at: &mut [[f64; 2]]) {
    let n = at.len() as f64;
    let mean = [0, 1].map(|axis: usize| at.iter().map(|p| p[axis]).sum::<f64>() / n);
    at.iter_mut().for_each(|p| *p = [p[0] - mean[0], p[1] - mean[1]]);
    let sum = |f: &dyn Fn(&[f64; 2]) -> f64| at.iter().map(f).sum::<f64>();
    let angle = 0.5 * f64::atan2(2.0 * sum(&|p| p[0] * p[1]), sum(&|p| p[0] * p[0]) - sum(&|p| p[1] * p[1]));
    let (sin, cos) = angle.sin_cos();
    at.iter_mut().for_each(|p| *p = [p[0] * cos + p[1] * sin, p[1] * cos - p[0] * sin]);
    for axis in 0..2 {
        let degrees = component.iter().map(|&member| ties.degree(member) as f64);
        let pull: f64 = degrees.zip(at.iter()).map(|(degree, p)| degree * p[axis]).sum();
        if pull < 0.0 {
            at.iter_mut().for_each(|p| p[axis] = -p[axis]);
        }
    }
}

/// Puts the boxes of components into rows, top down. Positions are relative to the lower left corner of each box.
fn pack(boxes: &[(Vec<MemberId>, [f64; 2])], position: &mut [[f64; 2]]) {
    let area: f64 = boxes.iter().map(|(_, size)| (size[0] + GAP) * (size[1] + GAP)).sum();
    let widest = boxes.iter().map(|(_, size)| size[0] + GAP).fold(0.0, f64::max);
    let width = widest.max(1.4 * area.sqrt());
    let (mut x, mut top, mut height) = (0.0, 0.0, 0.0_f64);
    for (component, size) in boxes {
        if x > 0.0 && x + size[0] > width {
            top -= height + GAP;
            (x, height) = (0.0, 0.0);
        }
        for member in component {
            let at = &mut position[member.index()];
            *at = [at[0] + x, at[1] + top - size[1]];
        }
        x += size[0] + GAP;
        height = height.max(size[1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::InteractionGraph;

    fn ties(nodes: usize, pairs: &[(u32, u32)]) -> TieGraph {
        let (from, to): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
        InteractionGraph::from_arcs(nodes, &from, &to, &vec![1.0; from.len()]).unwrap().ties()
    }

    fn apart(at: &[[f64; 2]], i: usize, j: usize) -> f64 {
        (at[i][0] - at[j][0]).hypot(at[i][1] - at[j][1])
    }

    #[test]
    fn shapes_that_fit_the_plane() {
        // Path, square's diagonal (stress bends it), triangle.
        let path: Vec<(u32, u32)> = (0..6).map(|i| (i, i + 1)).collect();
        let at = layout(&ties(7, &path)).unwrap();
        for (i, j) in [(0, 6), (2, 5), (3, 4)] {
            assert!((apart(&at, i, j) - (j - i) as f64).abs() < 0.01, "{i} {j}: {}", apart(&at, i, j));
        }
        let at = layout(&ties(3, &[(0, 1), (1, 2), (2, 0)])).unwrap();
        for (i, j) in [(0, 1), (1, 2), (0, 2)] {
            assert!((apart(&at, i, j) - 1.0).abs() < 1e-3);
        }
        // A star: leaves spread round the centre, none on another.
        let star: Vec<(u32, u32)> = (1..7).map(|leaf| (0, leaf)).collect();
        let at = layout(&ties(7, &star)).unwrap();
        for i in 1..7 {
            assert!((0.7..1.4).contains(&apart(&at, 0, i)), "{:?}", at);
            assert!((i + 1..7).all(|j| apart(&at, i, j) > 0.5), "{:?}", at);
        }
    }

    #[test]
    fn stress_does_not_grow_from_the_start() {
        let ring: Vec<(u32, u32)> = (0..12).map(|i| (i, (i + 1) % 12)).chain([(0, 6), (3, 9)]).collect();
        let graph = ties(12, &ring);
        let members: Vec<MemberId> = graph.members().collect();
        let wanted = distances(&graph, &members);
        let stress = |at: &[[f64; 2]]| -> f64 {
            let pairs = (0..12).flat_map(|i| (0..i).map(move |j| (i, j)));
            pairs.map(|(i, j)| (apart(at, i, j) / wanted[i * 12 + j] - 1.0).powi(2)).sum()
        };
        let (start, end) = (stress(&scaled(&wanted, 12)), stress(&layout(&graph).unwrap()));
        assert!(end < 0.9 * start, "{start} -> {end}");
    }

    /// A tree with chords, of members that are not numbered along it.
    fn tangle(nodes: u32, chords: u32) -> TieGraph {
        let mut state = 7u64;
        let mut random = |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % u64::from(below)) as u32
        };
        let tree: Vec<(u32, u32)> = (1..nodes).map(|i| (i, random(i))).collect();
        let chords = (0..chords).map(|_| (random(nodes), random(nodes)));
        ties(nodes as usize, &tree.into_iter().chain(chords).collect::<Vec<_>>())
    }

    #[test]
    fn threads_change_no_bit() {
        let graph = tangle(300, 200);
        let of = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| layout(&graph).unwrap())
        };
        assert!(of(1) == of(2));
    }

    #[test]
    fn pulls_are_those_of_the_formula() {
        let graph = tangle(31, 20);
        let members: Vec<MemberId> = graph.members().collect();
        let wanted = distances(&graph, &members);
        let at = scaled(&wanted, 31);
        let near: Vec<f64> = wanted.iter().map(|&d| if d > 0.0 { 1.0 / d } else { 0.0 }).collect();
        let (x, y): (Vec<f64>, Vec<f64>) = at.iter().map(|p| (p[0], p[1])).unzip();
        for i in 0..31 {
            let (mut sum, mut weights, mut stress) = ([0.0; 2], 0.0, 0.0);
            for j in (0..31).filter(|&j| j != i) {
                let (d, length) = (wanted[i * 31 + j], apart(&at, i, j));
                for axis in 0..2 {
                    let unit = (at[i][axis] - at[j][axis]) / length;
                    sum[axis] += (at[j][axis] + d * unit) / (d * d);
                }
                weights += 1.0 / (d * d);
                stress += ((length - d) / d).powi(2);
            }
            let found = pull(&near[i * 31..(i + 1) * 31], &x, &y, at[i]);
            let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs().max(1.0);
            assert!(close(found.at[0], sum[0]) && close(found.at[1], sum[1]), "{i}");
            assert!(close(found.weights, weights) && close(found.stress, stress), "{i}");
        }
    }

    #[test]
    fn components_do_not_overlap_and_nobody_is_lost() {
        let at = layout(&ties(9, &[(0, 1), (1, 2), (2, 0), (4, 5), (6, 7)])).unwrap();
        assert!(at.iter().flatten().all(|x| x.is_finite()));
        for (i, j) in [(0, 4), (1, 6), (3, 8), (3, 0), (5, 8)] {
            assert!(apart(&at, i, j) >= 0.9, "{i} {j} {at:?}");
        }
        assert!(layout(&ties(0, &[])).unwrap().is_empty());
        assert!(matches!(layout(&ties(2001, &[])), Err(Error::TooMany { limit: 2000, .. })));
    }
}
