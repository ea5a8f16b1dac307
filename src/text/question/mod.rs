//! Questions: by their mark, and by their words.

pub(super) mod detect;
pub(super) mod mark;
pub(super) mod pattern;
