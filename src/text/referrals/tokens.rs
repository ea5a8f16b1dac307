//! The words of a text with the people who are marked in it.

use super::super::words::{char_at, plain};
use std::borrow::Cow;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word, lower case.
    Word,
    /// A person marked by the platform: the text is the native id.
    Account,
    /// The word after an `@`: the name that somebody typed, or its beginning.
    At,
    /// An e-mail address, lower case.
    Email,
    /// The end of a sentence or line.
    Stop,
}

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) text: Cow<'a, str>,
}

/// The tokens of a text, in order. Links, code, quoted lines and other markup are left out; case endings after a colon
/// (`Maija:lta`, `[[user:1]]:lta`) and possessive marks (`Maija's` stays one word) do not hide the person.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    // A word and its space take five letters or more on average.
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let mut walk = Walk { text, at: 0, addresses: text.contains('@') };
    let stop = || Token { kind: Kind::Stop, text: Cow::Borrowed("") };
    while let Some(c) = walk.peek() {
        match c {
            '[' => match walk.markup() {
                Some(Some(id)) => found.push(Token { kind: Kind::Account, text: Cow::Borrowed(id) }),
                Some(None) => {}
                None => walk.skip(c),
            },
            '`' => walk.code(),
            '>' if walk.at_line_start() => walk.line(),
            '@' => {
                walk.skip(c);
                if let Some(word) = walk.word() {
                    found.push(Token { kind: Kind::At, text: plain(word) });
                }
            }
            '.' | '!' | '?' | ';' | '\n' | '…' | '。' => {
                walk.skip(c);
                // A dot inside a number or name ends nothing.
                if c != '.' || walk.peek().is_none_or(|next| !next.is_alphanumeric()) {
                    found.push(stop());
                }
            }
            c if c.is_alphanumeric() => {
                if walk.link() {
                    continue;
                }
                if let Some(email) = walk.email() {
                    found.push(Token { kind: Kind::Email, text: plain(email) });
                } else if let Some(id) = walk.carbon_copy() {
                    found.push(Token { kind: Kind::Account, text: Cow::Borrowed(id) });
                } else if let Some(word) = walk.word() {
                    found.push(Token { kind: Kind::Word, text: plain(word) });
                }
            }
            c => walk.skip(c),
        }
    }
    found
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    /// Whether there may be e-mail addresses.
    addresses: bool,
}

