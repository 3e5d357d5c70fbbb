//! Where a file ends: not before the length that it had when it was opened.

use crate::download::Progress;
use crate::{Error, ErrorKind, Result};

/// Judges the end of an input. What is missing was cut off meanwhile: as the file is then, it may look
/// whole.
pub(super) fn judge(progress: &Progress) -> Result<()> {
    let (read, length) = (progress.bytes(), progress.total());
    match length.filter(|&length| read < length) {
        None => Ok(()),
        Some(length) => {
            let detail =
                format!("the file became shorter while it was read ({read} of {length} bytes)");
            Err(Error::new(ErrorKind::Truncated, detail).with_offset(read))
        }
    }
}
