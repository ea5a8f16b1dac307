//! Which reply says something.

use crate::MessageId;
use crate::community::{MessageFlags, Messages};

/// Words from which a reply says something.
pub const DEFAULT_MIN_WORDS: u16 = 3;
/// Words from which a reply that also thanks or asks says something else besides.
pub const DEFAULT_MIN_WORDS_MIXED: u16 = 12;

/// A reply says something with enough words or an attachment; with more words where it also thanks or asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SaysSomething {
    pub(crate) min_words: u16,
    pub(crate) min_words_mixed: u16,
}

impl Default for SaysSomething {
    fn default() -> Self {
        SaysSomething { min_words: DEFAULT_MIN_WORDS, min_words_mixed: DEFAULT_MIN_WORDS_MIXED }
    }
}

impl SaysSomething {
    #[inline]
    pub(crate) fn of(&self, messages: &Messages, message: MessageId) -> bool {
        let (flags, words) = (messages.flag(message), messages.words[message.index()]);
        let mixed = flags.0 & (MessageFlags::THANKS.0 | MessageFlags::QUESTION.0) != 0;
        match mixed {
            true => words >= self.min_words_mixed,
            false => words >= self.min_words || flags.has(MessageFlags::ATTACHMENT),
        }
    }
}
