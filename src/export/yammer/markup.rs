//! Marks in Yammer texts: mentions, attachments, participants.

use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Calls `found` with the native id of each member mentioned in a body, in order, repeats included.
///
/// Three generations of the mark are known, and one file may mix them: `[[user:123]]`, `[User:123:alias]` or
/// `[User:123]`, and a trailing `cc: User:123:alias, [[user:456]]`. All of them hold `user:` and the id.
pub(super) fn mentions<'a>(body: &'a [u8], mut found: impl FnMut(&'a [u8])) {
    // "ser:" finds both spellings in one pass; it is rare in other words.
    static MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"ser:"));
    for at in MARK.find_iter(body) {
        let Some(before) = at.checked_sub(1).filter(|&i| body[i] | 0x20 == b'u') else { continue };
        let id = &body[at + 4..];
        let length = id.iter().take_while(|b| b.is_ascii_digit()).count();
        if length == 0 {
            continue;
        }
        let marked = match body[..before].last() {
            Some(b'[') => matches!(id.get(length), Some(b']' | b':')),
            Some(b' ' | b',') => carbon_copy(&body[..before]),
            _ => false,
        };
        if marked {
            found(&id[..length]);
        }
    }
}

/// Whether a text ends inside a list that begins with `cc:` on the same line.
fn carbon_copy(before: &[u8]) -> bool {
    let line = memchr::memrchr(b'\n', before).map_or(before, |feed| &before[feed + 1..]);
    let Some(at) = memchr::memmem::rfind(line, b"c: ").filter(|&at| at > 0 && line[at - 1] | 0x20 == b'c')
    else {
        return false;
    };
    // Between `cc:` and here only other names of the list may stand.
    line[at + 3..].split(|&b| b == b',').all(|item| {
        let item = item.trim_ascii();
        item.is_empty() || memchr::memmem::find(item, b"ser:").is_some()
    })
}

/// What hangs on a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Attachments {
    /// Uploaded files and pages.
    pub(super) files: u32,
    /// Links with a preview.
    pub(super) links: u32,
    /// Items of an unknown kind.
    pub(super) other: u32,
}

/// Counts the items of the `attachments` column: `uploadedfile:1`, `page:1`,
/// `opengraphobject:[1 : https://... : title="a, b" : description="..."]`, joined by commas. Commas and
/// brackets also stand inside an item.
pub(super) fn attachments(text: &[u8]) -> Attachments {
    const KINDS: [&[u8]; 3] = [b"uploadedfile:", b"page:", b"opengraphobject:"];
    let kind = |item: &[u8]| {
        KINDS.iter().position(|k| item.len() >= k.len() && item[..k.len()].eq_ignore_ascii_case(k))
    };
    let mut count = Attachments::default();
    let mut rest = text.trim_ascii();
    while !rest.is_empty() {
        match kind(rest) {
            Some(0 | 1) => count.files += 1,
            Some(_) => count.links += 1,
            None => count.other += 1,
        }
        // The item ends at a comma before the next known kind, or with the text: a title may hold anything.
        let commas = memchr::memchr_iter(b',', rest);
        let next = commas.map(|comma| rest[comma + 1..].trim_ascii_start()).find(|item| kind(item).is_some());
        rest = next.unwrap_or(b"");
    }
    count
}

/// Native ids in a list such as `user:1489760410,user:1538539363`.
pub(super) fn participants(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&b| b == b',')
        .filter_map(|item| item.trim_ascii().strip_prefix(b"user:"))
        .filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_generations_of_mentions() {
        for (body, expected) in [
            ("[[user:123]] hello [[user:4]]", vec!["123", "4"]),
            ("ask [User:123:anna.n] or [User:7]", vec!["123", "7"]),
            ("thanks cc: User:123:anna, User:456:bo", vec!["123", "456"]),
            ("thanks\ncc: [[user:123]], [[user:9]]", vec!["123", "9"]),
            ("cc: [[user:123]], User:456:bo", vec!["123", "456"]),
            ("a user: 5 and superuser:7 and user:8", vec![]),
            ("browser:1 [[tag:5]] [[group:9]] [Tag:1:x]", vec![]),
            ("[[user:abc]] [[user:]]", vec![]),
            ("cc: me, user:5", vec![]),
            ("[[user:123", vec![]),
        ] {
            let mut found = Vec::new();
            mentions(body.as_bytes(), |id| found.push(std::str::from_utf8(id).unwrap()));
            assert_eq!(found, expected, "{body}");
        }
    }

    #[test]
    fn attachments_with_commas_and_brackets() {
        let open_graph = "opengraphobject:[351 : https://x.example/a,b : title=\"\"a, [b], c\"\" : description=\"\"x, y\"\"], uploadedfile:7";
        for (text, files, links, other) in [
            ("", 0, 0, 0),
            ("uploadedfile:137082854", 1, 0, 0),
            ("uploadedfile:1, page:2", 2, 0, 0),
            ("opengraphobject:[351 : https://x.example]", 0, 1, 0),
            (open_graph, 1, 1, 0),
            ("praise:3", 0, 0, 1),
        ] {
            assert_eq!(attachments(text.as_bytes()), Attachments { files, links, other }, "{text}");
        }
    }

    #[test]
    fn participants_of_a_private_conversation() {
        let found: Vec<&[u8]> = participants(b"user:1489760410, user:1538539363,bot:3,user:").collect();
        assert_eq!(found, [&b"1489760410"[..], b"1538539363"]);
    }
}
