/*
 * dump rows|columns REPORT FILE [REPORT FILE …]
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

static int32_t by_row(callrec_reader *reader, callrec_text report, callrec_error **error)
{
    int32_t status = CALLREC_OK;
    const callrec_ipass_cdr *cdr;
    const callrec_ipass_network_user *user;
    const callrec_company *company;
    if (report.length == 9 && memcmp(report.data, "ipass_cdr", 9) == 0)
        while ((status = callrec_reader_next_cdr(reader, &cdr, error)) == CALLREC_OK)
            print_cdr(cdr);
    else if (report.length == 9)
        while ((status = callrec_reader_next_company(reader, &company, error)) == CALLREC_OK)
            print_company(company);
    else
        while ((status = callrec_reader_next_network_user(reader, &user, error)) == CALLREC_OK)
            print_user(user);
    return status;
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
        json_time_part(((const int32_t *) column->values)[row] * INT64_C(86400000000), 0, 10);
        break;
    case CALLREC_TYPE_TIME_OF_DAY:
        json_time_part(((const int64_t *) column->values)[row], 11, sizeof "hh:mm:ss.ffffff" + 10);
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

static void dump(int rows, const char *name, const char *path)
{
    callrec_reader *reader = NULL;
    callrec_error *error = NULL;
    callrec_text report;
    int32_t status = callrec_open_file(path, CALLREC_NTS, name, CALLREC_NTS, NULL, &reader, &error);
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
    if (argc < 4 || argc % 2 != 0) {
        fprintf(stderr, "usage: dump rows|columns REPORT FILE [REPORT FILE ...]\n");
        return 2;
    }
    for (i = 2; i + 1 < argc; i += 2)
        dump(strcmp(argv[1], "rows") == 0, argv[i], argv[i + 1]);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : 2;
}
