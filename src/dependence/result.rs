//! What the dependence panel gives.

use super::{DependenceOptions, Subject};
use crate::MemberId;
pub use crate::activity::Estimate;
use crate::table::Provenance;
use crate::time::Day;

/// Which part of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Window,
    /// The last weeks of it, [`DependenceOptions::trailing_weeks`].
    Trailing,
}

impl Scope {
    /// `window` or `trailing`.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Window => "window",
            Scope::Trailing => "trailing",
        }
    }
}

/// What a share is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareKind {
    /// Answered questions of colleagues whose first answer is the subject's.
    FirstAnswers,
    /// Questions of colleagues, wherever in a thread, that mention the subject, reply to them, or stand in a thread
    /// that they started.
    Addressed,
    /// Threads that the subject started.
    Threads,
    /// Threads in which at least two people wrote, the subject among them.
    Conversations,
}

impl ShareKind {
    /// All of them, in the order of the table.
    pub const ALL: [ShareKind; 4] =
        [ShareKind::FirstAnswers, ShareKind::Addressed, ShareKind::Threads, ShareKind::Conversations];

    /// The name, as in the table.
    pub fn name(self) -> &'static str {
        match self {
            ShareKind::FirstAnswers => "first answers",
            ShareKind::Addressed => "questions addressed",
            ShareKind::Threads => "threads started",
            ShareKind::Conversations => "in conversation",
        }
    }
}

/// A share of the subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Which part of the view.
    pub scope: Scope,
    /// What of.
    pub kind: ShareKind,
    /// The subject's.
    pub part: u64,
    /// Of so many.
    pub of: u64,
    /// People behind these: askers, or who started the threads.
    pub people: u64,
    /// With Wilson's interval; `None` for fewer than [`DependenceOptions::min_questions`].
    pub share: Option<Estimate>,
}

/// How the answers spread over those who answer. A question answered counts once for each who answered it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnswererConcentration {
    /// Which part of the view.
    pub scope: Scope,
    /// Whether the subject is among the answerers.
    pub with_subject: bool,
    /// People who answered.
    pub answerers: u64,
    /// Answers: pairs of a question and somebody who answered it.
    pub answers: u64,
    /// Questions they answered: what is resampled.
    pub questions: u64,
    /// The measures; `None` for fewer than [`DependenceOptions::min_questions`] questions.
    pub measures: Option<ConcentrationEstimates>,
}

/// Measures of concentration with bootstrap intervals over threads; see [`Concentration`](crate::stats::Concentration).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConcentrationEstimates {
    /// Share of the answers of who answers most.
    pub top_1_share: Estimate,
    /// Share of the five who do.
    pub top_5_share: Estimate,
    /// Fewest people who give half of the answers.
    pub absence_factor: Estimate,
    /// Herfindahl-Hirschman index.
    pub hhi: Estimate,
    /// Its inverse: so many equal answerers would be as concentrated.
    pub effective_number: Estimate,
    /// The same by entropy.
    pub entropy_number: Estimate,
    /// Gini coefficient among those who answered.
    pub gini: Estimate,
}

/// A complete week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekOfAnswers {
    /// Its Monday.
    pub week: Day,
    /// Questions asked in it that were answered.
    pub answered: u64,
    /// First by the subject.
    pub first: u64,
    /// People who asked them.
    pub askers: u64,
    /// Wilson's interval of the share; `None` without answered questions.
    pub share: Option<Estimate>,
    /// Answered questions of the trailing weeks up to this one.
    pub trailing_answered: u64,
    /// People who asked those.
    pub trailing_askers: u64,
    /// Share among them; `None` for fewer than [`DependenceOptions::min_questions`].
    pub trailing: Option<Estimate>,
    /// Probability that the running share is above [`DependenceOptions::alarm_share`].
    pub p_above: f64,
    /// Absence factor of the trailing weeks; `None` for too few questions.
    pub absence_factor: Option<u64>,
}

