/* The billing feed: the cursor covers what was handed on, no more and no less. */
#include "systems.h"

/* Reads up to `most` rows; gives how many came, and the id of the last in `*last`. */
static uint64_t read_rows(callrec_reader *reader, uint64_t most, uint64_t *last, int32_t *status)
{
    const callrec_billing_feed_row *row;
    uint64_t count = 0;
    *status = CALLREC_OK;
    while (count < most && (*status = callrec_reader_next_billing_feed_row(reader, &row, NULL)) == CALLREC_OK) {
        CHECK(row->size == sizeof *row && row->id > *last);
        *last = row->id;
        count++;
    }
    return count;
}

static uint64_t covered(const callrec_feed_cursor *cursor)
{
    uint64_t id = 0;
    WORKS(callrec_feed_cursor_last_id(cursor, &id, NULL, &error));
    return id;
}

/* A first run of the whole feed; gives the final cursor and the number of rows. */
static callrec_feed_cursor *whole(callrec_billing_feed *feed, uint64_t *rows)
{
    callrec_feed_cursor *first = NULL, *final = NULL;
    callrec_reader *reader = NULL;
    uint64_t last = 0;
    int32_t status;
    WORKS(callrec_feed_cursor_first_run(&first, &error));
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    *rows = read_rows(reader, UINT64_MAX, &last, &status);
    CHECK(status == CALLREC_END);
    WORKS(callrec_reader_cursor(reader, &final, &error));
    CHECK(covered(final) == last);
    callrec_reader_free(reader);
    callrec_feed_cursor_free(first);
    return final;
}

/* How many rows come after `cursor`, all of them behind the id `last`. */
static uint64_t rows_after(callrec_billing_feed *feed, const callrec_feed_cursor *cursor, uint64_t last)
{
    callrec_reader *reader = NULL;
    uint64_t rows;
    int32_t status;
    WORKS(callrec_billing_feed_collect(feed, cursor, &reader, &error));
    rows = read_rows(reader, UINT64_MAX, &last, &status);
    CHECK(status == CALLREC_END);
    callrec_reader_free(reader);
    return rows;
}

static void rows_left_are_not_covered(callrec_billing_feed *feed, uint64_t all)
{
    callrec_feed_cursor *first = NULL, *cursor = NULL;
    callrec_reader *reader = NULL;
    callrec_batch *batch = NULL;
    const callrec_unified_record *record = NULL;
    struct ArrowArrayStream stream;
    struct ArrowArray array;
    uint64_t last = 0, got = 0;
    int64_t rows;
    int32_t status;

    begin("cursor: rows of a batch that are left are not covered, those that were lent are");
    WORKS(callrec_feed_cursor_first_run(&first, &error));
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    got = read_rows(reader, 3, &last, &status);
    CHECK(got == 3 && status == CALLREC_OK);
    WORKS(callrec_reader_cursor(reader, &cursor, &error));
    CHECK(rows_after(feed, cursor, last) == all - 3);
    callrec_feed_cursor_free(cursor);

    begin("cursor: nor are those that closing drops");
    got += read_rows(reader, 96, &last, &status);
    WORKS(callrec_reader_close(reader, &error));
    WORKS(callrec_reader_cursor(reader, &cursor, &error));
    callrec_reader_free(reader);
    CHECK(got == 99 && rows_after(feed, cursor, last) == all - 99);
    callrec_feed_cursor_free(cursor);

    begin("cursor: nor those that cancelling drops");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    last = 0;
    got = read_rows(reader, 64, &last, &status); /* rows that are ready still come */
    WORKS(callrec_reader_cancel(reader, &error));
    got += read_rows(reader, UINT64_MAX, &last, &status);
    CHECK(status == CALLREC_CANCELLED && got < all);
    WORKS(callrec_reader_cursor(reader, &cursor, &error));
    callrec_reader_free(reader);
    CHECK(rows_after(feed, cursor, last) == all - got);
    callrec_feed_cursor_free(cursor);

    begin("cursor: nor those that an Arrow stream has not given yet");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    last = 0;
    got = read_rows(reader, 5, &last, &status);
    WORKS(callrec_reader_arrow_stream(reader, &stream, &error));
    WORKS(callrec_reader_cursor(reader, &cursor, &error));
    CHECK(got == 5 && rows_after(feed, cursor, last) == all - 5);
    callrec_feed_cursor_free(cursor);
    CHECK(stream.get_next(&stream, &array) == 0 && array.release != NULL);
    got += (uint64_t) array.length;
    array.release(&array);
    WORKS(callrec_reader_cursor(reader, &cursor, &error));
    stream.release(&stream);
    callrec_reader_free(reader);
    CHECK(rows_after(feed, cursor, last) == all - got);
    callrec_feed_cursor_free(cursor);

    begin("cursor: rows that were lent before the records were unified stay covered");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    last = 0;
    got = read_rows(reader, 70, &last, &status);
    WORKS(callrec_reader_unify(reader, NULL, &error));
    WORKS(callrec_reader_next_unified(reader, &record, &error));
    WORKS(callrec_reader_cursor(reader, &cursor, &error));
    callrec_reader_free(reader);
    CHECK(got == 70 && rows_after(feed, cursor, last) == all - 71);
    callrec_feed_cursor_free(cursor);

    begin("cursor: a file that cannot be made takes no row");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    last = 0;
    got = read_rows(reader, 10, &last, &status);
    STATUS(CALLREC_IO, callrec_reader_write_file(reader, "/dev/null/no/file.csv", CALLREC_NTS,
                                                 CALLREC_FORMAT_CSV, NULL, NULL, NULL));
    WORKS(callrec_reader_cursor(reader, &cursor, &error));
    callrec_reader_free(reader);
    CHECK(got == 10 && rows_after(feed, cursor, last) == all - 10);
    callrec_feed_cursor_free(cursor);

    begin("cursor: a batch that was handed on is covered, whatever was read ahead");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    last = 0;
    CHECK(read_rows(reader, 1, &last, &status) == 1);
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    WORKS(callrec_batch_shape(batch, &rows, NULL, &error));
    got = 1 + (uint64_t) rows;
    callrec_batch_free(batch);
    WORKS(callrec_reader_cursor(reader, &cursor, &error));
    callrec_reader_free(reader);
    WORKS(callrec_billing_feed_collect(feed, cursor, &reader, &error));
    last = 0;
    got += read_rows(reader, UINT64_MAX, &last, &status);
    CHECK(status == CALLREC_END && got == all);
    callrec_reader_free(reader);
    callrec_feed_cursor_free(cursor);
    callrec_feed_cursor_free(first);
}

