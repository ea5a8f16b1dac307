//! Discourse: time to first response, distinct likers.
//!
//! Source: discourse/discourse, app/models (reports).

/// Mean hours to the first response by somebody else, of the topics that got one: topics without any are dropped from the
/// mean. `None` where none got one.
///
/// Known fault: silence improves it. A topic that nobody answers leaves the mean, so the number falls when slow answers
/// stop coming; and one answer after a year moves a mean of hours.
///
/// ```
/// use cmgraph::rivals::discourse::mean_time_to_first_response;
/// assert_eq!(mean_time_to_first_response(&[Some(1.0), Some(5.0), None]), Some(3.0));
/// // The slow one is not answered any more: "better".
/// assert_eq!(mean_time_to_first_response(&[Some(1.0), None, None]), Some(1.0));
/// assert_eq!(mean_time_to_first_response(&[None]), None);
/// ```
pub fn mean_time_to_first_response(hours: &[Option<f64>]) -> Option<f64> {
    let mut answered: Vec<f64> = hours.iter().flatten().copied().collect();
    // In order, so that the sum does not depend on that of the topics.
    answered.sort_unstable_by(f64::total_cmp);
    (!answered.is_empty()).then(|| answered.iter().sum::<f64>() / answered.len() as f64)
}

/// Distinct people who liked something by each of `people`; `likes` are (author, who liked). The fairest of the popularity
/// lists. O(n log n).
///
/// Known fault: liked is not helped; jokes win.
///
/// ```
/// assert_eq!(cmgraph::rivals::discourse::distinct_likers(3, &[(0, 1), (0, 1), (0, 2), (1, 1), (1, 2)]), [2, 1, 0]);
/// ```
pub fn distinct_likers(people: usize, likes: &[(u32, u32)]) -> Vec<u64> {
    let mut likes: Vec<(u32, u32)> = likes.iter().copied().filter(|(author, by)| author != by).collect();
    likes.sort_unstable();
    likes.dedup();
    let mut counts = vec![0; people];
    for (author, _) in likes {
        if let Some(count) = counts.get_mut(author as usize) {
            *count += 1;
        }
    }
    counts
}
