//! What is said about languages: one table each.

pub mod table;

use std::sync::LazyLock;
use table::Table;

const SOURCES: [(&str, &str); 10] = [
    ("da", include_str!("da.toml")),
    ("de", include_str!("de.toml")),
    ("en", include_str!("en.toml")),
    ("es", include_str!("es.toml")),
    ("fi", include_str!("fi.toml")),
    ("fr", include_str!("fr.toml")),
    ("nb", include_str!("nb.toml")),
    ("nl", include_str!("nl.toml")),
    ("nn", include_str!("nn.toml")),
    ("sv", include_str!("sv.toml")),
];

static TABLES: LazyLock<Vec<(&str, Table)>> = LazyLock::new(|| {
    SOURCES
        .iter()
        .map(|(code, text)| (*code, Table::parse(text).unwrap_or_else(|e| panic!("{code}: {e}"))))
        .collect()
});

/// The tables, by ISO 639-1 code.
pub fn tables() -> &'static [(&'static str, Table)] {
    &TABLES
}
