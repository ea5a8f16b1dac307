//! Which parts of a body are text of its author.

/// A part of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Text of the author.
    Text(&'a [u8]),
    /// A link, code, a quoted line or markup.
    Other,
}

/// Cuts a body into its parts.
pub(super) fn parts(body: &[u8]) -> impl Iterator<Item = Part<'_>> {
    let mut at = 0;
    let mut pending = None;
    std::iter::from_fn(move || {
        if let Some(end) = pending.take() {
            at = end;
            return Some(Part::Other);
        }
        if at >= body.len() {
            return None;
        }
        let start = at;
        // Jump from one byte that may begin a special part to the next.
        while let Some(candidate) = next_candidate(body, at) {
            match special(body, candidate) {
                Some(end) if candidate == start => {
                    at = end;
                    return Some(Part::Other);
                }
                Some(end) => {
                    pending = Some(end);
                    return Some(Part::Text(&body[start..candidate]));
                }
                None => at = candidate + 1,
            }
        }
        at = body.len();
        Some(Part::Text(&body[start..]))
    })
}

/// The next byte at or after `at` with which a special part may begin.
fn next_candidate(body: &[u8], at: usize) -> Option<usize> {
    let rest = &body[at..];
    let sign = memchr::memchr3(b'`', b'[', b'>', rest);
    let before_sign = &rest[..sign.unwrap_or(rest.len())];
    // Links are looked for from the sign that makes them one: few colons and dots stand in a text.
    let link = memchr::memchr2_iter(b':', b'.', before_sign).find_map(|i| {
        let marked = match rest[i] {
            b':' => rest[i..].starts_with(b"://"),
            _ => i >= 3 && rest[i - 3..i].eq_ignore_ascii_case(b"www"),
        };
        let letters = || rest[..i].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
        marked.then(|| i - letters())
    });
    link.or(sign).map(|i| at + i)
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
        b'h' | b'H' | b'w' | b'W' | b'f' | b'F' => {
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
