//! The first reply and coming back.

use super::hazard::{Adjusted, adjusted};
use super::newcomers::{Newcomers, Reply};
use super::{FunnelOptions, Part};
use crate::activity::{Population, counted};
use crate::stats::{Interval, newcombe};

/// Coming back of the newcomers who got one kind of reply.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyArm {
    /// Who replied to the first post in time.
    pub reply: Reply,
    /// First posts that fared so, out of all that were seen long enough.
    pub first_posts: Part,
    /// Newcomers who wrote again in the return time, out of those who had not yet by the landmark and were seen
    /// to the end of it. `None` where fewer than `min_arm` are to be compared.
    pub returned: Option<Part>,
    /// Share minus that of those without a reply, with Newcombe's interval; `None` for those themselves and
    /// where either is missing.
    pub difference: Option<(f64, Interval)>,
    /// Odds of writing again in a week against those without a reply, adjusted as [`NewcomerReply::adjustment`] says.
    pub adjusted: Option<Adjusted>,
}

/// Whether newcomers whose first post got a reply come back more often.
#[derive(Debug, Clone, PartialEq)]
pub struct NewcomerReply {
    /// In the order of [`Reply::ALL`].
    pub arms: Vec<ReplyArm>,
    /// First posts of newcomers that were seen long enough for a reply.
    pub first_posts: u64,
    /// What was left out of the comparison and how many of it.
    pub excluded: Vec<(String, u64)>,
    /// Why there is no comparison with a colleague's reply.
    pub reason: Option<String>,
    /// What the adjusted odds are adjusted for, or why there are none.
    pub adjustment: String,
}

impl NewcomerReply {
    /// The newcomers who got this kind of reply.
    pub fn arm(&self, reply: Reply) -> Option<&ReplyArm> {
        self.arms.iter().find(|arm| arm.reply == reply)
    }
}

pub(super) fn compare(
    newcomers: &Newcomers,
    population: &Population<'_>,
    options: &FunnelOptions,
) -> NewcomerReply {
    let days = options.return_days;
    let level = options.interval_level;
    let first_posts: u64 = newcomers.first_posts.iter().sum();
    let min_arm = u64::from(options.min_arm);
    let of = |reply: Reply| newcomers.list.iter().filter(move |n| n.reply == reply && n.seen(days));
    let count = |reply| {
        let people = of(reply).count() as u64;
        let returned = of(reply).filter(|n| n.returned(days)).count() as u64;
        (returned, people)
    };
    let none = count(Reply::None);
    let colleague = count(Reply::Colleague);
    let (fits, adjustment) = adjusted(newcomers, population, options);
    let arms = Reply::ALL
        .into_iter()
        .zip(newcomers.first_posts)
        .map(|(reply, posts)| {
            let (returned, people) = count(reply);
            let enough = people >= min_arm;
            let compared = enough && reply != Reply::None && none.1 >= min_arm;
            let share = |(part, whole): (u64, u64)| part as f64 / whole.max(1) as f64;
            ReplyArm {
                reply,
                first_posts: Part::new(posts, first_posts, level),
                returned: enough.then(|| Part::new(returned, people, level)),
                difference: compared
                    .then(|| newcombe((returned, people), none, level))
                    .flatten()
                    .map(|interval| (share((returned, people)) - share(none), interval)),
                adjusted: fits.iter().find(|(r, _)| *r == reply).map(|(_, fit)| *fit),
            }
        })
        .collect();
    let reason = (colleague.1 < min_arm || none.1 < min_arm).then(|| {
        format!(
            "not enough data to compare newcomers with and without a reply: {} can be compared with a colleague's reply and {} without any; {} are needed on either side",
            few(colleague.1, min_arm),
            few(none.1, min_arm),
            options.min_arm
        )
    });
    let unseen = newcomers.list.iter().filter(|n| !n.seen(days)).count() as u64;
    let excluded = vec![
        ("people whose first post in the export may not be their first (first log-in before it starts, or not known)".to_string(), newcomers.not_new),
        (format!("newcomers seen for less than {} after the first post", counted(u64::from(options.reply_days), "day", "days")), newcomers.too_late),
        ("newcomers replied to in time by guests or unknown accounts only".into(), newcomers.outside),
        ("newcomers who wrote again before the reply time was over".into(), newcomers.again_before),
        (format!("newcomers not seen to the end of the {} after it (in the adjusted comparison as long as they were)", counted(u64::from(days), "day", "days")), unseen),
    ];
    NewcomerReply { arms, first_posts, excluded, reason, adjustment }
}

/// A number that stays unsaid where it is small but not nothing.
fn few(n: u64, min: u64) -> String {
    match n {
        0 => "nobody".into(),
        n if n < min => format!("fewer than {min}"),
        n => n.to_string(),
    }
}
