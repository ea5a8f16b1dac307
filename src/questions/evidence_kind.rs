//! The ways in which somebody is asked, and what each weighs.

/// How somebody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// A question that mentions the person: by the platform's mark, by an address or `@` and the whole name, or by the
    /// whole name beside words of asking ("should I ask Maija Virtanen?").
    Mention,
    /// A question posted as a reply to the person, or in a thread that the person started. In a thread that
    /// starts with a question, a question to its author only asks back and is none.
    Reply,
    /// A third person mentions the person, or names him or her in full, in the thread of somebody's question before the
    /// person has written there, with words that pass a question on ("ask Maija") or with hardly a word beside. The asker
    /// is who asked the question. Where no texts were kept, every such mention but mere thanks.
    Referral,
    /// The person first appears in the thread of somebody's question after a third person mentioned him or
    /// her, in whatever words. The asker is who asked the question.
    Handover,
}

impl EvidenceKind {
    /// All kinds, in order.
    pub const ALL: [EvidenceKind; 4] =
        [EvidenceKind::Mention, EvidenceKind::Reply, EvidenceKind::Referral, EvidenceKind::Handover];

    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        ["mention", "reply", "referral", "handover"][self as usize]
    }
}

/// What an asker counts for, by the strongest evidence that he or she asks the person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvidenceWeights {
    /// For [`EvidenceKind::Mention`].
    pub mention: f64,
    /// For [`EvidenceKind::Reply`].
    pub reply: f64,
    /// For [`EvidenceKind::Referral`].
    pub referral: f64,
    /// For [`EvidenceKind::Handover`].
    pub handover: f64,
}

impl Default for EvidenceWeights {
    /// 1, 1, 0.7, 0.5: being referred to is weaker than being asked. Convention, not measurement.
    fn default() -> Self {
        EvidenceWeights { mention: 1.0, reply: 1.0, referral: 0.7, handover: 0.5 }
    }
}

impl EvidenceWeights {
    /// The weight of a kind.
    pub fn of(&self, kind: EvidenceKind) -> f64 {
        match kind {
            EvidenceKind::Mention => self.mention,
            EvidenceKind::Reply => self.reply,
            EvidenceKind::Referral => self.referral,
            EvidenceKind::Handover => self.handover,
        }
    }
}
