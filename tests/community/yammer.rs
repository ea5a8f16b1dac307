//! The Yammer reader: good and bad input as tables of files and what comes of them.

use cmgraph::community::{
    Community, DropReason, FileAudit, MemberKind, MemberState, MessageFlags, Parent, Privacy,
};
use cmgraph::{Error, MemberId, MessageId, ReadOptions, TextUse, read};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that is removed with its last use.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cmgraph-yammer-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn with(files: &[(&str, &[u8])]) -> Folder {
        let folder = Folder::new();
        files.iter().for_each(|(name, bytes)| folder.add(name, bytes));
        folder
    }

    fn add(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn read(&self) -> Result<Community, Error> {
        read(std::slice::from_ref(&self.0), &ReadOptions::default())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn zip(path: &Path, files: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

const HEADER: &str = "id,replied_to_id,thread_id,group_id,group_name,in_private_conversation,sender_id,sender_name,body,api_url,created_at\n";

/// A row of the short header.
fn row(id: &str, parent: &str, thread: &str, sender: &str, body: &str, at: &str) -> String {
    format!(
        "{id},{parent},{thread},5,Ops,false,{sender},N{sender},\"{body}\",https://x.example/messages/{id},{at}\n"
    )
}

fn messages(rows: &[String]) -> Vec<u8> {
    format!("{HEADER}{}", rows.concat()).into_bytes()
}

fn only(rows: &[String]) -> Community {
    Folder::with(&[("Messages.csv", &messages(rows))]).read().unwrap()
}

fn audit(community: &Community) -> &FileAudit {
    community.audit().named("Messages.csv").next().unwrap()
}

fn dropped(community: &Community) -> Vec<(DropReason, u64)> {
    audit(community).dropped.iter().map(|(reason, n)| (*reason, *n)).collect()
}

/// Native id, author and parent of each message.
fn summary(community: &Community) -> Vec<(String, String, Option<String>)> {
    let (messages, members) = (community.messages(), community.members());
    let one = |i: usize| {
        let message = MessageId(i as u32);
        let parent = match messages.parent(message) {
            Parent::None => None,
            Parent::Message(parent) => Some(messages.ids.get(parent.index())),
            Parent::NotInExport => Some("?".into()),
        };
        (messages.ids.get(i), members.ids.get(messages.author(message).index()), parent)
    };
    (0..messages.len()).map(one).collect()
}

fn triple(id: &str, author: &str, parent: Option<&str>) -> (String, String, Option<String>) {
    (id.into(), author.into(), parent.map(str::to_owned))
}

const T: [&str; 4] =
    ["2020-01-01T00:00:00Z", "2020-01-01T00:00:01Z", "2020-01-01T00:00:02Z", "2020-01-01T00:00:03Z"];

#[test]
fn order_of_rows_does_not_matter_and_big_ids_stay() {
    let big = ["2000337749565441", "4038774531842049", "9223372036854775809"];
    let rows = [
        row(big[2], big[1], big[0], "8", "two", T[2]),
        row(big[1], big[0], big[0], "8", "one", T[1]),
        row(big[0], "", big[0], "007", "zero", T[0]),
    ];
    let expected = vec![
        triple(big[0], "007", None),
        triple(big[1], "8", Some(big[0])),
        triple(big[2], "8", Some(big[1])),
    ];
    let community = only(&rows);
    assert_eq!(summary(&community), expected);
    assert_eq!(community.threads().len(), 1);
    let member = community.members().find("007")[0];
    assert_eq!(community.members().label(member), "N007");
    assert_eq!(community.members().kind(member), MemberKind::Person);
    assert!(!community.members().recorded[member.index()]);
}

#[test]
fn references_that_lead_nowhere() {
    for (rows, parents, roots, missing) in [
        // A reply whose parent and root were never exported.
        (vec![row("2", "1", "1", "8", "x", T[0])], vec![Some("?")], vec![None], (1, 1)),
        // Two of them: one thread.
        (
            vec![row("2", "1", "1", "8", "x", T[0]), row("3", "2", "1", "8", "x", T[1])],
            vec![Some("?"), Some("2")],
            vec![None],
            (1, 1),
        ),
        // No target given: the root is answered.
        (
            vec![row("1", "", "1", "8", "x", T[0]), row("2", "", "1", "9", "x", T[1])],
            vec![None, Some("1")],
            vec![Some("1")],
            (0, 0),
        ),
        // No thread given: that of the parent.
        (
            vec![
                row("1", "", "", "8", "x", T[0]),
                row("2", "1", "", "9", "x", T[1]),
                row("3", "2", "", "9", "x", T[2]),
            ],
            vec![None, Some("1"), Some("2")],
            vec![Some("1")],
            (0, 0),
        ),
        (
            vec![row("2", "1", "", "9", "x", T[1]), row("3", "1", "", "9", "x", T[2])],
            vec![Some("?"), Some("?")],
            vec![None],
            (1, 2),
        ),
        // A message that replies to itself; two that reply to each other.
        (vec![row("1", "1", "1", "8", "x", T[0])], vec![Some("?")], vec![Some("1")], (0, 1)),
        (
            vec![row("1", "2", "1", "8", "x", T[0]), row("2", "1", "1", "8", "x", T[1])],
            vec![Some("2"), Some("1")],
            vec![Some("1")],
            (0, 0),
        ),
        // Threads that name each other's messages end somewhere.
        (
            vec![row("1", "", "2", "8", "x", T[0]), row("2", "", "1", "8", "x", T[1])],
            vec![Some("2"), Some("1")],
            vec![Some("1")],
            (0, 0),
        ),
    ] {
        let community = only(&rows);
        let found: Vec<Option<String>> =
            summary(&community).into_iter().map(|(_, _, parent)| parent).collect();
        assert_eq!(found, parents.iter().map(|p| p.map(str::to_owned)).collect::<Vec<_>>(), "{rows:?}");
        let threads = community.threads();
        let found: Vec<_> = threads
            .iter()
            .map(|t| threads.root(t).map(|m| community.messages().ids.get(m.index())))
            .collect();
        assert_eq!(found, roots.iter().map(|r| r.map(str::to_owned)).collect::<Vec<_>>(), "{rows:?}");
        assert_eq!((community.audit().missing_roots, community.audit().missing_parents), missing, "{rows:?}");
        let in_threads: usize = threads.iter().map(|t| threads.messages(t).len()).sum();
        assert_eq!(in_threads, community.messages().len());
    }
}

#[test]
fn damaged_rows_are_counted_and_the_rest_is_read() {
    let good = |id: &str, at: usize| row(id, "", id, "8", "fine", T[at]);
    let url = "https://x.example/messages";
    for (text, ids, lost, repaired, lines) in [
        // Commas, doubled quotes and line breaks inside a quoted body are no damage.
        (
            format!("{HEADER}{}", row("1", "", "1", "8", "a,\"\"b\"\",\nc\u{b}\u{1b}\\n", T[0])),
            vec!["1"],
            0,
            0,
            vec![],
        ),
        (
            format!("{HEADER}{}", row("1", "", "1", "8", "x", T[0])).replace('\n', "\r\n"),
            vec!["1"],
            0,
            0,
            vec![],
        ),
        // An unescaped `","` in the body: put back together by the url.
        (
            format!("{HEADER}1,,1,5,Ops,false,8,N,\"a\",\"b\",{url}/1,{}\n{}", T[0], good("2", 1)),
            vec!["1", "2"],
            0,
            1,
            vec![],
        ),
        // The same where the url does not fit.
        (
            format!("{HEADER}1,,1,5,Ops,false,8,N,\"a\",\"b\",nowhere,{}\n{}", T[0], good("2", 1)),
            vec!["2"],
            1,
            0,
            vec![2],
        ),
        // A quote that is never closed.
        (
            format!(
                "{HEADER}{}1,,1,5,Ops,false,8,N,\"a,{url}/1,{}\n{}{}",
                good("7", 0),
                T[0],
                good("2", 1),
                good("3", 2)
            ),
            vec!["7", "2", "3"],
            1,
            0,
            vec![3],
        ),
        // Too few fields; an empty line; no line feed at the end.
        (
            format!("{HEADER}{}\n1,2,3\n{}", good("7", 0), good("2", 1).trim_end()),
            vec!["7", "2"],
            1,
            0,
            vec![4],
        ),
    ] {
        let community = Folder::with(&[("Messages.csv", text.as_bytes())]).read().unwrap();
        let found: Vec<String> = summary(&community).into_iter().map(|(id, _, _)| id).collect();
        assert_eq!(found, ids, "{text}");
        let file = audit(&community);
        assert_eq!(file.dropped.get(&DropReason::Damaged).copied().unwrap_or(0), lost, "{text}");
        assert_eq!((file.repaired, file.rows), (repaired, file.kept + file.dropped_rows()), "{text}");
        let noted: Vec<u64> = file.notes.iter().filter_map(|(place, _)| place.line).collect();
        assert_eq!(noted, lines, "{text}");
    }
}

#[test]
fn stray_quotes_join_no_rows() {
    // One quote too many in two bodies: between them commas and line feeds seem to stand inside quotes, and the
    // whole has as many fields as one row.
    for (first, last) in [("5\" pipe", "6\" pipe"), ("\"5\" pipe\"", "\"6\" pipe\"")] {
        let line = |id: usize, body: &str| format!("{id},{id},8,{body},{}\n", T[0]);
        let text = format!(
            "id,thread_id,sender_id,body,created_at\n{}{}{}{}",
            line(1, "fine"),
            line(2, first),
            line(3, last),
            line(4, "fine")
        );
        let community = Folder::with(&[("Messages.csv", text.as_bytes())]).read().unwrap();
        assert_eq!((community.messages().len(), audit(&community).rows), (4, 4), "{text}");
    }
}

#[test]
fn a_huge_record_costs_itself_alone() {
    // Longer than the careful pass takes for a record, with a damaged row that makes it careful.
    let huge = "x ".repeat(5 << 20);
    for (body, kept) in [(huge.clone(), vec!["2", "3"]), (format!("{huge}\n"), vec!["2", "3"])] {
        let rows = [row("1", "", "1", "8", &body, T[0]), "9,9\n".into(), row("2", "", "2", "8", "x", T[1])];
        let mut rows = rows.to_vec();
        rows.push(row("3", "", "3", "8", "x", T[2]));
        let community = only(&rows);
        let ids: Vec<String> = summary(&community).into_iter().map(|(id, _, _)| id).collect();
        assert_eq!(
            (ids, dropped(&community)),
            (kept.iter().map(|k| k.to_string()).collect(), vec![(DropReason::Damaged, 2)])
        );
    }
    // Quotes that are never closed do not make every row cost the rest of the file.
    let quote = |i: usize| if i.is_multiple_of(2) { "\"" } else { "" };
    let rows: String = (0..2_000).map(|i| format!("{i},{i},{}8,x,{}\n", quote(i), T[0])).collect();
    let text = format!("id,thread_id,sender_id,body,created_at\n{rows}");
    let community = Folder::with(&[("Messages.csv", text.as_bytes())]).read().unwrap();
    assert_eq!((audit(&community).rows, audit(&community).kept), (2_000, 1_000));
}

#[test]
fn rows_that_mean_nothing_are_left_out_with_their_reason() {
    let rows = [
        row("1", "", "1", "8", "fine", T[0]),
        row("", "", "1", "8", "x", T[0]),
        row("2", "", "1", "", "x", T[0]),
        row("3", "", "1", "8", "x", "null"),
        row("4", "", "1", "8", "x", "yesterday"),
        row("5", "", "1", "8", "x", "9999-01-01"),
        row("6", "", "1", "8", "x", "2022/11/11 21:00:20 +0000"),
    ];
    let community = only(&rows);
    let expected = [(DropReason::NoId, 1), (DropReason::NoAuthor, 1), (DropReason::NoTime, 3)];
    assert_eq!(dropped(&community), expected);
    assert_eq!((audit(&community).rows, audit(&community).kept), (7, 2));
    let notes: Vec<String> =
        audit(&community).notes.iter().map(|(place, text)| format!("{place}: {text}")).collect();
    assert!(
        notes[1].ends_with(
            "Messages.csv, line 6: created_at: found \"yesterday\", expected a time; the row was left out"
        ),
        "{notes:?}"
    );
}

#[test]
fn what_a_spreadsheet_destroys_is_refused() {
    let lost = messages(&[row("1", "", "1", "8", "x", T[0]), row("2.00034E+15", "", "1", "8", "x", T[0])]);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(HEADER.bytes().flat_map(|b| [b, 0])).collect();
    let semicolons = HEADER.replace(',', ";").into_bytes();
    let tabs = HEADER.replace(',', "\t").into_bytes();
    for (bytes, expected) in [
        (lost, "Messages.csv, line 3: the id \"2.00034E+15\" has lost its digits"),
        (utf16, "Messages.csv, line 1: the text is UTF-16, expected UTF-8"),
        (semicolons, "Messages.csv, line 1: the columns are separated by semicolons, expected commas"),
        (tabs, "Messages.csv, line 1: the columns are separated by tabs, expected commas"),
    ] {
        let error = Folder::with(&[("Messages.csv", &bytes)]).read().unwrap_err();
        assert!(matches!(error, Error::Spreadsheet { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains(expected), "{text}");
        assert!(text.ends_with("use the export as it was downloaded"), "{text}");
    }
}

#[test]
fn wrong_inputs_have_clear_errors() {
    let folder = Folder::with(&[
        ("people.csv", b"a,b\n"),
        ("x.zip", b"not a zip"),
        ("e/Messages.csv", b"id,body\n1,x\n"),
    ]);
    zip(&folder.path("other.zip"), &[("readme.md", b"x")]);
    for (path, expected) in [
        ("nothing.zip", "nothing.zip: No such file"),
        ("x.zip", "x.zip: not a readable zip archive"),
        ("other.zip", "other.zip: found other.zip/readme.md; expected a Yammer / Viva Engage network export"),
        ("e", "e/Messages.csv, line 1: no column \"created_at\"; the header has id, body"),
        ("people.csv", "people.csv, line 1: no column \"created_at\"; the header has a, b"),
    ] {
        let error = read(&[folder.path(path)], &ReadOptions::default()).unwrap_err().to_string();
        assert!(error.contains(expected), "{path}: {error}");
    }
}

#[test]
fn urls_that_name_other_ids_throughout_are_no_damage() {
    let mut rows: Vec<String> = (1..40)
        .map(|i| row(&i.to_string(), "", "1", "8", "x", T[0]).replace("/messages/", "/messages/9"))
        .collect();
    rows.push("40,,40\n".into());
    let community = only(&rows);
    assert_eq!(community.messages().len(), 39);
    assert_eq!(dropped(&community), [(DropReason::Damaged, 1)]);
}

#[test]
fn files_listed_one_by_one_are_one_export() {
    let folder = Folder::with(&[
        ("Messages.csv", &messages(&[row("1", "", "1", "8", "x", T[0])])),
        ("Users.csv", b"id,name,state\n8,Aino,active\n"),
        ("Groups.csv", b"id,name\n5,Operations\n"),
        ("old/January.csv", &messages(&[row("2", "", "2", "8", "x", T[1])])),
        ("old/February.csv", &messages(&[row("3", "", "3", "8", "x", T[2])])),
    ]);
    let paths = ["Groups.csv", "Messages.csv", "Users.csv", "old/January.csv", "old/February.csv"];
    let community = read(&paths.map(|name| folder.path(name)), &ReadOptions::default()).unwrap();
    assert_eq!((community.messages().len(), community.members().len()), (3, 1));
    assert_eq!(community.members().label(MemberId(0)), "Aino");
    assert_eq!(community.groups().names.get(0), "Operations");
}

#[test]
fn headers_of_all_generations() {
    let text = "\u{feff}\"ID\",\"repliedToId\",\"Thread Id\",\"SENDER_ID\",\"Created_At\",\"cortex_score\",\"message_type\"\n\
                \"1\",\"\",\"1\",\"8\",\"2020-01-01 10:00:00 UTC\",\"3\",\"Question\"\n\
                \"2\",\"1\",\"1\",\"9\",\"2020-01-01T10:00:01.5+00:00\",\"3\",\"system\"\n\
                \"3\",\"1\",\"1\",\"9\",\"2020-01-01 10:00:02\",\"3\",\"cartwheel\"\n";
    let community = Folder::with(&[("MESSAGES.CSV", text.as_bytes())]).read().unwrap();
    assert_eq!(summary(&community)[1], triple("2", "9", Some("1")));
    assert_eq!(audit(&community).unknown_columns, ["cortex_score"]);
    let flags = &community.messages().flags;
    assert!(flags[0].has(MessageFlags::QUESTION) && flags[1].has(MessageFlags::SYSTEM));
    assert!(audit(&community).notes[0].1.contains("1 rows with message_type \"cartwheel\""));
}

#[test]
fn private_conversations_and_all_company() {
    let header = "id,thread_id,group_id,group_name,participants,in_private_group,in_private_conversation,sender_id,created_at\n";
    let text = format!(
        "{header}1,1,,,,FALSE,FALSE,8,{0}\n2,2,,,\"user:8,user:9\",false,TRUE,8,{1}\n3,3,5,Ops,,\"true\",false,8,{2}\n",
        T[0], T[1], T[2]
    );
    let folder = Folder::with(&[("Messages.csv", text.as_bytes())]);
    let community = folder.read().unwrap();
    assert_eq!(dropped(&community), [(DropReason::Private, 1)]);
    let groups = community.groups();
    assert_eq!(groups.names.iter().collect::<Vec<_>>(), ["Ops", "All Company"]);
    assert_eq!(groups.all_company, [false, true]);
    assert_eq!(groups.privacy, [Privacy::Private, Privacy::Public]);

    let options = ReadOptions { private_messages: true, ..ReadOptions::default() };
    let community = read(std::slice::from_ref(&folder.0), &options).unwrap();
    assert_eq!(community.messages().len(), 3);
    let thread = community.messages().thread(MessageId(1));
    assert_eq!(community.threads().groups[thread.index()], None);
    let participants: Vec<String> =
        community.threads().participants(thread).map(|m| community.members().ids.get(m.index())).collect();
    assert_eq!(participants, ["8", "9"]);
}

#[test]
fn users_of_all_states() {
    let users = "id,name,email,job_title,location,department,joined_at,deleted_at,suspended_at,guid,state,user_cover_image_url\n\
        1,\"Aho, \"\"A\"\"\",A@Example.com,,,Sales,2019-01-01T00:00:00Z,,,guid-1,active,\n\
        2,Bo,b@example.com,,,,null,,,,soft_delete,\n\
        3,Cy,c@example.com,,,,2019-01-01,,2019-05-01,,soft_delete,\n\
        4,Di,d@example.com,,,,2019-01-01,2019-06-01,,,soft_delete,\n\
        5,Ed,e@example.com,,,,soon,,,,active,\n\
        ,No,n@example.com,,,,,,,,active,\n\
        6,short\n";
    let folder = Folder::with(&[
        ("Users.csv", users.as_bytes()),
        ("Messages.csv", &messages(&[row("1", "", "1", "77", "hi [[user:2]] [User:99:x]", T[0])])),
        (
            "log.txt",
            b"Number of exported MESSAGES: 1\nNumber of exported USERS: 9\nNumber of OUTBOUND MESSAGES: 5\n",
        ),
    ]);
    let community = folder.read().unwrap();
    let members = community.members();
    let state = |id: &str| members.states[members.find(id)[0].index()];
    assert_eq!(
        ["1", "2", "3", "4", "5", "77"].map(state),
        [
            MemberState::Active,
            MemberState::Pending,
            MemberState::Suspended,
            MemberState::Deleted,
            MemberState::Active,
            MemberState::Unknown
        ]
    );
    assert_eq!(members.label(members.find("a@example.COM")[0]), "Aho, \"A\"");
    // A date-range export lists only users who changed: an author with a name is no placeholder.
    let kind = |id: &str| members.kind(members.find(id)[0]);
    assert_eq!(["77", "99"].map(kind), [MemberKind::Person, MemberKind::Placeholder]);
    assert_eq!((community.audit().placeholder_members, community.audit().placeholder_authors), (1, 0));
    assert_eq!(community.messages().mentions(MessageId(0)).len(), 2);
    let file = community.audit().named("users.csv").next().unwrap();
    assert_eq!((file.rows, file.kept, file.unreadable_values, file.declared), (7, 5, 1, Some(9)));
    assert_eq!(file.confirmed(), Some(false));
    assert_eq!(audit(&community).confirmed(), Some(true));
    assert!(
        community.audit().warnings.iter().any(|w| w.contains("7 rows were read, but log.txt declares 9"))
    );
}

#[test]
fn the_export_whose_window_ends_last_stands() {
    let folder = Folder::new();
    let request = |since: &str, until: &str| format!("since: {since}\nuntil: {until}\n").into_bytes();
    // The names are in the wrong order on purpose.
    zip(
        &folder.path("b-first.zip"),
        &[
            (
                "Messages.csv",
                &messages(&[row("1", "", "1", "8", "what?", T[0]), row("2", "1", "1", "9", "ok", T[1])]),
            ),
            ("request.txt", &request("2020-01-01", "2020-02-01")),
        ],
    );
    let mut later = row("1", "", "1", "8", "edited", T[0]);
    later.insert_str(0, &row("3", "1", "1", "9", "more", T[2]));
    zip(
        &folder.path("a-second.zip"),
        &[("Messages.csv", &messages(&[later])), ("request.txt", &request("2020-03-01", "2020-04-01"))],
    );
    let community = folder.read().unwrap();
    assert_eq!(community.messages().len(), 3);
    assert_eq!(community.audit().duplicate_messages, 1);
    assert!(!community.messages().flags[0].has(MessageFlags::QUESTION), "the edited body stands");
    let gap = "no export covers 2020-02-01T00:00:00Z to 2020-03-01T00:00:00Z";
    assert!(community.audit().warnings.iter().any(|w| w.starts_with(gap)));
    assert_eq!(community.observed().1.to_string(), "2020-04-01T00:00:00Z");
}

#[test]
fn external_networks_have_ids_of_their_own() {
    let users = "id,name,email,guid,state\n";
    let folder = Folder::with(&[
        ("Messages.csv", &messages(&[row("1", "", "1", "7", "hi", T[0])])),
        ("Users.csv", format!("{users}7,Aino,aino@example.com,G-1,active\n").as_bytes()),
        ("Networks.csv", b"id,permalink,name,secure_browser_token\n500,example.com,Home,SECRET\n600,partners,Partners,SECRET\n"),
        ("600/Messages.csv", &messages(&[row("11", "", "11", "7", "hi", T[1]), row("12", "11", "11", "70", "yes", T[2])])),
        ("600/Users.csv", format!("{users}7,Guest,guest@other.org,,active\n70,Aino,AINO@example.com,,active\n").as_bytes()),
    ]);
    let community = folder.read().unwrap();
    assert_eq!(community.networks().len(), 2);
    assert_eq!(community.networks()[0].domains, ["example.com"]);
    // 7 of the home network and 7 of the other are two people; 70 is Aino again, by her address.
    assert_eq!(community.members().len(), 2);
    assert_eq!(community.audit().joined_accounts, 1);
    let authors: Vec<String> =
        community.messages().authors.iter().map(|&m| community.members().label(m)).collect();
    assert_eq!(authors, ["Aino", "Guest", "Aino"]);
    assert!(!format!("{community:?}").contains("SECRET"));
}

#[test]
fn answers_are_votes() {
    let community = Folder::with(&[
        (
            "Messages.csv",
            &messages(&[row("1", "", "1", "8", "x?", T[0]), row("2", "1", "1", "9", "y", T[1])]),
        ),
        (
            "Answers.csv",
            format!("ID,messageId,networkId,threadId,voterID,createdAt\n1,2,5,1,8,{}\n2,99,5,1,8,\n", T[2])
                .as_bytes(),
        ),
    ])
    .read()
    .unwrap();
    assert_eq!(community.acceptances().len(), 1);
    assert_eq!(community.acceptances()[0].message, MessageId(1));
    assert!(community.audit().warnings.iter().any(|w| w.starts_with("1 reactions or answer votes")));
}

/// Rows whose bodies do not compress away.
fn many(n: usize) -> Vec<String> {
    let body =
        |i: usize| format!("{:x}{:x}", i * 2_654_435_761 % 4_294_967_291, i * 40_503 % 65_521).repeat(4);
    (1..=n).map(|i| row(&i.to_string(), "", &i.to_string(), "8", &body(i), T[0])).collect()
}

#[test]
fn a_truncated_archive_loses_only_what_is_lost() {
    let folder = Folder::new();
    let path = folder.path("export.zip");
    let rows = many(20_000);
    zip(&path, &[("Users.csv", b"id,name,state\n8,Aino,active\n"), ("Messages.csv", &messages(&rows))]);
    let whole = std::fs::read(&path).unwrap();
    let mut before = u64::MAX;
    for share in [9, 6, 3] {
        std::fs::write(&path, &whole[..whole.len() * share / 10]).unwrap();
        let community = read(std::slice::from_ref(&path), &ReadOptions::default()).unwrap();
        let kept = community.messages().len() as u64;
        assert!(kept > 20_000 * (share as u64 - 2) / 10 && kept < before, "{share}: {kept}");
        before = kept;
        // Every row before the cut is there, in one piece, and the one that was cut is counted.
        assert_eq!(community.messages().ids.get(kept as usize - 1).len(), kept.to_string().len());
        assert!(dropped(&community).iter().all(|(reason, n)| *reason == DropReason::Damaged && *n <= 1));
        assert!(
            audit(&community).notes[0].1.starts_with("the file ends early"),
            "{:?}",
            audit(&community).notes
        );
        assert!(community.audit().warnings[0].contains("the archive is cut off or damaged"));
        assert_eq!(community.members().label(MemberId(0)), "Aino");
    }
}

#[test]
fn a_corrupt_member_is_read_up_to_the_fault() {
    let folder = Folder::new();
    let path = folder.path("export.zip");
    zip(
        &path,
        &[("Messages.csv", &messages(&many(20_000))), ("Users.csv", b"id,name,state\n8,Aino,active\n")],
    );
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0xff);
    std::fs::write(&path, &bytes).unwrap();
    let community = read(&[path], &ReadOptions::default()).unwrap();
    let kept = community.messages().len();
    assert!((2_000..20_000).contains(&kept), "{kept}");
    assert_eq!(community.members().label(MemberId(0)), "Aino");
    assert!(!audit(&community).notes.is_empty());
}

#[test]
fn an_unreadable_archive_of_a_series_is_left_out() {
    let folder = Folder::with(&[("bad.zip", b"<html>429 Too Many Requests</html>")]);
    zip(&folder.path("good.zip"), &[("Messages.csv", &messages(&[row("1", "", "1", "8", "x", T[0])]))]);
    let community = folder.read().unwrap();
    assert_eq!(community.messages().len(), 1);
    assert!(community.audit().warnings[0].contains("bad.zip: not a readable zip archive"));
    assert_eq!(community.audit().not_read, ["bad.zip"]);
}

proptest::proptest! {
    /// What the csv crate writes is read back: ids, number of words and marked questions of any bodies. (What is heard
    /// by words alone depends on the language of the author's other messages, too.)
    #[test]
    fn any_text_survives(bodies in proptest::collection::vec("[a-z\",;?\n\r\t\u{b}é .]{0,80}", 1..40), crlf: bool) {
        let mut writer = csv::WriterBuilder::new()
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_writer(Vec::new());
        writer.write_record(["id", "thread_id", "body", "sender_id", "created_at"]).unwrap();
        for (i, body) in bodies.iter().enumerate() {
            let id = (i + 1).to_string();
            writer.write_record([&id, &id, body, &format!("{}", i % 7), T[i % 4]]).unwrap();
        }
        let community =
            cmgraph::export::read_messages("m.csv", writer.into_inner().unwrap(), &ReadOptions::default()).unwrap();
        let messages = community.messages();
        proptest::prop_assert_eq!(messages.len(), bodies.len());
        for i in 0..messages.len() {
            let body = &bodies[messages.ids.get(i).parse::<usize>().unwrap() - 1];
            let features = cmgraph::text::features(body.as_bytes());
            proptest::prop_assert_eq!(messages.words[i], features.words);
            proptest::prop_assert_eq!(messages.flags[i].has(MessageFlags::MARKED), features.marked);
        }
    }
}

#[test]
fn progress_is_told_and_can_stop() {
    let folder = Folder::with(&[("Messages.csv", &messages(&many(30_000)))]);
    let calls = std::sync::Arc::new(AtomicU32::new(0));
    let counter = calls.clone();
    let report: cmgraph::export::Report = std::sync::Arc::new(move |progress| {
        assert!(progress.done <= progress.total);
        counter.fetch_add(1, Ordering::Relaxed) < 1
    });
    let options = ReadOptions { progress: Some(report), ..ReadOptions::default() };
    let error = read(std::slice::from_ref(&folder.0), &options).unwrap_err();
    assert!(matches!(error, Error::Interrupted));
    assert!(calls.load(Ordering::Relaxed) >= 2);
}

#[test]
fn threads_and_row_order_change_nothing() {
    let mut rows: Vec<String> = (1..=9_000u64)
        .map(|i| {
            // Ids do not grow with time, times repeat, some rows come twice.
            let id = (i * 7919 % 10_007 + 1).to_string();
            let parent = if i % 3 == 0 { (i * 31 % 10_007 + 1).to_string() } else { String::new() };
            let at = format!("2020-01-{:02}T00:{:02}:00Z", i % 28 + 1, i % 60);
            row(&id, &parent, &id, &(i % 97).to_string(), "see [[user:5]]? thanks", &at)
        })
        .collect();
    rows.extend_from_within(..50);
    let describe = |rows: &[String], threads: usize| {
        let folder = Folder::with(&[("Messages.csv", &messages(rows))]);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let community = pool.install(|| folder.read()).unwrap();
        let m = community.messages();
        let threads: Vec<u32> = m.threads.iter().map(|t| t.0).collect();
        (
            summary(&community),
            threads,
            m.flags.clone(),
            m.words.clone(),
            m.at.clone(),
            community.audit().duplicate_messages,
        )
    };
    let expected = describe(&rows, 1);
    assert_eq!(describe(&rows, 3), expected);
    rows.reverse();
    assert_eq!(describe(&rows, 2), expected);
    rows.sort_by_key(|row| row.len().wrapping_mul(31) ^ row.as_bytes()[0] as usize);
    assert_eq!(describe(&rows, 2), expected);
    assert_eq!(expected.5, 50);
}

#[test]
fn a_real_export_is_read_whole() {
    let path = Path::new("../shared/data/yammer-quantum/export.zip");
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return;
    }
    let community = read(&[path.to_owned()], &ReadOptions::default()).unwrap();
    let recorded = community.members().recorded.iter().filter(|recorded| **recorded).count();
    assert_eq!((community.messages().len(), recorded, community.groups().len()), (5085, 3460, 65));
    assert!(community.audit().files.iter().all(|file| file.confirmed() != Some(false)));
    assert_eq!(community.audit().files.iter().filter(|file| file.confirmed() == Some(true)).count(), 3);
}

/// A folder with two networks: the home network 500 at the top, 600 in a folder. Both have a member 7.
fn networks(listed: &str, log: &str) -> Community {
    Folder::with(&[
        ("Messages.csv", &messages(&[row("1", "", "1", "7", "hi", T[0])])),
        (
            "600/Messages.csv",
            &messages(&[row("1", "", "1", "7", "hi", T[1]), row("2", "", "2", "8", "hi", T[2])]),
        ),
        ("Networks.csv", format!("id,permalink,name\n{listed}").as_bytes()),
        ("log.txt", log.as_bytes()),
    ])
    .read()
    .unwrap()
}

#[test]
fn the_home_network_is_the_one_without_a_folder() {
    for listed in ["500,a.example,Home\n600,partners,P\n", "600,partners,P\n500,a.example,Home\n"] {
        let community = networks(listed, "");
        assert_eq!(community.networks()[0].id, "500", "{listed}");
        assert_eq!((community.messages().len(), community.members().len()), (3, 3), "{listed}");
    }
}

#[test]
fn the_log_may_count_the_top_or_all_networks() {
    for (count, declared, warned) in [(1, Some(1), false), (3, None, false), (2, None, true)] {
        let community = networks("500,a.example,Home\n", &format!("Number of exported MESSAGES: {count}\n"));
        assert_eq!(audit(&community).declared, declared, "{count}");
        assert_eq!(
            community.audit().warnings.iter().any(|w| w.contains("log.txt declares")),
            warned,
            "{count}"
        );
    }
}

#[test]
fn exports_with_and_without_a_list_of_networks_are_of_one_network() {
    for (named, until) in [("a.zip", "2020-02-01"), ("c.zip", "2020-04-01")] {
        let folder = Folder::new();
        let request = |until: &str| format!("since: 2020-01-01\nuntil: {until}\n").into_bytes();
        let rows = messages(&[row("1", "", "1", "7", "hi", T[0])]);
        zip(&folder.path("b.zip"), &[("Messages.csv", &rows), ("request.txt", &request("2020-03-01"))]);
        let users = b"id,name,state\n7,Aino,active\n";
        zip(
            &folder.path(named),
            &[
                ("Users.csv", users),
                ("Networks.csv", b"id,permalink,name\n500,example.com,Home\n"),
                ("request.txt", &request(until)),
            ],
        );
        let community = folder.read().unwrap();
        assert_eq!((community.networks().len(), community.members().len()), (1, 1), "{named}");
        assert_eq!(community.members().label(MemberId(0)), "Aino");
    }
}

#[test]
fn folders_named_by_years_are_exports() {
    let rows = |body| messages(&[row("1", "", "1", "7", body, T[0])]);
    let folder = Folder::with(&[
        ("2019/Messages.csv", &rows("x?")),
        ("2019/request.txt", b"since: 2019-01-01\nuntil: 2020-01-02\n"),
        ("2020/Messages.csv", &rows("x")),
        ("2020/request.txt", b"since: 2020-01-02\nuntil: 2020-02-01\n"),
    ]);
    let community = folder.read().unwrap();
    assert_eq!((community.messages().len(), community.members().len()), (1, 1));
    assert_eq!((community.networks().len(), community.audit().duplicate_messages), (1, 1));
}

#[test]
fn files_of_one_name_and_links_that_go_round() {
    let folder = Folder::with(&[("Messages.csv", &messages(&[row("1", "", "1", "7", "hi", T[0])]))]);
    folder.add("messages.CSV", &messages(&[row("2", "", "2", "7", "hi", T[0])]));
    folder.add("empty/nothing.md", b"");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder.0, folder.path("loop")).unwrap();
    let community = read(&[folder.0.clone(), folder.path("empty")], &ReadOptions::default()).unwrap();
    assert_eq!((community.messages().len(), community.audit().duplicate_messages), (1, 0));
    let warnings = &community.audit().warnings;
    assert!(
        warnings.iter().any(|w| w.contains("messages.CSV: a file of this name was met before")),
        "{warnings:?}"
    );
    assert!(warnings.iter().any(|w| w == "empty: nothing in it that could be read"), "{warnings:?}");
}

#[test]
fn digits_lost_in_any_id_are_refused() {
    let rows = messages(&[row("1", "", "1", "7", "hi", T[0])]);
    let header = "id,replied_to_id,thread_id,group_id,sender_id,created_at\n";
    let with = |ids: &str| format!("{header}{ids},{}\n", T[0]).into_bytes();
    let users = |id: &str| format!("id,name\n1,A\n{id},B\n").into_bytes();
    let answers = b"messageId,voterID\n1,1.5E+12\n".to_vec();
    for (name, bytes) in [
        ("Messages.csv", with("2,2.00034E+15,1,5,8")),
        ("Messages.csv", with("2,1,1,4.7E+10,8")),
        ("Messages.csv", with("2,1,2.00034E+15,5,8")),
        ("Users.csv", users("1.50002E+12")),
        ("Groups.csv", users("4.7E+10")),
        ("Answers.csv", answers),
    ] {
        let folder = Folder::with(&[("Messages.csv", &rows), (name, &bytes)]);
        let error = folder.read().unwrap_err();
        assert!(error.to_string().contains("has lost its digits"), "{name}: {error}");
        assert!(matches!(error, Error::Spreadsheet { .. }));
    }
}

#[test]
fn files_with_nothing_in_them_and_lines_of_old_macs() {
    let good = messages(&[row("1", "", "1", "8", "x", T[0])]);
    for empty in [&b""[..], b"\xef\xbb\xbf", b"\n", b"\r\n", HEADER.as_bytes(), HEADER.trim_end().as_bytes()]
    {
        let folder = Folder::with(&[
            ("a/Messages.csv", &good),
            ("b/Messages.csv", empty),
            ("b/Users.csv", b"\xef\xbb\xbf\n"),
        ]);
        assert_eq!(folder.read().unwrap().messages().len(), 1, "{empty:?}");
    }
    let macs = String::from_utf8(good).unwrap().replace('\n', "\r");
    let error = Folder::with(&[("Messages.csv", macs.as_bytes())]).read().unwrap_err().to_string();
    assert!(error.contains("Messages.csv, line 1: the lines end with a carriage return alone"), "{error}");
}

#[test]
fn letters_of_another_encoding_are_told() {
    let mut rows = messages(&[row("1", "", "1", "8", "x", T[0]), row("2", "", "2", "9", "x", T[0])]);
    let at = memchr::memmem::find(&rows, b"N8").unwrap();
    rows[at] = 0xc4; // Ä of Windows-1252
    let folder = Folder::with(&[("Messages.csv", &rows), ("Users.csv", b"id,name\n1,A\n2,J\xe4rvi\n")]);
    let community = folder.read().unwrap();
    let told = "1 names or addresses of authors and groups hold bytes that are not UTF-8";
    assert!(community.audit().warnings.iter().any(|w| w.starts_with(told)));
    let note = &community.audit().named("Users.csv").next().unwrap().notes[0];
    assert_eq!((note.0.line, note.1.starts_with("found bytes that are not UTF-8")), (Some(3), true));
}

#[test]
fn blanks_around_ids_and_flags() {
    let header = "id,replied_to_id,thread_id,participants,in_private_conversation,sender_id,created_at\n";
    let text = format!(
        "{header}1, ,1,,false,8,{0}\n 2 ,\" 1\",1 ,,FALSE , 9,{0}\n3,,3,,\" True\",9,{0}\n4,,4,,WAHR,9,{0}\n",
        T[0]
    );
    let community = Folder::with(&[("Messages.csv", text.as_bytes())]).read().unwrap();
    assert_eq!(summary(&community), [triple("1", "8", None), triple("2", "9", Some("1"))]);
    assert_eq!(dropped(&community), [(DropReason::Private, 2)]);
    // A header without the flag: participants make a message private.
    let text =
        format!("id,thread_id,participants,sender_id,created_at\n1,1,,8,{0}\n2,2,user:8,8,{0}\n", T[0]);
    let community = Folder::with(&[("Messages.csv", text.as_bytes())]).read().unwrap();
    assert_eq!(dropped(&community), [(DropReason::Private, 1)]);
}

#[test]
fn what_is_told_does_not_depend_on_threads_or_order() {
    // Unknown kinds, and rows that share an id but not their parent or mentions.
    let header = "id,replied_to_id,thread_id,sender_id,created_at,message_type,body\n";
    let mut rows: Vec<String> = (0..40_000)
        .map(|i| format!("{i},,{i},8,{},kind{},\"{}\"\n", T[0], i * 7919 % 40, "word ".repeat(12)))
        .collect();
    rows.push(format!("90001,5,5,8,{},,see [[user:3]]\n", T[1]));
    rows.push(format!("90001,6,6,8,{},,see [[user:4]]\n", T[1]));
    let describe = |rows: &[String], threads: usize| {
        let text = format!("{header}{}", rows.concat());
        let folder = Folder::with(&[("Messages.csv", text.as_bytes())]);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let community = pool.install(|| folder.read()).unwrap();
        let last = MessageId(community.messages().len() as u32 - 1);
        let notes: Vec<String> = audit(&community).notes.iter().map(|(_, text)| text.clone()).collect();
        (notes, community.messages().parent(last), community.messages().mentions(last).to_vec())
    };
    let expected = describe(&rows, 1);
    assert_eq!(
        expected.0[0],
        "1000 rows with message_type \"kind0\", which is not known; taken as a plain post"
    );
    assert_eq!(expected.0[10], "30000 rows with further kinds that are not known");
    assert_eq!(describe(&rows, 2), expected);
    rows.reverse();
    assert_eq!(describe(&rows, 2), expected);
}

#[test]
fn a_member_that_cannot_be_read_does_not_stop_the_others() {
    let folder = Folder::new();
    let path = folder.path("export.zip");
    let good = messages(&[row("1", "", "1", "8", "x", T[0])]);
    zip(&path, &[("files/1.pptx", b"x"), ("Messages.csv", &good)]);
    let whole = std::fs::read(&path).unwrap();
    // Methods of packing in the local header and in the directory of the first member: Deflate64.
    let mut bytes = whole.clone();
    bytes[8] = 9;
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[directory + 10] = 9;
    std::fs::write(&path, &bytes).unwrap();
    let community = read(std::slice::from_ref(&path), &ReadOptions::default()).unwrap();
    assert_eq!(community.messages().len(), 1);
    assert!(
        community.audit().warnings[0].contains("files/1.pptx is packed with"),
        "{:?}",
        community.audit().warnings
    );
}

#[test]
fn stored_members_without_sizes_are_told_apart() {
    // A stream of stored members (bit 3: sizes behind the data) that broke off before its directory.
    let folder = Folder::new();
    let path = folder.path("export.zip");
    let mut bytes = Vec::new();
    let rows = messages(&many(3_000));
    for (name, data) in [("Messages.csv", &rows[..]), ("Users.csv", b"id,name,state\n8,Aino,active\n")] {
        bytes.extend_from_slice(b"PK\x03\x04\x14\0\x08\0\0\0\0\0\0\0");
        bytes.extend_from_slice(&[0; 12]);
        bytes.extend_from_slice(&(name.len() as u16).to_le_bytes());
        bytes.extend_from_slice(&[0; 2]);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(data);
        bytes.extend_from_slice(b"PK\x07\x08");
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&(data.len() as u32).to_le_bytes().repeat(2));
    }
    std::fs::write(&path, &bytes).unwrap();
    let community = read(&[path], &ReadOptions::default()).unwrap();
    assert_eq!((community.messages().len(), audit(&community).rows), (3_000, 3_000));
    assert_eq!(community.members().label(MemberId(0)), "Aino");
}

#[test]
fn messages_modified_in_the_span_do_not_stretch_it() {
    let old = "2016-05-01T00:00:00Z";
    let rows = [row("1", "", "1", "8", "x?", old), row("2", "1", "1", "9", "y", T[1])];
    let folder = Folder::with(&[
        ("Messages.csv", &messages(&rows)),
        ("request.txt", b"since: 2020-01-01T00:00:00Z\nuntil: 2020-02-01T00:00:00Z\n"),
    ]);
    let community = folder.read().unwrap();
    assert_eq!(community.observed().0.to_string(), "2020-01-01T00:00:00Z");
    let view = community.whole();
    assert_eq!((community.messages().len(), view.message_range()), (2, 1..2));
    assert_eq!(summary(&community)[1], triple("2", "9", Some("1")));
    assert!(community.audit().warnings.iter().any(|w| w.starts_with("1 messages are from before the span")));
    // Windows before, after and around what was observed.
    for (from, to, messages) in
        [("2015-01-01", "2017-01-01", 0), ("2021-01-01", "2022-01-01", 0), ("2015-01-01", "2022-01-01", 1)]
    {
        let view = community.view(&cmgraph::Window::parse(Some(from), Some(to), "UTC").unwrap());
        assert_eq!((view.message_range().len(), view.days().is_some()), (messages, messages > 0), "{from}");
        assert!(view.from() <= view.to());
    }
}

#[test]
fn texts_are_kept_as_the_option_says() {
    let csv = b"id,thread_id,sender_id,created_at,deleted_at,title,body\n\
        2,1,8,2024-05-01T11:00:00Z,,,\"Say \"\"please\"\"\"\n\
        1,1,7,2024-05-01T10:00:00Z,,Where is it?,Look here\n\
        3,1,8,2024-05-01T12:00:00Z,2024-05-02T12:00:00Z,,Gone\n";
    let with = |text| {
        let options = ReadOptions { text, ..ReadOptions::default() };
        cmgraph::export::read_messages("m.csv", csv.to_vec(), &options).unwrap()
    };
    let texts = |community: &Community| {
        let messages = community.messages();
        let ids = (0..messages.len() as u32).map(MessageId);
        ids.map(|id| (messages.title(id).into_owned(), messages.text(id).into_owned())).collect::<Vec<_>>()
    };
    let pair = |title: &str, text: &str| (title.to_owned(), text.to_owned());
    let kept = with(TextUse::Keep);
    assert!(kept.messages().texts.is_kept());
    // In order of time; of the deleted message nothing stays.
    assert_eq!(texts(&kept), [pair("Where is it?", "Look here"), pair("", "Say \"please\""), pair("", "")]);
    assert!(!format!("{kept:?}").contains("please"));
    for (text, question, words) in
        [(TextUse::Keep, true, 5), (TextUse::Features, true, 5), (TextUse::Skip, false, 0)]
    {
        let community = with(text);
        assert_eq!(community.messages().flags[0].has(MessageFlags::QUESTION), question, "{text:?}");
        assert_eq!(community.messages().words[0], words, "{text:?}");
        if text != TextUse::Keep {
            assert!(!community.messages().texts.is_kept());
            assert_eq!(texts(&community), [pair("", ""), pair("", ""), pair("", "")]);
        }
    }
}
