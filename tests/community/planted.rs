//! Champions and hubs of the bundled export and of simulated organisations, against what was planted in them.

use cmgraph::champions::{ChampionOptions, champions};
use cmgraph::community::RoleOptions;
use cmgraph::questions::{HubOptions, question_hubs};
use cmgraph::simulate::{Planted, SimulateOptions, Size, Truth, write};
use cmgraph::{Community, MemberId, Policy, ReadOptions, read};
use std::path::{Path, PathBuf};

fn bundled() -> (Community, Truth) {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data"))
}

fn load(folder: &Path) -> (Community, Truth) {
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

/// People who are not on the platform among them.
fn everybody() -> HubOptions {
    HubOptions { off_platform: true, purpose: Some("a test".into()), ..Default::default() }
}

#[test]
fn planted_hubs_lead_the_list() {
    let (community, truth) = bundled();
    let found = question_hubs(&community.whole(), &everybody()).unwrap();
    let (planted, decoys) = (ids(&truth.hubs), ids(&truth.hub_decoys));
    assert_eq!(planted_in_front(found.hubs().map(|row| row.id.as_str()), &planted), planted.len());
    assert!(found.hubs().all(|row| !decoys.contains(&row.id)), "asked by one person is no hub");
    for hub in &truth.hubs {
        let row = found.people.iter().find(|row| row.id == hub.user.to_string()).unwrap();
        assert_eq!(row.on_platform, hub.joined.is_some());
        assert!(f64::from(row.askers_by_kind[0]) >= 0.95 * hub.asked_distinct_marked as f64, "{row:?}");
    }
    // Without a purpose nobody who never joined is named.
    let found = question_hubs(&community.whole(), &HubOptions::default()).unwrap();
    let off: Vec<&Planted> = truth.hubs.iter().filter(|hub| hub.joined.is_none()).collect();
    assert_eq!(off.len(), 2);
    assert!(off.iter().all(|hub| found.people.iter().all(|row| row.id != hub.user.to_string())));
}

/// Two hubs have no account at all: texts can only name them, and only the roster knows who they are.
#[test]
fn planted_hubs_without_an_account_are_found_by_name() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("planted-by-name");
    let options = SimulateOptions { hubs_without_account: true, ..SimulateOptions::preset(Size::S) };
    write(&options, &folder).unwrap();
    let (community, truth) = load(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    let found = question_hubs(&community.whole(), &everybody()).unwrap();
    let off: Vec<&Planted> = truth.hubs.iter().filter(|hub| hub.joined.is_none()).collect();
    let places: Vec<Option<usize>> =
        off.iter().map(|hub| found.hubs().position(|row| row.id.eq_ignore_ascii_case(&hub.email))).collect();
    println!("hubs without an account at {places:?}");
    for (hub, place) in off.iter().zip(places) {
        assert!(place.is_some_and(|place| place < truth.hubs.len()), "{hub:?} at {place:?}");
        let row = found.people.iter().find(|row| row.id.eq_ignore_ascii_case(&hub.email)).unwrap();
        assert!(!row.on_platform && row.name.contains(' '));
        assert!(f64::from(row.askers) >= 0.8 * hub.asked_distinct_marked as f64, "{row:?}");
    }
    let decoys = ids(&truth.hub_decoys);
    assert!(found.hubs().all(|row| !decoys.contains(&row.id)), "asked by one person is no hub");
    let community_without = question_hubs(&community.whole(), &HubOptions::default()).unwrap();
    assert!(community_without.people.iter().all(|row| row.on_platform));
}

/// Of the first k of each list, where k were planted, the share that was planted: precision and recall in one.
/// No decoy stands anywhere in the lists.
fn found_in(size: Size, seed: u64) -> (f64, f64) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("planted-{size:?}-{seed}"));
    write(&SimulateOptions { seed, ..SimulateOptions::preset(size) }, &folder).unwrap();
    let (community, truth) = load(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    let view = community.whole();
    let helpers = champions(&view, &ChampionOptions::default()).unwrap();
    let hubs = question_hubs(&view, &everybody()).unwrap();
    let helpers: Vec<&str> = helpers.champions().map(|row| row.id.as_str()).collect();
    let hubs: Vec<&str> = hubs.hubs().map(|row| row.id.as_str()).collect();
    let share = |list: &[&str], planted: &[String]| {
        planted_in_front(list.iter().copied(), planted) as f64 / planted.len() as f64
    };
    let shares = (share(&helpers, &ids(&truth.champions)), share(&hubs, &ids(&truth.hubs)));
    // Places of the decoys in the whole list, from 0.
    let places = |list: &[&str], decoys: &[Planted]| -> Vec<usize> {
        let decoys = ids(decoys);
        (0..list.len()).filter(|&place| decoys.iter().any(|decoy| decoy == list[place])).collect()
    };
    let (loud, asked) = (places(&helpers, &truth.decoys), places(&hubs, &truth.hub_decoys));
    println!(
        "{size:?} seed {seed}: champions {:.2} of {}, listed {}, decoys at {loud:?}; hubs {:.2} of {}, listed {}, decoys at {asked:?}",
        shares.0,
        truth.champions.len(),
        helpers.len(),
        shares.1,
        truth.hubs.len(),
        hubs.len()
    );
    // Somebody asked often by one may be asked by others too, by chance: far down the list, never in front.
    let front = |planted: &[Planted]| 3 * planted.len().max(20);
    let in_front = loud.iter().any(|&at| at < front(&truth.champions))
        || asked.iter().any(|&at| at < front(&truth.hubs));
    assert!(!in_front, "{size:?} {seed}: decoys at {loud:?} and {asked:?}");
    shares
}

#[test]
fn planted_people_of_small_organisations() {
    let (mut champions, mut hubs, seeds) = (0.0, 0.0, [1, 2, 3, 4]);
    for seed in seeds {
        let (c, h) = found_in(Size::S, seed);
        (champions, hubs) = (champions + c, hubs + h);
    }
    let n = seeds.len() as f64;
    assert!(champions / n >= 0.9 && hubs / n >= 0.9, "champions {}, hubs {}", champions / n, hubs / n);
}

#[test]
fn planted_people_of_a_large_organisation() {
    let (champions, hubs) = found_in(Size::M, 7);
    assert!(champions >= 0.9 && hubs >= 0.9, "champions {champions}, hubs {hubs}");
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
        let groups = ["champions_summary", "question_hubs_summary", "question_hubs_unseen"];
        let of_groups = table.name().ends_with("_by_unit") || groups.contains(&table.name());
        assert_eq!(release.rows() > 0, of_groups, "{}", table.name());
    }
    let members = community.members();
    for member in members.iter().map(MemberId::index) {
        let id = members.ids.get(member);
        for text in [id.as_str(), members.names.get(member), members.emails.get(member)] {
            assert!(text.is_empty() || !out.contains(text), "{text}");
        }
    }
}
