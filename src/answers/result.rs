//! What is known of the answers.

use super::AnswersOptions;
use crate::activity::{Comparison, Estimate};
use crate::stats::SurvivalQuantile;
use crate::table::Provenance;
use crate::time::Day;

/// Until when somebody waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// The first answer.
    FirstAnswer,
    /// The first answer that was accepted, or that the asker thanked for later.
    Welcome,
}

impl Until {
    /// Both of them.
    pub const ALL: [Until; 2] = [Until::FirstAnswer, Until::Welcome];

    /// `first answer` or `accepted or thanked`.
    pub fn name(self) -> &'static str {
        match self {
            Until::FirstAnswer => "first answer",
            Until::Welcome => "accepted or thanked",
        }
    }
}

/// How time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// All hours.
    Wall,
    /// Working hours of the asker's calendar.
    Business,
}

impl Clock {
    /// Both of them.
    pub const ALL: [Clock; 2] = [Clock::Wall, Clock::Business];

    /// `all hours` or `business hours`.
    pub fn name(self) -> &'static str {
        match self {
            Clock::Wall => "all hours",
            Clock::Business => "business hours",
        }
    }

    /// Hours by which it is told how many were answered: 1, 4, 24 and 168 by the clock on the wall; 1, 4, 8, 24 and 40 of
    /// business.
    pub fn horizons(self) -> &'static [f64] {
        match self {
            Clock::Wall => &[1.0, 4.0, 24.0, 168.0],
            Clock::Business => &[1.0, 4.0, 8.0, 24.0, 40.0],
        }
    }

    /// Hours at which curves are given.
    pub fn grid(self) -> &'static [f64] {
        match self {
            Clock::Wall => &WALL,
            Clock::Business => &BUSINESS,
        }
    }

    /// A horizon in words: `24 hours`, `7 days`, `8 business hours`.
    pub fn horizon_name(self, hours: f64) -> String {
        let noun = if hours == 1.0 { "hour" } else { "hours" };
        match self {
            Clock::Wall if hours >= 48.0 => format!("{} days", hours / 24.0),
            Clock::Wall => format!("{hours} {noun}"),
            Clock::Business => format!("{hours} business {noun}"),
        }
    }
}

const WALL: [f64; 43] = [
    0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 14.0, 16.0,
    18.0, 20.0, 22.0, 24.0, 30.0, 36.0, 42.0, 48.0, 54.0, 60.0, 66.0, 72.0, 84.0, 96.0, 108.0, 120.0, 132.0,
    144.0, 168.0, 336.0, 504.0, 672.0, 1344.0,
];
const BUSINESS: [f64; 33] = [
    0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0,
    14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 28.0, 32.0, 36.0, 40.0, 80.0, 120.0, 160.0,
];

/// What a share is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareKind {
    /// Questions with an answer before the end of the view.
    Answered,
    /// Questions that a colleague answered, first or later.
    ByColleague,
    /// Answered questions whose first answer is a colleague's.
    FirstByColleague,
    /// Answered questions whose first answer is the community manager's or a communications account's.
    FirstByOfficial,
    /// Answered questions whose first answer is a guest's or an unknown account's.
    FirstByOutsider,
    /// First answers of colleagues that come from another unit than the question, where both units are known.
    FromOtherUnit,
    /// Answered questions with an answer that was accepted, or that the asker thanked for.
    Welcome,
    /// People who asked and got an answer at least once.
    Helped,
    /// Colleagues who answered: a number without a share.
    Helpers,
}

impl ShareKind {
    /// The name, as in the table.
    pub fn name(self) -> &'static str {
        match self {
            ShareKind::Answered => "answered",
            ShareKind::ByColleague => "answered by a colleague",
            ShareKind::FirstByColleague => "first by a colleague",
            ShareKind::FirstByOfficial => "first by the community manager",
            ShareKind::FirstByOutsider => "first by an outsider",
            ShareKind::FromOtherUnit => "first from another unit",
            ShareKind::Welcome => "accepted or thanked",
            ShareKind::Helped => "people helped",
            ShareKind::Helpers => "colleagues who answered",
        }
    }
}

/// A share of questions or people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Which one.
    pub kind: ShareKind,
    /// Those of whom it holds.
    pub part: u64,
    /// Out of so many; `None` for a number without a share.
    pub of: Option<u64>,
    /// People it is about: who asked the questions; for helpers all colleagues who were there.
    pub people: u64,
    /// `part / of` with Wilson's interval.
    pub share: Option<Estimate>,
}

/// A point of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Hours since the question.
    pub hours: f64,
    /// People whose questions were followed up to then without what they waited for.
    pub people: u64,
    /// Share still waiting.
    pub waiting: Option<Estimate>,
}

