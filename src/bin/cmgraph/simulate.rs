//! `cmgraph simulate`.

use crate::arguments::SimulateArguments;
use crate::failure::Failure;
use crate::{input, output};
use cmgraph::Mode;
use cmgraph::simulate::{SimulateOptions, write};

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
