//! The structs of the header have the layout that Rust gives them: the C compiler is asked.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::mem::offset_of;
use std::process::Command;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;

use crate::batch::callrec_column;
use crate::billing_feed::callrec_billing_feed_options;
use crate::decimal::callrec_decimal;
use crate::document::callrec_saved_document;
use crate::error::callrec_error_details;
use crate::getcalls::callrec_getcalls_options;
use crate::ipass_rest::callrec_ipass_rest_options;
use crate::options::{
    callrec_connection_options, callrec_decode_options, callrec_ipass_portal_options,
};
use crate::outcome::{callrec_field, callrec_outcome_details};
use crate::ptr::SizeFirst;
use crate::reader::{
    callrec_accounting, callrec_doubt, callrec_progress, callrec_quarantined,
    callrec_unify_accounting, callrec_unify_options, callrec_write_options,
};
use crate::record::{
    callrec_billing_feed_row, callrec_company, callrec_getcalls_row, callrec_ipass_cdr,
    callrec_ipass_network_user, callrec_pair, callrec_unified_record, callrec_user,
};
use crate::requests::{
    callrec_cost_center_update, callrec_new_cost_center, callrec_new_group,
    callrec_new_registration_code, callrec_new_user, callrec_registration_code_update,
    callrec_user_update,
};
use crate::text::callrec_text;
use crate::time::callrec_civil;
use crate::unpack::{callrec_unpack_limits, callrec_unpacked_entry};

/// Lines of C that hold only where sizes and offsets are Rust's. Each list of fields is complete:
/// the pattern without `..` does not compile otherwise.
macro_rules! assertions {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {{
        let (mut c, mut names) = (String::new(), BTreeSet::new());
        $(
            names.insert(stringify!($name));
            let _complete = |value: $name| { let $name { $($field: _),+ } = value; };
            writeln!(c, "_Static_assert(sizeof({0}) == {1}, \"{0}\");",
                stringify!($name), size_of::<$name>()).unwrap();
            $(
                writeln!(c, "_Static_assert(offsetof({0}, {1}) == {2}, \"{0}.{1}\");",
                    stringify!($name), stringify!($field), offset_of!($name, $field)).unwrap();
            )+
        )+
        (c, names)
    }};
}

