/*
 * Appends what is new in a billing feed to a file, once a run: every row once, over any number of runs.
 *
 *     cc -std=c99 poll_feed.c -lcallrec -o poll_feed
 *     ./poll_feed calls.txt feed.cursor --first-run      the first time
 *     ./poll_feed calls.txt feed.cursor                  from then on, by cron say
 *
 * The cursor file is written after the rows are on disk. A run that fails, or is killed before that,
 * hands the same rows on again at the next one: whoever loads the file drops ids that he has. A cursor
 * file that is missing is an error, never a silent first run, and a first run where there is one as well.
 * A run that meets another at work on the same file ends, and changes nothing.
 *
 * A row that could not be read goes to calls.txt.aside: its line, column, what is wrong, and the row as it
 * came, with tabs between; a line end within the row is \n there, and a backslash two. The feed does not
 * give it again. It may come twice after a run that failed, like the others.
 *
 * Reads CALLREC_BILLING_FEED_URL, _USERNAME and _PASSWORD from the environment.
 */
#define _POSIX_C_SOURCE 200809L
#include <callrec.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
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

/* A row that could not be read, whole: from here on the feed has it no more. */
static void print_aside(FILE *file, const callrec_quarantined *aside)
{
    size_t i;
    fprintf(file, "%" PRIu64 "\t%.*s\t%.*s\t", aside->line, (int) aside->column.length,
            aside->column.data != NULL ? aside->column.data : "", (int) aside->reason.length,
            aside->reason.data);
    for (i = 0; i < aside->raw.length; i++) {
        char byte = aside->raw.data[i];
        if (byte == '\\' || byte == '\n' || byte == '\r')
            putc('\\', file);
        putc(byte == '\n' ? 'n' : byte == '\r' ? 'r' : byte, file);
    }
    putc('\n', file);
}

/* Opens a file of lines to append, for this run alone until it is closed; where that fails it is said.
 * Half a line, of a run that was killed, is cut off: it comes again. */
static FILE *open_lines(const char *name)
{
    struct flock alone;
    FILE *file = fopen(name, "a+b");
    off_t end;
    memset(&alone, 0, sizeof alone);
    alone.l_type = F_WRLCK;
    alone.l_whence = SEEK_SET;
    if (file != NULL && fcntl(fileno(file), F_SETLK, &alone) == 0 && fseeko(file, 0, SEEK_END) == 0) {
        for (end = ftello(file); end > 0; end--)
            if (fseeko(file, end - 1, SEEK_SET) != 0 || getc(file) == '\n')
                break;
        if (ftruncate(fileno(file), end) == 0 && fseeko(file, 0, SEEK_END) == 0)
            return file;
    }
    if (file != NULL && (errno == EACCES || errno == EAGAIN))
        fprintf(stderr, "poll_feed: %s: another run is at work\n", name);
    else
        perror(name);
    if (file != NULL)
        fclose(file);
    return NULL;
}

/* Whether every row is on disk. */
static int keep(FILE *file)
{
    return !ferror(file) && fflush(file) == 0 && fsync(fileno(file)) == 0;
}

/* Puts what was set aside to the file of that name, which is there only where it is needed. */
static int32_t keep_aside(callrec_reader *reader, const char *name, uint64_t *count, callrec_error **error)
{
    const callrec_quarantined *aside;
    FILE *file = NULL;
    int32_t status;
    while ((status = callrec_reader_quarantined_next(reader, &aside, error)) == CALLREC_OK) {
        if (file == NULL && (file = open_lines(name)) == NULL)
            return CALLREC_IO;
        print_aside(file, aside);
        /* The bytes of the row belong to the file only. */
        fprintf(stderr, "poll_feed: line %" PRIu64 "%s%.*s: %.*s\n", aside->line,
                aside->column.data != NULL ? ", column " : "", (int) aside->column.length,
                aside->column.data != NULL ? aside->column.data : "", (int) aside->reason.length,
                aside->reason.data);
        ++*count;
    }
    if (file != NULL && !keep(file)) {
        perror(name);
        status = CALLREC_IO;
    }
    if (file != NULL)
        fclose(file);
    return status;
}

int main(int argc, char **argv)
{
    callrec_billing_feed *feed = NULL;
    callrec_reader *reader = NULL;
    callrec_feed_cursor *cursor = NULL;
    callrec_error *error = NULL;
    const callrec_billing_feed_row *row;
    char aside_name[1024];
    uint64_t count = 0, aside = 0;
    int32_t status;
    FILE *file;
    if ((argc != 3 && (argc != 4 || strcmp(argv[3], "--first-run") != 0)) ||
        snprintf(aside_name, sizeof aside_name, "%s.aside", argv[1]) >= (int) sizeof aside_name ||
        strcmp(argv[2], argv[1]) == 0 || strcmp(argv[2], aside_name) == 0) {
        fprintf(stderr, "usage: poll_feed FILE CURSOR [--first-run], with two different files\n");
        return 2;
    }
    file = open_lines(argv[1]);
    if (file == NULL)
        return EXIT_FAILURE;
    /* A first run hands everything on, also what the cursor covers. */
    if (argc == 4 && access(argv[2], F_OK) == 0) {
        fprintf(stderr, "poll_feed: %s is there: run it without --first-run; or, to have every row again, "
                        "remove both files first\n", argv[2]);
        fclose(file);
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
        status = keep_aside(reader, aside_name, &aside, &error);
    if (status == CALLREC_END)
        status = callrec_reader_cursor(reader, &cursor, &error);
    if (status == CALLREC_OK)
        status = callrec_feed_cursor_save(cursor, argv[2], CALLREC_NTS, &error);
    /* Only now another run may begin: with this cursor. */
    fclose(file);
    callrec_feed_cursor_free(cursor);
    callrec_reader_free(reader);
    callrec_billing_feed_free(feed);
    if (status != CALLREC_OK) {
        if (error != NULL)
            fprintf(stderr, "poll_feed: %s\n", callrec_error_message(error));
        callrec_error_free(error);
        return EXIT_FAILURE;
    }
    fprintf(stderr, "%" PRIu64 " new rows", count);
    if (aside > 0)
        fprintf(stderr, ", and %" PRIu64 " that could not be read set aside in %s", aside, aside_name);
    fprintf(stderr, "\n");
    return EXIT_SUCCESS;
}
