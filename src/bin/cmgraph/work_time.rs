//! When people work, from the command line.

use crate::failure::Failure;
use cmgraph::calendar::{Calendar, Calendars, DEFAULT_HOURS, Holidays, WorkingHours};
use cmgraph::{Error, Mode};
use std::path::PathBuf;

// Hours of work, for whoever tells times in business hours. No doc comment: it would become the help of the subcommand.
#[derive(clap::Args)]
pub(crate) struct WorkTime {
    /// Weekdays and hours of work, such as "Mon-Thu 8-16, Fri 8-14", in --zone
    #[arg(long, value_name = "HOURS", default_value = DEFAULT_HOURS, help_heading = "Business hours")]
    hours: String,
    /// A day without work: 2024-12-24, a span 2024-12-24..2024-12-26, or 12-25 for every year; may be repeated
    #[arg(long, value_name = "DAY", help_heading = "Business hours")]
    holiday: Vec<String>,
    /// Text file of the same, one a line; what follows the day is its name
    #[arg(long, value_name = "FILE", help_heading = "Business hours")]
    holidays: Option<PathBuf>,
    /// CSV of units and sites with hours of their own: unit, site, zone, hours, holidays; a field left empty is as above
    #[arg(long, value_name = "FILE", help_heading = "Business hours")]
    calendars: Option<PathBuf>,
}

impl WorkTime {
    pub(crate) fn calendars(&self) -> Result<Calendars, Failure> {
        let fault = |error| Failure::of(error, Mode::Named);
        let of_days = |error| match error {
            Error::Option { option: "holidays", found, expected } => {
                fault(Error::Option { option: "holiday", found, expected })
            }
            other => fault(other),
        };
        let mut holidays = Holidays::parse(self.holiday.iter().map(String::as_str)).map_err(of_days)?;
        if let Some(path) = &self.holidays {
            holidays = holidays.with(Holidays::read(path).map_err(fault)?);
        }
        let hours = WorkingHours::parse(&self.hours).map_err(fault)?;
        let organisation = Calendar { hours, holidays, zone: None };
        match &self.calendars {
            Some(path) => Calendars::read(path, organisation).map_err(fault),
            None => Ok(organisation.into()),
        }
    }
}
