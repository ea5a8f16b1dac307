//! From the bytes of a small CSV file, or of one by whatever tool, to rows with line numbers: encodings, separators,
//! damaged rows.

use crate::community::{DropReason, FileAudit};
use crate::error::{Error, Place, Result};
use std::borrow::Cow;

/// Header and rows of a CSV file.
pub(super) struct Sheet {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<(u64, csv::StringRecord)>,
}

impl Sheet {
    /// Reads a whole file. Rows that do not fit the header are counted in the audit.
    pub(super) fn read(file: &str, bytes: &[u8], audit: &mut FileAudit) -> Result<Sheet> {
        let text = decode(file, bytes)?;
        let (separator, text, skipped) = separator(text.as_bytes());
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(text);
        let mut lines = Lines::new(text, 1 + skipped);
        let mut header: Vec<String> = Vec::new();
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        // Line of the last record, where it runs over several.
        let mut running: Option<u64> = None;
        loop {
            let read = reader.read_record(&mut record).map_err(|error| Error::NotAnExport {
                place: Place::file(file),
                found: error.to_string(),
                expected: "a CSV file in UTF-8".into(),
            })?;
            if !read {
                break;
            }
            let line = lines.of(record.position().map_or(0, csv::Position::byte));
            running = record.iter().any(|field| field.contains(['\n', '\r'])).then_some(line);
            if header.is_empty() {
                header = record.iter().map(|name| name.trim().to_owned()).collect();
                continue;
            }
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            audit.rows += 1;
            if fits(&record, header.len()) {
                rows.push((line, record.clone()));
            } else {
                audit.drop_row(DropReason::Damaged);
                let found = format!("{} fields, the header has {}; row left out", record.len(), header.len());
                audit.note(Place::file(file).at_line(line), found);
            }
        }
        if header.is_empty() {
            return Err(Error::NotAnExport {
                place: Place::file(file),
                found: "an empty file".into(),
                expected: "a CSV file with a header and one row a person".into(),
            });
        }
        if let Some(line) = running.filter(|_| odd_quotes(text)) {
            audit.note(Place::file(file).at_line(line), OPEN_QUOTE);
        }
        Ok(Sheet { header, rows })
    }
}

/// What is said of a file that ends inside a quoted field.
pub(super) const OPEN_QUOTE: &str =
    "a quotation mark is opened and not closed; the rows from here on cannot be told apart";

/// An odd number of quotes: one was opened and never closed, and everything after it is one field.
pub(super) fn odd_quotes(text: &[u8]) -> bool {
    memchr::memchr_iter(b'"', text).count() % 2 == 1
}

/// Whether a row has as many fields as the header; empty ones beyond it do no harm.
fn fits(record: &csv::StringRecord, columns: usize) -> bool {
    fits_bytes(record.as_byte_record(), columns)
}

/// The same of a record that may hold anything.
pub(super) fn fits_bytes(record: &csv::ByteRecord, columns: usize) -> bool {
    record.len() >= columns && record.iter().skip(columns).all(|field| field.trim_ascii().is_empty())
}

/// Line numbers of ascending byte positions.
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    /// Of a text whose first line has the number `line`.
    pub(super) fn new(bytes: &'a [u8], line: u64) -> Lines<'a> {
        Lines { bytes, at: 0, line }
    }

    /// The line in which the record at that position begins.
    pub(super) fn of(&mut self, byte: u64) -> u64 {
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        // The parser leaves the rest of a line end, and empty lines, to the next record.
        while matches!(self.bytes.get(to), Some(b'\r' | b'\n')) {
            to += 1;
        }
        let passed = self.bytes.get(self.at..to).unwrap_or(&[]);
        // Lines end in LF, CR LF, or (old spreadsheets) CR alone.
        let ends = passed
            .iter()
            .enumerate()
            .filter(|&(i, &b)| b == b'\n' || (b == b'\r' && self.bytes.get(self.at + i + 1) != Some(&b'\n')));
        self.line += ends.count() as u64;
        self.at = to.max(self.at);
        self.line
    }
}

/// Text of UTF-8 or UTF-16, with or without byte order mark.
fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>> {
    let refuse = |bytes: &[u8], error: std::str::Utf8Error| {
        let at = error.valid_up_to();
        let line = 1 + bytes[..at].iter().filter(|&&b| b == b'\n').count() as u64;
        Err(Error::NotAnExport {
            place: Place::file(file).at_line(line),
            found: format!("byte 0x{:02X}, which is not UTF-8", bytes.get(at).copied().unwrap_or(0)),
            expected: "UTF-8 or UTF-16: letters such as å and ä would be guessed; save it as UTF-8 CSV"
                .into(),
        })
    };
    match narrow(file, bytes)? {
        Cow::Borrowed(bytes) => {
            std::str::from_utf8(bytes).map(Cow::Borrowed).or_else(|error| refuse(bytes, error))
        }
        Cow::Owned(bytes) => {
            String::from_utf8(bytes).map(Cow::Owned).or_else(|e| refuse(e.as_bytes(), e.utf8_error()))
        }
    }
}

/// The bytes of a text without byte order mark, UTF-16 as UTF-8. Bytes that are not UTF-8 stay as they are.
pub(super) fn narrow<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>> {
    match bytes {
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(Error::NotAnExport {
            place: Place::file(file),
            found: "a workbook or archive".into(),
            expected: "a CSV file; in the spreadsheet program save it as \"CSV UTF-8\"".into(),
        }),
        [0xFF, 0xFE, rest @ ..] => wide(file, rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(file, rest, u16::from_be_bytes),
        // No header begins with a NUL: two bytes a letter, without a mark.
        [first, 0, ..] if *first != 0 => wide(file, bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => wide(file, bytes, u16::from_be_bytes),
        _ => Ok(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).into()),
    }
}

fn wide<'a>(file: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'a, [u8]>> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text = if bytes.len().is_multiple_of(2) {
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    } else {
        None
    };
    text.map(|text| Cow::Owned(text.into_bytes())).ok_or_else(|| Error::NotAnExport {
        place: Place::file(file),
        found: "UTF-16 text that is damaged or cut off".into(),
        expected: "a whole file; save it as UTF-8 CSV".into(),
    })
}

/// The separator, by what the header has most of outside quotes (or by a first line `sep=;`), the text from the
/// header on, and the number of lines before it.
pub(super) fn separator(text: &[u8]) -> (u8, &[u8], u64) {
    if let Some([separator @ (b',' | b';' | b'\t' | b'|'), rest @ ..]) = text.strip_prefix(b"sep=") {
        let line = if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.starts_with(b"\n")) };
        if line > 0 {
            return (*separator, &rest[line..], 1);
        }
    }
    let mut counts = [(b',', 0u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in text.iter().skip_while(|byte| matches!(byte, b'\r' | b'\n')) {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if !quoted => {
                counts.iter_mut().filter(|(separator, _)| *separator == byte).for_each(|(_, n)| *n += 1);
            }
            _ => {}
        }
    }
    // Of equal counts the first stands: the comma.
    let best = counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(separator, _)| *separator);
    (best, text, 0)
}
