/*
 * dump rows|columns REPORT FILE OPTION [REPORT FILE OPTION …]
 *
 * Prints the records of each file as NDJSON in the text form that all languages share, then one line
 * of facts: {"accounting": …, "quarantine": […], "error": …}. The runner compares them with
 * tests/expected. Rows are read through the borrowed structs, columns through the column views.
 */
#include <callrec.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *what, callrec_error *error)
{
    fprintf(stderr, "dump: %s: %s\n", what, callrec_error_message(error));
    exit(2);
}

static void json_bytes(const char *data, size_t length)
{
    size_t i;
    putchar('"');
    for (i = 0; i < length; i++) {
        unsigned char c = (unsigned char) data[i];
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void json_text(callrec_text text)
{
    if (text.data == NULL)
        fputs("null", stdout);
    else
        json_bytes(text.data, text.length);
}

static void json_decimal(const callrec_decimal *value)
{
    char text[48];
    if (callrec_decimal_text(value, text, sizeof text, NULL, NULL) != CALLREC_OK)
        die("decimal", NULL);
    printf("\"%s\"", text);
}

static void json_time(int64_t micros, int is_utc)
{
    char text[32];
    if (callrec_time_text(micros, is_utc, text, sizeof text, NULL, NULL) != CALLREC_OK)
        die("time", NULL);
    printf("\"%s\"", text);
}

/* A part of the text of a time: the date, or the time of day. */
static void json_time_part(int64_t micros, size_t from, size_t to)
{
    char text[32];
    size_t length = 0;
    if (callrec_time_text(micros, 0, text, sizeof text, &length, NULL) != CALLREC_OK)
        die("time", NULL);
    json_bytes(text + from, (to < length ? to : length) - from);
}

static void json_pairs(const callrec_pair *pairs, size_t count)
{
    size_t i;
    if (count == 0) {
        fputs("null", stdout);
        return;
    }
    for (i = 0; i < count; i++) {
        fputs(i == 0 ? "{" : ",", stdout);
        json_text(pairs[i].key);
        putchar(':');
        json_text(pairs[i].value);
    }
    putchar('}');
}

static void json_date(int32_t days)
{
    json_time_part(days * INT64_C(86400000000), 0, 10);
}

static void json_time_of_day(int64_t micros)
{
    json_time_part(micros, 11, sizeof "hh:mm:ss.ffffff" + 10);
}

/* Rows. */

#define TEXT(name, field) (printf(",\"%s\":", name), json_text(row->field))
#define VALUE(name, column, print) \
    (printf(",\"%s\":", name), CALLREC_IS_NULL(row, column) ? (void) fputs("null", stdout) : (void) (print))

static void provenance(uint64_t line, uint64_t offset, callrec_text repair, const callrec_pair *extra,
                       size_t count)
{
    printf(",\"_line\":%" PRIu64 ",\"_offset\":%" PRIu64 ",\"_repair\":", line, offset);
    json_text(repair);
    fputs(",\"_extra\":", stdout);
    json_pairs(extra, count);
    fputs("}\n", stdout);
}

static void print_cdr(const callrec_ipass_cdr *row)
{
    fputs("{\"transaction_id\":", stdout);
    json_text(row->transaction_id);
    TEXT("billing_code", billing_code);
    TEXT("user_id", user_id);
    TEXT("auth_domain", auth_domain);
    TEXT("description", description);
    VALUE("gmt_time", CALLREC_IPASS_CDR_GMT_TIME, json_time(row->gmt_time, 1));
    VALUE("local_time", CALLREC_IPASS_CDR_LOCAL_TIME, json_time(row->local_time, 0));
    VALUE("session_length_s", CALLREC_IPASS_CDR_SESSION_LENGTH_S,
          printf("%" PRId64, row->session_length_s));
    VALUE("billing_rate", CALLREC_IPASS_CDR_BILLING_RATE, json_decimal(&row->billing_rate));
    VALUE("net_billing_amount", CALLREC_IPASS_CDR_NET_BILLING_AMOUNT,
          json_decimal(&row->net_billing_amount));
    TEXT("access_type", access_type);
    TEXT("service_type", service_type);
    TEXT("reserved", reserved);
    VALUE("data_used", CALLREC_IPASS_CDR_DATA_USED, json_decimal(&row->data_used));
    provenance(row->line, row->offset, row->repair, row->extra, row->extra_count);
}

static void print_user(const callrec_ipass_network_user *row)
{
    fputs("{\"user_name\":", stdout);
    json_text(row->user_name);
    TEXT("user_domain", user_domain);
    VALUE("network_user", CALLREC_IPASS_NETWORK_USER_NETWORK,
          fputs(row->network_user ? "true" : "false", stdout));
    VALUE("om_user", CALLREC_IPASS_NETWORK_USER_OM, fputs(row->om_user ? "true" : "false", stdout));
    VALUE("ipc_user", CALLREC_IPASS_NETWORK_USER_IPC, fputs(row->ipc_user ? "true" : "false", stdout));
    provenance(row->line, row->offset, row->repair, row->extra, row->extra_count);
}

static void print_company(const callrec_company *row)
{
    fputs("{\"id\":", stdout);
    json_text(row->id);
    TEXT("name", name);
    VALUE("is_active", CALLREC_COMPANY_IS_ACTIVE, fputs(row->is_active ? "true" : "false", stdout));
    provenance(row->line, row->offset, row->repair, row->extra, row->extra_count);
}

static void print_feed(const callrec_billing_feed_row *row)
{
    printf("{\"id\":%" PRIu64, row->id);
    TEXT("billing_group", billing_group);
    TEXT("origin", origin);
    TEXT("destination", destination);
    TEXT("description", description);
    TEXT("status", status);
    TEXT("terminated", terminated);
    TEXT("zone_prefix", zone_prefix);
    TEXT("azone_prefix", azone_prefix);
    TEXT("third_number", third_number);
    VALUE("local_date", CALLREC_BILLING_FEED_LOCAL_DATE, json_date(row->local_date));
    VALUE("local_time", CALLREC_BILLING_FEED_LOCAL_TIME, json_time_of_day(row->local_time));
    VALUE("started_at_local", CALLREC_BILLING_FEED_STARTED_AT_LOCAL,
          json_time(row->started_at_local, 0));
    VALUE("length_s", CALLREC_BILLING_FEED_LENGTH_S, printf("%" PRId64, row->length_s));
    VALUE("charge", CALLREC_BILLING_FEED_CHARGE, json_decimal(&row->charge));
    TEXT("smart_code", smart_code);
    TEXT("smart_code_description", smart_code_description);
    TEXT("type", call_type);
    TEXT("subtype", subtype);
    TEXT("recording", recording);
    VALUE("bill_date", CALLREC_BILLING_FEED_BILL_DATE, json_time(row->bill_date, 0));
    provenance(row->line, row->offset, row->repair, row->extra, row->extra_count);
}

static void print_call(const callrec_getcalls_row *row)
{
    fputs("{\"type\":", stdout);
    json_text(row->call_type);
    TEXT("source", source);
    TEXT("destination", destination);
    TEXT("destination_name", destination_name);
    VALUE("call_start_local", CALLREC_GETCALLS_CALL_START_LOCAL,
          json_time(row->call_start_local, 0));
    VALUE("call_end_local", CALLREC_GETCALLS_CALL_END_LOCAL, json_time(row->call_end_local, 0));
    VALUE("duration_s", CALLREC_GETCALLS_DURATION_S, printf("%" PRId64, row->duration_s));
    TEXT("pbx_extension", pbx_extension);
    VALUE("quantity", CALLREC_GETCALLS_QUANTITY, json_decimal(&row->quantity));
    VALUE("price_cents", CALLREC_GETCALLS_PRICE_CENTS, json_decimal(&row->price_cents));
    TEXT("invoice", invoice);
    provenance(row->line, row->offset, row->repair, row->extra, row->extra_count);
}

static void print_rest_user(const callrec_user *row)
{
    fputs("{\"username\":", stdout);
    json_text(row->username);
    TEXT("email", email);
    TEXT("fname", fname);
    TEXT("lname", lname);
    VALUE("is_active", CALLREC_USER_IS_ACTIVE, fputs(row->is_active ? "true" : "false", stdout));
    TEXT("end_user_status", end_user_status);
    TEXT("thor_user_id", thor_user_id);
    TEXT("end_user_id", end_user_id);
    TEXT("proxy_user_id", proxy_user_id);
    TEXT("auth_type", auth_type);
    TEXT("company", company);
    TEXT("department_code", department_code);
    TEXT("home_country", home_country);
    TEXT("locale", locale);
    VALUE("enable_portal_login", CALLREC_USER_ENABLE_PORTAL_LOGIN,
          fputs(row->enable_portal_login ? "true" : "false", stdout));
    VALUE("notify_activate", CALLREC_USER_NOTIFY_ACTIVATE,
          fputs(row->notify_activate ? "true" : "false", stdout));
    VALUE("notify_suspend", CALLREC_USER_NOTIFY_SUSPEND,
          fputs(row->notify_suspend ? "true" : "false", stdout));
    VALUE("num_devices", CALLREC_USER_NUM_DEVICES, printf("%" PRId64, row->num_devices));
    VALUE("num_active_devices", CALLREC_USER_NUM_ACTIVE_DEVICES,
          printf("%" PRId64, row->num_active_devices));
    VALUE("start_date", CALLREC_USER_START_DATE, json_date(row->start_date));
    TEXT("password", password);
    TEXT("aca_token", aca_token);
    TEXT("self_service_activation_url", self_service_activation_url);
    provenance(row->line, row->offset, row->repair, row->extra, row->extra_count);
}

static int is(callrec_text text, const char *wanted)
{
    return text.length == strlen(wanted) && memcmp(text.data, wanted, text.length) == 0;
}

#define ROWS(table, type, next, print) \
    if (is(report, table)) { \
        const type *row; \
        while ((status = next(reader, &row, error)) == CALLREC_OK) \
            print(row); \
        return status; \
    }

static int32_t by_row(callrec_reader *reader, callrec_text report, callrec_error **error)
{
    int32_t status;
    ROWS("ipass_cdr", callrec_ipass_cdr, callrec_reader_next_cdr, print_cdr)
    ROWS("ipass_network_users", callrec_ipass_network_user, callrec_reader_next_network_user, print_user)
    ROWS("companies", callrec_company, callrec_reader_next_company, print_company)
    ROWS("billing_feed", callrec_billing_feed_row, callrec_reader_next_billing_feed_row, print_feed)
    ROWS("getcalls", callrec_getcalls_row, callrec_reader_next_getcalls_row, print_call)
    ROWS("users", callrec_user, callrec_reader_next_user, print_rest_user)
    die("a report without a row struct", NULL);
    return CALLREC_END;
}

/* Columns. */

static int bit(const void *bits, int64_t at)
{
    return (((const uint8_t *) bits)[at / 8] >> (at % 8)) & 1;
}

static int has_value(const callrec_column *column, int64_t row)
{
    return column->validity == NULL || bit(column->validity, column->validity_offset + row);
}

static void json_cell(const callrec_column *column, int64_t row)
{
    int32_t at;
    if (!has_value(column, row)) {
        fputs("null", stdout);
        return;
    }
    switch (column->data_type) {
    case CALLREC_TYPE_TEXT:
        at = column->offsets[row];
        json_bytes((const char *) column->values + at, (size_t) (column->offsets[row + 1] - at));
        break;
    case CALLREC_TYPE_BOOLEAN:
        fputs(bit(column->values, column->values_offset + row) ? "true" : "false", stdout);
        break;
    case CALLREC_TYPE_INT64:
        printf("%" PRId64, ((const int64_t *) column->values)[row]);
        break;
    case CALLREC_TYPE_UINT64:
        printf("%" PRIu64, ((const uint64_t *) column->values)[row]);
        break;
    case CALLREC_TYPE_DECIMAL:
        json_decimal((const callrec_decimal *) column->values + row);
        break;
    case CALLREC_TYPE_INSTANT:
    case CALLREC_TYPE_LOCAL_TIME:
        json_time(((const int64_t *) column->values)[row], column->data_type == CALLREC_TYPE_INSTANT);
        break;
    case CALLREC_TYPE_DATE:
        json_date(((const int32_t *) column->values)[row]);
        break;
    case CALLREC_TYPE_TIME_OF_DAY:
        json_time_of_day(((const int64_t *) column->values)[row]);
        break;
    case CALLREC_TYPE_DICTIONARY:
        json_cell(column->dictionary, ((const int16_t *) column->values)[row]);
        break;
    case CALLREC_TYPE_MAP:
        for (at = column->offsets[row]; at < column->offsets[row + 1]; at++) {
            fputs(at == column->offsets[row] ? "{" : ",", stdout);
            json_cell(column->keys, at);
            putchar(':');
            json_cell(column->items, at);
        }
        fputs("}", stdout);
        break;
    default:
        die("a column of unknown type", NULL);
    }
}

static void print_batch(callrec_batch *batch)
{
    const callrec_column *columns[64];
    callrec_error *error = NULL;
    int64_t rows, row;
    size_t width, i;
    if (callrec_batch_shape(batch, &rows, &width, &error) != CALLREC_OK || width > 64)
        die("shape", error);
    for (i = 0; i < width; i++)
        if (callrec_batch_column(batch, i, &columns[i], &error) != CALLREC_OK)
            die("column", error);
    for (row = 0; row < rows; row++) {
        for (i = 0; i < width; i++) {
            putchar(i == 0 ? '{' : ',');
            json_text(columns[i]->name);
            putchar(':');
            json_cell(columns[i], row);
        }
        fputs("}\n", stdout);
    }
}

static int32_t by_column(callrec_reader *reader, callrec_error **error)
{
    callrec_batch *batch = NULL;
    int32_t status;
    while ((status = callrec_reader_next_batch(reader, &batch, error)) == CALLREC_OK) {
        print_batch(batch);
        callrec_batch_free(batch);
    }
    return status;
}

/* Facts. */

static void print_number(const char *name, int64_t number)
{
    if (number >= 0)
        printf(",\"%s\":%" PRId64, name, number);
    else
        printf(",\"%s\":null", name);
}

static void print_facts(callrec_reader *reader, callrec_error *error)
{
    callrec_accounting count;
    const callrec_quarantined *bad;
    const callrec_error_details *details;
    const char *separator = "";
    memset(&count, 0, sizeof count);
    if (reader != NULL && callrec_reader_accounting(reader, &count, sizeof count, NULL) != CALLREC_OK)
        die("accounting", NULL);
    printf("{\"accounting\":{\"read\":%" PRIu64 ",\"accepted\":%" PRIu64 ",\"repaired\":%" PRIu64
           ",\"quarantined\":%" PRIu64 "},\"quarantine\":[",
           count.read, count.accepted, count.repaired, count.quarantined);
    while (reader != NULL && callrec_reader_quarantined_next(reader, &bad, NULL) == CALLREC_OK) {
        printf("%s{\"line\":%" PRIu64 ",\"offset\":%" PRIu64 ",\"record\":%" PRIu64 ",\"column\":",
               separator, bad->line, bad->offset, bad->record);
        json_text(bad->column);
        fputs(",\"reason\":", stdout);
        json_text(bad->reason);
        fputs("}", stdout);
        separator = ",";
    }
    fputs("],\"error\":", stdout);
    if (callrec_error_get_details(error, &details) == CALLREC_OK) {
        printf("{\"kind\":\"%s\"", callrec_status_name(details->status));
        print_number("line", details->line);
        print_number("offset", details->offset);
        fputs(",\"message\":", stdout);
        json_text(details->message);
        fputs("}", stdout);
    } else {
        fputs("null", stdout);
    }
    fputs("}\n", stdout);
}

/* "-", or one option: "encoding=NAME", "delimiter=NAME" or "session_length_unit=NAME". */
static void choose(callrec_decode_options *options, const char *choice)
{
    static const struct {
        const char *name;
        int32_t encoding, delimiter, unit;
    } known[] = {
        {"encoding=utf-8", CALLREC_ENCODING_UTF8, 0, 0},
        {"encoding=utf-16le", CALLREC_ENCODING_UTF16LE, 0, 0},
        {"encoding=utf-16be", CALLREC_ENCODING_UTF16BE, 0, 0},
        {"encoding=iso-8859-1", CALLREC_ENCODING_LATIN1, 0, 0},
        {"encoding=windows-1252", CALLREC_ENCODING_WINDOWS1252, 0, 0},
        {"delimiter=comma", 0, CALLREC_DELIMITER_COMMA, 0},
        {"delimiter=tab", 0, CALLREC_DELIMITER_TAB, 0},
        {"delimiter=pipe", 0, CALLREC_DELIMITER_PIPE, 0},
        {"session_length_unit=minutes", 0, 0, CALLREC_SESSION_LENGTH_MINUTES},
    };
    size_t i;
    if (callrec_decode_options_init(options, sizeof *options, NULL) != CALLREC_OK)
        die("options", NULL);
    if (strcmp(choice, "-") == 0)
        return;
    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, choice) == 0) {
            options->encoding = known[i].encoding;
            options->delimiter = known[i].delimiter;
            options->session_length_unit = known[i].unit;
            return;
        }
    die("an option that is not known", NULL);
}

static void dump(int rows, const char *name, const char *path, const char *choice)
{
    callrec_decode_options options;
    callrec_reader *reader = NULL;
    callrec_error *error = NULL;
    callrec_text report;
    int32_t status;
    choose(&options, choice);
    status = callrec_open_file(path, CALLREC_NTS, name, CALLREC_NTS, &options, &reader, &error);
    if (status == CALLREC_OK) {
        if (callrec_reader_report(reader, &report, NULL) != CALLREC_OK)
            die("report", NULL);
        status = rows ? by_row(reader, report, &error) : by_column(reader, &error);
    }
    if ((status == CALLREC_END) != (error == NULL))
        die("a status without its error", error);
    print_facts(reader, error);
    callrec_error_free(error);
    callrec_reader_free(reader);
}

int main(int argc, char **argv)
{
    int i;
    if (argc < 5 || argc % 3 != 2) {
        fprintf(stderr, "usage: dump rows|columns REPORT FILE OPTION [REPORT FILE OPTION ...]\n");
        return 2;
    }
    for (i = 2; i + 2 < argc; i += 3)
        dump(strcmp(argv[1], "rows") == 0, argv[i], argv[i + 1], argv[i + 2]);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : 2;
}
