//! The conversation as tables.

use super::patterns::{PatternCount, PatternPerson};
use super::provenance::of_patterns;
use super::result::{Conversation, Measured, Part, Talk, Ties};
use crate::table::{Role, Table};

const SCOPE: &str = "whole: everything together; group: one group";
const NAME: &str = "name of the group; (whole) for everything together";
const ID: &str = "native id of the group; none for the whole and for All Company";
const LOW: &str = "lower end of the interval";
const HIGH: &str = "upper end of the interval";

/// A part of a whole as columns: the part, what it is of, the share with its interval.
struct PartColumns {
    name: &'static str,
    unit: &'static str,
    what: &'static str,
    /// Where it is not the threads: name and meaning of the whole.
    of: Option<(&'static str, &'static str)>,
    share: &'static str,
    get: fn(&Talk) -> Option<Part>,
}

const PARTS: [PartColumns; 7] = [
    PartColumns {
        name: "replied",
        unit: "threads",
        what: "threads in which somebody other than the starter wrote",
        of: None,
        share: "replied / threads",
        get: |talk| Some(talk.replied),
    },
    PartColumns {
        name: "dialogue",
        unit: "threads",
        what: "threads in which at least two members wrote and somebody replied back to somebody",
        of: None,
        share: "dialogue / threads",
        get: |talk| Some(talk.dialogue),
    },
    PartColumns {
        name: "member_dialogue",
        unit: "threads",
        what: "threads in which a member replied back to a member",
        of: None,
        share: "member_dialogue / threads",
        get: |talk| Some(talk.member_dialogue),
    },
    PartColumns {
        name: "official",
        unit: "threads",
        what: "threads started by community managers or communications accounts",
        of: None,
        share: "official / threads",
        get: |talk| talk.official,
    },
    PartColumns {
        name: "broadcast",
        unit: "threads",
        what: "official threads in which no member replied to another",
        of: None,
        share: "broadcast index: broadcast / threads",
        get: |talk| talk.broadcast,
    },
    PartColumns {
        name: "broadcast_of_official",
        unit: "threads",
        what: "the same",
        of: Some(("broadcast_of_official_of", "official threads")),
        share: "broadcast / official",
        get: |talk| talk.broadcast_of_official,
    },
    PartColumns {
        name: "member_to_member",
        unit: "replies",
        what: "replies of a member to another",
        of: Some(("member_to_member_of", "replies between two people of the organisation")),
        share: "member_to_member / member_to_member_of",
        get: |talk| talk.member_to_member,
    },
];

/// Who starts and who responds, as columns.
const STARTERS: [PartColumns; 3] = [
    PartColumns {
        name: "starters",
        unit: "people",
        what: "people who started at least one thread",
        of: None,
        share: "starters / people",
        get: |talk| Some(talk.starters),
    },
    PartColumns {
        name: "responders",
        unit: "people",
        what: "people who wrote in at least one thread that somebody else started",
        of: None,
        share: "responders / people",
        get: |talk| Some(talk.responders),
    },
    PartColumns {
        name: "both",
        unit: "people",
        what: "people who did both",
        of: None,
        share: "both / people",
        get: |talk| Some(talk.both),
    },
];

/// A mean as columns.
struct MeanColumns {
    name: &'static str,
    unit: &'static str,
    what: &'static str,
    get: fn(&Talk) -> Option<Measured>,
}

const MEANS: [MeanColumns; 6] = [
    MeanColumns {
        name: "authors",
        unit: "a thread",
        what: "distinct authors a thread",
        get: |talk| talk.authors,
    },
    MeanColumns {
        name: "replies_per_post",
        unit: "a thread",
        what: "replies of anybody / threads",
        get: |talk| talk.replies_per_post,
    },
    MeanColumns {
        name: "back_and_forth",
        unit: "a thread",
        what: "replies of somebody to somebody who had replied to them before in the thread, a thread",
        get: |talk| talk.back_and_forth,
    },
    MeanColumns {
        name: "depth",
        unit: "replies",
        what: "replies between the first message and the farthest, mean over the threads with a reply",
        get: |talk| talk.depth,
    },
    MeanColumns {
        name: "virality",
        unit: "replies",
        what: "structural virality: mean distance of two messages of a thread along replies, mean over the threads with a reply",
        get: |talk| talk.virality,
    },
    MeanColumns {
        name: "initiations",
        unit: "a member",
        what: "threads started by members, a member who wrote",
        get: |talk| talk.initiations,
    },
];

