//! Files that callrec wrote itself. Their columns have callrec's names: read as the provider's, what goes
//! by another name there would be missing in every row, amounts among it.

/// The columns that callrec adds to every report, by which its files are told.
const ADDED: [&str; 4] = ["_line", "_offset", "_repair", "_extra"];

/// What is said of such a file, before what to do.
pub(super) const DETAIL: &str = "this is a file that callrec wrote, not a report of the provider; read it with \
    a CSV reader, and give callrec what the provider sent";

/// Whether a header has a column that no provider's has.
pub(super) fn is_own(headings: &[String]) -> bool {
    headings.iter().any(|heading| ADDED.contains(&heading.trim()))
}
