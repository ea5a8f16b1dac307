//! What the command understands, with the help that teaches it.

use crate::adoption::AdoptionArguments;
use crate::answers::AnswersArguments;
use crate::bridges::BridgeArguments;
use crate::champions::ChampionArguments;
use crate::circles::CircleArguments;
use crate::conversation::ConversationArguments;
use crate::cover::CoverArguments;
use crate::dependence::DependenceArguments;
use crate::doctor::DoctorArguments;
use crate::evaluate::Evaluate;
use crate::expertise::ExpertiseArguments;
use crate::funnel::FunnelArguments;
use crate::goals::GoalArguments;
use crate::graph::GraphArguments;
use crate::hubs::HubArguments;
use crate::overview::OverviewArguments;
use crate::participation::ParticipationArguments;
use crate::privacy::PrivacyArguments;
use crate::questions::QuestionArguments;
use crate::read::ReadArguments;
use crate::report::ReportArguments;
use crate::retention::RetentionArguments;
use crate::rivals::RivalArguments;
use crate::route::RouteArguments;
use crate::shell::{CompletionArguments, ManArguments};
use crate::simulate::SimulateArguments;
use crate::spread::SpreadArguments;
use crate::stage::StageArguments;
use crate::unanswered::UnansweredArguments;
use crate::what_if::WhatIfArguments;
use cmgraph::Mode;
use cmgraph::export::{EventField, Field, ReplyTo};
use cmgraph::privacy::{DEFAULT_DOMINANCE, DEFAULT_MIN_GROUP, Population};
use cmgraph::table::DEFAULT_WIDTH;
use cmgraph::time::{Day, Period};
use std::cell::OnceCell;
use std::num::NonZeroUsize;
use std::path::PathBuf;

const ABOUT: &str = "\
Reads the export of an internal community (Yammer / Viva Engage) and answers the first questions of its community \
manager: how far has it spread, who helps, who is asked.

Start with the overview:
  cmgraph overview export.zip --roster people.csv --cm anna@example.com

