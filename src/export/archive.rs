//! Members of a zip archive, also of one that is cut off.
//!
//! A download that broke off has no directory at its end. Its members are then found by their own headers,
//! one after the other; the last one is read as far as it goes.

use crate::error::{Error, Place, Result};
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// A member of an archive: where its bytes lie.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Unpacked size, where known.
    pub(crate) size: Option<u64>,
    start: u64,
    /// Packed size, where known.
    packed: Option<u64>,
    deflated: bool,
    checksum: Option<u32>,
}

/// All members of an archive, and remarks where it is damaged.
pub(crate) fn members(path: &Path) -> Result<(Vec<Member>, Vec<String>)> {
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let failed = |reason: String| Error::Zip { place: Place::file(path.display().to_string()), reason };
    let mut archive = match zip::ZipArchive::new(BufReader::new(file)) {
        Ok(archive) => archive,
        Err(error) => {
            let found = salvage(path).map_err(|error| Error::io(path, error))?;
            return if found.is_empty() {
                Err(failed(error.to_string()))
            } else {
                let files = found.len();
                let remark = format!(
                    "{}: the archive is cut off or damaged ({error}); {files} files were found in what is left, the last may be incomplete",
                    path.display()
                );
                Ok((found, vec![remark]))
            };
        }
    };
    // A member that cannot be read does not stop the others.
    let (mut members, mut faults) = (Vec::new(), Vec::new());
    for i in 0..archive.len() {
        let entry = match archive.by_index_raw(i) {
            Ok(entry) => entry,
            Err(error) => {
                faults.push(format!("file {} of the archive: {error}", i + 1));
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let deflated = match entry.compression() {
            _ if entry.encrypted() => {
                faults.push(format!("{name} is encrypted"));
                continue;
            }
            zip::CompressionMethod::Stored => false,
            zip::CompressionMethod::Deflated => true,
            other => {
                faults.push(format!("{name} is packed with {other:?}, expected deflate"));
                continue;
            }
        };
        let Some(start) = entry.data_start() else {
            faults.push(format!("{name} has no data"));
            continue;
        };
        members.push(Member {
            name,
            size: Some(entry.size()),
            start,
            packed: Some(entry.compressed_size()),
            deflated,
            checksum: Some(entry.crc32()),
        });
    }
    if let (true, Some(fault)) = (members.is_empty(), faults.first()) {
        return Err(failed(fault.clone()));
    }
    let remark = |fault| format!("{}: {fault}; it was left out", path.display());
    Ok((members, faults.into_iter().map(remark).collect()))
}

/// Opens a member for reading from its start. Reading fails at the end where the checksum differs.
pub(crate) fn open(path: &Path, member: &Member) -> Result<Box<dyn Read + Send>> {
    let mut file = File::open(path).map_err(|error| Error::io(path, error))?;
    file.seek(SeekFrom::Start(member.start)).map_err(|error| Error::io(path, error))?;
    let packed = BufReader::with_capacity(1 << 18, file).take(member.packed.unwrap_or(u64::MAX));
    let unpacked: Box<dyn Read + Send> =
        if member.deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
    Ok(match member.checksum {
        Some(expected) => Box::new(Checked { source: unpacked, sum: flate2::Crc::new(), expected }),
        None => unpacked,
    })
}

/// Compares the checksum at the end.
struct Checked {
    source: Box<dyn Read + Send>,
    sum: flate2::Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        self.sum.update(&buffer[..n]);
        if n == 0 && !buffer.is_empty() && self.sum.sum() != self.expected {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the checksum of the archive does not fit",
            ));
        }
        Ok(n)
    }
}

const LOCAL_HEADER: &[u8; 4] = b"PK\x03\x04";

/// Members by their own headers, from the start of the file until something else comes.
fn salvage(path: &Path) -> io::Result<Vec<Member>> {
    let mut file = BufReader::new(File::open(path)?);
    let length = file.get_ref().metadata()?.len();
    let mut members = Vec::new();
    let mut at = 0u64;
    loop {
        file.seek(SeekFrom::Start(at))?;
        let mut header = [0u8; 30];
        if file.read_exact(&mut header).is_err() || header[..4] != *LOCAL_HEADER {
            return Ok(members);
        }
        let short = |i: usize| u64::from(u16::from_le_bytes([header[i], header[i + 1]]));
        let long = |i: usize| short(i) | short(i + 2) << 16;
        let (flags, method) = (short(6), short(8));
        let mut name = vec![0u8; short(26) as usize];
        if file.read_exact(&mut name).is_err() || flags & 1 != 0 || !matches!(method, 0 | 8) {
            return Ok(members);
        }
        let start = at + 30 + short(26) + short(28);
        // Bit 3: the sizes stand behind the data. 0xFFFFFFFF: they stand in an extra field.
        let sized = flags & 8 == 0 && long(18) != 0xffff_ffff;
        let deflated = method == 8;
        let mut packed = sized.then(|| long(18)).filter(|packed| start + packed <= length);
        if packed.is_none() && deflated {
            packed = deflated_length(path, start)?;
        } else if !sized {
            packed = stored_length(path, start)?;
        }
        let name = String::from_utf8_lossy(&name).into_owned();
        if !name.ends_with('/') {
            // Where the header has the checksum, a member that is cut is found out by it.
            let checksum = (flags & 8 == 0).then(|| long(14) as u32);
            members.push(Member { name, size: None, start, packed, deflated, checksum });
        }
        let Some(packed) = packed else { return Ok(members) };
        at = start + packed;
        if !sized {
            at = next_header(&mut file, at)?;
        }
    }
}

/// Packed length of a deflated stream, which says itself where it ends; `None` where it is cut off.
fn deflated_length(path: &Path, start: u64) -> io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut decoder = flate2::bufread::DeflateDecoder::new(BufReader::new(file));
    Ok(io::copy(&mut decoder, &mut io::sink()).ok().map(|_| decoder.total_in()))
}

/// Length of a stored member whose header does not say it: up to the next header of any kind. No text holds
/// their control characters. `None` where the file ends before.
fn stored_length(path: &Path, start: u64) -> io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let headers = [&b"PK\x07\x08"[..], LOCAL_HEADER, b"PK\x01\x02"];
    let (mut window, mut before) = (Vec::new(), 0u64);
    loop {
        let read = file.by_ref().take(1 << 18).read_to_end(&mut window)?;
        let marks = memchr::memmem::find_iter(&window, b"PK");
        if let Some(at) = marks.into_iter().find(|&at| headers.iter().any(|h| window[at..].starts_with(h))) {
            return Ok(Some(before + at as u64));
        }
        if read == 0 {
            return Ok(None);
        }
        // A header may begin in the last bytes.
        let done = window.len().saturating_sub(3);
        window.drain(..done);
        before += done as u64;
    }
}

/// Skips the sizes behind the data: 12 to 24 bytes.
fn next_header(file: &mut BufReader<File>, at: u64) -> io::Result<u64> {
    file.seek(SeekFrom::Start(at))?;
    let mut near = Vec::new();
    file.take(32).read_to_end(&mut near)?;
    let offset = memchr::memmem::find(&near, LOCAL_HEADER).unwrap_or(near.len());
    Ok(at + offset as u64)
}
