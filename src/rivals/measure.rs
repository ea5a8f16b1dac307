//! One measure of a product, with what has to be known about it.

use crate::stats::Interval;

/// Whose measure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Product {
    /// SWOOP Analytics.
    Swoop,
    /// tyGraph (AvePoint).
    TyGraph,
    /// Viva Engage and vivainsights.
    Viva,
    /// Discourse.
    Discourse,
    /// CHAOSS.
    Chaoss,
    /// The Orbit model.
    Orbit,
}

impl Product {
    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Product::Swoop => "SWOOP",
            Product::TyGraph => "tyGraph",
            Product::Viva => "Viva Engage",
            Product::Discourse => "Discourse",
            Product::Chaoss => "CHAOSS",
            Product::Orbit => "Orbit",
        }
    }
}

/// What a product's number is, what is wrong with it, and where we answer the same need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Whose.
    pub product: Product,
    /// What the product calls it.
    pub measure: &'static str,
    /// Unit of the value; empty for a share.
    pub unit: &'static str,
    /// Its definition, as computed here.
    pub definition: &'static str,
    /// What the product does not publish or an export does not hold; empty where nothing.
    pub open: &'static str,
    /// Known fault.
    pub fault: &'static str,
    /// Where the definition was found.
    pub source: &'static str,
    /// Which of our results answers the same need, and how.
    pub ours: &'static str,
}

/// A product's number for a view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// What it is.
    pub definition: &'static Definition,
    /// The number; `None` where there is nothing it is of.
    pub value: Option<f64>,
    /// Our interval of a share; products give none.
    pub interval: Option<Interval>,
    /// How many things it is of, and what these are.
    pub of: Option<(u64, &'static str)>,
    /// Our own number for the same need, where it can stand beside.
    pub ours: Option<Ours>,
    /// Median of the same values, where the product takes their mean.
    pub median: Option<f64>,
}

/// Our own number for the need of a product's measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ours {
    /// The number.
    pub value: f64,
    /// Lower end of its interval; `None` where the curve does not reach so far.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// What it is.
    pub unit: &'static str,
}

impl Definition {
    const fn new(
        product: Product,
        measure: &'static str,
        unit: &'static str,
        definition: &'static str,
    ) -> Definition {
        Definition { product, measure, unit, definition, open: "", fault: "", source: "", ours: "" }
    }

    const fn open(self, open: &'static str) -> Definition {
        Definition { open, ..self }
    }

    const fn fault(self, fault: &'static str) -> Definition {
        Definition { fault, ..self }
    }

    const fn source(self, source: &'static str) -> Definition {
        Definition { source, ..self }
    }

    const fn ours(self, ours: &'static str) -> Definition {
        Definition { ours, ..self }
    }
}

pub(super) static INTERACTIVE: Definition = Definition::new(
    Product::Swoop,
    "interactive users",
    "",
    "accounts with a post, reply, reaction or mention in the window, of all accounts",
)
.fault("the shorter the window, the lower; people without an account are in no denominator")
.source("SWOOP support 14342265685401")
.ours("adoption, active_people: of everybody on the roster, in weeks and months, with an interval");

pub(super) static RESPONSE_RATE: Definition = Definition::new(
    Product::Swoop,
    "response rate",
    "",
    "threads whose first message got a reply or a reaction from somebody else",
)
.fault("a like is a response; questions and announcements are not told apart")
.source("SWOOP support 14367275264793")
.ours("conversation, by group; for questions the share answered in time, unanswered ones included");

pub(super) static TWO_WAY: Definition = Definition::new(
    Product::Swoop,
    "two-way relationships",
    "",
    "pairs in which both acted on the other, of all pairs in which one did, reactions and mentions included",
)
.fault("one like in return, in another thread, makes a relationship")
.source("SWOOP support 12846099180697")
.ours("conversation_ties: replies only, against what chance would give, with an interval");

pub(super) static KEY_PLAYERS: Definition = Definition::new(
    Product::Swoop,
    "key player index",
    "",
    "smallest share of the accounts that makes half of all connections (distinct people acted on or by)",
)
.open("whether accounts without a connection count: here they do")
.fault("falls when silent accounts are added, though nobody talks less")
.source("swoopanalytics.com, does your community have a key player risk")
.ours("participation_inequality: effective number of people, with an interval over threads");

pub(super) static RISK: Definition = Definition::new(Product::Swoop, "influencer risk", "", "drop of the people engaged with, from the first of the list of influential people to the one at risk_depth").open("the place that is compared with: a parameter").fault("says how steep a list is, not what would go unanswered").source("swoopanalytics.com, does your community have a key player risk").ours("dependence and what-if: which questions would have gone without an answer, between bounds");

pub(super) static HEALTH: Definition = Definition::new(
    Product::Swoop,
    "community health index",
    "",
    "accounts active in the last 30 days, of those active at least once in the last 365",
)
.fault("in a young community the last 365 days are the same people, and the index is near 1")
.source("SWOOP support 30964134326681")
.ours("retention, alive: who is still there, by how often and how recently they were active");