The roster is a CSV of everybody who could take part (\"Download users\" of the directory will do). Without it shares \
are of the users of the export, so colleagues without an account are not seen; every result says so. Tell who runs \
the community (--cm) and who speaks for the organisation (--comms): they are left out of what members do among \
themselves.";

const AFTER: &str = "\
No export at hand? Make one up, with a truth to compare with:
  cmgraph simulate --size s -o made-up
  cmgraph overview made-up/export.zip --roster made-up/roster.csv

Something looks odd, or is missing?
  cmgraph doctor export.zip

Exit codes: 0 done (also where the answer is \"not enough data\"), 1 error (a file that cannot be read or written, \
somebody who is not there), 2 wrong usage (an option, or a value that it cannot have), 130 interrupted (Ctrl-C).

Help is in colour on a terminal only; NO_COLOR=1 turns that off. Tables and files never have any.";

/// The whole command line.
#[derive(clap::Parser)]
#[command(
    name = "cmgraph",
    version,
    about = "Who makes an internal community work, from its export",
    long_about = ABOUT,
    after_help = AFTER,
    max_term_width = 100
)]
pub(crate) struct Main {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Number of threads; the results are the same for any [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// No progress bar and no remarks on stderr; errors are still told
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    Overview(OverviewArguments),
    Report(ReportArguments),
    Goals(GoalArguments),
    Doctor(DoctorArguments),
    Read(ReadArguments),
    Adoption(AdoptionArguments),
    Funnel(FunnelArguments),
    Champions(ChampionArguments),
    Cover(CoverArguments),
    Expertise(ExpertiseArguments),
    Questions(QuestionArguments),
    Answers(AnswersArguments),
    Hubs(HubArguments),
    Graph(GraphArguments),
    Conversation(ConversationArguments),
    Participation(ParticipationArguments),
    Retention(RetentionArguments),
    Spread(SpreadArguments),
    Stage(StageArguments),
    Bridges(BridgeArguments),
    Circles(CircleArguments),
    Dependence(DependenceArguments),
    WhatIf(WhatIfArguments),
    Unanswered(UnansweredArguments),
    Route(RouteArguments),
    Rivals(RivalArguments),
    /// Puts our own answers to the test on what came later
    Evaluate {
        /// What to put to the test
        #[command(subcommand)]
        what: Evaluate,
    },
    Privacy(PrivacyArguments),
    Simulate(SimulateArguments),
    Completions(CompletionArguments),
    Man(ManArguments),
}

#[derive(clap::Args)]
pub(crate) struct Input {
    /// Exports: zip archives or folders, in any number; overlapping windows are merged
    #[arg(required = true, value_name = "EXPORT")]
    pub(crate) exports: Vec<PathBuf>,
    /// CSV of everybody who could take part: the denominator of the shares
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(crate) roster: Option<PathBuf>,
    /// Which column of the roster holds what, as unit="Cost centre"; may be repeated
    #[arg(long, value_name = "FIELD=HEADER", value_parser = roster_column, help_heading = "Reading")]
    pub(crate) roster_column: Vec<(Field, String)>,
    /// Somebody who runs the community, by e-mail address or id; may be repeated
    #[arg(long, value_name = "WHO", alias = "community-manager", help_heading = "Reading")]
    pub(crate) cm: Vec<String>,
    /// An account that speaks for the organisation; may be repeated
    #[arg(long, value_name = "WHO", alias = "communications", help_heading = "Reading")]
    pub(crate) comms: Vec<String>,
    /// An account that is a program, beside those the export marks; may be repeated
    #[arg(long, value_name = "WHO", help_heading = "Reading")]
    pub(crate) bot: Vec<String>,
    /// E-mail domain of the organisation: others are guests; may be repeated [default: as the export or the roster say]
    #[arg(long, value_name = "DOMAIN", help_heading = "Reading")]
    pub(crate) home_domain: Vec<String>,
    /// Read private conversations as well; they are left out otherwise
    #[arg(long, help_heading = "Reading")]
    pub(crate) private_messages: bool,
    /// File of people to be erased, one e-mail address or id a line: accounts, messages and roster rows are gone before
    /// anything is counted
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(crate) erase: Option<PathBuf>,
    /// File of people who do not want to be listed, one e-mail address or id a line: they are in no list and no row about
    /// people; what they did stays in the counts
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(crate) opt_out: Option<PathBuf>,
    /// Leave out a group with its messages: by name, id, or a word of the name with a star at its end (syndica*); words:
    /// by words in ten languages that suggest health, trade unions, religion, politics, origin or sexual orientation; may be
    /// repeated
    #[arg(long, value_name = "GROUP", help_heading = "Reading")]
    pub(crate) sensitive_group: Vec<String>,
    /// Keep no messages from before this day or instant (UTC)
    #[arg(long, value_name = "WHEN", help_heading = "Reading")]
    pub(crate) keep_since: Option<String>,
    /// Keep no messages older than so many days at the end of the export
    #[arg(long, value_name = "N", help_heading = "Reading")]
    pub(crate) keep_days: Option<u32>,
    /// Read plain events rather than an export: any CSV of who, when, thread and text (.csv, .csv.gz, .zip, folders). Says
    /// which column holds what, as who=Author,when=Time; auto: by their usual names
    #[arg(long, value_name = "auto|FIELD=HEADER,...", value_parser = event_columns, help_heading = "Reading")]
    pub(crate) events: Option<EventColumns>,
    /// What an event replies to that does not say so itself: root (the first message of its thread) or previous (the one
    /// before by somebody else)
    #[arg(long, value_name = "WHAT", value_parser = reply_to, default_value = "root", requires = "events", help_heading = "Reading")]
    pub(crate) reply_to: ReplyTo,
    /// Time zone of events whose times name none
    #[arg(long, value_name = "NAME", default_value = "UTC", requires = "events", help_heading = "Reading")]
    pub(crate) event_zone: String,
}

/// Which column of events holds what.
#[derive(Clone)]
pub(crate) struct EventColumns(pub(crate) Vec<(EventField, String)>);

#[derive(clap::Args)]
pub(crate) struct Time {
    /// First day (2024-07-01, local midnight) or instant (2024-07-01T12:00:00Z) looked at [default: the first]
    #[arg(long, value_name = "WHEN", help_heading = "Time and units")]
    pub(crate) from: Option<String>,
    /// First day or instant no longer looked at [default: the end]
    #[arg(long, value_name = "WHEN", help_heading = "Time and units")]
    pub(crate) to: Option<String>,
    /// Time zone of days, weeks and months, such as Europe/Helsinki
    #[arg(long, value_name = "NAME", default_value = "UTC", help_heading = "Time and units")]
    pub(crate) zone: String,
    /// Levels of the unit path that make a unit, from 1 [default: the whole path; for overview, bridges, circles, spread
    /// and what-if the deepest level with at most 12 units]
    #[arg(long, alias = "level", value_name = "N", help_heading = "Time and units")]
    pub(crate) unit_level: Option<NonZeroUsize>,
}

// No doc comment: it would become the help of whatever it is flattened into.
#[derive(clap::Args)]
pub(crate) struct Exit {
    /// How people appear. named: by id and name, in lists where being found is good for them, and in the
    /// tables of members that graph makes when asked. pseudonymous: by a keyed
    /// hash, the same for the same key, names gone; still personal data by law. aggregate: no rows about people at
    /// all. Numbers about fewer than --min-group people are hidden in every mode
    #[arg(long, value_name = "MODE", default_value = "named", value_parser = mode, help_heading = "Output")]
    pub(crate) mode: Mode,
    /// Why people are named; printed with every list of people
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, help_heading = "Output")]
    pub(crate) purpose: String,
    /// For whom the answer is; printed with every list of people
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, help_heading = "Output")]
    pub(crate) audience: String,
    /// File with the secret of the pseudonyms, 16 bytes or more; never given on the command line itself
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) key_file: Option<PathBuf>,
    /// Fewest people a number by unit may be about
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_GROUP, help_heading = "Output")]
    pub(crate) min_group: u32,
    /// Outside named mode, sums over people are hidden where the largest contribution could be worked out to within so many
    /// percent; 0: never
    #[arg(long, value_name = "PERCENT", default_value_t = DEFAULT_DOMINANCE, help_heading = "Output")]
    pub(crate) dominance: f64,
    /// File of what was released before, made where there is none: refuses a table whose people differ by fewer than
    /// --min-group from those of an earlier one. As confidential as a roster
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) ledger: Option<PathBuf>,
    /// Who is counted, for the ledger
    #[arg(skip)]
    pub(crate) population: OnceCell<Population>,
    /// text: to read. csv: one table, safe to open in a spreadsheet program; with --output how its numbers came about
    /// is written beside it (FILE.provenance.json). json: an array of all tables with their provenance
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    pub(crate) format: Format,
    /// This table only
    #[arg(long, value_name = "NAME", help_heading = "Output")]
    pub(crate) table: Option<String>,
    /// Write to a file, replaced only when all of it is there [default: standard output]
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Columns of the text
    #[arg(long, value_name = "N", default_value_t = DEFAULT_WIDTH, help_heading = "Output")]
    pub(crate) width: usize,
    /// No characters beyond ASCII in lines and drawings
    #[arg(long, help_heading = "Output")]
    pub(crate) ascii: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    Text,
    Csv,
    Json,
}

