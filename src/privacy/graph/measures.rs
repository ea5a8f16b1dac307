//! Measures of the graph as released tables.
//!
//! Figures about the whole, about units and about communities are there in every mode, small ones hidden; a table with a row a
//! member is withheld in aggregate mode.

use super::GraphRelease;
use crate::MemberId;
use crate::error::{Error, Result};
use crate::graph::tables;
use crate::graph::{
    Adjacency, AttritionOptions, BetweennessMethod, ClosenessMeasure, ClosenessOptions, CommunityMethod,
    CommunityOptions, DistanceOptions, HitsOptions, KeyPlayerMeasure, KeyPlayerOptions, Lengths,
    MAX_LAYOUT_MEMBERS, PageRankOptions, attrition_curves, key_players, layout,
};
use crate::privacy::Release;
use crate::stats::ResampleOptions;

impl GraphRelease {
    /// One row about the whole graph: members, arcs, reciprocity, clustering, assortativity. In every mode. As
    /// [`triangles`](crate::graph::triangles()).
    pub fn summary(&self) -> Release {
        self.policy.apply(&tables::summary(&self.graph, self.ties(), &self.people, self.provenance.clone()))
    }

    /// Sizes of the weak or strong components of two members or more, largest first; those of fewer people than the policy's minimum
    /// are hidden. In every mode. O(n + m).
    pub fn components(&self, strong: bool) -> Release {
        self.policy.apply(&tables::components(&self.graph, strong, self.provenance.clone()))
    }

    /// One row a member: strength, distinct partners, components. O(n + m).
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode.
    pub fn nodes(&self) -> Result<Release> {
        self.about_people("a table of members")?;
        Ok(self.policy.apply(&tables::nodes(&self.graph, &self.people, self.provenance.clone())))
    }

    /// One row an arc: weight, counts by kind, first and last time. O(m).
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode.
    pub fn arcs(&self) -> Result<Release> {
        self.about_people("a table of who interacts with whom")?;
        Ok(self.policy.apply(&tables::arcs(&self.graph, &self.people, None, self.provenance.clone())))
    }

    /// One row a member with its weighted PageRank ([`pagerank`](crate::graph::pagerank)). Along the arcs those
    /// rank high whom others act on; with `reverse` those who act on the messages of many (who answer, say).
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode, [`Error::Option`] for an option outside its range.
    pub fn pagerank(&self, options: &PageRankOptions, reverse: bool) -> Result<Release> {
        self.about_people("a ranking of members")?;
        let table = tables::ranks(&self.graph, &self.people, options, reverse, self.provenance.clone())?;
        Ok(self.policy.apply(&table))
    }

