/* Unified records: rows, columns, files and streams of the table that all systems have in common. */
#include "systems.h"

static const char *const FEED =
    "ID,BillingGroup,Origin,Destination,ZonePrefix,AZonePrefix,ShortCauseDesc,ThirdNumber,Date,Time,"
    "DateTime,NetworkSeconds,Charge,SmartCode,SmartCodeDescription,Type,SubType,MP3\n"
    "7,g,0298765432,+64211234567,61,64,Ok,,2026-01-15,,2026-01-15 12:00:00,61,0.25,,,M,M3,0\n"
    "8,g,0298765432,+64211234567,61,64,Ok,,2026-04-05,,2026-04-05 02:30:00,5,1,,,M,M3,0\n";

static callrec_unify_options defaults(void)
{
    callrec_unify_options options;
    WORKS(callrec_unify_options_init(&options, sizeof options, &error));
    return options;
}

static void an_ipass_file(void)
{
    callrec_reader *reader = open_three();
    callrec_unify_options options = defaults();
    callrec_unify_accounting counts;
    const callrec_unified_record *row = NULL;
    const callrec_ipass_cdr *cdr = NULL;
    const callrec_doubt *doubt = NULL;
    callrec_accounting accounting;
    int64_t amount = 0;

    begin("unify: an iPass file, row by row");
    options.account = "company 12";
    options.currency = "NZD";
    WORKS(callrec_reader_unify(reader, &options, &error));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "; call callrec_reader_next_unified",
                   callrec_reader_next_cdr(reader, &cdr, &error));
    WORKS(callrec_reader_next_unified(reader, &row, &error));
    CHECK(row->size == sizeof *row);
    CHECK(text_is(row->provider, "ipass_portal") && text_is(row->report, "ipass_cdr"));
    CHECK(text_is(row->account, "company 12") && text_is(row->currency, "NZD") && text_is(row->kind, "data"));
    CHECK(text_is(row->record_id, "T1") && text_is(row->origin, "anna@example.com"));
    CHECK(text_is(row->charge_type, "daily_usage") && text_is(row->destination_name, "LU, Luxembourg"));
    CHECK(row->duration_s == 1234 && row->ended_at - row->started_at == 1234000000);
    CHECK(callrec_decimal_int64(&row->amount, &amount) == CALLREC_OK && amount == 12340000);
    CHECK(CALLREC_IS_NULL(row, CALLREC_UNIFIED_INVOICE) && row->invoice.data == NULL);
    CHECK(CALLREC_IS_NULL(row, CALLREC_UNIFIED_PRICE) && !CALLREC_IS_NULL(row, CALLREC_UNIFIED_AMOUNT));
    CHECK(row->line == 2);
    WORKS(callrec_reader_next_unified(reader, &row, &error));
    CHECK(text_is(row->record_id, "T2") && CALLREC_IS_NULL(row, CALLREC_UNIFIED_DURATION_S));
    CHECK(CALLREC_IS_NULL(row, CALLREC_UNIFIED_ORIGIN) && row->origin.data == NULL && row->origin.length == 0);
    STATUS(CALLREC_END, callrec_reader_next_unified(reader, &row, NULL));

    begin("unify: the reader keeps its counts, its quarantine and no doubts");
    WORKS(callrec_reader_accounting(reader, &accounting, sizeof accounting, &error));
    CHECK(accounting.read == 3 && accounting.accepted == 2 && accounting.quarantined == 1);
    WORKS(callrec_reader_unify_accounting(reader, &counts, sizeof counts, &error));
    CHECK(counts.size == sizeof counts && counts.rows == 2 && counts.overflow == 0);
    STATUS(CALLREC_END, callrec_reader_doubt_next(reader, &doubt, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_unify(reader, &options, NULL));
    callrec_reader_free(reader);
}