impl<'a> Walk<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        char_at(self.text, self.at)
    }

    fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n'
    }

    /// A word from here on; letters and digits, joined by apostrophes, hyphens and marks that compose. A case ending
    /// after a colon is passed over.
    fn word(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let mut end = plain;
        let mut chars = rest[plain..].char_indices().map(|(i, c)| (plain + i, c)).peekable();
        while let Some((i, c)) = chars.next() {
            let joins = matches!(c, '\'' | '’' | '-' | '_')
                && end > 0
                && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            let composes = end > 0 && ('\u{300}'..='\u{36f}').contains(&c);
            if !(c.is_alphanumeric() || joins || composes) {
                break;
            }
            end = i + c.len_utf8();
        }
        self.at += end;
        self.ending();
        (end > 0).then(|| &rest[..end])
    }

    /// Passes over `:lta`.
    fn ending(&mut self) {
        if self.peek() != Some(':') {
            return;
        }
        if let Some(after) = self.rest().strip_prefix(':') {
            let letters: usize = after.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
            if letters > 0 && !after[letters..].starts_with([':', '/']) {
                self.at += 1 + letters;
            }
        }
    }

    /// Markup in square brackets: passes over it; the id where it marks a person.
    fn markup(&mut self) -> Option<Option<&'a str>> {
        let rest = self.rest();
        let inner = rest.strip_prefix("[[").or_else(|| rest.strip_prefix('['))?;
        let kind = |name: &str| inner.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if !["user:", "tag:", "group:", "opengraph"].into_iter().any(kind) {
            return None;
        }
        let close = rest.find(']')?;
        let end = if rest[close..].starts_with("]]") { close + 2 } else { close + 1 };
        self.at += end;
        let id = kind("user:").then(|| {
            let id = &inner["user:".len()..];
            &id[..id.find([':', ']']).unwrap_or(id.len())]
        });
        self.ending();
        Some(id)
    }

    /// The id of `User:123:alias` in a carbon copy.
    fn carbon_copy(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let id = rest.get(..5).filter(|found| found.eq_ignore_ascii_case("user:")).map(|_| &rest[5..])?;
        let digits = id.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        let mark: usize =
            rest.chars().take_while(|c| !c.is_whitespace() && *c != ',').map(char::len_utf8).sum();
        self.at += mark;
        Some(&id[..digits])
    }

    fn code(&mut self) {
        let fence = if self.rest().starts_with("```") { "```" } else { "`" };
        let inside = &self.rest()[fence.len()..];
        self.at += fence.len() + inside.find(fence).map_or(0, |close| close + fence.len());
    }

    fn line(&mut self) {
        self.at += self.rest().find('\n').map_or(self.rest().len(), |feed| feed + 1);
    }

    /// Passes over a link, if one begins here.
    fn link(&mut self) -> bool {
        let rest = self.rest();
        if !rest.starts_with(['h', 'H', 'f', 'F', 'w', 'W']) {
            return false;
        }
        let begins =
            |with: &str| rest.get(..with.len()).is_some_and(|found| found.eq_ignore_ascii_case(with));
        let link = ["http://", "https://", "ftp://", "file://", "www."].into_iter().any(begins);
        if link {
            let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ')');
            self.at += rest.find(stop).unwrap_or(rest.len());
        }
        link
    }

    /// An e-mail address, if one begins here.
    fn email(&mut self) -> Option<&'a str> {
        if !self.addresses {
            return None;
        }
        let rest = self.rest();
        let local =
            |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%') || *b >= 0x80;
        let at = rest.bytes().take_while(|b| local(b)).count();
        let domain = rest.as_bytes().get(at).filter(|&&b| b == b'@').map(|_| &rest[at + 1..])?;
        let length =
            domain.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let domain = domain[..length].trim_end_matches(['.', '-']);
        if !domain.contains('.') {
            return None;
        }
        let end = at + 1 + domain.len();
        self.at += end;
        Some(&rest[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let sign = |token: &Token| match token.kind {
            Kind::Word => token.text.to_string(),
            Kind::Account => format!("#{}", token.text),
            Kind::At => format!("@{}", token.text),
            Kind::Email => format!("<{}>", token.text),
            Kind::Stop => "/".into(),
        };
        tokens(text).iter().map(sign).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn table() {
        for (text, expected) in [
            ("", ""),
            ("Ask Maija Virtanen.", "ask maija virtanen /"),
            ("Kysy Maija:lta, kiitos", "kysy maija kiitos"),
            ("[[user:12]]:lta [User:7:anna] [Tag:3:x] done", "#12 #7 done"),
            ("cc: User:12:anna.berg, [[user:3]]", "cc #12 #3"),
            ("@Maija Virtanen? yes", "@maija virtanen / yes"),
            ("Mail Anna.Berg@Example.com.", "mail <anna.berg@example.com> /"),
            ("see https://x.example/a?b=c@d.ee and `ask x` ok", "see and ok"),
            ("> ask anna\nno", "no"),
            ("don’t v1.2 well-known Åsa", "don't v1 2 well-known åsa"),
            ("A\u{30a}sa", "åsa"),
            ("a\nb", "a / b"),
            ("10:30 EU:n sääntö", "10 30 eu sääntö"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_does(text in ".{0,200}") {
            tokens(&text);
        }

        #[test]
        fn any_signs_do(text in "[a-zåé@:.\\[\\]`>'\n 0-9-]{0,80}") {
            tokens(&text);
        }
    }
}
