//! The synthetic accounts: companies, people, sessions, adjustments and their totals.
//!
//! Everything follows from the seed, the company's id and the period. Row `i` of a
//! month is made from its number alone, so a file of any size is streamed from
//! nothing, and a daily file is a stretch of its month's rows.

mod adjustments;
mod calendar;
mod cdr_file;
mod companies;
mod layout;
pub(crate) mod prng;
mod row;
mod sessions;
mod sites;
pub(crate) mod text;
mod totals;
mod users;

pub use calendar::{Day, Month};
pub(crate) use cdr_file::{CdrFile, CdrKind, Period};
pub(crate) use companies::{Accounts, Company, Scale};
pub(crate) use layout::Layout;
pub use totals::{ServiceTotals, Totals, UserTotals};
pub use users::NetworkUser;
