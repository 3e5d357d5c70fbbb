//! Cost centers that are to be made or changed.

use std::ffi::c_char;
use std::ptr::null;

use callrec::{CostCenterUpdate, NewCostCenter};

use super::{given, required};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::ptr::{NTS, struct_init};

/// A cost center to be made. Fill with its init function, then set the pointers. A NULL pointer
/// with CALLREC_NTS, as after init, stands for "not set"; NULL with length 0 is refused.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_new_cost_center {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// The account's own id; must be set.
    pub cost_id: *const c_char,
    /// Length of `cost_id`.
    pub cost_id_length: usize,
    /// Name; must be set.
    pub name: *const c_char,
    /// Length of `name`.
    pub name_length: usize,
    /// Id of the child company that it is for.
    pub child_company: *const c_char,
    /// Length of `child_company`.
    pub child_company_length: usize,
}

impl callrec_new_cost_center {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            cost_id: null(),
            cost_id_length: NTS,
            name: null(),
            name_length: NTS,
            child_company: null(),
            child_company_length: NTS,
        }
    }
}

impl callrec_new_cost_center {
    pub(crate) fn read(self) -> Result<NewCostCenter, Failure> {
        let center = NewCostCenter::new(
            required(self.cost_id, self.cost_id_length, "cost_id")?,
            required(self.name, self.name_length, "name")?,
        );
        let child = given(self.child_company, self.child_company_length, "child_company")?;
        Ok(match child {
            Some(child) => center.child_company(child),
            None => center,
        })
    }
}

/// What a cost center is to become. Fill with its init function, then set the pointers. A NULL
/// pointer with CALLREC_NTS, as after init, stands for "not set"; NULL with length 0 is refused.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_cost_center_update {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// The provider's id of it; must be set.
    pub id: *const c_char,
    /// Length of `id`.
    pub id_length: usize,
    /// The account's own id; must be set.
    pub cost_id: *const c_char,
    /// Length of `cost_id`.
    pub cost_id_length: usize,
    /// Name; must be set.
    pub name: *const c_char,
    /// Length of `name`.
    pub name_length: usize,
    /// Id of the child company that it is for.
    pub child_company: *const c_char,
    /// Length of `child_company`.
    pub child_company_length: usize,
}

impl callrec_cost_center_update {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            id: null(),
            id_length: NTS,
            cost_id: null(),
            cost_id_length: NTS,
            name: null(),
            name_length: NTS,
            child_company: null(),
            child_company_length: NTS,
        }
    }
}

impl callrec_cost_center_update {
    pub(crate) fn read(self) -> Result<CostCenterUpdate, Failure> {
        let center = CostCenterUpdate::new(
            required(self.id, self.id_length, "id")?,
            required(self.cost_id, self.cost_id_length, "cost_id")?,
            required(self.name, self.name_length, "name")?,
        );
        let child = given(self.child_company, self.child_company_length, "child_company")?;
        Ok(match child {
            Some(child) => center.child_company(child),
            None => center,
        })
    }
}

/// Fills the center with the defaults. `size` is `sizeof *center` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_new_cost_center_init(
    center: *mut callrec_new_cost_center,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_new_cost_center_init", error, || struct_init(center, size))
}

/// Fills the update with the defaults. `size` is `sizeof *update` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_cost_center_update_init(
    update: *mut callrec_cost_center_update,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_cost_center_update_init", error, || struct_init(update, size))
}
