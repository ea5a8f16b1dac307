//! Which column of a roster holds what: by its header, or as the user says.

use super::RosterOptions;
use crate::error::{Error, Place, Result};
use std::collections::BTreeMap;

/// A fact about a person that a roster can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// Object id of the directory; what an export calls `guid`.
    DirectoryId,
    /// E-mail address.
    Email,
    /// Sign-in name (user principal name).
    Upn,
    /// Number or id of the HR system. Managers may be named by it; members cannot be matched by it. A value with
    /// an `@` counts as an e-mail address, one in the form of a directory id as such.
    EmployeeId,
    /// Name; several columns are joined by a blank, in the order given.
    Name,
    /// Unit path; several columns are its levels, widest first.
    Unit,
    /// The manager by directory id, e-mail address, sign-in name or employee id.
    Manager,
    /// Location.
    Location,
    /// Whether the person leads a unit.
    Leader,
    /// First day with the organisation.
    Joined,
    /// First day no longer with the organisation. Columns named after a *last* day (`end_date`, `last_day`,
    /// `termination_date`, ...) hold the day before it.
    Left,
    /// Guest or member.
    UserType,
    /// Whether the account is switched on.
    Enabled,
    /// From when on the row holds; of several rows of one person the latest stands.
    EffectiveDate,
}

impl Field {
    /// All fields.
    pub const ALL: [Field; 14] = [
        Field::DirectoryId,
        Field::Email,
        Field::Upn,
        Field::EmployeeId,
        Field::Name,
        Field::Unit,
        Field::Manager,
        Field::Location,
        Field::Leader,
        Field::Joined,
        Field::Left,
        Field::UserType,
        Field::Enabled,
        Field::EffectiveDate,
    ];

    /// Lower-case name, as in a column mapping.
    pub fn name(self) -> &'static str {
        match self {
            Field::DirectoryId => "directory_id",
            Field::Email => "email",
            Field::Upn => "upn",
            Field::EmployeeId => "employee_id",
            Field::Name => "name",
            Field::Unit => "unit",
            Field::Manager => "manager",
            Field::Location => "location",
            Field::Leader => "leader",
            Field::Joined => "joined",
            Field::Left => "left",
            Field::UserType => "user_type",
            Field::Enabled => "enabled",
            Field::EffectiveDate => "effective_date",
        }
    }

    /// The field of that name.
    ///
    /// ```
    /// use cmgraph::export::Field;
    /// assert_eq!(Field::parse("user_type"), Some(Field::UserType));
    /// assert!(Field::ALL.iter().all(|&field| Field::parse(field.name()) == Some(field)));
    /// ```
    pub fn parse(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether several columns make one value (else they stand in for each other).
    fn joins(self) -> bool {
        matches!(self, Field::Name | Field::Unit)
    }

    /// Headers, in the form of [`plain`], most trusted first. A `+` joins columns that make one value.
    fn headers(self) -> &'static [&'static str] {
        match self {
            Field::DirectoryId => &[
                "objectid",
                "directoryid",
                "directoryobjectid",
                "entraid",
                "entraobjectid",
                "aadid",
                "aadobjectid",
                "azureadid",
                "azureadobjectid",
                "guid",
            ],
            Field::Email => &[
                "mail",
                "email",
                "emailaddress",
                "primaryemail",
                "primaryemailaddress",
                "primarysmtpaddress",
                "smtpaddress",
                "workemail",
                "workemailaddress",
                "businessemail",
                "companyemail",
                "useremail",
                "personemail",
            ],
            Field::Upn => &["userprincipalname", "upn", "username", "signinname", "loginname", "login"],
            Field::EmployeeId => &[
                "employeeid",
                "personid",
                "employeenumber",
                "employeeno",
                "personnelnumber",
                "staffid",
                "staffnumber",
                "workerid",
                "userid",
                "id",
            ],
            Field::Name => &[
                "displayname",
                "name",
                "fullname",
                "employeename",
                "givenname+surname",
                "firstname+lastname",
                "givenname+lastname",
                "firstname+surname",
            ],
            Field::Unit => &[
                "orgunitpath",
                "unitpath",
                "unit",
                "orgpath",
                "orgunit",
                "organizationalunit",
                "organisationalunit",
                "organizationunit",
                "organisationunit",
                "organization",
                "organisation",
                "companyname+department",
                "company+department",
                "department",
                "businessunit",
                "division",
                "team",
            ],
            Field::Manager => &[
                "managerobjectid",
                "managerdirectoryid",
                "manageremail",
                "manageremailaddress",
                "managermail",
                "manageruserprincipalname",
                "managerupn",
                "linemanageremail",
                "supervisoremail",
                "reportstoemail",
                "managerid",
                "managerpersonid",
                "manageremployeeid",
                "supervisorid",
                "reportsto",
                "linemanager",
                "supervisor",
                "manager",
            ],
            Field::Location => &[
                "location",
                "officelocation",
                "physicaldeliveryofficename",
                "worklocation",
                "office",
                "site",
                "buildingid",
                "city",
                "country",
            ],
            Field::Leader => &[
                "leader",
                "isleader",
                "leaderflag",
                "teamleader",
                "isteamleader",
                "ismanager",
                "islinemanager",
                "peoplemanager",
                "ispeoplemanager",
                "supervisorindicator",
            ],
            Field::Joined => &[
                "joined",
                "joinedat",
                "joindate",
                "joiningdate",
                "datejoined",
                "hiredate",
                "employeehiredate",
                "datehired",
                "startdate",
                "employmentstart",
                "employmentstartdate",
                "entrydate",
                ACCOUNT_CREATED,
            ],
            Field::Left => &[
                "left",
                "leftat",
                "leftdate",
                "dateleft",
                "leavedate",
                "leavingdate",
                "leavedatetime",
                "employeeleavedatetime",
                "exitdate",
                "enddate",
                "lastday",
                "lastworkingday",
                "employmentend",
                "employmentenddate",
                "terminationdate",
            ],
            Field::UserType => &["usertype"],
            Field::Enabled => &["accountenabled", "enabled", "isenabled"],
            Field::EffectiveDate => &["effectivedate"],
        }
    }
}

