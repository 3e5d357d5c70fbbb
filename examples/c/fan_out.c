/*
 * Adds up a month of an account and of all its child companies, four reports at once on four threads.
 *
 *     cc -std=c99 fan_out.c -lcallrec -pthread -o fan_out
 *     ./fan_out 2026-09
 *
 * Prints "COMPANY RECORDS AMOUNT" for each company. One company's failure is its own: the others go on.
 * A company with records that could not be read gets no line: its sum would be too small.
 * Reads CALLREC_IPASS_PORTAL_URL (optional), _USERNAME, _PASSWORD and _COMPANY from the environment.
 * Exit code 0: every company's month came whole. 1: not so, and standard error says why.
 */
#define _POSIX_C_SOURCE 200809L
#include <callrec.h>

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4 };

/* What the threads share: the fan-out is for one thread at a time, so a lock goes with it. */
static struct {
    pthread_mutex_t lock;
    callrec_fan_out *companies;
    int failed;
    uint64_t aside;
} job;

/* Takes the next company's reader; 0 when there is none any more. */
static int take(char *company, size_t size, callrec_reader **reader, callrec_error **failure)
{
    callrec_text key;
    callrec_error *error = NULL;
    int32_t status;
    pthread_mutex_lock(&job.lock);
    status = callrec_fan_out_next(job.companies, &key, reader, failure, &error);
    if (status == CALLREC_OK) {
        /* The key is lent until the next call: copy it while the lock is held. */
        snprintf(company, size, "%.*s", (int) key.length, key.data);
    } else if (status != CALLREC_END) {
        fprintf(stderr, "fan_out: %s\n", callrec_error_message(error));
        job.failed = 1;
    }
    pthread_mutex_unlock(&job.lock);
    callrec_error_free(error);
    return status == CALLREC_OK;
}

/* Reads one company's month; a reader belongs to the thread that has it. */
static callrec_error *add_up(callrec_reader *reader, uint64_t *records, int64_t *millionths)
{
    const callrec_ipass_cdr *cdr;
    callrec_error *error = NULL;
    while (callrec_reader_next_cdr(reader, &cdr, &error) == CALLREC_OK) {
        int64_t amount = 0;
        if (callrec_decimal_int64(&cdr->net_billing_amount, &amount) == CALLREC_OK)
            *millionths += amount;
        ++*records;
    }
    return error; /* NULL after CALLREC_END */
}

/* Tells where and why of each record that could not be read, not its bytes, and counts them. */
static uint64_t tell_aside(const char *company, callrec_reader *reader)
{
    const callrec_quarantined *aside;
    uint64_t count = 0;
    for (; callrec_reader_quarantined_next(reader, &aside, NULL) == CALLREC_OK; count++)
        fprintf(stderr, "fan_out: %s: line %" PRIu64 "%s%.*s: %.*s\n", company, aside->line,
                aside->column.data != NULL ? ", column " : "", (int) aside->column.length,
                aside->column.data != NULL ? aside->column.data : "", (int) aside->reason.length,
                aside->reason.data);
    return count;
}

static void *work(void *unused)
{
    char company[64];
    callrec_reader *reader = NULL;
    callrec_error *failure = NULL;
    while (take(company, sizeof company, &reader, &failure)) {
        uint64_t records = 0, aside = 0;
        int64_t millionths = 0;
        callrec_decimal total;
        char amount[48] = "";
        if (failure == NULL) {
            failure = add_up(reader, &records, &millionths);
            aside = tell_aside(company, reader);
        }
        pthread_mutex_lock(&job.lock);
        if (failure != NULL) {
            fprintf(stderr, "fan_out: %s: %s\n", company, callrec_error_message(failure));
            job.failed = 1;
        } else if (aside == 0) {
            total.low = (uint64_t) millionths;
            total.high = millionths < 0 ? -1 : 0;
            callrec_decimal_text(&total, amount, sizeof amount, NULL, NULL);
            printf("%s %" PRIu64 " %s\n", company, records, amount);
        }
        job.aside += aside;
        pthread_mutex_unlock(&job.lock);
        callrec_reader_free(reader);
        callrec_error_free(failure);
    }
    return unused;
}

/* Whether everything printed got out: until it is closed it may stand in a buffer. */
static int printed(void)
{
    int good = !ferror(stdout);
    return fclose(stdout) == 0 && good;
}

static int32_t begin(const char *month, callrec_ipass_portal **portal, callrec_error **error)
{
    callrec_ipass_portal_options options;
    int32_t status = callrec_ipass_portal_options_init(&options, sizeof options, error);
    options.base_url = getenv("CALLREC_IPASS_PORTAL_URL");
    options.username = getenv("CALLREC_IPASS_PORTAL_USERNAME");
    options.password = getenv("CALLREC_IPASS_PORTAL_PASSWORD");
    if (status == CALLREC_OK)
        status = callrec_ipass_portal_new(&options, portal, error);
    if (status == CALLREC_OK)
        status = callrec_ipass_portal_monthly_cdr_of_all(
            *portal, getenv("CALLREC_IPASS_PORTAL_COMPANY"), CALLREC_NTS, month, CALLREC_NTS, THREADS,
            CALLREC_FAN_OUT_AS_COMPLETED, &job.companies, error);
    return status;
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS];
    callrec_ipass_portal *portal = NULL;
    callrec_error *error = NULL;
    int i, started = 0;
    if (argc != 2) {
        fprintf(stderr, "usage: fan_out YYYY-MM\n");
        return 2;
    }
    pthread_mutex_init(&job.lock, NULL);
    if (begin(argv[1], &portal, &error) != CALLREC_OK) {
        fprintf(stderr, "fan_out: %s\n", callrec_error_message(error));
        callrec_error_free(error);
        job.failed = 1;
    } else {
        while (started < THREADS && pthread_create(&threads[started], NULL, work, NULL) == 0)
            started++;
        if (started == 0) {
            fprintf(stderr, "fan_out: no thread could be started\n");
            job.failed = 1;
        }
    }
    for (i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    callrec_fan_out_free(job.companies);
    callrec_ipass_portal_free(portal);
    pthread_mutex_destroy(&job.lock);
    if (job.aside > 0) {
        fprintf(stderr,
                "fan_out: %" PRIu64 " records were set aside: their companies are left out; have the provider "
                "mend the lines named above, and run it again\n",
                job.aside);
        job.failed = 1;
    }
    if (!printed()) {
        fprintf(stderr, "fan_out: standard output could not be written: make room for it, and run it again\n");
        job.failed = 1;
    }
    return job.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
