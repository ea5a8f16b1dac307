//! From the arguments to a community, with a progress bar on long reads.

use crate::arguments::{Input, Time};
use crate::failure::Failure;
use cmgraph::community::RoleOptions;
use cmgraph::export::{EventOptions, Report, RosterOptions};
use cmgraph::time::Zone;
use cmgraph::{Community, Mode, ReadOptions, TextUse, Timestamp, Window};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Shorter work shows no bar.
const PATIENCE: Duration = Duration::from_millis(400);

impl Time {
    pub(crate) fn window(&self) -> Result<Window, Failure> {
        Window::parse(self.from.as_deref(), self.to.as_deref(), &self.zone)
            .map_err(|error| Failure::of(error, Mode::Named))
    }
}

/// Reads the exports with their texts, as the library and Python do, so that all of them say the same.
pub(crate) fn read(input: &Input, mode: Mode, quiet: bool) -> Result<Community, Failure> {
    let bar = bar(quiet);
    let events = match &input.events {
        Some(columns) => Some(EventOptions {
            columns: columns.0.clone(),
            reply_to: input.reply_to,
            zone: Zone::named(&input.event_zone).map_err(|error| Failure::of(error, mode))?,
        }),
        None => None,
    };
    let options = ReadOptions {
        events,
        private_messages: input.private_messages,
        text: TextUse::Keep,
        roster: input.roster.clone(),
        roster_options: RosterOptions { columns: input.roster_column.clone(), ..RosterOptions::default() },
        roles: RoleOptions {
            community_managers: input.cm.clone(),
            communications: input.comms.clone(),
            bots: input.bot.clone(),
            home_domains: input.home_domain.clone(),
        },
        erase: list(input.erase.as_deref(), mode)?,
        opt_out: list(input.opt_out.as_deref(), mode)?,
        sensitive_groups: input.sensitive_group.clone(),
        keep_since: instant(input.keep_since.as_deref())?,
        keep_days: input.keep_days,
        progress: bar.clone().map(report),
    };
    let community = cmgraph::read(&input.exports, &options);
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    community.map_err(|error| Failure::of(error, mode))
}

/// The lines of a file; what follows a # is a remark.
fn list(path: Option<&Path>, mode: Mode) -> Result<Vec<String>, Failure> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let text = std::fs::read_to_string(path)
        .map_err(|source| Failure::of(cmgraph::Error::Io { path: path.into(), source }, mode))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn instant(text: Option<&str>) -> Result<Option<Timestamp>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let found = Timestamp::parse(text.as_bytes());
    let expected = "a day such as 2024-07-01 or an instant such as 2024-07-01T12:00:00Z";
    found
        .map(Some)
        .ok_or_else(|| Failure::usage(format!("--keep-since: found {text:?}, expected {expected}")))
}

/// A bar on stderr, hidden until it is worth it; none where nobody looks.
fn bar(quiet: bool) -> Option<ProgressBar> {
    if quiet || !std::io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {bytes} of {total_bytes}, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    Some(bar)
}

fn report(bar: ProgressBar) -> Report {
    let start = Instant::now();
    Arc::new(move |progress| {
        if bar.is_hidden() && start.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        bar.set_message(progress.file.to_owned());
        true
    })
}

/// A sign of life while something of unknown length goes on.
pub(crate) fn spinner(message: String, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let spinner = ProgressBar::new_spinner().with_message(message);
    spinner.enable_steady_tick(PATIENCE);
    spinner
}
