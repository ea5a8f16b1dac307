//! The fast pass: blocks of whole records, taken in turn by several threads.

use super::row::{Place, Row};
use super::scan;
use std::io::{self, Read};
use std::sync::Mutex;

/// Bytes of a block. Large enough that taking turns costs nothing, small enough for the second-level cache to
/// hold a good part of it.
const BLOCK: usize = 1 << 20;
/// A record longer than this is taken for damage (an opening quote without its closing one).
const LONGEST_RECORD: usize = 32 << 20;

/// Why the fast pass stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A record does not fit the header: read the file with care.
    Irregular,
    /// The sink asked to stop.
    Stop(crate::Error),
}

/// What the fast pass gives: the sinks, one a thread, and the number of line feeds of each block.
pub(crate) struct Pass<S> {
    pub(crate) sinks: Vec<S>,
    /// Line feeds by block, for turning [`Place::Block`] into lines.
    lines: Vec<u64>,
    /// An error of the source after the last whole record; the sinks hold what came before.
    pub(crate) broken: Option<io::Error>,
    /// Bytes after the last whole record when the source broke off.
    pub(crate) cut_off: usize,
}

impl<S> Pass<S> {
    /// The line of a place; the header takes line 1.
    pub(crate) fn line(&self, place: Place) -> u64 {
        match place {
            Place::Line(line) => line,
            Place::Block(block, before) => {
                2 + self.lines[..(block as usize).min(self.lines.len())].iter().sum::<u64>() + before
            }
        }
    }
}

/// The source, from which one thread at a time cuts the next block.
struct Cutter<R> {
    source: R,
    /// Bytes after the last whole record of the block before.
    rest: Vec<u8>,
    next: u64,
    done: bool,
    broken: Option<io::Error>,
    cut_off: usize,
}

impl<R: Read> Cutter<R> {
    /// Fills `block` with whole records and gives its number; `None` at the end.
    fn cut(&mut self, block: &mut Vec<u8>) -> Result<Option<u64>, Failure> {
        if self.done {
            return Ok(None);
        }
        block.clear();
        block.append(&mut self.rest);
        let mut scanned = 0;
        loop {
            let wanted = (BLOCK - scanned.min(BLOCK)).max(BLOCK / 2);
            match self.source.by_ref().take(wanted as u64).read_to_end(block) {
                Ok(0) => self.done = true,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    // What was read before the fault stays: whole records of it are kept.
                    self.done = true;
                    self.broken = Some(error);
                }
            }
            if self.done && self.broken.is_none() {
                // The last record may lack its line feed.
                break;
            }
            let whole = scan::whole_records(block);
            if whole > 0 || self.done {
                self.rest.extend_from_slice(&block[whole..]);
                block.truncate(whole);
                self.cut_off = if self.done { self.rest.len() } else { 0 };
                break;
            }
            scanned = block.len();
            if scanned > LONGEST_RECORD {
                return Err(Failure::Irregular);
            }
        }
        if block.is_empty() {
            return Ok(None);
        }
        self.next += 1;
        Ok(Some(self.next - 1))
    }
}

/// What one thread comes back with: its sink, and number and line feeds of each of its blocks.
type Worked<S> = Result<(S, Vec<(u64, u64)>), Failure>;

/// Reads records of `columns` fields from a source that stands after the header line, with a sink a thread.
///
/// `new` makes a sink; `start` tells it of a new block (number, bytes); `row` gives it a record.
pub(crate) fn read_strict<R: Read + Send, S: Send>(
    source: R,
    columns: usize,
    threads: usize,
    new: impl Fn() -> S + Sync,
    start: impl Fn(&mut S, u64, usize) -> crate::Result<()> + Sync,
    row: impl Fn(&mut S, Row<'_>) -> crate::Result<()> + Sync,
) -> Result<Pass<S>, Failure> {
    let cutter =
        Mutex::new(Cutter { source, rest: Vec::new(), next: 0, done: false, broken: None, cut_off: 0 });
    let work = || -> Worked<S> {
        let (mut sink, mut lines) = (new(), Vec::new());
        let (mut block, mut separators) = (Vec::with_capacity(BLOCK + BLOCK / 4), Vec::new());
        loop {
            // A poisoned lock means that another thread panicked; its panic is what the caller sees.
            let taken = match cutter.lock() {
                Ok(mut cutter) => cutter.cut(&mut block),
                Err(_) => Ok(None),
            };
            let number = match taken {
                Ok(Some(number)) => number,
                Ok(None) => return Ok((sink, lines)),
                Err(failure) => return Err(failure),
            };
            let read = start(&mut sink, number, block.len())
                .map_err(Failure::Stop)
                .and_then(|()| records(&block, number, columns, &mut separators, |r| row(&mut sink, r)));
            match read {
                Ok(feeds) => lines.push((number, feeds)),
                Err(failure) => {
                    // No other thread should go on with a file that has failed.
                    if let Ok(mut cutter) = cutter.lock() {
                        cutter.done = true;
                    }
                    return Err(failure);
                }
            }
        }
    };
    let results: Vec<Worked<S>> = if threads <= 1 {
        vec![work()]
    } else {
        std::thread::scope(|scope| {
            let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            handles
                .into_iter()
                .map(|handle| handle.join().unwrap_or_else(|p| std::panic::resume_unwind(p)))
                .collect()
        })
    };
    let (mut sinks, mut lines) = (Vec::new(), Vec::new());
    let mut failure = None;
    for result in results {
        match result {
            Ok((sink, counted)) => {
                sinks.push(sink);
                lines.extend(counted);
            }
            // A wish to stop goes before damage, whichever thread met it.
            Err(stop @ Failure::Stop(_)) => failure = Some(stop),
            Err(other) => failure = failure.or(Some(other)),
        }
    }
    if let Some(failure) = failure {
        return Err(failure);
    }
    lines.sort_unstable();
    let (broken, cut_off) = cutter.into_inner().map_or((None, 0), |cutter| (cutter.broken, cutter.cut_off));
    Ok(Pass { sinks, lines: lines.into_iter().map(|(_, feeds)| feeds).collect(), broken, cut_off })
}

/// Gives each record of a block to `row`; returns the number of line feeds.
fn records(
    block: &[u8],
    number: u64,
    columns: usize,
    separators: &mut Vec<u32>,
    mut row: impl FnMut(Row<'_>) -> crate::Result<()>,
) -> Result<u64, Failure> {
    let sound = scan::separators(block, separators);
    if !sound {
        return Err(Failure::Irregular);
    }
    if block.last() != Some(&b'\n') {
        separators.push(block.len() as u32);
    }
    let is_end = |at: u32| block.get(at as usize).is_none_or(|&byte| byte == b'\n');
    let (mut start, mut first) = (0usize, 0usize);
    while first < separators.len() {
        let next = separators[first] as usize;
        if is_end(next as u32) && block[start..next].trim_ascii().is_empty() && columns > 1 {
            // An empty line, as some tools leave at the end.
            (start, first) = (next + 1, first + 1);
            continue;
        }
        let Some(fields) = separators.get(first..first + columns) else { return Err(Failure::Irregular) };
        let (last, inner) = (fields[columns - 1], &fields[..columns - 1]);
        if !is_end(last) || inner.iter().any(|&at| block[at as usize] != b',') {
            return Err(Failure::Irregular);
        }
        row(Row { bytes: block, start, separators: fields, place: Place::Block(number, 0) })
            .map_err(Failure::Stop)?;
        (start, first) = (last as usize + 1, first + columns);
    }
    Ok(memchr::memchr_iter(b'\n', block).count() as u64)
}
