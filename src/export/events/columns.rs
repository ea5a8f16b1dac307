//! Which column of a file of events holds what: by its header, or as the user says.

use crate::error::{Error, Place, Result};
use std::collections::BTreeMap;

/// What a column of a file of events can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EventField {
    /// Who wrote: an id, an account name, an e-mail address. Needed.
    Who,
    /// Display name of who wrote.
    Name,
    /// E-mail address of who wrote.
    Email,
    /// Unit path of who wrote.
    Unit,
    /// Whether a program wrote.
    Bot,
    /// When. Needed.
    When,
    /// Thread, conversation, dialogue; unique within its group. Several columns together make one.
    Thread,
    /// What was said.
    Text,
    /// Title.
    Title,
    /// Id of the message.
    Id,
    /// Id of the message replied to.
    Parent,
    /// Group, channel, room.
    Group,
    /// Name of the group, where the group itself is an id.
    GroupName,
    /// To whom it is addressed, as in the column of who; several are separated by `;`, `,` or `|`.
    To,
    /// Kind of event: see [`read_events`](super::read_events).
    Kind,
    /// A number that orders messages of one thread and one instant.
    Order,
    /// Whether it is a question.
    Question,
    /// Whether the message was accepted as the answer.
    Accepted,
    /// Whether, or when, the message was deleted.
    Deleted,
    /// Whether the conversation is private.
    Private,
}

impl EventField {
    /// All fields.
    pub const ALL: [EventField; 20] = [
        EventField::Who,
        EventField::Name,
        EventField::Email,
        EventField::Unit,
        EventField::Bot,
        EventField::When,
        EventField::Thread,
        EventField::Text,
        EventField::Title,
        EventField::Id,
        EventField::Parent,
        EventField::Group,
        EventField::GroupName,
        EventField::To,
        EventField::Kind,
        EventField::Order,
        EventField::Question,
        EventField::Accepted,
        EventField::Deleted,
        EventField::Private,
    ];

