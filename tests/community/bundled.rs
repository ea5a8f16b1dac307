//! The bundled export computed again, slowly and plainly: rows by the `csv` and `zip` crates, maps of texts, loops.
//! Nothing of the reader, the graph or the analyses is used but to compare with; only the features of a text
//! (words, question, thanks) are the crate's own.

use cmgraph::adoption::{AdoptionOptions, Definition, adoption};
use cmgraph::champions::{ChampionOptions, champions};
use cmgraph::community::RoleOptions;
use cmgraph::graph::{EdgeRule, InteractionGraph, InteractionKind};
use cmgraph::time::Period;
use cmgraph::{Community, ReadOptions, read};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const MANAGER: &str = "anna.manager@example.com";
const HOME: &str = "example.com";

pub(crate) type Line = BTreeMap<String, String>;

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data")
}

pub(crate) fn lines(source: impl std::io::Read) -> Vec<Line> {
    let mut reader = csv::Reader::from_reader(source);
    let plain = |name: &str| name.trim_start_matches('\u{feff}').trim_matches('"').to_lowercase();
    let names: Vec<String> = reader.headers().unwrap().iter().map(plain).collect();
    let line = |row: csv::StringRecord| names.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| line(row.unwrap())).collect()
}

pub(crate) fn file(name: &str) -> Vec<Line> {
    let archive = std::fs::File::open(folder().join("export.zip")).unwrap();
    lines(zip::ZipArchive::new(archive).unwrap().by_name(name).unwrap())
}

/// The export as rows: public messages by id, users by id, people by address.
struct Plain {
    messages: BTreeMap<String, Line>,
    users: BTreeMap<String, Line>,
    people: Vec<Line>,
    communications: String,
}

impl Plain {
    fn read() -> Plain {
        let public = |line: &Line| !line["in_private_conversation"].eq_ignore_ascii_case("true");
        let by_id = |lines: Vec<Line>| lines.into_iter().map(|line| (line["id"].clone(), line)).collect();
        let truth = std::fs::read_to_string(folder().join("truth.json")).unwrap();
        let truth: serde_json::Value = serde_json::from_str(&truth).unwrap();
        Plain {
            messages: by_id(file("Messages.csv").into_iter().filter(public).collect()),
            users: by_id(file("Users.csv")),
            people: lines(std::fs::File::open(folder().join("roster.csv")).unwrap()),
            communications: truth["communications"].as_str().unwrap().to_lowercase(),
        }
    }

    fn community(&self) -> Community {
        let roles = RoleOptions {
            community_managers: vec![MANAGER.into()],
            communications: vec![self.communications.clone()],
            ..Default::default()
        };
        let options = ReadOptions { roles, roster: Some(folder().join("roster.csv")), ..Default::default() };
        read(&[folder().join("export.zip")], &options).unwrap()
    }

    /// The message replied to, else the one that starts the thread; `None` for that one itself, and where the
    /// export has neither.
    fn answered<'a>(&'a self, message: &Line) -> Option<&'a Line> {
        let (parent, thread) = (&message["replied_to_id"], &message["thread_id"]);
        if parent.is_empty() && *thread == message["id"] {
            return None;
        }
        let root = || self.messages.get(thread).filter(|_| *thread != message["id"]);
        self.messages.get(parent).or_else(root)
    }

    fn email(&self, user: &str) -> String {
        let of_messages =
            || self.messages.values().find(|m| m["sender_id"] == user).map(|m| &m["sender_email"]);
        let listed = self.users.get(user).map(|user| &user["email"]).filter(|email| !email.is_empty());
        listed.or_else(of_messages).map(|email| email.trim().to_lowercase()).unwrap_or_default()
    }

    /// The person of the roster: by directory id, else by address.
    fn person(&self, user: &str) -> Option<&Line> {
        let guid = self.users.get(user).map(|user| user["guid"].to_lowercase()).unwrap_or_default();
        let email = self.email(user);
        let by_guid = self.people.iter().find(|p| !guid.is_empty() && p["id"].to_lowercase() == guid);
        let has = |p: &&Line| ["mail", "userprincipalname"].iter().any(|c| p[*c].to_lowercase() == email);
        by_guid.or_else(|| self.people.iter().find(|p| !email.is_empty() && has(p)))
    }

    fn official(&self, email: &str) -> bool {
        email == MANAGER || email == self.communications
    }

    /// People of the organisation who do not speak by office.
    fn colleagues(&self) -> BTreeSet<&str> {
        let bots: BTreeSet<&str> = self
            .messages
            .values()
            .filter(|m| !["user", ""].contains(&m["sender_type"].as_str()))
            .map(|m| m["sender_id"].as_str())
            .collect();
        let authors: BTreeSet<&str> = self.messages.values().map(|m| m["sender_id"].as_str()).collect();
        let colleague = |user: &&str| {
            let email = self.email(user);
            let domain = email.split_once('@').map_or("", |(_, domain)| domain);
            let guest = match self.person(user) {
                Some(person) => person["usertype"] == "Guest",
                None => !(domain.is_empty() || domain == HOME || domain.ends_with(&format!(".{HOME}"))),
            };
            !guest && !bots.contains(user) && !self.official(&email)
        };
        authors.into_iter().filter(colleague).collect()
    }
}

