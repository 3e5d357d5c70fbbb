/* Cancelling, one reader in two threads, fork: against a simulator whose month stalls. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <pthread.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static void pause_ms(long ms)
{
    struct timespec t;
    t.tv_sec = 0;
    t.tv_nsec = ms * 1000000;
    nanosleep(&t, NULL);
}

/* Reads until something other than a row comes. */
typedef struct reading {
    callrec_reader *reader;
    int32_t status;
    int64_t rows;
    double ended;
} reading;

static void *read_on(void *argument)
{
    reading *r = (reading *) argument;
    const callrec_ipass_cdr *row;
    /* Who looks whether this thread is inside its call holds the reader for a moment, too. */
    while ((r->status = callrec_reader_next_cdr(r->reader, &row, NULL)) == CALLREC_OK || r->status == CALLREC_BUSY)
        r->rows += r->status == CALLREC_OK;
    r->ended = now();
    return NULL;
}

/* Waits until the reading thread is inside a call and stays there: what came before the stall is read. */
static void stalls(callrec_reader *reader)
{
    int32_t proof;
    int tries, times = 0;
    for (tries = 0; tries < 4000 && times < 20; tries++) {
        times = callrec_reader_proof(reader, &proof, NULL) == CALLREC_BUSY ? times + 1 : 0;
        pause_ms(5);
    }
    CHECK(times == 20);
}

static void open_stalling(callrec_ipass_portal *portal, reading *r)
{
    memset(r, 0, sizeof *r);
    WORKS(callrec_ipass_portal_monthly_cdr(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                           &r->reader, &error));
}

/* Batches of one row, so that the reading thread is in and out of the library's lock all the time. */
static void polled(void)
{
    enum { ROWS = 20000 };
    const char *header = strchr(CHECK_CDR, '\n') + 1, *row = "T,,,,,,,,,1,,,,\n";
    size_t first = (size_t) (header - CHECK_CDR), each = strlen(row), i;
    char *body = (char *) malloc(first + ROWS * each);
    callrec_decode_options options;
    callrec_progress progress;
    pthread_t thread;
    reading r;
    int64_t before = 0;
    int rises = 1;
    double began;

    begin("progress is polled while another thread reads, and is in nobody's way");
    memcpy(body, CHECK_CDR, first);
    for (i = 0; i < ROWS; i++)
        memcpy(body + first + i * each, row, each);
    WORKS(callrec_decode_options_init(&options, sizeof options, &error));
    options.batch_rows = 1;
    memset(&r, 0, sizeof r);
    WORKS(callrec_open_buffer((const uint8_t *) body, first + ROWS * each, "ipass_cdr", CALLREC_NTS, &options,
                              &r.reader, &error));
    CHECK(pthread_create(&thread, NULL, read_on, &r) == 0);
    began = now();
    do {
        WORKS(callrec_reader_progress(r.reader, &progress, sizeof progress, &error));
        rises = rises && progress.rows >= before;
        before = progress.rows;
    } while (progress.rows < ROWS && now() - began < 20.0);
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_END, r.status);
    CHECK(r.rows == ROWS && rises && progress.bytes > 0);
    callrec_reader_free(r.reader);
    free(body);
}

