//! What to simulate.

use crate::error::{Error, Result};
use std::str::FromStr;

/// Ready-made sizes.
///
/// | size | people | messages | months |
/// |---|---|---|---|
/// | `S` | 200 | 2 000 | 12 |
/// | `M` | 5 000 | 200 000 | 24 |
/// | `L` | 100 000 | 5 000 000 | 36 |
/// | `Bundled` | 300 | 13 000 | 18 |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// For tests: under a second.
    S,
    /// For benches.
    M,
    /// For benches of large organisations: about 2 GB unpacked.
    L,
    /// The example that comes with the source.
    Bundled,
}

impl FromStr for Size {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        match s.to_ascii_lowercase().as_str() {
            "s" => Ok(Size::S),
            "m" => Ok(Size::M),
            "l" => Ok(Size::L),
            "bundled" => Ok(Size::Bundled),
            _ => {
                Err(Error::Option { option: "size", found: s.into(), expected: "s, m, l or bundled".into() })
            }
        }
    }
}

/// Seed where none is given.
pub const DEFAULT_SEED: u64 = 7;
/// First month of the simulated time: year and month.
pub const DEFAULT_START: (i16, i8) = (2023, 6);
/// Share of the staff that will never join, however long one waits (1 - ceiling of adoption).
pub const DEFAULT_ROSTER_ONLY: f64 = 0.35;
/// Share of the staff that leaves each month; as many are hired.
pub const DEFAULT_CHURN: f64 = 0.01;
/// Share of questions written without a question mark.
pub const DEFAULT_OMITTED_MARK: f64 = 0.3;
/// Share of questions that no member ever answers.
pub const DEFAULT_NEVER_ANSWERED: f64 = 0.25;
/// Probability that an asker thanks for the first answer.
pub const DEFAULT_THANKS: f64 = 0.4;
/// Probability that the community manager answers a question still unanswered after three hours.
pub const DEFAULT_CM_RESCUE: f64 = 0.3;
/// Share of the questions within a champion's reach that a champion answers first, where somebody answers.
pub const DEFAULT_CHAMPION_SHARE: f64 = 0.65;
/// Planted question hubs.
pub const DEFAULT_HUBS: usize = 6;
/// Those among the hubs who never joined.
pub const DEFAULT_HUBS_OFF_PLATFORM: usize = 2;
/// Questions a month addressed to each hub, from distinct askers.
pub const DEFAULT_HUB_RATE: f64 = 4.0;
/// Share of messages with awkward content: control characters, quotes, code, formulas, right-to-left text.
pub const DEFAULT_AWKWARD: f64 = 0.08;
/// Share of messages that are edited later.
pub const DEFAULT_EDITED: f64 = 0.02;
/// Rows that may stand in the file before their turn.
pub const DEFAULT_SHUFFLE: usize = 8;
/// Days that two neighbouring exports share, where there are several.
pub const DEFAULT_OVERLAP_DAYS: u32 = 3;
/// Deflate level of the archive.
pub const DEFAULT_COMPRESSION: u8 = 6;

/// The organisation to make up and the form of its export.
///
/// ```
/// use cmgraph::simulate::{SimulateOptions, Size};
/// let options = SimulateOptions { seed: 3, cm_rescue: 0.0, ..SimulateOptions::preset(Size::S) };
/// assert_eq!((options.people, options.months), (200, 12));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SimulateOptions {
    /// Everybody employed at some time (rows of the roster without guests), about.
    pub people: usize,
    /// Messages of the whole time, about (within a few percent).
    pub messages: usize,
    /// Length of the simulated time.
    pub months: usize,
    /// Seed: the same options and the same seed give the same bytes.
    pub seed: u64,
    /// First year and month; see [`DEFAULT_START`].
    pub start: (i16, i8),
    /// See [`DEFAULT_ROSTER_ONLY`].
    pub roster_only: f64,
    /// See [`DEFAULT_CHURN`].
    pub churn: f64,
    /// See [`DEFAULT_OMITTED_MARK`].
    pub omitted_mark: f64,
    /// See [`DEFAULT_NEVER_ANSWERED`].
    pub never_answered: f64,
    /// See [`DEFAULT_THANKS`].
    pub thanks: f64,
    /// See [`DEFAULT_CM_RESCUE`].
    pub cm_rescue: f64,
    /// See [`DEFAULT_CHAMPION_SHARE`].
    pub champion_share: f64,
    /// See [`DEFAULT_HUBS`].
    pub hubs: usize,
    /// See [`DEFAULT_HUBS_OFF_PLATFORM`].
    pub hubs_off_platform: usize,
    /// Whether the hubs who are off the platform have no account at all, so that texts can only name them (`@Maija Virtanen`),
    /// instead of an account that waits for its first log-in and can be marked. Not by default.
    pub hubs_without_account: bool,
    /// See [`DEFAULT_HUB_RATE`]; [`Size::S`] takes half of it, so that there is room for ordinary talk.
    pub hub_rate: f64,
    /// See [`DEFAULT_AWKWARD`].
    pub awkward: f64,
    /// See [`DEFAULT_EDITED`].
    pub edited: f64,
    /// See [`DEFAULT_SHUFFLE`]. At least the number of messages: any order.
    pub shuffle: usize,
    /// Number of exports that the time is cut into; 1 gives `export.zip`, more give `export-01.zip` and so on.
    pub windows: usize,
    /// See [`DEFAULT_OVERLAP_DAYS`].
    pub overlap_days: u32,
    /// Archives (true) or folders of the same name without `.zip` (false).
    pub zipped: bool,
    /// See [`DEFAULT_COMPRESSION`]; 0 to 9. [`Size::L`] takes 1: three times as fast.
    pub compression: u8,
}