static void a_feed(void)
{
    callrec_reader *reader = open_text(FEED, "billing_feed");
    callrec_unify_options options = defaults();
    callrec_unify_accounting counts;
    const callrec_billing_feed_row *first = NULL;
    const callrec_unified_record *row = NULL;
    const callrec_doubt *doubt = NULL;
    const callrec_error_details *details = NULL;
    callrec_error *doubted = NULL;

    begin("unify: the rows that are left, with the zone of local times");
    WORKS(callrec_reader_next_billing_feed_row(reader, &first, &error));
    CHECK(first->id == 7);
    options.zone = "Australia/Sydney";
    WORKS(callrec_reader_unify(reader, &options, &error));
    WORKS(callrec_reader_next_unified(reader, &row, &error));
    CHECK(text_is(row->record_id, "8") && text_is(row->kind, "call") && text_is(row->direction, "out"));
    CHECK(CALLREC_IS_NULL(row, CALLREC_UNIFIED_STARTED_AT) && row->started_at == 0);
    STATUS(CALLREC_END, callrec_reader_next_unified(reader, &row, NULL));

    begin("unify: a local time that came twice is a doubt");
    WORKS(callrec_reader_unify_accounting(reader, &counts, sizeof counts, &error));
    CHECK(counts.rows == 1 && counts.repeated_local_times == 1 && counts.skipped_local_times == 0);
    WORKS(callrec_reader_doubt_next(reader, &doubt, &error));
    CHECK(doubt->size == sizeof *doubt && doubt->line == 3 && text_is(doubt->column, "started_at"));
    CHECK(doubt->reason == CALLREC_DOUBT_REPEATED_LOCAL_TIME);
    STATUS(CALLREC_END, callrec_reader_doubt_next(reader, &doubt, NULL));
    callrec_reader_free(reader);

    begin("unify: the later one of the two");
    reader = open_text(FEED, "billing_feed");
    options.dst = CALLREC_DST_LATER;
    WORKS(callrec_reader_unify(reader, &options, &error));
    WORKS(callrec_reader_next_unified(reader, &row, &error));
    CHECK(row->started_at == INT64_C(1768438800000000)); /* 2026-01-15T01:00:00Z */
    WORKS(callrec_reader_next_unified(reader, &row, &error));
    CHECK(row->started_at == INT64_C(1775320200000000)); /* 2026-04-04T16:30:00Z */
    callrec_reader_free(reader);

    begin("unify: strict turns the doubt into an error behind the rows before it, again and again");
    reader = open_text(FEED, "billing_feed");
    options.dst = CALLREC_DST_REJECT;
    options.strict = 1;
    row = NULL;
    WORKS(callrec_reader_unify(reader, &options, &error));
    WORKS(callrec_reader_next_unified(reader, &row, &error));
    CHECK(row != NULL && row->line == 2 && text_is(row->record_id, "7"));
    REFUSES_SAYING(CALLREC_STRICT, "line 3", callrec_reader_next_unified(reader, &row, &error));
    STATUS(CALLREC_STRICT, callrec_reader_next_unified(reader, &row, NULL));
    WORKS(callrec_reader_unify_accounting(reader, &counts, sizeof counts, &error));
    CHECK(counts.rows == 1 && counts.repeated_local_times == 0);
    callrec_reader_free(reader);

    begin("unify: the details of that error have line, byte and column");
    reader = open_text(FEED, "billing_feed");
    WORKS(callrec_reader_unify(reader, &options, &error));
    WORKS(callrec_reader_next_unified(reader, &row, &error));
    STATUS(CALLREC_STRICT, callrec_reader_next_unified(reader, &row, &doubted));
    WORKS(callrec_error_get_details(doubted, &details));
    CHECK(details->status == CALLREC_STRICT && details->line == 3 && details->record == -1);
    CHECK(details->offset == (int64_t) (strstr(FEED, "\n8,") + 1 - FEED));
    CHECK(text_is(details->column, "started_at"));
    CHECK(details->detail.data != NULL && strncmp(details->detail.data, "unify: the clock", 16) == 0);
    CHECK(strstr(callrec_error_message(doubted), "line 3") != NULL);
    callrec_error_free(doubted);
    callrec_reader_free(reader);

    begin("unify: strict leaves a row as it was that is at hand already");
    reader = open_text(FEED, "billing_feed");
    WORKS(callrec_reader_next_billing_feed_row(reader, &first, &error));
    STATUS(CALLREC_STRICT, callrec_reader_unify(reader, &options, NULL));
    WORKS(callrec_reader_next_billing_feed_row(reader, &first, &error));
    CHECK(first->id == 8);
    STATUS(CALLREC_END, callrec_reader_next_billing_feed_row(reader, &first, NULL));
    callrec_reader_free(reader);
}

