//! How much of a sum is due to those who gave most.

use crate::MemberId;

/// The two largest numbers of items of one person each: what the p% rule for sums goes by. O(n log n).
pub(crate) fn largest_two(people: impl IntoIterator<Item = MemberId>) -> [u64; 2] {
    let mut people: Vec<MemberId> = people.into_iter().collect();
    people.sort_unstable();
    people
        .chunk_by(|a, b| a == b)
        .map(|items| items.len() as u64)
        .fold([0, 0], |[first, second], n| if n > first { [n, first] } else { [first, second.max(n)] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_who_gave_most() {
        for (people, expected) in [
            (&[][..], [0, 0]),
            (&[7], [1, 0]),
            (&[7, 8], [1, 1]),
            (&[7, 8, 7, 9, 9, 7], [3, 2]),
            (&[9, 8, 8, 9], [2, 2]),
        ] {
            assert_eq!(largest_two(people.iter().map(|&id| MemberId(id))), expected, "{people:?}");
        }
    }
}
