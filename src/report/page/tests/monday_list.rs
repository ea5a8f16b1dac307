//! The list for Monday: each kind of item, from which number on it stands there, and who is named in it.

use super::super::monday;
use super::super::open::{finding as open_finding, open_table};
use super::{Locale, Policy, Release, Role, Words, Zone, table};
use crate::Timestamp;
use crate::table::Table;

fn told(tables: &[Release], locale: Locale) -> Vec<(String, String)> {
    let plain = |text: &str| text.replace('\u{a0}', " ");
    let items = monday::items(tables, &Words::of(locale), &Zone::default());
    items.iter().map(|item| (plain(&item.text), plain(&item.because))).collect()
}

fn all(policy: &Policy, tables: &[Table]) -> Vec<Release> {
    tables.iter().map(|table| policy.apply(table)).collect()
}

/// One open question, so old, with two people who answered so many alike.
fn open(age_hours: f64, chance: Option<f64>, alike: [i64; 2]) -> [Table; 3] {
    let question = table("unanswered")
        .int("number", Role::Category, "", "", [Some(1)])
        .text("question", Role::Text, "", "", [Some("9001".into())])
        .text("community", Role::Group, "", "", [Some("travel".into())])
        .time("asked", "", [Timestamp::parse(b"2024-05-03T10:00:00Z")])
        .float("age_hours", Role::Measure, "hours", "", [Some(age_hours)])
        .float("p_answered", Role::Share, "", "", [chance])
        .flag("asker_is_new", Role::Flag, "", [Some(true)])
        .flag("to_route", Role::Flag, "", [Some(true)])
        .about(1);
    let people = table("route_all")
        .int("number", Role::Category, "", "", [Some(1), Some(1)])
        .text("member", Role::Member, "", "", ["71", "72"].map(|id| Some(id.to_owned())))
        .text("name", Role::MemberName, "", "", ["Aino Berg", "Kari Dahl"].map(|name| Some(name.to_owned())))
        .int("answered_alike", Role::Count, "", "", alike.map(Some));
    let groups = table("unanswered_by_group")
        .text("community", Role::Group, "", "", ["travel", "tiny", "quiet"].map(|name| Some(name.to_owned())))
        .int("askers", Role::People, "people", "", [12, 2, 9].map(Some))
        .int("to_route", Role::Count, "", "", [14, 2, 0].map(Some));
    [question, people, groups]
}

#[test]
fn open_questions_come_first() {
    let tables = all(&Policy::named(), &open(62.4, Some(0.066), [6, 3]));
    let expected = [
        (
            "Invite Aino Berg and Kari Dahl to answer the question of 3 May 2024 in “travel”.",
            "It has been open for 2.6 days. Aino Berg has answered 6 questions like it. By itself it will be answered within a day with a chance of 6.6%. Whoever asks is new here.",
        ),
        (
            "Pyydä vastaamaan ryhmän ”travel” kysymykseen (3.5.2024): Aino Berg ja Kari Dahl.",
            "Kysymys on ollut avoinna 2,6 päivää. Aino Berg on vastannut 6 samanlaiseen kysymykseen. Itsestään siihen vastataan päivässä 6,6 % todennäköisyydellä. Kysyjä on uusi.",
        ),
        (
            "Inviter Aino Berg og Kari Dahl til å svare på spørsmålet fra 3. mai 2024 i «travel».",
            "Det har stått åpent i 2,6 dager. Aino Berg har svart på 6 lignende spørsmål. Sjansen for at det besvares av seg selv innen et døgn, er 6,6 %. Den som spør, er ny her.",
        ),
        (
            "Bjud in Aino Berg och Kari Dahl att svara på frågan från 3 maj 2024 i ”travel”.",
            "Den har varit öppen i 2,6 dagar. Aino Berg har svarat på 6 liknande frågor. Chansen att den besvaras av sig själv inom ett dygn är 6,6 %. Den som frågar är ny här.",
        ),
    ];
    for (locale, (text, because)) in Locale::ALL.into_iter().zip(expected) {
        assert_eq!(told(&tables, locale), [(text.to_owned(), because.to_owned())]);
    }
    let because = |age, chance, alike| {
        told(&all(&Policy::named(), &open(age, chance, alike)), Locale::English).pop().map(|item| item.1)
    };
    assert!(because(30.0, Some(0.001), [6, 1]).is_some_and(|b| b.contains("hardly be answered any more")));
    assert!(because(30.0, None, [6, 1]).is_some_and(|b| !b.contains("chance")));
    // Too long ago, or nobody who answered such questions: no item is better than a weak one.
    assert_eq!(because(24.0 * 15.0, Some(0.1), [6, 3]), None);
    assert_eq!(because(30.0, Some(0.1), [1, 0]), None);
}

