//! The export files: one or more archives, each with the rows created or changed within its window of time.

use super::body::TOPIC_ID;
use super::calendar::{Calendar, DAY, iso, spaced};
use super::groups::{ALL_COMPANY, Groups};
use super::options::SimulateOptions;
use super::organisation::{HOME_DOMAIN, Kind, Leaving, Organisation, Person, SITES};
use super::package::{Package, Row, header};
use super::phrases::TOPIC_NAMES;
use super::random::{Random, Stream};
use crate::error::Result;
use std::path::{Path, PathBuf};

const MESSAGES: &str = "id,replied_to_id,thread_id,conversation_id,group_id,group_name,participants,\
    in_private_group,in_private_conversation,sender_id,sender_type,sender_name,sender_email,body,api_url,attachments,\
    deleted_by_id,deleted_by_type,created_at,deleted_at,message_type,title,closed";
const VERSIONS: &str = "id,message_id,thread_id,sender_id,body,created_at,api_url";
const USERS: &str = "id,name,email,job_title,location,department,api_url,deleted_by_id,deleted_by_type,joined_at,\
    deleted_at,suspended_by_id,suspended_by_type,suspended_at,guid,state";
const GROUPS: &str =
    "id,name,description,private,external,deleted,created_by_id,created_at,updated_at,api_url";
const TOPICS: &str = "id,name,created_by,created_at,api_url";
const FILES: &str = "id,file_id,name,description,uploader_id,uploader_type,group_id,group_name,reverted_to_id,\
    deleted_by_user_id,in_private_group,in_private_conversation,file_api_url,download_url,path,uploaded_at,deleted_at,\
    original_network,storage_path";
const PAGES: &str = "id,page_id,creator_user_id,published_by_user_id,collaborator_user_ids,name,group_id,group_name,\
    reverted_to_id,deleted_by_id,deleted_by_type,in_private_group,page_api_url,download_url,path,published_at,deleted_at";
const ADMINS: &str = "id,name,email,verified";
const NETWORKS: &str =
    "id,permalink,name,url,paid,created_at,moderated,usage_policy,number_of_users,secure_browser_token";
const ANSWERS: &str = "ID,messageId,networkId,threadId,voterID,createdAt,updatedAt";
const CAMPAIGNS: &str = "id,hashtag,created_at,creator_id,state,scope_type,scope_id";
const NETWORK: u64 = 1_001;
const API: &str = "https://www.yammer.com/api/v1";
const BOM: &[u8] = b"\xef\xbb\xbf";

/// One message as a row of Messages.csv.
pub(super) struct Message<'a> {
    pub(super) id: u64,
    pub(super) replied_to: Option<u64>,
    pub(super) thread: u64,
    pub(super) conversation: Option<u64>,
    pub(super) participants: &'a str,
    pub(super) group: usize,
    pub(super) sender: &'a Person,
    pub(super) body: &'a str,
    pub(super) attachments: &'a str,
    pub(super) created: i64,
    /// When it was edited, and the text from then on.
    pub(super) edited: Option<(i64, &'a str)>,
    /// When and by whom it was deleted.
    pub(super) deleted: Option<(i64, u64)>,
    pub(super) kind: &'static str,
    pub(super) title: &'a str,
    pub(super) closed: bool,
}

/// Rows of the small files, kept until the window closes.
#[derive(Default)]
struct Side {
    versions: Vec<u8>,
    answers: Vec<u8>,
    files: Vec<u8>,
    n_files: u64,
}

struct Window {
    start: i64,
    end: i64,
    package: Option<Package>,
    closed: bool,
    rows: u64,
    side: Side,
    /// Rows that wait for the window to open, then for their random turn.
    waiting: Vec<Vec<u8>>,
}

/// The writer of all windows.
pub(super) struct Export<'a> {
    options: &'a SimulateOptions,
    folder: &'a Path,
    organisation: &'a Organisation,
    groups: &'a Groups,
    windows: Vec<Window>,
    order: Random,
    row: Vec<u8>,
    files: u64,
    pub(super) paths: Vec<PathBuf>,
    /// Rows over all windows.
    pub(super) rows: u64,
    pub(super) users: u64,
}

