//! The backtest of routing: who is found, what the numbers count, and that nothing later is seen.

use cmgraph::backtest::{RoutingMethod, RoutingTest, RoutingTestOptions, evaluate_routing, routing_scores};
use cmgraph::community::{CommunityBuilder, MemberRecord, MessageFlags, MessageRecord, RoleOptions};
use cmgraph::routing::RouteOptions;
use cmgraph::{Community, Error, MessageId, Policy, ReadOptions, Timestamp, read};
use proptest::prelude::*;
use std::path::PathBuf;

/// A message: author, hour, number of the message replied to, text.
#[derive(Debug, Clone)]
struct Line {
    by: usize,
    hour: i64,
    reply: Option<usize>,
    text: String,
}

fn post(by: usize, hour: i64, text: &str) -> Line {
    Line { by, hour, reply: None, text: text.into() }
}

fn reply(by: usize, hour: i64, to: usize, text: &str) -> Line {
    Line { by, hour, reply: Some(to), text: text.into() }
}

/// A community of `people` people `p0`, `p1`, ...; replies are to the first message of a thread.
fn build(people: usize, lines: &[Line]) -> Community {
    let mut builder = CommunityBuilder::new();
    for i in 0..people {
        let id = format!("p{i}");
        builder.member(&MemberRecord { id: &id, name: &id, ..Default::default() });
    }
    for (i, line) in lines.iter().enumerate() {
        let (id, by) = (i.to_string(), format!("p{}", line.by));
        let root = line.reply.unwrap_or(i).to_string();
        let text = line.text.as_bytes();
        let features = cmgraph::text::features(text);
        let mut flags = MessageFlags::default();
        if features.question {
            flags.set(MessageFlags::QUESTION);
        }
        let at = Timestamp(1_700_000_000_000 + line.hour * 3_600_000);
        let record = MessageRecord::new(id.as_bytes(), by.as_bytes(), at);
        let parent = if line.reply.is_some() { root.as_bytes() } else { b"" };
        builder
            .message(&MessageRecord {
                thread: root.as_bytes(),
                parent,
                flags,
                words: features.words,
                text,
                ..record
            })
            .unwrap();
    }
    builder.build().unwrap()
}

const TOPICS: [&str; 4] =
    ["the vpn client token", "the travel expense form", "the printer toner", "the holiday calendar"];

/// Askers 4 to 9 ask about four topics by turns; people 0 to 3 answer those of their own, and person 0 is otherwise the busiest.
fn planted(questions: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for i in 0..questions {
        let (topic, hour) = (i % 4, 24 * i as i64);
        let question = lines.len();
        lines.push(post(4 + i % 6, hour, &format!("Who knows about {}, please?", TOPICS[topic])));
        lines.push(reply(
            topic,
            hour + 2,
            question,
            &format!("Have a look at {} in the handbook", TOPICS[topic]),
        ));
        lines.push(post(0, hour + 3, "Another day, another post of mine"));
    }
    lines
}

fn test(community: &Community, options: &RoutingTestOptions) -> RoutingTest {
    evaluate_routing(&community.whole(), options).unwrap()
}

fn few() -> RoutingTestOptions {
    RoutingTestOptions { draws: 200, ..Default::default() }
}

