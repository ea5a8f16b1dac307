//! When people work: hours, holidays, and calendars of units and sites.
//!
//! Delays are told twice, by the clock on the wall and in working hours of whoever waits: who asks on Friday evening does
//! not wait for the weekend. [`Calendars`] says which [`Calendar`] is whose; [`BusinessClock`] measures by it.
//!
//! # What users write
//!
//! Hours of the whole organisation in a few words (`Mon-Thu 8-16, Fri 8-14`, see [`WorkingHours`]), holidays as a list or a
//! text file with one a line ([`Holidays`]), and, where units or sites differ, a small CSV that any spreadsheet program
//! can keep ([`Calendars::read`]).

mod clock;
mod holidays;
mod hours;
mod own;

pub use clock::BusinessClock;
pub use holidays::Holidays;
pub use hours::{DEFAULT_HOURS, WorkingHours};
pub use own::CalendarRecord;

use crate::error::Result;
use crate::time::Zone;
use crate::{MemberId, Timestamp, View};
use own::Own;
use std::path::Path;

/// When a unit, a site or the whole organisation works.
///
/// ```
/// use cmgraph::calendar::{Calendar, Holidays, WorkingHours};
/// let calendar = Calendar {
///     hours: WorkingHours::parse("Mon-Fri 7:30-15:30")?,
///     holidays: Holidays::parse(["12-25", "2024-12-06"])?,
///     ..Calendar::default()
/// };
/// assert_eq!(calendar.hours.hours_a_week(), 40.0);
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// Weekdays and times; [`DEFAULT_HOURS`] by default.
    pub hours: WorkingHours,
    /// Zone of these times; `None` for that of the view.
    pub zone: Option<Zone>,
    /// Days without work; none by default.
    pub holidays: Holidays,
}

/// The calendar of the organisation, and those of units and sites that differ from it.
///
/// The most special row holds for a member: that with the longest unit path that the member's begins with, among those
/// with a unit or none, one that also names the member's site before one that names none; then a row with the site alone;
/// else the calendar of the organisation. Units and sites are compared without regard to upper and lower case.
///
/// ```
/// use cmgraph::calendar::{Calendar, CalendarRecord, Calendars};
/// let rows = [
///     CalendarRecord { unit: "Nordics", zone: "Europe/Oslo", ..Default::default() },
///     CalendarRecord { site: "Madrid", zone: "Europe/Madrid", hours: "Mon-Fri 9-18", ..Default::default() },
/// ];
/// let calendars = Calendars::new(Calendar::default(), &rows)?;
/// let zone = |unit: &str, site: &str| calendars.find(unit, site).zone.as_ref().map(|zone| zone.name().to_string());
/// assert_eq!(zone("Nordics/Sales", "Oslo").as_deref(), Some("Europe/Oslo"));
/// assert_eq!(zone("Iberia/Sales", "madrid").as_deref(), Some("Europe/Madrid"));
/// assert_eq!(zone("Iberia/Sales", "Lisbon"), None);
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendars {
    organisation: Calendar,
    own: Vec<Own>,
}

/// One calendar for everybody.
impl From<Calendar> for Calendars {
    fn from(organisation: Calendar) -> Self {
        Calendars { organisation, own: Vec::new() }
    }
}

impl Calendars {
    /// Calendars from rows; a field left empty is as in `organisation`. A row without unit and site is that of the
    /// organisation and comes before the others, wherever it stands.
    ///
    /// # Errors
    /// [`Error::Option`](crate::Error::Option) for hours, a zone or holidays that cannot be read, and for a unit and site
    /// given twice.
    pub fn new(organisation: Calendar, rows: &[CalendarRecord<'_>]) -> Result<Calendars> {
        own::calendars(organisation, rows)
    }

    /// Calendars from a CSV file with a header: `unit`, `site`, `zone`, `hours`, `holidays`, in any order; all but unit or
    /// site may be missing. Commas or semicolons separate the fields. A field left empty is as in `organisation`; `none` in
    /// holidays says that there are none.
    ///
    /// ```text
    /// unit;site;zone;hours;holidays
    /// Nordics/Sales;;Europe/Oslo;Mon-Thu 8-16, Fri 8-14;05-17 2024-05-09
    /// ;Madrid;Europe/Madrid;Mon-Fri 9-18;01-06 08-15
    /// ```
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io), [`Error::MissingColumn`](crate::Error::MissingColumn) without unit and site,
    /// [`Error::Value`](crate::Error::Value) with line and column of what cannot be read.
    pub fn read(path: &Path, organisation: Calendar) -> Result<Calendars> {
        own::read(path, organisation)
    }

