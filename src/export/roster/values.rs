//! What stands in a field of a roster: dates, flags, paths.

use crate::time::{DAY_MS, Day, Timestamp};

/// Order of the numbers in a date such as `3/12/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// A date as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Date {
    At(Timestamp),
    /// Empty, `null`, or a stand-in for never or unknown: the years 9999 and 0001.
    None,
    /// Day and month cannot be told apart.
    Ambiguous,
    Unreadable,
}

/// Reads a date: everything that [`Timestamp::parse`] does, `31.12.2024`, and `12/31/2024` or `31-12-2024` where
/// the numbers or `order` tell day from month. Of the latter forms a time of day is passed over.
pub(super) fn date(text: &str, order: Option<DayOrder>) -> Date {
    let text = text.trim();
    if is_nothing(text) || text.eq_ignore_ascii_case("never") {
        return Date::None;
    }
    if let Some(at) = Timestamp::parse(text.as_bytes()) {
        return plausible(at);
    }
    let Some((a, b, year, mark)) = numbers(text) else { return Date::Unreadable };
    let (day, month) = match (mark, order) {
        ('.', _) => (a, b),
        (_, _) if a == b => (a, b),
        (_, _) if a > 12 => (a, b),
        (_, _) if b > 12 => (b, a),
        (_, Some(DayOrder::DayFirst)) => (a, b),
        (_, Some(DayOrder::MonthFirst)) => (b, a),
        // What means "never" means it in any order.
        (_, None) if year == 9999 => return Date::None,
        (_, None) => return Date::Ambiguous,
    };
    Timestamp::from_date(i32::from(year), month, day).map_or(Date::Unreadable, plausible)
}

/// What the values of a column show about the order of day and month: a number above 12 is a day. `None` where
/// nothing shows it, or where the values contradict each other.
pub(in crate::export) fn day_order<'a>(values: impl Iterator<Item = &'a str>) -> Option<DayOrder> {
    let (mut day_first, mut month_first) = (false, false);
    for (a, b, _, mark) in values.filter_map(numbers) {
        if mark != '.' {
            day_first |= a > 12;
            month_first |= b > 12;
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// The first three numbers of `31.12.2024 8:30`, and what stands between them.
fn numbers(text: &str) -> Option<(u8, u8, u16, char)> {
    let (date, time) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    if !time.bytes().all(|b| b.is_ascii_digit() || b": .AMPamp".contains(&b)) {
        return None;
    }
    let mark = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| "./-".contains(*c))?;
    let mut parts = date.split(mark);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || a.len() > 2 || b.len() > 2 {
        return None;
    }
    Some((a.parse().ok()?, b.parse().ok()?, year.parse().ok()?, mark))
}

fn plausible(at: Timestamp) -> Date {
    let day = at.0.div_euclid(DAY_MS).clamp(i32::MIN.into(), i32::MAX.into()) as i32;
    match Day(day).date().0 {
        ..=1 | 9999.. => Date::None,
        1900..=2200 => Date::At(at),
        _ => Date::Unreadable,
    }
}

/// A flag in the words of directories and HR systems; `None` where it cannot be read, `Some(None)` where empty.
pub(in crate::export) fn flag(text: &str) -> Option<Option<bool>> {
    let text = text.trim().to_lowercase();
    if is_nothing(&text) {
        return Some(None);
    }
    match text.as_str() {
        "true" | "yes" | "y" | "1" | "x" | "leader" | "manager" | "mngr" | "mngr+" | "active" | "enabled"
        | "ja" | "kyllä" => Some(Some(true)),
        "false" | "no" | "n" | "0" | "ic" | "employee" | "inactive" | "disabled" | "suspended"
        | "archived" | "nei" | "nej" | "ei" => Some(Some(false)),
        _ => None,
    }
}

/// Whether a field says nothing.
pub(in crate::export) fn is_nothing(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "" | "null" | "none" | "n/a" | "na" | "-")
}

/// The levels of a unit path joined by `/`, whether they were separated by `/`, `\` or ` > `.
pub(super) fn unit_path<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut path = String::new();
    for part in parts.filter(|part| !is_nothing(part)) {
        for level in part.split(['/', '\\']).flat_map(|level| level.split(" > ")).map(str::trim) {
            if !level.is_empty() {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(level);
            }
        }
    }
    path
}

