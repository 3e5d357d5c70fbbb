package io.callrec.internal.abi;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The structs of the header that Java writes or reads. A test has the C compiler confirm every offset and size. */
public final class Layouts {
    static final Layout TEXT = Layout.bare("callrec_text", "ptr data", "i64 length");

    static final Layout ERROR_DETAILS = Layout.sized(
            "callrec_error_details", "i32 status", "i32 retryable", "i32 http_status", "i32 reserved", "i64 offset",
            "i64 line", "i64 record", "i64 retry_after_ms", "text message", "text detail", "text hint",
            "text provider", "text operation", "text column", "text provider_code", "text provider_message");

    /** {@code callrec_decode_options}. */
    public static final Layout DECODE_OPTIONS = Layout.sized(
            "callrec_decode_options", "i64 batch_rows", "i32 strict", "i32 threads", "i64 record_bytes",
            "i64 field_bytes", "i64 quarantine_held", "i32 encoding", "i32 delimiter", "i32 session_length_unit",
            "i32 reserved");

    /** {@code callrec_connection_options}. */
    public static final Layout CONNECTION_OPTIONS = Layout.sized(
            "callrec_connection_options", "text extra_root_certificate", "text proxy", "i64 connect_timeout_ms",
            "i64 idle_timeout_ms", "i64 total_timeout_ms", "i32 tries", "i32 concurrency", "i32 allow_plain_http",
            "i32 reserved", "ptr decode", "i64 retry_pause_ms", "i64 retry_after_limit_ms", "i64 retry_within_ms",
            "i32 circuit_after", "i32 reserved_2", "i64 circuit_pause_ms", "i64 body_limit");

    /** {@code callrec_ipass_portal_options}. */
    public static final Layout IPASS_PORTAL_OPTIONS = Layout.sized(
            "callrec_ipass_portal_options", "text base_url", "text username", "text password",
            "text user_agent_parameter", "text extra_root_certificate", "i32 login_method", "i32 allow_plain_http",
            "i64 connect_timeout_ms", "i64 idle_timeout_ms", "i64 total_timeout_ms", "i32 tries", "i32 reserved",
            "text proxy", "ptr decode", "text realm", "i32 concurrency", "i32 reserved_2",
            "ptr connection");

    /** {@code callrec_ipass_rest_options}. */
    public static final Layout IPASS_REST_OPTIONS = Layout.sized(
            "callrec_ipass_rest_options", "text base_url", "text key", "text company", "text realm", "i32 page_limit",
            "i32 paging", "i32 daily_parameter", "i32 reserved", "ptr connection");

    /** {@code callrec_billing_feed_options}. */
    public static final Layout BILLING_FEED_OPTIONS = Layout.sized(
            "callrec_billing_feed_options", "text base_url", "text login", "text password", "text recording_host",
            "i32 method", "i32 format", "i32 calls_only", "i32 services_only", "i64 look_back", "i64 page_limit",
            "ptr connection");

    /** {@code callrec_getcalls_options}. */
    public static final Layout GETCALLS_OPTIONS = Layout.sized(
            "callrec_getcalls_options", "text base_url", "text username", "text password", "i32 format",
            "i32 reserved", "ptr connection");

    /** {@code callrec_new_user}. */
    public static final Layout NEW_USER = Layout.sized(
            "callrec_new_user", "text username", "text email", "text fname", "text lname", "text password",
            "text home_country", "text department_code", "text locale", "i64 device_limit", "i32 enable_portal_login",
            "i32 notify_activate", "i32 notify_suspend", "i32 reserved");

    /** {@code callrec_user_update}. */
    public static final Layout USER_UPDATE = Layout.sized(
            "callrec_user_update", "text username", "text email", "text fname", "text lname", "text password",
            "text home_country", "text department_code", "text locale", "i64 device_limit", "i32 enable_portal_login",
            "i32 notify_activate", "i32 notify_suspend", "i32 reserved");

    /** {@code callrec_new_cost_center}. */
    public static final Layout NEW_COST_CENTER =
            Layout.sized("callrec_new_cost_center", "text cost_id", "text name", "text child_company");

    /** {@code callrec_cost_center_update}. */
    public static final Layout COST_CENTER_UPDATE =
            Layout.sized("callrec_cost_center_update", "text id", "text cost_id", "text name", "text child_company");

