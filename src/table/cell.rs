//! One value of a column, as machines read it.

use super::Values;

impl Values {
    /// The value as text that machines read back: numbers in full precision, ISO 8601 days and instants,
    /// `true` and `false`, lists joined by `; `. `None` where it is missing or the list is empty.
    pub fn text(&self, row: usize) -> Option<String> {
        match self {
            Values::Text(v) => v.get(row)?.clone(),
            Values::Int(v) => v.get(row)?.map(|x| x.to_string()),
            Values::Float(v) => v.get(row)?.map(float_text),
            Values::Bool(v) => v.get(row)?.map(|x| x.to_string()),
            Values::Day(v) => v.get(row)?.map(|x| x.to_string()),
            Values::Time(v) => v.get(row)?.map(|x| x.to_string()),
            Values::List(v) => v.get(row).filter(|list| !list.is_empty()).map(|list| list.join("; ")),
        }
    }

    /// The value as a number; `None` where it is missing or not a number.
    pub fn number(&self, row: usize) -> Option<f64> {
        match self {
            Values::Int(v) => v.get(row)?.map(|x| x as f64),
            Values::Float(v) => v.get(row).copied()?,
            _ => None,
        }
    }

    /// Whether there is a value: not missing, not an empty list.
    pub fn is_some(&self, row: usize) -> bool {
        match self {
            Values::Text(v) => v.get(row).is_some_and(Option::is_some),
            Values::Int(v) => v.get(row).is_some_and(Option::is_some),
            Values::Float(v) => v.get(row).is_some_and(Option::is_some),
            Values::Bool(v) => v.get(row).is_some_and(Option::is_some),
            Values::Day(v) => v.get(row).is_some_and(Option::is_some),
            Values::Time(v) => v.get(row).is_some_and(Option::is_some),
            Values::List(v) => v.get(row).is_some_and(|list| !list.is_empty()),
        }
    }
}

/// The shortest text that reads back as the same number; with an exponent where the digits would only be zeros.
fn float_text(x: f64) -> String {
    let size = x.abs();
    if x != 0.0 && !(1e-7..1e16).contains(&size) { format!("{x:e}") } else { format!("{x}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Day, Timestamp};

    #[test]
    fn values_as_text() {
        let day = Day::from_date(2024, 2, 29);
        for (values, expected) in [
            (Values::Text(vec![Some("x".into())]), Some("x")),
            (Values::Int(vec![Some(-3)]), Some("-3")),
            (Values::Float(vec![Some(0.1)]), Some("0.1")),
            (Values::Float(vec![Some(1e300)]), Some("1e300")),
            (Values::Float(vec![None]), None),
            (Values::Bool(vec![Some(true)]), Some("true")),
            (Values::Day(vec![day]), Some("2024-02-29")),
            (Values::Time(vec![Some(Timestamp(0))]), Some("1970-01-01T00:00:00Z")),
            (Values::List(vec![vec!["a".into(), "b".into()]]), Some("a; b")),
            (Values::List(vec![vec![]]), None),
            (Values::Int(vec![]), None),
        ] {
            assert_eq!(values.text(0).as_deref(), expected);
            assert_eq!(values.is_some(0), expected.is_some());
        }
        assert_eq!(Values::Int(vec![Some(2)]).number(0), Some(2.0));
        assert_eq!(Values::Float(vec![Some(2.5)]).number(1), None);
    }
}
