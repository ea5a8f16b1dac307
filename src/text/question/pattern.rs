//! The patterns in which the tables of languages are written.
//!
//! A pattern is a row of elements, matched from the first word of a clause on: a class of words (`wh`), a class that
//! must not come next (`!subject`) or must (`&verb`), any word (`.`); `?` after an element makes it optional, `*` lets it
//! come any number of times, and `3` up to three times. `|` between two classes means either, and `$` at the end that the
//! clause ends there.

/// An element of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Element {
    /// Classes of which the word must have one; all bits for any word.
    classes: u64,
    look: Look,
    least: u8,
    most: u8,
}

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
pub struct Pattern(Vec<Element>);

impl Pattern {
    /// Compiles a pattern; `class` gives the bit of a class by its name.
    pub fn parse(text: &str, class: impl Fn(&str) -> Option<u64>) -> Result<Pattern, String> {
        let mut elements = Vec::new();
        for part in text.split_whitespace() {
            if part == "$" {
                elements.push(Element { classes: 0, look: Look::End, least: 0, most: 0 });
                continue;
            }
            let (look, rest) = match part.as_bytes()[0] {
                b'!' => (Look::Not, &part[1..]),
                b'&' => (Look::Ahead, &part[1..]),
                _ => (Look::Take, part),
            };
            let last = rest.bytes().last().unwrap_or(b' ');
            let (name, least, most) = match last {
                b'?' => (&rest[..rest.len() - 1], 0, 1),
                b'*' => (&rest[..rest.len() - 1], 0, u8::MAX),
                b'0'..=b'9' => (&rest[..rest.len() - 1], 0, last - b'0'),
                _ => (rest, 1, 1),
            };
            let mut classes = 0;
            for name in name.split('|') {
                classes |= match name {
                    "." => u64::MAX,
                    name => class(name).ok_or_else(|| format!("the pattern {text:?} names the unknown class {name:?}"))?,
                };
            }
            elements.push(Element { classes, look, least, most });
        }
        Ok(Pattern(elements))
    }

    /// Whether the pattern matches from the first of the words on, each given by its classes.
    pub fn matches(&self, words: &[u64]) -> bool {
        matches(&self.0, words)
    }
}

fn matches(elements: &[Element], words: &[u64]) -> bool {
    let Some((element, rest)) = elements.split_first() else { return true };
    // Any word is a word even without a class.
    let of = |word: &u64| element.classes == u64::MAX || word & element.classes != 0;
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
