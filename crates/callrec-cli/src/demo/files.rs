//! The demo's folder: a sub-folder a report, files named after company and period.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::output::{Sink, Target, Written};
use crate::portal::{Period, Request};
use callrec_export::{Format, WriteOptions};

/// Where the demo writes, and what it has written.
pub(super) struct Folder {
    root: PathBuf,
    written: Vec<Entry>,
}

/// Files that are listed on one line.
pub(super) struct Entry {
    /// Relative to the current directory, as it may be typed.
    pub(super) path: PathBuf,
    pub(super) files: u64,
    pub(super) bytes: u64,
    pub(super) rows: u64,
}

impl Folder {
    pub(super) fn create(root: &Path) -> Result<Self, Failure> {
        std::fs::create_dir_all(root).map_err(|error| cannot_create(root, &error))?;
        Ok(Self { root: root.to_owned(), written: Vec::new() })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.written
    }

    /// A place directly in the folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Opens one file of a request's records.
    pub(super) fn open(&self, request: &Request, format: Format) -> Result<Sink, Failure> {
        let folder = self.root.join(request.report.name());
        std::fs::create_dir_all(&folder).map_err(|error| cannot_create(&folder, &error))?;
        let extension = match format {
            Format::Csv => "csv",
            Format::Ndjson => "ndjson",
            Format::ArrowFile => "arrow",
            _ => "parquet",
        };
        let company: String = request.company.chars().map(harmless).collect();
        let name = match request.period {
            Period::None => format!("{company}.{extension}"),
            period => format!("{company}-{period}.{extension}"),
        };
        Sink::open(
            &Target::File(folder.join(name), format),
            &request.report.table().schema(),
            WriteOptions::default(),
        )
    }

    /// Notes a finished file; those of one folder that come day by day share a line.
    pub(super) fn note(&mut self, request: &Request, written: Written, rows: u64) {
        let Some(path) = written.path else { return };
        let by_day = matches!(request.period, Period::Day(_));
        let shown = if by_day {
            path.with_file_name(format!("*.{}", path.extension().unwrap_or_default().display()))
        } else {
            path
        };
        match self.written.iter_mut().find(|entry| entry.path == shown) {
            Some(entry) => {
                entry.files += 1;
                entry.bytes += written.bytes;
                entry.rows += rows;
            }
            None => self.written.push(Entry { path: shown, files: 1, bytes: written.bytes, rows }),
        }
    }
}

fn cannot_create(folder: &Path, error: &std::io::Error) -> Failure {
    Failure::io("cannot create", folder, error, "give another folder with --out")
}

/// A company id is opaque and comes from the server: it must not choose the folder.
fn harmless(c: char) -> char {
    if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }
}
