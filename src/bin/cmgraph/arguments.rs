//! What the command understands, with the help that teaches it.

use crate::adoption::AdoptionArguments;
use crate::answers::AnswersArguments;
use crate::bridges::BridgeArguments;
use crate::champions::ChampionArguments;
use crate::circles::CircleArguments;
use crate::conversation::ConversationArguments;
use crate::cover::CoverArguments;
use crate::dependence::DependenceArguments;
use crate::evaluate::Evaluate;
use crate::expertise::ExpertiseArguments;
use crate::funnel::FunnelArguments;
use crate::hubs::HubArguments;
use crate::overview::OverviewArguments;
use crate::participation::ParticipationArguments;
use crate::questions::QuestionArguments;
use crate::read::ReadArguments;
use crate::report::ReportArguments;
use crate::retention::RetentionArguments;
use crate::rivals::RivalArguments;
use crate::route::RouteArguments;
use crate::simulate::SimulateArguments;
use crate::spread::SpreadArguments;
use crate::stage::StageArguments;
use crate::unanswered::UnansweredArguments;
use crate::what_if::WhatIfArguments;
use cmgraph::Mode;
use cmgraph::export::{EventField, Field, ReplyTo};
use cmgraph::privacy::DEFAULT_MIN_GROUP;
use cmgraph::table::DEFAULT_WIDTH;
use cmgraph::time::{Day, Period};
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
    /// One page for Monday: whom to write to and why, with drawings and tables, in four languages
    #[command(after_help = "\
Examples:
  cmgraph report export.zip --roster people.csv --cm anna@example.com --output report.html
  cmgraph report export.zip --mode aggregate --language fi --output raportti.html      for a wider audience")]
    Report(ReportArguments),
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
write, by distinct colleagues helped per month; the interval in brackets says how sure that is, and rank_low to \
rank_high which places the data do not rule out. Under each name stands why, and who already does much, so that \
somebody else is asked first. These are people to write to: they may like to be asked to help on. The text shows the \
columns to begin with; CSV and JSON have all (load, newcomers welcomed, own and other units, momentum, ...).

Somebody wants one score made of several? --smaa ranks by all weights of the criteria at once and says how often each \
person is among the first, rather than to hide a choice of weights in a sum.",
        after_help = "\
Tables: champions (default), champions_by_unit (with --by-unit: default), champions_help_by_unit, champions_summary; with \
--smaa: champion_smaa (default), champion_smaa_ranks.

Examples:
  cmgraph champions export.zip --roster people.csv --smaa --criteria helped,thanked,newcomers
  cmgraph champions export.zip --exclude mia@example.com                  she would rather not be listed
  cmgraph champions export.zip --roster people.csv --cm anna@example.com -n 10
  cmgraph champions export.zip --roster people.csv --by-unit              where is one missing?
  cmgraph champions export.zip --mode pseudonymous --key-file key.txt --format json"
    )]
    Champions(ChampionArguments),
    /// Whom to ask so that every unit has somebody: enough champions, everywhere
    #[command(
        long_about = "\
Whom to ask so that every unit has somebody? A list of the most helpful people puts half of them into two units. This \
chooses among the champions so that each unit (and site) with 5 people or more has one for each started 50 people, and \
so that as many people as possible know one of them: as few people as are enough, or the best so many with -k. It \
says how few could do it at most, which units have nobody and who comes next there, whose place others can take, and \
what a longer or shorter list would reach. Who does not want to be asked is left out with --exclude.",
        after_help = "\
Tables: cover (default), cover_summary, cover_units, cover_sites, cover_curve, cover_next_best, cover_alternatives, \
cover_at_capacity.