/// Whether a text is a number in the form that a spreadsheet gives long ids: `2.00034E+15`.
pub(in crate::export) fn lost_digits(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    exponent.strip_prefix('+').is_some_and(digits) && digits(whole) && digits(fraction)
}

/// Whether a text has the form of a directory object id: 8-4-4-4-12 hexadecimal digits.
pub(in crate::export) fn is_guid(text: &str) -> bool {
    let mut parts = text.trim().split('-');
    let fits = |part: Option<&str>, len: usize| {
        part.is_some_and(|p| p.len() == len && p.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    [8, 4, 4, 4, 12].into_iter().all(|len| fits(parts.next(), len)) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let at = |y, m, d| Date::At(Timestamp::from_date(y, m, d).unwrap());
        use DayOrder::{DayFirst, MonthFirst};
        for (text, order, expected) in [
            ("2024-12-31", None, at(2024, 12, 31)),
            ("31.12.2024", None, at(2024, 12, 31)),
            ("1.2.2024", None, at(2024, 2, 1)),
            ("12/31/2024", None, at(2024, 12, 31)),
            ("31/12/2024 8:30:00", None, at(2024, 12, 31)),
            ("1/15/2024 8:30:00 AM", None, at(2024, 1, 15)),
            ("3/3/2024", None, at(2024, 3, 3)),
            ("3/4/2024", None, Date::Ambiguous),
            ("03-04-2024", None, Date::Ambiguous),
            ("3/4/2024", Some(DayFirst), at(2024, 4, 3)),
            ("3/4/2024", Some(MonthFirst), at(2024, 3, 4)),
            ("9999-12-31", None, Date::None),
            ("9999-01-01T00:00:00Z", None, Date::None),
            ("12/31/9999", None, Date::None),
            ("1/2/9999", None, Date::None),
            ("0001-01-01T00:00:00", None, Date::None),
            ("1.1.0001", None, Date::None),
            ("", None, Date::None),
            ("null", None, Date::None),
            ("31.2.2024", None, Date::Unreadable),
            ("13/13/2024", None, Date::Unreadable),
            ("1/2/24", None, Date::Unreadable),
            ("45292", None, Date::Unreadable),
            ("1601-01-01", None, Date::Unreadable),
            ("soon", None, Date::Unreadable),
            ("1/2/2024 or later", None, Date::Unreadable),
        ] {
            assert_eq!(date(text, order), expected, "{text}");
        }
    }

    #[test]
    fn order_of_day_and_month() {
        for (values, expected) in [
            (vec!["1/2/2024", "12/31/2024"], Some(DayOrder::MonthFirst)),
            (vec!["1/2/2024", "31/12/2024"], Some(DayOrder::DayFirst)),
            (vec!["1/2/2024", "31.12.2024"], None),
            (vec!["31/12/2024", "12/31/2024"], None),
        ] {
            assert_eq!(day_order(values.iter().copied()), expected, "{values:?}");
        }
    }

    #[test]
    fn unit_paths() {
        for (parts, expected) in [
            (vec!["/Nordics/Sales"], "Nordics/Sales"),
            (vec!["/"], ""),
            (vec!["Nordics\\Sales\\Team 7"], "Nordics/Sales/Team 7"),
            (vec!["Nordics > Sales"], "Nordics/Sales"),
            (vec![" Nordics ", "", "Sales"], "Nordics/Sales"),
            (vec!["a>b"], "a>b"),
            (vec!["null"], ""),
        ] {
            assert_eq!(unit_path(parts.iter().copied()), expected, "{parts:?}");
        }
    }

    #[test]
    fn ids() {
        for lost in ["2.00034E+15", "2,00034e+15", "2E+15"] {
            assert!(lost_digits(lost), "{lost}");
        }
        for whole in ["2000341234567890", "1E15", "anne+2@example.com", "E+15", "2.E+15", "a.bE+1"] {
            assert!(!lost_digits(whole), "{whole}");
        }
        assert!(is_guid("0f8fad5b-d9cb-469f-a165-70867728950e"));
        assert!(!is_guid("0f8fad5b-d9cb-469f-a165-70867728950"));
        assert!(!is_guid("0f8fad5b-d9cb-469f-a165-70867728950e-1"));
    }
}
