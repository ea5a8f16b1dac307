//! Which parts of a body are text of its author.

/// A part of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Text of the author.
    Text(&'a [u8]),
    /// A link, code, a quoted line or markup.
    Other,
}

/// Whether the body may hold anything but text. Most bodies do not, and are then read in one piece.
pub(super) fn has_special_parts(body: &[u8]) -> bool {
    memchr::memchr3(b'`', b'[', b'>', body).is_some()
        || memchr::memmem::find(body, b"://").is_some()
        || memchr::memmem::find(body, b"www.").is_some()
}

/// Cuts a body into its parts.
pub(super) fn parts(body: &[u8]) -> impl Iterator<Item = Part<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= body.len() {
            return None;
        }
        let start = at;
        while at < body.len() {
            if let Some(end) = special(body, at) {
                if at > start {
                    return Some(Part::Text(&body[start..at]));
                }
                at = end;
                return Some(Part::Other);
            }
            at += 1;
        }
        Some(Part::Text(&body[start..]))
    })
}

/// End of the special part that begins at `at`, if one does.
fn special(body: &[u8], at: usize) -> Option<usize> {
    let rest = &body[at..];
    let begins =
        |text: &[u8], with: &[u8]| text.len() >= with.len() && text[..with.len()].eq_ignore_ascii_case(with);
    match rest[0] {
        b'`' => {
            // Three backticks close with three, one with one; without a closing one it is just a character.
            let fence: &[u8] = if rest.starts_with(b"```") { b"```" } else { b"`" };
            let close = memchr::memmem::find(&rest[fence.len()..], fence)?;
            Some(at + close + 2 * fence.len())
        }
        b'[' => {
            let inner = rest.strip_prefix(b"[[").unwrap_or(&rest[1..]);
            let kinds = [&b"user:"[..], b"tag:", b"group:", b"opengraph"];
            let marked = kinds.iter().any(|kind| begins(inner, kind));
            let close = marked.then(|| memchr::memchr(b']', rest)).flatten()?;
            Some(at + close + 1)
        }
        b'>' if at == 0 || body[at - 1] == b'\n' => {
            Some(memchr::memchr(b'\n', rest).map_or(body.len(), |feed| at + feed + 1))
        }
        b'h' | b'H' | b'w' | b'W' | b'f' | b'F' if at == 0 || !body[at - 1].is_ascii_alphanumeric() => {
            let schemes = [&b"http://"[..], b"https://", b"ftp://", b"file://", b"www."];
            schemes.iter().find(|scheme| begins(rest, scheme))?;
            let stops = |b: &u8| b.is_ascii_whitespace() || b"\"<>".contains(b);
            let mut end = rest.iter().position(stops).unwrap_or(rest.len());
            // A closing bracket without its opening one, and the marks after it, belong to the sentence
            // around the link.
            if let Some(bracket) = rest[..end].iter().position(|&b| b == b')')
                && !rest[..bracket].contains(&b'(')
            {
                end = bracket;
            }
            Some(at + end)
        }
        _ => None,
    }
}
