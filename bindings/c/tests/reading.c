/* The same records row by row, column by column and as an Arrow stream; counts, proof, quarantine. */
#include "check.h"

static int bit(const uint8_t *bits, int64_t at)
{
    return bits == NULL || ((bits[at / 8] >> (at % 8)) & 1) != 0;
}

static void rows(void)
{
    callrec_reader *reader = open_three();
    const callrec_ipass_cdr *row = NULL;
    callrec_text name;
    int64_t amount = 0;

    begin("rows: fields and nulls");
    WORKS(callrec_reader_report(reader, &name, &error));
    CHECK(text_is(name, "ipass_cdr"));
    WORKS(callrec_reader_next_cdr(reader, &row, &error));
    CHECK(row->size == sizeof *row);
    CHECK(text_is(row->transaction_id, "T1") && text_is(row->description, "LU, Luxembourg"));
    CHECK(row->gmt_time == INT64_C(1790812798000000));
    CHECK(row->local_time == INT64_C(1790812798000000) + INT64_C(7200000000));
    CHECK(row->session_length_s == 1234);
    CHECK(row->net_billing_amount.low == 12340000 && row->net_billing_amount.high == 0);
    CHECK(text_is(row->access_type, "WIFI") && text_is(row->service_type, "daily_usage"));
    CHECK(CALLREC_IS_NULL(row, CALLREC_IPASS_CDR_RESERVED) && row->reserved.data == NULL);
    CHECK(!CALLREC_IS_NULL(row, CALLREC_IPASS_CDR_DATA_USED) && row->data_used.low == 1500000);
    CHECK(row->line == 2 && row->offset == (uint64_t) (strstr(CHECK_CDR, "T1,") - CHECK_CDR));
    CHECK(CALLREC_IS_NULL(row, CALLREC_IPASS_CDR_REPAIR));
    CHECK(CALLREC_IS_NULL(row, CALLREC_IPASS_CDR_EXTRA) && row->extra == NULL);
    WORKS(callrec_reader_next_cdr(reader, &row, &error));
    CHECK(text_is(row->transaction_id, "T2") && row->line == 3);
    CHECK(CALLREC_IS_NULL(row, CALLREC_IPASS_CDR_USER_ID) && row->user_id.data == NULL);
    CHECK(CALLREC_IS_NULL(row, CALLREC_IPASS_CDR_LOCAL_TIME) && row->local_time == 0);
    STATUS(CALLREC_OK, callrec_decimal_int64(&row->net_billing_amount, &amount));
    CHECK(amount == -500000);

    begin("text copied into a buffer");
    {
        char buffer[3] = "xx";
        size_t length = 0;
        STATUS(CALLREC_OK, callrec_text_copy(&row->transaction_id, buffer, 3, &length, NULL));
        CHECK(strcmp(buffer, "T2") == 0 && length == 2);
        STATUS(CALLREC_BUFFER_TOO_SMALL,
               callrec_text_copy(&row->transaction_id, buffer, 2, &length, NULL));
        STATUS(CALLREC_OK, callrec_text_copy(&row->user_id, buffer, 3, &length, NULL));
        CHECK(strcmp(buffer, "") == 0 && length == 0);
        STATUS(CALLREC_INVALID_ARGUMENT, callrec_text_copy(NULL, buffer, 3, &length, NULL));
    }

    begin("rows: the end comes again and again");
    STATUS(CALLREC_END, callrec_reader_next_cdr(reader, &row, NULL));
    {
        callrec_error *error = (callrec_error *) (void *) &amount;
        STATUS(CALLREC_END, callrec_reader_next_cdr(reader, &row, &error));
        CHECK(error == (callrec_error *) (void *) &amount);
    }

    begin("quarantine");
    {
        const callrec_quarantined *bad = NULL;
        WORKS(callrec_reader_quarantined_next(reader, &bad, &error));
        CHECK(bad->size == sizeof *bad && bad->line == 4 && bad->record == 3);
        CHECK(text_is(bad->raw, strstr(CHECK_CDR, "T3,") == NULL ? "" :
              "T3,B,bert,example.com,x,not a time,,1,1,1,WIFI,daily_usage,,1"));
        CHECK(text_is(bad->column, "gmt_time"));
        CHECK(bad->offset == (uint64_t) (strstr(CHECK_CDR, "T3,") - CHECK_CDR));
        CHECK(text_is(bad->reason, "not a date and time of this report"));
        bad = NULL;
        STATUS(CALLREC_END, callrec_reader_quarantined_next(reader, &bad, NULL));
        CHECK(bad == NULL);
    }

    begin("accounting, proof, progress");
    {
        callrec_accounting count;
        callrec_progress progress;
        int32_t proof = -1;
        WORKS(callrec_reader_accounting(reader, &count, sizeof count, &error));
        CHECK(count.size == sizeof count && count.read == 3 && count.accepted == 2);
        CHECK(count.repaired == 0 && count.quarantined == 1 && count.duplicate == 0);
        WORKS(callrec_reader_proof(reader, &proof, &error));
        CHECK(proof == CALLREC_PROOF_FRAMED);
        WORKS(callrec_reader_progress(reader, &progress, sizeof progress, &error));
        CHECK(progress.bytes == (int64_t) strlen(CHECK_CDR) && progress.total_bytes == progress.bytes);
        CHECK(progress.rows == 2);
    }

    begin("close ends the reading and keeps the counts");
    {
        callrec_accounting count;
        WORKS(callrec_reader_close(reader, &error));
        WORKS(callrec_reader_close(reader, &error));
        STATUS(CALLREC_CLOSED, callrec_reader_next_cdr(reader, &row, NULL));
        WORKS(callrec_reader_accounting(reader, &count, sizeof count, &error));
        CHECK(count.read == 3);
    }
    callrec_reader_free(reader);
}

