//! From placed events to the builder of a community.

use super::event::{Events, Kind, NONE};
use super::place::{Place, addressees};
use crate::community::{
    CommunityBuilder, GroupRecord, MemberKind, MemberRecord, MessageBatch, MessageRecord,
};
use crate::export::TextUse;
use crate::export::roster::values::is_guid;
use crate::text;
use crate::time::Timestamp;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the rows say about a person or a group: of several rows the latest, of two at one time the lesser text.
#[derive(Debug, Clone, Copy)]
struct Given {
    at: Timestamp,
    text: u32,
}

impl Given {
    const NOTHING: Given = Given { at: Timestamp(i64::MIN), text: NONE };

    fn see(&mut self, events: &Events, at: Timestamp, text: u32) {
        let lesser = || events.words.get(text) < events.words.get(self.text);
        if text != NONE && (self.text == NONE || at > self.at || (at == self.at && lesser())) {
            *self = Given { at, text };
        }
    }
}

/// A person as all rows together show it.
#[derive(Debug, Clone, Copy)]
struct Person {
    name: Given,
    email: Given,
    unit: Given,
    bot: bool,
}

impl Person {
    const UNKNOWN: Person =
        Person { name: Given::NOTHING, email: Given::NOTHING, unit: Given::NOTHING, bot: false };
}

/// Hands all events over.
pub(super) fn feed(events: &Events, places: &[Place], text_use: TextUse, builder: &mut CommunityBuilder) {
    let network = builder.home_network();
    people(events, builder);
    groups(events, builder);
    let handles = Handles::of(events);
    let mut batch = MessageBatch::new(network, 0);
    batch.start_block(0, events.events.len());
    for (event, place) in events.events.iter().zip(places) {
        let word = |number: u32| events.words.get(number);
        let lossy = |number: u32| String::from_utf8_lossy(word(number));
        if event.kind == Kind::Reaction {
            builder.reaction(network, &lossy(event.who), &lossy(event.parent), Some(event.at));
            continue;
        }
        let (title, text) = events.says(event);
        let features = match text_use {
            TextUse::Skip => text::Features::default(),
            TextUse::Keep | TextUse::Features if title.is_empty() => text::features(text),
            TextUse::Keep | TextUse::Features => text::features(title).followed_by(text::features(text)),
        };
        let mut mentions: Vec<&[u8]> = addressees(word(event.to)).collect();
        mentions.extend(handles.mentioned(text).map(word));
        mentions.retain(|id| *id != word(event.who));
        let (title, text): (&[u8], &[u8]) =
            if text_use == TextUse::Keep { (title, text) } else { (b"", b"") };
        let record = MessageRecord {
            author_kind: event.bot.then_some(MemberKind::Bot),
            thread: word(place.thread),
            parent: word(place.parent),
            group: word(event.group),
            flags: event.flags,
            title,
            text,
            mentions: &mentions,
            ..MessageRecord::new(word(event.id), word(event.who), event.at)
        }
        .with_features(&features);
        // Id and author were checked when the row was read.
        let kept = batch.push(&record);
        if kept.is_ok() && event.accepted {
            builder.acceptance(network, "", &lossy(event.id), None);
        }
    }
    builder.batch(batch);
}

/// Everybody who wrote or is addressed is a person, unless the rows say it is a program.
fn people(events: &Events, builder: &mut CommunityBuilder) {
    let mut people: BTreeMap<&[u8], Person> = BTreeMap::new();
    for event in &events.events {
        let person = people.entry(events.words.get(event.who)).or_insert(Person::UNKNOWN);
        person.name.see(events, event.at, event.name);
        person.email.see(events, event.at, event.email);
        person.unit.see(events, event.at, event.unit);
        person.bot |= event.bot;
        for to in addressees(events.words.get(event.to)) {
            people.entry(to).or_insert(Person::UNKNOWN);
        }
    }
    for (id, person) in people {
        let id = String::from_utf8_lossy(id);
        let said = |given: Given| String::from_utf8_lossy(events.words.get(given.text));
        let or_id = |given: Cow<'_, str>, holds: bool| {
            if given.is_empty() && holds { id.clone().into_owned() } else { given.into_owned() }
        };
        let kind = if person.bot { MemberKind::Bot } else { MemberKind::Person };
        builder.member(&MemberRecord {
            id: &id,
            name: &or_id(said(person.name), true),
            email: &or_id(said(person.email), id.contains('@')),
            directory_id: if is_guid(&id) { &id } else { "" },
            department: &said(person.unit),
            kind,
            ..MemberRecord::default()
        });
    }
}

fn groups(events: &Events, builder: &mut CommunityBuilder) {
    let mut groups: BTreeMap<&[u8], Given> = BTreeMap::new();
    for event in events.events.iter().filter(|event| event.group != NONE) {
        let name = groups.entry(events.words.get(event.group)).or_insert(Given::NOTHING);
        name.see(events, event.at, event.group_name);
    }
    for (id, name) in groups {
        let id = String::from_utf8_lossy(id);
        let name = String::from_utf8_lossy(events.words.get(name.text));
        let name = if name.is_empty() { &id } else { &name };
        builder.group(&GroupRecord { id: &id, name, ..GroupRecord::default() });
    }
}

/// People by the account names that texts mention as `@name`.
struct Handles {
    /// In lower case; [`NONE`] where several accounts differ by case alone.
    known: HashMap<Vec<u8>, u32>,
}

impl Handles {
    fn of(events: &Events) -> Handles {
        let mut known: HashMap<Vec<u8>, u32> = HashMap::new();
        for event in &events.events {
            let handle = events.words.get(event.who).to_ascii_lowercase();
            let person = known.entry(handle).or_insert(event.who);
            if *person != event.who {
                *person = NONE;
            }
        }
        Handles { known }
    }

    /// People whose account name stands in the text after an `@` that is not inside a word.
    fn mentioned<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = u32> + 'a {
        let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.') || b >= 0x80;
        memchr::memchr_iter(b'@', text).filter_map(move |at| {
            if at.checked_sub(1).is_some_and(|before| is_name(text[before])) {
                return None;
            }
            let rest = &text[at + 1..];
            let length = rest.iter().take_while(|&&b| is_name(b)).count();
            let name = rest[..length].to_ascii_lowercase();
            let trimmed = name.len() - name.iter().rev().take_while(|b| matches!(b, b'.' | b'-')).count();
            let found = self.known.get(&name).or_else(|| self.known.get(&name[..trimmed]));
            found.copied().filter(|&person| person != NONE)
        })
    }
}
