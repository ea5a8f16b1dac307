//! In which language a message is.

use crate::{MessageId, View};

/// Code of the language of a message (`fi`, `en`, ...), where that is clear.
pub(crate) fn language(_view: &View<'_>, _message: MessageId) -> Option<&'static str> {
    None
}

/// Whether a question carries a question mark, or the mark of the platform; else it was heard by its words.
pub(crate) fn is_marked(_view: &View<'_>, _message: MessageId) -> bool {
    true
}
