//! Short messages that thank somebody.

/// Longer messages say more than thanks.
pub(super) const MOST_WORDS: usize = 12;

/// Words that thank, without their first letter, lower case; with `$` the word must end there. English,
/// Finnish, Swedish, Norwegian, Danish, German, Dutch, French, Spanish.
fn rests(first: u8) -> &'static [&'static str] {
    match first {
        b't' => &["hanks", "hank you", "hx$", "ack$", "ackar$", "akk$", "akker$", "ak$"],
        b'k' => &["iito", "iitti", "iits$"],
        b'd' => &["anke", "ank je$", "ank u$"],
        b'b' => &["edankt$"],
        b'm' => &["erci$"],
        b'g' => &["racias$"],
        _ => &[],
    }
}

/// Whether a word of thanks stands in the text.
pub(super) fn thanks(text: &[u8]) -> bool {
    let letter = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
    let mut before = b' ';
    text.iter().enumerate().any(|(at, &byte)| {
        let begins = !letter(before);
        before = byte;
        begins
            && rests(byte.to_ascii_lowercase()).iter().any(|rest| {
                let (rest, whole) = rest.strip_suffix('$').map_or((*rest, false), |rest| (rest, true));
                let end = at + 1 + rest.len();
                text.get(at + 1..end).is_some_and(|found| found.eq_ignore_ascii_case(rest.as_bytes()))
                    && !(whole && text.get(end).is_some_and(|&b| letter(b)))
            })
    })
}
