//! An XML file, tag by tag, with the line of each.

use crate::{Error, Place, Result};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::io::Read;

/// Characters of a bad value that are shown.
const SHOWN: usize = 80;

/// What stands next in a file.
pub(super) enum Part<'a> {
    /// A tag that opens; `<a/>` opens and closes.
    Open(Tag<'a>),
    /// The tag opened last closes.
    Close,
    /// Text, entities resolved.
    Text(Cow<'a, str>),
    /// All tags are closed.
    End,
}

/// A tag and where it stands.
pub(super) struct Tag<'a> {
    tag: BytesStart<'a>,
    /// Byte at which it starts.
    pub(super) at: usize,
}

/// A file in memory; errors name it and the line.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

/// Goes through a file.
pub(super) struct Document<'a> {
    pub(super) source: Source<'a>,
    reader: Reader<&'a [u8]>,
    /// Where each open tag starts.
    open: Vec<usize>,
}

/// The whole of an input as text.
pub(super) fn text_of(file: &str, mut input: impl Read) -> Result<String> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| Error::io(file, error))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let place = Place::file(file).at_line(line(before));
        Error::Value { place, found: "bytes that are no text".into(), expected: "XML in UTF-8".into() }
    })
}

/// Line of what follows some bytes.
fn line(before: &[u8]) -> u64 {
    1 + memchr::memchr_iter(b'\n', before).count() as u64
}

impl<'a> Source<'a> {
    /// File and line of a byte.
    pub(super) fn place(self, at: usize) -> Place {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        Place::file(self.file).at_line(line(before))
    }

    /// An error at a byte; `column` is the attribute.
    pub(super) fn fault(self, at: usize, column: Option<&str>, found: &str, expected: &str) -> Error {
        let mut place = self.place(at);
        place.column = column.map(str::to_owned);
        let mut shown: String = found.chars().take(SHOWN).collect();
        if shown.len() < found.len() {
            shown.push('…');
        }
        Error::Value { place, found: shown, expected: expected.into() }
    }

    /// Of what an XML reader says; it tells what it found.
    fn no_xml(self, at: usize, error: &quick_xml::Error) -> Error {
        let text = error.to_string();
        // Its own word for the kind of error says less than what follows.
        let found = text.split_once(": ").map_or(text.as_str(), |(_, what)| what);
        self.fault(at, None, found, "well-formed XML")
    }
}

impl<'a> Document<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Document<'a> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Document { source: Source { file, text }, reader, open: Vec::new() }
    }

    /// Comments, instructions and the document type are passed over; entities that it declares are not known.
    pub(super) fn next(&mut self) -> Result<Part<'a>> {
        loop {
            let at = self.reader.buffer_position() as usize;
            let event = self.reader.read_event();
            let event =
                event.map_err(|error| self.source.no_xml(self.reader.error_position() as usize, &error))?;
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.open.push(at);
                    return Ok(Part::Open(Tag { tag, at }));
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Part::Close);
                }
                Event::Text(text) => return Ok(Part::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Part::Text(text.xml10_content())),
                Event::GeneralRef(name) => return self.entity(at, &name).map(Part::Text),
                Event::Decl(declaration) => {
                    let encoding = declaration.encoding().and_then(std::result::Result::ok);
                    let known = |name: &str| {
                        ["utf-8", "utf8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known))
                    };
                    if let Some(name) = encoding.filter(|name| !known(name) && !self.source.text.is_ascii()) {
                        return Err(self.source.fault(at, Some("encoding"), &name, "UTF-8"));
                    }
                }
                Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
                Event::Eof => {
                    return match self.open.last() {
                        None => Ok(Part::End),
                        Some(&open) => {
                            let all = self.source.text.len();
                            let name: String = self.source.text[open..]
                                .chars()
                                .take_while(|c| !" \t\r\n/>".contains(*c))
                                .collect();
                            Err(self.source.fault(
                                all,
                                None,
                                "the end of the file",
                                &format!("the end of {name}>"),
                            ))
                        }
                    };
                }
            }
        }
    }

    fn entity(&self, at: usize, name: &BytesRef<'_>) -> Result<Cow<'a, str>> {
        let character = name.resolve_char_ref().map_err(|error| self.source.no_xml(at, &error))?;
        if let Some(character) = character {
            return Ok(Cow::Owned(character.to_string()));
        }
        resolve_xml_entity(name).map(Cow::Borrowed).ok_or_else(|| {
            self.source.fault(at, None, &format!("&{};", &**name), "one of &amp; &lt; &gt; &quot; &apos;")
        })
    }
}

impl Tag<'_> {
    /// The name without a prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.tag.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, name)| name)
    }

    /// An attribute, entities resolved.
    pub(super) fn get(&self, source: Source<'_>, name: &str) -> Result<Option<String>> {
        for attribute in self.tag.attributes() {
            let attribute = attribute.map_err(|error| source.no_xml(self.at, &error.into()))?;
            if attribute.key.into_inner() == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                let value = value.map_err(|error| source.no_xml(self.at, &error))?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    /// An attribute that has to be there.
    pub(super) fn need(&self, source: Source<'_>, name: &str) -> Result<String> {
        self.get(source, name)?.ok_or_else(|| {
            let found = format!("<{}> without it", self.name());
            source.fault(self.at, Some(name), &found, "the attribute")
        })
    }
}
