//! Conversations in a few lines: questions, replies, mentions, thanks.
#![allow(dead_code)] // every test file uses its own part

use cmgraph::community::{
    CommunityBuilder, MemberKind, MemberRecord, MemberState, MessageFlags, MessageRecord,
};
use cmgraph::table::{Role, Table, Values};
use cmgraph::{Community, MemberId, Timestamp};

pub(crate) const QUESTION: MessageFlags = MessageFlags::QUESTION;
pub(crate) const THANKS: MessageFlags = MessageFlags::THANKS;
pub(crate) const DELETED: MessageFlags = MessageFlags::DELETED;
pub(crate) const NOTHING: MessageFlags = MessageFlags(0);

/// 2024-01-01, a Monday.
const START: i64 = 1_704_067_200_000;

/// The instant `day` days after 2024-01-01T00:00Z.
pub(crate) fn day(day: f64) -> Timestamp {
    Timestamp(START + (day * 86_400_000.0) as i64)
}

#[derive(Debug, Clone)]
struct Account {
    id: String,
    unit: String,
    kind: MemberKind,
    state: MemberState,
    joined: Option<Timestamp>,
    left: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) author: String,
    pub(crate) thread: String,
    pub(crate) parent: String,
    pub(crate) at: Timestamp,
    pub(crate) flags: MessageFlags,
    pub(crate) words: u16,
    pub(crate) text: String,
    pub(crate) mentions: Vec<String>,
}

/// A conversation under construction. Messages get the ids 1001, 1002, ... and have 9 words unless said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Talk {
    accounts: Vec<Account>,
    pub(crate) messages: Vec<Message>,
    reactions: Vec<(String, String, Option<Timestamp>)>,
    accepted: Vec<(String, String)>,
    observed: Option<(Timestamp, Timestamp)>,
}

impl Talk {
    /// People of no unit who are there all the time.
    pub(crate) fn with(people: &[&str]) -> Talk {
        let mut talk = Talk::default();
        people.iter().for_each(|id| talk.person(id, ""));
        talk
    }

    pub(crate) fn person(&mut self, id: &str, unit: &str) {
        self.account(id, unit, MemberKind::Person, MemberState::Active);
    }

    /// An account that joined before everything.
    pub(crate) fn account(&mut self, id: &str, unit: &str, kind: MemberKind, state: MemberState) {
        let joined = (state != MemberState::Pending).then(|| day(-100.0));
        let (id, unit) = (id.to_owned(), unit.to_owned());
        self.accounts.push(Account { id, unit, kind, state, joined, left: None });
    }

    /// When the account added last was there, in days; `None` for not known.
    pub(crate) fn there(&mut self, joined: Option<f64>, left: Option<f64>) {
        let account = self.accounts.last_mut().unwrap();
        (account.joined, account.left) = (joined.map(day), left.map(day));
    }

    /// What the export covers, in days.
    pub(crate) fn observed(&mut self, from: f64, to: f64) {
        self.observed = Some((day(from), day(to)));
    }

    fn add(&mut self, author: &str, parent: Option<usize>, at: f64, flags: MessageFlags) -> usize {
        let id = (1001 + self.messages.len()).to_string();
        let (thread, parent) = match parent {
            None => (id.clone(), String::new()),
            Some(parent) => (self.messages[parent].thread.clone(), self.messages[parent].id.clone()),
        };
        let author = author.to_owned();
        self.messages.push(Message {
            id,
            author,
            thread,
            parent,
            at: day(at),
            flags,
            words: 9,
            text: String::new(),
            mentions: Vec::new(),
        });
        self.messages.len() - 1
    }

    /// A message that starts a thread.
    pub(crate) fn post(&mut self, author: &str, at: f64, flags: MessageFlags) -> usize {
        self.add(author, None, at, flags)
    }

    /// A question that starts a thread.
    pub(crate) fn ask(&mut self, author: &str, at: f64) -> usize {
        self.add(author, None, at, QUESTION)
    }

    /// A reply to a message.
    pub(crate) fn reply(&mut self, to: usize, author: &str, at: f64, flags: MessageFlags) -> usize {
        self.add(author, Some(to), at, flags)
    }