fn mode(text: &str) -> Result<Mode, String> {
    Mode::parse(text).ok_or_else(|| "expected named, pseudonymous or aggregate".into())
}

pub(crate) fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "expected a day such as 2024-12-24".into())
}

pub(crate) fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "expected day, week or month".into())
}

fn roster_column(text: &str) -> Result<(Field, String), String> {
    let fields = || Field::ALL.map(Field::name).join(", ");
    let (field, header) = text.split_once('=').ok_or("expected FIELD=HEADER, such as unit=Department")?;
    let field = Field::parse(field.trim()).ok_or_else(|| format!("the fields are {}", fields()))?;
    Ok((field, header.to_owned()))
}

fn event_columns(text: &str) -> Result<EventColumns, String> {
    let fields = || EventField::ALL.map(EventField::name).join(", ");
    if text == "auto" {
        return Ok(EventColumns(Vec::new()));
    }
    let column = |part: &str| -> Result<(EventField, String), String> {
        let (field, header) =
            part.split_once('=').ok_or("expected auto, or FIELD=HEADER such as who=Author")?;
        let field = EventField::parse(field.trim()).ok_or_else(|| format!("the fields are {}", fields()))?;
        Ok((field, header.to_owned()))
    };
    text.split(',').map(column).collect::<Result<_, _>>().map(EventColumns)
}