/// How long questions wait, by one clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Speed {
    /// Until when.
    pub until: Until,
    /// By which clock.
    pub clock: Clock,
    /// Questions.
    pub questions: u64,
    /// People who asked them.
    pub askers: u64,
    /// Questions for which it happened before the end of the view; the others are censored there.
    pub events: u64,
    /// Share for which it had happened by each of [`Clock::horizons`]; `None` for too few questions, and where none was
    /// followed so long.
    pub within: Vec<Option<Estimate>>,
    /// Hours until it had for half of the questions; all `None` where it never has.
    pub median: SurvivalQuantile,
    /// Median hours of those for which it happened, as other products tell it: it leaves out who still waits, and so looks
    /// faster the more questions are ignored.
    pub median_of_those: Option<f64>,
    /// Share still waiting, at [`Clock::grid`]; as far as it is known.
    pub curve: Vec<Point>,
}

/// Who answers first, by some hours after the question: the shares add up to one.
#[derive(Debug, Clone, PartialEq)]
pub struct Answerers {
    /// By which clock.
    pub clock: Clock,
    /// One entry an hour of [`Clock::grid`], as far as it is known.
    pub points: Vec<AnswererPoint>,
}

/// Who has answered first, some hours after the question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnswererPoint {
    /// Hours since the question.
    pub hours: f64,
    /// People whose questions were followed up to then without an answer.
    pub people: u64,
    /// A colleague.
    pub colleague: Estimate,
    /// The community manager or a communications account.
    pub official: Estimate,
    /// A guest or an unknown account.
    pub outsider: Estimate,
    /// Nobody yet.
    pub nobody: Estimate,
}

/// Answers to the questions of a unit, a group, a language or a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Name of the unit or group, code of the language; empty for a period.
    pub name: String,
    /// Native id of the group; empty else.
    pub id: String,
    /// Questions.
    pub questions: u64,
    /// People who asked them.
    pub askers: u64,
    /// Answered before the end of the view.
    pub answered: u64,
    /// Of all questions, those asked last included.
    pub share: Option<Estimate>,
    /// Share answered within 24 hours.
    pub day: Option<Estimate>,
    /// Share answered within 7 days.
    pub week: Option<Estimate>,
    /// Median hours to the first answer.
    pub median: SurvivalQuantile,
    /// Share answered within 8 business hours.
    pub business_day: Option<Estimate>,
    /// Median business hours to the first answer.
    pub business_median: SurvivalQuantile,
    /// Share still waiting, at [`Clock::grid`] of all hours; for units with questions enough.
    pub curve: Vec<Point>,
    /// Questions of the two people who asked most of them.
    pub largest: [u64; 2],
    /// Answered questions of the two people who asked most of these.
    pub largest_answered: [u64; 2],
}

/// Answers to the questions asked in a week or a month.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodAnswers {
    /// First day of the period.
    pub start: Day,
    /// Whether it lies in the view from beginning to end.
    pub whole: bool,
    /// Its questions.
    pub part: Part,
}

/// Whether questions of some kinds wait equally long for their first answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What is compared: `units`, `groups`, `languages` or `earlier and later half`.
    pub between: &'static str,
    /// By which clock.
    pub clock: Clock,
    /// The log-rank test and what it compares.
    pub comparison: Comparison,
    /// P-value adjusted for all tests of the result, by Benjamini and Hochberg.
    pub q: f64,
    /// For the halves of time: first answers to the later half over those that it would have had if both had been answered
    /// equally soon; above 1 is sooner.
    pub later_ratio: Option<f64>,
}

/// Whether, by whom and how soon questions are answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// Options in force.
    pub options: AnswersOptions,
    /// Questions of colleagues that start a thread in the view.
    pub questions: u64,
    /// People who asked them.
    pub askers: u64,
    /// Calendars that the askers have.
    pub calendars_in_use: u64,
    /// Shares and numbers.
    pub shares: Vec<Share>,
    /// How soon: [`Until::ALL`] by [`Clock::ALL`].
    pub speed: Vec<Speed>,
    /// By whom; one entry a clock, none for too few questions.
    pub answerers: Vec<Answerers>,
    /// By unit of the asker, by name; askers without a unit are left out.
    pub units: Vec<Part>,
    /// By group of the platform, by name; private conversations are left out.
    pub groups: Vec<Part>,
    /// By language of the question, by code; questions whose language is not clear are left out.
    pub languages: Vec<Part>,
    /// By time of asking, all bins of the view.
    pub periods: Vec<PeriodAnswers>,
    /// Do they differ? Only where there are events enough to tell.
    pub differences: Vec<Difference>,
    /// How these numbers came about.
    pub provenance: Provenance,
}