impl<'a> Export<'a> {
    pub(super) fn new(
        options: &'a SimulateOptions,
        folder: &'a Path,
        calendar: &Calendar,
        organisation: &'a Organisation,
        groups: &'a Groups,
    ) -> Self {
        let n = options.windows as i64;
        let days = calendar.days() as i64;
        let windows = (0..n)
            .map(|i| Window {
                start: calendar.start + days * i / n * DAY,
                end: (calendar.start + (days * (i + 1) / n + i64::from(options.overlap_days)) * DAY)
                    .min(calendar.end),
                package: None,
                closed: false,
                rows: 0,
                side: Side::default(),
                waiting: Vec::new(),
            })
            .collect();
        Export {
            options,
            folder,
            organisation,
            groups,
            windows,
            order: Random::new(options.seed, Stream::Order),
            row: Vec::with_capacity(2_048),
            files: 0,
            paths: Vec::new(),
            rows: 0,
            users: 0,
        }
    }

    /// Closes the windows that end by `now` and opens those that have begun.
    pub(super) fn advance(&mut self, now: i64) -> Result<()> {
        for i in 0..self.windows.len() {
            let w = &self.windows[i];
            if w.start <= now && w.package.is_none() && !w.closed {
                self.open(i)?;
            }
            let w = &self.windows[i];
            if w.end <= now && !w.closed {
                self.close(i)?;
            }
        }
        Ok(())
    }

    /// Writes a message into every window in which it was created or changed, as it was when that window ended.
    pub(super) fn message(&mut self, m: &Message) -> Result<()> {
        let times = [Some(m.created), m.edited.map(|e| e.0), m.deleted.map(|d| d.0)];
        for i in 0..self.windows.len() {
            let (start, end) = (self.windows[i].start, self.windows[i].end);
            if self.windows[i].closed || !times.iter().flatten().any(|t| (start..end).contains(t)) {
                continue;
            }
            let mut row = std::mem::take(&mut self.row);
            row.clear();
            self.fill(&mut row, m, end);
            if let Some((at, body)) = m.edited.filter(|e| (start..end).contains(&e.0)) {
                let mut version = Row::new(&mut self.windows[i].side.versions);
                version = version.number(m.id + 1).number(m.id).number(m.thread).number(m.sender.user);
                version.text(body).text(&iso(at)).text(&format!("{API}/messages/{}", m.id)).end();
            }
            let w = &mut self.windows[i];
            w.rows += 1;
            self.rows += 1;
            match &mut w.package {
                None => w.waiting.push(row.clone()),
                Some(_) if w.waiting.len() < self.options.shuffle => w.waiting.push(row.clone()),
                Some(package) if w.waiting.is_empty() => package.write(&row)?,
                Some(package) => {
                    let at = self.order.below(w.waiting.len());
                    package.write(&w.waiting[at])?;
                    std::mem::swap(&mut w.waiting[at], &mut row);
                }
            }
            self.row = row;
        }
        Ok(())
    }

    fn fill(&self, out: &mut Vec<u8>, m: &Message, as_of: i64) {
        let group = &self.groups.list[m.group];
        let public = m.conversation.is_none();
        let body = m.edited.filter(|e| e.0 < as_of).map_or(m.body, |e| e.1);
        let deleted = m.deleted.filter(|d| d.0 < as_of);
        let mut row =
            Row::new(out).number(m.id).optional(m.replied_to).number(m.thread).optional(m.conversation);
        row = row.optional(group.id.filter(|_| public));
        row = row.text(if m.group == ALL_COMPANY { "" } else { &group.name }).text(m.participants);
        row = row.flag(group.private && public).flag(!public).number(m.sender.user);
        row = row.text(if m.sender.kind == Kind::Bot { "bot" } else { "user" });
        row = row.text(&m.sender.name()).text(&m.sender.email).text(body);
        row = row.text(&format!("{API}/messages/{}", m.id)).text(m.attachments);
        row = row.optional(deleted.map(|d| d.1)).text(if deleted.is_some() { "user" } else { "" });
        row = row.text(&iso(m.created));
        // Some exports write the missing date as a word.
        row = match deleted {
            Some((at, _)) => row.text(&iso(at)),
            None => row.text(if m.id.is_multiple_of(97) { "null" } else { "" }),
        };
        row.text(m.kind).text(m.title).text(if m.closed { "TRUE" } else { "" }).end();
    }

    /// An answer marked as best: a row of Answers.csv.
    pub(super) fn answer(&mut self, id: u64, message: u64, thread: u64, voter: u64, at: i64) {
        for w in self.windows.iter_mut().filter(|w| !w.closed && (w.start..w.end).contains(&at)) {
            let row = Row::new(&mut w.side.answers).number(id).number(message).number(NETWORK).number(thread);
            row.number(voter).text(&iso(at)).text(&iso(at)).end();
        }
    }

