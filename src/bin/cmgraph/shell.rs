//! `cmgraph completions` and `cmgraph man`: what shells and manuals want to know of the command.

use crate::arguments::Main;
use crate::failure::Failure;
use crate::output::{print, save};
use clap::CommandFactory;
use clap_complete::Shell;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes what a shell needs to complete commands and options
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cmgraph completions bash > ~/.local/share/bash-completion/completions/cmgraph
  cmgraph completions zsh > ~/.zfunc/_cmgraph      with fpath+=~/.zfunc before compinit in ~/.zshrc
  cmgraph completions fish > ~/.config/fish/completions/cmgraph.fish
  cmgraph completions powershell >> $PROFILE")]
pub(crate) struct CompletionArguments {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn completions(arguments: &CompletionArguments) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Main::command(), "cmgraph", &mut script);
    print(&script)
}

/// Writes the manual pages: one for the command and one for each subcommand
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cmgraph man -o ~/.local/share/man/man1      then: man cmgraph, man cmgraph-adoption
  cmgraph man | man -l -                      the first page alone, without a file")]
pub(crate) struct ManArguments {
    /// Folder for the pages, made where it is not there [default: the first page to standard output]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(crate) fn man(arguments: &ManArguments, quiet: bool) -> Result<(), Failure> {
    let mut command = Main::command();
    // So that the pages of subcommands have their whole names.
    command.build();
    let Some(folder) = &arguments.output else {
        return print(&page(&command, "cmgraph")?);
    };
    fs::create_dir_all(folder).map_err(|error| Failure::writing(&folder.display().to_string(), &error))?;
    let pages = write(&command, "cmgraph", folder)?;
    if !quiet {
        eprintln!("cmgraph: {pages} pages written to {}", folder.display());
    }
    Ok(())
}

/// A page for the command and for all below it; how many.
fn write(command: &clap::Command, name: &str, folder: &Path) -> Result<usize, Failure> {
    save(&folder.join(format!("{name}.1")), &page(command, name)?)?;
    let mut pages = 1;
    for below in command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help")
    {
        pages += write(below, &format!("{name}-{}", below.get_name()), folder)?;
    }
    Ok(pages)
}

fn page(command: &clap::Command, name: &str) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    // Built commands know their whole name: cmgraph-adoption.
    let page = clap_mangen::Man::new(command.clone());
    page.render(&mut text).map_err(|error| Failure::writing(name, &error))?;
    Ok(text)
}
