//! The index against a plain walk over the texts, and as of any time against one that was built then.

use super::terms::{grams, hash, stem};
use super::words::each_word;
use super::{B, Desks, GRAM_WEIGHT, Hit, Index, K1, Passage, Query, TITLE_WEIGHT, Text};
use crate::Timestamp;
use crate::text::Language;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A passage of a test: thread, time, lead, body.
type Row = (u32, i64, String, String);

fn index(rows: &[Row], language: Option<Language>) -> Index {
    let passages: Vec<Passage> =
        rows.iter().map(|(thread, at, ..)| Passage { thread: *thread, at: Timestamp(*at) }).collect();
    Index::of(&passages, |i| Text {
        lead: rows[i].2.as_str().into(),
        body: rows[i].3.as_str().into(),
        language,
    })
}

fn ask(index: &Index, cut: usize, text: &str, language: Option<Language>) -> Vec<Hit> {
    index.search(&Desks::default(), &Query::of(index, cut, "", text, language, 1), cut, 50, None)
}

#[test]
fn toy_vectors() {
    let texts = [
        "vpn login problem at home",
        "holiday request form",
        "vpn client install vpn token",
        "printer toner",
    ];
    let rows: Vec<Row> = texts
        .iter()
        .enumerate()
        .map(|(i, text)| (i as u32, i as i64, String::new(), text.to_string()))
        .collect();
    let index = index(&rows, None);
    let cut = index.cut(Timestamp(9));
    assert_eq!((cut, index.threads(cut), index.len()), (4, 4, 4));
    for (question, expected) in
        [("vpn token", [0.60997, 0.0, 1.930881, 0.0]), ("vpn login", [1.669466, 0.0, 0.871385, 0.0])]
    {
        let mut scores = [0.0; 4];
        for hit in ask(&index, cut, question, None) {
            scores[hit.thread as usize] = hit.score;
        }
        for (found, expected) in scores.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{question}: {scores:?}");
        }
    }
    assert!(ask(&index, cut, "nothing of it", None).is_empty());
    assert!(ask(&index, 0, "vpn", None).is_empty());
    assert!(ask(&Index::default(), 0, "vpn", None).is_empty());
}

#[test]
fn a_title_counts_twice() {
    let rows = vec![
        (0, 0, "vpn".into(), "some words about it".into()),
        (1, 1, String::new(), "vpn some words about it".into()),
        (2, 2, String::new(), "vpn vpn some words about it".into()),
    ];
    let found = ask(&index(&rows, None), 3, "vpn", None);
    let score = |thread| found.iter().find(|hit| hit.thread == thread).unwrap().score;
    assert_eq!(score(0), score(2));
    assert!(score(0) > score(1));
}

#[test]
fn compounds_are_found_by_their_parts() {
    let rows = vec![
        (0, 0, String::new(), "matkalaskulomake on intrassa".into()),
        (1, 1, String::new(), "tulostin on rikki".into()),
    ];
    let index = index(&rows, Some(Language::Finnish));
    let found = ask(&index, 2, "lomakkeet", Some(Language::Finnish));
    assert_eq!(found.iter().map(|hit| hit.thread).collect::<Vec<_>>(), [0]);
    // Inflected, and asked in a language that is not told.
    assert_eq!(ask(&index, 2, "tulostimet", None)[0].thread, 1);
    assert!(ask(&index, 2, "lomakkeet", Some(Language::Swedish)).is_empty());
}

