//! The fields of a row: yes or no, what stands for nothing, columns taken together.

use crate::community::MessageFlags;
use crate::export::roster::values::{flag, lost_digits};

/// What stands in the place of fields that joined columns make: no field holds it.
const JOINT: u8 = 0x1f;

/// Yes or no; `None` for anything else. Nothing is no.
pub(super) fn flag_of(text: &[u8]) -> Option<bool> {
    let text = String::from_utf8_lossy(text);
    flag(&text).map(|found| found.unwrap_or(false))
}

/// A question because the file says so: it is one whatever its words are.
pub(super) fn asks(flags: MessageFlags) -> MessageFlags {
    flags.with(MessageFlags::QUESTION).with(MessageFlags::MARKED)
}

pub(super) fn excerpt(text: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(&text[..text.len().min(60)]))
}

/// An id that a spreadsheet program has rounded.
pub(super) fn lost(record: &csv::ByteRecord, at: usize) -> Option<String> {
    let field = record.get(at)?.trim_ascii();
    // Two bytes to look at, most of the time.
    let looks = matches!(field, [.., b'e' | b'E', b'+', _] | [.., b'e' | b'E', b'+', _, _]);
    let text = std::str::from_utf8(field).ok().filter(|text| looks && lost_digits(text))?;
    Some(text.to_owned())
}

/// A field of the row, empty where it stands for nothing.
pub(super) fn field(record: &csv::ByteRecord, at: usize) -> &[u8] {
    let text = record.get(at).unwrap_or_default().trim_ascii();
    let nothing = [&b"null"[..], b"none", b"n/a", b"nan"].iter().any(|none| text.eq_ignore_ascii_case(none));
    if nothing { b"" } else { text }
}

/// The first of the columns that says something.
pub(super) fn first<'r>(record: &'r csv::ByteRecord, columns: &[usize]) -> &'r [u8] {
    columns.iter().map(|&at| field(record, at)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The first of the columns that says something, to the letter: "no" and "-" are what somebody said.
pub(super) fn whole<'r>(record: &'r csv::ByteRecord, columns: &[usize]) -> &'r [u8] {
    let text = |&at: &usize| record.get(at).unwrap_or_default().trim_ascii();
    columns.iter().map(text).find(|text| !text.is_empty()).unwrap_or_default()
}

/// What the columns make together; empty where none says anything.
pub(super) fn joined(record: &csv::ByteRecord, columns: &[usize]) -> Vec<u8> {
    let fields: Vec<&[u8]> = columns.iter().map(|&at| field(record, at)).collect();
    if fields.iter().all(|field| field.is_empty()) { Vec::new() } else { fields.join(&JOINT) }
}

pub(super) fn joined_by_blank(record: &csv::ByteRecord, columns: &[usize]) -> Vec<u8> {
    let fields: Vec<&[u8]> = columns.iter().map(|&at| field(record, at)).filter(|f| !f.is_empty()).collect();
    fields.join(&b' ')
}
