//! `cmgraph adoption`.

use crate::arguments::{Exit, Input, Time, day, period};
use crate::failure::Failure;
use crate::input;
use cmgraph::adoption::{
    AdoptionOptions, DEFAULT_FORECAST_DRAWS, DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, DEFAULT_HORIZON_DAYS,
    DEFAULT_INTERVAL_LEVEL, DEFAULT_MAX_CEILING_WIDTH, DEFAULT_MIN_ADOPTERS, DEFAULT_MIN_PEOPLE,
    DEFAULT_PERIOD, adoption,
};
use cmgraph::report::adoption_text;
use cmgraph::stats::DEFAULT_SEED;
use cmgraph::time::{Day, Period};

/// How far use has spread: adoption curve, shares with intervals, by unit, active people
#[derive(clap::Args)]
#[command(
    long_about = "\
How far has use spread? Adoption is meant in six ways, side by side: joined (first log-in), reacted, \
contributed (first post or reply), asked (first question), answered (first reply to a colleague's question) and habit \
(active in several of the last weeks). Shares are of the \
people who could have adopted, with a Wilson interval in brackets.

Where will it level off? A Bass curve is fitted to the people of the roster, joiners and leavers in their time. Before \
use has passed its steepest point nobody can know, and the answer says so, with everything that fits.",
    after_help = "\
Tables: adoption_summary, adoption_curve (default), adoption_fit, adoption_models, adoption_forecast, \
adopter_categories, active_people; with --by-unit: adoption_by_unit (default), adoption_unit_curves, unit_adoption; \
with --by-group: adoption_by_group (default), adoption_group_curves.

Examples:
  cmgraph adoption export.zip --roster people.csv --by-unit --unit-level 2
  cmgraph adoption export.zip --period month --format csv --output adoption.csv"
)]
pub(crate) struct AdoptionArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    time: Time,
    /// By unit of the organisation as well
    #[arg(long, help_heading = "Time and units")]
    by_unit: bool,
    /// By group of the platform as well
    #[arg(long, help_heading = "Time and units")]
    by_group: bool,
    /// People from which a unit has a curve of its own
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_PEOPLE)]
    min_people: u64,
    /// Adopters from which a curve is fitted
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ADOPTERS)]
    min_adopters: u64,
    /// Do not fit curves: no ceiling, no forecast
    #[arg(long, help_heading = "Forecast")]
    no_fit: bool,
    /// First day of the curves [default: the first day of the export, or of the first adoption after it]
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Forecast")]
    launch: Option<Day>,
    /// Days that the forecast looks ahead
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_HORIZON_DAYS, help_heading = "Forecast")]
    horizon_days: u32,
    /// Widest interval of the ceiling with which it counts as known
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MAX_CEILING_WIDTH, help_heading = "Forecast")]
    max_ceiling_width: f64,
    /// Refits behind the band of the forecast
    #[arg(long, value_name = "N", default_value_t = DEFAULT_FORECAST_DRAWS, help_heading = "Forecast")]
    draws: usize,
    /// Seed of the refits
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, help_heading = "Forecast")]
    seed: u64,
    /// Width of the steps of the curve: day, week or month
    #[arg(long, value_name = "PERIOD", default_value = DEFAULT_PERIOD.name(), value_parser = period)]
    period: Period,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    interval_level: f64,
    /// Active weeks that make a habit
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HABIT_WEEKS)]
    habit_weeks: usize,
    /// Trailing weeks among which they must lie
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HABIT_WINDOW)]
    habit_window: usize,
    /// Count community managers and communications accounts too
    #[arg(long)]
    include_officials: bool,
    /// Count people from outside too
    #[arg(long)]
    include_guests: bool,
    #[command(flatten)]
    exit: Exit,
}

pub(crate) fn run(arguments: &AdoptionArguments, quiet: bool) -> Result<(), Failure> {
    let AdoptionArguments { input, time, exit, .. } = arguments;
    let (policy, window) = (exit.policy()?, time.window()?);
    let community = input::read(input, exit.mode, quiet)?;
    let policy = exit.bind(policy, &community, &window);
    let options = AdoptionOptions {
        period: arguments.period,
        unit_level: time.unit_level.map(usize::from),
        by_unit: arguments.by_unit,
        by_group: arguments.by_group,
        min_people: arguments.min_people,
        min_adopters: arguments.min_adopters,
        fit: !arguments.no_fit,
        launch: arguments.launch,
        horizon_days: arguments.horizon_days,
        max_ceiling_width: arguments.max_ceiling_width,
        draws: arguments.draws,
        seed: arguments.seed,
        interval_level: arguments.interval_level,
        habit_weeks: arguments.habit_weeks,
        habit_window: arguments.habit_window,
        include_officials: arguments.include_officials,
        include_guests: arguments.include_guests,
    };
    let fault = |error| Failure::of(error, exit.mode);
    let found = adoption(&community.view(&window), &options).map_err(fault)?;
    let main = match (arguments.by_unit, arguments.by_group) {
        (true, _) => "adoption_by_unit",
        (false, true) => "adoption_by_group",
        (false, false) => "adoption_curve",
    };
    let text = || adoption_text(&found, &policy, &exit.terminal()).map_err(fault);
    exit.write(&found.tables(), main, &policy, quiet, text)
}
