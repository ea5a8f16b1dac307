//! The question mark, in the scripts that have one of their own.

/// Whether the text holds `?`, the full-width `？` or the Arabic `؟`.
pub(super) fn has_mark(text: &[u8]) -> bool {
    // The last byte of both other marks is 0x9F.
    memchr::memchr2_iter(b'?', 0x9f, text)
        .any(|at| text[at] == b'?' || text[..at].ends_with(&[0xef, 0xbc]) || text[..at].ends_with(&[0xd8]))
}
