//! Events from any CSV: what is recognised, what is made of it, and what is said of bad rows.

use cmgraph::community::{DropReason, FileAudit, MemberKind, MessageFlags, Parent};
use cmgraph::conversation::{ConversationOptions, conversation};
use cmgraph::export::{EventField, EventOptions, ReplyTo, read_events};
use cmgraph::time::Zone;
use cmgraph::{Community, Error, MessageId, ReadOptions, TextUse, ThreadId, Timestamp, read};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that is removed with its last use.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cmgraph-events-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn with(self, name: &str, bytes: &[u8]) -> Folder {
        std::fs::write(self.0.join(name), bytes).unwrap();
        self
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

fn options() -> EventOptions {
    EventOptions::default()
}

fn try_read(bytes: &[u8], options: &EventOptions) -> Result<Community, Error> {
    let folder = Folder::new().with("chat.csv", bytes);
    read_events(&[folder.path("chat.csv")], options, &ReadOptions::default())
}

fn events(text: &str, options: &EventOptions) -> Community {
    try_read(text.as_bytes(), options).unwrap()
}

fn only_file(community: &Community) -> &FileAudit {
    let [file] = &community.audit().files[..] else { panic!("{:?}", community.audit().files) };
    file
}

fn id(community: &Community, message: MessageId) -> String {
    community.messages().ids.get(message.index())
}

/// `id<parent` of every message in order of time; `id` alone where it starts its thread, `id<?` where what it replies to
/// is not there.
fn replies(community: &Community) -> Vec<String> {
    let messages = community.messages();
    (0..messages.len() as u32)
        .map(MessageId)
        .map(|message| match messages.parent(message) {
            Parent::None => id(community, message),
            Parent::Message(parent) => format!("{}<{}", id(community, message), id(community, parent)),
            Parent::NotInExport => format!("{}<?", id(community, message)),
        })
        .collect()
}

/// Messages by thread, in order.
fn threads(community: &Community) -> Vec<Vec<String>> {
    let of =
        |thread: ThreadId| community.threads().messages(thread).iter().map(|&m| id(community, m)).collect();
    community.threads().iter().map(of).collect()
}

#[test]
fn replies_and_threads() {
    let root = options();
    let previous = EventOptions { reply_to: ReplyTo::Previous, ..options() };
    for (name, csv, options, expected_replies, expected_threads) in [
        (
            "numbered in order of time, whatever the order of rows",
            "thread,who,when,text\na,bo,2024-01-01 10:02,c\na,anna,2024-01-01 10:00,a\na,bo,2024-01-01 10:01,b\n",
            &root,
            vec!["1", "2<1", "3<1"],
            vec![vec!["1", "2", "3"]],
        ),
        (
            "to the one before by somebody else; with nobody before, to the first",
            "thread,who,when\na,x,2024-01-01 10:00\na,x,2024-01-01 10:01\na,y,2024-01-01 10:02\na,y,2024-01-01 10:03\na,x,2024-01-01 10:04\n",
            &previous,
            vec!["1", "2<1", "3<2", "4<2", "5<4"],
            vec![vec!["1", "2", "3", "4", "5"]],
        ),
        (
            "an id is never cut or counted; numbers of others come after it",
            "id,thread,who,when\n70,a,x,2024-01-01 10:00\n,a,y,2024-01-01 10:01\nm-1,a,y,2024-01-01 10:02\n",
            &root,
            vec!["70", "71<70", "m-1<70"],
            vec![vec!["70", "71", "m-1"]],
        ),
        (
            "a parent that is given stands, and one that is not there is missing",
            "id,thread,who,when,parent\n1,a,x,2024-01-01 10:00,\n2,a,y,2024-01-01 10:01,1\n3,a,x,2024-01-01 10:02,2\n4,a,x,2024-01-01 10:03,9\n",
            &previous,
            vec!["1", "2<1", "3<2", "4<?"],
            vec![vec!["1", "2", "3", "4"]],
        ),
        (
            "without a thread column parents make the threads",
            "id,who,when,parent\n1,x,2024-01-01 10:00,\n2,y,2024-01-01 10:01,1\n3,x,2024-01-01 10:02,2\n4,z,2024-01-01 10:03,\n",
            &root,
            vec!["1", "2<1", "3<2", "4"],
            vec![vec!["1", "2", "3"], vec!["4"]],
        ),
        (
            "threads are numbered anew in each group; no group of its own joins the only one",
            "group,thread,who,when\na,1,x,2024-01-01 10:00\nb,1,x,2024-01-01 10:01\nb,1,y,2024-01-01 10:02\nb,2,y,2024-01-01 10:03\n,2,x,2024-01-01 10:04\n,1,x,2024-01-01 10:05\n",
            &root,
            // Made-up ids come after the numbers of the threads: none looks like the message that names one.
            vec!["3", "4", "5<4", "6", "7<6", "8"],
            vec![vec!["3"], vec!["4", "5"], vec!["6", "7"], vec!["8"]],
        ),
        (
            "threads called by their first message, one of which is not there",
            "id,thread,who,when\n1,1,x,2024-01-01 10:00\n2,1,y,2024-01-01 10:01\n3,3,y,2024-01-01 10:02\n4,9,y,2024-01-01 10:03\n5,9,x,2024-01-01 10:04\n",
            &root,
            vec!["1", "2<1", "3", "4<?", "5<?"],
            vec![vec!["1", "2"], vec!["3"], vec!["4", "5"]],
        ),
        (
            "numbers of threads that are ids of other messages are not taken for ids",
            "id,thread,who,when\n1,2,x,2024-01-01 10:00\n2,3,y,2024-01-01 10:01\n3,2,y,2024-01-01 10:02\n",
            &root,
            vec!["1", "2", "3<1"],
            vec![vec!["1", "3"], vec!["2"]],
        ),
        (
            "whoever is addressed and wrote before is replied to",
            "thread,who,when,to\na,x,2024-01-01 10:00,\na,y,2024-01-01 10:01,x\na,z,2024-01-01 10:02,y\na,x,2024-01-01 10:03,y;z\na,x,2024-01-01 10:04,w\na,y,2024-01-01 10:05,@z\n",
            &root,
            vec!["1", "2<1", "3<2", "4<1", "5<1", "6<3"],
            vec![vec!["1", "2", "3", "4", "5", "6"]],
        ),
        (
            "the order column goes before the rest where the time is the same",
            "thread,who,when,n\na,x,2024-01-01 10:00,2\na,y,2024-01-01 10:00,10\na,z,2024-01-01 10:00,1\n",
            &previous,
            vec!["1", "2<1", "3<2"],
            vec![vec!["1", "2", "3"]],
        ),
        (
            "a parent that is the thread is its first message",
            "id,thread,who,when,parent\nm1,q,x,2024-01-01 10:00,\nm2,q,y,2024-01-01 10:01,q\n",
            &previous,
            vec!["m1", "m2<m1"],
            vec![vec!["m1", "m2"]],
        ),
        (
            "several columns make one thread",
            "year;no;who;when\n2023;1;x;1.1.2024 10:00\n2024;1;y;1.1.2024 10:01\n2024;1;x;1.1.2024 10:02\n",
            &EventOptions {
                columns: vec![(EventField::Thread, "year".into()), (EventField::Thread, "no".into())],
                ..options()
            },
            vec!["1", "2", "3<2"],
            vec![vec!["1"], vec!["2", "3"]],
        ),
    ] {
        let community = events(csv, options);
        assert_eq!(replies(&community), expected_replies, "{name}");
        assert_eq!(threads(&community), expected_threads, "{name}");
    }
}

#[test]
fn people_groups_and_what_is_said() {
    let community = events(
        "who,name,email,unit,bot,when,channel_id,channel_name,title,text,kind,question,accepted,deleted,id,thread,parent\n\
         u1,Anna A,anna@example.com,Sales,,2024-01-01 10:00,c1,IT help,Printer,\"It is broken, @u2 @nobody me@u3 @U2.\",post,yes,,,m1,t,\n\
         u2,Bo,,,,2024-01-01 10:01,c1,IT help,,Have you tried this?,,,,,m2,t,\n\
         u1,Anna B,anna@example.com,Sales/North,,2024-02-01 10:02,c1,IT support,,thanks a lot!,,no,,,m3,t,m2\n\
         rob,,,,true,2024-01-01 10:03,c1,IT help,,beep,,,,,m4,t,\n\
         u3,,,,,2024-01-01 10:04,c1,IT help,,gone,,,,2024-01-02,m5,t,\n\
         u2,Bo,,,,2024-01-01 10:05,c1,IT help,,Restart it,,,true,,m6,t,\n\
         u3,,,,,2024-01-01 10:06,c1,IT help,,,like,,,,,t,m6\n\
         u3,,,,,2024-01-01 10:07,c1,IT help,,,view,,,,,t,\n\
         u3,,,,,2024-01-01 10:07,c1,IT help,,,like,,,,,t,\n\
         x@y.example,,,,,2024-01-01 10:08,,,,hello,wave,,,,m7,u,\n",
        &options(),
    );
    let (members, messages) = (community.members(), community.messages());
    let member = |id: &str| members.iter().find(|m| members.ids.get(m.index()) == id).unwrap();
    let anna = member("u1");
    // The latest of what the rows say.
    assert_eq!(
        (members.label(anna), members.emails.get(anna.index())),
        ("Anna B".to_owned(), "anna@example.com")
    );
    assert_eq!(community.unit(anna, None), "Sales/North");
    assert_eq!(members.kind(member("rob")), MemberKind::Bot);
    assert_eq!(members.label(member("u3")), "u3");
    assert_eq!(members.emails.get(member("x@y.example").index()), "x@y.example");
    let groups: Vec<_> = (0..community.groups().len())
        .map(|g| (community.groups().ids.get(g), community.groups().names.get(g).to_owned()))
        .collect();
    assert_eq!(groups[0], ("c1".to_owned(), "IT support".to_owned()));
    assert_eq!(groups.len(), 2);
    assert!(community.groups().all_company[1]);
    let message = |wanted: &str| {
        (0..messages.len() as u32).map(MessageId).find(|&m| id(&community, m) == wanted).unwrap()
    };
    // An account name inside a word is none, nor is one that nobody has; the author is not mentioned by himself.
    assert_eq!(messages.mentions(message("m1")), [member("u2")]);
    let has = |id: &str, flag| messages.flag(message(id)).has(flag);
    assert!(has("m1", MessageFlags::QUESTION) && has("m2", MessageFlags::QUESTION));
    assert!(!has("m6", MessageFlags::QUESTION));
    assert!(has("m3", MessageFlags::THANKS) && has("m5", MessageFlags::DELETED));
    assert_eq!(messages.text(message("m2")), "Have you tried this?");
    assert_eq!(
        (messages.title(message("m1")).as_ref(), messages.words[message("m1").index()]),
        ("Printer", 9)
    );
    assert_eq!(messages.text(message("m5")), "");
    let reactions: Vec<_> = community.reactions().iter().map(|r| (r.by, r.message)).collect();
    assert_eq!(reactions, [(member("u3"), message("m6"))]);
    let accepted: Vec<_> = community.acceptances().iter().map(|a| a.message).collect();
    assert_eq!(accepted, [message("m6")]);
    let file = only_file(&community);
    assert_eq!((file.rows, file.kept), (10, 8));
    let dropped: Vec<_> = file.dropped.iter().map(|(reason, n)| (*reason, *n)).collect();
    assert_eq!(dropped, [(DropReason::Unresolved, 1), (DropReason::NotRead, 1)]);
    let notes: Vec<String> = file.notes.iter().map(|(place, text)| format!("{place}: {text}")).collect();
    assert_eq!(
        notes,
        [
            "chat.csv, line 10, column \"parent\": a reaction to nothing; row left out",
            "chat.csv, column \"kind\": 1 rows of the kind \"wave\", which is not known; taken as plain messages",
        ]
    );
}

#[test]
fn what_is_kept_of_texts() {
    let csv = b"who,when,text\nanna,2024-01-01,Where is it? @bo\nbo,2024-01-02,there\n";
    let folder = Folder::new().with("chat.csv", csv);
    for (text, kept, question) in
        [(TextUse::Keep, true, true), (TextUse::Features, false, true), (TextUse::Skip, false, false)]
    {
        let reading = ReadOptions { text, ..ReadOptions::default() };
        let community = read_events(&[folder.path("chat.csv")], &options(), &reading).unwrap();
        assert_eq!(community.messages().texts.is_kept(), kept, "{text:?}");
        assert_eq!(community.messages().flag(MessageId(0)).has(MessageFlags::QUESTION), question, "{text:?}");
    }
    // The same through the option of the common door.
    let reading = ReadOptions { events: Some(options()), ..ReadOptions::default() };
    assert_eq!(read(&[folder.path("chat.csv")], &reading).unwrap().messages().len(), 2);
}

/// As an export has it: marks and words are told apart, the language is known, and what the file calls a question stays one.
#[test]
fn questions_are_heard_as_in_an_export() {
    let csv = "id,who,when,thread,text,question\n\
        1,anna,2024-01-01 10:00,1,Missä matkalaskulomake on?,\n\
        2,bo,2024-01-01 11:00,2,Osaako joku sanoa mistä matkalaskulomake löytyy,\n\
        3,cy,2024-01-01 12:00,3,Matkalaskulomake on nyt etusivulla kaikille,\n\
        4,di,2024-01-01 13:00,4,Matkalaskulomake kiitos,yes\n";
    let community = events(csv, &options());
    let messages = community.messages();
    let told: Vec<(bool, bool, Option<&str>)> = (0..4)
        .map(|i| {
            let flags = messages.flag(MessageId(i));
            let language = messages.language(MessageId(i)).map(|language| language.code());
            (flags.has(MessageFlags::QUESTION), flags.has(MessageFlags::MARKED), language)
        })
        .collect();
    let fi = Some("fi");
    assert_eq!(told, [(true, true, fi), (true, false, fi), (false, false, fi), (true, true, fi)]);
}

#[test]
fn a_packed_table_is_not_taken_for_a_spreadsheet() {
    let folder = Folder::new();
    let path = folder.path("chat.csv.gz");
    let file = std::fs::File::create(&path).unwrap();
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::default());
    packed.write_all(b"who,when,text\nanna,2024-01-01,Where is it?\n").unwrap();
    packed.finish().unwrap();
    let error = read(std::slice::from_ref(&path), &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("gzip") && error.contains("plain events"), "{error}");
    assert_eq!(read_events(&[path], &options(), &ReadOptions::default()).unwrap().messages().len(), 1);
}

