//! Groups that are to be made.

use std::ffi::c_char;
use std::ptr::null;

use callrec::NewGroup;

use super::required;
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::ptr::{NTS, struct_init, texts_in};
use crate::text::callrec_text;

/// A group to be made. Fill with its init function, then set the pointers. A NULL pointer with
/// CALLREC_NTS, as after init, stands for "not set"; NULL with length 0 is refused.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_new_group {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Name; must be set.
    pub name: *const c_char,
    /// Length of `name`.
    pub name_length: usize,
    /// Id of the group plan; must be set.
    pub group_plan_id: *const c_char,
    /// Length of `group_plan_id`.
    pub group_plan_id_length: usize,
    /// Login names of its users; NULL for none.
    pub users: *const callrec_text,
    /// Number of texts at `users`.
    pub user_count: usize,
}

impl callrec_new_group {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            name: null(),
            name_length: NTS,
            group_plan_id: null(),
            group_plan_id_length: NTS,
            users: null(),
            user_count: 0,
        }
    }
}

impl callrec_new_group {
    pub(crate) fn read(self) -> Result<NewGroup, Failure> {
        let group = NewGroup::new(
            required(self.name, self.name_length, "name")?,
            required(self.group_plan_id, self.group_plan_id_length, "group_plan_id")?,
        );
        let users = texts_in(self.users, self.user_count, "users")?;
        Ok(users.into_iter().fold(group, NewGroup::user))
    }
}

/// Fills the group with the defaults. `size` is `sizeof *group` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_new_group_init(
    group: *mut callrec_new_group,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_new_group_init", error, || struct_init(group, size))
}