/* Whoever takes so many rows of the batch that came last finds the others behind the cursor. Frees the reader. */
static void only(callrec_billing_feed *feed, callrec_reader *reader, size_t take, uint64_t left)
{
    callrec_feed_cursor *cursor = NULL;
    WORKS(callrec_reader_cursor_within(reader, take, &cursor, &error));
    callrec_reader_free(reader);
    CHECK(rows_after(feed, cursor, 0) == left);
    callrec_feed_cursor_free(cursor);
}

static void a_batch_is_covered_in_part(callrec_billing_feed *feed, uint64_t all)
{
    callrec_feed_cursor *first = NULL, *cursor = NULL;
    callrec_reader *reader = NULL;
    callrec_batch *batch = NULL;
    struct ArrowArrayStream stream;
    struct ArrowArray array;
    uint64_t last;
    int64_t rows = 0;
    int32_t status;

    WORKS(callrec_feed_cursor_first_run(&first, &error));

    begin("cursor_within: so many rows of the batch, and none of the others");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    callrec_batch_free(batch);
    only(feed, reader, 7, all - 7);
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    callrec_batch_free(batch);
    only(feed, reader, 0, all);

    begin("cursor_within: rows that were lent before the batch are covered, too");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    last = 0;
    CHECK(read_rows(reader, 5, &last, &status) == 5);
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    WORKS(callrec_batch_shape(batch, &rows, NULL, &error));
    callrec_batch_free(batch);
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_cursor_within(reader, (size_t) rows + 1, &cursor, NULL));
    only(feed, reader, 7, all - 12);

    begin("cursor_within: all rows of the batch");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    WORKS(callrec_batch_shape(batch, &rows, NULL, &error));
    callrec_batch_free(batch);
    only(feed, reader, (size_t) rows, all - (uint64_t) rows);

    begin("cursor_within: the batch of an Arrow stream");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    last = 0;
    CHECK(read_rows(reader, 5, &last, &status) == 5);
    WORKS(callrec_reader_arrow_stream(reader, &stream, &error));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_cursor_within(reader, 0, &cursor, NULL));
    CHECK(stream.get_next(&stream, &array) == 0 && array.release != NULL && array.length > 3);
    array.release(&array);
    only(feed, reader, 3, all - 8);
    stream.release(&stream);

    begin("cursor_within: unified records");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    last = 0;
    CHECK(read_rows(reader, 5, &last, &status) == 5);
    WORKS(callrec_reader_unify(reader, NULL, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    callrec_batch_free(batch);
    only(feed, reader, 3, all - 8);

    begin("cursor_within: no batch was given, or the reading went on");
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_cursor_within(reader, 0, &cursor, NULL));
    while (callrec_reader_next_batch(reader, &batch, NULL) == CALLREC_OK)
        callrec_batch_free(batch);
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_cursor_within(reader, 0, &cursor, NULL));
    callrec_reader_free(reader);
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    callrec_batch_free(batch);
    last = 0;
    (void) read_rows(reader, 1, &last, &status);
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "the last call that read gave no batch",
                   callrec_reader_cursor_within(reader, 0, &cursor, &error));
    callrec_reader_free(reader);
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    callrec_batch_free(batch);
    WORKS(callrec_reader_close(reader, &error));
    STATUS(CALLREC_CLOSED, callrec_reader_cursor_within(reader, 0, &cursor, NULL));
    callrec_reader_free(reader);
    callrec_feed_cursor_free(first);
}

