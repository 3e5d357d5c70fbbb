/* What was read is lost to nobody: not to a full disk, not to a child of fork, not to whoever asks for the counts. */
#define _XOPEN_SOURCE 700
#include "systems.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 20000 };

/* A file of many records; freed by the caller. Synthetic. */
static char *month(size_t *length)
{
    const char *header = strchr(CHECK_CDR, '\n') + 1, *row = "T,,,,,,,,,1,,,,\n";
    size_t first = (size_t) (header - CHECK_CDR), each = strlen(row), i;
    char *body = (char *) malloc(first + ROWS * each);
    if (body == NULL)
        abort();
    memcpy(body, CHECK_CDR, first);
    for (i = 0; i < ROWS; i++)
        memcpy(body + first + i * each, row, each);
    *length = first + ROWS * each;
    return body;
}

/* No file of this process may be longer; as a disk that is full. */
static void disk_of(rlim_t bytes)
{
    struct rlimit limit;
    CHECK(getrlimit(RLIMIT_FSIZE, &limit) == 0);
    limit.rlim_cur = bytes;
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

static void a_full_disk(void)
{
    static const char *const names[] = {"full.csv", "full.ndjson", "full.parquet", "full.arrow"};
    const callrec_ipass_cdr *row;
    callrec_reader *reader = NULL;
    char path[256], *body;
    size_t length, i;
    uint64_t rows = 0;

    body = month(&length);
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        begin(names[i]);
        snprintf(path, sizeof path, "%s/%s", scratch(), names[i]);
        WORKS(callrec_open_buffer((const uint8_t *) body, length, "ipass_cdr", CALLREC_NTS, NULL, &reader, &error));
        WORKS(callrec_reader_next_cdr(reader, &row, &error));
        disk_of(1000);
        STATUS(CALLREC_IO, callrec_reader_write_file(reader, path, CALLREC_NTS, 0, NULL, &rows, NULL));
        disk_of(RLIM_INFINITY);
        CHECK(file_bytes(path) == 0);
        /* Else what is left would be written as if it were the month. */
        STATUS(CALLREC_IO, callrec_reader_write_file(reader, path, CALLREC_NTS, 0, NULL, &rows, NULL));
        STATUS(CALLREC_IO, callrec_reader_next_cdr(reader, &row, NULL));
        CHECK(file_bytes(path) == 0 && rows == 0);
        callrec_reader_free(reader);
    }
    free(body);
}

static void same_cursor(const callrec_feed_cursor *one, const callrec_feed_cursor *other)
{
    callrec_text a, b;
    WORKS(callrec_feed_cursor_text(one, &a, &error));
    WORKS(callrec_feed_cursor_text(other, &b, &error));
    CHECK(a.length == b.length && memcmp(a.data, b.data, a.length) == 0);
}

static void a_full_disk_of_a_feed(void)
{
    callrec_billing_feed *feed = open_feed();
    callrec_feed_cursor *first = NULL, *before = NULL, *after = NULL, *accepted = NULL;
    const callrec_billing_feed_row *row;
    callrec_reader *reader = NULL;
    char path[256];

    begin("a feed's cursor does not cover what no file holds");
    snprintf(path, sizeof path, "%s/feed.csv", scratch());
    WORKS(callrec_feed_cursor_first_run(&first, &error));
    WORKS(callrec_billing_feed_collect(feed, first, &reader, &error));
    WORKS(callrec_reader_next_billing_feed_row(reader, &row, &error));
    WORKS(callrec_reader_cursor(reader, &before, &error));
    disk_of(1000);
    STATUS(CALLREC_IO, callrec_reader_write_file(reader, path, CALLREC_NTS, 0, NULL, NULL, NULL));
    disk_of(RLIM_INFINITY);
    WORKS(callrec_reader_cursor(reader, &after, &error));
    same_cursor(before, after);
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_cursor_within(reader, 0, &accepted, NULL));
    callrec_feed_cursor_free(after);
    WORKS(callrec_reader_close(reader, &error));
    WORKS(callrec_reader_cursor(reader, &after, &error));
    same_cursor(before, after);
    callrec_feed_cursor_free(after);
    callrec_feed_cursor_free(before);
    callrec_feed_cursor_free(first);
    callrec_reader_free(reader);
    callrec_billing_feed_free(feed);
}

/* Rows until something else comes. */
static int64_t rest(callrec_reader *reader, int32_t *status)
{
    const callrec_ipass_cdr *row;
    int64_t rows = 0;
    while ((*status = callrec_reader_next_cdr(reader, &row, NULL)) == CALLREC_OK)
        rows++;
    return rows;
}

