//! What was asked: counts by hand, edges, privacy.

use crate::talk::*;
use cmgraph::community::{CommunityBuilder, MemberKind, MemberState, MessageFlags};
use cmgraph::privacy::Policy;
use cmgraph::questions::{HeardKind, HeardOptions, HeardQuestions, MEASURED_RECALL, heard_questions};
use cmgraph::text::Language;
use cmgraph::time::Period;
use cmgraph::{Community, ReadOptions, read};
use std::path::Path;

const MARKED: MessageFlags = MessageFlags(MessageFlags::QUESTION.0 | MessageFlags::MARKED.0);

fn find(community: &Community) -> HeardQuestions {
    let options = HeardOptions { min_threads: 1, period: Period::Week, ..Default::default() };
    heard_questions(&community.whole(), &options).unwrap()
}

fn counts(found: &HeardQuestions, kind: HeardKind) -> (u64, u64) {
    let share = found.shares.iter().find(|share| share.kind == kind).unwrap();
    (share.part, share.of)
}

fn talk() -> Talk {
    let mut talk = Talk::default();
    for (person, unit) in [("ann", "A"), ("bo", "A"), ("cy", "B"), ("di", "")] {
        talk.person(person, unit);
    }
    talk.account("guest", "A", MemberKind::Guest, MemberState::Active);
    talk.account("robot", "", MemberKind::Bot, MemberState::Active);
    let q = talk.post("ann", 1.0, MARKED);
    talk.reply(q, "bo", 1.1, MARKED);
    talk.answer(q, "cy", 1.2);
    talk.post("ann", 2.0, QUESTION);
    talk.post("bo", 8.0, NOTHING);
    talk.post("cy", 9.0, MARKED);
    talk.post("di", 10.0, NOTHING);
    talk.post("guest", 3.0, MARKED);
    talk.post("robot", 3.0, MARKED);
    talk.post("bo", 4.0, MARKED.with(MessageFlags::ANNOUNCEMENT));
    talk.post("bo", 5.0, MARKED.with(MessageFlags::DELETED));
    talk.observed(0.0, 14.0);
    talk
}

#[test]
fn counts_by_hand() {
    let found = find(&talk().build());
    assert_eq!((found.threads, found.people), (5, 4));
    assert_eq!(counts(&found, HeardKind::Threads), (3, 5));
    assert_eq!(counts(&found, HeardKind::Marked), (2, 3));
    assert_eq!(counts(&found, HeardKind::ByWords), (1, 3));
    assert_eq!(counts(&found, HeardKind::Replies), (1, 2));
    assert_eq!(counts(&found, HeardKind::Starts), (3, 4));
    let units: Vec<(&str, u64, u64, u64)> = found
        .units
        .iter()
        .map(|part| (part.name.as_str(), part.people, part.threads, part.questions))
        .collect();
    assert_eq!(units, [("A", 2, 3, 2), ("B", 1, 1, 1)]);
    let weeks: Vec<(u64, u64, bool)> =
        found.periods.iter().map(|week| (week.part.threads, week.part.by_words, week.whole)).collect();
    assert_eq!(weeks, [(2, 1, true), (3, 0, true)]);
    assert_eq!(found.groups.iter().map(|part| part.threads).sum::<u64>(), 5);
    let excluded: Vec<u64> = found.provenance.excluded.iter().map(|(_, n)| *n).collect();
    // Guest and announcement; di without a unit; no language.
    assert_eq!(excluded, [2, 1, 5]);
    let tables = found.tables();
    tables.iter().for_each(check);
    let reversed = talk().build_in_order(|rows| rows.into_iter().rev().collect());
    assert_eq!(bytes(&find(&reversed).tables()), bytes(&tables));
}

#[test]
fn edges_and_privacy() {
    let nothing = CommunityBuilder::new().build().unwrap();
    for community in [nothing, Talk::with(&["a"]).build(), talk().build()] {
        for min_threads in [1, 10] {
            let options = HeardOptions { min_threads, ..Default::default() };
            let found = heard_questions(&community.whole(), &options).unwrap();
            for policy in [Policy::named(), Policy::aggregate(), Policy::pseudonymous(&[7; 16]).unwrap()] {
                let text = cmgraph::report::questions_text(&found, &policy, &Default::default()).unwrap();
                // Four people are too few for any number.
                let known = text.contains("Not enough data") || text.contains("How much is asked: hidden (");
                assert!(known && !text.contains("NaN"), "{text}");
                for table in found.tables() {
                    let release = policy.apply(&table);
                    let numbers = release.columns().iter().filter(|column| column.role.is_number());
                    for column in numbers {
                        let told = (0..release.rows()).filter_map(|row| column.values.number(row));
                        assert!(told.clone().all(|value| value == 0.0 || value >= 5.0), "{}", table.name());
                    }
                }
            }
        }
    }
    let community = talk().build();
    for (options, name) in [
        (HeardOptions { interval_level: 0.0, ..Default::default() }, "interval_level"),
        (HeardOptions { unit_level: Some(0), ..Default::default() }, "unit_level"),
    ] {
        assert!(heard_questions(&community.whole(), &options).unwrap_err().to_string().contains(name));
    }
}

