//! What the command understands, with the help that teaches it.

use cmgraph::adoption::{
    DEFAULT_FORECAST_DRAWS, DEFAULT_HABIT_WEEKS, DEFAULT_HABIT_WINDOW, DEFAULT_HORIZON_DAYS,
    DEFAULT_INTERVAL_LEVEL, DEFAULT_MAX_CEILING_WIDTH, DEFAULT_MIN_ADOPTERS, DEFAULT_MIN_PEOPLE,
    DEFAULT_PERIOD,
};
use cmgraph::bridging as bridge;
use cmgraph::champions as champion;
use cmgraph::conversation as talk;
use cmgraph::export::Field;
use cmgraph::funnel::{self as funnel, FirstPost};
use cmgraph::participation as take_part;
use cmgraph::privacy::DEFAULT_MIN_GROUP;
use cmgraph::questions as question;
use cmgraph::retention as stay;
use cmgraph::simulate::{DEFAULT_SEED, DEFAULT_SHUFFLE, Size};
use cmgraph::stage as life;
use cmgraph::table::DEFAULT_WIDTH;
use cmgraph::time::{Day, Period};
use cmgraph::{Mode, stats};
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

Exit codes: 0 done, 1 error, 2 wrong usage, 130 interrupted (Ctrl-C).";

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
    /// All of it in short: what was read, adoption, champions, hubs
    #[command(after_help = "\
Examples:
  cmgraph overview export.zip --roster people.csv --cm anna@example.com
  cmgraph overview 2023.zip 2024.zip --from 2024-01-01 --zone Europe/Helsinki
  cmgraph overview export.zip --mode aggregate      no rows about people: for a wider audience")]
    Overview(OverviewArguments),
    /// What an export holds: rows read, left out and why, declared counts, how the roster fits
    #[command(after_help = "\
Tables: audit_summary, audit_files, audit_dropped, and with a roster audit_unmatched.

Examples:
  cmgraph read export.zip --roster people.csv
  cmgraph read export.zip --roster people.csv --table audit_unmatched    accounts the roster lacks")]
    Read(ReadArguments),
    /// How far use has spread: adoption curve, shares with intervals, by unit, active people
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
    Adoption(AdoptionArguments),
    /// How far people have come: from invited to regular, how long it takes, and what a first reply goes with
    #[command(
        long_about = "\
How far have people come? Everybody is in the furthest state reached: invited (could take part), registered, reactor, \
replier, poster, answerer, regular (was active in several of the last weeks, once at least); states may be skipped. Given are how many are at \
least so far, how many of them go on to the next state, and how many days it takes. Who only reads cannot be told \
from an export, and is not guessed.

And: do newcomers whose first post gets a reply in the first days write again more often than those who get none?",
        after_help = "\
Tables: funnel (default), funnel_states (30, 90 and 180 days after entry), funnel_by_unit (with --by-unit: default), \
newcomer_reply.

Examples:
  cmgraph funnel export.zip --roster people.csv --cm anna@example.com
  cmgraph funnel export.zip --roster people.csv --by-unit --unit-level 2
  cmgraph funnel export.zip --launch 2023-06-01 --reply-days 7      the community began inside the export
  cmgraph funnel export.zip --table newcomer_reply --format csv"
    )]
    Funnel(FunnelArguments),
    /// Who helps: people who answer many different colleagues, and the units that have none
    #[command(
        long_about = "\
Who helps? A helper champion answers the questions of many different colleagues, which counts of posts or likes do \
not show. Listed are those who were active lately, helped in several threads and help with a good part of what they \
write, by distinct colleagues helped per month; the interval in brackets says how sure that is. These are people \
to write to: they may like to be asked to help on.",
        after_help = "\
Tables: champions (default), champions_by_unit (with --by-unit: default).

Examples:
  cmgraph champions export.zip --roster people.csv --cm anna@example.com -n 10
  cmgraph champions export.zip --roster people.csv --by-unit              where is one missing?
  cmgraph champions export.zip --mode pseudonymous --key-file key.txt --format json"
    )]
    Champions(ChampionArguments),
    /// Who is asked: people to whom many colleagues turn, also those not on the platform yet
    #[command(
        long_about = "\
Who is asked? A question hub is somebody to whom many different colleagues turn by themselves: often a team \
secretary, sometimes somebody who is not on the platform yet. Often it is enough to get them.",
        after_help = "\
Tables: question_hubs (default), question_hubs_by_unit (with --by-unit: default).

