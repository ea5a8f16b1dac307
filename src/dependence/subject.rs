//! On whom dependence is measured.

use crate::activity::{Answerer, Questions};
use crate::community::Roles;
use crate::{MemberId, View};

/// On whom dependence is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The community managers that were named.
    CommunityManagers,
    /// No community manager was named, so it is the communications accounts that were.
    Communications,
    /// Nobody was named, so it is the colleague who answered most questions.
    BusiestAnswerer,
    /// Nobody was named and nobody answered.
    Nobody,
}

impl Subject {
    /// The subject in words.
    pub fn name(self) -> &'static str {
        match self {
            Subject::CommunityManagers => "the community manager",
            Subject::Communications => "communications",
            Subject::BusiestAnswerer => "the busiest answerer",
            Subject::Nobody => "nobody",
        }
    }
}

/// The members meant, a flag for each member of the community.
pub(super) struct Desk {
    pub(super) subject: Subject,
    pub(super) is: Vec<bool>,
}

impl Desk {
    pub(super) fn of(view: &View<'_>, questions: &Questions) -> Desk {
        let members = view.community().members();
        let of = |role: fn(Roles) -> bool| -> Vec<bool> {
            members.iter().map(|member| role(members.role(member))).collect()
        };
        let is = of(|roles| roles.community_manager);
        if is.contains(&true) {
            return Desk { subject: Subject::CommunityManagers, is };
        }
        let mut is = of(|roles| roles.communications);
        if is.contains(&true) {
            return Desk { subject: Subject::Communications, is };
        }
        match busiest(questions, members.len()).first() {
            Some(&top) => {
                is[top.index()] = true;
                Desk { subject: Subject::BusiestAnswerer, is }
            }
            None => Desk { subject: Subject::Nobody, is },
        }
    }

    pub(super) fn has(&self, member: MemberId) -> bool {
        self.is[member.index()]
    }
}

/// Colleagues by number of questions answered, most first; by id among equals.
pub(super) fn busiest(questions: &Questions, members: usize) -> Vec<MemberId> {
    let mut counts = vec![0u32; members];
    let mut found = Vec::new();
    for question in &questions.asked {
        found.clear();
        let answers = questions.answers(question).iter();
        found.extend(answers.filter(|answer| answer.who == Answerer::Colleague).map(|answer| answer.by));
        found.sort_unstable();
        found.dedup();
        found.iter().for_each(|by| counts[by.index()] += 1);
    }
    let mut all: Vec<MemberId> =
        (0..members as u32).map(MemberId).filter(|m| counts[m.index()] > 0).collect();
    all.sort_by_key(|member| std::cmp::Reverse(counts[member.index()]));
    all
}
