//! A column of strings in one buffer.

/// Immutable column of strings: one buffer and one offset a row, instead of an allocation a row.
///
/// ```
/// let names: cmgraph::community::Strings = ["Aino", "", "Bjørn"].into_iter().collect();
/// assert_eq!(names.get(2), "Bjørn");
/// assert_eq!(names.len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strings {
    bytes: String,
    /// End of row `i`; its start is the end of the row before.
    ends: Vec<u64>,
}

impl Strings {
    /// Appends a row.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
    }

    /// Row `i`; the empty string where there is no such row.
    pub fn get(&self, i: usize) -> &str {
        let start = if i == 0 { 0 } else { self.ends.get(i - 1).copied().unwrap_or(0) };
        let end = self.ends.get(i).copied().unwrap_or(start);
        self.bytes.get(start as usize..end as usize).unwrap_or("")
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|i| self.get(i))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Strings {
    fn from_iter<I: IntoIterator<Item = S>>(rows: I) -> Self {
        let mut strings = Strings::default();
        for row in rows {
            strings.push(row.as_ref());
        }
        strings
    }
}
