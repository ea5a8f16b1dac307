//! Ties within and between given groups, such as units.
