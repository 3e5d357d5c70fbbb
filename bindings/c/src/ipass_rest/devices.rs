//! Devices of users of the REST API.

use std::ffi::c_char;

use callrec::blocking::IpassRest;

use super::callrec_ipass_rest;
use crate::client::{read, write};
use crate::error::callrec_error;
use crate::guard::entry;
use crate::outcome::callrec_outcome;
use crate::ptr::text_in;
use crate::reader::callrec_reader;

/// Opens the devices of the user of that e-mail address: a reader of `devices`. Otherwise as
/// callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_list_devices(
    rest: *const callrec_ipass_rest,
    email: *const c_char,
    email_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_list_devices", error, || {
        read("list_devices", rest, reader, |client: &IpassRest| {
            let email = text_in(email, email_length, "email")?;
            Ok(client.list_devices(email)?)
        })
    })
}

/// Deactivates a device of a user. Sent again where the answer was lost;
/// callrec_ipass_rest_list_devices shows the device. Otherwise as callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_deactivate_device(
    rest: *const callrec_ipass_rest,
    email: *const c_char,
    email_length: usize,
    device_uuid: *const c_char,
    device_uuid_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_deactivate_device", error, || {
        write("deactivate_device", rest, outcome, |client: &IpassRest| {
            let email = text_in(email, email_length, "email")?;
            let device_uuid = text_in(device_uuid, device_uuid_length, "device_uuid")?;
            Ok(client.deactivate_device(email, device_uuid)?)
        })
    })
}