Examples:
  cmgraph cover export.zip --roster people.csv --cm anna@example.com --unit-level 2
  cmgraph cover export.zip --roster people.csv -k 12 --exclude bo@example.com     the best twelve, without Bo
  cmgraph cover export.zip --roster people.csv --table cover_units --format csv   where is somebody missing?"
    )]
    Cover(CoverArguments),
    /// Would another formula find others? z-score, ExpertiseRank, HITS, TrueSkill beside distinct askers
    #[command(
        long_about = "\
Would another formula find others? Measures of expertise from the literature, side by side, for the people who answered \
the most different colleagues: questions answered and asked, the z-score of the two, ExpertiseRank (PageRank from askers to \
those who answer), HITS authority, and TrueSkill where answers are marked as accepted. How far they agree stands below, \
as rank correlations with intervals. To find people use champions, which says how sure a rank is.",
        after_help = "\
Tables: expertise (default), expertise_agreement.

Examples:
  cmgraph expertise export.zip --roster people.csv --cm anna@example.com
  cmgraph expertise export.zip --table expertise_agreement --format csv"
    )]
    Expertise(ExpertiseArguments),
    /// What is asked: how many questions, where, in which language, heard by a mark or by their words
    #[command(
        long_about = "\
What is asked? How many of the threads that colleagues start begin with a question, by unit, group and language and over \
time; how many carry a question mark (or the mark of the platform) and how many were heard by their words; and, where \
the rules of a language were measured, about how many were not heard. No text and no person is shown.",
        after_help = "\
Tables: questions (default), questions_by_unit (with --by-unit: default), questions_by_group (with --by-group: default), \
questions_by_language, questions_over_time, questions_unheard.

Examples:
  cmgraph questions export.zip --roster people.csv --cm anna@example.com
  cmgraph questions export.zip --period week --table questions_over_time --format csv"
    )]
    Questions(QuestionArguments),
    /// Are questions answered, by whom and how soon: by both clocks, by unit, group, language and time
    #[command(
        long_about = "\
Are questions answered, and how soon? The share of the questions of colleagues with an answer within 1, 4 and 24 hours and \
7 days, and the median, by the clock on the wall and in business hours of whoever asked. Questions that nobody has \
answered yet stay in (Kaplan-Meier), so that leaving questions open never makes a community look fast. Beside it who \
answers first (a colleague, the community manager, somebody outside, nobody yet), how many answers come from another unit \
or were accepted or thanked, and whether units, groups, languages and times differ more than by chance.

Business hours are Mon-Fri 8-17 in --zone; say your own with --hours and --holidays, and with --calendars those of units and \
sites that differ.",
        after_help = "\
Tables: answers (default), answers_speed, answers_median, answers_curve, answers_answerers, answers_by_unit (with \
--by-unit: default), answers_unit_curves, answers_by_group (with --by-group: default), answers_by_language, \
answers_over_time, answers_tests.

A file of calendars (commas or semicolons; most special row first served, wherever it stands):
  unit;site;zone;hours;holidays
  Nordics/Sales;;Europe/Oslo;Mon-Thu 8-16, Fri 8-14;05-17 2024-05-09
  ;Madrid;Europe/Madrid;Mon-Fri 9-18;01-06 08-15

Examples:
  cmgraph answers export.zip --roster people.csv --cm anna@example.com --zone Europe/Helsinki
  cmgraph answers export.zip --hours \"Mon-Fri 8-16\" --holidays holidays.txt --period week
  cmgraph answers export.zip --calendars calendars.csv --by-unit --unit-level 2 --format csv"
    )]
    Answers(AnswersArguments),
    /// Who is asked: people to whom many colleagues turn, also those not on the platform yet
    #[command(
        long_about = "\
Who is asked? A question hub is somebody to whom many different colleagues turn by themselves: often a team \
secretary, sometimes somebody who is not on the platform yet. Often it is enough to get them. What counts: questions that \
mention somebody or reply to them, questions that somebody refers to them (\"ask Maija\", in ten languages), and threads they \
come into after being mentioned. People who are not on the platform are looked for only with --off-platform and a purpose.",
        after_help = "\
Tables: question_hubs (default), question_hubs_by_unit (with --by-unit: default), question_hubs_summary, \
question_hubs_unseen; with --nominations also nominations (then the default) and nominations_agreement.

