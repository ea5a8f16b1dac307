//! Columns by header name, for every known generation of the header.

use crate::error::{Error, Place, Result};

/// Position of a column that a header does not have: fields at it are empty.
pub(super) const ABSENT: usize = usize::MAX;

/// A header whose names were looked up.
pub(super) struct Header {
    names: Vec<String>,
    used: Vec<bool>,
}

/// How names are compared: without case, blanks, underscores and hyphens, so that `replied_to_id`,
/// `Replied To Id` and `repliedToId` are one.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect()
}

impl Header {
    pub(super) fn new(names: Vec<String>) -> Header {
        let used = vec![false; names.len()];
        Header { names, used }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Position of the first column with one of these names; [`ABSENT`] where there is none.
    pub(super) fn find(&mut self, names: &[&str]) -> usize {
        let at = names.iter().find_map(|name| {
            let name = plain(name);
            self.names.iter().position(|known| plain(known) == name)
        });
        if let Some(at) = at {
            self.used[at] = true;
        }
        at.unwrap_or(ABSENT)
    }

    /// Position of a column without which the file means nothing.
    pub(super) fn need(&mut self, file: &str, names: &[&str]) -> Result<usize> {
        match self.find(names) {
            ABSENT => Err(Error::MissingColumn {
                place: Place::file(file).at_line(1),
                column: names.first().copied().unwrap_or_default().into(),
                found: self.names.join(", "),
            }),
            at => Ok(at),
        }
    }

    /// Name at a position.
    pub(super) fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// Names that were never asked for and are not known to be of no use here.
    pub(super) fn unknown(&self, unused: &[&str]) -> Vec<String> {
        let known = |name: &str| unused.iter().any(|u| plain(u) == plain(name));
        self.names
            .iter()
            .zip(&self.used)
            .filter(|(n, used)| !**used && !known(n))
            .map(|(n, _)| n.clone())
            .collect()
    }
}

/// Refuses a header that a spreadsheet program has written.
pub(super) fn refuse_spreadsheet(file: &str, start: &[u8]) -> Result<()> {
    let spreadsheet =
        |found: &str| Err(Error::Spreadsheet { place: Place::file(file).at_line(1), found: found.into() });
    if start.starts_with(&[0x1f, 0x8b]) {
        return Err(Error::NotAnExport {
            place: Place::file(file),
            found: "a packed file (gzip)".into(),
            expected: "an export as it was downloaded, or its CSV files; a packed table of who, when and what is read as plain events".into(),
        });
    }
    if start.starts_with(b"\xff\xfe")
        || start.starts_with(b"\xfe\xff")
        || start.get(..64).unwrap_or(start).contains(&0)
    {
        return spreadsheet("the text is UTF-16, expected UTF-8");
    }
    let line = start.split(|&b| b == b'\n').next().unwrap_or(start);
    let count = |byte: u8| line.iter().filter(|&&b| b == byte).count();
    if line.trim_ascii_end().contains(&b'\r') {
        return spreadsheet("the lines end with a carriage return alone, expected line feeds");
    }
    if count(b';') > count(b',') {
        return spreadsheet("the columns are separated by semicolons, expected commas");
    }
    if count(b'\t') > count(b',') {
        return spreadsheet("the columns are separated by tabs, expected commas");
    }
    Ok(())
}

/// Whether an id has been turned into a number with lost digits: `2.00034E+15`.
pub(super) fn digits_lost(id: &[u8]) -> bool {
    let Some(e) = id.iter().position(|&b| b | 0x20 == b'e') else { return false };
    let number =
        |text: &[u8]| !text.is_empty() && text.iter().all(|b| b.is_ascii_digit() || b".,+-".contains(b));
    number(&id[..e]) && number(&id[e + 1..])
}

/// Whether an id looks like the numbers that spreadsheet programs write, `2.00034E+15`: two bytes to look at.
#[inline]
pub(super) fn looks_rounded(id: &[u8]) -> bool {
    matches!(id, [.., b'e' | b'E', b'+' | b'0'..=b'9', _] | [.., b'e' | b'E', b'+', _, _])
}

/// The error for a file in which [`digits_lost`] is true of an id.
pub(super) fn rounded(place: Place, id: &[u8]) -> Error {
    Error::Spreadsheet {
        place,
        found: format!("the id {:?} has lost its digits", String::from_utf8_lossy(id)),
    }
}

/// A native id, without blanks around it.
#[inline]
pub(super) fn native(field: &[u8]) -> &[u8] {
    match field {
        [b' ' | b'\t', ..] | [.., b' ' | b'\t'] => given(field.trim_ascii()),
        _ => given(field),
    }
}

/// `true`, `TRUE`, `1`, `yes`, ...
pub(super) fn is_true(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    [&b"true"[..], b"t", b"1", b"yes", b"y"].iter().any(|yes| text.eq_ignore_ascii_case(yes))
}

/// Empty, `null`, `false`, `FALSE`, `0`, `no`, ...: what says clearly that something is not so.
#[inline]
pub(super) fn is_false(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    text.is_empty()
        || [&b"false"[..], b"f", b"0", b"no", b"n", b"null"].iter().any(|no| text.eq_ignore_ascii_case(no))
}

/// The field, empty where it stands for "nothing": the literal `null` occurs in dates and elsewhere.
#[inline]
pub(super) fn given(field: &[u8]) -> &[u8] {
    if field.len() == 4 && field.eq_ignore_ascii_case(b"null") { b"" } else { field }
}

/// The text of a field: doubled quotes made single, bytes that are not UTF-8 replaced, blanks at the ends gone.
pub(super) fn text(field: &[u8]) -> String {
    String::from_utf8_lossy(given(field)).replace("\"\"", "\"").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_generations() {
        let mut header =
            Header::new(["ID", "repliedToId", "Thread Id", "cortex"].map(str::to_owned).to_vec());
        assert_eq!(header.find(&["id"]), 0);
        assert_eq!(header.find(&["replied_to_id"]), 1);
        assert_eq!(header.find(&["thread_id"]), 2);
        assert_eq!(header.find(&["group_id"]), ABSENT);
        assert_eq!(header.unknown(&[]), ["cortex"]);
        let error = header.need("a.zip/Messages.csv", &["created_at"]).err().map(|e| e.to_string());
        assert_eq!(
            error.as_deref(),
            Some(
                "a.zip/Messages.csv, line 1: no column \"created_at\"; the header has ID, repliedToId, Thread Id, cortex"
            )
        );
    }

    #[test]
    fn lost_digits() {
        for (id, lost) in [
            ("2.00034E+15", true),
            ("2,00034E+15", true),
            ("2e15", true),
            ("2000337749565441", false),
            ("", false),
            ("e", false),
            ("user7e", false),
        ] {
            assert_eq!(digits_lost(id.as_bytes()), lost, "{id}");
        }
    }
}