static void columns(void)
{
    callrec_reader *reader = open_three();
    callrec_batch *batch = NULL;
    const callrec_column *column = NULL;
    int64_t count = 0;
    size_t width = 0, i;

    begin("columns: shape, names and types");
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    WORKS(callrec_batch_shape(batch, &count, &width, &error));
    CHECK(count == 2 && width == 18);
    for (i = 0; i < width; i++) {
        WORKS(callrec_batch_column(batch, i, &column, &error));
        CHECK(column->size == sizeof *column && column->length == count);
        CHECK(column->data_type >= CALLREC_TYPE_TEXT && column->data_type <= CALLREC_TYPE_MAP);
        CHECK((column->validity != NULL) == (column->null_count > 0));
    }

    begin("columns: text");
    WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_TRANSACTION_ID, &column, &error));
    CHECK(text_is(column->name, "transaction_id") && column->data_type == CALLREC_TYPE_TEXT);
    CHECK(column->offsets[1] - column->offsets[0] == 2);
    CHECK(memcmp((const char *) column->values + column->offsets[1], "T2", 2) == 0);
    WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_USER_ID, &column, &error));
    CHECK(column->null_count == 1);
    CHECK(bit(column->validity, column->validity_offset) && !bit(column->validity, column->validity_offset + 1));

    begin("columns: amounts and times");
    WORKS(callrec_batch_column_named(batch, "net_billing_amount", CALLREC_NTS, &column, &error));
    CHECK(column->data_type == CALLREC_TYPE_DECIMAL && column->scale == CALLREC_DECIMAL_SCALE);
    CHECK(((const callrec_decimal *) column->values)[0].low == 12340000);
    CHECK(((const callrec_decimal *) column->values)[1].high == -1);
    WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_GMT_TIME, &column, &error));
    CHECK(column->data_type == CALLREC_TYPE_INSTANT);
    CHECK(((const int64_t *) column->values)[0] == INT64_C(1790812798000000));
    WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_LOCAL_TIME, &column, &error));
    CHECK(column->data_type == CALLREC_TYPE_LOCAL_TIME && column->null_count == 1);

    begin("columns: dictionary");
    WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_SERVICE_TYPE, &column, &error));
    CHECK(column->data_type == CALLREC_TYPE_DICTIONARY && column->dictionary != NULL);
    CHECK(column->dictionary->data_type == CALLREC_TYPE_TEXT && column->dictionary->name.data == NULL);
    {
        int16_t key = ((const int16_t *) column->values)[0];
        const int32_t *ends = column->dictionary->offsets + key;
        CHECK(ends[1] - ends[0] == 11);
        CHECK(memcmp((const char *) column->dictionary->values + ends[0], "daily_usage", 11) == 0);
    }

    begin("columns: lines and extras");
    WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_LINE, &column, &error));
    CHECK(column->data_type == CALLREC_TYPE_UINT64 && ((const uint64_t *) column->values)[1] == 3);
    WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_EXTRA, &column, &error));
    CHECK(column->data_type == CALLREC_TYPE_MAP && column->keys != NULL && column->items != NULL);
    CHECK(column->null_count == 2);

    callrec_batch_free(batch);
    callrec_reader_free(reader);
}

