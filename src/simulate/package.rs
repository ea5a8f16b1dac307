//! An archive or a folder of files, written from front to back.

use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

enum Target {
    Archive(Box<ZipWriter<BufWriter<File>>>, SimpleFileOptions),
    Folder(Option<BufWriter<File>>),
}

/// Where the files of one export go.
pub(super) struct Package {
    path: PathBuf,
    target: Target,
}

impl Package {
    /// `name.zip` or the folder `name`, replaced if there. Time stamps inside are fixed: the same content is the same bytes.
    pub(super) fn create(folder: &Path, name: &str, zipped: bool, level: u8) -> Result<Self> {
        if !zipped {
            let path = folder.join(name);
            if path.is_dir() {
                fs::remove_dir_all(&path).map_err(|e| Error::io(&path, e))?;
            }
            fs::create_dir_all(&path).map_err(|e| Error::io(&path, e))?;
            return Ok(Package { path, target: Target::Folder(None) });
        }
        let path = folder.join(format!("{name}.zip"));
        let file = File::create(&path).map_err(|e| Error::io(&path, e))?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(i64::from(level)))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(true);
        let writer = ZipWriter::new(BufWriter::with_capacity(1 << 20, file));
        Ok(Package { path, target: Target::Archive(Box::new(writer), options) })
    }

    /// Begins a file; the one before is complete.
    pub(super) fn start(&mut self, name: &str) -> Result<()> {
        match &mut self.target {
            Target::Archive(zip, options) => {
                zip.start_file(name, *options).map_err(|e| Error::io(&self.path, e.into()))
            }
            Target::Folder(current) => {
                let path = self.path.join(name);
                if let Some(mut done) = current.take() {
                    done.flush().map_err(|e| Error::io(&self.path, e))?;
                }
                *current = Some(BufWriter::new(File::create(&path).map_err(|e| Error::io(&path, e))?));
                Ok(())
            }
        }
    }

    /// Adds to the file begun last.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.target {
            Target::Archive(zip, _) => zip.write_all(bytes),
            Target::Folder(Some(file)) => file.write_all(bytes),
            Target::Folder(None) => Ok(()),
        }
        .map_err(|e| Error::io(&self.path, e))
    }

    /// Completes all; gives the path.
    pub(super) fn finish(self) -> Result<PathBuf> {
        let done = match self.target {
            Target::Archive(zip, _) => {
                zip.finish().map_err(|e| Error::io(&self.path, e.into()))?.into_inner().map(drop)
            }
            Target::Folder(Some(file)) => file.into_inner().map(drop),
            Target::Folder(None) => Ok(()),
        };
        done.map_err(|e| Error::io(&self.path, e.into_error()))?;
        Ok(self.path)
    }
}

/// Appends the fields of a row as the exports have them: each in quotes, quotes doubled, rows ended by LF.
///
/// Rows are made one by one, because they are shuffled one by one.
pub(super) struct Row<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl<'a> Row<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>) -> Self {
        Row { out, first: true }
    }

    pub(super) fn text(mut self, value: &str) -> Self {
        self.out.extend_from_slice(if self.first { b"\"" } else { b",\"" });
        self.first = false;
        let mut rest = value.as_bytes();
        while let Some(at) = memchr::memchr(b'"', rest) {
            self.out.extend_from_slice(&rest[..=at]);
            self.out.push(b'"');
            rest = &rest[at + 1..];
        }
        self.out.extend_from_slice(rest);
        self.out.push(b'"');
        self
    }

    pub(super) fn number(mut self, value: u64) -> Self {
        self.out.extend_from_slice(if self.first { b"\"" } else { b",\"" });
        self.first = false;
        let mut digits = [0u8; 20];
        let (mut at, mut left) = (digits.len(), value);
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[at..]);
        self.out.push(b'"');
        self
    }

    pub(super) fn flag(self, value: bool) -> Self {
        self.text(if value { "true" } else { "false" })
    }

    pub(super) fn optional(self, value: Option<u64>) -> Self {
        match value {
            Some(value) => self.number(value),
            None => self.text(""),
        }
    }

    pub(super) fn end(self) {
        self.out.push(b'\n');
    }
}

/// A header row.
pub(super) fn header(out: &mut Vec<u8>, names: &str) {
    let mut row = Row::new(out);
    for name in names.split(',') {
        row = row.text(name);
    }
    row.end();
}
