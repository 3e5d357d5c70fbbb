/*
 * bench FILE: nanoseconds a record of callrec_reader_next_cdr over the decode alone.
 *
 * Processor time of the calling thread, which does all the work for a file; the best of seven rounds.
 * Reads the file by batches (the decode), then by rows that are touched; the difference is the price
 * of the row structs and of crossing the border. `make -C bindings/c bench` runs it.
 */
#define _POSIX_C_SOURCE 200809L
#include <callrec.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static callrec_reader *open_it(const char *path)
{
    callrec_reader *reader = NULL;
    callrec_error *error = NULL;
    if (callrec_open_file(path, CALLREC_NTS, "ipass_cdr", CALLREC_NTS, NULL, &reader, &error) !=
        CALLREC_OK) {
        fprintf(stderr, "bench: %s\n", callrec_error_message(error));
        exit(1);
    }
    return reader;
}

int main(int argc, char **argv)
{
    double best_batches = 1e9, best_rows = 1e9;
    int64_t count = 0, sum = 0;
    int round;
    if (argc != 2)
        return 2;
    for (round = 0; round < 7; round++) {
        callrec_reader *reader = open_it(argv[1]);
        callrec_batch *batch;
        const callrec_ipass_cdr *row;
        double began = now(), took;
        while (callrec_reader_next_batch(reader, &batch, NULL) == CALLREC_OK)
            callrec_batch_free(batch);
        took = now() - began;
        callrec_reader_free(reader);
        if (took < best_batches)
            best_batches = took;
        reader = open_it(argv[1]);
        count = 0;
        began = now();
        while (callrec_reader_next_cdr(reader, &row, NULL) == CALLREC_OK) {
            sum += (int64_t) row->net_billing_amount.low + (int64_t) row->transaction_id.length;
            count++;
        }
        took = now() - began;
        callrec_reader_free(reader);
        if (took < best_rows)
            best_rows = took;
    }
    printf("%" PRId64 " records; decode %.1f ns a record, next_cdr %.1f ns more (check %" PRId64 ")\n",
           count, best_batches * 1e9 / (double) count, (best_rows - best_batches) * 1e9 / (double) count,
           sum);
    return 0;
}