    /// Lower-case name, as in a column mapping.
    pub fn name(self) -> &'static str {
        match self {
            EventField::Who => "who",
            EventField::Name => "name",
            EventField::Email => "email",
            EventField::Unit => "unit",
            EventField::Bot => "bot",
            EventField::When => "when",
            EventField::Thread => "thread",
            EventField::Text => "text",
            EventField::Title => "title",
            EventField::Id => "id",
            EventField::Parent => "parent",
            EventField::Group => "group",
            EventField::GroupName => "group_name",
            EventField::To => "to",
            EventField::Kind => "kind",
            EventField::Order => "order",
            EventField::Question => "question",
            EventField::Accepted => "accepted",
            EventField::Deleted => "deleted",
            EventField::Private => "private",
        }
    }

    /// The field of that name.
    ///
    /// ```
    /// use cmgraph::export::EventField;
    /// assert_eq!(EventField::parse("group_name"), Some(EventField::GroupName));
    /// assert!(EventField::ALL.iter().all(|&field| EventField::parse(field.name()) == Some(field)));
    /// ```
    pub fn parse(name: &str) -> Option<EventField> {
        EventField::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Headers in the form of [`plain`], most trusted first.
    fn headers(self) -> &'static [&'static str] {
        match self {
            EventField::Who => &[
                "who",
                "authorid",
                "author",
                "senderid",
                "sender",
                "fromid",
                "fromuser",
                "userid",
                "user",
                "username",
                "memberid",
                "member",
                "personid",
                "person",
                "postedby",
                "createdby",
                "poster",
                "speaker",
                "handle",
                "nick",
                "nickname",
                "from",
                "source",
                "src",
            ],
            EventField::Name => &[
                "name",
                "displayname",
                "fullname",
                "authorname",
                "sendername",
                "fromname",
                "realname",
                "personname",
            ],
            EventField::Email => {
                &["email", "authoremail", "senderemail", "useremail", "emailaddress", "mail"]
            }
            EventField::Unit => &["unit", "unitpath", "orgunit", "department", "division"],
            EventField::Bot => &["bot", "isbot"],
            EventField::When => &[
                "when",
                "timestamp",
                "datetime",
                "time",
                "createdat",
                "created",
                "creationdate",
                "createddatetime",
                "createdtime",
                "postedat",
                "publishedat",
                "sentat",
                "sent",
                "date",
                "ts",
                "at",
            ],
            EventField::Thread => &[
                "thread",
                "threadid",
                "threadts",
                "conversation",
                "conversationid",
                "dialogue",
                "dialogueid",
                "dialog",
                "dialogid",
                "discussion",
                "discussionid",
                "topicid",
                "ticket",
                "ticketid",
            ],
            EventField::Text => {
                &["text", "body", "message", "content", "messagetext", "messagebody", "plaintext", "comment"]
            }
            EventField::Title => &["title", "subject", "headline"],
            EventField::Id => &["id", "messageid", "msgid", "postid", "eventid", "commentid", "uuid"],
            EventField::Parent => &[
                "parent",
                "parentid",
                "replytoid",
                "replyto",
                "inreplytoid",
                "inreplyto",
                "repliedtoid",
                "repliedto",
                "parentmessageid",
                "parentpostid",
                "parentcommentid",
            ],
            EventField::Group => &[
                "group",
                "groupid",
                "channelid",
                "channel",
                "communityid",
                "community",
                "roomid",
                "room",
                "spaceid",
                "space",
                "forum",
                "board",
            ],
            EventField::GroupName => &["groupname", "channelname", "communityname", "roomname", "spacename"],
            EventField::To => &[
                "to",
                "towhom",
                "addressee",
                "recipient",
                "recipientid",
                "receiver",
                "touser",
                "mentions",
                "target",
                "dst",
            ],
            EventField::Kind => &["kind", "type", "messagetype", "eventtype", "posttype"],
            EventField::Order => &["order", "sequence", "seq", "position", "turn", "n"],
            EventField::Question => &["question", "isquestion"],
            EventField::Accepted => &["accepted", "isaccepted", "issolution"],
            EventField::Deleted => &["deleted", "isdeleted", "deletedat"],
            EventField::Private => &["private", "isprivate", "inprivateconversation"],
        }
    }
}

/// Where the fields stand.
#[derive(Debug)]
pub(super) struct Columns {
    header: Vec<String>,
    fields: BTreeMap<EventField, Vec<usize>>,
}

impl Columns {
    /// Finds the columns of a header. What the user says goes before what is recognised, and a column that the user
    /// has named is recognised as nothing else.
    pub(super) fn find(file: &str, header: Vec<String>, named: &[(EventField, String)]) -> Result<Columns> {
        let plain: Vec<String> = header.iter().map(|name| plain_name(name)).collect();
        let mut columns = Columns { header, fields: BTreeMap::new() };
        for (field, name) in named {
            let wanted = plain_name(name);
            let exact = columns.header.iter().position(|have| have == name.trim());
            let at = exact.or_else(|| plain.iter().position(|have| *have == wanted && !wanted.is_empty()));
            let Some(at) = at else { return Err(columns.missing(file, name)) };
            columns.fields.entry(*field).or_default().push(at);
        }
        let mut taken: Vec<usize> = columns.fields.values().flatten().copied().collect();
        for field in EventField::ALL {
            if columns.fields.contains_key(&field) {
                continue;
            }
            let position = |name: &&str| plain.iter().position(|have| have == name);
            let found = field.headers().iter().filter_map(position).find(|at| !taken.contains(at));
            if let Some(at) = found {
                taken.push(at);
                columns.fields.insert(field, vec![at]);
            }
        }
        // Without a column of its own the address, else the name, says who it was, and the name of a group which.
        for (field, others) in [
            (EventField::Who, &[EventField::Email, EventField::Name][..]),
            (EventField::Group, &[EventField::GroupName]),
        ] {
            let other = others.iter().find_map(|other| columns.fields.get(other)).cloned();
            if let (false, Some(other)) = (columns.has(field), other) {
                columns.fields.insert(field, other);
            }
        }
        for needed in [EventField::Who, EventField::When] {
            if !columns.has(needed) {
                return Err(columns.missing(file, needed.name()));
            }
        }
        Ok(columns)
    }

