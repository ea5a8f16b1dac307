//! How long a path is, and the shortest paths where arcs have lengths of their own.

use super::adjacency::Rows;
use crate::MemberId;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What counts as the length of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lengths {
    /// Every arc is one step, whatever its weight: "how many people does word pass through".
    #[default]
    Hops,
    /// An arc of weight w is 1 / w long, so that people who act on each other often are near, and a way through busy
    /// arcs can be shorter than a direct arc of little weight. In units of one over the unit of the weights. An arc
    /// so light that 1 / w is not a finite number leads nowhere.
    InverseWeight,
}

impl Lengths {
    /// The name, as options have it: `hops` or `inverse_weight`.
    pub fn name(self) -> &'static str {
        match self {
            Lengths::Hops => "hops",
            Lengths::InverseWeight => "inverse_weight",
        }
    }

    /// The lengths of a name; `None` for another word.
    pub fn parse(name: &str) -> Option<Lengths> {
        [Lengths::Hops, Lengths::InverseWeight].into_iter().find(|lengths| lengths.name() == name)
    }
}

/// Rows of neighbours with the length of every arc, 1 / weight.
pub(in crate::graph) struct Roads<'a> {
    rows: Rows<'a>,
    length: Vec<f64>,
}

impl<'a> Roads<'a> {
    pub(in crate::graph) fn new(rows: Rows<'a>) -> Self {
        let length = rows.weight.par_iter().with_min_len(1 << 14).map(|weight| 1.0 / weight).collect();
        Roads { rows, length }
    }

    /// Where a step can go from a member, and how long it is.
    #[inline]
    pub(in crate::graph) fn from(&self, member: MemberId) -> (&'a [MemberId], &[f64]) {
        let row = super::csr::row(self.rows.start, member);
        (&self.rows.neighbour[row.clone()], &self.length[row])
    }
}

/// Dijkstra's algorithm, with its memory kept from source to source. O((n + m) log n) a source.
pub(in crate::graph) struct Dijkstra {
    distance: Vec<f64>,
    settled: Vec<MemberId>,
    /// Distances are not negative, and the bits of such floats sort as they do. Equal distances by member, so that
    /// the order is always the same.
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Dijkstra {
    pub(in crate::graph) fn new(nodes: usize) -> Self {
        Dijkstra { distance: vec![f64::INFINITY; nodes], settled: Vec::new(), heap: BinaryHeap::new() }
    }

    /// Finds the distances from a member to all that it reaches.
    pub(in crate::graph) fn run(&mut self, roads: &Roads<'_>, source: MemberId) {
        for member in self.settled.drain(..) {
            self.distance[member.index()] = f64::INFINITY;
        }
        self.distance[source.index()] = 0.0;
        self.heap.push(Reverse((0, source.0)));
        while let Some(Reverse((bits, member))) = self.heap.pop() {
            let member = MemberId(member);
            let distance = f64::from_bits(bits);
            // Left over from before a shorter way was found.
            if distance > self.distance[member.index()] {
                continue;
            }
            self.settled.push(member);
            let (neighbours, lengths) = roads.from(member);
            for (&neighbour, length) in neighbours.iter().zip(lengths) {
                let through = distance + length;
                let known = &mut self.distance[neighbour.index()];
                if through < *known {
                    *known = through;
                    self.heap.push(Reverse((through.to_bits(), neighbour.0)));
                }
            }
        }
    }

    /// Who was reached, nearest first (equally near: by id). The source comes first.
    pub(in crate::graph) fn settled(&self) -> &[MemberId] {
        &self.settled
    }

    /// Distance from the source; infinite if it was not reached.
    #[inline]
    pub(in crate::graph) fn distance(&self, member: MemberId) -> f64 {
        self.distance[member.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Adjacency, InteractionGraph};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn distances_are_those_of_floyd_and_warshall(
            arcs in prop::collection::vec((0u32..9, 0u32..9, 1u32..6), 0..40),
        ) {
            let (from, to): (Vec<u32>, Vec<u32>) = arcs.iter().map(|&(u, v, _)| (u, v)).unzip();
            let weights: Vec<f64> = arcs.iter().map(|arc| f64::from(arc.2)).collect();
            let graph = InteractionGraph::from_arcs(9, &from, &to, &weights).unwrap();
            let mut wanted = [[f64::INFINITY; 9]; 9];
            for u in graph.members() {
                wanted[u.index()][u.index()] = 0.0;
                let row = graph.out_neighbours(u);
                row.members.iter().zip(row.weights).for_each(|(v, w)| wanted[u.index()][v.index()] = 1.0 / w);
            }
            for via in 0..9 {
                for u in 0..9 {
                    for v in 0..9 {
                        wanted[u][v] = wanted[u][v].min(wanted[u][via] + wanted[via][v]);
                    }
                }
            }
            let roads = Roads::new(Adjacency::from(&graph).out);
            let mut dijkstra = Dijkstra::new(9);
            for u in graph.members() {
                dijkstra.run(&roads, u);
                let reached = wanted[u.index()].iter().filter(|distance| distance.is_finite()).count();
                prop_assert_eq!(dijkstra.settled().len(), reached);
                let order = |v: &MemberId| (dijkstra.distance(*v), *v);
                prop_assert!(dijkstra.settled().is_sorted_by(|a, b| order(a) < order(b)));
                for v in graph.members() {
                    let (got, wanted) = (dijkstra.distance(v), wanted[u.index()][v.index()]);
                    prop_assert!(got == wanted || (got - wanted).abs() < 1e-12, "{} {}", got, wanted);
                }
            }
        }
    }

    #[test]
    fn weights_too_small_to_invert_lead_nowhere() {
        let graph = InteractionGraph::from_arcs(3, &[0, 1], &[1, 2], &[f64::MAX, 1e-310]).unwrap();
        let mut dijkstra = Dijkstra::new(3);
        dijkstra.run(&Roads::new(Adjacency::from(&graph).out), MemberId(0));
        assert_eq!(dijkstra.settled(), [MemberId(0), MemberId(1)]);
        assert!(dijkstra.distance(MemberId(1)) > 0.0);
    }
}
