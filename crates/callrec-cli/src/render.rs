//! What people read.

pub(crate) mod number;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod totals;
