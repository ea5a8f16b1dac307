//! The circles that people form by themselves, against the units of the organisation.

use super::Basis;
use super::circle_options::CircleOptions;
use super::options::SMALLEST_UNIT;
use super::replies::Talk;
use crate::ThreadId;
use crate::View;
use crate::error::Result;
use crate::graph::{
    CommunityOptions, InteractionGraph, NO_GROUP, NormalizedBy, adjusted_mutual_information,
    adjusted_rand_index, leiden, normalized_mutual_information,
};
use crate::stats::{Interval, wilson};
use crate::table::Provenance;

/// People who talk more with one another than chance would have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Circle {
    /// Its people.
    pub people: u64,
    /// Those whose unit is known: what `largest_share` is of.
    pub units_known: u64,
    /// Distinct units of its people.
    pub units: u64,
    /// The unit that most of them are of; `None` where no unit is known.
    pub largest_unit: Option<String>,
    /// People of that unit.
    pub largest: u64,
    /// Wilson interval of their share.
    pub largest_interval: Option<Interval>,
    /// Replies among its people.
    pub replies: u64,
    /// Replies between its people and others.
    pub outside: u64,
    /// Group of the platform with most of the replies among its people, by which the circle is called; `None` for private
    /// talk.
    pub group: Option<String>,
    /// Replies in that group.
    pub group_replies: u64,
    /// How alike the other searches found it: mean Jaccard similarity of the most similar circle, 0 to 1; `None` where
    /// there was nothing to compare with.
    pub stability: Option<f64>,
}

impl Circle {
    /// Share of the largest unit among the people whose unit is known; `None` where those are fewer than
    /// [`SMALLEST_UNIT`](super::SMALLEST_UNIT).
    pub fn largest_share(&self) -> Option<f64> {
        (self.units_known >= SMALLEST_UNIT).then(|| self.largest as f64 / self.units_known as f64)
    }

    /// Whether the circle cuts across the organisation chart: no unit has half of its people, and that is no accident of few
    /// people, for the upper end of the interval of the largest share is below one half too.
    pub fn cuts_across(&self) -> Option<bool> {
        self.largest_share()?;
        self.largest_interval.map(|interval| interval.high < 0.5)
    }
}

/// What [`circles`] finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Circles {
    /// The options in force.
    pub options: CircleOptions,
    /// Who could have taken part.
    pub basis: Basis,
    /// Colleagues who replied or were replied to.
    pub people: u64,
    /// Those whose unit is known: what the agreement is of.
    pub units_known: u64,
    /// Level of the unit path in force.
    pub unit_level: usize,
    /// Units among them.
    pub units: u64,
    /// All circles, the small ones too.
    pub count: u64,
    /// Circles of at least [`min_members`](CircleOptions::min_members) people, the largest first.
    pub circles: Vec<Circle>,
    /// People in smaller circles.
    pub in_small: u64,
    /// Modularity of the circles at the resolution asked for; `None` without replies.
    pub modularity: Option<f64>,
    /// Normalised mutual information of circles and units (arithmetic mean): 1 where they are the same. It is above 0 by
    /// chance, the more so the more circles and units there are. This and the next two are `None` with fewer than two
    /// units or five people of known units.
    pub nmi: Option<f64>,
    /// The same adjusted for chance: 0 where they have nothing to do with one another.
    pub ami: Option<f64>,
    /// Adjusted Rand index of circles and units: 0 by chance, 1 where they are the same.
    pub ari: Option<f64>,
    /// How the numbers came about.
    pub provenance: Provenance,
}

