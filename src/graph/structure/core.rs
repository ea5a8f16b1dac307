//! Cores: how deep in the crowd is a member?

use crate::graph::Adjacency;

/// Core numbers of all members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cores {
    /// Core number of every member: the largest k such that it is in the k-core.
    pub numbers: Vec<u32>,
    /// Degeneracy: the largest core number; 0 without ties.
    pub degeneracy: u32,
}

/// The k-core of a community is what remains when everybody with fewer than k contacts leaves, then everybody who
/// has fewer than k left, and so on: each in it has k contacts in it. High core numbers are the part that would go on
/// talking if occasional members left; a member with many contacts but a low number only knows the periphery.
///
/// On ties the contacts are distinct members. On an [`InteractionGraph`](crate::graph::InteractionGraph) arcs
/// are counted, those that leave a member and those that enter it, so a mutual pair counts twice (NetworkX's rule for
/// directed graphs). Weights are not looked at.
///
/// Members are taken off in rounds of equal k. O(m log n) at most, one thread.
///
/// References: S. B. Seidman, "Network structure and minimum degree", Social Networks 5 (1983), 269-287;
/// V. Batagelj and M. Zaversnik, "An O(m) algorithm for cores decomposition of networks", arXiv cs/0310049 (2003).
///
/// ```
/// use cmgraph::graph::{InteractionGraph, core_numbers};
/// // A triangle 0-1-2, 3 tied to 2, and 4 alone.
/// let graph = InteractionGraph::from_arcs(5, &[0, 1, 2, 2], &[1, 2, 0, 3], &[1.0; 4])?;
/// let cores = core_numbers(&graph.ties());
/// assert_eq!(cores.numbers, [2, 2, 2, 1, 0]);
/// assert_eq!(cores.degeneracy, 2);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn core_numbers<'a>(graph: impl Into<Adjacency<'a>>) -> Cores {
    let graph = graph.into();
    let directions = if graph.is_directed() { vec![graph.out, graph.into] } else { vec![graph.out] };
    // Contacts left; from the time that a member is taken off, its core number.
    let mut left: Vec<u32> = (0..graph.node_count())
        .map(|member| directions.iter().map(|rows| rows.start[member + 1] - rows.start[member]).sum())
        .collect();
    // Those not taken off yet. In round k all of them have k contacts or more, so over all rounds that is
    // sum over k of min(n, 2 m / k) steps.
    let mut alive: Vec<u32> = (0..graph.node_count() as u32).collect();
    let mut leaving = Vec::new();
    let mut degeneracy = 0;
    while let Some(k) = alive.iter().map(|&member| left[member as usize]).min() {
        degeneracy = k;
        leaving.extend(alive.iter().copied().filter(|&member| left[member as usize] == k));
        while let Some(member) = leaving.pop() {
            for rows in &directions {
                let row = rows.start[member as usize] as usize..rows.start[member as usize + 1] as usize;
                for contact in &rows.neighbour[row] {
                    let left = &mut left[contact.index()];
                    if *left > k {
                        *left -= 1;
                        if *left == k {
                            leaving.push(contact.0);
                        }
                    }
                }
            }
        }
        alive.retain(|&member| left[member as usize] > k);
    }
    Cores { numbers: left, degeneracy }
}