Examples:
  cmgraph hubs export.zip --roster people.csv --cm anna@example.com
  cmgraph hubs export.zip --roster people.csv --off-platform --purpose \"to invite them\"
  cmgraph hubs export.zip --roster people.csv --nominations nominations.csv
  cmgraph hubs export.zip --exclude bo@example.com --format csv"
    )]
    Hubs(HubArguments),
    /// Who interacts with whom: the graph, its measures, its communities, and files for other programs
    #[command(
        long_about = "\
Who interacts with whom? Members are joined by an arc where one replied to a message of the other, mentioned or accepted \
it. The text says how far they are connected, whether they answer each other, which communities the ties show, and how \
that changed. Every measure of the graph is a table of its own; --save writes the graph for Gephi, networkx or igraph.",
        after_help = "\
Tables: graph (default), graph_over_time, weak_components, strong_components, biconnected_components, communities, mixing, \
ei_index; with a row a member or an arc (not in aggregate mode): nodes, arcs, pagerank, hits, betweenness, \
arc_betweenness, closeness, clustering, structural_holes, cores, biconnected_members, articulation_points, bridges, \
brokerage, ei_members, community_members, drawing. They name everybody; those with a score have the highest first.

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
Tables: conversation (default), conversation_starters, conversation_threads, conversation_ties, patterns, pattern_people.

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
    /// Whom to train first so that word gets around, and how far that depends on what is assumed
    #[command(
        long_about = "\
Whom to train first, or tell first, so that most colleagues get word of it from one another? A word passes from whoever \
is replied or reacted to on to the one who does so. How likely it does cannot be told from an \
export, so the result holds under an assumption (weighted cascade), and stands beside the same under four others, beside \
random people, beside those on whom most people act, and beside people you name (--champion). Where random people reach \
about as many, choose by who is willing.

Beside it: how many are enough, the share of each unit that gets the word, and the course round by round, of a word and of \
a habit that each takes up only after several examples.",
        after_help = "\
Tables: spread (default), spread_seeds, spread_curve, spread_by_unit, spread_rounds.

Examples:
  cmgraph spread export.zip --roster people.csv --cm anna@example.com -k 15
  cmgraph spread export.zip --exclude bo@example.com --exclude cy@example.com
  cmgraph spread export.zip --table spread_curve --format csv"
    )]
    Spread(SpreadArguments),
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
bridging_only_ties, bridging_sensitivity.

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
    /// What hangs on the community manager: first answers, questions addressed, few answerers, alarms, absences
    #[command(
        long_about = "\
Has it become an \"ask the community manager\" column, and on how few people do the answers rest? The community manager's \
share of first answers, of questions addressed to somebody, of threads and conversations, over the window and its last \
twelve weeks; how many people give half of the answers, with and without the community manager; week by week, with \
alarms and the counts behind them; and what happened while the community manager was away. No answerer is named.

Tell who runs the community (--cm): without it this is about the colleague who answered most questions.",
        after_help = "\
Tables: dependence (default), dependence_concentration, dependence_weeks, dependence_alarms, dependence_absences.

Examples:
  cmgraph dependence export.zip --cm anna@example.com --zone Europe/Helsinki
  cmgraph dependence export.zip --cm anna@example.com --table dependence_weeks --format csv"
    )]
    Dependence(DependenceArguments),
    /// What if somebody were gone: what those who ask would lose, and in how many pieces talk would fall
    #[command(
        name = "what-if",
        long_about = "\
What if the community manager, or the three busiest answerers, were gone? The share of questions answered within 24 hours \
and 7 days as it was; at worst, with only the answers that others did give; at best, with others giving the same answers \
in their usual time: bounds, not a forecast. And who could still reach whom, held against removing as many equally active \
people at random; pairs of units that would lose all ties between them; how talk falls apart as ever more leave.

