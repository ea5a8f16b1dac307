//! The part of TOML that the tables use: keys with a string or a list of strings, and comments.

/// Keys with their values, in order. What is no such line is passed over; the tests of the tables find it.
pub(super) fn entries(source: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut rest = source;
    while let Some((line, after)) = next_line(rest) {
        let code = line.trim_start();
        let Some((key, _)) = code.split_once('=').filter(|_| !code.starts_with('#')) else {
            rest = after;
            continue;
        };
        let value = &rest[line.len() - code.len() + code.find('=').unwrap_or(0) + 1..];
        let (values, after) = strings(value);
        found.push((key.trim().to_owned(), values));
        rest = after;
    }
    found
}

fn next_line(text: &str) -> Option<(&str, &str)> {
    (!text.is_empty()).then(|| text.split_once('\n').unwrap_or((text, "")))
}

/// The string, or the strings up to the closing bracket, and what follows.
fn strings(text: &str) -> (Vec<String>, &str) {
    let mut found = Vec::new();
    let list = text.trim_start().starts_with('[');
    let mut rest = text;
    while let Some(at) = rest.find(['"', ']', '#']) {
        let (sign, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        match sign {
            b'"' => {
                let Some(end) = after.find('"') else { break };
                found.push(after[..end].to_owned());
                rest = &after[end + 1..];
                if !list {
                    return (found, rest);
                }
            }
            b'#' => rest = next_line(after).map_or("", |(_, next)| next),
            _ => return (found, after),
        }
    }
    (found, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_lists() {
        let source = "# words\ncode = \"en\" # short\n\nlist = [ \"a b\", # first\n  \"c|d ..\",\n]\nempty = []\none = [\"é\"]\n";
        let expected: [(&str, &[&str]); 4] =
            [("code", &["en"]), ("list", &["a b", "c|d .."]), ("empty", &[]), ("one", &["é"])];
        let found = entries(source);
        let found: Vec<(&str, Vec<&str>)> =
            found.iter().map(|(k, v)| (k.as_str(), v.iter().map(String::as_str).collect())).collect();
        assert_eq!(found, expected.map(|(k, v)| (k, v.to_vec())));
    }
}