fn with_mean<'a, T>(
    table: Table,
    name: &str,
    unit: &'static str,
    what: &'static str,
    rows: &'a [T],
    get: impl Fn(&'a T) -> Option<Measured> + Copy,
) -> Table {
    let end = |f: fn(crate::stats::Interval) -> f64| {
        rows.iter().map(move |row| get(row).and_then(|m| m.interval).map(f)).collect::<Vec<_>>()
    };
    table
        .float(name, Role::Measure, unit, what, rows.iter().map(|row| get(row).map(|m| m.value)))
        .float(&format!("{name}_low"), Role::Low, unit, LOW, end(|i| i.low))
        .float(&format!("{name}_high"), Role::High, unit, HIGH, end(|i| i.high))
}

fn with_share<'a, T>(
    table: Table,
    name: &str,
    what: &'static str,
    rows: &'a [T],
    get: impl Fn(&'a T) -> Option<Part> + Copy,
) -> Table {
    let end = |f: fn(crate::stats::Interval) -> f64| {
        rows.iter().map(move |row| get(row).and_then(|part| part.interval).map(f)).collect::<Vec<_>>()
    };
    table
        .float(
            &format!("{name}_share"),
            Role::Share,
            "",
            what,
            rows.iter().map(|row| get(row).and_then(|part| part.share())),
        )
        .float(&format!("{name}_share_low"), Role::Low, "", LOW, end(|i| i.low))
        .float(&format!("{name}_share_high"), Role::High, "", HIGH, end(|i| i.high))
}

impl Conversation {
    /// The tables:
    ///
    /// - `conversation`: one row a community, the whole first: shares of threads and of replies, with intervals and
    ///   counts;
    /// - `conversation_starters`: who starts threads and who responds to those of others: shares of the people who wrote;
    /// - `conversation_threads`: what a thread looks like: authors, replies, depth, structural virality;
    /// - `conversation_ties`: do people answer each other over all threads; of the whole also with officials and with
    ///   reactions, of groups among members by replies;
    /// - `patterns`: people by how they behave;
    /// - `pattern_people`: the most active engagers, catalysts and responders, at most half of each, where there are ten or
    ///   more. No other pattern has a list.
    pub fn tables(&self) -> Vec<Table> {
        vec![
            self.talks_table(),
            self.starters_table(),
            self.threads_table(),
            self.ties_table(),
            self.patterns_table(),
            self.people_table(),
        ]
    }

    fn keyed(&self, name: &str, title: &str, talks: &[&Talk]) -> Table {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let name_of = |talk: &&Talk| match talk.group {
            Some(_) => text(&talk.name),
            None => Some("(whole)".into()),
        };
        let scope = |talk: &&Talk| Some(if talk.group.is_some() { "group" } else { "whole" }.to_owned());
        Table::new(name, title, self.provenance.clone())
            .text("scope", Role::Category, "", SCOPE, talks.iter().map(scope))
            .text("community", Role::Group, "", NAME, talks.iter().map(name_of))
            .text("community_id", Role::Group, "", ID, talks.iter().map(|talk| text(&talk.id)))
    }

