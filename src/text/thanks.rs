//! Short messages that thank somebody.

/// Longer messages say more than thanks.
pub(super) const MOST_WORDS: usize = 12;

/// First letters of the words that thank, lower case; with `$` the word must end there.
const STEMS: [&str; 16] = [
    "kiito",
    "kiitti",
    "kiits$",
    "tack$",
    "tackar$",
    "takk$",
    "takker$",
    "tak$",
    "thank you",
    "thanks",
    "thx$",
    "danke",
    "vielen dank",
    "merci$",
    "gracias$",
    "bedankt$",
];

/// Whether a word of thanks stands in the text.
pub(super) fn thanks(text: &[u8]) -> bool {
    let letter = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80;
    (0..text.len()).filter(|&at| at == 0 || !letter(&text[at - 1])).any(|at| {
        STEMS.iter().any(|stem| {
            let (stem, whole) = stem.strip_suffix('$').map_or((*stem, false), |stem| (stem, true));
            let end = at + stem.len();
            text.len() >= end
                && text[at..end].eq_ignore_ascii_case(stem.as_bytes())
                && !(whole && text.get(end).is_some_and(letter))
        })
    })
}