#[test]
fn bundled_export() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let options = ReadOptions { roster: Some(folder.join("roster.csv")), ..Default::default() };
    let community = read(&[folder.join("export.zip")], &options).unwrap();
    let found = heard_questions(&community.whole(), &HeardOptions::default()).unwrap();
    let (questions, threads) = counts(&found, HeardKind::Threads);
    let sum = |parts: &mut dyn Iterator<Item = u64>| parts.sum::<u64>();
    assert_eq!(sum(&mut found.periods.iter().map(|period| period.part.questions)), questions);
    assert_eq!(sum(&mut found.groups.iter().map(|part| part.threads)), threads);
    let (marked, by_words) = (counts(&found, HeardKind::Marked), counts(&found, HeardKind::ByWords));
    assert_eq!(marked.0 + by_words.0, questions);
    found.tables().iter().for_each(check);
    let text = cmgraph::report::questions_text(&found, &Policy::aggregate(), &Default::default()).unwrap();
    assert!(text.contains("start with a question"), "{text}");
}

#[test]
fn measured_recall_is_of_each_language_once() {
    for (i, one) in MEASURED_RECALL.iter().enumerate() {
        assert!(one.sentences > 0 && one.recall > 0.0 && one.recall < 1.0 && one.false_positives < 0.05);
        assert!(MEASURED_RECALL[i + 1..].iter().all(|other| other.language != one.language));
    }
}

/// Sentences of a language, and whether they ask.
fn sentences(path: &Path) -> Vec<(String, bool)> {
    let file = flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap());
    let mut reader = csv::Reader::from_reader(file);
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (text, asks) = (at("text"), at("ends_q"));
    reader.records().map(|row| row.unwrap()).map(|row| (row[text].to_string(), &row[asks] == "1")).collect()
}

#[test]
fn measured_recall_is_that_of_the_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/questions");
    if !folder.exists() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let mut changed = Vec::new();
    for (language, files) in [
        (Language::Danish, &["UD_Danish-DDT"][..]),
        (Language::German, &["UD_German-GSD"]),
        (Language::English, &["UD_English-GUM", "UD_English-LinES"]),
        (Language::Finnish, &["UD_Finnish-TDT"]),
        (Language::French, &["UD_French-GSD"]),
        (Language::Bokmal, &["UD_Norwegian-Bokmaal"]),
        (Language::Dutch, &["UD_Dutch-Alpino"]),
        (Language::Nynorsk, &["UD_Norwegian-Nynorsk"]),
        (Language::Swedish, &["UD_Swedish-Talbanken"]),
    ] {
        let all: Vec<(String, bool)> =
            files.iter().flat_map(|file| sentences(&folder.join(format!("{file}.csv.gz")))).collect();
        // Without the mark at the end; what has another one inside would be heard by that.
        let plain = all.iter().map(|(text, asks)| (text.trim_end_matches(['?', '"', '»', '”', ' ']), *asks));
        let plain: Vec<(&str, bool)> = plain.filter(|(text, _)| !text.contains('?')).collect();
        let heard = |asks: bool| {
            let of: Vec<&str> = plain.iter().filter(|row| row.1 == asks).map(|row| row.0).collect();
            let heard =
                of.iter().filter(|text| cmgraph::text::explain(text, Some(language)).is_some()).count();
            (of.len() as u64, heard as f64 / of.len() as f64)
        };
        let ((questions, recall), (others, false_positives)) = (heard(true), heard(false));
        println!(
            "    measured(Language::{language:?}, {questions}, {recall:.2}, {false_positives:.3}), // of {others}"
        );
        let measured = MEASURED_RECALL.iter().find(|one| one.language == language).unwrap();
        let same = measured.sentences == questions
            && (measured.recall - recall).abs() < 0.05
            && (measured.false_positives - false_positives).abs() < 0.005;
        if !same {
            changed.push(language);
        }
    }
    assert!(changed.is_empty(), "the table has other numbers for {changed:?}: put in those printed above");
}
