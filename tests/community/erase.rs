//! Who asked to be forgotten, who asked not to be listed, groups that are left out, and old messages.

use cmgraph::community::{Parent, suggests_sensitive};
use cmgraph::export::read_messages;
use cmgraph::report::audit;
use cmgraph::{Community, Error, MessageId, Policy, ReadOptions, Timestamp};
use proptest::prelude::*;
use std::path::Path;

fn bundled(options: ReadOptions) -> Community {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let options = ReadOptions { roster: Some(folder.join("roster.csv")), ..options };
    cmgraph::read(&[folder.join("export.zip")], &options).unwrap()
}

fn options(change: impl FnOnce(&mut ReadOptions)) -> ReadOptions {
    let mut options = ReadOptions::default();
    change(&mut options);
    options
}

/// What a community says, by native ids.
fn said(community: &Community) -> Vec<String> {
    let (messages, members, threads) = (community.messages(), community.members(), community.threads());
    let name = |member: cmgraph::MemberId| members.ids.get(member.index());
    let id = |message: MessageId| messages.ids.get(message.index());
    let mut lines: Vec<String> = (0..messages.len() as u32)
        .map(MessageId)
        .map(|m| {
            let parent = match messages.parent(m) {
                Parent::None => "-".into(),
                Parent::NotInExport => "?".into(),
                Parent::Message(parent) => id(parent),
            };
            let thread = messages.thread(m);
            let of_thread: Vec<String> = threads.messages(thread).iter().map(|&m| id(m)).collect();
            let mentions: Vec<String> = messages.mentions(m).iter().map(|&m| name(m)).collect();
            format!(
                "{} by {} to {parent} at {} in {:?} of {:?} root {:?} mentions {mentions:?} {} words",
                id(m),
                name(messages.author(m)),
                messages.time(m),
                of_thread,
                threads.groups[thread.index()].map(|group| community.groups().ids.get(group.index())),
                threads.root(thread).map(id),
                messages.words[m.index()],
            )
        })
        .collect();
    lines.push(format!("members {:?}", members.iter().map(name).collect::<Vec<_>>()));
    lines
}

/// Message, thread, sender, whom it replies to, whom it mentions.
type Row = (u32, u32, u32, Option<u32>, Option<u32>);

fn export(rows: &[Row]) -> Vec<u8> {
    let mut csv = String::from("id,thread_id,sender_id,replied_to_id,created_at,group_id,group_name,body\n");
    for &(id, thread, sender, parent, mention) in rows {
        let parent = parent.map(|parent| parent.to_string()).unwrap_or_default();
        let mention = mention.map(|user| format!("ask [[user:{user}]] ")).unwrap_or_default();
        let group = thread % 2 + 70;
        let minute = id - 100;
        csv.push_str(&format!("{id},{thread},{sender},{parent},2024-05-01T10:{minute:02}:00Z,{group},Group {group},{mention}words of {id}\n"));
    }
    csv.into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// Erasing somebody gives what an export without him or her would have given.
    #[test]
    fn as_if_never_exported(
        picks in prop::collection::vec((1_u32..5, 0_usize..100, any::<bool>(), prop::option::of(1_u32..5)), 1..25),
    ) {
        let mut rows: Vec<Row> = Vec::new();
        for (i, &(sender, pick, starts, mention)) in picks.iter().enumerate() {
            let id = 100 + i as u32;
            match rows.get(pick % rows.len().max(1)) {
                Some(&(parent, thread, ..)) if !starts => rows.push((id, thread, sender, Some(parent), mention)),
                _ => rows.push((id, id, sender, None, mention)),
            }
        }
        let read = |rows: &[_]| read_messages("m.csv", export(rows), &ReadOptions::default()).unwrap();
        let all = read(&rows);
        prop_assume!(!all.members().find("3").is_empty());
        let erased = all.erase(&["3".into()]).unwrap();
        let rest: Vec<_> = rows
            .iter()
            .filter(|row| row.2 != 3)
            .map(|&(id, thread, sender, parent, mention)| (id, thread, sender, parent, mention.filter(|&m| m != 3)))
            .collect();
        let expected = read(&rest);
        // Two words less where the mention was taken out of the file itself.
        let plain = |lines: Vec<String>| lines.into_iter().map(|line| match line.rsplit_once(' ').and_then(|(l, _)| l.rsplit_once(' ')) {
            Some((line, _)) if line.contains(" by ") => line.to_owned(),
            _ => line,
        }).collect::<Vec<_>>();
        prop_assert_eq!(plain(said(&erased)), plain(said(&expected)));
        for (i, row) in rest.iter().enumerate() {
            let message = MessageId(i as u32);
            let of = rows.iter().find(|other| other.0 == row.0).unwrap();
            let text = erased.messages().text(message).into_owned();
            // Texts of others that mention them are forgotten.
            prop_assert_eq!(text.is_empty(), of.4 == Some(3), "{}", text);
        }
        prop_assert_eq!((erased.audit().erased_people, erased.audit().erased_messages), (1, (rows.len() - rest.len()) as u64));
        prop_assert!(erased.members().find("3").is_empty());
    }

    /// A retention window is the same as an export that begins later, but for accounts with a record.
    #[test]
    fn kept_from_a_time_on(picks in prop::collection::vec((1_u32..5, 0_usize..100, any::<bool>()), 1..25), since in 0_u32..25) {
        let mut rows: Vec<Row> = Vec::new();
        for (i, &(sender, pick, starts)) in picks.iter().enumerate() {
            let id = 100 + i as u32;
            match rows.get(pick % rows.len().max(1)) {
                Some(&(parent, thread, ..)) if !starts => rows.push((id, thread, sender, Some(parent), None)),
                _ => rows.push((id, id, sender, None, None)),
            }
        }
        let keep_since = Timestamp::parse(format!("2024-05-01T10:{since:02}:00Z").as_bytes());
        let kept = read_messages("m.csv", export(&rows), &options(|o| o.keep_since = keep_since)).unwrap();
        let rest: Vec<_> = rows.iter().copied().filter(|row| row.0 >= 100 + since).collect();
        let expected = read_messages("m.csv", export(&rest), &ReadOptions::default()).unwrap();
        prop_assert_eq!(said(&kept), said(&expected));
        prop_assert_eq!(kept.audit().older_messages as usize, rows.len() - rest.len());
        prop_assert_eq!(Some(kept.observed().0).max(keep_since), Some(kept.observed().0));
    }
}

