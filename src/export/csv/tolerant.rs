//! The careful pass: one thread, one record after the other, repairing what can be repaired.
//!
//! A record is damaged when it has more or fewer fields than the header. Too many are put back together
//! where an anchor says how: in Yammer exports the column `api_url` repeats the id of the record, so the
//! fields between the body and that url belong to the body. Else the record is given up, and reading goes on
//! at the next line that begins a whole record.

use super::row::{Place, Row};

/// A column whose value is known from another column, and the free-text column before it that may have burst.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor {
    /// Position of the id.
    pub(crate) id: usize,
    /// Position of the text that may contain unescaped separators.
    pub(crate) text: usize,
    /// Position of the url that ends with `/` and the id.
    pub(crate) url: usize,
}

/// Longest record; what is longer is damage.
const LONGEST: usize = 4 << 20;

/// Reads all records of `bytes` (after the header line). `row` gets each good or repaired record with the
/// flag "repaired"; `damaged` gets the line of each one given up.
pub(crate) fn read_tolerant(
    bytes: &[u8],
    columns: usize,
    anchor: Option<Anchor>,
    mut row: impl FnMut(Row<'_>, bool) -> crate::Result<()>,
    mut damaged: impl FnMut(u64, usize),
) -> crate::Result<()> {
    let anchor = anchor.filter(|&anchor| holds(bytes, columns, anchor));
    let (mut at, mut line) = (0usize, 2u64);
    let mut separators = Vec::new();
    while at < bytes.len() {
        let near = near(bytes, at);
        let length = split(near, &mut separators);
        let (found, whole, place) = (separators.len(), length <= LONGEST, Place::Line(line));
        let mut next = at + length;
        if columns > 1 && near[..length].trim_ascii().is_empty() {
            // An empty line.
        } else if whole && found == columns && fits(near, &separators, anchor) {
            row(Row { bytes: near, start: 0, separators: &separators, place }, false)?;
        } else if let Some(mended) =
            anchor.filter(|_| whole).and_then(|anchor| mend(near, &separators, columns, anchor))
        {
            row(Row { bytes: near, start: 0, separators: &mended, place }, true)?;
        } else {
            damaged(line, found);
            next = match resume(bytes, at, length, columns, anchor, &mut separators) {
                Some(start) => start,
                // Nothing near can be read: all of the record is given up.
                None if !whole => at + split(&bytes[at..], &mut separators),
                None => next,
            };
        }
        line += memchr::memchr_iter(b'\n', &bytes[at..next]).count() as u64;
        at = next;
    }
    Ok(())
}

/// Whether the urls of this file name the ids of their records: in most of the first whole records they do. An
/// export whose urls are made otherwise has nothing to be repaired by, and is not to be judged by them.
fn holds(bytes: &[u8], columns: usize, anchor: Anchor) -> bool {
    let (mut at, mut whole, mut named) = (0, 0, 0);
    let mut separators = Vec::new();
    while at < bytes.len() && whole < 100 {
        let near = near(bytes, at);
        at += split(near, &mut separators);
        if separators.len() == columns {
            whole += 1;
            named += usize::from(fits(near, &separators, Some(anchor)));
        }
    }
    2 * named >= whole
}

/// What a record that begins at `at` may take, and a byte more, so that a longer one can be told. A quote that
/// is never closed is looked for no further: the cost stays linear, and positions fit 32 bits.
fn near(bytes: &[u8], at: usize) -> &[u8] {
    &bytes[at..bytes.len().min(at + LONGEST + 1)]
}

/// Separators of the record with which `bytes` begin; returns its length. Quotes count only at the start of a
/// field, and a closing quote only before a separator: a stray quote inside a text stays text.
fn split(bytes: &[u8], separators: &mut Vec<u32>) -> usize {
    separators.clear();
    let end = bytes.len();
    let mut i = 0;
    loop {
        if bytes.get(i) == Some(&b'"') {
            i += 1;
            loop {
                let Some(quote) = memchr::memchr(b'"', &bytes[i..]) else {
                    separators.push(end as u32);
                    return end;
                };
                i += quote + 1;
                match bytes.get(i) {
                    None | Some(b',' | b'\n') => break,
                    Some(b'\r') if matches!(bytes.get(i + 1), None | Some(b'\n')) => break,
                    // A doubled quote, or a stray one.
                    Some(b'"') => i += 1,
                    Some(_) => {}
                }
            }
        }
        match memchr::memchr2(b',', b'\n', &bytes[i..]) {
            None => {
                separators.push(end as u32);
                return end;
            }
            Some(offset) => {
                i += offset;
                separators.push(i as u32);
                i += 1;
                if bytes[i - 1] == b'\n' {
                    return i;
                }
            }
        }
    }
}

/// Whether the url of a record names its own id. Where it names another, the record has swallowed the next.
fn fits(bytes: &[u8], separators: &[u32], anchor: Option<Anchor>) -> bool {
    let Some(anchor) = anchor else { return true };
    let row = Row { bytes, start: 0, separators, place: Place::Line(0) };
    let named = row.field(anchor.url).rsplit(|&b| b == b'/').next().unwrap_or(b"");
    named.is_empty() || !named.iter().all(u8::is_ascii_digit) || named == row.field(anchor.id)
}

/// Joins the surplus fields to the text column, where the anchor shows how many there are.
fn mend(bytes: &[u8], separators: &[u32], columns: usize, anchor: Anchor) -> Option<Vec<u32>> {
    let surplus = separators.len().checked_sub(columns).filter(|&n| n > 0)?;
    let row = Row { bytes, start: 0, separators, place: Place::Line(0) };
    let id = row.field(anchor.id);
    let url = row.field(anchor.url + surplus).strip_suffix(id)?;
    if id.is_empty() || !url.ends_with(b"/") || anchor.text >= anchor.url {
        return None;
    }
    let mut mended = separators[..anchor.text].to_vec();
    mended.extend_from_slice(&separators[anchor.text + surplus..]);
    Some(mended)
}

/// The start of the next line inside a damaged record at which a whole record begins; `None` where there is
/// none. Only lines that begin like the damaged record itself (a quote or
/// a digit) are tried, and not more than a few, so that the cost stays linear.
fn resume(
    bytes: &[u8],
    at: usize,
    length: usize,
    columns: usize,
    anchor: Option<Anchor>,
    separators: &mut Vec<u32>,
) -> Option<usize> {
    let end = at + length;
    let looks_like_start = |i: usize| match bytes.get(i) {
        Some(b'"') => bytes.get(i + 1).is_some_and(u8::is_ascii_alphanumeric),
        Some(byte) => byte.is_ascii_digit(),
        None => false,
    };
    let mut budget = 4 * LONGEST;
    for feed in memchr::memchr_iter(b'\n', &bytes[at..end]) {
        let next = at + feed + 1;
        if next >= end {
            break;
        }
        if looks_like_start(next) {
            let near = near(bytes, next);
            let length = split(near, separators);
            if separators.len() == columns && length <= LONGEST && fits(near, separators, anchor) {
                return Some(next);
            }
            budget = budget.saturating_sub(length);
            if budget == 0 {
                break;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, columns: usize, anchor: Option<Anchor>) -> (Vec<Vec<String>>, Vec<u64>) {
        let (mut rows, mut lost) = (Vec::new(), Vec::new());
        read_tolerant(
            text.as_bytes(),
            columns,
            anchor,
            |row, _| {
                rows.push((0..columns).map(|i| String::from_utf8_lossy(row.field(i)).into_owned()).collect());
                Ok(())
            },
            |line, _| lost.push(line),
        )
        .unwrap();
        (rows, lost)
    }

    #[test]
    fn damage_costs_only_what_is_damaged() {
        let anchor = Some(Anchor { id: 0, text: 1, url: 2 });
        for (text, rows, lost) in [
            ("1,a,u/1\n2,b,u/2\n", vec![vec!["1", "a", "u/1"], vec!["2", "b", "u/2"]], vec![]),
            // A stray quote inside a text.
            ("\"1\",\"5\" pipe\",\"u/1\"\n", vec![vec!["1", "5\" pipe", "u/1"]], vec![]),
            // An unescaped `","` in the text: put back by the url.
            (
                "\"1\",\"a\",\"b\",\"u/1\"\n2,b,u/2",
                vec![vec!["1", "a\",\"b", "u/1"], vec!["2", "b", "u/2"]],
                vec![],
            ),
            // The same without the url: lost, and only that record.
            ("\"1\",\"a\",\"b\",\"x\"\n2,b,u/2", vec![vec!["2", "b", "u/2"]], vec![2]),
            // Too few fields.
            ("1,a\n2,b,u/2\n", vec![vec!["2", "b", "u/2"]], vec![2]),
            // A quote that is never closed swallows nothing but its record.
            ("1,\"a,u/1\n2,b,u/2\n3,c,u/3\n", vec![vec!["2", "b", "u/2"], vec!["3", "c", "u/3"]], vec![2]),
            (
                "1,\"a\nb\",u/1\r\n\r\n2,b,u/2\r\n",
                vec![vec!["1", "a\nb", "u/1"], vec!["2", "b", "u/2"]],
                vec![],
            ),
        ] {
            assert_eq!(
                read(text, 3, anchor),
                (rows.iter().map(|r| r.iter().map(|f| f.to_string()).collect()).collect(), lost),
                "{text:?}"
            );
        }
    }
}