/* What strict refuses comes after the rows before it in every form, but no file is made of half a report. */
static void strict_forms(void)
{
    callrec_unify_options options = defaults();
    callrec_reader *reader = open_text(FEED, "billing_feed");
    callrec_batch *batch = NULL;
    struct ArrowArrayStream stream;
    struct ArrowArray array;
    int64_t rows = 0;
    uint64_t written = 7;
    char path[1024];

    begin("unify: strict, batch by batch");
    options.zone = "Australia/Sydney";
    options.strict = 1;
    WORKS(callrec_reader_unify(reader, &options, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    WORKS(callrec_batch_shape(batch, &rows, NULL, &error));
    CHECK(rows == 1);
    callrec_batch_free(batch);
    STATUS(CALLREC_STRICT, callrec_reader_next_batch(reader, &batch, NULL));
    STATUS(CALLREC_STRICT, callrec_reader_next_batch(reader, &batch, NULL));
    callrec_reader_free(reader);

    begin("unify: strict, as an Arrow stream");
    reader = open_text(FEED, "billing_feed");
    WORKS(callrec_reader_unify(reader, &options, &error));
    WORKS(callrec_reader_arrow_stream(reader, &stream, &error));
    memset(&array, 0, sizeof array);
    CHECK(stream.get_next(&stream, &array) == 0 && array.release != NULL && array.length == 1);
    if (array.release != NULL)
        array.release(&array);
    CHECK(stream.get_next(&stream, &array) != 0 && strstr(stream.get_last_error(&stream), "line 3") != NULL);
    CHECK(stream.get_next(&stream, &array) != 0);
    stream.release(&stream);
    callrec_reader_free(reader);

    begin("unify: strict, as a file");
    reader = open_text(FEED, "billing_feed");
    WORKS(callrec_reader_unify(reader, &options, &error));
    snprintf(path, sizeof path, "%s/strict.csv", scratch());
    STATUS(CALLREC_STRICT,
           callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_CSV, NULL, &written, NULL));
    CHECK(written == 7 && file_bytes(path) == 0);
    STATUS(CALLREC_STRICT, callrec_reader_next_batch(reader, &batch, NULL));
    callrec_reader_free(reader);
}

static void other_forms(void)
{
    callrec_reader *reader = open_three();
    callrec_batch *batch = NULL;
    const callrec_column *column = NULL;
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    size_t columns = 0;
    int64_t rows = 0;
    uint64_t written = 0;
    char path[1024];

    begin("unify: columns");
    WORKS(callrec_reader_unify(reader, NULL, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    WORKS(callrec_batch_shape(batch, &rows, &columns, &error));
    CHECK(rows == 2 && columns == CALLREC_UNIFIED_REPAIR + 1);
    WORKS(callrec_batch_column(batch, CALLREC_UNIFIED_AMOUNT, &column, &error));
    CHECK(text_is(column->name, "amount") && column->data_type == CALLREC_TYPE_DECIMAL);
    callrec_batch_free(batch);
    callrec_reader_free(reader);

    begin("unify: a file");
    reader = open_three();
    WORKS(callrec_reader_unify(reader, NULL, &error));
    snprintf(path, sizeof path, "%s/unified.csv", scratch());
    WORKS(callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_CSV, NULL, &written, &error));
    CHECK(written == 2 && file_bytes(path) > 0);
    remove(path);
    callrec_reader_free(reader);

    begin("unify: an Arrow stream");
    reader = open_three();
    WORKS(callrec_reader_unify(reader, NULL, &error));
    WORKS(callrec_reader_arrow_stream(reader, &stream, &error));
    CHECK(stream.get_schema(&stream, &schema) == 0);
    CHECK(schema.n_children == CALLREC_UNIFIED_REPAIR + 1);
    CHECK(strcmp(schema.children[CALLREC_UNIFIED_AMOUNT]->name, "amount") == 0);
    schema.release(&schema);
    STATUS(CALLREC_CLOSED, callrec_reader_unify(reader, NULL, NULL));
    stream.release(&stream);
    callrec_reader_free(reader);
}

static void refusals(void)
{
    callrec_reader *reader = open_three();
    callrec_unify_options options = defaults();
    callrec_unify_accounting counts;
    const callrec_unified_record *row = NULL;
    const callrec_ipass_cdr *cdr = NULL;
    const callrec_doubt *doubt = NULL;

    begin("unify: what cannot be");
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "; call callrec_reader_unify first",
                   callrec_reader_next_unified(reader, &row, &error));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_unify_accounting(reader, &counts, sizeof counts, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_doubt_next(reader, &doubt, NULL));
    options.zone = "Atlantis/Center";
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_unify(reader, &options, NULL));
    options = defaults();
    options.currency = "euro";
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_unify(reader, &options, NULL));
    options = defaults();
    options.dst = 3;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_unify(reader, &options, NULL));
    options = defaults();
    options.price_policy = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_unify(reader, &options, NULL));
    WORKS(callrec_reader_unify(reader, NULL, &error));
    callrec_reader_free(reader);

    begin("unify: users are no call records; a closed reader is closed");
    reader = open_text(NO_NETWORK_USERS, "ipass_network_users");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_unify(reader, NULL, NULL));
    callrec_reader_free(reader);
    reader = open_three();
    WORKS(callrec_reader_close(reader, &error));
    STATUS(CALLREC_CLOSED, callrec_reader_unify(reader, NULL, NULL));
    callrec_reader_free(reader);

    begin("unify: nothing is left of a report that was read to its end");
    reader = open_three();
    while (callrec_reader_next_cdr(reader, &cdr, NULL) == CALLREC_OK)
        ;
    STATUS(CALLREC_CLOSED, callrec_reader_unify(reader, NULL, NULL));
    callrec_reader_free(reader);
}