#[test]
fn bad_rows_are_told_with_line_and_column() {
    let csv = b"user,Zeit,thread,text,private,n\n\
        anna,2024-01-01 10:00,a,\"two\nlines\",,\n\
        ,2024-01-01 10:01,a,x,,\n\
        bo,soon,a,x,,\n\
        bo,2024-01-01 10:02,a,x\n\
        b\xffo,2024-01-01 10:03,a,x,,\n\
        bo,2024-01-01 10:04,a,bad \xff letter,,\n\
        bo,2024-01-01 10:05,a,x,TRUE,\n\
        bo,2024-01-01 10:06,a,x,perhaps,\n\
        bo,2024-01-01 10:07,a,x,no,two\n\
        \n\
        bo,3/4/2024 10:07,a,x,,\n";
    let options = EventOptions { columns: vec![(EventField::When, "zeit".into())], ..options() };
    let community = try_read(csv, &options).unwrap();
    let file = only_file(&community);
    assert_eq!((file.rows, file.kept, file.unreadable_values), (10, 3, 3));
    let dropped: Vec<_> = file.dropped.iter().map(|(reason, n)| (*reason, *n)).collect();
    use DropReason::*;
    assert_eq!(dropped, [(Damaged, 2), (NoAuthor, 1), (NoTime, 2), (Private, 2)]);
    let notes: Vec<String> = file.notes.iter().map(|(place, text)| format!("{place}: {text}")).collect();
    assert_eq!(
        notes,
        [
            "chat.csv, line 4, column \"user\": nobody; row left out",
            "chat.csv, line 5, column \"Zeit\": found \"soon\", expected a time such as 2024-12-31 08:30; row left out",
            "chat.csv, line 6: 4 fields, the header has 6; row left out",
            "chat.csv, line 7, column \"user\": bytes that are not UTF-8; row left out",
            "chat.csv, line 8, column \"text\": bytes that are not UTF-8 were replaced",
            "chat.csv, line 10, column \"private\": found \"perhaps\", expected yes or no",
            "chat.csv, line 11, column \"n\": found \"two\", expected a whole number",
            "chat.csv, line 13, column \"Zeit\": found \"3/4/2024 10:07\": day and month cannot be told apart; expected 2024-12-31 08:30; row left out",
        ]
    );
    assert_eq!(community.messages().text(MessageId(1)), "bad \u{fffd} letter");
    let reading = ReadOptions { private_messages: true, ..ReadOptions::default() };
    let folder = Folder::new().with("chat.csv", csv);
    let all = read_events(&[folder.path("chat.csv")], &options, &reading).unwrap();
    assert_eq!(all.messages().len(), 5);
}

