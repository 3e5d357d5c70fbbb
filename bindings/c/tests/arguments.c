/* Arguments that cannot be: each gives a status and leaves the outputs alone. */
#include "check.h"

/* Stands in outputs to see whether they were written. */
static char untouched;
#define UNTOUCHED ((void *) &untouched)

/* The line ends in the words: nothing is said behind them. */
#define ENDS_IN(wanted, words, call) \
    do { \
        callrec_error *error = NULL; \
        const char *line; \
        STATUS(wanted, call); \
        line = callrec_error_message(error); \
        if (strlen(line) < strlen(words) || strcmp(line + strlen(line) - strlen(words), words) != 0) \
            check_fail(__FILE__, __LINE__, line); \
        callrec_error_free(error); \
    } while (0)

static void options(void)
{
    callrec_ipass_portal_options portal;
    callrec_decode_options decode;
    callrec_ipass_portal *made = (callrec_ipass_portal *) UNTOUCHED;
    struct {
        callrec_decode_options known;
        int64_t newer;
    } newer;

    begin("options: init");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_decode_options_init(NULL, sizeof decode, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_decode_options_init(&decode, 3, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_options_init(NULL, sizeof portal, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_options_init(&portal, SIZE_MAX, NULL));
    STATUS(CALLREC_OK, callrec_ipass_portal_options_init(&portal, sizeof portal, NULL));
    CHECK(portal.size == sizeof portal && portal.base_url == NULL);
    CHECK(portal.password_length == CALLREC_NTS);

    begin("options: of a newer header");
    STATUS(CALLREC_OK, callrec_decode_options_init(&newer.known, sizeof newer, NULL));
    CHECK(newer.known.size == sizeof newer && newer.newer == 0);
    {
        callrec_reader *reader = NULL;
        STATUS(CALLREC_OK, callrec_open_buffer(NULL, 0, "companies", CALLREC_NTS, &newer.known,
                                               &reader, NULL));
        callrec_reader_free(reader);
        newer.newer = 1;
        reader = (callrec_reader *) UNTOUCHED;
        STATUS(CALLREC_UNSUPPORTED, callrec_open_buffer(NULL, 0, "companies", CALLREC_NTS,
                                                        &newer.known, &reader, NULL));
        CHECK(reader == (callrec_reader *) UNTOUCHED);
    }

    begin("options: credentials missing or empty");
    STATUS(CALLREC_CONFIG, callrec_ipass_portal_new(&portal, &made, NULL));
    STATUS(CALLREC_CONFIG, callrec_ipass_portal_new(NULL, &made, NULL));
    portal.username = "u";
    portal.password = NULL;
    portal.password_length = 0;
    STATUS(CALLREC_CONFIG, callrec_ipass_portal_new(&portal, &made, NULL));
    CHECK(made == (callrec_ipass_portal *) UNTOUCHED);

    begin("options: plain http to another machine");
    portal.password = "secret-c4n4ry";
    portal.password_length = CALLREC_NTS;
    portal.base_url = "http://198.51.100.7/";
    STATUS(CALLREC_CONFIG, callrec_ipass_portal_new(&portal, &made, NULL));

    begin("options: values out of range");
    portal.base_url = "https://portal.example";
    portal.login_method = 2;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&portal, &made, NULL));
    portal.login_method = CALLREC_LOGIN_GET;
    portal.allow_plain_http = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&portal, &made, NULL));
    portal.allow_plain_http = 0;
    portal.idle_timeout_ms = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&portal, &made, NULL));
    portal.idle_timeout_ms = 0;
    portal.tries = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&portal, &made, NULL));
    portal.tries = 0;
    portal.size = 7;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&portal, &made, NULL));
    portal.size = sizeof portal;
    STATUS(CALLREC_OK, callrec_decode_options_init(&decode, sizeof decode, NULL));
    decode.batch_rows = -1;
    portal.decode = &decode;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&portal, &made, NULL));
    decode.batch_rows = 0;
    decode.threads = 1 << 30;
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "the option threads cannot be 1073741824",
                   callrec_ipass_portal_new(&portal, &made, &error));
    decode.threads = -1;
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "the option threads cannot be -1",
                   callrec_ipass_portal_new(&portal, &made, &error));
    CHECK(made == (callrec_ipass_portal *) UNTOUCHED);
    decode.threads = 256;
    WORKS(callrec_ipass_portal_new(&portal, &made, &error));
    callrec_ipass_portal_free(made);
    made = (callrec_ipass_portal *) UNTOUCHED;
    portal.decode = NULL;

    begin("options: a certificate that is none");
    portal.extra_root_certificate = "not a certificate";
    STATUS(CALLREC_CONFIG, callrec_ipass_portal_new(&portal, &made, NULL));
    portal.extra_root_certificate = NULL;

    begin("options: they may go away");
    WORKS(callrec_ipass_portal_new(&portal, &made, &error));
    memset(&portal, 0xff, sizeof portal);
    callrec_ipass_portal_free(made);
}

