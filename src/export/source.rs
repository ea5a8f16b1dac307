//! Where the files of an export lie: folders, zip archives, archives inside folders.

use super::archive;
use crate::error::{Error, Place, Result};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of an export, wherever it lies.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// As the user knows it: `export.zip/Messages.csv`.
    pub(crate) label: String,
    /// Folder inside the archive or below the folder given, `/`-separated, empty for the top.
    pub(crate) folder: String,
    /// File name in lower case.
    pub(crate) name: String,
    /// Size when unpacked, where known.
    pub(crate) size: Option<u64>,
    place: Stored,
}

#[derive(Debug, Clone)]
enum Stored {
    File(PathBuf),
    Memory(Arc<[u8]>),
    Archive(PathBuf, archive::Member),
}

impl Entry {
    /// Opens the file for reading from its start.
    pub(crate) fn open(&self) -> Result<Box<dyn Read + Send>> {
        match &self.place {
            Stored::File(path) => {
                let file = File::open(path).map_err(|error| Error::io(path, error))?;
                Ok(Box::new(file))
            }
            Stored::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Stored::Archive(path, member) => archive::open(path, member),
        }
    }

    /// The whole file. What cannot be read at the end of a damaged archive is said in the second part.
    pub(crate) fn read_all(&self) -> Result<(Vec<u8>, Option<std::io::Error>)> {
        let mut bytes = Vec::with_capacity(self.size.unwrap_or(0).min(1 << 30) as usize);
        let fault = self.open()?.read_to_end(&mut bytes).err();
        Ok((bytes, fault))
    }
}

/// An archive, or a folder and what lies in it.
#[derive(Debug)]
pub(crate) struct Container {
    /// As the user knows it.
    pub(crate) label: String,
    pub(crate) entries: Vec<Entry>,
    /// What is wrong with it, in words.
    pub(crate) warnings: Vec<String>,
}

/// Folders deeper than this are not looked into.
const DEEPEST: usize = 6;

/// All containers at the paths given: each zip is one; each folder is one for the files that lie in it loose,
/// and holds further ones. Sorted by name, so that the order of the file system does not matter.
pub(crate) fn containers(paths: &[PathBuf]) -> Result<Vec<Container>> {
    let (mut found, mut single) = (Vec::new(), Vec::new());
    for path in paths {
        let kind = std::fs::metadata(path).map_err(|error| Error::io(path, error))?;
        if kind.is_dir() {
            let (mut loose, before) = (Vec::new(), found.len());
            let mut walk = Walk { top: path, above: Vec::new(), loose: &mut loose, found: &mut found };
            walk.folder(path)?;
            // A folder with nothing in it is told as well.
            if !loose.is_empty() || found.len() == before {
                found.push(Container { label: name_of(path), entries: loose, warnings: Vec::new() });
            }
        } else if is_zip(path)? {
            found.push(zip_container(path, name_of(path))?);
        } else {
            single.push(path);
        }
    }
    for path in &single {
        let beside = || single.iter().filter(|other| other.parent() == path.parent());
        let is_messages = |path: &Path| name_of(path).eq_ignore_ascii_case("messages.csv");
        let whole = beside().any(|other| is_messages(other));
        if whole && !is_messages(path) {
            // Listed with the messages of its folder, as by `folder/*.csv`.
            continue;
        }
        let mut entries = Vec::new();
        for file in beside().filter(|other| whole || other == &path) {
            let size = std::fs::metadata(file).map_or(0, |kind| kind.len());
            entries.push(file_entry(file, String::new(), name_of(file), size));
        }
        // A single file that was asked for by name holds messages, whatever it is called.
        if let [only] = &mut entries[..]
            && only.name != "users.csv"
        {
            only.name = "messages.csv".into();
        }
        let label = path.parent().map(name_of).unwrap_or_default();
        found.push(Container { label, entries, warnings: Vec::new() });
    }
    Ok(found)
}

/// The files at the paths given: those of folders and archives, and each file that was asked for by name in a container of
/// its own without a label.
pub(crate) fn event_files(paths: &[PathBuf]) -> Result<Vec<Container>> {
    let mut found = Vec::new();
    for path in paths {
        let kind = std::fs::metadata(path).map_err(|error| Error::io(path, error))?;
        if kind.is_dir() || is_zip(path)? {
            found.extend(containers(std::slice::from_ref(path))?);
        } else {
            let entries = vec![file_entry(path, String::new(), name_of(path), kind.len())];
            found.push(Container { label: String::new(), entries, warnings: Vec::new() });
        }
    }
    Ok(found)
}

