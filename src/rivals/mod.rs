//! What products measure, computed as they define it, beside what is wrong with it and where we answer the same need.
//!
//! A team that leaves a product keeps its numbers and sees why ours differ. Each product has a module of its own with the
//! formulas on plain numbers; [`rivals`](rivals()) computes what makes sense of a whole community. Scores of single people are
//! in the [`backtest`](crate::backtest) only, where they are put to the test.

pub mod chaoss;
mod compute;
mod counts;
pub mod discourse;
mod measure;
mod options;
pub mod orbit;
pub mod savannah;
pub mod swoop;
mod tables;
pub mod tygraph;
pub mod viva;

pub use measure::{Definition, Measure, Ours, Product};
pub use options::{DEFAULT_RISK_DEPTH, RivalOptions};
pub use swoop::DEFAULT_SURPLUS;

use crate::View;
use crate::activity::QUESTION_FLAG_WARNING;
use crate::error::Result;
use crate::table::Provenance;

/// What [`rivals`](rivals()) finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Rivals {
    /// The options.
    pub options: RivalOptions,
    /// Accounts: people, officials among them, who were there in the window; as products count.
    pub users: u64,
    /// The measures, product by product.
    pub measures: Vec<Measure>,
    /// People by SWOOP's personas, in the order of [`swoop::Persona::ALL`].
    pub personas: [u64; 5],
    /// People by vivainsights' usage segments over the last 12 weeks, in the order of [`viva::Segment::ALL`]; `None` in a
    /// shorter window.
    pub segments: Option<[u64; 5]>,
    /// People by Orbit's levels at the end, in the order of [`orbit::Level::ALL`]; who was silent for a quarter is in none.
    pub levels: [u64; 4],
    /// People by GrimoireLab's onion, over the whole window.
    pub onion: chaoss::Onion,
    /// How the numbers came about.
    pub provenance: Provenance,
}

/// The measures of products for a view, each with its definition, what of it is not published, and its known fault.
///
/// Products count accounts, the community manager's among them, and give no intervals; where a number is a share, Wilson's
/// is beside it. Our own number stands beside some of them; for the others it is said which analysis answers the same need.
///
/// # Errors
/// [`Error::Option`](crate::Error::Option) for an option out of range.
///
/// # Complexity
/// O(messages + reactions + ties log ties).
///
/// ```
/// use cmgraph::rivals::{RivalOptions, rivals};
/// # let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/export.zip");
/// let community = cmgraph::read(&[path], &cmgraph::ReadOptions::default())?;
/// let found = rivals(&community.whole(), &RivalOptions::default())?;
/// let of = |measure: &str| found.get(measure).expect("known").value.expect("messages");
/// assert!(of("key player index") < 0.2 && of("curiosity index") > 0.1);
/// # Ok::<(), cmgraph::Error>(())
/// ```
pub fn rivals(view: &View<'_>, options: &RivalOptions) -> Result<Rivals> {
    options.check()?;
    let all = counts::Collected::of(view);
    let mut found = compute::compute(&all, options);
    let mut p = Provenance::new("measures of other products, by their published definitions, on the same messages")
        .method("each as the product defines it; Wilson intervals for shares, which products do not give; Kaplan-Meier for our own times")
        .parameter("surplus", options.surplus)
        .parameter("risk_depth", options.risk_depth)
        .parameter("interval_level", options.interval_level)
        .view(view)
        .denominator("accounts of people, officials among them, who were there in the window", found.users)
        .observations("messages of people", all.messages)
        .interval(options.interval_level)
        .assume("as products do: accounts count, not the people of the roster; the community manager and communications are among them; deleted messages, bots, guests and invitations are not, nor are threads and replies of theirs")
        .assume("our own numbers beside some are those of what-if without anybody removed: a first answer says something, and guests may give it")
        .assume("what a product does not publish, or an export does not hold, stands in the column open")
        .warn(QUESTION_FLAG_WARNING);
    if all.untimed_reactions > 0 {
        p = p.warn(format!(
            "{} reactions without a time are taken at the time of their message, as products do",
            all.untimed_reactions
        ));
    }
    if found.users == 0 || all.messages == 0 {
        p = p.warn("not enough data: nobody wrote anything in the window");
    }
    found.provenance = p;
    Ok(found)
}

impl Rivals {
    /// The measure that a product calls so.
    pub fn get(&self, measure: &str) -> Option<&Measure> {
        self.measures.iter().find(|known| known.definition.measure == measure)
    }
}
