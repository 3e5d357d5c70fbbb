//! The operation, its path and its parameters, as the document prints them.

/// The operation's name in errors.
pub(super) const GET_CALLS: &str = "get_calls";
/// Before profile, dates and format (SEED).
pub(super) const PATH: &[&str] = &["cdrs", "getcalls"];
/// SEED.
pub(super) const USERNAME: &str = "username";
/// SEED.
pub(super) const PASSWORD: &str = "password";
