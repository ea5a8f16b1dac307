//! How a word spreads on the graph, as released tables.

use super::GraphRelease;
use crate::MemberId;
use crate::error::{Error, Result};
use crate::graph::tables;
use crate::graph::{
    AdoptionRule, Cascade, CascadeOptions, ReachOptions, SeedOptions, SimulationOptions, ThresholdOptions,
    best_seeds, reach_of_seeds, simulate_cascades, threshold_adoption,
};
use crate::privacy::Release;

impl GraphRelease {
    /// The members whose word reaches most, in order of choice ([`best_seeds`](crate::graph::best_seeds())), without those of
    /// `exclude`, who are named as the policy names them.
    ///
    /// # Errors
    /// [`Error::Withheld`] in aggregate mode, [`Error::Option`] for an option out of range, [`Error::Unknown`] for a member
    /// who is not there.
    pub fn spread(
        &self,
        k: usize,
        exclude: &[String],
        options: &CascadeOptions,
        seed: u64,
    ) -> Result<Release> {
        self.about_people("a choice of members")?;
        let cascade = Cascade::new(&self.graph, options)?;
        let forbidden = self.members_of(exclude)?;
        let found = best_seeds(&cascade, &SeedOptions { k, forbidden, seed, ..SeedOptions::default() })?;
        let reach_options = ReachOptions { seed, ..ReachOptions::default() };
        let reach = reach_of_seeds(&cascade, &found.seeds, &[], &reach_options)?;
        let table = tables::seeds(&self.people, &found, &reach, options, self.provenance.clone());
        Ok(self.policy.apply(&table))
    }

    /// Cascades from these members, round by round ([`simulate_cascades`](crate::graph::simulate_cascades())).
    ///
    /// # Errors
    /// As [`GraphRelease::spread`].
    pub fn cascade(
        &self,
        seeds: &[String],
        options: &CascadeOptions,
        simulation: &SimulationOptions,
    ) -> Result<Release> {
        self.about_people("what single members reach")?;
        let cascade = Cascade::new(&self.graph, options)?;
        let found = simulate_cascades(&cascade, &self.members_of(seeds)?, simulation)?;
        let table = tables::rounds(&found, options, self.node_count(), self.provenance.clone());
        Ok(self.policy.apply(&table))
    }

    /// What people take up after enough examples, from these members, round by round
    /// ([`threshold_adoption`](crate::graph::threshold_adoption())).
    ///
    /// # Errors
    /// As [`GraphRelease::spread`].
    pub fn threshold(&self, seeds: &[String], options: &ThresholdOptions) -> Result<Release> {
        self.about_people("what single members reach")?;
        let found = threshold_adoption(&self.graph, &self.members_of(seeds)?, options)?;
        let rule = match options.rule {
            AdoptionRule::Share(share) => format!("a share of {share} of those a member acts on"),
            AdoptionRule::Count(count) => format!("{count} of those a member acts on"),
            AdoptionRule::DrawnShare { low, high } => format!("a share drawn from {low} to {high}"),
        };
        let table = tables::adoption(&found, &rule, self.node_count(), self.provenance.clone());
        Ok(self.policy.apply(&table))
    }

    fn members_of(&self, ids: &[String]) -> Result<Vec<MemberId>> {
        let place = |id: &String| {
            let hint = " in the graph".to_owned();
            self.place(id).ok_or_else(|| Error::Unknown { kind: "member", name: id.clone(), hint })
        };
        ids.iter().map(place).collect()
    }
}
