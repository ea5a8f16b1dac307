//! What the writers write: golden strings, and properties of any table.

use cmgraph::report::terminal::{CurveOptions, curve};
use cmgraph::table::{Column, EvidenceLevel, HtmlOptions, Provenance, Role, Table, TerminalOptions, Values};
use cmgraph::time::Day;
use cmgraph::{Error, Policy, Release, Timestamp};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn texts(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|value| Some(value.to_string())).collect()
}

fn adoption() -> Table {
    let at = |text: &str| Timestamp::parse(text.as_bytes()).unwrap();
    let provenance = Provenance::new("people with a post or reply, as a share of the roster")
        .method("Wilson score interval")
        .parameter("definition", "contribution")
        .denominator("people of the roster", 1298)
        .observations("messages", 5085)
        .exclude("bots", 2)
        .interval(0.95)
        .assume("the roster is complete")
        .warn("no leaving dates");
    let provenance = Provenance {
        window: Some((at("2023-12-31T23:00:00Z"), at("2024-06-30T22:00:00Z"))),
        time_zone: "Europe/Oslo".into(),
        ..provenance
    };
    Table::new("adoption_by_unit", "Adoption by unit", provenance)
        .text("unit", Role::Unit, "", "unit path", texts(&["Sales", "Legal <b>", "IT", "=R&D"]))
        .int("people", Role::Denominator, "people", "people of the roster", [1240, 3, 6, 49].map(Some))
        .float("share", Role::Share, "", "share that contributed", [0.384, 0.3, 0.5, 0.2].map(Some))
        .float("share_low", Role::Low, "", "low end", [0.357, 0.1, 0.2, 0.11].map(Some))
        .float("share_high", Role::High, "", "high end", [0.411, 0.7, 0.8, 0.33].map(Some))
        .float("posts", Role::Measure, "per month", "posts a month", [Some(2.345), Some(1.0), None, None])
}

#[test]
fn csv() {
    assert_eq!(
        Policy::named().apply(&adoption()).to_csv(),
        "unit,people,share,share_low,share_high,posts,suppressed\n\
         Sales,1240,0.384,0.357,0.411,2.345,false\n\
         Legal <b>,,,,,,true\n\
         IT,,,,,,true\n\
         '=R&D,49,0.2,0.11,0.33,,false\n"
    );
}

#[test]
fn json() {
    let release = Policy::aggregate().apply(&adoption());
    let json = release.to_json();
    assert_eq!(
        json,
        concat!(
            r#"{"name":"adoption_by_unit","title":"Adoption by unit","columns":["#,
            r#"{"name":"unit","role":"unit","unit":"","description":"unit path"},"#,
            r#"{"name":"people","role":"denominator","unit":"people","description":"people of the roster"},"#,
            r#"{"name":"share","role":"share","unit":"","description":"share that contributed"},"#,
            r#"{"name":"share_low","role":"low","unit":"","description":"low end"},"#,
            r#"{"name":"share_high","role":"high","unit":"","description":"high end"},"#,
            r#"{"name":"posts","role":"measure","unit":"per month","description":"posts a month"},"#,
            r#"{"name":"suppressed","role":"flag","unit":"","description":"numbers of this row are hidden: "#,
            r#"too few people, or needed to hide such a row"}],"rows":["#,
            r#"{"unit":"Sales","people":1240,"share":0.384,"share_low":0.357,"share_high":0.411,"posts":2.345,"#,
            r#""suppressed":false},"#,
            r#"{"unit":"Legal <b>","people":null,"share":null,"share_low":null,"share_high":null,"posts":null,"#,
            r#""suppressed":true},"#,
            r#"{"unit":"IT","people":null,"share":null,"share_low":null,"share_high":null,"posts":null,"#,
            r#""suppressed":true},"#,
            r#"{"unit":"=R&D","people":49,"share":0.2,"share_low":0.11,"share_high":0.33,"posts":null,"#,
            r#""suppressed":false}],"provenance":{"#,
            r#""definition":"people with a post or reply, as a share of the roster","#,
            r#""method":"Wilson score interval","parameters":{"definition":"contribution"},"#,
            r#""from":"2023-12-31T23:00:00Z","to":"2024-06-30T22:00:00Z","time_zone":"Europe/Oslo","#,
            r#""observations":{"what":"messages","n":5085},"denominator":{"what":"people of the roster","n":1298},"#,
            r#""excluded":[{"what":"bots","n":null,"fewer_than":5}],"interval_level":0.95,"#,
            r#""assumptions":["the roster is complete"],"warnings":["no leaving dates"],"evidence":"description","#,
            r#""privacy":{"mode":"aggregate","min_group":5,"suppressed_rows":2,"hidden_numbers":9,"#,
            r#""dropped_columns":[],"withheld":null,"purpose":null,"audience":null}}}"#,
        )
    );
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        value["provenance"],
        serde_json::from_str::<serde_json::Value>(&release.provenance_json()).unwrap()
    );
    let mut written = Vec::new();
    release.write_json(&mut written).unwrap();
    assert_eq!(written, json.as_bytes());
}