Examples:
  cmgraph hubs export.zip --roster people.csv --cm anna@example.com
  cmgraph hubs export.zip --no-off-platform --format csv"
    )]
    Hubs(HubArguments),
    /// Who interacts with whom: the graph, its measures, its communities, and files for other programs
    #[command(
        long_about = "\
Who interacts with whom? Members are joined by an arc where one replied to a message of the other, mentioned or accepted \
it. The text says how far they are connected, whether they answer each other, which communities the ties show, and how \
that changed. Every measure of the graph is a table of its own; --save writes the graph for Gephi, networkx or igraph.",
        after_help = "\
Tables: graph (default), graph_over_time, weak_components, strong_components, communities, mixing, ei_index; with a row a \
member or an arc (not in aggregate mode): nodes, arcs, pagerank, hits, betweenness, closeness, clustering, \
structural_holes, cores, articulation_points, bridges, brokerage, ei_members, community_members, drawing.

Examples:
  cmgraph graph export.zip --from 2024-01-01
  cmgraph graph export.zip --roster people.csv --unit-level 1 --table mixing     unit by unit
  cmgraph graph export.zip --table betweenness --epsilon 0.01 --format csv
  cmgraph graph export.zip --save community.graphml        or .gexf, or .csv: one row an act, with its time"
    )]
    Graph(crate::graph::GraphArguments),
    /// Do members talk to each other, or does the company broadcast at them?
    #[command(
        long_about = "\
Do members talk to each other? In how many threads did at least two members write and somebody reply back (dialogue), and \
how many were started by those who run the community or speak for the organisation without a member replying to another \
(broadcast)? How many replies go from member to member, how deep and wide do threads run, and do people answer each \
other over time, more than chance would? For the whole and for each group. Beside it how people take part: who gives \
about as much as comes back, who sets others talking, who answers; the others are counted, not listed.

Tell who runs the community (--cm) and who speaks for the organisation (--comms): without it broadcasts cannot be told.",
        after_help = "\
Tables: conversation (default), conversation_threads, conversation_ties, patterns, pattern_people.

Examples:
  cmgraph conversation export.zip --cm anna@example.com --comms news@example.com
  cmgraph conversation export.zip --cm anna@example.com --format csv --output conversation.csv
  cmgraph conversation export.zip --roster people.csv --table pattern_people"
    )]
    Conversation(ConversationArguments),
    /// Who takes part: the measured 90-9-1, and whether it hangs on a few
    #[command(
        long_about = "\
Who takes part? \"1% write, 9% sometimes, 90% only read\" is a rule of thumb; here are the measured shares: what the 1% \
who write most, the next 9% and the rest made of all posts and replies, how many never wrote, wrote once, occasionally \
or regularly, and on how many people half of the content hangs. Out of everybody who could have taken part, with and \
without the community manager and communications.",
        after_help = "\
Tables: participation_groups (default), participation_classes, participation_inequality.

Examples:
  cmgraph participation export.zip --roster people.csv --cm anna@example.com
  cmgraph participation export.zip --from 2024-01-01 --table participation_classes"
    )]
    Participation(ParticipationArguments),
    /// Who comes back: cohorts, time to the first post, time to silence, who is still there
    #[command(
        long_about = "\
Who comes back? Cohorts are people first active (post, reply or reaction) in the same month or week; their rows say how \
many were active so many months later, out of those who were still with the organisation. Beside that: how long people \
who could write take to the first post, how long it is from the first activity to silence, and from how often and how \
recently people were active how many of them are still there and will be seen in the next weeks.",
        after_help = "\
Tables: retention_triangle (default), retention_curve, first_post, time_to_silence, retention_times, alive, \
retention_model; with --by-unit first_post_by_unit (default) and first_post_test.