/* Many records, of which each n-th has an extra column with text. */
static callrec_reader *open_many(int count, int batch_rows)
{
    static const char head[] =
        "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,"
        "Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used,"
        "Colour\n";
    size_t room = sizeof head + (size_t) count * 96, used = sizeof head - 1;
    char *text = (char *) malloc(room);
    callrec_decode_options options;
    callrec_reader *reader = NULL;
    int i;
    if (text == NULL)
        abort();
    memcpy(text, head, used);
    for (i = 0; i < count; i++)
        used += (size_t) snprintf(text + used, room - used,
                                  "T%d,,u%d,,,30-SEP-2026 00:00:00,,%d,,1.5,W,s%d,,,%s\n", i, i, i,
                                  i % 5, i % 7 == 0 ? "red" : "");
    WORKS(callrec_decode_options_init(&options, sizeof options, &error));
    options.batch_rows = batch_rows;
    WORKS(callrec_open_buffer((const uint8_t *) text, used, "ipass_cdr", CALLREC_NTS, &options,
                              &reader, &error));
    free(text);
    return reader;
}

static void mixed(void)
{
    callrec_reader *reader = open_many(1000, 300);
    const callrec_ipass_cdr *row;
    callrec_batch *batch;
    int64_t count;
    int read = 0, extras = 0;
    int32_t status;

    begin("rows across batches, with extras");
    while ((status = callrec_reader_next_cdr(reader, &row, NULL)) == CALLREC_OK) {
        CHECK(row->session_length_s == read);
        if (!CALLREC_IS_NULL(row, CALLREC_IPASS_CDR_EXTRA)) {
            CHECK(row->extra_count == 1 && text_is(row->extra->key, "Colour"));
            CHECK(text_is(row->extra->value, "red") && read % 7 == 0);
            extras++;
        }
        read++;
    }
    STATUS(CALLREC_END, status);
    CHECK(read == 1000 && extras == 143);
    callrec_reader_free(reader);

    begin("rows, then the rest of their batch, then rows again");
    reader = open_many(1000, 300);
    for (read = 0; read < 70; read++)
        WORKS(callrec_reader_next_cdr(reader, &row, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    WORKS(callrec_batch_shape(batch, &count, NULL, &error));
    CHECK(count == 230);
    {
        const callrec_column *column, *extra;
        int64_t i;
        WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_SESSION_LENGTH_S, &column, &error));
        CHECK(((const int64_t *) column->values)[0] == 70);
        WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_USER_ID, &column, &error));
        CHECK(memcmp((const char *) column->values + column->offsets[0], "u70", 3) == 0);
        WORKS(callrec_batch_column(batch, CALLREC_IPASS_CDR_EXTRA, &extra, &error));
        for (i = 0; i < count; i++) {
            int has = bit(extra->validity, extra->validity_offset + i);
            CHECK(has == ((i + 70) % 7 == 0));
            if (has) {
                const int32_t *ends = extra->items->offsets + extra->offsets[i];
                CHECK(extra->offsets[i + 1] - extra->offsets[i] == 1);
                CHECK(memcmp((const char *) extra->items->values + ends[0], "red", 3) == 0);
            }
        }
    }
    callrec_batch_free(batch);
    WORKS(callrec_reader_next_cdr(reader, &row, &error));
    CHECK(row->session_length_s == 300);
    callrec_reader_free(reader);
}

