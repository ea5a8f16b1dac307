//! What a policy hides is never told as none: each sentence that says "nobody", "none" or "not enough data" in aggregate mode
//! is one that named mode says as well.

use crate::talk::*;
use cmgraph::report::*;
use cmgraph::table::TerminalOptions;
use cmgraph::{Community, Policy, ReadOptions, read};
use std::collections::BTreeSet;

/// What denies that there is anything, in the languages of the page.
const NONE: [&str; 17] = [
    "nobody",
    "none",
    "no one",
    "nothing",
    "never",
    "not enough",
    "0",
    "no",
    "ingen",
    "inget",
    "ingenting",
    "för lite",
    "for lite",
    "kukaan",
    "mikään",
    "ei riitä",
    "keneltäkään",
];

/// Sentences that say how the text is to be taken, and not what was found.
const ABOUT_THE_MODE: [&str; 6] = [
    "Withheld",
    "rows about people are withheld",
    "aggregate mode tells nothing",
    "No community manager is named",
    "Nobody is named, and no number is about fewer than",
    "is told in named or pseudonymous mode",
];

/// Numbers as one mark: a number below the smallest group is told as "fewer than 5" in notes.
fn plain(sentence: &str) -> String {
    let words = sentence.replace("fewer than 5", "#");
    let number = |word: &str| word.starts_with(|c: char| ('1'..='9').contains(&c)) || word.starts_with('#');
    words.split_whitespace().map(|word| if number(word) { "#" } else { word }).collect::<Vec<_>>().join(" ")
}

/// Sentences of paragraphs; tables have a rule under their columns.
fn sentences(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for paragraph in text.split("\n\n").filter(|p| !p.contains("──") && !p.contains('┤') && !p.contains("══"))
    {
        let joined: String = paragraph.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        for sentence in joined.replace(" - ", ". ").split(['.', ';', ':']) {
            found.insert(plain(sentence));
        }
    }
    found
}

fn denies(sentence: &str) -> bool {
    let padded = format!(" {} ", sentence.to_lowercase().replace([',', '(', ')'], " "));
    NONE.iter().any(|word| padded.contains(&format!(" {word} ")))
}

/// What only aggregate mode denies.
fn denied(named: &str, aggregate: &str) -> Vec<String> {
    let said = sentences(named);
    sentences(aggregate)
        .into_iter()
        .filter(|sentence| denies(sentence) && !said.contains(sentence))
        .filter(|sentence| !ABOUT_THE_MODE.iter().any(|about| sentence.contains(&plain(about))))
        .collect()
}

#[test]
fn denials_are_seen() {
    let hidden = "Who helps?\n\nNot enough data: nobody was there\nwho could help.\n";
    assert_eq!(
        denied("Of 6 colleagues 3 helped.", hidden),
        ["Not enough data", "nobody was there who could help"]
    );
    assert_eq!(denied(hidden, hidden), [""; 0]);
    assert_eq!(denied("x", "Half of 40 are hidden."), [""; 0]);
}

