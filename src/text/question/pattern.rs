//! The patterns in which the tables of languages are written.
//!
//! A pattern is a row of elements, matched from the first word of a clause on: a class of words (`wh`), a class that
//! must not come next (`!subject`) or must (`&verb`), any word (`.`); `?` after an element makes it optional, `*` lets it
//! come any number of times, and `3` up to three times. `|` between two classes means either, and `$` at the end that the
//! clause ends there.

/// An element of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Element {
    /// Classes of which the word must have one; [`ANY`] for any word.
    classes: u64,
    look: Look,
    least: u8,
    most: u8,
}

/// Any word is a word even without a class.
pub(in crate::text) const ANY: u64 = u64::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// The word is taken.
    Take,
    /// The next word must be of the class, and is not taken.
    Ahead,
    /// The next word must not be of the class.
    Not,
    /// No word may follow.
    End,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::text) struct Pattern(Vec<Element>);

impl Pattern {
    /// Compiles a pattern; `class` gives the bit of a class by its name.
    pub(in crate::text) fn parse(text: &str, class: impl Fn(&str) -> Option<u64>) -> Result<Pattern, String> {
        let mut elements = Vec::new();
        for part in text.split_whitespace() {
            if part == "$" {
                elements.push(Element { classes: 0, look: Look::End, least: 0, most: 0 });
                continue;
            }
            let (look, rest) = match (part.strip_prefix('!'), part.strip_prefix('&')) {
                (Some(rest), _) => (Look::Not, rest),
                (_, Some(rest)) => (Look::Ahead, rest),
                _ => (Look::Take, part),
            };
            let (name, least, most) = match rest.as_bytes() {
                [_, .., b'?'] => (&rest[..rest.len() - 1], 0, 1),
                [_, .., b'*'] => (&rest[..rest.len() - 1], 0, u8::MAX),
                [_, .., digit @ b'1'..=b'9'] => (&rest[..rest.len() - 1], 0, digit - b'0'),
                _ => (rest, 1, 1),
            };
            let classes = name.split('|').try_fold(0, |all, name| match name {
                "." => Ok(ANY),
                name => class(name)
                    .map(|bit| all | bit)
                    .ok_or_else(|| format!("the pattern {text:?} names the unknown class {name:?}")),
            })?;
            elements.push(Element { classes, look, least, most });
        }
        Ok(Pattern(elements))
    }

    /// Whether the pattern matches from the first of the words on, each given by its classes.
    #[inline]
    pub(in crate::text) fn matches(&self, words: &[u64]) -> bool {
        matches(&self.0, words)
    }

    /// What the pattern can begin with.
    pub(in crate::text) fn first(&self) -> First {
        let mut first = First::default();
        let mut taken = self.0.iter().filter(|element| element.look == Look::Take);
        for element in taken.by_ref() {
            if element.classes == ANY {
                // Up to the first class that must be there.
                let mut words = usize::from(element.most);
                for next in taken {
                    if next.classes != ANY {
                        first.behind |= next.classes;
                        first.reach = words.min(FURTHEST);
                        if next.least > 0 {
                            break;
                        }
                    }
                    words = words.saturating_add(next.most.into());
                }
                return first;
            }
            if element.least > 0 {
                first.must = element.classes;
                return first;
            }
            first.may |= element.classes;
        }
        first
    }
}

/// What a pattern can begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::text) struct First {
    /// Classes of which the first word that must be there has one.
    pub(in crate::text) must: u64,
    /// Classes of words that may stand before it.
    pub(in crate::text) may: u64,
    /// Where any word may stand first, classes of the words behind it.
    pub(in crate::text) behind: u64,
    /// How many words behind it these can stand.
    pub(in crate::text) reach: usize,
}

/// Patterns that begin with any word are looked for as if so many words could follow it.
pub(in crate::text) const FURTHEST: usize = 8;

impl First {
    /// Classes of which the first word has one.
    pub(in crate::text) fn begins(&self) -> u64 {
        if self.behind == 0 { self.must | self.may } else { ANY }
    }
}

fn matches(elements: &[Element], words: &[u64]) -> bool {
    let Some((element, rest)) = elements.split_first() else { return true };
    let of = |word: &u64| element.classes == ANY || word & element.classes != 0;
    let hit = words.first().is_some_and(of);
    match element.look {
        Look::End => words.is_empty() && matches(rest, words),
        Look::Not => !hit && matches(rest, words),
        Look::Ahead => hit && matches(rest, words),
        Look::Take => {
            let most = words.iter().take(element.most.into()).take_while(|word| of(word)).count();
            (usize::from(element.least)..=most).rev().any(|taken| matches(rest, &words[taken..]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        // a, b and c are classes; a word is written by the classes it has, `-` if none.
        let bit = |name: &str| "abc".find(name).map(|at| 1 << at);
        let words = |text: &str| -> Vec<u64> {
            let classes = |word: &str| word.chars().filter_map(|c| bit(&c.to_string())).sum();
            text.split_whitespace().map(classes).collect()
        };
        for (pattern, yes, no) in [
            ("a", &["a", "a b", "ab"][..], &["", "b", "- a"][..]),
            ("a|b c", &["a c", "b c", "ab c"], &["a", "c", "a b"]),
            ("a? b", &["b", "a b", "ab"], &["a", "a a b"]),
            ("a* b", &["b", "a a a b"], &["a a a", "a - b"]),
            ("a .2 b", &["a b", "a - b", "a - - b"], &["a - - - b", "b"]),
            ("a !b c?", &["a", "a c", "a -"], &["a b", "a bc"]),
            ("a &b", &["a b"], &["a", "a c"]),
            ("a $", &["a"], &["a b", ""]),
            ("a !b .2 c $", &["a - c", "a c", "a - - c"], &["a b c", "a - c -"]),
        ] {
            let compiled = Pattern::parse(pattern, bit).unwrap();
            for text in yes {
                assert!(compiled.matches(&words(text)), "{pattern:?} {text:?}");
            }
            for text in no {
                assert!(!compiled.matches(&words(text)), "{pattern:?} {text:?}");
            }
        }
        assert!(Pattern::parse("a d", bit).is_err_and(|error| error.contains("\"d\"")));
        for (pattern, must, may, behind, reach) in [
            ("a b", 1, 0, 0, 0),
            ("a? b c", 2, 1, 0, 0),
            (". b", 0, 0, 2, 1),
            ("!a .6 b", 0, 0, 2, 6),
            ("!a . !b .3 b? .2 c a", 0, 0, 6, 7),
            ("a? . c", 0, 1, 4, 1),
        ] {
            let first = Pattern::parse(pattern, bit).unwrap().first();
            assert_eq!(first, First { must, may, behind, reach }, "{pattern:?}");
        }
    }
}