Examples:
  cmgraph retention export.zip --roster people.csv --cm anna@example.com
  cmgraph retention export.zip --period week --silence-weeks 4
  cmgraph retention export.zip --roster people.csv --by-unit --unit-level 2 --format csv"
    )]
    Retention(RetentionArguments),
    /// Which stage of life the community and each group is in, and when activity changed
    #[command(
        long_about = "\
Which stage is it in? A community begins with its manager (inception), is then carried more and more by its members \
(establishment), stands by itself (maturity), and may fall away (falling, decline). The stage is judged by the last \
twelve weeks: how the number of active people changes, and in which share of the threads at least two members \
wrote. It comes with a probability; where none is likely enough it is unclear, and where there are too few people \
or threads that is said. Beside it: who came, who did not come back, and in which weeks the level of activity \
changed.

Tell who runs the community (--cm): without it everybody counts as a member.",
        after_help = "\
Tables: stage (default), stage_inputs, changes, activity_weeks.

Examples:
  cmgraph stage export.zip --cm anna@example.com --zone Europe/Helsinki
  cmgraph stage export.zip --cm anna@example.com --table changes --format csv
  cmgraph stage export.zip --whole-only --holiday 2024-05-01 --holiday 2024-12-24"
    )]
    Stage(StageArguments),
    /// Do units talk with one another: replies across units, people between them, what hangs on a single tie
    #[command(
        long_about = "\
Do units talk with one another, or each for itself? The share of replies that go to another unit, whole and by unit, \
beside what there would be if units did not matter (the E-I index, with a permutation test); from which unit to which \
more or fewer replies go than expected; how many questions are answered from another unit; the colleagues who stand \
between units; and the pairs of units whose talk hangs on one pair of people.

Reactions do not count, and threads with very many authors join nobody. Without --unit-level units are taken at the \
deepest level of which there are at most 12. Half a year is a good window (--from): people change units.",
        after_help = "\
Tables: bridging (default), bridging_by_unit, bridging_matrix, bridging_answers, bridging_links, bridging_brokers, \
bridging_only_ties.

Examples:
  cmgraph bridges export.zip --roster people.csv --cm anna@example.com --from 2024-01-01
  cmgraph bridges export.zip --roster people.csv --unit-level 2 --table bridging_matrix --format csv"
    )]
    Bridges(BridgeArguments),
    /// Which circles people form by themselves, and whether they follow the units
    #[command(
        long_about = "\
Which circles do people form by themselves? Found from the replies alone (Leiden communities), without looking at \
units, and then held against the units: how far they agree, and which circles cut across the organisation chart (the \
largest unit has clearly less than half of the people). Without --unit-level units are taken at the deepest level of \
which there are at most 12. A \
circle is called by the group of the platform in which most of its replies are; texts are not kept, so there are no \
topic words. Community managers and communications accounts (--cm, --comms) are left out: they talk with everybody.",
        after_help = "\
Tables: circles (default), circles_agreement.

Examples:
  cmgraph circles export.zip --roster people.csv --cm anna@example.com --from 2024-01-01
  cmgraph circles export.zip --roster people.csv --resolution 2 --format csv"
    )]
    Circles(CircleArguments),
    /// Makes up an organisation and writes its export, roster and truth
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
    Simulate(SimulateArguments),
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
}

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
    /// Levels of the unit path that make a unit, from 1 [default: the whole path; for bridges and circles the deepest level
    /// with at most 12 units]
    #[arg(long, alias = "level", value_name = "N", help_heading = "Time and units")]
    pub(crate) unit_level: Option<NonZeroUsize>,
}

/// What leaves, and how.
#[derive(clap::Args)]
pub(crate) struct Exit {
    /// How people appear. named: by id and name, in lists where being found is good for them. pseudonymous: by a keyed
    /// hash, the same for the same key, names gone; still personal data by law. aggregate: no rows about people at
    /// all. Numbers about fewer than --min-group people are hidden in every mode
    #[arg(long, value_name = "MODE", default_value = "named", value_parser = mode, help_heading = "Output")]
    pub(crate) mode: Mode,
    /// File with the secret of the pseudonyms, 16 bytes or more; never given on the command line itself
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) key_file: Option<PathBuf>,
    /// Fewest people a number by unit may be about
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_GROUP, help_heading = "Output")]
    pub(crate) min_group: u32,
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

