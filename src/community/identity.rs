//! When two texts mean the same person.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The form in which ids, addresses and names are compared: without space around, composed (NFC), lower case.
pub(crate) fn identity(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = text.to_lowercase();
    // Lower case can take a text out of the composed form.
    if is_nfc(&lower) { lower } else { lower.nfc().collect() }
}

/// The part of an e-mail address after the last `@`, lower case; `None` for anything else.
pub(crate) fn domain(email: &str) -> Option<String> {
    let (local, domain) = email.trim().rsplit_once('@')?;
    (!local.is_empty() && !domain.is_empty()).then(|| identity(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_person_same_text() {
        for (a, b) in [
            (" Anna@Example.COM ", "anna@example.com"),
            ("Bjo\u{308}rn", "BJÖRN"),
            ("\u{212B}SE", "åse"),
            ("0A1B-22", "0a1b-22"),
        ] {
            assert_eq!(identity(a), identity(b), "{a} {b}");
        }
        assert_ne!(identity("aino"), identity("áino"));
        assert_eq!(domain("a@b@Example.fi").as_deref(), Some("example.fi"));
        for none in ["", "anna", "@example.com", "anna@"] {
            assert_eq!(domain(none), None, "{none}");
        }
    }
}