#[test]
fn files_that_cannot_be_read() {
    for (name, bytes, expected) in [
        (
            "chat.csv",
            &b""[..],
            "chat.csv: an empty file; expected a CSV file with a header and one row an event",
        ),
        ("chat.csv", b"a,b\n1,2\n", "chat.csv, line 1: no column \"who\"; the header has a, b."),
        ("chat.csv", b"who,text\n1,2\n", "chat.csv, line 1: no column \"when\"; the header has who, text."),
        (
            "chat.csv",
            b"id,who,when\n2.00034E+15,anna,2024-01-01\n",
            "chat.csv, line 2, column \"id\": the id \"2.00034E+15\" has lost its digits.",
        ),
        ("chat.csv", b"\xd0\xcf\x11\xe0", "chat.csv: a workbook or archive; expected a CSV file"),
    ] {
        let folder = Folder::new().with(name, bytes);
        let error = read_events(&[folder.path(name)], &options(), &ReadOptions::default()).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
    }
    let folder = Folder::new().with("notes.txt", b"who,when\nanna,2024-01-01\n");
    let error =
        read_events(std::slice::from_ref(&folder.0), &options(), &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains("expected CSV files of events"), "{error}");
    let error = read_events(&[folder.path("none.csv")], &options(), &ReadOptions::default()).unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error}");
    // A header alone is a community of nobody.
    let empty = events("who,when\n", &options());
    assert_eq!((empty.messages().len(), empty.members().len()), (0, 0));
}