static void cancelled(void)
{
    callrec_reader *reader = open_many(1000, 300);
    const callrec_ipass_cdr *row;
    callrec_batch *batch = NULL;
    int more = 0;
    int32_t status;

    begin("a cancelled reader does not go on with what it has");
    WORKS(callrec_reader_next_cdr(reader, &row, &error));
    WORKS(callrec_reader_cancel(reader, &error));
    while ((status = callrec_reader_next_cdr(reader, &row, NULL)) == CALLREC_OK)
        more++;
    STATUS(CALLREC_CANCELLED, status);
    CHECK(more < 100);
    STATUS(CALLREC_CANCELLED, callrec_reader_next_batch(reader, &batch, NULL));
    CHECK(batch == NULL);
    callrec_reader_free(reader);
}

static void arrow(void)
{
    callrec_reader *reader = open_many(1000, 300);
    const callrec_ipass_cdr *row;
    callrec_batch *batch = NULL;
    callrec_accounting accounting;
    struct ArrowArrayStream stream, second;
    struct ArrowSchema schema;
    struct ArrowArray array;
    int64_t total = 0;
    int i;

    begin("Arrow stream: the rows that are left");
    for (i = 0; i < 10; i++)
        WORKS(callrec_reader_next_cdr(reader, &row, &error));
    WORKS(callrec_reader_arrow_stream(reader, &stream, &error));
    CHECK(stream.get_schema(&stream, &schema) == 0);
    CHECK(schema.n_children == 18 && strcmp(schema.children[9]->name, "net_billing_amount") == 0);
    CHECK(strcmp(schema.children[9]->format, "d:18,6") == 0);
    schema.release(&schema);
    CHECK(stream.get_next(&stream, &array) == 0);
    CHECK(array.length == 290);
    total += array.length;
    array.release(&array);

    begin("Arrow stream: the reader keeps counts and gives no rows");
    STATUS(CALLREC_CLOSED, callrec_reader_next_cdr(reader, &row, NULL));
    STATUS(CALLREC_CLOSED, callrec_reader_next_batch(reader, &batch, NULL));
    STATUS(CALLREC_CLOSED, callrec_reader_arrow_stream(reader, &second, NULL));
    WORKS(callrec_reader_accounting(reader, &accounting, sizeof accounting, &error));
    CHECK(accounting.read >= 300);

    begin("Arrow stream: lives on without the reader");
    callrec_reader_free(reader);
    while (stream.get_next(&stream, &array) == 0 && array.release != NULL) {
        total += array.length;
        array.release(&array);
    }
    CHECK(total == 990);
    stream.release(&stream);

    begin("Arrow stream: an error after its rows");
    reader = NULL;
    {
        char *text = (char *) malloc(strlen(CHECK_CDR) + 32);
        if (text == NULL)
            abort();
        strcpy(text, CHECK_CDR);
        strcat(text, "T4,\"never closed");
        WORKS(callrec_open_buffer((const uint8_t *) text, strlen(text), "ipass_cdr", CALLREC_NTS, NULL,
                                  &reader, &error));
        free(text);
    }
    WORKS(callrec_reader_arrow_stream(reader, &stream, &error));
    CHECK(stream.get_next(&stream, &array) == 0 && array.length == 2);
    array.release(&array);
    CHECK(stream.get_next(&stream, &array) != 0);
    CHECK(stream.get_last_error(&stream) != NULL);
    CHECK(strstr(stream.get_last_error(&stream), "line 5") != NULL);
    /* An end now would look like that of a report that came whole. */
    CHECK(stream.get_next(&stream, &array) != 0);
    stream.release(&stream);
    callrec_reader_free(reader);
}

