//! Files that must be files: a pipe without a writer would be waited for, and nothing could end that.

use std::fs::File;
use std::io;
use std::path::Path;

/// Opens a regular file for reading.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    File::open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_is_refused_before_it_is_opened() {
        let folder = open(Path::new(".")).expect_err("a folder");
        assert_eq!(folder.kind(), io::ErrorKind::InvalidInput);
        assert_eq!(
            open(Path::new("no such file")).expect_err("none").kind(),
            io::ErrorKind::NotFound
        );
        assert!(open(Path::new("Cargo.toml")).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_refused() {
        let device = open(Path::new("/dev/zero")).expect_err("it never ends");
        assert_eq!(device.kind(), io::ErrorKind::InvalidInput);
    }
}