#[test]
fn packed_files_folders_and_overlaps() {
    let (first, second) = (
        "who,when,text\nanna,2024-01-01 10:00,a\nanna,2024-01-01 10:00,a\nbo,2024-01-01 11:00,b\n",
        // Overlaps with the first: the row of bo is the same message.
        "who,when,text\nbo,2024-01-01 11:00,b\nanna,2024-01-01 10:00,a\nbo,2024-01-01 12:00,c\n",
    );
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(first.as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("in/second.csv", second), ("readme.txt", "hello"), ("other.csv", "a,b\n1,2\n")] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    let folder = Folder::new().with("a.csv.gz", &gz).with("b.zip", &zip);
    let paths = [folder.path("a.csv.gz"), folder.path("b.zip")];
    let read = |paths: &[PathBuf]| read_events(paths, &options(), &ReadOptions::default()).unwrap();
    let community = read(&paths);
    // Two rows alike in one file are two messages; the same in another file are no further ones.
    assert_eq!((community.messages().len(), community.audit().duplicate_messages), (4, 2));
    assert_eq!(replies(&community), ["1", "2", "3", "4"]);
    let audit = community.audit();
    assert_eq!(audit.not_read, ["b.zip/other.csv", "b.zip/readme.txt"]);
    assert!(audit.warnings.iter().any(|w| w.contains("no column \"who\"")), "{:?}", audit.warnings);
    for other in [vec![paths[1].clone(), paths[0].clone()], vec![folder.0.clone()]] {
        let same = read(&other);
        assert_eq!((same.messages().len(), replies(&same)), (4, replies(&community)), "{other:?}");
    }
    // What is left of a file that broke off is read.
    let cut = Folder::new().with("cut.csv.gz", &gz[..gz.len() - 9]);
    let community = read(&[cut.path("cut.csv.gz")]);
    assert!(!community.messages().is_empty());
    assert!(only_file(&community).notes.iter().any(|(_, note)| note.starts_with("the file ends early")));
}