    fn talks_table(&self) -> Table {
        let rows = &self.talks;
        let of: Vec<&Talk> = rows.iter().collect();
        let int = |f: fn(&Talk) -> u64| rows.iter().map(move |talk| Some(f(talk) as i64));
        let mut table = self
            .keyed("conversation", "Conversation or broadcast", &of)
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who wrote in the threads, from outside too",
                int(|talk| talk.people),
            )
            .int("members", Role::People, "people", "members among them", int(|talk| talk.members))
            .int("threads", Role::Count, "threads", "threads that could be judged", int(|talk| talk.threads))
            .int("replies", Role::Count, "messages", "replies in them, of anybody", int(|talk| talk.replies));
        for PartColumns { name, unit, what, of, share, get } in &PARTS {
            let count = |f: fn(Part) -> u64| rows.iter().map(move |talk| get(talk).map(|p| f(p) as i64));
            // The part of the shares that share a part is told once.
            if *name != "broadcast_of_official" {
                table = table.int(name, Role::Count, unit, what, count(|part| part.part));
            }
            if let Some((of, what)) = of.filter(|_| *name != "broadcast_of_official") {
                table = table.int(of, Role::Count, unit, what, count(|part| part.of));
            }
            // A share of replies without an interval says more than is known.
            let sure = *name == "member_to_member";
            table = with_share(table, name, share, rows, |talk| {
                get(talk).filter(|part| !sure || part.interval.is_some())
            });
        }
        table
    }

    fn starters_table(&self) -> Table {
        let rows = &self.talks;
        let of: Vec<&Talk> = rows.iter().collect();
        let int = |f: fn(&Talk) -> u64| rows.iter().map(move |talk| Some(f(talk) as i64));
        let mut table = self
            .keyed("conversation_starters", "Who starts, who responds", &of)
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who wrote in the threads, from outside too",
                int(|talk| talk.people),
            )
            .int("threads", Role::Count, "threads", "threads that could be judged", int(|talk| talk.threads));
        for PartColumns { name, unit, what, share, get, .. } in &STARTERS {
            let count = rows.iter().map(|talk| get(talk).map(|part| part.part as i64));
            table = table.int(name, Role::People, unit, what, count);
            table = with_share(table, name, share, rows, *get);
        }
        table
    }

    fn threads_table(&self) -> Table {
        let rows = &self.talks;
        let of: Vec<&Talk> = rows.iter().collect();
        let int = |f: fn(&Talk) -> u64| rows.iter().map(move |talk| Some(f(talk) as i64));
        let mut table = self
            .keyed("conversation_threads", "What a thread looks like", &of)
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who wrote in the threads, from outside too",
                int(|talk| talk.people),
            )
            .int("threads", Role::Count, "threads", "threads that could be judged", int(|talk| talk.threads))
            .int("replied", Role::Count, "threads", "threads with a reply", int(|talk| talk.replied.part))
            .int("writers", Role::People, "people", "members who wrote", int(|talk| talk.members));
        for MeanColumns { name, unit, what, get } in &MEANS {
            table = with_mean(table, name, unit, what, rows, *get);
        }
        table.text(
            "reason",
            Role::Reason,
            "",
            "why means or ratios are missing",
            rows.iter().map(|talk| talk.reason.clone()),
        )
    }

    fn ties_table(&self) -> Table {
        let rows: Vec<&Ties> = self.ties.iter().filter(|ties| ties.talk < self.talks.len()).collect();
        let of: Vec<&Talk> = rows.iter().map(|ties| &self.talks[ties.talk]).collect();
        let int = |f: fn(&Ties) -> u64| rows.iter().map(move |ties| Some(f(ties) as i64));
        let mut table = self
            .keyed("conversation_ties", "Do people answer each other?", &of)
            .text(
                "who",
                Role::Category,
                "",
                "among members, or with community managers and communications accounts",
                rows.iter().map(|ties| Some(ties.who.name().into())),
            )
            .text(
                "acts",
                Role::Category,
                "",
                "what makes a tie",
                rows.iter().map(|ties| Some(ties.acts.name().into())),
            )
            .int(
                "people",
                Role::Denominator,
                "people",
                "people who wrote or were acted on in the window",
                int(|ties| ties.people),
            )
            .int(
                "arcs",
                Role::Count,
                "pairs",
                "ordered pairs of whom the first acted on the second",
                int(|ties| ties.arcs),
            )
            .int("pairs", Role::Count, "pairs", "pairs of whom one acted on the other", int(|t| t.two_way.of))
            .int("two_way", Role::Count, "pairs", "pairs of whom both did", int(|ties| ties.two_way.part));
        table = with_share(table, "two_way", "two_way / pairs", &rows, |ties| {
            // Without an interval the share says more than is known.
            Some(ties.two_way).filter(|part| part.interval.is_some())
        });
        table = with_mean(
            table,
            "r",
            "",
            "dyadic reciprocity: arcs with an arc the other way / arcs",
            &rows,
            |t| t.r,
        );
        table = with_mean(
            table,
            "rho",
            "",
            "(r - d) / (1 - d), d the density: above 0 people answer each other more than if replies went to anybody at random",
            &rows,
            |ties| ties.rho,
        );
        table = table.int(
            "simmelian",
            Role::Count,
            "pairs",
            "pairs of whom both acted on the other, and on and by a same third person",
            int(|ties| ties.simmelian.part),
        );
        table = with_share(table, "simmelian", "simmelian / two_way", &rows, |ties| {
            Some(ties.simmelian).filter(|part| part.interval.is_some())
        });
        table = with_mean(
            table,
            "pingpong_rate",
            "",
            "replies that go on with an exchange (the third of a there, back and there again) / replies",
            &rows,
            |ties| ties.ping_pong,
        );
        table.text("reason", Role::Reason, "", "why there are none", rows.iter().map(|t| t.reason.clone()))
    }

    fn patterns_table(&self) -> Table {
        let patterns = &self.patterns;
        let rows = &patterns.counts;
        let part = |n: u64, of: u64, interval| Part { part: n, of, interval };
        let mut table = Table::new("patterns", "How people take part", of_patterns(self))
            .text(
                "pattern",
                Role::Category,
                "",
                "how somebody behaved in the window",
                rows.iter().map(|row| Some(row.pattern.name().into())),
            )
            .int(
                "people",
                // Few people of a pattern are hidden, and with them what would give them away.
                Role::Denominator,
                "people",
                "people of the pattern",
                rows.iter().map(|row| Some(row.people as i64)),
            )
            .int(
                "of",
                Role::Denominator,
                "people",
                "people who could have taken part",
                rows.iter().map(|_| Some(patterns.people as i64)),
            );
        table = with_share(table, "people", "people / of", rows, |row: &PatternCount| {
            Some(part(row.people, patterns.people, row.interval))
        });
        // No share of those who are no observers: it would tell how many observers there are where that is hidden.
        table.float(
            "probability",
            Role::Measure,
            "",
            "mean probability of the pattern over its people: how sure it is of them",
            rows.iter().map(|row| row.probability),
        )
    }

    fn people_table(&self) -> Table {
        let rows = &self.patterns.listed;
        let int = |f: fn(&PatternPerson) -> u32| rows.iter().map(move |row| Some(f(row).into()));
        let end = |f: fn(crate::stats::Interval) -> f64| {
            rows.iter().map(move |row| row.judged.interval.map(f)).collect::<Vec<_>>()
        };
        Table::new("pattern_people", "People who keep the conversation going", of_patterns(self))
            .text("member", Role::Member, "", "native id", rows.iter().map(|row| Some(row.id.clone())))
            .text(
                "name",
                Role::MemberName,
                "",
                "display name; missing where the export has none",
                rows.iter().map(|row| Some(row.name.clone()).filter(|name| !name.is_empty())),
            )
            .text("unit", Role::Unit, "", "unit of the person", rows.iter().map(|row| row.unit.clone()))
            .text(
                "pattern",
                Role::Category,
                "",
                "engager: gives about as much as comes back; catalyst: sets others talking; responder: gives more than comes back",
                rows.iter().map(|row| Some(row.judged.pattern.name().into())),
            )
            .float(
                "probability",
                Role::Share,
                "",
                "posterior probability of the pattern",
                rows.iter().map(|row| row.judged.probability()),
            )
            .int("posts", Role::Count, "threads", "threads started", int(|row| row.balance.posts))
            .int("replies", Role::Count, "messages", "replies written", int(|row| row.balance.replies))
            .int("reactions", Role::Count, "reactions", "reactions given", int(|row| row.balance.reactions))
            .int(
                "received",
                Role::Count,
                "",
                "replies and reactions of others to own messages",
                int(|row| row.balance.received),
            )
            .float(
                "given_share",
                Role::Share,
                "",
                "given / (given + received)",
                rows.iter().map(|row| row.balance.share()),
            )
            .float("given_share_low", Role::Low, "", LOW, end(|i| i.low))
            .float("given_share_high", Role::High, "", HIGH, end(|i| i.high))
    }
}
