//! tyGraph (AvePoint): influencer score, thread impact, measure of active engagement.
//!
//! Source: tyGraph support pages and glossary.

/// Influencer score: `(contribution + impact + breadth) · reach / 100`.
///
/// Contribution is what somebody did, impact what came back, breadth the presence in groups, reach the people
/// interacted with in threads contributed to. Which acts count in the first three, and with what weight, is not
/// published: they are parameters of whoever calls.
///
/// Known fault: a sum of unlike things times a number that grows with the same talk, so one chatty launch thread counts
/// twice; a like is worth a written answer; the manager is not told from the members.
///
/// ```
/// use cmgraph::rivals::tygraph::influencer_score;
/// // 40 messages, 60 replies and reactions received, 3 groups, 25 people.
/// assert_eq!(influencer_score(40.0, 60.0, 3.0, 25.0), 25.75);
/// ```
pub fn influencer_score(contribution: f64, impact: f64, breadth: f64, reach: f64) -> f64 {
    (contribution + impact + breadth) * reach / 100.0
}

/// Thread impact: `(responses + likes + seen) · contributors / 100`, contributors being distinct people who wrote.
///
/// Exports hold no views: `seen` is 0 there, and the number smaller than the product's. "Seen" fires one or two seconds
/// after a thread is drawn, so it is no reading either.
///
/// Known fault: the product rewards long threads of many people, whatever they say; compared with the mean of the
/// community, which a few large threads make.
///
/// ```
/// assert_eq!(cmgraph::rivals::tygraph::thread_impact(12, 30, 0, 8), 3.36);
/// ```
pub fn thread_impact(responses: u64, likes: u64, seen: u64, contributors: u64) -> f64 {
    (responses + likes + seen) as f64 * contributors as f64 / 100.0
}

/// What tyGraph's measure of active engagement can add up. Of the defaults an export has messages, likes and mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Actions {
    /// Messages written.
    pub messages: u64,
    /// Reactions given.
    pub likes: u64,
    /// Messages shared.
    pub shares: u64,
    /// Topics mentioned.
    pub topic_mentions: u64,
    /// People mentioned.
    pub user_mentions: u64,
    /// Praises.
    pub praises: u64,
    /// Files uploaded.
    pub uploads: u64,
}

/// Measure of active engagement (MAE): the plain sum of the chosen actions; a person with 1 is "engaged".
///
/// Known fault: an upload, a like and an answer weigh the same; one act in the window makes somebody engaged.
///
/// ```
/// use cmgraph::rivals::tygraph::{Actions, active_engagement};
/// assert_eq!(active_engagement(&Actions { messages: 3, likes: 20, user_mentions: 2, ..Default::default() }), 25);
/// ```
pub fn active_engagement(actions: &Actions) -> u64 {
    let Actions { messages, likes, shares, topic_mentions, user_mentions, praises, uploads } = *actions;
    [messages, likes, shares, topic_mentions, user_mentions, praises, uploads].iter().sum()
}
