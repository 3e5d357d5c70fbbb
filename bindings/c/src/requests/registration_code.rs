//! Registration codes that are to be made or changed.

use std::ffi::c_char;
use std::ptr::null;

use callrec::{DurationUnit, NewRegistrationCode, RegistrationCodeUpdate};

use super::{given, required};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::options::{count, out_of_bounds};
use crate::ptr::{NTS, struct_init};

/// A duration counts days (the default of a new code).
pub const CALLREC_DURATION_DAYS: i32 = 1;
/// A duration counts months.
pub const CALLREC_DURATION_MONTHS: i32 = 2;

fn unit(value: i32) -> Result<Option<DurationUnit>, Failure> {
    match value {
        0 => Ok(None),
        CALLREC_DURATION_DAYS => Ok(Some(DurationUnit::Days)),
        CALLREC_DURATION_MONTHS => Ok(Some(DurationUnit::Months)),
        other => Err(out_of_bounds("duration_unit", other.into())),
    }
}

/// A registration code to be made. Fill with its init function, then set the pointers. A NULL
/// pointer with CALLREC_NTS, as after init, stands for "not set"; NULL with length 0 is refused.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_new_registration_code {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// The code; must be set.
    pub reg_code: *const c_char,
    /// Length of `reg_code`.
    pub reg_code_length: usize,
    /// Its second part; must be set.
    pub reg_code2: *const c_char,
    /// Length of `reg_code2`.
    pub reg_code2_length: usize,
    /// The last day on which it may be used, such as "2026-12-31"; must be set.
    pub max_activation_date: *const c_char,
    /// Length of `max_activation_date`.
    pub max_activation_date_length: usize,
    /// Department or cost center.
    pub department_code: *const c_char,
    /// Length of `department_code`.
    pub department_code_length: usize,
    /// The account's own id.
    pub alt_id: *const c_char,
    /// Length of `alt_id`.
    pub alt_id_length: usize,
    /// Id of the company that it is for.
    pub company_id: *const c_char,
    /// Length of `company_id`.
    pub company_id_length: usize,
    /// How long what it gives lasts, in `duration_unit`; must be set.
    pub duration: i32,
    /// One of CALLREC_DURATION_...; init sets CALLREC_DURATION_DAYS, and 0 is refused.
    pub duration_unit: i32,
}

impl callrec_new_registration_code {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            reg_code: null(),
            reg_code_length: NTS,
            reg_code2: null(),
            reg_code2_length: NTS,
            max_activation_date: null(),
            max_activation_date_length: NTS,
            department_code: null(),
            department_code_length: NTS,
            alt_id: null(),
            alt_id_length: NTS,
            company_id: null(),
            company_id_length: NTS,
            duration: 0,
            duration_unit: CALLREC_DURATION_DAYS,
        }
    }
}

impl callrec_new_registration_code {
    pub(crate) fn read(self) -> Result<NewRegistrationCode, Failure> {
        let day = required(
            self.max_activation_date,
            self.max_activation_date_length,
            "max_activation_date",
        )?;
        let duration = count(self.duration, "duration")?;
        let unit = unit(self.duration_unit)?;
        let mut code = NewRegistrationCode::new(
            required(self.reg_code, self.reg_code_length, "reg_code")?,
            required(self.reg_code2, self.reg_code2_length, "reg_code2")?,
            duration.ok_or_else(|| out_of_bounds("duration", 0))?,
            unit.ok_or_else(|| out_of_bounds("duration_unit", 0))?,
            day.parse()?,
        );
        let department =
            given(self.department_code, self.department_code_length, "department_code")?;
        if let Some(department) = department {
            code = code.department_code(department);
        }
        if let Some(id) = given(self.alt_id, self.alt_id_length, "alt_id")? {
            code = code.alt_id(id);
        }
        if let Some(id) = given(self.company_id, self.company_id_length, "company_id")? {
            code = code.company_id(id);
        }
        Ok(code)
    }
}

/// What is to be changed of a registration code: only what is set. Fill with its init function,
/// then set the pointers. A NULL pointer with CALLREC_NTS, as after init, stands for "not set";
/// NULL with length 0 is refused, and an empty text has a pointer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_registration_code_update {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// The provider's id of it; must be set.
    pub id: *const c_char,
    /// Length of `id`.
    pub id_length: usize,
    /// The code.
    pub reg_code: *const c_char,
    /// Length of `reg_code`.
    pub reg_code_length: usize,
    /// Its second part.
    pub reg_code2: *const c_char,
    /// Length of `reg_code2`.
    pub reg_code2_length: usize,
    /// The last day on which it may be used, such as "2026-12-31".
    pub max_activation_date: *const c_char,
    /// Length of `max_activation_date`.
    pub max_activation_date_length: usize,
    /// Department or cost center.
    pub department_code: *const c_char,
    /// Length of `department_code`.
    pub department_code_length: usize,
    /// The account's own id.
    pub alt_id: *const c_char,
    /// Length of `alt_id`.
    pub alt_id_length: usize,
    /// How long what it gives lasts; 0 leaves it as it is.
    pub duration: i32,
    /// One of CALLREC_DURATION_...; 0 leaves it as it is.
    pub duration_unit: i32,
}

impl callrec_registration_code_update {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            id: null(),
            id_length: NTS,
            reg_code: null(),
            reg_code_length: NTS,
            reg_code2: null(),
            reg_code2_length: NTS,
            max_activation_date: null(),
            max_activation_date_length: NTS,
            department_code: null(),
            department_code_length: NTS,
            alt_id: null(),
            alt_id_length: NTS,
            duration: 0,
            duration_unit: 0,
        }
    }
}

impl callrec_registration_code_update {
    pub(crate) fn read(self) -> Result<RegistrationCodeUpdate, Failure> {
        let mut update = RegistrationCodeUpdate::new(required(self.id, self.id_length, "id")?);
        if let Some(code) = given(self.reg_code, self.reg_code_length, "reg_code")? {
            update = update.reg_code(code);
        }
        if let Some(code) = given(self.reg_code2, self.reg_code2_length, "reg_code2")? {
            update = update.reg_code2(code);
        }
        let day = given(
            self.max_activation_date,
            self.max_activation_date_length,
            "max_activation_date",
        )?;
        if let Some(day) = day {
            update = update.max_activation_date(day.parse()?);
        }
        let department =
            given(self.department_code, self.department_code_length, "department_code")?;
        if let Some(department) = department {
            update = update.department_code(department);
        }
        if let Some(id) = given(self.alt_id, self.alt_id_length, "alt_id")? {
            update = update.alt_id(id);
        }
        if let Some(duration) = count(self.duration, "duration")? {
            update = update.duration(duration);
        }
        if let Some(unit) = unit(self.duration_unit)? {
            update = update.duration_unit(unit);
        }
        Ok(update)
    }
}

/// Fills the code with the defaults. `size` is `sizeof *code` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_new_registration_code_init(
    code: *mut callrec_new_registration_code,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_new_registration_code_init", error, || struct_init(code, size))
}

/// Fills the update with the defaults. `size` is `sizeof *update` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_registration_code_update_init(
    update: *mut callrec_registration_code_update,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_registration_code_update_init", error, || struct_init(update, size))
}