static void cancelled(callrec_ipass_portal *portal)
{
    reading r;
    pthread_t thread;
    double asked;
    const callrec_ipass_cdr *row;
    callrec_progress progress;

    begin("a reader is cancelled by another thread");
    open_stalling(portal, &r);
    CHECK(pthread_create(&thread, NULL, read_on, &r) == 0);
    stalls(r.reader);

    STATUS(CALLREC_BUSY, callrec_reader_next_cdr(r.reader, &row, NULL));
    STATUS(CALLREC_BUSY, callrec_reader_close(r.reader, NULL));
    STATUS(CALLREC_OK, callrec_reader_progress(r.reader, &progress, sizeof progress, NULL));
    asked = now();
    WORKS(callrec_reader_cancel(r.reader, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, r.status);
    CHECK(r.ended - asked < 1.0);
    STATUS(CALLREC_CANCELLED, callrec_reader_next_cdr(r.reader, &row, NULL));
    callrec_reader_free(r.reader);

    begin("a reader is freed while another thread waits in it");
    open_stalling(portal, &r);
    CHECK(pthread_create(&thread, NULL, read_on, &r) == 0);
    stalls(r.reader);
    WORKS(callrec_reader_cancel(r.reader, &error));
    callrec_reader_free(r.reader);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(r.status == CALLREC_CANCELLED || r.status == CALLREC_INVALID_HANDLE);

    begin("a portal is cancelled by another thread");
    open_stalling(portal, &r);
    CHECK(pthread_create(&thread, NULL, read_on, &r) == 0);
    stalls(r.reader);
    asked = now();
    WORKS(callrec_ipass_portal_cancel(portal, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, r.status);
    CHECK(r.ended - asked < 1.0);
    STATUS(CALLREC_CANCELLED, callrec_ipass_portal_login(portal, NULL));
    callrec_reader_free(r.reader);
}

/* In the child: objects of the parent give CALLREC_FORKED, new ones work, nothing hangs. */
static int child(callrec_ipass_portal *portal, callrec_reader *reader)
{
    const callrec_ipass_cdr *row;
    callrec_batch *batch;
    callrec_ipass_portal *own;
    callrec_reader *other = NULL;
    callrec_error *error = NULL;
    int32_t status;
    while ((status = callrec_reader_next_cdr(reader, &row, &error)) == CALLREC_OK)
        ;
    if (status != CALLREC_FORKED || callrec_error_status(error) != CALLREC_FORKED)
        return 10;
    if (callrec_ipass_portal_login(portal, NULL) != CALLREC_FORKED)
        return 11;
    if (callrec_ipass_portal_share(portal, &own, NULL) != CALLREC_FORKED ||
        callrec_ipass_portal_dry_run(portal, &own, NULL) != CALLREC_FORKED)
        return 14;
    callrec_error_free(error);
    callrec_reader_free(reader);
    callrec_ipass_portal_free(portal);
    own = open_portal(NULL);
    if (callrec_ipass_portal_login(own, NULL) != CALLREC_OK)
        return 12;
    other = open_three();
    if (callrec_reader_next_batch(other, &batch, NULL) != CALLREC_OK)
        return 13;
    callrec_batch_free(batch);
    callrec_reader_free(other);
    callrec_ipass_portal_free(own);
    return 0;
}

static void forked(callrec_ipass_portal *portal)
{
    reading r;
    pid_t pid;
    int how = 0, waited = 0;

    begin("fork");
    open_stalling(portal, &r);
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        int wrong = child(portal, r.reader);
        /* What the parent's threads held is lost here for good, which a leak check need not tell. */
        if (wrong == 0)
            execlp("true", "true", (char *) NULL);
        _exit(wrong != 0 ? wrong : 9);
    }
    while (waitpid(pid, &how, WNOHANG) == 0 && waited++ < 600)
        pause_ms(100);
    CHECK(waited < 600);
    CHECK(WIFEXITED(how));
    if (WIFEXITED(how) && WEXITSTATUS(how) != 0) {
        char text[64];
        snprintf(text, sizeof text, "the child ended with %d", WEXITSTATUS(how));
        check_fail(__FILE__, __LINE__, text);
    }
    WORKS(callrec_ipass_portal_login(portal, &error));
    callrec_reader_free(r.reader);
}

int main(void)
{
    callrec_ipass_portal *portal;
    (void) check_all();
    portal = open_portal(NULL);
    if (getenv("CALLREC_TEST_NO_FORK") == NULL)
        forked(portal);
    polled();
    cancelled(portal);
    callrec_ipass_portal_free(portal);
    /* No free function waits: let the worker threads let go before a leak check looks. */
    pause_ms(500);
    return end();
}
