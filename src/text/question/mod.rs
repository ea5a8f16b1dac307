//! Questions: by their mark, and by their words.

pub(super) mod mark;