/// A container with one file of messages that is in memory.
pub(crate) fn in_memory(label: &str, bytes: Vec<u8>) -> Container {
    let entry = Entry {
        label: label.to_owned(),
        folder: String::new(),
        name: "messages.csv".into(),
        size: Some(bytes.len() as u64),
        place: Stored::Memory(bytes.into()),
    };
    Container { label: label.to_owned(), entries: vec![entry], warnings: Vec::new() }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn file_entry(path: &Path, folder: String, label: String, size: u64) -> Entry {
    let name = name_of(path).to_lowercase();
    Entry { label, folder, name, size: Some(size), place: Stored::File(path.to_owned()) }
}

/// Whether the file is meant to be a zip archive: by its name or its first bytes.
fn is_zip(path: &Path) -> Result<bool> {
    let mut start = [0u8; 4];
    let mut file = File::open(path).map_err(|error| Error::io(path, error))?;
    let read = file.read(&mut start).map_err(|error| Error::io(path, error))?;
    let by_name = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"));
    Ok(by_name || start[..read] == *b"PK\x03\x04")
}

fn zip_container(path: &Path, label: String) -> Result<Container> {
    let (members, warnings) = archive::members(path)?;
    let mut entries: Vec<Entry> = members
        .into_iter()
        .map(|member| {
            let full = member.name.replace('\\', "/");
            let (folder, name) = full.rsplit_once('/').unwrap_or(("", &full));
            Entry {
                label: format!("{label}/{full}"),
                folder: folder.to_owned(),
                name: name.to_lowercase(),
                size: member.size,
                place: Stored::Archive(path.to_owned(), member.clone()),
            }
        })
        .filter(|entry| !entry.name.is_empty() && !entry.folder.starts_with("__MACOSX"))
        .collect();
    entries.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(Container { label, entries, warnings })
}

/// A walk through a folder.
struct Walk<'a> {
    top: &'a Path,
    /// The folders around the one looked at, without symbolic links.
    above: Vec<PathBuf>,
    loose: &'a mut Vec<Entry>,
    found: &'a mut Vec<Container>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path) -> Result<()> {
        let failed = |error| Error::io(folder, error);
        let real = std::fs::canonicalize(folder).map_err(failed)?;
        // A link that leads back up would show the same files again and again.
        if self.above.contains(&real) {
            return Ok(());
        }
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            paths.push(entry.map_err(failed)?.path());
        }
        paths.sort();
        self.above.push(real);
        for path in paths {
            // A link that leads nowhere is no file.
            let Ok(kind) = std::fs::metadata(&path) else { continue };
            if !kind.is_dir() {
                self.file(&path, kind.len())?;
            } else if self.above.len() <= DEEPEST {
                self.folder(&path)?;
            } else {
                let warnings = vec![format!("{}: folders this deep are not looked into", path.display())];
                self.found.push(Container { label: self.inside(&path), entries: Vec::new(), warnings });
            }
        }
        self.above.pop();
        Ok(())
    }

    fn file(&mut self, path: &Path, size: u64) -> Result<()> {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let inside = self.inside(path);
        if extension == "zip" {
            // One archive of a series that cannot be read does not stop the others.
            self.found.push(match zip_container(path, inside.clone()) {
                Err(error @ Error::Zip { .. }) => {
                    let warnings = vec![format!("{error}; it was left out")];
                    Container { label: inside, entries: Vec::new(), warnings }
                }
                other => other?,
            });
        } else if matches!(extension.as_str(), "csv" | "txt" | "tsv" | "gz") {
            let place = inside.rsplit_once('/').map_or("", |(place, _)| place).to_owned();
            let label = format!("{}/{inside}", name_of(self.top));
            self.loose.push(file_entry(path, place, label, size));
        }
        Ok(())
    }

    /// The path below the top, `/`-separated.
    fn inside(&self, path: &Path) -> String {
        path.strip_prefix(self.top).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}

/// The error for inputs in which nothing of the expected format was found.
pub(crate) fn not_an_export(paths: &[PathBuf], containers: &[Container], expected: &str) -> Error {
    let names: Vec<&str> =
        containers.iter().flat_map(|c| &c.entries).map(|e| e.label.as_str()).take(5).collect();
    let found =
        if names.is_empty() { "no CSV files".to_owned() } else { format!("found {}", names.join(", ")) };
    let place = paths.first().map_or_else(String::new, |path| path.display().to_string());
    Error::NotAnExport { place: Place::file(place), found, expected: expected.into() }
}
