//! Sentences of the page as functions of the numbers: none, one, few, not identified, in four languages.

mod among_members;
mod answers;
mod monday_list;
mod staying;

use super::super::locale::{Locale, Words};
use super::{asked, dependence, goals, helpers, monday, spread, talk};
use crate::Policy;
use crate::table::{Provenance, Release, Role, Table};
use crate::time::Zone;

fn release(table: Table) -> Release {
    Policy::named().apply(&table)
}

fn table(name: &'static str) -> Table {
    Table::new(name, "made for a test", Provenance::new("made for a test"))
}

fn summary(people: i64, share: f64) -> Release {
    release(
        table("adoption_summary")
            .text("definition", Role::Category, "", "", [Some("contributed".into())])
            .int("people", Role::Count, "", "", [Some((people as f64 * share) as i64)])
            .int("headcount", Role::Denominator, "", "", [Some(people)])
            .float("share", Role::Share, "", "", [Some(share)])
            .float("share_low", Role::Low, "", "", [Some((share - 0.1).max(0.0))])
            .float("share_high", Role::High, "", "", [Some((share + 0.1).min(1.0))]),
    )
}

fn fit(identified: bool) -> Release {
    release(
        table("adoption_fit")
            .text("definition", Role::Category, "", "", [Some("contributed".into())])
            .flag("identified", Role::Flag, "", [Some(identified)])
            .float("ceiling_share", Role::Share, "", "", [Some(0.6)])
            .float("ceiling_share_low", Role::Low, "", "", [Some(0.5)])
            .float("ceiling_share_high", Role::High, "", "", [Some(0.7)]),
    )
}

fn first_finding(section: super::section::Section) -> String {
    section.findings.first().cloned().unwrap_or_default().replace('\u{a0}', " ")
}

#[test]
fn how_far_it_has_spread() {
    let zone = Zone::default();
    let told = |tables: &[Release], locale| first_finding(spread::section(tables, &Words::of(locale), &zone));
    let cases: [(&str, Vec<Release>, [&str; 4]); 4] = [
        (
            "identified",
            vec![summary(200, 0.4), fit(true)],
            [
                "40% of the 200 colleagues have written something (between 30% and 50%). If it goes on like this it levels off between 50% and 70%.",
                "40 % kaikkiaan 200 työtoverista on kirjoittanut jotain (väli 30 %–50 %). Jos sama jatkuu, kasvu tasaantuu välille 50 %–70 %.",
                "40 % av 200 kolleger har skrevet noe (mellom 30 % og 50 %). Fortsetter det slik, flater det ut mellom 50 % og 70 %.",
                "40 % av 200 kollegor har skrivit något (mellan 30 % och 50 %). Om det fortsätter så planar det ut mellan 50 % och 70 %.",
            ],
        ),
        (
            "not identified",
            vec![summary(12_000, 0.03), fit(false)],
            [
                "3.0% of the 12,000 colleagues have written something (between 0% and 13%). Where it will level off cannot be known yet.",
                "3,0 % kaikkiaan 12 000 työtoverista on kirjoittanut jotain (väli 0 %–13 %). Mihin kasvu tasaantuu, ei vielä voida tietää.",
                "3,0 % av 12 000 kolleger har skrevet noe (mellom 0 % og 13 %). Hvor det flater ut, kan ennå ikke vites.",
                "3,0 % av 12 000 kollegor har skrivit något (mellan 0 % och 13 %). Var det planar ut går ännu inte att veta.",
            ],
        ),
        // Fewer people than a number may be about: the policy hides it, and no sentence tells it.
        (
            "few",
            vec![summary(3, 0.4), fit(true)],
            [
                "This is not told: it would be about fewer than 5 people, or all but fewer than 5, or give such a number away.",
                "Tätä ei kerrota: se koskisi alle 5 ihmistä tai kaikkia paitsi alle 5 ihmistä, tai siitä voisi päätellä sellaisen luvun.",
                "Dette sies ikke: det ville handle om færre enn 5 personer, eller alle unntatt færre enn 5, eller røpe et slikt tall.",
                "Detta sägs inte: det skulle handla om färre än 5 personer, eller alla utom färre än 5, eller avslöja ett sådant tal.",
            ],
        ),
        (
            "none",
            Vec::new(),
            [
                "Not enough data to say.",
                "Aineisto ei riitä vastaukseen.",
                "For lite grunnlag til å svare.",
                "För lite underlag för ett svar.",
            ],
        ),
    ];
    for (what, tables, expected) in cases {
        for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
            assert_eq!(told(&tables, locale), expected, "{what}, {locale:?}");
        }
    }
}

