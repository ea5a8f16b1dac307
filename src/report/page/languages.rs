//! All languages in one page: a block for each, one of which is seen.
//!
//! A reader chooses by a link to the block. The style shows the block that the fragment of the address points to or into, and the
//! first one otherwise; so the choice works without script, survives a reload and can be sent on as a link.

use super::super::locale::{Locale, Words, message};
use maud::{Markup, PreEscaped, html};

/// The report in one language.
pub(super) struct Edition {
    pub(super) locale: Locale,
    pub(super) title: String,
    pub(super) body: Markup,
}

impl Edition {
    /// The block; those after the first are hidden until they are chosen.
    pub(super) fn draw(&self, is_first: bool) -> Markup {
        let code = self.locale.code();
        html! { div class="edition" id=(code) lang=(code) data-title=(self.title) hidden[!is_first] { (self.body) } }
    }
}

/// A link to a place of one language.
pub(super) fn fragment(locale: Locale, anchor: &str) -> String {
    format!("#{}-{anchor}", locale.code())
}

/// Links to the other languages; nothing where there is one.
pub(super) fn choices(here: Locale, languages: &[Locale], words: &Words) -> Markup {
    html! {
        @if languages.len() > 1 {
            nav class="languages" aria-label=(words.say(message::LANGUAGES)) {
                ul {
                    @for locale in languages {
                        li { a href=(format!("#{}", locale.code())) lang=(locale.code()) aria-current=[(*locale == here).then_some("true")] { (locale.name()) } }
                    }
                }
            }
        }
    }
}

/// Attributes that name an anchor, each up to the name.
const ANCHORS: [&str; 7] = [
    " id=\"",
    " for=\"",
    " href=\"#",
    " aria-labelledby=\"",
    " aria-describedby=\"",
    " aria-controls=\"",
    "=\"url(#",
];

/// The same with all anchors of a language of their own, so that they are unique on the page and sections need not know in how
/// many languages they are told. Names and texts cannot be taken for attributes: their quotes are escaped.
pub(super) fn anchored(markup: &Markup, locale: Locale) -> Markup {
    let (text, code) = (markup.0.as_str(), locale.code());
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut rest = text;
    // An attribute begins at a space, but for `url(`, which follows its name.
    while let Some(at) = rest.find([' ', '=']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(start) = ANCHORS.into_iter().find(|start| rest.starts_with(start)) else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
            continue;
        };
        out.push_str(start);
        rest = &rest[start.len()..];
        let end = rest.find(['"', ')']).unwrap_or(rest.len());
        for (n, anchor) in rest[..end].split(' ').enumerate() {
            let space = if n > 0 { " " } else { "" };
            out.extend([space, code, "-", anchor]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_and_what_looks_like_one() {
        let name = r##"x" id="evil" href="#evil"##;
        let markup = html! {
            section id="a" aria-labelledby="b c" { a href="#a" { " id=" (name) } a href="https://example.com" title=(name) {} }
            path clip-path="url(#d)" {}
        };
        let told = anchored(&markup, Locale::Finnish).into_string();
        let quoted = name.replace('"', "&quot;");
        assert_eq!(
            told,
            format!(
                r##"<section id="fi-a" aria-labelledby="fi-b fi-c"><a href="#fi-a"> id={quoted}</a><a href="https://example.com" title="{quoted}"></a></section><path clip-path="url(#fi-d)"></path>"##
            )
        );
    }
}