/* Unified records of a feed after `cursor`; gives how many came and how it ended. */
static int64_t collected(callrec_billing_feed *feed, const callrec_feed_cursor *cursor,
                         const callrec_unify_options *options, int32_t *status, callrec_feed_cursor **reached)
{
    callrec_reader *reader = NULL;
    const callrec_unified_record *row = NULL;
    int64_t rows = 0;
    WORKS(callrec_billing_feed_collect(feed, cursor, &reader, &error));
    WORKS(callrec_reader_unify(reader, options, &error));
    while ((*status = callrec_reader_next_unified(reader, &row, NULL)) == CALLREC_OK)
        rows++;
    WORKS(callrec_reader_cursor(reader, reached, &error));
    callrec_reader_free(reader);
    return rows;
}

/* A clock that was set forward within the simulator's feed: one local time never was. */
static void of_a_feed(void)
{
    callrec_billing_feed *feed = open_feed();
    callrec_feed_cursor *first = NULL, *reached = NULL, *refused = NULL;
    callrec_unify_options options = defaults();
    int64_t all, before, after;
    int32_t status = 0;

    begin("unify: strict covers the rows of a feed before the doubt; from there on they come again");
    options.zone = "Pacific/Easter";
    WORKS(callrec_feed_cursor_first_run(&first, &error));
    all = collected(feed, first, &options, &status, &reached);
    STATUS(CALLREC_END, status);
    callrec_feed_cursor_free(reached);
    options.strict = 1;
    before = collected(feed, first, &options, &status, &refused);
    STATUS(CALLREC_STRICT, status);
    options.strict = 0;
    after = collected(feed, refused, &options, &status, &reached);
    STATUS(CALLREC_END, status);
    CHECK(all > 100 && before > 0 && before < all && before + after == all);
    callrec_feed_cursor_free(reached);
    callrec_feed_cursor_free(refused);
    callrec_feed_cursor_free(first);
    callrec_billing_feed_free(feed);
}

/* The same report from the other system says so. */
static void of_rest(void)
{
    callrec_ipass_rest *rest = open_rest();
    callrec_reader *reader = NULL;
    const callrec_unified_record *row = NULL;

    begin("unify: records of the REST API are the REST API's");
    WORKS(callrec_ipass_rest_monthly_cdr(rest, "2026-09", CALLREC_NTS, &reader, &error));
    WORKS(callrec_reader_unify(reader, NULL, &error));
    WORKS(callrec_reader_next_unified(reader, &row, &error));
    CHECK(row != NULL && text_is(row->provider, "ipass_rest") && text_is(row->report, "ipass_cdr"));
    callrec_reader_free(reader);
    callrec_ipass_rest_free(rest);
}

int main(void)
{
    an_ipass_file();
    a_feed();
    strict_forms();
    other_forms();
    refusals();
    of_rest();
    of_a_feed();
    return end();
}
