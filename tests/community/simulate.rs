//! The simulated organisation: the same bytes again, files that agree with their own log, a truth that can be found.

use cmgraph::simulate::{Planted, SimulateOptions, Size, Summary, Truth, write};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A folder that is gone after the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cmgraph-simulate-{name}-{}", std::process::id()));
        fs::remove_dir_all(&path).ok();
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// Entries of an archive, or files of a folder, by name.
fn entries(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    if path.is_dir() {
        for file in fs::read_dir(path).unwrap() {
            let file = file.unwrap();
            found.insert(file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap());
        }
        return found;
    }
    let mut zip = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        found.insert(entry.name().unwrap().into_owned(), bytes);
    }
    found
}

type Rows = Vec<BTreeMap<String, String>>;

fn rows(bytes: &[u8]) -> Rows {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut csv = csv::Reader::from_reader(bytes);
    let header = csv.headers().unwrap().clone();
    let record = |r: csv::StringRecord| {
        assert_eq!(r.len(), header.len());
        header.iter().map(str::to_owned).zip(r.iter().map(str::to_owned)).collect()
    };
    csv.records().map(|r| record(r.unwrap())).collect()
}

fn declared(log: &[u8], what: &str) -> usize {
    let log = std::str::from_utf8(log).unwrap();
    let line = log.lines().find(|l| l.contains(&format!("exported {what}:"))).unwrap();
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

fn made(name: &str, options: &SimulateOptions) -> (Scratch, Summary, Truth) {
    let folder = Scratch::new(name);
    let summary = write(options, &folder.0).unwrap();
    let truth = Truth::read(&summary.truth).unwrap();
    (folder, summary, truth)
}

#[test]
fn same_seed_same_bytes_and_another_seed_others() {
    let options = SimulateOptions::preset(Size::S);
    let (a, _, _) = made("same-a", &options);
    let (b, _, _) = made("same-b", &options);
    let (c, _, _) = made("same-c", &SimulateOptions { seed: 8, ..options });
    for file in ["export.zip", "roster.csv", "truth.json"] {
        let read = |s: &Scratch| fs::read(s.0.join(file)).unwrap();
        assert!(read(&a) == read(&b), "{file} differs between two runs");
        assert!(read(&a) != read(&c), "{file} is the same for another seed");
    }
}

#[test]
fn threads_do_not_matter() {
    let options = SimulateOptions::preset(Size::S);
    let (a, _, _) = made("threads-a", &options);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let (b, _, _) = pool.install(|| made("threads-b", &options));
    assert!(fs::read(a.0.join("export.zip")).unwrap() == fs::read(b.0.join("export.zip")).unwrap());
}

#[test]
fn files_agree_with_the_log_and_the_truth() {
    let (_folder, summary, truth) = made("log", &SimulateOptions::preset(Size::S));
    let files = entries(&summary.exports[0]);
    for (file, what) in [
        ("Messages.csv", "MESSAGES"),
        ("Users.csv", "USERS"),
        ("Groups.csv", "GROUPS"),
        ("Topics.csv", "TOPICS"),
        ("Files.csv", "FILES"),
        ("Pages.csv", "PAGES"),
    ] {
        assert_eq!(rows(&files[file]).len(), declared(&files["log.txt"], what), "{file}");
    }
    assert!(std::str::from_utf8(&files["log.txt"]).unwrap().contains("BOUND MESSAGES:"));
    let messages = rows(&files["Messages.csv"]);
    let users = rows(&files["Users.csv"]);
    assert_eq!(messages.len() as u64, truth.counts["messages"]);
    assert_eq!(users.len() as u64, truth.counts["users"]);
    assert_eq!(rows(&files["Groups.csv"]).len() as u64, truth.counts["groups"]);
    assert_eq!(rows(&files["Answers.csv"]).len() as u64, truth.counts["accepted_answers"]);
    let versions = rows(&files["MessageVersions.csv"]);
    assert!(!versions.is_empty() && versions.len() as u64 <= truth.counts["edited"]);
    for v in &versions {
        let message = messages.iter().find(|m| m["id"] == v["message_id"]).unwrap();
        assert_eq!(message["body"], v["body"]);
    }
    let roster = rows(&fs::read(&summary.roster).unwrap());
    let staff = roster.iter().filter(|r| r["userType"] == "Member").count() as u64;
    assert_eq!((staff, staff), (summary.people, truth.counts["roster_employees"]));
    let of_type = messages.iter().filter(|m| m["message_type"] == "question").count() as u64;
    assert_eq!(of_type, truth.counts["questions_of_type_question"]);
    for name in ["MessageVersions.csv", "Admins.csv", "Networks.csv", "Campaigns.csv", "request.txt"] {
        assert!(!files[name].is_empty(), "{name}");
    }
}

#[test]
fn messages_hang_together() {
    let (_folder, summary, truth) = made("hang", &SimulateOptions::preset(Size::S));
    let files = entries(&summary.exports[0]);
    let messages = rows(&files["Messages.csv"]);
    let users: BTreeSet<_> = rows(&files["Users.csv"]).into_iter().map(|u| u["id"].clone()).collect();
    let by_id: BTreeMap<_, _> = messages.iter().map(|m| (&m["id"], m)).collect();
    assert_eq!(by_id.len(), messages.len());
    let (mut orphans, mut early, mut roots) = (BTreeSet::new(), 0, 0);
    let mut seen = BTreeSet::new();
    for m in &messages {
        assert!(m["id"].parse::<u64>().unwrap() > u64::from(u32::MAX));
        assert!(users.contains(&m["sender_id"]), "author {}", m["sender_id"]);
        assert!(m["api_url"].ends_with(&m["id"]));
        assert_eq!(m["in_private_conversation"] == "true", !m["participants"].is_empty());
        if m["replied_to_id"].is_empty() {
            assert_eq!(m["id"], m["thread_id"]);
            roots += 1;
        } else {
            match by_id.get(&m["replied_to_id"]) {
                Some(parent) => {
                    assert_eq!(parent["thread_id"], m["thread_id"]);
                    assert!(parent["created_at"] <= m["created_at"]);
                    early += usize::from(!seen.contains(&m["replied_to_id"]));
                }
                None => drop(orphans.insert(&m["thread_id"])),
            }
        }
        seen.insert(&m["id"]);
    }
    assert!(roots > 500);
    assert!(orphans.len() as u64 <= truth.counts.get("roots_never_exported").copied().unwrap_or(0));
    assert!(early > 0, "no reply stands before what it replies to");
    // Ids ascend with time.
    let mut times: Vec<_> = messages.iter().map(|m| (&m["id"], &m["created_at"])).collect();
    times.sort();
    assert!(times.windows(2).all(|w| w[0].1 <= w[1].1));
}

#[test]
fn awkward_content_is_there_and_survives() {
    let options = SimulateOptions { people: 600, messages: 9_000, ..SimulateOptions::preset(Size::S) };
    let (_folder, summary, truth) = made("awkward", &options);
    let files = entries(&summary.exports[0]);
    let messages = rows(&files["Messages.csv"]);
    for needle in [
        "\n\n",
        "\"",
        "\",\"",
        "\t",
        "\u{b}",
        "\u{1b}",
        "\\n",
        "🎉",
        "مرحبا",
        "?id=",
        "select * from t where id = ?",
        "=1+2",
        "[[user:",
        "[User:",
        "cc: User:",
        "[Tag:",
        "[[user:9000",
        "\r\n",
        "#",
    ] {
        assert!(messages.iter().any(|m| m["body"].contains(needle)), "no body with {needle:?}");
    }
    assert!(messages.iter().any(|m| m["attachments"].contains(" : title=\"")));
    assert!(messages.iter().any(|m| m["attachments"].contains("uploadedfile:")));
    for (column, value) in [
        ("sender_type", "bot"),
        ("message_type", "system"),
        ("message_type", "announcement"),
        ("in_private_conversation", "true"),
        ("in_private_group", "true"),
        ("group_id", ""),
        ("deleted_at", "null"),
        ("closed", "TRUE"),
    ] {
        assert!(messages.iter().any(|m| m[column] == value), "no row with {column} = {value:?}");
    }
    assert!(messages.iter().any(|m| m["deleted_at"].starts_with("20")));
    assert!(messages.iter().any(|m| m["sender_email"] == truth.community_manager));
    let users = rows(&files["Users.csv"]);
    let state = |u: &BTreeMap<String, String>| {
        (
            u["state"] == "active",
            !u["joined_at"].is_empty(),
            !u["deleted_at"].is_empty(),
            !u["suspended_at"].is_empty(),
        )
    };
    for expected in [
        (true, true, false, false),
        (false, false, false, false),
        (false, true, true, false),
        (false, true, false, true),
    ] {
        assert!(users.iter().any(|u| state(u) == expected), "{expected:?}");
    }
}

/// Share of questions whose body shows a question mark: what the truth says about omitted marks holds in the text.
#[test]
fn marks_are_omitted_as_the_truth_says() {
    let options = SimulateOptions { awkward: 0.0, edited: 0.0, ..SimulateOptions::preset(Size::S) };
    let (_folder, summary, truth) = made("marks", &options);
    let messages = rows(&entries(&summary.exports[0])["Messages.csv"]);
    let marked = messages
        .iter()
        .filter(|m| {
            m["replied_to_id"].is_empty()
                && m["in_private_conversation"] == "false"
                && m["body"].contains('?')
        })
        .count() as u64;
    let c = &truth.counts;
    assert_eq!(marked, c["questions"] - c["questions_without_mark"]);
    let share = c["questions_without_mark"] as f64 / c["questions"] as f64;
    assert!((share - 0.3).abs() < 0.08, "{share}");
    assert!(c["questions_without_mark_and_type"] < c["questions_without_mark"]);
}

/// The tallies of the truth, counted again from the files.
#[test]
fn tallies_equal_a_recount() {
    let options =
        SimulateOptions { omitted_mark: 0.0, awkward: 0.0, edited: 0.0, ..SimulateOptions::preset(Size::S) };
    let (_folder, summary, truth) = made("recount", &options);
    let messages = rows(&entries(&summary.exports[0])["Messages.csv"]);
    let public = |m: &&BTreeMap<String, String>| m["in_private_conversation"] == "false";
    let askers: BTreeMap<_, _> = messages
        .iter()
        .filter(public)
        .filter(|m| m["replied_to_id"].is_empty() && m["body"].contains('?'))
        .map(|m| (&m["id"], &m["sender_id"]))
        .collect();
    assert_eq!(askers.len() as u64, truth.counts["questions"]);
    let mut helped: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut asked: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for m in messages.iter().filter(public) {
        match askers.get(&m["thread_id"]) {
            Some(asker) if **asker != m["sender_id"] => {
                helped.entry(&m["sender_id"]).or_default().insert(asker);
            }
            Some(asker) if m["replied_to_id"].is_empty() => {
                for p in truth.hubs.iter().chain(&truth.hub_decoys) {
                    let forms = [
                        format!("[[user:{}]]", p.user),
                        format!("[User:{}]", p.user),
                        format!("ser:{}:", p.user),
                    ];
                    if forms.iter().any(|f| m["body"].contains(f)) {
                        asked.entry(p.user.to_string()).or_default().insert(asker);
                    }
                }
            }
            _ => {}
        }
    }
    for p in truth.champions.iter().chain(&truth.decoys).chain(&truth.hubs) {
        let n = helped.get(p.user.to_string().as_str()).map_or(0, BTreeSet::len) as u64;
        assert_eq!(n, p.helped_distinct, "{} {}", p.role, p.email);
        assert_eq!(n, p.helped_distinct_marked);
    }
    for p in truth.hubs.iter().chain(&truth.hub_decoys) {
        let n = asked.get(&p.user.to_string()).map_or(0, BTreeSet::len) as u64;
        assert_eq!(n, p.asked_distinct, "{} {}", p.role, p.email);
    }
}

fn least(people: &[Planted], value: fn(&Planted) -> u64) -> u64 {
    people.iter().map(value).min().unwrap()
}

fn most(people: &[Planted], value: fn(&Planted) -> u64) -> u64 {
    people.iter().map(value).max().unwrap()
}

#[test]
fn planted_people_stand_out_from_decoys_and_others() {
    for (size, seeds) in [(Size::S, 0..6), (Size::Bundled, 7..9)] {
        for seed in seeds {
            let (_folder, _, t) =
                made("stand-out", &SimulateOptions { seed, ..SimulateOptions::preset(size) });
            let champions = least(&t.champions, |p| p.helped_distinct_marked);
            let decoys = most(&t.decoys, |p| p.helped_distinct);
            assert!(champions >= 2 * decoys.max(1), "{size:?} {seed}: champion {champions}, decoy {decoys}");
            assert!(
                t.background["ordinary_above_weakest_champion"] == 0,
                "{size:?} {seed}: {champions} {:?}",
                t.background
            );
            assert!(least(&t.champions, |p| p.helped_units) >= 3);
            let hubs = least(&t.hubs, |p| p.asked_distinct);
            let loud = most(&t.hub_decoys, |p| p.asked_distinct);
            assert!(hubs >= 2 * loud.max(1), "{size:?} {seed}: hub {hubs}, decoy {loud}");
            assert!(
                t.background["ordinary_above_weakest_hub"] == 0,
                "{size:?} {seed}: {hubs} {:?}",
                t.background
            );
            // Decoys are louder than champions in what they do.
            let of = |role: &'static str| t.decoys.iter().filter(move |d| d.role == role);
            assert!(of("broadcaster").all(|d| d.messages > 25 && d.answers * 5 <= d.messages));
            assert!(of("chatterbox").all(|d| d.messages > 25 && d.answers * 5 <= d.messages));
            assert!(of("one_asker").all(|d| d.answers > 25 && d.helped_distinct <= 6));
            assert!(most(&t.hub_decoys, |p| p.asked) > hubs);
            let off: Vec<_> = t.hubs.iter().filter(|h| h.joined.is_none()).collect();
            assert_eq!(off.len(), 2);
            assert!(off.iter().all(|h| h.messages == 0));
        }
    }
}

/// In a large organisation a few ordinary helpers come near the weakest champion: the truth says how many.
#[test]
#[ignore = "half a minute in a debug build"]
fn planted_people_stand_out_in_m() {
    let (_folder, summary, t) = made("stand-out-m", &SimulateOptions::preset(Size::M));
    assert!((195_000..205_000).contains(&summary.messages), "{}", summary.messages);
    assert!(least(&t.champions, |p| p.helped_distinct) >= 3 * most(&t.decoys, |p| p.helped_distinct));
    let mut helped: Vec<_> = t.champions.iter().map(|p| p.helped_distinct).collect();
    helped.sort_unstable();
    assert!(helped[helped.len() / 10] > t.background["helped_distinct_99"], "{helped:?} {:?}", t.background);
    let found = t.background["helped_distinct_planted_in_top"] as f64 / t.champions.len() as f64;
    assert!(found > 0.85, "{found}");
    assert_eq!(t.background["ordinary_above_weakest_hub"], 0);
}

#[test]
fn off_platform_hubs_are_pending_and_in_the_roster() {
    let (_folder, summary, truth) = made("pending", &SimulateOptions::preset(Size::S));
    let users = rows(&entries(&summary.exports[0])["Users.csv"]);
    let roster = rows(&fs::read(&summary.roster).unwrap());
    for hub in truth.hubs.iter().filter(|h| h.joined.is_none()) {
        let user = users.iter().find(|u| u["id"] == hub.user.to_string()).unwrap();
        assert_eq!((user["state"].as_str(), user["joined_at"].as_str()), ("soft_delete", ""));
        let row = roster.iter().find(|r| r["mail"] == hub.email).unwrap();
        assert_eq!(row["unit"], hub.unit);
    }
}

/// Without the community manager's rescue the members do exactly the same: the what-if truth is known.
#[test]
fn rescue_changes_nothing_among_members() {
    let with = SimulateOptions::preset(Size::S);
    let without = SimulateOptions { cm_rescue: 0.0, ..with.clone() };
    let (_a, _, with) = made("rescue-a", &with);
    let (_b, _, without) = made("rescue-b", &without);
    assert!(with.counts["cm_answers"] > 10);
    assert_eq!(without.counts.get("cm_answers"), None);
    for (a, b) in with.champions.iter().zip(&without.champions) {
        assert_eq!((a.user, a.answers, a.helped_distinct), (b.user, b.answers, b.helped_distinct));
    }
    assert_eq!(with.counts["questions"], without.counts["questions"]);
}

#[test]
fn windows_overlap_and_the_last_row_is_the_final_one() {
    let whole = SimulateOptions { edited: 0.1, ..SimulateOptions::preset(Size::S) };
    let cut = SimulateOptions { windows: 12, overlap_days: 2, zipped: false, ..whole.clone() };
    let (_a, one, truth) = made("windows-a", &whole);
    let (_b, many, _) = made("windows-b", &cut);
    assert_eq!(many.exports.len(), 12);
    assert!(many.exports[0].ends_with("export-01"));
    assert!(many.message_rows > many.messages && many.messages == truth.counts["messages"]);
    let mut merged: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut changed = 0;
    for path in &many.exports {
        let files = entries(path);
        let messages = rows(&files["Messages.csv"]);
        assert_eq!(messages.len(), declared(&files["log.txt"], "MESSAGES"));
        for m in messages {
            let id = m["id"].clone();
            changed += usize::from(merged.get(&id).is_some_and(|old| *old != m));
            merged.insert(id, m);
        }
    }
    assert!(changed > 5, "{changed} rows changed in a later window");
    let last = rows(&entries(&one.exports[0])["Messages.csv"]);
    assert_eq!(merged.len(), last.len());
    for m in last {
        assert_eq!(merged[&m["id"]], m);
    }
}

#[test]
fn any_order_of_rows_holds_the_same_rows() {
    let plain = SimulateOptions { shuffle: 0, zipped: false, ..SimulateOptions::preset(Size::S) };
    let shuffled = SimulateOptions { shuffle: 1 << 20, ..plain.clone() };
    let (_a, plain, _) = made("order-a", &plain);
    let (_b, shuffled, _) = made("order-b", &shuffled);
    let mut a = rows(&entries(&plain.exports[0])["Messages.csv"]);
    let mut b = rows(&entries(&shuffled.exports[0])["Messages.csv"]);
    assert!(a.windows(2).all(|w| w[0]["id"] < w[1]["id"]));
    let displaced = a.iter().zip(&b).filter(|(x, y)| x != y).count();
    assert!(displaced > a.len() * 9 / 10);
    a.sort();
    b.sort();
    assert_eq!(a, b);
}

#[test]
fn bad_options_and_bad_truth_are_refused() {
    let folder = Scratch::new("bad");
    let error =
        write(&SimulateOptions { people: 2, ..SimulateOptions::preset(Size::S) }, &folder.0).unwrap_err();
    assert_eq!(error.to_string(), "option people: found 2, expected 100 to 2000000");
    fs::create_dir_all(&folder.0).unwrap();
    let path = folder.0.join("truth.json");
    fs::write(&path, "{\"seed\": 1}").unwrap();
    assert!(Truth::read(&path).unwrap_err().to_string().contains("a part of the truth is missing"));
}

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data")
}

/// The archive is compared by its content: another release of the compressor may pack it otherwise.
#[test]
fn bundled_data_is_what_the_simulation_makes() {
    let (folder, _, _) = made("bundled", &SimulateOptions::preset(Size::Bundled));
    for file in ["roster.csv", "truth.json"] {
        assert!(
            fs::read(bundled().join(file)).unwrap() == fs::read(folder.0.join(file)).unwrap(),
            "examples/data/{file} is stale: run `cargo test --test community -- --ignored regenerate_bundled`"
        );
    }
    let (old, new) = (entries(&bundled().join("export.zip")), entries(&folder.0.join("export.zip")));
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
    for (name, bytes) in &old {
        assert!(*bytes == new[name], "examples/data/export.zip/{name} is stale");
    }
}

#[test]
#[ignore = "rewrites examples/data"]
fn regenerate_bundled() {
    write(&SimulateOptions::preset(Size::Bundled), &bundled()).unwrap();
}
