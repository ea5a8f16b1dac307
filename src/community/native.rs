//! Ids of the source system: strings, stored in eight bytes where they are plain decimal numbers.
//!
//! An id is never parsed away: `007`, `7` and `T07` are three ids, and each is given back as it was read.
//! Ids are unique within one network of the platform, so a key is the pair of network and id.

use super::Strings;
use hashbrown::HashMap;

/// Position of a network in [`Community::networks`](crate::Community::networks); 0 is the home network.
pub type NetworkIndex = u16;

/// `(network, id)` in eight bytes: a decimal id of the home network below 2^63 is its value; everything
/// else is a position in an [`Interner`], marked by the top bit. Keys of one interner compare equal exactly
/// when network and text are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(pub(crate) u64);

const INTERNED: u64 = 1 << 63;

impl Key {
    /// No id at all.
    pub(crate) const NONE: Key = Key(u64::MAX);

    pub(crate) fn is_none(self) -> bool {
        self == Key::NONE
    }

    fn interned(self) -> Option<usize> {
        (self.0 & INTERNED != 0 && !self.is_none()).then_some((self.0 & !INTERNED) as usize)
    }
}

/// The value of a canonical decimal number below 2^63: what [`Key`] can hold without loss.
#[inline]
fn canonical(text: &[u8]) -> Option<u64> {
    let (first, len) = (*text.first()?, text.len());
    if len > 18 || (first == b'0' && len > 1) {
        return None;
    }
    let (mut value, mut rest) = (0u64, text);
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        value = value * 100_000_000 + eight_digits(*chunk)?;
        rest = tail;
    }
    for &byte in rest {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u64::from(digit);
    }
    Some(value)
}

/// The value of eight decimal digits, all at once: pairs, then fours, then eight.
#[inline]
fn eight_digits(text: [u8; 8]) -> Option<u64> {
    let bytes = u64::from_le_bytes(text);
    // A digit is 0x30 to 0x39: the high half is 3, and adding 6 does not change that.
    let high = |x: u64| x & 0xf0f0_f0f0_f0f0_f0f0;
    if high(bytes) != 0x3030_3030_3030_3030 || high(bytes.wrapping_add(0x0606_0606_0606_0606)) != high(bytes)
    {
        return None;
    }
    let pairs = (bytes & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(2561) >> 8;
    let fours = (pairs & 0x00ff_00ff_00ff_00ff).wrapping_mul(6_553_601) >> 16;
    Some((fours & 0x0000_ffff_0000_ffff).wrapping_mul(42_949_672_960_001) >> 32)
}

/// The ids that do not fit a [`Key`] by themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interner {
    texts: Strings,
    networks: Vec<NetworkIndex>,
    positions: HashMap<(NetworkIndex, Box<str>), u64>,
}

impl Interner {
    /// The key of an id; [`Key::NONE`] for the empty string.
    pub(crate) fn key(&mut self, network: NetworkIndex, id: &str) -> Key {
        self.key_of(network, id.as_bytes())
    }

    /// The key of an id given as bytes; bytes that are not UTF-8 are replaced.
    #[inline]
    pub(crate) fn key_of(&mut self, network: NetworkIndex, id: &[u8]) -> Key {
        match canonical(id) {
            Some(value) if network == 0 => Key(value),
            _ if id.is_empty() => Key::NONE,
            _ => self.intern(network, &String::from_utf8_lossy(id)),
        }
    }

    #[cold]
    fn intern(&mut self, network: NetworkIndex, id: &str) -> Key {
        let (texts, networks) = (&mut self.texts, &mut self.networks);
        let position = *self.positions.entry((network, id.into())).or_insert_with(|| {
            texts.push(id);
            networks.push(network);
            texts.len() as u64 - 1
        });
        Key(position | INTERNED)
    }

    /// Network and text of a key.
    pub(crate) fn resolve(&self, key: Key) -> (NetworkIndex, String) {
        match key.interned() {
            Some(at) => (self.networks.get(at).copied().unwrap_or(0), self.texts.get(at).to_owned()),
            None if key.is_none() => (0, String::new()),
            None => (0, key.0.to_string()),
        }
    }