#[test]
fn specialists_are_found_by_what_they_answered() {
    let community = build(10, &planted(120));
    let found = test(&community, &few());
    assert_eq!((found.answered_before, found.asked, found.judged, found.answerers), (80, 40, 40, 40));
    assert_eq!((found.unseen, found.unreachable, found.reachable.unwrap().value), (0, 0, 1.0));
    // Everybody but the asker.
    assert_eq!((found.candidates, found.median_candidates), (10, 9));
    let of = |method| found.of(method).unwrap();
    let ours = of(RoutingMethod::Router);
    assert_eq!((ours.mrr.value, ours.success[0].value), (1.0, 1.0));
    assert_eq!(of(RoutingMethod::Bm25).mrr.value, 1.0);
    // Each of the four helped all askers: in-degree cannot tell them apart, and one of four tied is right.
    let quarter = (1.0 + 1.0 / 2.0 + 1.0 / 3.0 + 1.0 / 4.0) / 4.0;
    assert!((of(RoutingMethod::InDegree).mrr.value - quarter).abs() < 1e-9);
    // One of nine drawn by lot.
    let harmonic: f64 = (1..=9).map(|place| 1.0 / f64::from(place)).sum::<f64>() / 9.0;
    let random = of(RoutingMethod::Random);
    assert!((random.mrr.value - harmonic).abs() < 1e-9, "{}", random.mrr.value);
    assert!((random.success[2].value - 5.0 / 9.0).abs() < 1e-9);
    // The busiest is right for one topic of four, and writes last of all.
    assert_eq!(of(RoutingMethod::MostActive).success[0].value, 0.25);
    assert_eq!(of(RoutingMethod::MostRecent).success[0].value, 0.25);
    let difference = random.mrr_difference.unwrap();
    assert!((difference.value - (1.0 - harmonic)).abs() < 1e-9);
    assert_eq!(random.won, Some(1.0));
    // The answers are spread over four of ten alike: Gini 0.6.
    assert!((found.answered_gini.unwrap() - 0.6).abs() < 1e-9);
    // Too little to learn from, and said nowhere.
    assert!(found.of(RoutingMethod::Learned).is_none() && found.learned.is_none());
    let learning = RouteOptions { min_learned: 50, ..Default::default() };
    let found = test(&community, &RoutingTestOptions { route: learning.clone(), ..few() });
    // Of the first questions there was nobody to hold those who answered against.
    assert!((70..=80).contains(&found.learned.unwrap().questions));
    assert_eq!(found.of(RoutingMethod::Learned).unwrap().mrr.value, 1.0);
    let itself = RouteOptions { learn: true, ..learning };
    let itself = test(&community, &RoutingTestOptions { route: itself, ..few() });
    assert!(itself.of(RoutingMethod::Learned).is_none());
    assert_eq!(itself.weights, found.learned.unwrap().weights);
}

#[test]
fn some_questions_stand_for_all() {
    let community = build(10, &planted(120));
    let of = |max_questions, seed| test(&community, &RoutingTestOptions { max_questions, seed, ..few() });
    let (all, some) = (of(None, 3), of(Some(30), 3));
    assert_eq!((all.asked, all.answered, all.judged), (40, 40, 40));
    assert_eq!((some.asked, some.answered, some.judged, some.answerers), (40, 40, 30, 30));
    assert_eq!(some, of(Some(30), 3));
    assert_eq!(some.of(RoutingMethod::Router).unwrap().mrr.value, 1.0);
    assert_eq!(of(Some(1000), 3).scores, all.scores);
    let left_out = |found: &RoutingTest| found.provenance.excluded.iter().map(|(_, n)| *n).sum::<u64>();
    assert_eq!((left_out(&all), left_out(&some)), (0, 10));
    // Another seed draws others: the busiest is right for one topic of four.
    let busiest = |seed| of(Some(30), seed).of(RoutingMethod::MostActive).unwrap().success[0].value;
    assert!((0..8).any(|seed| busiest(seed) != busiest(8)));
}