    /// A reply to a message, without flags.
    pub(crate) fn answer(&mut self, to: usize, author: &str, at: f64) -> usize {
        self.add(author, Some(to), at, NOTHING)
    }

    /// What a message says; its flags and words stay as given.
    pub(crate) fn text(&mut self, message: usize, text: &str) {
        self.messages[message].text = text.into();
    }

    /// Mentions people in a message.
    pub(crate) fn mention(&mut self, message: usize, people: &[&str]) {
        self.messages[message].mentions.extend(people.iter().map(|id| id.to_string()));
    }

    pub(crate) fn react(&mut self, by: &str, to: usize) {
        self.reactions.push((by.into(), self.messages[to].id.clone(), None));
    }

    pub(crate) fn react_at(&mut self, by: &str, to: usize, at: f64) {
        self.reactions.push((by.into(), self.messages[to].id.clone(), Some(day(at))));
    }

    pub(crate) fn accept(&mut self, by: &str, answer: usize) {
        self.accepted.push((by.into(), self.messages[answer].id.clone()));
    }

    /// The community, with the rows as they came.
    pub(crate) fn build(&self) -> Community {
        self.build_in_order(|rows| rows)
    }

    /// The community from rows in another order.
    pub(crate) fn build_in_order(&self, order: impl Fn(Vec<usize>) -> Vec<usize>) -> Community {
        let mut builder = CommunityBuilder::new();
        for i in order((0..self.accounts.len()).collect()) {
            let account = &self.accounts[i];
            builder.member(&MemberRecord {
                id: &account.id,
                email: &format!("{}@example.com", account.id),
                department: &account.unit,
                kind: account.kind,
                state: account.state,
                joined: account.joined,
                left: account.left,
                ..Default::default()
            });
        }
        for i in order((0..self.messages.len()).collect()) {
            let message = &self.messages[i];
            let mentions: Vec<&[u8]> = message.mentions.iter().map(|id| id.as_bytes()).collect();
            builder
                .message(&MessageRecord {
                    thread: message.thread.as_bytes(),
                    parent: message.parent.as_bytes(),
                    flags: message.flags,
                    words: message.words,
                    text: message.text.as_bytes(),
                    mentions: &mentions,
                    ..MessageRecord::new(message.id.as_bytes(), message.author.as_bytes(), message.at)
                })
                .unwrap();
        }
        for i in order((0..self.reactions.len()).collect()) {
            let (by, message, at) = &self.reactions[i];
            builder.reaction(0, by, message, *at);
        }
        for i in order((0..self.accepted.len()).collect()) {
            builder.acceptance(0, &self.accepted[i].0, &self.accepted[i].1, None);
        }
        if let Some((from, to)) = self.observed {
            builder.observed(from, to);
        }
        builder.build().unwrap()
    }
}

/// The member of a native id.
pub(crate) fn member(community: &Community, id: &str) -> MemberId {
    community.members().iter().find(|m| community.members().ids.get(m.index()) == id).unwrap()
}

/// Tables to the last byte.
pub(crate) fn bytes(tables: &[Table]) -> String {
    tables.iter().map(|table| format!("{table:?}\n")).collect()
}

/// Checks what holds for all tables: every column is as long as the first, shares lie in 0..1, a low end is not
/// above what it belongs to, a high end not below, and reasons name nobody.
pub(crate) fn check(table: &Table) {
    let mut number: Option<&Vec<Option<f64>>> = None;
    for column in table.columns() {
        assert_eq!(column.values.len(), table.rows(), "{}", column.name);
        assert!(!column.description.is_empty());
        let Values::Float(values) = &column.values else { continue };
        let pairs = || number.unwrap().iter().zip(values).filter_map(|(a, b)| a.zip(*b));
        match column.role {
            Role::Share => {
                assert!(values.iter().flatten().all(|x| (0.0..=1.0).contains(x)), "{}", column.name);
                number = Some(values);
            }
            Role::Low => assert!(pairs().all(|(x, low)| low <= x + 1e-12), "{}", column.name),
            Role::High => assert!(pairs().all(|(x, high)| high >= x - 1e-12), "{}", column.name),
            _ => number = Some(values),
        }
    }
}