/// BM25 by the book over what was said before `as_of`.
fn by_hand(rows: &[Row], as_of: i64, question: &str, language: Option<Language>) -> BTreeMap<u32, f64> {
    let finnish = language == Some(Language::Finnish);
    let mut threads: BTreeMap<u32, [BTreeMap<u64, u32>; 2]> = BTreeMap::new();
    for (thread, at, lead, body) in rows {
        if *at >= as_of {
            continue;
        }
        let fields = threads.entry(*thread).or_default();
        for (text, n) in [(lead, u32::from(TITLE_WEIGHT)), (body, 1)] {
            each_word(text, |word| {
                *fields[0].entry(stem(word, language)).or_default() += n;
                if finnish {
                    grams(word, |gram| *fields[1].entry(gram).or_default() += n);
                }
            });
        }
    }
    let mut asked: [BTreeSet<Vec<u64>>; 2] = Default::default();
    each_word(question, |word| {
        let mut forms = vec![hash(word.as_bytes()), stem(word, language)];
        forms.sort_unstable();
        forms.dedup();
        asked[0].insert(forms);
        if finnish {
            grams(word, |gram| {
                asked[1].insert(vec![gram]);
            });
        }
    });
    let mut scores = BTreeMap::new();
    for (field, weight) in [(0, 1.0), (1, GRAM_WEIGHT)] {
        let of: Vec<(u32, &BTreeMap<u64, u32>)> = threads
            .iter()
            .map(|(thread, fields)| (*thread, &fields[field]))
            .filter(|(_, terms)| field == 0 || !terms.is_empty())
            .collect();
        let n = of.len() as f64;
        let length = |terms: &BTreeMap<u64, u32>| f64::from(terms.values().sum::<u32>());
        let mean = of.iter().map(|(_, terms)| length(terms)).sum::<f64>() / n;
        for forms in &asked[field] {
            let with: usize = forms
                .iter()
                .map(|form| of.iter().filter(|(_, terms)| terms.contains_key(form)).count())
                .sum();
            let with = (with as f64).min(n);
            let idf = (1.0 + (n - with + 0.5) / (with + 0.5)).ln();
            for (thread, terms) in &of {
                let tf: u32 = forms.iter().filter_map(|form| terms.get(form)).sum();
                if tf > 0 {
                    let tf = f64::from(tf);
                    let norm = K1 * (1.0 - B + B * length(terms) / mean);
                    *scores.entry(*thread).or_default() += weight * idf * tf * (K1 + 1.0) / (tf + norm);
                }
            }
        }
    }
    scores
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let words = prop::collection::vec("[a-e]{1,2}|vpn|lomake|lomakkeet|matkalaskut", 0..6);
    let row = (0u32..8, 0i64..12, words.clone(), words);
    prop::collection::vec(row, 0..60).prop_map(|rows| {
        let mut rows: Vec<Row> = rows
            .into_iter()
            .map(|(thread, at, lead, body)| (thread, at, lead.join(" "), body.join(" ")))
            .collect();
        rows.sort_by_key(|row| row.1);
        rows
    })
}

proptest! {
    #[test]
    fn scores_are_those_by_hand_as_of_any_time(
        rows in rows(), as_of in 0i64..14, question in "([a-e]{1,2} |lomake |vpn ){0,8}", finnish in any::<bool>(),
    ) {
        let language = finnish.then_some(Language::Finnish);
        let index = index(&rows, language);
        let cut = index.cut(Timestamp(as_of));
        let expected = by_hand(&rows, as_of, &question, language);
        // Asked for the language, or the forms would be those of none.
        let found = ask(&index, cut, &question, language);
        prop_assert_eq!(found.len(), expected.len());
        for hit in &found {
            prop_assert!((hit.score - expected[&hit.thread]).abs() < 1e-9, "{found:?} {expected:?}");
        }
        // The best few are the same, though most lists are not read to the end for them.
        let few = index.search(&Desks::default(), &Query::of(&index, cut, "", &question, language, 1), cut, 2, None);
        prop_assert_eq!(&few[..], &found[..found.len().min(2)]);
    }

    #[test]
    fn what_comes_later_changes_nothing(rows in rows(), as_of in 0i64..14, question in "([a-e]{1,2} |vpn ){0,8}") {
        let whole = index(&rows, None);
        let past: Vec<Row> = rows.iter().filter(|row| row.1 < as_of).cloned().collect();
        let then = index(&past, None);
        let cut = whole.cut(Timestamp(as_of));
        prop_assert_eq!(cut, past.len());
        prop_assert_eq!(ask(&whole, cut, &question, None), ask(&then, cut, &question, None));
    }

    #[test]
    fn a_used_desk_is_as_good_as_a_new_one(
        rows in rows(), asked in prop::collection::vec((0i64..14, "([a-e]{1,2} |vpn |lomake ){0,6}"), 1..6),
    ) {
        let index = index(&rows, Some(Language::Finnish));
        let desks = Desks::default();
        for (as_of, question) in &asked {
            let cut = index.cut(Timestamp(*as_of));
            let query = Query::of(&index, cut, "", question, Some(Language::Finnish), 1);
            let found = index.search(&desks, &query, cut, 3, None);
            prop_assert_eq!(found, index.search(&Desks::default(), &query, cut, 3, None));
        }
    }

    #[test]
    fn who_is_found_by_rare_words_is_scored_by_all(
        rows in rows(), as_of in 0i64..14, question in "([a-e]{1,2} |lomake |vpn ){0,8}", most_read in 0usize..40,
    ) {
        let index = index(&rows, None);
        let cut = index.cut(Timestamp(as_of));
        let expected = by_hand(&rows, as_of, &question, None);
        let query = Query::of(&index, cut, "", &question, None, 1);
        let found = index.search_within(&Desks::default(), &query, cut, 50, None, most_read);
        prop_assert_eq!(found.is_empty(), expected.is_empty());
        prop_assert!(found.is_sorted_by(|a, b| a.score >= b.score));
        for hit in &found {
            prop_assert!((hit.score - expected[&hit.thread]).abs() < 1e-9, "{found:?} {expected:?}");
        }
    }
}