/// Why there is an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlarmKind {
    /// The subject gives more than half (or another share) of the first answers.
    ShareAbove,
    /// The subject's share rose.
    ShareRose,
    /// Half of the answers come from very few people.
    FewAnswerers,
}

impl AlarmKind {
    /// The name, as in the table.
    pub fn name(self) -> &'static str {
        match self {
            AlarmKind::ShareAbove => "share above",
            AlarmKind::ShareRose => "share rose",
            AlarmKind::FewAnswerers => "few answerers",
        }
    }
}

/// How bad it would be: by how many questions would stay without an answer in seven days at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Fewer than [`MODERATE_LOSS`](super::MODERATE_LOSS).
    Low,
    /// Fewer than [`HIGH_LOSS`](super::HIGH_LOSS).
    Moderate,
    /// More.
    High,
    /// Too few questions to tell.
    Unknown,
}

impl Severity {
    /// Lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Low => "low",
            Severity::Moderate => "moderate",
            Severity::High => "high",
            Severity::Unknown => "unknown",
        }
    }
}

/// Something to look at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alarm {
    /// Why.
    pub kind: AlarmKind,
    /// First week of it.
    pub from: Day,
    /// Last week of it.
    pub to: Day,
    /// Whether it still holds in the last complete week.
    pub open: bool,
    /// Answered questions of the trailing weeks up to its last week (after the change, of one that rose).
    pub answered: u64,
    /// First by the subject.
    pub first: u64,
    /// People who asked them.
    pub askers: u64,
    /// Share of the subject, or absence factor.
    pub value: f64,
    /// The share before, of one that rose.
    pub before: Option<f64>,
    /// Most that the answered share within seven days would lose without the subject, over the same weeks.
    pub loss: Option<f64>,
    /// From that loss.
    pub severity: Severity,
}

/// Time inside an absence, or around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Questions asked.
    pub questions: u64,
    /// People who asked.
    pub askers: u64,
    /// Weeks, as days / 7.
    pub weeks: f64,
    /// Share answered within 24 hours.
    pub day: Option<Estimate>,
    /// Share answered within 7 days.
    pub week: Option<Estimate>,
    /// Median hours to the first answer.
    pub median_hours: Option<f64>,
    /// Ends of its interval, where they exist.
    pub median_ends: (Option<f64>, Option<f64>),
}

/// The times when the subject was away, together, against as many weeks before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Absences {
    /// Accounts that were away together.
    pub people: u64,
    /// First day away and first day back of each, in order.
    pub spans: Vec<(Day, Day)>,
    /// Working days of each.
    pub working_days: Vec<u32>,
    /// While away.
    pub inside: Span,
    /// Around.
    pub around: Span,
    /// Inside minus around, within 24 hours; Newcombe's interval.
    pub day_difference: Option<Estimate>,
    /// The same within 7 days.
    pub week_difference: Option<Estimate>,
    /// Questions asked a week inside over those around; exact interval.
    pub asked_ratio: Option<Estimate>,
}

/// Dependence on the community manager; from [`dependence`](super::dependence()).
#[derive(Debug, Clone, PartialEq)]
pub struct Dependence {
    /// Options in force.
    pub options: DependenceOptions,
    /// On whom.
    pub subject: Subject,
    /// Accounts of the subject.
    pub accounts: Vec<MemberId>,
    /// Questions of colleagues in the view.
    pub questions: u64,
    /// People who asked them.
    pub askers: u64,
    /// The shares, by scope.
    pub shares: Vec<Share>,
    /// Concentration of answerers, by scope, with and without the subject.
    pub concentration: Vec<AnswererConcentration>,
    /// Complete weeks.
    pub weeks: Vec<WeekOfAnswers>,
    /// Alarms, by first week.
    pub alarms: Vec<Alarm>,
    /// Series looked at for alarms.
    pub series_scanned: u32,
    /// Absences of the subject; `None` where nobody is named, since it is about an office.
    pub absences: Option<Absences>,
    /// How the numbers came about.
    pub provenance: Provenance,
}