#[test]
fn nothing_of_somebody_erased_is_left() {
    let who = "lars.bergstrom@example.com";
    let before = bundled(ReadOptions::default());
    let i = before.members().find(who)[0].index();
    let (id, name) = (before.members().ids.get(i), before.members().names.get(i).to_owned());
    assert!(!name.is_empty() && before.roster().unwrap().names.iter().any(|known| known == name));
    for after in
        [before.clone().erase(&[who.into()]).unwrap(), bundled(options(|o| o.erase = vec![who.into()]))]
    {
        assert_eq!(after.roster().unwrap().len() + 1, before.roster().unwrap().len());
        assert!(after.roster().unwrap().names.iter().all(|known| known != name));
        let everything = format!("{after:?}").to_lowercase();
        for secret in [who, &id, &name.to_lowercase()] {
            assert!(!everything.contains(secret), "{secret}");
        }
        let summary = audit::tables(&after).remove(0);
        let said = Policy::aggregate().apply(&summary).to_csv();
        assert!(said.contains("left out,people erased,1"), "{said}");
        let matched = (after.roster_match(), before.roster_match());
        let sum = |m: &cmgraph::community::RosterMatch| m.by_directory_id + m.by_email;
        assert_eq!(sum(matched.0) + 1, sum(matched.1));
        assert_eq!(matched.0.without_account, matched.1.without_account);
    }
    // The numbers of everybody else are as they were.
    assert_eq!(before.clone().erase(&[]).unwrap().messages().len(), before.messages().len());
    let error = before.clone().erase(&["nobody@example.com".into()]).unwrap_err();
    assert!(
        matches!(error, Error::Unknown { .. }) && error.to_string().contains("person to be erased"),
        "{error}"
    );
    // A list that is kept over the years may name somebody whom this export does not know.
    let lenient = bundled(options(|o| o.erase = vec!["nobody@example.com".into(), who.into()]));
    assert_eq!(lenient.audit().erased_people, 1);
    assert!(
        lenient
            .audit()
            .warnings
            .iter()
            .any(|text| text.contains("people to be erased") && text.contains(": 1;"))
    );
}