#[derive(clap::Args)]
pub(crate) struct OverviewArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct ReadArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct AdoptionArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// By unit of the organisation as well
    #[arg(long, help_heading = "Time and units")]
    pub(crate) by_unit: bool,
    /// By group of the platform as well
    #[arg(long, help_heading = "Time and units")]
    pub(crate) by_group: bool,
    /// People from which a unit has a curve of its own
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_PEOPLE)]
    pub(crate) min_people: u64,
    /// Adopters from which a curve is fitted
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MIN_ADOPTERS)]
    pub(crate) min_adopters: u64,
    /// Do not fit curves: no ceiling, no forecast
    #[arg(long, help_heading = "Forecast")]
    pub(crate) no_fit: bool,
    /// First day of the curves [default: the first day of the export, or of the first adoption after it]
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Forecast")]
    pub(crate) launch: Option<Day>,
    /// Days that the forecast looks ahead
    #[arg(long, value_name = "DAYS", default_value_t = DEFAULT_HORIZON_DAYS, help_heading = "Forecast")]
    pub(crate) horizon_days: u32,
    /// Widest interval of the ceiling with which it counts as known
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_MAX_CEILING_WIDTH, help_heading = "Forecast")]
    pub(crate) max_ceiling_width: f64,
    /// Refits behind the band of the forecast
    #[arg(long, value_name = "N", default_value_t = DEFAULT_FORECAST_DRAWS, help_heading = "Forecast")]
    pub(crate) draws: usize,
    /// Seed of the refits
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_SEED, help_heading = "Forecast")]
    pub(crate) seed: u64,
    /// Width of the steps of the curve: day, week or month
    #[arg(long, value_name = "PERIOD", default_value = DEFAULT_PERIOD.name(), value_parser = period)]
    pub(crate) period: Period,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    pub(crate) interval_level: f64,
    /// Active weeks that make a habit
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HABIT_WEEKS)]
    pub(crate) habit_weeks: usize,
    /// Trailing weeks among which they must lie
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HABIT_WINDOW)]
    pub(crate) habit_window: usize,
    /// Count community managers and communications accounts too
    #[arg(long)]
    pub(crate) include_officials: bool,
    /// Count people from outside too
    #[arg(long)]
    pub(crate) include_guests: bool,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct FunnelArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// By unit of the organisation as well
    #[arg(long, help_heading = "Time and units")]
    pub(crate) by_unit: bool,
    /// Day (local midnight) or instant from which people could take part [default: the start of the export, or the
    /// earliest first log-in where many are earlier]
    #[arg(long, value_name = "WHEN", help_heading = "Time and units")]
    pub(crate) launch: Option<String>,
    /// Days after entry at which people are looked at, separated by commas
    #[arg(long, value_name = "DAYS", value_delimiter = ',', default_values_t = funnel::DEFAULT_HORIZONS)]
    pub(crate) horizons: Vec<u32>,
    /// Which message of a newcomer is looked at: the first thread or the first message of any kind
    #[arg(long, value_name = "WHICH", default_value = FirstPost::Thread.name(), value_parser = first_post)]
    pub(crate) first_post: FirstPost,
    /// Days in which a first post can get the reply that counts
    #[arg(long, value_name = "DAYS", default_value_t = funnel::DEFAULT_REPLY_DAYS)]
    pub(crate) reply_days: u32,
    /// Days after those in which a newcomer can come back
    #[arg(long, value_name = "DAYS", default_value_t = funnel::DEFAULT_RETURN_DAYS)]
    pub(crate) return_days: u32,
    /// Newcomers that each side of the comparison needs
    #[arg(long, value_name = "N", default_value_t = funnel::DEFAULT_MIN_ARM)]
    pub(crate) min_arm: u32,
    /// People under observation from which a time after entry is told about
    #[arg(long, value_name = "N", default_value_t = funnel::DEFAULT_MIN_AT_RISK)]
    pub(crate) min_at_risk: u32,
    /// Active weeks that make a habit
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HABIT_WEEKS)]
    pub(crate) habit_weeks: usize,
    /// Trailing weeks among which they must lie
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HABIT_WINDOW)]
    pub(crate) habit_window: usize,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = DEFAULT_INTERVAL_LEVEL)]
    pub(crate) interval_level: f64,
    /// Bootstrap draws behind the intervals over time
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_OCCUPATION_REPLICATES)]
    pub(crate) draws: u32,
    /// Seed of the bootstrap
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_SEED)]
    pub(crate) seed: u64,
    /// Count community managers and communications accounts too
    #[arg(long)]
    pub(crate) include_officials: bool,
    /// Count people from outside too
    #[arg(long)]
    pub(crate) include_guests: bool,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct ChampionArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// By unit of the organisation instead: how many there are, and how many are wanted
    #[arg(long, help_heading = "Time and units")]
    pub(crate) by_unit: bool,
    /// Champions listed
    #[arg(short, value_name = "N", default_value_t = champion::DEFAULT_CHAMPIONS)]
    pub(crate) n: usize,
    /// Words from which a reply says something
    #[arg(long, value_name = "N", default_value_t = champion::DEFAULT_MIN_WORDS)]
    pub(crate) min_words: u16,
    /// Words from which a reply that also thanks or asks says something else besides
    #[arg(long, value_name = "N", default_value_t = champion::DEFAULT_MIN_WORDS_MIXED)]
    pub(crate) min_words_mixed: u16,
    /// Days after which help counts half [default: all help counts alike]
    #[arg(long, value_name = "DAYS")]
    pub(crate) half_life_days: Option<f64>,
    /// Last weeks in which activity is looked at
    #[arg(long, value_name = "N", default_value_t = champion::DEFAULT_ACTIVITY_WEEKS)]
    pub(crate) activity_weeks: u32,
    /// Weeks among them in which a champion was active
    #[arg(long, value_name = "N", default_value_t = champion::DEFAULT_MIN_ACTIVE_WEEKS)]
    pub(crate) min_active_weeks: u32,
    /// Distinct colleagues whom a champion helped
    #[arg(long, value_name = "N", default_value_t = champion::DEFAULT_MIN_HELPED)]
    pub(crate) min_helped: u32,
    /// Threads not started by the own leader in which a champion helped
    #[arg(long, value_name = "N", default_value_t = champion::DEFAULT_MIN_THREADS)]
    pub(crate) min_threads: u32,
    /// Share of a champion's messages that help
    #[arg(long, value_name = "SHARE", default_value_t = champion::DEFAULT_MIN_ANSWER_SHARE)]
    pub(crate) min_answer_share: f64,
    /// Probability with which a champion helps more than three quarters of the own unit
    #[arg(long, value_name = "P", default_value_t = champion::DEFAULT_MIN_P_ABOVE_UNIT)]
    pub(crate) min_p_above_unit: f64,
    /// A champion is wanted for each started number of people of this size in a unit
    #[arg(long, value_name = "N", default_value_t = champion::DEFAULT_PEOPLE_PER_CHAMPION)]
    pub(crate) people_per_champion: u32,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = stats::DEFAULT_POSTERIOR_LEVEL)]
    pub(crate) interval_level: f64,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct HubArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// By unit of the organisation instead
    #[arg(long, help_heading = "Time and units")]
    pub(crate) by_unit: bool,
    /// Hubs listed
    #[arg(short, value_name = "N", default_value_t = question::DEFAULT_HUBS)]
    pub(crate) n: usize,
    /// Distinct askers from which somebody is listed
    #[arg(long, value_name = "N", default_value_t = question::DEFAULT_MIN_ASKERS)]
    pub(crate) min_askers: u32,
    /// The same for somebody who is not on the platform
    #[arg(long, value_name = "N", default_value_t = question::DEFAULT_MIN_ASKERS_OFF_PLATFORM)]
    pub(crate) min_askers_off_platform: u32,
    /// Leave out people who are not on the platform: they never agreed to anything
    #[arg(long)]
    pub(crate) no_off_platform: bool,
    /// Most people that a message may mention; longer lists greet rather than ask
    #[arg(long, value_name = "N", default_value_t = question::DEFAULT_MAX_MENTIONS)]
    pub(crate) max_mentions: usize,
    /// Percentile of the colleagues beyond which somebody is a hub
    #[arg(long, value_name = "SHARE", default_value_t = question::DEFAULT_HUB_PERCENTILE)]
    pub(crate) hub_percentile: f64,
    /// Probability to lie beyond it from which somebody on the platform is listed
    #[arg(long, value_name = "SHARE", default_value_t = question::DEFAULT_MIN_P_HUB)]
    pub(crate) min_p_hub: f64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = stats::DEFAULT_POSTERIOR_LEVEL)]
    pub(crate) interval_level: f64,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct ConversationArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// The whole only, not each group
    #[arg(long, help_heading = "Time and units")]
    pub(crate) whole_only: bool,
    /// Days that a thread is given; later replies are not looked at, younger threads left out
    #[arg(long, value_name = "DAYS", default_value_t = talk::DEFAULT_FOLLOW_DAYS)]
    pub(crate) follow_days: u32,
    /// Threads from which means and ratios have a value
    #[arg(long, value_name = "N", default_value_t = talk::DEFAULT_MIN_THREADS)]
    pub(crate) min_threads: u32,
    /// Days within which a there, back and there again counts as an exchange
    #[arg(long, value_name = "DAYS", default_value_t = cmgraph::graph::DEFAULT_EXCHANGE_DAYS)]
    pub(crate) exchange_days: f64,
    /// Given and received, together, below which somebody is an observer
    #[arg(long, value_name = "N", default_value_t = talk::DEFAULT_MIN_EVENTS, help_heading = "Patterns")]
    pub(crate) min_events: u32,
    /// Given and received, together, from which an interval that covers one half is a balance
    #[arg(long, value_name = "N", default_value_t = talk::DEFAULT_CLEAR_EVENTS, help_heading = "Patterns")]
    pub(crate) clear_events: u32,
    /// Lower end of a balance of giving and receiving
    #[arg(long, value_name = "SHARE", default_value_t = talk::DEFAULT_BALANCE_LOW, help_heading = "Patterns")]
    pub(crate) balance_low: f64,
    /// Upper end of a balance of giving and receiving
    #[arg(long, value_name = "SHARE", default_value_t = talk::DEFAULT_BALANCE_HIGH, help_heading = "Patterns")]
    pub(crate) balance_high: f64,
    /// Level of the interval of somebody's balance
    #[arg(long, value_name = "SHARE", default_value_t = talk::DEFAULT_BALANCE_LEVEL, help_heading = "Patterns")]
    pub(crate) balance_level: f64,
    /// Share of posts in what a broadcaster gives, at least
    #[arg(long, value_name = "SHARE", default_value_t = talk::DEFAULT_BROADCASTER_POSTS, help_heading = "Patterns")]
    pub(crate) broadcaster_posts: f64,
    /// Share of replies in what a broadcaster gives, at most
    #[arg(long, value_name = "SHARE", default_value_t = talk::DEFAULT_BROADCASTER_REPLIES, help_heading = "Patterns")]
    pub(crate) broadcaster_replies: f64,
    /// Probability of a pattern from which somebody is said to have it
    #[arg(long, value_name = "P", default_value_t = talk::DEFAULT_MIN_PROBABILITY, help_heading = "Patterns")]
    pub(crate) min_probability: f64,
    /// People of a pattern that are listed at most; only patterns for which it is good to be found are
    #[arg(long, value_name = "N", default_value_t = talk::DEFAULT_LISTED, help_heading = "Patterns")]
    pub(crate) listed: usize,
    /// Bootstrap draws behind the intervals
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_BOOTSTRAP_SAMPLES)]
    pub(crate) draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_SEED)]
    pub(crate) seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = talk::DEFAULT_INTERVAL_LEVEL)]
    pub(crate) interval_level: f64,
    /// Count people from outside as members too
    #[arg(long)]
    pub(crate) include_guests: bool,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct BridgeArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// People between units listed at most
    #[arg(short, value_name = "N", default_value_t = bridge::DEFAULT_BROKERS)]
    pub(crate) n: usize,
    /// Other units that somebody between units talks with, at least
    #[arg(long, value_name = "N", default_value_t = bridge::DEFAULT_MIN_UNITS)]
    pub(crate) min_units: u32,
    /// Threads in which he or she does, at least
    #[arg(long, value_name = "N", default_value_t = bridge::DEFAULT_MIN_THREADS)]
    pub(crate) min_threads: u32,
    /// Threads with more authors join nobody
    #[arg(long, value_name = "N", default_value_t = bridge::DEFAULT_MAX_AUTHORS)]
    pub(crate) max_authors: u32,
    /// Permutations of the units behind the p-values, at least 99
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_PERMUTATIONS)]
    pub(crate) permutations: usize,
    /// Bootstrap draws of the threads behind the intervals
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_BOOTSTRAP_SAMPLES)]
    pub(crate) draws: usize,
    /// Seed of both
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_SEED)]
    pub(crate) seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = bridge::DEFAULT_INTERVAL_LEVEL)]
    pub(crate) interval_level: f64,
    /// Count people from outside too
    #[arg(long)]
    pub(crate) include_guests: bool,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct CircleArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// Above 1 more and smaller circles, below 1 fewer and larger ones
    #[arg(long, value_name = "NUMBER", default_value_t = bridge::DEFAULT_RESOLUTION)]
    pub(crate) resolution: f64,
    /// Searches; the best counts, the others say how stable it is
    #[arg(long, value_name = "N", default_value_t = bridge::DEFAULT_CIRCLE_RUNS)]
    pub(crate) runs: usize,
    /// People from which a circle is listed
    #[arg(long, value_name = "N", default_value_t = bridge::DEFAULT_MIN_MEMBERS)]
    pub(crate) min_members: u32,
    /// Threads with more authors join nobody
    #[arg(long, value_name = "N", default_value_t = bridge::DEFAULT_MAX_AUTHORS)]
    pub(crate) max_authors: u32,
    /// Seed of the searches
    #[arg(long, value_name = "N", default_value_t = bridge::DEFAULT_CIRCLE_SEED)]
    pub(crate) seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = bridge::DEFAULT_INTERVAL_LEVEL)]
    pub(crate) interval_level: f64,
    /// Count people from outside too
    #[arg(long)]
    pub(crate) include_guests: bool,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct ParticipationArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// Share of somebody's weeks with a post or reply from which writing is regular
    #[arg(long, value_name = "SHARE", default_value_t = take_part::DEFAULT_REGULAR_SHARE)]
    pub(crate) regular_share: f64,
    /// Weeks with a post or reply that regular writing needs besides
    #[arg(long, value_name = "N", default_value_t = take_part::DEFAULT_REGULAR_WEEKS)]
    pub(crate) regular_weeks: u32,
    /// Bootstrap draws behind the intervals
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_BOOTSTRAP_SAMPLES)]
    pub(crate) draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = stats::DEFAULT_SEED)]
    pub(crate) seed: u64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = take_part::DEFAULT_INTERVAL_LEVEL)]
    pub(crate) interval_level: f64,
    /// Count people from outside too
    #[arg(long)]
    pub(crate) include_guests: bool,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct RetentionArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// By unit of the organisation as well
    #[arg(long, help_heading = "Time and units")]
    pub(crate) by_unit: bool,
    /// Width of cohorts and ages: week or month
    #[arg(long, value_name = "PERIOD", default_value = stay::DEFAULT_PERIOD.name(), value_parser = period)]
    pub(crate) period: Period,
    /// Weeks without activity that count as silence
    #[arg(long, value_name = "N", default_value_t = stay::DEFAULT_SILENCE_WEEKS)]
    pub(crate) silence_weeks: u32,
    /// Months (or weeks) that the curve is projected beyond what was seen
    #[arg(long, value_name = "N", default_value_t = stay::DEFAULT_AHEAD)]
    pub(crate) ahead: u32,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = stay::DEFAULT_INTERVAL_LEVEL)]
    pub(crate) interval_level: f64,
    /// Count community managers and communications accounts too
    #[arg(long)]
    pub(crate) include_officials: bool,
    /// Count people from outside too
    #[arg(long)]
    pub(crate) include_guests: bool,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct StageArguments {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) time: Time,
    /// The whole only, not each group
    #[arg(long, help_heading = "Time and units")]
    pub(crate) whole_only: bool,
    /// A day without work beside Saturdays and Sundays; may be repeated
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = "Time and units")]
    pub(crate) holiday: Vec<Day>,
    /// Complete weeks that a stage is judged by
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_WEEKS)]
    pub(crate) weeks: usize,
    /// Share of threads with two members in them below which it is the inception
    #[arg(long, value_name = "SHARE", default_value_t = life::DEFAULT_ESTABLISHED_SHARE)]
    pub(crate) established_share: f64,
    /// Share of threads with two members in them from which it is mature
    #[arg(long, value_name = "SHARE", default_value_t = life::DEFAULT_MATURE_SHARE)]
    pub(crate) mature_share: f64,
    /// Growth a week, up or down, that is small
    #[arg(long, value_name = "RATE", default_value_t = life::DEFAULT_SMALL_GROWTH)]
    pub(crate) small_growth: f64,
    /// Windows in a row in which active people must fall for a decline
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_DECLINE_WINDOWS)]
    pub(crate) decline_windows: usize,
    /// Probability from which a stage is told; below it is unclear
    #[arg(long, value_name = "P", default_value_t = life::DEFAULT_MIN_PROBABILITY)]
    pub(crate) min_probability: f64,
    /// Weeks that the bootstrap draws together
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_BLOCK)]
    pub(crate) block: usize,
    /// Bootstrap draws of each community
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_STAGE_DRAWS)]
    pub(crate) draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_STAGE_SEED)]
    pub(crate) seed: u64,
    /// Active people from which a community has a stage, and a group weeks and changes of its own
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_MIN_PEOPLE)]
    pub(crate) min_people: u32,
    /// Threads from which a community has a stage
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_MIN_THREADS)]
    pub(crate) min_threads: u32,
    /// Days that a thread is given to find its second author
    #[arg(long, value_name = "DAYS", default_value_t = life::DEFAULT_FOLLOW_DAYS)]
    pub(crate) follow_days: u32,
    /// Count posts and replies only as activity, not reactions
    #[arg(long)]
    pub(crate) no_reactions: bool,
    /// Count people from outside as members too
    #[arg(long)]
    pub(crate) include_guests: bool,
    /// What a change must be worth, times the logarithm of the number of weeks
    #[arg(long, value_name = "X", default_value_t = life::DEFAULT_PENALTY)]
    pub(crate) penalty: f64,
    /// Fewest weeks between two changes
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_MIN_SEGMENT)]
    pub(crate) min_segment: usize,
    /// Weeks from which a series is scanned for changes
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_MIN_SERIES_WEEKS)]
    pub(crate) min_series_weeks: usize,
    /// Mean a week from which a series is scanned for changes
    #[arg(long, value_name = "N", default_value_t = life::DEFAULT_MIN_SERIES_MEAN)]
    pub(crate) min_series_mean: f64,
    /// Level of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = stats::DEFAULT_LEVEL)]
    pub(crate) interval_level: f64,
    #[command(flatten)]
    pub(crate) exit: Exit,
}