#[test]
fn terminal() {
    let text = Policy::named().apply(&adoption()).to_terminal(&TerminalOptions::default());
    let expected = "\
Adoption by unit

                                      posts
unit       people        share  (per month)
─────────  ──────  ───────────  ───────────
Sales       1,240  38% (36-41)         2.35
Legal <b>       *            *            *
IT              *            *            *
=R&D           49  20% (11-33)            –

counted    people with a post or reply, as a share of the roster
method     Wilson score interval
out of     1,298 people of the roster
based on   5,085 messages
period     2024-01-01 to 2024-06-30 (Europe/Oslo)
intervals  95%
options    definition = contribution
left out   bots: fewer than 5
assumes    the roster is complete
note       no leaving dates
privacy    named mode; numbers of 2 rows hidden (*): fewer than 5 people, or needed so that a total
           does not give such a row away
";
    assert_eq!(text, expected, "\n{text}");
}

#[test]
fn terminal_with_reasons_in_little_room() {
    let table = Table::new("champions", "Champions", Provenance::new("colleagues helped"))
        .text("member", Role::Member, "", "id", texts(&["1473829", "99"]))
        .text("name", Role::MemberName, "", "name", texts(&["Åse-Lill Kristiansen\u{1b}[31m", "محمد علي"]))
        .int("helped", Role::Count, "colleagues", "colleagues helped", [Some(29), Some(4)])
        .float("rate", Role::Measure, "per month", "rate", [Some(9.13), Some(-0.4)])
        .float("low", Role::Low, "per month", "low end", [Some(6.9), Some(-1.2)])
        .float("high", Role::High, "per month", "high end", [Some(11.9), Some(0.3)])
        .flag("leader", Role::Flag, "leads a team", [Some(true), None])
        .text("why", Role::Reason, "", "why", texts(&["answered 41 questions of 29 colleagues", "asked"]));
    let options = TerminalOptions { width: 40, unicode: false, notes: false, ..TerminalOptions::default() };
    let text = Policy::named().apply(&table).to_terminal(&options);
    let expected = "\
Champions

                    helped
name          (colleagues)
------------  ------------
Åse-Lill Kr~            29
    answered 41 questions of 29
    colleagues
محمد علي                 4
    asked

name            rate (per month)  leader
------------  ------------------  ------
Åse-Lill Kr~      9.1 (6.9-11.9)  yes
محمد علي      -0.4 (-1.2 to 0.3)  -
";
    assert_eq!(text, expected, "\n{text}");
    assert!(text.lines().all(|line| line.width() <= 40), "\n{text}");

    let release = Policy::aggregate().apply(&table);
    let text = release.to_terminal(&TerminalOptions { notes: false, ..TerminalOptions::default() });
    assert!(
        text.starts_with("Champions\n\nWithheld: rows about people are withheld in aggregate mode"),
        "{text}"
    );
    assert_eq!(release.to_csv(), "");
}

#[test]
fn terminal_says_what_is_not_shown() {
    let table = Table::new("t", "T", Provenance::new("d")).int("n", Role::Count, "", "n", (0..9).map(Some));
    let release = Policy::named().apply(&table);
    let options = |max_rows| TerminalOptions { max_rows, notes: false, ..TerminalOptions::default() };
    assert_eq!(release.to_terminal(&options(1)), "T\n\nn\n─\n0\n... and 8 more rows\n");
    assert!(release.to_terminal(&options(8)).ends_with("... and 1 more row\n"));
    assert!(!release.to_terminal(&options(9)).contains("more"));
    let empty = Table::new("t", "T", Provenance::new("d")).int("n", Role::Count, "", "n", []);
    assert_eq!(Policy::named().apply(&empty).to_terminal(&options(9)), "T\n\nNo rows.\n");
    let bare = Table::new("t", "T", Provenance::new("d"));
    assert_eq!(Policy::named().apply(&bare).to_terminal(&options(9)), "T\n\nNo rows.\n");
}