#[test]
fn sizes_and_offsets_are_the_same_in_c() {
    let (mut assertions, names) = assertions! {
        callrec_text { data, length }
        callrec_pair { key, value }
        callrec_decimal { low, high }
        callrec_civil { year, month, day, hour, minute, second, microsecond }
        callrec_error_details {
            size, status, retryable, http_status, reserved, offset, line, record, retry_after_ms,
            message, detail, hint, provider, operation, column, provider_code, provider_message,
        }
        callrec_decode_options {
            size, batch_rows, strict, threads, record_bytes, field_bytes, quarantine_held, encoding,
            delimiter, session_length_unit, reserved,
        }
        callrec_ipass_portal_options {
            size, base_url, base_url_length, username, username_length, password, password_length,
            user_agent_parameter, user_agent_parameter_length, extra_root_certificate,
            extra_root_certificate_length, login_method, allow_plain_http, connect_timeout_ms,
            idle_timeout_ms, total_timeout_ms, tries, reserved, proxy, proxy_length, decode, realm,
            realm_length, concurrency, reserved_2, connection,
        }
        callrec_connection_options {
            size, extra_root_certificate, extra_root_certificate_length, proxy,
            proxy_length, connect_timeout_ms, idle_timeout_ms, total_timeout_ms, tries,
            concurrency, allow_plain_http, reserved, decode, retry_pause_ms, retry_after_limit_ms,
            retry_within_ms, circuit_after, reserved_2, circuit_pause_ms, body_limit,
        }
        callrec_ipass_rest_options {
            size, base_url, base_url_length, key, key_length, company, company_length,
            realm, realm_length, page_limit, paging, daily_parameter, reserved,
            connection,
        }
        callrec_billing_feed_options {
            size, base_url, base_url_length, login, login_length, password,
            password_length, recording_host, recording_host_length, method, format,
            calls_only, services_only, look_back, page_limit, connection,
        }
        callrec_getcalls_options {
            size, base_url, base_url_length, username, username_length, password,
            password_length, format, reserved, connection,
        }
        callrec_new_user {
            size, username, username_length, email, email_length, fname, fname_length,
            lname, lname_length, password, password_length, home_country,
            home_country_length, department_code, department_code_length, locale,
            locale_length, device_limit, enable_portal_login, notify_activate,
            notify_suspend, reserved,
        }
        callrec_user_update {
            size, username, username_length, email, email_length, fname, fname_length,
            lname, lname_length, password, password_length, home_country,
            home_country_length, department_code, department_code_length, locale,
            locale_length, device_limit, enable_portal_login, notify_activate,
            notify_suspend, reserved,
        }
        callrec_new_cost_center {
            size, cost_id, cost_id_length, name, name_length, child_company,
            child_company_length,
        }
        callrec_cost_center_update {
            size, id, id_length, cost_id, cost_id_length, name, name_length,
            child_company, child_company_length,
        }
        callrec_new_registration_code {
            size, reg_code, reg_code_length, reg_code2, reg_code2_length,
            max_activation_date, max_activation_date_length, department_code,
            department_code_length, alt_id, alt_id_length, company_id,
            company_id_length, duration, duration_unit,
        }
        callrec_registration_code_update {
            size, id, id_length, reg_code, reg_code_length, reg_code2, reg_code2_length,
            max_activation_date, max_activation_date_length, department_code,
            department_code_length, alt_id, alt_id_length, duration, duration_unit,
        }
        callrec_new_group {
            size, name, name_length, group_plan_id, group_plan_id_length, users,
            user_count,
        }
        callrec_unpack_limits { size, entries, entry_bytes, total_bytes, ratio }
        callrec_write_options { size, excel_safe, reveal_secrets }
        callrec_saved_document { size, bytes, kind, proof, sha256 }
        callrec_unpacked_entry {
            size, file_name, label, folder, bytes, kind, reserved, sha256,
        }
        callrec_field { size, name, value, is_secret, reserved }
        callrec_outcome_details {
            size, state, reserved, operation, message, planned, warning_count, field_count,
        }
        callrec_ipass_cdr {
            size, nulls, transaction_id, billing_code, user_id, auth_domain, description, gmt_time,
            local_time, session_length_s, billing_rate, net_billing_amount, access_type,
            service_type, reserved, data_used, line, offset, repair, extra, extra_count,
        }
        callrec_ipass_network_user {
            size, nulls, user_name, user_domain, network_user, om_user, ipc_user, reserved, line,
            offset, repair, extra, extra_count,
        }
        callrec_company {
            size, nulls, id, name, is_active, reserved, line, offset, repair, extra, extra_count,
        }
        callrec_billing_feed_row {
            size, nulls, id, billing_group, origin, destination, description, status, terminated,
            zone_prefix, azone_prefix, third_number, local_date, local_time, started_at_local,
            length_s, charge, smart_code, smart_code_description, call_type, subtype, recording,
            bill_date, line, offset, repair, extra, extra_count,
        }
        callrec_getcalls_row {
            size, nulls, call_type, source, destination, destination_name, call_start_local,
            call_end_local, duration_s, pbx_extension, quantity, price_cents, invoice, line, offset,
            repair, extra, extra_count,
        }
        callrec_user {
            size, nulls, username, email, fname, lname, is_active, end_user_status, thor_user_id,
            end_user_id, proxy_user_id, auth_type, company, department_code, home_country, locale,
            enable_portal_login, notify_activate, notify_suspend, num_devices, num_active_devices,
            start_date, password, aca_token, self_service_activation_url, line, offset, repair,
            extra, extra_count,
        }
        callrec_quarantined { size, raw, offset, line, record, column, reason }
        callrec_accounting { size, read, accepted, repaired, quarantined, duplicate }
        callrec_progress { size, bytes, total_bytes, rows }
        callrec_unify_options {
            size, account, account_length, currency, currency_length, unit, unit_length, zone,
            zone_length, dst, price_policy, strict, reserved,
        }
        callrec_unify_accounting {
            size, rows, overflow, inexact, repeated_local_times, skipped_local_times,
        }
        callrec_doubt { size, line, offset, column, reason, reserved }
        callrec_unified_record {
            size, nulls, provider, account, report, record_id, kind, direction, origin,
            destination, destination_name, started_at, ended_at, local_time, duration_s, quantity,
            unit, amount, currency, charge_type, charge_subtype, invoice, price, price_policy, line,
            offset, repair,
        }
        callrec_column {
            size, name, data_type, scale, length, null_count, validity, validity_offset, values,
            values_offset, offsets, dictionary, keys, items,
        }
    };
    // A struct that is new in the header, and one that is in it no longer.
    let header = include_str!("../../../include/callrec.h");
    let declared = header.lines().filter_map(|line| line.strip_prefix("typedef struct "));
    let declared = declared.filter_map(|line| line.strip_suffix(" {"));
    assert_eq!(names, declared.collect(), "the list above against include/callrec.h");
    // What the specification of Arrow lays down, the fields of which are private in Rust.
    for (name, bytes) in [
        ("ArrowSchema", size_of::<FFI_ArrowSchema>()),
        ("ArrowArray", size_of::<FFI_ArrowArray>()),
        ("ArrowArrayStream", size_of::<FFI_ArrowArrayStream>()),
    ] {
        writeln!(assertions, "_Static_assert(sizeof(struct {name}) == {bytes}, \"{name}\");")
            .unwrap();
    }
    compile("CC", "cc", &["-std=c11"], &assertions);
    let in_cpp = assertions.replace("_Static_assert", "static_assert");
    compile("CXX", "c++", &["-x", "c++", "-std=c++17"], &in_cpp);
}

