//! The `cmgraph` command: an export in, answers out.

mod adoption;
mod answers;
mod arguments;
mod bridges;
mod champions;
mod circles;
mod conversation;
mod cover;
mod dependence;
mod doctor;
mod evaluate;
mod expertise;
mod failure;
mod funnel;
mod goals;
mod graph;
mod graph_tables;
mod hubs;
mod input;
mod output;
mod overview;
mod participation;
mod privacy;
mod questions;
mod read;
mod report;
mod retention;
mod rivals;
mod route;
mod shell;
mod simulate;
mod spread;
mod stage;
mod unanswered;
mod what_if;
mod work_time;

use arguments::{Command, Main};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Main::try_parse().map_err(Failure::from).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(main: Main) -> Result<(), Failure> {
    let Main { command, threads, quiet } = main;
    let work = move || match command {
        Command::Overview(arguments) => overview::run(&arguments, quiet),
        Command::Report(arguments) => report::run(&arguments, quiet),
        Command::Goals(arguments) => goals::run(&arguments, quiet),
        Command::Doctor(arguments) => doctor::run(&arguments, quiet),
        Command::Read(arguments) => read::run(&arguments, quiet),
        Command::Adoption(arguments) => adoption::run(&arguments, quiet),
        Command::Funnel(arguments) => funnel::run(&arguments, quiet),
        Command::Champions(arguments) => champions::run(&arguments, quiet),
        Command::Cover(arguments) => cover::run(&arguments, quiet),
        Command::Expertise(arguments) => expertise::run(&arguments, quiet),
        Command::Questions(arguments) => questions::run(&arguments, quiet),
        Command::Answers(arguments) => answers::run(&arguments, quiet),
        Command::Hubs(arguments) => hubs::run(&arguments, quiet),
        Command::Graph(arguments) => graph::run(&arguments, quiet),
        Command::Conversation(arguments) => conversation::run(&arguments, quiet),
        Command::Participation(arguments) => participation::run(&arguments, quiet),
        Command::Retention(arguments) => retention::run(&arguments, quiet),
        Command::Bridges(arguments) => bridges::run(&arguments, quiet),
        Command::Circles(arguments) => circles::run(&arguments, quiet),
        Command::Dependence(arguments) => dependence::run(&arguments, quiet),
        Command::WhatIf(arguments) => what_if::run(&arguments, quiet),
        Command::Spread(arguments) => spread::run(&arguments, quiet),
        Command::Stage(arguments) => stage::run(&arguments, quiet),
        Command::Unanswered(arguments) => unanswered::run(&arguments, quiet),
        Command::Route(arguments) => route::run(&arguments, quiet),
        Command::Rivals(arguments) => rivals::run(&arguments, quiet),
        Command::Evaluate { what } => evaluate::run(&what, quiet),
        Command::Privacy(arguments) => privacy::run(&arguments, quiet),
        Command::Simulate(arguments) => simulate::run(&arguments, quiet),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::man(&arguments, quiet),
    };
    match threads {
        None => work(),
        Some(n) => rayon::ThreadPoolBuilder::new()
            .num_threads(n.get())
            .build()
            .map_err(|e| Failure::error(format!("{n} threads cannot be started: {e}")))?
            .install(work),
    }
}
