//! The indicators that a goal can be about.

use crate::answers::Clock;

/// What a number is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A share, 0 to 1.
    Share,
    /// Hours.
    Hours,
    /// A number.
    Number,
}

impl Scale {
    /// `share`, `hours` or `number`, as in tables.
    pub fn name(self) -> &'static str {
        match self {
            Scale::Share => "share",
            Scale::Hours => "hours",
            Scale::Number => "number",
        }
    }
}

/// Which way a goal points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The indicator should reach the target or more.
    AtLeast,
    /// The indicator should stay at the target or below.
    AtMost,
}

impl Direction {
    /// `at least` or `at most`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::AtLeast => "at least",
            Direction::AtMost => "at most",
        }
    }
}

/// An indicator, computed from the export. People are colleagues: bots, the community manager and communications accounts
/// are left out, guests as well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kpi {
    /// People who have logged in / people present at the end.
    Joined,
    /// People who have written a post or a reply / people present at the end.
    Contributed,
    /// People who were active in two of four weeks running / people present at the end.
    Habit,
    /// People who wrote or reacted in the last 28 days / people present at the end.
    ActiveMonth,
    /// Questions with an answer by the end / questions of colleagues that start a thread.
    Answered,
    /// Questions with an answer within some hours / questions asked at least so long before the end.
    AnsweredWithin {
        /// Hours from the question to the first answer.
        hours: f64,
        /// How hours are counted.
        clock: Clock,
    },
    /// Median hours from a question to its first answer, those without an answer kept in (Kaplan-Meier).
    MedianHours {
        /// How hours are counted.
        clock: Clock,
    },
    /// Answered questions whose first answer is a colleague's, not the community manager's or an outsider's / answered
    /// questions.
    ByColleagues,
    /// Answered questions with an answer that was accepted or thanked for / answered questions.
    Thanked,
    /// People who asked and got an answer at least once / people who asked.
    PeopleHelped,
    /// People who pass all conditions of a helper champion.
    Champions,
    /// Units with a helper champion / units with people.
    UnitsWithChampion,
    /// Replies of colleagues to somebody of another unit / replies of colleagues to colleagues, both units known.
    RepliesAcrossUnits,
    /// Newcomers active in the n-th month after that of their first activity / newcomers who could have been seen then.
    Retained {
        /// Months after that of the first activity.
        months: u32,
    },
    /// Questions of colleagues that start a thread, a month.
    QuestionsPerMonth,
}

/// Hours within which a question should be answered, where a goal does not say.
pub const DEFAULT_HOURS: f64 = 24.0;
/// Months after which newcomers should still be active, where a goal does not say.
pub const DEFAULT_MONTHS: u32 = 3;

impl Kpi {
    /// All of them, with what a goal that does not say gets.
    pub const ALL: [Kpi; 15] = [
        Kpi::Joined,
        Kpi::Contributed,
        Kpi::Habit,
        Kpi::ActiveMonth,
        Kpi::Answered,
        Kpi::AnsweredWithin { hours: DEFAULT_HOURS, clock: Clock::Wall },
        Kpi::MedianHours { clock: Clock::Wall },
        Kpi::ByColleagues,
        Kpi::Thanked,
        Kpi::PeopleHelped,
        Kpi::Champions,
        Kpi::UnitsWithChampion,
        Kpi::RepliesAcrossUnits,
        Kpi::Retained { months: DEFAULT_MONTHS },
        Kpi::QuestionsPerMonth,
    ];