fn compile(variable: &str, usual: &str, dialect: &[&str], assertions: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = folder.path().join("layout.c");
    std::fs::write(&source, format!("#include <callrec.h>\n{assertions}")).expect("a file");
    let output = Command::new(std::env::var_os(variable).unwrap_or_else(|| usual.into()))
        .args(dialect)
        .args(["-fsyntax-only", "-I"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../include"))
        .arg(&source)
        .output()
        .expect("a C compiler");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every struct is in its first form, but for those that grew at their end since.
#[test]
fn first_sizes_are_the_first() {
    fn first<T: SizeFirst>() {
        assert_eq!(size_of::<T>(), T::FIRST_SIZE, "{}", T::NAME);
        assert_eq!(crate::version::CALLREC_ABI_VERSION, 0);
    }
    assert!(size_of::<callrec_ipass_portal_options>() > callrec_ipass_portal_options::FIRST_SIZE);
    assert!(size_of::<callrec_decode_options>() > callrec_decode_options::FIRST_SIZE);
    assert!(size_of::<callrec_connection_options>() > callrec_connection_options::FIRST_SIZE);
    first::<callrec_ipass_rest_options>();
    first::<callrec_billing_feed_options>();
    first::<callrec_getcalls_options>();
    first::<callrec_new_user>();
    first::<callrec_user_update>();
    first::<callrec_new_cost_center>();
    first::<callrec_cost_center_update>();
    first::<callrec_new_registration_code>();
    first::<callrec_registration_code_update>();
    first::<callrec_new_group>();
    first::<callrec_unpack_limits>();
    first::<callrec_write_options>();
    first::<callrec_unify_options>();
    first::<callrec_unify_accounting>();
    first::<callrec_saved_document>();
    first::<callrec_accounting>();
    first::<callrec_progress>();
}
