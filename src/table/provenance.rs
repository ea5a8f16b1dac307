//! Where a number comes from.

use crate::time::Timestamp;

/// What kind of claim the design of an analysis allows, from strongest to weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum EvidenceLevel {
    /// Counted: the number describes the export, nothing is inferred.
    #[default]
    Description,
    /// A randomised comparison: "increased by".
    A,
    /// A staggered comparison without signs of bias: "consistent with an effect of".
    B,
    /// A comparison with weaknesses: "went together with".
    C,
    /// A change at a time, without a comparison: "changed at the time of".
    D,
    /// Before and after: "cannot be attributed".
    E,
}

impl EvidenceLevel {
    /// `description`, or the letter.
    pub fn name(self) -> &'static str {
        match self {
            EvidenceLevel::Description => "description",
            EvidenceLevel::A => "A",
            EvidenceLevel::B => "B",
            EvidenceLevel::C => "C",
            EvidenceLevel::D => "D",
            EvidenceLevel::E => "E",
        }
    }
}

/// How the numbers of a result came about; every table carries it.
///
/// ```
/// use cmgraph::table::Provenance;
/// let provenance = Provenance::new("first contribution per person")
///     .parameter("min_group", 5)
///     .denominator("people of the roster", 300)
///     .exclude("bots", 1)
///     .warn("no leaving dates in the roster");
/// assert_eq!(provenance.excluded, [("bots".to_string(), 1)]);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Provenance {
    /// What is counted, in words.
    pub definition: String,
    /// Name of the method, with its source.
    pub method: String,
    /// Options in force, by name.
    pub parameters: Vec<(String, String)>,
    /// First instant and first instant after of what was looked at.
    pub window: Option<(Timestamp, Timestamp)>,
    /// Zone of days, weeks and months.
    pub time_zone: String,
    /// Number of observations and what they are.
    pub n: Option<(String, u64)>,
    /// Who or what shares are of, and how many.
    pub denominator: Option<(String, u64)>,
    /// What was left out and how many of it.
    pub excluded: Vec<(String, u64)>,
    /// Level of the intervals, such as 0.95.
    pub interval_level: Option<f64>,
    /// What has to hold for the numbers to mean what they say.
    pub assumptions: Vec<String>,
    /// What the reader should know before using the numbers.
    pub warnings: Vec<String>,
    /// What kind of claim is allowed.
    pub evidence: EvidenceLevel,
}

impl Provenance {
    /// Provenance with a definition and nothing else yet.
    pub fn new(definition: impl Into<String>) -> Provenance {
        Provenance { definition: definition.into(), ..Provenance::default() }
    }

    /// Names the method; further methods follow after a semicolon.
    pub fn method(mut self, method: impl AsRef<str>) -> Self {
        if !self.method.is_empty() {
            self.method.push_str("; ");
        }
        self.method.push_str(method.as_ref());
        self
    }

    /// Adds an option in force.
    pub fn parameter(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.parameters.push((name.into(), value.to_string()));
        self
    }

    /// Adds the level of the unit path that was asked for, and says where no path is as long.
    pub(crate) fn unit_level(self, view: &crate::View<'_>, level: Option<usize>) -> Self {
        self.parameter("unit_level", level.map_or("whole path".into(), |level| level.to_string()))
            .beyond_units(view, level)
    }

    /// A warning where no unit path has the level that was asked for: units are the whole paths then. `O(people + members)`.
    pub(crate) fn beyond_units(self, view: &crate::View<'_>, level: Option<usize>) -> Self {
        let Some(level) = level else { return self };
        let community = view.community();
        let deep = |path: &str| path.matches('/').count() + 1;
        let of_roster = community
            .roster()
            .into_iter()
            .flat_map(|roster| roster.iter().map(|person| deep(roster.units.get(person.index()))));
        let depth = community.members().iter().map(|member| deep(community.unit(member, None)));
        match depth.chain(of_roster).max().unwrap_or(1) {
            depth if level > depth => self.warn(format!(
                "no unit path has level {level}, the deepest is {depth}: units are whole paths"
            )),
            _ => self,
        }
    }

    /// Takes window and time zone from a view.
    pub fn view(mut self, view: &crate::View<'_>) -> Self {
        self.window = Some((view.from(), view.to()));
        self.time_zone = view.window().zone.name().into();
        self
    }

    /// Says how many observations there are.
    pub fn observations(mut self, what: &str, n: u64) -> Self {
        self.n = Some((what.into(), n));
        self
    }

    /// Says who or what shares are of.
    pub fn denominator(mut self, what: &str, n: u64) -> Self {
        self.denominator = Some((what.into(), n));
        self
    }

    /// Adds something left out; nothing is said where there is none of it.
    pub fn exclude(mut self, what: &str, n: u64) -> Self {
        if n > 0 {
            self.excluded.push((what.into(), n));
        }
        self
    }

    /// Says the level of the intervals.
    pub fn interval(mut self, level: f64) -> Self {
        self.interval_level = Some(level);
        self
    }

    /// Adds an assumption.
    pub fn assume(mut self, text: impl Into<String>) -> Self {
        self.assumptions.push(text.into());
        self
    }

    /// Adds a warning.
    pub fn warn(mut self, text: impl Into<String>) -> Self {
        self.warnings.push(text.into());
        self
    }
}