pub(super) static CURIOSITY: Definition = Definition::new(Product::Swoop, "curiosity index", "", "messages that ask something, of all messages").open("how the product knows a question: here by a question mark outside links and code, the platform's mark, or its words").fault("some rhetorical questions count, some questions without a mark do not; more questions may mean less is found").source("swoopanalytics.com, curious about curiosity").ours("funnel and champions count questions that start a thread, and who answered them");

pub(super) static ENGAGED: Definition = Definition::new(
    Product::TyGraph,
    "engaged users",
    "",
    "accounts with a message, reaction or mention in the window, of all accounts",
)
.open("shares, praises, topics and uploads count there too; an export does not have them")
.fault("one like in the window makes somebody engaged")
.source("tyGraph glossary")
.ours("adoption by habit: active in two of the last four weeks, of the roster");

pub(super) static MAE: Definition = Definition::new(
    Product::TyGraph,
    "active engagement (MAE)",
    "acts",
    "messages, reactions given and mentions, added up",
)
.open("shares, praises, topics and uploads count there too; an export does not have them")
.fault("a sum of unlike acts: a like weighs as much as an answer")
.source("tyGraph glossary")
.ours("participation: who writes how much, and champions: whom it helped");

pub(super) static IMPACT: Definition = Definition::new(
    Product::TyGraph,
    "thread impact, mean",
    "points",
    "(replies + reactions + seen) x authors / 100, on the mean of the threads",
)
.open("seen is not in an export, and 0 here")
.fault("grows with the square of a thread's size, so a few large threads make the mean")
.source("tyGraph support pages")
.ours("conversation_threads: depth, width and dialogue, with intervals over threads");

pub(super) static ANSWER_RATE: Definition = Definition::new(
    Product::Viva,
    "answer rate",
    "",
    "questions with at least one answer by anybody, of all questions",
)
.open("only posts of the type question count there; here all that ask")
.fault("a question of a minute ago counts as unanswered, one answered after a year as answered")
.source("MicrosoftDocs/Viva, Answers analytics")
.ours("share answered within seven days, with questions still open taken as open (Kaplan-Meier)");

pub(super) static BEST_RATE: Definition = Definition::new(
    Product::Viva,
    "best-answer rate",
    "",
    "questions with an answer marked as best, of all questions",
)
.fault("measures who bothers to mark")
.source("MicrosoftDocs/Viva, Answers analytics")
.ours("champions, thanked share: marks, reactions and words of the asker, shrunk, with an interval");

pub(super) static MEDIAN_ANSWER: Definition = Definition::new(
    Product::Viva,
    "median time to first answer",
    "hours",
    "median over the questions that got an answer",
)
.fault("questions that nobody answers are left out, so that silence does not show")
.source("MicrosoftDocs/Viva, Answers analytics")
.ours("median time to the first answer of all questions, those still open taken as open (Kaplan-Meier)");

pub(super) static SAVED: Definition =
    Definition::new(Product::Viva, "time saved", "hours", "15 minutes for each question that got an answer")
        .open("the research behind the 15 minutes")
        .fault("a flat number: a wrong answer saves as much as a right one")
        .source("MicrosoftDocs/Viva, Answers analytics")
        .ours("none: no number of hours can be had from an export without assumptions of your own");

pub(super) static ACTIVE: Definition = Definition::new(
    Product::Viva,
    "community active",
    "",
    "accounts that reacted or replied, of all accounts; from 5% on a community is called active",
)
.open("members of the community are not in an export: here all accounts")
.fault("a large community whose core helps daily is idle, a small one with a few likes is active")
.source("MicrosoftDocs/Viva, analytics.md")
.ours("stage: which stage of life, with a probability, by group");

pub(super) static FIRST_RESPONSE: Definition = Definition::new(
    Product::Discourse,
    "time to first response",
    "hours",
    "mean hours from a thread's start to the first reply by somebody else, of the threads that got one",
)
.fault("threads without a reply are dropped: more silence can make it better")
.source("discourse/discourse, app/models")
.ours("median over all threads, those without a reply taken as still waiting (Kaplan-Meier)");

pub(super) static NO_RESPONSE: Definition = Definition::new(
    Product::Discourse,
    "topics with no response",
    "threads",
    "threads without a reply by somebody else",
)
.fault("threads of the last hour count; announcements that ask for no reply do too")
.source("discourse/discourse, app/models")
.ours("the same threads, as time that they have waited (Kaplan-Meier)");

pub(super) static ABSENCE: Definition = Definition::new(
    Product::Chaoss,
    "contributor absence factor",
    "people",
    "fewest accounts that wrote half of all messages",
)
.open("which contributions: here messages")
.fault("counts messages, not what nobody else could have done; officials are among them")
.source("CHAOSS, chaoss/wg-risk")
.ours("participation_inequality: the same without officials, with an interval over threads");

pub(super) static GRAVITY: Definition = Definition::new(
    Product::Orbit,
    "gravity",
    "ratio",
    "change of the sum of weight squared (1, 4, 7, 10 by level) over the last 30 days, by members now",
)
.open("weights of activities: levels are by presence alone")
.fault("weights out of thin air: one newcomer to the innermost level counts like 100 at the rim")
.source("orbit-love/orbit-model")
.ours("funnel: how many of each state go on, and in which time");