#[test]
fn open_questions_without_names() {
    let pseudonymous = Policy::pseudonymous(b"a key of the caller's own").unwrap();
    let items = told(&all(&pseudonymous, &open(30.0, Some(0.1), [6, 3])), Locale::English);
    assert!(items[0].0.starts_with("Invite p-") && !items[0].0.contains("Aino"), "{items:?}");
    let items = told(&all(&Policy::aggregate(), &open(30.0, Some(0.1), [6, 3])), Locale::English);
    // The group of two askers is hidden, and one more with it, or it could be worked out.
    for (text, because) in &items {
        assert!(!text.contains("Aino") && !text.contains("tiny") && !because.contains('2'), "{items:?}");
    }
}

fn people(name: &'static str, numbers: &[(&str, f64)], n: usize) -> Table {
    let names = ["Aino Berg", "Kari Dahl", "Eva Falk", "Juha Gran"];
    let mut table = table(name)
        .text("member", Role::Member, "", "", (0..n).map(|row| Some(format!("7{row}"))))
        .text("name", Role::MemberName, "", "", names[..n].iter().map(|name| Some((*name).to_owned())));
    for &(column, value) in numbers {
        table = table.float(column, Role::Measure, "", "", (0..n).map(move |row| Some(value - row as f64)));
    }
    table
}

#[test]
fn thanks_and_relief() {
    let named = |table: Table| told(&all(&Policy::named(), &[table]), Locale::English);
    let thanks = named(people("champions", &[("helped", 30.0)], 4));
    assert_eq!(thanks[0].0, "Thank Aino Berg, Kari Dahl and Eva Falk.");
    assert_eq!(thanks[0].1, "They help most reliably; Aino Berg has helped 30 colleagues.");
    assert!(named(people("champions", &[("helped", 4.0)], 1)).is_empty());

    let busy = |load: f64| {
        named(people("cover_at_capacity", &[("load", load)], 1).float(
            "capacity",
            Role::Measure,
            "",
            "",
            [Some(8.0)],
        ))
    };
    assert_eq!(busy(31.0)[0].0, "Lighten the load of Aino Berg.");
    assert_eq!(busy(31.0)[0].1, "Aino Berg gives 31 answers a month of late; 8 is what one can ask for.");
    assert!(busy(11.0).is_empty());

    let hub = |p: f64, overloaded: bool| {
        named(people("question_hubs", &[("asked_per_week", 1.1), ("p_hub", p)], 1).flag(
            "overloaded",
            Role::Flag,
            "",
            [Some(overloaded)],
        ))
    };
    assert!(hub(0.99, true)[0].1.starts_with("Aino Berg is asked by name 4.8 times a month of late"));
    assert!(hub(0.5, true).is_empty() && hub(0.99, false).is_empty());
}

#[test]
fn units_without_a_champion() {
    let units = table("cover_units")
        .text("unit", Role::Unit, "", "", ["N/Sales", "N/IT", "N/Legal"].map(|unit| Some(unit.to_owned())))
        .text("status", Role::Category, "", "", ["nobody", "covered", "nobody"].map(|s| Some(s.to_owned())))
        .int("people", Role::Denominator, "people", "", [51, 40, 12].map(Some));
    let next = people("cover_next_best", &[], 2)
        .text("unit", Role::Unit, "", "", ["N/Sales", "N/Sales"].map(|unit| Some(unit.to_owned())))
        .text(
            "kind",
            Role::Category,
            "",
            "",
            ["nearly a champion", "active leader"].map(|s| Some(s.to_owned())),
        );
    let tables = [units, next];
    let named = told(&all(&Policy::named(), &tables), Locale::English);
    // Legal has nobody to talk to: no item.
    assert_eq!(
        named,
        [(
            "Find a champion for Sales: talk to Aino Berg and Kari Dahl.".to_owned(),
            "Of the 51 people there nobody helps regularly yet. The first named is nearly there.".to_owned()
        )]
    );
    let aggregate = told(&all(&Policy::aggregate(), &tables), Locale::Norwegian);
    assert_eq!(
        aggregate,
        [(
            "Finn en hjelper i Sales og Legal.".to_owned(),
            "2 enheter med 63 personer til sammen har ingen som hjelper jevnlig.".to_owned()
        )]
    );
}