/* Threads of a decoding that a client makes, and hints: in the words of the header, by no environment. */
static void other_clients(void)
{
    callrec_connection_options connection;
    callrec_decode_options decode;
    callrec_ipass_rest_options rest_options;
    callrec_billing_feed_options feed_options;
    callrec_getcalls_options getcalls_options;
    callrec_ipass_portal *portal = NULL;
    callrec_ipass_rest *rest = NULL;
    callrec_billing_feed *feed = NULL;
    callrec_getcalls *getcalls = NULL;
    callrec_reader *reader = NULL;

    begin("hints: what is missing, by the names of the fields");
    WORKS(callrec_ipass_rest_options_init(&rest_options, sizeof rest_options, &error));
    WORKS(callrec_billing_feed_options_init(&feed_options, sizeof feed_options, &error));
    WORKS(callrec_getcalls_options_init(&getcalls_options, sizeof getcalls_options, &error));
    ENDS_IN(CALLREC_CONFIG, "; set username and password", callrec_ipass_portal_new(NULL, &portal, &error));
    ENDS_IN(CALLREC_CONFIG, "; set key and company", callrec_ipass_rest_new(&rest_options, &rest, &error));
    ENDS_IN(CALLREC_CONFIG, "; set base_url", callrec_billing_feed_new(&feed_options, &feed, &error));
    ENDS_IN(CALLREC_CONFIG, "; set base_url", callrec_getcalls_new(&getcalls_options, &getcalls, &error));
    feed_options.base_url = getcalls_options.base_url = "https://service.example";
    ENDS_IN(CALLREC_CONFIG, "; set login and password", callrec_billing_feed_new(&feed_options, &feed, &error));
    ENDS_IN(CALLREC_CONFIG, "; set username and password",
            callrec_getcalls_new(&getcalls_options, &getcalls, &error));

    begin("hints: calls by their names");
    feed_options.login = feed_options.password = "x";
    WORKS(callrec_billing_feed_new(&feed_options, &feed, &error));
    ENDS_IN(CALLREC_INVALID_ARGUMENT, "; call callrec_billing_feed_first_page if that is wanted",
            callrec_billing_feed_page(feed, 0, &reader, &error));
    callrec_billing_feed_free(feed);

    begin("options: threads out of range, of every client");
    WORKS(callrec_decode_options_init(&decode, sizeof decode, &error));
    WORKS(callrec_connection_options_init(&connection, sizeof connection, &error));
    decode.threads = 257;
    connection.decode = &decode;
    rest_options.key = rest_options.company = "1";
    getcalls_options.username = getcalls_options.password = "x";
    rest_options.connection = feed_options.connection = getcalls_options.connection = &connection;
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "threads", callrec_ipass_rest_new(&rest_options, &rest, &error));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "threads", callrec_billing_feed_new(&feed_options, &feed, &error));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "threads",
                   callrec_getcalls_new(&getcalls_options, &getcalls, &error));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "threads",
                   callrec_open_buffer(NULL, 0, "companies", CALLREC_NTS, &decode, &reader, &error));
}

static void texts(void)
{
    callrec_ipass_portal_options options;
    callrec_ipass_portal *portal = NULL;
    callrec_reader *reader = (callrec_reader *) UNTOUCHED;

    WORKS(callrec_ipass_portal_options_init(&options, sizeof options, &error));
    options.username = "u";
    options.password = "secret-c4n4ry";
    options.base_url = "https://portal.invalid";
    WORKS(callrec_ipass_portal_new(&options, &portal, &error));

    begin("text: NULL, empty, too long, not UTF-8, control characters");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, NULL, CALLREC_NTS, "2026-09", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, NULL, 0, "2026-09", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, NULL, 5, "2026-09", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "1025", (size_t) PTRDIFF_MAX + 1, "2026-09", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "10\xff", CALLREC_NTS, "2026-09", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "10\0" "25", 5, "2026-09", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "..", CALLREC_NTS, "2026-09", CALLREC_NTS, &reader, NULL));

    begin("text: months and days that do not exist");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "1025", CALLREC_NTS, "2026-13", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "1025", CALLREC_NTS, "", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "1025", CALLREC_NTS, NULL, 0, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_daily_cdr(
        portal, "1025", CALLREC_NTS, "2026-02-30", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_daily_cdr(
        portal, "1025", CALLREC_NTS, "2026-09", CALLREC_NTS, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_network_users(
        portal, "1025", CALLREC_NTS, "09/2026", CALLREC_NTS, &reader, NULL));

    begin("text: a length ends it");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "1025", CALLREC_NTS, "2026-09-30", 6, &reader, NULL));

    begin("output pointer NULL");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(
        portal, "1025", CALLREC_NTS, "2026-09", CALLREC_NTS, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_child_companies(
        portal, "1025", CALLREC_NTS, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&options, NULL, NULL));
    CHECK(reader == (callrec_reader *) UNTOUCHED);
    callrec_ipass_portal_free(portal);
}