    fn missing(&self, file: &str, column: &str) -> Error {
        let header = match self.header.is_empty() {
            true => "no columns".to_owned(),
            false => self.header.join(", "),
        };
        let fields: Vec<&str> = EventField::ALL.iter().map(|field| field.name()).collect();
        let found = format!(
            "{header}. Events need who and when; a column mapping says which column is which, such as who=Author ({})",
            fields.join(", ")
        );
        Error::MissingColumn { place: Place::file(file).at_line(1), column: column.into(), found }
    }

    pub(super) fn has(&self, field: EventField) -> bool {
        self.fields.contains_key(&field)
    }

    /// Columns of a field; none where it has none.
    pub(super) fn of(&self, field: EventField) -> &[usize] {
        self.fields.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Number of columns.
    pub(super) fn count(&self) -> usize {
        self.header.len()
    }

    /// Header of the first column of a field, as written.
    pub(super) fn name(&self, field: EventField) -> &str {
        self.of(field).first().and_then(|&at| self.header.get(at)).map_or("", String::as_str)
    }

    /// Headers that nothing is read from.
    pub(super) fn unused(&self) -> Vec<String> {
        let used = |at: usize| self.fields.values().flatten().any(|&column| column == at);
        let rest = self.header.iter().enumerate().filter(|(at, name)| !used(*at) && !name.is_empty());
        rest.map(|(_, name)| name.clone()).collect()
    }

    /// Which column was taken for what, in words.
    pub(super) fn told(&self) -> String {
        let told = EventField::ALL.into_iter().filter(|&field| self.has(field)).map(|field| {
            let names: Vec<&str> =
                self.of(field).iter().filter_map(|&at| self.header.get(at)).map(String::as_str).collect();
            format!("{} = {}", field.name(), names.join(" + "))
        });
        told.collect::<Vec<_>>().join(", ")
    }
}

/// A header without case, blanks and punctuation.
fn plain_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(header: &str, named: &[(EventField, &str)]) -> Result<Columns> {
        let named: Vec<_> = named.iter().map(|(field, name)| (*field, name.to_string())).collect();
        Columns::find("chat.csv", header.split(',').map(str::to_owned).collect(), &named)
    }

    #[test]
    fn usual_headers_are_recognised() {
        for (header, told) in [
            (
                "community,dialog,n,time,user,text",
                "who = user, when = time, thread = dialog, text = text, group = community, order = n",
            ),
            (
                "id,User Name,Created At,Message,in_reply_to",
                "who = User Name, when = Created At, text = Message, id = id, parent = in_reply_to",
            ),
            ("src,dst,ts", "who = src, when = ts, to = dst"),
            // An address stands for an id where there is none.
            ("Email,Name,Date", "who = Email, name = Name, email = Email, when = Date"),
            (
                "channel_id,channel_name,author,time",
                "who = author, when = time, group = channel_id, group_name = channel_name",
            ),
        ] {
            assert_eq!(find(header, &[]).unwrap().told(), told);
        }
    }

    #[test]
    fn what_the_user_says_goes_first() {
        use EventField::*;
        let found =
            find("from,to,user,when,topic,part", &[(Who, "User"), (Thread, "topic"), (Thread, "part")]);
        let found = found.unwrap();
        assert_eq!(found.told(), "who = user, when = when, thread = topic + part, to = to");
        assert_eq!(found.unused(), ["from"]);
        let error = find("a,b", &[(Who, "a")]).unwrap_err().to_string();
        assert!(error.starts_with("chat.csv, line 1: no column \"when\"; the header has a, b."), "{error}");
        let error = find("who,when", &[(Thread, "topic")]).unwrap_err().to_string();
        assert!(error.contains("no column \"topic\""), "{error}");
    }
}
