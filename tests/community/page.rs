//! The report as a page: what may be in it in each mode, and that it is one sound document in all its languages.

use crate::bundled::{file, folder, lines};
use cmgraph::report::{Locale, Report, ReportOptions};
use cmgraph::{Community, Policy, ReadOptions, read};
use std::collections::BTreeSet;
use std::sync::OnceLock;

fn community() -> &'static Community {
    static READ: OnceLock<Community> = OnceLock::new();
    READ.get_or_init(|| {
        let roles = cmgraph::community::RoleOptions {
            community_managers: vec!["anna.manager@example.com".into()],
            ..Default::default()
        };
        let options =
            ReadOptions { roster: Some(folder().join("roster.csv")), roles, ..ReadOptions::default() };
        read(&[folder().join("export.zip")], &options).unwrap()
    })
}

fn report(policy: &Policy) -> String {
    Report::new(community(), policy, &ReportOptions::default()).unwrap().to_html()
}

fn pseudonymous(key: &[u8]) -> Policy {
    Policy::pseudonymous(key).unwrap()
}

/// All ids, names and addresses of people in the files.
fn people() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in file("Users.csv") {
        found.extend(["id", "name", "email", "guid"].map(|column| line[column].clone()));
    }
    for line in lines(std::fs::File::open(folder().join("roster.csv")).unwrap()) {
        found.extend(["id", "displayname", "mail", "userprincipalname"].map(|column| line[column].clone()));
    }
    found.remove("");
    assert!(found.len() > 800, "{}", found.len());
    found
}

/// What of them a text holds.
fn told(text: &str, people: &BTreeSet<String>) -> Vec<String> {
    let text = text.to_lowercase();
    people.iter().filter(|secret| text.contains(&secret.to_lowercase())).cloned().collect()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).map(|rest| rest.split(end).next().unwrap_or_default()).collect()
}

/// Pseudonyms in a text: `p-` and 32 digits.
fn pseudonyms(text: &str) -> BTreeSet<String> {
    let of = |rest: &&str| {
        rest.get(..32).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit())).map(str::to_owned)
    };
    text.split("p-").skip(1).filter_map(|rest| of(&rest)).collect()
}

#[test]
fn nobody_is_in_the_page_who_should_not_be() {
    let people = people();
    let named = report(&Policy::named());
    assert!(told(&named, &people).len() > 30, "the search finds nobody");
    let aggregate = report(&Policy::aggregate());
    assert_eq!(told(&aggregate, &people), [""; 0]);
    let (one, two) = (
        report(&pseudonymous(b"a key for this test alone")),
        report(&pseudonymous(b"another key for this test")),
    );
    for page in [&one, &two] {
        assert_eq!(told(page, &people), [""; 0]);
        assert!(!page.contains("for this test"));
    }
    let (one, two) = (pseudonyms(&one), pseudonyms(&two));
    assert!(one.len() >= 5 && one.len() == two.len(), "{} and {}", one.len(), two.len());
    assert!(one.is_disjoint(&two));
    assert!(pseudonyms(&aggregate).is_empty());

    // The same page is one document. All languages are in all of these pages.
    for page in [named, aggregate] {
        let editions = between(&page, "<div class=\"edition\" id=\"", "\"");
        assert_eq!(editions, ["en", "fi", "nb", "sv"]);
        let ids = between(&page, " id=\"", "\"");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "ids stand twice");
        for attribute in [" href=\"#", " aria-labelledby=\"", " aria-describedby=\"", " for=\"", "=\"url(#"] {
            for anchors in between(&page, attribute, "\"") {
                let anchors = anchors.trim_end_matches(')').split(' ');
                assert!(anchors.clone().all(|anchor| known.contains(anchor)), "{attribute}{anchors:?}");
            }
        }
        // No link leads out of the page, nothing is loaded, and nothing has a style or a script of its own.
        for attribute in
            [" src=", " style=", " onclick=", " onload=", " action=", " formaction=", "@import", "url(h"]
        {
            assert!(!page.contains(attribute), "{attribute}");
        }
        assert_eq!(page.matches(" href=\"").count(), page.matches(" href=\"#").count());
        let addresses = page.matches("http://").count() + page.matches("https://").count();
        assert_eq!(addresses, page.matches("xmlns=\"http://www.w3.org/2000/svg\"").count());
        assert!(page.len() < 2_000_000, "{}", page.len());
    }
}

