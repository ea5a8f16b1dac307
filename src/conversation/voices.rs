//! Who speaks: members, those who speak by office, people from outside, programs.

use crate::Community;
use crate::activity::{NOBODY, Population};
use crate::community::MemberKind;

/// How somebody speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// A colleague.
    Member,
    /// A community manager or a communications account.
    Official,
    /// A guest, or an account known only by its id.
    Outside,
    /// A bot or the platform.
    Program,
}

impl Voice {
    /// Whether somebody of the organisation speaks.
    pub(super) fn inside(self) -> bool {
        matches!(self, Voice::Member | Voice::Official)
    }
}

/// The voices of all accounts. Several accounts of a person of the roster have one key.
pub(super) struct Voices {
    pub(super) voice: Vec<Voice>,
    /// Actor of the population; for others a number behind those.
    pub(super) key: Vec<u32>,
    /// Whether an account is known to be of a community manager or of communications.
    pub(super) roles_known: bool,
}

impl Voices {
    pub(super) fn of(community: &Community, population: &Population<'_>) -> Voices {
        let members = community.members();
        let official_account = |member| members.role(member).official();
        let mut official = vec![false; population.actor_count];
        for member in members.iter().filter(|&member| official_account(member)) {
            if let Some(official) = official.get_mut(population.actors[member.index()] as usize) {
                *official = true;
            }
        }
        let mut voices =
            Voices { voice: Vec::with_capacity(members.len()), key: Vec::new(), roles_known: false };
        for member in members.iter() {
            let actor = population.actors[member.index()];
            voices.roles_known |= official_account(member);
            voices.voice.push(match members.kind(member) {
                MemberKind::Bot | MemberKind::System => Voice::Program,
                _ if actor == NOBODY => Voice::Outside,
                _ if official[actor as usize] => Voice::Official,
                _ => Voice::Member,
            });
            let behind = population.actor_count + member.index();
            voices.key.push(if actor == NOBODY { behind as u32 } else { actor });
        }
        voices
    }
}
