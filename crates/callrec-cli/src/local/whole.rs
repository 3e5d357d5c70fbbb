//! A file that must not become shorter while it is read.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};

/// Fails at the end where fewer bytes came than were there at the beginning.
pub(super) struct Whole {
    file: File,
    /// None of what has no length, such as a pipe.
    length: Option<u64>,
    read: u64,
}

impl Whole {
    pub(super) fn new(file: File) -> Result<Self> {
        let facts = file.metadata()?;
        let length = facts.is_file().then_some(facts.len());
        Ok(Self { file, length, read: 0 })
    }
}

impl Read for Whole {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.file.read(buffer)?;
        self.read += read as u64;
        match self.length {
            Some(length) if read == 0 && !buffer.is_empty() && self.read < length => {
                let came = self.read;
                let detail = format!("the file became shorter: {came} of {length} bytes came");
                Err(Error::new(ErrorKind::UnexpectedEof, detail))
            }
            _ => Ok(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn read_after(change: impl FnOnce(&mut File)) -> Result<usize> {
        let mut written = tempfile::NamedTempFile::new()?;
        written.write_all(b"ten bytes\n")?;
        let mut whole = Whole::new(written.reopen()?)?;
        change(written.as_file_mut());
        whole.read_to_end(&mut Vec::new())
    }

    #[test]
    fn a_file_that_becomes_shorter_is_an_error() {
        let error = read_after(|file| file.set_len(4).expect("cut")).expect_err("cut");
        assert_eq!(error.to_string(), "the file became shorter: 4 of 10 bytes came");
    }

    #[test]
    fn one_that_stays_or_grows_is_read_to_its_end() {
        assert_eq!(read_after(|_| ()).expect("whole"), 10);
        assert_eq!(read_after(|file| file.write_all(b"more").expect("room")).expect("whole"), 14);
    }
}
