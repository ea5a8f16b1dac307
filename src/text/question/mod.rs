//! Questions: by their mark, and by their words.

pub mod detect;
pub mod pattern;