#[test]
fn newcomers_and_officials_among_those_who_answer() {
    let mut lines = planted(120);
    // Questions that only somebody new answers, one that only an official does, and one that nobody does.
    for i in 0..12i64 {
        let question = lines.len();
        lines.push(post(4, 24 * 120 + i, "Where is the new canteen, please?"));
        match i {
            10 => lines.push(reply(20, 24 * 120 + i + 1, question, "It is in the old building")),
            11 => {}
            _ => lines.push(reply(10 + i as usize, 24 * 120 + i + 1, question, "It is in the old building")),
        }
    }
    let roles = RoleOptions { community_managers: vec!["p20".into()], ..Default::default() };
    let community = build(21, &lines).with_roles(&roles).unwrap();
    let split = Some(Timestamp(1_700_000_000_000 + 80 * 24 * 3_600_000));
    let found = test(&community, &RoutingTestOptions { split, ..few() });
    assert_eq!((found.asked, found.judged, found.answerers), (52, 50, 50));
    assert_eq!((found.unseen, found.unreachable), (10, 0));
    assert_eq!(found.reachable.unwrap().value, 0.8);
    assert_eq!(found.unseen_share.unwrap().value, 0.2);
    assert_eq!(found.of(RoutingMethod::Router).unwrap().success[0].value, 0.8);
    let excluded: Vec<_> = found.provenance.excluded.iter().map(|(_, n)| *n).collect();
    assert_eq!(excluded, [2]);
    // Whoever does not want to be asked is no candidate, and cannot be found.
    let route = RouteOptions { exclude: vec!["p1".into()], ..Default::default() };
    let found = test(&community, &RoutingTestOptions { split, route, ..few() });
    assert_eq!((found.unseen, found.unreachable), (10, 10));
    assert_eq!(found.reachable.unwrap().value, 0.6);
}

#[test]
fn not_enough_is_an_answer() {
    let unanswered: Vec<Line> =
        (0..50).map(|i| post(i % 5, i as i64, "Where is the form, please?")).collect();
    for (name, community, said) in [
        ("nobody", build(0, &[]), "no two days"),
        ("no questions", build(2, &[post(0, 0, "Hello"), post(1, 30, "Hi")]), "no two days"),
        ("nobody answers", build(5, &unanswered), "no two days"),
        ("too few", build(10, &planted(30)), "and at least 30 are asked for"),
    ] {
        let found = test(&community, &few());
        assert!(found.scores.is_empty(), "{name}");
        let warnings = found.provenance.warnings.join("; ");
        assert!(warnings.contains("not enough data") && warnings.contains(said), "{name}: {warnings}");
        let tables: Vec<_> = found.tables().iter().map(|table| Policy::named().apply(table)).collect();
        assert!(tables.iter().all(|table| !table.to_json().contains("NaN")), "{name}");
        assert!(cmgraph::report::findings(&tables).iter().any(|s| s.starts_with("Not enough")), "{name}");
    }
    let community = build(10, &planted(30));
    for (options, option) in [
        (RoutingTestOptions { draws: 0, ..few() }, "draws"),
        (RoutingTestOptions { max_questions: Some(0), ..few() }, "max_questions"),
        (RoutingTestOptions { min_questions: 0, ..few() }, "min_questions"),
        (RoutingTestOptions { interval_level: 1.0, ..few() }, "interval_level"),
        (RoutingTestOptions { split: Some(Timestamp(0)), ..few() }, "split"),
        (RoutingTestOptions { route: RouteOptions { threads: 0, ..Default::default() }, ..few() }, "threads"),
    ] {
        let error = evaluate_routing(&community.whole(), &options).unwrap_err();
        assert!(matches!(error, Error::Option { option: found, .. } if found == option), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever comes after a question, the scores of all candidates stay the same to the last bit.
    #[test]
    fn the_future_is_not_seen(
        rows in proptest::collection::vec((0usize..7, 0i64..6, any::<bool>(), 0usize..40, 0usize..4), 20..60),
        other in proptest::collection::vec((0usize..7, 0i64..6, any::<bool>(), 0usize..40, 0usize..4), 60),
        cut in 0.3f64..0.9,
    ) {
        let write = |rows: &[(usize, i64, bool, usize, usize)]| {
            let mut hour = 0;
            let mut lines: Vec<Line> = Vec::new();
            for &(by, step, asks, to, topic) in rows {
                hour += step;
                let roots: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].reply.is_none()).collect();
                let root = roots.get(to % roots.len().max(1)).copied().filter(|_| !asks);
                let text = match root {
                    None => format!("Who knows about {}, please?", TOPICS[topic]),
                    Some(_) => format!("I found {} in the handbook", TOPICS[topic]),
                };
                lines.push(Line { by, hour, reply: root, text });
            }
            lines
        };
        let place = (rows.len() as f64 * cut) as usize;
        let mut altered = rows.clone();
        altered[place..].clone_from_slice(&other[..rows.len() - place]);
        let (one, two) = (write(&rows), write(&altered));
        // The last question before what was altered.
        let hour = one[place - 1].hour;
        let asked = (0..place).rev().find(|&i| one[i].reply.is_none() && one[i].hour <= hour);
        if let Some(asked) = asked {
            let scores = |lines: &[Line]| {
                let community = build(7, lines);
                let messages = community.messages();
                let wanted = asked.to_string();
                let message = (0..messages.len() as u32).map(MessageId);
                let message = message.into_iter().find(|m| messages.ids.get(m.index()) == wanted).unwrap();
                let found = routing_scores(&community.whole(), message, &RouteOptions::default()).unwrap();
                let bits = |scores: Vec<(cmgraph::MemberId, f64)>| {
                    scores.into_iter().map(|(member, score)| (member, score.to_bits())).collect::<Vec<_>>()
                };
                found.into_iter().map(|(method, scores)| (method, bits(scores))).collect::<Vec<_>>()
            };
            prop_assert_eq!(scores(&one), scores(&two));
            // Nor is the end of the export.
            prop_assert_eq!(scores(&one), scores(&one[..place]));
        }
    }
}