static void states(callrec_billing_feed *feed, const callrec_feed_cursor *final)
{
    callrec_feed_cursor *cursor = NULL, *accepting = NULL;
    callrec_reader *reader = NULL;
    callrec_text text;
    char path[256];
    uint64_t last = 0, id = 0;
    int32_t status, dialect = -1;

    begin("cursor: saved, loaded, and nothing comes twice");
    snprintf(path, sizeof path, "%s/cursor", scratch());
    STATUS(CALLREC_IO, callrec_feed_cursor_load(path, CALLREC_NTS, &cursor, NULL));
    WORKS(callrec_feed_cursor_save(final, path, CALLREC_NTS, &error));
    WORKS(callrec_feed_cursor_load(path, CALLREC_NTS, &cursor, &error));
    CHECK(covered(cursor) == covered(final));
    WORKS(callrec_billing_feed_collect(feed, cursor, &reader, &error));
    CHECK(read_rows(reader, UINT64_MAX, &last, &status) == 0 && status == CALLREC_END);
    callrec_reader_free(reader);
    WORKS(callrec_feed_cursor_last_id(cursor, &id, &dialect, &error));
    CHECK(dialect >= CALLREC_FEED_DIALECT_UNKNOWN && dialect <= CALLREC_FEED_DIALECT_EXCLUSIVE);
    WORKS(callrec_feed_cursor_accept_revised(cursor, &accepting, &error));
    CHECK(covered(accepting) == id);
    callrec_feed_cursor_free(accepting);
    callrec_feed_cursor_free(cursor);
    remove(path);

    begin("cursor: as text");
    WORKS(callrec_feed_cursor_text(final, &text, &error));
    WORKS(callrec_feed_cursor_parse(text.data, text.length, &cursor, &error));
    CHECK(covered(cursor) == covered(final));
    CHECK(!holds(text, from_environment("CALLREC_BILLING_FEED_PASSWORD")));
    callrec_feed_cursor_free(cursor);
    STATUS(CALLREC_STATE_CORRUPT, callrec_feed_cursor_parse("nonsense", CALLREC_NTS, &cursor, NULL));
    STATUS(CALLREC_STATE_CORRUPT, callrec_feed_cursor_parse(text.data, text.length / 2, &cursor, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_feed_cursor_after(0, &cursor, NULL));

    begin("cursor: after an id that was collected elsewhere");
    WORKS(callrec_feed_cursor_after(covered(final), &cursor, &error));
    WORKS(callrec_billing_feed_collect(feed, cursor, &reader, &error));
    CHECK(read_rows(reader, UINT64_MAX, &last, &status) == 0 && status == CALLREC_END);
    callrec_reader_free(reader);
    callrec_feed_cursor_free(cursor);

    begin("cursor: a reader that collects nothing has none");
    reader = open_three();
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_cursor(reader, &cursor, NULL));
    callrec_reader_free(reader);
}

static void wrong_state(const callrec_feed_cursor *final)
{
    callrec_billing_feed_options options;
    callrec_billing_feed *other = NULL;
    callrec_reader *reader = NULL;
    int32_t status;

    begin("collect: the cursor of another login");
    WORKS(callrec_billing_feed_options_init(&options, sizeof options, &error));
    options.base_url = from_environment("CALLREC_BILLING_FEED_URL");
    options.login = "somebody-else";
    options.password = "x";
    WORKS(callrec_billing_feed_new(&options, &other, &error));
    status = callrec_billing_feed_collect(other, final, &reader, NULL);
    CHECK(status == CALLREC_WRONG_STATE);
    callrec_billing_feed_free(other);
    options.format = 5;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_billing_feed_new(&options, &other, NULL));
    options.format = CALLREC_FEED_FORMAT_PROVIDER;
    options.look_back = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_billing_feed_new(&options, &other, NULL));
}