#[test]
fn who_helps() {
    let zone = Zone::default();
    let counts = |helpers: i64, champions: i64| {
        release(
            table("champions_summary")
                .int("people", Role::Denominator, "", "", [Some(50)])
                .int("helpers", Role::Count, "", "", [Some(helpers)])
                .int("champions", Role::Count, "", "", [Some(champions)]),
        )
    };
    let told = |table: Release, locale| first_finding(helpers::section(&[table], &Words::of(locale), &zone));
    let cases: [(i64, i64, [&str; 4]); 4] = [
        (
            0,
            0,
            [
                "Nobody has answered the question of a colleague yet.",
                "Kukaan ei ole vielä vastannut työtoverin kysymykseen.",
                "Ingen har svart på en kollegas spørsmål ennå.",
                "Ingen har ännu svarat på en kollegas fråga.",
            ],
        ),
        (
            10,
            0,
            [
                "10 of 50 colleagues (20%) have answered a question of another at least once; none of them so often and so lately that they can be counted on.",
                "50 työtoverista 10 (20 %) on ainakin kerran vastannut toisen kysymykseen; kukaan heistä ei niin usein ja niin äskettäin, että siihen voisi luottaa.",
                "10 av 50 kolleger (20 %) har minst én gang svart på en annens spørsmål; ingen av dem så ofte og så nylig at man kan regne med det.",
                "10 av 50 kollegor (20 %) har minst en gång svarat på en annans fråga; ingen av dem så ofta och så nyligen att man kan räkna med det.",
            ],
        ),
        (
            10,
            1,
            [
                "10 of 50 colleagues (20%) have answered a question of another at least once; one of them so often and so lately that one can count on it.",
                "50 työtoverista 10 (20 %) on ainakin kerran vastannut toisen kysymykseen; yksi heistä niin usein ja niin äskettäin, että siihen voi luottaa.",
                "10 av 50 kolleger (20 %) har minst én gang svart på en annens spørsmål; én av dem så ofte og så nylig at man kan regne med det.",
                "10 av 50 kollegor (20 %) har minst en gång svarat på en annans fråga; en av dem så ofta och så nyligen att man kan räkna med det.",
            ],
        ),
        (
            10,
            4,
            [
                "10 of 50 colleagues (20%) have answered a question of another at least once; 4 of them so often and so lately that one can count on it.",
                "50 työtoverista 10 (20 %) on ainakin kerran vastannut toisen kysymykseen; 4 heistä niin usein ja niin äskettäin, että siihen voi luottaa.",
                "10 av 50 kolleger (20 %) har minst én gang svart på en annens spørsmål; 4 av dem så ofte og så nylig at man kan regne med det.",
                "10 av 50 kollegor (20 %) har minst en gång svarat på en annans fråga; 4 av dem så ofta och så nyligen att man kan räkna med det.",
            ],
        ),
    ];
    for (helpers, champions, expected) in cases {
        for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
            assert_eq!(told(counts(helpers, champions), locale), expected, "{champions}, {locale:?}");
        }
    }
}