    /// An uploaded file: a row of Files.csv; gives its id.
    pub(super) fn file(&mut self, name: &str, group: usize, private: bool, uploader: u64, at: i64) -> u64 {
        self.files += 1;
        let id = 137_000_000_000 + self.files * 17;
        let group = &self.groups.list[group];
        for w in self.windows.iter_mut().filter(|w| !w.closed && (w.start..w.end).contains(&at)) {
            w.side.n_files += 1;
            let mut row =
                Row::new(&mut w.side.files).number(id).number(id + 1).text(name).text("").number(uploader);
            row = row.text("user").optional(group.id.filter(|_| !private));
            row = row.text(if group.id.is_some() { &group.name } else { "" }).text("").text("");
            row = row.flag(group.private).flag(private).text(&format!("{API}/uploaded_files/{id}"));
            row = row.text(&format!("https://www.yammer.com/{HOME_DOMAIN}/uploaded_files/{id}/download"));
            row.text(&format!("files/{id}.pdf"))
                .text(&spaced(at))
                .text("")
                .text(HOME_DOMAIN)
                .text("Yammer")
                .end();
        }
        id
    }

    fn name(&self, i: usize) -> String {
        if self.windows.len() == 1 { "export".into() } else { format!("export-{:02}", i + 1) }
    }

    fn open(&mut self, i: usize) -> Result<()> {
        let mut package =
            Package::create(self.folder, &self.name(i), self.options.zipped, self.options.compression)?;
        package.start("Messages.csv")?;
        let mut head = BOM.to_vec();
        header(&mut head, MESSAGES);
        package.write(&head)?;
        self.windows[i].package = Some(package);
        Ok(())
    }

    fn close(&mut self, i: usize) -> Result<()> {
        let first = i == 0;
        let w = &mut self.windows[i];
        w.closed = true;
        let Some(mut package) = w.package.take() else { return Ok(()) };
        let mut waiting = std::mem::take(&mut w.waiting);
        self.order.shuffle(&mut waiting);
        for row in &waiting {
            package.write(row)?;
        }
        let (start, end, rows) = (w.start, w.end, w.rows);
        let side = std::mem::take(&mut w.side);
        let within = |t: i64| t < end && (first || t >= start);

        let mut file = |name: &str, bom: bool, head: &str, body: &[u8]| {
            package.start(name)?;
            let mut text = if bom { BOM.to_vec() } else { Vec::new() };
            header(&mut text, head);
            package.write(&text)?;
            package.write(body)
        };
        file("MessageVersions.csv", false, VERSIONS, &side.versions)?;
        let mut body = Vec::new();
        let mut users = 0u64;
        for p in &self.organisation.people {
            let listed = p.joined.is_some_and(within)
                || (p.pending && first)
                || (p.joined.is_some() && p.left.is_some_and(within));
            if listed {
                user(&mut body, p, end, self.organisation);
                users += 1;
            }
        }
        self.users = self.users.max(users);
        file("Users.csv", false, USERS, &body)?;
        body.clear();
        let mut n_groups = 0u64;
        for g in self.groups.list.iter().filter(|g| within(g.created)) {
            if let Some(id) = g.id {
                let row = Row::new(&mut body).number(id).text(&g.name).text(&format!("About {}", g.name));
                let row = row.flag(g.private).flag(g.external).flag(false);
                let row = row.number(self.organisation.people[g.creator as usize].user);
                row.text(&spaced(g.created)).text("").text(&format!("{API}/groups/{id}")).end();
                n_groups += 1;
            }
        }
        file("Groups.csv", true, GROUPS, &body)?;
        body.clear();
        let cm = &self.organisation.people[self.organisation.cm as usize];
        let begin = spaced(self.windows[0].start);
        if first {
            for (i, name) in TOPIC_NAMES.iter().enumerate() {
                let id = TOPIC_ID + i as u64;
                let row = Row::new(&mut body).number(id).text(name).number(cm.user).text(&begin);
                row.text(&format!("{API}/topics/{id}")).end();
            }
        }
        file("Topics.csv", false, TOPICS, &body)?;
        file("Files.csv", false, FILES, &side.files)?;
        body.clear();
        let n_pages = if first { 3u64 } else { 0 };
        for page in 0..n_pages {
            let id = 88_000_000 + page * 13;
            let group = &self.groups.list[1 + page as usize];
            let mut row =
                Row::new(&mut body).number(id).number(id + 5).number(cm.user).number(cm.user).text("");
            row = row.text(&format!("Guide, \"part {}\"", page + 1)).optional(group.id).text(&group.name);
            row = row.text("").text("").text("").flag(false).text(&format!("{API}/pages/{id}")).text("");
            row.text(&format!("pages/{id}.html")).text(&begin).text("").end();
        }
        file("Pages.csv", false, PAGES, &body)?;
        body.clear();
        Row::new(&mut body).number(cm.user).text(&cm.name()).text(&cm.email).flag(true).end();
        file("Admins.csv", false, ADMINS, &body)?;
        body.clear();
        let row = Row::new(&mut body)
            .number(NETWORK)
            .text(HOME_DOMAIN)
            .text("Example")
            .text(&format!("https://www.yammer.com/{HOME_DOMAIN}"));
        row.flag(true).text(&begin).flag(false).text("").number(users).text("").end();
        file("Networks.csv", false, NETWORKS, &body)?;
        file("Answers.csv", false, ANSWERS, &side.answers)?;
        body.clear();
        let row = Row::new(&mut body).number(501).text("summer-safety").text(&begin).number(cm.user);
        row.text("active").text("network").number(NETWORK).end();
        file("Campaigns.csv", false, CAMPAIGNS, if first { &body } else { &[] })?;
        package.start("log.txt")?;
        // The lines with BOUND count threads shared with other networks, not messages.
        package.write(
            format!(
                "Export of {HOME_DOMAIN} finished without errors.\nNumber of exported MESSAGES: {rows}\n\
                 Number of exported INBOUND MESSAGES: 0\nNumber of exported OUTBOUND MESSAGES: 2\n\
                 Number of exported PAGES: {n_pages}\nNumber of exported GROUPS: {n_groups}\n\
                 Number of exported TOPICS: {}\nNumber of exported FILES: {}\nNumber of exported USERS: {users}\n",
                if first { TOPIC_NAMES.len() } else { 0 },
                side.n_files
            )
            .as_bytes(),
        )?;
        package.start("request.txt")?;
        package.write(
            format!("since: {}\nuntil: {}\ninclude: csv\ninclude_ens: false\n", iso(start), iso(end))
                .as_bytes(),
        )?;
        self.paths.push(package.finish()?);
        Ok(())
    }
}