static void pages(callrec_billing_feed *feed)
{
    callrec_reader *reader = NULL;
    callrec_document *document = NULL;
    callrec_saved_document saved;
    const callrec_billing_feed_row *row = NULL;
    uint64_t last = 0;
    int32_t status;
    char address[512] = "", path[256];

    begin("first_page and page");
    WORKS(callrec_billing_feed_first_page(feed, &reader, &error));
    while (callrec_reader_next_billing_feed_row(reader, &row, NULL) == CALLREC_OK) {
        last = row->id;
        if (row->recording.length > 1)
            callrec_text_copy(&row->recording, address, sizeof address, NULL, NULL);
    }
    callrec_reader_free(reader);
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_billing_feed_page(feed, 0, &reader, NULL));
    WORKS(callrec_billing_feed_page(feed, last, &reader, &error));
    last = 0;
    CHECK(read_rows(reader, UINT64_MAX, &last, &status) > 0 && status == CALLREC_END);
    callrec_reader_free(reader);

    begin("day: an hour that does not exist");
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_billing_feed_day(feed, "2026-09-01", CALLREC_NTS, 24, &reader, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_billing_feed_day(feed, "2026-09-31", CALLREC_NTS, -1, &reader, NULL));
    WORKS(callrec_billing_feed_day(feed, "2026-09-01", CALLREC_NTS, -1, &reader, &error));
    callrec_reader_free(reader);

    begin("recording: saved");
    CHECK(*address != '\0');
    snprintf(path, sizeof path, "%s/recording", scratch());
    WORKS(callrec_billing_feed_recording(feed, address, CALLREC_NTS, &document, &error));
    WORKS(callrec_document_save(document, path, CALLREC_NTS, 0, &saved, sizeof saved, &error));
    CHECK(saved.bytes > 0 && saved.bytes == file_bytes(path));
    callrec_document_free(document);
    remove(path);
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "; name the host as recording_host",
                   callrec_billing_feed_recording(feed, "http://127.0.0.2:9/a.mp3", CALLREC_NTS, &document, &error));
}

static void all_logins(callrec_billing_feed *feed, uint64_t all)
{
    const callrec_billing_feed *feeds[2];
    const callrec_feed_cursor *cursors[2];
    callrec_feed_cursor *first = NULL;
    callrec_fan_out *logins = NULL;
    callrec_reader *reader = NULL;
    callrec_error *failure = NULL;
    callrec_text login;
    uint64_t last = 0;
    int32_t status;

    begin("collect_all: a login each");
    WORKS(callrec_feed_cursor_first_run(&first, &error));
    feeds[0] = feed;
    cursors[0] = first;
    WORKS(callrec_billing_feed_collect_all(feeds, cursors, 1, 0, CALLREC_FAN_OUT_IN_ORDER, &logins, &error));
    WORKS(callrec_fan_out_next(logins, &login, &reader, &failure, &error));
    CHECK(failure == NULL && text_is(login, from_environment("CALLREC_BILLING_FEED_USERNAME")));
    CHECK(read_rows(reader, UINT64_MAX, &last, &status) == all && status == CALLREC_END);
    callrec_reader_free(reader);
    STATUS(CALLREC_END, callrec_fan_out_next(logins, &login, &reader, &failure, NULL));
    callrec_fan_out_free(logins);
    feeds[1] = feed;
    cursors[1] = first;
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, from_environment("CALLREC_BILLING_FEED_USERNAME"),
                   callrec_billing_feed_collect_all(feeds, cursors, 2, 0, CALLREC_FAN_OUT_IN_ORDER, &logins, &error));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "logins",
                   callrec_billing_feed_collect_all(feeds, cursors, 1, 0, CALLREC_FAN_OUT_IN_ORDER, NULL, &error));
    cursors[0] = NULL;
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_billing_feed_collect_all(feeds, cursors, 1, 0, CALLREC_FAN_OUT_IN_ORDER, &logins, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_billing_feed_collect_all(NULL, NULL, 1, 0, CALLREC_FAN_OUT_IN_ORDER, &logins, NULL));
    callrec_feed_cursor_free(first);
}

int main(void)
{
    callrec_billing_feed *feed = open_feed();
    callrec_reader *reader = NULL;
    callrec_feed_cursor *final;
    uint64_t all = 0;
    begin("collect: every row once");
    final = whole(feed, &all);
    CHECK(all > 0);
    rows_left_are_not_covered(feed, all);
    a_batch_is_covered_in_part(feed, all);
    states(feed, final);
    wrong_state(final);
    pages(feed);
    all_logins(feed, all);
    begin("cancel: for good");
    WORKS(callrec_billing_feed_cancel(feed, &error));
    STATUS(CALLREC_CANCELLED, callrec_billing_feed_first_page(feed, &reader, NULL));
    callrec_feed_cursor_free(final);
    callrec_billing_feed_free(feed);
    return end();
}