/// The day an account was created stands in for the first day of employment only where nothing better does.
const ACCOUNT_CREATED: &str = "createddatetime";
const LAST_DAYS: [&str; 6] =
    ["enddate", "lastday", "lastworkingday", "employmentend", "employmentenddate", "terminationdate"];
/// Names of numbered levels of a unit path (`Level 1`, `Level 2`), without the number.
const LEVELS: [&str; 8] =
    ["level", "unit", "unitlevel", "orglevel", "orgunit", "organizationlevel", "organisationlevel", "org"];

/// Where the fields stand: for each, alternatives in order of trust; an alternative of several columns is joined.
pub(super) struct Columns {
    header: Vec<String>,
    plain: Vec<String>,
    alternatives: BTreeMap<Field, Vec<Vec<usize>>>,
}

impl Columns {
    /// Finds the columns of a header.
    pub(super) fn find(file: &str, header: Vec<String>, options: &RosterOptions) -> Result<Columns> {
        let plain: Vec<String> = header.iter().map(|name| self::plain(name)).collect();
        let mut columns = Columns { header, plain, alternatives: BTreeMap::new() };
        for (field, name) in &options.columns {
            let Some(at) = columns.named(name) else {
                return Err(columns.missing(file, name));
            };
            let alternatives = columns.alternatives.entry(*field).or_default();
            match alternatives.first_mut() {
                Some(group) if field.joins() => group.push(at),
                _ => alternatives.push(vec![at]),
            }
        }
        let taken: Vec<usize> = columns.alternatives.values().flatten().flatten().copied().collect();
        for field in Field::ALL {
            if !columns.alternatives.contains_key(&field) {
                let found = columns.recognise(field, &taken);
                if !found.is_empty() {
                    columns.alternatives.insert(field, found);
                }
            }
        }
        let identifying = [Field::DirectoryId, Field::Email, Field::Upn, Field::EmployeeId];
        if !identifying.iter().any(|&field| columns.has(field)) {
            return Err(columns.missing(file, "email"));
        }
        Ok(columns)
    }

    /// The error for a header that does not have what is needed, with what can be done.
    pub(super) fn missing(&self, file: &str, column: &str) -> Error {
        let header = match self.header.is_empty() {
            true => "no columns".to_owned(),
            false => self.header.join(", "),
        };
        let fields: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
        let found = format!(
            "{header}. People are known by e-mail address, directory id or sign-in name; a column mapping says which column is which ({})",
            fields.join(", ")
        );
        Error::MissingColumn { place: Place::file(file).at_line(1), column: column.into(), found }
    }

