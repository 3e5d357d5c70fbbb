//! A stream of any length out of one file: its records again and again, between one beginning and
//! one end.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::work::Work;

/// Reads as long a body as asked for. Nothing is stored: the file is read over again.
#[derive(Debug)]
pub struct Repeated {
    file: File,
    /// Where the records begin and end in the file.
    records: std::ops::Range<u64>,
    length: u64,
    /// What stands between the last record and the first of the next turn.
    separator: &'static [u8],
    at: u64,
    given: u64,
    wanted: u64,
    /// Bytes of the separator that are still to be given.
    between: usize,
}

impl Repeated {
    /// Opens a generated input; the stream ends with the first whole turn that reaches `wanted` bytes.
    ///
    /// # Errors
    ///
    /// The file cannot be read or is no generated input of this work.
    pub fn open(work: Work, path: &str, wanted: u64) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut head = [0; 1024];
        let read = file.read(&mut head)?;
        file.rewind()?;
        let find = |needle: &[u8]| head[..read].windows(needle.len()).position(|at| at == needle);
        let (begin, tail, separator): (_, u64, &[u8]) = match work {
            Work::IpassCdrCsv | Work::BillingFeedCsv => (find(b"\n").map(|at| at + 1), 0, b""),
            Work::GetcallsJson => (Some(1), 1, b","),
            Work::RestXml => {
                (find(b"<endUsers>").map(|at| at + 10), "\n</endUsers>\n".len() as u64, b"")
            }
        };
        let begin = begin.ok_or_else(|| io::Error::other("no generated input of this work"))?;
        Ok(Self {
            file,
            records: begin as u64..length - tail,
            length,
            separator,
            at: 0,
            given: 0,
            wanted,
            between: 0,
        })
    }
}

impl Read for Repeated {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.records.end && self.given < self.wanted {
            self.at = self.records.start;
            self.file.seek(SeekFrom::Start(self.at))?;
            self.between = self.separator.len();
        }
        let read = if self.between > 0 {
            let read = self.between.min(into.len());
            let rest = &self.separator[self.separator.len() - self.between..];
            into[..read].copy_from_slice(&rest[..read]);
            self.between -= read;
            read
        } else {
            let end = if self.at < self.records.end { self.records.end } else { self.length };
            let most = into.len().min((end - self.at) as usize);
            let read = self.file.read(&mut into[..most])?;
            self.at += read as u64;
            read
        };
        self.given += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::decode;
    use crate::sums::Sums;

    #[test]
    fn repeated_inputs_are_whole() {
        for work in Work::ALL {
            let path = std::env::temp_dir().join(format!(
                "callrec-bench-{}-{}",
                std::process::id(),
                work.name()
            ));
            let file = File::create(&path).expect("the temporary directory can be written to");
            crate::generate::write(work, 20_000, file).expect("it has room");
            let name = path.to_str().expect("an ordinary path");
            let once = decode(work.report(), File::open(name).expect("it is there"));
            let body = Repeated::open(work, name, 50_000).expect("it is there");
            let thrice = decode(work.report(), body);
            std::fs::remove_file(&path).expect("it is there");
            let rows = |sums: Result<Sums, String>| sums.map(|sums| sums.rows());
            assert_eq!(rows(once).map(|rows| rows * 3), rows(thrice), "{}", work.name());
        }
    }
}
