//! What if they were gone?

use super::WhatIfOptions;
use super::what_if_people::{Removed, Who};
use super::what_if_service::Service;
use super::what_if_structure::{Structure, structure};
use crate::activity::{Questions, SaysSomething};
use crate::error::{Error, Result};
use crate::privacy::Mode;
use crate::table::Provenance;
use crate::{MemberId, Policy, View};

/// Bounds of what would be without some people; from [`what_if_removed`].
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    /// Options in force.
    pub options: WhatIfOptions,
    /// Who was removed, by id.
    pub removed: Vec<MemberId>,
    /// The same in words, without names: `the community manager`.
    pub label: String,
    /// Native ids of those who were given as persons; `None` where only roles were.
    pub given: Option<Vec<String>>,
    /// How many were removed as the busiest answerers, who are no less people for not being named.
    pub busiest: u64,
    /// What those who ask get.
    pub service: Service,
    /// What becomes of the reply graph.
    pub structure: Structure,
    /// How the numbers came about.
    pub provenance: Provenance,
}

impl WhatIf {
    /// Refuses to let out, in aggregate mode, what is about persons who were given, or about fewer of the busiest answerers
    /// than the smallest group. (The policy itself would withhold these tables; this says why.)
    ///
    /// # Errors
    /// [`Error::Option`].
    pub fn may_leave(&self, policy: &Policy) -> Result<()> {
        let found = match (&self.given, self.busiest) {
            (Some(_), _) if policy.mode() == Mode::Aggregate => "a person, in aggregate mode".to_string(),
            (None, n) if policy.is_single(n) => format!("top:{n}, in aggregate mode"),
            _ => return Ok(()),
        };
        let least = policy.min_group().max(2);
        Err(Error::Option {
            option: "who",
            found,
            expected: format!(
                "cm, or top:{least} or more: what hangs on one person or few is about that person or those few, and aggregate mode tells nothing about single people"
            ),
        })
    }
}

/// What people would get, and how talk would hang together, without some people: bounds, not a forecast.
///
/// **Service.** Questions of colleagues who are not removed; how many have an answer within 24 hours and 7 days, by Kaplan
/// and Meier up to the end of the view. *Pessimistic*: only the answers that others did give, else none. *Optimistic*:
/// where somebody removed answered first, somebody else gives that answer with the delay of a first answer of others that
/// took at least as long (until then nobody else had answered): over the whole distribution of those delays, not its middle,
/// so that what others answer too late counts as too late. What is lost lies between factual minus
/// optimistic and factual minus pessimistic ([`Loss`](super::Loss)); the printed bounds add the sampling error of either
/// end, that of the others' delays included. Others may not answer as they did, in both directions: with nobody to wait for they may answer more, with less
/// going on less. Nothing here knows which.
///
/// **Structure.** Who replied to whom without those removed: share of the people in the largest piece, fragmentation and
/// distance-weighted fragmentation (see [`fragmentation`](crate::graph::fragmentation()) and
/// [`distance_fragmentation`](crate::graph::distance_fragmentation)), pairs of units left without a tie. Held against
/// random removals of as many people who write about as much (the same tenth by messages), for anybody active would leave
/// a gap. And how the largest piece shrinks as ever more leave, most connected first or by chance
/// ([`attrition`](crate::graph::attrition())).
///
/// # Arguments
/// `who` is removed: roles, persons or both; [`Who::parse`] makes them from words.
///
/// # Errors
/// [`Error::Option`] for an option out of range, and where nobody is meant: no community manager is named, or nobody
/// answered.
///
/// # Complexity
/// O(messages + questions log questions) for the service; O(removals · (people + few ties)) and `2 sources` breadth-first
/// searches, 64 at once, for the structure; O((3 + draws) · ties) for the curves.
///
/// # Example
/// ```
/// use cmgraph::dependence::{WhatIfOptions, Who, what_if_removed};
/// use cmgraph::{ReadOptions, read};
/// let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = read(&[path], &ReadOptions::default())?;
/// let found = what_if_removed(&community.whole(), &[Who::TopAnswerers(3)], &WhatIfOptions::default())?;
/// let day = &found.service.losses[0];
/// assert!(day.bounds.contains(day.at_least.value) && day.bounds.contains(day.at_most.value));
/// # Ok::<(), cmgraph::Error>(())
/// ```
///
/// # Reference
/// C. F. Manski, *Partial Identification of Probability Distributions* (2003), for bounds instead of assumptions;
/// S. P. Borgatti, *Identifying sets of key players in a social network*, Computational and Mathematical Organization
/// Theory 12 (2006).
pub fn what_if_removed(view: &View<'_>, who: &[Who], options: &WhatIfOptions) -> Result<WhatIf> {
    options.check()?;
    let questions = Questions::of(view, SaysSomething::default());
    let removed = Removed::of(view, who, &questions)?;
    let mut is = vec![false; view.community().members().len()];
    removed.members.iter().for_each(|member| is[member.index()] = true);
    let (least, level) = (options.min_questions.max(1), options.interval_level);
    let service = Service::of(&questions, |member| is[member.index()], |_| true, view.to(), least, level);
    let structure = structure(view, &removed.members, options)?;
    let mut found = WhatIf {
        options: options.clone(),
        removed: removed.members,
        label: removed.label,
        given: removed.given,
        busiest: removed.busiest,
        service,
        structure,
        provenance: Provenance::default(),
    };
    found.provenance = super::what_if_provenance::provenance(view, &found);
    Ok(found)
}