#[test]
fn on_whom_it_hangs() {
    let zone = Zone::default();
    let shares = |share: f64, low: f64, high: f64| {
        release(
            table("dependence")
                .text("scope", Role::Category, "", "", [Some("trailing".into())])
                .text("measure", Role::Category, "", "", [Some("first answers".into())])
                .int("of", Role::Count, "", "", [Some(80)])
                .float("share", Role::Share, "", "", [Some(share)])
                .float("share_low", Role::Low, "", "", [Some(low)])
                .float("share_high", Role::High, "", "", [Some(high)]),
        )
    };
    let told =
        |tables: &[Release], locale| first_finding(dependence::section(tables, &Words::of(locale), &zone));
    // Nobody is named: the numbers are about whoever answers most, and the sentence says so.
    let busiest = release(
        Table::new(
            "dependence",
            "made for a test",
            Provenance::new("").parameter("subject", "the busiest answerer"),
        )
        .text("scope", Role::Category, "", "", [Some("trailing".into())])
        .text("measure", Role::Category, "", "", [Some("first answers".into())])
        .int("people", Role::Denominator, "people", "", [Some(40)])
        .int("of", Role::Count, "", "", [Some(80)])
        .float("share", Role::Share, "", "", [Some(0.8)])
        .float("share_low", Role::Low, "", "", [Some(0.7)])
        .float("share_high", Role::High, "", "", [Some(0.9)]),
    );
    let cases: [(&str, Vec<Release>, [&str; 4]); 5] = [
        (
            "mostly",
            vec![shares(0.8, 0.7, 0.9)],
            [
                "The community manager gives the first answer to 80% of the answered questions (between 70% and 90%, of 80): the community hangs on one place.",
                "Yhteisömanageri antaa ensimmäisen vastauksen 80 %:iin vastatuista kysymyksistä (väli 70 %–90 %, kysymyksiä 80): yhteisö on yhden varassa.",
                "Community manageren gir det første svaret på 80 % av de besvarte spørsmålene (mellom 70 % og 90 %, av 80): fellesskapet henger på ett sted.",
                "Community managern ger det första svaret på 80 % av de besvarade frågorna (mellan 70 % och 90 %, av 80): gemenskapen hänger på ett ställe.",
            ],
        ),
        (
            "others",
            vec![shares(0.2, 0.1, 0.3)],
            [
                "Members answer each other: the community manager gives the first answer to 20% of the answered questions (between 10% and 30%, of 80).",
                "Jäsenet vastaavat toisilleen: yhteisömanagerin osuus ensimmäisistä vastauksista on 20 % (väli 10 %–30 %, kysymyksiä 80).",
                "Medlemmene svarer hverandre: community manageren gir det første svaret på 20 % av de besvarte spørsmålene (mellom 10 % og 30 %, av 80).",
                "Medlemmarna svarar varandra: community managern ger det första svaret på 20 % av de besvarade frågorna (mellan 10 % och 30 %, av 80).",
            ],
        ),
        (
            "unclear",
            vec![shares(0.5, 0.4, 0.6)],
            [
                "The community manager gives the first answer to 50% of the answered questions (between 40% and 60%, of 80); whether it is more than half cannot be told.",
                "Yhteisömanagerin osuus ensimmäisistä vastauksista on 50 % (väli 40 %–60 %, kysymyksiä 80); onko se yli puolet, ei voida sanoa.",
                "Community manageren gir det første svaret på 50 % av de besvarte spørsmålene (mellom 40 % og 60 %, av 80); om det er mer enn halvparten, kan ikke sies.",
                "Community managern ger det första svaret på 50 % av de besvarade frågorna (mellan 40 % och 60 %, av 80); om det är mer än hälften går inte att säga.",
            ],
        ),
        (
            "the busiest",
            vec![busiest],
            [
                "Nobody is named as community manager. The colleague who answers most gives the first answer to 80% of the answered questions (between 70% and 90%, of 80).",
                "Yhteisömanageria ei ole nimetty. Eniten vastaava työtoveri antaa ensimmäisen vastauksen 80 %:iin vastatuista kysymyksistä (väli 70 %–90 %, kysymyksiä 80).",
                "Ingen er navngitt som community manager. Kollegaen som svarer mest, gir det første svaret på 80 % av de besvarte spørsmålene (mellom 70 % og 90 %, av 80).",
                "Ingen är angiven som community manager. Kollegan som svarar mest ger det första svaret på 80 % av de besvarade frågorna (mellan 70 % och 90 %, av 80).",
            ],
        ),
        (
            "none",
            Vec::new(),
            [
                "Who runs the community is not known, or too few questions were answered: nothing can be said.",
                "Yhteisömanageria ei tunneta, tai vastattuja kysymyksiä on liian vähän: mitään ei voida sanoa.",
                "Hvem som leder fellesskapet, er ikke kjent, eller for få spørsmål ble besvart: ingenting kan sies.",
                "Vem som leder gemenskapen är inte känt, eller så besvarades för få frågor: inget kan sägas.",
            ],
        ),
    ];
    for (what, tables, expected) in cases {
        for (locale, expected) in Locale::ALL.into_iter().zip(expected) {
            assert_eq!(told(&tables, locale), expected, "{what}, {locale:?}");
        }
    }
}

#[test]
fn nothing_to_do_is_an_answer() {
    for locale in Locale::ALL {
        let words = Words::of(locale);
        assert!(monday::items(&[], &words, &Zone::default()).is_empty());
        let page = monday::draw(&[], false, &words).into_string();
        assert!(page.contains("<p>") && !page.contains("<ol"), "{page}");
        for section in
            [asked::section(&[], &words, &Zone::default()), talk::section(&[], &words, &Zone::default())]
        {
            assert_eq!(section.findings.len(), 1);
            assert!(section.figures.is_empty() && section.tables.is_empty());
        }
    }
}

