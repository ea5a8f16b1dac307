//! Champions and hubs of the bundled export, against what was planted in it.

use cmgraph::champions::{ChampionOptions, champions};
use cmgraph::community::RoleOptions;
use cmgraph::questions::{HubOptions, question_hubs};
use cmgraph::simulate::{Planted, Truth};
use cmgraph::{Community, MemberId, Policy, ReadOptions, read};
use std::path::{Path, PathBuf};

fn bundled() -> (Community, Truth) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let truth = Truth::read(&folder.join("truth.json")).unwrap();
    let roles = RoleOptions {
        community_managers: vec![truth.community_manager.clone()],
        communications: vec![truth.communications.clone()],
        ..Default::default()
    };
    let roster: Option<PathBuf> = Some(folder.join("roster.csv"));
    let options = ReadOptions { roster, roles, ..Default::default() };
    (read(&[folder.join("export.zip")], &options).unwrap(), truth)
}

fn ids(planted: &[Planted]) -> Vec<String> {
    planted.iter().map(|person| person.user.to_string()).collect()
}

/// How many of the first `k` of the list are planted.
fn planted_in_front<'a>(list: impl Iterator<Item = &'a str>, planted: &[String]) -> usize {
    list.take(planted.len()).filter(|id| planted.iter().any(|planted| planted == id)).count()
}

#[test]
fn planted_champions_lead_the_list() {
    let (community, truth) = bundled();
    let found = champions(&community.whole(), &ChampionOptions::default()).unwrap();
    let (planted, decoys) = (ids(&truth.champions), ids(&truth.decoys));
    assert_eq!(planted_in_front(found.champions().map(|row| row.id.as_str()), &planted), planted.len());
    assert!(found.champions().all(|row| !decoys.contains(&row.id)), "loud people are no champions");
    // Nearly all help to questions that show is found; some of it was deleted or says nothing.
    for champion in &truth.champions {
        let row = found.helpers.iter().find(|row| row.id == champion.user.to_string()).unwrap();
        let (marked, all) = (champion.helped_distinct_marked as f64, champion.helped_distinct);
        assert!(f64::from(row.helped) >= 0.95 * marked && u64::from(row.helped) <= all, "{row:?}");
        assert!(row.p_top > 0.99);
    }
    let by_mail = |mail: &String| community.members().find(mail)[0];
    let official = [&truth.community_manager, &truth.communications].map(by_mail);
    assert!(found.helpers.iter().all(|row| !official.contains(&row.member)));
}

#[test]
fn planted_hubs_lead_the_list() {
    let (community, truth) = bundled();
    let found = question_hubs(&community.whole(), &HubOptions::default()).unwrap();
    let (planted, decoys) = (ids(&truth.hubs), ids(&truth.hub_decoys));
    assert_eq!(planted_in_front(found.hubs().map(|row| row.id.as_str()), &planted), planted.len());
    assert!(found.hubs().all(|row| !decoys.contains(&row.id)), "asked by one person is no hub");
    for hub in &truth.hubs {
        let row = found.people.iter().find(|row| row.id == hub.user.to_string()).unwrap();
        assert_eq!(row.on_platform, hub.joined.is_some());
        assert!(f64::from(row.askers_by_kind[0]) >= 0.95 * hub.asked_distinct_marked as f64, "{row:?}");
    }
}

#[test]
fn nothing_about_people_leaves_in_aggregate_mode() {
    let (community, _) = bundled();
    let view = community.whole();
    let champions = champions(&view, &ChampionOptions::default()).unwrap().tables();
    let hubs = question_hubs(&view, &HubOptions::default()).unwrap().tables();
    let mut out = String::new();
    for table in champions.iter().chain(&hubs) {
        let release = Policy::aggregate().apply(table);
        out += &format!("{}\n{release:?}\n", release.to_csv());
        assert_eq!(release.rows() > 0, table.name().ends_with("_by_unit"));
    }
    let members = community.members();
    for member in members.iter().map(MemberId::index) {
        let id = members.ids.get(member);
        for text in [id.as_str(), members.names.get(member), members.emails.get(member)] {
            assert!(text.is_empty() || !out.contains(text), "{text}");
        }
    }
}