    /// Maps keys of `other` to keys of `self`, taking over what is missing. Most keys map to themselves.
    pub(crate) fn absorb(&mut self, other: &Interner) -> KeyMap {
        let moved = (0..other.texts.len()).map(|i| self.intern(other.networks[i], other.texts.get(i)));
        KeyMap(moved.collect())
    }

    /// An order that does not depend on the order of interning: by network, then numbers by value, then
    /// other ids as text.
    pub(crate) fn rank(&self, key: Key) -> (NetworkIndex, u64, &str) {
        match key.interned() {
            Some(at) => {
                let text = self.texts.get(at);
                let number = canonical(text.as_bytes()).unwrap_or(u64::MAX);
                (self.networks.get(at).copied().unwrap_or(0), number, text)
            }
            None => (0, key.0, ""),
        }
    }
}

/// Translation of the interned keys of one interner into those of another.
pub(crate) struct KeyMap(Vec<Key>);

impl KeyMap {
    #[inline]
    pub(crate) fn map(&self, key: Key) -> Key {
        key.interned().and_then(|at| self.0.get(at).copied()).unwrap_or(key)
    }

    /// Whether every key maps to itself.
    pub(crate) fn is_identity(&self) -> bool {
        self.0.iter().enumerate().all(|(i, key)| key.interned() == Some(i))
    }
}

/// Column of native ids of a finished [`Community`](crate::Community).
///
/// The ids come back exactly as they stood in the export, whatever their length or form.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    keys: Vec<Key>,
    /// Shared by the columns of one community.
    interner: std::sync::Arc<Interner>,
}

impl Ids {
    pub(crate) fn new(keys: Vec<Key>, interner: std::sync::Arc<Interner>) -> Ids {
        Ids { keys, interner }
    }

    /// The id as the export wrote it; empty where there is no such row.
    pub fn get(&self, i: usize) -> String {
        self.keys.get(i).map_or_else(String::new, |&key| self.interner.resolve(key).1)
    }

    /// The network in which the id is unique.
    pub fn network(&self, i: usize) -> NetworkIndex {
        self.keys.get(i).map_or(0, |&key| self.interner.resolve(key).0)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Order of two rows by id: numbers by value, other ids as text. Independent of the order of reading.
    pub fn compare(&self, a: usize, b: usize) -> std::cmp::Ordering {
        self.interner.rank(self.keys[a]).cmp(&self.interner.rank(self.keys[b]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_come_back_as_they_were() {
        let mut interner = Interner::default();
        for (network, id) in [
            (0, "7"),
            (0, "007"),
            (0, "T07"),
            (0, "0"),
            (0, "4038774531842049"),
            (0, "9223372036854775807"),
            (0, "99999999999999999999999999"),
            (3, "7"),
            (0, " 7"),
        ] {
            let key = interner.key(network, id);
            assert_eq!(interner.resolve(key), (network, id.to_owned()));
        }
        assert!(interner.key(0, "").is_none());
        assert_ne!(interner.key(0, "7"), interner.key(1, "7"));
    }

    proptest! {
        #[test]
        fn decimal_numbers_are_their_value(text in "[0-9]{1,20}|[0-9:/ ]{1,18}") {
            let canonical_form = text == "0" || !text.starts_with('0');
            let expected = text.parse::<u64>().ok().filter(|_| canonical_form && text.len() <= 18);
            prop_assert_eq!(canonical(text.as_bytes()), expected);
        }

        #[test]
        fn keys_are_equal_exactly_when_ids_are(a in "[0-9a-z]{0,20}", b in "[0-9a-z]{0,20}", n in 0u16..3, m in 0u16..3) {
            let mut interner = Interner::default();
            let (x, y) = (interner.key(n, &a), interner.key(m, &b));
            if !a.is_empty() && !b.is_empty() {
                prop_assert_eq!(x == y, a == b && n == m);
            }
            let mut other = Interner::default();
            other.key(1, "before");
            let map = other.absorb(&interner);
            prop_assert_eq!(other.resolve(map.map(x)).1, a);
        }
    }
}