impl SimulateOptions {
    /// The defaults in a ready-made size.
    pub fn preset(size: Size) -> Self {
        let (people, messages, months) = match size {
            Size::S => (200, 2_000, 12),
            Size::M => (5_000, 200_000, 24),
            Size::L => (100_000, 5_000_000, 36),
            Size::Bundled => (300, 13_000, 18),
        };
        SimulateOptions {
            people,
            messages,
            months,
            seed: DEFAULT_SEED,
            start: DEFAULT_START,
            roster_only: DEFAULT_ROSTER_ONLY,
            churn: DEFAULT_CHURN,
            omitted_mark: DEFAULT_OMITTED_MARK,
            never_answered: DEFAULT_NEVER_ANSWERED,
            thanks: DEFAULT_THANKS,
            cm_rescue: DEFAULT_CM_RESCUE,
            champion_share: DEFAULT_CHAMPION_SHARE,
            hubs: DEFAULT_HUBS,
            hubs_off_platform: DEFAULT_HUBS_OFF_PLATFORM,
            hubs_without_account: false,
            hub_rate: if size == Size::S { DEFAULT_HUB_RATE / 2.0 } else { DEFAULT_HUB_RATE },
            awkward: DEFAULT_AWKWARD,
            edited: DEFAULT_EDITED,
            shuffle: DEFAULT_SHUFFLE,
            windows: 1,
            overlap_days: DEFAULT_OVERLAP_DAYS,
            zipped: true,
            compression: if size == Size::L { 1 } else { DEFAULT_COMPRESSION },
        }
    }

    /// Refuses what cannot be simulated.
    pub(super) fn check(&self) -> Result<()> {
        let refuse = |option, found: String, expected: &str| {
            Err(Error::Option { option, found, expected: expected.into() })
        };
        if !(100..=2_000_000).contains(&self.people) {
            return refuse("people", self.people.to_string(), "100 to 2000000");
        }
        if !(3..=120).contains(&self.months) {
            return refuse("months", self.months.to_string(), "3 to 120");
        }
        if !(500..=1_000_000_000).contains(&self.messages) {
            return refuse("messages", self.messages.to_string(), "500 to 1000000000");
        }
        if !(1990..=2200).contains(&self.start.0) || !(1..=12).contains(&self.start.1) {
            return refuse(
                "start",
                format!("{:?}", self.start),
                "a year from 1990 to 2200 and a month from 1 to 12",
            );
        }
        for (option, value) in [
            ("roster_only", self.roster_only),
            ("churn", self.churn),
            ("omitted_mark", self.omitted_mark),
            ("never_answered", self.never_answered),
            ("thanks", self.thanks),
            ("cm_rescue", self.cm_rescue),
            ("champion_share", self.champion_share),
            ("awkward", self.awkward),
            ("edited", self.edited),
        ] {
            if !(0.0..=1.0).contains(&value) {
                return refuse(option, value.to_string(), "a share from 0 to 1");
            }
        }
        if self.roster_only > 0.8 {
            return refuse("roster_only", self.roster_only.to_string(), "at most 0.8: somebody has to write");
        }
        if self.churn > 0.05 {
            return refuse("churn", self.churn.to_string(), "at most 0.05 a month");
        }
        if !(0.0..=100.0).contains(&self.hub_rate) {
            return refuse("hub_rate", self.hub_rate.to_string(), "0 to 100 a month");
        }
        if self.hubs > 12 {
            return refuse("hubs", self.hubs.to_string(), "at most 12");
        }
        if self.hubs_off_platform > self.hubs {
            return refuse(
                "hubs_off_platform",
                self.hubs_off_platform.to_string(),
                "at most as many as hubs",
            );
        }
        if !(1..=99).contains(&self.windows) {
            return refuse("windows", self.windows.to_string(), "1 to 99");
        }
        if self.overlap_days as usize * self.windows > self.months * 15 {
            return refuse("overlap_days", self.overlap_days.to_string(), "at most half of a window");
        }
        if self.compression > 9 {
            return refuse("compression", self.compression.to_string(), "0 to 9");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_pass_and_nonsense_is_refused() {
        for size in [Size::S, Size::M, Size::L, Size::Bundled] {
            SimulateOptions::preset(size).check().unwrap();
        }
        let good = SimulateOptions::preset(Size::S);
        for (bad, name) in [
            (SimulateOptions { people: 3, ..good.clone() }, "people"),
            (SimulateOptions { months: 0, ..good.clone() }, "months"),
            (SimulateOptions { start: (2024, 13), ..good.clone() }, "start"),
            (SimulateOptions { thanks: f64::NAN, ..good.clone() }, "thanks"),
            (SimulateOptions { hubs_off_platform: 7, ..good.clone() }, "hubs_off_platform"),
            (SimulateOptions { windows: 12, overlap_days: 40, ..good.clone() }, "overlap_days"),
            (SimulateOptions { compression: 10, ..good.clone() }, "compression"),
        ] {
            let error = bad.check().unwrap_err().to_string();
            assert!(error.starts_with(&format!("option {name}:")), "{error}");
        }
        assert_eq!("Bundled".parse::<Size>().unwrap(), Size::Bundled);
        assert!("xl".parse::<Size>().is_err());
    }
}