/// A row of Users.csv as it is at a time.
fn user(out: &mut Vec<u8>, p: &Person, as_of: i64, organisation: &Organisation) {
    let gone = p.left.filter(|l| p.joined.is_some() && *l < as_of);
    let deleted = gone.filter(|_| p.leaving == Leaving::Deleted);
    let suspended = gone.filter(|_| p.leaving == Leaving::Suspended);
    let admin = organisation.people[organisation.cm as usize].user;
    let by = |t: Option<i64>| t.map(|_| admin);
    let kind = |t: Option<i64>| if t.is_some() { "user" } else { "" };
    let date = |t: Option<i64>| t.map(spaced).unwrap_or_default();
    let staff = matches!(p.kind, Kind::Employee | Kind::CommunityManager);
    let unit = &organisation.units[p.unit as usize];
    // Some addresses keep the capitals that somebody once typed.
    let email = if p.user.is_multiple_of(11) && staff { capitals(&p.email) } else { p.email.clone() };
    let mut row = Row::new(out).number(p.user).text(&p.name()).text(&email).text(p.title);
    row = row.text(if staff { SITES[unit.site].0 } else { "" }).text(if staff { &unit.leaf } else { "" });
    row = row.text(&format!("{API}/users/{}", p.user)).optional(by(deleted)).text(kind(deleted));
    row = row.text(&date(p.joined)).text(&date(deleted));
    row = row.optional(by(suspended)).text(kind(suspended)).text(&date(suspended));
    // Guests and a few old accounts have no directory id: they can only be matched by address.
    row = row.text(&if staff && !p.user.is_multiple_of(29) { guid(p.guid) } else { String::new() });
    row.text(if gone.is_some() || p.joined.is_none() { "soft_delete" } else { "active" }).end();
}

fn capitals(email: &str) -> String {
    let mut upper = true;
    let change = |c: char| {
        let out = if upper { c.to_ascii_uppercase() } else { c };
        upper = c == '.';
        out
    };
    email.chars().map(change).collect()
}

/// A directory id in its usual form.
pub(super) fn guid(bits: u128) -> String {
    let hex = format!("{bits:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}
