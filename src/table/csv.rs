//! CSV that a spreadsheet program cannot mistake for formulas.

use super::{Release, Values};
use std::borrow::Cow;
use std::io;

impl Release {
    /// Writes the rows as CSV: UTF-8, commas, a line of column names, missing values empty, numbers in full
    /// precision. A text that a spreadsheet program would run as a formula gets an apostrophe in front.
    ///
    /// How the numbers came about goes beside it: [`Release::provenance_json`].
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_csv(&self, out: impl io::Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().from_writer(out);
        if self.columns().is_empty() {
            return writer.flush();
        }
        let mut record = csv::StringRecord::new();
        for column in self.columns() {
            record.push_field(&neutral(&column.name));
        }
        writer.write_record(&record)?;
        for row in 0..self.rows() {
            record.clear();
            for column in self.columns() {
                let text = column.values.text(row).unwrap_or_default();
                match &column.values {
                    Values::Text(_) | Values::List(_) => record.push_field(&neutral(&text)),
                    _ => record.push_field(&text),
                }
            }
            writer.write_record(&record)?;
        }
        writer.flush()
    }

    /// [`Release::write_csv`] into a string.
    pub fn to_csv(&self) -> String {
        let mut out = Vec::new();
        // Writing to memory does not fail, and all fields are texts.
        match self.write_csv(&mut out) {
            Ok(()) => String::from_utf8_lossy(&out).into_owned(),
            Err(_) => String::new(),
        }
    }
}

/// The text with an apostrophe before whatever would start a formula: at the start of the cell, and after a
/// semicolon, tab or line break, where a program set to other separators would start a new cell.
fn neutral(text: &str) -> Cow<'_, str> {
    if is_number(text) || !text.split_inclusive(is_separator).any(starts_formula) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 4);
    for part in text.split_inclusive(is_separator) {
        if starts_formula(part) {
            out.push('\'');
        }
        out.push_str(part);
    }
    Cow::Owned(out)
}

fn is_separator(c: char) -> bool {
    matches!(c, ';' | '\t' | '\r' | '\n')
}

fn starts_formula(part: &str) -> bool {
    // Programs drop quotes, white space and characters without width before they look.
    let skipped = |c: char| {
        c == '"' || c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    let sign = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    part.starts_with(['\t', '\r']) || part.trim_start_matches(skipped).starts_with(sign)
}

/// `-12.5e3`, but not `+46 70 123 45 67`.
fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'))
        && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts() {
        for (text, expected) in [
            ("Sales", "Sales"),
            ("", ""),
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("+46 70 123", "'+46 70 123"),
            ("-5", "-5"),
            ("+1.5e3", "+1.5e3"),
            ("-inf", "'-inf"),
            ("-5-cmd|' /C calc'!A0", "'-5-cmd|' /C calc'!A0"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("＝1+1", "'＝1+1"),
            ("－2＋3", "'－2＋3"),
            ("＠x", "'＠x"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("\"=1\"", "'\"=1\""),
            ("a;=1", "a;'=1"),
            ("a\n=1\nb", "a\n'=1\nb"),
            ("a=1", "a=1"),
            ("R&D - Oslo", "R&D - Oslo"),
        ] {
            assert_eq!(neutral(text), expected);
        }
    }
}