    /** {@code callrec_new_group}. */
    public static final Layout NEW_GROUP =
            Layout.sized("callrec_new_group", "text name", "text group_plan_id", "ptr users", "i64 user_count");

    /** {@code callrec_new_registration_code}. */
    public static final Layout NEW_REGISTRATION_CODE = Layout.sized(
            "callrec_new_registration_code", "text reg_code", "text reg_code2", "text max_activation_date",
            "text department_code", "text alt_id", "text company_id", "i32 duration", "i32 duration_unit");

    /** {@code callrec_registration_code_update}. */
    public static final Layout REGISTRATION_CODE_UPDATE = Layout.sized(
            "callrec_registration_code_update", "text id", "text reg_code", "text reg_code2",
            "text max_activation_date", "text department_code", "text alt_id", "i32 duration", "i32 duration_unit");

    /** {@code callrec_write_options}. */
    public static final Layout WRITE_OPTIONS =
            Layout.sized("callrec_write_options", "i32 excel_safe", "i32 reveal_secrets");

    /** {@code callrec_unpack_limits}. */
    public static final Layout UNPACK_LIMITS =
            Layout.sized("callrec_unpack_limits", "i64 entries", "i64 entry_bytes", "i64 total_bytes", "i64 ratio");

    /** {@code callrec_unify_options}. */
    public static final Layout UNIFY_OPTIONS = Layout.sized(
            "callrec_unify_options", "text account", "text currency", "text unit", "text zone", "i32 dst",
            "i32 price_policy", "i32 strict", "i32 reserved");

    static final Layout UNIFY_ACCOUNTING = Layout.sized(
            "callrec_unify_accounting", "i64 rows", "i64 overflow", "i64 inexact", "i64 repeated_local_times",
            "i64 skipped_local_times");

    static final Layout DOUBT =
            Layout.sized("callrec_doubt", "i64 line", "i64 offset", "text column", "i32 reason", "i32 reserved");

    static final Layout OUTCOME_DETAILS = Layout.sized(
            "callrec_outcome_details", "i32 state", "i32 reserved", "text operation", "text message", "text planned",
            "i64 warning_count", "i64 field_count");

    static final Layout FIELD =
            Layout.sized("callrec_field", "text name", "text value", "i32 is_secret", "i32 reserved");

    static final Layout SAVED_DOCUMENT =
            Layout.sized("callrec_saved_document", "i64 bytes", "i32 kind", "i32 proof", "sha256 sha256");

    static final Layout UNPACKED_ENTRY = Layout.sized(
            "callrec_unpacked_entry", "text file_name", "text label", "text folder", "i64 bytes", "i32 kind",
            "i32 reserved", "sha256 sha256");

    static final Layout ACCOUNTING = Layout.sized(
            "callrec_accounting", "i64 read", "i64 accepted", "i64 repaired", "i64 quarantined", "i64 duplicate");

    static final Layout PROGRESS = Layout.sized("callrec_progress", "i64 bytes", "i64 total_bytes", "i64 rows");

    static final Layout QUARANTINED = Layout.sized(
            "callrec_quarantined", "text raw", "i64 offset", "i64 line", "i64 record", "text column", "text reason");

    static final Layout COLUMN = Layout.sized(
            "callrec_column", "text name", "i32 data_type", "i32 scale", "i64 length", "i64 null_count",
            "ptr validity", "i64 validity_offset", "ptr values", "i64 values_offset", "ptr offsets", "ptr dictionary",
            "ptr keys", "ptr items");

    /** Every one. */
    static final List<Layout> ALL = Collections.unmodifiableList(Arrays.asList(
            TEXT, ERROR_DETAILS, DECODE_OPTIONS, CONNECTION_OPTIONS, IPASS_PORTAL_OPTIONS, IPASS_REST_OPTIONS,
            BILLING_FEED_OPTIONS, GETCALLS_OPTIONS, NEW_USER, USER_UPDATE, NEW_COST_CENTER, COST_CENTER_UPDATE,
            NEW_GROUP, NEW_REGISTRATION_CODE, REGISTRATION_CODE_UPDATE, WRITE_OPTIONS, UNPACK_LIMITS,
            UNIFY_OPTIONS, UNIFY_ACCOUNTING, DOUBT, OUTCOME_DETAILS,
            FIELD, SAVED_DOCUMENT, UNPACKED_ENTRY, ACCOUNTING, PROGRESS, QUARANTINED, COLUMN));

    private Layouts() {}
}
