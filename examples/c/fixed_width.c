/*
 * Downloads a month of call detail records into a file of fixed-width records, the classic input of
 * a billing run: 120 bytes a record and a line feed, numbers with leading zeros, a sign of its own.
 *
 *     cc -std=c99 fixed_width.c -lcallrec -o fixed_width
 *     ./fixed_width 2026-09 cdrs.dat
 *
 *     bytes   1-24  transaction id          left, blanks
 *     bytes  25-56  login name              left, blanks
 *     bytes  57-70  time (UTC)              YYYYMMDDHHMMSS, zeros where there is none
 *     bytes  71-80  length in seconds       right, zeros
 *     byte      81  sign of the amount      + or -
 *     bytes  82-97  amount in millionths    right, zeros
 *     bytes 98-120  service type            left, blanks
 *
 * Reads CALLREC_IPASS_PORTAL_URL (optional), _USERNAME, _PASSWORD and _COMPANY from the environment.
 * Exit code 0: the month came whole, every record could be read and every field fitted. The file has
 * its name only then: a month with records missing must not be billed as a whole one. Until then it
 * is FILE.<process>.partial, so that two runs at once do not write into one another.
 */
#define _POSIX_C_SOURCE 200809L
#include <callrec.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RECORD = 120 };

/* Text to the left, blanks behind it. A text that is too long must not be cut: 0. */
static int left(char *field, size_t width, callrec_text text)
{
    if (text.length > width)
        return 0;
    memset(field, ' ', width);
    if (text.length > 0)
        memcpy(field, text.data, text.length);
    return 1;
}

/* A number to the right, zeros before it. */
static int right(char *field, int width, uint64_t number)
{
    char digits[32];
    if (snprintf(digits, sizeof digits, "%0*" PRIu64, width, number) != width)
        return 0;
    memcpy(field, digits, (size_t) width);
    return 1;
}

/* YYYYMMDDHHMMSS of an instant. */
static int stamp(char *field, int64_t micros)
{
    callrec_civil t;
    char digits[80];
    if (callrec_time_civil(micros, &t, NULL) != CALLREC_OK)
        return 0;
    if (snprintf(digits, sizeof digits, "%04d%02d%02d%02d%02d%02d", t.year, t.month, t.day, t.hour,
                 t.minute, t.second) != 14)
        return 0;
    memcpy(field, digits, 14);
    return 1;
}

/* Lays a record out; 0 where a field does not fit. */
static int lay_out(char *record, const callrec_ipass_cdr *cdr)
{
    int64_t amount = 0;
    uint64_t seconds = 0;
    memset(record, '0', RECORD);
    if (!CALLREC_IS_NULL(cdr, CALLREC_IPASS_CDR_GMT_TIME) && !stamp(record + 56, cdr->gmt_time))
        return 0;
    if (!CALLREC_IS_NULL(cdr, CALLREC_IPASS_CDR_NET_BILLING_AMOUNT) &&
        callrec_decimal_int64(&cdr->net_billing_amount, &amount) != CALLREC_OK)
        return 0;
    if (!CALLREC_IS_NULL(cdr, CALLREC_IPASS_CDR_SESSION_LENGTH_S)) {
        if (cdr->session_length_s < 0)
            return 0;
        seconds = (uint64_t) cdr->session_length_s;
    }
    record[80] = amount < 0 ? '-' : '+';
    return left(record, 24, cdr->transaction_id) && left(record + 24, 32, cdr->user_id) &&
           right(record + 70, 10, seconds) &&
           right(record + 81, 16, amount < 0 ? 0 - (uint64_t) amount : (uint64_t) amount) &&
           left(record + 97, 23, cdr->service_type);
}

/* A record that could not be read: where and why. Its bytes are left out, they may hold anything. */
static void tell(const callrec_quarantined *aside)
{
    fprintf(stderr, "fixed_width: line %" PRIu64 "%s%.*s: %.*s\n", aside->line,
            aside->column.data != NULL ? ", column " : "", (int) aside->column.length,
            aside->column.data != NULL ? aside->column.data : "", (int) aside->reason.length,
            aside->reason.data);
}

static int32_t open_month(const char *month, callrec_ipass_portal **portal, callrec_reader **reader,
                          callrec_error **error)
{
    callrec_ipass_portal_options options;
    int32_t status = callrec_ipass_portal_options_init(&options, sizeof options, error);
    options.base_url = getenv("CALLREC_IPASS_PORTAL_URL");
    options.username = getenv("CALLREC_IPASS_PORTAL_USERNAME");
    options.password = getenv("CALLREC_IPASS_PORTAL_PASSWORD");
    if (status == CALLREC_OK)
        status = callrec_ipass_portal_new(&options, portal, error);
    if (status == CALLREC_OK)
        status = callrec_ipass_portal_monthly_cdr(*portal, getenv("CALLREC_IPASS_PORTAL_COMPANY"),
                                                  CALLREC_NTS, month, CALLREC_NTS, reader, error);
    return status;
}

int main(int argc, char **argv)
{
    callrec_ipass_portal *portal = NULL;
    callrec_reader *reader = NULL;
    callrec_error *error = NULL;
    const callrec_ipass_cdr *cdr;
    const callrec_quarantined *aside;
    char record[RECORD + 1], partial[1024];
    uint64_t count = 0, odd = 0, missing = 0;
    int32_t status;
    int written = 1;
    FILE *file;
    if (argc != 3 || snprintf(partial, sizeof partial, "%s.%ld.partial", argv[2], (long) getpid()) >=
                         (int) sizeof partial) {
        fprintf(stderr, "usage: fixed_width YYYY-MM FILE\n");
        return 2;
    }
    file = fopen(partial, "wb");
    if (file == NULL) {
        perror(partial);
        return EXIT_FAILURE;
    }
    record[RECORD] = '\n';
    status = open_month(argv[1], &portal, &reader, &error);
    while (written && status == CALLREC_OK &&
           (status = callrec_reader_next_cdr(reader, &cdr, &error)) == CALLREC_OK) {
        if (lay_out(record, cdr)) {
            written = fwrite(record, sizeof record, 1, file) == 1;
            count++;
        } else {
            fprintf(stderr, "fixed_width: line %" PRIu64 " of the report does not fit\n", cdr->line);
            odd++;
        }
    }
    /* What could not be read was set aside. Who does not ask for it bills without it. */
    for (; callrec_reader_quarantined_next(reader, &aside, NULL) == CALLREC_OK; missing++)
        tell(aside);
    if (error != NULL)
        fprintf(stderr, "fixed_width: %s\n", callrec_error_message(error));
    callrec_error_free(error);
    callrec_reader_free(reader);
    callrec_ipass_portal_free(portal);
    /* On disk before it has its name: a machine that stops then leaves the old file, or the whole new one. */
    written = written && fflush(file) == 0 && fsync(fileno(file)) == 0;
    written = fclose(file) == 0 && written;
    /* Only CALLREC_END says that the month came whole. */
    if (!written || (status == CALLREC_END && odd == 0 && missing == 0 && rename(partial, argv[2]) != 0)) {
        perror(argv[2]);
        written = 0;
    }
    if (!written || status != CALLREC_END || odd > 0 || missing > 0) {
        remove(partial);
        if (missing > 0)
            fprintf(stderr,
                    "fixed_width: %" PRIu64 " records were set aside: no file was written; have the "
                    "provider mend the lines named above, and run it again\n",
                    missing);
        return EXIT_FAILURE;
    }
    fprintf(stderr, "%" PRIu64 " records\n", count);
    return EXIT_SUCCESS;
}