    /// The column of that name as written, else without regard to case and punctuation.
    fn named(&self, name: &str) -> Option<usize> {
        let plain = plain(name);
        let exact = self.header.iter().position(|have| have == name.trim());
        exact.or_else(|| self.plain.iter().position(|have| *have == plain && !plain.is_empty()))
    }

    fn recognise(&self, field: Field, taken: &[usize]) -> Vec<Vec<usize>> {
        let position = |name: &str| self.plain.iter().position(|have| have == name);
        let free = |group: &Vec<usize>| !group.iter().any(|at| taken.contains(at));
        // `id` is the directory's own where the sign-in name stands beside it (Entra), else the HR system's.
        let entra = position("userprincipalname").is_some();
        let mut names = field.headers().to_vec();
        match field {
            Field::DirectoryId if entra => names.push("id"),
            Field::EmployeeId if entra => names.retain(|name| *name != "id"),
            // Google's "Status" is that of the account; elsewhere the word may mean anything.
            Field::Enabled if position("orgunitpath").is_some() => names.push("status"),
            _ => {}
        }
        let groups =
            names.iter().filter_map(|name| name.split('+').map(position).collect::<Option<Vec<_>>>());
        let mut found: Vec<Vec<usize>> = groups.filter(free).collect();
        if field == Field::Unit {
            let mut levels: Vec<(u32, usize)> = self
                .plain
                .iter()
                .enumerate()
                .filter_map(|(at, name)| {
                    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
                    let number = name[base.len()..].parse().ok()?;
                    LEVELS.contains(&base).then_some((number, at))
                })
                .collect();
            levels.sort_unstable();
            if levels.len() > 1 {
                found.push(levels.into_iter().map(|(_, at)| at).collect());
                found.retain(free);
            }
        }
        found
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.alternatives.contains_key(&field)
    }

    /// Alternatives of a field.
    pub(super) fn of(&self, field: Field) -> &[Vec<usize>] {
        self.alternatives.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Columns of a field that is not joined, in order.
    pub(super) fn singles(&self, field: Field) -> impl Iterator<Item = usize> + '_ {
        self.of(field).iter().filter_map(|group| group.first().copied())
    }

    /// Header of a column, as written.
    pub(super) fn name(&self, column: usize) -> &str {
        self.header.get(column).map_or("", String::as_str)
    }

    /// Headers of an alternative, joined.
    pub(super) fn names(&self, group: &[usize]) -> String {
        group.iter().map(|&at| self.name(at)).collect::<Vec<_>>().join("/")
    }

    /// Whether a column holds the day an account was created.
    pub(super) fn is_account_created(&self, column: usize) -> bool {
        self.plain.get(column).is_some_and(|name| name == ACCOUNT_CREATED)
    }

    /// Whether a column holds the company.
    pub(super) fn is_company(&self, column: usize) -> bool {
        self.plain.get(column).is_some_and(|name| name == "company" || name == "companyname")
    }

    /// Whether a column of [`Field::Left`] holds the last day rather than the day after.
    pub(super) fn is_last_day(&self, column: usize) -> bool {
        self.plain.get(column).is_some_and(|name| LAST_DAYS.contains(&name.as_str()))
    }

    /// Whether this is the organisational data of Viva Insights, whose dates begin with the month.
    pub(super) fn is_viva(&self) -> bool {
        self.has(Field::EffectiveDate) && self.plain.iter().any(|name| name == "personid")
    }

    /// Headers of columns that are not among `used`.
    pub(super) fn unused(&self, used: &[usize]) -> Vec<String> {
        let rest = self.header.iter().enumerate().filter(|(at, name)| !used.contains(at) && !name.is_empty());
        rest.map(|(_, name)| name.clone()).collect()
    }
}

/// A header without case, blanks, punctuation, notes in brackets (`[Required]`) and the prefix `Microsoft_`.
fn plain(name: &str) -> String {
    let mut depth = 0u32;
    let outside = name.chars().filter(|c| match c {
        '[' | '(' => {
            depth += 1;
            false
        }
        ']' | ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    let plain: String = outside.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match plain.strip_prefix("microsoft") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => plain,
    }
}
