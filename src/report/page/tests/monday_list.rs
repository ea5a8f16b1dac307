//! The list for Monday as it is drawn: nothing to do, who is named, and what somebody asked.

use super::super::open::open_table;
use super::super::{asked, helpers, talk};
use super::open_questions::waiting;
use super::*;

/// The list without items, where numbers are kept back or not.
fn nothing(hides: bool) -> impl Fn(&Words) -> Vec<String> {
    move |words| {
        let drawn = monday::draw(&[], hides, words).into_string();
        drawn.split_once("<p").and_then(|(_, from)| inside(&format!("<p{from}"), "<p")).into_iter().collect()
    }
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "nothing to do",
            [
                "Nothing stands out this week. That is good news, not a gap in the report.",
                "Tällä viikolla mikään ei nouse esiin. Se on hyvä uutinen, ei aukko raportissa.",
                "Ingenting skiller seg ut denne uken. Det er en god nyhet, ikke et hull i rapporten.",
                "Inget sticker ut den här veckan. Det är en god nyhet, inte en lucka i rapporten.",
            ],
            nothing(false),
        ),
        case(
            "nothing that may be told",
            [
                "Nothing that may be told in this mode stands out this week. What is hidden may.",
                "Mikään, mitä tässä tilassa saa kertoa, ei nouse tällä viikolla esiin. Piilotettu voi nousta.",
                "Ingenting av det som kan sies i denne modusen, skiller seg ut denne uken. Det som er skjult, kan gjøre det.",
                "Inget av det som får sägas i det här läget sticker ut den här veckan. Det som är dolt kan göra det.",
            ],
            nothing(true),
        ),
    ]
}

#[test]
fn nothing_to_do_is_an_answer() {
    check(cases());
    for locale in Locale::ALL {
        let words = Words::of(locale);
        assert!(monday::items(&[], &words, &Zone::default()).is_empty());
        assert!(!monday::draw(&[], false, &words).into_string().contains("<ol"));
        for section in
            [asked::section(&[], &words, &Zone::default()), talk::section(&[], &words, &Zone::default())]
        {
            assert_eq!(section.findings.len(), 1);
            assert!(section.figures.is_empty() && section.tables.is_empty());
        }
    }
}

#[test]
fn nobody_is_named_without_names() {
    let champions = table("champions")
        .text("member", Role::Member, "", "", texts(["4711"]))
        .text("name", Role::MemberName, "", "", texts(["<script>alert(1)</script>"]))
        .int("helped", Role::Count, "", "", [Some(9)])
        .float("helped_per_month", Role::Measure, "", "", [Some(2.0)]);
    let words = Words::of(Locale::English);
    let page = |policy: &Policy| {
        let tables = [policy.apply(&champions)];
        let items =
            monday::draw(&monday::items(&tables, &words, &Zone::default()), true, &words).into_string();
        items
            + &helpers::section(&tables, &words, &Zone::default())
                .draw(&words, &Zone::default())
                .into_string()
    };
    let named = page(&Policy::named());
    assert!(named.contains("&lt;script&gt;") && !named.contains("<script"), "{named}");
    let aggregate = page(&Policy::aggregate());
    assert!(!aggregate.contains("4711") && !aggregate.contains("script"), "{aggregate}");
}

/// An open question, and two people who could answer it.
fn one() -> [Table; 2] {
    let people = table("route_all")
        .int("number", Role::Category, "", "", [1, 1].map(Some))
        .text("member", Role::Member, "", "", texts(["71", "72"]))
        .text("name", Role::MemberName, "", "", texts(["Aino Berg", "Kari Dahl"]))
        .int("answered_alike", Role::Count, "", "", [6, 3].map(Some));
    [waiting(&[true]), people]
}

fn released(policy: &Policy, tables: &[Table]) -> Vec<Release> {
    tables.iter().map(|table| policy.apply(table)).collect()
}

#[test]
fn the_words_of_a_question_stand_beside_it_where_they_were_asked_for() {
    let hostile = "<script>alert(1)</script> \"&\" Where is it?";
    let [question, people] = one();
    let with_text = [question.text("text", Role::MemberName, "", "", texts([hostile])), people];
    let words = Words::of(Locale::English);
    let drawn = |tables: &[Release]| {
        let items = monday::items(tables, &words, &Zone::default());
        let list = open_table(tables, &words, &Zone::default());
        let list = list.map(|(title, rows)| rows.draw(&title, &words).into_string()).unwrap_or_default();
        [monday::draw(&items, false, &words).into_string(), list]
    };
    let escaped = "<bdi>&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;&quot; Where is it?</bdi>";
    for told in drawn(&released(&Policy::named(), &with_text)) {
        assert!(told.contains(escaped) && !told.contains("<script"), "{told}");
    }
    let headers = |tables: &[Release]| drawn(tables)[1].matches("<th scope=\"col\"").count();
    let named = released(&Policy::named(), &one());
    assert_eq!(headers(&released(&Policy::named(), &with_text)), headers(&named) + 1);
    // A policy that shows no names shows no words either.
    let pseudonymous = Policy::pseudonymous(b"a key of the caller's own").unwrap();
    for tables in [named, released(&pseudonymous, &with_text), released(&Policy::aggregate(), &with_text)] {
        assert!(drawn(&tables).iter().all(|told| !told.contains("alert") && !told.contains("<q>")));
    }
}
