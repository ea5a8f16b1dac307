//! Tables of the groups that the ties themselves show.

use super::{People, who};
use crate::error::Result;
use crate::graph::{Communities, CommunityOptions, TieGraph, leiden, louvain};
use crate::table::{Provenance, Role, Table};

/// Searches behind the tables of communities, from different random orders: one alone cannot say how far it can be trusted.
pub const DEFAULT_SEARCHES: usize = 10;

/// How communities are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CommunityMethod {
    /// [`leiden`](crate::graph::leiden): every community hangs together.
    #[default]
    Leiden,
    /// [`louvain`](crate::graph::louvain).
    Louvain,
}

impl CommunityMethod {
    /// The name, as options have it: `leiden` or `louvain`.
    pub fn name(self) -> &'static str {
        match self {
            CommunityMethod::Leiden => "leiden",
            CommunityMethod::Louvain => "louvain",
        }
    }

    /// The method of a name; `None` for another word.
    pub fn parse(name: &str) -> Option<CommunityMethod> {
        [CommunityMethod::Leiden, CommunityMethod::Louvain].into_iter().find(|method| method.name() == name)
    }

    fn find(self, ties: &TieGraph, options: &CommunityOptions) -> Result<Communities> {
        match self {
            CommunityMethod::Leiden => leiden(ties, options),
            CommunityMethod::Louvain => louvain(ties, options),
        }
    }
}

fn provenance(
    of: Provenance,
    found: &Communities,
    method: CommunityMethod,
    options: &CommunityOptions,
) -> Provenance {
    let mut of = of
        .method("communities that make weighted modularity high; ties without directions, weights of both ways added")
        .parameter("method", method.name())
        .parameter("resolution", options.resolution)
        .parameter("iterations", found.iterations)
        .parameter("runs", options.runs)
        .parameter("seed", options.seed);
    if let Some(modularity) = found.modularity {
        of = of.parameter("modularity", modularity);
    }
    if found.stability.is_none() && found.modularity.is_some() {
        let text = "one run: other orders find other communities; with runs of 10 the table says how stable they are";
        of.warnings.push(text.into());
    }
    of
}

/// One row a community of two members or more, largest first.
pub(crate) fn communities(
    ties: &TieGraph,
    method: CommunityMethod,
    options: &CommunityOptions,
    about: Provenance,
) -> Result<Table> {
    let found = method.find(ties, options)?;
    let labels = &found.partition.labels;
    let n = found.partition.sizes.iter().filter(|&&size| size > 1).count();
    let alone = found.partition.sizes.len() - n;
    let (mut inside, mut all) = (vec![0.0; n], vec![0.0; n]);
    for member in ties.members() {
        let own = labels[member.index()];
        if own as usize >= n {
            continue;
        }
        let row = ties.neighbours(member);
        for (other, weight) in row.members.iter().zip(row.weights) {
            all[own as usize] += weight;
            if labels[other.index()] == own {
                inside[own as usize] += weight;
            }
        }
    }
    let sizes = &found.partition.sizes[..n];
    let about = provenance(about, &found, method, options)
        .exclude("members in a community of their own", alone as u64);
    let table = Table::new("communities", "Communities that the ties show", about)
        .int(
            "community",
            Role::Category,
            "",
            "number, from 0 for the largest",
            (0..n).map(|i| Some(i as i64)),
        )
        .int(
            "members",
            Role::Denominator,
            "people",
            "members of it",
            sizes.iter().map(|&size| Some(size.into())),
        )
        .float(
            "inside",
            Role::Share,
            "",
            "share of the weight of its members' ties that stays inside",
            inside.iter().zip(&all).map(|(inside, all)| (*all > 0.0).then(|| inside / all)),
        );
    Ok(match &found.stability {
        Some(stability) => table.float(
            "stability",
            Role::Share,
            "",
            "mean Jaccard index with the nearest community of the other runs: stable from 0.75 up, dissolved below 0.5",
            stability.communities.iter().take(n).copied().map(Some),
        ),
        None => table,
    })
}

/// One row a member with the number of its community.
pub(crate) fn community_members(
    ties: &TieGraph,
    people: &People,
    method: CommunityMethod,
    options: &CommunityOptions,
    about: Provenance,
) -> Result<Table> {
    let found = method.find(ties, options)?;
    let about = provenance(about, &found, method, options);
    let table = who(Table::new("community_members", "Members and their communities", about), people).int(
        "community",
        Role::Category,
        "",
        "number, from 0 for the largest",
        found.partition.labels.iter().map(|&label| Some(label.into())),
    );
    Ok(match found.stability {
        Some(stability) => table.float(
            "stability",
            Role::Share,
            "",
            "share of the runs in which the member stays with most of its community",
            stability.members.into_iter().map(Some),
        ),
        None => table,
    })
}
