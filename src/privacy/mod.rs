//! The one exit: what of a [`Table`](crate::Table) may leave, by mode and column role.

/// How people appear in what leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Mode {
    /// People by id and name, in the lists where being found is good for them.
    #[default]
    Named,
    /// People by pseudonym.
    Pseudonymous,
    /// No rows about people.
    Aggregate,
}