#[test]
fn threads_and_seeds() {
    let mut lines = planted(100);
    lines.iter_mut().enumerate().for_each(|(i, line)| {
        if line.reply.is_some() && i % 5 == 0 {
            line.by = (line.by + 1) % 4;
        }
    });
    let community = build(10, &lines);
    let one = test(&community, &few());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    assert_eq!(one, pool.install(|| test(&community, &few())));
    let other = test(&community, &RoutingTestOptions { seed: 1, ..few() });
    let mrr = |found: &RoutingTest| found.of(RoutingMethod::Router).unwrap().mrr;
    assert_eq!(mrr(&one).value, mrr(&other).value);
    assert_ne!(mrr(&one).interval, mrr(&other).interval);
    assert!(mrr(&one).interval.is_some());
}

/// A real question-and-answer site in the layout of an export.
#[test]
fn routing_on_a_real_site() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/yammer-quantum/export.zip");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let community = read(&[path], &ReadOptions::default()).unwrap();
    let found = test(&community, &RoutingTestOptions::default());
    let tables: Vec<_> = found.tables().iter().map(|table| Policy::named().apply(table)).collect();
    cmgraph::report::findings(&tables).iter().for_each(|finding| println!("{finding}"));
    assert_eq!((found.asked_before + found.asked, found.judged), (587, 192));
    assert!(found.reachable.unwrap().value > 0.9);
    let ours = found.of(RoutingMethod::Router).unwrap();
    for method in RoutingMethod::ALL {
        let Some(score) = found.of(method) else { continue };
        let Some((mrr, success)) = score.mrr_difference.zip(score.success5_difference) else { continue };
        println!(
            "{:24} MRR {:.3} ({:+.3} {:?}) success@5 {:.3} ({:+.3} {:?})",
            method.name(),
            score.mrr.value,
            mrr.value,
            mrr.interval,
            score.success[2].value,
            success.value,
            success.interval
        );
        assert!((mrr.value - (ours.mrr.value - score.mrr.value)).abs() < 1e-12);
    }
    // By MRR better than each of the six that anybody would try first, beyond chance, and than BM25 alone.
    for method in [
        RoutingMethod::Random,
        RoutingMethod::MostActive,
        RoutingMethod::MostRecent,
        RoutingMethod::InDegree,
        RoutingMethod::PageRank,
        RoutingMethod::Hits,
        RoutingMethod::Bm25,
    ] {
        let difference = found.of(method).unwrap().mrr_difference.unwrap();
        assert!(difference.interval.unwrap().low > 0.0, "{}", method.name());
    }
}