/// All texts, by name.
fn texts(community: &Community, policy: &Policy) -> Vec<(&'static str, String)> {
    let (view, terminal) = (community.whole(), TerminalOptions::default());
    let t = &terminal;
    let helpers = cmgraph::champions::champions(&view, &Default::default()).unwrap();
    let all = cmgraph::champions::ChampionOptions {
        min_active_weeks: 0,
        min_helped: 0,
        min_threads: 0,
        min_answer_share: 0.0,
        min_p_above_unit: 0.0,
        ..Default::default()
    };
    let open = cmgraph::champions::champions(&view, &all).unwrap();
    let hubs = cmgraph::questions::question_hubs(&view, &Default::default()).unwrap();
    let few_draws = cmgraph::champions::SmaaChampionOptions { draws: 100, ..Default::default() };
    let mut found = vec![
        ("champions", champions_text(&helpers, policy, t, 5)),
        ("champions without gates", champions_text(&open, policy, t, 5)),
        ("units", champions_by_unit_text(&helpers, policy, t)),
        ("smaa", smaa_text(&open.smaa(&few_draws).unwrap(), policy, t, 5)),
        ("hubs", hubs_text(&hubs, policy, t, 5).unwrap()),
    ];
    macro_rules! text {
        ($($name:literal: $analysis:path, $text:path;)*) => {$(
            found.push(($name, match $analysis(&view, &Default::default()) {
                Ok(result) => $text(&result, policy, t).unwrap(),
                Err(error) => error.to_string(),
            }));
        )*};
    }
    text! {
        "adoption": cmgraph::adoption::adoption, adoption_text;
        "answers": cmgraph::answers::answers, answers_text;
        "bridging": cmgraph::bridging::bridging, bridging_text;
        "circles": cmgraph::bridging::circles, circles_text;
        "conversation": cmgraph::conversation::conversation, conversation_text;
        "cover": cmgraph::champions::cover::champion_cover, cover_text;
        "dependence": cmgraph::dependence::dependence, dependence_text;
        "funnel": cmgraph::funnel::funnel, funnel_text;
        "participation": cmgraph::participation::participation, participation_text;
        "questions": cmgraph::questions::heard_questions, questions_text;
        "retention": cmgraph::retention::retention, retention_text;
        "rivals": cmgraph::rivals::rivals, rivals_text;
        "spread": cmgraph::spread::spread, spread_text;
        "stage": cmgraph::stage::stage, stage_text;
    }
    let measures = cmgraph::champions::expertise(&view, &Default::default()).unwrap();
    found.push(("expertise", expertise_text(&measures, policy, t, 5)));
    found.extend(more_texts(community, policy, t));
    found
}

/// Texts of analyses that are asked for something: a question, people, goals, a survey.
fn more_texts(community: &Community, policy: &Policy, t: &TerminalOptions) -> Vec<(&'static str, String)> {
    use cmgraph::backtest::{BacktestOptions, RoutingTestOptions, evaluate_champions, evaluate_routing};
    use cmgraph::dependence::{Who, what_if_removed};
    use cmgraph::goals::{GoalOptions, goals, parse_goals};
    use cmgraph::privacy::GraphRelease;
    use cmgraph::questions::{Nomination, NominationFile, nominations, question_hubs};
    use cmgraph::routing::{Asked, route, route_all, unanswered};
    let view = community.whole();
    let graph = GraphRelease::with_units(&view, &Default::default(), None, policy).unwrap();
    let over_time =
        cmgraph::graph::graph_over_time(&view, &Default::default(), cmgraph::time::Period::Week, 13).unwrap();
    let tables = [
        graph.summary(),
        graph.communities(Default::default(), &Default::default()).unwrap(),
        policy.apply(&over_time),
    ];
    let mut found = vec![("graph", graph_text(&tables, t))];
    let advice = cmgraph::doctor::doctor(&view);
    found.push(("doctor", doctor_text(community, &advice, policy, t)));
    let asked = Asked::Text("Where is the travel form?".into());
    let routed = route(&view, &asked, &Default::default()).unwrap();
    found.push(("route", route_text(&routed, policy, t)));
    let open = route_all(&view, &Default::default()).unwrap();
    found.push(("route all", route_all_text(&open, policy, t, 5)));
    let open = unanswered(&view, &Default::default()).unwrap();
    found.push(("unanswered", unanswered_text(&open, policy, t, 5)));
    let gone = what_if_removed(&view, &[Who::TopAnswerers(5)], &Default::default()).unwrap();
    found.push(("what-if", what_if_text(&gone, policy, t).unwrap_or_else(|error| error.to_string())));
    // The first few name the one before them.
    let ids: Vec<String> = community
        .members()
        .iter()
        .take(8)
        .map(|member| community.members().ids.get(member.index()))
        .collect();
    let rows = ids.windows(2).enumerate().map(|(at, pair)| Nomination {
        nominator: pair[1].clone(),
        nominee: pair[0].clone(),
        line: at as u64 + 2,
    });
    let file = NominationFile { nominations: rows.collect(), without_nominator: 0 };
    let hubs = question_hubs(&view, &Default::default()).unwrap();
    let named = nominations(&view, &file, &hubs).unwrap();
    found.push(("nominations", nominations_text(&named, policy, t, 5).unwrap()));
    let wanted: String = cmgraph::goals::Kpi::ALL
        .iter()
        .map(|kpi| format!("[[goal]]\nkpi = \"{}\"\ntarget = 0.5\n", kpi.name()))
        .collect();
    let judged = goals(&view, &parse_goals(&wanted, "goals.toml").unwrap(), &GoalOptions::default()).unwrap();
    found.push(("goals", goals_text(&judged, policy, t).unwrap()));
    let options = BacktestOptions { draws: 50, ..Default::default() };
    let tested = evaluate_champions(&view, &options).unwrap();
    found.push(("backtest", backtest_text(&tested, policy, t).unwrap()));
    let tested = evaluate_routing(&view, &RoutingTestOptions::default()).unwrap();
    found.push(("routing test", routing_test_text(&tested, policy, t).unwrap()));
    found
}

