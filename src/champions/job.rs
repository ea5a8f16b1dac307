//! Whose job it is to help: help desks stand out in any count of help, and that is worth a label.

use crate::{MemberId, View};

/// Words and phrases in a job title or a unit that tell of a help desk, in the languages of the Nordic countries, German and
/// English. Compared without regard to case, anywhere in the text, as such words are often part of a longer one.
pub const HELP_DESK_WORDS: [&str; 12] = [
    "help desk",
    "helpdesk",
    "help-desk",
    "service desk",
    "servicedesk",
    "service-desk",
    "support",
    "käyttötuki",
    "lähituki",
    "it-tuki",
    "brukerstøtte",
    "brugerservice",
];

/// Whether the title or the unit of a member holds one of the words; `None` where neither is known, and where the unit does
/// not and the title is not known.
pub(super) fn helps_by_job(view: &View<'_>, member: MemberId, words: &[String]) -> Option<bool> {
    let community = view.community();
    let title = community.members().titles.get(member.index()).to_lowercase();
    let unit = community.unit(member, None).to_lowercase();
    let says = |text: &str| words.iter().any(|word| text.contains(&word.to_lowercase()));
    match says(&title) || says(&unit) {
        true => Some(true),
        false => (!title.is_empty()).then_some(false),
    }
}
