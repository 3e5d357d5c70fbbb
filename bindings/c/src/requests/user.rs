//! Users that are to be made or changed.

use std::ffi::c_char;
use std::ptr::null;

use callrec::{NewUser, UserUpdate};

use super::{given, required, tri_state};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::options::{flag, out_of_bounds};
use crate::ptr::{NTS, struct_init};

/// A user to be made. Fill with its init function, then set the pointers. A NULL pointer with
/// CALLREC_NTS, as after init, stands for "not set"; NULL with length 0 is refused, and an empty
/// text has a pointer. Zeroing is no init: the numbers would say 0 devices and no e-mails.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_new_user {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Login with the roaming realm, such as "anna@roaming.example.com"; must be set.
    pub username: *const c_char,
    /// Length of `username`.
    pub username_length: usize,
    /// Unique in the service; must be set.
    pub email: *const c_char,
    /// Length of `email`.
    pub email_length: usize,
    /// First name; must be set.
    pub fname: *const c_char,
    /// Length of `fname`.
    pub fname_length: usize,
    /// Last name; must be set.
    pub lname: *const c_char,
    /// Length of `lname`.
    pub lname_length: usize,
    /// Password; not set: the provider's policy decides.
    pub password: *const c_char,
    /// Length of `password`.
    pub password_length: usize,
    /// Two letters of ISO 3166.
    pub home_country: *const c_char,
    /// Length of `home_country`.
    pub home_country_length: usize,
    /// Department or cost center.
    pub department_code: *const c_char,
    /// Length of `department_code`.
    pub department_code_length: usize,
    /// Such as "en-US". Not of hosted users, which refuse it.
    pub locale: *const c_char,
    /// Length of `locale`.
    pub locale_length: usize,
    /// Most devices; -1 for not set, while 0 is sent as 0. Not of hosted users, which refuse it.
    pub device_limit: i64,
    /// 1 lets the user sign in to the portal. Default 0.
    pub enable_portal_login: i32,
    /// 1 has an e-mail sent on activation. Default 1.
    pub notify_activate: i32,
    /// 1 has an e-mail sent on suspension. Default 1.
    pub notify_suspend: i32,
    /// Leave 0.
    pub reserved: i32,
}

impl callrec_new_user {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            username: null(),
            username_length: NTS,
            email: null(),
            email_length: NTS,
            fname: null(),
            fname_length: NTS,
            lname: null(),
            lname_length: NTS,
            password: null(),
            password_length: NTS,
            home_country: null(),
            home_country_length: NTS,
            department_code: null(),
            department_code_length: NTS,
            locale: null(),
            locale_length: NTS,
            device_limit: -1,
            enable_portal_login: 0,
            notify_activate: 1,
            notify_suspend: 1,
            reserved: 0,
        }
    }
}

impl callrec_new_user {
    pub(crate) fn read(self) -> Result<NewUser, Failure> {
        let mut user = NewUser::new(
            required(self.username, self.username_length, "username")?,
            required(self.email, self.email_length, "email")?,
            required(self.fname, self.fname_length, "fname")?,
            required(self.lname, self.lname_length, "lname")?,
        )
        .enable_portal_login(flag(self.enable_portal_login, "enable_portal_login")?)
        .notify_activate(flag(self.notify_activate, "notify_activate")?)
        .notify_suspend(flag(self.notify_suspend, "notify_suspend")?);
        if let Some(secret) = given(self.password, self.password_length, "password")? {
            user = user.password(secret);
        }
        user.home_country = owned(self.home_country, self.home_country_length, "home_country")?;
        user.department_code =
            owned(self.department_code, self.department_code_length, "department_code")?;
        user.locale = owned(self.locale, self.locale_length, "locale")?;
        user.device_limit = devices(self.device_limit)?;
        Ok(user)
    }
}

