//! Values that must be given.

use crate::{Error, Result};

/// Refuses what would be sent as an empty value of a parameter or element that must have one.
pub(in crate::providers) fn not_empty(name: &str, value: &str) -> Result<()> {
    if value.trim().is_empty() {
        return Err(Error::invalid_argument(format!("{name} is empty")));
    }
    Ok(())
}