/// Tiny organisations: so many people, of whom so many answer what the others ask, and one asks whom they know by name.
fn tiny(people: usize, helpers: usize) -> Community {
    let mut talk = Talk::default();
    let ids: Vec<String> = (0..people).map(|n| format!("p{n}")).collect();
    for (n, id) in ids.iter().enumerate() {
        talk.person(id, if n % 2 == 0 { "N/IT" } else { "N/Sales" });
    }
    talk.observed(0.0, 200.0);
    for n in 0..180 {
        let asker = &ids[helpers + n % (people - helpers).max(1)];
        let question = talk.ask(asker, n as f64);
        talk.answer(question, &ids[n % helpers], n as f64 + 0.2);
    }
    talk.build()
}

fn bundled() -> Community {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let options = ReadOptions { roster: Some(folder.join("roster.csv")), ..ReadOptions::default() };
    read(&[folder.join("export.zip")], &options).unwrap()
}

fn check(name: &str, community: &Community) -> Vec<String> {
    let (named, aggregate) = (texts(community, &Policy::named()), texts(community, &Policy::aggregate()));
    let mut wrong = Vec::new();
    for ((what, named), (_, aggregate)) in named.iter().zip(&aggregate) {
        wrong.extend(
            denied(named, aggregate).into_iter().map(|sentence| format!("{name}, {what}: {sentence}")),
        );
    }
    wrong
}

