//! Names of units, short enough for a drawing.

use std::collections::BTreeSet;

/// The shortest ends of the paths that tell them all apart: `Nordics/Sales/Team 1` is `Team 1` where no other unit is called
/// that, else `Sales/Team 1`.
pub(super) fn short_names(paths: &[String]) -> Vec<String> {
    let deepest = paths.iter().map(|path| path.split('/').count()).max().unwrap_or(1);
    let all: BTreeSet<&String> = paths.iter().collect();
    for parts in 1..deepest {
        let ends: Vec<String> = paths
            .iter()
            .map(|path| {
                let from = path.split('/').count().saturating_sub(parts);
                path.split('/').skip(from).collect::<Vec<_>>().join("/")
            })
            .collect();
        if ends.iter().collect::<BTreeSet<_>>().len() == all.len() {
            return ends;
        }
    }
    paths.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_that_tell_apart() {
        for (paths, expected) in [
            (&["A/x", "A/y"][..], &["x", "y"][..]),
            (&["A/x", "B/x", "B/y"], &["A/x", "B/x", "B/y"]),
            (&["N/A/x", "N/B/x", "N/B/y"], &["A/x", "B/x", "B/y"]),
            (&["x", "x"], &["x", "x"]),
            (&[], &[]),
        ] {
            let paths: Vec<String> = paths.iter().map(|p| p.to_string()).collect();
            assert_eq!(short_names(&paths), expected, "{paths:?}");
        }
    }
}
