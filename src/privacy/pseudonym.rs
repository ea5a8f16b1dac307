//! Pseudonyms: a keyed hash of the native id.

use crate::error::{Error, Result};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

/// Shortest key: shorter ones can be found by trying.
pub const MIN_KEY_BYTES: usize = 16;
const DEFAULT_DOMAIN: &str = "cmgraph";
/// 128 bits: no two of a billion people share one by chance.
const PSEUDONYM_BYTES: usize = 16;

/// The keyed hash. Deliberately without `Debug`.
#[derive(Clone)]
pub(super) struct Pseudonyms {
    mac: Hmac<Sha256>,
    domain: String,
}

impl Pseudonyms {
    pub(super) fn new(key: &[u8]) -> Result<Pseudonyms> {
        let refused = |found: String| Error::Option {
            option: "key",
            found,
            expected: format!("a secret of at least {MIN_KEY_BYTES} bytes"),
        };
        if key.len() < MIN_KEY_BYTES {
            return Err(refused(format!("{} bytes", key.len())));
        }
        let mac = Hmac::new_from_slice(key).map_err(|_| refused("a key that cannot be used".into()))?;
        Ok(Pseudonyms { mac, domain: DEFAULT_DOMAIN.into() })
    }

    pub(super) fn set_domain(&mut self, domain: &str) {
        self.domain = domain.into();
    }

    pub(super) fn of(&self, id: &str) -> String {
        let id: String = id.to_lowercase().nfc().collect();
        let hash = self.hash(&[self.domain.as_bytes(), &[0], id.as_bytes()]);
        format!("p-{}", hex(&hash[..PSEUDONYM_BYTES]))
    }

    fn hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.mac.clone();
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test cases 1, 3, 4, 6 and 7 (2 has a key shorter than is accepted here).
    #[test]
    fn rfc_4231() {
        let ramp: Vec<u8> = (1..=25).collect();
        let long = b"This is a test using a larger than block-size key and a larger than block-size data. \
            The key needs to be hashed before being used by the HMAC algorithm.";
        for (key, data, expected) in [
            (
                vec![0x0b; 20],
                b"Hi There".to_vec(),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                vec![0xaa; 20],
                vec![0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (ramp, vec![0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
            (
                vec![0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First".to_vec(),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                vec![0xaa; 131],
                long.to_vec(),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ] {
            assert_eq!(hex(&Pseudonyms::new(&key).unwrap().hash(&[&data])), expected);
        }
    }

    #[test]
    fn one_person_one_pseudonym() {
        let pseudonyms = Pseudonyms::new(&[7; 16]).unwrap();
        let of = |id: &str| pseudonyms.of(id);
        assert_eq!(of("Zoë@Example.com"), of("zoe\u{308}@example.COM"));
        assert_ne!(of("1"), of("2"));
        assert_eq!(of("1").len(), 34);
        assert!(of("1").starts_with("p-"));
        // The separator keeps domain and id apart.
        let mut other = pseudonyms.clone();
        other.set_domain("cmgrap");
        assert_ne!(other.of("h1"), of("1"));
    }

    #[test]
    fn short_keys_are_refused() {
        let error = Pseudonyms::new(&[1; 15]).err().map(|e| e.to_string());
        assert_eq!(
            error.as_deref(),
            Some("option key: found 15 bytes, expected a secret of at least 16 bytes")
        );
    }
}