/// What is to be changed of a user: only what is set. Fill with its init function, then set the
/// pointers. A NULL pointer with CALLREC_NTS, as after init, stands for "not set" and leaves what
/// is there; NULL with length 0 is refused, and an empty text, which blanks it, has a pointer.
/// Zeroing is no init: the numbers would say 0 devices, no portal login and no e-mails.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_user_update {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Login of the user; must be set.
    pub username: *const c_char,
    /// Length of `username`.
    pub username_length: usize,
    /// New e-mail address.
    pub email: *const c_char,
    /// Length of `email`.
    pub email_length: usize,
    /// New first name.
    pub fname: *const c_char,
    /// Length of `fname`.
    pub fname_length: usize,
    /// New last name.
    pub lname: *const c_char,
    /// Length of `lname`.
    pub lname_length: usize,
    /// New password.
    pub password: *const c_char,
    /// Length of `password`.
    pub password_length: usize,
    /// Two letters of ISO 3166.
    pub home_country: *const c_char,
    /// Length of `home_country`.
    pub home_country_length: usize,
    /// Department or cost center.
    pub department_code: *const c_char,
    /// Length of `department_code`.
    pub department_code_length: usize,
    /// Such as "en-US". Not of hosted users, which refuse it.
    pub locale: *const c_char,
    /// Length of `locale`.
    pub locale_length: usize,
    /// Most devices; -1 for not set, while 0 is sent as 0. Not of hosted users, which refuse it.
    pub device_limit: i64,
    /// 1 or 0; -1 leaves it as it is.
    pub enable_portal_login: i32,
    /// 1 or 0; -1 leaves it as it is.
    pub notify_activate: i32,
    /// 1 or 0; -1 leaves it as it is.
    pub notify_suspend: i32,
    /// Leave 0.
    pub reserved: i32,
}

impl callrec_user_update {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            username: null(),
            username_length: NTS,
            email: null(),
            email_length: NTS,
            fname: null(),
            fname_length: NTS,
            lname: null(),
            lname_length: NTS,
            password: null(),
            password_length: NTS,
            home_country: null(),
            home_country_length: NTS,
            department_code: null(),
            department_code_length: NTS,
            locale: null(),
            locale_length: NTS,
            device_limit: -1,
            enable_portal_login: -1,
            notify_activate: -1,
            notify_suspend: -1,
            reserved: 0,
        }
    }
}

impl callrec_user_update {
    pub(crate) fn read(self) -> Result<UserUpdate, Failure> {
        let mut update =
            UserUpdate::new(required(self.username, self.username_length, "username")?);
        if let Some(secret) = given(self.password, self.password_length, "password")? {
            update = update.password(secret);
        }
        update.email = owned(self.email, self.email_length, "email")?;
        update.fname = owned(self.fname, self.fname_length, "fname")?;
        update.lname = owned(self.lname, self.lname_length, "lname")?;
        update.home_country = owned(self.home_country, self.home_country_length, "home_country")?;
        update.department_code =
            owned(self.department_code, self.department_code_length, "department_code")?;
        update.locale = owned(self.locale, self.locale_length, "locale")?;
        update.device_limit = devices(self.device_limit)?;
        update.enable_portal_login = tri_state(self.enable_portal_login, "enable_portal_login")?;
        update.notify_activate = tri_state(self.notify_activate, "notify_activate")?;
        update.notify_suspend = tri_state(self.notify_suspend, "notify_suspend")?;
        Ok(update)
    }
}

fn owned(text: *const c_char, length: usize, name: &str) -> Result<Option<String>, Failure> {
    Ok(given(text, length, name)?.map(str::to_owned))
}

fn devices(limit: i64) -> Result<Option<u32>, Failure> {
    if limit == -1 {
        return Ok(None);
    }
    u32::try_from(limit).map(Some).map_err(|_| out_of_bounds("device_limit", limit))
}

/// Fills the user with the defaults. `size` is `sizeof *user` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_new_user_init(
    user: *mut callrec_new_user,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_new_user_init", error, || struct_init(user, size))
}

/// Fills the update with the defaults. `size` is `sizeof *update` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_user_update_init(
    update: *mut callrec_user_update,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_user_update_init", error, || struct_init(update, size))
}