#[test]
fn evidence_is_said() {
    let mut provenance = Provenance::new("d");
    provenance.evidence = EvidenceLevel::E;
    let table = Table::new("t", "T", provenance).int("n", Role::Count, "", "n", [Some(1)]);
    let text = Policy::named().apply(&table).to_terminal(&TerminalOptions::default());
    assert!(text.contains("evidence   E: before and after; cannot be attributed\n"), "{text}");
}

#[test]
fn html() {
    let html = Policy::named().apply(&adoption()).to_html(&HtmlOptions { max_rows: 2, notes: false });
    let expected = "\
<table class=\"cmgraph\">
<caption>Adoption by unit</caption>
<thead><tr><th scope=\"col\" title=\"unit path\" dir=\"auto\" style=\"text-align:start\">unit</th>\
<th scope=\"col\" title=\"people of the roster\" style=\"text-align:right\">people</th>\
<th scope=\"col\" title=\"share that contributed\" style=\"text-align:right\">share</th>\
<th scope=\"col\" title=\"posts a month\" style=\"text-align:right\">posts (per month)</th></tr></thead>
<tbody>
<tr><td dir=\"auto\" style=\"text-align:start\">Sales</td><td style=\"text-align:right\">1,240</td>\
<td style=\"text-align:right\">38% (36-41)</td><td style=\"text-align:right\">2.35</td></tr>
<tr><td dir=\"auto\" style=\"text-align:start\">Legal &lt;b&gt;</td><td style=\"text-align:right\">*</td>\
<td style=\"text-align:right\">*</td><td style=\"text-align:right\">*</td></tr>
<tr><td colspan=\"4\">… and 2 more rows</td></tr>
</tbody>
</table>
";
    assert_eq!(html, expected);
}

fn weekly(values: &[Option<f64>]) -> Table {
    Table::new("weekly", "Weekly", Provenance::new("share of the roster"))
        .day("week", "Monday", (0..values.len()).map(|week| Some(Day(19_723 + 7 * week as i32))))
        .float("share", Role::Share, "", "share", values.iter().copied())
        .float("low", Role::Low, "", "low", values.iter().map(|v| v.map(|v| v * 0.8)))
        .float("high", Role::High, "", "high", values.iter().map(|v| v.map(|v| v * 1.2)))
}

#[test]
fn a_straight_line() {
    let values: Vec<Option<f64>> = (0..=20).map(|week| Some(f64::from(week) / 40.0)).collect();
    let table = weekly(&values).text("unit", Role::Category, "", "", (0..=20).map(|_| Some("all".into())));
    let options =
        CurveOptions { width: 60, height: 7, unicode: false, only: vec![("unit".into(), "all".into())] };
    let drawing = curve(&Policy::named().apply(&table), "share", &options).unwrap();
    let expected = "\
75% +
    |                                            ...
50% +                                  .......****** 50%
    |                        .....************......
25% +               ...***********.......
    |     .************....
 0% +******..
    ++------------------+-------------------+-------
     2024-01            2024-03             2024-05
";
    assert_eq!(drawing, expected, "\n{drawing}");
    let columns: Vec<usize> = drawing.lines().take(7).filter_map(|line| line.find('*')).collect();
    assert!(columns.windows(2).all(|pair| pair[0] > pair[1]), "it rises:\n{drawing}");
}

