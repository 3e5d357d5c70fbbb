/*
 * bench FILE [ROUNDS]: nanoseconds a record of callrec_reader_next_cdr over the decode alone.
 *
 * Reads the file by batches (the decode), then by rows that are touched, ROUNDS times in turn. The
 * difference of the two is the price of the row structs, of the checks of the handle and of crossing
 * the border. Processor time of the calling thread, which does all the work for a file. Of the rounds
 * the least counts, since whatever else the machine does only ever adds; the median says how much
 * that was. `make -C bindings/c bench` runs it.
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
    return (double) t.tv_sec * 1e9 + (double) t.tv_nsec;
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

static double by_batches(const char *path)
{
    callrec_reader *reader = open_it(path);
    callrec_batch *batch;
    double began = now(), took;
    while (callrec_reader_next_batch(reader, &batch, NULL) == CALLREC_OK)
        callrec_batch_free(batch);
    took = now() - began;
    callrec_reader_free(reader);
    return took;
}

static double by_rows(const char *path, int64_t *count, int64_t *sum)
{
    callrec_reader *reader = open_it(path);
    const callrec_ipass_cdr *row;
    double began = now(), took;
    *count = 0;
    while (callrec_reader_next_cdr(reader, &row, NULL) == CALLREC_OK) {
        *sum += (int64_t) row->net_billing_amount.low + (int64_t) row->transaction_id.length;
        (*count)++;
    }
    took = now() - began;
    callrec_reader_free(reader);
    return took;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    enum { MOST = 10000 };
    static double batches[MOST], rows[MOST];
    int rounds = argc > 2 ? atoi(argv[2]) : 200, i;
    int64_t count = 0, sum = 0;
    if (argc < 2 || rounds < 1 || rounds > MOST)
        return 2;
    for (i = 0; i < rounds; i++) {
        batches[i] = by_batches(argv[1]);
        rows[i] = by_rows(argv[1], &count, &sum);
    }
    qsort(batches, (size_t) rounds, sizeof *batches, compare);
    qsort(rows, (size_t) rounds, sizeof *rows, compare);
    if (count == 0)
        return 1;
    printf("%" PRId64 " records, %d rounds, nanoseconds a record (check %" PRId64 ")\n", count, rounds,
           sum);
    printf("         decode  + next_cdr\n");
    printf("least   %7.1f  %10.1f\n", batches[0] / (double) count, (rows[0] - batches[0]) / (double) count);
    i = rounds / 2;
    printf("median  %7.1f  %10.1f\n", batches[i] / (double) count, (rows[i] - batches[i]) / (double) count);
    return 0;
}