#[test]
fn languages_are_those_asked_for() {
    let options = |locale, languages: &[Locale]| ReportOptions {
        locale,
        languages: languages.to_vec(),
        ..ReportOptions::default()
    };
    use Locale::{English, Finnish, Norwegian, Swedish};
    // A window without messages: no analysis has much to do.
    let window = cmgraph::Window { to: community().observed().0.into(), ..Default::default() };
    for (locale, asked, expected) in [
        (English, vec![], vec!["en", "fi", "nb", "sv"]),
        (Swedish, vec![], vec!["sv", "en", "fi", "nb"]),
        (Finnish, vec![Finnish], vec!["fi"]),
        (Norwegian, vec![Finnish, Norwegian, Finnish], vec!["nb", "fi"]),
        (English, vec![Swedish], vec!["en", "sv"]),
    ] {
        let options = ReportOptions { window: window.clone(), ..options(locale, &asked) };
        let page = Report::new(community(), &Policy::aggregate(), &options).unwrap().to_html();
        assert_eq!(between(&page, "<div class=\"edition\" id=\"", "\""), expected);
        assert_eq!(between(&page, "<html lang=\"", "\""), expected[..1]);
        // All but the first wait to be chosen, and a page in one language has no switch.
        assert_eq!(page.matches(" hidden>").count(), expected.len() - 1);
        assert_eq!(page.contains("class=\"languages\""), expected.len() > 1);
    }
}

/// One list must not ask to spare somebody and to ask the same person for more.
#[test]
fn who_is_to_be_spared_is_not_asked_for_more() {
    let report = Report::new(community(), &Policy::named(), &ReportOptions::default()).unwrap();
    let members = |name: &str| -> BTreeSet<String> {
        let table = report.releases().iter().find(|release| release.name() == name).unwrap();
        let column = table.column("member").unwrap();
        (0..table.rows()).filter_map(|row| column.values.text(row)).collect()
    };
    let (loaded, invited) = (members("cover_at_capacity"), members("route_all"));
    assert!(!loaded.is_empty() && !invited.is_empty());
    assert!(loaded.is_disjoint(&invited), "{loaded:?} {invited:?}");
}

#[test]
fn words_of_questions_only_where_asked_for_and_by_name() {
    let with_text = ReportOptions { show_text: true, ..ReportOptions::default() };
    let page =
        |options: &ReportOptions| Report::new(community(), &Policy::named(), options).unwrap().to_html();
    let quotes = |page: &str| page.matches("<q>").count();
    let (without, with) = (page(&ReportOptions::default()), page(&with_text));
    assert_eq!(quotes(&without), 0);
    assert!(quotes(&with) >= 4, "one and more a language, {}", quotes(&with));
    // What stands there is from the export, one line, and leads nowhere.
    let told: BTreeSet<&str> =
        between(&with, "<q>", "</q>").into_iter().map(|q| between(q, ">", "</bdi>")[0]).collect();
    let bodies: Vec<String> = file("Messages.csv").iter().map(|line| line["body"].clone()).collect();
    for quote in told {
        let begins = quote.trim_start_matches("… ").split(['&', ' ', '…']).next().unwrap_or_default();
        assert!(!begins.is_empty() && bodies.iter().any(|body| body.contains(begins)), "{quote}");
        assert!(quote.chars().count() <= 200 && !quote.contains("http") && !quote.contains('\n'), "{quote}");
    }
    for policy in [Policy::aggregate(), pseudonymous(b"a key for this test alone")] {
        let error = Report::new(community(), &policy, &with_text).unwrap_err().to_string();
        assert!(error.contains("show_text") && error.contains("expected named mode"), "{error}");
    }
}