#[test]
fn what_cannot_be_drawn() {
    let release = Policy::named().apply(&weekly(&[Some(0.1), Some(0.2)]));
    let draw = |release: &Release, column: &str| curve(release, column, &CurveOptions::default());
    assert!(matches!(draw(&release, "week"), Err(Error::Unknown { .. })));
    assert_eq!(
        draw(&release, "nothing").unwrap_err().to_string(),
        "no column of numbers \"nothing\" in weekly; it has week, share, low, high"
    );
    let twice = Table::new("t", "T", Provenance::new("d")).day("week", "", [Some(Day(0)), Some(Day(0))]).int(
        "n",
        Role::Count,
        "",
        "",
        [Some(1), Some(2)],
    );
    assert!(matches!(draw(&Policy::named().apply(&twice), "n"), Err(Error::Option { option: "only", .. })));
    let people = Table::new("t", "T", Provenance::new("d"))
        .text("member", Role::Member, "", "", texts(&["1"]))
        .day("week", "", [Some(Day(0))])
        .int("n", Role::Count, "", "", [Some(1)]);
    assert!(matches!(draw(&Policy::aggregate().apply(&people), "n"), Err(Error::Withheld { .. })));
    assert_eq!(draw(&Policy::named().apply(&weekly(&[])), "share").unwrap(), "No points to draw.\n");
    let drawing = draw(&Policy::named().apply(&weekly(&[None, None])), "share").unwrap();
    assert_eq!(drawing, "No points to draw: all values are missing or hidden.\n");
    // One point, and a point between gaps, are drawn.
    for values in [&[Some(0.3)][..], &[Some(0.1), None, Some(0.3), None, Some(0.1)]] {
        let options = CurveOptions { unicode: false, ..CurveOptions::default() };
        let drawing = curve(&Policy::named().apply(&weekly(values)), "share", &options).unwrap();
        assert!(drawing.matches('*').count() >= values.iter().flatten().count(), "\n{drawing}");
    }
}

fn awkward() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[=+@\\-\t\r ]{0,3}[a-z0-9;\",\n]{0,8}",
        "[\u{0}-\u{1f}\u{7f}-\u{9f}]{0,4}",
        prop::sample::select(vec![
            "محمد علي",
            "👩‍💻👨‍👩‍👧‍👦",
            "<script>alert(1)</script>",
            "e\u{301}\u{301}\u{301}",
            "\u{202e}evil",
            "营业第一部",
            "＝1＋1",
            "",
        ])
        .prop_map(String::from),
        (0..2_u8).prop_map(|n| if n == 0 { "ø".repeat(200) } else { "long word ".repeat(20) }),
    ]
}

fn values(rows: usize) -> impl Strategy<Value = Values> {
    use prop::collection::vec;
    use prop::option::of;
    prop_oneof![
        vec(of(awkward()), rows).prop_map(Values::Text),
        vec(of(any::<i64>()), rows).prop_map(Values::Int),
        vec(of(prop_oneof![0.0..1.0, any::<f64>().prop_filter("finite", |x| x.is_finite())]), rows)
            .prop_map(Values::Float),
        vec(of(any::<bool>()), rows).prop_map(Values::Bool),
        vec(of((-800_000..800_000).prop_map(Day)), rows).prop_map(Values::Day),
        vec(of((-10_i64.pow(14)..10_i64.pow(14)).prop_map(Timestamp)), rows).prop_map(Values::Time),
        vec(vec(awkward(), 0..3), rows).prop_map(Values::List),
    ]
}

/// Any values in any role: more than the analyses make.
fn any_table() -> impl Strategy<Value = Table> {
    let roles = [
        Role::Member,
        Role::MemberName,
        Role::Unit,
        Role::Group,
        Role::Time,
        Role::People,
        Role::Denominator,
        Role::Count,
        Role::Share,
        Role::Measure,
        Role::Low,
        Role::High,
        Role::Category,
        Role::Reason,
        Role::Text,
        Role::Flag,
    ];
    (0_usize..6, 0_usize..9, awkward(), awkward()).prop_flat_map(move |(rows, columns, title, warning)| {
        prop::collection::vec((prop::sample::select(roles.to_vec()), values(rows), awkward()), columns)
            .prop_map(move |columns| {
                let mut table = Table::new("any", title.clone(), Provenance::new("d").warn(warning.clone()));
                for (role, values, name) in columns {
                    // Taken names are refused; that is fine here.
                    let _ = table.try_push(Column { name, role, unit: "", description: "<i>", values });
                }
                table
            })
    })
}

