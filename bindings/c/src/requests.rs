//! What is to be made or changed: structs with their size first, filled by init functions.

mod cost_center;
mod group;
mod registration_code;
mod user;

use std::ffi::c_char;

pub use cost_center::{callrec_cost_center_update, callrec_new_cost_center};
pub use group::callrec_new_group;
pub use registration_code::{callrec_new_registration_code, callrec_registration_code_update};
pub use user::{callrec_new_user, callrec_user_update};

use crate::error::Failure;
use crate::options::out_of_bounds;
use crate::ptr::optional_text_in;

/// A text that the request may go without. What a program zeroed in place of having it filled would
/// be empty everywhere, and blank a user's name: an empty text wants a pointer.
fn given<'a>(text: *const c_char, length: usize, name: &str) -> Result<Option<&'a str>, Failure> {
    if text.is_null() && length == 0 {
        return Err(Failure::not_said(name));
    }
    optional_text_in(text, length, name)
}

/// A text that the request cannot go without.
fn required<'a>(text: *const c_char, length: usize, name: &str) -> Result<&'a str, Failure> {
    given(text, length, name)?
        .ok_or_else(|| Failure::invalid_argument(format!("{name} is not set")))
}

/// 1 or 0; -1 where nothing is said.
fn tri_state(value: i32, name: &str) -> Result<Option<bool>, Failure> {
    match value {
        -1 => Ok(None),
        0 => Ok(Some(false)),
        1 => Ok(Some(true)),
        other => Err(out_of_bounds(name, other.into())),
    }
}