#[test]
fn zones_of_times() {
    let options = EventOptions { zone: Zone::named("Europe/Helsinki").unwrap(), ..options() };
    let community =
        events("who,when\na,2024-07-01 12:00\na,2024-07-01 12:00+00:00\na,1719835200\n", &options);
    let at: Vec<String> = community.messages().at.iter().map(Timestamp::to_string).collect();
    assert_eq!(at, ["2024-07-01T09:00:00Z", "2024-07-01T12:00:00Z", "2024-07-01T12:00:00Z"]);
}

/// Everything about a community that could depend on the order of rows.
fn told(community: &Community) -> String {
    let messages = community.messages();
    let all = (0..messages.len() as u32).map(MessageId).map(|m| {
        format!(
            "{} {} {} {:?} {:?} {:?}",
            id(community, m),
            messages.time(m),
            community.members().ids.get(messages.author(m).index()),
            messages.parent(m),
            messages.mentions(m),
            messages.text(m)
        )
    });
    let members = community.members().iter().map(|m| community.members().label(m).to_owned());
    format!("{:#?} {:?} {:?}", all.collect::<Vec<_>>(), threads(community), members.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn the_order_of_rows_and_the_number_of_threads_do_not_matter(
        rows in proptest::collection::vec((0u8..3, 0u8..3, 0u8..4, 0u8..6, 0u8..3, proptest::bool::ANY), 1..40),
        order in proptest::collection::vec(any::<u32>(), 40),
        previous in any::<bool>(),
    ) {
        let line = |i: usize, row: &(u8, u8, u8, u8, u8, bool)| {
            let (group, thread, who, minute, to, has_id) = *row;
            let id = if has_id { format!("m{i}") } else { String::new() };
            format!("g{group},{thread},w{who},n{i},2024-01-01 10:0{minute},w{to},{id},say @w{who} {to}")
        };
        let lines: Vec<String> = rows.iter().enumerate().map(|(i, row)| line(i % 7, row)).collect();
        let mut shuffled: Vec<(u32, &String)> = order.iter().copied().zip(&lines).collect();
        shuffled.sort();
        let header = "group,thread,who,name,when,to,id,text";
        let file = |lines: Vec<&String>| {
            lines.into_iter().fold(header.to_owned(), |file, line| file + "\n" + line)
        };
        let choice = if previous { ReplyTo::Previous } else { ReplyTo::Root };
        let options = EventOptions { reply_to: choice, ..options() };
        let one = events(&file(lines.iter().collect()), &options);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        let two = pool.install(|| events(&file(shuffled.into_iter().map(|(_, line)| line).collect()), &options));
        prop_assert_eq!(told(&one), told(&two));
        prop_assert_eq!(&one.audit().warnings, &two.audit().warnings);
        // Nobody replies to somebody in another thread, and replies to an earlier message by somebody else where asked.
        let messages = one.messages();
        for m in (0..messages.len() as u32).map(MessageId) {
            if let Parent::Message(parent) = messages.parent(m) {
                prop_assert_eq!(messages.thread(m), messages.thread(parent));
            }
        }
    }

    #[test]
    fn any_bytes_do(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut file = b"who,when,thread,text\na,2024-01-01,t,x\n".to_vec();
        file.extend_from_slice(&bytes);
        let _ = try_read(&file, &options());
        let _ = try_read(&bytes, &options());
    }
}

/// What the hand-separated dialogues of eight developer communities hold, and who starts and who responds in them.
#[test]
fn dialogues_of_developer_chats() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/gitter/manual_dialogs.csv.gz");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let community = read_events(std::slice::from_ref(&path), &options(), &ReadOptions::default()).unwrap();
    let file = only_file(&community);
    assert_eq!((file.rows, file.kept, community.messages().len()), (7209, 7209, 7209));
    let groups = community.groups();
    let mut found: BTreeMap<String, (usize, BTreeSet<u32>)> = BTreeMap::new();
    for thread in community.threads().iter() {
        let group = community.threads().groups[thread.index()].unwrap();
        let (dialogues, people) = found.entry(groups.ids.get(group.index())).or_default();
        *dialogues += 1;
        let authors = community.threads().messages(thread).iter().map(|&m| community.messages().author(m).0);
        people.extend(authors);
        assert!(community.threads().root(thread).is_some());
    }
    let counts: Vec<_> = found.iter().map(|(name, (n, people))| (name.as_str(), *n, people.len())).collect();
    assert_eq!(
        counts,
        [
            ("angular", 97, 125),
            ("appium", 87, 73),
            ("dl4j", 100, 93),
            ("docker", 90, 74),
            ("ethereum", 96, 116),
            ("gitter", 86, 87),
            ("nodejs", 98, 144),
            ("typescript", 95, 110),
        ]
    );
    // The same from the file itself: starters and responders by dialogue, as far as it is followed for a week.
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(&path).unwrap()).read_to_string(&mut text).unwrap();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    type Lines = Vec<(i64, u64, String)>;
    let mut dialogues: BTreeMap<(String, String), Lines> = BTreeMap::new();
    for row in rows.records().map(Result::unwrap) {
        let at = Timestamp::parse(row[3].as_bytes()).unwrap().0;
        let place = (at, row[2].parse().unwrap(), row[4].to_owned());
        dialogues.entry((row[0].to_owned(), row[1].to_owned())).or_default().push(place);
    }
    let week = 7 * 86_400_000;
    let end = dialogues.values().flatten().map(|row| row.0).max().unwrap() + 1;
    let mut expected: BTreeMap<String, [BTreeSet<String>; 3]> = BTreeMap::new();
    for ((group, _), mut rows) in dialogues {
        rows.sort();
        let (start, _, starter) = rows[0].clone();
        if start + week > end {
            continue;
        }
        let [people, starters, responders] = expected.entry(group).or_default();
        starters.insert(starter.clone());
        for (_, _, who) in rows.into_iter().filter(|row| row.0 < start + week) {
            people.insert(who.clone());
            if who != starter {
                responders.insert(who);
            }
        }
    }
    let options = ConversationOptions { by_group: true, ..ConversationOptions::default() };
    let talks = conversation(&community.whole(), &options).unwrap().talks;
    let mut told = 0;
    for talk in talks.iter().filter(|talk| talk.group.is_some()) {
        let [people, starters, responders] = &expected[&talk.id];
        let both = starters.intersection(responders).count() as u64;
        let counts = [starters.len() as u64, responders.len() as u64, both];
        assert_eq!(talk.people, people.len() as u64, "{}", talk.id);
        assert_eq!([talk.starters, talk.responders, talk.both].map(|part| part.part), counts, "{}", talk.id);
        let share = |part: cmgraph::conversation::Part| {
            let interval = part.interval.unwrap();
            format!(
                "{:.1}% [{:.1}, {:.1}]",
                100.0 * part.share().unwrap(),
                100.0 * interval.low,
                100.0 * interval.high
            )
        };
        println!(
            "{}: {} dialogues, {} people, started {}, responded {}, both {}",
            talk.id,
            talk.threads,
            talk.people,
            share(talk.starters),
            share(talk.responders),
            share(talk.both)
        );
        told += 1;
    }
    assert_eq!(told, 8);
}