fn policies() -> [Policy; 3] {
    [Policy::named(), Policy::pseudonymous(&[7; 16]).unwrap(), Policy::aggregate()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_reads_back(table in any_table()) {
        for policy in policies() {
            let release = policy.apply(&table);
            let text = release.to_csv();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.as_bytes());
            let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
            if release.columns().is_empty() {
                prop_assert!(records.is_empty());
                continue;
            }
            // A record whose only field is empty is written as a quoted empty field and read back.
            prop_assert_eq!(records.len(), release.rows() + 1);
            for (row, record) in records[1..].iter().enumerate() {
                for (cell, column) in record.iter().zip(release.columns()) {
                    let expected = column.values.text(row).unwrap_or_default();
                    if !matches!(column.values, Values::Text(_) | Values::List(_)) {
                        prop_assert_eq!(cell, &expected);
                        continue;
                    }
                    // But for the apostrophes before formulas.
                    if cell != expected {
                        prop_assert_eq!(cell.replace('\'', ""), expected.replace('\'', ""));
                    }
                    let start = cell.trim_start().chars().next();
                    if cell.parse::<f64>().is_err() {
                        prop_assert!(!start.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{:?}", cell);
                        prop_assert!(!cell.starts_with(['\t', '\r']));
                    }
                }
            }
        }
    }

    #[test]
    fn json_parses(table in any_table()) {
        for policy in policies() {
            let release = policy.apply(&table);
            let value: serde_json::Value = serde_json::from_str(&release.to_json()).unwrap();
            let rows = value["rows"].as_array().unwrap();
            prop_assert_eq!(rows.len(), release.rows());
            for column in release.columns() {
                for (row, object) in rows.iter().enumerate() {
                    let cell = &object[&column.name];
                    match &column.values {
                        Values::Float(v) => prop_assert_eq!(cell.as_f64(), v[row]),
                        Values::Int(v) => prop_assert_eq!(cell.as_i64(), v[row]),
                        Values::Text(v) => prop_assert_eq!(cell.as_str(), v[row].as_deref()),
                        Values::List(v) => prop_assert_eq!(cell.as_array().unwrap().len(), v[row].len()),
                        _ => prop_assert_eq!(cell.is_null(), !column.values.is_some(row)),
                    }
                }
            }
        }
    }

    #[test]
    fn terminal_stays_in_its_columns(table in any_table(), width in 20_usize..140, unicode in any::<bool>()) {
        for policy in policies() {
            let options = TerminalOptions { width, unicode, ..TerminalOptions::default() };
            let text = policy.apply(&table).to_terminal(&options);
            for line in text.lines() {
                prop_assert!(line.width() <= width, "{} columns: {:?}", line.width(), line);
                let controls = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
                prop_assert!(!line.chars().any(controls), "{:?}", line);
            }
        }
    }

    #[test]
    fn html_has_no_markup_of_the_data(table in any_table(), max_rows in 0_usize..8) {
        for policy in policies() {
            let release = policy.apply(&table);
            let html = release.to_html(&HtmlOptions { max_rows, notes: true }) + &release.explain_html();
            let known = ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "small", "b", "dl", "dt", "dd"];
            for tag in html.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split(['>', ' ']).next().unwrap();
                prop_assert!(known.contains(&name), "{:?}", tag);
            }
            for name in known {
                let open = html.matches(&format!("<{name}>")).count() + html.matches(&format!("<{name} ")).count();
                prop_assert_eq!(open, html.matches(&format!("</{name}>")).count());
            }
        }
    }

    #[test]
    fn curves_of_anything(
        table in any_table(),
        points in prop::collection::vec(prop::option::of(prop_oneof![0.0..1.0, -1e9..1e9, Just(1e300)]), 0..40),
        (width, height, unicode) in (0_usize..130, 0_usize..30, any::<bool>()),
    ) {
        let options = CurveOptions { width, height, unicode, only: Vec::new() };
        for policy in policies() {
            let release = policy.apply(&table);
            for column in release.columns() {
                let _ = curve(&release, &column.name, &options);
            }
            let _ = curve(&policy.apply(&weekly(&points)), "share", &options);
            let shares: Vec<Option<f64>> = points.iter().map(|p| p.filter(|p| (0.0..=1.0).contains(p))).collect();
            let drawing = curve(&policy.apply(&weekly(&shares)), "share", &options).unwrap();
            prop_assert!(drawing.lines().all(|line| line.width() <= width.max(60)), "\n{}", drawing);
        }
    }
}
