//! Small communities in a few lines.
//!
//! Used by integration tests (`mod common;`) and, by path, by unit tests of the crate.
#![allow(dead_code)] // every test file uses its own part

use cmgraph::community::{
    CommunityBuilder, MemberKind, MemberRecord, MemberState, MessageFlags, MessageRecord,
};
use cmgraph::{Community, Timestamp};

/// An instant from text: `2024-01-31` (midnight UTC) or `2024-01-31T12:00Z`.
pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text.as_bytes()).unwrap_or_else(|| panic!("not a time: {text:?}"))
}

/// A row of a sketch, in the order of the calls.
#[derive(Debug, Clone)]
enum Row {
    Member {
        id: String,
        department: String,
        kind: MemberKind,
        state: MemberState,
        joined: Option<Timestamp>,
        left: Option<Timestamp>,
    },
    Message {
        id: String,
        author: String,
        parent: String,
        at: Timestamp,
        flags: MessageFlags,
    },
    Reaction {
        by: String,
        message: String,
        at: Option<Timestamp>,
    },
    Observed(Timestamp, Timestamp),
}

/// A community as a list of rows: names of people are their native ids and, with `@example.com`, their
/// e-mail addresses; messages have ids that the test chooses, every root starts its own thread.
///
/// ```ignore
/// let community = Sketch::new()
///     .person("anna", "2024-01-01")
///     .person("bo", "")                       // no first log-in known
///     .post("m1", "anna", "2024-01-03")
///     .reply("m2", "bo", "m1", "2024-01-04T10:00Z")
///     .react("anna", "m2", "2024-01-05")
///     .observed("2024-01-01", "2024-02-01")
///     .build();
/// ```
#[derive(Debug, Clone, Default)]
pub(crate) struct Sketch {
    rows: Vec<Row>,
}

fn time(text: &str) -> Option<Timestamp> {
    (!text.is_empty()).then(|| at(text))
}

impl Sketch {
    pub(crate) fn new() -> Sketch {
        Sketch::default()
    }

    /// A person with a first log-in; an empty text means none is known.
    pub(crate) fn person(self, id: &str, joined: &str) -> Sketch {
        self.account(id, MemberKind::Person, MemberState::Active, joined, "")
    }

    /// Any account; empty texts mean unknown times.
    pub(crate) fn account(
        mut self,
        id: &str,
        kind: MemberKind,
        state: MemberState,
        joined: &str,
        left: &str,
    ) -> Sketch {
        self.rows.push(Row::Member {
            id: id.into(),
            department: String::new(),
            kind,
            state,
            joined: time(joined),
            left: time(left),
        });
        self
    }

    /// Gives the account added last a department.
    pub(crate) fn department(mut self, name: &str) -> Sketch {
        if let Some(Row::Member { department, .. }) = self.rows.last_mut() {
            *department = name.into();
        }
        self
    }

    /// A message that starts a thread.
    pub(crate) fn post(self, id: &str, author: &str, at: &str) -> Sketch {
        self.reply(id, author, "", at)
    }

    /// A reply to a message.
    pub(crate) fn reply(self, id: &str, author: &str, parent: &str, when: &str) -> Sketch {
        self.message(id, author, parent, at(when), MessageFlags::default())
    }

    /// Any message; an empty parent starts a thread.
    pub(crate) fn message(
        mut self,
        id: &str,
        author: &str,
        parent: &str,
        at: Timestamp,
        flags: MessageFlags,
    ) -> Sketch {
        self.rows.push(Row::Message {
            id: id.into(),
            author: author.into(),
            parent: parent.into(),
            at,
            flags,
        });
        self
    }

    /// A reaction; an empty text means that its time is not known.
    pub(crate) fn react(mut self, by: &str, message: &str, at: &str) -> Sketch {
        self.rows.push(Row::Reaction { by: by.into(), message: message.into(), at: time(at) });
        self
    }

    /// What span the export covers.
    pub(crate) fn observed(mut self, from: &str, to: &str) -> Sketch {
        self.rows.push(Row::Observed(at(from), at(to)));
        self
    }

    /// The same rows in another order: row `i` goes where the `i`-th key sorts it.
    pub(crate) fn permuted(mut self, keys: &[u64]) -> Sketch {
        let mut rows: Vec<(u64, Row)> = keys.iter().copied().cycle().zip(self.rows).collect();
        rows.sort_by_key(|(key, _)| *key);
        self.rows = rows.into_iter().map(|(_, row)| row).collect();
        self
    }

    pub(crate) fn build(&self) -> Community {
        let mut builder = CommunityBuilder::new();
        for row in &self.rows {
            match row {
                Row::Member { id, department, kind, state, joined, left } => builder.member(&MemberRecord {
                    id,
                    name: id,
                    email: &format!("{id}@example.com"),
                    department,
                    kind: *kind,
                    state: *state,
                    joined: *joined,
                    left: *left,
                    ..MemberRecord::default()
                }),
                Row::Message { id, author, parent, at, flags } => builder
                    .message(&MessageRecord {
                        parent: parent.as_bytes(),
                        flags: *flags,
                        words: 5,
                        ..MessageRecord::new(id.as_bytes(), author.as_bytes(), *at)
                    })
                    .expect("a message with id and author"),
                Row::Reaction { by, message, at } => builder.reaction(0, by, message, *at),
                Row::Observed(from, to) => builder.observed(*from, *to),
            }
        }
        builder.build().expect("a small community")
    }
}

/// The member of a native id.
pub(crate) fn member(community: &Community, id: &str) -> cmgraph::MemberId {
    community.members().find(id).first().copied().unwrap_or_else(|| panic!("no member {id}"))
}