fn system(message: &Line) -> bool {
    message["message_type"] == "system"
}

fn deleted(message: &Line) -> bool {
    !["", "null"].contains(&message["deleted_at"].as_str())
}

fn count<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    keys.for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

#[test]
fn messages_by_author() {
    let plain = Plain::read();
    let community = plain.community();
    let messages = community.messages();
    let id = |member: cmgraph::MemberId| community.members().ids.get(member.index());
    let found = count(messages.authors.iter().map(|&author| id(author)));
    let expected = count(plain.messages.values().map(|message| message["sender_id"].clone()));
    assert_eq!(found, expected);
    assert!(messages.len() > 10_000 && messages.len() < file("Messages.csv").len());
}

#[test]
fn who_answered_whom_and_how_often() {
    let plain = Plain::read();
    let community = plain.community();
    let graph = InteractionGraph::of(&community.whole(), &EdgeRule::default()).unwrap();
    let counts = graph.counts().unwrap();
    let id = |member: cmgraph::MemberId| community.members().ids.get(member.index());
    let mut found = BTreeMap::new();
    for arc in 0..graph.arc_count() {
        let (from, to) = graph.ends(arc).unwrap();
        let replies = u64::from(counts.count(arc, InteractionKind::Reply));
        if replies > 0 {
            found.insert((id(from), id(to)), replies);
        }
    }
    let pairs = plain.messages.values().filter_map(|message| {
        let to = plain.answered(message)?["sender_id"].clone();
        Some((message["sender_id"].clone(), to)).filter(|(from, to)| from != to)
    });
    assert_eq!(found, count(pairs));
    assert!(found.len() > 1_000);
}

#[test]
fn distinct_askers_helped() {
    let plain = Plain::read();
    let community = plain.community();
    let colleagues = plain.colleagues();
    let options = ChampionOptions::default();
    let set_pieces = ["system", "announcement", "praise", "poll"];
    let mut askers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut threads: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut answers: BTreeMap<String, u32> = BTreeMap::new();
    for message in plain.messages.values() {
        let Some(root) = plain.messages.get(&message["thread_id"]) else { continue };
        let (asker, helper) = (root["sender_id"].as_str(), message["sender_id"].as_str());
        let asks =
            root["message_type"] == "question" || cmgraph::text::features(root["body"].as_bytes()).question;
        if !asks || set_pieces.contains(&root["message_type"].as_str()) || deleted(root) || asker == helper {
            continue;
        }
        let text = cmgraph::text::features(message["body"].as_bytes());
        let mixed = text.thanks || text.question || message["message_type"] == "question";
        let says_something = match mixed {
            true => text.words >= options.min_words_mixed,
            false => text.words >= options.min_words || message["attachments"].contains("uploadedfile"),
        };
        let void = deleted(message) || system(message);
        if colleagues.contains(asker) && colleagues.contains(helper) && !void && says_something {
            askers.entry(helper.to_owned()).or_default().insert(asker);
            threads.entry(helper.to_owned()).or_default().insert(&message["thread_id"]);
            *answers.entry(helper.to_owned()).or_default() += 1;
        }
    }
    let found = champions(&community.whole(), &options).unwrap();
    let found: BTreeMap<String, (u32, u32, u32)> =
        found.helpers.iter().map(|row| (row.id.clone(), (row.helped, row.questions, row.answers))).collect();
    let expected: BTreeMap<String, (u32, u32, u32)> = askers
        .iter()
        .map(|(id, askers)| (id.clone(), (askers.len() as u32, threads[id].len() as u32, answers[id])))
        .collect();
    assert_eq!(found, expected);
    assert!(found.values().any(|row| row.0 > 20));
}

#[test]
fn first_contributions_by_month() {
    let plain = Plain::read();
    let community = plain.community();
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for message in plain.messages.values().filter(|message| !deleted(message) && !system(message)) {
        let Some(person) = plain.person(&message["sender_id"]) else { continue };
        if person["usertype"] == "Guest" || plain.official(&plain.email(&message["sender_id"])) {
            continue;
        }
        // Years and months stand first in every form of a date that is used, so texts of one form compare.
        let at = &message["created_at"][..7];
        let known = first.entry(&person["id"]).or_insert(at);
        *known = at.min(known);
    }
    let options = AdoptionOptions { period: Period::Month, ..AdoptionOptions::default() };
    let found = adoption(&community.whole(), &options).unwrap();
    let curve = found.curve(Definition::Contributed).unwrap();
    let new: BTreeMap<String, u64> = found
        .bins
        .iter()
        .zip(&curve.points)
        .map(|(bin, point)| (bin.start.to_string()[..7].to_owned(), point.new))
        .filter(|(_, new)| *new > 0)
        .collect();
    assert_eq!(new, count(first.values().map(|month| month.replace('/', "-"))));
    assert!(first.len() > 100);
}
