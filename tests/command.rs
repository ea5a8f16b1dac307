//! The `cmgraph` command as its users meet it.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ANALYSES: [&str; 13] = [
    "overview",
    "read",
    "adoption",
    "answers",
    "champions",
    "hubs",
    "questions",
    "stage",
    "graph",
    "conversation",
    "bridges",
    "circles",
    "rivals",
];

/// Options that draw fewer bootstrap draws, for statements that do not depend on how many: the overview has none and
/// takes seconds in a build for tests.
fn quick(command: &str) -> &'static [&'static str] {
    match command {
        "adoption" => &["--draws", "20"],
        "stage" => &["--draws", "50"],
        "conversation" => &["--draws", "20"],
        "bridges" => &["--draws", "20", "--permutations", "99"],
        _ => &[],
    }
}

fn cmgraph(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cmgraph")).args(arguments).output().unwrap()
}

/// Standard output of a call that has to go well.
fn good(arguments: &[&str]) -> String {
    let output = cmgraph(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Exit code and what was said on standard error.
fn bad(arguments: &[&str]) -> (i32, String) {
    let output = cmgraph(arguments);
    assert!(output.stdout.is_empty(), "{arguments:?} wrote to standard output");
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name).display().to_string()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn help_teaches() {
    let main = good(&["--help"]);
    for word in [
        "overview",
        "adoption",
        "champions",
        "hubs",
        "stage",
        "simulate",
        "Exit codes",
        "--roster people.csv",
    ] {
        assert!(main.contains(word), "{word}");
    }
    for command in ANALYSES {
        let help = good(&[command, "--help"]);
        for word in ["Examples:", "--roster", "--cm", "pseudonymous", "aggregate", "--format"] {
            assert!(help.contains(word), "{command}: {word}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{command}: lines too long");
    }
    assert!(good(&["champions", "--help"]).contains("[default: 20]"));
    assert!(good(&["--version"]).starts_with("cmgraph "));
}

#[test]
fn faults_are_one_sentence() {
    let (export, roster) = (data("export.zip"), data("roster.csv"));
    let folder = folder("faults");
    let (csv, key) = (folder.join("other.csv"), folder.join("key.txt"));
    fs::write(&csv, "a,b\n1,2\n").unwrap();
    fs::write(&key, "short\n").unwrap();
    let truth = data("truth.json");
    for (arguments, code, parts) in [
        (vec!["read", "missing.zip"], 1, vec!["missing.zip", "no such file"]),
        (vec!["read", &truth], 1, vec!["truth.json"]),
        (vec!["read", text(&csv)], 1, vec!["other.csv"]),
        (vec!["read", &export, "--roster", "missing.csv"], 1, vec!["missing.csv", "no such file"]),
        (vec!["read", &export, "--roster", &truth], 1, vec!["truth.json"]),
        (
            vec!["champions", &export, "--cm", "ana.manager@example.com"],
            1,
            vec!["no community manager", "did you mean anna.manager@example.com?"],
        ),
        (
            vec!["adoption", &export, "--zone", "Europe/Atlantis"],
            2,
            vec!["Europe/Atlantis", "Europe/Helsinki"],
        ),
        (vec!["adoption", &export, "--from", "last week"], 2, vec!["--from", "2024-07-01"]),
        (
            vec!["adoption", &export, "--from", "2024-02-01", "--to", "2024-01-01"],
            2,
            vec!["--to", "after from"],
        ),
        (vec!["adoption", &export, "--period", "year"], 2, vec!["--period", "day, week or month"]),
        (vec!["adoption", &export, "--habit-weeks", "9"], 2, vec!["--habit-weeks", "found 9"]),
        (vec!["champions", &export, "--interval-level", "2"], 2, vec!["--interval-level", "found 2"]),
        (vec!["champions", &export, "--min-answer-share", "5"], 2, vec!["--min-answer-share"]),
        (vec!["hubs", &export, "--min-askers", "0"], 2, vec!["--min-askers", "1 or more"]),
        (vec!["hubs", &export, "--off-platform"], 2, vec!["--purpose"]),
        (vec!["hubs", &export, "--off-platform", "--purpose", " "], 2, vec!["--purpose", "found nothing"]),
        (
            vec!["hubs", &export, "--off-platform", "--purpose", "x", "--mode", "aggregate"],
            2,
            vec!["--off-platform", "named mode"],
        ),
        (vec!["hubs", &export, "--exclude", "nobody"], 1, vec!["no person to be left out"]),
        (vec!["hubs", &export, "--nominations", "missing.csv"], 1, vec!["missing.csv", "no such file"]),
        (vec!["hubs", &export, "--nominations", text(&csv)], 1, vec!["other.csv", "nominator"]),
        (
            vec!["hubs", &export, "--unit-level", "0"],
            2,
            vec!["--unit-level", "expected 1 or more; see --help"],
        ),
        (vec!["evaluate", "champions", &export, "-k", "0"], 2, vec![": -k: found 0"]),
        (vec!["evaluate", "routing", &export, "--past-threads", "0"], 2, vec!["--past-threads: found 0"]),
        (vec!["read", &export, "--events", "wer=A"], 2, vec!["the fields are who, name"]),
        (vec!["read", &export, "--reply-to", "previous"], 2, vec!["--events"]),
        (vec!["graph", &export, "--epsilon", "0"], 2, vec!["--epsilon", "found 0"]),
        (vec!["hubs", &export, "--table", "nothing"], 2, vec!["question_hubs_by_unit"]),
        (vec!["hubs", &export, "--mode", "secret"], 2, vec!["--mode", "aggregate"]),
        (vec!["hubs", &export, "--mode", "pseudonymous"], 2, vec!["--key-file"]),
        (
            vec!["hubs", &export, "--mode", "pseudonymous", "--key-file", text(&key)],
            2,
            vec!["--key-file", "16 bytes"],
        ),
        (vec!["hubs", &export, "--key-file", text(&key)], 2, vec!["--mode pseudonymous"]),
        (vec!["champions", &export, "--mode", "aggregate", "--format", "csv"], 1, vec!["aggregate mode"]),
        (vec!["overview", &export, "--format", "csv"], 2, vec!["--table", "audit_summary", "question_hubs"]),
        (vec!["read", &export, "--roster", &roster, "--roster-column", "unit=Nowhere"], 1, vec!["Nowhere"]),
        (vec!["read", &export, "--roster-column", "shoe=Size"], 2, vec!["--roster-column", "directory_id"]),
        (vec!["read", &export, "--colour"], 2, vec!["--colour"]),
        (vec!["read"], 2, vec!["EXPORT"]),
        (vec!["read", &export, "--threads", "0"], 2, vec!["--threads"]),
        (vec!["simulate", "--size", "xl", "-o", "x"], 2, vec!["--size", "bundled"]),
        (vec!["simulate", "--windows", "0", "-o", text(&folder)], 2, vec!["--windows", "1 to 99"]),
        (vec!["dance"], 2, vec!["dance"]),
    ] {
        let (status, said) = bad(&arguments);
        assert_eq!(status, code, "{arguments:?}: {said}");
        assert!(said.starts_with("cmgraph: ") && said.lines().count() == 1, "{arguments:?}: {said}");
        assert!(!said.contains("For more information"), "{arguments:?}: {said}");
        for part in parts {
            assert!(said.contains(part), "{arguments:?}: {part:?} is not in {said}");
        }
    }
}

#[test]
fn the_audit_in_words() {
    let text = good(&["read", &data("export.zip"), "--roster", &data("roster.csv")]);
    for part in
        ["13,084 messages read, as log.txt declares", "left out: 346 of private conversations", "310 people"]
    {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    let with = good(&["read", &data("export.zip"), "--private-messages"]);
    assert!(with.contains("13,084 messages") && !with.contains("private conversation"), "{with}");
}

#[test]
fn text_fits_the_width() {
    let (export, roster) = (data("export.zip"), data("roster.csv"));
    let calls = [("overview", "70")]
        .into_iter()
        .chain(
            ["read", "adoption", "answers", "questions", "champions", "hubs", "stage"]
                .map(|command| (command, "100")),
        )
        .chain(["adoption", "champions", "hubs", "stage"].map(|command| (command, "140")));
    for (command, width) in calls {
        let arguments = [command, &export, "--roster", &roster, "--width", width];
        let text = good(&[&arguments[..], quick(command)].concat());
        let limit: usize = width.parse().unwrap();
        let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > limit).collect();
        assert!(long.is_empty(), "{command} {width}: {long:?}");
        let plain = match command {
            "overview" => continue,
            _ => good(&[&arguments[..], quick(command), &["--ascii"]].concat()),
        };
        for line in ["─", "│", "░", "═"] {
            assert!(!plain.contains(line), "{command}: {line}");
        }
    }
}

#[test]
fn json_parses_and_csv_reads_back() {
    let (export, roster) = (data("export.zip"), data("roster.csv"));
    let mut all = BTreeSet::new();
    for command in ANALYSES.into_iter().filter(|command| *command != "overview") {
        let base = [command, &export, "--roster", &roster];
        let base = [&base[..], quick(command)].concat();
        let json = good(&[&base[..], &["--format", "json"]].concat());
        let tables: Vec<Value> = serde_json::from_str(&json).unwrap();
        assert!(tables.len() >= 2, "{command}");
        for table in tables {
            let name = table["name"].as_str().unwrap().to_owned();
            let csv = good(&[&base[..], &["--format", "csv", "--table", &name]].concat());
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            let columns = table["columns"].as_array().unwrap();
            let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let names: Vec<&str> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
            assert_eq!(header, names, "{name}");
            assert_eq!(reader.records().count(), table["rows"].as_array().unwrap().len(), "{name}");
            assert!(table["provenance"]["definition"].is_string(), "{name}");
            all.insert(name);
        }
    }
    assert!(all.len() >= 10, "{all:?}");
}

#[test]
fn output_goes_to_a_file_with_its_provenance() {
    let folder = folder("output");
    let path = folder.join("champions.csv");
    let arguments = ["champions", &data("export.zip"), "--format", "csv", "-n", "3", "--output", text(&path)];
    assert_eq!(good(&arguments), "");
    assert_eq!(csv::Reader::from_path(&path).unwrap().records().count(), 3);
    let beside = fs::read_to_string(folder.join("champions.csv.provenance.json")).unwrap();
    let provenance: Value = serde_json::from_str(&beside).unwrap();
    assert!(provenance["definition"].is_string());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing else is left behind");
}

#[test]
fn what_is_withheld_or_hidden_is_said() {
    let (export, roster) = (data("export.zip"), data("roster.csv"));
    for (command, lists) in [("bridges", 2), ("conversation", 1)] {
        let arguments = [command, &export, "--roster", &roster, "--mode", "aggregate"];
        let text = good(&[&arguments[..], quick(command)].concat());
        assert_eq!(text.matches("Withheld: ").count(), lists, "{command}: {text}");
        assert_eq!(text.matches("*: hidden, ").count(), 1, "{command}: {text}");
    }
    // Stars of a drawing hide nothing.
    let drawn = good(&[&["adoption", &export, "--ascii"][..], quick("adoption")].concat());
    assert!(drawn.contains('*') && !drawn.contains("*: hidden"), "{drawn}");
}

#[test]
fn the_highest_of_the_graph_come_first() {
    let export = data("export.zip");
    for (table, column) in [("pagerank", 4), ("betweenness", 4), ("closeness", 4), ("articulation_points", 5)]
    {
        let csv = good(&["graph", &export, "--table", table, "--format", "csv"]);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let values: Vec<f64> = reader.records().map(|row| row.unwrap()[column].parse().unwrap()).collect();
        assert!(values.len() > 1 && values.is_sorted_by(|a, b| a >= b), "{table}: {values:?}");
    }
}

#[test]
fn a_level_beyond_the_paths_is_told() {
    let arguments = ["hubs", &data("export.zip"), "--roster", &data("roster.csv"), "--unit-level"];
    let said = |level| good(&[&arguments[..], &[level]].concat()).contains("no unit path has level");
    assert!(said("9") && !said("3"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cmgraph"))
        .args(["adoption", &data("export.zip"), "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Closed before anything is read.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// JSON without what the audit says of the files, whose names differ.
fn tables(command: &str, export: &Path, roster: &Path, more: &[&str]) -> String {
    let mut arguments = vec![command, text(export), "--roster", text(roster), "--format", "json"];
    arguments.extend(more);
    good(&arguments)
}

#[test]
fn threads_order_and_container_do_not_matter() {
    let folder = folder("same");
    let make = |name: &str, more: &[&str]| {
        let path = folder.join(name);
        let mut arguments = vec!["simulate", "--size", "s", "--seed", "5", "-o", text(&path)];
        arguments.extend(more);
        good(&arguments);
        path
    };
    let (plain, shuffled) = (make("plain", &["--shuffle", "0"]), make("shuffled", &["--shuffle", "1000000"]));
    let loose = make("loose", &["--folder"]);
    let parts = make("parts", &["--windows", "3"]);
    let truth: Value = serde_json::from_slice(&fs::read(plain.join("truth.json")).unwrap()).unwrap();
    let cm = truth["community_manager"].as_str().unwrap();
    for command in ["read", "adoption", "champions", "hubs", "stage"] {
        let of = |path: &Path, more: &[&str]| {
            let more = [more, quick(command), &["--cm", cm]].concat();
            tables(command, path, &plain.join("roster.csv"), &more)
        };
        let one = of(&plain.join("export.zip"), &["--threads", "1"]);
        assert_eq!(one, of(&plain.join("export.zip"), &["--threads", "2"]), "{command}: threads");
        assert_eq!(one, of(&shuffled.join("export.zip"), &[]), "{command}: shuffled");
        if command != "read" {
            assert_eq!(one, of(&loose.join("export"), &[]), "{command}: folder");
            assert_eq!(one, of(&parts, &[]), "{command}: three exports");
        }
    }
    // What comes out is about those who were planted.
    let found = tables("champions", &plain.join("export.zip"), &plain.join("roster.csv"), &["--cm", cm]);
    let found: Vec<Value> = serde_json::from_str(&found).unwrap();
    let first = &found[0]["rows"][0]["member"];
    let planted = truth["champions"].as_array().unwrap();
    assert!(planted.iter().any(|champion| champion["user"] == *first), "{first} was not planted");
}

/// Ids, addresses and display names of everybody in the bundled export and roster.
fn people() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut take = |bytes: &[u8], columns: &[&str]| {
        let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let header = reader.headers().unwrap().clone();
        let at: Vec<usize> =
            columns.iter().map(|name| header.iter().position(|column| column == *name).unwrap()).collect();
        for record in reader.byte_records() {
            let record = record.unwrap();
            for &column in &at {
                let value = String::from_utf8_lossy(&record[column]).trim().to_owned();
                if !value.is_empty() {
                    found.insert(value);
                }
            }
        }
    };
    let mut archive = zip::ZipArchive::new(fs::File::open(data("export.zip")).unwrap()).unwrap();
    for (name, columns) in [
        ("Users.csv", &["id", "name", "email", "guid"][..]),
        ("Messages.csv", &["sender_id", "sender_name", "sender_email"]),
    ] {
        let mut bytes = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        take(&bytes, columns);
    }
    let columns = ["userPrincipalName", "displayName", "mail", "id", "alternateEmailAddress", "mobilePhone"];
    take(&fs::read(data("roster.csv")).unwrap(), &columns);
    assert!(found.len() > 1_000, "{}", found.len());
    found
}

/// What every analysis gives in every format, files and remarks included.
fn everything(name: &str, more: &[&str]) -> Vec<(String, Vec<u8>)> {
    let folder = folder(name);
    let (export, roster) = (data("export.zip"), data("roster.csv"));
    let mut given = Vec::new();
    let mut call = |command: &str, arguments: &[&str]| {
        let base = [command, &export, "--roster", &roster];
        let output = cmgraph(&[&base[..], quick(command), more, arguments].concat());
        given.push((format!("{command} {arguments:?}"), [output.stdout.clone(), output.stderr].concat()));
        output.stdout
    };
    for command in ANALYSES {
        call(command, &[]);
    }
    for command in ["adoption", "champions", "hubs"] {
        call(command, &["--by-unit"]);
    }
    call("overview", &["--format", "json"]);
    for command in ["read", "adoption", "champions", "hubs", "stage"] {
        let json = call(command, &["--format", "json"]);
        // Refused where the only table is one of people.
        let tables: Vec<Value> = serde_json::from_slice(&json).unwrap_or_default();
        for table in &tables {
            let name = table["name"].as_str().unwrap();
            let file = folder.join(name);
            call(command, &["--table", name, "--format", "csv", "--output", text(&file)]);
        }
    }
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        given.push((path.display().to_string(), fs::read(path).unwrap()));
    }
    assert!(given.len() > 25);
    given
}

fn nobody_in(given: &[(String, Vec<u8>)], people: &BTreeSet<String>) {
    for (call, bytes) in given {
        for person in people {
            assert!(memchr::memmem::find(bytes, person.as_bytes()).is_none(), "{person:?} stands in {call}");
        }
    }
}

#[test]
fn aggregate_mode_names_nobody() {
    let people = people();
    let mut given = everything("aggregate", &["--mode", "aggregate"]);
    // A misspelt name is not put right.
    let wrong =
        cmgraph(&["read", &data("export.zip"), "--mode", "aggregate", "--cm", "ana.manager@example.com"]);
    assert_eq!(wrong.status.code(), Some(1));
    given.push(("a misspelt name".into(), wrong.stderr));
    nobody_in(&given, &people);
    // The search does find people where they may stand.
    let named = good(&["champions", &data("export.zip")]);
    assert!(people.iter().any(|person| named.contains(person)));
}

#[test]
fn pseudonyms_hide_everybody_and_differ_by_key() {
    let keys = folder("keys");
    let key = |name: &str| {
        let key = keys.join(name);
        fs::write(&key, format!("a secret of {name} and nobody else\n")).unwrap();
        key
    };
    let (one, two) = (key("one"), key("two"));
    let given = everything("pseudonymous", &["--mode", "pseudonymous", "--key-file", text(&one)]);
    nobody_in(&given, &people());
    let pseudonyms = |bytes: &[u8]| -> BTreeSet<String> {
        let said = String::from_utf8_lossy(bytes);
        assert!(!said.contains("a secret of"), "the key is written out");
        let words = said.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        words.filter(|word| word.len() == 34 && word.starts_with("p-")).map(str::to_owned).collect()
    };
    let first: BTreeSet<String> = given.iter().flat_map(|(_, bytes)| pseudonyms(bytes)).collect();
    let (export, roster, key) = (data("export.zip"), data("roster.csv"), text(&two));
    let arguments = ["overview", &export, "--roster", &roster, "--mode", "pseudonymous", "--key-file", key];
    let second = pseudonyms(good(&[&arguments[..], &["--format", "json"]].concat()).as_bytes());
    // Other lists name others than the overview does.
    assert!(second.len() > 10 && first.len() >= second.len(), "{} and {}", first.len(), second.len());
    assert!(first.is_disjoint(&second));
}

#[test]
fn hubs_off_the_platform_and_nominations() {
    let (export, roster) = (data("export.zip"), data("roster.csv"));
    let base = ["hubs", &export, "--roster", &roster];
    let usual = good(&base);
    assert!(
        usual.contains("asked by more different colleagues than 90% of all colleagues")
            && !usual.contains("off-platform hub")
    );
    assert!(!usual.contains("Sofia Nordin"));
    let purposed = good(&[&base[..], &["--off-platform", "--purpose", "to invite them"]].concat());
    for words in ["Sofia Nordin", "off-platform hub", "for this purpose: to invite them"] {
        assert!(purposed.contains(words), "{words}");
    }
    let file = folder("nominations").join("nominations.csv");
    fs::write(
        &file,
        "nominator,nominee\nann,Lars Bergström\nbo,lars.bergstrom@example.com\ncy,\ndi,\ned,\nfi,\n",
    )
    .unwrap();
    let named = good(&[&base[..], &["--nominations", text(&file)]].concat());
    assert!(named.contains("Whom do people say they ask?") && named.contains("Lars Bergström is named most"));
    let csv = good(&[&base[..], &["--nominations", text(&file), "--format", "csv"]].concat());
    assert!(csv.starts_with("member,name,unit,on_platform,nominators,answered,share"));
    let excluded = good(&[&base[..], &["--exclude", "lars.bergstrom@example.com"]].concat());
    assert!(usual.contains("Lars Bergström") && !excluded.contains("Lars Bergström"));
}

#[test]
fn goals_are_judged_and_their_faults_told_before_reading() {
    let (export, roster, goals) = (data("export.zip"), data("roster.csv"), data("goals.toml"));
    let base = [
        "goals",
        &export,
        "--goals",
        &goals,
        "--roster",
        &roster,
        "--cm",
        "anna.manager@example.com",
        "--draws",
        "50",
    ];
    let said = good(&base);
    for part in
        ["Are the goals met?", "6 goals:", "if adoption goes on along its curve", "if the last weeks go on"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let tables: Value = serde_json::from_str(&good(&[&base[..], &["--format", "json"]].concat())).unwrap();
    assert_eq!(tables[0]["name"], "goals");
    assert_eq!(tables[0]["rows"].as_array().unwrap().len(), 6);
    let folder = folder("goals");
    let wrong = folder.join("goals.toml");
    fs::write(&wrong, "[[goal]]\nkpi = \"answered\"\ntarget = 80\n").unwrap();
    let (code, said) = bad(&["goals", "missing.zip", "--goals", text(&wrong)]);
    assert_eq!(code, 1);
    assert!(said.contains("goals.toml, line 3, target: found 80, expected a share"), "{said}");
}

#[test]
fn doctor_says_what_to_do() {
    let export = data("export.zip");
    let said = good(&["doctor", &export]);
    for part in ["What was read", "What would make the answers better?", "--roster", "To do", "--cm"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let csv = good(&["doctor", &export, "--format", "csv", "--mode", "aggregate"]);
    assert!(
        csv.starts_with("urgency,topic,found,why,answers,action,n,of\n") && !csv.contains("anna.manager"),
        "{csv}"
    );
    assert!(good(&["doctor", &export, "--table", "doctor_people"]).contains("community manager"));
}

#[test]
fn colour_is_for_terminals_alone() {
    let call = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cmgraph"));
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        let output = command.args(arguments).envs(variables.iter().copied()).output().unwrap();
        [output.stdout, output.stderr].concat().contains(&0x1b)
    };
    let export = data("export.zip");
    // Tables and errors never have any, whoever asks for it.
    for arguments in [vec!["read", &export], vec!["read", "missing.zip"], vec!["read", "--nothing"]] {
        for variables in [&[][..], &[("CLICOLOR_FORCE", "1")][..]] {
            assert!(!call(&arguments, variables), "{arguments:?} {variables:?}");
        }
    }
    assert!(!call(&["--help"], &[]));
    assert!(call(&["--help"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!call(&["--help"], &[("NO_COLOR", "1"), ("CLICOLOR", "1")]));
}

#[test]
fn shells_and_manuals_are_told() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = good(&["completions", shell]);
        for word in ["adoption", "doctor", "roster"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let folder = folder("man");
    good(&["man", "-o", text(&folder), "-q"]);
    let page = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert!(page("cmgraph.1").contains("Exit codes") || page("cmgraph.1").contains("Exit"));
    let adoption = page("cmgraph-adoption.1");
    assert!(adoption.starts_with(".ie") && adoption.contains("horizon") && adoption.contains("Examples"));
    assert!(page("cmgraph-evaluate-champions.1").contains("backtest"));
    assert!(good(&["man"]).contains("cmgraph"));
}
