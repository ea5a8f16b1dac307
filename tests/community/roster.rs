//! The roster: files as people have them, what is read from them, and what is said about the rest.

use cmgraph::community::{
    CommunityBuilder, DropReason, FileAudit, MemberKind, MemberRecord, MemberState, MessageRecord, Network,
    RoleOptions, Roster,
};
use cmgraph::export::{Field, RosterOptions, read_roster};
use cmgraph::{Community, Error, MemberId, PersonId, Timestamp};
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A file that goes away with its value.
struct TempFile(PathBuf);

impl TempFile {
    fn new(bytes: &[u8]) -> TempFile {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("cmgraph-roster-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("people.csv");
        std::fs::write(&path, bytes).unwrap();
        TempFile(path)
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

fn try_read(bytes: &[u8], options: &RosterOptions) -> cmgraph::Result<(Roster, FileAudit, Vec<String>)> {
    read_roster(&TempFile::new(bytes).0, options)
}

fn read(text: &str) -> (Roster, FileAudit, Vec<String>) {
    try_read(text.as_bytes(), &RosterOptions::default()).unwrap()
}

fn date(text: &str) -> Option<Timestamp> {
    Some(Timestamp::parse(text.as_bytes()).unwrap())
}

/// One line a person: id, e-mail, sign-in name, name, unit, location, manager, leader, guest.
fn lines(roster: &Roster) -> Vec<String> {
    let flag = |flag: bool, text: &str| if flag { text.to_owned() } else { String::new() };
    roster
        .iter()
        .map(|p| {
            let i = p.index();
            let manager =
                roster.managers[i].map_or(String::new(), |m| roster.names.get(m.index()).to_owned());
            [
                roster.directory_ids.get(i).to_owned(),
                roster.emails.get(i).to_owned(),
                roster.upns.get(i).to_owned(),
                roster.names.get(i).to_owned(),
                roster.units.get(i).to_owned(),
                roster.locations.get(i).to_owned(),
                manager,
                flag(roster.leaders[i], "leader") + &flag(roster.guests[i], "guest"),
            ]
            .join("|")
        })
        .collect()
}

#[test]
fn known_layouts() {
    let entra_old = "userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city\n\
        aino@example.com,Aino Aho,Aho,Aino.Aho@example.com,Aino,id-1,Member,,Sales,True,FI,,,Finland,HQ,Espoo\n\
        kim_elsewhere.org#EXT#@example.onmicrosoft.com,Kim,,kim@elsewhere.org,,id-2,Guest,,,True,,,,,,\n";
    let entra_new = "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,officeLocation,city,companyName,createdDateTime\n\
        aino@example.com,Aino Aho,Aho,aino@example.com,Aino,id-1,Member,,Sales,True,,Espoo,Example Oy,2020-02-01T08:00:00Z\n\
        bo@example.com,Bo Berg,Berg,,Bo,id-2,,,Sales,True,,Oslo,Example AS,\n\
        kim_elsewhere.org#EXT#@example.com,Kim,,,,id-3,Member,,,True,,,,\n\
        lee_elsewhere.org#EXT#@example.com,Lee,,,,id-4,,,,True,,,,\n";
    let google = "\u{feff}First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],Status [READ ONLY],Employee ID,Manager Email,Department,Building ID\n\
        Aino,Aho,aino@example.com,****,/Nordics/Sales,Active,17,,Sales,Tower\n\
        Bo,Berg,bo@example.com,****,/,Suspended,18,Aino@Example.com,Sales,Tower\n";
    let viva = "PersonId,EffectiveDate,ManagerId,Organization,LevelDesignation\n\
        aino@example.com,1/1/2024,,Sales,Director\n\
        bo@example.com,1/1/2024,aino@example.com,Sales,IC\n\
        bo@example.com,3/1/2024,aino@example.com,Support,IC\n\
        bo@example.com,2/1/2024,aino@example.com,Product,IC\n";
    let plain = "Email;Full name;Level 2;Level 1;Reports to;Location;Leader;Start date;End date\r\n\
        aino@example.com;\"Aino\r\nAho\";Sales;Nordics;;Espoo;yes;1.2.2020;31.12.2024\r\n\
        bo@example.com;Bo;Support;Nordics;aino@example.com;Oslo;no;2021-03-04;9999-12-31\r\n";
    for (what, text, expected, unknown) in [
        (
            "entra, older headers",
            entra_old,
            vec![
                "id-1|Aino.Aho@example.com|aino@example.com|Aino Aho|Sales|HQ||",
                "id-2|kim@elsewhere.org|kim_elsewhere.org#EXT#@example.onmicrosoft.com|Kim||||guest",
            ],
            "surname,givenName,jobTitle,usageLocation,streetAddress,state,country,city",
        ),
        (
            "entra, newer headers",
            entra_new,
            vec![
                "id-1|aino@example.com|aino@example.com|Aino Aho|Example Oy/Sales|Espoo||",
                "id-2||bo@example.com|Bo Berg|Example AS/Sales|Oslo||",
                "id-3||kim_elsewhere.org#EXT#@example.com|Kim||||",
                "id-4||lee_elsewhere.org#EXT#@example.com|Lee||||guest",
            ],
            "surname,givenName,jobTitle,officeLocation",
        ),
        (
            "google workspace",
            google,
            vec![
                "|aino@example.com||Aino Aho|Nordics/Sales|Tower||leader",
                "|bo@example.com||Bo Berg||Tower|Aino Aho|",
            ],
            "Password [Required],Department",
        ),
        (
            "viva insights",
            viva,
            vec!["|aino@example.com|||Sales|||leader", "|bo@example.com|||Support|||"],
            "LevelDesignation",
        ),
        (
            "plain headers",
            plain,
            vec![
                "|aino@example.com||Aino\r\nAho|Nordics/Sales|Espoo||leader",
                "|bo@example.com||Bo|Nordics/Support|Oslo|Aino\r\nAho|",
            ],
            "",
        ),
    ] {
        let (roster, audit, _) = read(text);
        assert_eq!(lines(&roster), expected, "{what}");
        assert_eq!(audit.unknown_columns.join(","), unknown, "{what}");
        assert_eq!(audit.rows, audit.kept + audit.dropped_rows(), "{what}");
        assert_eq!(audit.unreadable_values, 0, "{what}: {:?}", audit.notes);
    }
    let (roster, _, remarks) = read(entra_new);
    assert_eq!(roster.joined, [date("2020-02-01T08:00:00Z"), None, None, None]);
    assert!(
        remarks.iter().any(|r| r.starts_with("rows without a first day of employment: 1;")),
        "{remarks:?}"
    );
    let (roster, _, remarks) = read(google);
    assert_eq!(roster.disabled, [false, true]);
    assert!(remarks.iter().any(|r| r.starts_with("accounts that are switched off: 1;")), "{remarks:?}");
    let (_, audit, remarks) = read(viva);
    assert_eq!(audit.dropped.get(&DropReason::Superseded), Some(&2));
    assert!(remarks.iter().any(|r| r.contains("month/day/year: the form of Viva Insights")), "{remarks:?}");
    let (roster, _, _) = read(plain);
    assert_eq!(roster.joined, [date("2020-02-01"), date("2021-03-04")]);
    // The end date is the last day; the person is gone from the next day on.
    assert_eq!(roster.left, [date("2025-01-01"), None]);
}

#[test]
fn encodings_and_separators() {
    let text = "email,name,unit\nåsa@example.com,Åsa,Salg\n";
    let tabs = text.replace(',', "\t");
    let wide = |text: &str, big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    for (what, bytes) in [
        ("plain", text.as_bytes().to_vec()),
        ("byte order mark", format!("\u{feff}{text}").into_bytes()),
        ("semicolons", text.replace(',', ";").into_bytes()),
        ("named separator", format!("sep=;\r\n{}", text.replace(',', ";")).into_bytes()),
        ("carriage returns", text.replace('\n', "\r\n").into_bytes()),
        ("carriage returns alone", text.replace('\n', "\r").into_bytes()),
        ("utf-16, little end first", wide(&tabs, false, true)),
        ("utf-16, big end first", wide(&tabs, true, true)),
        ("utf-16 without mark", wide(&tabs, false, false)),
        (
            "empty rows and fields behind",
            b"email,name,unit\n\n\xC3\xA5sa@example.com,\xC3\x85sa,Salg,,\n,,\n".to_vec(),
        ),
    ] {
        let (roster, audit, _) = try_read(&bytes, &RosterOptions::default()).unwrap();
        assert_eq!(lines(&roster), ["|åsa@example.com||Åsa|Salg|||"], "{what}");
        assert_eq!((audit.rows, audit.kept), (1, 1), "{what}");
    }
}

#[test]
fn named_columns() {
    let text = "Sähköposti,Etunimi,Sukunimi,Maa,Osasto,Esimies,Alkoi\n\
        aino@example.com,Aino,Aho,Suomi,Myynti,,3/4/2020\n\
        bo@example.com,Bo,Berg,Norja,Tuki,aino@example.com,3/14/2020\n";
    let columns = [
        (Field::Email, "sähköposti"),
        (Field::Name, "Etunimi"),
        (Field::Name, "Sukunimi"),
        (Field::Unit, "Maa"),
        (Field::Unit, "Osasto"),
        (Field::Manager, "Esimies"),
        (Field::Joined, "Alkoi"),
    ];
    let columns = columns.map(|(field, name)| (field, name.to_owned())).to_vec();
    let options = RosterOptions { columns, ..RosterOptions::default() };
    let (roster, audit, remarks) = try_read(text.as_bytes(), &options).unwrap();
    assert_eq!(
        lines(&roster),
        [
            "|aino@example.com||Aino Aho|Suomi/Myynti|||leader",
            "|bo@example.com||Bo Berg|Norja/Tuki||Aino Aho|"
        ]
    );
    assert!(audit.unknown_columns.is_empty());
    assert_eq!(roster.joined, [date("2020-03-04"), date("2020-03-14")]);
    let expected = "dates in column \"Alkoi\" such as that in line 2 are read as month/day/year: other values of the column show it";
    assert!(remarks.iter().any(|r| r == expected), "{remarks:?}");

    let options = RosterOptions { columns: vec![(Field::Email, "Mail".into())], ..RosterOptions::default() };
    let error = try_read(text.as_bytes(), &options).unwrap_err().to_string();
    assert!(
        error.starts_with("people.csv, line 1: no column \"Mail\"; the header has Sähköposti, Etunimi,"),
        "{error}"
    );
}

/// Files that are refused, and what is said.
#[test]
fn refused() {
    type Is = fn(&Error) -> bool;
    let not: Is = |e| matches!(e, Error::NotAnExport { .. });
    let missing: Is = |e| matches!(e, Error::MissingColumn { .. });
    let spreadsheet: Is = |e| matches!(e, Error::Spreadsheet { .. });
    for (bytes, is, message) in [
        (&b""[..], not, "people.csv: an empty file; expected a CSV file with a header"),
        (b"email,name\n", not, "people.csv: a header and no rows; expected one row a person"),
        (b"email,name\n,Aino\n", not, "people.csv: no person in the file (rows: 1, no id: 1); expected"),
        (
            b"email;name\na@example.com,Aino\n",
            not,
            "people.csv: no person in the file (rows: 1, damaged row: 1); expected",
        ),
        (
            b"name,unit\nAino,Sales\n",
            missing,
            "people.csv, line 1: no column \"email\"; the header has name, unit. People",
        ),
        (
            b"employee id,name\n17,Aino\n",
            missing,
            "people.csv, line 1: no column \"email\"; the header has employee id, name.",
        ),
        (
            b"email,name\na@example.com,Aino\nb@example.com,\xC5sa\n",
            not,
            "people.csv, line 3: byte 0xC5, which is not UTF-8; expected UTF-8 or UTF-16: letters such as å and ä would be guessed; save it as UTF-8 CSV",
        ),
        (
            b"\xFF\xFEe\0m\0a\0i",
            not,
            "people.csv: UTF-16 text that is damaged or cut off; expected a whole file",
        ),
        (
            b"PK\x03\x04....",
            not,
            "people.csv: a workbook or archive; expected a CSV file; in the spreadsheet program",
        ),
        (
            b"email;employee id;manager\na@example.com;2,00034E+15;\n",
            spreadsheet,
            "people.csv, line 2, column \"employee id\": the id \"2,00034E+15\" has lost its last digits. This file was opened and saved in a spreadsheet program; use the export as it was downloaded",
        ),
        (
            b"email,object_id,manager id\na@example.com,x,\nb@example.com,y,2.00034E+15\n",
            spreadsheet,
            "people.csv, line 3, column \"manager id\": the id \"2.00034E+15\" has lost",
        ),
    ] {
        let error =
            try_read(bytes, &RosterOptions::default()).map(|(roster, ..)| lines(&roster)).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
        assert!(is(&error), "{error:?}");
    }
    let error =
        read_roster(&std::env::temp_dir().join("cmgraph-no-such-file.csv"), &RosterOptions::default());
    assert!(matches!(error, Err(Error::Io { .. })));
}

/// Damage that is passed over, and the line of the audit it gets.
#[test]
fn audited() {
    for (text, kept, reason, note) in [
        (
            "email,name\na@example.com,A\n,B\n",
            1,
            Some(DropReason::NoId),
            Some("people.csv, line 3: no e-mail address, directory id or sign-in name; row left out"),
        ),
        (
            "email,name\r\na@example.com,\"A\r\nA\"\r\n\r\nb@example.com\r\nc@example.com,C\r\n",
            2,
            Some(DropReason::Damaged),
            Some("people.csv, line 5: 1 fields, the header has 2; row left out"),
        ),
        (
            "email,name\na@example.com,\"A\nb@example.com,B\n",
            1,
            None,
            Some(
                "people.csv, line 2: a quotation mark is opened and not closed; the rows from here on cannot be told apart",
            ),
        ),
        (
            "email,name\na@example.com,A\n A@Example.com ,B\n",
            1,
            Some(DropReason::Duplicate),
            Some("people.csv, line 3: the same person as in line 2; row left out"),
        ),
        (
            "id,mail,userPrincipalName\n1,a@example.com,u\n1,b@example.com,v\n",
            1,
            Some(DropReason::Duplicate),
            None,
        ),
        (
            "email,name\na@example.com,A\nBerta,B\n",
            1,
            Some(DropReason::NoId),
            Some(
                "people.csv, line 3, column \"email\": no e-mail address: there is no @ in it; taken as not given",
            ),
        ),
        (
            "email,joined\na@example.com,3/4/2020\n",
            1,
            None,
            Some(
                "people.csv, line 2, column \"joined\": found \"3/4/2020\", expected a date that tells day from month, such as 2024-12-31; taken as not given",
            ),
        ),
        (
            "email,left\na@example.com,45292\n",
            1,
            None,
            Some(
                "people.csv, line 2, column \"left\": found \"45292\", expected a date such as 2024-12-31; taken as not given",
            ),
        ),
        ("email,left\na@example.com,9999-01-01\n", 1, None, None),
        ("email,joined\na@example.com,0001-01-01T00:00:00\n", 1, None, None),
        (
            "email,leader\na@example.com,perhaps\n",
            1,
            None,
            Some(
                "people.csv, line 2, column \"leader\": found \"perhaps\", expected yes or no; taken as not given",
            ),
        ),
        // Read as it stands; escaped where it is written.
        ("email,name\na@example.com,=1+3\n", 1, None, None),
    ] {
        let (roster, audit, _) = read(text);
        assert_eq!(roster.len(), kept, "{text}");
        assert_eq!(audit.kept, kept as u64, "{text}");
        assert_eq!(audit.rows, audit.kept + audit.dropped_rows(), "{text}");
        assert_eq!(audit.dropped.keys().next().copied(), reason, "{text}");
        let notes: Vec<String> = audit.notes.iter().map(|(place, text)| format!("{place}: {text}")).collect();
        match note {
            Some(note) => assert!(notes.iter().any(|n| n == note), "{text}: {notes:?}"),
            None if reason.is_none() => assert!(notes.is_empty(), "{text}: {notes:?}"),
            None => {}
        }
        assert!(roster.joined.iter().chain(&roster.left).all(Option::is_none), "{text}");
    }
}

#[test]
fn people_who_share_an_address_stay_apart() {
    let (roster, audit, remarks) = read("object id,email\n1,shop@example.com\n2,shop@example.com\n");
    assert_eq!((roster.len(), audit.kept), (2, 2));
    let expected = "people who share an e-mail address with another directory id: 1 (line 3); nobody is matched by it alone";
    assert!(remarks.iter().any(|r| r == expected), "{remarks:?}");
}

#[test]
fn switched_off_accounts_can_be_left_out() {
    let text = "mail,accountEnabled\na@example.com,True\nroom@example.com,False\n";
    let options = RosterOptions { leave_out_disabled: true, ..RosterOptions::default() };
    let (roster, audit, _) = try_read(text.as_bytes(), &options).unwrap();
    assert_eq!((roster.len(), audit.dropped.get(&DropReason::Disabled)), (1, Some(&1)));
    assert_eq!(read(text).0.disabled, [false, true]);
}

#[test]
fn a_day_of_import_is_nobodys_first_day() {
    let mut text = String::from("userPrincipalName,createdDateTime\n");
    for i in 0..60 {
        let created = if i < 40 { "2021-06-05T10:00:00Z".into() } else { format!("2022-01-{:02}", i - 39) };
        text += &format!("p{i}@example.com,{created}\n");
    }
    let (roster, _, remarks) = read(&text);
    assert!(roster.joined[..40].iter().all(Option::is_none));
    assert_eq!(roster.joined[40], date("2022-01-01"));
    assert!(
        remarks.iter().any(|r| r.starts_with("accounts created on a day of import, when many were: 40;"))
    );
    assert!(
        remarks.iter().any(|r| r.starts_with("rows without a first day of employment: 20;")),
        "{remarks:?}"
    );
}

#[test]
fn company_is_a_level_only_where_it_differs() {
    for (companies, expected) in [
        (["Oy", "AS"], ["Oy/Sales", "AS/Sales"]),
        (["Oy", "Oy"], ["Sales", "Sales"]),
        (["", ""], ["Sales", "Sales"]),
    ] {
        let [a, b] = companies;
        let (roster, audit, _) =
            read(&format!("mail,companyName,department\na@example.com,{a},Sales\nb@example.com,{b},Sales\n"));
        assert_eq!(roster.units.iter().collect::<Vec<_>>(), expected, "{companies:?}");
        assert!(audit.unknown_columns.is_empty(), "{:?}", audit.unknown_columns);
    }
}

#[test]
fn odd_hierarchies_are_reported() {
    let head = "employee id,email,name,manager\n";
    for (rows, managers, remarks) in [
        // A reference by each kind of id.
        (
            "1,a@example.com,A,\n2,b@example.com,B,1\n3,c@example.com,C,B@EXAMPLE.COM\n",
            vec![None, Some(0), Some(1)],
            vec![],
        ),
        (
            "1,a@example.com,A,1\n2,b@example.com,B,1\n",
            vec![None, Some(0)],
            vec!["people who are their own managers: 1 (line 2); they count as having none"],
        ),
        (
            "1,a@example.com,A,9\n2,b@example.com,B,z@example.com\n3,c@example.com,C,2\n",
            vec![None, None, Some(1)],
            vec!["people whose manager is not in the file: 2 (lines 2, 3)"],
        ),
        (
            "1,a@example.com,A,\n1,b@example.com,B,\n3,c@example.com,C,1\n",
            vec![None, None, None],
            vec!["people whose manager's id several people share: 1 (line 4); nobody is taken"],
        ),
        (
            "1,a@example.com,A,2\n2,b@example.com,B,3\n3,c@example.com,C,2\n",
            vec![Some(1), Some(2), Some(1)],
            vec![
                "circles of managers who report to each other: 1 (2 people in all, the first: lines 3, 4); their reporting lines are kept",
                "the hierarchy has no top: all reporting lines end in circles",
            ],
        ),
        (
            "1,a@example.com,A,\n2,b@example.com,B,1\n3,c@example.com,C,\n4,d@example.com,D,3\n",
            vec![None, Some(0), None, Some(2)],
            vec!["the hierarchy has several tops, people with reports and no manager: 2 (lines 2, 4)"],
        ),
    ] {
        let (roster, _, said) = read(&format!("{head}{rows}"));
        let expected: Vec<Option<PersonId>> = managers.iter().map(|m| m.map(PersonId)).collect();
        assert_eq!(roster.managers, expected, "{rows}");
        assert_eq!(said[1..], remarks[..], "{rows}");
        assert!(
            said[0].starts_with("no column says who leads: who has a direct report counts"),
            "{}",
            said[0]
        );
        let reports = roster.direct_reports();
        assert!(roster.iter().all(|p| roster.leaders[p.index()] == (reports[p.index()] > 0)));
    }
}

/// Members by `(id, name, e-mail, directory id)`.
fn community(members: &[(&str, &str, &str, &str)], kind: MemberKind) -> CommunityBuilder {
    let mut builder = CommunityBuilder::new();
    for &(id, name, email, directory_id) in members {
        builder.member(&MemberRecord { id, name, email, directory_id, kind, ..MemberRecord::default() });
    }
    builder
}

fn with_roster(builder: CommunityBuilder, text: &str) -> Community {
    let (roster, audit, remarks) = read(text);
    builder.build().unwrap().with_roster(roster, audit, remarks)
}

#[test]
fn matching() {
    let builder = community(
        &[
            ("1", "Aino", "old@example.com", "ID-A"), // by directory id, whatever the address
            ("2", "Bo", "BO@example.com", ""),        // by address
            ("3", "Cy", "cy@example.com", ""),        // by sign-in name
            ("4", "Dag", "dag@example.com", ""),      // two accounts of one person
            ("5", "Dag again", "dag@example.com", ""),
            ("6", "Eve", "eve@example.com", ""), // one account, two people
            ("7", "Fay", "nobody@example.com", ""), // fits nobody
            ("8", "Gus", "gus@example.com", "id-x"), // by address, though the ids differ
            ("9", "Old Aino", "aino@example.com", ""), // the address went to a person known by id
        ],
        MemberKind::Person,
    );
    let roster = "object id,email,upn,name,leader\n\
        id-a,aino@example.com,,Aino,yes\n\
        id-b,bo@example.com,bo@example.com,Bo,no\n\
        id-c,cecilia@example.com,cy@example.com,Cy,no\n\
        id-d,dag@example.com,,Dag,no\n\
        id-e,eve@example.com,,Eve,no\n\
        id-f,eva@example.com,eve@example.com,Eva,no\n\
        id-g,gus@example.com,,Gus,no\n\
        id-h,hal@example.com,,Hal,no\n";
    let community = with_roster(builder, roster);
    let found = community.roster_match();
    assert_eq!((found.by_directory_id, found.by_email), (1, 3));
    assert_eq!(found.ambiguous, ["Dag", "Dag again", "Eve"]);
    assert_eq!(found.unmatched, ["Fay", "Old Aino"]);
    assert_eq!((found.without_account, found.contested), (1, 3));
    let people = community.roster().unwrap();
    let of = |m: u32| community.members().persons[m as usize].map(|p| people.names.get(p.index()));
    assert_eq!([of(0), of(1), of(2), of(7)], [Some("Aino"), Some("Bo"), Some("Cy"), Some("Gus")]);
    assert!(community.members().role(MemberId(0)).leader && !community.members().role(MemberId(1)).leader);
    assert!(community.audit().warnings.iter().any(|w| w.ends_with("different directory ids: 1")));
    assert_eq!(community.audit().kept("people.csv"), 8);
}

#[test]
fn only_people_are_matched_and_external_accounts_come_last() {
    let mut builder = community(&[("1", "Robot", "a@example.com", "")], MemberKind::Bot);
    builder.network(Network { id: "home".into(), ..Network::default() });
    let external = builder.network(Network { id: "partners".into(), ..Network::default() });
    // Not of the home network, and not yet joined with an account there.
    let record =
        MemberRecord { network: external, id: "5", email: "b@example.com", ..MemberRecord::default() };
    builder.member(&record);
    builder.member(&MemberRecord {
        id: "2",
        state: MemberState::Pending,
        directory_id: "id-b",
        ..Default::default()
    });
    builder.member(&MemberRecord { network: external, id: "6", email: "c@example.com", ..record });
    let community =
        with_roster(builder, "object id,email\nid-a,a@example.com\nid-b,b@example.com\nid-c,c@example.com\n");
    let found = community.roster_match();
    assert_eq!((found.by_directory_id, found.by_email, found.without_account), (1, 1, 1));
    assert_eq!(found.unmatched, ["b@example.com"]);
    assert_eq!(community.members().persons, [None, Some(PersonId(1)), None, Some(PersonId(2))]);
}

#[test]
fn messages_before_the_first_day_are_reported() {
    let mut builder = community(&[("1", "Aino", "a@example.com", "")], MemberKind::Person);
    let at = Timestamp::parse(b"2020-01-01").unwrap();
    let message = MessageRecord { thread: b"10", words: 1, ..MessageRecord::new(b"10", b"1", at) };
    builder.message(&message).unwrap();
    let community = with_roster(builder, "email,joined\na@example.com,2021-01-01\n");
    assert!(community.audit().warnings[0].contains("before the first day that the roster gives them: 1;"));
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn roles_by_name() {
    let members = [
        ("1", "Anna Aho", "anna@example.com", ""),
        ("2", "Sam", "sam@example.com", ""),
        ("3", "Sam", "sam.b@example.com", ""),
        ("4", "News", "", ""),
        ("5", "Helper", "helper@example.com", ""),
    ];
    let roster = "email,upn\nanna.aho@example.com,ANNA@example.com\nhal@example.com,\n";
    let build = || with_roster(community(&members, MemberKind::Person), roster);
    let options = RoleOptions {
        community_managers: names(&["ANNA@example.com", "Anna.Aho@example.com"]),
        communications: names(&["news"]),
        bots: names(&["5"]),
        ..RoleOptions::default()
    };
    let community = build().with_roles(&options).unwrap();
    let members = community.members();
    assert!(members.role(MemberId(0)).community_manager && !members.role(MemberId(1)).community_manager);
    assert!(members.role(MemberId(3)).communications);
    assert_eq!(members.kind(MemberId(4)), MemberKind::Bot);
    assert_eq!(
        members.iter().map(|m| members.is_colleague(m)).collect::<Vec<_>>(),
        [false, true, true, false, false]
    );

    for (given, message) in [
        ("Sam", "no community manager \"Sam\"; 2 members have this name; give the e-mail address or id"),
        ("ana@example.com", "no community manager \"ana@example.com\"; did you mean anna@example.com?"),
        ("anna", "no community manager \"anna\"; did you mean anna@example.com?"),
        (
            "hal@example.com",
            "no community manager \"hal@example.com\"; the roster has this person, but no account in the export fits",
        ),
        ("", "no community manager \"\"; give an e-mail address or id as it stands in the export"),
    ] {
        let options = RoleOptions { community_managers: names(&[given]), ..RoleOptions::default() };
        assert_eq!(build().with_roles(&options).unwrap_err().to_string(), message);
    }
    let both =
        RoleOptions { community_managers: names(&["5"]), bots: names(&["5"]), ..RoleOptions::default() };
    let error = build().with_roles(&both).unwrap_err().to_string();
    assert_eq!(
        error,
        "option bots: found \"Helper\", which is named as a community manager as well, expected accounts that are not people"
    );
    let domain = RoleOptions { home_domains: names(&["example"]), ..RoleOptions::default() };
    let error = build().with_roles(&domain).unwrap_err().to_string();
    assert_eq!(
        error,
        "option home_domains: found \"example\", expected an e-mail domain such as example.com"
    );
}

#[test]
fn guests_by_home_domain() {
    let members = [
        ("1", "Own", "own@example.com", ""),
        ("2", "Sub", "sub@fi.example.com", ""),
        ("3", "Out", "out@elsewhere.org", ""),
        ("4", "Listed", "listed@elsewhere.org", ""),
        ("5", "Listed guest", "extra@example.com", ""),
        ("6", "No address", "", ""),
        ("7", "Elsewhere too", "b@elsewhere.org", ""),
    ];
    let roster = "mail,userType\nlisted@elsewhere.org,Member\nextra@example.com,Guest\np@example.com,\nq@example.com,\n";
    for (given, domains, with_roster_file, guests, said) in [
        (
            vec!["@Example.com"],
            vec![],
            false,
            "3 4 7",
            "home domains: example.com (as given); people with other addresses count as guests",
        ),
        (
            vec!["elsewhere.org"],
            vec!["example.com"],
            false,
            "1 2 5",
            "home domains: elsewhere.org (as given);",
        ),
        (
            vec![],
            vec!["EXAMPLE.com"],
            false,
            "3 4 7",
            "home domains: example.com (those of the home network in the export);",
        ),
        // Whom the roster calls a member is none, and who is a guest there is one.
        (vec![], vec![], true, "3 5 7", "home domains: example.com (those of the roster);"),
        (
            vec![],
            vec!["example.com", "elsewhere.org"],
            true,
            "5",
            "home domains: elsewhere.org, example.com (those of the home network",
        ),
        (
            vec![],
            vec![],
            false,
            "1 2 5",
            "home domains: elsewhere.org (assumed: the most frequent domain among the members);",
        ),
    ] {
        let mut builder = community(&members, MemberKind::Person);
        let domains: Vec<String> = names(&domains);
        builder.network(Network { id: "1".into(), domains, ..Network::default() });
        let community =
            if with_roster_file { with_roster(builder, roster) } else { builder.build().unwrap() };
        let options = RoleOptions { home_domains: names(&given), ..RoleOptions::default() };
        let community = community.with_roles(&options).unwrap();
        let m = community.members();
        let found: Vec<String> =
            m.iter().filter(|&i| m.kind(i) == MemberKind::Guest).map(|i| m.ids.get(i.index())).collect();
        assert_eq!(found.join(" "), guests, "{said}");
        let last = community.audit().warnings.last().unwrap();
        assert!(last.starts_with(said), "{last}");
    }
    let community = community(&[("1", "A", "", "")], MemberKind::Person).build().unwrap();
    let community = community.with_roles(&RoleOptions::default()).unwrap();
    assert_eq!(community.audit().warnings, ["no e-mail domain is known: guests cannot be told apart"]);
}

/// What matching found, without anything that depends on order or case.
fn outcome(members: &[(String, String, String)], people: &[[String; 3]], swap: bool) -> Vec<String> {
    let case = |text: &str| if swap { text.to_uppercase() } else { text.to_owned() };
    let mut builder = CommunityBuilder::new();
    for (id, email, directory_id) in members {
        builder.member(&MemberRecord {
            id,
            name: &format!("member {id}"),
            email: &case(email),
            directory_id,
            ..MemberRecord::default()
        });
    }
    let rows: String = people.iter().map(|p| format!("{},{},{}\n", p[0], p[1], case(&p[2]))).collect();
    let community = with_roster(builder, &format!("object id,email,upn\n{rows}"));
    let (members, people) = (community.members(), community.roster().unwrap());
    let mut matched: Vec<u32> = members.persons.iter().flatten().map(|p| p.0).collect();
    let n = matched.len();
    matched.sort_unstable();
    matched.dedup();
    assert_eq!(matched.len(), n, "nobody is matched twice");
    let found = community.roster_match();
    assert_eq!(found.by_directory_id + found.by_email, n as u64);
    assert_eq!(n as u64 + found.without_account + found.contested, people.len() as u64);
    assert_eq!(n + found.ambiguous.len() + found.unmatched.len(), members.len());
    let pair = |m: MemberId| {
        let i = m.index();
        let person = members.persons[i].map_or("nobody", |p| people.directory_ids.get(p.index()));
        format!("{} {person}", members.ids.get(i))
    };
    let mut all: Vec<String> = members.iter().map(pair).collect();
    all.push(format!("{:?}", found));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn matching_depends_on_neither_order_nor_case(
        members in proptest::collection::vec((0u8..9, 0u8..9), 1..9),
        people in proptest::collection::vec((0u8..9, 0u8..9), 1..9),
        seed in any::<u64>(),
    ) {
        let address = |n: u8| if n == 0 { String::new() } else { format!("p{n}@example.com") };
        let mut members: Vec<(String, String, String)> = members
            .iter()
            .enumerate()
            .map(|(i, &(email, id))| {
                (i.to_string(), address(email), if id == 0 { String::new() } else { format!("id-{id}") })
            })
            .collect();
        // Directory ids are unique: rows with the same one are duplicates, of which the first stands.
        let mut people: Vec<[String; 3]> = people
            .iter()
            .enumerate()
            .map(|(i, &(email, upn))| [format!("id-{}", i + 1), address(email), address(upn)])
            .collect();
        let straight = outcome(&members, &people, false);
        let (by, people_by) = (seed as usize % members.len(), (seed >> 32) as usize % people.len());
        members.rotate_left(by);
        people.rotate_left(people_by);
        people.reverse();
        // The remarks name lines, which change with the order; compare what was matched.
        let strip = |all: Vec<String>| -> Vec<String> {
            all.into_iter().map(|s| s.split(", hierarchy").next().unwrap_or("").to_owned()).collect()
        };
        prop_assert_eq!(strip(straight), strip(outcome(&members, &people, true)));
    }

    #[test]
    fn circles_are_those_that_walking_finds(managers in proptest::collection::vec(proptest::option::of(0u32..8), 1..8)) {
        let n = managers.len() as u32;
        let managers: Vec<Option<PersonId>> =
            managers.iter().map(|m| m.filter(|&m| m < n).map(PersonId)).collect();
        let roster = Roster { managers: managers.clone(), leaders: vec![false; n as usize], ..Roster::default() };
        let up = |p: PersonId| managers[p.index()];
        // A person is on a circle when n steps up lead back; the circle is what lies between.
        let mut expected: Vec<Vec<PersonId>> = Vec::new();
        for start in roster.iter() {
            let mut path = vec![start];
            let mut at = up(start);
            while let Some(next) = at.filter(|&next| next != start && path.len() <= n as usize) {
                path.push(next);
                at = up(next);
            }
            if at == Some(start) && path.iter().all(|&p| start <= p) {
                expected.push(path);
            }
        }
        prop_assert_eq!(roster.cycles(), expected);
        let roots: Vec<PersonId> =
            roster.iter().filter(|&p| up(p).is_none() && managers.contains(&Some(p))).collect();
        prop_assert_eq!(roster.roots(), roots);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "(email|id|manager|joined|[a-c@,;\"\n\r\t ./0-9]){0,60}") {
        let options = RosterOptions::default();
        let _ = cmgraph::export::parse_roster("people.csv", &bytes, &options);
        if let Ok((roster, audit, _)) = cmgraph::export::parse_roster("people.csv", text.as_bytes(), &options) {
            prop_assert_eq!(audit.rows, audit.kept + audit.dropped_rows());
            prop_assert_eq!(roster.len() as u64, audit.kept);
        }
        let rows = format!("email,manager,joined,left,unit,leader\n{text}");
        let _ = cmgraph::export::parse_roster("people.csv", rows.as_bytes(), &options);
    }
}