    /// Arcs along their direction, or ties either way.
    fn adjacency(&self, directed: bool) -> Adjacency<'_> {
        if directed { Adjacency::from(&self.graph) } else { Adjacency::from(self.ties()) }
    }

    /// One row a member with its betweenness ([`betweenness`](crate::graph::betweenness()) and its estimates).
    ///
    /// # Errors
    /// As [`GraphRelease::pagerank`].
    pub fn betweenness(&self, method: &BetweennessMethod, directed: bool) -> Result<Release> {
        self.about_people("a table of members")?;
        let about = self.provenance.clone();
        let table = tables::between(self.adjacency(directed), &self.people, method, about)?;
        Ok(self.policy.apply(&table))
    }

    /// One row an arc, or a tie, with its betweenness ([`arc_betweenness`](crate::graph::arc_betweenness)).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn arc_betweenness(&self, lengths: Lengths, directed: bool) -> Result<Release> {
        self.about_people("a table of who interacts with whom")?;
        let about = self.provenance.clone();
        Ok(self.policy.apply(&tables::between_arcs(self.adjacency(directed), &self.people, lengths, about)))
    }

    /// One row a member with hub and authority scores ([`hits`](crate::graph::hits())).
    ///
    /// # Errors
    /// As [`GraphRelease::pagerank`].
    pub fn hits(&self, options: &HitsOptions) -> Result<Release> {
        self.about_people("a ranking of members")?;
        let about = self.provenance.clone();
        let table = tables::hubs_and_authorities(&self.graph, &self.people, options, about)?;
        Ok(self.policy.apply(&table))
    }

    /// One row a member with closeness and harmonic centrality ([`closeness`](crate::graph::closeness())).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn closeness(&self, options: &ClosenessOptions, directed: bool) -> Result<Release> {
        self.about_people("a table of members")?;
        let about = self.provenance.clone();
        let table = tables::near(self.adjacency(directed), &self.people, options, None, about);
        Ok(self.policy.apply(&table))
    }

    /// The same for the `top` closest members only, closest first; by id where it is equal
    /// ([`Closeness::top`](crate::graph::Closeness::top)). Takes as long as for all of them.
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn closest(
        &self,
        options: &ClosenessOptions,
        directed: bool,
        top: usize,
        by: ClosenessMeasure,
    ) -> Result<Release> {
        self.about_people("a ranking of members")?;
        let about = self.provenance.clone();
        let table = tables::near(self.adjacency(directed), &self.people, options, Some((top, by)), about);
        Ok(self.policy.apply(&table))
    }

    /// One row a member with triangles and clustering ([`triangles`](crate::graph::triangles())).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn clustering(&self) -> Result<Release> {
        self.about_people("a table of members")?;
        Ok(self.policy.apply(&tables::clustering(self.ties(), &self.people, self.provenance.clone())))
    }

    /// One row a member with Burt's constraint, effective size and efficiency
    /// ([`structural_holes`](crate::graph::structural_holes)).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn structural_holes(&self, weighted: bool) -> Result<Release> {
        self.about_people("a table of members")?;
        Ok(self.policy.apply(&tables::holes(self.ties(), &self.people, weighted, self.provenance.clone())))
    }

    /// One row a member with its core number ([`core_numbers`](crate::graph::core_numbers)).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn cores(&self, directed: bool) -> Result<Release> {
        self.about_people("a table of members")?;
        let table = tables::cores(self.adjacency(directed), &self.people, self.provenance.clone());
        Ok(self.policy.apply(&table))
    }

    /// Members without whom the graph falls into more parts ([`cuts`](crate::graph::cuts())).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn articulation_points(&self) -> Result<Release> {
        self.about_people("a table of members")?;
        let table = tables::articulation_points(self.ties(), &self.people, self.provenance.clone());
        Ok(self.policy.apply(&table))
    }

    /// Ties without which the graph falls into more parts ([`cuts`](crate::graph::cuts())).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn bridges(&self) -> Result<Release> {
        self.about_people("a table of members")?;
        Ok(self.policy.apply(&tables::bridges(self.ties(), &self.people, self.provenance.clone())))
    }

    /// Sizes of the biconnected components, largest first; those of fewer people than the policy's minimum are hidden. In every
    /// mode. O(n + m).
    pub fn biconnected_components(&self) -> Release {
        self.policy.apply(&tables::biconnected_sizes(self.ties(), self.provenance.clone()))
    }

    /// One row a member and biconnected component in which it is
    /// ([`biconnected_components`](crate::graph::biconnected_components())).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn biconnected_members(&self) -> Result<Release> {
        self.about_people("a table of members")?;
        let table = tables::biconnected_members(self.ties(), &self.people, self.provenance.clone());
        Ok(self.policy.apply(&table))
    }

    /// How far the graph hangs together, as it is and without some members ([`fragmentation`](crate::graph::fragmentation()),
    /// [`distance_loss`](crate::graph::distance_loss)). Without anybody removed in every mode.
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode where somebody is removed: what hangs on one person is about that person.
    pub fn fragmentation(&self, removed: &[MemberId], options: &DistanceOptions) -> Result<Release> {
        if !removed.is_empty() {
            self.about_people("what hangs on single people")?;
        }
        Ok(self.policy.apply(&tables::left(self.ties(), removed, options, self.provenance.clone())))
    }

    /// The `k` members whose removal breaks the graph most, or who reach most of it
    /// ([`key_players`](crate::graph::key_players())).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`] and [`key_players`](crate::graph::key_players()).
    pub fn key_players(
        &self,
        k: usize,
        measure: KeyPlayerMeasure,
        options: &KeyPlayerOptions,
    ) -> Result<Release> {
        self.about_people("a list of members")?;
        let found = key_players(self.ties(), k, measure, options)?;
        Ok(self.policy.apply(&tables::key_member(&found, measure, &self.people, self.provenance.clone())))
    }

    /// The largest piece as ever more members leave ([`attrition_curves`](crate::graph::attrition_curves)): the curve, and
    /// the robustness. In every mode, since nobody is named.
    ///
    /// # Errors
    /// [`Error::Option`] without draws or members.
    pub fn attrition(&self, options: &AttritionOptions) -> Result<[Release; 2]> {
        let fault = || Error::Option {
            option: "draws",
            found: options.draws.to_string(),
            expected: "1 or more, of a graph with members".into(),
        };
        let curves = attrition_curves(self.ties(), options).ok_or_else(fault)?;
        Ok(tables::attrition(&curves, &self.provenance).map(|table| self.policy.apply(&table)))
    }

    /// One row a community that the ties show ([`leiden`](crate::graph::leiden)). In every mode.
    ///
    /// # Errors
    /// [`Error::Option`] for an option outside its range.
    pub fn communities(&self, method: CommunityMethod, options: &CommunityOptions) -> Result<Release> {
        let table = tables::communities(self.ties(), method, options, self.provenance.clone())?;
        Ok(self.policy.apply(&table))
    }

    /// One row a member with the number of its community.
    ///
    /// # Errors
    /// As [`GraphRelease::pagerank`].
    pub fn community_members(&self, method: CommunityMethod, options: &CommunityOptions) -> Result<Release> {
        self.about_people("a table of members")?;
        let about = self.provenance.clone();
        let table = tables::community_members(self.ties(), &self.people, method, options, about)?;
        Ok(self.policy.apply(&table))
    }

    /// Weight of the arcs from unit to unit beside chance ([`mixing`](crate::graph::mixing())). In every mode.
    ///
    /// # Errors
    /// As [`mixing`](crate::graph::mixing()).
    pub fn mixing(&self) -> Result<Release> {
        let table = tables::matrix(&self.graph, &self.people, self.provenance.clone())?;
        Ok(self.policy.apply(&table))
    }

    /// E-I index of the whole and of each unit with a permutation test ([`ei_test`](crate::graph::ei_test)). In
    /// every mode.
    ///
    /// # Errors
    /// As [`ei_test`](crate::graph::ei_test).
    pub fn ei_index(&self, weighted: bool, options: &ResampleOptions) -> Result<Release> {
        let table = tables::ei(self.ties(), &self.people, weighted, options, self.provenance.clone())?;
        Ok(self.policy.apply(&table))
    }

    /// One row a member with its E-I index.
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn ei_of_members(&self, weighted: bool) -> Result<Release> {
        self.about_people("a table of members")?;
        let table = tables::ei_of_members(self.ties(), &self.people, weighted, self.provenance.clone())?;
        Ok(self.policy.apply(&table))
    }

    /// One row a member with its roles between units ([`brokerage`](crate::graph::brokerage())).
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`].
    pub fn brokerage(&self) -> Result<Release> {
        self.about_people("a table of members")?;
        let table = tables::roles(&self.graph, &self.people, self.provenance.clone())?;
        Ok(self.policy.apply(&table))
    }

    /// Where to draw the members with most ties: one row a member with its place on the plane
    /// ([`layout`](crate::graph::layout())), at most `members` of them and only those with ties.
    ///
    /// # Errors
    /// As [`GraphRelease::nodes`]; [`Error::Option`] for more members than can be laid out.
    pub fn drawing(&self, members: usize) -> Result<Release> {
        self.about_people("a drawing of people")?;
        let (ties, chosen) = (self.ties(), self.drawn(members)?);
        let part = ties.part(&chosen);
        let places = layout(&part)?;
        let table = tables::drawing(&part, &chosen, &self.people, &places, self.provenance.clone());
        Ok(self.policy.apply(&table))
    }

    /// The arcs among the members of such a drawing: [`GraphRelease::arcs`] of a large community has millions of others.
    #[cfg(feature = "html")]
    pub(crate) fn drawn_arcs(&self, members: usize) -> Result<Release> {
        self.about_people("a table of who interacts with whom")?;
        let (drawn, about) = (self.drawn(members)?, self.provenance.clone());
        Ok(self.policy.apply(&tables::arcs(&self.graph, &self.people, Some(&drawn), about)))
    }

    /// Members of a drawing, ascending: those with most contacts, but for those tied to nobody of these.
    fn drawn(&self, members: usize) -> Result<Vec<MemberId>> {
        let ties = self.ties();
        let mut chosen: Vec<_> = ties.members().filter(|&member| ties.degree(member) > 0).collect();
        chosen.sort_by_key(|&member| (std::cmp::Reverse(ties.degree(member)), member));
        chosen.truncate(members);
        if chosen.len() > MAX_LAYOUT_MEMBERS {
            return Err(Error::Option {
                option: "members",
                found: chosen.len().to_string(),
                expected: format!("at most {MAX_LAYOUT_MEMBERS}"),
            });
        }
        chosen.sort_unstable();
        // Who is tied to nobody drawn would be a dot in the margin.
        let part = ties.part(&chosen);
        let mut drawn = part.members();
        chosen.retain(|_| drawn.next().is_some_and(|new| part.degree(new) > 0));
        Ok(chosen)
    }
}