static void forks(void)
{
    callrec_reader *reader = NULL;
    callrec_batch *batch = NULL;
    callrec_feed_cursor *cursor = NULL;
    const callrec_ipass_cdr *row;
    char path[256], *body;
    size_t length;
    int32_t status;
    int how = 0, i;
    FILE *file;
    pid_t pid;

    begin("a child of fork takes no row of its parent's file");
    snprintf(path, sizeof path, "%s/forked.csv", scratch());
    body = month(&length);
    file = fopen(path, "wb");
    CHECK(file != NULL && fwrite(body, 1, length, file) == length && fclose(file) == 0);
    free(body);
    WORKS(callrec_open_file(path, CALLREC_NTS, "ipass_cdr", CALLREC_NTS, NULL, &reader, &error));
    for (i = 0; i < 100; i++)
        WORKS(callrec_reader_next_cdr(reader, &row, &error));
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        int wrong = 0;
        if (callrec_reader_next_batch(reader, &batch, NULL) != CALLREC_FORKED)
            wrong = 10;
        if (callrec_reader_cursor(reader, &cursor, NULL) != CALLREC_FORKED)
            wrong = 11;
        /* Those that were made ready before. */
        if (rest(reader, &status) > 64 || status != CALLREC_FORKED)
            wrong = 12;
        if (callrec_reader_write_file(reader, "none.csv", CALLREC_NTS, 0, NULL, NULL, NULL) != CALLREC_FORKED)
            wrong = 13;
        if (wrong == 0)
            execlp("true", "true", (char *) NULL);
        _exit(wrong != 0 ? wrong : 9);
    }
    while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
        ;
    CHECK(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    CHECK(rest(reader, &status) == ROWS - 100);
    STATUS(CALLREC_END, status);
    callrec_reader_free(reader);
    remove(path);
}

/* Rows of an Arrow stream, to its end. */
static int64_t stream_rows(struct ArrowArrayStream *stream)
{
    struct ArrowArray array;
    int64_t rows = 0;
    for (;;) {
        memset(&array, 0, sizeof array);
        CHECK(stream->get_next(stream, &array) == 0);
        if (array.release == NULL)
            return rows;
        rows += array.length;
        array.release(&array);
    }
}

static callrec_reader *asked;
static int over;

static void *ask(void *argument)
{
    (void) argument;
    while (!__atomic_load_n(&over, __ATOMIC_RELAXED)) {
        callrec_accounting accounting;
        int32_t status = callrec_reader_accounting(asked, &accounting, sizeof accounting, NULL);
        if (status != CALLREC_OK && status != CALLREC_BUSY)
            STATUS(CALLREC_OK, status);
    }
    return NULL;
}

/* What a child of fork is told; it would wait for ever for a thread that only its parent has. */
static void ask_in_a_child(struct ArrowArrayStream *stream)
{
    struct ArrowArray array;
    int how = 0;
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        memset(&array, 0, sizeof array);
        alarm(20);
        if (stream->get_next(stream, &array) == 0 || strstr(stream->get_last_error(stream), "fork") == NULL)
            _exit(10);
        execlp("true", "true", (char *) NULL);
        _exit(9);
    }
    while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
        ;
    CHECK(WIFEXITED(how) && WEXITSTATUS(how) == 0);
}

static void counts_are_asked_for(void)
{
    struct ArrowArrayStream stream;
    callrec_decode_options options;
    pthread_t thread;
    char *body;
    size_t length;
    int i;

    begin("an Arrow stream gives every row while another thread asks for the counts");
    WORKS(callrec_decode_options_init(&options, sizeof options, &error));
    options.batch_rows = 10;
    body = month(&length);
    WORKS(callrec_open_buffer((const uint8_t *) body, length, "ipass_cdr", CALLREC_NTS, &options, &asked, &error));
    free(body);
    WORKS(callrec_reader_arrow_stream(asked, &stream, &error));
    CHECK(pthread_create(&thread, NULL, ask, NULL) == 0);
    for (i = 0; i < 20 && getenv("CALLREC_TEST_NO_FORK") == NULL; i++)
        ask_in_a_child(&stream);
    CHECK(stream_rows(&stream) == ROWS);
    __atomic_store_n(&over, 1, __ATOMIC_RELAXED);
    CHECK(pthread_join(thread, NULL) == 0);
    stream.release(&stream);
    callrec_reader_free(asked);
}

static void a_file_is_asked_for(void)
{
    struct ArrowArrayStream stream;
    callrec_reader *reader = NULL;
    char path[256], *body;
    size_t length;

    begin("a file that is refused beside an Arrow stream leaves the stream its rows");
    snprintf(path, sizeof path, "%s/beside.csv", scratch());
    body = month(&length);
    WORKS(callrec_open_buffer((const uint8_t *) body, length, "ipass_cdr", CALLREC_NTS, NULL, &reader, &error));
    free(body);
    WORKS(callrec_reader_arrow_stream(reader, &stream, &error));
    STATUS(CALLREC_CLOSED, callrec_reader_write_file(reader, path, CALLREC_NTS, 0, NULL, NULL, NULL));
    CHECK(stream_rows(&stream) == ROWS);
    CHECK(access(path, F_OK) != 0);
    stream.release(&stream);
    callrec_reader_free(reader);
}

int main(void)
{
    (void) check_all();
    (void) systems_all();
    signal(SIGXFSZ, SIG_IGN);
    a_full_disk();
    a_full_disk_of_a_feed();
    if (getenv("CALLREC_TEST_NO_FORK") == NULL)
        forks();
    counts_are_asked_for();
    a_file_is_asked_for();
    return end();
}