#[test]
fn who_opted_out_is_in_no_list() {
    use cmgraph::champions::{ChampionOptions, champions};
    use cmgraph::graph::EdgeRule;
    use cmgraph::privacy::GraphRelease;
    use cmgraph::report::{OverviewOptions, overview};
    let open = bundled(ReadOptions::default());
    let found = champions(&open.whole(), &ChampionOptions::default()).unwrap();
    let first = found.champions().next().unwrap().member.index();
    let (id, name, email) =
        (open.members().ids.get(first), open.members().names.get(first), open.members().emails.get(first));
    let shy = bundled(options(|o| o.opt_out = vec![email.to_uppercase(), "nobody@example.com".into()]));
    assert_eq!((shy.audit().opted_out, shy.messages().len()), (1, open.messages().len()));
    let policy = Policy::named().for_community(&shy);
    let outputs = |community: &Community, policy: &Policy| -> String {
        let view = community.whole();
        let graph = GraphRelease::new(&view, &EdgeRule::default(), policy).unwrap();
        let mut files = Vec::new();
        graph.write_graphml(&mut files).unwrap();
        graph.write_gexf(&mut files).unwrap();
        graph.write_edge_list(&mut files).unwrap();
        cmgraph::privacy::write_interactions(&view, policy, &mut files).unwrap();
        let mut text = String::from_utf8(files).unwrap();
        for release in
            [graph.nodes(), graph.arcs(), graph.pagerank(&Default::default(), false), graph.drawing(60)]
        {
            text += &release.unwrap().to_json();
        }
        let patterns = cmgraph::conversation::conversation(&view, &Default::default()).unwrap().tables();
        let bridges = cmgraph::bridging::bridging(
            &view,
            &cmgraph::bridging::BridgingOptions {
                draws: 50,
                permutations: 99,
                unit_level: Some(2),
                ..Default::default()
            },
        )
        .unwrap()
        .tables();
        patterns.iter().chain(&bridges).for_each(|table| text += &policy.apply(table).to_json());
        text += &overview(community, policy, &OverviewOptions::default()).unwrap();
        text
    };
    let (before, after) = (outputs(&open, &Policy::named()), outputs(&shy, &policy));
    for secret in [id.as_str(), name, email] {
        // The search finds them where nobody opted out.
        assert!(before.contains(secret) || secret == email, "{secret}");
        assert!(
            !after.contains(secret),
            "{secret}: {}",
            &after[after.find(secret).unwrap().saturating_sub(300)..][..600]
        );
    }
    assert!(after.contains("opted-out-"), "a node of the graph without a name");
}

#[test]
fn groups_of_a_sensitive_subject() {
    let csv = b"id,thread_id,sender_id,created_at,group_id,group_name,body\n\
        1,1,7,2024-05-01T10:00:00Z,70,Fackklubben,hello\n\
        2,2,8,2024-05-01T11:00:00Z,71,Help desk,hello\n\
        3,2,7,2024-05-01T12:00:00Z,71,Help desk,hello\n\
        4,4,9,2024-05-01T13:00:00Z,72,Running club,hello\n";
    let read = |groups: &[&str]| {
        let groups = groups.iter().map(|group| group.to_string()).collect();
        read_messages("m.csv", csv.to_vec(), &options(|o| o.sensitive_groups = groups)).unwrap()
    };
    for (groups, messages, members, warned) in [
        // Nothing is left out unasked, and it is told that there is something.
        (&[][..], 4, 3, "suggest health"),
        (&["words"], 3, 3, ""),
        (&["words", "running CLUB"], 2, 2, ""),
        (&["72"], 3, 2, "suggest health"),
        (&["running*", "choir"], 3, 2, "fit no group of the export: 1"),
    ] {
        let community = read(groups);
        assert_eq!(
            (community.messages().len(), community.members().len()),
            (messages, members),
            "{groups:?}"
        );
        let audit = community.audit();
        assert_eq!(audit.sensitive_messages as usize, 4 - messages);
        assert_eq!(audit.sensitive_groups as usize, 3 - community.groups().len());
        let told =
            audit.warnings.iter().any(|text| text.contains("suggest") || text.contains("fit no group"));
        assert!(
            audit.warnings.iter().any(|text| text.contains(warned)) && (told != warned.is_empty()),
            "{groups:?}"
        );
        // What is left out has no name any more.
        assert_eq!(format!("{community:?}").contains("Fackklubben"), !groups.contains(&"words"));
    }
    assert!(suggests_sensitive("Fackklubben"));
}

#[test]
fn days_are_counted_from_the_end() {
    let whole = bundled(ReadOptions::default());
    let kept = bundled(options(|o| o.keep_days = Some(90)));
    let cut = Timestamp(whole.observed().1.0 - 90 * 24 * 60 * 60 * 1000);
    assert_eq!(kept.observed(), (cut, whole.observed().1));
    let expected = whole.messages().at.iter().filter(|&&at| at >= cut).count();
    assert_eq!(kept.messages().len(), expected);
    assert_eq!(kept.audit().older_messages as usize, whole.messages().len() - expected);
    assert_eq!(kept.roster().unwrap().len(), whole.roster().unwrap().len());
}

#[test]
fn a_purpose_is_told_with_the_page() {
    use cmgraph::report::{Locale, Report, ReportOptions};
    let mut sketch = crate::common::Sketch::new().observed("2024-01-01", "2024-06-01");
    for i in 1..9 {
        let id = format!("p{i}");
        sketch = sketch.person(&id, "2024-01-01").post(&format!("m{i}"), &id, "2024-03-05");
    }
    let community = sketch.build();
    let page = |policy: Policy, code: &str| {
        let options = ReportOptions { locale: Locale::parse(code).unwrap(), ..ReportOptions::default() };
        Report::new(&community, &policy, &options).unwrap().to_html()
    };
    let stated = Policy::named().with_purpose("to thank those who help", "");
    assert!(page(stated, "en").contains("to thank those who help"));
    assert!(page(Policy::named(), "fi").contains("Käyttötarkoitusta ei ole ilmoitettu."));
    assert!(!page(Policy::aggregate(), "en").contains("No purpose was stated"));
}
