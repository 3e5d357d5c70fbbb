//! The structs of the header have the layout that Rust gives them: the C compiler is asked.

use std::fmt::Write as _;
use std::mem::offset_of;
use std::process::Command;

use crate::batch::callrec_column;
use crate::decimal::callrec_decimal;
use crate::error::callrec_error_details;
use crate::options::{callrec_decode_options, callrec_ipass_portal_options};
use crate::ptr::SizeFirst;
use crate::reader::{callrec_accounting, callrec_progress, callrec_quarantined};
use crate::record::{callrec_company, callrec_ipass_cdr, callrec_ipass_network_user, callrec_pair};
use crate::text::callrec_text;
use crate::time::callrec_civil;

/// Lines of C that hold only where sizes and offsets are Rust's. Each list of fields is complete:
/// the pattern without `..` does not compile otherwise.
macro_rules! assertions {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {{
        let mut c = String::new();
        $(
            let _complete = |value: $name| { let $name { $($field: _),+ } = value; };
            writeln!(c, "_Static_assert(sizeof({0}) == {1}, \"{0}\");",
                stringify!($name), size_of::<$name>()).unwrap();
            $(
                writeln!(c, "_Static_assert(offsetof({0}, {1}) == {2}, \"{0}.{1}\");",
                    stringify!($name), stringify!($field), offset_of!($name, $field)).unwrap();
            )+
        )+
        c
    }};
}

#[test]
fn sizes_and_offsets_are_the_same_in_c() {
    let assertions = assertions! {
        callrec_text { data, length }
        callrec_pair { key, value }
        callrec_decimal { low, high }
        callrec_civil { year, month, day, hour, minute, second, microsecond }
        callrec_error_details {
            size, status, retryable, http_status, reserved, offset, line, record, retry_after_ms,
            message, detail, hint, provider, operation, column, provider_code,
        }
        callrec_decode_options {
            size, batch_rows, strict, reserved, record_bytes, field_bytes, quarantine_held,
        }
        callrec_ipass_portal_options {
            size, base_url, base_url_length, username, username_length, password, password_length,
            user_agent_parameter, user_agent_parameter_length, extra_root_certificate,
            extra_root_certificate_length, login_method, allow_plain_http, connect_timeout_ms,
            idle_timeout_ms, total_timeout_ms, tries, reserved, proxy, proxy_length, decode,
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
        callrec_quarantined { size, raw, offset, line, record, column, reason }
        callrec_accounting { size, read, accepted, repaired, quarantined, duplicate }
        callrec_progress { size, bytes, total_bytes, rows }
        callrec_column {
            size, name, data_type, scale, length, null_count, validity, validity_offset, values,
            values_offset, offsets, dictionary, keys, items,
        }
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = folder.path().join("layout.c");
    std::fs::write(&source, format!("#include <callrec.h>\n{assertions}")).expect("a file");
    let output = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()))
        .args(["-std=c11", "-fsyntax-only", "-I"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../include"))
        .arg(&source)
        .output()
        .expect("a C compiler");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// While there is only one version of the ABI, every struct is in its first form.
#[test]
fn first_sizes_are_the_first() {
    fn first<T: SizeFirst>() {
        assert_eq!(size_of::<T>(), T::FIRST_SIZE, "{}", T::NAME);
        assert_eq!(crate::version::CALLREC_ABI_VERSION, 0);
    }
    first::<callrec_ipass_portal_options>();
    first::<callrec_decode_options>();
    first::<callrec_accounting>();
    first::<callrec_progress>();
}