static void opening(void)
{
    callrec_reader *reader = (callrec_reader *) UNTOUCHED;
    begin("open: bad arguments");
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_open_buffer(NULL, 1, "ipass_cdr", CALLREC_NTS, NULL, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_open_buffer(NULL, 0, "no_such_report", CALLREC_NTS, NULL, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_open_buffer(NULL, 0, NULL, CALLREC_NTS, NULL, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_open_buffer((const uint8_t *) "x", (size_t) PTRDIFF_MAX + 1, "ipass_cdr",
                               CALLREC_NTS, NULL, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_open_buffer(NULL, 0, "ipass_cdr", CALLREC_NTS, NULL, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_open_file(NULL, CALLREC_NTS, "ipass_cdr", CALLREC_NTS, NULL, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_open_file("x", CALLREC_NTS, "ipass_cdr", CALLREC_NTS, NULL, NULL, NULL));
    STATUS(CALLREC_IO, callrec_open_file("/nonexistent/\xff", CALLREC_NTS, "ipass_cdr", CALLREC_NTS,
                                         NULL, &reader, NULL));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "path is empty",
                   callrec_open_file(NULL, 0, "ipass_cdr", CALLREC_NTS, NULL, &reader, &error));
    STATUS(CALLREC_IO, callrec_open_file("/tmp", CALLREC_NTS, "ipass_cdr", CALLREC_NTS, NULL,
                                         &reader, NULL));
    CHECK(reader == (callrec_reader *) UNTOUCHED);
    begin("open: empty reports");
    WORKS(callrec_open_buffer(NULL, 0, "ipass-cdr", CALLREC_NTS, NULL, &reader, &error));
    {
        const callrec_ipass_cdr *row = NULL;
        STATUS(CALLREC_END, callrec_reader_next_cdr(reader, &row, NULL));
        CHECK(row == NULL);
    }
    callrec_reader_free(reader);
}

/* Every function of an object with NULL instead of the object, and with NULL for its outputs. */
static void nulls(void)
{
    callrec_reader *reader = open_three();
    callrec_batch *batch = NULL;
    callrec_error *error = NULL;
    const callrec_ipass_cdr *cdr;
    const callrec_quarantined *quarantined;
    const callrec_column *column;
    const callrec_error_details *details;
    callrec_accounting accounting;
    callrec_progress progress;
    callrec_text name;
    int32_t proof;
    struct ArrowArrayStream stream;

    begin("NULL objects");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_next_cdr(NULL, &cdr, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_next_batch(NULL, &batch, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_quarantined_next(NULL, &quarantined, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_reader_accounting(NULL, &accounting, sizeof accounting, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_progress(NULL, &progress, sizeof progress, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_proof(NULL, &proof, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_report(NULL, &name, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_arrow_stream(NULL, &stream, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_cancel(NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_close(NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_login(NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_cancel(NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_batch_shape(NULL, NULL, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_batch_column(NULL, 0, &column, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_batch_column_named(NULL, "x", CALLREC_NTS, &column, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_error_get_details(NULL, &details));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_error_status(NULL));
    CHECK(strcmp(callrec_error_message(NULL), "") == 0);

    begin("NULL is free to be freed");
    callrec_reader_free(NULL);
    callrec_batch_free(NULL);
    callrec_error_free(NULL);
    callrec_ipass_portal_free(NULL);

    begin("NULL outputs");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_next_cdr(reader, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_next_batch(reader, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_quarantined_next(reader, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_accounting(reader, NULL, 48, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_accounting(reader, &accounting, 0, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_progress(reader, NULL, 32, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_proof(reader, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_report(reader, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_arrow_stream(reader, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_arrow_stream(
        reader, (struct ArrowArrayStream *) (uintptr_t) 1, NULL));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    STATUS(CALLREC_OK, callrec_batch_shape(batch, NULL, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_batch_column(batch, 0, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_batch_column_named(batch, "x", CALLREC_NTS, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_batch_column_named(batch, NULL, CALLREC_NTS, &column, NULL));

    begin("columns that are not there");
    STATUS(CALLREC_NOT_FOUND, callrec_batch_column(batch, 18, &column, NULL));
    STATUS(CALLREC_NOT_FOUND, callrec_batch_column(batch, SIZE_MAX, &column, NULL));
    STATUS(CALLREC_NOT_FOUND, callrec_batch_column_named(batch, "", 0, &column, &error));
    CHECK(callrec_error_status(error) == CALLREC_NOT_FOUND);
    {
        char small[8];
        size_t length = 0;
        STATUS(CALLREC_BUFFER_TOO_SMALL,
               callrec_error_message_copy(error, small, sizeof small, &length));
        CHECK(length == strlen(callrec_error_message(error)));
        STATUS(CALLREC_INVALID_ARGUMENT, callrec_error_get_details(error, NULL));
    }
    callrec_error_free(error);

    begin("a row of another report");
    {
        const callrec_company *company_row = NULL;
        STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_next_company(reader, &company_row, NULL));
        CHECK(company_row == NULL);
    }
    callrec_batch_free(batch);
    callrec_reader_free(reader);
}

int main(void)
{
    (void) check_all();
    options();
    other_clients();
    texts();
    opening();
    nulls();
    return end();
}
