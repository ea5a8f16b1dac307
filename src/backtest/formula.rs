//! The formulas that are put to the test.

/// Whose a formula is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// One of ours.
    Ours,
    /// What a product or a published measure ranks people by.
    Rival,
    /// What anybody would try first.
    Baseline,
}

impl Source {
    /// Lower-case name, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Source::Ours => "ours",
            Source::Rival => "rival",
            Source::Baseline => "baseline",
        }
    }
}

/// What people are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formula {
    /// Ours: expected distinct colleagues helped, recent help counting more
    /// ([`expected_helped_next`](super::expected_helped_next)).
    ExpectedHelped,
    /// Ours: the lower end of its interval.
    ExpectedHelpedLow,
    /// Ours: the probability to be among the first k.
    TopProbability,
    /// Ours: distinct colleagues helped per month, all help alike, as `champions` lists them by default.
    HelpedPerMonth,
    /// SWOOP: people interacted with, either way.
    SwoopInfluence,
    /// tyGraph: (contribution + impact + breadth) x reach / 100.
    TyGraphInfluencer,
    /// Discourse: people who reacted to somebody's messages.
    DiscourseLikers,
    /// Savannah: messages of the last 365 days.
    SavannahTalk,
    /// Savannah: conversations shared with others in the last 365 days.
    SavannahConnections,
    /// Orbit: sum of tie strengths that fade.
    OrbitReach,
    /// Arcs of the interaction graph, in and out.
    Degree,
    /// PageRank of the interaction graph.
    PageRank,
    /// PageRank from askers to those who answer them.
    ExpertiseRank,
    /// HITS authority on the same arcs.
    Hits,
    /// Betweenness of the ties, from sampled sources where there are many people.
    Betweenness,
    /// Answers against questions: (a - q) / sqrt(a + q).
    ZScore,
    /// Messages written.
    Posts,
    /// Answers given.
    Answers,
    /// A list drawn by lot, on the mean.
    Random,
}

impl Formula {
    /// All of them, ours first.
    pub const ALL: [Formula; 19] = [
        Formula::ExpectedHelped,
        Formula::ExpectedHelpedLow,
        Formula::TopProbability,
        Formula::HelpedPerMonth,
        Formula::SwoopInfluence,
        Formula::TyGraphInfluencer,
        Formula::DiscourseLikers,
        Formula::SavannahTalk,
        Formula::SavannahConnections,
        Formula::OrbitReach,
        Formula::Degree,
        Formula::PageRank,
        Formula::ExpertiseRank,
        Formula::Hits,
        Formula::Betweenness,
        Formula::ZScore,
        Formula::Posts,
        Formula::Answers,
        Formula::Random,
    ];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Formula::ExpectedHelped => "expected helped",
            Formula::ExpectedHelpedLow => "expected helped, lower end",
            Formula::TopProbability => "P(top k)",
            Formula::HelpedPerMonth => "helped per month",
            Formula::SwoopInfluence => "SWOOP influential people",
            Formula::TyGraphInfluencer => "tyGraph influencer",
            Formula::DiscourseLikers => "Discourse distinct likers",
            Formula::SavannahTalk => "Savannah talk",
            Formula::SavannahConnections => "Savannah connections",
            Formula::OrbitReach => "Orbit reach",
            Formula::Degree => "degree",
            Formula::PageRank => "PageRank",
            Formula::ExpertiseRank => "ExpertiseRank",
            Formula::Hits => "HITS authority",
            Formula::Betweenness => "betweenness",
            Formula::ZScore => "z-score",
            Formula::Posts => "messages",
            Formula::Answers => "answers",
            Formula::Random => "random",
        }
    }

    /// Whose it is.
    pub fn source(self) -> Source {
        match self {
            Formula::ExpectedHelped
            | Formula::ExpectedHelpedLow
            | Formula::TopProbability
            | Formula::HelpedPerMonth => Source::Ours,
            Formula::Posts | Formula::Answers | Formula::Random => Source::Baseline,
            _ => Source::Rival,
        }
    }

    /// How it is computed, in a sentence.
    pub fn definition(self) -> &'static str {
        match self {
            Formula::ExpectedHelped => {
                "distinct colleagues helped, each fading by its half-life, over months of presence that fade alike: posterior mean"
            }
            Formula::ExpectedHelpedLow => "lower end of the posterior interval of that",
            Formula::TopProbability => "probability to be among the first k by that",
            Formula::HelpedPerMonth => {
                "distinct colleagues helped per month of presence, all help alike: posterior mean"
            }
            Formula::SwoopInfluence => {
                "people interacted with, either way, by reply, mention, reaction or mark"
            }
            Formula::TyGraphInfluencer => {
                "(messages written + replies and reactions received + groups written in) x people interacted with / 100"
            }
            Formula::DiscourseLikers => "distinct people who reacted to the person's messages",
            Formula::SavannahTalk => "messages written in the last 365 days",
            Formula::SavannahConnections => {
                "other people in the threads written in, counted once a thread, in the last 365 days"
            }
            Formula::OrbitReach => "10 for every person interacted with, times 0.9 for every idle month",
            Formula::Degree => "others replied to, named or marked, and others who did so",
            Formula::PageRank => "PageRank along replies, mentions and marks, damping 0.85",
            Formula::ExpertiseRank => "PageRank from askers to those who answered them, damping 0.85",
            Formula::Hits => "HITS authority from askers to those who answered them",
            Formula::Betweenness => {
                "shortest paths of ties through the person; from 256 sources above 2,000 people"
            }
            Formula::ZScore => "(a - q) / sqrt(a + q): a questions answered, q questions asked",
            Formula::Posts => "messages written",
            Formula::Answers => "answers given to questions",
            Formula::Random => "drawn by lot: the mean over all orders",
        }
    }
}