fn reply_to(text: &str) -> Result<ReplyTo, String> {
    ReplyTo::parse(text).ok_or_else(|| "expected root or previous".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{CommandFactory, Parser};

    /// The words of a line as a shell would cut it, up to a pipe, a redirection or a remark.
    fn words(line: &str) -> Vec<String> {
        let line = line.trim();
        // What follows several spaces explains the line.
        let line = line.split("   ").next().unwrap_or(line);
        let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                '|' | '>' if !quoted => break,
                ' ' if !quoted => {
                    words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()))
                }
                other => word.push(other),
            }
        }
        words.extend(Some(word).filter(|word| !word.is_empty()));
        words
    }

    /// Every subcommand without others below it, with what stands below its help.
    fn helps(command: &clap::Command, path: &str, out: &mut Vec<(String, String)>) {
        let below: Vec<_> = command.get_subcommands().filter(|below| below.get_name() != "help").collect();
        if below.is_empty() || path == "cmgraph" {
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            out.push((path.into(), after));
        }
        below.iter().for_each(|below| helps(below, &format!("{path} {}", below.get_name()), out));
    }

    #[test]
    fn every_example_of_every_help_is_understood() {
        let mut all = Vec::new();
        helps(&Main::command(), "cmgraph", &mut all);
        assert!(all.len() > 28, "{}", all.len());
        for (path, help) in all {
            let examples: Vec<&str> = help.lines().filter(|line| line.starts_with("  cmgraph ")).collect();
            assert!(!examples.is_empty(), "{path} has no example");
            for example in &examples {
                let words = words(example);
                if let Err(error) = Main::try_parse_from(&words) {
                    panic!("{path}: {example}\n{error}");
                }
                assert!(path == "cmgraph" || words.join(" ").starts_with(&path), "{path}: {example}");
            }
        }
    }

    #[test]
    fn the_same_options_mean_the_same_everywhere() {
        let mut command = Main::command();
        command.build();
        fn visit(command: &clap::Command, seen: &mut std::collections::BTreeMap<String, (String, String)>) {
            for argument in command.get_arguments() {
                let Some(long) = argument.get_long() else { continue };
                // These come from one place for all subcommands that read an export.
                let shared = [
                    "roster",
                    "cm",
                    "comms",
                    "from",
                    "to",
                    "zone",
                    "mode",
                    "min-group",
                    "format",
                    "table",
                    "width",
                ];
                if shared.contains(&long) {
                    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                    let name = command.get_name().to_owned();
                    let (first, known) =
                        seen.entry(long.into()).or_insert((name.clone(), help.clone())).clone();
                    assert_eq!(known, help, "--{long} of {first} and {name}");
                }
                assert!(argument.get_help().is_some(), "--{long} of {} has no help", command.get_name());
            }
            command.get_subcommands().for_each(|below| visit(below, seen));
        }
        visit(&command, &mut Default::default());
        command.debug_assert();
    }

    #[test]
    fn each_subcommand_has_a_line_of_its_own() {
        let command = Main::command();
        let mut seen = std::collections::BTreeSet::new();
        for below in command.get_subcommands() {
            let about = below.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && seen.insert(about.clone()), "{}: {about:?}", below.get_name());
        }
    }
}
