/*
 * Mistakes on purpose, which show that the checking is on: each has to be reported, or the tests fail.
 *
 *     deliberate MISTAKE
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <pthread.h>

/* Keeps the compiler from seeing what is read. */
static volatile const char *behind(const void *memory, size_t bytes)
{
    const void *volatile hidden = memory;
    return (const char *) hidden + bytes;
}

/* A byte behind what the program itself has. */
static int overflow(void)
{
    callrec_decimal value = {12340000, 0};
    char *buffer = (char *) malloc(10);
    int wrong;
    callrec_decimal_text(&value, buffer, 10, NULL, NULL);
    wrong = *behind(buffer, 10);
    free(buffer);
    return wrong;
}

/* A text that the library is told is longer than it is. */
static int overread(void)
{
    char *report = (char *) malloc(20);
    callrec_reader *reader = NULL;
    memset(report, 'x', 20);
    callrec_open_buffer((const uint8_t *) report, 64, "ipass_cdr", CALLREC_NTS, NULL, &reader, NULL);
    callrec_reader_free(reader);
    free(report);
    return 0;
}

/* Memory of the library that nobody can reach any more: a stream that is forgotten. */
static void forget(struct ArrowArrayStream *stream)
{
    callrec_reader *reader = open_three();
    callrec_reader_arrow_stream(reader, stream, NULL);
    callrec_reader_free(reader);
    memset(stream, 0, sizeof *stream);
}

static int leak(void)
{
    struct ArrowArrayStream *stream = (struct ArrowArrayStream *) malloc(sizeof *stream);
    int i;
    for (i = 0; i < 3; i++)
        forget(stream);
    free(stream);
    return 0;
}

/* A row that is read after its reader was freed. */
static int stale_row(void)
{
    callrec_reader *reader = open_three();
    const callrec_ipass_cdr *row = NULL;
    callrec_reader_next_cdr(reader, &row, NULL);
    callrec_reader_free(reader);
    return *behind(row, 8);
}

static int undefined(void)
{
    volatile int32_t most = INT32_MAX, more;
    more = most + 1;
    return more;
}

/* A number that two threads write. */
static volatile int shared;

static void *write_shared(void *argument)
{
    int i;
    (void) argument;
    for (i = 0; i < 1000; i++)
        shared++;
    return NULL;
}

static int race(void)
{
    pthread_t other;
    if (pthread_create(&other, NULL, write_shared, NULL) != 0)
        return 1;
    write_shared(NULL);
    pthread_join(other, NULL);
    return 0;
}

/* A row of the library's that one thread reads while another has the reader write the next: only seen where
 * the library is instrumented as well. */
static callrec_reader *raced;
static const callrec_ipass_cdr *lent;

static void *read_lent(void *argument)
{
    (void) argument;
    shared = (int) ((const volatile callrec_ipass_cdr *) lent)->line;
    return NULL;
}

static int race_inside(void)
{
    pthread_t other;
    callrec_batch *batch = NULL;
    raced = open_three();
    callrec_reader_next_cdr(raced, &lent, NULL);
    if (pthread_create(&other, NULL, read_lent, NULL) != 0)
        return 1;
    callrec_reader_next_batch(raced, &batch, NULL);
    callrec_reader_free(raced);
    pthread_join(other, NULL);
    callrec_batch_free(batch);
    return 0;
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        int (*make)(void);
    } mistakes[] = {
        {"overflow", overflow},   {"overread", overread}, {"leak", leak},
        {"stale-row", stale_row}, {"undefined", undefined}, {"race", race},
        {"race-inside", race_inside},
    };
    size_t i;
    (void) check_all();
    for (i = 0; count == 2 && i < sizeof mistakes / sizeof *mistakes; i++) {
        if (strcmp(arguments[1], mistakes[i].name) == 0) {
            begin("nobody noticed the mistake");
            shared = mistakes[i].make();
        }
    }
    return end();
}