#[test]
fn nobody_is_named_in_aggregate_mode() {
    let champions = table("champions")
        .text("member", Role::Member, "", "", [Some("4711".into())])
        .text("name", Role::MemberName, "", "", [Some("<script>alert(1)</script>".into())])
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

#[test]
fn whether_goals_are_met() {
    use crate::goals::{GoalOptions, GoalState, Goals, Light, Outlook, parse_goals};
    use crate::stats::Interval;
    let state = |toml: &str| GoalState {
        goal: parse_goals(&format!("[[goal]]\n{toml}"), "g").unwrap().remove(0),
        window: (crate::Timestamp(0), crate::Timestamp(1)),
        people: 60,
        units: Vec::new(),
        n: 143,
        value: Some(0.78),
        interval: Some(Interval { low: 0.71, high: 0.84 }),
        effective_n: None,
        p_now: Some(0.31),
        p_deadline: Some(0.995),
        outlook: Outlook::Recent,
        weeks_used: 12,
        light: Light::Green,
        notes: Vec::new(),
    };
    let told = |state: GoalState, locale| -> Vec<String> {
        let found =
            Goals { options: GoalOptions::default(), goals: vec![state], provenance: Provenance::default() };
        let tables: Vec<Release> = found.tables().iter().map(|table| Policy::named().apply(table)).collect();
        let section = goals::section(&tables, &Words::of(locale), &Zone::default()).expect("a goal");
        section.findings.iter().map(|finding| finding.replace('\u{a0}', " ")).collect()
    };
    let within = "kpi = \"answered_within\"\ntarget = 0.8\ndeadline = 2027-06-30";
    for (locale, first, second) in [
        (
            Locale::English,
            "One goal: 1 probably met, 0 open, 0 probably not met, 0 without enough data or hidden.",
            "Questions answered within 24 hours: 78% (between 71% and 84%). The target is at least 80% by 30 Jun 2027. If the last weeks go on, it is met in time with a probability of more than 99%.",
        ),
        (
            Locale::Finnish,
            "Yksi tavoite: todennäköisesti toteutuu 1, avoinna 0, todennäköisesti ei toteudu 0, aineisto ei riitä tai on piilotettu 0.",
            "24 tunnissa vastatut kysymykset: 78 % (väli 71 %–84 %). Tavoite on vähintään 80 % viimeistään 30.6.2027. Jos viime viikot jatkuvat, se toteutuu ajoissa todennäköisyydellä yli 99 %.",
        ),
        (
            Locale::Norwegian,
            "Ett mål: 1 trolig nådd, 0 åpent, 0 trolig ikke nådd, 0 uten nok grunnlag eller skjult.",
            "Spørsmål besvart innen 24 timer: 78 % (mellom 71 % og 84 %). Målet er minst 80 % innen 30. juni 2027. Hvis de siste ukene fortsetter, blir det nådd i tide med en sannsynlighet på mer enn 99 %.",
        ),
        (
            Locale::Swedish,
            "Ett mål: 1 troligen nått, 0 öppet, 0 troligen inte nått, 0 utan tillräckligt underlag eller dolt.",
            "Frågor besvarade inom 24 timmar: 78 % (mellan 71 % och 84 %). Målet är minst 80 % senast 30 juni 2027. Om de senaste veckorna fortsätter nås det i tid med en sannolikhet på mer än 99 %.",
        ),
    ] {
        assert_eq!(told(state(within), locale), [first, second], "{locale:?}");
    }
    // As of now, too few, hidden, a median that is not reached, a name of its own.
    let now =
        GoalState { outlook: Outlook::Now, light: Light::Amber, ..state("kpi = \"answered\"\ntarget = 0.8") };
    assert!(told(now, Locale::Swedish)[1].ends_with("Det är nått med en sannolikhet på 31 %."));
    let none = GoalState {
        value: None,
        interval: None,
        p_now: None,
        p_deadline: None,
        outlook: Outlook::Now,
        light: Light::NotEnoughData,
        ..state("kpi = \"median_hours\"\ntarget = 4\nname = \"Nobody waits\"\nunit = \"Sales\"")
    };
    assert_eq!(
        told(none, Locale::English)[1],
        "Nobody waits (Sales): no value yet. The target is at most 4 hours. There are not enough data to judge it."
    );
    let few = GoalState { people: 3, ..state("kpi = \"answered\"\ntarget = 0.8") };
    assert_eq!(
        told(few, Locale::Norwegian),
        [
            "Ett mål: 0 trolig nådd, 0 åpent, 0 trolig ikke nådd, 1 uten nok grunnlag eller skjult.",
            "Besvarte spørsmål: skjult, færre enn 5 personer."
        ]
    );
    assert!(goals::section(&[], &Words::of(Locale::English), &Zone::default()).is_none());
}