#[test]
fn texts_tell_hidden_from_none() {
    let mut wrong = Vec::new();
    for (people, helpers) in [(6, 3), (8, 1), (9, 8), (12, 5)] {
        wrong.extend(check(&format!("{helpers} of {people}"), &tiny(people, helpers)));
    }
    wrong.extend(check("bundled", &bundled()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How many units have nobody would tell it of units whose number is hidden, were it all of them.
#[test]
fn counts_of_units_are_hidden_with_their_numbers() {
    // Everybody is in units of six; nobody passes the gates.
    let community = tiny(12, 5);
    let view = community.whole();
    let helpers = cmgraph::champions::champions(&view, &Default::default()).unwrap();
    let hubs = cmgraph::questions::question_hubs(&view, &Default::default()).unwrap();
    let cover = cmgraph::champions::cover::champion_cover(&view, &Default::default()).unwrap();
    let tables = [helpers.tables(), hubs.tables(), cover.tables()].concat();
    let shows = |policy: &Policy, table: &str, column: &str| {
        let table = tables.iter().find(|found| found.name() == table).unwrap();
        policy.apply(table).column(column).unwrap().values.is_some(0)
    };
    let counts = [
        ("champions_summary", "uncovered"),
        ("question_hubs_summary", "units_without"),
        ("cover_summary", "units_covered"),
        ("cover_summary", "units_short"),
        ("cover_summary", "units_without"),
        ("cover_summary", "people_in_covered_units"),
    ];
    for (table, column) in counts {
        assert!(!shows(&Policy::aggregate(), table, column), "{table}: {column}");
        for open in [Policy::named(), Policy::aggregate().with_min_group(0)] {
            assert!(shows(&open, table, column), "{table}: {column}");
        }
    }
    assert!(shows(&Policy::aggregate(), "champions_summary", "units"));
    // In words as well, where a number that the words follow from is hidden.
    let release =
        Policy::aggregate().apply(tables.iter().find(|table| table.name() == "cover_units").unwrap());
    let is_some = |column: &str, row: usize| release.column(column).unwrap().values.is_some(row);
    for row in 0..release.rows() {
        let told = ["champions", "serving", "chosen"].iter().all(|column| is_some(column, row));
        assert_eq!(is_some("status", row), told, "{}", release.to_csv());
    }
}

/// Wherever people are listed, the text says for what, once, or that nobody said.
#[test]
fn lists_of_people_tell_their_purpose() {
    let (purpose, audience) = ("to thank those who help", "the community team");
    let told = format!("people are named for this purpose: {purpose}; for {audience}");
    let stated = |policy: Policy| policy.with_purpose(purpose, audience);
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lists = BTreeSet::new();
    for community in [tiny(12, 5), bundled()] {
        let members = community.members();
        let called: BTreeSet<String> = members
            .iter()
            .flat_map(|member| [members.ids.get(member.index()), members.names.get(member.index()).into()])
            .collect();
        let is_listed = |text: &str| {
            let cells =
                |line: &str| line.split("  ").any(|cell| called.contains(cell.trim()) && cell.trim() != "");
            text.lines().any(cells)
        };
        let silent = texts(&community, &Policy::named());
        for ((name, said), (_, silent)) in texts(&community, &stated(Policy::named())).iter().zip(&silent) {
            let times = usize::from(is_listed(said));
            let (said, silent) = (joined(said), joined(silent));
            assert_eq!(said.matches(&told).count(), times, "{name}: {said}");
            assert_eq!(silent.matches("people are named, and no purpose is stated").count(), times, "{name}");
            lists.extend((times > 0).then_some(*name));
        }
    }
    for name in ["champions", "expertise", "cover", "conversation", "bridging", "hubs", "nominations"] {
        assert!(lists.contains(name), "{name}: {lists:?}");
    }
    for (name, text) in texts(&tiny(12, 5), &stated(Policy::aggregate())) {
        assert!(!text.contains("people are named"), "{name}: {text}");
    }
}

#[cfg(feature = "html")]
#[test]
fn the_page_tells_hidden_from_none() {
    /// The findings and the list for Monday; what stands in tables is marked cell by cell.
    fn paragraphs(html: &str) -> String {
        let found = html.split("<p").skip(1).filter_map(|part| {
            let (class, rest) = part.split_once('>')?;
            (class.is_empty() || class.contains("finding")).then(|| rest.split("</p>").next())?
        });
        found.map(|text| text.replace('\n', " ")).collect::<Vec<_>>().join("\n\n")
    }
    let mut wrong = Vec::new();
    for (name, community) in [("3 of 6", tiny(6, 3)), ("5 of 12", tiny(12, 5)), ("bundled", bundled())] {
        let page = |policy: Policy| {
            paragraphs(&Report::new(&community, &policy, &ReportOptions::default()).unwrap().to_html())
        };
        let (named, aggregate) = (page(Policy::named()), page(Policy::aggregate()));
        assert!(named.contains("colleagues") && aggregate.len() > 500, "{name}: {aggregate}");
        wrong.extend(denied(&named, &aggregate).into_iter().map(|sentence| format!("{name}: {sentence}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