#[derive(clap::Args)]
pub(crate) struct SimulateArguments {
    /// Size: s, m, l or bundled
    #[arg(long, value_name = "SIZE", default_value = "s", value_parser = size)]
    pub(crate) size: Size,
    /// Seed: another one makes up another organisation
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    pub(crate) seed: u64,
    /// Folder to write to; made if need be
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Folders instead of zip archives
    #[arg(long)]
    pub(crate) folder: bool,
    /// Number of exports that the time is cut into
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) windows: usize,
    /// Rows that may stand in a file before their turn; the number of messages or more: any order
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SHUFFLE)]
    pub(crate) shuffle: usize,
}

fn mode(text: &str) -> Result<Mode, String> {
    Mode::parse(text).ok_or_else(|| "expected named, pseudonymous or aggregate".into())
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "expected a day such as 2024-12-24".into())
}

fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| "expected day, week or month".into())
}

fn first_post(text: &str) -> Result<FirstPost, String> {
    FirstPost::parse(text).ok_or_else(|| "expected thread or message".into())
}

fn size(text: &str) -> Result<Size, String> {
    text.parse().map_err(|_| "expected s, m, l or bundled".into())
}

fn roster_column(text: &str) -> Result<(Field, String), String> {
    let fields = || Field::ALL.map(Field::name).join(", ");
    let (field, header) = text.split_once('=').ok_or("expected FIELD=HEADER, such as unit=Department")?;
    let field = Field::parse(field.trim()).ok_or_else(|| format!("the fields are {}", fields()))?;
    Ok((field, header.to_owned()))
}
