//! The roster: a directory's "Download users" file with columns of an HR system added.

use super::calendar::iso;
use super::export::guid;
use super::names::ascii;
use super::organisation::{HOME_DOMAIN, Kind, Organisation, Person, SITES};
use crate::error::{Error, Result};
use std::path::Path;

const COLUMNS: [&str; 36] = [
    "userPrincipalName",
    "displayName",
    "surname",
    "mail",
    "givenName",
    "id",
    "userType",
    "jobTitle",
    "department",
    "accountEnabled",
    "usageLocation",
    "streetAddress",
    "state",
    "country",
    "officeLocation",
    "city",
    "postalCode",
    "telephoneNumber",
    "mobilePhone",
    "alternateEmailAddress",
    "ageGroup",
    "consentProvidedForMinor",
    "legalAgeGroupClassification",
    "companyName",
    "creationType",
    "directorySynced",
    "invitationState",
    "identityIssuer",
    "createdDateTime",
    "manager",
    "unit",
    "leader",
    "employeeHireDate",
    "employeeLeaveDateTime",
    "employeeType",
    "costCenter",
];

/// Writes `roster.csv`: every employee of the time, with leavers, and the guests.
pub(super) fn write(folder: &Path, organisation: &Organisation) -> Result<(u64, u64)> {
    let path = folder.join("roster.csv");
    let wrong = |e: csv::Error| Error::io(&path, e.into());
    let mut csv = csv::Writer::from_path(&path).map_err(wrong)?;
    csv.write_record(COLUMNS).map_err(wrong)?;
    let (mut staff, mut guests) = (0, 0);
    for p in &organisation.people {
        match p.kind {
            Kind::Employee | Kind::CommunityManager => staff += 1,
            Kind::Guest => guests += 1,
            Kind::Communications | Kind::Bot => continue,
        }
        csv.write_record(row(p, organisation)).map_err(wrong)?;
    }
    csv.flush().map_err(|e| Error::io(&path, e))?;
    Ok((staff, guests))
}

fn row(p: &Person, organisation: &Organisation) -> [String; 36] {
    let guest = p.kind == Kind::Guest;
    let unit = &organisation.units[p.unit as usize];
    let site = SITES[unit.site].0;
    let country = match site {
        "Helsinki" => "FI",
        "Oslo" => "NO",
        "Stockholm" => "SE",
        _ => "GB",
    };
    let principal =
        if guest { format!("{}#EXT#@{HOME_DOMAIN}", p.email.replace('@', "_")) } else { p.email.clone() };
    let staff = |s: &str| if guest { String::new() } else { s.to_owned() };
    let manager = p.manager.map(|m| organisation.people[m as usize].email.clone()).unwrap_or_default();
    [
        principal,
        p.name(),
        p.family.clone(),
        p.email.clone(),
        p.given.clone(),
        guid(p.guid),
        if guest { "Guest" } else { "Member" }.into(),
        p.title.into(),
        staff(&unit.leaf),
        if p.left.is_some() { "False" } else { "True" }.into(),
        staff(country),
        String::new(),
        String::new(),
        staff(country),
        staff(site),
        staff(site),
        String::new(),
        String::new(),
        // A number that a spreadsheet would take for a formula.
        if guest { String::new() } else { format!("+358 40 {:07}", p.user % 10_000_000) },
        if guest { String::new() } else { format!("{}@home.example.org", ascii(&p.name())) },
        String::new(),
        String::new(),
        String::new(),
        staff("Example"),
        if guest { "Invitation" } else { "" }.into(),
        if guest { "" } else { "True" }.into(),
        if guest { "Accepted" } else { "" }.into(),
        HOME_DOMAIN.into(),
        iso(p.hired),
        manager,
        staff(&unit.path),
        if guest { String::new() } else { p.leader.to_string() },
        if guest { String::new() } else { iso(p.hired) },
        p.left.map(iso).unwrap_or_default(),
        staff("Permanent"),
        if guest { String::new() } else { format!("{:04}", 1_000 + p.unit) },
    ]
}
