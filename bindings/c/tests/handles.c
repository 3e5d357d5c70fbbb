/* Handles that are stale, doubled, of another kind or made up; free during a call. */
#include "check.h"

#include <pthread.h>

static void stale(void)
{
    callrec_reader *reader = open_three();
    const callrec_ipass_cdr *row = NULL;
    callrec_batch *batch = NULL;
    callrec_error *error = NULL;
    int64_t rows = -7;
    int i;

    begin("use after free: reader");
    callrec_reader_free(reader);
    STATUS(CALLREC_INVALID_HANDLE, callrec_reader_next_cdr(reader, &row, &error));
    CHECK(row == NULL);
    CHECK(strstr(callrec_error_message(error), "freed") != NULL);
    STATUS(CALLREC_INVALID_HANDLE, callrec_reader_close(reader, NULL));
    STATUS(CALLREC_INVALID_HANDLE, callrec_reader_cancel(reader, NULL));

    begin("double free: reader");
    callrec_reader_free(reader);
    callrec_reader_free(reader);

    begin("use after free: error");
    callrec_error_free(error);
    CHECK(strcmp(callrec_error_message(error), "") == 0);
    STATUS(CALLREC_INVALID_HANDLE, callrec_error_status(error));
    callrec_error_free(error);

    begin("a stale handle does not reach its successor");
    for (i = 0; i < 200; i++) {
        callrec_reader *next = open_three();
        STATUS(CALLREC_INVALID_HANDLE, callrec_reader_next_cdr(reader, &row, NULL));
        callrec_reader_free(reader);
        STATUS(CALLREC_OK, callrec_reader_next_cdr(next, &row, NULL));
        callrec_reader_free(next);
    }

    begin("wrong kind of handle");
    reader = open_three();
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    STATUS(CALLREC_INVALID_HANDLE, callrec_batch_shape((callrec_batch *) reader, &rows, NULL, &error));
    CHECK(rows == -7 && strstr(callrec_error_message(error), "another kind") != NULL);
    callrec_batch_free((callrec_batch *) reader);
    callrec_reader_free((callrec_reader *) batch);
    callrec_reader_free((callrec_reader *) error);
    STATUS(CALLREC_INVALID_HANDLE, callrec_ipass_portal_login((callrec_ipass_portal *) batch, NULL));
    STATUS(CALLREC_OK, callrec_batch_shape(batch, &rows, NULL, NULL));
    CHECK(rows == 2);
    callrec_error_free(error);

    begin("a pointer that is no handle");
    STATUS(CALLREC_INVALID_HANDLE, callrec_reader_close((callrec_reader *) (void *) &row, NULL));
    STATUS(CALLREC_INVALID_HANDLE, callrec_reader_close((callrec_reader *) (uintptr_t) 1, NULL));
    STATUS(CALLREC_INVALID_HANDLE, callrec_reader_close((callrec_reader *) UINTPTR_MAX, NULL));
    callrec_reader_free((callrec_reader *) (void *) &row);
    callrec_error_free((callrec_error *) (uintptr_t) 64);

    begin("a batch outlives its reader");
    callrec_reader_free(reader);
    STATUS(CALLREC_OK, callrec_batch_shape(batch, &rows, NULL, NULL));
    callrec_batch_free(batch);
    callrec_batch_free(batch);
    STATUS(CALLREC_INVALID_HANDLE, callrec_batch_shape(batch, &rows, NULL, NULL));
}

/* Readers that several threads read and free at the same time. */
static callrec_reader *shared[64];

static void *worker(void *odd)
{
    int i;
    for (i = 0; i < 64; i++) {
        const callrec_ipass_cdr *row;
        callrec_batch *batch;
        callrec_progress progress;
        if (callrec_reader_next_batch(shared[i], &batch, NULL) == CALLREC_OK)
            callrec_batch_free(batch);
        callrec_reader_next_cdr(shared[i], &row, NULL);
        callrec_reader_progress(shared[i], &progress, sizeof progress, NULL);
        if (odd != NULL)
            callrec_reader_free(shared[i]);
    }
    return NULL;
}

static void raced(void)
{
    pthread_t threads[4];
    int i, round;
    begin("free during calls of other threads");
    for (round = 0; round < 8; round++) {
        for (i = 0; i < 64; i++)
            shared[i] = open_three();
        for (i = 0; i < 4; i++)
            CHECK(pthread_create(&threads[i], NULL, worker, i % 2 != 0 ? (void *) shared : NULL) == 0);
        for (i = 0; i < 4; i++)
            CHECK(pthread_join(threads[i], NULL) == 0);
        for (i = 0; i < 64; i++)
            STATUS(CALLREC_INVALID_HANDLE, callrec_reader_close(shared[i], NULL));
    }
}

int main(void)
{
    (void) check_all();
    stale();
    raced();
    return end();
}