What hangs on one person is about that person: in aggregate mode only roles (cm, top:3) may be asked about.",
        after_help = "\
Tables: what_if_loss (default), what_if, what_if_structure, what_if_unit_pairs, attrition, attrition_robustness.

Examples:
  cmgraph what-if export.zip --cm anna@example.com
  cmgraph what-if export.zip --who top:3 --mode aggregate
  cmgraph what-if export.zip --roster people.csv --who bo@example.com --unit-level 2"
    )]
    WhatIf(WhatIfArguments),
    /// Which questions are open, and which of them will not be answered by themselves
    #[command(
        long_about = "\
Which questions are open? Those of the last 30 days without an answer, by need: first those that will likely not be \
answered within the next 24 business hours by themselves (from how long questions of the group and of all groups have waited), of new \
people first. Each with its age, language, and answered questions like it, by id. Business hours are those of whoever asked: Mon-Fri 8-17 in --zone, or your own with --hours, --holidays and \
--calendars, as in answers.

For the community manager: route finds people who could answer. The texts are not shown unless asked for (--show-text).",
        after_help = "\
Tables: unanswered (default), unanswered_by_group.

Examples:
  cmgraph unanswered export.zip --roster people.csv --cm anna@example.com
  cmgraph unanswered export.zip --hours \"Mon-Fri 8-16\" --holidays holidays.txt -n 50
  cmgraph unanswered export.zip --max-age-days 7 --format csv --output open.csv"
    )]
    Unanswered(UnansweredArguments),
    /// Whom to ask, behind the scenes: people who answered questions like it, or why nobody fits
    #[command(
        long_about = "\
Whom to ask? For a question in words (--question), for one in the export (--message ID), or for all open questions at \
once (--all). Suggested are people who answered questions with the same words, weighed with how often they answer what \
falls into their groups, whether they are usually there in the next working hours, and how often they were invited this week \
(--invited, once for each invitation). Under each name stands why. Never suggested are whoever asks, the community \
manager, who left, who does not want to be asked (--exclude), and who was invited as often as --cap says. Where nobody fits, \
that is the answer.

It is for the community manager alone: ask in private, and let people decline.",
        after_help = "\
Tables: route (default), route_summary, route_similar; with --all: route_all (default), route_all_unfilled, unanswered, \
unanswered_by_group.

Examples:
  cmgraph route export.zip --cm anna@example.com --question \"How do I renew the VPN certificate?\"
  cmgraph route export.zip --cm anna@example.com --message 40213 --invited bo@example.com
  cmgraph route export.zip --question \"Wer kennt die neue Software?\" --calendars calendars.csv
  cmgraph route export.zip --roster people.csv --all --cap 2 --exclude mia@example.com"
    )]
    Route(RouteArguments),
    /// What other products would say: their numbers by their definitions, and what is wrong with each
    #[command(
        long_about = "\
What would other products say? The numbers of SWOOP, tyGraph, Viva Engage, Discourse, CHAOSS and Orbit, computed by \
their published definitions on the same messages, so that a team that leaves a product keeps its series: each with what \
is not published about it, its known fault, and which of our answers is for the same need.

As in the products accounts count, and the community manager's among them. Nothing is about single persons: which \
formula finds people best is in cmgraph evaluate champions.",
        after_help = "\
Tables: rivals (default), rival_personas, rival_segments, rival_levels, rival_onion.

Examples:
  cmgraph rivals export.zip --from 2024-01-01 --cm anna@example.com
  cmgraph rivals export.zip --surplus 0.3 --table rival_personas
  cmgraph rivals export.zip --format csv --output rivals.csv        with definitions and sources"
    )]
    Rivals(RivalArguments),
    /// Puts our own answers to the test on what came later
    Evaluate {
        /// What to put to the test
        #[command(subcommand)]
        what: Evaluate,
    },
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

/// What leaves, and how.
#[derive(clap::Args)]
pub(crate) struct Exit {
    /// How people appear. named: by id and name, in lists where being found is good for them, and in the
    /// tables of members that graph makes when asked. pseudonymous: by a keyed
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