static void strictness(void)
{
    callrec_decode_options options;
    callrec_reader *reader = NULL;
    callrec_error *error = NULL;
    const callrec_ipass_cdr *row = NULL;
    const callrec_error_details *details = NULL;

    begin("strict: rows, then the error with its place, again and again");
    WORKS(callrec_decode_options_init(&options, sizeof options, &error));
    options.strict = 1;
    WORKS(callrec_open_buffer((const uint8_t *) CHECK_CDR, strlen(CHECK_CDR), "ipass_cdr",
                              CALLREC_NTS, &options, &reader, &error));
    STATUS(CALLREC_OK, callrec_reader_next_cdr(reader, &row, NULL));
    STATUS(CALLREC_OK, callrec_reader_next_cdr(reader, &row, NULL));
    STATUS(CALLREC_STRICT, callrec_reader_next_cdr(reader, &row, &error));
    STATUS(CALLREC_OK, callrec_error_get_details(error, &details));
    CHECK(details->size == sizeof *details && details->status == CALLREC_STRICT);
    CHECK(details->line == 4 && details->record == 3 && details->http_status == -1);
    CHECK(details->retryable == 0 && details->provider.data == NULL);
    CHECK(text_is(details->column, "gmt_time"));
    STATUS(CALLREC_STRICT, callrec_reader_next_cdr(reader, &row, NULL));
    callrec_error_free(error);
    callrec_reader_free(reader);
}

static void minutes(void)
{
    callrec_decode_options options;
    callrec_reader *reader = NULL;
    const callrec_ipass_cdr *row = NULL;

    begin("decode options: the session length counts minutes");
    WORKS(callrec_decode_options_init(&options, sizeof options, &error));
    options.session_length_unit = CALLREC_SESSION_LENGTH_MINUTES;
    options.threads = 2;
    WORKS(callrec_open_buffer((const uint8_t *) CHECK_CDR, strlen(CHECK_CDR), "ipass_cdr", CALLREC_NTS,
                              &options, &reader, &error));
    WORKS(callrec_reader_next_cdr(reader, &row, &error));
    CHECK(row != NULL && row->session_length_s == 1234 * 60);
    callrec_reader_free(reader);

    begin("decode options: those of a program with an older header");
    WORKS(callrec_decode_options_init(&options, 48, &error));
    CHECK(options.size == 48);
    WORKS(callrec_open_buffer((const uint8_t *) CHECK_CDR, strlen(CHECK_CDR), "ipass_cdr", CALLREC_NTS,
                              &options, &reader, &error));
    WORKS(callrec_reader_next_cdr(reader, &row, &error));
    CHECK(row != NULL && row->session_length_s == 1234);
    callrec_reader_free(reader);

    begin("decode options: what cannot be");
    WORKS(callrec_decode_options_init(&options, sizeof options, &error));
    options.threads = 257;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_open_buffer(NULL, 0, "ipass_cdr", CALLREC_NTS, &options, &reader, NULL));
    options.threads = 1;
    options.encoding = 6;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_open_buffer(NULL, 0, "ipass_cdr", CALLREC_NTS, &options, &reader, NULL));
    options.encoding = CALLREC_ENCODING_AUTO;
    options.delimiter = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_open_buffer(NULL, 0, "ipass_cdr", CALLREC_NTS, &options, &reader, NULL));
    options.delimiter = CALLREC_DELIMITER_AUTO;
    options.session_length_unit = 2;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_open_buffer(NULL, 0, "ipass_cdr", CALLREC_NTS, &options, &reader, NULL));
}

int main(void)
{
    (void) check_all();
    rows();
    columns();
    mixed();
    cancelled();
    arrow();
    strictness();
    minutes();
    return end();
}