    /// The name, as in `goals.toml`.
    ///
    /// ```
    /// use cmgraph::goals::Kpi;
    /// assert!(Kpi::ALL.iter().all(|kpi| Kpi::parse(kpi.name()) == Some(*kpi)));
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Kpi::Joined => "joined",
            Kpi::Contributed => "contributed",
            Kpi::Habit => "habit",
            Kpi::ActiveMonth => "active_month",
            Kpi::Answered => "answered",
            Kpi::AnsweredWithin { .. } => "answered_within",
            Kpi::MedianHours { .. } => "median_hours",
            Kpi::ByColleagues => "by_colleagues",
            Kpi::Thanked => "thanked",
            Kpi::PeopleHelped => "people_helped",
            Kpi::Champions => "champions",
            Kpi::UnitsWithChampion => "units_with_champion",
            Kpi::RepliesAcrossUnits => "replies_across_units",
            Kpi::Retained { .. } => "retained",
            Kpi::QuestionsPerMonth => "questions_per_month",
        }
    }

    /// The indicator of a name, with what a goal that does not say gets.
    pub fn parse(name: &str) -> Option<Kpi> {
        Kpi::ALL.into_iter().find(|kpi| kpi.name() == name)
    }

    /// What it is, in a few words: `questions answered within 24 hours`.
    pub fn title(self) -> String {
        match self {
            Kpi::Joined => "colleagues who have joined".into(),
            Kpi::Contributed => "colleagues who have written".into(),
            Kpi::Habit => "colleagues with a habit".into(),
            Kpi::ActiveMonth => "colleagues active in the last 28 days".into(),
            Kpi::Answered => "questions answered".into(),
            Kpi::AnsweredWithin { hours, clock } => {
                format!("questions answered within {}", clock.horizon_name(hours))
            }
            Kpi::MedianHours { clock: Clock::Wall } => "median hours to the first answer".into(),
            Kpi::MedianHours { clock: Clock::Business } => "median business hours to the first answer".into(),
            Kpi::ByColleagues => "first answers by colleagues".into(),
            Kpi::Thanked => "answers accepted or thanked for".into(),
            Kpi::PeopleHelped => "people who asked and were helped".into(),
            Kpi::Champions => "helper champions".into(),
            Kpi::UnitsWithChampion => "units with a helper champion".into(),
            Kpi::RepliesAcrossUnits => "replies to other units".into(),
            Kpi::Retained { months: 1 } => "newcomers active a month later".into(),
            Kpi::Retained { months } => format!("newcomers active {months} months later"),
            Kpi::QuestionsPerMonth => "questions a month".into(),
        }
    }

    /// What the number is out of, as in the table.
    pub fn of(self) -> &'static str {
        match self {
            Kpi::Joined | Kpi::Contributed | Kpi::Habit | Kpi::ActiveMonth => "people present at the end",
            Kpi::Answered | Kpi::MedianHours { .. } => "questions of colleagues",
            Kpi::AnsweredWithin { .. } => "questions that could be followed so long",
            Kpi::ByColleagues | Kpi::Thanked => "answered questions",
            Kpi::PeopleHelped => "people who asked",
            Kpi::Champions => "people who could help",
            Kpi::UnitsWithChampion => "units with people",
            Kpi::RepliesAcrossUnits => "replies between colleagues of known units",
            Kpi::Retained { .. } => "newcomers who could have been seen then",
            Kpi::QuestionsPerMonth => "questions of colleagues",
        }
    }

    /// What the number is measured in.
    pub fn scale(self) -> Scale {
        match self {
            Kpi::MedianHours { .. } => Scale::Hours,
            Kpi::Champions | Kpi::QuestionsPerMonth => Scale::Number,
            _ => Scale::Share,
        }
    }

    /// Which way a goal points that does not say: down for waiting, up for the others.
    pub fn direction(self) -> Direction {
        match self {
            Kpi::MedianHours { .. } => Direction::AtMost,
            _ => Direction::AtLeast,
        }
    }

    /// Whether it can be told of one unit.
    pub fn by_unit(self) -> bool {
        !matches!(self, Kpi::UnitsWithChampion | Kpi::Retained { .. })
    }

    /// Whether it is told of the last weeks alone: the others are of all time up to the end, or of a fixed stretch.
    pub fn by_weeks(self) -> bool {
        !matches!(self, Kpi::Joined | Kpi::Contributed | Kpi::Habit | Kpi::ActiveMonth | Kpi::Retained { .. })
    }
}