/// Circles that people form by replying to one another, found without looking at units, and how far they follow the units.
///
/// Circles are Leiden communities of the ties between colleagues, weighted by replies, without reactions, mentions and
/// threads with very many authors; community managers and communications accounts are left out, because they talk with
/// everybody. The search is repeated from other random orders; the best counts, and [`Circle::stability`] says how alike
/// the others are. A circle is called by the group of the platform in which most of its replies are: what
/// was written is not kept, so there are no topic words.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option outside its range.
///
/// # Complexity
/// O(messages) and `runs` times that of [`leiden`](crate::graph::leiden()).
///
/// # Example
/// ```
/// use cmgraph::bridging::{CircleOptions, circles};
/// use cmgraph::{ReadOptions, read};
/// # fn main() -> cmgraph::Result<()> {
/// let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
/// let roster = Some(folder.join("roster.csv"));
/// let community = read(&[folder.join("export.zip")], &ReadOptions { roster, ..ReadOptions::default() })?;
/// let found = circles(&community.whole(), &CircleOptions { unit_level: Some(2), ..Default::default() })?;
/// let people: u64 = found.circles.iter().map(|circle| circle.people).sum();
/// assert_eq!(people + found.in_small, found.people);
/// # Ok(())
/// # }
/// ```
///
/// # Reference
/// V. A. Traag, L. Waltman, N. J. van Eck, *From Louvain to Leiden: guaranteeing well-connected communities*,
/// Scientific Reports 9 (2019); L. Hubert, P. Arabie, *Comparing partitions*, Journal of Classification 2 (1985).
pub fn circles(view: &View<'_>, options: &CircleOptions) -> Result<Circles> {
    options.check()?;
    let talk = Talk::of(view, options.rule());
    let counts = |actor: u32| talk.counts(actor, false);
    let replies: Vec<_> = talk.replies.iter().filter(|r| counts(r.from) && counts(r.to)).collect();
    let (from, to): (Vec<u32>, Vec<u32>) = replies.iter().map(|r| (r.from, r.to)).unzip();
    let ties = InteractionGraph::from_arcs(talk.unit.len(), &from, &to, &vec![1.0; from.len()])?.ties();
    let search = CommunityOptions {
        resolution: options.resolution,
        runs: options.runs,
        seed: options.seed,
        ..CommunityOptions::default()
    };
    let found = leiden(&ties, &search)?;
    let labels = &found.partition.labels;
    let active: Vec<usize> =
        ties.members().filter(|&actor| ties.degree(actor) > 0).map(|actor| actor.index()).collect();

    let count = found.partition.count();
    let mut people = vec![0u64; count];
    let mut units: Vec<Vec<u32>> = vec![Vec::new(); count];
    for &actor in &active {
        let label = labels[actor] as usize;
        people[label] += 1;
        if talk.unit[actor] != NO_GROUP {
            units[label].push(talk.unit[actor]);
        }
    }
    let (mut inside, mut outside) = (vec![0u64; count], vec![0u64; count]);
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); count];
    for reply in &replies {
        let [a, b] = [reply.from, reply.to].map(|actor| labels[actor as usize] as usize);
        if a == b {
            inside[a] += 1;
            let group = view.community().threads().groups[ThreadId(reply.thread).index()];
            groups[a].push(group.map_or(NO_GROUP, |group| group.index() as u32));
        } else {
            outside[a] += 1;
            outside[b] += 1;
        }
    }
    let names = &view.community().groups().names;
    let describe = |label: usize| {
        let (largest, of_largest, distinct) = most(&mut units[label].clone());
        let (group, group_replies, _) = most(&mut groups[label].clone());
        let known = units[label].len() as u64;
        let name = group.filter(|&group| group != NO_GROUP).map(|group| names.get(group as usize).to_owned());
        Circle {
            people: people[label],
            units_known: known,
            units: distinct,
            largest_unit: largest.and_then(|unit| talk.units.get(unit as usize).cloned()),
            largest: of_largest,
            largest_interval: wilson(of_largest, known, options.interval_level),
            replies: inside[label],
            outside: outside[label],
            group: name.filter(|name| !name.is_empty()),
            group_replies,
            stability: found.stability.as_ref().and_then(|s| s.communities.get(label)).copied(),
        }
    };
    let circles: Vec<usize> = (0..count).filter(|&label| people[label] > 0).collect();
    let large = |label: &usize| people[*label] >= u64::from(options.min_members);
    let known: Vec<usize> = active.iter().copied().filter(|&actor| talk.unit[actor] != NO_GROUP).collect();
    let by_circle: Vec<u32> = known.iter().map(|&actor| labels[actor]).collect();
    let by_unit: Vec<u32> = known.iter().map(|&actor| talk.unit[actor]).collect();
    let (_, _, units_in_all) = most(&mut by_unit.clone());
    // One unit, or a handful of people, agrees with anything.
    let comparable = units_in_all >= 2 && known.len() as u64 >= SMALLEST_UNIT;
    let mut result = Circles {
        options: options.clone(),
        basis: talk.population.basis,
        people: active.len() as u64,
        units_known: known.len() as u64,
        unit_level: talk.level,
        units: units_in_all,
        count: circles.len() as u64,
        // Labels go by size.
        circles: circles.iter().copied().filter(large).map(describe).collect(),
        in_small: circles.iter().filter(|label| !large(label)).map(|&label| people[label]).sum(),
        modularity: found.modularity,
        nmi: normalized_mutual_information(&by_circle, &by_unit, NormalizedBy::Mean).filter(|_| comparable),
        ami: adjusted_mutual_information(&by_circle, &by_unit).filter(|_| comparable),
        ari: adjusted_rand_index(&by_circle, &by_unit).filter(|_| comparable),
        provenance: Provenance::default(),
    };
    result.provenance = super::provenance::of_circles(view, &result, &talk);
    Ok(result)
}

/// The most frequent value, the smallest of equals, how often it is there, and how many values there are.
fn most(values: &mut [u32]) -> (Option<u32>, u64, u64) {
    values.sort_unstable();
    let mut found = (None, 0, 0);
    for run in values.chunk_by(|a, b| a == b) {
        found.2 += 1;
        if run.len() as u64 > found.1 {
            (found.0, found.1) = (run.first().copied(), run.len() as u64);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::most;

    #[test]
    fn most_frequent() {
        assert_eq!(most(&mut []), (None, 0, 0));
        assert_eq!(most(&mut [5, 2, 2, 5, 9]), (Some(2), 2, 3));
    }
}
