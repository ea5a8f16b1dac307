//! What the messages say, kept in memory for the analyses that read it.

use std::borrow::Cow;

/// Texts of messages, by position. Nothing where a reader kept none, and for deleted messages.
///
/// Texts live in memory only: no table, file or pickle of this library carries them unless it is asked for by
/// name, and `Debug` shows their number alone. Beside the bytes themselves a message takes 24 bytes.
#[derive(Clone, Default)]
pub struct Texts {
    /// The texts of the blocks that a reader handed over, as they came: joining them would copy them again.
    blocks: Vec<Box<[u8]>>,
    /// Empty where no text at all was kept.
    spans: Vec<Span>,
}

/// Where the text of a message stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    start: u64,
    block: u32,
    title: u32,
    body: u32,
}

/// Texts of the rows of one block while they are read.
#[derive(Default)]
pub(super) struct BlockTexts {
    bytes: Vec<u8>,
    /// Row, bytes of the title, bytes of the body: only rows that say something.
    rows: Vec<(u32, u32, u32)>,
}

impl BlockTexts {
    /// Adds what a row says. Texts beyond four gigabytes, which no platform takes, are cut.
    #[inline]
    pub(super) fn push(&mut self, row: u32, title: &[u8], body: &[u8]) {
        if title.is_empty() && body.is_empty() {
            return;
        }
        let [title, body] = [title, body].map(|text| {
            let text = &text[..text.len().min(u32::MAX as usize)];
            self.bytes.extend_from_slice(text);
            text.len() as u32
        });
        self.rows.push((row, title, body));
    }
}

impl std::fmt::Debug for BlockTexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BlockTexts({} rows)", self.rows.len())
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Texts({} messages)", self.spans.iter().filter(|span| span.title + span.body > 0).count())
    }
}

impl Texts {
    /// Whether texts were kept when the export was read.
    pub fn is_kept(&self) -> bool {
        !self.spans.is_empty()
    }

    /// Title of a message, where the platform has titles; empty where there is none or nothing was kept. Bytes
    /// that are not UTF-8 are replaced.
    pub(super) fn title(&self, i: usize) -> Cow<'_, str> {
        text(self.bytes(i).0)
    }

    /// Body of a message.
    pub(super) fn body(&self, i: usize) -> Cow<'_, str> {
        text(self.bytes(i).1)
    }

    /// Title and body as they were read.
    pub(super) fn bytes(&self, i: usize) -> (&[u8], &[u8]) {
        self.spans.get(i).map_or((&[], &[]), |span| self.of(*span))
    }

    fn of(&self, span: Span) -> (&[u8], &[u8]) {
        let whole = self.blocks.get(span.block as usize).map_or(&[][..], |block| {
            let start = span.start as usize;
            block.get(start..start + span.title as usize + span.body as usize).unwrap_or(&[])
        });
        whole.split_at(whole.len().min(span.title as usize))
    }

    /// Appends a block that begins at row `start`.
    pub(super) fn append(&mut self, start: usize, block: BlockTexts) {
        let Some(&(last, _, _)) = block.rows.last() else { return };
        self.spans.resize(start + last as usize + 1, Span::default());
        let number = self.blocks.len() as u32;
        let mut at = 0;
        for (row, title, body) in block.rows {
            self.spans[start + row as usize] = Span { start: at, block: number, title, body };
            at += u64::from(title) + u64::from(body);
        }
        self.blocks.push(block.bytes.into_boxed_slice());
    }

    /// Gives every one of `n` rows a span, once any row has one.
    pub(super) fn fill(&mut self, n: usize) {
        if self.is_kept() {
            self.spans.resize(n, Span::default());
        }
    }

    /// The spans, to be put into another order.
    pub(super) fn spans_mut(&mut self) -> &mut Vec<Span> {
        &mut self.spans
    }
}

/// As it is, where it is UTF-8: to check that takes half as long as to look for what is to be replaced.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_blocks() {
        let mut texts = Texts::default();
        assert!(!texts.is_kept());
        assert_eq!(texts.body(7), "");
        let (mut first, mut second) = (BlockTexts::default(), BlockTexts::default());
        first.push(1, b"", b"where?");
        first.push(2, b"", b"");
        second.push(0, "Pyyntö".as_bytes(), b"here \xff");
        texts.append(0, first);
        texts.append(3, second);
        texts.fill(6);
        let bodies: Vec<_> = (0..6).map(|i| texts.body(i).into_owned()).collect();
        assert_eq!(bodies, ["", "where?", "", "here \u{fffd}", "", ""]);
        assert_eq!((texts.title(1), texts.title(3)), ("".into(), "Pyyntö".into()));
        assert_eq!(format!("{texts:?}"), "Texts(2 messages)");
    }
}
