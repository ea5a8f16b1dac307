//! The question mark, in the scripts that have one of their own.

/// Last byte of the full-width `？` (EF BC 9F) and of the Arabic `؟` (D8 9F).
pub(in crate::text) const LAST_BYTE: u8 = 0x9f;

/// Whether a question mark ends at this byte, which is `?` or [`LAST_BYTE`].
pub(in crate::text) fn mark_at(text: &[u8], at: usize) -> bool {
    text[at] == b'?' || text[..at].ends_with(&[0xef, 0xbc]) || text[..at].ends_with(&[0xd8])
}