#[test]
fn a_community_on_few_shoulders() {
    let few = |low: f64| {
        table("dependence_concentration")
            .text("scope", Role::Category, "", "", [Some("trailing".into())])
            .text("among", Role::Category, "", "", [Some("everybody".into())])
            .int("answerers", Role::Denominator, "people", "", [Some(60)])
            .float("top_5_share", Role::Share, "", "", [Some(low + 0.05)])
            .float("top_5_share_low", Role::Low, "", "", [Some(low)])
            .float("absence_factor", Role::Measure, "", "", [Some(4.0)])
    };
    let first = |low: f64| {
        table("dependence")
            .text("scope", Role::Category, "", "", [Some("trailing".into())])
            .text("measure", Role::Category, "", "", [Some("first answers".into())])
            .int("people", Role::Denominator, "people", "", [Some(60)])
            .int("of", Role::Count, "", "", [Some(80)])
            .float("share", Role::Share, "", "", [Some(low + 0.1)])
            .float("share_low", Role::Low, "", "", [Some(low)])
            .float("share_high", Role::High, "", "", [Some(low + 0.2)])
    };
    for policy in [Policy::named(), Policy::aggregate()] {
        let of = |tables: &[Table]| told(&all(&policy, tables), Locale::Finnish);
        assert_eq!(of(&[few(0.6)])[0].0, "Jaa vastaamista useammalle.");
        assert_eq!(
            of(&[first(0.55)])[0].1,
            "Yhteisömanageri antaa vähintään 55 % ensimmäisistä vastauksista."
        );
        // Where the interval reaches below one half nothing is asked for.
        assert!(of(&[few(0.45), first(0.45)]).is_empty());
    }
}

#[test]
fn the_words_of_a_question_stand_beside_it_where_they_were_asked_for() {
    let hostile = "<script>alert(1)</script> \"&\" Where is it?";
    let [question, people, groups] = open(30.0, Some(0.1), [6, 3]);
    let question = question.text("text", Role::MemberName, "", "", [Some(hostile.to_owned())]);
    let with_text = [question, people, groups];
    let words = Words::of(Locale::English);
    let drawn = |tables: &[Release]| {
        let items = monday::items(tables, &words, &Zone::default());
        let list = open_table(tables, &words, &Zone::default());
        let list = list.map(|(title, rows)| rows.draw(&title, &words).into_string()).unwrap_or_default();
        [monday::draw(&items, false, &words).into_string(), list]
    };
    let escaped = "<bdi>&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;&quot; Where is it?</bdi>";
    for told in drawn(&all(&Policy::named(), &with_text)) {
        assert!(told.contains(escaped) && !told.contains("<script"), "{told}");
    }
    let headers = |tables: &[Release]| drawn(tables)[1].matches("<th scope=\"col\"").count();
    let named = all(&Policy::named(), &open(30.0, Some(0.1), [6, 3]));
    assert_eq!(headers(&all(&Policy::named(), &with_text)), headers(&named) + 1);
    // A policy that shows no names shows no words either.
    let pseudonymous = Policy::pseudonymous(b"a key of the caller's own").unwrap();
    for tables in [named, all(&pseudonymous, &with_text), all(&Policy::aggregate(), &with_text)] {
        assert!(drawn(&tables).iter().all(|told| !told.contains("alert") && !told.contains("<q>")));
    }
}

#[test]
fn questions_beyond_the_list_are_counted() {
    let summary = table("unanswered_summary").int("open", Role::Count, "", "", [Some(1_234)]).int(
        "to_route",
        Role::Count,
        "",
        "",
        [Some(1_200)],
    );
    let mut tables = all(&Policy::named(), &open(30.0, Some(0.1), [6, 3]));
    let words = Words::of(Locale::English);
    assert!(open_finding(&tables, &words).is_some_and(|told| told.starts_with("One question")));
    tables.extend(all(&Policy::named(), &[summary]));
    let told = open_finding(&tables, &words).unwrap_or_default();
    assert!(told.starts_with("1,234 questions") && told.contains("1,200 "), "{told}");
    let (title, rows) = open_table(&tables, &words, &Zone::default()).unwrap();
    let drawn = rows.draw(&title, &words).into_string();
    assert!(drawn.contains("1,233"), "{drawn}");
}