    /// The calendar of the organisation.
    pub fn organisation(&self) -> &Calendar {
        &self.organisation
    }

    /// How many units and sites have their own.
    pub fn own(&self) -> usize {
        self.own.len()
    }

    /// The calendar of somebody of a unit (whole path) at a site; empty texts for not known.
    pub fn find(&self, unit: &str, site: &str) -> &Calendar {
        self.calendar(self.place(unit, site))
    }

    /// Position among the calendars, 0 for that of the organisation.
    fn place(&self, unit: &str, site: &str) -> usize {
        if self.own.is_empty() {
            return 0;
        }
        let (unit, site) = (unit.to_lowercase(), site.to_lowercase());
        let fitting = self.own.iter().zip(1..).filter(|(own, _)| own.fits(&unit, &site));
        fitting.max_by_key(|(own, _)| own.rank()).map_or(0, |(_, place)| place)
    }

    /// Units and sites whose own calendar is nobody's of those for whom the clocks are.
    pub(crate) fn unused(&self, clocks: &Clocks) -> Vec<String> {
        let unused = self.own.iter().zip(clocks.clocks.iter().skip(1)).filter(|(_, clock)| clock.is_none());
        unused.map(|(own, _)| own.name()).collect()
    }

    fn calendar(&self, place: usize) -> &Calendar {
        place.checked_sub(1).and_then(|own| self.own.get(own)).map_or(&self.organisation, |own| &own.calendar)
    }

    /// Clocks for what these members waited for, between two instants. O(members + days · calendars in use).
    pub(crate) fn clocks(
        &self,
        view: &View<'_>,
        members: impl IntoIterator<Item = MemberId>,
        first: Timestamp,
        last: Timestamp,
    ) -> Clocks {
        let community = view.community();
        let all = community.members();
        let mut clocks: Vec<Option<BusinessClock>> = vec![None; self.own.len() + 1];
        let mut of = vec![0; all.len()];
        for member in members {
            let i = member.index();
            let of_roster = all.persons[i].zip(community.roster()).map(|(p, r)| r.locations.get(p.index()));
            let site = of_roster.filter(|site| !site.is_empty()).unwrap_or_else(|| all.locations.get(i));
            let place = self.place(community.unit(member, None), site);
            of[i] = place as u32;
            if clocks[place].is_none() {
                let zone = &view.window().zone;
                clocks[place] = Some(BusinessClock::new(self.calendar(place), zone, first, last));
            }
        }
        Clocks { of, clocks }
    }
}

/// The clocks of some members.
#[derive(Debug, Clone)]
pub(crate) struct Clocks {
    /// Clock of every member; that of the organisation for whom none was asked for.
    of: Vec<u32>,
    clocks: Vec<Option<BusinessClock>>,
}

impl Clocks {
    /// Working hours of a member between two instants.
    pub(crate) fn hours(&self, member: MemberId, from: Timestamp, to: Timestamp) -> f64 {
        let clock = self.clocks[self.of[member.index()] as usize].as_ref();
        clock.map_or(0.0, |clock| clock.hours(from, to))
    }

    /// Which of the clocks is a member's.
    pub(crate) fn place(&self, member: MemberId) -> usize {
        self.of[member.index()] as usize
    }

    /// All clocks by place; `None` for calendars of nobody.
    pub(crate) fn all(&self) -> &[Option<BusinessClock>] {
        &self.clocks
    }

    /// How many calendars are in use.
    pub(crate) fn in_use(&self) -> usize {
        self.clocks.iter().flatten().count()
    }
}
