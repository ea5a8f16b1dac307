//! One record of a block.

/// A record: fields are found by the separators, nothing is copied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) start: usize,
    /// The separator after each field; the last may be the end of the file.
    pub(super) separators: &'a [u32],
    pub(super) place: Place,
}

/// Where a record stands: block and offset, or the line itself. Lines of blocks are known only when all blocks
/// have been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// 1-based line of the file.
    Line(u64),
    /// Number of the block, and number of line feeds before the record in it.
    Block(u64, u64),
}

impl<'a> Row<'a> {
    /// Field `i` without its quotes; doubled quotes inside stay doubled. Empty where there is no such field.
    #[inline]
    pub(crate) fn field(&self, i: usize) -> &'a [u8] {
        let Some(&end) = self.separators.get(i) else { return b"" };
        let start = if i == 0 { self.start } else { self.separators[i - 1] as usize + 1 };
        unquote(&self.bytes[start..end as usize])
    }

    /// Where the record stands. Costs a pass over the block before it.
    pub(crate) fn place(&self) -> Place {
        match self.place {
            Place::Block(number, _) => {
                Place::Block(number, memchr::memchr_iter(b'\n', &self.bytes[..self.start]).count() as u64)
            }
            line => line,
        }
    }
}

#[inline]
fn unquote(field: &[u8]) -> &[u8] {
    let field = field.strip_suffix(b"\r").unwrap_or(field);
    match field {
        [b'"', inner @ .., b'"'] => inner,
        other => other,
    }
}

/// The names in a header line, trimmed, without byte order mark.
pub(crate) fn header_fields(line: &[u8]) -> Vec<String> {
    let mut separators = Vec::new();
    super::scan::separators(line, &mut separators);
    let end = line.len() as u32;
    if separators.last().is_none_or(|&at| line[at as usize] != b'\n') {
        separators.push(end);
    }
    let row = Row { bytes: line, start: 0, separators: &separators, place: Place::Line(1) };
    (0..separators.len())
        .map(|i| {
            String::from_utf8_lossy(row.field(i))
                .trim()
                .trim_start_matches('\u{feff}')
                .trim_matches('"')
                .to_owned()
        })
        .collect()
}
