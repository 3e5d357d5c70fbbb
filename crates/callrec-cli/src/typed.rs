//! What to type to run this program again.

use std::ffi::OsStr;
use std::path::Path;

/// `callrec` where the shell finds it under that name, else the way it was called this time: after
/// `make demo` it stands in a build folder.
pub(crate) fn program(called_as: Option<&OsStr>) -> String {
    let called_as = Path::new(called_as.unwrap_or_default());
    let by_path = called_as.components().count() > 1;
    let found = |name: &OsStr| {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&folders).any(|folder| folder.join(name).is_file())
    };
    match called_as.file_name() {
        Some(name) if by_path && !found(name) => called_as.display().to_string(),
        _ => "callrec".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_it_can_be_typed_again() {
        let program = |name: &str| program(Some(OsStr::new(name)));
        assert_eq!(program("target/release/callrec-nowhere"), "target/release/callrec-nowhere");
        assert_eq!(program("callrec"), "callrec");
        assert_eq!(super::program(None), "callrec");
    }
}
