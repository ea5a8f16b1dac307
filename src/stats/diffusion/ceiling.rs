//! Can the ceiling be known yet?

use super::bass::Bass;

/// Widest interval of the share `c` with which a ceiling counts as identified, in units of share.
pub const DEFAULT_MAX_CEILING_WIDTH: f64 = 0.3;

/// The same for least squares without headcount: width of the interval of `m` over `m`.
pub const DEFAULT_MAX_RELATIVE_WIDTH: f64 = 0.3;

/// Fewest adopters for which a ceiling is told.
pub const DEFAULT_MIN_ADOPTERS: u64 = 8;

/// Whether the data determine where adoption ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ceiling {
    /// The curve is past its inflection, at the estimate and at both ends of the interval of the ceiling, and the
    /// interval is narrow.
    Identified,
    /// It cannot be known yet; show the interval, not the point.
    NotIdentified(Unidentified),
}

/// Why a ceiling is not identified; the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unidentified {
    /// Fewer adopters than [`DEFAULT_MIN_ADOPTERS`] (or the option).
    TooFewAdopters,
    /// No more bins than parameters.
    TooFewBins,
    /// The search found no maximum.
    NotConverged,
    /// Adoption has not passed its peak; where there is none (`q <= p`), less than half of the estimated ceiling
    /// is reached.
    BeforeInflection,
    /// The estimate is past the inflection, but the data also fit a ceiling for which it is not.
    InflectionUncertain,
    /// The interval of the ceiling is wider than the limit, or open above.
    IntervalTooWide,
}

impl Ceiling {
    /// Whether it is [`Ceiling::Identified`].
    pub fn is_identified(self) -> bool {
        self == Ceiling::Identified
    }

    /// One sentence in plain words.
    pub fn explanation(self) -> &'static str {
        match self {
            Ceiling::Identified => {
                "Adoption is past its steepest point, and the data agree on where it will level off."
            }
            Ceiling::NotIdentified(reason) => match reason {
                Unidentified::TooFewAdopters => "Too few people have adopted to say where adoption will end.",
                Unidentified::TooFewBins => "Too few periods have passed to say where adoption will end.",
                Unidentified::NotConverged => {
                    "No curve fits these counts well enough to say where they lead."
                }
                Unidentified::BeforeInflection => {
                    "Adoption has not passed its steepest point yet: where it will end cannot be known."
                }
                Unidentified::InflectionUncertain => {
                    "Adoption may or may not have passed its steepest point: where it will end cannot be known."
                }
                Unidentified::IntervalTooWide => {
                    "Adoption is past its steepest point, but the data fit very different ends."
                }
            },
        }
    }
}

impl Bass {
    /// Whether time `t` is past the inflection; for a curve that only declines (`q <= p`), whether half of the
    /// ceiling is reached.
    pub fn past_inflection(&self, t: f64) -> bool {
        match self.peak() {
            Some(peak) => t >= peak,
            None => self.adopted(t) >= 0.5,
        }
    }
}

/// What the gate looks at.
pub(super) struct Evidence {
    pub(super) enough_adopters: bool,
    pub(super) enough_bins: bool,
    pub(super) converged: bool,
    pub(super) end: f64,
    pub(super) estimate: Bass,
    /// Curves of the profile fits at the ends of the interval.
    pub(super) ends: [Bass; 2],
    /// `None` for an open interval.
    pub(super) width: Option<f64>,
    pub(super) max_width: f64,
}

pub(super) fn judge(evidence: &Evidence) -> Ceiling {
    let reason = if !evidence.enough_adopters {
        Unidentified::TooFewAdopters
    } else if !evidence.enough_bins {
        Unidentified::TooFewBins
    } else if !evidence.converged {
        Unidentified::NotConverged
    } else if !evidence.estimate.past_inflection(evidence.end) {
        Unidentified::BeforeInflection
    } else if !evidence.ends.iter().all(|bass| bass.past_inflection(evidence.end)) {
        Unidentified::InflectionUncertain
    } else if !evidence.width.is_some_and(|width| width <= evidence.max_width) {
        Unidentified::IntervalTooWide
    } else {
        return Ceiling::Identified;
    };
    Ceiling::NotIdentified(reason)
}
