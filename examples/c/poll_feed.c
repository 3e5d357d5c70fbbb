/*
 * Appends what is new in a billing feed to a file, once a run: every row once, over any number of runs.
 *
 *     cc -std=c99 poll_feed.c -lcallrec -o poll_feed
 *     ./poll_feed calls.txt feed.cursor --first-run      the first time
 *     ./poll_feed calls.txt feed.cursor                  from then on, by cron say
 *
 * The cursor file is written after the rows are on disk. A run that fails, or is killed before that,
 * hands the same rows on again at the next one: whoever loads the file drops ids that he has. A cursor
 * file that is missing is an error, never a silent first run.
 *
 * Reads CALLREC_BILLING_FEED_URL, _USERNAME and _PASSWORD from the environment.
 */
#define _POSIX_C_SOURCE 200809L
#include <callrec.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int32_t open_feed(const char *cursor_file, int first_run, callrec_billing_feed **feed,
                         callrec_reader **reader, callrec_error **error)
{
    callrec_billing_feed_options options;
    callrec_feed_cursor *cursor = NULL;
    int32_t status = callrec_billing_feed_options_init(&options, sizeof options, error);
    options.base_url = getenv("CALLREC_BILLING_FEED_URL");
    options.login = getenv("CALLREC_BILLING_FEED_USERNAME");
    options.password = getenv("CALLREC_BILLING_FEED_PASSWORD");
    if (status == CALLREC_OK)
        status = callrec_billing_feed_new(&options, feed, error);
    if (status == CALLREC_OK)
        status = first_run ? callrec_feed_cursor_first_run(&cursor, error)
                           : callrec_feed_cursor_load(cursor_file, CALLREC_NTS, &cursor, error);
    if (status == CALLREC_OK)
        status = callrec_billing_feed_collect(*feed, cursor, reader, error);
    callrec_feed_cursor_free(cursor);
    return status;
}

static void print(FILE *file, const callrec_billing_feed_row *row)
{
    char amount[48] = "-";
    if (!CALLREC_IS_NULL(row, CALLREC_BILLING_FEED_CHARGE))
        callrec_decimal_text(&row->charge, amount, sizeof amount, NULL, NULL);
    fprintf(file, "%" PRIu64 " %.*s %.*s %s\n", row->id, (int) row->origin.length,
            row->origin.data != NULL ? row->origin.data : "", (int) row->destination.length,
            row->destination.data != NULL ? row->destination.data : "", amount);
}

/* Whether every row is on disk. The file is closed either way. */
static int keep(FILE *file)
{
    int kept = !ferror(file) && fflush(file) == 0 && fsync(fileno(file)) == 0;
    return fclose(file) == 0 && kept;
}

int main(int argc, char **argv)
{
    callrec_billing_feed *feed = NULL;
    callrec_reader *reader = NULL;
    callrec_feed_cursor *cursor = NULL;
    callrec_error *error = NULL;
    const callrec_billing_feed_row *row;
    uint64_t count = 0;
    int32_t status;
    FILE *file;
    if (argc != 3 && (argc != 4 || strcmp(argv[3], "--first-run") != 0)) {
        fprintf(stderr, "usage: poll_feed FILE CURSOR [--first-run]\n");
        return 2;
    }
    file = fopen(argv[1], "ab");
    if (file == NULL) {
        perror(argv[1]);
        return EXIT_FAILURE;
    }
    status = open_feed(argv[2], argc == 4, &feed, &reader, &error);
    while (status == CALLREC_OK &&
           (status = callrec_reader_next_billing_feed_row(reader, &row, &error)) == CALLREC_OK) {
        print(file, row);
        count++;
    }
    /* First the rows, then the cursor: never the other way round. */
    if (!keep(file)) {
        perror(argv[1]);
        status = CALLREC_IO;
    }
    if (status == CALLREC_END)
        status = callrec_reader_cursor(reader, &cursor, &error);
    if (status == CALLREC_OK)
        status = callrec_feed_cursor_save(cursor, argv[2], CALLREC_NTS, &error);
    callrec_feed_cursor_free(cursor);
    callrec_reader_free(reader);
    callrec_billing_feed_free(feed);
    if (status != CALLREC_OK) {
        if (error != NULL)
            fprintf(stderr, "poll_feed: %s\n", callrec_error_message(error));
        callrec_error_free(error);
        return EXIT_FAILURE;
    }
    fprintf(stderr, "%" PRIu64 " new rows\n", count);
    return EXIT_SUCCESS;
}
