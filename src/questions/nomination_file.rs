//! `nominations.csv`: whom people say they ask.

use crate::error::{Error, Place, Result};
use std::path::Path;

const NOMINATOR: &str = "nominator";
const NOMINEE: &str = "nominee";

/// Somebody was asked whom to turn to, and named somebody; both as written in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nomination {
    /// Who was asked: an e-mail address, an id or a whole name.
    pub nominator: String,
    /// Who was named; empty where the answer was nobody.
    pub nominee: String,
    /// Line of the file.
    pub line: u64,
}

/// What a file of nominations holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NominationFile {
    /// The rows with a nominator, in order.
    pub nominations: Vec<Nomination>,
    /// Rows without a nominator, which are left out.
    pub without_nominator: u64,
}

/// Reads nominations: a CSV with a header that has `nominator` and `nominee`, in any order and case, separated by commas,
/// semicolons or tabs; other columns are passed over.
///
/// One row a name. Whoever was asked and named nobody has a row with an empty nominee: such people are under the line, too.
///
/// # Errors
/// [`Error::Io`] for a file that cannot be read, [`Error::MissingColumn`] where the header lacks one of the two,
/// [`Error::Value`] for a row that is no CSV.
///
/// # Example
/// ```
/// let path = std::env::temp_dir().join("cmgraph-nominations.csv");
/// std::fs::write(&path, "Nominator;Nominee\nann@example.com;Bo Berg\ncy@example.com;\n")?;
/// let file = cmgraph::questions::read_nominations(&path)?;
/// assert_eq!((file.nominations.len(), file.nominations[0].nominee.as_str()), (2, "Bo Berg"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_nominations(path: &Path) -> Result<NominationFile> {
    let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    parse(&path.display().to_string(), &bytes)
}

fn parse(name: &str, bytes: &[u8]) -> Result<NominationFile> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let place = || Place::file(name);
    let header = bytes.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |separator: u8| header.iter().filter(|&&b| b == separator).count();
    // The last of equals wins: commas.
    let separator = [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let mut rows = reader.byte_records();
    let wrong = |error: csv::Error| {
        let line = error.position().map(csv::Position::line);
        let place = line.map_or_else(place, |line| place().at_line(line));
        Error::Value { place, found: error.to_string(), expected: "a row of a CSV file".into() }
    };
    let text = |row: &csv::ByteRecord, i: usize| {
        row.get(i).map_or_else(String::new, |cell| String::from_utf8_lossy(cell).into_owned())
    };
    let header = rows.next().transpose().map_err(wrong)?.unwrap_or_default();
    let columns: Vec<String> = (0..header.len()).map(|i| text(&header, i)).collect();
    let column = |wanted: &str| {
        columns.iter().position(|column| column.eq_ignore_ascii_case(wanted)).ok_or_else(|| {
            Error::MissingColumn { place: place(), column: wanted.into(), found: columns.join(", ") }
        })
    };
    let (nominator, nominee) = (column(NOMINATOR)?, column(NOMINEE)?);
    let mut file = NominationFile::default();
    for row in rows {
        let row = row.map_err(wrong)?;
        let (nominator, nominee) = (text(&row, nominator), text(&row, nominee));
        if nominator.is_empty() {
            file.without_nominator += u64::from(!nominee.is_empty());
            continue;
        }
        let line = row.position().map_or(0, csv::Position::line);
        file.nominations.push(Nomination { nominator, nominee, line });
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn files() {
        let of = |text: &str| parse("n.csv", text.as_bytes());
        let pairs = |text: &str| -> Vec<(String, String)> {
            of(text).unwrap().nominations.into_iter().map(|n| (n.nominator, n.nominee)).collect()
        };
        let expected = [("ann".to_owned(), "bo".to_owned()), ("cy".into(), String::new())];
        assert_eq!(pairs("nominator,nominee\nann,bo\ncy,\n"), expected);
        assert_eq!(pairs("\u{feff}Nominee;date;NOMINATOR\r\nbo;1.1.;ann\r\n;;cy\r\n"), expected);
        assert_eq!(pairs("nominator\tnominee\nann\tbo\ncy\n"), expected);
        assert_eq!(of("nominator,nominee\n,bo\n").unwrap().without_nominator, 1);
        assert_eq!(of("nominator,nominee\n").unwrap(), NominationFile::default());
        let error = of("who,nominee\nann,bo\n").unwrap_err().to_string();
        assert_eq!(error, "n.csv: no column \"nominator\"; the header has who, nominee");
        assert!(of("").is_err());
        assert!(read_nominations(Path::new("no such file")).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_do(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse("n.csv", &bytes);
            let mut file = b"nominator,nominee\n".to_vec();
            file.extend(bytes);
            let _ = parse("n.csv", &file);
        }
    }
}
