//! `cmgraph simulate`.

use crate::failure::Failure;
use crate::{input, output};
use cmgraph::Mode;
use cmgraph::simulate::{DEFAULT_SEED, DEFAULT_SHUFFLE, SimulateOptions, Size, write};
use std::path::PathBuf;

/// Makes up an organisation and writes its export, roster and truth
#[derive(clap::Args)]
#[command(
    long_about = "\
Makes up an organisation with known champions, question hubs, loud people who are neither, and adoption, and writes \
what a network export of it would hold (export.zip), its roster (roster.csv) and what was planted (truth.json) into a \
folder. Files of the same names there are replaced. The same options give the same bytes.

Sizes: s 200 people, 2 thousand messages; m 5 thousand people, 200 thousand messages; l 100 thousand people, 5 \
million messages; bundled 300 people, 13 thousand messages.",
    after_help = "\
Examples:
  cmgraph simulate --size s -o made-up
  cmgraph simulate --size m --seed 3 --windows 4 -o made-up     four exports with overlapping windows"
)]
pub(crate) struct SimulateArguments {
    /// Size: s, m, l or bundled
    #[arg(long, value_name = "SIZE", default_value = "s", value_parser = size)]
    size: Size,
    /// Seed: another one makes up another organisation
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Folder to write to; made if need be
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// Folders instead of zip archives
    #[arg(long)]
    folder: bool,
    /// Number of exports that the time is cut into
    #[arg(long, value_name = "N", default_value_t = 1)]
    windows: usize,
    /// Rows that may stand in a file before their turn; the number of messages or more: any order
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SHUFFLE)]
    shuffle: usize,
}

pub(crate) fn run(arguments: &SimulateArguments, quiet: bool) -> Result<(), Failure> {
    let options = SimulateOptions {
        seed: arguments.seed,
        windows: arguments.windows,
        shuffle: arguments.shuffle,
        zipped: !arguments.folder,
        ..SimulateOptions::preset(arguments.size)
    };
    let spinner = input::spinner(format!("making up {} people", options.people), quiet);
    let written = write(&options, &arguments.output);
    spinner.finish_and_clear();
    let written = written.map_err(|error| Failure::of(error, Mode::Named))?;
    let mut text = format!("{} people, {} messages\n", written.people, written.messages);
    for path in written.exports.iter().chain([&written.roster, &written.truth]) {
        text.push_str(&format!("  {}\n", path.display()));
    }
    if quiet { Ok(()) } else { output::print(text.as_bytes()) }
}

fn size(text: &str) -> Result<Size, String> {
    text.parse().map_err(|_| "expected s, m, l or bundled".into())
}
