//! Questions heard by their words, on sentences that others have labelled, and in a made organisation.

use cmgraph::community::MessageFlags;
use cmgraph::simulate::{SimulateOptions, Size, write};
use cmgraph::text::{Language, explain, features};
use cmgraph::{Community, MessageId, ReadOptions, read};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

type Rows = Vec<BTreeMap<String, String>>;

/// A set of sentences; `None`, with a line that says so, where it is not there.
fn set(name: &str) -> Option<Rows> {
    let path = Path::new("../shared/data/questions").join(format!("{name}.csv.gz"));
    let Ok(file) = std::fs::File::open(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    Some(reader.deserialize().map(|row| row.unwrap()).collect())
}

#[derive(Debug, Default)]
struct Score {
    heard: usize,
    missed: usize,
    wrong: usize,
}

impl Score {
    fn add(&mut self, question: bool, heard: bool) {
        match (question, heard) {
            (true, true) => self.heard += 1,
            (true, false) => self.missed += 1,
            (false, true) => self.wrong += 1,
            (false, false) => {}
        }
    }

    fn recall(&self) -> f64 {
        self.heard as f64 / (self.heard + self.missed) as f64
    }

    fn precision(&self) -> f64 {
        self.heard as f64 / (self.heard + self.wrong) as f64
    }
}

/// Sentences of newspapers, novels, manuals and talk (Universal Dependencies), a question being what ends with "?".
/// The mark is taken away, and the words have to tell; sentences that hold one in their middle (mostly quoted questions)
/// are neither. Floors: recall of the recommended rules in the literature note, precision .90 on the set itself, where
/// 1 to 10% of the sentences are questions.
#[test]
fn sentences_without_their_mark() {
    for (name, language, recall, right) in [
        ("UD_Finnish-TDT", Language::Finnish, 0.81, 0.97),
        ("UD_Swedish-Talbanken", Language::Swedish, 0.59, 0.94),
        ("UD_Norwegian-Bokmaal", Language::Bokmal, 0.56, 0.85),
        ("UD_Norwegian-Nynorsk", Language::Nynorsk, 0.47, 0.83),
        ("UD_Danish-DDT", Language::Danish, 0.64, 0.82),
        ("UD_German-GSD", Language::German, 0.50, 0.97),
        ("UD_Dutch-Alpino", Language::Dutch, 0.57, 0.96),
        ("UD_French-GSD", Language::French, 0.57, 0.97),
        ("UD_English-LinES", Language::English, 0.45, 0.96),
        ("UD_English-GUM", Language::English, 0.57, 0.88),
    ] {
        let Some(rows) = set(name) else { continue };
        let (mut score, mut marked, mut every) = (Score::default(), Score::default(), Score::default());
        let (mut told, mut sure, mut sentences) = (0, 0, 0);
        for row in &rows {
            let (text, question) = (&row["text"], row["ends_q"] == "1");
            let bare = text.replace(['?', '？'], " ");
            let heard = explain(&bare, Some(language)).is_some();
            every.add(question, heard);
            if question || !text.contains('?') {
                score.add(question, heard);
                marked.add(question, features(text.as_bytes()).question);
            }
            let found = features(bare.as_bytes());
            if found.words > 5 {
                sentences += 1;
                told += usize::from(found.language == Some(language));
                sure += usize::from(found.language.is_some());
            }
        }
        println!(
            "{name}: {} questions; without \"?\" recall {:.3} precision {:.3} ({:.3} of all sentences); \
             with \"?\" recall {:.3} precision {:.3} F1 {:.3}; language of sentences of more than 5 words: told {:.3}, right where told {:.3}",
            score.heard + score.missed,
            score.recall(),
            score.precision(),
            every.precision(),
            marked.recall(),
            marked.precision(),
            2.0 / (1.0 / marked.recall() + 1.0 / marked.precision()),
            sure as f64 / sentences as f64,
            told as f64 / sure as f64,
        );
        assert!(score.recall() >= recall, "{name}: {score:?}");
        assert!(score.precision() >= 0.9, "{name}: {score:?}");
        // Six of the 34 heard in LinES are wrong then, four of which hold a question inside.
        let floor = if name == "UD_English-LinES" { 0.82 } else { 0.9 };
        assert!(every.precision() >= floor, "{name}: {every:?}");
        assert!(marked.recall() >= 0.9 && marked.precision() >= 0.85, "{name}: {marked:?}");
        assert!(told as f64 / sure as f64 + 0.1 >= right, "{name}: {told} of {sure}");
    }
}

/// Telephone talk (Switchboard dialogue acts, a quarter of them): half sentences and slips of the tongue, never a mark.
#[test]
fn telephone_talk() {
    let Some(rows) = set("swda") else { return };
    let (mut all, mut asked) = (Score::default(), Score::default());
    for row in &rows {
        let heard = explain(&row["text"].replace('?', " "), Some(Language::English)).is_some();
        let act = row["act"].as_str();
        let question = ["qy", "qw", "qo", "qr", "qrr", "qh", "bh", "br", "^d", "^g"].contains(&act);
        all.add(question, heard);
        // Yes-no, wh-, open and either-or questions: those that have the form of one.
        asked.add(["qy", "qw", "qo", "qr", "qrr"].contains(&act), heard);
    }
    println!(
        "swda: recall {:.3} ({:.3} of the forms), precision {:.3}",
        all.recall(),
        asked.recall(),
        all.precision(),
    );
    assert!(all.recall() >= 0.60 && asked.recall() >= 0.66 && all.precision() >= 0.9, "{all:?} {asked:?}");
}

struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn made(name: &str, omitted_mark: f64) -> Community {
    let folder = Scratch(std::env::temp_dir().join(format!("cmgraph-heard-{name}-{}", std::process::id())));
    std::fs::remove_dir_all(&folder.0).ok();
    let options =
        SimulateOptions { omitted_mark, awkward: 0.0, edited: 0.0, ..SimulateOptions::preset(Size::S) };
    let summary = write(&options, &folder.0).unwrap();
    read(&summary.exports, &ReadOptions::default()).unwrap()
}

/// The same organisation twice, with every mark and with three in ten left out: what is a question is known from the
/// first, and has to be heard by its words in the second.
#[test]
fn questions_of_a_made_organisation() {
    let (with, without) = (made("with", 0.0), made("without", 0.3));
    let flags = |community: &Community| -> BTreeMap<String, (MessageFlags, Option<Language>)> {
        let messages = community.messages();
        let of = |i: usize| {
            let id = MessageId(i as u32);
            (messages.ids.get(i), (messages.flag(id), messages.language(id)))
        };
        (0..messages.len()).map(of).collect()
    };
    let (with, without) = (flags(&with), flags(&without));
    assert!(with.keys().eq(without.keys()));
    let mut score = Score::default();
    let mut unmarked = 0;
    for (id, (flags, _)) in &without {
        let question = with[id].0.has(MessageFlags::MARKED);
        assert!(!flags.has(MessageFlags::MARKED) || question && flags.has(MessageFlags::QUESTION));
        if !flags.has(MessageFlags::MARKED) {
            unmarked += usize::from(question);
            score.add(question, flags.has(MessageFlags::QUESTION));
        }
    }
    println!(
        "made organisation: {unmarked} questions without a mark; recall {:.3}, precision {:.3}",
        score.recall(),
        score.precision()
    );
    assert!(unmarked > 50 && score.recall() >= 0.7 && score.precision() >= 0.9, "{score:?}");
    let languages: BTreeSet<_> =
        without.values().filter_map(|(_, language)| language.map(Language::code)).collect();
    let told = without.values().filter(|(_, language)| language.is_some()).count();
    println!("languages {languages:?}, told of {told} of {}", without.len());
    assert!(told * 10 > without.len() * 9, "{told} of {}", without.len());
}
